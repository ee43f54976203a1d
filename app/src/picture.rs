//! Timeline and view to a `Scene`: shapes and texts, each with the event that it stands for.
//!
//! The one scene feeds the window and every export, so what is seen is what is exported.
//! Knows no egui.

#[allow(dead_code)]
pub mod scene;
