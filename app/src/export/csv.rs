//! Events to comma-separated values: a header and a line for each event, as RFC 4180 has it.
//!
//! In: events as they are printed. Out: UTF-8 that spreadsheets open: no cell is taken for a formula.

use super::printed::{Printed, PrintedDisagreement, PrintedQuantity, PrintedSource};
use std::io::{self, Write};

const HEADER: &str = "id,start,last,precision,approximate,kind,plover,status,title,countries,said_by,organizations,\
                      quantities,confidence,weight,doc,begin,end,time,quote,sources,disagreements";

/// Writes the names of the columns.
pub fn write_header(out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    write!(out, "{HEADER}\r\n")
}

/// Writes an event. Lists are parted by "; "; `doc` to `quote` are of the first source, `sources` names them all.
pub fn write_event(event: &Printed, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let joined = |parts: Vec<String>| parts.join("; ");
    let codes = |countries: &[dateline_model::actor::Country]| {
        joined(countries.iter().map(|country| country.code().to_owned()).collect())
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let first = event.sources.first();
    let number = |number: fn(&PrintedSource) -> usize| first.map(|first| number(first).to_string()).unwrap_or_default();
    let time = first.and_then(|first| first.time.as_ref()).map_or("", |time| time.chain.words.as_str());
    let quantities = event.quantities.iter().chain(&event.magnitudes);
    let cells = [
        event.id.clone(),
        day(event.start),
        day(event.last),
        event.precision.unwrap_or_default().to_owned(),
        event.approximate.to_string(),
        event.kind.to_owned(),
        event.plover.unwrap_or_default().to_owned(),
        event.status.to_owned(),
        event.title.to_owned(),
        codes(event.countries),
        codes(event.said_by),
        joined(event.organizations.to_vec()),
        joined(quantities.map(quantity).collect()),
        event.confidence.value.to_string(),
        event.weight.value.to_string(),
        first.map_or("", |first| first.doc).to_owned(),
        number(|first| first.begin),
        number(|first| first.end),
        time.to_owned(),
        first.map_or("", |first| first.quote).to_owned(),
        joined(event.sources.iter().map(|source| format!("{}:{}-{}", source.doc, source.begin, source.end)).collect()),
        joined(event.disagreements.iter().map(disagreement).collect()),
    ];
    let line: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    write!(out, "{}\r\n", line.join(","))
}

/// "the number of missiles: 40 missiles (a.txt), 50 missiles (b.txt)".
fn disagreement(disagreement: &PrintedDisagreement) -> String {
    let said: Vec<String> = disagreement.said.iter().map(|said| format!("{} ({})", said.words, said.doc)).collect();
    format!("{}: {}", disagreement.about, said.join(", "))
}

/// "11000 troops", "at least 300 ships", "10000-12000 troops".
fn quantity(quantity: &PrintedQuantity) -> String {
    let PrintedQuantity { value, unit, at_least, at_most, .. } = quantity;
    match (at_least, at_most) {
        (Some(least), Some(most)) if least != most => format!("{value} {unit} (of {least} to {most})"),
        (Some(_), None) => format!("at least {value} {unit}"),
        (None, Some(_)) => format!("at most {value} {unit}"),
        _ => format!("{value} {unit}"),
    }
}

/// A cell in quotes where it needs them. A spreadsheet takes a cell that begins with one of these signs for a formula,
/// which may run programs: an apostrophe before it makes it text (OWASP, "CSV Injection").
fn cell(text: &str) -> String {
    let guard =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { "'" } else { "" };
    if guard.is_empty() && !text.contains([',', '"', '\r', '\n', ';', '\'']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(cell(text), expect);
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check("", "");
        check("Fleet sails", "Fleet sails");
        check("a, b", "\"a, b\"");
        check("said \"no\"", "\"said \"\"no\"\"\"");
        check("two\nlines", "\"two\nlines\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
        check("+1", "\"'+1\"");
        check("-0043-03-15", "\"'-0043-03-15\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"");
        check("\t=1", "\"'\t=1\"");
        check("＝1", "\"'＝1\"");
    }
}
