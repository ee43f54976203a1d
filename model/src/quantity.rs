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
use std::cell::LazyCell;
use std::ops::Range;
use token::{Sort, Token};

/// A number with its unit: "around 11,000 troops".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// In full: 24M is 24000000. Of a bound the bound itself; of "hundreds" the least that it means.
    pub value: f64,
    /// The word of the text ("troops"), a currency's ISO 4217 code, or "%".
    pub unit: String,
    /// What is counted or paid for, in the words of the text: "North Korean troops", "arms"; empty where it is not told.
    #[serde(default)]
    pub object: String,
    /// It is this or more, where a bound or a range is told.
    #[serde(default)]
    pub at_least: Option<f64>,
    /// It is this or less, where a bound or a range is told.
    #[serde(default)]
    pub at_most: Option<f64>,
    /// Whether the text says "around" or "nearly".
    pub approximate: bool,
    /// Whether it names only a magnitude: "hundreds", "several thousand".
    #[serde(default)]
    pub magnitude: bool,
    /// How it is known.
    #[serde(default)]
    pub told: Told,
    /// The words as written: "around 11,000 North Korean troops".
    pub words: String,
}

/// How a number is known, as far as its sentence says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// The text gives it as it is.
    #[default]
    Reported,
    /// Somebody estimates, reckons or projects it.
    Estimated,
    /// Somebody claims or alleges it.
    Claimed,
}

impl Quantity {
    /// Whether it is a sum of money: its unit is an ISO 4217 code.
    pub fn is_money(&self) -> bool {
        self.unit.len() == 3 && self.unit.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// The unit without its plural and what stands before its last word, to compare units by: "ballistic missiles"
    /// and "missile" are of one stem.
    pub fn unit_stem(&self) -> String {
        if self.is_money() {
            return self.unit.clone();
        }
        stem(&self.unit)
    }

    /// The least and the most that it may be. What is told as approximate may be a tenth less or more.
    pub fn bounds(&self) -> (f64, f64) {
        let slack = if self.approximate { self.value.abs() / 10.0 } else { 0.0 };
        match (self.at_least, self.at_most) {
            (None, None) => (self.value - slack, self.value + slack),
            (least, most) => {
                (least.map_or(0.0, |least| least - slack), most.map_or(f64::INFINITY, |most| most + slack))
            }
        }
    }

    /// Whether both can be true of one thing.
    pub fn agrees(&self, other: &Quantity) -> bool {
        let ((least, most), (others_least, others_most)) = (self.bounds(), other.bounds());
        least <= others_most && others_least <= most
    }
}

/// The last word of a unit in the singular, in the one spelling that stands for all.
fn stem(unit: &str) -> String {
    let last = unit.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let stem = match (last.strip_suffix("ies"), last.strip_suffix("es"), last.strip_suffix('s')) {
        (Some(stem), ..) if stem.len() > 2 => format!("{stem}y"),
        (_, Some(stem), _) if stem.ends_with(['s', 'x', 'z']) || stem.ends_with("ch") || stem.ends_with("sh") => {
            stem.to_owned()
        }
        (.., Some(stem)) if stem.len() > 2 => stem.to_owned(),
        _ => last,
    };
    match stem.as_str() {
        "km" | "kms" => "kilometer".to_owned(),
        "kg" | "kgs" | "kilo" => "kilogram".to_owned(),
        "mw" => "megawatt".to_owned(),
        "gw" => "gigawatt".to_owned(),
        // British spelling.
        _ => stem.strip_suffix("tre").map_or(stem.clone(), |stem| format!("{stem}ter")),
    }
}

/// What words beside a number say of how exact it is.
#[derive(Clone, Copy, Default)]
struct Exactness {
    approximate: bool,
    at_least: bool,
    at_most: bool,
}

impl Exactness {
    /// From the signs of the word list: "~", ">=", "<=", "~>=", "=".
    fn of_signs(signs: &str) -> Exactness {
        Exactness { approximate: signs.contains('~'), at_least: signs.contains(">="), at_most: signs.contains("<=") }
    }

