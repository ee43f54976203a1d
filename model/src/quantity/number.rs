//! Figures and number words to a value.

use super::token::{Sort, Token};
use super::words::Words;

/// A number.
pub(super) struct Number {
    pub value: f64,
    /// Whether a "million" or "k" belongs to it.
    pub scaled: bool,
    /// Whether it could be a year: four figures without a comma.
    pub like_year: bool,
    /// Whether it is told in a single small word, as in "the two".
    pub in_words: bool,
    /// The token after its last.
    pub end: usize,
    /// The token that the unit may stand in: its own last where letters hang on it ("30km"), else the one after.
    pub unit_at: usize,
}

/// The number that begins at a token.
pub(super) fn read(words: &Words, tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at)?;
    let mut number = match token.sort {
        Sort::Digits => figures(words, token, at)?,
        Sort::Word => in_words(words, tokens, at)?,
        Sort::Symbol => return None,
    };
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

fn figures(words: &Words, token: &Token, at: usize) -> Option<Number> {
    let letters = token.text.find(|c: char| c.is_alphabetic()).unwrap_or(token.text.len());
    let (digits, suffix) = token.text.split_at(letters);
    let value: f64 = digits.replace(',', "").parse().ok()?;
    let like_year =
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) && (1000.0..2200.0).contains(&value);
    let mut number = Number { value, scaled: false, like_year, in_words: false, end: at + 1, unit_at: at + 1 };
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
    any.then_some(Number { value: total + current, scaled, like_year: false, in_words: true, end, unit_at: end })
}
