//! The swimlanes: paints the scene and turns what the hands do on it into actions.
//!
//! What lies under the pointer is asked of the scene. Each mark also has a node in the accessibility tree.

use super::paint;
use super::theme::Palette;
use super::widgets::{button, text};
use crate::apply::{Action, Facet};
use crate::command::Command;
use crate::picture::axis::{Axis, Stretch};
use crate::picture::scene::{Disc, Hit, Part, Scene, Shape, Weight};
use crate::picture::sizes::Sizes;
use crate::state::State;
use egui::{Align2, CursorIcon, Id, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, vec2};

const SIZES: &Sizes = &Sizes::WINDOW;
/// Coming closer by a click on a chip "+3".
const CHIP_ZOOM: f64 = 2.5;
/// How near to the playhead a drag takes it, in points.
const PLAYHEAD_REACH: f32 = 8.0;

/// What a drag that goes on does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// Moves time and lanes.
    Pan,
    /// Moves the playhead.
    Playhead,
    /// Zooms to the stretch from this x.
    ZoomFrom(f32),
    /// Selects the events of the stretch from this x.
    SelectFrom(f32),
}

/// The canvas among the controls.
pub fn id() -> Id {
    Id::unique("canvas")
}

/// Shows the canvas. `scene` is as large as the room that it is given; `free` is what no drawer covers of it.
pub fn show(ui: &mut Ui, state: &State, scene: &Scene, free: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    let painter = ui.painter_at(place);
    paint::paint(&painter, place.min, scene);
    let response = ui.interact(free, id(), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Timeline"));
    if response.has_focus() {
        let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), arrows));
        painter.rect_stroke(free.shrink(1.0), 0.0, Stroke::new(2.0, palette.ink), egui::StrokeKind::Inside);
    }
    let Some(picture) = &state.picture else { return };
    let axis = state.view.axis(&picture.content, SIZES);
    if state.shown.events.is_empty() {
        return show_no_match(ui, free, state, palette, out);
    }
    let at = response.hover_pos().map(|pos| pos - place.min.to_vec2());
    let hit = at.and_then(|at| scene.hit(at.x, at.y));
    hover(ui, state, hit, at, &response, palette, out);
    wheel(ui, at, &response, out);
    drag(ui, state, &axis, place, &response, palette, out);
    click(ui, state, scene, &axis, place, &response, out);
    nodes(ui, state, scene, place, free, out);
    scroll_bar(ui, state, free, palette, out);
}

fn hover(
    ui: &Ui,
    state: &State,
    hit: Option<Hit>,
    at: Option<Pos2>,
    response: &Response,
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let event = hit.filter(|hit| hit.part != Part::More).and_then(|hit| hit.event);
    let dragging = ui.input(|input| input.pointer.any_down());
    if event != state.view.hover && !dragging {
        out.push(Action::Hover(event));
    }
    let (Some(hit), false) = (hit, dragging) else { return };
    match hit.part {
        Part::Playhead => ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal),
        Part::Mark | Part::Echo | Part::Label | Part::Band | Part::More => {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        Part::LaneHead(_) | Part::Ground | Part::Tie => {}
    }
    if let Some(at) = at {
        super::hover::show(response, state, hit, at, palette);
    }
}

fn wheel(ui: &Ui, at: Option<Pos2>, response: &Response, out: &mut Vec<Action>) {
    let Some(at) = at.filter(|_| response.contains_pointer()) else { return };
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if zoom != 1.0 {
        out.push(Action::Zoom { x: at.x.max(SIZES.head), factor: f64::from(zoom) });
    } else if scroll != egui::Vec2::ZERO {
        out.push(Action::Pan(-scroll.x, -scroll.y));
    }
}

fn drag(
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
    let Some(kind) = ui.data(|data| data.get_temp::<Drag>(id)) else { return };
    let Some(pointer) = pointer else { return };
    let within = |x: f32| x.clamp(SIZES.head, state.view.width);
    let day = |x: f32| state.view.day_at(axis, SIZES, within(x));
    match kind {
        Drag::Pan => {
            let moved = response.drag_delta();
            if moved != egui::Vec2::ZERO {
                out.push(Action::Pan(-moved.x, -moved.y));
            }
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
        Drag::Playhead => out.push(Action::Playhead(day(pointer.x))),
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
            Drag::Pan | Drag::Playhead => {}
        }
    }
}

