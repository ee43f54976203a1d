//! The selection: an event, several, the next in time, the lane above, what was found.

use super::moves::{event_day, middle_day, reveal};
use crate::picture::axis::{Stretch, day_number};
use crate::state::{Picked, State};

/// Selects nothing; a drawer then closes.
pub fn pick_nothing(state: &mut State) {
    state.picked = Picked::default();
    if state.details_are_drawer() {
        state.panels.details = None;
    }
}

/// Selects an event; a drawer then opens.
pub fn pick(state: &mut State, event: usize, lane: usize) {
    if state.details_are_drawer() {
        state.panels.details = None;
    }
    state.picked = Picked { events: vec![event], lane, scroll_reader: true, ..Picked::default() };
}

/// Selects an event as well, or no longer.
pub fn pick_too(state: &mut State, event: usize, lane: usize) {
    state.picked = Picked { lane, source: 0, scroll_reader: true, ..state.picked.clone() };
    match state.picked.events.iter().position(|&other| other == event) {
        Some(at) => drop(state.picked.events.remove(at)),
        None => state.picked.events.push(event),
    }
}

/// Selects all events from the one that was selected first to another: those of its lane where both are in it.
pub fn pick_range(state: &mut State, event: usize, lane: usize) {
    let Some(&first) = state.picked.events.first() else { return pick(state, event, lane) };
    let in_lane = state
        .shown
        .lanes
        .get(lane)
        .map(|lane| lane.events.as_slice())
        .filter(|events| events.binary_search(&first).is_ok());
    let all = in_lane.unwrap_or(&state.shown.events);
    let range = first.min(event)..=first.max(event);
    let between = all.iter().copied().filter(|other| range.contains(other) && *other != first && *other != event);
    let mut events = vec![first];
    events.extend(between);
    if event != first {
        events.push(event);
    }
    state.picked = Picked { events, lane, scroll_reader: true, ..Picked::default() };
}

/// Selects the next event that was found, or the one before; after the last comes the first.
pub fn pick_found(state: &mut State, later: bool, now: f64) {
    let Some(found) = &state.matches.found else { return };
    let is_shown = |event: &&usize| state.matches.has(**event) && state.shown.events.binary_search(event).is_ok();
    let lead = state.picked.events.last().copied();
    let next = match (lead, later) {
        (None, true) => {
            let events = &state.known.timeline.events;
            let begun = |event: &usize| day_number(events[*event].when.earliest) < state.view.from;
            let from = found.events.partition_point(begun);
            found.events[from..].iter().find(is_shown).or_else(|| found.events.iter().find(is_shown))
        }
        (None, false) => found.events.iter().rfind(is_shown),
        (Some(lead), true) => {
            let from = found.events.partition_point(|&event| event <= lead);
            found.events[from..].iter().find(is_shown).or_else(|| found.events[..from].iter().find(is_shown))
        }
        (Some(lead), false) => {
            let until = found.events.partition_point(|&event| event < lead);
            found.events[..until].iter().rfind(is_shown).or_else(|| found.events[until..].iter().rfind(is_shown))
        }
    };
    if let Some(&event) = next {
        let lane = lane_of(state, event);
        pick(state, event, lane);
        reveal(state, now);
    }
}

/// Selects the events whose middle lies in a stretch of time.
pub fn pick_within(state: &mut State, stretch: Stretch) {
    let lies_in = |event: &usize| {
        let day = day_number(state.known.timeline.events[*event].when.middle()) + 0.5;
        day >= stretch.from && day < stretch.until
    };
    let events: Vec<usize> = state.shown.events.iter().copied().filter(lies_in).collect();
    pick_all(state, events);
}

/// Selects events.
pub fn pick_all(state: &mut State, events: Vec<usize>) {
    let lane = events.last().map_or(0, |&event| lane_of(state, event));
    state.picked = Picked { events, lane, scroll_reader: true, ..Picked::default() };
}

/// Selects an event by its place in time and brings it into view.
pub fn pick_nth(state: &mut State, nth: usize, now: f64) {
    let Some(&event) = state.shown.events.get(nth) else { return };
    let keeps_lane = state.shown.lanes.get(state.picked.lane).is_some_and(|lane| lane.holds(event));
    let lane = if keeps_lane { state.picked.lane } else { lane_of(state, event) };
    pick(state, event, lane);
    reveal(state, now);
}

/// Selects the next event in time, or the one before.
pub fn step(state: &mut State, by: isize, now: f64) {
    let events = &state.shown.events;
    let at = state.picked.events.last().and_then(|lead| events.binary_search(lead).ok());
    let next = match at {
        Some(at) => at.saturating_add_signed(by).min(events.len().saturating_sub(1)),
        None => {
            let moment = state.view.playhead.unwrap_or_else(|| middle_day(state));
            let nearest = events.iter().enumerate().min_by(|a, b| {
                let distance = |event: usize| (event_day(state, event) - moment).abs();
                distance(*a.1).total_cmp(&distance(*b.1))
            });
            nearest.map_or(0, |(nth, _)| nth)
        }
    };
    pick_nth(state, next, now);
}

/// Selects the event of a neighbouring lane that is nearest in time.
pub fn change_lane(state: &mut State, by: isize, now: f64) {
    let count = state.shown.lanes.len();
    let Some(&lead) = state.picked.events.last() else { return step(state, 0, now) };
    let lane = state.picked.lane.saturating_add_signed(by).min(count.saturating_sub(1));
    if lane == state.picked.lane {
        return;
    }
    let moment = event_day(state, lead);
    let distance = |event: &usize| (event_day(state, *event) - moment).abs();
    let events = state.shown.lanes.get(lane).map(|lane| lane.events.as_slice()).unwrap_or_default();
    if let Some(&event) = events.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
        pick(state, event, lane);
        reveal(state, now);
    }
}

/// Selects the next event of the document in the reader, or the one before, by the order of its text.
pub fn step_passage(state: &mut State, by: isize, now: f64) {
    let Some(document) = state.read_document() else { return };
    let is_shown = |(event, _): &&(usize, usize)| state.shown.events.binary_search(event).is_ok();
    let told: Vec<(usize, usize)> =
        state.known.told.get(document).into_iter().flatten().filter(is_shown).copied().collect();
    let here = (state.picked.events.last().copied(), state.picked.source);
    let at = told.iter().position(|&(event, source)| (Some(event), source) == here);
    let next = at.map_or(0, |at| at.saturating_add_signed(by).min(told.len().saturating_sub(1)));
    if let Some(&(event, source)) = told.get(next) {
        let lane = lane_of(state, event);
        pick(state, event, lane);
        state.picked.source = source;
        reveal(state, now);
    }
}

/// The lane that an event is named in.
pub fn lane_of(state: &State, event: usize) -> usize {
    state.picture.as_ref().and_then(|picture| picture.content.lane_of(event)).unwrap_or(0)
}
