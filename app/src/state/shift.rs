//! How far to move in time: "3 days later", "-2 weeks", "1 month earlier".
//!
//! In: what was typed. Out: months and days, negative ones earlier. The words are English, as all of the window's.

use dateline_model::when::When;
use std::fmt;

/// How far to move in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Calendar months.
    pub months: i32,
    /// Days.
    pub days: i64,
}

/// So far at most, in whatever unit.
const NUMBER_MAX: i64 = 100_000;

impl Shift {
    /// Reads it; none where it is no such thing, or goes nowhere.
    pub fn read(typed: &str) -> Option<Shift> {
        let typed = typed.trim().to_lowercase().replace('\u{2212}', "-");
        let (sign, rest) = match (typed.strip_prefix('-'), typed.strip_prefix('+')) {
            (Some(rest), _) => (-1, rest),
            (_, Some(rest)) => (1, rest),
            _ => (1, typed.as_str()),
        };
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, words) = rest.split_at(digits);
        let mut number = number.parse::<i64>().ok().filter(|number| (1..=NUMBER_MAX).contains(number))? * sign;
        let mut words = words.split_whitespace();
        let unit = words.next().unwrap_or("days");
        match words.next() {
            None | Some("later" | "forward" | "on") => {}
            Some("earlier" | "before" | "back") => number = -number,
            Some(_) => return None,
        }
        if words.next().is_some() {
            return None;
        }
        let months = |number: i64| i32::try_from(number).ok().map(|months| Shift { months, days: 0 });
        match unit {
            "d" | "day" | "days" => Some(Shift { months: 0, days: number }),
            "w" | "week" | "weeks" => Some(Shift { months: 0, days: 7 * number }),
            "m" | "month" | "months" => months(number),
            "y" | "year" | "years" => months(12 * number),
            _ => None,
        }
    }

    /// Where a time stands then; none where the calendar ends.
    pub fn of(&self, when: &When) -> Option<When> {
        when.moved(self.months, self.days)
    }
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self.months {
            0 => (self.days, "day"),
            months if months % 12 == 0 => (i64::from(months / 12), "year"),
            months => (i64::from(months), "month"),
        };
        let plural = if number.abs() == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural} {}", number.abs(), if number < 0 { "earlier" } else { "later" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expect: &str) {
        let read = Shift::read(typed).map(|shift| shift.to_string());
        assert_eq!(read.as_deref().unwrap_or("nothing"), expect, "{typed}");
    }

    #[test]
    fn shifts_are_read() {
        check("3", "3 days later");
        check("-3", "3 days earlier");
        check("+1", "1 day later");
        check("2 weeks", "14 days later");
        check("1 month earlier", "1 month earlier");
        check("\u{2212}2 years", "2 years earlier");
        check("18 months back", "18 months earlier");
        check("1y", "1 year later");
        check("0", "nothing");
        check("days", "nothing");
        check("3 May", "nothing");
        check("3 days later or so", "nothing");
        check("999999999999999999999", "nothing");
    }
}
