//! A telling to what it says happened, looking through who says it: "the ministry said that the army had left".
//!
//! In: a sentence as it was read, and one of its tellings. Out: kind, tense, speaker, and the words that tell it.
//! Knows nothing of who takes part.

use super::clause::{self, Clause, Link, Tense};
use super::kind::Kind;
use super::reading::{Reading, STRONG, Story, is_currency, within};
use super::role::Role;
use super::telling::Telling;
use super::triggers::{Form, Part};
use super::verdict::{self, Found, Topic, Verdict};
use super::who::Saying;
use super::word::Class;
use crate::text::Span;

/// A time that belongs to a noun speaks for it as strongly as a verb does for its object.
const DATED_WEIGHT: f32 = 1.8;

/// What a telling says happened.
pub(super) struct Account {
    pub verdict: Verdict,
    pub tense: Tense,
    /// The words that name who tells of it, where it is somebody else's act.
    pub speaker: Option<Span>,
    /// The words that name who tells of it, be it their own act; none where the telling is the act.
    pub teller: Option<Span>,
    /// The words that tell what happened, for the title: first and one after the last.
    pub told: (usize, usize),
    /// One after the last word of the passage.
    pub end: usize,
}

impl Reading<'_> {
    /// What a telling says happened, looking through who says it.
    pub(super) fn account(&self, telling: &Telling, story: &Story) -> Account {
        let clause = &self.clauses[telling.clause];
        let near = self.word_at(telling.time.span.start);
        let end = telling.end.max(telling.begin + 1);
        let mut verdict = self.verdict(clause, telling.begin, end, near, &story.topic);
        if !verdict.happens || verdict.kind.is_none() {
            // The rest of the clause, or the clause that this one hangs on, tells what it is about.
            let hangs = clause.main_verb.is_none() || clause.link != Link::Main;
            let begin = if hangs { self.clauses[telling.clause.saturating_sub(1)].begin } else { clause.begin };
            let wider = self.verdict(clause, begin, clause.end, near, &story.topic);
            verdict.kind = verdict.kind.or(wider.kind);
            verdict.support = verdict.support.max(wider.support * 0.6);
            verdict.happens |= wider.happens;
        }
        if verdict.light && clause.link == Link::Relative && telling.clause > 0 {
            // "the war, which began in May": what it hangs on tells more than what the text is about.
            let before = self.clauses[telling.clause - 1].begin;
            let wider = self.verdict(clause, before, clause.end, near, &story.topic);
            verdict.kind = if wider.light { verdict.kind } else { wider.kind };
        }
        if let Some((kind, found)) = self.dated_noun(telling, &story.topic) {
            let support = found.trigger.weight * DATED_WEIGHT;
            verdict = Verdict { kind: Some(kind), plover: found.trigger.plover, support, light: false, happens: true };
        }
        // A sum of money with no word of what it is for is paid for the goods that the text is about.
        let money = || {
            self.quantities()
                .iter()
                .any(|(span, q)| is_currency(&q.unit) && (telling.begin..end).contains(&self.word_at(span.start)))
        };
        verdict.kind = verdict.kind.or_else(|| money().then(|| story.topic.commerce()));
        let mut account =
            Account { verdict, tense: clause.tense, speaker: None, teller: None, told: (telling.begin, end), end };
        let Some(saying) = &self.saying else { return account };
        if saying.clause != telling.clause {
            let said = saying.content.begin <= telling.begin
                && telling.begin < saying.content.end
                && !self.speaks_of_itself(saying, saying.content.begin);
            account.speaker = said.then(|| saying.speaker.clone());
            account.teller = account.speaker.clone();
            return account;
        }
        let content_end = self.content_end(saying.content.end);
        if saying.content.begin >= clause.begin {
            account.end = end.max(content_end);
        }
        let (inner_begin, inner_end) = self.innermost(saying.content.begin, content_end);
        let content = clause::stretch(
            &self.words,
            inner_begin,
            self.clauses[self.clause_at(inner_begin)].end.max(saying.content.end).min(inner_end),
        );
        let told = self.verdict(&content, inner_begin, inner_end, near, &story.topic);
        let neutral = saying.verb.is_none_or(|verb| !self.is_strong_saying(verb));
        // "said that it would send": told beforehand.
        let foretold =
            neutral && (content.tense == Tense::Future || self.is_would(&content) || self.is_expected(&content));
        let apart = |verb| near > verb + 3 || near < saying.content.end && saying.content.end <= verb;
        let within = saying.verb.is_some_and(apart) && (inner_begin..inner_end).contains(&near);
        let reported = matches!(content.tense, Tense::Past | Tense::Perfect | Tense::Progressive) || foretold;
        // "warned that strikes were days away": what is to come.
        let at_hand = !neutral && content.main_verb.is_some_and(|verb| self.words[verb].class == Class::Auxiliary);
        // "demanded the removal of the king", but "warned that rebels had left"
        let clausal = neutral || saying.content.begin < clause.begin || self.lower(saying.content.begin) == "that";
        let acted = (reported && clausal && !at_hand || neutral && within) && told.happens && told.support >= STRONG;
        let counted = self.has_quantity(inner_begin, inner_end);
        if told.kind.is_some_and(|kind| kind != Kind::Statement) && (acted || counted) {
            account.tense = match content.tense {
                Tense::Present if counted => Tense::Progressive,
                _ if foretold => Tense::Future,
                tense => tense,
            };
            account.verdict = Verdict { happens: true, ..told };
            // All that stands before what is said in the end names who says it.
            let behind = self.words[inner_begin].span.start;
            let whole = saying.speaker.start..saying.speaker.end.max(behind);
            account.speaker = (!self.speaks_of_itself(saying, inner_begin)).then(|| whole.clone());
            // "Peru said it would send": to say so is part of the act.
            account.teller = (!foretold || account.speaker.is_some()).then_some(whole);
            account.told = (inner_begin, account.end.max(inner_end));
        } else if let Some(verb) = saying.verb {
            // "…, the ministry said": who says it in the end takes no part in what comes first.
            let last = saying.content.begin < self.word_at(saying.speaker.start) && told.happens;
            let only_says = last || self.reports_of_others(saying, verb, &content);
            account.speaker = only_says.then(|| saying.speaker.clone());
            account.teller = account.speaker.clone();
            account.verdict = Verdict {
                kind: Some(Kind::Statement),
                plover: verdict.plover,
                happens: true,
                support: verdict.support.max(STRONG),
                light: false,
            };
            if self.words[verb].class == Class::Verb(Form::Past) {
                account.tense = Tense::Past;
            }
        }
        account
    }

    /// The noun that a time belongs to, if it names a happening: "the coup of July 26", "Sunday's attack". Then that is what
    /// happened, whatever its clause tells of it.
    fn dated_noun(&self, telling: &Telling, topic: &Topic) -> Option<(Kind, &Found)> {
        if !within(&telling.time.span, &self.sentence) {
            return None;
        }
        let first = self.word_at(telling.time.span.start);
        let after = self.word_at(telling.time.span.end);
        let behind = self.lower(first.wrapping_sub(1)) == "of";
        let before = !behind && self.is_attributive(telling.time, first, after);
        let near = |f: &&Found| {
            f.trigger.part == Part::Act
                && (behind && f.word + f.length + 1 == first
                    || before && (after..after + 3).contains(&f.word) && self.is_noun_phrase(after, f.word))
        };
        // "the 1987 crash": of cars or of shares, as the text is about.
        let weight = |f: &Found| f.trigger.weight + 2.0 * f.trigger.kind.map_or(0.0, |kind| topic.about(kind));
        let found = self.triggers.iter().filter(near).max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
        found.trigger.kind.map(|kind| (kind, found))
    }

    fn is_noun_phrase(&self, begin: usize, end: usize) -> bool {
        self.words[begin..end].iter().all(|word| matches!(word.class, Class::Other | Class::Number))
    }

    /// "Peru said that it will …": who says it does it, too.
    fn speaks_of_itself(&self, saying: &Saying, begin: usize) -> bool {
        // "said on Monday that it": the time and the joint are no part of what is said.
        let joint = |&i: &usize| {
            matches!(self.lower(i), "that" | "on" | "in" | ",")
                || self.times.iter().any(|time| time.span.contains(&self.words[i].span.start))
        };
        let first = (begin..self.words.len()).find(|i| !joint(i)).unwrap_or(begin);
        let own = matches!(self.lower(first), "it" | "they" | "he" | "she" | "we" | "its" | "their" | "his" | "her");
        // "said that it would take years": nobody's act.
        let expletive = self.lower(first) == "it"
            && (first + 1..first + 4).any(|i| {
                matches!(
                    self.lower(i),
                    "take" | "takes" | "took" | "cost" | "costs" | "be" | "is" | "was" | "seems" | "seemed"
                )
            });
        own && !expletive && saying.speaker.end <= self.words[begin].span.start
    }

    /// "The ministry said that Peru has …": others are the subject of what is said to be so, and saying it is no act
    /// as a warning or a guess at what may come is.
    fn reports_of_others(&self, saying: &Saying, verb: usize, content: &Clause) -> bool {
        let open = matches!(content.tense, Tense::Modal | Tense::Future);
        let Some(said) = content.main_verb.filter(|_| !open && !self.is_strong_saying(verb)) else {
            return false;
        };
        let speaker = self.named(saying.speaker.clone());
        let subject = self.words[content.begin].span.start..self.words[said].span.start;
        self.mentions.iter().any(|mention| {
            within(&mention.span, &subject)
                && self.role(mention) == Role::Actor
                && !speaker.actors().any(|actor| actor == mention.actor)
        })
    }

    /// Whether a verb is one like "warned", where saying it is the event; "told reporters" only says.
    fn is_strong_saying(&self, verb: usize) -> bool {
        self.triggers.iter().any(|f| {
            f.word == verb
                && f.trigger.kind == Some(Kind::Statement)
                && f.trigger.plover != Some("CONSULT")
                && f.trigger.weight >= verdict::STRONG_WEIGHT
        })
    }

    fn is_would(&self, clause: &Clause) -> bool {
        let verb = clause.main_verb.unwrap_or(clause.begin);
        (verb.saturating_sub(3)..verb).any(|i| self.lower(i) == "would")
    }

    /// "is expected to visit"
    fn is_expected(&self, clause: &Clause) -> bool {
        let verb = clause.main_verb.unwrap_or(clause.begin);
        let expected = |i: &usize| {
            matches!(self.lower(*i), "expected" | "due" | "scheduled" | "planned" | "set" | "supposed")
                && self.lower(i + 1) == "to"
        };
        (verb..verb + 2).any(|i| expected(&i))
    }

    /// What is said within what is said: "the ministry believes that …".
    fn innermost(&self, begin: usize, end: usize) -> (usize, usize) {
        let inner = self
            .clauses
            .iter()
            .filter(|clause| clause.link == Link::Content && clause.begin > begin && clause.begin < end);
        (inner.map(|clause| clause.begin).next_back().unwrap_or(begin), end)
    }

    /// Where what is said ends: with the clauses that hang on it.
    fn content_end(&self, end: usize) -> usize {
        let after = self.clauses.iter().skip_while(|clause| clause.begin < end);
        let hanging =
            after.take_while(|clause| matches!(clause.link, Link::Content | Link::Coordinate | Link::Relative));
        hanging
            .filter(|clause| !self.times.iter().any(|time| self.clauses[self.clause_of(time.span.start)] == **clause))
            .map(|clause| clause.end)
            .last()
            .unwrap_or(end)
    }
}
