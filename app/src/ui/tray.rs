//! What the documents tell without a time: a list of it, and one thing of it above the reader.

use super::details::{inset, say};
use super::editor;
use super::marks;
use super::theme::Palette;
use super::widgets::{Icon, button, focus_ring, icon_button, scrolled, text_within};
use crate::apply::{Action, Correct};
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::{State, What};
use dateline_model::event::Undated;
use egui::{CornerRadius, Rect, Role, Sense, Ui, UiBuilder, vec2};

const ROW: f32 = 62.0;

/// Shows the list.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    scrolled(ui, "what has no time", f32::INFINITY, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        ui.add_space(20.0);
        let corner = ui.cursor().min;
        inset(ui, |ui| {
            say(ui, "No time told", 19.0, Weight::Semibold, palette.ink, 25.0);
            ui.add_space(4.0);
            let words = "Told without a time, so not in the picture. Click one to read where.";
            say(ui, words, 13.0, Weight::Regular, palette.ink2, 19.0);
        });
        close(ui, corner, "Close the list", palette, Command::Tray, out);
        for document in 0..state.undated.len() {
            let told: Vec<(usize, &Undated)> = state.undated_of(document).collect();
            if told.is_empty() {
                continue;
            }
            let Some(read) = state.known.timeline.documents.get(document) else { continue };
            ui.add_space(16.0);
            inset(ui, |ui| say(ui, &read.title, 12.0, Weight::Semibold, palette.ink3, 18.0));
            ui.add_space(4.0);
            for (nth, undated) in told {
                // Of very many only those in view are made; the others but take their room.
                let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
                if !ui.is_rect_visible(place) {
                    ui.allocate_space(place.size());
                } else if row(ui, undated, &read.text, palette) {
                    out.push(Action::ReadUndated(document, nth));
                }
            }
        }
        ui.add_space(16.0);
    });
}

/// Shows what is read, above the reader.
pub fn show_one(ui: &mut Ui, state: &State, undated: &Undated, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    ui.add_space(20.0);
    let corner = ui.cursor().min;
    inset(ui, |ui| {
        say(ui, undated.kind.label(), 13.0, Weight::Semibold, palette.ink, 18.0);
        ui.add_space(8.0);
        say(ui, &undated.title, 19.0, Weight::Semibold, palette.ink, 25.0);
        ui.add_space(8.0);
        say(ui, "No time told", 13.0, Weight::Italic, palette.warn, 18.0);
        let names: Vec<String> = undated.countries.iter().map(|&country| state.name(country)).collect();
        if !names.is_empty() {
            say(ui, &names.join(", "), 13.0, Weight::Regular, palette.ink2, 18.0);
        }
        ui.add_space(8.0);
        let Some((document, nth)) = state.picked.undated else { return };
        let what = What::Undated(document, nth);
        match state.editing.as_ref().filter(|editing| editing.what == what) {
            Some(editing) => editor::show(ui, state, editing, None, palette, out),
            None => {
                if button(ui, palette, "Give it a date", "E", true).clicked() {
                    out.push(Action::Correct(Correct::Begin(what)));
                }
            }
        }
    });
    close(ui, corner, "Back to the list", palette, Command::SelectNone, out);
    ui.add_space(16.0);
}

fn close(ui: &mut Ui, corner: egui::Pos2, name: &str, palette: &Palette, command: Command, out: &mut Vec<Action>) {
    let right = ui.max_rect().right() - 13.0;
    let place = Rect::from_min_size(egui::pos2(right - 30.0, corner.y - 4.0), vec2(30.0, 30.0));
    let close =
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| icon_button(ui, palette, Icon::Close, name, 30.0));
    if close.inner.clicked() {
        out.push(Action::Run(command));
    }
}

/// A row: sign, title, the beginning of its passage. Whether it was clicked.
fn row(ui: &mut Ui, undated: &Undated, document: &str, palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let passage = document.get(undated.passage.clone()).unwrap_or_default();
    let passage: Vec<&str> = passage.split_whitespace().collect();
    let passage = passage.join(" ");
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("{}: {passage}", undated.title)));
    let card = rect.shrink2(vec2(12.0, 0.0));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(card, CornerRadius::same(6), palette.sel);
    }
    focus_ring(painter, &response, card, 6, palette);
    let center = card.left_top() + vec2(16.0, 15.0);
    marks::disc(painter, center, 8.0, (undated.kind, undated.status), false, &palette.theme);
    let left = card.left_top() + vec2(34.0, 15.0);
    let room = card.width() - 42.0;
    text_within(painter, left, room, &undated.title, 13.0, Weight::Regular, palette.ink);
    // Two lines of it say what it is about.
    let mut job =
        egui::text::LayoutJob::simple(passage.clone(), super::theme::font(12.0, Weight::Regular), palette.ink3, room);
    job.wrap.max_rows = 2;
    let galley = painter.layout_job(job);
    painter.galley(left + vec2(0.0, 9.0), galley, palette.ink3);
    response.clicked()
}
