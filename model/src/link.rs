//! Events of many documents to events with many sources: one for each happening.
//!
//! In: events with one source each. Out: events sorted by time; those told several times have several sources,
//! the most exact `When` that all of them allow, everything that any of them tells, and what they disagree on.
//! Near-linear: events are compared only where they share rare words and their days allow it. How alike two are told
//! decides, the most alike first; a document tells a happening once, so that two visits in one month stay two.

mod likeness;
mod merge;

pub(crate) use likeness::independent;

use crate::confidence;
use crate::document::Document;
use crate::event::{Event, EventId, Kind};
use crate::rank;
use crate::when::Precision;
use chrono::NaiveDate;
use likeness::{Likeness, Words};
use rustc_hash::FxHashMap;
use std::cmp::{Ordering, Reverse};

/// Passages this alike are copies.
const COPY: f32 = 0.85;
/// Passages with their contexts this alike tell the same happening if kind, countries and days agree.
const PARAPHRASE: f32 = 0.26;
/// The same for what the same parties seldom do twice in a month: they sign one treaty, not two.
const PARAPHRASE_ONCE: f32 = 0.12;
/// What has to be made up for where the kinds differ, which is often only how the two were read.
const OTHER_KIND: f32 = 0.10;
/// The same where one of the two names no country.
const NO_COUNTRY: f32 = 0.20;
/// The same where both tell numbers and share none.
const OTHER_NUMBERS: f32 = 0.05;
/// The same where both tell names and share next to none.
const OTHER_NAMES: f32 = 0.15;
/// The same for what is told of two places.
const OTHER_PLACES: f32 = 0.35;
/// The same where one tells of the day after, as it is by another clock or when it became known.
const DAY_AFTER: f32 = 0.25;
/// The same where it is only known in which month it was.
const VAGUE_DAY: f32 = 0.08;

/// Where two documents have this many happenings in common …
const SAME_STORY_LINKS: usize = 3;
/// … so much may be missing from what the rest of them needs.
const SAME_STORY: f32 = 0.12;
/// A telling that is as like to another happening but for this much is not joined with either.
const AMBIGUOUS: f32 = 0.08;

/// Brings events that are one happening together and weighs them; sorted by time.
pub fn link(documents: &[Document], mut events: Vec<Event>) -> Vec<Event> {
    let happenings = happenings(documents, &mut events);
    let mut slots: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    let mut merged = |members: Vec<usize>| merge(members.into_iter().filter_map(|at| slots[at].take()).collect());
    let mut linked: Vec<Event> = happenings.into_iter().filter_map(&mut merged).collect();
    linked.iter_mut().for_each(|event| weigh(documents, event));
    linked.sort_by_cached_key(|event| (event.when, event.id));
    linked
}

/// The ids of those that are one happening, for each happening that is told more than once.
pub fn links(documents: &[Document], mut events: Vec<Event>) -> Vec<Vec<EventId>> {
    let mut happenings = happenings(documents, &mut events);
    happenings.retain(|members| members.len() > 1);
    happenings.into_iter().map(|members| members.into_iter().map(|at| events[at].id).collect()).collect()
}

/// The one event of several tellings of a happening, not yet weighed; none of none.
pub fn merge(tellings: Vec<Event>) -> Option<Event> {
    merge::merge(tellings)
}

/// Says how sure a linked event is and how much it matters.
pub fn weigh(documents: &[Document], event: &mut Event) {
    event.confidence = confidence::value(documents, event);
    event.weight = rank::weight(documents, event);
}

/// Puts events in the order of time, and says which of them are one happening.
fn happenings(documents: &[Document], events: &mut [Event]) -> Vec<Vec<usize>> {
    events.sort_by_cached_key(|event| (event.when.earliest, event.when.latest, event.id, event.sources[0].document));
    let words = Words::new(documents, events);
    let margin = |one: usize, other: usize| margin(&events[one], &events[other], || words.likeness(one, other));
    // Who is only like one of a group is not of it: else a chain of likes would make one of many.
    let may_join = |one: usize, other: usize| margin(one, other).is_some_and(|margin| margin >= -SAME_STORY);
    let pairs = pairs(events, &words, margin);
    let mut groups = Groups::new(events);
    let mut linked_documents: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for pair in pairs.iter().filter(|pair| pair.margin >= 0.0) {
        if groups.join(pair, may_join) {
            *linked_documents.entry(pair.documents(events)).or_default() += 1;
        }
    }
    // Documents that tell several things alike tell the same story, and more of it in words further apart.
    for pair in pairs.iter().filter(|pair| pair.margin < 0.0) {
        if linked_documents.get(&pair.documents(events)).is_some_and(|linked| *linked >= SAME_STORY_LINKS) {
            groups.join(pair, may_join);
        }
    }
    groups.members()
}

