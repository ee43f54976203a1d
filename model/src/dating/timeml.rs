//! A resolved time to its TIMEX3 value: "2024-11-18", "1998-W08", "198", "BC0490", "1998-02-06TMO".
//!
//! In: the first day of a stretch and what kind of stretch it is. Out: the value by the conventions
//! of TimeML 1.2.1 as the TimeBank corpus applies them. Knows no words and no document.

use super::words::{DayPart, Season};
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
