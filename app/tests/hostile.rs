//! Runs the program on what a file system can hold against it: each gives a clear message or a result,
//! nothing panics or hangs, and the rest of the input is still read.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const GOOD: &str = "On 3 May 2021 Norway and Poland signed a treaty on the transit of gas.\n";
const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

/// A folder with one good document in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.txt"), GOOD).expect("a file");
    folder
}

fn extract(folder: &Path, paths: &[&str]) -> Output {
    run(Command::new("timeout").args(["120", PROGRAM, "extract"]).args(paths).current_dir(folder))
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    output
}

/// The exit code, how many events were printed, and a message that must be told; none where all goes well.
fn check(output: &Output, code: i32, events: usize, message: &str) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), events, "{errors}");
    assert!(errors.contains(message) && errors.is_empty() == message.is_empty(), "{errors}");
}

/// All was read, and some events were printed.
fn check_some(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stdout.is_empty());
}

#[test]
fn an_empty_folder() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    check(&extract(folder.path(), &["empty"]), 1, 0, "dateline: empty: holds no document");
    check(&extract(folder.path(), &["empty", "good.txt"]), 3, 1, "dateline: empty: holds no document");
}

#[test]
fn files_that_are_no_text() {
    let folder = folder();
    let noise: Vec<u8> = (0u32..300_000).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    fs::write(folder.path().join("noise.txt"), noise).expect("a file");
    fs::write(folder.path().join("paper.txt"), "%PDF-1.7\n%\u{e2}").expect("a file");
    fs::write(folder.path().join("void.txt"), "").expect("a file");
    let output = extract(folder.path(), &["."]);
    check(&output, 3, 1, "noise.txt: is not text");
    check(&output, 3, 1, "paper.txt: is damaged: no page of it can be found");
    check(&output, 3, 1, "void.txt: is empty");
}

#[test]
fn what_is_no_file() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    assert!(Command::new("mkfifo").arg(at("pipe.txt")).status().expect("mkfifo").success());
    symlink(".", at("circle")).expect("a link");
    symlink("nowhere", at("broken.txt")).expect("a link");
    let output = extract(folder.path(), &[".", "/dev/zero", "missing.txt"]);
    check(&output, 3, 1, "pipe.txt: is no file");
    check(&output, 3, 1, "/dev/zero: is no file");
    check(&output, 3, 1, "broken.txt: ");
    check(&output, 3, 1, "missing.txt: is not there");
}

#[test]
fn names_that_are_not_unicode() {
    let folder = folder();
    fs::write(
        folder.path().join(OsStr::from_bytes(b"caf\xe9.txt")),
        "On 9 June 2020 France left the talks with Iran.\n",
    )
    .expect("a file");
    check(&extract(folder.path(), &["."]), 0, 2, "");
}

#[test]
fn a_file_without_permission() {
    let folder = folder();
    let closed = folder.path().join("closed.txt");
    fs::write(&closed, GOOD).expect("a file");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("permissions");
    let output = if fs::read(&closed).is_err() {
        extract(folder.path(), &["."])
    } else {
        // Root may read all, so that the program runs as nobody, from where nobody may go.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        fs::copy(PROGRAM, folder.path().join("program")).expect("a copy");
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "./program", "extract", "."];
        run(Command::new("setpriv").args(nobody).current_dir(folder.path()))
    };
    check(&output, 3, 1, "closed.txt: may not be read");
}

/// What a command prints has no room, or nobody reads it; the exit code, and what is told.
fn check_output(arguments: &str, into: &str, code: i32, message: &str) {
    let folder = folder();
    fs::write(folder.path().join("a.dateline"), "(version: 2, title: \"\")").expect("a file");
    let script = format!("set -o pipefail; {PROGRAM} {arguments} {into}");
    let output = run(Command::new("timeout").args(["120", "bash", "-c", &script]).current_dir(folder.path()));
    check(&output, code, 0, message);
}

#[test]
fn output_that_has_no_room() {
    for command in ["extract .", "extract . --no-link", "extract . --format csv", "dates .", "check a.dateline"] {
        check_output(command, "> /dev/full", 1, "dateline: standard output can't be written: No space left on device");
        check_output(command, "| true", 0, "");
    }
    check_output("extract nothing.txt", "2> /dev/full", 1, "");
    for ending in ["png", "pptx", "csv"] {
        let command = format!("export good.txt --format {ending} -o /dev/full");
        check_output(&command, "", 1, "dateline: /dev/full: can't be written; is the disk full?");
    }
}

