//! The words of a title to a line that fits.
//!
//! In: words that tell a happening, in their order. Out: as many of them as a line holds. A line ends where a phrase ends,
//! behind the verb and what it acts on; it never ends inside a name, a number or a quotation.

use super::shorten::{STEPS, drop_articles};
use super::triggers::Form;
use super::word::Class;

/// A word of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    /// Whether a space stands before it.
    pub spaced: bool,
    pub class: Class,
    /// Whether it can be a verb elsewhere.
    pub verbal: bool,
    /// Whether the lists of kinds have it as a noun.
    pub noun: bool,
    /// Its place in the sentence.
    pub word: usize,
}

impl Piece<'_> {
    /// Whether it is a verb or an auxiliary but "to".
    pub fn is_finite(&self) -> bool {
        matches!(self.class, Class::Verb(_)) || self.class == Class::Auxiliary && self.text != "to"
    }

    /// Whether it is one of these words, whatever its capitals.
    pub fn is_one_of(&self, list: &[&str]) -> bool {
        list.iter().any(|listed| self.text.eq_ignore_ascii_case(listed))
    }

    /// "largely", "publicly": what a verb does without.
    pub fn is_manner(&self) -> bool {
        let lower = !self.text.starts_with(char::is_uppercase);
        self.class == Class::Other
            && lower
            && (self.text.len() > 5 && self.text.ends_with("ly") && !self.is_one_of(NO_ADVERBS)
                || self.is_one_of(&["also", "again", "already", "now", "still", "then", "ever", "uh"]))
    }
}

const NO_ADVERBS: &[&str] = &[
    "family",
    "supply",
    "assembly",
    "monopoly",
    "anomaly",
    "weekly",
    "daily",
    "monthly",
    "quarterly",
    "early",
    "only",
];

/// Words that belong to the verb before them.
pub(super) const PARTICLES: &[&str] = &["up", "down", "out", "off", "forward", "back", "away", "over", "in"];

/// A line of at most `limit` characters. `verb` is the word that is the main verb, if one of the pieces is it.
/// What a headline does without goes step by step, until the line holds the verb with what it acts on and ends well.
pub(super) fn line(pieces: &[Piece], verb: Option<usize>, limit: usize) -> String {
    let mut pieces = pieces.to_vec();
    while pieces.len() > 1 && pieces.last().is_some_and(is_dangling) {
        pieces.pop();
    }
    for step in STEPS {
        step(&mut pieces, verb);
        let least = complement_end(&pieces, verb);
        if let Some(end) = good_end(&pieces, least, verb, limit, false) {
            return joined(&pieces[..end]);
        }
    }
    let complement = complement_end(&pieces, verb);
    let end = good_end(&pieces, complement, verb, limit, true);
    if let Some(end) = end {
        return joined(&pieces[..end]);
    }
    if let Some(done) = object_first(&pieces, verb, complement, limit) {
        return done;
    }
    if let Some(sum) = subject_and_figure(&pieces, verb, complement, limit) {
        return sum;
    }
    let least = verb_end(&pieces, verb).max(1);
    let end = good_end(&pieces, least, verb, limit, true);
    joined(&pieces[..end.unwrap_or_else(|| any_end(&pieces, limit))])
}

/// Whether a line has two words at least.
fn tells(pieces: &[Piece]) -> bool {
    pieces.iter().filter(|piece| piece.class != Class::Mark).count() > 1
}

/// "Agreement: 55.5 billion cubic meters", where the verb has no room.
fn subject_and_figure(pieces: &[Piece], verb: Option<usize>, end: usize, limit: usize) -> Option<String> {
    let from = verb_end(pieces, verb);
    let subject = pieces[..from].iter().position(|piece| starts_phrase(piece) || piece.is_finite())?;
    let level = pieces.get(from).is_some_and(|first| matches!(first.text, "to" | "at"));
    let figure = pieces.get(from + usize::from(level)..end)?;
    let counts = figure.first().is_some_and(|first| {
        first.class == Class::Number || matches!(first.text, "$" | "€" | "£" | "between") || first.text == "another"
    });
    let whole = figure.len() > 1 && !figure.last().is_some_and(is_dangling) && !tears(pieces, end);
    let fits = length(&pieces[..subject]) + 2 + length(figure) <= limit;
    (subject > 0 && pieces[subject].class != Class::Conjunction && counts && whole && fits)
        .then(|| format!("{}: {}", joined(&pieces[..subject]), figure_text(figure)))
}

