//! Events as they are printed: what every format writes of an event, in the order of its columns.
//!
//! In: a timeline's events. Out: plain values that serialize. Knows no format.

use chrono::NaiveDate;
use dateline_model::actor::{Actor, Country};
use dateline_model::confidence::{Confidence, confidence, undated_reasons};
use dateline_model::document::Document;
use dateline_model::event::{Disagreement, Event, Participant, Source, Undated};
use dateline_model::quantity::{Quantity, Told};
use dateline_model::rank::rank;
use dateline_model::text::Span;
use dateline_model::timeline::Timeline;
use dateline_model::when::{Chain, Precision};
use serde::Serialize;

/// An event as it is printed. Offsets are bytes of the document's file.
#[derive(Serialize)]
pub struct Printed<'a> {
    pub id: String,
    pub title: &'a str,
    pub short_title: &'a str,
    pub kind: &'static str,
    /// Its class in PLOVER.
    pub plover: Option<&'a str>,
    pub status: &'static str,
    pub start: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
    pub precision: Option<&'static str>,
    pub approximate: bool,
    pub countries: &'a [Country],
    pub said_by: &'a [Country],
    pub organizations: &'a [String],
    pub roles: Vec<PrintedRole<'a>>,
    pub quantities: Vec<PrintedQuantity<'a>>,
    /// Numbers of which only the magnitude is told: "hundreds".
    pub magnitudes: Vec<PrintedQuantity<'a>>,
    pub confidence: Reasoned,
    pub weight: Reasoned,
    pub sources: Vec<PrintedSource<'a>>,
    pub disagreements: Vec<PrintedDisagreement<'a>>,
}

/// A figure from 0 to 1, and in plain words what it comes from.
#[derive(Serialize)]
pub struct Reasoned {
    pub value: f64,
    pub reasons: Vec<String>,
}

impl Reasoned {
    /// Three places are as exact as these figures are.
    fn new(value: f32, reasons: Vec<String>) -> Reasoned {
        Reasoned { value: (f64::from(value) * 1000.0).round() / 1000.0, reasons }
    }
}

/// What its documents do not agree on.
#[derive(Serialize)]
pub struct PrintedDisagreement<'a> {
    pub about: &'a str,
    pub said: Vec<PrintedSaid<'a>>,
}

/// What one of them says.
#[derive(Serialize)]
pub struct PrintedSaid<'a> {
    pub doc: &'a str,
    pub words: &'a str,
}

/// Either a country or an organisation, and the part that it plays.
#[derive(Serialize)]
pub struct PrintedRole<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<&'a str>,
    pub role: &'static str,
}

/// A quantity of it.
#[derive(Serialize)]
pub struct PrintedQuantity<'a> {
    pub value: f64,
    pub unit: &'a str,
    pub object: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    pub approximate: bool,
    pub told: &'static str,
    pub words: &'a str,
}

/// A passage that tells it.
#[derive(Serialize)]
pub struct PrintedSource<'a> {
    pub doc: &'a str,
    /// The document's title; who wrote and who published it, and its own date, where that is known.
    pub title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub begin: usize,
    pub end: usize,
    pub quote: &'a str,
    /// Where in the original: "p. 4".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    pub time: Option<PrintedTime<'a>>,
}

/// The time expression in it.
#[derive(Serialize)]
pub struct PrintedTime<'a> {
    pub begin: usize,
    pub end: usize,
    pub chain: &'a Chain,
}

