//! The field that searches, what it found, and how that is lit in lanes and overview.

use super::theme::{Palette, font};
use super::widgets::{Icon, draw_icon, grouped, icon_button, text};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::axis::{Axis, day_number};
use crate::picture::overview::Overview;
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::play::moment_of;
use crate::state::State;
use dateline_model::actor::Country;
use dateline_model::timeline::Group;
use egui::{
    Align2, Key, Modifiers, Painter, Pos2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};
use std::collections::BTreeMap;

const NAME: &str = "Find in events and sources";
/// More hits than this are lit by a part of them: they leave no gap that could be seen.
const LIT_MAX: usize = 20_000;

/// Shows the field. `focus` puts the cursor into it.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, width: f32, focus: bool, out: &mut Vec<Action>) -> Rect {
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
    let mut typed = state.find.words.clone();
    let painter = ui.painter().clone();
    painter.rect_filled(rect, 6.0, palette.raised);
    draw_icon(&painter, rect.left_center() + vec2(18.0, 0.0), Icon::Find, palette.ink3);
    let mut right = rect.right() - 8.0;
    if typed.is_empty() {
        let keys = Command::Find.entry().keys_text();
        let place = Pos2::new(right - 4.0, rect.center().y);
        right -= text(&painter, place, Align2::RIGHT_CENTER, &keys, 12.0, Weight::Regular, palette.ink3).width();
    } else {
        right = found(ui, state, rect, palette, out);
    }
    let inner = Rect::from_min_max(rect.left_top() + vec2(34.0, 0.0), Pos2::new(right - 8.0, rect.bottom()));
    let had_focus = ui.memory(|memory| memory.has_focus(egui::Id::unique("find")));
    let (next, previous) = ui.input_mut(|input| {
        let previous = had_focus && input.consume_key(Modifiers::SHIFT, Key::Enter);
        (had_focus && input.consume_key(Modifiers::NONE, Key::Enter), previous)
    });
    let field = egui::TextEdit::singleline(&mut typed)
        .id(egui::Id::unique("find"))
        .frame(egui::Frame::NONE)
        .hint_text(RichText::new(NAME).color(palette.ink3))
        .font(font(13.0, Weight::Regular))
        .text_color(palette.ink)
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(inner.width())
        .margin(egui::Margin::ZERO)
        .clip_text(true);
    let response = ui.put(inner, field);
    let response = response.accessible_name(NAME);
    let border = if response.has_focus() { Stroke::new(2.0, palette.ink) } else { Stroke::new(1.0, palette.line2) };
    painter.rect_stroke(rect, 6.0, border, StrokeKind::Inside);
    if focus {
        response.request_focus();
    }
    if response.changed() {
        out.push(Action::FindWords(typed));
    } else if next || previous {
        out.push(Action::Run(if next { Command::FindNext } else { Command::FindPrevious }));
    }
    instead(ui, state, &response, palette);
    rect
}

/// How many were found, and buttons for the next, the one before, only these, none. Returns where they begin.
fn found(ui: &mut Ui, state: &State, rect: Rect, palette: &Palette, out: &mut Vec<Action>) -> f32 {
    let mut right = rect.right() - 4.0;
    let mut place = |width: f32| {
        right -= width;
        Rect::from_min_size(Pos2::new(right, rect.center().y - 12.0), vec2(width, 24.0))
    };
    let any = state.matches.found.as_ref().is_some_and(|found| !found.events.is_empty());
    for (icon, name, action) in [
        (Icon::Close, "Clear the words", Action::FindWords(String::new())),
        (Icon::ChevronDown, "Next found (Enter)", Action::Run(Command::FindNext)),
        (Icon::ChevronUp, "Previous found (Shift Enter)", Action::Run(Command::FindPrevious)),
    ] {
        let room = place(22.0);
        let button = |ui: &mut Ui| icon_button(ui, palette, icon, name, 22.0);
        let response = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ui.add_enabled_ui(any || icon == Icon::Close, button).inner
        });
        if response.inner.clicked() {
            out.push(action);
        }
    }
    let only = place(36.0);
    let response = ui.interact(only, ui.scope_id().with("only found"), Sense::click());
    let hides = state.find.hides;
    response.widget_info(|| egui::WidgetInfo::selected(Role::CheckBox, true, hides, "Only what was found"));
    if hides || response.hovered() {
        ui.painter().rect_filled(only.shrink2(vec2(1.0, 2.0)), 4.0, palette.sel);
    }
    let (weight, ink) = if hides { (Weight::Semibold, palette.ink) } else { (Weight::Regular, palette.ink3) };
    text(ui.painter(), only.center(), Align2::CENTER_CENTER, "only", 12.0, weight, ink);
    super::widgets::focus_ring(ui.painter(), &response, only, 4, palette);
    if response.clicked() {
        out.push(Action::Run(Command::HideRest));
    }
    response.on_hover_text(Command::HideRest.entry().does);
    let told = told(state);
    let place = Pos2::new(right - 6.0, rect.center().y);
    let drawn = text(ui.painter(), place, Align2::RIGHT_CENTER, &told, 12.0, Weight::Regular, palette.ink2);
    let label = ui.interact(drawn, ui.scope_id().with("found"), Sense::hover());
    label.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, format!("{told} found")));
    drawn.left()
}

