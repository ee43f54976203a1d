//! A story on the whole screen, without any control; and, in a window of its own, what the presenter alone sees.

use super::paint::{color, paint};
use super::theme::font;
use crate::apply::Action;
use crate::command::Command;
use crate::picture::scene::{Scene, Weight};
use crate::picture::stage::Showing;
use crate::picture::stage_scene::STRIP;
use crate::picture::theme::Theme;
use crate::state::{Presenting, Screen, State};
use dateline_model::when::day_label;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, CornerRadius, CursorIcon, Pos2, Rect, Role, Sense, Stroke, Ui, pos2, vec2};

/// The screen that sizes are given for is so high.
const HEIGHT: f32 = 1080.0;
/// The pointer hides after so many seconds of rest.
const POINTER_RESTS: f32 = 2.0;
/// So much of a document is shown before and after a passage, in bytes.
const AROUND: usize = 600;

/// Shows the step, or what is shown instead of it.
pub fn show(ui: &mut Ui, state: &State, presenting: &Presenting, theme: &Theme, out: &mut Vec<Action>) {
    let whole = ui.max_rect();
    let now = ui.input(|input| input.time);
    let arrived = presenting.arrived(now, state.still);
    if arrived < 1.0 {
        ui.ctx().request_repaint();
    }
    let scene = scene(state, presenting, (whole.width(), whole.height()), theme, arrived);
    match presenting.screen {
        Screen::Step => paint(ui.painter(), whole.min, &scene, &state.text),
        Screen::Source(nth) => show_source(ui, whole, presenting, nth, theme),
        Screen::Black => _ = ui.painter().rect_filled(whole, 0.0, Color32::BLACK),
        Screen::White => _ = ui.painter().rect_filled(whole, 0.0, Color32::WHITE),
    }
    if presenting.screen != Screen::Step {
        show_marking(ui, whole, marking(state));
    }
    let response = ui.interact(whole, ui.scope_id().with("stage"), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Image, true, said(presenting)));
    if response.clicked() {
        out.push(Action::Run(Command::NextStep));
    }
    if response.secondary_clicked() {
        out.push(Action::Run(Command::StepBack));
    }
    show_pointer(ui, whole, presenting, theme);
    show_typed(ui, whole, presenting, theme);
}

/// The scene of the step that shows.
fn scene(state: &State, presenting: &Presenting, size: (f32, f32), theme: &Theme, arrived: f32) -> Scene {
    let showing = Showing {
        size,
        marking: marking(state),
        number: (presenting.step + 1, presenting.story.steps.len()),
        before: presenting.before,
        arrived,
    };
    presenting.stage.scene(&presenting.timeline, &showing, theme, &state.text)
}

fn marking(state: &State) -> Option<&str> {
    Some(state.project.arrangement.marking.as_str()).filter(|marking| !marking.is_empty())
}

/// What the accessibility tree says of the screen.
fn said(presenting: &Presenting) -> String {
    let stage = &presenting.stage;
    match presenting.screen {
        Screen::Black => "Black screen".to_owned(),
        Screen::White => "White screen".to_owned(),
        Screen::Source(_) => format!("Source of step {}: {}", presenting.step + 1, stage.sources),
        Screen::Step => {
            let count = presenting.story.steps.len();
            format!("Step {} of {count}: {}. {}. {}", presenting.step + 1, stage.heading, stage.period, stage.caption)
        }
    }
}

/// The marking is on screen at all times.
fn show_marking(ui: &Ui, whole: Rect, marking: Option<&str>) {
    let Some(marking) = marking else { return };
    let unit = whole.height() / HEIGHT;
    let strips = [whole.with_max_y(whole.top() + STRIP * unit), whole.with_min_y(whole.bottom() - STRIP * unit)];
    for strip in strips {
        ui.painter().rect_filled(strip, 0.0, Color32::BLACK);
        let look = font(20.0 * unit, Weight::Semibold);
        ui.painter().text(strip.center(), Align2::CENTER_CENTER, marking, look, Color32::WHITE);
    }
}

