//! Before anything might be lost: what is asked, and what follows from the answer.
//!
//! In: what would take the place of the project, and answers. Out: what is to be done. Nothing is asked where nothing is at
//! stake: documents that were only opened are read again as easily.

use super::reading::begin;
use super::{Effect, editing};
use crate::state::{Choice, Manner, Next, Overlay, Question, State};
use std::path::PathBuf;

/// Goes on to something else, after asking where changes would be lost by it.
pub fn leave(state: &mut State, next: Next) -> Option<Effect> {
    if state.keeping.recovered.as_ref().is_some_and(|recovered| recovered.aside) {
        let effect = bring_back(state);
        state.overlay = Some(Overlay::Question(Question::Recovered));
        return effect;
    }
    if state.keeping.saving == Some(state.history.place()) {
        state.notice = "Saving".to_owned();
        state.keeping.then = Some(next);
        return None;
    }
    if state.is_unsaved() {
        state.overlay = Some(Overlay::Question(Question::Unsaved(next)));
        return None;
    }
    Some(go(state, next))
}

/// Goes on to something else, whatever is lost by it.
fn go(state: &mut State, next: Next) -> Effect {
    match next {
        Next::Quit => Effect::Quit,
        Next::Close => {
            *state = State {
                panels: state.panels,
                theme: state.theme,
                still: state.still,
                scale: state.scale,
                wish: state.wish,
                recent: std::mem::take(&mut state.recent),
                author: std::mem::take(&mut state.author),
                ..State::default()
            };
            Effect::Close
        }
        Next::Sample => {
            begin(state);
            Effect::ReadSample
        }
        Next::Load(path, manner) => {
            begin(state);
            Effect::Load(path, manner)
        }
    }
}

/// Saves the project: in its file, or in one that is yet to be chosen.
pub fn save(state: &mut State) -> Option<Effect> {
    match state.file.clone().filter(|_| !state.keeping.read_only) {
        Some(file) => save_to(state, file),
        None => Some(Effect::ChooseProject),
    }
}

/// Saves the project in a file.
pub fn save_to(state: &mut State, path: PathBuf) -> Option<Effect> {
    if state.keeping.recovered.as_ref().is_some_and(|recovered| recovered.aside) {
        let effect = bring_back(state);
        state.overlay = Some(Overlay::Question(Question::Recovered));
        return effect;
    }
    state.keeping.saving = Some(state.history.place());
    Some(Effect::Save(path))
}

/// Saves the project in a file, whatever stands there.
pub fn overwrite(state: &mut State, path: PathBuf) -> Effect {
    state.overlay = None;
    state.keeping.saving = Some(state.history.place());
    Effect::Overwrite(path)
}

/// The project was saved as it was at a place of its history.
pub fn saved(state: &mut State, path: PathBuf, place: u64) -> Option<Effect> {
    state.notice = format!("Saved {}", path.display());
    state.remember_file(&path);
    state.file = Some(path);
    let keeping = &mut state.keeping;
    keeping.saved = Some(place);
    keeping.saving = keeping.saving.filter(|saving| *saving != place);
    (keeping.read_only, keeping.recovered, keeping.unkept) = (false, None, None);
    let next = state.keeping.then.take()?;
    leave(state, next)
}

/// The project could not be saved: asks what is to be done.
pub fn not_saved(state: &mut State, question: Question) {
    state.keeping.saving = None;
    state.overlay = Some(Overlay::Question(question));
}

/// Leaves everything as it is.
pub fn never_mind(state: &mut State) {
    state.overlay = None;
    state.keeping.then = None;
}

/// Does what was answered to the question that is asked.
pub fn answer(state: &mut State, choice: Choice) -> Option<Effect> {
    let question = match state.overlay.take() {
        Some(Overlay::Question(question)) => question,
        // The bar that stays until it is answered.
        _ if state.keeping.recovered.is_some() => Question::Recovered,
        _ => return (choice == Choice::SaveAs).then_some(Effect::ChooseProject),
    };
    match (question, choice) {
        (Question::Unsaved(next), Choice::Save) => {
            state.keeping.then = Some(next);
            return save(state);
        }
        (Question::Unsaved(next), Choice::DontSave) => return Some(go(state, next)),
        (Question::Recovered, Choice::Keep) => return keep(state),
        (Question::Recovered, Choice::LookAtSaved) => return set_aside(state),
        (Question::Recovered, Choice::Discard) => return discard(state),
        (Question::Damaged { .. }, Choice::Close) => return Some(go(state, Next::Close)),
        (Question::InUse(path), Choice::ReadOnly | Choice::Copy) => {
            let manner = if choice == Choice::Copy { Manner::Copy } else { Manner::ReadOnly };
            return Some(go(state, Next::Load(path, manner)));
        }
        (_, Choice::SaveAs) => return Some(Effect::ChooseProject),
        (Question::Altered(path) | Question::Exists(path), Choice::Overwrite)
        | (Question::Gone(path), Choice::SaveThere) => return Some(overwrite(state, path)),
        (Question::Altered(path), Choice::Reload) => {
            never_mind(state);
            begin(state);
            return Some(Effect::Reload(path));
        }
        (Question::Unsaveable(problem), Choice::TryAgain) => return save_to(state, problem.path),
        _ => never_mind(state),
    }
    None
}

/// What becomes of the changes that were not saved when the program ended: they stay.
fn keep(state: &mut State) -> Option<Effect> {
    let effect = bring_back(state);
    state.keeping.recovered = None;
    effect
}

/// They are taken back for the moment, to look at what is saved.
fn set_aside(state: &mut State) -> Option<Effect> {
    let count = state.keeping.recovered.as_ref()?.count;
    let effect = (0..count).filter_map(|_| editing::undo(state)).last();
    state.notice.clear();
    state.keeping.recovered.as_mut()?.aside = true;
    effect
}

/// They are taken back; until something else is changed they can be done again.
fn discard(state: &mut State) -> Option<Effect> {
    let recovered = state.keeping.recovered.take()?;
    if !recovered.has_file {
        return Some(go(state, Next::Close));
    }
    let count = if recovered.aside { 0 } else { recovered.count };
    let effect = (0..count).filter_map(|_| editing::undo(state)).last();
    state.notice = "As it was saved; Redo brings the changes back".to_owned();
    effect
}

/// Does again what was taken back to look at what is saved.
fn bring_back(state: &mut State) -> Option<Effect> {
    let recovered = state.keeping.recovered.as_mut().filter(|recovered| recovered.aside)?;
    recovered.aside = false;
    let count = recovered.count;
    (0..count).filter_map(|_| editing::redo(state)).last()
}

/// Why nothing may be changed now, if so.
pub fn locked(state: &State) -> Option<&'static str> {
    if state.keeping.read_only {
        return Some("Read-only, as another window has it open; Save as makes a copy that can be changed");
    }
    let aside = state.keeping.recovered.as_ref().is_some_and(|recovered| recovered.aside);
    aside.then_some("First say what becomes of the changes that were not saved: keep or discard them")
}
