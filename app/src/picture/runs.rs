//! A line of text to its runs: parts that are of one font and one direction, in the order in which they are seen.
//!
//! Directions follow the Unicode Bidirectional Algorithm (UAX #9) in a line that reads from left to right as a whole,
//! which is what SVG viewers do with the same text. Knows no widths.

use super::text::{Face, Run};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// The runs of a line from left to right. `bundled` is asked first in what reads from left to right, `fallback` in
/// what reads from right to left, so that a space between two words of it does not part them.
pub fn runs(text: &str, bundled: &Face, fallback: &[&Face]) -> Vec<Run> {
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    let mut runs = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, parts) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for part in parts {
            let from_right = levels.get(part.start).is_some_and(Level::is_rtl);
            let mut of_part = by_font(text, part, from_right, bundled, fallback);
            if from_right {
                of_part.reverse();
            }
            runs.extend(of_part);
        }
    }
    runs
}

/// A part of one direction cut where the font changes, in the order of the text.
fn by_font(text: &str, part: Range<usize>, from_right: bool, bundled: &Face, fallback: &[&Face]) -> Vec<Run> {
    let other = |letter: char| fallback.iter().position(|face| face.has(letter));
    let choose = |letter: char, before: Option<Option<usize>>| {
        // Marks on a letter come from its font, and so do spaces in what reads from the right.
        let stays = from_right || matches!(letter, '\u{300}'..='\u{36f}');
        let has = |font: Option<usize>| font.map_or(bundled, |font| fallback[font]).has(letter);
        match before.filter(|&font| stays && has(font)) {
            Some(font) => font,
            None if from_right => other(letter),
            None if bundled.has(letter) => None,
            None => other(letter),
        }
    };
    let mut runs: Vec<Run> = Vec::new();
    for (at, letter) in text[part.clone()].char_indices() {
        let bytes = part.start + at..part.start + at + letter.len_utf8();
        let font = choose(letter, runs.last().map(|run| run.fallback));
        match runs.last_mut() {
            Some(run) if run.fallback == font => run.bytes.end = bytes.end,
            _ => runs.push(Run { bytes, fallback: font, from_right }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use crate::picture::fallback::Fallback;
    use crate::picture::scene::Weight;
    use crate::picture::text::Text;

    /// The runs as they are seen, those that read from the right in angle brackets.
    /// Needs the fonts that `.ci/setup test` installs.
    fn check(text: &str, expect: &str) {
        let measured = Text::with(&Fallback::of([text]).fonts);
        let runs = measured.runs(text).unwrap_or_default();
        let seen = runs.iter().map(|run| {
            let words = &text[run.bytes.clone()];
            if run.from_right { format!("<{words}>") } else { words.to_owned() }
        });
        assert_eq!(seen.collect::<Vec<_>>().join("|"), expect);
        let sum: usize = runs.iter().map(|run| run.bytes.len()).sum();
        assert!(runs.is_empty() || sum == text.len(), "{text}");
    }

    #[test]
    fn what_reads_from_the_right_stays_together() {
        check("Treaty signed", "");
        check("Treaty “signed” in Київ", "");
        check("The قمة موسكو summit", "The |<قمة موسكو>| summit");
        check("A שלום, עולם B", "A |<שלום, עולם>| B");
        check("Talks in 北京 today", "Talks in |北京| today");
    }

    #[test]
    fn numbers_within_it_read_from_the_left() {
        check("In עד 2024 שנים here", "In |< שנים>|2024|<עד >| here");
        check("قمة 2024", "2024|<قمة >");
    }

    #[test]
    fn a_letter_that_is_lacking_has_its_width() {
        let fallback = Fallback::of(["北京"]);
        let (with, without) = (Text::with(&fallback.fonts), Text::new());
        let width = |text: &Text, words: &str| text.width(words, 10.0, Weight::Semibold);
        // Han letters are as wide as they are high.
        assert!((width(&with, "北京") - 20.0).abs() < 0.2);
        assert!((width(&with, "In 北京") - width(&without, "In ") - 20.0).abs() < 0.2);
        assert!((width(&with, "Plain") - width(&without, "Plain")).abs() < 1e-6);
    }
}
