//! A resolved time to its TIMEX3 value: "2024-11-18", "1998-W08", "198", "BC0490", "1998-02-06TMO".
//!
//! In: the first day of a stretch and what kind of stretch it is. Out: the value by the conventions
//! of TimeML 1.2.1 as the TimeBank corpus applies them. Knows no words and no document.

use super::words::{DayPart, Season, Unit};
use crate::when::Clock;
use chrono::{Datelike, NaiveDate};

/// The kind of stretch that a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// The value of the stretch of a grain that begins on a day.
pub(super) fn date_value(first: NaiveDate, grain: Grain) -> String {
    let year = year_value(first.year());
    let month = first.month();
    match grain {
        Grain::Day => format!("{year}-{month:02}-{:02}", first.day()),
        Grain::Week => format!("{}-W{:02}", year_value(first.iso_week().year()), first.iso_week().week()),
        Grain::Weekend => format!("{}-W{:02}-WE", year_value(first.iso_week().year()), first.iso_week().week()),
        Grain::Month => format!("{year}-{month:02}"),
        Grain::Season => {
            let season = match month {
                3 => "SP",
                6 => "SU",
                9 => "FA",
                _ => "WI",
            };
            format!("{year}-{season}")
        }
        Grain::Quarter => format!("{year}-Q{}", (month - 1) / 3 + 1),
        Grain::Half => format!("{year}-H{}", (month - 1) / 6 + 1),
        Grain::Year => year,
        Grain::Decade => year[..year.len() - 1].to_owned(),
        // The fourth century before Christ is that of the years BC03xx.
        Grain::Century if first.year() <= 0 => year_value(first.year() + 1)[..4].to_owned(),
        Grain::Century => year[..year.len() - 2].to_owned(),
    }
}

fn year_value(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i64::from(year)) }
}

/// "1998-02-06TMO", "1998-02-06T17:00"
pub(super) fn time_value(day: &str, part: Option<DayPart>, clock: Option<Clock>) -> String {
    match (clock, part) {
        (Some(clock), _) => format!("{day}T{clock}"),
        (None, Some(part)) => format!("{day}{}", day_part_code(part)),
        (None, None) => day.to_owned(),
    }
}

pub(super) fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "T12:00",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Midnight => "T24:00",
        DayPart::Daytime => "TDT",
    }
}

pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// A count of units as TIMEX3 writes it behind the P: "3M", "T2H", "XY".
pub(super) fn length_value(count: Option<f32>, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Second => (true, "S", 1.0),
        Unit::Minute => (true, "M", 1.0),
        Unit::Hour => (true, "H", 1.0),
        Unit::Day => (false, "D", 1.0),
        Unit::Weekend => (false, "WE", 1.0),
        Unit::Week => (false, "W", 1.0),
        Unit::Fortnight => (false, "W", 2.0),
        Unit::Month => (false, "M", 1.0),
        Unit::Quarter => (false, "M", 3.0),
        Unit::Semester => (false, "M", 6.0),
        Unit::Year => (false, "Y", 1.0),
        Unit::Decade => (false, "Y", 10.0),
        Unit::Century => (false, "Y", 100.0),
        Unit::Millennium => (false, "Y", 1000.0),
    };
    let prefix = if time { "T" } else { "" };
    match count {
        Some(count) => {
            let count = count * times;
            if count.fract() == 0.0 {
                format!("{prefix}{count:.0}{letter}")
            } else {
                half_value(count, unit, prefix, letter)
            }
        }
        None if unit == Unit::Decade => "XDE".to_owned(),
        None if unit == Unit::Century => "XC".to_owned(),
        None if unit == Unit::Quarter => "XQ".to_owned(),
        None => format!("{prefix}X{letter}"),
    }
}

/// Two and a half years are 2Y6M.
fn half_value(count: f32, unit: Unit, prefix: &str, letter: &str) -> String {
    let whole = count.trunc();
    let head = if whole > 0.0 { format!("{prefix}{whole:.0}{letter}") } else { prefix.to_owned() };
    match unit {
        Unit::Year => format!("{head}6M"),
        Unit::Minute => format!("{head}30S"),
        Unit::Hour => format!("{head}30M"),
        _ => format!("{prefix}{count}{letter}"),
    }
}
