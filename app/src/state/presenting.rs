//! What is remembered while a story is presented. The rest of the window's state stays as it is meanwhile, so that
//! leaving returns to just where one was.

use crate::picture::axis::Stretch;
use crate::picture::stage::Stage;
use dateline_model::story::Story;
use dateline_model::timeline::{Lane, Timeline};
use std::sync::Arc;

/// A story that is being presented.
#[derive(Clone)]
pub struct Presenting {
    /// What is told, as it was when presenting began.
    pub story: Story,
    /// The timeline that it is about, as it was then.
    pub timeline: Arc<Timeline>,
    /// All lanes of that timeline.
    pub lanes: Arc<Vec<Lane>>,
    /// The step that shows, from 0.
    pub step: usize,
    /// That step.
    pub stage: Stage,
    /// The step after it, if there is one.
    pub next: Option<Stage>,
    /// The days that were shown before.
    pub before: Stretch,
    /// When the step was shown, on the window's clock, in seconds.
    pub since: f64,
    /// What the room sees.
    pub screen: Screen,
    /// Whether a large dot follows the pointer.
    pub pointer: bool,
    /// The figures typed so far, for a jump.
    pub typed: String,
    /// When presenting began, on the window's clock, in seconds.
    pub began: f64,
}

/// What the room sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The step.
    #[default]
    Step,
    /// Nothing, on black.
    Black,
    /// Nothing, on white.
    White,
    /// A passage that tells the step, by its place among those that do.
    Source(usize),
}

/// How long the movement to a step takes, in seconds.
pub const STEP_SECONDS: f64 = 0.4;

impl Presenting {
    /// How far the movement to the step has come at a time, 0 to 1, slower towards its end.
    pub fn arrived(&self, now: f64, still: bool) -> f32 {
        let share = if still { 1.0 } else { ((now - self.since) / STEP_SECONDS).clamp(0.0, 1.0) };
        1.0 - (1.0 - share as f32).powi(3)
    }

    /// The passages that tell the step: events and which of their sources, the weightiest event's first.
    pub fn passages(&self) -> Vec<(usize, usize)> {
        let mut events = self.stage.events.clone();
        let weight = |event: &usize| self.timeline.events[*event].weight;
        events.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
        let of = |event: usize| (0..self.timeline.events[event].sources.len()).map(move |source| (event, source));
        events.into_iter().flat_map(of).collect()
    }
}

/// The events of each step of a story, as they stand in a timeline.
#[derive(Clone, Default)]
pub struct Steps {
    /// The story that was looked up.
    pub story: Story,
    /// The timeline that it was looked up in.
    pub timeline: Arc<Timeline>,
    /// By step the indices of its events, in the order of time.
    pub events: Vec<Vec<usize>>,
}

impl Steps {
    /// Looks the events up again where the story or the timeline is another one.
    pub fn follow(&mut self, story: &Story, timeline: &Arc<Timeline>) {
        if self.story != *story || !Arc::ptr_eq(&self.timeline, timeline) {
            let events = story.found(timeline);
            *self = Steps { story: story.clone(), timeline: Arc::clone(timeline), events };
        }
    }
}

/// A story that is recorded while one moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What the canvas was about when it was looked at last: what was selected, the first and last day of the view.
    pub seen: (Vec<usize>, (i64, i64)),
    /// Since when it has been about that, on the window's clock; never, where it has become a step.
    pub since: f64,
    /// How many steps were taken.
    pub taken: usize,
}
