//! What the user says that the columns of tables hold: `--columns date=When,title=Headline`, or chosen in the window.
//!
//! In: what was typed or chosen, and a table. Out: its columns, or what is wrong with either, with the columns that there
//! are.

use dateline_model::document::{Columns, Document, Role};
use dateline_model::import::{self, Look};
use dateline_model::lexicon::Lexicon;

/// What to say of a text that is no table.
pub const NO_TABLE: &str = "is no table: no tabs, semicolons, commas or bars part its rows into columns";

/// What was said of columns. Those that are not named hold what their names say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is held, and the column by name or by number from 1.
    pairs: Vec<(Role, String)>,
    heading: Option<bool>,
    day_first: Option<bool>,
}

impl Choice {
    /// Reads what was typed; a comma may stand in the name of a column.
    pub fn read(typed: &str) -> Result<Choice, String> {
        let mut choice = Choice::default();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for piece in typed.split(',') {
            match (piece.split_once('='), pairs.last_mut()) {
                (Some((what, column)), _) => pairs.push((what.trim().to_owned(), column.trim().to_owned())),
                (None, Some((_, column))) => column.extend([",", piece]),
                (None, None) => return Err(format!("“{piece}” names no column; write date=COLUMN,title=COLUMN")),
            }
        }
        for (what, column) in pairs {
            match (what.as_str(), column.as_str()) {
                ("heading", "yes") => choice.heading = Some(true),
                ("heading", "no") => choice.heading = Some(false),
                ("order", "dmy") => choice.day_first = Some(true),
                ("order", "mdy") => choice.day_first = Some(false),
                ("heading", _) => return Err(format!("heading is yes or no, not “{column}”")),
                ("order", _) => return Err(format!("order is dmy or mdy, not “{column}”")),
                (what, _) => {
                    let role = Role::from_code(what).ok_or_else(|| {
                        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
                        format!(
                            "“{what}” is nothing that a column holds; there are {}, and heading, order",
                            known.join(", ")
                        )
                    })?;
                    choice.pairs.push((role, column));
                }
            }
        }
        Ok(choice)
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Choice::default()
    }

    /// The columns of a table, as they were said, or why they are not there.
    pub fn columns(&self, lexicon: &Lexicon, document: &Document) -> Result<Columns, String> {
        let (by_names, names) = import::columns_by_names(lexicon, document).ok_or(NO_TABLE)?;
        let (guessed, _) = import::columns(lexicon, document).unwrap_or_else(|| (by_names.clone(), false));
        let find = |column: &str| names.iter().position(|name| name == column.trim());
        let named = self.pairs.iter().any(|(_, column)| find(column).is_some());
        let heading = self.heading.unwrap_or(named || guessed.heading);
        let mut columns = Columns {
            heading,
            day_first: self.day_first.unwrap_or(guessed.day_first),
            roles: if heading { by_names.roles } else { vec![Role::Skip; names.len()] },
            ..guessed
        };
        for (role, column) in &self.pairs {
            let number = || column.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number));
            let at = find(column).filter(|_| heading).or_else(|| number().map(|number| number - 1));
            let at = at.ok_or_else(|| format!("has no column “{column}”; {}", told(&names, heading)))?;
            // Quantities may be many; of all else there is one.
            if *role != Role::Quantity {
                columns.roles.iter_mut().filter(|other| *other == role).for_each(|other| *other = Role::Skip);
            }
            columns.roles[at] = *role;
        }
        match (columns.has_date(), columns.has_words()) {
            (true, true) => {}
            (false, _) => return Err(format!("needs a column for date; {}", told(&names, heading))),
            (_, false) => return Err(format!("needs a column for title or text; {}", told(&names, heading))),
        }
        // A date in figures depends on which column it is, so the order is guessed last.
        if self.day_first.is_none() {
            columns.day_first = import::day_first(document, &columns);
        }
        Ok(columns)
    }
}

/// What to say of the columns that there are.
pub fn told(names: &[String], heading: bool) -> String {
    match heading {
        true => format!("its columns are {}", names.join(", ")),
        false => format!("its columns have no names; they are 1 to {}", names.len()),
    }
}

/// A table whose columns are being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its document.
    pub document: Document,
    /// What its columns hold, as far as it was guessed or chosen.
    pub columns: Columns,
    /// What is seen of it, and how much can be read by these columns; older where they were just changed.
    pub look: Look,
}

