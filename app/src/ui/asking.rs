//! What is asked before anything might be lost: a card with answers, and a bar for what goes on until it is answered.
//!
//! Each answer is reached by Tab and Enter, and by its letter; Esc takes the one that loses nothing.

use super::palette::floating;
use super::status::counted;
use super::theme::{Palette, font};
use super::widgets::{button, scrolled, text_within};
use crate::apply::Action;
use crate::picture::scene::Weight;
use crate::state::{Choice, Next, Question, Recovered, State};
use egui::{Key, Modifiers, Rect, RichText, Role, Sense, Stroke, Ui, UiBuilder, vec2};
use std::path::Path;

const WIDTH: f32 = 600.0;
/// What could not be read of a file is listed this high at most, in points.
const LIST_HEIGHT: f32 = 180.0;

/// Shows a question.
pub fn show(ui: &mut Ui, state: &State, question: &Question, palette: &Palette, out: &mut Vec<Action>) {
    let has_file = state.keeping.recovered.as_ref().is_none_or(|recovered| recovered.has_file);
    let choices = question.choices(has_file);
    let (title, words) = words(state, question);
    let mut answer = pressed(ui, question, &choices);
    floating(ui, &title, WIDTH, 160.0, palette, |ui| {
        ui.label(RichText::new(&title).font(font(19.0, Weight::Semibold)).color(palette.ink));
        ui.add_space(6.0);
        ui.label(RichText::new(words).font(font(13.5, Weight::Regular)).color(palette.ink2));
        if let Question::Damaged { lost, .. } = question {
            ui.add_space(12.0);
            show_lost(ui, lost, palette);
        }
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            let focused = ui.memory(|memory| memory.focused());
            let mut first = None;
            let mut has_focus = false;
            for (nth, &choice) in choices.iter().enumerate() {
                let keys = if nth == 0 { "Enter".to_owned() } else { choice.letter().to_string() };
                let keys = if choice == escape(question) && nth > 0 { "Esc".to_owned() } else { keys };
                let response = button(ui, palette, choice.name(), &keys, nth == 0);
                has_focus |= focused == Some(response.id);
                if response.clicked() {
                    answer = Some(choice);
                }
                first = first.or(Some(response));
            }
            if let Some(first) = first.filter(|_| !has_focus) {
                first.request_focus();
            }
        });
    });
    out.extend(answer.map(Action::Answer));
}

/// What is answered to go on without losing anything.
fn escape(question: &Question) -> Choice {
    match question {
        Question::Recovered => Choice::Keep,
        Question::Damaged { .. } => Choice::GoOn,
        _ => Choice::Cancel,
    }
}

fn pressed(ui: &Ui, question: &Question, choices: &[Choice]) -> Option<Choice> {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            return Some(escape(question));
        }
        let key = |choice: &Choice| Key::from_name(choice.letter().encode_utf8(&mut [0; 4]));
        choices.iter().copied().find(|choice| key(choice).is_some_and(|key| input.consume_key(Modifiers::NONE, key)))
    })
}

/// The heading, and what is to be known before one answers.
fn words(state: &State, question: &Question) -> (String, String) {
    let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match question {
        Question::Unsaved(next) => {
            let lost = match next {
                Next::Quit => "the window is closed",
                Next::Close => "it is closed",
                Next::Sample | Next::Load(..) => "another one takes its place",
            };
            let changes = match state.unsaved_count() {
                0 => "It is not as it was saved.".to_owned(),
                count => {
                    let is = if count == 1 { "is" } else { "are" };
                    let last = state.history.undo_name().unwrap_or_default();
                    format!("{} {is} not saved, the last: {last}.", counted(count, "change", "changes"))
                }
            };
            (format!("Save “{}” before {lost}?", state.project_name()), changes)
        }
        Question::Recovered => {
            let Some(recovered) = &state.keeping.recovered else { return Default::default() };
            let title = match (&recovered.copy_of, recovered.count) {
                (Some(of), _) => format!("“{of}” could not be saved in its place"),
                (_, 0) => format!("“{}” was never saved", state.project_name()),
                (_, 1) => "A change that had not been saved is back".to_owned(),
                (_, count) => format!("{count} changes that had not been saved are back"),
            };
            (title, recovered_words(recovered))
        }
        Question::Damaged { path, left, lost } => {
            let places = counted(lost.len(), "thing", "things");
            let words = format!(
                "{left} could be read and are open; {places} could not. The file stays as it is: save what is left under \
                 another name."
            );
            (format!("{} is damaged", name(path)), words)
        }
        Question::InUse(path) => {
            let words = "Who saves last would overwrite what the other has done. Look at it here without changing it, or \
                         open a copy, to be saved under another name.";
            (format!("{} is open in another window", name(path)), words.to_owned())
        }
        Question::Altered(path) => {
            let words = "Another program has written it since it was opened or saved here. Save what you have under another \
                         name, write over the other's changes, or read the file anew; what you have not saved is kept beside it.";
            (format!("{} was changed by others", name(path)), words.to_owned())
        }
        Question::Gone(path) => {
            let words = "Its folder was taken away or emptied since it was opened or saved here. Nothing is lost: what it held \
                         is still open.";
            (format!("{} is no longer there", name(path)), words.to_owned())
        }
        Question::Exists(path) => {
            (format!("{} is there already", name(path)), "To overwrite it is to lose what it holds.".to_owned())
        }
        Question::Unsaveable(problem) => {
            let words = format!(
                "It {}. Nothing is lost: what you changed is still open.",
                problem.message.trim_end_matches('.')
            );
            (format!("{} is not saved", name(&problem.path)), words)
        }
    }
}

