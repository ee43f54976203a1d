//! The document's own date: as its name, its first or its last lines state it, else as the times
//! that it tells, the offices that people hold in it and the meetings that it names let infer it.
//!
//! In: a document and its atoms. Out: the first and the last day that it may be of, with the evidence in
//! plain words. Knows nothing of what is counted from that date.

use super::own_name;
use super::point::{Atom, Base, Meaning, Point};
use super::stretch::{Stretch, add_days};
use crate::document::{Document, Known, OwnDate};
use crate::text::Span;
use crate::when::day_label;
use chrono::{Datelike, NaiveDate};

/// Lines at the head and at the foot of a document in which it may state its date.
const HEAD_LINES: usize = 10;
const FOOT_LINES: usize = 8;
/// A line that states a date is shorter than this, in bytes.
const STATING_LINE_MAX: usize = 100;
/// The place of a dateline, and what stands between the sign and the year of a copyright line, are shorter, in bytes.
const PLACE_MAX: usize = 60;
const COPYRIGHT_MAX: usize = 60;
/// What stands before the date in a note on the text itself is shorter, in bytes.
const NOTE_MAX: usize = 80;
/// What an entry of a chronology tells is longer, in bytes, and its neighbours are no farther away, in lines.
const ENTRY_MIN: usize = 12;
const ENTRIES_WITHIN: usize = 4;

/// The date that a document's name or text states; `paragraphs` are those of the text.
pub(super) fn stated(document: &Document, atoms: &[Atom], paragraphs: &[Span]) -> Option<OwnDate> {
    if let Some(day) = own_name::day(&document.name) {
        return Some(own(day, day, Known::Stated, "stated in the file's name".to_owned()));
    }
    let lines = paragraphs.len();
    let stating = |atom: &&Atom| {
        let Meaning::Point(Point { base: Base::Day { year: Some(_), .. }, .. }) = &atom.meaning else { return false };
        let head = atom.paragraph < HEAD_LINES;
        let foot = atom.paragraph + FOOT_LINES >= lines;
        (head || foot)
            && paragraphs.get(atom.paragraph).is_some_and(|line| {
                states_date(&document.text, line, &atom.span)
                    && !(is_entry(&document.text, line, &atom.span)
                        && others_are_entries(&document.text, atoms, paragraphs, atom))
            })
    };
    // The head of a document says its date before anything else; its foot says it last.
    let found = atoms
        .iter()
        .filter(|atom| atom.paragraph < HEAD_LINES)
        .find(stating)
        .or_else(|| atoms.iter().rev().take_while(|atom| atom.paragraph + FOOT_LINES >= lines).find(stating));
    // "Reporting period: 16–31 August 1998": who reports of a stretch writes at its end.
    let found = found.map(|first| {
        let behind = atoms.iter().skip_while(|atom| atom.span.start < first.span.end).take(1).filter(stating);
        let joined = |atom: &&Atom| {
            let between = document.text.get(first.span.end..atom.span.start).unwrap_or("");
            atom.paragraph == first.paragraph && matches!(between.trim(), "-" | "–" | "—" | "to")
        };
        behind.filter(joined).last().unwrap_or(first)
    });
    if let Some(atom) = found
        && let Some(stretch) = stretch_of(atom)
    {
        let where_it_is = match (atom.paragraph, lines - atom.paragraph) {
            (0, _) => "in its first line",
            (_, 1) => "in its last line",
            (head, _) if head < HEAD_LINES => "in its first lines",
            _ => "in its last lines",
        };
        let words = document.text.get(atom.span.clone()).unwrap_or("");
        return Some(own(stretch.first, stretch.last, Known::Stated, format!("stated {where_it_is}: {words}")));
    }
    if let Some((line, day)) = labelled(&document.text, paragraphs) {
        return Some(own(day, day, Known::Stated, format!("stated in its first lines: {line}")));
    }
    undated_dateline(document, atoms, paragraphs).or_else(|| month_heading(document, atoms, paragraphs))
}

/// "Date: 19980807" or an address, at the head: its date may be written as in a file's name.
fn labelled<'a>(text: &'a str, paragraphs: &[Span]) -> Option<(&'a str, NaiveDate)> {
    let lines = paragraphs.iter().take(HEAD_LINES).filter_map(|line| text.get(line.clone()));
    lines.filter(|line| line.len() < STATING_LINE_MAX).find_map(|line| {
        let lower = line.to_ascii_lowercase();
        let label = ["date:", "http://", "https://", "url:"].iter().any(|label| lower.starts_with(label));
        if label { Some((line, own_name::day(line)?)) } else { None }
    })
}

