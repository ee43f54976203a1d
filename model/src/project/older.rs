//! Projects of format 1 to projects of now. They kept linked events; which telling said what is not known of them.
//!
//! In: a timeline as format 1 saved it. Out: a project that gives the same events.

use super::{Project, Reading};
use crate::arrangement::Arrangement;
use crate::document::Document;
use crate::event::{Event, EventId};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What format 1 saved.
#[derive(Deserialize)]
pub struct Saved1 {
    timeline: Timeline1,
    #[serde(default)]
    arrangement: Arrangement,
}

#[derive(Deserialize)]
struct Timeline1 {
    title: String,
    documents: Vec<Document>,
    events: Vec<Event>,
}

impl Saved1 {
    /// The project; none where an event has no source in its documents.
    pub fn project(self) -> Option<Project> {
        let Timeline1 { title, documents, events } = self.timeline;
        Project::of_linked(title, documents, events, self.arrangement)
    }
}

impl Project {
    /// A project of events of which only the linked ones are left; none where one has no source in its documents.
    pub fn of_linked(
        title: String,
        documents: Vec<Document>,
        events: Vec<Event>,
        arrangement: Arrangement,
    ) -> Option<Project> {
        let mut readings: Vec<Reading> =
            documents.into_iter().map(|document| Reading { document, tellings: Vec::new() }).collect();
        let mut links: Vec<Vec<EventId>> = Vec::new();
        let mut ids: BTreeSet<EventId> = events.iter().map(|event| event.id).collect();
        for event in events {
            let mut linked = Vec::new();
            for (nth, source) in event.sources.iter().enumerate() {
                let mut id = event.id;
                while nth > 0 && !ids.insert(id) {
                    id = id.next();
                }
                let mut source = source.clone();
                let reading = readings.get_mut(std::mem::take(&mut source.document))?;
                let telling = Event {
                    id,
                    when: if event.sources.len() > 1 { source.when } else { event.when },
                    sources: vec![source],
                    disagreements: Vec::new(),
                    ..event.clone()
                };
                reading.tellings.push(telling);
                linked.push(id);
            }
            if linked.len() > 1 {
                links.push(linked);
            }
        }
        for reading in &mut readings {
            reading.tellings.sort_by_key(|telling| (telling.sources[0].passage.start, telling.sources[0].passage.end));
        }
        let (documents, tellings) = readings.into_iter().map(|reading| (reading.document, reading.tellings)).unzip();
        Some(Project {
            title,
            documents: Arc::new(documents),
            tellings: Arc::new(tellings),
            links: Arc::new(links),
            arrangement,
            ..Project::default()
        })
    }
}
