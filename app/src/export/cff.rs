//! Outlines of a PostScript font to those of some of its glyphs: a table `CFF `, as large as before, that packs well.
//!
//! After Adobe Technical Notes 5176 (the format) and 5177 (the outlines). Knows no other tables.

use super::font::{u16_at, u32_at};
use std::collections::BTreeSet;
use std::ops::Range;

/// The operator that ends a glyph, and the one whose number says where the glyphs are.
const END: u8 = 14;
const GLYPHS: u8 = 17;

/// The table with all other glyphs made empty: every byte of theirs ends a glyph, so that nothing moves and packing
/// leaves next to nothing of them. None where the table is not as expected.
pub fn outlines(table: &[u8], glyphs: &BTreeSet<u32>) -> Option<Vec<u8>> {
    let names = index(table, usize::from(*table.get(2)?))?;
    let top = index(table, names.end)?;
    let dictionary = table.get(top.item(table, 0)?)?;
    let shapes = index(table, offset(dictionary, GLYPHS)?)?;
    let mut table = table.to_vec();
    for glyph in 0..shapes.count {
        if !glyphs.contains(&(glyph as u32)) {
            let bytes = shapes.item(&table, glyph)?;
            table.get_mut(bytes)?.fill(END);
        }
    }
    Some(table)
}

/// A list of pieces of bytes in a table `CFF `.
struct Index {
    count: usize,
    /// The size of an offset, in bytes.
    size: usize,
    /// Where the offsets begin.
    offsets: usize,
    end: usize,
}

impl Index {
    fn item(&self, table: &[u8], nth: usize) -> Option<Range<usize>> {
        let data = self.offsets + (self.count + 1) * self.size - 1;
        let begin = |nth: usize| {
            let at = self.offsets + nth * self.size;
            let bytes = table.get(at..at + self.size)?;
            Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
        };
        Some(data + begin(nth)?..data + begin(nth + 1)?)
    }
}

fn index(table: &[u8], at: usize) -> Option<Index> {
    let count = usize::from(u16_at(table, at)?);
    if count == 0 {
        return Some(Index { count, size: 1, offsets: at, end: at + 2 });
    }
    let size = usize::from(*table.get(at + 2)?);
    let mut index = Index { count, size, offsets: at + 3, end: 0 };
    index.end = (1..=4).contains(&size).then(|| index.item(table, count - 1))??.end;
    Some(index)
}

/// The number before an operator of a dictionary in a table `CFF `.
fn offset(dictionary: &[u8], operator: u8) -> Option<usize> {
    let mut at = 0;
    let mut last = 0_i64;
    while let Some(&byte) = dictionary.get(at) {
        let next = |by: usize| dictionary.get(at + by).map(|byte| i64::from(*byte));
        (last, at) = match byte {
            _ if byte == operator => return usize::try_from(last).ok(),
            12 => (0, at + 2),
            0..=21 => (0, at + 1),
            28 => (next(1)? << 8 | next(2)?, at + 3),
            29 => (i64::from(u32_at(dictionary, at + 1)?), at + 5),
            30 => {
                let end = dictionary[at + 1..].iter().position(|byte| byte & 0x0F == 0x0F || byte >> 4 == 0x0F)?;
                (0, at + end + 2)
            }
            32..=246 => (i64::from(byte) - 139, at + 1),
            247..=250 => ((i64::from(byte) - 247) * 256 + next(1)? + 108, at + 2),
            251..=254 => (-(i64::from(byte) - 251) * 256 - next(1)? - 108, at + 2),
            _ => return None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of the glyphs "ab", "c", "defg": header, names, dictionary, strings, glyphs.
    const FONT: &[u8] =
        b"\x01\x00\x04\x01\x00\x01\x01\x01\x02N\x00\x01\x01\x01\x03\x9e\x11\x00\x00\x00\x03\x01\x01\x03\x04\x08abcdefg";

    fn check(font: &[u8], glyphs: &[u32], expect: Option<&[u8]>) {
        let made = outlines(font, &glyphs.iter().copied().collect());
        assert_eq!(made.as_ref().map(|made| &made[made.len() - 7..]), expect);
    }

    #[test]
    fn other_glyphs_are_emptied() {
        check(FONT, &[0, 1, 2], Some(b"abcdefg"));
        check(FONT, &[1], Some(b"\x0e\x0ec\x0e\x0e\x0e\x0e"));
        check(FONT, &[], Some(&[14; 7]));
        check(&FONT[..20], &[1], None);
        check(&[], &[1], None);
        check(&[255; 40], &[1], None);
    }
}
