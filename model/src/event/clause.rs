//! The words of a sentence to its clauses: where each begins and ends, its main verb, its tense.
//!
//! There is no parser here: word classes, verb forms and punctuation tell enough.

use super::triggers::Form;
use super::word::{Class, Word, has_finite, is_finite_auxiliary};

const RELATIVES: &[&str] = &["which", "who", "whom", "whose", "where", "when", "whereby"];

/// A clause: a stretch of words with at most one main verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// First word.
    pub begin: usize,
    /// One after the last word.
    pub end: usize,
    /// How it is tied to the clause before.
    pub link: Link,
    /// Its main verb, auxiliaries left out.
    pub main_verb: Option<usize>,
    /// Its tense.
    pub tense: Tense,
}

/// How a clause is tied to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// The first of its sentence, or after a semicolon or dash: on its own.
    Main,
    /// "…, which the parliament ratified": about something in the clause before.
    Relative,
    /// "… and renewed it": has the subject of the clause before.
    Coordinate,
    /// "…, while the army withdrew": has a subject of its own.
    Subordinate,
    /// "…said that the army withdrew": what is said.
    Content,
    /// In brackets.
    Aside,
}

/// The tense of a clause's main verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "signed", "was signed", "had signed".
    Past,
    /// "has signed".
    Perfect,
    /// "signs", "is signed".
    Present,
    /// "is signing", "has been signing", "continues to".
    Progressive,
    /// "will sign", "is to sign", "plans to sign".
    Future,
    /// "could sign", "may sign", "would sign".
    Modal,
    /// No finite verb.
    None,
}

/// The clauses of a sentence from one of its words on, in order, together covering its words.
pub(super) fn clauses(words: &[Word], from: usize) -> Vec<Clause> {
    let mut cuts: Vec<(usize, Link)> = vec![(from, Link::Main)];
    let mut open_bracket: Option<Link> = None;
    let mut verbless_until = 0;
    let last_verb = (0..words.len()).rev().find(|&index| has_verb(&words[index..=index]));
    for index in from + 1..words.len() {
        let before = &words[index - 1];
        let word = &words[index];
        let link = match before.lower.as_ref() {
            "(" | "[" if open_bracket.is_none() && is_sentence(words, index, &mut verbless_until) => {
                open_bracket = cuts.last().map(|cut| cut.1);
                Some(Link::Aside)
            }
            ")" | "]" => open_bracket.take(),
            _ if open_bracket.is_some() => None,
            ";" => Some(Link::Main),
            "—" | "–" | ":" if last_verb >= Some(index) && index > 2 => Some(Link::Main),
            "," if word.class == Class::Opener && has_verb_before_mark(&words[index..]) => Some(opener_link(word)),
            "," if before_verb_phrase(words, cuts.last().map_or(from, |cut| cut.0), index) => Some(Link::Coordinate),
            _ if word.class == Class::Opener
                && has_verb_before_mark(&words[index..])
                && before.class != Class::Preposition =>
            {
                Some(opener_link(word))
            }
            "," if ends_opening(words, &cuts, index) => Some(Link::Main),
            "," if resumes_main(words, &cuts, index) => Some(Link::Coordinate),
            _ if starts_time_clause(words, index) => Some(Link::Subordinate),
            _ if starts_content(words, index) => Some(Link::Content),
            _ if starts_coordinate(words, index) => Some(coordinate_link(words, index)),
            _ => None,
        };
        if let Some(link) = link {
            cuts.push((index, link));
        }
    }
    let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([words.len()]);
    cuts.iter().zip(ends).map(|(&(begin, link), end)| Clause { link, ..stretch(words, begin, end) }).collect()
}

/// Whether the words from one on up to where the bracket closes are a clause, not just a name, a number or a credit.
/// Up to `verbless_until` there is no verb: brackets within brackets are not looked through again and again.
fn is_sentence(words: &[Word], begin: usize, verbless_until: &mut usize) -> bool {
    if begin < *verbless_until {
        return false;
    }
    let closes = |word: &Word| matches!(word.lower.as_ref(), ")" | "]");
    let end = words[begin..].iter().position(closes).map_or(words.len(), |length| begin + length);
    let finite = has_finite(&words[begin..end]);
    if !finite {
        *verbless_until = end;
    }
    finite && end - begin >= 4
}

