//! Tests of what the user corrects, takes back, and finds again after saving.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::ThemeChoice;
use super::tested::Tested;
use crate::apply::Action;
use crate::command::Command;
use dateline_model::edit::{Correction, Edit};
use dateline_model::event::{EventId, Kind};
use dateline_model::project::SetWhen;
use dateline_model::when::When;

const FULL: [usize; 2] = [1920, 1080];

fn lead(tested: &Tested) -> EventId {
    tested.state().lead().unwrap().id
}

#[test]
fn a_correction_shows_at_once_and_is_taken_back() {
    let mut tested = Tested::with_sample(FULL, ThemeChoice::Light);
    tested.press(egui::Key::Home);
    let (id, before) = (lead(&tested), tested.state().known.timeline.clone());
    let count = before.events.len();
    let when = When::day("2031-05-05".parse().unwrap());
    let set = SetWhen { when, words: "5 May 2031".to_owned() };
    tested.act(Action::Edit(Edit::Correct(vec![id], Correction::When(Some(set)))));
    let moved = tested.state().known.timeline.events.last().unwrap();
    assert_eq!((moved.id, moved.when), (id, when), "the last one by now");
    assert_eq!(lead(&tested), id, "what was selected still is");
    tested.act(Action::Edit(Edit::Correct(vec![id], Correction::Kind(Some(Kind::Energy)))));
    tested.act(Action::Edit(Edit::Correct(vec![id], Correction::Deleted(true))));
    assert_eq!(tested.state().known.timeline.events.len(), count - 1);
    assert_eq!(tested.state().history.undo_name(), Some("Delete event"));
    for _ in 0..3 {
        tested.act(Action::Run(Command::Undo));
    }
    assert_eq!(tested.state().known.timeline, before);
    assert_eq!(tested.state().history.undo_name(), None, "what is opened first is not undone");
    tested.act(Action::Run(Command::Redo));
    assert_eq!(tested.state().known.timeline.events.last().unwrap().id, id);
}

#[test]
fn documents_are_added_beside_what_was_corrected() {
    let mut tested = Tested::new(FULL, ThemeChoice::Light);
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one.txt"), folder.path().join("other.txt"));
    std::fs::write(&one, "Chile recalled its ambassador from Peru on 12 July 2021.").unwrap();
    std::fs::write(
        &other,
        "On 12 July 2021 Chile called back its ambassador from Peru. Peru protested on 14 July 2021.",
    )
    .unwrap();
    tested.act(Action::Open(vec![one]));
    tested.wait(|state| state.reading.is_none());
    tested.press(egui::Key::Home);
    let id = lead(&tested);
    tested.act(Action::Edit(Edit::Correct(vec![id], Correction::Title(Some("Ambassador called home".to_owned())))));
    tested.act(Action::Run(Command::Star));
    tested.act(Action::Open(vec![other]));
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    let timeline = tested.state().known.timeline.clone();
    assert_eq!((timeline.documents.len(), timeline.events.len()), (2, 2));
    let corrected = timeline.events.iter().find(|event| event.id == id).unwrap();
    assert_eq!((corrected.title.as_str(), corrected.sources.len()), ("Ambassador called home", 2));
    assert!(tested.state().project.arrangement.starred.contains(&id));
    assert_eq!(tested.state().history.undo_name(), Some("Add “other.txt”"));
    tested.act(Action::Run(Command::Undo));
    assert_eq!(tested.state().known.timeline.documents.len(), 1);
    assert_eq!(tested.state().known.timeline.events[0].title, "Ambassador called home");
}
