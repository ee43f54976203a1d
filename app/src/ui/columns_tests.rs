//! The card for the columns of tables, as hands meet it: by mouse, and by keyboard alone.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::tested::Tested;
use super::*;
use crate::state::Overlay;
use dateline_model::document::{Columns, Role};
use dateline_model::project;
use egui_kittest::kittest::NodeT;
use std::fs;
use tempfile::TempDir;

const SIZE: [usize; 2] = [1280, 800];
/// A table whose columns no name tells; one of its days is none.
const TABLE: &str = "Seen on;Remark;Who;Count\n\
    3/4/2024;Peru and Chile held talks in Lima;Peru;2\n\
    5/4/2024;Kenya sent 300 troops to Somalia;Kenya;300\n\
    31/02/2024;Nothing;Norway;1\n\
    12/4/2024;Egypt signed a treaty;Egypt;0\n";

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sightings.csv");
    fs::write(&path, TABLE).unwrap();
    (folder, path)
}

/// A window that asks about the table.
fn asked() -> (Tested, TempDir) {
    let (folder, path) = folder();
    let mut tested = Tested::new(SIZE, ThemeChoice::Light);
    tested.act(Action::Open(vec![path]));
    tested.wait(|state| !state.tables.is_empty());
    (tested, folder)
}

fn roles(tested: &Tested) -> String {
    let roles = tested.state().tables[0].columns.roles.iter();
    roles.map(|role| role.code()).collect::<Vec<_>>().join(" ")
}

/// Days and titles of all events.
fn events(tested: &Tested) -> Vec<String> {
    let events = &tested.state().known.timeline.events;
    events.iter().map(|event| format!("{} {}", event.when.label(), event.title)).collect()
}

const BY_DAY: [&str; 3] = [
    "3 April 2024 Peru and Chile held talks in Lima",
    "5 April 2024 Kenya sent 300 troops to Somalia",
    "12 April 2024 Egypt signed a treaty",
];

#[test]
fn a_table_that_is_not_known_asks_what_it_holds() {
    let (mut tested, _folder) = asked();
    assert_eq!(tested.state().overlay, Some(Overlay::Columns));
    assert_eq!(roles(&tested), "date title countries skip");
    for told in ["What do the columns hold?", "sightings.csv", "row 4: “31/02/2024” is no day", "Remark: Peru and"]
    {
        assert!(tested.shows(told), "{told}");
    }
    tested.screenshot("columns.png");
    // By the mouse: what if the month stood first; the last column counts.
    tested.click("4 March");
    tested.wait(|state| state.tables[0].look.first.as_ref().is_some_and(|(_, when, _)| when == "4 March 2024"));
    assert!(tested.shows("Row 2 reads: 4 March 2024, Peru and Chile"));
    tested.click("3 April");
    tested.wait(|state| state.tables[0].look.first.as_ref().is_some_and(|(_, when, _)| when == "3 April 2024"));
    tested.click("Count holds");
    tested.click("Quantity");
    assert_eq!(roles(&tested), "date title countries quantity");
    tested.click("Import");
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    assert_eq!((events(&tested), tested.state().overlay.clone()), (BY_DAY.map(str::to_owned).to_vec(), None));
    let peru = &tested.state().known.timeline.events[0];
    assert_eq!((peru.quantities[0].value, peru.countries[0].code()), (2.0, "PE"));
    assert!(tested.shows("1 of 4 rows left out: row 4 tells no day"));
}

