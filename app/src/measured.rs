//! What the benches measure: the window without a screen, frame by frame, and the index of a timeline.
//!
//! A frame is all that the program does for one: the state, what to draw, layout, labels, panels, egui's triangles.

use crate::apply::Action;
use crate::command::Command;
use crate::jobs::{Answer, Read};
use crate::picture::axis::{Stretch, day_number};
use crate::picture::content::{Content, Tail};
use crate::refine::{self, Find, Known, Wanted};
use crate::ui::{ThemeChoice, Window};
use chrono::NaiveDate;
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::filter::Filter;
use dateline_model::timeline::{Lane, Timeline};
use egui::{Context, Pos2, RawInput, Rect, ViewportId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Between two frames of the window's clock, in seconds.
const FRAME_S: f64 = 1.0 / 60.0;

/// A window on a timeline, without a screen.
pub struct Frames {
    context: Context,
    window: Window,
    size: [f32; 2],
    now: f64,
}

impl Frames {
    /// A window of a size in points that shows a timeline.
    pub fn new(timeline: Timeline, size: [f32; 2]) -> Frames {
        let context = Context::default();
        let mut window = Window::new(&context, ThemeChoice::Light);
        window.queue(Action::Heard(Answer::Read(Box::new(Read::of_timeline(timeline, Arc::default())))));
        let mut frames = Frames { context, window, size, now: 0.0 };
        for _ in 0..3 {
            frames.frame();
        }
        frames
    }

    /// Draws a frame; tells how many triangles it has.
    pub fn frame(&mut self) -> usize {
        self.now += FRAME_S;
        let screen = Rect::from_min_size(Pos2::ZERO, self.size.into());
        let mut input = RawInput { screen_rect: Some(screen), time: Some(self.now), ..RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(1.0);
        let window = &mut self.window;
        let mut output = self.context.run_ui(input, |ui| window.frame(ui));
        output.textures_delta.clear();
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let triangles = |primitive: &egui::ClippedPrimitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
            egui::epaint::Primitive::Callback(_) => 0,
        };
        primitives.iter().map(triangles).sum()
    }

    /// Shows the whole time, without moving there.
    pub fn fit_all(&mut self) {
        self.window.queue(Action::Run(Command::FitAll));
        // The glide there is over after a third of a second.
        for _ in 0..20 {
            self.frame();
        }
    }

    /// Shows so many days from a date on.
    pub fn show(&mut self, from: NaiveDate, days: f64) {
        let from = day_number(from);
        self.window.queue(Action::ShowAtOnce(Stretch { from, until: from + days }));
    }

    /// Moves time by so many points.
    pub fn pan(&mut self, points: f32) {
        self.window.queue(Action::Pan(points, 0.0));
    }

    /// Scales time about the middle of the window.
    pub fn zoom(&mut self, factor: f64) {
        self.window.queue(Action::Zoom { x: self.size[0] / 2.0, factor, glides: false });
    }
}

impl Frames {
    /// Presents the ten events that matter most.
    pub fn present(&mut self) {
        for command in [Command::BestSteps, Command::Present] {
            self.window.queue(Action::Run(command));
            self.frame();
        }
    }

    /// Goes on to the next step.
    pub fn next_step(&mut self) {
        self.window.queue(Action::Run(Command::NextStep));
    }
}

/// Finding and filtering in a timeline.
pub struct Finding(Known);

impl Finding {
    /// Of a timeline.
    pub fn new(timeline: Timeline) -> Finding {
        Finding(Known::new(timeline, Arc::default()))
    }

    /// Which events match words, once one country is left out; tells how many are lit.
    pub fn matches(&self, words: &str, without: Option<Country>) -> usize {
        let matches = refine::matches(&self.wanted(words, without));
        (0..self.0.timeline.events.len()).filter(|&event| matches.has(event)).count()
    }

    /// What is shown when only that is; tells how many events are.
    pub fn shown(&self, words: &str, without: Option<Country>) -> usize {
        let wanted = self.wanted(words, without);
        let (shown, picture) = refine::show(&wanted, &refine::matches(&wanted));
        shown.events.len().min(picture.content.count())
    }

    fn wanted(&self, words: &str, without: Option<Country>) -> Wanted {
        let find = Find { words: words.to_owned(), hides: true, filter_dims: false };
        let filter = Filter { hidden_countries: without.into_iter().collect(), ..Filter::default() };
        Wanted { known: self.0.clone(), arrangement: Arrangement::default(), filter, find }
    }
}

/// The lanes of a timeline, with codes for names.
pub fn lanes(timeline: &Timeline) -> Vec<Lane> {
    let all: Vec<usize> = (0..timeline.events.len()).collect();
    Arrangement::default().lanes(timeline, &all, &BTreeSet::new(), |country| country.code().to_owned())
}

/// Builds the index that pictures of these lanes are made from; tells how many bytes it takes.
pub fn index(timeline: &Timeline, lanes: &[Lane]) -> usize {
    Content::new(timeline, lanes, Tail::SourceCount).bytes()
}
