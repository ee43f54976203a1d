//! Events to how alike the words of any two are, and to those that are worth comparing.
//!
//! In: documents and events in the order of time. Out: for an event the later ones that share rare words with it, and
//! the likeness of two. Words count by their rarity among all passages; the words around a passage count for less.

use crate::document::Document;
use crate::event::Event;
use crate::text::{Span, lower_in, words};
use crate::word_map::WordMap;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Of a passage's words this many of the rarest are looked up for others that tell the same.
const RARE_WORDS: usize = 6;
/// At most this many later events are compared for one shared word, so that common words cost nothing.
const COMPARED_MAX: usize = 12;
/// What a word around the passage weighs beside one of the passage.
const AROUND: f32 = 0.4;
/// So many events of other words are thought to be there as well: among two events, every word is rare.
const PRIOR_EVENTS: usize = 20;
/// Names less alike than this are those of two happenings.
const NAMES_DIFFER: f32 = 0.35;
/// A passage of fewer words than this stands for its sentence.
const FEW_WORDS: usize = 5;
/// So far around a passage words are looked at, in bytes, within its paragraph.
const AROUND_BYTES: usize = 300;

/// The words of all passages.
pub(super) struct Words {
    /// The stems of each event, in order, each once.
    of_event: Vec<Vec<Stem>>,
    /// How long each event is as a vector.
    lengths: Vec<Length>,
    /// Whether each passage has so few words that its sentence stands for it.
    short: Vec<bool>,
    /// The events that have each stem in their passage, in order.
    told_by: Vec<Vec<u32>>,
    /// How much it says that two passages share a stem.
    rarity: Vec<f32>,
    /// From this one on, stems are numbers.
    first_number: u32,
}

/// A stem by its place in the order of fingerprints, and how it stands there.
#[derive(Clone, Copy, PartialEq)]
struct Stem {
    place: u32,
    stands: Stands,
}

/// The squares of the lengths of an event's vectors.
#[derive(Clone, Copy)]
struct Length {
    /// Of the words of its passage.
    passage: f32,
    /// Of those around it, too.
    context: f32,
}

/// How a word stands there.
#[derive(Clone, Copy, Default, PartialEq)]
struct Stands {
    /// In the passage itself, not around it.
    within: bool,
    /// As a name: written large within its sentence.
    named: bool,
    /// As the name of where something was: right behind "in" or "near".
    located: bool,
}

impl Stands {
    fn or(self, other: Stands) -> Stands {
        Stands {
            within: self.within || other.within,
            named: self.named || other.named,
            located: self.located || other.located,
        }
    }
}

/// How alike two passages are.
pub(super) struct Likeness {
    /// The cosine of the passages' words, each weighed by its rarity.
    pub passages: f32,
    /// The same with the words around them.
    pub contexts: f32,
    /// Whether both are of words enough to be compared as they stand.
    pub whole: bool,
    /// Whether both tell names and share next to none.
    pub names_differ: bool,
    /// Whether each tells of a place that the other does not name at all: what happened at one did not at the other.
    pub places_differ: bool,
    /// Whether both tell numbers and share none: "treaty 17" is not "treaty 18".
    pub numbers_differ: bool,
    /// Whether the passages share no word but names and numbers: the same parties, but what they did may differ.
    pub names_only: bool,
}

impl Words {
    /// The words of the events' first passages.
    pub fn new(documents: &[Document], events: &[Event]) -> Words {
        // Stems are numbered as they come, then get their places in the order of the fingerprints.
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut of_event: Vec<Vec<Stem>> = Vec::with_capacity(events.len());
        let mut short: Vec<bool> = Vec::with_capacity(events.len());
        let (mut told, mut prints) = (Vec::new(), Prints::default());
        for event in events {
            told.clear();
            short.push(fingerprints(documents, event, &mut prints, &mut told));
            let number = |&(print, stands)| {
                let next = numbers.len() as u32;
                Stem { place: *numbers.entry(print).or_insert(next), stands }
            };
            of_event.push(told.iter().map(number).collect());
        }
        let mut all: Vec<(u64, u32)> = numbers.into_iter().collect();
        all.sort_unstable();
        let mut places = vec![0; all.len()];
        all.iter().zip(0..).for_each(|((_, number), place)| places[*number as usize] = place);
        let mut told_by: Vec<Vec<u32>> = vec![Vec::new(); all.len()];
        for (index, stems) in of_event.iter_mut().enumerate() {
            stems.iter_mut().for_each(|stem| stem.place = places[stem.place as usize]);
            stems.sort_unstable_by_key(|stem| stem.place);
            stems.dedup_by(|later, first| {
                let same = later.place == first.place;
                if same {
                    first.stands = first.stands.or(later.stands);
                }
                same
            });
            for stem in stems.iter().filter(|stem| stem.stands.within) {
                told_by[stem.place as usize].push(index as u32);
            }
            stems.shrink_to_fit();
        }
        let events = of_event.len() + PRIOR_EVENTS;
        let rarity = told_by.iter().map(|told| (events as f32 / (told.len() + 1) as f32).ln() + 0.2).collect();
        let first_number = all.partition_point(|(print, _)| *print < NUMBER) as u32;
        let mut words = Words { of_event, lengths: Vec::new(), short, told_by, rarity, first_number };
        words.lengths = words.of_event.iter().map(|stems| words.length(stems)).collect();
        words
    }