#[test]
fn what_is_lacking_is_said() {
    let (mut tested, _folder) = asked();
    let choose = |tested: &mut Tested, columns: &[Role]| {
        let columns = Columns { roles: columns.to_vec(), ..tested.state().tables[0].columns.clone() };
        tested.act(Action::SetColumns(columns));
        tested.harness.run();
    };
    choose(&mut tested, &[Role::Skip, Role::Title]);
    assert!(tested.shows("Choose the column that holds the date"));
    tested.act(Action::ImportTable { as_text: false });
    assert_eq!(tested.state().tables.len(), 1);
    choose(&mut tested, &[Role::Date]);
    assert!(tested.shows("Choose the column that holds a title or a text"));
    choose(&mut tested, &[Role::Title, Role::Date]);
    tested.wait(|state| state.tables[0].look.dated == 0);
    assert!(tested.shows("No row has a date in that column; choose another one"));
    tested.keys("Escape");
    assert!(tested.state().is_empty() && tested.state().overlay.is_none());
    assert!(tested.state().notice.contains("sightings.csv is left out"));
}

#[test]
fn by_keyboard_alone() {
    let (mut tested, _folder) = asked();
    assert_eq!(tested.node("Seen on holds").accesskit_node().value().as_deref(), Some("Date"));
    // The first column has the focus; down makes it the end date, up the date again.
    tested.keys("Down");
    assert_eq!(roles(&tested), "end title countries skip");
    tested.keys("Up");
    assert_eq!(roles(&tested), "date title countries skip");
    // A list that is opened closes alone.
    tested.keys("Enter Escape");
    assert_eq!(tested.state().overlay, Some(Overlay::Columns));
    tested.keys("Tab Tab Tab Down Down Down Down Down Up");
    assert_eq!(roles(&tested), "date title countries quantity");
    tested.keys("Ctrl+Enter");
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    assert_eq!(events(&tested), BY_DAY);
}

#[test]
fn what_was_chosen_is_kept() {
    let (mut tested, folder) = asked();
    tested.keys("Ctrl+Enter");
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    // In the saved project, and when the file is opened again or has changed a little.
    let saved = folder.path().join("kept.dateline");
    project::save(&tested.state().project, &saved, |_| Ok(())).unwrap();
    let again = project::load(&saved).unwrap().project;
    assert_eq!(again, tested.state().project);
    assert_eq!(again.documents[0].columns.as_ref().map(|columns| columns.day_first), Some(true));
    let table = folder.path().join("sightings.csv");
    fs::write(&table, format!("{TABLE}14/4/2024;Mali left the talks;Mali;1\n")).unwrap();
    tested.act(Action::Open(vec![table.clone()]));
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    assert_eq!((tested.state().overlay.clone(), events(&tested).len()), (None, 4));
    // Asked for, the card comes back with what was chosen.
    tested.act(Action::OpenTables(vec![table]));
    tested.wait(|state| !state.tables.is_empty());
    assert_eq!(
        (roles(&tested).as_str(), tested.state().tables[0].columns.day_first),
        ("date title countries skip", true)
    );
    tested.click("Read as text");
    tested.wait(|state| state.reading.is_none());
    tested.settle();
    assert!(tested.state().project.documents[0].columns.as_ref().is_some_and(Columns::is_text));
}

#[test]
fn several_tables_are_asked_about_one_after_the_other() {
    let (folder, first) = folder();
    let second = folder.path().join("others.tsv");
    fs::write(&second, "When it was\tThing\n2024-05-01\tTalks in Oslo\n").unwrap();
    let no_table = folder.path().join("words.txt");
    fs::write(&no_table, "Only words.\n").unwrap();
    let mut tested = Tested::new(SIZE, ThemeChoice::Dark);
    tested.act(Action::OpenTables(vec![first, second, no_table]));
    tested.wait(|state| !state.tables.is_empty());
    tested.harness.run();
    assert!(tested.shows("sightings.csv; one more table waits"));
    assert!(tested.shows("is no table: no tabs"));
    tested.keys("Ctrl+Enter");
    assert!(tested.shows("others.tsv"));
    tested.keys("Ctrl+Enter");
    tested.wait(|state| state.reading.is_none() && state.tables.is_empty());
    tested.settle();
    assert_eq!((events(&tested).len(), tested.state().project.documents.len()), (4, 2));
}
