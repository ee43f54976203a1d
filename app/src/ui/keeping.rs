//! Tests of what is asked before anything might be lost, by keyboard alone, on real files: saving before leaving, crashes,
//! damage, two windows, files that others change, places that take no files.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::ThemeChoice;
use super::tested::Tested;
use crate::apply::Action;
use crate::command::Command;
use crate::state::{Overlay, Question};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const TEXT: &str = "Peru and Chile signed a treaty on 3 May 2021. Ghana hosted a summit on 9 June 2021.";

/// A folder with a place for copies, and what a window in it begins with.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), TEXT).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self) -> PathBuf {
        self.path("state")
    }

    /// The copies of projects without a file.
    fn copies(&self) -> Vec<PathBuf> {
        crate::keeper::unsaved(Some(&self.home()))
    }

    /// A window that keeps its changes, on a file.
    fn window(&self, size: [usize; 2], theme: ThemeChoice, open: &str) -> Tested {
        let mut tested = Tested::new(size, theme);
        tested.harness.state_mut().keep(Some(self.home()));
        tested.act(Action::Open(vec![self.path(open)]));
        tested.wait(|state| state.reading.is_none());
        tested.settle();
        tested
    }

    fn light(&self, open: &str) -> Tested {
        self.window([1280, 800], ThemeChoice::Light, open)
    }

    /// A window on a project that was saved, with a change that was not, and the project's file.
    fn changed(&self) -> (Tested, PathBuf) {
        let path = self.path("fleet.dateline");
        let mut tested = self.light("a.txt");
        tested.act(Action::SaveTo(path.clone()));
        tested.wait(|state| state.file.is_some());
        mark(&mut tested, "FIRST");
        (tested, path)
    }

    /// What a crash of a window would leave beside a project, taken while it is open, in a folder of its own.
    fn crashed(&self, path: &Path) -> PathBuf {
        let there = self.path("crashed");
        fs::create_dir_all(&there).unwrap();
        let name = path.file_name().unwrap();
        fs::copy(path, there.join(name)).unwrap();
        let journal = dateline_model::project::journal::place(path);
        fs::copy(&journal, there.join(journal.file_name().unwrap())).unwrap();
        there.join(name)
    }
}

/// Makes a change, and waits until it is kept.
fn mark(tested: &mut Tested, word: &str) {
    tested.act(Action::Edit(dateline_model::edit::Edit::Mark(word.to_owned())));
    std::thread::sleep(Duration::from_millis(150));
    tested.settle();
}

fn marking(tested: &Tested) -> &str {
    &tested.state().project.arrangement.marking
}

fn asks(tested: &Tested) -> Option<&Question> {
    match &tested.state().overlay {
        Some(Overlay::Question(question)) => Some(question),
        _ => None,
    }
}

#[test]
fn nothing_is_asked_where_nothing_is_at_stake() {
    let desk = Desk::new();
    let mut tested = desk.light("a.txt");
    tested.keys("Ctrl+W");
    assert!(asks(&tested).is_none() && tested.state().project.documents.is_empty(), "it was only read");
    let (mut tested, path) = desk.changed();
    tested.keys("Ctrl+Z Ctrl+W");
    assert!(asks(&tested).is_none() && tested.state().project.documents.is_empty(), "it is as it was saved");
    drop(tested);
    assert!(!dateline_model::project::journal::place(&path).exists());
    let tested = desk.light("fleet.dateline");
    assert!(asks(&tested).is_none() && tested.state().history.undo_name().is_none());
}

#[test]
fn changes_are_saved_or_not_before_it_is_closed() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    tested.keys("Ctrl+W");
    assert!(tested.shows("Save “fleet” before it is closed?"));
    assert!(tested.shows("1 change is not saved, the last: Mark “FIRST”."));
    tested.keys("Escape");
    assert!(asks(&tested).is_none() && marking(&tested) == "FIRST");
    tested.keys("Ctrl+W Enter");
    tested.wait(|state| state.project.documents.is_empty());
    assert!(tested.state().project.documents.is_empty());
    let mut tested = desk.light("fleet.dateline");
    assert_eq!(marking(&tested), "FIRST");
    mark(&mut tested, "SECOND");
    tested.keys("Ctrl+W D");
    assert!(tested.state().project.documents.is_empty());
    let tested = desk.light("fleet.dateline");
    assert_eq!(marking(&tested), "FIRST");
    assert!(asks(&tested).is_none(), "what was not to be saved does not come back");
    drop(tested);
    assert!(!dateline_model::project::journal::place(&path).exists());
}

