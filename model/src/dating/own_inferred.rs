//! The date that a document can be of by what it tells: the times, the offices that people hold in it and the
//! meetings that it names.
//!
//! In: a document and its atoms. Out: the first and the last day that it may be of, with the evidence in
//! plain words; nothing where no year is told or several fit.

use super::own::{boundary, own, stretch_of};
use super::own_name;
use super::point::{Atom, Base, Meaning, Point};
use super::stretch::{Stretch, add_days};
use super::timeml::Grain;
use super::words::{Place, Tense, Unit, Word};
use crate::document::{Document, Known, OwnDate};
use crate::text::Span;
use crate::when::month_end;
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

/// More weekdays with days of the year than this tell no more.
const WEEKDAYS_MAX: usize = 20;
/// Names of offices and meetings are looked for in so much of a text, in bytes.
const CLUES_MAX: usize = 200_000;

/// Something that a text says of when it was written.
enum Clue {
    /// It tells of this year as past. A text that says "last year" calls the years before that by number,
    /// and seldom its own: then the next year is likelier.
    /// The fewer mentions, the less it says.
    Year { year: i32, says_last_year: bool, weight: f32, words: String },
    /// It tells of this stretch as past.
    Told { first: NaiveDate, words: String },
    /// It tells of this day of the year, the latest of those around its first one.
    DayOfYear { month: u32, day: u32, words: String },
    /// A weekday and a day of the year that fit only some years.
    Weekday { month: u32, day: u32, weekday: u32, words: String },
    /// It names people by an office that they held only then.
    Office { terms: Vec<(NaiveDate, NaiveDate)>, words: String },
    /// It names a meeting and how far off that is: it was written between these days.
    Meeting { windows: Vec<(NaiveDate, NaiveDate)>, words: String, near: bool },
}

/// Fewer mentions than this are an accident.
const SUPPORT_MIN: usize = 2;

/// The date that a document can be of by what it tells, else the month of its name.
pub(in crate::dating) fn inferred(document: &Document, atoms: &[Atom]) -> Option<OwnDate> {
    by_clues(document, atoms).or_else(|| {
        let month = own_name::month(&document.name)?;
        Some(own(month.first, month.last, Known::Inferred, "inferred from the month in the file's name".to_owned()))
    })
}

/// None where nothing tells the year.
fn by_clues(document: &Document, atoms: &[Atom]) -> Option<OwnDate> {
    let (clues, support) = clues(document, atoms);
    if support < SUPPORT_MIN || !clues.iter().any(Clue::tells_year) {
        return None;
    }
    let months = scored_months(&clues);
    let (best, top) = months.iter().enumerate().max_by(|(a, (_, x)), (b, (_, y))| x.total_cmp(y).then(b.cmp(a)))?;
    let close = |index: usize| months[index].1 >= top.1 - CLOSE;
    let first = (0..best).rev().take_while(|index| close(*index)).last().unwrap_or(best);
    let last = (best..months.len()).take_while(|index| close(*index)).last().unwrap_or(best);
    // Where other years fit as well, none is known.
    let elsewhere = (0..months.len()).any(|index| close(index) && !(first..=last).contains(&index));
    if last - first >= 24 || elsewhere {
        return None;
    }
    let (mut earliest, latest) = (months[first].0, month_end(months[last].0));
    for clue in &clues {
        if let Clue::DayOfYear { month, day, .. } = clue
            && let Some(told) = NaiveDate::from_ymd_opt(latest.year(), *month, *day)
            && told > earliest
            && told <= latest
        {
            earliest = told;
        }
        if let Clue::Told { first, .. } = clue
            && *first > earliest
            && *first <= latest
        {
            earliest = *first;
        }
    }
    // A year and days without one tell the year, seldom more: only what is told within that year, an office or a
    // meeting tells the month.
    let tells_month = clues.iter().any(|clue| match clue {
        Clue::Told { first, .. } => first.year() >= earliest.year() - 1,
        Clue::Office { .. } | Clue::Meeting { .. } | Clue::Weekday { .. } => true,
        Clue::Year { .. } | Clue::DayOfYear { .. } => false,
    });
    let latest = if tells_month { latest } else { NaiveDate::from_ymd_opt(latest.year(), 12, 31)? };
    if !tells_month {
        earliest = NaiveDate::from_ymd_opt(earliest.year(), 1, 1)?;
    }
    let mut words: Vec<&str> = clues.iter().filter(|clue| clue.score(latest) > -1.0).map(Clue::words).collect();
    words.dedup();
    words.truncate(4);
    let evidence = format!("inferred from {}", words.join("; "));
    Some(own(earliest, latest, Known::Inferred, evidence))
}

