//! Lists of events from elsewhere to events: each row is its own source.
//!
//! In: a document whose text is such a list: a table (CSV, TSV and the like), a calendar (ICS), a timeline of TimelineJS
//! (JSON), or events as this program prints them (JSON lines). Out: an event for each row that has a date, and what was
//! left out. What a row does not say of kind, parties and numbers is read from its words, as from a sentence that begins
//! with its date.

mod calendar;
mod day;
mod guess;
mod lines;
mod look;
mod parties;
mod table;
mod timelinejs;

pub use look::{Look, look};

use crate::dating::read_times;
use crate::document::{Columns, Document, Part, Place, cells};
use crate::event::{self, Event, EventId, Kind, Source, Status};
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::text::Span;
use crate::when::{Chain, Precision, When, day_label};
use parties::{countries, named};

/// Titles are cut to so many characters.
const TITLE_MAX: usize = 60;
const SHORT_TITLE_MAX: usize = 36;
/// Of a row's words so many bytes are read for what they tell.
const WORDS_MAX: usize = 1000;
/// Of the rows that are left out so many are named.
const LEFT_OUT_MAX: usize = 100;

/// What a list tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Its events, in the order of the text.
    pub events: Vec<Event>,
    /// How many rows it has, those that name the columns left out.
    pub rows: usize,
    /// The first rows that gave no event.
    pub left_out: Vec<LeftOut>,
}

/// A row that gave no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which, from 1: as a spreadsheet counts them, or of the list's entries.
    pub row: usize,
    /// Why: "tells no day: “31/02/2024”".
    pub reason: String,
}

impl List {
    /// What to say of the rows that gave no event; none where all did.
    pub fn complaint(&self) -> Option<String> {
        let LeftOut { row, reason } = self.left_out.first()?;
        let rows = if self.rows == 1 { "row" } else { "rows" };
        let out = self.rows - self.events.len();
        Some(format!("{out} of {} {rows} left out: row {row} {reason}; correct it there, and open it again", self.rows))
    }
}

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    /// The whole row, and the date in it: byte spans of the document's text.
    span: Span,
    time: Span,
    /// Which row it is, from 1.
    number: usize,
    /// The first day as it is written.
    start: String,
    /// The first day and the last one.
    first: Option<When>,
    last: Option<When>,
    precision: Option<Precision>,
    title: String,
    words: String,
    /// Codes or names of countries.
    countries: String,
    kind: Option<Kind>,
    status: Option<Status>,
    quantities: Vec<Quantity>,
}

/// What a list tells; none where the document is none. A table is read by the columns that the document holds; without
/// any, by the names of its columns, where these are known.
pub fn read(lexicon: &Lexicon, document: &Document) -> Option<List> {
    let rows = rows(lexicon, document)?;
    let mut list = List { rows: rows.len(), ..List::default() };
    for row in rows {
        let number = row.number;
        match read_row(lexicon, document, row) {
            Ok(event) => list.events.push(event),
            Err(reason) if list.left_out.len() < LEFT_OUT_MAX => list.left_out.push(LeftOut { row: number, reason }),
            Err(_) => {}
        }
    }
    Some(list)
}

fn rows(lexicon: &Lexicon, document: &Document) -> Option<Vec<Row>> {
    let text = &document.text;
    Some(match (&document.columns, ending(document).as_str()) {
        (Some(columns), _) if columns.is_text() => return None,
        (Some(columns), _) => table::rows(lexicon, text, columns),
        (None, "csv" | "tsv" | "tab" | "psv") => {
            let (columns, _) = guess::columns(lexicon, text).filter(|(_, sure)| *sure)?;
            table::rows(lexicon, text, &columns)
        }
        (None, "ics" | "ical" | "ifb") => calendar::rows(lexicon, text)?,
        (None, "jsonl" | "ndjson") => lines::rows(lexicon, text)?,
        (None, "json") => timelinejs::rows(lexicon, text)?,
        _ => return None,
    })
}

/// The columns that a document's table seems to have, and whether their names say so; none where its text is no table.
pub fn columns(lexicon: &Lexicon, document: &Document) -> Option<(Columns, bool)> {
    guess::columns(lexicon, &document.text)
}

/// What the names in the first row of a document's table say that the columns hold; none where its text is no table.
pub fn columns_by_names(lexicon: &Lexicon, document: &Document) -> Option<(Columns, Vec<String>)> {
    let (columns, _) = guess::columns(lexicon, &document.text)?;
    let first = cells::lines(&document.text, columns.separator).next()?;
    let names = first.cells.iter().map(|(_, name)| name.trim().to_owned()).collect();
    Some((Columns { roles: guess::by_names(&first), heading: true, ..columns }, names))
}

/// Whether in the dates of a table's columns the day stands before the month, as far as they tell it.
pub fn day_first(document: &Document, columns: &Columns) -> bool {
    guess::day_first(&document.text, columns)
}

/// Whether a document is a list, of which only what its rows say is read.
pub fn is_list(lexicon: &Lexicon, document: &Document) -> bool {
    match &document.columns {
        Some(columns) => !columns.is_text(),
        None => rows(lexicon, document).is_some(),
    }
}

/// Whether a document's name is that of a table.
pub fn is_table(document: &Document) -> bool {
    document.columns.is_some() || matches!(ending(document).as_str(), "csv" | "tsv" | "tab" | "psv")
}

