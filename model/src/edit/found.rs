//! Kept tellings to those of a new reading of their document: the same passage, or the one that is most like it.
//!
//! In: what a person has done something to, and what a document tells now. Out: the same, naming tellings of now; what
//! finds none stays as it was. Knows one document at a time.

use crate::document::Document;
use crate::event::{Event, EventId};
use crate::project::{Kept, Made, Project, Telling};
use crate::text::Span;
use std::collections::BTreeSet;

/// Two passages that share less of their words are not one.
const ALIKE: f32 = 0.6;
/// Of passages equally alike the nearer one is meant: so much of likeness is worth a whole text of distance.
const DISTANCE: f32 = 0.2;
/// Of two tellings of one passage the one with the same words for its time is meant.
const OTHER_TIME: f32 = 0.3;

/// Gives kept tellings of a document, but for those that a person made, the ids, places and words of what it tells
/// now. Those that changed.
pub fn find_again(project: &Project, document: &Document, tellings: &[Event]) -> Vec<(EventId, Kept)> {
    let is_read = |telling: &Telling| telling.document == document.name && !project.made.contains_key(&telling.id);
    let known: BTreeSet<EventId> =
        project.kept.values().flat_map(|kept| &kept.tellings).map(|telling| telling.id).collect();
    // What still has its id is found; nothing else may take it.
    let mut taken: BTreeSet<EventId> = tellings.iter().map(|event| event.id).filter(|id| known.contains(id)).collect();
    let mut changed = Vec::new();
    for (id, kept) in &project.kept {
        if !kept.tellings.iter().any(is_read) {
            continue;
        }
        let mut new = kept.clone();
        for telling in new.tellings.iter_mut().filter(|telling| is_read(telling)) {
            let same = tellings.iter().find(|event| event.id == telling.id);
            let Some(event) = same.or_else(|| most_alike(telling, &document.text, tellings, &taken)) else { continue };
            taken.insert(event.id);
            *telling = Telling::of(event, document);
        }
        if new != *kept {
            changed.push((*id, new));
        }
    }
    changed
}

/// What a person made of a passage, where that stands now; none where it no longer stands in the text.
pub fn move_made(made: &Made, old_text: &str, new_text: &str) -> Option<Made> {
    let source = made.event.sources.first()?;
    let words = old_text.get(source.passage.clone())?;
    let begin = nearest(new_text, words, source.passage.start)?;
    let shift = |span: &Span| begin + (span.start - source.passage.start)..begin + (span.end - source.passage.start);
    let inside = source.passage.start <= source.time.start && source.time.end <= source.passage.end;
    let mut moved = made.clone();
    let new = moved.event.sources.first_mut()?;
    new.time = if inside { shift(&source.time) } else { begin..begin };
    new.passage = begin..begin + words.len();
    Some(moved)
}

/// Where words stand in a text, nearest to a byte.
fn nearest(text: &str, words: &str, at: usize) -> Option<usize> {
    let begins = text.match_indices(words).map(|(begin, _)| begin);
    begins.min_by_key(|begin| begin.abs_diff(at)).filter(|_| !words.is_empty())
}

fn most_alike<'e>(
    telling: &Telling,
    text: &str,
    tellings: &'e [Event],
    taken: &BTreeSet<EventId>,
) -> Option<&'e Event> {
    let words = words_of(&telling.words);
    let length = text.len().max(telling.begin).max(1) as f32;
    let score = |event: &'e Event| {
        let source = event.sources.first()?;
        let likeness = likeness(&words, &words_of(text.get(source.passage.clone())?));
        let distance = source.passage.start.abs_diff(telling.begin) as f32 / length;
        let other_time = if source.chain.words == telling.time { 0.0 } else { OTHER_TIME };
        (likeness >= ALIKE).then_some((likeness - DISTANCE * distance - other_time, event))
    };
    let free = tellings.iter().filter(|event| !taken.contains(&event.id));
    let best = free.filter_map(score).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.id.cmp(&a.1.id)));
    best.map(|(_, event)| event)
}

/// The different words, in lower case.
fn words_of(passage: &str) -> BTreeSet<String> {
    passage.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How much of their words two passages share: 1 for all, after Dice (1945).
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f32 {
    let shared = one.intersection(other).count();
    2.0 * shared as f32 / (one.len() + other.len()).max(1) as f32
}
