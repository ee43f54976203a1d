//! Timeline and lanes to what does not change with the zoom: what each event is drawn as, in days, and its label.
//!
//! Made once for a timeline and its filter. Knows no scale and no positions.

use super::axis::{Stretch, calendar_day, day_number, empty_stretches, month_after};
use super::labels::Label;
use super::sizes::Sizes;
use super::text::Text;
use chrono::{Datelike, NaiveDate};
use dateline_model::event::{Event, Status};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::when::Precision;

/// All that a picture shows, before it has a scale.
pub struct Content {
    /// In the order of the picture.
    pub lanes: Vec<LaneContent>,
    /// From the first to the last day of all that is shown, in whole months or years.
    pub extent: Stretch,
    /// Where nothing stands.
    pub empty: Vec<Stretch>,
    /// The end of the last document's day.
    pub last_document: Option<f64>,
    /// By index of the timeline's events; none for those that are not shown.
    pub labels: Vec<Option<Label>>,
}

/// What one lane shows.
pub struct LaneContent {
    /// What its head says.
    pub lane: Lane,
    /// What its events are drawn as, in the order of time.
    pub entries: Vec<Entry>,
    /// How many events stand in each of so many equal parts of the extent.
    pub profile: Vec<u32>,
}

/// What an event is drawn as in a lane, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Index into the timeline's events.
    pub event: usize,
    /// Whether its name stands in another lane.
    pub echo: bool,
    /// Where it stands when nothing tells its extent.
    pub middle: f64,
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

impl Content {
    /// What the lanes of a timeline show. `tail` is what stands after an event's label, as "×2".
    pub fn new(
        timeline: &Timeline,
        lanes: &[Lane],
        sizes: &Sizes,
        text: &Text,
        tail: impl Fn(&Event) -> String,
    ) -> Content {
        let mut named = vec![None; timeline.events.len()];
        for (index, lane) in lanes.iter().enumerate() {
            for &event in &lane.events {
                let rank = rank(&timeline.events[event], lane);
                if named[event].is_none_or(|(best, _)| rank < best) {
                    named[event] = Some((rank, index));
                }
            }
        }
        let entries: Vec<Vec<Entry>> = lanes
            .iter()
            .enumerate()
            .map(|(index, lane)| {
                let entry = |&event: &usize| {
                    let echo = named[event].is_some_and(|(_, lane)| lane != index);
                    entry(timeline, event, echo)
                };
                lane.events.iter().map(entry).collect()
            })
            .collect();
        let occupied: Vec<Stretch> =
            entries.iter().flatten().filter(|entry| !entry.echo).flat_map(Entry::occupied).collect();
        // A century in which something is to happen is not shown as a whole: its mark is, and its band to the edge.
        let extent = whole_extent(occupied.iter().copied());
        let labels = named
            .iter()
            .zip(&timeline.events)
            .map(|(named, event)| named.map(|_| Label::new(event, &tail(event), sizes, text)))
            .collect();
        let lanes = lanes
            .iter()
            .zip(entries)
            .map(|(lane, entries)| {
                let profile = profile(&entries, extent);
                LaneContent { lane: lane.clone(), entries, profile }
            })
            .collect();
        let last_document =
            timeline.documents.iter().filter_map(|d| d.own_date.as_ref()).map(|own| day_number(own.day()) + 1.0);
        Content {
            lanes,
            extent,
            empty: empty_stretches(occupied),
            last_document: last_document.reduce(f64::max),
            labels,
        }
    }
}

impl Entry {
    /// All the days that it is drawn over.
    pub fn stretch(&self) -> Stretch {
        self.band.map_or(Stretch { from: self.middle.floor(), until: self.middle.floor() + 1.0 }, |band| band.stretch)
    }

    /// The days that must not be folded away: where something begins or ends, or may be.
    fn occupied(&self) -> Vec<Stretch> {
        let whole = self.stretch();
        let day = |day: f64| Stretch { from: day, until: day + 1.0 };
        match self.band.map(|band| band.ends) {
            None => vec![whole],
            Some(Ends::Fading) if whole.days() <= 366.0 => vec![whole],
            Some(Ends::Fading) => vec![day(self.middle.floor())],
            Some(_) => vec![day(whole.from), day(whole.until - 1.0)],
        }
    }
}

/// How well a lane suits to name an event: the place of its country among those that take part.
fn rank(event: &Event, lane: &Lane) -> usize {
    event.countries.iter().position(|&country| Some(country) == lane.country).unwrap_or(usize::MAX)
}

fn entry(timeline: &Timeline, index: usize, echo: bool) -> Entry {
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
    let clock = when.clock.filter(|_| band.is_none());
    let hours = |clock: dateline_model::when::Clock| (f64::from(clock.hour) + f64::from(clock.minute) / 60.0) / 24.0;
    let middle = clock.map_or((from + until) / 2.0, |clock| from + hours(clock));
    Entry { event: index, echo, middle, band, disputed: disputed.filter(|_| !echo), weight: event.weight }
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

fn profile(entries: &[Entry], extent: Stretch) -> Vec<u32> {
    let mut counts = vec![0; PROFILE_PARTS];
    for entry in entries {
        let share = (entry.middle - extent.from) / extent.days();
        let part = ((share * PROFILE_PARTS as f64).max(0.0) as usize).min(PROFILE_PARTS - 1);
        counts[part] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;

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
        let content = Content::new(&timeline, &lanes, &Sizes::WINDOW, &Text::new(), |_| String::new());
        let mut named = vec![0; timeline.events.len()];
        for lane in &content.lanes {
            for entry in lane.entries.iter().filter(|entry| !entry.echo) {
                named[entry.event] += 1;
                assert_eq!(timeline.events[entry.event].countries.first().copied(), lane.lane.country);
            }
        }
        assert!(named.iter().all(|&count| count == 1));
    }

    #[test]
    fn nothing_to_show_still_has_an_extent() {
        let timeline = Timeline::default();
        let content = Content::new(&timeline, &[], &Sizes::WINDOW, &Text::new(), |_| String::new());
        assert!(content.extent.days() > 1.0);
    }
}
