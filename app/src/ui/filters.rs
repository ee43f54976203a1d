//! The rail at the left: what events there are by kind, status, country and document, each to be hidden or shown alone.

use super::marks;
use super::theme::Palette;
use super::widgets::{Icon, badge, focus_ring, grouped, icon_button, scrolled, text, text_within};
use crate::apply::{Action, Facet};
use crate::command::Command;
use crate::picture::scene::Weight;
use crate::refine::Counts;
use crate::state::State;
use dateline_model::actor::Country;
use dateline_model::document::{Document, Known};
use dateline_model::edit::Edit;
use dateline_model::event::{Kind, Status};
use dateline_model::filter::{Checked, Confidence};
use egui::{Align2, Pos2, Rect, Sense, Stroke, Ui, vec2};
use std::collections::BTreeMap;
use std::ops::Range;

/// Width of the rail, in points.
pub const WIDTH: f32 = 216.0;
const ROW: f32 = 23.0;
const TEXT_LEFT: f32 = 40.0;
const INSET: f32 = 16.0;
const DOCUMENT_ROW: f32 = 38.0;
/// With more documents than this, countries stand above them.
const DOCUMENTS_FIRST_MAX: usize = 20;
const ROWS_ALL_MAX: usize = 200;

/// A row of the rail.
struct Row<'a> {
    facet: Facet,
    name: &'a str,
    count: usize,
    hidden: bool,
    height: f32,
}

/// Shows the rail.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let counts = &state.known.counts;
    scrolled(ui, "the filters", f32::INFINITY, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.add_space(8.0);
        kinds(ui, state, palette, counts, out);
        statuses(ui, state, palette, counts, out);
        // A long list of documents would keep the countries out of reach.
        if state.known.timeline.documents.len() <= DOCUMENTS_FIRST_MAX {
            documents(ui, state, palette, counts, out);
            countries(ui, state, palette, counts, out);
        } else {
            countries(ui, state, palette, counts, out);
            documents(ui, state, palette, counts, out);
        }
        confidences(ui, state, palette, counts, out);
        checks(ui, state, palette, counts, out);
        periods(ui, state, palette, counts, out);
        tracks(ui, state, palette, out);
        marked(ui, state, palette, out);
        untimed(ui, state, palette, out);
        views(ui, state, palette, out);
        ui.add_space(16.0);
    });
}

fn kinds(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    let (all, shown) = (state.known.timeline.events.len(), state.shown.events.len());
    let told = if all == shown {
        format!("{} events", grouped(all as f64))
    } else {
        format!("{} of {} events", grouped(shown as f64), grouped(all as f64))
    };
    heading(ui, palette, "Kinds", &told, false);
    let mut family = None;
    for (&kind, &count) in &counts.kinds {
        if family.is_some_and(|family| family != kind.family()) {
            ui.add_space(5.0);
        }
        family = Some(kind.family());
        let hidden = state.filter.hidden_kinds.contains(&kind);
        let row = Row { facet: Facet::Kind(kind), name: kind.label(), count, hidden, height: ROW };
        let place = show_row(ui, palette, &row, out);
        marks::disc(ui.painter(), place, 7.5, (kind, Status::Happened), hidden, &palette.theme);
    }
    let none = Kind::ALL.len() - counts.kinds.len();
    if none > 0 {
        let words = if none == 1 { "1 kind with none".to_owned() } else { format!("{none} kinds with none") };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let place = Pos2::new(rect.left() + TEXT_LEFT, rect.center().y);
        text(ui.painter(), place, Align2::LEFT_CENTER, &words, 12.0, Weight::Regular, palette.ink3);
    }
}

fn statuses(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    heading(ui, palette, "Status", "", true);
    for (&status, &count) in &counts.statuses {
        let hidden = state.filter.hidden_statuses.contains(&status);
        let name = sentence_case(status.code());
        let row = Row { facet: Facet::Status(status), name: &name, count, hidden, height: ROW };
        let place = show_row(ui, palette, &row, out);
        marks::status(ui.painter(), place, status, hidden, &palette.theme);
    }
}

