//! Making a story: of the selection, of the events that matter most, by recording while one moves.

use super::{Effect, editing, moves, picks};
use crate::picture::axis::Stretch;
use crate::picture::sizes::Sizes;
use crate::state::{Recording, State};
use dateline_model::edit::Edit;
use dateline_model::story::{self, Step};
use std::sync::Arc;

/// So many events make steps at once.
pub const BEST: usize = 10;
/// So many events are told of a time in which none is selected.
const IN_VIEW: usize = 4;
/// What has rested for so long becomes a step, in seconds.
const RESTS_SECONDS: f64 = 1.2;

/// Puts a step about the selected events at the end.
pub fn add_selection(state: &mut State) -> Option<Effect> {
    let ids = state.picked.events.iter().filter_map(|&event| state.known.timeline.events.get(event));
    let step = Step { events: ids.map(|event| event.id).collect(), ..Step::default() };
    if step.events.is_empty() {
        return None;
    }
    open(state);
    let edit = add(state, vec![step]);
    editing::edit(state, &edit)
}

/// Puts a step about each of the events that matter most at the end, those that have none yet.
pub fn add_best(state: &mut State) -> Option<Effect> {
    let steps = best(state);
    let is_told = |step: &Step| state.story().steps.iter().any(|known| known.events == step.events);
    let steps = steps.into_iter().filter(|step| !is_told(step)).collect();
    open(state);
    let edit = add(state, steps);
    editing::edit(state, &edit)
}

/// A step about each of the shown events that matter most, in the order of time.
pub fn best(state: &State) -> Vec<Step> {
    let timeline = &state.known.timeline;
    let best = story::best(timeline, &state.shown.events, BEST);
    best.into_iter().map(|event| Step::about(timeline.events[event].id)).collect()
}

/// The story with steps at its end, the last of which is chosen.
fn add(state: &mut State, steps: Vec<Step>) -> Edit {
    let mut story = state.story().clone();
    story.steps.extend(steps);
    state.panels.step = story.steps.len().checked_sub(1);
    Edit::Tell(story)
}

fn open(state: &mut State) {
    (state.panels.story, state.panels.tray) = (true, false);
    state.panels.details = Some(true);
}

/// Shows or hides the story at the right.
pub fn toggle(state: &mut State) {
    if state.panels.story && state.details_shown() {
        state.panels.story = false;
    } else {
        open(state);
    }
}

/// Chooses a step and shows its events, or chooses none.
pub fn choose(state: &mut State, step: Option<usize>, now: f64) {
    state.panels.step = step.filter(|&step| step < state.story().steps.len());
    let Some(nth) = state.panels.step else { return };
    let events = state.step_events(nth).to_vec();
    let (from, until) = state.story().steps[nth].shown(&state.known.timeline, &events);
    picks::pick_all(state, events);
    moves::glide_to_edges(state, Stretch { from, until }, now);
}

/// Begins to record, or stops.
pub fn record(state: &mut State) {
    state.recording = match state.recording {
        Some(_) => None,
        None => Some(Recording { seen: seen(state), since: f64::INFINITY, taken: 0 }),
    };
    if state.recording.is_some() {
        open(state);
    }
}

/// What comes of recording at a moment.
pub enum Recorded {
    /// Nothing until something moves.
    Nothing,
    /// Something rests: look again in so many seconds.
    Rests(f64),
    /// It has rested long enough and is a step.
    Step(Box<Edit>),
}

/// Looks whether what one does now is a step of the story that is recorded.
pub fn advance(state: &mut State, now: f64) -> Recorded {
    if state.recording.is_none() {
        return Recorded::Nothing;
    }
    let seen = seen(state);
    let Some(recording) = &mut state.recording else { return Recorded::Nothing };
    if recording.seen != seen {
        (recording.seen, recording.since) = (seen, now);
        return Recorded::Rests(RESTS_SECONDS);
    }
    let rested = now - recording.since;
    if rested < 0.0 {
        return Recorded::Nothing;
    }
    if rested < RESTS_SECONDS {
        return Recorded::Rests(RESTS_SECONDS - rested);
    }
    (recording.since, recording.taken) = (f64::INFINITY, recording.taken + 1);
    let (events, window) = seen;
    let timeline = Arc::clone(&state.known.timeline);
    let within = |event: &usize| {
        let at = crate::play::moment_of(&timeline.events[*event].when);
        at >= window.0 as f64 && at < window.1 as f64
    };
    let events = match events.is_empty() {
        true => story::best(&timeline, &state.shown.events.iter().copied().filter(within).collect::<Vec<_>>(), IN_VIEW),
        false => events,
    };
    let ids = events.iter().map(|&event| timeline.events[event].id).collect();
    let window = Some((window.0 as f64, window.1 as f64));
    Recorded::Step(Box::new(add(state, vec![Step { events: ids, window, ..Step::default() }])))
}

/// What the canvas is about: what is selected, and the first and last day of the view.
fn seen(state: &State) -> (Vec<usize>, (i64, i64)) {
    let sizes = &Sizes::WINDOW;
    let shown = match &state.picture {
        Some(picture) => state.view.shown(&state.view.axis(&picture.content, sizes), sizes),
        None => Stretch { from: 0.0, until: 1.0 },
    };
    (state.view.selection.clone(), (shown.from.floor() as i64, (shown.until.ceil() as i64).max(shown.from as i64 + 1)))
}

/// Begins to present at the first step, or at the one that is chosen or tells the selected event.
pub fn present(state: &mut State, here: bool, now: f64) -> Option<Effect> {
    let told = |step: &Step| state.lead().is_some_and(|event| step.events.contains(&event.id));
    let chosen = state.panels.step.filter(|_| state.panels.story);
    let step = match here {
        true => chosen.or_else(|| state.story().steps.iter().position(told)).unwrap_or(0),
        false => 0,
    };
    super::present::begin(state, step, now)
}
