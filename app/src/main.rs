//! The program `dateline`: arguments in; without a command, the window.

mod cli;
mod export;
mod open;
mod picture;
mod ui;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
