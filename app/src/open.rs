//! Paths to a timeline: finds the files, reads them side by side, links what they tell.
//!
//! In: files and folders as the user named them. Out: a `Timeline`, and a problem for
//! each thing that could not be read; one that fails leaves the others.
//! Blocks until done, so the window calls it from a job.

pub mod columns;
mod file;

use crate::names::Names;
use chrono::NaiveDate;
use columns::{Choice, Table};
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::dating;
use dateline_model::document::{self, Document, Format};
use dateline_model::edit::{self, Edit};
use dateline_model::event::{self, Event, Undated};
use dateline_model::import;
use dateline_model::lexicon::Lexicon;
use dateline_model::link;
use dateline_model::project::{self, Project, Reading, Stamp};
use dateline_model::text::Span;
use dateline_model::timeline::Timeline;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What came of opening.
pub struct Opened {
    /// What could be read.
    pub timeline: Timeline,
    /// What the user had arranged, where a project was opened.
    pub arrangement: Arrangement,
    /// What could not, in the order of the paths.
    pub problems: Vec<Problem>,
}

/// A file or folder that could not be read: which, why, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub path: PathBuf,
    /// Why, and what to do now.
    pub message: String,
}

/// What the user said of documents beside what their files say.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The own dates of documents, by file name.
    pub dates: BTreeMap<String, NaiveDate>,
    /// What the columns of tables hold.
    pub columns: Choice,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Documents read so far.
    pub read: usize,
    /// Documents in all.
    pub total: usize,
    /// Events found so far.
    pub events: usize,
}

/// A document to be read: its name and bytes, or where to get them.
pub enum Input {
    /// A file on disk.
    File(PathBuf),
    /// A document of a saved project.
    Saved(Box<Document>),
    /// A text that came with the program or by the clipboard.
    Text {
        /// Its file name.
        name: String,
        /// Its content.
        text: String,
    },
}