impl Table {
    /// A document as a table, with the columns that it has or seems to have; none where it is no table.
    pub fn of(lexicon: &Lexicon, document: Document) -> Option<Table> {
        let chosen = document.columns.clone().filter(|columns| !columns.is_text());
        let columns = chosen.or_else(|| import::columns(lexicon, &document).map(|(columns, _)| columns))?;
        let look = import::look(lexicon, &document.text, &columns, &|| true);
        Some(Table { document, columns, look })
    }

    /// Why it can't be imported yet.
    pub fn lacks(&self) -> Option<&'static str> {
        match (self.columns.has_date(), self.columns.has_words(), self.look.dated) {
            (false, _, _) => Some("Choose the column that holds the date"),
            (_, false, _) => Some("Choose the column that holds a title or a text"),
            (_, _, 0) => Some("No row has a date in that column; choose another one"),
            _ => None,
        }
    }

    /// How much of it can be read: "412 of 418 rows have a date; row 7: “31/02/2024” is no day".
    pub fn read_back(&self) -> String {
        let Look { count, dated, told, wrong, .. } = &self.look;
        if !self.columns.has_date() {
            return format!("{count} rows");
        }
        let mut words = format!("{dated} of {count} rows have a date");
        match wrong {
            Some((row, cell)) if cell.is_empty() => words += &format!("; row {row} has none"),
            Some((row, cell)) => words += &format!("; row {row}: “{}” is no day", cut(cell)),
            None => {}
        }
        if told < dated && self.columns.has_words() {
            words += &format!("; {} of them say nothing of what happened", dated - told);
        }
        words
    }
}

/// A cell as a message names it.
fn cut(cell: &str) -> String {
    const CHARS: usize = 40;
    match cell.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed, and the roles of the table's columns, or what is wrong.
    #[track_caller]
    fn check(typed: &str, table: &str, expect: &str) {
        let document = Document::plain("a.csv", table.to_owned());
        let told = Choice::read(typed).and_then(|choice| choice.columns(&Lexicon::embedded(), &document));
        let told = told.map_or_else(
            |error| error,
            |columns| {
                let roles: Vec<&str> = columns.roles.iter().map(|role| role.code()).collect();
                format!("{}{}", roles.join(" "), if columns.day_first { "" } else { " m/d" })
            },
        );
        assert!(told.starts_with(expect), "{typed}: {told}");
    }

    #[test]
    fn columns_by_name_and_number() {
        let table = "Seen;Head, line;Place;url\n13/1/2021;Talks;Oslo;http://a\n";
        check("date=Seen,title=Head, line", table, "date title countries address");
        check("date=1,title=2,skip=Place", table, "date title skip address");
        check("date=1,title=2,order=mdy", table, "date title countries address m/d");
        check("date=1,title=2", "1/13/2021\tTalks\n", "date title m/d");
    }

    /// What is said of a table, and what it lacks.
    #[track_caller]
    fn check_table(text: &str, expect: (&str, Option<&str>)) {
        let table = Table::of(&Lexicon::embedded(), Document::plain("a.csv", text.to_owned())).expect("a table");
        assert_eq!((table.read_back().as_str(), table.lacks()), expect);
    }

    #[test]
    fn a_table_is_read_back() {
        let wrong = "2 of 4 rows have a date; row 3: “31/02/2024” is no day; 1 of them say nothing of what happened";
        check_table("Date;Title\n30/1/2024;Talks\n31/02/2024;Pact\n1/2/2024;\n;Rest\n", (wrong, None));
        check_table("Name;Age\nAda;36\n", ("1 rows", Some("Choose the column that holds the date")));
        let nothing = Some("Choose the column that holds a title or a text");
        check_table("Date;Age\n2024-01-30;36\n", ("1 of 1 rows have a date", nothing));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let table = "Seen;Headline\n1/2/2021;Talks\n";
        check("date=When,title=Headline", table, "has no column “When”; its columns are Seen, Headline");
        check("date=3,title=Headline", table, "has no column “3”; its columns are Seen, Headline");
        check("title=Headline", table, "needs a column for date; its columns are");
        check("date=Seen,skip=Headline", table, "needs a column for title or text");
        check("day=x,titel=Headline", table, "“titel” is nothing that a column holds; there are skip, date");
        check("Seen", table, "“Seen” names no column; write date=");
        check("order=up", table, "order is dmy or mdy");
        check("date=1,title=2,heading=no", "a line of words", "is no table");
        check("date=9,title=2,heading=no", table, "has no column “9”; its columns have no names; they are 1 to 2");
    }
}
