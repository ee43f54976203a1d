//! An axis and a window on it to the cells of its ruler: two rows, the larger unit above the smaller.
//!
//! From minutes to millennia, before Christ as well. A label never comes nearer than 14 to the next.

use super::axis::{Axis, Stretch, calendar_day, day_number, month_after};
use chrono::{Datelike, NaiveDate, Weekday};
use dateline_model::when::year_label;

/// Minutes of a day.
const DAY_MINUTES: f64 = 24.0 * 60.0;
/// The free room that a label needs beside it, in points.
const LABEL_GAP: f64 = 14.0;
/// A day this near to a tick stands on it: a second.
const NEAR: f64 = 1.0 / 86_400.0;
/// Weekends are marked where a day is at least this wide, in points.
const WEEKEND_DAY: f64 = 8.0;

/// The cells of a window's ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruler {
    /// The larger unit.
    pub upper: Vec<Cell>,
    /// The smaller unit.
    pub lower: Vec<Cell>,
    /// Whether the smaller unit is a year or more, so that one row says it all.
    pub of_years: bool,
    /// Saturdays and Sundays, as positions; none where days are too narrow.
    pub weekends: Vec<(f64, f64)>,
    /// Where the smaller unit begins, in the window and beyond it.
    pub ticks: Ticks,
}

/// The days at which a unit of time begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ticks(Unit);

/// A unit of time on the ruler, or what a fold or the window's edge leaves of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Position of its left edge.
    pub from: f64,
    /// Position of its right edge, which may lie beyond the window.
    pub until: f64,
    /// Empty where there is no room.
    pub label: String,
    /// Whether the unit begins here, rather than being cut by a fold or by the window's edge.
    pub begins: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Minutes(u32),
    Day,
    Week,
    Months(u32),
    Years(i32),
}

use Unit::{Day, Minutes, Months, Week, Years};

/// The pairs of units from near to far; the first whose smaller labels fit is taken.
const LEVELS: [(Unit, Unit); 22] = [
    (Day, Minutes(1)),
    (Day, Minutes(5)),
    (Day, Minutes(15)),
    (Day, Minutes(30)),
    (Day, Minutes(60)),
    (Day, Minutes(3 * 60)),
    (Day, Minutes(6 * 60)),
    (Day, Minutes(12 * 60)),
    (Months(1), Day),
    (Months(1), Week),
    (Years(1), Months(1)),
    (Years(1), Months(3)),
    (Years(10), Years(1)),
    (Years(10), Years(2)),
    (Years(10), Years(5)),
    (Years(100), Years(10)),
    (Years(100), Years(20)),
    (Years(100), Years(50)),
    (Years(1000), Years(100)),
    (Years(1000), Years(200)),
    (Years(1000), Years(500)),
    (Years(10_000), Years(1000)),
];

impl Ruler {
    /// The ruler of the positions from `from` to `until`; `upper_width` and `lower_width` tell how wide a label is.
    pub fn new(
        axis: &Axis,
        from: f64,
        until: f64,
        upper_width: impl Fn(&str) -> f32,
        lower_width: impl Fn(&str) -> f32,
    ) -> Ruler {
        let shown = Stretch { from: axis.day(from), until: axis.day(until) };
        let fits = |unit: Unit| {
            let widest = unit.samples(shown).iter().map(|label| lower_width(label)).fold(0.0, f32::max);
            unit.shortest_days() * axis.scale >= f64::from(widest) + LABEL_GAP
        };
        let (upper, lower) = LEVELS.into_iter().find(|(_, lower)| fits(*lower)).unwrap_or(LEVELS[LEVELS.len() - 1]);
        Ruler {
            upper: cells(axis, shown, upper, true, upper_width),
            lower: cells(axis, shown, lower, false, lower_width),
            of_years: matches!(lower, Years(_)),
            weekends: if axis.scale >= WEEKEND_DAY { weekends(axis, shown) } else { Vec::new() },
            ticks: Ticks(lower),
        }
    }
}

impl Ticks {
    /// The first tick after a day.
    pub fn after(self, day: f64) -> f64 {
        self.0.after(self.0.floor(day + NEAR))
    }

    /// The last tick before a day.
    pub fn before(self, day: f64) -> f64 {
        self.0.floor(day - NEAR)
    }

    /// Whether days or what is longer begin at them.
    pub fn are_of_days(self) -> bool {
        !matches!(self.0, Minutes(_))
    }
}

