//! What is being corrected: which field, what was typed into it, and what was understood.

use dateline_model::actor::{Actor, Country};
use dateline_model::dating::Typed;
use dateline_model::edit::Edit;
use dateline_model::event::{Event, EventId, Kind, Participant, Role, Status};
use dateline_model::text::Span;
use dateline_model::when::When;

/// A field that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// Which.
    pub what: What,
    /// What was typed.
    pub typed: String,
    /// Which of the offered is chosen.
    pub chosen: usize,
    /// What was understood of it, where it is a time.
    pub read: Option<Typed>,
    /// Which events another date of their document moves, once that is worked out, and the edit that does it.
    pub moves: Option<Moves>,
}

/// What a person can edit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum What {
    Title,
    When,
    Kind,
    Status,
    Parties,
    Numbers,
    Tags,
    Note,
    /// The own date of a document, by its index.
    DocumentDate(usize),
    /// The time of what a document tells without one: the document, and which of it.
    Undated(usize, usize),
    /// The time of an event that is made of a passage of a document.
    Passage(usize, Span),
}

/// What another date of a document does.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// Title, old and new time of each event that moves; without a new one it is no longer told, without an old one it is new.
    pub events: Vec<(String, Option<When>, Option<When>)>,
    /// What makes it so.
    pub edit: Edit,
}

/// The selected events that are reviewed, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviewing {
    /// The events to look at, the least certain first, and what was said of each.
    pub queue: Vec<(EventId, Option<Verdict>)>,
    /// Which is looked at.
    pub at: usize,
}

/// What was said of an event in this review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Verdict {
    Accepted,
    Rejected,
    Later,
}

impl What {
    /// The fields of an event, in the order in which Tab goes through them.
    pub const FIELDS: [What; 8] =
        [What::When, What::Title, What::Kind, What::Status, What::Parties, What::Numbers, What::Tags, What::Note];

    /// Its name beside the value.
    pub fn name(&self) -> &'static str {
        match self {
            What::Title => "Title",
            What::When | What::Undated(..) | What::Passage(..) => "When",
            What::Kind => "Kind",
            What::Status => "Status",
            What::Parties => "Countries",
            What::Numbers => "Numbers",
            What::Tags => "Tags",
            What::Note => "Note",
            What::DocumentDate(_) => "Document's date",
        }
    }

    /// Whether what is typed is a time.
    pub fn is_time(&self) -> bool {
        matches!(self, What::When | What::DocumentDate(_) | What::Undated(..) | What::Passage(..))
    }
}

impl Editing {
    /// A field with what stands in it.
    pub fn new(what: What, typed: String) -> Editing {
        Editing { what, typed, chosen: 0, read: None, moves: None }
    }

    /// The kinds that have what was typed in their names.
    pub fn kinds(&self) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| has(kind.label(), &self.typed)).collect()
    }

    /// The statuses that have what was typed in their names.
    pub fn statuses(&self) -> Vec<Status> {
        Status::ALL.into_iter().filter(|status| has(status.code(), &self.typed)).collect()
    }

    /// The countries whose code was typed, or whose names begin with it or, after these, have it somewhere.
    pub fn countries<'n>(&self, names: impl Iterator<Item = (&'n Country, &'n String)>) -> Vec<Country> {
        let typed = self.typed.trim().to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        let rank = |country: &Country, name: &str| {
            let name = name.to_lowercase();
            match country.code().to_lowercase() == typed {
                true => Some(0),
                false if name.starts_with(&typed) => Some(1),
                false => name.contains(&typed).then_some(2),
            }
        };
        let mut found: Vec<(u8, &String, Country)> =
            names.filter_map(|(country, name)| Some((rank(country, name)?, name, *country))).collect();
        found.sort();
        found.into_iter().map(|(_, _, country)| country).take(OFFERED_MAX).collect()
    }
}

/// At most so many are offered.
const OFFERED_MAX: usize = 6;

/// Who takes part in an event with their roles, also where only lanes are known.
pub fn parties(event: &Event) -> Vec<Participant> {
    if !event.roles.is_empty() {
        return event.roles.clone();
    }
    let party = |actor, role| Participant { actor, role };
    let countries = event.countries.iter().enumerate().map(|(nth, country)| {
        let role = if nth == 0 { Role::Actor } else { Role::Target };
        party(Actor::Country(*country), role)
    });
    let organizations = event.organizations.iter().map(|name| party(Actor::Organization(name.clone()), Role::Target));
    let said_by = event.said_by.iter().map(|country| party(Actor::Country(*country), Role::SaidBy));
    countries.chain(organizations).chain(said_by).collect()
}

fn has(name: &str, typed: &str) -> bool {
    name.to_lowercase().contains(&typed.trim().to_lowercase())
}
