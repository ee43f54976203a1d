//! The card that tells what keys and mouse do, from the command table.

use super::palette::floating;
use super::theme::{Palette, font};
use super::widgets::{Icon, icon_button, scrolled, text};
use crate::apply::Action;
use crate::command::{MOUSE, Menu, TABLE};
use crate::picture::scene::Weight;
use egui::{Align2, Rect, RichText, Role, Sense, Ui, vec2};

const WIDTH: f32 = 940.0;
const ROW: f32 = 22.0;

/// Shows the card.
pub fn show(ui: &mut Ui, palette: &Palette, out: &mut Vec<Action>) {
    let mut closed = false;
    let beside = floating(ui, "Keys and mouse", WIDTH, 64.0, palette, |ui| {
        let top = ui.cursor().min;
        ui.label(RichText::new("Keys and mouse").font(font(19.0, Weight::Semibold)).color(palette.ink));
        let version = concat!("Dateline ", env!("CARGO_PKG_VERSION"), ", works without a network");
        ui.add_space(4.0);
        ui.label(RichText::new(version).font(font(12.5, Weight::Regular)).color(palette.ink3));
        let corner = Rect::from_min_size(egui::pos2(ui.max_rect().right() - 30.0, top.y - 4.0), vec2(30.0, 30.0));
        let close = ui.scope_builder(egui::UiBuilder::new().max_rect(corner), |ui| {
            icon_button(ui, palette, Icon::Close, "Close", 30.0)
        });
        closed = close.inner.clicked();
        ui.add_space(8.0);
        let room = ui.ctx().content_rect().height() - 170.0;
        scrolled(ui, "the keys", room, |ui| {
            ui.columns(3, |columns| {
                section(&mut columns[0], Menu::Edit, palette);
                section(&mut columns[0], Menu::File, palette);
                section(&mut columns[0], Menu::Lanes, palette);
                section(&mut columns[1], Menu::View, palette);
                section(&mut columns[1], Menu::Event, palette);
                section(&mut columns[2], Menu::Play, palette);
                section(&mut columns[2], Menu::Story, palette);
                section(&mut columns[2], Menu::Presenting, palette);
                section(&mut columns[2], Menu::Help, palette);
                heading(&mut columns[2], "Mouse", palette);
                for (keys, does) in MOUSE {
                    row(&mut columns[2], keys, does, palette);
                }
            });
        });
    });
    if closed || beside {
        out.push(Action::CloseOverlay);
    }
}

fn section(ui: &mut Ui, menu: Menu, palette: &Palette) {
    heading(ui, menu.name(), palette);
    for entry in TABLE.iter().filter(|entry| entry.menu == menu && !entry.keys.is_empty()) {
        row(ui, &entry.keys_text(), entry.name, palette);
    }
}

fn heading(ui: &mut Ui, name: &str, palette: &Palette) {
    ui.add_space(10.0);
    ui.label(RichText::new(name).font(font(12.0, Weight::Semibold)).color(palette.ink3));
    ui.add_space(2.0);
}

fn row(ui: &mut Ui, keys: &str, does: &str, palette: &Palette) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, format!("{does}: {keys}")));
    let painter = ui.painter();
    text(painter, rect.left_center(), Align2::LEFT_CENTER, does, 13.0, Weight::Regular, palette.ink);
    let right = rect.right_center() - vec2(16.0, 0.0);
    text(painter, right, Align2::RIGHT_CENTER, keys, 12.0, Weight::Regular, palette.ink3);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;

    #[test]
    fn every_key_is_told() {
        let mut tested = Tested::with_fixture([1280, 800], ThemeChoice::Light);
        tested.act(Action::Run(Command::Keys));
        for entry in TABLE.iter().filter(|entry| !entry.keys.is_empty()) {
            let line = format!("{}: {}", entry.name, entry.keys_text());
            assert!(tested.shows(&line), "{line}");
        }
        tested.screenshot("help.png");
    }
}
