//! The sample documents, read from end to end: the events as text, their agreement with the reference reading,
//! and what must hold for every event.
//!
//! `UPDATE=1 cargo test -p dateline-model --test seeds` writes the text anew; read the difference before you commit it.

use dateline_model::document::{self, Document, Known, OwnDate};
use dateline_model::event::{self, Event};
use dateline_model::lexicon::Lexicon;
use dateline_model::{dating, link};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

const SEEDS: &str = "../seeds";
/// Texts of further styles, to develop on as well.
const FURTHER: &str = "tests/further";

/// The documents of a folder in the order of their names, with their true dates where `dated`.
fn documents(lexicon: &Lexicon, from: &str, dated: bool) -> Vec<Document> {
    let dates = fs::read_to_string(folder(from).join("dates.tsv")).expect("seeds/dates.tsv");
    let mut documents: Vec<Document> = Vec::new();
    for line in dates.lines().filter(|line| !line.trim().is_empty()) {
        let (name, day) = line.split_once('\t').expect("a name, a tab, a date");
        let bytes = fs::read(folder(from).join(name)).expect(name);
        let mut document = document::read(name, &bytes).expect(name);
        let day = day.trim().parse().expect("an ISO date");
        let set = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by you".to_owned() };
        document.own_date = if dated { Some(set) } else { dating::own_date(lexicon, &document) };
        documents.push(document);
    }
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    dating::borrow_dates(&mut documents);
    documents
}

fn events(lexicon: &Lexicon, documents: &[Document]) -> Vec<Event> {
    let mut events = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let times = dating::read_times(lexicon, document);
        let mut found = event::read_events(lexicon, document, &times);
        found.iter_mut().flat_map(|event| &mut event.sources).for_each(|source| source.document = index);
        events.append(&mut found);
    }
    link::link(documents, events)
}

fn as_text(documents: &[Document], events: &[Event]) -> String {
    let mut out = String::new();
    for document in documents {
        let own = document.own_date.as_ref();
        let date =
            own.map_or("no date".to_owned(), |own| format!("{} to {}, {}", own.earliest, own.latest, own.evidence));
        writeln!(out, "{}: {date}", document.name).expect("a string takes it");
    }
    for event in events {
        let countries: Vec<&str> = event.countries.iter().map(|country| country.code()).collect();
        let quantities: Vec<String> = event.quantities.iter().map(|q| format!(" [{} {}]", q.value, q.unit)).collect();
        let sources: Vec<&str> =
            event.sources.iter().map(|source| &documents[source.document].text[source.time.clone()]).collect();
        let (kind, status) = (event.kind.code(), event.status.code());
        let when = event.when.label();
        writeln!(
            out,
            "{when} | {kind}, {status} | {} | {} / {}{} | {}",
            countries.join(" "),
            event.title,
            event.short_title,
            quantities.concat(),
            sources.join(", ")
        )
        .expect("a string takes it");
    }
    out
}

#[test]
fn events_of_the_samples() {
    let lexicon = Lexicon::embedded();
    let documents = documents(&lexicon, SEEDS, false);
    let found = as_text(&documents, &events(&lexicon, &documents));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds.golden");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&golden, &found).expect("the golden text can be written");
    }
    let expected = fs::read_to_string(&golden).expect("tests/seeds.golden");
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of tests/seeds.golden", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn titles_fit_and_end_well() {
    const ENDS: &[&str] = &[
        "the", "a", "an", "its", "their", "of", "in", "on", "at", "by", "for", "from", "with", "to", "and", "or",
        "but", "is", "are", "was", "were", "has", "have", "had", "will", "would", "than", "that", "which",
    ];
    const OPENS: &[&str] = &["which", "who", "whom", "whose", "that", "he", "she", "it", "they", "we", "on"];
    let lexicon = Lexicon::embedded();
    let documents: Vec<Document> =
        [SEEDS, FURTHER].iter().flat_map(|folder| documents(&lexicon, folder, true)).collect();
    for event in events(&lexicon, &documents) {
        for (title, limit) in [(&event.title, 60), (&event.short_title, 36)] {
            let passage = &documents[event.sources[0].document].text[event.sources[0].passage.clone()];
            let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
            assert!(title.chars().count() <= limit, "too long: {title}");
            assert!(words.len() > 1, "one word: {title} of {passage}");
            assert!(!ENDS.contains(&words[words.len() - 1].as_str()), "hangs: {title} of {passage}");
            assert!(!OPENS.contains(&words[0].as_str()), "opens badly: {title} of {passage}");
            assert!(!title.starts_with(char::is_lowercase), "small: {title}");
        }
    }
}

