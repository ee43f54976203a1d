//! Stretches of the calendar and arithmetic on them: the week of a day, a year earlier, early in a month.
//!
//! In: days. Out: stretches of whole days. Knows no words of a text and no document.

use super::point::{Base, Point};
use super::timeml::Grain;
use super::words::{Part, Season, Unit};
use crate::when::{Precision, When, month_end};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Whole days from the first to the last, and what they are called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub grain: Grain,
}

impl Stretch {
    pub(super) fn day(day: NaiveDate) -> Stretch {
        Stretch { first: day, last: day, grain: Grain::Day }
    }

    pub(super) fn month(year: i32, month: u32) -> Option<Stretch> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Stretch { first, last: month_end(first), grain: Grain::Month })
    }

    pub(super) fn months(year: i32, month: u32, count: u32, grain: Grain) -> Option<Stretch> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let last = first.checked_add_months(Months::new(count))?.pred_opt()?;
        Some(Stretch { first, last, grain })
    }

    pub(super) fn years(first: i32, last: i32, grain: Grain) -> Option<Stretch> {
        let first = NaiveDate::from_ymd_opt(first, 1, 1)?;
        Some(Stretch { first, last: NaiveDate::from_ymd_opt(last, 12, 31)?, grain })
    }

    pub(super) fn year(year: i32) -> Option<Stretch> {
        Stretch::years(year, year, Grain::Year)
    }

    /// The stretch of a point that tells its year itself.
    pub(super) fn of_point(point: &Point) -> Option<Stretch> {
        match point.base {
            Base::Day { year: Some(year), month, day } => {
                NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Stretch::day)
            }
            Base::Month { year: Some(year), month } => Stretch::month(year, u32::from(month)),
            Base::Year(year) => Stretch::year(year),
            _ => None,
        }
    }

    /// A season that begins in a year; winter goes on into the next.
    pub(super) fn season(year: i32, season: Season) -> Option<Stretch> {
        let month = match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        };
        Stretch::months(year, month, 3, Grain::Season)
    }

    pub(super) fn quarter(year: i32, quarter: u8) -> Option<Stretch> {
        Stretch::months(year, u32::from(quarter) * 3 - 2, 3, Grain::Quarter)
    }

    pub(super) fn half(year: i32, half: u8) -> Option<Stretch> {
        Stretch::months(year, u32::from(half) * 6 - 5, 6, Grain::Half)
    }

    /// The stretch of a unit that a day lies in, or one that lies `offset` units from it.
    pub(super) fn around(day: NaiveDate, unit: Unit, offset: i32) -> Option<Stretch> {
        let moved = |months: i32| add_months(day, i64::from(months));
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Stretch::day(day),
            Unit::Day => Stretch::day(add_days(day, i64::from(offset))?),
            Unit::Week | Unit::Fortnight => {
                let weeks = if unit == Unit::Week { offset } else { offset.checked_mul(2)? };
                let monday = monday(add_days(day, i64::from(weeks).checked_mul(7)?)?)?;
                Stretch { first: monday, last: add_days(monday, 6)?, grain: Grain::Week }
            }
            Unit::Weekend => {
                let monday = monday(add_days(day, i64::from(offset) * 7)?)?;
                Stretch { first: add_days(monday, 5)?, last: add_days(monday, 6)?, grain: Grain::Weekend }
            }
            Unit::Month => {
                let day = moved(offset)?;
                Stretch::month(day.year(), day.month())?
            }
            Unit::Quarter => {
                let day = moved(offset.checked_mul(3)?)?;
                Stretch::quarter(day.year(), (day.month0() / 3 + 1) as u8)?
            }
            Unit::Semester => {
                let day = moved(offset.checked_mul(6)?)?;
                Stretch::half(day.year(), (day.month0() / 6 + 1) as u8)?
            }
            Unit::Year => Stretch::year(day.year().checked_add(offset)?)?,
            Unit::Decade if day.year() <= 0 => {
                // 479 to 470 BC are the 470s BC.
                let tens = (1i32.checked_sub(day.year())?).div_euclid(10).checked_sub(offset)?;
                let last = 1i32.checked_sub(tens.checked_mul(10)?)?;
                Stretch::years(last - 9, last, Grain::Decade)?
            }
            Unit::Decade => {
                let first = (day.year().div_euclid(10)).checked_add(offset)?.checked_mul(10)?;
                Stretch::years(first, first + 9, Grain::Decade)?
            }
            Unit::Century => {
                let first = (day.year().div_euclid(100)).checked_add(offset)?.checked_mul(100)?;
                Stretch::years(first, first + 99, Grain::Century)?
            }
            Unit::Millennium => return None,
        })
    }

    /// The stretch `count` units after the day (before it where negative), as wide as the unit.
    pub(super) fn shifted(day: NaiveDate, unit: Unit, count: i32) -> Option<Stretch> {
        match unit {
            Unit::Decade => Stretch::year(day.year().checked_add(count.checked_mul(10)?)?),
            Unit::Century => Stretch::year(day.year().checked_add(count.checked_mul(100)?)?),
            Unit::Millennium => Stretch::year(day.year().checked_add(count.checked_mul(1000)?)?),
            Unit::Fortnight => Stretch::around(day, Unit::Week, count.checked_mul(2)?),
            _ => Stretch::around(day, unit, count),
        }
    }

    /// The nth stretch of a unit inside this one; -1 is the last.
    pub(super) fn nth(&self, nth: i16, unit: Unit) -> Option<Stretch> {
        let found = if nth > 0 {
            match unit {
                // The first week of a month is the one that holds its first days.
                Unit::Week => Stretch::around(self.first, unit, i32::from(nth) - 1)?,
                Unit::Weekend => {
                    let first = Stretch::around(self.first, unit, 0)?;
                    let skip = i32::from(first.first < self.first);
                    Stretch::around(self.first, unit, i32::from(nth) - 1 + skip)?
                }
                _ => Stretch::around(self.first, unit, i32::from(nth) - 1)?,
            }
        } else {
            Stretch::around(self.last, unit, i32::from(nth) + 1)?
        };
        (found.first <= self.last && found.last >= self.first).then_some(found)
    }

    /// The stretch as a `When`, narrowed to a part of it.
    pub(super) fn when(&self, part: Option<Part>) -> When {
        let thirds = match part {
            Some(Part::Early | Part::Beginning) => Some((0, 0)),
            Some(Part::Mid | Part::Middle) => Some((1, 1)),
            Some(Part::Late | Part::End) => Some((2, 2)),
            Some(Part::EarlyToMid) => Some((0, 1)),
            Some(Part::MidToLate) => Some((1, 2)),
            Some(Part::Rest) | None => None,
        };
        let part = thirds.and_then(|(from, to)| {
            let (from, to) = (self.third(from)?, self.third(to)?);
            Some(When { latest: to.latest, ..from })
        });
        part.unwrap_or_else(|| When::span(self.first, self.last, self.precision()))
    }

    /// Early, mid or late, as gold/README of the reference reading has it: a month by tens of days, a year by four
    /// months, a decade by four, three and three years.
    fn third(&self, third: u32) -> Option<When> {
        let (first, last) = (self.first, self.last);
        Some(match self.grain {
            Grain::Month => {
                let from = first.with_day(third * 10 + 1)?;
                let to = if third == 2 { last } else { first.with_day(third * 10 + 10)? };
                When::span(from, to, Precision::PartOfMonth)
            }
            Grain::Year => {
                let part = Stretch::months(first.year(), third * 4 + 1, 4, Grain::Year)?;
                When::span(part.first, part.last, Precision::PartOfYear)
            }
            Grain::Season => {
                let from = first.checked_add_months(Months::new(third))?;
                When::span(from, month_end(from), Precision::Month)
            }
            Grain::Decade | Grain::Century => {
                let tenth = if self.grain == Grain::Decade { 1 } else { 10 };
                let (from, to) = [(0, 4), (4, 7), (7, 10)][third as usize];
                let start = first.year();
                let part = Stretch::years(start + from * tenth, start + to * tenth - 1, Grain::Year)?;
                When::span(part.first, part.last, Precision::Years)
            }
            _ => return None,
        })
    }

    fn precision(&self) -> Precision {
        match self.grain {
            Grain::Day if self.first == self.last => Precision::Day,
            Grain::Day | Grain::Weekend => Precision::Range,
            Grain::Week => Precision::Week,
            Grain::Month => Precision::Month,
            Grain::Season => Precision::Season,
            Grain::Quarter => Precision::Quarter,
            Grain::Half => Precision::HalfYear,
            Grain::Year | Grain::Century => Precision::of_years(self.first.year(), self.last.year()),
            Grain::Decade => Precision::Decade,
        }
    }
}

/// The Monday of the week that a day lies in.
fn monday(day: NaiveDate) -> Option<NaiveDate> {
    add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// A day so many days later; none beyond the calendar that chrono holds.
pub(super) fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) };
    moved.filter(|day| (-9999..=9999).contains(&day.year()))
}

/// A day so many months later, at the last of the month where the month is shorter.
pub(super) fn add_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let moved = if months < 0 { day.checked_sub_months(count) } else { day.checked_add_months(count) };
    moved.filter(|day| (-9999..=9999).contains(&day.year()))
}
