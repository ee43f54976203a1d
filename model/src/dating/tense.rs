//! The tense of the clause around a time, which decides between the last Tuesday and the next.
//!
//! In: tokens. Out: past, present or future, as far as the nearest verb tells. Knows no document's date.

use super::lex::Kind;
use super::read::Reader;
use super::words::{Tense, Word};
use crate::text::is_abbreviation;

/// How many tokens before and behind are looked at for a verb.
const TENSE_REACH: usize = 32;
/// A time belongs to an infinitive no further before it than this.
const INFINITIVE_REACH: usize = 6;

/// What stands before the infinitive of a deed still to come.
const DECIDED: &[&str] = &[
    "decided", "agreed", "agrees", "ordered", "asked", "urged", "required", "supposed", "likely", "ready", "set",
    "promised", "pledged", "vowed", "wants", "wanted", "is", "are",
];

/// Participles that stand before a noun more often than they tell what was done.
const ADJECTIVES: &[&str] = &[
    "armed",
    "unarmed",
    "united",
    "allied",
    "alleged",
    "limited",
    "advanced",
    "combined",
    "uniformed",
    "masked",
    "retired",
    "disputed",
    "occupied",
    "besieged",
    "displaced",
    "wounded",
    "mixed",
    "unprecedented",
    "protracted",
];

/// Nouns that stand behind "to" without an article, where an infinitive would: "shot to death", "according to police".
const NOUNS_BEHIND_TO: &[&str] = &[
    "death",
    "power",
    "court",
    "prison",
    "jail",
    "trial",
    "work",
    "war",
    "safety",
    "office",
    "school",
    "hospital",
    "life",
    "earth",
    "town",
    "market",
    "police",
    "officials",
    "reports",
    "sources",
    "witnesses",
    "data",
    "analysts",
    "figures",
    "people",
    "members",
    "part",
    "victory",
    "independence",
];