    fn and(self, other: Exactness) -> Exactness {
        Exactness {
            approximate: self.approximate || other.approximate,
            at_least: self.at_least || other.at_least,
            at_most: self.at_most || other.at_most,
        }
    }
}

/// A number, up to which token it reaches, and what is known of its unit.
#[derive(Clone)]
struct Reading {
    value: f64,
    /// Whether a "million" or "k" belongs to it, which a number before it may share: "5 to 6 million".
    scaled: bool,
    /// Whether it looks like a year.
    like_year: bool,
    /// What the words after the number say.
    exactness: Exactness,
    magnitude: bool,
    unit: Option<Unit>,
    first: usize,
    end: usize,
}

/// What is counted, what the number is multiplied by, and the words that say more of what it is.
#[derive(Clone)]
struct Unit {
    name: String,
    factor: f64,
    object: String,
}

impl Unit {
    fn named(name: impl Into<String>) -> Unit {
        Unit { name: name.into(), factor: 1.0, object: String::new() }
    }
}

/// Every quantity told in a span of the text with where it stands; `times` are spans of dates, in the
/// order of the text, which are no quantities.
///
/// A range ("80% to 90%") gives two, each with both bounds. A number without a unit, an ordinal, an age, a stretch of
/// time, a distance to a place, the number in a name are none.
pub fn read_quantities(lexicon: &Lexicon, text: &str, span: Span, times: &[Span]) -> Vec<(Span, Quantity)> {
    let words = &lexicon.quantities;
    let tokens = token::tokens(text, span);
    let is_time = |token: &Token| {
        let next = times.partition_point(|time| time.end <= token.span.start);
        times.get(next).is_some_and(|time| time.start < token.span.end)
    };
    let signs = LazyCell::new(|| signs_of_telling(words, &tokens));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !words.may_begin(&tokens[at]) || is_time(&tokens[at]) {
            at += 1;
            continue;
        }
        if let Some((end, votes)) = division(words, text, &tokens, at) {
            found.extend(votes);
            at = end;
            continue;
        }
        let Some(mut reading) = read(lexicon, &tokens, at) else {
            at += 1;
            continue;
        };
        at = reading.end;
        let mut both = vec![reading.clone()];
        let mut range = None;
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
            // "rose from 12% to 40%" tells a change and no range.
            let changes = reading.first > 0 && tokens[reading.first - 1].is("from");
            range = (!changes && reading.value < second.value).then_some((reading.value, second.value));
            both = vec![reading, second];
        }
        let lead = lead(words, &tokens, both[0].first);
        if let [number] = both.as_mut_slice()
            && number.unit.is_none()
        {
            number.unit = understood(words, &tokens, lead.first, number, &found);
        }
        for (index, reading) in both.into_iter().enumerate() {
            let Some(unit) = reading.unit else { continue };
            let first = if index == 0 { lead.first } else { reading.first };
            let bytes = tokens[first].span.start..tokens[reading.end - 1].span.end;
            let exactness = lead.exactness.and(reading.exactness);
            let in_full = |value: f64| exact(value * unit.factor);
            let value = in_full(reading.value);
            let quantity = Quantity {
                value,
                at_least: range.map(|(least, _)| in_full(least)).or(exactness.at_least.then_some(value)),
                at_most: range.map(|(_, most)| in_full(most)).or(exactness.at_most.then_some(value)),
                approximate: exactness.approximate,
                magnitude: reading.magnitude,
                told: told(&signs, first..reading.end),
                words: text[bytes.clone()].split_whitespace().collect::<Vec<_>>().join(" "),
                unit: unit.name,
                object: unit.object,
            };
            found.push((bytes, quantity));
        }
    }
    found
}

