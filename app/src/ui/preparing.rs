//! Tests of the preparer's desk by keyboard alone: open, correct, undo, save, review, merge, split, make, date.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::ThemeChoice;
use super::tested::Tested;
use crate::apply::{Action, Facet};
use crate::command::Command;
use crate::state::Verdict;
use dateline_model::event::{Kind, Status};
use dateline_model::filter::Checked;
use egui_kittest::kittest::Queryable;

const FULL: [usize; 2] = [1920, 1080];

/// A window on texts of these names.
fn on_texts(texts: &[(&str, &str)]) -> (Tested, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut tested = Tested::new(FULL, ThemeChoice::Light);
    tested.act(Action::Open(texts.iter().map(|(name, _)| folder.path().join(name)).collect()));
    tested.wait(|state| state.reading.is_none() && !state.known.timeline.events.is_empty());
    tested.settle();
    (tested, folder)
}

fn when(tested: &Tested) -> String {
    tested.state().lead().unwrap().when.label()
}

#[test]
fn a_date_is_corrected_undone_and_saved_by_keyboard() {
    let (mut tested, folder) = on_texts(&[("a.txt", "Peru and Chile signed a treaty on 3 May 2021.")]);
    tested.keys("Home E");
    assert_eq!(tested.state().editing.as_ref().unwrap().typed, "3 May 2021", "what stands is there to be changed");
    tested.write("soonish");
    assert!(tested.shows("I can't read this as a date"));
    tested.keys("Enter");
    assert!(tested.state().editing.is_some(), "what is not understood is not taken");
    tested.keys("Ctrl+A");
    tested.write("mid-July 2022");
    assert!(tested.shows("Mid July 2022"));
    assert!(tested.shows("Read as: 3 May 2021. Should be: mid July 2022."));
    tested.keys("Enter");
    assert_eq!(when(&tested), "mid July 2022");
    assert!(tested.shows("extracted: 3 May 2021"));
    tested.keys("Ctrl+Z");
    assert_eq!(when(&tested), "3 May 2021");
    assert!(!tested.shows("extracted:"));
    tested.keys("Ctrl+Y");
    assert_eq!(when(&tested), "mid July 2022");
    let path = folder.path().join("kept.dateline");
    tested.act(Action::SaveTo(path.clone()));
    tested.wait(|state| state.file.is_some());
    let mut again = Tested::new(FULL, ThemeChoice::Light);
    again.act(Action::Open(vec![path]));
    again.wait(|state| !state.known.timeline.events.is_empty());
    again.keys("Home");
    assert_eq!(when(&again), "mid July 2022");
    assert!(again.shows("extracted: 3 May 2021"));
    again.click("Put when back");
    assert_eq!(when(&again), "3 May 2021");
}

#[test]
fn tab_goes_through_the_fields() {
    let (mut tested, _folder) = on_texts(&[("a.txt", "Peru and Chile signed a treaty on 3 May 2021.")]);
    tested.keys("Home E Tab Ctrl+A");
    tested.write("A treaty between neighbours");
    tested.keys("Enter");
    assert_eq!(tested.state().lead().unwrap().title, "A treaty between neighbours");
    tested.keys("Ctrl+K");
    tested.write("energy");
    tested.keys("Enter");
    assert_eq!(tested.state().lead().unwrap().kind, Kind::Energy);
    tested.keys("Ctrl+Shift+K");
    tested.write("denied");
    tested.keys("Enter");
    assert_eq!(tested.state().lead().unwrap().status, Status::Denied);
    tested.keys("Ctrl+L");
    tested.write("boliv");
    assert!(tested.shows("BO   Bolivia"));
    tested.keys("Enter Escape");
    let codes: Vec<String> = tested.state().lead().unwrap().countries.iter().map(|one| one.code().to_owned()).collect();
    assert!(codes.contains(&"BO".to_owned()) && codes.len() == 3, "{codes:?}");
    tested.keys("N");
    tested.write("Ask the embassy.");
    tested.keys("Enter");
    tested.write("Then the ministry.");
    tested.keys("Ctrl+Enter");
    assert!(tested.shows("Ask the embassy.\nThen the ministry."));
    tested.act(Action::Run(Command::EditNumbers));
    tested.write("about 300 soldiers and 20 tanks");
    tested.keys("Enter Escape");
    assert_eq!(tested.state().lead().unwrap().quantities.len(), 2);
    for _ in 0..6 {
        tested.keys("Ctrl+Z");
    }
    assert_eq!(tested.state().history.undo_name(), None);
    assert!(tested.state().lead().unwrap().title.contains("treaty"));
}

