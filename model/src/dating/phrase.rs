//! Phrases around a unit or a name of time: the words before their head, and what the head makes of them.
//!
//! In: tokens. Out: meanings. Knows no document's date: what a phrase counts from is left open.

use super::lex::{Kind, Number, Suffix};
use super::modifier::Modifiers;
use super::point::{Base, From, Length, Meaning, Point, Shift};
use super::read::{Reader, Reading};
use super::words::{Part, Place, Reference, Unit, Word};

/// No phrase has more words before its head.
const MODIFIERS_MAX: usize = 10;

impl Reader<'_> {
    /// A phrase that begins at a token: its first token, the token after it, what it means.
    pub(super) fn phrase(&self, at: usize) -> Option<(usize, usize, Meaning)> {
        if let Some((end, meaning)) = self.single(at) {
            return Some((at, end, meaning));
        }
        let mut words = Modifiers::default();
        let mut head = self.quantifier(at, &mut words);
        let after_quantifier = head;
        words.core = head;
        for _ in 0..MODIFIERS_MAX {
            match self.modifier(head, &mut words) {
                Some(Ok(next)) => head = next,
                // The modifier took the rest: "the end of" with what it ends.
                Some(Err((end, mut meaning))) => {
                    if let (Meaning::Point(point), Some(damage)) = (&mut meaning, words.damage) {
                        point.damage = Some(damage);
                    }
                    return Some((at.max(words.core.min(after_quantifier)), end, meaning));
                }
                None => break,
            }
        }
        let (end, mut meaning) = self.head(head, &mut words)?;
        if let (Meaning::Point(point), Some(damage)) = (&mut meaning, words.damage) {
            point.damage = Some(damage);
        }
        match &mut meaning {
            Meaning::Length(length) => length.modifier = words.modifier,
            Meaning::Point(point) if words.moved || matches!(point.base, Base::Shift(_)) => {
                point.modifier = words.modifier
            }
            _ => {}
        }
        let begin = match &meaning {
            // "about" belongs to lengths and to what is counted, not to a day or a year.
            Meaning::Point(point) if !matches!(point.base, Base::Shift(_)) && words.about => after_quantifier.max(at),
            _ => at,
        };
        // "a May 30 statement"
        let dated = matches!(&meaning, Meaning::Point(Point { base: Base::Day { .. } | Base::Month { .. }, .. }));
        let begin = if dated && words.a { words.core.max(begin) } else { begin };
        let begin = if words.drops_article() && begin == at { words.core.max(begin) } else { begin };
        let begin = match (words.hyphened, &meaning) {
            (Some(own), Meaning::Length(Length { place: None, .. })) => begin.max(own),
            (Some(own), Meaning::Point(Point { base: Base::Quarter(_), of: None, .. }))
                if self.kind(end) == Kind::Other || words.a =>
            {
                begin.max(own)
            }
            (Some(own), Meaning::Point(Point { base: Base::Century(..), .. })) if words.a => begin.max(own),
            _ => begin,
        };
        Some((begin, end, meaning))
    }

    /// "the end of May", "the rest of the year".
    pub(super) fn part_of(&self, at: usize, part: Part, words: &mut Modifiers) -> Option<Reading> {
        let (end, mut point) = self.inner(at)?;
        if point.part.is_none() {
            point.part = Some(part);
        }
        words.core = 0;
        Some((end, Meaning::Point(point)))
    }

    /// A point inside a phrase: "of" with what follows it.
    pub(super) fn inner(&self, at: usize) -> Option<(usize, Point)> {
        let dated = match self.kind(at) {
            Kind::Word(Word::Month { .. }) => self.month_first(at),
            Kind::Number(_) => self.day_first(at).or_else(|| self.decade(at)),
            Kind::Triple(_) => self.numeric(at),
            _ => None,
        };
        if let Some((end, point)) = dated {
            return Some(self.lengthened(end, point));
        }
        if let Some((_, end, Meaning::Point(point))) = self.nested(|| self.phrase(at)) {
            return Some((end, point));
        }
        let (end, year) = self.year(at).or_else(|| match self.kind(at) {
            Kind::Number(Number { value: value @ 100..=999, digits: 3, suffix: Suffix::None }) => {
                Some((at + 1, -(value as i32)))
            }
            _ => None,
        })?;
        let bare = matches!(self.kind(at), Kind::Number(Number { digits: 3, .. })) && end == at + 1;
        Some((end, Point::new(if bare { Base::BareYear(-year) } else { Base::Year(year) })))
    }

    /// "half of 2023", "half a century", "the first half"
    pub(super) fn half(&self, at: usize, words: &mut Modifiers) -> Option<Result<usize, Reading>> {
        let half = match (words.ordinal, words.place, words.part) {
            (Some(half @ 1..=2), _, _) => half as u8,
            (_, Some(Place::Last), _) | (_, _, Some(Part::Late)) => 2,
            (_, _, Some(Part::Early)) => 1,
            _ => {
                let article = usize::from(self.word(at) == Some(Word::A));
                let unit = self.past_dash(at) + article;
                let Some(Word::Unit { unit, plural: false }) = self.word(unit) else { return None };
                let end = self.past_dash(at) + article + 1;
                let smaller = match unit {
                    Unit::Century => Some((50, Unit::Year)),
                    Unit::Decade => Some((5, Unit::Year)),
                    Unit::Year => Some((6, Unit::Month)),
                    _ => None,
                };
                // "half a century ago"
                if let (Some(Word::Ago), Some((count, unit))) = (self.word(end), smaller) {
                    let shift = Shift { count: Some(-count), unit, from: From::Document, back: true };
                    return Some(Err((end + 1, Meaning::Point(Point::new(Base::Shift(shift))))));
                }
                let length = Length { place: words.place, ..Length::new(Some(0.5), unit) };
                return Some(Err((end, Meaning::Length(length))));
            }
        };
        let mut point = Point::new(Base::Half(half));
        if self.word(at) == Some(Word::Of)
            && let Some((end, inner)) = self.inner(at + 1)
        {
            point.of = Some(Box::new(inner));
            return Some(Err((end, Meaning::Point(point))));
        }
        // Without a stretch it is the half of a match as often as that of a year.
        words.the.then_some(Err((at, Meaning::Point(point))))
    }

    fn head(&self, at: usize, words: &mut Modifiers) -> Option<Reading> {
        match self.kind(at) {
            Kind::Word(Word::Unit { unit, plural }) => self.unit(at, unit, plural, words),
            Kind::Word(Word::Ordinal(2)) if words.count.is_some() => self.unit(at, Unit::Second, false, words),
            Kind::Word(Word::Month { .. }) => {
                if words.count.is_some() || words.ordinal.is_some() {
                    return None;
                }
                let (end, mut point) = self.month_first(at)?;
                if words.each {
                    let value = match point.base {
                        Base::Month { month, .. } => format!("XXXX-{month:02}"),
                        Base::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
                        _ => return None,
                    };
                    return Some((end, Meaning::Set(value)));
                }
                words.core = words.core_of(at);
                point.place = words.place;
                point.part = words.part;
                let (end, point) = self.lengthened(end, point);
                Some((end, Meaning::Point(point)))
            }
            Kind::Word(Word::Weekday { .. }) => {
                if words.each {
                    let Some(Word::Weekday { weekday, .. }) = self.word(at) else { return None };
                    let night = matches!(self.word(at + 1), Some(Word::DayPart(_)));
                    let part = if night { "TNI" } else { "" };
                    return Some((at + 1 + usize::from(night), Meaning::Set(format!("XXXX-WXX-{weekday}{part}"))));
                }
                let (end, meaning) = self.weekday(at)?;
                let Meaning::Point(mut point) = meaning else { return None };
                if let Some(reading) = self.nth_weekday(&point, end, words) {
                    return Some(reading);
                }
                point.place = words.place.or(point.place);
                point.part = words.part;
                Some((end, Meaning::Point(point)))
            }
            Kind::Word(Word::Season { season, plural }) => self.season(at, season, plural, words),
            Kind::Word(Word::DayPart(part)) => self.daytime(at, part, words),
            Kind::Word(Word::Today(days)) if words.part.is_some() || words.moved => {
                let point = Point { part: words.part, ..Point::new(Base::Today(days)) };
                let (end, point) = self.lengthened(at + 1, point);
                Some((end, Meaning::Point(point)))
            }
            Kind::Word(Word::Period) => {
                let end = at + 1;
                if let Some(year) = words.year {
                    return Some((end, Meaning::Point(Point::new(Base::Year(year)))));
                }
                let told = matches!(words.place, Some(Place::Same | Place::That | Place::This | Place::Latest));
                told.then(|| (end, Meaning::Point(Point { place: words.place, ..Point::new(Base::Period) })))
            }
            Kind::Word(Word::Time | Word::Moment) => self.moment(at, words),
            Kind::Word(Word::Near) if words.the && self.word(at + 1) == Some(Word::Future) => {
                Some((at + 2, Meaning::Reference(Reference::Future)))
            }
            Kind::Word(Word::Future) if words.the && words.count.is_none() => {
                Some((at + 1, Meaning::Reference(Reference::Future)))
            }
            Kind::Number(_) | Kind::Word(Word::Decade(_) | Word::Ad | Word::Cardinal(20 | 30)) => {
                self.numbered(at, words)
            }
            // "in the past"
            _ if words.the && words.place == Some(Place::Past) && words.count.is_none() => {
                Some((at, Meaning::Reference(Reference::Past)))
            }
            _ => None,
        }
    }

    /// "the second Tuesday of May", "the last Friday in October 2023"
    fn nth_weekday(&self, point: &Point, at: usize, words: &Modifiers) -> Option<Reading> {
        let Base::Weekday(weekday) = point.base else { return None };
        let nth = match (words.ordinal, words.place) {
            (Some(nth @ 1..=5), None) => nth as i8,
            (None, Some(Place::Last)) => -1,
            _ => return None,
        };
        if !matches!(self.word(at), Some(Word::Of | Word::In)) {
            return None;
        }
        let (end, of) = self.inner(at + 1)?;
        let month = matches!(of.base, Base::Month { .. }) || of.base == Base::Unit(Unit::Month);
        month.then(|| {
            (end, Meaning::Point(Point { of: Some(Box::new(of)), ..Point::new(Base::NthWeekday(nth, weekday)) }))
        })
    }

    /// A decade, a century or a year behind its modifiers: "the early 1980s", "late 1941", "fiscal 1989".
    fn numbered(&self, at: usize, words: &mut Modifiers) -> Option<Reading> {
        if words.count.is_some() || words.ordinal.is_some() {
            return None;
        }
        if let Some((end, mut point)) = self.decade(at).or_else(|| self.century(at)) {
            point.part = words.part;
            return Some((end, Meaning::Point(point)));
        }
        if words.place.is_none()
            && let Some((end, mut point)) = self.day_first(at)
        {
            if let (true, Base::Day { month, day, .. }) = (words.each, &point.base) {
                return Some((end, Meaning::Set(format!("XXXX-{month:02}-{day:02}"))));
            }
            point.part = words.part;
            words.core = if words.part.is_none() { at } else { words.core_of(at) };
            let (end, point) = self.lengthened(end, point);
            return Some((end, Meaning::Point(point)));
        }
        if words.the
            && words.place.is_none()
            && words.part.is_none()
            && let Some(reading) = self.day_of_month(at)
        {
            return Some(reading);
        }
        let (end, year) = self.year(at)?;
        if words.fiscal {
            let point = Point { part: words.part, ..Point::new(Base::Fiscal(year)) };
            return Some((end, Meaning::Point(point)));
        }
        let part = words.part?;
        words.core = words.core_of(at);
        Some((end, Meaning::Point(Point { part: Some(part), ..Point::new(Base::Year(year)) })))
    }

    /// "the 15th", where nothing else is counted.
    fn day_of_month(&self, at: usize) -> Option<Reading> {
        let (end, day) = match self.kind(at) {
            Kind::Number(Number { value: day @ 1..=31, suffix: Suffix::Ordinal, .. }) => (at + 1, day),
            // "on the twenty-second"; a plain "second" counts other things more often.
            Kind::Word(Word::Cardinal(20 | 30)) => self.ordinal(at).filter(|(_, day)| *day <= 31)?,
            _ => return None,
        };
        let ends = match self.kind(end) {
            Kind::Mark(_) => true,
            Kind::Word(word) => !matches!(
                word,
                Word::Unit { .. } | Word::Period | Word::Time | Word::Month { .. } | Word::Of | Word::And
            ),
            _ => false,
        };
        ends.then(|| (end, Meaning::Point(Point::new(Base::DayOfMonth(day as u8)))))
    }
}
