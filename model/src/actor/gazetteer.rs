//! `assets/gazetteer` to names that can be looked up in a text.
//!
//! In: the tables as text, one entry a line. Out: for a place in a text, the longest name that stands there.
//! Knows nothing of sentences; what an ambiguous name means is decided in `context`.

use super::context::Context;
use super::{Actor, Country, Form};
use std::collections::HashMap;

const COUNTRIES: &str = include_str!("../../../assets/gazetteer/countries.tsv");
const ORGANIZATIONS: &str = include_str!("../../../assets/gazetteer/organizations.tsv");
const PHRASES: &str = include_str!("../../../assets/gazetteer/phrases.tsv");
const CONTEXTS: &str = include_str!("../../../assets/gazetteer/contexts.tsv");

/// The names of all countries, organisations, leaders, institutions and places.
#[derive(Default)]
pub struct Gazetteer {
    /// Codes with display names, in the order of the codes.
    countries: Vec<(Country, String)>,
    entries: Vec<Entry>,
    /// First word of a name, folded and in small letters, to its entries, the longest first.
    by_first_word: HashMap<String, Vec<u32>>,
    contexts: Vec<Context>,
    /// Words around a place's name with which it stands for no country, or for a newspaper.
    frames: Vec<Frame>,
}

/// A name and what it means.
pub(super) struct Entry {
    /// The name, folded.
    name: String,
    /// Who it stands for; none for a phrase that only looks like a name.
    pub actors: Vec<Actor>,
    pub form: Form,
    /// Index into the rules that decide what it means.
    context: Option<usize>,
}

/// Words before or after the name of a place: "University of ~", "~ Agreement".
struct Frame {
    before: String,
    after: String,
    medium: bool,
}

/// A name found in a text.
pub(super) struct Found<'a> {
    pub entry: &'a Entry,
    /// Byte offset after its last letter.
    pub end: usize,
}

/// What the words around a place's name make of it.
pub(super) enum Framing {
    /// Nothing: it is the place.
    Bare,
    /// No country by itself, up to this byte: "Minsk agreements".
    Swallowed(usize),
    /// A newspaper or broadcaster, up to this byte: "Tehran Times".
    Medium(usize),
}

