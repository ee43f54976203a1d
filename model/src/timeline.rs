//! Events to lanes and the order in time.
//!
//! In: documents and their linked events. Out: a `Timeline`, and for a choice of its events the lanes.

pub mod index;

use crate::actor::Country;
use crate::document::Document;
use crate::event::Event;
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// The country; none for the lane of events without one.
    pub country: Option<Country>,
    /// The name in the lane's head.
    pub name: String,
    /// Indices into the timeline's events, in the order of time.
    pub events: Vec<usize>,
    /// Whether it stands above those that are not.
    pub pinned: bool,
    /// Whether it is drawn low, without names.
    pub folded: bool,
}

impl Lane {
    /// What tells it from other lanes, whatever its place and its events.
    pub fn key(&self) -> &str {
        &self.name
    }

    /// Whether an event stands in it.
    pub fn holds(&self, event: usize) -> bool {
        self.events.binary_search(&event).is_ok()
    }
}

impl Timeline {
    /// A lane for each country of the given events, the fullest first, then by name;
    /// events without a country in a last lane of their own.
    /// `hidden` countries have none; `name` tells a country's name.
    pub fn lanes(&self, events: &[usize], hidden: &BTreeSet<Country>, name: impl Fn(Country) -> String) -> Vec<Lane> {
        let mut by_country: BTreeMap<Country, Vec<usize>> = BTreeMap::new();
        let mut without = Vec::new();
        for &index in events {
            let countries = &self.events[index].countries;
            if countries.is_empty() {
                without.push(index);
            }
            for country in countries.iter().filter(|country| !hidden.contains(country)) {
                let lane = by_country.entry(*country).or_default();
                if lane.last() != Some(&index) {
                    lane.push(index);
                }
            }
        }
        let mut lanes: Vec<Lane> = by_country
            .into_iter()
            .map(|(country, events)| Lane { country: Some(country), name: name(country), events, ..Lane::default() })
            .collect();
        lanes.sort_by(|a, b| b.events.len().cmp(&a.events.len()).then_with(|| a.name.cmp(&b.name)));
        if !without.is_empty() {
            lanes.push(Lane { name: "No country".to_owned(), events: without, ..Lane::default() });
        }
        lanes
    }
}
