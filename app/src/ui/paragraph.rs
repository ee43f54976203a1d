//! A block of a document as it is set: passages tinted by kind, the chosen one in yellow, time expressions underlined.
//!
//! In: a block and what is drawn into it. Out: where it stands; what was clicked or pointed at. Where its letters stand
//! is told by `rows`.

use super::details::INSET;
use super::rows::{byte_at, rects};
use super::theme::{Palette, font};
use super::typeset::{Block, Look};
use super::widgets::text as draw_text;
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::State;
use dateline_model::document::{Document, Place};
use dateline_model::text::Span;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Galley, Pos2, Rect, Response, Role, Sense, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

/// A passage of the document in the reader.
pub struct Passage {
    /// None for what is told without a time.
    pub event: Option<usize>,
    /// Which of the event's sources.
    pub source: usize,
    /// Its words.
    pub span: Span,
    /// Those of them that tell its time.
    pub time: Span,
    /// Whether it is the one that details tell of.
    pub chosen: bool,
}

/// What is drawn into a document's text.
pub struct Shown<'a> {
    /// The document.
    pub read: &'a Document,
    /// Its passages, in the order of the text.
    pub passages: &'a [Passage],
    /// Its time expressions.
    pub times: &'a [Span],
    /// What was searched for.
    pub found: &'a [Span],
    /// What is selected.
    pub selected: Option<&'a Span>,
}

/// A block that was laid out, and where.
pub struct Laid {
    /// The block's text.
    pub span: Span,
    /// Where it stands, from edge to edge.
    pub rect: Rect,
    /// Where its letters begin.
    pub origin: Pos2,
    /// What was done to it.
    pub response: Response,
    galley: Arc<Galley>,
    drawn: String,
}

const BODY: f32 = 14.5;
/// Height of a line of text, in points.
pub const LINE: f32 = 22.0;
const HEADING_LINE: f32 = 24.0;
/// Text is no wider than this, in points: about eighty letters.
const MEASURE: f32 = 560.0;
/// Room for the numbers of pages at the left.
const MARGIN: f32 = 26.0;
/// An item of a list stands so far in.
const INDENT: f32 = 18.0;
/// How strong the hue of a kind is behind its passages, and behind those of what the pointer is on.
const TINT: f32 = 0.14;
const TINT_LIT: f32 = 0.36;
/// From a row's top to the line below its time words.
const UNDERLINE: f32 = 18.5;
/// Letters of the body are about so wide.
const LETTER: f32 = 6.6;

/// Where the text of a block stands between the edges of the panel: from the left, and how wide.
fn measure(read: &Document, block: &Block, width: f32) -> (f32, f32) {
    let margin = if has_pages(read) { MARGIN } else { 0.0 };
    let indent = if matches!(block.look, Look::Item(_)) { INDENT } else { 0.0 };
    let left = INSET + margin + indent;
    (left, (width - INSET - left).clamp(80.0, MEASURE))
}

fn has_pages(read: &Document) -> bool {
    read.parts.iter().any(|part| matches!(part.place, Place::Page(_)))
}

/// Room above a block and below it.
fn around(block: &Block) -> (f32, f32) {
    match block.look {
        Look::Heading => (10.0, 4.0),
        Look::Item(_) => (0.0, 4.0),
        Look::Body if block.goes_on => (0.0, 10.0),
        Look::Body => (0.0, 10.0),
    }
}

/// About how high a block will be, before it is laid out.
pub fn height_guessed(read: &Document, block: &Block, width: f32) -> f32 {
    let letters = read.text.get(block.span.clone()).map_or(0, |text| text.chars().count());
    let (_, wrap) = measure(read, block, width);
    let rows = (letters as f32 * LETTER / wrap).ceil().max(1.0);
    let (above, below) = around(block);
    rows * LINE + above + below
}

impl Laid {
    /// Where a part of the document stands in it, a rectangle a row.
    pub fn rows(&self, part: &Span) -> Vec<Rect> {
        let rows = rects(&self.galley, &self.drawn, &self.span, part).into_iter();
        rows.map(|row| row.translate(self.origin.to_vec2())).collect()
    }

    /// The byte of the document whose letter stands nearest to a place.
    pub fn byte_at(&self, place: Pos2) -> usize {
        self.span.start + byte_at(&self.galley, &self.drawn, place - self.origin.to_vec2())
    }
}

