//! Sentences and an anchor to time expressions, each with its `When` and the chain that explains it.

use crate::document::{Document, OwnDate};
use crate::lexicon::Lexicon;
use crate::text::{Span, paragraphs};
use crate::when::{Chain, Precision, When};
use chrono::Datelike;
use headed::Headed;
use point::{Atom, Base, Meaning, Point};
use read::Reader;
use resolve::Context;
use stretch::Stretch;

mod calendar;
mod clock;
mod copies;
mod damaged;
#[cfg(test)]
mod expressions;
mod figures;
mod happening;
mod headed;
mod lex;
mod lex_number;
mod modifier;
mod named;
mod number;
mod own;
mod own_inferred;
mod own_made;
mod own_name;
mod phrase;
mod point;
#[cfg(test)]
mod properties;
mod range;
mod read;
mod reckon;
mod relative;
mod resolve;
#[cfg(test)]
mod rules;
mod same_story;
mod stretch;
mod tense;
mod timeml;
mod typed;
mod unit;
mod words;
mod yearless;

pub(crate) use words::TimeWords;

pub use copies::borrow_dates;
pub use typed::{Typed, Unread, read_typed};

/// The words that tell a time, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where the words stand in the document's text.
    pub span: Span,
    /// What sort of expression it is, after TIMEX3.
    pub sort: Sort,
    /// The days it means; none for a duration or a recurring time.
    pub when: Option<When>,
    /// How it bounds what happened.
    pub bound: Bound,
    /// How it came about.
    pub chain: Chain,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
    /// What is said of the whole, after TIMEX3: its end, or that it is less.
    pub modifier: Option<Modifier>,
    /// TIMEX3 value by the TimeML conventions: "2024-11-18", "P2D", "FUTURE_REF".
    pub value: String,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A day or longer.
    Date,
    /// A time of the day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What TIMEX3 calls `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// "early 1998", "the beginning of May".
    Start,
    /// "mid-May".
    Mid,
    /// "late 1998", "the end of May".
    End,
    /// "about two years".
    Approximate,
    /// "less than", "nearly".
    LessThan,
    /// "more than", "over".
    MoreThan,
    /// "up to", "no more than".
    EqualOrLess,
    /// "at least".
    EqualOrMore,
    /// "more than two years ago".
    Before,
    /// "less than two years ago".
    After,
    /// "at least two years ago".
    OnOrBefore,
    /// "no more than two years ago".
    OnOrAfter,
}

/// How a time expression bounds what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// In, on, at it.
    Within,
    /// "since March": from its first day to the document's date; `when` already spans that.
    Since,
    /// "by 1988", "until 2030".
    Until,
    /// "before the summit".
    Before,
    /// "after the summit".
    After,
}

/// Reads every time expression of a document, in the order of the text, none overlapping.
/// Without an own date, what is relative to it stays without `when`.
pub fn read_times(lexicon: &Lexicon, document: &Document) -> Vec<TimeExpression> {
    let atoms = read_atoms(lexicon, &document.text, &paragraphs(&document.text));
    join_ends(document, read_ends(lexicon, document, atoms))
}

/// The same, and gives the document the own date that its text tells, where it has none: one reading of the text
/// does for both.
pub fn read_times_and_own_date(lexicon: &Lexicon, document: &mut Document) -> Vec<TimeExpression> {
    let paragraphs = paragraphs(&document.text);
    let atoms = read_atoms(lexicon, &document.text, &paragraphs);
    document.own_date = document.own_date.take().or_else(|| told_date(document, &atoms, &paragraphs));
    join_ends(document, read_ends(lexicon, document, atoms))
}

/// Makes one expression of the two ends of each stretch.
fn join_ends(document: &Document, ends: Vec<(TimeExpression, bool)>) -> Vec<TimeExpression> {
    let mut times: Vec<TimeExpression> = Vec::new();
    let mut first_end = false;
    for (time, joined) in ends {
        match times.last_mut() {
            Some(first) if first_end => join(first, time, &document.text),
            _ => times.push(time),
        }
        first_end = joined;
    }
    times
}

/// The same by the conventions of TIMEX3: the two ends of a stretch stand apart, and names of wars are left out.
pub fn read_timex(lexicon: &Lexicon, document: &Document) -> Vec<TimeExpression> {
    let atoms = read_atoms(lexicon, &document.text, &paragraphs(&document.text));
    let ends = read_ends(lexicon, document, atoms);
    ends.into_iter().map(|(time, _)| time).filter(|time| !time.value.is_empty()).collect()
}