/// How a vote went: "voted 84-31", "by a vote of 9 to 6", "by ten votes to one".
fn division(words: &Words, text: &str, tokens: &[Token], at: usize) -> Option<(usize, Vec<(Span, Quantity)>)> {
    let is = |at: usize, all: &[&str]| tokens.get(at).is_some_and(|token| all.iter().any(|word| token.is(word)));
    let whole = |at: usize| match tokens.get(at)? {
        one if one.is("one") => Some((1.0, at + 1)),
        _ => number::read(words, tokens, at).filter(|n| n.unit_at == n.end && !n.magnitude).map(|n| (n.value, n.end)),
    };
    let (ayes, end) = whole(at)?;
    let counted = usize::from(is(end, &["votes"]));
    let joint = end + counted;
    if !is(joint, &["-", "–", "to"]) {
        return None;
    }
    let (noes, last) = whole(joint + 1)?;
    let told = (at.saturating_sub(3)..at)
        .any(|i| is(i, &["voted", "vote", "votes", "divided", "passed", "approved", "ruled"]));
    let plain = !is(last, &["%", "percent", "per", "-"]);
    if !plain
        || !(told && counted == 0 && !is(joint, &["to"]) || counted == 1 || is(at.wrapping_sub(1), &["of"]) && told)
    {
        return None;
    }
    let quantity = |value: f64, tokens: &[Token]| {
        let bytes = tokens[0].span.start..tokens[tokens.len() - 1].span.end;
        let said =
            Quantity { value, unit: "votes".to_owned(), words: text[bytes.clone()].to_owned(), ..Quantity::default() };
        (bytes, said)
    };
    Some((last, vec![quantity(ayes, &tokens[at..joint]), quantity(noes, &tokens[joint + 1..last])]))
}

