//! Moves of the view: zoom, pan, fit, centre, and the glides towards them.
//!
//! Positions come from the picture's axis, so that folds count for the width they have on screen. What is ordered
//! while the view still glides counts from where it glides to, so that no step is lost.

use crate::picture::axis::{Axis, MAX_SCALE, MIN_SCALE, Stretch, day_number};
use crate::picture::layout::window_folding;
use crate::picture::sizes::Sizes;
use crate::picture::view::View;
use crate::state::{Aim, Fit, Glide, State};

/// How long centring and fitting take, in seconds.
const GLIDE_S: f64 = 0.22;
/// How long a step of the wheel takes, in seconds.
const ZOOM_S: f64 = 0.15;
/// What is selected by keys is kept this far from the edges, in points.
const MARGIN: f32 = 60.0;
/// What share of the events is shown at first.
const MOST: f64 = 0.6;
const SIZES: &Sizes = &Sizes::WINDOW;

/// Moves on what glides; says whether it still does.
pub fn advance(state: &mut State, now: f64) -> bool {
    let (Some(Glide { from, to, hold, began, lasts }), Some(picture)) = (state.glide, &state.picture) else {
        return false;
    };
    let done = ((now - began) / lasts).clamp(0.0, 1.0);
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
    match hold {
        Some((x, day)) => state.view.put(&picture.content, SIZES, x, day),
        None => centre_view(state, day),
    }
    state.view.scroll_y = scroll_y;
    keep_within(state);
    true
}

/// Keeps the lanes scrolled to where there are some.
pub fn keep_within(state: &mut State) {
    let Some(picture) = &mut state.picture else { return };
    let height = picture.layout(&state.known.timeline, &state.view, &state.text).height;
    let room = (height - (state.view.height - SIZES.ruler)).max(0.0);
    state.view.scroll_y = state.view.scroll_y.clamp(0.0, room);
}

/// Scales about an x, at once.
pub fn zoom(state: &mut State, x: f32, factor: f64) {
    end_glide(state);
    if let Some(picture) = &mut state.picture {
        let middle = picture.middle(&state.known.timeline, &state.view, &state.text);
        state.view.zoom(&picture.content, SIZES, x, factor);
        state.view.scroll_y = picture.scrolled_to(&state.known.timeline, &state.view, &state.text, middle);
        state.fit = Fit::Free;
    }
}

/// Opens the fold at a day.
pub fn unfold(state: &mut State, day: f64) {
    end_glide(state);
    state.view.unfolded.push(day);
    state.fit = Fit::Free;
}

/// Scales by a step about an x, gliding; the day that is seen there keeps its place.
pub fn glide_zoom_at(state: &mut State, x: f32, factor: f64, now: f64) {
    let (from, goal) = (current(state), goal(state));
    let Some(picture) = &mut state.picture else { return };
    let day = state.view.day_at(&state.view.axis(&picture.content, SIZES), SIZES, x);
    let at_goal = View { scale: goal.scale, scroll_y: goal.scroll_y, ..state.view.clone() };
    let middle = picture.middle(&state.known.timeline, &at_goal, &state.text);
    state.view.scale = (goal.scale * factor).clamp(MIN_SCALE, MAX_SCALE);
    state.view.scroll_y = picture.scrolled_to(&state.known.timeline, &state.view, &state.text, middle);
    state.view.put(&picture.content, SIZES, x, day);
    state.fit = Fit::Free;
    begin_glide(state, from, Some((x, day)), ZOOM_S, now);
}

