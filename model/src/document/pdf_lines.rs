//! Rows of words to lines in the order of reading: columns one after the other.
//!
//! In: a page's rows. Out: its lines, each with the column that it stands in. A column is told from a table's by being
//! filled: its lines are long and most reach its end.

use super::pdf_words::{Row, Word};

/// A line and where it stands, in points.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Words with a blank between, or a tab where a table's cell or the like begins.
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub baseline: f32,
    pub size: f32,
    /// Where its last cell begins, if it has several.
    pub cell: Option<f32>,
    /// Left and right end of the column.
    pub column: (f32, f32),
    /// Which column of the page, counted in the order of reading; each stretch of rows between others has its own.
    pub region: usize,
}

/// Columns are parted by at least this share of the size of letters.
const GUTTER: f32 = 0.9;
/// A column is at least this many times as wide as its letters are high, and has at least so many lines.
const COLUMN_WIDTH_MIN: f32 = 9.0;
const COLUMN_LINES_MIN: usize = 3;
/// Half of a column's lines fill at least this share of it.
const COLUMN_FILL: f32 = 0.65;
/// Words farther apart than this share of their size are in cells of their own.
const CELL_GAP: f32 = 1.8;
/// Columns within columns.
const DEPTH_MAX: usize = 3;
/// No one sets a page of more rows than this; such a page is read row by row.
const ROWS_MAX: usize = 1000;

/// The lines of a page in the order of reading.
pub(super) fn lines(rows: Vec<Row>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut region = 0;
    read_rows(&rows, 0, &mut region, &mut lines);
    lines
}

fn read_rows(rows: &[Row], depth: usize, region: &mut usize, lines: &mut Vec<Line>) {
    let bounds = bounds(rows);
    let (mut plain, mut at) = (0, 0);
    while at < rows.len() {
        let columns = if depth < DEPTH_MAX && rows.len() <= ROWS_MAX { columns(&rows[at..], bounds) } else { None };
        let Some((count, gutter)) = columns else {
            at += 1;
            continue;
        };
        put_lines(&rows[plain..at], bounds, region, lines);
        let side = |left: bool| -> Vec<Row> {
            let words = |row: &Row| row.iter().filter(|word| (middle(word) < gutter) == left).cloned().collect();
            rows[at..at + count].iter().map(words).filter(|row: &Row| !row.is_empty()).collect()
        };
        for side in [side(true), side(false)] {
            read_rows(&side, depth + 1, region, lines);
        }
        at += count;
        plain = at;
    }
    put_lines(&rows[plain..], bounds, region, lines);
}

fn middle(word: &Word) -> f32 {
    (word.left + word.right) / 2.0
}

fn bounds(rows: &[Row]) -> (f32, f32) {
    let words = || rows.iter().flatten();
    (
        words().map(|word| word.left).fold(f32::INFINITY, f32::min),
        words().map(|word| word.right).fold(f32::NEG_INFINITY, f32::max),
    )
}

/// How many rows from the first on stand in columns, and where the first gutter between these is.
fn columns(rows: &[Row], bounds: (f32, f32)) -> Option<(usize, f32)> {
    let size = rows.first()?.iter().map(|word| word.size).fold(0.0, f32::max);
    let within = (bounds.0 + COLUMN_WIDTH_MIN * size, bounds.1 - COLUMN_WIDTH_MIN * size);
    if within.1 - within.0 < GUTTER * size {
        return None;
    }
    let mut gutters = vec![within];
    let mut count = 0;
    for row in rows {
        let left = common_gaps(&gutters, row, GUTTER * size);
        if left.is_empty() {
            break;
        }
        gutters = left;
        count += 1;
    }
    gutters.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rows = &rows[..count];
    gutters
        .into_iter()
        .map(|(left, right)| (left + right) / 2.0)
        .find(|gutter| {
            let side = |is_left: bool| -> Vec<(f32, f32)> {
                let ends = rows.iter().map(|row| {
                    let words = || row.iter().filter(|word| (middle(word) < *gutter) == is_left);
                    (
                        words().map(|word| word.left).fold(f32::INFINITY, f32::min),
                        words().map(|word| word.right).fold(f32::NEG_INFINITY, f32::max),
                    )
                });
                ends.filter(|(left, right)| left < right).collect()
            };
            is_column(&side(true), size) && is_column(&side(false), size)
        })
        .map(|gutter| (count, gutter))
}

/// The gaps that are still free where a row has no words.
fn common_gaps(gaps: &[(f32, f32)], row: &Row, least: f32) -> Vec<(f32, f32)> {
    let mut left = gaps.to_vec();
    for word in row {
        left = left
            .into_iter()
            .flat_map(|(from, to)| {
                let cut = word.left < to && word.right > from;
                if cut { [(from, word.left), (word.right, to)] } else { [(from, to), (0.0, 0.0)] }
            })
            .filter(|(from, to)| to - from >= least)
            .collect();
    }
    left
}

/// Whether the ends of lines are those of a column of text.
fn is_column(lines: &[(f32, f32)], size: f32) -> bool {
    let left = lines.iter().map(|line| line.0).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.1).fold(f32::NEG_INFINITY, f32::max);
    let full = lines.iter().filter(|line| line.1 - line.0 >= COLUMN_FILL * (right - left)).count();
    lines.len() >= COLUMN_LINES_MIN && right - left >= COLUMN_WIDTH_MIN * size && 2 * full >= lines.len()
}

fn put_lines(rows: &[Row], bounds: (f32, f32), region: &mut usize, lines: &mut Vec<Line>) {
    let begin = lines.len();
    lines.extend(rows.iter().filter_map(|row| line(row, bounds, *region)));
    let put = &mut lines[begin..];
    let left = second(put.iter().map(|line| line.left).collect(), f32::total_cmp).unwrap_or(bounds.0);
    let right = second(put.iter().map(|line| line.right).collect(), |a, b| b.total_cmp(a)).unwrap_or(bounds.1);
    put.iter_mut().for_each(|line| line.column = (left, right));
    *region += usize::from(!put.is_empty());
}

/// The second of the ends of lines: one line alone may stand out.
fn second(mut ends: Vec<f32>, order: impl Fn(&f32, &f32) -> std::cmp::Ordering) -> Option<f32> {
    ends.sort_by(order);
    ends.get(1).copied()
}

/// Raised numbers, which refer to notes, are left out.
fn line(row: &Row, column: (f32, f32), region: usize) -> Option<Line> {
    let size = row.iter().map(|word| word.size).fold(0.0, f32::max);
    let baseline = row.iter().filter(|word| word.size > 0.85 * size).map(|word| word.baseline).fold(0.0, f32::max);
    let raised = |word: &&Word| {
        word.size < 0.8 * size
            && word.baseline < baseline - 0.15 * size
            && word.text.chars().all(|c| !c.is_alphabetic())
    };
    let mut words = row.iter().filter(|word| !raised(word));
    let first = words.next()?;
    let mut line = Line {
        text: first.text.clone(),
        left: first.left,
        right: first.right,
        baseline,
        size,
        cell: None,
        column,
        region,
    };
    for word in words {
        let gap = word.left - line.right;
        if gap > CELL_GAP * size {
            line.text.push('\t');
            line.cell = Some(word.left);
        } else if gap > 0.1 * size {
            line.text.push(' ');
        } else if word.size > 0.8 * size && !line.text.ends_with(' ') {
            // Letters that touch are of words that a blank of the file's own parts.
            line.text.push(' ');
        }
        line.text.push_str(&word.text);
        line.right = line.right.max(word.right);
    }
    Some(line)
}
