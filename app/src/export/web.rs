//! A timeline to one page for a browser: to zoom, pan and click in, and below it the briefing, which needs no script.
//!
//! The page needs nothing else: no network, no other file, no script from elsewhere, and its own policy forbids them.
//! `assets/page` has its style and its script; marks and colours are those of all other exports.

use super::briefing::{Briefing, Entry, briefing};
use super::furniture::source_line;
use super::markdown::capital;
use super::svg;
use super::xml::escape;
use super::{Request, pdf};
use crate::picture::content::{Content, Ends, Tail};
use crate::picture::labels::one_line;
use crate::picture::marks;
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use anyhow::Result;
use dateline_model::event::{Event, Kind, Source, Status};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

const STYLE: &str = include_str!("../../../assets/page/page.css");
const SCRIPT: &str = include_str!("../../../assets/page/page.js");
/// So many bytes of a document are shown before and after a passage.
const AROUND: usize = 280;

/// What the script draws.
#[derive(Serialize)]
struct Data<'a> {
    /// The first day and the end, as day numbers.
    from: f64,
    until: f64,
    /// Stretches in which nothing stands.
    empty: Vec<[f64; 2]>,
    lanes: Vec<Lane<'a>>,
    events: Vec<Shown<'a>>,
    /// The events in the order of their marks.
    order: Vec<usize>,
    documents: Vec<From>,
    /// A picture for each kind and status.
    symbols: String,
}

#[derive(Serialize)]
struct Lane<'a> {
    nth: usize,
    name: String,
    code: &'a str,
    depth: usize,
    events: Vec<usize>,
}

#[derive(Serialize)]
struct Shown<'a> {
    title: String,
    label: String,
    note: &'a str,
    when: String,
    at: f64,
    from: f64,
    until: f64,
    /// How its band ends, if it has one.
    ends: Option<&'static str>,
    family: usize,
    kind: &'static str,
    #[serde(rename = "kindName")]
    kind_name: &'static str,
    status: &'static str,
    weight: f32,
    /// The lane that names it.
    lane: Option<usize>,
    who: String,
    quantities: String,
    sources: Vec<Passage<'a>>,
}

/// A passage with what stands around it.
#[derive(Serialize)]
struct Passage<'a> {
    document: usize,
    before: &'a str,
    passage: &'a str,
    after: &'a str,
    chain: String,
}

#[derive(Serialize)]
struct From {
    line: String,
    url: Option<String>,
}

/// The page.
pub fn write(request: &Request) -> Result<String> {
    let briefing = briefing(request);
    // Within a script nothing may look like its end.
    let data = serde_json::to_string(&data(request))?.replace('<', "\\u003c");
    let marking = briefing.marking.as_ref().map(|marking| format!(r#"<div class="marking">{}</div>"#, escape(marking)));
    let marking = marking.unwrap_or_default();
    let (title, about) = (escape(&briefing.title), escape(&briefing.about));
    let heading = if request.furniture.title { format!("<h1>{title}</h1>") } else { String::new() };
    let body = body(&briefing);
    Ok(format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
{marking}
<header>{heading}<p>{about}</p><button id="farther" aria-label="Zoom out">−</button><button id="closer" aria-label="Zoom in">+</button><button id="fit">Fit all</button><button id="theme">Light or dark</button></header>
<div id="stage"><div id="lanes" tabindex="0" aria-label="Timeline. Arrow keys go from event to event, plus and minus zoom, 0 shows all"></div><aside id="details" tabindex="-1" aria-label="Details" hidden></aside></div>
<p class="help">Ctrl and wheel or + and − to zoom, drag or wheel to move, ← → from event to event, 0 for all, click for the source</p>
<main>
{body}</main>
{marking}
<script type="application/json" id="data">{data}</script>
<script>
{SCRIPT}</script>
</body>
</html>
"#
    ))
}

fn data<'a>(request: &Request<'a>) -> Data<'a> {
    let timeline = request.timeline;
    let content = Content::new(timeline, request.lanes, Tail::SourceCount);
    let shown: Vec<usize> = request.events();
    // The page numbers only what it shows.
    let place = |event: usize| shown.binary_search(&event).ok();
    let lanes = content.lanes.iter().enumerate().filter(|(_, lane)| !lane.lane.heads);
    let lanes = lanes.map(|(nth, lane)| Lane {
        nth,
        name: one_line(&lane.lane.name),
        code: request.lanes[nth].country().map_or("", |_| code(&request.lanes[nth])),
        depth: lane.lane.depth(),
        events: lane.lane.events.iter().filter_map(|&event| place(event)).collect(),
    });
    let lanes = lanes.collect();
    let order: Vec<usize> = content.all.events().filter_map(place).collect();
    let text = Text::new();
    let kinds: BTreeSet<(Kind, Status)> =
        shown.iter().map(|&event| (timeline.events[event].kind, timeline.events[event].status)).collect();
    let document = |document: &dateline_model::document::Document| {
        let (title, rest) = source_line(document);
        From { line: one_line(&format!("{title}{rest}")), url: document.url.clone().filter(|url| pdf::is_web(url)) }
    };
    Data {
        from: content.extent.from,
        until: content.extent.until,
        empty: content.empty.iter().map(|stretch| [stretch.from, stretch.until]).collect(),
        lanes,
        events: shown.iter().map(|&event| event_data(request, &content, event)).collect(),
        order,
        documents: timeline.documents.iter().map(document).collect(),
        symbols: kinds.into_iter().map(|(kind, status)| symbols(kind, status, &text)).collect(),
    }
}

