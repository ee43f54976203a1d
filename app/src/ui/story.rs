//! The story that is to be presented: its steps in a list, the chosen one with all that can be set of it.
//!
//! Shows a copy of the story and returns the whole of it where something was changed.

use super::details::{INSET, rule, say};
use super::theme::{Palette, font};
use super::widgets::{Icon, button, focus_ring, icon_button, scrolled, text, text_within};
use crate::apply::Action;
use crate::command::Command;
use crate::picture::axis::Stretch;
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::picture::stage::LABELS_MAX;
use crate::picture::view::shown_days;
use crate::state::State;
use dateline_model::edit::Edit;
use dateline_model::story::{Rest, Step, Story};
use dateline_model::when::span_label;
use egui::{Align2, CornerRadius, Id, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

const ROW: f32 = 46.0;

/// Something as far from the panel's edges as all else in it.
fn inset(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(INSET as i8, 0)).show(ui, contents);
}

/// Shows the story.
pub fn show(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let story = state.story();
    scrolled(ui, "the story", f32::INFINITY, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        ui.add_space(20.0);
        let corner = ui.cursor().min;
        inset(ui, |ui| {
            say(ui, "Story", 19.0, Weight::Semibold, palette.ink, 25.0);
            ui.add_space(4.0);
            say(ui, &about(state), 13.0, Weight::Regular, palette.ink2, 19.0);
            ui.add_space(12.0);
            show_buttons(ui, state, palette, out);
        });
        close(ui, corner, palette, out);
        ui.add_space(16.0);
        rule(ui, palette);
        ui.add_space(8.0);
        show_steps(ui, state, story, palette, out);
        ui.add_space(16.0);
    });
}

fn about(state: &State) -> String {
    if let Some(recording) = &state.recording {
        return format!(
            "Recording: each event that you select, and each stretch of time that you rest on, becomes a step. {} so far.",
            recording.taken
        );
    }
    match state.story().steps.len() {
        0 => {
            "What you present, step by step. Select events and add them, or begin with the ten that matter most.".into()
        }
        1 => "1 step. Drag a step to move it.".into(),
        count => format!("{count} steps. Drag a step to move it."),
    }
}

fn show_buttons(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let row = |ui: &mut Ui, commands: &[(Command, &str)], out: &mut Vec<Action>| {
        ui.horizontal(|ui| {
            for &(command, name) in commands {
                let (entry, can) = (command.entry(), state.can(command));
                let keys = if command == Command::AddStep || command == Command::Present {
                    entry.keys_text()
                } else {
                    String::new()
                };
                let main = command == Command::Present;
                let pressed = ui.add_enabled_ui(can, |ui| button(ui, palette, name, &keys, main)).inner;
                if pressed.on_hover_text(entry.does).clicked() {
                    out.push(Action::Run(command));
                }
            }
        });
    };
    let record = if state.recording.is_some() { "Stop recording" } else { "Record" };
    row(ui, &[(Command::AddStep, "Add selection"), (Command::BestSteps, "Ten that matter most")], out);
    ui.add_space(8.0);
    row(ui, &[(Command::RecordSteps, record), (Command::Present, "Present")], out);
}

fn close(ui: &mut Ui, corner: egui::Pos2, palette: &Palette, out: &mut Vec<Action>) {
    let right = ui.max_rect().right() - 13.0;
    let place = Rect::from_min_size(pos2(right - 30.0, corner.y - 4.0), vec2(30.0, 30.0));
    // A child of its own, so that what follows stays where it is.
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place));
    if icon_button(&mut corner, palette, Icon::Close, "Close the story", 30.0).clicked() {
        out.push(Action::Run(Command::ToggleStory));
    }
}

