//! Wheel, drag and touch on the canvas, turned into actions.
//!
//! Each is exact: a notch of the wheel is one step however it is shown, and what is dragged stays under the pointer.

use super::theme::Palette;
use crate::apply::Action;
use crate::picture::axis::{Axis, Stretch};
use crate::picture::sizes::Sizes;
use crate::state::State;
use egui::{CursorIcon, Event, MouseWheelUnit, PointerButton, Pos2, Rect, Response, Stroke, Ui};

const SIZES: &Sizes = &Sizes::WINDOW;
/// How much closer a notch of the wheel comes.
pub const NOTCH: f64 = 1.25;
/// Points that a wheel turns by in a notch, where the system counts in points; fewer come from fingers.
const NOTCH_PT: f32 = 40.0;
const FINGERS_PT: f32 = 8.0;
/// Points of fingers on a trackpad that come closer by a factor of e.
const FINGERS_ZOOM_PT: f64 = 200.0;
/// How near to the playhead a drag takes it, in points.
const PLAYHEAD_REACH: f32 = 8.0;

/// What a drag that goes on does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// Moves time and lanes: the day that is held, and how far the lanes would be scrolled with the pointer at the top.
    Pan { day: f64, scroll_y: f32 },
    /// Moves the playhead.
    Playhead,
    /// Zooms to the stretch from this x.
    ZoomFrom(f32),
    /// Selects the events of the stretch from this x.
    SelectFrom(f32),
    /// Moved with a second finger beside it: what is under the finger that stays is taken hold of anew.
    Pinched,
}

/// Zooms with Ctrl and by pinching, else scrolls lanes and time. `at` is the pointer's place in the picture.
pub fn wheel(ui: &Ui, at: Option<Pos2>, response: &Response, out: &mut Vec<Action>) {
    let Some(at) = at.filter(|_| response.contains_pointer()) else { return };
    let (mut notches, mut factor) = (0.0_f32, 1.0_f64);
    let scroll = ui.input(|input| {
        for event in &input.events {
            match event {
                Event::MouseWheel { unit, delta, modifiers, .. } if modifiers.command => match unit {
                    MouseWheelUnit::Point if delta.length() < FINGERS_PT => {
                        factor *= (f64::from(delta.x + delta.y) / FINGERS_ZOOM_PT).exp();
                    }
                    MouseWheelUnit::Point => notches += (delta.x + delta.y) / NOTCH_PT,
                    MouseWheelUnit::Line | MouseWheelUnit::Page => notches += delta.x + delta.y,
                },
                Event::Zoom(by) => factor *= f64::from(*by),
                _ => {}
            }
        }
        input.smooth_scroll_delta()
    });
    let x = at.x.max(SIZES.head);
    if notches != 0.0 {
        out.push(Action::Zoom { x, factor: NOTCH.powf(f64::from(notches)), glides: true });
    }
    if factor != 1.0 {
        out.push(Action::Zoom { x, factor, glides: false });
    }
    if scroll != egui::Vec2::ZERO {
        out.push(Action::Pan(-scroll.x, -scroll.y));
    }
}

/// Two fingers on a touch screen zoom and move. Says whether they do.
pub fn touch(ui: &Ui, place: Rect, response: &Response, out: &mut Vec<Action>) -> bool {
    let Some(touch) = ui.input(|input| input.multi_touch()) else { return false };
    if !place.contains(touch.start_pos) {
        return false;
    }
    let x = (touch.center_pos.x - place.left()).max(SIZES.head);
    if touch.translation_delta != egui::Vec2::ZERO {
        out.push(Action::Pan(-touch.translation_delta.x, -touch.translation_delta.y));
    }
    if touch.zoom_delta != 1.0 {
        out.push(Action::Zoom { x, factor: f64::from(touch.zoom_delta), glides: false });
    }
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(response.id.with("drag"), Drag::Pinched));
    }
    true
}

