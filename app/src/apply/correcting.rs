//! Correcting: which field is edited, what is typed into it, and what is taken of that.

use super::editing::{edit, selected};
use super::{Effect, picks, reviewing, suggesting};
use crate::state::{Editing, Moves, Offered, Shift, State, Understood, What, parties};
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
    /// Take what was typed and go on to the next field, or to the one before.
    Next(bool),
    /// Take a participant, a number or a tag off, by its place among what stands there.
    Drop(usize),
    /// Give a participant the next role, or the one before.
    TurnParty(usize, bool),
    /// Put a field back to what the documents say.
    PutBack(What),
}

/// The roles, in the order in which they are gone through.
const ROLES: [Role; 4] = [Role::Actor, Role::Target, Role::Place, Role::SaidBy];

/// Does a step.
pub fn correct(state: &mut State, step: Correct) -> Option<Effect> {
    match step {
        Correct::Begin(what) => begin(state, what),
        Correct::Type(typed) => return read(state, typed),
        Correct::Choose(chosen) => {
            if let Some(editing) = &mut state.editing {
                editing.chosen = chosen;
            }
        }
        Correct::Take => return take(state),
        Correct::Leave => state.editing = None,
        Correct::Next(later) => return next(state, later),
        Correct::Drop(nth) => return drop_standing(state, nth),
        Correct::TurnParty(nth, on) => return turn_party(state, nth, on),
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

/// Begins to edit a field with what stands in it now, or with what it may be.
pub fn begin(state: &mut State, what: What) {
    let lead = state.lead();
    let of = match what {
        What::DocumentDate(_) | What::Undated(..) | What::Passage(..) => None,
        _ => lead.map(|event| event.id),
    };
    let (mut stands, mut suggested) = (None, "");
    let typed = match &what {
        What::Title => lead.map(|event| event.title.clone()),
        What::When => {
            stands = lead.map(|event| event.when);
            stands.map(|when| when.label())
        }
        What::Note => lead.map(|event| note(state, event.id)),
        What::DocumentDate(document) => {
            let own = state.known.timeline.documents.get(*document).and_then(|document| document.own_date.as_ref());
            own.map(|own| dateline_model::when::span_label(own.earliest, own.latest))
        }
        What::Undated(document, nth) => {
            let undated = state.undated.get(*document).and_then(|told| told.get(*nth));
            let found = undated.and_then(|undated| suggesting::time(state, *document, &undated.passage));
            found.map(|(when, from)| {
                (stands, suggested) = (Some(when), from);
                when.label()
            })
        }
        What::Passage(document, span) => suggesting::time(state, *document, span).map(|(when, from)| {
            (stands, suggested) = (Some(when), from);
            when.label()
        }),
        _ => None,
    };
    let chosen = match (&what, lead) {
        (What::Kind, Some(event)) => Kind::ALL.iter().position(|kind| *kind == event.kind),
        (What::Status, Some(event)) => Status::ALL.iter().position(|status| *status == event.status),
        _ => None,
    };
    let typed = typed.unwrap_or_default();
    let editing = Editing::new(what, of, String::new(), chosen.unwrap_or(0));
    state.editing = Some(Editing { began: (typed.clone(), editing.chosen), stands, suggested, ..editing });
    state.panels.details = Some(true);
    // A date that stands moves nothing, so what follows from it need not be worked out.
    understand(state, typed);
}

/// Leaves a field whose event is no longer the selected one; what was written about it is kept.
pub fn follow_selection(state: &mut State) -> Option<Effect> {
    let lead = state.lead().map(|event| event.id);
    let editing = state.editing.take_if(|editing| editing.of.is_some() && editing.of != lead)?;
    let note = (editing.what == What::Note && editing.is_touched()).then_some(editing.typed)?;
    edit(state, &Edit::Correct(vec![editing.of?], Correction::Note(note.trim().to_owned())))
}

/// What a person wrote about an event.
pub fn note(state: &State, id: EventId) -> String {
    state.project.kept.get(&id).map(|kept| kept.note.clone()).unwrap_or_default()
}

/// Takes in what was typed; of another date of a document what it moves is worked out.
fn read(state: &mut State, typed: String) -> Option<Effect> {
    understand(state, typed);
    let editing = state.editing.as_ref()?;
    let What::DocumentDate(document) = editing.what else { return None };
    let when = editing.time()?.when;
    let evidence = format!("set by you: {}", editing.typed.trim());
    let own = OwnDate { earliest: when.earliest, latest: when.latest, known: Known::Set, evidence };
    Some(Effect::Redate(document, own))
}

/// Keeps what was typed, with what it is understood as.
fn understand(state: &mut State, typed: String) {
    let Some(editing) = &state.editing else { return };
    let documents = &state.known.timeline.documents;
    let document = match &editing.what {
        What::When => state
            .lead()
            .and_then(|event| Some(event.sources.get(state.picked.source).or(event.sources.first())?.document)),
        What::Undated(document, _) | What::Passage(document, _) => Some(*document),
        _ => None,
    };
    let own_date = document.and_then(|document| documents.get(document)?.own_date.as_ref());
    let lexicon = &state.known.lexicon;
    let read = match (&editing.what, editing.stands.filter(|when| when.label() == typed)) {
        _ if typed.trim().is_empty() => Understood::Nothing,
        (_, Some(when)) => Understood::Time(Typed { when, rule: "as it stands".to_owned(), guesses: Vec::new() }),
        (what, None) if what.is_time() => match read_typed(lexicon, &typed, own_date) {
            Ok(read) => Understood::Time(read),
            Err(fault) => Understood::Fault(fault.to_string()),
        },
        (What::Shift, _) => match Shift::read(&typed) {
            Some(shift) => Understood::Shift(shift),
            None => Understood::Fault("Say how far: 3 days later, 2 weeks earlier, -1 month".to_owned()),
        },
        (What::Numbers, _) => match read_quantities(lexicon, &typed, 0..typed.len(), &[]) {
            found if found.is_empty() => {
                Understood::Fault("I find no number with what it counts: about 11,000 troops".to_owned())
            }
            found => Understood::Numbers(found.into_iter().map(|(_, quantity)| quantity).collect()),
        },
        _ => Understood::Nothing,
    };
    if let Some(editing) = &mut state.editing {
        let chosen = if typed == editing.began.0 { editing.began.1 } else { 0 };
        *editing = Editing { typed, read, chosen, moves: None, ..editing.clone() };
    }
}

/// Takes what was typed or chosen; nothing happens where it was not understood.
fn take(state: &mut State) -> Option<Effect> {
    let editing = state.editing.clone()?;
    let typed = editing.typed.trim().to_owned();
    let set_when = editing.time().map(|read| SetWhen { when: read.when, words: typed.clone() });
    let ids = selected(state);
    let lead = state.lead().map(|event| event.id);
    let chosen = state.offered().into_iter().nth(editing.chosen);
    let correction = match (&editing.what, chosen) {
        (What::Title, _) if typed.is_empty() => return None,
        (What::Title, _) => Edit::Correct(vec![lead?], Correction::Title(Some(typed))),
        (What::When, _) => Edit::Correct(vec![lead?], Correction::When(Some(set_when?))),
        (What::Note, _) => Edit::Correct(vec![lead?], Correction::Note(typed)),
        (_, Some(Offered::Kind(kind))) => Edit::Correct(ids, Correction::Kind(Some(kind))),
        (_, Some(Offered::Status(status))) => Edit::Correct(ids, Correction::Status(Some(status))),
        (_, Some(Offered::Tag(tag, _))) => {
            stay(state, 0);
            return edit(state, &Edit::Tag(ids, tag));
        }
        (_, Some(Offered::Actor(actor))) => {
            let standing = state.selected_parties().len();
            stay(state, standing);
            return change_parties(state, |all| {
                let acts = all.iter().any(|party| party.role == Role::Actor);
                let role = if acts { Role::Target } else { Role::Actor };
                if !all.iter().any(|party| party.actor == actor) {
                    all.push(Participant { actor: actor.clone(), role });
                }
            });
        }
        (What::Parties, Some(Offered::Standing(nth))) => return turn_party(state, nth, true),
        (What::Numbers, Some(Offered::Standing(nth))) => {
            // It comes into the field to be changed.
            let words = state.lead()?.quantities.get(nth)?.words.trim().to_owned();
            understand(state, words);
            state.editing.as_mut()?.instead_of = Some(nth);
            return None;
        }
        (What::Numbers, _) => {
            let Understood::Numbers(found) = editing.read else { return None };
            let mut numbers = state.lead()?.quantities.clone();
            let at = editing.instead_of.filter(|nth| *nth < numbers.len());
            let place = at.map_or(numbers.len()..numbers.len(), |nth| nth..nth + 1);
            numbers.splice(place, found);
            stay(state, numbers.len().saturating_sub(1));
            return edit(state, &Edit::Correct(vec![lead?], Correction::Quantities(Some(numbers))));
        }
        (What::Shift, _) => {
            let Understood::Shift(shift) = editing.read else { return None };
            state.editing = None;
            return move_selected(state, shift);
        }
        (What::DocumentDate(_), _) => {
            let Moves { edit: change, .. } = editing.moves?;
            state.editing = None;
            return edit(state, &change);
        }
        (What::Undated(document, nth), _) => {
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
        (What::Passage(document, span), _) => {
            let read = state.known.timeline.documents.get(*document)?;
            let when = set_when?;
            let made = edit::made(read, span.clone(), when.when, &when.words);
            return make(state, made);
        }
        (What::Parties | What::Tags | What::Kind | What::Status, _) => {
            // Enter in an empty list is done with it.
            state.editing = editing.is_touched().then_some(editing);
            return None;
        }
    };
    state.editing = None;
    edit(state, &correction)
}

/// Empties the field for what comes next, this of what stands there chosen.
fn stay(state: &mut State, chosen: usize) {
    if let Some(editing) = &mut state.editing {
        let (what, of) = (editing.what.clone(), editing.of);
        *editing = Editing::new(what, of, String::new(), chosen);
    }
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

/// Moves the selected events in time, each by as much.
fn move_selected(state: &mut State, shift: Shift) -> Option<Effect> {
    let moved: Vec<(EventId, Correction)> = state
        .selected_events()
        .filter_map(|event| {
            let set = SetWhen { when: shift.of(&event.when)?, words: shift.to_string() };
            Some((event.id, Correction::When(Some(set))))
        })
        .collect();
    let of = if moved.len() == 1 { "event".to_owned() } else { format!("{} events", moved.len()) };
    edit(state, &Edit::Each(moved, format!("Move {of} {shift}")))
}

/// Changes who takes part in each of the selected events.
fn change_parties(state: &mut State, change: impl Fn(&mut Vec<Participant>)) -> Option<Effect> {
    let changed: Vec<(EventId, Correction)> = state
        .selected_events()
        .filter_map(|event| {
            let before = parties(event);
            let mut all = before.clone();
            change(&mut all);
            (all != before).then_some((event.id, Correction::Parties(Some(all))))
        })
        .collect();
    match changed.as_slice() {
        [] => None,
        [(id, correction)] => edit(state, &Edit::Correct(vec![*id], correction.clone())),
        many => {
            let name = format!("Change countries of {} events", many.len());
            edit(state, &Edit::Each(changed, name))
        }
    }
}

fn turn_party(state: &mut State, nth: usize, on: bool) -> Option<Effect> {
    let (party, _) = state.selected_parties().into_iter().nth(nth)?;
    let at = ROLES.iter().position(|role| *role == party.role).unwrap_or(0);
    let role = ROLES[(at + if on { 1 } else { ROLES.len() - 1 }) % ROLES.len()];
    change_parties(state, |all| {
        all.iter_mut().filter(|other| **other == party).for_each(|other| other.role = role);
    })
}

/// Takes off what stands there.
fn drop_standing(state: &mut State, nth: usize) -> Option<Effect> {
    let what = state.editing.as_ref().map(|editing| editing.what.clone())?;
    if let Some(editing) = &mut state.editing {
        editing.chosen = nth.saturating_sub(1);
    }
    match what {
        What::Parties => {
            let (party, _) = state.selected_parties().into_iter().nth(nth)?;
            change_parties(state, |all| all.retain(|other| *other != party))
        }
        What::Tags => {
            let (tag, ids) = (state.selected_tags().into_iter().nth(nth)?, selected(state));
            edit(state, &Edit::Untag(ids, tag))
        }
        What::Numbers => {
            let lead = state.lead()?;
            let (id, mut numbers) = (lead.id, lead.quantities.clone());
            if nth < numbers.len() {
                numbers.remove(nth);
            }
            edit(state, &Edit::Correct(vec![id], Correction::Quantities(Some(numbers))))
        }
        _ => None,
    }
}

/// Takes what was typed, if anything was, and goes on to the next field of the event; stays where it was not understood.
fn next(state: &mut State, later: bool) -> Option<Effect> {
    if state.reviewing.is_some() {
        reviewing::later(state);
        return None;
    }
    let editing = state.editing.clone()?;
    let fields = What::FIELDS;
    let at = fields.iter().position(|field| *field == editing.what)?;
    let takes = if editing.what.is_list() { !editing.typed.trim().is_empty() } else { editing.is_touched() };
    let effect = if takes { take(state) } else { None };
    let stays = takes && state.editing.as_ref().is_some_and(|now| now.typed == editing.typed);
    if !stays {
        let by = if later { 1 } else { fields.len() - 1 };
        begin(state, fields[(at + by) % fields.len()].clone());
    }
    effect
}
