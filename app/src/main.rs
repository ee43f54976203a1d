//! The program `dateline`: arguments in; without a command, the window.

mod picture;

fn main() {}
