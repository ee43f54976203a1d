//! Scene to SVG 1.1: text stays text, with the font embedded; each event is one named group.
//!
//! Whatever the texts hold, the result is well-formed XML. Knows no files.

use super::font;
use super::xml::{escape, number};
use crate::picture::marks;
use crate::picture::scene::{Align, Bar, Color, Item, Part, Rect, Scene, Shape, Stroke, Weight};
use crate::picture::text::{FAMILY, Text};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// Fonts for where the embedded one is not taken, of about its width.
const FALLBACK_FONTS: &str = "'Source Sans Pro', 'Noto Sans', Helvetica, Arial, sans-serif";

/// A scene as an SVG document of so many pixels; `name` tells what an event's group is called.
/// `text` has measured it; of its fonts what is used is embedded, if so wanted.
pub fn write(scene: &Scene, pixels: (f32, f32), name: impl Fn(usize) -> String, text: &Text, embeds: bool) -> String {
    let mut svg = Svg { out: String::new(), text, gradients: Vec::new() };
    // Writing to a string never fails.
    svg.document(scene, pixels, name, embeds).ok();
    svg.out
}

/// Shapes without texts and gradients as SVG elements.
pub fn shapes(shapes: &[Shape], text: &Text) -> String {
    let mut svg = Svg { out: String::new(), text, gradients: Vec::new() };
    // Writing to a string never fails.
    shapes.iter().try_for_each(|shape| svg.shape(shape)).ok();
    svg.out
}

struct Svg<'t> {
    out: String,
    text: &'t Text,
    gradients: Vec<Vec<(f32, Color)>>,
}

