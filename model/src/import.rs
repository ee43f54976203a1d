//! Lists of events from elsewhere to events: each row is its own source.
//!
//! In: a document whose text is such a list: a table (CSV, TSV), a calendar (ICS), or events as this program prints them
//! (JSON lines). Out: an event for each row that has a date. What a row does not say of kind, parties and numbers is read
//! from its words, as from a sentence that begins with its date.

mod calendar;
mod lines;
mod table;

use crate::actor::{Actor, Country, read_actors};
use crate::dating::read_times;
use crate::document::Document;
use crate::event::{self, Event, EventId, Kind, Source, Status};
use crate::lexicon::Lexicon;
use crate::text::Span;
use crate::when::{Chain, Precision, When, day_label};

/// Titles are cut to so many characters.
const TITLE_MAX: usize = 60;
const SHORT_TITLE_MAX: usize = 36;
/// Of a row's words so many bytes are read for what they tell.
const WORDS_MAX: usize = 1000;

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    /// The whole row, and the date in it: byte spans of the document's text.
    span: Span,
    time: Span,
    /// The first and the last day, as they are written.
    start: String,
    last: String,
    precision: Option<Precision>,
    title: String,
    words: String,
    /// Codes or names of countries.
    countries: String,
    kind: Option<Kind>,
}

/// The events of a list; none where the document's name and text are those of no list.
pub fn read_events(lexicon: &Lexicon, document: &Document) -> Option<Vec<Event>> {
    let (_, ending) = document.name.rsplit_once('.')?;
    let text = &document.text;
    let rows = match ending.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "tab" => table::rows(text)?,
        "ics" => calendar::rows(text)?,
        "jsonl" | "ndjson" => lines::rows(text)?,
        _ => return None,
    };
    Some(rows.into_iter().filter_map(|row| read_row(lexicon, document, row)).collect())
}

fn read_row(lexicon: &Lexicon, document: &Document, row: Row) -> Option<Event> {
    let (when, rule) = when(lexicon, &row)?;
    let source_text = document.text.get(row.span.clone())?;
    let words = if row.title.is_empty() { &row.words } else { &row.title };
    let title = shortened(words, TITLE_MAX);
    if title.is_empty() {
        return None;
    }
    let words_read = format!("{}. {}", row.title.trim_end_matches('.'), row.words);
    let told = told(lexicon, &when, &words_read);
    let mut countries = countries(lexicon, &row.countries);
    if countries.is_empty() {
        countries = match &told {
            Some(told) => told.countries.clone(),
            None => named(lexicon, &words_read),
        };
    }
    let chain = Chain { words: row.start.clone(), rule, anchor: None };
    let sources = vec![Source { document: 0, passage: row.span.clone(), time: row.time, when, chain }];
    let read = told.as_ref();
    Some(Event {
        id: EventId::of_passage(&document.name, source_text),
        short_title: shortened(&title, SHORT_TITLE_MAX),
        title,
        when,
        kind: row.kind.or(read.map(|told| told.kind)).unwrap_or(Kind::Other),
        plover: read.filter(|told| row.kind.is_none_or(|kind| kind == told.kind)).and_then(|told| told.plover.clone()),
        status: read.map_or(Status::Happened, |told| told.status),
        roles: read.map(|told| told.roles.clone()).unwrap_or_default(),
        said_by: read.map(|told| told.said_by.clone()).unwrap_or_default(),
        organizations: read.map(|told| told.organizations.clone()).unwrap_or_default(),
        quantities: read.map(|told| told.quantities.clone()).unwrap_or_default(),
        countries,
        sources,
        disagreements: Vec::new(),
        confidence: 0.9,
        weight: 0.0,
    })
}

/// When a row says that it happened, and the rule in plain words.
fn when(lexicon: &Lexicon, row: &Row) -> Option<(When, String)> {
    let first = read_when(lexicon, &row.start)?;
    let Some(last) = read_when(lexicon, &row.last).filter(|last| last.latest > first.latest) else {
        let precision = row.precision.unwrap_or(first.precision);
        return Some((When { precision, ..first }, "the date of its row".to_owned()));
    };
    let precision = row.precision.unwrap_or(Precision::Range);
    Some((When::span(first.earliest, last.latest, precision), "the first and the last date of its row".to_owned()))
}

/// A date as tables write it: in any form that texts do, or "20210503".
fn read_when(lexicon: &Lexicon, date: &str) -> Option<When> {
    let date = date.trim();
    let digits = date.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let iso = digits.map(|digits| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]));
    let text = iso.unwrap_or_else(|| date.split('T').next().unwrap_or_default().to_owned());
    read_times(lexicon, &Document::plain("date", text)).into_iter().find_map(|time| time.when)
}

