//! What jobs read: documents beside those of a project, a project with its journal, a document as of another date.
//!
//! In: paths, projects. Out: what an answer holds. Knows no threads.

use super::{Base, Came, Read, Source, Told};
use crate::keeper;
use crate::open::{self, Input, Progress};
use crate::refine::Known;
use crate::state::Moves;
use dateline_model::dating;
use dateline_model::document::OwnDate;
use dateline_model::edit::{self, Edit};
use dateline_model::event::{self, Event};
use dateline_model::lexicon::Lexicon;
use dateline_model::project::journal::{Journal, JournalError, Recovered};
use dateline_model::project::{self, Project, Reading, Stamp};
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
    let (edit, problems) = open::add(&base.project, inputs, &lexicon, progress);
    let done = edit.and_then(|edit| edit::apply(&mut base.project, &edit, &base.stamp));
    let (set, back) = done.unwrap_or_default();
    let told = Told::new(Known::new(base.project.timeline(), lexicon), &base.project, base.filter, base.find);
    Read { project: base.project, came: Came::Beside { revision: base.revision, set, back }, told, problems }
}

/// Loads a project with what its journal has for it, and what is to be said of that, if anything.
pub(super) fn load(path: &Path) -> Result<(Project, Source, String), String> {
    // First the journal: as long as that is ours, nobody else saves the file.
    let journal = Journal::open(path);
    let loaded = project::load(path).map_err(|error| error.to_string())?;
    let mut project = loaded.project;
    if let Some(damage) = loaded.damage.first() {
        let count = loaded.damage.len();
        let places = if count == 1 { String::new() } else { format!(" and {} other places", count - 1) };
        let message =
            format!("is damaged at {damage}{places}; what could be read is open, to be saved in another file");
        return Ok((project, Source::default(), message));
    }
    let mut journal = match journal {
        Ok(journal) => journal,
        Err(JournalError::InUse) => {
            let message = "is open in another window; this is a copy, to be saved in another file".to_owned();
            return Ok((project, Source::default(), message));
        }
        // A folder that takes no journal may still be read from.
        Err(JournalError::Io(_)) => {
            return Ok((project, Source { file: Some(path.to_owned()), ..Source::default() }, String::new()));
        }
    };
    let file = (!keeper::is_home(path)).then(|| path.to_owned());
    let (mut recovered, mut message) = (Vec::new(), String::new());
    match journal.recover(loaded.fingerprint) {
        Recovered::Changes(changes) => {
            for mut done in changes {
                done.swap(&mut project);
                recovered.push(done);
            }
            if recovered.is_empty() && file.is_some() {
                journal.begin(loaded.fingerprint).map_err(|error| error.to_string())?;
            }
        }
        Recovered::Foreign => {
            let aside = journal.put_aside().map_err(|error| error.to_string())?;
            message = format!("was changed by others; changes that had not been saved are kept in {}", aside.display());
            journal = Journal::open(path).map_err(|error| error.to_string())?;
            journal.begin(loaded.fingerprint).map_err(|error| error.to_string())?;
        }
    }
    Ok((project, Source { file, journal: Some((path.to_owned(), journal)), recovered }, message))
}

/// Reads a document anew as of another date: which events that moves, and the edit that does it.
pub(super) fn redated(project: &Project, document: usize, own: OwnDate, lexicon: &Lexicon) -> Option<Moves> {
    let mut read = project.documents.get(document)?.clone();
    let date = (own.earliest, own.latest);
    read.own_date = Some(own);
    let times = dating::read_times(lexicon, &read);
    let events = event::read_events(lexicon, &read, &times);
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
