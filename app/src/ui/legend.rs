//! The card that explains marks and bands, by the same key as pictures have.

use super::paint;
use super::palette::floating;
use super::theme::Palette;
use crate::apply::Action;
use crate::export::key::Key;
use crate::picture::pen::Pen;
use crate::picture::scene::{Rect, Scene};
use crate::state::State;
use egui::{Role, Sense, Ui, vec2};

const WIDTH: f32 = 760.0;

/// Shows the card.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let counts = &state.known.counts;
    let beside = floating(ui, "Legend", WIDTH, 64.0, palette, |ui| {
        let width = ui.available_width();
        let key = Key::of(counts.kinds.keys().copied(), counts.statuses.keys().copied(), width, &state.text);
        let (place, response) = ui.allocate_exact_size(vec2(width, key.height), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, key.words()));
        let mut pen = Pen::new();
        key.draw(&mut pen, 0.0, 0.0, &palette.theme);
        let lanes_area = Rect { x: 0.0, y: 0.0, width, height: key.height };
        let scene = Scene { width, height: key.height, lanes_area, items: pen.items };
        paint::paint(ui.painter(), place.min, &scene, &state.text);
    });
    if beside {
        out.push(Action::CloseOverlay);
    }
}