/// Verbs whose object would not do for a subject.
const NO_PASSIVE: &[&str] = &[
    "reached",
    "entered",
    "joined",
    "followed",
    "totaled",
    "totalled",
    "lasted",
    "remained",
    "crossed",
    "occurred",
    "happened",
    "appeared",
    "arrived",
    "travelled",
    "traveled",
    "marched",
    "lived",
    "died",
    "jumped",
    "climbed",
    "dropped",
    "increased",
    "rallied",
    "voted",
    "resigned",
    "stayed",
    "earned",
    "weighed",
    "numbered",
    "walked",
];

/// "Resolution 502 adopted", where whoever adopted it has no room. Only of verbs whose participle is their past form.
fn object_first(pieces: &[Piece], verb: Option<usize>, end: usize, limit: usize) -> Option<String> {
    let at = verb_at(pieces, verb)?;
    let verb = &pieces[at];
    let alone = at > 0 && verb_end(pieces, Some(verb.word)) == at + 1 && pieces[at - 1].class != Class::Auxiliary;
    let regular = takes_object(verb);
    let object = pieces.get(at + 1..end)?;
    let noun = object.first().is_some_and(|first| {
        matches!(first.class, Class::Other | Class::Number) && !first.is_manner() && !first.text.ends_with("ing")
    });
    let whole = object.len() > 1 && !object.last().is_some_and(is_dangling) && !tears(pieces, end);
    let plain = object.iter().all(|piece| matches!(piece.class, Class::Other | Class::Number));
    (alone && regular && noun && plain && whole && length(object) + 1 + verb.text.chars().count() <= limit)
        .then(|| format!("{} {}", joined(object), verb.text))
}

/// Whether a verb of the past is its own participle, and what it acts on can stand before it.
pub(super) fn takes_object(verb: &Piece) -> bool {
    verb.class == Class::Verb(Form::Past)
        && (verb.text.ends_with("ed") || verb.is_one_of(&["brought", "built", "bought", "sold", "sent", "won", "lost"]))
        && (!verb.is_one_of(HUNGRY) || verb.is_one_of(&["brought", "announced", "found", "confirmed"]))
        && !verb.is_one_of(NO_PASSIVE)
}

fn figure_text(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if piece.spaced && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece.text);
    }
    out
}

/// A line as short titles have them: without articles, and "has" before a participle.
pub(super) fn short_line(pieces: &[Piece], verb: Option<usize>, limit: usize) -> String {
    let mut pieces = pieces.to_vec();
    drop_articles(&mut pieces, verb);
    line(&pieces, verb, limit)
}

pub(super) fn is_quote(piece: &Piece) -> bool {
    matches!(piece.text, "“" | "‘" | "\"" | "'" | "`")
}

/// Where the main verb stands among the pieces.
pub(super) fn verb_at(pieces: &[Piece], verb: Option<usize>) -> Option<usize> {
    let main = verb.and_then(|verb| pieces.iter().position(|piece| piece.word == verb));
    main.or_else(|| pieces.iter().position(Piece::is_finite))
}

