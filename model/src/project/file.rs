//! The saved file: a project as versioned RON, readable in a diff.
//!
//! In: a project. Out: a file that is written beside the old one and then takes its place,
//! so that a full disk or a crash leaves the old one whole. Reads what it wrote.

use super::older::Saved1;
use super::{Change, Kept, Made, Project, Reading};
use crate::arrangement::Arrangement;
use crate::event::{Event, EventId};
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// The ending of a project's file name.
pub const ENDING: &str = "dateline";

/// The version of the format that this program writes.
const VERSION: u32 = 2;

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
#[serde(deny_unknown_fields)]
struct Saved {
    version: u32,
    title: String,
    documents: Vec<Reading>,
    links: Vec<Vec<EventId>>,
    made: BTreeMap<EventId, Made>,
    kept: BTreeMap<EventId, Kept>,
    arrangement: Arrangement,
    log: Vec<Change>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Saves a project to a file, whole or not at all.
pub fn save(project: &Project, path: &Path) -> Result<(), ProjectError> {
    let text = write(project)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Reads a project from a saved file.
pub fn load(path: &Path) -> Result<Project, ProjectError> {
    read(&fs::read_to_string(path)?)
}

pub(crate) fn write(project: &Project) -> Result<String, ProjectError> {
    let readings = project.documents.iter().zip(project.tellings.iter());
    let readings =
        readings.map(|(document, tellings)| Reading { document: document.clone(), tellings: tellings.clone() });
    let saved = Saved {
        version: VERSION,
        title: project.title.clone(),
        documents: readings.collect(),
        links: Vec::clone(&project.links),
        made: project.made.clone(),
        kept: project.kept.clone(),
        arrangement: project.arrangement.clone(),
        log: project.log.clone(),
    };
    Ok(ron::ser::to_string_pretty(&saved, PrettyConfig::new())?)
}

pub(crate) fn read(text: &str) -> Result<Project, ProjectError> {
    let Version { version } = ron::from_str(text).map_err(|error| damaged(&error))?;
    match version {
        1 => {
            let saved: Saved1 = ron::from_str(text).map_err(|error| damaged(&error))?;
            let nowhere =
                || ProjectError::Damaged { line: 1, column: 1, reason: "an event has no document".to_owned() };
            checked(saved.project().ok_or_else(nowhere)?)
        }
        VERSION => {
            let saved: Saved = ron::from_str(text).map_err(|error| damaged(&error))?;
            let readings = saved.documents.into_iter().map(|reading| (reading.document, reading.tellings));
            let (documents, tellings): (Vec<_>, Vec<_>) = readings.unzip();
            checked(Project {
                title: saved.title,
                documents: Arc::new(documents),
                tellings: Arc::new(tellings),
                links: Arc::new(saved.links),
                made: saved.made,
                kept: saved.kept,
                arrangement: saved.arrangement,
                log: saved.log,
            })
        }
        newer => Err(ProjectError::Newer(newer)),
    }
}

fn damaged(error: &ron::error::SpannedError) -> ProjectError {
    let at = error.span.start;
    ProjectError::Damaged { line: at.line, column: at.col, reason: error.code.to_string() }
}

/// Refuses a project whose passages are not spans of its documents, so that nothing after this need doubt them.
fn checked(project: Project) -> Result<Project, ProjectError> {
    let made = project.made.values().map(|made| (project.document(&made.document), &made.event));
    let read = project.tellings.iter().enumerate();
    let read = read.flat_map(|(document, tellings)| tellings.iter().map(move |telling| (Some(document), telling)));
    for (document, event) in read.chain(made) {
        let Some(document) = document else { continue };
        let text = &project.documents[document].text;
        let holds = |span: &crate::text::Span| text.get(span.clone()).is_some();
        let [source] = event.sources.as_slice() else {
            return Err(wrong(event, "has not one source"));
        };
        if source.document != 0 || !holds(&source.passage) || !holds(&source.time) {
            return Err(wrong(event, "names a passage that its document does not hold"));
        }
        if event.when.latest < event.when.earliest || source.when.latest < source.when.earliest {
            return Err(wrong(event, "ends before it begins"));
        }
    }
    Ok(project)
}

fn wrong(event: &Event, what: &str) -> ProjectError {
    ProjectError::Damaged { line: 1, column: 1, reason: format!("the event \"{}\" {what}", event.title) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn project() -> Project {
        let document = Document::plain("a.txt", "The fleet sailed on 3 May 2020.".to_owned());
        Project {
            title: "Fleet".to_owned(),
            documents: Arc::new(vec![document]),
            tellings: Arc::new(vec![Vec::new()]),
            arrangement: Arrangement { marking: "For training".to_owned(), ..Arrangement::default() },
            ..Project::default()
        }
    }

    #[test]
    fn what_is_saved_is_read_again() -> Result<(), ProjectError> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("fleet.dateline");
        save(&project(), &path)?;
        assert_eq!(load(&path)?, project());
        Ok(())
    }

    #[test]
    fn files_of_the_first_format_are_read() -> Result<(), ProjectError> {
        let project = read("(version: 1, timeline: (title: \"Old\", documents: [], events: []))")?;
        assert_eq!((project.title.as_str(), project.arrangement), ("Old", Arrangement::default()));
        Ok(())
    }

    #[test]
    fn damage_is_named_with_its_place() {
        let error = read("(version: 1,\n timeline: (title: 3").expect_err("damaged");
        assert!(matches!(error, ProjectError::Damaged { line: 2, .. }), "{error}");
        assert!(matches!(read("(version: 99, story: 1)"), Err(ProjectError::Newer(99))));
    }
}
