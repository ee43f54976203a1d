//! A layout's counts to areas: bars of a lane, and names at the highest peaks.

use super::axis::Axis;
use super::detail::{self, Area, BIN, Peak};
use super::lanes::Lanes;
use super::layout::LaneLayout;
use super::pen::{Pen, Type};
use super::scene::{Bar, Part, Rect, Shape, Stroke, Weight};
use dateline_model::event::Family;

/// In the order that areas are counted in.
const FAMILIES: [Family; 5] =
    [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];
/// So many peaks of areas are named.
const PEAKS: usize = 12;

impl Lanes<'_> {
    /// Areas, each bar's height logarithmic in its count. Where one family has more than half of a bin
    /// that holds twice as much as those of its lane do on average, the bar has its colour.
    pub(super) fn draw_areas(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        pen.stand_for(Part::More, None);
        for lane in self.visible_lanes() {
            if let Some(turn) = self.turn {
                let (areas, left) = turn.areas();
                pen.fade = left;
                for was in areas.iter().filter(|was| was.lane == lane) {
                    self.draw_bars(pen, lane, &turn.axis, std::iter::once(&*was.area), was.measure);
                }
                // What was there goes while what comes is half there: together they are never pale.
                pen.fade = (2.0 * turn.share()).min(1.0);
            }
            let measure = self.layout.lanes[lane].measure.unwrap_or((1, 0.0));
            self.draw_bars(pen, lane, &self.layout.axis, self.layout.areas(lane, from, until), measure);
            pen.fade = 1.0;
        }
        self.draw_peaks(pen);
    }

    /// The bars of a lane, whose bins are those of an axis.
    fn draw_bars<'b>(
        &self,
        pen: &mut Pen,
        lane: usize,
        axis: &Axis,
        areas: impl Iterator<Item = &'b Area>,
        (most, mean): (u32, f32),
    ) {
        let height = self.layout.lanes[lane].height;
        let gap = if height < 24.0 { 1.0 } else { 3.0 };
        let (bottom, room) = (self.top_of(lane) + height - gap, height - 2.0 * gap);
        let full = (most as f32 + 1.0).ln();
        let mut bars = Vec::new();
        for (bin, families) in areas.flat_map(|area| &area.bins) {
            let count: u32 = families.iter().sum();
            let [left, right] = [*bin, bin + 1].map(|bin| self.x_of(axis.day(bin as f64 * BIN)));
            let leading = detail::leading(families, mean);
            let color = leading.map_or(self.theme.density, |family| self.theme.family(FAMILIES[family]));
            let height = ((count as f32 + 1.0).ln() / full).min(1.0) * room;
            bars.push(Bar { x: left, width: right - left, height, color });
        }
        if !bars.is_empty() {
            pen.draw(Shape::Bars { bottom, bars });
        }
    }

    /// Names the highest peaks by the weightiest of their events.
    fn draw_peaks(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        let of_lane = |lane| self.layout.areas(lane, from, until).filter_map(move |area| Some((lane, area.peak?)));
        let mut peaks: Vec<(usize, Peak)> = self.visible_lanes().flat_map(of_lane).collect();
        peaks.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(&b.0)).then(a.1.event.cmp(&b.1.event)));
        peaks.truncate(PEAKS);
        let look = Type { size: self.sizes.label - 1.0, weight: Weight::Semibold, color: self.theme.ink };
        let mut taken: Vec<Rect> = Vec::new();
        for (lane, peak) in peaks {
            let LaneLayout { height, .. } = self.layout.lanes[lane];
            let event = &self.timeline.events[peak.event];
            let title = if event.short_title.is_empty() { &event.title } else { &event.short_title };
            let words = self.text.fit(title, look.size, look.weight, self.sizes.label_max);
            let width = self.text.width(&words, look.size, look.weight) + 10.0;
            let high = look.size * 1.25;
            let [left, right] = [peak.bins.0, peak.bins.1].map(|bin| self.x_of(self.layout.axis.day(bin as f64 * BIN)));
            let y = self.top_of(lane) + height / 2.0 - high / 2.0;
            // Beside the peak, on the side where there is room; a pan keeps it there until it meets an edge.
            let fits = |x: f32| {
                let plate = Rect { x, y, width, height: high };
                let inside = x >= self.area.x && plate.right() <= self.area.right();
                (inside && !taken.iter().any(|other| other.overlaps(&plate))).then_some(plate)
            };
            let Some(plate) = fits(right + 4.0).or_else(|| fits(left - 4.0 - width)) else { continue };
            taken.push(plate);
            pen.stand_for(Part::Label, Some(peak.event));
            let stroke = Some(Stroke::solid(1.0, self.theme.line));
            pen.draw(Shape::Rect { rect: plate, radius: 3.0, fill: Some(self.theme.bg), stroke });
            pen.text(plate.x + 5.0, plate.y + high * 0.5 + look.size * 0.345, &words, look);
        }
    }
}
