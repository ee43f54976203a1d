//! Review: the queue of what is uncertain at the left, the event that is looked at beside it.
//!
//! In: the state. Out: what was said of the event. The field has the focus; the keys stand on the buttons.

use super::details::say;
use super::editor;
use super::filters::{own_date, sentence_case};
use super::marks;
use super::theme::{Palette, font};
use super::when_field::{self, Size, gap};
use super::widgets::{Icon, badge, button_of, draw_icon, focus_ring, scrolled, text, text_within};
use crate::apply::{Action, Correct, Step};
use crate::picture::scene::Weight;
use crate::state::{Reviewing, State, Verdict, What};
use dateline_model::doubt;
use dateline_model::event::{Event, Source};
use dateline_model::text::paragraphs;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, CornerRadius, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

const QUEUE_WIDTH: f32 = 348.0;
const ROW: f32 = 76.0;
const FOOT: f32 = 74.0;
const KEY_WIDTH: f32 = 104.0;

/// Shows the review in a place.
pub fn show(ui: &mut Ui, state: &State, reviewing: &Reviewing, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    if state.overlay.is_none() {
        keys(ui, reviewing, state, out);
    }
    // Where it is narrow the queue gives way to the event.
    let width = if place.width() < 900.0 { place.width() * 0.3 } else { QUEUE_WIDTH };
    let left = place.with_max_x(place.left() + width);
    let right = place.with_min_x(left.right());
    ui.painter().rect_filled(left, 0.0, palette.panel);
    ui.painter().rect_filled(right, 0.0, palette.bg);
    ui.painter().vline(left.right(), place.y_range(), Stroke::new(1.0, palette.line2));
    ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("queue"), |ui| {
        ui.set_clip_rect(left);
        queue(ui, state, reviewing, palette, out);
    });
    let foot = right.with_min_y(right.bottom() - FOOT);
    let main = right.with_max_y(foot.top());
    ui.scope_builder(UiBuilder::new().max_rect(main).id_salt("looked at"), |ui| {
        ui.set_clip_rect(main);
        let looked_at = reviewing.queue.get(reviewing.at).map(|(id, _)| *id);
        match state.lead().filter(|event| Some(event.id) == looked_at) {
            Some(event) => scrolled(ui, "the review", main.height(), |ui| looked(ui, state, event, palette, out)),
            None => nothing(ui, main, reviewing, palette),
        };
    });
    ui.painter().hline(foot.x_range(), foot.top(), Stroke::new(1.0, palette.line));
    ui.scope_builder(UiBuilder::new().max_rect(foot.shrink2(vec2(inset_of(foot), 14.0))), |ui| {
        buttons(ui, state, reviewing, palette, out);
    });
}

fn inset_of(place: Rect) -> f32 {
    if place.width() < 700.0 { 20.0 } else { 36.0 }
}

fn keys(ui: &mut Ui, reviewing: &Reviewing, state: &State, out: &mut Vec<Action>) {
    let at = reviewing.at;
    let pristine = state.editing.as_ref().is_none_or(|editing| {
        editing.typed.is_empty() || state.lead().is_some_and(|event| editing.typed == event.when.label())
    });
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
        let step = if pressed(Modifiers::COMMAND, Key::Enter) {
            Some(Step::AsRead)
        } else if pressed(Modifiers::NONE, Key::Enter) {
            Some(Step::Accept)
        } else if pressed(Modifiers::COMMAND, Key::Delete) || pristine && pressed(Modifiers::NONE, Key::Delete) {
            Some(Step::Reject)
        } else if pressed(Modifiers::NONE, Key::Tab) {
            Some(Step::Later)
        } else if pressed(Modifiers::NONE, Key::ArrowDown) {
            Some(Step::Go((at + 1).min(reviewing.queue.len().saturating_sub(1))))
        } else if pressed(Modifiers::NONE, Key::ArrowUp) {
            Some(Step::Go(at.saturating_sub(1)))
        } else if pressed(Modifiers::NONE, Key::F2) {
            Some(Step::Fields)
        } else if pressed(Modifiers::NONE, Key::Escape) {
            Some(Step::Leave)
        } else {
            None
        };
        out.extend(step.map(Action::Review));
        // The field has the focus, so the keys of the table don't reach it.
        let undo = [
            (Modifiers::COMMAND, Key::Z, crate::command::Command::Undo),
            (Modifiers::COMMAND, Key::Y, crate::command::Command::Redo),
        ];
        for (modifiers, key, command) in undo {
            if pristine && input.consume_key(modifiers, key) {
                out.push(Action::Run(command));
            }
        }
    });
}