#[test]
fn events_agree_with_the_reference() {
    let (f1, figures) = event_f1(SEEDS);
    assert!(f1 >= 0.85, "{figures}");
}

#[test]
fn events_of_further_texts_agree_too() {
    let (f1, figures) = event_f1(FURTHER);
    assert!(f1 >= 0.75, "{figures}");
}

/// Event F1 of a folder against its reference reading, and the figures in words.
fn event_f1(from: &str) -> (f64, String) {
    let lexicon = Lexicon::embedded();
    let documents = documents(&lexicon, from, true);
    let events = events(&lexicon, &documents);
    let reference = fs::read_to_string(folder(from).join("reference.jsonl")).expect("reference.jsonl");
    let reference: Vec<serde_json::Value> =
        reference.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect();
    let wanted: Vec<&serde_json::Value> = reference.iter().filter(|event| event["optional"] != true).collect();
    let right = wanted.iter().filter(|wanted| events.iter().any(|event| is_right(&documents, event, wanted))).count();
    let printed: usize = events.iter().map(|event| event.sources.len()).sum();
    let f1 = 2.0 * right as f64 / (printed + wanted.len()) as f64;
    (f1, format!("event F1 {f1:.3}: {right} right of {} wanted, {printed} printed", wanted.len()))
}

/// Whether an event tells a reference event: clauses that overlap, the same days, a country in common.
fn is_right(documents: &[Document], event: &Event, wanted: &serde_json::Value) -> bool {
    let number = |key: &str| wanted[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("an offset");
    let (begin, end) = (number("begin"), number("end"));
    let told = event.sources.iter().any(|source| {
        let passage = documents[source.document].file_span(source.passage.clone());
        documents[source.document].name == wanted["doc"] && passage.start < end && begin < passage.end
    });
    let day = |key: &str| wanted["time"][key].as_str().expect("a day").parse::<chrono::NaiveDate>().expect("a day");
    let (start, last) = (day("start"), day("last"));
    let both = (event.when.latest.min(last) - event.when.earliest.max(start)).num_days() + 1;
    let either = (event.when.latest.max(last) - event.when.earliest.min(start)).num_days() + 1;
    let dated = both * 2 >= either && (start != last || either == 1);
    let countries = wanted["countries"].as_array().expect("countries");
    let named = countries.is_empty() || event.countries.iter().any(|c| countries.iter().any(|w| w == c.code()));
    told && dated && named
}

#[test]
fn every_event_has_a_source_and_a_chain() {
    let lexicon = Lexicon::embedded();
    let documents = documents(&lexicon, SEEDS, false);
    for event in events(&lexicon, &documents) {
        assert!(!event.sources.is_empty() && !event.title.is_empty(), "{event:?}");
        for source in &event.sources {
            let text = &documents[source.document].text;
            assert!(text.get(source.passage.clone()).is_some_and(|passage| !passage.trim().is_empty()), "{event:?}");
            assert_eq!(text.get(source.time.clone()).map(str::is_empty), Some(false), "{event:?}");
            assert!(!source.chain.words.is_empty() && !source.chain.rule.is_empty(), "{event:?}");
        }
    }
}
