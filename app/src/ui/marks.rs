//! The signs of kinds and statuses outside the canvas: in the rail and in details.

use super::paint::paint_shape;
use crate::picture::pen::Pen;
use crate::picture::scene::{Rect, Shape, Stroke};
use crate::picture::theme::Theme;
use dateline_model::event::{Kind, Status};
use egui::{Painter, Pos2, Vec2};

/// Radius of a status's sign, in points.
const STATUS_RADIUS: f32 = 6.0;

/// Draws the disc of a kind and status; grey where its events are hidden.
pub fn disc(painter: &Painter, center: Pos2, radius: f32, (kind, status): (Kind, Status), hidden: bool, theme: &Theme) {
    let mut disc = theme.disc((center.x, center.y), radius, kind, status);
    if hidden {
        disc.color = theme.dimmed;
    }
    paint_shape(painter, Vec2::ZERO, &Shape::Disc(disc));
}

/// Draws what a status looks like, whatever the kind.
pub fn status(painter: &Painter, center: Pos2, status: Status, hidden: bool, theme: &Theme) {
    let color = if hidden { theme.dimmed } else { theme.ink2 };
    let Pos2 { x, y } = center;
    let mut pen = Pen::new();
    let full = Shape::Circle { x, y, radius: STATUS_RADIUS, fill: Some(color), stroke: None };
    let outline = |dash| {
        let stroke = Stroke { width: 1.5, color, dash, round: false };
        Shape::Circle { x, y, radius: STATUS_RADIUS - 0.75, fill: None, stroke: Some(stroke) }
    };
    match status {
        Status::Happened => pen.draw(full),
        Status::Ongoing => {
            pen.draw(full);
            let rect = Rect { x, y: y - 1.5, width: 16.0, height: 3.0 };
            pen.draw(Shape::Gradient { rect, stops: vec![(0.0, color), (0.5, color), (1.0, color.at(0.0))] });
        }
        Status::Planned => pen.draw(outline(None)),
        Status::Alleged => pen.draw(outline(Some((3.4, 2.3)))),
        Status::Hypothetical => pen.draw(outline(Some((1.1, 2.4)))),
        Status::Denied => {
            pen.draw(outline(None));
            let reach = STATUS_RADIUS * 0.85;
            pen.line((x - reach, y + reach), (x + reach, y - reach), Stroke::solid(1.5, color));
        }
    }
    paint(painter, &pen);
}

fn paint(painter: &Painter, pen: &Pen) {
    for item in &pen.items {
        paint_shape(painter, Vec2::ZERO, &item.shape);
    }
}
