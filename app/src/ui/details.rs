//! What is known of the selected event: when and why we think so, who, how much, where it is told.

use super::editor;
use super::filters::{own_date, sentence_case};
use super::marks;
use super::theme::{Palette, font};
use super::widgets::{Icon, badge, draw_icon, focus_ring, grouped, icon_button, text, text_within};
use crate::apply::{Action, Correct};
use crate::command::Command;
use crate::picture::layout::KEY_WEIGHT;
use crate::picture::scene::Weight;
use crate::state::{Editing, State, What};
use dateline_model::actor::Country;
use dateline_model::confidence::confidence;
use dateline_model::document::Document;
use dateline_model::edit::{Correction, Edit};
use dateline_model::event::{Disagreement, Event, Source, Status};
use dateline_model::filter::Confidence;
use dateline_model::project::Review;
use dateline_model::quantity::Quantity;
use dateline_model::rank::rank;
use dateline_model::when::{Chain, Precision, When, day_label, day_label_long};
use egui::{Align2, Color32, CornerRadius, Label, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, vec2};

/// The inset of details and reader, in points.
pub const INSET: f32 = 20.0;
const KEY_WIDTH: f32 = 86.0;

/// Shows what is known of an event.
pub fn show(ui: &mut Ui, state: &State, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    ui.add_space(8.0);
    several(ui, state, palette, out);
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
        if let Some(source) = source {
            ui.add_space(8.0);
            chain(ui, source, palette);
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
        say(ui, &tellings(event), 13.0, Weight::Regular, palette.ink, 18.0);
        event.disagreements.iter().for_each(|disagreement| show_disagreement(ui, disagreement, documents, palette));
    });
    for (nth, source) in event.sources.iter().enumerate() {
        show_source(ui, state, nth, source, palette, out);
    }
    ui.add_space(10.0);
    field(ui, palette, "Reading", |ui| {
        if state.project.kept.get(&event.id).is_some_and(|kept| kept.review == Some(Review::Accepted)) {
            let top = ui.cursor().min;
            draw_icon(ui.painter(), top + vec2(6.0, 9.0), Icon::Tick, palette.ink);
            ui.horizontal(|ui| {
                ui.add_space(18.0);
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
            ui.horizontal_wrapped(|ui| {
                for tag in tags.into_iter().flatten() {
                    if editor::chip(ui, tag, &format!("Take off the tag {tag}"), palette) {
                        out.push(Action::Edit(Edit::Untag(vec![event.id], tag.clone())));
                    }
                }
            });
            if let Some(editing) = edits(state, &What::Tags) {
                editor::show(ui, state, editing, Some(event), palette, out);
            }
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
        (What::Tags, "tag", true),
        (What::Note, "note", note.is_empty()),
    ];
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

/// Says that changes go to all of several selected events, and what can be done with them.
fn several(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let count = state.picked.events.len();
    if count < 2 {
        return;
    }
    ui.add_space(8.0);
    inset(ui, |ui| {
        say(ui, &format!("{count} events selected"), 14.0, Weight::Semibold, palette.ink, 20.0);
        let words = "Kind, status, tags and what stands here go to all of them; the rest to the one below.";
        say(ui, words, 12.5, Weight::Regular, palette.ink2, 18.0);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let all = [
                Command::EditKind,
                Command::EditStatus,
                Command::Tag,
                Command::Merge,
                Command::Accept,
                Command::Hide,
                Command::Delete,
            ];
            for command in all {
                let entry = command.entry();
                if editor::link(ui, entry.name, &format!("{}: {count} events", entry.name), palette) {
                    out.push(Action::Run(command));
                }
            }
        });
    });
    ui.add_space(8.0);
    rule(ui, palette);
}

/// The editing of a field, where it is this one and not in review.
fn edits<'s>(state: &'s State, what: &What) -> Option<&'s Editing> {
    state.editing.as_ref().filter(|editing| editing.what == *what && state.reviewing.is_none())
}

/// Shows a value that a click edits, or its field while it is edited; below it whether a person set it.
fn editable(
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
fn click(ui: &mut Ui, place: Rect, name: &str, value: &str, palette: &Palette) -> bool {
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

/// Says that a person set a field, and what the documents say.
fn by_you(ui: &mut Ui, state: &State, what: What, event: &Event, palette: &Palette, out: &mut Vec<Action>) {
    let Some(kept) = state.project.kept.get(&event.id) else { return };
    let told = state.as_told.as_ref().filter(|(id, _)| *id == event.id).and_then(|(_, told)| told.as_ref());
    let names =
        |countries: &[Country]| countries.iter().map(|country| state.name(*country)).collect::<Vec<_>>().join(", ");
    let (is_set, extracted) = match what {
        What::Title => (kept.title.is_some(), told.map(|told| told.title.clone())),
        What::When => (kept.when.is_some(), told.map(|told| told.when.label())),
        What::Kind => (kept.kind.is_some(), told.map(|told| told.kind.label().to_owned())),
        What::Status => (kept.status.is_some(), told.map(|told| told.status.code().to_owned())),
        What::Parties => (kept.parties.is_some(), told.map(|told| names(&told.countries))),
        What::Numbers => {
            let words =
                |told: &Event| told.quantities.iter().map(|one| one.words.trim().to_owned()).collect::<Vec<_>>();
            (kept.quantities.is_some(), told.map(|told| words(told).join(", ")))
        }
        _ => return,
    };
    if !is_set {
        return;
    }
    let extracted = extracted.filter(|words| !words.is_empty()).unwrap_or_else(|| "nothing".to_owned());
    let top = ui.cursor().min;
    ui.painter().circle_filled(top + vec2(4.0, 11.0), 3.0, palette.ink);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(12.0);
        say(ui, "by you;", 12.0, Weight::Semibold, palette.ink2, 20.0);
        say(ui, &format!("extracted: {extracted}"), 12.0, Weight::Regular, palette.ink3, 20.0);
        if editor::link(ui, "put back", &format!("Put {} back", what.name().to_lowercase()), palette) {
            out.push(Action::Correct(Correct::PutBack(what)));
        }
    });
    ui.add_space(4.0);
}

