//! Scene to egui shapes: each item as it stands, moved to the place of the canvas.
//!
//! Knows nothing of events; text is laid out by egui with the font that the scene measured with.

use super::theme::{fallback_family, font};
use crate::picture::marks;
use crate::picture::scene::{self, Align, Item, Scene, Shape};
use crate::picture::text::{Run, Text};
use egui::epaint::{CircleShape, Mesh, PathShape, PathStroke, TextShape};
use egui::{Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};
use std::sync::Arc;

/// Draws a scene with its left top corner at `origin`; `text` has measured it.
pub fn paint(painter: &Painter, origin: Pos2, scene: &Scene, text: &Text) {
    let area = rect(&scene.lanes_area, origin.to_vec2()).intersect(painter.clip_rect());
    let lanes = painter.with_clip_rect(area);
    for Item { shape, in_lanes, .. } in &scene.items {
        let painter = if *in_lanes { &lanes } else { painter };
        match shape {
            Shape::Text { text: words, .. } if let Some(runs) = text.runs(words) => {
                paint_runs(painter, origin.to_vec2(), shape, &runs);
            }
            _ => paint_shape(painter, origin.to_vec2(), shape),
        }
    }
}

/// Draws one shape, moved by `offset`.
pub fn paint_shape(painter: &Painter, offset: Vec2, shape: &Shape) {
    match shape {
        Shape::Rect { rect: place, radius, fill, stroke } => {
            let place = rect(place, offset);
            let fill = fill.map_or(Color32::TRANSPARENT, color);
            match stroke {
                Some(line) if line.dash.is_some() => {
                    painter.rect_filled(place, CornerRadius::same(*radius as u8), fill);
                    let corners = [place.left_top(), place.right_top(), place.right_bottom(), place.left_bottom()];
                    paint_line(painter, &corners, true, line);
                }
                _ => {
                    let line = stroke.as_ref().map_or(Stroke::NONE, solid);
                    painter.rect(place, CornerRadius::same(*radius as u8), fill, line, StrokeKind::Middle);
                }
            }
        }
        Shape::Gradient { rect: place, stops } => {
            painter.add(gradient(rect(place, offset), stops));
        }
        Shape::Circle { x, y, radius, fill, stroke } => {
            let center = pos2(*x, *y) + offset;
            let fill = fill.map_or(Color32::TRANSPARENT, color);
            match stroke {
                Some(line) if line.dash.is_some() => {
                    painter.circle_filled(center, *radius, fill);
                    paint_line(painter, &round(center, *radius), true, line);
                }
                _ => {
                    let stroke = stroke.as_ref().map_or(Stroke::NONE, solid);
                    painter.add(CircleShape { center, radius: *radius, fill, stroke });
                }
            }
        }
        Shape::Disc(disc) => marks::shapes(disc).iter().for_each(|shape| paint_shape(painter, offset, shape)),
        Shape::Bars { bottom, bars } => {
            painter.add(area(bars, *bottom, offset));
        }
        Shape::Path { points, closed, fill, stroke } => {
            let points: Vec<Pos2> = points.iter().map(|&(x, y)| pos2(x, y) + offset).collect();
            if let Some(fill) = fill {
                paint_area(painter, &points, color(*fill));
            }
            if let Some(stroke) = stroke {
                paint_line(painter, &points, *closed, stroke);
            }
        }
        Shape::Text { text, size, weight, color: ink, .. } => {
            let galley = painter.layout_no_wrap(text.clone(), font(*size, *weight), color(*ink));
            paint_galleys(painter, offset, shape, vec![galley]);
        }
    }
}

/// Draws a text whose parts are of several fonts or directions, in the order in which they are seen.
fn paint_runs(painter: &Painter, offset: Vec2, shape: &Shape, runs: &[Run]) {
    let Shape::Text { text, size, weight, color: ink, .. } = shape else { return };
    let galley = |run: &Run| {
        let font = run.fallback.map_or(font(*size, *weight), |index| FontId::new(*size, fallback_family(index)));
        painter.layout_no_wrap(text[run.bytes.clone()].to_owned(), font, color(*ink))
    };
    paint_galleys(painter, offset, shape, runs.iter().map(galley).collect());
}

/// Draws the parts of a text side by side.
fn paint_galleys(painter: &Painter, offset: Vec2, shape: &Shape, galleys: Vec<Arc<Galley>>) {
    let Shape::Text { x, y, align, color: ink, turned, .. } = shape else { return };
    let width: f32 = galleys.iter().map(|galley| galley.size().x).sum();
    let mut along = match align {
        Align::Left => 0.0,
        Align::Center => -width / 2.0,
        Align::Right => -width,
    };
    for galley in galleys {
        let glyph = galley.rows.first().and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
        let (Some(baseline), length) = (glyph, galley.size().x) else { continue };
        let place = pos2(*x, *y) + offset;
        let (place, angle) = match turned {
            false => (place + vec2(along, -baseline), 0.0),
            true => (place + vec2(-baseline, -along), -std::f32::consts::FRAC_PI_2),
        };
        painter.add(TextShape::new(place, galley, color(*ink)).with_angle(angle));
        along += length;
    }
}

/// A colour of the scene as egui's.
pub fn color(color: scene::Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

fn rect(place: &scene::Rect, offset: Vec2) -> Rect {
    Rect::from_min_size(pos2(place.x, place.y) + offset, vec2(place.width, place.height))
}

fn solid(stroke: &scene::Stroke) -> Stroke {
    Stroke::new(stroke.width, color(stroke.color))
}

fn gradient(place: Rect, stops: &[(f32, scene::Color)]) -> Mesh {
    let mut mesh = Mesh::default();
    for (index, &(share, stop)) in stops.iter().enumerate() {
        let x = place.left() + place.width() * share;
        mesh.colored_vertex(pos2(x, place.top()), color(stop));
        mesh.colored_vertex(pos2(x, place.bottom()), color(stop));
        if index > 0 {
            let first = 2 * index as u32 - 2;
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first + 1, first + 2, first + 3);
        }
    }
    mesh
}

