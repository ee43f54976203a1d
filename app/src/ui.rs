//! The window.

use anyhow::{Result, bail};
use clap::ValueEnum;
use std::path::PathBuf;

/// Which colours the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// Opens the window on files and folders.
pub fn run(_paths: Vec<PathBuf>, _theme: Option<ThemeChoice>) -> Result<()> {
    bail!("the window is not built yet")
}
