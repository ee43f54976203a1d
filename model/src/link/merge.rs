//! Tellings of one happening to one event: the most exact days, all sources, everything that any of them tells.
//!
//! In: events of one happening. Out: the event, and what its documents disagree on; nothing is averaged.

use crate::event::{Disagreement, Event, Said, Source, Status};
use crate::quantity::Quantity;

/// One event of several tellings. The surest of those that know best gives title, kind and status.
pub(super) fn merge(mut group: Vec<Event>) -> Option<Event> {
    if group.len() < 2 {
        return group.pop();
    }
    group.sort_by_key(|event| event.sources.first().map(|source| (source.document, source.passage.start)));
    let disagreements = disagreements(&group);
    // What came to pass is known better than what was planned.
    let ahead = |event: &Event| matches!(event.status, Status::Planned | Status::Hypothetical);
    group.sort_by(|a, b| (ahead(a).cmp(&ahead(b))).then(b.confidence.total_cmp(&a.confidence)).then(a.id.cmp(&b.id)));
    let mut tellings = group.into_iter();
    let mut event = tellings.next()?;
    for telling in tellings {
        if telling.when.days() < event.when.days() {
            event.when = telling.when;
        }
        add_new(&mut event.countries, telling.countries);
        add_new(&mut event.said_by, telling.said_by);
        add_new(&mut event.organizations, telling.organizations);
        for participant in telling.roles {
            if !event.roles.iter().any(|known| known.actor == participant.actor) {
                event.roles.push(participant);
            }
        }
        add_quantities(&mut event.quantities, telling.quantities);
        event.sources.extend(telling.sources);
    }
    event.sources.sort_by_key(|source: &Source| (source.document, source.passage.start));
    event.disagreements = disagreements;
    Some(event)
}

/// Adds what another telling counts. The same number in another word is the same count: "90 people", "90 villagers".
fn add_quantities(known: &mut Vec<Quantity>, more: Vec<Quantity>) {
    let plain = |q: &Quantity| !q.is_money() && q.unit != "%";
    let same =
        |a: &Quantity, b: &Quantity| a.value == b.value && (a.unit_stem() == b.unit_stem() || plain(a) && plain(b));
    for quantity in more {
        if !known.iter().any(|known| same(known, &quantity)) {
            known.push(quantity);
        }
    }
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

/// What the tellings of a happening do not agree on; `group` in the order of the documents.
fn disagreements(group: &[Event]) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if part_ways(group.iter().map(|event| (event.when.earliest, event.when.latest))) {
        found.push(disagreement("the day", group, group.iter().map(|event| Some(event.when.label()))));
    }
    let told_as = |statuses: [Status; 2]| group.iter().any(|event| statuses.contains(&event.status));
    if told_as([Status::Happened, Status::Ongoing]) && told_as([Status::Denied, Status::Alleged]) {
        let statuses = group.iter().map(|event| Some(event.status.code().to_owned()));
        found.push(disagreement("whether it happened", group, statuses));
    }
    let mut units: Vec<String> = group.iter().flat_map(|event| &event.quantities).map(Quantity::unit_stem).collect();
    units.sort_unstable();
    units.dedup();
    for unit in units {
        let told: Vec<Option<&Quantity>> = group.iter().map(|event| only_one(event, &unit)).collect();
        if part_ways(told.iter().flatten().map(|quantity| quantity.bounds())) {
            let about = told_of(told.iter().flatten().next().copied());
            let words = told.iter().map(|quantity| quantity.map(|quantity| quantity.words.clone()));
            found.push(disagreement(&about, group, words));
        }
    }
    found
}

/// Whether two of the ranges have nothing in common.
fn part_ways<T: PartialOrd + Copy>(mut ranges: impl Iterator<Item = (T, T)>) -> bool {
    let Some((mut greatest_least, mut least_most)) = ranges.next() else { return false };
    ranges.any(|(least, most)| {
        let apart = greatest_least > most || least > least_most;
        greatest_least = if least > greatest_least { least } else { greatest_least };
        least_most = if most < least_most { most } else { least_most };
        apart
    })
}

/// What each of the events says, in words; nothing where it says nothing of it.
fn disagreement(about: &str, group: &[Event], words: impl Iterator<Item = Option<String>>) -> Disagreement {
    let mut said: Vec<Said> = Vec::new();
    for (event, words) in group.iter().zip(words) {
        let document = event.sources.first().map(|source| source.document);
        if let (Some(document), Some(words)) = (document, words) {
            let one = Said { document, words };
            if !said.contains(&one) {
                said.push(one);
            }
        }
    }
    Disagreement { about: about.to_owned(), said }
}

/// The quantity of a unit that a telling has, where it has but one: of several, who knows which is compared with which.
fn only_one<'e>(event: &'e Event, unit: &str) -> Option<&'e Quantity> {
    let mut of_unit = event.quantities.iter().filter(|quantity| quantity.unit_stem() == unit);
    let first = of_unit.next()?;
    // Both ends of a range are one.
    let range = |other: &Quantity| {
        first.at_most.is_some() && (first.at_least, first.at_most) == (other.at_least, other.at_most)
    };
    of_unit.all(range).then_some(first)
}

/// "the number of missiles", "the sum", "the share".
fn told_of(quantity: Option<&Quantity>) -> String {
    match quantity {
        Some(quantity) if quantity.unit == "%" => "the share".to_owned(),
        Some(quantity) if quantity.is_money() => "the sum".to_owned(),
        Some(quantity) => format!("the number of {}", quantity.unit),
        None => "the number".to_owned(),
    }
}
