//! The field of an event that is being edited, in its place in details: one at a time, by keyboard or pointer.
//!
//! In: the state. Out: what was typed, chosen or taken. Every field is taken with Enter, left with Esc, and Tab goes on.

use super::details::say;
use super::marks;
use super::theme::{Palette, font};
use super::when_field::{self, Size, card};
use super::widgets::{Icon, button, draw_icon, focus_ring, text};
use crate::apply::{Action, Correct};
use crate::picture::scene::Weight;
use crate::state::{Editing, Moves, State, What, parties};
use dateline_model::actor::Actor;
use dateline_model::event::{Event, Kind, Role as Part, Status};
use egui::{Align2, CornerRadius, Key, Modifiers, Role, Sense, Stroke, Ui, vec2};

/// Shows the field that is edited, with what helps to fill it.
pub fn show(
    ui: &mut Ui,
    state: &State,
    editing: &Editing,
    event: Option<&Event>,
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    if state.overlay.is_none() {
        keys(ui, state, editing, out);
    }
    let typed = match (&editing.what, event) {
        (What::Kind, _) => {
            let typed = typed(ui, editing, "Kind", palette);
            choices(ui, &editing.kinds(), editing.chosen, palette, out, Kind::label, |ui, center, kind| {
                marks::disc(ui.painter(), center, 8.0, (kind, Status::Happened), false, &palette.theme);
            });
            typed
        }
        (What::Status, _) => {
            let typed = typed(ui, editing, "Status", palette);
            choices(ui, &editing.statuses(), editing.chosen, palette, out, Status::code, |ui, center, status| {
                marks::status(ui.painter(), center, status, false, &palette.theme);
            });
            typed
        }
        (What::Parties, Some(event)) => {
            show_parties(ui, state, event, true, palette, out);
            ui.add_space(6.0);
            let typed = typed(ui, editing, "Add a country by name or code", palette);
            let found = editing.countries(state.known.names.iter());
            for (nth, country) in found.iter().enumerate() {
                let name = format!("{}   {}", country.code(), state.name(*country));
                if choice(ui, &name, nth == editing.chosen, 4.0, palette) {
                    out.push(Action::Correct(Correct::Choose(nth)));
                    out.push(Action::Correct(Correct::Take));
                }
            }
            if found.is_empty() && !editing.typed.trim().is_empty() {
                say(ui, "No country has this name or code", 12.5, Weight::Regular, palette.bad, 18.0);
            }
            typed
        }
        (What::Numbers, Some(event)) => {
            ui.horizontal_wrapped(|ui| {
                for (nth, quantity) in event.quantities.iter().enumerate() {
                    if chip(
                        ui,
                        quantity.words.trim(),
                        &format!("Take off the number {}", quantity.words.trim()),
                        palette,
                    ) {
                        out.push(Action::Correct(Correct::DropNumber(nth)));
                    }
                }
            });
            let typed = typed(ui, editing, "Add a number: about 11,000 troops", palette);
            say(ui, "A number with what it counts", 12.5, Weight::Regular, palette.ink3, 18.0);
            typed
        }
        (What::DocumentDate(document), _) => {
            let typed = time(ui, editing, palette);
            show_moves(ui, state, editing, *document, palette);
            typed
        }
        (What::When | What::Undated(..) | What::Passage(..), event) => {
            let typed = time(ui, editing, palette);
            ui.add_space(6.0);
            let sign = event.map_or((Kind::Other, Status::Happened), |event| (event.kind, event.status));
            let new = editing.read.as_ref().map(|read| read.when);
            let old = event.filter(|_| editing.what == What::When).map(|event| event.when);
            when_field::axis(ui, old, new, sign, 72.0, palette);
            typed
        }
        (What::Tags, _) => typed(ui, editing, "Tag", palette),
        (What::Note, _) => typed(ui, editing, "Note", palette),
        (_, _) => typed(ui, editing, "Title", palette),
    };
    if let Some(typed) = typed {
        out.push(Action::Correct(Correct::Type(typed)));
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if button(ui, palette, taking(editing), "Enter", true).clicked() {
            out.push(Action::Correct(Correct::Take));
        }
        if button(ui, palette, "Cancel", "Esc", false).clicked() {
            out.push(Action::Correct(Correct::Leave));
        }
    });
}

