//! A kind and a status to a disc with its glyph; a band with its ends.
//!
//! Hue says the family, glyph the kind, outline the status, the band the time.

use super::content::Ends;
use super::packing::Band;
use super::pen::Pen;
use super::scene::{Color, Disc, Rect, Shape, Stroke};
use dateline_model::event::{Kind, Status};

/// Opacity of a band whose place in it is not known.
const FADING_OPACITY: f32 = 0.55;
/// Where along a fading band its opacity is full.
const FADING_FULL: (f64, f64) = (0.38, 0.62);
/// Over how much an open end fades, in points.
const OPEN_FADE: f64 = 28.0;
/// Over how much an approximate end fades, in points.
const SOFT_FADE: f64 = 10.0;
/// What is kept of a band beyond the window, in points.
const BEYOND: f64 = 60.0;

/// The shapes that a mark is made of, back to front.
pub fn shapes(disc: &Disc) -> Vec<Shape> {
    let mut pen = Pen::new();
    draw(&mut pen, disc);
    pen.items.into_iter().map(|item| item.shape).collect()
}

fn draw(pen: &mut Pen, disc: &Disc) {
    let Disc { x, y, radius, kind, status, color, ground, inverse } = *disc;
    let unit = radius / 8.0;
    let dash = match status {
        Status::Happened | Status::Ongoing => {
            let ring = Stroke::solid(1.5, ground);
            pen.draw(Shape::Circle { x, y, radius: radius + 0.75, fill: Some(color), stroke: Some(ring) });
            glyph(pen, kind, (x, y), radius / 2.0, inverse);
            return;
        }
        Status::Planned | Status::Denied => None,
        Status::Alleged => Some((3.4 * unit, 2.3 * unit)),
        Status::Hypothetical => Some((1.1 * unit, 2.4 * unit)),
    };
    let width = 1.5 * unit.max(0.75);
    pen.draw(Shape::Circle { x, y, radius: radius + 1.0, fill: Some(ground), stroke: None });
    let outline = Stroke { width, color, dash, round: false };
    pen.draw(Shape::Circle { x, y, radius: radius - width / 2.0, fill: Some(ground), stroke: Some(outline) });
    // A bolt along the slash would lie under it.
    let first = pen.items.len();
    glyph(pen, kind, (x, y), radius / 2.0, color);
    if status == Status::Denied && kind == Kind::Energy {
        for item in &mut pen.items[first..] {
            if let Shape::Path { points, .. } = &mut item.shape {
                points.iter_mut().for_each(|point| point.0 = 2.0 * x - point.0);
            }
        }
    }
    if status == Status::Denied {
        slash(pen, (x, y), radius, color, ground);
    }
}

/// The stroke through what is denied, lower left to upper right, on a gap.
fn slash(pen: &mut Pen, (x, y): (f32, f32), radius: f32, color: Color, ground: Color) {
    let reach = radius * 0.85;
    let (from, to) = ((x - reach, y + reach), (x + reach, y - reach));
    let unit = radius / 8.0;
    pen.line(from, to, Stroke::solid(3.2 * unit, ground));
    pen.line(from, to, Stroke { width: 1.5 * unit.max(0.75), color, dash: None, round: true });
}

