//! The program `dateline`: arguments in; without a command, the window.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::run()
}
