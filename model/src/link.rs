//! Events of many documents to events with many sources: one for each happening.
//!
//! In: events with one source each. Out: events sorted by time; those told several times have several sources,
//! the most exact `When` that all of them allow, and everything that any of them tells.
//! Near-linear: events are compared only where they share rare words.

use crate::document::Document;
use crate::event::{Event, Kind, Source};
use crate::rank;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Of a passage's words this many of the rarest are looked up for others that tell the same.
const RARE_WORDS: usize = 8;
/// At most this many later events are compared for one shared word, so that common words cost nothing.
const COMPARED_MAX: usize = 48;
/// Passages this alike tell the same happening if their times allow it.
const COPY: f32 = 0.75;
/// Passages this alike tell the same happening if kind, countries and times agree.
const PARAPHRASE: f32 = 0.16;

/// The same for what the same parties seldom do twice in a month: they sign one treaty, not two.
const PARAPHRASE_ONCE: f32 = 0.05;

/// Brings events that are one happening together and weighs them; sorted by time.
pub fn link(documents: &[Document], events: Vec<Event>) -> Vec<Event> {
    let words: Vec<BTreeSet<u64>> = events.iter().map(|event| stems(documents, event)).collect();
    let mut told_by: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, stems) in words.iter().enumerate() {
        for stem in stems {
            told_by.entry(*stem).or_default().push(index);
        }
    }
    let rarity = |stem: &u64| {
        let told = told_by.get(stem).map_or(1, Vec::len);
        ((events.len() + 1) as f32 / told as f32).ln() + 0.2
    };
    let mut groups = Groups::new(events.len());
    for index in 0..events.len() {
        let mut rare: Vec<u64> = words[index].iter().copied().collect();
        rare.sort_by_key(|stem| (told_by.get(stem).map_or(0, Vec::len), *stem));
        let mut candidates = BTreeSet::new();
        for stem in rare.iter().filter(|stem| told_by.get(stem).is_some_and(|told| told.len() > 1)).take(RARE_WORDS) {
            let told = told_by.get(stem).map_or(&[][..], Vec::as_slice);
            let after = told.partition_point(|&other| other <= index);
            candidates.extend(told[after..].iter().take(COMPARED_MAX));
        }
        for other in candidates {
            let alike = alike(&words[index], &words[other], &rarity);
            let numbers_differ = numbers_differ(&words[index], &words[other]);
            if is_same(&events[index], &events[other], alike, numbers_differ) && groups.may_join(&events, index, other)
            {
                groups.join(index, other);
            }
        }
    }
    let mut linked: Vec<Event> = groups.merged(events);
    for event in &mut linked {
        event.weight = rank::weight(documents, event);
    }
    linked.sort_by_key(|event| (event.when, event.id));
    linked
}