/// A month that fits worse than the best by more than this is not the one.
const CLOSE: f32 = 0.3;

/// Months from 1900 on with how well each fits, in order; of those that are not close to the best, only that they are
/// not. The first ones are left out where none of them can be.
fn scored_months(clues: &[Clue]) -> Vec<(NaiveDate, f32)> {
    let mut best = f32::MIN;
    let mut months = Vec::new();
    for month in (0..150 * 12).rev() {
        let Some(month) = NaiveDate::from_ymd_opt(1900 + month / 12, 1 + month as u32 % 12, 1) else { continue };
        // No clue makes it better, nor those before it.
        if recency(month) < best - CLOSE {
            break;
        }
        let mut score = 0.0;
        for clue in clues {
            score += clue.score(month);
            // No clue makes it better.
            if score + recency(month) < best - CLOSE {
                break;
            }
        }
        best = best.max(score + recency(month));
        months.push((month, score + recency(month)));
    }
    months.reverse();
    months
}

/// Texts are read soon after they were written more often than long after.
fn recency(month: NaiveDate) -> f32 {
    0.04 * (month.year() - 2050) as f32
}

/// The clues of a text, and how many mentions support them.
fn clues(document: &Document, atoms: &[Atom]) -> (Vec<Clue>, usize) {
    let text = &document.text;
    let words = |atom: &Atom| format!("“{}”", text.get(atom.span.clone()).unwrap_or(""));
    let mut clues = Vec::new();
    let mut support = 0;
    let past = |atom: &&Atom| atom.tense == Some(Tense::Past) && atom.preposition != Some(Word::Until);
    let told = |atom: &Atom| stretch_of(atom).filter(|stretch| stretch.first.year() >= 1900);
    let years = || atoms.iter().filter(past).filter_map(|atom| Some((told(atom)?.first.year(), atom)));
    if let Some((year, atom)) = years().max_by_key(|(year, _)| *year) {
        // A piece of a year is told of one that is near.
        let mentions = |(other, atom): (i32, &Atom)| match other >= year - 1 {
            true => 1 + u8::from(told(atom).is_some_and(|stretch| stretch.grain < Grain::Year)),
            false => 0,
        };
        let count: u8 = years().map(mentions).fold(0, u8::saturating_add);
        clues.push(Clue::Year {
            year,
            says_last_year: atoms.iter().any(says_last_year),
            weight: (f32::from(count) / 3.0).min(1.0),
            words: format!("{} told as past", words(atom)),
        });
        support += usize::from(count);
    }
    let finer = atoms.iter().filter(past).filter_map(|atom| {
        let stretch = told(atom)?;
        (stretch.grain < Grain::Year).then_some((stretch.first, atom))
    });
    if let Some((first, atom)) = finer.max_by_key(|(first, _)| *first) {
        clues.push(Clue::Told { first, words: format!("{} told as past", words(atom)) });
    }
    clues.extend(day_of_year(atoms));
    clues.extend(atoms.iter().filter_map(|atom| weekday(atom, &words)).take(WEEKDAYS_MAX));
    clues.extend(named(text, atoms));
    let others = clues.iter().filter(|clue| !matches!(clue, Clue::Year { .. } | Clue::Told { .. })).count();
    // A date told alone, with nothing else to go by, is as often an old one.
    (clues, if others == 0 && support < 4 { 0 } else { support + others })
}

/// "last year", "a year ago": counted from the document's own year.
fn says_last_year(atom: &Atom) -> bool {
    let Meaning::Point(point) = &atom.meaning else { return false };
    let last = |point: &Point| match point.base {
        Base::Unit(Unit::Year) => matches!(point.place, Some(Place::Last | Place::This | Place::Next)),
        Base::Shift(shift) => shift.unit == Unit::Year && shift.count == Some(-1),
        _ => false,
    };
    last(point) || point.of.as_deref().is_some_and(last)
}

/// The latest of the days told without a year within a month after the first one.
fn day_of_year(atoms: &[Atom]) -> Option<Clue> {
    let days = || {
        atoms.iter().filter_map(|atom| match &atom.meaning {
            Meaning::Point(Point { base: Base::Day { year: None, month, day }, of: None, .. })
                if atom.tense != Some(Tense::Future) =>
            {
                // A leap year, so that every day of a year is there.
                Some((NaiveDate::from_ymd_opt(2024, u32::from(*month), u32::from(*day))?, atom))
            }
            _ => None,
        })
    };
    let (lead, _) = days().next()?;
    let after = |day: NaiveDate| (day - lead).num_days().rem_euclid(366);
    let day = days().map(|(day, _)| day).filter(|day| after(*day) <= 31).max_by_key(|day| after(*day))?;
    let words = format!("“{} {}” told as just past", day.day(), day.format("%B"));
    Some(Clue::DayOfYear { month: day.month(), day: day.day(), words })
}

