//! What the pointer tells about what it is on in the canvas: an event in full, or what a full lane holds there.

use super::status::{counted, period};
use super::theme::{Palette, font};
use super::widgets::{grouped, text};
use crate::picture::Crowd;
use crate::picture::scene::{Hit, Part, Weight};
use crate::state::State;
use dateline_model::doubt;
use dateline_model::event::Event;
use egui::{Align2, Pos2, Rect, Response, RichText, Sense, Ui, vec2};

/// Width of the card with counts, and of its longest bar, in points.
const CARD: f32 = 240.0;
const BAR: f32 = 90.0;
const FAMILIES: [&str; 5] = ["Accord", "Force", "Arms and sanctions", "Economy", "Home affairs"];

/// Shows a card beside the pointer; `at` is its place in the picture.
pub fn show(response: &Response, state: &State, hit: Hit, at: Pos2, palette: &Palette) {
    let event = hit.event.and_then(|event| state.known.timeline.events.get(event));
    match (hit.part, event) {
        (Part::More, _) => match state.picture.as_ref().and_then(|picture| picture.crowd_at(&state.view, at.x, at.y)) {
            Some(crowd) => tip(response, |ui| counts(ui, state, crowd, palette)),
            None => tip(response, |ui| {
                say(ui, "More events stand here", Weight::Semibold, palette.ink);
                say(ui, "Click to come closer", Weight::Italic, palette.ink3);
            }),
        },
        (Part::Mark | Part::Echo | Part::Label | Part::Band, Some(event)) => {
            tip(response, |ui| in_full(ui, state, event, palette));
        }
        _ => {}
    }
}

fn tip(response: &Response, contents: impl FnOnce(&mut Ui)) {
    response.clone().on_hover_ui_at_pointer(contents);
}

fn in_full(ui: &mut Ui, state: &State, event: &Event, palette: &Palette) {
    ui.set_max_width(360.0);
    say(ui, &event.title, Weight::Semibold, palette.ink);
    say(ui, &event.when.label(), Weight::Regular, palette.ink2);
    let who: Vec<String> = event.countries.iter().map(|&country| state.name(country)).collect();
    if !who.is_empty() {
        say(ui, &who.join(", "), Weight::Regular, palette.ink3);
    }
    match doubt::reason(event) {
        _ if event.is_accepted() => say(ui, "Accepted", Weight::Semibold, palette.ink2),
        Some(reason) => say(ui, &format!("To review: {reason}"), Weight::Regular, palette.warn),
        None => {}
    }
}

/// "Japan, March 2011", how many, and how many of each family.
fn counts(ui: &mut Ui, state: &State, (lane, stretch, families): Crowd, palette: &Palette) {
    ui.set_width(CARD);
    let name = state.shown.lanes.get(lane).map(|lane| lane.name.as_str()).unwrap_or_default();
    let most = families.into_iter().max().unwrap_or(1).max(1);
    say(ui, &format!("{name}, {}", period(stretch)), Weight::Semibold, palette.ink);
    say(ui, &counted(families.iter().sum::<u32>() as usize, "event", "events"), Weight::Regular, palette.ink2);
    for (family, count) in families.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let (row, _) = ui.allocate_exact_size(vec2(CARD, 18.0), Sense::hover());
        let painter = ui.painter();
        text(painter, row.left_center(), Align2::LEFT_CENTER, FAMILIES[family], 12.0, Weight::Regular, palette.ink2);
        let left = row.left() + CARD - BAR - 34.0;
        let length = BAR * count as f32 / most as f32;
        let bar = Rect::from_min_size(Pos2::new(left, row.center().y - 4.0), vec2(length.max(1.0), 8.0));
        painter.rect_filled(bar, 0.0, palette.families[family]);
        let told = grouped(f64::from(count));
        text(painter, row.right_center(), Align2::RIGHT_CENTER, &told, 12.0, Weight::Regular, palette.ink2);
    }
    say(ui, "Click or Ctrl wheel to come closer", Weight::Italic, palette.ink3);
}

fn say(ui: &mut Ui, words: &str, weight: Weight, color: egui::Color32) {
    ui.label(RichText::new(words).font(font(12.5, weight)).color(color));
}
