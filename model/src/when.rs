//! `When`: the days at which something may have happened, and why we think so.
//!
//! In: calendar days. Out: comparison, arithmetic and display in plain words.
//! Knows no text and no documents; `dating` makes these.

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The days at which something happened, as closely as it is known.
///
/// For [`Precision::Range`] it lasted from `earliest` to `latest`; for every other
/// precision it happened some time between the two. Both days are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
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
    /// Early, mid or late in a year: four months.
    PartOfYear,
    /// A calendar year.
    Year,
    /// Several years.
    Years,
    /// Ten years.
    Decade,
}

/// How a [`When`] came about: the words, the rule, what it counts from, how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
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

    /// Some stretch from `earliest` to `latest`; the two are put in order. A range of one day is that day.
    pub fn span(earliest: NaiveDate, latest: NaiveDate, precision: Precision) -> When {
        let (earliest, latest) = if latest < earliest { (latest, earliest) } else { (earliest, latest) };
        let precision = if precision == Precision::Range && earliest == latest { Precision::Day } else { precision };
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

    /// The same so many months and then days later, or earlier; a stretch to a month's end still ends one. None where
    /// the calendar ends.
    pub fn moved(&self, months: i32, days: i64) -> Option<When> {
        let moved = |day: NaiveDate| {
            let by = chrono::Months::new(months.unsigned_abs());
            let month = if months < 0 { day.checked_sub_months(by)? } else { day.checked_add_months(by)? };
            month.checked_add_signed(chrono::TimeDelta::try_days(days)?)
        };
        let ends_month = days == 0 && self.days() > 1 && self.latest == month_end(self.latest);
        let latest = moved(self.latest)?;
        Some(When {
            earliest: moved(self.earliest)?,
            latest: if ends_month { month_end(latest) } else { latest },
            ..*self
        })
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &When) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

impl Precision {
    /// That of whole years: one, ten that have a name, or several.
    pub fn of_years(first: i32, last: i32) -> Precision {
        match last.saturating_sub(first) {
            0 => Precision::Year,
            9 if first > 0 && first % 10 == 0 => Precision::Decade,
            _ => Precision::Years,
        }
    }
}

impl Chain {
    /// The whole chain in one line: “last December” → the month before … → December 2023.
    pub fn explain(&self, when: Option<&When>) -> String {
        let mut line = format!("“{}” → {}", self.words, self.rule);
        if let Some(anchor) = &self.anchor {
            let inferred = anchor.inferred && !anchor.known.starts_with("inferred");
            let inferred = if inferred { "inferred: " } else { "" };
            line.push_str(&format!(" ({}: {}, {inferred}{})", anchor.what, anchor.label(), anchor.known));
        }
        if let Some(when) = when {
            line.push_str(&format!(" → {when}"));
        }
        line
    }
}

impl Anchor {
    /// Its day or days: "22 June 2024".
    pub fn label(&self) -> String {
        span_label(self.earliest, self.latest)
    }
}

/// What two days bound, in plain words: "22 June 2024", "June 2024", "1–7 June 2024".
pub fn span_label(earliest: NaiveDate, latest: NaiveDate) -> String {
    let named = [Precision::Day, Precision::Month, Precision::Year];
    let spans = named.map(|precision| When::span(earliest, latest, precision));
    let name = spans.iter().find_map(When::stretch_label);
    name.unwrap_or_else(|| When::span(earliest, latest, Precision::Range).label())
}

/// A year as people write it: 1949, AD 476, 44 BC.
pub fn year_label(year: i32) -> String {
    match year {
        ..=0 => format!("{} BC", 1 - i64::from(year)),
        1..=999 => format!("AD {year}"),
        _ => year.to_string(),
    }
}

/// A day in plain words: "18 November 2024".
pub fn day_label(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day), year_label(day.year()))
}

/// A day with its weekday: "Monday 18 November 2024".
pub fn day_label_long(day: NaiveDate) -> String {
    format!("{} {}", day.format("%A"), day_label(day))
}

fn month_name(day: NaiveDate) -> impl fmt::Display {
    day.format("%B")
}

/// The last day of the month that `day` lies in.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    (28..=31).rev().find_map(|last| day.with_day(last)).unwrap_or(day)
}

