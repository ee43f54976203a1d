//! What the words say, the document's date and the time told before, to days and a chain.
//!
//! In: atoms in the order of the text. Out: for each its days, its TIMEX3 value and how they came about.
//! Knows nothing of tokens.

use super::headed::Headed;
use super::point::{Atom, Base, From, Length, Meaning, Point, Shift};
use super::reckon::{Counted, Direction};
use super::stretch::{Stretch, add_days, add_months};
use super::timeml::{Grain, date_value, length_value, time_value};
use super::words::{DayPart, Part, Place, Reference, Season, Tense, Unit, Word};
use super::{Bound, Sort};
use crate::document::Known;
use crate::document::OwnDate;
use crate::text::Span;
use crate::when::{Anchor, Precision, When};
use chrono::NaiveDate;

/// What relative words count from, as far as the text is read.
pub(super) struct Context<'a> {
    pub own: Option<&'a OwnDate>,
    /// The text tells of the past in its own order: what is relative counts from the date told before.
    pub history: bool,
    pub text: &'a str,
    pub told: Option<Told>,
    /// The last time told that is a year or shorter, which "that year" points to.
    pub told_in_year: Option<Told>,
    /// Where a story has come to: the last time told that is not background.
    pub position: Option<Told>,
    /// The years that the last heading with a year names.
    pub section: Option<Stretch>,
    /// The quarter of a year told last, which "a year earlier" keeps to, and its paragraph.
    pub quarter: Option<(Stretch, usize)>,
    /// The next time that is told with its year, soon behind the atom in hand.
    pub ahead: Option<Stretch>,
    /// Where the text has come to below its headings.
    pub headed: Headed,
}

/// The time that the text told last.
#[derive(Clone)]
pub(super) struct Told {
    pub stretch: Stretch,
    /// What it means for what happened, where that is more than the stretch: "since March".
    when: Option<When>,
    words: Span,
}

/// What came out for an atom.
pub(super) struct Outcome {
    pub sort: Sort,
    pub when: Option<When>,
    pub value: String,
    pub bound: Bound,
    pub rule: String,
    pub anchor: Option<Anchor>,
    pub confidence: f32,
    pub stretch: Option<Stretch>,
}

