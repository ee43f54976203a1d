//! A small made-up timeline for tests: all kinds, statuses and precisions, several lanes, several sources.

use chrono::NaiveDate;
use dateline_model::actor::Country;
use dateline_model::arrangement::Arrangement;
use dateline_model::document::{Document, Known, OwnDate};
use dateline_model::event::{Disagreement, Event, EventId, Kind, Said, Source, Status};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::when::{Chain, Precision, When};
use std::collections::BTreeSet;

/// First day, last day, precision, kind, status, countries, who says so, documents, weight, title.
type Line =
    (&'static str, &'static str, Precision, Kind, Status, &'static str, &'static str, &'static str, f32, &'static str);

use Kind::*;
use Precision::{Day, Decade, HalfYear, Month, PartOfMonth, Quarter, Range, Season, Week, Year, Years};
use Status::{Alleged, Denied, Happened, Hypothetical, Ongoing, Planned};

const LINES: &[Line] = &[
    ("1949-01-01", "1949-12-31", Year, Diplomacy, Happened, "RU KP", "", "2", 0.6, "Moscow opens an embassy"),
    (
        "1950-06-25",
        "1953-07-27",
        Range,
        ArmsTransfer,
        Happened,
        "RU KP CN",
        "",
        "2",
        0.7,
        "Pilots and shells for the war",
    ),
    ("1950-01-01", "1959-12-31", Decade, Aid, Happened, "CN KP", "", "2", 0.3, "Railways rebuilt"),
    ("1961-07-06", "1961-07-06", Day, Agreement, Happened, "KP RU", "", "2", 0.7, "First mutual aid treaty"),
    ("1986-01-01", "1988-12-31", Years, Trade, Happened, "RU KP", "", "2", 0.4, "Half of all trade is Soviet"),
    ("2000-07-19", "2000-07-20", Range, Diplomacy, Happened, "RU KP", "", "2", 0.5, "Summit in Pyongyang"),
    ("2022-02-24", "2022-02-24", Day, Combat, Happened, "RU UA", "", "02", 0.9, "Invasion of Ukraine"),
    ("2022-03-01", "2022-05-31", Season, Sanctions, Happened, "US RU", "", "2", 0.6, "Banks cut from payments"),
    ("2022-07-01", "2022-12-31", HalfYear, Energy, Happened, "RU CN", "", "3", 0.4, "Crude oil at a discount"),
    (
        "2023-07-25",
        "2023-07-27",
        Range,
        Diplomacy,
        Happened,
        "RU KP",
        "KR",
        "23",
        0.7,
        "Defence minister at the parade",
    ),
    ("2023-08-01", "2024-11-17", Range, ArmsTransfer, Alleged, "KP RU", "US KR", "02", 0.8, "Shells shipped by rail"),
    ("2023-11-21", "2023-11-21", Day, WeaponsTest, Happened, "KP", "", "3", 0.6, "Satellite launched"),
    ("2024-01-01", "2024-03-31", Quarter, Trade, Ongoing, "CN RU", "", "3", 0.3, "Machine tools sold"),
    ("2024-04-08", "2024-04-14", Week, Statement, Happened, "US CN", "", "1", 0.4, "Warning over dual-use goods"),
    ("2024-05-16", "2024-05-17", Range, Diplomacy, Happened, "CN RU", "", "13", 0.6, "Two days in Beijing"),
    ("2024-06-01", "2024-12-31", Range, Energy, Planned, "RU CN", "", "1", 0.4, "Second pipeline to be priced"),
    ("2024-06-19", "2024-06-19", Day, Agreement, Happened, "RU KP", "", "012", 0.95, "Partnership treaty signed"),
    ("2024-06-21", "2024-06-30", PartOfMonth, Politics, Happened, "KR", "", "1", 0.3, "Seoul reviews its arms policy"),
    ("2024-07-24", "2024-07-24", Day, Exercise, Happened, "RU CN US", "US", "01", 0.7, "Bombers patrol near Alaska"),
    ("2024-07-01", "2024-07-31", Month, Disaster, Happened, "KP", "", "1", 0.3, "Floods along the border river"),
    ("2024-10-08", "2024-10-08", Day, Statement, Denied, "KP RU", "", "0", 0.5, "No soldiers were sent, says envoy"),
    ("2024-10-18", "2024-10-18", Day, Security, Alleged, "KP RU", "KR", "0", 0.5, "Special forces at sea"),
    ("2024-10-26", "2024-10-26", Day, Combat, Happened, "IL IR", "", "0", 0.5, "Strike on missile plants"),
    ("2024-10-30", "2024-10-31", Range, WeaponsTest, Happened, "KP", "JP KR", "0", 0.6, "Long-range missile fired"),
    ("2024-11-01", "2024-11-10", PartOfMonth, Agreement, Happened, "KP RU", "", "02", 0.8, "Treaty ratified"),
    ("2024-11-18", "2024-11-18", Day, Deployment, Ongoing, "KP RU", "US", "01", 0.95, "11,000 troops counted in Kursk"),
    ("2024-11-16", "2024-11-16", Day, Statement, Happened, "US CN", "", "0", 0.5, "Rein in Pyongyang, Xi is told"),
    (
        "2024-11-29",
        "2024-11-30",
        Range,
        Exercise,
        Happened,
        "RU CN JP KR",
        "",
        "01",
        0.75,
        "Joint bomber patrol over two seas",
    ),
    ("2024-11-27", "2024-11-27", Day, Other, Happened, "JP", "", "0", 0.2, "Ferry line reopens"),
    ("2024-12-01", "2024-12-31", Month, Sanctions, Hypothetical, "US KP", "", "0", 0.4, "New measures weighed"),
    ("2025-01-01", "2025-06-30", Range, Agreement, Planned, "RU IR", "", "1", 0.5, "A pact with Tehran is to follow"),
];

