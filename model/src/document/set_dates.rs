//! A user's own table of documents' dates: "file name or its stem, tab, ISO date", one a line.
//!
//! In: the table. Out: the days by name, or the first line that tells none.

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A line of the table that gives no document a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: write a file name, a tab and a date such as 2024-11-18")]
pub struct SetDatesError {
    /// The line, from 1.
    pub line: usize,
}

/// Reads a table of documents' dates.
pub fn read_set_dates(table: &str) -> Result<BTreeMap<String, NaiveDate>, SetDatesError> {
    let lines = table.lines().enumerate();
    let entry = |(index, line): (usize, &str)| {
        let entry = line.split_once('\t').and_then(|(name, day)| Some((name.trim(), day.trim().parse().ok()?)));
        let (name, day) = entry.ok_or(SetDatesError { line: index + 1 })?;
        Ok((name.to_owned(), day))
    };
    lines.filter(|(_, line)| !line.trim().is_empty()).map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &str, expect: &str) {
        let read = read_set_dates(table);
        let shown = read.map_or_else(|error| error.to_string(), |dates| format!("{dates:?}"));
        assert!(shown.starts_with(expect), "{shown}");
    }

    #[test]
    fn each_line_gives_a_date() {
        check("a.txt\t2021-05-03\r\n\r\nb \t 2021-05-04", "{\"a.txt\": 2021-05-03, \"b\": 2021-05-04}");
        check("a.txt\t2021-05-03\nb.txt 2021-05-04", "line 2: write a file name");
        check("a.txt\t2021-02-31", "line 1: write a file name");
    }
}
