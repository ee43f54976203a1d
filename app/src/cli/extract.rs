//! `dateline extract`: documents in, events on standard output, one JSON object a line.

use super::{Input, read};
use anyhow::Result;
use chrono::NaiveDate;
use clap::ValueEnum;
use dateline_model::actor::Country;
use dateline_model::event::{Event, Source};
use dateline_model::timeline::Timeline;
use dateline_model::when::{Chain, Precision};
use serde::Serialize;
use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct ExtractArguments {
    #[command(flatten)]
    input: Input,
    /// How events are printed
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
}

/// Prints the events of the input, in the order of time.
pub fn run(arguments: &ExtractArguments) -> Result<ExitCode> {
    let (opened, code) = read(&arguments.input)?;
    let mut out = BufWriter::new(stdout().lock());
    match arguments.format {
        Format::Jsonl => write_jsonl(&opened.timeline, &mut out)?,
    }
    out.flush()?;
    Ok(code)
}

fn write_jsonl(timeline: &Timeline, out: &mut impl Write) -> Result<()> {
    for event in &timeline.events {
        serde_json::to_writer(&mut *out, &printed(timeline, event))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// An event as it is printed. Offsets are bytes of the document's file.
#[derive(Serialize)]
struct Printed<'a> {
    id: String,
    title: &'a str,
    short_title: &'a str,
    kind: &'static str,
    status: &'static str,
    start: NaiveDate,
    last: NaiveDate,
    precision: Precision,
    approximate: bool,
    countries: &'a [Country],
    said_by: &'a [Country],
    organizations: &'a [String],
    quantities: Vec<PrintedQuantity<'a>>,
    confidence: f32,
    weight: f32,
    sources: Vec<PrintedSource<'a>>,
}

#[derive(Serialize)]
struct PrintedQuantity<'a> {
    value: f64,
    unit: &'a str,
    words: &'a str,
}

#[derive(Serialize)]
struct PrintedSource<'a> {
    doc: &'a str,
    begin: usize,
    end: usize,
    quote: &'a str,
    time: PrintedTime<'a>,
}

#[derive(Serialize)]
struct PrintedTime<'a> {
    begin: usize,
    end: usize,
    chain: &'a Chain,
}

fn printed<'a>(timeline: &'a Timeline, event: &'a Event) -> Printed<'a> {
    let quantities = event.quantities.iter();
    Printed {
        id: format!("{:016x}", event.id.0),
        title: &event.title,
        short_title: &event.short_title,
        kind: event.kind.code(),
        status: event.status.code(),
        start: event.when.earliest,
        last: event.when.latest,
        precision: event.when.precision,
        approximate: event.when.approximate,
        countries: &event.countries,
        said_by: &event.said_by,
        organizations: &event.organizations,
        quantities: quantities.map(|q| PrintedQuantity { value: q.value, unit: &q.unit, words: &q.words }).collect(),
        confidence: event.confidence,
        weight: event.weight,
        sources: event.sources.iter().filter_map(|source| printed_source(timeline, source)).collect(),
    }
}

fn printed_source<'a>(timeline: &'a Timeline, source: &'a Source) -> Option<PrintedSource<'a>> {
    let document = timeline.documents.get(source.document)?;
    let passage = document.file_span(source.passage.clone());
    let time = document.file_span(source.time.clone());
    Some(PrintedSource {
        doc: &document.name,
        begin: passage.start,
        end: passage.end,
        quote: document.text.get(source.passage.clone())?,
        time: PrintedTime { begin: time.start, end: time.end, chain: &source.chain },
    })
}
