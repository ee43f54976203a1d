//! How the project stands to its file, and what is asked before anything might be lost.

use super::State;
use crate::open::Problem;
use std::path::PathBuf;

/// How the project stands to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The place in the history that the file, or what was opened, has; none where no file has it.
    pub saved: Option<u64>,
    /// The place that is being saved.
    pub saving: Option<u64>,
    /// What is done as soon as it is saved.
    pub then: Option<Next>,
    /// Whether it is only looked at, as another window has it open.
    pub read_only: bool,
    /// Changes that were not saved when the program ended, until the user has said what becomes of them.
    pub recovered: Option<Recovered>,
    /// Why changes can't be kept until they are saved, as long as that is so.
    pub unkept: Option<Problem>,
}

/// Changes that were not saved when the program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// How many.
    pub count: usize,
    /// The name of the last one.
    pub last: String,
    /// When the first and the last were made, as RFC 3339 has it; empty where that is not known.
    pub made: (String, String),
    /// Whether they are taken back for the moment, to look at what is saved.
    pub aside: bool,
    /// Of a copy that was kept while its file could not be written, that file's name.
    pub copy_of: Option<String>,
    /// Whether there is a file without them.
    pub has_file: bool,
}

/// What takes the place of the project, or ends the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The window is closed.
    Quit,
    /// Nothing is open.
    Close,
    /// The sample documents.
    Sample,
    /// Another project.
    Load(PathBuf, Manner),
}

/// How a project is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// To be changed and saved.
    Own,
    /// To be looked at.
    ReadOnly,
    /// To be changed and saved elsewhere.
    Copy,
}

/// What is asked before anything might be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// There are changes that are not saved.
    Unsaved(Next),
    /// There are changes that were not saved when the program ended.
    Recovered,
    /// A file could be read in part.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What could be read, in words.
        left: String,
        /// What could not.
        lost: Vec<String>,
    },
    /// A project is open in another window.
    InUse(PathBuf),
    /// Somebody else has changed the file that is to be saved.
    Altered(PathBuf),
    /// The file that is to be saved is no longer there.
    Gone(PathBuf),
    /// There is another file where the project is to be saved.
    Exists(PathBuf),
    /// The project could not be saved.
    Unsaveable(Problem),
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Choice {
    Save,
    SaveAs,
    DontSave,
    Keep,
    LookAtSaved,
    Discard,
    ReadOnly,
    Copy,
    Overwrite,
    SaveThere,
    Reload,
    TryAgain,
    GoOn,
    Close,
    Cancel,
}

impl Default for Keeping {
    fn default() -> Keeping {
        Keeping { saved: Some(0), saving: None, then: None, read_only: false, recovered: None, unkept: None }
    }
}

impl Question {
    /// What can be answered, the safest first; the last one leaves everything as it is.
    pub fn choices(&self, has_file: bool) -> Vec<Choice> {
        match self {
            Question::Unsaved(_) => vec![Choice::Save, Choice::DontSave, Choice::Cancel],
            Question::Recovered if has_file => vec![Choice::Keep, Choice::LookAtSaved, Choice::Discard],
            Question::Recovered => vec![Choice::Keep, Choice::Discard],
            Question::Damaged { .. } => vec![Choice::GoOn, Choice::Close],
            Question::InUse(_) => vec![Choice::ReadOnly, Choice::Copy, Choice::Cancel],
            Question::Altered(_) => vec![Choice::SaveAs, Choice::Overwrite, Choice::Reload, Choice::Cancel],
            Question::Gone(_) => vec![Choice::SaveAs, Choice::SaveThere, Choice::Cancel],
            Question::Exists(_) => vec![Choice::SaveAs, Choice::Overwrite, Choice::Cancel],
            Question::Unsaveable(_) => vec![Choice::TryAgain, Choice::SaveAs, Choice::Cancel],
        }
    }
}

impl Choice {
    /// Its name on a button.
    pub fn name(self) -> &'static str {
        match self {
            Choice::Save => "Save",
            Choice::SaveAs => "Save as",
            Choice::DontSave => "Don't save",
            Choice::Keep => "Keep",
            Choice::LookAtSaved => "Look at the saved one",
            Choice::Discard => "Discard",
            Choice::ReadOnly => "Open read-only",
            Choice::Copy => "Open a copy",
            Choice::Overwrite => "Overwrite",
            Choice::SaveThere => "Save there anew",
            Choice::Reload => "Reload",
            Choice::TryAgain => "Try again",
            Choice::GoOn => "Go on",
            Choice::Close => "Close it",
            Choice::Cancel => "Cancel",
        }
    }

    /// The letter that stands for it, beside Tab and Enter.
    pub fn letter(self) -> char {
        match self {
            Choice::Save | Choice::SaveAs => 'S',
            Choice::DontSave | Choice::Discard => 'D',
            Choice::Keep => 'K',
            Choice::LookAtSaved => 'L',
            Choice::ReadOnly | Choice::Reload => 'R',
            Choice::Copy | Choice::Close => 'C',
            Choice::Overwrite => 'O',
            Choice::TryAgain | Choice::SaveThere => 'T',
            Choice::GoOn => 'G',
            Choice::Cancel => 'N',
        }
    }
}

impl State {
    /// Whether the project has changes that no file has.
    pub fn is_unsaved(&self) -> bool {
        !self.keeping.read_only && self.keeping.saved != Some(self.history.place())
    }

    /// How many changes were made since it was saved; 0 also where only some were taken back.
    pub fn unsaved_count(&self) -> usize {
        self.history.since(self.keeping.saved.unwrap_or(0))
    }

    /// The name of what is open: that of its file, or of its first document.
    pub fn project_name(&self) -> String {
        let stem = self.file.as_ref().and_then(|file| file.file_stem());
        stem.map_or_else(|| self.known.timeline.title.clone(), |stem| stem.to_string_lossy().into_owned())
    }
}
