//! What jobs read: documents beside those of a project, a project with its journal, a document as of another date.
//!
//! In: paths, projects. Out: what an answer holds. Knows no threads.

use super::{Base, Came, Read, Source, Told};
use crate::names::names;
use crate::open::columns::Table;
use crate::open::{self, Added, Input, Problem, Progress};
use crate::refine::{Find, Known};
use crate::state::{Manner, Moves, Question};
use dateline_model::document::OwnDate;
use dateline_model::edit::{self, Edit};
use dateline_model::event::Event;
use dateline_model::filter::Filter;
use dateline_model::lexicon::Lexicon;
use dateline_model::project::journal::{Journal, JournalError, Recovered};
use dateline_model::project::{self, Loaded, Project, Reading, Stamp};
use dateline_model::when::When;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Reads documents beside those of a project.
pub(super) fn read_beside(
    inputs: Vec<Input>,
    mut base: Base,
    lexicon: Arc<Lexicon>,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Read {
    let Added { edit, tables, problems } = open::add(&base.project, inputs, &lexicon, progress);
    let done = edit.and_then(|edit| edit::apply(&mut base.project, &edit, &base.stamp));
    let (set, back) = done.unwrap_or_default();
    let tables = tables.into_iter().filter_map(|document| Table::of(&lexicon, document)).collect();
    let told = Told::new(Known::new(base.project.timeline(), lexicon), &base.project, base.filter, base.find);
    Read {
        project: base.project,
        came: Came::Beside { revision: base.revision, set, back },
        told,
        tables,
        problems,
        question: None,
    }
}

/// Loads a project, with what its journal has for it where it is to be changed.
pub(super) fn load(path: &Path, manner: Manner, home: Option<&Path>) -> Read {
    let loaded = match manner {
        Manner::Own => load_own(path, home.is_some() && path.parent() == home),
        Manner::ReadOnly | Manner::Copy => project::load(path).map_err(|error| error.to_string()).map(|loaded| {
            let read_only = manner == Manner::ReadOnly;
            let file = read_only.then(|| path.to_owned());
            (loaded, Source { file, read_only, ..Source::default() }, None, String::new())
        }),
    };
    let empty = || Loaded { project: Project::default(), damage: Vec::new(), altered: Vec::new(), fingerprint: 0 };
    let (loaded, source, question, mut message) =
        loaded.unwrap_or_else(|message| (empty(), Source::default(), None, message));
    let lexicon = Arc::new(names(&[path.to_owned()], None).lexicon);
    let known = Known::new(loaded.project.timeline(), lexicon);
    let told = Told::new(known, &loaded.project, Filter::default(), Find::default());
    if let Some(damage) = loaded.damage.first().filter(|_| loaded.project.documents.is_empty()) {
        message = format!("is damaged at {damage}; no document could be read");
    }
    let question = question.or_else(|| damaged(path, &loaded, told.wanted.known.timeline.events.len()));
    let problems = match message {
        none if none.is_empty() => Vec::new(),
        message => vec![Problem { path: path.to_owned(), message }],
    };
    Read { project: loaded.project, came: Came::Anew(source), told, tables: Vec::new(), problems, question }
}

/// What was loaded, where it came from, what is to be asked and what to be said.
type OwnLoaded = (Loaded, Source, Option<Question>, String);

fn load_own(path: &Path, is_copy: bool) -> Result<OwnLoaded, String> {
    // First the journal: as long as that is ours, nobody else saves the file.
    let journal = Journal::open(path);
    let loaded = project::load(path).map_err(|error| error.to_string());
    let mut journal = match journal {
        Ok(journal) if loaded.as_ref().map_or(true, |loaded| !loaded.damage.is_empty()) => {
            // What was made only to look leaves no trace.
            if journal.is_settled() {
                journal.remove().ok();
            }
            return Ok((loaded?, Source::default(), None, String::new()));
        }
        Ok(journal) => journal,
        Err(JournalError::InUse) => {
            let nothing = Loaded { project: Project::default(), damage: Vec::new(), ..loaded? };
            return Ok((nothing, Source::default(), Some(Question::InUse(path.to_owned())), String::new()));
        }
        // A folder that takes no journal may still be read from; changes are kept elsewhere then.
        Err(JournalError::Io(_)) => {
            let loaded = loaded?;
            let file = Some(path.to_owned()).filter(|_| loaded.damage.is_empty());
            let source = Source { file, fingerprint: Some(loaded.fingerprint), ..Source::default() };
            return Ok((loaded, source, None, String::new()));
        }
    };
    let mut loaded = loaded?;
    let fingerprint = loaded.fingerprint;
    let file = (!is_copy).then(|| path.to_owned());
    let (mut recovered, mut message) = (Vec::new(), String::new());
    match journal.recover(fingerprint) {
        Recovered::Changes(changes) => {
            for mut done in changes {
                done.swap(&mut loaded.project);
                recovered.push(done);
            }
            if recovered.is_empty() && file.is_some() {
                journal.begin(fingerprint).map_err(|error| error.to_string())?;
            }
        }
        Recovered::Foreign => {
            let aside = journal.put_aside().map_err(|error| error.to_string())?;
            message = format!("was changed by others; changes that had not been saved are kept in {}", aside.display());
            journal = Journal::open(path).map_err(|error| error.to_string())?;
            journal.begin(fingerprint).map_err(|error| error.to_string())?;
        }
    }
    // Also a project without a file, of which nothing but the copy is left, is to be kept or not.
    let question = (!recovered.is_empty() || file.is_none()).then_some(Question::Recovered);
    let journal = Some((path.to_owned(), journal));
    let stem = path.file_stem().filter(|_| is_copy).map(|stem| stem.to_string_lossy().into_owned());
    let copy_of = stem.and_then(|stem| stem.split_once(' ').map(|(_, of)| of.to_owned()));
    let source = Source { file, copy_of, read_only: false, fingerprint: Some(fingerprint), journal, recovered };
    Ok((loaded, source, question, message))
}

/// What to tell of a file that could be read in part.
fn damaged(path: &Path, loaded: &Loaded, events: usize) -> Option<Question> {
    if loaded.damage.is_empty() || loaded.project.documents.is_empty() {
        return None;
    }
    let project = &loaded.project;
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let left = format!(
        "{}, {} and {}",
        counted(project.documents.len(), "document", "documents"),
        counted(events, "event", "events"),
        counted(project.kept.len(), "correction", "corrections"),
    );
    let mut lost: Vec<String> = loaded.damage.iter().map(ToString::to_string).collect();
    for (_, kept) in project.lost() {
        let words = kept.title.as_deref().or(kept.tellings.first().map(|telling| telling.words.as_str()));
        lost.push(format!("What you set about “{}” has lost its passage", words.unwrap_or_default()));
    }
    Some(Question::Damaged { path: path.to_owned(), left, lost })
}

/// Reads a document anew as of another date: which events that moves, and the edit that does it.
pub(super) fn redated(project: &Project, document: usize, own: OwnDate, lexicon: &Lexicon) -> Option<Moves> {
    let mut read = project.documents.get(document)?.clone();
    let date = (own.earliest, own.latest);
    read.own_date = Some(own);
    let events = open::read_events(lexicon, &read);
    let edit = Edit::read(project, vec![Reading::new(read, events)]);
    let mut after = project.clone();
    edit::apply(&mut after, &edit, &Stamp::default());
    // An event may get another id by its date; its passage stays.
    let times = |project: &Project| -> BTreeMap<(usize, usize), (String, When)> {
        let events = project.timeline().events.into_iter();
        let told = |event: Event| {
            let here = event.sources.iter().find(|source| source.document == document)?;
            Some(((here.passage.start, here.time.start), (event.title, event.when)))
        };
        events.filter_map(told).collect()
    };
    let (old, new) = (times(project), times(&after));
    let mut events = Vec::new();
    for (place, (title, when)) in &old {
        let now = new.get(place).map(|(_, when)| *when);
        if now != Some(*when) {
            events.push((title.clone(), Some(*when), now));
        }
    }
    let fresh = new.iter().filter(|(place, _)| !old.contains_key(place));
    events.extend(fresh.map(|(_, (title, when))| (title.clone(), None, Some(*when))));
    events.sort_by_key(|(_, old, new)| (*old, *new));
    Some(Moves { date, events, edit })
}
