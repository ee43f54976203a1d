//! The events of a lane by time: what a picture asks at each frame, answered without walking them.
//!
//! In: for each event where its mark stands, how far it reaches from there, and its family. Out: how many of each
//! family stand between two moments, exactly, by two look-ups; which events reach into a stretch. Knows no scale.
//!
//! Running counts answer the first for any stretch; a pyramid of counts would for its own steps only.
//! For the second, events are kept apart by how far they reach: of those that reach at most four days,
//! none that stands more than four days beside a stretch can matter to it.

use crate::event::Family;
use std::ops::Range;

/// Where an event stands in time, in days of any count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where its mark stands.
    pub at: f64,
    /// How far to either side it is drawn over, at most; 0 for a mark alone.
    pub reach: f64,
    /// Whose hue it has.
    pub family: Family,
}

/// The events of a lane in the order of their marks. An event's place in this order is its rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaneIndex {
    at: Vec<f64>,
    events: Vec<u32>,
    traits: Vec<Traits>,
    /// For every rank that `STRIDE` divides how many of each family have a lower one.
    before: Vec<[u32; FAMILIES]>,
    /// For each class of reach but the first the ranks of its events, rising.
    by_reach: Vec<Vec<u32>>,
    buckets: Buckets,
}

/// Equal stretches of time, some marks to each: where in the order those of a moment begin is found by a look at them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Buckets {
    from: f64,
    per_day: f64,
    /// The lowest rank of each, then how many ranks there are.
    begins: Vec<u32>,
}

/// The family and the class of reach of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Traits(u8);

/// How many families there are.
pub const FAMILIES: usize = 5;
/// How many classes of reach there are: none, up to 1 day, 4 days, 16 days and so on, beyond any history.
pub const REACHES: usize = 16;

/// Families are counted up to every so many ranks, and from there one by one.
const STRIDE: usize = 16;
/// So many marks stand in a bucket on average.
const BUCKET: usize = 8;

/// The farthest that events of a class reach, in days.
pub fn farthest(class: usize) -> f64 {
    if class == 0 { 0.0 } else { 4f64.powi(class as i32 - 1) }
}

fn class_of(reach: f64) -> u8 {
    (0..REACHES - 1).find(|&class| reach <= farthest(class)).unwrap_or(REACHES - 1) as u8
}

impl Traits {
    fn new(family: Family, class: u8) -> Traits {
        Traits(family as u8 | class << 4)
    }

    fn family(self) -> usize {
        usize::from(self.0 & 15)
    }

    fn class(self) -> usize {
        usize::from(self.0 >> 4)
    }
}

impl Buckets {
    fn new(at: &[f64]) -> Buckets {
        let (from, until) = (at.first().copied().unwrap_or_default(), at.last().copied().unwrap_or_default());
        let count = at.len() / BUCKET + 1;
        let per_day = if until > from { count as f64 / (until - from) } else { 0.0 };
        let mut buckets = Buckets { from, per_day, begins: Vec::with_capacity(count + 1) };
        for (rank, &at) in at.iter().enumerate() {
            let bucket = buckets.of(at, count);
            while buckets.begins.len() <= bucket {
                buckets.begins.push(rank as u32);
            }
        }
        buckets.begins.resize(count + 1, at.len() as u32);
        buckets
    }

    /// The bucket of a moment, among so many; a later moment has the same or a later one.
    fn of(&self, moment: f64, count: usize) -> usize {
        (((moment - self.from) * self.per_day) as usize).min(count - 1)
    }

    /// The ranks among which those of a moment begin.
    fn ranks(&self, moment: f64) -> Range<usize> {
        let Some(count) = self.begins.len().checked_sub(1).filter(|count| *count > 0) else { return 0..0 };
        let bucket = self.of(moment, count);
        self.begins[bucket] as usize..self.begins[bucket + 1] as usize
    }
}

