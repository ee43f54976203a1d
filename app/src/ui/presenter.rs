//! What the presenter alone sees, in a window of its own: the notes, what comes next, the clock and the time used.

use super::paint::paint;
use super::theme::{Palette, font};
use super::widgets::{text, text_within};
use super::{canvas, page, present};
use crate::apply::Action;
use crate::command;
use crate::picture::scene::Weight;
use crate::picture::stage::Showing;
use crate::state::{Presenting, State};
use chrono::Timelike;
use egui::{Align2, Label, Rect, RichText, Stroke, StrokeKind, Ui, UiBuilder, ViewportBuilder, ViewportId, pos2, vec2};
use std::time::Duration;

const INSET: f32 = 24.0;
/// Height of the line with clock and step.
const HEAD: f32 = 72.0;

/// Shows the window; its keys do what they do on the stage.
pub fn show(ui: &Ui, state: &State, presenting: &Presenting, palette: &Palette, out: &mut Vec<Action>) {
    let builder = ViewportBuilder::default()
        .with_title("Dateline, for the presenter")
        .with_inner_size([900.0, 620.0])
        .with_min_inner_size([480.0, 360.0]);
    let now = ui.input(|input| input.time);
    ui.ctx().show_viewport_immediate(ViewportId::from_hash_of("presenter"), builder, |ui, _| {
        let ctx = ui.ctx().clone();
        out.extend(command::pressed(&ctx, canvas::id(), page::id(), true).into_iter().map(Action::Run));
        out.extend(present::figures(&ctx, state).into_iter().map(Action::Figure));
        if ctx.input(|input| input.viewport().close_requested()) {
            out.push(Action::Run(command::Command::PresenterWindow));
        }
        let whole = ui.max_rect();
        ui.painter().rect_filled(whole.expand(8.0), 0.0, palette.panel);
        show_head(ui, whole, presenting, now, palette);
        let below = whole.with_min_y(whole.top() + HEAD).shrink2(vec2(INSET, 0.0));
        let split = below.left() + below.width() * 0.58;
        show_notes(ui, below.with_max_x(split - INSET / 2.0), presenting, palette);
        show_next(ui, below.with_min_x(split + INSET / 2.0), state, presenting, palette);
        // The clock goes on.
        ctx.request_repaint_after(Duration::from_secs(1));
    });
}

/// The step, the time used, the clock.
fn show_head(ui: &Ui, whole: Rect, presenting: &Presenting, now: f64, palette: &Palette) {
    let painter = ui.painter();
    let middle = whole.top() + HEAD / 2.0;
    let step = format!("Step {} of {}", presenting.step + 1, presenting.story.steps.len());
    let left = pos2(whole.left() + INSET, middle);
    text(painter, left, Align2::LEFT_CENTER, &step, 19.0, Weight::Semibold, palette.ink);
    let clock = chrono::Local::now().time();
    let words = format!("{}   {:02}:{:02}", used(now - presenting.began), clock.hour(), clock.minute());
    let right = pos2(whole.right() - INSET, middle);
    text(painter, right, Align2::RIGHT_CENTER, &words, 28.0, Weight::Semibold, palette.ink);
    painter.hline(whole.x_range(), whole.top() + HEAD - 0.5, Stroke::new(1.0, palette.line2));
}

/// "4:05", "1:04:05".
fn used(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// What the presenter has noted for the step.
fn show_notes(ui: &mut Ui, place: Rect, presenting: &Presenting, palette: &Palette) {
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let step = &presenting.story.steps[presenting.step];
        ui.add_space(16.0);
        let say = |ui: &mut Ui, words: &str, size: f32, weight: Weight, ink| {
            ui.add(Label::new(RichText::new(words).font(font(size, weight)).color(ink)).wrap());
        };
        say(ui, &presenting.stage.heading, 19.0, Weight::Semibold, palette.ink);
        say(ui, &presenting.stage.period, 14.0, Weight::Regular, palette.ink2);
        ui.add_space(16.0);
        egui::ScrollArea::vertical().id_salt("notes").auto_shrink(false).show(ui, |ui| match step.note.trim() {
            "" => say(ui, "No note for this step", 15.0, Weight::Italic, palette.ink3),
            note => say(ui, note, 22.0, Weight::Regular, palette.ink),
        });
    });
}

/// The step after this one, as the room will see it.
fn show_next(ui: &Ui, place: Rect, state: &State, presenting: &Presenting, palette: &Palette) {
    let painter = ui.painter();
    let top = place.top() + 16.0;
    let Some(next) = &presenting.next else {
        text(
            painter,
            pos2(place.left(), top),
            Align2::LEFT_TOP,
            "This is the last step",
            13.0,
            Weight::Semibold,
            palette.ink3,
        );
        return;
    };
    text(painter, pos2(place.left(), top), Align2::LEFT_TOP, "Next", 13.0, Weight::Semibold, palette.ink3);
    let height = place.width() * 9.0 / 16.0;
    let picture = Rect::from_min_size(pos2(place.left(), top + 24.0), vec2(place.width(), height));
    let showing = Showing {
        size: (picture.width(), picture.height()),
        marking: None,
        number: (presenting.step + 2, presenting.story.steps.len()),
        before: next.window,
        arrived: 1.0,
    };
    let scene = next.scene(&presenting.timeline, &showing, &palette.theme, &state.text);
    paint(&painter.with_clip_rect(picture), picture.min, &scene, &state.text);
    painter.rect_stroke(picture, 0.0, Stroke::new(1.0, palette.line2), StrokeKind::Outside);
    let below = pos2(place.left(), picture.bottom() + 20.0);
    text_within(painter, below, place.width(), &next.heading, 15.0, Weight::Semibold, palette.ink);
    text_within(painter, below + vec2(0.0, 22.0), place.width(), &next.period, 13.0, Weight::Regular, palette.ink2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_used_is_told_as_a_clock_does() {
        for (seconds, expect) in [(-1.0, "0:00"), (65.4, "1:05"), (3_725.0, "1:02:05")] {
            assert_eq!(used(seconds), expect);
        }
    }
}
