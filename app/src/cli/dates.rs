//! `dateline dates`: documents in, every time expression on standard output with the days it means and why.

use super::{Input, NO_OUTPUT, names_of, read_documents};
use crate::open::columns::Choice;
use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use clap::ValueEnum;
use dateline_model::dating::{Bound, Modifier, Sort, TimeExpression, read_times, read_timex};
use dateline_model::document::{Document, Known};
use dateline_model::when::{Chain, Clock, Precision, span_label};
use serde::Serialize;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct DatesArguments {
    #[command(flatten)]
    input: Input,
    /// How times are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each time: its words, the rule, what it counts from, its days
    Text,
    /// One JSON object a line, with days, precision and chain
    Json,
    /// One JSON object a line by the conventions of TimeML: doc, begin, end (characters), type, value
    Timex3Jsonl,
}

/// Prints the times of the input, document by document, in the order of the text.
pub fn run(arguments: &DatesArguments) -> Result<ExitCode> {
    let names = names_of(&arguments.input);
    let lexicon = &names.lexicon;
    let (documents, code) = read_documents(&arguments.input, Choice::default(), &names)?;
    let mut out = BufWriter::new(stdout().lock());
    for document in &documents {
        match arguments.format {
            Format::Text => write_text(document, &read_times(lexicon, document), &mut out),
            Format::Json => write_json(document, &read_times(lexicon, document), &mut out),
            Format::Timex3Jsonl => write_timex3(document, &read_timex(lexicon, document), &mut out),
        }
        .context(NO_OUTPUT)?;
    }
    out.flush().context(NO_OUTPUT)?;
    Ok(code)
}

fn write_text(document: &Document, times: &[TimeExpression], out: &mut impl Write) -> Result<()> {
    match &document.own_date {
        Some(own) => {
            let known = match own.known {
                Known::Stated => "stated",
                Known::Inferred => "inferred",
                Known::Set => "set",
            };
            let label = span_label(own.earliest, own.latest);
            let colon = if own.evidence.starts_with(known) { String::new() } else { format!("{known}: ") };
            writeln!(out, "{}: the document's date is {label} ({colon}{})", document.name, own.evidence)?;
        }
        None => writeln!(out, "{}: the document's date is not known; what counts from it has no days", document.name)?,
    }
    for time in times {
        // How the document's date is known stands above.
        let mut chain = time.chain.clone();
        if let (Some(anchor), Some(own)) = (&mut chain.anchor, &document.own_date)
            && anchor.known == own.evidence
        {
            anchor.known = "see above".to_owned();
            anchor.inferred = false;
        }
        writeln!(out, "  {}", chain.explain(time.when.as_ref()))?;
    }
    Ok(())
}

/// A time as it is printed. Offsets are bytes of the document's file.
#[derive(Serialize)]
struct Printed<'a> {
    doc: &'a str,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    sort: &'static str,
    value: &'a str,
    #[serde(flatten)]
    days: Option<Days>,
    bound: &'static str,
    confidence: f64,
    chain: &'a Chain,
}

#[derive(Serialize)]
struct Days {
    start: NaiveDate,
    last: NaiveDate,
    precision: Precision,
    approximate: bool,
    clock: Option<Clock>,
}

fn write_json(document: &Document, times: &[TimeExpression], out: &mut impl Write) -> Result<()> {
    for time in times {
        let span = document.file_span(time.span.clone());
        let printed = Printed {
            doc: &document.name,
            begin: span.start,
            end: span.end,
            sort: sort(time.sort),
            value: &time.value,
            days: time.when.map(|when| Days {
                start: when.earliest,
                last: when.latest,
                precision: when.precision,
                approximate: when.approximate,
                clock: when.clock,
            }),
            bound: bound(time.bound),
            confidence: (f64::from(time.confidence) * 100.0).round() / 100.0,
            chain: &time.chain,
        };
        serde_json::to_writer(&mut *out, &printed)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A time as TIMEX3 has it. Offsets are characters of the document's text.
#[derive(Serialize)]
struct Timex3<'a> {
    doc: &'a str,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    sort: &'static str,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
}

fn write_timex3(document: &Document, times: &[TimeExpression], out: &mut impl Write) -> Result<()> {
    let stem =
        Path::new(&document.name).file_stem().map_or(document.name.as_str().into(), |stem| stem.to_string_lossy());
    // Counted on from the time before, so that a long text is gone through once.
    let (mut byte, mut character) = (0, 0);
    for time in times {
        let mut characters_to = |to: usize| {
            character += document.text.get(byte..to).map_or(0, |text| text.chars().count());
            byte = to;
            character
        };
        let begin = characters_to(time.span.start);
        let end = characters_to(time.span.end);
        let modifier = time.modifier.map(modifier);
        let printed = Timex3 { doc: &stem, begin, end, sort: sort(time.sort), value: &time.value, modifier };
        serde_json::to_writer(&mut *out, &printed)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Date => "DATE",
        Sort::Time => "TIME",
        Sort::Duration => "DURATION",
        Sort::Set => "SET",
    }
}

fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Start => "START",
        Modifier::Mid => "MID",
        Modifier::End => "END",
        Modifier::Approximate => "APPROX",
        Modifier::LessThan => "LESS_THAN",
        Modifier::MoreThan => "MORE_THAN",
        Modifier::EqualOrLess => "EQUAL_OR_LESS",
        Modifier::EqualOrMore => "EQUAL_OR_MORE",
        Modifier::Before => "BEFORE",
        Modifier::After => "AFTER",
        Modifier::OnOrBefore => "ON_OR_BEFORE",
        Modifier::OnOrAfter => "ON_OR_AFTER",
    }
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Within => "within",
        Bound::Since => "since",
        Bound::Until => "until",
        Bound::Before => "before",
        Bound::After => "after",
    }
}