/// An event of a timeline.
pub fn printed<'a>(name: impl Fn(Country) -> String, timeline: &'a Timeline, event: &'a Event) -> Printed<'a> {
    let Confidence { value, reasons } = confidence(name, &timeline.documents, event);
    let rank = rank(&timeline.documents, event);
    Printed {
        id: format!("{:016x}", event.id.0),
        title: &event.title,
        short_title: &event.short_title,
        kind: event.kind.code(),
        plover: event.plover.as_deref(),
        status: event.status.code(),
        start: Some(event.when.earliest),
        last: Some(event.when.latest),
        precision: Some(precision_code(event.when.precision)),
        approximate: event.when.approximate,
        countries: &event.countries,
        said_by: &event.said_by,
        organizations: &event.organizations,
        roles: printed_roles(&event.roles),
        quantities: printed_quantities(&event.quantities, false),
        magnitudes: printed_quantities(&event.quantities, true),
        confidence: Reasoned::new(value, reasons),
        weight: Reasoned::new(rank.weight, rank.reasons),
        sources: event.sources.iter().filter_map(|source| printed_dated(timeline, source)).collect(),
        disagreements: event.disagreements.iter().map(|one| printed_disagreement(timeline, one)).collect(),
    }
}

fn printed_disagreement<'a>(timeline: &'a Timeline, disagreement: &'a Disagreement) -> PrintedDisagreement<'a> {
    let said = disagreement.said.iter().filter_map(|said| {
        let document = timeline.documents.get(said.document)?;
        Some(PrintedSaid { doc: &document.name, words: &said.words })
    });
    PrintedDisagreement { about: &disagreement.about, said: said.collect() }
}

fn printed_dated<'a>(timeline: &'a Timeline, source: &'a Source) -> Option<PrintedSource<'a>> {
    let document = timeline.documents.get(source.document)?;
    let Span { start, end } = document.file_span(source.time.clone());
    printed_source(document, &source.passage, Some(PrintedTime { begin: start, end, chain: &source.chain }))
}

/// What a document tells without a time.
pub fn printed_undated<'a>(document: &'a Document, event: &'a Undated) -> Printed<'a> {
    let nobody = event.countries.is_empty() && event.organizations.is_empty();
    Printed {
        id: format!("{:016x}", event.id.0),
        title: &event.title,
        short_title: &event.short_title,
        kind: event.kind.code(),
        plover: event.plover.as_deref(),
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
        confidence: Reasoned::new(event.confidence, undated_reasons(event.kind, nobody, event.status)),
        weight: Reasoned::new(0.0, Vec::new()),
        sources: printed_source(document, &event.passage, None).into_iter().collect(),
        disagreements: Vec::new(),
    }
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

fn precision_code(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Range => "range",
        Precision::Week => "week",
        Precision::PartOfMonth => "part-of-month",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Quarter => "quarter",
        Precision::HalfYear => "half-year",
        Precision::PartOfYear => "part-of-year",
        Precision::Year => "year",
        Precision::Years => "years",
        Precision::Decade => "decade",
    }
}

fn told_code(told: Told) -> &'static str {
    match told {
        Told::Reported => "reported",
        Told::Estimated => "estimated",
        Told::Claimed => "claimed",
    }
}

/// The numbers that are told as such, or those of which only the magnitude is.
fn printed_quantities(quantities: &[Quantity], magnitude: bool) -> Vec<PrintedQuantity<'_>> {
    quantities.iter().filter(|quantity| quantity.magnitude == magnitude).map(printed_quantity).collect()
}

fn printed_quantity(quantity: &Quantity) -> PrintedQuantity<'_> {
    let Quantity { value, unit, object, at_least, at_most, approximate, told, words, .. } = quantity;
    let (value, at_least, at_most, approximate, told) = (*value, *at_least, *at_most, *approximate, told_code(*told));
    PrintedQuantity { value, unit, object, at_least, at_most, approximate, told, words }
}

fn printed_source<'a>(
    document: &'a Document,
    passage: &Span,
    time: Option<PrintedTime<'a>>,
) -> Option<PrintedSource<'a>> {
    let quote = document.text.get(passage.clone())?;
    let Span { start, end } = document.file_span(passage.clone());
    let part = document.place(passage.start).map(ToString::to_string);
    Some(PrintedSource {
        doc: &document.name,
        title: &document.title,
        author: document.author.as_deref(),
        publisher: document.publisher_of(passage),
        date: document.own_date.as_ref().map(|own| own.day()),
        url: document.url_of(passage),
        begin: start,
        end,
        quote,
        part,
        time,
    })
}
