//! A line of text to its width, by the font that is bundled for window and exports alike, and by others for letters
//! that it lacks.
//!
//! Shaped by the window's own shaper, so that a label takes on screen the room that was kept for it.

use super::fallback::Font;
use super::runs;
use super::scene::Weight;
use harfrust::{
    Direction, FontRef, GlyphBuffer, GlyphInfo, GlyphPosition, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer,
    script,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

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

/// By how much the width of a cut text may differ from the sum of its glyphs, at size 1.
const CLOSE: f64 = 0.1;
/// So many widths are remembered of each face, and so many texts of several runs.
const WIDTHS_KEPT: usize = 50_000;

/// Measures texts and remembers what it measured.
pub struct Text {
    faces: [Face; 4],
    /// For letters that the bundled font lacks, in the order in which they are asked.
    fallback: Vec<(Font, Face)>,
    /// Only looked up, never iterated.
    runs: RefCell<HashMap<String, Arc<[Run]>>>,
    /// How many times its width a text is given.
    room: f32,
}

/// A part of a text in one font and one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The bytes of the text.
    pub bytes: Range<usize>,
    /// Which of the fallback fonts; none for the bundled one.
    pub fallback: Option<usize>,
    /// Whether it reads from right to left.
    pub from_right: bool,
}

/// A run with its glyphs.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedRun {
    /// Which of the fallback fonts; none for the bundled one.
    pub fallback: Option<usize>,
    /// From left to right.
    pub glyphs: Vec<ShapedGlyph>,
}

/// A glyph and where it stands, for type of size 1.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapedGlyph {
    /// Its number in its font.
    pub id: u32,
    /// The bytes of the text that it shows, alone or with those beside it.
    pub bytes: Range<usize>,
    /// From its origin to that of the next.
    pub advance: f32,
    /// By how much it is moved to the right and up.
    pub offset: (f32, f32),
}

/// A face of a font, ready to shape.
pub struct Face {
    font: FontRef<'static>,
    shaping: ShaperData,
    units_per_em: f32,
    /// How Latin text is shaped, which most is; made once, as it takes longer than the shaping.
    latin: ShapePlan,
    /// Text to its width at size 1. Only looked up, never iterated.
    widths: RefCell<HashMap<String, f32>>,
    /// Only looked up, never iterated.
    has: RefCell<HashMap<char, bool>>,
}

impl Text {
    /// The bundled font, ready to measure.
    pub fn new() -> Text {
        Text::with(&[])
    }

    /// The bundled font and fonts for what it lacks.
    pub fn with(fallback: &[Font]) -> Text {
        let face = |font: &Font| Some((*font, Face::new(font.bytes, font.face)?));
        Text {
            faces: FONTS.map(|(_, bytes)| Face::new(bytes, 0).expect("a bundled font is well-formed")),
            fallback: fallback.iter().filter_map(face).collect(),
            runs: RefCell::default(),
            room: 1.0,
        }
    }

    /// Gives each text so many times its width, where it may be shown in another font.
    pub fn with_room(self, room: f32) -> Text {
        Text { room, ..self }
    }

    /// The fallback fonts.
    pub fn fallback(&self) -> impl Iterator<Item = &Font> {
        self.fallback.iter().map(|(font, _)| font)
    }

