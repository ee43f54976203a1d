//! The window driven as by hand: opened, clicked, typed into, looked at.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::tested::Tested;
use super::*;
use crate::command::Command;
use crate::jobs::Answer;
use crate::open::{Given, Input, open_inputs};
use crate::picture::fixture;
use crate::picture::news;
use crate::picture::scene::{Part, Shape};
use crate::state::Purpose;
use dateline_model::edit::Edit;
use dateline_model::event::Event;
use dateline_model::lexicon::Lexicon;
use dateline_model::timeline::Timeline;
use std::path::Path;
use std::time::Duration;

const FULL: [usize; 2] = [1920, 1080];

/// The pictures that the README shows: `DATELINE_SCREENSHOTS=$PWD/screenshots cargo test pictures_of_the_sample`.
#[test]
fn pictures_of_the_sample() {
    if std::env::var_os("DATELINE_SCREENSHOTS").is_none() {
        return;
    }
    Tested::new(FULL, ThemeChoice::Light).screenshot("empty.png");
    let mut dense = Tested::with_timeline(news::timeline(100_000), FULL, ThemeChoice::Light);
    dense.act(Action::Run(Command::FitAll));
    dense.screenshot("dense.png");
    let mut tracks = Tested::with_timeline(counted(), FULL, ThemeChoice::Light);
    tracks.act(Action::Run(Command::FitAll));
    tracks.screenshot("tracks.png");
    for (theme, name) in [
        (ThemeChoice::Light, "main-light.png"),
        (ThemeChoice::Dark, "main-dark.png"),
        (ThemeChoice::HighContrast, "high-contrast.png"),
    ] {
        let mut tested = Tested::with_sample(FULL, theme);
        let events = &tested.state().known.timeline.events;
        let told_most = (0..events.len()).max_by_key(|&event| {
            let Event { sources, countries, .. } = &events[event];
            (sources.len(), countries.len(), event)
        });
        tested.act(Action::GoTo(told_most.unwrap()));
        tested.screenshot(name);
        if theme == ThemeChoice::Light {
            tested.press(egui::Key::F);
            tested.press(egui::Key::F);
            tested.screenshot("zoomed.png");
            tested.press(egui::Key::Escape);
            tested.press(egui::Key::Num0);
            tested.screenshot("overview.png");
            tested.act(Action::FindWords("missile".to_owned()));
            tested.screenshot("search.png");
            tested.act(Action::FindWords(String::new()));
            tested.act(Action::Edit(Edit::Mark("TLP:CLEAR".to_owned())));
            tested.act(Action::Run(Command::BestSteps));
            tested.screenshot("story.png");
            tested.act(Action::PresentFrom(tested.state().story().steps.len() - 1));
            tested.wait(|state| state.presenting.as_ref().is_some_and(|presenting| presenting.step > 0));
            tested.settle();
            tested.screenshot("present.png");
            tested.press(egui::Key::S);
            tested.screenshot("present-source.png");
        }
    }
}

/// A made-up report that counts the same things again and again.
fn counted() -> Timeline {
    let text = "Norland, 30 September 2023\n\n\
        On 3 March 2023 Kenya sent 400 troops to Somalia. On 20 April 2023 Kenya had 1,150 troops in Somalia. \
        On 8 June 2023 at least 1,900 Kenyan troops were in Somalia. On 30 July 2023 Kenya had about 2,400 troops \
        in Somalia. On 12 September 2023 Kenya withdrew 700 troops from Somalia.\n\n\
        On 1 April 2023 Egypt exported $210 million of gas to Jordan. On 1 June 2023 Egypt exported $260 million of \
        gas to Jordan. On 1 September 2023 Egypt exported $340 million of gas to Jordan.\n\n\
        On 9 May 2023 floods in Ethiopia drove out 20,000 people. On 2 August 2023 Ethiopia and Kenya met in Nairobi. \
        On 21 August 2023 Ethiopia said it would send aid to Somalia.";
    let input = Input::Text { name: "counts.txt".to_owned(), text: text.to_owned() };
    open_inputs(vec![input], &Lexicon::embedded(), &Given::default(), &|_| true).timeline
}

