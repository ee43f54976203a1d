//! Sentences and an anchor to time expressions, each with its `When` and the chain that explains it.

use crate::document::{Document, OwnDate};
use crate::lexicon::Lexicon;
use crate::text::Span;
use crate::when::{Chain, When};

/// The words that tell a time, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where the words stand in the document's text.
    pub span: Span,
    /// What sort of expression it is, after TIMEX3.
    pub sort: Sort,
    /// The days it means; none for a duration or a recurring time.
    pub when: Option<When>,
    /// How it bounds what happened.
    pub bound: Bound,
    /// How it came about.
    pub chain: Chain,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
    /// TIMEX3 value by the TimeML conventions: "2024-11-18", "P2D", "FUTURE_REF".
    pub value: String,
}

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A day or longer.
    Date,
    /// A time of the day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// How a time expression bounds what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// In, on, at it.
    Within,
    /// "since March": from its first day to the document's date; `when` already spans that.
    Since,
    /// "by 1988", "until 2030".
    Until,
    /// "before the summit".
    Before,
    /// "after the summit".
    After,
}

/// Reads every time expression of a document, in the order of the text, none overlapping.
/// Without an own date, what is relative to it stays without `when`.
pub fn read_times(_lexicon: &Lexicon, _document: &Document) -> Vec<TimeExpression> {
    Vec::new()
}

/// The document's own date as its text states it, or as the dates that it tells let infer it.
pub fn own_date(_lexicon: &Lexicon, _document: &Document) -> Option<OwnDate> {
    None
}
