//! Tests of what the user finds, leaves out and arranges.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::ThemeChoice;
use super::tested::Tested;
use crate::apply::{Action, Facet};
use crate::command::Command;
use crate::picture::axis::day_number;
use crate::picture::scene::Part;
use dateline_model::filter::Period;

const FULL: [usize; 2] = [1920, 1080];

#[test]
fn filters_hide_and_show_alone() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let all = tested.state().shown.events.len();
    tested.click("Agreement, 4");
    assert_eq!(tested.state().shown.events.len(), all - 4);
    tested.act(Action::Run(Command::DimFiltered));
    assert_eq!(tested.state().shown.events.len(), all, "what is filtered out is dimmed");
    tested.act(Action::Run(Command::DimFiltered));
    tested.click("Agreement, 4");
    let twenties = Facet::Period(Period { year: 2020, years: 10 });
    tested.act(Action::Only(twenties.clone()));
    assert_eq!(
        tested.state().shown.events.len(),
        tested.state().known.counts.periods.values().last().copied().unwrap()
    );
    tested.act(Action::Only(twenties));
    tested.click("Only Iran");
    assert_eq!(tested.state().shown.lanes.len(), 1);
    tested.click("Only Iran");
    tested.click("Only Four against the order");
    assert_eq!(tested.state().shown.events.len(), 10);
    tested.act(Action::Run(Command::ClearFilters));
    assert_eq!(tested.state().shown.events.len(), all);
    tested.click("Find in events and sources");
    tested.node("Find in events and sources").type_text("kursk");
    tested.settle();
    assert_eq!(tested.state().matches.found.as_ref().unwrap().events.len(), 1);
    assert_eq!(tested.state().shown.events.len(), all, "what was not found is dimmed");
    tested.screenshot("search.png");
    tested.press(egui::Key::Enter);
    assert_eq!(tested.state().lead().unwrap().title, "11,000 troops counted in Kursk");
    assert!(tested.shows("1 of 1 found"));
    tested.click("Only what was found");
    assert_eq!(tested.state().shown.events.len(), 1);
    tested.click("Find in events and sources");
    tested.node("Find in events and sources").type_text(" nowhere");
    tested.settle();
    assert!(tested.shows("No events match"));
    tested.click("Clear filters");
    assert_eq!(tested.state().shown.events.len(), all);
}

#[test]
fn what_is_told_without_a_time_is_listed_and_read() {
    let mut tested = Tested::with_sample(FULL, ThemeChoice::Light);
    tested.wait(|state| !state.undated.is_empty());
    let count = tested.state().undated_count();
    assert!(count > 0, "the sample tells something without a time");
    tested.press_held(egui::Modifiers::COMMAND, egui::Key::Num3);
    assert!(tested.shows(&format!("No time told: {count}")));
    tested.screenshot("tray.png");
    let (document, first) = tested
        .state()
        .undated
        .iter()
        .enumerate()
        .find_map(|(document, told)| told.first().map(|first| (document, first.title.clone())))
        .unwrap();
    tested.click(&format!("{first}: "));
    assert_eq!(tested.state().read_document(), Some(document));
    let title = tested.state().known.timeline.documents[document].title.clone();
    assert!(tested.shows(&format!("Source: {title}")));
    tested.press(egui::Key::Escape);
    assert_eq!(tested.state().read_document(), None);
    tested.press(egui::Key::Escape);
    assert!(tested.shows("Nothing selected"));
}

#[test]
fn lanes_are_ordered_pinned_folded_and_hidden() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let names = |tested: &Tested| -> Vec<String> {
        tested.state().shown.lanes.iter().take(3).map(|lane| lane.name.clone()).collect()
    };
    assert_eq!(names(&tested), ["Russia", "North Korea", "China"]);
    tested.act(Action::Run(Command::LanesByName));
    assert_eq!(names(&tested), ["China", "Iran", "Israel"]);
    tested.click("Lane Iran, 2 events");
    tested.screenshot("lane-menu.png");
    tested.click("Pin to the top");
    assert_eq!(names(&tested), ["Iran", "China", "Israel"]);
    tested.click("Lane China");
    tested.click("Hide lane");
    assert_eq!(names(&tested), ["Iran", "Israel", "Japan"]);
    tested.press_held(egui::Modifiers::COMMAND, egui::Key::Z);
    assert_eq!(names(&tested), ["Iran", "China", "Israel"]);
    tested.click("Lane Russia");
    tested.click("Fold");
    tested.screenshot("folded.png");
    assert!(tested.state().shown.lanes.iter().any(|lane| lane.folded && lane.name == "Russia"));
    // A drag by the head puts a lane elsewhere.
    tested.act(Action::Run(Command::LanesByNumber));
    let head = |tested: &Tested, name: &str| {
        let place = tested.node(name).rect().center() - tested.node("Timeline").rect().min;
        (place.x, place.y)
    };
    let (from, to) = (head(&tested, "Lane China"), head(&tested, "Lane North Korea"));
    tested.drag(egui::PointerButton::Primary, from, (to.0, to.1 - 20.0), "");
    let lanes: Vec<String> = tested.state().shown.lanes.iter().map(|lane| lane.name.clone()).collect();
    let place = |name: &str| lanes.iter().position(|lane| lane == name).unwrap();
    assert_eq!(place("China") + 1, place("North Korea"), "{lanes:?}");
}

