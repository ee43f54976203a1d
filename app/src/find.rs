//! Words to the events that tell them: over titles, passages, and the names of countries and organizations.
//!
//! In: a timeline, once; then words. Out: the events, in the order of time. Case and accents do not matter, nor the
//! order of the words; what stands between quotes is looked for as it stands. A word that nothing tells is taken
//! for a slip, and the words most like it are looked for instead. Knows no window; blocks, so jobs call it.

use dateline_model::actor::{Country, fold_name};
use dateline_model::event::Event;
use dateline_model::timeline::Timeline;
use memchr::memmem::Finder;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// All that is searched, a stretch of it for each event.
#[derive(Default)]
pub struct Haystack {
    text: String,
    /// Where each event's stretch ends.
    ends: Vec<usize>,
    /// The different words of it; made when the first slip is met.
    words: OnceLock<Vec<String>>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The events, rising.
    pub events: Vec<usize>,
    /// For each event of the timeline whether it is among them.
    pub is_hit: Vec<bool>,
    /// What was typed and told nowhere, and what was looked for instead.
    pub instead: Vec<(String, Vec<String>)>,
}

/// Events that one thread searches at a time.
const PORTION: usize = 16_384;
/// Shorter words are not corrected: everything is like them.
const SLIP_MIN: usize = 4;
/// How many words stand in for one that is told nowhere.
const ALIKE_MAX: usize = 6;

impl Haystack {
    /// What a timeline tells. `names` are those of its countries.
    pub fn new(timeline: &Timeline, names: &BTreeMap<Country, String>) -> Haystack {
        let told: Vec<(String, Vec<usize>)> = timeline
            .events
            .par_chunks(PORTION)
            .map(|events| {
                let (mut text, mut ends) = (String::new(), Vec::with_capacity(events.len()));
                for event in events {
                    tell(&mut text, timeline, event, names);
                    ends.push(text.len());
                }
                (text, ends)
            })
            .collect();
        let mut haystack = Haystack::default();
        for (text, ends) in told {
            let begin = haystack.text.len();
            haystack.ends.extend(ends.into_iter().map(|end| begin + end));
            haystack.text.push_str(&text);
        }
        haystack
    }

    /// The events that tell all of the words; none where there are no words.
    pub fn find(&self, words: &str) -> Option<Found> {
        let terms = terms(words);
        if terms.is_empty() {
            return None;
        }
        let mut instead = Vec::new();
        let mut wanted: Vec<Vec<String>> = Vec::new();
        for term in terms {
            let told = Finder::new(&term).find(self.text.as_bytes()).is_some();
            let alike = if told { Vec::new() } else { self.alike(&term) };
            if alike.is_empty() {
                wanted.push(vec![term]);
            } else {
                instead.push((term, alike.clone()));
                wanted.push(alike);
            }
        }
        let finders: Vec<Vec<Finder>> =
            wanted.iter().map(|terms| terms.iter().map(|term| Finder::new(term.as_str())).collect()).collect();
        let is_hit: Vec<bool> = (0..self.ends.len())
            .into_par_iter()
            .with_min_len(PORTION)
            .map(|event| {
                let told = self.told(event);
                finders.iter().all(|any| any.iter().any(|finder| finder.find(told).is_some()))
            })
            .collect();
        let events = (0..is_hit.len()).filter(|&event| is_hit[event]).collect();
        Some(Found { events, is_hit, instead })
    }

    fn told(&self, event: usize) -> &[u8] {
        let begin = event.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text.as_bytes()[begin..self.ends[event]]
    }

