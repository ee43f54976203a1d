//! The words after a number to what is counted.

use super::Unit;
use super::number::Number;
use super::token::{Sort, Token};
use super::words::Words;
use crate::lexicon::Lexicon;

/// How many words may stand between a number and its noun.
const FURTHEST: usize = 6;

/// The noun that a number counts, and the token after it: "11,000 North Korean troops".
pub(super) fn read(lexicon: &Lexicon, tokens: &[Token], number: &Number) -> Option<(Unit, usize)> {
    let words = &lexicon.quantities;
    let mut head = None;
    let mut at = number.end;
    if let Some(state) = tokens.get(at).filter(|token| token.sort == Sort::Word && words.state(token.text)) {
        return Some((Unit { name: state.text.to_owned(), factor: 1.0 }, at + 1));
    }
    while let Some(token) = tokens.get(at).filter(|_| at < number.end + FURTHEST) {
        if token.sort == Sort::Symbol && is_dot_of_abbreviation(tokens, at) {
            at += 1;
            continue;
        }
        let joins_adjectives = at > number.end && head.is_none() && token.is("and");
        let ends = words.ends_noun(token.text) && !joins_adjectives;
        if token.sort != Sort::Word || ends || words.small_number(token.text).is_some() {
            break;
        }
        match is_plural(lexicon, token.text) {
            true if words.uncounted(token.text) => return None,
            true => head = Some(at),
            false if head.is_some() => break,
            false => {}
        }
        at += 1;
    }
    let head = head?;
    // "the 2018 sanctions": four figures without a comma are a year.
    if number.like_year {
        return None;
    }
    let between = &tokens[number.end..head];
    let joined = between.iter().any(|token| token.is("and"));
    // "North Koreans" are a people of two words.
    let with_before = between.last().map(|before| format!("{} {}", before.text, tokens[head].text));
    if let Some(name) = with_before.filter(|name| lexicon.gazetteer.is_people(name)) {
        return Some((Unit { name, factor: 1.0 }, head + 1));
    }
    let kind = between.iter().rev().take_while(|token| !joined && says_its_kind(words, token)).take(2).count();
    let unit: Vec<&str> = tokens[head - kind..=head].iter().map(|token| token.text).collect();
    Some((Unit { name: unit.join(" "), factor: 1.0 }, head + 1))
}

/// Whether a word is a noun of many. One that is written large is, where it names a people ("Cubans") or a type ("F-16s").
fn is_plural(lexicon: &Lexicon, word: &str) -> bool {
    let words = &lexicon.quantities;
    let small = word.to_lowercase();
    if words.listed_plural(word) || words.listed_plural(&small) {
        return true;
    }
    let ends = |ending: &str| small.ends_with(ending);
    let by_its_letters =
        small.len() > 3 && ends("s") && !(ends("ss") || ends("us") || ends("is") || ends("'s") || ends("’s"));
    let large = word.starts_with(char::is_uppercase);
    let typed = || word.contains(|c: char| c.is_ascii_digit());
    by_its_letters && (!large || typed() || lexicon.gazetteer.is_people(word))
}

/// Whether a word before the noun belongs to the unit: "armored vehicles", not "more vehicles", "Russian vehicles".
fn says_its_kind(words: &Words, token: &Token) -> bool {
    token.sort == Sort::Word && token.text.chars().all(|c| c.is_lowercase() || c == '-') && !words.generic(token.text)
}

/// The dots of "U.S." do not end what is counted.
fn is_dot_of_abbreviation(tokens: &[Token], at: usize) -> bool {
    tokens[at].is(".") && at > 0 && {
        let before = &tokens[at - 1];
        before.span.end == tokens[at].span.start
            && before.sort == Sort::Word
            && before.text.chars().count() == 1
            && before.text.chars().all(char::is_uppercase)
    }
}
