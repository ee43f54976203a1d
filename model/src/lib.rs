//! Dateline's model: bytes of documents in, dated events and a timeline out.
//!
//! ```text
//! bytes -> document -> sentences -> time expressions -> events -> linked events -> timeline
//! ```
//!
//! Each arrow is a plain function in the module named after what it makes.
//! This crate knows no window, no colour and no pixel.

pub mod actor;
pub mod arrangement;
pub mod confidence;
pub mod dating;
pub mod document;
pub mod doubt;
pub mod edit;
pub mod event;
pub mod filter;
pub mod import;
pub mod lexicon;
pub mod link;
pub mod project;
pub mod quantity;
pub mod rank;
pub mod story;
pub mod text;
pub mod timeline;
pub mod track;
pub mod when;
mod word_map;
