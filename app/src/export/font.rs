//! The glyphs that a scene's texts use, as `@font-face` rules with the font in them.
//!
//! Outlines of other glyphs are left out and the rest is packed as WOFF 1.0; glyph numbers, kerning and ligatures
//! stay, so that a browser sets the text just as wide as it was measured.

use crate::picture::scene::{Scene, Shape, Weight};
use crate::picture::text::{FAMILY, FONTS, Text};
use base64::Engine;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

/// Tables that a browser needs to set text; Chromium wants `name` as well.
const TABLES: [&[u8; 4]; 15] = [
    b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca",
    b"maxp", b"name", b"prep",
];

/// One rule for each weight that occurs.
pub fn faces(scene: &Scene, text: &Text) -> String {
    let mut rules = String::new();
    for (weight, bytes) in FONTS {
        let mut glyphs = BTreeSet::new();
        for item in &scene.items {
            if let Shape::Text { text: words, weight: used, .. } = &item.shape
                && *used == weight
            {
                glyphs.extend(text.glyphs(words, weight));
            }
        }
        let Some(woff) = (!glyphs.is_empty()).then(|| subset(bytes, glyphs)).flatten() else { continue };
        let (number, style) = match weight {
            Weight::Regular => (400, "normal"),
            Weight::Semibold => (600, "normal"),
            Weight::Bold => (700, "normal"),
            Weight::Italic => (400, "italic"),
        };
        let data = base64::engine::general_purpose::STANDARD.encode(woff);
        // Writing to a string never fails.
        writeln!(
            rules,
            "@font-face {{ font-family: '{FAMILY}'; font-weight: {number}; font-style: {style}; src: url(data:font/woff;base64,{data}) format('woff'); }}"
        )
        .ok();
    }
    rules
}

/// A TrueType font with the outlines of these glyphs only, as WOFF; none where the font is not as expected.
fn subset(font: &[u8], mut glyphs: BTreeSet<u32>) -> Option<Vec<u8>> {
    let long = u16_at(table(font, b"head")?, 50)? == 1;
    let (loca, glyf) = (table(font, b"loca")?, table(font, b"glyf")?);
    let count = u32::from(u16_at(table(font, b"maxp")?, 4)?);
    let offset = |glyph: u32| {
        let at = glyph as usize;
        if long { u32_at(loca, 4 * at).map(|o| o as usize) } else { u16_at(loca, 2 * at).map(|o| 2 * usize::from(o)) }
    };
    let outline = |glyph: u32| glyf.get(offset(glyph)?..offset(glyph + 1)?);
    glyphs.insert(0);
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
    let mut head = table(font, b"head")?.to_vec();
    head.get_mut(50..52)?.copy_from_slice(&1u16.to_be_bytes());
    let mut tables = Vec::new();
    for tag in TABLES {
        let bytes = match tag {
            b"loca" => Some(new_loca.clone()),
            b"glyf" => Some(new_glyf.clone()),
            b"head" => Some(head.clone()),
            _ => table(font, tag).map(<[u8]>::to_vec),
        };
        tables.extend(bytes.map(|bytes| (tag, bytes)));
    }
    // Glyph names are not needed, but the table is: version 3 has none.
    let mut post = table(font, b"post")?.get(..32)?.to_vec();
    post.get_mut(..4)?.copy_from_slice(&0x0003_0000u32.to_be_bytes());
    tables.push((b"post", post));
    tables.sort_by_key(|(tag, _)| **tag);
    Some(woff(&tables))
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
fn woff(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
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
    let mut file = b"wOFF\x00\x01\x00\x00".to_vec();
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

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let entry = (0..count).map(|index| 12 + 16 * index).find(|&at| font.get(at..at + 4) == Some(tag))?;
    let (offset, length) = (u32_at(font, entry + 8)? as usize, u32_at(font, entry + 12)? as usize);
    font.get(offset..offset + length)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subset_is_far_smaller() {
        let text = Text::new();
        for (weight, bytes) in FONTS {
            let glyphs = text.glyphs("Treaty signed, Škoda 2024", weight).into_iter().collect();
            let woff = subset(bytes, glyphs).unwrap_or_default();
            assert!(woff.len() > 5_000 && woff.len() < bytes.len() / 3, "{weight:?}: {} bytes", woff.len());
        }
    }

    #[test]
    fn a_broken_font_gives_none() {
        assert_eq!(subset(b"no font", BTreeSet::new()), None);
        let whole = FONTS[0].1;
        for length in [0, 11, 300, 5000, whole.len() / 2] {
            assert_eq!(subset(&whole[..length], BTreeSet::from([5])), None);
        }
    }
}
