//! What an event says of a field, in a few words, so that the log can tell what was there before a change and since.
//!
//! In: an event and what is kept of it. Out: words. Knows no project.

use super::Correction;
use crate::actor::Actor;
use crate::event::{Event, Participant};
use crate::project::{Kept, Review};
use crate::quantity::Quantity;

/// What an event says of what a correction is about: with what a person has set, or what the documents say.
pub(super) fn said(told: &Event, kept: &Kept, about: &Correction) -> String {
    match about {
        Correction::Title(_) => kept.title.clone().unwrap_or_else(|| told.title.clone()),
        Correction::When(_) => kept.when.as_ref().map_or(told.when, |set| set.when).label(),
        Correction::Kind(_) => kept.kind.unwrap_or(told.kind).label().to_owned(),
        Correction::Status(_) => kept.status.unwrap_or(told.status).code().to_owned(),
        Correction::Parties(_) => parties(kept.parties.as_ref().unwrap_or(&told.roles)),
        Correction::Quantities(_) => numbers(kept.quantities.as_ref().unwrap_or(&told.quantities)),
        Correction::Note(_) => kept.note.clone(),
        Correction::Review(_) => match kept.review {
            Some(Review::Accepted) => "accepted".to_owned(),
            Some(Review::Rejected) => "rejected".to_owned(),
            None => String::new(),
        },
        Correction::Deleted(_) => String::new(),
    }
}

/// All that a person has set about an event.
pub(super) fn set(kept: &Kept) -> String {
    let parts = [
        kept.title.clone(),
        kept.when.as_ref().map(|set| set.when.label()),
        kept.kind.map(|kind| kind.label().to_owned()),
        kept.status.map(|status| status.code().to_owned()),
        kept.parties.as_ref().map(|set| parties(set)),
        kept.quantities.as_ref().map(|set| numbers(set)),
        Some(kept.note.clone()).filter(|note| !note.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// "PE actor, CL target".
fn parties(all: &[Participant]) -> String {
    let party = |one: &Participant| match &one.actor {
        Actor::Country(country) => format!("{} {}", country.code(), one.role.code()),
        Actor::Organization(name) => format!("{name} {}", one.role.code()),
    };
    all.iter().map(party).collect::<Vec<_>>().join(", ")
}

fn numbers(all: &[Quantity]) -> String {
    all.iter().map(|quantity| quantity.words.as_str()).collect::<Vec<_>>().join(", ")
}
