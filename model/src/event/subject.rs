//! A clause to whom it is about, in its own words: the name of its subject, and of what a relative clause hangs on.
//!
//! In: the words of a sentence and its clauses. Out: a short name, or pieces for `headline`.
//! Knows nothing of what happened.

use super::clause::{Clause, Link, Tense};
use super::headline::{self, Piece};
use super::opening::keep;
use super::title::{OWNERS, SHORT_TITLE_CHARS};
use super::word::{Class, Word, is_finite_auxiliary};
use crate::text::Span;

/// Words of office before a person's name.
const OFFICES: &[&str] = &[
    "president",
    "minister",
    "chancellor",
    "king",
    "queen",
    "secretary",
    "leader",
    "chairman",
    "premier",
    "ambassador",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "general",
    "senator",
    "chief",
    "governor",
    "undersecretary",
    "president-elect",
    "then-president",
    "commissioner",
    "prince",
    "admiral",
    "director",
    "rep",
    "sen",
    "gen",
    "mr",
    "mrs",
    "ms",
    "dr",
    "envoy",
];
/// Family names that stand before given names.
const FAMILY_FIRST: &[&str] = &[
    "Kim", "Xi", "Mao", "Moon", "Yoon", "Lee", "Park", "Hu", "Li", "Wang", "Zhou", "Deng", "Jiang", "Chiang", "Ho",
    "Le", "Nguyen", "Tsai", "Peng", "Chen", "Zhang", "Wen", "Roh", "Ban", "Chung", "Qin", "Yang", "Liu", "Lin", "Ma",
    "Han",
];

