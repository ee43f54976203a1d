//! The program as a part of pipelines: documents by standard input, events by standard output.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

const SAILED: &str =
    r#"{"doc":"a","text":"On 3 May 2021 Norway sent 40 tanks to Poland.","url":"https://example.org/a"}"#;
const SIGNED: &str = r#"{"doc":"b","text":"Denmark signed a treaty with Sweden last week.","date":"2024-06-20"}"#;

fn start(arguments: &[&str]) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program.spawn().expect("the program starts")
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut program = start(arguments);
    // Where the program ends early, what is left of its input has nowhere to go.
    program.stdin.take().expect("its input").write_all(input.as_bytes()).ok();
    program.wait_with_output().expect("the program ends")
}

/// Runs `dateline extract` and compares its exit code and parts of what it prints and complains of.
#[track_caller]
fn check(arguments: &str, input: &str, code: i32, printed: &[&str], told: &[&str]) {
    let arguments: Vec<&str> = ["extract"].into_iter().chain(arguments.split(' ')).collect();
    let output = run(&arguments, input);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    assert!(printed.iter().all(|part| out.contains(part)), "{out}");
    assert!(told.iter().all(|part| err.contains(part)) && told.is_empty() == err.is_empty(), "{err}");
}

#[test]
fn documents_become_events() {
    let both = format!("{SAILED}\n{SIGNED}\n");
    check("-", &both, 0, &["\"url\":\"https://example.org/a\"", "\"start\":\"2024-06-10\""], &[]);
    check("- --no-link", &both, 0, &["{\"doc\":\"a\",\"events\":[{", "{\"doc\":\"b\",\"events\":[{"], &[]);
    check("- --format csv", &both, 0, &["id,start,last,", ",2021-05-03,2021-05-03,", "40 tanks"], &[]);
    check("- --format csv --no-link", &both, 0, &["id,start,last,", ",2021-05-03,2021-05-03,"], &[]);
    check("- --format parquet", &both, 0, &["PAR1"], &[]);
}

#[test]
fn what_is_wrong_is_named() {
    check("-", "", 1, &[], &["standard input holds no document; give one a line: a JSON object"]);
    check("-", "{}\n", 1, &[], &["standard input, line 1: is not a JSON object"]);
    let mixed = format!("{SAILED}\nno\n\n{{\"doc\":\"c\",\"text\":\"\"}}\n{SIGNED}");
    let told = ["standard input, line 2: is not a JSON object", "standard input, line 4: “c” is empty"];
    check("-", &mixed, 3, &["2021-05-03", "2024-06-10"], &told);
    check("- --no-link", &mixed, 3, &["2021-05-03", "2024-06-10"], &told);
    check("- seeds", "", 2, &[], &["name either - or files and folders"]);
    check("- --no-link --format parquet", "", 2, &[], &["leave out --no-link"]);
    check("- -o /no/such/place", SAILED, 1, &[], &["/no/such/place: can't be written, as /no/such does not exist"]);
}

#[test]
fn a_document_is_answered_before_the_next_is_there() {
    let mut program = start(&["extract", "-", "--no-link"]);
    let mut input = program.stdin.take().expect("its input");
    let mut lines = BufReader::new(program.stdout.take().expect("its output")).lines();
    for document in [SAILED, SIGNED, SAILED] {
        writeln!(input, "{document}").expect("the program reads");
        let line = lines.next().expect("a line").expect("text");
        assert!(line.starts_with("{\"doc\":"), "{line}");
    }
    drop(input);
    assert!(lines.next().is_none() && program.wait().expect("it ends").success());
}

#[test]
fn who_reads_may_stop() {
    let mut program = start(&["extract", "-", "--no-link"]);
    let mut input = program.stdin.take().expect("its input");
    drop(program.stdout.take());
    while writeln!(input, "{SAILED}").is_ok() {}
    assert!(program.wait().expect("it ends").success());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    for arguments in [["extract", "-", "-o", "/dev/full"], ["extract", "-", "--no-link", "--output=/dev/full"]] {
        let output = run(&arguments, SAILED);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("/dev/full: can't be written; is the disk full?: No space left"), "{told}");
    }
}
