//! A calendar to rows: iCalendar, RFC 5545. An event that repeats is told once.

use super::Row;
use chrono::{Days, NaiveDate};

/// The events of a calendar; none of another text.
pub(super) fn rows(text: &str) -> Option<Vec<Row>> {
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
        let Some((name, value)) = whole.split_once(':') else { continue };
        let (name, kind) = name.split_once(';').unwrap_or((name, ""));
        match (name.trim().to_ascii_uppercase().as_str(), value.trim()) {
            ("BEGIN", "VEVENT") => open = Some(Row { span: begin..at, ..Row::default() }),
            ("END", "VEVENT") => rows.extend(open.take().map(|row| Row { span: row.span.start..at, ..row })),
            (property, value) => {
                if let Some(row) = &mut open {
                    take(row, property, kind, value, begin..at);
                }
            }
        }
    }
    Some(rows)
}

fn take(row: &mut Row, property: &str, kind: &str, value: &str, span: std::ops::Range<usize>) {
    match property {
        "DTSTART" => {
            row.start = value.to_owned();
            row.time = span;
        }
        // A whole day that ends an event is the first one after it.
        "DTEND" if kind.contains("VALUE=DATE") && !kind.contains("DATE-TIME") => {
            let day =
                NaiveDate::parse_from_str(value, "%Y%m%d").ok().and_then(|day| day.checked_sub_days(Days::new(1)));
            row.last = day.map(|day| day.to_string()).unwrap_or_default();
        }
        "DTEND" => row.last = value.to_owned(),
        "SUMMARY" => row.title = plain(value),
        "DESCRIPTION" => row.words = plain(value),
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