#[test]
fn what_is_counted_again_and_again_is_charted() {
    let tested = Tested::with_timeline(counted(), FULL, ThemeChoice::Light);
    assert!(tested.shows("400 troops, Kenya sent 400 troops to Somalia, 3 March 2023"));
}

#[test]
fn nothing_open() {
    let tested = Tested::new(FULL, ThemeChoice::Light);
    assert!(tested.shows("Drop articles here to begin"));
    assert!(tested.shows("Look at the sample"));
    assert!(!tested.shows("Export"));
    let picture = tested.picture();
    let inked = picture.pixels.iter().filter(|pixel| **pixel == tested.harness.state().palette.ink).count();
    assert!(inked > 2000, "{inked} pixels of ink");
}

#[test]
fn the_sample_opens() {
    let tested = Tested::with_sample(FULL, ThemeChoice::Light);
    assert_eq!(tested.state().known.timeline.documents.len(), 5);
    assert!(tested.shows("5 documents read"));
}

#[test]
fn details_show_what_sources_disagree_on() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let events = &tested.state().known.timeline.events;
    let disputed = events.iter().position(|event| !event.disagreements.is_empty()).unwrap();
    let told: Vec<String> = events[disputed].sources.iter().map(|source| source.when.label()).collect();
    tested.act(Action::GoTo(disputed));
    assert!(tested.shows("They disagree on the day"));
    assert!(told[0] != told[1] && told.iter().all(|words| tested.shows(words)), "{told:?}");
    assert!(!tested.shows("2 documents, they agree"));
    tested.screenshot("disagreement-light.png");
}

#[test]
fn a_click_shows_details_and_source() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    assert!(tested.shows("Nothing selected"));
    tested.click("11,000 troops counted in Kursk, 18 November 2024");
    assert_eq!(tested.state().lead().unwrap().title, "11,000 troops counted in Kursk");
    assert!(tested.shows("Monday 18 November 2024"));
    assert!(tested.shows("2 documents, they agree"));
    assert!(tested.shows("Source: Bombers over the East Sea"));
    assert!(tested.shows("1 selected, in 2 lanes"));
    assert!(tested.shows("It is of the kind “Deployment”"), "why it matters");
    assert!(tested.shows("It is told on the word of United States"), "why it is sure");
    tested.screenshot("details-light.png");
    tested.act(Action::Run(Command::Dark));
    tested.screenshot("details-dark.png");
    tested.act(Action::Run(Command::HighContrast));
    tested.screenshot("details-high-contrast.png");
    tested.click("Source 2: Four against the order");
    assert!(tested.shows("Source: Four against the order"));
    tested.click("Passage: Partnership treaty signed");
    assert_eq!(tested.state().lead().unwrap().title, "Partnership treaty signed");
    tested.press(egui::Key::Escape);
    assert!(tested.state().lead().is_none());
    // As a screen reader clicks.
    tested.node("Treaty ratified, early November 2024").click_accesskit();
    tested.harness.run();
    assert_eq!(tested.state().lead().unwrap().title, "Treaty ratified");
}

#[test]
fn keys_do_nothing_to_the_timeline_while_text_is_typed() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let before = tested.state().view.clone();
    tested.click("Find in events and sources");
    for key in [egui::Key::F, egui::Key::Num0, egui::Key::ArrowRight, egui::Key::OpenBracket, egui::Key::Plus] {
        tested.press(key);
    }
    assert_eq!(tested.state().view, before);
    assert!(tested.state().lead().is_none());
}

#[test]
fn escape_leaves_a_field_and_keeps_the_selection() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.press(egui::Key::End);
    tested.click("Find in events and sources");
    tested.press(egui::Key::Escape);
    assert!(tested.state().lead().is_some());
    tested.press(egui::Key::Escape);
    assert!(tested.state().lead().is_none());
}

