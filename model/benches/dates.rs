//! How fast times are read, in bytes a second on one core: 10 MB of dated samples, and as much text without a date.
//!
//! `cargo bench -p dateline-model --bench dates`

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_model::dating::read_times;
use dateline_model::document::{self, Document, Known, OwnDate};
use dateline_model::lexicon::Lexicon;
use std::fs;
use std::path::Path;

/// So much text is read in each round.
const BYTES: usize = 10_000_000;

/// Words without a time in them; each sentence takes another turn of them.
const WORDS: [&str; 24] = [
    "the",
    "council",
    "of",
    "ministers",
    "agreed",
    "with",
    "their",
    "neighbours",
    "on",
    "a",
    "common",
    "price",
    "for",
    "grain",
    "and",
    "timber",
    "while",
    "engineers",
    "repaired",
    "bridges",
    "along",
    "this",
    "river",
    "quietly",
];

fn dates(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded();
    let mut group = criterion.benchmark_group("dates");
    group.sample_size(10);
    for (name, documents) in [("seeds", seeds()), ("no dates", vec![Document::plain("no-dates.txt", undated())])] {
        let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |bench| {
            bench.iter(|| documents.iter().map(|document| read_times(&lexicon, document).len()).sum::<usize>());
        });
    }
    group.finish();
}

/// The samples with their dates, each repeated as one long text.
fn seeds() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    let dates = fs::read_to_string(folder.join("dates.tsv")).expect("seeds/dates.tsv");
    let mut documents: Vec<Document> = Vec::new();
    for line in dates.lines() {
        let (name, day) = line.split_once('\t').expect("a name, a tab, a date");
        let day: NaiveDate = day.trim().parse().expect("an ISO date");
        let bytes = fs::read(folder.join(name)).expect("a sample");
        let mut document = document::read(name, &bytes).expect("a readable sample");
        let set = OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by you".to_owned() };
        document.own_date = Some(set);
        documents.push(document);
    }
    let times = BYTES / documents.iter().map(|document| document.text.len()).sum::<usize>() + 1;
    for document in &mut documents {
        document.text = format!("{}\n\n", document.text).repeat(times);
    }
    documents
}

fn undated() -> String {
    let mut text = String::with_capacity(BYTES + 400);
    for turn in 0.. {
        let words = WORDS.iter().cycle().skip(turn % WORDS.len()).step_by(1 + turn % 5);
        let sentence: Vec<&str> = words.take(12 + turn % 9).copied().collect();
        text.push_str(&sentence.join(" "));
        text.push_str(if turn % 6 == 5 { ".\n\n" } else { ". " });
        if text.len() >= BYTES {
            break;
        }
    }
    text
}

criterion_group!(benches, dates);
criterion_main!(benches);
