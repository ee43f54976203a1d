//! The tracks below the lanes: what the hands do on their points, turned into actions.

use super::canvas::lane_at;
use super::theme::Palette;
use super::{hover, paint};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::scene::{Hit, Part, Scene, Shape};
use crate::state::State;
use egui::{CursorIcon, Pos2, Rect, Role, Sense, Stroke, Ui, vec2};

/// Shows the charts; `free` is what no drawer covers of them.
pub fn show(ui: &mut Ui, state: &State, scene: &Scene, free: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    paint::paint(&ui.painter_at(place), place.min, scene, &state.text);
    ui.painter().hline(place.x_range(), place.top(), Stroke::new(1.0, palette.line2));
    let response = ui.interact(free, ui.scope_id().with("tracks"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Tracks"));
    let hit = |pos: Pos2| {
        let at = pos - place.min.to_vec2();
        scene.hit(at.x, at.y).and_then(|hit| Some((hit.event?, at)))
    };
    let hovered = response.hover_pos().and_then(hit);
    if let Some((event, at)) = hovered {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        hover::show(&response, state, Hit { part: Part::Mark, event: Some(event) }, at, palette);
    }
    let event = hovered.map(|(event, _)| event);
    if response.hovered() && event != state.view.hover {
        out.push(Action::Hover(event));
    }
    if response.dragged() {
        let moved = response.drag_delta();
        out.push(Action::Pan(-moved.x, 0.0));
    }
    if response.clicked() {
        let event = response.interact_pointer_pos().and_then(hit).map(|(event, _)| event);
        match event {
            Some(_) if response.double_clicked() => out.push(Action::Run(Command::OpenSource)),
            Some(event) => out.push(Action::Select(Some((event, lane_at(state, event, 0.0))))),
            None => out.push(Action::Select(None)),
        }
    }
    nodes(ui, state, scene, place, free, out);
}

/// A node in the accessibility tree for each point in view, that can be clicked there.
fn nodes(ui: &Ui, state: &State, scene: &Scene, place: Rect, free: Rect, out: &mut Vec<Action>) {
    for (nth, item) in scene.items.iter().enumerate() {
        let (Part::Mark, Some(index)) = (item.part, item.event) else { continue };
        let Shape::Circle { x, y, radius, stroke: Some(_), .. } = item.shape else { continue };
        let center = place.min + vec2(x, y);
        let Some(event) = state.known.timeline.events.get(index).filter(|_| free.contains(center)) else { continue };
        let id = ui.scope_id().with(("point", index, nth));
        let node = ui.interact(Rect::from_center_size(center, vec2(2.0 * radius, 2.0 * radius)), id, Sense::hover());
        let words: Vec<&str> = event.quantities.iter().map(|quantity| quantity.words.as_str()).collect();
        let label = format!("{}, {}, {}", words.join(", "), event.title, event.when.label());
        let selected = state.picked.events.contains(&index);
        node.widget_info(|| egui::WidgetInfo::selected(Role::ListItem, true, selected, &label));
        ui.ctx().accesskit_node_builder(id, |node| node.add_action(egui::accesskit::Action::Click));
        if ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
            out.push(Action::Select(Some((index, lane_at(state, index, 0.0)))));
        }
    }
}