    fn length(&self, stems: &[Stem]) -> Length {
        let mut length = Length { passage: 0.0, context: 0.0 };
        for stem in stems {
            length.passage += self.within(stem).powi(2);
            length.context += self.around(stem).powi(2);
        }
        length
    }

    /// What a stem weighs in its passage.
    fn within(&self, stem: &Stem) -> f32 {
        if stem.stands.within { self.rarity[stem.place as usize] } else { 0.0 }
    }

    /// What it weighs in its passage and around it.
    fn around(&self, stem: &Stem) -> f32 {
        self.rarity[stem.place as usize] * if stem.stands.within { 1.0 } else { AROUND }
    }

    /// What it adds to the length of the names of its passage.
    fn of_name(&self, stem: &Stem) -> f32 {
        if stem.stands.named { self.within(stem).powi(2) } else { 0.0 }
    }

    /// The later events that share rare words with one, in order.
    pub fn sharing(&self, index: usize, events: &mut Vec<u32>) {
        let told = |stem: &Stem| self.told_by[stem.place as usize].as_slice();
        let passage = self.of_event[index].iter().filter(|stem| stem.stands.within);
        let mut rare: Vec<&Stem> = passage.filter(|stem| told(stem).len() > 1).collect();
        rare.sort_unstable_by_key(|stem| (told(stem).len(), stem.place));
        events.clear();
        for stem in rare.into_iter().take(RARE_WORDS) {
            let after = told(stem).partition_point(|&other| other as usize <= index);
            events.extend(told(stem)[after..].iter().take(COMPARED_MAX));
        }
        events.sort_unstable();
        events.dedup();
    }

    /// How alike two events are told.
    pub fn likeness(&self, a: usize, b: usize) -> Likeness {
        let whole = !self.short[a] && !self.short[b];
        let (length_of_a, length_of_b) = (self.lengths[a], self.lengths[b]);
        let (a, b) = (self.of_event[a].as_slice(), self.of_event[b].as_slice());
        if a == b {
            return self.likeness_of_copies(a, length_of_a, whole);
        }
        let (mut passages, mut contexts) = (0.0, 0.0);
        let mut names = Cosine::default();
        let (mut shared_numbers, mut shared_words) = (false, false);
        let (mut elsewhere, mut others_elsewhere) = (false, false);
        let (mut i, mut j) = (0, 0);
        while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
            match one.place.cmp(&other.place) {
                Ordering::Less => {
                    names.one += self.of_name(one);
                    elsewhere |= one.stands.located;
                    i += 1;
                }
                Ordering::Greater => {
                    names.other += self.of_name(other);
                    others_elsewhere |= other.stands.located;
                    j += 1;
                }
                Ordering::Equal => {
                    passages += self.within(one) * self.within(other);
                    contexts += self.around(one) * self.around(other);
                    if one.stands.named || other.stands.named {
                        names.add(self.within(one), self.within(other));
                    }
                    let within = one.stands.within && other.stands.within;
                    let number = one.place >= self.first_number;
                    shared_numbers |= within && number;
                    shared_words |= within && !number && !one.stands.named && !other.stands.named;
                    i += 1;
                    j += 1;
                }
            }
        }
        a[i..].iter().for_each(|stem| names.one += self.of_name(stem));
        b[j..].iter().for_each(|stem| names.other += self.of_name(stem));
        elsewhere |= a[i..].iter().any(|stem| stem.stands.located);
        others_elsewhere |= b[j..].iter().any(|stem| stem.stands.located);
        let numbers =
            |stems: &[Stem]| stems.iter().rev().take_while(|s| s.place >= self.first_number).any(|s| s.stands.within);
        Likeness {
            passages: Cosine { shared: passages, one: length_of_a.passage, other: length_of_b.passage }.value(),
            contexts: Cosine { shared: contexts, one: length_of_a.context, other: length_of_b.context }.value(),
            whole,
            names_differ: names.one > 0.0 && names.other > 0.0 && names.value() < NAMES_DIFFER,
            places_differ: elsewhere && others_elsewhere,
            numbers_differ: numbers(a) && numbers(b) && !shared_numbers,
            names_only: !shared_words,
        }
    }

    /// The same where both have the same words: copies are many where agencies tell the news.
    fn likeness_of_copies(&self, stems: &[Stem], length: Length, whole: bool) -> Likeness {
        let word = |stem: &Stem| stem.stands.within && !stem.stands.named && stem.place < self.first_number;
        let value = |length: f32| Cosine { shared: length, one: length, other: length }.value();
        Likeness {
            passages: value(length.passage),
            contexts: value(length.context),
            whole,
            names_differ: false,
            places_differ: false,
            numbers_differ: false,
            names_only: !stems.iter().any(word),
        }
    }
}

