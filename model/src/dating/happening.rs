//! Times that count from a happening which the same text dates elsewhere: "a week after the ratification",
//! "days before signing", "the day after the summit".
//!
//! In: the times of a text with their days, and those that are tied to words. Out: the tied ones with their days.
//! Knows no grammar: a happening is found again by its words, whatever their endings ("ratified").

use super::point::{Atom, Base, From, Meaning, Tie};
use super::stretch::Stretch;
use super::timeml::{Grain, date_value};
use super::words::{TimeWords, Unit, Word};
use super::{Sort, TimeExpression};
use crate::text::{self, Span};
use crate::when::{Anchor, Precision, When};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A telling stands no further from its time than this, in bytes.
const REACH: usize = 120;
/// More words than this are not looked for in one text.
const STEMS_MAX: usize = 4000;
/// A stretch longer than this, in days, is no date to count from.
const DATED_MAX_DAYS: i64 = 31;

/// A time that is tied to words, and what to look for.
struct Tied {
    /// Its place among the times.
    time: usize,
    /// Its place among the atoms.
    atom: usize,
    /// The words that name the happening.
    words: Span,
    /// Stems of what happened.
    deeds: Vec<usize>,
    /// Those of them that stand last in their phrase: of "the embassy bombings in the east" the bombings.
    heads: Vec<usize>,
    /// Names beside it.
    names: Vec<usize>,
}

/// Gives each tied time the days that it counts to, where the text dates its happening. `places` are those of the
/// atoms among the times.
pub(super) fn count_from_happenings(
    list: &TimeWords,
    text: &str,
    atoms: &[Atom],
    places: &[Option<usize>],
    times: &mut [(TimeExpression, bool)],
) {
    let mut stems: Vec<String> = Vec::new();
    let mut tied: Vec<Tied> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, atom) in atoms.iter().enumerate() {
        if let (Some(tie), Some(time)) = (&atom.tie, places.get(index).copied().flatten())
            && stems.len() < STEMS_MAX
        {
            tied.push(look_for(list, text, tie, (time, index), &mut known, &mut stems));
        }
    }
    if tied.is_empty() {
        return;
    }
    let tellings = tellings(text, atoms, &stems, times);
    for tied in tied {
        let Some(tie) = &atoms[tied.atom].tie else { continue };
        if let Some(same) = beside(text, &tied, times) {
            let (day, value) = (times[same].0.when, times[same].0.value.clone());
            let (time, _) = &mut times[tied.time];
            time.chain.rule = "the day told right before, in other words".to_owned();
            (time.when, time.value) = (day, value);
            continue;
        }
        let found = next_time(&tied, times).or_else(|| best(&tied, &tellings, times));
        let Some(told) = found else { continue };
        let Some((unit, count)) = distance(&atoms[tied.atom].meaning) else { continue };
        let told_when = times[told].0.when;
        let Some((when, grain)) = told_when.and_then(|when| count_from(when, unit, count, tie)) else { continue };
        let anchor = Anchor {
            earliest: told_when.map_or(when.earliest, |when| when.earliest),
            latest: told_when.map_or(when.latest, |when| when.latest),
            what: "told of there".to_owned(),
            known: format!("“{}”", times[told].0.chain.words),
            inferred: false,
        };
        let words_end =
            if told == tied.time + 1 && tied.words.is_empty() { times[told].0.span.end } else { tied.words.end };
        let (time, _) = &mut times[tied.time];
        let side = match (tie.within, tie.back) {
            (true, _) => "at most from",
            (_, true) => "before",
            _ => "after",
        };
        let happening = text.get(tied.words.start..words_end).unwrap_or("");
        time.chain.rule = format!("{} {side} “{happening}”", length_label(unit, count));
        time.chain.words = text.get(time.span.start..words_end).unwrap_or(&time.chain.words).to_owned();
        time.chain.anchor = Some(anchor);
        time.when = Some(when);
        time.confidence = 0.6;
        // "the weeks before the vote": of vague stretches TIMEX3 tells the month.
        let stretch = count.is_none() && time.chain.words.get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the "));
        if stretch {
            time.sort = Sort::Date;
        }
        if time.sort == Sort::Date {
            let day = if tie.back && stretch { when.latest } else { when.earliest };
            time.value = date_value(day, grain);
        }
    }
}