fn queue(ui: &mut Ui, state: &State, reviewing: &Reviewing, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    let (head, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, "To review"));
    text(
        ui.painter(),
        head.left_center() + vec2(20.0, 4.0),
        Align2::LEFT_CENTER,
        "To review",
        13.5,
        Weight::Semibold,
        palette.ink,
    );
    text(
        ui.painter(),
        head.right_center() + vec2(-20.0, 4.0),
        Align2::RIGHT_CENTER,
        "least certain first",
        12.0,
        Weight::Regular,
        palette.ink3,
    );
    scrolled(ui, "the queue", f32::INFINITY, |ui| {
        for (nth, (id, verdict)) in reviewing.queue.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let chosen = nth == reviewing.at;
            if chosen {
                ui.scroll_to_rect(rect, None);
            }
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let event = state.known.timeline.events.iter().find(|event| event.id == *id);
            let title = event.map(|event| &event.title).or(reviewing.titles.get(nth));
            let title = title.map_or("No longer told", String::as_str);
            row(ui, rect, &response, (title, event), *verdict, chosen, palette);
            if response.clicked() {
                out.push(Action::Review(Step::Go(nth)));
            }
        }
    });
}

fn row(
    ui: &Ui,
    rect: Rect,
    response: &egui::Response,
    (title, event): (&str, Option<&Event>),
    verdict: Option<Verdict>,
    chosen: bool,
    palette: &Palette,
) {
    let gone = if verdict == Some(Verdict::Rejected) { "not an event" } else { "" };
    let reason = event.map_or(Some(gone.to_owned()), doubt::reason).unwrap_or_default();
    let done = matches!(verdict, Some(Verdict::Accepted | Verdict::Rejected));
    let said = match verdict {
        Some(Verdict::Accepted) => ", accepted",
        Some(Verdict::Rejected) => ", rejected",
        Some(Verdict::Later) => ", later",
        None => "",
    };
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::ListBoxOption, true, chosen, format!("{title}: {reason}{said}"))
    });
    let painter = ui.painter();
    let card = rect.shrink2(vec2(8.0, 2.0));
    if chosen {
        painter.rect(card, CornerRadius::same(8), palette.raised, Stroke::new(2.0, palette.ink), StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(card, CornerRadius::same(8), palette.sel);
    }
    focus_ring(painter, response, card, 8, palette);
    let center = pos2(rect.left() + 30.0, rect.top() + 24.0);
    match verdict {
        Some(Verdict::Accepted) => {
            painter.circle_filled(center, 8.0, super::paint::color(palette.theme.good));
            draw_icon(painter, center, Icon::Tick, palette.inv);
        }
        Some(Verdict::Rejected) => {
            painter.circle_filled(center, 8.0, palette.ink3);
            painter.line_segment([center - vec2(3.5, 0.0), center + vec2(3.5, 0.0)], Stroke::new(1.5, palette.inv));
        }
        _ => {
            painter.circle_stroke(center, 7.25, Stroke::new(1.5, palette.ink3));
        }
    }
    let left = pos2(rect.left() + 50.0, rect.top() + 22.0);
    let room = rect.width() - 66.0;
    let (weight, ink) = match (chosen, done) {
        (true, _) => (Weight::Semibold, palette.ink),
        (false, true) => (Weight::Regular, palette.ink3),
        (false, false) => (Weight::Regular, palette.ink),
    };
    text_within(painter, left, room, title, 13.0, weight, ink);
    let color = if done { palette.ink3 } else { palette.warn };
    text_within(painter, left + vec2(0.0, 18.0), room, &reason, 12.0, Weight::Regular, color);
    let when = event.map(|event| sentence_case(&event.when.label())).unwrap_or_default();
    text_within(painter, left + vec2(0.0, 34.0), room, &when, 12.0, Weight::Regular, palette.ink2);
}

