//! What is known of the selected event: when and why we think so, who, how much, where it is told.

use super::editor;
use super::fields::{by_you, click, editable, edits};
use super::filters::{accepted, sentence_case};
use super::marks;
use super::several;
use super::telling::{show_disagreement, show_source, tellings};
use super::theme::{Palette, font};
use super::trail;
use super::why::{chain, measured, precision_words, when_words};
use super::widgets::{Icon, badge, focus_ring, grouped, icon_button, text, text_within};
use crate::apply::{Action, Correct};
use crate::command::Command;
use crate::picture::layout::KEY_WEIGHT;
use crate::picture::scene::Weight;
use crate::state::{State, What, parties};
use dateline_model::actor::{Actor, Country};
use dateline_model::confidence::confidence;
use dateline_model::edit::{Correction, Edit};
use dateline_model::event::{Event, Role as Part};
use dateline_model::filter::Confidence;
use dateline_model::project::Review;
use dateline_model::quantity::Quantity;
use dateline_model::rank::rank;
use egui::{Align2, Color32, CornerRadius, Label, Rect, RichText, Role, Sense, Stroke, Ui, vec2};

/// The inset of details and reader, in points.
pub const INSET: f32 = 20.0;
const KEY_WIDTH: f32 = 86.0;

/// Shows what is known of an event.
pub fn show(ui: &mut Ui, state: &State, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    ui.add_space(8.0);
    several::show(ui, state, palette, out);
    head(ui, state, event, palette, out);
    for what in [What::Kind, What::Status] {
        if let Some(editing) = edits(state, &what) {
            inset(ui, |ui| editor::show(ui, state, editing, Some(event), palette, out));
            ui.add_space(8.0);
        }
        inset(ui, |ui| by_you(ui, state, what, event, palette, out));
    }
    inset(ui, |ui| {
        editable(ui, state, event, What::Title, palette, out, |ui, _| {
            say(ui, &event.title, 19.0, Weight::Semibold, palette.ink, 25.0);
        });
    });
    ui.add_space(14.0);
    rule(ui, palette);
    ui.add_space(12.0);
    let source = event.sources.get(state.picked.source).or(event.sources.first());
    field(ui, palette, "When", |ui| {
        editable(ui, state, event, What::When, palette, out, |ui, _| {
            say(ui, &when_words(&event.when), 14.0, Weight::Semibold, palette.ink, 18.0);
            say(ui, &precision_words(event), 12.0, Weight::Regular, palette.ink2, 17.0);
        });
        if let Some(editing) = edits(state, &What::Shift) {
            ui.add_space(8.0);
            editor::show(ui, state, editing, Some(event), palette, out);
        }
        if let Some(source) = source {
            ui.add_space(8.0);
            let set = state.project.kept.get(&event.id).is_some_and(|kept| kept.when.is_some());
            chain(ui, source, !set, palette);
        }
    });
    let nobody = event.countries.is_empty() && event.said_by.is_empty() && event.organizations.is_empty();
    if !nobody || edits(state, &What::Parties).is_some() {
        field(ui, palette, "Countries", |ui| {
            editable(ui, state, event, What::Parties, palette, out, |ui, _| who(ui, state, event, palette));
        });
    }
    if !event.quantities.is_empty() || edits(state, &What::Numbers).is_some() {
        let key = if event.quantities.len() == 1 { "Quantity" } else { "Quantities" };
        field(ui, palette, key, |ui| {
            editable(ui, state, event, What::Numbers, palette, out, |ui, _| {
                event.quantities.iter().for_each(|quantity| show_quantity(ui, quantity, palette));
            });
        });
    }
    let documents = &state.known.timeline.documents;
    field(ui, palette, "Sources", |ui| {
        ui.horizontal_wrapped(|ui| {
            say(ui, &tellings(event), 13.0, Weight::Regular, palette.ink, 20.0);
            if event.sources.len() > 1 && editor::link(ui, "Compare", "Compare sources", palette) {
                out.push(Action::Run(Command::Compare));
            }
        });
        event.disagreements.iter().for_each(|disagreement| show_disagreement(ui, disagreement, documents, palette));
    });
    for (nth, source) in event.sources.iter().enumerate() {
        show_source(ui, state, nth, source, palette, out);
    }
    ui.add_space(10.0);
    field(ui, palette, "Reading", |ui| {
        if state.project.kept.get(&event.id).is_some_and(|kept| kept.review == Some(Review::Accepted)) {
            let top = ui.cursor().min;
            accepted(ui.painter(), top + vec2(7.0, 9.0), palette);
            ui.horizontal(|ui| {
                ui.add_space(20.0);
                say(ui, "Accepted by you", 13.0, Weight::Semibold, palette.ink, 18.0);
                if editor::link(ui, "take back", "Take back that it was accepted", palette) {
                    out.push(Action::Edit(Edit::Correct(vec![event.id], Correction::Review(None))));
                }
            });
        }
        let sure = Confidence::of(event.confidence);
        let color = if sure == Confidence::Doubtful { palette.warn } else { palette.ink };
        let reasons = confidence(|country| state.name(country), documents, event).reasons;
        measured(ui, sure.name(), event.confidence, &reasons, color, palette);
    });
    field(ui, palette, "Weight", |ui| {
        let name = if event.weight >= KEY_WEIGHT { "One of those that matter" } else { "Minor" };
        measured(ui, name, event.weight, &rank(documents, event).reasons, palette.ink, palette);
    });
    let tags = state.project.arrangement.tags.get(&event.id).filter(|tags| !tags.is_empty());
    if tags.is_some() || edits(state, &What::Tags).is_some() {
        field(ui, palette, "Tags", |ui| {
            editable(ui, state, event, What::Tags, palette, out, |ui, _| {
                let tags: Vec<&str> = tags.into_iter().flatten().map(String::as_str).collect();
                say(ui, &tags.join(", "), 13.0, Weight::Regular, palette.ink, 18.0);
            });
        });
    }
    let note = crate::apply::note(state, event.id);
    if !note.is_empty() || edits(state, &What::Note).is_some() {
        field(ui, palette, "Note", |ui| {
            editable(ui, state, event, What::Note, palette, out, |ui, _| {
                say(ui, &note, 13.0, Weight::Regular, palette.ink, 18.0);
            });
        });
    }
    let missing = [
        (What::Parties, "country", nobody),
        (What::Numbers, "number", event.quantities.is_empty()),
        (What::Tags, "tag", tags.is_none()),
        (What::Note, "note", note.is_empty()),
    ];
    trail::show(ui, state, event, palette);
    field(ui, palette, "Add", |ui| {
        ui.horizontal_wrapped(|ui| {
            for (what, name, _) in missing.into_iter().filter(|(_, _, is_missing)| *is_missing) {
                if editor::link(ui, name, &format!("Add a {name}"), palette) {
                    out.push(Action::Correct(Correct::Begin(what)));
                }
            }
        });
    });
    ui.add_space(14.0);
}