/// The name of what Enter does.
fn taking(editing: &Editing) -> &'static str {
    match (&editing.what, &editing.moves) {
        (What::DocumentDate(_), None) => "See what moves",
        (What::DocumentDate(_), Some(_)) => "Take the date",
        (What::Undated(..) | What::Passage(..), _) => "Make the event",
        (What::Parties | What::Numbers | What::Tags, _) => "Add",
        _ => "Take",
    }
}

fn keys(ui: &mut Ui, state: &State, editing: &Editing, out: &mut Vec<Action>) {
    let offered = match editing.what {
        What::Kind => editing.kinds().len(),
        What::Status => editing.statuses().len(),
        What::Parties => editing.countries(state.known.names.iter()).len(),
        _ => 0,
    };
    let last = offered.saturating_sub(1);
    let mut correct = |step: Correct| out.push(Action::Correct(step));
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::SHIFT, Key::Tab) {
            correct(Correct::Next(false));
        } else if input.consume_key(Modifiers::NONE, Key::Tab) {
            correct(Correct::Next(true));
        } else if input.consume_key(Modifiers::NONE, Key::Enter) {
            correct(Correct::Take);
        } else if input.consume_key(Modifiers::NONE, Key::Escape) {
            correct(Correct::Leave);
        } else if offered > 0 && input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            correct(Correct::Choose(if editing.chosen >= last { 0 } else { editing.chosen + 1 }));
        } else if offered > 0 && input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            correct(Correct::Choose(if editing.chosen == 0 { last } else { editing.chosen - 1 }));
        }
    });
}

fn typed(ui: &mut Ui, editing: &Editing, hint: &str, palette: &Palette) -> Option<String> {
    when_field::field(ui, editing, hint, false, Size::Small, palette)
}

fn time(ui: &mut Ui, editing: &Editing, palette: &Palette) -> Option<String> {
    let typed = when_field::field(ui, editing, "When", when_field::is_unread(editing), Size::Small, palette);
    ui.add_space(8.0);
    when_field::read_back(ui, editing, Size::Small, palette);
    typed
}

/// What another date of a document moves: old and new of each event.
fn show_moves(ui: &mut Ui, state: &State, editing: &Editing, document: usize, palette: &Palette) {
    let Some(Moves { events, .. }) = &editing.moves else {
        let title = state.known.timeline.documents.get(document).map_or("", |document| document.title.as_str());
        ui.add_space(6.0);
        say(
            ui,
            &format!("What “{title}” tells by words such as “last week” counts from this date."),
            12.5,
            Weight::Regular,
            palette.ink3,
            18.0,
        );
        return;
    };
    ui.add_space(8.0);
    card(ui, palette, |ui| {
        let count = match events.len() {
            0 => "No event moves".to_owned(),
            1 => "1 event moves".to_owned(),
            many => format!("{many} events move"),
        };
        say(ui, &count, 14.0, Weight::Semibold, palette.ink, 20.0);
        for (title, old, new) in events.iter().take(MOVES_SHOWN) {
            say(ui, title, 12.5, Weight::Regular, palette.ink, 18.0);
            let words = |when: &Option<dateline_model::when::When>| {
                when.map_or("no longer told".to_owned(), |when| when.label())
            };
            let line = match old {
                Some(_) => format!("{} → {}", words(old), words(new)),
                None => format!("new: {}", words(new)),
            };
            say(ui, &line, 12.0, Weight::Regular, palette.ink2, 18.0);
        }
        if events.len() > MOVES_SHOWN {
            say(ui, &format!("and {} more", events.len() - MOVES_SHOWN), 12.0, Weight::Regular, palette.ink3, 18.0);
        }
    });
}

