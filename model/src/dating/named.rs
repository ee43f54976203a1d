//! `assets/words/holidays.tsv` and `periods.tsv`: days that come each year, wars and ages with their days.
//!
//! In: tokens. Out: points that name an entry of the lists. Knows no document.

use super::point::{Base, Point};
use super::read::Reader;
use super::words::Word;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::sync::LazyLock;

/// A day that comes each year.
pub(super) struct Holiday {
    pub name: &'static str,
    rule: Rule,
}

/// How the day of a year is found.
enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// The nth weekday of a month, and so many days later; -1 is the last.
    Weekday { month: u32, weekday: Weekday, nth: i8, later: u64 },
    /// Days from Easter Sunday of the western churches.
    Easter(i64),
    /// The first Tuesday after a Monday in November.
    Election,
}

/// A war or an age.
pub(super) struct Period {
    pub name: &'static str,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// The names that the lists hold.
pub(super) static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/words/holidays.tsv"))
        .flat_map(|(names, rule, _)| names.split('|').map(move |name| Holiday { name, rule: read_rule(rule) }))
        .collect()
});
pub(super) static PERIODS: LazyLock<Vec<Period>> = LazyLock::new(|| {
    rows(include_str!("../../../assets/words/periods.tsv"))
        .flat_map(|(names, first, last)| {
            let day = |iso: &str| iso.parse::<NaiveDate>().expect("an ISO date in periods.tsv");
            names.split('|').map(move |name| Period { name, first: day(first), last: day(last) })
        })
        .collect()
});

fn rows(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        (columns.next().unwrap_or(""), columns.next().unwrap_or(""), columns.next().unwrap_or(""))
    })
}

fn read_rule(rule: &str) -> Rule {
    let mut parts = rule.split(' ');
    let word = parts.next().unwrap_or("");
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok()).expect("a number in holidays.tsv");
    match word {
        "fixed" => Rule::Fixed(number() as u32, number() as u32),
        "easter" => Rule::Easter(number()),
        "weekday" => {
            let month = number() as u32;
            let weekday = Weekday::try_from(number() as u8 - 1).expect("a weekday from 1 to 7 in holidays.tsv");
            let nth = number() as i8;
            let later = parts.next().and_then(|days| days.parse().ok()).unwrap_or(0);
            Rule::Weekday { month, weekday, nth, later }
        }
        _ => Rule::Election,
    }
}

impl Holiday {
    /// The day in a year.
    pub(super) fn day(&self, year: i32) -> Option<NaiveDate> {
        match self.rule {
            Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Rule::Weekday { month, weekday, nth, later } if nth > 0 => {
                NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth as u8)?
                    .checked_add_days(Days::new(later))
            }
            Rule::Weekday { month, weekday, .. } => NaiveDate::from_weekday_of_month_opt(year, month, weekday, 5)
                .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4)),
            Rule::Easter(days) => {
                let easter = easter(year)?;
                match days < 0 {
                    true => easter.checked_sub_days(Days::new(days.unsigned_abs())),
                    false => easter.checked_add_days(Days::new(days.unsigned_abs())),
                }
            }
            Rule::Election => NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Mon, 1)?.succ_opt(),
        }
    }
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let month = (h + l - 7 * m + 114).div_euclid(31);
    let day = (h + l - 7 * m + 114).rem_euclid(31) + 1;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

impl Reader<'_> {
    /// A holiday, or a war or an age behind "during", "since" and the like.
    pub(super) fn holiday(&self, at: usize) -> Option<(usize, Point)> {
        let token = self.token(at)?;
        let may_begin = matches!(
            self.word(at),
            Some(Word::Name | Word::Ordinal(_) | Word::Month { .. } | Word::Cardinal(_) | Word::Then)
        );
        if !may_begin || !token.capital {
            return None;
        }
        // Nearly all names differ in their first letter.
        let letter = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
        let first = letter(self.written(at));
        let mut best: Option<(usize, Base)> = None;
        for (index, holiday) in HOLIDAYS.iter().enumerate().filter(|(_, holiday)| letter(holiday.name) == first) {
            if let Some(end) = self.names(at, holiday.name)
                && best.as_ref().is_none_or(|(length, _)| end > *length)
            {
                best = Some((end, Base::Holiday(index as u16)));
            }
        }
        let (bound, on) = (self.bounds_period(at), self.word(at.wrapping_sub(1)) == Some(Word::On));
        if bound || on {
            let may_stand = |period: &Period| letter(period.name) == first && (bound || period.first == period.last);
            for (index, period) in PERIODS.iter().enumerate().filter(|(_, period)| may_stand(period)) {
                if let Some(end) = self.names(at, period.name)
                    && best.as_ref().is_none_or(|(length, _)| end > *length)
                {
                    best = Some((end, Base::Named(index as u16)));
                }
            }
        }
        best.map(|(end, base)| (end, Point::new(base)))
    }

    /// "9/11", which the lexer takes for a figure.
    pub(super) fn nine_eleven(&self, at: usize) -> Option<(usize, Point)> {
        if !self.written(at).contains('/') {
            return None;
        }
        let index = PERIODS.iter().position(|period| period.name == self.written(at))?;
        Some((at + 1, Point::new(Base::Named(index as u16))))
    }

    /// The token after a name that stands at a token.
    fn names(&self, at: usize, name: &str) -> Option<usize> {
        let begin = self.token(at)?.begin;
        let end = begin + name.len();
        let written = self.text.as_bytes().get(begin..end)?;
        if !written.eq_ignore_ascii_case(name.as_bytes()) {
            return None;
        }
        let mut after = at;
        while self.token(after).is_some_and(|token| token.end < end) {
            after += 1;
        }
        (self.token(after)?.end == end).then_some(after + 1)
    }

    fn bounds_period(&self, at: usize) -> bool {
        let mut before = at;
        for _ in 0..2 {
            let Some(previous) = before.checked_sub(1) else { return false };
            before = previous;
            match self.word(before) {
                Some(Word::During | Word::Since | Word::Before | Word::After | Word::Until | Word::In) => return true,
                Some(Word::The) => {}
                _ => return false,
            }
        }
        false
    }
}

/// A day of the week as chrono counts it.
pub(super) fn weekday_number(day: NaiveDate) -> u8 {
    day.weekday().number_from_monday() as u8
}

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[
    super::rules::Rule {
        name: "holiday",
        pattern: "the name of a day that comes each year [YEAR]",
        builds: "that day",
        examples: &[
            ("On Victory Day he spoke.", "Victory Day", "9 May 2024"),
            ("They met on Christmas Eve 1979.", "Christmas Eve 1979", "24 December 1979"),
            ("They met at Easter 2023.", "Easter 2023", "9 April 2023"),
            ("They met in Easter week.", "Easter week", "week of 25 March 2024"),
        ],
        counter_examples: &["Victory was near.", "New plans were made."],
    },
    super::rules::Rule {
        name: "war or age",
        pattern: "during | since | before | after | in [the] NAME",
        builds: "its days",
        examples: &[
            ("Pilots flew during the Korean War.", "Korean War", "25 June 1950 – 27 July 1953"),
            ("It grew during the Cold War.", "Cold War", "12 March 1947 – 26 December 1991"),
        ],
        counter_examples: &["The Korean War Memorial stands.", "The Gulf is wide."],
    },
];
