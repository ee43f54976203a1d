//! What is alike in the texts of office programs: paragraphs within cells within tables, and notes and boxes of text
//! within paragraphs.
//!
//! In: where each begins and ends. Out: paragraphs in the order of reading: what stands within a paragraph comes behind
//! it; short cells of a row become one line, with tabs between. Knows no format.

use super::Fault;
use super::paragraphs::Paragraphs;

/// A row is one line where all of its text has at most so many bytes; else each paragraph of it stands by itself.
const ROW_LINE_MAX_BYTES: usize = 600;

/// A text as far as it was read.
#[derive(Default)]
pub(super) struct Flow {
    /// What is complete.
    pub done: Paragraphs,
    /// The paragraphs that are open: the outermost first.
    open: Vec<String>,
    /// What stood within the outermost paragraph and is complete.
    within: Vec<String>,
    /// The rows that are open, each with its cells, each with its paragraphs.
    rows: Vec<Vec<Vec<String>>>,
}

impl Flow {
    /// A paragraph begins.
    pub fn begin_paragraph(&mut self) {
        self.open.push(String::new());
    }

    /// Text of the innermost paragraph.
    pub fn text(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(text);
        }
    }

    /// The innermost paragraph ends.
    pub fn end_paragraph(&mut self) -> Result<(), Fault> {
        let Some(paragraph) = self.open.pop() else { return Ok(()) };
        if !self.open.is_empty() {
            self.within.push(paragraph);
            return Ok(());
        }
        for paragraph in [paragraph].into_iter().chain(std::mem::take(&mut self.within)) {
            self.put(paragraph)?;
        }
        Ok(())
    }

    /// A row of a table begins.
    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell of the innermost row begins.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(Vec::new());
        }
    }

    /// The innermost row ends.
    pub fn end_row(&mut self) -> Result<(), Fault> {
        let Some(row) = self.rows.pop() else { return Ok(()) };
        let bytes: usize = row.iter().flatten().map(String::len).sum();
        if bytes <= ROW_LINE_MAX_BYTES && row.iter().all(|cell| cell.len() <= 1) {
            let cells: Vec<&str> =
                row.iter().flatten().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            return self.put(cells.join("\t"));
        }
        row.into_iter().flatten().try_for_each(|paragraph| self.put(paragraph))
    }

    /// Ends what the file left open.
    pub fn finish(mut self) -> Result<Paragraphs, Fault> {
        while !self.open.is_empty() {
            self.end_paragraph()?;
        }
        while !self.rows.is_empty() {
            self.end_row()?;
        }
        Ok(self.done)
    }

    fn put(&mut self, paragraph: String) -> Result<(), Fault> {
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            // What is blank would make a cell look as if it had several paragraphs.
            Some(_) if paragraph.trim().is_empty() => Ok(()),
            Some(cell) => {
                cell.push(paragraph);
                Ok(())
            }
            None => self.done.push(&paragraph, None),
        }
    }
}
