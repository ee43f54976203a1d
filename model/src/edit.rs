//! Every change to a project: one enum, its names, its application, its undoing.
//!
//! In: a project and an `Edit`, which says what the user wants. Out: the changed project, and what puts it back. An edit is
//! worked out to `Set`s, each of one place in the project; these undo it, redo it, and stand in the journal.
//! Nothing else changes a project.

mod found;
mod history;
#[cfg(test)]
mod properties;
mod said;
mod set;
mod work;

pub use history::History;
#[cfg(test)]
pub(crate) use properties::project as example;
pub use set::Set;

use crate::arrangement::{LaneOrder, SavedView};
use crate::document::Document;
use crate::event::{Event, EventId, Kind, Participant, Source, Status};
use crate::link;
use crate::project::{Change, Kept, Made, Project, Reading, Review, SetWhen, Stamp};
use crate::project::{SHORT_TITLE_CHARS, shortened};
use crate::quantity::Quantity;
use crate::story::Story;
use crate::text::Span;
use crate::timeline::GroupBy;
use crate::when::{Chain, When};
use serde::{Deserialize, Serialize};
use work::Work;

/// A change to a project. Ids that no event has are passed over.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Set what events say, or put it back to what the documents say.
    Correct(Vec<EventId>, Correction),
    /// Set what several events say, for each something else, under one name: "Move 3 events 2 days later". No event
    /// stands in it twice.
    Each(Vec<(EventId, Correction)>, String),
    /// Put all of them back to what the documents say, also what was merged and split.
    PutBack(Vec<EventId>),
    /// Make one event of several; the first one gives its id and goes before in what was set.
    Merge(Vec<EventId>),
    /// Make an event of its own of some of an event's tellings, named as `Project::tellings_of` gives them.
    Split(EventId, Vec<EventId>),
    /// Take in an event that a person made of a passage: see `Made`.
    Make(Box<Made>),
    /// Give events a star, or take it from them.
    Star(Vec<EventId>, bool),
    /// Take events out of the picture, or show them again.
    Hide(Vec<EventId>, bool),
    /// Give events a tag.
    Tag(Vec<EventId>, String),
    /// Take a tag off events.
    Untag(Vec<EventId>, String),
    /// Take in what documents tell; those of names that are there already are read anew. Made by `Edit::read`.
    Read {
        /// The documents.
        readings: Vec<Reading>,
        /// Which tellings are one happening then.
        links: Links,
        /// A title for the timeline, where it gets another.
        title: Option<String>,
    },
    /// Take documents out, with what only they tell. Made by `Edit::remove`.
    Remove(Vec<String>, Links),
    /// Give the timeline a title.
    Title(String),
    /// Group the lanes by these.
    GroupBy(Vec<GroupBy>),
    /// Put the lanes in an order.
    Order(LaneOrder),
    /// Put the lanes in the order of these keys.
    OwnOrder(Vec<String>),
    /// Keep a lane above all others, or no longer.
    Pin(String, bool),
    /// Draw a lane low, or high again.
    Fold(String, bool),
    /// Take a lane out of the picture, or show it again.
    HideLane(String, bool),
    /// Show all lanes again.
    ShowLanes,
    /// Show a track below the lanes, or no longer.
    Track(String, bool),
    /// Keep a view; an older one of its name gives way.
    SaveView(SavedView),
    /// Drop the view of a name.
    DropView(String),
    /// Set the handling line; empty for none.
    Mark(String),
    /// Put this story in the place of the one that there was.
    Tell(Story),
}

/// What a person sets about events. None puts it back to what the documents say.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Correction {
    Title(Option<String>),
    When(Option<SetWhen>),
    Kind(Option<Kind>),
    Status(Option<Status>),
    /// Countries and organisations with their roles, instead of all that were read.
    Parties(Option<Vec<Participant>>),
    /// Instead of all that were read.
    Quantities(Option<Vec<Quantity>>),
    /// Empty for none.
    Note(String),
    Review(Option<Review>),
    /// Whether it is taken out of the timeline.
    Deleted(bool),
}

/// About so many characters are a title.
const TITLE_CHARS: usize = 60;

/// Which tellings are one happening.
pub type Links = Vec<Vec<EventId>>;

/// What was set by a change, and its name. Swapped with the project it puts back what was, and then again what was set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The name of the change, for a menu: "Move to 5 November 2024".
    pub name: String,
    /// When it was made first, as `Change` has it; empty where that is not known.
    #[serde(default)]
    pub at: String,
    /// What stands where, in the order in which it is set.
    pub sets: Vec<Set>,
    /// Whether the events of the timeline may be others by it; else it only arranges them.
    pub retells: bool,
}

impl Done {
    /// Makes it so; what is left of it puts back what was.
    pub fn swap(&mut self, project: &mut Project) {
        self.sets.iter_mut().for_each(|set| set.swap(project));
        self.sets.reverse();
    }
}