/// A weekday told with a day of the year fits only some years.
fn weekday(atom: &Atom, words: &impl Fn(&Atom) -> String) -> Option<Clue> {
    let Meaning::Point(Point { base: Base::Day { year: None, month, day }, weekday: Some(weekday), .. }) =
        &atom.meaning
    else {
        return None;
    };
    let (month, day, weekday) = (u32::from(*month), u32::from(*day), u32::from(*weekday));
    Some(Clue::Weekday { month, day, weekday, words: words(atom) })
}

/// Offices and meetings of `named.tsv`, with names that stand together in one pattern list.
struct Named {
    finder: AhoCorasick,
    /// The bytes that they begin with: capitals, which are few in a text.
    firsts: [bool; 256],
    /// For each pattern its entries.
    entries: Vec<Vec<Entry>>,
}

struct Entry {
    places: Vec<&'static str>,
    first: NaiveDate,
    last: NaiveDate,
    meeting: bool,
}

static NAMED: LazyLock<Named> = LazyLock::new(|| {
    let mut names: Vec<&'static str> = Vec::new();
    let mut entries: Vec<Vec<Entry>> = Vec::new();
    let list = include_str!("../../../assets/words/named.tsv");
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [kind, all, places, first, last] = columns[..] else { continue };
        let day = |iso: &str| iso.parse::<NaiveDate>().expect("an ISO date in named.tsv");
        for name in all.split('|') {
            let entry = Entry {
                places: places.split('|').filter(|place| !place.is_empty()).collect(),
                first: day(first),
                last: day(last),
                meeting: kind == "summit",
            };
            match names.iter().position(|known| *known == name) {
                Some(index) => entries[index].push(entry),
                None => {
                    names.push(name);
                    entries.push(vec![entry]);
                }
            }
        }
    }
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(&names)
        .expect("names of named.tsv make a finder");
    let mut firsts = [false; 256];
    names.iter().flat_map(|name| name.bytes().next()).for_each(|first| firsts[usize::from(first)] = true);
    Named { finder, firsts, entries }
});

fn named(text: &str, atoms: &[Atom]) -> Vec<Clue> {
    let mut clues = Vec::new();
    let mut seen = Vec::new();
    let end = (0..=CLUES_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..end].iter().position(|byte| NAMED.firsts[usize::from(*byte)]) {
        at += next;
        let Some(found) = NAMED.finder.find(Input::new(&text[..end]).range(at..).anchored(Anchored::Yes)) else {
            at += 1;
            continue;
        };
        at = found.end();
        let entries = &NAMED.entries[found.pattern().as_usize()];
        let words = &text[found.range()];
        if entries.iter().any(|entry| entry.meeting) {
            let meeting = meeting(text, atoms, found.range(), entries);
            let again = |clue: &Clue| clues.iter().any(|known: &Clue| known.words() == clue.words());
            clues.extend(meeting.filter(|clue| !again(clue)));
        } else if !seen.contains(&found.pattern()) && is_in_office(text, found.start()) {
            seen.push(found.pattern());
            let terms = entries.iter().map(|entry| (entry.first, entry.last)).collect();
            clues.push(Clue::Office { terms, words: format!("“{words}” in office") });
        }
        if clues.len() >= 40 {
            break;
        }
    }
    clues
}

