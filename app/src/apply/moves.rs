//! Moves of the view and of the selection: zoom, pan, fit, the next event, the lane above.
//!
//! Positions come from the picture's axis, so that folds count for the width they have on screen.

use crate::picture::axis::{Stretch, day_number};
use crate::picture::sizes::Sizes;
use crate::picture::view::View;
use crate::state::{Aim, Fit, Glide, Picked, State};

/// How long centring and fitting take, in seconds.
const GLIDE_S: f64 = 0.22;
/// What is selected by keys is kept this far from the edges, in points.
const MARGIN: f32 = 60.0;
/// What share of the events is shown at first.
const MOST: f64 = 0.6;
const SIZES: &Sizes = &Sizes::WINDOW;

/// Moves on what glides; says whether it still does.
pub fn advance(state: &mut State, now: f64) -> bool {
    let (Some(Glide { from, to, began }), Some(picture)) = (state.glide, &state.picture) else { return false };
    let done = ((now - began) / GLIDE_S).clamp(0.0, 1.0);
    if done >= 1.0 {
        state.glide = None;
        aim(state, to);
        keep_within(state);
        return false;
    }
    let eased = 1.0 - (1.0 - done).powi(3);
    let width = f64::from((state.view.lanes_width(SIZES) - state.covered_pt()).max(0.0));
    let middle = |aim: Aim| {
        let axis = View { scale: aim.scale, ..state.view.clone() }.axis(&picture.content, SIZES);
        axis.day(axis.position(aim.from) + width / 2.0)
    };
    // To the eye zooming is even when the scale changes by equal factors; the middle then moves with the width.
    let scale = from.scale * (to.scale / from.scale).powf(eased);
    let way = match (to.scale / from.scale).ln().abs() > 1e-6 {
        true => (1.0 / scale - 1.0 / from.scale) / (1.0 / to.scale - 1.0 / from.scale),
        false => eased,
    };
    let day = middle(from) + (middle(to) - middle(from)) * way;
    let scroll_y = from.scroll_y + (to.scroll_y - from.scroll_y) * eased as f32;
    state.view.scale = scale;
    centre_view(state, day);
    state.view.scroll_y = scroll_y;
    keep_within(state);
    true
}

/// Keeps the lanes scrolled to where there are some.
pub fn keep_within(state: &mut State) {
    let Some(picture) = &mut state.picture else { return };
    let height = picture.layout(&state.timeline, &state.view, &state.text).height;
    let room = (height - (state.view.height - SIZES.ruler)).max(0.0);
    state.view.scroll_y = state.view.scroll_y.clamp(0.0, room);
}

/// Scales about an x, at once.
pub fn zoom(state: &mut State, x: f32, factor: f64) {
    end_glide(state);
    if let Some(picture) = &state.picture {
        state.view.zoom(&picture.content, SIZES, x, factor);
        state.fit = Fit::Free;
    }
}

/// Moves time and lanes, at once.
pub fn pan(state: &mut State, time: f32, lanes: f32) {
    end_glide(state);
    if let Some(picture) = &state.picture {
        if time != 0.0 {
            state.view.pan(&picture.content, SIZES, time);
            state.fit = Fit::Free;
        }
        state.view.scroll_y += lanes;
    }
}

/// Puts a day in the middle, at once.
pub fn centre(state: &mut State, day: f64) {
    end_glide(state);
    state.fit = Fit::Free;
    centre_view(state, day);
}

/// Shows a stretch of time.
pub fn glide_to(state: &mut State, stretch: Stretch, now: f64) {
    change_view(state, now, |state| fit(state, stretch));
    state.fit = Fit::Free;
}

/// Shows a stretch of time without moving there.
pub fn show_at_once(state: &mut State, stretch: Stretch) {
    end_glide(state);
    fit(state, stretch);
    state.fit = Fit::Free;
}

/// Shows everything.
pub fn fit_all(state: &mut State, now: f64) {
    state.fit = Fit::All;
    change_view(state, now, |state| {
        fit_again(state);
        state.view.scroll_y = 0.0;
    });
}

/// Shows where most happens, as when a timeline has just been opened; everything, where that is spread evenly.
pub fn begin(state: &mut State) {
    state.glide = None;
    state.fit = Fit::Most;
    fit_again(state);
    state.view.scroll_y = 0.0;
}

/// What was fitted to the canvas still is when the canvas has another size.
fn fit_again(state: &mut State) {
    let Some(all) = state.picture.as_ref().map(|picture| picture.content.extent) else { return };
    match state.fit {
        Fit::Free => {}
        Fit::All => fit(state, all),
        Fit::Most => fit(state, most(state, all).unwrap_or(all)),
    }
}

