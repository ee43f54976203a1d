//! Letters on a page to words, and words to rows; and which rows are no part of the text: running heads, page numbers.
//!
//! In: letters with their places, in any order. Out: rows from top to bottom, each with its words from left to right.
//! Knows no columns yet: a row may reach across several.

use super::pdf::Letter;
use std::collections::BTreeMap;

/// A word and where it stands, in points.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
    pub size: f32,
}

/// Words on about one line, in the order of reading.
pub(super) type Row = Vec<Word>;

/// A page's rows.
pub(super) struct Page {
    pub rows: Vec<Row>,
    pub height: f32,
}

/// Letters of a word stand closer than this share of their size.
const WORD_GAP: f32 = 0.15;
/// Words of a row differ in their baselines by less than this share of the larger one's size, as raised ones do.
const ROW_SHIFT: f32 = 0.45;
/// Rows at the head and at the foot of a page that may be furniture.
const FURNITURE_ROWS: usize = 3;
/// What stands outside this share of a page, at the head or the foot, and is small, is what a browser printed around it.
const MARGIN: f32 = 0.045;

/// The rows of a page.
pub(super) fn page_of(letters: Vec<Letter>, height: f32) -> Page {
    Page { rows: rows(words(letters)), height }
}

fn words(letters: Vec<Letter>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut within = false;
    for letter in letters {
        let text = plain_letters(&letter.text);
        if text.trim().is_empty() {
            within &= text.is_empty();
            continue;
        }
        let Letter { left, right, baseline, size, .. } = letter;
        match words.last_mut() {
            // Drawn twice, a little apart, to look bold.
            Some(word)
                if word.text.ends_with(&text)
                    && (word.right - right).abs() < 0.1 * size
                    && same_line(word, baseline, size) =>
            {
                continue;
            }
            Some(word) if within && same_line(word, baseline, size) && follows(word, left, size) => {
                word.text.push_str(&text);
                word.right = word.right.max(right);
            }
            _ => words.push(Word { text, left, right, baseline, size }),
        }
        within = true;
    }
    words
}

fn same_line(word: &Word, baseline: f32, size: f32) -> bool {
    (word.baseline - baseline).abs() < 0.1 * size.max(word.size)
        && (word.size - size).abs() < 0.35 * size.max(word.size)
}

fn follows(word: &Word, left: f32, size: f32) -> bool {
    let gap = left - word.right;
    (-0.5 * size..WORD_GAP * size.max(word.size)).contains(&gap)
}

/// Ligatures as the letters that they are made of; no controls.
fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            '\u{a0}' | '\t' => plain.push(' '),
            _ if letter.is_control() => {}
            _ => plain.push(letter),
        }
    }
    plain
}

fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    let mut size = 0.0_f32;
    for word in words {
        match rows.last_mut() {
            Some(row) if word.baseline - row[0].baseline < ROW_SHIFT * size.max(word.size) => {
                size = size.max(word.size);
                row.push(word);
            }
            _ => {
                size = word.size;
                rows.push(vec![word]);
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// Takes running heads and page numbers off all pages, and gives what was taken.
pub(super) fn without_furniture(pages: &mut [Page]) -> Vec<String> {
    let size = common_size(pages);
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut told: Vec<String> = edge_rows(page).into_iter().map(|row| pattern(&page.rows[row])).collect();
        told.sort();
        told.dedup();
        told.into_iter().for_each(|told| *often.entry(told).or_default() += 1);
    }
    // On every second page, or on every one of few.
    let least = (pages.len() / 4).max(2);
    let mut taken = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let mut edge = edge_rows(page);
        let head = number > 0 && is_head_alone(&page.rows);
        edge.retain(|&row| {
            let words = &page.rows[row];
            let small = words.iter().all(|word| word.size < 0.85 * size);
            // A title may be told again above every page; there it is small.
            let large = words.iter().any(|word| word.size > 1.15 * size);
            let outside = !(MARGIN * page.height..(1.0 - MARGIN) * page.height).contains(&words[0].baseline);
            let pattern = pattern(words);
            is_page_number(&pattern)
                || small && outside
                || head && row == 0
                || !large && often.get(&pattern).is_some_and(|count| *count >= least)
        });
        let mut row = 0;
        page.rows.retain(|words| {
            let taken_off = edge.contains(&row);
            if taken_off {
                taken.extend(words.iter().map(|word| word.text.clone()));
            }
            row += 1;
            !taken_off
        });
    }
    taken
}

/// The size of most letters.
pub(super) fn common_size(pages: &[Page]) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for word in pages.iter().flat_map(|page| page.rows.iter().flatten()) {
        *counts.entry((word.size * 4.0).round() as i32).or_default() += word.text.len();
    }
    let most = counts.into_iter().max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| size as f32 / 4.0)
}