/// Shows a block.
pub fn show(
    ui: &mut Ui,
    state: &State,
    shown: &Shown,
    block: &Block,
    palette: &Palette,
    out: &mut Vec<Action>,
) -> Laid {
    let (width, span) = (ui.available_width(), block.span.clone());
    let (left, wrap) = measure(shown.read, block, width);
    let (above, below) = around(block);
    // A line that was broken by hand goes on; each byte stays in its place.
    let drawn = shown.read.text.get(span.clone()).unwrap_or_default().replace(['\n', '\r', '\t'], " ");
    let inside: Vec<&Passage> = touching(shown.passages, &span);
    let galley = ui.painter().layout_job(job(&drawn, block, &inside, wrap, palette));
    let size = vec2(width, galley.size().y + above + below);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let role = if block.look == Look::Heading { Role::Heading } else { Role::Paragraph };
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &drawn));
    // A text that runs from right to left stands at the right.
    let right = if galley.job.halign == egui::Align::RIGHT { wrap } else { 0.0 };
    let origin = rect.left_top() + vec2(left + right, above);
    let laid = Laid { span, rect, origin, response, galley, drawn };
    if let Look::Item(sign) = block.look {
        let sign = shown.read.text.get(block.span.start - sign..block.span.start).unwrap_or_default().trim();
        let place = rect.left_top() + vec2(left - INDENT, above + LINE / 2.0);
        let sign = if sign.chars().any(char::is_alphanumeric) { sign } else { "•" };
        draw_text(ui.painter(), place, Align2::LEFT_CENTER, sign, 13.0, Weight::Regular, palette.ink2);
    }
    pages(ui, shown.read, &laid, palette);
    draw(ui, state, shown, &laid, &inside, palette);
    nodes(ui, state, &laid, &inside, out);
    point(ui, state, &laid, &inside, palette, out);
    laid
}

/// The number of each page that begins in a block, in the margin.
fn pages(ui: &Ui, read: &Document, laid: &Laid, palette: &Palette) {
    let from = read.parts.partition_point(|part| part.text_begin < laid.span.start);
    // A page may begin in the white space before it.
    let before = from.checked_sub(1).filter(|&at| {
        let gap = read.text.get(read.parts[at].text_begin..laid.span.start);
        gap.is_some_and(|gap| gap.chars().all(|letter| !letter.is_alphanumeric()))
    });
    for at in before.unwrap_or(from)..read.parts.len() {
        let part = &read.parts[at];
        if part.text_begin >= laid.span.end {
            break;
        }
        let Place::Page(_) = part.place else { continue };
        let begin = part.text_begin.max(laid.span.start);
        let top = laid.rows(&(begin..begin + 1)).first().map_or(laid.origin.y, |row| row.top());
        let place = pos2(laid.rect.left() + INSET - 10.0, top + LINE / 2.0);
        let words = part.place.to_string();
        draw_text(ui.painter(), place, Align2::LEFT_CENTER, &words, 11.0, Weight::Regular, palette.ink3);
    }
}

/// Tints, underlines and frames, then the letters above them.
fn draw(ui: &Ui, state: &State, shown: &Shown, laid: &Laid, inside: &[&Passage], palette: &Palette) {
    let painter = ui.painter();
    // The chosen one last, so that no paler one covers it.
    for passage in inside.iter().filter(|p| !p.chosen).chain(inside.iter().filter(|p| p.chosen)) {
        let kind = passage.event.map(|event| state.known.timeline.events[event].kind);
        let hue = kind.map_or(palette.passage, |kind| super::paint::color(palette.theme.family(kind.family())));
        let lit = passage.event.is_some() && passage.event == state.view.hover;
        let fill = match (passage.chosen, lit) {
            (true, _) => palette.passage,
            (false, true) => hue.gamma_multiply(TINT_LIT),
            (false, false) => hue.gamma_multiply(TINT),
        };
        for row in laid.rows(&passage.span) {
            let row = row.expand2(vec2(2.0, 0.0));
            painter.rect_filled(row, 2.0, fill);
            if lit {
                painter.hline(row.x_range(), row.bottom() - 0.5, Stroke::new(1.5, palette.ink));
            }
        }
        if passage.chosen {
            for row in laid.rows(&passage.time) {
                painter.hline(row.x_range(), row.top() + UNDERLINE, Stroke::new(1.5, palette.ink));
            }
        }
    }
    for time in within(shown.times, &laid.span) {
        for row in laid.rows(time) {
            painter.hline(row.x_range(), row.top() + UNDERLINE, Stroke::new(1.0, palette.ink3));
        }
    }
    for one in within(shown.found, &laid.span) {
        for row in laid.rows(one) {
            let place = row.shrink2(vec2(-1.0, 1.0));
            painter.rect_stroke(place, 2.0, Stroke::new(1.5, palette.ink), egui::StrokeKind::Middle);
        }
    }
    if let Some(selected) = shown.selected.filter(|part| part.start < laid.span.end && part.end > laid.span.start) {
        for row in laid.rows(selected) {
            painter.rect_filled(row, 0.0, palette.ink.gamma_multiply(0.16));
        }
    }
    painter.galley(laid.origin, laid.galley.clone(), palette.ink);
}

