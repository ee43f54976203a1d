//! Events to tracks: what was counted, paid or measured again and again, in the order of time.
//!
//! In: events and which of them are shown. Out: tracks, each of one unit, one matter and one country, so that its points
//! can be compared. Knows no scale and no picture.

use crate::actor::Country;
use crate::event::{Event, Kind};
use crate::quantity::{Quantity, Told};
use std::collections::BTreeMap;

/// Quantities of one unit, matter and country.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What tells it from other tracks, whatever its points.
    pub key: String,
    /// What is counted or paid for: "Troops", "Arms", "Dual-use goods".
    pub name: String,
    /// Of its values: "troops", a currency's code, "%".
    pub unit: String,
    /// Its unit, where the name does not say it, and the country whose events tell it: "USD, China".
    pub caption: String,
    /// In the order of time.
    pub points: Vec<Point>,
    /// On how many different days its points begin.
    pub days: usize,
}

/// A value that an event tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Index into the timeline's events.
    pub event: usize,
    /// Index into the event's quantities.
    pub quantity: usize,
    /// What is told; of a range its middle.
    pub value: f64,
    /// What it is at least and at most: both the value where it is told as it is, infinite where a bound is open.
    pub bounds: (f64, f64),
    /// Whether the text says "around".
    pub approximate: bool,
    /// How it is known.
    pub told: Told,
}

impl Point {
    /// Whether a range was told rather than a value.
    pub fn is_range(&self) -> bool {
        self.bounds.0 < self.bounds.1 && self.bounds.0.is_finite() && self.bounds.1.is_finite()
    }
}

/// The tracks of some of the events, given in the order of time; those with the most days first.
/// What was told on one day only is no track. `name` tells a country's name.
pub fn tracks(events: &[Event], shown: &[usize], name: impl Fn(Country) -> String) -> Vec<Track> {
    let mut by_key: BTreeMap<String, Track> = BTreeMap::new();
    for &index in shown {
        let event = &events[index];
        let mut after_range = None;
        for (nth, quantity) in event.quantities.iter().enumerate() {
            // A range is told as two quantities with the same bounds; the second adds nothing.
            let range = quantity.at_least.zip(quantity.at_most).filter(|(least, most)| least < most);
            if range.is_some() && after_range.take() == range {
                continue;
            }
            after_range = range;
            let Some(matter) = Matter::of(quantity, event.kind) else { continue };
            let country = event.countries.first().copied();
            let key = format!("{}|{}|{}", matter.unit, matter.key, country.as_ref().map_or("", Country::code));
            let track = by_key.entry(key.clone()).or_insert_with(|| Track {
                key,
                caption: caption(&matter, &quantity.unit, country.map(&name)),
                name: matter.name,
                unit: quantity.unit.clone(),
                points: Vec::new(),
                days: 0,
            });
            let day = |point: &Point| events[point.event].when.earliest;
            track.days += usize::from(track.points.last().map(day) != Some(event.when.earliest));
            track.points.push(point(index, nth, quantity));
        }
    }
    let mut tracks: Vec<Track> = by_key.into_values().filter(|track| track.days > 1).collect();
    tracks.sort_by(|a, b| b.days.cmp(&a.days).then(b.points.len().cmp(&a.points.len())));
    tracks
}

fn caption(matter: &Matter, unit: &str, country: Option<String>) -> String {
    let unit = (one(unit) != one(&matter.name)).then(|| unit.to_owned());
    unit.into_iter().chain(country).collect::<Vec<_>>().join(", ")
}

fn point(event: usize, nth: usize, quantity: &Quantity) -> Point {
    let bounds = match (quantity.at_least, quantity.at_most) {
        (None, None) => (quantity.value, quantity.value),
        (least, most) => (least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY)),
    };
    let is_range = bounds.0.is_finite() && bounds.1.is_finite();
    let value = if is_range { (bounds.0 + bounds.1) / 2.0 } else { quantity.value };
    Point { event, quantity: nth, value, bounds, approximate: quantity.approximate, told: quantity.told }
}

/// What a quantity is of, as far as that makes it comparable with others.
struct Matter {
    unit: String,
    key: String,
    name: String,
}

impl Matter {
    /// None for what cannot be compared: a share without what it is of.
    fn of(quantity: &Quantity, kind: Kind) -> Option<Matter> {
        // "Hundreds" has no place on a scale.
        if !quantity.value.is_finite() || quantity.unit.is_empty() || quantity.magnitude {
            return None;
        }
        let unit = quantity.unit_stem();
        let head = quantity.object.split_whitespace().next_back().unwrap_or_default();
        let key = one(head);
        let counts_itself = key.is_empty() || key.starts_with(&unit) || key == one(&quantity.unit);
        Some(match (counts_itself, quantity.is_money()) {
            (false, _) => Matter { unit, key, name: capitalized(head) },
            (true, false) if unit == "%" => return None,
            (true, false) => Matter { unit, key: String::new(), name: capitalized(&quantity.unit) },
            // Money that is not said for what is for what happened.
            (true, true) => Matter { unit, key: format!("{kind:?}"), name: kind.label().to_owned() },
        })
    }
}

/// A noun in small letters without the "s" of many, which is enough to tell whether two are the same.
fn one(noun: &str) -> String {
    let lower = noun.to_lowercase();
    match lower.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => lower,
    }
}

fn capitalized(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Known, OwnDate};
    use crate::lexicon::Lexicon;
    use crate::link::link;
    use crate::{dating, event};
    use chrono::NaiveDate;

    /// The tracks of a text: name, unit, country, and values with their bounds.
    fn check(text: &str, expect: &[&str]) {
        let lexicon = Lexicon::embedded();
        let mut document = document::read("text.txt", text.as_bytes()).expect("plain text");
        let day = NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day");
        let evidence = "set by the test".to_owned();
        document.own_date = Some(OwnDate { earliest: day, latest: day, known: Known::Set, evidence });
        let times = dating::read_times(&lexicon, &document);
        let found = event::read_events(&lexicon, &document, &times);
        let events = link(&[document], found);
        let all: Vec<usize> = (0..events.len()).collect();
        let told: Vec<String> = tracks(&events, &all, |country| country.code().to_owned())
            .iter()
            .map(|track| {
                let value = |point: &Point| match point.bounds {
                    (least, most) if least == most => format!("{}", point.value),
                    (least, most) => format!("{least}..{most}"),
                };
                let values: Vec<String> = track.points.iter().map(value).collect();
                format!("{} ({}): {}", track.name, track.caption, values.join(" "))
            })
            .collect();
        assert_eq!(told, expect, "{text}");
    }

    #[test]
    fn what_is_told_again_is_a_track() {
        check(
            "Ghana sent 300 soldiers to Mali on 3 May 2024. Ghana sent 450 soldiers to Niger on 5 June 2024.",
            &["Soldiers (GH): 300 450"],
        );
        check("Ghana sent 300 soldiers to Mali on 3 May 2024. Ghana sent 4 tanks to Niger on 5 June 2024.", &[]);
    }

    #[test]
    fn bounds_are_kept_and_a_range_is_one_point() {
        check(
            "Ghana sent more than 300 soldiers to Mali on 3 May 2024. Ghana sent 400 to 500 soldiers to Niger on 5 June 2024.",
            &["Soldiers (GH): 300..inf 400..500"],
        );
    }

    #[test]
    fn money_is_told_apart_by_what_it_is_for() {
        check(
            "Chile bought arms from Brazil for $3 million on 3 May 2024. Chile sanctioned three firms, with a fine of $5 million, on 5 June 2024.",
            &[],
        );
    }
}