/// What our own reading makes of a row's words, told as if on its day.
fn told(lexicon: &Lexicon, when: &When, words: &str) -> Option<Event> {
    let words = words.get(..words.floor_char_boundary(WORDS_MAX))?;
    let document = Document::plain("row", format!("On {}, {words}", day_label(when.earliest)));
    let times = read_times(lexicon, &document);
    event::read_events(lexicon, &document, &times).into_iter().find(|event| event.when.overlaps(when))
}

/// The countries of a cell: codes of ISO 3166 or names, with any marks between.
fn countries(lexicon: &Lexicon, cell: &str) -> Vec<Country> {
    let parts = cell.split([';', ',', '|', '/']).map(str::trim).filter(|part| !part.is_empty());
    let mut found = Vec::new();
    for part in parts {
        let code = Country::from_code(part).filter(|_| part.len() == 2);
        let these = code.map_or_else(|| named(lexicon, part), |country| vec![country]);
        found.extend(these.into_iter().filter(|country| !found.contains(country)).collect::<Vec<_>>());
    }
    found
}

/// The countries that a text names.
fn named(lexicon: &Lexicon, text: &str) -> Vec<Country> {
    let mut found = Vec::new();
    for mention in read_actors(lexicon, text, 0..text.len(), None) {
        if let Actor::Country(country) = mention.actor
            && !found.contains(&country)
        {
            found.push(country);
        }
    }
    found
}

/// The beginning of a text, to the end of a word.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text.trim_end_matches('.').to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    cut.trim_end_matches([',', ';', ':', '.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// The events of a list: when, kind, countries, title; each passage and time is a span of the text.
    #[track_caller]
    fn check(name: &str, text: &str, expect: &[&str]) {
        let document = Document::plain(name, text.to_owned());
        let events = read_events(&LEXICON, &document).unwrap_or_default();
        let told = events.iter().map(|event| {
            let source = &event.sources[0];
            assert!(text.get(source.passage.clone()).is_some() && text.get(source.time.clone()).is_some());
            let countries: Vec<&str> = event.countries.iter().map(Country::code).collect();
            format!("{} | {} | {} | {}", event.when.label(), event.kind.code(), countries.join(" "), event.title)
        });
        assert_eq!(told.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn tables() {
        check(
            "a.csv",
            "Datum;Date;What happened\r\n1;3 May 2021;\"Norway and Poland signed a treaty; at last\"\r\n2;;No day\r\n",
            &["3 May 2021 | agreement | NO PL | Norway and Poland signed a treaty; at last"],
        );
        check(
            "acled.csv",
            "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,country,location,notes,fatalities\n\
             SDN1,03 May 2021,2021,Battles,Armed clash,RSF,Sudan,Khartoum,\"Clashes, with shelling, killed 12.\",12\n",
            &["3 May 2021 | combat | SD | Clashes, with shelling, killed 12"],
        );
        check(
            "timeline.csv",
            "Year,Month,Day,Time,End Year,End Month,End Day,Headline,Text\n2021,5,3,,2021,5,7,Talks in Oslo,Norway hosted.\n1988,,,,,,,Pact,\n",
            &["3–7 May 2021 | diplomacy | NO | Talks in Oslo", "1988 | other |  | Pact"],
        );
        check("notes.csv", "name,age\nAda,36\n", &[]);
        check("a.txt", "date,title\n2021-05-03,x\n", &[]);
    }

    #[test]
    fn calendars() {
        check(
            "a.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20210503\r\nDTEND;VALUE=DATE:20210506\r\nSUMMARY:Talks in O\r\n slo\\, again\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20210507T101500Z\r\nSUMMARY:Poland signed a treaty with Norway\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            &[
                "3–5 May 2021 | diplomacy | NO | Talks in Oslo, again",
                "7 May 2021 | agreement | PL NO | Poland signed a treaty with Norway",
            ],
        );
    }

    #[test]
    fn own_lines() {
        check(
            "a.jsonl",
            "{\"title\":\"Pact signed\",\"start\":\"2021-05-01\",\"last\":\"2021-05-31\",\"precision\":\"month\",\"kind\":\"agreement\",\"countries\":[\"NO\",\"PL\"]}\n\nnone\n",
            &["May 2021 | agreement | NO PL | Pact signed"],
        );
        check("a.jsonl", "{\"doc\":\"a\",\"text\":\"b\"}\n", &[]);
    }
}