#[test]
fn the_canvas_reached_by_tab_leaves_the_arrows_to_the_commands() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.node("Timeline").focus();
    tested.harness.run();
    tested.press(egui::Key::Home);
    tested.press(egui::Key::ArrowRight);
    assert_eq!(tested.state().lead().unwrap().title, "Railways rebuilt");
}

#[test]
fn more_events_are_selected_with_ctrl_and_by_dragging_on_the_ruler() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.click("Treaty ratified, early November 2024");
    tested.node("Joint bomber patrol over two seas, 29–30 November 2024").click_modifiers(egui::Modifiers::COMMAND);
    tested.harness.run();
    assert_eq!(tested.state().picked.events.len(), 2);
    assert!(tested.shows("2 selected"));
    let ruler = tested.node("Timeline").rect().left_top() + egui::vec2(600.0, 10.0);
    tested.harness.drag_at(ruler);
    for step in 1..=10 {
        tested.harness.hover_at(ruler + egui::vec2(30.0 * step as f32, 0.0));
        tested.harness.run();
    }
    tested.harness.drop_at(ruler + egui::vec2(300.0, 0.0));
    tested.harness.run();
    assert!(tested.state().picked.events.len() > 2, "{:?}", tested.state().picked.events);
}

#[test]
fn shift_and_drag_zooms_to_a_stretch() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let (_, days) = seen(&tested);
    let from = tested.node("Timeline").rect().left_bottom() + egui::vec2(400.0, -20.0);
    tested.harness.event(egui::Event::ModifiersChanged(egui::Modifiers::SHIFT));
    tested.harness.drag_at(from);
    for step in 1..=10 {
        tested.harness.hover_at(from + egui::vec2(20.0 * step as f32, 0.0));
        tested.harness.run();
    }
    tested.harness.drop_at(from + egui::vec2(200.0, 0.0));
    tested.harness.run();
    assert!(seen(&tested).1 < days / 2.0);
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window leaves reading to its jobs".to_owned())
    }
}

#[test]
fn dropped_files_are_read_and_added() {
    let mut tested = Tested::new(FULL, ThemeChoice::Light);
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    for (count, name) in ["bombers-over-the-east-sea.txt", "four-against-the-order.txt"].into_iter().enumerate() {
        tested.harness.input_mut().dropped_files = vec![Arc::new(Dropped(seeds.join(name)))];
        tested.harness.step();
        tested.harness.input_mut().dropped_files.clear();
        tested.wait(|state| state.reading.is_none());
        assert_eq!(tested.state().known.timeline.documents.len(), count + 1);
    }
    tested.act(Action::Run(Command::CloseAll));
    // The second was added to what was open, which is a change.
    tested.press(egui::Key::D);
    assert!(tested.shows("Drop articles here to begin"));
}

#[test]
fn escape_closes_a_menu_and_nothing_else() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.press(egui::Key::End);
    tested.click("View");
    assert!(tested.shows("High contrast"));
    tested.screenshot("menu.png");
    tested.press(egui::Key::Escape);
    assert!(!tested.shows("High contrast"));
    assert!(tested.state().lead().is_some());
}

#[test]
fn keys_step_through_events_and_lanes() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.press(egui::Key::Home);
    assert_eq!(tested.state().lead().unwrap().title, "Moscow opens an embassy");
    assert!(tested.shows("Moscow opens an embassy, 1949"));
    tested.press(egui::Key::ArrowRight);
    assert_eq!(tested.state().lead().unwrap().title, "Railways rebuilt");
    tested.press(egui::Key::End);
    let lane = tested.state().picked.lane;
    tested.press(egui::Key::ArrowDown);
    assert_eq!(tested.state().picked.lane, lane + 1);
    tested.press(egui::Key::ArrowUp);
    assert_eq!(tested.state().picked.lane, lane);
    tested.press(egui::Key::F);
    tested.press(egui::Key::F);
    tested.screenshot("fitted.png");
}