/// What a tie names, as stems.
fn look_for(
    list: &TimeWords,
    text: &str,
    tie: &Tie,
    (time, atom): (usize, usize),
    known: &mut BTreeMap<String, usize>,
    stems: &mut Vec<String>,
) -> Tied {
    let mut tied =
        Tied { time, atom, words: tie.words.clone(), deeds: Vec::new(), heads: Vec::new(), names: Vec::new() };
    let mut core = true;
    let mut end = tie.words.start;
    for (at, word) in words(text, tie.words.clone()) {
        if ENDS_OF_PHRASES.contains(&word) && !tied.deeds.is_empty() {
            tied.heads.extend(tied.deeds.last());
            core &= matches!(word, "was" | "were" | "had");
        }
        if word.len() < 3 || list.find(word.as_bytes()).is_some_and(|word| word != Word::Name) || LITTLE.contains(&word)
        {
            continue;
        }
        let name = word.starts_with(char::is_uppercase);
        if !name && !core {
            continue;
        }
        end = at + word.len();
        let stem = if name { word.to_lowercase() } else { stem(word).to_owned() };
        let index = *known.entry(stem.clone()).or_insert_with(|| {
            stems.push(stem);
            stems.len() - 1
        });
        if name { tied.names.push(index) } else { tied.deeds.push(index) }
    }
    tied.words.end = end;
    if core {
        tied.heads.extend(tied.deeds.last());
    }
    tied
}

/// For each stem the times in whose clauses it stands, in the order of the text.
fn tellings(text: &str, atoms: &[Atom], stems: &[String], times: &[(TimeExpression, bool)]) -> Vec<Vec<usize>> {
    let mut tellings = vec![Vec::new(); stems.len()];
    let mut patterns: Vec<(&str, usize)> =
        stems.iter().enumerate().map(|(index, stem)| (stem.as_str(), index)).collect();
    for (index, stem) in stems.iter().enumerate() {
        let forms = IRREGULAR.iter().filter(|(noun, _)| noun == stem).map(|(_, form)| (*form, index));
        patterns.extend(forms);
    }
    let finder = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns.iter().map(|(pattern, _)| pattern));
    let Ok(finder) = finder else { return tellings };
    let ties: Vec<&Span> = atoms.iter().filter_map(|atom| atom.tie.as_ref().map(|tie| &tie.words)).collect();
    for found in finder.find_iter(text) {
        let (from, to) = (found.start(), found.end());
        let whole = !text[..from].ends_with(char::is_alphanumeric) && is_ending(text, to);
        // The words of a tie tell no date of their own.
        let tie = ties.partition_point(|words| words.end <= from);
        if !whole || ties.get(tie).is_some_and(|words| words.start <= from) {
            continue;
        }
        let index = patterns[found.pattern().as_usize()].1;
        if let Some(time) = time_beside(text, times, from)
            && tellings[index].last() != Some(&time)
        {
            tellings[index].push(time);
        }
    }
    tellings.iter_mut().for_each(|times: &mut Vec<usize>| times.sort_unstable());
    tellings
}

/// The nearest dated time in the sentence around a byte.
fn time_beside(text: &str, times: &[(TimeExpression, bool)], at: usize) -> Option<usize> {
    let behind = times.partition_point(|(time, _)| time.span.start < at);
    let near = |index: usize| {
        let (time, joined) = times.get(index)?;
        let between = if index < behind { time.span.end..at } else { at..time.span.start };
        let gap = text.get(between.clone()).filter(|gap| gap.len() <= REACH)?;
        let ends = gap.contains(['\n', ';', '?', '!']) || gap.contains(". ") && !gap.contains("Mr. ");
        let dated = time.sort == Sort::Date || time.sort == Sort::Time;
        let short = time.when.is_some_and(|when| when.days() <= DATED_MAX_DAYS);
        let says = dated && short && !ends && !joined && tells_when_it_was_said(text, &time.span);
        (dated && short && !ends && !joined && !says).then_some((gap.len(), index))
    };
    // The time in front of it may be one that has no days of its own; then the one before that counts.
    let before = (1..=2).filter_map(|back| near(behind.checked_sub(back)?));
    before.chain(near(behind)).min().map(|(_, index)| index)
}