/// "LONDON, Aug. 7 (AP) –" and, at the head or the foot, "Copyright 1998".
fn undated_dateline(document: &Document, atoms: &[Atom], paragraphs: &[Span]) -> Option<OwnDate> {
    let text = &document.text;
    let (dateline, month, day) = dateline(text, atoms, paragraphs)?;
    let foot = paragraphs.len().saturating_sub(FOOT_LINES).max(HEAD_LINES);
    let lines = paragraphs.iter().take(HEAD_LINES).chain(paragraphs.iter().skip(foot));
    let year = lines.filter_map(|line| copyright_year(text.get(line.clone())?)).next_back()?;
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    let words = text.get(dateline.span.clone()).unwrap_or("");
    let evidence = format!("the dateline says {words}, the copyright line {year}");
    Some(own(day, day, Known::Inferred, evidence))
}

/// The day of the year that a dateline tells without its year: its atom, month and day.
fn dateline<'a>(text: &str, atoms: &'a [Atom], paragraphs: &[Span]) -> Option<(&'a Atom, u32, u32)> {
    atoms.iter().take_while(|atom| atom.paragraph < HEAD_LINES).find_map(|atom| {
        let Meaning::Point(Point { base: Base::Day { year: None, month, day }, .. }) = &atom.meaning else {
            return None;
        };
        let line = paragraphs.get(atom.paragraph)?;
        let place = text.get(line.start..atom.span.start)?;
        let behind = text.get(atom.span.end..line.end)?.trim_start();
        // The place stands in capitals: LONDON, or UNITED NATIONS.
        let capitals = |word: &str| word.len() > 2 && word.chars().all(char::is_uppercase);
        let place_first = place.split([' ', ',']).next().is_some_and(capitals) && place.len() < PLACE_MAX;
        let is_dateline = place_first && behind.starts_with(['(', '—', '–', '-', '_']);
        is_dateline.then_some((atom, u32::from(*month), u32::from(*day)))
    })
}

/// The last year of a copyright line.
fn copyright_year(line: &str) -> Option<i32> {
    let lower = line.to_ascii_lowercase();
    let sign = ["copyright", "(c)", "©"].iter().find_map(|sign| lower.find(sign))?;
    let behind = line.get(sign..boundary(line, sign + COPYRIGHT_MAX))?;
    let numbers = behind.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).rfind(|year| (1900..2100).contains(year))
}

/// "Review | November 2024": the month in a heading at the top, or the first days behind it.
fn month_heading(document: &Document, atoms: &[Atom], paragraphs: &[Span]) -> Option<OwnDate> {
    let heading = atoms.iter().take_while(|atom| atom.paragraph < 3).find(|atom| {
        let month =
            matches!(&atom.meaning, Meaning::Point(Point { base: Base::Month { year: Some(_), .. }, part: None, .. }));
        month && paragraphs.get(atom.paragraph).is_some_and(|line| line.len() < STATING_LINE_MAX && atom.heading)
    })?;
    let month = stretch_of(heading)?;
    let words = document.text.get(heading.span.clone()).unwrap_or("");
    let told = atoms.iter().filter_map(|atom| day_in(atom, &month)).max();
    match told {
        // A review of a month that tells of its last days came out when the month was over.
        Some(day) if day.day() >= 25 => {
            let first = month.last.succ_opt()?;
            let evidence = format!(
                "headed “{words}” and telling of days up to {}: such a review comes out in the first days of the next month",
                day_label(day)
            );
            Some(own(first, add_days(first, 6)?, Known::Inferred, evidence))
        }
        told => Some(own(told.unwrap_or(month.first), month.last, Known::Stated, format!("headed “{words}”"))),
    }
}

/// The day that an atom tells, where it lies in a month and its own year, if it has one, agrees.
fn day_in(atom: &Atom, of: &Stretch) -> Option<NaiveDate> {
    let Meaning::Point(Point { base: Base::Day { year, month, day }, .. }) = &atom.meaning else { return None };
    let fits = u32::from(*month) == of.first.month() && year.is_none_or(|year| year == of.first.year());
    fits.then(|| of.first.with_day(u32::from(*day))).flatten()
}

