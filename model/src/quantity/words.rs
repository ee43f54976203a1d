//! `assets/words/quantities.tsv` to number words, units and the words around them.

use super::token::{Sort, Token};
use super::{Exactness, Told, Unit};
use crate::text::lower;
use crate::word_map::WordMap;
use rustc_hash::{FxHashMap, FxHashSet};

const TABLE: &str = include_str!("../../../assets/words/quantities.tsv");

/// The words that make numbers into quantities.
#[derive(Default)]
pub struct Words {
    numbers: FxHashMap<&'static str, f64>,
    /// "million", and the suffixes "M", "bn".
    scales: FxHashMap<&'static str, f64>,
    /// What stands before a number, by its first token, the longest first, and the currency it is.
    symbols: FxHashMap<String, Vec<(&'static str, &'static str)>>,
    /// Words after a number, by the first of them, the longest first.
    measures: FxHashMap<String, Vec<Measure>>,
    /// "won" after a million: money only where the number is large.
    scaled_measures: FxHashMap<&'static str, &'static str>,
    /// Words before a number that say how exact it is, by the last of them, the longest first.
    leads: WordMap<Vec<(Vec<String>, Exactness)>>,
    /// Words after a number that do the same, by the first of them, the longest first.
    trails: FxHashMap<String, Vec<(Vec<String>, Exactness)>>,
    /// Words that say how the numbers of their sentence are known, by the first of them.
    told: FxHashMap<String, Vec<(Vec<String>, Told)>>,
    /// "hundreds", and the number that it means at the least.
    vague: FxHashMap<&'static str, f64>,
    places: FxHashSet<&'static str>,
    plurals: FxHashSet<&'static str>,
    states: FxHashSet<&'static str>,
    uncounted: FxHashSet<&'static str>,
    /// Nouns that are told for their number where it is large.
    many: FxHashSet<&'static str>,
    /// Verbs of what is done to people, whom their numbers count: "wounded 40".
    harms: FxHashSet<&'static str>,
    generic: FxHashSet<&'static str>,
    ends: FxHashSet<&'static str>,
    named: FxHashSet<&'static str>,
    /// The words and signs that a number or a sum of money may begin with.
    begins: WordMap<()>,
}

struct Measure {
    words: Vec<String>,
    unit: Unit,
}