/// Draws the glyph of a kind about a point; `radius` is half the side of its box.
fn glyph(pen: &mut Pen, kind: Kind, (x, y): (f32, f32), radius: f32, color: Color) {
    let at =
        |points: &[(f32, f32)]| points.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect::<Vec<_>>();
    let stroke = || Stroke { width: 0.3 * radius, color, dash: None, round: true };
    let ring = |dx: f32, dy: f32, of: f32| Shape::Circle {
        x: x + dx * radius,
        y: y + dy * radius,
        radius: of * radius,
        fill: None,
        stroke: Some(stroke()),
    };
    let block = |left: f32, top: f32, width: f32, height: f32, round: f32, outline: bool| Shape::Rect {
        rect: Rect { x: x + left * radius, y: y + top * radius, width: width * radius, height: height * radius },
        radius: round * radius,
        fill: (!outline).then_some(color),
        stroke: outline.then(stroke),
    };
    match kind {
        Kind::Agreement => {
            pen.draw(ring(-0.42, 0.0, 0.55));
            pen.draw(ring(0.42, 0.0, 0.55));
        }
        Kind::Diplomacy => {
            pen.polygon(at(&[(-0.95, -0.75), (0.0, 0.0), (-0.95, 0.75)]), color);
            pen.polygon(at(&[(0.95, -0.75), (0.95, 0.75), (0.0, 0.0)]), color);
        }
        Kind::Statement => {
            pen.draw(block(-0.95, -0.8, 1.9, 1.3, 0.3, false));
            pen.polygon(at(&[(-0.55, 0.4), (0.15, 0.4), (-0.55, 1.0)]), color);
        }
        Kind::Exercise => {
            pen.polyline(at(&[(-0.8, 0.0), (0.0, -0.75), (0.8, 0.0)]), stroke());
            pen.polyline(at(&[(-0.8, 0.75), (0.0, 0.0), (0.8, 0.75)]), stroke());
        }
        Kind::Deployment => {
            pen.polyline(at(&[(-0.9, 0.0), (0.3, 0.0)]), stroke());
            pen.polygon(at(&[(0.15, -0.65), (1.0, 0.0), (0.15, 0.65)]), color);
        }
        Kind::Combat => {
            pen.polyline(at(&[(-0.7, -0.7), (0.7, 0.7)]), stroke());
            pen.polyline(at(&[(-0.7, 0.7), (0.7, -0.7)]), stroke());
        }
        Kind::WeaponsTest => {
            pen.polygon(at(&[(0.0, -0.95), (0.8, 0.4), (-0.8, 0.4)]), color);
            pen.polyline(at(&[(-0.8, 0.85), (0.8, 0.85)]), stroke());
        }
        Kind::ArmsTransfer => {
            pen.draw(block(-0.75, -0.75, 1.5, 1.5, 0.1, true));
            pen.polyline(at(&[(-0.75, -0.1), (0.75, -0.1)]), stroke());
        }
        Kind::Sanctions => pen.draw(block(-0.95, -0.3, 1.9, 0.6, 0.1, false)),
        Kind::Trade => {
            pen.polyline(at(&[(-0.9, -0.4), (0.4, -0.4)]), stroke());
            pen.polygon(at(&[(0.3, -0.85), (1.0, -0.4), (0.3, 0.05)]), color);
            pen.polyline(at(&[(0.9, 0.45), (-0.4, 0.45)]), stroke());
            pen.polygon(at(&[(-0.3, 0.0), (-0.3, 0.9), (-1.0, 0.45)]), color);
        }
        Kind::Energy => {
            pen.polygon(at(&[(0.3, -1.0), (0.2, 0.2), (-0.65, 0.2)]), color);
            pen.polygon(at(&[(-0.3, 1.0), (-0.2, -0.2), (0.65, -0.2)]), color);
        }
        Kind::Aid => {
            pen.polyline(at(&[(-0.8, 0.0), (0.8, 0.0)]), stroke());
            pen.polyline(at(&[(0.0, -0.8), (0.0, 0.8)]), stroke());
        }
        Kind::Politics => {
            pen.polyline(at(&[(-0.6, -0.9), (-0.6, 0.95)]), stroke());
            pen.polygon(at(&[(-0.6, -0.95), (0.85, -0.4), (-0.6, 0.15)]), color);
        }
        Kind::Security => {
            pen.draw(ring(0.0, -0.5, 0.42));
            pen.polyline(at(&[(0.0, -0.08), (0.0, 0.95)]), stroke());
            pen.polyline(at(&[(0.0, 0.7), (0.45, 0.7)]), stroke());
        }
        Kind::Disaster => {
            pen.polyline(at(&[(-0.95, 0.45), (-0.47, -0.45), (0.0, 0.45), (0.47, -0.45), (0.95, 0.45)]), stroke());
        }
        Kind::Other => {
            pen.draw(Shape::Circle { x, y, radius: 0.5 * radius, fill: Some(color), stroke: None });
        }
    }
}

/// How thick a band is, where, and of what status.
#[derive(Clone, Copy, Debug)]
pub struct BandLook {
    /// Its top.
    pub y: f32,
    /// Its height.
    pub height: f32,
    /// Its colour.
    pub color: Color,
    /// Solid for what happened, dashes for what may not have.
    pub status: Status,
}

