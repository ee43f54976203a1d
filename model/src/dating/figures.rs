//! Dates that are all or mostly figures: "2024-11-18", "18.11.2024", "11/18/24 1430EDT", "091430Z MAY 23", "in 11/2023".
//!
//! In: tokens. Out: points with what the figures tell. Knows no document.

use super::calendar::{Found, YEARS, short_year};
use super::lex::{Kind, Number, Suffix};
use super::point::{Base, Point};
use super::read::Reader;
use super::words::Word;
use crate::when::Clock;

impl Reader<'_> {
    /// Three numbers: year first, or day first, or month first where the day can only be second or signs say so.
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let Kind::Triple([a, b, c]) = self.kind(at) else { return None };
        let token = self.token(at)?;
        let written = &self.text[token.begin..token.end];
        let agency = written.contains('-') && a < 32 && c < 100;
        let slashed = written.contains('/') || agency;
        let (year, month, day) = match (a > 31, slashed) {
            (true, _) => (a, b, c),
            (false, true) if a <= 12 => (c, a, b),
            (false, _) if b > 12 => (c, a, b),
            (false, _) => (c, b, a),
        };
        let year = if year < 100 { short_year(year) } else { year as i32 };
        // "1.2.3456" tells no day, nor does "2.1.345"; only the year first may have three figures.
        let is_year = u32::try_from(year).is_ok_and(|year| YEARS.contains(&year) || a > 31 && year < *YEARS.end());
        let fits = is_year && (1..=12).contains(&month) && (1..=31).contains(&day);
        let point = Point::new(Base::Day { year: Some(year), month: month as u8, day: day as u8 });
        if !fits {
            return None;
        }
        let clock = self.agency_clock(at + 1).filter(|_| agency);
        Some((at + 1 + usize::from(clock.is_some()), Point { clock, ..point }))
    }

    /// "1430EDT"
    fn agency_clock(&self, at: usize) -> Option<Clock> {
        let digits = self.written(at).get(..4)?;
        let (hour, minute) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
        (hour < 24 && minute < 60).then_some(Clock { hour, minute })
    }

    /// Two digits that are a year behind a month in capitals, and nothing that is counted.
    pub(super) fn short_year_behind(&self, at: usize) -> Option<i32> {
        match self.kind(at) {
            Kind::Number(Number { value, digits: 2, suffix: Suffix::None })
                if !matches!(self.kind(at + 1), Kind::Other | Kind::Word(Word::Unit { .. } | Word::Month { .. }))
                    && !self.is_measured(at + 1) =>
            {
                Some(short_year(value))
            }
            _ => None,
        }
    }

    /// A date-time group of armed forces: "091430Z MAY 23".
    pub(super) fn date_time_group(&self, at: usize) -> Option<Found> {
        let [d1, d2, h1, h2, m1, m2, b'A'..=b'Z'] = *self.written(at).as_bytes() else { return None };
        let number = |a: u8, b: u8| (a.is_ascii_digit() && b.is_ascii_digit()).then(|| (a - b'0') * 10 + (b - b'0'));
        let (day, hour, minute) = (number(d1, d2)?, number(h1, h2)?, number(m1, m2)?);
        let (next, month) = self.month(at + 1)?;
        let (end, year) = match self.short_year_behind(next) {
            Some(year) => (next + 1, year),
            None => self.year_behind(next)?,
        };
        let fits = (1..=31).contains(&day) && hour < 24 && minute < 60;
        let clock = Some(Clock { hour, minute });
        fits.then(|| (end, Point { clock, ..Point::new(Base::Day { year: Some(year), month, day }) }))
    }

    /// "in 11/2023"
    pub(super) fn month_of_year(&self, at: usize) -> Option<Found> {
        let (month, year) =
            self.written(at).split_once('/').filter(|(month, year)| month.len() <= 2 && year.len() == 4)?;
        let (month, year) = (month.parse().ok()?, year.parse().ok()?);
        let introduced =
            matches!(self.word(at.wrapping_sub(1)), Some(Word::In | Word::Since | Word::By | Word::Until | Word::From));
        let fits = introduced && (1..=12).contains(&month) && YEARS.contains(&year);
        fits.then(|| (at + 1, Point::new(Base::Month { year: Some(year as i32), month })))
    }
}
