//! How long a frame of the window takes: what to draw, layout, labels, panels, triangles; all but the screen itself.
//!
//! `cargo bench -p dateline --bench frame`. Before criterion measures each of them, some hundred frames are
//! drawn one after the other, and the median, the 99th percentile and the longest are printed.

#![allow(missing_docs)]

#[path = "made/news.rs"]
mod news;

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::measured::Frames;
use std::time::Instant;

/// A common size of a laptop's window, in points.
const SIZE: [f32; 2] = [1600.0, 900.0];
/// Frames of which percentiles are told.
const MANY: usize = 600;
/// How much closer each frame of a steady zoom is.
const ZOOM: f64 = 1.03;
/// Of so many first frames the quickest is told: it takes long enough that other programs interrupt most of them.
const TRIES: usize = 12;

/// What the hands do at each frame; it is told the number of the frame.
type Hands = fn(&mut Frames, usize);

fn frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    group.sample_size(50);
    for count in [1_000, 100_000, 1_000_000] {
        let mut frames = Frames::new(news::timeline(count), SIZE);
        // A week at each of many scales: any zoom.
        for days in [12_000.0, 6000.0, 3000.0, 1500.0, 800.0, 400.0, 200.0, 100.0, 50.0, 25.0, 12.0, 6.0, 3.0, 1.0, 0.2]
        {
            let first = (0..TRIES).map(|_| first(&mut frames, days)).fold(f64::INFINITY, f64::min);
            let still = (0..20).filter_map(|_| time(&mut frames)).fold(f64::INFINITY, f64::min);
            println!("{count} events, {days} days in view: {still:.2} ms, the first frame {first:.2} ms");
        }
        let hands: [(&str, f64, Hands); 4] = [
            ("overview", 0.0, |_, _| {}),
            ("pan", 180.0, |frames, _| frames.pan(8.0)),
            ("zoom", 0.0, |frames, nth| frames.zoom(if nth % 500 < 250 { ZOOM } else { 1.0 / ZOOM })),
            ("close", 10.0, |frames, _| frames.pan(4.0)),
        ];
        for (name, days, hands) in hands {
            look(&mut frames, days);
            percentiles(&mut frames, &format!("{name}/{count}"), hands);
            look(&mut frames, days);
            let mut nth = 0;
            group.bench_function(BenchmarkId::new(name, count), |bench| {
                bench.iter(|| {
                    hands(&mut frames, nth);
                    nth += 1;
                    frames.frame()
                });
            });
        }
        frames.present();
        // Ten steps; each is gone to in 24 frames, the others rest.
        percentiles(&mut frames, &format!("present/{count}"), |frames, nth| {
            if nth % 60 == 0 {
                frames.next_step();
            }
        });
    }
    group.finish();
}

/// Shows so many days in the middle of the time; all of it for 0.
fn look(frames: &mut Frames, days: f64) {
    if days == 0.0 {
        frames.fit_all();
    } else {
        frames.show(NaiveDate::from_ymd_opt(2005, 3, 1).unwrap_or_default(), days);
    }
}

/// How long the first frame of so many days takes, of which nothing is laid out, in milliseconds.
fn first(frames: &mut Frames, days: f64) -> f64 {
    // More layouts than are kept.
    for times in [3.0, 7.0, 15.0, 31.0, 63.0] {
        look(frames, days * times);
        frames.frame();
    }
    look(frames, days);
    let began = Instant::now();
    std::hint::black_box(frames.frame());
    began.elapsed().as_secs_f64() * 1000.0
}

fn percentiles(frames: &mut Frames, name: &str, hands: Hands) {
    let mut times: Vec<f64> = (0..MANY)
        .filter_map(|nth| {
            hands(frames, nth);
            time(frames)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let Some(last) = times.len().checked_sub(1) else { return };
    let (median, p99, most) = (times[last / 2], times[last * 99 / 100], times[last]);
    println!("frame/{name}: median {median:.2} ms, 99 % {p99:.2} ms, longest {most:.2} ms of {}", times.len());
}

/// How long a frame takes, in milliseconds; nothing for one in which another program was given the processor, where
/// that can be told.
fn time(frames: &mut Frames) -> Option<f64> {
    let (switches, began) = (switches(), Instant::now());
    std::hint::black_box(frames.frame());
    let took = began.elapsed().as_secs_f64() * 1000.0;
    (switches == self::switches()).then_some(took)
}

/// How often this thread was made to wait for others, on Linux.
fn switches() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"))?;
    line.trim().parse().ok()
}

criterion_group!(benches, frame);
criterion_main!(benches);
