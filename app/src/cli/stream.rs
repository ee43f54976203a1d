//! Documents as JSON lines: bytes in, what is made of each line out, in the order of the lines.
//!
//! A line is read while those before it are worked on, on all cores; no more than a few are held at a time.

use anyhow::Result;
use chrono::NaiveDate;
use dateline_model::dating;
use dateline_model::document::{self, Document, Known, OwnDate};
use dateline_model::lexicon::Lexicon;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

/// Lines longer than this are not read: with its escapes, a document of the greatest size that is.
const LINE_MAX_BYTES: usize = 256_000_000;

/// What a line has to be, for messages.
pub const FORM: &str = r#"a JSON object with "doc" and "text", and where known "date", "title", "url""#;

/// A line of the input.
pub struct Line {
    /// Its number, from 1.
    number: usize,
    /// Its bytes without the line's end, or why they could not be read.
    content: Result<Vec<u8>, String>,
}

/// A document as a line tells it. What else the object holds is left alone.
#[derive(Deserialize)]
struct Told {
    doc: String,
    text: String,
    date: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// Calls `work` for every line that is not blank, side by side, and `each` with what it gives, in the order of the lines.
/// Where `each` fails, nothing more is read.
pub fn for_each_line<T: Send + 'static>(
    input: impl Read + Send + 'static,
    work: impl Fn(Line) -> T + Send + Sync + 'static,
    mut each: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let work = Arc::new(work);
    // Each line has a channel of its own for what came of it; those channels stand in the order of the lines.
    let (queue, answers) = sync_channel::<Receiver<T>>(rayon::current_num_threads() * 2);
    std::thread::spawn(move || {
        let lines = Lines { input: BufReader::new(input), number: 0, ended: false };
        for line in lines {
            let (tell, answer) = sync_channel(1);
            if queue.send(answer).is_err() {
                return;
            }
            let work = Arc::clone(&work);
            rayon::spawn(move || drop(tell.send(work(line))));
        }
    });
    answers.into_iter().flat_map(|answer| answer.recv()).try_for_each(&mut each)
}

/// The document that a line tells, with its own date: that of the line, of `dates` by its name, or what it says itself.
pub fn read_line(lexicon: &Lexicon, dates: &BTreeMap<String, NaiveDate>, line: Line) -> Result<Document, String> {
    let number = line.number;
    read_told(lexicon, dates, line).map_err(|reason| format!("line {number}: {reason}"))
}

fn read_told(lexicon: &Lexicon, dates: &BTreeMap<String, NaiveDate>, line: Line) -> Result<Document, String> {
    let Told { doc, text, date, title, url } = serde_json::from_slice(&line.content?).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line 1 column ").next().unwrap_or_default();
        format!("is not {FORM}: {reason}, at its byte {}", error.column())
    })?;
    let mut document = document::read_text(&doc, &text).map_err(|error| format!("“{doc}” {}", error.reason()))?;
    document.title = title.filter(|title| !title.trim().is_empty()).unwrap_or(document.title);
    document.url = url.filter(|url| !url.trim().is_empty());
    let told = match date.as_deref().map(str::trim).filter(|date| !date.is_empty()) {
        Some(date) => Some((day(date)?, "given with the text")),
        None => dates.get(&doc).map(|day| (*day, "set by you")),
    };
    if let Some((day, evidence)) = told {
        let own = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: evidence.to_owned() };
        document.own_date = Some(own);
    } else if document.own_date.is_none() {
        document.own_date = dating::own_date(lexicon, &document);
    }
    Ok(document)
}

/// The day of "2024-11-18", also with a time of the day behind it.
fn day(date: &str) -> Result<NaiveDate, String> {
    let (day, rest) = date.split_at_checked(10).unwrap_or((date, ""));
    let day = day.parse().ok().filter(|_| rest.is_empty() || rest.starts_with(['T', ' ']));
    day.ok_or_else(|| format!("its date “{date}” is not one such as 2024-11-18"))
}

/// The lines of an input with their numbers, blank ones left out.
struct Lines<R> {
    input: R,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.ended {
            self.number += 1;
            let content = match next_line(&mut self.input) {
                Ok(None) => break,
                Ok(Some(content)) => content,
                Err(error) => {
                    self.ended = true;
                    Err(format!("can't be read: {error}; nothing behind it was"))
                }
            };
            if !content.as_ref().is_ok_and(|line| line.iter().all(u8::is_ascii_whitespace)) {
                return Some(Line { number: self.number, content });
            }
        }
        None
    }
}

