//! Timeline and lanes to what does not change with the zoom: lanes by time, what an event is drawn as, in days.
//!
//! Made once for a timeline and its filter. Entries and labels are made when asked for, for those that show.
//! Knows no scale and no positions.

use super::axis::{Stretch, calendar_day, day_number, empty_stretches, month_after};
use super::labels::Label;
use super::sizes::Sizes;
use super::text::Text;
use chrono::{Datelike, NaiveDate};
use dateline_model::actor::Country;
use dateline_model::event::{Event, Status};
use dateline_model::timeline::index::{LaneIndex, Spot};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::when::Precision;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All that a picture shows, before it has a scale.
pub struct Content {
    /// In the order of the picture.
    pub lanes: Vec<LaneContent>,
    /// Every event once, whatever its lanes.
    pub all: Arc<LaneIndex>,
    /// From the first to the last day of all that is shown, in whole months or years.
    pub extent: Stretch,
    /// The longest stretches in which nothing stands, in the order of time.
    pub empty: Vec<Stretch>,
    /// The end of the last document's day.
    pub last_document: Option<f64>,
    /// By index of the timeline's events the lane that each is named in.
    named: Vec<u32>,
    /// By index of the timeline's events how much each matters: close together, as many are asked for it.
    weights: Arc<Vec<f32>>,
    tail: Tail,
}

/// What one lane shows.
pub struct LaneContent {
    /// What its head says.
    pub lane: Lane,
    /// Its events by time.
    pub index: Arc<LaneIndex>,
    /// How many events stand in each of so many equal parts of the extent.
    pub profile: Vec<u32>,
}

/// A stretch that must not be folded away, and the event that has it.
pub type Occupied = (Stretch, u32);

/// What stands after the titles of events.
#[derive(Clone, Debug)]
pub enum Tail {
    /// "×2" for what two documents tell.
    SourceCount,
    /// "[1, 2]" for the documents that tell it, by their places in this rising list.
    Sources(Vec<usize>),
}

/// What an event is drawn as in a lane, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Index into the timeline's events.
    pub event: usize,
    /// Whether its name stands in another lane.
    pub echo: bool,
    /// Where its mark stands: at the start of what lasted, else in the middle.
    pub at: f64,
    /// How long it lasted or where it may be; none for a single day.
    pub band: Option<DayBand>,
    /// The days that sources which disagree tell; none where all agree.
    pub disputed: Option<Stretch>,
    /// How much it matters.
    pub weight: f32,
}

/// A stretch with ends of some kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayBand {
    /// From when to when.
    pub stretch: Stretch,
    /// How its ends are drawn.
    pub ends: Ends,
}

/// How the ends of a band are drawn, which says what is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// It is somewhere in here: both fade.
    Fading,
    /// It lasted from here to there.
    Ticks,
    /// It lasted from about here to about there.
    Soft,
    /// It goes on.
    Open,
}

/// Parts of the density line in a lane's head.
const PROFILE_PARTS: usize = 52;
/// So many empty stretches can be folded; beside them all others are short.
const EMPTY_MAX: usize = 2000;
/// The lane of an event that no lane shows.
const NOWHERE: u32 = u32::MAX;

impl Content {
    /// What the lanes of a timeline show.
    pub fn new(timeline: &Timeline, lanes: &[Lane], tail: Tail) -> Content {
        Content::with_occupied(timeline, lanes, tail).0
    }