impl<'a> Context<'a> {
    pub(super) fn new(own: Option<&'a OwnDate>, history: bool, text: &'a str, headed: Headed) -> Context<'a> {
        Context {
            own,
            history,
            text,
            told: None,
            told_in_year: None,
            position: None,
            section: None,
            quarter: None,
            ahead: None,
            headed,
        }
    }

    /// Resolves an atom; `partner` is the first end of a stretch that it is the last end of,
    /// `ahead` the next time soon behind it that is told with its year.
    pub(super) fn resolve(&mut self, atom: &Atom, partner: Option<Stretch>, ahead: Option<Stretch>) -> Option<Outcome> {
        self.ahead = ahead;
        self.headed.come_to(atom);
        if self.quarter.is_some_and(|(_, paragraph)| atom.paragraph > paragraph + 5) {
            self.quarter = None;
        }
        match &atom.meaning {
            Meaning::Point(point) => self.point(atom, point, partner),
            Meaning::Length(length) => Some(self.length(atom, length)),
            Meaning::Set(value) => Some(Outcome {
                sort: Sort::Set,
                value: value.clone(),
                ..Outcome::without_days("a time that comes again and again, no single day", atom)
            }),
            Meaning::Reference(reference) => Some(self.reference(atom, *reference)),
            Meaning::Adjective(reference) => self.history.then(|| self.reference(atom, *reference)),
            Meaning::Told => self.since_told(atom),
        }
    }

    fn point(&mut self, atom: &Atom, point: &Point, partner: Option<Stretch>) -> Option<Outcome> {
        let sort = sort_of(point);
        let now = self.own.map(OwnDate::day);
        let direction = direction(atom, point);
        let found = match self.find(point, direction, now, partner) {
            Some(found) => found,
            None => return self.unknown(atom, point, sort),
        };
        // A document's date that is itself a stretch makes what counts from it one too.
        let mut when = found.stretch.when(point.part);
        let mut widened = false;
        let mut confidence: f32 = if found.chosen { 0.8 } else { 0.95 };
        if let Some(own) = self.own
            && found.counted == Counted::Document
            && own.earliest != own.latest
            && let Some(earlier) = self.find(point, direction, Some(own.earliest), partner)
        {
            let first = earlier.stretch.when(point.part);
            if first != when {
                when = When::span(first.earliest, when.latest, coarser(first.precision, &first, &when));
                confidence *= 0.6;
                widened = true;
            }
        }
        if found.counted == Counted::Document && self.own.is_some_and(|own| own.known == Known::Inferred) {
            confidence *= 0.9;
        }
        let base_value = match point.base {
            Base::Named(_) => String::new(),
            // A winter without its year is called by the one that most of it lies in.
            Base::Season(Season::Winter) if !point.has_year() => {
                date_value(add_months(found.stretch.first, 1)?, Grain::Season)
            }
            _ => date_value(found.stretch.first, found.stretch.grain),
        };
        let value = match point.base {
            Base::Named(_) => base_value,
            Base::Unit(Unit::Day) if found.stretch.grain == Grain::Month => format!("{base_value}-XX"),
            Base::Unit(Unit::Day) if found.stretch.grain == Grain::Year => format!("{base_value}-XX-XX"),
            _ if self.is_daily(atom, point) => time_value("XXXX-XX-XX", point.day_part, point.clock),
            _ => time_value(&base_value, point.day_part, point.clock),
        };
        let anchor = self.anchor(found.counted);
        let mut rule = found.rule;
        when.clock = point.clock;
        when.approximate = point.about || atom.preposition == Some(Word::About);
        if widened {
            rule = format!("{rule}; as that date is not known to the day, neither is this");
        }
        if let Some(part) = point.part.and_then(part_label) {
            rule = format!("{rule}; {part}");
        }
        if let Some(damage) = point.damage {
            confidence *= 0.6;
            rule = format!("{rule}; {damage}");
        }
        let bound = bound(atom);
        if bound == Bound::Since
            && let Some(now) = now
            && when.earliest < now
            && partner.is_none()
            && !atom.joined
        {
            when = When { approximate: when.approximate, ..When::span(when.earliest, now, Precision::Range) };
            rule = format!("{rule}; since then, up to the document's date");
        }
        // "over the same period", after "since March"
        if point.base == Base::Period
            && let Some(told) = self.told.as_ref().and_then(|told| told.when)
        {
            when = told;
        }
        let concrete = found.stretch;
        // A quarter of the past year that is over; what is compared with it lies further back.
        if concrete.grain == Grain::Quarter
            && (matches!(point.base, Base::Quarter(_))
                || self.quarter.is_none() && point.of.as_ref().is_some_and(|of| of.is_day()))
            && now.is_some_and(|now| {
                self.quarter.is_none() || concrete.last < now && (now - concrete.last).num_days() < 270
            })
        {
            self.quarter = Some((concrete, atom.paragraph));
        }
        if atom.heading && point.has_year() && concrete.grain == Grain::Year {
            let first_end =
                partner.filter(|first| first.grain == Grain::Year).map_or(concrete.first, |first| first.first);
            self.section = Some(Stretch { first: first_end, ..concrete });
        }
        self.headed.keep(Told { stretch: concrete, when: None, words: atom.span.clone() }, partner);
        // "had fallen in 1939" goes back; where it goes on instead, the whole story is told as past before the past.
        let goes_back = self.position.as_ref().is_none_or(|position| concrete.first < position.stretch.first);
        let background = bound == Bound::Since || point.place == Some(Place::Previous) || atom.pluperfect && goes_back;
        // "December 7 and 8, 1941": a year around what was told keeps the story where it is.
        let around = self.position.as_ref().is_some_and(|position| {
            let position = position.stretch;
            concrete.grain > position.grain && concrete.first <= position.first && position.last <= concrete.last
        });
        if !background && !around {
            self.position = Some(Told { stretch: concrete, when: None, words: atom.span.clone() });
        }
        if !matches!(point.base, Base::Named(_)) || !self.history {
            let when = Some(when).filter(|_| bound == Bound::Since);
            let told = Told { stretch: concrete, when, words: atom.span.clone() };
            if concrete.grain <= Grain::Year {
                self.told_in_year = Some(told.clone());
            }
            self.told = Some(told);
        }
        Some(Outcome { sort, when: Some(when), value, bound, rule, anchor, confidence, stretch: Some(concrete) })
    }

    /// "at night" without a day: every night.
    fn is_daily(&self, atom: &Atom, point: &Point) -> bool {
        point.base == Base::Daytime
            && point.place.is_none()
            && point.clock.is_none()
            && point.day_part == Some(DayPart::Night)
            && atom.preposition == Some(Word::At)
    }

    fn unknown(&self, atom: &Atom, point: &Point, sort: Sort) -> Option<Outcome> {
        let value = match &point.base {
            // TimeML marks no "the day before" that leads to a happening; who tags histories does.
            Base::Shift(Shift { from: From::Happening, .. }) if !self.history => String::new(),
            Base::Shift(Shift { count: None, back: true, .. }) => "PAST_REF".to_owned(),
            Base::Shift(Shift { count: None, back: false, .. }) => "FUTURE_REF".to_owned(),
            Base::Shift(Shift { back: true, .. }) => "PAST_REF".to_owned(),
            Base::Shift(_) => "FUTURE_REF".to_owned(),
            Base::Daytime => time_value("XXXX-XX-XX", point.day_part, point.clock),
            Base::Nth(_, Unit::Day) => "XXXX-XX-XX".to_owned(),
            Base::BareYear(_) | Base::Named(_) => return None,
            Base::Day { year: Some(_), .. } => return None,
            Base::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
            Base::Month { month, .. } => format!("XXXX-{month:02}"),
            Base::Weekday(day) => format!("XXXX-WXX-{day}"),
            _ => "XXXX".to_owned(),
        };
        let vague = matches!(point.base, Base::Shift(Shift { count: None, .. }));
        let rule = if vague { "how long is not told" } else { "what it counts from is not known" };
        Some(Outcome { sort, value, bound: bound(atom), ..Outcome::without_days(rule, atom) })
    }

    fn anchor(&self, counted: Counted) -> Option<Anchor> {
        match counted {
            Counted::Nothing => None,
            Counted::Document => self.own.map(|own| Anchor {
                earliest: own.earliest,
                latest: own.latest,
                what: "the document's date".to_owned(),
                known: own.evidence.clone(),
                inferred: own.known == Known::Inferred,
            }),
            Counted::Told => self.told.as_ref().map(|told| self.told_anchor("the time told before", told)),
            Counted::Story => self.position.as_ref().map(|told| self.told_anchor("the story has come to", told)),
            Counted::Heading => self.headed.heading().map(|told| self.told_anchor("the heading", told)),
            Counted::Entry => self.headed.entry().map(|told| self.told_anchor("the entry of the chronology", told)),
        }
    }

    fn told_anchor(&self, what: &str, told: &Told) -> Anchor {
        Anchor {
            earliest: told.stretch.first,
            latest: told.stretch.last,
            what: what.to_owned(),
            known: format!("“{}”", self.text.get(told.words.clone()).unwrap_or("")),
            inferred: false,
        }
    }

    fn length(&mut self, atom: &Atom, length: &Length) -> Outcome {
        let value = format!("P{}", length_value(length.count, length.unit));
        let mut outcome = Outcome {
            sort: Sort::Duration,
            value,
            ..Outcome::without_days("a length of time: how long, not when", atom)
        };
        if let (Some(of), Some(count), false) = (&length.of, length.count, length.first)
            && let Some(outer) = self.find(of, direction(atom, of), self.own.map(OwnDate::day), None)
            && let Some(after) = outer.stretch.last.succ_opt()
            && let Some(first) = length_after(after, length.unit, -(count as i64))
        {
            outcome.when = Some(When::span(first, outer.stretch.last, Precision::Range));
            outcome.rule = format!("so much up to the end of {}", outer.stretch.when(None).label());
            outcome.anchor = self.anchor(outer.counted);
            return outcome;
        }
        if let (Some(of), Some(count)) = (&length.of, length.count)
            && let Some(outer) = self.find(of, direction(atom, of), self.own.map(OwnDate::day), None)
            && let Some(next) = length_after(outer.stretch.first, length.unit, count as i64)
            && let Some(last) = next.pred_opt()
            && last <= outer.stretch.last
        {
            outcome.when = Some(When::span(outer.stretch.first, last, Precision::Range));
            outcome.rule = format!("so much from the beginning of {}", outer.stretch.when(None).label());
            outcome.anchor = self.anchor(outer.counted);
            return outcome;
        }
        if atom.tie.is_some()
            && length.unit <= Unit::Month
            && let Some(told) = &self.told
            && told.stretch.grain == Grain::Year
        {
            // Days or weeks around something of a year most often lie in that year.
            outcome.when = Some(told.stretch.when(None));
            outcome.anchor = self.anchor(Counted::Told);
            outcome.rule =
                "a short time before or after what the text dates by its year only: taken as that year".to_owned();
            outcome.confidence = 0.5;
            return outcome;
        }
        if matches!(length.place, Some(Place::Same | Place::That | Place::These))
            && let Some(told) = &self.told
        {
            outcome.when = Some(told.when.unwrap_or_else(|| told.stretch.when(None)));
            outcome.anchor = self.anchor(Counted::Told);
            outcome.rule = "the same time as told before".to_owned();
            return outcome;
        }
        let ahead = length.place.is_none()
            && atom.preposition == Some(Word::In)
            && (atom.tense == Some(Tense::Future) || length.from_now);
        if ahead
            && atom.tie.is_none()
            && !self.history
            && let (Some(count), Some(now)) = (length.count, self.own.map(OwnDate::day))
            && count.fract() == 0.0
            && let Some(stretch) = Stretch::shifted(now, length.unit, count as i32).filter(|_| length.unit >= Unit::Day)
        {
            outcome.when = Some(stretch.when(None));
            outcome.anchor = self.anchor(Counted::Document);
            outcome.rule = "so long after the document's date, as the clause speaks of the future".to_owned();
            return outcome;
        }
        let back = match length.place {
            Some(Place::Last | Place::Past) => true,
            Some(Place::Next | Place::Coming) => false,
            _ => return outcome,
        };
        let (Some(count), Some(now)) = (length.count, self.own.map(OwnDate::day)) else { return outcome };
        if self.history || count.fract() != 0.0 {
            return outcome;
        }
        let count = if back { -(count as i64) } else { count as i64 };
        let end = length_after(now, length.unit, count);
        if let Some(end) = end {
            outcome.when = Some(When::span(now, end, Precision::Range));
            outcome.anchor = self.anchor(Counted::Document);
            outcome.rule = format!("a length of time {} the document's date", if back { "up to" } else { "from" });
            outcome.confidence = 0.8;
        }
        outcome
    }

    fn reference(&mut self, atom: &Atom, reference: Reference) -> Outcome {
        let (value, rule) = match reference {
            Reference::Present => ("PRESENT_REF", "the time of the document"),
            Reference::Past => ("PAST_REF", "some time ago; how long is not told"),
            Reference::Future => ("FUTURE_REF", "some time to come; when is not told"),
        };
        let mut outcome = Outcome { sort: Sort::Date, value: value.to_owned(), ..Outcome::without_days(rule, atom) };
        if reference == Reference::Present
            && !self.history
            && let Some(own) = self.own
        {
            let precision = if own.earliest == own.latest { Precision::Day } else { Precision::Range };
            outcome.when = Some(When::span(own.earliest, own.latest, precision));
            outcome.anchor = self.anchor(Counted::Document);
            outcome.confidence = 0.6;
        }
        outcome
    }

    fn since_told(&mut self, atom: &Atom) -> Option<Outcome> {
        let told = self.told.clone()?;
        let now = self.own.map(OwnDate::day).filter(|now| *now > told.stretch.first && !self.history);
        let when = match now {
            Some(now) => When::span(told.stretch.first, now, Precision::Range),
            None => return None,
        };
        let anchor = self.anchor(Counted::Told);
        self.told = Some(Told { when: Some(when), ..told });
        Some(Outcome {
            when: Some(when),
            bound: Bound::Since,
            anchor,
            confidence: 0.7,
            ..Outcome::without_days("from the time told before up to the document's date", atom)
        })
    }
}

