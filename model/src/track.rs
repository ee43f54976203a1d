//! Events to tracks: the numbers of one thing for one country as they change over time.
//!
//! In: linked events. Out: a `Track` for each country, unit and thing that is counted at two times or more, to be drawn
//! as a line or a band. Nothing is added up, averaged or filled in: a point is what a document tells.

use crate::actor::Country;
use crate::event::{Event, EventId};
use crate::quantity::{Quantity, Told};
use crate::when::When;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of one thing for one country over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Whose lane it belongs to.
    pub country: Country,
    /// The unit as it is told most often: "troops", "USD", "%".
    pub unit: String,
    /// What is counted, paid for or shared, as it is told first; empty where nobody says.
    pub object: String,
    /// In the order of time; of two at one time, the less first.
    pub points: Vec<Point>,
}

/// A number at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When it was so.
    pub when: When,
    /// What is told.
    pub value: f64,
    /// The least and the most that it may be; the most is infinite where only the least is told.
    pub bounds: (f64, f64),
    /// Whether only the bounds are told, or the number is: "up to 300" tells no number.
    pub is_bound: bool,
    /// How it is known.
    pub told: Told,
    /// The words of the text.
    pub words: String,
    /// The event that it is told with.
    pub event: EventId,
}

/// Country, stem of the unit, and stem of what money and shares are of: exports are not loans.
type Key = (Country, String, String);

/// Every track of the events, those with most points first, then by country, unit and object.
pub fn tracks(events: &[Event]) -> Vec<Track> {
    let mut found: BTreeMap<Key, Vec<(&Event, &Quantity)>> = BTreeMap::new();
    for event in events {
        // A sum that two countries share is told of the first, who acts.
        let Some(country) = event.countries.first() else { continue };
        for quantity in event.quantities.iter().filter(|quantity| !quantity.magnitude) {
            let object = if counts_things(quantity) { String::new() } else { object_stem(quantity) };
            found.entry((*country, quantity.unit_stem(), object)).or_default().push((event, quantity));
        }
    }
    let tracks = found.into_iter().map(|((country, _, _), told)| track(country, told));
    let mut tracks: Vec<Track> = tracks.filter(tells_a_change).collect();
    tracks.sort_by_key(|track| Reverse(track.points.len()));
    tracks
}

fn track(country: Country, told: Vec<(&Event, &Quantity)>) -> Track {
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, quantity) in &told {
        *units.entry(quantity.unit.as_str()).or_default() += 1;
    }
    let often = units.iter().max_by_key(|(unit, count)| (**count, Reverse(unit.len()), Reverse(**unit)));
    let unit = often.map_or(String::new(), |(unit, _)| (*unit).to_owned());
    let object = told.iter().map(|(_, quantity)| quantity.object.as_str()).find(|object| !object.is_empty());
    let object = object.unwrap_or_default().to_owned();
    let mut points: Vec<Point> = told.into_iter().map(|(event, quantity)| point(event, quantity)).collect();
    points.sort_by(|a, b| a.when.cmp(&b.when).then(a.value.total_cmp(&b.value)).then(a.event.cmp(&b.event)));
    // Both ends of a range have the same bounds: one point of its middle is not told, so the lower end stands for it.
    points.dedup_by(|later, first| later.event == first.event && later.bounds == first.bounds && first.is_range());
    Track { country, unit, object, points }
}

fn point(event: &Event, quantity: &Quantity) -> Point {
    Point {
        when: event.when,
        value: quantity.value,
        bounds: quantity.bounds(),
        is_bound: quantity.at_least.is_some() != quantity.at_most.is_some(),
        told: quantity.told,
        words: quantity.words.clone(),
        event: event.id,
    }
}

impl Point {
    fn is_range(&self) -> bool {
        !self.is_bound && self.bounds.0 < self.bounds.1
    }
}

/// Whether there are two times at which something is told: one number is no track.
fn tells_a_change(track: &Track) -> bool {
    track.points.iter().map(|point| point.when).collect::<BTreeSet<When>>().len() > 1
}

/// Whether the unit says what is counted, as "troops" does and "%", "USD" and "tonnes" do not.
fn counts_things(quantity: &Quantity) -> bool {
    quantity.object.is_empty() && !quantity.is_money() && quantity.unit != "%"
        || quantity.object.ends_with(quantity.unit.as_str())
}

/// The last word of what is counted without its plural.
fn object_stem(quantity: &Quantity) -> String {
    let last = quantity.object.rsplit(' ').next().unwrap_or_default().to_lowercase();
    last.strip_suffix('s').unwrap_or(&last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::lexicon::Lexicon;
    use crate::{dating, event, link};

    /// The tracks of a text, each as `country unit (object): year value, year value`.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let lexicon = Lexicon::embedded();
        let documents = [Document::plain("a.txt", text.to_owned())];
        let times = dating::read_times(&lexicon, &documents[0]);
        let events = link::link(&documents, event::read_events(&lexicon, &documents[0], &times));
        let tracks = tracks(&events).into_iter().map(|track| {
            let points = track.points.iter().map(|point| {
                let (least, most) = point.bounds;
                let band = if least < most { format!(" ({least} to {most})") } else { String::new() };
                format!("{} {}{band}", point.when.label(), point.value)
            });
            let points: Vec<String> = points.collect();
            format!("{} {} ({}): {}", track.country.code(), track.unit, track.object, points.join(", "))
        });
        assert_eq!(tracks.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn numbers_of_one_thing_are_a_track() {
        check(
            "In 2019 France deployed 4,500 soldiers to Mali.\n\nIn 2020 France deployed about 5,100 soldiers to Mali.\n\n\
             In 2022 France withdrew 900 soldiers from Mali.",
            &["FR soldiers (soldiers): 2019 4500, 2020 5100 (4590 to 5610), 2022 900"],
        );
    }

    #[test]
    fn bounds_are_kept() {
        check(
            "In 2019 Iran exported at least 300 drones to Sudan.\n\nIn 2020 Iran exported 40 to 50 drones to Sudan.",
            &["IR drones (drones): 2019 300 (300 to inf), 2020 40 (40 to 50)"],
        );
    }

    #[test]
    fn what_differs_is_apart() {
        check(
            "In 2019 Peru lent Chile $40 million in aid.\n\nIn 2020 Peru sent 90 soldiers to Chile.\n\n\
             In 2021 Chile sent 80 soldiers to Peru.",
            &[],
        );
        check("In 2019 Peru sent 90 soldiers to Chile.", &[]);
        check("", &[]);
    }
}
