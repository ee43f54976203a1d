//! Cards above the window: type to find a command; a field for a path where the desktop has no file dialog.

use super::theme::{Palette, font};
use super::widgets::{button, card, text, text_within};
use crate::apply::Action;
use crate::command::{Command, Entry, Menu, TABLE};
use crate::picture::scene::Weight;
use crate::state::{Ask, Overlay, Purpose, State};
use egui::{Align2, Color32, Key, Modifiers, RichText, Role, Sense, Stroke, StrokeKind, Ui, vec2};
use std::path::PathBuf;

const WIDTH: f32 = 560.0;
const ROW: f32 = 30.0;
const ROWS: usize = 11;

/// Shows the field that finds commands, and those found.
pub fn show(ui: &mut Ui, state: &State, query: &str, chosen: usize, palette: &Palette, out: &mut Vec<Action>) {
    let found = found(query);
    let last = found.len().saturating_sub(1);
    let mut chosen = chosen.min(last);
    let mut typed = query.to_owned();
    let (up, down, enter, escape) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Escape),
        )
    });
    if down {
        chosen = if chosen == last { 0 } else { chosen + 1 };
    }
    if up {
        chosen = if chosen == 0 { last } else { chosen - 1 };
    }
    let beside = floating(ui, "Find a command", WIDTH, 96.0, palette, |ui| {
        let response = field(ui, "command", &mut typed, "Type what you want to do", palette);
        if typed != query {
            chosen = 0;
        }
        ui.add_space(8.0);
        let first = (chosen + 1).saturating_sub(ROWS);
        for (at, command) in found.iter().enumerate().skip(first).take(ROWS) {
            let entry = command.entry();
            let can = state.can(*command);
            let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let name = state.name_of(*command);
            row.widget_info(|| egui::WidgetInfo::selected(Role::ListBoxOption, can, at == chosen, &name));
            let painter = ui.painter();
            if at == chosen || row.hovered() {
                painter.rect_filled(rect, 6.0, palette.sel);
            }
            let ink = if can { palette.ink } else { palette.ink3 };
            let left = rect.left_center() + vec2(12.0, 0.0);
            let name = text(painter, left, Align2::LEFT_CENTER, &name, 13.5, Weight::Semibold, ink);
            let right = rect.right_center() - vec2(12.0, 0.0);
            let keys =
                text(painter, right, Align2::RIGHT_CENTER, &entry.keys_text(), 12.0, Weight::Regular, palette.ink3);
            let rest = egui::pos2(name.right() + 12.0, left.y);
            text_within(painter, rest, keys.left() - rest.x - 16.0, entry.does, 12.5, Weight::Regular, palette.ink3);
            if row.clicked() && can {
                out.push(Action::Run(*command));
            }
        }
        if found.is_empty() {
            ui.add_space(6.0);
            ui.label(RichText::new("No command has these words").font(font(13.0, Weight::Regular)).color(palette.ink3));
        }
        response.request_focus();
    });
    if escape || beside {
        out.push(Action::CloseOverlay);
    } else if enter {
        if let Some(command) = found.get(chosen).filter(|command| state.can(**command)) {
            out.push(Action::Run(*command));
        }
    } else {
        set(state, Overlay::Palette { query: typed, chosen }, out);
    }
}

