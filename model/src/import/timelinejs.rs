//! The JSON of TimelineJS 3 (Knight Lab) to rows: one for each of its events.
//!
//! In: the text. Out: rows, each the bytes of its object. Titles and texts are HTML there; eras and media tell nothing.

use super::{Row, day};
use crate::dating::read_typed;
use crate::document::plain_of_markup;
use crate::lexicon::Lexicon;
use crate::text::Span;
use crate::when::When;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Timeline<'t> {
    #[serde(borrow)]
    events: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
struct Slide<'t> {
    #[serde(borrow)]
    start_date: Option<&'t RawValue>,
    end_date: Option<Date>,
    display_date: Option<String>,
    text: Option<Words>,
    group: Option<String>,
    media: Option<Media>,
}

#[derive(Deserialize)]
struct Words {
    headline: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Media {
    caption: Option<String>,
}

/// Its numbers may be written as texts.
#[derive(Deserialize)]
struct Date {
    #[serde(deserialize_with = "figures")]
    year: String,
    #[serde(default, deserialize_with = "figures")]
    month: String,
    #[serde(default, deserialize_with = "figures")]
    day: String,
    #[serde(default, deserialize_with = "figures")]
    hour: String,
    #[serde(default, deserialize_with = "figures")]
    minute: String,
    display_date: Option<String>,
}

/// The events of a timeline; none where the text is no such timeline.
pub(super) fn rows(lexicon: &Lexicon, text: &str) -> Option<Vec<Row>> {
    let timeline: Timeline = serde_json::from_str(text).ok()?;
    let rows = timeline.events.iter().zip(1..).map(|(slide, number)| row(lexicon, text, slide, number));
    Some(rows.collect())
}

fn row(lexicon: &Lexicon, text: &str, raw: &RawValue, number: usize) -> Row {
    let span = place_of(text, raw);
    let empty = Row { time: span.start..span.start, span, number, ..Row::default() };
    let Ok(slide) = serde_json::from_str::<Slide>(raw.get()) else { return empty };
    let date = slide.start_date.and_then(|raw| serde_json::from_str::<Date>(raw.get()).ok());
    let time = slide.start_date.map_or(empty.time.clone(), |raw| place_of(text, raw));
    let shown = slide.display_date.or(date.as_ref().and_then(|date| date.display_date.clone()));
    let shown = shown.map(|shown| plain_of_markup(&shown)).filter(|shown| !shown.is_empty());
    let first = date.as_ref().and_then(Date::when);
    let last = slide.end_date.as_ref().and_then(Date::when);
    let words = slide.text.unwrap_or(Words { headline: None, text: None });
    let caption = slide.media.and_then(|media| media.caption);
    let told = [words.text, caption].into_iter().flatten().map(|markup| plain_of_markup(&markup));
    let start = match (&shown, &date) {
        (Some(shown), _) => shown.clone(),
        (None, Some(date)) => date.written(),
        (None, None) => String::new(),
    };
    Row {
        time,
        start,
        first: first.map(|first| as_shown(lexicon, shown.as_deref(), first, last)),
        last,
        title: words.headline.map(|markup| plain_of_markup(&markup)).unwrap_or_default(),
        words: told.filter(|told| !told.is_empty()).collect::<Vec<_>>().join(" "),
        countries: slide.group.map(|markup| plain_of_markup(&markup)).unwrap_or_default(),
        ..empty
    }
}

/// The days as they are shown, where those are the days that the figures tell: the figures know no "mid-July".
fn as_shown(lexicon: &Lexicon, shown: Option<&str>, first: When, last: Option<When>) -> When {
    let latest = last.map_or(first.latest, |last| last.latest.max(first.latest));
    let typed = shown.and_then(|shown| read_typed(lexicon, shown, None).ok()).map(|typed| typed.when);
    let same = typed.filter(|when| (when.earliest, when.latest) == (first.earliest, latest));
    same.map_or(first, |when| When { clock: first.clock, ..when })
}

impl Date {
    fn when(&self) -> Option<When> {
        let when = day::of_parts(&self.year, &self.month, &self.day)?;
        let clock = format!("{}:{:0>2}", self.hour, if self.minute.is_empty() { "0" } else { &self.minute });
        Some(When { clock: day::clock(&clock), ..when })
    }

    fn written(&self) -> String {
        let parts = [&self.year, &self.month, &self.day].into_iter().filter(|part| !part.is_empty());
        parts.map(String::as_str).collect::<Vec<_>>().join("-")
    }
}

/// A number, or a text that tells one; nothing for null.
fn figures<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Figures {
        Number(i64),
        Text(String),
        Nothing(()),
    }
    Ok(match Figures::deserialize(deserializer)? {
        Figures::Number(number) => number.to_string(),
        Figures::Text(text) => text.trim().to_owned(),
        Figures::Nothing(()) => String::new(),
    })
}

/// Where a part of a text that borrows from it stands.
fn place_of(text: &str, raw: &RawValue) -> Span {
    let begin = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    begin..begin + raw.get().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each event's days, title and words; its place in the text is an object, that of its date within it.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let rows = rows(&Lexicon::embedded(), text).unwrap_or_default();
        let told = rows.into_iter().map(|row| {
            let place = &text[row.span.clone()];
            assert!(place.starts_with('{') && place.ends_with('}'), "{place}");
            assert!(row.time.is_empty() || text[row.time.clone()].contains("year"));
            let days = row.first.map_or("-".to_owned(), |first| match row.last {
                Some(last) => format!("{} to {}", first.label(), last.label()),
                None => first.label(),
            });
            [days, row.title, row.words, row.countries].join(" | ")
        });
        assert_eq!(told.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn events() {
        check(
            r#"{"title": {"text": {"headline": "All"}}, "events": [
                {"start_date": {"year": "2021", "month": "5", "day": 3, "hour": "10", "minute": ""}, "end_date": {"year": 2021, "month": 5, "day": 7},
                 "text": {"headline": "Talks in <b>Oslo</b> &amp; Lima", "text": "<p>Norway hosted.</p><p>é</p>"}, "group": "Norway"},
                {"start_date": {"year": -44, "month": null}, "text": {"headline": "Ides"}, "media": {"url": "http://a", "caption": "A bust"}},
                {"start_date": {"year": 1988, "month": 2}, "text": {"text": "Pact"}},
                {"start_date": {"year": "soon"}, "text": {"headline": "None"}},
                {"text": 3}]}"#,
            &[
                "3 May 2021, 10:00 to 7 May 2021 | Talks in Oslo & Lima | Norway hosted. é | Norway",
                "44 BC | Ides | A bust | ",
                "February 1988 |  | Pact | ",
                "- | None |  | ",
                "- |  |  | ",
            ],
        );
    }

    #[test]
    fn days_as_they_are_shown() {
        let event = |start: &str, end: &str, shown: &str| {
            format!(
                r#"{{"events":[{{"start_date":{start},"end_date":{end},"display_date":"{shown}","text":{{"headline":"a"}}}}]}}"#
            )
        };
        let (first, last) = (r#"{"year":2022,"month":7,"day":11}"#, r#"{"year":2022,"month":7,"day":20}"#);
        check(&event(first, last, "mid-July 2022"), &["mid July 2022 to 20 July 2022 | a |  | "]);
        check(&event(first, last, "some time in July"), &["11 July 2022 to 20 July 2022 | a |  | "]);
    }

    #[test]
    fn what_is_no_timeline() {
        for text in ["", "{}", "[]", r#"{"events": 3}"#, "{\"events\": [}"] {
            assert_eq!(rows(&Lexicon::embedded(), text), None, "{text}");
        }
    }
}