/// "Monday 18 November 2024", or the stretch in words.
fn when_words(when: &When) -> String {
    match when.precision {
        Precision::Day if when.clock.is_none() && !when.approximate => day_label_long(when.earliest),
        _ => sentence_case(&when.label()),
    }
}

/// How exactly it is known, and of how many days it is one.
fn precision_words(event: &Event) -> String {
    let when = &event.when;
    let days = counted_days(when.days());
    let stretch = match when.precision {
        Precision::Day => "day",
        Precision::Range => "stretch",
        Precision::Week => "week",
        Precision::PartOfMonth => "part of a month",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Quarter => "quarter",
        Precision::HalfYear => "half-year",
        Precision::PartOfYear => "part of a year",
        Precision::Year => "year",
        Precision::Years => "years",
        Precision::Decade => "decade",
    };
    let known = match when.precision {
        Precision::Day if when.days() == 1 && when.approximate => "about this day".to_owned(),
        Precision::Day if when.days() == 1 => "day, exact".to_owned(),
        Precision::Range => format!("lasting {days}"),
        _ => format!("{stretch}: some day of {days}"),
    };
    if event.status == Status::Ongoing { format!("{known}; goes on") } else { known }
}

fn counted_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{} days", grouped(days as f64)) }
}

/// The chain of explanation as linked rings.
fn chain(ui: &mut Ui, source: &Source, palette: &Palette) {
    let Chain { words, rule, anchor } = &source.chain;
    let mut links: Vec<(String, String, Weight, Color32)> = vec![
        (format!("“{}”", words.trim()), "the words".to_owned(), Weight::Semibold, palette.ink),
        (sentence_case(rule), "the rule".to_owned(), Weight::Regular, palette.ink),
    ];
    if let Some(anchor) = anchor {
        let day = When::span(anchor.earliest, anchor.latest, Precision::Range);
        let day = if anchor.earliest == anchor.latest { day_label(anchor.latest) } else { day.label() };
        links.push((day, anchor.what.clone(), Weight::Semibold, palette.ink));
        let (weight, color) =
            if anchor.inferred { (Weight::Italic, palette.warn) } else { (Weight::Regular, palette.ink) };
        links.push((sentence_case(&anchor.known), "how that is known".to_owned(), weight, color));
    }
    let mut ring_before: Option<f32> = None;
    for (words, what, weight, color) in links {
        let top = ui.cursor().top();
        ui.horizontal_top(|ui| {
            ui.add_space(16.0);
            ui.vertical(|ui| {
                say(ui, &words, 13.0, weight, color, 17.0);
                say(ui, &what, 11.5, Weight::Regular, palette.ink3, 15.0);
                ui.add_space(3.0);
            });
        });
        let center = egui::pos2(ui.min_rect().left() + 4.0, top + 8.0);
        if let Some(before) = ring_before {
            let line = before + 3.5..=center.y - 3.5;
            ui.painter().vline(center.x, line, Stroke::new(1.0, palette.line2));
        }
        ui.painter().circle_stroke(center, 3.5, Stroke::new(1.5, palette.ink2));
        ring_before = Some(center.y);
    }
}

fn who(ui: &mut Ui, state: &State, event: &Event, palette: &Palette) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        for country in &event.countries {
            named_badge(ui, state, *country, false, palette);
        }
        for name in &event.organizations {
            say(ui, name, 13.0, Weight::Regular, palette.ink, 18.0);
        }
    });
    if event.said_by.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        say(ui, "said by", 12.5, Weight::Italic, palette.ink3, 18.0);
        for country in &event.said_by {
            named_badge(ui, state, *country, true, palette);
        }
    });
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

/// A number from 0 to 1 by its name, and what makes it so.
fn measured(ui: &mut Ui, name: &str, share: f32, reasons: &[String], color: Color32, palette: &Palette) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        say(ui, name, 13.0, Weight::Regular, color, 18.0);
        say(ui, &format!("{:.0} of 100", 100.0 * share), 12.0, Weight::Regular, palette.ink3, 18.0);
    });
    for reason in reasons {
        say(ui, &sentence_case(reason), 12.0, Weight::Regular, palette.ink2, 17.0);
    }
}

/// How many documents tell it, and whether they agree.
fn tellings(event: &Event) -> String {
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
fn show_disagreement(ui: &mut Ui, disagreement: &Disagreement, documents: &[Document], palette: &Palette) {
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

fn show_source(ui: &mut Ui, state: &State, nth: usize, source: &Source, palette: &Palette, out: &mut Vec<Action>) {
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
    let place = [document.publisher.clone().or(document.author.clone()).unwrap_or_default(), part, day];
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

fn field(ui: &mut Ui, palette: &Palette, key: &str, value: impl FnOnce(&mut Ui)) {
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
