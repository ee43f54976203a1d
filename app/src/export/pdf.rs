//! Pages to PDF: text stays text, fonts are embedded by what is used of them, numbers of sources lead to the list.
//!
//! Drawn from the scene itself and with the shaper that measured it. Tells no time of its making, so that the same
//! pages give the same bytes. Knows no files.

use super::Page;
use crate::picture::marks;
use crate::picture::scene::{Align, Color, Disc, Item, Part, Rect, Scene, Shape, Stroke, Weight};
use crate::picture::text::{FONTS, Text};
use anyhow::{Context, Result, anyhow, ensure};
use krilla::Document;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Size, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, LinearGradient, SpreadMethod, Stop, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::collections::BTreeMap;

/// How far from a quarter of a circle's ends its control points lie, of the radius.
const CURVE: f32 = 0.552_285;
/// The slant and the drop of a line of text that can be clicked, of its size.
const LINE: (f32, f32) = (0.8, 0.25);

/// A document of pages; `width_pt` of each, 72 to the inch, and the title of them all. `watch` is told how many are
/// drawn, and says whether to go on.
pub fn write(
    pages: &[Page],
    width_pt: f32,
    title: &str,
    text: &Text,
    watch: &dyn Fn(usize, usize) -> bool,
) -> Result<Vec<u8>> {
    let mut document = Document::new();
    let fonts = Fonts::new(text)?;
    let lists: BTreeMap<usize, (usize, Point)> = source_lists(pages, width_pt);
    let mut outline = Outline::new();
    for (index, page) in pages.iter().enumerate() {
        ensure!(watch(index, pages.len()), "stopped");
        let scale = width_pt / page.scene.width.max(1.0);
        let size = Size::from_wh(width_pt, page.scene.height * scale).context("a page has no size")?;
        let mut drawn = document.start_page_with(PageSettings::new(size));
        let mut surface = drawn.surface();
        surface.push_transform(&Transform::from_scale(scale, scale));
        let mut drawing = Drawing { surface: &mut surface, text, fonts: &fonts };
        drawing.scene(&page.scene);
        surface.pop();
        surface.finish();
        for (area, target, what) in links(page, index, &lists, text) {
            let corners = (area.x * scale, area.y * scale, area.right() * scale, area.bottom() * scale);
            if let Some(area) = krilla::geom::Rect::from_ltrb(corners.0, corners.1, corners.2, corners.3) {
                drawn.add_annotation(Annotation::new_link(LinkAnnotation::new(area, target), Some(what)));
            }
        }
        drawn.finish();
        let top = XyzDestination::new(index, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(page.title.clone(), top));
    }
    if pages.len() > 1 {
        document.set_outline(outline);
    }
    let about = Metadata::new().title(title.to_owned()).creator("Dateline".to_owned()).language("en".to_owned());
    document.set_metadata(about);
    document.finish().map_err(|error| anyhow!("the PDF can't be written: {error:?}"))
}

/// For each source by its number the page and place where lists name it first.
fn source_lists(pages: &[Page], width_pt: f32) -> BTreeMap<usize, (usize, Point)> {
    let mut lists = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        let scale = width_pt / page.scene.width.max(1.0);
        for item in &page.scene.items {
            if let (Part::Source(number), Shape::Text { x, y, size, .. }) = (item.part, &item.shape) {
                let place = Point::from_xy(x * scale, (y - size) * scale);
                lists.entry(number).or_insert((index, place));
            }
        }
    }
    lists
}

/// What of a page can be clicked: numbers at the events, and sources that can be read on the web.
fn links(
    page: &Page,
    index: usize,
    lists: &BTreeMap<usize, (usize, Point)>,
    text: &Text,
) -> Vec<(Rect, Target, String)> {
    let own: BTreeMap<usize, (usize, Point)> = source_lists(std::slice::from_ref(page), page.scene.width);
    let mut links = Vec::new();
    for item in &page.scene.items {
        let Shape::Text { x, y, text: words, size, weight, align: Align::Left, .. } = &item.shape else { continue };
        let line = |from: f32, until: f32| {
            let (above, below) = (LINE.0 * size, LINE.1 * size);
            Rect { x: x + from, y: y - above, width: until - from, height: above + below }
        };
        match item.part {
            Part::Cited => {
                for (number, bytes) in numbers(words) {
                    let width = |end: usize| text.width(&words[..end], *size, *weight);
                    // The list of the page itself, where it has one.
                    let here = own.contains_key(&number).then(|| lists.get(&number)).flatten();
                    let place = here.filter(|(page, _)| *page == index).or_else(|| lists.get(&number));
                    if let Some((page, place)) = place {
                        let target = Target::Destination(XyzDestination::new(*page, *place).into());
                        links.push((line(width(bytes.start), width(bytes.end)), target, format!("Source {number}")));
                    }
                }
            }
            Part::Source(number) => {
                let url = page.sources.iter().find(|source| source.number == number).and_then(|s| s.url.clone());
                if let Some(url) = url.filter(|url| is_web(url)) {
                    let target = Target::Action(LinkAction::new(url.clone()).into());
                    links.push((line(0.0, text.width(words, *size, *weight)), target, url));
                }
            }
            _ => {}
        }
    }
    links
}

