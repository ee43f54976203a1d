//! Events to a briefing: what happened when, under headings of time or of lanes, each with footnotes that tell its
//! sources.
//!
//! In: the same request as for pages. Out: plain texts in order. Knows no format: `markdown`, `docx` and `web` write it.

use super::furniture::{period, source_line};
use super::{Request, notes};
use crate::picture::content::{Content, Tail};
use crate::picture::labels::one_line;
use chrono::{Datelike, NaiveDate};
use dateline_model::event::{Event, Source, Status};
use dateline_model::when::{day_label, year_label};
use std::collections::BTreeMap;

/// A briefing.
#[derive(Debug, Default, PartialEq)]
pub struct Briefing {
    /// The title.
    pub title: String,
    /// Period, how much it is of how many documents, the day that it is as of.
    pub about: String,
    /// The handling line.
    pub marking: Option<String>,
    /// Headings and what stands below them.
    pub sections: Vec<Section>,
    /// In the order of their numbers, from 1.
    pub footnotes: Vec<Footnote>,
}

/// A heading and the events below it.
#[derive(Debug, Default, PartialEq)]
pub struct Section {
    /// A year, a month, or what a lane is called.
    pub heading: String,
    /// In the order of time.
    pub entries: Vec<Entry>,
}

/// An event.
#[derive(Debug, Default, PartialEq)]
pub struct Entry {
    /// Which of the timeline's.
    pub event: usize,
    /// "19 June 2024".
    pub when: String,
    /// Its full title.
    pub title: String,
    /// Status where it did not simply happen, countries, quantities.
    pub details: Vec<String>,
    /// The numbers of its footnotes.
    pub footnotes: Vec<usize>,
}

/// Where something is told.
#[derive(Debug, Default, PartialEq)]
pub struct Footnote {
    /// The words.
    pub passage: String,
    /// Title of the document, publisher, date.
    pub document: String,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// How its date came about.
    pub chain: String,
}

/// The briefing of what a request shows: under the lane that names each event, or under years or months.
pub fn briefing(request: &Request) -> Briefing {
    let timeline = request.timeline;
    let content = Content::new(timeline, request.lanes, Tail::SourceCount);
    let mut events: Vec<usize> = content.all.events().collect();
    events.sort_unstable();
    let shown = || events.iter().map(|&event| &timeline.events[event]);
    let first = shown().map(|event| event.when.earliest).min().unwrap_or_default();
    let last = shown().map(|event| event.when.latest).max().unwrap_or_default();
    let mut sections: BTreeMap<(usize, i32, u32), Section> = BTreeMap::new();
    let mut footnotes = Vec::new();
    let by_lane = request.by_lane && request.lanes.len() > 1;
    // First where each stands, so that numbers rise from the top.
    let mut placed: Vec<((usize, i32, u32), usize)> = events
        .iter()
        .map(|&event| {
            let day = timeline.events[event].when.earliest;
            let months = last.year() - first.year() < 2;
            let place = match by_lane {
                true => (content.lane_of(event).unwrap_or(usize::MAX), 0, 0),
                false => (0, day.year(), if months { day.month() } else { 0 }),
            };
            (place, event)
        })
        .collect();
    placed.sort_unstable();
    for (place, event) in placed {
        let section = sections.entry(place).or_insert_with(|| Section {
            heading: match by_lane {
                true => request.lanes.get(place.0).map(|lane| one_line(&lane.name)).unwrap_or_default(),
                false => time_heading(place.1, place.2),
            },
            entries: Vec::new(),
        });
        section.entries.push(entry(request, event, &mut footnotes));
    }
    let documents = notes::documents(timeline, &events).len();
    Briefing {
        title: one_line(request.title),
        about: about(request, (first, last), events.len(), documents),
        marking: request.marking.map(one_line),
        sections: sections.into_values().collect(),
        footnotes,
    }
}

/// "1949 to 2024. 62 events from 5 documents. As of 7 December 2024."
fn about(request: &Request, (first, last): (NaiveDate, NaiveDate), events: usize, documents: usize) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut about = Vec::new();
    if request.furniture.period && events > 0 {
        about.push(period(first, last));
        about.push(format!("{} from {}", counted(events, "event"), counted(documents, "document")));
    }
    if let Some(day) = request.as_of().filter(|_| request.furniture.as_of) {
        about.push(format!("As of {}", day_label(day)));
    }
    about.into_iter().map(|part| part + ".").collect::<Vec<_>>().join(" ")
}

fn time_heading(year: i32, month: u32) -> String {
    match NaiveDate::from_ymd_opt(year, month, 1) {
        Some(day) => format!("{} {}", day.format("%B"), year_label(year)),
        None => year_label(year),
    }
}

fn entry(request: &Request, index: usize, footnotes: &mut Vec<Footnote>) -> Entry {
    let event = &request.timeline.events[index];
    let mut details = Vec::new();
    if !matches!(event.status, Status::Happened) {
        details.push(event.status.code().to_owned());
    }
    let countries: Vec<String> = event.countries.iter().map(|&country| (request.name)(country)).collect();
    let actors = countries.into_iter().chain(event.organizations.iter().map(|name| one_line(name)));
    details.extend(Some(actors.collect::<Vec<_>>().join(", ")).filter(|actors| !actors.is_empty()));
    if !event.said_by.is_empty() {
        let said_by: Vec<String> = event.said_by.iter().map(|&country| (request.name)(country)).collect();
        details.push(format!("said by {}", said_by.join(", ")));
    }
    details.extend(event.quantities.iter().map(|quantity| one_line(&quantity.words)));
    details.extend(event.disagreements.iter().map(|disagreement| {
        let said: Vec<String> = disagreement.said.iter().map(|said| one_line(&said.words)).collect();
        format!("the documents disagree on {}: {}", disagreement.about, said.join("; "))
    }));
    let mut numbers = Vec::new();
    if request.furniture.sources {
        for source in &event.sources {
            if let Some(footnote) = footnote(request, event, source) {
                footnotes.push(footnote);
                numbers.push(footnotes.len());
            }
        }
    }
    Entry { event: index, when: event.when.label(), title: one_line(&event.title), details, footnotes: numbers }
}

fn footnote(request: &Request, event: &Event, source: &Source) -> Option<Footnote> {
    let document = request.timeline.documents.get(source.document)?;
    let passage = document.text.get(source.passage.clone())?;
    let (title, rest) = source_line(document);
    Some(Footnote {
        passage: one_line(passage),
        document: one_line(&format!("{title}{rest}")),
        url: document.url_of(&source.passage).filter(|url| super::pdf::is_web(url)),
        chain: one_line(&source.chain.explain(Some(&event.when))),
    })
}
