//! A timeline and what the user wants of it to what is shown: the events that match, their lanes, their picture.
//!
//! Plain functions without state. Over many events they take long, so jobs call them off the window's thread:
//! first `matches`, by which what is shown already is dimmed or lit at once, then `show` for the new picture.

use crate::find::{Found, Haystack};
use crate::picture::Picture;
use crate::picture::content::{Content, Occupied, Tail};
use crate::picture::fallback::{Fallback, shown_texts};
use crate::play::moment_of;
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::doubt;
use dateline_model::event::{Event, EventId, Kind, Status};
use dateline_model::filter::{Checked, Confidence, Facets, Filter, Period};
use dateline_model::lexicon::Lexicon;
use dateline_model::timeline::{self, GroupBy, Lane, Nest, Timeline};
use dateline_model::track::{self, Track};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known of a timeline when it has been read.
#[derive(Clone, Default)]
pub struct Known {
    /// The documents and their events.
    pub timeline: Arc<Timeline>,
    /// The words and names that documents are read with.
    pub lexicon: Arc<Lexicon>,
    /// The names of all countries.
    pub names: Arc<BTreeMap<Country, String>>,
    /// What words are searched in.
    pub haystack: Arc<Haystack>,
    /// What filters look at.
    pub facets: Arc<Facets>,
    /// What is shown where nothing is left out.
    pub whole: Arc<Whole>,
    /// For each document the events that it tells, each with the index of its source, in the order of the text.
    pub told: Arc<Vec<Vec<(usize, usize)>>>,
    /// The events that are uncertain, the least certain first.
    pub doubtful: Arc<Vec<usize>>,
    /// How many events there are of each kind, country and so on.
    pub counts: Arc<Counts>,
    /// The fonts that its letters need besides the bundled one.
    pub fallback: Arc<Fallback>,
}

/// What is shown of a timeline where nothing is left out: of it each choice is made, without reading events again.
pub struct Whole {
    /// For each event the moment that it stands for, rising.
    moments: Vec<(f64, u32)>,
    /// The weightiest events first.
    by_weight: Vec<u32>,
    lasting: Vec<usize>,
    with_quantities: Vec<usize>,
    /// In lanes, as they were grouped last.
    grouped: Mutex<Option<(GroupedBy, Arc<Grouped>)>>,
}

/// All events in lanes.
struct Grouped {
    nests: Vec<Nest>,
    content: Content,
    occupied: Vec<Occupied>,
}

/// What events are grouped by, and their tags where it is that.
type GroupedBy = (Vec<GroupBy>, BTreeMap<EventId, BTreeSet<String>>);

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
    /// Of each organisation that takes part.
    pub organizations: BTreeMap<String, usize>,
    /// Of each document that tells any, by index.
    pub documents: BTreeMap<usize, usize>,
    /// Of each class of confidence.
    pub confidences: BTreeMap<Confidence, usize>,
    /// Of those that a person has looked at, had better, or need not.
    pub checks: BTreeMap<Checked, usize>,
    /// That begin in each period.
    pub periods: BTreeMap<Period, usize>,
}

/// How many events are named while none is selected.
const WEIGHTIEST: usize = 10;
/// So many tracks are offered.
const TRACKS_MAX: usize = 40;

impl Known {
    /// Works out what is known of a timeline.
    pub fn new(timeline: Timeline, lexicon: Arc<Lexicon>) -> Known {
        let countries = lexicon.countries();
        let names = countries.map(|country| (country, lexicon.country_name(&country).to_owned())).collect();
        let haystack = Haystack::new(&timeline, &names);
        let doubtful = doubt::doubtful(&timeline.events);
        let counts = Counts::of(&timeline.events, &doubtful);
        let facets = Facets::of(&timeline.events, &doubtful);
        let whole = Whole::new(&timeline);
        let told = told(&timeline);
        let fallback = Fallback::of(shown_texts(&timeline));
        Known {
            timeline: Arc::new(timeline),
            names: Arc::new(names),
            lexicon,
            haystack: Arc::new(haystack),
            facets: Arc::new(facets),
            whole: Arc::new(whole),
            told: Arc::new(told),
            doubtful: Arc::new(doubtful),
            counts: Arc::new(counts),
            fallback: Arc::new(fallback),
        }
    }

    /// A country's name; its code where it has none.
    pub fn name(&self, country: Country) -> String {
        self.names.get(&country).cloned().unwrap_or_else(|| country.code().to_owned())
    }
}

impl Default for Whole {
    fn default() -> Whole {
        Whole::new(&Timeline::default())
    }
}

