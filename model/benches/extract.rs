//! How fast events are read, in bytes a second on one core: the samples as 50 MB of documents, from bytes to linked events.
//!
//! `cargo bench -p dateline-model --bench extract`

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline_model::document;
use dateline_model::lexicon::Lexicon;
use dateline_model::{dating, event, link};
use std::fs;
use std::path::Path;

/// So much text is read in each round.
const BYTES: usize = 50_000_000;

fn extract(criterion: &mut Criterion) {
    let lexicon = Lexicon::embedded();
    let files = files();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(files.iter().map(|(_, bytes)| bytes.len() as u64).sum()));
    group.bench_function("seeds", |bench| bench.iter(|| read(&lexicon, &files)));
    group.finish();
}

/// Names and bytes of the samples, each as often as makes the whole long enough.
fn files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    let mut samples: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("seeds")
        .map(|entry| entry.expect("an entry of seeds").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| (path.file_name().expect("a name").display().to_string(), fs::read(&path).expect("a sample")))
        .collect();
    samples.sort();
    let times = BYTES / samples.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() + 1;
    let named = |turn: usize| samples.iter().map(move |(name, bytes)| (format!("copy-{turn}-{name}"), bytes.clone()));
    (0..times).flat_map(named).collect()
}

/// From files to linked events, without dates told from outside; how many events there are.
fn read(lexicon: &Lexicon, files: &[(String, Vec<u8>)]) -> usize {
    let mut documents = Vec::with_capacity(files.len());
    let mut events = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let mut document = document::read(name, bytes).expect("a readable sample");
        let times = dating::read_times_and_own_date(lexicon, &mut document);
        events.push(event::read_events(lexicon, &document, &times));
        documents.push(document);
    }
    for index in dating::borrow_dates(&mut documents) {
        let times = dating::read_times(lexicon, &documents[index]);
        events[index] = event::read_events(lexicon, &documents[index], &times);
    }
    for (index, events) in events.iter_mut().enumerate() {
        events.iter_mut().flat_map(|event| &mut event.sources).for_each(|source| source.document = index);
    }
    link::link(&documents, events.into_iter().flatten().collect()).len()
}

criterion_group!(benches, extract);
criterion_main!(benches);