/// Shows the field for a path.
pub fn show_path(ui: &mut Ui, state: &State, purpose: Purpose, typed: &str, palette: &Palette, out: &mut Vec<Action>) {
    let mut path = typed.to_owned();
    let (enter, escape) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::NONE, Key::Enter), input.consume_key(Modifiers::NONE, Key::Escape))
    });
    let (title, hint, name) = match purpose {
        Purpose::Open => ("Open", "Path of a file or folder", "Open"),
        Purpose::Table => ("Import table", "Path of a table, such as a .csv file", "Look at it"),
        Purpose::Watch => ("Watch folder", "Path of a folder", "Watch"),
        Purpose::Save => ("Save project", "Path of the project, ending in .dateline", "Save"),
        Purpose::Export => ("Export", "Path of the file, ending in .png, .pdf, .pptx, .docx …", "Export"),
    };
    let mut go = enter;
    let mut close = escape;
    let beside = floating(ui, title, WIDTH, 160.0, palette, |ui| {
        ui.label(RichText::new(title).font(font(19.0, Weight::Semibold)).color(palette.ink));
        ui.add_space(4.0);
        let why = "This desktop offers no file dialog, so please type the path.";
        ui.label(RichText::new(why).font(font(13.0, Weight::Regular)).color(palette.ink2));
        ui.add_space(12.0);
        field(ui, "path", &mut path, hint, palette).request_focus();
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            go |= button(ui, palette, name, "Enter", true).clicked();
            close |= button(ui, palette, "Cancel", "Esc", false).clicked();
        });
    });
    let trimmed = path.trim();
    if close || beside {
        out.push(Action::CloseOverlay);
    } else if go && !trimmed.is_empty() {
        let path = in_home(trimmed);
        out.push(match purpose {
            Purpose::Open => Action::Open(vec![path]),
            Purpose::Table => Action::OpenTables(vec![path]),
            Purpose::Watch => Action::Watch(path),
            Purpose::Save => Action::SaveTo(path),
            Purpose::Export => Action::ExportTo(path),
        });
    } else {
        set(state, Overlay::Path { purpose, typed: path }, out);
    }
}

/// Shows the field for a line of text.
pub fn show_line(ui: &mut Ui, state: &State, ask: Ask, typed: &str, palette: &Palette, out: &mut Vec<Action>) {
    let mut line = typed.to_owned();
    let (enter, escape) = ui.input_mut(|input| {
        (input.consume_key(Modifiers::NONE, Key::Enter), input.consume_key(Modifiers::NONE, Key::Escape))
    });
    let (title, why, hint, name) = match ask {
        Ask::Marking => (
            "Marking",
            "Stands at the top of the window and of every picture, as you type it. Leave it empty for none.",
            "Handling line, such as TLP:AMBER",
            "Set",
        ),
        Ask::ViewName => (
            "Save this view",
            "Keeps the filters, the words and the stretch of time. It is saved with the project.",
            "Name of the view",
            "Save",
        ),
        Ask::Author => (
            "Your name",
            "Stands beside your changes in the history of each event. It is written into the projects that you change, \
             and nowhere else. Leave it empty for the name that this computer has for you.",
            "Name",
            "Set",
        ),
    };
    let (mut go, mut close) = (enter, escape);
    let beside = floating(ui, title, WIDTH, 160.0, palette, |ui| {
        ui.label(RichText::new(title).font(font(19.0, Weight::Semibold)).color(palette.ink));
        ui.add_space(4.0);
        ui.label(RichText::new(why).font(font(13.0, Weight::Regular)).color(palette.ink2));
        ui.add_space(12.0);
        field(ui, "line", &mut line, hint, palette).request_focus();
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            go |= button(ui, palette, name, "Enter", true).clicked();
            close |= button(ui, palette, "Cancel", "Esc", false).clicked();
        });
    });
    if close || beside {
        out.push(Action::CloseOverlay);
    } else if go {
        out.push(Action::Typed(ask, line));
    } else {
        set(state, Overlay::Line { ask, typed: line }, out);
    }
}

