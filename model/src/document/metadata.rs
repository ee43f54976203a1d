//! What a document says of itself beside its text: title, author, publisher, address, day of publication.
//!
//! In: named values from a page's head, its JSON-LD, a front matter or the properties of a file. Out: the best of each.
//! Knows no markup. Names follow Open Graph, Dublin Core, schema.org and the habits of publishers.

use super::{Known, OwnDate};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::Value;

/// JSON longer than this many bytes describes no article.
const LONGEST_JSON: usize = 1_000_000;
/// Titles and names are cut to this many characters.
const LONGEST_VALUE: usize = 300;

/// What was said so far; each value with its rank, of which the lowest wins, then the first.
#[derive(Default)]
pub(super) struct Metadata {
    title: Option<(u8, String)>,
    author: Option<(u8, String)>,
    publisher: Option<(u8, String)>,
    address: Option<(u8, String)>,
    date: Option<(u8, OwnDate)>,
    made: Option<(u8, NaiveDate)>,
}

/// What a document says of itself, as far as it does.
#[derive(Default)]
pub(super) struct Stated {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub own_date: Option<OwnDate>,
    pub made: Option<NaiveDate>,
}

#[derive(Clone, Copy)]
enum Field {
    Title,
    Author,
    Publisher,
    Address,
    Date,
    Made,
}

/// Names in lower case, what they tell, and how well they are trusted: 1 is best.
const NAMES: [(&str, Field, u8); 54] = [
    ("headline", Field::Title, 1),
    ("og:title", Field::Title, 2),
    ("citation_title", Field::Title, 2),
    ("dc.title", Field::Title, 3),
    ("dcterms.title", Field::Title, 3),
    ("h1", Field::Title, 4),
    ("largest letters of the first page", Field::Title, 7),
    ("twitter:title", Field::Title, 5),
    ("title", Field::Title, 6),
    ("byline", Field::Author, 1),
    ("citation_author", Field::Author, 2),
    ("author", Field::Author, 3),
    ("dc.creator", Field::Author, 4),
    ("dcterms.creator", Field::Author, 4),
    ("parsely-author", Field::Author, 4),
    ("sailthru.author", Field::Author, 4),
    ("article:author", Field::Author, 5),
    ("publisher", Field::Publisher, 1),
    ("og:site_name", Field::Publisher, 2),
    ("citation_publisher", Field::Publisher, 3),
    ("citation_journal_title", Field::Publisher, 3),
    ("dc.publisher", Field::Publisher, 3),
    ("dcterms.publisher", Field::Publisher, 3),
    ("source", Field::Publisher, 4),
    ("application-name", Field::Publisher, 5),
    ("canonical", Field::Address, 1),
    ("og:url", Field::Address, 2),
    ("address", Field::Address, 3),
    ("url", Field::Address, 3),
    ("twitter:url", Field::Address, 4),
    ("datepublished", Field::Date, 1),
    ("header of the message", Field::Date, 1),
    ("article:published_time", Field::Date, 2),
    ("og:article:published_time", Field::Date, 2),
    ("og:published_time", Field::Date, 2),
    ("citation_publication_date", Field::Date, 3),
    ("citation_date", Field::Date, 3),
    ("dc.date.issued", Field::Date, 3),
    ("dcterms.issued", Field::Date, 3),
    ("dc.date", Field::Date, 4),
    ("dcterms.date", Field::Date, 4),
    ("dcterms.created", Field::Date, 4),
    ("sailthru.date", Field::Date, 4),
    ("parsely-pub-date", Field::Date, 4),
    ("pubdate", Field::Date, 4),
    ("publishdate", Field::Date, 4),
    ("publish-date", Field::Date, 4),
    ("publication_date", Field::Date, 4),
    ("published", Field::Date, 4),
    ("date", Field::Date, 5),
    ("time element marked as published", Field::Date, 6),
    ("first time element of the article", Field::Date, 7),
    ("created", Field::Made, 1),
    ("modified", Field::Made, 2),
];

