//! The field of an event that is being edited, in its place in details: one at a time, by keyboard or pointer.
//!
//! In: the state. Out: what was typed, chosen or taken. Every field is taken with Enter, left with Esc, and Tab takes and
//! goes on. What a list holds is chosen with the arrow keys while nothing is typed.

use super::details::say;
use super::marks;
use super::theme::{Palette, font};
use super::when_field::{self, Size, card};
use super::widgets::{Icon, button, draw_icon, focus_ring, scrolled, text};
use crate::apply::{Action, Correct};
use crate::picture::scene::Weight;
use crate::state::{Editing, Moves, Offered, State, Understood, What};
use dateline_model::actor::Actor;
use dateline_model::event::{Event, Kind, Role as Part, Status};
use dateline_model::when::When;
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
    let offered = state.offered();
    if state.overlay.is_none() {
        keys(ui, editing, &offered, out);
    }
    let standing = offered.iter().all(|one| matches!(one, Offered::Standing(_)));
    if standing || editing.what.is_list() {
        show_standing(ui, state, editing, palette, out);
    }
    if let Some(typed) = when_field::field(ui, editing, hint(&editing.what), Size::Small, palette) {
        out.push(Action::Correct(Correct::Type(typed)));
    }
    ui.add_space(6.0);
    when_field::read_back(ui, editing, Size::Small, palette);
    match (&editing.what, event) {
        (What::DocumentDate(document), _) => show_moves(ui, state, editing, *document, palette),
        (What::When | What::Undated(..) | What::Passage(..), event) => {
            ui.add_space(6.0);
            let sign = event.map_or((Kind::Other, Status::Happened), |event| (event.kind, event.status));
            let new = editing.time().map(|read| read.when);
            let old = event.filter(|_| editing.what == What::When).map(|event| event.when);
            when_field::axis(ui, old, new, sign, 72.0, palette);
        }
        (What::Shift, _) => show_shifted(ui, state, editing, palette),
        _ if !standing => show_offered(ui, state, editing, &offered, palette, out),
        _ => {}
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let key = if editing.what == What::Note { "Ctrl Enter" } else { "Enter" };
        if button(ui, palette, taking(editing, &offered), key, true).clicked() {
            out.push(Action::Correct(Correct::Take));
        }
        let leaving = if editing.what.is_list() { "Done" } else { "Cancel" };
        if button(ui, palette, leaving, "Esc", false).clicked() {
            out.push(Action::Correct(Correct::Leave));
        }
    });
}

/// What an empty field is for.
fn hint(what: &What) -> &'static str {
    match what {
        What::Parties => "Add a country or organisation",
        What::Numbers => "Add a number: about 11,000 troops",
        What::Shift => "3 days later, -2 weeks, 1 month earlier",
        What::Note => "What you know of it",
        What::Tags => "Tag",
        What::DocumentDate(_) => "When it was written",
        what => what.name(),
    }
}

/// The name of what Enter does.
fn taking(editing: &Editing, offered: &[Offered]) -> &'static str {
    match (&editing.what, offered.first()) {
        (What::DocumentDate(_), _) => "Apply",
        (What::Undated(..) | What::Passage(..), _) => "Make the event",
        (What::Shift, _) => "Move",
        (What::Parties, Some(Offered::Standing(_))) => "Change role",
        (What::Numbers, Some(Offered::Standing(_))) => "Change",
        (What::Numbers, _) if editing.instead_of.is_some() => "Take",
        (What::Parties | What::Numbers | What::Tags, _) => "Add",
        _ => "Take",
    }
}