impl LaneIndex {
    /// The index of events, each with its number in the timeline.
    pub fn new(spots: impl Iterator<Item = (usize, Spot)>) -> LaneIndex {
        let traits = |spot: &Spot| Traits::new(spot.family, class_of(spot.reach));
        let mut rows: Vec<(f64, u32, Traits)> =
            spots.map(|(event, spot)| (spot.at, event as u32, traits(&spot))).collect();
        // Nearly in order already, as events are in the order of time; a stable sort makes use of that.
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        LaneIndex::of_sorted(rows.len(), rows.into_iter())
    }

    fn of_sorted(count: usize, rows: impl Iterator<Item = (f64, u32, Traits)>) -> LaneIndex {
        let mut index = LaneIndex {
            at: Vec::with_capacity(count),
            events: Vec::with_capacity(count),
            traits: Vec::with_capacity(count),
            before: Vec::with_capacity(count / STRIDE + 1),
            by_reach: vec![Vec::new(); REACHES],
            buckets: Buckets::default(),
        };
        let mut counts = [0; FAMILIES];
        index.before.push(counts);
        for (rank, (at, event, traits)) in rows.enumerate() {
            index.at.push(at);
            index.events.push(event);
            index.traits.push(traits);
            counts[traits.family()] += 1;
            if (rank + 1).is_multiple_of(STRIDE) {
                index.before.push(counts);
            }
            if traits.class() > 0 {
                index.by_reach[traits.class()].push(rank as u32);
            }
        }
        index.buckets = Buckets::new(&index.at);
        index
    }

    /// How many events it holds.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The number in the timeline of the event of a rank.
    pub fn event(&self, rank: usize) -> usize {
        self.events[rank] as usize
    }

    /// Where the mark of a rank stands.
    pub fn at(&self, rank: usize) -> f64 {
        self.at[rank]
    }

