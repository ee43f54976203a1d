//! A project: what the documents tell as it was read, and apart from it what a person has set. Together: the timeline.
//!
//! In: documents with their tellings, links, corrections. Out: a `Timeline`. Changes come from `edit` alone.
//! What was read is never overwritten, so that each correction can be put back, and a second reading keeps it.

mod check;
pub(crate) mod file;
pub mod journal;
mod older;
mod parts;

pub use check::check;
pub use file::{Damage, ENDING, Loaded, ProjectError, fingerprint, load, plain, read, save, write};

use crate::actor::Actor;
use crate::arrangement::Arrangement;
use crate::document::Document;
use crate::event::{Event, EventId, Kind, Participant, Role, Status};
use crate::link;
use crate::quantity::Quantity;
use crate::timeline::Timeline;
use crate::when::When;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Documents, what they tell, and what a person has made of it. A copy is cheap: the large parts are shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The title of the picture.
    pub title: String,
    /// The documents, in the order they were opened; no two of one name.
    pub documents: Arc<Vec<Document>>,
    /// What each of the documents tells, as it was read: events of one source, which names document 0, in the order of
    /// the text. No two have one id.
    pub tellings: Arc<Vec<Vec<Event>>>,
    /// The tellings that were taken for one happening, as `link::links` gives them.
    pub links: Arc<Vec<Vec<EventId>>>,
    /// Tellings that a person made of a passage.
    pub made: BTreeMap<EventId, Made>,
    /// The events that a person has done something to, by the ids that they keep.
    pub kept: BTreeMap<EventId, Kept>,
    /// Stars, tags, hidden events, lanes, saved views, marking.
    pub arrangement: Arrangement,
    /// What was done to documents and events, by whom and when, the oldest first.
    pub log: Vec<Change>,
}

/// A document and what it tells, as it was read: events of one source, which names document 0, in the order of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What it tells.
    pub tellings: Vec<Event>,
}

/// A telling that a person made of a passage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The name of its document.
    pub document: String,
    /// An event of one source, which names document 0.
    pub event: Event,
}

/// An event that a person has done something to. It keeps its id and its tellings, whatever a later reading or linking
/// makes of them; further tellings may join it. Where a field is none, what the documents say holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kept {
    /// The passages that tell it: by these it is found again.
    pub tellings: Vec<Telling>,
    /// A title that a person gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it happened, as a person set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<SetWhen>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Whether it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Countries and organisations with their roles; of countries the first gives the first lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parties: Option<Vec<Participant>>,
    /// Numbers told with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantities: Option<Vec<Quantity>>,
    /// What a person wrote about it; empty where nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What a person said of it in review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Whether a person took it out of the timeline.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

/// A passage that tells an event, by which it is found again after its document changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// The telling.
    pub id: EventId,
    /// The name of its document.
    pub document: String,
    /// The byte at which the passage begins.
    pub begin: usize,
    /// The passage's words.
    pub words: String,
    /// The words that tell its time; empty where none do.
    pub time: String,
}

/// When an event happened, as a person set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetWhen {
    /// The days.
    pub when: When,
    /// What was typed: "last Friday".
    pub words: String,
}

/// What a person says of an event in review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Review {
    /// It is right as it stands.
    Accepted,
    /// It is none; it leaves the timeline.
    Rejected,
}

/// Something that was done to documents or events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The moment with its zone, after RFC 3339: "2026-11-22T10:05:00+01:00".
    pub at: String,
    /// The name of who did it.
    pub by: String,
    /// What was done: "Move to 5 November 2024".
    pub what: String,
    /// The events that it was done to.
    pub events: Vec<EventId>,
    /// What they said before and since; nothing where the name of the change says it all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<FromTo>,
}

/// What an event said of a field before a change and since, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromTo {
    /// The event.
    pub event: EventId,
    /// Before; empty for nothing.
    pub from: String,
    /// Since; empty for nothing.
    pub to: String,
}

/// When something was done, and by whom. The model has no clock: whoever calls it tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The moment with its zone, after RFC 3339: "2026-11-22T10:05:00+01:00".
    pub at: String,
    /// The name of who did it.
    pub by: String,
}

impl Project {
    /// The timeline: what the documents tell, linked, with what a person has set.
    pub fn timeline(&self) -> Timeline {
        let found = Tellings::of(self);
        let mut events: Vec<Event> = Vec::new();
        for happening in found.happenings(self) {
            let kept = happening.kept.and_then(|id| self.kept.get(&id));
            if kept.is_some_and(Kept::is_out) {
                continue;
            }
            let Some(mut event) = link::merge(found.events(self, &happening.members)) else { continue };
            event.id = happening.kept.unwrap_or(event.id);
            if let Some(kept) = kept {
                kept.correct(&mut event);
            }
            link::weigh(&self.documents, &mut event);
            if kept.is_some_and(|kept| kept.review == Some(Review::Accepted)) {
                event.confidence = 1.0;
            }
            events.push(event);
        }
        events.sort_by_key(|event| (event.when, event.id));
        Timeline { title: self.title.clone(), documents: Arc::clone(&self.documents), events }
    }

