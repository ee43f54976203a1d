//! A clause to a short headline in its own words.
//!
//! In: the words of a clause and where its time stands. Out: a line of 60 characters and one of 36, never opening with
//! "which" or with the date. What is cut to make it fit is for `headline`.

use super::clause::{Clause, Link};
use super::headline::{self, HUNGRY, Piece};
use super::opening::{be_only, behind_participle, drop_apposition, drop_pronoun, from_bracket, keep};
use super::triggers::Form;
use super::word::{Class, Word};
use crate::text::Span;

/// How long a title may be, in characters.
const TITLE_CHARS: usize = 60;
/// How long a short title may be, in characters.
const SHORT_TITLE_CHARS: usize = 36;

/// What a name may stand for at the head of a title.
const PRONOUNS: &[&str] = &["he", "she", "it", "they"];

/// What a name with "’s" may stand for there.
const OWNERS: &[&str] = &["his", "her", "its", "their"];

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
    let range = from_bracket(words, clauses, behind_participle(words, range));
    let mut kept = keep(text, words, range, times);
    let hungry = kept.iter().rev().find(|piece| piece.class != Class::Mark).is_some_and(|last| last.is_one_of(HUNGRY));
    if let Some(next) = clauses.iter().find(|clause| hungry && clause.begin >= range.1) {
        // "The ministry said": what it said.
        kept = keep(text, words, (range.0, next.end), times);
    }
    let clause = &clauses[at];
    if let Some(told) = restated(text, words, clauses, at, &kept, times) {
        kept = told;
    }
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
    let told = |kept: &[Piece]| {
        kept.iter().filter(|piece| !matches!(piece.class, Class::Mark | Class::Determiner)).count() >= 2
    };
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
    let verbless = |kept: &[Piece]| !kept.iter().skip(2).any(Piece::is_finite);
    if let Some(verb) = verb.filter(|&verb| goes_on && verb < range.0 && verbless(&kept)) {
        // "… and again to Oslo": the verb stands before.
        let mut line = subject(text, words, clause, times);
        line.extend(keep(text, words, (verb, verb + 1), &[]));
        line.append(&mut kept);
        kept = line;
    }
    drop_apposition(&mut kept);
    name_shortly(&mut kept);
    drop_sayer(&mut kept);
    own_by_name(&mut kept, referent);
    let expletive = kept.iter().take(6).any(|piece| piece.text == "that") && kept.get(1).is_some_and(be_only);
    if referent.is_none() || expletive {
        drop_pronoun(&mut kept);
    } else if let (Some(first), Some(referent)) = (kept.first().copied(), referent) {
        let verb = first.class == Class::Verb(Form::Past) || first.class == Class::Auxiliary && first.is_finite();
        let lost = verb && first.text.starts_with(char::is_lowercase);
        if first.is_one_of(PRONOUNS) {
            kept[0].text = referent;
        } else if lost {
            kept.insert(
                0,
                Piece {
                    text: referent,
                    spaced: true,
                    class: Class::Other,
                    verbal: false,
                    noun: false,
                    word: first.word,
                },
            );
            kept[1].spaced = true;
        } else {
            drop_pronoun(&mut kept);
        }
    }
    if !told(&kept) {
        // "Retired in 2009"
        let whole = keep(text, words, range, &[]);
        kept = whole;
        drop_pronoun(&mut kept);
    }
    if let [subject, be, figure, ..] = kept.as_slice()
        && subject.is_one_of(&["it", "this", "that", "they"])
        && be_only(be)
        && figure.class == Class::Number
    {
        // "By May it was 9%": "9% by May"
        let in_time =
            |word: usize| words.get(word).is_some_and(|word| times.iter().any(|time| time.contains(&word.span.start)));
        let tells_when =
            |piece: &Piece| in_time(piece.word) || piece.class == Class::Preposition && in_time(piece.word + 1);
        kept.drain(..2);
        kept.retain(|piece| piece.text != ".");
        let time = keep(text, words, (clause.begin, clause.end), &[]).into_iter().filter(tells_when);
        kept.extend(time);
    }
    if let Some(end) = kept.iter().position(|piece| piece.text == ";").filter(|&end| told(&kept[..end])) {
        kept.truncate(end);
    }
    let filled = |line: String, limit: usize| {
        if line.is_empty() { whole_words(text, words, range, limit) } else { line }
    };
    (
        filled(headline::line(&kept, verb, TITLE_CHARS), TITLE_CHARS),
        filled(headline::short_line(&kept, verb, SHORT_TITLE_CHARS), SHORT_TITLE_CHARS),
    )
}

