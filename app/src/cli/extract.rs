//! `dateline extract`: documents in, events on standard output, one JSON object a line.

use super::{Input, read};
use crate::open::read_undated;
use anyhow::Result;
use chrono::NaiveDate;
use clap::ValueEnum;
use dateline_model::actor::{Actor, Country};
use dateline_model::document::Document;
use dateline_model::event::{Event, Participant, Source, Undated};
use dateline_model::quantity::{Quantity, Told};
use dateline_model::text::Span;
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
    /// Print also what is told without a time: events whose start and last are null
    #[arg(long)]
    undated: bool,
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
    if arguments.undated {
        for (document, events) in opened.timeline.documents.iter().zip(read_undated(&opened.timeline)) {
            for event in &events {
                serde_json::to_writer(&mut out, &printed_undated(document, event))?;
                out.write_all(b"\n")?;
            }
        }
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
    start: Option<NaiveDate>,
    last: Option<NaiveDate>,
    precision: Option<Precision>,
    approximate: bool,
    countries: &'a [Country],
    said_by: &'a [Country],
    organizations: &'a [String],
    roles: Vec<PrintedRole<'a>>,
    quantities: Vec<PrintedQuantity<'a>>,
    /// Numbers of which only the magnitude is told: "hundreds".
    magnitudes: Vec<PrintedQuantity<'a>>,
    confidence: f32,
    weight: f32,
    sources: Vec<PrintedSource<'a>>,
}

/// Either a country or an organisation, and the part that it plays.
#[derive(Serialize)]
struct PrintedRole<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'a str>,
    role: &'static str,
}

#[derive(Serialize)]
struct PrintedQuantity<'a> {
    value: f64,
    unit: &'a str,
    object: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_least: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<f64>,
    approximate: bool,
    told: Told,
    words: &'a str,
}

#[derive(Serialize)]
struct PrintedSource<'a> {
    doc: &'a str,
    begin: usize,
    end: usize,
    quote: &'a str,
    time: Option<PrintedTime<'a>>,
}

#[derive(Serialize)]
struct PrintedTime<'a> {
    begin: usize,
    end: usize,
    chain: &'a Chain,
}

fn printed<'a>(timeline: &'a Timeline, event: &'a Event) -> Printed<'a> {
    Printed {
        id: format!("{:016x}", event.id.0),
        title: &event.title,
        short_title: &event.short_title,
        kind: event.kind.code(),
        status: event.status.code(),
        start: Some(event.when.earliest),
        last: Some(event.when.latest),
        precision: Some(event.when.precision),
        approximate: event.when.approximate,
        countries: &event.countries,
        said_by: &event.said_by,
        organizations: &event.organizations,
        roles: printed_roles(&event.roles),
        quantities: printed_quantities(&event.quantities, false),
        magnitudes: printed_quantities(&event.quantities, true),
        confidence: event.confidence,
        weight: event.weight,
        sources: event.sources.iter().filter_map(|source| printed_dated(timeline, source)).collect(),
    }
}

fn printed_dated<'a>(timeline: &'a Timeline, source: &'a Source) -> Option<PrintedSource<'a>> {
    let document = timeline.documents.get(source.document)?;
    let Span { start, end } = document.file_span(source.time.clone());
    printed_source(document, &source.passage, Some(PrintedTime { begin: start, end, chain: &source.chain }))
}

fn printed_undated<'a>(document: &'a Document, event: &'a Undated) -> Printed<'a> {
    Printed {
        id: format!("{:016x}", event.id.0),
        title: &event.title,
        short_title: &event.short_title,
        kind: event.kind.code(),
        status: event.status.code(),
        start: None,
        last: None,
        precision: None,
        approximate: false,
        countries: &event.countries,
        said_by: &event.said_by,
        organizations: &event.organizations,
        roles: printed_roles(&event.roles),
        quantities: printed_quantities(&event.quantities, false),
        magnitudes: printed_quantities(&event.quantities, true),
        confidence: event.confidence,
        weight: 0.0,
        sources: printed_source(document, &event.passage, None).into_iter().collect(),
    }
}

/// The numbers that are told as such, or those of which only the magnitude is.
fn printed_quantities(quantities: &[Quantity], magnitude: bool) -> Vec<PrintedQuantity<'_>> {
    quantities.iter().filter(|quantity| quantity.magnitude == magnitude).map(printed_quantity).collect()
}

fn printed_quantity(quantity: &Quantity) -> PrintedQuantity<'_> {
    let Quantity { value, unit, object, at_least, at_most, approximate, told, words, .. } = quantity;
    let (value, at_least, at_most, approximate, told) = (*value, *at_least, *at_most, *approximate, *told);
    PrintedQuantity { value, unit, object, at_least, at_most, approximate, told, words }
}

fn printed_roles(roles: &[Participant]) -> Vec<PrintedRole<'_>> {
    let printed = roles.iter().map(|participant| {
        let (country, organization) = match &participant.actor {
            Actor::Country(country) => (Some(*country), None),
            Actor::Organization(name) => (None, Some(name.as_str())),
        };
        PrintedRole { country, organization, role: participant.role.code() }
    });
    printed.collect()
}

fn printed_source<'a>(
    document: &'a Document,
    passage: &Span,
    time: Option<PrintedTime<'a>>,
) -> Option<PrintedSource<'a>> {
    let quote = document.text.get(passage.clone())?;
    let Span { start, end } = document.file_span(passage.clone());
    Some(PrintedSource { doc: &document.name, begin: start, end, quote, time })
}