    /// All events in the order of their marks.
    pub fn events(&self) -> impl Iterator<Item = usize> + '_ {
        self.events.iter().map(|&event| event as usize)
    }

    /// The lowest rank whose mark does not stand before a moment.
    pub fn rank(&self, moment: f64) -> usize {
        let ranks = self.buckets.ranks(moment);
        ranks.start + self.at[ranks].partition_point(|&at| at < moment)
    }

    /// The ranks whose marks stand from one moment to before another.
    pub fn ranks(&self, from: f64, until: f64) -> Range<usize> {
        let first = self.rank(from);
        first..self.rank(until).max(first)
    }

    /// How many of each family there are among ranks.
    pub fn families(&self, ranks: &Range<usize>) -> [u32; FAMILIES] {
        let (low, high) = (self.families_before(ranks.start), self.families_before(ranks.end));
        std::array::from_fn(|family| high[family] - low[family])
    }

    /// How many of each family have a lower rank than this.
    pub fn families_before(&self, rank: usize) -> [u32; FAMILIES] {
        let mut counts = self.before[rank / STRIDE];
        let rest = &self.traits[rank / STRIDE * STRIDE..rank];
        rest.iter().for_each(|traits| counts[traits.family()] += 1);
        counts
    }

    /// How many events are of a class of reach that is not the first.
    pub fn reaching(&self, class: usize) -> usize {
        self.by_reach[class].len()
    }

    /// The ranks of a class of reach whose marks stand from one moment to before another.
    pub fn of_reach(&self, class: usize, from: f64, until: f64) -> impl Iterator<Item = usize> + '_ {
        // Most are of the first class: they are told from the few others as one passes them.
        let all = if class == 0 { self.ranks(from, until) } else { 0..0 };
        let ranks = &self.by_reach[class];
        let first = ranks.partition_point(|&rank| self.at[rank as usize] < from);
        let count = ranks[first..].partition_point(|&rank| self.at[rank as usize] < until);
        let listed = ranks[first..first + count].iter().map(|&rank| rank as usize);
        all.filter(|&rank| self.traits[rank].class() == 0).chain(listed)
    }

    /// The most events that stand within so many days of each other.
    pub fn most_within(&self, days: f64) -> usize {
        let mut first = 0;
        let mut most = 0;
        while let Some(&last) = self.at.get(first + most) {
            if last - self.at[first] < days {
                most = (self.rank(self.at[first] + days) - first).max(most + 1);
            }
            // None that stands so long before the last of as many begins a stretch with more.
            let Some(&last) = self.at.get(first + most) else { break };
            first += self.at[first..first + most].partition_point(|at| last - at >= days).max(1);
        }
        most
    }

    /// The index of those of its events that are kept.
    pub fn kept(&self, keeps: impl Fn(usize) -> bool) -> LaneIndex {
        let count = self.events().filter(|&event| keeps(event)).count();
        let ranks = (0..self.len()).filter(|&rank| keeps(self.event(rank)));
        LaneIndex::of_sorted(count, ranks.map(|rank| (self.at[rank], self.events[rank], self.traits[rank])))
    }

    /// How many bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        let ranks: usize = self.by_reach.iter().map(Vec::capacity).sum();
        8 * self.at.capacity()
            + 5 * self.events.capacity()
            + 4 * FAMILIES * self.before.capacity()
            + 4 * (ranks + self.buckets.begins.capacity())
            + size_of::<LaneIndex>()
            + REACHES * size_of::<Vec<u32>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Family; FAMILIES] =
        [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];

    /// Numbers that look random and are the same each time (Marsaglia 2003, xorshift64).
    fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
        move |below| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        }
    }

    fn spots(seed: u64, count: usize) -> Vec<Spot> {
        let mut number = numbers(seed);
        let mut spot = || Spot {
            at: number(3000) as f64 / 8.0,
            reach: if number(3) == 0 { number(5000) as f64 / 10.0 } else { 0.0 },
            family: ALL[number(FAMILIES as u64) as usize],
        };
        (0..count).map(|_| spot()).collect()
    }

    /// Compares every answer with what walking all events says.
    fn check(index: &LaneIndex, spots: &[(usize, Spot)], seed: u64) {
        let mut number = numbers(seed);
        for _ in 0..200 {
            let from = number(3200) as f64 / 8.0 - 10.0;
            let until = from + number(400) as f64 / 8.0;
            let within = |spot: &Spot| spot.at >= from && spot.at < until;
            let ranks = index.ranks(from, until);
            let before = spots.iter().filter(|(_, spot)| spot.at < from).count();
            assert_eq!(ranks, before..before + spots.iter().filter(|(_, spot)| within(spot)).count());
            for (nth, family) in ALL.into_iter().enumerate() {
                let count = spots.iter().filter(|(_, spot)| spot.family == family && within(spot)).count();
                assert_eq!(index.families(&ranks)[nth] as usize, count, "{from} to {until}");
            }
            let mut found: Vec<usize> = (0..REACHES)
                .flat_map(|class| index.of_reach(class, from - farthest(class), until + farthest(class)))
                .map(|rank| index.event(rank))
                .collect();
            found.sort_unstable();
            let reaching = spots.iter().filter(|(_, s)| s.at + s.reach >= from && s.at - s.reach < until);
            assert!(reaching.clone().all(|(event, _)| found.binary_search(event).is_ok()));
        }
        let most = |days: f64| {
            let near = |at: f64| spots.iter().filter(|(_, spot)| spot.at <= at && at - spot.at < days).count();
            spots.iter().map(|(_, spot)| near(spot.at)).max().unwrap_or(0)
        };
        for days in [0.1, 1.0, 30.0, 1e6] {
            assert_eq!(index.most_within(days), most(days), "within {days} days");
        }
    }

    #[test]
    fn answers_as_walking_all_events_does() {
        for seed in 1..20 {
            let spots: Vec<(usize, Spot)> =
                spots(seed, 3 * seed as usize * seed as usize).into_iter().enumerate().collect();
            let index = LaneIndex::new(spots.iter().copied());
            check(&index, &spots, seed);
            let keeps = |event: usize| event.is_multiple_of(3);
            let some: Vec<(usize, Spot)> = spots.iter().copied().filter(|(event, _)| keeps(*event)).collect();
            let kept = index.kept(keeps);
            assert_eq!(kept, LaneIndex::new(some.iter().copied()));
            check(&kept, &some, seed);
        }
    }
}
