//! What was going on at the playhead: what had begun and not ended, what had happened last, the latest quantities.

use super::details::{event_row, inset, say};
use super::theme::Palette;
use super::widgets::{focus_ring, grouped, scrolled, text, text_within};
use crate::apply::Action;
use crate::picture::axis::calendar_day;
use crate::picture::scene::Weight;
use crate::play::moment_of;
use crate::state::State;
use dateline_model::when::{day_label, day_label_long};
use egui::{Align2, CornerRadius, Role, Sense, Ui, vec2};

/// Shows the moment of a day number.
pub fn show(ui: &mut Ui, state: &State, day: f64, palette: &Palette, out: &mut Vec<Action>) {
    let moment = &state.moment;
    scrolled(ui, "the moment", f32::INFINITY, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        ui.add_space(20.0);
        inset(ui, |ui| {
            say(ui, "The state at", 12.0, Weight::Regular, palette.ink3, 18.0);
            say(ui, &day_label_long(calendar_day(day)), 19.0, Weight::Semibold, palette.ink, 25.0);
        });
        let events = &state.known.timeline.events;
        for (heading, told, none) in [
            ("Going on", &moment.going_on, "Nothing that lasts is told of this day"),
            ("Just before", &moment.latest, "Nothing is told before this day"),
        ] {
            title(ui, heading, palette);
            for &index in told {
                event_row(ui, &events[index], index, palette, out);
            }
            if told.is_empty() {
                inset(ui, |ui| say(ui, none, 13.0, Weight::Regular, palette.ink2, 19.0));
            }
        }
        if !moment.quantities.is_empty() {
            title(ui, "Latest quantities", palette);
            for &(index, nth) in &moment.quantities {
                quantity_row(ui, state, index, nth, palette, out);
            }
        }
        ui.add_space(16.0);
    });
}

fn title(ui: &mut Ui, words: &str, palette: &Palette) {
    ui.add_space(16.0);
    inset(ui, |ui| say(ui, words, 12.0, Weight::Semibold, palette.ink3, 18.0));
    ui.add_space(4.0);
}

fn quantity_row(ui: &mut Ui, state: &State, index: usize, nth: usize, palette: &Palette, out: &mut Vec<Action>) {
    let event = &state.known.timeline.events[index];
    let quantity = &event.quantities[nth];
    let told = format!("{} {}", grouped(quantity.value), quantity.unit);
    let day = day_label(calendar_day(moment_of(&event.when)));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("{told}, {day}: {}", event.title)));
    let row = rect.shrink2(vec2(12.0, 0.0));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(row, CornerRadius::same(6), palette.sel);
    }
    focus_ring(painter, &response, row, 6, palette);
    let left = row.left_center() + vec2(8.0, -8.0);
    let right = row.right_center() + vec2(-8.0, -8.0);
    let drawn = text(painter, right, Align2::RIGHT_CENTER, &day, 12.0, Weight::Regular, palette.ink3);
    text_within(painter, left, drawn.left() - left.x - 12.0, &told, 13.0, Weight::Semibold, palette.ink);
    let below = left + vec2(0.0, 17.0);
    text_within(painter, below, row.width() - 16.0, &event.title, 12.0, Weight::Regular, palette.ink3);
    if response.clicked() {
        out.push(Action::GoTo(index));
    }
}