    /// The same, and what must not be folded away, in the order of time: of these `of_fewer` makes others.
    pub fn with_occupied(timeline: &Timeline, lanes: &[Lane], tail: Tail) -> (Content, Vec<Occupied>) {
        let named = named(timeline, lanes, vec![NOWHERE; timeline.events.len()]);
        let mut occupied: Vec<Occupied> = Vec::with_capacity(timeline.events.len());
        let mut spot = |event: usize| {
            let entry = entry(timeline, event, false);
            entry.occupy(|stretch| occupied.push((stretch, event as u32)));
            entry.spot(timeline)
        };
        let is_shown = |event: usize| named[event] != NOWHERE;
        let spots: Vec<Option<Spot>> =
            (0..timeline.events.len()).map(|event| is_shown(event).then(|| spot(event))).collect();
        let all =
            Arc::new(LaneIndex::new(spots.iter().enumerate().filter_map(|(event, spot)| Some((event, (*spot)?)))));
        // A century in which something is to happen is not shown as a whole: its mark is, and its band to the edge.
        occupied.sort_by(|a, b| a.0.from.total_cmp(&b.0.from));
        let stretches = || occupied.iter().map(|(stretch, _)| *stretch);
        let extent = whole_extent(stretches());
        let lane_content = |lane: &Lane| {
            let index = Arc::new(LaneIndex::new(lane.events.iter().filter_map(|&event| Some((event, spots[event]?)))));
            let profile = profile(&index, extent);
            LaneContent { lane: lane.clone(), index, profile }
        };
        let last_document =
            timeline.documents.iter().filter_map(|d| d.own_date.as_ref()).map(|own| day_number(own.day()) + 1.0);
        let content = Content {
            lanes: lanes.iter().map(lane_content).collect(),
            all,
            extent,
            empty: longest(empty_stretches(stretches())),
            last_document: last_document.reduce(f64::max),
            named,
            weights: Arc::new(timeline.events.iter().map(|event| event.weight).collect()),
            tail,
        };
        (content, occupied)
    }

    /// What these lanes show, which hold some of its events; the same as made anew, but without reading events.
    pub fn of_fewer(&self, timeline: &Timeline, occupied: &[Occupied], lanes: &[Lane]) -> Content {
        let own: BTreeMap<&str, usize> =
            self.lanes.iter().enumerate().map(|(own, lane)| (lane.lane.key(), own)).collect();
        // By place of its own lanes their places among those that are shown.
        let mut places = vec![NOWHERE; self.lanes.len()];
        let mut is_shown = vec![false; timeline.events.len()];
        for (place, lane) in lanes.iter().enumerate() {
            if let Some(&own) = own.get(lane.key()) {
                places[own] = place as u32;
            }
            // What stands in no lane of its own is not shown in the head of lanes either.
            if !lane.heads {
                lane.events.iter().for_each(|&event| is_shown[event] = true);
            }
        }
        // Where the lane that named an event is not shown, another one does.
        let names = |(&lane, &is_shown): (&u32, &bool)| match places.get(lane as usize) {
            Some(&place) if is_shown && lanes.get(place as usize).is_some_and(|lane| !lane.heads) => place,
            _ => NOWHERE,
        };
        let fewer = |index: &Arc<LaneIndex>| match index.events().all(|event| is_shown[event]) {
            true => Arc::clone(index),
            false => Arc::new(index.kept(|event| is_shown[event])),
        };
        let stretches = || occupied.iter().filter(|(_, event)| is_shown[*event as usize]).map(|(stretch, _)| *stretch);
        let (all, (named, (extent, empty))) = rayon::join(
            || fewer(&self.all),
            || {
                let known = self.named.iter().zip(&is_shown).map(names).collect();
                let spans = (whole_extent(stretches()), longest(empty_stretches(stretches())));
                (named(timeline, lanes, known), spans)
            },
        );
        let lane_content = |lane: &Lane| {
            let index = match own.get(lane.key()) {
                Some(&own) => fewer(&self.lanes[own].index),
                None => Arc::new(LaneIndex::new(std::iter::empty())),
            };
            let profile = profile(&index, extent);
            LaneContent { lane: lane.clone(), index, profile }
        };
        Content {
            lanes: lanes.par_iter().map(lane_content).collect(),
            all,
            extent,
            empty,
            last_document: self.last_document,
            named,
            weights: Arc::clone(&self.weights),
            tail: self.tail.clone(),
        }
    }