/// The labels below are read back to the same `When` by `dating::read_times`; a test there holds them to it.
impl When {
    /// In plain words, as short as keeps the meaning: "early November 2024", "29–30 November 2024", "1950s".
    pub fn label(&self) -> String {
        let stretch = self.stretch_label().unwrap_or_else(|| self.days_label());
        let about = if self.approximate { "about " } else { "" };
        match self.clock {
            Some(clock) => format!("{about}{stretch}, {clock}"),
            None => format!("{about}{stretch}"),
        }
    }

    /// The name of the stretch, where its two days are those that the name stands for.
    fn stretch_label(&self) -> Option<String> {
        let (first, last) = (self.earliest, self.latest);
        let (year, month) = (first.year(), first.month());
        let from_first = first.day() == 1;
        let months = i64::from(last.year() - year) * 12 + i64::from(last.month()) - i64::from(month) + 1;
        let whole_months = from_first && last == month_end(last);
        let whole_years = whole_months && month == 1 && last.month() == 12;
        match self.precision {
            Precision::Day => (first == last).then(|| day_label(first)),
            Precision::Week => (self.days() == 7).then(|| format!("week of {}", day_label(first))),
            Precision::PartOfMonth => {
                let part = match (first.day(), last.day()) {
                    (1, 10) => "early",
                    (11, 20) => "mid",
                    (21, _) if last == month_end(first) => "late",
                    _ => return None,
                };
                (months == 1).then(|| format!("{part} {} {}", month_name(first), year_label(year)))
            }
            Precision::Month => {
                (whole_months && months == 1).then(|| format!("{} {}", month_name(first), year_label(year)))
            }
            Precision::Season => {
                let season = match month {
                    3 => "spring",
                    6 => "summer",
                    9 => "autumn",
                    12 => "winter",
                    _ => return None,
                };
                (whole_months && months == 3).then(|| match month {
                    12 if year > 999 => format!("{season} {}", years_label(year, last.year())),
                    12 => format!("{season} {} – {}", year_label(year), year_label(last.year())),
                    _ => format!("{season} {}", year_label(year)),
                })
            }
            Precision::Quarter => (whole_months && months == 3 && month % 3 == 1)
                .then(|| format!("Q{} {}", month / 3 + 1, year_label(year))),
            Precision::HalfYear => (whole_months && months == 6 && month % 6 == 1).then(|| {
                let half = if month == 1 { "first" } else { "second" };
                format!("{half} half of {}", year_label(year))
            }),
            Precision::PartOfYear => {
                let part = match month {
                    1 => "early",
                    5 => "mid",
                    9 => "late",
                    _ => return None,
                };
                (whole_months && months == 4).then(|| format!("{part} {}", year_label(year)))
            }
            Precision::Year => (whole_years && months == 12).then(|| year_label(year)),
            Precision::Decade if whole_years && months == 120 => {
                Some(decade_label(year).unwrap_or_else(|| years_label(year, last.year())))
            }
            Precision::Decade | Precision::Years => whole_years.then(|| years_label(year, last.year())),
            Precision::Range => (whole_months && months > 1 && !whole_years).then(|| match year == last.year() {
                true => format!("{}–{} {}", month_name(first), month_name(last), year_label(year)),
                false => format!(
                    "{} {} – {} {}",
                    month_name(first),
                    year_label(year),
                    month_name(last),
                    year_label(last.year())
                ),
            }),
        }
    }

    /// First and last day: "29–30 November 2024", "29 November – 2 December 2024".
    fn days_label(&self) -> String {
        let (first, last) = (self.earliest, self.latest);
        if first == last {
            return day_label(first);
        }
        if first.year() != last.year() {
            return format!("{} – {}", day_label(first), day_label(last));
        }
        if first.month() != last.month() {
            return format!("{} {} – {}", first.day(), month_name(first), day_label(last));
        }
        format!("{}–{}", first.day(), day_label(last))
    }
}

fn years_label(first: i32, last: i32) -> String {
    match (first > 0, last > 0) {
        _ if first == last => year_label(first),
        (false, false) => format!("{}–{} BC", 1 - i64::from(first), 1 - i64::from(last)),
        (true, true) if first > 999 => format!("{first}–{last}"),
        (true, true) => format!("AD {first}–{last}"),
        _ => format!("{} – AD {last}", year_label(first)),
    }
}