impl Input {
    /// The file's name, without its folders.
    fn name(&self) -> String {
        match self {
            Input::Text { name, .. } => name.clone(),
            Input::Saved(document) => document.name.clone(),
            Input::File(path) => {
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
        }
    }

    /// The file's name with its folders.
    fn whole_name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            _ => self.name(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

/// Reads files and folders to a timeline with the names given. A table whose columns are not known is read as text, and told.
/// `progress` is called from several threads; where it says false, reading stops and what has been read is returned.
pub fn open(paths: &[PathBuf], names: &Names, given: &Given, progress: &(dyn Fn(Progress) -> bool + Sync)) -> Opened {
    let mut problems = names.problems.clone();
    if let [path] = paths
        && is_project(path)
    {
        return open_project(path);
    }
    let (inputs, arrangement) = find_inputs(paths, &mut problems);
    let mut opened = open_inputs(inputs, &names.lexicon, given, progress);
    problems.append(&mut opened.problems);
    Opened { problems, arrangement, ..opened }
}

fn open_project(path: &Path) -> Opened {
    match project::load(path) {
        Ok(loaded) => {
            let problem = |damage| Problem { path: path.to_owned(), message: format!("is damaged at {damage}") };
            let problems = loaded.damage.iter().map(problem).collect();
            Opened { timeline: loaded.project.timeline(), arrangement: loaded.project.arrangement, problems }
        }
        Err(error) => {
            let problem = Problem { path: path.to_owned(), message: error.to_string() };
            Opened { timeline: Timeline::default(), arrangement: Arrangement::default(), problems: vec![problem] }
        }
    }
}

/// Reads documents to a timeline, as `open` does.
pub fn open_inputs(
    inputs: Vec<Input>,
    lexicon: &Lexicon,
    given: &Given,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Opened {
    let Fresh { documents, mut events, problems, .. } = read_beside(Vec::new(), inputs, lexicon, Some(given), progress);
    for (index, events) in &mut events {
        events.iter_mut().flat_map(|event| &mut event.sources).for_each(|source| source.document = *index);
    }
    let events = link::link(&documents, events.into_values().flatten().collect());
    let title = title(lexicon, &documents, &events);
    let documents = Arc::new(documents);
    Opened { timeline: Timeline { title, documents, events }, arrangement: Arrangement::default(), problems }
}

/// What came of reading beside a project.
pub struct Added {
    /// The edit that takes in what was read; none where there is nothing.
    pub edit: Option<Edit>,
    /// Tables whose columns are not known: they are not read.
    pub tables: Vec<Document>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Reads documents beside those of a project. What the project has is not read again, but for documents that get another
/// own date by the new ones.
pub fn add(
    project: &Project,
    inputs: Vec<Input>,
    lexicon: &Lexicon,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Added {
    let known = project.documents.to_vec();
    let Fresh { mut documents, events, tables, problems } = read_beside(known, inputs, lexicon, None, progress);
    let mut readings = Vec::with_capacity(events.len());
    // From the last one on, so that those before keep their places.
    for (index, events) in events.into_iter().rev() {
        readings.push(Reading::new(documents.swap_remove(index), events));
    }
    readings.reverse();
    if readings.is_empty() {
        return Added { edit: None, tables, problems };
    }
    let mut edit = Edit::read(project, readings);
    // A title that a person gave stays.
    let own = |project: &Project| title(lexicon, &project.documents, &project.timeline().events);
    if project.documents.is_empty() || project.title == own(project) {
        let mut after = project.clone();
        edit::apply(&mut after, &edit, &Stamp::default());
        edit = edit.with_title(own(&after));
    }
    Added { edit: Some(edit), tables, problems }
}

/// Files as tables whose columns are to be chosen, with those that a project has for them, and what is no table.
pub fn tables(project: &Project, paths: &[PathBuf], lexicon: &Lexicon) -> (Vec<Table>, Vec<Problem>) {
    let (inputs, mut problems) = inputs(paths);
    let read = |document: Document, name: String, whole_name: String| {
        let known = project.documents.iter().find(|known| known.name == name);
        let version = known.filter(|known| is_version_of(&document.text, &known.text));
        let columns = version.and_then(|version| version.columns.clone());
        let name = if known.is_some() && version.is_none() { whole_name.clone() } else { name };
        Table::of(lexicon, Document { name, columns, ..document })
            .ok_or_else(|| Problem { path: PathBuf::from(whole_name), message: columns::NO_TABLE.to_owned() })
    };
    let (tables, mut unread) = read_documents(inputs, &BTreeMap::new(), &read, &|_| true);
    problems.append(&mut unread);
    (tables, problems)
}

/// The documents of files and folders, and what is none.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let mut problems = Vec::new();
    let (inputs, _) = find_inputs(paths, &mut problems);
    (inputs, problems)
}

/// What to say of lists of events in folders: they are read only where they are named, as many a folder of articles has a
/// table of these.
pub fn lists_left_out(paths: &[PathBuf]) -> Vec<Problem> {
    let complaint = |folder: &PathBuf| {
        let mut lists = Vec::new();
        find_in_folder(folder, 0, &|path| Format::is_list(&path.to_string_lossy()), &mut lists, &mut Vec::new());
        let names: Vec<String> =
            lists.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned()).collect();
        let message = match names.as_slice() {
            [] => return None,
            [one] => format!("holds a list of events, {one}, that is left out; open it by itself"),
            [one, rest @ ..] => {
                format!(
                    "holds lists of events, {one} and {} more, that are left out; open them by themselves",
                    rest.len()
                )
            }
        };
        Some(Problem { path: folder.clone(), message })
    };
    paths.iter().filter(|path| path.is_dir()).filter_map(complaint).collect()
}

/// The documents of a folder and the folders in it, by name, and what can't be looked into.
pub fn documents_in(folder: &Path) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    find_in_folder(folder, 0, &is_readable, &mut files, &mut problems);
    (files, problems)
}

/// Documents with what was read of them.
struct Fresh {
    /// All, those that were known first.
    documents: Vec<Document>,
    /// The events of those that were read now, by the document's index.
    events: BTreeMap<usize, Vec<Event>>,
    /// Tables whose columns nobody knows.
    tables: Vec<Document>,
    problems: Vec<Problem>,
}

/// What was read of a document.
struct One {
    document: Document,
    events: Vec<Event>,
    /// Whether its columns are to be asked for.
    asks: bool,
    /// What is to be said of it.
    problem: Option<Problem>,
}

/// Reads documents beside those that are known. One of the name of a known one, and much the same text, takes its place,
/// and is read by its columns. Of tables whose columns nobody knows nothing is read, unless something was `given`:
/// then there is nobody to ask.
fn read_beside(
    known: Vec<Document>,
    inputs: Vec<Input>,
    lexicon: &Lexicon,
    given: Option<&Given>,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Fresh {
    let (read, found) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let total = inputs.len();
    let places: BTreeMap<&str, usize> = known.iter().map(|document| document.name.as_str()).zip(0..).collect();
    let step = |done: &[Result<One, Problem>]| {
        let new = done.iter().flatten().map(|one| one.events.len()).sum();
        let events = found.fetch_add(new, Ordering::Relaxed) + new;
        progress(Progress { read: read.fetch_add(1, Ordering::Relaxed) + 1, total, events })
    };
    let nothing = Given::default();
    let (given, asks) = (given.unwrap_or(&nothing), given.is_none());
    let read = |mut document: Document, name: String, whole_name: String| {
        let (version, other) = match places.get(name.as_str()) {
            Some(&at) if is_version_of(&document.text, &known[at].text) => (Some(&known[at]), false),
            at => (None, at.is_some()),
        };
        let path = PathBuf::from(&whole_name);
        document.name = if other { whole_name } else { name };
        let told = settle_columns(lexicon, &mut document, version, &given.columns);
        let told = told.map_err(|message| Problem { path: path.clone(), message })?;
        if asks && told.is_some() {
            return Ok(One { document, events: Vec::new(), asks, problem: None });
        }
        let (complaint, events) = match import::read(lexicon, &document) {
            Some(list) => (list.complaint(), list.events),
            None => {
                let times = dating::read_times_and_own_date(lexicon, &mut document);
                (None, event::read_events(lexicon, &document, &times))
            }
        };
        let problem = told.or(complaint).map(|message| Problem { path, message });
        Ok(One { document, events, asks: false, problem })
    };
    let (done, mut problems) = read_documents(inputs, &given.dates, &read, &step);
    let place = |one: &One| places.get(one.document.name.as_str()).copied();
    let found: Vec<Option<usize>> = done.iter().map(place).collect();
    let (mut documents, mut events, mut tables) = (known, BTreeMap::new(), Vec::new());
    for (one, at) in done.into_iter().zip(found) {
        problems.extend(one.problem);
        if one.asks {
            tables.push(one.document);
            continue;
        }
        let at = at.unwrap_or(documents.len());
        match documents.get_mut(at) {
            Some(known) => *known = one.document,
            None => documents.push(one.document),
        }
        events.insert(at, one.events);
    }
    // What has got another day to count from is read again.
    let redated = dating::borrow_dates(&mut documents);
    let again: Vec<Vec<Event>> = redated.par_iter().map(|&index| read_events(lexicon, &documents[index])).collect();
    events.extend(redated.into_iter().zip(again));
    Fresh { documents, events, tables, problems }
}

/// What a document tells as of its own date: the rows of a list, or what a text says.
pub fn read_events(lexicon: &Lexicon, document: &Document) -> Vec<Event> {
    import::read(lexicon, document).map(|list| list.events).unwrap_or_else(|| {
        let times = dating::read_times(lexicon, document);
        event::read_events(lexicon, document, &times)
    })
}

/// Has a table read by its columns: as an earlier version of it was, as was chosen, or as their names say. Where nobody
/// knows them, what to say of that.
fn settle_columns(
    lexicon: &Lexicon,
    document: &mut Document,
    version: Option<&Document>,
    choice: &Choice,
) -> Result<Option<String>, String> {
    if document.columns.is_some() || !import::is_table(document) {
        return Ok(None);
    }
    let columns = match version.and_then(|version| version.columns.clone()) {
        Some(columns) => columns,
        None if !choice.is_empty() => choice.columns(lexicon, document)?,
        None => match import::columns(lexicon, document) {
            None => return Ok(None),
            Some((columns, true)) => columns,
            Some((columns, false)) => {
                let names = import::columns_by_names(lexicon, document).map(|(_, names)| names).unwrap_or_default();
                let told = columns::told(&names, columns.heading);
                return Ok(Some(format!(
                    "was read as plain text: what its columns hold is not known; say it by --columns \
                     date=COLUMN,title=COLUMN; {told}"
                )));
            }
        },
    };
    import::read_by(document, columns);
    Ok(None)
}

/// Whether a text is another one, changed a little: at least half of the lines of the shorter one are in both.
fn is_version_of(text: &str, other: &str) -> bool {
    let lines = |text: &str| -> BTreeSet<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let (one, other) = (lines(text), lines(other));
    one.intersection(&other).count() * 2 >= one.len().min(other.len())
}

/// A document as a timeline by itself, and what it tells without a time where `undated`.
pub fn read_alone(lexicon: &Lexicon, document: Document, undated: bool) -> (Timeline, Vec<Undated>) {
    let listed = import::read(lexicon, &document).map(|list| list.events);
    let undated = undated && listed.is_none();
    let times = dating::read_times(lexicon, &document);
    let events = listed.unwrap_or_else(|| event::read_events(lexicon, &document, &times));
    let dated = events.iter().flat_map(|event| &event.sources).map(|source| source.passage.clone()).collect();
    let undated = if undated { event::read_undated(lexicon, &document, &times, dated) } else { Vec::new() };
    let documents = vec![document];
    let events = link::link(&documents, events);
    (Timeline { title: documents[0].title.clone(), documents: Arc::new(documents), events }, undated)
}

/// What each document of a timeline tells without a time, outside the passages of the timeline's events; of a list nothing.
pub fn read_undated(lexicon: &Lexicon, timeline: &Timeline) -> Vec<Vec<Undated>> {
    let mut dated: Vec<Vec<Span>> = vec![Vec::new(); timeline.documents.len()];
    for source in timeline.events.iter().flat_map(|event| &event.sources) {
        dated[source.document].push(source.passage.clone());
    }
    let documents = timeline.documents.par_iter().zip(dated);
    documents
        .map(|(document, dated)| {
            if import::is_list(lexicon, document) {
                return Vec::new();
            }
            let times = dating::read_times(lexicon, document);
            event::read_undated(lexicon, document, &times, dated)
        })
        .collect()
}

/// Reads files and folders to documents with their own dates, and no events.
pub fn open_documents(paths: &[PathBuf], names: &Names, given: &Given) -> (Vec<Document>, Vec<Problem>) {
    let mut problems = names.problems.clone();
    let (inputs, _) = find_inputs(paths, &mut problems);
    let read = |document: Document, name: String, whole_name: String| {
        let own_date = dating::own_date(&names.lexicon, &document);
        let mut document = Document { name, own_date, ..document };
        let told = settle_columns(&names.lexicon, &mut document, None, &given.columns);
        let problem = |message| Problem { path: PathBuf::from(&whole_name), message };
        told.map(|told| (document, told.map(problem))).map_err(problem)
    };
    let (read, mut unread) = read_documents(inputs, &given.dates, &read, &|_| true);
    let (mut documents, told): (Vec<Document>, Vec<Option<Problem>>) = read.into_iter().unzip();
    dating::borrow_dates(&mut documents);
    problems.append(&mut unread);
    problems.extend(told.into_iter().flatten());
    (documents, problems)
}

/// Is told what came of an input, and says whether to go on.
type Step<'a, T> = dyn Fn(&[Result<T, Problem>]) -> bool + Sync + 'a;

/// Reads documents side by side. `read` goes on with each, its name in the timeline, which differs from its own where
/// several have one, and its name with its folders. `step` is told of each what came of it; where it says false, the rest is left out.
fn read_documents<T: Send>(
    inputs: Vec<Input>,
    dates: &BTreeMap<String, NaiveDate>,
    read: &(dyn Fn(Document, String, String) -> Result<T, Problem> + Sync),
    step: &Step<T>,
) -> (Vec<T>, Vec<Problem>) {
    let goes_on = AtomicBool::new(true);
    let repeated = repeated_names(&inputs);
    let results: Vec<Vec<Result<T, Problem>>> = inputs
        .into_par_iter()
        .map(|input| {
            if !goes_on.load(Ordering::Relaxed) {
                return Vec::new();
            }
            let name = if repeated.contains(&input.name()) { input.whole_name() } else { input.name() };
            let found = file::read_input(input, name, dates).into_iter();
            let done: Vec<_> =
                found.map(|one| one.and_then(|(document, name, whole)| read(document, name, whole))).collect();
            if !step(&done) {
                goes_on.store(false, Ordering::Relaxed);
            }
            done
        })
        .collect();
    let (mut done, mut problems) = (Vec::new(), Vec::new());
    for result in results.into_iter().flatten() {
        match result {
            Ok(one) => done.push(one),
            Err(problem) => problems.push(problem),
        }
    }
    (done, problems)
}

/// A title for the picture: that of the one document, or the countries that most of the events are about.
fn title(lexicon: &Lexicon, documents: &[Document], events: &[Event]) -> String {
    if let [document] = documents {
        return document.title.clone();
    }
    let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
    for country in events.iter().flat_map(|event| &event.countries) {
        *counts.entry(*country).or_default() += 1;
    }
    let mut often: Vec<Country> = counts.keys().copied().collect();
    often.sort_by_key(|country| (Reverse(counts[country]), *country));
    // At most three: a title is read at a glance.
    let names: Vec<&str> = often.iter().take(3).map(|country| lexicon.country_name(country)).collect();
    match names.as_slice() {
        [] => format!("{} documents", documents.len()),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn repeated_names(inputs: &[Input]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    inputs.iter().map(Input::name).filter(|name| !seen.insert(name.clone())).collect()
}

pub(crate) fn explain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "is not there; check the name".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read; ask for permission to read it, or copy it".to_owned(),
        _ => format!("can't be read: {error}"),
    }
}

/// The documents of the paths: those of files and folders, and those that saved projects hold; and what was arranged
/// in the first of these projects.
fn find_inputs(paths: &[PathBuf], problems: &mut Vec<Problem>) -> (Vec<Input>, Arrangement) {
    let mut inputs = Vec::new();
    let mut arrangement = None;
    for file in find_files(paths, problems) {
        if is_project(&file) {
            let opened = open_project(&file);
            problems.extend(opened.problems);
            inputs.extend(
                Arc::unwrap_or_clone(opened.timeline.documents)
                    .into_iter()
                    .map(|document| Input::Saved(Box::new(document))),
            );
            arrangement.get_or_insert(opened.arrangement);
        } else {
            inputs.push(Input::File(file));
        }
    }
    (inputs, arrangement.unwrap_or_default())
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == project::ENDING)
}

/// The files of the paths, each once; folders are searched through, in the order of names.
fn find_files(paths: &[PathBuf], problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len();
            find_in_folder(path, 0, &is_readable, &mut files, problems);
            if files.len() == before {
                problems.push(Problem {
                    path: path.clone(),
                    message: format!("holds no document; Dateline reads {}", document::READABLE_ENDINGS.join(", ")),
                });
            }
        } else {
            files.push(path.clone());
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    files
}

/// Folders nested deeper than this are links in a circle.
const FOLDER_DEPTH_MAX: usize = 32;

fn find_in_folder(
    folder: &Path,
    depth: usize,
    wanted: &dyn Fn(&Path) -> bool,
    files: &mut Vec<PathBuf>,
    problems: &mut Vec<Problem>,
) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(Problem { path: folder.to_owned(), message: explain(&error) });
            return;
        }
    };
    let mut entries: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden || entry.is_symlink() && entry.is_dir() {
            continue;
        }
        if entry.is_dir() {
            if depth < FOLDER_DEPTH_MAX {
                find_in_folder(&entry, depth + 1, wanted, files, problems);
            }
        } else if wanted(&entry) {
            files.push(entry);
        }
    }
}

fn is_readable(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| document::READABLE_ENDINGS.contains(&ending.as_str()))
}
