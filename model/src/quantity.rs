//! A sentence to its numbers with unit and object.
//!
//! In: a text, a span of it, the spans of dates. Out: each quantity with the bytes that tell it.
//! Knows nothing of who has them or when.

mod noun;
mod number;
mod token;
mod words;

pub use words::Words;

use crate::lexicon::Lexicon;
use crate::text::Span;
use number::Number;
use serde::{Deserialize, Serialize};
use token::{Sort, Token};

/// A number with its unit: "around 11,000 troops".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// In full: 24M is 24000000.
    pub value: f64,
    /// The word of the text ("troops"), a currency's ISO 4217 code, or "%".
    pub unit: String,
    /// Whether the text says "around", "nearly".
    pub approximate: bool,
    /// The words as written: "around 11,000 North Korean troops".
    pub words: String,
}

/// A number, up to which token it reaches, and what is known of its unit.
#[derive(Clone)]
struct Reading {
    value: f64,
    /// Whether a "million" or "k" belongs to it, which a number before it may share: "5 to 6 million".
    scaled: bool,
    /// Whether it looks like a year.
    like_year: bool,
    unit: Option<Unit>,
    first: usize,
    end: usize,
}

/// What is counted, and what the number is multiplied by.
#[derive(Clone)]
struct Unit {
    name: String,
    factor: f64,
}

