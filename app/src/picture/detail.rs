//! A lane and a scale to how it is drawn: single marks in rows, or areas where marks have no room.
//!
//! An area is made of bars, one for each bin of the axis, and each is as high as exactly those events make it
//! whose marks stand in the bin. Knows no pen.

use super::axis::Axis;
use super::sizes::Sizes;
use dateline_model::timeline::index::{FAMILIES, LaneIndex, REACHES, farthest};
use std::ops::Range;

/// Height of a lane drawn as an area, in rows, where there is room; and the least height, in points.
pub const AREA_HEIGHT: (f32, f32) = (1.5, 15.0);
/// Width of a bin in points, at a level's own scale.
pub const BIN: f64 = 3.0;
/// Bins that are drawn as an area together, or not at all.
const CELL_BINS: i64 = 16;
const CELL: f64 = CELL_BINS as f64 * BIN;
/// What a mark needs of a row, in points.
const MARK_ROOM: f64 = 20.0;
/// As much as a mark with a common label needs of a row, in points.
const LABEL_ROOM: f64 = 200.0;
/// With more marks in that room than this a lane is crowded: one in ten points.
const CROWD: usize = 20;
/// Bins of one family with less than this between them are one peak.
const PEAK_GAP: i64 = 3;
/// A peak holds so many times as much as a bin of its lane does on average.
const PEAK_OVER: f32 = 8.0;
/// And at least so many events.
const PEAK_LEAST: f32 = 20.0;
/// So many events of a peak are asked for their weight.
const PEAK_ASKED: usize = 1000;
/// So many moments of a lane are looked at to see how full it is where most of its events are.
const SAMPLES: usize = 64;

/// How a lane is drawn at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As single marks, in so many rows at most.
    Rows(usize),
    /// As an area.
    Area,
}

/// Chooses the form of a lane. Half of its events have room beside those after them in as many rows; where more of
/// them crowd, cells of the lane are areas. It is an area as a whole where it is crowded even at its calmer times.
pub fn form(index: &LaneIndex, axis: &Axis, sizes: &Sizes) -> Form {
    let Some(last) = index.len().checked_sub(1) else { return Form::Rows(1) };
    let days = LABEL_ROOM / axis.scale;
    let samples = index.len().min(SAMPLES);
    let after = |nth: usize| {
        let rank = (2 * nth + 1) * index.len() / (2 * samples);
        index.rank(index.at(rank) + days).saturating_sub(rank)
    };
    let mut marks: Vec<usize> = (0..samples).map(after).collect();
    marks.sort_unstable();
    if marks[samples / 4] > CROWD && index.len() > 2 * CROWD {
        return Form::Area;
    }
    let length = (index.at(last) - index.at(0)).max(days);
    let long = (1..REACHES).filter(|&class| farthest(class) > days);
    // As many bands as there are at a time on average; of those that reach so far at most, most reach half as far.
    let bands: f64 = long.map(|class| index.reaching(class) as f64 * (farthest(class) / 2.0 / length).min(1.0)).sum();
    // One row is not for long bands.
    let least = if bands > 0.0 { 2 } else { 1 };
    Form::Rows((marks[samples / 2] + bands.ceil() as usize).clamp(least, sizes.max_rows.max(least)))
}

/// Counts of events in bins of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The bins that hold something, in order: their place on the axis in bins, and how many of each family.
    pub bins: Vec<(i64, [u32; FAMILIES])>,
    /// What stands out of it.
    pub peak: Option<Peak>,
}

/// A run of bins in which one family has the most, far more than its lane has on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// The first bin and the one after the last.
    pub bins: (i64, i64),
    /// How many events stand in them.
    pub count: u32,
    /// The weightiest of them.
    pub event: usize,
}

/// The family that has more than half of a bin which holds at least twice the average of its lane.
pub fn leading(families: &[u32; FAMILIES], mean: f32) -> Option<usize> {
    let count: u32 = families.iter().sum();
    let leads = |share: &u32| 2 * *share > count && count as f32 >= 2.0 * mean;
    families.iter().position(leads)
}

/// The run of bins that holds most of those which one family leads by far.
pub fn peak(
    index: &LaneIndex,
    axis: &Axis,
    bins: &[(i64, [u32; FAMILIES])],
    mean: f32,
    weight: impl Fn(usize) -> f32,
) -> Option<Peak> {
    let leading = |bin: &(i64, [u32; FAMILIES])| leading(&bin.1, mean);
    let near =
        |a: &(i64, [u32; FAMILIES]), b: &(i64, [u32; FAMILIES])| b.0 - a.0 <= PEAK_GAP && leading(a) == leading(b);
    let runs = bins.chunk_by(near).filter(|run| leading(&run[0]).is_some());
    let count = |run: &[(i64, [u32; FAMILIES])]| run.iter().flat_map(|(_, families)| families).sum::<u32>();
    let run = runs.max_by_key(|run| count(run)).filter(|run| count(run) as f32 >= PEAK_LEAST.max(PEAK_OVER * mean))?;
    let (from, until) = (run.first()?.0, run.last()?.0 + 1);
    let ranks = index.ranks(axis.day(from as f64 * BIN), axis.day(until as f64 * BIN));
    // Of very many some are asked: the weightiest is then one of the weightiest.
    let step = ranks.len().div_ceil(PEAK_ASKED).max(1);
    let event = ranks
        .step_by(step)
        .map(|rank| index.event(rank))
        .max_by(|a, b| weight(*a).total_cmp(&weight(*b)).then(b.cmp(a)))?;
    Some(Peak { bins: (from, until), count: count(run), event })
}

