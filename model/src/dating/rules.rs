//! The rules of the grammar as blocks, and the tests that hold all of them to their examples.
//!
//! A block stands in the file of the code that it describes: a name, the pattern, what it builds, texts with
//! what is read in them, and texts that look alike in which nothing may be read.
//! All texts are read as written on Saturday 22 June 2024.

use super::*;
use crate::document::Known;
use crate::lexicon::Lexicon;
use chrono::{Datelike, Days, NaiveDate};

/// A rule of the grammar.
pub(super) struct Rule {
    pub name: &'static str,
    pub pattern: &'static str,
    pub builds: &'static str,
    /// A text, the words read in it, and their days, or their TIMEX3 value where they have no days.
    pub examples: &'static [(&'static str, &'static str, &'static str)],
    /// Texts in which no time may be read.
    pub counter_examples: &'static [&'static str],
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [calendar::RULES, clock::RULES, relative::RULES, range::RULES, named::RULES, damaged::RULES, happening::RULES]
        .into_iter()
        .flatten()
}

fn document(text: &str, day: NaiveDate) -> Document {
    let mut document = Document::plain("test.txt", text.to_owned());
    document.own_date =
        Some(OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by the test".to_owned() });
    document
}

fn saturday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 22).expect("a day of the calendar")
}

fn meaning(time: &TimeExpression) -> String {
    time.when.map_or_else(|| time.value.clone(), |when| when.label())
}

#[test]
fn rules_read_their_examples() {
    let lexicon = Lexicon::embedded();
    let mut failures = Vec::new();
    for rule in rules() {
        assert!(!rule.pattern.is_empty() && !rule.builds.is_empty(), "{} says what it does", rule.name);
        for (text, words, expect) in rule.examples {
            let times = read_times(&lexicon, &document(text, saturday()));
            let read: Vec<String> =
                times.iter().map(|time| format!("{} → {}", time.chain.words, meaning(time))).collect();
            let wanted = format!("{words} → {expect}");
            if !read.contains(&wanted) {
                failures.push(format!("{}: {text:?}\n  wanted {wanted}\n  read   {read:?}", rule.name));
            }
        }
        for text in rule.counter_examples {
            let times = read_times(&lexicon, &document(text, saturday()));
            if !times.is_empty() {
                let read: Vec<&str> = times.iter().map(|time| time.chain.words.as_str()).collect();
                failures.push(format!("{}: {text:?}\n  wanted nothing\n  read   {read:?}", rule.name));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Small steps of a fixed sequence, so that a failure comes back.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// What stands in a label reads back to the same days.
#[test]
fn labels_read_back() {
    let lexicon = Lexicon::embedded();
    let mut sequence = Sequence(7);
    for _ in 0..2000 {
        let year = 1000 + sequence.below(1090) as i32;
        let day = |sequence: &mut Sequence, year: i32| {
            NaiveDate::from_yo_opt(year, 1 + sequence.below(365) as u32).expect("a day of the calendar")
        };
        let first = day(&mut sequence, year);
        let month = first.month();
        let stretches = [
            Some(stretch::Stretch::day(first)),
            stretch::Stretch::month(year, month),
            stretch::Stretch::season(year, words::Season::Winter),
            stretch::Stretch::season(year, words::Season::Summer),
            stretch::Stretch::quarter(year, 1 + sequence.below(4) as u8),
            stretch::Stretch::half(year, 1 + sequence.below(2) as u8),
            stretch::Stretch::year(year),
            stretch::Stretch::years(year / 10 * 10, year / 10 * 10 + 9, timeml::Grain::Decade),
            stretch::Stretch::around(first, words::Unit::Week, 0),
        ];
        let parts = [None, Some(words::Part::Early), Some(words::Part::Mid), Some(words::Part::Late)];
        let mut whens: Vec<When> = Vec::new();
        for stretch in stretches.into_iter().flatten() {
            whens.push(stretch.when(parts[sequence.below(4)]));
            whens.push(stretch.when(None));
        }
        let later = first + Days::new(1 + sequence.below(900) as u64);
        whens.push(When::span(first, later, Precision::Range));
        let years = stretch::Stretch::years(year, year + 1 + sequence.below(90) as i32, timeml::Grain::Year);
        whens.extend(years.map(|years| years.when(None)));
        for when in whens {
            for when in [when, When { approximate: true, ..when }] {
                let text = format!("It was told of {when}.");
                let times = read_times(&lexicon, &document(&text, saturday()));
                let read: Vec<When> = times.iter().filter_map(|time| time.when).collect();
                assert_eq!(read, [when], "{text}");
            }
        }
    }
}

/// Another date of the document moves what counts from it, and nothing else.
#[test]
fn a_shift_moves_what_is_relative() {
    let lexicon = Lexicon::embedded();
    let text = "On 3 March 2019 they met, and again last week. In the 1990s trade grew; two years ago it fell. \
                Yesterday the minister spoke of the summer of 2021, and said that talks would go on next month.";
    let at = |day: NaiveDate| read_times(&lexicon, &document(text, day));
    let (before, after) = (at(saturday()), at(saturday() + Days::new(7 * 52 * 2)));
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        let relative = before.chain.anchor.is_some();
        assert_eq!(before.when != after.when, relative, "{}", before.chain.words);
    }
    assert!(before.iter().any(|time| time.chain.anchor.is_some()));
}

/// No text makes it panic, and times come in the order of the text, on character boundaries.
#[test]
fn any_text_is_read() {
    let lexicon = Lexicon::embedded();
    let pieces = [
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
    let mut sequence = Sequence(42);
    for _ in 0..3000 {
        let length = 1 + sequence.below(40);
        let mut text = String::new();
        for _ in 0..length {
            text.push_str(pieces[sequence.below(pieces.len())]);
            if sequence.below(4) > 0 {
                text.push(' ');
            }
        }
        let mut end = 0;
        for time in read_times(&lexicon, &document(&text, saturday())) {
            assert!(time.span.start >= end && time.span.start < time.span.end, "{text:?}");
            assert!(text.get(time.span.clone()).is_some(), "{text:?}");
            end = time.span.end;
        }
        let undated = Document::plain("test.txt", text);
        own_date(&lexicon, &undated);
        read_timex(&lexicon, &undated);
    }
}

/// Texts without end are read in bounded time: no rule looks further than a few words.
#[test]
fn long_lines_take_no_longer_by_the_byte() {
    let lexicon = Lexicon::embedded();
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
        read_times(&lexicon, &document(&text, saturday()));
        own_date(&lexicon, &Document::plain("test.txt", text));
    }
}
