//! A document with its passages highlighted, scrolled to the one that tells the selected event.
//!
//! Yellow is the selected event's passage, paler yellow those of others; a click on one selects its event.

use super::details::INSET;
use super::theme::{Palette, font};
use super::widgets::{scrolled, text, text_within};
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::text::Span;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Align2, Galley, Rect, Role, Sense, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

/// A passage of the document in the reader.
struct Passage {
    /// None for what is told without a time.
    event: Option<usize>,
    source: usize,
    span: Span,
    time: Span,
    chosen: bool,
}

/// How much of a long document is laid out around the passage, in bytes.
const LAID_OUT_MAX: usize = 200_000;
const BODY: f32 = 14.5;
const LINE: f32 = 22.0;
/// From a row's top to the line below its time words.
const UNDERLINE: f32 = 18.5;

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
    let day = read.own_date.as_ref().map(|own| dateline_model::when::day_label(own.day()));
    let part = chosen.and_then(|passage| read.place(passage.span.start)).map(ToString::to_string);
    let told: Vec<String> = [read.author.clone(), read.publisher.clone(), day, part].into_iter().flatten().collect();
    let caption = left + vec2(0.0, 19.0);
    text_within(&painter, caption, width - 2.0 * INSET, &told.join(", "), 12.0, Weight::Regular, palette.ink3);

    let around = chosen.map_or(0, |passage| passage.span.start);
    let window = laid_out(&read.text, around);
    scrolled(ui, &format!("source {}", document + 1), f32::INFINITY, |ui| {
        ui.add_space(12.0);
        if window.start > 0 {
            cut(ui, palette, "Earlier text is left out here");
        }
        for paragraph in paragraphs(&read.text, window.clone()) {
            show_paragraph(ui, state, &read.text, paragraph, &passages, palette, out);
        }
        if window.end < read.text.len() {
            cut(ui, palette, "Later text is left out here");
        }
        ui.add_space(24.0);
    });
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

/// The part of a long text that is laid out, on line breaks.
fn laid_out(text: &str, around: usize) -> Span {
    if text.len() <= LAID_OUT_MAX {
        return 0..text.len();
    }
    let from = text.floor_char_boundary(around.saturating_sub(LAID_OUT_MAX / 2));
    let until = text.floor_char_boundary(around.saturating_add(LAID_OUT_MAX / 2).min(text.len()));
    let from = text[..from].rfind('\n').filter(|at| from - at < 10_000).map_or(from, |at| at + 1);
    from..until
}

/// The spans of the lines that have text.
fn paragraphs(text: &str, window: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = window.start;
    for line in text[window].split('\n') {
        let until = from + line.len();
        if !line.trim().is_empty() {
            spans.push(from..from + line.trim_end().len());
        }
        from = until + 1;
    }
    spans
}

fn show_paragraph(
    ui: &mut Ui,
    state: &State,
    text: &str,
    span: Span,
    passages: &[Passage],
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let inside: Vec<&Passage> =
        passages.iter().filter(|passage| passage.span.start < span.end && passage.span.end > span.start).collect();
    let chosen_here = inside.iter().any(|passage| passage.chosen);
    let wrap = ui.available_width() - 2.0 * INSET;
    let galley = ui.painter().layout_job(job(text, &span, &inside, wrap, palette, chosen_here));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 10.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Paragraph, true, &text[span.clone()]));
    let origin = rect.left_top() + vec2(INSET, 0.0);
    // The chosen one last, so that no paler one covers it.
    for passage in inside.iter().filter(|p| !p.chosen).chain(inside.iter().filter(|p| p.chosen)) {
        let rows = rects(&galley, &span, &passage.span);
        let fill = if passage.chosen { palette.passage } else { palette.passage.gamma_multiply(0.38) };
        for row in &rows {
            let row = row.translate(origin.to_vec2());
            ui.painter().rect_filled(row.expand2(vec2(2.0, 0.0)), 2.0, fill);
        }
        if passage.chosen {
            for row in rects(&galley, &span, &passage.time) {
                let y = origin.y + row.top() + UNDERLINE;
                ui.painter().hline(origin.x + row.left()..=origin.x + row.right(), y, Stroke::new(1.5, palette.ink));
            }
        }
        let Some(first) = rows.first() else { continue };
        let whole = rows.iter().fold(*first, |all, row| all.union(*row)).translate(origin.to_vec2());
        if passage.chosen && state.picked.scroll_reader {
            ui.scroll_to_rect(whole.expand(40.0), Some(Align::Center));
            out.push(Action::ReaderScrolled);
        }
        let Some(event) = passage.event else { continue };
        let id = ui.scope_id().with(("passage", event, passage.source));
        let node = ui.interact(first.translate(origin.to_vec2()), id, Sense::CLICK);
        let title = &state.known.timeline.events[event].title;
        node.widget_info(|| egui::WidgetInfo::selected(Role::Link, true, passage.chosen, format!("Passage: {title}")));
        if node.clicked() {
            out.push(Action::SelectFromReader { event, source: passage.source });
        }
    }
    ui.painter().galley(origin, galley.clone(), palette.ink);
    let under = |at: egui::Pos2| {
        // Where passages overlap, the shortest is meant.
        let touched = inside.iter().filter(|passage| {
            let rects = rects(&galley, &span, &passage.span);
            rects.iter().any(|row| row.translate(origin.to_vec2()).contains(at))
        });
        touched.min_by_key(|passage| passage.span.len())
    };
    if response.hover_pos().and_then(under).is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.clicked()
        && let Some(passage) = response.interact_pointer_pos().and_then(under)
    {
        out.extend(passage.event.map(|event| Action::SelectFromReader { event, source: passage.source }));
    }
}

