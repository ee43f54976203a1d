//! What a headline can do without, step by step: adverbs, articles, hedges, what hangs on the subject, adjectives.
//!
//! In: the words of a title. Out: fewer of them, which still tell the same. Knows nothing of how long a line may be.

use super::headline::{PARTICLES, Piece, is_quote, starts_phrase, verb_at, verb_end};
use super::triggers::Form;
use super::word::Class;

/// Takes something away from a line with a main verb.
pub(super) type Step = fn(&mut Vec<Piece>, Option<usize>);

/// What a headline can do without, the least first.
pub(super) const STEPS: [Step; 11] = [
    keep_all,
    drop_manner,
    drop_articles,
    shorten_names,
    drop_hedges,
    drop_be,
    drop_subject_tail,
    plain_object,
    plain_subject,
    drop_owners,
    bare_object,
];

fn keep_all(_: &mut Vec<Piece>, _: Option<usize>) {}

/// "400 ships were attacked" to "400 ships attacked".
fn drop_be(pieces: &mut Vec<Piece>, _: Option<usize>) {
    for index in (1..pieces.len()).rev() {
        let passive = pieces[index].class == Class::Verb(Form::Past);
        let relative = index > 1 && is_relative(&pieces[index - 2]);
        if passive && index > 1 && !relative && pieces[index - 1].is_one_of(&["is", "are", "was", "were"]) {
            pieces.remove(index - 1);
        }
    }
}

/// "United States" to "US".
fn shorten_names(pieces: &mut Vec<Piece>, _: Option<usize>) {
    const SHORT: &[(&str, &str, &str)] = &[
        ("United", "States", "US"),
        ("Soviet", "Union", "USSR"),
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
    let listed = pieces[from].class == Class::Preposition;
    let set_off = relative || !listed && pieces[from..verb].iter().any(|piece| piece.text == ",");
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

pub(super) fn drop_articles(pieces: &mut Vec<Piece>, _: Option<usize>) {
    let mut behind_relative = false;
    let mut index = 0;
    while index < pieces.len() {
        let piece = &pieces[index];
        let participle = pieces.get(index + 1).is_some_and(|next| next.class == Class::Verb(Form::Past));
        let open = index > 0 && pieces[index - 1].class == Class::Auxiliary;
        let perfect = participle && !behind_relative && !open && piece.is_one_of(&["has", "have", "had"]);
        behind_relative = is_relative(piece);
        if perfect || piece.is_one_of(&["the", "a", "an"]) {
            pieces.remove(index);
        } else {
            index += 1;
        }
    }
}

fn is_relative(piece: &Piece) -> bool {
    piece.class == Class::Opener || piece.text == "that"
}

/// "more than 400 ships" to "400 ships".
fn drop_hedges(pieces: &mut Vec<Piece>, _: Option<usize>) {
    const PAIRS: &[(&str, &str)] =
        &[("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("up", "to"), ("as", "many")];
    for index in (1..pieces.len()).rev() {
        if pieces.get(index).is_none_or(|piece| piece.class != Class::Number) {
            continue;
        }
        let sign = usize::from(matches!(pieces[index - 1].text, "$" | "€" | "£"));
        let at = index - sign;
        let before = |n: usize| at.checked_sub(n).map_or("", |i| pieces[i].text);
        if PAIRS.iter().any(|&(first, second)| before(2).eq_ignore_ascii_case(first) && before(1) == second) {
            pieces.drain(at - 2..at);
        } else if ["about", "around", "some", "nearly", "almost", "roughly"]
            .iter()
            .any(|hedge| before(1).eq_ignore_ascii_case(hedge))
        {
            pieces.remove(at - 1);
        }
    }
}

/// "Iran's guards gave their consent" to "Guards gave consent", "President Carter signs" to "Carter signs",
/// "US Congress passes" to "Congress passes".
fn drop_owners(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let owner = |piece: &Piece| piece.text.ends_with("’s") || piece.text.ends_with("'s");
    let capital = |piece: &Piece| piece.class == Class::Other && piece.text.starts_with(char::is_uppercase);
    let state = |piece: &Piece| piece.is_one_of(&["US", "UK", "UN", "EU", "President", "General"]);
    pieces.retain(|piece| !piece.is_one_of(&["its", "his", "her", "their"]));
    let Some(verb) = verb_at(pieces, verb).filter(|&verb| verb > 1) else { return };
    let held = pieces[..verb].iter().rposition(owner).filter(|&held| held + 1 < verb);
    if let Some(held) = held.filter(|&held| capital(&pieces[held + 1]) && !pieces[..held].iter().any(starts_phrase)) {
        pieces.drain(..=held);
    } else if state(&pieces[0]) && capital(&pieces[1]) {
        pieces.remove(0);
    }
}

/// "recognized the North Korean state" to "recognized state": the head noun of what the verb acts on.
fn bare_object(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let from = verb_end(pieces, verb);
    let to = (from..pieces.len()).find(|&i| starts_phrase(&pieces[i])).unwrap_or(pieces.len());
    let noun = |piece: &Piece| piece.noun || piece.text.starts_with(char::is_lowercase);
    let plain = pieces[from..to].iter().all(|piece| matches!(piece.class, Class::Other | Class::Determiner));
    let acts = from > 0 && pieces[from - 1].class != Class::Auxiliary;
    if to > from + 1 && acts && plain && noun(&pieces[to - 1]) {
        pieces.drain(from..to - 1);
    }
}

/// Whether what hangs on a subject begins here; "than" belongs to "more than 400 ships".
fn starts_tail(piece: &Piece) -> bool {
    matches!(piece.class, Class::Preposition | Class::Opener) && piece.text != "than"
        || matches!(piece.text, "," | "to")
}

/// "held a joint naval drill" to "held a drill": of what the verb acts on, the last noun and the names stay.
fn plain_object(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let from = verb_end(pieces, verb);
    let to = (from..pieces.len()).find(|&i| starts_phrase(&pieces[i])).unwrap_or(pieces.len());
    let be = |piece: &Piece| piece.is_one_of(&["is", "are", "was", "were", "been"]);
    if from > 0 && (pieces[from - 1].class != Class::Auxiliary || be(&pieces[from - 1])) {
        plain(pieces, from, to);
    }
}

/// "a highly placed source said" to "a source said".
fn plain_subject(pieces: &mut Vec<Piece>, verb: Option<usize>) {
    let verb = verb_at(pieces, verb).unwrap_or(0);
    let to = (0..verb).find(|&i| starts_phrase(&pieces[i]) || pieces[i].is_finite()).unwrap_or(verb);
    plain(pieces, 0, to);
}

fn plain(pieces: &mut Vec<Piece>, from: usize, to: usize) {
    let spare = |piece: &Piece| {
        let participle = piece.text.ends_with("ing") || piece.text.ends_with("ed");
        piece.class == Class::Other
            && piece.text.starts_with(char::is_lowercase)
            && !participle
            && !piece.verbal
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