/// Changes a project. What was set, for the journal, and what puts it back; none where nothing changed.
pub fn apply(project: &mut Project, edit: &Edit, stamp: &Stamp) -> Option<(Done, Done)> {
    let (mut sets, values) = Work::sets(project, edit);
    let name = edit.name(project);
    let set = sets.clone();
    sets.iter_mut().for_each(|set| set.swap(project));
    let (mut set, mut back) =
        set.into_iter().zip(sets).filter(|(new, old)| new != old).unzip::<_, _, Vec<Set>, Vec<Set>>();
    if set.is_empty() {
        return None;
    }
    if let Some(events) = edit.logged() {
        let Stamp { at, by } = stamp.clone();
        let change = Change { at, by, what: name.clone(), events, values };
        let mut log = Set::Log(project.log.len(), Some(change));
        set.push(log.clone());
        log.swap(project);
        back.push(log);
    }
    back.reverse();
    let retells = edit.retells();
    let done = |sets| Done { name: name.clone(), at: stamp.at.clone(), sets, retells };
    Some((done(set), done(back)))
}

impl Edit {
    /// Takes in what documents tell; those of names that are there already are read anew. Links all tellings, which over
    /// many takes long, so a job makes it.
    pub fn read(project: &Project, readings: Vec<Reading>) -> Edit {
        let mut after = project.clone();
        readings.iter().for_each(|reading| put(&mut after, reading.clone()));
        Edit::Read { readings, links: links(&after), title: None }
    }

    /// With a title for the timeline, where it takes in documents.
    pub fn with_title(mut self, new: String) -> Edit {
        if let Edit::Read { title, .. } = &mut self {
            *title = Some(new);
        }
        self
    }

    /// Takes documents out. As slow as `Edit::read`.
    pub fn remove(project: &Project, names: Vec<String>) -> Edit {
        let mut after = project.clone();
        for name in &names {
            Set::Reading(0, name.clone(), None).swap(&mut after);
        }
        Edit::Remove(names, links(&after))
    }

    /// Its name, for a menu: "Move to 5 November 2024". `project` may be as it was before or after it.
    pub fn name(&self, project: &Project) -> String {
        let of = |ids: &[EventId]| match ids.len() {
            1 => "event".to_owned(),
            many => format!("{many} events"),
        };
        let on = |on: bool, do_it: &str, undo_it: &str| if on { do_it.to_owned() } else { undo_it.to_owned() };
        match self {
            Edit::Correct(ids, correction) => correction.name(&of(ids)),
            Edit::Each(_, name) => name.clone(),
            Edit::PutBack(ids) => format!("Put {} back", of(ids)),
            Edit::Merge(ids) => format!("Merge {}", of(ids)),
            Edit::Split(..) => "Split event".to_owned(),
            Edit::Make(made) => format!("New event “{}”", made.event.title),
            Edit::Star(ids, star) => format!("{} {}", on(*star, "Star", "Unstar"), of(ids)),
            Edit::Hide(ids, hide) => format!("{} {}", on(*hide, "Hide", "Show"), of(ids)),
            Edit::Tag(_, tag) => format!("Tag “{tag}”"),
            Edit::Untag(_, tag) => format!("Remove tag “{tag}”"),
            Edit::Read { readings, .. } => match readings.as_slice() {
                [one] => {
                    let title = &one.document.title;
                    let own_date = one.document.own_date.as_ref();
                    let known = project.documents.iter().find(|document| document.name == one.document.name);
                    match own_date.filter(|own| own.known == crate::document::Known::Set) {
                        Some(own) => format!("Date “{title}” {}", crate::when::span_label(own.earliest, own.latest)),
                        None if known.is_some() => format!("Read “{title}”"),
                        None => format!("Add “{title}”"),
                    }
                }
                many => format!("Add {} documents", many.len()),
            },
            Edit::Remove(names, _) => match names.as_slice() {
                [one] => format!("Remove “{one}”"),
                many => format!("Remove {} documents", many.len()),
            },
            Edit::Title(title) => format!("Title “{title}”"),
            Edit::GroupBy(_) => "Group lanes".to_owned(),
            Edit::Order(_) => "Order lanes".to_owned(),
            Edit::OwnOrder(_) => "Move lane".to_owned(),
            Edit::Pin(_, pin) => on(*pin, "Pin lane", "Unpin lane"),
            Edit::Fold(_, fold) => on(*fold, "Fold lane", "Unfold lane"),
            Edit::HideLane(_, hide) => on(*hide, "Hide lane", "Show lane"),
            Edit::ShowLanes => "Show all lanes".to_owned(),
            Edit::Track(_, show) => on(*show, "Show chart", "Hide chart"),
            Edit::SaveView(view) => format!("Save view “{}”", view.name),
            Edit::DropView(name) => format!("Drop view “{name}”"),
            Edit::Mark(marking) if marking.is_empty() => "Remove marking".to_owned(),
            Edit::Mark(marking) => format!("Mark “{marking}”"),
            Edit::Tell(story) => story.change_from(&project.arrangement.story).to_owned(),
        }
    }