/// The bars of an area as one mesh.
fn area(bars: &[scene::Bar], bottom: f32, offset: Vec2) -> Mesh {
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(4 * bars.len());
    mesh.reserve_triangles(2 * bars.len());
    for bar in bars {
        let left_top = pos2(bar.x, bottom - bar.height) + offset;
        mesh.add_colored_rect(Rect::from_min_size(left_top, vec2(bar.width, bar.height)), color(bar.color));
    }
    mesh
}

fn paint_line(painter: &Painter, points: &[Pos2], closed: bool, stroke: &scene::Stroke) {
    let line = solid(stroke);
    match stroke.dash {
        Some((dash, gap)) => {
            let mut points = points.to_vec();
            if closed {
                points.extend(points.first().copied());
            }
            painter.extend(egui::Shape::dashed_line(&points, line, dash, gap));
        }
        None => {
            painter.add(PathShape { points: points.to_vec(), closed, fill: Color32::TRANSPARENT, stroke: line.into() });
        }
    }
    if stroke.round && stroke.dash.is_none() && !closed {
        for end in [points.first(), points.last()].into_iter().flatten() {
            painter.circle_filled(*end, stroke.width / 2.0, line.color);
        }
    }
}

/// Fills what a chain of lines encloses. egui fills convex shapes only, so others are cut into triangles first.
fn paint_area(painter: &Painter, points: &[Pos2], fill: Color32) {
    if is_convex(points) {
        painter.add(PathShape { points: points.to_vec(), closed: true, fill, stroke: PathStroke::NONE });
        return;
    }
    let mut mesh = Mesh::default();
    for point in points {
        mesh.colored_vertex(*point, fill);
    }
    for [a, b, c] in triangles(points) {
        mesh.add_triangle(a as u32, b as u32, c as u32);
    }
    painter.add(mesh);
    // The edge, so that it is as smooth as egui's own shapes.
    painter.add(PathShape {
        points: points.to_vec(),
        closed: true,
        fill: Color32::TRANSPARENT,
        stroke: Stroke::new(0.5, fill).into(),
    });
}

fn round(center: Pos2, radius: f32) -> Vec<Pos2> {
    let steps = 48;
    let angle = |step: i32| std::f32::consts::TAU * step as f32 / steps as f32;
    (0..steps).map(|step| center + radius * vec2(angle(step).cos(), angle(step).sin())).collect()
}

fn turn(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
}

fn is_convex(points: &[Pos2]) -> bool {
    let count = points.len();
    let turns = || (0..count).map(|i| turn(points[i], points[(i + 1) % count], points[(i + 2) % count]));
    turns().all(|turn| turn >= -1e-4) || turns().all(|turn| turn <= 1e-4)
}

/// Cuts a simple polygon into triangles by cutting off its ears (Meisters 1975); indices into its points.
fn triangles(points: &[Pos2]) -> Vec<[usize; 3]> {
    let area: f32 = (0..points.len())
        .map(|i| {
            let (a, b) = (points[i], points[(i + 1) % points.len()]);
            a.x * b.y - b.x * a.y
        })
        .sum();
    let mut left: Vec<usize> = (0..points.len()).collect();
    if area < 0.0 {
        left.reverse();
    }
    let mut cut = Vec::new();
    while left.len() > 3 {
        let count = left.len();
        let ear = (0..count).find(|&i| {
            let (a, b, c) = (left[(i + count - 1) % count], left[i], left[(i + 1) % count]);
            let (pa, pb, pc) = (points[a], points[b], points[c]);
            let inside = |p: Pos2| turn(pa, pb, p) > 0.0 && turn(pb, pc, p) > 0.0 && turn(pc, pa, p) > 0.0;
            turn(pa, pb, pc) >= 0.0 && !left.iter().any(|&p| p != a && p != b && p != c && inside(points[p]))
        });
        // A polygon that crosses itself may have no ear; what is left of it is drawn as it comes.
        let ear = ear.unwrap_or(0);
        cut.push([left[(ear + count - 1) % count], left[ear], left[(ear + 1) % count]]);
        left.remove(ear);
    }
    if let [a, b, c] = left[..] {
        cut.push([a, b, c]);
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(f32, f32)], expect_area: f32) {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| pos2(x, y)).collect();
        let area: f32 =
            triangles(&points).iter().map(|t| turn(points[t[0]], points[t[1]], points[t[2]]).abs() / 2.0).sum();
        assert!((area - expect_area).abs() < 1e-3, "{area}");
    }

    #[test]
    fn triangles_cover_the_polygon() {
        check(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)], 4.0);
        check(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0)], 10.0);
        check(&[(0.0, 4.0), (2.0, 1.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)], 10.0);
        check(&[(0.0, 0.0), (1.0, 0.0)], 0.0);
        check(&[], 0.0);
    }

    #[test]
    fn tells_convex_from_not() {
        assert!(is_convex(&[pos2(0.0, 0.0), pos2(1.0, 0.0), pos2(1.0, 1.0)]));
        assert!(!is_convex(&[pos2(0.0, 0.0), pos2(4.0, 0.0), pos2(4.0, 4.0), pos2(2.0, 1.0), pos2(0.0, 4.0)]));
    }
}
