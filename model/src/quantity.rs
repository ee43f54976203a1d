//! A sentence to its numbers with unit and object.

use crate::lexicon::Lexicon;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A number with its unit: "around 11,000 troops".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// In full: 24M is 24000000.
    pub value: f64,
    /// The word of the text ("troops"), a currency's ISO 4217 code, or "%".
    pub unit: String,
    /// Whether the text says "around", "nearly".
    pub approximate: bool,
    /// The words as written: "around 11,000 North Korean troops".
    pub words: String,
}

/// Every quantity told in a span of the text with where it stands; `times` are spans of dates, which are no quantities.
pub fn read_quantities(_lexicon: &Lexicon, _text: &str, _span: Span, _times: &[Span]) -> Vec<(Span, Quantity)> {
    Vec::new()
}
