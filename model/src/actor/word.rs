//! A name against a text: where a word ends, and whether a name stands at a place.
//!
//! Letters are compared in their plain form (`fold`), so that accents, apostrophes and hyphens may differ.

use super::fold::fold;
use crate::text::small_letters;

/// The first word of a text. A capital after a small letter begins a new word.
pub(super) fn first_word(text: &str) -> &str {
    &text[..word_length(text)]
}

/// How many bytes the word is long that a text begins with; at least one letter where there is one.
pub(super) fn word_length(text: &str) -> usize {
    // Most words are small letters throughout, or but for the first.
    let bytes = text.as_bytes();
    let capital = usize::from(bytes.first().is_some_and(u8::is_ascii_uppercase));
    let letters = capital + small_letters(&bytes[capital..]);
    let mut small = letters > capital;
    for (at, &byte) in bytes.iter().enumerate().skip(letters) {
        if !byte.is_ascii() {
            return at + unusual_word_length(&text[at..], small);
        }
        if !byte.is_ascii_alphanumeric() || (small && byte.is_ascii_uppercase()) {
            return at;
        }
        small = byte.is_ascii_lowercase();
    }
    text.len()
}

/// The same for the rest of a word from its first letter that is not ASCII; `small` tells of the letter before it.
fn unusual_word_length(text: &str, mut small: bool) -> usize {
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            return at;
        }
        small = c.is_lowercase();
    }
    text.len()
}

/// How many bytes of the text the name covers, if it stands at the text's beginning, whole words only.
/// A text all in capitals matches a name of four letters or more.
pub(super) fn matched_length(name: &str, text: &str) -> Option<usize> {
    // Most names that do not stand there differ from it in a plain letter.
    let same = name.bytes().zip(text.bytes()).take_while(|(wanted, found)| wanted == found).count();
    if let (Some(wanted), Some(found)) = (name.as_bytes().get(same), text.as_bytes().get(same))
        && found.is_ascii_graphic()
        && !found.eq_ignore_ascii_case(wanted)
    {
        return None;
    }
    let mut rest = text.chars();
    let (mut exact, mut capitals, mut letters) = (true, true, 0);
    let mut last = ' ';
    for (at, wanted) in name.chars().enumerate() {
        let c = rest.next()?;
        if wanted == ' ' {
            if !c.is_whitespace() {
                return None;
            }
            // A line may end within a name, a paragraph may not.
            let after = rest.as_str();
            if after.starts_with(char::is_whitespace) {
                let trimmed = after.trim_start();
                if c == '\n' && after[..after.len() - trimmed.len()].contains('\n') {
                    return None;
                }
                rest = trimmed.chars();
            }
        } else {
            let c = fold(c);
            if c != wanted {
                let first_small = at == 0 && wanted.is_lowercase() && c.to_ascii_lowercase() == wanted;
                exact &= first_small;
                if !c.eq_ignore_ascii_case(&wanted) {
                    return None;
                }
            }
            letters += usize::from(c.is_alphabetic());
            capitals &= !c.is_lowercase();
            last = c;
        }
    }
    let length = text.len() - rest.as_str().len();
    let next = rest.next().unwrap_or(' ');
    let whole = !next.is_alphanumeric() || last == '-' || (last.is_lowercase() && next.is_uppercase());
    (whole && (exact || (capitals && letters >= 4))).then_some(length)
}