/// What a drag does, from its beginning to its end.
pub fn drag(
    ui: &Ui,
    state: &State,
    axis: &Axis,
    place: Rect,
    response: &Response,
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let id = response.id.with("drag");
    let pointer = response.interact_pointer_pos().map(|pos| pos - place.min.to_vec2());
    if response.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin()).map(|pos| pos - place.min.to_vec2());
        let Some(origin) = origin.or(pointer) else { return };
        let kind = begin(ui, state, axis, origin, response);
        ui.data_mut(|data| data.insert_temp(id, kind));
    }
    let Some(mut kind) = ui.data(|data| data.get_temp::<Drag>(id)) else { return };
    if let (Drag::Pinched, Some(pointer)) = (kind, pointer) {
        kind = hold(state, axis, pointer);
        ui.data_mut(|data| data.insert_temp(id, kind));
    }
    let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
    let (Some(pointer), false) = (pointer, escaped) else {
        ui.data_mut(|data| data.remove::<Drag>(id));
        return;
    };
    let within = |x: f32| x.clamp(SIZES.head, state.view.width);
    let day = |x: f32| state.view.day_at(axis, SIZES, within(x));
    // A hand that rests moves nothing, and the window may rest as well.
    let moved = response.drag_started() || ui.input(|input| input.pointer.delta()) != egui::Vec2::ZERO;
    match kind {
        Drag::Pan { day, scroll_y } => {
            if moved {
                out.push(Action::Hold { x: pointer.x, day, scroll_y: scroll_y - pointer.y });
            }
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
        Drag::Playhead if moved => out.push(Action::Playhead(day(pointer.x))),
        Drag::Playhead | Drag::Pinched => {}
        Drag::ZoomFrom(from) | Drag::SelectFrom(from) => {
            show_range(ui, place, within(from), within(pointer.x), palette);
        }
    }
    if response.drag_stopped() {
        ui.data_mut(|data| data.remove::<Drag>(id));
        let stretch = |from: f32| {
            let (a, b) = (day(from), day(pointer.x));
            Stretch { from: a.min(b), until: a.max(b) }
        };
        match kind {
            Drag::ZoomFrom(from) => out.push(Action::ShowStretch(stretch(from))),
            Drag::SelectFrom(from) => out.push(Action::SelectWithin(stretch(from))),
            Drag::Pan { .. } | Drag::Playhead | Drag::Pinched => {}
        }
    }
}

fn begin(ui: &Ui, state: &State, axis: &Axis, origin: Pos2, response: &Response) -> Drag {
    if response.drag_started_by(PointerButton::Middle) {
        hold(state, axis, origin)
    } else if near_playhead(state, axis, origin) {
        Drag::Playhead
    } else if ui.input(|input| input.modifiers.shift) {
        Drag::ZoomFrom(origin.x)
    } else if origin.y < SIZES.ruler && origin.x > SIZES.head {
        Drag::SelectFrom(origin.x)
    } else {
        hold(state, axis, origin)
    }
}

/// Takes hold of what is at a point, to move it.
fn hold(state: &State, axis: &Axis, at: Pos2) -> Drag {
    Drag::Pan { day: state.view.day_at(axis, SIZES, at.x), scroll_y: state.view.scroll_y + at.y }
}

/// Whether a point is near enough to the playhead to take hold of it. The flag is wide, the line thin.
pub fn near_playhead(state: &State, axis: &Axis, at: Pos2) -> bool {
    let playhead = state.view.playhead.map(|day| state.view.x_of(axis, SIZES, day));
    let reach = if at.y < SIZES.ruler { 4.0 * PLAYHEAD_REACH } else { PLAYHEAD_REACH };
    playhead.is_some_and(|x| (x - at.x).abs() < reach)
}

