//! Names of time that come again: weekdays, seasons, parts of the day, and single words such as "yesterday",
//! "now", "daily".
//!
//! In: tokens and the words before the name. Out: meanings. Knows no document's date.

use super::lex::{Kind, Number, Suffix};
use super::modifier::Modifiers;
use super::point::{Base, Length, Meaning, Point};
use super::read::{Reader, Reading};
use super::timeml::{day_part_code, length_value, season_code};
use super::words::{DayPart, Part, Place, Reference, Season, Tense, Unit, Word};

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

/// What "today's" and "tomorrow's" stand before when they mean an age and no day.
const AGELESS: &[&str] =
    &["world", "youth", "society", "generation", "standards", "consumers", "children", "teenagers"];

impl Reader<'_> {
    /// One word that tells a time by itself: "yesterday", "now", "recently", "daily".
    pub(super) fn single(&self, at: usize) -> Option<Reading> {
        let end = at + 1;
        // "today's youth": of no day.
        let ageless = |noun: &str| AGELESS.contains(&noun);
        if self.kind(end) == Kind::Possessive && ageless(self.written(end + 1)) {
            return None;
        }
        Some(match self.word(at)? {
            Word::Today(days) => {
                let (end, point) = self.lengthened(end, Point::new(Base::Today(days)));
                (end, Meaning::Point(point))
            }
            Word::Tonight => {
                let point = Point { day_part: Some(DayPart::Night), ..Point::new(Base::Today(0)) };
                (end, Meaning::Point(point))
            }
            // "Now, who would say so?" opens a sentence and tells no time.
            Word::Now if self.is_mark(end, b',') && self.is_capital(at) && self.leads(at) => return None,
            Word::Now => (end, Meaning::Reference(Reference::Present)),
            // "most recently last October": of the time told right behind it.
            Word::Reference(Reference::Past)
                if matches!(self.word(end), Some(Word::Place(_) | Word::In | Word::On))
                    && self.word(at.wrapping_sub(1)) == Some(Word::Least) =>
            {
                return None;
            }
            Word::Reference(reference) => (end, Meaning::Reference(reference)),
            Word::Recent => {
                if self.is_unit(end) || self.word(end).is_some_and(|word| matches!(word, Word::Season { .. })) {
                    return None;
                }
                (end, Meaning::Reference(Reference::Past))
            }
            Word::Present if self.word(self.past_dash(end)) == Some(Word::Unit { unit: Unit::Day, plural: false }) => {
                (self.past_dash(end) + 1, Meaning::Reference(Reference::Present))
            }
            Word::Present if self.word(at.wrapping_sub(1)) == Some(Word::At) && self.closes(end) => {
                (end, Meaning::Reference(Reference::Present))
            }
            // "they will soon vote"; not "soon after", "as soon as"
            Word::Soon
                if !matches!(self.word(end), Some(Word::As | Word::After | Word::Afterwards))
                    && !matches!(self.word(at.wrapping_sub(1)), Some(Word::As))
                    && self.tense(at, end) == Some(Tense::Future) =>
            {
                (end, Meaning::Reference(Reference::Future))
            }
            Word::Former => (end, Meaning::Adjective(Reference::Past)),
            Word::SetAdjective(unit) if self.kind(end) != Kind::Other && !self.is_capital(end) => {
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
            // "the daily Le Monde" is a newspaper.
            Word::Set(_) if self.kind(end) == Kind::Other && self.is_capital(end) => return None,
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
                if self.word(self.past_dash(end)) == Some(Word::Part(Part::End))
                    && self.written(self.past_dash(end)) == "end"
                    && (self.is_dash(end)
                        || matches!(
                            self.word(at.wrapping_sub(1)),
                            Some(Word::By | Word::At | Word::Before | Word::Until)
                        )) =>
            {
                (
                    self.past_dash(end) + 1,
                    Meaning::Point(Point { part: Some(Part::End), ..Point::new(Base::Unit(Unit::Year)) }),
                )
            }
            // "by year's end"
            Word::Unit { unit: Unit::Year | Unit::Month, plural: false }
                if self.kind(end) == Kind::Possessive && self.word(end + 1) == Some(Word::Part(Part::End)) =>
            {
                let Some(Word::Unit { unit, .. }) = self.word(at) else { return None };
                (end + 2, Meaning::Point(Point { part: Some(Part::End), ..Point::new(Base::Unit(unit)) }))
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

    pub(super) fn season(&self, at: usize, season: Season, plural: bool, words: &mut Modifiers) -> Option<Reading> {
        let code = season_code(season);
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
        // "the onset of winter", "spring and summer"
        let listed = self.word(at.wrapping_sub(1)) == Some(Word::And)
            && matches!(self.word(at.wrapping_sub(2)), Some(Word::Season { .. }));
        let onset = self.word(at.wrapping_sub(1)) == Some(Word::Of) && !matches!(self.written(at), "fall" | "spring");
        let introduced = introduced || listed || onset;
        // "from fall to fall", "it falls"; "in spring" is no verb.
        let from = self.word(at.wrapping_sub(1)) == Some(Word::From);
        let verb = from && matches!(self.written(at), "fall" | "spring") && point.of.is_none() && !words.the;
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
    pub(super) fn daytime(&self, at: usize, part: DayPart, words: &mut Modifiers) -> Option<Reading> {
        let mut end = at + 1;
        if self.written(at.wrapping_sub(1)).eq_ignore_ascii_case("high") {
            return None;
        }
        if words.count.is_some() {
            let count = words.count.flatten();
            let day = Length { place: words.place, first: words.ordinal == Some(1), ..Length::new(count, Unit::Day) };
            return Some((end, Meaning::Length(day)));
        }
        if words.each {
            return Some((end, Meaning::Set(format!("XXXX-XX-XX{}", day_part_code(part)))));
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
                // "the night of 15-16 August": the month stands behind the other day.
                let base = match self.day_first(at + 2).filter(|_| self.is_dash(at + 1)).map(|(_, last)| last.base) {
                    Some(Base::Day { year, month, .. }) => Base::Day { year, month, day: day as u8 },
                    _ => Base::DayOfMonth(day as u8),
                };
                Some((at + 1, Point::new(base)))
            }
            Kind::Word(Word::Weekday { .. }) => match self.weekday(at)? {
                (end, Meaning::Point(point)) => Some((end, point)),
                _ => None,
            },
            _ => None,
        }
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
    pub(super) fn moment(&self, at: usize, words: &mut Modifiers) -> Option<Reading> {
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
            let code = day_part_code(part);
            return Some((at + 2, Meaning::Set(format!("XXXX-WXX-{weekday}{code}"))));
        }
        let (end, point) = self.lengthened(at + 1, Point::new(Base::Weekday(weekday)));
        Some((end, Meaning::Point(point)))
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
        counter_examples: &[
            "She spoke on This Week, the programme.",
            "Last but not least they left.",
            "Next to the house stood a tree.",
        ],
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
            ("He may win when the case is heard in August.", "August", "August 2024"),
            ("They spent April and May 1944 at sea.", "April", "April 1944"),
            ("She spoke on November 2.", "November 2", "2 November 2023"),
            ("Talks resumed on Tuesday.", "Tuesday", "18 June 2024"),
            ("Talks will resume on Tuesday.", "Tuesday", "25 June 2024"),
            ("Talks will be held on Tuesday.", "Tuesday", "25 June 2024"),
            ("No one could be reached on Tuesday.", "Tuesday", "18 June 2024"),
            ("Talks are set for Tuesday.", "Tuesday", "25 June 2024"),
            ("He was arrested in July.", "July", "July 2023"),
            ("They will meet in May.", "May", "May 2025"),
            ("They decided to admit the three new members in July.", "July", "July 2024"),
            ("She was shot to death on Oct. 23.", "Oct. 23", "23 October 2023"),
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
            ("It will open by year's end.", "year's end", "late 2024"),
            ("It ended in mid-May.", "mid-May", "mid May 2024"),
            ("It ended at the end of 2021.", "the end of 2021", "late 2021"),
            ("It fell late last year.", "late last year", "late 2023"),
            ("It came in the last days of February 2022.", "the last days of February 2022", "late February 2022"),
            ("It fell early in spring 1862.", "early in spring 1862", "March 1862"),
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
            ("In the first three months of 2024 it grew.", "the first three months of 2024", "January–March 2024"),
            ("The first week of May 2023 was wet.", "The first week of May 2023", "week of 1 May 2023"),
            ("It sank in the quarter ended Sept. 30, 2023.", "the quarter", "Q3 2023"),
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
            ("In 1950 he came. A year and a half later he left.", "A year and a half later", "June 1952"),
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
            ("Today's vote was close.", "Today", "22 June 2024"),
            ("On the night of 8 February 1904 they struck.", "the night of 8 February 1904", "8 February 1904"),
        ],
        counter_examples: &["Today's youth reads less.", "Now, who would have thought it?"],
    },
    super::rules::Rule {
        name: "length",
        pattern: "[about] COUNT UNIT | the past, next COUNT UNIT",
        builds: "a duration, with days where it reaches to or from the document's date",
        examples: &[
            ("It took two years.", "two years", "P2Y"),
            ("It sank within minutes.", "minutes", "PTXM"),
            ("A five-hour march.", "five-hour", "PT5H"),
            ("It took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
            ("It took a year and a half.", "a year and a half", "P1Y6M"),
            ("For decades they traded.", "decades", "PXDE"),
            ("Over the past decade they traded.", "the past decade", "22 June 2014 – 22 June 2024"),
            ("After several quarters of losses it fell.", "several quarters", "PXQ"),
            ("Over the past three months they traded.", "the past three months", "22 March – 22 June 2024"),
        ],
        counter_examples: &[
            "A 44-year-old man fled.",
            "She is 52 years old.",
            "It is open 24 hours a day.",
            "It is a matter of weeks.",
            "It is older by centuries.",
        ],
    },
    super::rules::Rule {
        name: "recurring",
        pattern: "every | each UNIT, WEEKDAY | daily | a, per UNIT",
        builds: "a set",
        examples: &[
            ("They meet every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
            ("Tariffs fall every January 1.", "every January 1", "XXXX-01-01"),
            ("They ship 30 tonnes each month.", "each month", "P1M"),
            ("They pump 1,500 barrels a day.", "a day", "P1D"),
            ("They report annually.", "annually", "P1Y"),
        ],
        counter_examples: &["The quarterly dividend fell.", "She writes for the daily Morgenpost."],
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