/// The cosine of two vectors, told pair by pair.
#[derive(Default)]
struct Cosine {
    shared: f32,
    one: f32,
    other: f32,
}

impl Cosine {
    fn add(&mut self, one: f32, other: f32) {
        self.shared += one * other;
        self.one += one * one;
        self.other += other * other;
    }

    fn value(&self) -> f32 {
        let length = (self.one * self.other).sqrt();
        if length > 0.0 { self.shared / length } else { 0.0 }
    }
}

/// The bit that marks the fingerprint of a number.
const NUMBER: u64 = 1 << 63;

/// Adds the fingerprints of the stems of an event's passage and of the words around it, and whether they are the
/// passage's; short and common words left out, and those that tell the time. Whether its sentence stands for the passage.
fn fingerprints(documents: &[Document], event: &Event, prints: &mut Prints, out: &mut Vec<(u64, Stands)>) -> bool {
    let stands = Stands { within: true, ..Stands::default() };
    out.extend(event.quantities.iter().map(|quantity| (number(quantity.value), stands)));
    let Some(source) = event.sources.first() else { return true };
    let Some(document) = documents.get(source.document) else { return true };
    let part = |span: Span| document.text.get(span).unwrap_or("");
    let (passage, time) = (&source.passage, &source.time);
    add(part(passage.start..time.start.clamp(passage.start, passage.end)), true, prints, out);
    add(part(time.end.clamp(passage.start, passage.end)..passage.end), true, prints, out);
    let few = out.len() < FEW_WORDS;
    let (before, after) = around(&document.text, passage);
    let (begin, end) = match few {
        true => (sentence_begin(&document.text, &before), sentence_end(&document.text, &after)),
        false => (passage.start, passage.end),
    };
    for (span, within) in
        [(before.start..begin, false), (begin..passage.start, true), (passage.end..end, true), (end..after.end, false)]
    {
        add(part(span), within, prints, out);
    }
    few
}

/// Adds the fingerprints of the words of a text. What is written large behind another word of its sentence is a name.
fn add(text: &str, within: bool, prints: &mut Prints, out: &mut Vec<(u64, Stands)>) {
    let (mut end, mut behind_place) = (None, false);
    for (begin, word) in words(text, |_| false) {
        let before = end.replace(begin + word.len());
        if let Some(print) = prints.of(word) {
            let follows = |end: usize| !text[end..begin].contains(['.', '!', '?', '“', '"', ':']);
            let named = word.starts_with(char::is_uppercase) && before.is_some_and(follows);
            let located = within && named && behind_place;
            out.push((print, Stands { within, named, located }));
        }
        behind_place = matches!(word, "in" | "at" | "near" | "outside" | "off");
    }
}

/// Where the sentence begins that a stretch of text ends in.
fn sentence_begin(text: &str, stretch: &Span) -> usize {
    let part = text.get(stretch.clone()).unwrap_or("");
    part.rfind(". ").map_or(stretch.start, |at| stretch.start + at + 2)
}

/// Where the sentence ends that a stretch of text begins in.
fn sentence_end(text: &str, stretch: &Span) -> usize {
    let part = text.get(stretch.clone()).unwrap_or("");
    part.find(". ").map_or(stretch.end, |at| stretch.start + at + 1)
}

/// What stands before and after a passage in its paragraph.
fn around(text: &str, passage: &Span) -> (Span, Span) {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let begin = floor(passage.start.saturating_sub(AROUND_BYTES));
    let end = floor(passage.end.saturating_add(AROUND_BYTES));
    let before = text.get(begin..passage.start).unwrap_or("");
    let after = text.get(passage.end..end).unwrap_or("");
    let begin = before.rfind("\n\n").map_or(begin, |at| begin + at);
    let end = after.find("\n\n").map_or(end, |at| passage.end + at);
    (begin..passage.start, passage.end..end)
}

fn number(value: f64) -> u64 {
    value.to_bits() | NUMBER
}

/// The fingerprints of words, of those that came before by looking them up.
#[derive(Default)]
struct Prints {
    known: WordMap<Option<Option<u64>>>,
    count: usize,
}