    /// An event as the documents tell it, without what a person has set; none where no telling of it is found.
    pub fn as_told(&self, id: EventId) -> Option<Event> {
        let found = Tellings::of(self);
        let mut event = link::merge(found.events(self, &found.members(self, id)))?;
        event.id = id;
        link::weigh(&self.documents, &mut event);
        Some(event)
    }

    /// What was done to an event, by whom and when, the oldest first.
    pub fn changes(&self, id: EventId) -> impl Iterator<Item = &Change> {
        self.log.iter().filter(move |change| change.events.contains(&id))
    }

    /// The events that a person has done something to and whose passages are no longer found, in the order of their ids.
    pub fn lost(&self) -> Vec<(EventId, &Kept)> {
        let found = Tellings::of(self);
        let is_lost = |kept: &Kept| kept.tellings.iter().all(|telling| found.place(telling.id).is_none());
        self.kept.iter().filter(|(_, kept)| is_lost(kept)).map(|(id, kept)| (*id, kept)).collect()
    }

    /// The tellings of an event of the timeline, in the order of its sources.
    pub fn tellings_of(&self, id: EventId) -> Vec<Telling> {
        let found = Tellings::of(self);
        found.tellings(self, &found.members(self, id))
    }

    /// The index of a document.
    pub fn document(&self, name: &str) -> Option<usize> {
        self.documents.iter().position(|document| document.name == name)
    }
}

impl Reading {
    /// A document and the events that `event::read_events` found in it, each with an id of its own: a text may say the
    /// same twice.
    pub fn new(document: Document, mut tellings: Vec<Event>) -> Reading {
        let mut seen = BTreeSet::new();
        for telling in &mut tellings {
            telling.sources.iter_mut().for_each(|source| source.document = 0);
            while !seen.insert(telling.id) {
                telling.id = telling.id.next();
            }
        }
        Reading { document, tellings }
    }
}

impl Telling {
    /// What an event of one source is found by.
    pub fn of(event: &Event, document: &Document) -> Telling {
        let source = event.sources.first();
        let passage = source.map(|source| source.passage.clone()).unwrap_or_default();
        Telling {
            id: event.id,
            document: document.name.clone(),
            begin: passage.start,
            words: document.text.get(passage).unwrap_or_default().to_owned(),
            time: source.map(|source| source.chain.words.clone()).unwrap_or_default(),
        }
    }
}

impl Kept {
    /// Whether it is left out of the timeline.
    pub fn is_out(&self) -> bool {
        self.deleted || self.review == Some(Review::Rejected)
    }

