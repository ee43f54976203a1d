//! Items of a scene to DrawingML: shapes and text boxes in groups with names, as presentations have them.
//!
//! After ECMA-376, part 1, chapter 20. What the scene clips to its lanes is cut here, as slides clip nothing.

use super::xml::escape;
use crate::picture::marks;
use crate::picture::scene::{Align, Bar, Color, Item, Part, Rect, Shape, Stroke, Weight};
use crate::picture::text::Text;
use std::fmt::Write;

/// English Metric Units: 914,400 to the inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emu(pub i64);

/// Units to an inch, and to a point of type.
const INCH: f64 = 914_400.0;
const POINT: f64 = 12_700.0;
/// So much wider than it was measured a text may get in another font, and by so many points.
const WIDER: (f32, f32) = (0.15, 4.0);
/// The width of a title's box, of its own.
const TITLE_ROOM: f32 = 1.4;
/// From a baseline up to the middle of a line, of the size of its type.
const MIDDLE: f32 = 0.32;
/// Height of a line, of the size of its type.
const LINE: f32 = 1.4;

/// Shapes of a slide, back to front.
pub struct Shapes<'a> {
    out: String,
    /// The number that the next shape gets.
    id: u32,
    /// Units to a point of the scene.
    scale: f64,
    /// What items of the lanes are cut to.
    lanes: Rect,
    text: &'a Text,
    url: &'a dyn Fn(usize) -> Option<String>,
    links: Vec<String>,
    /// What the shapes of the group that is being drawn take.
    bounds: Option<Rect>,
}

/// A part of a line of text.
struct Run<'a> {
    text: &'a str,
    size: f32,
    weight: Weight,
    color: Color,
    /// The relationship of the address that it leads to.
    link: Option<usize>,
}

/// A line of text: where it begins and ends, its baseline, which of its points stays.
struct Line<'a> {
    from: f32,
    until: f32,
    y: f32,
    align: Align,
    turned: bool,
    runs: Vec<Run<'a>>,
}

impl Emu {
    /// A length of so many inches.
    pub fn of_inches(inches: f32) -> Emu {
        Emu((f64::from(inches) * INCH).round() as i64)
    }
}

