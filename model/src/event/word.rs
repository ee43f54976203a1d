//! A sentence to its words with their classes: the closed classes from lists, verbs from their forms and neighbours.

use super::triggers::{Entry, EventWords, Form};
use crate::text::{self, Span, TokenSort, WORD_BYTES, tokens};
use std::borrow::Cow;

/// A word of a sentence.
pub(super) struct Word<'a> {
    /// Where it stands in the text.
    pub span: Span,
    /// In lower case, apostrophes straight.
    pub lower: Cow<'a, str>,
    /// What it is.
    pub class: Class,
    /// What the lists say of it.
    pub entry: &'a Entry,
    /// Whether it has a capital that its place does not give it.
    pub is_name: bool,
}

/// The class of a word, as far as clauses need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// "the", "its", "several".
    Determiner,
    /// "in", "of".
    Preposition,
    /// "he", "they".
    Pronoun,
    /// "which", "who", "where", "when", "while".
    Opener,
    /// "and", "or", "but".
    Conjunction,
    /// "is", "have", "will", "could", "to" before a verb.
    Auxiliary,
    /// A verb that can be the main one.
    Verb(Form),
    /// Any other word.
    Other,
    /// A number.
    Number,
    /// Punctuation.
    Mark,
}

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your", "some",
    "any", "each", "every", "no", "both", "several", "many", "few", "all", "another", "other",
];
const PREPOSITIONS: &[&str] = &[
    "in",
    "on",
    "at",
    "of",
    "by",
    "for",
    "from",
    "with",
    "into",
    "onto",
    "over",
    "under",
    "between",
    "among",
    "amid",
    "during",
    "through",
    "throughout",
    "against",
    "toward",
    "towards",
    "upon",
    "about",
    "near",
    "across",
    "along",
    "off",
    "via",
    "within",
    "without",
    "since",
    "until",
    "till",
    "before",
    "after",
    "as",
    "than",
    "per",
    "beyond",
    "despite",
    "following",
    "around",
    "behind",
    "below",
    "above",
    "alongside",
    "ahead",
    "prior",
];
const PRONOUNS: &[&str] =
    &["he", "she", "it", "they", "we", "i", "you", "who", "him", "them", "us", "himself", "itself"];
const OPENERS: &[&str] = &[
    "which", "who", "whom", "whose", "where", "when", "while", "whereas", "although", "though", "because", "whereby",
    "unless", "if",
];
const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "billion",
];
const AUXILIARIES: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "am",
    "has",
    "have",
    "had",
    "having",
    "do",
    "does",
    "did",
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "to",
    "not",
    "cannot",
    "won't",
    "wouldn't",
    "isn't",
    "wasn't",
    "didn't",
    "hasn't",
    "haven't",
    "ll",
    "weren't",
    "aren't",
    "don't",
    "doesn't",
    "couldn't",
    "can't",
    "shouldn't",
    "hadn't",
    "mustn't",
];

/// The forms of "be".
pub(super) const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];

/// The auxiliaries in a finite form.
pub(super) fn finite_auxiliaries() -> impl Iterator<Item = &'static str> {
    let others = ["to", "not", "be", "been", "being", "having"];
    AUXILIARIES.iter().copied().filter(move |word| !others.contains(word))
}

/// The words of a sentence with their classes.
pub(super) fn words<'a>(lists: &'a EventWords, text: &'a str, sentence: Span) -> Vec<Word<'a>> {
    let mut out: Vec<Word<'a>> = Vec::with_capacity(sentence.len() / WORD_BYTES);
    out.extend(tokens(text, sentence.clone()).map(|token| {
        let lower = lower(&text[token.span.clone()]);
        let entry = lists.entry(&lower);
        let capital = text[token.span.clone()].starts_with(char::is_uppercase);
        let class = match token.sort {
            // "on 3 May"
            TokenSort::Word if capital && lower == "may" && token.span.start > sentence.start => Class::Other,
            TokenSort::Number => Class::Number,
            TokenSort::Mark => Class::Mark,
            TokenSort::Word => entry.class.unwrap_or(Class::Other),
        };
        let is_name = capital && class == Class::Other && token.span.start > sentence.start;
        Word { span: token.span, lower, class, entry, is_name }
    }));
    for index in 0..out.len() {
        if out[index].class == Class::Other
            && let Some(form) = verb_form(text, &out, index)
        {
            out[index].class = Class::Verb(form);
        }
    }
    out
}

