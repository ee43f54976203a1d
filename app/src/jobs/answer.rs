//! What jobs answer, and what they are given to work on.

use crate::export::wish::{Preview, Raster};
use crate::open::columns::Table;
use crate::open::{Problem, Progress};
use crate::picture::Picture;
use crate::refine::{self, Find, Known, Matches, Shown, Wanted};
use crate::state::{Moves, Purpose, Question};
use dateline_model::arrangement::Arrangement;
use dateline_model::document::Columns;
use dateline_model::edit::Done;
use dateline_model::event::Undated;
use dateline_model::filter::Filter;
use dateline_model::import::Look;
use dateline_model::lexicon::Lexicon;
use dateline_model::project::journal::Journal;
use dateline_model::project::{Project, Stamp};
use dateline_model::timeline::Timeline;
use std::path::PathBuf;
use std::sync::Arc;

/// What a job has to say.
pub enum Answer {
    /// How far the reading is.
    Progress(Progress),
    /// The reading is done.
    Read(Box<Read>),
    /// What each document tells without a time.
    Undated(Vec<Vec<Undated>>),
    /// What another date of a document moves.
    Redated(usize, Box<Moves>),
    /// What the project tells after so many changes to what it tells.
    Told(u64, Box<Told>),
    /// Tables whose columns are to be chosen, and what is no table.
    Tables(Vec<Table>, Vec<Problem>),
    /// What is seen of the first table that waits, by these columns.
    Looked(Columns, Look),
    /// Files of a watched folder that are new or changed.
    Changed(PathBuf, Vec<PathBuf>),
    /// Which events match now.
    Matches(Matches),
    /// What is shown now, and its picture.
    Shown(Box<(Shown, Picture)>),
    /// Paths that the user chose; none where the dialog was closed.
    Chosen(Purpose, Vec<PathBuf>),
    /// The desktop has no file dialog.
    NoDialog(Purpose),
    /// The project is saved, as it was at a place of its history.
    Saved(PathBuf, u64),
    /// The project could not be saved, and what to ask about that.
    NotSaved(Question),
    /// Why changes can't be kept until they are saved; none where they can be again.
    Kept(Option<Problem>),
    /// So many pages of so many are written.
    Exporting(usize, usize),
    /// The export is written, and what is to be said of it.
    Exported(PathBuf, Vec<String>),
    /// The export could not be written, or was stopped.
    ExportFailed(Option<Problem>),
    /// What the export will look like, or why there will be none.
    Previewed(Result<Preview, String>),
    /// A page as a picture.
    Drawn(Raster),
    /// It did not work.
    Failed(Problem),
}

/// What came of a reading.
pub struct Read {
    /// The project with what was read.
    pub project: Project,
    /// How it came from what was open.
    pub came: Came,
    /// What it tells.
    pub told: Told,
    /// Tables whose columns are to be chosen; they are not read yet.
    pub tables: Vec<Table>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What is to be asked about it.
    pub question: Option<Question>,
}

/// How a project came from what was open.
pub enum Came {
    /// It takes the place of that.
    Anew(Source),
    /// Documents were added.
    Beside {
        /// How many changes it had had before.
        revision: u64,
        /// What was set by it.
        set: Done,
        /// What takes it back.
        back: Done,
    },
}

/// Where a project came from.
#[derive(Default)]
pub struct Source {
    /// The file that it is saved in.
    pub file: Option<PathBuf>,
    /// Whether it is only to be looked at.
    pub read_only: bool,
    /// Of a copy that was kept while its file could not be written, that file's name.
    pub copy_of: Option<String>,
    /// The fingerprint of its file as that was read.
    pub fingerprint: Option<u64>,
    /// Its journal, and the file that that is of, which may be a copy that is kept for want of one.
    pub journal: Option<(PathBuf, Journal)>,
    /// What takes back the changes that had not been saved, in the order in which they were made.
    pub recovered: Vec<Done>,
}

/// What a project tells and what is shown of it.
pub struct Told {
    /// What is known of its timeline, and what was wanted of it.
    pub wanted: Wanted,
    /// Which events match.
    pub matches: Matches,
    /// What is shown, and its picture.
    pub shown: (Shown, Picture),
}

/// What a reading adds to: a project, and how it is shown.
pub struct Base {
    /// The project.
    pub project: Project,
    /// How many changes it has had.
    pub revision: u64,
    /// When and by whom the documents are added.
    pub stamp: Stamp,
    /// What is left out.
    pub filter: Filter,
    /// What is searched for.
    pub find: Find,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Answer::Progress(_) => "Progress",
            Answer::Read(_) => "Read",
            Answer::Undated(_) => "Undated",
            Answer::Redated(..) => "Redated",
            Answer::Told(..) => "Told",
            Answer::Tables(..) => "Tables",
            Answer::Looked(..) => "Looked",
            Answer::Changed(..) => "Changed",
            Answer::Matches(_) => "Matches",
            Answer::Shown(_) => "Shown",
            Answer::Chosen(..) => "Chosen",
            Answer::NoDialog(_) => "NoDialog",
            Answer::Saved(..) => "Saved",
            Answer::NotSaved(_) => "NotSaved",
            Answer::Kept(_) => "Kept",
            Answer::Exporting(..) => "Exporting",
            Answer::Exported(..) => "Exported",
            Answer::ExportFailed(_) => "ExportFailed",
            Answer::Previewed(_) => "Previewed",
            Answer::Drawn(_) => "Drawn",
            Answer::Failed(_) => "Failed",
        })
    }
}

impl Source {
    /// Whether it is a copy that was kept for want of a file.
    pub fn is_copy(&self) -> bool {
        self.file.is_none() && self.fingerprint.is_some()
    }
}

impl Read {
    /// A timeline alone, as tests and measurements have it.
    pub fn of_timeline(timeline: Timeline, lexicon: Arc<Lexicon>) -> Read {
        let documents = timeline.documents.to_vec();
        let (title, events) = (timeline.title.clone(), timeline.events.clone());
        let project = Project::of_linked(title, documents, events, Arrangement::default()).unwrap_or_default();
        let known = Known::new(timeline, lexicon);
        let told = Told::new(known, &project, Filter::default(), Find::default());
        Read {
            project,
            came: Came::Anew(Source::default()),
            told,
            tables: Vec::new(),
            problems: Vec::new(),
            question: None,
        }
    }
}

impl Told {
    /// What a project tells, and what a filter and words leave of it.
    pub fn new(known: Known, project: &Project, filter: Filter, find: Find) -> Told {
        let wanted = Wanted { known, arrangement: project.arrangement.clone(), filter, find };
        let matches = refine::matches(&wanted);
        let shown = refine::show(&wanted, &matches);
        Told { wanted, matches, shown }
    }
}