/// The decade whose first year it is; 479 to 470 BC are the 470s BC, and the 1800s are a century.
fn decade_label(year: i32) -> Option<String> {
    let before_christ = 1 - i64::from(year);
    match year {
        1000..1900 if year % 100 == 0 => None,
        1000.. => (year % 10 == 0).then(|| format!("{year}s")),
        ..=0 => (before_christ % 10 == 9).then(|| format!("{}s BC", before_christ - 9)),
        _ => None,
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: (i32, u32, u32), last: (i32, u32, u32), precision: Precision, expect: &str) {
        let day = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).expect("a day of the calendar");
        assert_eq!(When::span(day(first), day(last), precision).label(), expect);
    }

    fn check_moved(first: &str, last: &str, precision: Precision, (months, days): (i32, i64), expect: &str) {
        let day = |day: &str| day.parse().unwrap_or_default();
        let moved = When::span(day(first), day(last), precision).moved(months, days);
        assert_eq!(moved.map(|when| when.label()).unwrap_or_default(), expect);
    }

    #[test]
    fn times_are_moved() {
        check_moved("2024-02-28", "2024-02-28", Precision::Day, (0, 2), "1 March 2024");
        check_moved("2024-03-31", "2024-03-31", Precision::Day, (-1, 0), "29 February 2024");
        check_moved("2024-02-01", "2024-02-29", Precision::Month, (1, 0), "March 2024");
        check_moved("2024-11-29", "2024-12-02", Precision::Range, (0, -7), "22–25 November 2024");
        check_moved("2023-01-01", "2023-12-31", Precision::Year, (12, 0), "2024");
        check_moved("2023-01-01", "2023-12-31", Precision::Year, (0, i64::MAX), "");
    }

    #[test]
    fn labels_are_plain_words() {
        check((2024, 11, 18), (2024, 11, 18), Precision::Day, "18 November 2024");
        check((2024, 11, 29), (2024, 11, 30), Precision::Range, "29–30 November 2024");
        check((2024, 11, 29), (2024, 12, 2), Precision::Range, "29 November – 2 December 2024");
        check((2023, 3, 1), (2024, 6, 22), Precision::Range, "1 March 2023 – 22 June 2024");
        check((2023, 5, 1), (2023, 7, 31), Precision::Range, "May–July 2023");
        check((2024, 6, 17), (2024, 6, 23), Precision::Week, "week of 17 June 2024");
        check((2024, 11, 1), (2024, 11, 10), Precision::PartOfMonth, "early November 2024");
        check((2024, 2, 21), (2024, 2, 29), Precision::PartOfMonth, "late February 2024");
        check((2024, 11, 3), (2024, 11, 9), Precision::PartOfMonth, "3–9 November 2024");
        check((2024, 11, 1), (2024, 11, 30), Precision::Month, "November 2024");
        check((2023, 6, 1), (2023, 8, 31), Precision::Season, "summer 2023");
        check((2022, 12, 1), (2023, 2, 28), Precision::Season, "winter 2022–2023");
        check((2023, 4, 1), (2023, 6, 30), Precision::Quarter, "Q2 2023");
        check((2023, 7, 1), (2023, 12, 31), Precision::HalfYear, "second half of 2023");
        check((2021, 9, 1), (2021, 12, 31), Precision::PartOfYear, "late 2021");
        check((1949, 1, 1), (1949, 12, 31), Precision::Year, "1949");
        check((1950, 1, 1), (1953, 12, 31), Precision::Years, "1950–1953");
        check((1950, 1, 1), (1959, 12, 31), Precision::Decade, "1950s");
        check((-43, 1, 1), (-43, 12, 31), Precision::Year, "44 BC");
        check((-43, 3, 15), (-43, 3, 15), Precision::Day, "15 March 44 BC");
        check((-489, 1, 1), (-478, 12, 31), Precision::Years, "490–479 BC");
        check((-26, 1, 1), (14, 12, 31), Precision::Years, "27 BC – AD 14");
        check((-478, 1, 1), (-469, 12, 31), Precision::Decade, "470s BC");
    }

    #[test]
    fn approximate_and_clock_show() {
        let day = NaiveDate::from_ymd_opt(2024, 11, 18).expect("a day of the calendar");
        let clock = Some(Clock { hour: 3, minute: 5 });
        let when = When { approximate: true, clock, ..When::day(day) };
        assert_eq!(when.to_string(), "about 18 November 2024, 03:05");
        assert_eq!(day_label_long(day), "Monday 18 November 2024");
    }
}
