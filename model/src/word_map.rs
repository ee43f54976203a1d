//! Words, whatever their capitals, to what a list says of them.
//!
//! In: words. Out: what was kept under a word. Every word of a text is looked up in several lists, and most are in none
//! of them. So a word of up to 15 bytes is compared as two numbers, and a byte of its hash tells most others from it.

use crate::text::{capitals, halves};
use rustc_hash::FxHashMap;

/// A word of up to 15 bytes as two numbers, the highest byte its length.
type Key = [u64; 2];

/// What lists say of words. Letters beyond ASCII stand for themselves.
pub(crate) struct WordMap<T> {
    /// A power of two of slots, at least half of them empty. An empty one is 0; the others have the place of the word, from 1,
    /// and in their highest byte one of its hash.
    slots: Vec<u32>,
    /// Each word as two numbers.
    keys: Vec<Key>,
    values: Vec<T>,
    /// Longer words, in small letters.
    long: FxHashMap<Vec<u8>, T>,
}

impl<T> Default for WordMap<T> {
    fn default() -> WordMap<T> {
        WordMap { slots: vec![0; 2], keys: Vec::new(), values: Vec::new(), long: FxHashMap::default() }
    }
}

impl<T> WordMap<T> {
    /// What is kept under a word.
    pub fn get(&self, word: impl AsRef<[u8]>) -> Option<&T> {
        let word = word.as_ref();
        let Some(key) = key(word) else {
            return if self.long.is_empty() { None } else { self.long.get(&word.to_ascii_lowercase()) };
        };
        let place = self.slots[self.slot(key)] & PLACE;
        self.values.get((place as usize).wrapping_sub(1))
    }

    /// What is kept under a word, made where there is nothing yet.
    pub fn or_default(&mut self, word: &str) -> &mut T
    where
        T: Default,
    {
        let Some(key) = key(word.as_bytes()) else {
            return self.long.entry(word.as_bytes().to_ascii_lowercase()).or_default();
        };
        let mut slot = self.slot(key);
        if self.slots[slot] == 0 {
            self.keys.push(key);
            self.values.push(T::default());
            if self.keys.len() * 2 > self.slots.len() {
                self.slots = vec![0; self.slots.len() * 2];
                for (key, place) in self.keys.iter().zip(1..) {
                    let slot = self.slot(*key);
                    self.slots[slot] = hash(*key) as u32 & !PLACE | place;
                }
                slot = self.slot(key);
            } else {
                self.slots[slot] = hash(key) as u32 & !PLACE | self.keys.len() as u32;
            }
        }
        let place = self.slots[slot] & PLACE;
        &mut self.values[place as usize - 1]
    }

    /// All that is kept, in no order that means anything.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.values.iter_mut().chain(self.long.values_mut())
    }

    /// The slot of a word, or the empty one where it would stand.
    fn slot(&self, key: Key) -> usize {
        let hash = hash(key);
        let last = self.slots.len() - 1;
        let mut slot = (hash >> 32) as usize & last;
        loop {
            let found = self.slots[slot];
            let same =
                || (found ^ hash as u32) & !PLACE == 0 && self.keys.get((found & PLACE) as usize - 1) == Some(&key);
            if found == 0 || same() {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }
}

/// The bits of a slot that tell the place of its word.
const PLACE: u32 = (1 << 24) - 1;

/// A word's bytes, capitals made small, and its length, as two numbers; none of longer ones.
fn key(word: &[u8]) -> Option<Key> {
    let [first, last] = halves(word).filter(|_| word.len() < 16)?;
    let small = |half: u64| half | capitals(half) >> 2;
    Some([small(first), small(last) | (word.len() as u64) << 56])
}

/// Both halves multiplied with each other, after wyhash.
fn hash([first, last]: Key) -> u64 {
    let product = u128::from(first ^ 0x9e37_79b9_7f4a_7c15) * u128::from(last ^ 0xd1b5_4a32_d192_ed03);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expect: Option<usize>) {
        let mut words: WordMap<usize> = WordMap::default();
        let list =
            ["", "a", "to", "the", "treaty", "treaties", "t", "El Niño", "internationalisation", "fifteen letters"];
        for (index, word) in list.into_iter().enumerate() {
            *words.or_default(word) = index;
        }
        assert_eq!(words.get(word).copied(), expect, "{word}");
    }

    #[test]
    fn words_are_found_whatever_their_capitals() {
        check("", Some(0));
        check("A", Some(1));
        check("To", Some(2));
        check("THE", Some(3));
        check("Treaty", Some(4));
        check("treatY", Some(4));
        check("treaties", Some(5));
        check("EL NIño", Some(7));
        check("Internationalisation", Some(8));
        check("FIFTEEN LETTERS", Some(9));
    }

    #[test]
    fn other_words_are_not() {
        check("treat", None);
        check("treatyy", None);
        check("a\0", None);
        check("EL NIÑO", None);
        check("internationalization", None);
        check("[", None);
    }

    #[test]
    fn many_words_have_their_own_values() {
        let mut words: WordMap<u32> = WordMap::default();
        for number in 0..10_000 {
            *words.or_default(&format!("word{number}")) = number;
        }
        assert!((0..10_000).all(|number| words.get(format!("WORD{number}")) == Some(&number)));
        assert_eq!(words.get("word10000"), None);
    }
}
