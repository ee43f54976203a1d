//! A document with its time expressions to events: a happening with a when, a kind, a status, who takes part.
//!
//! In: a document. Out: its dated events, each with the passage that tells it.
//! Knows one document at a time; `link` brings several together.

mod account;
mod clause;
mod headline;
mod kind;
mod opening;
mod party;
mod reading;
mod role;
mod section;
mod shorten;
mod status;
mod subject;
mod telling;
mod title;
mod triggers;
mod undated;
mod verdict;
mod who;
mod word;

pub use kind::{Family, Kind};
pub use role::{Participant, Role};
pub use status::Status;
pub use triggers::EventWords;
pub use undated::{Undated, read_undated};

use crate::actor::{Country, read_actors};
use crate::dating::TimeExpression;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::text::{Span, lower, sentences, words};
use crate::when::{Chain, When};
use reading::{Reading, Story};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A happening with a when, a kind, a status, who takes part, and the passages that say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Stays the same when the documents are read again.
    pub id: EventId,
    /// About 60 characters in the text's own words.
    pub title: String,
    /// About 30 characters, for a label.
    pub short_title: String,
    /// When it happened.
    pub when: When,
    /// What it is.
    pub kind: Kind,
    /// Its class in PLOVER, the Political Language Ontology for Verifiable Event Records (2022), if it has one: "CONSULT".
    #[serde(default)]
    pub plover: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Who takes part, in the order of the lanes that it stands in: the first one acts.
    pub countries: Vec<Country>,
    /// Whose officials or media say so.
    pub said_by: Vec<Country>,
    /// Organisations that take part, by short name.
    pub organizations: Vec<String>,
    /// What each of them does in it, in the order of the text; one may act and be acted on.
    #[serde(default)]
    pub roles: Vec<Participant>,
    /// Numbers told with it.
    pub quantities: Vec<Quantity>,
    /// The passages that tell it; at least one.
    pub sources: Vec<Source>,
    /// What the documents that tell it do not agree on.
    #[serde(default)]
    pub disagreements: Vec<Disagreement>,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
    /// 0 to 1: how much it matters; labels are placed by this.
    pub weight: f32,
}

impl Event {
    /// Whether a person has accepted or made it: no reading is ever as sure as that.
    pub fn is_accepted(&self) -> bool {
        self.confidence >= 1.0
    }
}

/// Names an event by the document and the passage that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u64);

impl EventId {
    /// Another one that follows from this, for what would have the same.
    pub fn next(self) -> EventId {
        EventId(reading::fingerprint(&["next", &self.0.to_string()]))
    }

    /// That of an event that a person made of a passage.
    pub fn of_passage(document: &str, passage: &str) -> EventId {
        EventId(reading::fingerprint(&["made", document, passage]))
    }
}

/// A passage that tells an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Index of the document in the timeline.
    pub document: usize,
    /// The clause, a byte span of the document's text.
    pub passage: Span,
    /// The time expression, a byte span of the document's text.
    pub time: Span,
    /// When this passage says that it happened.
    pub when: When,
    /// How that came about.
    pub chain: Chain,
}

/// Something that the documents that tell an event do not agree on: no telling is taken for the true one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// What it is, to be read after "they disagree on": "the day", "the number of missiles", "whether it happened".
    pub about: String,
    /// What the documents say, in the order of the sources.
    pub said: Vec<Said>,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Index of the document in the timeline.
    pub document: usize,
    /// The words: "at least 31 people", "12 March 2023".
    pub words: String,
}

/// Every dated event that a document tells by its time expressions, in the order of the text.
pub fn read_events(lexicon: &Lexicon, document: &Document, times: &[TimeExpression]) -> Vec<Event> {
    let text = &document.text;
    let mut events = Vec::new();
    if times.is_empty() {
        return events;
    }
    let mentions = read_actors(lexicon, text, 0..text.len(), document.year());
    let paragraphs = telling_paragraphs(&lexicon.events, text, times, true);
    let mut story = Story::new(&paragraphs, &mentions);
    for paragraph in paragraphs {
        let sentences = paragraph.sentences.into_iter();
        let label = paragraph.label;
        let readings: Vec<Reading> =
            sentences.map(|sentence| Reading::new(lexicon, document, sentence, paragraph.times, &mentions)).collect();
        story.begin_paragraph(&readings, label);
        for reading in &readings {
            reading.events(&mut story, &mut events);
        }
    }
    events
}

