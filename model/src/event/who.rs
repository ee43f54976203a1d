//! Who takes part in what a clause tells, and who is only its source.
//!
//! In: the names in a sentence and its clauses. Out: countries, organisations, and the countries of who says so.

use super::clause::{Class, Clause, Link, Word};
use super::words::{EventWords, Form};
use crate::actor::{Actor, Country, Mention};
use crate::text::Span;

/// Countries and organisations, each once, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    /// Countries that take part.
    pub countries: Vec<Country>,
    /// Organisations that take part.
    pub organizations: Vec<String>,
}

/// Who says what the clause tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    /// The words that name who says it.
    pub speaker: Span,
    /// The verb of saying, where there is one, as an index of words.
    pub verb: Option<usize>,
    /// The clause of the sentence that is said; none for "according to".
    pub content: Option<usize>,
}

impl Party {
    /// Adds who is named within a span and not within another.
    pub fn add(&mut self, mentions: &[Mention], within: &Span, without: Option<&Span>) {
        let inside = |span: &Span, mention: &Mention| span.start <= mention.span.start && mention.span.end <= span.end;
        for mention in mentions.iter().filter(|m| inside(within, m) && !without.is_some_and(|span| inside(span, m))) {
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

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.countries.is_empty() && self.organizations.is_empty()
    }
}

/// Finds who says what a sentence tells: "X said (on Monday) that …", "…, according to X", "…, X said".
pub(super) fn saying(lists: &EventWords, words: &[Word], clauses: &[Clause]) -> Option<Saying> {
    for (index, clause) in clauses.iter().enumerate() {
        let Some(verb) = clause.main_verb else { continue };
        let form = lists.say(&words[verb].lower);
        let followed = clauses.get(index + 1).is_some_and(|next| next.link == Link::Content);
        if !matches!(form, Some(Form::Past | Form::S | Form::Ing | Form::Base)) || verb <= clause.begin {
            continue;
        }
        let speaker = words[clause.begin].span.start..words[verb].span.start;
        if followed {
            return Some(Saying { speaker, verb: Some(verb), content: Some(index + 1) });
        }
        // "He said the army left": what is said follows without "that".
        let says_clause = words[verb + 1..clause.end].iter().any(|word| {
            matches!(word.class, Class::Verb(Form::Past | Form::S))
                || matches!(
                    word.lower.as_str(),
                    "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would"
                )
        });
        if says_clause && index == 0 {
            return Some(Saying { speaker, verb: Some(verb), content: Some(index) });
        }
    }
    said_last(lists, words).or_else(|| according(words))
}

/// "The army left, the minister said": the saying comes last, behind a comma.
fn said_last(lists: &EventWords, words: &[Word]) -> Option<Saying> {
    let end = words.iter().rposition(|word| word.class != Class::Mark)? + 1;
    let verb = (end.saturating_sub(5)..end)
        .rev()
        .find(|&i| lists.say(&words[i].lower).is_some() && words[i].class != Class::Other)?;
    let comma = (verb.saturating_sub(10)..verb)
        .rev()
        .find(|&i| words[i].lower == "," || matches!(words[i].lower.as_str(), "”" | "\""))?;
    (comma + 1 < verb).then(|| Saying {
        speaker: words[comma].span.end..words[verb].span.start,
        verb: Some(verb),
        content: None,
    })
}

/// "according to X".
fn according(words: &[Word]) -> Option<Saying> {
    let at = words
        .windows(2)
        .position(|pair| matches!((pair[0].lower.as_str(), pair[1].lower.as_str()), ("according", "to")))?;
    let begin = at + 2;
    let end = words[begin..]
        .iter()
        .position(|word| matches!(word.lower.as_str(), "," | ";" | "." | ")"))
        .map_or(words.len(), |n| begin + n);
    let (first, last) = (words.get(begin)?, words.get(end.checked_sub(1)?)?);
    (last.span.end > first.span.start).then_some(Saying {
        speaker: first.span.start..last.span.end,
        verb: None,
        content: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::clause::{clauses, words};
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let lists = EventWords::embedded();
        let words = words(&lists, text, 0..text.len());
        let found = saying(&lists, &words, &clauses(&words));
        assert_eq!(found.map(|saying| text[saying.speaker].trim()), expect);
    }

    #[test]
    fn speakers_are_found() {
        check("The minister said on Monday that the army had left.", Some("The minister"));
        check("The army left on Monday, according to the ministry in Oslo.", Some("the ministry in Oslo"));
        check("The army left on Monday, the minister said.", Some("the minister"));
        check("The army left on Monday.", None);
    }
}
