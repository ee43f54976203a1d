//! The whole time below the lanes: events as blocks in the hues of their families, and what part of it is in view.
//!
//! A drag of the frame moves the view, a drag of its ends stretches it, a click elsewhere takes it there.

use super::paint::color;
use super::theme::Palette;
use super::widgets::text;
use crate::apply::Action;
use crate::picture::axis::{Axis, Folding, Stretch, calendar_day, day_number};
use crate::picture::ruler::Ruler;
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::state::State;
use chrono::Datelike;
use dateline_model::when::year_label;
use egui::{Align2, CornerRadius, CursorIcon, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use std::collections::BTreeMap;

/// Height of the overview, in points.
pub const HEIGHT: f32 = 144.0;
const HEAD: f32 = Sizes::WINDOW.head;
const FOLD: f64 = 34.0;
const LABELS: f32 = 22.0;
const MARGIN: f32 = 12.0;
const BLOCK_MAX: f32 = 7.0;
/// A column of blocks is at least this wide, in points.
const COLUMN_MIN: f64 = 8.0;

/// What a drag that goes on moves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grip {
    Frame,
    From,
    Until,
}

/// The whole time on the width of the window.
struct Whole {
    axis: Axis,
    /// Position of the left edge.
    left: f64,
    place: Rect,
}

impl Whole {
    fn x(&self, day: f64) -> f32 {
        self.place.left() + (self.axis.position(day) - self.left) as f32
    }

    fn day(&self, x: f32) -> f64 {
        self.axis.day(self.left + f64::from(x - self.place.left()))
    }
}

/// Shows the overview.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let area = ui.max_rect();
    let painter = ui.painter_at(area);
    painter.rect_filled(area, 0.0, palette.panel);
    painter.hline(area.x_range(), area.top() + 0.5, Stroke::new(1.0, palette.line2));
    let Some(picture) = &state.picture else { return };
    if state.shown.events.is_empty() {
        return;
    }
    let (content, extent) = (&picture.content, picture.content.extent);
    let place = Rect::from_min_max(area.min + vec2(HEAD, 8.0), area.max - vec2(MARGIN, 10.0));
    let width = f64::from(place.width());
    let axis = Axis::fitting(extent, width, &content.empty, Folding { over: width / 8.0, width: FOLD });
    let whole = Whole { left: axis.position(extent.from), axis, place };
    show_folds(&painter, &whole, palette);
    show_blocks(&painter, state, &whole, extent, palette);
    show_labels(&painter, &whole, palette);
    let view_axis = state.view.axis(content, &Sizes::WINDOW);
    let seen = state.view.shown(&view_axis, &Sizes::WINDOW);
    show_head(&painter, state, area, extent, seen, !whole.axis.folds.is_empty(), palette);
    show_frame(ui, state, &whole, seen, palette, out);
}

fn show_head(
    painter: &Painter,
    state: &State,
    area: Rect,
    extent: Stretch,
    seen: Stretch,
    folded: bool,
    palette: &Palette,
) {
    let left = area.min + vec2(16.0, 20.0);
    let (first, last) = (calendar_day(extent.from).year(), calendar_day(extent.until - 1.0).year());
    let years =
        if first == last { year_label(first) } else { format!("{} to {}", year_label(first), year_label(last)) };
    text(painter, left, Align2::LEFT_CENTER, &years, 13.5, Weight::Semibold, palette.ink);
    let in_view = state.shown.events.iter().filter(|&&event| {
        let when = state.timeline.events[event].when;
        day_number(when.latest) + 1.0 > seen.from && day_number(when.earliest) < seen.until
    });
    let events = state.shown.events.len();
    let words = match in_view.count() {
        all if all == events => format!("{events} events, all in view"),
        some => format!("{events} events, {some} in view"),
    };
    text(painter, left + vec2(0.0, 20.0), Align2::LEFT_CENTER, &words, 12.0, Weight::Regular, palette.ink2);
    if folded {
        let words = "Empty stretches are folded";
        text(painter, left + vec2(0.0, 42.0), Align2::LEFT_CENTER, words, 12.0, Weight::Regular, palette.ink3);
    }
}

