//! Scene to file.