fn opener_link(word: &Word) -> Link {
    if RELATIVES.contains(&word.lower.as_ref()) { Link::Relative } else { Link::Subordinate }
}

fn has_verb(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.class, Class::Verb(_)) || word.class == Class::Auxiliary && word.lower != "to")
}

fn has_verb_before_mark(words: &[Word]) -> bool {
    let end = words.iter().position(|word| matches!(word.lower.as_ref(), ";" | "(")).unwrap_or(words.len());
    has_verb(&words[..end])
}

/// "…, and later renewed", "…, renewed": a past verb after a comma, its subject left out. The clause so far begins at `from`.
fn before_verb_phrase(words: &[Word], from: usize, index: usize) -> bool {
    let finite = |i: usize| words.get(i).is_some_and(|word| word.class == Class::Verb(Form::Past));
    finite(index)
        && words.get(index + 1).is_some_and(|next| next.class == Class::Determiner)
        && has_outer_finite(&words[from..index])
}

/// Whether words hold a finite verb that does not stand right behind "that" or "who".
fn has_outer_finite(words: &[Word]) -> bool {
    let relative = |i: usize| {
        i > 0 && matches!(words[i - 1].lower.as_ref(), "that" | "who" | "which")
            || i > 1
                && is_finite_auxiliary(&words[i - 1])
                && matches!(words[i - 2].lower.as_ref(), "that" | "who" | "which")
    };
    (0..words.len()).any(|i| has_finite(&words[i..=i]) && !relative(i))
}

/// "since the army left", "after he came": a clause, not a phrase, follows the word.
fn starts_time_clause(words: &[Word], index: usize) -> bool {
    if !matches!(words[index].lower.as_ref(), "since" | "after" | "before" | "until" | "once") {
        return false;
    }
    let rest = &words[index + 1..];
    let end = rest
        .iter()
        .position(|word| word.class == Class::Mark || word.class == Class::Conjunction)
        .unwrap_or(rest.len());
    let verb = rest[..end].iter().position(|word| is_finite_auxiliary(word) || word.class == Class::Verb(Form::Past));
    verb.is_some_and(|verb| {
        verb > 0 && !rest[..verb].iter().any(|word| matches!(word.lower.as_ref(), "that" | "which" | "who" | "of"))
    }) && has_finite(&words[..index])
}

/// Whether a comma ends a relative clause beside a subject whose verb follows: "Hansen, who had come by train, spoke".
fn resumes_main(words: &[Word], cuts: &[(usize, Link)], index: usize) -> bool {
    let [.., (before, _), (relative, Link::Relative)] = cuts else { return false };
    let finite = is_finite_auxiliary(&words[index]) || matches!(words[index].class, Class::Verb(Form::Past | Form::S));
    finite && !has_finite(&words[*before..*relative])
}

/// Whether a comma ends a clause that opened its sentence: "After he came, the army left."
fn ends_opening(words: &[Word], cuts: &[(usize, Link)], index: usize) -> bool {
    let [(from, _)] = cuts else { return false };
    let opens = words.get(*from).is_some_and(|word| {
        word.class == Class::Opener
            || matches!(word.lower.as_ref(), "since" | "after" | "before" | "until" | "once" | "as")
    });
    opens && has_finite(&words[*from + 1..index]) && has_finite(&words[index..])
}

/// Whether "that" begins what is said: it stands behind a verb, perhaps with a time or a place between.
fn starts_content(words: &[Word], index: usize) -> bool {
    words[index].lower == "that"
        && words[..index].iter().rev().take(16).any(|word| word.entry.say.is_some() || says_by_noun(word))
        && words[index - 1].class != Class::Preposition
        // "a gun that wounded two": what is said has a subject.
        && words
            .get(index + 1)
            .is_some_and(|next| !matches!(next.class, Class::Verb(Form::S | Form::Past)) && !is_finite_auxiliary(next))
        && has_finite(&words[index + 1..])
}

/// Nouns of saying: "the announcement that …".
pub(super) fn says_by_noun(word: &Word) -> bool {
    matches!(
        word.lower.as_ref(),
        "announcement"
            | "statement"
            | "claim"
            | "report"
            | "warning"
            | "declaration"
            | "reports"
            | "claims"
            | "estimate"
    )
}

