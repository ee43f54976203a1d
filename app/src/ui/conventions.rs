//! What the hands do, one case a convention: keys, wheel, drags and clicks as a user of timelines expects them.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::ThemeChoice;
use super::gestures::NOTCH;
use super::tested::Tested;
use crate::picture::axis::{Axis, calendar_day, day_number};
use crate::picture::fixture;
use crate::picture::sizes::Sizes;
use crate::state::{Overlay, State};
use egui::PointerButton::{Middle, Primary};

const SIZES: &Sizes = &Sizes::WINDOW;

/// A window on the made-up timeline, as large as a screen.
fn window() -> Tested {
    Tested::with_fixture([1920, 1080], ThemeChoice::Light)
}

fn axis(state: &State) -> Axis {
    state.view.axis(&state.picture.as_ref().unwrap().content, SIZES)
}

/// The day at an x of the picture.
fn day_at(tested: &Tested, x: f32) -> f64 {
    let state = tested.state();
    state.view.day_at(&axis(state), SIZES, x)
}

/// What came of it, in words: what is selected, where the playhead stands, what was marked, what is open.
fn told(tested: &Tested) -> String {
    let state = tested.state();
    let mut told: Vec<String> = Vec::new();
    for &event in &state.picked.events {
        told.push(state.known.timeline.events[event].title.clone());
    }
    if let Some(day) = state.view.playhead {
        told.push(format!("playhead {}", calendar_day(day)));
    }
    let arrangement = &state.project.arrangement;
    for (name, count) in [("starred", arrangement.starred.len()), ("hidden", arrangement.hidden.len())] {
        if count > 0 {
            told.push(format!("{count} {name}"));
        }
    }
    if state.play.since.is_some() {
        told.push("playing".to_owned());
    }
    match &state.overlay {
        Some(Overlay::Palette { .. }) => told.push("palette".to_owned()),
        Some(Overlay::Keys) => told.push("help".to_owned()),
        Some(other) => told.push(format!("{other:?}")),
        None => {}
    }
    told.join("; ")
}

/// Presses keys and compares what came of it.
#[track_caller]
fn check(keys: &str, expect: &str) {
    let mut tested = window();
    tested.keys(keys);
    assert_eq!(told(&tested), expect, "{keys}");
}

#[test]
fn home_end_and_arrows_step_through_events() {
    check("Home", "Moscow opens an embassy");
    check("Home Left", "Moscow opens an embassy");
    check("Home Right", "Railways rebuilt");
    check("Home Right Right Left", "Railways rebuilt");
    check("End", "A pact with Tehran is to follow");
    check("End Right", "A pact with Tehran is to follow");
}

#[test]
fn every_event_is_stepped_on_once() {
    let mut tested = window();
    tested.keys("Home");
    let mut seen = tested.state().picked.events.clone();
    for _ in 1..tested.state().shown.events.len() {
        tested.keys("Right");
        seen.push(tested.state().picked.events[0]);
    }
    assert_eq!(seen, tested.state().shown.events);
}

#[test]
fn keys_that_come_in_one_frame_are_all_done_in_their_order() {
    let mut tested = window();
    for key in [egui::Key::Home, egui::Key::ArrowRight, egui::Key::ArrowRight, egui::Key::ArrowLeft] {
        tested.harness.event(egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        });
    }
    tested.settle();
    assert_eq!(told(&tested), "Railways rebuilt");
}

#[test]
fn up_and_down_change_the_lane() {
    let mut tested = window();
    tested.keys("End");
    let lane = tested.state().picked.lane;
    tested.keys("Down Down");
    assert_eq!(tested.state().picked.lane, lane + 2);
    tested.keys("Up");
    assert_eq!(tested.state().picked.lane, lane + 1);
    tested.keys("Up Up Up Up Up Up Up Up Up Up Up");
    assert_eq!(tested.state().picked.lane, 0);
}

#[test]
fn star_hide_undo_redo() {
    check("Home Ctrl+D", "Moscow opens an embassy; 1 starred");
    check("Home Ctrl+D Ctrl+D", "Moscow opens an embassy");
    check("Home Delete", "1 hidden");
    check("Home Delete Home", "Railways rebuilt; 1 hidden");
    check("Home Delete Ctrl+Z Home", "Moscow opens an embassy");
    check("Home Delete Ctrl+Z Ctrl+Y", "1 hidden");
    check("Home Ctrl+D Ctrl+Z Ctrl+Shift+Z", "Moscow opens an embassy; 1 starred");
}

