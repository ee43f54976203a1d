//! What the words of a time expression say, before anything is known of the document's date.
//!
//! In: nothing. Out: the types that the grammar builds and `resolve` reads.

use super::Modifier;
use super::words::{DayPart, Part, Place, Reference, Season, Tense, Unit, Word};
use crate::text::Span;
use crate::when::Clock;

/// A time expression as the grammar reads it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Atom {
    pub span: Span,
    pub meaning: Meaning,
    /// The happening that it counts from, where it is tied to one.
    pub tie: Option<Tie>,
    /// The preposition before it.
    pub preposition: Option<Word>,
    /// The tense of the clause around it.
    pub tense: Option<Tense>,
    /// The verb stands right before it, so that the tense is surely its own: "was arrested in July".
    pub governed: bool,
    /// "had fallen in 1939": told as past before what is told.
    pub pluperfect: bool,
    /// It stands first in its sentence, but for a preposition.
    pub leads: bool,
    /// It and the next atom are the two ends of one stretch.
    pub joined: bool,
    /// It opens its paragraph: "8 July: rebels take the port".
    pub opens: bool,
    /// It is all of its paragraph: a heading "2014".
    pub alone: bool,
    /// It stands in a heading, or first in one.
    pub heading: bool,
    /// Index of the paragraph that it stands in.
    pub paragraph: usize,
}

/// What a time such as "a week after the ratification" counts from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tie {
    /// Before the happening, not after it.
    pub back: bool,
    /// At most so far from it: "within two weeks of the election".
    pub within: bool,
    /// The words that name the happening.
    pub words: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Point(Point),
    Length(Length),
    /// A recurring time with its TIMEX3 value.
    Set(String),
    Reference(Reference),
    /// "former", "future" before a noun: a time for those who tag histories, none for those who tag news.
    Adjective(Reference),
    /// "since then": the time told before; nothing of TIMEX3.
    Told,
}

/// A day, a stretch of the calendar, or a time of the day.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    pub base: Base,
    pub place: Option<Place>,
    pub part: Option<Part>,
    pub day_part: Option<DayPart>,
    pub clock: Option<Clock>,
    /// The stretch that it lies in: "March of last year".
    pub of: Option<Box<Point>>,
    pub about: bool,
    /// "more than", "nearly" before the count of a shift.
    pub modifier: Option<Modifier>,
    /// The weekday told with a date, 1 for Monday.
    pub weekday: Option<u8>,
    /// What was wrong with the words, where they were read in spite of it.
    pub damage: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    Day {
        year: Option<i32>,
        month: u8,
        day: u8,
    },
    Month {
        year: Option<i32>,
        month: u8,
    },
    /// "the 15th", or the last of "November 29-30".
    DayOfMonth(u8),
    /// Astronomical: 0 is 1 BC.
    Year(i32),
    /// "480" where only a text on antiquity means a year.
    BareYear(i32),
    /// The first year.
    Decade(i32),
    /// "the eighties": 80.
    DecadeName(u8),
    /// First and last year.
    Century(i32, i32),
    Fiscal(i32),
    Weekday(u8),
    Season(Season),
    Quarter(u8),
    Half(u8),
    /// "the year", "last week"
    Unit(Unit),
    /// "the first week"; -1 is the last.
    Nth(i16, Unit),
    /// "the second Tuesday", "the last Friday": which one, and the weekday.
    NthWeekday(i8, u8),
    Shift(Shift),
    /// Days from today.
    Today(i8),
    /// A part of the day, or a clock time, of the day told.
    Daytime,
    /// A day that comes each year, by its place in the list.
    Holiday(u16),
    /// A war or an age, by its place in the list.
    Named(u16),
    /// "the same period", "that time"
    Period,
}

/// So many units away from something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shift {
    /// Negative: back. None: "several weeks ago".
    pub count: Option<i32>,
    pub unit: Unit,
    pub from: From,
    /// Whether it goes back, for an untold count.
    pub back: bool,
}

/// What a shift counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// "ago"
    Document,
    /// "earlier", "later"
    Told,
    /// "the day before the summit"
    Happening,
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    /// None: "several".
    pub count: Option<f32>,
    pub unit: Unit,
    /// "the past three months", "the next two weeks".
    pub place: Option<Place>,
    /// "the first nine months"
    pub first: bool,
    /// "three days’ time": counted from now.
    pub from_now: bool,
    /// The stretch that it is the first part of: "of 2024".
    pub of: Option<Box<Point>>,
    /// "more than", "about" before the count.
    pub modifier: Option<Modifier>,
}

impl Length {
    pub(super) fn new(count: Option<f32>, unit: Unit) -> Length {
        Length { count, unit, place: None, first: false, from_now: false, of: None, modifier: None }
    }
}

impl Meaning {
    /// What is said of the whole.
    pub(super) fn modifier(&self) -> Option<Modifier> {
        match self {
            Meaning::Point(point) => match point.part {
                Some(Part::Early | Part::Beginning) => Some(Modifier::Start),
                Some(Part::Mid | Part::Middle) => Some(Modifier::Mid),
                Some(Part::Late | Part::End) => Some(Modifier::End),
                Some(Part::Rest | Part::EarlyToMid | Part::MidToLate) | None => {
                    let bounded = point.modifier.map(|modifier| point.bounded(modifier));
                    bounded.or(point.about.then_some(Modifier::Approximate))
                }
            },
            Meaning::Length(length) => length.modifier,
            Meaning::Set(_) | Meaning::Reference(_) | Meaning::Adjective(_) | Meaning::Told => None,
        }
    }
}

impl Point {
    pub(super) fn new(base: Base) -> Point {
        Point {
            base,
            place: None,
            part: None,
            day_part: None,
            clock: None,
            of: None,
            about: false,
            modifier: None,
            weekday: None,
            damage: None,
        }
    }

    /// More than two years back is before that time, more than two years ahead after it.
    fn bounded(&self, modifier: Modifier) -> Modifier {
        let Base::Shift(Shift { back, .. }) = self.base else { return modifier };
        match (modifier, back) {
            (Modifier::MoreThan, true) | (Modifier::LessThan, false) => Modifier::Before,
            (Modifier::MoreThan, false) | (Modifier::LessThan, true) => Modifier::After,
            (Modifier::EqualOrMore, true) | (Modifier::EqualOrLess, false) => Modifier::OnOrBefore,
            (Modifier::EqualOrMore, false) | (Modifier::EqualOrLess, true) => Modifier::OnOrAfter,
            (other, _) => other,
        }
    }

    /// Whether the words alone tell the year.
    pub(super) fn has_year(&self) -> bool {
        match self.base {
            Base::Day { year, .. } | Base::Month { year, .. } => year.is_some(),
            Base::Year(_) | Base::Decade(_) | Base::Century(..) | Base::Fiscal(_) | Base::Named(_) => true,
            _ => self.of.as_ref().is_some_and(|of| of.has_year()),
        }
    }

    /// Whether it is a day or shorter.
    pub(super) fn is_day(&self) -> bool {
        match self.base {
            Base::Day { .. }
            | Base::DayOfMonth(_)
            | Base::NthWeekday(..)
            | Base::Weekday(_)
            | Base::Today(_)
            | Base::Holiday(_) => true,
            Base::Unit(unit) | Base::Nth(_, unit) => unit <= Unit::Day,
            Base::Shift(shift) => shift.unit <= Unit::Day,
            _ => self.clock.is_some() || self.day_part.is_some(),
        }
    }
}