/// The day at the middle of the canvas, and how many days it shows.
fn seen(tested: &Tested) -> (f64, f64) {
    let sizes = &crate::picture::sizes::Sizes::WINDOW;
    let view = &tested.state().view;
    let axis = view.axis(&tested.state().picture.as_ref().unwrap().content, sizes);
    let shown = view.shown(&axis, sizes);
    (shown.from + shown.days() / 2.0, shown.days())
}

#[test]
fn wheel_drag_and_keys_move_the_view() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let canvas = tested.node("Timeline").rect();
    let (_, days) = seen(&tested);
    let scroll = |delta: egui::Vec2, modifiers| egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers,
        source: egui::MouseWheelSource::Wheel,
        phase: egui::TouchPhase::Move,
    };
    tested.harness.hover_at(canvas.center());
    tested.harness.event(scroll(egui::vec2(0.0, 60.0), egui::Modifiers::COMMAND));
    tested.harness.run();
    let (middle, closer) = seen(&tested);
    assert!(closer < days * 0.9, "{closer} of {days}");
    tested.harness.event(scroll(egui::vec2(-200.0, 0.0), egui::Modifiers::NONE));
    tested.harness.run();
    assert!(seen(&tested).0 > middle);
    let ground = canvas.left_bottom() + egui::vec2(400.0, -30.0);
    let from = tested.state().view.from;
    tested.harness.drag_at(ground);
    tested.harness.hover_at(ground + egui::vec2(120.0, 0.0));
    tested.harness.run();
    tested.harness.drop_at(ground + egui::vec2(120.0, 0.0));
    tested.harness.run();
    assert!(tested.state().view.from < from);
    tested.press(egui::Key::Num0);
    assert_eq!(tested.state().fit, crate::state::Fit::All);
    assert!(tested.shows("31 events"));
    tested.screenshot("all.png");
}

#[test]
fn the_playhead_is_placed_and_scrubbed() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let canvas = tested.node("Timeline").rect();
    let at = canvas.left_top() + egui::vec2(600.0, 30.0);
    tested.harness.drag_at(at);
    tested.harness.drop_at(at);
    tested.harness.run();
    let placed = tested.state().view.playhead.unwrap();
    tested.press(egui::Key::CloseBracket);
    assert!(tested.state().view.playhead.unwrap() > placed);
    tested.press(egui::Key::OpenBracket);
    tested.press(egui::Key::OpenBracket);
    assert!(tested.state().view.playhead.unwrap() < placed);
    tested.screenshot("playhead.png");
}

#[test]
fn errors_stay_until_they_are_closed() {
    let mut tested = Tested::with_fixture([1280, 800], ThemeChoice::Light);
    let problem = |name: &str| crate::open::Problem { path: name.into(), message: "may not be read".to_owned() };
    tested.act(Action::Heard(Answer::Failed(problem("folder/one.txt"))));
    tested.act(Action::Heard(Answer::Failed(problem("two.txt"))));
    assert!(tested.shows("folder/one.txt: may not be read"));
    tested.screenshot("error.png");
    tested.press(egui::Key::Escape);
    assert!(tested.shows("folder/one.txt: may not be read"));
    tested.click("Close this message");
    assert!(tested.shows("two.txt: may not be read"));
    tested.click("Close this message");
    assert!(!tested.shows("may not be read"));
}

#[test]
fn a_reading_shows_how_far_it_is_and_can_be_cancelled() {
    let mut tested = Tested::new([1280, 800], ThemeChoice::Dark);
    let progress = crate::open::Progress { read: 12, total: 20, events: 41 };
    tested.harness.state_mut().state.reading = Some(progress);
    tested.harness.run();
    assert!(tested.shows("12 of 20 read, 41 events"));
    tested.screenshot("reading.png");
    tested.click("Cancel");
    assert!(tested.state().reading.is_none());
}

