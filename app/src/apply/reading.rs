//! What is opened and read, and what the jobs answer.

use super::{Action, Effect, asking, change, editing, filters, moves, reviewing, tables};
use crate::jobs::{Answer, Came, Read, Source, Told};
use crate::open::Progress;
use crate::picture::Picture;
use crate::picture::text::Text;
use crate::refine::{Find, Known, Matches, Shown};
use crate::state::{Fit, Keeping, Manner, Next, Overlay, Picked, Purpose, Recovered, State, Watching, What};
use dateline_model::edit::{Done, History};
use dateline_model::event::{Event, EventId};
use dateline_model::filter::Filter;
use dateline_model::project;
use std::path::{Path, PathBuf};

/// Opens a project in the place of what is open; reads other paths beside it.
pub fn open(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    state.overlay = None;
    if paths.is_empty() {
        return None;
    }
    match paths.as_slice() {
        [path] if is_project(path) => asking::leave(state, Next::Load(path.clone(), Manner::Own)),
        _ => {
            editing::free(state)?;
            begin(state);
            Some(Effect::Read(paths))
        }
    }
}

/// Shows that a reading has begun.
pub fn begin(state: &mut State) {
    state.notice.clear();
    state.problems.clear();
    state.reading = Some(Progress { read: 0, total: 0, events: 0 });
    // What of a watched folder was being read is stopped by this, and read afterwards.
    if let Some(watching) = &mut state.watching {
        watching.in_reading = 0;
    }
}

/// Reads a text as a document, under a name that no other one has.
pub fn paste(state: &mut State, text: String) -> Option<Effect> {
    if text.trim().is_empty() {
        return None;
    }
    state.overlay = None;
    editing::free(state)?;
    begin(state);
    let taken = |name: &String| state.project.documents.iter().any(|document| document.name == *name);
    let numbered = (2..).map(|number| format!("Pasted text {number}"));
    let name = std::iter::once("Pasted text".to_owned()).chain(numbered).find(|name| !taken(name))?;
    Some(Effect::ReadText(name, text))
}

/// Watches a folder.
pub fn watch(state: &mut State, folder: PathBuf) -> Option<Effect> {
    state.overlay = None;
    state.watching = Some(Watching { folder: folder.clone(), changed: Vec::new(), in_reading: 0 });
    Some(Effect::Watch(folder))
}

/// Asks for a folder to watch, or watches none any more.
pub fn toggle_watch(state: &mut State) -> Option<Effect> {
    let Some(watching) = state.watching.take() else { return Some(Effect::ChooseWatched) };
    state.notice = format!("No longer watching {}", watching.folder.display());
    Some(Effect::StopWatching)
}

/// Reads what has changed in a watched folder, when nothing else is being read.
pub fn read_changed(state: &mut State) -> Option<Effect> {
    state.watching.as_ref().filter(|watching| !watching.changed.is_empty())?;
    if state.reading.is_some() || asking::locked(state).is_some() {
        return None;
    }
    let watching = state.watching.as_mut()?;
    watching.in_reading = watching.changed.len();
    state.reading = Some(Progress { read: 0, total: 0, events: 0 });
    Some(Effect::Read(watching.changed.clone()))
}

/// What was being read of a watched folder is read, or is not to be read.
pub fn done_with_changed(state: &mut State) {
    if let Some(watching) = &mut state.watching {
        watching.changed.drain(..watching.in_reading);
        watching.in_reading = 0;
    }
}