/// The shortest stretch that holds most events, if it is much shorter than all.
fn most(state: &State, all: Stretch) -> Option<Stretch> {
    let mut days: Vec<f64> = state.shown.events.iter().map(|&event| event_day(state, event)).collect();
    days.sort_by(f64::total_cmp);
    let count = (days.len() as f64 * MOST).ceil() as usize;
    let shortest = days.windows(count.max(1)).min_by(|a, b| (a[count - 1] - a[0]).total_cmp(&(b[count - 1] - b[0])))?;
    let room = ((shortest[count - 1] - shortest[0]) * 0.06).max(5.0);
    let stretch =
        Stretch { from: (shortest[0] - room).max(all.from), until: (shortest[count - 1] + room).min(all.until) };
    (stretch.days() < all.days() * 0.4).then_some(stretch)
}

/// The canvas has another size.
pub fn resize(state: &mut State, width: f32, height: f32) {
    if (state.view.width, state.view.height) == (width, height) {
        return;
    }
    (state.view.width, state.view.height) = (width, height);
    end_glide(state);
    fit_again(state);
}

/// Brings the selection to the middle; where it is there already, fills the view with it.
pub fn fit_selection(state: &mut State, now: f64) {
    let Some(tight) = around(state, &state.picked.events) else { return };
    let middle = tight.from + tight.days() / 2.0;
    let before = current(state);
    change_view(state, now, |state| centre_view(state, middle));
    let there = state.glide.is_none_or(|glide| (glide.to.from - before.from).abs() * before.scale < 2.0);
    if there {
        let room = tight.days().max(14.0);
        let wide = Stretch { from: tight.from - room, until: tight.until + room };
        change_view(state, now, |state| fit(state, wide));
    }
    state.fit = Fit::Free;
}

/// Zooms about the selection where it is in view, else about the middle.
pub fn glide_zoom(state: &mut State, factor: f64, now: f64) {
    let x = lead_x(state).filter(|x| *x > SIZES.head && *x < state.view.width);
    let x = x.unwrap_or(SIZES.head + state.view.lanes_width(SIZES) / 2.0);
    change_view(state, now, |state| zoom(state, x, factor));
}

/// Moves time by a share of the view.
pub fn glide_pan(state: &mut State, share: f32, now: f64) {
    let points = state.view.lanes_width(SIZES) * share;
    change_view(state, now, |state| pan(state, points, 0.0));
}

/// Moves the playhead by steps of about a tick, from the middle of the view where there is none.
pub fn move_playhead(state: &mut State, steps: f64) {
    const STEPS_DAYS: [f64; 7] = [1.0, 7.0, 30.0, 91.0, 365.0, 3652.0, 36_525.0];
    let tick = 12.0 / state.view.scale;
    let step = STEPS_DAYS.into_iter().find(|days| *days >= tick).unwrap_or(365_250.0);
    let at = state.view.playhead.map_or_else(|| middle_day(state), |at| at + steps * step);
    state.view.playhead = Some(at.floor() + 0.5);
}

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

/// Selects the events that touch a stretch of time.
pub fn pick_within(state: &mut State, stretch: Stretch) {
    let touches = |event: &usize| {
        let when = state.timeline.events[*event].when;
        day_number(when.middle()) + 0.5 >= stretch.from && day_number(when.middle()) + 0.5 < stretch.until
    };
    let events: Vec<usize> = state.shown.events.iter().copied().filter(touches).collect();
    let lane = events.last().map_or(0, |&event| lane_of(state, event));
    state.picked = Picked { events, lane, scroll_reader: true, ..Picked::default() };
}

/// Selects an event by its place in time and brings it into view.
pub fn pick_nth(state: &mut State, nth: usize, now: f64) {
    let Some(&event) = state.shown.events.get(nth) else { return };
    let keeps_lane = state.shown.lanes.get(state.picked.lane).is_some_and(|lane| lane.events.contains(&event));
    let lane = if keeps_lane { state.picked.lane } else { lane_of(state, event) };
    pick(state, event, lane);
    reveal(state, now);
}

/// Selects the next event in time, or the one before.
pub fn step(state: &mut State, by: isize, now: f64) {
    let events = &state.shown.events;
    let at = state.picked.events.last().and_then(|lead| events.iter().position(|event| event == lead));
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
    let moment = event_day(state, lead);
    let distance = |event: &usize| (event_day(state, *event) - moment).abs();
    let events = state.shown.lanes.get(lane).map(|lane| lane.events.as_slice()).unwrap_or_default();
    if let Some(&event) = events.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
        pick(state, event, lane);
        reveal(state, now);
    }
}