fn show_range(ui: &Ui, place: Rect, from: f32, until: f32, palette: &Palette) {
    let (left, right) = (place.left() + from.min(until), place.left() + from.max(until));
    let range = Rect::from_min_max(Pos2::new(left, place.top()), Pos2::new(right, place.bottom()));
    let painter = ui.painter_at(place);
    painter.rect_filled(range, 0.0, palette.ink.gamma_multiply(0.08));
    for x in [left, right] {
        painter.vline(x, place.y_range(), Stroke::new(1.5, palette.ink));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;
    use egui::{TouchDeviceId, TouchId, TouchPhase};

    /// A finger does something at a point of the picture, as the system tells it: the first one is a pointer, too.
    fn finger(tested: &mut Tested, id: u64, phase: TouchPhase, at: (f32, f32)) {
        let pos = tested.place(at);
        let (device_id, modifiers) = (TouchDeviceId(0), egui::Modifiers::NONE);
        tested.harness.event(Event::Touch { device_id, id: TouchId(id), phase, pos, force: None });
        if id == 0 {
            let button = PointerButton::Primary;
            tested.harness.event(Event::PointerMoved(pos));
            match phase {
                TouchPhase::Start => {
                    tested.harness.event(Event::PointerButton { pos, button, pressed: true, modifiers });
                }
                TouchPhase::End => {
                    tested.harness.event(Event::PointerButton { pos, button, pressed: false, modifiers });
                    tested.harness.event(Event::PointerGone);
                }
                TouchPhase::Move | TouchPhase::Cancel => {}
            }
        }
        tested.harness.step();
    }

    /// A finger, where it is, where it goes.
    type Way = (u64, (f32, f32), (f32, f32));

    /// Fingers go from one place to another side by side, in steps.
    fn go(tested: &mut Tested, fingers: &[Way]) {
        for step in 1..=10 {
            for &(id, from, to) in fingers {
                let share = step as f32 / 10.0;
                let at = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                finger(tested, id, TouchPhase::Move, at);
            }
        }
    }

    fn window() -> Tested {
        Tested::with_fixture([1920, 1080], ThemeChoice::Light)
    }

    fn day_at(tested: &Tested, x: f32) -> f64 {
        let state = tested.state();
        let content = &state.picture.as_ref().expect("a picture").content;
        state.view.day_at(&state.view.axis(content, SIZES), SIZES, x)
    }

    /// How many points lie between a day and an x now.
    fn apart(tested: &Tested, day: f64, x: f32) -> f32 {
        let state = tested.state();
        let content = &state.picture.as_ref().expect("a picture").content;
        (state.view.x_of(&state.view.axis(content, SIZES), SIZES, day) - x).abs()
    }

    #[test]
    fn one_finger_moves_what_it_is_on() {
        let mut tested = window();
        let day = day_at(&tested, 900.0);
        finger(&mut tested, 0, TouchPhase::Start, (900.0, 700.0));
        go(&mut tested, &[(0, (900.0, 700.0), (700.0, 690.0))]);
        finger(&mut tested, 0, TouchPhase::End, (700.0, 690.0));
        tested.settle();
        assert!(apart(&tested, day, 700.0) < 2.0, "{}", apart(&tested, day, 700.0));
    }

    #[test]
    fn two_fingers_zoom_where_they_are_and_move() {
        let mut tested = window();
        let (day, scale) = (day_at(&tested, 900.0), tested.state().view.scale);
        finger(&mut tested, 0, TouchPhase::Start, (850.0, 700.0));
        finger(&mut tested, 1, TouchPhase::Start, (950.0, 700.0));
        go(&mut tested, &[(0, (850.0, 700.0), (800.0, 700.0)), (1, (950.0, 700.0), (1000.0, 700.0))]);
        let zoomed = tested.state().view.scale / scale;
        assert!((zoomed - 2.0).abs() < 0.1, "fingers twice as far apart come {zoomed} times closer");
        assert!(apart(&tested, day, 900.0) < 12.0, "{}", apart(&tested, day, 900.0));
        let day = day_at(&tested, 900.0);
        go(&mut tested, &[(0, (800.0, 700.0), (700.0, 700.0)), (1, (1000.0, 700.0), (900.0, 700.0))]);
        assert!(apart(&tested, day, 800.0) < 12.0, "{}", apart(&tested, day, 800.0));
        finger(&mut tested, 1, TouchPhase::End, (900.0, 700.0));
        finger(&mut tested, 0, TouchPhase::End, (700.0, 700.0));
        tested.settle();
        assert!(tested.state().picked.events.is_empty(), "two fingers select nothing");
    }

    #[test]
    fn a_finger_that_stays_goes_on_from_where_two_have_left_it() {
        let mut tested = window();
        finger(&mut tested, 0, TouchPhase::Start, (850.0, 700.0));
        go(&mut tested, &[(0, (850.0, 700.0), (830.0, 700.0))]);
        finger(&mut tested, 1, TouchPhase::Start, (950.0, 700.0));
        go(&mut tested, &[(0, (830.0, 700.0), (780.0, 700.0)), (1, (950.0, 700.0), (1100.0, 700.0))]);
        finger(&mut tested, 1, TouchPhase::End, (1100.0, 700.0));
        let day = day_at(&tested, 780.0);
        go(&mut tested, &[(0, (780.0, 700.0), (680.0, 700.0))]);
        assert!(apart(&tested, day, 680.0) < 15.0, "{}", apart(&tested, day, 680.0));
    }
}