fn nothing(ui: &mut Ui, place: Rect, reviewing: &Reviewing, palette: &Palette) -> f32 {
    let words = if reviewing.queue.is_empty() { "Nothing is uncertain" } else { "All of it is reviewed" };
    text(ui.painter(), place.center() - vec2(0.0, 14.0), Align2::CENTER_CENTER, words, 22.0, Weight::Bold, palette.ink);
    let then = "Esc goes back to the timeline";
    text(
        ui.painter(),
        place.center() + vec2(0.0, 16.0),
        Align2::CENTER_CENTER,
        then,
        13.0,
        Weight::Regular,
        palette.ink2,
    );
    0.0
}

/// The event that is looked at: where it is told, what was read, what it should be.
fn looked(ui: &mut Ui, state: &State, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let inset = inset_of(ui.max_rect());
    egui::Frame::new().inner_margin(egui::Margin::symmetric(inset as i8, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let head = gap(ui, 52.0);
        let y = head.top() + 36.0;
        marks::disc(ui.painter(), pos2(head.left() + 8.0, y), 8.0, (event.kind, event.status), false, &palette.theme);
        let kind = text(
            ui.painter(),
            pos2(head.left() + 24.0, y),
            Align2::LEFT_CENTER,
            event.kind.label(),
            13.5,
            Weight::Semibold,
            palette.ink,
        );
        text(
            ui.painter(),
            pos2(kind.right() + 8.0, y),
            Align2::LEFT_CENTER,
            event.status.code(),
            13.5,
            Weight::Regular,
            palette.ink2,
        );
        let mut right = head.right();
        for country in event.countries.iter().take(6).rev() {
            badge(ui.painter(), pos2(right - 30.0, y), country.code(), false, palette);
            right -= 36.0;
        }
        say(ui, &event.title, 22.0, Weight::Bold, palette.ink, 30.0);
        ui.add_space(12.0);
        let source = event.sources.get(state.picked.source).or(event.sources.first());
        let told = state.told_of(event.id).unwrap_or(event);
        let set = state.project.kept.get(&event.id).and_then(|kept| kept.when.as_ref());
        if let Some(source) = source {
            passage(ui, state, source, palette);
            ui.add_space(16.0);
        }
        for disagreement in &event.disagreements {
            let said: Vec<&str> = disagreement.said.iter().map(|said| said.words.as_str()).collect();
            say(
                ui,
                &format!("They disagree on {}: {}", disagreement.about, said.join(" / ")),
                13.0,
                Weight::Regular,
                palette.warn,
                19.0,
            );
        }
        keyed(ui, "Read as", palette, |ui| {
            say(ui, &sentence_case(&told.when.label()), 15.0, Weight::Semibold, palette.ink, 20.0);
            if let Some(source) = source {
                let anchor = source.chain.anchor.as_ref();
                let counted = anchor
                    .map(|anchor| format!("; counted from {}, {}", anchor.what, anchor.label()))
                    .unwrap_or_default();
                let rule = format!("{}{counted}", sentence_case(&source.chain.rule));
                say(ui, &rule, 12.5, Weight::Regular, palette.ink2, 18.0);
            }
        });
        if let Some(set) = set {
            ui.add_space(10.0);
            keyed(ui, "By you", palette, |ui| {
                say(ui, &sentence_case(&set.when.label()), 15.0, Weight::Semibold, palette.ink, 20.0);
                if editor::link(ui, "Put back", "Put when back", palette) {
                    out.push(Action::Correct(Correct::PutBack(What::When)));
                }
            });
        }
        ui.add_space(16.0);
        let Some(editing) = &state.editing else { return };
        keyed(ui, "Should be", palette, |ui| {
            let width = ui.available_width();
            ui.horizontal(|ui| {
                let field = width.min(320.0);
                ui.allocate_ui(vec2(field, 40.0), |ui| {
                    if let Some(typed) = when_field::field(ui, editing, "When", Size::Large, palette) {
                        out.push(Action::Correct(Correct::Type(typed)));
                    }
                });
                if width > 520.0 {
                    ui.add_space(8.0);
                    say(
                        ui,
                        "also: 2022-07-15, Q3 2022,\n3 to 5 July, mid-July 2022",
                        12.0,
                        Weight::Regular,
                        palette.ink3,
                        16.0,
                    );
                }
            });
            ui.add_space(12.0);
            when_field::read_back(ui, editing, Size::Large, palette);
        });
        ui.add_space(16.0);
        let new = editing.time().map(|read| read.when);
        when_field::axis(ui, Some(told.when), new, (event.kind, event.status), KEY_WIDTH, palette);
        ui.add_space(16.0);
    });
}

