//! The card that lists what was done to the project since it was opened. A click goes back, or forth, to there.

use super::palette::floating;
use super::theme::{Palette, font};
use super::widgets::{Icon, button, focus_ring, icon_button, scrolled, text, text_within};
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::State;
use egui::{Align2, CornerRadius, Rect, RichText, Role, Sense, Ui, UiBuilder, vec2};

const WIDTH: f32 = 560.0;
const ROW: f32 = 28.0;

/// Shows the card.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let mut closed = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    let beside = floating(ui, "History", WIDTH, 96.0, palette, |ui| {
        let top = ui.cursor().min;
        ui.label(RichText::new("History").font(font(19.0, Weight::Semibold)).color(palette.ink));
        let corner = Rect::from_min_size(egui::pos2(ui.max_rect().right() - 30.0, top.y - 4.0), vec2(30.0, 30.0));
        let close = ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
            icon_button(ui, palette, Icon::Close, "Close", 30.0)
        });
        closed |= close.inner.clicked();
        ui.add_space(4.0);
        let words = "What was done since this was opened. Go back to any of it; what is pale can be done again.";
        ui.label(RichText::new(words).font(font(13.0, Weight::Regular)).color(palette.ink2));
        ui.add_space(10.0);
        let room = ui.ctx().content_rect().height() - 280.0;
        scrolled(ui, "the history", room, |ui| {
            let here = state.history.place();
            let mut done = here > 0;
            let begin = (0, "As it was opened", "");
            let steps = state.history.steps().map(|(place, step)| (place, step.name.as_str(), step.at.as_str()));
            for (place, name, at) in std::iter::once(begin).chain(steps) {
                let is_here = place == here;
                let saved = state.keeping.saved == Some(place) && state.file.is_some();
                if row(ui, name, at, (is_here, done || place == 0, saved), palette) {
                    out.push(Action::GoBackTo(place));
                }
                done &= !is_here;
            }
        });
        ui.add_space(14.0);
        closed |= button(ui, palette, "Close", "Esc", true).clicked();
    });
    if closed || beside {
        out.push(Action::CloseOverlay);
    }
}

/// A step: whether it is the last that is done, whether it is done at all, whether the file is as it was then.
fn row(ui: &mut Ui, name: &str, at: &str, (here, done, saved): (bool, bool, bool), palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(Role::ListBoxOption, true, here, format!("Go to: {name}")));
    let painter = ui.painter();
    if here || response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(6), palette.sel);
    }
    focus_ring(painter, &response, rect, 6, palette);
    let (ink, weight) = match (here, done) {
        (true, _) => (palette.ink, Weight::Semibold),
        (false, true) => (palette.ink, Weight::Regular),
        (false, false) => (palette.ink3, Weight::Regular),
    };
    let time = chrono::DateTime::parse_from_rfc3339(at).map(|at| at.format("%H:%M").to_string()).unwrap_or_default();
    let right = rect.right_center() - vec2(12.0, 0.0);
    let told = if saved { format!("saved  {time}") } else { time };
    let drawn = text(painter, right, Align2::RIGHT_CENTER, told.trim(), 12.0, Weight::Regular, palette.ink3);
    let left = rect.left_center() + vec2(12.0, 0.0);
    text_within(painter, left, drawn.left() - left.x - 12.0, name, 13.5, weight, ink);
    response.clicked()
}
