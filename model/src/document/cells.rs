//! The text of a table to its cells: comma-separated values (RFC 4180), or with any other mark between them.
//!
//! In: a text, the mark. Out: rows of cells, each with the bytes where it stands. Knows not what the cells mean.

use crate::text::Span;

/// The marks that may stand between cells.
pub const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];

/// Of a row so many cells are read.
const CELLS_MAX: usize = 500;
/// So many rows are looked at to find the mark.
const LOOKED_AT: usize = 30;

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Which row of the table it is, from 1, as a spreadsheet counts them.
    pub number: usize,
    /// Where it stands, without the end of the line.
    pub span: Span,
    /// Where each cell stands, with its quotes, and what it says.
    pub cells: Vec<(Span, String)>,
}

impl Line {
    /// What a cell says; nothing where the row has no such cell.
    pub fn value(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |(_, value)| value.trim())
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|(_, value)| value.trim().is_empty())
    }
}

/// The rows of a text, blank ones left out.
pub fn lines(text: &str, separator: char) -> impl Iterator<Item = Line> + '_ {
    let at = text.len() - after_hint(text).len();
    Lines { text, at, number: usize::from(at > 0), separator: u8::try_from(separator).unwrap_or(b',') }
        .filter(|line| !line.is_blank())
}

/// The mark between the cells of a table; none where the text is no table of two columns or more.
pub fn separator(text: &str) -> Option<char> {
    // Spreadsheets that were told so name it in a line of its own.
    if let Some(hinted) = text.strip_prefix("sep=").and_then(|rest| rest.chars().next())
        && SEPARATORS.contains(&hinted)
    {
        return Some(hinted);
    }
    let fit = |separator: char| {
        let widths: Vec<usize> = lines(text, separator).take(LOOKED_AT).map(|line| line.cells.len()).collect();
        let width = *widths.first()?;
        let alike = widths.iter().filter(|other| **other == width).count();
        // Rows may leave out what is empty at their end; a text with a comma here and there is no table.
        (width > 1 && alike * 2 > widths.len()).then_some((alike * 100 / widths.len(), width))
    };
    let fits = SEPARATORS.into_iter().rev().filter_map(|separator| Some((fit(separator)?, separator)));
    fits.max_by_key(|(fit, _)| *fit).map(|(_, separator)| separator)
}

/// What stands behind a first line that only names the mark.
fn after_hint(text: &str) -> &str {
    let hinted = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
    hinted.filter(|(mark, _)| mark.trim_end().chars().count() <= 1).map_or(text, |(_, rest)| rest)
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
    number: usize,
    separator: u8,
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        let begin = self.at;
        bytes.get(begin)?;
        self.number += 1;
        let mut cells = Vec::new();
        loop {
            let cell = self.cell();
            if cells.len() < CELLS_MAX {
                cells.push(cell);
            }
            if bytes.get(self.at) != Some(&self.separator) {
                break;
            }
            self.at += 1;
        }
        let span = begin..self.at;
        let end = &bytes[self.at..];
        self.at += if end.starts_with(b"\r\n") { 2 } else { end.len().min(1) };
        Some(Line { number: self.number, span, cells })
    }
}

impl Lines<'_> {
    /// The cell that begins here; leaves off at what ends it.
    fn cell(&mut self) -> (Span, String) {
        let bytes = self.text.as_bytes();
        let begin = self.at;
        let mut value = String::new();
        if bytes.get(begin) == Some(&b'"') {
            self.at += 1;
            let mut from = self.at;
            while let Some(byte) = bytes.get(self.at) {
                self.at += 1;
                if *byte == b'"' {
                    value.push_str(&self.text[from..self.at - 1]);
                    from = self.at;
                    if bytes.get(self.at) != Some(&b'"') {
                        break;
                    }
                    self.at += 1;
                }
            }
            // A quote without an end reaches to the end of the text.
            if from < self.at {
                value.push_str(&self.text[from..self.at]);
            }
        }
        let from = self.at;
        while bytes.get(self.at).is_some_and(|byte| *byte != self.separator && !matches!(byte, b'\r' | b'\n')) {
            self.at += 1;
        }
        value.push_str(&self.text[from..self.at]);
        (begin..self.at, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mark that is found, and the rows, each with its number.
    #[track_caller]
    fn check(text: &str, mark: Option<char>, expect: &[(usize, &[&str])]) {
        assert_eq!(separator(text), mark, "{text}");
        let found: Vec<(usize, Vec<String>)> = lines(text, mark.unwrap_or(','))
            .map(|line| {
                assert!(line.cells.iter().all(|(span, _)| text.get(span.clone()).is_some()));
                (line.number, line.cells.into_iter().map(|(_, value)| value).collect())
            })
            .collect();
        let expect: Vec<(usize, Vec<String>)> = expect
            .iter()
            .map(|(number, cells)| (*number, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn cells() {
        check("a,b\r\n\r\nc,\n", Some(','), &[(1, &["a", "b"]), (3, &["c", ""])]);
        check("\"a,\"\"b\"\"\n\",c", Some(','), &[(1, &["a,\"b\"\n", "c"])]);
        check("\"open, é\n", None, &[(1, &["open, é\n"])]);
        check("\"a\"b,\"\"", Some(','), &[(1, &["ab", ""])]);
        check("", None, &[]);
    }

    #[test]
    fn marks() {
        check("When|What, where\n1 May|Talks", Some('|'), &[(1, &["When", "What, where"]), (2, &["1 May", "Talks"])]);
        check("a;b\n1,5;2\n", Some(';'), &[(1, &["a", "b"]), (2, &["1,5", "2"])]);
        check("sep=;\na;b,c\n", Some(';'), &[(2, &["a", "b,c"])]);
        check(
            "One line.\nAnother, with a comma.\nA third.",
            None,
            &[(1, &["One line."]), (2, &["Another", " with a comma."]), (3, &["A third."])],
        );
    }
}
