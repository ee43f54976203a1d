//! Which year is meant by what comes each year: "in May", "on 3 June", "last summer".
//!
//! In: what makes the stretch of a year, the direction that the clause tells, the context that the text has come
//! to. Out: the stretch of the year that is meant, and why it is that one.

use super::named::weekday_number;
use super::point::Point;
use super::reckon::{Counted, Direction, Found};
use super::resolve::Context;
use super::stretch::Stretch;
use super::timeml::Grain;
use super::words::Place;
use chrono::{Datelike, NaiveDate};

/// A day against the tense of its clause must be nearer by this much to be meant all the same:
/// a clause that speaks of the future names past days more often than the other way round.
const AGAINST_PAST_DAYS: i64 = 300;
const AGAINST_FUTURE_DAYS: i64 = 180;
const AGAINST_VERB_DAYS: i64 = 1000;
const WAY_MAX_DAYS: i64 = 600;
const OUTSIDE_YEAR_DAYS: i64 = 300;
const OUTSIDE_SECTION_DAYS: i64 = 1000;

impl Context<'_> {
    /// What comes each year, in the year that is meant.
    pub(super) fn yearless(
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
            return found(
                Some(stretch),
                Counted::Nothing,
                format!("{what}, the first after the other end of the stretch"),
                false,
            );
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
                format!("the nearest {what} {side} {}", self.counted_label(counted)),
                false,
            );
        }
        if matches!(point.place, Some(Place::This)) {
            let (day, counted) = self.reference_day(self.history, now)?;
            return found(
                make(day.year()),
                counted,
                format!("{what} of the year of {}", self.counted_label(counted)),
                false,
            );
        }
        if matches!(point.place, Some(Place::That | Place::Same)) {
            let (day, counted) = self.last_told(now)?;
            return found(
                make(day.year()),
                counted,
                format!("{what} of the year of {}", self.counted_label(counted)),
                false,
            );
        }
        if let Some(found) = self.headed(point, what, &make) {
            return Some(found);
        }
        if self.history
            && let Some(position) = self.position.as_ref().or(self.told.as_ref())
        {
            let rule =
                format!("no year is told: the {what} on the shortest way from the time that the story has come to");
            return found(self.narrated(&position.stretch, make), Counted::Story, rule, true);
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
                    Direction::SurelyBefore if ahead > 0 => AGAINST_VERB_DAYS,
                    Direction::SurelyAfter if behind > 0 => AGAINST_VERB_DAYS,
                    // The past is told of more often than the future.
                    Direction::Nearest => ahead / 2,
                    _ => 0,
                }
                + if point.weekday.is_none_or(|weekday| weekday_number(stretch.first) == weekday) { 0 } else { 1000 }
        };
        let around = [year, year - 1, year + 1];
        let stretch = around.into_iter().filter_map(&make).min_by_key(cost)?;
        let side = match direction {
            _ if stretch.first <= now && now <= stretch.last => "the # that the document's date lies in",
            Direction::Before | Direction::SurelyBefore if stretch.last < now => {
                "the last # before the document's date, as the clause speaks of the past"
            }
            Direction::After | Direction::SurelyAfter if now < stretch.first => {
                "the next # after the document's date, as the clause speaks of the future"
            }
            _ => "the # nearest to the document's date",
        };
        let stretch = Some(stretch);
        found(stretch, Counted::Document, format!("no year is told: {}", side.replace('#', what)), true)
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
        // A year told binds the months that follow it.
        let bound = (position.grain == Grain::Year).then_some(*position);
        let unbound =
            |stretch: &Stretch| bound.is_some_and(|year| stretch.last < year.first || year.last < stretch.first);
        let cost = |stretch: &Stretch| {
            let year = if unbound(stretch) { OUTSIDE_YEAR_DAYS } else { 0 };
            let section = if outside(stretch) { OUTSIDE_SECTION_DAYS } else { 0 };
            way(position, stretch) + ahead.map_or(0, |ahead| way(stretch, &ahead)) + section + year
        };
        let year = position.first.year();
        let named = self.section.map(|section| section.first.year());
        [year, year + 1, year - 1].into_iter().chain(named).filter_map(make).min_by_key(cost)
    }
}
