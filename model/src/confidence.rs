//! Events to how sure the reading is, as a number and in words.
//!
//! In: an event with its sources. Out: what supports its reading and what weakens it. Knows nothing of the world:
//! a sure reading of a false report is sure.

use crate::actor::Country;
use crate::document::Document;
use crate::event::{Event, Kind, Status};
use crate::link::independent;

/// How sure a reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct Confidence {
    /// From 0 to 1.
    pub value: f32,
    /// What supports the reading and what weakens it, in plain words.
    pub reasons: Vec<String>,
}

/// How sure the reading of a linked event is, and why; `name` names a country.
pub fn confidence(name: impl Fn(Country) -> String, documents: &[Document], event: &Event) -> Confidence {
    let mut reasons = Vec::new();
    reasons.extend(date(event));
    reasons.extend(damage(event));
    if event.when.approximate {
        reasons.push("the time is told as approximate".to_owned());
    }
    reasons.extend(what(event.kind, event.countries.is_empty() && event.organizations.is_empty(), event.status));
    if !event.said_by.is_empty() {
        let names: Vec<String> = event.said_by.iter().map(|country| name(*country)).collect();
        reasons.push(format!("it is told on the word of {}", names.join(", ")));
    }
    reasons.extend(tellings(documents, event));
    for disagreement in &event.disagreements {
        reasons.push(format!("they disagree on {}", disagreement.about));
    }
    Confidence { value: event.confidence, reasons }
}

/// The number alone, from that of the surest telling.
pub(crate) fn value(documents: &[Document], event: &Event) -> f32 {
    let others = written_apart(documents, event).saturating_sub(1).min(3);
    // Each that tells it by itself takes away a third of the doubt.
    let doubt = (1.0 - event.confidence) * (2.0_f32 / 3.0).powi(others as i32);
    let doubted = if matches!(event.status, Status::Alleged | Status::Denied) { 0.85 } else { 1.0 };
    let disputed = if event.disagreements.is_empty() { 1.0 } else { 0.9 };
    ((1.0 - doubt) * doubted * disputed).clamp(0.0, 1.0)
}

/// What weakens a reading of which no time is told.
pub fn undated_reasons(kind: Kind, nobody: bool, status: Status) -> Vec<String> {
    let mut reasons = vec!["no time is told".to_owned()];
    reasons.extend(what(kind, nobody, status));
    reasons
}

/// How the date is known: by the telling that dates it best.
fn date(event: &Event) -> Option<String> {
    let source = event.sources.iter().min_by_key(|source| (source.when.days(), source.document))?;
    let words = source.chain.words.trim();
    Some(match &source.chain.anchor {
        None => format!("the date is written out: “{words}”"),
        Some(anchor) if anchor.inferred => format!("“{words}” counts from {}, which is inferred", anchor.what),
        Some(anchor) if anchor.what == "the document's date" => {
            format!("“{words}” counts from {}, which is known", anchor.what)
        }
        Some(anchor) => format!("“{words}” counts from {}: {}", anchor.what, anchor.known),
    })
}

/// What was wrong with the words of the time.
fn damage(event: &Event) -> Option<String> {
    let read_as = |rule: &str| rule.split("; ").find(|part| part.contains(" is read as ")).map(str::to_owned);
    let damage = event.sources.iter().map(|source| read_as(&source.chain.rule)).collect::<Option<Vec<String>>>()?;
    damage.first().map(|damage| format!("the text is damaged: {damage}"))
}

fn what(kind: Kind, nobody: bool, status: Status) -> Vec<String> {
    let status = match status {
        Status::Happened | Status::Ongoing => None,
        Status::Planned => Some("it lay ahead when it was written"),
        Status::Alleged => Some("the text doubts it"),
        Status::Denied => Some("it is denied"),
        Status::Hypothetical => Some("the text tells it as a possibility"),
    };
    let kind = (kind == Kind::Other).then_some("no word tells what kind of happening it is");
    let who = nobody.then_some("no country or organisation is named with it");
    [kind, who, status].into_iter().flatten().map(str::to_owned).collect()
}

fn tellings(documents: &[Document], event: &Event) -> Option<String> {
    let mut told_in: Vec<usize> = event.sources.iter().map(|source| source.document).collect();
    told_in.dedup();
    let apart = written_apart(documents, event);
    Some(match (told_in.len(), apart) {
        (0 | 1, _) => "one document tells it".to_owned(),
        (all, 1) => format!("{all} documents tell it, in nearly the same words: they count as one"),
        (all, apart) if apart < all => format!("{all} documents tell it, {apart} of them in words of their own"),
        (all, _) => format!("{all} documents tell it, each in words of its own"),
    })
}

/// How many of the tellings were written by themselves.
pub(crate) fn written_apart(documents: &[Document], event: &Event) -> usize {
    let mut told_in: Vec<usize> = event.sources.iter().map(|source| source.document).collect();
    told_in.dedup();
    if told_in.len() < 2 {
        return told_in.len();
    }
    let passages =
        event.sources.iter().filter_map(|source| documents.get(source.document)?.text.get(source.passage.clone()));
    independent(passages).min(told_in.len())
}
