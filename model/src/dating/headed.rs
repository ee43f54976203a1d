//! Chronologies: what a heading that is nothing but a year or a month dates below it, and entries whose dates go on
//! from the one before.
//!
//! In: points without their year, the heading and the entry that the text has come to. Out: their stretch. Knows no
//! tense: "fighters overrun the city" below "2014" tells of that year, though it is written as present.

use super::point::{Atom, Base, Meaning, Point};
use super::reckon::{Counted, Found};
use super::resolve::{Context, Told};
use super::stretch::Stretch;
use super::timeml::Grain;
use crate::text::Span;
use chrono::Datelike;

/// So many paragraphs that begin with their date make a chronology.
const ENTRIES_MIN: usize = 4;

/// How much further off a less likely year is.
const FAR_DAYS: i64 = 200;

/// Where the text has come to below its headings.
#[derive(Clone, Default)]
pub(super) struct Headed {
    /// Most paragraphs begin with the date of what they tell.
    chronology: bool,
    /// The last year, years or month that a line consists of.
    heading: Option<Told>,
    /// The date that the entry in hand begins with.
    entry: Option<Told>,
    /// The atom in hand opens its paragraph.
    opens: bool,
    /// It is all of its paragraph.
    alone: bool,
}

/// Tells each atom of a paragraph whether it opens it, and whether it is all of it.
pub(super) fn place(text: &str, paragraph: &Span, atoms: &mut [Atom]) {
    let Some(first) = atoms.first() else { return };
    let lead =
        text.get(paragraph.start..first.span.start).unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric());
    if !lead.trim_end().is_empty() {
        return;
    }
    let ends = if first.joined { 2 } else { 1 };
    let end = atoms.get(ends - 1).map_or(first.span.end, |last| last.span.end);
    let alone = !text.get(end..paragraph.end).is_some_and(|rest| rest.contains(char::is_alphanumeric));
    // "8 July: …", "8 July – …"; not "July was wet".
    let behind = text.get(end..paragraph.end).unwrap_or("");
    atoms[0].opens =
        alone || behind.starts_with([':', '.', '|', '\t', '\n']) || behind.trim_start().starts_with(['–', '—', '-']);
    atoms.iter_mut().take(ends).for_each(|atom| atom.alone = alone);
}

impl Headed {
    pub(super) fn of(atoms: &[Atom]) -> Headed {
        let dated = |atom: &&Atom| match &atom.meaning {
            Meaning::Point(point) => matches!(point.base, Base::Day { .. } | Base::Month { .. }),
            _ => false,
        };
        let entries = atoms.iter().filter(|atom| atom.opens && !atom.alone).filter(dated).count();
        Headed { chronology: entries >= ENTRIES_MIN, ..Headed::default() }
    }

    /// What is in hand now.
    pub(super) fn come_to(&mut self, atom: &Atom) {
        self.opens = atom.opens;
        self.alone = atom.alone;
    }

    /// What was found for it dates what follows; `partner` is the first end of a stretch that it is the last of.
    pub(super) fn keep(&mut self, told: Told, partner: Option<Stretch>) {
        let grain = told.stretch.grain;
        let heads = matches!(grain, Grain::Year | Grain::Month);
        match (&mut self.heading, partner) {
            (Some(heading), Some(_)) if self.alone && heads => heading.stretch.last = told.stretch.last,
            _ if self.alone && heads => (self.heading, self.entry) = (Some(told), None),
            _ if self.opens && grain <= Grain::Month => self.entry = Some(told),
            _ => {}
        }
    }

    pub(super) fn heading(&self) -> Option<&Told> {
        self.heading.as_ref()
    }

    pub(super) fn entry(&self) -> Option<&Told> {
        self.entry.as_ref()
    }
}

