//! A table to what its columns seem to hold: by their names, by their places in GDELT's exports, else by their cells.
//!
//! In: a text. Out: columns, and whether that is sure enough to read the table without asking.

use super::day;
use super::parties::are_countries;
use crate::document::cells::{self, Line};
use crate::document::{Columns, Role};
use crate::lexicon::Lexicon;
use std::sync::LazyLock;

/// So many rows are looked at to tell what a column holds.
const ROWS: usize = 40;
/// So many rows are looked at to tell in which order days and months stand.
const ORDER_ROWS: usize = 20_000;
/// Of a table without known names so many columns are looked at.
const COLUMNS: usize = 60;
/// Titles are shorter than this many characters, most of them.
const TITLE_CHARS: usize = 90;

/// What a column may be called, in the order in which names are taken.
static NAMES: LazyLock<Vec<(Role, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = include_str!("../../../assets/words/columns.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(role, names)| (Role::from_code(role).expect("a role in columns.tsv"), names.split('|').collect()))
        .collect()
});

/// What the columns of a table hold, and whether their names or places say so; none where a text is no table.
pub(super) fn columns(lexicon: &Lexicon, text: &str) -> Option<(Columns, bool)> {
    let separator = cells::separator(text)?;
    let rows: Vec<Line> = cells::lines(text, separator).take(ROWS).collect();
    let first = rows.first()?;
    let mut columns = Columns { separator, heading: false, day_first: true, roles: Vec::new() };
    columns.roles = gdelt(first);
    if columns.roles.is_empty() {
        columns.roles = by_names(first);
        columns.heading = true;
    }
    let sure = columns.has_date() && columns.has_words();
    if !sure {
        columns.heading = has_heading(lexicon, &rows);
        if !columns.heading {
            columns.roles.clear();
        }
        by_cells(lexicon, &rows, &mut columns);
    }
    columns.day_first = day_first(text, &columns);
    Some((columns, sure))
}

/// What the first row, as names, says of each column.
pub(super) fn by_names(first: &Line) -> Vec<Role> {
    let plain = |name: &str| -> String {
        name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let names: Vec<String> = first.cells.iter().map(|(_, name)| plain(name)).collect();
    let mut roles = vec![Role::Skip; names.len()];
    let has = |name: &str| names.iter().any(|other| other == name);
    // "Day" beside "Month" is a part, and "Date" beside both may be when the row was written.
    let in_parts = has("month") && (has("year") || has("day")) || has("startmonth");
    for (role, known) in NAMES.iter() {
        let part = matches!(role, Role::Year | Role::Month | Role::Day);
        if part != in_parts && (part || *role == Role::Date) {
            continue;
        }
        for name in known {
            let free = |(at, other): &(usize, &String)| other == name && roles[*at] == Role::Skip;
            if let Some((at, _)) = names.iter().enumerate().find(free) {
                roles[at] = *role;
                if *role != Role::Quantity {
                    break;
                }
            }
        }
    }
    // A year alone is a date.
    if !roles.contains(&Role::Date)
        && !roles.contains(&Role::Year)
        && let Some(at) = names.iter().position(|name| name == "year")
    {
        roles[at] = Role::Date;
    }
    roles
}

/// The columns of GDELT's event exports, 1.0 and 2.0, which have no names: 57 to 61 between tabs, the second one the day
/// (GDELT Event Codebook V2.0). Empty where it is no such row.
fn gdelt(first: &Line) -> Vec<Role> {
    let is_day = first.value(1).len() == 8 && first.value(1).bytes().all(|byte| byte.is_ascii_digit());
    let width = first.cells.len();
    if !is_day || !(57..=61).contains(&width) {
        return Vec::new();
    }
    let mut roles = vec![Role::Skip; width];
    for (column, role) in [(1, Role::Date), (6, Role::Actor), (16, Role::Target), (28, Role::Cameo)] {
        roles[column] = role;
    }
    if first.value(width - 1).starts_with("http") {
        roles[width - 1] = Role::Address;
    }
    roles
}

/// Whether the first row names the columns: none of its cells is a number or a day, as those below are.
fn has_heading(lexicon: &Lexicon, rows: &[Line]) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    let is_value = |cell: &str| {
        cell.starts_with("http")
            || cell.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
            || is_day(lexicon, cell)
    };
    let alone = |column: usize| below.iter().all(|row| row.value(column) != first.value(column));
    let cells = first.cells.len().min(COLUMNS);
    !below.is_empty() && (0..cells).all(|column| !is_value(first.value(column)) && alone(column))
}

fn is_day(lexicon: &Lexicon, cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
        && (day::read(lexicon, cell, true).is_some() || day::read(lexicon, cell, false).is_some())
}

