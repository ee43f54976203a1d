//! `When`: the days at which something may have happened, and why we think so.
//!
//! In: calendar days. Out: comparison, arithmetic and display in plain words.
//! Knows no text and no documents; `dating` makes these.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The days at which something happened, as closely as it is known.
///
/// For [`Precision::Range`] it lasted from `earliest` to `latest`; for every other
/// precision it happened some time between the two. Both days are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// First day, proleptic Gregorian; years before 1 are astronomical (0 is 1 BC).
    pub earliest: NaiveDate,
    /// Last day, inclusive; never before `earliest`.
    pub latest: NaiveDate,
    /// What kind of stretch the two days bound.
    pub precision: Precision,
    /// Whether the text says "about", "around", "roughly".
    pub approximate: bool,
    /// Time of the day, where one is told.
    pub clock: Option<Clock>,
}

/// A time of the day as told, in the text's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// What kind of stretch of time a [`When`] bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// One day.
    Day,
    /// It lasted from the first to the last day.
    Range,
    /// A calendar week from Monday.
    Week,
    /// Early, mid or late in a month.
    PartOfMonth,
    /// A calendar month.
    Month,
    /// A meteorological season of the north.
    Season,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    HalfYear,
    /// A calendar year.
    Year,
    /// Several years.
    Years,
    /// Ten years.
    Decade,
}

/// How a [`When`] came about: the words, the rule, what it counts from, how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The time expression as written.
    pub words: String,
    /// The rule in plain words: "month and day, no year: the nearest before".
    pub rule: String,
    /// What a relative expression counts from; none where the words say it all.
    pub anchor: Option<Anchor>,
}

/// The day or stretch that a relative expression counts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The first day of what is counted from.
    pub earliest: NaiveDate,
    /// Its last day, inclusive.
    pub latest: NaiveDate,
    /// What it is: "document's date", "the date told before".
    pub what: String,
    /// How it is known, in plain words: "stated in its last line".
    pub known: String,
    /// Whether it was inferred rather than stated or set.
    pub inferred: bool,
}

impl When {
    /// One day.
    pub fn day(day: NaiveDate) -> When {
        When { earliest: day, latest: day, precision: Precision::Day, approximate: false, clock: None }
    }

    /// Some stretch from `earliest` to `latest`; the two are put in order.
    pub fn span(earliest: NaiveDate, latest: NaiveDate, precision: Precision) -> When {
        let (earliest, latest) = if latest < earliest { (latest, earliest) } else { (earliest, latest) };
        When { earliest, latest, precision, approximate: false, clock: None }
    }

    /// How many days it covers, at least 1.
    pub fn days(&self) -> i64 {
        (self.latest - self.earliest).num_days() + 1
    }

    /// The day in the middle, where a mark stands for it.
    pub fn middle(&self) -> NaiveDate {
        let half = u64::try_from((self.days() - 1) / 2).unwrap_or(0);
        self.earliest.checked_add_days(Days::new(half)).unwrap_or(self.earliest)
    }

    /// Whether it lasted, rather than happened at an unknown day of the stretch.
    pub fn lasted(&self) -> bool {
        self.precision == Precision::Range && self.earliest < self.latest
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &When) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

/// A year as people write it: 1949, 44 BC.
pub fn year_label(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) }
}

/// A day in plain words: "18 November 2024".
pub fn day_label(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), day.format("%B"), year_label(day.year()))
}