    /// Puts what a person has set in the place of what the documents tell.
    fn correct(&self, event: &mut Event) {
        if let Some(title) = &self.title {
            event.title.clone_from(title);
            event.short_title = shortened(title, SHORT_TITLE_CHARS);
        }
        event.when = self.when.as_ref().map_or(event.when, |set| set.when);
        event.kind = self.kind.unwrap_or(event.kind);
        event.status = self.status.unwrap_or(event.status);
        if let Some(quantities) = &self.quantities {
            event.quantities.clone_from(quantities);
        }
        if let Some(parties) = &self.parties {
            event.roles.clone_from(parties);
            (event.countries, event.organizations, event.said_by) = Default::default();
            for party in parties {
                match (&party.actor, party.role) {
                    (Actor::Country(country), Role::SaidBy) => add_new(&mut event.said_by, *country),
                    (Actor::Country(country), _) => add_new(&mut event.countries, *country),
                    (Actor::Organization(_), Role::SaidBy) => {}
                    (Actor::Organization(name), _) => add_new(&mut event.organizations, name.clone()),
                }
            }
        }
    }
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// About so many characters stand beside a mark.
pub(crate) const SHORT_TITLE_CHARS: usize = 30;

/// A title cut between words to so many characters.
pub(crate) fn shortened(title: &str, chars: usize) -> String {
    let Some((end, _)) = title.char_indices().nth(chars) else { return title.to_owned() };
    let end = title[..end].rfind(' ').filter(|space| *space > 0).unwrap_or(end);
    format!("{}…", title[..end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Where each telling of a project stands, and which belong together.
pub(crate) struct Tellings {
    places: FxHashMap<EventId, Place>,
    /// The event that a person keeps a telling in.
    owners: FxHashMap<EventId, EventId>,
    /// The group of linked tellings that it is in.
    links: FxHashMap<EventId, usize>,
}

/// Where a telling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The index of its document.
    pub document: usize,
    /// Which of the document's tellings it is; none for one that a person made.
    pub nth: Option<usize>,
}

/// The tellings of one event, and the id that it keeps, if it does.
struct Happening {
    kept: Option<EventId>,
    members: Vec<EventId>,
}

impl Tellings {
    /// Those of a project.
    pub fn of(project: &Project) -> Tellings {
        let mut places = FxHashMap::default();
        for (document, tellings) in project.tellings.iter().enumerate() {
            for (nth, telling) in tellings.iter().enumerate() {
                places.insert(telling.id, Place { document, nth: Some(nth) });
            }
        }
        for (id, made) in &project.made {
            if let Some(document) = project.document(&made.document) {
                places.insert(*id, Place { document, nth: None });
            }
        }
        let of_kept = |(id, kept): (&EventId, &Kept)| {
            let id = *id;
            kept.tellings.iter().map(move |telling| (telling.id, id)).collect::<Vec<_>>()
        };
        let mut owners: FxHashMap<EventId, EventId> =
            project.kept.iter().flat_map(of_kept).filter(|(telling, _)| places.contains_key(telling)).collect();
        // A telling that gave an event its id stands with it where no other event keeps it: no two have one id.
        for id in project.kept.keys().filter(|id| places.contains_key(id)) {
            owners.entry(*id).or_insert(*id);
        }
        let links = project.links.iter().enumerate();
        let links = links.flat_map(|(group, ids)| ids.iter().map(move |id| (*id, group))).collect();
        Tellings { places, owners, links }
    }

    /// Where a telling stands; none where it does not.
    pub fn place(&self, id: EventId) -> Option<Place> {
        self.places.get(&id).copied()
    }

    /// The telling as it was read or made.
    pub fn telling<'p>(&self, project: &'p Project, id: EventId) -> Option<&'p Event> {
        let place = self.place(id)?;
        match place.nth {
            Some(nth) => project.tellings.get(place.document)?.get(nth),
            None => project.made.get(&id).map(|made| &made.event),
        }
    }

    /// The tellings of an event, by its id.
    pub fn members(&self, project: &Project, id: EventId) -> Vec<EventId> {
        if let Some(kept) = project.kept.get(&id) {
            let mut members: Vec<EventId> = kept.tellings.iter().map(|telling| telling.id).collect();
            members.retain(|telling| self.places.contains_key(telling));
            if self.owners.get(&id) == Some(&id) && !members.contains(&id) {
                members.push(id);
            }
            // Whoever is linked with these and no others that are kept has joined them.
            let groups: BTreeSet<usize> = members.iter().filter_map(|member| self.links.get(member).copied()).collect();
            for group in groups {
                let (free, owner) = self.parted(&project.links[group]);
                if owner == Some(id) {
                    members.extend(free);
                }
            }
            return members;
        }
        match self.links.get(&id) {
            Some(group) => self.parted(&project.links[*group]).0,
            None => self.places.contains_key(&id).then_some(id).into_iter().collect(),
        }
    }

    /// Of linked tellings those that nobody keeps elsewhere, and the event that they join, where there is just one.
    fn parted(&self, group: &[EventId]) -> (Vec<EventId>, Option<EventId>) {
        let is_free = |id: &&EventId| self.places.contains_key(id) && !self.owners.contains_key(id);
        let free = group.iter().filter(is_free).copied().collect();
        let mut owners = group.iter().filter_map(|id| self.owners.get(id).copied());
        let owner = owners.next().filter(|first| owners.all(|other| other == *first));
        (free, owner)
    }

    /// The tellings of each event: of those that are kept first, then of what is linked, then of the rest.
    fn happenings(&self, project: &Project) -> Vec<Happening> {
        let mut out: Vec<Happening> = Vec::new();
        for id in project.kept.keys() {
            out.push(Happening { kept: Some(*id), members: self.members(project, *id) });
        }
        for group in project.links.iter() {
            let (free, owner) = self.parted(group);
            if owner.is_none() {
                out.push(Happening { kept: None, members: free });
            }
        }
        let ids = project.tellings.iter().flatten().map(|telling| telling.id).chain(project.made.keys().copied());
        let alone = ids.filter(|id| !self.links.contains_key(id) && !self.owners.contains_key(id));
        out.extend(
            alone.filter(|id| self.places.contains_key(id)).map(|id| Happening { kept: None, members: vec![id] }),
        );
        out
    }

    /// What tellings are found by, in the order of the sources of their event.
    pub fn tellings(&self, project: &Project, members: &[EventId]) -> Vec<Telling> {
        let telling = |id: &EventId| {
            let (place, event) = (self.place(*id)?, self.telling(project, *id)?);
            let document = &project.documents[place.document];
            Some((place.document, Telling::of(event, document)))
        };
        let mut tellings: Vec<(usize, Telling)> = members.iter().filter_map(telling).collect();
        tellings.sort_by_key(|(document, telling)| (*document, telling.begin));
        tellings.into_iter().map(|(_, telling)| telling).collect()
    }

    /// Copies of tellings whose sources name their documents.
    pub fn events(&self, project: &Project, members: &[EventId]) -> Vec<Event> {
        let copy = |id: &EventId| {
            let place = self.place(*id)?;
            let mut event = self.telling(project, *id)?.clone();
            event.sources.iter_mut().for_each(|source| source.document = place.document);
            Some(event)
        };
        members.iter().filter_map(copy).collect()
    }
}
