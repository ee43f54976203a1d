//! What of the picture a window shows, and how the hands move it.

use super::axis::{Axis, MAX_SCALE, MIN_SCALE, Stretch, calendar_day, day_number};
use super::content::Content;
use super::layout::{EDGE, window_folding};
use super::scene::Rect;
use super::sizes::Sizes;
use chrono::NaiveDate;
use std::borrow::Cow;

/// The part of the picture that a window shows.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The day at the lanes' left edge, as a day number (whole days since year 1, hours as fractions).
    pub from: f64,
    /// Points for a day, outside folds.
    pub scale: f64,
    /// Of the whole picture with lane heads, in points.
    pub width: f32,
    /// Of the whole picture with its ruler, in points.
    pub height: f32,
    /// How far the lanes are scrolled down, in points.
    pub scroll_y: f32,
    /// Indices into the timeline's events, rising.
    pub selection: Vec<usize>,
    /// The event that the pointer is on.
    pub hover: Option<usize>,
    /// The moment that is scrubbed to, as a day number.
    pub playhead: Option<f64>,
    /// The present day, as a day number; none where it is not to be marked.
    pub today: Option<f64>,
    /// Days in empty stretches that are not to be folded.
    pub unfolded: Vec<f64>,
}

impl View {
    /// A view of all of a content.
    #[cfg(test)]
    pub fn of_all(content: &Content, sizes: &Sizes, width: f32, height: f32) -> View {
        let mut view = View {
            from: content.extent.from,
            scale: 1.0,
            width,
            height,
            scroll_y: 0.0,
            selection: Vec::new(),
            hover: None,
            playhead: None,
            today: None,
            unfolded: Vec::new(),
        };
        view.fit(content, sizes, content.extent);
        view
    }

    /// Where the lanes are: right of their heads, below the ruler.
    pub fn lanes_area(&self, sizes: &Sizes) -> Rect {
        let height = (self.height - sizes.ruler).max(0.0);
        Rect { x: sizes.head, y: sizes.ruler, width: self.lanes_width(sizes), height }
    }

    /// The width of the lanes' area.
    pub fn lanes_width(&self, sizes: &Sizes) -> f32 {
        (self.width - sizes.head).max(1.0)
    }

    /// The axis of this view's scale.
    pub fn axis(&self, content: &Content, sizes: &Sizes) -> Axis {
        self.axis_at(self.scale, content, sizes)
    }

    /// The axis of another scale.
    pub fn axis_at(&self, scale: f64, content: &Content, sizes: &Sizes) -> Axis {
        let folding = window_folding(self.lanes_width(sizes), sizes);
        Axis::new(scale, &self.foldable(content), folding)
    }

    /// The empty stretches that may be folded.
    fn foldable<'a>(&self, content: &'a Content) -> Cow<'a, [Stretch]> {
        if self.unfolded.is_empty() {
            return Cow::Borrowed(&content.empty);
        }
        let opened = |stretch: &Stretch| self.unfolded.iter().any(|day| *day >= stretch.from && *day < stretch.until);
        content.empty.iter().copied().filter(|stretch| !opened(stretch)).collect()
    }

    /// Shows a stretch with a little room at both sides.
    pub fn fit(&mut self, content: &Content, sizes: &Sizes, shown: Stretch) {
        let width = self.lanes_width(sizes);
        let room = f64::from((width - 2.0 * EDGE).max(1.0));
        let axis = Axis::fitting(shown, room, &self.foldable(content), window_folding(width, sizes));
        self.scale = axis.scale;
        self.from = axis.day(axis.position(shown.from) - f64::from(EDGE));
    }

    /// Changes the scale so that the day at `x` stays there.
    pub fn zoom(&mut self, content: &Content, sizes: &Sizes, x: f32, factor: f64) {
        let into = f64::from(x - sizes.head);
        let old = self.axis(content, sizes);
        let day = old.day(old.position(self.from) + into);
        self.scale = (self.scale * factor).clamp(MIN_SCALE, MAX_SCALE);
        self.put(content, sizes, x, day);
    }

    /// Moves time so that a day stands at an x of the picture.
    pub fn put(&mut self, content: &Content, sizes: &Sizes, x: f32, day: f64) {
        let axis = self.axis(content, sizes);
        self.from = in_calendar(axis.day(axis.position(day) - f64::from(x - sizes.head)));
    }

    /// Moves time by so many points; positive ones show later days.
    pub fn pan(&mut self, content: &Content, sizes: &Sizes, points: f32) {
        let axis = self.axis(content, sizes);
        self.from = in_calendar(axis.day(axis.position(self.from) + f64::from(points)));
    }

    /// The day at an x of the picture.
    pub fn day_at(&self, axis: &Axis, sizes: &Sizes, x: f32) -> f64 {
        axis.day(axis.position(self.from) + f64::from(x - sizes.head))
    }

    /// The x of a day in the picture.
    pub fn x_of(&self, axis: &Axis, sizes: &Sizes, day: f64) -> f32 {
        sizes.head + (axis.position(day) - axis.position(self.from)) as f32
    }

    /// The days that the lanes' area shows.
    pub fn shown(&self, axis: &Axis, sizes: &Sizes) -> Stretch {
        Stretch { from: self.from, until: self.day_at(axis, sizes, self.width) }
    }
}

/// A day number that the calendar has, a little inside its ends.
fn in_calendar(day: f64) -> f64 {
    let margin = 366.0 * 1000.0;
    day.clamp(day_number(NaiveDate::MIN) + margin, day_number(NaiveDate::MAX) - margin)
}

/// The calendar days of a view, both inclusive: "1 Apr to 31 Dec 2024".
pub fn shown_days(shown: Stretch) -> (NaiveDate, NaiveDate) {
    (calendar_day(shown.from), calendar_day((shown.until - 1e-6).max(shown.from)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::content::Tail;
    use crate::picture::fixture;

    fn content() -> Content {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        Content::new(&timeline, &lanes, Tail::SourceCount)
    }

    #[test]
    fn zoom_keeps_the_day_at_the_pointer() {
        let content = content();
        let sizes = Sizes::WINDOW;
        let mut view = View::of_all(&content, &sizes, 1400.0, 800.0);
        for factor in [1.5, 3.0, 7.0, 0.2, 40.0, 0.01] {
            let before = view.day_at(&view.axis(&content, &sizes), &sizes, 900.0);
            view.zoom(&content, &sizes, 900.0, factor);
            let after = view.day_at(&view.axis(&content, &sizes), &sizes, 900.0);
            assert!((before - after).abs() < 1e-3, "{factor}: {before} {after}");
        }
    }

    #[test]
    fn fit_shows_the_stretch() {
        let content = content();
        let sizes = Sizes::WINDOW;
        let view = View::of_all(&content, &sizes, 1400.0, 800.0);
        let axis = view.axis(&content, &sizes);
        assert!((view.x_of(&axis, &sizes, content.extent.from) - sizes.head - EDGE).abs() < 0.1);
        assert!((view.x_of(&axis, &sizes, content.extent.until) - 1400.0 + EDGE).abs() < 0.1);
    }

    #[test]
    fn the_calendar_ends_somewhere() {
        let content = content();
        let sizes = Sizes::WINDOW;
        let mut view = View::of_all(&content, &sizes, 1400.0, 800.0);
        view.zoom(&content, &sizes, 900.0, 1e-12);
        for _ in 0..500 {
            view.pan(&content, &sizes, -100_000.0);
        }
        assert!(view.from.is_finite() && calendar_day(view.from) > NaiveDate::MIN);
    }
}