/// The rows at a page's head and foot.
fn edge_rows(page: &Page) -> Vec<usize> {
    let rows = page.rows.len();
    let upper = |row: usize| page.rows[row][0].baseline < 0.15 * page.height;
    let lower = |row: usize| page.rows[row][0].baseline > 0.85 * page.height;
    let head = (0..rows.min(FURNITURE_ROWS)).filter(|row| upper(*row));
    let foot = (rows.saturating_sub(FURNITURE_ROWS)..rows).filter(|row| lower(*row));
    head.chain(foot).collect()
}

/// Whether the first row is far above the others and has its words far apart, as those of the book and the chapter are.
fn is_head_alone(rows: &[Row]) -> bool {
    let [first, second, ..] = rows else { return false };
    let size = first.iter().map(|word| word.size).fold(0.0, f32::max);
    let apart = first.windows(2).any(|pair| pair[1].left - pair[0].right > 4.0 * size);
    apart && second[0].baseline - first[0].baseline > 2.0 * size
}

/// A row's text, in which all numbers are alike.
fn pattern(row: &Row) -> String {
    let mut pattern = String::new();
    for letter in row.iter().flat_map(|word| word.text.chars().chain([' '])) {
        match letter {
            '0'..='9' if pattern.ends_with('#') => {}
            '0'..='9' => pattern.push('#'),
            _ => pattern.extend(letter.to_lowercase()),
        }
    }
    pattern.truncate(pattern.trim_end().len());
    pattern
}

/// "12", "- 12 -", "Page 3 of 10", "3/10", "iv".
fn is_page_number(pattern: &str) -> bool {
    let bare = pattern.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    let bare = bare.strip_prefix("page ").unwrap_or(bare);
    let roman = !bare.is_empty() && bare.len() <= 6 && bare.bytes().all(|letter| b"ivxlc".contains(&letter));
    roman || matches!(bare, "#" | "# of #" | "#/#" | "# / #" | "# | page")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of a line, each half as wide as high; a blank is a gap.
    fn line(text: &str, left: f32, baseline: f32, size: f32) -> Vec<Letter> {
        let place = |at: usize| left + at as f32 * size / 2.0;
        let letters = text.chars().enumerate().filter(|(_, letter)| *letter != ' ');
        letters
            .map(|(at, letter)| Letter {
                text: letter.to_string(),
                left: place(at),
                right: place(at + 1),
                baseline,
                size,
            })
            .collect()
    }

    fn shown(page: &Page) -> Vec<String> {
        let words = |row: &Row| row.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        page.rows.iter().map(words).collect()
    }

    #[test]
    fn letters_become_words_and_rows() {
        let mut letters = line("below", 0.0, 30.0, 10.0);
        letters.extend(line("o\u{fb03}ce of", 0.0, 10.0, 10.0));
        letters.extend(line("2", 48.0, 6.5, 6.0));
        letters.extend(line("right", 80.0, 10.4, 10.0));
        assert_eq!(shown(&page_of(letters, 800.0)), ["office of 2 right", "below"]);
    }

    #[test]
    fn furniture_is_taken_off() {
        let page = |number: usize| {
            let mut letters = line(&format!("Harbour Review No {number}"), 50.0, 40.0, 9.0);
            letters.extend(line("The fleet sailed.", 50.0, 400.0, 11.0));
            letters.extend(line(&format!("Page {number} of 9"), 50.0, 760.0, 9.0));
            page_of(letters, 800.0)
        };
        let mut pages: Vec<Page> = (1..4).map(page).collect();
        without_furniture(&mut pages);
        assert_eq!(shown(&pages[0]), ["The fleet sailed."]);
        let mut alone = vec![page(1)];
        without_furniture(&mut alone);
        assert_eq!(shown(&alone[0]), ["Harbour Review No 1", "The fleet sailed."]);
        without_furniture(&mut []);
    }
}