/// Shows that nothing is selected, what to do about it, and the weightiest events to begin with.
pub fn show_nothing(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    ui.add_space(24.0);
    inset(ui, |ui| {
        say(ui, "Nothing selected", 19.0, Weight::Semibold, palette.ink, 25.0);
        ui.add_space(6.0);
        let words = "Click an event to see when it happened and why we think so, who took part, \
                     and the sentence that tells it.";
        say(ui, words, 13.0, Weight::Regular, palette.ink2, 19.0);
    });
    let weightiest = &state.shown.weightiest;
    if weightiest.is_empty() {
        return;
    }
    ui.add_space(20.0);
    inset(ui, |ui| say(ui, "What stands out", 12.0, Weight::Semibold, palette.ink3, 18.0));
    ui.add_space(4.0);
    for &index in weightiest {
        event_row(ui, &state.known.timeline.events[index], index, palette, out);
    }
}

/// A row that names an event and goes to it.
pub fn event_row(ui: &mut Ui, event: &Event, index: usize, palette: &Palette, out: &mut Vec<Action>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::click());
    let when = event.when.label();
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Go to {}, {when}", event.title)));
    let row = rect.shrink2(vec2(INSET - 8.0, 0.0));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(row, CornerRadius::same(6), palette.sel);
    }
    focus_ring(painter, &response, row, 6, palette);
    let center = row.left_center() + vec2(16.0, -8.0);
    marks::disc(painter, center, 8.0, (event.kind, event.status), false, &palette.theme);
    let left = row.left_center() + vec2(34.0, -8.0);
    let room = row.width() - 42.0;
    text_within(painter, left, room, &event.title, 13.0, Weight::Regular, palette.ink);
    text_within(painter, left + vec2(0.0, 17.0), room, &sentence_case(&when), 12.0, Weight::Regular, palette.ink3);
    if response.clicked() {
        out.push(Action::GoTo(index));
    }
}