/// Of more words than this the fingerprints are made anew each time.
const PRINTS_MAX: usize = 1 << 17;

impl Prints {
    fn of(&mut self, word: &str) -> Option<u64> {
        if let Some(Some(known)) = self.known.get(word) {
            return *known;
        }
        let print = fingerprint(word, &mut String::new());
        if self.count < PRINTS_MAX {
            self.count += 1;
            *self.known.or_default(word) = Some(print);
        }
        print
    }
}

/// The fingerprint of a word's stem; none of a word that says little.
fn fingerprint(word: &str, room: &mut String) -> Option<u64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.parse().map_or_else(|_| hash(word) | NUMBER, number));
    }
    if word.len() < 3 || !word.is_ascii() && word.chars().nth(2).is_none() {
        return None;
    }
    let lower = lower_in(word, room);
    if is_common(lower) {
        return None;
    }
    // "ratified" and "ratification" begin alike: without its ending, six letters of a word are stem enough.
    let ending =
        ["ing", "ed", "es", "s"].into_iter().find(|ending| lower.len() > ending.len() + 3 && lower.ends_with(ending));
    let bare = ending.and_then(|ending| lower.strip_suffix(ending)).unwrap_or(lower);
    let begin = match bare.is_ascii() {
        true => bare.get(..6).unwrap_or(bare),
        false => bare.char_indices().nth(6).map_or(bare, |(at, _)| &bare[..at]),
    };
    Some(hash(begin) & !NUMBER)
}

/// Whether a word stands in any text.
fn is_common(lower: &str) -> bool {
    matches!(
        lower,
        "about"
            | "after"
            | "also"
            | "and"
            | "are"
            | "because"
            | "been"
            | "before"
            | "being"
            | "between"
            | "both"
            | "but"
            | "could"
            | "for"
            | "from"
            | "had"
            | "has"
            | "have"
            | "her"
            | "his"
            | "into"
            | "its"
            | "more"
            | "most"
            | "not"
            | "other"
            | "over"
            | "said"
            | "some"
            | "such"
            | "than"
            | "that"
            | "the"
            | "their"
            | "them"
            | "then"
            | "there"
            | "these"
            | "they"
            | "this"
            | "those"
            | "through"
            | "under"
            | "was"
            | "were"
            | "what"
            | "when"
            | "where"
            | "which"
            | "while"
            | "will"
            | "with"
            | "would"
    )
}

/// FNV-1a.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How many of the passages were written by themselves: those whose words are nearly the same count once.
pub(crate) fn independent<'a>(passages: impl Iterator<Item = &'a str>) -> usize {
    /// More than this many different ones are not told apart: nobody counts on.
    const MAX: usize = 16;
    let (mut known, mut room) = (Vec::<(&str, Vec<u64>)>::new(), String::new());
    for passage in passages {
        if known.len() == MAX {
            break;
        }
        if known.iter().any(|(other, _)| *other == passage) {
            continue;
        }
        let words = words(passage, |_| false);
        let mut stems: Vec<u64> = words.filter_map(|(_, word)| fingerprint(word, &mut room)).collect();
        stems.sort_unstable();
        stems.dedup();
        let is_copy = |(_, other): &(&str, Vec<u64>)| {
            let shared = stems.iter().filter(|stem| other.binary_search(stem).is_ok()).count();
            // Three of four words.
            shared * 4 >= (stems.len() + other.len() - shared) * 3
        };
        if !known.iter().any(is_copy) {
            known.push((passage, stems));
        }
    }
    known.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passages: &[&str], expect: usize) {
        assert_eq!(independent(passages.iter().copied()), expect, "{passages:?}");
    }

    #[test]
    fn copies_count_once() {
        check(&[], 0);
        check(&["The fleet left Toulon for Beirut on Monday"], 1);
        check(
            &["The fleet left Toulon for Beirut on Monday", "The fleet left Toulon for Beirut on Monday, it said"],
            1,
        );
        check(&["The fleet left Toulon for Beirut on Monday", "French ships sailed from Toulon to Lebanon"], 2);
        check(&["", ""], 1);
    }

    #[test]
    fn stems_are_the_begins_of_words() {
        let print = |word| fingerprint(word, &mut String::new());
        assert_eq!(print("negotiated"), print("negotiations"));
        assert_eq!(print("signed"), print("signs"));
        assert_eq!(print("Oslo"), print("oslo"));
        assert_eq!(print("the"), None);
        assert_eq!(print("12"), Some(number(12.0)));
        assert!(print("12").is_some_and(|print| print >= NUMBER));
        assert!(print("12th").is_some_and(|print| print >= NUMBER));
    }
}
