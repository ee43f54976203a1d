//! The entries of a part of a lane to rows in which marks, bands and labels keep apart; chips for what finds no room.
//!
//! The weightiest first; a mark may push out the title of a lesser event, never a band or another mark.
//! Positions are those of a level's own scale. At its larger scales all that is to the right of something
//! moves away from it, so that what is apart here is apart there.

use super::axis::Axis;
use super::content::{DayBand, Ends, Entry};
use super::labels::{Label, Side, label_range, sides};
use super::layout::KEY_WEIGHT;
use super::sizes::Sizes;
use std::sync::Arc;

/// The least width of the band of those who disagree, in points.
const DISPUTED_MIN: f64 = 8.0;
/// Half of the least room between two marks in a row, in points.
const MARK_PAD: f64 = 2.0;
/// What a label keeps free beyond its outer end; with a mark's or another's own, 9 and more.
const LABEL_PAD: f64 = 7.0;
/// Bands narrower than this are left out, fading ones narrower than the second, in points.
const NARROWEST: (f64, f64) = (9.0, 3.0);
/// How often, and by how much each time, a chip looks further away for a place, in points.
const CHIP_STEPS: (u32, f64) = (24, 8.0);
/// A chip's width: the first figure, and each further one.
const CHIP_WIDTH: (f32, f32) = (24.0, 7.0);
/// Less room than this holds no label worth reading, in points.
const LABEL_LEAST: f32 = 24.0;

/// An event's place in a lane.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What is drawn, in days.
    pub entry: Entry,
    /// The row, from the top.
    pub row: usize,
    /// Its label; none where there is no room for one.
    pub label: Option<PlacedLabel>,
}

/// A label and where it stands.
#[derive(Clone, Debug)]
pub struct PlacedLabel {
    /// What it says.
    pub label: Arc<Label>,
    /// On which side of the mark.
    pub side: Side,
    /// Whether it lies over a fold, without a plate.
    pub over_fold: bool,
}

/// Where an entry's mark and bands are on an axis, in points along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The middle of its disc.
    pub mark: f64,
    /// Its band.
    pub band: Option<Band>,
    /// A second one for when sources that disagree say it was.
    pub disputed: Option<Band>,
    /// Left end of it all, without a label.
    pub from: f64,
    /// Right end of it all, without a label.
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
    /// The moment at its left edge.
    pub day: f64,
    /// Its width in points.
    pub width: f32,
    /// How many it stands for.
    pub count: usize,
    /// The first of them.
    pub event: usize,
}

/// What labels of a lane are made by, and where they may stand.
pub struct Room<'a> {
    /// Of the level's own scale.
    pub axis: &'a Axis,
    /// How large things are.
    pub sizes: &'a Sizes,
    /// The ends of all of the time that is shown, which labels do not cross.
    pub edges: (f64, f64),
    /// Makes the label of an event.
    pub label: &'a mut dyn FnMut(usize) -> Arc<Label>,
}

/// Packs entries of one lane.
pub struct Packing<'a> {
    room: Room<'a>,
    /// How many rows there may be.
    max_rows: usize,
    /// What is taken in each row.
    pub rows: Vec<Row>,
    /// What has a place.
    pub placed: Vec<Placed>,
    /// For each of `placed`, where it is, what its mark and band take.
    bare: Vec<(Place, f64, f64)>,
    /// Marks without room: where, and which event.
    pub lost: Vec<(f64, usize)>,
}

/// What is taken in a row, in order, never overlapping.
#[derive(Clone, Debug, Default)]
pub struct Row(Vec<Slot>);

/// A part of a row that something takes.
#[derive(Clone, Copy, Debug)]
struct Slot {
    from: f64,
    until: f64,
    holder: Holder,
}

