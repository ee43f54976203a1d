//! A lane that is too full for single marks to the area that stands for them.

use super::axis::Axis;
use super::content::Entry;
use super::pen::Pen;
use super::scene::{Part, Rect};
use super::theme::Theme;
use dateline_model::event::Family;
use dateline_model::timeline::Timeline;

/// Height of a lane drawn as an area, in rows.
pub const HEIGHT_ROWS: f32 = 1.5;
/// Single marks need this much room each, in points.
const MARK_ROOM: f64 = 12.0;
/// Width of a bin in points.
const BIN: f64 = 3.0;
/// Lanes with fewer events are never drawn as an area.
const FEW: usize = 40;

/// Counts of events in bins of equal width along the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Position of the first bin's left edge.
    pub from: f64,
    /// Width of a bin in points.
    pub bin: f64,
    /// The bins that hold something, in order: index, events, and the first of them.
    pub bins: Vec<(usize, Vec<usize>)>,
    /// The most that a bin holds.
    pub most: usize,
}

/// Whether a lane has more marks than there is room for, once empty stretches of the axis are left out.
pub fn too_full(entries: &[Entry], axis: &Axis) -> bool {
    if entries.len() < FEW {
        return false;
    }
    let mut length = 0.0;
    let mut last: Option<f64> = None;
    for entry in entries {
        let at = axis.position(entry.middle);
        // Eight rows of marks stand over each other; a wide gap counts as one mark's room of each.
        length += last.map_or(MARK_ROOM, |last| (at - last).abs().min(8.0 * MARK_ROOM));
        last = Some(at);
    }
    entries.len() as f64 * MARK_ROOM > 4.0 * length
}

impl Density {
    /// Counts the entries of a lane by bins.
    pub fn new(entries: &[Entry], axis: &Axis) -> Density {
        let mut at: Vec<(f64, usize)> = entries.iter().map(|e| (axis.position(e.middle), e.event)).collect();
        at.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let from = at.first().map_or(0.0, |first| (first.0 / BIN).floor() * BIN);
        let mut bins: Vec<(usize, Vec<usize>)> = Vec::new();
        for (position, event) in at {
            let index = ((position - from) / BIN) as usize;
            match bins.last_mut() {
                Some((last, events)) if *last == index => events.push(event),
                _ => bins.push((index, vec![event])),
            }
        }
        let most = bins.iter().map(|(_, events)| events.len()).max().unwrap_or(0);
        Density { from, bin: BIN, bins, most }
    }
}

/// Draws the part of a density that shows, its height logarithmic in the count; `base` is the area's bottom and height.
/// Where one family has more than half of a bin that holds at least twice the lane's median, the bin has its colour.
pub fn draw(
    pen: &mut Pen,
    density: &Density,
    timeline: &Timeline,
    theme: &Theme,
    x: impl Fn(f64) -> f32,
    shown: (f64, f64),
    base: (f32, f32),
) {
    let (bottom, height) = base;
    let mut counts: Vec<usize> = density.bins.iter().map(|(_, events)| events.len()).collect();
    counts.sort_unstable();
    let median = counts.get(counts.len() / 2).copied().unwrap_or(1);
    let first = density.bins.partition_point(|(index, _)| density.from + (*index as f64 + 1.0) * density.bin < shown.0);
    for (index, events) in &density.bins[first..] {
        let from = density.from + *index as f64 * density.bin;
        if from > shown.1 {
            break;
        }
        let share = ((events.len() + 1) as f32).ln() / ((density.most + 1) as f32).ln();
        let color = family(events, timeline)
            .filter(|_| events.len() >= 2 * median)
            .map_or(theme.density, |family| theme.family(family));
        pen.stand_for(Part::More, events.first().copied());
        let bar = Rect { x: x(from), y: bottom - share * height, width: density.bin as f32, height: share * height };
        pen.fill(bar, color);
    }
}

/// The family of more than half of the events.
fn family(events: &[usize], timeline: &Timeline) -> Option<Family> {
    let mut counts = [0usize; 5];
    for &event in events {
        counts[timeline.events[event].kind.family() as usize] += 1;
    }
    let families = [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];
    families.into_iter().find(|&family| 2 * counts[family as usize] > events.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::axis::Folding;

    fn entries(count: usize, apart: f64) -> Vec<Entry> {
        let entry = |index: usize| Entry {
            event: index,
            echo: false,
            middle: 700_000.0 + index as f64 * apart,
            band: None,
            disputed: None,
            weight: 0.5,
        };
        (0..count).map(entry).collect()
    }

    fn check(count: usize, apart: f64, expect: bool) {
        let axis = Axis::new(1.0, &[], Folding { over: 1e9, width: 40.0 });
        assert_eq!(too_full(&entries(count, apart), &axis), expect, "{count} events {apart} apart");
    }

    #[test]
    fn a_lane_is_too_full_where_marks_have_no_room() {
        check(30, 0.1, false);
        check(100, 0.1, true);
        check(100, 12.0, false);
        check(1000, 2.0, true);
    }

    #[test]
    fn every_event_is_counted() {
        let axis = Axis::new(1.0, &[], Folding { over: 1e9, width: 40.0 });
        let density = Density::new(&entries(1000, 0.7), &axis);
        assert_eq!(density.bins.iter().map(|(_, events)| events.len()).sum::<usize>(), 1000);
        assert!(density.bins.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