fn show_steps(ui: &mut Ui, state: &State, story: &Story, palette: &Palette, out: &mut Vec<Action>) {
    let mut tops = Vec::new();
    let mut dropped = None;
    let mut dragged = false;
    for (nth, step) in story.steps.iter().enumerate() {
        let chosen = state.panels.step == Some(nth);
        tops.push(ui.cursor().top());
        let response = row(ui, state, nth, step, chosen, palette);
        if response.clicked() {
            out.push(Action::ShowStep(if chosen { None } else { Some(nth) }));
        }
        dragged |= response.dragged();
        if response.drag_stopped() {
            dropped = response.interact_pointer_pos().map(|at| (nth, at.y));
        }
        if chosen {
            show_step(ui, state, nth, step, palette, out);
        }
    }
    tops.push(ui.cursor().top());
    let place = |y: f32| {
        tops.iter().enumerate().min_by(|a, b| (a.1 - y).abs().total_cmp(&(b.1 - y).abs())).map_or(0, |(nth, _)| nth)
    };
    if let Some(at) = ui.input(|input| input.pointer.hover_pos()).filter(|_| dragged) {
        let y = tops[place(at.y)];
        let x = ui.max_rect().x_range().shrink(12.0);
        ui.painter().hline(x, y, Stroke::new(2.0, palette.ink));
    }
    if let Some((from, y)) = dropped {
        let to = place(y);
        let to = if to > from { to - 1 } else { to };
        moved(story, from, to, out);
    }
}

/// Moves a step to another place.
fn moved(story: &Story, from: usize, to: usize, out: &mut Vec<Action>) {
    let mut story = story.clone();
    if from != to && from < story.steps.len() && to < story.steps.len() {
        let step = story.steps.remove(from);
        story.steps.insert(to, step);
        out.push(Action::Edit(Edit::Tell(story)));
        out.push(Action::ShowStep(Some(to)));
    }
}

/// A step in the list: number, heading, days, and what is wrong with it.
fn row(ui: &mut Ui, state: &State, nth: usize, step: &Step, chosen: bool, palette: &Palette) -> egui::Response {
    let timeline = &state.known.timeline;
    let found = state.step_events(nth);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click_and_drag());
    let heading = step.heading(timeline, found);
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::ListItem, true, chosen, format!("Step {}: {heading}", nth + 1))
    });
    let card = rect.shrink2(vec2(12.0, 1.0));
    let painter = ui.painter();
    if chosen || response.hovered() {
        painter.rect_filled(card, CornerRadius::same(6), palette.sel);
    }
    focus_ring(painter, &response, card, 6, palette);
    let number = pos2(card.left() + 18.0, card.center().y);
    text(painter, number, Align2::CENTER_CENTER, &(nth + 1).to_string(), 13.5, Weight::Semibold, palette.ink3);
    let (left, room) = (card.left() + 40.0, card.width() - 48.0);
    let weight = if chosen { Weight::Semibold } else { Weight::Regular };
    text_within(painter, pos2(left, card.center().y - 8.5), room, heading, 13.5, weight, palette.ink);
    let (words, ink) = match (step.gone(found), found.len()) {
        (0, count) if count > LABELS_MAX => (format!("{count} events: more than a room can read"), palette.warn),
        (0, _) => (days(state, found), palette.ink3),
        (gone, 0) if gone > 0 => ("Its events are no longer in the timeline".to_owned(), palette.warn),
        (gone, _) => (format!("{gone} of its events are no longer in the timeline"), palette.warn),
    };
    text_within(painter, pos2(left, card.center().y + 9.5), room, &words, 12.0, Weight::Regular, ink);
    response
}

/// When the events of a step were, and how many they are.
fn days(state: &State, found: &[usize]) -> String {
    let whens = || found.iter().map(|&event| &state.known.timeline.events[event].when);
    let (Some(first), Some(last)) = (whens().map(|w| w.earliest).min(), whens().map(|w| w.latest).max()) else {
        return String::new();
    };
    match found {
        [event] => state.known.timeline.events[*event].when.label(),
        _ => format!("{}, {} events", span_label(first, last), found.len()),
    }
}

