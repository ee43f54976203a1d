//! `dateline check`: whether what a project's file says of itself holds.

use anyhow::{Context as _, Result};
use dateline_model::project::{self, Change, Project, journal::Journal, journal::Recovered};
use std::path::PathBuf;
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

/// Prints what does not hold of each project; the exit code is 1 where anything does not.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode> {
    let mut all_hold = true;
    for path in &arguments.files {
        let shown = path.display();
        let loaded = project::load(path).with_context(|| shown.to_string())?;
        let faults = project::check(&loaded);
        faults.iter().for_each(|fault| println!("{shown}: {fault}"));
        all_hold &= faults.is_empty();
        let project = &loaded.project;
        if arguments.changes {
            project.log.iter().for_each(|change| print_change(project, change));
        }
        let (documents, corrected) = (project.documents.len(), project.kept.len());
        println!(
            "{shown}: {documents} documents, {} events, {corrected} of them with changes of yours; {} faults",
            project.timeline().events.len(),
            faults.len()
        );
        // A journal that is in use or not to be opened is left alone.
        if project::journal::place(path).exists()
            && let Ok(journal) = Journal::open(path)
        {
            match journal.recover(loaded.fingerprint) {
                Recovered::Changes(changes) if changes.is_empty() => {}
                Recovered::Changes(changes) => println!("{shown}: {} changes are not saved yet", changes.len()),
                Recovered::Foreign => println!("{shown}: beside it are changes of another state of this file"),
            }
        }
    }
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line for the change, and one for each event that it was done to.
fn print_change(project: &Project, change: &Change) {
    let by = if change.by.is_empty() { "somebody" } else { &change.by };
    println!("{} {by}: {}", change.at, change.what);
    for id in &change.events {
        let value = change.values.iter().find(|value| value.event == *id);
        let shown = value.map(|value| format!(": “{}” to “{}”", value.from, value.to)).unwrap_or_default();
        let title = project.as_told(*id).map(|event| event.title).unwrap_or_default();
        println!("    event {} “{title}”{shown}", id.0);
    }
}