/// "former President X" says nothing of the day, nor does "then-President X".
fn is_in_office(text: &str, begin: usize) -> bool {
    let from = (0..=begin.saturating_sub(40)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = &text[from..begin];
    // The dots of "then-U.S. President" end no sentence.
    let ends = |(at, c): &(usize, char)| match c {
        '.' => !before[..*at].ends_with(char::is_uppercase),
        c => matches!(c, ',' | ';' | '\n'),
    };
    let near = before.char_indices().rfind(ends).map_or(before, |(at, _)| &before[at..]).to_ascii_lowercase();
    !["former", "ex-", "then-", "then ", "late ", "vice "].iter().any(|word| near.contains(word))
}

/// A meeting whose place the text tells, and how far off it is.
fn meeting(text: &str, atoms: &[Atom], found: Span, entries: &[Entry]) -> Option<Clue> {
    let ends = ['.', '\n'];
    let window = boundary(text, found.start.saturating_sub(300))..boundary(text, found.end + 300);
    let from = text[window.start..found.start].rfind(ends).map_or(window.start, |at| window.start + at + 1);
    let to = text[found.end..window.end].find(ends).map_or(window.end, |at| found.end + at);
    let near = &text[boundary(text, found.start.saturating_sub(60)).max(from)..boundary(text, found.end + 60).min(to)];
    let summit = found.start + text[found.start..to].find("summit").or_else(|| near.find("summit").map(|_| 0))?;
    // The place stands closely by: "NATO summit in Washington", "NATO's Washington summit".
    let before = text[from.min(summit)..summit].trim_end();
    let behind = &text[boundary(text, summit + "summit".len()).min(to)..boundary(text, summit + 40).min(to)];
    let is_there = |place: &&str| before.ends_with(*place) || behind.contains(*place);
    let held: Vec<&Entry> = entries.iter().filter(|entry| entry.places.iter().any(is_there)).collect();
    if held.is_empty() {
        return None;
    }
    let first = atoms.partition_point(|atom| atom.span.start < from);
    let off = atoms[first..].iter().take_while(|atom| atom.span.end <= to).find_map(|atom| match &atom.meaning {
        Meaning::Point(Point { base: Base::Unit(unit), place: Some(place), .. }) => {
            let steps = match place {
                Place::Next | Place::Coming => 1,
                Place::Last => -1,
                Place::This => 0,
                _ => return None,
            };
            matches!(unit, Unit::Week | Unit::Month | Unit::Year).then_some((*unit, steps, &atom.span))
        }
        _ => None,
    });
    let off = off.filter(|(_, _, span)| span.start < summit + 80 && span.end + 20 > summit);
    let windows: Vec<(NaiveDate, NaiveDate)> = held
        .iter()
        .filter_map(|entry| match off {
            Some((unit, steps, _)) => {
                let stretch = Stretch::around(entry.first, unit, -steps)?;
                Some((stretch.first, stretch.last))
            }
            None => Some((add_days(entry.first, -45)?, add_days(entry.last, 45)?)),
        })
        .collect();
    let name = format!("{} summit in {}", &text[found], held[0].places[0]);
    let words = match &off {
        Some((_, _, span)) => format!("the {name}, told as “{}”", text.get((*span).clone()).unwrap_or("")),
        None => format!("the {name}"),
    };
    Some(Clue::Meeting { windows, words, near: off.is_some() })
}

impl Clue {
    fn tells_year(&self) -> bool {
        match self {
            Clue::DayOfYear { .. } | Clue::Weekday { .. } => false,
            Clue::Meeting { windows, near, .. } => *near || windows.len() == 1,
            _ => true,
        }
    }

    fn words(&self) -> &str {
        match self {
            Clue::Year { words, .. }
            | Clue::Told { words, .. }
            | Clue::DayOfYear { words, .. }
            | Clue::Weekday { words, .. }
            | Clue::Office { words, .. }
            | Clue::Meeting { words, .. } => words,
        }
    }

    /// How well a month fits, 0 the best. The steps are rough odds: what a text tells of lies seldom long before it.
    fn score(&self, month: NaiveDate) -> f32 {
        let first = month.with_day(1).unwrap_or(month);
        let overlaps = |(from, to): &(NaiveDate, NaiveDate)| *from <= month_end(month) && first <= *to;
        match self {
            Clue::Year { year, says_last_year, weight, .. } => match (month.year() - year, says_last_year) {
                (..0, _) => -6.0,
                (0, true) => -0.9 * weight,
                (0, false) | (1, true) => 0.0,
                (1, false) => -0.5 * weight,
                (years, _) => (-1.5 - 0.2 * (years as f32).min(20.0)) * weight,
            },
            Clue::Told { first: told, .. } => {
                let months = (first.year() - told.year()) * 12 + first.month() as i32 - told.month() as i32;
                if months < 0 { -6.0 } else { -0.12 * (months as f32).min(20.0) }
            }
            Clue::DayOfYear { month: of, day, .. } => {
                let months = (first.month() as i32 - *of as i32).rem_euclid(12);
                // What happened in the last days of a month is told in the next.
                let months = if *day >= 25 { (months - 1).rem_euclid(12) } else { months };
                if months == 11 { -0.8 } else { -0.35 * (months as f32).min(6.0) }
            }
            Clue::Weekday { month: of, day, weekday, .. } => {
                let fits = NaiveDate::from_ymd_opt(first.year(), *of, *day)
                    .is_some_and(|day| day.weekday().number_from_monday() == *weekday);
                if fits { 0.0 } else { -4.0 }
            }
            Clue::Office { terms, .. } => {
                if terms.iter().any(overlaps) {
                    0.0
                } else if terms.iter().all(|(from, _)| month_end(month) < *from) {
                    -5.0
                } else {
                    -1.5
                }
            }
            Clue::Meeting { windows, near, .. } => {
                let fits = windows.iter().any(overlaps);
                match (fits, near) {
                    (true, _) => 0.0,
                    (false, true) => -5.0,
                    (false, false) => -1.0,
                }
            }
        }
    }
}