/// The name of whom a clause is about, short enough to stand for "he" or "it" in what follows.
pub(super) fn subject_name(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Option<String> {
    const NOBODY: &[&str] =
        &["what", "elsewhere", "here", "another", "anyone", "everyone", "someone", "nobody", "nothing", "most"];
    let verb = clause.main_verb.unwrap_or(clause.end);
    // "The Oslo, Norway, firm sank": what the commas part is no name.
    let tail = (clause.begin..verb).rev().take_while(|&i| words[i].class != Class::Mark);
    let parted = tail.filter(|&i| words[i].class == Class::Other && !words[i].is_name).count() > 0
        && words[clause.begin..verb].iter().filter(|word| word.lower == ",").count() == 2
        && words[clause.begin].class == Class::Determiner;
    let mut pieces = subject(text, words, clause, times);
    name_shortly(&mut pieces);
    let phrase = pieces.iter().position(|piece| piece.class == Class::Preposition).filter(|&at| at > 0);
    pieces.truncate(phrase.unwrap_or(pieces.len()));
    while pieces.last().is_some_and(|last| last.is_manner()) {
        pieces.pop();
    }
    // "Born in Peru": one word before a phrase need not be a noun.
    let bare = phrase == Some(1) && !pieces.first().is_some_and(|first| words[first.word].is_name);
    if bare || parted {
        return None;
    }
    let named = pieces.first().is_some_and(|first| {
        first.class == Class::Determiner
            && !first.is_one_of(OWNERS)
            && !first.is_one_of(&["this", "these", "that", "those"])
            || first.class == Class::Other
                && first.text.starts_with(char::is_uppercase)
                && (is_name(first) || pieces.len() > 1)
                && !first.is_one_of(NOBODY)
    });
    let noun =
        |piece: &Piece| matches!(piece.class, Class::Other | Class::Determiner) || piece.text == "." && !piece.spaced;
    let short = pieces.len() <= 6 && pieces.iter().all(noun);
    let verbal = pieces.iter().any(|piece| piece.verbal && piece.text.starts_with(char::is_lowercase));
    let line = (named && !verbal && short).then(|| headline::joined(&pieces));
    line.filter(|line| !line.is_empty() && line.chars().count() <= SHORT_TITLE_CHARS)
}

/// Whether a pronoun can stand for a name: "they" for many or a body of people, the others for one.
pub(super) fn agrees(pronoun: &str, name: &str) -> bool {
    const BODIES: &[&str] = &[
        "police",
        "people",
        "men",
        "women",
        "children",
        "personnel",
        "army",
        "military",
        "navy",
        "government",
        "staff",
        "crew",
        "family",
        "couple",
        "team",
        "group",
        "militia",
        "coalition",
        "party",
        "parliament",
        "company",
        "opposition",
        "union",
        "ministry",
        "council",
        "committee",
        "firm",
        "bank",
        "court",
        "department",
        "agency",
        "club",
        "authority",
    ];
    let last = name.rsplit(' ').next().unwrap_or(name);
    let many = last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us") && !last.ends_with("is");
    match pronoun.to_lowercase().as_str() {
        "they" | "their" => many || BODIES.contains(&last.to_lowercase().as_str()) || name.contains(" and "),
        _ => !(many && last.starts_with(char::is_lowercase)),
    }
}

/// The name of whoever the words of a span name, as the subject of a saying.
pub(super) fn speaker_name(text: &str, words: &[Word], span: &Span, times: &[Span]) -> Option<String> {
    let begin = words.iter().position(|word| word.span.start >= span.start)?;
    let end = words.iter().rposition(|word| word.span.end <= span.end)? + 1;
    let clause = Clause { begin, end, link: Link::Main, main_verb: None, tense: Tense::None };
    (begin < end).then(|| subject_name(text, words, &clause, times)).flatten()
}

fn is_name(piece: &Piece) -> bool {
    piece.class == Class::Other
        && piece.text.starts_with(char::is_uppercase)
        && !piece.text.ends_with("’s")
        && !piece.text.ends_with("'s")
}

/// "Russian President Vladimir Putin" to "Putin": behind an office, the family name will do.
pub(super) fn name_shortly(pieces: &mut Vec<Piece>) {
    let mut index = 0;
    while index < pieces.len() {
        let goes_on = |next: &Piece| is_name(next) || matches!(next.text, "of" | "for" | ".");
        let office = pieces.get(index + 1).is_some_and(goes_on) && pieces[index].is_one_of(OFFICES);
        // "Secretary of State Ann Hill"
        let of = pieces.get(index + 1).is_some_and(|next| office && matches!(next.text, "of" | "for"));
        let of = of && (index + 2..index + 5).all(|i| pieces.get(i).is_some_and(is_name));
        let mut end = index + if of { 2 } else { 1 };
        while end < pieces.len()
            && end <= index + if of { 6 } else { 4 }
            && (is_name(&pieces[end]) || end == index + 1 && pieces[end].text == ".")
        {
            end += 1;
        }
        let last_is_office = end <= index + 1 || pieces[end - 1].is_one_of(OFFICES);
        if !office || last_is_office || pieces[index + 1..end].iter().filter(|piece| is_name(piece)).count() < 2 {
            index += 1;
            continue;
        }
        let first_name = (index + if of { 3 } else { 1 }..end).find(|&i| is_name(&pieces[i])).unwrap_or(index + 1);
        let kept = if FAMILY_FIRST.contains(&pieces[first_name].text) { first_name } else { end - 1 };
        // The words that belong to the office go with it: "Russian Deputy Prime Minister".
        let mut begin = index;
        while begin > 0
            && (is_name(&pieces[begin - 1])
                || pieces[begin - 1].is_one_of(OFFICES)
                || pieces[begin - 1].class == Class::Determiner)
        {
            begin -= 1;
        }
        pieces.drain(begin..kept);
        index = begin + 1;
    }
}

/// The words before a clause's main verb, without what is only said beside them.
pub(super) fn subject<'a>(text: &'a str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece<'a>> {
    // "The king, who fell ill, died": without a verb of its own, all of the clause is what the sentence is about.
    let verb = clause.main_verb.unwrap_or(clause.end);
    let end = (clause.begin..verb).rev().find(|&i| words[i].class != Class::Auxiliary).map_or(clause.begin, |i| i + 1);
    let mut pieces = keep(text, words, (clause.begin, end), times);
    let comma = pieces.iter().position(|piece| piece.class == Class::Mark && piece.text == ",");
    let long = pieces.iter().skip(4).position(|piece| matches!(piece.class, Class::Preposition | Class::Opener));
    let cut = comma.into_iter().chain(long.map(|at| at + 4)).min().unwrap_or(pieces.len());
    pieces.truncate(cut.min(8));
    pieces
}

