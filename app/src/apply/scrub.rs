//! The playhead: put, stepped, played.

use super::moves::{middle_day, pan_to_playhead};
use crate::picture::sizes::Sizes;
use crate::play::{EVENT_S, Moment, Pace, SPEEDS, TIME_PT_S};
use crate::state::State;
use std::time::Duration;

const SIZES: &Sizes = &Sizes::WINDOW;
/// A frame while the playhead moves evenly.
const FRAME: Duration = Duration::from_millis(8);

/// Puts the playhead at a day number.
pub fn put(state: &mut State, day: f64) {
    state.view.playhead = Some(day);
}

/// Works out what was going on, when the playhead or what is shown has changed.
pub fn tell_moment(state: &mut State) {
    state.moment = match state.view.playhead {
        Some(day) => Moment::at(&state.known.timeline, &state.shown, day),
        None => Moment::default(),
    };
}

/// Moves the playhead to the next tick of the ruler, or the one before; from the middle of the view where there is none.
pub fn step(state: &mut State, later: bool, now: f64) {
    let Some(picture) = &state.picture else { return };
    let ticks = picture.ticks(&state.view, &state.text);
    // On the middle of a day, where its marks stand.
    let half = if ticks.are_of_days() { 0.5 } else { 0.0 };
    let day = match state.view.playhead {
        None => ticks.before(middle_day(state)) + half,
        Some(at) => {
            let axis = state.view.axis(&picture.content, SIZES);
            let tick = if later { ticks.after(at - half) } else { ticks.before(at - half) } + half;
            let fold = axis.folds.iter().map(|fold| fold.stretch).find(|fold| fold.from <= tick && tick < fold.until);
            match fold {
                Some(fold) if later => ticks.after(fold.until - 1.0) + half,
                Some(fold) => ticks.before(fold.from) + half,
                None => tick,
            }
        }
    };
    put(state, day);
    pan_to_playhead(state, now);
}

/// Plays, or pauses. From the first event where the playhead has none before it.
pub fn toggle(state: &mut State, now: f64) {
    if state.play.since.take().is_some() {
        return;
    }
    let at_end = state.view.playhead.is_some_and(|day| next_moment(state, day).is_none());
    if at_end || state.view.playhead.is_none() {
        let first = if at_end { f64::NEG_INFINITY } else { state.view.from };
        let Some(moment) = next_moment(state, first).or_else(|| next_moment(state, f64::NEG_INFINITY)) else { return };
        put(state, moment);
        pan_to_playhead(state, now);
    }
    state.play.since = Some(now);
}

/// The next faster or slower of the speeds.
pub fn change_speed(state: &mut State, by: isize) {
    let at = SPEEDS.iter().position(|&speed| speed >= state.play.speed).unwrap_or(0);
    state.play.speed = SPEEDS[at.saturating_add_signed(by).min(SPEEDS.len() - 1)];
}

/// Moves the playhead on while it plays; says when it moves next.
pub fn advance(state: &mut State, now: f64) -> Option<Duration> {
    let since = state.play.since?;
    let at = state.view.playhead?;
    match state.play.pace {
        Pace::Events => {
            let due = since + EVENT_S / state.play.speed;
            if now < due {
                return Some(Duration::from_secs_f64(due - now));
            }
            let Some(next) = next_moment(state, at) else {
                state.play.since = None;
                return None;
            };
            put(state, next);
            // Late frames delay what follows rather than leave an event out.
            state.play.since = Some(if now < due + EVENT_S { due } else { now });
            pan_to_playhead(state, now);
            tell_moment(state);
            Some(Duration::from_secs_f64(EVENT_S / state.play.speed))
        }
        Pace::Time => {
            if next_moment(state, at).is_none() {
                state.play.since = None;
                return None;
            }
            let picture = state.picture.as_ref()?;
            let axis = state.view.axis(&picture.content, SIZES);
            let points = TIME_PT_S * state.play.speed * (now - since).clamp(0.0, 0.25);
            put(state, axis.day(axis.position(at) + points));
            state.play.since = Some(now);
            pan_to_playhead(state, now);
            tell_moment(state);
            Some(FRAME)
        }
    }
}

/// The moment of the first shown event after a moment.
fn next_moment(state: &State, after: f64) -> Option<f64> {
    let moments = &state.shown.moments;
    moments.get(moments.partition_point(|&moment| moment <= after)).copied()
}
