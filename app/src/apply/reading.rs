//! What is opened and read, and what the jobs answer.

use super::history::History;
use super::{Action, Effect, change, filters, moves};
use crate::jobs::{Answer, Read};
use crate::open::Progress;
use crate::picture::text::Text;
use crate::state::{Overlay, Picked, Purpose, State};
use dateline_model::project;
use std::path::PathBuf;

/// Reads paths, with what is open already.
pub fn open(state: &mut State, paths: Vec<PathBuf>) -> Option<Effect> {
    state.overlay = None;
    if paths.is_empty() {
        return None;
    }
    for path in paths {
        if !state.paths.contains(&path) {
            state.paths.push(path);
        }
    }
    // One project that is opened by itself is saved again in its own file.
    state.project = match state.paths.as_slice() {
        [path] if path.extension().is_some_and(|ending| ending == project::ENDING) => Some(path.clone()),
        _ => None,
    };
    begin(state);
    Some(Effect::Read(state.paths.clone(), Box::new(state.arrangement.clone())))
}

/// Shows that a reading has begun.
pub fn begin(state: &mut State) {
    state.notice.clear();
    state.problems.clear();
    state.reading = Some(Progress { read: 0, total: 0, events: 0 });
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
        Answer::Undated(undated) => state.undated = undated,
        Answer::Matches(matches) => state.matches = matches,
        Answer::Shown(shown) => {
            let (shown, picture) = *shown;
            filters::show(state, shown, picture);
        }
        Answer::Chosen(Purpose::Open, paths) => return change(state, Action::Open(paths), now),
        Answer::Chosen(Purpose::Save, paths) => {
            return paths.into_iter().next().and_then(|path| change(state, Action::SaveTo(path), now));
        }
        Answer::Chosen(Purpose::Export, paths) => return paths.into_iter().next().map(Effect::Export),
        Answer::NoDialog(purpose) => state.overlay = Some(Overlay::Path { purpose, typed: String::new() }),
        Answer::Saved(path) => {
            state.notice = format!("Saved {}", path.display());
            state.project = Some(path);
        }
        Answer::Exported(path) => state.notice = format!("Saved {}", path.display()),
        Answer::Failed(problem) => state.problems.push(problem),
    }
    None
}

/// Takes in what was read, as if nothing had been open before but what the user arranged.
fn take_in(state: &mut State, read: Read) -> Option<Effect> {
    state.reading = None;
    // What can't be read is not tried again with the next that is opened.
    state.paths.retain(|path| read.problems.iter().all(|problem| problem.path != *path));
    state.problems.extend(read.problems);
    if read.known.timeline.documents.is_empty() {
        return None;
    }
    state.text = Text::with(&read.known.fallback.fonts);
    state.notice = read.known.fallback.hint().unwrap_or_default();
    state.known = read.known;
    state.undated.clear();
    state.arrangement = read.arrangement;
    state.history = History::default();
    state.filter = Default::default();
    state.find = Default::default();
    state.matches = read.matches;
    state.picked = Picked::default();
    state.view.playhead = None;
    state.play.since = None;
    let (shown, picture) = read.shown;
    filters::show(state, shown, picture);
    moves::begin(state);
    Some(Effect::ReadUndated)
}