#[test]
fn a_project_without_a_file_is_asked_for_one() {
    let desk = Desk::new();
    let mut tested = desk.light("a.txt");
    mark(&mut tested, "FIRST");
    assert_eq!(desk.copies().len(), 0, "the copy is in use");
    tested.act(Action::Leave);
    assert!(tested.shows("before the window is closed?"));
    // Tab goes from answer to answer.
    tested.keys("Tab Enter");
    drop(tested);
    assert_eq!((desk.copies().len(), fs::read_dir(desk.home()).unwrap().count()), (0, 0));
    // Without being asked, as by a power cut, it stays.
    let mut tested = desk.light("a.txt");
    mark(&mut tested, "SECOND");
    drop(tested);
    let left = desk.copies();
    assert_eq!(left.len(), 1);
    let name = left[0].strip_prefix(desk.folder.path()).unwrap().to_str().unwrap().to_owned();
    let mut tested = desk.light(&name);
    assert!(tested.shows("was never saved") || tested.shows("had not been saved"));
    tested.keys("K Ctrl+W");
    assert!(asks(&tested).is_some(), "it is still to be saved");
    tested.keys("Escape");
    tested.act(Action::SaveTo(desk.path("kept.dateline")));
    tested.wait(|state| state.file.is_some());
    assert_eq!(desk.copies().len(), 0);
    tested.keys("Ctrl+W");
    assert!(asks(&tested).is_none() && tested.state().project.documents.is_empty());
    assert_eq!(marking(&desk.light("kept.dateline")), "SECOND");
}

#[test]
fn another_project_takes_the_place_of_a_saved_one_only() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    fs::copy(&path, desk.path("other.dateline")).unwrap();
    tested.act(Action::Open(vec![desk.path("other.dateline")]));
    assert!(tested.shows("before another one takes its place?"));
    tested.keys("S");
    tested.wait(|state| state.file.as_ref().is_some_and(|file| file.ends_with("other.dateline")));
    assert_eq!(marking(&tested), "");
    // One that is open already is read anew.
    tested.act(Action::Open(vec![desk.path("other.dateline")]));
    tested.wait(|state| state.reading.is_none());
    assert!(asks(&tested).is_none(), "{:?}", asks(&tested));
    assert!(!tested.state().keeping.read_only);
}

#[test]
fn after_a_crash_changes_are_offered() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    mark(&mut tested, "SECOND");
    let left = desk.crashed(&path);
    drop(tested);
    let open = || desk.light("crashed/fleet.dateline");
    let mut tested = open();
    assert!(tested.shows("2 changes that had not been saved are back"));
    assert!(tested.shows("The last: Mark “SECOND”."));
    assert_eq!(marking(&tested), "SECOND");
    tested.keys("L");
    assert_eq!(marking(&tested), "");
    assert!(tested.shows("As it was saved: without 2 changes that had not been saved"));
    mark(&mut tested, "THIRD");
    assert_eq!(marking(&tested), "", "nothing is changed before it is said what becomes of them");
    tested.keys("Ctrl+W");
    assert!(asks(&tested) == Some(&Question::Recovered) && marking(&tested) == "SECOND");
    tested.keys("L");
    tested.click("Keep");
    assert_eq!(marking(&tested), "SECOND");
    assert!(!tested.shows("As it was saved"));
    tested.keys("Ctrl+Z");
    assert_eq!(marking(&tested), "FIRST");
    tested.keys("Ctrl+Y");
    drop(tested);
    let mut tested = open();
    tested.keys("D");
    assert_eq!(marking(&tested), "");
    tested.keys("Ctrl+W");
    assert!(tested.state().project.documents.is_empty());
    drop(tested);
    let tested = open();
    assert!(asks(&tested).is_none() && marking(&tested).is_empty());
    assert!(left.exists());
}

