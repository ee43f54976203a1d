//! A cell that tells a day to its `When`: in figures, in any order that people write them, or in words.
//!
//! In: the whole cell; unlike in a text, what is no day may not stand beside one. Out: the days.

use crate::dating::read_typed;
use crate::lexicon::Lexicon;
use crate::when::{Clock, Precision, When, month_end};
use chrono::{Datelike, NaiveDate};

/// More characters than this tell no day.
const CHARS_MAX: usize = 80;

/// The days of a cell; none where it tells none that is.
pub(super) fn read(lexicon: &Lexicon, cell: &str, day_first: bool) -> Option<When> {
    // Spreadsheets write an apostrophe before what is no number.
    let cell = cell.trim().trim_start_matches('\'').trim();
    if cell.is_empty() || cell.chars().count() > CHARS_MAX {
        return None;
    }
    if !cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.')) {
        return with_clock(lexicon, cell, day_first);
    }
    in_figures(cell, day_first)
}

/// What year, month and day in cells of their own tell. Years before Christ are negative: -44 is 44 BC.
pub(super) fn of_parts(year: &str, month: &str, day: &str) -> Option<When> {
    let year = year.trim().parse::<i32>().ok()?;
    let year = if year < 0 { year + 1 } else { year };
    let number = |part: &str| match part.trim() {
        "" => Some(None),
        part => part.parse::<u32>().ok().map(Some),
    };
    match (number(month)?, number(day)?) {
        (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day).map(When::day),
        (Some(month), None) => whole_month(year, month),
        (None, None) => whole_year(year),
        (None, Some(_)) => None,
    }
}

/// A time of the day: "10:15", "10:15:00Z", "9:30 pm".
pub(super) fn clock(cell: &str) -> Option<Clock> {
    let cell = cell.trim().to_ascii_lowercase();
    let (hour, rest) = cell.split_once(':')?;
    let (minute, rest) = rest.split_at_checked(2)?;
    let (mut hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
    let half = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).trim();
    match half {
        "pm" | "p.m." if hour < 12 => hour += 12,
        "am" | "a.m." if hour == 12 => hour = 0,
        // A zone, or nothing.
        "am" | "a.m." | "pm" | "p.m." | "" | "z" | "utc" | "gmt" => {}
        zone if zone.starts_with(['+', '-']) => {}
        _ => return None,
    }
    (hour < 24 && minute < 60).then_some(Clock { hour, minute })
}

/// Whether the figures of a cell could be read in both orders to different days.
pub(super) fn is_ambiguous(cell: &str) -> bool {
    let cell = cell.split([' ', 'T']).next().unwrap_or_default();
    in_figures(cell, true).is_some_and(|when| in_figures(cell, false).is_some_and(|other| other != when))
}

/// A day with a time behind it, or in words.
fn with_clock(lexicon: &Lexicon, cell: &str, day_first: bool) -> Option<When> {
    let parted = cell.split_once(['T', ' ', ',']).filter(|(head, _)| head.bytes().any(|byte| byte.is_ascii_digit()));
    if let Some((head, rest)) = parted
        && let Some(when) = in_figures(head, day_first).filter(|when| when.precision == Precision::Day)
    {
        // iCalendar writes 101500Z.
        let rest = rest.trim().trim_start_matches(',').trim();
        let packed = rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let packed = packed.map(|digits| format!("{}:{}", &digits[..2], &digits[2..]));
        return Some(When { clock: Some(clock(packed.as_deref().unwrap_or(rest))?), ..when });
    }
    read_typed(lexicon, cell, None).ok().filter(|typed| typed.guesses.is_empty()).map(|typed| typed.when)
}