fn recovered_words(recovered: &Recovered) -> String {
    let minutes =
        |at: &str| chrono::DateTime::parse_from_rfc3339(at).ok().map(|at| at.format("%H:%M, %-d %B").to_string());
    let (first, last) = (minutes(&recovered.made.0), minutes(&recovered.made.1));
    let made = match (first, last) {
        (Some(first), Some(last)) if first != last => format!("Made from {first} to {last}. "),
        (Some(first), _) => format!("Made at {first}. "),
        _ => String::new(),
    };
    let last = if recovered.last.is_empty() { String::new() } else { format!("The last: {}. ", recovered.last) };
    let why = if recovered.has_file {
        "The program ended before they were saved."
    } else {
        "The program ended before it was saved; this copy was kept on this computer."
    };
    format!("{made}{last}{why}")
}

/// What could not be read, one a line.
fn show_lost(ui: &mut Ui, lost: &[String], palette: &Palette) {
    let frame = egui::Frame::new().fill(palette.panel).stroke(Stroke::new(1.0, palette.line)).corner_radius(6.0);
    frame.inner_margin(10).show(ui, |ui| {
        scrolled(ui, "what is lost", LIST_HEIGHT, |ui| {
            for one in lost {
                let line = RichText::new(one).font(font(12.5, Weight::Regular)).color(palette.ink);
                ui.add(egui::Label::new(line).wrap().selectable(true));
                ui.add_space(3.0);
            }
        });
    });
}

/// What stands in the bar below the tool bar until it is answered, before all other messages; none mostly.
pub fn lasting(state: &State) -> Option<(String, String, &'static [Choice])> {
    let keeping = &state.keeping;
    if let Some(recovered) = keeping.recovered.as_ref().filter(|recovered| recovered.aside) {
        let changes = counted(recovered.count, "change", "changes");
        let words = format!("without {changes} that had not been saved");
        return Some(("As it was saved".to_owned(), words, &[Choice::Keep, Choice::Discard]));
    }
    if let Some(problem) = &keeping.unkept {
        return Some(("Not safe".to_owned(), problem.message.clone(), &[Choice::SaveAs]));
    }
    let words = "another window has it open; nothing can be changed here";
    keeping.read_only.then(|| ("Read-only".to_owned(), words.to_owned(), &[Choice::SaveAs] as &[Choice]))
}

/// Shows that bar.
pub fn show_lasting(
    ui: &mut Ui,
    (name, words, choices): (String, String, &[Choice]),
    palette: &Palette,
    out: &mut Vec<Action>,
) {
    let bar = ui.max_rect();
    let painter = ui.painter().clone();
    painter.rect_filled(bar, 0.0, palette.raised);
    painter.rect_filled(bar.with_max_x(bar.left() + 3.0), 0.0, palette.warn);
    painter.hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let place = bar.shrink2(vec2(12.0, 5.0));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let buttons = ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
        for &choice in choices.iter().rev() {
            if button(ui, palette, choice.name(), "", choice == choices[0]).clicked() {
                out.push(Action::Answer(choice));
            }
        }
        ui.min_rect().left()
    });
    let left = bar.left_center() + vec2(16.0, 0.0);
    let room = buttons.inner - left.x - 16.0;
    let drawn = text_within(&painter, left, room * 0.4, &name, 13.0, Weight::Semibold, palette.ink);
    let rest = egui::pos2(drawn.right() + 8.0, left.y);
    text_within(&painter, rest, room - drawn.width() - 8.0, &words, 13.0, Weight::Regular, palette.ink);
    let told = Rect::from_min_max(bar.min, egui::pos2(buttons.inner - 8.0, bar.max.y));
    let response = ui.interact(told, ui.scope_id().with("lasting"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Alert, true, format!("{name}: {words}")));
    response.on_hover_text(words);
}
