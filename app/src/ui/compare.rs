//! All passages that tell the selected event side by side: what each says of its time, and the words that only it has.

use super::details::say;
use super::filters::{own_date, sentence_case};
use super::palette::floating;
use super::theme::{Palette, font};
use super::widgets::{button, scrolled};
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::event::Source;
use egui::text::{LayoutJob, TextFormat};
use egui::{Key, Modifiers, Stroke, Ui};
use std::collections::BTreeSet;

const COLUMN: f32 = 300.0;

/// Shows them above the window.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let Some(event) = state.lead() else {
        out.push(Action::CloseOverlay);
        return;
    };
    let room = ui.ctx().content_rect().size();
    let columns = event.sources.len().clamp(1, ((room.x - 96.0) / COLUMN).max(1.0) as usize);
    let mut close = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    close |= floating(ui, "Compare sources", COLUMN * columns as f32 + 64.0, 72.0, palette, |ui| {
        say(ui, &event.title, 19.0, Weight::Semibold, palette.ink, 25.0);
        let told = match event.disagreements.as_slice() {
            [] if event.sources.len() < 2 => "One passage tells it".to_owned(),
            [] => "They agree; underlined is what only one of them says".to_owned(),
            all => {
                let about: Vec<&str> = all.iter().map(|one| one.about.as_str()).collect();
                format!("They disagree on {}; underlined is what only one of them says", about.join(" and "))
            }
        };
        let color = if event.disagreements.is_empty() { palette.ink2 } else { palette.warn };
        say(ui, &told, 13.0, Weight::Regular, color, 19.0);
        ui.add_space(12.0);
        scrolled(ui, "the sources", (room.y - 260.0).max(120.0), |ui| {
            for row in event.sources.chunks(columns) {
                ui.horizontal_top(|ui| {
                    for source in row {
                        ui.vertical(|ui| {
                            ui.set_width(COLUMN - 16.0);
                            column(ui, state, source, &event.sources, palette);
                        });
                        ui.add_space(8.0);
                    }
                });
                ui.add_space(12.0);
            }
        });
        ui.add_space(8.0);
        if button(ui, palette, "Close", "Esc", false).clicked() {
            out.push(Action::CloseOverlay);
        }
    });
    if close {
        out.push(Action::CloseOverlay);
    }
}

fn column(ui: &mut Ui, state: &State, source: &Source, all: &[Source], palette: &Palette) {
    let Some(document) = state.known.timeline.documents.get(source.document) else { return };
    let (day, known, color) = own_date(document, palette);
    say(ui, &document.title, 14.0, Weight::Semibold, palette.ink, 19.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let told: Vec<String> = document.publisher_of(&source.passage).into_iter().chain([day]).collect();
        say(ui, &told.join(", "), 12.0, Weight::Regular, palette.ink3, 17.0);
        say(ui, known, 12.0, Weight::Regular, color, 17.0);
    });
    ui.add_space(6.0);
    say(ui, &sentence_case(&source.when.label()), 13.0, Weight::Semibold, palette.ink, 18.0);
    say(ui, &source.chain.explain(None), 12.0, Weight::Regular, palette.ink2, 17.0);
    ui.add_space(6.0);
    let text = |source: &Source| {
        let document = state.known.timeline.documents.get(source.document);
        document.and_then(|document| document.text.get(source.passage.clone())).unwrap_or_default()
    };
    let others: BTreeSet<String> = all
        .iter()
        .filter(|other| *other != source)
        .flat_map(|other| words(text(other)))
        .map(|(_, word)| word)
        .collect();
    ui.label(marked(text(source), &others, all.len() > 1, ui.available_width(), palette));
}

/// A passage with the words underlined that no other one has.
fn marked(passage: &str, others: &BTreeSet<String>, compares: bool, wrap: f32, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    let mut format = TextFormat::simple(font(14.5, Weight::Regular), palette.ink);
    format.line_height = Some(22.0);
    format.background = palette.passage;
    let mut from = 0;
    for (span, word) in words(passage) {
        job.append(&passage[from..span.start], 0.0, format.clone());
        let own = compares && !others.contains(&word);
        let underline = if own { Stroke::new(1.5, palette.warn) } else { Stroke::NONE };
        job.append(&passage[span.clone()], 0.0, TextFormat { underline, ..format.clone() });
        from = span.end;
    }
    job.append(&passage[from..], 0.0, format);
    job
}

/// The words of a passage where they stand, in lower case.
fn words(passage: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    let mut begin = None;
    for (at, letter) in passage.char_indices().chain([(passage.len(), ' ')]) {
        match (letter.is_alphanumeric(), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                found.push((from..at, passage[from..at].to_lowercase()));
                begin = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passage: &str, expect: &[&str]) {
        let found: Vec<String> = words(passage).into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, expect, "{passage}");
    }

    #[test]
    fn words_are_told_apart() {
        check("At least 31 people, 12 March.", &["at", "least", "31", "people", "12", "march"]);
        check("Éire–Nippon", &["éire", "nippon"]);
        check("", &[]);
    }
}
