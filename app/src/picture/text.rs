//! A line of text to its width, by the font that is bundled for window and exports alike.
//!
//! Shaped by the window's own shaper, so that a label takes on screen the room that was kept for it.

use super::scene::Weight;
use harfrust::{Direction, FontRef, GlyphBuffer, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use std::cell::RefCell;
use std::collections::HashMap;

/// The family name of the bundled font.
pub const FAMILY: &str = "Source Sans 3";

/// The bundled font files.
pub const FONTS: [(Weight, &[u8]); 4] = [
    (Weight::Regular, include_bytes!("../../../assets/fonts/SourceSans3-Regular.ttf")),
    (Weight::Semibold, include_bytes!("../../../assets/fonts/SourceSans3-Semibold.ttf")),
    (Weight::Bold, include_bytes!("../../../assets/fonts/SourceSans3-Bold.ttf")),
    (Weight::Italic, include_bytes!("../../../assets/fonts/SourceSans3-It.ttf")),
];

/// What a text that does not fit ends in.
pub const ELLIPSIS: &str = "…";

/// So many widths are remembered of each face.
const WIDTHS_KEPT: usize = 50_000;

/// Measures texts and remembers what it measured.
pub struct Text {
    faces: [Face; 4],
}

struct Face {
    font: FontRef<'static>,
    shaping: ShaperData,
    units_per_em: f32,
    /// How Latin text is shaped, which most is; made once, as it takes longer than the shaping.
    latin: ShapePlan,
    /// Text to its width at size 1. Only looked up, never iterated.
    widths: RefCell<HashMap<String, f32>>,
}

impl Text {
    /// The bundled font, ready to measure.
    pub fn new() -> Text {
        Text { faces: FONTS.map(|(_, bytes)| Face::new(bytes)) }
    }

    /// The width of a line of text in points.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let face = &self.faces[weight as usize];
        if let Some(width) = face.widths.borrow().get(text) {
            return width * size;
        }
        let width = face.measure(text);
        let mut widths = face.widths.borrow_mut();
        if widths.len() >= WIDTHS_KEPT {
            widths.clear();
        }
        widths.insert(text.to_owned(), width);
        width * size
    }

    /// The glyphs of a line of text, by their numbers in the font.
    pub fn glyphs(&self, text: &str, weight: Weight) -> Vec<u32> {
        let shaped = self.faces[weight as usize].shaped(text);
        shaped.glyph_infos().iter().map(|glyph| glyph.glyph_id).collect()
    }

    /// The text, or as much of its beginning as fits the width with an ellipsis; cut between words where one ends in its second half.
    pub fn fit(&self, text: &str, size: f32, weight: Weight, width: f32) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let face = &self.faces[weight as usize];
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let shortened = |end: usize| format!("{}{ELLIPSIS}", text[..end].trim_end());
        let fitting = ends.partition_point(|&end| face.measure(&shortened(end)) * size <= width);
        let end = ends.get(fitting.saturating_sub(1)).copied().unwrap_or(0);
        let word_end = text[..end].rfind(' ').filter(|&space| space * 2 > end);
        shortened(if text[end..].starts_with(' ') { end } else { word_end.unwrap_or(end) })
    }
}

impl Face {
    fn new(bytes: &'static [u8]) -> Face {
        let font = FontRef::new(bytes).expect("a bundled font is well-formed");
        let shaping = ShaperData::new(&font);
        let shaper = shaping.shaper(&font).build();
        let units_per_em = shaper.units_per_em() as f32;
        let latin = ShapePlan::new(&shaper, Direction::LeftToRight, Some(script::LATIN), None, &[]);
        Face { font, shaping, units_per_em, latin, widths: RefCell::new(HashMap::new()) }
    }

    /// The width at size 1.
    fn measure(&self, text: &str) -> f32 {
        let units: i32 = self.shaped(text).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 / self.units_per_em
    }

    fn shaped(&self, text: &str) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let is_latin = buffer.script() == script::LATIN && buffer.direction() == Direction::LeftToRight;
        let options = ShapeOptions::new().plan(is_latin.then_some(&self.latin));
        self.shaping.shaper(&self.font).build().shape(buffer, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: f32, expect: &str) {
        assert_eq!(Text::new().fit(text, 13.0, Weight::Regular, width), expect);
    }

    #[test]
    fn shortens_to_the_width() {
        check("Treaty signed", 240.0, "Treaty signed");
        check("Treaty signed", 60.0, "Treaty…");
        check("Treatysigned", 50.0, "Treaty…");
        check("Šćžđ ąęłń", 40.0, "Šćžđ…");
        check("Treaty", 1.0, "…");
        check("", 1.0, "");
    }

    #[test]
    fn figures_are_of_one_width() {
        let text = Text::new();
        for (weight, _) in FONTS {
            let widths: Vec<f32> = ('0'..='9').map(|digit| text.width(&digit.to_string(), 13.0, weight)).collect();
            assert!(widths.iter().all(|width| (width - widths[0]).abs() < 0.01), "{weight:?}: {widths:?}");
        }
    }

    #[test]
    fn width_grows_with_the_size() {
        let text = Text::new();
        let small = text.width("Kursk", 10.0, Weight::Bold);
        assert!(small > 20.0 && small < 40.0, "{small}");
        assert!((text.width("Kursk", 20.0, Weight::Bold) - 2.0 * small).abs() < 0.01);
    }
}
