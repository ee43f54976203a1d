//! A layout to the lines that tie the marks of an event in all its lanes, and the rings of those who say it.

use super::detail::Form;
use super::lanes::Lanes;
use super::layout::LaneLayout;
use super::pen::{Pen, Type};
use super::scene::{Part, Rect, Shape, Stroke, Weight};
use dateline_model::actor::Country;

/// The room for "said by US" beside a ring on a tie, in points.
const SAID_BY_WIDTH: f32 = 70.0;

impl<'a> Lanes<'a> {
    /// The line through all lanes of an event.
    pub(super) fn draw_tie(&self, pen: &mut Pen, event: usize) {
        let Some((x, top, bottom)) = self.tie(event) else { return };
        pen.stand_for(Part::Tie, Some(event));
        let color = if self.is_selected(event) { self.theme.ink } else { self.theme.line2 };
        let bottom = bottom.min(self.area.bottom());
        if top < bottom {
            pen.line((x, top), (x, bottom), Stroke::solid(1.5, color));
        }
    }

    /// Rings on the tie of what is selected, in the lanes of those who say it.
    pub(super) fn draw_sayers(&self, pen: &mut Pen, event: usize) {
        let Some((x, ..)) = self.tie(event) else { return };
        pen.stand_for(Part::Tie, Some(event));
        for (y, code, free) in self.sayers(event, x).into_iter().filter(|(y, ..)| *y < self.area.bottom()) {
            let ring = Stroke::solid(1.5, self.theme.ink);
            pen.draw(Shape::Circle { x, y, radius: 4.5, fill: Some(self.theme.bg), stroke: Some(ring) });
            if free {
                let look = Type { size: 11.5, weight: Weight::Italic, color: self.theme.ink3 };
                let words = format!("said by {code}");
                let width = self.text.width(&words, look.size, look.weight);
                pen.fill(Rect { x: x + 9.0, y: y - 8.0, width: width + 4.0, height: 16.0 }, self.theme.bg);
                pen.text(x + 11.0, y + 4.0, &words, look);
            }
        }
    }

    /// The x, top and bottom of the line through all discs of an event and the lanes of those who say it.
    fn tie(&self, event: usize) -> Option<(f32, f32, f32)> {
        let mut ends: Option<(f32, f32, f32)> = None;
        for lane in self.content.lanes_of(event) {
            let day = self.content.entry(self.timeline, lane, event).at;
            if let Some(placed) = self.layout.find(self.content, lane, day, event) {
                let one = self.show(lane, placed, self.stand(lane, placed));
                let y = self.clear_of_pinned(lane, one.y);
                let (top, bottom) = ends.map_or((y, y), |(_, top, bottom)| (top.min(y), bottom.max(y)));
                ends = Some((one.x, top, bottom));
            }
        }
        let (x, mut top, mut bottom) = ends?;
        if self.is_selected(event) {
            for (y, ..) in self.sayers(event, x) {
                top = top.min(y);
                bottom = bottom.max(y);
            }
        }
        Some((x, top, bottom))
    }

    /// The lanes of those who say that an event happened and take no part: the y of a ring at `x`, their code,
    /// and whether there is room for words beside it.
    fn sayers(&self, event: usize, x: f32) -> Vec<(f32, &'a str, bool)> {
        let said_by = &self.timeline.events[event].said_by;
        let taking_part = &self.timeline.events[event].countries;
        let lane_of = |country: &'a Country| {
            let lane = self.content.lane_of_country(*country).filter(|_| !taking_part.contains(country))?;
            let (from, words, ring) = (x - 8.0, x + SAID_BY_WIDTH, x + 8.0);
            let height = self.layout.lanes[lane].height;
            let with_words = self.free_row(lane, from, words);
            let y =
                with_words.or_else(|| self.free_row(lane, from, ring)).unwrap_or_else(|| self.top_of(lane) + height);
            let y = self.clear_of_pinned(lane, y);
            Some((y, country.code(), with_words.is_some()))
        };
        said_by.iter().filter_map(lane_of).collect()
    }

    /// Where a tie to a y in a lane ends: at the pinned lanes, if that is scrolled below them.
    fn clear_of_pinned(&self, lane: usize, y: f32) -> f32 {
        let is_pinned = lane < self.layout.pinned || self.layout.pinned == 0;
        if is_pinned { y } else { y.max(self.area.y + self.layout.pinned_height()) }
    }

    /// The y of the middle of the first row of a lane in which nothing stands between two x.
    fn free_row(&self, lane: usize, from: f32, until: f32) -> Option<f32> {
        let LaneLayout { form: Form::Rows(rows), .. } = self.layout.lanes[lane] else { return None };
        let (from, until) = (self.left + f64::from(from - self.area.x), self.left + f64::from(until - self.area.x));
        let near = self.shown(lane);
        let taken = |row| near.iter().any(|one| one.placed.row == row && one.until > from && one.from < until);
        let row = (0..rows).find(|&row| !taken(row))?;
        Some(self.top_of(lane) + self.sizes.lane_top + row as f32 * self.sizes.row + self.sizes.row_center)
    }
}
