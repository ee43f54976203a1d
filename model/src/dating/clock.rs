//! Clock times and the half-years, quarters and fiscal years of business:
//! "03:00 local time", "5 p.m. EST Nov. 9", "Q3 2023", "FY2024".
//!
//! In: tokens. Out: points. Knows no document.

use super::lex::{Kind, Number, Suffix};
use super::point::{Base, Meaning, Point};
use super::read::Reader;
use super::words::{DayPart, Place, Unit, Word};
use crate::when::Clock;

impl Reader<'_> {
    /// A clock time with its zone, and the day that follows it.
    pub(super) fn clock(&self, at: usize) -> Option<(usize, Point)> {
        let (mut end, hour, minute, marked) = match self.kind(at) {
            Kind::Clock(hour, minute) => (at + 1, hour, minute, true),
            Kind::Number(Number { value: hour @ 1..=12, suffix: Suffix::Am, .. }) => (at + 1, hour as u8 % 12, 0, true),
            Kind::Number(Number { value: hour @ 1..=12, suffix: Suffix::Pm, .. }) => {
                (at + 1, hour as u8 % 12 + 12, 0, true)
            }
            Kind::Number(Number { value: hour @ 1..=12, suffix: Suffix::None, digits: 1..=2 }) => {
                (at + 1, hour as u8, 0, false)
            }
            Kind::Number(Number { value, suffix: Suffix::None, digits: 4 })
                if value < 2400
                    && value % 100 < 60
                    && (self.word(at + 1) == Some(Word::Zone)
                        || self.word(at + 1) == Some(Word::Local) && self.word(at + 2) == Some(Word::Time)
                        || self.written(at + 1) == "hours" && self.word(at.wrapping_sub(1)) == Some(Word::At)) =>
            {
                let end = if self.word(at + 1) == Some(Word::Local) { at + 1 } else { at + 2 };
                (end, (value / 100) as u8, (value % 100) as u8, true)
            }
            // "half past three", "a quarter to five"
            Kind::Word(Word::Half | Word::Unit { unit: Unit::Quarter, plural: false }) => {
                let (end, hour) = self.small_cardinal(at + 2).filter(|(_, hour)| (1..=12).contains(hour))?;
                let half = self.word(at) == Some(Word::Half);
                match self.word(at + 1) {
                    Some(Word::Place(Place::Past)) => (end, hour, if half { 30 } else { 15 }, true),
                    Some(Word::To) if !half && self.is_clock_end_word(end) => (end, (hour + 11) % 12, 45, true),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let hour = match self.word(end) {
            Some(Word::Am) => {
                end += 1;
                hour % 12
            }
            Some(Word::Pm) => {
                end += 1;
                hour % 12 + 12
            }
            Some(Word::OClock) => {
                end += 1;
                hour
            }
            Some(Word::In) if !marked && self.is_clock_led(at) && self.half_of_day(end).is_some() => hour,
            _ if marked => hour,
            _ => return None,
        };
        // "at 4 in the morning", "5:30 in the afternoon"
        let hour = match self.half_of_day(end) {
            Some(later) if hour <= 12 => {
                end += 3;
                hour % 12 + later
            }
            _ => hour,
        };
        // "10:35 (0735 GMT)" are two; "03:00 local time" and "3 p.m. EST" are one.
        if self.word(end) == Some(Word::Local) && self.word(end + 1) == Some(Word::Time) {
            end += 2;
        } else if self.word(end) == Some(Word::Zone) {
            end += 1;
        }
        // "10:35 a.m. (0735 GMT)": the same time in another zone.
        if at > 1 && self.is_mark(at - 1, b'(') && self.is_mark(end, b')') && self.is_clock_end(at - 2) {
            return None;
        }
        let clock = Some(Clock { hour, minute });
        let next = end + usize::from(self.is_mark(end, b','));
        let day = match self.kind(next) {
            Kind::Word(Word::Month { .. }) => self.month_first(next),
            Kind::Number(_) => self.day_first(next),
            Kind::Word(Word::Weekday { .. } | Word::Today(_)) if next == end => match self.phrase_or_weekday(next) {
                Some((end, Meaning::Point(point))) => Some((end, point)),
                _ => None,
            },
            _ => None,
        };
        if let Some((mut end, point)) = day
            && point.is_day()
            && point.clock.is_none()
        {
            if self.word(end) == Some(Word::Zone) {
                end += 1;
            }
            return Some((end, Point { clock, ..point }));
        }
        Some((end, Point { clock, ..Point::new(Base::Daytime) }))
    }

    /// "in the morning" behind a clock time: the hours to add for the later half of the day.
    fn half_of_day(&self, at: usize) -> Option<u8> {
        if self.word(at) != Some(Word::In) || self.word(at + 1) != Some(Word::The) {
            return None;
        }
        match self.word(at + 2)? {
            Word::DayPart(DayPart::Morning) => Some(0),
            Word::DayPart(DayPart::Afternoon | DayPart::Evening) => Some(12),
            _ => None,
        }
    }

    /// Whether a bare number stands where a clock time would.
    fn is_clock_led(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        matches!(before, Some(Word::At | Word::By | Word::Until | Word::About | Word::Before | Word::After))
    }

    /// "a quarter to five" is a time of the day where the clause ends or the half of the day follows.
    fn is_clock_end_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Mark(_) | Kind::Word(Word::Am | Word::Pm | Word::In | Word::On))
    }

    fn is_clock_end(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Clock(..) | Kind::Word(Word::Am | Word::Pm | Word::Zone | Word::OClock))
    }

    fn phrase_or_weekday(&self, at: usize) -> Option<(usize, Meaning)> {
        self.weekday(at).or_else(|| self.phrase(at).map(|(_, end, meaning)| (end, meaning)))
    }

    /// "Q3 2023", "2023 Q3" is read as two, "H1 2024", "FY2024", "FY 2024".
    pub(super) fn business(&self, at: usize) -> Option<(usize, Point)> {
        let base = match self.word(at)? {
            Word::QuarterName(quarter) => Base::Quarter(quarter),
            Word::HalfName(half) => Base::Half(half),
            Word::FiscalYear(year) => return Some((at + 1, Point::new(Base::Fiscal(i32::from(year))))),
            Word::Fy => {
                let (end, year) = self.year(at + 1)?;
                return Some((end, Point::new(Base::Fiscal(year))));
            }
            _ => return None,
        };
        let half = matches!(base, Base::Half(_));
        let (end, point) = self.lengthened(at + 1, Point::new(base));
        // A bare "H1" names other things as well.
        (!half || point.of.is_some()).then_some((end, point))
    }
}

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[
    super::rules::Rule {
        name: "clock",
        pattern: "H:MM | H a.m. | HHMM zone | H o'clock, [in the morning] [zone | local time] [DATE]",
        builds: "a day with its clock time",
        examples: &[
            ("It began at 03:00 local time on Monday.", "03:00 local time", "17 June 2024, 03:00"),
            ("The offer ends at 5 p.m. EST Nov. 9.", "5 p.m. EST Nov. 9", "9 November 2024, 17:00"),
            ("They met at 10:35 a.m. Friday.", "10:35 a.m. Friday", "21 June 2024, 10:35"),
            ("They will leave at 4 in the afternoon.", "4 in the afternoon", "22 June 2024, 16:00"),
        ],
        counter_examples: &["He won 3 to 1.", "They lost by 12 points.", "It beat 5 a side."],
    },
    super::rules::Rule {
        name: "business quarter",
        pattern: "Q1 to Q4 [YEAR] | H1, H2 YEAR | FY YEAR",
        builds: "a quarter, half-year or year",
        examples: &[
            ("Sales rose in Q3 2023.", "Q3 2023", "Q3 2023"),
            ("Sales rose in H1 2023.", "H1 2023", "first half of 2023"),
            ("In FY2023 it lost.", "FY2023", "2023"),
        ],
        counter_examples: &["H1 visas are rare."],
    },
];
