//! The glyphs that a scene's texts use, as `@font-face` rules with the font in them.
//!
//! Outlines of other glyphs are left out and the rest is packed as WOFF 1.0; glyph numbers, kerning and ligatures
//! stay, so that a browser sets the text just as wide as it was measured.

use super::cff;
use crate::picture::fallback::Font;
use crate::picture::scene::{Scene, Shape, Weight};
use crate::picture::text::{FAMILY, FONTS, Text};
use base64::Engine;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

/// The name of a table.
type Tag = &'static [u8; 4];

/// Tables that a browser needs to set text; Chromium wants `name` as well.
const TABLES: [Tag; 15] = [
    b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
    b"maxp", b"name", b"prep",
];

/// One rule for each weight of the bundled font, and for each other font, that occurs.
pub fn faces(scene: &Scene, text: &Text) -> String {
    let mut bundled: [BTreeSet<u32>; 4] = Default::default();
    let fallback: Vec<&Font> = text.fallback().collect();
    let mut others = vec![BTreeSet::new(); fallback.len()];
    for item in &scene.items {
        if let Shape::Text { text: words, weight, .. } = &item.shape {
            for run in text.shape(words, *weight) {
                let used = run.fallback.map_or(&mut bundled[*weight as usize], |font| &mut others[font]);
                used.extend(run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
    }
    let mut rules = String::new();
    for ((weight, bytes), glyphs) in FONTS.into_iter().zip(bundled) {
        let style = match weight {
            Weight::Regular => "400; font-style: normal",
            Weight::Semibold => "600; font-style: normal",
            Weight::Bold => "700; font-style: normal",
            Weight::Italic => "400; font-style: italic",
        };
        face(&mut rules, FAMILY, style, (bytes, 0), glyphs);
    }
    for (font, glyphs) in fallback.into_iter().zip(others) {
        // It has one weight, which stands for all.
        face(&mut rules, font.family, "400 700; font-style: normal", (font.bytes, font.face), glyphs);
    }
    rules
}

fn face(rules: &mut String, family: &str, style: &str, font: (&[u8], u32), glyphs: BTreeSet<u32>) {
    let Some(woff) = (!glyphs.is_empty()).then(|| subset(font, glyphs)).flatten() else { return };
    let data = base64::engine::general_purpose::STANDARD.encode(woff);
    // Writing to a string never fails.
    writeln!(
        rules,
        "@font-face {{ font-family: '{family}'; font-weight: {style}; src: url(data:font/woff;base64,{data}) format('woff'); }}"
    )
    .ok();
}

/// A font with the outlines of these glyphs only, as WOFF; none where the font is not as expected.
fn subset((file, face): (&[u8], u32), mut glyphs: BTreeSet<u32>) -> Option<Vec<u8>> {
    let font = Tables { file, directory: directory(file, face)? };
    glyphs.insert(0);
    let mut tables = match font.table(b"CFF ") {
        Some(outlines) => vec![(b"CFF ", cff::outlines(outlines, &glyphs)?)],
        None => truetype_outlines(&font, glyphs)?,
    };
    for tag in TABLES {
        if !tables.iter().any(|(done, _)| *done == tag) {
            tables.extend(font.table(tag).map(|bytes| (tag, bytes.to_vec())));
        }
    }
    // Glyph names are not needed, but the table is: version 3 has none.
    let mut post = font.table(b"post")?.get(..32)?.to_vec();
    post.get_mut(..4)?.copy_from_slice(&0x0003_0000u32.to_be_bytes());
    tables.push((b"post", post));
    tables.sort_by_key(|(tag, _)| **tag);
    Some(woff(if tables.iter().any(|(tag, _)| *tag == b"CFF ") { b"OTTO" } else { b"\x00\x01\x00\x00" }, &tables))
}

/// The tables of a font with TrueType outlines that hold these glyphs and no others.
fn truetype_outlines(font: &Tables, mut glyphs: BTreeSet<u32>) -> Option<Vec<(Tag, Vec<u8>)>> {
    let long = u16_at(font.table(b"head")?, 50)? == 1;
    let (loca, glyf) = (font.table(b"loca")?, font.table(b"glyf")?);
    let count = u32::from(u16_at(font.table(b"maxp")?, 4)?);
    let offset = |glyph: u32| {
        let at = glyph as usize;
        if long { u32_at(loca, 4 * at).map(|o| o as usize) } else { u16_at(loca, 2 * at).map(|o| 2 * usize::from(o)) }
    };
    let outline = |glyph: u32| glyf.get(offset(glyph)?..offset(glyph + 1)?);
    let mut unread: Vec<u32> = glyphs.iter().copied().collect();
    while let Some(glyph) = unread.pop() {
        for part in parts(outline(glyph)?) {
            if part < count && glyphs.insert(part) {
                unread.push(part);
            }
        }
    }
    let (mut new_loca, mut new_glyf) = (Vec::new(), Vec::new());
    for glyph in 0..count {
        new_loca.extend((new_glyf.len() as u32).to_be_bytes());
        if glyphs.contains(&glyph) {
            new_glyf.extend_from_slice(outline(glyph)?);
            new_glyf.resize(new_glyf.len().next_multiple_of(4), 0);
        }
    }
    new_loca.extend((new_glyf.len() as u32).to_be_bytes());
    let mut head = font.table(b"head")?.to_vec();
    head.get_mut(50..52)?.copy_from_slice(&1u16.to_be_bytes());
    Some(vec![(b"loca", new_loca), (b"glyf", new_glyf), (b"head", head)])
}

/// The glyphs that a composite glyph is made of (OpenType, table glyf).
fn parts(outline: &[u8]) -> Vec<u32> {
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let mut found = Vec::new();
    if outline.first().is_none_or(|first| first & 0x80 == 0) {
        return found;
    }
    let mut at = 10;
    while let (Some(flags), Some(glyph)) = (u16_at(outline, at), u16_at(outline, at + 2)) {
        found.push(u32::from(glyph));
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        at += match flags {
            f if f & SCALE != 0 => 2,
            f if f & TWO_SCALES != 0 => 4,
            f if f & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    found
}

/// Tables, sorted by tag, as a WOFF 1.0 file (W3C Recommendation, 13 December 2012).
fn woff(flavor: Tag, tables: &[(Tag, Vec<u8>)]) -> Vec<u8> {
    let directory = 44 + 20 * tables.len();
    let mut entries = Vec::new();
    let mut data = Vec::new();
    let mut unpacked = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        let packed = packed(bytes).filter(|packed| packed.len() < bytes.len());
        let stored = packed.as_deref().unwrap_or(bytes);
        entries.extend_from_slice(*tag);
        for number in [(directory + data.len()) as u32, stored.len() as u32, bytes.len() as u32, checksum(bytes)] {
            entries.extend(number.to_be_bytes());
        }
        data.extend_from_slice(stored);
        data.resize(data.len().next_multiple_of(4), 0);
        unpacked += bytes.len().next_multiple_of(4);
    }
    let mut file = b"wOFF".to_vec();
    file.extend(flavor);
    file.extend(((directory + data.len()) as u32).to_be_bytes());
    file.extend((tables.len() as u16).to_be_bytes());
    file.extend([0, 0]);
    file.extend((unpacked as u32).to_be_bytes());
    // Version 1.0, no metadata, no private data.
    file.extend([0, 1, 0, 0]);
    file.resize(44, 0);
    file.extend(entries);
    file.extend(data);
    file
}

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// The sum of a table's 32-bit words; that of `head` leaves its own field out.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0u32, |sum, word| {
        let mut padded = [0; 4];
        padded[..word.len()].copy_from_slice(word);
        sum.wrapping_add(u32::from_be_bytes(padded))
    })
}

/// A font in its file.
struct Tables<'f> {
    file: &'f [u8],
    /// Where its list of tables begins.
    directory: usize,
}