impl Gazetteer {
    /// The lists that are built into the program.
    pub fn embedded() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        gazetteer.read_countries(COUNTRIES);
        gazetteer.read_organizations(ORGANIZATIONS);
        gazetteer.read_phrases(PHRASES);
        gazetteer.read_contexts(CONTEXTS);
        gazetteer.sort_candidates();
        gazetteer
    }

    /// Every country, in the order of the codes.
    pub fn countries(&self) -> impl Iterator<Item = Country> + '_ {
        self.countries.iter().map(|(country, _)| *country)
    }

    /// The short name that people read; the code where the country is not known.
    pub fn country_name<'a>(&'a self, country: &'a Country) -> &'a str {
        match self.countries.binary_search_by_key(country, |(known, _)| *known) {
            Ok(index) => &self.countries[index].1,
            Err(_) => country.code(),
        }
    }

    fn knows(&self, country: Country) -> bool {
        self.countries.binary_search_by_key(&country, |(known, _)| *known).is_ok()
    }

    /// The longest name that begins at a byte of the text, which is the first of a word.
    /// `key` is room for the word, given so that it is not made anew for each.
    pub(super) fn name_at(&self, text: &str, begin: usize, key: &mut String) -> Option<Found<'_>> {
        first_word(&text[begin..], key);
        let candidates = self.by_first_word.get(key.as_str())?;
        candidates.iter().map(|&index| &self.entries[index as usize]).find_map(|entry| {
            let end = begin + matched_length(&entry.name, &text[begin..])?;
            Some(Found { entry, end })
        })
    }

    /// Who a found name stands for, by what stands around it.
    pub(super) fn meaning<'a>(&'a self, found: &Found<'a>, text: &str, begin: usize) -> &'a [Actor] {
        match found.entry.context {
            Some(index) => self.contexts[index].decide(text, begin, found.end),
            None => &found.entry.actors,
        }
    }

    /// Whether the words around the name of a place make it something else.
    pub(super) fn framing(&self, text: &str, begin: usize, end: usize) -> Framing {
        for frame in &self.frames {
            let stands = text[..begin].ends_with(&frame.before)
                && text[end..].starts_with(&frame.after)
                && !text[end + frame.after.len()..].starts_with(|c: char| c.is_alphanumeric());
            if stands && frame.medium {
                return Framing::Medium(end + frame.after.len());
            } else if stands {
                return Framing::Swallowed(end + frame.after.len());
            }
        }
        Framing::Bare
    }

    fn read_countries(&mut self, table: &str) {
        for [code, name, names, adjectives, people, seats] in rows(table) {
            let Some(country) = Country::from_code(code) else { continue };
            self.countries.push((country, name.to_owned()));
            let actors = [Actor::Country(country)];
            self.add(name, &actors, Form::Name);
            for (list, form) in
                [(names, Form::Name), (adjectives, Form::Adjective), (people, Form::People), (seats, Form::Seat)]
            {
                split(list).for_each(|name| self.add(name, &actors, form));
            }
        }
        self.countries.sort();
    }

    fn read_organizations(&mut self, table: &str) {
        for [short, names, homes] in rows(table) {
            let mut actors = vec![Actor::Organization(short.to_owned())];
            actors.extend(homes.split(' ').filter_map(Country::from_code).map(Actor::Country));
            let form = if actors.len() > 1 { Form::Group } else { Form::Organization };
            self.add(short, &actors, form);
            split(names).for_each(|name| self.add(name, &actors, form));
        }
    }

    fn read_phrases(&mut self, table: &str) {
        for line in lines(table) {
            let (medium, phrase) = match line.strip_prefix("medium\t") {
                Some(phrase) => (true, phrase),
                None => (false, line),
            };
            match phrase.split_once('~') {
                Some((before, after)) => {
                    self.frames.push(Frame { before: before.to_owned(), after: after.to_owned(), medium })
                }
                None => self.add(phrase, &[], Form::Name),
            }
        }
    }

    fn read_contexts(&mut self, table: &str) {
        for [name, default, rules] in rows(table) {
            let meaning = |words: &str| self.actors_of(words);
            let context = Context::read(meaning(default), rules, meaning);
            let index = self.contexts.len();
            self.contexts.push(context);
            let (folded, mut key) = (fold_name(name), String::new());
            first_word(&folded, &mut key);
            let candidates = self.by_first_word.get(&key).cloned().unwrap_or_default();
            let known = candidates.iter().find(|&&entry| self.entries[entry as usize].name == folded);
            match known {
                Some(&entry) => self.entries[entry as usize].context = Some(index),
                None => {
                    self.add(name, &[], Form::Place);
                    if let Some(entry) = self.entries.last_mut() {
                        entry.context = Some(index);
                    }
                }
            }
        }
    }

    /// "-" for nobody, codes parted by blanks, or the short name of an organisation.
    fn actors_of(&self, words: &str) -> Vec<Actor> {
        let codes: Option<Vec<Actor>> = words
            .split(' ')
            .map(|code| Country::from_code(code).filter(|country| self.knows(*country)).map(Actor::Country))
            .collect();
        match codes {
            Some(countries) => countries,
            None if words == "-" => Vec::new(),
            None => {
                let organization = Actor::Organization(words.to_owned());
                let known = self.entries.iter().find(|entry| entry.actors.first() == Some(&organization));
                known.map_or_else(|| vec![organization], |entry| entry.actors.clone())
            }
        }
    }

    /// Adds a name; what an earlier list says of it stays.
    fn add(&mut self, name: &str, actors: &[Actor], form: Form) {
        let (folded, mut key) = (fold_name(name), String::new());
        first_word(&folded, &mut key);
        let candidates = self.by_first_word.entry(key).or_default();
        if candidates.iter().any(|&index| self.entries[index as usize].name == folded) {
            return;
        }
        candidates.push(self.entries.len() as u32);
        self.entries.push(Entry { name: folded, actors: actors.to_vec(), form, context: None });
    }

    fn sort_candidates(&mut self) {
        for candidates in self.by_first_word.values_mut() {
            candidates.sort_by_key(|&index| (usize::MAX - self.entries[index as usize].name.len(), index));
        }
    }
}