/// A number at a token with its unit, if it is one that can be counted with.
fn read(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<Reading> {
    let words = &lexicon.quantities;
    let (symbol, number_at) = match words.symbol(tokens, at) {
        Some((code, end)) => (Some(code), end),
        None => (None, at),
    };
    let mut number = number::read(words, tokens, number_at)?;
    if symbol.is_none() && is_name(words, tokens, at) {
        return None;
    }
    let mut exactness = Exactness { at_least: number.magnitude, ..Exactness::default() };
    let hyphen = number.unit_at == number.end && tokens.get(number.end).is_some_and(|token| token.is("-"));
    if number.unit_at == number.end
        && let Some((end, said)) = words.trail_at(tokens, number.end + usize::from(hyphen))
    {
        exactness = exactness.and(said);
        (number.end, number.unit_at) = (end, end);
    }
    let Number { value, scaled, like_year, magnitude, end, .. } = number;
    let mut reading = Reading { value, scaled, like_year, exactness, magnitude, unit: None, first: at, end };
    let symbol_unit = symbol.map(|code| (Unit::named(code), end));
    let hyphened = usize::from(hyphen && number.end == end && tokens.get(end).is_some_and(|token| token.is("-")));
    let unit = symbol_unit.or_else(|| match words.measure(tokens, number.unit_at + hyphened) {
        Some((unit, end)) => (!is_distance(words, tokens, at, &unit, end)).then_some((unit, end)),
        None if number.unit_at < number.end => None,
        None => money_by_size(words, tokens, &number)
            .or_else(|| strong(lexicon, tokens, number.end))
            .or_else(|| told_apart(lexicon, tokens, &number))
            .or_else(|| part(lexicon, tokens, &number))
            .or_else(|| noun::read(lexicon, tokens, &number)),
    });
    match unit {
        Some((unit, end)) => {
            reading.end = end;
            // "5,000 troops or more"
            if let Some((end, said)) = words.trail_at(tokens, end) {
                reading.exactness = reading.exactness.and(said);
                reading.end = end;
            }
            let paid = unit.object.is_empty().then(|| noun::object(words, tokens, at, reading.end)).flatten();
            reading.unit = Some(Unit { object: paid.unwrap_or(unit.object), ..unit });
        }
        None if number.unit_at < number.end => return None,
        None => {}
    }
    Some(reading)
}

/// "200 billion won", where the same word after a small number is a verb: "3 seats won".
fn money_by_size(words: &Words, tokens: &[Token], number: &Number) -> Option<(Unit, usize)> {
    let code = words.scaled_measure(tokens.get(number.end)?)?;
    (number.value >= 1000.0).then(|| (Unit::named(code), number.end + 1))
}

/// "a 5,000-strong force", "a crowd 200,000 strong": people.
fn strong(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(Unit, usize)> {
    let hyphen = usize::from(tokens.get(at)?.is("-"));
    tokens.get(at + hyphen).filter(|token| token.is("strong"))?;
    let end = at + hyphen + 1;
    let object = noun::phrase(&lexicon.quantities, tokens, end).filter(|_| hyphen > 0).unwrap_or_default();
    Some((Unit { object, ..Unit::named("people") }, end))
}

/// A number that counts nothing that follows it, but what its sentence told before: "the death toll rose to 41",
/// "the number of shells could be as high as 4.8 million", "put at around 11,000 the troops".
fn told_apart(lexicon: &Lexicon, tokens: &[Token], number: &Number) -> Option<(Unit, usize)> {
    let is = |at: usize, all: &[&str]| tokens.get(at).is_some_and(|token| all.iter().any(|word| token.is(word)));
    if number.like_year {
        return None;
    }
    let lead = lead(&lexicon.quantities, tokens, number.first);
    if is(number.end, &["the", "its", "their"]) && lead.first > 0 && is(lead.first - 1, &["at"]) {
        let counted = Number { first: number.end, end: number.end + 1, ..number.clone() };
        return noun::read(lexicon, tokens, &counted).map(|(unit, _)| (unit, number.end));
    }
    let ends = tokens.get(number.end).is_none_or(|token| token.sort == Sort::Symbol && !token.is("-"))
        || is(number.end, &["on", "by", "in", "and", "as", "after"]);
    let begin = number.first.saturating_sub(14);
    let stop = tokens[begin..number.first].iter().rposition(|token| token.is(";")).map_or(begin, |at| begin + at + 1);
    let name = (stop..number.first).rev().find(|&at| is(at, &["toll", "number", "numbers"])).filter(|_| ends)?;
    if is(name, &["toll"]) {
        return Some((Unit::named("dead"), number.end));
    }
    let article = usize::from(is(name + 2, &["the", "its", "their"]));
    let counted = Number { first: name + 1, end: name + 2 + article, ..number.clone() };
    let (unit, end) = noun::read(lexicon, tokens, &counted).filter(|_| is(name + 1, &["of"]))?;
    (end <= number.first).then_some((unit, number.end))
}

/// "two of the five ships", "30 of 80 seats", "three out of Chile's six jets", "90 of her crew": what the part is of.
fn part(lexicon: &Lexicon, tokens: &[Token], number: &Number) -> Option<(Unit, usize)> {
    const OWNERS: &[&str] = &["the", "these", "those", "its", "his", "her", "their", "our"];
    let words = &lexicon.quantities;
    let is = |at: usize, all: &[&str]| tokens.get(at).is_some_and(|token| all.iter().any(|word| token.is(word)));
    let mut at = number.end + usize::from(is(number.end, &["out"]));
    if !is(at, &["of"]) || number.like_year || number.magnitude {
        return None;
    }
    at += 1;
    let begin = at;
    at += usize::from(is(at, OWNERS));
    // "the country's", "Chile's"
    at += usize::from(tokens.get(at).is_some_and(|token| token.text.ends_with("'s") || token.text.ends_with("’s")));
    let owned = at > begin;
    match number::read(words, tokens, at) {
        Some(whole) if whole.value > number.value => noun::read(lexicon, tokens, &whole),
        Some(_) => None,
        None if owned => noun::read(lexicon, tokens, &Number { end: at, unit_at: at, ..number.clone() }),
        None => None,
    }
}

/// What a number counts that leaves it out: the people of "wounded 40", or what was counted before in "the 900 who stayed",
/// "killed 12 sailors and wounded 40".
fn understood(
    words: &Words,
    tokens: &[Token],
    first: usize,
    number: &Reading,
    before: &[(Span, Quantity)],
) -> Option<Unit> {
    let is = |at: usize, all: &[&str]| tokens.get(at).is_some_and(|token| all.iter().any(|word| token.is(word)));
    if number.like_year || number.unit.is_some() {
        return None;
    }
    let counted = || {
        let counts = |quantity: &&Quantity| !quantity.is_money() && quantity.unit != "%";
        let last = before.iter().rev().map(|(_, quantity)| quantity).find(counts)?;
        Some(Unit { object: last.object.clone(), ..Unit::named(last.unit.clone()) })
    };
    let harmed = first > 0 && words.harms(tokens[first - 1].text);
    let ends = tokens.get(number.end).is_none_or(|token| token.sort == Sort::Symbol)
        || is(number.end, &["and", "in", "on", "at", "near", "by", "as", "when", "while", "after", "during", "since"]);
    // "… have been killed": who is told of first.
    let suffers = || {
        let be = (number.end..number.end + 4).find(|&at| is(at, &["was", "were", "been", "are"]));
        let only = |at: usize| is(at, &["have", "had", "has", "also", "was", "were", "been", "are", "others"]);
        be.is_some_and(|be| (number.end..be).all(only) && tokens.get(be + 1).is_some_and(|t| words.harms(t.text)))
    };
    if harmed && ends || suffers() {
        return Some(counted().unwrap_or_else(|| Unit::named("people")));
    }
    let the = first > 0
        && is(first - 1, &["the"])
        && is(number.end, &["that", "who", "which", "announced", "promised", "already", "sent", "planned"]);
    if the { counted() } else { None }
}

/// Whether a length tells how far away or how high a place is: "130 miles east of", "some 6,000 km away",
/// "within 30 miles of the border", "40 km to the north", "at 9,000 feet".
fn is_distance(words: &Words, tokens: &[Token], first: usize, unit: &Unit, end: usize) -> bool {
    const LENGTHS: &[&str] = &["kilometer", "mile", "meter", "feet", "foot", "yard"];
    let is = |at: usize, all: &[&str]| tokens.get(at).is_some_and(|token| all.iter().any(|word| token.is(word)));
    let to_the = if is(end, &["to"]) && is(end + 1, &["the"]) { 2 } else { 0 };
    let away = || tokens.get(end + to_the).is_some_and(|token| words.tells_place(token.text));
    let before = lead(words, tokens, first).first;
    let within = || before > 0 && is(before - 1, &["within"]) && is(end, &["of"]);
    let high = || before > 0 && is(before - 1, &["at", "altitude", "elevation"]) || is(end, &["above"]);
    let length = !unit.name.contains(' ') || unit.name.starts_with("nautical");
    length && LENGTHS.contains(&stem(&unit.name).as_str()) && (away() || within() || high())
}

/// The words of a sentence that say how its numbers are known, and, as none, the marks that part it.
fn signs_of_telling(words: &Words, tokens: &[Token]) -> Vec<(usize, Option<Told>)> {
    let sign = |(at, token): (usize, &Token)| match words.told_at(tokens, at) {
        None if !token.is(";") => None,
        told => Some((at, told)),
    };
    tokens.iter().enumerate().filter_map(sign).collect()
}

/// How a number is known: what the nearest word of its part of the sentence says.
fn told(signs: &[(usize, Option<Told>)], number: Range<usize>) -> Told {
    let (before, after) = signs.split_at(signs.partition_point(|(at, _)| *at < number.start));
    let before = before.last().and_then(|(at, told)| Some((number.start - at, (*told)?)));
    let after = after.iter().find(|(at, told)| told.is_some() || *at >= number.end);
    let after = after.and_then(|(at, told)| Some((at.saturating_sub(number.end), (*told)?)));
    let nearest = [before, after].into_iter().flatten().min_by_key(|(distance, _)| *distance);
    nearest.map_or(Told::Reported, |(_, told)| told)
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

/// Where the words begin that say how exact a number is, and what they say.
struct Lead {
    first: usize,
    exactness: Exactness,
}

fn lead(words: &Words, tokens: &[Token], at: usize) -> Lead {
    let mut lead = Lead { first: at, exactness: Exactness::default() };
    while let Some((begin, exactness)) = words.lead_before(tokens, lead.first) {
        lead.first = begin;
        lead.exactness = lead.exactness.and(exactness);
    }
    lead
}

#[cfg(test)]
mod tests;
