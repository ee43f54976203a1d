//! What of a timeline is left out: by kind, status, country, document, confidence, tag and period.
//!
//! In: a timeline and what the user has marked. Out: whether an event stays. Words are searched elsewhere.

use crate::actor::Country;
use crate::arrangement::Arrangement;
use crate::event::{Event, Kind, Status};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is left out. Empty sets leave nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Periods in which nothing that begins is shown.
    pub hidden_periods: BTreeSet<Period>,
    /// Whether only what has a star is shown.
    pub starred_only: bool,
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

/// So many years from the first on: 1, 10 or 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

impl Filter {
    /// Whether an event stays.
    pub fn keeps(&self, event: &Event, arrangement: &Arrangement) -> bool {
        let begins = event.when.earliest.year();
        let in_period = |period: &Period| (period.year..period.year.saturating_add(period.years)).contains(&begins);
        let tags = || arrangement.tags.get(&event.id);
        !self.hidden_kinds.contains(&event.kind)
            && !self.hidden_statuses.contains(&event.status)
            && any_shown(&event.countries, &self.hidden_countries)
            && (self.hidden_documents.is_empty()
                || event.sources.iter().any(|source| !self.hidden_documents.contains(&source.document)))
            && !self.hidden_confidences.contains(&Confidence::of(event.confidence))
            && (self.hidden_tags.is_empty() || tags().is_none_or(|tags| any_shown(tags, &self.hidden_tags)))
            && !self.hidden_periods.iter().any(in_period)
            && (!self.starred_only || arrangement.starred.contains(&event.id))
    }
}

/// Whether one of the things is not hidden, or there are none.
fn any_shown<'a, T: Ord + 'a>(things: impl IntoIterator<Item = &'a T>, hidden: &BTreeSet<T>) -> bool {
    let mut things = things.into_iter().peekable();
    hidden.is_empty() || things.peek().is_none() || things.any(|thing| !hidden.contains(thing))
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