/// Whether an address is one of the web: no other may be opened from an export.
pub fn is_web(url: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    (url.starts_with("https://") || url.starts_with("http://")) && url.len() < 2000 && url.chars().all(is_plain)
}

/// The numbers in "[1, 12]" and the bytes of each.
fn numbers(words: &str) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in words.split(|c: char| !c.is_ascii_digit()) {
        if let Ok(number) = part.parse() {
            found.push((number, at..at + part.len()));
        }
        // What parts them is a character of a byte, or the ellipsis at the very end.
        at += part.len() + 1;
    }
    found
}

/// The bundled fonts and those for what they lack.
struct Fonts {
    bundled: Vec<Font>,
    fallback: Vec<Option<Font>>,
}

impl Fonts {
    fn new(text: &Text) -> Result<Fonts> {
        let bundled = FONTS.into_iter().map(|(_, bytes)| Font::new(bytes.into(), 0));
        let fallback = text.fallback().map(|font| Font::new(font.bytes.into(), font.face));
        let bundled: Option<Vec<Font>> = bundled.collect();
        Ok(Fonts { bundled: bundled.context("a bundled font is damaged")?, fallback: fallback.collect() })
    }

    fn of(&self, fallback: Option<usize>, weight: Weight) -> Option<&Font> {
        match fallback {
            None => self.bundled.get(weight as usize),
            Some(font) => self.fallback.get(font)?.as_ref(),
        }
    }
}

/// Draws shapes on a page.
struct Drawing<'a, 's> {
    surface: &'a mut Surface<'s>,
    text: &'a Text,
    fonts: &'a Fonts,
}

impl Drawing<'_, '_> {
    /// Items in their order, those of the lanes clipped.
    fn scene(&mut self, scene: &Scene) {
        let lanes = rect_path(&scene.lanes_area, 0.0);
        for run in scene.items.chunk_by(|a: &Item, b: &Item| a.in_lanes == b.in_lanes) {
            let clip = lanes.as_ref().filter(|_| run.first().is_some_and(|item| item.in_lanes));
            if let Some(path) = clip {
                self.surface.push_clip_path(path, &FillRule::NonZero);
            }
            for item in run {
                self.shape(&item.shape);
            }
            if clip.is_some() {
                self.surface.pop();
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { fill: None, stroke: None, .. } => {}
            Shape::Rect { rect, radius, fill, stroke } => {
                self.path(rect_path(rect, *radius), fill.as_ref(), stroke.as_ref());
            }
            Shape::Gradient { rect, stops } => self.gradient(rect, stops),
            Shape::Circle { x, y, radius, fill, stroke } => {
                let box_ = Rect { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius };
                self.path(rect_path(&box_, *radius), fill.as_ref(), stroke.as_ref());
            }
            Shape::Disc(disc) => self.disc(disc),
            Shape::Bars { bottom, bars } => {
                for run in bars.chunk_by(|a, b| a.color == b.color) {
                    let mut path = PathBuilder::new();
                    for bar in run {
                        let area = Rect { x: bar.x, y: bottom - bar.height, width: bar.width, height: bar.height };
                        if let Some(area) = krilla::geom::Rect::from_xywh(area.x, area.y, area.width, area.height) {
                            path.push_rect(area);
                        }
                    }
                    self.path(path.finish(), run.first().map(|bar| &bar.color), None);
                }
            }
            Shape::Path { points, closed, fill, stroke } => {
                let mut path = PathBuilder::new();
                for (index, (x, y)) in points.iter().enumerate() {
                    if index == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
                }
                if *closed {
                    path.close();
                }
                self.path(path.finish(), fill.as_ref(), stroke.as_ref());
            }
            Shape::Text { x, y, text, size, weight, align, color, turned } => {
                let width = self.text.width(text, *size, *weight);
                let left = match align {
                    Align::Left => 0.0,
                    Align::Center => -width / 2.0,
                    Align::Right => -width,
                };
                if *turned {
                    self.surface.push_transform(&Transform::from_rotate_at(-90.0, *x, *y));
                }
                self.line((x + left, *y), text, *size, *weight, *color);
                if *turned {
                    self.surface.pop();
                }
            }
        }
    }

    fn disc(&mut self, disc: &Disc) {
        for shape in marks::shapes(disc) {
            self.shape(&shape);
        }
    }

    fn path(&mut self, path: Option<Path>, fill: Option<&Color>, stroke: Option<&Stroke>) {
        let Some(path) = path else { return };
        self.surface.set_fill(fill.map(filled));
        self.surface.set_stroke(stroke.map(stroked));
        if fill.is_some() || stroke.is_some() {
            self.surface.draw_path(&path);
        }
    }

    fn gradient(&mut self, rect: &Rect, stops: &[(f32, Color)]) {
        let stop = |(at, color): &(f32, Color)| Stop {
            offset: share(*at),
            color: rgb::Color::new(color.r, color.g, color.b).into(),
            opacity: share(f32::from(color.a) / 255.0),
        };
        let gradient = LinearGradient {
            x1: rect.x,
            y1: rect.y,
            x2: rect.right(),
            y2: rect.y,
            transform: Transform::identity(),
            spread_method: SpreadMethod::Pad,
            stops: stops.iter().map(stop).collect(),
            anti_alias: false,
        };
        let Some(path) = rect_path(rect, 0.0) else { return };
        let fill = Fill { paint: gradient.into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero };
        self.surface.set_fill(Some(fill));
        self.surface.set_stroke(None);
        self.surface.draw_path(&path);
    }

    /// A line of text from its left end, `y` its baseline.
    fn line(&mut self, (mut x, y): (f32, f32), words: &str, size: f32, weight: Weight, color: Color) {
        self.surface.set_fill(Some(filled(&color)));
        self.surface.set_stroke(None);
        for run in self.text.shape(words, weight) {
            let glyphs: Vec<KrillaGlyph> = run
                .glyphs
                .iter()
                .map(|glyph| {
                    let (dx, dy) = glyph.offset;
                    KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, dx, dy, 0.0, glyph.bytes.clone(), None)
                })
                .collect();
            if let Some(font) = self.fonts.of(run.fallback, weight).filter(|_| !glyphs.is_empty()) {
                self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font.clone(), words, size, false);
            }
            x += run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size;
        }
    }
}

