//! The reader: a document with its passages highlighted, scrolled to the one that tells the selected event.
//!
//! In: the state. Out: what was clicked, selected, searched. Yellow is the selected event's passage, tints by kind those of
//! others; a click on one selects its event. `page` sets the text.

use super::details::{INSET, inset};
use super::filters::own_date;
use super::paragraph::{Passage, Shown};
use super::theme::Palette;
use super::widgets::{Icon, button, icon_button, text, text_within};
use super::{find_in_text, page};
use crate::apply::{Action, Correct};
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::{State, What};
use dateline_model::dating;
use dateline_model::document::Document;
use dateline_model::text::Span;
use egui::{Align, Align2, Rect, Role, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
use std::sync::Arc;

/// Shows a document.
pub fn show(ui: &mut Ui, state: &State, document: usize, palette: &Palette, out: &mut Vec<Action>) {
    let Some(read) = state.known.timeline.documents.get(document) else { return };
    let passages = passages(state, document);
    let chosen = passages.iter().find(|passage| passage.chosen);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let (head, response) = ui.allocate_exact_size(vec2(width, 58.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, format!("Source: {}", read.title)));
    let painter = ui.painter().clone();
    painter.hline(head.x_range(), head.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let left = head.left_top() + vec2(INSET, 20.0);
    let right = head.right_top() + vec2(-INSET, 20.0);
    let told = match passages.iter().position(|passage| passage.chosen) {
        Some(at) => format!("passage {} of {}", at + 1, passages.len()),
        None => format!("{} passages", passages.len()),
    };
    let drawn = text(&painter, right, Align2::RIGHT_CENTER, &told, 12.0, Weight::Regular, palette.ink3);
    text_within(&painter, left, drawn.left() - left.x - 12.0, &read.title, 14.0, Weight::Semibold, palette.ink);
    let icons = Rect::from_min_max(
        pos2(head.right() - 120.0, head.top() + 28.0),
        pos2(head.right() - INSET + 6.0, head.bottom() - 2.0),
    );
    ui.scope_builder(UiBuilder::new().max_rect(icons).layout(egui::Layout::right_to_left(Align::Center)), |ui| {
        for (icon, command) in [
            (Icon::ChevronDown, Command::NextPassage),
            (Icon::ChevronUp, Command::PreviousPassage),
            (Icon::Find, Command::FindInText),
        ] {
            let entry = command.entry();
            if icon_button(ui, palette, icon, entry.name, 26.0).clicked() {
                out.push(Action::Run(command));
            }
        }
    });
    let part = chosen.and_then(|passage| read.place(passage.span.start)).map(ToString::to_string);
    let publisher = chosen.map_or(read.publisher.clone(), |passage| read.publisher_of(&passage.span));
    let told: Vec<String> = [read.author.clone(), publisher, part].into_iter().flatten().collect();
    let caption = left + vec2(0.0, 19.0);
    let room = icons.left() - caption.x;
    let drawn = text_within(&painter, caption, room * 0.55, &told.join(", "), 12.0, Weight::Regular, palette.ink3);
    let (day, known, color) = own_date(read, palette);
    let words = [day, known.to_owned()].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
    let gap = if told.is_empty() { 0.0 } else { 10.0 };
    let drawn = text_within(
        &painter,
        pos2(drawn.right() + gap, caption.y),
        icons.left() - drawn.right() - gap - 8.0,
        &words,
        12.0,
        Weight::Regular,
        color,
    );
    let date = ui.interact(drawn.expand(4.0), ui.scope_id().with("document's date"), Sense::click());
    date.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Date of the document: {words}")));
    painter.hline(drawn.x_range(), drawn.bottom() - 0.5, Stroke::new(1.0, palette.line2));
    super::widgets::focus_ring(&painter, &date, drawn.expand(4.0), 4, palette);
    if date.on_hover_text(Command::DateDocument.entry().does).clicked() {
        out.push(Action::Correct(Correct::Begin(What::DocumentDate(document))));
    }
    let mut found = Arc::default();
    if let Some(words) = &state.find_in_text {
        found = find_in_text::found(ui, read, words);
        find_in_text::show(ui, state, (document, read), words, &found, palette, out);
    }
    let selected = state.selected_text.as_ref().filter(|(of, _)| *of == document).map(|(_, span)| span);
    if selected.is_some() && state.editing.is_none() {
        ui.add_space(6.0);
        inset(ui, |ui| {
            let entry = Command::MakeEvent.entry();
            if button(ui, palette, "New event of this text", &entry.keys_text(), true).clicked() {
                out.push(Action::Run(Command::MakeEvent));
            }
        });
        ui.add_space(6.0);
    }
    let times = times(ui, state, read);
    let shown = Shown { read, passages: &passages, times: &times, found: &found, selected };
    page::show(ui, state, document, &shown, palette, out);
}

fn passages(state: &State, document: usize) -> Vec<Passage> {
    let lead = state.picked.events.last().copied();
    let mut passages: Vec<Passage> = Vec::new();
    for &(event, source) in state.known.told.get(document).into_iter().flatten() {
        if state.shown.events.binary_search(&event).is_ok() {
            let told = &state.known.timeline.events[event].sources[source];
            let chosen = lead == Some(event) && state.picked.source == source;
            let (span, time) = (told.passage.clone(), told.time.clone());
            passages.push(Passage { event: Some(event), source, span, time, chosen });
        }
    }
    if let Some(undated) = state.picked_undated() {
        let (span, time) = (undated.passage.clone(), 0..0);
        passages.push(Passage { event: None, source: 0, span, time, chosen: true });
    }
    passages.sort_by_key(|passage| (passage.span.start, passage.span.end));
    passages
}

/// The time expressions of a document, read once while it stays.
fn times(ui: &Ui, state: &State, read: &Document) -> Arc<Vec<Span>> {
    let id = egui::Id::unique(("times", read.text.as_ptr().addr(), read.text.len()));
    if let Some(known) = ui.data(|data| data.get_temp::<Arc<Vec<Span>>>(id)) {
        return known;
    }
    let mut times: Vec<Span> =
        dating::read_times(&state.known.lexicon, read).into_iter().map(|time| time.span).collect();
    times.sort_by_key(|time| (time.start, time.end));
    let times = Arc::new(times);
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&times)));
    times
}
