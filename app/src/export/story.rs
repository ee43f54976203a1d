//! A story to pages: each step as the room sees it, with what the presenter has noted for the notes of slides.
//!
//! In: a timeline, all its lanes, a story. Out: steps with their stages, and of these the pages.

use super::furniture::source_line;
use super::{Page, Request};
use crate::picture::stage::{Showing, Stage};
use crate::picture::text::Text;
use dateline_model::story::{Step, Story};
use dateline_model::timeline::{Lane, Timeline};
use std::collections::BTreeSet;

/// A step as it is told: what is seen, and what the presenter has noted.
pub struct Told {
    /// What is seen.
    pub stage: Stage,
    /// What is said with it.
    pub note: String,
}

/// Makes the steps of a story ready to be shown.
pub fn told(timeline: &Timeline, lanes: &[Lane], story: &Story) -> Vec<Told> {
    let told = |step: &Step| Told { stage: staged(timeline, lanes, step), note: step.note.clone() };
    story.steps.iter().map(told).collect()
}

/// Makes a step ready to be shown.
pub fn staged(timeline: &Timeline, lanes: &[Lane], step: &Step) -> Stage {
    Stage::new(timeline, lanes, step, |events| sources(timeline, events))
}

/// The pages of a request for a story, one for each step.
pub(super) fn pages(request: &Request, text: &Text) -> Vec<Page> {
    let page = |(nth, told): (usize, &Told)| {
        let showing = Showing {
            size: request.points(),
            marking: request.marking,
            number: (nth + 1, request.steps.len()),
            before: told.stage.window,
            arrived: 1.0,
        };
        let scene = told.stage.scene(request.timeline, &showing, request.theme, text);
        Page { title: told.stage.heading.clone(), scene, note: told.note.clone(), sources: Vec::new(), untitled: 0 }
    };
    request.steps.iter().enumerate().map(page).collect()
}

/// "Sources: Bombers over the East Sea, Pacific Desk, 3 Dec 2024. Four against the order, Harbour Review".
fn sources(timeline: &Timeline, events: &[usize]) -> String {
    let sources = events.iter().flat_map(|&event| &timeline.events[event].sources);
    let documents: BTreeSet<usize> = sources.map(|source| source.document).collect();
    let documents = documents.into_iter().filter_map(|document| timeline.documents.get(document));
    let lines: Vec<String> = documents.map(source_line).map(|(title, rest)| format!("{title}{rest}")).collect();
    match lines.len() {
        0 => String::new(),
        1 => format!("Source: {}", lines[0]),
        _ => format!("Sources: {}", lines.join(". ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::size::PageSize;
    use crate::export::{Format, files};
    use crate::picture::fixture;
    use crate::picture::theme::Theme;

    /// A story of some events of the fixture, as the text of its pages and as slides.
    fn check(titles: &[&str], expect: &[&str]) {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let step = |title: &&str| {
            let event = timeline.events.iter().find(|event| event.title == *title).expect(title);
            Step { note: format!("Say: {title}."), ..Step::about(event.id) }
        };
        let story = Story { steps: titles.iter().map(step).collect() };
        let steps = told(&timeline, &lanes, &story);
        let (theme, starred) = (Theme::light(), BTreeSet::new());
        let request = Request {
            timeline: &timeline,
            lanes: &lanes,
            within: None,
            split: Default::default(),
            size: PageSize::default(),
            title: "Briefing",
            marking: Some("TLP:CLEAR"),
            as_of: None,
            furniture: Default::default(),
            transparent: false,
            theme: &theme,
            tracks: &[],
            starred: &starred,
            ties: false,
            by_lane: false,
            steps: &steps,
            name: &|country| country.code().to_owned(),
        };
        let pages: Vec<String> =
            request.pages(&Text::new()).into_iter().map(|page| format!("{} / {}", page.title, page.note)).collect();
        assert_eq!(pages, expect);
        for (format, count) in [(Format::Pdf, 1), (Format::Pptx, 1), (Format::Svg, expect.len())] {
            assert_eq!(files(&request, format, &|_, _| true).map(|made| made.files.len()).ok(), Some(count));
        }
    }

    #[test]
    fn a_step_is_a_page_with_its_note() {
        check(
            &["Treaty ratified", "Floods along the border river"],
            &[
                "Treaty ratified / Say: Treaty ratified.",
                "Floods along the border river / Say: Floods along the border river.",
            ],
        );
    }
}