#[test]
fn roles_numbers_and_tags_are_changed_by_keyboard() {
    let (mut tested, _folder) = on_texts(&[("a.txt", "Peru and Chile signed a treaty on 3 May 2021.")]);
    let parties = |tested: &Tested| {
        let all = crate::state::parties(tested.state().lead().unwrap());
        all.iter().map(|party| format!("{:?} {}", party.actor, party.role.code())).collect::<Vec<_>>().join("; ")
    };
    tested.keys("Home Ctrl+L");
    tested.write("Andean Union");
    assert!(tested.shows("Organisation “Andean Union”"));
    tested.keys("Enter");
    assert!(parties(&tested).ends_with("Organization(\"Andean Union\") target"), "{}", parties(&tested));
    tested.keys("Right Right");
    assert!(parties(&tested).ends_with("Organization(\"Andean Union\") said_by"), "{}", parties(&tested));
    tested.keys("Up Left");
    assert_eq!(parties(&tested).matches("said_by").count(), 2, "{}", parties(&tested));
    tested.keys("Delete Escape");
    assert_eq!(parties(&tested).matches(';').count(), 1, "{}", parties(&tested));
    tested.act(Action::Run(Command::EditNumbers));
    tested.write("no figure");
    tested.keys("Enter");
    assert!(tested.shows("I find no number with what it counts"));
    tested.keys("Ctrl+A");
    tested.write("300 soldiers");
    tested.keys("Enter Enter Ctrl+A");
    tested.write("400 soldiers");
    tested.keys("Enter");
    let numbers =
        |tested: &Tested| tested.state().lead().unwrap().quantities.iter().map(|one| one.value).collect::<Vec<_>>();
    assert_eq!(numbers(&tested), [400.0], "it took the place of the first");
    tested.keys("Delete Escape Ctrl+T");
    assert!(numbers(&tested).is_empty());
    tested.write("border");
    tested.keys("Enter");
    tested.write("bo");
    assert!(tested.shows("New tag “bo”"));
    tested.keys("Ctrl+A Backspace Delete");
    assert!(tested.state().project.arrangement.tags.is_empty());
    tested.keys("Ctrl+Z");
    assert_eq!(tested.state().project.arrangement.tags.len(), 0, "the field has its own undo");
    tested.keys("Escape Ctrl+Z");
    assert_eq!(tested.state().project.arrangement.tags.len(), 1);
}

