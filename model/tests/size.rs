//! How long a large project takes to save and open, and how much memory: 5,000 documents of 10 kB with 50,000 events.
//! `cargo test --release -p dateline-model --test size -- --ignored --nocapture`.

use chrono::{Days, NaiveDate};
use dateline_model::document::Document;
use dateline_model::edit::{Edit, apply, made};
use dateline_model::project::{self, Project, Reading, Stamp};
use dateline_model::when::When;
use std::time::{Duration, Instant};

const DOCUMENTS: u64 = 5_000;
const EVENTS_EACH: u64 = 10;
const DOCUMENT_BYTES: usize = 10_000;

/// What a document of its number tells: sentences of an event each, as real ones have their lengths, among others.
fn reading(number: u64) -> Reading {
    let mut text = String::new();
    let mut passages = Vec::new();
    for nth in 0..EVENTS_EACH {
        let begin = text.len();
        text.push_str(&format!(
            "Ferry {number} of line {nth} carried {} crates from Bergen to Aberdeen in a storm.",
            number * 7 + nth
        ));
        passages.push(begin..text.len());
        while text.len() < DOCUMENT_BYTES / EVENTS_EACH as usize * (nth as usize + 1) {
            text.push_str(" The harbour was said to be \"quiet\" that day, and the crew slept.");
        }
        text.push('\n');
    }
    let document = Document::plain(&format!("{number}.txt"), text);
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    let event = |(nth, passage): (u64, std::ops::Range<usize>)| {
        let day = first + Days::new((number * 131 + nth * 17) % 9000);
        made(&document, passage, When::day(day), "on that day").event
    };
    let tellings = (0..).zip(passages).map(event).collect();
    Reading::new(document, tellings)
}

fn memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    peak.trim().trim_end_matches(" kB").parse().unwrap_or(0) / 1000
}

#[test]
#[ignore = "measures; needs a release build"]
fn a_large_project_is_saved_and_opened_in_time() {
    let mut project = Project::default();
    let began = Instant::now();
    let edit = Edit::read(&project, (0..DOCUMENTS).map(reading).collect());
    println!("made and linked in {:?}", began.elapsed());
    apply(&mut project, &edit, &Stamp::default()).expect("documents");
    drop(edit);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.dateline");
    let timed = |what: &str, work: &mut dyn FnMut()| -> Duration {
        let began = Instant::now();
        work();
        println!("{what} in {:?}, {} MB at most so far", began.elapsed(), memory_mb());
        began.elapsed()
    };
    let saved = timed("saved", &mut || project::save(&project, &path, |_| Ok(())).expect("saved"));
    println!("{} MB in the file", std::fs::metadata(&path).expect("a file").len() / 1_000_000);
    let mut loaded = None;
    let mut opened = timed("read", &mut || loaded = project::load(&path).ok());
    let loaded = loaded.expect("a project");
    assert_eq!((loaded.damage.len(), loaded.altered.len()), (0, 0));
    let mut told = 0;
    opened += timed("told", &mut || told = loaded.project.timeline().events.len() as u64);
    // Some few are taken for one happening.
    assert!(told > DOCUMENTS * EVENTS_EACH * 99 / 100, "{told} events");
    let added = Instant::now();
    let edit = Edit::read(&loaded.project, vec![reading(DOCUMENTS)]);
    println!("one more document linked in {:?}, {} MB at most so far", added.elapsed(), memory_mb());
    drop(edit);
    assert!(opened < Duration::from_secs(3) && saved < Duration::from_secs(2) && memory_mb() < 1000);
}
