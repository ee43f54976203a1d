//! The card that asks what the columns of a table hold: its first rows, a choice above each column, and how much of it
//! can be read so.

use super::palette::floating;
use super::theme::{Palette, font};
use super::widgets::{button, text_within};
use crate::apply::Action;
use crate::open::columns::Table;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::document::{Columns, Role};
use egui::{ComboBox, CornerRadius, EventFilter, Key, Modifiers, RichText, Sense, Stroke, Ui, pos2, vec2};

const WIDTH: f32 = 1080.0;
/// Width of a column: more where there is room.
const COLUMN: [f32; 2] = [168.0, 320.0];
const ROW: f32 = 23.0;
/// Width of the numbers of rows at the left.
const NUMBERS: f32 = 44.0;

/// Shows the card for the first table that waits.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let Some(table) = state.tables.first() else {
        out.push(Action::CloseOverlay);
        return;
    };
    // A list that is open has keys of its own.
    let listing = egui::Popup::is_any_open(ui.ctx());
    let pressed = |ui: &mut Ui, held, key| !listing && ui.input_mut(|input| input.consume_key(held, key));
    let mut import = pressed(ui, Modifiers::COMMAND, Key::Enter);
    let mut leave = pressed(ui, Modifiers::NONE, Key::Escape);
    let mut as_text = false;
    let mut columns = table.columns.clone();
    let beside = floating(ui, "Columns", WIDTH, 72.0, palette, |ui| {
        ui.label(RichText::new("What do the columns hold?").font(font(19.0, Weight::Semibold)).color(palette.ink));
        ui.add_space(4.0);
        let rest = match state.tables.len() - 1 {
            0 => String::new(),
            1 => "; one more table waits".to_owned(),
            many => format!("; {many} more tables wait"),
        };
        let told = format!("{}{rest}", table.document.name);
        ui.label(RichText::new(told).font(font(13.0, Weight::Regular)).color(palette.ink2));
        ui.add_space(12.0);
        grid(ui, table, &mut columns, palette);
        ui.add_space(10.0);
        settings(ui, table, &mut columns);
        ui.add_space(10.0);
        read_back(ui, table, palette);
        ui.add_space(14.0);
        ui.horizontal(|ui| {
            ui.add_enabled_ui(table.lacks().is_none(), |ui| {
                import |= button(ui, palette, "Import", "Ctrl Enter", true).clicked();
            });
            as_text = button(ui, palette, "Read as text", "", false).clicked();
            leave |= button(ui, palette, "Leave out", "Esc", false).clicked();
            if let Some(reason) = table.lacks() {
                ui.label(RichText::new(reason).font(font(13.0, Weight::Regular)).color(palette.warn));
            }
        });
    });
    if import {
        out.push(Action::ImportTable { as_text: false });
    } else if as_text {
        out.push(Action::ImportTable { as_text: true });
    } else if leave || (beside && !listing) {
        out.push(Action::CloseOverlay);
    } else if columns != table.columns {
        out.push(Action::SetColumns(columns));
    }
}

/// The first rows of the table, a choice above each column.
fn grid(ui: &mut Ui, table: &Table, columns: &mut Columns, palette: &Palette) {
    let count = table.look.width.max(columns.roles.len());
    let width = ((ui.available_width() - NUMBERS) / count.max(1) as f32).clamp(COLUMN[0], COLUMN[1]);
    let chosen = columns.roles.clone();
    let area = egui::ScrollArea::horizontal().id_salt("columns").auto_shrink([false, true]);
    let shown = area.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(NUMBERS);
            for column in 0..count {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    let role = chosen.get(column).copied().unwrap_or_default();
                    let name = table.look.names.get(column).filter(|name| !name.is_empty());
                    let name = name.map_or_else(|| format!("Column {}", column + 1), String::clone);
                    let taken = choice(ui, &name, column, &chosen, width);
                    if taken != role {
                        choose(columns, column, taken);
                    }
                    cells(ui, table, column, &name, role, width, palette);
                });
            }
        });
    });
    if shown.content_size.x > shown.inner_rect.width() {
        // The bar across the first axis, as egui numbers them.
        ui.ctx().accesskit_node_builder(shown.id.with(0_usize), |node| node.set_label("Scroll the columns"));
    }
}

/// Gives a column to what it holds; but for quantities, what held that before holds nothing then.
fn choose(columns: &mut Columns, column: usize, role: Role) {
    if columns.roles.len() <= column {
        columns.roles.resize(column + 1, Role::Skip);
    }
    if role != Role::Quantity {
        columns.roles.iter_mut().filter(|other| **other == role).for_each(|other| *other = Role::Skip);
    }
    columns.roles[column] = role;
}

