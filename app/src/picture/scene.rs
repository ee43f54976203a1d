//! The display list: shapes and texts in points, back to front, each with the event that it stands for.
//!
//! Knows no backend. The window paints it, the exports write it, hit testing asks it.

use dateline_model::event::{Kind, Status};
use std::collections::BTreeMap;

/// A colour with straight alpha, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

/// A rectangle in points, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A line's width, colour and dashes.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// In points.
    pub width: f32,
    /// Its colour.
    pub color: Color,
    /// Lengths of dash and gap in points; none for a solid line.
    pub dash: Option<(f32, f32)>,
    /// Whether its ends are round.
    pub round: bool,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
    /// 700.
    Bold,
    /// 400, slanted.
    Italic,
}

/// Which point of a text its position names, across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its left end.
    Left,
    /// Its middle.
    Center,
    /// Its right end.
    Right,
}

/// A mark: a disc with the glyph of its kind, its outline that of its status. `marks` has the shapes that it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disc {
    /// Its middle.
    pub x: f32,
    /// Its middle.
    pub y: f32,
    /// Without any ring.
    pub radius: f32,
    /// Its glyph.
    pub kind: Kind,
    /// Its outline.
    pub status: Status,
    /// Its hue.
    pub color: Color,
    /// What it stands on.
    pub ground: Color,
    /// The glyph's, where the disc is filled.
    pub inverse: Color,
}

/// A bar of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Left edge.
    pub x: f32,
    /// Width.
    pub width: f32,
    /// From the area's bottom.
    pub height: f32,
    /// Its colour.
    pub color: Color,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle, its corners rounded.
    Rect { rect: Rect, radius: f32, fill: Option<Color>, stroke: Option<Stroke> },
    /// A rectangle filled with colours that change from left to right; stops are (0 to 1, colour).
    Gradient { rect: Rect, stops: Vec<(f32, Color)> },
    /// A circle.
    Circle { x: f32, y: f32, radius: f32, fill: Option<Color>, stroke: Option<Stroke> },
    /// A mark.
    Disc(Disc),
    /// Bars that stand on a line.
    Bars { bottom: f32, bars: Vec<Bar> },
    /// A chain of straight lines; closed and filled where a fill is given.
    Path { points: Vec<(f32, f32)>, closed: bool, fill: Option<Color>, stroke: Option<Stroke> },
    /// A line of text; y is its baseline. A turned one reads upwards, about the same point.
    Text { x: f32, y: f32, text: String, size: f32, weight: Weight, align: Align, color: Color, turned: bool },
}

/// What an item is in the picture, for hit testing and for named groups in exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Background, grid, axis, furniture.
    Ground,
    /// The head of the lane of this index.
    LaneHead(usize),
    /// The disc of an event.
    Mark,
    /// The small disc of an event in a further lane.
    Echo,
    /// The band that shows how long, or where in time.
    Band,
    /// The title beside a mark.
    Label,
    /// The numbers of the documents that tell an event, after its title.
    Cited,
    /// The document of this number in a list of sources.
    Source(usize),
    /// The title of a page, and what stands below it.
    Title,
    /// The units of time above the lanes of a page.
    Axis,
    /// What marks and bands mean.
    Key,
    /// A handling line.
    Marking,
    /// The chip "+3" for labels or marks without room.
    More,
    /// The line that ties an event's lanes together.
    Tie,
    /// An empty stretch that is folded away.
    Fold,
    /// The line and flag at the scrubbed moment.
    Playhead,
    /// The ground of the pinned lanes, which hides what is scrolled below them.
    Cover,
}

/// A shape and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What to draw.
    pub shape: Shape,
    /// What it is.
    pub part: Part,
    /// Index into the timeline's events, where it stands for one; for a chip, the first that it hides.
    pub event: Option<usize>,
    /// Whether it is clipped to the lanes' area, right of the heads and below the axis.
    pub in_lanes: bool,
}

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// The area that `in_lanes` items are clipped to.
    pub lanes_area: Rect,
    /// Back to front.
    pub items: Vec<Item>,
}

