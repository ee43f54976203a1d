//! A document with its passages highlighted, scrolled to the one that tells the selected event.
//!
//! Yellow is the selected event's passage, paler yellow those of others; a click on one selects its event.

use super::details::{INSET, inset, say};
use super::editor;
use super::filters::own_date;
use super::rows::{byte_at, rects};
use super::theme::{Palette, font};
use super::widgets::{Icon, button, icon_button, scrolled, text, text_within};
use crate::apply::{Action, Correct};
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::state::{State, What};
use dateline_model::dating;
use dateline_model::document::Document;
use dateline_model::text::{Span, sentences};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Align2, Key, Modifiers, Rect, Role, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
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
/// How strong the hue of a kind is behind its passages.
const TINT: f32 = 0.14;
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
    let told: Vec<String> = [read.author.clone(), read.publisher.clone(), part].into_iter().flatten().collect();
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
    let what = What::DocumentDate(document);
    if let Some(editing) = state.editing.as_ref().filter(|editing| editing.what == what) {
        ui.add_space(12.0);
        inset(ui, |ui| editor::show(ui, state, editing, None, palette, out));
        ui.add_space(12.0);
    }
    let mut found = Vec::new();
    if let Some(words) = &state.find_in_text {
        found = occurrences(&read.text, words);
        show_find(ui, state, (document, read), words, &found, palette, out);
    }
    let selected = state.selected_text.as_ref().filter(|(of, _)| *of == document).map(|(_, span)| span.clone());
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

    let around = selected.as_ref().or(chosen.map(|passage| &passage.span)).map_or(0, |span| span.start);
    let window = laid_out(&read.text, around);
    scrolled(ui, &format!("source {}", document + 1), f32::INFINITY, |ui| {
        ui.add_space(12.0);
        if window.start > 0 {
            cut(ui, palette, "Earlier text is left out here");
        }
        let times = times(ui, state, read, document, &window);
        let shown = Shown {
            document,
            text: &read.text,
            passages: &passages,
            times: &times,
            found: &found,
            selected: selected.as_ref(),
        };
        for paragraph in paragraphs(&read.text, window.clone()) {
            show_paragraph(ui, state, &shown, paragraph, palette, out);
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

/// What is drawn into a document's text.
struct Shown<'a> {
    document: usize,
    text: &'a str,
    passages: &'a [Passage],
    times: &'a [Span],
    found: &'a [Span],
    selected: Option<&'a Span>,
}

/// The time expressions of what is laid out, read once while it stays.
fn times(ui: &Ui, state: &State, read: &Document, document: usize, window: &Span) -> Arc<Vec<Span>> {
    let id =
        egui::Id::unique(("times", document, window.start, read.text.len(), Arc::as_ptr(&state.known.timeline).addr()));
    if let Some(known) = ui.data(|data| data.get_temp::<Arc<Vec<Span>>>(id)) {
        return known;
    }
    let part = Document::plain(&read.name, read.text.get(window.clone()).unwrap_or_default().to_owned());
    let part = Document { own_date: read.own_date.clone(), ..part };
    let times = dating::read_times(&state.known.lexicon, &part).into_iter();
    let times: Vec<Span> = times.map(|time| time.span.start + window.start..time.span.end + window.start).collect();
    let times = Arc::new(times);
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&times)));
    times
}

/// Where words stand in a text, whatever their case; none for no words.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let words: Vec<char> = words.trim().chars().flat_map(char::to_lowercase).collect();
    let Some(first) = words.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        if at < from || letter.to_lowercase().next() != Some(*first) {
            continue;
        }
        let mut rest =
            text[at..].chars().flat_map(|letter| letter.to_lowercase().map(move |lower| (lower, letter.len_utf8())));
        if words.iter().all(|word| rest.next().is_some_and(|(lower, _)| lower == *word)) {
            let letters = text[at..].chars().scan(0, |count, letter| {
                *count += letter.to_lowercase().count();
                Some((*count, letter.len_utf8()))
            });
            let mut end = at;
            for (count, bytes) in letters {
                end += bytes;
                if count >= words.len() {
                    break;
                }
            }
            found.push(at..end);
            from = end;
        }
        if found.len() >= FOUND_MAX {
            break;
        }
    }
    found
}