#[test]
fn what_is_lost_of_a_damaged_file_is_listed() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    tested.keys("Ctrl+S");
    tested.wait(|state| !state.is_unsaved());
    drop(tested);
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, whole.replacen("(id:", "(ix:", 1)).unwrap();
    let mut tested = desk.light("fleet.dateline");
    assert!(tested.shows("fleet.dateline is damaged"));
    assert!(tested.shows("1 document, 1 event and 0 corrections could be read"));
    assert!(tested.shows("line 6, column 2: the field “ix” is not known"), "{:?}", asks(&tested));
    tested.keys("Escape");
    assert!(tested.state().file.is_none() && tested.state().known.timeline.events.len() == 1);
    tested.keys("Ctrl+W");
    fs::write(&path, "(version: 99)").unwrap();
    tested.act(Action::Open(vec![path]));
    tested.wait(|state| state.reading.is_none());
    assert!(tested.shows("was saved by a newer Dateline (format 99)"));
}

#[test]
fn a_project_that_is_open_elsewhere_is_looked_at_or_copied() {
    let desk = Desk::new();
    let (one, path) = desk.changed();
    let mut other = desk.light("fleet.dateline");
    assert!(other.shows("fleet.dateline is open in another window"));
    other.keys("Escape");
    assert!(other.state().project.documents.is_empty());
    other.act(Action::Open(vec![path.clone()]));
    other.wait(|state| state.reading.is_none());
    other.keys("Enter");
    other.wait(|state| state.reading.is_none() && !state.project.documents.is_empty());
    assert!(other.shows("Read-only: another window has it open"));
    mark(&mut other, "OTHER");
    other.keys("Ctrl+Z");
    assert_eq!(marking(&other), "");
    other.act(Action::Open(vec![path.clone()]));
    other.wait(|state| state.reading.is_none());
    other.keys("C");
    other.wait(|state| state.reading.is_none() && !state.keeping.read_only);
    mark(&mut other, "OTHER");
    assert_eq!((marking(&other), other.state().file.clone()), ("OTHER", None));
    other.act(Action::SaveTo(path.clone()));
    other.wait(|state| state.overlay.is_some());
    assert!(other.shows("fleet.dateline is there already"));
    other.keys("O");
    other.wait(|state| state.overlay.is_some());
    assert!(other.shows("is open in another window; save under another name"));
    other.keys("Escape");
    other.act(Action::SaveTo(desk.path("second.dateline")));
    other.wait(|state| state.file.is_some());
    assert_eq!(marking(&one), "FIRST");
}

#[test]
fn a_file_that_others_changed_is_not_overwritten() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    let theirs = fs::read_to_string(&path).unwrap().replace("marking: \"\"", "marking: \"THEIRS\"");
    fs::write(&path, &theirs).unwrap();
    tested.keys("Ctrl+S");
    tested.wait(|state| state.overlay.is_some());
    assert!(tested.shows("fleet.dateline was changed by others"));
    tested.keys("Escape");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    tested.keys("Ctrl+S");
    tested.wait(|state| state.overlay.is_some());
    tested.keys("R");
    tested.wait(|state| state.reading.is_none() && state.project.arrangement.marking == "THEIRS");
    assert_eq!(marking(&tested), "THEIRS");
    assert!(tested.shows("changes that had not been saved are kept in"), "{:?}", tested.state().problems);
    mark(&mut tested, "MINE");
    fs::write(&path, theirs.replace("THEIRS", "THEIR OWN")).unwrap();
    tested.keys("Ctrl+S");
    tested.wait(|state| state.overlay.is_some());
    tested.keys("O");
    tested.wait(|state| !state.is_unsaved());
    assert!(fs::read_to_string(&path).unwrap().contains("marking: \"MINE\""));
}