impl Measure {
    /// The unit in the word of the text, unless the table says it otherwise: of money a code, of "bcm" cubic meters.
    fn read(&self, tokens: &[Token], at: usize, first: &str) -> Unit {
        let other_words = self.words.len() != self.unit.name.split([' ', '/']).count();
        let sign = |c: char| c.is_ascii_uppercase() || c == '%';
        if self.unit.factor != 1.0 || other_words || self.unit.name.chars().all(sign) {
            return self.unit.clone();
        }
        let first = &first[..self.words[0].len().min(first.len())];
        let rest = tokens[at + 1..at + self.words.len()].iter().map(|token| token.text);
        Unit::named(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "))
    }
}

impl Words {
    /// The words that are built into the program.
    pub fn embedded() -> Words {
        let mut words = Words::default();
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or_default();
            let (sort, list, meaning, factor) = (column(), column(), column(), column());
            list.split('|').for_each(|word| words.add(sort, word, meaning, factor));
        }
        words
            .symbols
            .values_mut()
            .for_each(|symbols| symbols.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len())));
        words.symbols.keys().for_each(|first| *words.begins.or_default(first) = ());
        let numbers = words.numbers.keys().chain(words.vague.keys()).copied();
        numbers.chain(["a", "an", "half", "several", "many"]).for_each(|word| *words.begins.or_default(word) = ());
        words.leads.values_mut().for_each(|leads| leads.sort_by_key(|(lead, _)| std::cmp::Reverse(lead.len())));
        words.trails.values_mut().for_each(|trails| trails.sort_by_key(|(trail, _)| std::cmp::Reverse(trail.len())));
        words.measures.values_mut().for_each(|measures| measures.sort_by_key(|m| std::cmp::Reverse(m.words.len())));
        words
    }

    fn add(&mut self, sort: &str, word: &'static str, meaning: &'static str, factor: &str) {
        let value = meaning.parse().unwrap_or(1.0);
        match sort {
            "number" => drop(self.numbers.insert(word, value)),
            "scale" => drop(self.scales.insert(word, value)),
            "symbol" => self.symbols.entry(first(&split(word))).or_default().push((word, meaning)),
            "currency" | "measure" => {
                let words = split(word);
                let unit = Unit { factor: factor.parse().unwrap_or(1.0), ..Unit::named(meaning) };
                self.measures.entry(first(&words)).or_default().push(Measure { words, unit });
            }
            "scaled" => drop(self.scaled_measures.insert(word, meaning)),
            "lead" => {
                let words = split(word);
                let last = words.last().map_or("", String::as_str);
                self.leads.or_default(last).push((words, Exactness::of_signs(meaning)));
            }
            "trail" => add_phrase(&mut self.trails, word, Exactness::of_signs(meaning)),
            "estimated" => add_phrase(&mut self.told, word, Told::Estimated),
            "claimed" => add_phrase(&mut self.told, word, Told::Claimed),
            "vague" => drop(self.vague.insert(word, value)),
            "place" => drop(self.places.insert(word)),
            "plural" => drop(self.plurals.insert(word)),
            "state" => drop(self.states.insert(word)),
            "many" => drop(self.many.insert(word)),
            "harm" => drop(self.harms.insert(word)),
            "uncounted" => drop(self.uncounted.insert(word)),
            "generic" => drop(self.generic.insert(word)),
            "ends" => drop(self.ends.insert(word)),
            _ => drop(self.named.insert(word)),
        }
    }

    /// Whether a number or a sum of money may begin with a token: nearly all words are none.
    pub(super) fn may_begin(&self, token: &Token) -> bool {
        let first = token.text.split_once('-').map_or(token.text, |(first, _)| first);
        token.sort == Sort::Digits || self.begins.get(first).is_some()
    }

    /// The value of "seven", "seventy-five".
    pub(super) fn small_number(&self, word: &str) -> Option<f64> {
        let small = lower(word);
        match small.split_once('-') {
            Some((tens, ones)) => {
                let (tens, ones) = (self.numbers.get(tens)?, self.numbers.get(ones)?);
                (*tens >= 20.0 && (1.0..10.0).contains(ones)).then_some(tens + ones)
            }
            None => self.numbers.get(small.as_ref()).copied(),
        }
    }

    /// What "million" or the suffix "M" multiplies by.
    pub(super) fn scale(&self, word: &str) -> Option<f64> {
        self.scales.get(word).copied()
    }

    /// What "million" multiplies by, whatever its capitals; suffixes of one or two letters are none.
    pub(super) fn long_scale(&self, word: &str) -> Option<f64> {
        let small = lower(word);
        self.scales.get(small.as_ref()).copied().filter(|_| small.len() > 1)
    }

    /// The currency whose sign stands at a token, right before figures, and the token after it.
    pub(super) fn symbol(&self, tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
        self.symbols.get(tokens.get(at)?.text)?.iter().find_map(|(symbol, code)| {
            let end = spelled(tokens, at, symbol)?;
            tokens.get(end).filter(|next| next.sort == Sort::Digits)?;
            Some((*code, end))
        })
    }

    /// The unit of measure or currency at a token, and the token after it. Letters may hang on figures: "30km".
    pub(super) fn measure(&self, tokens: &[Token], at: usize) -> Option<(Unit, usize)> {
        let first = tokens.get(at)?;
        let first = match first.sort {
            Sort::Digits => first.text.trim_start_matches(|c: char| !c.is_alphabetic()),
            _ => first.text,
        };
        let of = |word: &str| self.measures.get(word).or_else(|| self.measures.get(lower(word).as_ref()));
        // "300-kilometer-long"
        let candidates = of(first).or_else(|| of(first.split_once('-')?.0))?;
        candidates.iter().find_map(|measure| {
            let rest = measure.words[1..].iter().zip(at + 1..);
            let stands = rest.into_iter().all(|(word, at)| tokens.get(at).is_some_and(|token| token.is(word)));
            stands.then(|| (measure.read(tokens, at, first), at + measure.words.len()))
        })
    }

    /// The currency of a word that is money only after a large number: "200 billion won".
    pub(super) fn scaled_measure(&self, token: &Token) -> Option<&'static str> {
        self.scaled_measures.get(token.text).copied()
    }

    /// The number that "hundreds" means at the least.
    pub(super) fn vague(&self, word: &str) -> Option<f64> {
        self.vague.get(word).copied().or_else(|| self.vague.get(lower(word).as_ref()).copied())
    }

    /// Words that end before a token and say how exact the number there is: their first token, and what they say.
    pub(super) fn lead_before(&self, tokens: &[Token], end: usize) -> Option<(usize, Exactness)> {
        let last = tokens.get(end.checked_sub(1)?)?;
        self.leads.get(last.text)?.iter().find_map(|(lead, exactness)| {
            let begin = end.checked_sub(lead.len())?;
            let stands = lead.iter().zip(&tokens[begin..end]).all(|(word, token)| token.is(word));
            stands.then_some((begin, *exactness))
        })
    }

    /// Words from a token that say how exact the number before it is: the token after them, and what they say.
    pub(super) fn trail_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Exactness)> {
        phrase_at(&self.trails, tokens, at)
    }

    /// How the numbers of a sentence are known, where the words at a token say it.
    pub(super) fn told_at(&self, tokens: &[Token], at: usize) -> Option<Told> {
        phrase_at(&self.told, tokens, at).map(|(_, told)| told)
    }

    /// Whether a word after a length tells where something is.
    pub(super) fn tells_place(&self, word: &str) -> bool {
        self.places.contains(word)
    }

    pub(super) fn listed_plural(&self, word: &str) -> bool {
        self.plurals.contains(word)
    }

    /// Whether a word tells of people's state and stands for them: "dead".
    pub(super) fn state(&self, small: &str) -> bool {
        self.states.contains(small)
    }

    /// Whether a noun is not told for this number of it: "two weeks", "three cases" but not "900 cases".
    pub(super) fn uncounted(&self, word: &str, value: f64) -> bool {
        let small = lower(word);
        self.uncounted.contains(small.as_ref()) || value < 20.0 && self.many.contains(small.as_ref())
    }

    pub(super) fn harms(&self, word: &str) -> bool {
        self.harms.contains(lower(word).as_ref())
    }

    pub(super) fn generic(&self, word: &str) -> bool {
        self.generic.contains(word)
    }

    pub(super) fn ends_noun(&self, word: &str) -> bool {
        self.ends.contains(word) || self.ends.contains(lower(word).as_ref())
    }

    pub(super) fn makes_name(&self, word: &str) -> bool {
        self.named.contains(lower(word).as_ref())
    }
}