/// Whether a line is there to state a date: short, or the date stands at its very head; never in brackets.
fn states_date(text: &str, line: &Span, date: &Span) -> bool {
    let before = text.get(line.start..date.start).unwrap_or("");
    let behind = text.get(date.end..line.end).unwrap_or("");
    let at_head = before.len() < 40;
    // A note on the text may share its line with others: "Compiled by the desk. Last revised: 7 August 1998."
    let note = before.get(boundary(before, before.len().saturating_sub(NOTE_MAX))..).unwrap_or(before);
    if let Some((_, note)) = note.rsplit_once(". ")
        && tells_of_itself(note)
    {
        return true;
    }
    // "(updated on: 7 August 1998): Officials said", and the label of a page that lost its line: "date 1998-08-07 Officials".
    let label = if at_head { before.rsplit('(').next().unwrap_or("").trim_matches([' ', ':']) } else { "" };
    if label.eq_ignore_ascii_case("date") || !label.is_empty() && tells_of_itself(label) {
        return true;
    }
    // The long line first: what stands before a date of an endless one is not to be looked through for each.
    if line.len() >= STATING_LINE_MAX && !at_head || tells_of_another(before) {
        return false;
    }
    let goes_on =
        behind.trim_start_matches(')').strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let apart =
        before.is_empty() && behind.starts_with(char::is_uppercase) || goes_on && (before == "(" || is_place(before));
    // Where the space behind a date is lost, or no sign parts a dateline from what follows.
    if apart {
        return true;
    }
    let bracketed = before.rfind('(') > before.rfind(')') && before.contains('(');
    // A line that is nothing but a bracket names its source: "(The Wire, 7 August 1998)".
    if bracketed && !(before.starts_with('(') && behind.find(')').is_some_and(|at| at + 2 >= behind.trim_end().len())) {
        return false;
    }
    let dateline = at_head && behind.trim_start().starts_with(['(', '—', '–', '-', ':']);
    let ends_sentence = behind.trim_end().ends_with('.') && behind.trim().len() > 1;
    line.len() < STATING_LINE_MAX && (!ends_sentence || tells_of_itself(before)) || dateline
}

/// "Manila, ", "KABUL (AFP) ": what stands before the date of a dateline; every word of it has a capital.
fn is_place(before: &str) -> bool {
    let words = before.split_whitespace();
    before.ends_with([' '])
        && before.trim_end().ends_with([',', ')', ']'])
        && words.clone().next().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.clone().all(|word| word.trim_start_matches(['(', '[']).starts_with(char::is_uppercase))
}

/// "7 August 1998 – Talks go on": a date that opens its line, and a sign behind it.
fn is_entry(text: &str, line: &Span, date: &Span) -> bool {
    let before = text.get(line.start..date.start).unwrap_or("");
    let behind = text.get(date.end..line.end).unwrap_or("");
    before.trim_matches([' ', '-', '–', '*', '•', '~']).is_empty()
        && behind.trim_start().starts_with(['—', '–', '-', ':'])
        && behind.len() > ENTRY_MIN
}

/// Whether the date is one of a chronology, whose lines open with dates: none of them is the text's own.
fn others_are_entries(text: &str, atoms: &[Atom], paragraphs: &[Span], one: &Atom) -> bool {
    let near = atoms.iter().filter(|atom| atom.paragraph.abs_diff(one.paragraph) <= ENTRIES_WITHIN);
    near.filter(|atom| atom.paragraph != one.paragraph)
        .any(|atom| paragraphs.get(atom.paragraph).is_some_and(|line| is_entry(text, line, &atom.span)))
}

/// "Retrieved on", "Born", "Subscribe by": the words before a date that is not the text's.
fn tells_of_another(before: &str) -> bool {
    let before = before.to_ascii_lowercase();
    let mut words = before.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let last = words.clone().next_back();
    last.is_some_and(|word| ["by", "until", "till", "before", "after", "since"].contains(&word))
        || words.any(|word| ["accessed", "retrieved", "downloaded", "born", "died", "expires"].contains(&word))
}

/// "This article appeared in print on", "Published": the words before a date in a note on the text itself.
fn tells_of_itself(before: &str) -> bool {
    let before = before.to_ascii_lowercase();
    let words: Vec<&str> = before.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
    let subject = |word: &str| ["article", "story", "text", "version", "page", "post", "column"].contains(&word);
    let brought_out = |word: &&str| {
        ["published", "posted", "appeared", "updated", "printed", "revised", "issued", "released"].contains(word)
    };
    let this = words.windows(2).position(|pair| pair[0] == "this" && subject(pair[1]));
    match (this, &words[..]) {
        (Some(at), words) => words[at..].iter().any(brought_out),
        (None, ["first" | "originally" | "last", verb, rest @ ..] | [verb, rest @ ..]) => {
            brought_out(verb) && matches!(rest, [] | ["on" | "by", ..])
        }
        (None, []) => false,
    }
}

pub(super) fn own(earliest: NaiveDate, latest: NaiveDate, known: Known, evidence: String) -> OwnDate {
    OwnDate { earliest, latest, known, evidence }
}

pub(super) fn stretch_of(atom: &Atom) -> Option<Stretch> {
    match &atom.meaning {
        Meaning::Point(point) => match (&point.base, &point.of) {
            (Base::Half(half), Some(of)) => match of.base {
                Base::Year(year) => Stretch::half(year, *half),
                _ => None,
            },
            (Base::Quarter(quarter), Some(of)) => match of.base {
                Base::Year(year) => Stretch::quarter(year, *quarter),
                _ => None,
            },
            _ => Stretch::of_point(point),
        },
        _ => None,
    }
}