/// A paragraph is read in parts of so many sentences, since what was found in all of them is held at once.
const SENTENCES_MAX: usize = 500;

/// A paragraph that may tell events, or a part of one that is very long.
struct Paragraph<'t> {
    sentences: Vec<Span>,
    times: &'t [TimeExpression],
    /// In a chronology, the time that labels it: its heading's, or that of an entry before that it goes on with.
    label: Option<&'t TimeExpression>,
}

/// From so many paragraphs that a time opens as their label, or headings that are times, a text is a chronology.
const CHRONOLOGY_LABELS: usize = 3;

/// The paragraphs that may tell events, with the times in each: all of them, or only those that have any.
fn telling_paragraphs<'t>(
    lists: &EventWords,
    text: &str,
    times: &'t [TimeExpression],
    dated: bool,
) -> Vec<Paragraph<'t>> {
    let mut heading = Span::default();
    let mut rest = times;
    let mut paragraphs = Vec::new();
    let sections = section::sections(lists, text);
    let mut timed: Vec<&[TimeExpression]> = Vec::with_capacity(sections.len());
    for section in &sections {
        let begin = rest.partition_point(|time| time.span.end <= section.span.start);
        let count = rest[begin..].partition_point(|time| time.span.start < section.span.end);
        timed.push(&rest[begin..begin + count]);
        rest = &rest[begin + count..];
    }
    let labels = sections.iter().zip(&timed).filter(|(section, times)| opening_label(text, section, times).is_some());
    let is_chronology = labels.take(CHRONOLOGY_LABELS).count() == CHRONOLOGY_LABELS;
    let mut label = None;
    for (section, times) in sections.into_iter().zip(timed) {
        let heading_like = matches!(section.role, section::Role::Heading | section::Role::Idle);
        let own_label = opening_label(text, &section, times).filter(|_| is_chronology);
        // Under a year as a heading there may be a history.
        let long = |label: &&TimeExpression| label.when.is_some_and(|when| when.days() > 31);
        let own_label = own_label.filter(|label| !heading_like || !long(label));
        if own_label.is_some() || heading_like {
            label = own_label;
        }
        if section.role == section::Role::Heading {
            heading = section.span;
        } else if section.role != section::Role::Idle
            && !(dated && times.is_empty() && label.is_none())
            && !is_off_topic(lists, &text[heading.clone()], &text[section.span.clone()])
        {
            let sentences = sentences(text, section.span);
            let parts = sentences.chunks(SENTENCES_MAX);
            paragraphs.extend(parts.map(|part| Paragraph { sentences: part.to_vec(), times, label }));
        }
    }
    paragraphs
}

/// The time that opens a paragraph as its label, or that is all of a heading: "3 May 1954 – …", "## May 1954".
fn opening_label<'t>(
    text: &str,
    section: &section::Section,
    times: &'t [TimeExpression],
) -> Option<&'t TimeExpression> {
    let time = times.first().filter(|time| time.when.is_some())?;
    let plain = |text: &str| !text.contains(char::is_alphanumeric);
    let after = text[time.span.end..section.span.end].trim_start_matches([' ', '*', '_', ']', ')', ',', '.']);
    let closes = match section.role {
        section::Role::Heading | section::Role::Idle => plain(&text[time.span.end..section.span.end]),
        _ => after.starts_with([':', '–', '—', '-', '|', '\n']),
    };
    (closes && plain(&text[section.span.start..time.span.start])).then_some(time)
}

/// Whether a paragraph under its heading is about sport, software, cooking or the like,
/// where dates date nothing for a briefing.
fn is_off_topic(lists: &EventWords, heading: &str, paragraph: &str) -> bool {
    let mut counts: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let mut all = 0_usize;
    let words_of = |text| words(text, |c| c == '-').map(|(_, word)| word);
    for word in words_of(heading).chain(words_of(paragraph)).filter(|word| word.len() > 2) {
        all += 1;
        if let Some(domain) = lists.off_topic(word) {
            counts.entry(domain).or_default().insert(lower(word).into_owned());
        }
    }
    // Two different words of one domain, and one word in twenty-five.
    counts.values().any(|words| words.len() >= 2 && words.len() * 25 >= all)
}

/// The events of a text, for tests of what is read of them.
#[cfg(test)]
fn events_of(text: &str) -> Vec<Event> {
    let lexicon = Lexicon::embedded();
    let document = crate::document::read("a.txt", text.as_bytes()).expect("a document");
    read_events(&lexicon, &document, &crate::dating::read_times(&lexicon, &document))
}
