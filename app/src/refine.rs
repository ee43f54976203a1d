//! A timeline and what the user wants of it to what is shown: the events that match, their lanes, their picture.
//!
//! Plain functions without state. Over many events they take long, so jobs call them off the window's thread:
//! first `matches`, by which what is shown already is dimmed or lit at once, then `show` for the new picture.

use crate::find::{Found, Haystack};
use crate::picture::Picture;
use crate::picture::fallback::{Fallback, shown_texts};
use crate::play::moment_of;
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::event::{Event, Kind, Status};
use dateline_model::filter::{Confidence, Filter, Period};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::track::{self, Track};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known of a timeline when it has been read.
#[derive(Clone, Default)]
pub struct Known {
    /// The documents and their events.
    pub timeline: Arc<Timeline>,
    /// Names of its countries.
    pub names: Arc<BTreeMap<Country, String>>,
    /// What words are searched in.
    pub haystack: Arc<Haystack>,
    /// For each document the events that it tells, each with the index of its source, in the order of the text.
    pub told: Arc<Vec<Vec<(usize, usize)>>>,
    /// How many events there are of each kind, country and so on.
    pub counts: Arc<Counts>,
    /// The fonts that its letters need besides the bundled one.
    pub fallback: Arc<Fallback>,
}

/// What the user wants of a timeline.
#[derive(Clone)]
pub struct Wanted {
    /// The timeline.
    pub known: Known,
    /// Stars, hidden events, lanes.
    pub arrangement: Arrangement,
    /// What is left out.
    pub filter: Filter,
    /// What is searched for.
    pub find: Find,
}

/// What is searched for, and what becomes of the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// As they were typed.
    pub words: String,
    /// Whether what does not have the words is hidden rather than dimmed.
    pub hides: bool,
    /// Whether what the filter leaves out is dimmed rather than hidden.
    pub filter_dims: bool,
}

/// Which events match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// For each event whether the filter keeps it.
    pub kept: Vec<bool>,
    /// What has the words; none where none were typed.
    pub found: Option<Found>,
}

/// What is shown.
#[derive(Default)]
pub struct Shown {
    /// Events in the order of time.
    pub events: Vec<usize>,
    /// The moments that they stand for, as day numbers, rising.
    pub moments: Vec<f64>,
    /// Lanes from the top.
    pub lanes: Vec<Lane>,
    /// The weightiest of the events, in the order of time.
    pub weightiest: Vec<usize>,
    /// Those of the events that lasted or go on, in the order of time.
    pub lasting: Vec<usize>,
    /// Those of the events that tell a quantity, in the order of time.
    pub with_quantities: Vec<usize>,
    /// Every track that they tell, those with the most days first, and whether its chart stands below the lanes.
    pub tracks: Vec<(Track, bool)>,
}

/// How many events there are of each, whatever is filtered out.
#[derive(Default)]
pub struct Counts {
    /// Of each kind that occurs.
    pub kinds: BTreeMap<Kind, usize>,
    /// Of each status that occurs.
    pub statuses: BTreeMap<Status, usize>,
    /// Of each country that takes part.
    pub countries: BTreeMap<Country, usize>,
    /// Of each document that tells any, by index.
    pub documents: BTreeMap<usize, usize>,
    /// Of each class of confidence.
    pub confidences: BTreeMap<Confidence, usize>,
    /// That begin in each period.
    pub periods: BTreeMap<Period, usize>,
}

/// How many events are named while none is selected.
const WEIGHTIEST: usize = 10;
/// So many tracks are offered.
const TRACKS_MAX: usize = 40;

impl Known {
    /// Works out what is known of a timeline.
    pub fn new(timeline: Timeline, names: BTreeMap<Country, String>) -> Known {
        let haystack = Haystack::new(&timeline, &names);
        let counts = Counts::of(&timeline.events);
        let told = told(&timeline);
        let fallback = Fallback::of(shown_texts(&timeline));
        Known {
            timeline: Arc::new(timeline),
            names: Arc::new(names),
            haystack: Arc::new(haystack),
            told: Arc::new(told),
            counts: Arc::new(counts),
            fallback: Arc::new(fallback),
        }
    }

    /// A country's name; its code where it has none.
    pub fn name(&self, country: Country) -> String {
        self.names.get(&country).cloned().unwrap_or_else(|| country.code().to_owned())
    }
}

