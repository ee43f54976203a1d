//! Events as this program prints them to rows: one JSON object a line.

use super::{Row, day};
use crate::event::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::when::Precision;
use serde::Deserialize;

/// What is read of a line; the rest is told by its words.
#[derive(Deserialize)]
struct Line {
    title: String,
    start: Option<String>,
    last: Option<String>,
    precision: Option<Precision>,
    kind: Option<String>,
    status: Option<String>,
    #[serde(default)]
    countries: Vec<String>,
}

/// The events of the lines; none where no line is one.
pub(super) fn rows(lexicon: &Lexicon, text: &str) -> Option<Vec<Row>> {
    let (mut rows, mut at) = (Vec::new(), 0);
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let begin = at;
        at += line.len();
        let Ok(told) = serde_json::from_str::<Line>(line) else { continue };
        let Some(start) = told.start else { continue };
        let time = line.find(&start).map_or(begin..begin, |found| begin + found..begin + found + start.len());
        rows.push(Row {
            span: begin..begin + line.trim_end().len(),
            number,
            time,
            first: day::read(lexicon, &start, true),
            start,
            last: told.last.and_then(|last| day::read(lexicon, &last, true)),
            precision: told.precision,
            title: told.title,
            words: String::new(),
            countries: told.countries.join(";"),
            kind: told.kind.and_then(|code| Kind::from_code(&code)),
            status: told.status.and_then(|code| Status::ALL.into_iter().find(|status| status.code() == code)),
            quantities: Vec::new(),
        });
    }
    (!rows.is_empty()).then_some(rows)
}
