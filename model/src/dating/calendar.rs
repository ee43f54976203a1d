//! Dates of the calendar: "18 November 2024", "Nov. 18", "17.11.2024", "1961", "the 1990s", "480 BC".
//!
//! In: tokens. Out: points with what the words tell. Knows no document and no tense.

use super::lex::{Kind, Number, Suffix};
use super::point::{Base, Point};
use super::read::Reader;
use super::words::{Place, Unit, Word};
use crate::when::Clock;

/// Years that are written with four digits and read as years anywhere.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1000..=2199;

/// A point and the token after it.
pub(super) type Found = (usize, Point);

/// BC years count down to 1; the year before AD 1 is 0 for astronomers.
pub(super) fn year_bc(year: u32) -> i32 {
    1 - i32::try_from(year.min(9999)).unwrap_or(9999)
}

impl Reader<'_> {
    /// A year as a number of four digits, or of two after an apostrophe, with its era: "1961", "’99", "480 BC", "AD 14".
    pub(super) fn year(&self, at: usize) -> Option<(usize, i32)> {
        if self.word(at) == Some(Word::Ad) {
            let Kind::Number(Number { value, digits: 1..=4, suffix: Suffix::None }) = self.kind(at + 1) else {
                return None;
            };
            return (value > 0).then_some((at + 2, value as i32));
        }
        let Kind::Number(Number { value, digits, suffix }) = self.kind(at) else {
            return self.year_in_words(at);
        };
        match self.word(at + 1) {
            Some(Word::Bc) if digits <= 4 && value > 0 => return Some((at + 2, year_bc(value))),
            Some(Word::Ad) if digits <= 4 && value > 0 => return Some((at + 2, value as i32)),
            _ => {}
        }
        match (digits, suffix) {
            (4, Suffix::None) if YEARS.contains(&value) => Some((at + 1, value as i32)),
            (2, Suffix::Apostrophe) => Some((at + 1, short_year(value))),
            _ => None,
        }
    }

    /// "nineteen ninety-four", "two thousand"
    fn year_in_words(&self, at: usize) -> Option<(usize, i32)> {
        let Some(Word::Cardinal(head)) = self.word(at) else { return None };
        if head == 2 && self.word(at + 1) == Some(Word::Thousand) {
            let and = usize::from(self.word(at + 2) == Some(Word::And) && self.small_cardinal(at + 3).is_some());
            return match self.small_cardinal(at + 2 + and) {
                Some((end, rest)) if !self.is_unit(end) => Some((end, 2000 + i32::from(rest))),
                None if !self.is_unit(at + 2) => Some((at + 2, 2000)),
                _ => None,
            };
        }
        let (end, rest) = self.small_cardinal(at + 1)?;
        let fits = (13..=20).contains(&head) && rest >= 10 && !self.is_dash(at + 1) && !self.is_unit(end);
        fits.then_some((end, i32::from(head) * 100 + i32::from(rest)))
    }

    /// A day of the month: "18", "18th", "eighteenth".
    pub(super) fn day_number(&self, at: usize) -> Option<(usize, u8)> {
        match self.kind(at) {
            Kind::Number(Number { value: value @ 1..=31, digits: 1..=2, suffix: Suffix::None | Suffix::Ordinal }) => {
                Some((at + 1, value as u8))
            }
            Kind::Word(Word::Ordinal(_)) => {
                self.ordinal(at).filter(|(_, day)| *day <= 31).map(|(end, day)| (end, day as u8))
            }
            _ => None,
        }
    }

    /// A year behind a month or a day: "2024", ", 2024", "of 2024".
    pub(super) fn year_behind(&self, at: usize) -> Option<(usize, i32)> {
        let skip = usize::from(self.is_mark(at, b',') || self.word(at) == Some(Word::Of));
        let (end, year) = self.year(at + skip)?;
        let counted = skip == 1 && matches!(self.kind(end), Kind::Mark(b'%'));
        (!counted).then_some((end, year))
    }

    /// The name of a month, where it is one: "may", "march" and "august" need more than their letters.
    pub(super) fn month(&self, at: usize) -> Option<(usize, u8)> {
        let token = self.token(at)?;
        let Kind::Word(Word::Month { month, short }) = token.kind else { return None };
        let doubtful = short || matches!(month, 3 | 5 | 8);
        (token.capital || !doubtful).then_some((at + 1, month))
    }

    /// "November 18", "Nov. 18th, 2024", "November 2024", "November".
    pub(super) fn month_first(&self, at: usize) -> Option<Found> {
        let (next, month) = self.month(at)?;
        let article = usize::from(self.word(next) == Some(Word::The) && !self.is_capital(next + 1));
        // "March 44 BC", but "March 15 AD 64".
        let era = match self.word(next + 1) {
            Some(Word::Bc) => true,
            Some(Word::Ad) => !matches!(self.kind(next + 2), Kind::Number(_)),
            _ => false,
        };
        if let Some((end, day)) = self.day_number(next + article)
            && !era
            && !self.is_measured(end)
        {
            // "Aug 7 14:30:00 1998", "Aug 7 14:30:00 EDT 1998"
            if let Kind::Clock(hour, minute) = self.kind(end)
                && let Some((end, year)) = self.year(end + 1 + usize::from(self.word(end + 1) == Some(Word::Zone)))
            {
                let clock = Some(Clock { hour, minute });
                return Some((end, Point { clock, ..Point::new(Base::Day { year: Some(year), month, day }) }));
            }
            let (end, year) = match self.year_behind(end) {
                Some((end, year)) => (end, Some(year)),
                None => (end, None),
            };
            return Some((end, Point::new(Base::Day { year, month, day })));
        }
        if let Some((end, year)) = self.year_behind(next) {
            return Some((end, Point::new(Base::Month { year: Some(year), month })));
        }
        self.month_alone(at, month).then(|| (next, Point::new(Base::Month { year: None, month })))
    }

    /// Whether a month without day and year is one: not a verb, not a name.
    fn month_alone(&self, at: usize, month: u8) -> bool {
        let Some(token) = self.token(at) else { return false };
        let titled = at > 1
            && self.is_mark(at - 1, b'.')
            && matches!(self.written(at - 2), "Mr" | "Mrs" | "Ms" | "Dr" | "Gen" | "Sen");
        if titled {
            return false;
        }
        let short = matches!(token.kind, Kind::Word(Word::Month { short: true, .. }));
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        let introduced = matches!(
            before,
            Some(
                Word::In
                    | Word::Of
                    | Word::Since
                    | Word::By
                    | Word::Until
                    | Word::From
                    | Word::To
                    | Word::During
                    | Word::Through
                    | Word::Between
                    | Word::Before
                    | Word::After
                    | Word::Part(_)
                    | Word::Place(_)
                    | Word::Each
                    | Word::Earlier
                    | Word::Later
                    | Word::For
                    | Word::And
                    | Word::Month { .. }
            )
        );
        // "March–September": two months joined vouch for each other.
        let joined = self.is_dash(at + 1) && self.month(at + 2).is_some();
        let introduced = introduced || joined || self.is_dash(at.wrapping_sub(1));
        let noun = self.token(at + 1).is_some_and(|next| next.kind == Kind::Other && !next.capital && !next.glued);
        let determined =
            noun && (matches!(before, Some(Word::The | Word::A)) || self.kind(at.wrapping_sub(1)) == Kind::Possessive);
        let named = self.token(at + 1).is_some_and(|next| next.kind == Kind::Other && next.capital && !next.glued);
        let followed = matches!(self.word(at + 1), Some(Word::Place(_) | Word::To | Word::Through | Word::And));
        match month {
            3 | 5 => token.capital && (determined || introduced && (before != Some(Word::And) || followed)),
            4 | 6 | 8 => introduced || (token.capital && !named),
            _ => !short || introduced && before != Some(Word::And) || token.dotted,
        }
    }

    /// "18 November 2024", "the 9th of May", "17-Nov-2024".
    pub(super) fn day_first(&self, at: usize) -> Option<Found> {
        let (next, day) = self.day_number(at)?;
        let next = self.past_dash(next);
        let next = next + usize::from(self.word(next) == Some(Word::Of));
        let (next, month) = self.month(next)?;
        let behind = self.past_dash(next);
        // "09 MAY 23", "9-May-23"
        if let Some(year) = self.short_year_behind(behind)
            && (self.is_dash(next) && self.is_dash(next - 2) || self.written(next - 1).chars().all(char::is_uppercase))
        {
            return Some((behind + 1, Point::new(Base::Day { year: Some(year), month, day })));
        }
        let (end, year) = match self.year_behind(behind) {
            Some((end, year)) => (end, Some(year)),
            None => (next, None),
        };
        Some((end, Point::new(Base::Day { year, month, day })))
    }

    /// "the 1990s", "’90s", "the eighties"; the article is not part of it.
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        // "in his eighties" is an age.
        if at > 0 && matches!(self.written(at - 1), "his" | "her" | "their" | "my" | "your" | "our") {
            return None;
        }
        let base = match self.kind(at) {
            Kind::Number(Number { value, digits: 4, suffix: Suffix::Plural }) if value % 10 == 0 => {
                let century = value % 100 == 0 && value < 1900;
                if century { Base::Century(value as i32, value as i32 + 99) } else { Base::Decade(value as i32) }
            }
            Kind::Number(Number { value, digits: 2..=3, suffix: Suffix::Plural }) if value % 10 == 0 && value > 0 => {
                if self.word(at + 1) == Some(Word::Bc) {
                    return Some((at + 2, Point::new(Base::Decade(year_bc(value + 9)))));
                }
                if value >= 100 {
                    return None;
                }
                Base::DecadeName(value as u8)
            }
            Kind::Word(Word::Decade(value)) => Base::DecadeName(value),
            _ => return None,
        };
        if self.word(at + 1) == Some(Word::Bc)
            && let Kind::Number(Number { value, .. }) = self.kind(at)
        {
            return Some((at + 2, Point::new(Base::Decade(year_bc(value + 9)))));
        }
        Some((at + 1, Point::new(base)))
    }

    /// "19th century", "fifth century BC"; the article is not part of it.
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let (next, number) = self.ordinal(at)?;
        let next = self.past_dash(next);
        let (years, most) = match self.word(next) {
            Some(Word::Unit { unit: Unit::Century, .. }) => (100, 30),
            Some(Word::Unit { unit: Unit::Millennium, .. }) => (1000, 9),
            _ => return None,
        };
        let number = i32::try_from(number).ok().filter(|number| (1..=most).contains(number))?;
        if self.word(next + 1) == Some(Word::Bc) {
            return Some((next + 2, Point::new(Base::Century(1 - number * years, -(number - 1) * years))));
        }
        let end = next + 1 + usize::from(self.word(next + 1) == Some(Word::Ad));
        Some((end, Point::new(Base::Century((number - 1) * years, number * years - 1))))
    }

    /// A year that stands alone, where it is one and not a count of things.
    pub(super) fn year_alone(&self, at: usize) -> Option<Found> {
        let (end, year) = self.year(at)?;
        // "2023 Q1", "2023-Q1"
        if let Some(Word::QuarterName(quarter)) = self.word(self.past_dash(end)) {
            let of = Some(Box::new(Point::new(Base::Year(year))));
            return Some((self.past_dash(end) + 1, Point { of, ..Point::new(Base::Quarter(quarter)) }));
        }
        // "2023-11"; "2011-12" may be two years.
        if end == at + 1
            && self.past_dash(end) == end + 1
            && let Kind::Number(Number { value: month @ 1..=12, digits: 2, suffix: Suffix::None }) = self.kind(end + 1)
            && month as i32 <= year.rem_euclid(100)
            && !(self.is_dash(end + 2) && self.token(end + 2)?.glued)
        {
            return Some((end + 2, Point::new(Base::Month { year: Some(year), month: month as u8 })));
        }
        let spelled = self.word(at).is_some() || end > at + 1;
        if spelled || self.is_year_here(at, end) { Some((end, Point::new(Base::Year(year)))) } else { None }
    }

    /// Whether a number of four digits is a year in its surroundings.
    fn is_year_here(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1);
        let before_word = before.and_then(|before| self.word(before));
        let before_kind = before.map_or(Kind::Mark(0), |before| self.kind(before));
        let glued = self.token(at).is_some_and(|token| token.glued);
        // An identifier, an amount, or a number of a list: "MiG-2000", "$2000", "No. 2914", "#1968".
        if glued && !matches!(before_kind, Kind::Dash | Kind::Mark(b'(' | b'[' | b'"' | b'/' | b'\'' | b',' | b'`' | 0))
        {
            return false;
        }
        if glued && before_kind == Kind::Dash && !self.is_year_dash(at - 1) {
            return false;
        }
        if matches!(self.kind(end), Kind::Mark(b'%')) || self.is_measured(end) {
            return false;
        }
        let next_glued = self.token(end).is_some_and(|token| token.glued);
        if next_glued && matches!(self.kind(end), Kind::Other | Kind::Mark(b':')) && self.kind(end + 1) != Kind::Other {
            let ends_clause = self.token(end + 1).is_none_or(|after| !after.glued);
            if !ends_clause {
                return false;
            }
        }
        // "1600 Pennsylvania Avenue"
        let street = (end..end + 4).take_while(|at| self.is_capital(*at)).any(|at| STREETS.contains(&self.written(at)));
        if street {
            return false;
        }
        let introduced = matches!(
            before_word,
            Some(
                Word::In
                    | Word::Of
                    | Word::Since
                    | Word::By
                    | Word::Until
                    | Word::From
                    | Word::During
                    | Word::Through
                    | Word::Between
                    | Word::Before
                    | Word::After
                    | Word::Part(_)
                    | Word::The
                    | Word::Fiscal
                    | Word::Unit { unit: Unit::Year, .. }
                    | Word::Season { .. }
                    | Word::Month { .. }
                    | Word::Place(Place::This)
            )
        ) || matches!(before_kind, Kind::Possessive | Kind::Mark(b'(' | b'['));
        // "post-1945 politics"
        let introduced = introduced
            || glued
                && before_kind == Kind::Dash
                && matches!(self.written(at.wrapping_sub(2)).to_ascii_lowercase().as_str(), "pre" | "post");
        let noun_follows = self
            .token(end)
            .is_some_and(|next| next.kind == Kind::Other && !next.capital && !next.glued && self.is_plural_noun(end));
        if introduced {
            let counted =
                matches!(before_word, Some(Word::Of | Word::From | Word::By | Word::The | Word::After)) && noun_follows;
            return !counted || before_word == Some(Word::The);
        }
        !noun_follows && !self.is_number_name(at)
    }

    /// Whether the dash before a number of four digits is that of a range or of "mid-1996".
    fn is_year_dash(&self, dash: usize) -> bool {
        let Some(before) = dash.checked_sub(1) else { return true };
        match self.kind(before) {
            Kind::Number(number) => (number.digits == 4 || number.value <= 31) && !self.is_number_name(before),
            Kind::Word(_) => true,
            Kind::Other => {
                let prefix = self.token(before).map_or("", |token| &self.text[token.begin..token.end]);
                let prefix = prefix.to_ascii_lowercase();
                matches!(prefix.as_str(), "pre" | "post") || prefix.len() > 3
            }
            _ => !self.token(dash).is_some_and(|token| token.glued),
        }
    }
}

