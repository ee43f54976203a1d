//! Dates for documents that tell the same as others: who names the same day and the same people, places and
//! numbers, which few others name, wrote at about the same time.
//!
//! In: documents with what is known of their own dates. Out: inferred dates for those that have none.

use crate::document::{Document, Known, OwnDate};
use chrono::{Datelike, Days};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So much of a text is looked at, in bytes: what it is about stands at its beginning.
const HEAD_MAX: usize = 20_000;
/// What more documents than this name is no sign of one story.
const NAMED_BY_MAX: usize = 6;
/// So many names and numbers must be the same, beside a day.
const SHARED_MIN: usize = 3;
/// On the news of 256 documents, nine of ten that were alike by this were of the same month.
const APART_DAYS: u64 = 15;

/// Gives each document that has no date about the date of the one that tells most like it; returns the indices of
/// those that got one.
pub(super) fn infer_from_others(documents: &mut [Document]) -> Vec<usize> {
    if documents.iter().all(|document| document.own_date.is_some())
        || documents.iter().all(|document| document.own_date.is_none())
    {
        return Vec::new();
    }
    let mut inferred = Vec::new();
    let mut marks: Vec<(u64, bool, usize)> = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        marks.extend(read_marks(&document.text).map(|(mark, day)| (mark, day, index)));
    }
    marks.sort_unstable();
    marks.dedup();
    // For each pair of an undated and a dated document: names and days that they share.
    let mut shared: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for same in marks.chunk_by(|a, b| a.0 == b.0).filter(|same| (2..=NAMED_BY_MAX).contains(&same.len())) {
        let dated = |&&(.., index): &&(u64, bool, usize)| documents[index].own_date.is_some();
        for &(_, day, undated) in same.iter().filter(|mark| !dated(mark)) {
            for &(.., other) in same.iter().filter(dated) {
                let (names, days) = shared.entry((undated, other)).or_default();
                if day { *days += 1 } else { *names += 1 }
            }
        }
    }
    let mut best: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (&(undated, other), &(names, days)) in &shared {
        let alike = names >= SHARED_MIN && days > 0;
        if alike && best.get(&undated).is_none_or(|(most, _)| names > *most) && may_follow(documents, undated, other) {
            best.insert(undated, (names, other));
        }
    }
    for (undated, (names, other)) in best {
        let Some(date) = documents[other].own_date.clone() else { continue };
        let (Some(earliest), Some(latest)) = (
            date.earliest.checked_sub_days(Days::new(APART_DAYS)),
            date.latest.checked_add_days(Days::new(APART_DAYS)),
        ) else {
            continue;
        };
        let evidence = format!(
            "names the same day and {names} of the same names and numbers as “{}”, which few others do: written at about the same time; {}",
            documents[other].title, date.evidence
        );
        documents[undated].own_date = Some(OwnDate { earliest, latest, known: Known::Inferred, evidence });
        inferred.push(undated);
    }
    inferred
}

/// The days without a year, the names of two words and the numbers of a text, as hashes; true for a day. A day with its
/// year may be long past: "8 September 1962" does not tell when the text was written.
fn read_marks(text: &str) -> impl Iterator<Item = (u64, bool)> + '_ {
    let end = (0..=HEAD_MAX.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let words = || text[..end].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let third = words().skip(2).map(Some).chain([None]);
    words().zip(words().skip(1)).zip(third).filter_map(|((first, second), third)| {
        let hash = |parts: (&str, &str)| {
            let mut hasher = DefaultHasher::new();
            parts.hash(&mut hasher);
            hasher.finish()
        };
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        let year = third.is_some_and(|word| word.len() == 4 && digits(word));
        let day = |word: &str| word.len() <= 2 && digits(word) && !year;
        match (month(first), month(second)) {
            (Some(month), _) if day(second) => Some((hash((month, second)), true)),
            (_, Some(month)) if day(first) => Some((hash((month, first)), true)),
            _ if capital(first) && capital(second) => Some((hash((first, second)), false)),
            _ if second.len() > 2 && digits(second) && !(second.len() == 4 && second < "2100") => {
                Some((hash(("", second)), false))
            }
            _ => None,
        }
    })
}

/// Whether an undated text may be as new as a dated one: a history of 1962 was not written on the news of 2023, whatever
/// names they share.
fn may_follow(documents: &[Document], undated: usize, dated: usize) -> bool {
    let numbers = documents[undated].text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    let last = numbers.filter_map(|word| word.parse().ok()).filter(|year| (1500..2100).contains(year)).max();
    let written = documents[dated].own_date.as_ref().map(|own| own.earliest.year());
    last.zip(written).is_none_or(|(last, written): (i32, i32)| last + 1 >= written)
}

/// The first three letters of a word that may be a month's name.
fn month(word: &str) -> Option<&str> {
    let short = word.get(..3)?;
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    names.contains(&short).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn document(name: &str, text: &str, day: Option<&str>) -> Document {
        let own = |day: &str| {
            let day: NaiveDate = day.parse().expect("a day");
            OwnDate { earliest: day, latest: day, known: Known::Stated, evidence: "stated".to_owned() }
        };
        Document { own_date: day.map(own), ..Document::plain(name, text.to_owned()) }
    }

    fn check(text: &str, expect: Option<(&str, &str)>) {
        let told = "On March 4 General Amadou Keita left Port Welle with 1350 men of the Third Coast Guards.";
        let mut documents = [document("told.txt", told, Some("2016-03-06")), document("new.txt", text, None)];
        infer_from_others(&mut documents);
        let found = documents[1].own_date.as_ref().map(|own| (own.earliest.to_string(), own.latest.to_string()));
        assert_eq!(found, expect.map(|(from, to)| (from.to_owned(), to.to_owned())), "{text}");
    }

    #[test]
    fn who_tells_the_same_wrote_at_the_same_time() {
        let same = "General Amadou Keita sailed out of Port Welle with 1350 men on 4 March, it is said.";
        check(same, Some(("2016-02-20", "2016-03-21")));
        check("General Amadou Keita sailed out of Port Welle with 1350 men.", None);
        check("It rained on 4 March.", None);
        check("General Amadou Keita sailed out of Port Welle with 1350 men on 4 March 1962.", None);
        check("In 1962 General Amadou Keita sailed out of Port Welle with 1350 men. He fell on 4 March.", None);
    }
}
