//! The bar at the bottom and the bars of errors: what is selected, what is in view, how far the reading is, what failed.

use super::theme::Palette;
use super::widgets::{Icon, grouped, icon_button, text, text_within};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::axis::Stretch;
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::picture::view::shown_days;
use crate::play::{Pace, SPEEDS};
use crate::state::State;
use chrono::{Datelike, NaiveDate};
use egui::{Align2, Rect, Role, Sense, Stroke, Ui, UiBuilder, vec2};

/// Height of the status bar, in points.
pub const HEIGHT: f32 = 24.0;
/// Height of an error bar, in points.
pub const PROBLEM_HEIGHT: f32 = 40.0;

/// Width of the buttons that play, in points.
const WIDTH: f32 = 128.0;

/// Shows the status bar.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let bar = ui.max_rect();
    ui.painter().hline(bar.x_range(), bar.top() + 0.5, Stroke::new(1.0, palette.line2));
    let left = bar.left_center() + vec2(16.0, 0.0);
    let words = left_words(state);
    let drawn = say(ui, left, Align2::LEFT_CENTER, &words, palette);
    if state.reading.is_some() {
        let place = Rect::from_min_size(drawn.right_top() + vec2(12.0, -4.0), vec2(60.0, 22.0));
        let cancel = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(52.0, 20.0), Sense::click());
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Cancel"));
            let ink = if response.hovered() { palette.ink } else { palette.ink2 };
            let word = text(ui.painter(), rect.center(), Align2::CENTER_CENTER, "Cancel", 12.0, Weight::Semibold, ink);
            ui.painter().hline(word.x_range(), word.bottom() - 2.0, Stroke::new(1.0, ink));
            super::widgets::focus_ring(ui.painter(), &response, rect, 4, palette);
            response
        });
        if cancel.inner.clicked() {
            out.push(Action::Cancel);
        }
        return;
    }
    let right = right_words(state);
    let ends = say(ui, bar.right_center() - vec2(16.0, 0.0), Align2::RIGHT_CENTER, &right, palette);
    let ends = if state.shown.events.is_empty() { ends } else { transport(ui, state, bar, ends.left(), palette, out) };
    if !state.shown.events.is_empty() {
        let middle = in_view(state);
        let start = (bar.left() + 388.0).max(drawn.right() + 24.0);
        if start + 180.0 < ends.left() {
            say(ui, egui::pos2(start, bar.center().y), Align2::LEFT_CENTER, &middle, palette);
        }
    }
}

/// Play or pause, by what, how fast; ends left of `right`. Returns where it stands.
fn transport(ui: &mut Ui, state: &State, bar: Rect, right: f32, palette: &Palette, out: &mut Vec<Action>) -> Rect {
    let place = Rect::from_min_max(
        egui::pos2(right - 24.0 - WIDTH, bar.top() + 2.0),
        egui::pos2(right - 24.0, bar.bottom() - 1.0),
    );
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let playing = state.play.since.is_some();
        let (icon, name) = if playing { (Icon::Pause, "Pause (Space)") } else { (Icon::Play, "Play (Space)") };
        if icon_button(ui, palette, icon, name, 20.0).clicked() {
            out.push(Action::Run(Command::Play));
        }
        let (pace, other) = match state.play.pace {
            Pace::Events => ("by events", Command::PlayTime),
            Pace::Time => ("by time", Command::PlayEvents),
        };
        if word(ui, pace, 62.0, "Play by events, or evenly through time", palette) {
            out.push(Action::Run(other));
        }
        let speed = format!("{}×", state.play.speed);
        if word(ui, &speed, 34.0, "How fast: each click twice as fast, then slow again", palette) {
            let next = SPEEDS.into_iter().find(|&other| other > state.play.speed).unwrap_or(SPEEDS[0]);
            out.push(Action::Speed(next));
        }
    });
    place
}

/// A word that can be clicked.
fn word(ui: &mut Ui, words: &str, width: f32, does: &str, palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("{words}: {does}")));
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.sel);
    }
    text(ui.painter(), rect.center(), Align2::CENTER_CENTER, words, 12.0, Weight::Regular, palette.ink);
    super::widgets::focus_ring(ui.painter(), &response, rect, 4, palette);
    response.on_hover_text(does).clicked()
}

/// Shows the line of progress below the tool bar: as much ink as has been read.
pub fn show_progress(ui: &Ui, below: Rect, state: &State, palette: &Palette) {
    let Some(reading) = &state.reading else { return };
    let share = if reading.total == 0 { 0.0 } else { reading.read as f32 / reading.total as f32 };
    let bar = Rect::from_min_size(below.left_bottom() - vec2(0.0, 3.0), vec2(below.width(), 3.0));
    ui.painter().rect_filled(bar, 0.0, palette.line);
    ui.painter().rect_filled(bar.with_max_x(bar.left() + bar.width() * share), 0.0, palette.ink);
}