/// The passage in its document at reading size.
fn show_source(ui: &Ui, whole: Rect, presenting: &Presenting, nth: usize, theme: &Theme) {
    let unit = whole.height() / HEIGHT;
    let passages = presenting.passages();
    ui.painter().rect_filled(whole, 0.0, color(theme.bg));
    let Some(&(event, source)) = passages.get(nth) else { return };
    let source = &presenting.timeline.events[event].sources[source];
    let Some(document) = presenting.timeline.documents.get(source.document) else { return };
    let left = whole.left() + 96.0 * unit;
    let width = whole.width() - 192.0 * unit;
    let say = |y: f32, size: f32, weight: Weight, ink: Color32, words: &str| {
        let mut job = LayoutJob::simple_singleline(words.to_owned(), font(size * unit, weight), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, whole.top() + y * unit - galley.size().y), galley, ink);
    };
    say(140.0, 48.0, Weight::Bold, color(theme.ink), &document.title);
    let date = document.own_date.as_ref().map(|own| day_label(own.day()));
    let origin: Vec<String> = document.publisher_of(&source.passage).into_iter().chain(date).collect();
    let count = if passages.len() > 1 { format!("   {} of {}", nth + 1, passages.len()) } else { String::new() };
    say(196.0, 30.0, Weight::Regular, color(theme.ink2), &format!("{}{count}", origin.join(", ")));
    let room = 720.0 * unit;
    // What surrounds the passage gives way where it is long.
    let galley = [AROUND, AROUND / 2, AROUND / 4, 0]
        .map(|around| passage(&document.text, source, around, unit, width, theme))
        .map(|job| ui.painter().layout_job(job));
    let galley = galley.iter().find(|galley| galley.size().y <= room).unwrap_or(&galley[3]);
    ui.painter().galley(pos2(left, whole.top() + 240.0 * unit), galley.clone(), color(theme.ink));
}

/// The passage on yellow, its time underlined, with some of the document before and after it.
fn passage(
    text: &str,
    source: &dateline_model::event::Source,
    around: usize,
    unit: f32,
    width: f32,
    theme: &Theme,
) -> LayoutJob {
    let passage = source.passage.clone();
    let (begin, end) = around_passage(text, &passage, around);
    let pale = TextFormat {
        font_id: font(36.0 * unit, Weight::Regular),
        color: color(theme.ink2),
        line_height: Some(52.0 * unit),
        ..TextFormat::default()
    };
    let lit = TextFormat { color: color(theme.ink), background: color(theme.passage), ..pale.clone() };
    let time = TextFormat { underline: Stroke::new(3.0 * unit, color(theme.ink)), ..lit.clone() };
    let (from, until) =
        (source.time.start.clamp(passage.start, passage.end), source.time.end.clamp(passage.start, passage.end));
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (span, look) in [
        (begin..passage.start, &pale),
        (passage.start..from, &lit),
        (from..until.max(from), &time),
        (until.max(from)..passage.end, &lit),
        (passage.end..end, &pale),
    ] {
        job.append(&spaced(text.get(span).unwrap_or_default()), 0.0, look.clone());
    }
    job
}

/// So many bytes around a passage, from and to a whole word.
fn around_passage(text: &str, passage: &std::ops::Range<usize>, around: usize) -> (usize, usize) {
    let begin = text.floor_char_boundary(passage.start.saturating_sub(around));
    let end = text.ceil_char_boundary((passage.end + around).min(text.len()));
    let before = text.get(begin..passage.start).unwrap_or_default();
    let after = text.get(passage.end..end).unwrap_or_default();
    let word = |(at, letter): (usize, char)| at + letter.len_utf8();
    let begin = match begin {
        0 => 0,
        _ => before.char_indices().find(|(_, c)| c.is_whitespace()).map_or(passage.start, |gap| begin + word(gap)),
    };
    let end = match end {
        end if end == text.len() => end,
        _ => after.rfind(char::is_whitespace).map_or(passage.end, |gap| passage.end + gap),
    };
    (begin, end)
}

/// Lines run on; spaces at the ends stay.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(letter),
        }
    }
    out
}

/// A dot that all can see, or a pointer that hides while it rests.
fn show_pointer(ui: &Ui, whole: Rect, presenting: &Presenting, theme: &Theme) {
    let at = ui.input(|input| input.pointer.hover_pos());
    if presenting.pointer {
        ui.ctx().set_cursor_icon(CursorIcon::None);
        if let Some(at) = at {
            let unit = whole.height() / HEIGHT;
            ui.painter().circle_filled(at, 16.0 * unit, color(theme.bad).gamma_multiply(0.9));
            ui.painter().circle_stroke(at, 17.5 * unit, Stroke::new(3.0 * unit, color(theme.bg)));
        }
    } else if ui.input(|input| input.pointer.time_since_last_movement()) > POINTER_RESTS {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    } else {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f32(POINTER_RESTS));
    }
}