/// What lies under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub part: Part,
    /// Index into the timeline's events, where it stands for one.
    pub event: Option<usize>,
}

/// How far from a shape a point still counts as on it, in points.
const REACH: f32 = 2.0;
/// How near to the ground the colours of what is dimmed come, of 1.
const DIMMED: f32 = 0.7;

impl Color {
    /// An opaque colour.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Color {
        Color { r, g, b, a: 255 }
    }

    /// The colour that lies between this one and another, at a share of the way.
    pub fn towards(self, other: Color, share: f32) -> Color {
        let mix = |from: u8, to: u8| (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8;
        Color { r: mix(self.r, other.r), g: mix(self.g, other.g), b: mix(self.b, other.b), a: self.a }
    }

    /// The same hue at a share of full opacity, 0 to 1.
    pub fn at(self, opacity: f32) -> Color {
        Color { a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8, ..self }
    }
}

impl Rect {
    /// The right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Whether a point lies in it or on its border.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }

    /// Whether two of them share a point.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// The rectangle with each edge moved outwards.
    pub fn grown(&self, by: f32) -> Rect {
        Rect { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }
}

impl Stroke {
    /// A solid line with flat ends.
    pub fn solid(width: f32, color: Color) -> Stroke {
        Stroke { width, color, dash: None, round: false }
    }
}

impl Scene {
    /// Draws pale what `is_dimmed`: its colours come near to that of the ground.
    pub fn dim(&mut self, ground: Color, is_dimmed: impl Fn(&Item) -> bool) {
        for item in &mut self.items {
            if is_dimmed(item) {
                item.shape.recolor(|color| color.towards(ground, DIMMED));
            }
        }
    }

    /// Puts a star at the shoulder of each mark whose event has one.
    pub fn add_stars(&mut self, color: Color, ground: Color, is_starred: impl Fn(usize) -> bool) {
        self.add_to_marks(|item| {
            let (Shape::Disc(disc), Some(_)) = (&item.shape, item.event.filter(|&event| is_starred(event))) else {
                return None;
            };
            let (x, y) = (disc.x + 0.75 * disc.radius, disc.y - 0.75 * disc.radius);
            let stroke = Some(Stroke::solid(2.0, ground));
            let shape = |radius, stroke| Shape::Path {
                points: star_corners(x, y, radius),
                closed: true,
                fill: Some(color),
                stroke,
            };
            Some([shape(5.5, stroke), shape(5.0, None)].map(|shape| Item { shape, ..item.clone() }))
        });
    }

    /// Puts a tick at the foot of each mark whose event a person has accepted.
    pub fn add_ticks(&mut self, color: Color, ground: Color, is_accepted: impl Fn(usize) -> bool) {
        self.add_to_marks(|item| {
            let (Shape::Disc(disc), Some(_)) = (&item.shape, item.event.filter(|&event| is_accepted(event))) else {
                return None;
            };
            let (x, y) = (disc.x + 0.75 * disc.radius, disc.y + 0.75 * disc.radius);
            let stroke = Some(Stroke::solid(1.5, ground));
            let points = [(-2.2, 0.2), (-0.6, 1.8), (2.3, -1.6)].map(|(dx, dy)| (x + dx, y + dy)).to_vec();
            let stem = Some(Stroke::solid(1.4, ground));
            let shapes = [
                Shape::Circle { x, y, radius: 5.0, fill: Some(color), stroke },
                Shape::Path { points, closed: false, fill: None, stroke: stem },
            ];
            Some(shapes.map(|shape| Item { shape, ..item.clone() }))
        });
    }

    /// Puts something on marks, below what lies over the lanes, as the ruler and the pinned lanes do.
    fn add_to_marks(&mut self, sign: impl Fn(&Item) -> Option<[Item; 2]>) {
        let end = self.items.iter().rposition(|item| item.in_lanes).map_or(0, |last| last + 1);
        let covered = self.cover().map_or(0, |(at, _)| at);
        for part in [covered..end, 0..covered] {
            let marks = self.items[part.clone()].iter().filter(|item| item.part == Part::Mark);
            let signs: Vec<Item> = marks.filter_map(&sign).flatten().collect();
            self.items.splice(part.end..part.end, signs);
        }
    }

