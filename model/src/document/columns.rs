//! What the columns of a table hold: guessed by their names, or chosen by a person. It is kept with the document, so that
//! the same table is always read alike.
//!
//! In: roles, one a column. Out: the cell of a row that holds something. Knows not what a cell means.

use super::Document;
use super::cells::{self, Line};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How a table is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The mark between cells.
    pub separator: char,
    /// Whether the first row names the columns.
    pub heading: bool,
    /// Whether 3/5/2021 is the third of May; else it is the fifth of March.
    pub day_first: bool,
    /// What each column holds, from the first on; columns behind these are skipped.
    pub roles: Vec<Role>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Nothing that is read.
    #[default]
    Skip,
    /// The day on which it happened or began.
    Date,
    /// The last day.
    End,
    /// The year, where month and day have columns of their own.
    Year,
    /// The month of that year, as a number.
    Month,
    /// The day of that month.
    Day,
    /// The time of the day.
    Time,
    /// The year of the last day.
    EndYear,
    /// Its month.
    EndMonth,
    /// Its day.
    EndDay,
    /// How closely the date is known, as this program prints it.
    Precision,
    /// A headline.
    Title,
    /// A text or notes on it.
    Text,
    /// What kind of happening.
    Kind,
    /// Whether it happened, is planned, denied.
    Status,
    /// Countries that take part.
    Countries,
    /// Who acts.
    Actor,
    /// Whom it is done to.
    Target,
    /// What is done, as a root code of CAMEO: "14".
    Cameo,
    /// A number of what the column's name says; there may be several.
    Quantity,
    /// Where it can be read on the web.
    Address,
    /// Who published it.
    Publisher,
}

impl Role {
    /// All of them, those that are chosen most first.
    pub const ALL: [Role; 22] = [
        Role::Skip,
        Role::Date,
        Role::End,
        Role::Title,
        Role::Text,
        Role::Kind,
        Role::Countries,
        Role::Quantity,
        Role::Address,
        Role::Publisher,
        Role::Status,
        Role::Time,
        Role::Year,
        Role::Month,
        Role::Day,
        Role::EndYear,
        Role::EndMonth,
        Role::EndDay,
        Role::Actor,
        Role::Target,
        Role::Cameo,
        Role::Precision,
    ];

    /// The name that the command line uses: "end-year".
    pub fn code(self) -> &'static str {
        match self {
            Role::Skip => "skip",
            Role::Date => "date",
            Role::End => "end",
            Role::Year => "year",
            Role::Month => "month",
            Role::Day => "day",
            Role::Time => "time",
            Role::EndYear => "end-year",
            Role::EndMonth => "end-month",
            Role::EndDay => "end-day",
            Role::Precision => "precision",
            Role::Title => "title",
            Role::Text => "text",
            Role::Kind => "kind",
            Role::Status => "status",
            Role::Countries => "countries",
            Role::Actor => "actor",
            Role::Target => "target",
            Role::Cameo => "cameo",
            Role::Quantity => "quantity",
            Role::Address => "address",
            Role::Publisher => "publisher",
        }
    }

    /// The role of a code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The name that people read: "Source address".
    pub fn label(self) -> &'static str {
        match self {
            Role::Skip => "Skip",
            Role::Date => "Date",
            Role::End => "End date",
            Role::Year => "Year",
            Role::Month => "Month",
            Role::Day => "Day of month",
            Role::Time => "Time of day",
            Role::EndYear => "End year",
            Role::EndMonth => "End month",
            Role::EndDay => "End day",
            Role::Precision => "Precision",
            Role::Title => "Title",
            Role::Text => "Text or notes",
            Role::Kind => "Kind",
            Role::Status => "Status",
            Role::Countries => "Countries",
            Role::Actor => "Who acts",
            Role::Target => "Acted on",
            Role::Cameo => "CAMEO code",
            Role::Quantity => "Quantity",
            Role::Address => "Source address",
            Role::Publisher => "Publisher",
        }
    }
}

impl Columns {
    /// A table that is read as the text that it is.
    pub fn as_text(separator: char) -> Columns {
        Columns { separator, heading: false, day_first: true, roles: Vec::new() }
    }

    /// Whether nothing of it is read as a table.
    pub fn is_text(&self) -> bool {
        self.roles.iter().all(|role| *role == Role::Skip)
    }

    /// The first column that holds this.
    pub fn of(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|other| *other == role)
    }

    /// All columns that hold this.
    pub fn all(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.roles.iter().enumerate().filter(move |(_, other)| **other == role).map(|(column, _)| column)
    }

    /// Whether it tells a time for each row.
    pub fn has_date(&self) -> bool {
        self.of(Role::Date).or(self.of(Role::Year)).is_some()
    }

    /// Whether it tells what happened.
    pub fn has_words(&self) -> bool {
        [Role::Title, Role::Text, Role::Actor].into_iter().any(|role| self.of(role).is_some())
    }

    /// What a row says of this; nothing where no column holds it.
    pub fn value<'l>(&self, line: &'l Line, role: Role) -> &'l str {
        self.of(role).map_or("", |column| line.value(column))
    }

    /// The names of the columns, and the rows below them.
    pub fn lines<'t>(&self, text: &'t str) -> (Vec<String>, impl Iterator<Item = Line> + use<'t>) {
        let mut lines = cells::lines(text, self.separator);
        let names = if self.heading { lines.next() } else { None };
        let names = names.map(|line| line.cells.into_iter().map(|(_, name)| name.trim().to_owned()).collect());
        (names.unwrap_or_default(), lines)
    }
}

impl Document {
    /// Who published what stands at a passage: that of its row where a table tells it, else that of the document.
    pub fn publisher_of(&self, passage: &Span) -> Option<String> {
        self.cell_of(passage, Role::Publisher).or_else(|| self.publisher.clone())
    }

    /// Where on the web what stands at a passage can be read.
    pub fn url_of(&self, passage: &Span) -> Option<String> {
        self.cell_of(passage, Role::Address).or_else(|| self.url.clone())
    }

    fn cell_of(&self, passage: &Span, role: Role) -> Option<String> {
        let columns = self.columns.as_ref()?;
        let column = columns.of(role)?;
        let row = cells::lines(self.text.get(passage.clone())?, columns.separator).next()?;
        Some(row.value(column).to_owned()).filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_found_by_their_codes() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("nothing"), None);
    }

    #[test]
    fn a_row_tells_its_own_publisher() {
        let text = "a;b;Ledger\n\nc;\"d\";\n";
        let roles = vec![Role::Date, Role::Title, Role::Publisher];
        let mut document = Document::plain("a.csv", text.to_owned());
        document.publisher = Some("Gazette".to_owned());
        document.columns = Some(Columns { separator: ';', heading: false, day_first: true, roles });
        assert_eq!(document.publisher_of(&(0..10)).as_deref(), Some("Ledger"));
        assert_eq!(document.publisher_of(&(12..18)).as_deref(), Some("Gazette"));
        assert_eq!(document.url_of(&(0..10)), None);
    }
}
