//! What is left out and what is searched for, stars, tags and hidden events, saved views.
//!
//! What follows from a change is worked out by a job; `show` takes it in.

use super::editing::{edit, selected};
use super::{Effect, moves, picks};
use crate::picture::Picture;
use crate::picture::axis::Stretch;
use crate::picture::sizes::Sizes;
use crate::refine::Shown;
use crate::state::State;
use dateline_model::actor::Country;
use dateline_model::arrangement::{SavedView, flip};
use dateline_model::edit::Edit;
use dateline_model::event::{Kind, Status};
use dateline_model::filter::{Checked, Confidence, Filter, Period};
use dateline_model::timeline::{Group, Lane};
use std::collections::BTreeSet;

/// What events are filtered by.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Facet {
    Kind(Kind),
    Status(Status),
    Country(Country),
    Document(usize),
    Confidence(Confidence),
    Checked(Checked),
    Tag(String),
    Period(Period),
    Starred,
}

/// Shows what was worked out, and drops what it does not have from the selection.
pub fn show(state: &mut State, shown: Shown, picture: Picture) {
    state.shown = shown;
    state.picture = Some(picture);
    state.picture_number += 1;
    state.view.hover = None;
    let events = &state.shown.events;
    state.picked.events.retain(|event| events.binary_search(event).is_ok());
    if let Some(&lead) = state.picked.events.last() {
        let keeps = state.picked_lane().is_some_and(|lane| lane.holds(lead));
        if !keeps {
            state.picked.lane = picks::lane_of(state, lead);
        }
    }
}

impl Facet {
    /// The facet that the events of a lane have in common.
    pub fn of_lane(lane: &Lane) -> Option<Facet> {
        match lane.group()? {
            Group::Country(country) => Some(Facet::Country(*country)),
            Group::Kind(kind) => Some(Facet::Kind(*kind)),
            Group::Document(document) => Some(Facet::Document(*document)),
            Group::Tag(tag) => Some(Facet::Tag(tag.clone())),
            Group::Organization(_) | Group::Without(_) | Group::All => None,
        }
    }
}

/// Shows or hides events of a facet.
pub fn toggle(state: &mut State, facet: Facet) -> Option<Effect> {
    let filter = &mut state.filter;
    match facet {
        Facet::Kind(kind) => flip(&mut filter.hidden_kinds, kind),
        Facet::Status(status) => flip(&mut filter.hidden_statuses, status),
        Facet::Country(country) => flip(&mut filter.hidden_countries, country),
        Facet::Document(document) => flip(&mut filter.hidden_documents, document),
        Facet::Confidence(confidence) => flip(&mut filter.hidden_confidences, confidence),
        Facet::Checked(check) => flip(&mut filter.hidden_checks, check),
        Facet::Tag(tag) => flip(&mut filter.hidden_tags, tag),
        Facet::Period(period) => flip(&mut filter.hidden_periods, period),
        Facet::Starred => filter.starred_only = !filter.starred_only,
    }
    Some(Effect::Refine(true))
}

/// Shows events of a facet alone; if it is alone already, all.
pub fn only(state: &mut State, facet: Facet) -> Option<Effect> {
    let (filter, counts) = (&mut state.filter, &state.known.counts);
    match facet {
        Facet::Kind(kind) => keep(&mut filter.hidden_kinds, counts.kinds.keys(), kind),
        Facet::Status(status) => keep(&mut filter.hidden_statuses, counts.statuses.keys(), status),
        Facet::Country(country) => keep(&mut filter.hidden_countries, counts.countries.keys(), country),
        Facet::Document(document) => keep(&mut filter.hidden_documents, counts.documents.keys(), document),
        Facet::Confidence(confidence) => keep(&mut filter.hidden_confidences, counts.confidences.keys(), confidence),
        Facet::Checked(check) => keep(&mut filter.hidden_checks, counts.checks.keys(), check),
        Facet::Tag(tag) => keep(&mut filter.hidden_tags, state.project.arrangement.tags.values().flatten(), tag),
        Facet::Period(period) => keep(&mut filter.hidden_periods, counts.periods.keys(), period),
        Facet::Starred => filter.starred_only = !filter.starred_only,
    }
    Some(Effect::Refine(true))
}

fn keep<'a, T: Ord + Clone + 'a>(hidden: &mut BTreeSet<T>, all: impl Iterator<Item = &'a T>, item: T) {
    let others: BTreeSet<T> = all.filter(|other| **other != item).cloned().collect();
    *hidden = if *hidden == others { BTreeSet::new() } else { others };
}

/// Shows everything again.
pub fn clear(state: &mut State) -> Option<Effect> {
    state.filter = Filter::default();
    state.find.words.clear();
    Some(Effect::Refine(true))
}

/// Searches for words.
pub fn find(state: &mut State, words: String) -> Option<Effect> {
    state.find.words = words;
    Some(Effect::Refine(state.find.hides))
}

/// Gives the selected events a star; takes it from them where all have one.
pub fn star(state: &mut State) -> Option<Effect> {
    let ids = selected(state);
    let all = ids.iter().all(|id| state.project.arrangement.starred.contains(id));
    edit(state, &Edit::Star(ids, !all)).filter(|_| state.filter.starred_only)
}

/// Takes the selected events out of the picture.
pub fn hide(state: &mut State) -> Option<Effect> {
    let ids = selected(state);
    state.notice = match ids.len() {
        1 => "1 event hidden; Ctrl Z brings it back".to_owned(),
        many => format!("{many} events hidden; Ctrl Z brings them back"),
    };
    picks::pick_nothing(state);
    edit(state, &Edit::Hide(ids, true))
}

/// Keeps filter, words and stretch of time under a name; an older view of that name gives way.
pub fn save_view(state: &mut State, name: &str) -> Option<Effect> {
    let picture = state.picture.as_ref().filter(|_| !name.is_empty())?;
    let axis = state.view.axis(&picture.content, &Sizes::WINDOW);
    let Stretch { from, until } = state.view.shown(&axis, &Sizes::WINDOW);
    let view =
        SavedView { name: name.to_owned(), filter: state.filter.clone(), words: state.find.words.clone(), from, until };
    edit(state, &Edit::SaveView(view));
    state.notice = format!("View {name} saved");
    None
}

/// Shows a saved view.
pub fn show_view(state: &mut State, nth: usize, now: f64) -> Option<Effect> {
    let SavedView { filter, words, from, until, .. } = state.project.arrangement.views.get(nth)?.clone();
    state.filter = filter;
    state.find.words = words;
    moves::glide_to_edges(state, Stretch { from, until }, now);
    Some(Effect::Refine(true))
}