/// Draws a band; `left` is the position at x 0 and `width` that of the window.
pub fn band(pen: &mut Pen, band: &Band, look: BandLook, left: f64, width: f64) {
    let (from, until) = (band.from - left, band.until - left);
    let length = until - from;
    let fade = |of: f64| (of / length).min(0.5);
    let dash = match look.status {
        Status::Happened | Status::Ongoing => None,
        Status::Planned | Status::Denied => Some((7.0, 4.0)),
        Status::Alleged => Some((4.0, 3.0)),
        Status::Hypothetical => Some((1.5, 3.0)),
    };
    let middle = look.y + look.height / 2.0;
    let (ticks, stops) = match band.ends {
        Ends::Fading => {
            let full = f64::from(FADING_OPACITY);
            ((false, false), vec![(0.0, 0.0), (FADING_FULL.0, full), (FADING_FULL.1, full), (1.0, 0.0)])
        }
        Ends::Ticks => ((true, true), Vec::new()),
        Ends::Soft => {
            let fade = fade(SOFT_FADE);
            ((false, false), vec![(0.0, 0.0), (fade, 1.0), (1.0 - fade, 1.0), (1.0, 0.0)])
        }
        Ends::Open => ((true, false), vec![(0.0, 1.0), (1.0 - fade(OPEN_FADE), 1.0), (1.0, 0.0)]),
    };
    let shown = (from.max(-BEYOND), until.min(width + BEYOND));
    if shown.0 >= shown.1 {
        return;
    }
    let rect =
        |from: f64, until: f64| Rect { x: from as f32, y: look.y, width: (until - from) as f32, height: look.height };
    match dash {
        Some((on, off)) if band.ends != Ends::Fading => {
            // The first dash that shows begins where it would without a window.
            let period = f64::from(on + off);
            let begin = from + ((shown.0 - from) / period).floor() * period;
            let stroke = Stroke { width: look.height / 2.0, color: look.color, dash, round: false };
            pen.line((begin as f32, middle), (shown.1 as f32, middle), stroke);
        }
        _ if stops.is_empty() => pen.fill(rect(shown.0, shown.1), look.color),
        _ => {
            let stops = cut(&stops, (shown.0 - from) / length, (shown.1 - from) / length, look.color);
            pen.draw(Shape::Gradient { rect: rect(shown.0, shown.1), stops });
        }
    }
    let tick = 2.0 * look.height;
    for (x, drawn) in [(from, ticks.0), (until - 1.5, ticks.1)] {
        if drawn && x >= -BEYOND && x <= width + BEYOND {
            pen.fill(Rect { x: x as f32, y: middle - tick / 2.0, width: 1.5, height: tick }, look.color);
        }
    }
}

/// The stops of a gradient between two of its places, as stops of their own.
fn cut(stops: &[(f64, f64)], from: f64, until: f64, color: Color) -> Vec<(f32, Color)> {
    let opacity = |at: f64| {
        let next = stops.partition_point(|stop| stop.0 < at).clamp(1, stops.len() - 1);
        let ((a, low), (b, high)) = (stops[next - 1], stops[next]);
        if b > a { low + (high - low) * ((at - a) / (b - a)).clamp(0.0, 1.0) } else { high }
    };
    let inner = stops.iter().map(|stop| stop.0).filter(|&at| at > from && at < until);
    let places = std::iter::once(from).chain(inner).chain(std::iter::once(until));
    places.map(|at| (((at - from) / (until - from)) as f32, color.at(opacity(at) as f32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::theme::Theme;

    #[test]
    fn every_kind_and_status_draws_something_of_its_own() {
        let theme = Theme::light();
        let mut seen: Vec<String> = Vec::new();
        for kind in Kind::ALL {
            for status in Status::ALL {
                let drawn = format!("{:?}", shapes(&theme.disc((0.0, 0.0), 8.0, kind, status)));
                if status != Status::Ongoing {
                    assert!(!seen.contains(&drawn), "{kind:?} {status:?}");
                    seen.push(drawn);
                }
            }
        }
    }

    fn check_cut(from: f64, until: f64, expect: &[(f32, u8)]) {
        let stops = [(0.0, 0.0), (0.25, 1.0), (0.75, 1.0), (1.0, 0.0)];
        let found: Vec<(f32, u8)> =
            cut(&stops, from, until, Color::rgb(0, 0, 0)).into_iter().map(|(at, color)| (at, color.a)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_window_cuts_a_gradient() {
        check_cut(0.0, 1.0, &[(0.0, 0), (0.25, 255), (0.75, 255), (1.0, 0)]);
        check_cut(0.5, 1.0, &[(0.0, 255), (0.5, 255), (1.0, 0)]);
        check_cut(0.125, 0.25, &[(0.0, 128), (1.0, 255)]);
    }

    #[test]
    fn a_band_far_wider_than_the_window_is_cut() {
        let mut pen = Pen::new();
        let look = BandLook { y: 0.0, height: 4.0, color: Color::rgb(0, 0, 0), status: Status::Alleged };
        let far = Band { from: -1e9, until: 1e9, ends: Ends::Ticks };
        band(&mut pen, &far, look, 0.0, 1000.0);
        assert_eq!(pen.items.len(), 1);
        let Shape::Path { points, .. } = &pen.items[0].shape else { return };
        assert!(points[0].0 > -100.0 && points[1].0 < 1100.0, "{points:?}");
    }
}
