//! Changes of the project: each by an `Edit`, each with its name in the history and its line in the journal.
//!
//! In: what the user wants changed. Out: the changed project and what follows from it. Nothing else in the program
//! changes a project.

use super::{Effect, asking};
use crate::state::State;
use dateline_model::edit::{Done, Edit};
use dateline_model::event::EventId;
use dateline_model::project::Stamp;

/// Changes the project, so that it can be taken back; nothing follows where nothing changed.
pub fn edit(state: &mut State, edit: &Edit) -> Option<Effect> {
    free(state)?;
    let stamp = stamp(&state.author);
    let done = state.history.apply(&mut state.project, edit, &stamp)?;
    Some(follow(state, done))
}

/// Takes the last change back.
pub fn undo(state: &mut State) -> Option<Effect> {
    free(state)?;
    let done = state.history.undo(&mut state.project)?;
    state.notice = format!("Undone: {}", done.name);
    Some(follow(state, done))
}

/// Does what was taken back last again.
pub fn redo(state: &mut State) -> Option<Effect> {
    free(state)?;
    let done = state.history.redo(&mut state.project)?;
    state.notice = format!("Redone: {}", done.name);
    Some(follow(state, done))
}

/// Takes changes back, or does them again, until the project is as it was at a place of its history.
pub fn go_to(state: &mut State, place: u64) -> Option<Effect> {
    let known = place == 0 || state.history.steps().any(|(at, _)| at == place);
    let mut effect = None;
    while known && state.history.place() != place {
        let later = state.history.place() < place;
        effect = Some(if later { redo(state)? } else { undo(state)? });
    }
    effect
}

/// None, and told why, where nothing may be changed.
pub fn free(state: &mut State) -> Option<()> {
    match asking::locked(state) {
        Some(why) => {
            state.notice = why.to_owned();
            None
        }
        None => Some(()),
    }
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

/// When something is done, with the computer's time zone, and by whom: `author`, or else who sits at this computer.
pub fn stamp(author: &str) -> Stamp {
    let of_computer = || ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let by = if author.is_empty() { of_computer() } else { author.to_owned() };
    Stamp { at: chrono::Local::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, false), by }
}

/// The ids of the selected events.
pub fn selected(state: &State) -> Vec<EventId> {
    let events = &state.known.timeline.events;
    state.picked.events.iter().filter_map(|&event| events.get(event)).map(|event| event.id).collect()
}
