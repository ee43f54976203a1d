//! Timelines of any size for benches and tests: not real, but as hard to draw as real ones.
//!
//! In: how many events. Out: a timeline of 200 countries and 35 years. Few countries have most events; times crowd in
//! crises that flare up and fade, each of one kind mostly; one event in twenty has several countries, one in six lasts
//! or is not known to the day. The same number gives the same timeline.

use chrono::{Days, NaiveDate};
use dateline_model::actor::Country;
use dateline_model::document::{Document, Known, OwnDate};
use dateline_model::event::{Event, EventId, Kind, Source, Status};
use dateline_model::timeline::Timeline;
use dateline_model::when::{Chain, Clock, Precision, When};

/// How many countries have lanes.
const LANES: u64 = 200;
/// How many days they have.
const DAYS: u64 = 35 * 365;
/// A document tells so many events.
const PER_DOCUMENT: usize = 50;

const WHO: [&str; 12] = [
    "Envoys",
    "Ministers",
    "Two brigades",
    "The fleet",
    "Customs officers",
    "Negotiators",
    "A state bank",
    "Engineers",
    "Air defence crews",
    "Aid agencies",
    "The parliament",
    "A drone unit",
];
const DO: [&str; 12] = [
    "meet on the border dispute",
    "sign a supply deal",
    "leave the northern base",
    "close the strait for a day",
    "search three ships",
    "reject the draft",
    "freeze accounts",
    "reopen the pipeline",
    "test a new radar",
    "reach the valley",
    "vote on conscription",
    "strike a depot near the port",
];

/// Numbers that look random and are the same each time (Marsaglia 2003, xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) * limit) >> 32
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.below(1 << 24) as f64 / (1 << 24) as f64
    }
}

/// A time in which much happens to a country.
struct Crisis {
    country: u64,
    begin: f64,
    /// Its events get fewer by this many days.
    fades: f64,
    kind: Kind,
}

/// A timeline of so many events.
pub fn timeline(count: usize) -> Timeline {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let crises: Vec<Crisis> = (0..400).map(|_| crisis(&mut numbers)).collect();
    let mut documents = Vec::new();
    let mut events: Vec<Event> = (0..count).map(|number| event(number, &crises, &mut numbers)).collect();
    events.sort_by_key(|event| (event.when.earliest, event.when.latest, event.id));
    for (number, event) in events.iter_mut().enumerate() {
        if number % PER_DOCUMENT == 0 {
            documents.push(document(documents.len(), event.when.latest));
        }
        let (place, when) = (documents.len() - 1, event.when);
        let text = &mut documents[place].text;
        let begin = text.len();
        text.push_str(&event.title);
        text.push_str(". ");
        let chain = Chain { words: String::new(), rule: "a date in figures".to_owned(), anchor: None };
        event.sources.push(Source {
            document: place,
            passage: begin..text.len() - 1,
            time: begin..begin + 1,
            when,
            chain,
        });
    }
    Timeline { title: format!("Wire archive of {count} events"), documents: documents.into(), events }
}

/// The countries: few have much news, many have little.
fn country(numbers: &mut Numbers) -> u64 {
    let share = numbers.share();
    ((LANES as f64).powf(share) - 1.0) as u64
}

fn code(country: u64) -> Country {
    let letters = [b'A' + (country / 26) as u8, b'A' + (country % 26) as u8];
    std::str::from_utf8(&letters).ok().and_then(Country::from_code).expect("two letters are a code")
}

fn crisis(numbers: &mut Numbers) -> Crisis {
    Crisis {
        country: country(numbers),
        begin: numbers.share() * DAYS as f64,
        fades: 5.0 + 200.0 * numbers.share().powi(3),
        kind: Kind::ALL[numbers.below(16) as usize],
    }
}

fn event(number: usize, crises: &[Crisis], numbers: &mut Numbers) -> Event {
    let (mut day, first, mut kind);
    if numbers.below(10) < 6 {
        let crisis = &crises[numbers.below(crises.len() as u64) as usize];
        day = crisis.begin - crisis.fades * numbers.share().max(1e-6).ln();
        (first, kind) = (crisis.country, crisis.kind);
    } else {
        day = numbers.share() * DAYS as f64;
        (first, kind) = (country(numbers), Kind::Other);
    }
    if kind == Kind::Other || numbers.below(3) == 0 {
        kind = Kind::ALL[numbers.below(16) as usize];
    }
    day = day.rem_euclid(DAYS as f64);
    let mut countries = vec![code(first)];
    if numbers.below(20) == 0 {
        for _ in 0..1 + numbers.below(3) {
            let other = code(country(numbers));
            if !countries.contains(&other) {
                countries.push(other);
            }
        }
    }
    let status = match numbers.below(20) {
        0 => Status::Planned,
        1 => Status::Alleged,
        2 => Status::Ongoing,
        3 => Status::Denied,
        _ => Status::Happened,
    };
    let title =
        format!("{} {} ({})", WHO[numbers.below(12) as usize], DO[numbers.below(12) as usize], numbers.below(1000));
    Event {
        id: EventId(number as u64),
        short_title: title.clone(),
        title,
        when: when(day as u64, numbers),
        kind,
        plover: None,
        status,
        countries,
        said_by: Vec::new(),
        organizations: Vec::new(),
        roles: Vec::new(),
        quantities: Vec::new(),
        sources: Vec::new(),
        confidence: 0.8,
        disagreements: Vec::new(),
        weight: numbers.share().powi(2) as f32,
    }
}

fn when(day: u64, numbers: &mut Numbers) -> When {
    let first = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default();
    let begin = first.checked_add_days(Days::new(day)).unwrap_or_default();
    let until = |days: u64| begin.checked_add_days(Days::new(days)).unwrap_or(begin);
    match numbers.below(24) {
        0 => When::span(begin, until(6), Precision::Week),
        1 => When::span(begin, until(29), Precision::Month),
        2 => When { approximate: true, ..When::span(begin, until(1 + numbers.below(60)), Precision::Range) },
        3 => When::span(begin, until(1 + (2.0 * 1000f64.powf(numbers.share())) as u64), Precision::Range),
        4..8 => {
            let clock = Some(Clock { hour: numbers.below(24) as u8, minute: numbers.below(60) as u8 });
            When { clock, ..When::day(begin) }
        }
        _ => When::day(begin),
    }
}

fn document(number: usize, day: NaiveDate) -> Document {
    let mut document = Document::plain(&format!("wire-{number}.txt"), String::new());
    document.title = format!("Wire report {number}");
    document.own_date = Some(OwnDate {
        earliest: day,
        latest: day,
        known: Known::Stated,
        evidence: "stated in its first line".to_owned(),
    });
    document
}
