//! A calendar to rows: iCalendar, RFC 5545. An event that repeats is told once.

use super::{Row, day};
use crate::event::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::when::When;
use chrono::{Days, NaiveDate};

/// The events of a calendar; none of another text.
pub(super) fn rows(lexicon: &Lexicon, text: &str) -> Option<Vec<Row>> {
    text.trim_start().starts_with("BEGIN:VCALENDAR").then_some(())?;
    let mut rows = Vec::new();
    let mut open: Option<Row> = None;
    // A line goes on with the next one where that begins with a blank.
    let mut property = String::new();
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    let mut begin = 0;
    while let Some(line) = lines.next() {
        let whole = line.trim_end_matches(['\r', '\n']);
        if property.is_empty() {
            begin = at;
            property.push_str(whole);
        } else {
            property.push_str(whole.get(1..).unwrap_or_default());
        }
        at += line.len();
        if lines.peek().is_some_and(|next| next.starts_with([' ', '\t'])) {
            continue;
        }
        let whole = std::mem::take(&mut property);
        let Some((name, value)) = parted(&whole) else { continue };
        let name = name.split_once(';').map_or(name, |(name, _)| name);
        match (name.trim().to_ascii_uppercase().as_str(), value.trim()) {
            ("BEGIN", "VEVENT") => {
                open = Some(Row { span: begin..at, time: begin..begin, number: rows.len() + 1, ..Row::default() });
            }
            ("END", "VEVENT") => rows.extend(open.take().map(|row| Row { span: row.span.start..at, ..row })),
            (property, value) => {
                if let Some(row) = &mut open {
                    take(lexicon, row, property, value, begin..at);
                }
            }
        }
    }
    Some(rows)
}

/// What stands before and behind the first colon that is in no quotes.
fn parted(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let at = line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    })?;
    Some((&line[..at], &line[at + 1..]))
}

fn take(lexicon: &Lexicon, row: &mut Row, property: &str, value: &str, span: std::ops::Range<usize>) {
    match property {
        "DTSTART" => {
            row.start = value.to_owned();
            row.first = day::read(lexicon, value, true);
            row.time = span;
        }
        // A whole day that ends an event is the first one after it.
        "DTEND" if value.len() == 8 => {
            let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok();
            row.last = day.and_then(|day| day.checked_sub_days(Days::new(1))).map(When::day);
        }
        "DTEND" => row.last = day::read(lexicon, value, true),
        "SUMMARY" => row.title = plain(value),
        "DESCRIPTION" => row.words = plain(value),
        "CATEGORIES" => {
            let is = |kind: &Kind| kind.label().eq_ignore_ascii_case(value) || kind.code().eq_ignore_ascii_case(value);
            row.kind = Kind::ALL.into_iter().find(is);
        }
        "STATUS" if value == "CANCELLED" => row.status = Some(Status::Denied),
        "LOCATION" if row.words.is_empty() => row.words = plain(value),
        _ => {}
    }
}

/// A text without the marks that keep commas and line ends apart from those of the format.
fn plain(value: &str) -> String {
    let text =
        value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