fn documents(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    heading(ui, palette, "Documents", &grouped(state.known.timeline.documents.len() as f64), true);
    let documents = &state.known.timeline.documents;
    let shown = match documents.len() > ROWS_ALL_MAX {
        true => rows_in_view(ui, documents.len()),
        false => 0..documents.len(),
    };
    // Of very many only those in view are made; the others but take their room.
    let skip = |ui: &mut Ui, rows: usize| {
        if rows > 0 {
            let spacing = ui.spacing().item_spacing.y;
            ui.allocate_space(vec2(ui.available_width(), rows as f32 * (DOCUMENT_ROW + spacing) - spacing));
        }
    };
    skip(ui, shown.start);
    for index in shown.clone() {
        let hidden = state.filter.hidden_documents.contains(&index);
        let count = counts.documents.get(&index).copied().unwrap_or(0);
        document_row(ui, palette, index, &documents[index], count, hidden, out);
    }
    skip(ui, documents.len() - shown.end);
}

/// Which of so many rows of documents, that begin at the cursor, are in view.
fn rows_in_view(ui: &Ui, count: usize) -> Range<usize> {
    let (top, row) = (ui.cursor().top(), DOCUMENT_ROW + ui.spacing().item_spacing.y);
    let first = (((ui.clip_rect().top() - top) / row).floor().max(0.0) as usize).min(count);
    let end = (((ui.clip_rect().bottom() - top) / row).ceil().max(0.0) as usize).clamp(first, count);
    first..end
}

fn countries(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    if counts.countries.is_empty() {
        return;
    }
    heading(ui, palette, "Countries", &counts.countries.len().to_string(), true);
    let mut rows: Vec<(Country, usize, String)> =
        counts.countries.iter().map(|(&country, &count)| (country, count, state.name(country))).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
    for (country, count, name) in rows {
        let hidden = state.filter.hidden_countries.contains(&country);
        let row = Row { facet: Facet::Country(country), name: &name, count, hidden, height: ROW };
        let place = show_row_at(ui, palette, &row, 54.0, out);
        badge(ui.painter(), place - vec2(8.0, 0.0), country.code(), hidden, palette);
    }
}

fn confidences(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    heading(ui, palette, "How sure the reading is", "", true);
    for (&confidence, &count) in &counts.confidences {
        let hidden = state.filter.hidden_confidences.contains(&confidence);
        let row = Row { facet: Facet::Confidence(confidence), name: confidence.name(), count, hidden, height: ROW };
        let place = show_row(ui, palette, &row, out);
        level(ui, place, confidence, palette);
    }
}

/// What a person has looked at, and what is left to look at.
fn checks(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    if counts.checks.len() < 2 {
        return;
    }
    heading(ui, palette, "Review", "", true);
    for (&check, &count) in &counts.checks {
        let hidden = state.filter.hidden_checks.contains(&check);
        let row = Row { facet: Facet::Checked(check), name: check.name(), count, hidden, height: ROW };
        let place = show_row(ui, palette, &row, out);
        match check {
            Checked::Accepted => accepted(ui.painter(), place, palette),
            Checked::ToReview => {
                ui.painter().circle_stroke(place, 6.25, Stroke::new(1.5, palette.warn));
            }
            Checked::Certain => {}
        }
    }
}

/// The sign of what a person has accepted.
pub fn accepted(painter: &egui::Painter, center: Pos2, palette: &Palette) {
    painter.circle_filled(center, 7.0, super::paint::color(palette.theme.good));
    super::widgets::draw_icon(painter, center, Icon::Tick, palette.inv);
}

/// Three bars, as many of them filled as the reading is sure.
fn level(ui: &Ui, place: Pos2, confidence: Confidence, palette: &Palette) {
    let filled = match confidence {
        Confidence::Sure => 3,
        Confidence::Likely => 2,
        Confidence::Doubtful => 1,
    };
    for bar in 0..3 {
        let height = 4.0 + 4.0 * bar as f32;
        let rect = Rect::from_min_size(place + vec2(-7.0 + 5.0 * bar as f32, 6.0 - height), vec2(3.0, height));
        ui.painter().rect_filled(rect, 0.0, if bar < filled { palette.ink2 } else { palette.line2 });
    }
}

fn periods(ui: &mut Ui, state: &State, palette: &Palette, counts: &Counts, out: &mut Vec<Action>) {
    if counts.periods.len() < 2 {
        return;
    }
    heading(ui, palette, "Period", "", true);
    let most = counts.periods.values().copied().max().unwrap_or(1).max(1) as f32;
    for (&period, &count) in &counts.periods {
        let hidden = state.filter.hidden_periods.contains(&period);
        let name = period.name();
        let row = Row { facet: Facet::Period(period), name: &name, count, hidden, height: ROW };
        let place = show_row(ui, palette, &row, out);
        let width = (14.0 * count as f32 / most).max(1.0);
        let bar = Rect::from_min_size(place + vec2(-7.0, -4.0), vec2(width, 8.0));
        ui.painter().rect_filled(bar, 0.0, palette.line2);
    }
}

