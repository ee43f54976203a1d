//! A document to what it tells without a time: happenings that a reader may still put a date to.
//!
//! In: a document, its times, and the passages that tell dated events. Out: at most one undated event a sentence,
//! and only where the sentence plainly reports a happening of a kind. Knows nothing of other documents.

use super::clause::{Clause, Link, Tense};
use super::kind::Kind;
use super::reading::{Reading, STRONG, Story};
use super::role::{Participant, Role};
use super::status::Status;
use super::telling::Telling;
use super::word::Class;
use super::{EventId, telling_paragraphs};
use crate::actor::{Country, read_actors};
use crate::dating::{Bound, Sort, TimeExpression};
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::text::Span;
use crate::when::{Chain, When};
use chrono::NaiveDate;

/// A happening whose time the text does not tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Undated {
    /// Stays the same when the document is read again.
    pub id: EventId,
    /// About 60 characters in the text's own words.
    pub title: String,
    /// About 30 characters, for a label.
    pub short_title: String,
    /// What it is.
    pub kind: Kind,
    /// Its class in PLOVER, if it has one.
    pub plover: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Who takes part: the first one acts.
    pub countries: Vec<Country>,
    /// Whose officials or media say so.
    pub said_by: Vec<Country>,
    /// Organisations that take part, by short name.
    pub organizations: Vec<String>,
    /// What each of them does in it, in the order of the text.
    pub roles: Vec<Participant>,
    /// Numbers told with it.
    pub quantities: Vec<Quantity>,
    /// The sentence, a byte span of the document's text.
    pub passage: Span,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
}

/// Every undated event of a document, in the order of the text. `dated` are the passages of its dated events:
/// a sentence that tells one of them tells none here.
pub fn read_undated(
    lexicon: &Lexicon,
    document: &Document,
    times: &[TimeExpression],
    mut dated: Vec<Span>,
) -> Vec<Undated> {
    let text = &document.text;
    dated.sort_by_key(|passage| passage.start);
    let mentions = read_actors(lexicon, text, 0..text.len(), document.year());
    let paragraphs = telling_paragraphs(&lexicon.events, text, times, false);
    let mut story = Story::new(&paragraphs, &mentions);
    let mut out = Vec::new();
    for paragraph in paragraphs {
        let sentences = paragraph.sentences.into_iter();
        let readings: Vec<Reading> =
            sentences.map(|sentence| Reading::new(lexicon, document, sentence, paragraph.times, &mentions)).collect();
        story.begin_paragraph(&readings, None);
        for reading in &readings {
            let next = dated.partition_point(|passage| passage.end <= reading.sentence.start);
            let is_dated = dated.get(next).is_some_and(|passage| passage.start < reading.sentence.end);
            out.extend(if is_dated { None } else { reading.undated(&story) });
            reading.tell_on(&mut story);
        }
    }
    out
}

/// The support of a kind from which a sentence plainly reports.
const ENOUGH: f32 = STRONG / 2.0;

impl Reading<'_> {
    /// What the sentence plainly reports.
    fn undated(&self, story: &Story) -> Option<Undated> {
        let (index, clause) = self.clauses.iter().enumerate().find(|(_, clause)| self.reports(clause))?;
        let verb = clause.main_verb?;
        let of_a_kind = self.verdict(clause, 0, self.words.len(), verb, &Default::default()).support >= ENOUGH;
        let verb_tells = self.triggers.iter().any(|f| f.word == verb && f.trigger.kind.is_some());
        // A weekday of a document without a date is a report all the same; what is told in the present is mostly a view.
        let plain = !self.times.is_empty() || of_a_kind && (verb_tells || clause.tense != Tense::Present);
        let time = no_time(self.words[verb].span.start);
        let own_day = self.document.own_date.as_ref().map_or(NaiveDate::MIN, |own| own.day());
        let telling = Telling {
            clause: index,
            begin: clause.begin,
            end: self.words.len(),
            time: &time,
            when: When::day(own_day),
        };
        let event = self.event(&telling, story)?;
        // What one has done to another is a report, whatever its verb.
        let done = matches!(clause.tense, Tense::Past | Tense::Perfect) && acts_on_another(&event.roles);
        if !plain && !done {
            return None;
        }
        let passage = event.sources.into_iter().next()?.passage;
        (event.status != Status::Hypothetical && !event.countries.is_empty()).then_some(Undated {
            id: event.id,
            title: event.title,
            short_title: event.short_title,
            kind: event.kind,
            plover: event.plover,
            status: event.status,
            countries: event.countries,
            said_by: event.said_by,
            organizations: event.organizations,
            roles: event.roles,
            quantities: event.quantities,
            passage,
            confidence: event.confidence,
        })
    }

    /// Whether a clause says outright that something happened, and not in the writer's own voice.
    fn reports(&self, clause: &Clause) -> bool {
        let Some(verb) = clause.main_verb else { return false };
        let outright = matches!(clause.link, Link::Main | Link::Coordinate | Link::Content);
        let own_voice = (clause.begin..verb).any(|i| matches!(self.lower(i), "i" | "we" | "you"));
        outright && matches!(self.words[verb].class, Class::Verb(_)) && !own_voice && clause.tense != Tense::None
    }
}

fn acts_on_another(roles: &[Participant]) -> bool {
    let mut acting = roles.iter().filter(|participant| participant.role == Role::Actor);
    let affected = |actor: &Participant| roles.iter().any(|r| r.role == Role::Target && r.actor != actor.actor);
    acting.any(affected)
}

/// The time of what tells none. It stands at the verb, so that the words near the verb count most.
fn no_time(at: usize) -> TimeExpression {
    TimeExpression {
        span: at..at,
        sort: Sort::Date,
        when: None,
        bound: Bound::Within,
        chain: Chain { words: String::new(), rule: String::new(), anchor: None },
        confidence: 1.0,
        modifier: None,
        value: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dating;
    use crate::event::read_events;

    /// `expect` is each undated event as its kind and countries.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let lexicon = Lexicon::embedded();
        let document = crate::document::read("a.txt", text.as_bytes()).expect("a document");
        let times = dating::read_times(&lexicon, &document);
        let dated = read_events(&lexicon, &document, &times);
        let passages = dated.into_iter().flat_map(|event| event.sources).map(|source| source.passage).collect();
        let found: Vec<String> = read_undated(&lexicon, &document, &times, passages)
            .iter()
            .map(|event| format!("{} {:?}", event.kind.code(), event.countries))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn plain_reports_without_a_time_are_kept() {
        check("Norwegian bombers attacked a harbour in Denmark.", &["combat [NO, DK]"]);
        check("Peru and Chile signed a fishing treaty. The rain fell softly.", &["agreement [PE, CL]"]);
        check("Bombed Danish ports with Norwegian jets.", &["combat [DK, NO]"]);
    }

    #[test]
    fn what_has_a_time_is_not_undated() {
        check("Norway attacked a Danish harbour on 3 May 1954.", &[]);
        check("Spain attacked Malta on 3 May 1954. Greek ships invaded Cyprus.", &["combat [GR, CY]"]);
    }

    #[test]
    fn what_happens_nowhere_or_might_happen_is_not_kept() {
        check("He signed his name, and the storm hit.", &[]);
        check("Norway could attack Denmark.", &[]);
        check("Norway is a country of fjords.", &[]);
    }
}
