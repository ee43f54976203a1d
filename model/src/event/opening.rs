//! The words of a clause to those that a title is made of: without times, brackets, and what no headline opens with.
//!
//! In: the words of a sentence, a range of them, and where its times stand. Out: pieces for `headline`.
//! Knows nothing of how long a title may be.

use super::clause::Clause;
use super::headline::{Piece, starts_phrase, takes_object};
use super::triggers::Form;
use super::word::{Class, Word};
use crate::text::Span;

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
/// The words of a range without its times and what leads to them, without brackets and openers.
pub(super) fn keep<'a>(text: &'a str, words: &[Word], range: (usize, usize), times: &[Span]) -> Vec<Piece<'a>> {
    let in_time = |word: &Word| times.iter().any(|time| time.start < word.span.end && word.span.start < time.end);
    let mut keep: Vec<bool> = (range.0..range.1).map(|i| !in_time(&words[i])).collect();
    let mut depth = 0_usize;
    for i in range.0..range.1 {
        let word = &words[i];
        let mark = if word.class == Class::Mark { word.lower.as_ref() } else { "" };
        depth += usize::from(matches!(mark, "(" | "["));
        keep[i - range.0] &= depth == 0 && !matches!(mark, "*" | "`");
        // Two single marks for a double one.
        let doubled = |a: usize, b: usize| {
            let pair = words.get(a).zip(words.get(b));
            pair.is_some_and(|(a, b)| a.lower == "'" && b.lower == "'" && a.span.end == b.span.start)
        };
        keep[i - range.0] &= mark != "'" || !(doubled(i, i + 1) || i > 0 && doubled(i - 1, i));
        depth = depth.saturating_sub(usize::from(matches!(mark, ")" | "]")));
        // The preposition and article that lead to a time go with it, unless a noun follows: "since the (1956) rising".
        if i > range.0 && in_time(word) && !in_time(&words[i - 1]) && !is_attribute(text, words, i, times) {
            let mut lead = i;
            while lead > range.0 && leads_to_time(&words[lead - 1]) {
                lead -= 1;
                keep[lead - range.0] = false;
            }
        }
    }
    let mut pieces: Vec<Piece> = Vec::with_capacity(keep.len());
    let mut last_end = None;
    for i in (range.0..range.1).filter(|i| keep[i - range.0]) {
        let word = &words[i];
        let spaced = last_end.is_none_or(|end: usize| text.get(end..word.span.start).is_none_or(|gap| !gap.is_empty()));
        last_end = Some(word.span.end);
        let closes =
            word.class == Class::Mark && matches!(word.lower.as_ref(), "," | ";" | ":" | "." | ")" | "”" | "%");
        let spaced = spaced && !closes;
        let verbal = word.entry.verb.is_some() && !word.entry.is_noun;
        let noun = word.entry.is_noun;
        if closes && word.lower == "," && pieces.last().is_some_and(|last: &Piece| last.word + 1 < i) {
            // "shut for (30 years), officials said": what led to the time goes, and one of its two commas.
            let led = |piece: &Piece| matches!(piece.class, Class::Preposition) || piece.text == ",";
            while pieces.last().is_some_and(led) {
                pieces.pop();
            }
        }
        pieces.push(Piece { text: &text[word.span.clone()], spaced, class: word.class, verbal, noun, word: i });
    }
    strip_dateline(&mut pieces);
    strip_front(&mut pieces, range.0);
    pieces
}

/// Whether the time that begins at a word stands between an article and a noun: "the (1956) rising", "a (Friday) meeting".
fn is_attribute(text: &str, words: &[Word], first: usize, times: &[Span]) -> bool {
    let Some(time) = times.iter().find(|time| time.contains(&words[first].span.start)) else { return false };
    let article = words[first - 1].class == Class::Determiner;
    let after = (first..words.len()).find(|&i| words[i].span.start >= time.end);
    let noun = after.is_some_and(|after| {
        let last = &text[words[after - 1].span.clone()];
        let named = last.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let glued = text.get(words[after - 1].span.end..words[after].span.start) == Some(" ");
        named && glued && words[after].class == Class::Other
    });
    article && noun
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
            | "for"
            | "through"
            | "ended"
            | "ending"
    )
}

/// Takes away the place that a report is sent from: "OSLO, Norway (AP) _ The fleet sailed", "OSLO: The fleet".
fn strip_dateline(pieces: &mut Vec<Piece>) {
    let capitals = |text: &str| text.chars().count() > 2 && text.chars().all(char::is_uppercase);
    let dash = pieces.iter().take(12).position(|piece| matches!(piece.text, "_" | "–" | "—" | "-" | ":"));
    let Some(dash) = dash.filter(|_| pieces.first().is_some_and(|first| capitals(first.text))) else { return };
    let place = |piece: &Piece| piece.class == Class::Mark || piece.text.starts_with(char::is_uppercase);
    if pieces[..dash].iter().all(place) {
        pieces.drain(..=dash);
    }
}