/// What was told again and again, to be shown as charts below the lanes.
fn tracks(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    if state.shown.tracks.is_empty() {
        return;
    }
    heading(ui, palette, "Tracks", "", true);
    for (track, shown) in &state.shown.tracks {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), DOCUMENT_ROW), Sense::click());
        let told = format!("Track {}, {}, {} points", track.name, track.caption, track.points.len());
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, *shown, &told));
        let painter = ui.painter();
        let row = rect.shrink2(vec2(8.0, 0.0));
        if response.hovered() {
            painter.rect_filled(row, 4.0, palette.sel);
        }
        focus_ring(painter, &response, row, 4, palette);
        let place = rect.left_top() + vec2(TEXT_LEFT, ROW / 2.0);
        tick_box(painter, rect.left_top() + vec2(INSET + 8.0, ROW / 2.0), *shown, palette);
        let right = Pos2::new(rect.right() - INSET, place.y);
        let count = grouped(track.points.len() as f64);
        let drawn = text(painter, right, Align2::RIGHT_CENTER, &count, 13.0, Weight::Regular, palette.ink2);
        let room = rect.width() - TEXT_LEFT - INSET - 8.0 - drawn.width();
        text_within(painter, place, room, &track.name, 13.0, Weight::Regular, palette.ink);
        text_within(painter, place + vec2(0.0, 17.0), room, &track.caption, 11.5, Weight::Regular, palette.ink3);
        let tip = if *shown { "Click to hide its chart" } else { "Click to show its chart below the lanes" };
        if response.on_hover_text(tip).clicked() {
            out.push(Action::Edit(Edit::Track(track.key.clone(), !shown)));
        }
    }
}

fn tick_box(painter: &egui::Painter, center: Pos2, ticked: bool, palette: &Palette) {
    let place = Rect::from_center_size(center, vec2(14.0, 14.0));
    let (fill, border) = if ticked { (palette.ink, palette.ink) } else { (palette.raised, palette.line2) };
    painter.rect(place, 3.0, fill, Stroke::new(1.0, border), egui::StrokeKind::Inside);
    if ticked {
        let points = [vec2(-3.5, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.0)].map(|by| center + by);
        painter.line(points.into(), Stroke::new(1.8, palette.inv));
    }
}

/// Stars and tags, which the user gave.
fn marked(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let arrangement = &state.project.arrangement;
    if !arrangement.starred.is_empty() || state.filter.starred_only {
        heading(ui, palette, "Stars", "", true);
        let count = arrangement.starred.len();
        let name = if state.filter.starred_only { "Starred alone" } else { "Starred" };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let alone = state.filter.starred_only;
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, alone, format!("{name}, {count}")));
        let painter = ui.painter();
        if response.hovered() {
            painter.rect_filled(rect.shrink2(vec2(8.0, 0.0)), 4.0, palette.sel);
        }
        focus_ring(painter, &response, rect.shrink2(vec2(8.0, 0.0)), 4, palette);
        super::widgets::star(painter, rect.left_center() + vec2(INSET + 8.0, 0.0), 7.0, true, palette.ink);
        let weight = if alone { Weight::Semibold } else { Weight::Regular };
        text(painter, rect.left_center() + vec2(TEXT_LEFT, 0.0), Align2::LEFT_CENTER, name, 13.0, weight, palette.ink);
        let right = rect.right_center() - vec2(INSET, 0.0);
        text(painter, right, Align2::RIGHT_CENTER, &grouped(count as f64), 13.0, Weight::Regular, palette.ink2);
        if response.on_hover_text("Click to show these alone; once more: all").clicked() {
            out.push(Action::Toggle(Facet::Starred));
        }
    }
    let mut tags: BTreeMap<&String, usize> = BTreeMap::new();
    for tag in arrangement.tags.values().flatten() {
        *tags.entry(tag).or_default() += 1;
    }
    if tags.is_empty() {
        return;
    }
    heading(ui, palette, "Tags", "", true);
    for (tag, count) in tags {
        let hidden = state.filter.hidden_tags.contains(tag);
        let row = Row { facet: Facet::Tag(tag.clone()), name: tag, count, hidden, height: ROW };
        show_row_at(ui, palette, &row, INSET, out);
    }
}

