//! A list of words to what tells at once of nearly all other words that they are not in it.
//!
//! In: words. Out: whether a word may be one of them, by its first two letters and its length, whatever its capitals.
//! A look at a table that fits into the nearest cache, before the word is hashed and looked up.

/// What is known of the words of a list without looking at all of their letters.
pub(crate) struct Shapes {
    /// For each two first letters a bit for each length.
    lengths: [u32; 32 * 32],
}

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes { lengths: [0; 32 * 32] }
    }
}

impl Shapes {
    /// Takes note of a word of the list.
    pub fn add(&mut self, word: &str) {
        let (letters, length) = shape(word);
        self.lengths[letters] |= length;
    }

    /// Whether a word may be in the list. Of letters beyond ASCII, which may have other forms there, nothing is known.
    pub fn may_hold(&self, word: &str) -> bool {
        let (letters, length) = shape(word);
        self.lengths[letters] & length != 0 || !word.is_ascii()
    }
}

/// The place of a word's first two letters, and the bit of its length.
fn shape(word: &str) -> (usize, u32) {
    let letter = |at: usize| usize::from(word.as_bytes().get(at).map_or(0, |byte| byte & 31));
    (letter(0) * 32 + letter(1), 1 << word.len().min(31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expect: bool) {
        let mut shapes = Shapes::default();
        for word in ["treaty", "a", ""] {
            shapes.add(word);
        }
        assert_eq!(shapes.may_hold(word), expect, "{word}");
    }

    #[test]
    fn most_words_are_told_from_those_of_a_list() {
        check("treaty", true);
        check("TREATY", true);
        check("traded", true);
        check("treat", false);
        check("the", false);
        check("A", true);
        check("", true);
        check("é", true);
        check(&"t".repeat(100), false);
    }
}
