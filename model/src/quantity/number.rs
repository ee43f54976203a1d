//! Figures and number words to a value.

use super::token::{Sort, Token};
use super::words::Words;

/// A number.
#[derive(Clone)]
pub(super) struct Number {
    pub value: f64,
    /// Whether a "million" or "k" belongs to it.
    pub scaled: bool,
    /// Whether it could be a year: four figures without a comma.
    pub like_year: bool,
    /// Whether it is told in words.
    pub in_words: bool,
    /// Whether it only names a magnitude: "hundreds", "several thousand".
    pub magnitude: bool,
    /// Its first token.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// The token that the unit may stand in: its own last where letters hang on it ("30km"), else the one after.
    pub unit_at: usize,
}

/// The number that begins at a token.
pub(super) fn read(words: &Words, tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    let mut number = match token.sort {
        Sort::Digits => figures(words, tokens, at)?,
        Sort::Word => match vague(words, tokens, at) {
            Some(number) => return Some(number),
            None => in_words(words, tokens, at)?,
        },
        Sort::Symbol => return None,
    };
    number = with_half(tokens, number);
    // "24 million", "5-billion", "200 thousand million" is not written.
    if number.unit_at == number.end {
        let hyphen = tokens.get(number.end).is_some_and(|token| token.is("-") || token.is("‑"));
        let scale_at = number.end + usize::from(hyphen);
        if let Some(scale) = tokens.get(scale_at).and_then(|token| words.long_scale(token.text)) {
            number.value *= scale;
            number.scaled = true;
            number.like_year = false;
            number.end = scale_at + 1;
            number.unit_at = number.end;
        }
    }
    // "one" alone is an article more often than a count.
    (number.value != 1.0 || !number.in_words).then_some(number)
}

fn figures(words: &Words, tokens: &[Token], at: usize) -> Option<Number> {
    let token = &tokens[at];
    let letters = token.text.find(|c: char| c.is_alphabetic()).unwrap_or(token.text.len());
    let (digits, suffix) = token.text.split_at(letters);
    let mut value = value(digits)?;
    let mut end = at + 1;
    // "24 000" with a blank that does not break, or before three noughts.
    while let Some(next) = tokens.get(end).filter(|next| suffix.is_empty() && parts_thousands(&tokens[end - 1], next)) {
        value = value * 1000.0 + next.text.parse::<f64>().ok()?;
        end += 1;
    }
    let like_year = digits.len() == 4
        && end == at + 1
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (1000.0..2200.0).contains(&value);
    let mut number =
        Number { value, scaled: false, like_year, in_words: false, magnitude: false, first: at, end, unit_at: end };
    if suffix.is_empty() {
        return Some(number);
    }
    match words.scale(suffix) {
        Some(scale) => {
            number.value *= scale;
            number.scaled = true;
        }
        None => number.unit_at = at,
    }
    Some(number)
}

/// "twenty-five", "five hundred", "a dozen", "half a million".
fn in_words(words: &Words, tokens: &[Token], at: usize) -> Option<Number> {
    let mut end = at;
    let (mut total, mut current, mut any) = (0.0, 0.0, false);
    let (mut scaled, mut last_scale) = (false, false);
    if tokens[at].is("half") && tokens.get(at + 1).is_some_and(|token| token.is("a")) {
        let scale = words.long_scale(tokens.get(at + 2)?.text)?;
        return Some(Number {
            value: scale / 2.0,
            scaled: true,
            like_year: false,
            in_words: true,
            magnitude: false,
            first: at,
            end: at + 3,
            unit_at: at + 3,
        });
    }
    if (tokens[at].is("a") || tokens[at].is("an"))
        && tokens.get(at + 1).is_some_and(|next| words.long_scale(next.text).is_some())
    {
        (current, any, end) = (1.0, true, at + 1);
    }
    while let Some(token) = tokens.get(end).filter(|token| token.sort == Sort::Word) {
        let joined = token.is("and")
            && last_scale
            && tokens.get(end + 1).is_some_and(|next| words.small_number(next.text).is_some());
        if joined {
            last_scale = false;
        } else if let Some(value) = words.small_number(token.text) {
            if any && !last_scale && !(end > at && tokens[end - 1].is("and")) {
                break;
            }
            (current, any, last_scale) = (current + value, true, false);
        } else if let Some(scale) = words.long_scale(token.text).filter(|_| any) {
            if scale >= 1000.0 {
                (total, current) = (total + current * scale, 0.0);
            } else {
                current *= scale;
            }
            (scaled, last_scale) = (scaled || scale >= 1000.0, true);
        } else {
            break;
        }
        end += 1;
    }
    any.then_some(Number {
        value: total + current,
        scaled,
        like_year: false,
        in_words: true,
        magnitude: false,
        first: at,
        end,
        unit_at: end,
    })
}

