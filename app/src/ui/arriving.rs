//! What comes into the window by itself or by the clipboard: pasted text, a folder that is watched.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::tested::Tested;
use super::*;
use crate::command::Command;
use crate::jobs::Answer;
use crate::state::Purpose;
use std::fs;

const SIZE: [usize; 2] = [1280, 800];
const TEXT: &str = "Harbour treaty signed\n\n3 March 2024\n\nOn 2 March 2024 Kenya and Egypt signed a treaty in Cairo.";
const PAGE: &str = "<!doctype html><html><head><title>Talks resume</title></head><body><article>\
    <p>On 9 May 2024 Peru and Chile held talks in Lima.</p></article></body></html>";

fn paste(tested: &mut Tested, text: &str) {
    tested.harness.event(egui::Event::Paste(text.to_owned()));
    tested.harness.step();
    tested.wait(|state| state.reading.is_none());
    tested.settle();
}

/// Name and title of each document, and how many events there are.
fn open(tested: &Tested) -> (Vec<String>, usize) {
    let timeline = &tested.state().known.timeline;
    let documents = timeline.documents.iter().map(|document| format!("{}: {}", document.name, document.title));
    (documents.collect(), timeline.events.len())
}

#[test]
fn pasted_text_is_a_document() {
    let mut tested = Tested::new(SIZE, ThemeChoice::Light);
    assert!(tested.shows("or paste text"));
    paste(&mut tested, "  \n ");
    assert!(tested.state().is_empty());
    paste(&mut tested, TEXT);
    assert_eq!(open(&tested), (vec!["Pasted text: Harbour treaty signed".to_owned()], 1));
    paste(&mut tested, PAGE);
    let two = ["Pasted text: Harbour treaty signed", "Pasted text 2: Talks resume"];
    assert_eq!(open(&tested), (two.map(str::to_owned).to_vec(), 2));
    tested.act(Action::Run(Command::Undo));
    assert_eq!(open(&tested), (vec!["Pasted text: Harbour treaty signed".to_owned()], 1));
    tested.act(Action::Run(Command::Redo));
    assert_eq!(open(&tested).1, 2);
}

#[test]
fn what_is_pasted_into_a_field_stays_there() {
    let mut tested = Tested::with_fixture(SIZE, ThemeChoice::Light);
    let before = open(&tested);
    tested.act(Action::Run(Command::Find));
    paste(&mut tested, "treaty");
    assert_eq!((open(&tested), tested.state().find.words.as_str()), (before, "treaty"));
}

#[test]
fn the_command_asks_for_the_clipboard_and_leaves_the_field() {
    let mut tested = Tested::new(SIZE, ThemeChoice::Light);
    tested.act(Action::Run(Command::Palette));
    tested.write("paste text");
    let (key, modifiers) = (egui::Key::Enter, egui::Modifiers::NONE);
    tested.harness.event(egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
    tested.harness.step();
    let asked = |tested: &Tested| {
        let output = tested.harness.output();
        let all = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
        all.filter(|command| matches!(command, ViewportCommand::RequestPaste)).count()
    };
    assert_eq!(asked(&tested), 1);
    paste(&mut tested, TEXT);
    assert_eq!(open(&tested).1, 1);
}

#[test]
fn a_watched_folder_is_read_as_files_come() {
    let folder = tempfile::tempdir().unwrap();
    let mut tested = Tested::new(SIZE, ThemeChoice::Light);
    paste(&mut tested, PAGE);
    tested.act(Action::Heard(Answer::Chosen(Purpose::Watch, vec![folder.path().to_owned()])));
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    assert!(tested.shows(&format!("Watching {name}, 1 document read")));
    fs::write(folder.path().join("treaty.txt"), TEXT).unwrap();
    tested.wait(|state| state.known.timeline.documents.len() == 2);
    let came = |tested: &Tested| open(tested).0[1].clone();
    assert_eq!((came(&tested).as_str(), open(&tested).1), ("treaty.txt: Harbour treaty signed", 2));
    // A window that watches sleeps until something comes.
    let delay = tested.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert!(delay.unwrap() > std::time::Duration::from_secs(1), "{delay:?}");

    let more = format!("{TEXT} On 3 March 2024 Kenya sent 300 troops to Somalia.");
    fs::write(folder.path().join("treaty.txt"), more).unwrap();
    tested.wait(|state| state.known.timeline.events.len() == 3);
    assert_eq!((open(&tested).0.len(), open(&tested).1), (2, 3));
    tested.act(Action::Run(Command::Undo));
    assert_eq!(open(&tested).1, 2);

    tested.act(Action::Run(Command::WatchFolder));
    assert!(tested.shows("No longer watching"));
    assert!(!tested.shows(&format!("Watching {name}, ")));
}

#[test]
fn a_reading_that_was_overtaken_is_made_up_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("treaty.txt");
    fs::write(&file, TEXT).unwrap();
    let mut tested = Tested::new(SIZE, ThemeChoice::Light);
    let changed = Answer::Changed(folder.path().to_owned(), vec![file]);
    tested.harness.state_mut().queue(Action::Watch(folder.path().to_owned()));
    tested.harness.state_mut().queue(Action::Heard(changed));
    tested.harness.step();
    tested.harness.state_mut().queue(Action::Paste(PAGE.to_owned()));
    tested.harness.step();
    let rests = |state: &State| state.watching.as_ref().is_some_and(|watching| watching.changed.is_empty());
    tested.wait(|state| state.known.timeline.documents.len() == 2 && rests(state));
    assert!(rests(tested.state()) && open(&tested).1 == 2);
    tested.act(Action::Run(Command::CloseAll));
    // What came beside the first text is not saved.
    tested.act(Action::Answer(crate::state::Choice::DontSave));
    assert!(tested.state().watching.is_none());
}
