//! `dateline extract`: documents in, events out, as JSON lines, CSV or Parquet.

use super::stream::{self, for_each_line, read_line};
use super::{Input, NO_OUTPUT, Tables, dates_of, exit_code, names_of, parquet, read, read_documents, tell_problem};
use crate::export::csv;
use crate::export::file::replace_file;
use crate::export::printed::{Printed, printed, printed_undated};
use crate::names::Names;
use crate::open::{self, Given, Opened, read_alone, read_undated};
use anyhow::{Context, Result};
use clap::ValueEnum;
use clap::error::ErrorKind;
use dateline_model::document::Document;
use dateline_model::event::Undated;
use dateline_model::lexicon::Lexicon;
use dateline_model::timeline::Timeline;
use rayon::prelude::*;
use serde::Serialize;
use std::io::{BufWriter, IsTerminal, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Print the events of documents
///
/// Reads files and folders, or with - a stream of documents from standard input: one JSON object a line, with "doc"
/// (its name) and "text", and where known "date" (2024-11-18), "title" and "url". What else it holds is left alone.
/// A line that can't be read is named with its number and left out.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ExtractArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    tables: Tables,
    /// How events are printed
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keep each document by itself: what several tell stays apart, and each is printed as soon as it is read
    ///
    /// A document is then one line of JSON, {"doc", "events"}, or its rows of CSV.
    /// Memory is bounded by the largest documents, so that the stream may go on for ever.
    #[arg(long)]
    no_link: bool,
    /// Print also what is told without a time: events whose start and last are null
    #[arg(long)]
    undated: bool,
}

const EXAMPLES: &str = r#"Examples:
  dateline extract articles/ > events.jsonl
      one line for each event, with all documents that tell it
  dateline extract incidents.csv --columns date=When,title=Headline,countries=Where
      a table, by what its columns hold
  dateline extract articles/ --format parquet -o events.parquet
      for pandas, DuckDB, Polars
  printf '{"doc":"a","text":"Oslo signed on 3 May.","date":"2024-06-01"}\n' | dateline extract -
      documents from another program
  fetch-articles | dateline extract - --no-link | store-events
      as they come, one line out for each line in

Exit codes: 0 all was read; 1 nothing could be read or written; 2 wrong arguments; 3 some was left out, and named."#;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header, for spreadsheets
    Csv,
    /// Apache Parquet, for data frames
    Parquet,
}

/// Prints the events of the input, in the order of time, or with `no_link` in that of the documents.
pub fn run(arguments: &ExtractArguments) -> Result<ExitCode> {
    let is_stream = arguments.input.paths == [Path::new("-")];
    if let Some(conflict) = conflict(arguments, is_stream) {
        clap::Error::raw(ErrorKind::ArgumentConflict, format!("{conflict}\n")).exit();
    }
    let names = Arc::new(names_of(&arguments.input));
    if arguments.no_link {
        return to_output(arguments, |out| {
            if is_stream { pass_on(arguments, &names, out) } else { print_each(arguments, &names, out) }
        });
    }
    let (opened, code) = if is_stream {
        read_stream(&arguments.input, &names)?
    } else {
        read(&arguments.input, &arguments.tables, &names)?
    };
    let undated = if arguments.undated { read_undated(&names.lexicon, &opened.timeline) } else { Vec::new() };
    let events = printed_all(&names.lexicon, &opened.timeline, &undated);
    to_output(arguments, |out| write_all(&events, arguments.format, out).map(|()| code))
}

/// What of the arguments does not go together, and what to do.
fn conflict(arguments: &ExtractArguments, is_stream: bool) -> Option<&'static str> {
    let parquet = arguments.format == Format::Parquet;
    if !is_stream && arguments.input.paths.iter().any(|path| path == Path::new("-")) {
        Some("- is standard input, which is read by itself; name either - or files and folders")
    } else if is_stream && arguments.tables.columns.is_some() {
        Some("documents of standard input have no columns; leave out --columns, or name files")
    } else if parquet && arguments.no_link {
        Some("a Parquet file is written as a whole; leave out --no-link, or choose another --format")
    } else if parquet && arguments.output.is_none() && stdout().is_terminal() {
        Some("a Parquet file is not for reading; name a file for it with -o")
    } else {
        None
    }
}

/// Lets `write` write to the file of the arguments, or to standard output.
fn to_output<T>(arguments: &ExtractArguments, write: impl FnOnce(&mut dyn Out) -> Result<T>) -> Result<T> {
    let written = |out: &mut dyn Out| {
        let done = write(out)?;
        out.flush()?;
        Ok(done)
    };
    match &arguments.output {
        Some(path) => replace_file(path, |file| written(&mut BufWriter::new(file))),
        None => written(&mut BufWriter::new(stdout())).context(NO_OUTPUT),
    }
}

/// What Parquet is written to may be told to another thread.
trait Out: Write + Send {}
impl<W: Write + Send> Out for W {}