#[test]
fn a_folder_that_is_gone_loses_nothing() {
    let desk = Desk::new();
    let (tested, path) = desk.changed();
    drop(tested);
    let stick = desk.path("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(&path, stick.join("fleet.dateline")).unwrap();
    fs::remove_file(dateline_model::project::journal::place(&path)).unwrap();
    let mut tested = desk.light("stick/fleet.dateline");
    fs::remove_dir_all(&stick).unwrap();
    mark(&mut tested, "AFTER");
    tested.wait(|state| state.keeping.unkept.is_some());
    assert!(tested.shows("kept elsewhere on this computer"), "{:?}", tested.state().keeping.unkept);
    // A crash now leaves the copy, which tells of what file it is.
    let copies = desk.home();
    let copy = fs::read_dir(&copies).unwrap().map(|entry| entry.unwrap().path());
    let copy = copy.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "dateline")).unwrap();
    fs::copy(&copy, copies.join("2026-1 fleet.dateline")).unwrap();
    let mut other = desk.light("state/2026-1 fleet.dateline");
    assert!(other.shows("“fleet” could not be saved in its place") && marking(&other) == "AFTER");
    other.keys("D");
    drop(other);
    assert_eq!(copy.file_stem().unwrap().to_str().unwrap().split_once(' ').unwrap().1, "fleet");
    tested.keys("Ctrl+S");
    tested.wait(|state| state.overlay.is_some());
    assert!(tested.shows("fleet.dateline is no longer there"));
    tested.keys("T");
    tested.wait(|state| state.overlay.is_some());
    assert!(tested.shows("fleet.dateline is not saved") && tested.shows("there is no such file or folder"));
    // It comes back.
    fs::create_dir(&stick).unwrap();
    tested.keys("Enter");
    tested.wait(|state| state.overlay.is_some());
    tested.keys("T");
    tested.wait(|state| !state.is_unsaved());
    assert!(tested.state().keeping.unkept.is_none() && asks(&tested).is_none());
    assert_eq!(desk.copies().len(), 0);
    mark(&mut tested, "LATER");
    let left = desk.crashed(&stick.join("fleet.dateline"));
    drop(tested);
    assert_eq!(marking(&desk.light("crashed/fleet.dateline")), "LATER");
    assert!(left.exists());
}

#[test]
fn what_can_be_kept_nowhere_is_tried_again() {
    let desk = Desk::new();
    let (tested, path) = desk.changed();
    drop(tested);
    let stick = desk.path("stick");
    fs::create_dir(&stick).unwrap();
    fs::rename(&path, stick.join("fleet.dateline")).unwrap();
    // No folder can be made where a file is.
    fs::write(desk.home(), "").unwrap();
    let mut tested = desk.light("stick/fleet.dateline");
    mark(&mut tested, "BEFORE");
    fs::rename(&stick, desk.path("away")).unwrap();
    mark(&mut tested, "AFTER");
    tested.wait(|state| state.keeping.unkept.is_some());
    assert!(tested.shows("would be lost by a crash"), "{:?}", tested.state().keeping.unkept);
    mark(&mut tested, "LATER");
    fs::rename(desk.path("away"), &stick).unwrap();
    tested.wait(|state| state.keeping.unkept.is_none());
    assert!(tested.state().keeping.unkept.is_none(), "it is tried again without being asked");
    desk.crashed(&stick.join("fleet.dateline"));
    drop(tested);
    assert_eq!(marking(&desk.light("crashed/fleet.dateline")), "LATER");
}

#[test]
fn a_journal_that_was_removed_is_written_anew() {
    let desk = Desk::new();
    let (mut tested, path) = desk.changed();
    fs::rename(&path, desk.path("elsewhere")).unwrap();
    // Who removes the journal alone has only removed a file: it is written anew.
    let journal = dateline_model::project::journal::place(&path);
    fs::remove_file(&journal).unwrap();
    mark(&mut tested, "SECOND");
    assert!(journal.exists() && tested.state().keeping.unkept.is_none());
    assert!(fs::read_to_string(&journal).unwrap().contains("FIRST"));
}