/// "2021-05-03", "3.5.2021", "5/3/21", "20210503", "2021-05", "05/2021", "2021", "-0043-03-15".
fn in_figures(cell: &str, day_first: bool) -> Option<When> {
    let (cell, before) = cell.strip_prefix('-').map_or((cell, false), |cell| (cell, true));
    let mark = cell.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = mark.map_or(vec![cell], |mark| cell.split(mark).collect());
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let sign = if before { -1 } else { 1 };
    let year = |at: usize| match parts[at].len() {
        // As people write them, and Unix counts them: 69 and above is of the last century.
        2 if !before => Some(numbers[at] as i32 + if numbers[at] < 69 { 2000 } else { 1900 }),
        4.. => i32::try_from(numbers[at]).ok().map(|year| sign * year),
        _ => None,
    };
    let is_year = |at: usize| parts[at].len() >= 4;
    let day = |year: Option<i32>, month: u32, day: u32| NaiveDate::from_ymd_opt(year?, month, day).map(When::day);
    match (parts.len(), numbers.as_slice()) {
        (1, [number]) => match cell.len() {
            8 => day(Some(sign * (number / 10_000) as i32), number / 100 % 100, number % 100),
            6 => whole_month(sign * (number / 100) as i32, number % 100),
            4 => whole_year(sign * *number as i32),
            _ => None,
        },
        (2, [_, month]) if is_year(0) => whole_month(year(0)?, *month),
        (2, [month, _]) if is_year(1) => whole_month(year(1)?, *month),
        (3, [_, month, number]) if is_year(0) => day(year(0), *month, *number),
        (3, [first, second, _]) => match day_first {
            true => day(year(2), *second, *first),
            false => day(year(2), *first, *second),
        },
        _ => None,
    }
}

fn whole_month(year: i32, month: u32) -> Option<When> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(When::span(first, month_end(first), Precision::Month))
}

fn whole_year(year: i32) -> Option<When> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some(When::span(first, NaiveDate::from_ymd_opt(first.year(), 12, 31)?, Precision::Year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// A cell, and its days with the day before the month and the other way round; none as "-".
    #[track_caller]
    fn check(cell: &str, day_first: &str, month_first: &str) {
        for (order, expect) in [(true, day_first), (false, month_first)] {
            let told = read(&LEXICON, cell, order).map(|when| {
                let clock = when.clock.map(|clock| format!(" {}:{:02}", clock.hour, clock.minute)).unwrap_or_default();
                format!("{}{clock}", when.label())
            });
            let told = told.unwrap_or_else(|| "-".to_owned());
            assert_eq!(told.split(", ").next(), Some(expect), "{cell}");
        }
        assert_eq!(is_ambiguous(cell), day_first != month_first && day_first != "-" && month_first != "-", "{cell}");
    }

    #[test]
    fn figures() {
        check("2021-05-03", "3 May 2021", "3 May 2021");
        check("3/5/2021", "3 May 2021", "5 March 2021");
        check("31/02/2024", "-", "-");
        check("31/1/24", "31 January 2024", "-");
        check("3.5.99", "3 May 1999", "5 March 1999");
        check("20210503", "3 May 2021", "3 May 2021");
        check("202105", "May 2021", "May 2021");
        check("2021-05", "May 2021", "May 2021");
        check("05/2021", "May 2021", "May 2021");
        check("1988", "1988", "1988");
        check("'-0043-03-15", "15 March 44 BC", "15 March 44 BC");
        for no in ["", "-", "12", "123456789012345", "1/2/3/2021", "2021-13-01", "2021-05-", "99999999", "--2021"] {
            check(no, "-", "-");
        }
    }

    #[test]
    fn words() {
        check("3 May 2021", "3 May 2021", "3 May 2021");
        check("mid-July 2022", "mid July 2022", "mid July 2022");
        check("May 2021", "May 2021", "May 2021");
        for no in ["n/a", "tomorrow", "see above", "3 May 2021 or so they say", "3 May"] {
            check(no, "-", "-");
        }
    }

    #[test]
    fn clocks() {
        for (cell, expect) in [("10:15", "10:15"), ("9:30 pm", "21:30"), ("12:05 am", "0:05"), ("10:15:30Z", "10:15")] {
            let told = clock(cell).map(|clock| format!("{}:{:02}", clock.hour, clock.minute));
            assert_eq!(told.as_deref(), Some(expect));
        }
        assert_eq!(clock("25:00").or(clock("noon")).or(clock("1:2")), None);
        let day = |cell: &str| read(&LEXICON, cell, true).map(|when| (when.earliest.to_string(), when.clock.is_some()));
        for cell in ["2021-05-03T10:15:00Z", "20210503T101500Z", "2021-05-03 10:15", "03.05.2021, 10:15"] {
            assert_eq!(day(cell), Some(("2021-05-03".to_owned(), true)), "{cell}");
        }
    }
}
