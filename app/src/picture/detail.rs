//! A lane and a scale to how it is drawn: single marks in rows, or areas where marks have no room.
//!
//! An area is made of bars, one for each bin of the axis, and each is as high as exactly those events make it
//! whose marks stand in the bin. Knows no pen.

use super::axis::Axis;
use super::sizes::Sizes;
use dateline_model::timeline::index::{FAMILIES, LaneIndex, REACHES, farthest};

/// Height of a lane drawn as an area, in rows, where there is room; and the least height, in points.
pub const AREA_HEIGHT: (f32, f32) = (1.5, 15.0);
/// Width of a bin in points, at a level's own scale.
pub const BIN: f64 = 3.0;
/// Bins that are drawn as an area together, or not at all.
const CELL_BINS: i64 = 16;
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
        index.rank_from(rank, index.at(rank) + days) - rank
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

/// The bins between two places on the axis, those of full cells only where the lane has rows.
pub fn area(index: &LaneIndex, axis: &Axis, form: Form, from: i64, until: i64) -> Area {
    let mut bins = Vec::new();
    let begin = |bin: i64| axis.day(bin as f64 * BIN);
    let mut cell = i64::MIN;
    let mut full = true;
    let mut rank = index.rank(begin(from));
    let mut bin = from;
    while bin < until && rank < index.len() {
        // Empty bins are passed over.
        let holding = (axis.position(index.at(rank)) / BIN).floor() as i64;
        bin = bin.max(holding.saturating_sub(1));
        if let Form::Rows(rows) = form
            && cell != bin.div_euclid(CELL_BINS)
        {
            cell = bin.div_euclid(CELL_BINS);
            full = is_full(index, axis, rows, cell);
        }
        if bin >= until {
            break;
        }
        let end = index.rank_from(rank, begin(bin + 1));
        if end > rank && full {
            bins.push((bin, index.families(&(rank..end))));
        }
        rank = end;
        bin += 1;
    }
    Area { bins, peak: None }
}

/// Whether more marks stand in a cell than its rows hold.
fn is_full(index: &LaneIndex, axis: &Axis, rows: usize, cell: i64) -> bool {
    let (from, until) = cell_ends(cell);
    let marks = index.ranks(axis.day(from), axis.day(until)).len();
    marks as f64 > rows as f64 * (until - from) / MARK_ROOM
}

/// The positions of a cell's ends.
fn cell_ends(cell: i64) -> (f64, f64) {
    let width = CELL_BINS as f64 * BIN;
    (cell as f64 * width, (cell + 1) as f64 * width)
}

/// Which cells of a lane in rows are drawn as an area: asked in the order of time, each is looked at once.
pub struct Cells<'a> {
    index: &'a LaneIndex,
    axis: &'a Axis,
    rows: usize,
    known: Option<(i64, bool)>,
}

impl<'a> Cells<'a> {
    /// Those of a lane with so many rows.
    pub fn new(index: &'a LaneIndex, axis: &'a Axis, rows: usize) -> Cells<'a> {
        Cells { index, axis, rows, known: None }
    }

    /// Whether a moment lies in a full one.
    pub fn is_full_at(&mut self, day: f64) -> bool {
        // Found by the day, as the bins are, so that what is counted there is not drawn here.
        let mut cell = (self.axis.position(day) / (CELL_BINS as f64 * BIN)).floor() as i64;
        cell += i64::from(self.axis.day(cell_ends(cell).1) <= day) - i64::from(self.axis.day(cell_ends(cell).0) > day);
        match self.known {
            Some((known, full)) if known == cell => full,
            _ => {
                let full = is_full(self.index, self.axis, self.rows, cell);
                self.known = Some((cell, full));
                full
            }
        }
    }

    /// The positions of the full cells within so many points of any of some positions.
    pub fn full_around(&self, mut positions: Vec<f64>, reach: f64) -> Vec<(f64, f64)> {
        positions.sort_by(f64::total_cmp);
        let near = positions.chunk_by(|a, b| b - a <= 2.0 * reach);
        let ends = near.filter_map(|run| Some((run.first()? - reach, run.last()? + reach)));
        let mut runs: Vec<(f64, f64)> = ends.flat_map(|(from, until)| self.full_between(from, until)).collect();
        runs.dedup_by(|next, last| next.0 < last.1);
        runs
    }

    /// The positions of the full cells between two others, touching ones as one.
    pub fn full_between(&self, from: f64, until: f64) -> Vec<(f64, f64)> {
        let width = CELL_BINS as f64 * BIN;
        let mut runs: Vec<(f64, f64)> = Vec::new();
        let mut rank = self.index.rank(self.axis.day(from));
        let mut cell = i64::MIN;
        while rank < self.index.len() && cell < (until / width).floor() as i64 {
            cell = ((self.axis.position(self.index.at(rank)) / width).floor() as i64).max(cell.saturating_add(1));
            let (left, right) = cell_ends(cell);
            if left >= until {
                break;
            }
            if is_full(self.index, self.axis, self.rows, cell) {
                match runs.last_mut() {
                    Some(last) if last.1 >= left => last.1 = right,
                    _ => runs.push((left, right)),
                }
            }
            rank = self.index.rank_from(rank, self.axis.day(right));
        }
        runs
    }
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
            rank = index.rank_from(before, begin);
            rank - before
        });
        counts.max().unwrap_or(0)
    } else {
        index.most_within(BIN / axis.scale)
    };
    (most as u32, index.len() as f32 / bins as f32)
}