fn begin(ui: &Ui, state: &State, axis: &Axis, origin: Pos2, response: &Response) -> Drag {
    let playhead = state.view.playhead.map(|day| state.view.x_of(axis, SIZES, day));
    // The flag is wide, the line thin.
    let reach = if origin.y < SIZES.ruler { 4.0 * PLAYHEAD_REACH } else { PLAYHEAD_REACH };
    let near = playhead.is_some_and(|x| (x - origin.x).abs() < reach);
    if response.drag_started_by(PointerButton::Middle) {
        Drag::Pan
    } else if near {
        Drag::Playhead
    } else if ui.input(|input| input.modifiers.shift) {
        Drag::ZoomFrom(origin.x)
    } else if origin.y < SIZES.ruler && origin.x > SIZES.head {
        Drag::SelectFrom(origin.x)
    } else {
        Drag::Pan
    }
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

fn click(ui: &Ui, state: &State, scene: &Scene, axis: &Axis, place: Rect, response: &Response, out: &mut Vec<Action>) {
    if !response.clicked() {
        return;
    }
    let Some(at) = response.interact_pointer_pos().map(|pos| pos - place.min.to_vec2()) else { return };
    let hit = scene.hit(at.x, at.y);
    let double = response.double_clicked();
    match hit.map(|hit| (hit.part, hit.event)) {
        Some((Part::More, _)) => out.push(Action::Zoom { x: at.x, factor: CHIP_ZOOM }),
        Some((Part::LaneHead(lane), _)) => {
            if let Some(country) = state.shown.lanes.get(lane).and_then(|lane| lane.country) {
                out.push(Action::Only(Facet::Country(country)));
            }
        }
        Some((_, Some(_))) if double => out.push(Action::Run(Command::OpenSource)),
        Some((_, Some(event))) => {
            let lane = lane_at(state, event, at.y);
            let too = ui.input(|input| input.modifiers.command);
            out.push(if too { Action::SelectToo(event, lane) } else { Action::Select(Some((event, lane))) });
        }
        _ if at.y < SIZES.ruler && at.x > SIZES.head => {
            out.push(Action::Playhead(state.view.day_at(axis, SIZES, at.x)));
        }
        _ if double => out.push(Action::Run(Command::FitAll)),
        _ => out.push(Action::Select(None)),
    }
}

/// The lane of an event that a height of the picture lies in; the first where it lies in none of them.
fn lane_at(state: &State, event: usize, y: f32) -> usize {
    let Some(picture) = &state.picture else { return 0 };
    let below = y - SIZES.ruler + state.view.scroll_y;
    let lanes = picture.lane_tops();
    let at = lanes.iter().rposition(|top| *top <= below).unwrap_or(0);
    let has = |lane: usize| state.shown.lanes.get(lane).is_some_and(|lane| lane.events.contains(&event));
    if has(at) { at } else { (0..lanes.len()).find(|&lane| has(lane)).unwrap_or(0) }
}

/// A node in the accessibility tree for each mark in view, that can be clicked there.
fn nodes(ui: &Ui, state: &State, scene: &Scene, place: Rect, free: Rect, out: &mut Vec<Action>) {
    let area = scene.lanes_area;
    let mut before: Option<(usize, Id)> = None;
    for item in &scene.items {
        let (Part::Mark | Part::Echo, Some(index)) = (item.part, item.event) else { continue };
        let Shape::Disc(Disc { x, y, radius, .. }) = item.shape else { continue };
        if !area.contains(x, y) || !free.contains(place.min + vec2(x, y)) {
            continue;
        }
        let Some(event) = state.timeline.events.get(index) else { continue };
        let same = before.filter(|(event, _)| *event == index).map_or(0, |_| 1);
        let id = ui.scope_id().with(("mark", index, y as i32, same));
        before = Some((index, id));
        let rect = Rect::from_center_size(place.min + vec2(x, y), vec2(2.0 * radius, 2.0 * radius));
        let node = ui.interact(rect, id, Sense::hover());
        let again = if item.part == Part::Echo { ", again" } else { "" };
        let label = format!("{}, {}{again}", event.title, event.when.label());
        let selected = state.picked.events.contains(&index);
        node.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, selected, &label));
        ui.ctx().accesskit_node_builder(id, |node| node.add_action(egui::accesskit::Action::Click));
        if ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
            out.push(Action::Select(Some((index, lane_at(state, index, y)))));
        }
    }
}

/// A bar at the right where the lanes are higher than the room for them.
fn scroll_bar(ui: &Ui, state: &State, place: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let Some(height) = state.picture.as_ref().map(|picture| picture.lanes_height()) else { return };
    let right = place.right();
    let room = place.with_min_y(place.top() + SIZES.ruler);
    if height <= room.height() + 1.0 {
        return;
    }
    let share = room.height() / height;
    let top = room.top() + state.view.scroll_y * share;
    let handle = Rect::from_min_max(
        Pos2::new(right - 7.0, top + 2.0),
        Pos2::new(right - 2.0, top + room.height() * share - 2.0),
    );
    let response = ui.interact(handle.expand(3.0), ui.scope_id().with("scroll"), Sense::drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::ScrollBar, true, "Scroll the lanes"));
    let held = response.hovered() || response.dragged();
    ui.painter_at(place).rect_filled(handle, 3.0, if held { palette.ink3 } else { palette.line2 });
    if response.dragged() {
        out.push(Action::Pan(0.0, response.drag_delta().y / share));
    }
}

fn show_no_match(ui: &mut Ui, place: Rect, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let center = place.center();
    let filtered = state.can(Command::ClearFilters);
    let words = if filtered { "No events match" } else { "No dated events in these documents" };
    let drawn = text(ui.painter(), center, Align2::CENTER_BOTTOM, words, 19.0, Weight::Semibold, palette.ink);
    let label = ui.interact(drawn, ui.scope_id().with("no match"), Sense::hover());
    label.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, words));
    if filtered {
        let row = Rect::from_center_size(center + vec2(0.0, 32.0), vec2(120.0, 30.0));
        let clear =
            ui.scope_builder(UiBuilder::new().max_rect(row), |ui| button(ui, palette, "Clear filters", "", false));
        if clear.inner.clicked() {
            out.push(Action::Run(Command::ClearFilters));
        }
    }
}
