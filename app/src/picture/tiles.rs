//! A lane's tiles of time: which there are, what each may draw, and its rows.
//!
//! In: a layout and what it is made from. Out: tiles, each clear of all that was laid out before it. What a tile is, and
//! why the order of laying out changes nothing, stands in `layout`.

use super::{Form, Key, Layout, Source, Tile, WHOLE};
use crate::picture::content::Content;
use crate::picture::detail;
use crate::picture::packing::{Packing, Room, Row};
use dateline_model::timeline::index::{REACHES, farthest};
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;

/// Width of a tile of marks and short bands, in points: labels do not get past the middle of the next one.
const TILE: f64 = 720.0;
/// So much of a tile's width a band in it reaches to either side of its mark.
const REACH_SHARE: f64 = 0.45;
/// A tile places so many of the weightiest and counts the others: with short bands, with long ones. As many fit in it.
const TILE_MAX: (usize, usize) = (400, 100);
/// Labels and marks without room within this of each other share a chip, in points.
const CHIP_REACH: f64 = 80.0;
/// A tile of long bands has so many chips at most.
const LONG_CHIPS: f64 = 64.0;

impl Layout {
    /// The tiles of a lane from which anything may reach between two positions, long bands first.
    pub(super) fn keys(&self, content: &Content, lane: usize, from: f64, until: f64) -> Vec<Key> {
        if self.whole {
            return vec![(lane, 0, 0)];
        }
        let groups = self.groups(content, lane);
        groups.flat_map(|group| self.places(group, from, until).map(move |place| (lane, group, place))).collect()
    }

    /// The groups of a lane that hold anything, long bands first. Group 0 has all that is short at this level.
    fn groups<'a>(&'a self, content: &'a Content, lane: usize) -> impl Iterator<Item = usize> + 'a {
        let index = &content.lanes[lane].index;
        (1..REACHES).rev().filter(move |&class| !self.is_short(class) && index.reaching(class) > 0).chain([0])
    }

    pub(super) fn is_short(&self, class: usize) -> bool {
        farthest(class) * self.axis.scale <= TILE * REACH_SHARE
    }

    pub(super) fn tile_width(&self, group: usize) -> f64 {
        if group == 0 { TILE } else { farthest(group) * self.axis.scale / REACH_SHARE }
    }

    /// The tiles of a group from which anything may reach between two positions.
    fn places(&self, group: usize, from: f64, until: f64) -> std::ops::RangeInclusive<i64> {
        let width = self.tile_width(group);
        let place = |position: f64| (position / width).floor() as i64;
        place(from - width / 2.0)..=place(until + width / 2.0)
    }

    /// A tile, laid out with all that it keeps clear of if it is not known.
    pub(super) fn tile(&mut self, source: &mut Source, key: Key) -> Arc<Tile> {
        if let Some(tile) = self.tiles.get(&key) {
            return tile;
        }
        let tile = Arc::new(self.lay_out(source, key));
        self.tiles.keep(key, Arc::clone(&tile));
        tile
    }

