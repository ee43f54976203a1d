//! Who takes part in what a clause tells, and who is only its source.
//!
//! In: the names in a sentence and its clauses. Out: countries, organisations, and the countries of who says so.

use super::clause::{Clause, Link, says_by_noun};
use super::triggers::Form;
use super::word::{Class, Word, has_finite};
use crate::actor::{self, Actor, Country, Mention};
use crate::text::Span;
use std::collections::BTreeMap;

/// Countries and organisations, each once, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    /// Countries that take part.
    pub countries: Vec<Country>,
    /// Organisations that take part.
    pub organizations: Vec<String>,
}

/// Who says what a clause tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    /// The words that name who says it.
    pub speaker: Span,
    /// The verb or noun of saying; none for "according to".
    pub verb: Option<usize>,
    /// The clause that the saying is in, by index.
    pub clause: usize,
    /// What is said.
    pub content: Content,
}

/// The words of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// First word.
    pub begin: usize,
    /// One after the last word.
    pub end: usize,
}

impl Party {
    /// Adds who is named within a span and not within another. A newspaper says and takes no part.
    pub fn add(&mut self, mentions: &[Mention], within: &Span, without: Option<&Span>) {
        let inside = |span: &Span, mention: &Mention| span.start <= mention.span.start && mention.span.end <= span.end;
        let takes_part = |m: &&Mention| {
            m.form != actor::Form::Medium && inside(within, m) && !without.is_some_and(|span| inside(span, m))
        };
        for mention in mentions.iter().filter(takes_part) {
            match &mention.actor {
                Actor::Country(country) if !self.countries.contains(country) => self.countries.push(*country),
                Actor::Organization(name) if !self.organizations.contains(name) => {
                    self.organizations.push(name.clone())
                }
                _ => {}
            }
        }
    }

    /// Adds those of another party.
    pub fn join(&mut self, other: &Party) {
        for country in &other.countries {
            if !self.countries.contains(country) {
                self.countries.push(*country);
            }
        }
        for name in &other.organizations {
            if !self.organizations.contains(name) {
                self.organizations.push(name.clone());
            }
        }
    }

    /// All of them, countries first.
    pub fn actors(&self) -> impl Iterator<Item = Actor> + '_ {
        let organizations = self.organizations.iter().cloned().map(Actor::Organization);
        self.countries.iter().copied().map(Actor::Country).chain(organizations)
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.organizations.is_empty()
    }
}

/// The countries that a document is about, by how often it names each.
#[derive(Default)]
pub(super) struct Setting {
    /// Those that it names most often: at most two, each with half as many names as the first.
    pub often: Party,
    /// The one that nearly half of all its names stand for: where nothing else is said, it happens there.
    pub home: Option<Country>,
}

impl Setting {
    /// From the names in the passages that tell events.
    pub fn of<'a>(telling: impl Iterator<Item = &'a Mention>) -> Setting {
        let counts = counts(telling);
        let home = home(&counts);
        let most = counts.first().map_or(0, |(count, _)| *count);
        let often = counts.into_iter().take_while(|(count, _)| *count >= 3 && count * 2 >= most);
        let mut countries: Vec<Country> = often.map(|(_, country)| country).collect();
        // Where many are told of equally, none is the setting.
        if countries.len() > 2 {
            countries.clear();
        }
        Setting { often: Party { countries, organizations: Vec::new() }, home }
    }
}

/// Of twenty names at least nine stand for the country at home.
fn home(counts: &[(usize, Country)]) -> Option<Country> {
    let total: usize = counts.iter().map(|(count, _)| count).sum();
    let (count, country) = *counts.first()?;
    (total >= 5 && count * 20 >= total * 9).then_some(country)
}

