//! A step of a story to a `Stage`: which lanes and events a room sees of it, and what is said with them.
//!
//! In: a timeline, its lanes, a step. Out: what `stage_scene` draws. Knows no sizes.

use super::axis::Stretch;
use super::content::{Entry, entry};
use super::labels::one_line;
use dateline_model::event::{Event, Status};
use dateline_model::story::{Rest, Step};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::when::span_label;
use std::collections::BTreeSet;

/// The most lanes that a stage has.
const LANES_MAX: usize = 5;
/// Nobody reads more labels than this.
pub const LABELS_MAX: usize = 40;
/// The share of a movement after which the window stands still and its events come forth.
pub(super) const ARRIVED: f32 = 0.6;

/// A step, ready to be shown.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The line at the top.
    pub heading: String,
    /// When its events were, and what could not be shown.
    pub period: String,
    /// What stands below the lanes, in two lines at most.
    pub caption: String,
    /// The documents that tell its events.
    pub sources: String,
    /// The days that are shown.
    pub window: Stretch,
    /// Its events, indices into the timeline's, in the order of time.
    pub events: Vec<usize>,
    /// From the top.
    pub(super) lanes: Vec<StageLane>,
}

/// A lane of a stage.
#[derive(Clone, Debug)]
pub(super) struct StageLane {
    /// A country's code.
    pub badge: Option<String>,
    /// What its head says.
    pub name: String,
    /// What the step is about and stands here; whether its name stands in another lane.
    pub told: Vec<Entry>,
    /// All else that stands here, by when.
    pub rest: Vec<(f64, usize)>,
}

/// How a stage is shown at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'a> {
    /// Of the screen, in points.
    pub size: (f32, f32),
    /// The handling line; none where none was set.
    pub marking: Option<&'a str>,
    /// Which step it is, from 1, and of how many.
    pub number: (usize, usize),
    /// The days that were shown before.
    pub before: Stretch,
    /// How far the movement from there has come, 0 to 1.
    pub arrived: f32,
}

impl Stage {
    /// A step on the lanes of a timeline, of which those are taken that it names, or that its events stand in.
    /// `sources` says which documents tell these events.
    pub fn new(timeline: &Timeline, lanes: &[Lane], step: &Step, sources: impl Fn(&[usize]) -> String) -> Stage {
        let events = step.found(timeline);
        let about: BTreeSet<usize> = events.iter().copied().collect();
        let (from, until) = step.shown(timeline, &events);
        let taken = taken(lanes, step, &events);
        let shown = &taken[..taken.len().min(LANES_MAX)];
        let lanes = shown.iter().enumerate().map(|(place, lane)| {
            let told = events.iter().filter(|&&event| lane.holds(event));
            let named = |event: usize| naming(timeline, shown, event) == Some(place);
            let told = told.map(|&event| entry(timeline, event, !named(event))).collect();
            let rest = lane.events.iter().filter(|event| step.rest == Rest::Dimmed && !about.contains(event));
            let mut rest: Vec<(f64, usize)> = rest.map(|&event| (entry(timeline, event, true).at, event)).collect();
            rest.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            StageLane { badge: lane.country().map(|c| c.code().to_owned()), name: lane.name.clone(), told, rest }
        });
        Stage {
            heading: one_line(step.heading(timeline, &events)),
            period: period(timeline, &events, step.gone(&events), &taken),
            caption: caption(timeline, step, &events),
            sources: sources(&events),
            window: Stretch { from, until },
            lanes: lanes.collect(),
            events,
        }
    }

    /// The days that show where a movement from those `before` has come so far, 0 to 1.
    pub fn shown(&self, before: Stretch, arrived: f32) -> Stretch {
        let share = f64::from((arrived / ARRIVED).clamp(0.0, 1.0));
        let between = |a: f64, b: f64| a + (b - a) * share;
        Stretch { from: between(before.from, self.window.from), until: between(before.until, self.window.until) }
    }
}

