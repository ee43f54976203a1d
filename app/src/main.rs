//! The program `dateline`: arguments in; without a command, the window.

mod cli;
#[allow(dead_code)]
mod export;
mod open;
mod picture;
mod ui;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
