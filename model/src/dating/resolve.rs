//! What the words say, the document's date and the time told before, to days and a chain.
//!
//! In: atoms in the order of the text. Out: for each its days, its TIMEX3 value and how they came about.
//! Knows nothing of tokens.

use super::named::{HOLIDAYS, PERIODS, weekday_number};
use super::point::{Atom, Base, From, Length, Meaning, Point, Shift};
use super::relative::length_value;
use super::stretch::{Stretch, add_days, add_months};
use super::timeml::{Grain, date_value, time_value};
use super::words::{DayPart, Place, Reference, Tense, Unit, Word};
use super::{Bound, Sort};
use crate::document::Known;
use crate::document::OwnDate;
use crate::text::Span;
use crate::when::{Anchor, Precision, When, day_label};
use chrono::{Datelike, NaiveDate};

/// What relative words count from, as far as the text is read.
pub(super) struct Context<'a> {
    pub own: Option<&'a OwnDate>,
    /// The text tells of the past in its own order: what is relative counts from the date told before.
    pub history: bool,
    pub text: &'a str,
    told: Option<Told>,
    /// Where a story has come to: the last time told that is not background.
    position: Option<Stretch>,
    /// The years that the last heading with a year names.
    section: Option<Stretch>,
    /// The quarter of a year told last, which "a year earlier" keeps to, and its paragraph.
    quarter: Option<(Stretch, usize)>,
    /// The next time that is told with its year, soon behind the atom in hand.
    ahead: Option<Stretch>,
}

/// The time that the text told last.
#[derive(Clone)]
struct Told {
    stretch: Stretch,
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

/// What a stretch was counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Nothing,
    Document,
    Told,
}

/// A stretch and how it was found.
struct Found {
    stretch: Stretch,
    counted: Counted,
    rule: String,
    /// Chosen among several that the words allow.
    chosen: bool,
}

/// A day against the tense of its clause must be nearer by this much to be meant all the same:
/// a clause that speaks of the future names past days more often than the other way round.
const AGAINST_PAST_DAYS: i64 = 300;
const AGAINST_FUTURE_DAYS: i64 = 180;
const WAY_MAX_DAYS: i64 = 600;
const OUTSIDE_SECTION_DAYS: i64 = 1000;

/// Which of several days or months is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Before,
    After,
    Nearest,
}