/// All that can be set of a step.
fn show_step(ui: &mut Ui, state: &State, nth: usize, step: &Step, palette: &Palette, out: &mut Vec<Action>) {
    let mut changed = step.clone();
    ui.add_space(8.0);
    inset(ui, |ui| {
        let timeline = &state.known.timeline;
        let heading =
            Step { title: String::new(), ..step.clone() }.heading(timeline, state.step_events(nth)).to_owned();
        line(ui, ("step title", nth), "Title", &heading, &mut changed.title, false, palette);
        line(ui, ("step caption", nth), "Caption", "What the events say", &mut changed.caption, true, palette);
        line(ui, ("step note", nth), "Note, for you alone", "What you want to say", &mut changed.note, true, palette);
        let view = view_stretch(state);
        let time = match step.window {
            None => "About its events".to_owned(),
            Some((from, until)) => {
                let (first, last) = shown_days(Stretch { from, until });
                span_label(first, last)
            }
        };
        choice(ui, "Time", &time, step.window.is_some(), ["Use the time in view", "About its events"], palette)
            .into_iter()
            .for_each(|taken| changed.window = taken.then_some((view.from, view.until)));
        let lanes = match step.lanes.len() {
            0 => "Those of its events".to_owned(),
            1 => "1 lane".to_owned(),
            count => format!("{count} lanes"),
        };
        let of_selection = || state.picked_lane().map(|lane| lane.key().to_owned());
        choice(
            ui,
            "Lanes",
            &lanes,
            !step.lanes.is_empty(),
            ["Add the lane of the selection", "Those of its events"],
            palette,
        )
        .into_iter()
        .for_each(|taken| match of_selection().filter(|_| taken) {
            Some(key) if !changed.lanes.contains(&key) => changed.lanes.push(key),
            Some(_) => {}
            None => changed.lanes.clear(),
        });
        let rest = if step.rest == Rest::Dimmed { "Pale" } else { "Not shown" };
        choice(ui, "Other events", rest, step.rest == Rest::Hidden, ["Do not show them", "Show them pale"], palette)
            .into_iter()
            .for_each(|hide| changed.rest = if hide { Rest::Hidden } else { Rest::Dimmed });
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            if button(ui, palette, "Present from here", "", false).clicked() {
                out.push(Action::PresentFrom(nth));
            }
            for (icon, name, to) in
                [(Icon::ChevronUp, "Move up", nth.wrapping_sub(1)), (Icon::ChevronDown, "Move down", nth + 1)]
            {
                if icon_button(ui, palette, icon, name, 30.0).clicked() {
                    moved(state.story(), nth, to, out);
                }
            }
            if button(ui, palette, "Remove", "", false).clicked() {
                let mut story = state.story().clone();
                story.steps.remove(nth);
                out.push(Action::ShowStep(None));
                out.push(Action::Edit(Edit::Tell(story)));
            }
        });
        ui.add_space(12.0);
    });
    if changed != *step {
        let mut story = state.story().clone();
        story.steps[nth] = changed;
        out.push(Action::Edit(Edit::Tell(story)));
    }
}

/// The days that the canvas shows.
fn view_stretch(state: &State) -> Stretch {
    match &state.picture {
        Some(picture) => state.view.shown(&state.view.axis(&picture.content, &Sizes::WINDOW), &Sizes::WINDOW),
        None => Stretch { from: state.view.from, until: state.view.from + 1.0 },
    }
}

/// A text under its name. What is typed is taken when the field is left, so that it is one change.
fn line(ui: &mut Ui, id: (&str, usize), name: &str, hint: &str, words: &mut String, high: bool, palette: &Palette) {
    ui.add_space(6.0);
    say(ui, name, 12.0, Weight::Semibold, palette.ink3, 18.0);
    ui.add_space(2.0);
    let id = Id::unique(id);
    let kept = ui.data(|data| data.get_temp::<String>(id));
    let mut typed = kept.unwrap_or_else(|| words.clone());
    let edit = if high {
        egui::TextEdit::multiline(&mut typed).desired_rows(2)
    } else {
        egui::TextEdit::singleline(&mut typed)
    };
    let response = ui
        .add(
            edit.id(id)
                .hint_text(RichText::new(hint).color(palette.ink3))
                .font(font(13.5, Weight::Regular))
                .text_color(palette.ink)
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 6)),
        )
        .accessible_name(name);
    let border = if response.has_focus() { Stroke::new(2.0, palette.ink) } else { Stroke::new(1.0, palette.line2) };
    ui.painter().rect_stroke(response.rect, CornerRadius::same(6), border, StrokeKind::Inside);
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, typed));
    } else {
        ui.data_mut(|data| data.remove_temp::<String>(id));
        if response.lost_focus() {
            *words = typed;
        }
    }
}

