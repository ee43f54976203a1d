//! The field that is typed into, what was understood of it in words, old and new time on one axis.
//!
//! In: what is being edited, and the time that stands now. Out: what was typed since. Takes nothing by itself.

use super::details::say;
use super::filters::sentence_case;
use super::marks;
use super::paint::paint_shape;
use super::theme::{Palette, font};
use super::widgets::{grouped, text};
use crate::picture::axis::day_number;
use crate::picture::scene::{Rect as Area, Shape, Weight};
use crate::state::{Editing, Understood, What};
use chrono::{Datelike, Months, NaiveDate};
use dateline_model::event::{Kind, Status};
use dateline_model::when::When;
use egui::{Align2, CornerRadius, Margin, Rect, RichText, Role, Sense, Stroke, Ui, pos2, vec2};

/// The id of the field that all editing goes through.
pub const FIELD: &str = "edit";
/// So many lines of a note are there from the beginning.
const NOTE_LINES: usize = 4;

/// How large the field and the words below it are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In details.
    Small,
    /// In review.
    Large,
}

/// Shows the field alone, which has the focus; what was typed into it, where that changed.
pub fn field(ui: &mut Ui, editing: &Editing, hint: &str, size: Size, palette: &Palette) -> Option<String> {
    let mut typed = editing.typed.clone();
    let (letters, margin) =
        if size == Size::Large { (16.0, Margin::symmetric(13, 9)) } else { (14.0, Margin::symmetric(9, 5)) };
    let border = if editing.fault().is_some() { palette.bad } else { palette.ink };
    let id = egui::Id::unique(FIELD);
    // A field that opens has all of its text selected, so that what is typed takes its place.
    let opens = !ui.memory(|memory| memory.has_focus(id));
    let edit = match editing.what {
        What::Note => egui::TextEdit::multiline(&mut typed).desired_rows(NOTE_LINES),
        _ => egui::TextEdit::singleline(&mut typed),
    };
    let edit = edit
        .id(id)
        .hint_text(RichText::new(hint).color(palette.ink3))
        .font(font(letters, Weight::Regular))
        .text_color(palette.ink)
        .desired_width(f32::INFINITY)
        .lock_focus(true)
        .margin(margin)
        .frame(
            egui::Frame::new()
                .fill(palette.raised)
                .stroke(Stroke::new(2.0, border))
                .corner_radius(6.0)
                .inner_margin(margin),
        );
    let mut shown = edit.show(ui);
    shown.response.widget_info(|| egui::WidgetInfo::text_edit(true, &editing.typed, &typed, hint));
    if opens {
        shown.response.request_focus();
        shown.response.scroll_to_me(None);
        let all =
            egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(typed.chars().count()));
        shown.state.cursor.set_char_range(Some(all));
        shown.state.store(ui.ctx(), id);
    }
    (typed != editing.typed).then_some(typed)
}

/// Says in words what was understood of what was typed, with every guess; or why it can't be taken.
pub fn read_back(ui: &mut Ui, editing: &Editing, size: Size, palette: &Palette) {
    let (title, line) = if size == Size::Large { (19.0, 26.0) } else { (14.0, 19.0) };
    let margin = if size == Size::Large { 18 } else { 12 };
    match &editing.read {
        Understood::Time(read) => card(ui, margin, palette, |ui| {
            let from = if editing.suggested.is_empty() || editing.is_touched() {
                "I read".to_owned()
            } else {
                format!("Suggested, {}", editing.suggested)
            };
            say(ui, &from, 12.5, Weight::Regular, palette.ink3, 18.0);
            say(ui, &sentence_case(&read.when.label()), title, Weight::Semibold, palette.ink, line);
            say(ui, &precision(&read.when), 12.5, Weight::Regular, palette.ink2, 18.0);
            for guess in &read.guesses {
                say(ui, &sentence_case(guess), 12.5, Weight::Regular, palette.warn, 18.0);
            }
        }),
        Understood::Shift(shift) => card(ui, margin, palette, |ui| {
            say(ui, "I read", 12.5, Weight::Regular, palette.ink3, 18.0);
            say(ui, &shift.to_string(), title, Weight::Semibold, palette.ink, line);
        }),
        Understood::Numbers(numbers) => card(ui, margin, palette, |ui| {
            say(ui, "I read", 12.5, Weight::Regular, palette.ink3, 18.0);
            for number in numbers {
                let words = format!("{} {}", grouped(number.value), number.unit);
                say(ui, words.trim(), title, Weight::Semibold, palette.ink, line);
            }
        }),
        Understood::Fault(fault) => say(ui, fault, 12.5, Weight::Regular, palette.bad, 18.0),
        Understood::Nothing if editing.what.is_time() => {
            let hint = "Type a time: 2022-07-15, mid-July 2022, Q3 2022, 3 to 5 July";
            say(ui, hint, 12.5, Weight::Regular, palette.ink3, 18.0);
        }
        Understood::Nothing => {}
    }
}

fn precision(when: &When) -> String {
    let days = when.days();
    let about = if when.approximate { ", approximate" } else { "" };
    match (when.lasted(), days) {
        (_, 1) => format!("{}{about}", when.earliest.format("%A")),
        (true, _) => format!("lasting {days} days{about}"),
        (false, _) => format!("some day of {days}{about}"),
    }
}

