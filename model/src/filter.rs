//! What of a timeline is left out: by kind, status, country, document, confidence, tag and period.
//!
//! In: a timeline and what the user has marked. Out: for each event whether it stays. Words are searched elsewhere.
//!
//! Events are long and lie far apart, so what filters look at is copied out of them once, close together.

use crate::actor::Country;
use crate::arrangement::Arrangement;
use crate::event::{Event, EventId, Kind, Status};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is left out. Empty sets leave nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Kinds not shown.
    pub hidden_kinds: BTreeSet<Kind>,
    /// Statuses not shown.
    pub hidden_statuses: BTreeSet<Status>,
    /// Countries not shown.
    pub hidden_countries: BTreeSet<Country>,
    /// Documents not shown, by index.
    pub hidden_documents: BTreeSet<usize>,
    /// How sure the reading is of what is not shown.
    pub hidden_confidences: BTreeSet<Confidence>,
    /// Tags not shown; an event that has another one as well is.
    pub hidden_tags: BTreeSet<String>,
    /// What is not shown by whether a person has looked at it.
    pub hidden_checks: BTreeSet<Checked>,
    /// Periods in which nothing that begins is shown.
    pub hidden_periods: BTreeSet<Period>,
    /// Whether only what has a star is shown.
    pub starred_only: bool,
}

/// What filters look at, of each event of a timeline.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    ids: Vec<EventId>,
    kinds: Vec<Kind>,
    statuses: Vec<Status>,
    confidences: Vec<Confidence>,
    checks: Vec<Checked>,
    /// The years in which they begin.
    years: Vec<i32>,
    countries: Lists<Country>,
    documents: Lists<u32>,
}

/// A list for each event, one after the other.
#[derive(Clone, Debug)]
struct Lists<T> {
    items: Vec<T>,
    /// Where each list begins, then where the last one ends.
    begins: Vec<u32>,
}

/// How sure the reading of an event is, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// 0.75 and more.
    Sure,
    /// 0.5 and more.
    Likely,
    /// Less.
    Doubtful,
}

/// Whether a person has looked at an event, or had better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Checked {
    /// A person has accepted or made it.
    Accepted,
    /// It is uncertain.
    ToReview,
    /// Nobody needs to.
    Certain,
}

/// So many years from the first on: 1, 10 or 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first year.
    pub year: i32,
    /// How many years.
    pub years: i32,
}

impl Confidence {
    /// The class of a confidence from 0 to 1.
    pub fn of(confidence: f32) -> Confidence {
        match confidence {
            sure if sure >= 0.75 => Confidence::Sure,
            likely if likely >= 0.5 => Confidence::Likely,
            _ => Confidence::Doubtful,
        }
    }

    /// Its name, in sentence case.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Sure => "Sure",
            Confidence::Likely => "Likely",
            Confidence::Doubtful => "Doubtful",
        }
    }
}

impl Checked {
    /// Its name, in sentence case.
    pub fn name(self) -> &'static str {
        match self {
            Checked::Accepted => "Accepted",
            Checked::ToReview => "To review",
            Checked::Certain => "Not in doubt",
        }
    }

    /// Of each of some events, of which those of these indices are doubtful.
    pub fn of(events: &[Event], doubtful: &[usize]) -> Vec<Checked> {
        let mut checks = vec![Checked::Certain; events.len()];
        doubtful.iter().for_each(|&event| checks[event] = Checked::ToReview);
        for (check, _) in checks.iter_mut().zip(events).filter(|(_, event)| event.is_accepted()) {
            *check = Checked::Accepted;
        }
        checks
    }
}

impl Period {
    /// The length of period, in years, that parts a timeline into a list that can be read at a glance.
    pub fn years_for(first: NaiveDate, last: NaiveDate) -> i32 {
        match last.year().saturating_sub(first.year()) {
            0..=15 => 1,
            16..=150 => 10,
            _ => 100,
        }
    }

    /// The period of so many years that holds a day.
    pub fn holding(day: NaiveDate, years: i32) -> Period {
        Period { year: day.year().div_euclid(years.max(1)) * years.max(1), years: years.max(1) }
    }