/// Each expression, and whether it and the next one are the two ends of one stretch.
fn read_ends(lexicon: &Lexicon, document: &Document, mut atoms: Vec<Atom>) -> Vec<(TimeExpression, bool)> {
    share_years(&mut atoms, &document.text);
    share_days(&mut atoms, &document.text);
    let history = is_history(&atoms, document.own_date.as_ref());
    let headed = Headed::of(&atoms);
    let mut context = Context::new(document.own_date.as_ref(), history, &document.text, headed);
    let mut times: Vec<(TimeExpression, bool)> = Vec::with_capacity(atoms.len());
    let mut partner = None;
    let ahead = times_ahead(&atoms);
    let mut places = vec![None; atoms.len()];
    for ((atom, ahead), place) in atoms.iter().zip(ahead).zip(&mut places) {
        let first_end = partner.take();
        let Some(outcome) = context.resolve(atom, first_end, ahead) else {
            if let Some((_, joined)) = times.last_mut()
                && first_end.is_some()
            {
                *joined = false;
            }
            continue;
        };
        // "the first three months" and the year behind it.
        let part = matches!(&atom.meaning, Meaning::Length(length) if length.of.is_some()) && outcome.when.is_some();
        let joined = atom.joined && outcome.stretch.is_some() || part;
        partner = outcome.stretch.filter(|_| joined);
        let words = document.text.get(atom.span.clone()).unwrap_or("").to_owned();
        let time = TimeExpression {
            span: atom.span.clone(),
            sort: outcome.sort,
            when: outcome.when,
            bound: outcome.bound,
            chain: Chain { words, rule: outcome.rule, anchor: outcome.anchor },
            confidence: outcome.confidence,
            modifier: atom.meaning.modifier(),
            value: outcome.value,
        };
        *place = Some(times.len());
        times.push((time, joined));
    }
    if let Some((_, joined)) = times.last_mut() {
        *joined = false;
    }
    happening::count_from_happenings(&lexicon.times, &document.text, &atoms, &places, &mut times);
    times
}

fn read_atoms(lexicon: &Lexicon, text: &str, paragraphs: &[Span]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut tokens = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let heading =
            paragraph.len() < HEADING_MAX && !text[paragraph.clone()].ends_with(['.', '!', '?', '"', '”', ':']);
        let (mut from, known) = (paragraph.start, atoms.len());
        while from < paragraph.end {
            let end = lex::tokens(&lexicon.times, text, from, paragraph.end, &mut tokens);
            Reader::new(text, &tokens).read(index, heading, &mut atoms);
            from = end.max(from + 1);
        }
        headed::place(text, paragraph, atoms.get_mut(known..).unwrap_or_default());
    }
    atoms
}

/// Headings are shorter than this, in bytes.
const HEADING_MAX: usize = 90;

/// The two ends of a stretch share the year that one of them tells, and so do "May and June 1944".
fn share_years(atoms: &mut [Atom], text: &str) {
    for index in (1..atoms.len()).rev() {
        let (before, after) = atoms.split_at_mut(index);
        let (Some(first), Some(last)) = (before.last_mut(), after.first()) else { continue };
        let between = text.get(first.span.end..last.span.start).unwrap_or("");
        let listed = matches!(between.trim(), "and" | "or" | ",") && is_part_of_year(first) && is_part_of_year(last);
        if !first.joined && !listed {
            continue;
        }
        let (Meaning::Point(first), Meaning::Point(last)) = (&mut first.meaning, &last.meaning) else { continue };
        if first.has_year() || !last.has_year() {
            continue;
        }
        let (month, year_of_first) = match &mut first.base {
            Base::Day { month, year, .. } | Base::Month { month, year } => (*month, Some(year)),
            _ => (0, None),
        };
        match (&last.base, year_of_first) {
            (
                Base::Day { year: Some(year), month: other, .. } | Base::Month { year: Some(year), month: other },
                Some(slot),
            ) => {
                *slot = Some(if month > *other { year - 1 } else { *year });
            }
            _ if last.of.is_some() && first.of.is_none() => first.of.clone_from(&last.of),
            _ => {}
        }
    }
}

/// A month, season or quarter.
fn is_part_of_year(atom: &Atom) -> bool {
    matches!(&atom.meaning, Meaning::Point(Point { base: Base::Month { .. } | Base::Season(_) | Base::Quarter(_), .. }))
}

