//! `dateline check`: whether what a project's file says of itself holds.

use anyhow::{Context as _, Result};
use dateline_model::project::{self, journal::Journal, journal::Recovered};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct CheckArguments {
    /// Projects to check
    #[arg(required = true, value_name = "FILE.dateline")]
    files: Vec<PathBuf>,
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
