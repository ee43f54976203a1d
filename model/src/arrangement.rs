//! What the user has done to a timeline without changing what the documents say: stars, tags, hidden events,
//! the order of the lanes, saved views, the marking, the story.
//!
//! Events are named by their ids, so that all of it outlives a second reading. Changes come from `edit` alone.

use crate::actor::Country;
use crate::event::EventId;
use crate::filter::Filter;
use crate::story::Story;
use crate::timeline::{GroupBy, Grouping, Lane, Nest, Timeline};
use crate::track::Track;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the user has arranged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arrangement {
    /// Events with a star.
    pub starred: BTreeSet<EventId>,
    /// Events taken out of the picture.
    pub hidden: BTreeSet<EventId>,
    /// Words that the user gave events.
    pub tags: BTreeMap<EventId, BTreeSet<String>>,
    /// What lanes are grouped by, then what each of them is grouped by; nothing for one lane of all events.
    pub group_by: Vec<GroupBy>,
    /// How lanes follow each other.
    pub order: LaneOrder,
    /// The keys of the lanes in the user's own order; a lane that is not among them comes after them.
    pub own_order: Vec<String>,
    /// Keys of lanes that stand above all others.
    pub pinned: BTreeSet<String>,
    /// Keys of lanes that are not shown.
    pub hidden_lanes: BTreeSet<String>,
    /// Keys of lanes that are drawn low.
    pub folded: BTreeSet<String>,
    /// Keys of the tracks that the user wants or does not want below the lanes; of others the program chooses.
    pub tracks: BTreeMap<String, bool>,
    /// What the user wants to come back to.
    pub views: Vec<SavedView>,
    /// The handling line at the top, as the user typed it; empty where none was.
    pub marking: String,
    /// What is presented, step by step.
    pub story: Story,
}

/// How lanes follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaneOrder {
    /// The fullest first.
    #[default]
    Number,
    /// By name.
    Name,
    /// By the day of their first event.
    FirstEvent,
    /// As the user has put them.
    Own,
}

/// A filter and a stretch of time under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// What the user calls it.
    pub name: String,
    /// What is left out.
    pub filter: Filter,
    /// What is searched for.
    pub words: String,
    /// The first day in view, as a day number with hours as fractions.
    pub from: f64,
    /// The end of what is in view.
    pub until: f64,
}

/// So many tracks are shown where the user has chosen none, those of at least so many days.
const TRACKS_SHOWN: usize = 3;
const TRACK_DAYS: usize = 3;

impl Arrangement {
    /// The lanes of events as the user wants them, lanes within others below those. `hidden` countries have none;
    /// `name` tells a country's name.
    pub fn lanes(
        &self,
        timeline: &Timeline,
        events: &[usize],
        hidden: &BTreeSet<Country>,
        name: impl Fn(Country) -> String,
    ) -> Vec<Lane> {
        self.arrange(timeline, self.nests(timeline, events, hidden, name))
    }

    /// The lanes of all events, whatever a filter leaves out.
    pub fn all_lanes(&self, timeline: &Timeline, name: impl Fn(Country) -> String) -> Vec<Lane> {
        let all: Vec<usize> = (0..timeline.events.len()).collect();
        self.lanes(timeline, &all, &BTreeSet::new(), name)
    }

    /// All lanes of events as they are grouped, whatever the user has put in order, hidden or folded.
    pub fn nests(
        &self,
        timeline: &Timeline,
        events: &[usize],
        hidden: &BTreeSet<Country>,
        name: impl Fn(Country) -> String,
    ) -> Vec<Nest> {
        let grouping = Grouping { hidden, tags: &self.tags, name: &name };
        let lanes = timeline.lanes(events, self.group_by.first().copied(), None, &grouping);
        let nest = |lane: Lane| {
            let within = match self.group_by.get(1) {
                Some(&then_by) => timeline.lanes(&lane.events, Some(then_by), Some(&lane), &grouping),
                None => Vec::new(),
            };
            Nest { lane, within: within.into_iter().map(|lane| Nest { lane, within: Vec::new() }).collect() }
        };
        lanes.into_iter().map(nest).collect()
    }

    /// Grouped lanes, the fullest first, as the user wants them, lanes within others below those.
    pub fn arrange(&self, timeline: &Timeline, mut nests: Vec<Nest>) -> Vec<Lane> {
        self.sort(timeline, &mut nests);
        let mut lanes = Vec::new();
        for Nest { mut lane, within } in nests {
            lane.pinned = self.pinned.contains(lane.key());
            lane.folded = self.folded.contains(lane.key());
            // Folded, it is one low lane of all that is in it.
            lane.heads = !lane.folded && !within.is_empty();
            let folded = lane.folded;
            lanes.push(lane);
            if !folded {
                lanes.append(&mut self.arrange(timeline, within));
            }
        }
        lanes
    }