fn show_folds(painter: &Painter, whole: &Whole, palette: &Palette) {
    for fold in &whole.axis.folds {
        let left = whole.place.left() + (fold.position - whole.left) as f32;
        let rect = Rect::from_min_size(pos2(left, whole.place.top()), vec2(FOLD as f32, whole.place.height() - LABELS));
        if left < whole.place.left() || rect.right() > whole.place.right() {
            continue;
        }
        let shade = color(palette.theme.bg).gamma_multiply(0.6);
        painter.rect_filled(rect, 0.0, shade);
        for x in [rect.left(), rect.right()] {
            let line = [pos2(x, rect.top()), pos2(x, rect.bottom())];
            painter.extend(egui::Shape::dashed_line(&line, Stroke::new(1.0, palette.line2), 2.0, 3.0));
        }
        let (first, last) = (calendar_day(fold.stretch.from).year(), calendar_day(fold.stretch.until - 1.0).year());
        let years = if first == last { vec![first] } else { vec![first, last] };
        for (row, year) in years.into_iter().enumerate() {
            let at = pos2(rect.center().x, rect.top() + 34.0 + 14.0 * row as f32);
            text(painter, at, Align2::CENTER_CENTER, &year_label(year), 11.5, Weight::Regular, palette.ink3);
        }
    }
}

/// One block for each event, in columns of a year, a quarter, a month or a day, whichever still is wide enough.
fn show_blocks(painter: &Painter, state: &State, whole: &Whole, extent: Stretch, palette: &Palette) {
    let columns = columns(whole.axis.scale, extent);
    let mut stacks: BTreeMap<usize, [usize; 5]> = BTreeMap::new();
    for &event in &state.shown.events {
        let event = &state.timeline.events[event];
        let day = day_number(event.when.middle());
        let column = columns.partition_point(|begin| *begin <= day).saturating_sub(1);
        stacks.entry(column).or_default()[event.kind.family() as usize] += 1;
    }
    let base = whole.place.bottom() - LABELS;
    let highest = stacks.values().map(|stack| stack.iter().sum::<usize>()).max().unwrap_or(1);
    let step = ((base - whole.place.top() - 4.0) / highest as f32).min(BLOCK_MAX);
    for (column, stack) in stacks {
        let end = columns.get(column + 1).copied().unwrap_or(extent.until);
        let (left, right) = (whole.x(columns[column]) + 0.5, whole.x(end) - 0.5);
        let mut bottom = base;
        for (family, count) in stack.into_iter().enumerate() {
            if step >= 3.0 {
                for _ in 0..count {
                    let block = Rect::from_min_max(pos2(left, bottom - step + 1.0), pos2(right, bottom));
                    painter.rect_filled(block, 0.0, palette.families[family]);
                    bottom -= step;
                }
            } else {
                let height = step * count as f32;
                let block = Rect::from_min_max(pos2(left, bottom - height), pos2(right, bottom));
                painter.rect_filled(block, 0.0, palette.families[family]);
                bottom -= height;
            }
        }
    }
    painter.hline(whole.place.x_range(), base + 0.5, Stroke::new(1.0, palette.line2));
}

/// Where the columns begin, as day numbers, the first at or before the extent.
fn columns(scale: f64, extent: Stretch) -> Vec<f64> {
    let (first, last) = (calendar_day(extent.from), calendar_day(extent.until));
    let months = [1, 3, 12, 120, 1200].into_iter().find(|months| f64::from(*months) * 28.0 * scale >= COLUMN_MIN);
    if scale >= COLUMN_MIN {
        return (0..=(extent.days() as i64)).map(|day| extent.from + day as f64).collect();
    }
    let months = months.unwrap_or(12_000);
    let mut begins = Vec::new();
    let mut month = first.year() * 12 + first.month0() as i32;
    month = month.div_euclid(months) * months;
    while month <= last.year() * 12 + last.month0() as i32 {
        let day = chrono::NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
        begins.extend(day.map(day_number));
        month += months;
    }
    begins
}

