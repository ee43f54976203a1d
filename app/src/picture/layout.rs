//! Content and a scale to positions: rows in which marks, bands and labels keep apart. Made once for a scale;
//! a pan only shifts it, so that what stays in sight stays where it is.

use super::axis::{Axis, Folding};
use super::content::{Content, Ends, LaneContent};
use super::detail;
use super::labels::Side;
use super::packing::Packing;
use super::sizes::Sizes;

/// Where everything is along the axis, and in which row.
pub struct Layout {
    /// Days to positions.
    pub axis: Axis,
    /// One for each lane of the content.
    pub lanes: Vec<LaneLayout>,
    /// The height of all lanes in points.
    pub height: f32,
}

/// Where a lane is and what stands in it.
pub struct LaneLayout {
    /// From the top of the first lane, in points.
    pub top: f32,
    /// In points.
    pub height: f32,
    /// What is drawn singly, in the order of `from`.
    pub placed: Vec<Placed>,
    /// For each of `placed`, the largest `until` up to it: what begins before a window may reach into it.
    pub reach: Vec<f64>,
    /// Chips for what found no room.
    pub chips: Vec<Chip>,
    /// What is drawn as an area instead, where there is too much.
    pub density: Option<detail::Density>,
}

/// An event's place in a lane. Positions are along the axis, in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Index into the timeline's events.
    pub event: usize,
    /// Whether its name stands in another lane.
    pub echo: bool,
    /// The row, from the top.
    pub row: usize,
    /// The middle of its disc.
    pub mark: f64,
    /// Its band.
    pub band: Option<Band>,
    /// A second one for when sources that disagree say it was.
    pub disputed: Option<Band>,
    /// Where its label stands; none where it has none.
    pub label: Option<Side>,
    /// Whether its label lies over a fold, without a plate.
    pub over_fold: bool,
    /// Left end of all that belongs to it.
    pub from: f64,
    /// Right end of all that belongs to it.
    pub until: f64,
}

/// A band's ends as positions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub until: f64,
    /// How its ends are drawn.
    pub ends: Ends,
}

/// "+3" for labels and marks that found no room.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// The row, from the top.
    pub row: usize,
    /// Position of its left edge.
    pub from: f64,
    /// Its width in points.
    pub width: f32,
    /// How many it stands for.
    pub count: usize,
    /// The first of them.
    pub event: usize,
}

/// Events from this weight on are those that a briefing is about.
pub const KEY_WEIGHT: f32 = 0.5;
/// Fewer marks without room than this are told by chips, however many they are of their lane.
const MANY_LOST: usize = 60;
impl Layout {
    /// Places everything on an axis. Labels of marks between the positions of `window` stay between them.
    pub fn new(content: &Content, axis: Axis, sizes: &Sizes, window: (f64, f64)) -> Layout {
        let margin = f64::from(EDGE);
        let all = (axis.position(content.extent.from) - margin, axis.position(content.extent.until) + margin);
        let bounds = Bounds { all, window };
        let mut lanes = Vec::with_capacity(content.lanes.len());
        let mut top = 0.0;
        for lane in &content.lanes {
            let laid = lane_layout(content, lane, &axis, sizes, &bounds, top);
            top += laid.height;
            lanes.push(laid);
        }
        Layout { axis, lanes, height: top }
    }
}

/// What labels may not cross.
pub struct Bounds {
    /// The ends of all of the time that is shown.
    pub all: (f64, f64),
    /// Those of the window that the layout was made for.
    pub window: (f64, f64),
}

impl Bounds {
    /// The edges for a mark: those of the window if it stands in it; else what is beside the window,
    /// so that no title reaches into it without its mark.
    pub fn edges_for(&self, mark: f64) -> (f64, f64) {
        let ((first, last), (left, right)) = (self.all, self.window);
        if mark < left {
            (first, left.min(last))
        } else if mark > right {
            (right.max(first), last)
        } else {
            // Room for a scroll bar, and for a title to end before the edge.
            (first.max(left), last.min(right) - f64::from(EDGE))
        }
    }
}

/// What stays free left of the first and right of the last day of a fitted picture, in points.
pub const EDGE: f32 = 10.0;

/// What is folded in a window of so many points.
pub fn window_folding(width: f32, sizes: &Sizes) -> Folding {
    Folding { over: f64::from(width / 5.0).max(2.0 * f64::from(sizes.fold)), width: f64::from(sizes.fold) }
}

