//! What a point means in days: counted from the document's date, from the time told before, or from nothing.
//!
//! In: a point and the context that the text has come to. Out: a stretch of the calendar, what it was counted
//! from, and the rule in plain words. Changes nothing of the context.

use super::named::{HOLIDAYS, PERIODS, weekday_number};
use super::point::{Base, From, Point, Shift};
use super::resolve::Context;
use super::stretch::{Stretch, add_days, add_months};
use super::timeml::Grain;
use super::words::{Place, Unit};
use crate::when::day_label;
use chrono::{Datelike, NaiveDate, Weekday};

/// What a stretch was counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Nothing,
    Document,
    Told,
    /// Where a story has come to.
    Story,
    /// The heading above.
    Heading,
    /// The entry of a chronology, or the one before.
    Entry,
}

/// A stretch and how it was found.
pub(super) struct Found {
    pub stretch: Stretch,
    pub counted: Counted,
    pub rule: String,
    /// Chosen among several that the words allow.
    pub chosen: bool,
}

/// Which of several days or months is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Before,
    After,
    Nearest,
    /// The verb right before it says so.
    SurelyBefore,
    SurelyAfter,
}

impl Context<'_> {
    /// The stretch that a point means.
    pub(super) fn find(
        &self,
        point: &Point,
        direction: Direction,
        now: Option<NaiveDate>,
        partner: Option<Stretch>,
    ) -> Option<Found> {
        if let Some(of) = &point.of {
            return self.inside(point, of, direction, now);
        }
        let plain = |stretch: Option<Stretch>, rule: &str| {
            stretch.map(|stretch| Found { stretch, counted: Counted::Nothing, rule: rule.to_owned(), chosen: false })
        };
        match point.base {
            Base::Day { year: Some(year), month, day } => plain(day_of(year, month, day), "a day of the calendar"),
            Base::Month { year: Some(year), month } => {
                plain(Stretch::month(year, u32::from(month)), "a month of the calendar")
            }
            Base::Year(year) => plain(Stretch::year(year), "a calendar year"),
            Base::Decade(first) => plain(Stretch::years(first, first.checked_add(9)?, Grain::Decade), "ten years"),
            Base::Century(first, last) => plain(Stretch::years(first, last, Grain::Century), "a century"),
            Base::Fiscal(year) => plain(Stretch::year(year), "a fiscal year, taken as the calendar year"),
            Base::Named(index) => {
                let period = PERIODS.get(usize::from(index))?;
                let stretch = Stretch { first: period.first, last: period.last, grain: Grain::Day };
                let rule =
                    format!("{} lasted from {} to {}", period.name, day_label(period.first), day_label(period.last));
                plain(Some(stretch), &rule)
            }
            Base::Day { year: None, month, day } => {
                self.yearless(point, direction, now, partner, &format!("{day} {}", month_name(month)), |year| {
                    day_of(year, month, day)
                })
            }
            Base::Month { year: None, month } => {
                self.yearless(point, direction, now, partner, month_name(month), |year| {
                    Stretch::month(year, u32::from(month))
                })
            }
            Base::Season(season) => {
                self.yearless(point, direction, now, partner, &format!("{season:?}").to_lowercase(), |year| {
                    Stretch::season(year, season)
                })
            }
            Base::Quarter(quarter) => {
                self.yearless(point, direction, now, partner, &format!("quarter {quarter}"), |year| {
                    Stretch::quarter(year, quarter)
                })
            }
            Base::Half(half) => {
                self.yearless(point, direction, now, partner, "the half-year", |year| Stretch::half(year, half))
            }
            Base::Holiday(index) => {
                let holiday = HOLIDAYS.get(usize::from(index))?;
                let name = holiday.name.to_owned();
                self.yearless(point, direction, now, partner, &name, |year| holiday.day(year).map(Stretch::day))
            }
            Base::DayOfMonth(day) => self.day_of_month(day, now),
            Base::Weekday(weekday) => self.weekday(point, weekday, direction, now, partner),
            Base::Unit(unit) => self.unit(point, unit, direction, now),
            Base::Shift(shift) => self.shift(shift, now),
            Base::Today(days) => {
                let day = add_days(now?, i64::from(days))?;
                let rule = match days {
                    0 => "the document's day",
                    -1 => "the day before the document's",
                    1 => "the day after the document's",
                    _ => "so many days from the document's",
                };
                Some(Found {
                    stretch: Stretch::day(day),
                    counted: Counted::Document,
                    rule: rule.to_owned(),
                    chosen: false,
                })
            }
            Base::Daytime => self.daytime(point, now),
            Base::DecadeName(tens) => {
                let (reference, counted) = self.reference_day(self.history, now)?;
                let century = reference.year().div_euclid(100) * 100;
                let first = century + i32::from(tens);
                let first = if first > reference.year() { first - 100 } else { first };
                Some(Found {
                    stretch: Stretch::years(first, first + 9, Grain::Decade)?,
                    counted,
                    rule: "the last ten years of that name that had begun by then".to_owned(),
                    chosen: true,
                })
            }
            Base::BareYear(year) => {
                let told = self.told.as_ref()?;
                (told.stretch.first.year() <= 0).then_some(())?;
                Some(Found {
                    stretch: Stretch::year(1i32.checked_sub(year)?)?,
                    counted: Counted::Told,
                    rule: "a year before Christ, like those told before".to_owned(),
                    chosen: true,
                })
            }
            Base::Period if point.place == Some(Place::Latest) => Some(Found {
                stretch: match self.quarter {
                    Some((quarter, _)) => quarter,
                    None => Stretch::around(now?, Unit::Quarter, -1)?,
                },
                counted: Counted::Told,
                rule: "the quarter told before".to_owned(),
                chosen: true,
            }),
            Base::Period => {
                let told = self.told.as_ref()?;
                Some(Found {
                    stretch: told.stretch,
                    counted: Counted::Told,
                    rule: "the same time as told before".to_owned(),
                    chosen: true,
                })
            }
            Base::Nth(..) | Base::NthWeekday(..) => None,
        }
    }

    /// A stretch inside another: "March of last year", "the first week of May".
    fn inside(&self, point: &Point, of: &Point, direction: Direction, now: Option<NaiveDate>) -> Option<Found> {
        let outer = self.find(of, direction, now, None)?;
        let year = outer.stretch.first.year();
        let stretch = match point.base {
            Base::Day { month, day, .. } => day_of(year, month, day)?,
            Base::Month { month, .. } => Stretch::month(year, u32::from(month))?,
            Base::Season(season) => Stretch::season(year, season)?,
            Base::Quarter(quarter) => Stretch::quarter(year, quarter)?,
            Base::Holiday(index) => Stretch::day(HOLIDAYS.get(usize::from(index))?.day(year)?),
            Base::Half(half) => half_of(outer.stretch, half)?,
            Base::Nth(nth, unit) => outer.stretch.nth(nth, unit)?,
            Base::NthWeekday(nth, weekday) => Stretch::day(nth_weekday(outer.stretch.first, nth, weekday)?),
            Base::Weekday(weekday) => {
                let monday = Stretch::around(outer.stretch.first, Unit::Week, 0)?.first;
                Stretch::day(add_days(monday, i64::from(weekday) - 1)?)
            }
            // "the 1988 quarter": the one of that year that answers to the one told before.
            Base::Unit(Unit::Quarter) => match self.quarter {
                _ if outer.stretch.grain == Grain::Day => Stretch::around(outer.stretch.first, Unit::Quarter, 0)?,
                Some((told, _)) => Stretch::quarter(year, (told.first.month0() / 3 + 1) as u8)?,
                None => outer.stretch,
            },
            Base::Unit(unit) => Stretch::around(outer.stretch.first, unit, 0)?,
            Base::DayOfMonth(day) => Stretch::day(outer.stretch.first.with_day(u32::from(day))?),
            _ => outer.stretch,
        };
        let rule = match outer.counted {
            Counted::Nothing => "told in full".to_owned(),
            _ => format!("within {}: {}", outer.stretch.when(None).label(), outer.rule),
        };
        Some(Found { stretch, rule, ..outer })
    }

    /// A day to count from: the time told before, or the document's.
    pub(super) fn reference_day(&self, told_first: bool, now: Option<NaiveDate>) -> Option<(NaiveDate, Counted)> {
        match (&self.told, now) {
            _ if self.history && told_first && self.position.is_some() => {
                Some((self.position.as_ref()?.stretch.first, Counted::Story))
            }
            (Some(told), _) if told_first => Some((told.stretch.first, Counted::Told)),
            (_, Some(now)) => Some((now, Counted::Document)),
            (Some(told), None) if self.history => Some((told.stretch.first, Counted::Told)),
            _ => None,
        }
    }

    /// What "that", "the same" and "the 22nd" point to: the time told right before, wherever the story is.
    pub(super) fn last_told(&self, now: Option<NaiveDate>) -> Option<(NaiveDate, Counted)> {
        match &self.told {
            Some(told) => Some((told.stretch.first, Counted::Told)),
            None => self.reference_day(true, now),
        }
    }

    /// The stretch of the text that was counted from; none for the document's date.
    fn counted_stretch(&self, counted: Counted) -> Option<Stretch> {
        match counted {
            Counted::Told => self.told.as_ref().map(|told| told.stretch),
            Counted::Story => self.position.as_ref().map(|told| told.stretch),
            Counted::Heading => self.headed.heading().map(|told| told.stretch),
            Counted::Entry => self.headed.entry().map(|told| told.stretch),
            Counted::Nothing | Counted::Document => None,
        }
    }

    pub(super) fn counted_label(&self, counted: Counted) -> &'static str {
        match counted {
            Counted::Told => "the time told before",
            Counted::Story => "the time that the story has come to",
            Counted::Heading => "the heading above",
            Counted::Entry => "the entry's date",
            Counted::Nothing | Counted::Document => "the document's date",
        }
    }

    fn day_of_month(&self, day: u8, now: Option<NaiveDate>) -> Option<Found> {
        let (reference, counted) = self.last_told(now)?;
        Some(Found {
            stretch: Stretch::day(reference.with_day(u32::from(day))?),
            counted,
            rule: "that day of the month told before".to_owned(),
            chosen: true,
        })
    }

    fn weekday(
        &self,
        point: &Point,
        weekday: u8,
        direction: Direction,
        now: Option<NaiveDate>,
        partner: Option<Stretch>,
    ) -> Option<Found> {
        let told_first = self.history || matches!(point.place, Some(Place::Previous | Place::Following | Place::That));
        let (reference, counted) = match partner {
            // "from Sept. 14 to Thursday": a weekday near the document's date, if that lies behind the first end.
            Some(partner) if !self.history && now.is_some_and(|now| (now - partner.first).num_days() > 7) => {
                let other = Point { place: point.place, ..Point::new(Base::Weekday(weekday)) };
                return self.weekday(&other, weekday, direction, now, None);
            }
            Some(partner) => (partner.first, Counted::Told),
            None => self.reference_day(told_first, now)?,
        };
        let back = (i64::from(weekday_number(reference)) - i64::from(weekday)).rem_euclid(7);
        let strict = |days: i64| if days == 0 { 7 } else { days };
        let ahead = (7 - back).rem_euclid(7);
        let (days, rule) = match point.place {
            _ if partner.is_some() => (ahead, "the first # after"),
            Some(Place::Last | Place::Past | Place::Previous) => (-strict(back), "the last # before"),
            Some(Place::Next | Place::Coming | Place::Following) => (strict(ahead), "the next # after"),
            _ if self.history => (ahead, "the next # at or after"),
            _ if matches!(direction, Direction::After | Direction::SurelyAfter) => {
                (ahead, "as the clause speaks of the future, the next # from")
            }
            _ => (-back, "the last # up to"),
        };
        let stretch = Stretch::day(add_days(reference, days)?);
        let rule = format!("{} {}", rule.replace('#', weekday_name(weekday)), self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: point.place.is_none() })
    }

    /// "last year", "this week", "that day", "the year".
    fn unit(&self, point: &Point, unit: Unit, direction: Direction, now: Option<NaiveDate>) -> Option<Found> {
        if unit == Unit::Quarter
            && matches!(point.place, Some(Place::Latest) | None)
            && let Some((stretch, _)) = self.quarter
        {
            let rule = "the quarter told before".to_owned();
            return Some(Found { stretch, counted: Counted::Told, rule, chosen: true });
        }
        let told_here = self.told.is_some();
        let (told_first, offset, rule) = match point.place {
            Some(Place::Last | Place::Past) => (self.history, -1, "the {} before"),
            Some(Place::This) | None => (self.history || unit == Unit::Day, 0, "the {} of"),
            Some(Place::That | Place::Same | Place::These | Place::Latest) => (true, 0, "the {} of"),
            Some(Place::Previous) => (told_here, -1, "the {} before"),
            Some(Place::Following) => (true, 1, "the {} after"),
            Some(Place::Next) => (self.history || unit <= Unit::Day, 1, "the {} after"),
            Some(Place::Coming) => (self.history, 1, "the {} after"),
        };
        if let (Some(Place::That | Place::Same), Unit::Year, Some(told)) = (point.place, unit, &self.told_in_year)
            && self.told.as_ref().is_some_and(|last| last.stretch.grain > Grain::Year)
        {
            let stretch = Stretch::year(told.stretch.first.year())?;
            let rule = "the last year told".to_owned();
            return Some(Found { stretch, counted: Counted::Nothing, rule, chosen: true });
        }
        let points_back = matches!(point.place, Some(Place::That | Place::Same | Place::These));
        let (mut day, counted) = if points_back { self.last_told(now)? } else { self.reference_day(told_first, now)? };
        let told = self.counted_stretch(counted);
        if let Some(told) = told.filter(|told| unit == Unit::Day && told.grain > Grain::Weekend) {
            let rule = format!("a day that is not told, in or about {}", self.counted_label(counted));
            return Some(Found { stretch: told, counted, rule, chosen: true });
        }
        if let Some(told) = told.filter(|_| offset > 0) {
            day = told.last;
        }
        let mut offset = offset;
        if unit == Unit::Weekend && offset == 0 && counted == Counted::Document {
            let midweek = weekday_number(day) < 6;
            offset = if midweek
                && !matches!(direction, Direction::After | Direction::SurelyAfter)
                && point.place.is_none()
            {
                -1
            } else {
                0
            };
        }
        let stretch = Stretch::around(day, unit, offset)?;
        let rule = format!("{} {}", rule.replace("{}", unit.name()), self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: false })
    }

    fn shift(&self, shift: Shift, now: Option<NaiveDate>) -> Option<Found> {
        let count = shift.count.filter(|_| shift.from != From::Happening)?;
        let told_first = shift.from == From::Told || self.history;
        let (day, counted) = self.reference_day(told_first, now)?;
        let told = self.counted_stretch(counted);
        let stretch = match told {
            _ if let (Some((quarter, _)), Unit::Year) = (self.quarter, shift.unit) => {
                let day = add_months(quarter.first, i64::from(count).checked_mul(12)?)?;
                Stretch::around(day, Unit::Quarter, 0)?
            }
            Some(told) if told.grain > Grain::Week && shift.unit <= Unit::Week => return None,
            Some(told) if count > 0 => Stretch::shifted(told.last, shift.unit, count)?,
            _ => Stretch::shifted(day, shift.unit, count)?,
        };
        let side = if count < 0 { "back" } else { "ahead" };
        let length = match count.unsigned_abs() {
            1 => format!("one {}", shift.unit.name()),
            count => format!("{count} {}s", shift.unit.name()).replace("centurys", "centuries"),
        };
        let rule = format!("{length} {side} from {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: false })
    }

    fn daytime(&self, point: &Point, now: Option<NaiveDate>) -> Option<Found> {
        let (told_first, days) = match point.place {
            Some(Place::Last | Place::Past) => (self.history, -1),
            Some(Place::This) => (self.history, 0),
            Some(Place::Next | Place::Following) => (true, 1),
            Some(Place::Previous) => (true, -1),
            _ => (true, 0),
        };
        let (mut day, mut counted) = self.reference_day(told_first, now)?;
        // A day told in another paragraph, or a month, is no day to be at noon of.
        if self.counted_stretch(counted).is_some_and(|told| told.grain > Grain::Day) {
            day = now.filter(|_| !self.history)?;
            counted = Counted::Document;
        }
        let stretch = Stretch::day(add_days(day, days)?);
        let rule = format!("a time of the day, on the day of {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: point.place.is_none() })
    }
}

fn day_of(year: i32, month: u8, day: u8) -> Option<Stretch> {
    NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Stretch::day)
}