impl Metadata {
    /// Takes in a named value, if the name is known.
    pub fn offer(&mut self, name: &str, value: &str) {
        let Some((name, field, rank)) = NAMES.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name)) else {
            return;
        };
        let value: String =
            value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_VALUE).collect();
        match field {
            _ if value.is_empty() => {}
            Field::Title => keep(&mut self.title, *rank, value),
            // Pages name a profile where they should name a person.
            Field::Author if value.contains("://") => {}
            Field::Author => keep(&mut self.author, *rank, value.trim_end_matches([',', ';']).to_owned()),
            Field::Publisher => keep(&mut self.publisher, *rank, value),
            Field::Address if is_address(&value) => keep(&mut self.address, *rank, value),
            Field::Address => {}
            Field::Made => {
                if let Some((day, _)) = read_day(&value) {
                    keep(&mut self.made, *rank, day);
                }
            }
            Field::Date => {
                if let Some((earliest, latest)) = read_day(&value) {
                    let evidence = format!("stated beside the text ({name}): {value}");
                    keep(&mut self.date, *rank, OwnDate { earliest, latest, known: Known::Stated, evidence });
                }
            }
        }
    }

    /// Takes in what a page's JSON-LD tells of an article.
    pub fn offer_json(&mut self, json: &str) {
        if json.len() <= LONGEST_JSON
            && let Ok(value) = serde_json::from_str::<Value>(json.trim())
        {
            self.offer_value(&value);
        }
    }

    /// The parser lets nothing nest deeper than 128 levels, so this may recurse.
    fn offer_value(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.offer_value(value)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("headline" | "datePublished", Value::String(text)) => self.offer(name, text),
                        ("publisher", Value::String(text)) => self.offer(name, text),
                        ("publisher", Value::Object(publisher)) => {
                            let named = publisher.get("name").and_then(Value::as_str);
                            self.offer(name, named.unwrap_or_default());
                        }
                        ("author", Value::String(text)) => self.offer("byline", text),
                        ("author", Value::Object(author)) => self.offer_author(author),
                        ("author", Value::Array(authors)) => {
                            authors
                                .iter()
                                .take(1)
                                .filter_map(Value::as_object)
                                .for_each(|author| self.offer_author(author));
                        }
                        ("@graph" | "mainEntity", value) => self.offer_value(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn offer_author(&mut self, author: &serde_json::Map<String, Value>) {
        self.offer("byline", author.get("name").and_then(Value::as_str).unwrap_or_default());
    }

    /// The best of each. A title loses the publisher's name at its end.
    pub fn finish(self) -> Stated {
        let publisher = self.publisher.map(|(_, publisher)| publisher);
        let title = self.title.map(|(_, title)| match &publisher {
            Some(publisher) => without_publisher(&title, publisher).to_owned(),
            None => title,
        });
        Stated {
            title,
            publisher,
            author: self.author.map(|(_, author)| author),
            url: self.address.map(|(_, address)| address),
            own_date: self.date.map(|(_, date)| date),
            made: self.made.map(|(_, day)| day),
        }
    }
}

fn is_address(value: &str) -> bool {
    (value.starts_with("https://") || value.starts_with("http://")) && !value.contains(char::is_whitespace)
}

fn keep<T>(best: &mut Option<(u8, T)>, rank: u8, value: T) {
    if best.as_ref().is_none_or(|(other, _)| rank < *other) {
        *best = Some((rank, value));
    }
}

fn without_publisher<'a>(title: &'a str, publisher: &str) -> &'a str {
    let separators = [" | ", " - ", " – ", " — ", " · ", " :: "];
    let cut = separators.iter().find_map(|separator| {
        let (head, tail) = title.rsplit_once(separator)?;
        tail.trim().eq_ignore_ascii_case(publisher).then_some(head.trim())
    });
    cut.filter(|head| !head.is_empty()).unwrap_or(title)
}

/// The days that a value means: one, or the days of a month. Times and zones after the day are let be:
/// the day is that of the publisher.
fn read_day(value: &str) -> Option<(NaiveDate, NaiveDate)> {
    const FORMATS: [&str; 11] = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%d %B %Y",
        "%B %d, %Y",
        "%B %d %Y",
        "%d.%m.%Y",
        "%a, %d %b %Y",
        "%A, %B %d, %Y",
        "%A, %d %B %Y",
        "%Y%m%d",
    ];
    // Writers put the zero of their clock, in the year 1 or 1970, where they know no day.
    let sound =
        |day: &NaiveDate| (1500..3000).contains(&day.year()) && Some(*day) != NaiveDate::from_ymd_opt(1970, 1, 1);
    let read = |format: &&str| NaiveDate::parse_and_remainder(value, format).ok().map(|(day, _)| day).filter(sound);
    if let Some(day) = FORMATS.iter().find_map(read) {
        return Some((day, day));
    }
    let first = NaiveDate::parse_from_str(&format!("{value}-01"), "%Y-%m-%d").ok().filter(sound)?;
    Some((first, first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expect: &str) {
        let found = read_day(value).map(|(earliest, latest)| format!("{earliest} {latest}"));
        assert_eq!(found.as_deref().unwrap_or("none"), expect, "{value}");
    }

    #[test]
    fn days() {
        check("2024-12-03", "2024-12-03 2024-12-03");
        check("2024-12-03T23:30:00-05:00", "2024-12-03 2024-12-03");
        check("2024/12/03", "2024-12-03 2024-12-03");
        check("20241203", "2024-12-03 2024-12-03");
        check("Tue, 03 Dec 2024 10:00:00 GMT", "2024-12-03 2024-12-03");
        check("3 December 2024", "2024-12-03 2024-12-03");
        check("Dec 3, 2024", "2024-12-03 2024-12-03");
        check("03.12.2024 10:15", "2024-12-03 2024-12-03");
        check("2024-12", "2024-12-01 2024-12-31");
        check("0001-01-01T00:00:00", "none");
        check("1970-01-01", "none");
        check("yesterday", "none");
        check("999999999-99-99", "none");
    }

    #[test]
    fn the_best_name_wins() {
        let mut metadata = Metadata::default();
        metadata.offer("title", "A pact of two | Harbour Review");
        metadata.offer("OG:site_name", "Harbour Review");
        metadata.offer("date", "2024-12-05");
        metadata.offer_json(r#"[{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-12-03T10:00Z", "author": [{"name": "A. Hale"}], "publisher": {"name": "Harbour  Review"}}]}]"#);
        metadata.offer_json("[[[[");
        metadata.offer_json(&"[".repeat(100_000));
        let Stated { title, author, publisher, own_date, .. } = metadata.finish();
        assert_eq!(title.as_deref(), Some("A pact of two"));
        assert_eq!(publisher.as_deref(), Some("Harbour Review"));
        assert_eq!(author.as_deref(), Some("A. Hale"));
        assert_eq!(
            own_date.map(|date| date.evidence).as_deref(),
            Some("stated beside the text (datepublished): 2024-12-03T10:00Z")
        );
    }
}