/// "3 May, the day before the vote": the day told right before it.
fn beside(text: &str, tied: &Tied, times: &[(TimeExpression, bool)]) -> Option<usize> {
    let before = tied.time.checked_sub(1)?;
    let (first, time) = (&times[before].0, &times[tied.time].0);
    let beside =
        text.get(first.span.end..time.span.start).is_some_and(|gap| matches!(gap, ", " | ",\n" | " (" | " - " | " – "));
    let day = first.when.is_some_and(|when| when.precision == Precision::Day);
    (beside && day && first.sort == Sort::Date && time.sort == Sort::Date).then_some(before)
}

/// "two days after 3 May": the tie names a time itself.
fn next_time(tied: &Tied, times: &[(TimeExpression, bool)]) -> Option<usize> {
    let next = tied.time + 1;
    let (time, _) = times.get(next)?;
    (time.span.start <= tied.words.start + "the ".len() && time.when.is_some()).then_some(next)
}

/// "officials said on Friday": the time is that of the saying.
fn tells_when_it_was_said(text: &str, time: &Span) -> bool {
    let says = |word: &str| SAYING.contains(&word);
    let before = text[..time.start].trim_end().trim_end_matches(" on");
    let behind = text[time.end..].trim_start();
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let next = behind.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    says(last) || says(next)
}

/// The telling that a tie means: with most of its words, nearest before it, else behind it.
fn best(tied: &Tied, tellings: &[Vec<usize>], times: &[(TimeExpression, bool)]) -> Option<usize> {
    let around = |stem: usize| {
        let list = &tellings[stem];
        let at = list.partition_point(|time| *time < tied.time);
        let before = at.checked_sub(1).map(|before| list[before]);
        before.into_iter().chain(list.get(at).copied().filter(|time| *time != tied.time))
    };
    let holds = |stem: &usize, time: usize| tellings[*stem].binary_search(&time).is_ok();
    let count = |time: usize| {
        let deeds = tied.deeds.iter().filter(|stem| holds(stem, time)).count();
        let names = tied.names.iter().filter(|stem| holds(stem, time)).count();
        let head = tied.heads.iter().any(|head| holds(head, time));
        // Without a deed all names must be there; with deeds a head, or two others.
        let fits = match tied.deeds.len() {
            0 => names == tied.names.len(),
            _ => head || deeds + names >= 2,
        };
        fits.then_some(deeds + names)
    };
    let candidates = tied.deeds.iter().chain(&tied.names).flat_map(|stem| around(*stem));
    candidates
        .filter_map(|time| {
            let before = time < tied.time;
            let gap = time.abs_diff(tied.time);
            count(time).map(|count| (count, before, std::cmp::Reverse(gap), time))
        })
        .max()
        .map(|(.., time)| time)
        .filter(|time| times[*time].0.when.is_some())
}