impl LaneLayout {
    /// What may show between two positions, in the order of time.
    pub fn shown(&self, from: f64, until: f64) -> &[Placed] {
        let first = self.reach.partition_point(|&reach| reach < from);
        let end = self.placed.partition_point(|placed| placed.from <= until);
        self.placed.get(first..end).unwrap_or_default()
    }
}

fn lane_layout(
    content: &Content,
    lane: &LaneContent,
    axis: &Axis,
    sizes: &Sizes,
    bounds: &Bounds,
    top: f32,
) -> LaneLayout {
    let packed = (!detail::too_full(&lane.entries, axis)).then(|| {
        let mut packing = Packing::new(content, axis, sizes, bounds);
        packing.pack(&lane.entries);
        packing
    });
    let Some(mut packed) =
        packed.filter(|packed| packed.lost.len() < MANY_LOST || 2 * packed.lost.len() <= lane.entries.len())
    else {
        let height = detail::HEIGHT_ROWS * sizes.row + sizes.lane_extra;
        let density = Some(detail::Density::new(&lane.entries, axis));
        return LaneLayout { top, height, placed: Vec::new(), reach: Vec::new(), chips: Vec::new(), density };
    };
    let chips = packed.chips();
    let mut placed = packed.placed;
    placed.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.event.cmp(&b.event)));
    let mut furthest = f64::NEG_INFINITY;
    let reach = placed
        .iter()
        .map(|placed| {
            furthest = furthest.max(placed.until);
            furthest
        })
        .collect();
    let height = packed.rows.len().max(1) as f32 * sizes.row + sizes.lane_extra;
    LaneLayout { top, height, placed, reach, chips, density: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::axis::Stretch;
    use crate::picture::fixture;
    use crate::picture::text::Text;

    fn layout(days: (f64, f64), width: f64) -> (Content, Layout) {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let content = Content::new(&timeline, &lanes, &Sizes::WINDOW, &Text::new(), |_| String::new());
        let folding = window_folding(width as f32, &Sizes::WINDOW);
        let shown = Stretch { from: days.0, until: days.1 };
        let axis = Axis::fitting(shown, width, &content.empty, folding);
        let layout = Layout::new(&content, axis, &Sizes::WINDOW, (f64::NEG_INFINITY, f64::INFINITY));
        (content, layout)
    }

    #[test]
    fn nothing_overlaps_in_a_row() {
        for (from, until) in [(711_500.0, 739_500.0), (738_000.0, 739_500.0), (739_200.0, 739_300.0)] {
            let (_, layout) = layout((from, until), 1200.0);
            for lane in &layout.lanes {
                for a in &lane.placed {
                    for b in lane.placed.iter().filter(|b| b.row == a.row && b.event != a.event) {
                        assert!(a.until <= b.from || b.until <= a.from, "{a:?} and {b:?}");
                    }
                    let chips = lane.chips.iter().filter(|chip| chip.row == a.row);
                    for chip in chips {
                        assert!(a.until <= chip.from || chip.from + f64::from(chip.width) <= a.from, "{a:?} {chip:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_lost() {
        for width in [300.0, 600.0, 2400.0] {
            let (content, layout) = layout((711_500.0, 739_500.0), width);
            for (lane, laid) in content.lanes.iter().zip(&layout.lanes) {
                if laid.density.is_some() {
                    continue;
                }
                let unlabelled = |placed: &&Placed| !placed.echo && placed.label.is_none();
                let hidden = lane.entries.len() - laid.placed.len() + laid.placed.iter().filter(unlabelled).count();
                let chips: usize = laid.chips.iter().map(|chip| chip.count).sum();
                assert_eq!(chips, hidden, "{}", lane.lane.name);
            }
        }
    }

    #[test]
    fn a_window_finds_what_reaches_into_it() {
        let (_, layout) = layout((738_000.0, 739_500.0), 1200.0);
        for lane in &layout.lanes {
            for step in -20..20 {
                let (from, until) = (f64::from(step) * 100.0, f64::from(step) * 100.0 + 150.0);
                let shown = lane.shown(from, until);
                let reaching = lane.placed.iter().filter(|placed| placed.until >= from && placed.from <= until);
                assert!(reaching.clone().all(|placed| shown.contains(placed)));
            }
        }
    }
}