/// Takes away what no headline opens with: marks, "and", "which", "However,", "According to the ministry,".
fn strip_front(pieces: &mut Vec<Piece>, first_word: usize) {
    let mut rest = pieces.as_slice();
    loop {
        let before = rest.len();
        // "because of a strike": the strike.
        if before < pieces.len() && rest.first().is_some_and(|first| first.text == "of") {
            rest = &rest[1..];
        }
        // "When Peru voted, Chile left": what Chile did.
        const SUBORDINATORS: &[&str] = &["when", "while", "although", "though", "because", "as", "if"];
        let subordinate = rest.first().is_some_and(|first| first.is_one_of(SUBORDINATORS));
        let comma =
            || rest.iter().position(|piece| piece.text == ",").filter(|&comma| has_own_subject(&rest[comma + 1..]));
        if let Some(comma) = subordinate.then(comma).flatten() {
            rest = &rest[comma + 1..];
        }
        // An opening phrase before a comma: "In a further step, …", "Speaking in Oslo, …", "Every now and then, …"
        let participle = |first: &Piece| {
            first.word == first_word
                && matches!(first.class, Class::Verb(Form::Ing | Form::Past))
                && first.text.starts_with(char::is_uppercase)
        };
        let joint = rest.get(1).is_some_and(|next| next.class == Class::Conjunction);
        let to = rest.get(1).is_some_and(|next| next.text == "to");
        let opening = rest.first().is_some_and(|first| {
            first.class == Class::Preposition
                || participle(first)
                || first.class == Class::Determiner && joint
                || to && first.is_one_of(&["according", "owing", "thanks", "due"])
        });
        let comma = rest.iter().take(20).position(|piece| piece.text == ",");
        let told = |range: &[Piece]| range.iter().any(|piece| piece.class == Class::Verb(Form::Past));
        let asked = rest.first().is_some_and(participle);
        let goes_on = |comma: usize| {
            (asked || !told(&rest[..comma])) && (rest[comma..].iter().any(Piece::is_finite) || rest.len() > comma + 4)
        };
        if let [verb, comma, next @ ..] = rest
            && verb.class == Class::Verb(Form::Past)
            && verb.text.starts_with(char::is_lowercase)
            && comma.text == ","
            && has_own_subject(next)
        {
            // "(in the years that) followed, the army left"
            rest = next;
        } else if let Some(comma) = comma.filter(|&comma| opening && rest.len() > comma + 2 && goes_on(comma)) {
            rest = &rest[comma + 1..];
        } else if let Some(comma) = rest_of_opening(rest, first_word) {
            rest = &rest[comma + 1..];
        }
        let opens_idle = rest.first().is_some_and(|first| {
            matches!(first.class, Class::Mark | Class::Conjunction)
                && !matches!(first.text, "“" | "\"" | "$" | "€" | "£")
                || first.class == Class::Opener
                || first.is_one_of(OPENERS)
        });
        if opens_idle {
            rest = &rest[1..];
        }
        if rest.len() == before {
            break;
        }
    }
    pieces.drain(..pieces.len() - rest.len());
}

/// The comma behind what is left over from an opening phrase whose beginning went with the time:
/// "(In the early) hours, the fleet sailed", "(during the) visit to the capital, Lima, the king met them".
fn rest_of_opening(pieces: &[Piece], first_word: usize) -> Option<usize> {
    let first = pieces.first()?;
    let left_over = first.word > first_word || first.text.starts_with(char::is_lowercase);
    let ing = |piece: &Piece| piece.class == Class::Verb(Form::Ing);
    let verb = pieces.iter().position(|piece| piece.is_finite() && !ing(piece)).filter(|_| left_over)?;
    let comma = pieces[..verb].iter().rposition(|piece| piece.text == ",")?;
    let noun = |piece: &Piece| {
        matches!(piece.class, Class::Other | Class::Determiner | Class::Preposition) || piece.text == "," || ing(piece)
    };
    (pieces[..comma].iter().all(noun) && has_own_subject(&pieces[comma + 1..])).then_some(comma)
}

/// Whether words begin with a plain subject and its verb.
fn has_own_subject(pieces: &[Piece]) -> bool {
    let verb = pieces.iter().position(Piece::is_finite).unwrap_or(0);
    let apart = |piece: &Piece| piece.class == Class::Conjunction || piece.text == "," || piece.class == Class::Opener;
    verb > 0 && !pieces[..verb].iter().any(apart)
}

/// Takes out what two commas set beside the subject: "Dermer, the minister, flew".
pub(super) fn drop_apposition(pieces: &mut Vec<Piece>) {
    let comma = |from: usize| (from..pieces.len().min(from + 16)).find(|&i| pieces[i].text == ",");
    let verb = pieces.iter().position(Piece::is_finite).unwrap_or(0);
    // "…, visits Oslo": behind a comma the present looks like a plural.
    let acts = |at: usize| {
        let object = |next: &Piece| next.class == Class::Determiner || next.text.starts_with(char::is_uppercase);
        pieces.get(at).is_some_and(|piece| piece.text.ends_with('s') && piece.text.starts_with(char::is_lowercase))
            && pieces.get(at + 1).is_some_and(object)
    };
    if let Some(first) = comma(1)
        && let Some(second) = comma(first + 1)
        && (second < verb || acts(second + 1))
        && first >= 1
    {
        pieces.drain(first..=second);
    }
}