/// Words and single signs, as the tokens of a text are split.
fn split(words: &str) -> Vec<String> {
    super::token::tokens(words, 0..words.len()).into_iter().map(|token| token.text.to_owned()).collect()
}

fn first(words: &[String]) -> String {
    words.first().cloned().unwrap_or_default()
}

fn add_phrase<T>(phrases: &mut FxHashMap<String, Vec<(Vec<String>, T)>>, phrase: &str, meaning: T) {
    let words = split(phrase);
    phrases.entry(first(&words)).or_default().push((words, meaning));
}

/// The token after the first phrase that stands at a token, and what that phrase means.
fn phrase_at<T: Copy>(
    phrases: &FxHashMap<String, Vec<(Vec<String>, T)>>,
    tokens: &[Token],
    at: usize,
) -> Option<(usize, T)> {
    phrases.get(lower(tokens.get(at)?.text).as_ref())?.iter().find_map(|(words, meaning)| {
        let here = tokens.get(at..at + words.len())?;
        let stands = words.iter().zip(here).all(|(word, token)| token.is(word));
        stands.then_some((at + words.len(), *meaning))
    })
}

/// The token after those that together spell a sign such as "US$", with nothing between them.
fn spelled(tokens: &[Token], at: usize, sign: &str) -> Option<usize> {
    let mut rest = sign;
    let mut end = at;
    while !rest.is_empty() {
        let token = tokens.get(end)?;
        if end > at && tokens[end - 1].span.end != token.span.start {
            return None;
        }
        rest = rest.strip_prefix(token.text)?;
        end += 1;
    }
    Some(end)
}