impl Ruler {
    /// The cells that lines stand for in the picture: those of the larger unit, or wide years.
    pub fn grid(&self, wide: f64) -> &[Cell] {
        let years_are_wide = self.lower.iter().any(|cell| cell.until - cell.from >= wide);
        if self.of_years && years_are_wide { &self.lower } else { &self.upper }
    }
}

/// Every cell of a unit that shows. In the upper row a cut cell is labelled too and the first of a part names the year.
fn cells(axis: &Axis, shown: Stretch, unit: Unit, upper: bool, width: impl Fn(&str) -> f32) -> Vec<Cell> {
    let mut cells = Vec::new();
    for part in axis.unfolded(shown) {
        let mut day = unit.floor(part.from);
        let mut named = false;
        let mut taken = f64::NEG_INFINITY;
        let cut_by_fold = axis.folds.iter().find(|fold| fold.stretch.from >= part.until).map(|fold| fold.position);
        while day < part.until {
            let next = unit.after(day);
            let begins = day >= part.from;
            let from = axis.position(day.max(part.from));
            let whole_until = axis.position(next);
            let until = cut_by_fold.map_or(whole_until, |fold| whole_until.min(fold));
            let fits = |label: &String, until: f64| from + f64::from(width(label)) + LABEL_GAP <= until;
            let mut label = String::new();
            if upper && from >= taken && (!named || unit.opens_larger(day)) {
                // The first label, which names the year, may take the room of the next.
                let after_next = axis.position(unit.after(next));
                let after_next = cut_by_fold.map_or(after_next, |fold| after_next.min(fold));
                let heading = unit.heading(day, true);
                // Where a whole unit has room for its own, the next names the year.
                let whole = unit.shortest_days() * axis.scale;
                let narrow = f64::from(width(&heading)) + LABEL_GAP > whole;
                let reach = if narrow && !named { after_next } else { until };
                label = Some(heading).filter(|long| fits(long, reach)).unwrap_or_default();
                if !label.is_empty() {
                    named = true;
                    taken = from + f64::from(width(&label)) + LABEL_GAP;
                }
            }
            if label.is_empty() && (begins || upper) && from >= taken {
                let short = if upper { unit.heading(day, false) } else { unit.label(day) };
                label = Some(short).filter(|short| fits(short, until)).unwrap_or_default();
            }
            cells.push(Cell { from, until, label, begins });
            if next <= day {
                break;
            }
            day = next;
        }
    }
    cells
}

fn weekends(axis: &Axis, shown: Stretch) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    for part in axis.unfolded(shown) {
        let mut monday = Week.floor(part.from);
        while monday < part.until {
            let from = (monday + 5.0).max(part.from);
            let until = (monday + 7.0).min(part.until);
            if from < until {
                found.push((axis.position(from), axis.position(until)));
            }
            monday += 7.0;
        }
    }
    found
}

impl Unit {
    /// The length of its shortest cell.
    fn shortest_days(self) -> f64 {
        match self {
            Minutes(minutes) => f64::from(minutes) / DAY_MINUTES,
            Day => 1.0,
            Week => 7.0,
            Months(1) => 28.0,
            Months(months) => 30.0 * f64::from(months),
            Years(years) => 365.0 * f64::from(years),
        }
    }

    /// Labels as wide as any in the window.
    fn samples(self, shown: Stretch) -> Vec<String> {
        match self {
            Minutes(_) => vec!["00:00".to_owned()],
            Day | Week => vec!["30".to_owned()],
            Months(_) => vec!["Mar".to_owned(), "Nov".to_owned()],
            Years(_) => vec![self.label(self.floor(shown.from)), self.label(self.floor(shown.until))],
        }
    }

    /// Where the cell that holds a day begins.
    fn floor(self, day: f64) -> f64 {
        let date = calendar_day(day);
        match self {
            Minutes(minutes) => {
                let steps = DAY_MINUTES / f64::from(minutes);
                // A whole number of minutes may be kept a little below itself.
                day.floor() + ((day - day.floor()) * steps + 1e-5).floor() / steps
            }
            Day => day.floor(),
            Week => day.floor() - f64::from(date.weekday().days_since(Weekday::Mon)),
            Months(months) => {
                let month = (date.month0() / months) * months + 1;
                NaiveDate::from_ymd_opt(date.year(), month, 1).map_or(day, day_number)
            }
            Years(years) => year_begin(year_floor(date.year(), years)),
        }
    }

