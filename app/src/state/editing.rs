//! What is being corrected: which field, what was typed into it, what was understood of that, and what it offers.

use super::State;
use super::shift::Shift;
use chrono::NaiveDate;
use dateline_model::actor::{Actor, Country};
use dateline_model::dating::Typed;
use dateline_model::edit::Edit;
use dateline_model::event::{Event, EventId, Kind, Participant, Role, Status};
use dateline_model::quantity::Quantity;
use dateline_model::text::Span;
use dateline_model::when::When;

/// A field that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// Which.
    pub what: What,
    /// The event that it is of; none for one that is still to be made, and for a document.
    pub of: Option<EventId>,
    /// What was typed.
    pub typed: String,
    /// What stood there, and what was chosen then.
    pub began: (String, usize),
    /// The time that the first words stood for: they may say less than it does.
    pub stands: Option<When>,
    /// Where the first words come from, where nothing stood there.
    pub suggested: &'static str,
    /// Which of the offered is chosen.
    pub chosen: usize,
    /// What was understood of it.
    pub read: Understood,
    /// Which of the numbers it takes the place of.
    pub instead_of: Option<usize>,
    /// Which events another date of their document moves, once that is worked out, and the edit that does it.
    pub moves: Option<Moves>,
}

/// What was understood of what was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Understood {
    /// There is nothing to understand.
    #[default]
    Nothing,
    /// A time.
    Time(Typed),
    /// How far to move in time.
    Shift(Shift),
    /// Numbers with what they count.
    Numbers(Vec<Quantity>),
    /// Why it can't be taken.
    Fault(String),
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
    /// How far the selected events are to be moved in time.
    Shift,
    /// The own date of a document, by its index.
    DocumentDate(usize),
    /// The time of what a document tells without one: the document, and which of it.
    Undated(usize, usize),
    /// The time of an event that is made of a passage of a document.
    Passage(usize, Span),
}

/// Something that a field offers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Offered {
    Kind(Kind),
    Status(Status),
    /// A country or organisation that is not there yet.
    Actor(Actor),
    /// A tag that is not there yet, and whether no event has it.
    Tag(String, bool),
    /// What is there already, by its place.
    Standing(usize),
}

/// What another date of a document does.
#[derive(Clone, Debug, PartialEq)]
pub struct Moves {
    /// The first and last day of that date.
    pub date: (NaiveDate, NaiveDate),
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
    /// What they were called when it began: what is rejected leaves the timeline.
    pub titles: Vec<String>,
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
            What::Shift => "Move in time",
            What::DocumentDate(_) => "Document's date",
        }
    }

    /// Whether what is typed is a time.
    pub fn is_time(&self) -> bool {
        matches!(self, What::When | What::DocumentDate(_) | What::Undated(..) | What::Passage(..))
    }

    /// Whether it holds several, to which what is typed is added.
    pub fn is_list(&self) -> bool {
        matches!(self, What::Parties | What::Numbers | What::Tags)
    }
}

impl Editing {
    /// A field with what stands in it.
    pub fn new(what: What, of: Option<EventId>, typed: String, chosen: usize) -> Editing {
        Editing {
            what,
            of,
            began: (typed.clone(), chosen),
            typed,
            stands: None,
            suggested: "",
            chosen,
            read: Understood::Nothing,
            instead_of: None,
            moves: None,
        }
    }

    /// Whether anything was typed or chosen since it began.
    pub fn is_touched(&self) -> bool {
        (&self.typed, self.chosen) != (&self.began.0, self.began.1)
    }

    /// The time that was understood.
    pub fn time(&self) -> Option<&Typed> {
        if let Understood::Time(typed) = &self.read { Some(typed) } else { None }
    }

    /// Why what was typed can't be taken.
    pub fn fault(&self) -> Option<&str> {
        if let Understood::Fault(fault) = &self.read { Some(fault) } else { None }
    }
}