/// Whether both passages tell numbers and share none: "treaty 17" is not "treaty 18".
fn numbers_differ(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> bool {
    let mut numbers = a.range(NUMBER..).peekable();
    numbers.peek().is_some() && b.range(NUMBER..).next().is_some() && numbers.all(|number| !b.contains(number))
}

/// Whether two tellings are of one happening, given how alike their words are.
fn is_same(a: &Event, b: &Event, alike: f32, numbers_differ: bool) -> bool {
    if !a.when.overlaps(&b.when) {
        return false;
    }
    let (shorter, longer) = if a.when.days() <= b.when.days() { (&a.when, &b.when) } else { (&b.when, &a.when) };
    let within = longer.earliest <= shorter.earliest && shorter.latest <= longer.latest;
    let same_document = a.sources[0].document == b.sources[0].document;
    if same_document {
        // A text tells a thing again in full only by mistake; two things of one day differ in their words.
        return a.kind == b.kind && within && alike >= COPY;
    }
    if alike >= COPY && within {
        return true;
    }
    let shared = a.countries.iter().filter(|country| b.countries.contains(country)).count();
    let fewer = a.countries.len().min(b.countries.len());
    let months_apart = longer.days() <= 31 || shorter.days() > 31;
    let same_parties = shared >= 2 && shared == a.countries.len().max(b.countries.len());
    let once = matches!(a.kind, Kind::Agreement | Kind::Politics) && same_parties && !numbers_differ;
    let enough = if once { PARAPHRASE_ONCE } else { PARAPHRASE };
    a.kind == b.kind && within && months_apart && shared > 0 && shared * 2 >= fewer && alike >= enough
}

/// The share of the words' rarity that two passages have in common.
fn alike(a: &BTreeSet<u64>, b: &BTreeSet<u64>, rarity: &impl Fn(&u64) -> f32) -> f32 {
    let shared: f32 = a.intersection(b).map(rarity).sum();
    let all: f32 = a.union(b).map(rarity).sum();
    if all > 0.0 { shared / all } else { 0.0 }
}

/// The bit that marks the fingerprint of a number.
const NUMBER: u64 = 1 << 63;

/// Fingerprints of the stems of a passage's words; short and common words left out, and the words of its time.
fn stems(documents: &[Document], event: &Event) -> BTreeSet<u64> {
    let Some(source) = event.sources.first() else { return BTreeSet::new() };
    let Some(document) = documents.get(source.document) else { return BTreeSet::new() };
    let part = |span: std::ops::Range<usize>| document.text.get(span).unwrap_or("");
    let (passage, time) = (&source.passage, &source.time);
    let before = part(passage.start..time.start.clamp(passage.start, passage.end));
    let after = part(time.end.clamp(passage.start, passage.end)..passage.end);
    before
        .split(|c: char| !c.is_alphanumeric())
        .chain(after.split(|c: char| !c.is_alphanumeric()))
        .filter_map(stem)
        .collect()
}

fn stem(word: &str) -> Option<u64> {
    const COMMON: &[&str] = &[
        "about", "after", "also", "because", "been", "before", "being", "between", "both", "could", "from", "have",
        "into", "more", "most", "other", "over", "said", "some", "such", "than", "that", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "under", "were", "what", "when", "where", "which",
        "while", "will", "with", "would",
    ];
    if word.chars().count() < 3 && !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = word.to_lowercase();
    if COMMON.contains(&lower.as_str())
        || matches!(
            lower.as_str(),
            "the" | "and" | "for" | "was" | "has" | "had" | "its" | "his" | "her" | "are" | "not" | "but"
        )
    {
        return None;
    }
    // "ratified" and "ratification" begin alike: without its ending, six letters of a word are stem enough.
    let ending =
        ["ing", "ed", "es", "s"].into_iter().find(|ending| lower.len() > ending.len() + 3 && lower.ends_with(ending));
    let bare = ending.and_then(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    let hash = bare
        .chars()
        .take(6)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3));
    Some(if lower.starts_with(|c: char| c.is_ascii_digit()) { hash | NUMBER } else { hash & !NUMBER })
}

/// Which events belong together.
struct Groups {
    parent: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect(), members: BTreeMap::new() }
    }

    fn root(&self, mut index: usize) -> usize {
        while self.parent[index] != index {
            index = self.parent[index];
        }
        index
    }

    fn members(&self, index: usize) -> Vec<usize> {
        let root = self.root(index);
        self.members.get(&root).cloned().unwrap_or_else(|| vec![root])
    }

    /// Whether all tellings of both groups allow a common day.
    fn may_join(&self, events: &[Event], a: usize, b: usize) -> bool {
        if self.root(a) == self.root(b) {
            return false;
        }
        let all = [self.members(a), self.members(b)].concat();
        let earliest = all.iter().map(|&i| events[i].when.earliest).max();
        let latest = all.iter().map(|&i| events[i].when.latest).min();
        earliest <= latest && all.len() <= 64
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a).min(self.root(b)), self.root(a).max(self.root(b)));
        let mut all = self.members(a);
        all.extend(self.members(b));
        all.sort_unstable();
        self.members.remove(&b);
        self.parent[b] = a;
        self.members.insert(a, all);
    }

    fn merged(self, events: Vec<Event>) -> Vec<Event> {
        let mut slots: Vec<Option<Event>> = events.into_iter().map(Some).collect();
        let mut out = Vec::new();
        for index in 0..slots.len() {
            if self.parent[index] != index {
                continue;
            }
            let members = self.members.get(&index).cloned().unwrap_or_else(|| vec![index]);
            let group: Vec<Event> = members.into_iter().filter_map(|member| slots[member].take()).collect();
            out.extend(merge(group));
        }
        out
    }
}

/// One event of several tellings. The surest gives title, kind and status.
fn merge(mut group: Vec<Event>) -> Option<Event> {
    group.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.id.cmp(&b.id)));
    let mut tellings = group.into_iter();
    let mut event = tellings.next()?;
    for telling in tellings {
        if telling.when.days() < event.when.days() {
            event.when = telling.when;
        }
        add_new(&mut event.countries, telling.countries);
        add_new(&mut event.said_by, telling.said_by);
        add_new(&mut event.organizations, telling.organizations);
        for quantity in telling.quantities {
            if !event.quantities.iter().any(|q| q.value == quantity.value && q.unit == quantity.unit) {
                event.quantities.push(quantity);
            }
        }
        event.sources.extend(telling.sources);
        event.confidence = (event.confidence + (1.0 - event.confidence) * 0.3).min(1.0);
    }
    event.sources.sort_by_key(|source: &Source| (source.document, source.passage.start));
    Some(event)
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
