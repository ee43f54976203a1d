//! Events to lanes, filters and the order in time.
//!
//! In: documents and their linked events. Out: a `Timeline`, and for a filter its lanes.

pub mod index;

use crate::actor::Country;
use crate::document::Document;
use crate::event::{Event, Kind, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Documents and the events read from them, sorted by earliest day, then latest, then id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// The title of the picture.
    pub title: String,
    /// The documents, in the order they were opened.
    pub documents: Vec<Document>,
    /// The events, in the order of time.
    pub events: Vec<Event>,
}

/// A row of the picture: all events of one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The country; none for the lane of events without one.
    pub country: Option<Country>,
    /// The name in the lane's head.
    pub name: String,
    /// Indices into the timeline's events, in the order of time.
    pub events: Vec<usize>,
}

/// What is left out of the picture. Empty sets leave nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds not shown.
    pub hidden_kinds: BTreeSet<Kind>,
    /// Statuses not shown.
    pub hidden_statuses: BTreeSet<Status>,
    /// Countries not shown.
    pub hidden_countries: BTreeSet<Country>,
    /// Documents not shown, by index.
    pub hidden_documents: BTreeSet<usize>,
    /// Text that must occur in title or passage, in any case of letters.
    pub text: String,
}

impl Timeline {
    /// The indices of the events that the filter leaves, in the order of time.
    pub fn matching(&self, filter: &Filter) -> Vec<usize> {
        let needle = filter.text.trim().to_lowercase();
        (0..self.events.len()).filter(|&index| self.matches(&self.events[index], filter, &needle)).collect()
    }

    fn matches(&self, event: &Event, filter: &Filter, needle: &str) -> bool {
        let shown_country = event.countries.is_empty()
            || event.countries.iter().any(|country| !filter.hidden_countries.contains(country));
        let shown_document = event.sources.iter().any(|source| !filter.hidden_documents.contains(&source.document));
        !filter.hidden_kinds.contains(&event.kind)
            && !filter.hidden_statuses.contains(&event.status)
            && shown_country
            && shown_document
            && (needle.is_empty() || self.tells(event, needle))
    }

    fn tells(&self, event: &Event, needle: &str) -> bool {
        let in_passage = |source: &crate::event::Source| {
            self.documents
                .get(source.document)
                .and_then(|document| document.text.get(source.passage.clone()))
                .is_some_and(|passage| passage.to_lowercase().contains(needle))
        };
        event.title.to_lowercase().contains(needle) || event.sources.iter().any(in_passage)
    }

    /// A lane for each country of the given events, the fullest first, then by name;
    /// events without a country in a last lane of their own. `name` tells a country's name.
    pub fn lanes(&self, events: &[usize], filter: &Filter, name: impl Fn(Country) -> String) -> Vec<Lane> {
        let mut by_country: BTreeMap<Country, Vec<usize>> = BTreeMap::new();
        let mut without = Vec::new();
        for &index in events {
            let countries = &self.events[index].countries;
            if countries.is_empty() {
                without.push(index);
            }
            for country in countries.iter().filter(|country| !filter.hidden_countries.contains(country)) {
                let lane = by_country.entry(*country).or_default();
                if lane.last() != Some(&index) {
                    lane.push(index);
                }
            }
        }
        let mut lanes: Vec<Lane> = by_country
            .into_iter()
            .map(|(country, events)| Lane { country: Some(country), name: name(country), events })
            .collect();
        lanes.sort_by(|a, b| b.events.len().cmp(&a.events.len()).then_with(|| a.name.cmp(&b.name)));
        if !without.is_empty() {
            lanes.push(Lane { country: None, name: "No country".to_owned(), events: without });
        }
        lanes
    }
}
