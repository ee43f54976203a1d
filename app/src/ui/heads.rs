//! The lanes' heads: a click opens what can be done to a lane, a drag puts it elsewhere; the corner orders them all.

use super::theme::Palette;
use super::toolbar::menu_row;
use super::widgets::{focus_ring, grouped, text};
use crate::apply::{Action, Facet, LaneChange};
use crate::command::{Command, Menu, TABLE};
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::state::State;
use dateline_model::arrangement::LaneOrder;
use dateline_model::timeline::Lane;
use egui::{Align2, CursorIcon, Popup, Pos2, Rect, Role, Sense, Stroke, Ui, vec2};

const SIZES: &Sizes = &Sizes::WINDOW;
/// What lanes are grouped by, and their orders, in the corner.
const ORDERS: [Command; 13] = [
    Command::GroupByCountry,
    Command::GroupByOrganization,
    Command::GroupByKind,
    Command::GroupByDocument,
    Command::GroupByTag,
    Command::GroupByNothing,
    Command::ThenByKind,
    Command::ThenByCountry,
    Command::LanesByNumber,
    Command::LanesByName,
    Command::LanesByFirstEvent,
    Command::LanesOwn,
    Command::ShowLanes,
];

/// Shows what the heads do. `place` is the canvas.
pub fn show(ui: &mut Ui, state: &State, place: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let Some(picture) = &state.picture else { return };
    corner(ui, state, place, palette, out);
    let below = place.with_min_y(place.top() + SIZES.ruler);
    let seen = picture.lanes_seen(&state.view);
    let y = |top: f32| below.top() + top;
    for (index, lane) in state.shown.lanes.iter().enumerate() {
        let Some(&(top, bottom)) = seen.get(index) else { break };
        let head = Rect::from_min_max(
            Pos2::new(place.left(), y(top).max(below.top())),
            Pos2::new(place.left() + SIZES.head, y(bottom).min(below.bottom())),
        );
        if head.height() < 4.0 {
            continue;
        }
        let moved = head_of(ui, state, lane, index, head, palette, out);
        if let Some(pointer) = moved {
            let slot = seen.iter().filter(|(top, bottom)| y((top + bottom) / 2.0) < pointer.y).count();
            let at = seen.get(slot).map(|(top, _)| *top).or_else(|| seen.last().map(|(_, bottom)| *bottom));
            drop_line(ui, place, y(at.unwrap_or_default()), palette);
            if ui.input(|input| input.pointer.any_released()) {
                let to = if slot > index { slot - 1 } else { slot };
                out.push(Action::Lane(LaneChange::MoveTo(to), index));
            }
        }
    }
}

/// One head; where it is dragged, the place of the pointer.
fn head_of(
    ui: &mut Ui,
    state: &State,
    lane: &Lane,
    index: usize,
    head: Rect,
    palette: &Palette,
    out: &mut Vec<Action>,
) -> Option<Pos2> {
    let response = ui.interact(head, ui.scope_id().with(("head", lane.key())), Sense::click_and_drag());
    let pinned = if lane.pinned { ", pinned" } else { "" };
    let label = format!("Lane {}, {} events{pinned}", lane.name, grouped(lane.events.len() as f64));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &label));
    focus_ring(ui.painter(), &response, head.shrink(1.0), 4, palette);
    if response.hovered() || response.has_focus() || Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response))
    {
        menu_sign(ui, head, palette);
    }
    if lane.pinned {
        pin(ui, head, palette);
    }
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(200.0);
        let last = state.shown.lanes.len() - 1;
        for (change, name, can) in [
            (LaneChange::Alone, "This lane alone", Facet::of_lane(lane).is_some()),
            (LaneChange::Pin, if lane.pinned { "Pin no longer" } else { "Pin to the top" }, true),
            (LaneChange::Fold, if lane.folded { "Unfold" } else { "Fold" }, true),
            (LaneChange::Hide, "Hide lane", true),
            (LaneChange::Up, "Move up", index > 0),
            (LaneChange::Down, "Move down", index < last),
        ] {
            if super::toolbar::plain_row(ui, palette, name, can) {
                out.push(Action::Lane(change, index));
                ui.close();
            }
        }
    });
    if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    (response.dragged() || response.drag_stopped()).then(|| response.interact_pointer_pos()).flatten()
}

/// Where a lane that is dragged would be put.
fn drop_line(ui: &Ui, place: Rect, y: f32, palette: &Palette) {
    ui.painter_at(place).hline(place.x_range(), y, Stroke::new(2.0, palette.ink));
}

/// The corner above the heads: how many lanes there are, and their order.
fn corner(ui: &mut Ui, state: &State, place: Rect, palette: &Palette, out: &mut Vec<Action>) {
    let rect = Rect::from_min_size(place.min, vec2(SIZES.head - 1.0, SIZES.ruler - 1.0));
    let response = ui.interact(rect, ui.scope_id().with("corner"), Sense::click());
    let order = match state.project.arrangement.order {
        LaneOrder::Number => "by events",
        LaneOrder::Name => "by name",
        LaneOrder::FirstEvent => "by first event",
        LaneOrder::Own => "in your order",
    };
    let hidden = state.project.arrangement.hidden_lanes.len();
    let hidden = if hidden > 0 { format!(", {hidden} hidden") } else { String::new() };
    let caption = format!("{order}{hidden}");
    let groups = state.project.arrangement.group_by.iter().map(|by| by.plural()).collect::<Vec<_>>().join(", ");
    let groups = if groups.is_empty() { "All events".to_owned() } else { groups };
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Lanes: {groups}, {caption}")));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, if response.hovered() { palette.sel } else { palette.bg });
    focus_ring(&painter, &response, rect, 0, palette);
    let left = rect.left_top() + vec2(16.0, 0.0);
    text(&painter, left + vec2(0.0, 15.0), Align2::LEFT_CENTER, &groups, 13.5, Weight::Semibold, palette.ink);
    text(&painter, left + vec2(0.0, 34.0), Align2::LEFT_CENTER, &caption, 12.0, Weight::Regular, palette.ink3);
    let count = grouped(state.shown.lanes.len() as f64);
    let right = rect.right_top() + vec2(-14.0, 15.0);
    text(&painter, right, Align2::RIGHT_CENTER, &count, 13.0, Weight::Regular, palette.ink2);
    chevron(&painter, rect.right_top() + vec2(-18.0, 34.0), palette);
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(240.0);
        for entry in TABLE.iter().filter(|entry| entry.menu == Menu::Lanes && ORDERS.contains(&entry.command)) {
            menu_row(ui, state, palette, entry, out);
        }
    });
}

fn menu_sign(ui: &Ui, head: Rect, palette: &Palette) {
    let center = Pos2::new(head.right() - 12.0, head.bottom() - 10.0);
    if head.height() >= 44.0 {
        chevron(ui.painter(), center, palette);
    }
}

fn chevron(painter: &egui::Painter, center: Pos2, palette: &Palette) {
    let points = [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)].map(|by| center + by);
    painter.line(points.into(), Stroke::new(1.5, palette.ink3));
}

/// A pin at the left edge of what stands above all others.
fn pin(ui: &Ui, head: Rect, palette: &Palette) {
    let bar = Rect::from_min_size(head.left_top() + vec2(0.0, 4.0), vec2(3.0, (head.height() - 8.0).max(4.0)));
    ui.painter().rect_filled(bar, 0.0, palette.ink);
}