/// A word in small letters, apostrophes straight.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    match text::lower(word) {
        Cow::Owned(lower) if !lower.is_ascii() => Cow::Owned(lower.replace('’', "'")),
        lower => lower,
    }
}

/// The words of the closed classes. Of a word that stands in several lists, the first one counts.
pub(super) fn closed_classes() -> impl Iterator<Item = (&'static str, Class)> {
    let lists = [
        (DETERMINERS, Class::Determiner),
        (OPENERS, Class::Opener),
        (AUXILIARIES, Class::Auxiliary),
        (PREPOSITIONS, Class::Preposition),
        (PRONOUNS, Class::Pronoun),
        (NUMBERS, Class::Number),
        (&["and", "or", "but", "nor", "yet"], Class::Conjunction),
    ];
    lists.into_iter().flat_map(|(words, class)| words.iter().map(move |word| (*word, class)))
}

/// The form of a word if it is a verb where it stands.
fn verb_form(text: &str, words: &[Word], index: usize) -> Option<Form> {
    let word = &words[index];
    let before = index.checked_sub(1).map(|i| &words[i]);
    let after = words.get(index + 1);
    let form = word.entry.verb.or_else(|| guessed_form(&word.lower))?;
    // Names are no verbs: a capital inside the sentence.
    if index > 0
        && text[word.span.clone()].starts_with(char::is_uppercase)
        && !before.is_some_and(|b| b.class == Class::Mark)
    {
        return None;
    }
    let after_noun_opener =
        before.is_some_and(|b| matches!(b.class, Class::Determiner | Class::Number) || b.lower.ends_with("'s"));
    // "in occupied towns", but "has since imposed"
    let since = before.is_some_and(|b| b.lower == "since") && index > 1 && is_perfect(&words[index - 2]);
    let after_preposition = !since && before.is_some_and(|b| b.class == Class::Preposition);
    // "visits", "trade": a verb only behind a subject and before an object, where no surer verb follows.
    let finite_before_object = || {
        !after_noun_opener
            && !after_preposition
            && before
                .is_some_and(|b| matches!(b.class, Class::Other | Class::Pronoun | Class::Opener | Class::Auxiliary))
            && (!word.entry.is_noun
                || after.is_some_and(|a| {
                    // "the bank cut rates", where nothing else can be the verb
                    begins_object(text, a)
                        || word.entry.is_unchanging && a.class == Class::Other && !later_finite(&words[..index])
                }))
            && !later_finite(&words[index + 1..])
    };
    let bare = before.is_some_and(|b| b.class == Class::Auxiliary && !is_perfect(b));
    let verb = match form {
        // "the signed treaty", "two divided countries"; but "some 400 deserted in May"
        Form::Past if before.is_some_and(|b| b.class == Class::Number && !is_year(&b.lower)) => {
            after.is_none_or(|a| begins_object(text, a) || a.class == Class::Mark)
        }
        // "continued armed resistance"
        Form::Past if before.is_some_and(|b| matches!(b.class, Class::Verb(_))) => {
            !after_noun_opener && after.is_none_or(|a| a.class != Class::Other)
        }
        // "a statement that urged"
        // "summer 2005 saw", but "the 1967 occupied towns"
        Form::Past if before.is_some_and(|b| is_year(&b.lower)) => {
            index.checked_sub(2).is_some_and(|i| words[i].class != Class::Determiner)
        }
        Form::Past => before.is_some_and(|b| b.lower == "that") || !after_noun_opener && !after_preposition,
        // "the Turkish landing began": a noun, where it is no plural's and another verb follows.
        Form::Ing if word.entry.is_noun => {
            let noun = before.is_some_and(|b| b.class == Class::Other && !b.lower.ends_with('s'));
            !(after_noun_opener || noun && later_finite(&words[index + 1..]))
        }
        Form::Ing => !after_noun_opener,
        // "came under fire over migrant camps on Monday"
        Form::S if word.entry.is_noun && earlier_finite(&words[..index]) => false,
        Form::S => finite_before_object(),
        // "Romania put its army on alert": the past looks like the base.
        Form::Base if word.entry.is_unchanging && !bare && finite_before_object() => return Some(Form::Past),
        Form::Base => before.is_some_and(|b| {
            b.class == Class::Auxiliary
                || b.class == Class::Pronoun && b.lower != "it"
                || b.lower.ends_with("ly")
                // "Ships escort the convoy": after a plural, where the sentence has no surer verb.
                || b.class == Class::Other
                    && (b.lower.ends_with('s') && !b.lower.ends_with("'s") || follows_pair(words, index))
                    && after.is_some_and(|a| begins_object(text, a) || a.class == Class::Other)
                    && !words.iter().any(is_finite_auxiliary)
                    && !later_finite(&words[index + 1..])
                    && !later_finite(&words[..index])
        }),
    };
    verb.then_some(form)
}

