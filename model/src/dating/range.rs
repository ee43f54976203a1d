//! Two ends of one stretch: "29-30" in "November 29-30", "3-5 March", "from May to July 2023",
//! "between 2021 and 2023", "1961–64", "490-479 BC".
//!
//! In: tokens, and the first end where it was read. Out: the other end. Knows no document.

use super::calendar::year_bc;
use super::lex::{Kind, Number, Suffix};
use super::point::{Base, Meaning, Point};
use super::read::Reader;
use super::words::{Place, Word};

/// The other end of a stretch: its first token, the token after it, what it means,
/// and whether the two bound one stretch or are only told together ("Aug. 7 and 12").
pub(super) struct OtherEnd {
    pub begin: usize,
    pub end: usize,
    pub meaning: Meaning,
    pub joined: bool,
}

impl Reader<'_> {
    /// The end that follows a first end read up to the token `at`; `begin` is where that one begins.
    pub(super) fn other_end(&self, begin: usize, at: usize, first: &Meaning) -> Option<OtherEnd> {
        let Meaning::Point(first) = first else { return None };
        let between = begin.checked_sub(1).and_then(|before| self.word(before)) == Some(Word::Between);
        let from =
            matches!(begin.checked_sub(1).and_then(|before| self.word(before)), Some(Word::From | Word::Starting));
        let dash = self.is_dash(at) || self.is_mark(at, b'/') || self.is_mark(at, 0) && self.token(at)?.glued;
        let and = self.word(at) == Some(Word::And);
        let to = matches!(self.word(at), Some(Word::To | Word::Until | Word::Through));
        if !dash && !and && !to {
            return None;
        }
        let next = at + 1;
        let joined = dash || to || between;
        if let Some(end) = self.number_end(next, first, dash, and) {
            let joined = joined && (!and || between);
            return Some(OtherEnd { begin: next, end: next + 1, meaning: Meaning::Point(end), joined });
        }
        if and && !between {
            return None;
        }
        let (other_begin, end, meaning) = self.expression(next)?;
        let Meaning::Point(last) = &meaning else { return None };
        let alike = is_alike(first, last);
        let fits = alike && (dash || from || between || to)
            || (from || between) && last.place != Some(Place::This) && !matches!(last.base, Base::Shift(_));
        fits.then_some(OtherEnd { begin: other_begin, end, meaning, joined })
    }

    /// A number that is only a day or a year beside what stands before it: "-30", "-64".
    fn number_end(&self, at: usize, first: &Point, dash: bool, and: bool) -> Option<Point> {
        let Kind::Number(Number { value, digits, suffix }) = self.kind(at) else { return None };
        if first.clock.is_some() || first.part.is_some() {
            return None;
        }
        match first.base {
            Base::Day { month, day, year } if digits <= 2 && (1..=31).contains(&value) => {
                let month_behind = matches!(self.word(at + 1), Some(Word::Month { .. } | Word::Of));
                if suffix == Suffix::Apostrophe || month_behind || self.is_measured(at + 1) || value <= u32::from(day) {
                    return None;
                }
                // "Aug. 7 and 12 people": a count, unless the clause ends or goes on behind it.
                if and && matches!(self.kind(at + 1), Kind::Other | Kind::Dash | Kind::Word(Word::Unit { .. })) {
                    return None;
                }
                let behind = at + 1 + usize::from(self.is_mark(at + 1, b','));
                let year = year.or_else(|| self.year(behind).map(|(_, year)| year));
                Some(Point::new(Base::Day { year, month, day: value as u8 }))
            }
            Base::Fiscal(year) if dash && digits <= 2 && suffix == Suffix::None && year >= 1000 => {
                let last = year - year.rem_euclid(100) + value as i32;
                (last == year + 1 && digits == 2).then(|| Point::new(Base::Fiscal(last)))
            }
            // "AD 64–70"
            Base::Year(year @ 1..1000) if digits <= 4 && suffix == Suffix::None && value as i32 > year => {
                Some(Point::new(Base::Year(value as i32)))
            }
            Base::Year(year) if dash && digits <= 2 && suffix == Suffix::None && year >= 1000 => {
                let last = year - year.rem_euclid(100) + value as i32;
                (last > year && digits == 2).then(|| Point::new(Base::Year(last)))
            }
            _ => None,
        }
    }

    /// Two ends of which the first is only known by the second: "3-5 March 2024", "499 to 493 BC".
    pub(super) fn pair(&self, at: usize) -> Option<(Meaning, usize, OtherEnd)> {
        let Kind::Number(Number { value, digits, suffix: Suffix::None | Suffix::Ordinal }) = self.kind(at) else {
            return None;
        };
        let linked = self.is_dash(at + 1)
            || matches!(self.word(at + 1), Some(Word::To | Word::And | Word::Until | Word::Through | Word::Or));
        if !linked {
            return None;
        }
        let and = matches!(self.word(at + 1), Some(Word::And | Word::Or));
        let between = at.checked_sub(1).and_then(|before| self.word(before)) == Some(Word::Between);
        let next = at + 2 + usize::from(self.word(at + 2) == Some(Word::The));
        let joined = !and || between;
        if digits <= 2
            && (1..=31).contains(&value)
            && let Some((end, point)) = self.day_first(next).or_else(|| self.damaged_behind_day(next))
        {
            let Base::Day { year, month, day } = point.base else { return None };
            if u32::from(day) <= value {
                return None;
            }
            let first = Meaning::Point(Point::new(Base::Day { year, month, day: value as u8 }));
            let (end, point) = self.lengthened(end, point);
            return Some((first, at + 1, OtherEnd { begin: next, end, meaning: Meaning::Point(point), joined }));
        }
        if digits <= 4
            && let Some((end, year)) = self.year(next)
            && self.word(end - 1) == Some(Word::Bc)
            && value > 0
        {
            let first = Meaning::Point(Point::new(Base::Year(year_bc(value))));
            let last = Meaning::Point(Point::new(Base::Year(year)));
            return Some((first, at + 1, OtherEnd { begin: next, end, meaning: last, joined }));
        }
        None
    }
}