/// The value of figures with their commas and dots.
fn value(digits: &str) -> Option<f64> {
    let decimal = digits.rsplit_once(',').is_some_and(|(_, last)| last.len() < 3);
    let plain = match digits.matches('.').count() {
        0 if decimal => digits.replace(',', "."),
        0 | 1 => digits.replace(',', ""),
        _ => digits.replace(['.', ','], ""),
    };
    plain.parse().ok()
}

fn parts_thousands(before: &Token, next: &Token) -> bool {
    let three = next.text.len() == 3 && next.text.bytes().all(|b| b.is_ascii_digit());
    let blank_bytes = next.span.start - before.span.end;
    before.text.len() <= 3 && three && (next.text == "000" && blank_bytes == 1 || (2..=3).contains(&blank_bytes))
}

/// "two and a half million", "3½ million", "a million and a half".
fn with_half(tokens: &[Token], mut number: Number) -> Number {
    if number.unit_at < number.end {
        return number;
    }
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    let glued = |at: usize| tokens.get(at).is_some_and(|token| token.span.start == tokens[at - 1].span.end);
    let fraction = [("½", 0.5), ("¼", 0.25), ("¾", 0.75)].into_iter().find(|(sign, _)| is(number.end, sign));
    let (part, length) = match fraction.filter(|_| glued(number.end)) {
        Some((_, part)) => (part, 1),
        None if is(number.end, "and") && is(number.end + 1, "a") && is(number.end + 2, "half") => (0.5, 3),
        None => return number,
    };
    let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| number.scaled && number.value % scale == 0.0);
    number.value += part * scale.unwrap_or(1.0);
    number.end += length;
    number.unit_at = number.end;
    number.like_year = false;
    number
}

/// "hundreds of", "tens of thousands of", "several hundred", "a few dozen": what it is at the least.
fn vague(words: &Words, tokens: &[Token], at: usize) -> Option<Number> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    let magnitude = |value: f64, end: usize| {
        let end = if is(end, "of") { end + 1 } else { end };
        Number { value, scaled: true, like_year: false, in_words: true, magnitude: true, first: at, end, unit_at: end }
    };
    let few = if is(at, "several") || is(at, "many") {
        Some(at + 1)
    } else {
        ((is(at, "a") && is(at + 1, "few")) || (is(at, "a") && is(at + 1, "couple"))).then_some(at + 2)
    };
    if let Some(after) = few {
        let after = after + usize::from(is(after, "of"));
        let scale = words.long_scale(tokens.get(after)?.text)?;
        let thousands = tokens.get(after + 1).and_then(|token| words.long_scale(token.text)).unwrap_or(1.0);
        return Some(magnitude(scale * thousands, after + 1 + usize::from(thousands > 1.0)));
    }
    let mut value = words.vague(tokens.get(at)?.text)?;
    let mut end = at + 1;
    while let Some(times) = tokens.get(end + 1).filter(|_| is(end, "of")).and_then(|token| words.vague(token.text)) {
        value *= times;
        end += 2;
    }
    // "tens" are told of no smaller thing than thousands.
    (value != 10.0).then(|| magnitude(value, end))
}
