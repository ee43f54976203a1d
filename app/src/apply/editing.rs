//! Changes of the project: each by an `Edit`, each with its name in the history and its line in the journal.
//!
//! In: what the user wants changed. Out: the changed project and what follows from it. Nothing else in the program
//! changes a project.

use super::Effect;
use crate::state::State;
use dateline_model::edit::{Done, Edit};
use dateline_model::event::EventId;
use dateline_model::project::Stamp;

/// Changes the project, so that it can be taken back; nothing follows where nothing changed.
pub fn edit(state: &mut State, edit: &Edit) -> Option<Effect> {
    let stamp = stamp(&state.author);
    let done = state.history.apply(&mut state.project, edit, &stamp)?;
    Some(follow(state, done))
}

/// Takes the last change back.
pub fn undo(state: &mut State) -> Option<Effect> {
    let done = state.history.undo(&mut state.project)?;
    state.notice = format!("Undone: {}", done.name);
    Some(follow(state, done))
}

/// Does what was taken back last again.
pub fn redo(state: &mut State) -> Option<Effect> {
    let done = state.history.redo(&mut state.project)?;
    state.notice = format!("Redone: {}", done.name);
    Some(follow(state, done))
}

/// What follows from a change that was made.
pub fn follow(state: &mut State, done: Done) -> Effect {
    state.revision += 1;
    if done.retells {
        state.to_tell += 1;
    }
    state.unwritten.push(done);
    Effect::Refine(true)
}

/// When something is done, and by whom.
pub fn stamp(author: &str) -> Stamp {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let now = chrono::DateTime::from_timestamp(since_1970.as_secs().cast_signed(), 0).unwrap_or_default();
    Stamp { at: now.format("%Y-%m-%dT%H:%M:%SZ").to_string(), by: author.to_owned() }
}

/// The ids of the selected events.
pub fn selected(state: &State) -> Vec<EventId> {
    let events = &state.known.timeline.events;
    state.picked.events.iter().filter_map(|&event| events.get(event)).map(|event| event.id).collect()
}
