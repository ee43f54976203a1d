//! A clause to a short headline in its own words.
//!
//! In: the words of a clause and where its time stands. Out: a line of 60 characters and one of 36, never opening with
//! "which" or with the date. What is cut to make it fit is for `headline`.

use super::clause::{self, Clause, Link, Tense};
use super::headline::{self, HUNGRY, Piece, starts_phrase};
use super::opening::{be_only, behind_participle, drop_apposition, drop_pronoun, from_bracket, keep};
use super::subject::{agrees, antecedent, name_shortly, second_finite, sharing, subject};
use super::triggers::Form;
use super::word::{Class, Word};
use crate::text::Span;

/// How long a title may be, in characters.
const TITLE_CHARS: usize = 60;
/// How long a short title may be, in characters.
pub(super) const SHORT_TITLE_CHARS: usize = 36;

/// What a name may stand for at the head of a title.
const PRONOUNS: &[&str] = &["he", "she", "it", "they"];

/// What a name with "’s" may stand for there.
pub(super) const OWNERS: &[&str] = &["his", "her", "its", "their"];

/// Whom the words of a title may leave out, by name.
#[derive(Clone, Copy, Default)]
pub(super) struct Meant<'a> {
    /// Whom "he", "it" or "their" stands for at its head.
    pub by_pronoun: Option<&'a str>,
    /// Who does what a verb tells whose subject stands earlier in its sentence.
    pub by_verb: Option<&'a str>,
}

/// The headline of a clause: title and short title.
pub(super) fn title<'a>(
    text: &'a str,
    words: &[Word],
    clauses: &[Clause],
    at: usize,
    range: (usize, usize),
    times: &[Span],
    meant: Meant<'a>,
) -> (String, String) {
    let range = from_bracket(words, clauses, behind_participle(words, range));
    let mut kept = keep(text, words, range, times);
    let hungry = kept.iter().rev().find(|piece| piece.class != Class::Mark).is_some_and(|last| last.is_one_of(HUNGRY));
    if let Some(next) = clauses.iter().find(|clause| hungry && clause.begin >= range.1) {
        // "The ministry said": what it said.
        kept = keep(text, words, (range.0, next.end), times);
    }
    let clause = &clauses[at];
    let mut verb = clause.main_verb;
    if let Some(told) = restated(text, words, clauses, at, &kept, times) {
        kept = told;
    }
    if range.0 == clause.begin && at > 0 {
        let before = &clauses[at - 1];
        match clause.link {
            Link::Coordinate => {
                let mut subject = subject(text, words, sharing(clauses, at), times);
                subject.append(&mut kept);
                kept = subject;
            }
            Link::Relative => {
                let lead = words.get(clause.begin).map_or("", |word| word.lower.as_ref());
                let mut antecedent = antecedent(text, words, before, times, lead == "who");
                let own_subject = words
                    .get(clause.begin + 1)
                    .is_some_and(|word| !matches!(word.class, Class::Verb(_) | Class::Auxiliary));
                if lead == "which" && own_subject {
                    kept.extend(antecedent);
                } else if matches!(lead, "which" | "who" | "that") {
                    // "A man who was wanted by the police was seized": what the man underwent comes last.
                    let second = second_finite(words, clause).filter(|_| before.tense == Tense::None);
                    if let Some(second) = second {
                        kept.retain(|piece| piece.word >= second);
                        verb = clause::stretch(words, second, clause.end).main_verb;
                    }
                    // "The case of Hansen, who was freed, goes on"
                    let closes = |i: &usize| kept[*i].text == "," && kept.get(i + 1).is_some_and(Piece::is_finite);
                    kept.truncate((0..kept.len()).find(closes).unwrap_or(kept.len()));
                    antecedent.append(&mut kept);
                    kept = antecedent;
                }
            }
            _ => {}
        }
    }
    let told = |kept: &[Piece]| {
        kept.iter().filter(|piece| !matches!(piece.class, Class::Mark | Class::Determiner)).count() >= 2
    };
    if !told(&kept) && at > 0 && clause.tense != Tense::None && clauses[0].main_verb.is_some() {
        // "(It earned $5 million in the quarter) ended in June": what the sentence tells.
        kept = keep(text, words, (clauses[0].begin, clauses[0].end), times);
        verb = clauses[0].main_verb;
    }
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
    let timed = |word: &Word| times.iter().any(|time| time.contains(&word.span.start));
    if kept.first().is_some_and(Piece::is_finite) && words.get(range.0).is_some_and(timed) && meant.by_verb.is_none() {
        // "March saw heavy fighting": the time is what the clause is about.
        kept = keep(text, words, range, &[]);
    }
    drop_apposition(&mut kept);
    name_shortly(&mut kept);
    drop_sayer(&mut kept);
    put_first(&mut kept);
    own_by_name(&mut kept, meant.by_pronoun);
    name_subject(&mut kept, meant);
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

/// "The plant will close, the firm said in Oslo" and "The firm said, the plant will close" to "The plant will close".
fn drop_sayer(pieces: &mut Vec<Piece>) {
    const SAYS: &[&str] = &["said", "says", "told", "added", "adds", "reported", "reports"];
    let ends = |&verb: &usize| {
        let comma = pieces[..verb].iter().rposition(|piece| piece.text == ",").filter(|&comma| verb - comma <= 8);
        let says = |comma: usize| {
            pieces[..comma].iter().any(Piece::is_finite)
                && comma + 1 < verb
                && !pieces[comma..verb].iter().any(Piece::is_finite)
                && !pieces[comma + 1].is_manner()
                && !matches!(pieces[comma + 1].class, Class::Conjunction | Class::Opener | Class::Preposition)
                && pieces.get(verb + 1).is_none_or(|next| next.text != "," && next.text != "that")
        };
        pieces[verb].is_one_of(SAYS) && comma.is_some_and(says)
    };
    if let Some(verb) = (0..pieces.len()).rev().find(ends)
        && let Some(comma) = pieces[..verb].iter().rposition(|piece| piece.text == ",")
    {
        pieces.truncate(comma);
    }
    let first = pieces.iter().position(Piece::is_finite).filter(|&verb| verb > 0 && verb <= 4);
    let says =
        first.filter(|&verb| pieces[verb].is_one_of(SAYS) && pieces.get(verb + 1).is_some_and(|p| p.text == ","));
    if let Some(verb) = says.filter(|&verb| pieces[verb + 2..].iter().any(Piece::is_finite)) {
        pieces.drain(..verb + 2);
    }
}

/// "Followed by a long strike" to "A long strike followed", "Came another flood" to "Another flood came": the verb that opens
/// a line goes behind its subject.
fn put_first(pieces: &mut Vec<Piece>) {
    let [verb, next, ..] = pieces.as_slice() else { return };
    let Some(text) = ["followed", "follows", "came", "comes"].into_iter().find(|known| verb.is_one_of(&[known])) else {
        return;
    };
    let by = text == "followed" && next.text == "by";
    let noun = next.class == Class::Determiner || next.class == Class::Other && !next.is_manner();
    let first = 1 + usize::from(by);
    let ends = |&i: &usize| starts_phrase(&pieces[i]) || pieces[i].is_finite();
    let end = (first..pieces.len()).find(ends).unwrap_or(pieces.len());
    if (by || noun) && end > first {
        let verb = Piece { text, spaced: true, ..*verb };
        pieces.insert(end, verb);
        pieces.drain(..first);
    }
}

/// Puts the name of whoever is meant before a verb without a subject, or in the place of a pronoun; a pronoun that nobody
/// is known for goes.
fn name_subject<'a>(pieces: &mut Vec<Piece<'a>>, meant: Meant<'a>) {
    // "It was in Oslo that …", "It could take years": nobody's act.
    let light = |piece: &Piece| piece.is_one_of(&["take", "takes", "took", "cost", "costs", "seems", "seemed"]);
    let expletive = pieces.iter().take(6).any(|piece| piece.text == "that") && pieces.get(1).is_some_and(be_only)
        || pieces.first().is_some_and(|first| first.is_one_of(&["it"])) && pieces.iter().take(4).any(light);
    let Some(first) = pieces.first().copied().filter(|_| !expletive) else { return drop_pronoun(pieces) };
    let verb = first.class == Class::Verb(Form::Past) || first.class == Class::Auxiliary && first.is_finite();
    let lost = verb && first.text.starts_with(char::is_lowercase);
    match (meant.by_pronoun, meant.by_verb) {
        (Some(name), _) if first.is_one_of(PRONOUNS) && agrees(first.text, name) => pieces[0].text = name,
        (_, Some(name)) if lost => {
            let name = Piece { text: name, class: Class::Other, verbal: false, noun: false, ..first };
            pieces.insert(0, name);
            pieces[1].spaced = true;
        }
        _ => drop_pronoun(pieces),
    }
}