impl Reader<'_> {
    /// Whether a time stands before a noun: "Wednesday's ruling", "the Aug. 7 blasts". The tense is not its own then.
    pub(super) fn is_premodifier(&self, begin: usize, end: usize) -> bool {
        let before = begin.checked_sub(1).map_or(Kind::Mark(0), |before| self.kind(before));
        let pronoun = matches!(self.written(end), "he" | "she" | "it" | "they" | "we" | "I" | "you");
        self.kind(end) == Kind::Possessive
            || self.kind(end) == Kind::Other && !pronoun && matches!(before, Kind::Possessive | Kind::Word(Word::The))
    }

    /// The tense of the clause around tokens: the nearest verb before them in the sentence, else behind them.
    pub(super) fn tense(&self, begin: usize, end: usize) -> Option<Tense> {
        // "planned for Saturday was cancelled"
        if matches!(self.written(end), "was" | "were" | "had") {
            return Some(Tense::Past);
        }
        // "that it soon will begin"
        if matches!(self.written(end), "will" | "shall") {
            return Some(Tense::Future);
        }
        // "between now and Friday"
        if matches!(self.word(begin.wrapping_sub(1)), Some(Word::And | Word::To | Word::Until))
            && self.word(begin.wrapping_sub(2)) == Some(Word::Now)
        {
            return Some(Tense::Future);
        }
        let mut found = None;
        for at in (begin.saturating_sub(TENSE_REACH)..begin).rev() {
            if self.is_sentence_end(at) {
                break;
            }
            if let Some(tense) = self.verb(at) {
                let was_to_be = tense == Tense::Future && self.follows_had(at);
                found = Some(match tense {
                    Tense::Future if was_to_be => Tense::Past,
                    Tense::Past if self.is_to_be(at) => Tense::Future,
                    Tense::Past if self.is_present_passive(at) => Tense::Present,
                    _ => tense,
                });
                break;
            }
            // "to resume on Monday"
            if begin - at <= if self.is_decided(at) { TENSE_REACH } else { INFINITIVE_REACH }
                && self.word(at) == Some(Word::To)
                && self.kind(at + 1) == Kind::Other
                && self.kind(at + 2) != Kind::Dash
                && !self.is_capital(at + 1)
                && !NOUNS_BEHIND_TO.contains(&self.written(at + 1))
            {
                found = Some(if self.follows_had(at) { Tense::Past } else { Tense::Future });
                break;
            }
        }
        if found.is_some() {
            return found;
        }
        for at in end..(end + TENSE_REACH).min(self.tokens.len()) {
            if self.is_sentence_end(at) {
                break;
            }
            if let Some(tense) = self.verb(at) {
                return Some(tense);
            }
        }
        None
    }

    /// Whether a verb stands right before a time, but for a preposition: "was arrested in July", "will meet on 3 May".
    pub(super) fn is_governed(&self, begin: usize) -> bool {
        let verb = (begin.saturating_sub(4)..begin).rev().find(|at| {
            !matches!(
                self.word(*at),
                Some(Word::In | Word::On | Word::The | Word::Place(_) | Word::Part(_) | Word::Until)
            )
        });
        // "On May 3 they met": the verb behind a time that opens the sentence.
        if self.leads(begin) {
            let first = (begin..(begin + 8).min(self.tokens.len()))
                .find(|at| self.verb(*at).is_some() || self.is_mark(*at, b';'));
            return first.is_some_and(|at| {
                self.verb(at) == Some(Tense::Past)
                    && !self.is_to_be(at)
                    && self.written(at) != "said"
                    && !self.is_mark(at.wrapping_sub(1), b',')
            });
        }
        let Some(verb) = verb else { return false };
        self.verb(verb) == Some(Tense::Past) && !self.is_to_be(verb)
            || (verb.saturating_sub(2)..verb).any(|at| self.verb(at) == Some(Tense::Future))
    }

    /// Whether the nearest verb before a time is a participle with "had": "had fallen in 1939".
    pub(super) fn is_pluperfect(&self, begin: usize) -> bool {
        let verb = (begin.saturating_sub(TENSE_REACH)..begin)
            .rev()
            .take_while(|at| !self.is_sentence_end(*at))
            .find(|at| self.verb(*at).is_some());
        verb.is_some_and(|at| (at.saturating_sub(2)..=at).any(|had| self.written(had) == "had"))
    }

    pub(super) fn leads(&self, begin: usize) -> bool {
        let before = (begin.saturating_sub(3)..begin).rev().take_while(|at| {
            matches!(self.word(*at), Some(Word::In | Word::On | Word::At | Word::By | Word::The | Word::Since))
        });
        let first = before.last().unwrap_or(begin);
        begin < 2
            || first == 0
            || self.is_sentence_end(first - 1)
            || self.is_sentence_end(begin - 2)
            || self.is_sentence_end(begin - 1)
    }

    /// "decided to admit", "agreed to withdraw": what is decided is still to come.
    fn is_decided(&self, to: usize) -> bool {
        to > 0 && DECIDED.contains(&self.written(to - 1))
    }

    /// "had been scheduled": what was to come is past.
    fn follows_had(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|before| self.written(before) == "had")
    }

    /// "when the case is heard", "are not allowed": a participle behind "is" or "are".
    fn is_present_passive(&self, at: usize) -> bool {
        let is = |at: usize| matches!(self.written(at), "is" | "are");
        at > 0 && is(at - 1) || at > 1 && is(at - 2) && matches!(self.written(at - 1), "not" | "being" | "also" | "now")
    }

    /// "will be held", "has still to be signed": a participle behind "be"; not "was to be signed" or "could not be found".
    fn is_to_be(&self, at: usize) -> bool {
        let Some(be) = (at.saturating_sub(2)..at).rev().find(|before| self.written(*before) == "be") else {
            return false;
        };
        let was_to_be = be > 1 && self.word(be - 1) == Some(Word::To) && matches!(self.written(be - 2), "was" | "were");
        let could = (be.saturating_sub(2)..be).any(|before| self.written(before).starts_with("could"));
        !was_to_be && !could && !self.follows_had(at)
    }

    pub(super) fn is_sentence_end(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Mark(b'.')
                if at > 0 && self.token(at).is_some_and(|dot| dot.glued) && is_abbreviation(self.written(at - 1)) =>
            {
                false
            }
            Kind::Mark(b'.' | b'?' | b'!') => self.tokens.get(at + 1).is_none_or(|next| {
                !next.glued || next.capital || matches!(next.kind, Kind::Mark(mark) if mark != b',')
            }),
            Kind::Mark(b';') => true,
            _ => false,
        }
    }

    /// "armed groups", "the alleged plan": a participle that stands before its noun.
    fn is_adjective(&self, at: usize) -> bool {
        let auxiliary = |at: usize| matches!(self.word(at), Some(Word::Verb(_))) || self.written(at) == "be";
        ADJECTIVES.contains(&self.written(at)) && self.kind(at + 1) == Kind::Other && !(at > 0 && auxiliary(at - 1))
    }

    pub(super) fn verb(&self, at: usize) -> Option<Tense> {
        match self.kind(at) {
            Kind::Word(Word::Verb(tense)) => Some(tense),
            Kind::Word(Word::Month { month: 5, short: false }) if !self.tokens[at].capital => Some(Tense::Future),
            Kind::Other => {
                let word = self.written(at);
                // "talks are set for Monday", "they set Monday as the deadline"
                if word == "set" {
                    return Some(if self.word(at + 1) == Some(Word::For) { Tense::Future } else { Tense::Present });
                }
                let past = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && !self.tokens[at].capital;
                (past && !self.is_adjective(at)).then_some(Tense::Past)
            }
            _ => None,
        }
    }
}