#[test]
fn the_history_goes_back_and_forth() {
    let desk = Desk::new();
    let (mut tested, _) = desk.changed();
    mark(&mut tested, "SECOND");
    mark(&mut tested, "THIRD");
    tested.keys("Ctrl+Shift+H");
    assert!(tested.shows("Go to: Mark “SECOND”"));
    tested.click("Go to: Mark “FIRST”");
    assert_eq!(marking(&tested), "FIRST");
    tested.click("Go to: Mark “THIRD”");
    assert_eq!(marking(&tested), "THIRD");
    tested.click("Go to: As it was opened");
    assert_eq!((marking(&tested), tested.state().is_unsaved()), ("", false));
    tested.keys("Escape");
    assert!(tested.state().overlay.is_none());
    assert!(!tested.state().can(Command::Undo) && tested.state().can(Command::Redo));
}

#[test]
fn an_event_tells_what_was_done_to_it_and_by_whom() {
    let desk = Desk::new();
    let mut tested = desk.window([1920, 1080], ThemeChoice::Light, "a.txt");
    tested.act(Action::Run(Command::Author));
    tested.write("Ana");
    tested.keys("Enter Home");
    assert!(tested.shows("Read from “a.txt”, its time by the rule"));
    tested.keys("E Ctrl+A");
    tested.write("mid-July 2022");
    tested.keys("Enter");
    assert!(tested.shows("From 3 May 2021 to mid July 2022"));
    assert!(tested.shows("By Ana, ") && tested.shows("(UTC"));
    tested.screenshot("history-of-event.png");
    tested.act(Action::SaveTo(desk.path("kept.dateline")));
    tested.wait(|state| state.file.is_some());
    drop(tested);
    let mut tested = desk.window([1920, 1080], ThemeChoice::Light, "kept.dateline");
    tested.keys("Home End");
    assert!(tested.shows("From 3 May 2021 to mid July 2022") && tested.shows("By Ana, "));
}

#[test]
fn to_correct_and_accept_is_taken_back_at_once() {
    let mut tested = Tested::with_sample([1920, 1080], ThemeChoice::Light);
    let before = tested.state().project.clone();
    tested.keys("R Ctrl+A");
    tested.write("12 May 2023");
    tested.keys("Enter Escape");
    let names: Vec<&str> = tested.state().history.steps().map(|(_, step)| step.name.as_str()).collect();
    assert_eq!(names, ["Move to 12 May 2023 and accept"]);
    tested.act(Action::Run(Command::Undo));
    assert!(tested.state().project == before);
}

#[test]
fn pictures_of_what_is_asked() {
    for (size, theme, name) in
        [([1280, 800], ThemeChoice::Light, "light-small"), ([1920, 1080], ThemeChoice::Dark, "dark")]
    {
        let desk = Desk::new();
        let (mut tested, path) = desk.changed();
        mark(&mut tested, "SECOND");
        let left = desk.crashed(&path);
        drop(tested);
        let mut tested = desk.window(size, theme, "crashed/fleet.dateline");
        tested.screenshot(&format!("asking-recovered-{name}.png"));
        tested.keys("L");
        tested.screenshot(&format!("asking-aside-{name}.png"));
        tested.click("Keep");
        tested.keys("Ctrl+W");
        tested.screenshot(&format!("asking-unsaved-{name}.png"));
        tested.keys("Escape Ctrl+Shift+H");
        tested.screenshot(&format!("asking-history-{name}.png"));
        tested.keys("Escape");
        let other = desk.window(size, theme, "crashed/fleet.dateline");
        other.screenshot(&format!("asking-in-use-{name}.png"));
        fs::write(&left, "(version: 3)").unwrap();
        tested.keys("Ctrl+S");
        tested.wait(|state| state.overlay.is_some());
        tested.screenshot(&format!("asking-altered-{name}.png"));
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(desk.path("hurt.dateline"), whole.replace("(id:", "(ix:").replace("links:", "lines:")).unwrap();
        let hurt = desk.window(size, theme, "hurt.dateline");
        hurt.screenshot(&format!("asking-damaged-{name}.png"));
        assert!(asks(&hurt).is_some() && asks(&other).is_some());
    }
}
