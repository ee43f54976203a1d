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
        add_new(&mut event.roles, telling.roles);
        for quantity in telling.quantities {
            if !event.quantities.iter().any(|known| known.value == quantity.value && known.unit == quantity.unit) {
                event.quantities.push(quantity);
            }
        }
        event.sources.extend(telling.sources);
    }
    event.sources.sort_by_key(|source: &Source| (source.document, source.passage.start));
    event.disagreements = disagreements;
    Some(event)
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
    let pairs =
        || group.iter().enumerate().flat_map(|(nth, one)| group[nth + 1..].iter().map(move |other| (one, other)));
    if pairs().any(|(one, other)| !one.when.overlaps(&other.when)) {
        found.push(disagreement("the day", group, |event| Some(event.when.label())));
    }
    if pairs().any(|(one, other)| statuses_differ(one.status, other.status)) {
        found.push(disagreement("whether it happened", group, |event| Some(event.status.code().to_owned())));
    }
    let mut units: Vec<String> = group.iter().flat_map(|event| &event.quantities).map(Quantity::unit_stem).collect();
    units.sort_unstable();
    units.dedup();
    for unit in units {
        let told = |event| only_one(event, &unit);
        if pairs().any(|(one, other)| matches!((told(one), told(other)), (Some(a), Some(b)) if !a.agrees(b))) {
            let about = told_of(group.iter().find_map(told));
            found.push(disagreement(&about, group, |event| only_one(event, &unit).map(|one| one.words.clone())));
        }
    }
    found
}

fn disagreement(about: &str, group: &[Event], words: impl Fn(&Event) -> Option<String>) -> Disagreement {
    let mut said: Vec<Said> = Vec::new();
    for event in group {
        let document = event.sources.first().map(|source| source.document);
        if let (Some(document), Some(words)) = (document, words(event)) {
            let one = Said { document, words };
            if !said.contains(&one) {
                said.push(one);
            }
        }
    }
    Disagreement { about: about.to_owned(), said }
}

fn statuses_differ(one: Status, other: Status) -> bool {
    let holds = |status| matches!(status, Status::Happened | Status::Ongoing);
    let doubts = |status| matches!(status, Status::Denied | Status::Alleged);
    holds(one) && doubts(other) || doubts(one) && holds(other)
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