/// Some bins of the axis, in order.
pub fn area(index: &LaneIndex, axis: &Axis, places: impl Iterator<Item = Range<i64>>) -> Area {
    let mut bins = Vec::new();
    let begin = |bin: i64| axis.day(bin as f64 * BIN);
    for Range { start: mut bin, end } in places {
        let mut rank = index.rank(begin(bin));
        let mut before = index.families_before(rank);
        while bin < end && rank < index.len() {
            // Empty bins are passed over.
            let holding = (axis.position(index.at(rank)) / BIN).floor() as i64;
            bin = bin.max(holding.saturating_sub(1));
            if bin >= end {
                break;
            }
            let next = index.rank(begin(bin + 1));
            if next > rank {
                let after = index.families_before(next);
                bins.push((bin, std::array::from_fn(|family| after[family] - before[family])));
                (rank, before) = (next, after);
            }
            bin += 1;
        }
    }
    Area { bins, peak: None }
}

/// The cells of a lane in so many rows that hold more marks than have room, as runs in order: they are drawn as areas.
pub fn full_cells(index: &LaneIndex, axis: &Axis, rows: usize) -> Vec<Range<i64>> {
    let room = (rows as f64 * CELL / MARK_ROOM) as usize;
    let begin = |cell: i64| axis.day(cell as f64 * CELL);
    let mut full: Vec<Range<i64>> = Vec::new();
    // A full cell after this rank holds the mark that is so many ranks further, or a later one.
    let mut rank = 0;
    while rank + room < index.len() {
        let cell = cell_at(axis, index.at(rank + room));
        let ranks = index.ranks(begin(cell), begin(cell + 1));
        if ranks.len() > room {
            match full.last_mut() {
                Some(last) if last.end == cell => last.end += 1,
                _ => full.push(cell..cell + 1),
            }
        }
        rank = ranks.end.max(rank + 1);
    }
    full
}

/// The cell in which a moment lies; found by the day, as the bins are, so that what is counted there is not drawn singly.
pub fn cell_at(axis: &Axis, day: f64) -> i64 {
    let begin = |cell: i64| axis.day(cell as f64 * CELL);
    let cell = (axis.position(day) / CELL).floor() as i64;
    cell + i64::from(begin(cell + 1) <= day) - i64::from(begin(cell) > day)
}

/// Whether a cell is one of the full ones.
pub fn is_full(full: &[Range<i64>], cell: i64) -> bool {
    full.get(full.partition_point(|run| run.end <= cell)).is_some_and(|run| run.start <= cell)
}

/// The full ones of the cells that lie between two positions, at least in part.
pub fn full_between(full: &[Range<i64>], from: f64, until: f64) -> impl Iterator<Item = Range<i64>> {
    let (first, end) = ((from / CELL).floor() as i64, (until / CELL).ceil() as i64);
    let begin = full.partition_point(|run| run.end <= first);
    let runs = full[begin..].iter().take_while(move |run| run.start < end);
    runs.map(move |run| run.start.max(first)..run.end.min(end))
}

/// The bins of cells.
pub fn bins_of(cells: Range<i64>) -> Range<i64> {
    cells.start * CELL_BINS..cells.end * CELL_BINS
}

/// The positions of the ends of cells.
pub fn ends_of(cells: Range<i64>) -> (f64, f64) {
    (cells.start as f64 * CELL, cells.end as f64 * CELL)
}

/// What a lane's bars are measured by: what no bin holds more than, and what each holds on average.
pub fn measure(index: &LaneIndex, axis: &Axis) -> (u32, f32) {
    let Some(last) = index.len().checked_sub(1) else { return (0, 0.0) };
    let ends = [0, last].map(|rank| axis.position(index.at(rank)) / BIN);
    let bins = (ends[1] - ends[0]).max(1.0);
    // Far away there are fewer bins than events.
    let most = if bins * 4.0 < index.len() as f64 {
        let mut rank = 0;
        let begins = (ends[0].floor() as i64 + 1..=ends[1].floor() as i64 + 1).map(|bin| axis.day(bin as f64 * BIN));
        let counts = begins.map(|begin| {
            let before = rank;
            rank = index.rank(begin).max(before);
            rank - before
        });
        counts.max().unwrap_or(0)
    } else {
        index.most_within(BIN / axis.scale)
    };
    (most as u32, index.len() as f32 / bins as f32)
}