impl Counts {
    /// Counts events, which are in the order of time.
    pub fn of(events: &[Event]) -> Counts {
        let mut counts = Counts::default();
        let (first, last) = (events.first(), events.last());
        let years =
            first.zip(last).map_or(1, |(first, last)| Period::years_for(first.when.earliest, last.when.earliest));
        for event in events {
            *counts.kinds.entry(event.kind).or_default() += 1;
            *counts.statuses.entry(event.status).or_default() += 1;
            *counts.confidences.entry(Confidence::of(event.confidence)).or_default() += 1;
            *counts.periods.entry(Period::holding(event.when.earliest, years)).or_default() += 1;
            for country in &event.countries {
                *counts.countries.entry(*country).or_default() += 1;
            }
            let documents: BTreeSet<usize> = event.sources.iter().map(|source| source.document).collect();
            for document in documents {
                *counts.documents.entry(document).or_default() += 1;
            }
        }
        counts
    }
}

impl Matches {
    /// Whether an event matches filter and words.
    pub fn has(&self, event: usize) -> bool {
        let kept = self.kept.get(event).copied().unwrap_or(true);
        kept && self.found.as_ref().is_none_or(|found| found.is_hit.get(event) == Some(&true))
    }
}

/// Which events match filter and words.
pub fn matches(wanted: &Wanted) -> Matches {
    let Known { timeline, haystack, .. } = &wanted.known;
    let keeps = |event: &Event| wanted.filter.keeps(event, &wanted.arrangement);
    // Going over a million events takes longer than a search among them.
    let kept = match wanted.filter == Filter::default() {
        true => vec![true; timeline.events.len()],
        false => timeline.events.par_iter().map(keeps).collect(),
    };
    Matches { kept, found: haystack.find(&wanted.find.words) }
}

/// What is shown of a timeline, and its picture.
pub fn show(wanted: &Wanted, matches: &Matches) -> (Shown, Picture) {
    let timeline = &wanted.known.timeline;
    let (hidden, find) = (&wanted.arrangement.hidden, &wanted.find);
    let is_shown = |&event: &usize| {
        let found = || !find.hides || matches.found.as_ref().is_none_or(|found| found.is_hit[event]);
        (find.filter_dims || matches.kept[event])
            && found()
            && (hidden.is_empty() || !hidden.contains(&timeline.events[event].id))
    };
    let events: Vec<usize> = (0..timeline.events.len()).filter(is_shown).collect();
    let none = BTreeSet::new();
    let without = if find.filter_dims { &none } else { &wanted.filter.hidden_countries };
    let lanes = wanted.arrangement.lanes(timeline, &events, without, |country| wanted.known.name(country));
    let mut picture = Picture::new(timeline, &lanes);
    let mut tracks = track::tracks(&timeline.events, &events, |country| wanted.known.name(country));
    tracks.truncate(TRACKS_MAX);
    let wanted_tracks = wanted.arrangement.shown_tracks(&tracks);
    let charts = tracks.iter().zip(&wanted_tracks).filter(|(_, shown)| **shown).map(|(track, _)| track.clone());
    picture.show_tracks(timeline, charts.collect());
    let of = |test: fn(&Event) -> bool| -> Vec<usize> {
        events.iter().copied().filter(|&event| test(&timeline.events[event])).collect()
    };
    let mut moments: Vec<f64> = events.iter().map(|&event| moment_of(&timeline.events[event].when)).collect();
    moments.sort_unstable_by(f64::total_cmp);
    let shown = Shown {
        moments,
        weightiest: weightiest(timeline, &events),
        lasting: of(|event| event.when.lasted() || event.status == Status::Ongoing),
        with_quantities: of(|event| !event.quantities.is_empty()),
        tracks: tracks.into_iter().zip(wanted_tracks).collect(),
        events,
        lanes,
    };
    (shown, picture)
}

fn told(timeline: &Timeline) -> Vec<Vec<(usize, usize)>> {
    let mut told = vec![Vec::new(); timeline.documents.len()];
    for (index, event) in timeline.events.iter().enumerate() {
        for (nth, source) in event.sources.iter().enumerate() {
            if let Some(told) = told.get_mut(source.document) {
                told.push((index, nth));
            }
        }
    }
    let passage = |&(event, nth): &(usize, usize)| {
        let passage = &timeline.events[event].sources[nth].passage;
        (passage.start, passage.end)
    };
    told.iter_mut().for_each(|told: &mut Vec<(usize, usize)>| told.sort_by_key(passage));
    told
}

fn weightiest(timeline: &Timeline, events: &[usize]) -> Vec<usize> {
    let mut weightiest = events.to_vec();
    let order = |a: &usize, b: &usize| {
        let (a_weight, b_weight) = (timeline.events[*a].weight, timeline.events[*b].weight);
        b_weight.total_cmp(&a_weight).then(a.cmp(b))
    };
    if weightiest.len() > WEIGHTIEST {
        weightiest.select_nth_unstable_by(WEIGHTIEST, order);
        weightiest.truncate(WEIGHTIEST);
    }
    weightiest.sort_unstable();
    weightiest
}
