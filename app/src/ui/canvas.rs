//! The swimlanes: paints the scene and turns what the hands do on it into actions.
//!
//! What lies under the pointer is asked of the scene. Each mark also has a node in the accessibility tree.

use super::theme::Palette;
use super::widgets::{button, text};
use super::{find, gestures, heads, paint};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::axis::Axis;
use crate::picture::scene::{Disc, Hit, Part, Scene, Shape, Weight};
use crate::picture::sizes::Sizes;
use crate::state::State;
use egui::{Align2, CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, vec2};

const SIZES: &Sizes = &Sizes::WINDOW;
/// Coming closer by a click on a chip "+3".
const CHIP_ZOOM: f64 = 2.5;
/// The canvas among the controls.
pub fn id() -> Id {
    Id::unique("canvas")
}

/// Shows the canvas. `scene` is as large as the room that it is given; `free` is what no drawer covers of it.
pub fn show(ui: &mut Ui, state: &State, scene: &Scene, free: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    let painter = ui.painter_at(place);
    paint::paint(&painter, place.min, scene, &state.text);
    let response = ui.interact(free, id(), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::List, true, "Timeline"));
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
    if at.is_some_and(|at| gestures::near_playhead(state, &axis, at)) {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if !gestures::touch(ui, place, &response, out) {
        gestures::wheel(ui, at, &response, out);
        gestures::drag(ui, state, &axis, place, &response, palette, out);
        click(ui, state, scene, &axis, place, &response, out);
    }
    find::light(&painter, state, &axis, place, palette);
    heads::show(ui, state, place, palette, out);
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
        Part::Mark | Part::Echo | Part::Label | Part::Band | Part::More | Part::Fold => {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        _ => {}
    }
    if let Some(at) = at {
        super::hover::show(response, state, hit, at, palette);
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
        Some((Part::More, _)) => out.push(Action::Zoom { x: at.x, factor: CHIP_ZOOM, glides: true }),
        Some((Part::LaneHead(_), _)) => {}
        Some((Part::Fold, _)) => out.push(Action::Unfold(state.view.day_at(axis, SIZES, at.x))),
        Some((_, Some(_))) if double => out.push(Action::Run(Command::OpenSource)),
        Some((_, Some(event))) => {
            let lane = lane_at(state, event, at.y);
            let held = ui.input(|input| input.modifiers);
            out.push(match (held.command, held.shift) {
                (true, _) => Action::SelectToo(event, lane),
                (false, true) => Action::SelectRange(event, lane),
                (false, false) => Action::Select(Some((event, lane))),
            });
        }
        _ if at.y < SIZES.ruler && at.x > SIZES.head => {
            out.push(Action::Playhead(state.view.day_at(axis, SIZES, at.x)));
        }
        _ if double => out.push(Action::Run(Command::FitAll)),
        _ => out.push(Action::Select(None)),
    }
}

/// The lane of an event that a height of the picture lies in; the first where it lies in none of them.
pub fn lane_at(state: &State, event: usize, y: f32) -> usize {
    let Some(picture) = &state.picture else { return 0 };
    let lanes = picture.lanes_seen(&state.view);
    let at = lanes.iter().position(|(_, bottom)| y - SIZES.ruler < *bottom).unwrap_or(lanes.len().saturating_sub(1));
    let has = |lane: usize| state.shown.lanes.get(lane).is_some_and(|lane| lane.holds(event));
    if has(at) { at } else { (0..lanes.len()).find(|&lane| has(lane)).unwrap_or(0) }
}

/// A node in the accessibility tree for each mark in view, in the order of time, that can be clicked there.
fn nodes(ui: &Ui, state: &State, scene: &Scene, place: Rect, free: Rect, out: &mut Vec<Action>) {
    let area = scene.lanes_area;
    let mut marks: Vec<(usize, bool, Pos2, f32)> = Vec::new();
    for item in &scene.items {
        let (Part::Mark | Part::Echo, Some(index)) = (item.part, item.event) else { continue };
        let Shape::Disc(Disc { x, y, radius, .. }) = item.shape else { continue };
        if area.contains(x, y) && free.contains(place.min + vec2(x, y)) {
            marks.push((index, item.part == Part::Echo, Pos2::new(x, y), radius));
        }
    }
    marks.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.y.total_cmp(&b.2.y)));
    let mut nth_of_event = 0;
    for (at, &(index, echo, center, radius)) in marks.iter().enumerate() {
        nth_of_event = if at > 0 && marks[at - 1].0 == index { nth_of_event + 1 } else { 0 };
        let Some(event) = state.known.timeline.events.get(index) else { continue };
        let id = ui.scope_id().with(("mark", index, nth_of_event));
        let rect = Rect::from_center_size(place.min + center.to_vec2(), vec2(2.0 * radius, 2.0 * radius));
        let node = ui.interact(rect, id, Sense::hover());
        let again = if echo { ", again" } else { "" };
        let label = format!("{}, {}{again}", event.title, event.when.label());
        let selected = state.view.selection.binary_search(&index).is_ok();
        node.widget_info(|| egui::WidgetInfo::selected(Role::ListItem, true, selected, &label));
        let count = marks.len();
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(egui::accesskit::Action::Click);
            node.set_position_in_set(at + 1);
            node.set_size_of_set(count);
        });
        if ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
            out.push(Action::Select(Some((index, lane_at(state, index, center.y)))));
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
