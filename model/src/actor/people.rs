//! The names of people in a text to their countries.
//!
//! In: the mentions that the gazetteer finds. Out: further ones, of people whom the text itself introduces:
//! "Kim Jong Un … Kim", "Austrian Energy Minister Leonore Gewessler … Gewessler".

use super::context::window_after;
use super::gazetteer::Gazetteer;
use super::word::word_length;
use super::{Actor, Form, Mention};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many words may stand between a country and a title: "South Korea's first female foreign minister".
const BEFORE_TITLE: usize = 4;
/// How many words a person's name has at most.
const NAME_WORDS: usize = 4;

/// Short names that a text has introduced, and the country of each; none where it introduces two of different countries.
#[derive(Default)]
pub(super) struct Introduced {
    /// Those that only the year tells.
    supposed: FxHashSet<String>,
    /// Those of them that need a title before them, as ministers do: "Secretary Powell".
    titled: FxHashSet<String>,
    countries: FxHashMap<String, Option<Vec<Actor>>>,
}

impl Introduced {
    /// Takes note of a short name.
    pub fn add(&mut self, gazetteer: &Gazetteer, short: &str, actors: &[Actor]) {
        if let Some(known) = self.countries.get_mut(short) {
            if known.as_deref() != Some(actors) {
                *known = None;
            }
        } else if !gazetteer.has_name(short) && !gazetteer.is_title(short) && !gazetteer.is_given_name(short) {
            self.countries.insert(short.to_owned(), Some(actors.to_vec()));
        }
    }

    /// Takes note of those in office in the year of the text whose countries it names: "Clinton" in 1998.
    /// Where the text introduces somebody of that name, it means that one.
    pub fn add_in_office(&mut self, gazetteer: &Gazetteer, year: i32, mentions: &[Mention]) {
        let named: FxHashSet<&Actor> = mentions.iter().map(|mention| &mention.actor).collect();
        let is_named = |actor: &Actor| named.contains(actor);
        for holder in gazetteer.in_office(year).iter().filter(|holder| holder.actors.iter().any(is_named)) {
            let known = self.countries.contains_key(&holder.short) && !self.supposed.contains(&holder.short);
            if !known {
                self.supposed.insert(holder.short.clone());
                if !holder.heads {
                    self.titled.insert(holder.short.clone());
                }
                self.add(gazetteer, &holder.short, &holder.actors);
            }
        }
    }

    /// Takes note of the person who stands after a country's name and a title.
    pub fn add_titled(&mut self, gazetteer: &Gazetteer, text: &str, country: &Mention) {
        let line = window_after(text, country.span.end);
        let line = &line[..line.find(['\n', '.', ',', ';']).unwrap_or(line.len())];
        let line = line.strip_prefix("'s").or(line.strip_prefix("’s")).unwrap_or(line);
        let mut words = line.split(' ').filter(|word| !word.is_empty()).take(BEFORE_TITLE + NAME_WORDS + 1).peekable();
        let mut titled = false;
        for _ in 0..=BEFORE_TITLE {
            let Some(word) = words.next() else { return };
            titled |= gazetteer.is_title(word);
            let name_follows = words.peek().is_some_and(|next| is_capitalised(next) && !gazetteer.is_title(next));
            if titled && gazetteer.is_title(word) && name_follows {
                break;
            }
            if !word.chars().all(|c| c.is_alphanumeric() || c == '-') {
                return;
            }
            titled = false;
        }
        let in_name = |word: &&str| is_capitalised(word) && !gazetteer.is_time(word);
        let name: Vec<&str> = words.take_while(in_name).take(NAME_WORDS).collect();
        if let Some(last) = name.last().filter(|_| titled && name.len() > 1) {
            let last = &last[..word_length(last)];
            if last.chars().count() > 2 {
                self.add(gazetteer, last, std::slice::from_ref(&country.actor));
            }
        }
    }

    /// Every short name that stands in a span outside the mentions, which are in the order of the text.
    pub fn mentions(&self, gazetteer: &Gazetteer, text: &str, span: Span, taken: &[Mention]) -> Vec<Mention> {
        let mut found = Vec::new();
        if self.countries.is_empty() {
            return found;
        }
        let mut taken = taken.iter().peekable();
        let mut at = span.start;
        while at < span.end {
            while taken.next_if(|mention| mention.span.end <= at).is_some() {}
            if let Some(mention) = taken.peek().filter(|mention| mention.span.start <= at) {
                at = mention.span.end;
                continue;
            }
            // No name begins small, and most words do.
            let small = |byte: &&u8| byte.is_ascii_lowercase() || **byte == b' ';
            let idle = text.as_bytes()[at..span.end].iter().take_while(small).count();
            if idle > 0 {
                at += idle;
                continue;
            }
            let length = word_length(&text[at..span.end]);
            if length == 0 {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let end = at + length;
            let is_meant = || {
                let titled = || previous_word(text, at).is_some_and(|word| gazetteer.is_title(word));
                stands_alone(gazetteer, text, at, end) && (!self.titled.contains(&text[at..end]) || titled())
            };
            if let Some(Some(actors)) = self.countries.get(&text[at..end]).filter(|_| is_meant()) {
                let mention = |actor: &Actor| Mention { span: at..end, actor: actor.clone(), form: Form::Leader };
                found.extend(actors.iter().map(mention));
            }
            at = end;
        }
        found
    }
}

/// Whether a short name is not part of another person's or thing's name: "Kim", not "Kim Philby", "Park Avenue".
fn stands_alone(gazetteer: &Gazetteer, text: &str, begin: usize, end: usize) -> bool {
    let after = text[end..].strip_prefix(' ').filter(|after| after.starts_with(char::is_uppercase));
    let named_on = after.is_some_and(|after| !gazetteer.is_time(&after[..word_length(after)]));
    !named_on && !text[end..].starts_with('-') && !after_given_name(gazetteer, text, begin)
}

/// Whether a name stands right after a first name, and so is a surname: "Jack London".
pub(super) fn after_given_name(gazetteer: &Gazetteer, text: &str, begin: usize) -> bool {
    previous_word(text, begin).is_some_and(|word| gazetteer.is_given_name(word))
}

/// Whether a name stands right after a word, whatever its capitals.
pub(super) fn after_word(text: &str, begin: usize, word: &str) -> bool {
    previous_word(text, begin).is_some_and(|before| before.eq_ignore_ascii_case(word))
}

/// The word that ends one blank before a byte.
pub(super) fn previous_word(text: &str, begin: usize) -> Option<&str> {
    let before = text[..begin].strip_suffix(' ')?;
    let from = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    Some(&before[from..]).filter(|word| !word.is_empty())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