/// "3 of 41", or "41".
fn told(state: &State) -> String {
    let Some(found) = &state.matches.found else { return String::new() };
    let lead = state.picked.events.last();
    match lead.and_then(|lead| found.events.binary_search(lead).ok()) {
        Some(nth) => format!("{} of {}", grouped(nth as f64 + 1.0), grouped(found.events.len() as f64)),
        None => grouped(found.events.len() as f64),
    }
}

/// Says below the field what was looked for instead of what nothing tells.
fn instead(ui: &Ui, state: &State, field: &egui::Response, palette: &Palette) {
    let Some(found) = state.matches.found.as_ref().filter(|found| !found.instead.is_empty()) else { return };
    if !field.has_focus() {
        return;
    }
    let told: Vec<String> =
        found.instead.iter().map(|(typed, meant)| format!("No “{typed}”; showing {}", meant.join(", "))).collect();
    egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), field.id.with("instead"), field.rect).show(|ui| {
        ui.label(RichText::new(told.join("; ")).font(font(12.5, Weight::Regular)).color(palette.ink2));
    });
}

/// Lights what was found in lanes that are drawn as areas: a tick at the lane's foot.
pub fn light(painter: &Painter, state: &State, axis: &Axis, place: Rect, palette: &Palette) {
    let (Some(found), Some(picture)) = (&state.matches.found, &state.picture) else { return };
    let areas: Vec<Option<(f32, f32)>> = picture.areas_seen(&state.view);
    if areas.iter().all(Option::is_none) {
        return;
    }
    // Of many lanes those of its countries are looked into, and those that are of none.
    let mut lanes_of: BTreeMap<Option<Country>, Vec<usize>> = BTreeMap::new();
    for (nth, lane) in state.shown.lanes.iter().enumerate().filter(|(nth, _)| areas[*nth].is_some()) {
        let country = lane.path.iter().find_map(|group| match group {
            Group::Country(country) => Some(*country),
            _ => None,
        });
        lanes_of.entry(country).or_default().push(nth);
    }
    let events = &state.known.timeline.events;
    let seen = state.view.shown(axis, &Sizes::WINDOW);
    let until = found.events.partition_point(|&event| day_number(events[event].when.earliest) <= seen.until);
    let hits = &found.events[..until];
    let painter = painter
        .with_clip_rect(Rect::from_min_max(place.min + vec2(Sizes::WINDOW.head, Sizes::WINDOW.ruler), place.max));
    let mut drawn: BTreeMap<usize, i32> = BTreeMap::new();
    for &hit in hits.iter().step_by(1 + hits.len() / LIT_MAX) {
        let event = &events[hit];
        let moment = moment_of(&event.when);
        if moment < seen.from || !state.matches.has(hit) {
            continue;
        }
        let x = place.left() + state.view.x_of(axis, &Sizes::WINDOW, moment);
        let countries = event.countries.iter().map(|&country| Some(country));
        let lanes = countries.chain([None]).filter_map(|country| lanes_of.get(&country)).flatten();
        for &lane in lanes.filter(|&&lane| state.shown.lanes[lane].holds(hit)) {
            let Some((top, bottom)) = areas[lane].filter(|(top, bottom)| top < bottom) else { continue };
            if drawn.insert(lane, x as i32) != Some(x as i32) {
                let height = bottom - top;
                let bottom = place.top() + Sizes::WINDOW.ruler + bottom - 3.0;
                painter.vline(
                    x.floor() + 0.5,
                    bottom - (height - 8.0).min(12.0)..=bottom,
                    Stroke::new(1.5, palette.ink),
                );
            }
        }
    }
}

/// Lights what was found in the overview: a tick below its areas.
pub fn light_overview(painter: &Painter, state: &State, overview: &Overview, place: Rect, palette: &Palette) {
    let Some(found) = &state.matches.found else { return };
    let mut last = None;
    for &hit in found.events.iter().step_by(1 + found.events.len() / LIT_MAX) {
        let x = place.left() + overview.x_of(moment_of(&state.known.timeline.events[hit].when));
        if last.replace(x as i32) != Some(x as i32) && state.matches.has(hit) {
            painter.vline(x.floor() + 0.5, place.top() + 2.0..=place.top() + 10.0, Stroke::new(1.5, palette.ink));
        }
    }
}
