//! How long linking takes on one core: 100,000 events of made news, of one month, and all alike.
//!
//! `cargo bench -p dateline-model --bench link`
//!
//! The news are made, but as news are: each happening is told by one to four documents in words of their own, some names
//! are in most of the texts, and a document tells ten things. The bench prints how many of the pairs were linked rightly.

use criterion::{Criterion, criterion_group, criterion_main};
use dateline_model::document::{self, Document};
use dateline_model::event::{self, Event};
use dateline_model::lexicon::Lexicon;
use dateline_model::{dating, link};
use std::collections::BTreeMap;

const EVENTS: usize = 100_000;
const A_DOCUMENT: usize = 10;

const COUNTRIES: [&str; 24] = [
    "Russia", "China", "France", "Germany", "Poland", "Turkey", "Iran", "Israel", "Egypt", "India", "Pakistan",
    "Japan", "Norway", "Finland", "Kenya", "Ethiopia", "Sudan", "Mali", "Brazil", "Chile", "Peru", "Mexico", "Canada",
    "Vietnam",
];
/// What happened, told in three ways: A and B are the countries, T what it is about, N a number.
const TOLD: [[&str; 3]; 6] = [
    ["A and B signed a treaty on T", "B concluded a pact with A about T", "a treaty between A and B on T was signed"],
    [
        "A’s foreign minister visited B to discuss T",
        "B received the foreign minister of A for talks on T",
        "talks on T brought A’s foreign minister to B",
    ],
    [
        "A imposed sanctions on N firms of B over T",
        "N firms from B came under sanctions of A because of T",
        "A put N firms of B on its sanctions list over T",
    ],
    [
        "A sent N soldiers to B to guard T",
        "N soldiers from A arrived in B, where they guard T",
        "A deployed N soldiers to B for the protection of T",
    ],
    [
        "A attacked T in B with N drones",
        "N drones from A struck T in B",
        "T in B was hit by N drones that A had launched",
    ],
    [
        "A lent B N million dollars for T",
        "B was given a loan of N million dollars by A for T",
        "a loan of N million dollars from A to B pays for T",
    ],
];
const TOPICS: [&str; 16] = [
    "a gas pipeline",
    "the grain harvest",
    "river water",
    "a rail line",
    "fishing grounds",
    "an oil terminal",
    "the border",
    "a copper mine",
    "a power plant",
    "air traffic",
    "a container port",
    "steel exports",
    "a data cable",
    "prisoners",
    "refugees",
    "a bridge",
];

/// Numbers that look drawn by lot and are the same each time (SplitMix64).
struct Lots(u64);

impl Lots {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// One of so many, the first far oftener than the last, as names are.
    fn often(&mut self, bound: usize) -> usize {
        let further = self.below(bound) + 1;
        self.below(further)
    }
}

/// Sentences of made news with the happening that each tells, over so many days from 2015 on.
fn news(days: usize) -> Vec<(usize, String)> {
    let mut lots = Lots(7);
    let mut out = Vec::with_capacity(EVENTS);
    let mut happening = 0;
    while out.len() < EVENTS {
        let (one, other) = (lots.often(COUNTRIES.len()), lots.often(COUNTRIES.len()));
        if one == other {
            continue;
        }
        let kind = TOLD[lots.below(TOLD.len())];
        // A place of its own, as most things happen at.
        let place = format!(
            "{}{}",
            ["Ka", "Vel", "Mor", "Tis", "Dra", "Bel", "Os", "Lim"][lots.below(8)],
            NAMES[lots.below(8)]
        );
        let topic = format!("{} near {place}{}", TOPICS[lots.below(TOPICS.len())], NAMES[lots.below(8)]);
        let number = (lots.below(90) + 2) * 10;
        let day = chrono::NaiveDate::default() + chrono::Days::new(16_436 + lots.below(days) as u64);
        for _ in 0..=lots.often(4) {
            let words = kind[lots.below(3)];
            let words = words.replace('A', COUNTRIES[one]).replace('B', COUNTRIES[other]);
            let words = words.replace('T', &topic).replace('N', &number.to_string());
            out.push((happening, format!("On {} {words}.", day.format("%-d %B %Y"))));
        }
        happening += 1;
    }
    out
}

const NAMES: [&str; 8] = ["ra", "dov", "mund", "tinsk", "agar", "eska", "olan", "ith"];

/// The documents of sentences, each with so many of them from all over, and their events.
fn read(lexicon: &Lexicon, mut news: Vec<(usize, String)>) -> (Vec<Document>, Vec<Event>, Vec<Vec<usize>>) {
    let mut lots = Lots(11);
    for last in (1..news.len()).rev() {
        news.swap(last, lots.below(last + 1));
    }
    let (mut documents, mut events, mut happenings) = (Vec::new(), Vec::new(), Vec::new());
    for (index, sentences) in news.chunks(A_DOCUMENT).enumerate() {
        let text: Vec<&str> = sentences.iter().map(|(_, sentence)| sentence.as_str()).collect();
        let document = document::read_text(&format!("{index}.txt"), &text.join("\n\n")).expect("a text");
        let times = dating::read_times(lexicon, &document);
        let mut found = event::read_events(lexicon, &document, &times);
        found.iter_mut().flat_map(|event| &mut event.sources).for_each(|source| source.document = index);
        events.append(&mut found);
        documents.push(document);
        happenings.push(sentences.iter().map(|(happening, _)| *happening).collect());
    }
    (documents, events, happenings)
}

/// Pairs of tellings of one happening that are one event: precision and recall, in words.
fn agreement(documents: &[Document], linked: &[Event], happenings: &[Vec<usize>]) -> String {
    let mut tellings: BTreeMap<usize, u64> = BTreeMap::new();
    let (mut made, mut right) = (0, 0);
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    for event in linked {
        let mut here: BTreeMap<usize, u64> = BTreeMap::new();
        for source in &event.sources {
            let before = &documents[source.document].text[..source.passage.start];
            let happening = happenings[source.document][before.matches("\n\n").count()];
            *here.entry(happening).or_default() += 1;
            *tellings.entry(happening).or_default() += 1;
        }
        made += pairs(here.values().sum());
        right += here.values().map(|count| pairs(*count)).sum::<u64>();
    }
    let wanted: u64 = tellings.values().map(|count| pairs(*count)).sum();
    format!("{right} of {wanted} pairs linked, {} wrongly", made - right)
}

fn links(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded();
    let alike = vec![(0, "On 3 May 2021 Norway and Poland signed a treaty on the transit of gas.".to_owned()); EVENTS];
    let mut group = criterion.benchmark_group("link");
    group.sample_size(10);
    for (name, news) in [("ten years", news(3650)), ("one month", news(30)), ("all alike", alike)] {
        let (documents, events, happenings) = read(&lexicon, news);
        let linked = link::link(&documents, events.clone());
        let agreement = agreement(&documents, &linked, &happenings);
        println!("{name}: {} events become {}; {agreement}", events.len(), linked.len());
        group.bench_function(name, |bench| bench.iter_with_large_drop(|| link::link(&documents, events.clone())));
    }
    group.finish();
}

criterion_group!(benches, links);
criterion_main!(benches);