fn keys(ui: &mut Ui, editing: &Editing, offered: &[Offered], out: &mut Vec<Action>) {
    let last = offered.len().saturating_sub(1);
    let chosen = editing.chosen.min(last);
    let standing = matches!(offered.get(chosen), Some(Offered::Standing(_)));
    let mut correct = |step: Correct| out.push(Action::Correct(step));
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
        if pressed(Modifiers::SHIFT, Key::Tab) {
            correct(Correct::Next(false));
        } else if pressed(Modifiers::NONE, Key::Tab) {
            correct(Correct::Next(true));
        } else if pressed(Modifiers::COMMAND, Key::Enter)
            || editing.what != What::Note && pressed(Modifiers::NONE, Key::Enter)
        {
            correct(Correct::Take);
        } else if pressed(Modifiers::NONE, Key::Escape) {
            correct(Correct::Leave);
        } else if !offered.is_empty() && pressed(Modifiers::NONE, Key::ArrowDown) {
            correct(Correct::Choose(if chosen == last { 0 } else { chosen + 1 }));
        } else if !offered.is_empty() && pressed(Modifiers::NONE, Key::ArrowUp) {
            correct(Correct::Choose(if chosen == 0 { last } else { chosen - 1 }));
        } else if standing && pressed(Modifiers::NONE, Key::Delete) {
            correct(Correct::Drop(chosen));
        } else if standing && editing.what == What::Parties {
            for (key, on) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
                if pressed(Modifiers::NONE, key) {
                    correct(Correct::TurnParty(chosen, on));
                }
            }
        }
    });
}

/// What another date of a document moves: old and new of each event.
fn show_moves(ui: &mut Ui, state: &State, editing: &Editing, document: usize, palette: &Palette) {
    ui.add_space(6.0);
    let Some(Moves { events, .. }) = &editing.moves else {
        let title = state.known.timeline.documents.get(document).map_or("", |document| document.title.as_str());
        let words = match editing.is_touched() && editing.time().is_some() {
            true => "Working out what moves …".to_owned(),
            false => format!("What “{title}” tells by words such as “last week” counts from this date."),
        };
        say(ui, &words, 12.5, Weight::Regular, palette.ink3, 18.0);
        return;
    };
    card(ui, 12, palette, |ui| {
        let count = match events.len() {
            0 => "No event moves".to_owned(),
            1 => "1 event moves".to_owned(),
            many => format!("{many} events move"),
        };
        say(ui, &count, 14.0, Weight::Semibold, palette.ink, 20.0);
        let words = |when: &Option<When>| when.map_or("no longer told".to_owned(), |when| when.label());
        scrolled(ui, "what moves", MOVES_HEIGHT, |ui| {
            for (title, old, new) in events {
                let line = match old {
                    Some(_) => format!("{} → {}", words(old), words(new)),
                    None => format!("new: {}", words(new)),
                };
                moved(ui, title, &line, palette);
            }
        });
    });
}

/// What moving the selected events comes to.
fn show_shifted(ui: &mut Ui, state: &State, editing: &Editing, palette: &Palette) {
    let Understood::Shift(shift) = &editing.read else { return };
    ui.add_space(6.0);
    scrolled(ui, "what moves", MOVES_HEIGHT, |ui| {
        for event in state.selected_events().take(MOVES_SHOWN) {
            let new = shift.of(&event.when).map_or("beyond the calendar".to_owned(), |when| when.label());
            moved(ui, &event.title, &format!("{} → {new}", event.when.label()), palette);
        }
    });
}

fn moved(ui: &mut Ui, title: &str, line: &str, palette: &Palette) {
    ui.add_space(2.0);
    say(ui, title, 12.5, Weight::Regular, palette.ink, 17.0);
    say(ui, line, 12.0, Weight::Regular, palette.ink2, 17.0);
}

/// A list of what moves is so high at most, in points.
const MOVES_HEIGHT: f32 = 200.0;
/// So many of the selected are listed.
const MOVES_SHOWN: usize = 200;

