//! The bar at the top: menus from the command table, the title, the field that filters by text, the main button.

use super::find;
use super::theme::{Palette, font};
use super::widgets::{Icon, button, draw_icon, icon_button, text_within};
use crate::apply::Action;
use crate::command::{Command, Entry, Menu, TABLE};
use crate::picture::scene::Weight;
use crate::state::{DETAILS_DOCK_PT, RAIL_DOCK_PT, State};
use egui::{Align, Layout, Pos2, Rect, RichText, Stroke, Ui, pos2, vec2};

/// Height of the bar, in points.
pub const HEIGHT: f32 = 44.0;
const FIND_WIDTH: f32 = 360.0;
/// What a menu leaves free of the window's height, in points: the bars above it, and its margins.
const BELOW_BAR: f32 = 100.0;
/// In windows narrower than this all menus stand in one, and in those narrower than that is exporting only there.
const MENUS_PT: f32 = 770.0;
const EXPORT_PT: f32 = 500.0;

/// Shows the bar. `focus_find` puts the cursor into the field.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, focus_find: bool, out: &mut Vec<Action>) {
    let bar = ui.max_rect();
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, palette.line));
    logo(ui, bar.left_center() + vec2(24.0, 0.0), palette);
    let menus = bar.with_min_x(bar.left() + 40.0);
    let left =
        ui.scope_builder(egui::UiBuilder::new().max_rect(menus).layout(Layout::left_to_right(Align::Center)), |ui| {
            show_menus(ui, state, palette, out);
            if state.panels.width_pt < RAIL_DOCK_PT && !state.known.timeline.documents.is_empty() {
                panel_button(ui, palette, Icon::Filters, Command::ToggleFilters, out);
            }
            ui.min_rect().right()
        });
    if state.known.timeline.documents.is_empty() {
        title(ui, "Untitled", bar.left()..bar.right(), bar, palette);
        return;
    }
    let controls = bar.shrink2(vec2(16.0, 0.0));
    let right = ui.scope_builder(
        egui::UiBuilder::new().max_rect(controls).layout(Layout::right_to_left(Align::Center)),
        |ui| {
            if let Some(reviewing) = &state.reviewing {
                let (done, all) = super::review::done(reviewing);
                let (rect, response) = ui.allocate_exact_size(vec2(DONE_WIDTH, 30.0), egui::Sense::hover());
                let words = format!("{done} of {all} done");
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
                let drawn = super::widgets::text(
                    ui.painter(),
                    rect.right_center(),
                    egui::Align2::RIGHT_CENTER,
                    &words,
                    13.0,
                    Weight::Regular,
                    palette.ink2,
                );
                let bar = Rect::from_min_max(
                    pos2(rect.left(), rect.center().y - 2.0),
                    pos2(drawn.left() - 12.0, rect.center().y + 2.0),
                );
                ui.painter().rect_filled(bar, 2.0, palette.line);
                let part = bar.with_max_x(bar.left() + bar.width() * done as f32 / all.max(1) as f32);
                ui.painter().rect_filled(part, 2.0, palette.ink);
                return rect;
            }
            if state.panels.width_pt < DETAILS_DOCK_PT {
                panel_button(ui, palette, Icon::Details, Command::ToggleDetails, out);
            }
            // Where it is narrow, keys stand in the menus alone.
            let narrow = state.panels.width_pt < RAIL_DOCK_PT;
            let buttons = [(Command::Present, "Present", true), (Command::Export, "Export", false)];
            let shown = if state.panels.width_pt < EXPORT_PT { 1 } else { 2 };
            for (command, name, main) in buttons.into_iter().take(shown) {
                let entry = command.entry();
                let keys = if narrow { String::new() } else { entry.keys_text() };
                let pressed = ui.add_enabled_ui(state.can(command), |ui| button(ui, palette, name, &keys, main));
                if pressed.inner.on_hover_text(entry.does).clicked() {
                    out.push(Action::Run(command));
                }
            }
            let count = state.left_to_review.1;
            if count > 0 && !narrow {
                let entry = Command::Review.entry();
                let review = button(ui, palette, "Review", &count.to_string(), false);
                if review.on_hover_text(entry.does).clicked() {
                    out.push(Action::Run(Command::Review));
                }
            }
            ui.add_space(8.0);
            // The menus and, where there is room, the title keep theirs.
            let room = ui.available_width() - (left.inner - controls.left()) - 16.0;
            let width = FIND_WIDTH.min(state.panels.width_pt * 0.28).min(room).max(FIND_WIDTH_MIN);
            find::show(ui, state, palette, width, focus_find, out)
        },
    );
    let words = if state.reviewing.is_some() { "Review" } else { &state.known.timeline.title };
    title(ui, words, left.inner..right.inner.left(), bar, palette);
}

