//! The saved file: a timeline with its documents and what the user arranged, as versioned RON, readable in a diff.
//!
//! In: a timeline and its arrangement. Out: a file that is written beside the old one and then takes its place,
//! so that a full disk or a crash leaves the old one whole. Reads what it wrote.

use crate::arrangement::Arrangement;
use crate::timeline::Timeline;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The ending of a project's file name.
pub const ENDING: &str = "dateline";

/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// Why a project can't be opened or saved, and what to do now. The file's name is left to the caller.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The file system said no.
    #[error("can't be read or written: {0}; check the place and its free space")]
    Io(#[from] std::io::Error),
    /// It is no project, or a damaged one.
    #[error("is damaged at line {line}, column {column}: {reason}; open a copy of it from before")]
    Damaged {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A newer program wrote it.
    #[error("was saved by a newer Dateline (format {0}); open it with that one")]
    Newer(u32),
    /// What is to be saved can't be written as RON.
    #[error("can't be written: {0}")]
    Unwritable(#[from] ron::Error),
}

#[derive(Serialize, Deserialize)]
struct Saved<T, A> {
    version: u32,
    timeline: T,
    #[serde(default)]
    arrangement: A,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Saves a timeline and its arrangement to a file, whole or not at all.
pub fn save(timeline: &Timeline, arrangement: &Arrangement, path: &Path) -> Result<(), ProjectError> {
    let saved = Saved { version: VERSION, timeline, arrangement };
    let text = ron::ser::to_string_pretty(&saved, PrettyConfig::new())?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Reads a timeline and its arrangement from a saved file.
pub fn load(path: &Path) -> Result<(Timeline, Arrangement), ProjectError> {
    read(&fs::read_to_string(path)?)
}

fn read(text: &str) -> Result<(Timeline, Arrangement), ProjectError> {
    let saved: Result<Saved<Timeline, Arrangement>, _> = ron::from_str(text);
    match saved {
        Ok(saved) if saved.version > VERSION => Err(ProjectError::Newer(saved.version)),
        Ok(saved) => Ok((checked(saved.timeline)?, saved.arrangement)),
        Err(error) => Err(match ron::from_str::<Version>(text) {
            Ok(head) if head.version > VERSION => ProjectError::Newer(head.version),
            _ => damaged(&error),
        }),
    }
}

fn damaged(error: &ron::error::SpannedError) -> ProjectError {
    let at = error.span.start;
    ProjectError::Damaged { line: at.line, column: at.col, reason: error.code.to_string() }
}

/// Refuses a timeline whose passages are not spans of its documents, so that nothing after this need doubt them.
fn checked(timeline: Timeline) -> Result<Timeline, ProjectError> {
    for event in &timeline.events {
        for source in &event.sources {
            let text = timeline.documents.get(source.document).map(|document| document.text.as_str());
            let holds = |span: &crate::text::Span| text.is_some_and(|text| text.get(span.clone()).is_some());
            if !holds(&source.passage) || !holds(&source.time) {
                let reason = format!("the event \"{}\" names a passage that its document does not hold", event.title);
                return Err(ProjectError::Damaged { line: 1, column: 1, reason });
            }
        }
        if event.when.latest < event.when.earliest || event.sources.is_empty() {
            let reason = format!("the event \"{}\" has no source or ends before it begins", event.title);
            return Err(ProjectError::Damaged { line: 1, column: 1, reason });
        }
    }
    Ok(timeline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn timeline() -> Timeline {
        let documents = vec![Document::plain("a.txt", "The fleet sailed on 3 May 2020.".to_owned())];
        Timeline { title: "Fleet".to_owned(), documents, events: Vec::new() }
    }

    #[test]
    fn what_is_saved_is_read_again() -> Result<(), ProjectError> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("fleet.dateline");
        let arrangement = Arrangement { marking: "For training".to_owned(), ..Arrangement::default() };
        save(&timeline(), &arrangement, &path)?;
        assert_eq!(load(&path)?, (timeline(), arrangement));
        Ok(())
    }

    #[test]
    fn a_file_without_an_arrangement_is_read() -> Result<(), ProjectError> {
        let (timeline, arrangement) = read("(version: 1, timeline: (title: \"Old\", documents: [], events: []))")?;
        assert_eq!((timeline.title.as_str(), arrangement), ("Old", Arrangement::default()));
        Ok(())
    }

    #[test]
    fn damage_is_named_with_its_place() {
        let error = read("(version: 1,\n timeline: (title: 3").expect_err("damaged");
        assert!(matches!(error, ProjectError::Damaged { line: 2, .. }), "{error}");
        assert!(matches!(read("(version: 99, story: 1)"), Err(ProjectError::Newer(99) | ProjectError::Damaged { .. })));
    }
}