impl<'a> Context<'a> {
    pub(super) fn new(own: Option<&'a OwnDate>, history: bool, text: &'a str) -> Context<'a> {
        Context { own, history, text, told: None, position: None, section: None, quarter: None, ahead: None }
    }

    /// Resolves an atom; `partner` is the first end of a stretch that it is the last end of,
    /// `ahead` the next time soon behind it that is told with its year.
    pub(super) fn resolve(&mut self, atom: &Atom, partner: Option<Stretch>, ahead: Option<Stretch>) -> Option<Outcome> {
        self.ahead = ahead;
        if self.quarter.is_some_and(|(_, paragraph)| atom.paragraph > paragraph + 5) {
            self.quarter = None;
        }
        match &atom.meaning {
            Meaning::Point(point) => self.point(atom, point, partner),
            Meaning::Length(length) => Some(self.length(atom, length)),
            Meaning::Set(value) => Some(Outcome {
                sort: Sort::Set,
                value: value.clone(),
                ..Outcome::without_days("a time that comes again and again", atom)
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
            }
        }
        if found.counted == Counted::Document && self.own.is_some_and(|own| own.known == Known::Inferred) {
            confidence *= 0.9;
        }
        let base_value = match point.base {
            Base::Named(_) => String::new(),
            _ => date_value(found.stretch.first, found.stretch.grain),
        };
        let value = match point.base {
            Base::Named(_) => base_value,
            _ if self.is_daily(atom, point) => time_value("XXXX-XX-XX", point.day_part, point.clock),
            _ => time_value(&base_value, point.day_part, point.clock),
        };
        let anchor = self.anchor(found.counted);
        let mut rule = found.rule;
        when.clock = point.clock;
        when.approximate = point.about || atom.preposition == Some(Word::About);
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
            && matches!(point.base, Base::Quarter(_))
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
        let background = bound == Bound::Since || point.place == Some(Place::Previous);
        // "December 7 and 8, 1941": a year around what was told keeps the story where it is.
        let around = self.position.is_some_and(|position| {
            concrete.grain > position.grain && concrete.first <= position.first && position.last <= concrete.last
        });
        if !background && !around {
            self.position = Some(concrete);
        }
        if !matches!(point.base, Base::Named(_)) || !self.history {
            let when = Some(when).filter(|_| bound == Bound::Since);
            self.told = Some(Told { stretch: concrete, when, words: atom.span.clone() });
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
            Counted::Told => self.told.as_ref().map(|told| Anchor {
                earliest: told.stretch.first,
                latest: told.stretch.last,
                what: "the time told before".to_owned(),
                known: format!("“{}”", self.text.get(told.words.clone()).unwrap_or("")),
                inferred: false,
            }),
        }
    }

    /// The stretch that a point means.
    fn find(
        &self,
        point: &Point,
        direction: Direction,
        now: Option<NaiveDate>,
        partner: Option<Stretch>,
    ) -> Option<Found> {
        if let Some(of) = &point.of {
            return self.inside(point, of, direction, now);
        }
        let plain = |stretch: Option<Stretch>, rule: &str| {
            stretch.map(|stretch| Found { stretch, counted: Counted::Nothing, rule: rule.to_owned(), chosen: false })
        };
        match point.base {
            Base::Day { year: Some(year), month, day } => plain(day_of(year, month, day), "a day of the calendar"),
            Base::Month { year: Some(year), month } => {
                plain(Stretch::month(year, u32::from(month)), "a month of the calendar")
            }
            Base::Year(year) => plain(Stretch::year(year), "a calendar year"),
            Base::Decade(first) => plain(Stretch::years(first, first.checked_add(9)?, Grain::Decade), "ten years"),
            Base::Century(first, last) => plain(Stretch::years(first, last, Grain::Century), "a century"),
            Base::Fiscal(year) => plain(Stretch::year(year), "a fiscal year, taken as the calendar year"),
            Base::Named(index) => {
                let period = PERIODS.get(usize::from(index))?;
                let stretch = Stretch { first: period.first, last: period.last, grain: Grain::Day };
                let rule =
                    format!("{} lasted from {} to {}", period.name, day_label(period.first), day_label(period.last));
                plain(Some(stretch), &rule)
            }
            Base::Day { year: None, month, day } => {
                self.yearless(point, direction, now, partner, "the day", |year| day_of(year, month, day))
            }
            Base::Month { year: None, month } => self
                .yearless(point, direction, now, partner, "the month", |year| Stretch::month(year, u32::from(month))),
            Base::Season(season) => {
                self.yearless(point, direction, now, partner, "the season", |year| Stretch::season(year, season))
            }
            Base::Quarter(quarter) => {
                self.yearless(point, direction, now, partner, "the quarter", |year| Stretch::quarter(year, quarter))
            }
            Base::Half(half) => {
                self.yearless(point, direction, now, partner, "the half-year", |year| Stretch::half(year, half))
            }
            Base::Holiday(index) => {
                let holiday = HOLIDAYS.get(usize::from(index))?;
                let name = format!("{} is a day of each year,", holiday.name);
                self.yearless(point, direction, now, partner, &name, |year| holiday.day(year).map(Stretch::day))
            }
            Base::DayOfMonth(day) => self.day_of_month(day, now),
            Base::Weekday(weekday) => self.weekday(point, weekday, direction, now, partner),
            Base::Unit(unit) => self.unit(point, unit, direction, now),
            Base::Shift(shift) => self.shift(shift, now),
            Base::Today(days) => {
                let day = add_days(now?, i64::from(days))?;
                let rule = match days {
                    0 => "the document's day",
                    -1 => "the day before the document's",
                    1 => "the day after the document's",
                    _ => "so many days from the document's",
                };
                Some(Found {
                    stretch: Stretch::day(day),
                    counted: Counted::Document,
                    rule: rule.to_owned(),
                    chosen: false,
                })
            }
            Base::Daytime => self.daytime(point, now),
            Base::DecadeName(tens) => {
                let (reference, counted) = self.reference_day(self.history, now)?;
                let century = reference.year().div_euclid(100) * 100;
                let first = century + i32::from(tens);
                let first = if first > reference.year() { first - 100 } else { first };
                Some(Found {
                    stretch: Stretch::years(first, first + 9, Grain::Decade)?,
                    counted,
                    rule: "the last ten years of that name that had begun".to_owned(),
                    chosen: true,
                })
            }
            Base::BareYear(year) => {
                let told = self.told.as_ref()?;
                (told.stretch.first.year() <= 0).then_some(())?;
                Some(Found {
                    stretch: Stretch::year(1i32.checked_sub(year)?)?,
                    counted: Counted::Told,
                    rule: "a year before Christ, like those told before".to_owned(),
                    chosen: true,
                })
            }
            Base::Period if point.place == Some(Place::Latest) => Some(Found {
                stretch: match self.quarter {
                    Some((quarter, _)) => quarter,
                    None => Stretch::around(now?, Unit::Quarter, -1)?,
                },
                counted: Counted::Told,
                rule: "the quarter told before".to_owned(),
                chosen: true,
            }),
            Base::Period => {
                let told = self.told.as_ref()?;
                Some(Found {
                    stretch: told.stretch,
                    counted: Counted::Told,
                    rule: "the same time as told before".to_owned(),
                    chosen: true,
                })
            }
            Base::Nth(..) => None,
        }
    }

    /// A stretch inside another: "March of last year", "the first week of May".
    fn inside(&self, point: &Point, of: &Point, direction: Direction, now: Option<NaiveDate>) -> Option<Found> {
        let outer = self.find(of, direction, now, None)?;
        let year = outer.stretch.first.year();
        let stretch = match point.base {
            Base::Day { month, day, .. } => day_of(year, month, day)?,
            Base::Month { month, .. } => Stretch::month(year, u32::from(month))?,
            Base::Season(season) => Stretch::season(year, season)?,
            Base::Quarter(quarter) => Stretch::quarter(year, quarter)?,
            Base::Holiday(index) => Stretch::day(HOLIDAYS.get(usize::from(index))?.day(year)?),
            Base::Half(half) => half_of(outer.stretch, half)?,
            Base::Nth(nth, unit) => outer.stretch.nth(nth, unit)?,
            Base::Weekday(weekday) => {
                let monday = Stretch::around(outer.stretch.first, Unit::Week, 0)?.first;
                Stretch::day(add_days(monday, i64::from(weekday) - 1)?)
            }
            Base::Unit(unit) => Stretch::around(outer.stretch.first, unit, 0)?,
            Base::DayOfMonth(day) => Stretch::day(outer.stretch.first.with_day(u32::from(day))?),
            _ => outer.stretch,
        };
        let rule = match outer.counted {
            Counted::Nothing => "the words tell all of it".to_owned(),
            _ => format!("within {}: {}", outer.stretch.when(None).label(), outer.rule),
        };
        Some(Found { stretch, rule, ..outer })
    }

    /// A day to count from: the time told before, or the document's.
    fn reference_day(&self, told_first: bool, now: Option<NaiveDate>) -> Option<(NaiveDate, Counted)> {
        match (&self.told, now) {
            (Some(_), _) if self.history && told_first => {
                Some((self.position.or(self.told.as_ref().map(|told| told.stretch))?.first, Counted::Told))
            }
            (Some(told), _) if told_first => Some((told.stretch.first, Counted::Told)),
            (_, Some(now)) => Some((now, Counted::Document)),
            (Some(told), None) if self.history => Some((told.stretch.first, Counted::Told)),
            _ => None,
        }
    }

    /// What comes each year, in the year that is meant.
    fn yearless(
        &self,
        point: &Point,
        direction: Direction,
        now: Option<NaiveDate>,
        partner: Option<Stretch>,
        what: &str,
        make: impl Fn(i32) -> Option<Stretch>,
    ) -> Option<Found> {
        let found = |stretch: Option<Stretch>, counted: Counted, rule: String, chosen: bool| {
            stretch.map(|stretch| Found { stretch, counted, rule, chosen })
        };
        if let Some(partner) = partner {
            let year = partner.first.year();
            let same = make(year)?;
            let stretch = if same.last < partner.first { make(year.checked_add(1)?)? } else { same };
            return found(Some(stretch), Counted::Nothing, format!("{what} after the first end of the stretch"), false);
        }
        let by_place = match point.place {
            Some(Place::Last | Place::Past) => Some((self.history, Direction::Before)),
            Some(Place::Next | Place::Coming) => Some((self.history, Direction::After)),
            Some(Place::Previous) => Some((true, Direction::Before)),
            Some(Place::Following) => Some((true, Direction::After)),
            _ => None,
        };
        if let Some((told_first, direction)) = by_place {
            let (day, counted) = self.reference_day(told_first, now)?;
            let (year, step) = (day.year(), if direction == Direction::Before { -1 } else { 1 });
            let fits = |stretch: &Stretch| match direction {
                Direction::Before => stretch.last < day,
                _ => stretch.first > day,
            };
            let side = if step < 0 { "before" } else { "after" };
            let stretch = [year - step, year, year + step, year + 2 * step].into_iter().filter_map(make).find(fits);
            return found(
                stretch,
                counted,
                format!("{what}: the nearest {side} {}", self.counted_label(counted)),
                false,
            );
        }
        if matches!(point.place, Some(Place::This)) {
            let (day, counted) = self.reference_day(self.history, now)?;
            return found(make(day.year()), counted, format!("{what} of that year"), false);
        }
        if matches!(point.place, Some(Place::That | Place::Same)) {
            let (day, counted) = self.reference_day(true, now)?;
            return found(make(day.year()), counted, format!("{what} of that year"), false);
        }
        if self.history
            && let Some(position) = self.position
        {
            let rule = format!("{what} without a year: in the year that the story has come to");
            return found(self.narrated(&position, make), Counted::Told, rule, true);
        }
        let now = now?;
        let year = now.year();
        let cost = |stretch: &Stretch| {
            let (ahead, behind) = ((stretch.first - now).num_days().max(0), (now - stretch.last).num_days().max(0));
            ahead
                + behind
                + match direction {
                    Direction::Before if ahead > 0 => AGAINST_PAST_DAYS,
                    Direction::After if behind > 0 => AGAINST_FUTURE_DAYS,
                    // The past is told of more often than the future.
                    Direction::Nearest => ahead / 2,
                    _ => 0,
                }
                + if point.weekday.is_none_or(|weekday| weekday_number(stretch.first) == weekday) { 0 } else { 1000 }
        };
        let side = match direction {
            Direction::Before => "the last before the document's date, as the clause speaks of the past",
            Direction::After => "the next after the document's date, as the clause speaks of the future",
            Direction::Nearest => "the nearest to the document's date",
        };
        let around = [year, year - 1, year + 1];
        let stretch = around.into_iter().filter_map(&make).min_by_key(cost);
        found(stretch, Counted::Document, format!("{what} without a year: {side}"), true)
    }

    /// The year that a story has come to: of those around the time told before, the one on the shortest way
    /// from there to the next time told. Going back in time counts double.
    fn narrated(&self, position: &Stretch, make: impl Fn(i32) -> Option<Stretch>) -> Option<Stretch> {
        let way = |from: &Stretch, to: &Stretch| {
            (to.first - from.last).num_days().max(0) + 2 * (from.first - to.last).num_days().max(0)
        };
        // A time ahead that is far off belongs to another part of the story.
        let ahead = self.ahead.filter(|ahead| way(position, ahead) < WAY_MAX_DAYS);
        let outside = |stretch: &Stretch| {
            self.section.is_some_and(|section| stretch.last < section.first || section.last < stretch.first)
        };
        let cost = |stretch: &Stretch| {
            let section = if outside(stretch) { OUTSIDE_SECTION_DAYS } else { 0 };
            way(position, stretch) + ahead.map_or(0, |ahead| way(stretch, &ahead)) + section
        };
        let year = position.first.year();
        let named = self.section.map(|section| section.first.year());
        [year, year + 1, year - 1].into_iter().chain(named).filter_map(make).min_by_key(cost)
    }

    fn counted_label(&self, counted: Counted) -> &'static str {
        if counted == Counted::Told { "the time told before" } else { "the document's date" }
    }

    fn day_of_month(&self, day: u8, now: Option<NaiveDate>) -> Option<Found> {
        let (reference, counted) = self.reference_day(true, now)?;
        Some(Found {
            stretch: Stretch::day(reference.with_day(u32::from(day))?),
            counted,
            rule: "that day of the month told before".to_owned(),
            chosen: true,
        })
    }

    fn weekday(
        &self,
        point: &Point,
        weekday: u8,
        direction: Direction,
        now: Option<NaiveDate>,
        partner: Option<Stretch>,
    ) -> Option<Found> {
        let told_first = self.history || matches!(point.place, Some(Place::Previous | Place::Following | Place::That));
        let (reference, counted) = match partner {
            Some(partner) => (partner.first, Counted::Told),
            None => self.reference_day(told_first, now)?,
        };
        let back = (i64::from(weekday_number(reference)) - i64::from(weekday)).rem_euclid(7);
        let strict = |days: i64| if days == 0 { 7 } else { days };
        let ahead = (7 - back).rem_euclid(7);
        let (days, rule) = match point.place {
            _ if partner.is_some() => (ahead, "the weekday after the first end of the stretch"),
            Some(Place::Last | Place::Past | Place::Previous) => (-strict(back), "the last of that name before"),
            Some(Place::Next | Place::Coming | Place::Following) => (strict(ahead), "the next of that name after"),
            _ if self.history => (ahead, "the weekday next to the time told before"),
            _ if direction == Direction::After => {
                (ahead, "the weekday to come, as the clause speaks of the future, counted from")
            }
            _ => (-back, "the last weekday of that name up to"),
        };
        let stretch = Stretch::day(add_days(reference, days)?);
        let rule = format!("{rule} {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: point.place.is_none() })
    }

    /// "last year", "this week", "that day", "the year".
    fn unit(&self, point: &Point, unit: Unit, direction: Direction, now: Option<NaiveDate>) -> Option<Found> {
        if unit == Unit::Quarter
            && matches!(point.place, Some(Place::Latest) | None)
            && let Some((stretch, _)) = self.quarter
        {
            let rule = "the quarter told before".to_owned();
            return Some(Found { stretch, counted: Counted::Told, rule, chosen: true });
        }
        let told_here = self.told.is_some();
        let (told_first, offset, rule) = match point.place {
            Some(Place::Last | Place::Past) => (self.history, -1, "the one before"),
            Some(Place::This) | None => (self.history || unit == Unit::Day, 0, "the one that holds"),
            Some(Place::That | Place::Same | Place::These | Place::Latest) => (true, 0, "the one that holds"),
            Some(Place::Previous) => (told_here, -1, "the one before"),
            Some(Place::Following) => (true, 1, "the one after"),
            Some(Place::Next) => (self.history || unit <= Unit::Day, 1, "the one after"),
            Some(Place::Coming) => (self.history, 1, "the one after"),
        };
        let (mut day, counted) = self.reference_day(told_first, now)?;
        if offset > 0
            && counted == Counted::Told
            && let Some(told) = &self.told
        {
            day = told.stretch.last;
        }
        let mut offset = offset;
        if unit == Unit::Weekend && offset == 0 && counted == Counted::Document {
            let midweek = weekday_number(day) < 6;
            offset = if midweek && direction != Direction::After && point.place.is_none() { -1 } else { 0 };
        }
        let stretch = Stretch::around(day, unit, offset)?;
        let rule = format!("{rule} {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: false })
    }

    fn shift(&self, shift: Shift, now: Option<NaiveDate>) -> Option<Found> {
        let count = shift.count?;
        let told_first = shift.from == From::Told || self.history;
        let (day, counted) = self.reference_day(told_first, now)?;
        let told = self.told.as_ref().filter(|_| counted == Counted::Told);
        let stretch = match told {
            _ if let (Some((quarter, _)), Unit::Year) = (self.quarter, shift.unit) => {
                let day = add_months(quarter.first, i64::from(count).checked_mul(12)?)?;
                Stretch::around(day, Unit::Quarter, 0)?
            }
            Some(told) if told.stretch.grain > Grain::Week && shift.unit <= Unit::Week => return None,
            Some(told) if count > 0 => Stretch::shifted(told.stretch.last, shift.unit, count)?,
            _ => Stretch::shifted(day, shift.unit, count)?,
        };
        let side = if count < 0 { "back" } else { "ahead" };
        let rule = format!("counted {side} from {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: false })
    }

    fn daytime(&self, point: &Point, now: Option<NaiveDate>) -> Option<Found> {
        let (told_first, days) = match point.place {
            Some(Place::Last | Place::Past) => (self.history, -1),
            Some(Place::This) => (self.history, 0),
            Some(Place::Next | Place::Following) => (true, 1),
            Some(Place::Previous) => (true, -1),
            _ => (true, 0),
        };
        let (mut day, mut counted) = self.reference_day(told_first, now)?;
        // A day told in another paragraph, or a month, is no day to be at noon of.
        if counted == Counted::Told && self.told.as_ref().is_some_and(|told| told.stretch.grain > Grain::Day) {
            day = now.filter(|_| !self.history)?;
            counted = Counted::Document;
        }
        let stretch = Stretch::day(add_days(day, days)?);
        let rule = format!("a time of the day, on that of {}", self.counted_label(counted));
        Some(Found { stretch, counted, rule, chosen: point.place.is_none() })
    }

    fn length(&mut self, atom: &Atom, length: &Length) -> Outcome {
        let value = format!("P{}", length_value(length.count, length.unit));
        let mut outcome = Outcome { sort: Sort::Duration, value, ..Outcome::without_days("a length of time", atom) };
        if length.tied
            && length.unit <= Unit::Month
            && let Some(told) = &self.told
            && told.stretch.grain == Grain::Year
        {
            // Days or weeks around something of a year most often lie in that year.
            outcome.when = Some(told.stretch.when(None));
            outcome.anchor = self.anchor(Counted::Told);
            outcome.rule =
                "a short time before or after something that is told of there: taken as the same year".to_owned();
            outcome.confidence = 0.5;
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
        let end = match length.unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Weekend => add_days(now, count),
            Unit::Week => add_days(now, count.saturating_mul(7)),
            Unit::Fortnight => add_days(now, count.saturating_mul(14)),
            Unit::Month => add_months(now, count),
            Unit::Quarter => add_months(now, count.saturating_mul(3)),
            Unit::Semester => add_months(now, count.saturating_mul(6)),
            Unit::Year => add_months(now, count.saturating_mul(12)),
            Unit::Decade => add_months(now, count.saturating_mul(120)),
            Unit::Century => add_months(now, count.saturating_mul(1200)),
            Unit::Millennium => None,
        };
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
            Reference::Past => ("PAST_REF", "some time before"),
            Reference::Future => ("FUTURE_REF", "some time to come"),
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

fn day_of(year: i32, month: u8, day: u8) -> Option<Stretch> {
    NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Stretch::day)
}

/// The first or second half of a stretch.
fn half_of(outer: Stretch, half: u8) -> Option<Stretch> {
    match outer.grain {
        Grain::Year => Stretch::half(outer.first.year(), half),
        Grain::Month => {
            let middle = outer.first.with_day(15)?;
            Some(match half {
                1 => Stretch { first: outer.first, last: middle, grain: Grain::Month },
                _ => Stretch { first: middle.succ_opt()?, last: outer.last, grain: Grain::Month },
            })
        }
        Grain::Decade | Grain::Century => {
            let years = outer.last.year() - outer.first.year() + 1;
            let start = outer.first.year() + if half == 1 { 0 } else { years / 2 };
            Stretch::years(start, start + years / 2 - 1, Grain::Year)
        }
        _ => Some(outer),
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
        Some(Tense::Past) | None if matches!(atom.preposition, Some(Word::Until | Word::By | Word::Through)) => {
            match point.base {
                Base::Weekday(_) if atom.preposition == Some(Word::Until) && !atom.leads => Direction::After,
                Base::Weekday(_) => Direction::Before,
                _ => Direction::Nearest,
            }
        }
        Some(Tense::Future) => Direction::After,
        Some(Tense::Past) => Direction::Before,
        _ if matches!(point.base, Base::Weekday(_)) => Direction::Before,
        _ => Direction::Nearest,
    }
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
