//! The program is killed at random moments while it changes and saves a project. After each the project opens, and has every
//! change but those of the last second: never a later one without an earlier.

#![allow(clippy::unwrap_used)]

use dateline_model::document::Document;
use dateline_model::edit::{Edit, apply, made};
use dateline_model::project::journal::{Journal, Recovered};
use dateline_model::project::{self, Project, Reading, Stamp};
use dateline_model::when::When;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many times the program is killed.
const KILLS: usize = 200;
/// After so many a new project is begun: the log of one that is changed thousands of times slows the saving.
const KILLS_PER_PROJECT: usize = 10;
/// What may be missing.
const LAST: Duration = Duration::from_secs(1);

#[test]
fn a_kill_loses_no_more_than_the_last_second() {
    let workers = 2;
    let kills: Vec<usize> = std::thread::scope(|scope| {
        let work = |worker: usize| move || kill_again_and_again(worker, KILLS / workers);
        let running: Vec<_> = (0..workers).map(|worker| scope.spawn(work(worker))).collect();
        running.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(kills.iter().sum::<usize>(), KILLS);
}

fn kill_again_and_again(worker: usize, kills: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(0x2545_f491_4f6c_dd1d + worker as u64);
    let (mut found, mut asked) = (0, 0);
    for kill in 0..kills {
        let path = folder.path().join(format!("{}.dateline", kill / KILLS_PER_PROJECT));
        if kill % KILLS_PER_PROJECT == 0 {
            project::save(&begun(), &path, |_| Ok(())).unwrap();
            found = 0;
        }
        let (told, ended) = run_and_kill(&path, found, &mut random);
        let now = changes_in(&path);
        assert!(now >= found, "{now} changes after kill {kill}, {found} before");
        let settled = told.iter().filter(|(_, at)| *at + LAST <= ended).map(|(number, _)| *number).max();
        assert!(now >= settled.unwrap_or(0), "{now} changes after kill {kill}, though {settled:?} were made in time");
        asked += told.len();
        found = now;
        if kill % KILLS_PER_PROJECT == KILLS_PER_PROJECT - 1 {
            let checked = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("check").arg(&path).output().unwrap();
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        }
    }
    assert!(asked > kills * 5, "only {asked} changes were made");
    kills
}

#[test]
fn a_second_window_changes_nothing_and_its_crash_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.dateline");
    project::save(&begun(), &path, |_| Ok(())).unwrap();
    let open = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
        program
            .arg("drive")
            .arg(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut first = open();
    let mut answers = BufReader::new(first.stdout.take().unwrap()).lines();
    assert_eq!(answers.next().unwrap().unwrap(), "open");
    first.stdin.as_mut().unwrap().write_all(b"note 1\n").unwrap();
    assert_eq!(answers.next().unwrap().unwrap(), "note 1");
    std::thread::sleep(LAST);
    let second = open().wait_with_output().unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("InUse"), "{second:?}");
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(changes_in(&path), 1);
}

#[cfg(unix)]
#[test]
fn a_full_disk_stops_nothing_and_leaves_what_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.dateline");
    project::save(&begun(), &path, |_| Ok(())).unwrap();
    let before = std::fs::read(&path).unwrap();
    // No file may grow beyond some kilobytes, which reads as a full disk, once the signal about it is ignored.
    let full = "trap '' XFSZ; ulimit -f 8; exec \"$0\" drive \"$1\"";
    let mut program = Command::new("sh");
    program.args(["-c", full, env!("CARGO_BIN_EXE_dateline")]).arg(&path);
    program.env("XDG_STATE_HOME", folder.path().join("state")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = program.spawn().unwrap();
    let mut orders = program.stdin.take().unwrap();
    let mut answers = BufReader::new(program.stdout.take().unwrap()).lines();
    assert_eq!(answers.next().unwrap().unwrap(), "open");
    let notes = 60;
    for number in 1..=notes {
        writeln!(orders, "note {number}").unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), format!("note {number}"));
        std::thread::sleep(Duration::from_millis(10));
    }
    writeln!(orders, "save").unwrap();
    assert_eq!(answers.next().unwrap().unwrap(), "save");
    std::thread::sleep(LAST);
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before, "what can't be saved leaves the old file");
    let kept = changes_in(&path);
    assert!(kept > 5 && kept < notes, "{kept} of {notes} changes had room");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing half-written is left: {left:?}");
}

/// The numbers of the changes that the program made until it was killed, when it told of each, and when it was killed.
fn run_and_kill(path: &Path, before: usize, random: &mut Random) -> (Vec<(usize, Instant)>, Instant) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("drive")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut orders = program.stdin.take().unwrap();
    let mut answers = BufReader::new(program.stdout.take().unwrap()).lines();
    let steps: Vec<u64> = (0..4000).map(|_| random.below(6)).collect();
    // Now and then while it starts or replays, mostly while it works, and sometimes after more than a second of it.
    let (starting, time) = match random.below(10) {
        0 => (true, random.below(300)),
        1 => (false, 1000 + random.below(400)),
        _ => (false, random.below(300)),
    };
    if !starting {
        assert_eq!(answers.next().unwrap().unwrap(), "open");
    }
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for (number, step) in (before + 1..).zip(steps) {
                std::thread::sleep(Duration::from_millis(step));
                let save = if number % 13 == 0 { "save\n" } else { "" };
                if write!(orders, "note {number}\n{save}").and_then(|()| orders.flush()).is_err() {
                    return;
                }
            }
        });
        let told = scope.spawn(move || {
            let number = |line: String| line.strip_prefix("note ").and_then(|number| number.parse().ok());
            answers.map_while(Result::ok).filter_map(number).map(|number| (number, Instant::now())).collect()
        });
        std::thread::sleep(Duration::from_millis(time));
        let ended = Instant::now();
        program.kill().unwrap();
        program.wait().unwrap();
        (told.join().unwrap(), ended)
    })
}

/// How many changes a project has with its journal. Each wrote its number, and left a line in the log.
fn changes_in(path: &Path) -> usize {
    let journal = Journal::open(path).unwrap();
    let loaded = project::load(path).unwrap();
    assert_eq!(loaded.damage, []);
    let mut project = loaded.project;
    let Recovered::Changes(changes) = journal.recover(loaded.fingerprint) else { unreachable!("nobody else saved it") };
    changes.into_iter().for_each(|mut done| done.swap(&mut project));
    let note = project.kept.values().next().map_or("0", |kept| kept.note.as_str());
    let logged = project.log.iter().filter(|change| change.what == "Note on event").count();
    assert_eq!(note.parse(), Ok(logged), "a change is missing before the last one");
    logged
}

/// A project of one event.
fn begun() -> Project {
    let document = Document::plain("log.txt", "The ferry sailed on 3 May 2021.".to_owned());
    let event = made(&document, 0..30, When::day("2021-05-03".parse().unwrap()), "3 May 2021").event;
    let reading = Reading::new(document, vec![event]);
    let mut project = Project::default();
    apply(&mut project, &Edit::read(&Project::default(), vec![reading]), &Stamp::default()).unwrap();
    project
}

/// Marsaglia's xorshift (2003): moments that differ from run to run would fail and not fail again.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
