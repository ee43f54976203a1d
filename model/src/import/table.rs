//! Rows of a table to what they say, by what its columns hold.
//!
//! In: a document with its columns. Out: its rows. What is wrong with a row is told when it is read.

use super::{Row, day};
use crate::document::cells::Line;
use crate::document::{Columns, Role};
use crate::event::{Kind, Status};
use crate::lexicon::Lexicon;
use crate::quantity::{Quantity, read_quantities};
use crate::when::When;

/// The rows of a table, without that of the names.
pub(super) fn rows(lexicon: &Lexicon, text: &str, columns: &Columns) -> Vec<Row> {
    let (names, lines) = columns.lines(text);
    lines.map(|line| row(lexicon, columns, &names, &line)).collect()
}

fn row(lexicon: &Lexicon, columns: &Columns, names: &[String], line: &Line) -> Row {
    let value = |role: Role| columns.value(line, role);
    let date = columns.of(Role::Date).or(columns.of(Role::Year));
    let time = date.and_then(|date| line.cells.get(date)).map(|(span, _)| span.clone());
    let (title, kind) = title(columns, line);
    Row {
        span: line.span.clone(),
        number: line.number,
        time: time.unwrap_or(line.span.start..line.span.start),
        start: date.map_or("", |date| line.value(date)).to_owned(),
        first: first(lexicon, columns, line),
        last: last(lexicon, columns, line),
        precision: serde_json::from_value(value(Role::Precision).into()).ok(),
        title,
        words: value(Role::Text).to_owned(),
        countries: [Role::Countries, Role::Actor, Role::Target].map(|role| titled(value(role))).join(";"),
        kind,
        status: Status::ALL.into_iter().find(|status| status.code().eq_ignore_ascii_case(value(Role::Status))),
        quantities: quantities(lexicon, columns, names, line),
    }
}

/// When a row begins.
pub(super) fn first(lexicon: &Lexicon, columns: &Columns, line: &Line) -> Option<When> {
    let value = |role: Role| columns.value(line, role);
    let when = match columns.of(Role::Date) {
        Some(date) => day::read(lexicon, line.value(date), columns.day_first),
        None => day::of_parts(value(Role::Year), value(Role::Month), value(Role::Day)),
    }?;
    Some(When { clock: when.clock.or(day::clock(value(Role::Time))), ..when })
}

fn last(lexicon: &Lexicon, columns: &Columns, line: &Line) -> Option<When> {
    let value = |role: Role| columns.value(line, role);
    match columns.of(Role::EndYear) {
        // "End time" stands beside these.
        Some(_) => day::of_parts(value(Role::EndYear), value(Role::EndMonth), value(Role::EndDay)),
        None => day::read(lexicon, value(Role::End), columns.day_first),
    }
}

/// A headline and a kind: as they are told, else of who does what to whom.
fn title(columns: &Columns, line: &Line) -> (String, Option<Kind>) {
    let value = |role: Role| columns.value(line, role);
    let kind = kind(value(Role::Kind));
    if columns.of(Role::Actor).is_none() || !value(Role::Title).is_empty() {
        return (value(Role::Title).to_owned(), kind);
    }
    let (cameo, verb) = cameo(value(Role::Cameo));
    let or = |name: &str| if name.is_empty() { "someone".to_owned() } else { titled(name) };
    let told = format!("{} {verb} {}", or(value(Role::Actor)), or(value(Role::Target)));
    (told, kind.or(Some(cameo)).filter(|_| columns.of(Role::Cameo).is_some()))
}

/// A kind by our own code, or by ACLED's event types (codebook of 2023).
fn kind(name: &str) -> Option<Kind> {
    match name.to_ascii_lowercase().as_str() {
        "battles" | "explosions/remote violence" | "violence against civilians" => Some(Kind::Combat),
        "protests" => Some(Kind::Politics),
        "riots" => Some(Kind::Security),
        name => Kind::from_code(&name.replace([' ', '_'], "-")),
    }
}

/// What a root code of CAMEO stands for (CAMEO Codebook 1.1b3).
fn cameo(code: &str) -> (Kind, &'static str) {
    match code {
        "01" | "02" | "1" | "2" => (Kind::Statement, "makes a statement on"),
        "03" | "04" | "05" | "3" | "4" | "5" => (Kind::Diplomacy, "talks with"),
        "06" | "6" => (Kind::Trade, "cooperates with"),
        "07" | "7" => (Kind::Aid, "gives aid to"),
        "08" | "8" => (Kind::Diplomacy, "yields to"),
        "09" | "9" | "11" | "12" => (Kind::Statement, "accuses or rejects"),
        "10" | "13" => (Kind::Statement, "demands of or threatens"),
        "14" => (Kind::Politics, "protests against"),
        "15" => (Kind::Deployment, "shows force to"),
        "16" => (Kind::Sanctions, "reduces relations with"),
        "17" => (Kind::Security, "coerces"),
        "18" | "19" | "20" => (Kind::Combat, "fights"),
        _ => (Kind::Other, "acts on"),
    }
}

/// The numbers of a row, each with the name of its column where the cell does not say what it counts.
fn quantities(lexicon: &Lexicon, columns: &Columns, names: &[String], line: &Line) -> Vec<Quantity> {
    let of = |column: usize| {
        let cell = line.value(column);
        let name = names.get(column).map_or("", String::as_str).to_lowercase().replace('_', " ");
        let read = |words: String| {
            let read = read_quantities(lexicon, &words, 0..words.len(), &[]);
            read.into_iter().next().map(|(_, quantity)| quantity)
        };
        let number =
            cell.replace([',', ' ', '\u{a0}', '\''], "").parse::<f64>().ok().filter(|number| number.is_finite());
        match number {
            // That nothing happened of a sort is told by most rows of most tables.
            Some(0.0) => None,
            Some(value) => read(format!("{cell} {name}")).or_else(|| {
                let words = format!("{cell} {name}").trim().to_owned();
                Some(Quantity { value, unit: name, words, ..Quantity::default() })
            }),
            None => read(cell.to_owned()),
        }
    };
    columns.all(Role::Quantity).filter_map(of).collect()
}

/// "UNITED STATES" as "United States"; what has small letters stays as it is.
fn titled(name: &str) -> String {
    if name.len() <= 3 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