/// Whether two points are of one kind, so that a dash or "to" joins them.
fn is_alike(first: &Point, last: &Point) -> bool {
    use Base::{BareYear, Century, Day, Decade, Month, Quarter, Season, Weekday, Year};
    if first.clock.is_some() != last.clock.is_some() {
        return false;
    }
    matches!(
        (&first.base, &last.base),
        (Day { .. } | Month { .. }, Day { .. } | Month { .. })
            | (Year(_) | BareYear(_), Year(_) | BareYear(_))
            | (Decade(_), Decade(_))
            | (Century(..), Century(..))
            | (Weekday(_), Weekday(_))
            | (Season(_), Season(_))
            | (Quarter(_), Quarter(_))
            | (Base::Daytime, Base::Daytime)
    )
}

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[super::rules::Rule {
    name: "stretch with two ends",
    pattern: "TIME - | to | until | through TIME; between TIME and TIME",
    builds: "from the first day of the first to the last day of the last",
    examples: &[
        ("Patrols flew on November 29-30, 2023.", "November 29-30", "29–30 November 2023"),
        ("It ran 3-5 March 2024.", "3-5 March 2024", "3–5 March 2024"),
        ("From May to July 2023 prices rose.", "May to July 2023", "May–July 2023"),
        ("The war of 1961–64 ended.", "1961–64", "1961–1964"),
        ("Trade grew between 2021 and 2023.", "2021 and 2023", "2021–2023"),
        ("The wars of 499 to 493 BC.", "499 to 493 BC", "499–493 BC"),
        ("From 3 May to 7 June 2024 it rained.", "3 May to 7 June 2024", "3 May – 7 June 2024"),
        ("It ran from December 2022 to March 2023.", "December 2022 to March 2023", "December 2022 – March 2023"),
    ],
    counter_examples: &["They won 10-12.", "Pages 12-15 burnt."],
}];
