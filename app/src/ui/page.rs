//! The text of a document, scrolled: only the blocks in view are laid out, the others take the room that they had or will
//! about have. So a text of a megabyte scrolls like a short one.
//!
//! In: the document and what is drawn into it. Out: what was selected, clicked, scrolled. Keys are its own while it has
//! the focus.

use super::paragraph::{self, LINE, Laid, Shown};
use super::theme::Palette;
use super::typeset::{Block, blocks};
use super::widgets::scrolled;
use crate::apply::Action;
use crate::state::State;
use dateline_model::text::{Span, sentences};
use egui::style::ScrollAnimation;
use egui::{Align, EventFilter, Id, Key, Modifiers, Rect, Sense, Stroke, Ui, pos2, vec2};
use std::sync::{Arc, Mutex, PoisonError};

/// The blocks of a document, and how high each is or may be.
struct Sheet {
    blocks: Vec<Block>,
    heights: Vec<f32>,
    /// Whether it was laid out at this width.
    measured: Vec<bool>,
    width: f32,
}

/// The reader among the controls.
pub fn id() -> Id {
    Id::unique("reader")
}

/// Shows the text of a document in what room there is.
pub fn show(ui: &mut Ui, state: &State, document: usize, shown: &Shown, palette: &Palette, out: &mut Vec<Action>) {
    let sheet = sheet(ui, shown);
    let mut sheet = sheet.lock().unwrap_or_else(PoisonError::into_inner);
    let sheet = &mut *sheet;
    let place = ui.available_rect_before_wrap();
    let ground = ui.interact(place, id(), Sense::focusable_noninteractive());
    ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, true, "Text of the source"));
    let scroll = keys(ui, document, shown, place.height(), out);
    let name = format!("source {}", document + 1);
    let mut laid: Vec<Laid> = Vec::new();
    scrolled(ui, &name, f32::INFINITY, |ui| {
        ui.set_width(ui.available_width());
        ui.add_space(12.0);
        sheet.fit(shown, ui.available_width());
        let (top, clip) = (ui.cursor().top(), ui.clip_rect());
        let mut y = top;
        let first = sheet.heights.iter().position(|height| {
            y += height;
            y > clip.top()
        });
        let first = first.unwrap_or(sheet.blocks.len());
        let above: f32 = sheet.heights[..first].iter().sum();
        ui.add_space(above);
        let mut nth = first;
        while nth < sheet.blocks.len() && ui.cursor().top() < clip.bottom() {
            let block_top = ui.cursor().top();
            let one = paragraph::show(ui, state, shown, &sheet.blocks[nth], palette, out);
            let height = one.rect.height();
            // What is read stays where it is when a block above it turns out higher or lower than was thought.
            let grown = height - sheet.heights[nth];
            if !sheet.measured[nth] && grown != 0.0 && block_top < clip.top() {
                ui.scroll_with_delta_animation(vec2(0.0, -grown), ScrollAnimation::none());
            }
            (sheet.heights[nth], sheet.measured[nth]) = (height, true);
            laid.push(one);
            nth += 1;
        }
        let below: f32 = sheet.heights[nth..].iter().sum();
        ui.add_space(below + 24.0);
        if state.picked.scroll_reader {
            bring_into_view(ui, state, shown, sheet, &laid, top, out);
        }
        if let Some(by) = scroll {
            ui.scroll_with_delta_animation(vec2(0.0, -by), ScrollAnimation::none());
        }
        drag(ui, document, &laid, clip, out);
    });
    if ground.has_focus() {
        ui.painter().rect_stroke(place.shrink(1.0), 0.0, Stroke::new(2.0, palette.ink), egui::StrokeKind::Inside);
    }
}

/// The blocks of a document, worked out once while its text stays.
fn sheet(ui: &Ui, shown: &Shown) -> Arc<Mutex<Sheet>> {
    let text = &shown.read.text;
    let id = Id::unique(("sheet", text.as_ptr().addr(), text.len()));
    if let Some(known) = ui.data(|data| data.get_temp::<Arc<Mutex<Sheet>>>(id)) {
        return known;
    }
    let sheet = Sheet { blocks: blocks(text), heights: Vec::new(), measured: Vec::new(), width: 0.0 };
    let sheet = Arc::new(Mutex::new(sheet));
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&sheet)));
    sheet
}

impl Sheet {
    /// Guesses all heights anew where the width is another.
    fn fit(&mut self, shown: &Shown, width: f32) {
        if self.width != width {
            let guessed = |block: &Block| paragraph::height_guessed(shown.read, block, width);
            self.heights = self.blocks.iter().map(guessed).collect();
            self.measured = vec![false; self.blocks.len()];
            self.width = width;
        }
    }
}

/// Scrolls to what is to be read: first to about where it stands, and as soon as it is laid out to its very rows.
fn bring_into_view(
    ui: &Ui,
    state: &State,
    shown: &Shown,
    sheet: &Sheet,
    laid: &[Laid],
    top: f32,
    out: &mut Vec<Action>,
) {
    let chosen = shown.passages.iter().find(|passage| passage.chosen).map(|passage| &passage.span);
    let found = shown.selected.filter(|_| state.find_in_text.is_some());
    let Some(wanted) = found.or(chosen) else { return out.push(Action::ReaderScrolled) };
    let rows: Vec<Rect> = laid.iter().flat_map(|one| one.rows(wanted)).collect();
    if let Some(whole) = rows.iter().copied().reduce(Rect::union) {
        ui.scroll_to_rect_animation(whole.expand(40.0), Some(Align::Center), ScrollAnimation::none());
        return out.push(Action::ReaderScrolled);
    }
    let Some(nth) = sheet.blocks.iter().position(|block| block.span.end > wanted.start) else {
        return out.push(Action::ReaderScrolled);
    };
    let above: f32 = sheet.heights[..nth].iter().sum();
    let place = Rect::from_min_size(pos2(ui.min_rect().left(), top + above), vec2(1.0, sheet.heights[nth]));
    ui.scroll_to_rect_animation(place, Some(Align::Center), ScrollAnimation::none());
    ui.ctx().request_repaint();
}