    /// Where the cell after the one that begins at a day begins.
    fn after(self, begin: f64) -> f64 {
        match self {
            Minutes(minutes) => {
                let steps = DAY_MINUTES / f64::from(minutes);
                ((begin * steps).round() + 1.0) / steps
            }
            Day => begin + 1.0,
            Week => begin + 7.0,
            Months(months) => {
                let mut date = Some(calendar_day(begin));
                for _ in 0..months {
                    date = date.and_then(month_after);
                }
                date.map_or(f64::INFINITY, day_number)
            }
            Years(years) => {
                let year = calendar_day(begin).year();
                let next = if year == 1 && years > 1 { years } else { year.saturating_add(years) };
                year_begin(next)
            }
        }
    }

    /// Whether a larger unit begins with the cell, so that its heading should name it.
    fn opens_larger(self, begin: f64) -> bool {
        let date = calendar_day(begin);
        match self {
            Day => date.day() == 1,
            Months(_) => date.month() == 1,
            _ => false,
        }
    }

    /// What stands in the lower row on the cell that begins at a day.
    fn label(self, begin: f64) -> String {
        let date = calendar_day(begin);
        match self {
            Minutes(_) => {
                let minute = ((begin - begin.floor()) * DAY_MINUTES).round() as u32;
                format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
            }
            Day | Week => date.day().to_string(),
            Months(_) => date.format("%b").to_string(),
            Years(_) => year_label(date.year()),
        }
    }

    /// What stands in the upper row on the cell that begins at a day; the long form names the year as well.
    fn heading(self, begin: f64, long: bool) -> String {
        let date = calendar_day(begin);
        match self {
            Day if long => format!("{} {} {}", date.format("%a"), date.day(), month_and_year(date)),
            Day => format!("{} {}", date.format("%a"), date.day()),
            Months(_) if long => month_and_year(date),
            Years(years) if years > 1 => {
                let last = calendar_day(self.after(begin) - 1.0).year();
                if years == 10 && date.year() >= 10 {
                    format!("{}s", date.year())
                } else {
                    format!("{} to {}", year_label(date.year()), year_label(last))
                }
            }
            _ => self.label(begin),
        }
    }
}

fn month_and_year(date: NaiveDate) -> String {
    format!("{} {}", date.format("%b"), year_label(date.year()))
}

fn year_begin(year: i32) -> f64 {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(f64::INFINITY, day_number)
}

