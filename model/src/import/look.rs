//! A table and its columns to what a person sees while choosing them: its first rows, and how much of it can be read.
//!
//! In: a text, columns. Out: names, cells, counts. May take long over a long table, so it asks whether to go on.

use super::{day, table};
use crate::document::{Columns, Role};
use crate::lexicon::Lexicon;

/// So many rows are shown.
const ROWS: usize = 8;
/// How often it is asked whether to go on, in rows.
const ASKED_EVERY: usize = 1000;

/// What is seen of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The names of the columns; none where the first row does not name them.
    pub names: Vec<String>,
    /// Its first rows: the number of each, and its cells.
    pub rows: Vec<(usize, Vec<String>)>,
    /// How many columns its widest row has.
    pub width: usize,
    /// How many rows there are, without that of the names.
    pub count: usize,
    /// How many of them have a date.
    pub dated: usize,
    /// How many of these say what happened.
    pub told: usize,
    /// The first row that can be read: its number, when it happened, and what.
    pub first: Option<(usize, String, String)>,
    /// The first row whose date can't be read, by its number, and what stands there.
    pub wrong: Option<(usize, String)>,
    /// Whether some of its dates are other days where the month stands first.
    pub order_matters: bool,
}

/// Looks at a table by its columns; `goes_on` is asked now and then.
pub fn look(lexicon: &Lexicon, text: &str, columns: &Columns, goes_on: &dyn Fn() -> bool) -> Look {
    let (names, lines) = columns.lines(text);
    let mut look = Look { width: names.len(), names, ..Look::default() };
    for line in lines {
        if look.count.is_multiple_of(ASKED_EVERY) && !goes_on() {
            break;
        }
        look.count += 1;
        look.width = look.width.max(line.cells.len());
        let date = columns.of(Role::Date).or(columns.of(Role::Year));
        let written = date.map_or("", |column| line.value(column));
        let words = [Role::Title, Role::Text, Role::Actor].map(|role| columns.value(&line, role));
        let words = words.into_iter().find(|words| !words.is_empty());
        if let Some(when) = table::first(lexicon, columns, &line) {
            look.dated += 1;
            look.told += usize::from(words.is_some());
            if let Some(words) = words.filter(|_| look.first.is_none()) {
                look.first = Some((line.number, when.label(), words.to_owned()));
            }
        } else if look.wrong.is_none() && date.is_some() {
            look.wrong = Some((line.number, written.to_owned()));
        }
        look.order_matters |= [Role::Date, Role::End].iter().any(|role| day::is_ambiguous(columns.value(&line, *role)));
        if look.rows.len() < ROWS {
            look.rows.push((line.number, line.cells.into_iter().map(|(_, value)| value).collect()));
        }
    }
    look
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::import;

    #[test]
    fn what_is_wrong_is_told_with_its_row() {
        let lexicon = Lexicon::embedded();
        let document =
            Document::plain("a.csv", "When|What\n\n30/01/2024|Talks\n31/02/2024|Pact\n1/2/2024|\n|Rest\n".to_owned());
        let (columns, sure) = import::columns(&lexicon, &document).expect("a table");
        assert!(sure);
        let look = look(&lexicon, &document.text, &columns, &|| true);
        assert_eq!((look.count, look.dated, look.told, look.width), (4, 2, 1, 2));
        assert_eq!(look.wrong, Some((4, "31/02/2024".to_owned())));
        assert_eq!(look.first, Some((3, "30 January 2024".to_owned(), "Talks".to_owned())));
        assert!(look.order_matters);
        assert_eq!(look.rows[0], (3, vec!["30/01/2024".to_owned(), "Talks".to_owned()]));
        let document = Document { columns: Some(columns), ..document };
        let complaint = import::read(&lexicon, &document).and_then(|list| list.complaint());
        let expect = "3 of 4 rows left out: row 4 tells no day: “31/02/2024”; correct it there, and open it again";
        assert_eq!(complaint.as_deref(), Some(expect));
    }
}
