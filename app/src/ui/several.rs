//! Several selected events: what can be done with all of them at once.

use super::details::{inset, rule, say};
use super::editor;
use super::fields::goes_to_all;
use super::theme::Palette;
use crate::apply::Action;
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::State;
use egui::{Ui, vec2};

/// Says what goes to all of several selected events, and edits it.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let count = state.picked.events.len();
    if count < 2 {
        return;
    }
    ui.add_space(8.0);
    inset(ui, |ui| {
        say(ui, &format!("{count} events selected"), 14.0, Weight::Semibold, palette.ink, 20.0);
        let words = "What is changed here goes to all of them; below is the one that was selected last.";
        say(ui, words, 12.5, Weight::Regular, palette.ink2, 18.0);
        ui.add_space(4.0);
        if let Some(editing) = state.editing.as_ref().filter(|editing| goes_to_all(&editing.what)) {
            say(ui, editing.what.name(), 12.5, Weight::Semibold, palette.ink3, 20.0);
            editor::show(ui, state, editing, None, palette, out);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
            for command in OFFERED {
                let entry = command.entry();
                let (name, keys) = (entry.name, entry.keys_text());
                let pressed = editor::link(ui, name, &format!("{name}: {count} events"), palette);
                if !keys.is_empty() {
                    say(ui, &keys, 11.5, Weight::Regular, palette.ink3, 22.0);
                }
                ui.add_space(4.0);
                if pressed {
                    out.push(Action::Run(command));
                }
            }
        });
    });
    ui.add_space(8.0);
    rule(ui, palette);
}

/// What can be done with several.
const OFFERED: [Command; 11] = [
    Command::EditKind,
    Command::EditStatus,
    Command::EditCountries,
    Command::Tag,
    Command::Shift,
    Command::Star,
    Command::Accept,
    Command::Hide,
    Command::Merge,
    Command::PutBack,
    Command::Delete,
];
