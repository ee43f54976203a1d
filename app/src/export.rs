//! Scene to file.

pub mod font;
pub mod png;
pub mod svg;
