//! The names in a sentence to the part that each plays: who acts, on whom, where, who says so.
//!
//! In: a sentence as it was read, and who takes part. Out: each with a role. Knows grammar and no kinds.

use super::reading::Reading;
use super::triggers::{Form as VerbForm, Part};
use super::who::Party;
use super::word::Class;
use crate::actor::{Actor, Country, Mention};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A country or organisation of an event, and the part that it plays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Who.
    pub actor: Actor,
    /// As what.
    pub role: Role,
}

/// The part that a participant plays, after the arguments of the field's event schemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Who does it: the subject, "by" behind a passive, whose act it is.
    Actor,
    /// On whom, for whom, with whom.
    Target,
    /// Where.
    Place,
    /// Who says so, and takes no part by that.
    SaidBy,
}

impl Role {
    /// The name that files use.
    pub fn code(self) -> &'static str {
        match self {
            Role::Actor => "actor",
            Role::Target => "target",
            Role::Place => "place",
            Role::SaidBy => "said_by",
        }
    }
}

impl Reading<'_> {
    /// The roles of those who take part, in the order of the text, then of who says so. Nobody is left out:
    /// whom the sentence does not name, but means by "it" or "they", acts. `home` takes part unnamed: it acts where
    /// nobody else does, or else it is where the others act. Who plays several parts has the first in the order of `Role`.
    pub(super) fn roles(
        &self,
        party: &Party,
        home: Option<Country>,
        passage: &Span,
        speaker: Option<&Span>,
    ) -> Vec<Participant> {
        let mut out: Vec<Participant> = Vec::new();
        let mut add = |actor: &Actor, role: Role| match out.iter_mut().find(|known| known.actor == *actor) {
            Some(known) => known.role = known.role.min(role),
            None => out.push(Participant { actor: actor.clone(), role }),
        };
        let home = home.map(Actor::Country);
        let within = |span: &Span, mention: &Mention| span.start <= mention.span.start && mention.span.end <= span.end;
        let takes_part = |actor: &Actor| match actor {
            Actor::Country(country) => party.countries.contains(country),
            Actor::Organization(name) => party.organizations.contains(name),
        };
        let named: Vec<&Mention> =
            self.mentions.iter().filter(|m| !speaker.is_some_and(|span| within(span, m))).collect();
        let told = actors_of(named.iter().copied());
        let told_here = actors_of(named.iter().copied().filter(|m| within(passage, m)));
        let all: Vec<Actor> = party.actors().collect();
        for actor in all.iter().filter(|actor| !told.contains(actor) && home.as_ref() != Some(*actor)) {
            add(actor, Role::Actor);
        }
        // A name outside the passage counts where the passage leaves its owner unnamed.
        let counts = |m: &Mention| within(passage, m) || !told_here.contains(&&m.actor);
        for mention in named.iter().filter(|m| takes_part(&m.actor) && counts(m)) {
            add(&mention.actor, self.role(mention));
        }
        for mention in self.mentions.iter().filter(|m| speaker.is_some_and(|span| within(span, m))) {
            add(&mention.actor, Role::SaidBy);
        }
        let acts = out.iter().any(|participant| participant.role == Role::Actor);
        if let Some(actor) = home {
            out.push(Participant { actor, role: if acts { Role::Place } else { Role::Actor } });
        }
        out
    }

    /// The part that one name plays where it stands.
    pub(super) fn role(&self, mention: &Mention) -> Role {
        let first = self.word_at(mention.span.start);
        let last = self.word_at(mention.span.end.saturating_sub(1).max(mention.span.start));
        let clause = &self.clauses[self.clause_at(first)];
        // "Iraq's invasion", "the French attack on": whose act it is acts.
        let act = (last + 1..(last + 4).min(clause.end))
            .take_while(|&i| matches!(self.words[i].class, Class::Other) || self.lower(i) == "'s")
            .find(|&i| self.is_act(i));
        if act.is_some() {
            return Role::Actor;
        }
        self.role_at(first, clause.begin, clause.main_verb)
    }

    /// The part of the phrase that holds a word, by what governs it.
    fn role_at(&self, word: usize, begin: usize, verb: Option<usize>) -> Role {
        let subject = |role_of_active: Role| match verb {
            Some(verb) if word < verb && self.is_passive(verb) => Role::Target,
            Some(verb) if word > verb => Role::Target,
            _ => role_of_active,
        };
        let mut at = word;
        while at > begin {
            at -= 1;
            // "In May Peru signed": the time governs nothing.
            if self.times.iter().any(|time| time.span.contains(&self.words[at].span.start)) {
                break;
            }
            match self.words[at].class {
                Class::Preposition if self.is_of_a_number(at) => {}
                Class::Preposition => return self.role_behind(at, begin, verb),
                Class::Verb(VerbForm::Past) if verb != Some(at) && self.is_attribute(at) => {}
                Class::Verb(_) | Class::Auxiliary | Class::Pronoun => return Role::Target,
                Class::Opener => return subject(Role::Actor),
                _ => {}
            }
        }
        subject(Role::Actor)
    }

    /// The part of a phrase behind a preposition.
    fn role_behind(&self, preposition: usize, begin: usize, verb: Option<usize>) -> Role {
        let before = preposition.saturating_sub(1).max(begin);
        match self.lower(preposition) {
            "by" => Role::Actor,
            // "forces in Guinea have …": what stands there does it.
            "in" | "from"
                if verb.is_some_and(|verb| begin < preposition && preposition < verb)
                    && self.words[before].class == Class::Other =>
            {
                self.role_at(before, begin, verb)
            }
            "in" | "at" | "near" | "across" | "through" | "throughout" | "within" | "off" | "around" | "over"
            | "along" | "into" | "behind" | "beyond" => Role::Place,
            "between" | "among" => Role::Actor,
            "of" if preposition > begin && self.is_act(before) => Role::Target,
            "of" | "from" if preposition > begin && !matches!(self.words[before].class, Class::Verb(_)) => {
                self.role_at(before, begin, verb)
            }
            _ => Role::Target,
        }
    }

    /// "at least three", "over 100": a preposition that only bounds a number.
    fn is_of_a_number(&self, preposition: usize) -> bool {
        let next = preposition + 1;
        let bounds =
            matches!(self.lower(preposition), "at" | "over" | "about" | "around" | "under" | "than" | "above" | "near");
        let number = self.words.get(next).is_some_and(|word| word.class == Class::Number);
        bounds && (number || matches!(self.lower(next), "least" | "most"))
    }

    /// Whether a word names a happening: "invasion".
    fn is_act(&self, word: usize) -> bool {
        self.triggers.iter().any(|found| found.trigger.part == Part::Act && found.word == word)
    }

    /// Whether a participle stands before its noun: "the occupied West Bank".
    fn is_attribute(&self, word: usize) -> bool {
        word > 0 && matches!(self.words[word - 1].class, Class::Determiner | Class::Preposition | Class::Number)
    }

    /// Whether a verb is passive: a participle behind a form of "be".
    fn is_passive(&self, verb: usize) -> bool {
        let be = |i: &usize| {
            matches!(self.lower(*i), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "isn't" | "wasn't")
        };
        self.words[verb].class == Class::Verb(VerbForm::Past)
            && (verb.saturating_sub(3)..verb)
                .rev()
                .take_while(|&i| self.words[i].class == Class::Auxiliary || self.lower(i).ends_with("ly"))
                .any(|i| be(&i))
    }
}

