//! A time for what is told without one, to begin with: what its own words say, what stands before it, when it was written.
//!
//! In: a passage of a document. Out: a time and where it comes from. Takes nothing by itself.

use crate::state::State;
use dateline_model::dating::read_times;
use dateline_model::document::Document;
use dateline_model::text::Span;
use dateline_model::when::{Precision, When};

/// What a passage may mean by its time, and what says so.
pub fn time(state: &State, document: usize, passage: &Span) -> Option<(When, &'static str)> {
    let read = state.known.timeline.documents.get(document)?;
    let words = read.text.get(passage.clone())?;
    let alone = Document { own_date: read.own_date.clone(), ..Document::plain(&read.name, words.to_owned()) };
    let own_words = read_times(&state.known.lexicon, &alone).into_iter().find_map(|time| time.when);
    let told = state
        .known
        .told
        .get(document)
        .into_iter()
        .flatten()
        .filter_map(|&(event, source)| state.known.timeline.events.get(event)?.sources.get(source));
    // The nearest that is told before it.
    let before = told.filter(|source| source.passage.start <= passage.start).max_by_key(|source| source.passage.start);
    let written = read.own_date.as_ref().map(|own| {
        let precision = if own.earliest == own.latest { Precision::Day } else { Precision::Range };
        When::span(own.earliest, own.latest, precision)
    });
    own_words
        .map(|when| (when, "as its own words say"))
        .or(before.map(|source| (source.when, "as what is told before it")))
        .or(written.map(|when| (when, "the day of the document")))
}
