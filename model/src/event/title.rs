//! A clause to a short headline in its own words.
//!
//! In: the words of a clause and where its time stands. Out: a line of about 60 characters and one of about 40;
//! never cut inside a word or a number, never opening with "which" or with the date.

use super::clause::{Clause, Link};
use super::triggers::Form;
use super::word::{Class, Word};
use crate::text::Span;

/// About how long a title may be, in characters.
const TITLE_CHARS: usize = 64;
/// About how long a short title may be, in characters.
const SHORT_TITLE_CHARS: usize = 40;

/// What a name may stand for at the head of a title.
const PRONOUNS: &[&str] = &["he", "she", "it", "they"];

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
/// Words that no headline opens with.
const OPENERS: &[&str] = &[
    "that",
    "then",
    "however",
    "meanwhile",
    "also",
    "later",
    "moreover",
    "furthermore",
    "subsequently",
    "since",
    "after",
    "before",
    "during",
    "when",
    "therefore",
    "thus",
    "earlier",
];
/// Family names that stand before given names.
const FAMILY_FIRST: &[&str] = &[
    "Kim", "Xi", "Mao", "Moon", "Yoon", "Lee", "Park", "Hu", "Li", "Wang", "Zhou", "Deng", "Jiang", "Chiang", "Ho",
    "Le", "Nguyen", "Tsai", "Peng", "Chen", "Zhang", "Wen", "Roh", "Ban", "Chung", "Qin", "Yang", "Liu", "Lin", "Ma",
    "Han",
];

/// The headline of a clause: title and short title.
pub(super) fn title<'a>(
    text: &'a str,
    words: &[Word],
    clauses: &[Clause],
    at: usize,
    range: (usize, usize),
    times: &[Span],
    referent: Option<&'a str>,
) -> (String, String) {
    let mut kept = keep(text, words, range, times);
    let clause = &clauses[at];
    if range.0 == clause.begin && at > 0 {
        let before = &clauses[at - 1];
        match clause.link {
            Link::Coordinate => {
                let mut subject = subject(text, words, before, times);
                subject.append(&mut kept);
                kept = subject;
            }
            Link::Relative => {
                let lead = words.get(clause.begin).map_or("", |word| word.lower.as_ref());
                let antecedent = antecedent(text, words, before, times);
                let own_subject = words
                    .get(clause.begin + 1)
                    .is_some_and(|word| !matches!(word.class, Class::Verb(_) | Class::Auxiliary));
                if lead == "which" && own_subject {
                    kept.extend(antecedent);
                } else if matches!(lead, "which" | "who") {
                    let mut line = antecedent;
                    line.append(&mut kept);
                    kept = line;
                }
            }
            _ => {}
        }
    }
    if kept.iter().filter(|piece| piece.class != Class::Mark).count() < 2 {
        // Hardly anything is left beside the time: the words as they stand.
        kept = keep(text, words, range, &[]);
    }
    drop_apposition(&mut kept);
    name_shortly(&mut kept);
    if let (Some(first), Some(referent)) = (kept.first_mut(), referent)
        && is_one_of(first.text, PRONOUNS)
    {
        first.text = referent;
    }
    let verb = clauses[at].main_verb.and_then(|verb| kept.iter().position(|piece| piece.word == verb));
    shorten_subject(&mut kept, verb);
    let title = fit(&kept, TITLE_CHARS);
    (title, fit(&headline(kept), SHORT_TITLE_CHARS))
}