/// At most so many are marked.
const FOUND_MAX: usize = 10_000;

/// The field that finds words in the document; Enter goes to the next and selects its sentence.
fn show_find(
    ui: &mut Ui,
    state: &State,
    (document, read): (usize, &Document),
    words: &str,
    found: &[Span],
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let selected = state.selected_text.as_ref().filter(|(of, _)| *of == document).map(|(_, span)| span.clone());
    let at = selected
        .as_ref()
        .and_then(|span| found.iter().rposition(|one| one.start >= span.start && one.start < span.end));
    let id = egui::Id::unique("find in text");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let (enter, back, escape, make) = ui.input_mut(|input| {
        let back = focused && input.consume_key(Modifiers::SHIFT, Key::Enter);
        (
            focused && input.consume_key(Modifiers::NONE, Key::Enter),
            back,
            focused && input.consume_key(Modifiers::NONE, Key::Escape),
            focused && input.consume_key(Modifiers::COMMAND, Key::N),
        )
    });
    ui.add_space(8.0);
    let mut typed = words.to_owned();
    inset(ui, |ui| {
        let edit = egui::TextEdit::singleline(&mut typed)
            .id(id)
            .hint_text(egui::RichText::new("Find in this source").color(palette.ink3))
            .font(font(14.0, Weight::Regular))
            .text_color(palette.ink)
            .desired_width(f32::INFINITY)
            .frame(
                egui::Frame::new()
                    .fill(palette.raised)
                    .stroke(Stroke::new(2.0, palette.ink))
                    .corner_radius(6.0)
                    .inner_margin(egui::Margin::symmetric(9, 5)),
            );
        let response = ui.add(edit).accessible_name("Find in this source");
        if state.overlay.is_none() && state.editing.is_none() {
            response.request_focus();
        }
        let told = match (found.len(), at) {
            (0, _) if typed.trim().is_empty() => {
                "Enter goes to the next, Ctrl N makes an event of its sentence".to_owned()
            }
            (0, _) => "Not in this source".to_owned(),
            (all, Some(at)) => format!("{} of {all}", at + 1),
            (all, None) => format!("{all} found"),
        };
        say(ui, &told, 12.0, Weight::Regular, palette.ink3, 18.0);
    });
    if escape {
        out.push(Action::FindInText(None));
    } else if typed != words {
        out.push(Action::FindInText(Some(typed)));
    } else if make && selected.is_some() {
        out.push(Action::FindInText(None));
        out.push(Action::Run(Command::MakeEvent));
    } else if (enter || back) && !found.is_empty() {
        let next = match (at, back) {
            (None, _) => 0,
            (Some(at), false) => (at + 1) % found.len(),
            (Some(at), true) => (at + found.len() - 1) % found.len(),
        };
        // To the next sentence, where several words stand in one.
        let span = sentence_of(&read.text, &found[next]);
        out.push(Action::SelectText(Some((document, span))));
    }
}

/// The sentence that a span stands in.
fn sentence_of(text: &str, span: &Span) -> Span {
    let paragraph =
        dateline_model::text::paragraphs(text).into_iter().find(|paragraph| paragraph.contains(&span.start));
    let sentences = paragraph.map(|paragraph| sentences(text, paragraph)).unwrap_or_default();
    sentences.into_iter().find(|sentence| sentence.contains(&span.start)).unwrap_or_else(|| span.clone())
}

