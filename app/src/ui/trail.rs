//! Where an event came from and what was done to it: the passages that it was read from, then each change, by whom and when.

use super::details::{field, say};
use super::theme::Palette;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::event::{Event, Source};
use dateline_model::project::Change;
use egui::Ui;

/// So many passages are named.
const SOURCES: usize = 3;

/// Shows them.
pub fn show(ui: &mut Ui, state: &State, event: &Event, palette: &Palette) {
    field(ui, palette, "History", |ui| {
        for source in event.sources.iter().take(SOURCES) {
            say(ui, &read_from(state, source), 12.5, Weight::Regular, palette.ink, 17.0);
        }
        let more = event.sources.len().saturating_sub(SOURCES);
        if more > 0 {
            say(ui, &format!("and from {more} more passages"), 12.5, Weight::Regular, palette.ink, 17.0);
        }
        for change in state.project.changes(event.id) {
            ui.add_space(6.0);
            say(ui, &change.what, 12.5, Weight::Semibold, palette.ink, 17.0);
            for words in [before(change, event), made(change)] {
                if !words.is_empty() {
                    say(ui, &words, 12.0, Weight::Regular, palette.ink2, 16.0);
                }
            }
        }
    });
}

/// "Read from “Fleet”, p. 4, by the rule “day month year”".
fn read_from(state: &State, source: &Source) -> String {
    let document = state.known.timeline.documents.get(source.document);
    let title = document.map(|document| document.title.as_str()).unwrap_or_default();
    let part = document.and_then(|document| document.place(source.passage.start));
    let part = part.map(|part| format!(", {part}")).unwrap_or_default();
    match source.chain.rule.as_str() {
        "set by you" => format!("Made of a passage of “{title}”{part}"),
        rule => format!("Read from “{title}”{part}, its time by the rule “{rule}”"),
    }
}

/// "From 3 May 2021 to mid July 2022"; nothing where the name of the change says it all.
fn before(change: &Change, event: &Event) -> String {
    let Some(value) = change.values.iter().find(|value| value.event == event.id) else { return String::new() };
    match (value.from.as_str(), value.to.as_str()) {
        ("", "") => String::new(),
        ("", to) => format!("To {to}"),
        (from, "") => format!("It was {from}"),
        (from, to) => format!("From {from} to {to}"),
    }
}

/// "By Ana, 22 November 2026, 10:05 (UTC+01:00)".
fn made(change: &Change) -> String {
    let at = chrono::DateTime::parse_from_rfc3339(&change.at);
    let at = at.map(|at| at.format("%-d %B %Y, %H:%M (UTC%:z)").to_string()).unwrap_or_default();
    match (change.by.as_str(), at.as_str()) {
        ("", at) => at.to_owned(),
        (by, "") => format!("By {by}"),
        (by, at) => format!("By {by}, {at}"),
    }
}