/// The lane that an event is named in: that of the country that acts.
pub fn lane_of(state: &State, event: usize) -> usize {
    let acting = state.timeline.events.get(event).and_then(|event| event.countries.first().copied());
    let lanes = &state.shown.lanes;
    let own = lanes.iter().position(|lane| lane.country == acting && lane.events.contains(&event));
    own.or_else(|| lanes.iter().position(|lane| lane.events.contains(&event))).unwrap_or(0)
}

/// Brings the selected event out from below details, should they cover it.
pub fn uncover(state: &mut State, now: f64) {
    let free = state.view.width - state.covered_pt();
    if let Some(x) = lead_x(state).filter(|x| state.covered_pt() > 0.0 && *x > free - MARGIN) {
        change_view(state, now, |state| pan(state, x - free + 2.0 * MARGIN, 0.0));
    }
}

/// Brings the selected event into view, in its lane.
pub fn reveal(state: &mut State, now: f64) {
    let Some(&lead) = state.picked.events.last() else { return };
    let Some(x) = lead_x(state) else { return };
    let hidden = x < SIZES.head + MARGIN || x > state.view.width - state.covered_pt() - MARGIN;
    let scroll_y = scroll_to(state, lead);
    let day = event_day(state, lead);
    if hidden || (scroll_y - state.view.scroll_y).abs() > 0.5 {
        change_view(state, now, |state| {
            if hidden {
                centre_view(state, day);
                state.fit = Fit::Free;
            }
            state.view.scroll_y = scroll_y;
        });
    }
}

/// The scroll that shows an event's row in the lane that the keys are in.
fn scroll_to(state: &mut State, event: usize) -> f32 {
    let scroll_y = state.view.scroll_y;
    let Some(picture) = &mut state.picture else { return scroll_y };
    let (top, bottom) = picture.row_of(&state.timeline, &state.view, &state.text, state.picked.lane, event);
    let room = state.view.height - SIZES.ruler;
    if top < scroll_y {
        top
    } else if bottom > scroll_y + room {
        bottom - room
    } else {
        scroll_y
    }
}

/// Lets a change of the view show as a movement towards it.
fn change_view(state: &mut State, now: f64, change: impl FnOnce(&mut State)) {
    let from = current(state);
    end_glide(state);
    change(state);
    keep_within(state);
    let to = current(state);
    if from != to {
        aim(state, from);
        state.glide = Some(Glide { from, to, began: now });
    }
}

fn end_glide(state: &mut State) {
    if let Some(glide) = state.glide.take() {
        aim(state, glide.to);
    }
}

fn current(state: &State) -> Aim {
    Aim { from: state.view.from, scale: state.view.scale, scroll_y: state.view.scroll_y }
}

fn aim(state: &mut State, aim: Aim) {
    (state.view.from, state.view.scale, state.view.scroll_y) = (aim.from, aim.scale, aim.scroll_y);
}

fn fit(state: &mut State, stretch: Stretch) {
    if let Some(picture) = &state.picture {
        state.view.fit(&picture.content, SIZES, stretch);
    }
}

fn centre_view(state: &mut State, day: f64) {
    let Some(picture) = &state.picture else { return };
    let axis = state.view.axis(&picture.content, SIZES);
    let half = f64::from((state.view.lanes_width(SIZES) - state.covered_pt()).max(0.0) / 2.0);
    state.view.from = axis.day(axis.position(day) - half);
}

fn middle_day(state: &State) -> f64 {
    let Some(picture) = &state.picture else { return state.view.from };
    let axis = state.view.axis(&picture.content, SIZES);
    state.view.day_at(&axis, SIZES, SIZES.head + state.view.lanes_width(SIZES) / 2.0)
}

fn lead_x(state: &State) -> Option<f32> {
    let (picture, lead) = (state.picture.as_ref()?, *state.picked.events.last()?);
    let axis = state.view.axis(&picture.content, SIZES);
    let when = state.timeline.events.get(lead)?.when;
    let day = if when.lasted() { day_number(when.earliest) } else { event_day(state, lead) };
    Some(state.view.x_of(&axis, SIZES, day))
}

fn event_day(state: &State, event: usize) -> f64 {
    state.timeline.events.get(event).map_or(f64::MAX, |event| day_number(event.when.middle()) + 0.5)
}

fn around(state: &State, events: &[usize]) -> Option<Stretch> {
    let whens = || events.iter().filter_map(|&index| state.timeline.events.get(index)).map(|event| event.when);
    let from = whens().map(|when| day_number(when.earliest)).reduce(f64::min)?;
    let until = whens().map(|when| day_number(when.latest) + 1.0).reduce(f64::max)?;
    Some(Stretch { from, until })
}