fn is_year(lower: &str) -> bool {
    lower.len() == 4 && lower.bytes().all(|byte| byte.is_ascii_digit()) && lower.starts_with(['1', '2'])
}

/// "has", "was": a participle follows.
fn is_perfect(word: &Word) -> bool {
    word.entry.is_be || matches!(word.lower.as_ref(), "has" | "have" | "had" | "having")
}

/// "Washington and Taipei sign": two names joined stand before.
fn follows_pair(words: &[Word], index: usize) -> bool {
    words[index.saturating_sub(3)..index.saturating_sub(1)].iter().any(|word| word.lower == "and")
}

fn begins_object(text: &str, word: &Word) -> bool {
    matches!(word.class, Class::Determiner | Class::Preposition | Class::Number | Class::Auxiliary | Class::Pronoun)
        || text[word.span.clone()].starts_with(char::is_uppercase)
}

/// Whether a past verb or an auxiliary stands before the next mark.
fn later_finite(words: &[Word]) -> bool {
    words.iter().take_while(|word| word.class != Class::Mark && word.class != Class::Opener).any(|word| {
        is_finite_auxiliary(word)
            || word.class == Class::Other && word.entry.verb == Some(Form::Past)
            || word.class == Class::Verb(Form::Past)
    })
}

/// Whether a past verb or an auxiliary stands behind the last joint.
fn earlier_finite(words: &[Word]) -> bool {
    let joint = |word: &&Word| {
        !matches!(word.class, Class::Mark | Class::Opener | Class::Conjunction | Class::Pronoun) && word.lower != "that"
    };
    let mut near = words.iter().rev().take(12).take_while(joint);
    near.any(|word| is_finite_auxiliary(word) || word.class == Class::Verb(Form::Past))
}

/// A verb that no list knows, by its ending.
fn guessed_form(lower: &str) -> Option<Form> {
    const NOT_PAST: &[&str] = &[
        "united",
        "hundred",
        "indeed",
        "red",
        "need",
        "speed",
        "embed",
        "seed",
        "deed",
        "armed",
        "unprecedented",
        "so-called",
        "sacred",
        "naked",
        "wicked",
        "bed",
        "shed",
        "feed",
        "breed",
        "greed",
    ];
    if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") && !NOT_PAST.contains(&lower) {
        Some(Form::Past)
    } else {
        None
    }
}

/// Whether words hold a finite verb.
pub(super) fn has_finite(words: &[Word]) -> bool {
    words.iter().any(|word| matches!(word.class, Class::Verb(Form::Past | Form::S)) || is_finite_auxiliary(word))
}

/// Whether a word is an auxiliary in a finite form.
pub(super) fn is_finite_auxiliary(word: &Word) -> bool {
    word.class == Class::Auxiliary && word.entry.is_finite
}