/// Has a document read by these columns from now on.
pub fn read_by(document: &mut Document, columns: Columns) {
    document.parts.clear();
    if !columns.is_text() {
        let (_, lines) = columns.lines(&document.text);
        let rows = lines.map(|line| Part {
            text_begin: line.span.start,
            place: Place::Row(u32::try_from(line.number).unwrap_or(u32::MAX)),
        });
        document.parts = rows.collect();
    }
    document.columns = Some(columns);
}

fn ending(document: &Document) -> String {
    document.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn read_row(lexicon: &Lexicon, document: &Document, row: Row) -> Result<Event, String> {
    let (when, rule) = when(&row)?;
    let source_text = document.text.get(row.span.clone()).unwrap_or_default();
    let words_read = match row.title.trim_end_matches('.') {
        "" => row.words.clone(),
        title => format!("{title}. {}", row.words),
    };
    // A headline may leave to the text what happened.
    let told = read_words(lexicon, &when, &words_read).filter(|told| told.kind != Kind::Other || row.words.is_empty());
    let told = told.or_else(|| read_words(lexicon, &when, &row.words));
    let title = match &told {
        Some(told) if row.title.is_empty() => told.title.clone(),
        _ => shortened(if row.title.is_empty() { &row.words } else { &row.title }, TITLE_MAX),
    };
    if title.is_empty() {
        return Err("says nothing of what happened".to_owned());
    }
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
    // The words say of a number what it counts; a column is called "Number".
    let mut quantities = read.map(|told| told.quantities.clone()).unwrap_or_default();
    let new: Vec<Quantity> =
        row.quantities.into_iter().filter(|one| quantities.iter().all(|other| other.value != one.value)).collect();
    quantities.splice(0..0, new);
    Ok(Event {
        id: EventId::of_passage(&document.name, source_text),
        short_title: shortened(&title, SHORT_TITLE_MAX),
        title,
        when,
        kind: row.kind.or(read.map(|told| told.kind)).unwrap_or(Kind::Other),
        plover: read.filter(|told| row.kind.is_none_or(|kind| kind == told.kind)).and_then(|told| told.plover.clone()),
        status: row.status.or(read.map(|told| told.status)).unwrap_or(Status::Happened),
        roles: read.map(|told| told.roles.clone()).unwrap_or_default(),
        said_by: read.map(|told| told.said_by.clone()).unwrap_or_default(),
        organizations: read.map(|told| told.organizations.clone()).unwrap_or_default(),
        quantities,
        countries,
        sources,
        disagreements: Vec::new(),
        confidence: 0.9,
        weight: 0.0,
    })
}

/// When a row says that it happened, and the rule in plain words; or why it says no day.
fn when(row: &Row) -> Result<(When, String), String> {
    let Some(first) = row.first else {
        let start = row.start.trim();
        return Err(if start.is_empty() { "has no date".to_owned() } else { format!("tells no day: “{start}”") });
    };
    let Some(last) = row.last.filter(|last| last.latest > first.latest) else {
        let precision = row.precision.unwrap_or(first.precision);
        return Ok((When { precision, ..first }, "the date of its row".to_owned()));
    };
    let precision = row.precision.unwrap_or(Precision::Range);
    let when = When { clock: first.clock, ..When::span(first.earliest, last.latest, precision) };
    Ok((when, "the first and the last date of its row".to_owned()))
}

/// What our own reading makes of a row's words: as they stand, where they begin with its day, else told as if on its day.
fn read_words(lexicon: &Lexicon, when: &When, words: &str) -> Option<Event> {
    const ON: usize = "On ".len();
    let words = words.get(..words.floor_char_boundary(WORDS_MAX))?;
    let read = |text: String| {
        let document = Document::plain("row", text);
        let times = read_times(lexicon, &document);
        let begins = times.first().is_some_and(|time| time.span.start <= ON);
        let event = event::read_events(lexicon, &document, &times).into_iter().find(|event| event.when.overlaps(when));
        event.filter(|_| begins)
    };
    read(words.to_owned()).or_else(|| read(format!("On {}, {words}", day_label(when.earliest))))
}

/// The beginning of a text, to the end of a word.
fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text.trim_end_matches('.').to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let words =
        cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words).trim_end_matches([',', ';', ':', '.', ' ']);
    if words.is_empty() { cut } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Country;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// The events of a list: when, kind, countries, title; each passage and time is a span of the text.
    #[track_caller]
    fn check(name: &str, text: &str, expect: &[&str]) {
        let document = Document::plain(name, text.to_owned());
        let events = read(&LEXICON, &document).unwrap_or_default().events;
        let told = events.iter().map(|event| {
            let source = &event.sources[0];
            assert!(text.get(source.passage.clone()).is_some() && text.get(source.time.clone()).is_some());
            assert!(!event.short_title.is_empty());
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
        let name = "Donaudampfschifffahrtsgesellschaftskapitän";
        check(
            "a.csv",
            &format!("date,title\n2021-05-03,\": {name}\"\n"),
            &[&format!("3 May 2021 | other |  | : {name}")],
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
                "7 May 2021, 10:15 | agreement | PL NO | Poland signed a treaty with Norway",
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
