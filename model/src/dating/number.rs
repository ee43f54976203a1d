//! Numbers in words and digits, and whether a number counts something or names it.
//!
//! In: tokens. Out: values, and the token after them. Knows no times.

use super::lex::{Kind, Number, Suffix};
use super::read::Reader;
use super::words::Word;

impl Reader<'_> {
    /// Whether a count of something is told by the words at a token: "percent", "troops" or "km" after a number.
    pub(super) fn is_measured(&self, at: usize) -> bool {
        if self.kind(at) == Kind::Mark(b'%') {
            return true;
        }
        let at = self.past_dash(at);
        self.kind(at) == Kind::Other && MEASURES.contains(&self.written(at).to_ascii_lowercase().as_str())
    }

    /// A plain plural, as far as letters tell.
    pub(super) fn is_plural_noun(&self, at: usize) -> bool {
        let word = self.written(at);
        word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
            || matches!(word, "people" | "men" | "women" | "children")
    }

    /// Whether "No.", "page" or "Resolution" before a number makes it a name.
    pub(super) fn is_number_name(&self, at: usize) -> bool {
        let mut before = at;
        while before > 0 && at - before < 2 {
            before -= 1;
            match self.kind(before) {
                Kind::Mark(b'.' | b'#') => {}
                Kind::Word(Word::No) => return true,
                Kind::Other => {
                    return NUMBERED.contains(&self.written(before).to_ascii_lowercase().as_str());
                }
                _ => return false,
            }
        }
        false
    }

    /// A number below a hundred in words or digits, no year: "twenty-two", "22".
    pub(super) fn small_cardinal(&self, at: usize) -> Option<(usize, u8)> {
        match self.kind(at) {
            Kind::Word(Word::Cardinal(tens @ 20..=90)) => {
                let next = self.past_dash(at + 1);
                match self.word(next) {
                    Some(Word::Cardinal(ones @ 1..=9)) => Some((next + 1, tens + ones)),
                    _ => Some((at + 1, tens)),
                }
            }
            Kind::Word(Word::Cardinal(value)) => Some((at + 1, value)),
            Kind::Number(Number { value: value @ 0..=99, suffix: Suffix::None, .. }) => Some((at + 1, value as u8)),
            _ => None,
        }
    }

    /// A whole number in words or digits: "three", "two hundred and ten", "180".
    pub(super) fn cardinal(&self, at: usize) -> Option<(usize, u32)> {
        if let Kind::Number(Number { value, suffix: Suffix::None, digits: 1..=6 }) = self.kind(at) {
            return Some((at + 1, value));
        }
        if let Some(Word::Hundred | Word::Thousand) = self.word(at) {
            return None;
        }
        let (mut end, first) = self.small_cardinal(at)?;
        let mut value = u32::from(first);
        for (word, times) in [(Word::Hundred, 100), (Word::Thousand, 1000)] {
            if self.word(end) == Some(word) {
                end += 1;
                value *= times;
                let next = end + usize::from(self.word(end) == Some(Word::And));
                if let Some((after, rest)) = self.small_cardinal(next) {
                    end = after;
                    value += u32::from(rest);
                }
            }
        }
        Some((end, value))
    }

    /// "18th", "eighteenth", "twenty-first"
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, u32)> {
        match self.kind(at) {
            Kind::Number(Number { value, digits: 1..=2, suffix: Suffix::Ordinal }) => Some((at + 1, value)),
            Kind::Word(Word::Ordinal(value)) => Some((at + 1, u32::from(value))),
            Kind::Word(Word::Cardinal(tens @ 20..=90)) => {
                let next = self.past_dash(at + 1);
                match self.word(next) {
                    Some(Word::Ordinal(ones @ 1..=9)) => Some((next + 1, u32::from(tens + ones))),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Words after a number that make it a count.
const MEASURES: &[&str] = &[
    "percent",
    "per",
    "pct",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "mile",
    "meters",
    "metres",
    "feet",
    "foot",
    "ft",
    "inches",
    "inch",
    "tons",
    "tonnes",
    "pounds",
    "kg",
    "kilograms",
    "dollars",
    "euros",
    "yuan",
    "marks",
    "francs",
    "people",
    "men",
    "women",
    "troops",
    "soldiers",
    "casualties",
    "prisoners",
    "tanks",
    "aircraft",
    "ships",
    "points",
    "cents",
    "pence",
    "shares",
    "barrels",
    "million",
    "billion",
    "trillion",
    "mph",
    "mm",
    "cm",
    "m",
    "degrees",
    "votes",
    "others",
    "passengers",
    "civilians",
    "workers",
    "employees",
    "jobs",
    "homes",
    "seats",
    "dead",
    "wounded",
    "injured",
];

/// Words before a number that make it a name.
const NUMBERED: &[&str] = &[
    "no",
    "nos",
    "number",
    "page",
    "pages",
    "flight",
    "room",
    "resolution",
    "resolutions",
    "article",
    "section",
    "chapter",
    "proclamation",
    "route",
    "highway",
    "channel",
    "model",
    "version",
    "windows",
    "phase",
    "apt",
    "suite",
    "unit",
    "pp",
    "figure",
    "table",
];
