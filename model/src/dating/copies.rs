//! Dates for documents that copy passages of others: a copy came out about when its original did.
//!
//! In: documents with what is known of their own dates. Out: better dates where one was inferred or missing.

use super::same_story;
use crate::document::{Document, Known, OwnDate};
use crate::text::paragraphs;
use std::collections::{BTreeMap, HashMap};

/// Shorter paragraphs may be alike by chance, in bytes.
const PARAGRAPH_MIN_BYTES: usize = 120;
/// So many paragraphs must be the same.
const SHARED_MIN: usize = 2;

/// Gives each document whose date is inferred or missing the date of one that it shares paragraphs with,
/// where that one's is surer; what has none after that, of one that tells the same story. What a document states or the user set stays. Returns the indices of those that got one.
pub fn borrow_dates(documents: &mut [Document]) -> Vec<usize> {
    let mut told_in: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, document) in documents.iter().enumerate() {
        for span in paragraphs(&document.text).into_iter().filter(|span| span.len() >= PARAGRAPH_MIN_BYTES) {
            told_in.entry(&document.text[span]).or_default().push(index);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for copies in told_in.values() {
        // A paragraph that stands everywhere is a notice, not a story.
        for (&a, &b) in copies.iter().zip(copies.iter().skip(1)).take(8).filter(|(a, b)| a != b) {
            *shared.entry((a, b)).or_default() += 1;
        }
    }
    let mut dates: Vec<(usize, OwnDate)> = Vec::new();
    for (&(a, b), &count) in shared.iter().filter(|(_, count)| **count >= SHARED_MIN) {
        for (copy, original) in [(a, b), (b, a)] {
            let Some(date) = &documents[original].own_date else { continue };
            if sureness(Some(date)) > sureness(documents[copy].own_date.as_ref()) {
                let evidence =
                    format!("{count} paragraphs are those of “{}”: {}", documents[original].title, date.evidence);
                dates.push((copy, OwnDate { known: Known::Inferred, evidence, ..date.clone() }));
            }
        }
    }
    let mut borrowers: Vec<usize> = Vec::with_capacity(dates.len());
    for (copy, date) in dates {
        documents[copy].own_date = Some(date);
        borrowers.push(copy);
    }
    borrowers.extend(same_story::infer_from_others(documents));
    borrowers.sort_unstable();
    borrowers.dedup();
    borrowers
}

/// What is stated or set is surer than what is inferred, and a week surer than a month; nothing is surer than a user.
fn sureness(date: Option<&OwnDate>) -> (u8, i64) {
    match date {
        None => (0, 0),
        Some(date) if date.known == Known::Inferred => (1, -(date.latest - date.earliest).num_days()),
        Some(_) => (2, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, days: Option<(&str, &str)>, known: Known) -> Document {
        let paragraph = |n: usize| {
            format!(
                "The fleet number {n} left the harbour with all its ships and men and did not come back before the winter storms had gone over the bay.\n"
            )
        };
        let mut document = Document::plain(name, (0..3).map(paragraph).collect());
        document.own_date = days.map(|(earliest, latest)| OwnDate {
            earliest: earliest.parse().expect("a day"),
            latest: latest.parse().expect("a day"),
            known,
            evidence: "told".to_owned(),
        });
        document
    }

    #[test]
    fn a_copy_has_its_originals_date() {
        let mut documents = vec![
            document("a", Some(("2016-12-01", "2016-12-31")), Known::Inferred),
            document("b", Some(("2024-12-01", "2024-12-07")), Known::Inferred),
            document("c", None, Known::Inferred),
        ];
        borrow_dates(&mut documents);
        let first = |index: usize| documents[index].own_date.as_ref().map(|own| own.earliest.to_string());
        assert_eq!(
            [first(0), first(1), first(2)],
            [Some("2024-12-01".to_owned()), Some("2024-12-01".to_owned()), Some("2024-12-01".to_owned())]
        );
    }

    #[test]
    fn what_is_stated_stays() {
        let mut documents = vec![
            document("a", Some(("2016-12-01", "2016-12-31")), Known::Set),
            document("b", Some(("2024-12-01", "2024-12-07")), Known::Stated),
        ];
        let before = documents.clone();
        borrow_dates(&mut documents);
        assert_eq!(documents, before);
    }
}
