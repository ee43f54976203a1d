//! Lines to paragraphs, across columns and pages: hyphens at the ends of lines mended, notes behind the text of their page.
//!
//! In: the lines of each page in the order of reading. Out: paragraphs, each piece with its page, and the heading that the
//! first page is set under.

use super::paragraphs::Paragraphs;
use super::pdf_lines::Line;
use super::{Fault, Place};
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph ends where the next line is farther off than this many times what is common.
const GAP: f32 = 1.3;
/// A line that begins farther in than this share of its size begins a paragraph.
const INDENT: f32 = 0.8;
/// Smaller letters than this share of the common ones are those of notes; larger ones than this those of headings.
const NOTE_SIZE: f32 = 0.92;
const HEADING_SIZE: f32 = 1.15;
/// A title is set in at most so many lines.
const HEADING_LINES: usize = 4;

/// A paragraph as far as it goes.
struct Paragraph {
    /// What stands on each page.
    pieces: Vec<(String, u32)>,
    last: Line,
    lines: usize,
}

/// The paragraphs of all pages, and the heading of the first one.
pub(super) fn paragraphs(pages: Vec<Vec<Line>>) -> Result<(Paragraphs, Option<String>), Fault> {
    let size = common_size(&pages);
    let heading = pages.first().and_then(|lines| heading(lines, size));
    let whole_words = whole_words(&pages);
    let mut out = Paragraphs::default();
    let mut open: Option<Paragraph> = None;
    for (number, mut lines) in (1_u32..).zip(pages) {
        let body = lines.iter().rposition(|line| line.size >= NOTE_SIZE * size).map_or(0, |last| last + 1);
        // Small letters throughout are no notes.
        let notes = if body == 0 { Vec::new() } else { lines.split_off(body) };
        let begun = join(open.take(), lines, number, &whole_words, &mut out)?;
        // Where the page's last paragraph goes on with the next page, its notes come before it.
        let (ended, going_on) = begun.map_or((None, None), |paragraph| {
            if ends_sentence(&paragraph.last.text) { (Some(paragraph), None) } else { (None, Some(paragraph)) }
        });
        put(ended, &mut out)?;
        let note = join(None, notes, number, &whole_words, &mut out)?;
        put(note, &mut out)?;
        open = going_on;
    }
    put(open, &mut out)?;
    Ok((out, heading))
}

/// Puts out the paragraphs that lines make, but for the last one; the first line may go on with the one that is open.
fn join(
    mut open: Option<Paragraph>,
    lines: Vec<Line>,
    page: u32,
    whole_words: &BTreeSet<String>,
    out: &mut Paragraphs,
) -> Result<Option<Paragraph>, Fault> {
    let apart = common_gap(&lines);
    for line in lines {
        match open.as_mut().filter(|open| continues((&open.last, open.lines == 1), &line, apart)) {
            Some(paragraph) => {
                extend(&mut paragraph.pieces, &line.text, page, whole_words);
                paragraph.last = line;
                paragraph.lines += 1;
            }
            None => {
                let pieces = vec![(line.text.clone(), page)];
                put(open.replace(Paragraph { pieces, last: line, lines: 1 }), out)?;
            }
        }
    }
    Ok(open)
}

fn put(paragraph: Option<Paragraph>, out: &mut Paragraphs) -> Result<(), Fault> {
    let Some(paragraph) = paragraph else { return Ok(()) };
    out.push_pieces(paragraph.pieces.iter().map(|(text, page)| (text.as_str(), Place::Page(*page))))
}

/// Whether a line goes on with the paragraph of the line before, which may be its first one.
fn continues((last, first): (&Line, bool), line: &Line, apart: f32) -> bool {
    if (line.size - last.size).abs() > 0.12 * last.size || begins_item(&line.text) {
        return false;
    }
    if let Some(cell) = last.cell {
        // What stands under a cell goes on with it.
        return line.region == last.region && line.cell.is_none() && line.left >= cell - 0.5 * line.size;
    }
    if line.cell.is_some() {
        return false;
    }
    let indent = line.left - line.column.0;
    let width = last.column.1 - last.column.0;
    let room = last.column.1 - last.right;
    let ended = ends_sentence(&last.text);
    if line.region != last.region || line.baseline < last.baseline {
        // Across columns and pages: what is full and has not ended goes on.
        return !ended && room < 0.2 * width && indent < INDENT * line.size
            || !ended && line.text.starts_with(char::is_lowercase);
    }
    // The lines below an item's first one stand farther in.
    let hangs = first && (begins_item(&last.text) || begins_numbered(&last.text));
    let begins = !hangs && indent > INDENT * line.size && line.left > last.left + INDENT * line.size;
    let outdented = !first && line.left < last.left - INDENT * line.size;
    let first_word = line.text.split(' ').next().map_or(0, |word| word.chars().count()) as f32 * 0.5 * line.size;
    // There was room for the next word, and it was not put there.
    let left_open = room > first_word + (if ended { 0.5 } else { 4.0 }) * line.size && room > 0.05 * width;
    let far = line.baseline - last.baseline > GAP * apart;
    !(far || begins || outdented || left_open)
}