/// "Bombers of the two air forces, all old, flew over the sea" to "Bombers flew over the sea": where a title would end
/// before its verb, what hangs on the subject goes.
fn shorten_subject(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let Some(verb) = verb else { return };
    let length: usize = pieces[..=verb].iter().map(|piece| piece.text.chars().count() + 1).sum();
    let from = pieces[..verb]
        .iter()
        .skip(1)
        .position(|piece| matches!(piece.class, Class::Preposition | Class::Opener) || piece.text == ",");
    let Some(from) = from.map(|from| from + 1).filter(|_| length > SHORT_TITLE_CHARS) else { return };
    let head_tells = pieces[..from].iter().any(is_finite) || matches!(pieces[0].class, Class::Verb(_));
    let auxiliaries = pieces[..verb].iter().rev().take_while(|piece| piece.class == Class::Auxiliary).count();
    let relative = pieces[from..verb].iter().any(|piece| piece.class == Class::Opener || piece.text == "that");
    // What is set off by a comma or a relative must be closed by a comma before the verb.
    let set_off = relative || pieces[from..verb].iter().any(|piece| piece.text == ",");
    let hangs_open = set_off && pieces[verb - auxiliaries - 1].text != ",";
    let other_verb = !relative && pieces[from..verb].iter().any(|piece| matches!(piece.class, Class::Verb(_)));
    if !(head_tells || hangs_open || other_verb) {
        pieces.drain(from..verb - auxiliaries);
    }
}

/// The name of whom a clause is about, short enough to stand for "he" or "it" in what follows.
pub(super) fn subject_name(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Option<String> {
    let mut pieces = subject(text, words, clause, times);
    name_shortly(&mut pieces);
    let named = pieces.first().is_some_and(|first| is_name(first) || first.class == Class::Determiner);
    let short = pieces.len() <= 4 && pieces.iter().all(|piece| matches!(piece.class, Class::Other | Class::Determiner));
    let line = fit(&pieces, SHORT_TITLE_CHARS);
    (named && short && !line.is_empty()).then_some(line)
}

/// A piece of a title: the word as written, whether a space stands before it, and whether a title may end before it.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a str,
    spaced: bool,
    class: Class,
    /// Its place in the sentence.
    word: usize,
}

/// The words of a range without its times and what leads to them, without brackets and openers.
fn keep<'a>(text: &'a str, words: &[Word], range: (usize, usize), times: &[Span]) -> Vec<Piece<'a>> {
    let in_time = |word: &Word| times.iter().any(|time| time.start < word.span.end && word.span.start < time.end);
    let mut keep: Vec<bool> = (range.0..range.1).map(|i| !in_time(&words[i])).collect();
    let mut depth = 0_usize;
    for i in range.0..range.1 {
        let word = &words[i];
        if matches!(word.lower.as_ref(), "(" | "[") {
            depth += 1;
        }
        keep[i - range.0] &= depth == 0;
        if matches!(word.lower.as_ref(), ")" | "]") {
            depth = depth.saturating_sub(1);
        }
        // The preposition and article that lead to a time go with it.
        if i > range.0 && in_time(word) && !in_time(&words[i - 1]) {
            let mut lead = i;
            while lead > range.0 && leads_to_time(&words[lead - 1]) {
                lead -= 1;
                keep[lead - range.0] = false;
            }
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last_end = None;
    for i in (range.0..range.1).filter(|i| keep[i - range.0]) {
        let word = &words[i];
        let spaced = last_end.is_none_or(|end: usize| text.get(end..word.span.start).is_none_or(|gap| !gap.is_empty()));
        last_end = Some(word.span.end);
        let closes = matches!(word.lower.as_ref(), "," | ";" | ":" | "." | ")" | "”" | "%");
        let spaced = spaced && !closes;
        pieces.push(Piece { text: &text[word.span.clone()], spaced, class: word.class, word: i });
    }
    strip_front(&mut pieces);
    pieces
}

fn leads_to_time(word: &Word) -> bool {
    matches!(
        word.lower.as_ref(),
        "in" | "on"
            | "at"
            | "by"
            | "since"
            | "during"
            | "from"
            | "until"
            | "till"
            | "the"
            | "of"
            | "as"
            | "early"
            | "late"
            | "around"
            | "about"
            | "before"
            | "after"
            | "between"
            | "throughout"
            | "over"
            | "again"
            | "beginning"
            | "back"
    )
}

/// Takes away what no headline opens with: marks, "and", "which", "However,", "According to the ministry,".
fn strip_front(pieces: &mut Vec<Piece>) {
    loop {
        let before = pieces.len();
        let opens_idle = pieces.first().is_some_and(|first| {
            matches!(first.class, Class::Mark | Class::Conjunction)
                && !matches!(first.text, "“" | "\"" | "$" | "€" | "£")
                || first.class == Class::Opener
                || is_one_of(first.text, OPENERS)
        });
        if opens_idle {
            pieces.remove(0);
        }
        // An opening phrase before a comma: "In a further step, …"
        let first_is_preposition = pieces.first().is_some_and(|first| first.class == Class::Preposition);
        let comma = pieces.iter().take(14).position(|piece| piece.text == ",");
        if let Some(comma) = comma.filter(|&comma| first_is_preposition && pieces.len() > comma + 4) {
            pieces.drain(..=comma);
        }
        if pieces.len() == before {
            return;
        }
    }
}

/// Takes out what two commas set beside the subject: "Dermer, the minister, flew".
fn drop_apposition(pieces: &mut Vec<Piece>) {
    let comma = |from: usize| (from..pieces.len().min(from + 16)).find(|&i| pieces[i].text == ",");
    let verb = pieces.iter().position(is_finite).unwrap_or(0);
    if let Some(first) = comma(1)
        && let Some(second) = comma(first + 1)
        && second < verb
        && first >= 1
    {
        pieces.drain(first..=second);
    }
}

fn is_finite(piece: &Piece) -> bool {
    matches!(piece.class, Class::Verb(_)) || piece.class == Class::Auxiliary && piece.text != "to"
}

/// Whether a word is one of these, whatever its capitals.
fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| word.eq_ignore_ascii_case(listed))
}

