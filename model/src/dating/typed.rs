//! What a person types for a time to the days that it means: "2022-07-15", "mid-July 2022", "from 3 to 5 July".
//!
//! In: the words, and the date that they count from where they leave something open. Out: the days, how they were
//! understood, and each guess that went into it; or why it is no time.

use super::{Sort, TimeExpression, read_times};
use crate::document::{Document, OwnDate};
use crate::lexicon::Lexicon;
use crate::when::{Precision, When, month_end};
use chrono::Datelike;

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

/// Why typed words are no time. Its text is shown below the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// Nothing in it tells a time.
    #[error("I can't read this as a date. Try 2022-07-15 or mid-July 2022")]
    NoTime,
    /// A day that its month does not have.
    #[error("“{words}” is no day: {month} has {days}")]
    NoDay {
        /// What was typed.
        words: String,
        /// "February 2024".
        month: String,
        /// How many days it has.
        days: u32,
    },
    /// A month beyond the twelfth.
    #[error("“{0}” is no month: a year has 12")]
    NoMonth(String),
    /// A length of time, or one that recurs.
    #[error("“{0}” says how long or how often, not when")]
    NoDate(String),
    /// Several times.
    #[error("“{0}” and “{1}” are two times. For all from one to the other, write “to” between them")]
    Several(String, String),
    /// A time, and words beside it.
    #[error("“{time}” is a time, but I don't know what “{rest}” says of it")]
    Rest {
        /// The words of the time.
        time: String,
        /// The words beside it.
        rest: String,
    },
}

/// More than this is no time.
const LENGTH_MAX: usize = 200;
/// Words around a time that change nothing about its days.
const IDLE: &[&str] = &["from", "on", "in", "at", "the", "of", "and", "it", "was", "some", "day", "time", "then"];
/// Words that say that a time is not exact.
const ABOUT: &[&str] = &["about", "approximately", "approx", "around", "ca", "circa", "perhaps", "roughly"];

/// Reads what a person typed for a time. `own_date` is that of the document that it is about.
pub fn read_typed(lexicon: &Lexicon, words: &str, own_date: Option<&OwnDate>) -> Result<Typed, Unread> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.len() > LENGTH_MAX {
        return Err(Unread::NoTime);
    }
    let fault = match read_framed(lexicon, &words, own_date) {
        Ok(typed) => return Ok(typed),
        Err(fault) => fault,
    };
    Err(no_day(&words, |words| read_framed(lexicon, words, own_date).ok()).unwrap_or(fault))
}

/// It lies behind, where nothing else is said; a bare number is a year only where the words before it say so.
fn read_framed(lexicon: &Lexicon, words: &str, own_date: Option<&OwnDate>) -> Result<Typed, Unread> {
    let frames = ["It happened ", "It happened in ", "It happened on "];
    let mut fault = Unread::NoTime;
    for frame in frames {
        match read(lexicon, frame, words, own_date) {
            Err(found) if fault == Unread::NoTime => fault = found,
            Err(_) => {}
            typed => return typed,
        }
    }
    Err(fault)
}

fn read(lexicon: &Lexicon, frame: &str, words: &str, own_date: Option<&OwnDate>) -> Result<Typed, Unread> {
    let text = format!("{frame}{words}");
    let mut document = Document::plain("", text.clone());
    document.own_date = own_date.cloned();
    let times = read_times(lexicon, &document);
    let typed = |from: usize, until: usize| text.get(from.max(frame.len())..until).unwrap_or_default().to_owned();
    let words_of = |time: &TimeExpression| typed(time.span.start, time.span.end);
    let time = match times.as_slice() {
        [] => return Err(Unread::NoTime),
        [time] => time,
        [one, other, ..] => return Err(Unread::Several(words_of(one), words_of(other))),
    };
    let Some(mut when) = time.when.filter(|_| matches!(time.sort, Sort::Date | Sort::Time)) else {
        return Err(Unread::NoDate(words_of(time)));
    };
    let around = [typed(frame.len(), time.span.start), typed(time.span.end, text.len())];
    for part in around {
        let rest = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in rest.map(str::to_lowercase) {
            if ABOUT.contains(&word.as_str()) {
                when.approximate = true;
            } else if !IDLE.contains(&word.as_str()) {
                return Err(Unread::Rest { time: words_of(time), rest: part.trim().to_owned() });
            }
        }
    }
    Ok(Typed { when, rule: time.chain.rule.clone(), guesses: guesses(time) })
}

/// Whether one of the numbers would be a day or a month if it were smaller, and says so.
fn no_day(words: &str, read: impl Fn(&str) -> Option<Typed>) -> Option<Unread> {
    let mut from = 0;
    for part in words.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let number = part.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let span = from..from + number.len();
        from += part.len();
        let Some(value) = number.parse::<u32>().ok().filter(|value| number.len() <= 2 && *value > 12) else { continue };
        let with = |number: &str| {
            let when = read(&format!("{}{number}{}", words.get(..span.start)?, words.get(span.end..)?))?.when;
            (when.precision == Precision::Day).then_some(when.earliest)
        };
        let (Some(one), Some(two)) = (with("01"), with("02")) else { continue };
        let days = month_end(one).day();
        if (one.day(), two.day()) == (1, 2) && value > days {
            let month = When::span(one, month_end(one), Precision::Month).label();
            return Some(Unread::NoDay { words: words.to_owned(), month, days });
        }
        if (one.month(), two.month()) == (1, 2) {
            return Some(Unread::NoMonth(number.to_owned()));
        }
    }
    None
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
        let read = typed.map_or_else(
            |fault| fault.to_string(),
            |typed| {
                let sign = if typed.guesses.is_empty() { "" } else { " ?" };
                format!("{}{sign}", typed.when)
            },
        );
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
    fn what_is_no_time_says_why() {
        let nothing = "I can't read this as a date. Try 2022-07-15 or mid-July 2022";
        check("", nothing);
        check("soon", nothing);
        check("the treaty", nothing);
        check("99999999999999999999", nothing);
        check(
            "15 July 2022 or so they said",
            "“15 July 2022” is a time, but I don't know what “or so they said” says of it",
        );
        let both =
            "“3 May 2020” and “4 May 2021” are two times. For all from one to the other, write “to” between them";
        check("3 May 2020 or 4 May 2021", both);
        check("for two weeks", "“two weeks” says how long or how often, not when");
        check("31 February 2022", "“31 February 2022” is no day: February 2022 has 28");
        check("31 Feb 2024", "“31 Feb 2024” is no day: February 2024 has 29");
        check("Feb 30, 2024", "“Feb 30, 2024” is no day: February 2024 has 29");
        check("2024-04-31", "“2024-04-31” is no day: April 2024 has 30");
        check("2024-13-05", "“13” is no month: a year has 12");
        check("45 July 2022", "“45 July 2022” is no day: July 2022 has 31");
    }
}