    /// Where among the items the pinned lanes begin, and where in the picture they end.
    fn cover(&self) -> Option<(usize, f32)> {
        let mut items = self.items.iter().enumerate();
        items.find_map(|(at, item)| match &item.shape {
            Shape::Rect { rect, .. } if item.part == Part::Cover && item.in_lanes => Some((at, rect.bottom())),
            _ => None,
        })
    }

    /// Ties the marks of each event that stands in several of the lanes that show, behind all marks, bands and labels.
    pub fn tie_all(&mut self, color: Color) {
        let mut ends: BTreeMap<usize, (f32, f32, f32)> = BTreeMap::new();
        for item in self.items.iter().filter(|item| matches!(item.part, Part::Mark | Part::Echo)) {
            if let (Shape::Disc(disc), Some(event)) = (&item.shape, item.event) {
                let (_, top, bottom) = ends.entry(event).or_insert((disc.x, disc.y, disc.y));
                (*top, *bottom) = (top.min(disc.y), bottom.max(disc.y));
            }
        }
        let ties = |until: f32| {
            let ends = ends.iter().map(move |(&event, &(x, top, bottom))| (event, x, top, bottom.min(until)));
            ends.filter(|(_, _, top, bottom)| top < bottom).map(|(event, x, top, bottom)| {
                let points = vec![(x, top), (x, bottom)];
                let stroke = Some(Stroke::solid(1.0, color));
                let shape = Shape::Path { points, closed: false, fill: None, stroke };
                Item { shape, part: Part::Tie, event: Some(event), in_lanes: true }
            })
        };
        let is_of_event = |item: &Item| {
            matches!(item.part, Part::Tie | Part::Band | Part::Label | Part::Cited | Part::Mark | Part::Echo)
        };
        // What of them lies in the pinned lanes is drawn on the cover as well, the later ones first.
        let cover = self.cover();
        let parts = cover.into_iter().chain([(0, f32::INFINITY)]);
        for (from, until) in parts {
            let first = self.items[from..].iter().position(is_of_event).map_or(self.items.len(), |at| from + at);
            self.items.splice(first..first, ties(until));
        }
    }

    /// Draws pale the bars of areas right of an x.
    pub fn dim_bars(&mut self, ground: Color, after: f32) {
        let bars = self.items.iter_mut().filter_map(|item| match &mut item.shape {
            Shape::Bars { bars, .. } => Some(bars),
            _ => None,
        });
        for bar in bars.flatten().filter(|bar| bar.x > after) {
            bar.color = bar.color.towards(ground, DIMMED);
        }
    }

    /// What lies under a point; marks win over what is around them, and the background is nothing.
    pub fn hit(&self, x: f32, y: f32) -> Option<Hit> {
        let under = |item: &&Item| {
            !matches!(item.part, Part::Ground | Part::Cover)
                && (!item.in_lanes || self.lanes_area.contains(x, y))
                && item.shape.covers(x, y)
        };
        let is_cover = |item: &Item| item.part == Part::Cover && item.shape.covers(x, y);
        let first = self.items.iter().rposition(is_cover).unwrap_or(0);
        let items = &self.items[first..];
        let mark = items.iter().rev().filter(under).find(|item| matches!(item.part, Part::Mark | Part::Echo));
        let top = || items.iter().rev().find(under);
        mark.or_else(top).map(|item| Hit { part: item.part, event: item.event })
    }
}

impl Shape {
    /// Changes all of its colours.
    pub fn recolor(&mut self, change: impl Fn(Color) -> Color) {
        let of_stroke = |stroke: &mut Option<Stroke>| {
            if let Some(stroke) = stroke {
                stroke.color = change(stroke.color);
            }
        };
        match self {
            Shape::Rect { fill, stroke, .. }
            | Shape::Circle { fill, stroke, .. }
            | Shape::Path { fill, stroke, .. } => {
                *fill = fill.map(&change);
                of_stroke(stroke);
            }
            Shape::Disc(disc) => disc.color = change(disc.color),
            Shape::Bars { bars, .. } => bars.iter_mut().for_each(|bar| bar.color = change(bar.color)),
            Shape::Gradient { stops, .. } => stops.iter_mut().for_each(|stop| stop.1 = change(stop.1)),
            Shape::Text { color, .. } => *color = change(*color),
        }
    }

