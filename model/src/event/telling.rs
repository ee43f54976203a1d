//! Which stretch of a sentence each time dates, and which times date nothing.
//!
//! In: a sentence as it was read. Out: stretches of its clauses, each with a time. Knows nothing of kinds and parties.

use super::clause::{Clause, Link, Tense};
use super::kind::Kind;
use super::reading::{Reading, STRONG};
use super::triggers::Part;
use super::verdict::{Found, Topic};
use super::word::{Class, Word};
use crate::dating::{Bound, Sort, TimeExpression};
use crate::when::{Precision, When};
use chrono::{Months, NaiveDate};

/// A time vaguer than this, in days, dates no happening: "in the last century".
const VAGUE_DAYS: i64 = 30 * 366;

/// A stretch of a clause that one time dates.
#[derive(Clone, Copy)]
pub(super) struct Telling<'t> {
    /// The clause, by index.
    pub clause: usize,
    /// First word.
    pub begin: usize,
    /// One after the last word.
    pub end: usize,
    pub time: &'t TimeExpression,
    pub when: When,
}

impl<'a> Reading<'a> {
    /// All stretches that a time dates: by a time of their own, by that of the sentence, by the one told before, or by the
    /// one that labels the entry of a chronology.
    pub(super) fn tellings(
        &self,
        carried: Option<&'a TimeExpression>,
        label: Option<&'a TimeExpression>,
    ) -> Vec<Telling<'a>> {
        let mut out: Vec<Telling> = Vec::new();
        if let Some(time) = self.times.first().copied().filter(|_| self.labelled)
            && let Some(when) = self.when(time)
            && let Some(clause) = self.clauses.first()
        {
            out.push(Telling { clause: 0, begin: clause.begin, end: clause.end, time, when });
        }
        for (index, clause) in self.clauses.iter().enumerate() {
            let own: Vec<&'a TimeExpression> = self
                .times
                .iter()
                .copied()
                .filter(|time| self.is_in_clause(time, index) && self.dates_something(time))
                .collect();
            if let Some((time, when)) = self.explained(index) {
                // "since 1999, when the quake struck": the time dates what "when" opens.
                out.push(Telling { clause: index, begin: clause.begin, end: clause.end, time, when });
            } else if own.is_empty() {
                let time = out.last().filter(|last| last.clause < index).map(|last| (last.time, last.when));
                if let Some((time, when)) = time.filter(|_| self.shares_time(index)) {
                    out.push(Telling { clause: index, begin: clause.begin, end: clause.end, time, when });
                }
            }
            let first = out.len();
            self.segments(index, &own, &mut out);
            if let [telling] = &mut out[first..] {
                let governed = self.governed(index);
                telling.begin = telling.begin.min(self.clauses[governed].begin);
                telling.end = telling.end.max(self.clauses[governed].end);
                telling.clause = governed;
            }
        }
        self.date_what_is_said(&mut out);
        let carried = carried.filter(|_| self.times.is_empty() && self.goes_on());
        let label = label.filter(|_| self.clauses.first().is_some_and(|clause| clause.main_verb.is_some()));
        if out.is_empty()
            && let Some(time) = carried.or(label)
            && let Some(when) = self.when(time)
        {
            let clause = &self.clauses[0];
            out.push(Telling { clause: 0, begin: clause.begin, end: clause.end, time, when });
        }
        out
    }

    /// "The army left, the ministry said on Monday": the time of a saying that comes last dates what is said,
    /// unless that has a time of its own.
    fn date_what_is_said(&self, tellings: &mut Vec<Telling>) {
        let Some(saying) = self.saying.as_ref().filter(|saying| saying.verb.is_some()) else { return };
        let said = saying.content.begin..self.word_at(saying.speaker.start);
        let Some(clause) =
            (0..self.clauses.len()).find(|&i| self.clauses[i].main_verb.is_some_and(|verb| said.contains(&verb)))
        else {
            return;
        };
        let says = |telling: &Telling| self.word_at(telling.time.span.start) >= said.end;
        if tellings.iter().any(|telling| !says(telling)) {
            tellings.retain(|telling| !says(telling));
        } else if let Some(telling) = tellings.first_mut() {
            telling.begin = self.clauses[clause].begin;
            telling.clause = clause;
        }
    }

    /// The time that a clause opened by "when" explains: it stands right before, perhaps behind a "since".
    fn explained(&self, index: usize) -> Option<(&'a TimeExpression, When)> {
        let clause = &self.clauses[index];
        if self.lower(clause.begin) != "when" {
            return None;
        }
        let before = self.words[..clause.begin].iter().rposition(|word| word.class != Class::Mark)?;
        let time = self.times.iter().copied().find(|time| self.word_at(time.span.end) == before + 1)?;
        Some((time, named_days(time).or_else(|| self.when(time))?))
    }

    /// The clause that a time tells of: a clause opened by "when" or "while" only says when its main clause happened.
    fn governed(&self, index: usize) -> usize {
        let opens = |i: usize| matches!(self.lower(self.clauses[i].begin), "when" | "while" | "as");
        let is_main = |i: &usize| {
            let clause = &self.clauses[*i];
            matches!(clause.link, Link::Main | Link::Coordinate) && clause.main_verb.is_some() && !opens(*i)
        };
        if !opens(index) {
            return index;
        }
        let later = (index + 1..self.clauses.len()).find(is_main).filter(|_| index == 0);
        (0..index).rev().find(is_main).or(later).unwrap_or(index)
    }

    /// Lets the last telling of a clause run on through the clauses that hang on it and tell nothing of another time.
    pub(super) fn extend(&self, tellings: &mut [Telling]) {
        for index in 0..tellings.len() {
            let next_telling = tellings.get(index + 1).map(|next| next.clause);
            let Telling { clause: at, end, .. } = tellings[index];
            if end != self.clauses[at].end {
                continue;
            }
            for (next, clause) in self.clauses.iter().enumerate().skip(at + 1) {
                let hangs = matches!(clause.link, Link::Relative | Link::Coordinate | Link::Content | Link::Main)
                    && self.lower(clause.begin.wrapping_sub(1)) != ";";
                let dated = self.times.iter().any(|time| self.is_in_clause(time, next));
                if next_telling.is_some_and(|telling| next >= telling) || !hangs || dated {
                    break;
                }
                tellings[index].end = clause.end;
            }
        }
    }

    fn is_in_clause(&self, time: &TimeExpression, index: usize) -> bool {
        let word = self.word_at(time.span.start);
        self.clauses[index].begin <= word && word < self.clauses[index].end
    }

    /// The clause that a byte of the text is in, by index.
    pub(super) fn clause_of(&self, at: usize) -> usize {
        self.clause_at(self.word_at(at))
    }

    /// The clause that a word is in, by index.
    pub(super) fn clause_at(&self, word: usize) -> usize {
        self.clauses.partition_point(|clause| clause.begin <= word).saturating_sub(1)
    }

    /// Whether a time expression can date a happening: it names days, and is no part of a name or of a life's dates.
    fn dates_something(&self, time: &TimeExpression) -> bool {
        let Some(when) = self.when(time) else { return false };
        let vague = when.days() > VAGUE_DAYS && when.precision != Precision::Range;
        if vague || !matches!(time.sort, Sort::Date | Sort::Time) {
            return false;
        }
        let first = self.word_at(time.span.start);
        let after = self.word_at(time.span.end);
        let at = self.clause_of(time.span.start);
        let clause = &self.clauses[at];
        if clause.link != Link::Aside && self.is_bracketed(first) && !self.has_act(first.saturating_sub(6), after + 6) {
            return false;
        }
        if self.is_housekeeping(clause, first) || self.is_yardstick(time, clause, first) {
            return false;
        }
        if time.value == "PRESENT_REF" && self.lower(first.wrapping_sub(1)) == "for" {
            // "for now" says how long.
            return false;
        }
        let says_now =
            time.value == "PRESENT_REF" || time.chain.words.eq_ignore_ascii_case("today") && self.saying.is_none();
        if says_now && matches!(clause.tense, Tense::Present | Tense::Progressive | Tense::None) {
            return self.quantities().iter().any(|(span, _)| self.clause_of(span.start) == at);
        }
        (time.value != "PRESENT_REF")
            && (!self.is_attributive(time, first, after)
                || self.has_act(after, after + 5)
                || self.is_treaty(first, after))
    }

    /// What a text says of itself: "accessed 3 May", "last updated in June", "in this letter I discuss".
    fn is_housekeeping(&self, clause: &Clause, first: usize) -> bool {
        const UPKEEP: &[&str] =
            &["accessed", "retrieved", "updated", "downloaded", "posted", "archived", "reprinted", "modified"];
        let near = first.saturating_sub(3)..first;
        let upkeep = near.clone().any(|i| UPKEEP.contains(&self.lower(i)));
        let subject = clause.begin..clause.main_verb.unwrap_or(clause.begin);
        let own_voice = subject.clone().any(|i| matches!(self.lower(i), "i" | "we")) && self.saying.is_none();
        upkeep || own_voice
    }

    /// A time that something is only measured by: "the biggest since 1945", "up 5% from the previous year".
    fn is_yardstick(&self, time: &TimeExpression, clause: &Clause, first: usize) -> bool {
        let words = time.chain.words.to_lowercase();
        let since =
            time.bound == Bound::Since || words.starts_with("since") || self.lower(first.wrapping_sub(1)) == "since";
        let superlative = |i: usize| {
            let word = self.lower(i);
            matches!(
                word,
                "first" | "most" | "least" | "worst" | "best" | "unseen" | "record" | "only" | "not" | "never" | "no"
            ) || word.len() > 5 && word.ends_with("est") && self.words[i].class == Class::Other
        };
        let from = if clause.link == Link::Subordinate { 0 } else { clause.begin };
        if since && (from..first).any(superlative) {
            return true;
        }
        let earlier = ["previous", "preceding", "prior", "before", "earlier"].iter().any(|word| words.contains(word));
        let compared = (first.saturating_sub(2)..first)
            .any(|i| matches!(self.lower(i), "from" | "than" | "over" | "with" | "on" | "against"));
        earlier && compared && self.has_quantity(clause.begin, clause.end)
    }

    /// Whether a word stands in brackets: "(Reuters, 8 November)", "(1893–1976)", but not "on Thursday (13 June)".
    fn is_bracketed(&self, index: usize) -> bool {
        let before = self.words[..index.min(self.words.len())].iter().rev();
        let open = before.take(24).find(|word| matches!(word.lower.as_ref(), "(" | "[" | ")" | "]"));
        open.is_some_and(|word| matches!(word.lower.as_ref(), "(" | "["))
    }

    /// The days of a time expression; "now" is the document's own day.
    fn when(&self, time: &TimeExpression) -> Option<When> {
        let own_day = || self.document.own_date.as_ref().map(|own| When::day(own.day()));
        time.when.or_else(|| if time.value == "PRESENT_REF" { own_day() } else { None })
    }

    /// "the 2024 review", "last week's letter": the time belongs to a noun.
    pub(super) fn is_attributive(&self, time: &TimeExpression, first: usize, after: usize) -> bool {
        const PERIODS: &[&str] =
            &["period", "data", "figures", "season", "quarter", "term", "census", "total", "level", "levels"];
        let last = after.checked_sub(1).and_then(|last| self.words.get(last));
        let (Some(next), Some(last)) = (self.words.get(after), last) else { return false };
        if PERIODS.contains(&next.lower.as_ref()) {
            return false;
        }
        let possessive = next.span.start < time.span.end || last.lower.ends_with("'s");
        if possessive {
            return true;
        }
        let adjacent = self.document.text.get(last.span.end..next.span.start) == Some(" ");
        let held = first.checked_sub(1).and_then(|i| self.words.get(i)).is_some_and(|word| {
            matches!(word.class, Class::Determiner | Class::Other | Class::Number) || word.lower.ends_with("'s")
        });
        adjacent && held && next.class == Class::Other
    }

    /// "the 1961 treaty with Norway", "a 1961 treaty": made in that year. "The 1961 treaty" alone was told before.
    fn is_treaty(&self, first: usize, after: usize) -> bool {
        let treaty = |f: &&Found| f.trigger.kind == Some(Kind::Agreement) && (after..after + 3).contains(&f.word);
        let Some(found) = self.triggers.iter().find(treaty) else { return false };
        let new = matches!(self.lower(first.wrapping_sub(1)), "a" | "an" | "its" | "their");
        new || matches!(self.lower(found.word + found.length), "between" | "with")
    }

    /// Whether a clause without a time tells another happening of its sentence's time:
    /// "…, where he urged them", "…, while trade with the north reached $3 billion".
    fn shares_time(&self, at: usize) -> bool {
        let clause = &self.clauses[at];
        let Some(verb) = clause.main_verb else { return false };
        let tied = matches!(clause.link, Link::Relative | Link::Subordinate | Link::Main);
        let figure = || clause.link != Link::Relative && self.has_quantity(clause.begin, clause.end);
        let place = matches!(self.lower(clause.begin), "where" | "whom");
        let support = || self.verdict(clause, clause.begin, clause.end, verb, &Topic::default()).support;
        tied && clause.tense == Tense::Past && (figure() || place && support() >= STRONG)
    }

    /// Whether a sentence without a time goes on about the occasion told before, with a figure of its own.
    fn goes_on(&self) -> bool {
        let Some(clause) = self.clauses.first() else { return false };
        let refers = matches!(self.lower(clause.begin), "this" | "that" | "these" | "those" | "it" | "they" | "both");
        refers && self.has_quantity(clause.begin, clause.end)
    }

    /// A stretch of the clause for each time in it that dates something of its own.
    fn segments(&self, at: usize, times: &[&'a TimeExpression], out: &mut Vec<Telling<'a>>) {
        let clause = &self.clauses[at];
        let mut begin = clause.begin;
        let mut after_last = begin;
        let mut first = true;
        for (index, time) in times.iter().copied().enumerate() {
            let Some(when) = self.when(time) else { continue };
            let time_begin = self.word_at(time.span.start);
            let end = match times.get(index + 1) {
                Some(next) => self.segment_end(clause, time, next),
                None => clause.end,
            };
            if let Some(bound) = self.since_act(begin, time_begin) {
                // "since the visit in March": the visit was in March, and the clause has held since.
                if let Some(own) = self.document.own_date.as_ref().filter(|_| first && self.lower(bound) == "since") {
                    let since = When::span(when.earliest, own.day(), Precision::Range);
                    out.push(Telling { clause: at, begin, end: bound, time, when: since });
                }
                out.push(Telling { clause: at, begin: bound, end, time, when });
            } else if first || self.is_own(after_last, time_begin) {
                out.push(Telling { clause: at, begin, end, time, when });
            } else if let Some(last) = out.last_mut() {
                last.end = end;
            }
            begin = end;
            after_last = self.word_at(time.span.end);
            first = false;
        }
    }

    /// Where the part of a clause ends that a time dates when another time follows: behind the time itself,
    /// or where it opens the clause, at the last comma before the next one.
    fn segment_end(&self, clause: &Clause, time: &TimeExpression, next: &TimeExpression) -> usize {
        let end = self.word_at(time.span.end);
        let next_begin = self.word_at(next.span.start);
        let opens = clause.main_verb.is_some_and(|verb| end <= verb && verb < next_begin);
        let joint = |&i: &usize| self.lower(i) == "," || self.words[i].class == Class::Conjunction;
        if opens {
            (end + 1..next_begin).rev().find(joint).filter(|&joint| clause.main_verb < Some(joint)).unwrap_or(end)
        } else {
            end
        }
    }

    /// Where "since", "after" or "before" leads to a happening that the time then dates.
    fn since_act(&self, begin: usize, time_begin: usize) -> Option<usize> {
        let bound =
            (begin..time_begin).rev().find(|&i| matches!(self.lower(i), "since" | "after" | "before" | "following"))?;
        let verb = self.words[bound..time_begin].iter().any(|word| matches!(word.class, Class::Verb(_)));
        (self.has_act(bound, time_begin) && !verb && bound > begin).then_some(bound)
    }

    /// Whether a further time of a clause dates something of its own: a verb, a happening or a number stands before it,
    /// or nothing but "and again in".
    fn is_own(&self, begin: usize, time_begin: usize) -> bool {
        let between = &self.words[begin..time_begin];
        let joint = |word: &Word| {
            matches!(word.class, Class::Conjunction | Class::Mark | Class::Preposition | Class::Determiner)
                || matches!(word.lower.as_ref(), "again" | "then" | "later" | "also" | "once" | "more")
        };
        self.triggers.iter().any(|f| f.trigger.part != Part::Thing && (begin..time_begin).contains(&f.word))
            || self.has_quantity(begin, time_begin)
            || between.iter().all(joint) && between.iter().any(|word| word.class == Class::Conjunction)
    }
}