/// How much is told without a time; a click lists it.
fn untimed(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let count = state.undated_count();
    if count == 0 {
        return;
    }
    heading(ui, palette, "Not in the picture", "", true);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let open = state.panels.tray;
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, open, format!("No time told: {}", grouped(count as f64)))
    });
    let row = rect.shrink2(vec2(8.0, 0.0));
    if open || response.hovered() {
        ui.painter().rect_filled(row, 4.0, palette.sel);
    }
    focus_ring(ui.painter(), &response, row, 4, palette);
    let weight = if open { Weight::Semibold } else { Weight::Regular };
    let left = rect.left_center() + vec2(INSET, 0.0);
    text(ui.painter(), left, Align2::LEFT_CENTER, "No time told", 13.0, weight, palette.ink);
    let right = rect.right_center() - vec2(INSET, 0.0);
    text(ui.painter(), right, Align2::RIGHT_CENTER, &grouped(count as f64), 13.0, Weight::Regular, palette.ink2);
    if response.on_hover_text(Command::Tray.entry().does).clicked() {
        out.push(Action::Run(Command::Tray));
    }
}

/// What was saved to come back to.
fn views(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    heading(ui, palette, "Views", "", true);
    for (nth, view) in state.project.arrangement.views.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("View {}", view.name)));
        let close = Rect::from_center_size(rect.right_center() - vec2(INSET + 4.0, 0.0), vec2(20.0, 20.0));
        let row = rect.shrink2(vec2(8.0, 0.0));
        if response.hovered() {
            ui.painter().rect_filled(row, 4.0, palette.sel);
        }
        focus_ring(ui.painter(), &response, row, 4, palette);
        let left = rect.left_center() + vec2(INSET, 0.0);
        let room = rect.width() - 2.0 * INSET - 24.0;
        text_within(ui.painter(), left, room, &view.name, 13.0, Weight::Regular, palette.ink);
        let name = format!("Drop the view {}", view.name);
        let drop = ui.scope_builder(egui::UiBuilder::new().max_rect(close), |ui| {
            icon_button(ui, palette, Icon::Close, &name, 20.0)
        });
        if drop.inner.clicked() {
            out.push(Action::Edit(Edit::DropView(view.name.clone())));
        } else if response.clicked() {
            out.push(Action::ShowView(nth));
        }
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Save this view"));
    let ink = if response.hovered() { palette.ink } else { palette.ink3 };
    focus_ring(ui.painter(), &response, rect.shrink2(vec2(8.0, 0.0)), 4, palette);
    let left = rect.left_center() + vec2(INSET, 0.0);
    text(ui.painter(), left, Align2::LEFT_CENTER, "Save this view", 12.5, Weight::Regular, ink);
    if response.on_hover_text(Command::SaveView.entry().does).clicked() {
        out.push(Action::Run(Command::SaveView));
    }
}

fn heading(ui: &mut Ui, palette: &Palette, name: &str, told: &str, line: bool) {
    if line {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 17.0), Sense::hover());
        let range = rect.left() + INSET..=rect.right() - INSET;
        ui.painter().hline(range, rect.center().y + 0.5, Stroke::new(1.0, palette.line));
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, name));
    let painter = ui.painter();
    let left = rect.left_center() + vec2(INSET, 0.0);
    text(painter, left, Align2::LEFT_CENTER, name, 12.0, Weight::Semibold, palette.ink3);
    let right = rect.right_center() - vec2(INSET, 0.0);
    text(painter, right, Align2::RIGHT_CENTER, told, 12.0, Weight::Regular, palette.ink3);
}

fn show_row(ui: &mut Ui, palette: &Palette, row: &Row, out: &mut Vec<Action>) -> Pos2 {
    show_row_at(ui, palette, row, TEXT_LEFT, out)
}

