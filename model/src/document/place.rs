//! Where in its original a stretch of a document's text stands, as one would cite it.
//!
//! In: what a reader of a format knows of pages, chapters and paragraphs. Out: "p. 4".

use serde::{Deserialize, Serialize};
use std::fmt;

/// A stretch of a document's text that one place of its original holds: from here to the next part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Byte offset in the document's text.
    pub text_begin: usize,
    /// Which place.
    pub place: Place,
}

/// A place of an original. What it is called follows the locators of the Citation Style Language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A page, from 1.
    Page(u32),
    /// A paragraph, from 1; blank ones are not counted.
    Paragraph(u32),
    /// A chapter, by its heading or number.
    Chapter(String),
    /// The notes at its end.
    Notes,
    /// A row of a table, from 1, as a spreadsheet counts them.
    Row(u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Page(number) => write!(f, "p. {number}"),
            Place::Paragraph(number) => write!(f, "para. {number}"),
            Place::Chapter(name) => write!(f, "ch. {name}"),
            Place::Notes => write!(f, "notes"),
            Place::Row(number) => write!(f, "row {number}"),
        }
    }
}
