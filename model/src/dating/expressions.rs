//! Expressions of all kinds, British, American, of agencies and of scanners, and what only looks like one: each
//! with what is read in it first.
//!
//! All texts are read as written on Saturday 22 June 2024. "-" where nothing may be read.

use super::*;
use crate::document::Known;
use crate::lexicon::Lexicon;
use chrono::NaiveDate;

/// Whether one of the times read in a text means the days or has the TIMEX3 value.
fn is_read(lexicon: &Lexicon, text: &str, expect: &str) -> Result<(), Vec<String>> {
    let day = NaiveDate::from_ymd_opt(2024, 6, 22).expect("a day of the calendar");
    let own = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by the test".to_owned() };
    let document = Document { own_date: Some(own), ..Document::plain("test.txt", text.to_owned()) };
    let times = read_times(lexicon, &document);
    let label = |time: &TimeExpression| time.when.map_or(String::new(), |when| when.label());
    let found = match expect {
        "-" => times.is_empty(),
        _ => times.iter().any(|time| label(time) == expect || time.value == expect),
    };
    let read = || times.iter().map(|time| format!("{} = {} {}", time.chain.words, label(time), time.value)).collect();
    if found { Ok(()) } else { Err(read()) }
}

#[test]
fn expressions_are_read() {
    let lexicon = Lexicon::embedded();
    let mut failures = Vec::new();
    for line in EXPRESSIONS.lines().filter(|line| !line.is_empty()) {
        let (text, expect) = line.rsplit_once(" => ").expect("a text and what it means");
        if let Err(read) = is_read(&lexicon, text, expect) {
            failures.push(format!("{text:?}\n  wanted {expect}\n  read   {read:?}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

const EXPRESSIONS: &str = include_str!("../../tests/expressions.txt");

#[test]
fn modifiers_are_those_of_timex3() {
    let check = |text: &str, expect: Option<Modifier>| {
        let times = read_timex(&Lexicon::embedded(), &Document::plain("test.txt", text.to_owned()));
        assert_eq!(times.first().and_then(|time| time.modifier), expect, "{text}");
    };
    check("He left more than two years ago.", Some(Modifier::Before));
    check("He left less than two years ago.", Some(Modifier::After));
    check("He left at least two years ago.", Some(Modifier::OnOrBefore));
    check("He left no more than two years ago.", Some(Modifier::OnOrAfter));
    check("He left about two years ago.", Some(Modifier::Approximate));
    check("It took more than two years.", Some(Modifier::MoreThan));
    check("It took nearly two years.", Some(Modifier::LessThan));
    check("It took at least two years.", Some(Modifier::EqualOrMore));
    check("It took up to two years.", Some(Modifier::EqualOrLess));
    check("It took two years.", None);
    check("It fell in early 1998.", Some(Modifier::Start));
    check("It fell in mid-May 1998.", Some(Modifier::Mid));
    check("It fell at the end of 1998.", Some(Modifier::End));
}
