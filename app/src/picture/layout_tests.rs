//! Layouts of made timelines: rows and sides that hold for a level, tiles that fit together.

use super::*;
use crate::picture::axis::{Stretch, level_scale};
use crate::picture::content::Tail;
use crate::picture::packing::{Place, PlacedLabel};
use crate::picture::{fixture, labels, news};
use dateline_model::arrangement::Arrangement;
use dateline_model::timeline::index::REACHES;
use std::collections::BTreeSet;

const SIZES: &Sizes = &Sizes::WINDOW;

/// A content, its text and what is laid out of it.
struct Made {
    timeline: Timeline,
    content: Content,
    text: Text,
    labels: Labels,
}

impl Made {
    fn new(timeline: Timeline) -> Made {
        let all: Vec<usize> = (0..timeline.events.len()).collect();
        let lanes =
            Arrangement::default().lanes(&timeline, &all, &BTreeSet::new(), |country| country.code().to_owned());
        let content = Content::new(&timeline, &lanes, Tail::SourceCount);
        Made { timeline, content, text: Text::new(), labels: Labels::default() }
    }

    fn axis(&self, scale: f64) -> Axis {
        Axis::new(scale, &self.content.empty, window_folding(1200.0, SIZES))
    }

    fn source(&mut self) -> Source<'_> {
        let Made { timeline, content, text, labels } = self;
        Source { timeline, content, text, labels }
    }

    fn layout(&mut self, scale: f64) -> Layout {
        let axis = self.axis(level_scale(scale));
        Layout::new(&mut self.source(), axis, SIZES, 700.0)
    }
}

/// Left and right end of all that belongs to a mark, with its label.
fn ends(placed: &Placed, axis: &Axis) -> (f64, f64) {
    let place = Place::new(&placed.entry, axis, SIZES);
    let label = placed
        .label
        .as_ref()
        .map(|PlacedLabel { label, side, .. }| labels::label_range(place.mark, label.width, *side, SIZES));
    label.map_or((place.from, place.until), |(from, until)| (place.from.min(from), place.until.max(until)))
}

/// Nothing overlaps in a row, at the level's own scale and at all larger ones of the level; how often that was seen.
fn check_apart(made: &mut Made, scale: f64, lanes: &[usize], days: (f64, f64)) -> usize {
    let mut layout = made.layout(scale);
    let (from, until) = (layout.axis.position(days.0), layout.axis.position(days.1));
    for &lane in lanes {
        layout.prepare(&mut made.source(), lane..lane + 1, from, until);
    }
    let mut compared = 0;
    for scale in [level_scale(scale), level_scale(scale) * 1.2, level_scale(scale) * 1.41] {
        let axis = made.axis(scale);
        assert_eq!(axis.folds.len(), layout.axis.folds.len());
        for &lane in lanes {
            let mut taken: Vec<(usize, f64, f64, usize)> = Vec::new();
            for tile in layout.tiles(&made.content, lane, from, until) {
                taken.extend(tile.placed.iter().map(|placed| {
                    let (from, until) = ends(placed, &axis);
                    (placed.row, from, until, placed.entry.event)
                }));
                taken.extend(tile.chips.iter().map(|chip| {
                    let from = axis.position(chip.day);
                    (chip.row, from, from + f64::from(chip.width), chip.event)
                }));
            }
            taken.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            for pair in taken.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                compared += 1;
                assert!(pair[0].2 <= pair[1].1 + 1e-6, "lane {lane} at {scale}: {pair:?}");
            }
        }
    }
    compared
}

#[test]
fn nothing_overlaps_in_a_row() {
    let mut small = Made::new(fixture::timeline());
    let mut compared = 0;
    let lanes: Vec<usize> = (0..small.content.lanes.len()).collect();
    for scale in [0.04, 0.8, 3.0, 12.0] {
        compared += check_apart(&mut small, scale, &lanes, (711_500.0, 739_500.0));
    }
    let mut large = Made::new(news::timeline(20_000));
    for (scale, days) in [(0.7, 2000.0), (2.0, 900.0), (9.0, 200.0), (100.0, 30.0), (3000.0, 2.0)] {
        compared += check_apart(&mut large, scale, &[0, 1, 2, 3, 5, 8, 20, 40, 60, 61], (731_000.0, 731_000.0 + days));
    }
    assert!(compared > 500, "{compared}");
}

