//! Time to x and back, with long empty stretches folded away. Pure arithmetic in f64.
//!
//! Time is a day number: whole days since the first day of year 1 is day 1, hours as fractions.
//! A position is the distance in points along the axis from its origin, the same for every window of one scale;
//! a window shows the positions from that of its first day on. Knows no events; `ruler` puts ticks on it.

use chrono::{Datelike, NaiveDate};

/// The closest look: a minute on 60 points; f64 keeps far less than a pixel of error there after 2,000 years.
pub const MAX_SCALE: f64 = 24.0 * 60.0 * 60.0;
/// The farthest look: ten thousand years on a thousand points.
pub const MIN_SCALE: f64 = 1000.0 / 3_652_425.0;

/// How much larger the scale of each level is than that of the one before.
///
/// Folds, rows and sides of labels are chosen for a level and hold for all its scales, so that they stay while a
/// zoom goes on within it. What has room at the level's own scale, its smallest, has room at all of them.
const LEVEL_STEP: f64 = std::f64::consts::SQRT_2;

/// The smallest scale of the level that a scale belongs to.
pub fn level_scale(scale: f64) -> f64 {
    // What is a level's own scale but for rounding belongs to it.
    let level = (scale.clamp(MIN_SCALE, MAX_SCALE).ln() / LEVEL_STEP.ln() + 1e-9).floor();
    LEVEL_STEP.powf(level)
}

/// A stretch of time in day numbers, its end not included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub until: f64,
}

/// An empty stretch that is taken out of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fold {
    /// What is folded away.
    pub stretch: Stretch,
    /// Position of its left edge.
    pub position: f64,
    /// In points.
    pub width: f64,
    /// How much of it is there, from 0 to 1: less than all of it while it opens or closes.
    pub there: f32,
}

/// When an empty stretch is folded, and how wide it stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Folding {
    /// Folded where it would be wider than this, in points.
    pub over: f64,
    /// Width of the fold in points.
    pub width: f64,
}

/// Days to positions at one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Points for a day, outside folds.
    pub scale: f64,
    /// In the order of time.
    pub folds: Vec<Fold>,
    origin: f64,
}