#[test]
fn several_events_are_changed_at_once_and_taken_back_at_once() {
    let text = "Peru and Chile signed a treaty on 3 May 2021. Ghana hosted a summit on 9 June 2021.";
    let (mut tested, _folder) = on_texts(&[("a.txt", text)]);
    let labels = |tested: &Tested| {
        tested.state().known.timeline.events.iter().map(|event| event.when.label()).collect::<Vec<_>>()
    };
    tested.keys("Home");
    tested.act(Action::SelectRange(1, 0));
    assert!(tested.shows("2 events selected"));
    tested.keys("M");
    tested.write("soon");
    assert!(tested.shows("Say how far"));
    tested.keys("Enter Ctrl+A");
    tested.write("2 weeks earlier");
    assert!(tested.shows("9 June 2021 → 26 May 2021"));
    tested.keys("Enter");
    assert_eq!(labels(&tested), ["19 April 2021", "26 May 2021"]);
    assert_eq!(tested.state().history.undo_name(), Some("Move 2 events 14 days earlier"));
    tested.keys("Ctrl+L");
    tested.write("bolivia");
    tested.keys("Enter Escape");
    let has = |tested: &Tested| {
        let of = |event: &dateline_model::event::Event| event.countries.iter().any(|one| one.code() == "BO");
        tested.state().known.timeline.events.iter().filter(|event| of(event)).count()
    };
    assert_eq!(has(&tested), 2);
    tested.keys("Ctrl+Z");
    assert_eq!(has(&tested), 0);
    tested.keys("Ctrl+Z");
    assert_eq!(labels(&tested), ["3 May 2021", "9 June 2021"]);
}

#[test]
fn what_can_t_be_taken_says_why_in_its_place() {
    let (mut tested, _folder) = on_texts(&[("a.txt", "Peru and Chile signed a treaty on 3 May 2021.")]);
    tested.keys("Home E Ctrl+A");
    tested.write("31 Feb 2024");
    assert!(tested.shows("“31 Feb 2024” is no day: February 2024 has 29"));
    tested.keys("Tab");
    assert!(tested.state().editing.as_ref().unwrap().fault().is_some(), "Tab stays until it is understood");
    tested.keys("Escape");
    assert_eq!(when(&tested), "3 May 2021");
    tested.keys("E Ctrl+A");
    tested.write("5 May 2021");
    tested.keys("Tab");
    assert_eq!(when(&tested), "5 May 2021", "Tab takes what was understood");
    tested.keys("Escape N");
    tested.write("Half a note");
    tested.act(Action::Select(None));
    tested.keys("Home");
    assert!(tested.shows("Half a note"), "a note is kept when another event is selected");
}

#[test]
fn events_are_merged_and_split() {
    let text = "Peru and Chile signed a treaty on 3 May 2021. Ghana hosted a summit on 9 June 2021.";
    let (mut tested, _folder) = on_texts(&[("a.txt", text)]);
    assert_eq!(tested.state().known.timeline.events.len(), 2);
    tested.keys("Home");
    let first = tested.state().lead().unwrap().id;
    tested.act(Action::SelectToo(1, 0));
    assert!(tested.shows("2 events selected"));
    tested.keys("Ctrl+M");
    let events = &tested.state().known.timeline.events;
    assert_eq!((events.len(), events[0].id, events[0].sources.len()), (1, first, 2));
    tested.keys("C");
    assert!(tested.shows("Compare sources"));
    tested.keys("Escape Ctrl+Shift+M");
    assert_eq!(tested.state().known.timeline.events.len(), 2);
    tested.keys("Ctrl+Z Ctrl+Z");
    assert_eq!(tested.state().known.timeline.events.len(), 2);
    assert_eq!(tested.state().history.undo_name(), None);
}

#[test]
fn an_event_is_made_of_text_that_was_found() {
    let text = "Peru and Chile signed a treaty on 3 May 2021. The harbour was closed for ships.";
    let (mut tested, _folder) = on_texts(&[("a.txt", text)]);
    tested.keys("Home Slash");
    tested.write("harbour");
    tested.keys("Enter Ctrl+N");
    assert!(tested.shows("New event of the selected text"));
    tested.write("5 May 2021");
    tested.keys("Enter");
    let made = tested.state().lead().unwrap();
    assert_eq!((made.title.as_str(), made.when.label().as_str()), ("The harbour was closed for ships.", "5 May 2021"));
    assert_eq!(tested.state().known.timeline.events.len(), 2);
    tested.keys("Ctrl+Z");
    assert_eq!(tested.state().known.timeline.events.len(), 1);
}