/// Shows a row with its name at `left`; returns where its sign goes.
fn show_row_at(ui: &mut Ui, palette: &Palette, row: &Row, left: f32, out: &mut Vec<Action>) -> Pos2 {
    let (rect, count_width) = row_ground(ui, palette, row, out);
    let place = Pos2::new(rect.left() + left, rect.center().y);
    let ink = if row.hidden { palette.ink3 } else { palette.ink };
    let width = rect.width() - left - count_width - INSET - 8.0;
    let drawn = text_within(ui.painter(), place, width, row.name, 13.0, Weight::Regular, ink);
    strike(ui, palette, row.hidden, drawn);
    Pos2::new(rect.left() + INSET + 8.0, rect.center().y)
}

/// The part that all rows share: the click that hides, "only" under the pointer, the count.
fn row_ground(ui: &mut Ui, palette: &Palette, row: &Row, out: &mut Vec<Action>) -> (Rect, f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row.height), Sense::click());
    let label = format!("{}, {}", row.name, row.count);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, !row.hidden, &label));
    let only = Rect::from_min_max(Pos2::new(rect.right() - INSET - 32.0, rect.top()), rect.right_bottom());
    let alone = ui.interact(only, response.id.with("only"), Sense::CLICK);
    alone.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Only {}", row.name)));
    let hovered = response.hovered() || alone.hovered() || response.has_focus();
    let painter = ui.painter();
    if hovered {
        painter.rect_filled(rect.shrink2(vec2(8.0, 0.0)), 4.0, palette.sel);
    }
    focus_ring(painter, &response, rect.shrink2(vec2(8.0, 0.0)), 4, palette);
    let right = Pos2::new(rect.right() - INSET, rect.top() + ROW / 2.0);
    let drawn = if hovered {
        let ink = if alone.hovered() { palette.ink } else { palette.ink3 };
        text(painter, right, Align2::RIGHT_CENTER, "only", 12.0, Weight::Semibold, ink)
    } else {
        text(painter, right, Align2::RIGHT_CENTER, &grouped(row.count as f64), 13.0, Weight::Regular, palette.ink2)
    };
    if alone.clicked() {
        out.push(Action::Only(row.facet.clone()));
    } else if response.clicked() {
        out.push(Action::Toggle(row.facet.clone()));
    }
    alone.on_hover_text("Show these alone; once more: show all");
    response.on_hover_text(if row.hidden { "Click to show" } else { "Click to hide" });
    (rect, drawn.width())
}

fn document_row(
    ui: &mut Ui,
    palette: &Palette,
    index: usize,
    document: &Document,
    count: usize,
    hidden: bool,
    out: &mut Vec<Action>,
) {
    let row = Row { facet: Facet::Document(index), name: &document.title, count, hidden, height: DOCUMENT_ROW };
    let (rect, count_width) = row_ground(ui, palette, &row, out);
    let painter = ui.painter();
    let ink = if hidden { palette.ink3 } else { palette.ink };
    let place = rect.left_top() + vec2(INSET, ROW / 2.0);
    let width = rect.width() - 2.0 * INSET - count_width.max(24.0) - 8.0;
    let drawn = text_within(painter, place, width, &document.title, 13.0, Weight::Regular, ink);
    strike(ui, palette, hidden, drawn);
    let painter = ui.painter();
    let below = place + vec2(0.0, 17.0);
    let (day, known, color) = own_date(document, palette);
    let drawn = text(painter, below, Align2::LEFT_CENTER, &day, 11.5, Weight::Regular, palette.ink3);
    let weight = if color == palette.warn { Weight::Italic } else { Weight::Regular };
    let gap = if day.is_empty() { 0.0 } else { 6.0 };
    text(painter, Pos2::new(drawn.right() + gap, below.y), Align2::LEFT_CENTER, known, 11.5, weight, color);
}

/// A document's own date in short, how it is known, and the colour to say that in.
pub fn own_date(document: &Document, palette: &Palette) -> (String, &'static str, egui::Color32) {
    match &document.own_date {
        Some(own) => {
            let day = own.day().format("%-d %b %Y").to_string();
            match own.known {
                Known::Stated => (day, "stated", palette.ink3),
                Known::Set => (day, "set by you", palette.ink3),
                Known::Inferred => (day, "inferred", palette.warn),
            }
        }
        None => (String::new(), "no date found", palette.warn),
    }
}

fn strike(ui: &Ui, palette: &Palette, hidden: bool, drawn: Rect) {
    if hidden {
        ui.painter().hline(drawn.x_range(), drawn.center().y + 1.0, Stroke::new(1.0, palette.ink3));
    }
}

/// "happened" to "Happened".
pub fn sentence_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