/// Reads the documents of standard input, tells what could not be read, and links what they tell.
fn read_stream(input: &Input, names: &Arc<Names>) -> Result<(Opened, ExitCode)> {
    let dates = dates_of(input)?;
    let mut read = Read::new(names);
    let shared = Arc::clone(names);
    let mut documents = Vec::new();
    for_each_line(
        stdin(),
        move |line| read_line(&shared.lexicon, &dates, line),
        |document| {
            documents.extend(read.tell(document));
            Ok(())
        },
    )?;
    let inputs = documents.into_iter().map(|document| open::Input::Saved(Box::new(document))).collect();
    Ok((open::open_inputs(inputs, &names.lexicon, &Given::default(), &|_| true), read.exit_code()))
}

/// Prints what each document of standard input tells, as soon as it and those before it are read.
fn pass_on(arguments: &ExtractArguments, names: &Arc<Names>, out: &mut dyn Out) -> Result<ExitCode> {
    let dates = dates_of(&arguments.input)?;
    let (format, undated) = (arguments.format, arguments.undated);
    let mut read = Read::new(names);
    let names = Arc::clone(names);
    write_head(format, out)?;
    let work = move |line| {
        let document = read_line(&names.lexicon, &dates, line)?;
        let mut printed = Vec::new();
        write_alone(&names.lexicon, document, undated, format, &mut printed).map_err(|error| error.to_string())?;
        Ok(printed)
    };
    for_each_line(stdin(), work, |printed| {
        if let Some(printed) = read.tell(printed) {
            out.write_all(&printed)?;
            out.flush()?;
        }
        Ok(())
    })?;
    Ok(read.exit_code())
}

/// How much of standard input was read.
struct Read {
    done: usize,
    failed: usize,
}

impl Read {
    /// Nothing yet; what could not be read of the names is told.
    fn new(names: &Names) -> Read {
        names.problems.iter().for_each(tell_problem);
        Read { done: 0, failed: names.problems.len() }
    }

    /// What was read of a line; where it could not be, that is told.
    fn tell<T>(&mut self, line: Result<T, String>) -> Option<T> {
        match line {
            Ok(done) => {
                self.done += 1;
                Some(done)
            }
            Err(message) => {
                self.failed += 1;
                writeln!(stderr(), "dateline: standard input, {message}").ok();
                None
            }
        }
    }

    fn exit_code(&self) -> ExitCode {
        if self.done + self.failed == 0 {
            writeln!(stderr(), "dateline: standard input holds no document; give one a line: {}", stream::FORM).ok();
        }
        exit_code(self.done == 0, self.failed == 0)
    }
}

/// Prints what each file tells by itself.
fn print_each(arguments: &ExtractArguments, names: &Names, out: &mut dyn Out) -> Result<ExitCode> {
    let (documents, code) =
        read_documents(&arguments.input, arguments.tables.columns.clone().unwrap_or_default(), names)?;
    write_head(arguments.format, out)?;
    let printed: Vec<Result<Vec<u8>>> = documents
        .into_par_iter()
        .map(|document| {
            let mut printed = Vec::new();
            write_alone(&names.lexicon, document, arguments.undated, arguments.format, &mut printed)?;
            Ok(printed)
        })
        .collect();
    for printed in printed {
        out.write_all(&printed?)?;
    }
    Ok(code)
}

fn write_head(format: Format, out: &mut dyn Out) -> Result<()> {
    if format == Format::Csv {
        csv::write_header(out)?;
    }
    Ok(())
}

/// A document and what it tells by itself.
#[derive(Serialize)]
struct Alone<'a> {
    doc: &'a str,
    events: Vec<Printed<'a>>,
}

fn write_alone(lexicon: &Lexicon, document: Document, undated: bool, format: Format, out: &mut Vec<u8>) -> Result<()> {
    let (timeline, undated) = read_alone(lexicon, document, undated);
    let events = printed_all(lexicon, &timeline, std::slice::from_ref(&undated));
    match format {
        Format::Csv => events.iter().try_for_each(|event| csv::write_event(event, out))?,
        Format::Jsonl | Format::Parquet => {
            let doc = timeline.documents.first().map_or("", |document| document.name.as_str());
            serde_json::to_writer(&mut *out, &Alone { doc, events })?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn write_all(events: &[Printed], format: Format, out: &mut dyn Out) -> Result<()> {
    write_head(format, out)?;
    match format {
        Format::Csv => events.iter().try_for_each(|event| csv::write_event(event, out))?,
        Format::Parquet => parquet::write(events, out)?,
        Format::Jsonl => {
            for event in events {
                serde_json::to_writer(&mut *out, event)?;
                out.write_all(b"\n")?;
            }
        }
    }
    Ok(())
}

/// The events of a timeline, then what its documents tell without a time.
fn printed_all<'a>(lexicon: &Lexicon, timeline: &'a Timeline, undated: &'a [Vec<Undated>]) -> Vec<Printed<'a>> {
    let name = |country| lexicon.country_name(&country).to_owned();
    let dated = timeline.events.iter().map(|event| printed(name, timeline, event));
    let undated = timeline.documents.iter().zip(undated);
    let undated =
        undated.flat_map(|(document, events)| events.iter().map(move |event| printed_undated(document, event)));
    dated.chain(undated).collect()
}