/// "10 a.m. on 3 May": a time of the day is that of the day told right behind it.
fn share_days(atoms: &mut [Atom], text: &str) {
    for index in 1..atoms.len() {
        let (before, after) = atoms.split_at_mut(index);
        let (Some(time), Some(day)) = (before.last_mut(), after.first()) else { continue };
        // "02:30 (23:30 GMT) on 9 May": the same time in another zone may stand between.
        let between = text.get(time.span.end..day.span.start).unwrap_or("");
        let near = day.paragraph == time.paragraph
            && (between.len() <= " on the ".len()
                || between.len() <= 24 && between.starts_with(" (") && between.contains(')'));
        if let (Meaning::Point(point), Meaning::Point(of)) = (&mut time.meaning, &day.meaning)
            && point.base == Base::Daytime
            && point.of.is_none()
            && near
            && day.preposition == Some(words::Word::On)
            && of.is_day()
            && of.base != Base::Daytime
        {
            point.of = Some(Box::new(of.clone()));
        }
    }
}

/// For each atom the next time that is told with its year, in the same paragraph or the one behind it.
fn times_ahead(atoms: &[Atom]) -> Vec<Option<Stretch>> {
    let mut ahead = vec![None; atoms.len()];
    let mut next: Option<(Stretch, usize)> = None;
    for (slot, atom) in ahead.iter_mut().zip(atoms).rev() {
        *slot = next.filter(|(_, paragraph)| *paragraph <= atom.paragraph + 1).map(|(stretch, _)| stretch);
        if let Meaning::Point(point) = &atom.meaning
            && let Some(stretch) = Stretch::of_point(point)
        {
            next = Some((stretch, atom.paragraph));
        }
    }
    ahead
}

/// Whether a text tells of the past in its own order, so that what is relative counts from the time told before.
fn is_history(atoms: &[Atom], own: Option<&OwnDate>) -> bool {
    let (mut years, mut today) = (0, 0);
    for atom in atoms {
        let Meaning::Point(point) = &atom.meaning else { continue };
        match (&point.base, point.place) {
            (Base::Day { year: Some(year), .. } | Base::Month { year: Some(year), .. } | Base::Year(year), _) => {
                let past = own.is_none_or(|own| *year < own.earliest.year() - 1);
                years += usize::from(past);
            }
            (Base::Today(_) | Base::Weekday(_), _) => today += 1,
            (Base::Unit(_), Some(words::Place::Last | words::Place::This | words::Place::Next)) => today += 1,
            _ => {}
        }
    }
    years >= 8 && years > today * 3
}

/// Makes one expression of the two ends of a stretch.
fn join(first: &mut TimeExpression, last: TimeExpression, text: &str) {
    first.span.end = last.span.end;
    first.chain.words = text.get(first.span.clone()).unwrap_or("").to_owned();
    first.confidence = first.confidence.min(last.confidence);

    // The days of "the first three months of 2024" are known by its first words.
    if first.sort == Sort::Duration {
        first.sort = Sort::Date;
        return;
    }
    first.value = format!("{}/{}", first.value, last.value);
    first.chain.rule = format!("from the first to the last; {}", first.chain.rule);
    first.when = match (first.when, last.when) {
        (Some(from), Some(to)) if from.earliest <= to.latest => {
            let years = matches!(from.precision, Precision::Year | Precision::Decade)
                && matches!(to.precision, Precision::Year | Precision::Decade);
            let precision = match years {
                true => Precision::of_years(from.earliest.year(), to.latest.year()),
                false => Precision::Range,
            };
            Some(When { approximate: from.approximate, ..When::span(from.earliest, to.latest, precision) })
        }
        (when, _) => when,
    };
    if first.bound == Bound::Since {
        first.bound = Bound::Within;
    }
}

/// The document's own date as its text states it, or as the dates that it tells let infer it.
/// What the reader of the file or the user has set stays.
pub fn own_date(lexicon: &Lexicon, document: &Document) -> Option<OwnDate> {
    document.own_date.clone().or_else(|| {
        let paragraphs = paragraphs(&document.text);
        told_date(document, &read_atoms(lexicon, &document.text, &paragraphs), &paragraphs)
    })
}

fn told_date(document: &Document, atoms: &[Atom], paragraphs: &[Span]) -> Option<OwnDate> {
    own::stated(document, atoms, paragraphs).or_else(|| {
        // What a history tells of says little of when it was written.
        let inferred = if is_history(atoms, None) { None } else { own_inferred::inferred(document, atoms) };
        own_made::dated(document, inferred)
    })
}
