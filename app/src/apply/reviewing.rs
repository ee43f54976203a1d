//! Review: what is uncertain, one after the other, and what is said of each.

use super::correcting::begin;
use super::editing::edit;
use super::{Effect, picks};
use crate::state::{Reviewing, State, Verdict, What};
use dateline_model::edit::{Correction, Edit};
use dateline_model::event::EventId;
use dateline_model::project::{Review, SetWhen};

/// A step of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is right, with what was typed for its time where that was changed.
    Accept,
    /// It is right as it was read.
    AsRead,
    /// It is no event.
    Reject,
    /// Look at it again at the end.
    Later,
    /// Look at this one of the queue.
    Go(usize),
    /// Leave the review for the other fields of the event.
    Fields,
    /// Leave the review.
    Leave,
}

/// Does a step.
pub fn step(state: &mut State, step: Step) -> Option<Effect> {
    match step {
        Step::Accept => return accept(state, true),
        Step::AsRead => return accept(state, false),
        Step::Reject => return say(state, Verdict::Rejected),
        Step::Later => later(state),
        Step::Go(at) => go(state, at),
        Step::Fields => {
            looked_at(state)?;
            state.reviewing = None;
            begin(state, What::Title);
        }
        Step::Leave => {
            state.reviewing = None;
            state.editing = None;
        }
    }
    None
}

/// Begins with the least certain event that nobody has accepted.
pub fn begin_review(state: &mut State) {
    let queue: Vec<EventId> = state.to_review();
    state.overlay = None;
    let events = &state.known.timeline.events;
    let title = |id: &EventId| events.iter().find(|event| event.id == *id).map(|event| event.title.clone());
    let titles = queue.iter().filter_map(title).collect();
    state.reviewing = Some(Reviewing { queue: queue.into_iter().map(|id| (id, None)).collect(), at: 0, titles });
    go(state, 0);
}

/// Looks at the next one, and comes back to this at the end.
pub fn later(state: &mut State) {
    if let Some(reviewing) = &mut state.reviewing
        && let Some((_, verdict @ None)) = reviewing.queue.get_mut(reviewing.at)
    {
        *verdict = Some(Verdict::Later);
    }
    next(state);
}

/// Follows the project after the events were worked out anew: what was undone is to be looked at again, and what is looked
/// at is selected once more.
pub fn keep_up(state: &mut State) {
    let Some(reviewing) = &mut state.reviewing else { return };
    for (nth, (id, verdict)) in reviewing.queue.iter_mut().enumerate() {
        let said = match state.project.kept.get(id).and_then(|kept| kept.review) {
            Some(Review::Accepted) => Some(Verdict::Accepted),
            Some(Review::Rejected) => Some(Verdict::Rejected),
            None => verdict.filter(|verdict| *verdict == Verdict::Later),
        };
        if verdict.is_some() && said.is_none() {
            reviewing.at = nth;
        }
        *verdict = said;
    }
    let at = reviewing.at;
    go(state, at);
}

fn accept(state: &mut State, with_typed: bool) -> Option<Effect> {
    let id = looked_at(state)?;
    let lead = state.lead().filter(|event| event.id == id)?;
    let mut changed = None;
    let place = state.history.place();
    if with_typed && let Some(editing) = state.editing.as_ref().filter(|editing| editing.what == What::When) {
        // What was not understood is not taken, and nothing goes on.
        let read = editing.time()?;
        if read.when != lead.when {
            let set = SetWhen { when: read.when, words: editing.typed.trim().to_owned() };
            changed = edit(state, &Edit::Correct(vec![id], Correction::When(Some(set))));
        }
    }
    let effect = say(state, Verdict::Accepted).or(changed);
    // Who corrects and accepts at once takes both back at once.
    if state.history.since(place) == 2 {
        state.history.join(" and accept");
    }
    effect
}

/// Notes what is said of the event that is looked at, and goes on.
fn say(state: &mut State, verdict: Verdict) -> Option<Effect> {
    let id = looked_at(state)?;
    let review = if verdict == Verdict::Accepted { Review::Accepted } else { Review::Rejected };
    let effect = edit(state, &Edit::Correct(vec![id], Correction::Review(Some(review))));
    if let Some(reviewing) = &mut state.reviewing
        && let Some((_, said)) = reviewing.queue.get_mut(reviewing.at)
    {
        *said = Some(verdict);
    }
    next(state);
    effect
}

fn looked_at(state: &State) -> Option<EventId> {
    let reviewing = state.reviewing.as_ref()?;
    reviewing.queue.get(reviewing.at).map(|(id, _)| *id)
}

/// Goes to the next of which nothing was said, after the last to the first that is to be looked at later.
fn next(state: &mut State) {
    let Some(reviewing) = &state.reviewing else { return };
    let from = reviewing.at + 1;
    let order = (from..reviewing.queue.len()).chain(0..from.min(reviewing.queue.len()));
    let of = |verdict: Option<Verdict>| order.clone().find(|&at| reviewing.queue[at].1 == verdict);
    let next = of(None).or_else(|| of(Some(Verdict::Later)));
    match next {
        Some(at) => go(state, at),
        None => go(state, reviewing.queue.len()),
    }
}

fn go(state: &mut State, at: usize) {
    let Some(reviewing) = &mut state.reviewing else { return };
    reviewing.at = at;
    let id = reviewing.queue.get(at).map(|(id, _)| *id);
    let event = id.and_then(|id| state.known.timeline.events.iter().position(|event| event.id == id));
    match event {
        Some(event) => {
            let lane = picks::lane_of(state, event);
            picks::pick(state, event, lane);
            begin(state, What::When);
        }
        None => {
            picks::pick_nothing(state);
            state.editing = None;
        }
    }
}