/// Words that end the name of a street.
const STREETS: &[&str] =
    &["Avenue", "Ave", "Street", "St", "Road", "Rd", "Boulevard", "Blvd", "Drive", "Lane", "Square"];

/// '68 is 1968, '24 is 2024.
pub(super) fn short_year(value: u32) -> i32 {
    let value = value as i32;
    if value < 40 { 2000 + value } else { 1900 + value }
}

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[
    super::rules::Rule {
        name: "month first",
        pattern: "MONTH DAY [, YEAR] | MONTH [,|of] YEAR",
        builds: "a day or a month",
        examples: &[
            ("They met on November 18, 2023.", "November 18, 2023", "18 November 2023"),
            ("They met on Nov. 18th, 2023.", "Nov. 18th, 2023", "18 November 2023"),
            ("Signed in November, 1918, it held.", "November, 1918", "November 1918"),
            ("The May 2021 accord lapsed.", "May 2021", "May 2021"),
            ("The army entered on March the ninth, 1921.", "March the ninth, 1921", "9 March 1921"),
        ],
        counter_examples: &[
            "Theresa May said so.",
            "They may go.",
            "The troops march on the capital.",
            "Jan Kowalski spoke.",
            "It took an august body of men.",
        ],
    },
    super::rules::Rule {
        name: "day first",
        pattern: "DAY [of] MONTH [YEAR]",
        builds: "a day",
        examples: &[
            ("They met on 18 November 2023.", "18 November 2023", "18 November 2023"),
            ("It fell on the 9th of May 1945.", "9th of May 1945", "9 May 1945"),
            ("Filed 17-Nov-2022 by hand.", "17-Nov-2022", "17 November 2022"),
            ("Saturday, 18 November 2023 was calm.", "Saturday, 18 November 2023", "18 November 2023"),
        ],
        counter_examples: &["The 9th of them left."],
    },
    super::rules::Rule {
        name: "numbers",
        pattern: "YEAR-MONTH-DAY | DAY.MONTH.YEAR | DAY/MONTH/YEAR, month first where the first number can be one",
        builds: "a day",
        examples: &[
            ("Printed 2023-11-18.", "2023-11-18", "18 November 2023"),
            ("Printed 17.11.2023.", "17.11.2023", "17 November 2023"),
            ("Printed 11/18/2023.", "11/18/2023", "18 November 2023"),
            ("Printed 18/11/2023.", "18/11/2023", "18 November 2023"),
        ],
        counter_examples: &["Open 24/7.", "Version 1.2.3 is out.", "Call 555-1234-2020.", "It cost 1,200 and 4.8."],
    },
    super::rules::Rule {
        name: "year",
        pattern: "a number of four digits | ’DIGITS | NUMBER BC | AD NUMBER | in words",
        builds: "a year",
        examples: &[
            ("In 1961 they signed.", "1961", "1961"),
            ("The 1961 treaty lapsed.", "1961", "1961"),
            ("They study post-1961 politics.", "1961", "1961"),
            ("It was the winter of ’43 that broke them.", "the winter of ’43", "winter 1943–1944"),
            ("Rome burnt in AD 64.", "AD 64", "AD 64"),
            ("He was killed in 44 BC.", "44 BC", "44 BC"),
            ("It began in nineteen seventy-nine.", "nineteen seventy-nine", "1979"),
        ],
        counter_examples: &[
            "They sent 2000 troops.",
            "Resolution 1973 was passed.",
            "It is No. 1984 of the list.",
            "A T-1990 tank burnt.",
            "It weighs 1500 tons.",
            "It cost $2000.",
        ],
    },
    super::rules::Rule {
        name: "decade",
        pattern: "[the] [early|mid|late] TENs",
        builds: "ten years, or four, three and three of them",
        examples: &[
            ("In the 1990s trade grew.", "the 1990s", "1990s"),
            ("In the early 1950s it rained.", "the early 1950s", "1950–1953"),
            ("It was built in the mid-1980s.", "the mid-1980s", "1984–1986"),
            ("Music of the eighties.", "the eighties", "1980s"),
            ("Music of the ’80s.", "the ’80s", "1980s"),
            ("In the 470s BC they sailed.", "the 470s BC", "470s BC"),
        ],
        counter_examples: &["He is in his eighties, she in her 80s."],
    },
    super::rules::Rule {
        name: "century",
        pattern: "ORDINAL century [BC]",
        builds: "a hundred years",
        examples: &[
            ("In the 19th century they built canals.", "the 19th century", "1800–1899"),
            ("It dates from the fifth century BC.", "the fifth century BC", "500–401 BC"),
        ],
        counter_examples: &[],
    },
];