/// The list above a column; up and down change it without opening it, to what no other column holds. The first one takes
/// the keys when the card opens.
fn choice(ui: &mut Ui, name: &str, column: usize, chosen: &[Role], width: f32) -> Role {
    let role = chosen.get(column).copied().unwrap_or_default();
    let mut taken = role;
    let list = ComboBox::from_id_salt(("column", column)).width(width - 12.0).height(420.0);
    let shown = list.selected_text(role.label()).show_ui(ui, |ui| {
        for other in Role::ALL {
            ui.selectable_value(&mut taken, other, other.label());
        }
    });
    let response = shown.response;
    let told = format!("{name} holds");
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &told);
        info.current_text_value = Some(role.label().to_owned());
        info
    });
    if column == 0 && ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() && !egui::Popup::is_any_open(ui.ctx()) {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let at = Role::ALL.iter().position(|other| *other == role).unwrap_or_default();
        let (down, up) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::NONE, Key::ArrowDown), input.consume_key(Modifiers::NONE, Key::ArrowUp))
        });
        let free = |other: &&Role| matches!(other, Role::Skip | Role::Quantity) || !chosen.contains(other);
        if down {
            taken = Role::ALL[at + 1..].iter().find(free).copied().unwrap_or(role);
        } else if up {
            taken = Role::ALL[..at].iter().rev().find(free).copied().unwrap_or(role);
        }
    }
    taken
}

/// The name of a column and what stands below it, pale where it is skipped; the numbers of the rows left of the first.
fn cells(ui: &mut Ui, table: &Table, column: usize, name: &str, role: Role, width: f32, palette: &Palette) {
    ui.add_space(8.0);
    let rows = &table.look.rows;
    let (place, response) = ui.allocate_exact_size(vec2(width, ROW * (rows.len() + 1) as f32), Sense::hover());
    response.widget_info(|| {
        let values: Vec<&str> = rows.iter().filter_map(|(_, cells)| cells.get(column)).map(String::as_str).collect();
        egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{name}: {}", values.join("; ")))
    });
    let painter = ui.painter();
    let ink = if role == Role::Skip { palette.ink3 } else { palette.ink };
    if role != Role::Skip {
        painter.rect_filled(place.with_max_x(place.right() - 12.0), CornerRadius::same(4), palette.panel);
    }
    let at = |nth: usize| pos2(place.left() + 6.0, place.top() + ROW * (nth as f32 + 0.5));
    text_within(painter, at(0), width - 26.0, name, 13.0, Weight::Semibold, ink);
    painter.hline(place.left()..=place.right() - 12.0, place.top() + ROW, Stroke::new(1.0, palette.line2));
    for (nth, (number, cells)) in rows.iter().enumerate() {
        if column == 0 {
            let left = at(nth + 1) - vec2(NUMBERS + 6.0, 0.0);
            text_within(painter, left, NUMBERS, &number.to_string(), 12.0, Weight::Regular, palette.ink3);
        }
        let cell = cells.get(column).map_or("", String::as_str);
        let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        text_within(painter, at(nth + 1), width - 26.0, &cell, 13.0, Weight::Regular, ink);
    }
}

/// Whether the first row names the columns, and, where it matters, which of 3/4/2021 is the day.
fn settings(ui: &mut Ui, table: &Table, columns: &mut Columns) {
    ui.horizontal(|ui| {
        ui.checkbox(&mut columns.heading, "The first row names the columns");
        if table.look.order_matters {
            ui.add_space(20.0);
            ui.label("3/4/2021 is");
            ui.radio_value(&mut columns.day_first, true, "3 April");
            ui.radio_value(&mut columns.day_first, false, "4 March");
        }
    });
}

/// How much can be read, and what the first row that can be is read as.
fn read_back(ui: &mut Ui, table: &Table, palette: &Palette) {
    egui::Frame::new().fill(palette.panel).corner_radius(8.0).inner_margin(12.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let whole = table.look.wrong.is_none();
        let ink = if whole { palette.ink } else { palette.warn };
        ui.label(RichText::new(table.read_back()).font(font(14.0, Weight::Semibold)).color(ink));
        let first = match &table.look.first {
            Some((row, when, words)) => {
                let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
                format!("Row {row} reads: {when}, {words}")
            }
            None => "No row can be read yet".to_owned(),
        };
        ui.add(egui::Label::new(RichText::new(first).font(font(13.0, Weight::Regular)).color(palette.ink2)).truncate());
    });
}