/// "Their soldiers fled" to "The rebels’ soldiers fled"; where nobody is known for the pronoun, to "Soldiers fled".
fn own_by_name<'a>(pieces: &mut Vec<Piece<'a>>, referent: Option<&'a str>) {
    if !pieces.first().is_some_and(|first| first.is_one_of(OWNERS)) || pieces.len() < 3 {
        return;
    }
    let Some(referent) = referent.filter(|name| agrees(pieces[0].text, name)) else {
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
    match (first..range.1).rev().find(fits) {
        Some(last) => line(last).split_whitespace().collect::<Vec<_>>().join(" "),
        // A word that is longer than a line, as an address on the web is.
        None => line(first).chars().take(limit - 1).chain(['…']).collect(),
    }
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
        let (title, short) =
            title(text, &words, &clauses, 0, (0, clauses[0].end), std::slice::from_ref(&time), Meant::default());
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
        check("OSLO: The fleet sailed Monday.", "Monday", "The fleet sailed", "Fleet sailed");
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
    fn a_word_longer_than_a_line_is_cut() {
        let text = "Donaudampfschifffahrtsgesellschaftskapitän";
        let lists = EventWords::embedded();
        let words = words(&lists, text, 0..text.len());
        assert_eq!(whole_words(text, &words, (0, 1), SHORT_TITLE_CHARS), "Donaudampfschifffahrtsgesellschafts…");
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

    #[test]
    fn the_noun_behind_a_time_keeps_its_article() {
        check(
            "Envoys have met since the May 1956 rising in Oslo.",
            "May 1956",
            "Envoys have met since the rising in Oslo",
            "Envoys met since rising in Oslo",
        );
    }

    #[test]
    fn subjects_come_before_their_verbs() {
        check(
            "Followed by a flood in May in the south.",
            "May",
            "A flood followed in the south",
            "Flood followed in south",
        );
        check("Then came another flood in May.", "May", "Another flood came", "Another flood came");
    }
}