/// Keys of the reader, while it has the focus; by how much it is to be scrolled.
fn keys(ui: &Ui, document: usize, shown: &Shown, height: f32, out: &mut Vec<Action>) -> Option<f32> {
    if !ui.memory(|memory| memory.has_focus(id())) {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), arrows));
    let (more, fewer, copy, scroll) = ui.input_mut(|input| {
        let more = input.consume_key(Modifiers::SHIFT, Key::ArrowDown);
        let fewer = input.consume_key(Modifiers::SHIFT, Key::ArrowUp);
        let copied = input.events.iter().any(|event| matches!(event, egui::Event::Copy));
        let by = [
            (Key::ArrowDown, 3.0 * LINE),
            (Key::ArrowUp, -3.0 * LINE),
            (Key::PageDown, height - 2.0 * LINE),
            (Key::PageUp, 2.0 * LINE - height),
            (Key::Home, f32::MIN / 4.0),
            (Key::End, f32::MAX / 4.0),
        ];
        let by = by.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key));
        (more, fewer, copied, by.map(|(_, by)| by))
    });
    if more || fewer {
        let from = shown.passages.iter().find(|passage| passage.chosen).map_or(0, |passage| passage.span.start);
        let span = grown(&shown.read.text, shown.selected, from, more);
        out.push(span.map_or(Action::SelectText(None), |span| Action::SelectText(Some((document, span)))));
    }
    if let Some(text) = shown.selected.and_then(|span| shown.read.text.get(span.clone())).filter(|_| copy) {
        ui.ctx().copy_text(text.to_owned());
    }
    scroll
}

/// What is selected with one sentence more at its end, or one fewer; from nothing the sentence at a place.
fn grown(text: &str, selected: Option<&Span>, from: usize, more: bool) -> Option<Span> {
    let all = || blocks(text).into_iter().flat_map(|block| sentences(text, block.span));
    match (selected, more) {
        (None, true) => all().find(|sentence| sentence.end > from),
        (None, false) => None,
        (Some(span), true) => {
            let end = all().find(|sentence| sentence.end > span.end).map_or(span.end, |sentence| sentence.end);
            Some(span.start..end)
        }
        (Some(span), false) => {
            let end = all().map(|sentence| sentence.end).take_while(|end| *end < span.end).last()?;
            (end > span.start).then_some(span.start..end)
        }
    }
}

/// Selects what is dragged over, across blocks; a double click selects the sentence; a plain click selects nothing.
fn drag(ui: &Ui, document: usize, laid: &[Laid], clip: Rect, out: &mut Vec<Action>) {
    let origin = id().with("selected from");
    let pointer = ui.input(|input| input.pointer.interact_pos());
    let nearest = |at: egui::Pos2| {
        let off = |rect: Rect| (rect.top() - at.y).max(at.y - rect.bottom()).max(0.0);
        laid.iter().min_by(|a, b| off(a.rect).total_cmp(&off(b.rect)))
    };
    for one in laid {
        let response = &one.response;
        if response.drag_started()
            && let Some(place) = ui.input(|input| input.pointer.press_origin())
        {
            let byte = one.byte_at(place);
            ui.data_mut(|data| data.insert_temp(origin, byte));
            ui.memory_mut(|memory| memory.request_focus(id()));
        }
        if response.double_clicked()
            && let Some(place) = response.interact_pointer_pos()
        {
            out.push(Action::SelectSentence(document, one.byte_at(place)));
        } else if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(id()));
            out.push(Action::SelectText(None));
        }
    }
    let dragged = laid.iter().any(|one| one.response.dragged());
    let held = ui.input(|input| input.pointer.primary_down());
    if !held {
        ui.data_mut(|data| data.remove::<usize>(origin));
    }
    let from = ui.data(|data| data.get_temp::<usize>(origin));
    if let (Some(from), Some(at)) = (from, pointer.filter(|_| dragged || held)) {
        if let Some(to) = nearest(at).map(|one| one.byte_at(at)) {
            let span = from.min(to)..from.max(to);
            if !span.is_empty() {
                out.push(Action::SelectText(Some((document, span))));
            }
        }
        // Beyond the edge the text moves along.
        let beyond = (at.y - clip.bottom()).max(0.0) - (clip.top() - at.y).max(0.0);
        if beyond != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -beyond.clamp(-30.0, 30.0)), ScrollAnimation::none());
            ui.ctx().request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is selected after so many sentences more and fewer.
    fn check(steps: &[bool], expect: &str) {
        let text = "The end\n\nIt froze. Ships waited.\n\nThen it thawed.";
        let mut selected = None;
        for more in steps {
            selected = grown(text, selected.as_ref(), 12, *more);
        }
        assert_eq!(selected.map_or("", |span| &text[span]), expect);
    }

    #[test]
    fn sentences_are_selected_one_by_one() {
        check(&[true], "It froze.");
        check(&[true, true], "It froze. Ships waited.");
        check(&[true, true, true, true], "It froze. Ships waited.\n\nThen it thawed.");
        check(&[true, true, false], "It froze.");
        check(&[true, false], "");
        check(&[false], "");
    }
}
