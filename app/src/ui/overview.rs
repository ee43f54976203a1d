//! The whole time below the lanes: what the hands do on its scene, turned into actions.
//!
//! A drag of the frame moves the view, a drag of its ends stretches it, a click elsewhere takes it there.

use super::theme::Palette;
use super::{find, paint};
use crate::apply::Action;
use crate::picture::axis::Stretch;
use crate::picture::overview::{HEIGHT, Overview};
use crate::picture::sizes::Sizes;
use crate::state::State;
use egui::{CursorIcon, Rect, Role, Sense, Ui};

/// In a window lower than this the strip is lower too, in points.
const LOW_WINDOW: f32 = 900.0;
const LOW_HEIGHT: f32 = 112.0;
/// The same where a large scale leaves little room.
const LOWEST_WINDOW: f32 = 320.0;
const LOWEST_HEIGHT: f32 = 44.0;
/// How near to an end of the frame a drag takes it, and the shortest that it gets, in points.
const REACH: f32 = 7.0;
const SHORTEST: f64 = 14.0;

/// What a drag that goes on moves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grip {
    Frame,
    From,
    Until,
}

/// Height of the strip where the panels below the tool bar have this height, in points.
pub fn height(body: f32) -> f32 {
    match body {
        body if body < LOWEST_WINDOW => LOWEST_HEIGHT,
        body if body < LOW_WINDOW => LOW_HEIGHT,
        _ => HEIGHT,
    }
}

/// Shows the strip; `free` is what no drawer covers of it.
pub fn show(ui: &mut Ui, state: &State, overview: &Overview, free: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    let Some(picture) = &state.picture else { return };
    let axis = state.view.axis(&picture.content, &Sizes::WINDOW);
    let seen = state.view.shown(&axis, &Sizes::WINDOW);
    let scene = overview.scene(seen, state.view.playhead);
    paint::paint(&ui.painter_at(place), place.min, &scene, &state.text);
    find::light_overview(&ui.painter_at(place), state, overview, place, palette);
    let response = ui.interact(free, ui.scope_id().with("overview"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::ScrollBar, true, "Overview of the whole time"));
    let (left, right) = overview.frame_of(seen);
    let grip = |x: f32| match x - place.left() {
        x if (x - left).abs() < REACH => Some(Grip::From),
        x if (x - right).abs() < REACH => Some(Grip::Until),
        x if x > left && x < right => Some(Grip::Frame),
        _ => None,
    };
    match response.hover_pos().and_then(|at| grip(at.x)) {
        Some(Grip::Frame) => ui.ctx().set_cursor_icon(CursorIcon::Grab),
        Some(_) => ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal),
        None => {}
    }
    let id = response.id.with("grip");
    if response.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin());
        let grip = origin.and_then(|at| grip(at.x)).unwrap_or(Grip::Frame);
        ui.data_mut(|data| data.insert_temp(id, grip));
    }
    let Some(at) = response.interact_pointer_pos().filter(|at| at.x - place.left() > Sizes::WINDOW.head) else {
        return;
    };
    let day_at = |x: f32| overview.day_at(x - place.left());
    if response.clicked() {
        out.push(Action::Centre(day_at(at.x)));
    } else if response.dragged()
        && let Some(grip) = ui.data(|data| data.get_temp::<Grip>(id))
    {
        let shortest = SHORTEST / state.view.scale;
        out.push(match grip {
            Grip::Frame => {
                // As many days as the pointer has passed, in points of the lanes.
                let (from, until) = (day_at(at.x - response.drag_delta().x), day_at(at.x));
                Action::Pan((axis.position(until) - axis.position(from)) as f32, 0.0)
            }
            Grip::From => {
                Action::ShowAtOnce(Stretch { from: day_at(at.x).min(seen.until - shortest), until: seen.until })
            }
            Grip::Until => {
                Action::ShowAtOnce(Stretch { from: seen.from, until: day_at(at.x).max(seen.from + shortest) })
            }
        });
    }
}
