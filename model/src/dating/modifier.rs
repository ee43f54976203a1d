//! The words before the head of a phrase: "the first three", "more than two", "early", "mid-to-late".
//!
//! In: tokens. Out: what they say, and the token after them. Knows nothing of the heads that they stand before.

use super::Modifier;
use super::lex::{Kind, Number, Suffix};
use super::read::{Reader, Reading};
use super::words::{Part, Place, Unit, Word};

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

impl Reader<'_> {
    /// "more than", "about", "up to": before a count.
    pub(super) fn quantifier(&self, at: usize, words: &mut Modifiers) -> usize {
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
    pub(super) fn modifier(&self, at: usize, words: &mut Modifiers) -> Option<Result<usize, Reading>> {
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
            // "the 15th" is a day by itself.
            let counts = matches!(
                self.word(self.past_dash(end)),
                Some(
                    Word::Half
                        | Word::Unit { .. }
                        | Word::Weekday { .. }
                        | Word::DayPart(_)
                        | Word::Season { .. }
                        | Word::Cardinal(_)
                        | Word::Fiscal
                )
            );
            if !counts && matches!(self.kind(at), Kind::Number(_) | Kind::Word(Word::Cardinal(_))) {
                return None;
            }
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
    pub(super) fn and_a_half(&self, at: usize) -> Option<usize> {
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
