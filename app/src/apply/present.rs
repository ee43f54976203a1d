//! Presenting: from step to step, black and white, the passage, the pointer, a jump by number.

use super::Effect;
use crate::command::Command;
use crate::export::story::staged;
use crate::picture::axis::Stretch;
use crate::state::{Presenting, Screen, State};
use std::sync::Arc;

/// Begins to present at a step. Where there is no story, it is of the events that matter most.
pub fn begin(state: &mut State, step: usize, now: f64) -> Option<Effect> {
    let timeline = Arc::clone(&state.known.timeline);
    let mut story = state.story().clone();
    if story.steps.is_empty() {
        story.steps = super::story::best(state);
    }
    let lanes = Arc::new(state.project.arrangement.all_lanes(&timeline, |country| state.name(country)));
    let step = step.min(story.steps.len().checked_sub(1)?);
    let stage = staged(&timeline, &lanes, &story.steps[step]);
    state.overlay = None;
    state.play.since = None;
    state.presenting = Some(Presenting {
        before: stage.window,
        next: None,
        stage,
        story,
        timeline,
        lanes,
        step,
        since: now,
        screen: Screen::Step,
        pointer: false,
        typed: String::new(),
        began: now,
    });
    go_to(state, step, now);
    Some(Effect::EnterFullScreen)
}

/// Carries out a command of presenting.
pub fn run(state: &mut State, command: Command, now: f64) -> Option<Effect> {
    let presenting = state.presenting.as_mut()?;
    let step = presenting.step;
    let flip = |screen: Screen| if presenting.screen == screen { Screen::Step } else { screen };
    match command {
        Command::NextStep => match presenting.typed.parse::<usize>() {
            // Enter after a number is a jump.
            Ok(number) => go_to(state, number.saturating_sub(1), now),
            Err(_) => go_to(state, step + 1, now),
        },
        Command::StepBack => go_to(state, step.saturating_sub(1), now),
        Command::FirstStep => go_to(state, 0, now),
        Command::LastStep => go_to(state, usize::MAX, now),
        Command::BlackScreen => presenting.screen = flip(Screen::Black),
        Command::WhiteScreen => presenting.screen = flip(Screen::White),
        Command::StepSource => {
            let count = presenting.passages().len();
            presenting.screen = match presenting.screen {
                Screen::Source(nth) if nth + 1 >= count => Screen::Step,
                Screen::Source(nth) => Screen::Source(nth + 1),
                _ if count > 0 => Screen::Source(0),
                _ => Screen::Step,
            };
        }
        Command::Pointer => presenting.pointer = !presenting.pointer,
        Command::StopPresenting => {
            if presenting.typed.is_empty() && presenting.screen == Screen::Step {
                state.presenting = None;
                return Some(Effect::LeaveFullScreen);
            }
            (presenting.typed, presenting.screen) = (String::new(), Screen::Step);
        }
        _ => {}
    }
    None
}

/// Takes a figure of the number of a step.
pub fn type_figure(state: &mut State, figure: char) {
    if let Some(presenting) = state.presenting.as_mut().filter(|presenting| presenting.typed.len() < 4) {
        presenting.typed.push(figure);
    }
}

/// Shows a step; the last one where there are fewer.
pub fn go_to(state: &mut State, step: usize, now: f64) {
    let Some(presenting) = &mut state.presenting else { return };
    let steps = &presenting.story.steps;
    let step = step.min(steps.len().saturating_sub(1));
    let stage = |step: usize| steps.get(step).map(|step| staged(&presenting.timeline, &presenting.lanes, step));
    let next = stage(step + 1);
    if step != presenting.step
        && let Some(stage) = stage(step)
    {
        presenting.before = shown_now(presenting, now, state.still);
        (presenting.stage, presenting.step, presenting.since) = (stage, step, now);
    }
    (presenting.next, presenting.screen, presenting.typed) = (next, Screen::Step, String::new());
}

/// The days that show at a time.
fn shown_now(presenting: &Presenting, now: f64, still: bool) -> Stretch {
    presenting.stage.shown(presenting.before, presenting.arrived(now, still))
}