/// Takes in what a job has to say.
pub fn hear(state: &mut State, answer: Answer, now: f64) -> Option<Effect> {
    match answer {
        Answer::Progress(progress) => {
            // Several threads report, so an older count may come after a newer one.
            if state.reading.as_ref().is_some_and(|known| known.read <= progress.read) {
                state.reading = Some(progress);
            }
        }
        Answer::Read(read) => return take_in(state, *read),
        Answer::Tables(found, problems) => {
            state.problems.extend(problems);
            tables::ask(state, found);
        }
        Answer::Looked(columns, look) => tables::seen(state, &columns, look),
        Answer::Changed(folder, paths) => {
            if let Some(watching) = state.watching.as_mut().filter(|watching| watching.folder == folder) {
                watching.changed.extend(paths);
            }
        }
        Answer::Told(to_tell, told) => {
            let stood = state.lead().map(|event| (event.id, event.when));
            take_told(state, to_tell, *told);
            // What was given another date is not to be lost from view.
            let stands = state.lead().map(|event| (event.id, event.when));
            if stands.is_some() && stands != stood {
                moves::reveal(state, now);
            }
        }
        Answer::Redated(document, moves) => {
            // Something else may have been typed since.
            if let Some(editing) = &mut state.editing
                && editing.what == What::DocumentDate(document)
                && editing.time().is_some_and(|typed| (typed.when.earliest, typed.when.latest) == moves.date)
            {
                editing.moves = Some(*moves);
            }
        }
        Answer::Undated(undated) => state.undated = undated,
        Answer::Matches(matches) => state.matches = matches,
        Answer::Shown(shown) => {
            let (shown, picture) = *shown;
            filters::show(state, shown, picture);
        }
        Answer::Chosen(Purpose::Open, paths) => return change(state, Action::Open(paths), now),
        Answer::Chosen(Purpose::Table, paths) => return change(state, Action::OpenTables(paths), now),
        Answer::Chosen(Purpose::Watch, paths) => {
            return paths.into_iter().next().and_then(|path| change(state, Action::Watch(path), now));
        }
        Answer::Chosen(Purpose::Save, paths) => match paths.into_iter().next() {
            // The dialog has asked about a file that is there, if it is the one that was named.
            Some(path) if is_project(&path) => return Some(asking::overwrite(state, path)),
            Some(path) => return change(state, Action::SaveTo(path), now),
            None => asking::never_mind(state),
        },
        Answer::Chosen(Purpose::Export, paths) => {
            return paths.into_iter().next().and_then(|path| change(state, Action::ExportTo(path), now));
        }
        Answer::Previewed(preview) => state.preview = Some(preview),
        Answer::Exporting(done, of) => {
            if state.exporting.is_some() {
                state.exporting = Some((done, of));
            }
        }
        Answer::Drawn(raster) => {
            state.notice = "The picture is on the clipboard".to_owned();
            return Some(Effect::Copy(raster));
        }
        Answer::NoDialog(purpose) => state.overlay = Some(Overlay::Path { purpose, typed: String::new() }),
        Answer::Saved(path, place) => return asking::saved(state, path, place),
        Answer::NotSaved(question) => asking::not_saved(state, question),
        Answer::Kept(unkept) => state.keeping.unkept = unkept,
        Answer::Exported(path, remarks) => {
            let said = remarks.iter().map(|remark| format!(". {remark}")).collect::<String>();
            state.notice = format!("Saved {}{said}", path.display());
            end_export(state);
        }
        Answer::ExportFailed(problem) => {
            end_export(state);
            state.problems.extend(problem);
        }
        Answer::Failed(problem) => state.problems.push(problem),
    }
    None
}

fn end_export(state: &mut State) {
    state.exporting = None;
    if matches!(state.overlay, Some(Overlay::Export { .. } | Overlay::Path { purpose: Purpose::Export, .. })) {
        state.overlay = None;
    }
}

