//! The day on which a document's file was made, as evidence of its own date.
//!
//! In: a document, and the date that its text lets infer. Out: the better of the two. A file may be made long after its
//! text was written, by a copy or a conversion: so it never stands against what the text tells.

use super::own::own;
use crate::document::{Document, Known, OwnDate};
use crate::when::day_label;

/// The day of the file where the text tells nothing, or where it falls within what the text tells.
pub(super) fn dated(document: &Document, inferred: Option<OwnDate>) -> Option<OwnDate> {
    let Some(made) = document.made else { return inferred };
    match inferred {
        Some(told) if made < told.earliest || made > told.latest => Some(told),
        told => {
            let beside = told.map(|told| format!(", which fits what it tells ({})", told.evidence)).unwrap_or_default();
            let evidence = format!("its file was made on {}{beside}", day_label(made));
            Some(own(made, made, Known::Inferred, evidence))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dating::own_date;
    use crate::lexicon::Lexicon;
    use chrono::NaiveDate;

    #[track_caller]
    fn check(text: &str, made: (i32, u32, u32), expect: &str) {
        let made = NaiveDate::from_ymd_opt(made.0, made.1, made.2);
        let document = Document { made, ..Document::plain("a.pdf", text.to_owned()) };
        let own = own_date(&Lexicon::embedded(), &document).expect("a date");
        assert_eq!(format!("{} {} {}", own.earliest, own.latest, own.evidence), expect, "{text}");
    }

    #[test]
    fn the_text_goes_before_the_file() {
        check("The fleet sailed on Monday.", (2020, 5, 6), "2020-05-06 2020-05-06 its file was made on 6 May 2020");
        check(
            "3 May 2020\n\nThe fleet sailed on Monday.",
            (2020, 5, 6),
            "2020-05-03 2020-05-03 stated in its first line: 3 May 2020",
        );
    }
}