fn code(lane: &dateline_model::timeline::Lane) -> &str {
    match lane.group() {
        Some(dateline_model::timeline::Group::Country(country)) => country.code(),
        _ => "",
    }
}

fn event_data<'a>(request: &Request<'a>, content: &Content, index: usize) -> Shown<'a> {
    let event = &request.timeline.events[index];
    let entry = content.entry(request.timeline, 0, index);
    let stretch = entry.stretch();
    let named = event.countries.iter().map(|&country| (request.name)(country));
    let who: Vec<String> = named.chain(event.organizations.iter().map(|name| one_line(name))).collect();
    let quantities: Vec<String> = event.quantities.iter().map(|quantity| one_line(&quantity.words)).collect();
    let label = if event.short_title.is_empty() { &event.title } else { &event.short_title };
    Shown {
        title: one_line(&event.title),
        label: one_line(label),
        note: if matches!(event.status, Status::Happened | Status::Ongoing) { "" } else { event.status.code() },
        when: event.when.label(),
        at: entry.at,
        from: stretch.from,
        until: stretch.until,
        ends: entry.band.map(|band| match band.ends {
            Ends::Fading => "fading",
            Ends::Ticks => "lasted",
            Ends::Soft => "soft",
            Ends::Open => "open",
        }),
        family: event.kind.family() as usize,
        kind: event.kind.code(),
        kind_name: event.kind.label(),
        status: event.status.code(),
        weight: event.weight,
        lane: content.lane_of(index),
        who: who.join(", "),
        quantities: quantities.join("; "),
        sources: event.sources.iter().filter_map(|source| passage(request, event, source)).collect(),
    }
}

fn passage<'a>(request: &Request<'a>, event: &Event, source: &Source) -> Option<Passage<'a>> {
    let text = &request.timeline.documents.get(source.document)?.text;
    let passage = text.get(source.passage.clone())?;
    let (before, after) = (&text[..source.passage.start], &text[source.passage.end..]);
    // As much as stands in its paragraph, up to a bound.
    let mut from = before.rfind("\n\n").map_or(0, |at| at + 2).max(before.len().saturating_sub(AROUND));
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let mut until = after.find("\n\n").unwrap_or(after.len()).min(AROUND);
    while !after.is_char_boundary(until) {
        until -= 1;
    }
    let chain = one_line(&source.chain.explain(Some(&event.when)));
    Some(Passage { document: source.document, before: &before[from..], passage, after: &after[..until], chain })
}

/// A mark in the colours of day and night.
fn symbols(kind: Kind, status: Status, text: &Text) -> String {
    let mut out = String::new();
    for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark())] {
        let shapes = marks::shapes(&theme.disc((10.0, 10.0), 10.0, kind, status));
        let (kind, status, drawn) = (kind.code(), status.code(), svg::shapes(&shapes, text));
        // Writing to a string never fails.
        write!(
            out,
            r#"<symbol id="mark-{kind}-{status}-{name}" viewBox="0 0 20 20" overflow="visible">{drawn}</symbol>"#
        )
        .ok();
    }
    out
}

/// The briefing, with a link from each event to its mark.
fn body(briefing: &Briefing) -> String {
    let mut out = String::new();
    let mut nth: Vec<usize> = briefing.sections.iter().flat_map(|section| &section.entries).map(|e| e.event).collect();
    nth.sort_unstable();
    for section in &briefing.sections {
        // Writing to a string never fails.
        write!(out, "<h2>{}</h2>\n<ul>\n", escape(&section.heading)).ok();
        for entry in &section.entries {
            out.push_str(&line(entry, nth.binary_search(&entry.event).unwrap_or_default()));
        }
        out.push_str("</ul>\n");
    }
    if briefing.footnotes.is_empty() {
        return out;
    }
    out.push_str("<h2>Sources</h2>\n<ol class=\"footnotes\">\n");
    for (place, note) in briefing.footnotes.iter().enumerate() {
        let url = note.url.as_ref().map(|url| {
            let url = escape(url);
            format!(r#" <a href="{url}" rel="noreferrer noopener">{url}</a>"#)
        });
        let (passage, document) = (escape(&note.passage), escape(&note.document));
        let (number, url) = (place + 1, url.unwrap_or_default());
        writeln!(out, r#"<li id="note-{number}"><q>{passage}</q> {document}.{url}</li>"#).ok();
    }
    out + "</ol>\n"
}

fn line(entry: &Entry, place: usize) -> String {
    let details: String = entry.details.iter().map(|detail| format!(" {}.", escape(&capital(detail)))).collect();
    let number = |number: &usize| format!(r##"<sup><a href="#note-{number}">[{number}]</a></sup>"##);
    let numbers: String = entry.footnotes.iter().map(number).collect();
    let (when, title) = (escape(&entry.when), escape(&entry.title));
    format!(
        "<li><b><a href=\"#event-{place}\">{when}</a></b> {title}.<span class=\"details\">{details}</span>{numbers}</li>\n"
    )
}
