//! The parts of the program `dateline`, for its benches and tests.

mod apply;
mod child;
mod cli;
mod command;
mod export;
mod find;
mod jobs;
mod keeper;
pub mod measured;
mod names;
mod open;
mod picture;
mod play;
mod refine;
mod settings;
mod state;
mod ui;
mod watch;

pub use cli::run;