    /// The words that are told and least unlike a word: a letter or, in a long word, two are other, missing,
    /// too many or exchanged. Of a longer word its beginning counts, since the rest may not have been typed yet.
    fn alike(&self, word: &str) -> Vec<String> {
        let length = word.chars().count();
        if length < SLIP_MIN {
            return Vec::new();
        }
        let slips_max = if length < 7 { 1 } else { 2 };
        let slips = |told: &String| {
            let begin = told.char_indices().nth(length).map_or(told.as_str(), |(at, _)| &told[..at]);
            strsim::osa_distance(word, told).min(strsim::osa_distance(word, begin))
        };
        let words = self.words.get_or_init(|| different_words(&self.text));
        let mut near: Vec<(usize, &String)> =
            words.par_iter().map(|told| (slips(told), told)).filter(|(slips, _)| *slips <= slips_max).collect();
        near.sort();
        let fewest = near.first().map_or(0, |(slips, _)| *slips);
        near.into_iter().filter(|(slips, _)| *slips == fewest).take(ALIKE_MAX).map(|(_, told)| told.clone()).collect()
    }
}

/// Adds what is searched of an event.
fn tell(text: &mut String, timeline: &Timeline, event: &Event, names: &BTreeMap<Country, String>) {
    let mut add = |part: &str| {
        fold_into(text, part);
        text.push('\n');
    };
    add(&event.title);
    for source in &event.sources {
        let document = timeline.documents.get(source.document);
        add(document.and_then(|document| document.text.get(source.passage.clone())).unwrap_or_default());
    }
    for country in event.countries.iter().chain(&event.said_by) {
        add(names.get(country).map_or("", String::as_str));
    }
    for organization in &event.organizations {
        add(organization);
    }
}

/// Adds a text in small plain letters, each run of white space as one space.
fn fold_into(text: &mut String, part: &str) {
    let mut space = false;
    let plain = if part.is_ascii() { part.to_ascii_lowercase() } else { fold_name(part).to_lowercase() };
    for letter in plain.chars() {
        if letter.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            text.push(' ');
        }
        text.push(letter);
    }
}

/// `Korea "common border" troops` to three terms in small plain letters.
fn terms(words: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for (nth, part) in words.split('"').enumerate() {
        let mut plain = String::new();
        fold_into(&mut plain, part.trim());
        match nth % 2 {
            1 if !plain.is_empty() => terms.push(plain),
            1 => {}
            _ => terms.extend(plain.split_whitespace().map(str::to_owned)),
        }
    }
    terms
}

fn different_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() >= SLIP_MIN);
    let mut different: Vec<&str> = words.collect::<HashSet<&str>>().into_iter().collect();
    different.sort_unstable();
    different.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;

    fn found(words: &str) -> Option<Found> {
        let timeline = fixture::timeline();
        let countries = timeline.events.iter().flat_map(|event| event.countries.clone());
        let names = countries.map(|country| (country, fixture::name(country))).collect();
        Haystack::new(&timeline, &names).find(words)
    }

    fn check(words: &str, expect: &[&str]) {
        let timeline = fixture::timeline();
        let events = found(words).map(|found| found.events).unwrap_or_default();
        let titles: Vec<&str> = events.iter().map(|&event| timeline.events[event].title.as_str()).collect();
        assert_eq!(titles, expect, "{words}");
    }

    #[test]
    fn words_in_any_order_and_case() {
        check("KURSK troops", &["11,000 troops counted in Kursk"]);
        check("pact iran", &["A pact with Tehran is to follow"]);
        check("\"missile plants\"", &["Strike on missile plants"]);
        check("\"plants missile\"", &[]);
        check("Kúrsk", &["11,000 troops counted in Kursk"]);
    }

    #[test]
    fn a_slip_finds_what_is_most_like_it() {
        check("krusk", &["11,000 troops counted in Kursk"]);
        check("partnreship", &["Partnership treaty signed"]);
        assert_eq!(found("krusk").map(|found| found.instead), Some(vec![("krusk".into(), vec!["kursk".into()])]));
        check("zzzzzz", &[]);
    }

    #[test]
    fn no_words_find_nothing() {
        assert_eq!(found("  "), None);
        assert_eq!(found("\"\""), None);
    }
}
