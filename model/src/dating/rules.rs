//! The rules of the grammar as blocks, and the tests that hold all of them to their examples.
//!
//! A block stands in the file of the code that it describes: a name, the pattern, what it builds, texts with
//! what is read in them, and texts that look alike in which nothing may be read.
//! All texts are read as written on Saturday 22 June 2024.

use super::*;
use crate::document::Known;
use crate::lexicon::Lexicon;
use chrono::NaiveDate;

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

pub(super) fn document(text: &str, day: NaiveDate) -> Document {
    let mut document = Document::plain("test.txt", text.to_owned());
    document.own_date =
        Some(OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by the test".to_owned() });
    document
}

pub(super) fn saturday() -> NaiveDate {
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
