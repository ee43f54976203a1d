//! Where a stretch of a text stands once it is laid out, and which byte of the text stands at a place.
//!
//! In: a laid out paragraph. Out: rectangles and bytes. egui makes one glyph or more for each character, in the order in
//! which they are drawn: words that are written from right to left have their letters in reverse.

use dateline_model::text::Span;
use egui::epaint::text::Glyph;
use egui::{Galley, Pos2, Rect, pos2};
use std::ops::Range;

/// A rectangle for each row that a span touches; both spans are of the document, the first is the paragraph's.
pub fn rects(galley: &Galley, text: &str, paragraph: &Span, span: &Span) -> Vec<Rect> {
    let mut rects = Vec::new();
    for (row, glyphs) in glyphs(galley, text) {
        let within = glyphs.iter().filter(|(byte, _)| span.contains(&(paragraph.start + byte)));
        let edges =
            within.map(|(_, edges)| edges.clone()).reduce(|all, one| all.start.min(one.start)..all.end.max(one.end));
        if let Some(edges) = edges {
            rects.push(Rect::from_min_max(pos2(edges.start, row.top()), pos2(edges.end, row.bottom())));
        }
    }
    rects
}

/// The byte of the paragraph whose letter stands nearest to a place.
pub fn byte_at(galley: &Galley, text: &str, place: Pos2) -> usize {
    let rows = glyphs(galley, text);
    let nearest_row = rows.iter().min_by(|a, b| {
        let off = |row: &Rect| (row.top() - place.y).max(place.y - row.bottom()).max(0.0);
        off(&a.0).total_cmp(&off(&b.0))
    });
    let Some((_, glyphs)) = nearest_row else { return 0 };
    let off = |edges: &Range<f32>| (edges.start - place.x).max(place.x - edges.end).max(0.0);
    let nearest = glyphs.iter().min_by(|a, b| off(&a.1).total_cmp(&off(&b.1)));
    nearest.map_or(0, |(byte, _)| *byte)
}

/// A byte of the text and the edges of the glyph that stands for it.
type Letter = (usize, Range<f32>);

/// The rows of a galley, with the byte and the edges of each glyph.
fn glyphs(galley: &Galley, text: &str) -> Vec<(Rect, Vec<Letter>)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let rows = galley.rows.iter();
    let drawn: Vec<char> = rows.flat_map(|row| wide(&row.row.glyphs).map(|glyph| glyph.chr)).collect();
    let places = places(&letters, &drawn);
    let mut next = 0;
    let mut rows = Vec::new();
    for row in &galley.rows {
        let rect = Rect::from_min_size(row.pos, row.row.size);
        let mut glyphs = Vec::new();
        for glyph in wide(&row.row.glyphs) {
            let left = row.pos.x + glyph.pos.x;
            glyphs.push((places[next], left..row.pos.x + glyph.max_x()));
            next += 1;
        }
        rows.push((rect, glyphs));
    }
    rows
}

/// The glyphs that take room: marks do not, nor what egui adds for letters that share one.
fn wide(glyphs: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    glyphs.iter().filter(|glyph| glyph.advance_width > 0.0)
}

/// For each drawn letter the byte that it stands for.
fn places(letters: &[(usize, char)], drawn: &[char]) -> Vec<usize> {
    let mut places = Vec::with_capacity(drawn.len());
    let (mut at, mut nth) = (0, 0);
    while nth < drawn.len() {
        let end = nth + drawn[nth..].iter().take_while(|letter| is_right_to_left(**letter)).count();
        if end > nth {
            // A word, or a line of words, from its last letter on: marks and joined letters may be fewer than written.
            let until =
                at + letters[at..].iter().take_while(|(_, letter)| is_right_to_left(*letter) || *letter == ' ').count();
            let from_end = letters[at..until].iter().rev().skip_while(|(_, letter)| *letter == ' ');
            let word: Vec<&(usize, char)> =
                letters[at..until].iter().take_while(|(_, letter)| *letter != ' ').collect();
            let first_word_first = drawn.get(nth) == word.last().map(|(_, letter)| letter);
            let run: Vec<usize> = match first_word_first {
                true => word.iter().rev().map(|(byte, _)| *byte).collect(),
                false => from_end.map(|(byte, _)| *byte).collect(),
            };
            let last = run.last().copied().unwrap_or_default();
            places.extend((0..end - nth).map(|step| run.get(step).copied().unwrap_or(last)));
            at = (at + run.len().max(1)).min(letters.len());
            nth = end;
            continue;
        }
        // A letter that is not drawn is passed over; one that is drawn by several glyphs stays.
        let ahead = letters[at..].iter().take(AHEAD).position(|(_, letter)| *letter == drawn[nth]);
        at += ahead.unwrap_or(0);
        places.push(letters.get(at).or(letters.last()).map_or(0, |(byte, _)| *byte));
        at = (at + usize::from(ahead.is_some())).min(letters.len());
        nth += 1;
    }
    places
}

/// So many letters may stand in a row that are not drawn.
const AHEAD: usize = 8;

/// Hebrew, Arabic and their like, by the blocks of Unicode 16.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether a text begins with letters that are written from right to left.
pub fn runs_from_right(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(is_right_to_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written and what is drawn, and the places of the drawn letters in the written ones.
    fn check(written: &str, drawn: &str, expect: &[usize]) {
        let letters: Vec<(usize, char)> = written.chars().enumerate().collect();
        let drawn: Vec<char> = drawn.chars().collect();
        assert_eq!(places(&letters, &drawn), expect, "{written}");
    }

    /// Finds a marked part of a paragraph, and says in how many rows it stands.
    fn check_rows(marked: &str, expect_rows: usize) {
        let begin = marked.find('[').unwrap_or(0);
        let end = marked.find(']').unwrap_or(1) - 1;
        let plain = marked.replace(['[', ']'], "");
        let ctx = egui::Context::default();
        super::super::theme::set_fonts(&ctx, &[]);
        let mut found = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font = super::super::theme::font(14.5, crate::picture::scene::Weight::Regular);
            let job = egui::text::LayoutJob::simple(plain.clone(), font, egui::Color32::BLACK, 200.0);
            let galley = ui.painter().layout_job(job);
            found = rects(&galley, &plain, &(0..plain.len()), &(begin..end));
        });
        output.textures_delta.clear();
        assert_eq!(found.len(), expect_rows, "{marked}");
        assert!(found.iter().all(|rect| rect.width() > 0.0), "{marked}: {found:?}");
    }

    #[test]
    fn passages_are_found_where_they_stand() {
        check_rows("They met [on Monday] in Rome.", 1);
        check_rows("The two sides met again in the old town hall and [signed what they had drafted] at noon.", 2);
        check_rows("Café\u{301} and naïve, e\u{301}: [signed] it.", 1);
        check_rows("\u{1F469}\u{200D}\u{1F4BB} said [yes], finally.", 1);
        check_rows("Tabs\tand\u{a0}spaces [count] too\r", 1);
        check_rows("\u{c9c0}\u{c9c0} and \u{416}: [x] \u{c9c0}", 1);
    }

    #[test]
    fn letters_are_found_where_they_are_drawn() {
        check("met on", "met on", &[0, 1, 2, 3, 4, 5]);
        check("a אבג b", "a גבא b", &[0, 1, 4, 3, 2, 5, 6]);
        check("a אב גד b", "a בא דג b", &[0, 1, 3, 2, 4, 6, 5, 7, 8]);
        check("e\u{301}x", "ex", &[0, 2]);
        check("a\u{200d}b", "ab", &[0, 2]);
        check("", "", &[]);
    }
}
