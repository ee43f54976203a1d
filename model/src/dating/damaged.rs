//! Months that a machine spoiled: "Might 9" where a paraphraser took May for a verb, "Novernber 18" out of
//! a scan. They are read only beside a number, with what was wrong kept for the chain.
//!
//! In: tokens. Out: points with their damage. Knows no document.

use super::lex::{Kind, Suffix};
use super::point::{Base, Point};
use super::read::Reader;

/// The names of the months, and what was wrong when one is read in spite of its letters.
const MONTHS: [(&str, &str); 12] = [
    ("january", "the word is read as “January”"),
    ("february", "the word is read as “February”"),
    ("march", "the word is read as “March”"),
    ("april", "the word is read as “April”"),
    ("may", "“Might” is read as “May”"),
    ("june", "the word is read as “June”"),
    ("july", "the word is read as “July”"),
    ("august", "the word is read as “August”"),
    ("september", "the word is read as “September”"),
    ("october", "the word is read as “October”"),
    ("november", "the word is read as “November”"),
    ("december", "the word is read as “December”"),
];

impl Reader<'_> {
    /// A spoiled month with a day behind it, and the year where one follows.
    pub(super) fn damaged(&self, at: usize) -> Option<(usize, Point)> {
        let Kind::Number(number) = self.kind(at + 1) else { return None };
        if !self.is_capital(at) || number.digits > 2 || !matches!(number.suffix, Suffix::None | Suffix::Ordinal) {
            return None;
        }
        let day = u8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        if self.is_measured(at + 2) || self.kind(at + 2) == Kind::Other && self.is_plural_noun(at + 2) {
            return None;
        }
        let (month, damage) = spoiled_month(self.written(at))?;
        let behind = at + 2 + usize::from(self.is_mark(at + 2, b','));
        let (end, year) = match self.year(behind) {
            Some((end, year)) => (end, Some(year)),
            None => (at + 2, None),
        };
        let point = Point { damage: Some(damage), ..Point::new(Base::Day { year, month, day }) };
        Some((end, point))
    }
}

/// The month that a word was before it was spoiled.
fn spoiled_month(word: &str) -> Option<(u8, &'static str)> {
    if word == "Might" {
        return Some((5, MONTHS[4].1));
    }
    if !(5..=11).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    // What scanners take for another: rn for m, vv for w, 1 and l for i, 0 for o.
    let word = word.to_ascii_lowercase().replace("rn", "m").replace("vv", "w").replace('1', "l").replace('0', "o");
    MONTHS
        .iter()
        .zip(1u8..)
        .filter(|((name, _), _)| name.len() >= 6)
        .find(|((name, _), _)| is_one_off(&word, name))
        .map(|((_, damage), month)| (month, *damage))
}

/// Whether two words of ASCII letters differ by one letter at most.
fn is_one_off(word: &str, name: &str) -> bool {
    let (word, name) = (word.as_bytes(), name.as_bytes());
    if word.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let same = word.iter().zip(name).take_while(|(a, b)| a == b).count();
    let (rest_of_word, rest_of_name) = (&word[same..], &name[same..]);
    let skip = |rest: &[u8]| rest.len().min(1);
    rest_of_word[skip(rest_of_word)..] == rest_of_name[skip(rest_of_name)..]
        || rest_of_word == &rest_of_name[skip(rest_of_name)..]
        || &rest_of_word[skip(rest_of_word)..] == rest_of_name
}

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[super::rules::Rule {
    name: "spoiled month",
    pattern: "Might DAY | a month with a wrong letter DAY [, YEAR]; the primary half of STRETCH",
    builds: "the day that was meant, less surely",
    examples: &[
        ("On Might 9 they marched.", "Might 9", "9 May 2024"),
        ("On Novernber 18, 2023 they met.", "Novernber 18, 2023", "18 November 2023"),
        ("Over the primary half of 2023 they grew.", "the primary half of 2023", "first half of 2023"),
    ],
    counter_examples: &["Might 9 men lift it?", "He might go.", "The primary aim is peace."],
}];