/// Shows old and new on one axis, the names of the two rows at the left.
pub fn axis(ui: &mut Ui, old: Option<When>, new: Option<When>, sign: (Kind, Status), key_pt: f32, palette: &Palette) {
    let Some(first) = old.or(new) else { return };
    let all = [old, new].into_iter().flatten();
    let (from, until) = all
        .fold((first.earliest, first.latest), |(from, until), when| (from.min(when.earliest), until.max(when.latest)));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 92.0), Sense::hover());
    let told = |name: &str, when: Option<When>| when.map_or(String::new(), |when| format!("{name}: {when}. "));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(Role::Figure, true, format!("{}{}", told("Read as", old), told("Should be", new)))
    });
    let plot = rect.with_min_x(rect.left() + key_pt).with_max_y(rect.bottom() - 20.0);
    let days = day_number(until) + 1.0 - day_number(from);
    let margin = (days * 0.15).max(2.0);
    let (begin, end) = (day_number(from) - margin, day_number(until) + 1.0 + margin);
    let x = |day: f64| plot.left() + ((day - begin) / (end - begin)) as f32 * plot.width();
    let painter = ui.painter().with_clip_rect(rect);
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, palette.line2));
    let mut label_from = f32::NEG_INFINITY;
    for (day, words) in ticks(from, until, margin, end - begin) {
        let at = x(day_number(day));
        if at < plot.left() || at > plot.right() {
            continue;
        }
        painter.vline(at, plot.y_range(), Stroke::new(1.0, palette.line));
        if at >= label_from && at + 40.0 < rect.right() {
            let drawn = text(
                &painter,
                pos2(at + 5.0, plot.bottom() + 11.0),
                Align2::LEFT_CENTER,
                &words,
                11.5,
                Weight::Regular,
                palette.ink2,
            );
            label_from = drawn.right() + 10.0;
        }
    }
    for (row, (name, when, is_new)) in [("Read as", old, false), ("Should be", new, true)].into_iter().enumerate() {
        let Some(when) = when else { continue };
        let y = plot.top() + 16.0 + 32.0 * row as f32;
        let (weight, ink) = if is_new { (Weight::Semibold, palette.ink) } else { (Weight::Regular, palette.ink3) };
        text(&painter, pos2(rect.left(), y), Align2::LEFT_CENTER, name, 12.5, weight, ink);
        let color = if is_new { palette.theme.family(sign.0.family()) } else { palette.theme.ink3 };
        let (left, right) = (x(day_number(when.earliest)), x(day_number(when.latest) + 1.0));
        if when.days() > 1 {
            let band = Area { x: left, y: y + 11.0, width: right - left, height: 4.0 };
            let stops = if when.lasted() && !when.approximate {
                vec![(0.0, color), (1.0, color)]
            } else {
                vec![(0.0, color.at(0.0)), (0.38, color.at(0.55)), (0.62, color.at(0.55)), (1.0, color.at(0.0))]
            };
            paint_shape(&painter, egui::Vec2::ZERO, &Shape::Gradient { rect: band, stops });
        }
        let middle = if when.lasted() { left } else { (left + right) / 2.0 };
        marks::disc(
            &painter,
            pos2(middle.clamp(plot.left() + 9.0, plot.right() - 9.0), y),
            8.0,
            sign,
            !is_new,
            &palette.theme,
        );
    }
}

/// First days of months or years that mark the axis, or single days where it is short.
fn ticks(from: NaiveDate, until: NaiveDate, margin: f64, days: f64) -> Vec<(NaiveDate, String)> {
    let extra = chrono::Days::new(margin as u64 + 1);
    let from = from.checked_sub_days(extra).unwrap_or(from);
    let until = until.checked_add_days(extra).unwrap_or(until);
    let (months, form) = match days {
        ..45.0 => (0, "%-d %b"),
        45.0..400.0 => (1, "%b %Y"),
        400.0..1500.0 => (3, "%b %Y"),
        1500.0..5000.0 => (12, "%Y"),
        _ => (12 * (days / 365.0 / 8.0).ceil() as u32, "%Y"),
    };
    let step = (days / 7.0).ceil().max(1.0) as u64;
    let mut at = if months == 0 { Some(from) } else { NaiveDate::from_ymd_opt(from.year(), 1, 1) };
    let mut ticks = Vec::new();
    while let Some(day) = at.filter(|day| *day <= until && ticks.len() < 200) {
        ticks.push((day, day.format(form).to_string()));
        at = if months == 0 {
            day.checked_add_days(chrono::Days::new(step))
        } else {
            day.checked_add_months(Months::new(months))
        };
    }
    ticks
}

/// Shows a card of words: what was understood, what a change would do.
pub fn card(ui: &mut Ui, margin: i8, palette: &Palette, contents: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new().fill(palette.sel).corner_radius(CornerRadius::same(8)).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
}

/// Room between two things, as wide as there is.
pub fn gap(ui: &mut Ui, height: f32) -> Rect {
    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover()).0
}