impl Outcome {
    fn without_days(rule: &str, atom: &Atom) -> Outcome {
        Outcome {
            sort: Sort::Date,
            when: None,
            value: String::new(),
            bound: bound(atom),
            rule: rule.to_owned(),
            anchor: None,
            confidence: 0.7,
            stretch: None,
        }
    }
}

fn sort_of(point: &Point) -> Sort {
    if point.clock.is_some() || point.day_part.is_some() { Sort::Time } else { Sort::Date }
}

fn bound(atom: &Atom) -> Bound {
    match atom.preposition {
        Some(Word::Since | Word::Starting) => Bound::Since,
        Some(Word::Until | Word::By) => Bound::Until,
        Some(Word::Before) => Bound::Before,
        Some(Word::After) => Bound::After,
        _ => Bound::Within,
    }
}

fn direction(atom: &Atom, point: &Point) -> Direction {
    match atom.tense {
        _ if atom.preposition == Some(Word::Since) => Direction::Before,
        // "extended until Friday", "due by May"
        Some(Tense::Past | Tense::Present) | None
            if matches!(atom.preposition, Some(Word::Until | Word::By | Word::Through)) =>
        {
            match point.base {
                Base::Weekday(_) if atom.preposition == Some(Word::Until) && !atom.leads => Direction::After,
                Base::Weekday(_) => Direction::Before,
                _ => Direction::Nearest,
            }
        }
        Some(Tense::Future) if atom.governed && is_of_year(point) => Direction::SurelyAfter,
        Some(Tense::Past) if atom.governed && is_of_year(point) => Direction::SurelyBefore,
        Some(Tense::Future) => Direction::After,
        Some(Tense::Past) => Direction::Before,
        _ if matches!(point.base, Base::Weekday(_)) => Direction::Before,
        _ => Direction::Nearest,
    }
}