/// Every event of a stretch is drawn singly, counted by a chip or counted in an area; none twice.
#[test]
fn nothing_is_lost() {
    let mut made = Made::new(news::timeline(20_000));
    for (scale, days) in [(0.3, 4000.0), (1.1, 2000.0), (5.0, 500.0), (60.0, 40.0)] {
        let mut layout = made.layout(scale);
        let (from, until) = (731_000.0, 731_000.0 + days);
        let ends = [from, until].map(|day| layout.axis.position(day));
        // Wide enough that each of its marks is in a tile that was asked for.
        layout.prepare(&mut made.source(), 0..15, ends[0], ends[1]);
        for lane in 0..15 {
            let index = &made.content.lanes[lane].index;
            let keys = layout.keys(&made.content, lane, ends[0], ends[1]);
            let mut single = vec![0; index.len()];
            let mut told = 0;
            let tiles = if layout.lanes[lane].form == Form::Area { Vec::new() } else { keys };
            for key in tiles {
                let tile = layout.tiles.peek(&key).expect("it was laid out");
                let (first, last) = {
                    let width = layout.tile_width(key.1);
                    (layout.axis.day(key.2 as f64 * width), layout.axis.day((key.2 + 1) as f64 * width))
                };
                let classes =
                    (0..REACHES).filter(|&class| if key.1 == 0 { layout.is_short(class) } else { class == key.1 });
                let Form::Rows(rows) = layout.lanes[lane].form else { continue };
                let full = detail::full_cells(index, &layout.axis, rows);
                let all: Vec<usize> = classes.flat_map(|class| index.of_reach(class, first, last)).collect();
                let cell = |rank: usize| detail::cell_at(&layout.axis, index.at(rank));
                let free = all.iter().filter(|rank| !detail::is_full(&full, cell(**rank))).count();
                for placed in &tile.placed {
                    let rank = all.iter().find(|rank| index.event(**rank) == placed.entry.event);
                    single[*rank.unwrap_or(&usize::MAX)] += 1;
                }
                let unlabelled = tile.placed.iter().filter(|p| p.label.is_none() && !p.entry.echo).count();
                let chips: usize = tile.chips.iter().map(|chip| chip.count).sum();
                assert_eq!(tile.placed.len() - unlabelled + chips, free, "lane {lane} at {scale}");
                told += free;
            }
            let areas =
                area_places(ends[0], ends[1]).map(|place| layout.areas.peek(&(lane, place)).expect("it was laid out"));
            let counted: u32 = areas.flat_map(|area| &area.bins).flat_map(|(_, families)| families).sum();
            assert!(single.iter().all(|&times| times <= 1));
            let within = index.ranks(from, until).len();
            assert!(told + counted as usize >= within, "lane {lane} at {scale}: {told} {counted} {within}");
        }
    }
}

/// What is laid out does not depend on what was looked at before.
#[test]
fn any_way_to_a_view_shows_the_same() {
    let mut made = Made::new(news::timeline(20_000));
    let mut at_once = made.layout(6.0);
    let mut on_the_way = made.layout(6.0);
    let (from, until) = (at_once.axis.position(731_000.0), at_once.axis.position(731_300.0));
    at_once.prepare(&mut made.source(), 0..10, from, until);
    for step in (0..30).rev() {
        let at = from - 900.0 + 120.0 * f64::from(step);
        on_the_way.prepare(&mut made.source(), 0..10, at, at + 700.0);
    }
    on_the_way.prepare(&mut made.source(), 0..10, from, until);
    for lane in 0..10 {
        let shown = |layout: &Layout| {
            let tiles = layout.tiles(&made.content, lane, from, until);
            let placed = tiles.flat_map(|tile| &tile.placed);
            let told =
                |placed: &Placed| (placed.entry.event, placed.row, placed.label.as_ref().map(|label| label.side));
            let mut shown: Vec<_> = placed.map(told).map(|told| format!("{told:?}")).collect();
            shown.sort();
            shown
        };
        assert_eq!(shown(&at_once), shown(&on_the_way), "lane {lane}");
    }
}

fn stretch_of(layout: &Layout, bin: i64) -> Stretch {
    let [from, until] = [bin, bin + 1].map(|bin| layout.axis.day(bin as f64 * detail::BIN));
    Stretch { from, until }
}

/// A bar is as high as exactly the events that stand between its edges make it.
#[test]
fn a_bar_counts_exactly_what_stands_in_it() {
    for (count, scales) in [(3000, [0.003, 0.05]), (60_000, [0.03, 0.9])] {
        let mut made = Made::new(news::timeline(count));
        for scale in scales {
            let mut layout = made.layout(scale);
            let (first, last) = (layout.axis.position(720_000.0), layout.axis.position(745_000.0));
            layout.prepare(&mut made.source(), 0..8, first, last);
            for lane in 0..8 {
                let mut at: Vec<(f64, usize)> = Vec::new();
                for &event in made.content.lanes[lane].lane.events.iter() {
                    let family = made.timeline.events[event].kind.family() as usize;
                    at.push((made.content.entry(&made.timeline, lane, event).at, family));
                }
                let mut counted = 0;
                for (bin, families) in layout.areas(lane, first, last).flat_map(|area| &area.bins) {
                    let Stretch { from, until } = stretch_of(&layout, *bin);
                    for (family, count) in families.iter().enumerate() {
                        let found = at.iter().filter(|(at, of)| *of == family && *at >= from && *at < until).count();
                        assert_eq!(*count as usize, found, "lane {lane}, bin {bin} at {scale}");
                        counted += found;
                    }
                }
                if layout.lanes[lane].form == Form::Area {
                    assert_eq!(counted, at.len(), "lane {lane} at {scale}");
                }
            }
        }
    }
}
