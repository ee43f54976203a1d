//! Events to the JSON of TimelineJS 3 (Knight Lab): headline, text, dates as far as they are known, group.

use super::{Request, notes};
use chrono::{Datelike, NaiveDate};
use dateline_model::event::Event;
use dateline_model::when::Precision;
use serde::Serialize;

#[derive(Serialize)]
struct Timeline {
    title: Slide,
    events: Vec<Slide>,
    scale: &'static str,
}

#[derive(Serialize, Default)]
struct Slide {
    #[serde(skip_serializing_if = "Option::is_none")]
    unique_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_date: Option<String>,
    text: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

#[derive(Serialize, Default)]
struct Words {
    headline: String,
    text: String,
}

#[derive(Serialize)]
struct Date {
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hour: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minute: Option<u8>,
}

/// The events as JSON.
pub fn write(request: &Request, events: &[usize]) -> serde_json::Result<String> {
    let title = Slide { text: Words { headline: html(request.title), text: String::new() }, ..Slide::default() };
    let groups = notes::lane_names(request);
    let slides = events.iter().map(|&event| {
        let group = groups.get(&event).map(|name| html(name));
        slide(request, &request.timeline.events[event], group)
    });
    let timeline = Timeline { title, events: slides.collect(), scale: "human" };
    Ok(serde_json::to_string_pretty(&timeline)? + "\n")
}

fn slide(request: &Request, event: &Event, group: Option<String>) -> Slide {
    let when = &event.when;
    // The rest of a date that is known less well is not told.
    let known = match when.precision {
        Precision::Year | Precision::Years | Precision::Decade => 1,
        Precision::Month | Precision::Season | Precision::Quarter | Precision::HalfYear | Precision::PartOfYear => 2,
        Precision::Day | Precision::Range | Precision::Week | Precision::PartOfMonth => 3,
    };
    let date = |day: NaiveDate| Date {
        // It shows -44 as 44 BC, and has no year 0.
        year: if day.year() > 0 { day.year() } else { day.year() - 1 },
        month: (known > 1).then(|| day.month()),
        day: (known > 2).then(|| day.day()),
        hour: when.clock.map(|clock| clock.hour),
        minute: when.clock.map(|clock| clock.minute),
    };
    let passages = event.sources.iter().filter_map(|source| {
        let document = request.timeline.documents.get(source.document)?;
        let (title, rest) = super::furniture::source_line(document);
        let passage = document.text.get(source.passage.clone())?;
        Some(format!("<p>{}</p><p><small>{}</small></p>", html(passage), html(&format!("{title}{rest}"))))
    });
    Slide {
        unique_id: Some(format!("e{:016x}", event.id.0)),
        start_date: Some(date(when.earliest)),
        end_date: (when.earliest != when.latest).then(|| date(when.latest)),
        display_date: Some(html(&when.label())),
        text: Words { headline: html(&event.title), text: passages.collect() },
        group,
    }
}

/// The viewer takes texts for HTML.
fn html(text: &str) -> String {
    super::xml::escape(text)
}