/// The lines of a table that are not comments.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of a table of so many columns; missing ones are empty.
fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    lines(table).map(|line| {
        let mut row = [""; N];
        row.iter_mut().zip(line.split('\t')).for_each(|(cell, column)| *cell = column.trim());
        row
    })
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').filter(|name| !name.is_empty())
}

/// The first word of a text, folded and in small letters, into `key`. A capital after a small letter begins a new word.
fn first_word(text: &str, key: &mut String) {
    key.clear();
    key.extend(text[..word_length(text)].chars().map(|c| fold(c).to_ascii_lowercase()));
}

/// How many bytes the word is long that a text begins with; at least one letter where there is one.
pub(super) fn word_length(text: &str) -> usize {
    let mut small = false;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            return at;
        }
        small = c.is_lowercase();
    }
    text.len()
}

/// How many bytes of the text the name covers, if it stands at the text's beginning, whole words only.
/// A text all in capitals matches a name of four letters or more.
fn matched_length(name: &str, text: &str) -> Option<usize> {
    let mut rest = text.chars();
    let (mut exact, mut capitals, mut letters) = (true, true, 0);
    let mut last = ' ';
    for (at, wanted) in name.chars().enumerate() {
        let c = rest.next()?;
        if wanted == ' ' {
            if !c.is_whitespace() {
                return None;
            }
            // A line may end within a name, a paragraph may not.
            let after = rest.as_str();
            let blanks = after.len() - after.trim_start().len();
            if blanks > 0 && after[..blanks].contains('\n') && c == '\n' {
                return None;
            }
            rest = after.trim_start().chars();
        } else {
            let c = fold(c);
            if c != wanted {
                let first_small = at == 0 && wanted.is_lowercase() && c.to_ascii_lowercase() == wanted;
                exact &= first_small;
                if !c.eq_ignore_ascii_case(&wanted) {
                    return None;
                }
            }
            letters += usize::from(c.is_alphabetic());
            capitals &= !c.is_lowercase();
            last = c;
        }
    }
    let length = text.len() - rest.as_str().len();
    let next = rest.next().unwrap_or(' ');
    let whole = !next.is_alphanumeric() || last == '-' || (last.is_lowercase() && next.is_uppercase());
    (whole && (exact || (capitals && letters >= 4))).then_some(length)
}

fn fold_name(name: &str) -> String {
    name.chars().map(fold).collect()
}

/// A letter without its accent, a quote or hyphen in its plain form.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'æ' => 'a',
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' | 'Æ' => 'A',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => 'C',
        'ď' | 'đ' | 'ð' => 'd',
        'Ď' | 'Đ' | 'Ð' => 'D',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' => 'e',
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' | 'Ə' => 'E',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => 'G',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => 'I',
        'ķ' => 'k',
        'Ķ' => 'K',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => 'L',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => 'N',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'œ' => 'o',
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' | 'Œ' => 'O',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'Ŕ' | 'Ŗ' | 'Ř' => 'R',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ß' => 's',
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => 'S',
        'ţ' | 'ť' | 'ț' => 't',
        'Ţ' | 'Ť' | 'Ț' => 'T',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => 'U',
        'ý' | 'ÿ' => 'y',
        'Ý' | 'Ÿ' => 'Y',
        'ź' | 'ż' | 'ž' => 'z',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        '‘' | '’' | 'ʼ' | 'ʻ' | '´' | '`' | '′' => '\'',
        '‐' | '‑' | '–' => '-',
        _ => c,
    }
}