/// The first year of the cell of so many years: round ones after Christ (1990), round ones before (500 BC is -499),
/// and year 1, as there is no year 0.
fn year_floor(year: i32, years: i32) -> i32 {
    if year >= years {
        year / years * years
    } else if year >= 1 {
        1
    } else {
        (year - 1).div_euclid(years) * years + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::axis::Folding;

    const FOLDING: Folding = Folding { over: 200.0, width: 40.0 };

    fn number(date: &str) -> f64 {
        day_number(date.parse().unwrap_or(NaiveDate::MIN))
    }

    fn labels(cells: &[Cell]) -> String {
        let labels: Vec<&str> =
            cells.iter().map(|cell| cell.label.as_str()).filter(|label| !label.is_empty()).collect();
        labels.join(" ")
    }

    /// The labels of a window 600 points wide, six points a letter.
    fn check(from: &str, scale: f64, empty: &[Stretch], upper: &str, lower: &str) {
        let axis = Axis::new(scale, empty, FOLDING);
        let left = axis.position(number(from));
        let width = |label: &str| label.chars().count() as f32 * 6.0;
        let ruler = Ruler::new(&axis, left, left + 600.0, width, width);
        assert_eq!((labels(&ruler.upper).as_str(), labels(&ruler.lower).as_str()), (upper, lower));
        for row in [&ruler.upper, &ruler.lower] {
            for pair in row.windows(2) {
                let end = pair[0].from + f64::from(width(&pair[0].label));
                assert!(pair[0].label.is_empty() || end + LABEL_GAP <= pair[1].from + 1e-6, "{pair:?}");
            }
        }
    }

    #[test]
    fn hours() {
        check(
            "2024-11-18",
            1200.0,
            &[],
            "Mon 18 Nov 2024",
            "00:00 01:00 02:00 03:00 04:00 05:00 06:00 07:00 08:00 09:00 10:00 11:00",
        );
        check(
            "2024-11-29",
            200.0,
            &[],
            "Fri 29 Nov 2024 Sat 30 Sun 1 Dec 2024",
            "00:00 06:00 12:00 18:00 00:00 06:00 12:00 18:00 00:00 06:00 12:00 18:00",
        );
    }

    #[test]
    fn minutes() {
        check(
            "2024-11-18",
            86_400.0,
            &[],
            "Mon 18 Nov 2024",
            "00:00 00:01 00:02 00:03 00:04 00:05 00:06 00:07 00:08 00:09",
        );
        check("-0043-03-15", 8000.0, &[], "Fri 15 Mar 44 BC", "00:00 00:15 00:30 00:45 01:00 01:15 01:30 01:45");
    }

    /// At any scale and time, with any folds, no label comes nearer than 14 to the next of its row.
    #[test]
    fn labels_never_collide() {
        let mut state = 7u64;
        let mut share = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / f64::from(1u32 << 31)
        };
        for _ in 0..3000 {
            let scale = 1e-4 * 1e9f64.powf(share());
            let day = -500_000.0 + 1_300_000.0 * share();
            let mut empty = Vec::new();
            let mut from = day - 2000.0 / scale;
            for _ in 0..6 {
                from += 900.0 * share() / scale;
                let until = from + 1500.0 * share() / scale;
                empty.push(Stretch { from, until });
                from = until;
            }
            let axis = Axis::new(scale, &empty, FOLDING);
            let left = axis.position(day);
            let width = |label: &str| label.chars().count() as f32 * 6.0;
            let ruler = Ruler::new(&axis, left, left + 1200.0, width, width);
            assert!(ruler.lower.len() < 1000 && ruler.upper.len() < 1000, "{scale} {day}");
            for row in [&ruler.upper, &ruler.lower] {
                let labelled: Vec<&Cell> = row.iter().filter(|cell| !cell.label.is_empty()).collect();
                for pair in labelled.windows(2) {
                    let end = pair[0].from + f64::from(width(&pair[0].label));
                    assert!(end + LABEL_GAP <= pair[1].from + 1e-3, "{scale} {day}: {pair:?}");
                }
            }
        }
    }

    #[test]
    fn days_and_weeks() {
        check("2024-12-25", 30.0, &[], "Dec 2024 Jan 2025", "25 26 27 28 29 30 31 1 2 3 4 5 6 7 8 9 10 11 12 13");
        check("2024-04-01", 5.0, &[], "Apr 2024 May Jun Jul", "1 8 15 22 29 6 13 20 27 3 10 17 24 1 8 15 22 29");
    }

    #[test]
    fn months_and_years() {
        check("2023-11-01", 1.5, &[], "2023 2024", "Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
        check(
            "2021-01-01",
            0.12,
            &[],
            "2020s 2030s",
            "2021 2022 2023 2024 2025 2026 2027 2028 2029 2030 2031 2032 2033 2034",
        );
    }

    #[test]
    fn before_christ() {
        check(
            "-0499-01-01",
            0.015,
            &[],
            "500 BC to 401 BC 400 BC to 301 BC",
            "500 BC 490 BC 480 BC 470 BC 460 BC 450 BC 440 BC 430 BC 420 BC 410 BC 400 BC",
        );
        check(
            "-1999-01-01",
            0.0005,
            &[],
            "2000 BC to 1001 BC 1000 BC to 1 BC AD 1 to AD 999 1000 to 1999",
            "2000 BC 1500 BC 1000 BC 500 BC AD 1 AD 500 1000",
        );
    }

    #[test]
    fn the_first_after_a_fold_names_the_year() {
        let empty = [Stretch { from: number("2024-06-05"), until: number("2024-10-02") }];
        check("2024-05-01", 5.0, &empty, "May 2024 Jun Oct 2024 Nov", "6 13 20 27 3 10 17 24 7 14 21 28 4 11 18");
    }

    #[test]
    fn ticks_go_on_beyond_the_window() {
        for (scale, day, before, after) in [
            (5.0, "2024-02-15", "2024-02-12", "2024-02-19"),
            (3.0, "2024-01-01", "2023-12-01", "2024-02-01"),
            (0.5, "2024-03-03", "2024-01-01", "2024-04-01"),
            (0.1, "2024-03-03", "2024-01-01", "2025-01-01"),
        ] {
            let axis = Axis::new(scale, &[], FOLDING);
            let left = axis.position(number("2020-01-01"));
            let ticks = Ruler::new(&axis, left, left + 400.0, |_| 20.0, |_| 14.0).ticks;
            let found = (ticks.before(number(day)), ticks.after(number(day)));
            assert_eq!(found, (number(before), number(after)), "{scale}");
        }
    }

    #[test]
    fn weekends_where_days_are_wide() {
        let axis = Axis::new(20.0, &[], FOLDING);
        let left = axis.position(number("2024-11-18"));
        let ruler = Ruler::new(&axis, left, left + 200.0, |_| 10.0, |_| 10.0);
        let found: Vec<(f64, f64)> = ruler.weekends.iter().map(|(from, until)| (from - left, until - left)).collect();
        assert_eq!(found, [(100.0, 140.0)]);
    }
}