/// What a relative clause behind a clause is about: the noun phrase that the clause ends with; of "the case of Hansen, who"
/// the name.
pub(super) fn antecedent<'a>(
    text: &'a str,
    words: &[Word],
    clause: &Clause,
    times: &[Span],
    of_person: bool,
) -> Vec<Piece<'a>> {
    // "the shares issued (on 1 July), which": of the shares.
    let in_time = |i: usize| times.iter().any(|time| time.contains(&words[i].span.start));
    let noun = |i: &usize| !in_time(*i) && matches!(words[*i].class, Class::Other | Class::Number);
    let to = (clause.begin..clause.end).rev().find(noun).map_or(clause.begin, |i| i + 1);
    let names = |i: usize| {
        let before = &words[i - 2];
        words.get(i).is_some_and(|next| next.is_name) && !before.is_name && !OFFICES.contains(&&*before.lower)
    };
    let opens = |i: &usize| {
        let word = &words[*i];
        (word.lower != "of" || of_person && *i > 0 && names(*i + 1))
            && matches!(
                word.class,
                Class::Preposition
                    | Class::Mark
                    | Class::Opener
                    | Class::Verb(_)
                    | Class::Auxiliary
                    | Class::Conjunction
            )
    };
    let from = (clause.begin..to).rev().find(opens).map_or(clause.begin, |i| i + 1);
    let mut pieces = keep(text, words, (from, to), times);
    pieces.truncate(8);
    pieces
}

/// The clause whose subject is that of one which leaves its own out.
pub(super) fn sharing(clauses: &[Clause], at: usize) -> &Clause {
    match &clauses[..at] {
        // "Hansen, who had come by train, spoke"
        [.., subject, relative] if relative.link == Link::Relative && subject.tense == Tense::None => subject,
        clauses => &clauses[clauses.len() - 1],
    }
}

/// The second finite verb of a clause, where no mark stands between: "(a man) who was wanted by the police was seized".
pub(super) fn second_finite(words: &[Word], clause: &Clause) -> Option<usize> {
    let first = clause.main_verb?;
    let rest = (first + 1..clause.end).take_while(|&i| words[i].class != Class::Mark);
    let behind =
        |i: &usize| matches!(words[*i - 1].class, Class::Other | Class::Number) && words[*i - 1].lower != "not";
    rest.filter(behind).find(|&i| is_finite_auxiliary(&words[i]))
}

#[cfg(test)]
mod tests {
    use crate::event::events_of;

    /// `expect` is the title of each event, parted by "; ".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let titles: Vec<String> = events_of(text).into_iter().map(|event| event.title).collect();
        assert_eq!(titles.join("; "), expect, "in: {text}");
    }

    #[test]
    fn what_is_said_is_told_of_who_says_it() {
        check("The Omani navy said on 3 May 1998 it had seized 14 boats.", "The Omani navy had seized 14 boats");
        check("Peru sank a ship on 3 May 1998, a minister told reporters in Lima.", "Peru sank a ship");
        check("The minister said, Peru sank a ship on 3 May 1998.", "Peru sank a ship");
    }

    #[test]
    fn a_verb_has_the_subject_of_its_own_sentence_or_none() {
        check(
            "Detectives searched Lima. Police found a gun that wounded two guards in Peru on 3 May 1998.",
            "Police found a gun that wounded two guards in Peru",
        );
        check("A general who is wanted by Peru was seized in Oslo on 3 May 1998.", "A general was seized in Oslo");
        check(
            "Hansen of Norway, who had come by train, spoke on 3 May 1998 in Oslo.",
            "Hansen of Norway spoke in Oslo",
        );
        check("They signed a truce in Oslo on 3 May 1998.", "A truce signed in Oslo");
    }

    #[test]
    fn pronouns_stand_for_whom_they_can() {
        check("Mr. Hansen left Peru. They won the vote in Lima on 3 May 1998.", "The vote won in Lima");
        check("The rebels left Lima. They shelled Cusco on 3 May 1998.", "The rebels shelled Cusco");
        check("The case of Hansen, who was freed on 3 May 1998 in Lima, was dropped.", "Hansen was freed in Lima");
        check(
            "Critics in Peru marched. “We will rise again,” Hansen of Norway said. He left on 3 May 1998.",
            "Hansen left",
        );
    }

    #[test]
    fn names_keep_their_joints() {
        check("Envoys in and around Oslo warned Peru on 3 May 1998.", "Envoys in and around Oslo warned Peru");
        check(
            "As talks failed, clerks of the Labour and Justice Office of Peru left on 3 May 1998.",
            "Clerks of the Labour and Justice Office of Peru left",
        );
    }
}
