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
    // "12 wounded", but not "12 wounded guards".
    let counts = |token: &Token| token.sort == Sort::Word && is_plural(lexicon, token.text);
    let stands_alone = !tokens.get(at + 1).is_some_and(counts);
    if let Some(state) = tokens.get(at).filter(|t| t.sort == Sort::Word && stands_alone && words.state(t.text)) {
        return Some((Unit::named(state.text), at + 1));
    }
    while let Some(token) = tokens.get(at).filter(|_| at < number.end + FURTHEST) {
        if token.sort == Sort::Symbol && is_dot_of_abbreviation(tokens, at) || is_type_number(tokens, at) {
            if token.text.ends_with('s') {
                head = Some(at);
            }
            at += 1;
            continue;
        }
        let joins_adjectives = at > number.end && head.is_none() && token.is("and");
        let ends = words.ends_noun(token.text) && !joins_adjectives;
        if token.sort != Sort::Word || ends || words.small_number(token.text).is_some() {
            break;
        }
        match is_plural(lexicon, token.text) {
            true if words.uncounted(token.text, number.value) => return None,
            true => head = Some(at),
            false if head.is_some() => break,
            false => {}
        }
        at += 1;
    }
    let head = head?;
    // "the 2018 sanctions": four figures without a comma are a year.
    if number.like_year && !counts_in_spite(words, tokens, number) {
        return None;
    }
    let between = &tokens[number.end..head];
    let object = joined_words(words, tokens, number.end, head + 1);
    let unit = |name: String| Some((Unit { name, factor: 1.0, object: object.clone() }, head + 1));
    // "North Koreans" are a people of two words; "Mirage 2000s" a type.
    let with_before = between.last().map(|before| format!("{} {}", before.text, tokens[head].text));
    if let Some(name) =
        with_before.filter(|name| tokens[head].sort == Sort::Digits || lexicon.gazetteer.is_people(name))
    {
        return unit(name);
    }
    let joined = between.iter().any(|token| token.is("and"));
    let kind = between.iter().rev().take_while(|token| !joined && says_its_kind(words, token)).take(2).count();
    let name: Vec<&str> = tokens[head - kind..=head].iter().map(|token| token.text).collect();
    unit(name.join(" "))
}

/// Whether a number that looks like a year counts all the same: "some 1500 troops", "killed 1100 people".
fn counts_in_spite(words: &Words, tokens: &[Token], number: &Number) -> bool {
    let Some(before) = number.first.checked_sub(1).map(|before| &tokens[before]) else { return false };
    let bounded = words.lead_before(tokens, number.first).is_some();
    let led = ["the", "in", "of", "since", "by", "from", "until", "and", "to", "s"].iter().any(|word| before.is(word));
    bounded || number.value < 1800.0 && before.sort == Sort::Word && !led && !before.text.ends_with("’s")
}

/// What a sum, a share or a measure is of: "in aid" after "$5 million", "of oil", the noun of "a $500 million loan".
pub(super) fn object(words: &Words, tokens: &[Token], first: usize, end: usize) -> Option<String> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
    let lower = |at: usize| tokens.get(at).is_some_and(|token| token.text.starts_with(char::is_lowercase));
    if is(end, "worth") && is(end + 1, "of") {
        return phrase(words, tokens, end + 2);
    }
    if is(end, "of") || is(end, "in") && lower(end + 1) {
        let article = ["the", "its", "their", "all", "his", "her"].iter().any(|word| is(end + 1, word));
        return phrase(words, tokens, end + 1 + usize::from(article));
    }
    let article = first.checked_sub(1).is_some_and(|before| is(before, "a") || is(before, "an") || is(before, "the"));
    phrase(words, tokens, end).filter(|_| article && lower(end))
}

/// A noun with what stands before it, at most four words from a token on.
pub(super) fn phrase(words: &Words, tokens: &[Token], begin: usize) -> Option<String> {
    let is_part = |token: &&Token| token.sort == Sort::Word && !words.ends_noun(token.text) && !token.is("and");
    // "a 5,000-strong contingent landed": a verb of the past ends the noun.
    let goes_on = |at: usize, token: &&Token| at == 0 || !token.text.ends_with("ed");
    let here = tokens.get(begin..)?.iter().take(5).take_while(is_part).enumerate();
    let length = here.take_while(|(at, token)| goes_on(*at, token)).count();
    (1..5).contains(&length).then(|| joined_words(words, tokens, begin, begin + length))
}

/// Tokens as they are read, without the words in front that say nothing.
fn joined_words(words: &Words, tokens: &[Token], begin: usize, end: usize) -> String {
    let begin =
        begin + tokens[begin..end].iter().take_while(|token| words.generic(token.text)).count().min(end - begin - 1);
    let mut out = String::new();
    for at in begin..end {
        if at > begin && tokens[at].span.start > tokens[at - 1].span.end {
            out.push(' ');
        }
        out.push_str(tokens[at].text);
    }
    out
}

/// Whether figures within a noun are the number of a type: "60 Mirage 2000s", "14 Leopard 2 tanks".
fn is_type_number(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let named = at
        .checked_sub(1)
        .is_some_and(|before| tokens[before].sort == Sort::Word && tokens[before].text.starts_with(char::is_uppercase));
    let suffix = token.text.trim_start_matches(|c: char| c.is_ascii_digit());
    token.sort == Sort::Digits && named && suffix.len() < 2
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