/// Shows the first message that has not been closed.
pub fn show_problem(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let Some(problem) = state.problems.first() else { return };
    let bar = ui.max_rect();
    let painter = ui.painter().clone();
    painter.rect_filled(bar, 0.0, palette.raised);
    painter.rect_filled(bar.with_max_x(bar.left() + 3.0), 0.0, palette.bad);
    painter.hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let name = problem
        .path
        .file_name()
        .map_or_else(|| problem.path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let left = bar.left_center() + vec2(16.0, 0.0);
    let count = state.problems.len();
    let more = if count > 1 { format!("1 of {count}") } else { String::new() };
    let room = bar.width() - 16.0 - 48.0 - 72.0;
    let drawn = text_within(&painter, left, room * 0.4, &name, 13.0, Weight::Semibold, palette.ink);
    let rest = egui::pos2(drawn.right() + 8.0, left.y);
    text_within(&painter, rest, room - drawn.width() - 8.0, &problem.message, 13.0, Weight::Regular, palette.ink);
    let response = ui.interact(bar.with_max_x(bar.right() - 48.0), ui.scope_id().with("problem"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Alert, true, problem.to_string()));
    response.on_hover_text(problem.to_string());
    let place = bar.right_center() - vec2(48.0, 0.0);
    text(&painter, place, Align2::RIGHT_CENTER, &more, 12.0, Weight::Regular, palette.ink3);
    let place = Rect::from_center_size(bar.right_center() - vec2(24.0, 0.0), vec2(30.0, 30.0));
    let close = ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        icon_button(ui, palette, Icon::Close, "Close this message", 30.0)
    });
    if close.inner.clicked() {
        out.push(Action::CloseProblem);
    }
}

fn left_words(state: &State) -> String {
    if let Some(reading) = &state.reading {
        return match reading.total {
            0 => "Reading".to_owned(),
            total if reading.read == total => {
                format!("{total} read, linking {} events", grouped(reading.events as f64))
            }
            total => format!("{} of {total} read, {} events", reading.read, grouped(reading.events as f64)),
        };
    }
    if !state.notice.is_empty() {
        return state.notice.clone();
    }
    if state.known.timeline.documents.is_empty() {
        return "Nothing open".to_owned();
    }
    let lanes = |event: &usize| state.shown.lanes.iter().filter(|lane| lane.holds(*event)).count();
    match state.picked.events.as_slice() {
        [] => "Nothing selected".to_owned(),
        [one] => match lanes(one) {
            1 => "1 selected".to_owned(),
            many => format!("1 selected, in {many} lanes"),
        },
        many => format!("{} selected", many.len()),
    }
}

fn right_words(state: &State) -> String {
    let watched = state.watching.as_ref().map(|watching| {
        let folder = &watching.folder;
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        format!("Watching {}, ", name.to_string_lossy())
    });
    let watched = watched.unwrap_or_default();
    let documents = state.known.timeline.documents.len();
    if documents == 0 {
        return format!("{watched}{} shows all keys", Command::Keys.entry().keys_text());
    }
    let events = state.known.timeline.events.len();
    format!(
        "{watched}{}, {}",
        counted(documents, "document read", "documents read"),
        counted(events, "event", "events")
    )
}

/// "1 event", "1,200 events".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count as f64)) }
}

/// The days in view and how many folds: "1 Apr to 31 Dec 2024, 1 stretch folded".
fn in_view(state: &State) -> String {
    let Some(picture) = &state.picture else { return String::new() };
    let axis = state.view.axis(&picture.content, &Sizes::WINDOW);
    let seen = state.view.shown(&axis, &Sizes::WINDOW);
    let folds = axis.folds.iter().filter(|fold| fold.stretch.from >= seen.from && fold.stretch.until <= seen.until);
    match folds.count() {
        0 => period(seen),
        folds => format!("{}, {} folded", period(seen), counted(folds, "empty stretch", "empty stretches")),
    }
}

/// Days in plain words: "1 Apr to 31 Dec 2024".
pub fn period(seen: Stretch) -> String {
    let (first, last) = shown_days(seen);
    let year = |day: NaiveDate| dateline_model::when::year_label(day.year());
    let short = |day: NaiveDate| day.format("%-d %b").to_string();
    match first.year() == last.year() {
        _ if seen.days() > 365.0 * 60.0 => format!("{} to {}", year(first), year(last)),
        _ if first == last => format!("{} {}", short(first), year(first)),
        true => format!("{} to {} {}", short(first), short(last), year(last)),
        false => format!("{} {} to {} {}", short(first), year(first), short(last), year(last)),
    }
}

fn say(ui: &Ui, place: egui::Pos2, anchor: Align2, words: &str, palette: &Palette) -> Rect {
    let drawn = text(ui.painter(), place, anchor, words, 12.0, Weight::Regular, palette.ink2);
    let response = ui.interact(drawn, ui.scope_id().with(("said", anchor.x() as u8, place.x as i32)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, words));
    drawn
}