/// The next character boundary at or after a byte offset.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use crate::dating::own_date;
    use crate::document::Document;
    use crate::lexicon::Lexicon;
    use crate::when::When;

    const STORY: &str = "The minister said on Tuesday that talks would go on.\n\nOfficials said no more.";

    /// Reads a head, a story and a foot under a name.
    fn check(name: &str, head: &str, foot: &str, expect: &str) {
        let document = Document::plain(name, format!("{head}\n\n{STORY}\n\n{foot}\n"));
        let own = own_date(&Lexicon::embedded(), &document);
        let label = own.map_or("none".to_owned(), |own| match own.earliest == own.latest {
            true => When::day(own.latest).label(),
            false => format!("{} to {}", own.earliest, own.latest),
        });
        assert_eq!(label, expect, "{name} {head} {foot}");
    }

    #[test]
    fn dates_in_names() {
        check("talks-2019-03-08.txt", "", "", "8 March 2019");
        check("talks, 8 March 2019.txt", "", "", "8 March 2019");
        check("march-2019-talks.txt", "", "", "2019-03-01 to 2019-03-31");
        check("march-2019-talks.txt", "4 March 2019", "", "4 March 2019");
        check("talks.txt", "", "", "none");
    }

    #[test]
    fn dates_in_lines() {
        check("a.txt", "Talks go on\n\n08/07/1998 14:30", "", "7 August 1998");
        check("a.txt", "Talks go on\n\nFri, 07 Aug 1998 14:30:00 GMT", "", "7 August 1998");
        check("a.txt", "Talks go on\n\nBy Ann Writer | Published: Aug. 7, 1998 2:30 PM", "", "7 August 1998");
        check("a.txt", "https://example.org/1998/08/07/talks.html", "", "7 August 1998");
        check("a.txt", "Date: 19980807", "", "7 August 1998");
        check("a.txt", "", "Retrieved on 9 September 2020", "none");
        check("a.txt", "Subscribe by 31 December 1999", "", "none");
        check("a.txt", "", "(The Wire, 7 August 1998)", "7 August 1998");
        check("a.txt", "", "This article appeared in print on August 7, 1998, on page A3.", "7 August 1998");
        check("a.txt", "", "First published on 7 August 1998. All rights reserved.", "7 August 1998");
        check("a.txt", "Reporting period: 1–7 August 1998", "", "7 August 1998");
        check(
            "a.txt",
            "date 1998-08-07 Talks went on at length in the capital, people who know the matter said.",
            "",
            "7 August 1998",
        );
        check(
            "a.txt",
            "DOWN TOWN (updated on: August 7, 1998): Talks went on at length, people who know of it said, and will go on.",
            "",
            "7 August 1998",
        );
        check(
            "a.txt",
            "August 7, 1998Talks went on at length in the capital, people who know of the matter have said.",
            "",
            "7 August 1998",
        );
        check("a.txt", "7 August 1998 – Talks begin.\n\n9 August 1998 – Talks end, with little to show.", "", "none");
        let desk = "Compiled by the whole of the desk for the region. Last revised: 7 August 1998. Please send what you know to us.";
        check("a.txt", desk, "", "7 August 1998");
        check("a.txt", "Published reports of 7 August 1998 say that they went on.", "", "none");
        check("a.txt", "The treaty of 7 August 1998 was a success.", "", "none");
        check("a.txt", "The treaty (signed on 7 August 1998) holds", "", "none");
    }

    #[test]
    fn datelines() {
        check("a.txt", "LONDON, Aug. 7, 1998 (TW) – Talks go on, it is said.", "", "7 August 1998");
        check("a.txt", "LONDON, Aug. 7 (TW) – Talks go on.", "Copyright 1998 The Wire.", "7 August 1998");
        let went_on =
            "Talks went on at length in the capital, people who know of the matter have said, and will go on.";
        check("a.txt", &format!("Kabul (TW) August 7, 1998 {went_on}"), "", "7 August 1998");
        check("a.txt", &format!("Manila, Aug 7, 1998 {went_on}"), "", "7 August 1998");
        check("a.txt", &format!("(Aug 7, 1998) {went_on}"), "", "7 August 1998");
        check("a.txt", &format!("After the riots of Manila, Aug 7, 1998 {went_on}"), "", "none");
        check("a.txt", "07Aug98\n\nTalks go on", "", "7 August 1998");
        check("a.txt", "Talks go on | The Wire | 17.08.98", "", "17 August 1998");
        check("a.txt", "NEW YORK, Aug. 7 – Talks go on.", "© 1996-1998 The Wire", "7 August 1998");
        check("a.txt", "LONDON, Aug. 7 (TW) – Talks go on.", "", "none");
        check("a.txt", "On Aug. 7 – a Friday – talks go on.", "Copyright 1998 The Wire.", "none");
    }
}
