//! Phrases around a unit or a name of time: "last year", "the first week of May", "two weeks ago",
//! "earlier this month", "the past three months", "every Tuesday", "Monday night".
//!
//! In: tokens. Out: meanings. Knows no document's date: what a phrase counts from is left open.

use super::lex::{Kind, Number, Suffix};
use super::point::{Base, From, Length, Meaning, Point, Shift};
use super::read::{Reader, Reading};
use super::words::{DayPart, Part, Place, Reference, Unit, Word};

/// The words before the head of a phrase.
#[derive(Clone, Default)]
struct Modifiers {
    the: bool,
    a: bool,
    each: bool,
    another: bool,
    full: bool,
    recent: bool,
    about: bool,
    fiscal: bool,
    place: Option<Place>,
    part: Option<Part>,
    /// "earlier this month", "later that year"
    moved: bool,
    ordinal: Option<u32>,
    /// Some(None) is "several".
    count: Option<Option<f32>>,
    year: Option<i32>,
    /// The count of "five-hour".
    hyphened: Option<usize>,
    damage: Option<&'static str>,
    /// The first token that belongs to it even where article and quantifier do not.
    core: usize,
}

/// What a season stands before when it is a time: "the summer offensive".
const SEASON_NOUNS: &[&str] = &[
    "offensive",
    "offensives",
    "counter",
    "counteroffensive",
    "campaign",
    "campaigns",
    "fighting",
    "election",
    "elections",
    "session",
    "term",
];

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
        let begin = match &meaning {
            // "about" belongs to lengths and to what is counted, not to a day or a year.
            Meaning::Point(point) if !matches!(point.base, Base::Shift(_)) && words.about => after_quantifier.max(at),
            _ => at,
        };
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

    /// "more than", "about", "up to": before a count.
    fn quantifier(&self, at: usize, words: &mut Modifiers) -> usize {
        let length = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            (Some(Word::No), Some(Word::More), Some(Word::Than)) => 3,
            (Some(Word::Well), Some(Word::Over), _) => 2,
            (Some(Word::More), Some(Word::Than), _)
            | (Some(Word::At), Some(Word::Least), _)
            | (Some(Word::Up), Some(Word::To), _) => 2,
            (Some(Word::About | Word::Under | Word::Over), _, _) => 1,
            _ => return at,
        };
        let next = at + length;
        let counted = matches!(self.word(next), Some(Word::A | Word::Vague | Word::Cardinal(_) | Word::Half))
            || matches!(self.kind(next), Kind::Number(Number { suffix: Suffix::None, .. }));
        if counted {
            words.about = true;
            next
        } else {
            at
        }
    }

    /// Takes one modifier: the token after it, or the whole phrase where the modifier decides it.
    #[allow(clippy::type_complexity)]
    fn modifier(&self, at: usize, words: &mut Modifiers) -> Option<Result<usize, Reading>> {
        let next = at + 1;
        if words.year.is_none()
            && (words.the || words.fiscal)
            && let Some((end, year)) = self.year(at)
            && matches!(
                self.word(end),
                Some(Word::Ordinal(_) | Word::Period | Word::Unit { unit: Unit::Quarter, .. } | Word::Fiscal)
            )
        {
            words.year = Some(year);
            return Some(Ok(end));
        }
        if let Some((end, count)) = self.count(at, words) {
            words.count = Some(count);
            let head = self.past_dash(end);
            let adjective = words.a && matches!(self.word(head), Some(Word::Unit { plural: false, .. }));
            if head > end || adjective {
                // "a five-hour visit", "a five year low": the article is that of what follows.
                words.hyphened = Some(at);
            }
            return Some(Ok(head));
        }
        match self.word(at)? {
            Word::The if !words.the => words.the = true,
            Word::A if !words.a => words.a = true,
            Word::Each if !words.each => words.each = true,
            Word::Another if words.count.is_none() => words.another = true,
            Word::Full => words.full = true,
            Word::Recent => words.recent = true,
            Word::Fiscal => words.fiscal = true,
            Word::Earlier | Word::Later if words.is_empty() && self.word(next) == Some(Word::In) => {
                return self.part_of(next + 1, Part::Rest, words).map(Err);
            }
            Word::Earlier | Word::Later if words.is_empty() && self.begins_point(next) => words.moved = true,
            // "following the August cease-fire", "that last week they left": no part of the time.
            Word::Place(Place::Following) if self.word(next) == Some(Word::The) => return None,
            Word::Place(Place::That)
                if matches!(
                    self.word(next),
                    Some(Word::Place(Place::Last | Place::Next) | Word::Ordinal(_) | Word::The)
                ) =>
            {
                return None;
            }
            Word::Place(place) => words.place = Some(place),
            Word::Part(part) => {
                let next = self.past_dash(next);
                words.part = Some(part);
                if self.word(next) == Some(Word::Of) {
                    if matches!(part, Part::Early | Part::Late | Part::Mid) {
                        return None;
                    }
                    return self.part_of(next + 1, part, words).map(Err);
                }
                // "early in 1862", "the latter part of the year"
                if self.word(next) == Some(Word::In)
                    && let Some(reading) = self.part_of(next + 1, part, words)
                {
                    return Some(Err(reading));
                }
                if self.word(next) == Some(Word::Share) && self.word(next + 1) == Some(Word::Of) {
                    return self.part_of(next + 2, part, words).map(Err);
                }
                if matches!(part, Part::Beginning | Part::Middle | Part::End | Part::Rest) {
                    return None;
                }
                return Some(Ok(next));
            }
            Word::Half => return self.half(next, words),
            Word::Primary if matches!(self.word(next), Some(Word::Half | Word::Unit { unit: Unit::Quarter, .. })) => {
                words.ordinal = Some(1);
                words.damage = Some("“primary” is read as “first”");
            }
            Word::Ordinal(_) if words.ordinal.is_none() => {
                let (end, ordinal) = self.ordinal(at)?;
                words.ordinal = Some(ordinal);
                let head = self.past_dash(end);
                if head > end && words.place.is_none() || words.a {
                    // "the third-quarter loss", "a fourth quarter": the article is not the quarter's.
                    words.hyphened = Some(at);
                }
                return Some(Ok(head));
            }
            _ => {
                if words.ordinal.is_none()
                    && let Some((end, ordinal)) = self.ordinal(at)
                {
                    words.ordinal = Some(ordinal);
                    return Some(Ok(self.past_dash(end)));
                }
                return None;
            }
        }
        Some(Ok(self.past_dash(next)))
    }

    fn begins_point(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            Some(
                Word::Place(_)
                    | Word::Month { .. }
                    | Word::Weekday { .. }
                    | Word::In
                    | Word::Today(_)
                    | Word::The
                    | Word::On
            )
        ) || self.year(at).is_some()
    }

    /// A count with what may follow it: "three", "2 1/2", "a few", "dozens of", "two or three".
    fn count(&self, at: usize, words: &Modifiers) -> Option<(usize, Option<f32>)> {
        if words.count.is_some() || words.ordinal.is_some() && words.ordinal != Some(1) {
            return None;
        }
        if self.word(at) == Some(Word::Vague) {
            let of = usize::from(self.word(at + 1) == Some(Word::Of));
            return self.counts_unit(at + 1 + of).then_some((at + 1 + of, None));
        }
        let (end, value) = if words.a && self.word(at) == Some(Word::Hundred) {
            (at + 1, 100)
        } else if words.a && self.word(at) == Some(Word::Thousand) {
            (at + 1, 1000)
        } else {
            self.cardinal(at)?
        };
        let mut value = value as f32;
        let mut end = end;
        if self.word(end) == Some(Word::Of) && self.written(at).eq_ignore_ascii_case("couple") {
            end += 1;
        } else if self.kind(end) == Kind::Figure && self.written(end) == "1/2" {
            value += 0.5;
            end += 1;
        } else if self.word(end) == Some(Word::And)
            && self.word(end + 1) == Some(Word::A)
            && self.word(end + 2) == Some(Word::Half)
        {
            value += 0.5;
            end += 3;
        } else if matches!(self.word(end), Some(Word::Or | Word::To)) || self.is_dash(end) && !self.is_unit(end + 1) {
            // "two or three years", "ten to fifteen minutes": the lesser counts.
            if let Some((after, _)) = self.cardinal(end + 1)
                && self.counts_unit(self.past_dash(after))
            {
                return Some((after, Some(value)));
            }
        }
        let more = usize::from(self.word(end) == Some(Word::More) && self.is_unit(end + 1));
        let head = self.past_dash(end + more);
        self.counts_unit(head).then_some((end + more, Some(value)))
    }

    /// Whether a counted unit stands here, after words that may stand between.
    fn counts_unit(&self, at: usize) -> bool {
        match self.word(at) {
            Some(Word::Unit { .. }) => true,
            Some(Word::Ordinal(2)) => self.written(at) == "second" && self.is_dash(at.wrapping_sub(1)),
            Some(Word::Place(_) | Word::Full | Word::Another) => self.is_unit(at + 1),
            Some(Word::Season { plural, .. } | Word::Weekday { plural, .. }) => plural,
            Some(Word::DayPart(_)) => self.written(at).ends_with('s'),
            _ => false,
        }
    }

    /// "the end of May", "the rest of the year".
    fn part_of(&self, at: usize, part: Part, words: &mut Modifiers) -> Option<Reading> {
        let (end, mut point) = self.inner(at)?;
        if point.part.is_none() {
            point.part = Some(part);
        }
        words.core = 0;
        Some((end, Meaning::Point(point)))
    }

    /// A point inside a phrase: "of" with what follows it.
    fn inner(&self, at: usize) -> Option<(usize, Point)> {
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
    fn half(&self, at: usize, words: &mut Modifiers) -> Option<Result<usize, Reading>> {
        let half = match (words.ordinal, words.place, words.part) {
            (Some(half @ 1..=2), _, _) => half as u8,
            (_, Some(Place::Last), _) | (_, _, Some(Part::Late)) => 2,
            (_, _, Some(Part::Early)) => 1,
            _ => {
                let article = usize::from(self.word(at) == Some(Word::A));
                let unit = self.past_dash(at) + article;
                let Some(Word::Unit { unit, plural: false }) = self.word(unit) else { return None };
                let length = Length { count: Some(0.5), unit, place: words.place, first: false, tied: false };
                return Some(Err((self.past_dash(at) + article + 1, Meaning::Length(length))));
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
                    let Base::Month { month, .. } = point.base else { return None };
                    return Some((end, Meaning::Set(format!("XXXX-{month:02}"))));
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
            Kind::Number(_) | Kind::Word(Word::Decade(_)) => self.numbered(at, words),
            // "in the past"
            _ if words.the && words.place == Some(Place::Past) && words.count.is_none() => {
                Some((at, Meaning::Reference(Reference::Past)))
            }
            _ => None,
        }
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
        let Kind::Number(Number { value: day @ 1..=31, suffix: Suffix::Ordinal, .. }) = self.kind(at) else {
            return None;
        };
        let ends = match self.kind(at + 1) {
            Kind::Mark(_) => true,
            Kind::Word(word) => !matches!(
                word,
                Word::Unit { .. } | Word::Period | Word::Time | Word::Month { .. } | Word::Of | Word::And
            ),
            _ => false,
        };
        ends.then(|| (at + 1, Meaning::Point(Point::new(Base::DayOfMonth(day as u8)))))
    }

    fn unit(&self, at: usize, unit: Unit, plural: bool, words: &mut Modifiers) -> Option<Reading> {
        let end = at + 1;
        if words.each {
            let count = words.count.flatten().unwrap_or(1.0) as u32;
            return Some((end, Meaning::Set(format!("P{}", length_value(Some(count as f32), unit)))));
        }
        if let Some(reading) = self.ago(at, unit, words) {
            return Some(reading);
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
            let first = words.ordinal == Some(1);
            let mut end = end;
            let mut count = count;
            let behind = self.past_dash(end);
            if self.word(behind) == Some(Word::Old) {
                // An age is no time that the text tells.
                return None;
            }
            let fraction = unit == Unit::Quarter && (words.hyphened.is_some() || self.word(end) == Some(Word::Of));
            if fraction && words.place.is_none() && !first {
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
            return Some((
                end,
                Meaning::Length(Length { count, unit, place: words.place, first, tied: self.is_tied(end) }),
            ));
        }
        if let Some(ordinal) = words.ordinal {
            return self.nth(at, ordinal, unit, words);
        }
        if plural && matches!(self.kind(at.wrapping_sub(1)), Kind::Number(_) | Kind::Word(Word::Cardinal(_))) {
            // What is left of an age.
            return None;
        }
        if plural {
            let place = if words.recent { Some(Place::Past) } else { words.place };
            if words.the && place.is_none() || place.is_none() && (unit < Unit::Day || unit == Unit::Quarter) {
                return None;
            }
            if place == Some(Place::These) && unit == Unit::Day {
                return Some((end, Meaning::Reference(Reference::Present)));
            }
            return Some((
                end,
                Meaning::Length(Length { count: None, unit, place, first: false, tied: self.is_tied(end) }),
            ));
        }
        if words.a || words.another {
            if words.place.is_some() || words.part.is_some() || words.recent || words.fiscal || unit == Unit::Quarter {
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
            return Some((
                end,
                Meaning::Length(Length {
                    count: Some(count),
                    unit,
                    place: None,
                    first: false,
                    tied: self.is_tied(end),
                }),
            ));
        }
        let behind = self.past_dash(end);
        if self.word(behind) == Some(Word::Long) && words.is_empty() {
            return Some((
                behind + 1,
                Meaning::Length(Length { count: Some(1.0), unit, place: None, first: false, tied: self.is_tied(end) }),
            ));
        }
        if let Some(year) = words.year
            && unit == Unit::Quarter
        {
            return Some((end, Meaning::Point(Point::new(Base::Year(year)))));
        }
        // "the year ended March 31"
        if words.the && unit == Unit::Year && matches!(self.written(end), "ended" | "ending") {
            return Some((
                end,
                Meaning::Length(Length { count: Some(1.0), unit, place: None, first: false, tied: self.is_tied(end) }),
            ));
        }
        let named = words.place.is_some() || words.part.is_some() || words.moved;
        let plain = words.the && unit >= Unit::Day || unit == Unit::Week && self.word(end) == Some(Word::Of);
        let bare = !words.the && !named;
        if !named && !plain {
            return None;
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
        let counted = words.count.is_some() || words.a || words.another;
        let simple = words.is_simple();
        let mut end = at + 1;
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
        let (from, back, after) = match self.word(behind) {
            Some(Word::Ago) => (From::Document, true, behind + 1),
            Some(Word::Earlier | Word::Previously) => (From::Told, true, behind + 1),
            Some(Word::Place(Place::Previous)) if self.closes(behind + 1) => (From::Told, true, behind + 1),
            Some(Word::Later | Word::Afterwards) => (From::Told, false, behind + 1),
            Some(Word::Hence) => (From::Document, false, behind + 1),
            Some(Word::From) if self.word(behind + 1) == Some(Word::Now) => (From::Document, false, behind + 2),
            Some(Word::Place(Place::Following)) if !counted && words.the => (From::Told, false, behind + 1),
            Some(Word::Before) if self.closes(behind + 1) || !counted && words.the => (From::Told, true, behind + 1),
            Some(Word::After) if self.closes(behind + 1) || !counted && words.the => (From::Told, false, behind + 1),
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
        Some((after, Meaning::Point(point)))
    }

    /// Whether a clause ends here, so that "before" and "after" have nothing behind them.
    fn closes(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Mark(mark) => mark != b'"' && mark != b'`',
            Kind::Word(Word::And | Word::Or | Word::In | Word::At | Word::By) => true,
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
    fn nth(&self, at: usize, ordinal: u32, unit: Unit, words: &mut Modifiers) -> Option<Reading> {
        let end = at + 1;
        let place = words.place;
        if unit == Unit::Century {
            let (end, mut point) = self.century(at - 1 - usize::from(self.is_dash(at - 1)))?;
            point.part = words.part;
            return Some((end, Meaning::Point(point)));
        }
        let mut point = match (unit, ordinal) {
            (Unit::Quarter, 1..=4) => Point::new(Base::Quarter(ordinal as u8)),
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

    fn season(&self, at: usize, season: super::words::Season, plural: bool, words: &mut Modifiers) -> Option<Reading> {
        let code = super::timeml::season_code(season);
        if words.each || plural {
            let end = at + 1;
            let set = words.each || words.count.is_some() || self.word(at.wrapping_sub(1)) == Some(Word::In);
            return set.then(|| (end, Meaning::Set(format!("XXXX-{code}"))));
        }
        let capital = self.token(at).is_some_and(|token| token.capital);
        let mut point = Point { place: words.place, part: words.part, ..Point::new(Base::Season(season)) };
        let (end, longer) = self.lengthened(at + 1, point.clone());
        point = longer;
        // "winter 2022–23" counts from the year that it begins in.
        let introduced = matches!(
            at.checked_sub(1).and_then(|before| self.word(before)),
            Some(Word::In | Word::By | Word::Since | Word::Until | Word::During | Word::From)
        );
        let verb = matches!(self.written(at), "fall" | "falls" | "spring") && point.of.is_none() && !words.the;
        let named = point.of.is_some() || words.place.is_some() || words.part.is_some();
        if !named && self.word(end) == Some(Word::Of) {
            // "the fall of the city"
            return None;
        }
        if !named && !words.the && SEASON_NOUNS.contains(&self.written(end)) {
            return Some((end, Meaning::Point(point)));
        }
        let capital = capital && !introduced;
        let plain = words.the || introduced && !verb;
        let noun = self.kind(end) == Kind::Other && words.the && point.of.is_none() && words.place.is_none();
        (named || plain && !capital && !noun && !words.a).then_some((end, Meaning::Point(point)))
    }

    /// "this morning", "last night", "the night of 8 February", "the next morning", "at night", "noon".
    fn daytime(&self, at: usize, part: DayPart, words: &mut Modifiers) -> Option<Reading> {
        let mut end = at + 1;
        if words.count.is_some() {
            let count = words.count.flatten();
            let day =
                Length { count, unit: Unit::Day, place: words.place, first: words.ordinal == Some(1), tied: false };
            return Some((end, Meaning::Length(day)));
        }
        if words.each {
            return Some((end, Meaning::Set(format!("XXXX-XX-XX{}", super::timeml::day_part_code(part)))));
        }
        if let Some(Word::Today(_)) = self.word(end) {
            let (end, mut point) = (end + 1, Point::new(Base::Today(self.today(end)?)));
            point.day_part = Some(part);
            point.part = words.part;
            return Some((end, Meaning::Point(point)));
        }
        if matches!(part, DayPart::Midday | DayPart::Midnight)
            && let Some((end, Meaning::Point(mut day))) = self.weekday(end)
            && day.day_part.is_none()
        {
            day.day_part = Some(part);
            return Some((end, Meaning::Point(day)));
        }
        if self.word(end) == Some(Word::Of)
            && words.the
            && let Some((end, mut inner)) = self.inner(end + 1).or_else(|| self.bare_day(end + 1))
            && inner.is_day()
        {
            inner.day_part = Some(part);
            return Some((end, Meaning::Point(inner)));
        }
        let noon = matches!(part, DayPart::Midday | DayPart::Midnight);
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        let named = words.place.is_some() || words.ordinal.is_some() || words.part.is_some();
        let alone =
            noon || matches!(before, Some(Word::At | Word::By)) || self.written(at).eq_ignore_ascii_case("overnight");
        let the = words.the
            && matches!(before, Some(Word::The))
            && self
                .word(at.wrapping_sub(2))
                .is_some_and(|word| matches!(word, Word::In | Word::During | Word::On | Word::By));
        if !named && !alone && !the {
            return None;
        }
        if noon && words.is_empty() {
            while matches!(self.word(end), Some(Word::Zone | Word::Local)) {
                end += 1;
            }
        }
        let mut point =
            Point { place: words.place, part: words.part, day_part: Some(part), ..Point::new(Base::Daytime) };
        if let Some(ordinal) = words.ordinal {
            point.base = Base::Nth(ordinal as i16, Unit::Day);
        }
        Some((end, Meaning::Point(point)))
    }

    fn bare_day(&self, at: usize) -> Option<(usize, Point)> {
        match self.kind(at) {
            Kind::Number(Number { value: day @ 1..=31, suffix: Suffix::None | Suffix::Ordinal, .. }) => {
                Some((at + 1, Point::new(Base::DayOfMonth(day as u8))))
            }
            Kind::Word(Word::Weekday { .. }) => match self.weekday(at)? {
                (end, Meaning::Point(point)) => Some((end, point)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a length leads to a happening: "days before the signing".
    fn is_tied(&self, end: usize) -> bool {
        matches!(self.word(end), Some(Word::Before | Word::After | Word::Place(Place::Following)))
            && !self.closes(end + 1)
    }

    fn is_auxiliary(&self, at: usize) -> bool {
        matches!(self.written(at), "has" | "have" | "had")
    }

    fn today(&self, at: usize) -> Option<i8> {
        match self.word(at) {
            Some(Word::Today(days)) => Some(days),
            _ => None,
        }
    }

    /// "at that time", "at the time", "this moment".
    fn moment(&self, at: usize, words: &mut Modifiers) -> Option<Reading> {
        let end = at + 1;
        let time = self.word(at) == Some(Word::Time);
        let before = words.core.checked_sub(1).and_then(|before| self.word(before));
        let at_it = before == Some(Word::At);
        match words.place {
            Some(Place::That) if time && at_it => Some((end, Meaning::Reference(Reference::Past))),
            Some(Place::Same) => None,
            None if time && at_it && words.the && self.word(end) != Some(Word::Of) && !words.full => {
                Some((end, Meaning::Reference(Reference::Past)))
            }
            Some(Place::This) if at_it && time => Some((end, Meaning::Reference(Reference::Present))),
            _ => None,
        }
    }

    /// One word that tells a time by itself: "yesterday", "now", "recently", "daily".
    fn single(&self, at: usize) -> Option<Reading> {
        let end = at + 1;
        Some(match self.word(at)? {
            Word::Today(days) => {
                let (end, point) = self.lengthened(end, Point::new(Base::Today(days)));
                (end, Meaning::Point(point))
            }
            Word::Tonight => {
                let point = Point { day_part: Some(DayPart::Night), ..Point::new(Base::Today(0)) };
                (end, Meaning::Point(point))
            }
            Word::Now => (end, Meaning::Reference(Reference::Present)),
            Word::Reference(reference) => (end, Meaning::Reference(reference)),
            Word::Recent => {
                if self.is_unit(end) || self.word(end).is_some_and(|word| matches!(word, Word::Season { .. })) {
                    return None;
                }
                (end, Meaning::Reference(Reference::Past))
            }
            Word::Former => (end, Meaning::Adjective(Reference::Past)),
            Word::SetAdjective(unit) if self.kind(end) != Kind::Other => {
                (end, Meaning::Set(format!("P{}", length_value(Some(1.0), unit))))
            }
            Word::To if self.word(end) == Some(Word::Date) && self.closes(end + 1) => {
                (end + 1, Meaning::Reference(Reference::Present))
            }
            Word::Place(Place::This) if self.written(at).eq_ignore_ascii_case("current") => {
                if self.is_unit(end) || self.word(end) == Some(Word::Fiscal) && self.is_unit(end + 1) {
                    return None;
                }
                (end, Meaning::Reference(Reference::Present))
            }
            Word::Set(unit) => (end, Meaning::Set(format!("P{}", length_value(Some(1.0), unit)))),
            Word::Per => match self.word(end)? {
                Word::Unit { unit, plural: false } => {
                    (end + 1, Meaning::Set(format!("P{}", length_value(Some(1.0), unit))))
                }
                _ => return None,
            },
            Word::YearEnd => {
                (end, Meaning::Point(Point { part: Some(Part::End), ..Point::new(Base::Unit(Unit::Year)) }))
            }
            Word::Unit { unit: Unit::Year, plural: false }
                if self.is_dash(end) && self.word(end + 1) == Some(Word::Part(Part::End)) =>
            {
                (end + 2, Meaning::Point(Point { part: Some(Part::End), ..Point::new(Base::Unit(Unit::Year)) }))
            }
            Word::Unit { unit, plural: false } if at > 0 && self.is_mark(at - 1, b'/') => {
                (end, Meaning::Set(format!("P{}", length_value(Some(1.0), unit))))
            }
            // "it has since imposed sanctions"
            Word::Since
                if self.is_auxiliary(at.wrapping_sub(1)) && self.kind(end) == Kind::Other && !self.is_capital(end) =>
            {
                (end, Meaning::Told)
            }
            Word::Since if self.word(end) == Some(Word::Then) => (end + 1, Meaning::Told),
            Word::Future if self.kind(end) == Kind::Other => (end, Meaning::Adjective(Reference::Future)),
            _ => return None,
        })
    }

    /// "Tuesday", "Monday night", "Saturday, April 25", "Tuesday of last week", "Mondays".
    pub(super) fn weekday(&self, at: usize) -> Option<Reading> {
        let token = self.token(at)?;
        let Kind::Word(Word::Weekday { weekday, short, plural }) = token.kind else { return None };
        if !token.capital {
            return None;
        }
        let next = at + 1 + usize::from(self.is_mark(at + 1, b','));
        let next = next + usize::from(self.word(next) == Some(Word::The));
        let dated = match self.kind(next) {
            Kind::Word(Word::Month { .. }) => self.month_first(next),
            Kind::Number(_) => self.day_first(next),
            Kind::Triple(_) => self.numeric(next),
            _ => None,
        };
        if let Some((end, point)) = dated
            && matches!(point.base, Base::Day { .. })
        {
            let (end, mut point) = self.lengthened(end, point);
            point.weekday = Some(weekday);
            return Some((end, Meaning::Point(point)));
        }
        if plural {
            return Some((at + 1, Meaning::Set(format!("XXXX-WXX-{weekday}"))));
        }
        if short && !token.dotted {
            return None;
        }
        if let Some(Word::DayPart(part)) = self.word(at + 1)
            && self.written(at + 1).ends_with('s')
        {
            let code = super::timeml::day_part_code(part);
            return Some((at + 2, Meaning::Set(format!("XXXX-WXX-{weekday}{code}"))));
        }
        let (end, point) = self.lengthened(at + 1, Point::new(Base::Weekday(weekday)));
        Some((end, Meaning::Point(point)))
    }
}

impl Modifiers {
    fn is_empty(&self) -> bool {
        !self.the
            && !self.a
            && !self.each
            && self.place.is_none()
            && self.part.is_none()
            && self.ordinal.is_none()
            && self.count.is_none()
            && !self.full
            && !self.recent
            && !self.another
            && !self.fiscal
    }

    /// Nothing but an article and a count.
    fn is_simple(&self) -> bool {
        self.place.is_none() && self.part.is_none() && self.ordinal.is_none() && !self.each && !self.recent
    }

    /// Before a month or a year the article belongs to the noun behind: "the June summit".
    fn drops_article(&self) -> bool {
        self.the && self.core > 0 && self.core != usize::MAX && self.place.is_none() && self.part.is_none()
    }

    fn core_of(&self, at: usize) -> usize {
        if self.place.is_none() && self.part.is_none() && !self.moved { at } else { self.core }
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

#[cfg(test)]
pub(super) const RULES: &[super::rules::Rule] = &[
    super::rules::Rule {
        name: "unit with its place",
        pattern: "last | this | next | the following … UNIT",
        builds: "the stretch of the calendar, from the document's date or the time told before",
        examples: &[
            ("They met last week.", "last week", "week of 10 June 2024"),
            ("They met this week.", "this week", "week of 17 June 2024"),
            ("They meet next month.", "next month", "July 2024"),
            ("Trade fell last year.", "last year", "2023"),
            ("In 1950 war came. The following year it spread.", "The following year", "1951"),
            ("On 3 May 2021 it rained. The next day it froze.", "The next day", "4 May 2021"),
            ("In 1950 war came. That year he fled.", "That year", "1950"),
        ],
        counter_examples: &["Last but not least they left.", "Next to the house stood a tree."],
    },
    super::rules::Rule {
        name: "month, weekday and season with their place",
        pattern: "last | this | next MONTH | WEEKDAY | SEASON",
        builds: "the nearest of that name before or after",
        examples: &[
            ("They met last December.", "last December", "December 2023"),
            ("They meet next May.", "next May", "May 2025"),
            ("They met last Wednesday.", "last Wednesday", "19 June 2024"),
            ("They meet next Monday.", "next Monday", "24 June 2024"),
            ("It rained last summer.", "last summer", "summer 2023"),
            ("It came in March of last year.", "March of last year", "March 2023"),
            ("It came in January this year.", "January this year", "January 2024"),
        ],
        counter_examples: &[],
    },
    super::rules::Rule {
        name: "bare month, day and weekday",
        pattern: "MONTH [DAY] | WEEKDAY, with the tense of the clause",
        builds: "the last of that name in the past, the next in the future",
        examples: &[
            ("He was arrested in August.", "August", "August 2023"),
            ("They will vote in August.", "August", "August 2024"),
            ("She spoke on November 2.", "November 2", "2 November 2023"),
            ("Talks resumed on Tuesday.", "Tuesday", "18 June 2024"),
            ("Talks will resume on Tuesday.", "Tuesday", "25 June 2024"),
            ("Wednesday's ruling will stand.", "Wednesday", "19 June 2024"),
        ],
        counter_examples: &["The sun sat low.", "He sat on the bench."],
    },
    super::rules::Rule {
        name: "part of a stretch",
        pattern: "early | mid | late | the beginning, middle, end of STRETCH",
        builds: "days 1-10, 11-20 and 21 to the last of a month; four months of a year",
        examples: &[
            ("It ended in early November 2023.", "early November 2023", "early November 2023"),
            ("It ended in mid-May.", "mid-May", "mid May 2024"),
            ("It ended at the end of 2021.", "the end of 2021", "late 2021"),
            ("It fell late last year.", "late last year", "late 2023"),
            ("It fell early in 1862.", "early in 1862", "early 1862"),
            ("Earlier this month they met.", "Earlier this month", "June 2024"),
            ("In the latter part of 1944 they fell back.", "the latter part of 1944", "late 1944"),
        ],
        counter_examples: &["The early bird sings.", "He came late.", "That is the end of it."],
    },
    super::rules::Rule {
        name: "half, quarter, nth",
        pattern: "the ORDINAL half | quarter | week | day of STRETCH",
        builds: "that piece of the stretch",
        examples: &[
            ("In the first half of 2023 it grew.", "the first half of 2023", "first half of 2023"),
            ("In the third quarter of 2023 it grew.", "the third quarter of 2023", "Q3 2023"),
            ("In the second half of last year it grew.", "the second half of last year", "second half of 2023"),
            ("The first week of May 2023 was wet.", "The first week of May 2023", "week of 1 May 2023"),
            ("It sank in last year's third quarter.", "last year's third quarter", "Q3 2023"),
        ],
        counter_examples: &["Half of them left.", "A quarter of the men died.", "Three quarters of it burnt."],
    },
    super::rules::Rule {
        name: "shift",
        pattern: "COUNT UNIT ago | earlier | later | from now | the day before, after",
        builds: "the stretch so far from the document's date or the time told before",
        examples: &[
            ("He came two weeks ago.", "two weeks ago", "week of 3 June 2024"),
            ("He came 10 days ago.", "10 days ago", "12 June 2024"),
            ("It ends three months from now.", "three months from now", "September 2024"),
            ("On 3 May 2021 he came. Three days later he left.", "Three days later", "6 May 2021"),
            ("On 3 May 2021 he came. The day before, she left.", "The day before", "2 May 2021"),
            ("In 1950 he came. A year earlier she left.", "A year earlier", "1949"),
            ("She left the day before yesterday.", "the day before yesterday", "20 June 2024"),
            ("He left a couple of years ago.", "a couple of years ago", "2022"),
        ],
        counter_examples: &["Long ago and far away."],
    },
    super::rules::Rule {
        name: "today",
        pattern: "today | yesterday | tomorrow | tonight, with a part of the day",
        builds: "the document's day, or one beside it",
        examples: &[
            ("He spoke yesterday.", "yesterday", "21 June 2024"),
            ("He spoke yesterday morning.", "yesterday morning", "21 June 2024"),
            ("He spoke last night.", "last night", "21 June 2024"),
            ("He spoke this morning.", "this morning", "22 June 2024"),
            ("On the night of 8 February 1904 they struck.", "the night of 8 February 1904", "8 February 1904"),
        ],
        counter_examples: &[],
    },
    super::rules::Rule {
        name: "length",
        pattern: "[about] COUNT UNIT | the past, next COUNT UNIT",
        builds: "a duration, with days where it reaches to or from the document's date",
        examples: &[
            ("It took two years.", "two years", "P2Y"),
            ("A five-hour march.", "five-hour", "PT5H"),
            ("It took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
            ("It took a year and a half.", "a year and a half", "P1Y6M"),
            ("For decades they traded.", "decades", "PXDE"),
            ("Over the past three months they traded.", "the past three months", "22 March – 22 June 2024"),
        ],
        counter_examples: &["A 44-year-old man fled.", "She is 52 years old."],
    },
    super::rules::Rule {
        name: "recurring",
        pattern: "every | each UNIT, WEEKDAY | daily | a, per UNIT",
        builds: "a set",
        examples: &[
            ("They meet every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
            ("They ship 30 tonnes each month.", "each month", "P1M"),
            ("They pump 1,500 barrels a day.", "a day", "P1D"),
            ("They report annually.", "annually", "P1Y"),
        ],
        counter_examples: &["The quarterly dividend fell."],
    },
    super::rules::Rule {
        name: "bounds",
        pattern: "since | by | until TIME; since then",
        builds: "from its first day to the document's date; up to it",
        examples: &[
            ("It has grown since March.", "March", "1 March – 22 June 2024"),
            ("Since February 2024 it grew.", "February 2024", "1 February – 22 June 2024"),
            ("By 1988 it had peaked.", "1988", "1988"),
            ("In April they left. Since then it rained.", "Since then", "1 April – 22 June 2024"),
            ("Beginning as early as 1998, they spoke.", "1998", "1 January 1998 – 22 June 2024"),
        ],
        counter_examples: &[],
    },
];
