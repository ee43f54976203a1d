//! A story: what is shown to those in the room, step by step, and what the presenter has noted for each.
//!
//! In: events by their ids, so that a story outlives a second reading. Out: the events of a step as they stand in the
//! timeline now, and how many of them are gone. Knows no picture.

use crate::event::EventId;
use crate::timeline::Timeline;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is shown, in the order in which it is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// One after the other.
    pub steps: Vec<Step>,
}

/// What is shown at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    /// The line at the top; empty for the title of its weightiest event.
    pub title: String,
    /// A sentence or two below the picture; empty for what the events say.
    pub caption: String,
    /// What the presenter alone sees.
    pub note: String,
    /// What it is about.
    pub events: BTreeSet<EventId>,
    /// The first day in view and the end of what is, as day numbers; none for some time about its events.
    pub window: Option<(f64, f64)>,
    /// The keys of the lanes in view; empty for those that its events stand in.
    pub lanes: Vec<String>,
    /// What becomes of the events that it is not about.
    pub rest: Rest,
}

/// What becomes of the events in view that a step is not about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rest {
    /// They are pale and have no names.
    #[default]
    Dimmed,
    /// They are not drawn.
    Hidden,
}

impl Story {
    /// The events of each step in the timeline, by their indices, in the order of time.
    pub fn found(&self, timeline: &Timeline) -> Vec<Vec<usize>> {
        let mut steps: BTreeMap<EventId, Vec<usize>> = BTreeMap::new();
        for (nth, step) in self.steps.iter().enumerate() {
            step.events.iter().for_each(|event| steps.entry(*event).or_default().push(nth));
        }
        let mut found = vec![Vec::new(); self.steps.len()];
        for (index, event) in timeline.events.iter().enumerate() {
            steps.get(&event.id).into_iter().flatten().for_each(|&step| found[step].push(index));
        }
        found
    }

    /// The name of the change that made this of another story.
    pub fn change_from(&self, before: &Story) -> &'static str {
        match self.steps.len() as isize - before.steps.len() as isize {
            1 => "Add step",
            -1 => "Remove step",
            0 if self.steps.iter().all(|step| before.steps.contains(step)) => "Move step",
            0 => "Change step",
            _ => "Change story",
        }
    }
}

/// At least so many days are shown before those of a step.
const DAYS_BEFORE: f64 = 28.0;

impl Step {
    /// A step about one event.
    pub fn about(event: EventId) -> Step {
        Step { events: BTreeSet::from([event]), ..Step::default() }
    }

    /// Its events in the timeline, by their indices, in the order of time.
    pub fn found(&self, timeline: &Timeline) -> Vec<usize> {
        let events = timeline.events.iter().enumerate();
        events.filter(|(_, event)| self.events.contains(&event.id)).map(|(index, _)| index).collect()
    }

    /// How many of its events are no longer in the timeline, as its `found` ones tell.
    pub fn gone(&self, found: &[usize]) -> usize {
        self.events.len().saturating_sub(found.len())
    }

    /// What stands at the top: its own title, else that of the weightiest of its `found` events.
    pub fn heading<'a>(&'a self, timeline: &'a Timeline, found: &[usize]) -> &'a str {
        match weightiest(timeline, found) {
            _ if !self.title.trim().is_empty() => self.title.trim(),
            Some(event) => &timeline.events[event].title,
            None => "Nothing to show",
        }
    }

    /// The days in view: its own, else those of its `found` events with time before and a little after them, so that
    /// those in the room see where in the story they are.
    pub fn shown(&self, timeline: &Timeline, found: &[usize]) -> (f64, f64) {
        if let Some((from, until)) = self.window.filter(|(from, until)| from.is_finite() && until > from) {
            return (from, until);
        }
        let whens = found.iter().map(|&event| &timeline.events[event].when);
        let spans = whens.map(|when| (day_number(when.earliest), day_number(when.latest) + 1.0));
        let all = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (from, until) = all.unwrap_or((0.0, 1.0));
        let before = (0.6 * (until - from)).max(DAYS_BEFORE);
        (from - before, until + before / 4.0)
    }
}

fn day_number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// The event of some that matters most; of equal ones the first.
pub fn weightiest(timeline: &Timeline, events: &[usize]) -> Option<usize> {
    let heavier = |a: usize, b: usize| if timeline.events[b].weight > timeline.events[a].weight { b } else { a };
    events.iter().copied().reduce(heavier)
}

/// The so many of some events that matter most, in the order of time.
pub fn best(timeline: &Timeline, events: &[usize], count: usize) -> Vec<usize> {
    let mut best = events.to_vec();
    best.sort_by(|&a, &b| timeline.events[b].weight.total_cmp(&timeline.events[a].weight).then(a.cmp(&b)));
    best.truncate(count);
    best.sort_unstable();
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::{dating, document, event};

    /// Three events with ids 7, 3 and 5; the last two matter as much as each other.
    fn timeline() -> Timeline {
        let text = "On 1 March 2024 Peru signed a treaty with Chile. On 5 March 2024 troops of Peru invaded Ghana. \
                    On 1 June 2024 Chile and Ghana signed a treaty.";
        let lexicon = Lexicon::embedded();
        let document = document::read_text("text.txt", text).expect("a text");
        let mut events = event::read_events(&lexicon, &document, &dating::read_times(&lexicon, &document));
        for (event, (id, weight)) in events.iter_mut().zip([(7, 0.2), (3, 0.9), (5, 0.9)]) {
            (event.id, event.weight, event.title) = (EventId(id), weight, format!("Event {id}"));
        }
        Timeline { events, ..Timeline::default() }
    }

    fn check(step: &Step, expect: &str) {
        let timeline = timeline();
        let found = step.found(&timeline);
        let (from, until) = step.shown(&timeline, &found);
        let said = format!("{} {found:?} -{} {}", step.heading(&timeline, &found), step.gone(&found), until - from);
        assert_eq!(said, expect);
    }

    #[test]
    fn a_step_finds_its_events_again() {
        check(&Step::about(EventId(3)), "Event 3 [1] -0 36");
        let both = Step { events: BTreeSet::from([EventId(7), EventId(3)]), ..Step::default() };
        check(&both, "Event 3 [0, 1] -0 40");
        check(&Step { title: " Spring ".to_owned(), window: Some((1.0, 2.5)), ..both }, "Spring [0, 1] -0 1.5");
        check(&Step { window: Some((3.0, 5.0)), ..Step::about(EventId(99)) }, "Nothing to show [] -1 2");
    }

    #[test]
    fn the_best_come_in_the_order_of_time() {
        let timeline = timeline();
        assert_eq!(best(&timeline, &[0, 1, 2], 1), [1]);
        assert_eq!(best(&timeline, &[0, 1, 2], 2), [1, 2]);
        assert_eq!(best(&timeline, &[0, 1, 2], 9), [0, 1, 2]);
    }
}