impl Context<'_> {
    /// What comes each year, in the year that the headings and entries above it tell.
    pub(super) fn headed(&self, point: &Point, what: &str, make: impl Fn(i32) -> Option<Stretch>) -> Option<Found> {
        let headed = &self.headed;
        // A history tells its own way through the years, unless it is a list of entries.
        if point.place.is_some() || self.history && !headed.chronology {
            return None;
        }
        let from_heading = |stretch: Option<Stretch>| {
            let rule = format!("no year is told: the {what} of the heading above it");
            stretch.map(|stretch| Found { stretch, counted: Counted::Heading, rule, chosen: false })
        };
        let year_of = |told: &Told| told.stretch.first.year();
        let heading = headed.heading.as_ref();
        let one_year = heading.is_some_and(|heading| year_of(heading) == heading.stretch.last.year());
        // A month in a line of its own goes on from the month before it.
        if let Some(heading) = heading
            && headed.alone
        {
            let rises =
                |stretch: &Stretch| heading.stretch.grain == Grain::Year || stretch.first >= heading.stretch.first;
            return from_heading((year_of(heading)..=year_of(heading) + 1).filter_map(make).find(rises));
        }
        if let Some(heading) = heading
            && one_year
            && (headed.opens || headed.entry.is_none())
        {
            return from_heading(make(year_of(heading)));
        }
        let entry = headed.entry.as_ref().filter(|_| headed.chronology)?;
        let year = year_of(entry);
        let (stretch, rule) = match headed.opens {
            true => {
                let rises = |stretch: &Stretch| stretch.last >= entry.stretch.first;
                ((year..=year + 1).filter_map(make).find(rises)?, "the next # from the entry before, as entries rise")
            }
            false => {
                // Years beside that of the heading, and days to come, are further off than they seem.
                let beside = |stretch: &Stretch| {
                    one_year && heading.is_some_and(|heading| year_of(heading) != stretch.first.year())
                };
                let to_come = |stretch: &Stretch| self.own.is_some_and(|own| stretch.first > own.day());
                let gap = |stretch: &Stretch| {
                    let days = (stretch.first - entry.stretch.first).num_days().abs();
                    days + if beside(stretch) { FAR_DAYS } else { 0 } + if to_come(stretch) { FAR_DAYS } else { 0 }
                };
                (
                    [year, year - 1, year + 1].into_iter().filter_map(make).min_by_key(gap)?,
                    "the # nearest to the entry's date",
                )
            }
        };
        let rule = format!("no year is told: {}", rule.replace('#', what));
        Some(Found { stretch, counted: Counted::Entry, rule, chosen: true })
    }
}

#[cfg(test)]
mod tests {
    use crate::dating::read_times;
    use crate::document::{Document, Known, OwnDate};
    use crate::lexicon::Lexicon;
    use chrono::NaiveDate;

    /// The days read in a text of 30 November 2015.
    fn check(text: &str, expect: &[&str]) {
        let day = NaiveDate::from_ymd_opt(2015, 11, 30).expect("a day of the calendar");
        let own = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by the test".to_owned() };
        let document = Document { own_date: Some(own), ..Document::plain("test.txt", text.to_owned()) };
        let times = read_times(&Lexicon::embedded(), &document);
        let read: Vec<String> = times.iter().filter_map(|time| Some(time.when?.label())).collect();
        assert_eq!(read, expect, "{text}");
    }

    #[test]
    fn headings_date_what_stands_below() {
        check("2013\n\n8 July: Rebels overrun the port.", &["2013", "8 July 2013"]);
        check(
            "2013\n\nIn May rebels took the port.\n\n2014\n\nThey left in June.",
            &["2013", "May 2013", "2014", "June 2014"],
        );
        check("## March 2012\n\nRebels take the port on 8 March.", &["March 2012", "8 March 2012"]);
        check(
            "November 2013\n\n3 November: rain.\n\nJanuary\n\n4 January: snow.",
            &["November 2013", "3 November 2013", "January 2014", "4 January 2014"],
        );
    }

    #[test]
    fn entries_rise() {
        let text =
            "3 May 2012: rain.\n\n8 July: hail.\n\n21 September: fog, which lifts on 2 October.\n\n6 February: snow.";
        check(text, &["3 May 2012", "8 July 2012", "21 September 2012", "2 October 2012", "6 February 2013"]);
    }

    #[test]
    fn news_is_no_chronology() {
        check("July was wet.\n\nIn May it rained.\n\nJune was dry.", &["July 2015", "May 2015", "June 2015"]);
    }
}