    /// How many events it shows.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// How many bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        let lanes = self.lanes.iter().map(|lane| lane.index.bytes() + size_of_val(lane.lane.events.as_slice()));
        let by_event = size_of_val(self.named.as_slice()) + size_of_val(self.weights.as_slice());
        let rest = size_of_val(self.empty.as_slice()) + by_event;
        lanes.sum::<usize>() + self.all.bytes() + rest
    }

    /// The lane that an event is named in, if it is shown.
    pub fn lane_of(&self, event: usize) -> Option<usize> {
        self.named.get(event).filter(|lane| **lane != NOWHERE).map(|&lane| lane as usize)
    }

    /// How much an event matters.
    pub fn weight(&self, event: usize) -> f32 {
        self.weights.get(event).copied().unwrap_or_default()
    }

    /// All lanes that an event stands in.
    pub fn lanes_of(&self, event: usize) -> Vec<usize> {
        let holds = |lane: &LaneContent| !lane.lane.heads && lane.lane.holds(event);
        (0..self.lanes.len()).filter(|&lane| holds(&self.lanes[lane])).collect()
    }

    /// The lane of a country.
    pub fn lane_of_country(&self, country: Country) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.lane.country() == Some(country))
    }

    /// What an event is drawn as in a lane.
    pub fn entry(&self, timeline: &Timeline, lane: usize, event: usize) -> Entry {
        entry(timeline, event, self.lane_of(event) != Some(lane))
    }

    /// What stands beside an event's mark.
    pub fn label(&self, event: &Event, sizes: &Sizes, text: &Text) -> Label {
        Label::new(event, &self.tail.of(event), sizes, text)
    }
}

impl Tail {
    fn of(&self, event: &Event) -> String {
        let documents: BTreeSet<usize> = event.sources.iter().map(|source| source.document).collect();
        match self {
            Tail::SourceCount if documents.len() > 1 => format!("×{}", documents.len()),
            Tail::Sources(all) if all.len() > 1 => {
                let places = documents.iter().filter_map(|document| all.binary_search(document).ok());
                let mut words: Vec<String> = places.clone().take(4).map(|place| (place + 1).to_string()).collect();
                if places.count() > 4 {
                    words.push("…".to_owned());
                }
                format!("[{}]", words.join(", "))
            }
            _ => String::new(),
        }
    }
}

impl Entry {
    /// All the days that it is drawn over.
    pub fn stretch(&self) -> Stretch {
        self.band.map_or(Stretch { from: self.at.floor(), until: self.at.floor() + 1.0 }, |band| band.stretch)
    }

    /// Its place in an index.
    fn spot(&self, timeline: &Timeline) -> Spot {
        let bands = [self.band.map(|band| band.stretch), self.disputed];
        let reach = |stretch: Stretch| (self.at - stretch.from).max(stretch.until - self.at);
        Spot {
            at: self.at,
            reach: bands.into_iter().flatten().map(reach).fold(0.0, f64::max),
            family: timeline.events[self.event].kind.family(),
        }
    }

    /// Tells the days that must not be folded away: where something begins or ends, or may be.
    fn occupy(&self, mut add: impl FnMut(Stretch)) {
        let whole = self.stretch();
        let day = |day: f64| Stretch { from: day, until: day + 1.0 };
        match self.band.map(|band| band.ends) {
            None => add(whole),
            Some(Ends::Fading) if whole.days() <= 366.0 => add(whole),
            Some(Ends::Fading) => add(day(self.at.floor())),
            Some(_) => [day(whole.from), day(whole.until - 1.0)].into_iter().for_each(add),
        }
    }
}

/// The lane that names each event: that of the country that comes first among those that take part, or what lanes are
/// grouped by. Of some it may be `known`.
fn named(timeline: &Timeline, lanes: &[Lane], known: Vec<u32>) -> Vec<u32> {
    let rank = |event: &Event, lane: &Lane| {
        let place = |depth: usize| lane.path.get(depth).map_or(0, |group| group.place_in(event));
        [place(0), place(1)]
    };
    // Nor does it depend on the order of lanes, which is the user's.
    let before = |event: &Event, a: &Lane, b: &Lane| {
        rank(event, a).cmp(&rank(event, b)).then_with(|| a.key().cmp(b.key())).is_lt()
    };
    let is_known: Vec<bool> = known.iter().map(|&lane| lane != NOWHERE).collect();
    let mut named = known;
    for (index, lane) in lanes.iter().enumerate().filter(|(_, lane)| !lane.heads) {
        for &number in lane.events.iter().filter(|&&number| !is_known[number]) {
            let event = &timeline.events[number];
            let better = match lanes.get(named[number] as usize) {
                Some(best) => before(event, lane, best),
                None => true,
            };
            if better {
                named[number] = index as u32;
            }
        }
    }
    named
}