/// Takes in what was read, with its picture.
fn take_in(state: &mut State, read: Read) -> Option<Effect> {
    state.reading = None;
    done_with_changed(state);
    state.problems.extend(read.problems);
    tables::ask(state, read.tables);
    let Told { wanted, matches, shown } = read.told;
    let nothing = match &read.came {
        Came::Anew(_) => read.project.documents.is_empty(),
        Came::Beside { set, .. } => set.sets.is_empty(),
    };
    if let Some(question) = read.question {
        state.overlay = Some(Overlay::Question(question));
    }
    if nothing {
        return None;
    }
    let hint = wanted.known.fallback.hint().unwrap_or_default();
    let anew = state.project.documents.is_empty() || matches!(read.came, Came::Anew(_));
    match read.came {
        Came::Anew(source) => {
            state.project = read.project;
            state.file.clone_from(&source.file);
            if let Some(path) = state.file.clone() {
                state.remember_file(&path);
            }
            state.history = History::default();
            state.unwritten.clear();
            let saved = (!source.is_copy()).then_some(0);
            let (read_only, recovered) = (source.read_only, recovery(&source));
            state.keeping = Keeping { saved, read_only, recovered, ..Keeping::default() };
            source.recovered.into_iter().for_each(|back| state.history.adopt(back));
        }
        // What is opened first is where the history begins.
        Came::Beside { .. } if anew => state.project = read.project,
        Came::Beside { revision, set, back } => {
            if revision == state.revision {
                state.project = read.project;
                state.history.adopt(back);
            } else {
                state.history.replay(&mut state.project, set.clone());
            }
            let fits = revision == state.revision;
            editing::follow(state, set);
            if !fits {
                return Some(Effect::Refine(true));
            }
        }
    }
    if anew {
        state.revision += 1;
        state.to_tell += 1;
        state.filter = Filter::default();
        state.find = Find::default();
        state.picked = Picked::default();
        state.view.playhead = None;
        state.play.since = None;
    }
    state.undated.clear();
    state.told = state.to_tell;
    let overtaken = (&state.filter, &state.find) != (&wanted.filter, &wanted.find);
    show(state, wanted.known, matches, shown);
    if anew || state.fit != Fit::Free {
        moves::begin(state);
    }
    state.notice = hint;
    overtaken.then_some(Effect::Refine(true))
}

/// What is to be said of changes that were not saved when the program ended.
fn recovery(source: &Source) -> Option<Recovered> {
    let made = |done: Option<&Done>| done.map(|done| done.at.clone()).unwrap_or_default();
    let changes = &source.recovered;
    (!changes.is_empty() || source.is_copy()).then(|| Recovered {
        count: changes.len(),
        last: changes.last().map(|done| done.name.clone()).unwrap_or_default(),
        made: (made(changes.first()), made(changes.last())),
        aside: false,
        copy_of: source.copy_of.clone(),
        has_file: source.file.is_some(),
    })
}

/// Takes in what the project tells now, with its picture. What was selected still is.
fn take_told(state: &mut State, to_tell: u64, told: Told) {
    state.told = to_tell;
    show(state, told.wanted.known, told.matches, told.shown);
}

/// Shows another timeline; what was selected still is, where it is there.
fn show(state: &mut State, known: Known, matches: Matches, (shown, picture): (Shown, Picture)) {
    let picked = std::mem::take(&mut state.picked.events);
    let picked: Vec<&Event> = picked.iter().filter_map(|&event| state.known.timeline.events.get(event)).collect();
    let again = |old: &&Event| {
        let events = &known.timeline.events;
        // An event may get another id by its date; its passage stays.
        let same_passage = |new: &Event| {
            new.sources.iter().any(|source| {
                let other = old.sources.first();
                other.is_some_and(|other| (source.document, &source.passage) == (other.document, &other.passage))
            })
        };
        let by_id = events.iter().position(|new| new.id == old.id);
        by_id.or_else(|| events.iter().position(same_passage))
    };
    let wanted = std::mem::take(&mut state.to_pick);
    let place = |id: &EventId| known.timeline.events.iter().position(|event| event.id == *id);
    let events: Vec<usize> = match wanted.is_empty() {
        true => picked.iter().filter_map(again).collect(),
        false => wanted.iter().filter_map(place).collect(),
    };
    if state.known.fallback != known.fallback {
        state.text = Text::with(&known.fallback.fonts);
    }
    state.picked.events = events;
    state.known = known;
    state.matches = matches;
    let sources = state.lead().map_or(0, |event| event.sources.len());
    state.picked.source = state.picked.source.min(sources.saturating_sub(1));
    filters::show(state, shown, picture);
    reviewing::keep_up(state);
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == project::ENDING)
}