#[test]
fn text_is_selected_by_sentences_and_found_from_where_one_reads() {
    let text =
        "The harbour\n\nPeru and Chile signed a treaty on 3 May 2021. Ships waited. Fish was sold.\n\nThe end came.";
    let (mut tested, _folder) = on_texts(&[("a.txt", text)]);
    tested.keys("Home");
    let selected = |tested: &Tested| tested.state().selected_text.clone().map(|(_, span)| text[span].to_owned());
    tested.harness.ctx.memory_mut(|memory| memory.request_focus(super::page::id()));
    tested.settle();
    tested.keys("Shift+Down Shift+Down");
    let both = "Peru and Chile signed a treaty on 3 May 2021. Ships waited.";
    assert_eq!(selected(&tested).as_deref(), Some(both));
    tested.keys("Shift+Up");
    assert_eq!(selected(&tested).as_deref(), Some("Peru and Chile signed a treaty on 3 May 2021."));
    tested.keys("Ctrl+F");
    assert!(tested.state().find_in_text.is_some(), "who reads searches in what they read");
    tested.write("fish");
    assert!(tested.shows("1 found; Enter goes to the first"));
    tested.keys("Enter");
    assert!(tested.shows("1 of 1"));
    assert_eq!(selected(&tested).as_deref(), Some("Fish was sold."));
    tested.keys("Ctrl+N Ctrl+A");
    tested.write("6 May 2021");
    tested.keys("Enter");
    assert_eq!(tested.state().lead().unwrap().title, "Fish was sold.");
}

#[test]
fn a_long_text_is_laid_out_where_it_is_read() {
    let filler = "The ships waited for the ice to break and nobody knew for how long it would be.\n\n".repeat(6_000);
    let text = format!("{filler}Peru and Chile signed a treaty on 3 May 2021.\n\n{filler}");
    let (mut tested, _folder) = on_texts(&[("long.txt", &text)]);
    tested.keys("Home");
    tested.harness.run();
    assert!(tested.shows("Passage: Peru and Chile signed a treaty"), "the passage in the middle is in view");
    let laid_out = tested.harness.query_all_by_label_contains("The ships waited").count();
    assert!(laid_out < 60, "{laid_out} paragraphs of twelve thousand");
}

#[test]
fn another_date_of_a_document_shows_what_moves_before_it_is_taken() {
    let text = "3 May 2021\n\nPeru and Chile signed a treaty on Monday.";
    let (mut tested, _folder) = on_texts(&[("a.txt", text)]);
    tested.keys("Home");
    let before = when(&tested);
    tested.keys("D Ctrl+A");
    tested.write("20 June 2022");
    tested.wait(|state| state.editing.as_ref().is_some_and(|editing| editing.moves.is_some()));
    assert_eq!(when(&tested), before, "nothing moves before it is taken");
    assert!(tested.shows("1 event moves"), "{before}");
    tested.keys("Enter");
    assert!(when(&tested).ends_with("June 2022"), "{}", when(&tested));
    tested.keys("Ctrl+Z");
    assert_eq!(when(&tested), before);
}

#[test]
fn what_is_told_without_a_time_gets_one() {
    let mut tested = Tested::with_sample(FULL, ThemeChoice::Light);
    tested.wait(|state| !state.undated.is_empty());
    let (left, events) = (tested.state().undated_count(), tested.state().known.timeline.events.len());
    let document = tested.state().undated.iter().position(|told| !told.is_empty()).unwrap();
    tested.act(Action::ReadUndated(document, 0));
    tested.keys("E");
    assert!(tested.shows("Suggested, as"), "what it may be is there to be taken or typed over");
    tested.write("March 2023");
    tested.keys("Enter");
    assert_eq!((tested.state().undated_count(), tested.state().known.timeline.events.len()), (left - 1, events + 1));
    assert_eq!(when(&tested), "March 2023");
    tested.keys("Ctrl+Z");
    assert_eq!(tested.state().undated_count(), left);
}