/// The lanes of a step, those with most of its events first where there are more than have room; then as they stand in
/// the picture.
fn taken<'a>(lanes: &'a [Lane], step: &Step, events: &[usize]) -> Vec<&'a Lane> {
    let count = |lane: &Lane| events.iter().filter(|&&event| lane.holds(event)).count();
    let wanted = |lane: &&Lane| match step.lanes.is_empty() {
        true => !lane.heads && count(lane) > 0,
        false => step.lanes.iter().any(|key| key == lane.key()),
    };
    let mut taken: Vec<(usize, &Lane)> = lanes.iter().filter(wanted).enumerate().collect();
    taken.sort_by_key(|(place, lane)| (usize::MAX - count(lane), *place));
    let first = taken.len().min(LANES_MAX);
    taken[..first].sort_by_key(|(place, _)| *place);
    taken.into_iter().map(|(_, lane)| lane).collect()
}

/// Which of some lanes names an event.
fn naming(timeline: &Timeline, lanes: &[&Lane], event: usize) -> Option<usize> {
    let place = |lane: &Lane| lane.group().map_or(0, |group| group.place_in(&timeline.events[event]));
    let holding = lanes.iter().enumerate().filter(|(_, lane)| lane.holds(event));
    holding.min_by_key(|(nth, lane)| (place(lane), *nth)).map(|(nth, _)| nth)
}

/// "29 and 30 November 2024. Also in Japan. 1 event is no longer there".
fn period(timeline: &Timeline, events: &[usize], gone: usize, lanes: &[&Lane]) -> String {
    let whens = events.iter().map(|&event| &timeline.events[event].when);
    let mut words = match (events, whens.clone().map(|w| w.earliest).min(), whens.map(|w| w.latest).max()) {
        ([event], ..) => {
            let event = &timeline.events[*event];
            let status = match event.status {
                Status::Happened | Status::Ongoing => String::new(),
                status => format!(", {}", status.code()),
            };
            format!("{}{status}", event.when.label())
        }
        (_, Some(first), Some(last)) => span_label(first, last),
        _ => String::new(),
    };
    let mut add = |more: String| {
        words.push_str(if words.is_empty() { "" } else { ". " });
        words.push_str(&more);
    };
    if let Some(more) = lanes.get(LANES_MAX..).filter(|more| !more.is_empty()) {
        let names: Vec<&str> = more.iter().take(3).map(|lane| lane.name.as_str()).collect();
        let others = if more.len() > 3 { format!(" and {} more", more.len() - 3) } else { String::new() };
        add(format!("Also in {}{others}", names.join(", ")));
    }
    match gone {
        0 => {}
        1 => add("1 event of this step is no longer in the timeline".to_owned()),
        gone => add(format!("{gone} events of this step are no longer in the timeline")),
    }
    words
}

/// The step's own caption; else the passage that tells its only event, or the titles of its events with their numbers.
fn caption(timeline: &Timeline, step: &Step, events: &[usize]) -> String {
    if !step.caption.trim().is_empty() {
        return one_line(&step.caption);
    }
    if let [event] = events {
        let source = timeline.events[*event].sources.first();
        let document = source.and_then(|source| timeline.documents.get(source.document));
        let passage = source.zip(document).and_then(|(source, document)| document.text.get(source.passage.clone()));
        return passage.map(quoted).unwrap_or_default();
    }
    let heading = step.heading(timeline, events);
    let sentence = |event: &Event| {
        let numbers: Vec<&str> = event.quantities.iter().map(|quantity| quantity.words.as_str()).collect();
        match numbers.iter().all(|words| event.title.contains(words)) {
            true => event.title.clone(),
            false => format!("{}: {}", event.title, numbers.join(", ")),
        }
    };
    let others = events.iter().map(|&event| &timeline.events[event]).filter(|event| event.title != heading);
    one_line(&others.map(sentence).collect::<Vec<_>>().join(". "))
}

/// A passage as it is quoted: on one line, with a sign where it begins within a sentence.
fn quoted(passage: &str) -> String {
    let passage = one_line(passage);
    let cut = if passage.starts_with(char::is_lowercase) { "… " } else { "" };
    format!("“{cut}{passage}”")
}
