//! Events of many documents to events with many sources: one for each happening.
//!
//! In: events with one source each. Out: events sorted by time; those told several times have several sources,
//! the most exact `When` that all of them allow, and everything that any of them tells.
//! Near-linear: events are compared only where they share rare words.

use crate::document::Document;
use crate::event::{Event, Kind, Source};
use crate::rank;
use chrono::NaiveDate;

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
    let words = Words::new(events.iter().map(|event| stems(documents, event)).collect());
    let mut groups = Groups::new(&events);
    let mut candidates = Vec::new();
    for index in 0..events.len() {
        words.sharing(index, &mut candidates);
        for &other in &candidates {
            if groups.may_join(index, other) && is_same(&events[index], &events[other], &words.likeness(index, other)) {
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

/// The stems of all passages, each known by its place in the order of fingerprints.
struct Words {
    /// The stems of each event's passage, in order, each once.
    of_event: Vec<Vec<u32>>,
    /// The events that each stem is in, in order.
    told_by: Vec<Vec<usize>>,
    /// How much it says that two passages share a stem.
    rarity: Vec<f32>,
    /// From this one on, stems are numbers.
    first_number: u32,
}

impl Words {
    fn new(fingerprints: Vec<Vec<u64>>) -> Words {
        let mut all: Vec<u64> = fingerprints.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let mut told_by: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        let mut of_event: Vec<Vec<u32>> = Vec::with_capacity(fingerprints.len());
        for (index, fingerprints) in fingerprints.into_iter().enumerate() {
            let mut stems: Vec<u32> = fingerprints
                .iter()
                .map(|fingerprint| all.partition_point(|known| known < fingerprint) as u32)
                .collect();
            stems.sort_unstable();
            stems.dedup();
            stems.iter().for_each(|&stem| told_by[stem as usize].push(index));
            of_event.push(stems);
        }
        let events = (of_event.len() + 1) as f32;
        let rarity = told_by.iter().map(|told| (events / told.len() as f32).ln() + 0.2).collect();
        let first_number = all.partition_point(|&stem| stem < NUMBER) as u32;
        Words { of_event, told_by, rarity, first_number }
    }

    /// The later events that share rare words with one, in order.
    fn sharing(&self, index: usize, events: &mut Vec<usize>) {
        let told = |stem: u32| self.told_by[stem as usize].as_slice();
        let mut rare: Vec<u32> = self.of_event[index].iter().copied().filter(|&stem| told(stem).len() > 1).collect();
        rare.sort_unstable_by_key(|&stem| (told(stem).len(), stem));
        events.clear();
        for &stem in rare.iter().take(RARE_WORDS) {
            let after = told(stem).partition_point(|&other| other <= index);
            events.extend(told(stem)[after..].iter().take(COMPARED_MAX));
        }
        events.sort_unstable();
        events.dedup();
    }

    fn likeness(&self, a: usize, b: usize) -> Likeness {
        let (a, b) = (&self.of_event[a], &self.of_event[b]);
        let (mut shared, mut all, mut shared_numbers) = (0.0, 0.0, false);
        let (mut in_a, mut in_b) = (a.iter().peekable(), b.iter().peekable());
        while let Some(&stem) = in_a.peek().into_iter().chain(in_b.peek()).min() {
            let rarity = self.rarity[*stem as usize];
            all += rarity;
            if in_a.next_if_eq(&stem).is_some() & in_b.next_if_eq(&stem).is_some() {
                shared += rarity;
                shared_numbers |= *stem >= self.first_number;
            }
        }
        let tells_numbers = |stems: &[u32]| stems.last().is_some_and(|&last| last >= self.first_number);
        Likeness {
            words: if all > 0.0 { shared / all } else { 0.0 },
            numbers_differ: tells_numbers(a) && tells_numbers(b) && !shared_numbers,
        }
    }
}

/// How alike two passages are.
struct Likeness {
    /// The share of the words' rarity that they have in common.
    words: f32,
    /// Whether both tell numbers and share none: "treaty 17" is not "treaty 18".
    numbers_differ: bool,
}

/// Whether two tellings are of one happening, given how alike their passages are.
fn is_same(a: &Event, b: &Event, alike: &Likeness) -> bool {
    if !a.when.overlaps(&b.when) {
        return false;
    }
    let (shorter, longer) = if a.when.days() <= b.when.days() { (&a.when, &b.when) } else { (&b.when, &a.when) };
    let within = longer.earliest <= shorter.earliest && shorter.latest <= longer.latest;
    let same_document = a.sources[0].document == b.sources[0].document;
    if same_document {
        // A text tells a thing again in full only by mistake; two things of one day differ in their words.
        return a.kind == b.kind && within && alike.words >= COPY;
    }
    if alike.words >= COPY && within {
        return true;
    }
    let shared = a.countries.iter().filter(|country| b.countries.contains(country)).count();
    let fewer = a.countries.len().min(b.countries.len());
    let months_apart = longer.days() <= 31 || shorter.days() > 31;
    let same_parties = shared >= 2 && shared == a.countries.len().max(b.countries.len());
    let once = matches!(a.kind, Kind::Agreement | Kind::Politics) && same_parties && !alike.numbers_differ;
    let enough = if once { PARAPHRASE_ONCE } else { PARAPHRASE };
    a.kind == b.kind && within && months_apart && shared > 0 && shared * 2 >= fewer && alike.words >= enough
}

/// The bit that marks the fingerprint of a number.
const NUMBER: u64 = 1 << 63;

/// Fingerprints of the stems of a passage's words; short and common words left out, and the words of its time.
fn stems(documents: &[Document], event: &Event) -> Vec<u64> {
    let Some(source) = event.sources.first() else { return Vec::new() };
    let Some(document) = documents.get(source.document) else { return Vec::new() };
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

/// A happening is told by no more passages than this.
const MEMBERS_MAX: usize = 64;

/// Which events belong together.
struct Groups {
    /// The group of each event: its first member.
    of_event: Vec<usize>,
    /// By first member.
    groups: Vec<Group>,
}

struct Group {
    members: Vec<usize>,
    /// The days that all members allow.
    earliest: NaiveDate,
    latest: NaiveDate,
}

impl Groups {
    fn new(events: &[Event]) -> Groups {
        let alone = |(index, event): (usize, &Event)| Group {
            members: vec![index],
            earliest: event.when.earliest,
            latest: event.when.latest,
        };
        Groups { of_event: (0..events.len()).collect(), groups: events.iter().enumerate().map(alone).collect() }
    }

    /// Whether all tellings of both groups allow a common day.
    fn may_join(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.of_event[a], self.of_event[b]);
        let (one, other) = (&self.groups[a], &self.groups[b]);
        a != b
            && one.members.len() + other.members.len() <= MEMBERS_MAX
            && one.earliest.max(other.earliest) <= one.latest.min(other.latest)
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of_event[a].min(self.of_event[b]), self.of_event[a].max(self.of_event[b]));
        let members = std::mem::take(&mut self.groups[b].members);
        members.iter().for_each(|&member| self.of_event[member] = a);
        let (earliest, latest) = (self.groups[b].earliest, self.groups[b].latest);
        let joined = &mut self.groups[a];
        joined.members.extend(members);
        joined.earliest = joined.earliest.max(earliest);
        joined.latest = joined.latest.min(latest);
    }

    fn merged(self, events: Vec<Event>) -> Vec<Event> {
        let mut slots: Vec<Option<Event>> = events.into_iter().map(Some).collect();
        let merged = self.groups.into_iter().filter_map(|mut group| {
            group.members.sort_unstable();
            merge(group.members.into_iter().filter_map(|member| slots[member].take()).collect())
        });
        merged.collect()
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
        add_new(&mut event.roles, telling.roles);
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