/// A node for each passage, to be reached and clicked without a pointer.
fn nodes(ui: &Ui, state: &State, laid: &Laid, inside: &[&Passage], out: &mut Vec<Action>) {
    for passage in inside {
        let (Some(event), Some(first)) = (passage.event, laid.rows(&passage.span).first().copied()) else { continue };
        let id = ui.scope_id().with(("passage", event, passage.source));
        let node = ui.interact(first, id, Sense::CLICK);
        let title = &state.known.timeline.events[event].title;
        node.widget_info(|| egui::WidgetInfo::selected(Role::Link, true, passage.chosen, format!("Passage: {title}")));
        if node.clicked() {
            out.push(Action::SelectFromReader { event, source: passage.source });
        }
    }
}

/// What the pointer does on a passage: it lights the mark, tells of the event, and a click selects it.
fn point(ui: &Ui, state: &State, laid: &Laid, inside: &[&Passage], palette: &Palette, out: &mut Vec<Action>) {
    let under = |at: Pos2| {
        // Where passages overlap, the shortest is meant.
        let touched = inside.iter().filter(|passage| laid.rows(&passage.span).iter().any(|row| row.contains(at)));
        touched.min_by_key(|passage| passage.span.len())
    };
    let dragging = ui.input(|input| input.pointer.is_decidedly_dragging());
    if let Some(passage) = laid.response.hover_pos().filter(|_| !dragging).and_then(under) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        if let Some(event) = passage.event {
            out.push(Action::Hover(Some(event)));
            if !passage.chosen {
                tell(&laid.response, state, event, passage.source, palette);
            }
        }
    } else if laid.response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    if laid.response.clicked()
        && let Some(passage) = laid.response.interact_pointer_pos().and_then(under)
    {
        out.extend(passage.event.map(|event| Action::SelectFromReader { event, source: passage.source }));
    }
}

/// The event of a passage, and its date with the chain behind it.
fn tell(response: &Response, state: &State, event: usize, source: usize, palette: &Palette) {
    let event = &state.known.timeline.events[event];
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(340.0);
        let line = |ui: &mut Ui, words: &str, weight, color| {
            ui.label(egui::RichText::new(words).font(font(12.5, weight)).color(color));
        };
        line(ui, &event.title, Weight::Semibold, palette.ink);
        line(ui, &event.when.label(), Weight::Regular, palette.ink2);
        if let Some(source) = event.sources.get(source) {
            line(ui, &source.chain.explain(None), Weight::Regular, palette.ink3);
        }
    });
}

/// The passages that touch a span.
fn touching<'a>(passages: &'a [Passage], span: &Span) -> Vec<&'a Passage> {
    let end = passages.partition_point(|passage| passage.span.start < span.end);
    passages[..end].iter().filter(|passage| passage.span.end > span.start).collect()
}

/// Of spans in rising order those that begin in a span.
fn within<'a>(spans: &'a [Span], of: &Span) -> &'a [Span] {
    let from = spans.partition_point(|span| span.end <= of.start);
    let until = spans.partition_point(|span| span.start < of.end);
    spans.get(from..until).unwrap_or_default()
}

/// The block's text; what stands around the chosen passage is paler.
fn job(drawn: &str, block: &Block, inside: &[&Passage], wrap: f32, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = wrap;
    if super::rows::runs_from_right(drawn) {
        job.halign = egui::Align::RIGHT;
    }
    let span = &block.span;
    let chosen_here = inside.iter().any(|passage| passage.chosen);
    let mut cuts: Vec<usize> = vec![span.start, span.end];
    cuts.extend(inside.iter().flat_map(|passage| [passage.span.start, passage.span.end]));
    cuts.retain(|cut| (span.start..=span.end).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let (size, weight, line) = match block.look {
        Look::Heading => (16.0, Weight::Semibold, HEADING_LINE),
        _ => (BODY, Weight::Regular, LINE),
    };
    for pair in cuts.windows(2) {
        let Some(piece) = drawn.get(pair[0] - span.start..pair[1] - span.start) else { continue };
        let within = |span: &Span| span.start <= pair[0] && pair[1] <= span.end;
        let chosen = inside.iter().any(|passage| passage.chosen && within(&passage.span));
        let color = if chosen || !chosen_here { palette.ink } else { palette.ink2 };
        let mut format = TextFormat::simple(font(size, weight), color);
        format.line_height = Some(line);
        job.append(piece, 0.0, format);
    }
    job
}