#[test]
fn a_pinned_lane_stays_while_the_others_scroll() {
    for (theme, name) in [(ThemeChoice::Light, "pinned.png"), (ThemeChoice::Dark, "pinned-dark.png")] {
        let mut tested = Tested::with_fixture([1280, 700], theme);
        tested.click("Lane China");
        tested.click("Pin to the top");
        let top = |tested: &Tested, lane: &str| tested.node(lane).rect().top();
        let (china, japan) = (top(&tested, "Lane China"), top(&tested, "Lane Japan"));
        tested.wheel((900.0, 400.0), (0.0, -2.0), "");
        assert_eq!(tested.state().view.scroll_y, 80.0);
        assert_eq!(top(&tested, "Lane China"), china);
        assert_eq!(top(&tested, "Lane Japan"), japan - 80.0);
        tested.screenshot(name);
        // A selected event of another lane comes clear of it; one of its own needs no scrolling.
        let select = |tested: &mut Tested, lane: usize| {
            let event = tested.state().shown.lanes[lane].events[0];
            tested.act(Action::Select(Some((event, lane))));
            tested.act(Action::Run(Command::NextEvent));
            tested.act(Action::Run(Command::PreviousEvent));
            tested.state().view.scroll_y
        };
        assert_eq!(select(&mut tested, 0), 80.0);
        assert!(select(&mut tested, 1) < 80.0);
    }
}

#[test]
fn views_tags_and_marking_are_kept_with_the_project() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.keys("End Ctrl+D");
    tested.keys("Ctrl+T");
    tested.write("pact");
    tested.keys("Enter Escape");
    tested.act(Action::Typed(crate::state::Ask::Marking, "TLP:AMBER".to_owned()));
    tested.act(Action::FindWords("kursk".to_owned()));
    tested.act(Action::Typed(crate::state::Ask::ViewName, "Troops".to_owned()));
    tested.act(Action::Run(Command::ClearFilters));
    tested.screenshot("marked.png");
    let folder = tempfile::tempdir().unwrap();
    tested.act(Action::SaveTo(folder.path().join("kept")));
    tested.wait(|state| state.file.is_some());
    let mut again = Tested::new(FULL, ThemeChoice::Light);
    again.act(Action::Open(vec![folder.path().join("kept.dateline")]));
    again.wait(|state| !state.known.timeline.events.is_empty());
    again.settle();
    assert_eq!(again.state().project.arrangement, tested.state().project.arrangement);
    assert!(again.shows("Marking: TLP:AMBER"));
    again.act(Action::ShowView(0));
    assert_eq!(again.state().matches.found.as_ref().unwrap().events.len(), 1);
    again.act(Action::Only(Facet::Tag("pact".to_owned())));
    again.act(Action::Toggle(Facet::Starred));
    assert_eq!(again.state().shown.events.len(), 1);
}

#[test]
fn the_state_at_the_playhead_stands_beside_it() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.act(Action::Playhead(day_number("2024-06-19".parse().unwrap()) + 0.5));
    assert!(tested.shows("Wednesday 19 June 2024") || tested.state().moment.going_on.len() == 3);
    assert!(tested.shows("Go to Shells shipped by rail"));
    tested.screenshot("playhead.png");
    tested.click("Go to Shells shipped by rail");
    assert_eq!(tested.state().lead().unwrap().title, "Shells shipped by rail");
}

#[test]
fn all_lanes_are_tied_where_the_user_wants_it() {
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    let ties = |tested: &mut Tested| {
        let scene = tested.harness.state_mut().scene().unwrap();
        scene.items.iter().filter(|item| item.part == Part::Tie).count()
    };
    assert_eq!(ties(&mut tested), 0);
    tested.act(Action::Run(Command::TieAll));
    assert!(ties(&mut tested) > 5);
    tested.screenshot("tied.png");
}