/// The timeline: 4 documents and 31 events from 1949 to 2025.
pub fn timeline() -> Timeline {
    let mut documents = vec![
        document("letter.txt", "Bombers over the East Sea", "Pacific Desk", "2024-12-03", Known::Stated),
        document("order.html", "Four against the order", "Harbour Review", "2024-12-03", Known::Stated),
        document("wigs.txt", "Wigs, trains and gas", "Eastern Notes", "2024-11-17", Known::Inferred),
        document("summit.md", "Before the Washington summit", "Alliance Monthly", "2024-06-22", Known::Stated),
    ];
    let mut events: Vec<Event> =
        LINES.iter().enumerate().map(|(index, line)| event(index, line, &mut documents)).collect();
    // The second source of one event tells other days.
    if let Some(event) = events.iter_mut().find(|event| event.title == "Bombers patrol near Alaska")
        && let Some(source) = event.sources.last_mut()
    {
        source.when = When::span(date("2024-07-26"), date("2024-07-31"), Precision::Range);
        let told = [(0, event.when.label()), (1, source.when.label())];
        let said = told.map(|(document, words)| Said { document, words }).into();
        event.disagreements = vec![Disagreement { about: "the day".to_owned(), said }];
    }
    events.sort_by_key(|event| (event.when.earliest, event.when.latest, event.id));
    Timeline {
        title: "Moscow and Pyongyang: from recognition to troops".to_owned(),
        documents: documents.into(),
        events,
    }
}

/// All lanes of a timeline, with names for the countries of this one.
pub fn lanes(timeline: &Timeline) -> Vec<Lane> {
    let all: Vec<usize> = (0..timeline.events.len()).collect();
    Arrangement::default().lanes(timeline, &all, &BTreeSet::new(), name)
}

/// The name of a country of this timeline.
pub fn name(country: Country) -> String {
    let name = match country.code() {
        "RU" => "Russia",
        "KP" => "North Korea",
        "KR" => "South Korea",
        "CN" => "China",
        "US" => "United States",
        "JP" => "Japan",
        "IL" => "Israel",
        "IR" => "Iran",
        "UA" => "Ukraine",
        code => code,
    };
    name.to_owned()
}

fn document(name: &str, title: &str, publisher: &str, day: &str, known: Known) -> Document {
    let mut document = Document::plain(name, String::new());
    document.title = title.to_owned();
    document.publisher = Some(publisher.to_owned());
    let day = date(day);
    document.own_date =
        Some(OwnDate { earliest: day, latest: day, known, evidence: "stated in its first line".to_owned() });
    document
}

fn event(index: usize, line: &Line, documents: &mut [Document]) -> Event {
    let (first, last, precision, kind, status, countries, said_by, sources, weight, title) = *line;
    let when = When::span(date(first), date(last), precision);
    let source = |number: char| {
        let document = number as usize - '0' as usize;
        let text = &mut documents[document].text;
        let begin = text.len();
        text.push_str(title);
        text.push_str(", on ");
        let words = text.len();
        text.push_str(first);
        let time = words..text.len();
        text.push_str(". ");
        let chain = Chain { words: first.to_owned(), rule: "a date in figures".to_owned(), anchor: None };
        Source { document, passage: begin..time.end + 1, time, when, chain }
    };
    Event {
        id: EventId(index as u64),
        title: title.to_owned(),
        short_title: title.to_owned(),
        when,
        kind,
        plover: None,
        status,
        countries: codes(countries),
        said_by: codes(said_by),
        roles: Vec::new(),
        organizations: Vec::new(),
        quantities: Vec::new(),
        sources: sources.chars().map(source).collect(),
        confidence: 0.8,
        disagreements: Vec::new(),
        weight,
    }
}

fn codes(list: &str) -> Vec<Country> {
    list.split_whitespace().filter_map(Country::from_code).collect()
}

fn date(iso: &str) -> NaiveDate {
    iso.parse().unwrap_or_default()
}
