//! A PDF with a text layer to a document: ISO 32000.
//!
//! In: the file's bytes. Out: its paragraphs in the order of reading with their pages, and what its properties say.
//! Letters with their places come from hayro; words, lines, columns and paragraphs are made of them by `pdf_words.rs`,
//! `pdf_lines.rs` and `pdf_paragraphs.rs`.

use super::Fault;
use super::decode::decode;
use super::metadata::Metadata;
use super::paragraphs::Paragraphs;
use super::pdf_lines::lines;
use super::pdf_paragraphs::paragraphs;
use super::pdf_words::{Page, page_of, without_furniture};
use super::plain::is_title;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::DateTime;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// A letter, or several that one sign stands for, and where it stands: from left to right and from top to bottom, in points.
pub(super) struct Letter {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
    /// The height of its font.
    pub size: f32,
}

/// Letters without a meaning are this one.
const UNKNOWN: char = '\u{fffd}';

/// The paragraphs and what the properties say.
pub(super) fn read(bytes: &[u8]) -> Result<(Paragraphs, Metadata), Fault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::Locked,
        LoadPdfError::Decryption(_) => Fault::damaged("it is encrypted in a way that is not known"),
        LoadPdfError::Invalid => Fault::damaged("no page of it can be found"),
    })?;
    let (mut pages, mut known, mut unknown) = (Vec::new(), 0, 0);
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let mut letters = Letters { width, height, found: Vec::new() };
        let cache = InterpreterCache::new();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut letters);
        for letter in &letters.found {
            let meaningless = letter.text.contains(UNKNOWN);
            (known, unknown) = (known + usize::from(!meaningless), unknown + usize::from(meaningless));
        }
        pages.push(page_of(letters.found, height));
    }
    if unknown > known {
        return Err(Fault::NoMeaning);
    }
    let mut metadata = properties(&pdf);
    let furniture = without_furniture(&mut pages);
    furniture.iter().for_each(|line| metadata.offer("address", line));
    let lines: Vec<_> = pages.into_iter().map(|Page { rows, .. }| lines(rows)).collect();
    let (paragraphs, heading) = paragraphs(lines)?;
    if let Some(heading) = heading {
        metadata.offer("largest letters of the first page", &heading);
    }
    Ok((paragraphs, metadata))
}

fn properties(pdf: &Pdf) -> Metadata {
    let mut metadata = Metadata::default();
    let told = pdf.metadata();
    let text = |value: &Option<Box<[u8]>>| value.as_ref().and_then(|bytes| Some(decode(bytes, None).ok()?.text));
    let day = |day: DateTime| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    metadata.offer("title", &text(&told.title).filter(|title| is_title(title)).unwrap_or_default());
    metadata.offer("author", &text(&told.author).unwrap_or_default());
    metadata.offer("created", &told.creation_date.map(day).unwrap_or_default());
    metadata.offer("modified", &told.modification_date.map(day).unwrap_or_default());
    metadata
}

/// Takes down the letters that a page draws.
struct Letters {
    width: f32,
    height: f32,
    found: Vec<Letter>,
}

impl Device<'_> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        // A letter that is filled and stroked comes twice.
        if matches!(mode, DrawMode::Stroke(_)) {
            return;
        }
        for glyph in run.glyphs() {
            let transform: Affine = props.transform * glyph.transform();
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
                hayro_interpret::font::Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                None => UNKNOWN.to_string(),
            };
            let begin = transform * Point::ZERO;
            let end = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let top = transform * Point::new(0.0, 1000.0);
            let (left, right, baseline) = (begin.x as f32, end.x as f32, begin.y as f32);
            let size = (begin.y - top.y) as f32;
            // Text that is turned, upside down or beside the page is no part of what is read.
            let upright = size > 0.5 && right >= left && (end.y - begin.y).abs() < 0.1 * f64::from(size);
            let within = left >= -1.0 && right <= self.width + size && (0.0..=self.height + 1.0).contains(&baseline);
            if upright && within {
                self.found.push(Letter { text, left, right, baseline, size });
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
