//! Tokens to atoms: tries the rules at each token, takes the longest reading, goes on behind it.
//!
//! In: the tokens of a group. Out: atoms in the order of the text. Every rule looks at a bounded
//! number of tokens, so that the whole is linear. Knows no document's date.

use super::lex::{Kind, Number, Token};
use super::point::{Atom, Base, Meaning, Point};
use super::words::{Part, Place, Season, Tense, Unit, Word};
use crate::text::Span;
use std::cell::Cell;

/// The tokens of a group, with questions that rules ask about them.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// How many phrases stand inside one another where we are: "the end of the first week of March".
    pub depth: Cell<u8>,
}

/// Phrases inside one another beyond this are no language.
const DEPTH_MAX: u8 = 4;

/// A reading and the token after it.
pub(super) type Reading = (usize, Meaning);

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Reader<'a> {
        Reader { text, tokens, depth: Cell::new(0) }
    }

    /// Reads what stands inside a phrase, unless that goes too deep.
    pub(super) fn nested<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.depth.get() >= DEPTH_MAX {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let found = read();
        self.depth.set(self.depth.get() - 1);
        found
    }

    /// Appends the atoms of the group to `atoms`.
    pub(super) fn read(&self, paragraph: usize, heading: bool, atoms: &mut Vec<Atom>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let spoiled = match self.kind(at) {
                Kind::Number(_) => {
                    matches!(self.kind(at + 1), Kind::Other | Kind::Word(Word::Verb(Tense::Future)))
                        && self.is_capital(at + 1)
                }
                kind => matches!(kind, Kind::Other | Kind::Word(Word::Verb(Tense::Future))),
            };
            if spoiled && let Some((end, point)) = self.damaged(at) {
                atoms.push(self.atom(at, end, Meaning::Point(point), paragraph, heading));
                at = end;
                continue;
            }
            if self.kind(at) == Kind::Figure
                && let Some((end, point)) = self.figure(at)
            {
                atoms.push(self.atom(at, end, Meaning::Point(point), paragraph, heading));
                at = end;
                continue;
            }
            if matches!(self.kind(at), Kind::Other | Kind::Mark(_) | Kind::Dash | Kind::Possessive | Kind::Figure) {
                at += 1;
                continue;
            }
            let pair = self.pair(at);
            let (begin, end, meaning, other) = match pair {
                Some((meaning, end, other)) => (at, end, meaning, Some(other)),
                None => match self.expression(at) {
                    Some((begin, end, meaning)) => {
                        let other = self.other_end(begin, end, &meaning);
                        (begin, end, meaning, other)
                    }
                    None => {
                        at += 1;
                        continue;
                    }
                },
            };
            let mut atom = self.atom(begin, end, meaning, paragraph, heading);
            at = end.max(at + 1);
            let Some(other) = other else {
                atoms.push(atom);
                continue;
            };
            atom.joined = other.joined;
            let mut last = self.atom(other.begin, other.end, other.meaning, paragraph, heading);
            last.preposition = atom.preposition;
            at = other.end.max(at);
            atoms.push(atom);
            atoms.push(last);
        }
    }

    fn atom(&self, begin: usize, end: usize, meaning: Meaning, paragraph: usize, heading: bool) -> Atom {
        let mut meaning = meaning;
        if let Meaning::Point(point) = &mut meaning {
            point.about |= begin > 0 && self.word(begin - 1) == Some(Word::About);
        }
        Atom {
            span: self.span(begin, end),
            tie: self.tie_of(begin, end, &meaning),
            meaning,
            preposition: if self.ever_since(end) { Some(Word::Since) } else { self.preposition(begin) },
            tense: if self.is_premodifier(begin, end) { None } else { self.tense(begin, end) },
            governed: self.is_governed(begin),
            pluperfect: self.is_pluperfect(begin),
            leads: self.leads(begin),
            joined: false,
            opens: false,
            alone: false,
            heading,
            paragraph,
        }
    }

    /// The longest expression that begins at a token.
    pub(super) fn expression(&self, at: usize) -> Option<(usize, usize, Meaning)> {
        let point = |(end, point): (usize, Point)| (at, end, Meaning::Point(point));
        let dated = match self.kind(at) {
            Kind::Triple(_) => self.numeric(at),
            Kind::Word(Word::Month { .. }) => self.month_first(at),
            Kind::Word(Word::Weekday { .. }) => return self.weekday(at).map(|(end, meaning)| (at, end, meaning)),
            Kind::Clock(..) => self.clock(at),
            Kind::Number(_) => {
                self.clock(at).or_else(|| self.day_first(at)).or_else(|| self.decade(at)).or_else(|| self.century(at))
            }
            Kind::Word(Word::Ordinal(_)) => self.day_first(at),
            Kind::Word(Word::Half | Word::Unit { unit: Unit::Quarter, .. }) => self.clock(at),
            Kind::Word(Word::Decade(_)) => self.decade(at),
            Kind::Word(Word::QuarterName(_) | Word::HalfName(_) | Word::FiscalYear(_) | Word::Fy) => self.business(at),
            _ => None,
        };
        if let Some((end, base)) = dated {
            return Some(point(self.lengthened(end, base)));
        }
        if let Some(holiday) = self.holiday(at) {
            // "Easter week"
            if let Some(Word::Unit { unit: unit @ (Unit::Week | Unit::Weekend), plural: false }) = self.word(holiday.0)
            {
                let of = Some(Box::new(holiday.1));
                return Some(point((holiday.0 + 1, Point { of, ..Point::new(Base::Unit(unit)) })));
            }
            return Some(point(self.lengthened(holiday.0, holiday.1)));
        }
        if let Some((begin, end, meaning)) = self.phrase(at) {
            return Some((begin, end, meaning));
        }
        self.year_alone(at).map(point)
    }

    /// What looks like no date but is one: "091430Z MAY 23", "11/2023", "9/11".
    fn figure(&self, at: usize) -> Option<(usize, Point)> {
        self.date_time_group(at).or_else(|| self.month_of_year(at)).or_else(|| self.nine_eleven(at))
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Mark(b'.'), |token| token.kind)
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        match self.tokens.get(at) {
            Some(Token { kind: Kind::Word(word), .. }) => Some(*word),
            _ => None,
        }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    pub(super) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.kind(at) == Kind::Mark(mark)
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.kind(at) == Kind::Dash
    }

    pub(super) fn is_unit(&self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Unit { .. }))
    }

    /// The token behind a hyphen that joins two words.
    pub(super) fn past_dash(&self, at: usize) -> usize {
        let joins = self.is_dash(at) && self.tokens[at].glued && self.tokens.get(at + 1).is_some_and(|next| next.glued);
        at + usize::from(joins)
    }

    pub(super) fn span(&self, begin: usize, end: usize) -> Span {
        let from = self.tokens.get(begin).map_or(0, |token| token.begin);
        let to = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(from, |token| token.end);
        from..to.max(from)
    }

    pub(super) fn written(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.text.get(token.begin..token.end)).unwrap_or("")
    }

    /// "as early as 1998, and every now and then ever since": the time reaches up to now.
    fn ever_since(&self, end: usize) -> bool {
        (end..(end + 10).min(self.tokens.len()))
            .take_while(|at| !self.is_sentence_end(*at))
            .any(|at| self.word(at) == Some(Word::Since) && matches!(self.kind(at + 1), Kind::Mark(_)))
    }

    /// The preposition before an expression, past "as early as", "about" and the article.
    fn preposition(&self, begin: usize) -> Option<Word> {
        let mut at = begin;
        for _ in 0..5 {
            at = at.checked_sub(1)?;
            match self.word(at)? {
                Word::Part(Part::Beginning) if self.written(at).ends_with("ing") => return Some(Word::Starting),
                Word::The | Word::About | Word::As | Word::Part(_) | Word::Only => {}
                Word::In | Word::On if at > 0 && self.word(at - 1) == Some(Word::Starting) => {
                    return Some(Word::Starting);
                }
                word => return Some(word),
            }
        }
        None
    }

    /// A daytime, a clock time or a containing stretch behind a point: "Monday morning", "March of last year".
    pub(super) fn lengthened(&self, end: usize, point: Point) -> (usize, Point) {
        let mut end = end;
        let mut point = point;
        if point.is_day()
            && point.day_part.is_none()
            && point.clock.is_none()
            && let Some(Word::DayPart(part)) = self.word(end)
            && !self.is_dash(end + 1)
        {
            point.day_part = Some(part);
            end += 1;
        }
        // "9 May 2023, 14:30 UTC"
        let next = end + usize::from(self.is_mark(end, b','));
        if let Base::Day { .. } = point.base
            && point.day_part.is_none()
            && point.clock.is_none()
            && matches!(self.kind(next), Kind::Clock(..))
            && let Some((after, Point { clock, base: Base::Daytime, .. })) = self.clock(next)
        {
            (end, point.clock) = (after, clock);
        }
        if let Some((after, container)) = self.container(end, &point) {
            point.of = Some(Box::new(container));
            end = after;
        }
        (end, point)
    }

    /// The token behind the second year of "winter 2022–23".
    fn past_second_year(&self, at: usize, year: i32) -> usize {
        match self.kind(at + 1) {
            // "winter 1 BC – AD 1"
            _ if self.is_dash(at) && self.year(at + 1).is_some_and(|(_, next)| next == year + 1) => {
                self.year(at + 1).map_or(at, |(end, _)| end)
            }
            Kind::Number(Number { value, .. })
                if self.is_dash(at) && (value as i32 == year + 1 || value as i32 == (year + 1) % 100) =>
            {
                at + 2
            }
            _ => at,
        }
    }

    /// The stretch that a month, season, quarter or weekday lies in: "of last year", "this year", "of 1998".
    fn container(&self, at: usize, point: &Point) -> Option<(usize, Point)> {
        let in_year = matches!(
            point.base,
            Base::Month { year: None, .. }
                | Base::Day { year: None, .. }
                | Base::Season(_)
                | Base::Quarter(_)
                | Base::Half(_)
                | Base::Holiday(_)
        );
        let in_week = matches!(point.base, Base::Weekday(_));
        let in_any = matches!(point.base, Base::Nth(..) | Base::Half(_));
        if (!in_year && !in_week && !in_any) || point.of.is_some() {
            return None;
        }
        let of = self.word(at) == Some(Word::Of);
        let comma = self.is_mark(at, b',');
        let next = at + usize::from(of || comma);
        if let Some((end, year)) = self.year(next)
            && !in_week
            && (!comma || matches!(point.base, Base::Season(_)))
            && !self.is_measured(end)
        {
            let winter = matches!(point.base, Base::Season(Season::Winter));
            let end = if winter { self.past_second_year(end, year) } else { end };
            return Some((end, Point::new(Base::Year(year))));
        }
        if comma {
            return None;
        }
        if of
            && (in_any || in_year)
            && let Some((end, inner)) = self.month_first(next).or_else(|| self.day_first(next))
        {
            return Some((end, inner));
        }
        let the = usize::from(self.word(next) == Some(Word::The));
        if !of && the == 1 {
            return None;
        }
        let fiscal = usize::from(self.word(next + the) == Some(Word::Fiscal));
        if fiscal == 1
            && let Some((end, year)) = self.year(next + the + 1)
        {
            return Some((end, Point::new(Base::Fiscal(year))));
        }
        let place = match self.word(next + the) {
            Some(Word::Place(place)) => Some(place),
            _ if the == 1 => None,
            _ => return None,
        };
        let head = next + the + fiscal + usize::from(place.is_some());
        let Some(Word::Unit { unit, plural: false }) = self.word(head) else { return None };
        let fits =
            (in_year && unit == Unit::Year) || (in_week && unit == Unit::Week) || (in_any && unit >= Unit::Week && of);
        if !fits {
            return None;
        }
        let place = place.or(Some(Place::This));
        Some((head + 1, Point { place, ..Point::new(Base::Unit(unit)) }))
    }
}