/// Every quantity told in a span of the text with where it stands; `times` are spans of dates, in the
/// order of the text, which are no quantities.
///
/// A range ("80% to 90%") gives two. A number without a unit, an ordinal, an age, a stretch of time, the number in a name are none.
pub fn read_quantities(lexicon: &Lexicon, text: &str, span: Span, times: &[Span]) -> Vec<(Span, Quantity)> {
    let words = &lexicon.quantities;
    let tokens = token::tokens(text, span);
    let is_time = |token: &Token| {
        let next = times.partition_point(|time| time.end <= token.span.start);
        times.get(next).is_some_and(|time| time.start < token.span.end)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_time(&tokens[at]) {
            at += 1;
            continue;
        }
        let Some(mut reading) = read(lexicon, &tokens, at) else {
            at += 1;
            continue;
        };
        at = reading.end;
        let mut both = vec![reading.clone()];
        if let Some(second) = range_end(lexicon, &tokens, &reading).filter(|second| !is_time(&tokens[second.first])) {
            at = second.end;
            if second.scaled && !reading.scaled && reading.value < 1000.0 {
                let scale = scale_of(second.value);
                reading.value *= scale;
            }
            if reading.unit.is_none() {
                reading.unit = second.unit.clone();
            }
            let second = Reading { unit: second.unit.clone().or_else(|| reading.unit.clone()), ..second };
            both = vec![reading, second];
        }
        let lead = lead(words, &tokens, both[0].first);
        for (index, reading) in both.into_iter().enumerate() {
            let Some(unit) = reading.unit else { continue };
            let first = if index == 0 { lead.first } else { reading.first };
            let bytes = tokens[first].span.start..tokens[reading.end - 1].span.end;
            let quantity = Quantity {
                value: exact(reading.value * unit.factor),
                unit: unit.name,
                approximate: lead.approximate,
                words: text[bytes.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
            };
            found.push((bytes, quantity));
        }
    }
    found
}

/// A number at a token with its unit, if it is one that can be counted with.
fn read(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<Reading> {
    let words = &lexicon.quantities;
    let (symbol, number_at) = match words.symbol(tokens, at) {
        Some((code, end)) => (Some(code), end),
        None => (None, at),
    };
    let number = number::read(words, tokens, number_at)?;
    if symbol.is_none() && is_name(words, tokens, at) {
        return None;
    }
    let Number { value, scaled, like_year, end, .. } = number;
    let mut reading = Reading { value, scaled, like_year, unit: None, first: at, end };
    if let Some(code) = symbol {
        reading.unit = Some(Unit { name: code.to_owned(), factor: 1.0 });
        return Some(reading);
    }
    let hyphen = number.unit_at == number.end && tokens.get(number.end).is_some_and(|token| token.is("-"));
    let percent = hyphen && tokens.get(number.end + 1).is_some_and(|token| token.is("percent"));
    let unit = match words.measure(tokens, number.unit_at + usize::from(percent)) {
        Some((unit, end)) => Some((unit, end)),
        None if number.unit_at < number.end => return None,
        None => noun::read(lexicon, tokens, &number),
    };
    if let Some((unit, end)) = unit {
        reading.unit = Some(unit);
        reading.end = end;
    }
    Some(reading)
}

/// The second number of "80% to 90%", "10,000-12,000 troops", "between 5 and 6 million".
fn range_end(lexicon: &Lexicon, tokens: &[Token], first: &Reading) -> Option<Reading> {
    let joint = tokens.get(first.end)?;
    let between = || first.first > 0 && tokens[first.first - 1].is("between");
    let joins = joint.is("to") || joint.is("-") || joint.is("–") || joint.is("or") || (joint.is("and") && between());
    if first.like_year && first.unit.is_none() {
        return None;
    }
    let from_to_with_other_units = |second: &Reading| match (&first.unit, &second.unit) {
        (Some(one), Some(other)) => one.name != other.name,
        _ => false,
    };
    let second = read(lexicon, tokens, first.end + 1).filter(|_| joins)?;
    // "50-50" tells no range.
    (second.value != first.value
        && !from_to_with_other_units(&second)
        && (first.unit.is_some() || second.unit.is_some()))
    .then_some(second)
}

/// Without what multiplying adds: 130.2 million is 130200000.
fn exact(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded.is_finite() { rounded } else { value }
}

/// The thousand, million or billion that a number is told in.
fn scale_of(value: f64) -> f64 {
    [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}

/// Whether what stands before a number makes it part of a name: "Article 51", "No. 10".
fn is_name(words: &Words, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return false };
    match before.sort {
        Sort::Word => words.makes_name(before.text),
        Sort::Symbol if before.is(".") => {
            at >= 2 && words.makes_name(tokens[at - 2].text) && before.span.start == tokens[at - 2].span.end
        }
        Sort::Symbol => matches!(before.text, "#" | "§" | "№" | "/") && before.span.end == tokens[at].span.start,
        Sort::Digits => false,
    }
}

/// Where the words begin that bound a number or say it is not exact, and whether they say so.
struct Lead {
    first: usize,
    approximate: bool,
}

fn lead(words: &Words, tokens: &[Token], at: usize) -> Lead {
    let mut lead = Lead { first: at, approximate: false };
    while let Some((begin, approximate)) = words.lead_before(tokens, lead.first) {
        lead.first = begin;
        lead.approximate |= approximate;
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// `expect` is every quantity as `value unit`, parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let found = read_quantities(&LEXICON, text, 0..text.len(), &[]);
        let shown: Vec<String> = found.iter().map(|(_, q)| format!("{} {}", q.value, q.unit)).collect();
        assert_eq!(shown.join("; "), expect, "in: {text}");
    }

    #[test]
    fn counts() {
        check("It sent 9,500 East German soldiers.", "9500 soldiers");
        check("five hundred Ugandan rebels gave up", "500 rebels");
        check("900 tanks, 1,100 light trucks, and 75,000 shells", "900 tanks; 1100 light trucks; 75000 shells");
        check("two dozen U.S. aircraft and four F-16s", "24 aircraft; 4 F-16s");
        check("twenty-one military and civilian personnel", "21 personnel");
        check("killing at least 70 people", "70 people");
        check("half a million refugees; a hundred ships", "500000 refugees; 100 ships");
        check("one hundred and fifty prisoners", "150 prisoners");
        check("12 dead, 30 wounded; five soldiers dead", "12 dead; 30 wounded; 5 soldiers");
        check("400 South Koreans", "400 South Koreans");
        check("three or four Cubans and 19 Charles", "3 Cubans; 4 Cubans");
    }

    #[test]
    fn money() {
        check("some $130.2 million", "130200000 USD");
        check("worth $35M, then US$1.5bn", "35000000 USD; 1500000000 USD");
        check("an award of €120 million", "120000000 EUR");
        check("400 million dollars (about 370 million euros)", "400000000 USD; 370000000 EUR");
        check("paid $1,500/month, or 10 billion yuan", "1500 USD; 10000000000 CNY");
        check("a $5-billion loan", "5000000000 USD");
        check("$3 to $4 billion", "3000000000 USD; 4000000000 USD");
    }

    #[test]
    fn shares_and_measures() {
        check("fell by 26.3% and then 60 percent", "26.3 %; 60 %");
        check("a 15-percent duty", "15 %");
        check("between 70 and 80 per cent", "70 %; 80 %");
        check("70% to 85%", "70 %; 85 %");
        check("used 7.5 BCM of gas", "7500000000 cubic meters");
        check("up to 300 million cubic meters (MCM)", "300000000 cubic meters");
        check("two million barrels of oil", "2000000 barrels");
        check("some 45,000 tonnes of wheat", "45000 tonnes");
        check("a 30km wall", "30 kilometers");
        check("10,000 to 12,000 troops", "10000 troops; 12000 troops");
    }

    #[test]
    fn no_quantities() {
        check("In 2022 exports fell; the 2018 sanctions held.", "");
        check("Article 51 and Resolution 1718 of 14 October", "");
        check("the Su-35, a T-72, the G7, the 41st brigade", "");
        check("for two days, after 24 years, the three nations", "");
        check("at 10:30 on 17.11.2024, aged 45, 1/3", "");
        check("one of the two sides", "");
        check("a 23-year-old man", "");
        check("up from 12% in 2021 to 40% in 2023", "12 %; 40 %");
    }

    #[test]
    fn words_and_bounds() {
        let text = "It has at least around 8,000 Cuban advisers there.";
        let found = read_quantities(&LEXICON, text, 0..text.len(), &[]);
        assert_eq!(found[0].1.words, "at least around 8,000 Cuban advisers");
        assert!(found[0].1.approximate);
    }

    #[test]
    fn dates_are_left_out() {
        let (text, date) = ("On May 9 100 guests", 3..8);
        assert_eq!(read_quantities(&LEXICON, text, 0..text.len(), std::slice::from_ref(&date)).len(), 1);
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            "$",
            "€€5",
            "99999999999999999999999999999999999 men",
            "5‑",
            "12\u{301}%",
            "½ 3/",
            "a an half a",
            "٣٤ men",
        ] {
            read_quantities(&LEXICON, text, 0..text.len(), &[]);
        }
    }
}
