//! Which documents tell an event, whether they agree, and a card for each passage.

use super::details::{INSET, say};
use super::filters::own_date;
use super::theme::Palette;
use super::widgets::{Icon, draw_icon, focus_ring, text, text_within};
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::document::Document;
use dateline_model::event::{Disagreement, Event, Source};
use egui::{Align2, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, vec2};

/// How many documents tell it, and whether they agree.
pub fn tellings(event: &Event) -> String {
    let mut documents: Vec<usize> = event.sources.iter().map(|source| source.document).collect();
    documents.sort_unstable();
    documents.dedup();
    match (documents.len(), event.sources.len()) {
        (1, 1) => "1 document".to_owned(),
        (1, passages) => format!("1 document, in {passages} passages"),
        (documents, _) if event.disagreements.is_empty() => format!("{documents} documents, they agree"),
        (documents, _) => format!("{documents} documents"),
    }
}

/// What sources disagree on, and what each says.
pub fn show_disagreement(ui: &mut Ui, disagreement: &Disagreement, documents: &[Document], palette: &Palette) {
    let words = format!("They disagree on {}", disagreement.about);
    say(ui, &words, 13.0, Weight::Regular, palette.warn, 18.0);
    for said in &disagreement.said {
        let title = documents.get(said.document).map_or("", |document| &document.title);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            say(ui, &said.words, 12.0, Weight::Semibold, palette.ink, 17.0);
            say(ui, title, 12.0, Weight::Regular, palette.ink3, 17.0);
        });
    }
}

pub fn show_source(ui: &mut Ui, state: &State, nth: usize, source: &Source, palette: &Palette, out: &mut Vec<Action>) {
    let Some(document) = state.known.timeline.documents.get(source.document) else { return };
    let chosen = nth == state.picked.source;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::Button, true, chosen, format!("Source {}: {}", nth + 1, document.title))
    });
    let card = rect.shrink2(vec2(INSET - 8.0, 1.0));
    let painter = ui.painter();
    if chosen {
        painter.rect(card, CornerRadius::same(8), palette.raised, Stroke::new(1.0, palette.line2), StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(card, CornerRadius::same(8), palette.sel);
    }
    focus_ring(painter, &response, card, 8, palette);
    let center = card.left_center() + vec2(19.0, 0.0);
    let (fill, ink) = if chosen { (palette.ink, palette.inv) } else { (palette.sel, palette.ink) };
    painter.circle_filled(center, 9.0, fill);
    text(painter, center, Align2::CENTER_CENTER, &(nth + 1).to_string(), 12.0, Weight::Semibold, ink);
    let left = card.left_center() + vec2(38.0, -8.0);
    let room = card.width() - 38.0 - 32.0;
    let weight = if chosen { Weight::Semibold } else { Weight::Regular };
    text_within(painter, left, room, &document.title, 13.0, weight, palette.ink);
    let (day, known, color) = own_date(document, palette);
    let part = document.place(source.passage.start).map(ToString::to_string).unwrap_or_default();
    let place = [document.publisher_of(&source.passage).or(document.author.clone()).unwrap_or_default(), part, day];
    let mut place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if !place.is_empty() {
        place.push_str(", ");
    }
    let drawn = text_within(painter, left + vec2(0.0, 16.0), room - 60.0, &place, 12.0, Weight::Regular, palette.ink3);
    let weight = if color == palette.warn { Weight::Italic } else { Weight::Regular };
    text(painter, drawn.right_center() + vec2(1.0, 0.0), Align2::LEFT_CENTER, known, 12.0, weight, color);
    draw_icon(ui.painter(), card.right_center() - vec2(18.0, 0.0), Icon::ChevronRight, palette.ink3);
    if response.clicked() {
        out.push(Action::ShowSource(nth));
    }
}