#[test]
fn tables_of_names_and_dates_that_say_nothing() {
    let folder = folder();
    fs::write(folder.path().join("latin.tsv"), b"caf\xe9\t2021-05-03\n").expect("a file");
    fs::write(folder.path().join("bad.tsv"), "\u{feff}good.txt\t2021-05-03\ngood\n").expect("a file");
    let given = |option: &str, file: &str| extract(folder.path(), &["good.txt", option, file]);
    check(&given("--dates", "/dev/zero"), 1, 0, "dateline: /dev/zero: is no file; name a file of lines of text");
    check(&given("--dates", "latin.tsv"), 1, 0, "dateline: latin.tsv: is not UTF-8; save it as text in UTF-8");
    check(&given("--dates", "bad.tsv"), 1, 0, "dateline: bad.tsv: line 2: write a file name, a tab and a date");
    check(&given("--dates", "none.tsv"), 1, 0, "dateline: none.tsv: is not there; check the name");
    check(&given("--gazetteer", "/dev/zero"), 3, 1, "dateline: /dev/zero: is no file; name a file of lines of text");
    check(&given("--gazetteer", "latin.tsv"), 3, 1, "dateline: latin.tsv: is not UTF-8; save it as text in UTF-8");
    check(&given("--gazetteer", "bad.tsv"), 3, 1, "dateline: bad.tsv: line 2: ");
}

#[test]
fn files_that_are_no_projects() {
    let folder = folder();
    fs::write(folder.path().join("void.dateline"), "").expect("a file");
    fs::write(folder.path().join("newer.dateline"), "(version: 9)").expect("a file");
    fs::write(folder.path().join("new.dateline"), "(version: 2, title: \"\")").expect("a file");
    symlink("/dev/zero", folder.path().join("endless.dateline")).expect("a link");
    let projects = ["void", "newer", "endless", "none", "new"].map(|name| format!("{name}.dateline"));
    let output = run(Command::new(PROGRAM).arg("check").args(&projects).current_dir(folder.path()));
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8_lossy(&output.stdout);
    let told = [
        "void.dateline: is no project of Dateline, or damaged from its begin on: line 1",
        "newer.dateline: was saved by a newer Dateline (format 9); open it with that one",
        "endless.dateline: is no file; open the project's file",
        "none.dateline: is not there; check the name",
        "new.dateline: 0 documents",
    ];
    assert_eq!(printed.lines().count(), told.len(), "{printed}");
    assert!(printed.lines().zip(told).all(|(line, told)| line.starts_with(told)), "{printed}");
    check(&extract(folder.path(), &["endless.dateline", "good.txt"]), 3, 1, "endless.dateline: is no file");
}

#[test]
fn ten_thousand_files() {
    let folder = folder();
    for number in 0..10_000 {
        let text = format!("On {} May 2021 Norway and Poland signed accord number {number}.\n", number % 28 + 1);
        fs::write(folder.path().join(format!("{number}.txt")), text).expect("a file");
    }
    check_some(&extract(folder.path(), &["."]));
}

/// A paragraph over and over; in a release build, `cargo test --release -- --ignored` reads 100 MB of it.
fn check_large(bytes: usize) {
    let folder = folder();
    let text = format!("{GOOD}{}\n\n", "The two sides did not say what either had been promised in return. ".repeat(5));
    fs::write(folder.path().join("large.txt"), text.repeat(bytes / text.len())).expect("a file");
    check_some(&extract(folder.path(), &["large.txt", "good.txt"]));
}

#[test]
fn a_large_text() {
    check_large(500_000);
}

#[test]
#[ignore = "takes minutes unless optimised"]
fn a_text_of_100_megabytes() {
    check_large(100_000_000);
}

/// What stands in a text over and over, for readers that take time by the square of a sentence, a paragraph or a text.
const ENDLESS: [&str; 33] = [
    "May and ",
    "between May 3 and ",
    "on May 3, 2021 and ",
    "3.5.2021 ",
    "12:30:",
    "10:00 GMT ",
    "May 3, 2021 - Norway: ",
    "Q1 ",
    "the same day ",
    "two years ago ",
    "1999-",
    "Norway and Poland, ",
    "Norway and Poland met in May 2021, ",
    "a summit in Oslo next month, ",
    "11,000 troops ",
    "11,000",
    "$5 million ",
    "5% ",
    "% ",
    "from 5 to ",
    "and ",
    "said that ",
    ",",
    ". ",
    "“",
    "’",
    "o'",
    "-",
    "a-",
    "(",
    "- one\n",
    "A Heading\n\n",
    "May 3, 2021, Norway signed a pact. ",
];

/// So many bytes of each, alone, and in sentences that begin with a day, so that they are read to the end.
fn check_endless(bytes: usize) {
    for piece in ENDLESS {
        let folder = folder();
        let alone = piece.repeat(bytes / piece.len());
        let dated = format!("On 3 May 2021 it rained, {}. ", piece.repeat(2800 / piece.len()));
        fs::write(folder.path().join("alone.txt"), alone).expect("a file");
        fs::write(folder.path().join("dated.txt"), dated.repeat(bytes / dated.len() + 1)).expect("a file");
        check_some(&extract(folder.path(), &["."]));
    }
}

#[test]
fn texts_without_an_end() {
    check_endless(40_000);
}

#[test]
#[ignore = "takes minutes unless optimised"]
fn texts_of_10_megabytes_without_an_end() {
    check_endless(10_000_000);
}

#[test]
fn a_text_that_is_too_large() {
    let folder = folder();
    let file = fs::File::create(folder.path().join("huge.txt")).expect("a file");
    file.set_len(3_000_000_000).expect("a hole");
    check(&extract(folder.path(), &["."]), 3, 1, "huge.txt: is larger than 200 MB; split it");
}