/// Who is named, each once: a sentence of one name a hundred times names one.
fn actors_of<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Vec<&'m Actor> {
    let mut actors = Vec::new();
    for mention in mentions {
        if !actors.contains(&&mention.actor) {
            actors.push(&mention.actor);
        }
    }
    actors
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::event::events_of;

    /// `expect` is each participant of the first event as `code:role`, parted by blanks.
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let events = events_of(text);
        let roles = events.first().map_or(&[][..], |event| &event.roles).iter().map(|participant| {
            let name = match &participant.actor {
                Actor::Country(country) => country.code(),
                Actor::Organization(name) => name,
            };
            format!("{name}:{}", participant.role.code())
        });
        assert_eq!(roles.collect::<Vec<_>>().join(" "), expect, "in: {text}");
    }

    #[test]
    fn subjects_act_on_objects() {
        check("Iraq invaded Kuwait on 2 August 1990.", "IQ:actor KW:target");
        check("Kuwait was invaded by Iraqi tanks on 2 August 1990.", "KW:target IQ:actor");
        check("On 3 May 1998 Peru and Chile signed a treaty with Brazil.", "PE:actor CL:actor BR:target");
        check("In May 1998 NATO warned Serbia.", "NATO:actor RS:target");
    }

    #[test]
    fn prepositions_and_possessives_tell_the_part() {
        check("The minister of Norway met his Danish host in Finland on 3 May 1998.", "NO:actor DK:target FI:place");
        check("Rebels in Peru attacked at least 20 Chilean trucks on 3 May 1998.", "PE:actor CL:target");
        check("Iraq's invasion of Kuwait began on 2 August 1990.", "IQ:actor KW:target");
        check("On 3 May 1998 talks between Peru and Ecuador failed in Brazil.", "PE:actor EC:actor BR:place");
    }

    #[test]
    fn who_only_says_so_is_told_apart() {
        check(
            "Greek ships attacked a Maltese port on 3 May 1998, Italian officials said.",
            "GR:actor MT:target IT:said_by",
        );
    }
}
