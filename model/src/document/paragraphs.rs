//! The text of a document that is not a text file: paragraph after paragraph, with the place of each.
//!
//! In: paragraphs in the order of reading, as formats tell them. Out: a text with a blank line between them, in which
//! blanks are single, and its parts. Knows no format.

use super::{Fault, MARKUP_MAX_BYTES, Part, Place};

/// The paragraphs so far.
#[derive(Default)]
pub(super) struct Paragraphs {
    /// Their text.
    pub text: String,
    /// Where each stretch of it stands in the original, in rising order.
    pub parts: Vec<Part>,
    /// How many there are.
    pub count: u32,
}

impl Paragraphs {
    /// Appends a paragraph at a place, or as the next one counted; a blank one is left out.
    pub fn push(&mut self, paragraph: &str, place: Option<Place>) -> Result<(), Fault> {
        let begin = self.text.len();
        if begin > 0 {
            self.text.push_str("\n\n");
        }
        let text_begin = self.text.len();
        push_squeezed(paragraph, &mut self.text);
        if self.text.len() == text_begin {
            self.text.truncate(begin);
            return Ok(());
        }
        self.count += 1;
        let place = place.unwrap_or(Place::Paragraph(self.count));
        if self.parts.last().is_none_or(|last| last.place != place) {
            self.parts.push(Part { text_begin, place });
        }
        self.check()
    }

    /// Appends the paragraphs of a text, which blank lines part.
    pub fn push_text(&mut self, text: &str) -> Result<(), Fault> {
        let mut paragraph = String::new();
        for line in text.lines().chain([""]) {
            if line.trim().is_empty() {
                self.push(&paragraph, None)?;
                paragraph.clear();
            } else {
                paragraph.push_str(line);
                paragraph.push('\n');
            }
        }
        Ok(())
    }

    /// Appends a paragraph of several places, in whose text each piece follows the one before as it stands.
    pub fn push_pieces<'p>(&mut self, pieces: impl Iterator<Item = (&'p str, Place)>) -> Result<(), Fault> {
        let mut fresh = true;
        for (piece, place) in pieces {
            if fresh {
                let before = self.count;
                self.push(piece, Some(place))?;
                fresh = self.count == before;
                if !fresh && piece.ends_with(' ') {
                    self.text.push(' ');
                }
                continue;
            }
            if self.parts.last().is_none_or(|last| last.place != place) {
                self.parts.push(Part { text_begin: self.text.len(), place });
            }
            push_squeezed(piece, &mut self.text);
            if piece.ends_with(' ') {
                self.text.push(' ');
            }
        }
        self.text.truncate(self.text.trim_end().len());
        self.check()
    }

    fn check(&self) -> Result<(), Fault> {
        if self.text.len() > MARKUP_MAX_BYTES {
            return Err(Fault::TooLarge { limit_bytes: MARKUP_MAX_BYTES as u64 });
        }
        Ok(())
    }
}

/// Appends a text without blanks at its ends and its lines', with single ones within. Tabs and line breaks stay;
/// soft hyphens and characters of no width go.
fn push_squeezed(text: &str, out: &mut String) {
    let begin = out.len();
    let mut blank = None;
    for character in text.chars() {
        match character {
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            '\n' | '\u{2028}' | '\u{b}' => blank = Some('\n'),
            '\t' => blank = blank.filter(|blank| *blank == '\n').or(Some('\t')),
            _ if character.is_whitespace() || character.is_control() => {
                blank.get_or_insert(' ');
            }
            _ => {
                if let Some(blank) = blank.take()
                    && out.len() > begin
                {
                    out.push(blank);
                }
                out.push(character);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_single() -> Result<(), Fault> {
        let mut paragraphs = Paragraphs::default();
        paragraphs.push("  Two\u{a0} words\u{ad}\u{200b} \n and \t a\ttab\r\n", None)?;
        paragraphs.push(" \t\n", None)?;
        paragraphs.push("Next", None)?;
        paragraphs.push("On a page", Some(Place::Page(3)))?;
        paragraphs.push("too", Some(Place::Page(3)))?;
        assert_eq!(paragraphs.text, "Two words\nand\ta\ttab\n\nNext\n\nOn a page\n\ntoo");
        let places: Vec<String> =
            paragraphs.parts.iter().map(|part| format!("{} {}", part.text_begin, part.place)).collect();
        assert_eq!(places, ["0 para. 1", "21 para. 2", "27 p. 3"]);
        Ok(())
    }
}
