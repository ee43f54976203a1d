//! Text that remembers, piece by piece, where in its source it came from.
//!
//! In: pieces in the order of reading. Out: the text and its `Origin`s.
//! Knows no format.

use super::Origin;

/// At most about this many origins are kept, however large the source: a larger one is traced more coarsely.
const MOST_ORIGINS: usize = 1_000_000;

/// A text and the origins that cover it.
pub(super) struct Traced {
    pub text: String,
    pub origins: Vec<Origin>,
    /// A piece shorter than this many bytes is not split further.
    grain: usize,
}

impl Traced {
    /// No text yet, from a source of this many bytes.
    pub fn new(source_bytes: usize) -> Traced {
        Traced { text: String::new(), origins: Vec::new(), grain: source_bytes / MOST_ORIGINS }
    }

    /// A text that stands in its source as it is, from byte `source_begin` on.
    pub fn verbatim(text: String, source_begin: usize) -> Traced {
        let origins = vec![Origin { text_begin: 0, file_begin: source_begin, verbatim: true }];
        Traced { text, origins, grain: 0 }
    }

    /// Appends a piece that begins at byte `source_begin`; `verbatim` where the source has the same bytes there.
    pub fn push(&mut self, piece: &str, source_begin: usize, verbatim: bool) {
        if piece.is_empty() {
            return;
        }
        self.trace(source_begin, verbatim);
        self.text.push_str(piece);
    }

    /// Says that what is appended next comes from `source_begin`.
    fn trace(&mut self, source_begin: usize, verbatim: bool) {
        let here = self.text.len();
        match self.origins.last_mut() {
            Some(last) if verbatim && last.verbatim && last.file_begin + (here - last.text_begin) == source_begin => {}
            Some(last) if here - last.text_begin < self.grain => last.verbatim = false,
            _ => self.origins.push(Origin { text_begin: here, file_begin: source_begin, verbatim }),
        }
    }
}