impl State {
    /// What the field that is edited offers: what matches what was typed, or where nothing was, what stands there.
    pub fn offered(&self) -> Vec<Offered> {
        let Some(editing) = &self.editing else { return Vec::new() };
        let typed = editing.typed.trim();
        let standing = |count: usize| (0..count).map(Offered::Standing).collect();
        match editing.what {
            What::Kind => Kind::ALL.into_iter().filter(|kind| has(kind.label(), typed)).map(Offered::Kind).collect(),
            What::Status => {
                Status::ALL.into_iter().filter(|status| has(status.code(), typed)).map(Offered::Status).collect()
            }
            What::Parties if typed.is_empty() => standing(self.selected_parties().len()),
            What::Parties => self.actors(typed).into_iter().map(Offered::Actor).collect(),
            What::Tags if typed.is_empty() => standing(self.selected_tags().len()),
            What::Tags => self.tags(typed),
            What::Numbers if typed.is_empty() => standing(self.lead().map_or(0, |event| event.quantities.len())),
            _ => Vec::new(),
        }
    }

    /// Who takes part in the selected events, and in how many of them.
    pub fn selected_parties(&self) -> Vec<(Participant, usize)> {
        let mut all: Vec<(Participant, usize)> = Vec::new();
        for event in self.selected_events() {
            for party in parties(event) {
                match all.iter_mut().find(|(known, _)| *known == party) {
                    Some((_, count)) => *count += 1,
                    None => all.push((party, 1)),
                }
            }
        }
        all
    }

    /// The tags of the selected events.
    pub fn selected_tags(&self) -> Vec<String> {
        let tags = &self.project.arrangement.tags;
        let mut all: Vec<String> =
            self.selected_events().filter_map(|event| tags.get(&event.id)).flatten().cloned().collect();
        all.sort();
        all.dedup();
        all
    }

    /// The selected events, the one that details tell of first.
    pub fn selected_events(&self) -> impl Iterator<Item = &Event> {
        self.picked.events.iter().rev().filter_map(|&event| self.known.timeline.events.get(event))
    }

    /// Countries whose code was typed, or whose names begin with it or, after these, have it somewhere; organisations
    /// likewise; last of all an organisation of just that name.
    fn actors(&self, typed: &str) -> Vec<Actor> {
        let lower = typed.to_lowercase();
        let rank = |code: &str, name: &str| {
            let name = name.to_lowercase();
            match code.to_lowercase() == lower {
                true => Some(0),
                false if name.starts_with(&lower) => Some(1),
                false => name.contains(&lower).then_some(2),
            }
        };
        let countries = self.known.names.iter();
        let countries = countries
            .filter_map(|(country, name)| Some((rank(country.code(), name)?, name.clone(), Actor::Country(*country))));
        let organizations = self.known.counts.organizations.keys();
        let organizations =
            organizations.filter_map(|name| Some((rank("", name)?, name.clone(), Actor::Organization(name.clone()))));
        let mut found: Vec<(u8, String, Actor)> = countries.chain(organizations).collect();
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        found.truncate(OFFERED_MAX);
        let is_named = found.iter().any(|(_, name, _)| name.to_lowercase() == lower);
        let own = (!is_named).then(|| Actor::Organization(typed.to_owned()));
        found.into_iter().map(|(_, _, actor)| actor).chain(own).collect()
    }

    /// The tag that was typed, then those that begin with it or have it somewhere.
    fn tags(&self, typed: &str) -> Vec<Offered> {
        let mut known: Vec<&String> = self.project.arrangement.tags.values().flatten().collect();
        known.sort();
        known.dedup();
        let is_new = !known.iter().any(|tag| *tag == typed);
        let mut like: Vec<&String> = known.into_iter().filter(|tag| *tag != typed && has(tag, typed)).collect();
        like.sort_by_key(|tag| !tag.to_lowercase().starts_with(&typed.to_lowercase()));
        let like = like.into_iter().take(OFFERED_MAX).map(|tag| Offered::Tag(tag.clone(), false));
        std::iter::once(Offered::Tag(typed.to_owned(), is_new)).chain(like).collect()
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
    let said_by = event.said_by.iter().map(|country: &Country| party(Actor::Country(*country), Role::SaidBy));
    countries.chain(organizations).chain(said_by).collect()
}

fn has(name: &str, typed: &str) -> bool {
    name.to_lowercase().contains(&typed.to_lowercase())
}