/// How far off a tied time is: a unit and how many of it, where that is told.
fn distance(meaning: &Meaning) -> Option<(Unit, Option<f32>)> {
    match meaning {
        Meaning::Length(length) => Some((length.unit, length.count)),
        Meaning::Point(point) => match point.base {
            Base::Shift(shift) if shift.from == From::Happening => {
                Some((shift.unit, shift.count.map(|count| count.unsigned_abs() as f32)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The days so far before or after others.
fn count_from(told: When, unit: Unit, count: Option<f32>, tie: &Tie) -> Option<(When, Grain)> {
    let back = tie.back;
    let from = if back { told.earliest } else { told.latest };
    let sign = if back { -1 } else { 1 };
    let Some(count) = count else {
        // "days before": at least the last of them, at most as many as are still told in this unit.
        let (least, most) = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => (0, 0),
            Unit::Day => (1, 7),
            Unit::Week => (1, 6),
            Unit::Month => (1, 11),
            Unit::Year => (1, 9),
            _ => return None,
        };
        let near = Stretch::shifted(from, unit, sign * least)?;
        let far = Stretch::shifted(from, unit, sign * most)?;
        let near = if back { near.last.min(from) } else { near.first.max(from) };
        let far = if back { far.first } else { far.last };
        let precision = match unit {
            Unit::Year => Precision::Years,
            Unit::Month => Precision::PartOfYear,
            Unit::Week | Unit::Day => Precision::PartOfMonth,
            _ => Precision::Day,
        };
        return Some((When::span(near, far, precision), Grain::Month));
    };
    if count.fract() != 0.0 {
        return None;
    }
    let count = sign * count as i32;
    let last = Stretch::shifted(told.latest, unit, count)?;
    let first = Stretch::shifted(told.earliest, unit, count)?;
    let when = match tie.within {
        true => {
            return Some((
                When::span(told.earliest.min(last.last), told.latest.max(last.last), Precision::PartOfYear),
                first.grain,
            ));
        }
        false => first.when(None),
    };
    match first == last {
        true => Some((when, first.grain)),
        false => Some((When::span(first.first, last.last, told.precision), Grain::Month)),
    }
}

fn length_label(unit: Unit, count: Option<f32>) -> String {
    let name = unit.name();
    match count {
        None => format!("some {name}s"),
        Some(1.0) => format!("one {name}"),
        Some(count) => format!("{count} {name}s"),
    }
}

/// The words of a stretch of text, with where they begin.
fn words(text: &str, span: Span) -> impl Iterator<Item = (usize, &str)> {
    let begin = span.start;
    let part = text.get(span).unwrap_or("");
    text::words(part, |_| false).map(move |(at, word)| (begin + at, word))
}

/// A word without its ending, so that "ratification" and "ratified" are one.
fn stem(word: &str) -> &str {
    let endings = ENDINGS.iter().filter(|ending| !ending.is_empty() && **ending != "er" && **ending != "ers");
    let stems = endings.filter_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= 4);
    stems.min_by_key(|stem| stem.len()).unwrap_or(word)
}

/// Whether what follows a stem ends a word as endings do.
fn is_ending(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let length = rest.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
    ENDINGS.contains(&&rest[..length]) && !rest[length..].starts_with(char::is_alphanumeric)
}

/// Verbs of saying.
const SAYING: &[&str] = &["said", "says", "told", "reported", "announced", "added", "confirmed", "warned"];

/// Words that name nothing.
const LITTLE: &[&str] = &["his", "her", "its", "their", "our", "who", "which", "not", "with", "she", "they"];

/// Words at which the words for a deed end.
const ENDS_OF_PHRASES: &[&str] = &[
    "of", "in", "at", "on", "by", "for", "to", "from", "with", "was", "were", "had", "he", "she", "it", "they", "we",
    "that", "which", "who", "and", "as", "when", "while", "but",
];

/// Endings that words of one deed differ in.
const ENDINGS: &[&str] = &[
    "", "s", "es", "e", "d", "ed", "er", "ers", "ing", "ings", "ion", "ions", "ation", "ations", "ated", "ate", "ates",
    "ication", "ied", "ies", "y", "ment", "ments", "ement", "ements", "al", "als", "ance", "ence", "ition", "ure",
    "ures", "ured", "ature", "sion", "ded", "de", "ssion", "tted",
];

/// Nouns of deeds whose verbs share no stem with them: stem, form.
static IRREGULAR: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("../../../assets/words/deeds.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .flat_map(|(noun, forms)| forms.split('|').map(move |form| (stem(noun), form)))
        .collect()
});

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[super::rules::Rule {
    name: "tied to a happening",
    pattern: "COUNT UNIT before | after | following | prior to, the UNIT before | after, within COUNT UNIT of HAPPENING",
    builds: "the stretch so far from the time at which the text tells of it",
    examples: &[
        (
            "On 3 May 2021 the accord was ratified. A week after the ratification, talks ended.",
            "A week after the ratification",
            "week of 10 May 2021",
        ),
        (
            "The treaty was signed on 10 June 2020. Two days before the signing, troops left.",
            "Two days before the signing",
            "8 June 2020",
        ),
        (
            "Leaders held a summit on 4 July 2023. The day after the summit, prices fell.",
            "The day after the summit",
            "5 July 2023",
        ),
        (
            "The mayor was shot on 9 March 2022. The car was seen days before the shooting.",
            "days before the shooting",
            "2–8 March 2022",
        ),
        (
            "Rebels took the port on 2 April 2019. Three days after the Rebels took the port, it rained.",
            "Three days after the Rebels took the port",
            "5 April 2019",
        ),
        ("They met two days after 3 May 2021.", "two days after 3 May 2021", "5 May 2021"),
        (
            "Voters elected her on 5 October 2021. Within two weeks of the election she resigned.",
            "two weeks of the election",
            "5–24 October 2021",
        ),
        ("On 3 May 2021, the day before the vote, he fled.", "the day before", "3 May 2021"),
        (
            "The mayor was shot on 9 March 2022. In the weeks before the shooting he hid.",
            "the weeks before the shooting",
            "24 January – 6 March 2022",
        ),
    ],
    counter_examples: &["It ended after the war, and before the flood."],
}];