/// How often each country is named, the most frequent first.
fn counts<'a>(mentions: impl Iterator<Item = &'a Mention>) -> Vec<(usize, Country)> {
    let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
    for mention in mentions.filter(|mention| mention.form != actor::Form::Medium) {
        if let Actor::Country(country) = mention.actor {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut counts: Vec<(usize, Country)> = counts.into_iter().map(|(country, count)| (count, country)).collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    counts
}

/// Finds who says what a sentence tells: "X said (on Monday) that …", "…, according to X", "…, X said".
pub(super) fn saying(words: &[Word], clauses: &[Clause]) -> Option<Saying> {
    for (index, clause) in clauses.iter().enumerate() {
        let content = clauses.get(index + 1).filter(|next| next.link == Link::Content);
        let verb = clause.main_verb.filter(|&verb| verb > clause.begin && words[verb].entry.say.is_some());
        let noun = || (clause.begin..clause.end).rev().take(2).find(|&i| says_by_noun(&words[i]));
        if let Some(content) = content
            && let Some(word) = verb.or_else(noun)
        {
            let speaker = words[clause.begin].span.start..words[word].span.start;
            return Some(Saying {
                speaker,
                verb: Some(word),
                clause: index,
                content: Content { begin: content.begin, end: content.end },
            });
        }
    }
    said_last(words, clauses).or_else(|| said_without_that(words, clauses)).or_else(|| according(words, clauses))
}

/// "He said the army left": what is said follows without "that".
fn said_without_that(words: &[Word], clauses: &[Clause]) -> Option<Saying> {
    let clause = clauses.first()?;
    let verb = clause.main_verb.filter(|&verb| verb > clause.begin && words[verb].entry.say.is_some())?;
    tells_clause(&words[verb + 1..clause.end]).then(|| Saying {
        speaker: words[clause.begin].span.start..words[verb].span.start,
        verb: Some(verb),
        clause: 0,
        content: Content { begin: verb + 1, end: clause.end },
    })
}

/// Whether words hold a subject and a finite verb.
fn tells_clause(words: &[Word]) -> bool {
    words.iter().skip(1).any(|word| {
        matches!(word.class, Class::Verb(Form::Past | Form::S))
            || matches!(word.lower.as_ref(), "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would")
    })
}

/// "The army left, the minister said": the saying comes last, behind a comma.
fn said_last(words: &[Word], clauses: &[Clause]) -> Option<Saying> {
    let last = clauses.iter().rposition(|clause| clause.main_verb.is_some())?;
    let clause = &clauses[last];
    // "…, a weekly reports.": at the end of its sentence a word of saying is a verb.
    let ends = |i: usize| words.get(i + 1).is_none_or(|next| next.lower == ".") && words[i].entry.say == Some(Form::S);
    let says = |&i: &usize| words[i].entry.say.is_some() && (matches!(words[i].class, Class::Verb(_)) || ends(i));
    let verb = (clause.begin..clause.end).rev().find(says)?;
    let comma = (verb.saturating_sub(10)..verb).rev().find(|&i| matches!(words[i].lower.as_ref(), "," | "”" | "\""))?;
    // "…, the two sides concluded a truce": a verb with an object says nothing of what stands before it.
    let object = words.get(verb + 1).is_some_and(|next| matches!(next.class, Class::Determiner | Class::Other));
    let quotes = matches!(words[verb].lower.as_ref(), "said" | "says" | "told" | "added" | "adds" | "tells");
    if object && !quotes {
        return None;
    }
    let finite = |word: &&Word| matches!(word.class, Class::Verb(Form::Past | Form::S | Form::Base));
    let to = |i: usize| words[i - 1].lower == "to";
    let short = (verb + 1..clause.end).filter(|&i| finite(&&words[i]) && !to(i)).count() == 0;
    let begin = clauses[0].begin;
    let speaker = if comma + 1 == verb && quotes {
        // "“…”, said Ola Hansen": who says it follows.
        let ends =
            |word: &Word| matches!(word.class, Class::Mark | Class::Number | Class::Preposition | Class::Auxiliary);
        let end = words[verb + 1..]
            .iter()
            .position(|word| ends(word) && word.lower != "of")
            .map_or(words.len(), |n| verb + 1 + n);
        words[verb].span.end..words[end - 1].span.end
    } else {
        words[comma].span.end..words[verb].span.start
    };
    let named = words
        .get(comma + 1)
        .is_some_and(|word| !matches!(word.class, Class::Auxiliary | Class::Conjunction | Class::Verb(_)));
    // The comma of a dateline stands before the first clause.
    let content_tells = words.get(begin..comma).is_some_and(has_finite);
    let told = (named && comma + 1 < verb || comma + 1 == verb && object && quotes) && content_tells;
    (told && short).then_some(Saying {
        speaker,
        verb: Some(verb),
        clause: last,
        content: Content { begin, end: comma },
    })
}

/// "according to X".
fn according(words: &[Word], clauses: &[Clause]) -> Option<Saying> {
    let says = |pair: &[Word]| pair[0].lower == "according" && pair[1].lower == "to";
    let at = words.windows(2).position(says)?;
    let begin = at + 2;
    let stop = |word: &Word| matches!(word.lower.as_ref(), "," | ";" | "." | ")");
    let end = words[begin..].iter().position(stop).map_or(words.len(), |n| begin + n);
    if begin >= end {
        return None;
    }
    let speaker = words[begin].span.start..words[end - 1].span.end;
    let index = clauses.partition_point(|clause| clause.begin <= at).saturating_sub(1);
    let clause = clauses.get(index)?;
    let content = if at > clause.begin + 2 {
        Content { begin: clause.begin, end: at }
    } else {
        Content { begin: end, end: clause.end.max(end + 1).min(words.len()) }
    };
    (content.begin < content.end).then_some(Saying { speaker, verb: None, clause: index, content })
}

#[cfg(test)]
mod tests {
    use super::super::clause::clauses;
    use super::super::triggers::EventWords;
    use super::super::word::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let lists = EventWords::embedded();
        let words = words(&lists, text, 0..text.len());
        let found = saying(&words, &clauses(&words, 0));
        assert_eq!(found.map(|saying| text[saying.speaker].trim()), expect);
    }

    #[test]
    fn speakers_are_found() {
        check("The minister said on Monday that the army had left.", Some("The minister"));
        check("The army left on Monday, according to the ministry in Oslo.", Some("the ministry in Oslo"));
        check("The army left on Monday, the minister said.", Some("the minister"));
        check("“The army has left,” said Ola Hansen on Monday in Oslo.", Some("Ola Hansen"));
        check("The army left on Monday.", None);
    }
}