/// Two events that may be one happening.
struct Pair {
    /// By how much they are more alike than they need to be.
    margin: f32,
    one: usize,
    other: usize,
}

impl Pair {
    fn documents(&self, events: &[Event]) -> (usize, usize) {
        let (one, other) = (events[self.one].sources[0].document, events[self.other].sources[0].document);
        (one.min(other), one.max(other))
    }
}

/// The pairs that may be one happening, the most alike first; `events` in the order of time.
fn pairs(events: &[Event], words: &Words, margin: impl Fn(usize, usize) -> Option<f32>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut candidates = Vec::new();
    for one in 0..events.len() {
        words.sharing(one, &mut candidates);
        for &other in &candidates {
            let other = other as usize;
            pairs.extend(margin(one, other).filter(|margin| *margin >= -SAME_STORY).map(|margin| Pair {
                margin,
                one,
                other,
            }));
        }
    }
    let ambiguous = ambiguous(events, &pairs);
    let is_vaguer = |one: usize, other: usize| events[one].when.days() > events[other].when.days();
    pairs.retain(|Pair { one, other, .. }| {
        !(ambiguous[*one] && is_vaguer(*one, *other) || ambiguous[*other] && is_vaguer(*other, *one))
    });
    pairs.sort_by(|a, b| b.margin.total_cmp(&a.margin).then((a.one, a.other).cmp(&(b.one, b.other))));
    pairs
}

/// The events that are told vaguely and may be one as well as another of two happenings of different days: "a visit in
/// April" where there were two.
fn ambiguous(events: &[Event], pairs: &[Pair]) -> Vec<bool> {
    let mut ambiguous = vec![false; events.len()];
    let mut best: Vec<Option<(f32, usize)>> = vec![None; events.len()];
    let vague_and_exact = |pair: &Pair| match events[pair.one].when.days().cmp(&events[pair.other].when.days()) {
        Ordering::Greater => Some((pair.one, pair.other)),
        Ordering::Less => Some((pair.other, pair.one)),
        Ordering::Equal => None,
    };
    for pair in pairs {
        let Some((vague, exact)) = vague_and_exact(pair) else { continue };
        if best[vague].is_none_or(|(margin, _)| margin < pair.margin) {
            best[vague] = Some((pair.margin, exact));
        }
    }
    for pair in pairs {
        let Some((vague, exact)) = vague_and_exact(pair) else { continue };
        let rival = best[vague].filter(|(margin, _)| pair.margin >= margin - AMBIGUOUS);
        ambiguous[vague] |= rival.is_some_and(|(_, other)| !events[other].when.overlaps(&events[exact].when));
    }
    ambiguous
}

