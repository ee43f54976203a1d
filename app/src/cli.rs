//! The command line: arguments in, exit code out. Each command is a file of `cli/`.
//!
//! Exit codes: 0 done, 1 nothing could be read or written, 2 wrong arguments,
//! 3 done, but some of the input could not be read.

mod check;
mod dates;
mod export;
mod extract;
mod parquet;
mod stream;

use crate::child;
use crate::names::{self, Names};
use crate::open::columns::Choice;
use crate::open::{self, Given, Opened, Problem, Progress};
use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use dateline_model::document::{Document, read_set_dates};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Articles in, a timeline that you can brief from out.
///
/// Without a command, opens the window on the given files and folders.
#[derive(Parser)]
#[command(name = "dateline", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files and folders to open in the window
    paths: Vec<PathBuf>,
    #[command(flatten)]
    window: WindowArguments,
}

#[derive(clap::Args)]
struct WindowArguments {
    /// Colours of the window; without it, those of the desktop
    #[arg(long, value_enum)]
    theme: Option<crate::ui::ThemeChoice>,
    /// Note in a file what the window shows after each change, for tests
    #[arg(long, value_name = "FILE", hide = true)]
    trace: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  dateline articles/                          open a folder in the window
  dateline extract articles/ > events.jsonl   print its events, one a line
  fetch-articles | dateline extract -         the same for documents from another program
  dateline dates articles/                    print its times, and why they are what they are
  dateline export articles/ -o timeline.svg   draw its timeline without a window";

#[derive(Subcommand)]
enum Command {
    /// Check that what a project's file says of itself holds
    Check(check::CheckArguments),
    Extract(extract::ExtractArguments),
    /// Print every time that documents tell, and how its days came about
    Dates(dates::DatesArguments),
    Export(Box<export::ExportArguments>),
    /// Change a project by lines from standard input, for tests: the window's own steps, without a display
    #[command(hide = true)]
    Drive {
        /// The project
        project: PathBuf,
    },
    /// Read one file of a foreign format from standard input, for the program itself
    #[command(name = child::COMMAND, hide = true)]
    ReadDocument {
        /// The file's name
        name: String,
    },
}

/// Files and folders to read, and what is known of their dates.
#[derive(clap::Args)]
pub(crate) struct Input {
    /// Files and folders to read
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Documents' own dates: a file of lines "file name or its stem, tab, ISO date"
    #[arg(long, value_name = "FILE.tsv")]
    dates: Option<PathBuf>,
    /// Further names: a file of lines "country code, tab, what it is, tab, names parted by |"; README says more
    #[arg(long, value_name = "FILE.tsv")]
    gazetteer: Option<PathBuf>,
}

/// What is known of tables.
#[derive(clap::Args)]
pub(crate) struct Tables {
    /// What the columns of tables hold, by their names or numbers: date=When,title=Headline,text=3
    ///
    /// A column holds date, end, title, text, kind, countries, quantity (there may be several), address, publisher,
    /// status, time, year, month, day, end-year, end-month, end-day, actor, target, cameo, precision, or skip for nothing.
    /// A date and a title or text are needed; columns that are not named hold what their names say.
    /// heading=no: the first row names no columns; order=dmy or mdy: how 3/5/2021 is read.
    #[arg(long, value_name = "WHAT=COLUMN,…", value_parser = Choice::read)]
    columns: Option<Choice>,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        None => {
            crate::ui::run(arguments.paths, arguments.window.theme, arguments.window.trace).map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Drive { project }) => crate::ui::drive(project),
        Some(Command::Check(command)) => check::run(&command),
        Some(Command::Extract(command)) => extract::run(&command),
        Some(Command::Dates(command)) => dates::run(&command),
        Some(Command::Export(command)) => export::run(&command),
        Some(Command::ReadDocument { name }) => child::serve(&name),
    };
    done.unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        writeln!(io::stderr(), "dateline: {error:#}").ok();
        ExitCode::FAILURE
    })
}

/// Whoever reads our output may stop when they have enough: that is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

/// What is said of output that has no room.
const NO_OUTPUT: &str = "standard output can't be written";

/// Reads the input with progress on a terminal's stderr, tells what could not be read,
/// and returns it with the exit code that the rest of the command should end with.
pub(crate) fn read(input: &Input, tables: &Tables, names: &Names) -> Result<(Opened, ExitCode)> {
    let given = Given { dates: dates_of(input)?, columns: tables.columns.clone().unwrap_or_default() };
    let terminal = io::stderr().is_terminal();
    let opened = open::open(&input.paths, names, &given, &|progress: Progress| {
        if terminal {
            write!(io::stderr(), "\r{} of {} read, {} events\x1b[K", progress.read, progress.total, progress.events)
                .ok();
        }
        true
    });
    if terminal {
        write!(io::stderr(), "\r\x1b[K").ok();
    }
    let code = tell_problems(&opened.problems, opened.timeline.documents.is_empty());
    Ok((opened, code))
}

/// The documents of the input with their own dates, and the exit code, as `read` has it.
pub(crate) fn read_documents(input: &Input, columns: Choice, names: &Names) -> Result<(Vec<Document>, ExitCode)> {
    let given = Given { dates: dates_of(input)?, columns };
    let (documents, problems) = open::open_documents(&input.paths, names, &given);
    let code = tell_problems(&problems, documents.is_empty());
    Ok((documents, code))
}

fn tell_problems(problems: &[Problem], nothing_read: bool) -> ExitCode {
    problems.iter().for_each(tell_problem);
    exit_code(nothing_read, problems.is_empty())
}

fn tell_problem(problem: &Problem) {
    writeln!(io::stderr(), "dateline: {problem}").ok();
}

/// The exit code of a command that read nothing, all, or some of its input.
fn exit_code(nothing_read: bool, all_read: bool) -> ExitCode {
    match (nothing_read, all_read) {
        (true, _) => ExitCode::from(1),
        (false, false) => ExitCode::from(3),
        (false, true) => ExitCode::SUCCESS,
    }
}

/// The names that the input is read with.
fn names_of(input: &Input) -> Names {
    names::names(&input.paths, input.gazetteer.as_deref())
}

/// The dates that the user set, by file name or its stem.
fn dates_of(input: &Input) -> Result<BTreeMap<String, NaiveDate>> {
    input.dates.as_deref().map_or(Ok(BTreeMap::new()), read_dates)
}

fn read_dates(path: &Path) -> Result<BTreeMap<String, NaiveDate>> {
    let shown = path.display();
    let table = names::read_table(path).map_err(|message| anyhow!("{shown}: {message}"))?;
    read_set_dates(&table).map_err(|error| anyhow!("{shown}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