/// The number that is being typed.
fn show_typed(ui: &Ui, whole: Rect, presenting: &Presenting, theme: &Theme) {
    if presenting.typed.is_empty() {
        return;
    }
    let unit = whole.height() / HEIGHT;
    let words = format!("Step {}, then Enter", presenting.typed);
    let look = font(26.0 * unit, Weight::Semibold);
    let galley = ui.painter().layout_no_wrap(words, look, color(theme.inv));
    let corner: Pos2 = whole.right_bottom() - vec2(120.0, 110.0) * unit - galley.size();
    let plate = Rect::from_min_size(corner, galley.size()).expand2(vec2(18.0, 10.0) * unit);
    ui.painter().rect_filled(plate, CornerRadius::same((6.0 * unit) as u8), color(theme.ink));
    ui.painter().galley(corner, galley, color(theme.inv));
}

/// The figures that were typed while presenting.
pub fn figures(ctx: &egui::Context, state: &State) -> Vec<char> {
    if state.presenting.is_none() {
        return Vec::new();
    }
    let mut figures = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            egui::Event::Text(typed) if typed.chars().all(|letter| letter.is_ascii_digit()) => {
                figures.extend(typed.chars());
                false
            }
            _ => true,
        });
    });
    figures
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;
    use egui::Key;

    const SIZE: [usize; 2] = [1280, 720];

    fn window() -> Tested {
        let mut tested = Tested::with_fixture(SIZE, ThemeChoice::Light);
        tested.press(Key::F5);
        tested
    }

    /// The step that shows, from 1, and what the room sees.
    fn check(tested: &Tested, step: usize, screen: Screen) {
        let presenting = tested.state().presenting.as_ref().unwrap();
        assert_eq!((presenting.step + 1, presenting.screen), (step, screen));
    }

    #[test]
    fn a_clicker_goes_through_the_steps() {
        let mut tested = window();
        check(&tested, 1, Screen::Step);
        for (key, step) in [
            (Key::PageDown, 2),
            (Key::ArrowRight, 3),
            (Key::Space, 4),
            (Key::Enter, 5),
            (Key::PageUp, 4),
            (Key::ArrowLeft, 3),
            (Key::End, 10),
            (Key::PageDown, 10),
            (Key::Home, 1),
            (Key::PageUp, 1),
        ] {
            tested.press(key);
            check(&tested, step, Screen::Step);
        }
    }

    #[test]
    fn the_screen_goes_black_and_white_and_comes_back() {
        let mut tested = window();
        for (key, screen) in [
            (Key::B, Screen::Black),
            (Key::Period, Screen::Step),
            (Key::W, Screen::White),
            (Key::B, Screen::Black),
            (Key::Escape, Screen::Step),
            (Key::S, Screen::Source(0)),
        ] {
            tested.press(key);
            check(&tested, 1, screen);
        }
        tested.press(Key::PageDown);
        check(&tested, 2, Screen::Step);
    }

    #[test]
    fn a_number_and_enter_jump_to_a_step() {
        let mut tested = window();
        tested.type_figures("7");
        tested.press(Key::Enter);
        check(&tested, 7, Screen::Step);
        tested.type_figures("99");
        tested.press(Key::Enter);
        check(&tested, 10, Screen::Step);
    }

    #[test]
    fn leaving_returns_to_where_one_was() {
        let mut tested = Tested::with_fixture(SIZE, ThemeChoice::Light);
        tested.press(Key::ArrowRight);
        tested.press(Key::Plus);
        let before = (tested.state().view.clone(), tested.state().picked.clone());
        for key in [Key::F5, Key::PageDown, Key::L, Key::S, Key::Escape, Key::Escape] {
            tested.press(key);
        }
        assert!(tested.state().presenting.is_none());
        assert_eq!((tested.state().view.clone(), tested.state().picked.clone()), before);
    }

    #[test]
    fn a_passage_is_shown_with_whole_words_around_it() {
        let text = "Rain fell on the hills. The treaty was signed. Then all went home.";
        let passage = text.find("The").unwrap()..text.find(" Then").unwrap();
        for (around, expect) in [(0, "The treaty was signed."), (9, "hills. The treaty was signed. Then"), (99, text)] {
            let (begin, end) = around_passage(text, &passage, around);
            assert_eq!(&text[begin..end], expect);
        }
    }
}
