//! Content and a level of scales to rows: which mark stands in which, with its label on which side.
//!
//! Made for a level's own scale and true for all its scales, so that a zoom within a level and any pan leave
//! everything in its row. A lane of a small timeline is laid out whole. One of a large timeline is laid out in tiles of
//! time, each when it comes into view, so that a frame costs by what it shows:
//!
//! - A tile of one group holds the events of similar reach whose marks stand in it. It is so wide that nothing of it
//!   gets past the middle of the next one. So every other tile is free to be laid out by itself, and those in between
//!   keep clear of their two neighbours. Whichever tile comes first, the picture is the same.
//! - Long bands have wider tiles, which come before those of short ones; what stands in them is kept clear of.

use super::axis::{Axis, Folding};
use super::content::Content;
use super::detail::{self, Area, Form};
use super::labels::Label;
use super::packing::{Chip, Placed, Row};
use super::recent::Recent;
use super::sizes::Sizes;
use super::text::Text;
use super::view::View;
use dateline_model::timeline::Timeline;
use std::ops::Range;
use std::sync::Arc;

/// Where everything is at the scales of a level.
pub struct Layout {
    /// Days to positions at the level's own scale.
    pub axis: Axis,
    /// One for each lane of the content.
    pub lanes: Vec<LaneLayout>,
    /// The height of all lanes in points.
    pub height: f32,
    /// So many lanes stay at the top while those below them scroll: the pinned ones with what is within them.
    pub pinned: usize,
    sizes: Sizes,
    /// The ends of all of the time that is shown, which labels do not cross.
    edges: (f64, f64),
    /// Whether lanes are laid out whole rather than in tiles.
    whole: bool,
    tiles: Recent<Key, Tile>,
    areas: Recent<(usize, i64), Area>,
}

/// Where a lane is and how it is drawn.
#[derive(Clone, Debug)]
pub struct LaneLayout {
    /// From the top of the first lane, in points.
    pub top: f32,
    /// In points.
    pub height: f32,
    /// Its top and height when no turn moves it.
    at_rest: (f32, f32),
    /// As marks or as an area.
    pub form: Form,
    /// Whether it is as low as a row, an area.
    pub folded: bool,
    /// The most that a bin of its area can hold, and what one holds on average; none before it has been in view.
    pub measure: Option<(u32, f32)>,
    /// The cells of it that are areas, where it has rows; none before it has been in view.
    full: Option<Arc<[Range<i64>]>>,
}

/// A part of a lane that has been laid out.
#[derive(Debug, Default)]
pub struct Tile {
    /// What is drawn singly.
    pub placed: Vec<Placed>,
    /// Chips for what found no room.
    pub chips: Vec<Chip>,
    rows: Vec<Row>,
}

/// Lane, group, place along the axis in tiles of the group.
type Key = (usize, usize, i64);

/// What layouts are made from.
pub struct Source<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// What each is drawn as.
    pub content: &'a Content,
    /// The font.
    pub text: &'a Text,
    /// The labels that were made before.
    pub labels: &'a mut Labels,
}

/// Labels by event, as long as they are not too many.
#[derive(Default)]
pub struct Labels(Recent<usize, Label>);

/// Events from this weight on are those that a briefing is about.
pub const KEY_WEIGHT: f32 = 0.5;
/// What stays free left of the first and right of the last day of a fitted picture, in points.
pub const EDGE: f32 = 10.0;
/// Timelines of no more events than this are laid out whole.
pub const WHOLE: usize = 2000;
/// Bins of an area that are counted together.
const AREA_BINS: i64 = 400;
/// So many of the selected events are tied.
pub const LIT_MAX: usize = 50;
/// So much beside the window is laid out with it, in points.
const BESIDE: f64 = 20.0;
/// So much is kept of what was laid out: tiles, and as many areas; labels.
const KEPT: (usize, usize) = (3000, 20_000);

/// What is folded in a window of so many points.
pub fn window_folding(width: f32, sizes: &Sizes) -> Folding {
    Folding { over: f64::from(width / 5.0).max(2.0 * f64::from(sizes.fold)), width: f64::from(sizes.fold) }
}

impl Labels {
    /// The label of an event.
    pub fn of(
        &mut self,
        event: usize,
        timeline: &Timeline,
        content: &Content,
        sizes: &Sizes,
        text: &Text,
    ) -> Arc<Label> {
        if let Some(known) = self.0.get(&event) {
            return known;
        }
        self.0.thin(KEPT.1);
        let label = Arc::new(content.label(&timeline.events[event], sizes, text));
        self.0.keep(event, Arc::clone(&label));
        label
    }
}