fn head(ui: &mut Ui, state: &State, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    let painter = ui.painter().clone();
    marks::disc(
        &painter,
        rect.left_center() + vec2(INSET + 8.0, 0.0),
        8.0,
        (event.kind, event.status),
        false,
        &palette.theme,
    );
    let left = rect.left_center() + vec2(INSET + 24.0, 0.0);
    let kind = text(&painter, left, Align2::LEFT_CENTER, event.kind.label(), 13.0, Weight::Semibold, palette.ink);
    let left = egui::pos2(kind.right() + 12.0, left.y);
    let status = text(&painter, left, Align2::LEFT_CENTER, event.status.code(), 13.0, Weight::Regular, palette.ink2);
    for (what, place, words) in [(What::Kind, kind, event.kind.label()), (What::Status, status, event.status.code())] {
        if click(ui, place, what.name(), words, palette) {
            out.push(Action::Correct(Correct::Begin(what)));
        }
    }
    let place = Rect::from_center_size(rect.right_center() - vec2(INSET + 8.0, 0.0), vec2(30.0, 30.0));
    let close = ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
        icon_button(ui, palette, Icon::Close, "Close details", 30.0)
    });
    if close.inner.clicked() {
        out.push(Action::Select(None));
    }
    let starred = state.project.arrangement.starred.contains(&event.id);
    let (icon, name) = if starred { (Icon::StarFilled, "Take the star away") } else { (Icon::Star, "Give it a star") };
    let place = place.translate(vec2(-32.0, 0.0));
    let star =
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| icon_button(ui, palette, icon, name, 30.0));
    if star.inner.clicked() {
        out.push(Action::Run(Command::Star));
    }
    ui.add_space(4.0);
}

/// Who takes part, by what they do in it; where that is not known, one after the other.
fn who(ui: &mut Ui, state: &State, event: &Event, palette: &Palette) {
    let told = !event.roles.is_empty();
    let all = parties(event);
    for (role, caption) in
        [(Part::Actor, "acts"), (Part::Target, "on or with"), (Part::Place, "where"), (Part::SaidBy, "says so")]
    {
        let members: Vec<&Actor> = all.iter().filter(|party| party.role == role).map(|party| &party.actor).collect();
        if members.is_empty() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            for actor in members {
                match actor {
                    Actor::Country(country) => {
                        named_badge(ui, state, *country, role == Part::SaidBy, palette);
                    }
                    Actor::Organization(name) => say(ui, name, 13.0, Weight::Regular, palette.ink, 18.0),
                }
            }
            // Without roles the first one stands for the rest, and nothing more is known.
            if told || role == Part::SaidBy {
                say(ui, caption, 12.0, Weight::Italic, palette.ink3, 18.0);
            }
        });
        ui.add_space(3.0);
    }
}

fn named_badge(ui: &mut Ui, state: &State, country: Country, outlined: bool, palette: &Palette) {
    let name = state.name(country);
    let galley = ui.painter().layout_no_wrap(name.clone(), font(13.0, Weight::Regular), palette.ink);
    let (rect, response) = ui.allocate_exact_size(vec2(38.0 + galley.size().x, 18.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &name));
    badge(ui.painter(), rect.left_center(), country.code(), outlined, palette);
    ui.painter().galley(rect.left_center() + vec2(38.0, -galley.size().y / 2.0), galley, palette.ink);
}

fn show_quantity(ui: &mut Ui, quantity: &Quantity, palette: &Palette) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        say(ui, &grouped(quantity.value), 13.0, Weight::Semibold, palette.ink, 18.0);
        say(ui, &quantity.unit, 13.0, Weight::Regular, palette.ink, 18.0);
        say(ui, &format!("“{}”", quantity.words.trim()), 12.0, Weight::Italic, palette.ink3, 18.0);
    });
}

/// Shows a value behind its name.
pub fn field(ui: &mut Ui, palette: &Palette, key: &str, value: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.add_space(INSET);
        let (rect, response) = ui.allocate_exact_size(vec2(KEY_WIDTH - 8.0, 18.0), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, key));
        text(ui.painter(), rect.left_center(), Align2::LEFT_CENTER, key, 12.5, Weight::Regular, palette.ink3);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - INSET);
            value(ui);
        });
    });
    ui.add_space(10.0);
}

/// Shows something between the margins.
pub fn inset(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.add_space(INSET);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - INSET);
            contents(ui);
        });
    });
}

/// A line across the panel.
pub fn rule(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.left() + INSET..=rect.right() - INSET, rect.center().y, Stroke::new(1.0, palette.line));
}

/// Shows a text of a size, in lines of a height.
pub fn say(ui: &mut Ui, words: &str, size: f32, weight: Weight, color: Color32, line_height: f32) {
    let words = RichText::new(words).font(font(size, weight)).color(color).line_height(Some(line_height));
    ui.add(Label::new(words).wrap());
}
