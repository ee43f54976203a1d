//! What a person types for a time to the days that it means: "2022-07-15", "mid-July 2022", "from 3 to 5 July".
//!
//! In: the words, and the date that they count from where they leave something open. Out: the days, how they were
//! understood, and each guess that went into it; or nothing where there are words that tell no time.

use super::{Sort, TimeExpression, read_times};
use crate::document::{Document, OwnDate};
use crate::lexicon::Lexicon;
use crate::when::When;

/// What was understood of typed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The days.
    pub when: When,
    /// The rule that read them, in plain words.
    pub rule: String,
    /// What was not typed and had to be guessed, in plain words.
    pub guesses: Vec<String>,
}

/// More than this is no time.
const LENGTH_MAX: usize = 200;
/// Words around a time that change nothing about its days.
const IDLE: &[&str] = &["from", "on", "in", "at", "the", "of", "and", "it", "was", "some", "day", "time", "then"];
/// Words that say that a time is not exact.
const ABOUT: &[&str] = &["about", "approximately", "approx", "around", "ca", "circa", "perhaps", "roughly"];

/// Reads what a person typed for a time. `own_date` is that of the document that it is about.
pub fn read_typed(lexicon: &Lexicon, words: &str, own_date: Option<&OwnDate>) -> Option<Typed> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.len() > LENGTH_MAX {
        return None;
    }
    // It lies behind, where nothing else is said; a bare number is a year only where the words before it say so.
    ["It happened ", "It happened in ", "It happened on "]
        .iter()
        .find_map(|frame| read(lexicon, frame, &words, own_date))
}

fn read(lexicon: &Lexicon, frame: &str, words: &str, own_date: Option<&OwnDate>) -> Option<Typed> {
    let text = format!("{frame}{words}");
    let mut document = Document::plain("", text.clone());
    document.own_date = own_date.cloned();
    let times = read_times(lexicon, &document);
    let [time] = times.as_slice() else { return None };
    let mut when = time.when.filter(|_| matches!(time.sort, Sort::Date | Sort::Time))?;
    let around = [text.get(frame.len()..time.span.start).unwrap_or(""), text.get(time.span.end..).unwrap_or("")];
    let rest = around.iter().flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
    for word in rest.filter(|word| !word.is_empty()).map(str::to_lowercase) {
        if ABOUT.contains(&word.as_str()) {
            when.approximate = true;
        } else if !IDLE.contains(&word.as_str()) {
            return None;
        }
    }
    Some(Typed { when, rule: time.chain.rule.clone(), guesses: guesses(time) })
}

fn guesses(time: &TimeExpression) -> Vec<String> {
    let parts = time.chain.rule.split("; ");
    let mut guesses: Vec<String> = parts.filter(|part| part.contains(" is read as ")).map(str::to_owned).collect();
    if let Some(anchor) = &time.chain.anchor {
        let inferred = if anchor.inferred { ", which is inferred" } else { "" };
        guesses.push(format!("{}: counted from {}, {}{inferred}", time.chain.rule, anchor.what, anchor.label()));
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Known;
    use chrono::NaiveDate;

    /// Typed words and the days read, with a sign where something was guessed, as of 22 June 2024.
    fn check(words: &str, expect: &str) {
        let day = NaiveDate::from_ymd_opt(2024, 6, 22).expect("a day of the calendar");
        let own = OwnDate { earliest: day, latest: day, known: Known::Inferred, evidence: String::new() };
        let typed = read_typed(&Lexicon::embedded(), words, Some(&own));
        let read = typed.map_or("nothing".to_owned(), |typed| {
            let sign = if typed.guesses.is_empty() { "" } else { " ?" };
            format!("{}{sign}", typed.when)
        });
        assert_eq!(read, expect, "{words}");
    }

    #[test]
    fn typed_times_are_read() {
        check("2022-07-15", "15 July 2022");
        check("15 July 2022", "15 July 2022");
        check("July 15, 2022", "15 July 2022");
        check("15.7.2022", "15 July 2022");
        check("mid-July 2022", "mid July 2022");
        check("early November 2024", "early November 2024");
        check("2022", "2022");
        check("1950s", "1950s");
        check("Q3 2022", "Q3 2022");
        check("3 to 5 July 2022", "3–5 July 2022");
        check("3-5 July 2022", "3–5 July 2022");
        check("from 3 July 2022 to 5 August 2022", "3 July – 5 August 2022");
        check("about 3 July 2022", "about 3 July 2022");
        check("3 July 2022, about", "about 3 July 2022");
        check("summer 2023", "summer 2023");
        check("44 BC", "44 BC");
        check("2022-07", "July 2022");
        check("the 1950s", "1950s");
        check("1950-1953", "1950–1953");
    }

    #[test]
    fn what_was_left_open_is_a_guess() {
        check("5 November", "5 November 2023 ?");
        check("July", "July 2023 ?");
        check("yesterday", "21 June 2024 ?");
        check("last week", "week of 10 June 2024 ?");
        check("two days ago", "20 June 2024 ?");
    }

    #[test]
    fn other_words_are_no_time() {
        check("", "nothing");
        check("soon", "nothing");
        check("the treaty", "nothing");
        check("15 July 2022 or so they said", "nothing");
        check("3 May 2020 or 4 May 2021", "nothing");
        check("31 February 2022", "nothing");
        check("99999999999999999999", "nothing");
        check("for two weeks", "nothing");
    }
}
