//! How the playhead moves by itself, and what was going on where it stands.
//!
//! Plain data and arithmetic: `apply` moves the playhead, the details show the moment.

use crate::picture::axis::day_number;
use crate::refine::Shown;
use dateline_model::event::{Event, Status};
use dateline_model::timeline::Timeline;
use dateline_model::when::When;

/// How the playhead moves by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// From event to event, or evenly.
    pub pace: Pace,
    /// How many times the usual speed.
    pub speed: f64,
    /// When it last moved, on the window's clock in seconds; none while it rests.
    pub since: Option<f64>,
}

/// What the playhead moves by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// From event to event, each held as long.
    #[default]
    Events,
    /// Evenly through time, as the window shows it.
    Time,
}

/// What was going on at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Events that had begun and not ended, the latest first.
    pub going_on: Vec<usize>,
    /// Events of one day that happened last, the latest first.
    pub latest: Vec<usize>,
    /// The quantities that were told last, one of each unit and object: event and index of its quantity.
    pub quantities: Vec<(usize, usize)>,
}

/// The speeds that are offered.
pub const SPEEDS: [f64; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];
/// How long an event is held, at speed 1, in seconds.
pub const EVENT_S: f64 = 1.2;
/// How far the playhead moves through time, at speed 1, in points a second.
pub const TIME_PT_S: f64 = 40.0;
/// How many things of each sort are told of a moment.
const TOLD_MAX: usize = 6;
/// How far back quantities are looked for, in events that tell any.
const QUANTITIES_BACK: usize = 500;

impl Default for Play {
    fn default() -> Play {
        Play { pace: Pace::default(), speed: 1.0, since: None }
    }
}

/// The moment that an event stands for, as a day number: the middle of the day at which its mark stands.
pub fn moment_of(when: &When) -> f64 {
    0.5 + day_number(if when.lasted() { when.earliest } else { when.middle() })
}

impl Moment {
    /// What of the shown events was going on at a moment.
    pub fn at(timeline: &Timeline, shown: &Shown, moment: f64) -> Moment {
        let event = |index: usize| &timeline.events[index];
        let has_begun = |&index: &usize| moment_of(&event(index).when) <= moment;
        // Events stand in the order of their first days; what begins later than the moment can't have begun.
        let before =
            |events: &[usize]| events.partition_point(|&index| day_number(event(index).when.earliest) <= moment);
        // What goes on without a told end does so as long as documents tell.
        let open = |event: &Event| event.status == Status::Ongoing && !event.when.lasted();
        let goes_on = |event: &Event| open(event) || day_number(event.when.latest) + 1.0 > moment;
        let lasting = shown.lasting[..before(&shown.lasting)].iter().rev().copied();
        let going_on: Vec<usize> =
            lasting.filter(|index| has_begun(index) && goes_on(event(*index))).take(TOLD_MAX).collect();
        let passed = shown.events[..before(&shown.events)].iter().rev().copied();
        let mut latest: Vec<usize> =
            passed.filter(|index| has_begun(index) && !going_on.contains(index)).take(4 * TOLD_MAX).collect();
        latest.sort_by(|&a, &b| moment_of(&event(b).when).total_cmp(&moment_of(&event(a).when)));
        latest.truncate(TOLD_MAX);
        let told = shown.with_quantities[..before(&shown.with_quantities)].iter().rev().take(QUANTITIES_BACK);
        let mut quantities: Vec<(usize, usize)> = Vec::new();
        for &index in told.filter(|index| has_begun(index)) {
            for (nth, quantity) in event(index).quantities.iter().enumerate() {
                let known = |&(index, nth): &(usize, usize)| event(index).quantities[nth].unit == quantity.unit;
                if quantities.len() < TOLD_MAX && !quantities.iter().any(known) {
                    quantities.push((index, nth));
                }
            }
        }
        Moment { going_on, latest, quantities }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;

    fn check(day: &str, going_on: &[&str], latest: &str) {
        let timeline = fixture::timeline();
        let events: Vec<usize> = (0..timeline.events.len()).collect();
        let lasts =
            |&index: &usize| timeline.events[index].when.lasted() || timeline.events[index].status == Status::Ongoing;
        let lasting = events.iter().copied().filter(lasts).collect();
        let shown = Shown { events, lasting, ..Shown::default() };
        let moment = Moment::at(&timeline, &shown, day_number(day.parse().unwrap_or_default()) + 0.5);
        let title = |index: &usize| timeline.events[*index].title.as_str();
        assert_eq!(moment.going_on.iter().map(title).collect::<Vec<_>>(), going_on, "{day}");
        assert_eq!(moment.latest.first().map(title), Some(latest), "{day}");
    }

    #[test]
    fn tells_what_was_going_on() {
        check("2023-12-01", &["Shells shipped by rail"], "Satellite launched");
        check(
            "2024-06-19",
            &["Second pipeline to be priced", "Machine tools sold", "Shells shipped by rail"],
            "Partnership treaty signed",
        );
    }
}