/// The paragraph's text; what stands around the chosen passage is paler.
fn job(text: &str, span: &Span, inside: &[&Passage], wrap: f32, palette: &Palette, chosen_here: bool) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    let mut cuts: Vec<usize> = vec![span.start, span.end];
    for passage in inside {
        cuts.extend([passage.span.start, passage.span.end]);
    }
    cuts.retain(|cut| span.contains(cut) || *cut == span.end);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let Some(piece) = text.get(pair[0]..pair[1]) else { continue };
        let within = |span: &Span| span.start <= pair[0] && pair[1] <= span.end;
        let chosen = inside.iter().any(|passage| passage.chosen && within(&passage.span));
        let color = if chosen || !chosen_here { palette.ink } else { palette.ink2 };
        let mut format = TextFormat::simple(font(BODY, Weight::Regular), color);
        format.line_height = Some(LINE);
        job.append(piece, 0.0, format);
    }
    job
}

/// Where a span stands in a laid out paragraph: a rectangle for each row that it touches.
/// egui makes one glyph a character, except in scripts written from right to left, where this may be off.
fn rects(galley: &Arc<Galley>, paragraph: &Span, span: &Span) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut at = paragraph.start;
    for row in &galley.rows {
        let mut edges: Option<(f32, f32)> = None;
        for glyph in &row.row.glyphs {
            if span.contains(&at) {
                let from = edges.map_or(glyph.pos.x, |(from, _)| from);
                edges = Some((from, glyph.max_x()));
            }
            at += glyph.chr.len_utf8();
        }
        if row.ends_with_newline {
            at += 1;
        }
        if let Some((from, until)) = edges {
            let top = row.pos.y;
            rects.push(Rect::from_min_max(pos2(row.pos.x + from, top), pos2(row.pos.x + until, top + row.row.size.y)));
        }
    }
    rects
}

fn cut(ui: &mut Ui, palette: &Palette, words: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    text(ui.painter(), rect.center(), Align2::CENTER_CENTER, words, 12.0, Weight::Italic, palette.ink3);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds a marked part of a paragraph, and says which letters its rectangles cover.
    fn check(marked: &str, expect_rows: usize) {
        let begin = marked.find('[').unwrap_or(0);
        let end = marked.find(']').unwrap_or(1) - 1;
        let plain = marked.replace(['[', ']'], "");
        let ctx = egui::Context::default();
        super::super::theme::set_fonts(&ctx, &[]);
        let mut found = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let job = LayoutJob::simple(plain.clone(), font(BODY, Weight::Regular), egui::Color32::BLACK, 200.0);
            let galley = ui.painter().layout_job(job);
            found = rects(&galley, &(0..plain.len()), &(begin..end));
            let last = galley.rows.iter().map(|row| row.row.glyphs.len()).sum::<usize>();
            assert_eq!(last, plain.chars().count(), "{plain}");
        });
        output.textures_delta.clear();
        assert_eq!(found.len(), expect_rows, "{marked}");
        assert!(found.iter().all(|rect| rect.width() > 0.0), "{marked}: {found:?}");
    }

    #[test]
    fn passages_are_found_where_they_stand() {
        check("They met [on Monday] in Rome.", 1);
        check("The two sides met again in the old town hall and [signed what they had drafted] at noon.", 2);
        check("Café\u{301} and naïve, e\u{301}: [signed] it.", 1);
        check("\u{1F469}\u{200D}\u{1F4BB} said [yes], finally.", 1);
        check("Tabs\tand\u{a0}spaces [count] too\r", 1);
        check("\u{c9c0}\u{c9c0} and \u{416}: [x] \u{c9c0}", 1);
    }
}
