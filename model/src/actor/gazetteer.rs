//! `assets/gazetteer` to names that can be looked up in a text.
//!
//! In: the tables as text, one entry a line. Out: for a place in a text, the longest name that stands there.
//! Knows nothing of sentences; what an ambiguous name means is decided in `context`.

use super::context::Context;
use super::fold::{fold, fold_name};
use super::people::previous_word;
use super::word::{first_word, matched_length, word_length};
use super::{Actor, Country, Form};
use crate::text::Span;
use crate::word_map::WordMap;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

const COUNTRIES: &str = include_str!("../../../assets/gazetteer/countries.tsv");
const ORGANIZATIONS: &str = include_str!("../../../assets/gazetteer/organizations.tsv");
const INSTITUTIONS: &str = include_str!("../../../assets/gazetteer/institutions.tsv");
const LEADERS: &str = include_str!("../../../assets/gazetteer/leaders.tsv");
const PLACES: &str = include_str!("../../../assets/gazetteer/places.tsv");
const PEOPLE: &str = include_str!("../../../assets/gazetteer/people.tsv");
const PHRASES: &str = include_str!("../../../assets/gazetteer/phrases.tsv");
const IMPLIED: &str = include_str!("../../../assets/gazetteer/implied.tsv");
const CONTEXTS: &str = include_str!("../../../assets/gazetteer/contexts.tsv");

/// Terms without an end in leaders.tsv go on until this year.
const PRESENT_YEAR: i32 = 2029;

/// The names of all countries, organisations, leaders, institutions and places.
#[derive(Default)]
pub struct Gazetteer {
    /// Codes with display names, in the order of the codes.
    countries: Vec<(Country, String)>,
    entries: Vec<Entry>,
    /// First word of a name, folded, to those that begin with it.
    by_first_word: WordMap<Beginning>,
    contexts: Vec<Context>,
    /// Words before a place's name with which it stands for no country, or for a newspaper, by their last word.
    frames_before: FxHashMap<&'static str, Vec<Frame>>,
    /// Words after it, by their first word.
    frames_after: FxHashMap<&'static str, Vec<Frame>>,
    /// Short names of organisations to who they are.
    organizations: FxHashMap<String, Vec<Actor>>,
    /// Words before the name of someone in office.
    titles: FxHashSet<&'static str>,
    given_names: FxHashSet<&'static str>,
    /// Those in office in a year by the short names that they are called: heads before ministers.
    in_office: FxHashMap<i32, Vec<Holder>>,
    /// Weekdays and months.
    time_words: FxHashSet<&'static str>,
}

/// A name and what it means.
pub(super) struct Entry {
    /// The name, folded.
    name: String,
    /// Who it stands for; none for a phrase that only looks like a name.
    pub actors: Vec<Actor>,
    pub form: Form,
    /// Whether it stands for the one of its actors that was named last: "the island".
    pub implied: bool,
    /// Whether other countries have one of that name: "Congress", "Treasury".
    pub common: bool,
    /// The part of a leader's name that is understood alone in a text that tells the whole one.
    pub short: Option<String>,
    /// Index into the rules that decide what it means.
    context: Option<usize>,
}

/// The names that begin with some word.
#[derive(Default)]
struct Beginning {
    /// Whether one of them begins small.
    small: bool,
    /// By what follows the word.
    candidates: Vec<Candidate>,
}

/// A name that begins with some word.
#[derive(Clone, Copy)]
struct Candidate {
    /// How the name goes on behind the word and a blank. Many begin with "the" or "San": it tells most of them apart.
    next: GoesOn,
    /// Index into the entries.
    entry: u32,
}

/// The two letters or marks with which a text goes on, in small letters; none where it ends before.
type GoesOn = [Option<char>; 2];

/// Somebody in office.
#[derive(Clone, PartialEq)]
pub(super) struct Holder {
    /// The part of the name that is understood alone.
    pub short: String,
    pub actors: Vec<Actor>,
    /// Whether the head of a state, a government or a ruling party.
    pub heads: bool,
}

/// Words before or after the name of a place: "University of ~", "~ Agreement".
struct Frame {
    words: &'static str,
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
        gazetteer.read_institutions(INSTITUTIONS);
        gazetteer.read_leaders(LEADERS);
        gazetteer.read_phrases(PHRASES);
        gazetteer.read_places(PLACES);
        gazetteer.read_implied(IMPLIED);
        gazetteer.read_people(PEOPLE);
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

    pub(super) fn knows(&self, country: Country) -> bool {
        self.countries.binary_search_by_key(&country, |(known, _)| *known).is_ok()
    }