impl Svg<'_> {
    fn document(
        &mut self,
        scene: &Scene,
        pixels: (f32, f32),
        name: impl Fn(usize) -> String,
        embeds: bool,
    ) -> fmt::Result {
        let (width, height) = (number(scene.width), number(scene.height));
        let (wide, high) = (number(pixels.0), number(pixels.1));
        writeln!(self.out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            self.out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" font-family="'{FAMILY}', {FALLBACK_FONTS}" text-rendering="geometricPrecision">"#
        )?;
        if embeds {
            writeln!(self.out, "<style>\n{}</style>", font::faces(scene, self.text))?;
        }
        self.definitions(scene)?;
        let (ground, events, front) = by_event(scene);
        self.items(&ground)?;
        for (event, items) in events {
            let label = escape(&name(event));
            writeln!(self.out, r#"<g id="event-{event}" aria-label="{label}"><title>{label}</title>"#)?;
            self.items(&items)?;
            writeln!(self.out, "</g>")?;
        }
        self.items(&front)?;
        writeln!(self.out, "</svg>")
    }

    fn definitions(&mut self, scene: &Scene) -> fmt::Result {
        for item in &scene.items {
            if let Shape::Gradient { stops, .. } = &item.shape
                && !self.gradients.contains(stops)
            {
                self.gradients.push(stops.clone());
            }
        }
        writeln!(self.out, "<defs>")?;
        write!(self.out, r#"<clipPath id="lanes"><rect"#)?;
        self.rect(&scene.lanes_area)?;
        writeln!(self.out, "/></clipPath>")?;
        for (index, stops) in self.gradients.iter().enumerate() {
            write!(self.out, r#"<linearGradient id="fade-{index}">"#)?;
            for (at, color) in stops {
                let Color { r, g, b, a } = color;
                let opacity = number(f32::from(*a) / 255.0);
                let at = number(*at);
                write!(
                    self.out,
                    r##"<stop offset="{at}" stop-color="#{r:02x}{g:02x}{b:02x}" stop-opacity="{opacity}"/>"##
                )?;
            }
            writeln!(self.out, "</linearGradient>")?;
        }
        writeln!(self.out, "</defs>")
    }

    /// Items in their order, those of the lanes clipped.
    fn items(&mut self, items: &[&Item]) -> fmt::Result {
        for run in items.chunk_by(|a, b| a.in_lanes == b.in_lanes) {
            let clipped = run.first().is_some_and(|item| item.in_lanes);
            if clipped {
                writeln!(self.out, r#"<g clip-path="url(#lanes)">"#)?;
            }
            for item in run {
                self.shape(&item.shape)?;
            }
            if clipped {
                writeln!(self.out, "</g>")?;
            }
        }
        Ok(())
    }

    /// A path for each run of bars of one colour.
    fn bars(&mut self, bottom: f32, bars: &[Bar]) -> fmt::Result {
        for run in bars.chunk_by(|a, b| a.color == b.color) {
            write!(self.out, r#"<path d=""#)?;
            for bar in run {
                let (x, top) = (number(bar.x), number(bottom - bar.height));
                write!(self.out, "M{x} {}V{top}h{}V{}z", number(bottom), number(bar.width), number(bottom))?;
            }
            write!(self.out, "\"")?;
            self.paint(run.first().map(|bar| &bar.color), None)?;
            writeln!(self.out, "/>")?;
        }
        Ok(())
    }

    fn shape(&mut self, shape: &Shape) -> fmt::Result {
        match shape {
            Shape::Rect { fill: None, stroke: None, .. } => return Ok(()),
            Shape::Rect { rect, radius, fill, stroke } => {
                write!(self.out, "<rect")?;
                self.rect(rect)?;
                if *radius > 0.0 {
                    write!(self.out, r#" rx="{}""#, number(*radius))?;
                }
                self.paint(fill.as_ref(), stroke.as_ref())?;
            }
            Shape::Gradient { rect, stops } => {
                let index = self.gradients.iter().position(|known| known == stops).unwrap_or(0);
                write!(self.out, "<rect")?;
                self.rect(rect)?;
                write!(self.out, r#" fill="url(#fade-{index})""#)?;
            }
            Shape::Circle { x, y, radius, fill, stroke } => {
                let (x, y, radius) = (number(*x), number(*y), number(*radius));
                write!(self.out, r#"<circle cx="{x}" cy="{y}" r="{radius}""#)?;
                self.paint(fill.as_ref(), stroke.as_ref())?;
            }
            Shape::Disc(disc) => {
                return marks::shapes(disc).iter().try_for_each(|shape| self.shape(shape));
            }
            Shape::Bars { bottom, bars } => return self.bars(*bottom, bars),
            Shape::Path { points, closed, fill, stroke } => {
                write!(self.out, r#"<path d=""#)?;
                for (index, (x, y)) in points.iter().enumerate() {
                    let step = if index == 0 { 'M' } else { 'L' };
                    write!(self.out, "{step}{} {}", number(*x), number(*y))?;
                }
                write!(self.out, "{}\"", if *closed { "Z" } else { "" })?;
                self.paint(fill.as_ref(), stroke.as_ref())?;
            }
            Shape::Text { x, y, text, size, weight, align, color, turned } => {
                let (x, y, size) = (number(*x), number(*y), number(*size));
                write!(self.out, r#"<text x="{x}" y="{y}" font-size="{size}""#)?;
                match weight {
                    Weight::Regular => {}
                    Weight::Semibold => write!(self.out, r#" font-weight="600""#)?,
                    Weight::Bold => write!(self.out, r#" font-weight="700""#)?,
                    Weight::Italic => write!(self.out, r#" font-style="italic""#)?,
                }
                match align {
                    Align::Left => {}
                    Align::Center => write!(self.out, r#" text-anchor="middle""#)?,
                    Align::Right => write!(self.out, r#" text-anchor="end""#)?,
                }
                if *turned {
                    write!(self.out, r#" transform="rotate(-90 {x} {y})""#)?;
                }
                self.paint(Some(color), None)?;
                write!(self.out, ">")?;
                self.words(text)?;
                return writeln!(self.out, "</text>");
            }
        }
        writeln!(self.out, "/>")
    }

    /// A line of text, in the order of reading; what is in another font names it.
    fn words(&mut self, text: &str) -> fmt::Result {
        let Some(runs) = self.text.runs(text) else { return write!(self.out, "{}", escape(text)) };
        let mut runs = runs.to_vec();
        runs.sort_by_key(|run| run.bytes.start);
        for run in runs {
            let words = escape(&text[run.bytes]);
            match run.fallback.and_then(|font| self.text.fallback().nth(font)) {
                None => write!(self.out, "{words}")?,
                Some(font) => write!(self.out, r#"<tspan font-family="'{}'">{words}</tspan>"#, font.family)?,
            }
        }
        Ok(())
    }

    fn rect(&mut self, rect: &Rect) -> fmt::Result {
        let Rect { x, y, width, height } = *rect;
        let (width, height) = (number(width.max(0.0)), number(height.max(0.0)));
        write!(self.out, r#" x="{}" y="{}" width="{width}" height="{height}""#, number(x), number(y))
    }

    fn paint(&mut self, fill: Option<&Color>, stroke: Option<&Stroke>) -> fmt::Result {
        match fill {
            Some(color) => self.color("fill", color)?,
            None => write!(self.out, r#" fill="none""#)?,
        }
        let Some(stroke) = stroke else { return Ok(()) };
        self.color("stroke", &stroke.color)?;
        write!(self.out, r#" stroke-width="{}""#, number(stroke.width))?;
        if let Some((on, off)) = stroke.dash {
            write!(self.out, r#" stroke-dasharray="{} {}""#, number(on), number(off))?;
        }
        if stroke.round {
            write!(self.out, r#" stroke-linecap="round" stroke-linejoin="round""#)?;
        }
        Ok(())
    }

    fn color(&mut self, what: &str, color: &Color) -> fmt::Result {
        let Color { r, g, b, a } = color;
        write!(self.out, r##" {what}="#{r:02x}{g:02x}{b:02x}""##)?;
        if *a < 255 {
            write!(self.out, r#" {what}-opacity="{}""#, number(f32::from(*a) / 255.0))?;
        }
        Ok(())
    }
}

type Grouped<'a> = (Vec<&'a Item>, BTreeMap<usize, Vec<&'a Item>>, Vec<&'a Item>);

/// What lies behind the events, each event's own items together, what lies before them.
/// Items of different events do not overlap, so that gathering them changes nothing to see.
fn by_event(scene: &Scene) -> Grouped<'_> {
    let (mut ground, mut front) = (Vec::new(), Vec::new());
    let mut events: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    for item in &scene.items {
        match (item.part, item.event) {
            (Part::Mark | Part::Echo | Part::Band | Part::Label | Part::Cited, Some(event)) => {
                events.entry(event).or_default().push(item);
            }
            _ if events.is_empty() => ground.push(item),
            _ => front.push(item),
        }
    }
    (ground, events, front)
}