fn show_labels(painter: &Painter, whole: &Whole, palette: &Palette) {
    let until = whole.left + f64::from(whole.place.width());
    let ruler =
        Ruler::new(&whole.axis, whole.left, until, |label| 7.0 * label.len() as f32, |label| 6.5 * label.len() as f32);
    let y = whole.place.bottom() - LABELS / 2.0 + 3.0;
    let cells = if ruler.of_years { &ruler.lower } else { &ruler.upper };
    for cell in cells.iter().filter(|cell| !cell.label.is_empty()) {
        let x = |position: f64| whole.place.left() + (position - whole.left) as f32;
        let at = pos2((x(cell.from) + x(cell.until)) / 2.0, y);
        text(painter, at, Align2::CENTER_CENTER, &cell.label, 12.0, Weight::Regular, palette.ink2);
        let tick = whole.place.bottom() - LABELS;
        painter.vline(x(cell.from), tick..=tick + 4.0, Stroke::new(1.0, palette.line2));
    }
}

fn show_frame(ui: &Ui, state: &State, whole: &Whole, seen: Stretch, palette: &Palette, out: &mut Vec<Action>) {
    let left = whole.x(seen.from).clamp(whole.place.left() - 4.0, whole.place.right() - 4.0);
    let right = whole.x(seen.until).clamp(left + 8.0, whole.place.right() + 4.0);
    let frame = Rect::from_min_max(pos2(left, whole.place.top() - 3.0), pos2(right, whole.place.bottom() + 3.0));
    let painter = ui.painter();
    painter.rect_filled(frame, CornerRadius::same(4), palette.ink.gamma_multiply(0.07));
    painter.rect_stroke(frame, CornerRadius::same(4), Stroke::new(1.5, palette.ink), StrokeKind::Middle);
    for x in [left, right] {
        let handle = Rect::from_center_size(pos2(x, frame.center().y - LABELS / 2.0), vec2(6.0, 22.0));
        let line = Stroke::new(1.5, palette.ink);
        painter.rect(handle, CornerRadius::same(3), palette.raised, line, StrokeKind::Middle);
    }
    let room = whole.place.expand2(vec2(8.0, 8.0));
    let response = ui.interact(room, ui.scope_id().with("overview"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::ScrollBar, true, "Overview of the whole time"));
    let grip = |at: Pos2| match at.x {
        x if (x - left).abs() < 7.0 => Some(Grip::From),
        x if (x - right).abs() < 7.0 => Some(Grip::Until),
        x if x > left && x < right => Some(Grip::Frame),
        _ => None,
    };
    match response.hover_pos().and_then(grip) {
        Some(Grip::Frame) => ui.ctx().set_cursor_icon(CursorIcon::Grab),
        Some(_) => ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal),
        None => {}
    }
    let id = response.id.with("grip");
    if response.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin());
        let grip = origin.and_then(grip).unwrap_or(Grip::Frame);
        ui.data_mut(|data| data.insert_temp(id, grip));
    }
    let Some(at) = response.interact_pointer_pos() else { return };
    let day = whole.day(at.x);
    if response.clicked() {
        out.push(Action::Centre(day));
    } else if response.dragged()
        && let Some(grip) = ui.data(|data| data.get_temp::<Grip>(id))
    {
        let shortest = 14.0 / state.view.scale;
        out.push(match grip {
            Grip::Frame => {
                let moved = f64::from(response.drag_delta().x) / whole.axis.scale;
                Action::Pan((moved * state.view.scale) as f32, 0.0)
            }
            Grip::From => Action::ShowAtOnce(Stretch { from: day.min(seen.until - shortest), until: seen.until }),
            Grip::Until => Action::ShowAtOnce(Stretch { from: seen.from, until: day.max(seen.from + shortest) }),
        });
    }
}
