//! The words of a title to a line that fits.
//!
//! In: words that tell a happening, in their order. Out: as many of them as a line holds. A line ends where a phrase ends,
//! behind the verb and what it acts on; it never ends inside a name, a number or a quotation.

use super::triggers::Form;
use super::word::Class;

/// A word of a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    /// Whether a space stands before it.
    pub spaced: bool,
    pub class: Class,
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
    fn is_manner(&self) -> bool {
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

/// Takes something away from a line with a main verb.
type Step = fn(&mut Vec<Piece>, Option<usize>);

/// What a headline can do without, the least first.
const STEPS: [Step; 8] =
    [keep_all, drop_manner, drop_articles, shorten_names, drop_be, drop_subject_tail, plain_object, plain_subject];

/// A line of at most `limit` characters. `verb` is the word that is the main verb, if one of the pieces is it.
/// What a headline does without goes step by step, until the line ends well.
pub(super) fn line(pieces: &[Piece], verb: Option<usize>, limit: usize) -> String {
    let mut pieces = pieces.to_vec();
    while pieces.len() > 1 && pieces.last().is_some_and(is_dangling) {
        pieces.pop();
    }
    for step in STEPS {
        step(&mut pieces, verb);
        if let Some(end) = good_end(&pieces, verb, limit, false) {
            return joined(&pieces[..end]);
        }
    }
    let end = good_end(&pieces, verb, limit, true).unwrap_or_else(|| any_end(&pieces, limit));
    joined(&pieces[..end])
}

/// A line as short titles have them: without articles, and "has" before a participle.
pub(super) fn short_line(pieces: &[Piece], verb: Option<usize>, limit: usize) -> String {
    let mut pieces = pieces.to_vec();
    drop_articles(&mut pieces, verb);
    line(&pieces, verb, limit)
}

fn keep_all(_: &mut Vec<Piece>, _: Option<usize>) {}

/// "400 ships were attacked" to "400 ships attacked".
fn drop_be(pieces: &mut Vec<Piece>, _: Option<usize>) {
    for index in (1..pieces.len()).rev() {
        let passive = pieces[index].class == Class::Verb(Form::Past);
        if passive && index > 1 && pieces[index - 1].is_one_of(&["is", "are", "was", "were"]) {
            pieces.remove(index - 1);
        }
    }
}

/// "United States" to "US".
fn shorten_names(pieces: &mut Vec<Piece>, _: Option<usize>) {
    const SHORT: &[(&str, &str, &str)] = &[
        ("United", "States", "US"),
        ("United", "Kingdom", "UK"),
        ("United", "Nations", "UN"),
        ("European", "Union", "EU"),
        ("Prime", "Minister", "PM"),
    ];
    for index in (1..pieces.len()).rev() {
        let two = (pieces[index - 1].text, pieces[index].text);
        if let Some((_, _, short)) = SHORT.iter().find(|(first, second, _)| (*first, *second) == two) {
            pieces[index - 1].text = short;
            pieces.remove(index);
        }
    }
}

/// "Bombers of the two air forces, all old, flew over the sea" to "Bombers flew over the sea".
fn drop_subject_tail(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let Some(verb) = verb_at(pieces, verb).filter(|&verb| verb > 0) else { return };
    let from = pieces[..verb].iter().skip(1).position(|piece| starts_tail(piece));
    let Some(from) = from.map(|from| from + 1) else { return };
    let head_tells = pieces[..from].iter().any(Piece::is_finite);
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

fn drop_manner(pieces: &mut Vec<Piece>, _: Option<usize>) {
    let mut quoted = false;
    pieces.retain(|piece| {
        let kept = quoted || !piece.is_manner();
        quoted = is_quote(piece);
        kept
    });
}

fn drop_articles(pieces: &mut Vec<Piece>, _: Option<usize>) {
    let next: Vec<Option<Class>> = (1..=pieces.len()).map(|i| pieces.get(i).map(|piece| piece.class)).collect();
    let mut next = next.into_iter();
    pieces.retain(|piece| {
        let participle = matches!(next.next().flatten(), Some(Class::Verb(Form::Past)));
        let perfect = participle && piece.is_one_of(&["has", "have", "had"]);
        !perfect && !piece.is_one_of(&["the", "a", "an"])
    });
}

/// Whether what hangs on a subject begins here; "than" belongs to "more than 400 ships".
fn starts_tail(piece: &Piece) -> bool {
    matches!(piece.class, Class::Preposition | Class::Opener) && piece.text != "than" || piece.text == ","
}

/// "held a joint naval drill" to "held a drill": of what the verb acts on, the last noun and the names stay.
fn plain_object(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let from = verb_end(pieces, verb);
    let to = (from..pieces.len()).find(|&i| starts_phrase(&pieces[i])).unwrap_or(pieces.len());
    plain(pieces, from, to);
}

/// "a highly placed source said" to "a source said".
fn plain_subject(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let verb = verb_at(pieces, verb).unwrap_or(0);
    let to = (0..verb).find(|&i| starts_phrase(&pieces[i]) || pieces[i].is_finite()).unwrap_or(verb);
    plain(pieces, 0, to);
}

fn plain(pieces: &mut Vec<Piece>, from: usize, to: usize) {
    const PARTICLES: &[&str] = &["up", "down", "out", "off", "forward", "back", "away", "over", "in"];
    let spare = |piece: &Piece| {
        let participle = piece.text.ends_with("ing") || piece.text.ends_with("ed");
        piece.class == Class::Other
            && piece.text.starts_with(char::is_lowercase)
            && !participle
            && !piece.is_one_of(PARTICLES)
    };
    let mut index = 0;
    // A word behind a number or a quotation mark belongs to it.
    let mut held = false;
    pieces.retain(|piece| {
        index += 1;
        let kept = held || !(from < index && index < to && spare(piece));
        held = is_quote(piece) || piece.class == Class::Number;
        kept
    });
}

fn is_quote(piece: &Piece) -> bool {
    matches!(piece.text, "“" | "‘" | "\"" | "'" | "`")
}

/// Where the main verb stands among the pieces.
fn verb_at(pieces: &[Piece], verb: Option<usize>) -> Option<usize> {
    let main = verb.and_then(|verb| pieces.iter().position(|piece| piece.word == verb));
    main.or_else(|| pieces.iter().position(Piece::is_finite))
}

/// One after the verb with its auxiliaries and the verb that it leads to: "has begun to withdraw".
fn verb_end(pieces: &[Piece], verb: Option<usize>) -> usize {
    let Some(first) = verb_at(pieces, verb) else { return 0 };
    let mut end = first + 1;
    while end < pieces.len() {
        let leads =
            pieces[end].text == "to" && pieces.get(end + 1).is_some_and(|next| matches!(next.class, Class::Verb(_)));
        if leads || pieces[end].is_finite() || pieces[end].is_manner() || pieces[end].is_one_of(&["not", "be"]) {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Where the longest line ends that ends with a phrase and has the verb with what it acts on. `loose`: also before "of".
fn good_end(pieces: &[Piece], verb: Option<usize>, limit: usize, loose: bool) -> Option<usize> {
    let verb = verb_end(pieces, verb).max(1);
    let ends = |&end: &usize| {
        let last = &pieces[end - 1];
        let boundary = end == pieces.len() || starts_phrase(&pieces[end]);
        let torn = pieces.get(end).is_some_and(|next| {
            next.text == "of" && !loose
                || next.class == Class::Conjunction && opens_pair(&pieces[..end])
                || next.text == "to" && end == verb
        });
        let saying = end == verb
            && end < pieces.len()
            && matches!(last.class, Class::Verb(Form::Past | Form::S))
            && last.is_one_of(HUNGRY);
        boundary && !torn && !saying && !is_dangling(last)
    };
    (verb..=fitting(pieces, limit)).rev().find(ends)
}

/// Verbs that tell nothing without what follows.
const HUNGRY: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "announced",
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
];

/// Whether "between" or "both" stands in the last phrase: its "and" goes on with it.
fn opens_pair(pieces: &[Piece]) -> bool {
    let phrase = pieces.iter().rposition(|piece| piece.class == Class::Preposition || piece.text == ",");
    phrase.is_some_and(|at| pieces[at].text == "between")
        || pieces.iter().rev().take(4).any(|piece| piece.text == "both")
}

/// Where a line ends that can't end well: with its last whole word.
fn any_end(pieces: &[Piece], limit: usize) -> usize {
    let mut end = fitting(pieces, limit).max(pieces.len().min(1));
    while end > 1 && is_dangling(&pieces[end - 1]) {
        end -= 1;
    }
    end
}

fn starts_phrase(piece: &Piece) -> bool {
    matches!(piece.class, Class::Preposition | Class::Conjunction | Class::Opener)
        || matches!(piece.text, "," | ";" | ":" | "." | "that" | "to" | "—" | "–" | "_")
}

/// Whether a title must not end with this.
fn is_dangling(piece: &Piece) -> bool {
    matches!(
        piece.class,
        Class::Preposition | Class::Conjunction | Class::Opener | Class::Determiner | Class::Auxiliary
    ) || piece.class == Class::Mark && !matches!(piece.text, "”" | "\"" | "%" | "’")
        || piece.text.ends_with("’s")
        || piece.text.ends_with("'s")
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
fn joined(pieces: &[Piece]) -> String {
    let count = |mark: &str| pieces.iter().filter(|piece| piece.text == mark).count();
    let torn = |mark: &str| match mark {
        "“" | "”" => count("“") != count("”"),
        "‘" => count("‘") != count("’"),
        "\"" | "'" => count(mark) % 2 == 1,
        "`" => true,
        _ => false,
    };
    let mut out = String::new();
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
    let out = out.trim();
    let mut chars = out.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