/// What the cells of the columns that no name tells look like.
fn by_cells(lexicon: &Lexicon, rows: &[Line], columns: &mut Columns) {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    columns.roles.resize(width, Role::Skip);
    let below = &rows[usize::from(columns.heading).min(rows.len())..];
    let values = |column: usize| below.iter().map(move |row| row.value(column)).filter(|value| !value.is_empty());
    let mostly = |column: usize, is: &dyn Fn(&str) -> bool| {
        let (all, some) = (values(column).count(), values(column).filter(|value| is(value)).count());
        all > 0 && some * 10 >= all * 6
    };
    let free = |columns: &Columns| -> Vec<usize> {
        (0..width.min(COLUMNS)).filter(|&column| columns.roles[column] == Role::Skip).collect()
    };
    if !columns.has_date() {
        // Of figures alone a year is the least sure.
        let days: Vec<usize> =
            free(columns).into_iter().filter(|&column| mostly(column, &|cell| is_day(lexicon, cell))).collect();
        let longer = |column: &&usize| mostly(**column, &|cell| cell.len() > 4);
        if let Some(&column) = days.iter().find(longer).or(days.first()) {
            columns.roles[column] = Role::Date;
        }
    }
    for column in free(columns) {
        if mostly(column, &|cell| cell.starts_with("http://") || cell.starts_with("https://")) {
            columns.roles[column] = Role::Address;
            break;
        }
    }
    if columns.of(Role::Countries).is_none() {
        let names = |cell: &str| are_countries(lexicon, cell);
        if let Some(column) = free(columns).into_iter().find(|&column| mostly(column, &names)) {
            columns.roles[column] = Role::Countries;
        }
    }
    if !columns.has_words() {
        let length = |column: usize| {
            let (mut all, mut letters) = (0, 0);
            for value in values(column) {
                all += 1;
                letters += value.chars().count();
            }
            letters / usize::max(all, 1)
        };
        let worded = |column: &usize| mostly(*column, &|cell| cell.split_whitespace().count() > 1);
        let mut worded: Vec<(usize, usize)> =
            free(columns).into_iter().filter(worded).map(|column| (length(column), column)).collect();
        worded.sort_unstable();
        match worded.as_slice() {
            [] => {}
            [(chars, one)] => columns.roles[*one] = if *chars < TITLE_CHARS { Role::Title } else { Role::Text },
            [.., (chars, shorter), (_, longest)] => {
                columns.roles[*longest] = if *chars < TITLE_CHARS { Role::Text } else { Role::Skip };
                columns.roles[*shorter] = if *chars < TITLE_CHARS { Role::Title } else { Role::Text };
            }
        }
    }
}

/// Whether the day stands before the month: as those dates say that can be read in one order alone, else as dating reads it.
pub(super) fn day_first(text: &str, columns: &Columns) -> bool {
    let (_, lines) = columns.lines(text);
    let (mut slashed, mut days, mut months) = (false, 0, 0);
    for line in lines.take(ORDER_ROWS) {
        for role in [Role::Date, Role::End] {
            let cell = columns.value(&line, role).split([' ', 'T']).next().unwrap_or_default();
            slashed |= cell.contains('/');
            let marked = cell.bytes().filter(|byte| matches!(byte, b'/' | b'.' | b'-')).count() == 2;
            let numbers: Vec<u32> = cell.split(['/', '.', '-']).map_while(|part| part.parse().ok()).collect();
            if let (true, [first, second, _]) = (marked, numbers.as_slice()) {
                days += usize::from((13..=31).contains(first) && *second <= 12);
                months += usize::from((13..=31).contains(second) && *first <= 12);
            }
        }
    }
    if days == months { !slashed } else { days > months }
}

#[cfg(test)]
mod tests {
    use super::*;
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    /// The roles of a table's columns, with a sign where that is not sure, and with the order of its dates.
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let told = columns(&LEXICON, text).map(|(columns, sure)| {
            let roles: Vec<&str> = columns.roles.iter().map(|role| role.code()).collect();
            let order = if columns.day_first { "d/m" } else { "m/d" };
            let heading = if columns.heading { "" } else { " no heading" };
            format!("{}{} {order}{heading}", roles.join(" "), if sure { "" } else { "?" })
        });
        assert_eq!(told.as_deref().unwrap_or("none"), expect, "{text}");
    }

    #[test]
    fn by_their_names() {
        check("Datum;Titel\n3.5.2021;Talks in Oslo\n", "date title d/m");
        check("id,start,last,title,url\n1,2021-05-03,,Talks,http://a\n", "skip date end title address d/m");
        check("Year,Month,Day,Headline\n2021,5,3,Talks\n", "year month day title d/m");
        check("year|event\n1988|Pact\n", "date title d/m");
        check("event_date,country,notes,fatalities\n1/13/2021,Sudan,Clashes,4\n", "date countries text quantity m/d");
    }

    #[test]
    fn by_their_cells() {
        check(
            "Seen on\tRemark\tWho\n13/1/2021\tShips left the port\tNorway\n2/1/2021\tShips came back\tPoland\n",
            "date title countries? d/m",
        );
        check("2021-05-03,Talks in Oslo\n2021-05-04,Talks in Lima\n", "date title? d/m no heading");
        check("name,age\nAda,36\n", "title skip? d/m");
        check("Just one line of words, with a comma.\nAnd another one.\n", "none");
    }
}