fn keyed(ui: &mut Ui, key: &str, palette: &Palette, value: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(KEY_WIDTH - 8.0, 20.0), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, key));
        text(ui.painter(), rect.left_center(), Align2::LEFT_CENTER, key, 13.0, Weight::Regular, palette.ink3);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            value(ui);
        });
    });
}

/// The paragraph of a passage in a card: the passage on yellow, its time words underlined.
fn passage(ui: &mut Ui, state: &State, source: &Source, palette: &Palette) {
    let Some(document) = state.known.timeline.documents.get(source.document) else { return };
    let around = paragraphs(&document.text).into_iter().find(|span| span.contains(&source.passage.start));
    let around = around.unwrap_or(source.passage.clone());
    let frame = egui::Frame::new().fill(palette.panel).corner_radius(8.0).inner_margin(egui::Margin::symmetric(18, 12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let (day, known, color) = own_date(document, palette);
        let publisher = document.publisher_of(&source.passage);
        let told = [Some(document.title.clone()), publisher, Some(day).filter(|day| !day.is_empty())];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join(", ");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            say(ui, &told, 12.5, Weight::Regular, palette.ink3, 18.0);
            say(ui, known, 12.5, Weight::Regular, color, 18.0);
        });
        ui.add_space(4.0);
        let begin = around.start.max(document.text.floor_char_boundary(source.passage.start.saturating_sub(CONTEXT)));
        let end = around.end.min(document.text.ceil_char_boundary(source.passage.end + CONTEXT));
        let mut job = LayoutJob::default();
        job.wrap.max_width = ui.available_width().min(720.0);
        let mut cuts =
            vec![begin, source.passage.start, source.time.start, source.time.end, source.passage.end.min(end), end];
        cuts.retain(|cut| (begin..=end).contains(cut));
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            let Some(piece) = document.text.get(pair[0]..pair[1]) else { continue };
            let within = |span: &dateline_model::text::Span| span.start <= pair[0] && pair[1] <= span.end;
            let mut format = TextFormat::simple(font(15.5, Weight::Regular), palette.ink2);
            format.line_height = Some(24.0);
            if within(&source.passage) {
                format.color = palette.ink;
                format.background = palette.passage;
            }
            if within(&source.time) {
                format.underline = Stroke::new(1.5, palette.ink);
            }
            job.append(piece, 0.0, format);
        }
        ui.label(job);
    });
}

/// So much of a long paragraph is shown before and behind the passage, in bytes.
const CONTEXT: usize = 500;

fn buttons(ui: &mut Ui, state: &State, reviewing: &Reviewing, palette: &Palette, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let looked_at = state.lead().is_some() && reviewing.at < reviewing.queue.len();
        let wide = ui.available_width() > 850.0;
        let all = [
            ("Accept and go on", "Enter", Step::Accept),
            ("It was right", "Ctrl Enter", Step::AsRead),
            ("Not an event", "Del", Step::Reject),
            ("Later", "Tab", Step::Later),
            ("Fields", "F2", Step::Fields),
            ("Leave", "Esc", Step::Leave),
        ];
        for (name, keys, step) in all {
            let can = looked_at || step == Step::Leave;
            let keys = if wide { keys } else { "" };
            let clicked = ui
                .add_enabled_ui(can, |ui| button_of(ui, palette, name, keys, step == Step::Accept, 38.0))
                .inner
                .clicked();
            if clicked {
                out.push(Action::Review(step));
            }
        }
        let undo = state.history.undo_name().filter(|_| wide && ui.available_width() > 120.0);
        if undo.is_some() {
            let right = ui.max_rect().right_center();
            text(ui.painter(), right, Align2::RIGHT_CENTER, "Ctrl Z undoes", 12.0, Weight::Regular, palette.ink3);
        }
    });
}

/// How much of the queue is done, for the tool bar.
pub fn done(reviewing: &Reviewing) -> (usize, usize) {
    let said = |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::Accepted | Verdict::Rejected));
    (reviewing.queue.iter().filter(|(_, verdict)| said(verdict)).count(), reviewing.queue.len())
}
