//! How long it takes until it is known which events have words, or which a filter leaves: then they are lit;
//! and how long until their picture can be drawn.
//!
//! `cargo bench -p dateline --bench find`

#![allow(missing_docs)]

#[path = "made/news.rs"]
mod news;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::measured::Finding;
use dateline_model::actor::Country;
use std::time::Duration;

fn find(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("find");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    for count in [1_000, 100_000, 1_000_000] {
        let finding = Finding::new(news::timeline(count));
        // One word, two that both have to be told, one that was mistyped, and what most events have.
        for words in ["pipeline", "brigades depot", "consription", "the"] {
            println!("find/{words}/{count}: {} events", finding.matches(words, None));
            group.bench_function(BenchmarkId::new(words, count), |bench| bench.iter(|| finding.matches(words, None)));
        }
        group.bench_function(BenchmarkId::new("filter", count), |bench| {
            bench.iter(|| finding.matches("", Country::from_code("AA")));
        });
        // What the filter leaves, or has a word, alone, with its lanes and their index.
        group.bench_function(BenchmarkId::new("show filter", count), |bench| {
            bench.iter(|| finding.shown("", Country::from_code("AA")));
        });
        group.bench_function(BenchmarkId::new("show pipeline", count), |bench| {
            bench.iter(|| finding.shown("pipeline", None));
        });
    }
    group.finish();
}

criterion_group!(benches, find);
criterion_main!(benches);
