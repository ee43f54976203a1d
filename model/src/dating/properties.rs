//! What holds of every text, tried on thousands: labels read back, only what is relative moves with the document's
//! date, nothing panics, and endless lines take no longer by the byte.

use super::rules::{document, saturday};
use super::*;
use crate::lexicon::Lexicon;
use crate::when::Clock;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::sync::LazyLock;
use stretch::Stretch;
use timeml::Grain;
use words::{Part, Season, Unit};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// A day of the calendar, from 500 BC to AD 2100.
fn day() -> impl Strategy<Value = NaiveDate> {
    (-499..=2100i32, 1..=365u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("a day of the calendar"))
}

/// A stretch of any kind that the first day begins or lies in.
fn stretch(first: NaiveDate, kind: usize) -> Option<Stretch> {
    let (year, month) = (first.year(), first.month());
    match kind {
        0 => Some(Stretch::day(first)),
        1 => Stretch::month(year, month),
        2 => {
            Stretch::season(year, [Season::Spring, Season::Summer, Season::Autumn, Season::Winter][month as usize % 4])
        }
        3 => Stretch::quarter(year, (month as u8 - 1) / 3 + 1),
        4 => Stretch::half(year, (month as u8 - 1) / 6 + 1),
        5 => Stretch::year(year),
        // The years around the birth of Christ make no ten.
        6 if (-9..=9).contains(&year) => None,
        6 => Stretch::around(first, Unit::Decade, 0),
        7 => Stretch::around(first, Unit::Week, 0),
        _ => Stretch::years(year, year + 1 + month as i32 * 7, Grain::Year),
    }
}

/// What a reading can come to: a stretch or a part of one, a range of days, a day with its clock time.
fn when() -> impl Strategy<Value = When> {
    let part = prop_oneof![Just(None), Just(Some(Part::Early)), Just(Some(Part::Mid)), Just(Some(Part::Late)),];
    let clock = proptest::option::of((0..24u8, 0..60u8));
    (day(), 0..10usize, part, 1..900u64, clock, any::<bool>()).prop_filter_map(
        "a stretch of the calendar",
        |(first, kind, part, days, clock, approximate)| {
            let when = match stretch(first, kind) {
                Some(_) if kind == 9 => When::span(first, first.checked_add_days(Days::new(days))?, Precision::Range),
                Some(stretch) => stretch.when(part),
                None => return None,
            };
            let clock = clock.filter(|_| when.precision == Precision::Day && when.earliest.year() > 999);
            Some(When { approximate, clock: clock.map(|(hour, minute)| Clock { hour, minute }), ..when })
        },
    )
}

/// Words and signs that rules look for, with what is no word at all between them.
fn text() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned);
    let piece = prop_oneof![8 => known, 1 => any::<String>(), 1 => "[0-9]{1,6}[-/.:, ]?[0-9]{0,4}"];
    proptest::collection::vec((piece, any::<bool>()), 1..40)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever prints as a date reads back to the same `When`.
    #[test]
    fn labels_read_back(when in when()) {
        let text = format!("It was told of {when}.");
        let times = read_times(&LEXICON, &document(&text, saturday()));
        let read: Vec<When> = times.iter().filter_map(|time| time.when).collect();
        prop_assert_eq!(read, vec![when], "{}", text);
    }

    /// A document written some weeks later tells of the same days as before, but for those that count from its date:
    /// they move with it, to the day.
    #[test]
    fn a_shift_moves_what_is_relative(start in 0..20_000u64, weeks in 1..400u64) {
        let day = NaiveDate::from_ymd_opt(1960, 1, 1).expect("a day of the calendar") + Days::new(start);
        let shift = Days::new(weeks * 7);
        let (before, after) = (document(SHIFTED, day), document(SHIFTED, day + shift));
        let (before, after) = (read_times(&LEXICON, &before), read_times(&LEXICON, &after));
        prop_assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            let (Some(when), Some(moved)) = (before.when, after.when) else { continue };
            match &before.chain.anchor {
                Some(_) => {
                    prop_assert_eq!(when.earliest + shift, moved.earliest, "{}", &before.chain.words);
                    prop_assert_eq!(when.latest + shift, moved.latest, "{}", &before.chain.words);
                }
                None => prop_assert_eq!(when, moved, "{}", &before.chain.words),
            }
        }
        prop_assert!(before.iter().filter(|time| time.chain.anchor.is_some()).count() >= 8);
    }

    /// No text makes it panic, and times come in the order of the text, on character boundaries.
    #[test]
    fn any_text_is_read(text in text()) {
        let mut end = 0;
        for time in read_times(&LEXICON, &document(&text, saturday())) {
            prop_assert!(time.span.start >= end && time.span.start < time.span.end, "{:?}", &text);
            prop_assert!(text.get(time.span.clone()).is_some(), "{:?}", &text);
            prop_assert!(time.when.is_none_or(|when| when.earliest <= when.latest), "{:?}", &text);
            end = time.span.end;
        }
        let undated = Document::plain("test.txt", text);
        own_date(&LEXICON, &undated);
        read_timex(&LEXICON, &undated);
    }
}

/// Days that count from the document's, and days that do not.
const SHIFTED: &str = "Yesterday they met; on Tuesday they will meet again, and tomorrow night they leave. On 3 March 2019 \
    they had signed. Three days ago it rained, as it did last week and this weekend. In the 1990s trade grew, and in the \
    summer of 2021 it fell. Last Friday she spoke; next Monday he will answer. Two weeks ago the talks of 5 May 2020 were \
    printed. He left the day before yesterday.";

const PIECES: &[&str] = &[
    "May",
    "March",
    "the",
    "early",
    "late",
    "end",
    "of",
    "in",
    "1999",
    "’99",
    "19th",
    "30",
    "31",
    "February",
    "29",
    "BC",
    "0",
    "00",
    "9999",
    "99999999999",
    "12:34",
    "24/7",
    "2024-13-45",
    "31.02.2024",
    "1/1/1",
    "two",
    "hundred",
    "thousand",
    "years",
    "year",
    "ago",
    "later",
    "before",
    "after",
    "last",
    "next",
    "this",
    "Monday",
    "night",
    "–",
    "-",
    "—",
    "“",
    "’s",
    "é",
    "日本",
    "🙂",
    "\u{301}",
    "\u{200b}",
    "\n",
    "\n\n",
    ",",
    ".",
    "(",
    ")",
    "a",
    "half",
    "quarter",
    "century",
    "decade",
    "Christmas",
    "first",
    "twenty-first",
    "nineteen",
    "ninety-nine",
    "Q3",
    "FY",
    "FY99",
    "to",
    "and",
    "between",
    "from",
    "since",
    "then",
    "1",
    "500",
    "BC",
    "AD",
    "p.m.",
    "5",
    "o'clock",
    "Might",
    "Novernber",
    "\u{0}",
    "$5",
    "1,200",
    "week",
    "days",
    "months",
    "fortnight",
    "1990s",
    "’s",
    "the same",
    "period",
];

/// Texts without end are read in bounded time: no rule looks further than a few words.
#[test]
fn long_lines_take_no_longer_by_the_byte() {
    for piece in [
        "1",
        "the ",
        "1 2 3 ",
        "the end of ",
        "March of ",
        "1-1-",
        "1990-",
        "a.b.",
        "twenty ",
        "last ",
        "’",
        "NATO summit ",
        "Monday, May 3 ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        read_times(&LEXICON, &document(&text, saturday()));
        own_date(&LEXICON, &Document::plain("test.txt", text));
    }
}