/// What something is set to, and a button that sets it or puts it back. Whether the first was pressed.
fn choice(ui: &mut Ui, name: &str, now: &str, set: bool, buttons: [&str; 2], palette: &Palette) -> Option<bool> {
    ui.add_space(10.0);
    say(ui, name, 12.0, Weight::Semibold, palette.ink3, 18.0);
    ui.add_space(2.0);
    say(ui, now, 13.5, Weight::Regular, palette.ink, 18.0);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let take = button(ui, palette, buttons[0], "", false).clicked().then_some(true);
        let back = set && button(ui, palette, buttons[1], "", false).clicked();
        take.or(back.then_some(false))
    })
    .inner
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;
    use dateline_model::event::EventId;
    use egui::{Key, Modifiers};

    fn window() -> Tested {
        Tested::with_fixture([1600, 900], ThemeChoice::Light)
    }

    fn steps(tested: &Tested) -> &[Step] {
        &tested.state().story().steps
    }

    #[test]
    fn the_ten_that_matter_most_are_a_story_that_can_be_taken_back() {
        let mut tested = window();
        tested.press_held(Modifiers::COMMAND, Key::Num4);
        tested.click("Ten that matter most");
        assert_eq!(steps(&tested).len(), 10);
        tested.click("Ten that matter most");
        assert_eq!(steps(&tested).len(), 10, "none is told twice");
        tested.press_held(Modifiers::COMMAND, Key::Z);
        assert!(steps(&tested).is_empty());
    }

    #[test]
    fn the_selection_is_a_step_and_is_presented_from_there() {
        let mut tested = window();
        for _ in 0..3 {
            tested.press(Key::ArrowRight);
            tested.press_held(Modifiers::COMMAND, Key::Enter);
        }
        assert_eq!(steps(&tested).len(), 3);
        let told = tested.state().lead().unwrap().id;
        assert!(steps(&tested)[2].events.contains(&told));
        tested.press_held(Modifiers::SHIFT, Key::F5);
        assert_eq!(tested.state().presenting.as_ref().unwrap().step, 2);
    }

    #[test]
    fn what_one_rests_on_while_recording_is_a_step() {
        let mut tested = window();
        tested.act(Action::Run(Command::RecordSteps));
        for expect in 1..=2 {
            tested.press(Key::ArrowRight);
            tested.wait(|state| state.story().steps.len() == expect);
        }
        tested.act(Action::Run(Command::RecordSteps));
        let step = &steps(&tested)[1];
        assert_eq!(step.events.len(), 1);
        assert!(step.window.is_some());
    }

    #[test]
    fn a_step_whose_event_is_gone_says_so() {
        let mut tested = window();
        let story = Story { steps: vec![Step::about(EventId(404)), Step::default()] };
        tested.act(Action::Edit(Edit::Tell(story)));
        let (gone, empty) = (tested.state().step_events(0).len(), tested.state().step_events(1).len());
        assert_eq!((gone, empty), (0, 0));
        tested.press(Key::F5);
        assert!(tested.shows("Step 1 of 2: Nothing to show. 1 event of this step is no longer in the timeline. "));
    }

    #[test]
    fn a_title_is_taken_when_its_field_is_left() {
        let mut tested = window();
        tested.press(Key::ArrowRight);
        tested.press_held(Modifiers::COMMAND, Key::Enter);
        tested.node("Title").focus();
        tested.settle();
        tested.node("Title").type_text("How it began");
        tested.settle();
        assert_eq!(steps(&tested)[0].title, "");
        tested.press(Key::Tab);
        assert_eq!(steps(&tested)[0].title, "How it began");
    }
}