impl Whole {
    fn new(timeline: &Timeline) -> Whole {
        let of = |test: fn(&Event) -> bool| -> Vec<usize> {
            (0..timeline.events.len()).filter(|&event| test(&timeline.events[event])).collect()
        };
        let mut moments: Vec<(f64, u32)> =
            timeline.events.iter().zip(0..).map(|(event, nth)| (moment_of(&event.when), nth)).collect();
        moments.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut by_weight: Vec<(f32, u32)> =
            timeline.events.iter().zip(0..).map(|(event, nth)| (event.weight, nth)).collect();
        by_weight.sort_by(|a, b| b.0.total_cmp(&a.0));
        Whole {
            lasting: of(|event| event.when.lasted() || event.status == Status::Ongoing),
            with_quantities: of(|event| !event.quantities.is_empty()),
            by_weight: by_weight.into_iter().map(|(_, event)| event).collect(),
            moments,
            grouped: Mutex::default(),
        }
    }

    /// All events in lanes, grouped as the user wants.
    fn grouped(&self, wanted: &Wanted) -> Arc<Grouped> {
        let Wanted { known, arrangement, .. } = wanted;
        let group_by = arrangement.group_by.clone();
        let tags = if group_by.contains(&GroupBy::Tag) { arrangement.tags.clone() } else { BTreeMap::new() };
        let grouped_by = (group_by, tags);
        let mut last = self.grouped.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, grouped)) = last.as_ref().filter(|(last, _)| *last == grouped_by) {
            return Arc::clone(grouped);
        }
        let events: Vec<usize> = (0..known.timeline.events.len()).collect();
        let nests = arrangement.nests(&known.timeline, &events, &BTreeSet::new(), |country| known.name(country));
        let lanes = Arrangement::default().arrange(&known.timeline, nests.clone());
        let (content, occupied) = Content::with_occupied(&known.timeline, &lanes, Tail::SourceCount);
        let grouped = Arc::new(Grouped { nests, content, occupied });
        *last = Some((grouped_by, Arc::clone(&grouped)));
        grouped
    }
}

impl Counts {
    /// Counts events, which are in the order of time; those of these indices are doubtful.
    pub fn of(events: &[Event], doubtful: &[usize]) -> Counts {
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
            for name in &event.organizations {
                *counts.organizations.entry(name.clone()).or_default() += 1;
            }
            let documents: BTreeSet<usize> = event.sources.iter().map(|source| source.document).collect();
            for document in documents {
                *counts.documents.entry(document).or_default() += 1;
            }
        }
        for check in Checked::of(events, doubtful) {
            *counts.checks.entry(check).or_default() += 1;
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
    let Known { facets, haystack, .. } = &wanted.known;
    let (kept, found) =
        rayon::join(|| wanted.filter.keeps(facets, &wanted.arrangement), || haystack.find(&wanted.find.words));
    Matches { kept, found }
}

/// What is shown of a timeline, and its picture.
pub fn show(wanted: &Wanted, matches: &Matches) -> (Shown, Picture) {
    let Known { timeline, facets, whole, .. } = &wanted.known;
    let (hidden, find) = (&wanted.arrangement.hidden, &wanted.find);
    let shows = |event: usize| {
        let found = || !find.hides || matches.found.as_ref().is_none_or(|found| found.is_hit[event]);
        (find.filter_dims || matches.kept[event])
            && found()
            && (hidden.is_empty() || !hidden.contains(&facets.id(event)))
    };
    let is_shown: Vec<bool> = (0..facets.len()).map(shows).collect();
    let none = BTreeSet::new();
    let without = if find.filter_dims { &none } else { &wanted.filter.hidden_countries };
    let grouped = whole.grouped(wanted);
    let picture = || {
        let nests = timeline::of_fewer(&grouped.nests, without, &|event| is_shown[event]);
        let lanes = wanted.arrangement.arrange(timeline, nests);
        (Picture::new(grouped.content.of_fewer(timeline, &grouped.occupied, &lanes)), lanes)
    };
    let of = |events: &[usize]| -> Vec<usize> { events.iter().copied().filter(|&event| is_shown[event]).collect() };
    let rest = || {
        let by_weight = whole.by_weight.iter().map(|&event| event as usize);
        let mut weightiest: Vec<usize> = by_weight.filter(|&event| is_shown[event]).take(WEIGHTIEST).collect();
        weightiest.sort_unstable();
        let moments = whole.moments.iter().filter(|(_, event)| is_shown[*event as usize]);
        let with_quantities = of(&whole.with_quantities);
        let mut tracks = track::tracks(&timeline.events, &with_quantities, |country| wanted.known.name(country));
        tracks.truncate(TRACKS_MAX);
        let wanted_tracks = wanted.arrangement.shown_tracks(&tracks);
        Shown {
            events: (0..facets.len()).filter(|&event| is_shown[event]).collect(),
            moments: moments.map(|(moment, _)| *moment).collect(),
            lanes: Vec::new(),
            weightiest,
            lasting: of(&whole.lasting),
            with_quantities,
            tracks: tracks.into_iter().zip(wanted_tracks).collect(),
        }
    };
    let ((mut picture, lanes), shown) = rayon::join(picture, rest);
    let charts = shown.tracks.iter().filter(|(_, is_shown)| *is_shown).map(|(track, _)| track.clone());
    picture.show_tracks(timeline, charts.collect());
    (Shown { lanes, ..shown }, picture)
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