impl<'a> Shapes<'a> {
    /// No shapes yet. `scale` is units to a point of the scene; `url` tells the address of the source of a number.
    pub fn new(scale: f64, lanes: Rect, text: &'a Text, url: &'a dyn Fn(usize) -> Option<String>) -> Shapes<'a> {
        Shapes { out: String::new(), id: 2, scale, lanes, text, url, links: Vec::new(), bounds: None }
    }

    /// The shapes, and the addresses that they lead to; the first of these is the third relationship.
    pub fn finish(self) -> (String, Vec<String>) {
        (self.out, self.links)
    }

    /// Shapes by themselves.
    pub fn loose(&mut self, items: &[&'a Item]) {
        items.iter().for_each(|item| self.item(item));
    }

    /// The title, and the lines below it. The title is that of the slide in outlines, too.
    pub fn title(&mut self, items: &[&'a Item]) {
        for item in items {
            match self.line_of(item) {
                Some(mut line) if line.runs.iter().any(|run| run.weight == Weight::Bold) => {
                    // Titles wrap in boxes that are too narrow, and nothing stands beside them.
                    line.until = line.from + (line.until - line.from) * TITLE_ROOM;
                    self.text_box("Title", &line, r#"<p:ph type="title"/>"#);
                }
                Some(line) => self.text_box("Text", &line, ""),
                None => self.item(item),
            }
        }
    }

    /// A group of shapes.
    pub fn group(&mut self, name: &str, items: &[&'a Item]) {
        self.grouped(name, |shapes| items.iter().for_each(|item| shapes.item(item)));
    }

    /// The group of an event: what of a label stands side by side is one text box.
    pub fn event(&mut self, name: &str, items: &[&'a Item]) {
        let mark = items.iter().find_map(|item| match &item.shape {
            Shape::Disc(disc) => Some(disc.x),
            _ => None,
        });
        self.grouped(name, |shapes| {
            let mut line: Option<Line> = None;
            for item in items {
                match (shapes.line_of(item), &mut line) {
                    (Some(next), Some(line)) if next.y == line.y && next.from >= line.from => {
                        line.until = next.until;
                        line.runs.extend(next.runs);
                    }
                    (Some(next), _) => {
                        shapes.label(line.take(), mark);
                        line = Some(next);
                    }
                    (None, _) => {
                        shapes.label(line.take(), mark);
                        shapes.item(item);
                    }
                }
            }
            shapes.label(line, mark);
        });
    }

    /// A label keeps the end that is next to its mark in place.
    fn label(&mut self, line: Option<Line>, mark: Option<f32>) {
        if let Some(mut line) = line {
            if mark.is_some_and(|mark| line.until < mark) {
                line.align = Align::Right;
            }
            self.text_box("Label", &line, "");
        }
    }

    fn grouped(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        let id = self.next_id();
        let before = std::mem::take(&mut self.out);
        self.bounds = None;
        draw(self);
        let inner = std::mem::replace(&mut self.out, before);
        let Some(bounds) = self.bounds.take() else { return };
        let (name, place) = (escape(name), self.place(&bounds));
        let Place { x, y, width, height } = place;
        // Writing to a string never fails.
        write!(
            self.out,
            r#"<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{id}" name="{name}" descr="{name}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr>{inner}</p:grpSp>"#
        )
        .ok();
    }

    fn next_id(&mut self) -> u32 {
        self.id += 1;
        self.id - 1
    }

    fn emu(&self, points: f32) -> i64 {
        let value = f64::from(points) * self.scale;
        if value.is_finite() { value.round() as i64 } else { 0 }
    }

    fn place(&self, rect: &Rect) -> Place {
        let (x, y) = (self.emu(rect.x), self.emu(rect.y));
        Place { x, y, width: (self.emu(rect.right()) - x).max(0), height: (self.emu(rect.bottom()) - y).max(0) }
    }

    fn item(&mut self, item: &'a Item) {
        if let Some(line) = self.line_of(item) {
            self.text_box("Text", &line, "");
        } else {
            self.shape(&item.shape, item.in_lanes);
        }
    }

    fn shape(&mut self, shape: &Shape, clipped: bool) {
        let cut = |rect: &Rect, lanes: &Rect| if clipped { meet(rect, lanes) } else { Some(*rect) };
        match shape {
            Shape::Rect { fill: None, stroke: None, .. } | Shape::Text { .. } => {}
            Shape::Rect { rect, radius, fill, stroke } => {
                let Some(rect) = cut(rect, &self.lanes) else { return };
                let geometry = rounded(&rect, *radius);
                self.drawn("Rectangle", &rect, &geometry, &filled(fill.as_ref()), stroke.as_ref());
            }
            Shape::Gradient { rect, stops } => {
                let Some(shown) = cut(rect, &self.lanes) else { return };
                self.drawn("Band", &shown, PLAIN, &faded(rect, &shown, stops), None);
            }
            Shape::Circle { x, y, radius, fill, stroke } => {
                if clipped && !self.lanes.contains(*x, *y) {
                    return;
                }
                let rect = Rect { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius };
                let geometry = r#"<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>"#;
                self.drawn("Circle", &rect, geometry, &filled(fill.as_ref()), stroke.as_ref());
            }
            Shape::Disc(disc) => {
                if !clipped || self.lanes.contains(disc.x, disc.y) {
                    marks::shapes(disc).iter().for_each(|shape| self.shape(shape, false));
                }
            }
            Shape::Bars { bottom, bars } => {
                for run in bars.chunk_by(|a, b| a.color == b.color) {
                    self.bars(*bottom, run, clipped);
                }
            }
            Shape::Path { points, closed, fill, stroke } => {
                let points = if clipped { cut_line(points, &self.lanes) } else { points.clone() };
                if points.len() > 1 {
                    let (rect, geometry) = self.path(&points, *closed);
                    self.drawn("Line", &rect, &geometry, &filled(fill.as_ref()), stroke.as_ref());
                }
            }
        }
    }

    fn bars(&mut self, bottom: f32, bars: &[Bar], clipped: bool) {
        for bar in bars {
            let rect = Rect { x: bar.x, y: bottom - bar.height, width: bar.width, height: bar.height };
            let rect = if clipped { meet(&rect, &self.lanes) } else { Some(rect) };
            if let Some(rect) = rect {
                self.drawn("Bar", &rect, PLAIN, &filled(Some(&bar.color)), None);
            }
        }
    }

    /// A chain of lines as a shape of its own, and what it takes.
    fn path(&self, points: &[(f32, f32)], closed: bool) -> (Rect, String) {
        let (mut left, mut top) = (f32::INFINITY, f32::INFINITY);
        let (mut right, mut bottom) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for &(x, y) in points {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
        }
        let rect = Rect { x: left, y: top, width: right - left, height: bottom - top };
        let Place { x, y, width, height } = self.place(&rect);
        let mut steps = String::new();
        for (nth, point) in points.iter().enumerate() {
            let step = if nth == 0 { "moveTo" } else { "lnTo" };
            let (x, y) = (self.emu(point.0) - x, self.emu(point.1) - y);
            // Writing to a string never fails.
            write!(steps, r#"<a:{step}><a:pt x="{x}" y="{y}"/></a:{step}>"#).ok();
        }
        let end = if closed { "<a:close/>" } else { "" };
        let fill = if closed { "" } else { r#" fill="none""# };
        let geometry = format!(
            r#"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}"{fill}>{steps}{end}</a:path></a:pathLst></a:custGeom>"#
        );
        (rect, geometry)
    }

    fn drawn(&mut self, name: &str, rect: &Rect, geometry: &str, fill: &str, stroke: Option<&Stroke>) {
        let id = self.next_id();
        self.grow(rect);
        let Place { x, y, width, height } = self.place(rect);
        let line = match stroke {
            None => "<a:ln><a:noFill/></a:ln>".to_owned(),
            Some(stroke) => self.stroked(stroke),
        };
        // Writing to a string never fails.
        write!(
            self.out,
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}{fill}{line}</p:spPr></p:sp>"#
        )
        .ok();
    }

    fn stroked(&self, stroke: &Stroke) -> String {
        let dash = match stroke.dash {
            None => String::new(),
            Some((on, off)) => {
                let share = |length: f32| (length / stroke.width.max(0.01) * 100_000.0).round() as i64;
                format!(r#"<a:custDash><a:ds d="{}" sp="{}"/></a:custDash>"#, share(on), share(off))
            }
        };
        let (cap, join) = if stroke.round { ("rnd", "<a:round/>") } else { ("flat", r#"<a:miter lim="800000"/>"#) };
        let (width, color) = (self.emu(stroke.width).max(1), filled(Some(&stroke.color)));
        format!(r#"<a:ln w="{width}" cap="{cap}">{color}{dash}{join}</a:ln>"#)
    }

    fn grow(&mut self, rect: &Rect) {
        let bounds = self.bounds.map_or(*rect, |known| {
            let (x, y) = (known.x.min(rect.x), known.y.min(rect.y));
            let (right, bottom) = (known.right().max(rect.right()), known.bottom().max(rect.bottom()));
            Rect { x, y, width: right - x, height: bottom - y }
        });
        self.bounds = Some(bounds);
    }

    /// The line of text that an item is; none where it is none or lies outside the lanes that it is cut to.
    fn line_of(&mut self, item: &'a Item) -> Option<Line<'a>> {
        let Shape::Text { x, y, text, size, weight, align, color, turned } = &item.shape else { return None };
        let width = self.text.width(text, *size, *weight);
        let from = match align {
            Align::Left => *x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        let link = match item.part {
            Part::Source(number) => (self.url)(number).map(|url| {
                self.links.push(url);
                self.links.len() + 2
            }),
            _ => None,
        };
        let run = Run { text, size: *size, weight: *weight, color: *color, link };
        Some(Line { from, until: from + width, y: *y, align: *align, turned: *turned, runs: vec![run] })
    }

    fn text_box(&mut self, name: &str, line: &Line, placeholder: &str) {
        let size = line.runs.iter().map(|run| run.size).fold(0.0, f32::max);
        let width = line.until - line.from;
        if width <= 0.0 {
            return;
        }
        let more = width * WIDER.0 + WIDER.1;
        let (from, until, align) = match line.align {
            Align::Left => (line.from, line.until + more, "l"),
            Align::Center => (line.from - more / 2.0, line.until + more / 2.0, "ctr"),
            Align::Right => (line.from - more, line.until, "r"),
        };
        let height = LINE * size;
        let middle = line.y - MIDDLE * size;
        let mut rect = Rect { x: from, y: middle - height / 2.0, width: until - from, height };
        let mut turned = "";
        if line.turned {
            // It reads upwards along its baseline, about its middle.
            let across = (line.from + line.until) / 2.0;
            rect = Rect { x: across - MIDDLE * size - rect.width / 2.0, y: line.y - height / 2.0, ..rect };
            turned = r#" rot="16200000""#;
        }
        self.grow(&rect);
        let id = self.next_id();
        let Place { x, y, width, height } = self.place(&rect);
        let runs: String =
            line.runs.iter().enumerate().map(|(nth, run)| self.run(run, nth > 0)).collect::<Vec<_>>().concat();
        let kind = if placeholder.is_empty() { r#" txBox="1""# } else { "" };
        // Writing to a string never fails.
        write!(
            self.out,
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr{kind}/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{PLAIN}<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="{align}"/>{runs}</a:p></p:txBody></p:sp>"#
        )
        .ok();
    }

    fn run(&self, run: &Run, spaced: bool) -> String {
        let size = (f64::from(run.size) * self.scale / POINT * 100.0).round().clamp(100.0, 400_000.0) as i64;
        let look = match run.weight {
            Weight::Regular => "",
            Weight::Semibold | Weight::Bold => r#" b="1""#,
            Weight::Italic => r#" i="1""#,
        };
        // A title is bold by its style; nothing else is.
        let plain = if look.is_empty() { r#" b="0""# } else { look };
        let color = filled(Some(&run.color));
        let link = run.link.map(|id| format!(r#"<a:hlinkClick r:id="rId{id}"/>"#)).unwrap_or_default();
        let space = if spaced { " " } else { "" };
        let words = escape(run.text);
        format!(
            r#"<a:r><a:rPr lang="en-GB" sz="{size}"{plain} dirty="0">{color}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>{link}</a:rPr><a:t>{space}{words}</a:t></a:r>"#
        )
    }
}

/// Where a shape is, in units.
struct Place {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

const PLAIN: &str = r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>"#;

fn rounded(rect: &Rect, radius: f32) -> String {
    let least = rect.width.min(rect.height);
    if radius <= 0.0 || least <= 0.0 {
        return PLAIN.to_owned();
    }
    let share = (radius / least * 100_000.0).min(50_000.0).round() as i64;
    format!(r#"<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>"#)
}

fn filled(color: Option<&Color>) -> String {
    match color {
        None => "<a:noFill/>".to_owned(),
        Some(color) => format!("<a:solidFill>{}</a:solidFill>", rgb(color)),
    }
}

fn rgb(color: &Color) -> String {
    let Color { r, g, b, a } = color;
    let alpha = u32::from(*a) * 100_000 / 255;
    let alpha = if *a < 255 { format!(r#"<a:alpha val="{alpha}"/>"#) } else { String::new() };
    format!(r#"<a:srgbClr val="{r:02X}{g:02X}{b:02X}">{alpha}</a:srgbClr>"#)
}

/// The fill of a part of a rectangle whose colours change from left to right.
fn faded(whole: &Rect, shown: &Rect, stops: &[(f32, Color)]) -> String {
    let share = |x: f32| ((x - whole.x) / whole.width.max(0.01)).clamp(0.0, 1.0);
    let (from, until) = (share(shown.x), share(shown.right()));
    let at = |place: f32| {
        let next = stops.partition_point(|stop| stop.0 < place).clamp(1, stops.len().max(2) - 1);
        let (Some(a), Some(b)) = (stops.get(next - 1), stops.get(next)) else { return Color::rgb(0, 0, 0) };
        let along = if b.0 > a.0 { ((place - a.0) / (b.0 - a.0)).clamp(0.0, 1.0) } else { 1.0 };
        let alpha = f32::from(a.1.a) + (f32::from(b.1.a) - f32::from(a.1.a)) * along;
        Color { a: alpha.round() as u8, ..a.1.towards(b.1, along) }
    };
    let inner = stops.iter().map(|stop| stop.0).filter(|&place| place > from && place < until);
    let places = std::iter::once(from).chain(inner).chain(std::iter::once(until));
    let stop = |place: f32| {
        let pos = ((place - from) / (until - from).max(1e-6) * 100_000.0).round() as i64;
        format!(r#"<a:gs pos="{pos}">{}</a:gs>"#, rgb(&at(place)))
    };
    let stops: String = places.map(stop).collect();
    format!(r#"<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>"#)
}

/// What two rectangles have in common.
fn meet(a: &Rect, b: &Rect) -> Option<Rect> {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let (right, bottom) = (a.right().min(b.right()), a.bottom().min(b.bottom()));
    (x < right && y < bottom).then_some(Rect { x, y, width: right - x, height: bottom - y })
}

/// The part of a line that lies within the sides of a rectangle; chains of several lines are small, and stay whole.
fn cut_line(points: &[(f32, f32)], lanes: &Rect) -> Vec<(f32, f32)> {
    match *points {
        [from, to] if from.1 == to.1 => {
            let x = |x: f32| x.clamp(lanes.x, lanes.right());
            if x(from.0) == x(to.0) { Vec::new() } else { vec![(x(from.0), from.1), (x(to.0), to.1)] }
        }
        [from, ..] if lanes.grown(4.0).contains(from.0, from.1) => points.to_vec(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fade_is_cut_with_its_band() {
        let ink = |a: u8| Color { a, ..Color::rgb(0, 0, 0) };
        let whole = Rect { x: 0.0, y: 0.0, width: 100.0, height: 4.0 };
        let stops = [(0.0, ink(0)), (0.5, ink(255)), (1.0, ink(0))];
        let cut = faded(&whole, &Rect { x: 25.0, width: 75.0, ..whole }, &stops);
        let found: Vec<&str> = cut.split("pos=\"").skip(1).map(|part| part.split('"').next().unwrap_or("")).collect();
        assert_eq!(found, ["0", "33333", "100000"]);
        assert!(cut.contains(r#"<a:alpha val="50196"/>"#), "{cut}");
    }

    #[test]
    fn what_reaches_beyond_the_lanes_is_cut() {
        let lanes = Rect { x: 10.0, y: 0.0, width: 50.0, height: 20.0 };
        assert_eq!(cut_line(&[(-5.0, 3.0), (90.0, 3.0)], &lanes), [(10.0, 3.0), (60.0, 3.0)]);
        assert!(cut_line(&[(-50.0, 3.0), (-20.0, 3.0)], &lanes).is_empty());
        assert_eq!(meet(&Rect { x: 70.0, ..lanes }, &lanes), None);
    }
}