    /// "2024", "the 1990s", "1800 to 1899".
    pub fn name(self) -> String {
        let name = crate::when::year_label;
        match self.years {
            1 => name(self.year),
            10 if self.year > 0 => format!("{}s", self.year),
            years => format!("{} to {}", name(self.year), name(self.year.saturating_add(years - 1))),
        }
    }
}

impl Facets {
    /// Those of the events of a timeline, in their order; those of these indices are doubtful.
    pub fn of(events: &[Event], doubtful: &[usize]) -> Facets {
        let mut facets = Facets { checks: Checked::of(events, doubtful), ..Facets::default() };
        for event in events {
            facets.ids.push(event.id);
            facets.kinds.push(event.kind);
            facets.statuses.push(event.status);
            facets.confidences.push(Confidence::of(event.confidence));
            facets.years.push(event.when.earliest.year());
            facets.countries.push(event.countries.iter().copied());
            facets.documents.push(event.sources.iter().map(|source| source.document as u32));
        }
        facets
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The event's id.
    pub fn id(&self, event: usize) -> EventId {
        self.ids[event]
    }
}

impl<T: Copy> Lists<T> {
    fn push(&mut self, items: impl Iterator<Item = T>) {
        self.items.extend(items);
        self.begins.push(self.items.len() as u32);
    }

    fn get(&self, event: usize) -> &[T] {
        &self.items[self.begins[event] as usize..self.begins[event + 1] as usize]
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), begins: vec![0] }
    }
}

impl Filter {
    /// For each event whether it stays.
    pub fn keeps(&self, facets: &Facets, arrangement: &Arrangement) -> Vec<bool> {
        let mut kept = vec![true; facets.len()];
        // What leaves nothing out is not looked at.
        let mut leave_out = |hides: bool, is_hidden: &dyn Fn(usize) -> bool| {
            if hides {
                kept.iter_mut().enumerate().for_each(|(event, kept)| *kept = *kept && !is_hidden(event));
            }
        };
        leave_out(!self.hidden_kinds.is_empty(), &|event| self.hidden_kinds.contains(&facets.kinds[event]));
        leave_out(!self.hidden_statuses.is_empty(), &|event| self.hidden_statuses.contains(&facets.statuses[event]));
        leave_out(!self.hidden_confidences.is_empty(), &|event| {
            self.hidden_confidences.contains(&facets.confidences[event])
        });
        leave_out(!self.hidden_checks.is_empty(), &|event| self.hidden_checks.contains(&facets.checks[event]));
        leave_out(!self.hidden_periods.is_empty(), &|event| {
            let begins = facets.years[event];
            let holds = |period: &Period| (period.year..period.year.saturating_add(period.years)).contains(&begins);
            self.hidden_periods.iter().any(holds)
        });
        leave_out(!self.hidden_countries.is_empty(), &|event| {
            let countries = facets.countries.get(event);
            !countries.is_empty() && countries.iter().all(|country| self.hidden_countries.contains(country))
        });
        leave_out(!self.hidden_documents.is_empty(), &|event| {
            facets.documents.get(event).iter().all(|&document| self.hidden_documents.contains(&(document as usize)))
        });
        leave_out(!self.hidden_tags.is_empty(), &|event| {
            arrangement
                .tags
                .get(&facets.ids[event])
                .is_some_and(|tags| !tags.is_empty() && tags.is_subset(&self.hidden_tags))
        });
        leave_out(self.starred_only, &|event| !arrangement.starred.contains(&facets.ids[event]));
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_period(day: &str, years: i32, expect: &str) {
        let day = day.parse().unwrap_or_default();
        assert_eq!(Period::holding(day, years).name(), expect);
    }

    #[test]
    fn periods_are_whole() {
        check_period("2024-11-18", 1, "2024");
        check_period("1999-01-01", 10, "1990s");
        check_period("1848-02-24", 100, "1800 to 1899");
    }

    #[test]
    fn confidence_has_three_classes() {
        let classes = [0.75, 0.74, 0.5, 0.49].map(|confidence| Confidence::of(confidence).name());
        assert_eq!(classes, ["Sure", "Likely", "Likely", "Doubtful"]);
    }
}