/// What a list holds already: each can be taken off, and of participants the role changed.
fn show_standing(ui: &mut Ui, state: &State, editing: &Editing, palette: &Palette, out: &mut Vec<Action>) {
    let chosen = |nth: usize| editing.typed.trim().is_empty() && editing.chosen == nth;
    let several = state.picked.events.len();
    match editing.what {
        What::Parties => {
            let all = state.selected_parties();
            for (nth, (party, count)) in all.iter().enumerate() {
                let name = actor_name(state, &party.actor);
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    if chip(ui, &name, &format!("Take off {name}"), chosen(nth), palette) {
                        out.push(Action::Correct(Correct::Drop(nth)));
                    }
                    let role = role_name(party.role);
                    if link(ui, role, &format!("{name}: {role}; change the role"), palette) {
                        out.push(Action::Correct(Correct::TurnParty(nth, true)));
                    }
                    if several > 1 {
                        say(ui, &format!("{count} of {several}"), 12.0, Weight::Regular, palette.ink3, 24.0);
                    }
                });
            }
            if !all.is_empty() {
                keys_told(ui, "Up, down: choose. Left, right: role. Del: take off", palette);
            }
        }
        What::Numbers => {
            let numbers = state.lead().map(|event| event.quantities.as_slice()).unwrap_or_default();
            for (nth, quantity) in numbers.iter().enumerate() {
                let words = quantity.words.trim();
                if chip(ui, words, &format!("Take off the number {words}"), chosen(nth), palette) {
                    out.push(Action::Correct(Correct::Drop(nth)));
                }
            }
            if !numbers.is_empty() {
                keys_told(ui, "Up, down: choose. Enter: change. Del: take off", palette);
            }
        }
        What::Tags => {
            let tags = state.selected_tags();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                for (nth, tag) in tags.iter().enumerate() {
                    if chip(ui, tag, &format!("Take off the tag {tag}"), chosen(nth), palette) {
                        out.push(Action::Correct(Correct::Drop(nth)));
                    }
                }
            });
            if !tags.is_empty() {
                keys_told(ui, "Up, down: choose. Del: take off", palette);
            }
        }
        _ => {}
    }
}

fn keys_told(ui: &mut Ui, words: &str, palette: &Palette) {
    say(ui, words, 11.5, Weight::Regular, palette.ink3, 18.0);
    ui.add_space(4.0);
}

fn actor_name(state: &State, actor: &Actor) -> String {
    match actor {
        Actor::Country(country) => format!("{}  {}", country.code(), state.name(*country)),
        Actor::Organization(name) => name.clone(),
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
pub fn chip(ui: &mut Ui, words: &str, name: &str, chosen: bool, palette: &Palette) -> bool {
    let room = (ui.max_rect().width() - 34.0).max(40.0);
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font(12.5, Weight::Regular), palette.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 34.0, 24.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, name));
    let chip = rect.shrink2(vec2(0.0, 1.0));
    ui.painter().rect_filled(chip, CornerRadius::same(4), palette.sel);
    if chosen {
        let ring = Stroke::new(1.5, palette.ink);
        ui.painter().rect_stroke(chip, CornerRadius::same(4), ring, egui::StrokeKind::Inside);
    }
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

/// What matches what was typed; a click takes it.
fn show_offered(
    ui: &mut Ui,
    state: &State,
    editing: &Editing,
    offered: &[Offered],
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    for (nth, one) in offered.iter().enumerate() {
        let (name, inset) = match one {
            Offered::Kind(kind) => (kind.label().to_owned(), 30.0),
            Offered::Status(status) => (status.code().to_owned(), 30.0),
            Offered::Actor(Actor::Country(country)) => (format!("{}   {}", country.code(), state.name(*country)), 4.0),
            Offered::Actor(Actor::Organization(name)) => (format!("Organisation “{name}”"), 4.0),
            Offered::Tag(tag, true) => (format!("New tag “{tag}”"), 4.0),
            Offered::Tag(tag, false) => (tag.clone(), 4.0),
            Offered::Standing(_) => continue,
        };
        let top = ui.cursor().min;
        if choice(ui, &name, nth == editing.chosen, inset, palette) {
            out.push(Action::Correct(Correct::Choose(nth)));
            out.push(Action::Correct(Correct::Take));
        }
        let center = top + vec2(15.0, 13.0);
        match one {
            Offered::Kind(kind) => {
                marks::disc(ui.painter(), center, 8.0, (*kind, Status::Happened), false, &palette.theme);
            }
            Offered::Status(status) => marks::status(ui.painter(), center, *status, false, &palette.theme),
            _ => {}
        }
    }
    if offered.is_empty() && matches!(editing.what, What::Kind | What::Status) {
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
