//! The smallest changes of a project: one place in it, and what stands there from now on.
//!
//! In: a project and a `Set`. Out: the changed project, and the `Set` that puts back what stood there. Every change is made
//! of these, so none can forget how it is taken back; and as each says what will stand, not what to do, the journal
//! can be replayed on what has them already.

use crate::arrangement::{LaneOrder, SavedView};
use crate::event::{Event, EventId};
use crate::project::{Change, Kept, Made, Project, Reading};
use crate::story::Story;
use crate::timeline::GroupBy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::mem::{replace, swap, take};
use std::sync::Arc;

/// A place in a project and what stands there from now on; none where nothing does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Set {
    Title(String),
    /// The document of this name with what it tells stands at this index.
    Reading(usize, String, Option<Box<Reading>>),
    Links(Vec<Vec<EventId>>),
    Made(EventId, Option<Box<Made>>),
    Kept(EventId, Option<Box<Kept>>),
    Starred(EventId, bool),
    Hidden(EventId, bool),
    Tags(EventId, BTreeSet<String>),
    GroupBy(Vec<GroupBy>),
    Order(LaneOrder),
    OwnOrder(Vec<String>),
    Pinned(BTreeSet<String>),
    HiddenLanes(BTreeSet<String>),
    Folded(BTreeSet<String>),
    Track(String, Option<bool>),
    Views(Vec<SavedView>),
    Marking(String),
    Story(Story),
    /// The change of this number in the log.
    Log(usize, Option<Change>),
}

impl Set {
    /// Makes it so. What is left of it puts back what was.
    pub fn swap(&mut self, project: &mut Project) {
        let arrangement = &mut project.arrangement;
        match self {
            Set::Title(title) => swap(title, &mut project.title),
            Set::Reading(at, name, reading) => {
                let new = reading.take();
                let old = take_out(project, name);
                if let Some(new) = new {
                    // One that is there stays in its place, also where a journal is replayed on what has it already.
                    put_in(project, old.as_ref().map_or(*at, |(was_at, _)| *was_at), *new);
                }
                if let Some((was_at, old)) = old {
                    *at = was_at;
                    *reading = Some(Box::new(old));
                }
            }
            Set::Links(links) => {
                let old = replace(&mut project.links, Arc::new(take(links)));
                *links = Arc::unwrap_or_clone(old);
            }
            Set::Made(id, made) => swap_entry(&mut project.made, id, made),
            Set::Kept(id, kept) => swap_entry(&mut project.kept, id, kept),
            Set::Starred(id, is) => swap_member(&mut arrangement.starred, *id, is),
            Set::Hidden(id, is) => swap_member(&mut arrangement.hidden, *id, is),
            Set::Tags(id, tags) => {
                let new = take(tags);
                let old = match new.is_empty() {
                    true => arrangement.tags.remove(id),
                    false => arrangement.tags.insert(*id, new),
                };
                *tags = old.unwrap_or_default();
            }
            Set::GroupBy(group_by) => swap(group_by, &mut arrangement.group_by),
            Set::Order(order) => swap(order, &mut arrangement.order),
            Set::OwnOrder(keys) => swap(keys, &mut arrangement.own_order),
            Set::Pinned(keys) => swap(keys, &mut arrangement.pinned),
            Set::HiddenLanes(keys) => swap(keys, &mut arrangement.hidden_lanes),
            Set::Folded(keys) => swap(keys, &mut arrangement.folded),
            Set::Track(key, shown) => {
                *shown = match *shown {
                    Some(new) => arrangement.tracks.insert(key.clone(), new),
                    None => arrangement.tracks.remove(key),
                };
            }
            Set::Views(views) => swap(views, &mut arrangement.views),
            Set::Marking(marking) => swap(marking, &mut arrangement.marking),
            Set::Story(story) => swap(story, &mut arrangement.story),
            Set::Log(nth, change) => {
                let new = change.take();
                *change = match (new, project.log.get_mut(*nth)) {
                    (Some(new), Some(old)) => Some(replace(old, new)),
                    (Some(new), None) => {
                        project.log.push(new);
                        None
                    }
                    (None, Some(_)) => Some(project.log.remove(*nth)),
                    (None, None) => None,
                };
            }
        }
    }
}

fn swap_entry<T>(map: &mut std::collections::BTreeMap<EventId, T>, id: &EventId, entry: &mut Option<Box<T>>) {
    let old = match entry.take() {
        Some(new) => map.insert(*id, *new),
        None => map.remove(id),
    };
    *entry = old.map(Box::new);
}

fn swap_member(set: &mut BTreeSet<EventId>, id: EventId, is: &mut bool) {
    *is = if *is { !set.insert(id) } else { set.remove(&id) };
}

/// Takes a document with its tellings out of a project, with the index that it had.
fn take_out(project: &mut Project, name: &str) -> Option<(usize, Reading)> {
    let at = project.document(name)?;
    let document = Arc::make_mut(&mut project.documents).remove(at);
    let tellings: Vec<Event> = Arc::make_mut(&mut project.tellings).remove(at);
    Some((at, Reading { document, tellings }))
}

fn put_in(project: &mut Project, at: usize, Reading { document, tellings }: Reading) {
    let at = at.min(project.documents.len());
    Arc::make_mut(&mut project.documents).insert(at, document);
    Arc::make_mut(&mut project.tellings).insert(at, tellings);
}