/// The next line without its end, or why it is not kept; none where the input ends.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    let (mut bytes, mut too_long) = (0_usize, false);
    loop {
        let here = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            here => here?,
        };
        let end = here.iter().position(|&byte| byte == b'\n');
        let part = &here[..end.unwrap_or(here.len())];
        let used = part.len() + usize::from(end.is_some());
        bytes = bytes.saturating_add(used);
        too_long |= line.len() + part.len() > LINE_MAX_BYTES;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let at_end = here.is_empty();
        input.consume(used);
        if at_end && bytes == 0 {
            return Ok(None);
        }
        if at_end || end.is_some() {
            let limit = LINE_MAX_BYTES / 1_000_000;
            return Ok(Some(if too_long {
                Err(format!("is longer than {limit} MB; split its text"))
            } else {
                Ok(line)
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// What is read from an input: each document as `name, title, day`, or the message.
    #[track_caller]
    fn check(input: &'static str, expect: &[&str]) {
        let mut found = Vec::new();
        let read = |line| match read_line(&LEXICON, &BTreeMap::new(), line) {
            Ok(document) => {
                let day = document.own_date.map_or("no date".to_owned(), |own| own.latest.to_string());
                format!("{}, {}, {day}", document.name, document.title)
            }
            Err(message) => message,
        };
        for_each_line(input.as_bytes(), read, |one| {
            found.push(one);
            Ok(())
        })
        .expect("no failure");
        assert_eq!(found.len(), expect.len(), "{found:?}");
        for (found, expect) in found.iter().zip(expect) {
            assert!(found.starts_with(expect), "{found}\n{expect}");
        }
    }

    #[test]
    fn lines_are_documents() {
        check("", &[]);
        check("\n \n", &[]);
        check(r#"{"doc":"a","text":"Ships sail.","date":"2024-11-18"}"#, &["a, a, 2024-11-18"]);
        check(r#"{"doc":"a","text":"Ships sail.","date":"2024-11-18T09:00:00Z","title":"T"}"#, &["a, T, 2024-11-18"]);
        check(r#"{"doc":"a","text":"Ships sail.","date":null,"tags":[1]}"#, &["a, a, no date"]);
        check("{\"doc\":\"a\",\"text\":\"One sails.\"}\r\n\n{\"doc\":\"b\",\"text\":\"Two sail.\"}", &["a, ", "b, "]);
    }

    #[test]
    fn bad_lines_are_named() {
        check("x\n{\"doc\":\"b\",\"text\":\"Two sail.\"}", &["line 1: is not a JSON object", "b, "]);
        check("\n{\"doc\":\"a\"}", &["line 2: is not a JSON object with \"doc\" and \"text\""]);
        check(r#"{"doc":"a","text":" "}"#, &["line 1: “a” is empty"]);
        check(r#"{"doc":"a","text":"b","date":"today"}"#, &["line 1: its date “today” is not one such as 2024-11-18"]);
        check(r#"{"doc":"a","text":"b","date":"2024-11-18€"}"#, &["line 1: its date"]);
        check("[1]", &["line 1: is not"]);
    }

    #[test]
    fn answers_come_in_the_order_of_the_lines() {
        let input: String = (0..500).map(|number| format!("{number}\n")).collect();
        let mut numbers = Vec::new();
        let work = |line: Line| {
            // The first of each ten takes longest.
            std::thread::sleep(std::time::Duration::from_micros(if line.number % 10 == 1 { 300 } else { 0 }));
            line.number
        };
        for_each_line(io::Cursor::new(input), work, |number| {
            numbers.push(number);
            Ok(())
        })
        .expect("no failure");
        assert_eq!(numbers, (1..=500).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_ends_the_reading() {
        let endless = io::repeat(b'\n').take(1 << 20).chain(io::Cursor::new("1\n2\n3\n"));
        let mut seen = 0;
        let done = for_each_line(
            endless,
            |line| line.number,
            |_| {
                seen += 1;
                anyhow::bail!("the disk is full")
            },
        );
        assert!(done.is_err() && seen == 1);
    }

    #[test]
    fn endless_lines_are_not_kept() {
        let long = io::repeat(b'x').take(LINE_MAX_BYTES as u64 + 5).chain("\n{}".as_bytes());
        let lines: Vec<Line> =
            Lines { input: BufReader::with_capacity(1 << 20, long), number: 0, ended: false }.collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].content.as_ref().is_err_and(|reason| reason.starts_with("is longer than 256 MB")));
        assert!(lines[1].content.is_ok() && lines[1].number == 2);
    }
}
