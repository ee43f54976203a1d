//! Foreign formats are read in a process of our own program: both of its ends.
//!
//! In: a file's name and bytes. Out: the documents in it, or why there are none. A parser of a foreign format may
//! overflow its stack, fill the memory or never end, and none of that can be caught: so it does that in a process with
//! limits, and what becomes of it is a fault of that one file. The process writes no file, and leaves none when it dies.

use anyhow::{Context, Result};
use dateline_model::document::{self, Content, Document};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::time::Duration;

/// The hidden command that reads one file.
pub const COMMAND: &str = "read-document";

/// Memory that the process may take, in bytes of addresses.
const MEMORY_MAX_BYTES: u64 = 1_500_000_000;
/// Processor time that it may take, in seconds.
const PROCESSOR_MAX_S: u64 = 30;
/// Time that it may take on a machine with other things to do, in seconds.
const TIME_MAX_S: u64 = 300;

/// Tells the parent that the time was over.
const EXIT_TIME: u8 = 77;

/// What the process says, a line of JSON each.
#[derive(Serialize, Deserialize)]
enum Said {
    /// A document of the file.
    Document(Box<Document>),
    /// A file within it; behind the line stand its bytes.
    File { name: String, bytes: usize },
    /// Something within it that can't be read, and why.
    Unread { name: String, reason: String },
    /// Why it, or the rest of it, can't be read.
    Ended(String),
}

/// What a file holds.
pub enum Found {
    /// A document, or a file to be read by itself.
    Content(Content),
    /// Something within it that can't be read, and why; without a name, the file itself.
    Unread(String, String),
}

/// Reads a file in a process of its own: what it holds, as far as that can be read.
pub fn read(name: &str, bytes: &[u8]) -> Vec<Found> {
    let unread = |reason| Found::Unread(String::new(), reason);
    let (status, out, errors) = match run(name, bytes) {
        Ok(done) => done,
        Err(error) => return vec![unread(format!("can't be read: {error:#}"))],
    };
    let mut found = Vec::new();
    let mut rest = out.as_slice();
    while let Some(one) = next(&mut rest) {
        found.push(one);
    }
    if let Some(fault) = fault(status, &errors) {
        found.push(unread(fault));
    }
    if found.is_empty() {
        found.push(unread(broken("it gave no answer")));
    }
    found
}

/// What the next line says; none where there is no whole one.
fn next(rest: &mut &[u8]) -> Option<Found> {
    let end = memchr::memchr(b'\n', rest)?;
    let said = serde_json::from_slice(&rest[..end]).ok()?;
    *rest = &rest[end + 1..];
    Some(match said {
        Said::Document(document) => Found::Content(Content::Document(document)),
        Said::File { name, bytes } => {
            let (bytes, behind) = rest.split_at_checked(bytes)?;
            *rest = behind;
            Found::Content(Content::File { name, bytes: bytes.to_vec() })
        }
        Said::Unread { name, reason } => Found::Unread(name, reason),
        Said::Ended(reason) => Found::Unread(String::new(), reason),
    })
}

