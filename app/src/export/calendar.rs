//! Events to an iCalendar file (RFC 5545): a whole day, or days, for each.
//!
//! What is known only by month or year covers all of it. Years that a calendar can't hold are left out.

use super::Request;
use chrono::{Datelike, Days, NaiveDate, Timelike};
use dateline_model::event::{Event, Status};

/// Octets of a line.
const LINE: usize = 75;

/// The events as a calendar.
pub fn write(request: &Request, events: &[usize]) -> String {
    let stamp = request.as_of().filter(fits).unwrap_or_default().format("%Y%m%dT000000Z").to_string();
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//Timeline//EN"].map(str::to_owned).into();
    lines.push(format!("X-WR-CALNAME:{}", escape(request.title)));
    for &event in events {
        let event = &request.timeline.events[event];
        if let Some(times) = times(event) {
            lines.push("BEGIN:VEVENT".to_owned());
            lines.push(format!("UID:{:016x}@dateline", event.id.0));
            lines.push(format!("DTSTAMP:{stamp}"));
            lines.extend(times);
            lines.push(format!("SUMMARY:{}", escape(&event.title)));
            lines.push(format!("DESCRIPTION:{}", escape(&description(request, event))));
            lines.push(format!("CATEGORIES:{}", escape(event.kind.label())));
            lines.push(format!("STATUS:{}", status(event.status)));
            lines.push("TRANSP:TRANSPARENT".to_owned());
            lines.push("END:VEVENT".to_owned());
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// Whether a date has a year of four figures.
fn fits(day: &NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

/// The lines that tell when it begins and ends.
fn times(event: &Event) -> Option<Vec<String>> {
    let when = &event.when;
    let end = when.latest.checked_add_days(Days::new(1))?;
    if !fits(&when.earliest) || !fits(&end) {
        return None;
    }
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    Some(
        match when.clock.and_then(|clock| chrono::NaiveTime::from_hms_opt(clock.hour.into(), clock.minute.into(), 0)) {
            // No zone is told: it is the time of the place.
            Some(time) => vec![format!("DTSTART:{}T{:02}{:02}00", day(when.earliest), time.hour(), time.minute())],
            None => {
                vec![format!("DTSTART;VALUE=DATE:{}", day(when.earliest)), format!("DTEND;VALUE=DATE:{}", day(end))]
            }
        },
    )
}

/// The passages that tell it, each with its document; what is known of its time first.
fn description(request: &Request, event: &Event) -> String {
    let told = event.sources.iter().filter_map(|source| {
        let document = request.timeline.documents.get(source.document)?;
        let (title, rest) = super::furniture::source_line(document);
        Some(format!("“{}” {title}{rest}", document.text.get(source.passage.clone())?))
    });
    std::iter::once(event.when.label()).chain(told).collect::<Vec<_>>().join("\n\n")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Happened | Status::Ongoing => "CONFIRMED",
        Status::Planned | Status::Alleged | Status::Hypothetical => "TENTATIVE",
        Status::Denied => "CANCELLED",
    }
}

/// Text as a value: what parts values is escaped, other control characters are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line, broken where it is longer than one may be, never within a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        assert_eq!(escape("a, b; c\\d\r\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "日".repeat(60));
        let folded = folded(&line);
        assert!(folded.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
    }
}
