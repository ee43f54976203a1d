//! Correcting: which field is edited, what is typed into it, and what is taken of that.

use super::editing::{edit, selected};
use super::{Effect, picks, reviewing};
use crate::state::{Editing, Moves, State, What, parties};
use dateline_model::actor::Actor;
use dateline_model::dating::{Typed, read_typed};
use dateline_model::document::{Known, OwnDate};
use dateline_model::edit::{self, Correction, Edit};
use dateline_model::event::{EventId, Kind, Participant, Role, Status};
use dateline_model::project::SetWhen;
use dateline_model::quantity::read_quantities;

/// A step of correcting.
#[derive(Clone, Debug, PartialEq)]
pub enum Correct {
    /// Edit a field.
    Begin(What),
    /// This was typed into it.
    Type(String),
    /// This of what is offered is chosen.
    Choose(usize),
    /// Take what was typed or chosen.
    Take,
    /// Leave the field as it was.
    Leave,
    /// Go on to the next field, or to the one before.
    Next(bool),
    /// Take a participant off, by its place.
    DropParty(usize),
    /// Give a participant the next role.
    TurnParty(usize),
    /// Take a number off, by its place.
    DropNumber(usize),
    /// Put a field back to what the documents say.
    PutBack(What),
}

/// Does a step.
pub fn correct(state: &mut State, step: Correct) -> Option<Effect> {
    match step {
        Correct::Begin(what) => begin(state, what),
        Correct::Type(typed) => read(state, typed),
        Correct::Choose(chosen) => {
            if let Some(editing) = &mut state.editing {
                editing.chosen = chosen;
            }
        }
        Correct::Take => return take(state),
        Correct::Leave => state.editing = None,
        Correct::Next(later) => next(state, later),
        Correct::DropParty(nth) => {
            return change_parties(state, |all| {
                if nth < all.len() {
                    all.remove(nth);
                }
            });
        }
        Correct::TurnParty(nth) => {
            return change_parties(state, |all| {
                if let Some(party) = all.get_mut(nth) {
                    party.role = turned(party.role);
                }
            });
        }
        Correct::DropNumber(nth) => {
            let lead = state.lead()?;
            let mut numbers = lead.quantities.clone();
            if nth < numbers.len() {
                numbers.remove(nth);
            }
            let id = lead.id;
            return edit(state, &Edit::Correct(vec![id], Correction::Quantities(Some(numbers))));
        }
        Correct::PutBack(what) => {
            let back = match what {
                What::Title => Correction::Title(None),
                What::When => Correction::When(None),
                What::Kind => Correction::Kind(None),
                What::Status => Correction::Status(None),
                What::Parties => Correction::Parties(None),
                What::Numbers => Correction::Quantities(None),
                What::Note => Correction::Note(String::new()),
                _ => return None,
            };
            let id = state.lead()?.id;
            return edit(state, &Edit::Correct(vec![id], back));
        }
    }
    None
}

/// Makes one event of those selected; the one that was selected first goes before.
pub fn merge(state: &mut State) -> Option<Effect> {
    let ids = selected(state);
    state.to_pick = ids.first().copied().into_iter().collect();
    edit(state, &Edit::Merge(ids))
}

/// Makes an event of its own of the source that the reader shows.
pub fn split(state: &mut State) -> Option<Effect> {
    let id = state.lead()?.id;
    let telling = state.project.tellings_of(id).get(state.picked.source)?.id;
    edit(state, &Edit::Split(id, vec![telling]))
}

/// Takes the selected events out of the timeline.
pub fn delete(state: &mut State) -> Option<Effect> {
    let ids = selected(state);
    let effect = edit(state, &Edit::Correct(ids, Correction::Deleted(true)));
    picks::pick_nothing(state);
    effect
}

/// Puts the selected events back to what the documents say.
pub fn put_back(state: &mut State) -> Option<Effect> {
    let ids = selected(state);
    edit(state, &Edit::PutBack(ids))
}

/// Begins to edit a field with what stands in it now.
pub fn begin(state: &mut State, what: What) {
    let typed = match &what {
        What::Title => state.lead().map(|event| event.title.clone()),
        What::When => state.lead().map(|event| event.when.label()),
        What::Note => state.lead().map(|event| note(state, event.id)),
        What::DocumentDate(document) => {
            let own = state.known.timeline.documents.get(*document).and_then(|document| document.own_date.as_ref());
            own.map(|own| dateline_model::when::span_label(own.earliest, own.latest))
        }
        _ => None,
    };
    let chosen = match (&what, state.lead()) {
        (What::Kind, Some(event)) => Kind::ALL.iter().position(|kind| *kind == event.kind),
        (What::Status, Some(event)) => Status::ALL.iter().position(|status| *status == event.status),
        _ => None,
    };
    state.editing = Some(Editing { chosen: chosen.unwrap_or(0), ..Editing::new(what, String::new()) });
    if let Some(typed) = typed {
        read(state, typed);
    }
    state.panels.details = Some(true);
}

/// What a person wrote about an event.
pub fn note(state: &State, id: EventId) -> String {
    state.project.kept.get(&id).map(|kept| kept.note.clone()).unwrap_or_default()
}