/// Whether a line begins an item of a list.
fn begins_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '■', '●', '◦', '‣', '➢', '\u{f0b7}'])
        || text.starts_with("– ")
        || text.starts_with("- ")
}

/// "1.", "(a)", "[12]": at the begin of a line that others may stand below, farther in.
fn begins_numbered(text: &str) -> bool {
    let first = text.split([' ', '\t']).next().unwrap_or_default();
    let bare = first.trim_matches(['(', ')', '[', ']', '.']);
    first.len() > bare.len() && bare.len() <= 3 && bare.chars().all(char::is_alphanumeric)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':', ';', '…'])
}

/// Appends a line to a paragraph; a word that was cut between them becomes whole.
fn extend(pieces: &mut Vec<(String, u32)>, text: &str, page: u32, whole_words: &BTreeSet<String>) {
    let Some((before, last_page)) = pieces.last_mut() else { return };
    let glue = match before.strip_suffix(['-', '\u{ad}', '‐']) {
        Some(head) if head.ends_with(char::is_alphabetic) && text.starts_with(char::is_alphabetic) => {
            if !keeps_hyphen(head, text, before.ends_with('\u{ad}'), whole_words) {
                before.pop();
            }
            ""
        }
        _ => " ",
    };
    if *last_page == page {
        before.push_str(glue);
        before.push_str(text);
    } else {
        before.push_str(glue);
        pieces.push((text.to_owned(), page));
    }
}

/// Whether the hyphen at a line's end is the word's own: "long-" and "range", "Anglo-" and "Irish".
fn keeps_hyphen(head: &str, rest: &str, soft: bool, whole_words: &BTreeSet<String>) -> bool {
    let word = |c: char| !c.is_alphanumeric() && c != '-' && c != '‐';
    let first = head.rsplit(word).next().unwrap_or_default().to_lowercase();
    let second = rest.split(word).next().unwrap_or_default();
    if soft {
        return false;
    }
    if second.starts_with(char::is_uppercase) {
        return true;
    }
    let second = second.to_lowercase();
    if whole_words.contains(&format!("{first}{second}")) {
        return false;
    }
    if whole_words.contains(&format!("{first}-{second}")) || first.contains('-') {
        return true;
    }
    // Both halves are words by themselves, as those of a compound are and syllables are not.
    first.len() > 3 && second.len() > 3 && whole_words.contains(&first) && whole_words.contains(&second)
}

/// The words of the text that no line's end cuts, in lower case.
fn whole_words(pages: &[Vec<Line>]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for line in pages.iter().flatten() {
        let mut rest = line.text.split(|c: char| !c.is_alphanumeric() && c != '-').peekable();
        while let Some(word) = rest.next() {
            let cut = rest.peek().is_none() && word.ends_with('-');
            if !cut && word.len() > 1 {
                words.insert(word.to_lowercase());
            }
        }
    }
    words
}

/// The size of most letters.
fn common_size(pages: &[Vec<Line>]) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for line in pages.iter().flatten() {
        *counts.entry((line.size * 4.0).round() as i32).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| size as f32 / 4.0)
}

/// How far apart most lines are: the middle one of the distances.
fn common_gap(lines: &[Line]) -> f32 {
    let pairs = lines.windows(2).filter(|pair| pair[0].region == pair[1].region);
    let mut gaps: Vec<f32> = pairs.map(|pair| pair[1].baseline - pair[0].baseline).filter(|gap| *gap > 0.0).collect();
    gaps.sort_by(f32::total_cmp);
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    // Where each line is a paragraph, the middle one is that between paragraphs.
    gaps.get(gaps.len() / 2).map_or(f32::INFINITY, |gap| gap.min(1.6 * size))
}

/// The lines in the largest letters of the first page, where these are larger than those of the text.
fn heading(lines: &[Line], size: f32) -> Option<String> {
    let largest = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    if largest < HEADING_SIZE * size {
        return None;
    }
    let begin = lines.iter().position(|line| line.size > 0.95 * largest)?;
    let set = lines[begin..].iter().take_while(|line| line.size > 0.95 * largest);
    let texts: Vec<&str> = set.map(|line| line.text.as_str()).collect();
    let title = texts.join(" ").replace('\t', " ");
    // Initials and figures are larger still.
    (texts.len() <= HEADING_LINES && title.split(' ').count() > 1).then_some(title)
}
