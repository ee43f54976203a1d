//! Content and a scale to positions: rows in which marks, bands and labels keep apart. Made once for a scale;
//! a pan only shifts it, so that what stays in sight stays where it is.

use super::axis::{Axis, Folding};
use super::content::{Content, DayBand, Ends, Entry, LaneContent};
use super::detail;
use super::labels::{Side, label_range, sides};
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

/// Half of the least room between two marks in a row, in points.
const MARK_PAD: f64 = 2.0;
/// What a label keeps free beyond its outer end; with a mark's or another's own, 9 and more.
const LABEL_PAD: f64 = 7.0;
/// Bands narrower than this are left out, fading ones narrower than the second, in points.
const NARROWEST: (f64, f64) = (9.0, 3.0);
/// Where the marks of a lane do not fit, fewer labels are tried.
const LABEL_SHARES: [f32; 4] = [1.0, 0.5, 0.25, 0.0];
/// Labels within this of each other share a chip, in points.
const CHIP_REACH: f64 = 80.0;
/// A chip's width: the first figure, and each further one.
const CHIP_WIDTH: (f32, f32) = (24.0, 7.0);

impl Layout {
    /// Places everything on an axis.
    pub fn new(content: &Content, axis: Axis, sizes: &Sizes) -> Layout {
        let margin = f64::from(EDGE);
        let edges = (axis.position(content.extent.from) - margin, axis.position(content.extent.until) + margin);
        let mut lanes = Vec::with_capacity(content.lanes.len());
        let mut top = 0.0;
        for lane in &content.lanes {
            let laid = lane_layout(content, lane, &axis, sizes, edges, top);
            top += laid.height;
            lanes.push(laid);
        }
        Layout { axis, lanes, height: top }
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
    edges: (f64, f64),
    top: f32,
) -> LaneLayout {
    let packed = (!detail::too_full(&lane.entries, axis)).then(|| pack(content, &lane.entries, axis, sizes, edges));
    let Some(packed) = packed.filter(|packed| 4 * packed.lost <= lane.entries.len()) else {
        let height = detail::HEIGHT_ROWS * sizes.row + sizes.lane_extra;
        let density = Some(detail::Density::new(&lane.entries, axis));
        return LaneLayout { top, height, placed: Vec::new(), reach: Vec::new(), chips: Vec::new(), density };
    };
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
    let height = packed.rows.max(1) as f32 * sizes.row + sizes.lane_extra;
    LaneLayout { top, height, placed, reach, chips: packed.chips, density: None }
}

struct Packed {
    placed: Vec<Placed>,
    chips: Vec<Chip>,
    rows: usize,
    /// How many marks found no room.
    lost: usize,
}

/// What is taken in a row, in order, never overlapping.
#[derive(Default)]
struct Row(Vec<(f64, f64)>);

impl Row {
    fn free(&self, from: f64, until: f64) -> bool {
        let next = self.0.partition_point(|taken| taken.1 <= from);
        self.0.get(next).is_none_or(|taken| taken.0 >= until)
    }

