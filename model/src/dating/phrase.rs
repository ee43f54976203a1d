//! Phrases around a unit or a name of time: the words before their head, and what the head makes of them.
//!
//! In: tokens. Out: meanings. Knows no document's date: what a phrase counts from is left open.

use super::Modifier;
use super::lex::{Kind, Number, Suffix};
use super::point::{Base, From, Length, Meaning, Point, Shift};
use super::read::{Reader, Reading};
use super::words::{Part, Place, Reference, Unit, Word};

/// The words before the head of a phrase.
#[derive(Clone, Default)]
pub(super) struct Modifiers {
    pub the: bool,
    pub a: bool,
    pub each: bool,
    pub another: bool,
    pub full: bool,
    pub recent: bool,
    pub about: bool,
    /// "more than", "about" before the count.
    pub modifier: Option<Modifier>,
    pub fiscal: bool,
    pub place: Option<Place>,
    pub part: Option<Part>,
    /// "earlier this month", "later that year"
    pub moved: bool,
    pub ordinal: Option<u32>,
    /// Some(None) is "several".
    pub count: Option<Option<f32>>,
    pub year: Option<i32>,
    /// The count of "five-hour".
    pub hyphened: Option<usize>,
    pub damage: Option<&'static str>,
    /// The first token that belongs to it even where article and quantifier do not.
    pub core: usize,
}

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

    /// "more than", "about", "up to": before a count.
    fn quantifier(&self, at: usize, words: &mut Modifiers) -> usize {
        let is = |at: usize, word: &str| self.written(at).eq_ignore_ascii_case(word);
        let (length, modifier) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            (Some(Word::No), Some(Word::More), Some(Word::Than)) if is(at + 1, "more") => (3, Modifier::EqualOrLess),
            (Some(Word::No), Some(Word::More), Some(Word::Than)) => (3, Modifier::EqualOrMore),
            (Some(Word::Well), Some(Word::Over), _) => (2, Modifier::MoreThan),
            (Some(Word::More), Some(Word::Than), _) if is(at, "more") => (2, Modifier::MoreThan),
            (Some(Word::More), Some(Word::Than), _) => (2, Modifier::LessThan),
            (Some(Word::At), Some(Word::Least), _) if is(at + 1, "least") => (2, Modifier::EqualOrMore),
            (Some(Word::At), Some(Word::Least), _) | (Some(Word::Up), Some(Word::To), _) => (2, Modifier::EqualOrLess),
            (Some(Word::About), _, _) if is(at, "nearly") || is(at, "almost") => (1, Modifier::LessThan),
            (Some(Word::About), _, _) => (1, Modifier::Approximate),
            (Some(Word::Under), _, _) => (1, Modifier::LessThan),
            (Some(Word::Over), _, _) => (1, Modifier::MoreThan),
            _ => return at,
        };
        let next = at + length;
        let counted = matches!(self.word(next), Some(Word::A | Word::Vague | Word::Cardinal(_) | Word::Half))
            || matches!(self.kind(next), Kind::Number(Number { suffix: Suffix::None, .. }));
        if counted {
            words.about = true;
            words.modifier = Some(modifier);
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
        let ordinal_here = self.word(at).is_none() || matches!(self.word(at), Some(Word::Cardinal(_)));
        if ordinal_here {
            let (end, ordinal) = self.ordinal(at).filter(|_| words.ordinal.is_none())?;
            words.ordinal = Some(ordinal);
            return Some(Ok(self.past_dash(end)));
        }
        match self.word(at)? {
            Word::The if !words.the => words.the = true,
            Word::A if !words.a => words.a = true,
            Word::Each if !words.each => {
                words.each = true;
                // "every other week"
                if self.written(next).eq_ignore_ascii_case("other") {
                    return Some(Ok(next + 1));
                }
            }
            Word::Another if words.count.is_none() => words.another = true,
            Word::Full => words.full = true,
            Word::Recent => words.recent = true,
            Word::Fiscal => words.fiscal = true,
            Word::Earlier | Word::Later if words.is_empty() && self.word(next) == Some(Word::In) => {
                return self.part_of(next + 1, Part::Rest, words).map(Err);
            }
            word @ (Word::Earlier | Word::Later) if words.is_empty() && self.begins_point(next) => {
                words.moved = true;
                words.modifier = (word == Word::Earlier).then_some(Modifier::Start);
            }
            // "following the August cease-fire", "that last week they left": no part of the time.
            Word::Place(Place::Following) if self.word(next) == Some(Word::The) => return None,
            Word::Place(Place::That) if words.place.is_some() => return None,
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
                let (part, next) = self.two_parts(part, next);
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
                let opening_weeks =
                    part == Part::Beginning && matches!(self.word(next), Some(Word::Unit { plural: true, .. }));
                if matches!(part, Part::Beginning | Part::Middle | Part::End | Part::Rest) && !opening_weeks {
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
            _ => return None,
        }
        Some(Ok(self.past_dash(next)))
    }

    /// "mid-to-late", "early to mid": both parts, and the token behind the hyphen that follows them.
    fn two_parts(&self, part: Part, at: usize) -> (Part, usize) {
        let next = self.past_dash(at);
        if self.word(next) == Some(Word::To)
            && let Some(Word::Part(other)) = self.word(self.past_dash(next + 1))
        {
            let both = match (part, other) {
                (Part::Early, Part::Mid) => Some(Part::EarlyToMid),
                (Part::Mid, Part::Late) => Some(Part::MidToLate),
                _ => None,
            };
            if let Some(both) = both {
                return (both, self.past_dash(self.past_dash(next + 1) + 1));
            }
        }
        (part, next)
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
            // "in as many weeks" counts what was counted before.
            if self.word(at.wrapping_sub(1)) == Some(Word::As) {
                return None;
            }
            let of = usize::from(self.word(at + 1) == Some(Word::Of));
            let head = self.past_dash(at + 1 + of);
            return self.counts_unit(head).then_some((at + 1 + of, None));
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
        } else if let Some(after) = self.and_a_half(end) {
            value += 0.5;
            end = after;
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

    /// The token after "and a half", with hyphens or without.
    fn and_a_half(&self, at: usize) -> Option<usize> {
        let (and, a) = (self.past_dash(at), self.past_dash(self.past_dash(at) + 1));
        let half = self.past_dash(a + 1);
        let fits =
            self.word(and) == Some(Word::And) && self.word(a) == Some(Word::A) && self.word(half) == Some(Word::Half);
        fits.then_some(half + 1)
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
    fn half(&self, at: usize, words: &mut Modifiers) -> Option<Result<usize, Reading>> {
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
            Kind::Number(_) | Kind::Word(Word::Decade(_)) => self.numbered(at, words),
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
}

impl Modifiers {
    pub(super) fn is_empty(&self) -> bool {
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
    pub(super) fn is_simple(&self) -> bool {
        self.place.is_none() && self.part.is_none() && self.ordinal.is_none() && !self.each && !self.recent
    }

    /// Before a month or a year the article belongs to the noun behind: "the June summit".
    pub(super) fn drops_article(&self) -> bool {
        self.the && self.core > 0 && self.core != usize::MAX && self.place.is_none() && self.part.is_none()
    }

    pub(super) fn core_of(&self, at: usize) -> usize {
        if self.place.is_none() && self.part.is_none() && !self.moved { at } else { self.core }
    }
}
