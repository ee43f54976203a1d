//! Text that remembers, piece by piece, where in its source it came from.
//!
//! In: pieces in the order of reading. Out: the text and its `Origin`s.
//! Knows no format.

use super::Origin;
use std::ops::Range;

/// At most about this many origins are kept, however large the source: a larger one is traced more coarsely.
const MOST_ORIGINS: usize = 1_000_000;

/// A text and the origins that cover it.
pub(super) struct Traced {
    pub text: String,
    pub origins: Vec<Origin>,
    /// Where in the source the last piece ends.
    pub source_end: usize,
    /// A piece shorter than this many bytes is not split further.
    grain: usize,
}

impl Traced {
    /// No text yet, from a source of this many bytes.
    pub fn new(source_bytes: usize) -> Traced {
        Traced { text: String::new(), origins: Vec::new(), source_end: 0, grain: source_bytes / MOST_ORIGINS }
    }

    /// A text that stands in its source as it is, from byte `source_begin` on.
    pub fn verbatim(text: String, source_begin: usize) -> Traced {
        let origins = vec![Origin { text_begin: 0, file_begin: source_begin, verbatim: true }];
        let source_end = source_begin + text.len();
        Traced { text, origins, source_end, grain: 0 }
    }

    /// Appends a piece that stands for these bytes of the source; `verbatim` where it is these very bytes.
    pub fn push(&mut self, piece: &str, source: Range<usize>, verbatim: bool) {
        if piece.is_empty() {
            return;
        }
        self.trace(source.start, verbatim);
        self.text.push_str(piece);
        self.source_end = source.end;
    }

    /// Appends what stands for nothing in the source, such as the blank line between two blocks.
    pub fn push_made(&mut self, piece: &str) {
        self.push(piece, self.source_end..self.source_end, false);
    }

    /// Takes off what stands from `end` on.
    pub fn truncate(&mut self, end: usize) {
        if end < self.text.len() {
            self.source_end = super::file_span(&self.origins, 0..end).end;
            self.text.truncate(end);
            self.origins.retain(|origin| origin.text_begin < end);
        }
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

    /// Appends a span of another traced text together with its origins.
    pub fn push_span(&mut self, other: &Traced, span: Range<usize>) {
        let mut begin = span.start;
        let mut index = other.origins.partition_point(|origin| origin.text_begin <= begin).saturating_sub(1);
        while begin < span.end {
            let Some(origin) = other.origins.get(index) else { return };
            let end = other.origins.get(index + 1).map_or(span.end, |next| next.text_begin.min(span.end));
            let source = super::file_span(&other.origins, begin..end);
            self.push(&other.text[begin..end], source, origin.verbatim);
            begin = end;
            index += 1;
        }
    }

    /// The same text, traced through the text that it was made from to that text's own source.
    pub fn through(self, source: &Traced) -> Traced {
        let mut traced = Traced::new(source.text.len());
        for (index, origin) in self.origins.iter().enumerate() {
            let end = self.origins.get(index + 1).map_or(self.text.len(), |next| next.text_begin);
            if origin.verbatim {
                traced.push_span(source, origin.file_begin..origin.file_begin + (end - origin.text_begin));
            } else {
                let begin = super::file_offset(&source.origins, origin.file_begin);
                traced.push(&self.text[origin.text_begin..end], begin..begin, false);
            }
        }
        let last = self.source_end.saturating_sub(1);
        traced.source_end = super::file_span(&source.origins, last..self.source_end).end;
        traced
    }
}