/// A stretch of words taken as a clause of its own.
pub(super) fn stretch(words: &[Word], begin: usize, end: usize) -> Clause {
    let (verb, tense) = main_verb(&words[begin..end]);
    Clause { begin, end, link: Link::Content, main_verb: verb.map(|verb| begin + verb), tense }
}

/// Whether "and" or "but" begins a clause: a finite verb follows it, and one stands before it.
fn starts_coordinate(words: &[Word], index: usize) -> bool {
    if words[index].class != Class::Conjunction || words[index].lower == "or" || !has_finite(&words[..index]) {
        return false;
    }
    let rest = &words[index + 1..];
    // "in and around Oslo", "the Foreign and Commonwealth Office"
    let [.., before_last, last] = &words[..index] else { return false };
    let pair = |class: fn(&Word) -> bool| class(last) && rest.first().is_some_and(class);
    if pair(|word| word.class == Class::Preposition) || before_last.lower == "the" && pair(|word| word.is_name) {
        return false;
    }
    let limit = rest
        .iter()
        .take(10)
        .position(|word| matches!(word.lower.as_ref(), "," | ";" | "and" | "("))
        .unwrap_or(rest.len().min(10));
    let verb = rest[..limit]
        .iter()
        .position(|word| matches!(word.class, Class::Verb(Form::Past)) || is_finite_auxiliary(word));
    let adverb = |word: &&Word| {
        word.lower.ends_with("ly")
            || matches!(word.lower.as_ref(), "now" | "then" | "later" | "also" | "again" | "soon" | "still")
    };
    let parallel = rest
        .iter()
        .find(|word| !adverb(word))
        .is_some_and(|word| matches!(word.class, Class::Verb(Form::Past | Form::S)));
    parallel || verb.is_some_and(|verb| verb <= 6)
}

fn coordinate_link(words: &[Word], index: usize) -> Link {
    let rest = &words[index + 1..];
    let at_once =
        rest.iter().take(3).position(|word| matches!(word.class, Class::Verb(_)) || is_finite_auxiliary(word));
    let adverbs = |n: usize| {
        rest[..n].iter().all(|word| {
            word.lower.ends_with("ly")
                || matches!(word.lower.as_ref(), "then" | "later" | "also" | "again" | "now" | "soon" | "has" | "still")
        })
    };
    if at_once.is_some_and(adverbs) { Link::Coordinate } else { Link::Main }
}

/// The first finite verb of a clause with its tense; else a bare participle.
fn main_verb(words: &[Word]) -> (Option<usize>, Tense) {
    let mut in_relative = false;
    for (index, word) in words.iter().enumerate() {
        // "the ships that can carry arms sailed": the verb right after "that" is not the main one.
        if index > 0 && matches!(word.lower.as_ref(), "that" | "who" | "which") {
            in_relative = words.get(index + 1).is_some_and(|next| {
                is_finite_auxiliary(next) || matches!(next.class, Class::Verb(Form::Past | Form::S | Form::Base))
            }) && has_finite(&words[(index + 3).min(words.len())..])
                || is_object_relative(&words[index + 1..]);
            continue;
        }
        if in_relative && (is_finite_auxiliary(word) || matches!(word.class, Class::Verb(_))) {
            let next_is_verb = words.get(index + 1).is_some_and(|next| matches!(next.class, Class::Verb(_)));
            in_relative = is_finite_auxiliary(word) && next_is_verb;
            continue;
        }
        if is_finite_auxiliary(word) {
            let verb = (index + 1..words.len().min(index + 6)).find(|&i| matches!(words[i].class, Class::Verb(_)));
            let stops = |v: usize| {
                words[index + 1..v].iter().any(|w| {
                    matches!(w.class, Class::Determiner | Class::Mark | Class::Preposition) && w.lower != "since"
                })
            };
            let verb = verb.filter(|&v| !stops(v));
            return (verb.or(Some(index)), auxiliary_tense(words, index, verb));
        }
        match word.class {
            Class::Verb(Form::Past) if is_reduced(words, index) => {}
            Class::Verb(Form::Past) => return (Some(index), Tense::Past),
            Class::Verb(Form::S) => return (Some(index), Tense::Present),
            Class::Verb(Form::Base) if index > 0 && words[index - 1].lower != "to" => {
                return (Some(index), Tense::Present);
            }
            _ => {}
        }
    }
    let bare = words.iter().position(|word| matches!(word.class, Class::Verb(_)));
    (bare, Tense::None)
}