/// "The plant will close, the firm said" to "The plant will close".
fn drop_sayer(pieces: &mut Vec<Piece>) {
    let Some(last) = pieces.iter().rposition(|piece| piece.class != Class::Mark) else { return };
    let says = pieces[last].is_one_of(&["said", "says", "added", "reported", "reports"]);
    let comma = pieces[..last].iter().rposition(|piece| piece.text == ",").filter(|&comma| says && last - comma <= 6);
    if let Some(comma) = comma.filter(|&comma| pieces[..comma].iter().any(Piece::is_finite)) {
        pieces.truncate(comma);
    }
}

/// "Their soldiers fled" to "The rebels’ soldiers fled"; where nobody is known for the pronoun, to "Soldiers fled".
fn own_by_name<'a>(pieces: &mut Vec<Piece<'a>>, referent: Option<&'a str>) {
    if !pieces.first().is_some_and(|first| first.is_one_of(OWNERS)) || pieces.len() < 3 {
        return;
    }
    let Some(referent) = referent else {
        pieces.remove(0);
        return;
    };
    let mark = Piece { text: if referent.ends_with('s') { "’" } else { "’s" }, spaced: false, ..pieces[0] };
    pieces[0].text = referent;
    pieces.insert(1, mark);
}

/// "Peru bought 32% of it there; in 2023 it was 89%" to "Peru bought 89% of it there".
fn restated<'a>(
    text: &'a str,
    words: &[Word],
    clauses: &[Clause],
    at: usize,
    kept: &[Piece<'a>],
    times: &[Span],
) -> Option<Vec<Piece<'a>>> {
    let [subject, be, figure, rest @ ..] = kept else { return None };
    let refers = subject.is_one_of(&["it", "this", "that"]) && be.is_one_of(&["is", "was"]);
    let unit = rest.first().filter(|_| refers && figure.class == Class::Number && rest.len() <= 2)?;
    let before = clauses.get(at.checked_sub(1)?)?;
    let mut told = keep(text, words, (before.begin, before.end), times);
    let same = |pair: &[Piece]| pair[0].class == Class::Number && pair[1].text == unit.text;
    let place = told.windows(2).position(same)?;
    told[place].text = figure.text;
    Some(told)
}