/// The nth of a weekday in the month of a day; -1 is the last.
fn nth_weekday(day: NaiveDate, nth: i8, weekday: u8) -> Option<NaiveDate> {
    let weekday = Weekday::try_from(weekday.checked_sub(1)?).ok()?;
    let of_month = |nth: u8| NaiveDate::from_weekday_of_month_opt(day.year(), day.month(), weekday, nth);
    match u8::try_from(nth) {
        Ok(nth) => of_month(nth),
        Err(_) => of_month(5).or_else(|| of_month(4)),
    }
}

/// The first or second half of a stretch.
fn half_of(outer: Stretch, half: u8) -> Option<Stretch> {
    match outer.grain {
        Grain::Year => Stretch::half(outer.first.year(), half),
        Grain::Month => {
            let middle = outer.first.with_day(15)?;
            Some(match half {
                1 => Stretch { first: outer.first, last: middle, grain: Grain::Month },
                _ => Stretch { first: middle.succ_opt()?, last: outer.last, grain: Grain::Month },
            })
        }
        Grain::Decade | Grain::Century => {
            let years = outer.last.year() - outer.first.year() + 1;
            let start = outer.first.year() + if half == 1 { 0 } else { years / 2 };
            Stretch::years(start, start + years / 2 - 1, Grain::Year)
        }
        _ => Some(outer),
    }
}

fn weekday_name(weekday: u8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES.get(usize::from(weekday).wrapping_sub(1)).copied().unwrap_or("the weekday")
}

fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("the month")
}
