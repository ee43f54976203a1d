//! `dateline check`: whether what a project's file says of itself holds.

use crate::ui::counted;
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

/// Prints what does not hold of each project; the exit code is 1 where anything does not, or can't be read.
pub fn run(arguments: &CheckArguments) -> ExitCode {
    let mut all_hold = true;
    for path in &arguments.files {
        let shown = path.display();
        let loaded = match project::load(path) {
            Ok(loaded) => loaded,
            Err(error) => {
                println!("{shown}: {error}");
                all_hold = false;
                continue;
            }
        };
        let faults = project::check(&loaded);
        faults.iter().for_each(|fault| println!("{shown}: {fault}"));
        all_hold &= faults.is_empty();
        if arguments.changes {
            loaded.project.log.iter().for_each(|change| print_change(&loaded.project, change));
        }
        let verdict = match faults.len() {
            0 => "all of it holds".to_owned(),
            many => counted(many, "fault", "faults"),
        };
        println!("{shown}: {}; {verdict}", held(&loaded.project));
        // A journal that is in use or not to be opened is left alone.
        if project::journal::place(path).exists()
            && let Ok(journal) = Journal::open(path)
        {
            match journal.recover(loaded.fingerprint) {
                Recovered::Changes(changes) if changes.is_empty() => {}
                Recovered::Changes(changes) => {
                    println!("{shown}: {} beside it not saved yet", counted(changes.len(), "change", "changes"));
                }
                Recovered::Foreign => println!("{shown}: beside it are changes of another state of this file"),
            }
        }
    }
    if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
