//! Events to lanes: what the events of a lane have in common, and lanes within lanes.
//!
//! In: events of a timeline, and what to group them by. Out: lanes, the fullest first. Knows no order of the user's.

use super::{Lane, Timeline};
use crate::actor::Country;
use crate::event::{Event, EventId, Kind};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What events are put into lanes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupBy {
    /// Countries that take part.
    Country,
    /// Organisations that take part.
    Organization,
    /// What it is.
    Kind,
    /// Documents that tell it.
    Document,
    /// Words that the user gave it.
    Tag,
}

/// What the events of a lane have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// This country takes part.
    Country(Country),
    /// This organisation takes part.
    Organization(String),
    /// They are of this kind.
    Kind(Kind),
    /// This document tells them, by index.
    Document(usize),
    /// The user gave them this word.
    Tag(String),
    /// They have nothing of the sort that lanes are grouped by.
    Without(&'static str),
    /// All there are.
    All,
}

/// A lane and the lanes within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nest {
    /// The lane, with all events.
    pub lane: Lane,
    /// What it is parted into, if it is.
    pub within: Vec<Nest>,
}

/// What lanes are made from, besides the events.
pub struct Grouping<'a> {
    /// Countries that have no lane.
    pub hidden: &'a BTreeSet<Country>,
    /// Words that the user gave events.
    pub tags: &'a BTreeMap<EventId, BTreeSet<String>>,
    /// A country's name.
    pub name: &'a dyn Fn(Country) -> String,
}

impl GroupBy {
    /// All of them, in the order of menus.
    pub const ALL: [GroupBy; 5] =
        [GroupBy::Country, GroupBy::Organization, GroupBy::Kind, GroupBy::Document, GroupBy::Tag];

    /// "country", "organisation" and so on.
    pub fn code(self) -> &'static str {
        match self {
            GroupBy::Country => "country",
            GroupBy::Organization => "organisation",
            GroupBy::Kind => "kind",
            GroupBy::Document => "document",
            GroupBy::Tag => "tag",
        }
    }

    /// "Countries", "Organisations" and so on.
    pub fn plural(self) -> &'static str {
        match self {
            GroupBy::Country => "Countries",
            GroupBy::Organization => "Organisations",
            GroupBy::Kind => "Kinds",
            GroupBy::Document => "Documents",
            GroupBy::Tag => "Tags",
        }
    }

    /// The groups that an event belongs to, in its own order.
    fn groups(self, event: &Event, grouping: &Grouping) -> Vec<Group> {
        let mut groups: Vec<Group> = match self {
            GroupBy::Country => event.countries.iter().map(|&country| Group::Country(country)).collect(),
            GroupBy::Organization => event.organizations.iter().cloned().map(Group::Organization).collect(),
            GroupBy::Kind => vec![Group::Kind(event.kind)],
            GroupBy::Document => event.sources.iter().map(|source| Group::Document(source.document)).collect(),
            GroupBy::Tag => grouping.tags.get(&event.id).into_iter().flatten().cloned().map(Group::Tag).collect(),
        };
        if groups.is_empty() {
            groups.push(Group::Without(match self {
                GroupBy::Country => "No country",
                GroupBy::Organization => "No organisation",
                GroupBy::Kind => "No kind",
                GroupBy::Document => "No document",
                GroupBy::Tag => "No tag",
            }));
        }
        groups.retain(|group| !matches!(group, Group::Country(country) if grouping.hidden.contains(country)));
        let mut seen = BTreeSet::new();
        groups.retain(|group| seen.insert(group.clone()));
        groups
    }
}

impl Group {
    /// The place of this group among those that an event belongs to: 0 where it comes first.
    pub fn place_in(&self, event: &Event) -> usize {
        let place = match self {
            Group::Country(country) => event.countries.iter().position(|other| other == country),
            Group::Organization(name) => event.organizations.iter().position(|other| other == name),
            Group::Document(document) => event.sources.iter().position(|source| source.document == *document),
            Group::Kind(_) | Group::Tag(_) | Group::Without(_) | Group::All => Some(0),
        };
        place.unwrap_or(usize::MAX)
    }

    fn name(&self, timeline: &Timeline, grouping: &Grouping) -> String {
        match self {
            Group::Country(country) => (grouping.name)(*country),
            Group::Organization(name) | Group::Tag(name) => name.clone(),
            Group::Kind(kind) => kind.label().to_owned(),
            Group::Document(document) => {
                timeline.documents.get(*document).map(|document| document.title.clone()).unwrap_or_default()
            }
            Group::Without(name) => (*name).to_owned(),
            Group::All => "All events".to_owned(),
        }
    }
}