fn show_paragraph(ui: &mut Ui, state: &State, shown: &Shown, span: Span, palette: &Palette, out: &mut Vec<Action>) {
    let Shown { document, text, passages, times, found, selected } = shown;
    let inside: Vec<&Passage> =
        passages.iter().filter(|passage| passage.span.start < span.end && passage.span.end > span.start).collect();
    let chosen_here = inside.iter().any(|passage| passage.chosen);
    let wrap = ui.available_width() - 2.0 * INSET;
    let galley = ui.painter().layout_job(job(text, &span, &inside, wrap, palette, chosen_here));
    let size = vec2(ui.available_width(), galley.size().y + 10.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Paragraph, true, &text[span.clone()]));
    let origin = rect.left_top() + vec2(INSET, 0.0);
    let rows_of = |part: &Span| -> Vec<Rect> {
        let rows = rects(&galley, &text[span.clone()], &span, part).into_iter();
        rows.map(|row| row.translate(origin.to_vec2())).collect()
    };
    let is_here = |part: &&Span| part.start < span.end && part.end > span.start;
    // The chosen one last, so that no paler one covers it.
    for passage in inside.iter().filter(|p| !p.chosen).chain(inside.iter().filter(|p| p.chosen)) {
        let rows = rects(&galley, &text[span.clone()], &span, &passage.span);
        let kind = passage.event.map(|event| state.known.timeline.events[event].kind);
        let hue = kind.map_or(palette.passage, |kind| super::paint::color(palette.theme.family(kind.family())));
        let fill = if passage.chosen { palette.passage } else { hue.gamma_multiply(TINT) };
        for row in &rows {
            let row = row.translate(origin.to_vec2());
            ui.painter().rect_filled(row.expand2(vec2(2.0, 0.0)), 2.0, fill);
        }
        if passage.chosen {
            for row in rows_of(&passage.time) {
                ui.painter().hline(row.x_range(), row.top() + UNDERLINE, Stroke::new(1.5, palette.ink));
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
    for time in times.iter().filter(is_here) {
        for row in rows_of(time) {
            ui.painter().hline(row.x_range(), row.top() + UNDERLINE, Stroke::new(1.0, palette.ink3));
        }
    }
    for one in found.iter().filter(is_here) {
        for row in rows_of(one) {
            ui.painter().rect_stroke(
                row.shrink2(vec2(-1.0, 1.0)),
                2.0,
                Stroke::new(1.5, palette.ink),
                egui::StrokeKind::Middle,
            );
        }
    }
    if let Some(selected) = selected.filter(|selected| is_here(selected)) {
        let rows = rows_of(selected);
        for row in &rows {
            ui.painter().rect_filled(*row, 0.0, palette.ink.gamma_multiply(0.16));
        }
        if state.find_in_text.is_some()
            && let Some(row) = rows.first().filter(|row| !ui.clip_rect().contains_rect(**row))
        {
            ui.scroll_to_rect(row.expand(40.0), Some(Align::Center));
        }
    }
    select(
        ui,
        &response,
        *document,
        &span,
        |place| byte_at(&galley, &text[span.clone()], place - origin.to_vec2()),
        out,
    );
    ui.painter().galley(origin, galley.clone(), palette.ink);
    let under = |at: egui::Pos2| {
        // Where passages overlap, the shortest is meant.
        let touched = inside.iter().filter(|passage| {
            let rects = rects(&galley, &text[span.clone()], &span, &passage.span);
            rects.iter().any(|row| row.translate(origin.to_vec2()).contains(at))
        });
        touched.min_by_key(|passage| passage.span.len())
    };
    if let Some(passage) = response.hover_pos().and_then(under) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        // The mark is lit while the pointer is on its passage.
        if passage.event.is_some() {
            out.push(Action::Hover(passage.event));
        }
    }
    if response.clicked()
        && let Some(passage) = response.interact_pointer_pos().and_then(under)
    {
        out.extend(passage.event.map(|event| Action::SelectFromReader { event, source: passage.source }));
    }
}

/// Selects what is dragged over; a plain click selects nothing.
fn select(
    ui: &Ui,
    response: &egui::Response,
    document: usize,
    paragraph: &Span,
    byte_at: impl Fn(egui::Pos2) -> usize,
    out: &mut Vec<Action>,
) {
    let origin = response.id.with("selected from");
    if response.drag_started()
        && let Some(place) = ui.input(|input| input.pointer.press_origin())
    {
        ui.data_mut(|data| data.insert_temp(origin, byte_at(place)));
    }
    if response.dragged()
        && let Some(place) = response.interact_pointer_pos()
        && let Some(from) = ui.data(|data| data.get_temp::<usize>(origin))
    {
        let to = byte_at(place);
        let (from, to) = (from.min(to), from.max(to));
        if from < to {
            out.push(Action::SelectText(Some((document, paragraph.start + from..paragraph.start + to))));
        }
    }
    if response.clicked() {
        out.push(Action::SelectText(None));
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
            found = rects(&galley, &plain, &(0..plain.len()), &(begin..end));
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
