//! Months that a machine spoiled: "Might 9" where a paraphraser took May for a verb, "Novernber 18" out of
//! a scan. They are read only beside a number, with what was wrong kept for the chain.
//!
//! In: tokens. Out: points with their damage. Knows no document.

use super::lex::{Kind, Number, Suffix};
use super::point::{Base, Point};
use super::read::Reader;
use super::words::{Tense, Word};

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
    /// What is read in spite of its letters, at a word or a number.
    pub(super) fn damaged(&self, at: usize) -> Option<(usize, Point)> {
        match self.kind(at) {
            Kind::Number(_) => self.damaged_behind_day(at),
            _ => self.damaged_month(at).or_else(|| self.damaged_year(at)),
        }
    }

    /// "3 Apri1 2023": a spoiled month between its day and its year.
    pub(super) fn damaged_behind_day(&self, at: usize) -> Option<(usize, Point)> {
        let Kind::Number(Number { value: day @ 1..=31, digits: 1..=2, suffix: Suffix::None | Suffix::Ordinal }) =
            self.kind(at)
        else {
            return None;
        };
        let next = at + 1 + usize::from(self.word(at + 1) == Some(Word::Of));
        if !matches!(self.kind(next), Kind::Other | Kind::Word(Word::Verb(Tense::Future))) || !self.is_capital(next) {
            return None;
        }
        let (month, damage) = spoiled_month(self.written(next))?;
        let (end, year) = match self.year(next + 1) {
            Some((end, year)) => (end, Some(year)),
            // "12 Might:", "20 Walk and": without a year the phrase must end there.
            None if !matches!(self.kind(next + 1), Kind::Other | Kind::Word(Word::Verb(_))) => (next + 1, None),
            None => return None,
        };
        let base = Base::Day { year, month, day: day as u8 };
        Some((end, Point { damage: Some(damage), ..Point::new(base) }))
    }

    /// "in l998": a letter where the 1 of a year stood.
    fn damaged_year(&self, at: usize) -> Option<(usize, Point)> {
        let [b'l' | b'I', rest @ ..] = self.written(at).as_bytes() else { return None };
        let introduced = matches!(
            self.word(at.wrapping_sub(1)),
            Some(
                Word::In
                    | Word::Since
                    | Word::By
                    | Word::During
                    | Word::Until
                    | Word::From
                    | Word::To
                    | Word::Month { .. }
            )
        );
        let fits =
            introduced && rest.len() == 3 && matches!(rest[0], b'7'..=b'9') && rest.iter().all(u8::is_ascii_digit);
        let year = fits.then(|| rest.iter().fold(1, |year, digit| year * 10 + i32::from(digit - b'0')))?;
        Some((
            at + 1,
            Point { damage: Some("its first letter is read as the digit 1"), ..Point::new(Base::Year(year)) },
        ))
    }

    /// A spoiled month with a day behind it, and the year where one follows.
    fn damaged_month(&self, at: usize) -> Option<(usize, Point)> {
        let Kind::Number(number) = self.kind(at + 1) else { return None };
        if !self.is_capital(at) || number.digits > 2 || !matches!(number.suffix, Suffix::None | Suffix::Ordinal) {
            return None;
        }
        let day = u8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        if self.is_measured(at + 2) || self.kind(at + 2) == Kind::Other && self.is_plural_noun(at + 2) {
            return None;
        }
        let (month, damage) = spoiled_month(self.written(at)).filter(|_| self.written(at) != "Walk")?;
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
    match word {
        "Might" => return Some((5, MONTHS[4].1)),
        "Walk" => return Some((3, "“Walk” is read as “March”")),
        _ => {}
    }
    if !(4..=11).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let (of, shape) = (shape, shape(word));
    let found = |(name, _): &(&str, &str)| {
        // Shorter names differ from too many words by one letter.
        of(name) == shape && name.len() >= 4 || name.len() >= 6 && is_one_off(&shape, name)
    };
    let at = MONTHS.iter().position(found)?;
    Some((at as u8 + 1, MONTHS[at].1))
}

/// A word as a scanner sees it: rn and m, vv and w, 1, i and l, 0 and o, 5 and s are one.
fn shape(word: &str) -> String {
    let word = word.to_ascii_lowercase().replace("rn", "m").replace("vv", "w");
    word.replace(['1', 'i'], "l").replace('0', "o").replace('5', "s")
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
        ("On Juiy 4, 2023 they met.", "Juiy 4, 2023", "4 July 2023"),
        ("On 3 Apri1 2023 they met.", "3 Apri1 2023", "3 April 2023"),
        ("It rained on 12–17 Might.", "12–17 Might", "12–17 May 2024"),
        ("It rained on 20 Walk, and on the next day.", "20 Walk", "20 March 2024"),
        ("In l998 they met.", "l998", "1998"),
        ("Over the primary half of 2023 they grew.", "the primary half of 2023", "first half of 2023"),
    ],
    counter_examples: &["Might 9 men lift it?", "He might go.", "The primary aim is peace."],
}];