/// What takes a part of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Holder {
    /// What is at this index of `placed`.
    Placed(usize),
    /// A chip.
    Chip,
    /// What does not belong here: another part of the lane, an area.
    Other,
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

    /// Keeps clear of what another part of the lane has in the row, as far as it is between two positions.
    pub fn block_as(&mut self, other: &Row, from: f64, until: f64) {
        let own = other.blocking(from, until).iter().filter(|slot| slot.holder != Holder::Other);
        own.for_each(|slot| self.take(Slot { holder: Holder::Other, ..*slot }));
    }

    /// Keeps clear of what is still free between two positions.
    fn fill(&mut self, from: f64, until: f64) {
        let mut free = from;
        for slot in self.blocking(from, until).to_vec() {
            if slot.from > free {
                self.take(Slot { from: free, until: slot.from, holder: Holder::Other });
            }
            free = free.max(slot.until);
        }
        if free < until {
            self.take(Slot { from: free, until, holder: Holder::Other });
        }
    }

    fn release(&mut self, placed: usize) {
        self.0.retain(|slot| slot.holder != Holder::Placed(placed));
    }
}

impl<'a> Packing<'a> {
    /// An empty part of a lane, with so many rows at least and at most.
    pub fn new(room: Room<'a>, rows: (usize, usize)) -> Packing<'a> {
        let (placed, bare, lost) = (Vec::new(), Vec::new(), Vec::new());
        Packing { room, max_rows: rows.1, rows: vec![Row::default(); rows.0], placed, bare, lost }
    }

    /// Keeps clear of a range of positions in all rows, after what is in single ones.
    pub fn block(&mut self, from: f64, until: f64) {
        self.rows.iter_mut().for_each(|row| row.fill(from, until));
    }

    /// As `pack`, but the last row stays free for what is shorter and for chips.
    pub fn pack_above_last_row(&mut self, entries: Vec<Entry>) {
        let last = if self.rows.len() > 1 { self.rows.pop() } else { None };
        self.max_rows = self.rows.len();
        self.pack(entries);
        self.rows.extend(last);
        self.max_rows = self.rows.len();
    }

    /// The entries by weight, then in the order of time, those with labels first; each in the first row with room.
    pub fn pack(&mut self, mut entries: Vec<Entry>) {
        entries.sort_by(|a, b| {
            a.echo
                .cmp(&b.echo)
                .then(b.weight.total_cmp(&a.weight))
                .then(a.at.total_cmp(&b.at))
                .then(a.event.cmp(&b.event))
        });
        for entry in entries {
            self.add(entry);
        }
        // Where a label had to go, its row may have room on the other side.
        for index in 0..self.placed.len() {
            if self.placed[index].label.is_none() {
                self.label_again(index);
            }
        }
    }

    fn add(&mut self, entry: Entry) {
        let place = Place::new(&entry, self.room.axis, self.room.sizes);
        // A mark moves away from the start of its band by as much as its radius while the band grows.
        let grows = match place.band {
            Some(band) if band.ends != Ends::Fading => band.from + f64::from(self.room.sizes.mark) - place.mark,
            _ => 0.0,
        };
        let own = (place.from - MARK_PAD, place.until + MARK_PAD + grows);
        let (row, label) = match self.row_with_label(&entry, &place, own) {
            Some((row, label)) => (row, Some(label)),
            None => match self.row_without_label(own, &entry) {
                Some(row) => (row, None),
                None => {
                    self.lost.push((place.mark, entry.event));
                    return;
                }
            },
        };
        self.bare.push((place, own.0, own.1));
        self.placed.push(Placed { entry, row, label: None });
        self.take(self.placed.len() - 1, label);
    }

    /// A row with room for a mark and its label: beside folds if that can be, else over one.
    fn row_with_label(&mut self, entry: &Entry, place: &Place, own: (f64, f64)) -> Option<(usize, PlacedLabel)> {
        if entry.echo || !self.has_room_for_any(place, own) {
            return None;
        }
        let label = (self.room.label)(entry.event);
        for over_fold in [false, true] {
            let sides = self.sides(place, label.width, over_fold);
            for row in 0..self.rows.len() {
                let free = |side: &&Side| {
                    let (from, until) = self.with_label(place, own, label.width, **side);
                    self.rows[row].free(from, until)
                };
                if let Some(&side) = sides.iter().find(free) {
                    return Some((row, PlacedLabel { label, side, over_fold }));
                }
            }
            if self.rows.len() < self.max_rows
                && let Some(&side) = sides.first()
            {
                self.rows.push(Row::default());
                return Some((self.rows.len() - 1, PlacedLabel { label, side, over_fold }));
            }
        }
        None
    }

    /// Whether the shortest of labels would have room: most marks of a full lane have none, and need not be told theirs.
    fn has_room_for_any(&self, place: &Place, own: (f64, f64)) -> bool {
        let ends = [Side::Right, Side::Left].map(|side| self.with_label(place, own, LABEL_LEAST, side));
        self.rows.len() < self.max_rows
            || self.rows.iter().any(|row| ends.iter().any(|(from, until)| row.free(*from, *until)))
    }

    /// A row with room for a mark and its band, if need be where only labels are in the way: the lightest ones go.
    fn row_without_label(&mut self, own: (f64, f64), entry: &Entry) -> Option<usize> {
        if let Some(row) = self.rows.iter().position(|row| row.free(own.0, own.1)) {
            return Some(row);
        }
        if self.rows.len() < self.max_rows {
            self.rows.push(Row::default());
            return Some(self.rows.len() - 1);
        }
        // A title matters more than a mark, unless it is that of a lesser event.
        let limit = if entry.echo { KEY_WEIGHT } else { entry.weight };
        let weight_in_the_way = |row: &Row| {
            row.blocking(own.0, own.1).iter().try_fold(0.0, |most: f32, slot| {
                let Holder::Placed(placed) = slot.holder else { return None };
                let (_, from, until) = self.bare[placed];
                let weight = self.placed[placed].entry.weight;
                ((until <= own.0 || from >= own.1) && weight < limit).then(|| most.max(weight))
            })
        };
        let weights = self.rows.iter().enumerate().filter_map(|(row, slots)| Some((row, weight_in_the_way(slots)?)));
        let (row, _) = weights.reduce(|best, next| if next.1 < best.1 { next } else { best })?;
        for slot in self.rows[row].blocking(own.0, own.1).to_vec() {
            if let Holder::Placed(placed) = slot.holder {
                self.rows[row].release(placed);
                self.take(placed, None);
            }
        }
        Some(row)
    }

    fn label_again(&mut self, index: usize) {
        let (entry, row) = (self.placed[index].entry, self.placed[index].row);
        let (place, from, until) = self.bare[index];
        self.rows[row].release(index);
        let mut found = None;
        if !entry.echo && self.one_row_has_room(row, &place, (from, until)) {
            let label = (self.room.label)(entry.event);
            for over_fold in [false, true] {
                let free = |side: &Side| {
                    let (from, until) = self.with_label(&place, (from, until), label.width, *side);
                    self.rows[row].free(from, until)
                };
                let side = self.sides(&place, label.width, over_fold).into_iter().find(free);
                found = found.or_else(|| side.map(|side| PlacedLabel { label: Arc::clone(&label), side, over_fold }));
            }
        }
        self.take(index, found);
    }

    fn one_row_has_room(&self, row: usize, place: &Place, own: (f64, f64)) -> bool {
        [Side::Right, Side::Left].into_iter().any(|side| {
            let (from, until) = self.with_label(place, own, LABEL_LEAST, side);
            self.rows[row].free(from, until)
        })
    }

    /// Gives what is placed its slot, and its label its side.
    fn take(&mut self, index: usize, label: Option<PlacedLabel>) {
        let (place, from, until) = self.bare[index];
        let mut slot = Slot { from, until, holder: Holder::Placed(index) };
        if let Some(PlacedLabel { label, side, .. }) = &label {
            (slot.from, slot.until) = self.with_label(&place, (from, until), label.width, *side);
        }
        self.rows[self.placed[index].row].take(slot);
        self.placed[index].label = label;
    }

    fn sides(&self, place: &Place, width: f32, over_fold: bool) -> Vec<Side> {
        sides(self.room.axis, place.mark, width, self.room.sizes, self.room.edges, over_fold)
    }

    /// What a mark takes with a label at a side; `own` is what it takes without.
    fn with_label(&self, place: &Place, own: (f64, f64), width: f32, side: Side) -> (f64, f64) {
        let (from, until) = label_range(place.mark, width, side, self.room.sizes);
        let grows = (own.1 - place.until - MARK_PAD).max(0.0);
        (own.0.min(from - LABEL_PAD), own.1.max(until + LABEL_PAD + grows))
    }

    /// Chips for what is hidden within so many points of each other, each as near as can be to the first or last mark of its group.
    pub fn chips(&mut self, reach: f64) -> Vec<Chip> {
        let unlabelled = self.placed.iter().zip(&self.bare).filter(|(one, _)| one.label.is_none() && !one.entry.echo);
        let mut hidden: Vec<(f64, usize, usize)> =
            unlabelled.map(|(one, (place, ..))| (place.mark, one.row, one.entry.event)).collect();
        hidden.extend(self.lost.iter().map(|&(mark, event)| (mark, 0, event)));
        hidden.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut chips: Vec<Chip> = Vec::new();
        // How many there are before the first chip that has a place.
        let mut waiting = 0;
        let mut begin = 0;
        while let Some(&(first, row, event)) = hidden.get(begin) {
            let count = hidden[begin..].iter().take_while(|(at, ..)| at - first <= reach).count();
            let last = hidden[begin + count - 1].0;
            let width = chip_width(count) * self.room.sizes.label / Sizes::WINDOW.label;
            match self.chip_place(first, last, row, f64::from(width)) {
                Some((row, from)) => {
                    self.rows[row].take(Slot { from, until: from + f64::from(width), holder: Holder::Chip });
                    let count = count + std::mem::take(&mut waiting);
                    chips.push(Chip { row, day: self.room.axis.day(from), width, count, event });
                }
                None => match chips.last_mut() {
                    Some(chip) => chip.count += count,
                    None => waiting += count,
                },
            }
            begin += count;
        }
        // Where none has a place, one stands over what is there: what is hidden is told in any case.
        if let Some(&(at, row, event)) = hidden.first().filter(|_| waiting > 0) {
            let width = chip_width(waiting) * self.room.sizes.label / Sizes::WINDOW.label;
            chips.push(Chip { row, day: self.room.axis.day(at), width, count: waiting, event });
        }
        chips
    }

    /// The free place for a chip that is nearest to the marks from `first` to `last`: its row and left end.
    fn chip_place(&self, first: f64, last: f64, row: usize, width: f64) -> Option<(usize, f64)> {
        let away = f64::from(self.room.sizes.mark) + MARK_PAD + 1.0;
        let edges = self.room.edges;
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

impl Place {
    /// Where an entry is on an axis.
    pub fn new(entry: &Entry, axis: &Axis, sizes: &Sizes) -> Place {
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
            _ => axis.position(entry.at),
        };
        let narrowest = |ends| if ends == Ends::Fading { NARROWEST.1 } else { NARROWEST.0 };
        let band = band.filter(|band| band.until - band.from >= narrowest(band.ends));
        let disputed = entry.disputed.map(|stretch| {
            let (from, until) = (axis.position(stretch.from), axis.position(stretch.until));
            let short = (DISPUTED_MIN - (until - from)).max(0.0) / 2.0;
            Band { from: from - short, until: until + short, ends: Ends::Fading }
        });
        let bands = || band.iter().chain(&disputed);
        let from = bands().map(|band| band.from).fold(mark - radius, f64::min);
        let until = bands().map(|band| band.until).fold(mark + radius, f64::max);
        Place { mark, band, disputed, from, until }
    }
}

fn chip_width(count: usize) -> f32 {
    CHIP_WIDTH.0 + CHIP_WIDTH.1 * (count.max(1).ilog10() as f32)
}