#[test]
fn space_is_a_plain_toggle() {
    let mut tested = window();
    tested.keys("Space");
    assert!(told(&tested).ends_with("playing"), "{}", told(&tested));
    tested.keys("Space");
    let rests = told(&tested);
    assert!(!rests.ends_with("playing"), "{rests}");
    // On a button that was reached by Tab, too.
    tested.node("Export").focus();
    tested.harness.run();
    tested.keys("Space");
    assert_eq!(told(&tested), format!("{rests}; playing"));
}

#[test]
fn escape_goes_back_one_thing_at_a_time() {
    check("Home Ctrl+P Escape", "Moscow opens an embassy");
    check("Home Ctrl+P Escape Escape", "");
    check("Home F1", "Moscow opens an embassy; help");
    check("Home CloseBracket Escape", "playhead 1949-07-01");
    check("Home CloseBracket Escape Escape", "");
}

#[test]
fn brackets_scrub_from_tick_to_tick() {
    let mut tested = window();
    tested.keys("OpenBracket");
    let first = tested.state().view.playhead.unwrap();
    let State { picture, view, text, .. } = tested.state();
    let ticks = picture.as_ref().unwrap().ticks(view, text);
    let mut expect = first - 0.5;
    for _ in 0..6 {
        tested.keys("CloseBracket");
        expect = ticks.after(expect);
        assert_eq!(tested.state().view.playhead, Some(expect + 0.5));
    }
    tested.keys("OpenBracket OpenBracket OpenBracket OpenBracket OpenBracket OpenBracket");
    assert_eq!(tested.state().view.playhead, Some(first));
}

#[test]
fn shift_and_arrows_move_by_a_tick() {
    let mut tested = window();
    tested.keys("Shift+Right");
    let from = tested.state().view.from;
    assert_eq!(from, from.floor(), "on a tick");
    tested.keys("Shift+Right Shift+Right Shift+Left Shift+Left");
    assert!((tested.state().view.from - from).abs() < 1e-6);
}

#[test]
fn the_playhead_is_dragged() {
    let mut tested = window();
    tested.click_at((700.0, 30.0), 1, "");
    let placed = tested.state().view.playhead.unwrap();
    assert!((placed - day_at(&tested, 700.0)).abs() < 1e-6);
    tested.drag(Primary, (700.0, 30.0), (900.0, 30.0), "");
    let dragged = tested.state().view.playhead.unwrap();
    assert!((dragged - day_at(&tested, 900.0)).abs() < 1e-6, "{dragged}");
}

#[test]
fn a_notch_of_the_wheel_is_one_step_about_the_pointer() {
    let mut tested = window();
    let scale = tested.state().view.scale;
    for notches in [1.0, 2.0, 1.0, -1.0] {
        let day = day_at(&tested, 900.0);
        tested.wheel((900.0, 300.0), (0.0, notches), "Ctrl");
        assert!((day_at(&tested, 900.0) - day).abs() < 1e-3, "{notches}");
    }
    assert!((tested.state().view.scale / scale / NOTCH.powi(3) - 1.0).abs() < 1e-9);
}

#[test]
fn notches_that_come_while_it_glides_are_not_lost() {
    let mut tested = window();
    let scale = tested.state().view.scale;
    let place = tested.node("Timeline").rect().min + egui::vec2(900.0, 300.0);
    tested.harness.hover_at(place);
    for _ in 0..8 {
        tested.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, 1.0),
            modifiers: egui::Modifiers::CTRL | egui::Modifiers::COMMAND,
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
        });
        tested.harness.step();
    }
    assert!(tested.state().glide.is_some());
    tested.settle();
    assert!((tested.state().view.scale / scale / NOTCH.powi(8) - 1.0).abs() < 1e-9);
}