/// Moves time and lanes so that a day stands at an x and the lanes are scrolled so far, at once.
pub fn hold(state: &mut State, x: f32, day: f64, scroll_y: f32) {
    end_glide(state);
    if let Some(picture) = &state.picture {
        let from = state.view.from;
        state.view.put(&picture.content, SIZES, x, day);
        if state.view.from != from {
            state.fit = Fit::Free;
        }
        state.view.scroll_y = scroll_y;
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

/// Shows a stretch of time from edge to edge.
pub fn glide_to_edges(state: &mut State, stretch: Stretch, now: f64) {
    change_view(state, now, |state| put_edges(state, stretch));
    state.fit = Fit::Free;
}

/// Shows a stretch of time from edge to edge, without moving there.
pub fn show_at_once(state: &mut State, stretch: Stretch) {
    end_glide(state);
    put_edges(state, stretch);
    state.fit = Fit::Free;
}

/// Shows everything.
pub fn fit_all(state: &mut State, now: f64) {
    state.view.unfolded.clear();
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
    let days = &state.shown.moments;
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
    let before = goal(state);
    change_view(state, now, |state| centre_view(state, middle));
    if (goal(state).from - before.from).abs() * before.scale < 2.0 {
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
    glide_zoom_at(state, x, factor, now);
}

/// Moves time until the next tick of the ruler, or the one before, stands at the lanes' left edge.
pub fn glide_tick(state: &mut State, later: bool, now: f64) {
    change_view(state, now, |state| {
        let Some(picture) = &state.picture else { return };
        let ticks = picture.ticks(&state.view, &state.text);
        let from = state.view.from;
        let axis = state.view.axis(&picture.content, SIZES);
        let tick = if later { ticks.after(from) } else { ticks.before(from) };
        let fold = axis.folds.iter().map(|fold| fold.stretch).find(|fold| fold.from < tick && tick < fold.until);
        state.view.from = match fold {
            Some(fold) if later => fold.until,
            Some(fold) => fold.from,
            None => tick,
        };
        state.fit = Fit::Free;
    });
}

/// Turns the page where the playhead has left the view.
pub fn pan_to_playhead(state: &mut State, now: f64) {
    let (Some(day), Some(picture)) = (state.view.playhead, &state.picture) else { return };
    let axis = state.view.axis(&picture.content, SIZES);
    let at = goal(state);
    let x = axis.position(day) - axis.position(at.from);
    let room = f64::from((state.view.lanes_width(SIZES) - state.covered_pt()).max(1.0));
    if at.scale == state.view.scale && (x < 0.0 || x > room) {
        let into = if x < 0.0 { 0.8 * room } else { 0.2 * room };
        change_view(state, now, |state| {
            if let Some(picture) = &state.picture {
                state.view.put(&picture.content, SIZES, SIZES.head + into as f32, day);
            }
            state.fit = Fit::Free;
        });
    }
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
    let (top, bottom) = picture.row_of(&state.known.timeline, &state.view, &state.text, state.picked.lane, event);
    let room = state.view.height - SIZES.ruler;
    let (pinned, pinned_height) = picture.pinned();
    if state.picked.lane < pinned {
        scroll_y
    } else if top < scroll_y + pinned_height {
        top - pinned_height
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
    begin_glide(state, from, None, GLIDE_S, now);
}

/// Lets the view, which is where it is to be, glide there from where it was.
fn begin_glide(state: &mut State, from: Aim, hold: Option<(f32, f64)>, lasts: f64, now: f64) {
    let to = current(state);
    state.glide = None;
    if from != to && !state.still {
        aim(state, from);
        state.glide = Some(Glide { from, to, hold, began: now, lasts });
    }
}

fn end_glide(state: &mut State) {
    if let Some(glide) = state.glide.take() {
        aim(state, glide.to);
    }
}

/// Where the view is going, or is.
fn goal(state: &State) -> Aim {
    state.glide.map_or_else(|| current(state), |glide| glide.to)
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

fn put_edges(state: &mut State, stretch: Stretch) {
    let Some(picture) = &state.picture else { return };
    let width = state.view.lanes_width(SIZES);
    let folding = window_folding(width, SIZES);
    state.view.scale = Axis::fitting(stretch, f64::from(width), &picture.content.empty, folding).scale;
    state.view.from = stretch.from;
}

fn centre_view(state: &mut State, day: f64) {
    let Some(picture) = &state.picture else { return };
    let axis = state.view.axis(&picture.content, SIZES);
    let half = f64::from((state.view.lanes_width(SIZES) - state.covered_pt()).max(0.0) / 2.0);
    state.view.from = axis.day(axis.position(day) - half);
}

/// The day at the middle of the lanes.
pub fn middle_day(state: &State) -> f64 {
    let Some(picture) = &state.picture else { return state.view.from };
    let axis = state.view.axis(&picture.content, SIZES);
    state.view.day_at(&axis, SIZES, SIZES.head + state.view.lanes_width(SIZES) / 2.0)
}

fn lead_x(state: &State) -> Option<f32> {
    let (picture, lead) = (state.picture.as_ref()?, *state.picked.events.last()?);
    let axis = state.view.axis(&picture.content, SIZES);
    let when = state.known.timeline.events.get(lead)?.when;
    let day = if when.lasted() { day_number(when.earliest) } else { event_day(state, lead) };
    Some(state.view.x_of(&axis, SIZES, day))
}

/// The day number of the middle of an event.
pub fn event_day(state: &State, event: usize) -> f64 {
    state.known.timeline.events.get(event).map_or(f64::MAX, |event| day_number(event.when.middle()) + 0.5)
}

fn around(state: &State, events: &[usize]) -> Option<Stretch> {
    let whens = || events.iter().filter_map(|&index| state.known.timeline.events.get(index)).map(|event| event.when);
    let from = whens().map(|when| day_number(when.earliest)).reduce(f64::min)?;
    let until = whens().map(|when| day_number(when.latest) + 1.0).reduce(f64::max)?;
    Some(Stretch { from, until })
}