    fn lay_out(&mut self, source: &mut Source, key: Key) -> Tile {
        let (lane, group, place) = key;
        let content = source.content;
        let Form::Rows(max_rows) = self.lanes[lane].form else { return Tile::default() };
        let (from, until) = match self.whole {
            true => (f64::NEG_INFINITY, f64::INFINITY),
            false => (place as f64 * self.tile_width(group), (place + 1) as f64 * self.tile_width(group)),
        };
        let full = self.full(source, lane);
        let (ranks, mut lost) = self.candidates(source, key, (from, until), &full);
        if ranks.is_empty() {
            return Tile::default();
        }
        let reach = (until - from) / 2.0;
        let (left, right) = (from - reach, until + reach);
        let mut obstacles: Vec<Arc<Tile>> = Vec::new();
        if !self.whole {
            let longer: Vec<usize> = self.groups(content, lane).take_while(|&other| other != group).collect();
            for other in longer {
                for place in self.places(other, left, right) {
                    obstacles.push(self.tile(source, (lane, other, place)));
                }
            }
            if place.rem_euclid(2) == 1 {
                for neighbour in [place - 1, place + 1] {
                    obstacles.push(self.tile(source, (lane, group, neighbour)));
                }
            }
        }
        let Source { timeline, text, labels, .. } = source;
        let (sizes, index) = (self.sizes, &content.lanes[lane].index);
        let mut label = |event: usize| labels.of(event, timeline, content, &sizes, text);
        let room = Room { axis: &self.axis, sizes: &self.sizes, edges: self.edges, label: &mut label };
        let mut packing = Packing::new(room, (if self.whole { 0 } else { max_rows }, max_rows));
        if self.whole {
            if !full.is_empty() {
                packing.rows = vec![Row::default(); max_rows];
            }
        } else {
            for tile in &obstacles {
                for (row, taken) in packing.rows.iter_mut().zip(&tile.rows) {
                    row.block_as(taken, left, right);
                }
            }
        }
        let mut cells: Vec<Range<i64>> = match group {
            0 => detail::full_between(&full, left, right).collect(),
            // Long bands pass through areas, their labels do not.
            _ => {
                let marks = ranks.iter().map(|&rank| self.axis.position(index.at(rank)));
                let near = |at: f64| detail::full_between(&full, at - TILE * REACH_SHARE, at + TILE * REACH_SHARE);
                marks.flat_map(near).collect()
            }
        };
        cells.sort_by_key(|cells| (cells.start, cells.end));
        cells.dedup();
        cells.into_iter().map(detail::ends_of).for_each(|(from, until)| packing.block(from, until));
        let entries = ranks.iter().map(|&rank| content.entry(timeline, lane, index.event(rank))).collect();
        match group {
            0 => packing.pack(entries),
            _ => packing.pack_above_last_row(entries),
        }
        packing.lost.append(&mut lost);
        let chips = packing.chips(if group == 0 { CHIP_REACH } else { (until - from) / LONG_CHIPS });
        Tile { placed: packing.placed, chips, rows: packing.rows }
    }

    /// The ranks of what may be drawn singly of a tile, and the position and event of those that are too many.
    fn candidates(
        &self,
        source: &Source,
        (lane, group, _): Key,
        (from, until): (f64, f64),
        full: &[Range<i64>],
    ) -> (Vec<usize>, Vec<(f64, usize)>) {
        let index = &source.content.lanes[lane].index;
        let days = (self.axis.day(from), self.axis.day(until));
        let days = if self.whole { (f64::NEG_INFINITY, f64::INFINITY) } else { days };
        // The weightiest so far; the lightest of them on top.
        let mut kept: BinaryHeap<(std::cmp::Reverse<u32>, usize)> = BinaryHeap::new();
        let mut lost = Vec::new();
        let most = match (self.whole, group) {
            (true, _) => WHOLE,
            (false, 0) => TILE_MAX.0,
            (false, _) => TILE_MAX.1,
        };
        let classes = (0..REACHES).filter(|&class| match (self.whole, group) {
            (true, _) => true,
            (false, 0) => self.is_short(class),
            (false, group) => class == group,
        });
        for class in classes {
            for rank in index.of_reach(class, days.0, days.1) {
                if !full.is_empty() && detail::is_full(full, detail::cell_at(&self.axis, index.at(rank))) {
                    continue;
                }
                // Weights are not negative, so that their bits are in their order.
                kept.push((std::cmp::Reverse(source.content.weight(index.event(rank)).to_bits()), rank));
                if kept.len() > most
                    && let Some((_, rank)) = kept.pop()
                {
                    lost.push((self.axis.position(index.at(rank)), index.event(rank)));
                }
            }
        }
        (kept.into_iter().map(|(_, rank)| rank).collect(), lost)
    }
}
