//! A clause to a short headline in its own words.
//!
//! In: the words of a clause and where its time stands. Out: a line of about 60 characters and one of about 30;
//! never cut inside a word or a number, never opening with "which" or with the date.

use super::clause::{Class, Clause, Link, Word};
use crate::text::Span;

/// About how long a title may be, in characters.
const TITLE_CHARS: usize = 64;
/// About how long a short title may be, in characters.
const SHORT_TITLE_CHARS: usize = 32;

/// The headline of a clause: title and short title.
pub(super) fn title(
    text: &str,
    words: &[Word],
    clauses: &[Clause],
    at: usize,
    range: (usize, usize),
    times: &[Span],
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
                let lead = words.get(clause.begin).map_or("", |word| word.lower.as_str());
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
    if fit(&kept, TITLE_CHARS).is_empty() {
        // Nothing is left beside the time: the words as they stand.
        kept = keep(text, words, range, &[]);
    }
    (fit(&kept, TITLE_CHARS), fit(&kept, SHORT_TITLE_CHARS))
}

/// A piece of a title: the word as written, whether a space stands before it, and whether a title may end before it.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    spaced: bool,
    class: Class,
}

/// The words of a range without its times and what leads to them, without brackets and openers.
fn keep(text: &str, words: &[Word], range: (usize, usize), times: &[Span]) -> Vec<Piece> {
    let in_time = |word: &Word| times.iter().any(|time| time.start < word.span.end && word.span.start < time.end);
    let mut keep: Vec<bool> = (range.0..range.1).map(|i| !in_time(&words[i])).collect();
    let mut depth = 0_usize;
    for i in range.0..range.1 {
        let word = &words[i];
        if matches!(word.lower.as_str(), "(" | "[") {
            depth += 1;
        }
        keep[i - range.0] &= depth == 0;
        if matches!(word.lower.as_str(), ")" | "]") {
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
        let closes = matches!(word.lower.as_str(), "," | ";" | ":" | "." | ")" | "”" | "%");
        let spaced = spaced && !closes;
        pieces.push(Piece { text: text[word.span.clone()].to_owned(), spaced, class: word.class });
    }
    strip_front(&mut pieces);
    pieces
}

fn leads_to_time(word: &Word) -> bool {
    matches!(
        word.lower.as_str(),
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
                && !matches!(first.text.as_str(), "“" | "\"" | "$" | "€" | "£")
                || first.class == Class::Opener
                || matches!(
                    first.text.to_lowercase().as_str(),
                    "that"
                        | "then"
                        | "however"
                        | "meanwhile"
                        | "also"
                        | "later"
                        | "moreover"
                        | "furthermore"
                        | "subsequently"
                        | "therefore"
                        | "thus"
                        | "earlier"
                )
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

/// The words before a clause's main verb, without what is only said beside them.
fn subject(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece> {
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
fn antecedent(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece> {
    let from = clause.main_verb.map_or(clause.begin, |verb| verb + 1);
    let ends = |i: &usize| matches!(words[*i].class, Class::Preposition | Class::Mark | Class::Opener | Class::Verb(_));
    let to = (from + 1..clause.end).find(ends).unwrap_or(clause.end);
    let mut pieces = keep(text, words, (from.min(to), to), times);
    pieces.truncate(6);
    pieces
}

/// As much of the pieces as fits, ending where a phrase ends.
fn fit(pieces: &[Piece], limit: usize) -> String {
    let mut line = String::new();
    let mut end = 0;
    let mut phrase_end = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let extra = piece.text.chars().count() + usize::from(piece.spaced && !line.is_empty());
        if line.chars().count() + extra > limit {
            break;
        }
        if matches!(piece.class, Class::Preposition | Class::Conjunction | Class::Opener)
            || piece.text == ","
            || piece.text == ";"
        {
            phrase_end = index;
        }
        if piece.spaced && !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&piece.text);
        end = index + 1;
    }
    let whole = end == pieces.len();
    let mut take = if whole || phrase_end * 2 < end { end } else { phrase_end };
    while take > 1 && is_dangling(&pieces[take - 1]) {
        take -= 1;
    }
    let mut out = String::new();
    for piece in &pieces[..take] {
        if piece.spaced && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&piece.text);
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
    ) || piece.class == Class::Mark && !matches!(piece.text.as_str(), "”" | "\"" | "%" | "’" | "$")
        || piece.text.ends_with("’s")
}