/// As many of a range's words as they stand as a line holds: what is left where a clause is no clause.
fn whole_words(text: &str, words: &[Word], range: (usize, usize), limit: usize) -> String {
    let Some(first) = (range.0..range.1).find(|&i| words[i].class != Class::Mark) else { return String::new() };
    let begin = words[first].span.start;
    let line = |i: usize| text.get(begin..words[i].span.end).unwrap_or_default();
    let fits = |&i: &usize| words[i].class != Class::Mark && line(i).chars().count() <= limit;
    let line = (first..range.1).rev().find(fits).map_or("", line);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of whom a clause is about, short enough to stand for "he" or "it" in what follows.
pub(super) fn subject_name(text: &str, words: &[Word], clause: &Clause, times: &[Span]) -> Option<String> {
    let mut pieces = subject(text, words, clause, times);
    let phrase = pieces.iter().position(|piece| piece.class == Class::Preposition).filter(|&at| at > 0);
    pieces.truncate(phrase.unwrap_or(pieces.len()));
    // "Born in Peru": one word before a phrase need not be a noun.
    if phrase == Some(1) {
        return None;
    }
    name_shortly(&mut pieces);
    let named = pieces.first().is_some_and(|first| {
        first.class == Class::Determiner
            && !first.is_one_of(OWNERS)
            && !first.is_one_of(&["this", "these", "that", "those"])
            || is_name(first)
                && !first.is_one_of(&[
                    "what",
                    "elsewhere",
                    "here",
                    "another",
                    "anyone",
                    "everyone",
                    "someone",
                    "nobody",
                    "nothing",
                ])
    });
    let short = pieces.len() <= 4 && pieces.iter().all(|piece| matches!(piece.class, Class::Other | Class::Determiner));
    let verbal = pieces.iter().any(|piece| piece.verbal && piece.text.starts_with(char::is_lowercase));
    let line = (named && !verbal && short).then(|| headline::line(&pieces, None, SHORT_TITLE_CHARS));
    line.filter(|line| !line.is_empty())
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
fn subject<'a>(text: &'a str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece<'a>> {
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

/// What a relative clause behind a clause is about: the noun phrase that the clause ends with.
fn antecedent<'a>(text: &'a str, words: &[Word], clause: &Clause, times: &[Span]) -> Vec<Piece<'a>> {
    let mark = |i: &usize| words[*i].class != Class::Mark;
    let to = (clause.begin..clause.end).rev().find(mark).map_or(clause.begin, |i| i + 1);
    let opens = |i: &usize| {
        let word = &words[*i];
        word.lower != "of"
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
    fn titles_open_with_no_owner_that_nobody_knows() {
        check(
            "Their old soldiers fled to the hills on 3 May 1954.",
            "3 May 1954",
            "Old soldiers fled to the hills",
            "Old soldiers fled to hills",
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
            "Several very old ships held drill",
        );
        check(
            "More than 400 ships were attacked in 1987.",
            "1987",
            "More than 400 ships were attacked",
            "More than 400 ships were attacked",
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
    #[test]
    fn short_titles_keep_what_the_verb_acts_on() {
        check(
            "Trade between Norway and the Soviet Union stood at 9 million crowns in 1931.",
            "1931",
            "Trade between Norway and USSR stood at 9 million crowns",
            "Trade stood at 9 million crowns",
        );
        check(
            "The Norwegian parliament in Oslo ratified the Svalbard Treaty in 1925.",
            "1925",
            "Norwegian parliament in Oslo ratified Svalbard Treaty",
            "Norwegian parliament ratified Treaty",
        );
        check(
            "Iceland's Foreign Minister signed a fisheries agreement with Norway in May.",
            "May",
            "Iceland's Foreign Minister signed a fisheries agreement",
            "Foreign Minister signed agreement",
        );
    }

    #[test]
    fn titles_never_end_inside_a_name_or_a_number() {
        check(
            "Some forty old cargo ships from Bergen reached North Korea in 1953.",
            "1953",
            "Some forty old cargo ships from Bergen reached North Korea",
            "Forty old ships reached North Korea",
        );
        check(
            "Shares came to between 40% and 50% in 1999.",
            "1999",
            "Shares came to between 40% and 50%",
            "Shares came to between 40% and 50%",
        );
    }

    #[test]
    fn a_figure_can_come_last() {
        check(
            "In 1913 the fleet lost more than 400",
            "1913",
            "The fleet lost more than 400",
            "Fleet lost more than 400",
        );
    }

    #[test]
    fn opening_phrases_give_way_to_the_main_clause() {
        check(
            "Speaking at the harbour on Monday, Hansen praised the crew.",
            "Monday",
            "Hansen praised the crew",
            "Hansen praised crew",
        );
        check("In May, at the port, Bergen, Hansen met the crew.", "May", "Hansen met the crew", "Hansen met crew");
    }

    #[test]
    fn pronouns_nobody_is_known_for_are_left_out() {
        check("He found the wreck in May.", "May", "Found the wreck", "Found wreck");
        check(
            "It reached a peak of 40 million tons in 1913.",
            "1913",
            "A peak of 40 million tons",
            "Peak of 40 million tons",
        );
        check("He retired in 2009.", "2009", "Retired in 2009", "Retired in 2009");
        check("It was 9% by 1913.", "1913", "9% by 1913", "9% by 1913");
    }
}