/// What the process ended with, its output, and its errors.
fn run(name: &str, bytes: &[u8]) -> Result<(ExitStatus, Vec<u8>, String)> {
    let program = std::env::current_exe().context("this program can't find itself")?;
    let mut command = Command::new(program);
    command.arg(COMMAND).arg(name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("no process could be started for it")?;
    let (input, errors) = (child.stdin.take(), child.stderr.take());
    let output = std::thread::scope(|scope| {
        // A process that dies early leaves its input unread: that is told by how it ended.
        scope.spawn(move || input.map(|mut input| input.write_all(bytes)));
        let errors = scope.spawn(move || {
            let mut told = String::new();
            errors.map(|errors| errors.take(1 << 16).read_to_string(&mut told));
            told
        });
        let output = child.wait_with_output()?;
        Ok::<_, io::Error>((output.status, output.stdout, errors.join().unwrap_or_default()))
    });
    output.context("its process was lost")
}

/// What killed the process, and what to do now; none where it ended well.
fn fault(status: ExitStatus, errors: &str) -> Option<String> {
    const XCPU: i32 = 24;
    if status.success() {
        return None;
    }
    let seconds = match (status.signal(), status.code()) {
        (Some(XCPU), _) => Some(PROCESSOR_MAX_S),
        (_, Some(code)) if code == i32::from(EXIT_TIME) => Some(TIME_MAX_S),
        _ => None,
    };
    Some(if let Some(seconds) = seconds {
        format!(
            "takes longer to read than {seconds} seconds; split it into smaller files, or save its text and open that"
        )
    } else if errors.contains("memory allocation") {
        let limit = MEMORY_MAX_BYTES / 1_000_000;
        format!(
            "takes more than {limit} MB of memory to read; split it into smaller files, or save its text and open that"
        )
    } else if errors.contains("overflowed its stack") {
        broken("it is nested too deeply")
    } else {
        broken("its reader failed")
    })
}

fn broken(reason: &str) -> String {
    format!("can't be read: {reason}; save it anew with the program that it is from, or save its text and open that")
}

/// The process's own end: reads the file on standard input and prints what is in it.
pub fn serve(name: &str) -> Result<ExitCode> {
    limit()?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(document::SIZE_MAX_BYTES + 1).read_to_end(&mut bytes)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = Ok(());
    let mut each = |content| {
        if written.is_ok() {
            written = say(content, &mut out);
        }
    };
    let read = document::unpack(name, &bytes, &mut each);
    written?;
    if let Err(error) = read {
        write_line(&Said::Ended(error.reason()), &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn say(content: Content, out: &mut impl Write) -> io::Result<()> {
    match content {
        Content::Document(document) => write_line(&Said::Document(document), out),
        Content::File { name, bytes } => {
            write_line(&Said::File { name, bytes: bytes.len() }, out)?;
            out.write_all(&bytes)
        }
        Content::Unread(error) => {
            let reason = error.reason();
            write_line(&Said::Unread { name: error.name, reason }, out)
        }
    }
}

fn write_line(said: &Said, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, said)?;
    out.write_all(b"\n")
}

/// Sets the limits of this process.
fn limit() -> Result<()> {
    let limits = [
        (Resource::As, MEMORY_MAX_BYTES, MEMORY_MAX_BYTES),
        // The first limit ends the process with a signal that tells why, the second one would end it with any.
        (Resource::Cpu, PROCESSOR_MAX_S, PROCESSOR_MAX_S + 5),
        // No file of it, and none of its memory when it dies: that holds the document's text.
        (Resource::Fsize, 0, 0),
        (Resource::Core, 0, 0),
    ];
    for (resource, current, maximum) in limits {
        setrlimit(resource, Rlimit { current: Some(current), maximum: Some(maximum) })?;
    }
    std::thread::spawn(|| {
        std::thread::sleep(Duration::from_secs(TIME_MAX_S));
        std::process::exit(EXIT_TIME.into());
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: i32, errors: &str, expect: Option<&str>) {
        let told = fault(ExitStatus::from_raw(status), errors);
        assert_eq!(told.is_some(), expect.is_some());
        assert!(told.as_deref().unwrap_or_default().starts_with(expect.unwrap_or_default()), "{told:?}");
    }

    #[test]
    fn what_kills_a_reader_is_told() {
        const ABORTED: i32 = 6;
        check(0, "", None);
        check(24, "", Some("takes longer to read than 30 seconds; split it"));
        check(77 << 8, "", Some("takes longer to read than 300 seconds; split it"));
        check(
            ABORTED,
            "memory allocation of 9 bytes failed",
            Some("takes more than 1500 MB of memory to read; split it"),
        );
        check(ABORTED, "thread 'main' has overflowed its stack", Some("can't be read: it is nested too deeply; save"));
        check(101 << 8, "thread 'main' panicked at", Some("can't be read: its reader failed; save"));
        check(9, "", Some("can't be read: its reader failed"));
    }
}