/// Which part of a stretch is meant.
fn part_label(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Early | Part::Beginning => "the first third of it",
        Part::Mid | Part::Middle => "the middle third of it",
        Part::Late | Part::End => "the last third of it",
        Part::EarlyToMid => "the first two thirds of it",
        Part::MidToLate => "the last two thirds of it",
        Part::Rest => return None,
    })
}

/// A day, month or season of some year.
fn is_of_year(point: &Point) -> bool {
    matches!(point.base, Base::Day { .. } | Base::Month { .. } | Base::Season(_) | Base::Holiday(_))
}

/// What to call a stretch that is one of two.
fn coarser(precision: Precision, first: &When, last: &When) -> Precision {
    let days = (last.latest - first.earliest).num_days() + 1;
    match precision {
        Precision::Day | Precision::Week | Precision::PartOfMonth if days <= 45 => Precision::PartOfMonth,
        Precision::Year | Precision::Decade => Precision::Years,
        _ => Precision::PartOfYear,
    }
}

/// A day so many units later; none for pieces of a day.
fn length_after(day: NaiveDate, unit: Unit, count: i64) -> Option<NaiveDate> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => None,
        Unit::Day | Unit::Weekend => add_days(day, count),
        Unit::Week => add_days(day, count.saturating_mul(7)),
        Unit::Fortnight => add_days(day, count.saturating_mul(14)),
        Unit::Month => add_months(day, count),
        Unit::Quarter => add_months(day, count.saturating_mul(3)),
        Unit::Semester => add_months(day, count.saturating_mul(6)),
        Unit::Year => add_months(day, count.saturating_mul(12)),
        Unit::Decade => add_months(day, count.saturating_mul(120)),
        Unit::Century => add_months(day, count.saturating_mul(1200)),
    }
}