    /// The width of a line of text in points.
    pub fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let face = &self.faces[weight as usize];
        if let Some(width) = face.widths.borrow().get(text) {
            return width * size;
        }
        let width = self.measure(text, weight);
        let mut widths = face.widths.borrow_mut();
        if widths.len() >= WIDTHS_KEPT {
            widths.clear();
        }
        widths.insert(text.to_owned(), width);
        width * size
    }

    /// The parts of a text that are shaped each by itself, from left to right as they are seen; none for the text of
    /// one font and direction that most texts are.
    pub fn runs(&self, text: &str) -> Option<Arc<[Run]>> {
        if is_plain(text) {
            return None;
        }
        if let Some(runs) = self.runs.borrow().get(text) {
            return Some(Arc::clone(runs));
        }
        let faces: Vec<&Face> = self.fallback.iter().map(|(_, face)| face).collect();
        let runs: Arc<[Run]> = runs::runs(text, &self.faces[0], &faces).into();
        let mut known = self.runs.borrow_mut();
        if known.len() >= WIDTHS_KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), Arc::clone(&runs));
        Some(runs)
    }

    /// The glyphs of a line of text, as they are seen from left to right.
    pub fn shape(&self, text: &str, weight: Weight) -> Vec<ShapedRun> {
        match self.runs(text) {
            None => {
                let glyphs = self.faces[weight as usize].glyphs(text, 0..text.len(), false);
                vec![ShapedRun { fallback: None, glyphs }]
            }
            Some(runs) => {
                let shape = |run: &Run| {
                    let glyphs = self.face(run, weight).glyphs(text, run.bytes.clone(), run.from_right);
                    ShapedRun { fallback: run.fallback, glyphs }
                };
                runs.iter().map(shape).collect()
            }
        }
    }

    /// The text, or as much of its beginning as fits the width with an ellipsis; cut between words where one ends in its second half.
    pub fn fit(&self, text: &str, size: f32, weight: Weight, width: f32) -> String {
        if self.width(text, size, weight) <= width {
            return text.to_owned();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let shortened = |end: usize| format!("{}{ELLIPSIS}", text[..end].trim_end());
        let fits = |end: &usize| self.measure(&shortened(*end), weight) * size <= width;
        let fitting = match is_plain(text) {
            true => {
                // The sums of advances are right but for how the last letter and the ellipsis stand to each other.
                let room = f64::from((width / size - self.width(ELLIPSIS, 1.0, weight)) / self.room);
                let sums = self.faces[weight as usize].sums(text);
                let sum = |end: &usize| {
                    sums.partition_point(|(at, _)| at < end).checked_sub(1).map_or(0.0, |nth| sums[nth].1)
                };
                let [least, most] = [-CLOSE, CLOSE].map(|by| ends.partition_point(|end| sum(end) <= room + by));
                least + ends[least..most].partition_point(fits)
            }
            false => ends.partition_point(fits),
        };
        let end = ends.get(fitting.saturating_sub(1)).copied().unwrap_or(0);
        let word_end = text[..end].rfind(' ').filter(|&space| space * 2 > end);
        shortened(if text[end..].starts_with(' ') { end } else { word_end.unwrap_or(end) })
    }

    /// The width at size 1.
    fn measure(&self, text: &str, weight: Weight) -> f32 {
        if is_plain(text) {
            return self.faces[weight as usize].measure(text, false) * self.room;
        }
        let faces: Vec<&Face> = self.fallback.iter().map(|(_, face)| face).collect();
        let runs = runs::runs(text, &self.faces[0], &faces);
        let widths = runs.iter().map(|run| self.face(run, weight).measure(&text[run.bytes.clone()], run.from_right));
        widths.sum::<f32>() * self.room
    }

    fn face(&self, run: &Run, weight: Weight) -> &Face {
        run.fallback.and_then(|font| self.fallback.get(font)).map_or(&self.faces[weight as usize], |(_, face)| face)
    }
}

/// Whether a text surely is of one direction and in the bundled font: Latin, Greek, Cyrillic, punctuation.
fn is_plain(text: &str) -> bool {
    // Bytes that begin letters up to U+058F, or from U+2000 to U+2FFF.
    text.bytes().all(|byte| byte < 0xD6 || byte == 0xE2)
}

