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
/// The least width of the band of those who disagree, in points.
const DISPUTED_MIN: f64 = 8.0;
/// Half of the least room between two marks in a row, in points.
const MARK_PAD: f64 = 2.0;
/// What a label keeps free beyond its outer end; with a mark's or another's own, 9 and more.
const LABEL_PAD: f64 = 7.0;
/// Bands narrower than this are left out, fading ones narrower than the second, in points.
const NARROWEST: (f64, f64) = (9.0, 3.0);
/// Fewer marks without room than this are told by chips, however many they are of their lane.
const MANY_LOST: usize = 60;
/// Labels within this of each other share a chip, in points.
const CHIP_REACH: f64 = 80.0;
/// A chip's width: the first figure, and each further one.
const CHIP_WIDTH: (f32, f32) = (24.0, 7.0);

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

/// Where labels may not cross.
struct Bounds {
    /// The ends of all of the time that is shown.
    all: (f64, f64),
    /// Those of the window that the layout was made for.
    window: (f64, f64),
}

impl Bounds {
    /// The edges for a mark: those of the window if it stands in it.
    fn edges_for(&self, mark: f64) -> (f64, f64) {
        if mark >= self.window.0 && mark <= self.window.1 {
            // Room for a scroll bar, and for a title to end before the edge.
            (self.all.0.max(self.window.0), self.all.1.min(self.window.1) - f64::from(EDGE))
        } else {
            self.all
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
        let (placed, bare) = (Vec::with_capacity(lane.entries.len()), Vec::with_capacity(lane.entries.len()));
        let mut packing = Packing { content, axis, sizes, bounds, rows: Vec::new(), placed, bare, lost: Vec::new() };
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

/// Packs the entries of one lane.
struct Packing<'a> {
    content: &'a Content,
    axis: &'a Axis,
    sizes: &'a Sizes,
    bounds: &'a Bounds,
    rows: Vec<Row>,
    placed: Vec<Placed>,
    /// For each of `placed`, what its mark and band take, and its weight.
    bare: Vec<(f64, f64, f32)>,
    /// Marks without room: where, and which event.
    lost: Vec<(f64, usize)>,
}

/// What is taken in a row, in order, never overlapping.
#[derive(Default)]
struct Row(Vec<Slot>);

/// A part of a row that something takes.
#[derive(Clone, Copy)]
struct Slot {
    from: f64,
    until: f64,
    /// Index into `placed`; none for a chip.
    placed: Option<usize>,
}

impl Row {
    /// The slots that overlap a range.
    fn blocking(&self, from: f64, until: f64) -> &[Slot] {
        let begin = self.0.partition_point(|slot| slot.until <= from);
        let end = self.0.partition_point(|slot| slot.from < until);
        self.0.get(begin..end).unwrap_or_default()
    }

    fn free(&self, from: f64, until: f64) -> bool {
        self.blocking(from, until).is_empty()
    }

    fn take(&mut self, slot: Slot) {
        let next = self.0.partition_point(|taken| taken.from < slot.from);
        self.0.insert(next, slot);
    }

    fn release(&mut self, placed: usize) {
        self.0.retain(|slot| slot.placed != Some(placed));
    }
}

impl Packing<'_> {
    /// The entries by weight, then in the order of time, those with labels first; each in the first row with room.
    fn pack(&mut self, entries: &[Entry]) {
        let mut order: Vec<&Entry> = entries.iter().collect();
        order.sort_by(|a, b| {
            a.echo
                .cmp(&b.echo)
                .then(b.weight.total_cmp(&a.weight))
                .then(a.middle.total_cmp(&b.middle))
                .then(a.event.cmp(&b.event))
        });
        for entry in order {
            self.add(entry);
        }
        // Where a label had to go, its row may have room on the other side.
        for index in 0..self.placed.len() {
            if self.placed[index].label.is_none() {
                self.label_again(index);
            }
        }
    }

    fn add(&mut self, entry: &Entry) {
        let place = bare(entry, self.axis, self.sizes);
        let own = (place.from - MARK_PAD, place.until + MARK_PAD);
        let (row, label) = match self.row_with_label(&place) {
            Some((row, side, over_fold)) => (row, Some((side, over_fold))),
            None => match self.row_without_label(own, entry) {
                Some(row) => (row, None),
                None => {
                    self.lost.push((place.mark, place.event));
                    return;
                }
            },
        };
        self.bare.push((own.0, own.1, entry.weight));
        self.placed.push(Placed { row, ..place });
        self.take(self.placed.len() - 1, label);
    }

    /// A row with room for a mark and its label: beside folds if that can be, else over one.
    fn row_with_label(&mut self, place: &Placed) -> Option<(usize, Side, bool)> {
        let width = self.label_width(place)?;
        for over_fold in [false, true] {
            let sides = self.sides(place, width, over_fold);
            for row in 0..self.rows.len() {
                let free = |side: &&Side| {
                    let (from, until) = self.with_label(place, width, **side);
                    self.rows[row].free(from, until)
                };
                if let Some(side) = sides.iter().find(free) {
                    return Some((row, *side, over_fold));
                }
            }
            if self.rows.len() < self.sizes.max_rows
                && let Some(side) = sides.first()
            {
                self.rows.push(Row::default());
                return Some((self.rows.len() - 1, *side, over_fold));
            }
        }
        None
    }

    /// A row with room for a mark and its band, if need be where only labels are in the way: the lightest ones go.
    fn row_without_label(&mut self, own: (f64, f64), entry: &Entry) -> Option<usize> {
        if let Some(row) = self.rows.iter().position(|row| row.free(own.0, own.1)) {
            return Some(row);
        }
        if self.rows.len() < self.sizes.max_rows {
            self.rows.push(Row::default());
            return Some(self.rows.len() - 1);
        }
        // A title matters more than a mark, unless it is that of a lesser event.
        let limit = if entry.echo { KEY_WEIGHT } else { entry.weight };
        let weight_in_the_way = |row: &Row| {
            row.blocking(own.0, own.1).iter().try_fold(0.0, |most: f32, slot| {
                let (from, until, weight) = self.bare[slot.placed?];
                ((until <= own.0 || from >= own.1) && weight < limit).then(|| most.max(weight))
            })
        };
        let weights = self.rows.iter().enumerate().filter_map(|(row, slots)| Some((row, weight_in_the_way(slots)?)));
        let (row, _) = weights.reduce(|best, next| if next.1 < best.1 { next } else { best })?;
        let in_the_way: Vec<usize> =
            self.rows[row].blocking(own.0, own.1).iter().filter_map(|slot| slot.placed).collect();
        for placed in in_the_way {
            self.rows[row].release(placed);
            self.take(placed, None);
        }
        Some(row)
    }

    fn label_again(&mut self, index: usize) {
        let place = self.placed[index].clone();
        let Some(width) = self.label_width(&place) else { return };
        self.rows[place.row].release(index);
        let mut label = None;
        for over_fold in [false, true] {
            let sides = self.sides(&place, width, over_fold);
            let free = |side: &Side| {
                let (from, until) = self.with_label(&place, width, *side);
                self.rows[place.row].free(from, until)
            };
            label = label.or_else(|| sides.into_iter().find(free).map(|side| (side, over_fold)));
        }
        self.take(index, label);
    }

    /// Gives what is placed its slot, and its label its side.
    fn take(&mut self, index: usize, label: Option<(Side, bool)>) {
        let (from, until, _) = self.bare[index];
        let mut place = self.placed[index].clone();
        place.label = label.map(|(side, _)| side);
        place.over_fold = label.is_some_and(|(_, over_fold)| over_fold);
        (place.from, place.until) = (from + MARK_PAD, until - MARK_PAD);
        let mut slot = Slot { from, until, placed: Some(index) };
        if let (Some((side, _)), Some(width)) = (label, self.label_width(&place)) {
            (slot.from, slot.until) = self.with_label(&place, width, side);
            let (label_from, label_until) = label_range(place.mark, width, side, self.sizes);
            (place.from, place.until) = (place.from.min(label_from), place.until.max(label_until));
        }
        self.rows[place.row].take(slot);
        self.placed[index] = place;
    }

    fn label_width(&self, place: &Placed) -> Option<f32> {
        self.content.labels[place.event].as_ref().map(|label| label.width).filter(|_| !place.echo)
    }

    fn sides(&self, place: &Placed, width: f32, over_fold: bool) -> Vec<Side> {
        let edges = self.bounds.edges_for(place.mark);
        let mut found = sides(self.axis, place.mark, width, self.sizes, edges, over_fold);
        if place.mark < self.bounds.window.0 {
            // Titles of what is out of sight should not reach into it.
            found.reverse();
        }
        found
    }

    /// What a mark takes with a label at a side.
    fn with_label(&self, place: &Placed, width: f32, side: Side) -> (f64, f64) {
        let (from, until) = label_range(place.mark, width, side, self.sizes);
        let bare = bare_ends(place, f64::from(self.sizes.mark));
        ((bare.0 - MARK_PAD).min(from - LABEL_PAD), (bare.1 + MARK_PAD).max(until + LABEL_PAD))
    }

    /// Chips for what is hidden, each beside the first or last mark of its group, in a row with room.
    fn chips(&mut self) -> Vec<Chip> {
        let unlabelled = self.placed.iter().filter(|placed| placed.label.is_none() && !placed.echo);
        let mut hidden: Vec<(f64, usize, usize)> = unlabelled.map(|p| (p.mark, p.row, p.event)).collect();
        hidden.extend(self.lost.iter().map(|&(mark, event)| (mark, 0, event)));
        hidden.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut chips = Vec::new();
        let mut begin = 0;
        while begin < hidden.len() {
            let (first, row, event) = hidden[begin];
            let count = hidden[begin..].iter().take_while(|(at, ..)| at - first <= CHIP_REACH).count();
            let last = hidden[begin + count - 1].0;
            let width = chip_width(count) * self.sizes.label / Sizes::WINDOW.label;
            let away = f64::from(self.sizes.mark) + MARK_PAD + 1.0;
            let places = [last + away, first - away - f64::from(width)];
            let edges = self.bounds.edges_for(first);
            let order = (row..self.rows.len()).chain(0..row);
            let free = order.flat_map(|row| places.map(|from| (row, from))).find(|&(row, from)| {
                let until = from + f64::from(width);
                from >= edges.0 && until <= edges.1 && self.rows[row].free(from, until)
            });
            if let Some((row, from)) = free {
                self.rows[row].take(Slot { from, until: from + f64::from(width), placed: None });
                chips.push(Chip { row, from, width, count, event });
            }
            begin += count;
        }
        chips
    }
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
    let disputed = entry.disputed.map(|stretch| {
        let (from, until) = (axis.position(stretch.from), axis.position(stretch.until));
        let short = (DISPUTED_MIN - (until - from)).max(0.0) / 2.0;
        Band { from: from - short, until: until + short, ends: Ends::Fading }
    });
    let label = None;
    let mut place = Placed {
        event: entry.event,
        echo: entry.echo,
        row: 0,
        mark,
        band,
        disputed,
        label,
        over_fold: false,
        from: 0.0,
        until: 0.0,
    };
    (place.from, place.until) = bare_ends(&place, radius);
    place
}

/// The ends of a mark and its bands, without a label.
fn bare_ends(place: &Placed, radius: f64) -> (f64, f64) {
    let bands = || place.band.iter().chain(&place.disputed);
    let from = bands().map(|band| band.from).fold(place.mark - radius, f64::min);
    let until = bands().map(|band| band.until).fold(place.mark + radius, f64::max);
    (from, until)
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