    /// Whether a point is on it, with a little slack. A text is not hit; the plate behind it is.
    fn covers(&self, x: f32, y: f32) -> bool {
        match self {
            Shape::Rect { rect, .. } | Shape::Gradient { rect, .. } => rect.grown(REACH).contains(x, y),
            Shape::Circle { x: center_x, y: center_y, radius, .. } => {
                (x - center_x).hypot(y - center_y) <= radius + REACH
            }
            Shape::Disc(disc) => (x - disc.x).hypot(y - disc.y) <= disc.radius + REACH,
            Shape::Bars { bottom, bars } => {
                let near = bars.partition_point(|bar| bar.x + bar.width + REACH < x);
                let near = bars[near..].iter().take_while(|bar| bar.x - REACH <= x);
                near.map(|bar| bottom - bar.height).any(|top| y >= top - REACH && y <= bottom + REACH)
            }
            Shape::Path { points, .. } => {
                points.windows(2).any(|pair| distance(pair[0], pair[1], (x, y)) <= 2.0 * REACH)
            }
            Shape::Text { .. } => false,
        }
    }
}

/// The ten corners of a star about a point.
fn star_corners(x: f32, y: f32, radius: f32) -> Vec<(f32, f32)> {
    let corner = |nth: usize| {
        let angle = (36.0 * nth as f32 - 90.0).to_radians();
        let reach = if nth.is_multiple_of(2) { radius } else { 0.45 * radius };
        (x + reach * angle.cos(), y + reach * angle.sin())
    };
    (0..10).map(corner).collect()
}

/// How far a point is from the line between two others.
fn distance(from: (f32, f32), to: (f32, f32), point: (f32, f32)) -> f32 {
    let (run, rise) = (to.0 - from.0, to.1 - from.1);
    let length = run * run + rise * rise;
    let along = if length > 0.0 {
        (((point.0 - from.0) * run + (point.1 - from.1) * rise) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (from.0 + along * run - point.0).hypot(from.1 + along * rise - point.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(shape: Shape, part: Part, event: usize) -> Item {
        Item { shape, part, event: Some(event), in_lanes: true }
    }

    fn check(x: f32, y: f32, expect: Option<(Part, usize)>) {
        let ink = Color::rgb(0, 0, 0);
        let circle = Shape::Circle { x: 50.0, y: 50.0, radius: 8.0, fill: Some(ink), stroke: None };
        let plate = Rect { x: 40.0, y: 40.0, width: 60.0, height: 20.0 };
        let line = vec![(50.0, 0.0), (50.0, 100.0)];
        let scene = Scene {
            width: 200.0,
            height: 100.0,
            lanes_area: Rect { x: 20.0, y: 10.0, width: 180.0, height: 90.0 },
            items: vec![
                item(
                    Shape::Path { points: line, closed: false, fill: None, stroke: Some(Stroke::solid(1.0, ink)) },
                    Part::Tie,
                    1,
                ),
                item(circle, Part::Mark, 2),
                item(Shape::Rect { rect: plate, radius: 0.0, fill: Some(ink), stroke: None }, Part::Label, 3),
            ],
        };
        let hit = scene.hit(x, y).map(|hit| (hit.part, hit.event.unwrap_or(0)));
        assert_eq!(hit, expect, "at {x}, {y}");
    }

    #[test]
    fn finds_what_lies_under_a_point() {
        check(50.0, 50.0, Some((Part::Mark, 2)));
        check(90.0, 50.0, Some((Part::Label, 3)));
        check(51.0, 90.0, Some((Part::Tie, 1)));
        check(51.0, 5.0, None);
        check(150.0, 90.0, None);
    }
}
