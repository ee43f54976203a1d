//! Events of many documents to events with many sources.

use crate::document::Document;
use crate::event::Event;

/// Brings events that are one happening together, sorted by time.
pub fn link(_documents: &[Document], mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| (event.when, event.id));
    events
}
