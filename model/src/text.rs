//! Text to paragraphs, sentences and tokens, all as byte spans of the text.

use std::ops::Range;

/// A byte span of a document's text, on character boundaries.
pub type Span = Range<usize>;
