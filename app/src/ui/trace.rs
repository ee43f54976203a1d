//! What the window shows after each change, a line of `name=value` pairs in a file, for tests of the real program.

use crate::state::State;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// A file that gets a line each time that what is shown changes.
pub struct Trace {
    file: File,
    last: String,
}

impl Trace {
    /// Begins a file.
    pub fn new(path: &Path) -> io::Result<Trace> {
        Ok(Trace { file: File::create(path)?, last: String::new() })
    }

    /// Notes what is shown, where it has changed. Where the file can't be written, notes nothing.
    pub fn note(&mut self, state: &State) {
        let line = line(state);
        if line != self.last {
            writeln!(self.file, "{line}").ok();
            self.last = line;
        }
    }
}

/// Days are day numbers; `selected` is the place of the selected event among those shown, from 0.
fn line(state: &State) -> String {
    let view = &state.view;
    let place = state.picked.events.last().and_then(|lead| state.shown.events.binary_search(lead).ok());
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    format!(
        "events={} shown={} found={} scale={:.9} from={:.6} scroll={:.2} playhead={} selected={} playing={} gliding={}",
        state.known.timeline.events.len(),
        state.shown.events.len(),
        or_none(state.matches.found.as_ref().map(|found| found.events.len().to_string())),
        view.scale,
        view.from,
        view.scroll_y,
        or_none(view.playhead.map(|day| format!("{day:.4}"))),
        or_none(place.map(|place| place.to_string())),
        state.play.since.is_some(),
        state.glide.is_some(),
    )
}