fn share(value: f32) -> NormalizedF32 {
    NormalizedF32::new(value.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn filled(color: &Color) -> Fill {
    let opacity = share(f32::from(color.a) / 255.0);
    Fill { paint: rgb::Color::new(color.r, color.g, color.b).into(), opacity, rule: FillRule::NonZero }
}

fn stroked(stroke: &Stroke) -> krilla::paint::Stroke {
    let Color { r, g, b, a } = stroke.color;
    let (line_cap, line_join) =
        if stroke.round { (LineCap::Round, LineJoin::Round) } else { (LineCap::Butt, LineJoin::Miter) };
    krilla::paint::Stroke {
        paint: rgb::Color::new(r, g, b).into(),
        width: stroke.width,
        opacity: share(f32::from(a) / 255.0),
        dash: stroke.dash.map(|(on, off)| StrokeDash { array: vec![on, off], offset: 0.0 }),
        line_cap,
        line_join,
        ..krilla::paint::Stroke::default()
    }
}

/// The outline of a rectangle with round corners; none where it has no area.
fn rect_path(rect: &Rect, radius: f32) -> Option<Path> {
    let area = krilla::geom::Rect::from_xywh(rect.x, rect.y, rect.width, rect.height)?;
    let mut path = PathBuilder::new();
    let radius = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    if radius <= 0.0 {
        path.push_rect(area);
        return path.finish();
    }
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let (r, c) = (radius, radius * (1.0 - CURVE));
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - c, top, right, top + c, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - c, right - c, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + c, bottom, left, bottom - c, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + c, left + c, top, left + r, top);
    path.close();
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_numbers(words: &str, expect: &[(usize, &str)]) {
        let found: Vec<(usize, &str)> =
            numbers(words).into_iter().map(|(number, bytes)| (number, &words[bytes])).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn numbers_are_found_where_they_stand() {
        check_numbers("[3]", &[(3, "3")]);
        check_numbers("[1, 12, 7]", &[(1, "1"), (12, "12"), (7, "7")]);
        check_numbers("[1, 2, 3, 4, …]", &[(1, "1"), (2, "2"), (3, "3"), (4, "4")]);
        check_numbers("", &[]);
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for (url, expect) in [
            ("https://example.org/a?b=c#d", true),
            ("http://example.org", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("https://example.org/\" onclick=\"", false),
        ] {
            assert_eq!(is_web(url), expect, "{url}");
        }
    }
}