#[test]
fn the_palette_finds_and_runs() {
    let mut tested = Tested::with_fixture([1280, 800], ThemeChoice::Light);
    tested.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::P);
    tested.harness.run();
    tested.node("Type what you want to do").type_text("dark");
    tested.harness.run();
    tested.screenshot("palette.png");
    tested.press(egui::Key::Enter);
    assert_eq!(tested.state().theme, ThemeChoice::Dark);
    assert!(tested.state().overlay.is_none());
    tested.press(egui::Key::F1);
    assert!(tested.shows("Zoom at the pointer"));
    tested.screenshot("help.png");
    tested.press(egui::Key::Escape);
    assert!(tested.state().overlay.is_none());
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let mut tested = Tested::new([1280, 800], ThemeChoice::Light);
    tested.act(Action::Heard(Answer::NoDialog(Purpose::Open)));
    tested.node("Path of a file or folder").type_text("/nowhere/at/all.txt");
    tested.harness.run();
    tested.screenshot("path.png");
    tested.press(egui::Key::Enter);
    tested.wait(|state| state.reading.is_none());
    assert!(tested.shows("all.txt"));
    assert!(tested.shows("Drop articles here to begin"));
}

#[test]
fn a_project_is_saved_and_opened_again() {
    let mut tested = Tested::with_sample([1280, 800], ThemeChoice::Light);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alliance.dateline");
    tested.act(Action::SaveTo(folder.path().join("alliance")));
    tested.wait(|state| state.file.is_some());
    assert!(tested.shows("Saved "));
    let mut again = Tested::new([1280, 800], ThemeChoice::Light);
    again.act(Action::Open(vec![path.clone()]));
    again.wait(|state| !state.known.timeline.events.is_empty());
    assert_eq!(again.state().known.timeline, tested.state().known.timeline);
    assert_eq!(again.state().file, Some(path));
}

#[test]
fn the_picture_is_exported() {
    let mut tested = Tested::with_fixture([1280, 800], ThemeChoice::Light);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("timeline.svg");
    tested.act(Action::ExportTo(path.clone()));
    tested.wait(|state| !state.notice.is_empty());
    assert!(tested.shows("Saved "));
    assert!(std::fs::read_to_string(path).unwrap().contains("Partnership treaty signed"));
    tested.act(Action::ExportTo(folder.path().join("timeline.doc")));
    tested.wait(|state| !state.problems.is_empty());
    assert!(tested.shows(".doc is nothing that can be written"));
}

#[test]
fn a_full_lane_tells_what_it_holds_under_the_pointer() {
    let mut timeline = fixture::timeline();
    timeline.events = timeline.events.iter().flat_map(|event| vec![event.clone(); 40]).collect();
    let mut tested = Tested::with_timeline(timeline, FULL, ThemeChoice::Light);
    tested.press(egui::Key::Num0);
    let Tested { harness, .. } = &mut tested;
    let scene = harness.state_mut().scene().unwrap();
    let bar = scene.items.iter().find_map(|item| match (item.part, &item.shape) {
        (Part::More, Shape::Bars { bottom, bars }) => Some(egui::pos2(bars[0].x + 1.0, bottom - 2.0)),
        _ => None,
    });
    let canvas = tested.node("Timeline").rect().min;
    tested.harness.hover_at(canvas + bar.unwrap().to_vec2());
    tested.harness.run_steps(60);
    assert!(tested.shows("to come closer"));
    tested.screenshot("density.png");
}

#[test]
fn a_narrow_window_has_drawers() {
    let mut tested = Tested::with_fixture([1000, 700], ThemeChoice::Light);
    assert!(!tested.shows("Agreement, 4"));
    tested.click("Filters");
    assert!(tested.shows("Agreement, 4"));
    tested.click("Filters");
    tested.press(egui::Key::End);
    assert!(tested.shows("Close details"));
    tested.screenshot("narrow.png");
    tested.click("Close details");
    assert!(!tested.shows("Close details"));
}

#[test]
fn a_window_at_rest_asks_for_no_more_frames() {
    let mut tested = Tested::with_sample(FULL, ThemeChoice::Light);
    tested.press(egui::Key::End);
    tested.harness.run();
    let delay = tested.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    assert!(delay.unwrap() > Duration::from_secs(1), "{delay:?}");
}