/// By how much two tellings are more alike than those of one happening need to be; none where they are of two.
fn margin(a: &Event, b: &Event, likeness: impl FnOnce() -> Likeness) -> Option<f32> {
    let (shorter, longer) = if a.when.days() <= b.when.days() { (&a.when, &b.when) } else { (&b.when, &a.when) };
    let within = longer.earliest <= shorter.earliest && shorter.latest <= longer.latest;
    let exact = |event: &Event| event.when.precision == Precision::Day && event.when.days() == 1;
    let day_after = exact(a) && exact(b) && (a.when.earliest - b.when.earliest).num_days().abs() == 1;
    if !within && !day_after {
        return None;
    }
    let same_document = a.sources[0].document == b.sources[0].document;
    if same_document && (a.kind != b.kind || !within) {
        return None;
    }
    let likeness = likeness();
    if same_document || likeness.passages >= COPY && within {
        // A text tells a thing again in full only by mistake; two things of one day differ in their words.
        return (likeness.passages >= COPY && (likeness.whole || !same_document)).then_some(likeness.passages);
    }
    let shared = a.countries.iter().filter(|country| b.countries.contains(country)).count();
    let (fewer, more) = (a.countries.len().min(b.countries.len()), a.countries.len().max(b.countries.len()));
    // What is told by the year alone has too many likes.
    let exact_enough = longer.days() <= 31 || shorter.days() > 31;
    if !exact_enough || fewer > 0 && shared == 0 || day_after && a.kind != b.kind {
        return None;
    }
    // Who shells another on the day on which that one's goods are banned has done two things.
    if a.kind != b.kind && likeness.names_only {
        return None;
    }
    // Each names somebody whom the other does not: who signed with Mexico did not sign with Japan by that.
    if shared < fewer {
        return None;
    }
    let same_parties = shared >= 2 && shared == more;
    let once = matches!(a.kind, Kind::Agreement | Kind::Politics) && a.kind == b.kind && same_parties;
    let mut needed = if once && !likeness.numbers_differ { PARAPHRASE_ONCE } else { PARAPHRASE };
    let burdens = [
        (a.kind != b.kind, OTHER_KIND),
        (fewer == 0, NO_COUNTRY),
        (likeness.numbers_differ, OTHER_NUMBERS),
        (likeness.names_differ && !once, OTHER_NAMES),
        (likeness.places_differ, OTHER_PLACES),
        (day_after, DAY_AFTER),
        (longer.days() > 10 && !once, VAGUE_DAY),
    ];
    needed += burdens.iter().filter(|(bears, _)| *bears).map(|(_, burden)| burden).sum::<f32>();
    let found = 0.7 * likeness.passages + 0.5 * likeness.contexts;
    // Copies come first.
    Some((found - needed).min(COPY - 0.01))
}

/// A happening is told by no more passages than this.
const MEMBERS_MAX: usize = 1000;

/// Which events belong together.
struct Groups {
    /// The group of each event.
    of_event: Vec<usize>,
    groups: Vec<Group>,
}

struct Group {
    members: Vec<usize>,
    /// The documents of the members, in order.
    documents: Vec<usize>,
    /// The days that all members allow; those of the first where none are.
    earliest: NaiveDate,
    latest: NaiveDate,
}

impl Groups {
    fn new(events: &[Event]) -> Groups {
        let alone = |(index, event): (usize, &Event)| Group {
            members: vec![index],
            documents: vec![event.sources[0].document],
            earliest: event.when.earliest,
            latest: event.when.latest,
        };
        Groups { of_event: (0..events.len()).collect(), groups: events.iter().enumerate().map(alone).collect() }
    }

    /// Makes one of the groups of two events, unless days, documents, or how their first members are told is
    /// against it; whether it did.
    fn join(&mut self, pair: &Pair, may_join: impl Fn(usize, usize) -> bool) -> bool {
        let (a, b) = (self.of_event[pair.one], self.of_event[pair.other]);
        if a == b {
            return false;
        }
        let by_size = Reverse(self.groups[a].members.len()) <= Reverse(self.groups[b].members.len());
        let (large, small) = if by_size { (a, b) } else { (b, a) };
        let (into, from) = (&self.groups[large], &self.groups[small]);
        let (earliest, latest) = (into.earliest.max(from.earliest), into.latest.min(from.latest));
        // The day after is another telling's day, not one more for all to agree on.
        let near = (earliest - latest).num_days() <= 1;
        let told_twice = || from.documents.iter().any(|document| into.documents.binary_search(document).is_ok());
        if into.members.len() + from.members.len() > MEMBERS_MAX || !near || pair.margin < COPY && told_twice() {
            return false;
        }
        let alone = into.members.len() == 1 && from.members.len() == 1;
        if !alone && !may_join(into.members[0], from.members[0]) {
            return false;
        }
        let from = std::mem::take(&mut self.groups[small].members);
        let documents = std::mem::take(&mut self.groups[small].documents);
        from.iter().for_each(|&member| self.of_event[member] = large);
        let into = &mut self.groups[large];
        into.members.extend(from);
        into.documents.extend(documents);
        // Two runs that are in order each: a sort that keeps what is equal in its order merges them.
        into.documents.sort();
        into.documents.dedup();
        if earliest <= latest {
            (into.earliest, into.latest) = (earliest, latest);
        }
        true
    }

    fn members(self) -> Vec<Vec<usize>> {
        let members = self.groups.into_iter().map(|mut group| {
            group.members.sort_unstable();
            group.members
        });
        members.filter(|members| !members.is_empty()).collect()
    }
}