    /// Whether the events of the timeline may be others by it; else it only arranges them.
    fn retells(&self) -> bool {
        matches!(
            self,
            Edit::Correct(..)
                | Edit::Each(..)
                | Edit::PutBack(_)
                | Edit::Merge(_)
                | Edit::Split(..)
                | Edit::Make(_)
                | Edit::Read { .. }
                | Edit::Remove(..)
                | Edit::Title(_)
        )
    }

    /// The events that the log names, where it tells of this.
    fn logged(&self) -> Option<Vec<EventId>> {
        match self {
            Edit::Correct(ids, _) | Edit::PutBack(ids) | Edit::Merge(ids) | Edit::Tag(ids, _) | Edit::Untag(ids, _) => {
                Some(ids.clone())
            }
            Edit::Each(corrections, _) => Some(corrections.iter().map(|(id, _)| *id).collect()),
            Edit::Split(id, _) => Some(vec![*id]),
            Edit::Make(made) => Some(vec![made.event.id]),
            Edit::Read { .. } | Edit::Remove(..) => Some(Vec::new()),
            _ => None,
        }
    }
}

impl Correction {
    fn name(&self, of: &str) -> String {
        match self {
            Correction::Title(Some(title)) => format!("Rename to “{title}”"),
            Correction::Title(None) => format!("Put title of {of} back"),
            Correction::When(Some(set)) => format!("Move to {}", set.when),
            Correction::When(None) => format!("Put date of {of} back"),
            Correction::Kind(Some(kind)) => format!("Change kind to {}", kind.label()),
            Correction::Kind(None) => format!("Put kind of {of} back"),
            Correction::Status(Some(status)) => format!("Change status to {}", status.code()),
            Correction::Status(None) => format!("Put status of {of} back"),
            Correction::Parties(Some(_)) => format!("Change countries of {of}"),
            Correction::Parties(None) => format!("Put countries of {of} back"),
            Correction::Quantities(Some(_)) => format!("Change numbers of {of}"),
            Correction::Quantities(None) => format!("Put numbers of {of} back"),
            Correction::Note(_) => format!("Note on {of}"),
            Correction::Review(Some(Review::Accepted)) => format!("Accept {of}"),
            Correction::Review(Some(Review::Rejected)) => format!("Reject {of}"),
            Correction::Review(None) => format!("Review {of} again"),
            Correction::Deleted(true) => format!("Delete {of}"),
            Correction::Deleted(false) => format!("Restore {of}"),
        }
    }

    fn set(&self, kept: &mut Kept) {
        match self.clone() {
            Correction::Title(title) => kept.title = title,
            Correction::When(when) => kept.when = when,
            Correction::Kind(kind) => kept.kind = kind,
            Correction::Status(status) => kept.status = status,
            Correction::Parties(parties) => kept.parties = parties,
            Correction::Quantities(quantities) => kept.quantities = quantities,
            Correction::Note(note) => kept.note = note,
            Correction::Review(review) => kept.review = review,
            Correction::Deleted(deleted) => kept.deleted = deleted,
        }
    }
}

/// Puts a document with what it tells in the place of the one of its name, or behind all.
fn put(project: &mut Project, reading: Reading) {
    let at = project.document(&reading.document.name).unwrap_or(project.documents.len());
    Set::Reading(at, reading.document.name.clone(), Some(Box::new(reading))).swap(project);
}

/// Which tellings of a project are one happening.
fn links(project: &Project) -> Links {
    let mut tellings: Vec<Event> = project.tellings.iter().flatten().cloned().collect();
    let begins = project.tellings.iter().enumerate();
    let documents = begins.flat_map(|(document, tellings)| std::iter::repeat_n(document, tellings.len()));
    for (telling, document) in tellings.iter_mut().zip(documents) {
        telling.sources.iter_mut().for_each(|source| source.document = document);
    }
    link::links(&project.documents, tellings)
}

/// What a person makes of a passage of a document: an event of other kind with no countries, to be corrected as any other.
/// `words` are what was typed for its time.
pub fn made(document: &Document, passage: Span, when: When, words: &str) -> Made {
    let text = document.text.get(passage.clone()).unwrap_or_default();
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let chain = Chain { words: words.to_owned(), rule: "set by you".to_owned(), anchor: None };
    let time = passage.start..passage.start;
    let event = Event {
        id: EventId::of_passage(&document.name, text),
        short_title: shortened(&title, SHORT_TITLE_CHARS),
        title: shortened(&title, TITLE_CHARS),
        when,
        kind: Kind::Other,
        plover: None,
        status: Status::Happened,
        countries: Vec::new(),
        said_by: Vec::new(),
        organizations: Vec::new(),
        roles: Vec::new(),
        quantities: Vec::new(),
        sources: vec![Source { document: 0, passage, time, when, chain }],
        disagreements: Vec::new(),
        confidence: 1.0,
        weight: 0.0,
    };
    Made { document: document.name.clone(), event }
}