impl<'f> Tables<'f> {
    fn table(&self, tag: Tag) -> Option<&'f [u8]> {
        let (file, count) = (self.file, usize::from(u16_at(self.file, self.directory + 4)?));
        let mut entries = (0..count).map(|index| self.directory + 12 + 16 * index);
        let entry = entries.find(|&at| file.get(at..at + 4) == Some(tag))?;
        let (offset, length) = (u32_at(file, entry + 8)? as usize, u32_at(file, entry + 12)? as usize);
        file.get(offset..offset.checked_add(length)?)
    }
}

/// Where the list of tables of a face begins, in a file of one font or of several.
fn directory(file: &[u8], face: u32) -> Option<usize> {
    match file.get(..4)? {
        b"ttcf" => u32_at(file, 12 + 4 * face as usize).map(|at| at as usize),
        _ => Some(0),
    }
}

pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fallback::Fallback;

    #[test]
    fn a_subset_is_far_smaller() {
        let text = Text::new();
        for (weight, bytes) in FONTS {
            let glyphs = text.shape("Treaty signed, Škoda 2024", weight).into_iter().flat_map(|run| run.glyphs);
            let woff = subset((bytes, 0), glyphs.map(|glyph| glyph.id).collect()).unwrap_or_default();
            assert!(woff.len() > 5_000 && woff.len() < bytes.len() / 3, "{weight:?}: {} bytes", woff.len());
        }
    }

    #[test]
    fn a_font_of_the_computer_is_embedded_by_what_is_used() {
        let words = "قمة 北京 ירושלים";
        let text = Text::with(&Fallback::of([words]).fonts);
        let runs = text.shape(words, Weight::Regular);
        for (font, glyphs) in runs.into_iter().filter_map(|run| Some((text.fallback().nth(run.fallback?)?, run.glyphs)))
        {
            let used = glyphs.iter().map(|glyph| glyph.id).collect();
            let woff = subset((font.bytes, font.face), used).unwrap_or_default();
            assert!(woff.len() > 5_000 && woff.len() < font.bytes.len() / 2, "{}: {} bytes", font.family, woff.len());
        }
    }

    #[test]
    fn a_broken_font_gives_none() {
        assert_eq!(subset((b"no font", 0), BTreeSet::new()), None);
        let whole = FONTS[0].1;
        for length in [0, 11, 300, 5000, whole.len() / 2] {
            assert_eq!(subset((&whole[..length], 0), BTreeSet::from([5])), None);
        }
    }
}