impl Layout {
    /// The layout of a content on the axis of a level's own scale; `room` is the height that is there for the lanes.
    pub fn new(source: &mut Source, axis: Axis, sizes: &Sizes, room: f32) -> Layout {
        let content = source.content;
        let margin = f64::from(EDGE);
        let edges = (axis.position(content.extent.from) - margin, axis.position(content.extent.until) + margin);
        let mut layout = Layout {
            lanes: Vec::with_capacity(content.lanes.len()),
            height: 0.0,
            pinned: 0,
            sizes: *sizes,
            edges,
            whole: content.count() <= WHOLE,
            tiles: Recent::default(),
            areas: Recent::default(),
            axis,
        };
        for (index, lane) in content.lanes.iter().enumerate() {
            let folded = lane.lane.folded || lane.lane.heads;
            let mut form = if folded { Form::Area } else { detail::form(&lane.index, &layout.axis, sizes) };
            layout.lanes.push(LaneLayout {
                top: 0.0,
                height: 0.0,
                at_rest: (0.0, 0.0),
                form,
                folded,
                measure: None,
                full: None,
            });
            if layout.whole
                && let Form::Rows(rows) = &mut form
            {
                *rows = sizes.max_rows;
                layout.lanes[index].form = form;
                let tile = layout.tile(source, (index, 0, 0));
                layout.lanes[index].form = Form::Rows(tile.rows.len().max(1));
            }
        }
        layout.stack(room);
        let lanes = content.lanes.iter().map(|lane| &lane.lane);
        layout.pinned = lanes.take_while(|lane| lane.pinned || lane.depth() > 0).count();
        // Where they leave the others too little room they scroll with them.
        if layout.pinned_height() > room / 2.0 {
            layout.pinned = 0;
        }
        layout
    }

    /// Puts the lanes below each other.
    fn stack(&mut self, room: f32) {
        let (rows, least) = detail::AREA_HEIGHT;
        let area = rows * self.sizes.row + self.sizes.lane_extra;
        let all_areas = self.lanes.iter().all(|lane| lane.form == Form::Area && !lane.folded);
        // Where all are areas they get as low as lets all be seen.
        let area = if all_areas { (room / self.lanes.len().max(1) as f32).clamp(least, area) } else { area };
        for lane in &mut self.lanes {
            lane.top = self.height;
            lane.height = match lane.form {
                Form::Area if lane.folded => area.min(self.sizes.row + self.sizes.lane_extra),
                Form::Rows(rows) => rows as f32 * self.sizes.row + self.sizes.lane_extra,
                Form::Area => area,
            };
            lane.at_rest = (lane.top, lane.height);
            self.height += lane.height;
        }
    }

    /// Gives the lanes these heights, so that several layouts have their lanes in the same places.
    pub fn set_heights(&mut self, heights: &[f32]) {
        self.height = 0.0;
        for (lane, &height) in self.lanes.iter_mut().zip(heights) {
            (lane.top, lane.height) = (self.height, height);
            lane.at_rest = (lane.top, lane.height);
            self.height += height;
        }
    }

    /// Puts the lanes to where they are when no turn moves them.
    pub fn settle(&mut self) {
        self.lanes.iter_mut().for_each(|lane| (lane.top, lane.height) = lane.at_rest);
    }

    /// Lays out what a view shows; `left` is the position on its axis of its left edge.
    pub fn prepare_view(&mut self, source: &mut Source, view: &View, axis: &Axis, left: f64) {
        let area = view.lanes_area(&self.sizes);
        let (from, until) = self.seen(axis, left, area.width);
        self.prepare(source, 0..self.pinned, from, until);
        self.prepare(source, self.lanes_below_pinned(view.scroll_y, area.height), from, until);
        // What is lit is tied to its marks in all lanes.
        for &event in view.selection.iter().take(LIT_MAX).chain(&view.hover) {
            if event < source.timeline.events.len() {
                for lane in source.content.lanes_of(event) {
                    let at = self.axis.position(source.content.entry(source.timeline, lane, event).at);
                    self.prepare(source, lane..lane + 1, at, at + 1.0);
                }
            }
        }
    }

    /// Lays out what lanes show between two positions of this layout's own axis.
    pub fn prepare(&mut self, source: &mut Source, lanes: Range<usize>, from: f64, until: f64) {
        if !self.whole {
            self.tiles.thin(KEPT.0);
        }
        self.areas.thin(KEPT.0);
        for lane in lanes {
            self.prepare_areas(source, lane, from, until);
            if self.lanes[lane].form != Form::Area {
                for key in self.keys(source.content, lane, from, until) {
                    self.tile(source, key);
                }
            }
        }
    }

    /// What was laid out of a lane between two positions: what is wanted beyond is left out.
    pub fn tiles(&self, content: &Content, lane: usize, from: f64, until: f64) -> impl Iterator<Item = &Tile> {
        let rows = self.lanes[lane].form != Form::Area;
        let keys = if rows { self.keys(content, lane, from, until) } else { Vec::new() };
        keys.into_iter().filter_map(|key| self.tiles.peek(&key).map(Arc::as_ref))
    }

    /// The areas of a lane between two positions.
    pub fn areas(&self, lane: usize, from: f64, until: f64) -> impl Iterator<Item = &Area> {
        area_places(from, until).filter_map(move |place| self.areas.peek(&(lane, place)).map(Arc::as_ref))
    }

    /// The same, to be kept.
    pub fn areas_known(&self, lane: usize, from: f64, until: f64) -> impl Iterator<Item = Arc<Area>> {
        area_places(from, until).filter_map(move |place| self.areas.peek(&(lane, place)).map(Arc::clone))
    }

