//! The entries of a lane to rows in which marks, bands and labels keep apart; chips for what finds no room.
//!
//! The weightiest first; a mark may push out the title of a lesser event, never a band or another mark.

use super::axis::Axis;
use super::content::{Content, DayBand, Ends, Entry};
use super::labels::{Side, label_range, sides};
use super::layout::{Band, Bounds, Chip, KEY_WEIGHT, Placed};
use super::sizes::Sizes;

/// The least width of the band of those who disagree, in points.
const DISPUTED_MIN: f64 = 8.0;
/// Half of the least room between two marks in a row, in points.
const MARK_PAD: f64 = 2.0;
/// What a label keeps free beyond its outer end; with a mark's or another's own, 9 and more.
const LABEL_PAD: f64 = 7.0;
/// Bands narrower than this are left out, fading ones narrower than the second, in points.
const NARROWEST: (f64, f64) = (9.0, 3.0);
/// Labels within this of each other share a chip, in points.
const CHIP_REACH: f64 = 80.0;
/// How often, and by how much each time, a chip looks further away for a place, in points.
const CHIP_STEPS: (u32, f64) = (100, 8.0);
/// A chip's width: the first figure, and each further one.
const CHIP_WIDTH: (f32, f32) = (24.0, 7.0);

/// Packs the entries of one lane.
pub struct Packing<'a> {
    content: &'a Content,
    axis: &'a Axis,
    sizes: &'a Sizes,
    bounds: &'a Bounds,
    /// What is taken in each row.
    pub rows: Vec<Row>,
    /// What has a place.
    pub placed: Vec<Placed>,
    /// For each of `placed`, what its mark and band take, and its weight.
    bare: Vec<(f64, f64, f32)>,
    /// Marks without room: where, and which event.
    pub lost: Vec<(f64, usize)>,
}

/// What is taken in a row, in order, never overlapping.
#[derive(Default)]
pub struct Row(Vec<Slot>);

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

impl<'a> Packing<'a> {
    /// An empty lane.
    pub fn new(content: &'a Content, axis: &'a Axis, sizes: &'a Sizes, bounds: &'a Bounds) -> Packing<'a> {
        let (rows, placed, bare, lost) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Packing { content, axis, sizes, bounds, rows, placed, bare, lost }
    }

    /// The entries by weight, then in the order of time, those with labels first; each in the first row with room.
    pub fn pack(&mut self, entries: &[Entry]) {
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
        sides(self.axis, place.mark, width, self.sizes, self.bounds.edges_for(place.mark), over_fold)
    }

    /// What a mark takes with a label at a side.
    fn with_label(&self, place: &Placed, width: f32, side: Side) -> (f64, f64) {
        let (from, until) = label_range(place.mark, width, side, self.sizes);
        let bare = bare_ends(place, f64::from(self.sizes.mark));
        ((bare.0 - MARK_PAD).min(from - LABEL_PAD), (bare.1 + MARK_PAD).max(until + LABEL_PAD))
    }

    /// Chips for what is hidden, each as near as can be to the first or last mark of its group.
    pub fn chips(&mut self) -> Vec<Chip> {
        let unlabelled = self.placed.iter().filter(|placed| placed.label.is_none() && !placed.echo);
        let mut hidden: Vec<(f64, usize, usize)> = unlabelled.map(|p| (p.mark, p.row, p.event)).collect();
        hidden.extend(self.lost.iter().map(|&(mark, event)| (mark, 0, event)));
        hidden.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut chips: Vec<Chip> = Vec::new();
        let mut begin = 0;
        while let Some(&(first, row, event)) = hidden.get(begin) {
            let count = hidden[begin..].iter().take_while(|(at, ..)| at - first <= CHIP_REACH).count();
            let last = hidden[begin + count - 1].0;
            let width = chip_width(count) * self.sizes.label / Sizes::WINDOW.label;
            match self.chip_place(first, last, row, f64::from(width)) {
                Some((row, from)) => {
                    self.rows[row].take(Slot { from, until: from + f64::from(width), placed: None });
                    chips.push(Chip { row, from, width, count, event });
                }
                None => match chips.last_mut() {
                    Some(chip) => chip.count += count,
                    None => chips.push(Chip { row, from: last, width, count, event }),
                },
            }
            begin += count;
        }
        chips
    }

    /// The free place for a chip that is nearest to the marks from `first` to `last`.
    fn chip_place(&self, first: f64, last: f64, row: usize, width: f64) -> Option<(usize, f64)> {
        let away = f64::from(self.sizes.mark) + MARK_PAD + 1.0;
        let edges = self.bounds.edges_for(first);
        let free = |&(row, from): &(usize, f64)| {
            from >= edges.0 && from + width <= edges.1 && self.rows[row].free(from, from + width)
        };
        (0..CHIP_STEPS.0).find_map(|step| {
            let further = f64::from(step) * CHIP_STEPS.1;
            let places = [last + away + further, first - away - width - further];
            let rows = (row..self.rows.len()).chain(0..row);
            rows.flat_map(|row| places.map(|from| (row, from))).find(free)
        })
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
