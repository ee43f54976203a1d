//! How long the index of a timeline takes to build, on one core, and how much memory it needs.
//!
//! `cargo bench -p dateline --bench index`

#![allow(missing_docs)]

#[path = "made/news.rs"]
mod news;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::measured;

fn index(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    for count in [1_000, 100_000, 1_000_000] {
        let timeline = news::timeline(count);
        let lanes = measured::lanes(&timeline);
        println!("index/{count}: {} bytes an event", measured::index(&timeline, &lanes) / count);
        group.bench_function(BenchmarkId::from_parameter(count), |bench| {
            bench.iter(|| measured::index(&timeline, &lanes));
        });
    }
    group.finish();
}

criterion_group!(benches, index);
criterion_main!(benches);