/// The number of a day.
pub fn day_number(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// The calendar day that a day number falls on; the nearest that the calendar has.
pub fn calendar_day(day: f64) -> NaiveDate {
    let nearest = if day < 0.0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_num_days_from_ce_opt(day.floor() as i32).unwrap_or(nearest)
}

impl Stretch {
    /// Its length in days.
    pub fn days(&self) -> f64 {
        self.until - self.from
    }
}

/// The stretches in which nothing stands, between the first and the last that does. What is occupied comes in the
/// order of its beginnings.
pub fn empty_stretches(occupied: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut empty = Vec::new();
    let mut reached = f64::INFINITY;
    for stretch in occupied {
        if stretch.from > reached {
            empty.push(Stretch { from: reached, until: stretch.from });
        }
        reached = if reached.is_finite() { reached.max(stretch.until) } else { stretch.until };
    }
    empty
}

impl Axis {
    /// The axis of a scale that folds what is too long of the empty stretches, which are in the order of time;
    /// the same ones for all scales of a level.
    pub fn new(scale: f64, empty: &[Stretch], folding: Folding) -> Axis {
        let scale = scale.clamp(MIN_SCALE, MAX_SCALE);
        let fold = |stretch| Fold { stretch, position: 0.0, width: folding.width, there: 1.0 };
        let folds = folded(scale, empty, folding).into_iter().map(fold).collect();
        Axis::of(scale, folds, empty.first().map_or(0.0, |stretch| stretch.from))
    }

    /// The axis of some folds, which get their positions; `origin` is for want of any.
    fn of(scale: f64, mut folds: Vec<Fold>, origin: f64) -> Axis {
        let mut before: Option<(f64, f64)> = None;
        for fold in &mut folds {
            fold.position = before.map_or(0.0, |(day, position)| position + (fold.stretch.from - day) * scale);
            before = Some((fold.stretch.until, fold.position + fold.width));
        }
        let origin = folds.first().map_or(origin, |fold| fold.stretch.from);
        Axis { scale, folds, origin }
    }

    /// The same folds at another scale.
    pub fn at_scale(&self, scale: f64) -> Axis {
        Axis::of(scale, self.folds.clone(), self.origin)
    }

    /// A share of the way from this axis to another of the same scale, on which each fold that only one of them has
    /// is partly open.
    pub fn towards(&self, other: &Axis, share: f32) -> Axis {
        let mut ends: Vec<f64> =
            self.folds.iter().chain(&other.folds).flat_map(|fold| [fold.stretch.from, fold.stretch.until]).collect();
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let part = |ends: &[f64]| {
            let stretch = Stretch { from: ends[0], until: ends[1] };
            let middle = (stretch.from + stretch.until) / 2.0;
            let (was, is) = (self.fold_at(middle), other.fold_at(middle));
            was.or(is)?;
            let length = |axis: &Axis| axis.position(stretch.until) - axis.position(stretch.from);
            let there = |fold: Option<&Fold>| fold.map_or(0.0, |fold| fold.there);
            Some(Fold {
                stretch,
                position: 0.0,
                width: length(self) + (length(other) - length(self)) * f64::from(share),
                there: there(was) + (there(is) - there(was)) * share,
            })
        };
        Axis::of(other.scale, ends.windows(2).filter_map(part).collect(), other.origin)
    }

    fn fold_at(&self, day: f64) -> Option<&Fold> {
        let after = self.folds.partition_point(|fold| fold.stretch.from <= day);
        after.checked_sub(1).and_then(|at| self.folds.get(at)).filter(|fold| day < fold.stretch.until)
    }

    /// The axis on which a stretch is as wide as a window, once what is too long has been folded.
    pub fn fitting(shown: Stretch, width: f64, empty: &[Stretch], folding: Folding) -> Axis {
        let mut scale = width / shown.days().max(1.0 / 24.0);
        let mut count = 0;
        // Each fold makes room and so the scale larger, which can only fold more; the stretches are finite.
        for _ in 0..=empty.len() {
            let folds: Vec<Stretch> = folded(scale, empty, folding)
                .into_iter()
                .filter(|s| s.from >= shown.from && s.until <= shown.until)
                .collect();
            let days: f64 = folds.iter().map(Stretch::days).sum();
            let room = width - folding.width * folds.len() as f64;
            if folds.len() <= count || room <= 0.0 {
                break;
            }
            count = folds.len();
            scale = scale.max(room / (shown.days() - days).max(1.0 / 24.0));
        }
        Axis::new(scale, empty, folding)
    }

    /// The position of a day.
    pub fn position(&self, day: f64) -> f64 {
        let after = self.folds.partition_point(|fold| fold.stretch.from <= day);
        let Some(fold) = after.checked_sub(1).and_then(|index| self.folds.get(index)) else {
            return (day - self.origin) * self.scale;
        };
        if day < fold.stretch.until {
            fold.position + (day - fold.stretch.from) / fold.stretch.days() * fold.width
        } else {
            fold.position + fold.width + (day - fold.stretch.until) * self.scale
        }
    }

    /// The day at a position.
    pub fn day(&self, position: f64) -> f64 {
        let after = self.folds.partition_point(|fold| fold.position <= position);
        let Some(fold) = after.checked_sub(1).and_then(|index| self.folds.get(index)) else {
            return self.origin + position / self.scale;
        };
        let into = position - fold.position;
        if into < fold.width {
            fold.stretch.from + into / fold.width * fold.stretch.days()
        } else {
            fold.stretch.until + (into - fold.width) / self.scale
        }
    }

    /// The folds that show between two positions.
    pub fn folds_between(&self, from: f64, until: f64) -> &[Fold] {
        let first = self.folds.partition_point(|fold| fold.position + fold.width <= from);
        let count = self.folds[first..].partition_point(|fold| fold.position < until);
        &self.folds[first..first + count]
    }

    /// The parts of a stretch that are not folded away.
    pub fn unfolded(&self, shown: Stretch) -> Vec<Stretch> {
        let mut parts = Vec::new();
        let mut from = shown.from;
        let first = self.folds.partition_point(|fold| fold.stretch.until <= shown.from);
        for fold in self.folds[first..].iter().take_while(|fold| fold.stretch.from < shown.until) {
            if fold.stretch.from > from {
                parts.push(Stretch { from, until: fold.stretch.from });
            }
            from = fold.stretch.until;
        }
        if from < shown.until {
            parts.push(Stretch { from, until: shown.until });
        }
        parts
    }

    /// Whether a range of positions touches a fold.
    pub fn folds_within(&self, from: f64, until: f64) -> bool {
        !self.folds_between(from, until).is_empty()
    }
}

/// The empty stretches that are too long at a scale's level, cut down to whole years, months or days.
fn folded(scale: f64, empty: &[Stretch], folding: Folding) -> Vec<Stretch> {
    let over_days = folding.over / level_scale(scale);
    let long = |stretch: &&Stretch| stretch.days() > over_days;
    empty.iter().filter(long).filter_map(|stretch| whole(*stretch, over_days)).filter(|whole| long(&whole)).collect()
}

/// The whole years of a stretch, or months or days, whichever is the largest unit that is shorter than a fold;
/// so that a fold ends where the ruler's units do.
fn whole(stretch: Stretch, over_days: f64) -> Option<Stretch> {
    let (first, last) = (calendar_day((stretch.from).ceil()), calendar_day(stretch.until));
    let (from, until) = if over_days > 366.0 {
        let next = if first.ordinal() == 1 { first.year() } else { first.year() + 1 };
        (NaiveDate::from_ymd_opt(next, 1, 1)?, NaiveDate::from_ymd_opt(last.year(), 1, 1)?)
    } else if over_days > 31.0 {
        let next = if first.day() == 1 { Some(first) } else { month_after(first) };
        (next?, NaiveDate::from_ymd_opt(last.year(), last.month(), 1)?)
    } else {
        (first, last)
    };
    (from < until).then(|| Stretch { from: day_number(from), until: day_number(until) })
}

/// The first day of the month after that of a day.
pub fn month_after(day: NaiveDate) -> Option<NaiveDate> {
    let (year, month) = if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// How long a fold is, in few letters: "26 yr", "2 mo", "12 d".
pub fn length_label(stretch: Stretch) -> String {
    let (from, until) = (calendar_day(stretch.from), calendar_day(stretch.until));
    let months = (until.year() - from.year()) * 12 + until.month() as i32 - from.month() as i32;
    if (from.day(), until.day()) != (1, 1) || months == 0 {
        format!("{} d", stretch.days().round())
    } else if months % 12 == 0 {
        format!("{} yr", months / 12)
    } else if months < 24 {
        format!("{months} mo")
    } else {
        format!("{} yr", (f64::from(months) / 12.0).round())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Folding = Folding { over: 200.0, width: 40.0 };

    fn number(date: &str) -> f64 {
        day_number(date.parse().unwrap_or(NaiveDate::MIN))
    }

    fn stretch(from: &str, until: &str) -> Stretch {
        Stretch { from: number(from), until: number(until) }
    }

    fn check_folds(scale: f64, empty: &[Stretch], expect: &[&str]) {
        let axis = Axis::new(scale, empty, WINDOW);
        let found: Vec<String> = axis
            .folds
            .iter()
            .map(|f| {
                let (from, until) = (calendar_day(f.stretch.from), calendar_day(f.stretch.until));
                format!("{from} {until} {}", length_label(f.stretch))
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn folds_whole_units_of_what_is_too_long() {
        let empty = [stretch("1961-07-07", "1988-03-01"), stretch("1988-03-20", "1988-12-01")];
        check_folds(0.3, &empty, &["1962-01-01 1988-01-01 26 yr"]);
        check_folds(1.0, &empty, &["1961-08-01 1988-03-01 27 yr", "1988-04-01 1988-12-01 8 mo"]);
        check_folds(10.0, &empty, &["1961-07-07 1988-03-01 9734 d", "1988-03-20 1988-12-01 256 d"]);
        check_folds(0.01, &empty, &[]);
    }

    #[test]
    fn day_and_position_are_inverse() {
        let empty = [stretch("1961-07-07", "1988-03-01"), stretch("1992-03-20", "1998-12-01")];
        for scale in [0.2, 3.0, 400.0] {
            let axis = Axis::new(scale, &empty, WINDOW);
            for date in ["-0499-01-01", "0001-01-01", "1961-07-07", "1975-06-01", "1992-03-20", "2024-11-18"] {
                let day = number(date) + 0.25;
                assert!((axis.day(axis.position(day)) - day).abs() < 1e-6, "{date} at {scale}");
            }
        }
    }

    #[test]
    fn exact_after_two_thousand_years() {
        let axis = Axis::new(MAX_SCALE, &[stretch("0001-01-01", "0001-01-02")], WINDOW);
        let origin = axis.position(number("2024-11-18"));
        let x = axis.position(number("2024-11-18") + 1.0 / 24.0) - origin;
        assert!((x - MAX_SCALE / 24.0).abs() < 1e-3, "{x}");
    }

    #[test]
    fn fits_a_window() {
        let empty = [stretch("1954-01-01", "1965-01-01"), stretch("1966-01-01", "2000-01-01")];
        let shown = stretch("1949-01-01", "2025-01-01");
        let axis = Axis::fitting(shown, 1000.0, &empty, WINDOW);
        assert_eq!(axis.folds.len(), 2);
        assert!((axis.position(shown.until) - axis.position(shown.from) - 1000.0).abs() < 1e-6);
        let axis = Axis::fitting(shown, 1000.0, &[], WINDOW);
        assert!((axis.position(shown.until) - axis.position(shown.from) - 1000.0).abs() < 1e-6);
    }

    #[test]
    fn folds_open_and_close_on_the_way_to_another_axis() {
        let empty = [stretch("1961-07-07", "1988-03-01"), stretch("1990-03-20", "1998-12-01")];
        let (far, close) = (Axis::new(0.05, &empty, WINDOW), Axis::new(0.3, &empty, WINDOW));
        assert_eq!((far.folds.len(), close.folds.len()), (1, 2));
        let far = far.at_scale(close.scale);
        let length = |axis: &Axis, from: &str, until: &str| axis.position(number(until)) - axis.position(number(from));
        for (from, until) in [("1950-01-01", "2000-01-01"), ("1962-06-01", "1988-02-01"), ("1990-01-01", "1999-01-01")]
        {
            let lengths = [0.0, 0.5, 1.0].map(|share| length(&far.towards(&close, share), from, until));
            let (first, last) = (length(&far, from, until), length(&close, from, until));
            assert!((lengths[0] - first).abs() < 1e-6 && (lengths[2] - last).abs() < 1e-6, "{from} to {until}");
            assert!((lengths[1] - (first + last) / 2.0).abs() < 1e-6, "{from} to {until}");
        }
        let half = far.towards(&close, 0.5);
        let day = number("1994-05-06");
        assert!((half.day(half.position(day)) - day).abs() < 1e-6);
        assert!(half.folds.iter().any(|fold| fold.there == 1.0) && half.folds.iter().any(|fold| fold.there == 0.5));
    }

    #[test]
    fn finds_what_is_empty() {
        let at = |from: f64, until: f64| Stretch { from, until };
        let empty = empty_stretches([at(0.0, 3.0), at(1.0, 2.0), at(5.0, 6.0), at(9.0, 10.0)].into_iter());
        assert_eq!(empty, [at(3.0, 5.0), at(6.0, 9.0)]);
        assert!(empty_stretches(std::iter::empty()).is_empty());
    }

    #[test]
    fn parts_beside_folds() {
        let axis = Axis::new(1.0, &[Stretch { from: 1000.0, until: 2000.0 }], WINDOW);
        let parts = axis.unfolded(Stretch { from: 900.0, until: 2100.0 });
        assert_eq!(parts.len(), 2, "{parts:?}");
        assert!(axis.folds_within(-5.0, 5.0));
        assert!(!axis.folds_within(-50.0, 0.0));
    }
}
