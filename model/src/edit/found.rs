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

#[cfg(test)]
mod tests {
    use super::super::properties::{project as example, reading};
    use super::super::{Correction, Edit, apply};
    use crate::event::EventId;
    use crate::project::{Project, Stamp};

    fn done(project: &mut Project, edit: &Edit) {
        apply(project, edit, &Stamp::default()).expect("a change");
    }

    /// The example with the title of one event corrected, then with the text of its first document replaced.
    fn read_again(change: impl Fn(&str) -> String, day: u32) -> (Project, EventId) {
        let mut project = example();
        let treaty =
            project.timeline().events.into_iter().find(|event| event.title.contains("treaty")).expect("a treaty");
        assert_eq!(treaty.sources.len(), 2);
        done(&mut project, &Edit::Correct(vec![treaty.id], Correction::Title(Some("Fish".to_owned()))));
        let text = change(&project.documents[0].text);
        let edit = Edit::read(&project, vec![reading("north.txt", &text, day)]);
        // The same text read again changes nothing.
        apply(&mut project, &edit, &Stamp::default());
        (project, treaty.id)
    }

    /// `expect` is how many sources the corrected event has after that.
    #[track_caller]
    fn check(change: impl Fn(&str) -> String, day: u32, expect: usize) {
        let (project, id) = read_again(change, day);
        let events = project.timeline().events;
        let fish: Vec<_> = events.iter().filter(|event| event.title == "Fish").collect();
        assert_eq!(fish.iter().map(|event| (event.id, event.sources.len())).collect::<Vec<_>>(), [(id, expect)]);
        assert!(project.lost().is_empty());
    }

    #[test]
    fn corrections_survive_another_reading() {
        check(str::to_owned, 10, 2);
        check(|text| format!("Rain fell in Bergen.\n\n{text}"), 10, 2);
        check(|text| text.replace("a fishing treaty in Oslo", "a treaty on fishing in the city of Oslo"), 10, 2);
        // Its Friday is another one then.
        check(str::to_owned, 20, 2);
        check(|_| "Nothing was signed.".to_owned(), 10, 1);
    }

    #[test]
    fn what_finds_no_passage_is_kept_and_found_later() {
        let mut project = example();
        let troops = project.timeline().events.into_iter().find(|event| event.title.contains("1,200")).expect("troops");
        let note = Correction::Note("Check the number".to_owned());
        done(&mut project, &Edit::Correct(vec![troops.id], note));
        let text = project.documents[0].text.clone();
        let edit = Edit::read(&project, vec![reading("north.txt", "The ferry stayed in port.", 10)]);
        done(&mut project, &edit);
        assert_eq!(project.lost().iter().map(|(id, _)| *id).collect::<Vec<_>>(), [troops.id]);
        let edit = Edit::read(&project, vec![reading("north.txt", &text, 10)]);
        done(&mut project, &edit);
        assert!(project.lost().is_empty());
        assert!(project.timeline().events.iter().any(|event| event.id == troops.id));
    }

    #[test]
    fn what_was_split_stays_apart_and_what_was_merged_together() {
        let mut project = example();
        let treaty =
            project.timeline().events.into_iter().find(|event| event.title.contains("treaty")).expect("a treaty");
        let out = project.tellings_of(treaty.id)[1].id;
        done(&mut project, &Edit::Split(treaty.id, vec![out]));
        let count = project.timeline().events.len();
        let text = project.documents[0].text.clone();
        let edit = Edit::read(&project, vec![reading("north.txt", &format!("{text} Rain fell."), 11)]);
        done(&mut project, &edit);
        assert_eq!(project.timeline().events.len(), count);
        let events = project.timeline().events.into_iter().filter(|event| !event.title.contains("treaty"));
        let ids: Vec<EventId> = events.map(|event| event.id).take(2).collect();
        done(&mut project, &Edit::Merge(ids.clone()));
        assert_eq!(project.timeline().events.len(), count - 1);
        assert_eq!(project.changes(ids[0]).count(), 1);
        done(&mut project, &Edit::PutBack(ids));
        assert_eq!(project.timeline().events.len(), count);
    }
}