    /// The longest name that begins with a word of the text.
    pub(super) fn name_at(&self, text: &str, word: Span) -> Option<Found<'_>> {
        let begin = word.start;
        let name = &text[word.clone()];
        let beginning =
            if name.is_ascii() { self.by_first_word.get(name) } else { self.by_first_word.get(fold_name(name)) };
        let Beginning { small, candidates } = beginning?;
        // Most words begin small, and hardly any name does.
        if !small && name.starts_with(|first: char| first.is_ascii_lowercase()) {
            return None;
        }
        let next = goes_on(&text[word.end..]);
        let that_go_on = |next: GoesOn| {
            let first = candidates.partition_point(|candidate| candidate.next < next);
            candidates[first..].iter().take_while(move |candidate| candidate.next == next)
        };
        let going_on = that_go_on(next).chain(that_go_on([next[0], None])).chain(that_go_on([None, None]));
        going_on.map(|candidate| &self.entries[candidate.entry as usize]).find_map(|entry| {
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

    /// Whether a word stands before the name of someone in office: "President", "Gen".
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Who is in office in a year, heads before ministers.
    pub(super) fn in_office(&self, year: i32) -> &[Holder] {
        self.in_office.get(&year).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is a weekday or a month.
    pub(super) fn is_time(&self, word: &str) -> bool {
        self.time_words.contains(word)
    }

    /// Whether a word is a first name.
    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(word)
    }

    /// Whether a word is a name of its own.
    pub(super) fn has_name(&self, word: &str) -> bool {
        self.entry(word).is_some()
    }

    /// Whether a word names the people of a country or the members of a group: "Cubans".
    pub(crate) fn is_people(&self, word: &str) -> bool {
        self.entry(word).is_some_and(|entry| matches!(entry.form, Form::People | Form::Group))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let folded = fold_name(name);
        let candidates = &self.by_first_word.get(first_word(&folded))?.candidates;
        candidates.iter().map(|candidate| &self.entries[candidate.entry as usize]).find(|entry| entry.name == folded)
    }

    /// Whether the words around the name of a place make it something else.
    pub(super) fn framing(&self, text: &str, begin: usize, end: usize) -> Framing {
        let word_after = text[end..].strip_prefix(' ').map(|after| &after[..word_length(after)]);
        let after = word_after.and_then(|word| self.frames_after.get(word)).and_then(|frames| {
            let stands = |frame: &&Frame| {
                let rest = text[end..].strip_prefix(frame.words);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            frames.iter().find(stands)
        });
        let word_before = previous_word(text, begin);
        let before = || {
            let frames = word_before.and_then(|word| self.frames_before.get(word))?;
            frames.iter().find(|frame| text[..begin].ends_with(frame.words))
        };
        let to = end + after.map_or(0, |frame| frame.words.len());
        match after.or_else(before) {
            Some(frame) if frame.medium => Framing::Medium(to),
            Some(_) => Framing::Swallowed(to),
            None => Framing::Bare,
        }
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
                for name in split(list) {
                    self.add(name, &actors, form);
                }
            }
        }
        self.countries.sort();
    }

    fn read_organizations(&mut self, table: &str) {
        for [short, names, homes] in rows(table) {
            let mut actors = vec![Actor::Organization(short.to_owned())];
            actors.extend(homes.split(' ').filter_map(Country::from_code).map(Actor::Country));
            let form = if actors.len() > 1 { Form::Group } else { Form::Organization };
            self.organizations.insert(short.to_owned(), actors.clone());
            self.add(short, &actors, form);
            for name in split(names) {
                self.add(name, &actors, form);
            }
        }
    }

    fn read_institutions(&mut self, table: &str) {
        for [codes, sort, names] in rows(table) {
            let actors = self.actors_of(codes);
            let form = if sort == "medium" { Form::Medium } else { Form::Institution };
            for name in split(names) {
                let plain = name.trim_start_matches('~');
                if let Some(entry) = self.add(plain, &actors, form) {
                    entry.common = name.starts_with('~');
                }
            }
        }
    }

    fn read_leaders(&mut self, table: &str) {
        for [codes, names, offices] in rows(table) {
            let actors = self.actors_of(codes);
            // Where the family name comes first, it is the short one.
            let family_first = ["CN", "KP", "KR", "TW"].contains(&codes);
            for name in split(names) {
                let plain = name.replace(['*', '+'], "");
                let plain = plain.trim_end_matches('-');
                let marked = |mark: char| name.split(' ').find_map(|word| word.strip_suffix(mark));
                let words: Vec<&str> = plain.split(' ').collect();
                let unmarked = if family_first { words.first() } else { words.last() };
                let unmarked = unmarked.filter(|_| words.len() > 1 && !name.ends_with('-')).copied();
                let short = marked('*').or(marked('+')).or(unmarked);
                let short = short.map(|word| word.trim_start_matches("al-").trim_start_matches("el-"));
                let short = short.filter(|word| word.len() > 1 && !word.chars().all(char::is_uppercase));
                let short = short.map(str::to_owned);
                if let Some(short) = &short {
                    self.add_terms(short, &actors, offices);
                }
                if let Some(alone) = marked('*') {
                    self.add(alone, &actors, Form::Leader);
                }
                if let Some(entry) = self.add(plain, &actors, Form::Leader) {
                    entry.short = short;
                }
            }
        }
    }

    /// Takes note of the years that offices are told for: "P 1991-1999; FM 1987-1990, 2001-". Each year counts for the
    /// next one, too, whose texts still speak of them.
    fn add_terms(&mut self, short: &str, actors: &[Actor], offices: &str) {
        for office in offices.split(';') {
            let (kind, years) = office.trim().split_once(' ').unwrap_or_default();
            let heads = matches!(kind, "P" | "PM" | "C" | "K" | "L");
            if !heads && !matches!(kind, "FM" | "DM") {
                continue;
            }
            let holder = Holder { short: short.to_owned(), actors: actors.to_vec(), heads };
            for term in years.split(',') {
                let (first, last) = term.trim().split_once('-').unwrap_or((term.trim(), term.trim()));
                let Ok(first) = first.parse::<i32>() else { continue };
                let last = if last.is_empty() { PRESENT_YEAR } else { last.parse().unwrap_or(first) };
                for year in first..=last + 1 {
                    let holders = self.in_office.entry(year).or_default();
                    if !holders.contains(&holder) {
                        holders.push(holder.clone());
                    }
                }
            }
        }
    }

    fn read_places(&mut self, table: &str) {
        for [codes, names] in rows(table) {
            let actors = self.actors_of(codes);
            for name in split(names) {
                self.add(name, &actors, Form::Place);
            }
        }
    }

    fn read_implied(&mut self, table: &str) {
        const STATES: [&str; 4] = ["nation", "country", "state", "republic"];
        for [phrases, codes] in rows(table) {
            let actors = self.actors_of(codes);
            for phrase in split(phrases) {
                let nouns = if phrase.contains('~') { &STATES[..] } else { &[""] };
                for noun in nouns {
                    if let Some(entry) = self.add(&phrase.replace('~', noun), &actors, Form::Name) {
                        entry.implied = true;
                    }
                }
            }
        }
    }

    fn read_people(&mut self, table: &'static str) {
        for line in lines(table) {
            match line.split_once('\t') {
                Some(("title", words)) => self.titles.extend(split(words)),
                Some(("time", words)) => self.time_words.extend(split(words)),
                Some((_, words)) => self.given_names.extend(split(words)),
                None => {}
            }
        }
    }

    fn read_phrases(&mut self, table: &'static str) {
        for line in lines(table) {
            let (medium, phrase) = match line.strip_prefix("medium\t") {
                Some(phrase) => (true, phrase),
                None => (false, line),
            };
            let (list, words, key) = match phrase.split_once('~') {
                Some(("", after)) => (&mut self.frames_after, after, after.trim().split(' ').next()),
                Some((before, _)) => (&mut self.frames_before, before, before.trim().split(' ').next_back()),
                None => {
                    self.add(phrase, &[], Form::Name);
                    continue;
                }
            };
            list.entry(key.unwrap_or_default()).or_default().push(Frame { words, medium });
        }
    }

    fn read_contexts(&mut self, table: &str) {
        for [name, default, rules] in rows(table) {
            let meaning = |words: &str| self.actors_of(words);
            let context = Context::read(meaning(default), rules, meaning);
            let index = self.contexts.len();
            self.contexts.push(context);
            let folded = fold_name(name);
            let candidates = self.by_first_word.get(first_word(&folded)).map_or(&[][..], |known| &known.candidates);
            let known = candidates.iter().find(|candidate| self.entries[candidate.entry as usize].name == folded);
            match known.map(|known| known.entry) {
                Some(known) => self.entries[known as usize].context = Some(index),
                None => {
                    if let Some(entry) = self.add(name, &[], Form::Place) {
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
                let known = self.organizations.get(words);
                known.cloned().unwrap_or_else(|| vec![Actor::Organization(words.to_owned())])
            }
        }
    }

    /// Adds a name; what an earlier list says of it stays.
    fn add(&mut self, name: &str, actors: &[Actor], form: Form) -> Option<&mut Entry> {
        let folded = fold_name(name);
        let first = first_word(&folded);
        let next = goes_on(&folded[first.len()..]);
        let Beginning { small, candidates } = self.by_first_word.or_default(first);
        *small |= first.starts_with(|first: char| first.is_ascii_lowercase());
        if candidates.iter().any(|known| self.entries[known.entry as usize].name == folded) {
            return None;
        }
        candidates.push(Candidate { next, entry: self.entries.len() as u32 });
        let entry = Entry {
            name: folded,
            actors: actors.to_vec(),
            form,
            implied: false,
            common: false,
            short: None,
            context: None,
        };
        self.entries.push(entry);
        self.entries.last_mut()
    }

    /// Adds a name; what it says takes the place of what an earlier list says.
    pub(super) fn replace(&mut self, name: &str, actors: &[Actor], form: Form) {
        let folded = fold_name(name);
        let known = &mut self.by_first_word.or_default(first_word(&folded)).candidates;
        known.retain(|candidate| self.entries[candidate.entry as usize].name != folded);
        self.add(name, actors, form);
    }

    /// Of those that go on alike the longest first, so that the first that stands is the one.
    pub(super) fn sort_candidates(&mut self) {
        for frames in self.frames_before.values_mut().chain(self.frames_after.values_mut()) {
            frames.sort_by_key(|frame| Reverse(frame.words.len()));
        }
        for holders in self.in_office.values_mut() {
            // A minister is not meant by the name of a head.
            let heads: FxHashSet<String> =
                holders.iter().filter(|holder| holder.heads).map(|holder| holder.short.clone()).collect();
            holders.retain(|holder| holder.heads || !heads.contains(&holder.short));
            holders.sort_by_key(|holder| !holder.heads);
        }
        for Beginning { candidates, .. } in self.by_first_word.values_mut() {
            let length = |candidate: &Candidate| self.entries[candidate.entry as usize].name.len();
            candidates.sort_by_key(|candidate| (candidate.next, Reverse(length(candidate)), candidate.entry));
        }
    }
}

/// How a text goes on behind a word.
fn goes_on(text: &str) -> GoesOn {
    let mut letters =
        text.trim_start().chars().map(|c| if c.is_whitespace() { ' ' } else { fold(c).to_ascii_lowercase() });
    [letters.next(), letters.next()]
}

/// The lines of a table that are not comments.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The same with their numbers, from 1.
pub(super) fn lines_with_numbers(table: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = table.lines().enumerate().map(|(index, line)| (index + 1, line));
    numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// The rows of a table of so many columns; missing ones are empty.
fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    lines(table).map(|line| {
        let mut row = [""; N];
        row.iter_mut().zip(line.split('\t')).for_each(|(cell, column)| *cell = column.trim());
        row
    })
}

pub(super) fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split('|').filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line has its columns, and what should be codes are codes of countries.
    #[track_caller]
    fn check(name: &str, table: &str, columns: std::ops::RangeInclusive<usize>, codes_in: Option<usize>) {
        let gazetteer = Gazetteer::embedded();
        for line in lines(table) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(columns.contains(&cells.len()), "{name} has {} columns: {line}", cells.len());
            assert!(cells.iter().all(|cell| *cell == cell.trim()), "{name} has a blank at an end: {line}");
            let Some(codes) = codes_in.map(|column| cells[column]) else { continue };
            let known = |code| Country::from_code(code).is_some_and(|country| gazetteer.knows(country));
            assert!(codes.split(' ').filter(|code| !code.is_empty()).all(known), "{name} has an unknown code: {line}");
        }
    }

    #[test]
    fn tables_are_well_formed() {
        check("countries.tsv", COUNTRIES, 6..=6, Some(0));
        check("organizations.tsv", ORGANIZATIONS, 3..=3, Some(2));
        check("institutions.tsv", INSTITUTIONS, 3..=3, Some(0));
        check("leaders.tsv", LEADERS, 2..=3, Some(0));
        check("places.tsv", PLACES, 2..=2, Some(0));
        check("implied.tsv", IMPLIED, 2..=2, Some(1));
        check("people.tsv", PEOPLE, 2..=2, None);
        check("contexts.tsv", CONTEXTS, 3..=3, None);
        check("phrases.tsv", PHRASES.replace("medium\t", "").as_str(), 1..=1, None);
    }

    #[test]
    fn contexts_name_countries_and_organizations() {
        let gazetteer = Gazetteer::embedded();
        for [name, default, rules] in rows(CONTEXTS) {
            let meanings = rules.split(';').filter_map(|rule| rule.split_once(':')).map(|(who, _)| who.trim());
            for who in meanings.chain([default]) {
                let known = gazetteer.actors_of(who).iter().all(|actor| match actor {
                    Actor::Country(_) => true,
                    Actor::Organization(name) => gazetteer.organizations.contains_key(name),
                });
                assert!(known, "contexts.tsv: {name} means \"{who}\", which no list has");
            }
        }
    }
}