fn is_name(piece: &Piece) -> bool {
    piece.class == Class::Other
        && piece.text.starts_with(char::is_uppercase)
        && !piece.text.ends_with("’s")
        && !piece.text.ends_with("'s")
}

/// "Russian President Vladimir Putin" to "Putin": behind an office, the family name will do.
fn name_shortly(pieces: &mut Vec<Piece>) {
    let mut index = 0;
    while index < pieces.len() {
        let office = is_one_of(pieces[index].text, OFFICES);
        let mut end = index + 1;
        while end < pieces.len()
            && end <= index + 4
            && (is_name(&pieces[end]) || end == index + 1 && pieces[end].text == ".")
        {
            end += 1;
        }
        let last_is_office = end <= index + 1 || is_one_of(pieces[end - 1].text, OFFICES);
        if !office || last_is_office || pieces[index + 1..end].iter().filter(|piece| is_name(piece)).count() < 2 {
            index += 1;
            continue;
        }
        let first_name = (index + 1..end).find(|&i| is_name(&pieces[i])).unwrap_or(index + 1);
        let kept = if FAMILY_FIRST.contains(&pieces[first_name].text) { first_name } else { end - 1 };
        // The words that belong to the office go with it: "Russian Deputy Prime Minister".
        let mut begin = index;
        while begin > 0
            && (is_name(&pieces[begin - 1])
                || is_one_of(pieces[begin - 1].text, OFFICES)
                || pieces[begin - 1].class == Class::Determiner)
        {
            begin -= 1;
        }
        pieces.drain(begin..kept);
        index = begin + 1;
    }
}

/// The pieces as a headline has them: no articles, no "has" before a participle.
fn headline(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let article = is_one_of(piece.text, &["the", "a", "an"]);
        let perfect = is_one_of(piece.text, &["has", "have", "had"])
            && matches!(pieces.get(index + 1).map(|next| next.class), Some(Class::Verb(Form::Past)));
        if !article && !perfect {
            out.push(*piece);
        }
    }
    out
}

/// The words before a clause's main verb, without what is only said beside them.
fn subject<'a>(text: &'a str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece<'a>> {
    let Some(verb) = clause.main_verb else { return Vec::new() };
    let end = (clause.begin..verb).rev().find(|&i| words[i].class != Class::Auxiliary).map_or(clause.begin, |i| i + 1);
    let mut pieces = keep(text, words, (clause.begin, end), times);
    let comma = pieces.iter().position(|piece| piece.class == Class::Mark && piece.text == ",");
    let long = pieces.iter().skip(4).position(|piece| matches!(piece.class, Class::Preposition | Class::Opener));
    let cut = comma.into_iter().chain(long.map(|at| at + 4)).min().unwrap_or(pieces.len());
    pieces.truncate(cut.min(8));
    pieces
}

