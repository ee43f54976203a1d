//! Finding words in the reader's document: where they stand, and the field that they are typed into.
//!
//! In: a text and words. Out: spans; of the field what was typed and which of the found is next.

use super::details::{inset, say};
use super::theme::{Palette, font};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::document::Document;
use dateline_model::text::{Span, sentence_of};
use egui::{Key, Modifiers, Stroke, Ui};
use std::sync::Arc;

/// At most so many are marked.
const FOUND_MAX: usize = 10_000;

/// Where words stand in a document, worked out once while neither changes.
pub fn found(ui: &Ui, read: &Document, words: &str) -> Arc<Vec<Span>> {
    let id = egui::Id::unique(("found", read.text.as_ptr().addr(), read.text.len(), words));
    if let Some(known) = ui.data(|data| data.get_temp::<Arc<Vec<Span>>>(id)) {
        return known;
    }
    let found = Arc::new(occurrences(&read.text, words));
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&found)));
    found
}

/// Where words stand in a text, whatever their case; none for no words.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let words: Vec<char> = words.trim().chars().flat_map(char::to_lowercase).collect();
    let Some(first) = words.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        if at < from || letter.to_lowercase().next() != Some(*first) {
            continue;
        }
        let mut rest = text[at..].chars().flat_map(char::to_lowercase);
        if words.iter().all(|word| rest.next() == Some(*word)) {
            let letters = text[at..].chars().scan(0, |count, letter| {
                *count += letter.to_lowercase().count();
                Some((*count, letter.len_utf8()))
            });
            let mut end = at;
            for (count, bytes) in letters {
                end += bytes;
                if count >= words.len() {
                    break;
                }
            }
            found.push(at..end);
            from = end;
        }
        if found.len() >= FOUND_MAX {
            break;
        }
    }
    found
}

/// The field that finds words in the document; Enter goes to the next and selects its sentence.
pub fn show(
    ui: &mut Ui,
    state: &State,
    (document, read): (usize, &Document),
    words: &str,
    found: &[Span],
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let selected = state.selected_text.as_ref().filter(|(of, _)| *of == document).map(|(_, span)| span.clone());
    let at = selected
        .as_ref()
        .and_then(|span| found.iter().rposition(|one| one.start >= span.start && one.start < span.end));
    let id = egui::Id::unique("find in text");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let (enter, back, escape, make) = ui.input_mut(|input| {
        let mut pressed = |modifiers, key| focused && input.consume_key(modifiers, key);
        let back = pressed(Modifiers::SHIFT, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowUp);
        let enter = pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::ArrowDown);
        (enter, back, pressed(Modifiers::NONE, Key::Escape), pressed(Modifiers::COMMAND, Key::N))
    });
    ui.add_space(8.0);
    let mut typed = words.to_owned();
    inset(ui, |ui| {
        let opens = !ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
        let edit = egui::TextEdit::singleline(&mut typed)
            .id(id)
            .hint_text(egui::RichText::new("Find in this source").color(palette.ink3))
            .font(font(14.0, Weight::Regular))
            .text_color(palette.ink)
            .desired_width(f32::INFINITY)
            .frame(
                egui::Frame::new()
                    .fill(palette.raised)
                    .stroke(Stroke::new(2.0, palette.ink))
                    .corner_radius(6.0)
                    .inner_margin(egui::Margin::symmetric(9, 5)),
            );
        let response = ui.add(edit).accessible_name("Find in this source");
        if opens && state.overlay.is_none() && state.editing.is_none() {
            response.request_focus();
        }
        ui.data_mut(|data| data.insert_temp(id, true));
        let told = match (found.len(), at) {
            (0, _) if typed.trim().is_empty() => {
                "Enter goes to the next, Ctrl N makes an event of its sentence".to_owned()
            }
            (0, _) => "Not in this source".to_owned(),
            (FOUND_MAX, Some(at)) => format!("{} of more than {FOUND_MAX}", at + 1),
            (all, Some(at)) => format!("{} of {all}", at + 1),
            (all, None) => format!("{all} found; Enter goes to the first"),
        };
        say(ui, &told, 12.0, Weight::Regular, palette.ink3, 18.0);
    });
    if escape {
        ui.data_mut(|data| data.remove::<bool>(id));
        out.push(Action::FindInText(None));
    } else if typed != words {
        out.push(Action::FindInText(Some(typed)));
    } else if make && selected.is_some() {
        ui.data_mut(|data| data.remove::<bool>(id));
        out.push(Action::FindInText(None));
        out.push(Action::Run(Command::MakeEvent));
    } else if (enter || back) && !found.is_empty() {
        let next = match (at, back) {
            (None, _) => 0,
            (Some(at), false) => (at + 1) % found.len(),
            (Some(at), true) => {
                // Before the first of its sentence.
                let first = found.iter().position(|one| selected.as_ref().is_some_and(|span| one.start >= span.start));
                (first.unwrap_or(at) + found.len() - 1) % found.len()
            }
        };
        // To the next sentence, where several words stand in one.
        out.push(Action::ShowText(document, sentence_of(&read.text, &found[next])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, expect: &[&str]) {
        let found: Vec<&str> = occurrences(text, words).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        check("The Harbour, the harbour", "harbour", &["Harbour", "harbour"]);
        check("İstanbul and ISTANBUL", "istanbul", &["ISTANBUL"]);
        check("ÉTÉ été", "été", &["ÉTÉ", "été"]);
        check("aaa", "aa", &["aa"]);
        check("nothing", " ", &[]);
    }
}
