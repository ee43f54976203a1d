//! Events to what is told of them all: the notes of a page, the documents that they come from, the lanes that name them.

use super::Request;
use crate::picture::content::{Content, Tail};
use crate::picture::labels::one_line;
use dateline_model::event::{Event, Status};
use dateline_model::timeline::Timeline;
use std::collections::{BTreeMap, BTreeSet};

/// So many events are told in the notes of a page.
const TOLD: usize = 60;

/// "19 June 2024: Partnership treaty signed [3, 4]" for each event that has a mark on the page.
pub fn note(timeline: &Timeline, content: &Content, numbers: &[usize]) -> String {
    let extent = content.extent;
    let stands = |event: &usize| {
        let at = content.entry(timeline, 0, *event).at;
        at >= extent.from && at < extent.until
    };
    let mut events: Vec<usize> = content.all.events().filter(stands).collect();
    events.sort_unstable();
    let lines = events.iter().take(TOLD).map(|&event| line(&timeline.events[event], numbers));
    let mut note = lines.collect::<Vec<_>>().join("\n");
    if events.len() > TOLD {
        note.push_str(&format!("\nand {} more", events.len() - TOLD));
    }
    note
}

fn line(event: &Event, numbers: &[usize]) -> String {
    let status = match event.status {
        Status::Happened | Status::Ongoing => String::new(),
        status => format!(" ({})", status.code()),
    };
    format!("{}: {}{status}{}", event.when, one_line(&event.title), cited(event, numbers))
}

/// " [1, 2]", the places in `numbers` of the documents that tell an event; nothing where there is one document.
pub fn cited(event: &Event, numbers: &[usize]) -> String {
    let documents: BTreeSet<usize> = event.sources.iter().map(|source| source.document).collect();
    let places = documents.into_iter().filter_map(|document| numbers.binary_search(&document).ok());
    let places: Vec<String> = places.map(|place| (place + 1).to_string()).collect();
    if places.is_empty() || numbers.len() < 2 { String::new() } else { format!(" [{}]", places.join(", ")) }
}

/// The documents that events come from, rising.
pub fn documents(timeline: &Timeline, events: &[usize]) -> Vec<usize> {
    let sources = events.iter().flat_map(|&event| &timeline.events[event].sources);
    let documents: BTreeSet<usize> = sources.map(|source| source.document).collect();
    documents.into_iter().filter(|&document| document < timeline.documents.len()).collect()
}

/// For each event that is shown the name of the lane that names it.
pub fn lane_names(request: &Request) -> BTreeMap<usize, String> {
    let content = Content::new(request.timeline, request.lanes, Tail::SourceCount);
    let name = |event: usize| Some((event, content.lanes.get(content.lane_of(event)?)?.lane.name.clone()));
    content.all.events().filter_map(name).collect()
}