/// A card above the window, in its middle, `top` below its upper edge. Says whether a click beside it closes it.
pub fn floating(ui: &Ui, name: &str, width: f32, top: f32, palette: &Palette, contents: impl FnOnce(&mut Ui)) -> bool {
    let room = ui.ctx().content_rect().size();
    let width = width.min(room.x - 32.0);
    let id = egui::Id::unique(("card", name));
    let area = egui::Modal::default_area(id)
        .anchor(Align2::CENTER_TOP, vec2(0.0, top))
        .accessible_name(name)
        .default_size(room);
    let card =
        egui::Modal::new(id).area(area.fade_in(false)).backdrop_color(Color32::TRANSPARENT).frame(card(palette, 16));
    let shown = card.show(ui.ctx(), |ui| {
        ui.set_width(width - 32.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        contents(ui);
        let ring = ui.min_rect().expand(17.0);
        ui.painter().with_clip_rect(ring.expand(2.0)).rect_stroke(
            ring,
            9.0,
            Stroke::new(1.0, palette.line),
            StrokeKind::Outside,
        );
    });
    // A card stands by the size that it had before; where that was another, it is put right at once.
    let middle = ui.ctx().content_rect().center().x;
    if (shown.response.rect.center().x - middle).abs() > 1.0 {
        ui.ctx().request_repaint();
    }
    shown.backdrop_response.clicked()
}

/// What else people call commands: a name and words a line, parted by a tab.
const ALSO: &str = include_str!("../../../assets/words/commands.tsv");

/// The commands that all words of the query are told of: first those whose name begins with it, then those whose name
/// and purpose have its words, last those that other programs call so.
fn found(query: &str) -> Vec<Command> {
    let query = query.trim().to_lowercase();
    let has_words = |told: &str| query.split_whitespace().all(|word| told.contains(word));
    let is_offered = |entry: &&Entry| entry.command != Command::Palette && entry.menu != Menu::Presenting;
    let rank = |entry: &Entry| {
        let name = entry.name.to_lowercase();
        let told = format!("{name} {}", entry.does.to_lowercase());
        if name.starts_with(&query) {
            Some(0)
        } else if has_words(&told) {
            Some(1)
        } else {
            // "dark mode" means Dark rather than Light.
            let is_named = query.split_whitespace().any(|word| name.contains(word));
            let told = format!("{told} {} {}", entry.menu.name().to_lowercase(), also(entry.name));
            has_words(&told).then_some(if is_named { 2 } else { 3 })
        }
    };
    let entries = TABLE.iter().filter(is_offered);
    let mut found: Vec<(u8, Command)> = entries.filter_map(|entry| Some((rank(entry)?, entry.command))).collect();
    found.sort_by_key(|&(rank, _)| rank);
    found.into_iter().map(|(_, command)| command).collect()
}

fn also(name: &str) -> &str {
    let lines = ALSO.lines().filter_map(|line| line.split_once('\t'));
    lines.into_iter().find(|(of, _)| *of == name).map_or("", |(_, words)| words)
}

fn field(ui: &mut Ui, id: &str, typed: &mut String, hint: &str, palette: &Palette) -> egui::Response {
    let edit = egui::TextEdit::singleline(typed)
        .id(egui::Id::unique(id))
        .hint_text(RichText::new(hint).color(palette.ink3))
        .font(font(15.0, Weight::Regular))
        .text_color(palette.ink)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(12, 9))
        .frame(
            egui::Frame::new()
                .stroke(Stroke::new(2.0, palette.ink))
                .corner_radius(6.0)
                .inner_margin(egui::Margin::symmetric(12, 9)),
        );
    ui.add(edit).accessible_name(hint)
}

fn set(state: &State, overlay: Overlay, out: &mut Vec<Action>) {
    if state.overlay.as_ref() != Some(&overlay) {
        out.push(Action::SetOverlay(overlay));
    }
}

/// "~/articles" as the shell reads it.
fn in_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expect: Command) {
        let found = found(query);
        let place = found.iter().position(|command| *command == expect);
        assert!(place.is_some_and(|place| place < 3), "“{query}” finds {found:?}");
    }

    #[test]
    fn commands_are_found_by_what_people_call_them() {
        check("dark mode", Command::Dark);
        check("powerpoint", Command::Export);
        check("print", Command::Export);
        check("save as", Command::SaveAs);
        check("search", Command::Find);
        check("shortcuts", Command::Keys);
        check("help", Command::Keys);
        check("rename", Command::EditTitle);
        check("change date", Command::Edit);
        check("slideshow", Command::Present);
        check("import", Command::OpenFiles);
        check("font size", Command::LargerText);
        check("group by country", Command::GroupByCountry);
        check("sort lanes", Command::LanesByNumber);
        check("exit", Command::Quit);
        check("theme", Command::FollowSystem);
        check("undo", Command::Undo);
        check("duplicate", Command::Merge);
    }

    #[test]
    fn other_words_belong_to_commands() {
        for (name, words) in ALSO.lines().filter_map(|line| line.split_once('\t')) {
            assert!(TABLE.iter().any(|entry| entry.name == name), "{name} is no command");
            assert!(!words.is_empty() && words == words.to_lowercase(), "{words}");
        }
    }
}
