//! What strangers make, broken at random: the targets of `fuzz/` on the files of its corpora and of `formats/`.
//!
//! Where a case fails it is made smaller and printed. libFuzzer runs the same targets for longer: see ARCHITECTURE.md.

#[path = "../fuzz/targets.rs"]
mod targets;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// So much is done to a file: changes of bytes, pieces taken out, doubled, put elsewhere.
const CHANGES_MAX: usize = 9;
const TELLING: &[u8] = b"\0\xff<>{}\\\"\n([9,\t\x0c";

/// Longer than this, in a build that is not optimised on a machine with other things to do, hangs.
const LONGEST: Duration = Duration::from_secs(30);

/// A change of a file: what, where, how much, and a byte.
type Change = (u8, Index, usize, u8);

fn change() -> impl Strategy<Value = Change> {
    (0..6_u8, any::<Index>(), 1..64_usize, prop_oneof![select(TELLING), any::<u8>()])
}

fn broken(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (what, at, length, byte) in changes {
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        let piece = bytes[at..end].to_vec();
        match what {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|old| *old = *byte),
            1 => bytes.insert(at, *byte),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, piece.repeat(1 + usize::from(byte % 20)))),
            4 => bytes.extend(piece),
            _ if byte % 8 == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// An input, shown as the text that it mostly is.
#[derive(Clone)]
struct Input(Vec<u8>);

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// The inputs that a target begins with: its corpus, and files of its format that other programs made.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &Path, is: &dyn Fn(&str) -> bool| {
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
        let mut files: Vec<_> =
            files.filter(|path| is(path.extension().and_then(|ending| ending.to_str()).unwrap_or(""))).collect();
        files.sort();
        files.into_iter().map(|path| fs::read(path).expect("a file")).collect::<Vec<_>>()
    };
    let made = |ending: &str| match target {
        "mail" => ending == "eml" || ending == "mbox",
        "archive" => ending == "zip",
        target => ending == target,
    };
    let mut all = read(&tests.join("fuzz/corpus").join(target), &|_| true);
    all.extend(read(&tests.join("tests/formats"), &made));
    all
}

/// Gives a target its corpus, in which all stays that it once failed at, and so many broken inputs, the same in every run.
fn check(name: &str, target: fn(&[u8]), cases: u32) {
    corpus(name).iter().for_each(|bytes| target(bytes));
    let input = (select(corpus(name)), vec(change(), 0..CHANGES_MAX));
    let input = input.prop_map(|(bytes, changes)| Input(broken(bytes, &changes)));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let run = TestRunner::new_with_rng(config, random).run(&input, |input| {
        let begin = Instant::now();
        target(&input.0);
        prop_assert!(begin.elapsed() < LONGEST, "took {:?}", begin.elapsed());
        Ok(())
    });
    let told = run.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert!(run.is_ok(), "{told}");
}

macro_rules! check {
    ($($name:ident $cases:literal)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), targets::$name, $cases);
        }
    )*};
}

check! {
    archive 500
    calendar 500
    dates 500
    docx 500
    epub 500
    events 100
    feed 500
    html 500
    journal 500
    lines 500
    mail 500
    markdown 500
    names 500
    odt 500
    pdf 60
    plain 500
    project 500
    quantities 500
    rtf 500
    table 500
    timelinejs 500
    times 500
    typed 500
}