/// One after the verb with its auxiliaries and the verb that it leads to: "has begun to withdraw".
pub(super) fn verb_end(pieces: &[Piece], verb: Option<usize>) -> usize {
    let Some(first) = verb_at(pieces, verb) else { return 0 };
    let mut end = first + 1;
    while end < pieces.len() {
        let leads =
            pieces[end].text == "to" && pieces.get(end + 1).is_some_and(|next| matches!(next.class, Class::Verb(_)));
        let particle = pieces[end].class == Class::Other && pieces[end].is_one_of(PARTICLES);
        let goes_on = pieces[end].is_finite() || pieces[end].is_manner() || pieces[end].is_one_of(&["not", "be"]);
        if leads || particle || goes_on {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// One after what the verb acts on: the noun phrase behind it, or the phrase that a preposition or "that" opens there.
fn complement_end(pieces: &[Piece], verb: Option<usize>) -> usize {
    let from = verb_end(pieces, verb).max(1).min(pieces.len());
    let Some(first) = pieces.get(from) else { return from };
    let passive = from > 1 && pieces[from - 2].is_one_of(&["is", "are", "was", "were", "been", "be"]);
    let leads = first.class == Class::Preposition || first.text == "to";
    let content = first.text == "that" || first.class == Class::Opener;
    if passive && (leads || content) || !leads && !content && starts_phrase(first) {
        return from;
    }
    if content {
        if !pieces[from - 1].is_one_of(HUNGRY) {
            return from;
        }
        let inner = (from + 1..pieces.len()).find(|&i| pieces[i].is_finite()).map(|i| pieces[i].word);
        return if inner.is_some() { verb_end(pieces, inner) } else { pieces.len() };
    }
    let begin = from + usize::from(leads);
    let ends =
        |&i: &usize| starts_phrase(&pieces[i]) && !(pieces[i].class == Class::Conjunction && opens_pair(&pieces[..i]));
    (begin + 1..pieces.len()).find(ends).unwrap_or(pieces.len())
}

/// Where the longest line ends that ends with a phrase, at `least` or behind. `loose`: also before "of".
fn good_end(pieces: &[Piece], least: usize, verb: Option<usize>, limit: usize, loose: bool) -> Option<usize> {
    let verb = verb_end(pieces, verb).max(1);
    let ends = |&end: &usize| {
        let last = &pieces[end - 1];
        let boundary = end == pieces.len() || starts_phrase(&pieces[end]);
        let torn = pieces.get(end).is_some_and(|next| next.text == "of" && !loose || next.text == "to" && end == verb);
        let saying = end == verb
            && end < pieces.len()
            && matches!(last.class, Class::Verb(Form::Past | Form::S))
            && last.is_one_of(HUNGRY);
        boundary
            && !torn
            && !saying
            && !is_dangling(last)
            && !tears(pieces, end)
            && !tears_quote(pieces, end)
            && tells(&pieces[..end])
    };
    (least.max(1)..=fitting(pieces, limit)).rev().find(ends)
}

/// Whether a line that ends here is cut inside a name, a number, or between an adjective in capitals and its noun.
fn tears(pieces: &[Piece], end: usize) -> bool {
    let (Some(last), Some(next)) = (pieces.get(end.wrapping_sub(1)), pieces.get(end)) else { return false };
    let capital = |piece: &Piece| piece.text.starts_with(char::is_uppercase);
    let word = matches!(next.class, Class::Other | Class::Number);
    let glued = !next.spaced && !matches!(next.text, "," | ";" | ":" | "." | ")");
    // "Lt. Col. Dave", "U.S. ambassador"
    let initial = next.text == "." && !next.spaced && last.text.len() <= 3;
    // "20,000 or 30,000 men", "between 80% and 90%"
    let counted = next.class == Class::Conjunction
        && (last.class == Class::Number || last.text == "%")
        && pieces.get(end + 1).is_some_and(|after| after.class == Class::Number);
    glued
        || next.class == Class::Conjunction && opens_pair(&pieces[..end])
        || initial
        || counted
        || last.class == Class::Number && word
        || next.class == Class::Conjunction && capital(last) && shares_noun(&pieces[end + 1..])
        || last.class == Class::Other && capital(last) && word && !next.is_manner()
}

/// "(Russian and) Chinese bombers": another adjective in capitals, and the noun that both belong to.
fn shares_noun(pieces: &[Piece]) -> bool {
    let [adjective, noun, ..] = pieces else { return false };
    let capital = |piece: &Piece| piece.text.starts_with(char::is_uppercase);
    adjective.class == Class::Other && capital(adjective) && noun.class == Class::Other && !capital(noun) && noun.spaced
}

/// Whether a line that ends here is cut inside a quotation that does not open it.
fn tears_quote(pieces: &[Piece], end: usize) -> bool {
    let line = pieces.get(1..end).unwrap_or(&[]);
    let count = |mark: &str| line.iter().filter(|piece| piece.text == mark).count();
    let opened = usize::from(pieces.first().is_some_and(is_quote));
    count("“") > count("”") || (count("\"") + opened) % 2 == 1 && opened == 0
}

/// Verbs that tell nothing without what follows.
pub(super) const HUNGRY: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "announced",
    "found",
    "asked",
    "began",
    "begins",
    "started",
    "made",
    "took",
    "held",
    "gave",
    "put",
    "had",
    "has",
    "described",
    "confirmed",
    "reported",
    "reports",
    "believes",
    "believed",
    "showed",
    "shows",
    "called",
    "set",
    "brought",
    "confessed",
    "chose",
    "wanted",
];

/// Whether "between" or "both" stands in the last phrase: its "and" goes on with it.
fn opens_pair(pieces: &[Piece]) -> bool {
    let phrase = pieces.iter().rposition(|piece| piece.class == Class::Preposition || piece.text == ",");
    phrase.is_some_and(|at| pieces[at].text == "between")
        || pieces.iter().rev().take(4).any(|piece| piece.text == "both")
}

/// Where a line ends that can't end well: with its last whole name or number, else with its last whole word.
fn any_end(pieces: &[Piece], limit: usize) -> usize {
    let ends = || (1..=fitting(pieces, limit)).rev().filter(|end| !is_dangling(&pieces[*end - 1]));
    let whole = |end: &usize| *end > 1 && !tears(pieces, *end) && tells(&pieces[..*end]);
    let noun_torn = |end: usize| {
        pieces[end - 1].class == Class::Other && pieces.get(end).is_some_and(|next| next.class == Class::Other)
    };
    let best = ends().find(|end| whole(end) && !noun_torn(*end) && !tears_quote(pieces, *end));
    best.or_else(|| ends().find(whole)).or_else(|| ends().next()).unwrap_or(pieces.len().min(1))
}

pub(super) fn starts_phrase(piece: &Piece) -> bool {
    matches!(piece.class, Class::Preposition | Class::Conjunction | Class::Opener) && piece.text != "than"
        || matches!(piece.text, "," | ";" | ":" | "." | "that" | "to" | "—" | "–" | "_")
}

/// Whether a title must not end with this.
fn is_dangling(piece: &Piece) -> bool {
    matches!(
        piece.class,
        Class::Preposition | Class::Conjunction | Class::Opener | Class::Determiner | Class::Auxiliary
    ) || piece.is_one_of(&[
        "according",
        "compared",
        "called",
        "including",
        "such",
        "due",
        "very",
        "so",
        "what",
        "whether",
        "he",
        "she",
        "they",
        "we",
    ]) || piece.class == Class::Mark && !matches!(piece.text, "”" | "\"" | "%" | "’")
        || piece.text.ends_with("’s")
        || piece.text.ends_with("'s")
}

fn length(pieces: &[Piece]) -> usize {
    pieces.iter().enumerate().map(|(i, piece)| piece.text.chars().count() + usize::from(piece.spaced && i > 0)).sum()
}

/// How many of the pieces a line of `limit` characters holds.
fn fitting(pieces: &[Piece], limit: usize) -> usize {
    let mut length = 0;
    let fits = |(i, piece): &(usize, &Piece)| {
        length += piece.text.chars().count() + usize::from(piece.spaced && *i > 0);
        length <= limit
    };
    pieces.iter().enumerate().take_while(fits).count()
}

/// The pieces as a line that begins with a capital. A quotation mark without its other half is left out.
pub(super) fn joined(pieces: &[Piece]) -> String {
    let count = |mark: &str| pieces.iter().filter(|piece| piece.text == mark).count();
    let torn = |mark: &str| match mark {
        "“" | "”" => count("“") != count("”"),
        "‘" => count("‘") != count("’"),
        "\"" | "'" => count(mark) % 2 == 1,
        "`" => true,
        _ => false,
    };
    let mut out = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 1).sum());
    let mut glued = false;
    for piece in pieces {
        if torn(piece.text) {
            glued = is_quote(piece) && piece.spaced && !out.is_empty() && !glued;
            if glued {
                out.push(' ');
            }
            continue;
        }
        if piece.spaced && !out.is_empty() && !glued {
            out.push(' ');
        }
        glued = false;
        out.push_str(piece.text);
    }
    let mut chars = out.trim().chars();
    let first = chars.next();
    let mut line = String::with_capacity(out.len());
    line.extend(first.into_iter().flat_map(char::to_uppercase));
    line.push_str(chars.as_str());
    line
}
