//! Units with what stands around them: "last year", "three weeks ago", "the first week of May",
//! "the past three months", "every two years", "a day".
//!
//! In: tokens and the words before the unit. Out: meanings. Knows no document's date.

use super::lex::Kind;
use super::modifier::Modifiers;
use super::point::{Base, From, Length, Meaning, Point, Shift, Tie};
use super::read::{Reader, Reading};
use super::timeml::length_value;
use super::words::{Part, Place, Reference, Unit, Word};

impl Reader<'_> {
    pub(super) fn unit(&self, at: usize, unit: Unit, plural: bool, words: &mut Modifiers) -> Option<Reading> {
        let end = at + 1;
        if words.each {
            let other = self.written(at - 1).eq_ignore_ascii_case("other");
            let count = if other { 2 } else { words.count.flatten().unwrap_or(1.0) as u32 };
            return Some((end, Meaning::Set(format!("P{}", length_value(Some(count as f32), unit)))));
        }
        if let Some(reading) = self.ago(at, unit, words) {
            return Some(reading);
        }
        // "60 Minutes", "48 Hours": names of programmes.
        if plural
            && self.is_capital(at)
            && self.kind(at.wrapping_sub(1)) != Kind::Mark(b'.')
            && matches!(self.kind(at.wrapping_sub(1)), Kind::Number(_))
            && !self.is_capital(at + 1)
        {
            return None;
        }
        if let Some(count) = words.count {
            let some_day = unit == Unit::Day && !plural && self.written(words.core).eq_ignore_ascii_case("one");
            if some_day
                && !matches!(
                    self.word(words.core.wrapping_sub(1)),
                    Some(Word::In | Word::For | Word::Within | Word::By | Word::After | Word::Than)
                )
            {
                return None;
            }
            // "24 hours a day", "seven days a week": always.
            if matches!((self.word(end), self.word(end + 1)), (Some(Word::A), Some(Word::Unit { plural: false, .. })))
                && plural
            {
                return None;
            }
            let first = words.ordinal == Some(1);
            let mut end = end;
            let mut count = count;
            let behind = self.past_dash(end);
            if self.word(behind) == Some(Word::Old) {
                // An age is no time that the text tells.
                return None;
            }
            let fraction = unit == Unit::Quarter && (words.hyphened.is_some() || self.word(end) == Some(Word::Of));
            if fraction && count.is_some() && words.place.is_none() && !first {
                return None;
            }
            if self.word(behind) == Some(Word::Long) {
                end = behind + 1;
            } else if !plural
                && self.word(end) == Some(Word::And)
                && self.word(end + 1) == Some(Word::A)
                && self.word(end + 2) == Some(Word::Half)
            {
                count = count.map(|count| count + 0.5);
                end += 3;
            }
            // "in three days' time", "in a year's time"
            let apostrophe = matches!(self.kind(end), Kind::Possessive | Kind::Mark(b'\''));
            let from_now = apostrophe && self.word(end + 1) == Some(Word::Time);
            end += if from_now { 2 } else { 0 };
            let of = match first && self.word(end) == Some(Word::Of) {
                true => self.inner(end + 1).map(|(_, point)| Box::new(point)),
                false => self.up_to(end).filter(|_| words.the && words.place.is_none()).map(Box::new),
            };
            return Some((
                end,
                Meaning::Length(Length { place: words.place, first, from_now, of, ..Length::new(count, unit) }),
            ));
        }
        if let Some(ordinal) = words.ordinal {
            return self.nth(at, ordinal, unit, words);
        }
        // "the last days of February": late in it.
        let part = match (words.place, words.ordinal) {
            (Some(Place::Last), None) => Some(Part::Late),
            (None, Some(1)) => Some(Part::Early),
            _ => words.part,
        };
        if plural
            && words.the
            && part.is_some()
            && words.count.is_none()
            && self.word(end) == Some(Word::Of)
            && let Some((end, point)) = self.inner(end + 1)
            && matches!(point.base, Base::Month { .. } | Base::Year(_))
        {
            return Some((end, Meaning::Point(Point { part, ..point })));
        }
        if plural && matches!(self.kind(at.wrapping_sub(1)), Kind::Number(_) | Kind::Word(Word::Cardinal(_))) {
            // What is left of an age.
            return None;
        }
        if plural && self.tells_no_time(words.core, end) {
            return None;
        }
        if plural {
            let place = if words.recent { Some(Place::Past) } else { words.place };
            let within = self.word(at.wrapping_sub(1)) == Some(Word::Within);
            let small = unit < Unit::Day && !within || unit == Unit::Quarter;
            let tied = matches!(self.word(end), Some(Word::Before | Word::After)) && !self.closes(end + 1);
            if place.is_none() && (words.the && !tied || small) {
                return None;
            }
            if place == Some(Place::These) && unit == Unit::Day {
                return Some((end, Meaning::Reference(Reference::Present)));
            }
            return Some((end, Meaning::Length(Length { place, ..Length::new(None, unit) })));
        }
        if words.a || words.another {
            if words.place.is_some() || words.part.is_some() || words.recent || words.fiscal || unit == Unit::Quarter {
                return None;
            }
            if words.a && self.is_always(words.core) {
                return None;
            }
            if words.a && self.is_rate(words.core) {
                return Some((end, Meaning::Set(format!("P{}", length_value(Some(1.0), unit)))));
            }
            let mut end = end;
            let mut count = 1.0;
            if self.word(end) == Some(Word::And)
                && self.word(end + 1) == Some(Word::A)
                && self.word(end + 2) == Some(Word::Half)
            {
                count = 1.5;
                end += 3;
            }
            let behind = self.past_dash(end);
            if self.word(behind) == Some(Word::Long) {
                end = behind + 1;
            }
            return Some((end, Meaning::Length(Length::new(Some(count), unit))));
        }
        let behind = self.past_dash(end);
        if self.word(behind) == Some(Word::Long) && words.is_empty() {
            return Some((behind + 1, Meaning::Length(Length::new(Some(1.0), unit))));
        }
        if let Some(year) = words.year
            && unit == Unit::Year
        {
            return Some((
                end,
                Meaning::Point(Point::new(if words.fiscal { Base::Fiscal(year) } else { Base::Year(year) })),
            ));
        }
        // "the last quarter of 2023"
        if words.place == Some(Place::Last)
            && words.part.is_none()
            && self.word(end) == Some(Word::Of)
            && let Some((end, of)) = self.inner(end + 1)
            && (of.has_year() || matches!(of.base, Base::Month { .. } | Base::Unit(_)))
        {
            return Some((end, Meaning::Point(Point { of: Some(Box::new(of)), ..Point::new(Base::Nth(-1, unit)) })));
        }
        if let Some(year) = words.year
            && unit == Unit::Quarter
        {
            let of = Some(Box::new(Point::new(Base::Year(year))));
            return Some((end, Meaning::Point(Point { of, ..Point::new(Base::Unit(unit)) })));
        }
        // "the year ended March 31"
        if words.the && unit == Unit::Year && matches!(self.written(end), "ended" | "ending") {
            if let Some(of) = self.up_to(end) {
                let length = Length { of: Some(Box::new(of)), ..Length::new(Some(1.0), unit) };
                return Some((end, Meaning::Length(length)));
            }
            return Some((end, Meaning::Length(Length::new(Some(1.0), unit))));
        }
        // "the quarter ended Sept. 30": the one that this day lies in.
        if words.the
            && matches!(unit, Unit::Quarter | Unit::Week)
            && matches!(self.written(end), "ended" | "ending")
            && let Some((_, day)) = self.month_first(end + 1).or_else(|| self.day_first(end + 1))
        {
            return Some((end, Meaning::Point(Point { of: Some(Box::new(day)), ..Point::new(Base::Unit(unit)) })));
        }
        // "the turn of the century": which one, and how near, is not told.
        if unit == Unit::Century && self.written(words.core.wrapping_sub(2)) == "turn" {
            return None;
        }
        // "during the day Friday"
        if words.the
            && words.place.is_none()
            && unit == Unit::Day
            && matches!(self.word(end), Some(Word::Weekday { .. }))
        {
            return None;
        }
        // The name of a column or a programme: "This Week", "The Month in Brief".
        let title = self.is_capital(at)
            && self.is_capital(at.wrapping_sub(1))
            && !self.written(at).ends_with(char::is_uppercase);
        if title && words.part.is_none() && matches!(words.place, None | Some(Place::This)) {
            return None;
        }
        let named = words.place.is_some() || words.part.is_some() || words.moved;
        let plain = words.the && unit >= Unit::Day || unit == Unit::Week && self.word(end) == Some(Word::Of);
        let bare = !words.the && !named;
        if !named && !plain {
            return None;
        }
        // "the past decade": the ten years up to now, not those of the calendar.
        if words.place == Some(Place::Past) && unit >= Unit::Decade && words.part.is_none() {
            let length = Length { place: words.place, ..Length::new(Some(1.0), unit) };
            return Some((end, Meaning::Length(length)));
        }
        let mut point = Point { place: words.place, part: words.part, ..Point::new(Base::Unit(unit)) };
        // "the year 2000", "the week of March 6", "the month of May"
        if unit == Unit::Year
            && let Some((end, year)) = self.year(end)
        {
            return Some((end, Meaning::Point(Point { part: words.part, ..Point::new(Base::Year(year)) })));
        }
        if self.word(end) == Some(Word::Of)
            && !named
            && matches!(unit, Unit::Week | Unit::Month | Unit::Weekend | Unit::Year | Unit::Day)
            && let Some((end, inner)) = self.inner(end + 1)
            && (!bare || inner.is_day())
        {
            point.of = Some(Box::new(inner));
            return Some((end, Meaning::Point(point)));
        }
        if bare {
            return None;
        }
        // "last year's third quarter"
        if self.kind(end) == Kind::Possessive
            && let Some((end, mut inner)) = self.possessed(end + 1)
        {
            inner.of = Some(Box::new(point));
            return Some((end, Meaning::Point(inner)));
        }
        Some((end, Meaning::Point(point)))
    }

    /// "(the six months) ended June 30", "to June 2023": the time at which a length ends.
    fn up_to(&self, at: usize) -> Option<Point> {
        let leads =
            matches!(self.written(at), "ended" | "ending") || matches!(self.word(at), Some(Word::To | Word::Through));
        let (_, point) = self.inner(at + 1).filter(|_| leads)?;
        matches!(point.base, Base::Day { .. } | Base::Month { .. } | Base::Year(_)).then_some(point)
    }

    /// "a matter of days", "older by decades", "on days when it rains", "the good old days"
    fn tells_no_time(&self, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.word(before) {
            Some(Word::Of) => self.written(before.wrapping_sub(1)) == "matter",
            Some(Word::By) => !self.is_unit(end + 1),
            Some(Word::On) => true,
            Some(Word::Old) => true,
            _ => false,
        }
    }

    fn possessed(&self, at: usize) -> Option<(usize, Point)> {
        let fiscal = usize::from(self.word(at) == Some(Word::Fiscal));
        let (ordinal, next) = match self.ordinal(at + fiscal) {
            Some((end, ordinal)) => (Some(ordinal as u8), self.past_dash(end)),
            None => (None, at + fiscal),
        };
        match (self.word(next), ordinal) {
            (Some(Word::Unit { unit: Unit::Quarter, plural: false }), Some(quarter @ 1..=4)) => {
                Some((next + 1, Point::new(Base::Quarter(quarter))))
            }
            (Some(Word::Half), Some(half @ 1..=2)) => Some((next + 1, Point::new(Base::Half(half)))),
            (Some(Word::Season { season, plural: false }), None) => Some((next + 1, Point::new(Base::Season(season)))),
            (Some(Word::Part(Part::End)), None) => None,
            _ => None,
        }
    }

    /// "three years ago", "a week later", "the day before", "two months from now", "the year-ago quarter".
    fn ago(&self, at: usize, unit: Unit, words: &mut Modifiers) -> Option<Reading> {
        let plural = matches!(self.word(at), Some(Word::Unit { plural: true, .. }));
        let counted = words.count.is_some() || words.a || words.another;
        let simple = words.is_simple();
        let mut end = at + 1;
        let half = self.word(end) == Some(Word::And)
            && self.word(end + 1) == Some(Word::A)
            && self.word(end + 2) == Some(Word::Half);
        if half {
            end += 3;
        }
        let or_so = self.word(end) == Some(Word::Or) && self.written(end + 1).eq_ignore_ascii_case("so");
        if or_so {
            end += 2;
        }
        let behind = self.past_dash(end);
        let hyphened = behind > end;
        let count = match words.count {
            Some(count) => count,
            None => Some(1.0),
        };
        let count = count.map(|count| if half { count + 0.5 } else { count });
        let (from, back, after) = match self.word(behind) {
            Some(Word::Ago) => (From::Document, true, behind + 1),
            Some(Word::Earlier | Word::Previously) => (From::Told, true, behind + 1),
            Some(Word::Place(Place::Previous)) if self.closes(behind + 1) => (From::Told, true, behind + 1),
            Some(Word::Later | Word::Afterwards) => (From::Told, false, behind + 1),
            Some(Word::Hence) => (From::Document, false, behind + 1),
            Some(Word::From) if self.word(behind + 1) == Some(Word::Now) => (From::Document, false, behind + 2),
            Some(Word::Place(Place::Following)) if !counted && words.the && self.closes(behind + 1) => {
                (From::Told, false, behind + 1)
            }
            Some(Word::Before) if self.closes(behind + 1) => (From::Told, true, behind + 1),
            Some(Word::After) if self.closes(behind + 1) => (From::Told, false, behind + 1),
            Some(Word::Before) if !counted && words.the && !plural => (From::Happening, true, behind + 1),
            Some(Word::After | Word::Place(Place::Following)) if !counted && words.the && !plural => {
                (From::Happening, false, behind + 1)
            }
            _ => return None,
        };
        if hyphened && !counted {
            // "the year-ago quarter", "year-earlier"
            let noun = match self.word(after) {
                Some(Word::Period | Word::Unit { plural: false, .. }) if words.the => 1,
                _ => 0,
            };
            let shift = Shift { count: Some(-1), unit, from: From::Told, back: true };
            return Some((after + noun, Meaning::Point(Point::new(Base::Shift(shift)))));
        }
        let the_day = !counted
            && words.the
            && simple
            && matches!(self.word(behind), Some(Word::Before | Word::After | Word::Place(_)));
        let bare = !counted && !words.the && simple;
        // "an hour later": no day is told by it, only how long.
        if unit < Unit::Day && from == From::Told {
            return None;
        }
        let hyphened_ago = bare && from == From::Document;
        if !counted && !the_day && !hyphened_ago {
            return None;
        }
        // "the day before yesterday", "the day after tomorrow"
        if the_day && let Some(Word::Today(days)) = self.word(after) {
            let days = if back { days - 1 } else { days + 1 };
            return Some((after + 1, Meaning::Point(Point::new(Base::Today(days)))));
        }
        let whole = count.filter(|_| !bare);
        // Parts of a unit count in the next smaller one.
        let (whole, unit) = match whole {
            Some(count) if count.fract() != 0.0 && unit == Unit::Year => (Some(count * 12.0), Unit::Month),
            Some(count) if count.fract() != 0.0 && unit == Unit::Day => (Some(count * 24.0), Unit::Hour),
            other => (other, unit),
        };
        let count = whole.map(|count| if back { -(count as i32) } else { count as i32 });
        let point = Point { about: words.about || or_so, ..Point::new(Base::Shift(Shift { count, unit, from, back })) };
        // "a week ago Tuesday"
        if unit == Unit::Week
            && from == From::Document
            && let Some(Word::Weekday { weekday, plural: false, .. }) = self.word(after)
            && self.is_capital(after)
        {
            let of = Some(Box::new(point));
            return Some((after + 1, Meaning::Point(Point { of, ..Point::new(Base::Weekday(weekday)) })));
        }
        Some((after, Meaning::Point(point)))
    }

    /// Whether a clause ends here, so that "before" and "after" have nothing behind them.
    pub(super) fn closes(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Mark(mark) => mark != b'"' && mark != b'`',
            Kind::Word(Word::And | Word::Or | Word::In | Word::At | Word::By | Word::Place(Place::That)) => true,
            Kind::Word(Word::Verb(_)) => true,
            _ => false,
        }
    }

    /// Whether "a week" tells a rate: "1,500 barrels a day", "twice a week".
    fn is_rate(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.kind(before) {
            Kind::Figure | Kind::Number(_) | Kind::Mark(b'%') => true,
            Kind::Word(Word::Cardinal(_) | Word::Hundred | Word::Thousand | Word::Once) => true,
            Kind::Other => {
                let word = self.written(before);
                self.is_plural_noun(before) && word != "takes" && word != "lasts"
                    || matches!(
                        word,
                        "twice" | "million" | "billion" | "trillion" | "percent" | "share" | "barrel" | "head"
                    )
            }
            Kind::Word(Word::Unit { plural, .. }) => plural,
            _ => false,
        }
    }

    /// "the third quarter", "the first week of May", "the eighth day", "the 19th century".
    pub(super) fn nth(&self, at: usize, ordinal: u32, unit: Unit, words: &mut Modifiers) -> Option<Reading> {
        let end = at + 1;
        let place = words.place;
        if matches!(unit, Unit::Century | Unit::Millennium) {
            let (end, mut point) = self.century(at - 1 - usize::from(self.is_dash(at - 1)))?;
            point.part = words.part;
            return Some((end, Meaning::Point(point)));
        }
        let mut point = match (unit, ordinal) {
            (Unit::Quarter, 1..=4) => Point::new(Base::Quarter(ordinal as u8)),
            // "the first decade of the 21st century"
            (Unit::Decade, 1..=10) if self.word(end) == Some(Word::Of) => {
                let (end, of) = self.inner(end + 1)?;
                let point = Point { of: Some(Box::new(of)), ..Point::new(Base::Nth(ordinal as i16, unit)) };
                return Some((end, Meaning::Point(point)));
            }
            (Unit::Decade | Unit::Millennium | Unit::Second | Unit::Minute | Unit::Hour, _) => return None,
            _ if self.written(at).ends_with('s') => return None,
            _ => Point::new(Base::Nth(i16::try_from(ordinal).ok()?, unit)),
        };
        point.part = words.part;
        point.place = place;
        if let Some(year) = words.year {
            point.of = Some(Box::new(Point::new(if words.fiscal { Base::Fiscal(year) } else { Base::Year(year) })));
            return Some((end, Meaning::Point(point)));
        }
        let (end, point) = self.lengthened(end, point);
        // "for the first time", "a second day": an ordinal needs its article or a stretch.
        let quarter = matches!(point.base, Base::Quarter(_));
        (quarter || words.the || point.of.is_some()).then_some((end, Meaning::Point(point)))
    }

    /// "24 hours a day": a count of smaller units before the rate.
    fn is_always(&self, at: usize) -> bool {
        at > 1
            && matches!(self.word(at - 1), Some(Word::Unit { plural: true, .. }))
            && matches!(self.kind(at - 2), Kind::Number(_) | Kind::Word(Word::Cardinal(_)))
    }

    /// What a time read up to the token `end` is tied to: "days | before the signing", "the day after | the summit".
    pub(super) fn tie_of(&self, begin: usize, end: usize, meaning: &Meaning) -> Option<Tie> {
        let within = self.word(begin.wrapping_sub(1)) == Some(Word::Within);
        let (back, first) = match meaning {
            Meaning::Point(Point { base: Base::Shift(shift), .. }) if shift.from == From::Happening => {
                (shift.back, end)
            }
            Meaning::Length(Length { place: None, of: None, .. }) => match (self.word(end), self.word(end + 1)) {
                (Some(Word::Before), _) => (true, end + 1),
                (Some(Word::Place(Place::Previous)), Some(Word::To)) => (true, end + 2),
                (None, Some(Word::Of)) if self.written(end) == "ahead" => (true, end + 2),
                (Some(Word::After | Word::Place(Place::Following)), _) => (false, end + 1),
                // "within days of the attack"
                (Some(Word::Of), _) if within => (false, end + 1),
                _ => return None,
            },
            _ => return None,
        };
        if self.closes(first) {
            return None;
        }
        let last = (first..first + TIE_WORDS_MAX).take_while(|at| match self.kind(*at) {
            Kind::Mark(mark) => matches!(mark, b'\'' | b'`') || mark == b'.' && !self.is_sentence_end(*at),
            Kind::Dash => self.token(*at).is_some_and(|dash| dash.glued),
            _ => true,
        });
        Some(Tie { back, within, words: self.span(first, last.last()? + 1) })
    }
}

/// A happening is named in no more words than this.
const TIE_WORDS_MAX: usize = 10;
