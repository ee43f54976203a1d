//! Undo and redo: the arrangements that were before, and those that were taken back.

use crate::state::State;
use dateline_model::arrangement::Arrangement;

/// How many changes can be taken back.
const DEPTH: usize = 200;

/// The arrangements around the present one.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<Arrangement>,
    future: Vec<Arrangement>,
}

impl History {
    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Changes the arrangement, so that it can be taken back. Says whether anything changed.
pub fn arrange(state: &mut State, change: impl FnOnce(&mut Arrangement)) -> bool {
    let before = state.arrangement.clone();
    change(&mut state.arrangement);
    if state.arrangement == before {
        return false;
    }
    let history = &mut state.history;
    history.past.push(before);
    if history.past.len() > DEPTH {
        history.past.remove(0);
    }
    history.future.clear();
    true
}

/// Takes the last change back.
pub fn undo(state: &mut State) {
    let history = &mut state.history;
    if let Some(before) = history.past.pop() {
        history.future.push(std::mem::replace(&mut state.arrangement, before));
    }
}

/// Does what was taken back last again.
pub fn redo(state: &mut State) {
    let history = &mut state.history;
    if let Some(after) = history.future.pop() {
        history.past.push(std::mem::replace(&mut state.arrangement, after));
    }
}
