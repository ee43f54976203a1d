//! Events to those that a person had better look at, and why.
//!
//! In: events. Out: which are uncertain, the least certain first, and the reason in a few words. Says nothing of what a
//! person has accepted already.

use crate::event::{Event, Source};
use crate::filter::Confidence;

/// The events that are uncertain, by their indices, the least certain first.
pub fn doubtful(events: &[Event]) -> Vec<usize> {
    let mut found: Vec<usize> = (0..events.len()).filter(|&event| reason(&events[event]).is_some()).collect();
    let order = |a: &usize, b: &usize| events[*a].confidence.total_cmp(&events[*b].confidence).then(a.cmp(b));
    found.sort_by(order);
    found
}

/// Why an event is uncertain, in a few words; none where it is not.
pub fn reason(event: &Event) -> Option<String> {
    let source = event.sources.iter().min_by_key(|source| (source.when.days(), source.document))?;
    let words = source.chain.words.trim();
    if let Some(disagreement) = event.disagreements.first() {
        return Some(format!("sources disagree on {}", disagreement.about));
    }
    if let Some(damage) = event.sources.iter().find_map(damage) {
        return Some(format!("damaged text: {damage}"));
    }
    match &source.chain.anchor {
        Some(anchor) if anchor.inferred => Some(format!("“{words}” counts from an inferred date")),
        _ if Confidence::of(event.confidence) != Confidence::Doubtful => None,
        Some(anchor) => Some(format!("“{words}” counts from {}", anchor.what)),
        None if event.when.approximate => Some(format!("“{words}” is approximate")),
        None => Some("the reading is doubtful".to_owned()),
    }
}

fn damage(source: &Source) -> Option<&str> {
    source.chain.rule.split("; ").find(|part| part.contains(" is read as "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Known, OwnDate};
    use crate::{dating, event, lexicon::Lexicon, link};
    use chrono::NaiveDate;

    /// A text of a date that is inferred or not, and the reasons for which its events are looked at.
    fn check(text: &str, known: Known, expect: &[&str]) {
        let lexicon = Lexicon::embedded();
        let mut document = Document::plain("a.txt", text.to_owned());
        let day = NaiveDate::from_ymd_opt(2024, 6, 22).expect("a day of the calendar");
        document.own_date = Some(OwnDate { earliest: day, latest: day, known, evidence: "so it seems".to_owned() });
        let times = dating::read_times(&lexicon, &document);
        let events = event::read_events(&lexicon, &document, &times);
        let events = link::link(&[document], events);
        let reasons: Vec<String> = doubtful(&events).iter().filter_map(|&at| reason(&events[at])).collect();
        assert_eq!(reasons, expect, "{text}");
    }

    #[test]
    fn what_counts_from_an_inferred_date_is_uncertain() {
        let text = "Peru and Chile signed a treaty on Monday. Chile sent troops to the border on 3 May 2021.";
        check(text, Known::Inferred, &["“Monday” counts from an inferred date"]);
        check(text, Known::Stated, &[]);
    }
}