/// So many of the events that move are listed.
const MOVES_SHOWN: usize = 8;

/// Shows who takes part, each with its role; where it is edited, a click on a role changes it.
pub fn show_parties(ui: &mut Ui, state: &State, event: &Event, edited: bool, palette: &Palette, out: &mut Vec<Action>) {
    for (nth, party) in parties(event).iter().enumerate() {
        let name = match &party.actor {
            Actor::Country(country) => format!("{}  {}", country.code(), state.name(*country)),
            Actor::Organization(name) => name.clone(),
        };
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if chip(ui, &name, &format!("Take off {name}"), palette) {
                out.push(Action::Correct(Correct::DropParty(nth)));
            }
            let role = role_name(party.role);
            if link(ui, role, &format!("{name}: {role}; change the role"), palette) && edited {
                out.push(Action::Correct(Correct::TurnParty(nth)));
            }
        });
    }
}

/// A role in plain words.
pub fn role_name(role: Part) -> &'static str {
    match role {
        Part::Actor => "acts",
        Part::Target => "is acted on, or with",
        Part::Place => "is where",
        Part::SaidBy => "says so",
    }
}

/// A chip with a cross; whether it was clicked.
pub fn chip(ui: &mut Ui, words: &str, name: &str, palette: &Palette) -> bool {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font(12.5, Weight::Regular), palette.ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 34.0, 24.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name));
    let chip = rect.shrink2(vec2(0.0, 1.0));
    ui.painter().rect_filled(chip, CornerRadius::same(4), palette.sel);
    ui.painter().galley(chip.left_center() + vec2(8.0, -galley.size().y / 2.0), galley, palette.ink);
    let ink = if response.hovered() { palette.ink } else { palette.ink3 };
    draw_icon(ui.painter(), chip.right_center() - vec2(11.0, 0.0), Icon::Close, ink);
    focus_ring(ui.painter(), &response, chip, 4, palette);
    response.clicked()
}

/// Underlined words that do something; whether they were clicked.
pub fn link(ui: &mut Ui, words: &str, name: &str, palette: &Palette) -> bool {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font(12.5, Weight::Regular), palette.ink2);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(4.0, 6.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name));
    let ink = if response.hovered() { palette.ink } else { palette.ink2 };
    ui.painter().galley_with_override_text_color(rect.min + vec2(2.0, 3.0), galley, ink);
    ui.painter().hline(rect.left() + 2.0..=rect.right() - 2.0, rect.bottom() - 3.0, Stroke::new(1.0, palette.line2));
    focus_ring(ui.painter(), &response, rect, 4, palette);
    response.clicked()
}

fn choices<T: Copy>(
    ui: &mut Ui,
    all: &[T],
    chosen: usize,
    palette: &Palette,
    out: &mut Vec<Action>,
    name: impl Fn(T) -> &'static str,
    sign: impl Fn(&mut Ui, egui::Pos2, T),
) {
    ui.add_space(4.0);
    for (nth, one) in all.iter().enumerate() {
        let top = ui.cursor().min;
        if choice(ui, name(*one), nth == chosen, 30.0, palette) {
            out.push(Action::Correct(Correct::Choose(nth)));
            out.push(Action::Correct(Correct::Take));
        }
        sign(ui, top + vec2(15.0, 13.0), *one);
    }
    if all.is_empty() {
        say(ui, "None is called so", 12.5, Weight::Regular, palette.bad, 18.0);
    }
}

fn choice(ui: &mut Ui, name: &str, chosen: bool, inset: f32, palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(Role::ListBoxOption, true, chosen, name));
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), palette.sel);
    }
    if chosen {
        ui.scroll_to_rect(rect, None);
    }
    let weight = if chosen { Weight::Semibold } else { Weight::Regular };
    text(ui.painter(), rect.left_center() + vec2(inset, 0.0), Align2::LEFT_CENTER, name, 13.0, weight, palette.ink);
    response.clicked()
}