/// The longest of the stretches, in the order of time.
fn longest(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    if stretches.len() > EMPTY_MAX {
        stretches.sort_by(|a, b| b.days().total_cmp(&a.days()).then(a.from.total_cmp(&b.from)));
        stretches.truncate(EMPTY_MAX);
        stretches.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    stretches
}

pub(super) fn entry(timeline: &Timeline, index: usize, echo: bool) -> Entry {
    let event = &timeline.events[index];
    let when = &event.when;
    let (from, until) = (day_number(when.earliest), day_number(when.latest) + 1.0);
    let told = event
        .sources
        .iter()
        .filter_map(|source| timeline.documents.get(source.document)?.own_date.as_ref())
        .map(|own| day_number(own.day()) + 1.0)
        .reduce(f64::max);
    let goes_on = told.filter(|&told| {
        event.status == Status::Ongoing
            && match when.precision {
                // A state on a day goes on until its document; one of long before does not.
                Precision::Day => told > until && told - until < 366.0,
                Precision::Range => told <= until + 1.0,
                _ => false,
            }
    });
    let band = if let Some(told) = goes_on {
        Some(DayBand { stretch: Stretch { from, until: told.max(until) }, ends: Ends::Open })
    } else if when.earliest == when.latest {
        None
    } else {
        let ends = match (when.lasted(), when.approximate) {
            (false, _) => Ends::Fading,
            (true, false) => Ends::Ticks,
            (true, true) => Ends::Soft,
        };
        Some(DayBand { stretch: Stretch { from, until }, ends })
    };
    let others = event.sources.iter().map(|source| &source.when).filter(|other| !other.overlaps(when));
    let others =
        others.map(|other| Stretch { from: day_number(other.earliest), until: day_number(other.latest) + 1.0 });
    let disputed = others.reduce(|a, b| Stretch { from: a.from.min(b.from), until: a.until.max(b.until) });
    let clock = when.clock;
    let hours = |clock: dateline_model::when::Clock| (f64::from(clock.hour) + f64::from(clock.minute) / 60.0) / 24.0;
    let at = match (clock, band) {
        (Some(clock), None) => from + hours(clock),
        (_, Some(DayBand { ends: Ends::Ticks | Ends::Soft | Ends::Open, .. })) => from,
        _ => (from + until) / 2.0,
    };
    Entry { event: index, echo, at, band, disputed: disputed.filter(|_| !echo), weight: event.weight }
}

/// The whole years, or months of a shorter time, that hold all stretches; this century where there are none.
fn whole_extent(stretches: impl Iterator<Item = Stretch>) -> Stretch {
    let all = stretches.reduce(|a, b| Stretch { from: a.from.min(b.from), until: a.until.max(b.until) });
    let Some(all) = all else {
        return Stretch { from: year_begin(2000), until: year_begin(2030) };
    };
    let (first, last) = (calendar_day(all.from), calendar_day(all.until - 1.0));
    if all.days() > 2.0 * 366.0 {
        Stretch { from: year_begin(first.year()), until: year_begin(last.year() + 1) }
    } else if all.days() > 20.0 {
        let from = NaiveDate::from_ymd_opt(first.year(), first.month(), 1).map_or(all.from, day_number);
        Stretch { from, until: month_after(last).map_or(all.until, day_number) }
    } else {
        Stretch { from: all.from - 3.0, until: all.until + 3.0 }
    }
}

fn year_begin(year: i32) -> f64 {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(0.0, day_number)
}

fn profile(index: &LaneIndex, extent: Stretch) -> Vec<u32> {
    let begin = |part: usize| index.rank(extent.from + extent.days() * part as f64 / PROFILE_PARTS as f64);
    let mut begins: Vec<usize> = (0..=PROFILE_PARTS).map(begin).collect();
    // What is drawn beyond the extent stands in its first or last part.
    (begins[0], begins[PROFILE_PARTS]) = (0, index.len());
    begins.windows(2).map(|pair| (pair[1] - pair[0]) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{fixture, news};
    use dateline_model::arrangement::Arrangement;
    use dateline_model::timeline::{GroupBy, of_fewer};

    fn check(title: &str, expect: &str) {
        let timeline = fixture::timeline();
        let index = timeline.events.iter().position(|event| event.title == title).unwrap_or(usize::MAX);
        let found = match entry(&timeline, index, false).band {
            None => "disc".to_owned(),
            Some(DayBand { stretch, ends }) => {
                format!("{ends:?} {} {}", calendar_day(stretch.from), calendar_day(stretch.until))
            }
        };
        assert_eq!(found, expect, "{title}");
    }

    #[test]
    fn an_event_is_drawn_as_what_is_known_of_its_time() {
        check("Partnership treaty signed", "disc");
        check("Treaty ratified", "Fading 2024-11-01 2024-11-11");
        check("Summit in Pyongyang", "Ticks 2000-07-19 2000-07-21");
        check("11,000 troops counted in Kursk", "Open 2024-11-18 2024-12-04");
        check("Machine tools sold", "Fading 2024-01-01 2024-04-01");
    }

    #[test]
    fn an_event_is_named_once() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let content = Content::new(&timeline, &lanes, Tail::SourceCount);
        let mut named = vec![0; timeline.events.len()];
        for (at, lane) in content.lanes.iter().enumerate() {
            let entries = lane.index.events().map(|event| content.entry(&timeline, at, event));
            for entry in entries.filter(|entry| !entry.echo) {
                named[entry.event] += 1;
                assert_eq!(timeline.events[entry.event].countries.first().copied(), lane.lane.country());
            }
        }
        assert!(named.iter().all(|&count| count == 1));
    }

    #[test]
    fn fewer_events_show_as_if_there_were_no_others() {
        let timeline = news::timeline(3000);
        let all: Vec<usize> = (0..timeline.events.len()).collect();
        let name = |country: Country| country.code().to_owned();
        let none = BTreeSet::new();
        let hidden: BTreeSet<Country> = Country::from_code("AA").into_iter().collect();
        let by_country = Arrangement::default();
        let nested = Arrangement { group_by: vec![GroupBy::Kind, GroupBy::Country], ..by_country.clone() };
        let folded = Arrangement {
            folded: BTreeSet::from(["Agreement".to_owned()]),
            hidden_lanes: BTreeSet::from(["Aid".to_owned(), "Meeting / AB".to_owned()]),
            ..nested.clone()
        };
        for (part, hidden, arrangement) in [
            (1, &hidden, &by_country),
            (3, &none, &by_country),
            (700, &hidden, &by_country),
            (4000, &hidden, &by_country),
            (2, &hidden, &nested),
            (3, &none, &folded),
        ] {
            let whole = arrangement.nests(&timeline, &all, &none, name);
            let lanes = Arrangement::default().arrange(&timeline, whole.clone());
            let (content, occupied) = Content::with_occupied(&timeline, &lanes, Tail::SourceCount);
            let shows = |event: usize| event % part == part / 2;
            let some: Vec<usize> = all.iter().copied().filter(|&event| shows(event)).collect();
            let lanes = arrangement.arrange(&timeline, of_fewer(&whole, hidden, &shows));
            assert_eq!(lanes, arrangement.lanes(&timeline, &some, hidden, name), "one of {part}");
            let (fewer, anew) =
                (content.of_fewer(&timeline, &occupied, &lanes), Content::new(&timeline, &lanes, Tail::SourceCount));
            assert_eq!((&fewer.all, fewer.extent, &fewer.empty), (&anew.all, anew.extent, &anew.empty));
            assert_eq!((&fewer.named, fewer.last_document), (&anew.named, anew.last_document));
            for (fewer, anew) in fewer.lanes.iter().zip(&anew.lanes) {
                assert_eq!((&fewer.lane, &fewer.index, &fewer.profile), (&anew.lane, &anew.index, &anew.profile));
            }
        }
    }

    #[test]
    fn nothing_to_show_still_has_an_extent() {
        let timeline = Timeline::default();
        let content = Content::new(&timeline, &[], Tail::SourceCount);
        assert!(content.extent.days() > 1.0);
    }
}
