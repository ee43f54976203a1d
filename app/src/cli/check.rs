//! `dateline check`: whether what a project's file says of itself holds.

use super::NO_OUTPUT;
use crate::ui::counted;
use anyhow::{Context as _, Result};
use dateline_model::project::{self, Change, Loaded, Project, journal::Journal, journal::Recovered};
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct CheckArguments {
    /// Projects to check
    #[arg(required = true, value_name = "FILE.dateline")]
    files: Vec<PathBuf>,

    /// Print each change as well: when, by whom, what, and what stood there before
    #[arg(long)]
    changes: bool,
}

/// Prints what does not hold of each project; the exit code is 1 where anything does not, or can't be read.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode> {
    let mut all_hold = true;
    let mut out = stdout().lock();
    for path in &arguments.files {
        match project::load(path) {
            Ok(loaded) => all_hold &= print(path, &loaded, arguments.changes, &mut out).context(NO_OUTPUT)?,
            Err(error) => {
                writeln!(out, "{}: {error}", path.display()).context(NO_OUTPUT)?;
                all_hold = false;
            }
        }
    }
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what does not hold of a project, its changes if they are wanted, and how much there is of it; whether all holds.
fn print(path: &Path, loaded: &Loaded, changes: bool, out: &mut impl Write) -> io::Result<bool> {
    let shown = path.display();
    let faults = project::check(loaded);
    for fault in &faults {
        writeln!(out, "{shown}: {fault}")?;
    }
    for change in loaded.project.log.iter().filter(|_| changes) {
        print_change(&loaded.project, change, out)?;
    }
    let verdict = match faults.len() {
        0 => "all of it holds".to_owned(),
        many => counted(many, "fault", "faults"),
    };
    writeln!(out, "{shown}: {}; {verdict}", held(&loaded.project))?;
    // A journal that is in use or not to be opened is left alone.
    if project::journal::place(path).exists()
        && let Ok(journal) = Journal::open(path)
    {
        match journal.recover(loaded.fingerprint) {
            Recovered::Changes(changes) if changes.is_empty() => {}
            Recovered::Changes(changes) => {
                writeln!(out, "{shown}: {} beside it not saved yet", counted(changes.len(), "change", "changes"))?;
            }
            Recovered::Foreign => writeln!(out, "{shown}: beside it are changes of another state of this file")?,
        }
    }
    Ok(faults.is_empty())
}

/// "5 documents, 119 passages that tell 110 events, 3 of them with changes of yours".
fn held(project: &Project) -> String {
    let passages = project.tellings.iter().map(Vec::len).sum::<usize>() + project.made.len();
    let tell = if passages == 1 { "that tells" } else { "that tell" };
    format!(
        "{}, {} {tell} {}, {} of them with changes of yours",
        counted(project.documents.len(), "document", "documents"),
        counted(passages, "passage", "passages"),
        counted(project.timeline().events.len(), "event", "events"),
        project.kept.len(),
    )
}

/// Prints a line for the change, and one for each event that it was done to.
fn print_change(project: &Project, change: &Change, out: &mut impl Write) -> io::Result<()> {
    let by = if change.by.is_empty() { "somebody" } else { &change.by };
    writeln!(out, "{} {by}: {}", change.at, change.what)?;
    for id in &change.events {
        let value = change.values.iter().find(|value| value.event == *id);
        let shown = value.map(|value| format!(": “{}” to “{}”", value.from, value.to)).unwrap_or_default();
        let title = project.as_told(*id).map(|event| event.title).unwrap_or_default();
        writeln!(out, "    event {} “{title}”{shown}", id.0)?;
    }
    Ok(())
}