/// "the guns that Peru promised arrived": behind "that" somebody acts, and a second verb follows.
fn is_object_relative(words: &[Word]) -> bool {
    let finite = |word: &Word| is_finite_auxiliary(word) || matches!(word.class, Class::Verb(Form::Past | Form::S));
    let end = words.iter().position(|word| matches!(word.class, Class::Mark | Class::Opener | Class::Conjunction));
    let words = &words[..end.unwrap_or(words.len())];
    let Some(first) = words.iter().take(5).position(finite).filter(|&first| first > 0) else { return false };
    let rest = &words[first + 1..];
    let chain = rest.iter().take_while(|word| matches!(word.class, Class::Verb(_) | Class::Auxiliary)).count();
    let chain = if is_finite_auxiliary(&words[first]) { chain } else { 0 };
    rest[chain..].iter().any(finite)
}

/// "a group based in Peru claims", "towns held by rebels were shelled": a participle behind its noun, as a finite verb
/// follows with no joint between.
fn is_reduced(words: &[Word], index: usize) -> bool {
    let joint = |word: &&Word| {
        !matches!(word.class, Class::Mark | Class::Opener | Class::Conjunction | Class::Pronoun)
            && !matches!(word.lower.as_ref(), "that" | "since" | "after" | "before" | "until" | "once" | "as")
    };
    let rest = words[index + 1..].iter().take_while(joint).count();
    index > 0
        && words[index - 1].class == Class::Other
        && words.get(index + 1).is_some_and(|next| next.class == Class::Preposition)
        && words[index + 2..(index + 1 + rest).max(index + 2)]
            .iter()
            .any(|word| is_finite_auxiliary(word) || matches!(word.class, Class::Verb(Form::Past | Form::S)))
}

fn auxiliary_tense(words: &[Word], index: usize, verb: Option<usize>) -> Tense {
    let between = &words[index + 1..verb.unwrap_or((index + 1).min(words.len()))];
    let form = verb.map(|v| words[v].class);
    let progressive = form == Some(Class::Verb(Form::Ing));
    match words[index].lower.as_ref() {
        "will" | "shall" | "won't" | "ll" => Tense::Future,
        "would" | "could" | "can" | "may" | "might" | "should" | "must" | "wouldn't" | "cannot" => Tense::Modal,
        // "is to sign", "was due to sign", but "was able to sign"
        "is" | "are" | "was" | "were" if between.iter().any(|w| w.lower == "to") && !has_ability(between) => {
            Tense::Future
        }
        "has" | "have" | "hasn't" | "haven't" if progressive => Tense::Progressive,
        "has" | "have" | "hasn't" | "haven't" => Tense::Perfect,
        "is" | "are" | "am" | "isn't" if progressive => Tense::Progressive,
        "is" | "are" | "am" | "isn't" | "do" | "does" => Tense::Present,
        _ => Tense::Past,
    }
}

fn has_ability(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.lower.as_ref(), "able" | "unable" | "free" | "glad" | "quick" | "slow" | "first"))
}

#[cfg(test)]
mod tests {
    use super::super::triggers::EventWords;
    use super::super::word::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let lists = EventWords::embedded();
        let words = words(&lists, text, 0..text.len());
        let found: Vec<String> = clauses(&words, 0)
            .iter()
            .map(|clause| {
                let verb = clause.main_verb.map_or("-", |verb| words[verb].lower.as_ref());
                format!("{verb} {:?} {:?}", clause.tense, clause.link)
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn clauses_have_their_verbs() {
        check(
            "The two kings signed a treaty, which the council ratified in May.",
            &["signed Past Main", "ratified Past Relative"],
        );
        check("The army has left the town and will return.", &["left Perfect Main", "return Future Coordinate"]);
        check("Ships that sail under the flag were seized; crews fled.", &["seized Past Main", "fled Past Main"]);
    }

    #[test]
    fn what_one_was_able_to_do_is_past() {
        check("The army was able to return.", &["return Past Main"]);
        check("The army was due to return.", &["return Future Main"]);
    }

    #[test]
    fn nouns_are_no_verbs() {
        check("The visit of the minister was cancelled.", &["cancelled Past Main"]);
    }
}
