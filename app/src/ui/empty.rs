//! What the window shows while nothing is open: where to drop articles, what happens then, and a sample to look at.

use super::theme::{Palette, font};
use super::widgets::{button, button_of, card, dashed_border, text};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::State;
use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

/// So many projects are offered to go on with.
const RECENT: usize = 4;
const CARD: egui::Vec2 = vec2(760.0, 448.0);
/// What follows when articles are opened.
const STEPS: [(&str, &str); 3] = [
    ("Read", "every event keeps its sentence"),
    ("See", "who did what, when, at a glance"),
    ("Trace", "a click shows the source of a date"),
];

/// Shows the card. `dropping` is whether files are held over the window.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, dropping: bool, out: &mut Vec<Action>) {
    let area = ui.max_rect();
    lattice(ui.painter(), area, palette);
    let size = vec2(CARD.x.min(area.width() - 32.0), CARD.y);
    let place = Rect::from_center_size(area.center() - vec2(0.0, 12.0), size);
    let place = place.translate(vec2(0.0, (area.top() + 8.0 - place.top()).max(0.0)));
    ui.painter().add(card(palette, 0).paint(place));
    ui.painter().rect_stroke(
        place.expand(1.0),
        CornerRadius::same(9),
        Stroke::new(1.0, palette.line),
        StrokeKind::Outside,
    );
    let inner = place.shrink2(vec2(48.0, 40.0));
    let painter = ui.painter().clone();
    heading(ui, inner.left_top(), "Drop articles here to begin", 32.0, Weight::Bold, palette.ink);
    let below = inner.left_top() + vec2(0.0, 47.0);
    heading(
        ui,
        below,
        "Dateline finds every dated event in them and draws who did what, when.",
        16.0,
        Weight::Regular,
        palette.ink2,
    );

    let zone = Rect::from_min_size(inner.left_top() + vec2(0.0, 94.0), vec2(inner.width(), 120.0));
    painter.rect_filled(zone, CornerRadius::same(8), if dropping { palette.sel } else { palette.panel });
    if dropping {
        painter.rect_stroke(zone, CornerRadius::same(8), Stroke::new(2.0, palette.ink), StrokeKind::Inside);
    } else {
        dashed_border(&painter, zone, 8.0, Stroke::new(1.5, palette.ink3));
    }
    pages(&painter, zone.left_center() + vec2(53.0, 0.0), palette);
    heading(
        ui,
        zone.left_center() + vec2(101.0, -22.0),
        "Files or a whole folder, or paste text",
        16.0,
        Weight::Semibold,
        palette.ink,
    );
    heading(
        ui,
        zone.left_center() + vec2(101.0, 3.0),
        "PDF, Word, e-mail, web pages, plain text and more",
        14.0,
        Weight::Regular,
        palette.ink2,
    );

    let row = Rect::from_min_size(zone.left_bottom() + vec2(0.0, 24.0), vec2(inner.width(), 40.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(row), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            for (command, main) in
                [(Command::OpenFiles, true), (Command::OpenFolder, false), (Command::OpenSample, false)]
            {
                let entry = command.entry();
                let keys = if main { entry.keys_text() } else { String::new() };
                if button_of(ui, palette, entry.name, &keys, main, 40.0).on_hover_text(entry.does).clicked() {
                    out.push(Action::Run(command));
                }
            }
        });
    });
    let line = zone.bottom() + 84.0;
    painter.hline(inner.x_range(), line, Stroke::new(1.0, palette.line));
    let column = inner.width() / 3.0;
    for (nth, (name, what)) in STEPS.into_iter().enumerate() {
        let left = pos2(inner.left() + column * nth as f32, line + 38.0);
        painter.circle_filled(left + vec2(12.0, 0.0), 12.0, palette.sel);
        let number = (nth + 1).to_string();
        text(&painter, left + vec2(12.0, 0.0), Align2::CENTER_CENTER, &number, 12.5, Weight::Semibold, palette.ink);
        text(&painter, left + vec2(34.0, 0.0), Align2::LEFT_CENTER, name, 14.0, Weight::Semibold, palette.ink);
        let what = painter.layout(what.to_owned(), font(12.5, Weight::Regular), palette.ink2, column - 40.0);
        painter.galley(left + vec2(34.0, 12.0), what, palette.ink2);
    }
    let below = place.center_bottom() + vec2(0.0, 34.0);
    let words = "Works without a network. Nothing you open leaves this computer.";
    text(&painter, below, Align2::CENTER_CENTER, words, 14.0, Weight::Regular, palette.ink3);
    let room = Rect::from_min_size(place.left_bottom() + vec2(0.0, 58.0), vec2(place.width(), 30.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
        ui.horizontal(|ui| {
            for path in state.recent.iter().take(RECENT) {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let pressed = button(ui, palette, &name, "", false);
                if pressed.on_hover_text(path.display().to_string()).clicked() {
                    out.push(Action::Open(vec![path.clone()]));
                }
            }
        });
    });
}

/// Shows that the first documents are being read.
pub fn show_reading(ui: &Ui, area: Rect, palette: &Palette) {
    lattice(ui.painter(), area, palette);
    text(ui.painter(), area.center(), Align2::CENTER_CENTER, "Reading", 22.0, Weight::Bold, palette.ink2);
}

/// Shows that what is held over the window can be dropped.
pub fn show_drop(ui: &Ui, palette: &Palette) {
    let area = ui.ctx().content_rect().shrink(8.0);
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("drop")));
    painter.rect_filled(area, CornerRadius::same(8), palette.sel.gamma_multiply(0.9));
    painter.rect_stroke(area, CornerRadius::same(8), Stroke::new(2.0, palette.ink), StrokeKind::Inside);
    let words = "Drop to add to the timeline";
    text(&painter, area.center(), Align2::CENTER_CENTER, words, 22.0, Weight::Bold, palette.ink);
}

fn heading(ui: &mut Ui, left_top: Pos2, words: &str, size: f32, weight: Weight, color: Color32) {
    let drawn = text(ui.painter(), left_top, Align2::LEFT_TOP, words, size, weight, color);
    let response = ui.interact(drawn, ui.scope_id().with(words), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, words));
}

/// The empty lanes behind the card.
fn lattice(painter: &Painter, area: Rect, palette: &Palette) {
    painter.rect_filled(area, 0.0, palette.bg);
    let faint = Stroke::new(1.0, palette.line.gamma_multiply(0.6));
    let mut x = area.left() + 160.0;
    while x < area.right() {
        painter.vline(x, area.y_range(), faint);
        x += 160.0;
    }
    let mut y = area.top() + 48.0;
    while y < area.bottom() {
        painter.hline(area.x_range(), y, Stroke::new(1.0, palette.line));
        y += 104.0;
    }
}

fn pages(painter: &Painter, center: Pos2, palette: &Palette) {
    let stroke = Stroke::new(1.5, palette.ink2);
    let page = Rect::from_center_size(center, vec2(26.0, 34.0));
    painter.rect_stroke(page.translate(vec2(-4.0, -4.0)), 2.0, stroke, StrokeKind::Middle);
    painter.rect(page.translate(vec2(4.0, 4.0)), 2.0, palette.panel, stroke, StrokeKind::Middle);
    for row in 0..5 {
        let left = center + vec2(-4.0, -6.0 + 5.0 * row as f32);
        let length = if row == 4 { 9.0 } else { 16.0 };
        painter.line_segment([left, left + vec2(length, 0.0)], Stroke::new(1.2, palette.ink2));
    }
}
