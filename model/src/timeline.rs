//! Events to lanes and the order in time.
//!
//! In: documents and their linked events. Out: a `Timeline`; `group` puts its events into lanes.

mod group;
pub mod index;

pub use group::{Group, GroupBy, Grouping, Nest, of_fewer};

use crate::actor::Country;
use crate::document::Document;
use crate::event::Event;
use std::sync::Arc;

/// Documents and the events read from them, sorted by earliest day, then latest, then id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The title of the picture.
    pub title: String,
    /// The documents, in the order they were opened; shared with the project and with what is still at work on them.
    pub documents: Arc<Vec<Document>>,
    /// The events, in the order of time.
    pub events: Vec<Event>,
}

/// A row of the picture: events that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lane {
    /// What its events have in common; for a lane within another that of the other first.
    pub path: Vec<Group>,
    /// What tells it from other lanes, whatever its place and its events.
    pub key: String,
    /// The name in the lane's head.
    pub name: String,
    /// Indices into the timeline's events, in the order of time; shared, since there may be a million.
    pub events: Arc<Vec<usize>>,
    /// Whether it stands above those that are not.
    pub pinned: bool,
    /// Whether it is drawn low, without names.
    pub folded: bool,
    /// Whether it is the head of the lanes within it: low, without names, as they have them.
    pub heads: bool,
}

impl Lane {
    /// What tells it from other lanes, whatever its place and its events.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it is within the lane that it is a part of.
    pub fn group(&self) -> Option<&Group> {
        self.path.last()
    }

    /// The country that it is of.
    pub fn country(&self) -> Option<Country> {
        match self.group() {
            Some(Group::Country(country)) => Some(*country),
            _ => None,
        }
    }

    /// In how many other lanes it is.
    pub fn depth(&self) -> usize {
        self.path.len().saturating_sub(1)
    }

    /// Whether an event stands in it.
    pub fn holds(&self, event: usize) -> bool {
        self.events.binary_search(&event).is_ok()
    }
}
