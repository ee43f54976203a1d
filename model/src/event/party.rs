//! A telling to those who take part in it.
//!
//! In: a sentence, one of its tellings, and whom the document spoke of before. Out: countries and organizations.
//! Knows nothing of what happened.

use super::clause::Link;
use super::reading::{Reading, Story};
use super::telling::Telling;
use super::triggers::Part;
use super::verdict::Found;
use super::who::Party;
use super::word::Class;
use crate::actor::{Actor, Country, Form, Mention};
use crate::text::Span;

/// Words for those who speak for a state.
const OFFICIAL: &[&str] = &[
    "government",
    "ministry",
    "minister",
    "ministers",
    "officials",
    "official",
    "authorities",
    "police",
    "army",
    "military",
    "navy",
    "prosecutors",
    "prosecutor",
    "prosecutor's",
    "bank",
    "president",
    "premier",
    "chancellor",
    "parliament",
    "regulator",
    "court",
    "administration",
    "governor",
    "coastguard",
    "intelligence",
    "treasury",
    "secretariat",
    "statistics",
];

impl Reading<'_> {
    /// Who takes part: those named in the passage; where it leaves its subject out or refers back, those spoken of before.
    pub(super) fn party(&self, telling: &Telling, passage: &Span, story: &Story) -> Party {
        let at = telling.clause;
        let clause = &self.clauses[at];
        let mut party = Party::default();
        party.add(
            self.mentions,
            &(self.words[clause.begin].span.start..passage.start.max(self.words[clause.begin].span.start)),
            None,
        );
        let hangs =
            matches!(clause.link, Link::Relative | Link::Coordinate | Link::Aside) || clause.main_verb.is_none();
        if let Some(before) = at.checked_sub(1).map(|i| &self.clauses[i]).filter(|_| hangs) {
            let begin = self.words[before.begin].span.start;
            let end = self.words[before.end - 1].span.end;
            if let Some(verb) = before.main_verb.filter(|_| clause.link == Link::Coordinate) {
                party.add(self.mentions, &(begin..self.words[verb].span.start), None);
            }
            if party.is_empty() || clause.link != Link::Coordinate {
                party.add(self.mentions, &(begin..end), None);
            }
        }
        party.add(self.mentions, passage, None);
        let subject_end = clause.main_verb.unwrap_or(clause.end).min(clause.begin + 8);
        let subject = &self.words[clause.begin..subject_end];
        let refers = subject.iter().any(|word| {
            matches!(word.lower.as_ref(), "he" | "she" | "it" | "they" | "both" | "its" | "their" | "his" | "her")
        });
        if party.is_empty() {
            let earlier = self.named(self.sentence.start..self.words[clause.begin].span.start);
            // Where the document has a home, it is that.
            if !earlier.is_empty() {
                party = earlier;
            } else if story.setting.home.is_none() {
                party.join(if story.party.is_empty() { &story.setting.often } else { &story.party });
            }
        } else if refers && party.countries.len() < 2 {
            let mut joined = story.subject.clone();
            if at > 0 {
                let earlier = self.sentence.start..self.words[clause.begin].span.start;
                let mut named = Party::default();
                named.add(self.mentions, &earlier, None);
                if !named.is_empty() {
                    joined = named;
                }
            }
            joined.join(&party);
            party = joined;
        }
        party
    }

    /// Where the noun phrase begins that the time belongs to, if that is what happened and the verb comes only later:
    /// "reactions to \[the strikes on the port in May\] were harsh".
    pub(super) fn nominal(&self, telling: &Telling) -> Option<usize> {
        let time = self.word_at(telling.time.span.start);
        let verb = self.clauses[telling.clause].main_verb.filter(|&verb| verb > time)?;
        let is_act = |f: &&Found| {
            f.trigger.part == Part::Act
                && telling.begin < f.word
                && f.word < time
                && f.word + 20 > time
                && f.word < verb
        };
        let act = self.triggers.iter().rev().find(is_act)?.word;
        let ends = |i: &usize| {
            matches!(self.words[*i].class, Class::Preposition | Class::Mark | Class::Conjunction | Class::Verb(_))
        };
        let begin = (telling.begin..act).rev().find(ends).map_or(telling.begin, |i| i + 1);
        (!self.named(self.words[begin].span.start..telling.time.span.end).is_empty()).then_some(begin)
    }

    /// The countries of those who say something: officials and media. An official body that is named by no country is of the
    /// one that takes part; a newspaper in brackets says what stands before it.
    pub(super) fn said_by(&self, teller: Option<&Span>, party: &Party, home: Option<Country>) -> Vec<Country> {
        let mut countries: Vec<Country> = Vec::new();
        let credit = |m: &&Mention| m.form == Form::Medium && self.is_credit(m);
        let within = |m: &&Mention| teller.is_some_and(|span| span.start <= m.span.start && m.span.end <= span.end);
        for mention in self.mentions.iter().filter(|m| within(m) || credit(m)) {
            match mention.actor {
                Actor::Country(country) if !countries.contains(&country) => countries.push(country),
                _ => {}
            }
        }
        if let Some(teller) = teller.filter(|_| countries.is_empty()) {
            let own = match party.countries.as_slice() {
                [country] => Some(*country),
                _ => home,
            };
            let official = |i: usize| OFFICIAL.contains(&self.lower(i));
            let words = self.word_at(teller.start)..self.word_at(teller.end.saturating_sub(1)) + 1;
            let unnamed = !self.mentions.iter().any(|m| within(&m));
            countries.extend(own.filter(|_| unnamed && words.clone().any(official)));
        }
        countries
    }

    /// Whether a newspaper stands in brackets: "… were arrested (El Mundo)".
    fn is_credit(&self, mention: &Mention) -> bool {
        let first = self.word_at(mention.span.start);
        let last = self.word_at(mention.span.end - 1);
        self.lower(first.wrapping_sub(1)) == "(" && self.lower(last + 1) == ")"
    }

    /// "between the two countries", "its neighbour", "each other": two take part, whoever is named.
    pub(super) fn speaks_of_two(&self, begin: usize, end: usize) -> bool {
        let pair = |i: usize| {
            let next = self.lower(i + 1);
            match self.lower(i) {
                "two" | "2" | "both" => matches!(
                    next,
                    "countries"
                        | "nations"
                        | "states"
                        | "sides"
                        | "governments"
                        | "neighbors"
                        | "neighbours"
                        | "capitals"
                        | "leaders"
                ),
                "each" => next == "other",
                "its" | "the" => matches!(next, "neighbor" | "neighbour" | "neighboring" | "neighbouring"),
                _ => false,
            }
        };
        (begin..end).any(pair)
    }

    /// Who is named within a span.
    pub(super) fn named(&self, span: Span) -> Party {
        let mut party = Party::default();
        party.add(self.mentions, &span, None);
        party
    }
}

#[cfg(test)]
mod tests {
    use crate::event::events_of;

    /// `expect` is the countries of each event, sorted, the events parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let events = events_of(text);
        let countries = events.iter().map(|event| {
            let mut codes: Vec<&str> = event.countries.iter().map(|country| country.code()).collect();
            codes.sort_unstable();
            codes.join(" ")
        });
        assert_eq!(countries.collect::<Vec<_>>().join("; "), expect, "in: {text}");
    }

    #[test]
    fn a_document_about_one_country_is_at_home_there() {
        check(
            "Peru elected Alan García in Lima in 1985. Peruvian voters chose a Peruvian of Arequipa in 1990.\n\n\
             Sweden closed its embassy on 3 May 1991.\n\nThe port was shelled on 4 May 1991.",
            "PE; PE; PE SE; PE",
        );
        check(
            "Peru met Sweden, Chile and Oman in Lima in 1985.\n\nThe port was shelled on 4 May 1991.",
            "CL OM PE SE; CL OM PE SE",
        );
    }
}