/// The field for words is never narrower.
const FIND_WIDTH_MIN: f32 = 90.0;
/// Room for how much of a review is done.
const DONE_WIDTH: f32 = 210.0;

fn logo(ui: &Ui, center: Pos2, palette: &Palette) {
    let stroke = Stroke::new(2.0, palette.ink);
    for (row, (from, to)) in [(-8.0, 4.0), (-4.0, 9.0), (-8.0, 1.0)].into_iter().enumerate() {
        let y = center.y - 5.0 + 5.0 * row as f32;
        ui.painter().line_segment([pos2(center.x + from, y), pos2(center.x + to, y)], stroke);
    }
}

/// The title in the middle of the bar, or of the room that the rest leaves.
fn title(ui: &mut Ui, words: &str, room: std::ops::Range<f32>, bar: Rect, palette: &Palette) {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font(15.0, Weight::Semibold), palette.ink);
    let free = room.end - room.start - 32.0;
    if free < 60.0 {
        return;
    }
    let width = galley.size().x.min(free);
    let left = (bar.center().x - width / 2.0).clamp(room.start + 16.0, room.end - 16.0 - width);
    let place = Rect::from_center_size(pos2(left + width / 2.0, bar.center().y), vec2(width, 20.0));
    text_within(ui.painter(), place.left_center(), width + 1.0, words, 15.0, Weight::Semibold, palette.ink);
    let response = ui.interact(place, ui.scope_id().with("title"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, words));
}

fn show_menus(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    ui.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
    ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
    ui.visuals_mut().widgets.hovered.bg_stroke = Stroke::NONE;
    // The look of what has the focus.
    ui.visuals_mut().widgets.active.bg_stroke = Stroke::new(2.0, palette.ink);
    ui.visuals_mut().widgets.open.bg_stroke = Stroke::NONE;
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
    if state.panels.width_pt < MENUS_PT {
        ui.menu_button(RichText::new("Menu").size(13.5).color(palette.ink2), |ui| {
            ui.set_min_width(120.0);
            show_each_menu(ui, state, palette, out);
        });
    } else {
        show_each_menu(ui, state, palette, out);
    }
}

fn show_each_menu(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    for menu in Menu::ALL {
        ui.menu_button(RichText::new(menu.name()).size(13.5).color(palette.ink2), |ui| {
            ui.set_min_width(250.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let room = ui.ctx().content_rect().height() - BELOW_BAR;
            egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
                for entry in TABLE.iter().filter(|entry| entry.menu == menu) {
                    if entry.line_above {
                        ui.separator();
                    }
                    menu_row(ui, state, palette, entry, out);
                }
                if menu == Menu::File && !state.recent.is_empty() {
                    ui.separator();
                    show_recent(ui, state, palette, out);
                }
            });
        });
    }
}

/// The projects that were opened or saved last.
fn show_recent(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    for path in &state.recent {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let folder = path.parent().and_then(|folder| folder.file_name()).unwrap_or_default().to_string_lossy();
        if plain_row(ui, palette, &format!("{name}  in {folder}"), true) {
            out.push(Action::Open(vec![path.clone()]));
            ui.close();
        }
    }
}

/// A row of a menu that stands for a command.
pub fn menu_row(ui: &mut Ui, state: &State, palette: &Palette, entry: &Entry, out: &mut Vec<Action>) {
    let name = state.name_of(entry.command);
    let row = egui::Button::new(RichText::new(format!("      {name}")).size(13.5).color(palette.ink))
        .shortcut_text(RichText::new(entry.keys_text()).size(12.0).color(palette.ink3))
        .frame_when_inactive(false)
        .min_size(vec2(240.0, 26.0));
    let response = ui.add_enabled(state.can(entry.command), row).on_hover_text(entry.does);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::MenuItem, state.can(entry.command), state.has(entry.command), &name)
    });
    if state.has(entry.command) {
        draw_icon(ui.painter(), response.rect.left_center() + vec2(9.0, 0.0), Icon::Tick, palette.ink);
    }
    if response.clicked() {
        out.push(Action::Run(entry.command));
        ui.close();
    }
}

/// A row of a menu that stands for nothing in the table; whether it was clicked.
pub fn plain_row(ui: &mut Ui, palette: &Palette, name: &str, can: bool) -> bool {
    let row = egui::Button::new(RichText::new(name).size(13.5).color(palette.ink))
        .frame_when_inactive(false)
        .min_size(vec2(180.0, 26.0));
    let response = ui.add_enabled(can, row);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, can, name));
    response.clicked()
}

fn panel_button(ui: &mut Ui, palette: &Palette, icon: Icon, command: Command, out: &mut Vec<Action>) {
    if icon_button(ui, palette, icon, command.entry().name, 30.0).clicked() {
        out.push(Action::Run(command));
    }
}
