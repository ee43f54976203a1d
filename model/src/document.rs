//! Bytes to a `Document`: its text, where each byte of it came from, its title, its own date.
//!
//! In: a file's name and bytes. Out: a document, or an error that names the file.
//! Knows nothing of events; dating reads the document's own date from its text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Files larger than this are not read.
pub const SIZE_MAX_BYTES: u64 = 200_000_000;

/// The endings of the files that are read from a folder, in lower case.
pub const READABLE_ENDINGS: [&str; 1] = ["txt"];

/// Why a file is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct DocumentError {
    name: String,
    reason: String,
}

impl DocumentError {
    /// Why, and what to do now, without the file's name.
    pub fn reason(&self) -> String {
        self.reason.clone()
    }
}

/// Reads a document from a file's bytes.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    Ok(Document::plain(name, String::from_utf8_lossy(bytes).into_owned()))
}

/// A text with a title, a date of its own and a place it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// File name as given; unique within a timeline.
    pub name: String,
    /// Headline or title; the name where there is none.
    pub title: String,
    /// Who published it, where the document says so.
    pub publisher: Option<String>,
    /// The readable text. Passages are byte spans of this.
    pub text: String,
    /// Where the text came from: pieces in rising order, together covering `text`.
    pub origins: Vec<Origin>,
    /// The document's own date; none where nothing tells it.
    pub own_date: Option<OwnDate>,
}

/// A piece of the text and the bytes of the file that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Byte offset in the document's text.
    pub text_begin: usize,
    /// Byte offset in the file.
    pub file_begin: usize,
    /// Whether text and file run alike, byte for byte, from here to the next piece.
    pub verbatim: bool,
}

/// The day that a document's relative expressions count from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDate {
    /// First day it may be.
    pub earliest: NaiveDate,
    /// Last day it may be, inclusive; expressions count from this one.
    pub latest: NaiveDate,
    /// Stated, inferred or set.
    pub known: Known,
    /// The evidence in plain words: "stated in its last line: 17.11.2024".
    pub evidence: String,
}

/// How a document's own date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// The document says it.
    Stated,
    /// It follows from the dates that the document tells.
    Inferred,
    /// The user set it.
    Set,
}

impl OwnDate {
    /// The day that relative expressions count from.
    pub fn day(&self) -> NaiveDate {
        self.latest
    }
}

impl Document {
    /// A document of plain text as it stands in the file.
    pub fn plain(name: &str, text: String) -> Document {
        let origins = vec![Origin { text_begin: 0, file_begin: 0, verbatim: true }];
        Document { name: name.to_owned(), title: name.to_owned(), publisher: None, text, origins, own_date: None }
    }

    /// The bytes of the file that a span of the text came from.
    pub fn file_span(&self, span: Range<usize>) -> Range<usize> {
        self.file_offset(span.start)..self.file_offset(span.end)
    }

    fn file_offset(&self, text_offset: usize) -> usize {
        let after = self.origins.partition_point(|o| o.text_begin <= text_offset);
        match self.origins.get(after.wrapping_sub(1)) {
            Some(o) if o.verbatim => o.file_begin + (text_offset - o.text_begin),
            Some(o) => o.file_begin,
            None => text_offset,
        }
    }
}
