//! The date that a file's name or an address states.
//!
//! In: the name. Out: a day, or a month. What may be two dates ("08-03-2019") is none.

use super::stretch::Stretch;
use chrono::{Month, NaiveDate};

/// A run of letters or digits, and how many bytes of other characters stand before it.
struct Run<'a> {
    text: &'a str,
    gap: usize,
}

impl Run<'_> {
    /// The number of a run of so many digits.
    fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let fits = digits.contains(&self.text.len()) && self.text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { self.text.parse().ok() } else { None }
    }

    fn year(&self) -> Option<u32> {
        self.number(4..=4).filter(|year| (1900..2100).contains(year))
    }

    fn day_or_month(&self) -> Option<u32> {
        self.number(1..=2)
    }

    /// The month of a name: "March", "mar", "Sept".
    fn month(&self) -> Option<u32> {
        let word = self.text.to_ascii_lowercase();
        let named = |month: &u32| {
            let full =
                u8::try_from(*month).ok().and_then(|month| Month::try_from(month).ok()).map(|month| month.name());
            full.is_some_and(|full| {
                let full = full.to_ascii_lowercase();
                full == word || word.len() == 3 && full.starts_with(&word) || word == "sept" && full == "september"
            })
        };
        (1..=12).find(named)
    }
}

/// The first day in a name: 2024-11-17, 20241117, 2024/11/17, AP900815, "17 Nov 2024", "Nov. 17, 2024", 17.11.2024.
pub(super) fn day(name: &str) -> Option<NaiveDate> {
    let runs = runs(name);
    (0..runs.len()).find_map(|at| written_together(&runs, at).or_else(|| in_parts(&runs, at)))
}

/// The first month in a name: "march-2024". In numbers it may be a stretch of years: "2001-02".
pub(super) fn month(name: &str) -> Option<Stretch> {
    let runs = runs(name);
    runs.windows(2).filter(|pair| pair[1].gap <= GAP_MAX).find_map(|pair| {
        let (year, month) = match pair[0].year() {
            Some(year) => (year, pair[1].month()?),
            None => (pair[1].year()?, pair[0].month()?),
        };
        Stretch::month(i32::try_from(year).ok()?, month)
    })
}

/// Parts of a date stand no further apart than ", ".
const GAP_MAX: usize = 2;

/// The year, month and day in one run of digits, with a time behind them or not.
fn written_together(runs: &[Run], at: usize) -> Option<NaiveDate> {
    let text = runs[at].text;
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    match text.len() {
        8 | 12 | 14 if text.starts_with(|first: char| first.is_ascii_digit()) => {
            let time = text.len() == 8 || number(8, 10)? < 24 && number(10, 12)? < 60;
            let year = number(0, 4).filter(|year| time && (1900..2100).contains(year))?;
            calendar_day(year, number(4, 6)?, number(6, 8)?)
        }
        // The sign of an agency and a short year: AP900815.
        6 if at == 1 && runs[1].gap == 0 && (2..=3).contains(&runs[0].text.len()) => {
            let year = number(0, 2)?;
            calendar_day(if year < 60 { 2000 + year } else { 1900 + year }, number(2, 4)?, number(4, 6)?)
        }
        _ => None,
    }
}

fn in_parts(runs: &[Run], at: usize) -> Option<NaiveDate> {
    let [a, b, c] = runs.get(at..at + 3)? else { return None };
    if b.gap > GAP_MAX || c.gap > GAP_MAX {
        return None;
    }
    if let Some(year) = a.year() {
        return calendar_day(year, b.month().or_else(|| b.day_or_month())?, c.day_or_month()?);
    }
    let year = c.year()?;
    if let Some(month) = a.month() {
        return calendar_day(year, month, b.day_or_month()?);
    }
    let first = a.day_or_month()?;
    if let Some(month) = b.month() {
        return calendar_day(year, month, first);
    }
    // Some write the day first and some the month: only what can be read in one way is a date.
    let second = b.day_or_month()?;
    match (calendar_day(year, second, first), calendar_day(year, first, second)) {
        (Some(day), Some(other)) => (day == other).then_some(day),
        (day, other) => day.or(other),
    }
}

fn calendar_day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The runs of letters and of digits; the "th" of "8th" is none.
fn runs(name: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    let bytes = name.as_bytes();
    let (mut at, mut end) = (0, 0);
    while at < bytes.len() {
        let digit = bytes[at].is_ascii_digit();
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let same = |byte: &&u8| byte.is_ascii_alphanumeric() && byte.is_ascii_digit() == digit;
        let length = bytes[at..].iter().take_while(same).count();
        let run = Run { text: &name[at..at + length], gap: at - end };
        let ordinal = run.gap == 0 && ["st", "nd", "rd", "th"].contains(&run.text) && !runs.is_empty();
        at += length;
        end = at;
        if !ordinal {
            runs.push(run);
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expect: &str) {
        assert_eq!(day(name).map_or(String::new(), |day| day.to_string()), expect, "{name}");
    }

    fn check_month(name: &str, expect: &str) {
        assert_eq!(month(name).map_or(String::new(), |month| month.first.to_string()), expect, "{name}");
    }

    #[test]
    fn days_in_names() {
        check("report-2019-03-08.txt", "2019-03-08");
        check("report_2019_3_8.txt", "2019-03-08");
        check("https://example.org/2019/03/08/talks.html", "2019-03-08");
        check("20190308-report.txt", "2019-03-08");
        check("XYZ20190308.0261.txt", "2019-03-08");
        check("scan-20190308143000.txt", "2019-03-08");
        check("AP900815-0044.txt", "1990-08-15");
        check("report 8 March 2019.txt", "2019-03-08");
        check("Report, March 8th, 2019.txt", "2019-03-08");
        check("news-mar-8-2019.txt", "2019-03-08");
        check("8sept2019.txt", "2019-09-08");
        check("2019-mar-08.txt", "2019-03-08");
        check("wire 25.12.2019.txt", "2019-12-25");
        check("wire 12-25-2019.txt", "2019-12-25");
    }

    #[test]
    fn names_without_a_day() {
        check("wire 08-03-2019.txt", "");
        check("wire 31.11.2019.txt", "");
        check("12345678.txt", "");
        check("id-20191301.txt", "");
        check("tel 2019 55 1234.txt", "");
        check("version 1.2.2019-beta", "");
        check("wsj_0026.txt", "");
        check("März 3 2019", "");
        check("", "");
    }

    #[test]
    fn months_in_names() {
        check_month("march-2019-review.txt", "2019-03-01");
        check_month("2019 Mar review.txt", "2019-03-01");
        check_month("season 2001-02.txt", "");
        check_month("2019-2020 plan.txt", "");
        check_month("room 2019.txt", "");
    }
}