impl Timeline {
    /// A lane for each group of the given events, the fullest first, then by name; events without a group in a last
    /// lane of their own. `within` is the lane that they are parts of.
    pub fn lanes(
        &self,
        events: &[usize],
        by: Option<GroupBy>,
        within: Option<&Lane>,
        grouping: &Grouping,
    ) -> Vec<Lane> {
        let mut by_group: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        match by {
            Some(by) => {
                for &index in events {
                    for group in by.groups(&self.events[index], grouping) {
                        by_group.entry(group).or_default().push(index);
                    }
                }
            }
            None if events.is_empty() => {}
            None => drop(by_group.insert(Group::All, events.to_vec())),
        }
        let path = within.map(|lane| lane.path.as_slice()).unwrap_or_default();
        let lane = |(group, events): (Group, Vec<usize>)| {
            let name = group.name(self, grouping);
            let key = within.map_or_else(|| name.clone(), |lane| format!("{} / {name}", lane.key()));
            Lane { path: [path, &[group]].concat(), key, name, events: Arc::new(events), ..Lane::default() }
        };
        let mut lanes: Vec<Lane> = by_group.into_iter().map(lane).collect();
        lanes.sort_by(by_number);
        lanes
    }
}

/// What is left of lanes when only some events are shown; `hidden` countries have none.
pub fn of_fewer(nests: &[Nest], hidden: &BTreeSet<Country>, is_shown: &impl Fn(usize) -> bool) -> Vec<Nest> {
    let is_hidden = |nest: &&Nest| nest.lane.country().is_some_and(|country| hidden.contains(&country));
    let fewer = |nest: &Nest| {
        let Nest { lane, within } = nest;
        let mut lane = lane.clone();
        if !lane.events.iter().all(|&event| is_shown(event)) {
            lane.events = Arc::new(lane.events.iter().copied().filter(|&event| is_shown(event)).collect());
        }
        Nest { lane, within: of_fewer(within, hidden, is_shown) }
    };
    let mut fewer: Vec<Nest> = nests.iter().filter(|nest| !is_hidden(nest)).map(fewer).collect();
    fewer.retain(|nest| !nest.lane.events.is_empty());
    fewer.sort_by(|a, b| by_number(&a.lane, &b.lane));
    fewer
}

/// The fullest first, then by name; what has no group last.
fn by_number(a: &Lane, b: &Lane) -> Ordering {
    let last = |lane: &Lane| matches!(lane.path.last(), Some(Group::Without(_)));
    last(a).cmp(&last(b)).then(b.events.len().cmp(&a.events.len())).then_with(|| a.name.cmp(&b.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrangement::Arrangement;
    use crate::document::Document;
    use crate::lexicon::Lexicon;
    use crate::{dating, event, link};

    /// The lanes of a text, those within others in brackets, each with how many events it has.
    fn check(group_by: &[GroupBy], folded: &str, expect: &str) {
        let lexicon = Lexicon::embedded();
        let text = "Ghana sent 300 soldiers to Mali on 3 May 2024. Chile signed a treaty with Peru on 5 June 2024. \
                    Chile and Peru held a military exercise on 9 July 2024.";
        let documents = vec![Document::plain("a.txt", text.to_owned())];
        let times = dating::read_times(&lexicon, &documents[0]);
        let events = link::link(&documents, event::read_events(&lexicon, &documents[0], &times));
        let tags = events.iter().take(1).map(|event| (event.id, BTreeSet::from(["watch".to_owned()]))).collect();
        let arrangement = Arrangement {
            group_by: group_by.to_vec(),
            tags,
            folded: BTreeSet::from([folded.to_owned()]),
            ..Arrangement::default()
        };
        let all: Vec<usize> = (0..events.len()).collect();
        let timeline = Timeline { events, documents: Arc::new(documents), ..Timeline::default() };
        let lanes = arrangement.lanes(&timeline, &all, &BTreeSet::new(), |country| country.code().to_owned());
        let told = lanes.iter().map(|lane| match lane.depth() {
            0 => format!("{} {}{}", lane.name, lane.events.len(), if lane.heads { ":" } else { "" }),
            _ => format!("({} {})", lane.name, lane.events.len()),
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), expect, "{group_by:?}");
    }

    #[test]
    fn lanes_are_grouped_by_what_events_have_in_common() {
        check(&[GroupBy::Country], "", "CL 2 PE 2 GH 1 ML 1");
        check(&[GroupBy::Kind], "", "Agreement 1 Deployment 1 Exercise 1");
        check(&[GroupBy::Document], "", "a.txt 3");
        check(&[GroupBy::Tag], "", "watch 1 No tag 2");
        check(&[GroupBy::Organization], "", "No organisation 3");
        check(&[], "", "All events 3");
    }

    #[test]
    fn lanes_within_lanes_stand_below_their_head() {
        check(
            &[GroupBy::Country, GroupBy::Kind],
            "PE",
            "CL 2: (Agreement 1) (Exercise 1) PE 2 GH 1: (Deployment 1) ML 1: (Deployment 1)",
        );
        check(&[GroupBy::Tag, GroupBy::Country], "", "watch 1: (GH 1) (ML 1) No tag 2: (CL 2) (PE 2)");
    }
}