#[test]
fn shift_wheel_pans_and_the_wheel_scrolls() {
    let mut tested = Tested::with_fixture([1600, 620], ThemeChoice::Light);
    let day = day_at(&tested, 600.0);
    tested.wheel((600.0, 300.0), (0.0, -2.0), "Shift");
    assert!((day_at(&tested, 600.0 - 80.0) - day).abs() < 1e-3);
    tested.wheel((600.0, 300.0), (2.0, 0.0), "");
    assert!((day_at(&tested, 600.0) - day).abs() < 1e-3);
    tested.wheel((600.0, 300.0), (0.0, -3.0), "");
    assert!((tested.state().view.scroll_y - 120.0).abs() < 0.01, "{}", tested.state().view.scroll_y);
    tested.wheel((600.0, 300.0), (0.0, 2.0), "");
    assert!((tested.state().view.scroll_y - 40.0).abs() < 0.01);
}

#[test]
fn what_is_dragged_stays_under_the_pointer() {
    for button in [Primary, Middle] {
        let mut tested = window();
        let day = day_at(&tested, 700.0);
        tested.drag(button, (700.0, 690.0), (933.0, 690.0), "");
        assert!((day_at(&tested, 933.0) - day).abs() < 1e-3, "{button:?}");
    }
}

#[test]
fn shift_and_drag_zooms_to_the_range() {
    let mut tested = window();
    let (from, until) = (day_at(&tested, 1000.0), day_at(&tested, 1200.0));
    tested.drag(Primary, (1000.0, 690.0), (1200.0, 690.0), "Shift");
    let right = tested.state().view.width;
    // The range ends in an empty stretch, which is folded once it is wide, so that a little more is seen.
    let seen = (day_at(&tested, SIZES.head), day_at(&tested, right));
    assert!((seen.0 - from).abs() < 0.01 && (0.0..4.0).contains(&(seen.1 - until)), "{seen:?} of {from} to {until}");
}

#[test]
fn a_drag_on_the_ruler_selects_a_range() {
    let mut tested = window();
    tested.drag(Primary, (500.0, 12.0), (900.0, 12.0), "");
    let (from, until) = (day_at(&tested, 500.0), day_at(&tested, 900.0));
    let events = &tested.state().known.timeline.events;
    let inside = |&event: &usize| {
        let day = day_number(events[event].when.middle()) + 0.5;
        day >= from && day < until
    };
    let expect: Vec<usize> = tested.state().shown.events.iter().copied().filter(inside).collect();
    assert!(expect.len() > 1);
    assert_eq!(tested.state().picked.events, expect);
}

#[test]
fn clicks_select_add_and_range() {
    let mut tested = window();
    tested.keys("0");
    let (first, second) = (tested.mark("Strike on missile plants"), tested.mark("11,000 troops counted in Kursk"));
    tested.click_at(second, 1, "");
    assert_eq!(told(&tested), "11,000 troops counted in Kursk");
    tested.click_at(first, 1, "Ctrl");
    assert_eq!(told(&tested), "11,000 troops counted in Kursk; Strike on missile plants");
    tested.click_at(first, 1, "Ctrl");
    assert_eq!(told(&tested), "11,000 troops counted in Kursk");
    tested.click_at(first, 1, "Shift");
    let picked = &tested.state().picked.events;
    let (low, high) = (picked.iter().min().unwrap(), picked.iter().max().unwrap());
    let between: Vec<usize> = tested.state().shown.events.iter().copied().filter(|e| e >= low && e <= high).collect();
    assert!(picked.len() == between.len() && picked.len() > 2, "{picked:?}");
}

#[test]
fn a_double_click_opens_the_source_or_fits_all() {
    let mut tested = window();
    tested.keys("Ctrl+2");
    assert!(!tested.state().details_shown());
    tested.click_at(tested.mark("Strike on missile plants"), 2, "");
    assert!(tested.state().details_shown());
    assert_eq!(told(&tested), "Strike on missile plants");
    let empty = tested.empty_place();
    // Else it would count on from the clicks before.
    tested.harness.run_steps(60);
    tested.click_at(empty, 2, "");
    assert_eq!(tested.state().fit, crate::state::Fit::All);
}

#[test]
fn f_centres_and_then_fits() {
    let mut tested = window();
    let scale = tested.state().view.scale;
    tested.click("Strike on missile plants, 26 October 2024");
    tested.keys("F");
    assert_eq!(tested.state().view.scale, scale);
    tested.keys("F");
    assert!(tested.state().view.scale > scale);
    // The second before the first has glided there.
    let mut hasty = window();
    hasty.click("Strike on missile plants, 26 October 2024");
    hasty.harness.key_press(egui::Key::F);
    hasty.harness.step();
    hasty.harness.key_press(egui::Key::F);
    hasty.settle();
    assert!((hasty.state().view.scale - tested.state().view.scale).abs() < 1e-9);
}

