//! The parts of the program `dateline`, for its benches and tests.

mod apply;
mod cli;
mod command;
mod export;
mod jobs;
pub mod measured;
mod open;
mod picture;
mod state;
mod ui;

pub use cli::run;
