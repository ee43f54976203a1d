//! The program `dateline`: arguments in; without a command, the window.

mod apply;
mod cli;
mod command;
mod export;
mod jobs;
mod open;
mod picture;
mod state;
mod ui;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
