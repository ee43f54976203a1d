//! A clause to a short headline in its own words.
//!
//! In: the words of a clause and where its time stands. Out: a line of 60 characters and one of 30, never opening with
//! "which" or with the date. What is cut to make it fit is for `headline`.

use super::clause::{Clause, Link};
use super::headline::{self, Piece};
use super::triggers::Form;
use super::word::{Class, Word};
use crate::text::Span;

/// How long a title may be, in characters.
const TITLE_CHARS: usize = 60;
/// How long a short title may be, in characters.
const SHORT_TITLE_CHARS: usize = 30;

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
    "so",
    "indeed",
    "nevertheless",
    "nonetheless",
    "separately",
    "instead",
    "finally",
    "eventually",
    "initially",
    "ultimately",
    "similarly",
    "likewise",
    "besides",
    "hence",
    "certainly",
    "apparently",
    "recently",
    "additionally",
    "consequently",
    "currently",
    "afterwards",
    "still",
    "therein",
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
    let told = |kept: &[Piece]| kept.iter().filter(|piece| piece.class != Class::Mark).count() >= 2;
    if !told(&kept)
        && let Some(next) = clauses.get(at + 1)
    {
        // "Last Thursday, as the fleet sailed, …": what follows tells it.
        kept = keep(text, words, (range.0, next.end), times);
    }
    if !told(&kept) {
        // Hardly anything is left beside the time: the words as they stand.
        kept = keep(text, words, range, &[]);
    }
    let verb = clause.main_verb;
    let goes_on =
        kept.first().is_some_and(|first| first.class == Class::Preposition || first.is_one_of(&["again", "to"]));
    if let Some(verb) = verb.filter(|&verb| goes_on && verb < range.0 && !kept.iter().any(Piece::is_finite)) {
        // "… and again to Oslo": the verb stands before.
        let mut line = subject(text, words, clause, times);
        line.extend(keep(text, words, (verb, verb + 1), &[]));
        line.append(&mut kept);
        kept = line;
    }
    drop_apposition(&mut kept);
    name_shortly(&mut kept);
    if let (Some(first), Some(referent)) = (kept.first().copied(), referent) {
        let verb = first.class == Class::Verb(Form::Past) || first.class == Class::Auxiliary && first.is_finite();
        let lost = verb && first.text.starts_with(char::is_lowercase);
        if first.is_one_of(PRONOUNS) {
            kept[0].text = referent;
        } else if lost {
            kept.insert(0, Piece { text: referent, spaced: true, class: Class::Other, word: first.word });
            kept[1].spaced = true;
        }
    }
    (headline::line(&kept, verb, TITLE_CHARS), headline::short_line(&kept, verb, SHORT_TITLE_CHARS))
}

/// The name of whom a clause is about, short enough to stand for "he" or "it" in what follows.
pub(super) fn subject_name(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Option<String> {
    let mut pieces = subject(text, words, clause, times);
    name_shortly(&mut pieces);
    let named = pieces.first().is_some_and(|first| {
        first.class == Class::Determiner
            || is_name(first) && !first.is_one_of(&["what", "elsewhere", "here", "another"])
    });
    let short = pieces.len() <= 4 && pieces.iter().all(|piece| matches!(piece.class, Class::Other | Class::Determiner));
    let line = (named && short).then(|| headline::line(&pieces, None, SHORT_TITLE_CHARS));
    line.filter(|line| !line.is_empty())
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
    strip_dateline(&mut pieces);
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

/// Takes away the place that a report is sent from: "OSLO, Norway (AP) _ The fleet sailed".
fn strip_dateline(pieces: &mut Vec<Piece>) {
    let capitals = |text: &str| text.chars().count() > 2 && text.chars().all(char::is_uppercase);
    let dash = pieces.iter().take(12).position(|piece| matches!(piece.text, "_" | "–" | "—" | "-"));
    let Some(dash) = dash.filter(|_| pieces.first().is_some_and(|first| capitals(first.text))) else { return };
    let place = |piece: &Piece| piece.class == Class::Mark || piece.text.starts_with(char::is_uppercase);
    if pieces[..dash].iter().all(place) {
        pieces.drain(..=dash);
    }
}

/// Takes away what no headline opens with: marks, "and", "which", "However,", "According to the ministry,".
fn strip_front(pieces: &mut Vec<Piece>) {
    loop {
        let before = pieces.len();
        let opens_idle = pieces.first().is_some_and(|first| {
            matches!(first.class, Class::Mark | Class::Conjunction)
                && !matches!(first.text, "“" | "\"" | "$" | "€" | "£")
                || first.class == Class::Opener
                || first.is_one_of(OPENERS)
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
    let verb = pieces.iter().position(Piece::is_finite).unwrap_or(0);
    if let Some(first) = comma(1)
        && let Some(second) = comma(first + 1)
        && second < verb
        && first >= 1
    {
        pieces.drain(first..=second);
    }
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
        let office = pieces[index].is_one_of(OFFICES);
        let mut end = index + 1;
        while end < pieces.len()
            && end <= index + 4
            && (is_name(&pieces[end]) || end == index + 1 && pieces[end].text == ".")
        {
            end += 1;
        }
        let last_is_office = end <= index + 1 || pieces[end - 1].is_one_of(OFFICES);
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
            "Ministers met in village",
        );
    }

    #[test]
    fn titles_leave_out_the_dateline() {
        check("OSLO, Norway (AP) _ The fleet sailed Monday.", "Monday", "The fleet sailed", "Fleet sailed");
    }

    #[test]
    fn short_titles_keep_verb_and_object() {
        check(
            "Several very old ships of the northern fleet on Monday held a large joint live-fire drill near Tromsø.",
            "Monday",
            "Several very old ships held large joint live-fire drill",
            "Several ships held drill",
        );
        check(
            "More than 400 ships were attacked in 1987.",
            "1987",
            "More than 400 ships were attacked",
            "More than 400 ships attacked",
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
            "Old council voted to send all of its young men to sea",
            "Council voted to send",
        );
    }
}