/// Words that a bracket closes within, from where its clause began: "The war (locally known as …) was short".
pub(super) fn from_bracket(words: &[Word], clauses: &[Clause], range: (usize, usize)) -> (usize, usize) {
    let bracket = |i: &usize| matches!(words[*i].lower.as_ref(), "(" | ")" | "[" | "]");
    let closes = |i: usize| matches!(words[i].lower.as_ref(), ")" | "]") && i + 3 < range.1;
    let Some(open) = (range.0..range.1).find(bracket).filter(|&i| closes(i)).and_then(|_| (0..range.0).rfind(bracket))
    else {
        return range;
    };
    let begin = clauses.iter().rev().find(|clause| clause.begin < open).map_or(range.0, |clause| clause.begin);
    (begin, range.1)
}

/// Where a sentence opens with a participle, its words to the end: "Asked how it would vote, Peru said" tells what
/// Peru said.
pub(super) fn behind_participle(words: &[Word], range: (usize, usize)) -> (usize, usize) {
    let first = (range.0..range.1).find(|&i| words[i].class != Class::Mark);
    let opens = first.is_some_and(|first| {
        matches!(words[first].class, Class::Verb(Form::Ing | Form::Past))
            && words[..first].iter().all(|word| word.class == Class::Mark)
    });
    if opens { (range.0, words.len()) } else { range }
}

/// Takes away a pronoun that nobody is known for: of a figure its noun phrase stays, else the verb comes first.
pub(super) fn drop_pronoun(pieces: &mut Vec<Piece>) {
    const BARE: &[&str] = &["he", "she", "it", "they", "we", "i", "you", "there", "this", "that", "these", "those"];
    let opens = pieces.first().is_some_and(|first| first.is_one_of(BARE));
    // "It cost $5 billion", "This contrasts with …", "There are 400 ships"
    let unseen = pieces.get(1).is_some_and(|next| {
        let plain = next.class == Class::Other && next.text.starts_with(char::is_lowercase);
        let subject = pieces[0].is_one_of(&["he", "she", "it", "they"]);
        let goes_on = |next: &Piece| matches!(next.class, Class::Preposition | Class::Determiner);
        plain && (next.verbal || subject || next.text.ends_with('s') && pieces.get(2).is_some_and(goes_on))
    });
    if opens && unseen {
        pieces.remove(0);
        return;
    }
    let exists = pieces.first().is_some_and(|first| first.is_one_of(&["there"]));
    if exists && pieces.get(1).is_some_and(be_only) && pieces.len() > 3 {
        pieces.drain(..2);
        return;
    }
    let Some(verb) = pieces.iter().position(Piece::is_finite).filter(|&verb| opens && verb <= 2) else { return };
    let that = pieces.iter().take(6).position(|piece| piece.text == "that");
    if let Some(that) = that.filter(|_| pieces[0].is_one_of(&["it"]) && be_only(&pieces[verb])) {
        // "It was (in 1990) that the fleet sailed"
        pieces.drain(..=that);
        return;
    }
    let object =
        (verb..pieces.len()).find(|&i| !pieces[i].is_finite() && !pieces[i].is_manner()).unwrap_or(pieces.len());
    let end = (object + 1..pieces.len()).find(|&i| pieces[i].text == ",").unwrap_or(pieces.len());
    let acts = matches!(pieces[object - 1].class, Class::Verb(_));
    let figure = pieces[object..end].iter().any(|piece| piece.class == Class::Number);
    let noun = pieces.get(object).is_some_and(|piece| piece.class == Class::Determiner);
    if acts && figure && noun {
        pieces.truncate(end);
        pieces.drain(..object);
        return;
    }
    let light = |piece: &Piece| be_only(piece) || piece.is_one_of(&["has", "have", "had"]);
    let participle = (verb..object).find(|&i| !light(&pieces[i])).unwrap_or(verb);
    if acts {
        pieces.drain(..participle);
        object_to_front(pieces);
    }
}

/// "Raised the wreck off Oslo" to "The wreck raised off Oslo": what a verb without a subject acts on comes first.
fn object_to_front(pieces: &mut Vec<Piece>) {
    let [verb, object, ..] = pieces.as_slice() else { return };
    let noun = matches!(object.class, Class::Determiner | Class::Other | Class::Number)
        && !object.is_manner()
        && !object.is_finite()
        && !object.text.ends_with("ing");
    if !takes_object(verb) || !noun {
        return;
    }
    let ends = |&i: &usize| starts_phrase(&pieces[i]) && pieces[i].text != "of" || pieces[i].is_finite();
    let end = (1..pieces.len()).find(ends).unwrap_or(pieces.len());
    pieces[..end].rotate_left(1);
    pieces[end - 1].spaced = true;
}

pub(super) fn be_only(piece: &Piece) -> bool {
    piece.is_one_of(&["is", "are", "am", "was", "were", "been"])
}
