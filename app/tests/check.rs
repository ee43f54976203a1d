//! `dateline check` on sound, damaged and missing projects: what it prints, and its exit code.

#![allow(clippy::unwrap_used)]

use dateline_model::document::Document;
use dateline_model::edit::{Correction, Edit, apply, made};
use dateline_model::project::{self, Project, Reading, Stamp};
use dateline_model::when::When;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A project of one event, which Ana has renamed.
fn saved(folder: &Path) -> PathBuf {
    let document = Document::plain("log.txt", "The ferry sailed on 3 May 2021.".to_owned());
    let event = made(&document, 0..30, When::day("2021-05-03".parse().unwrap()), "3 May 2021").event;
    let id = event.id;
    let mut project = Project::default();
    let stamp = Stamp { at: "2026-11-22T10:05:00+01:00".to_owned(), by: "Ana".to_owned() };
    let edit = Edit::read(&project, vec![Reading::new(document, vec![event])]);
    apply(&mut project, &edit, &stamp).unwrap();
    let edit = Edit::Correct(vec![id], Correction::Title(Some("Ferry to Bergen".to_owned())));
    apply(&mut project, &edit, &stamp).unwrap();
    let path = folder.join("ferry.dateline");
    project::save(&project, &path, |_| Ok(())).unwrap();
    path
}

/// What it prints, without the folder, and its exit code.
#[track_caller]
fn check(arguments: &[&str], folder: &Path, expect: &[&str], code: i32) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_dateline")).arg("check").args(arguments).current_dir(folder).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), expect.len(), "{printed}");
    assert!(lines.iter().zip(expect).all(|(line, expect)| line.contains(expect)), "{printed}");
    assert_eq!(output.status.code(), Some(code), "{printed}");
}

#[test]
fn what_holds_and_what_does_not_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path());
    let whole = std::fs::read_to_string(&path).unwrap();
    let sound =
        "ferry.dateline: 1 document, 1 passage that tells 1 event, 1 of them with changes of yours; all of it holds";
    check(&["ferry.dateline"], folder.path(), &[sound], 0);
    let changes = [
        "2026-11-22T10:05:00+01:00 Ana: Add “log.txt”",
        "2026-11-22T10:05:00+01:00 Ana: Rename to “Ferry to Bergen”",
        "“The ferry sailed on 3 May 2021” to “Ferry to Bergen”",
        sound,
    ];
    check(&["--changes", "ferry.dateline"], folder.path(), &changes, 0);
    std::fs::write(folder.path().join("altered.dateline"), whole.replacen("The ferry sailed", "The ferry sank  ", 1))
        .unwrap();
    let altered = [
        "missing.dateline: is not there; check the name",
        "the text of “log.txt” is not the one that was saved",
        "its passage is not where it was",
        "altered.dateline: 1 document, 1 passage that tells 1 event, 1 of them with changes of yours; 2 faults",
        sound,
    ];
    check(&["missing.dateline", "altered.dateline", "ferry.dateline"], folder.path(), &altered, 1);
}