    /// Puts lanes in order, the pinned first. Drops hidden ones.
    fn sort(&self, timeline: &Timeline, nests: &mut Vec<Nest>) {
        nests.retain(|nest| !self.hidden_lanes.contains(nest.lane.key()));
        // They come by number; the sort keeps that among equals.
        match self.order {
            LaneOrder::Number => {}
            LaneOrder::Name => nests.sort_by(|a, b| a.lane.name.cmp(&b.lane.name)),
            LaneOrder::FirstEvent => {
                let first = |nest: &Nest| -> Option<NaiveDate> {
                    nest.lane.events.first().map(|&event| timeline.events[event].when.earliest)
                };
                nests.sort_by_key(first);
            }
            LaneOrder::Own => {
                let place = |nest: &Nest| self.own_order.iter().position(|key| key == nest.lane.key());
                nests.sort_by_key(|nest| place(nest).unwrap_or(usize::MAX));
            }
        }
        nests.sort_by_key(|nest| !self.pinned.contains(nest.lane.key()));
    }

    /// For each track whether it is shown below the lanes: as the user wants; else the first few
    /// that tell enough.
    pub fn shown_tracks(&self, tracks: &[Track]) -> Vec<bool> {
        let fits = |nth: usize, track: &Track| nth < TRACKS_SHOWN && track.days >= TRACK_DAYS;
        let chosen = |(nth, track): (usize, &Track)| self.tracks.get(&track.key).copied().unwrap_or(fits(nth, track));
        tracks.iter().enumerate().map(chosen).collect()
    }

    /// The user's own order once a lane has moved to another place among the shown ones.
    pub fn moved(&self, shown: &[Lane], from: usize, to: usize) -> Vec<String> {
        let mut keys: Vec<String> = shown.iter().map(|lane| lane.key().to_owned()).collect();
        if from < keys.len() {
            let key = keys.remove(from);
            keys.insert(to.min(keys.len()), key);
        }
        // What is hidden now keeps its place behind those that show.
        let others = self.own_order.iter().filter(|key| !keys.contains(key)).cloned().collect::<Vec<_>>();
        keys.extend(others);
        keys
    }
}

impl Default for Arrangement {
    fn default() -> Arrangement {
        Arrangement {
            starred: BTreeSet::new(),
            hidden: BTreeSet::new(),
            tags: BTreeMap::new(),
            group_by: vec![GroupBy::Country],
            order: LaneOrder::default(),
            own_order: Vec::new(),
            pinned: BTreeSet::new(),
            hidden_lanes: BTreeSet::new(),
            folded: BTreeSet::new(),
            tracks: BTreeMap::new(),
            views: Vec::new(),
            marking: String::new(),
            story: Story::default(),
        }
    }
}

/// Adds what is not there yet, takes away what is.
pub fn flip<T: Ord>(set: &mut BTreeSet<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes() -> Vec<Lane> {
        let lane = |name: &str| Lane { name: name.to_owned(), key: name.to_owned(), ..Lane::default() };
        ["Peru", "Chile", "Ghana"].map(lane).into()
    }

    fn check(arrangement: &Arrangement, expect: &str) {
        let nests = lanes().into_iter().map(|lane| Nest { lane, within: Vec::new() }).collect();
        let lanes = arrangement.arrange(&Timeline::default(), nests);
        let names: Vec<&str> = lanes.iter().map(|lane| lane.name.as_str()).collect();
        assert_eq!(names.join(" "), expect);
    }

    #[test]
    fn lanes_are_ordered_pinned_and_hidden() {
        let mut arrangement = Arrangement::default();
        check(&arrangement, "Peru Chile Ghana");
        arrangement.order = LaneOrder::Name;
        check(&arrangement, "Chile Ghana Peru");
        arrangement.pinned.insert("Peru".to_owned());
        check(&arrangement, "Peru Chile Ghana");
        arrangement.hidden_lanes.insert("Chile".to_owned());
        check(&arrangement, "Peru Ghana");
    }

    #[test]
    fn a_moved_lane_stays_where_it_was_put() {
        let mut arrangement = Arrangement { order: LaneOrder::Own, ..Arrangement::default() };
        arrangement.own_order = arrangement.moved(&lanes(), 2, 0);
        check(&arrangement, "Ghana Peru Chile");
        arrangement.own_order = arrangement.moved(&lanes(), 0, 9);
        check(&arrangement, "Chile Ghana Peru");
    }
}
