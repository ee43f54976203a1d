//! A value of an event that a click edits, and below it, where a person set it, what the documents say.

use super::details::say;
use super::editor;
use super::theme::{Palette, font};
use super::widgets::focus_ring;
use crate::apply::{Action, Correct};
use crate::picture::scene::Weight;
use crate::state::{Editing, State, What, parties};
use dateline_model::actor::Actor;
use dateline_model::event::Event;
use egui::text::{LayoutJob, TextFormat};
use egui::{CornerRadius, Label, Rect, Role, Sense, Stroke, StrokeKind, Ui, vec2};

/// The editing of a field of the event below, where it is this one; what goes to all of several is edited above them.
pub fn edits<'s>(state: &'s State, what: &What) -> Option<&'s Editing> {
    let above = state.picked.events.len() > 1 && goes_to_all(what);
    state.editing.as_ref().filter(|editing| editing.what == *what && state.reviewing.is_none() && !above)
}

/// Whether what is set goes to all of several selected events.
pub fn goes_to_all(what: &What) -> bool {
    matches!(what, What::Kind | What::Status | What::Parties | What::Tags | What::Shift)
}

/// Shows a value that a click edits, or its field while it is edited; below it whether a person set it.
pub fn editable(
    ui: &mut Ui,
    state: &State,
    event: &Event,
    what: What,
    palette: &Palette,
    out: &mut Vec<Action>,
    value: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    if let Some(editing) = edits(state, &what) {
        editor::show(ui, state, editing, Some(event), palette, out);
        return;
    }
    let top = ui.cursor().min;
    value(ui, out);
    let place = Rect::from_min_max(top, egui::pos2(ui.max_rect().right(), ui.min_rect().bottom()));
    if click(ui, place, what.name(), "", palette) {
        out.push(Action::Correct(Correct::Begin(what.clone())));
    }
    by_you(ui, state, what, event, palette, out);
}

/// A place that a click edits; whether it was clicked.
pub fn click(ui: &mut Ui, place: Rect, name: &str, value: &str, palette: &Palette) -> bool {
    let response = ui.interact(place, ui.scope_id().with(("edit", name)), Sense::click());
    let label = if value.is_empty() {
        format!("Edit {}", name.to_lowercase())
    } else {
        format!("{value}; edit {}", name.to_lowercase())
    };
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &label));
    let around = place.expand2(vec2(6.0, 3.0));
    if response.hovered() {
        ui.painter().rect_stroke(around, CornerRadius::same(6), Stroke::new(1.0, palette.line2), StrokeKind::Inside);
    }
    focus_ring(ui.painter(), &response, around, 6, palette);
    response.on_hover_text("Click to edit").clicked()
}

/// Says that a person set a field, what the documents say, struck out, and offers to put it back.
pub fn by_you(ui: &mut Ui, state: &State, what: What, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    let Some(kept) = state.project.kept.get(&event.id) else { return };
    let told = state.told_of(event.id);
    let names = |told: &Event| {
        let name = |actor: &Actor| match actor {
            Actor::Country(country) => state.name(*country),
            Actor::Organization(name) => name.clone(),
        };
        parties(told).iter().map(|party| name(&party.actor)).collect::<Vec<_>>().join(", ")
    };
    let numbers =
        |told: &Event| told.quantities.iter().map(|one| one.words.trim().to_owned()).collect::<Vec<_>>().join(", ");
    let (is_set, extracted) = match what {
        What::Title => (kept.title.is_some(), told.map(|told| told.title.clone())),
        What::When => (kept.when.is_some(), told.map(|told| told.when.label())),
        What::Kind => (kept.kind.is_some(), told.map(|told| told.kind.label().to_owned())),
        What::Status => (kept.status.is_some(), told.map(|told| told.status.code().to_owned())),
        What::Parties => (kept.parties.is_some(), told.map(names)),
        What::Numbers => (kept.quantities.is_some(), told.map(numbers)),
        _ => return,
    };
    if !is_set {
        return;
    }
    let typed = kept.when.as_ref().filter(|set| what == What::When && set.words != event.when.label());
    let typed = typed.map_or(String::new(), |set| format!(" “{}”", set.words));
    let extracted = extracted.filter(|words| !words.is_empty()).unwrap_or_else(|| "nothing".to_owned());
    let top = ui.cursor().min;
    ui.painter().circle_filled(top + vec2(4.0, 11.0), 3.0, palette.ink);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(12.0);
        say(ui, &format!("by you{typed};"), 12.0, Weight::Semibold, palette.ink2, 20.0);
        ui.add(Label::new(struck("extracted: ", &extracted, palette)).wrap());
        if editor::link(ui, "Put back", &format!("Put {} back", what.name().to_lowercase()), palette) {
            out.push(Action::Correct(Correct::PutBack(what)));
        }
    });
    ui.add_space(4.0);
}

/// Words that hold no longer, struck out, behind some that do.
pub fn struck(before: &str, words: &str, palette: &Palette) -> LayoutJob {
    let mut format = TextFormat::simple(font(12.0, Weight::Regular), palette.ink3);
    format.line_height = Some(20.0);
    let mut job = LayoutJob::default();
    job.append(before, 0.0, format.clone());
    format.strikethrough = Stroke::new(1.0, palette.ink3);
    job.append(words, 0.0, format);
    job
}