#[test]
fn what_is_uncertain_is_reviewed_by_keyboard() {
    let mut tested = Tested::with_sample(FULL, ThemeChoice::Light);
    let all = tested.state().to_review();
    assert!(all.len() > 3, "the sample has uncertain dates");
    tested.keys("R");
    assert!(tested.shows("To review") && tested.shows(&format!("0 of {} done", all.len())));
    tested.keys("Ctrl+A");
    tested.write("12 May 2023");
    tested.keys("Enter Tab");
    tested.keys("Ctrl+Enter Ctrl+Delete");
    let reviewing = tested.state().reviewing.clone().unwrap();
    let said: Vec<Option<Verdict>> = reviewing.queue.iter().take(4).map(|(_, verdict)| *verdict).collect();
    use Verdict::{Accepted, Later, Rejected};
    assert_eq!(said, [Some(Accepted), Some(Later), Some(Accepted), Some(Rejected)]);
    assert!(tested.shows(&format!("3 of {} done", all.len())));
    let events = &tested.state().known.timeline.events;
    let corrected = events.iter().find(|event| event.id == all[0]).unwrap();
    assert_eq!((corrected.when.label().as_str(), corrected.confidence), ("12 May 2023", 1.0));
    assert!(!events.iter().any(|event| event.id == all[3]), "what is rejected leaves the timeline");
    tested.keys("Ctrl+Z");
    let reviewing = tested.state().reviewing.clone().unwrap();
    assert_eq!((reviewing.at, reviewing.queue[3].1), (3, None), "what was undone is looked at again");
    tested.keys("Ctrl+Delete F2");
    assert!(tested.state().reviewing.is_none());
    assert_eq!(tested.state().editing.as_ref().map(|editing| editing.what.name()), Some("Title"));
    tested.keys("Escape Escape");
    assert_eq!(tested.state().to_review().len(), all.len() - 3);
    let shown = tested.state().shown.events.len();
    assert!(tested.shows("Accepted, 2"), "the rail counts what was accepted");
    tested.act(Action::Toggle(Facet::Checked(Checked::Accepted)));
    assert_eq!(tested.state().shown.events.len(), shown - 2);
    tested.act(Action::Only(Facet::Checked(Checked::ToReview)));
    assert_eq!(tested.state().shown.events.len(), all.len() - 3);
    tested.screenshot("accepted.png");
}

#[test]
fn pictures_of_correcting_and_review() {
    let small = [1280, 800];
    for (size, theme, name) in [
        (FULL, ThemeChoice::Light, "light"),
        (small, ThemeChoice::Light, "light-small"),
        (FULL, ThemeChoice::Dark, "dark"),
        (small, ThemeChoice::Dark, "dark-small"),
    ] {
        let mut tested = Tested::with_sample(size, theme);
        let event = tested.state().to_review()[0];
        let event = tested.state().known.timeline.events.iter().position(|one| one.id == event).unwrap();
        tested.act(Action::GoTo(event));
        tested.keys("E Ctrl+A");
        tested.write("from mid-July 2022, about");
        assert!(tested.shows("About mid July 2022"), "{name}");
        tested.screenshot(&format!("correcting-{name}.png"));
        tested.keys("Enter");
        assert!(tested.shows("extracted:"), "{name}");
        tested.keys("R Ctrl+A");
        tested.write("3 to 5 July");
        tested.screenshot(&format!("review-{name}.png"));
        assert!(tested.shows("I read") || tested.state().editing.is_some(), "{name}");
        tested.keys("Escape Slash");
        tested.write("the");
        tested.keys("Enter");
        tested.screenshot(&format!("reader-{name}.png"));
        assert!(tested.shows("New event of this text"), "{name}");
    }
    let mut tested = Tested::with_fixture(FULL, ThemeChoice::Light);
    tested.click("11,000 troops counted in Kursk, 18 November 2024");
    tested.keys("C");
    assert!(tested.shows("Compare sources"));
    tested.screenshot("sources-light.png");
}