/// Takes in what was typed, and reads it where it is a time.
fn read(state: &mut State, typed: String) {
    let Some(editing) = &state.editing else { return };
    let documents = &state.known.timeline.documents;
    let document = match &editing.what {
        What::When => state.picked.events.last().and_then(|&event| {
            let event = state.known.timeline.events.get(event)?;
            Some(event.sources.get(state.picked.source).or(event.sources.first())?.document)
        }),
        What::Undated(document, _) | What::Passage(document, _) => Some(*document),
        _ => None,
    };
    let own_date = document.and_then(|document| documents.get(document)?.own_date.as_ref());
    // What stands there stays as it is: its words may say less than it does.
    let stands =
        state.lead().map(|event| event.when).filter(|when| editing.what == What::When && when.label() == typed);
    let read = match stands {
        Some(when) => Some(Typed { when, rule: "as it stands".to_owned(), guesses: Vec::new() }),
        None if editing.what.is_time() => read_typed(&state.known.lexicon, &typed, own_date),
        None => None,
    };
    if let Some(editing) = &mut state.editing {
        *editing = Editing { typed, read, chosen: 0, moves: None, what: editing.what.clone() };
    }
}

/// Takes what was typed or chosen; nothing happens where it was not understood.
fn take(state: &mut State) -> Option<Effect> {
    let editing = state.editing.clone()?;
    let typed = editing.typed.trim().to_owned();
    let set_when = editing.read.as_ref().map(|read| SetWhen { when: read.when, words: typed.clone() });
    let ids = selected(state);
    let lead = state.lead().map(|event| event.id);
    let correction = match &editing.what {
        What::Title if typed.is_empty() => return None,
        What::Title => Edit::Correct(vec![lead?], Correction::Title(Some(typed))),
        What::When => Edit::Correct(vec![lead?], Correction::When(Some(set_when?))),
        What::Note => Edit::Correct(vec![lead?], Correction::Note(typed)),
        What::Kind => Edit::Correct(ids, Correction::Kind(Some(*editing.kinds().get(editing.chosen)?))),
        What::Status => Edit::Correct(ids, Correction::Status(Some(*editing.statuses().get(editing.chosen)?))),
        What::Tags if typed.is_empty() => {
            state.editing = None;
            return None;
        }
        What::Tags => Edit::Tag(ids, typed),
        What::Parties => {
            let country = *editing.countries(state.known.names.iter()).get(editing.chosen)?;
            read(state, String::new());
            return change_parties(state, |all| {
                let acts = all.iter().any(|party| party.role == Role::Actor);
                let role = if acts { Role::Target } else { Role::Actor };
                all.push(Participant { actor: Actor::Country(country), role });
            });
        }
        What::Numbers => {
            let found = read_quantities(&state.known.lexicon, &typed, 0..typed.len(), &[]);
            if found.is_empty() {
                return None;
            }
            let mut numbers = state.lead()?.quantities.clone();
            numbers.extend(found.into_iter().map(|(_, quantity)| quantity));
            Edit::Correct(vec![lead?], Correction::Quantities(Some(numbers)))
        }
        What::DocumentDate(document) => return redate(state, *document, &editing),
        What::Undated(document, nth) => {
            let undated = state.undated.get(*document)?.get(*nth)?.clone();
            let read = state.known.timeline.documents.get(*document)?;
            let when = set_when?;
            let mut made = edit::made(read, undated.passage.clone(), when.when, &when.words);
            made.event.title = undated.title;
            made.event.short_title = undated.short_title;
            (made.event.kind, made.event.plover, made.event.status) = (undated.kind, undated.plover, undated.status);
            (made.event.countries, made.event.said_by) = (undated.countries, undated.said_by);
            (made.event.organizations, made.event.roles) = (undated.organizations, undated.roles);
            made.event.quantities = undated.quantities;
            return make(state, made);
        }
        What::Passage(document, span) => {
            let read = state.known.timeline.documents.get(*document)?;
            let when = set_when?;
            let made = edit::made(read, span.clone(), when.when, &when.words);
            return make(state, made);
        }
    };
    state.editing = None;
    edit(state, &correction)
}

/// Takes in an event that a person made, and selects it.
fn make(state: &mut State, made: dateline_model::project::Made) -> Option<Effect> {
    let before: Vec<EventId> = state.project.made.keys().copied().collect();
    state.editing = None;
    state.panels.tray = false;
    state.picked.undated = None;
    state.selected_text = None;
    let effect = edit(state, &Edit::Make(Box::new(made)));
    state.to_pick = state.project.made.keys().filter(|id| !before.contains(id)).copied().collect();
    effect
}

/// First works out which events another date moves; once that is seen, takes it.
fn redate(state: &mut State, document: usize, editing: &Editing) -> Option<Effect> {
    if let Some(Moves { edit: change, .. }) = &editing.moves {
        state.editing = None;
        return edit(state, change);
    }
    let when = editing.read.as_ref()?.when;
    let evidence = format!("set by you: {}", editing.typed.trim());
    let own = OwnDate { earliest: when.earliest, latest: when.latest, known: Known::Set, evidence };
    Some(Effect::Redate(document, own))
}

fn change_parties(state: &mut State, change: impl FnOnce(&mut Vec<Participant>)) -> Option<Effect> {
    let lead = state.lead()?;
    let (id, mut all) = (lead.id, parties(lead));
    change(&mut all);
    edit(state, &Edit::Correct(vec![id], Correction::Parties(Some(all))))
}

fn turned(role: Role) -> Role {
    match role {
        Role::Actor => Role::Target,
        Role::Target => Role::Place,
        Role::Place => Role::SaidBy,
        Role::SaidBy => Role::Actor,
    }
}

/// Goes on to the next field of the event, without taking what was typed.
fn next(state: &mut State, later: bool) {
    let Some(editing) = &state.editing else { return };
    if state.reviewing.is_some() {
        return reviewing::later(state);
    }
    let fields = What::FIELDS;
    let Some(at) = fields.iter().position(|field| *field == editing.what) else { return };
    let by = if later { 1 } else { fields.len() - 1 };
    begin(state, fields[(at + by) % fields.len()].clone());
}