#[test]
fn reduced_motion_moves_at_once() {
    let mut tested = window();
    tested.act(crate::apply::Action::Run(crate::command::Command::ReduceMotion));
    tested.harness.key_press(egui::Key::Num0);
    tested.harness.step();
    assert!(tested.state().glide.is_none());
    assert_eq!(tested.state().fit, crate::state::Fit::All);
}

#[test]
fn playing_by_events_leaves_none_out() {
    let mut tested = window();
    tested.keys("Space");
    let mut seen = vec![tested.state().view.playhead.unwrap()];
    for _ in 0..(60.0 * 1.2 * 12.0) as usize {
        tested.harness.step();
        let at = tested.state().view.playhead.unwrap();
        if seen.last() != Some(&at) {
            seen.push(at);
        }
    }
    let mut moments = tested.state().shown.moments.clone();
    moments.dedup();
    let begin = moments.iter().position(|moment| *moment == seen[0]).unwrap();
    let expect = &moments[begin..(begin + seen.len()).min(moments.len())];
    assert!(seen.len() >= 4, "{seen:?}");
    assert_eq!(seen, expect);
}

#[test]
fn ctrl_keys_open_what_they_name() {
    check("Ctrl+P", "palette");
    check("Ctrl+Shift+P", "palette");
    let mut tested = window();
    tested.keys("Ctrl+F");
    assert!(tested.node("Find in events and sources").is_focused());
    tested.keys("Escape Home Ctrl+1");
    assert!(!tested.state().filters_shown());
}

#[test]
fn the_interface_is_scaled_from_75_to_300_percent() {
    let mut tested = Tested::with_timeline(fixture::timeline(), [1920, 1080], ThemeChoice::Light);
    for _ in 0..12 {
        tested.keys("Ctrl+Plus");
    }
    assert_eq!(tested.harness.ctx.zoom_factor(), 3.0);
    for _ in 0..12 {
        tested.keys("Ctrl+Minus");
    }
    assert_eq!(tested.harness.ctx.zoom_factor(), 0.75);
    tested.keys("Ctrl+0");
    assert_eq!(tested.harness.ctx.zoom_factor(), 1.0);
}

/// The names of what can be clicked or take the focus, and the nameless among it.
fn controls(tested: &Tested) -> (usize, Vec<String>) {
    use egui_kittest::kittest::{NodeT, Queryable};
    let is_control = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.data().supports_action(egui::accesskit::Action::Click)
    };
    let all: Vec<_> = tested.harness.query_all_by(|_| true).filter(is_control).collect();
    let nameless = |node: &&egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().is_none_or(|label| label.trim().is_empty()) && node.value().is_none()
    };
    let nameless =
        all.iter().filter(nameless).map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()));
    (all.len(), nameless.collect())
}

#[test]
fn every_control_has_a_name() {
    let mut tested = window();
    tested.keys("End");
    tested.act(crate::apply::Action::FindWords("kursk".to_owned()));
    for (keys, least) in [("", 100), ("Ctrl+P", 100), ("Escape F1", 100), ("Escape CloseBracket", 100)] {
        tested.keys(keys);
        let (count, nameless) = controls(&tested);
        assert!(count > least, "{keys}: {count}");
        assert_eq!(nameless, Vec::<String>::new(), "{keys}");
    }
}

#[test]
fn a_screen_reader_walks_the_visible_events_in_the_order_of_time() {
    use egui_kittest::kittest::{NodeT, Queryable};
    let tested = window();
    let items: Vec<(usize, usize)> = tested
        .harness
        .query_all_by(|node| node.role() == egui::accesskit::Role::ListItem)
        .map(|node| node.accesskit_node())
        .map(|node| (node.position_in_set().unwrap(), node.size_of_set().unwrap()))
        .collect();
    assert!(items.len() > 20);
    assert_eq!(items, (1..=items.len()).map(|nth| (nth, items.len())).collect::<Vec<_>>());
}