/// The days that the words of a time name by themselves, whatever "since" or "until" bounds: "1999", "May 1999", a day.
fn named_days(time: &TimeExpression) -> Option<When> {
    let mut parts = time.value.split('-');
    let year = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let (months, precision) = match (month, day) {
        (_, Some(_)) => return Some(When::day(first)),
        (Some(_), None) => (1, Precision::Month),
        (None, None) => (12, Precision::Year),
    };
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some(When::span(first, last, precision))
}

#[cfg(test)]
mod tests {
    use crate::event::events_of;

    /// `expect` is the first day and the title of each event, parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let told = |event: crate::event::Event| format!("{} {}", event.when.earliest, event.title);
        assert_eq!(events_of(text).into_iter().map(told).collect::<Vec<_>>().join("; "), expect, "in: {text}");
    }

    #[test]
    fn a_label_dates_all_of_its_entry() {
        check(
            "3 May 1954: Peru attacks Chile. Bolivia invades Peru. Critics deplore the attack.\n\n\
             4 June 1954: Norway sinks a Danish ship.\n\n5 July 1954\nOman bombs Yemen.",
            "1954-05-03 Peru attacks Chile; 1954-05-03 Bolivia invades Peru; 1954-06-04 Norway sinks a Danish ship; \
             1954-07-05 Oman bombs Yemen",
        );
        check("3 May 1954: Peru attacks Chile. Bolivia invades Peru.", "1954-05-03 Peru attacks Chile");
    }

    #[test]
    fn a_heading_that_is_a_day_dates_what_follows() {
        check(
            "3 May 1954\n\nPeru attacks Chile.\n\n4 June 1954\n\nNorway bombs Oslo.\n\n5 July 1954\n\nOman shells Yemen.",
            "1954-05-03 Peru attacks Chile; 1954-06-04 Norway bombs Oslo; 1954-07-05 Oman shells Yemen",
        );
    }
}
