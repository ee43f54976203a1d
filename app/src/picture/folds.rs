//! What stands for an empty stretch that is taken out of the axis: its ground, its length, its name.

use super::axis::{Fold, calendar_day, length_label, month_after};
use super::pen::Pen;
use super::scene::{Color, Rect, Shape, Stroke};
use super::theme::Theme;
use chrono::Datelike;
use dateline_model::when::year_label;

/// The ground of a fold: two gradients that meet in a crease, between dashed edges.
pub fn fold_ground(pen: &mut Pen, x: f32, area: Rect, width: f32, theme: &Theme) {
    let half = width * 0.45;
    let black = Color::rgb(0, 0, 0);
    pen.fill(Rect { x, y: area.y, width, height: area.height }, theme.panel);
    let dark = black.at(theme.fold_shade);
    let left = Rect { x, y: area.y, width: half, height: area.height };
    pen.draw(Shape::Gradient { rect: left, stops: vec![(0.0, black.at(0.0)), (1.0, dark)] });
    let right = Rect { x: x + half, width: width - half, ..left };
    pen.draw(Shape::Gradient {
        rect: right,
        stops: vec![(0.0, black.at(theme.fold_shade / 2.5)), (1.0, black.at(0.0))],
    });
    let edge = Stroke { width: 1.0, color: theme.line2, dash: Some((2.0, 3.0)), round: false };
    for x in [x + 0.5, x + width - 0.5] {
        pen.line((x, area.y), (x, area.bottom()), edge.clone());
    }
}

/// What a fold takes away: "August, September", "1962 to 1987", "12 d".
pub fn fold_name(fold: &Fold) -> String {
    let (from, until) = (calendar_day(fold.stretch.from), calendar_day(fold.stretch.until));
    let last = calendar_day(fold.stretch.until - 1.0);
    let years = || {
        if from.year() == last.year() {
            year_label(from.year())
        } else {
            format!("{} to {}", year_label(from.year()), year_label(last.year()))
        }
    };
    if (from.day(), until.day()) != (1, 1) {
        let day = |day: chrono::NaiveDate| format!("{} {} {}", day.day(), day.format("%b"), year_label(day.year()));
        return format!("{} to {}", day(from), day(last));
    }
    if (from.month(), until.month()) == (1, 1) {
        return years();
    }
    let month = |day: chrono::NaiveDate| day.format("%B").to_string();
    if month_after(from) == Some(until) {
        month(from)
    } else if month_after(from).and_then(month_after) == Some(until) {
        format!("{}, {}", month(from), month(last))
    } else if from.year() == last.year() {
        format!("{} to {}", month(from), month(last))
    } else {
        format!(
            "{} {} to {} {}",
            from.format("%b"),
            year_label(from.year()),
            last.format("%b"),
            year_label(last.year())
        )
    }
}

/// The length of a fold, at its head.
pub fn fold_caption(fold: &Fold) -> String {
    length_label(fold.stretch)
}