impl Face {
    /// A face of a font file; none where it is no font that can be drawn.
    pub fn new(bytes: &'static [u8], face: u32) -> Option<Face> {
        let font = FontRef::from_index(bytes, face).ok()?;
        let shaping = ShaperData::new(&font);
        let shaper = shaping.shaper(&font).build();
        let units_per_em = shaper.units_per_em() as f32;
        let latin = ShapePlan::new(&shaper, Direction::LeftToRight, Some(script::LATIN), None, &[]);
        (units_per_em > 0.0).then(|| Face {
            font,
            shaping,
            units_per_em,
            latin,
            widths: RefCell::default(),
            has: RefCell::default(),
        })
    }

    /// The bundled font.
    pub fn bundled() -> Face {
        Face::new(FONTS[0].1, 0).expect("a bundled font is well-formed")
    }

    /// Whether it has a shape for a letter.
    pub fn has(&self, letter: char) -> bool {
        let known = self.has.borrow().get(&letter).copied();
        known.unwrap_or_else(|| {
            let has = self.shaped(letter.encode_utf8(&mut [0; 4]), false).glyph_infos().iter().all(|g| g.glyph_id != 0);
            self.has.borrow_mut().insert(letter, has);
            has
        })
    }

    /// The width at size 1.
    fn measure(&self, text: &str, from_right: bool) -> f32 {
        let units: i32 = self.shaped(text, from_right).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 / self.units_per_em
    }

    /// For each glyph, from left to right, the byte of the text that it begins at, and where it ends at size 1.
    fn sums(&self, text: &str) -> Vec<(usize, f64)> {
        let shaped = self.shaped(text, false);
        let mut end = 0;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let sum = |(info, position): (&GlyphInfo, &GlyphPosition)| {
            end += position.x_advance;
            (info.cluster as usize, f64::from(end) / f64::from(self.units_per_em))
        };
        glyphs.map(sum).collect()
    }

    /// The glyphs of a part of a text.
    fn glyphs(&self, text: &str, part: Range<usize>, from_right: bool) -> Vec<ShapedGlyph> {
        let shaped = self.shaped(&text[part.clone()], from_right);
        let begin = |cluster: u32| part.start + cluster as usize;
        let mut begins: Vec<usize> = shaped.glyph_infos().iter().map(|glyph| begin(glyph.cluster)).collect();
        begins.sort_unstable();
        begins.dedup();
        let end = |begin: usize| begins.get(begins.partition_point(|&other| other <= begin)).copied();
        let em = |units: i32| units as f32 / self.units_per_em;
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let placed = glyphs.map(|(glyph, at)| ShapedGlyph {
            id: glyph.glyph_id,
            bytes: begin(glyph.cluster)..end(begin(glyph.cluster)).unwrap_or(part.end),
            advance: em(at.x_advance),
            offset: (em(at.x_offset), em(at.y_offset)),
        });
        placed.collect()
    }

    fn shaped(&self, text: &str, from_right: bool) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if from_right {
            buffer.set_direction(Direction::RightToLeft);
        }
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

    /// Where a text is cut does not depend on how that is found.
    #[test]
    fn cuts_where_each_letter_was_tried() {
        let text = Text::new();
        for words in
            ["AVATAR To. Wy, fifi Æ 1/2 ÀÈ official “Tyre”", "Περί Ωκεανού και Τύρου", "Ж. Тургенев, «Вешние воды»"]
        {
            for width in (2..260).map(|width| width as f32) {
                let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
                let fits = |end: &&usize| {
                    text.width(&format!("{}{ELLIPSIS}", words[..**end].trim_end()), 13.0, Weight::Regular) <= width
                };
                let longest = ends.iter().rev().find(fits).map_or(0, |end| *end);
                let cut = text.fit(words, 13.0, Weight::Regular, width);
                let told = cut.trim_end_matches(ELLIPSIS).trim_end();
                let whole = text.width(words, 13.0, Weight::Regular) <= width;
                let tried = words[..longest].trim_end();
                assert!(
                    whole || told == tried || tried.starts_with(told) && told.len() * 2 + 2 > longest,
                    "{cut} at {width}"
                );
            }
        }
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