    fn take(&mut self, from: f64, until: f64) {
        let next = self.0.partition_point(|taken| taken.1 <= from);
        self.0.insert(next, (from, until));
    }
}

/// The entries by weight, then in the order of time, those with labels first; each in the first row with room.
fn pack(content: &Content, entries: &[Entry], axis: &Axis, sizes: &Sizes, edges: (f64, f64)) -> Packed {
    let mut order: Vec<&Entry> = entries.iter().collect();
    order.sort_by(|a, b| {
        a.echo
            .cmp(&b.echo)
            .then(b.weight.total_cmp(&a.weight))
            .then(a.middle.total_cmp(&b.middle))
            .then(a.event.cmp(&b.event))
    });
    let named = order.iter().filter(|entry| !entry.echo).count();
    let mut packed = Packed { placed: Vec::new(), chips: Vec::new(), rows: 0, lost: usize::MAX };
    for share in LABEL_SHARES {
        let labels = (named as f32 * share).ceil() as usize;
        let tried = pack_with(content, &order, labels, axis, sizes, edges);
        if tried.lost < packed.lost {
            packed = tried;
        }
        if packed.lost == 0 {
            break;
        }
    }
    packed
}

fn pack_with(
    content: &Content,
    order: &[&Entry],
    labels: usize,
    axis: &Axis,
    sizes: &Sizes,
    edges: (f64, f64),
) -> Packed {
    let mut rows: Vec<Row> = Vec::new();
    let mut placed: Vec<Placed> = Vec::with_capacity(order.len());
    let mut hidden: Vec<(f64, usize, usize)> = Vec::new();
    let mut lost = 0;
    for (index, entry) in order.iter().enumerate() {
        let mut place = bare(entry, axis, sizes);
        let width = content.labels[entry.event].as_ref().map(|label| label.width).filter(|_| !entry.echo);
        let wanted = width.filter(|_| index < labels);
        let own = (place.from - MARK_PAD, place.until + MARK_PAD);
        let with = |side: Side, width: f32| {
            let (from, until) = label_range(place.mark, width, side, sizes);
            (own.0.min(from - LABEL_PAD), own.1.max(until + LABEL_PAD))
        };
        let mut found = None;
        if let Some(width) = wanted {
            for over_fold in [false, true] {
                let sides = sides(axis, place.mark, width, sizes, edges, over_fold);
                let tries =
                    (0..rows.len().min(sizes.max_rows)).flat_map(|row| sides.iter().map(move |&side| (row, side)));
                found = found.or_else(|| {
                    let mut tries = tries;
                    tries.find(|&(row, side)| {
                        let (from, until) = with(side, width);
                        rows[row].free(from, until)
                    })
                });
                if found.is_none() && rows.len() < sizes.max_rows && !sides.is_empty() {
                    rows.push(Row::default());
                    found = Some((rows.len() - 1, sides[0]));
                }
                if found.is_some() {
                    place.over_fold = over_fold;
                    break;
                }
            }
        }
        if let (Some((row, side)), Some(width)) = (found, wanted) {
            let (from, until) = with(side, width);
            rows[row].take(from, until);
            let label = label_range(place.mark, width, side, sizes);
            place.from = place.from.min(label.0);
            place.until = place.until.max(label.1);
            place.row = row;
            place.label = Some(side);
            placed.push(place);
            continue;
        }
        let mut row = rows.iter().position(|row| row.free(own.0, own.1));
        if row.is_none() && rows.len() < sizes.max_rows {
            rows.push(Row::default());
            row = Some(rows.len() - 1);
        }
        let Some(row) = row else {
            lost += 1;
            hidden.push((place.mark, rows.len().saturating_sub(1), entry.event));
            continue;
        };
        rows[row].take(own.0, own.1);
        if width.is_some() {
            hidden.push((place.mark, row, entry.event));
        }
        place.row = row;
        placed.push(place);
    }
    let chips = chips(hidden, &mut rows, sizes, edges);
    Packed { placed, chips, rows: rows.len(), lost }
}

/// The mark and band of an entry, in row 0, without a label.
fn bare(entry: &Entry, axis: &Axis, sizes: &Sizes) -> Placed {
    let radius = f64::from(if entry.echo { sizes.echo } else { sizes.mark });
    let band = entry.band.map(|DayBand { stretch, ends }| Band {
        from: axis.position(stretch.from),
        until: axis.position(stretch.until),
        ends,
    });
    let mark = match band {
        // A start that is known is where the disc begins.
        Some(band) if band.ends != Ends::Fading => {
            (band.from + f64::from(sizes.mark)).min((band.from + band.until) / 2.0)
        }
        _ => axis.position(entry.middle),
    };
    let narrowest = |ends| if ends == Ends::Fading { NARROWEST.1 } else { NARROWEST.0 };
    let band = band.filter(|band| band.until - band.from >= narrowest(band.ends));
    let from = band.map_or(f64::INFINITY, |band| band.from).min(mark - radius);
    let until = band.map_or(f64::NEG_INFINITY, |band| band.until).max(mark + radius);
    Placed { event: entry.event, echo: entry.echo, row: 0, mark, band, label: None, over_fold: false, from, until }
}

/// Chips for what is hidden, each beside the first or last mark of its group, in a row with room.
fn chips(mut hidden: Vec<(f64, usize, usize)>, rows: &mut [Row], sizes: &Sizes, edges: (f64, f64)) -> Vec<Chip> {
    hidden.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    let mut chips = Vec::new();
    let mut begin = 0;
    while begin < hidden.len() {
        let (first, row, event) = hidden[begin];
        let count = hidden[begin..].iter().take_while(|(at, ..)| at - first <= CHIP_REACH).count();
        let last = hidden[begin + count - 1].0;
        let width = chip_width(count) * sizes.label / Sizes::WINDOW.label;
        let away = f64::from(sizes.mark) + MARK_PAD + 1.0;
        let places = [last + away, first - away - f64::from(width)];
        let order = (row..rows.len()).chain(0..row);
        let free = order.flat_map(|row| places.map(|from| (row, from))).find(|&(row, from)| {
            let until = from + f64::from(width);
            from >= edges.0 && until <= edges.1 && rows[row].free(from, until)
        });
        if let Some((row, from)) = free {
            rows[row].take(from, from + f64::from(width));
            chips.push(Chip { row, from, width, count, event });
        }
        begin += count;
    }
    chips
}

fn chip_width(count: usize) -> f32 {
    CHIP_WIDTH.0 + CHIP_WIDTH.1 * (count.max(1).ilog10() as f32)
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
        let layout = Layout::new(&content, axis, &Sizes::WINDOW);
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
                assert!(chips <= hidden);
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