    /// Where an event stands in a lane, if it is drawn singly there and has been laid out.
    pub fn find(&self, content: &Content, lane: usize, day: f64, event: usize) -> Option<&Placed> {
        let at = self.axis.position(day);
        let mut tiles = self.tiles(content, lane, at, at + 1.0);
        tiles.find_map(|tile| tile.placed.iter().find(|placed| placed.entry.event == event))
    }

    /// How many of each family stand in the bin at a position of this layout's own axis, and the days of the bin.
    pub fn bin_at(&self, lane: usize, position: f64) -> Option<(super::axis::Stretch, [u32; 5])> {
        let place = (position / detail::BIN).floor() as i64;
        let area = self.areas.peek(&(lane, place.div_euclid(AREA_BINS)))?;
        let found = area.bins.binary_search_by_key(&place, |(bin, _)| *bin).ok()?;
        let day = |bin: i64| self.axis.day(bin as f64 * detail::BIN);
        Some((super::axis::Stretch { from: day(place), until: day(place + 1) }, area.bins[found].1))
    }

    /// The lanes that lie between two heights, in points below the first lane's top.
    pub fn lanes_between(&self, from: f32, until: f32) -> Range<usize> {
        let first = self.lanes.partition_point(|lane| lane.top + lane.height <= from);
        let end = self.lanes.partition_point(|lane| lane.top < until);
        first..end.max(first)
    }

    /// The height of the lanes that stay at the top, in points.
    pub fn pinned_height(&self) -> f32 {
        let last = self.pinned.checked_sub(1).and_then(|last| self.lanes.get(last));
        last.map_or(0.0, |lane| lane.top + lane.height)
    }

    /// The lanes of which something shows below the pinned ones, scrolled so far in a window of a height.
    pub fn lanes_below_pinned(&self, scroll_y: f32, height: f32) -> Range<usize> {
        let lanes = self.lanes_between(scroll_y + self.pinned_height(), scroll_y + height);
        let first = lanes.start.max(self.pinned);
        first..lanes.end.max(first)
    }

    /// Where the top of a lane is seen when the lanes are scrolled so far, in points below the ruler.
    pub fn seen_top(&self, lane: usize, scroll_y: f32) -> f32 {
        self.lanes[lane].top - if lane < self.pinned { 0.0 } else { scroll_y }
    }

    /// What is to be seen of each lane: its top and bottom in points below the ruler, the same where it is hidden
    /// below the pinned ones.
    pub fn seen_lanes(&self, scroll_y: f32) -> impl Iterator<Item = (f32, f32)> {
        let pinned = self.pinned_height();
        self.lanes.iter().enumerate().map(move |(nth, lane)| {
            let top = self.seen_top(nth, scroll_y);
            let clear = if nth < self.pinned { top } else { pinned };
            (top.max(clear), (top + lane.height).max(clear))
        })
    }

    /// The positions of this layout's own axis that show at another scale of its level, with a little at both sides.
    pub fn seen(&self, axis: &Axis, left: f64, width: f32) -> (f64, f64) {
        let position = |at: f64| self.axis.position(axis.day(at));
        (position(left) - BESIDE, position(left + f64::from(width)) + BESIDE)
    }

    fn prepare_areas(&mut self, source: &Source, lane: usize, from: f64, until: f64) {
        let index = &source.content.lanes[lane].index;
        for place in area_places(from, until) {
            if self.areas.get(&(lane, place)).is_some() {
                continue;
            }
            let bins = place * AREA_BINS..(place + 1) * AREA_BINS;
            let is_area = self.lanes[lane].form == Form::Area;
            let full = self.full(source, lane);
            let axis = &self.axis;
            let mut area = if is_area {
                detail::area(index, axis, std::iter::once(bins))
            } else {
                let [from, until] = [bins.start, bins.end].map(|bin| bin as f64 * detail::BIN);
                let full = detail::full_between(&full, from, until).map(detail::bins_of);
                detail::area(index, axis, full)
            };
            if !area.bins.is_empty() {
                let (_, mean) = *self.lanes[lane].measure.get_or_insert_with(|| detail::measure(index, axis));
                if is_area {
                    area.peak = detail::peak(index, axis, &area.bins, mean, |event| source.content.weight(event));
                }
            }
            self.areas.keep((lane, place), Arc::new(area));
        }
    }

    /// The full cells of a lane.
    fn full(&mut self, source: &Source, lane: usize) -> Arc<[Range<i64>]> {
        let LaneLayout { form, full, .. } = &mut self.lanes[lane];
        let Form::Rows(rows) = *form else { return Arc::default() };
        let made = || detail::full_cells(&source.content.lanes[lane].index, &self.axis, rows).into();
        Arc::clone(full.get_or_insert_with(made))
    }
}

/// The places of areas between two positions.
fn area_places(from: f64, until: f64) -> std::ops::RangeInclusive<i64> {
    let width = AREA_BINS as f64 * detail::BIN;
    (from / width).floor() as i64..=(until / width).floor() as i64
}

#[path = "tiles.rs"]
mod tiles;

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