/// What a clause's verb acts on, which a relative clause is about: the words behind the verb up to the next phrase.
fn antecedent<'a>(text: &'a str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece<'a>> {
    let from = clause.main_verb.map_or(clause.begin, |verb| verb + 1);
    let ends = |i: &usize| matches!(words[*i].class, Class::Preposition | Class::Mark | Class::Opener | Class::Verb(_));
    let to = (from + 1..clause.end).find(ends).unwrap_or(clause.end);
    let mut pieces = keep(text, words, (from.min(to), to), times);
    pieces.truncate(6);
    pieces
}

/// As much of the pieces as fits, ending where a phrase ends, behind the verb if that fits too.
fn fit(pieces: &[Piece], limit: usize) -> String {
    let mut length = 0;
    let mut end = 0;
    let mut phrase_end = 0;
    let verb = pieces.iter().position(is_finite).map_or(0, |verb| verb + 1);
    for (index, piece) in pieces.iter().enumerate() {
        let starts_phrase = matches!(piece.class, Class::Preposition | Class::Conjunction | Class::Opener)
            || matches!(piece.text, "," | ";" | ":" | "that" | "—" | "–");
        if starts_phrase && index > verb {
            phrase_end = index;
        }
        length += piece.text.chars().count() + usize::from(piece.spaced && index > 0);
        if length > limit {
            break;
        }
        end = index + 1;
    }
    let mut take = if end == pieces.len() || phrase_end * 2 < end { end } else { phrase_end };
    while take > 1 && is_dangling(&pieces[take - 1]) {
        take -= 1;
    }
    let mut out = String::new();
    for piece in &pieces[..take] {
        if piece.spaced && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece.text);
    }
    let mut chars = out.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => out,
    }
}

/// Whether a title must not end with this.
fn is_dangling(piece: &Piece) -> bool {
    matches!(
        piece.class,
        Class::Preposition | Class::Conjunction | Class::Opener | Class::Determiner | Class::Auxiliary
    ) || piece.class == Class::Mark && !matches!(piece.text, "”" | "\"" | "%" | "’")
        || piece.text.ends_with("’s")
}

#[cfg(test)]
mod tests {
    use super::super::clause::clauses;
    use super::super::triggers::EventWords;
    use super::super::word::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, time: &str, expect: &str, expect_short: &str) {
        let lists = EventWords::embedded();
        let words = words(&lists, text, 0..text.len());
        let clauses = clauses(&words, 0);
        let at = text.find(time).expect("the time stands in the text");
        let time = at..at + time.len();
        let (title, short) = title(text, &words, &clauses, 0, (0, clauses[0].end), std::slice::from_ref(&time), None);
        assert_eq!((title.as_str(), short.as_str()), (expect, expect_short));
    }

    #[test]
    fn titles_leave_out_the_time() {
        check(
            "On 3 May 1954, the fleet sailed for the islands.",
            "3 May 1954",
            "The fleet sailed for the islands",
            "Fleet sailed for islands",
        );
        check(
            "The ministers met in June 2001 in a village by the lake.",
            "June 2001",
            "The ministers met in a village by the lake",
            "Ministers met in village by lake",
        );
    }

    #[test]
    fn people_are_named_shortly() {
        check(
            "Norwegian Prime Minister Kari Nordmann flew home in May.",
            "May",
            "Nordmann flew home",
            "Nordmann flew home",
        );
        check(
            "Ola Hansen, the minister of trade, resigned on Monday.",
            "Monday",
            "Ola Hansen resigned",
            "Ola Hansen resigned",
        );
    }

    #[test]
    fn titles_end_where_a_phrase_ends() {
        check(
            "The old council of the northern provinces voted in 1910 to send all of its young men to the sea.",
            "1910",
            "The old council voted to send all of its young men to the sea",
            "Old council voted to send",
        );
    }
}
