//! Events to how much each matters, from 0 to 1, and why: labels are placed and the best ten are chosen by it.

use crate::confidence::written_apart;
use crate::document::Document;
use crate::event::{Event, Kind, Status};
use crate::quantity::Quantity;

/// How much an event matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// From 0 to 1.
    pub weight: f32,
    /// What adds to it and what takes from it, in plain words.
    pub reasons: Vec<String>,
}

/// How much an event matters, and why: what it is, how many take part, how many documents tell it in words of their own,
/// how much it counts, how far up it is told, how sure its reading is.
pub fn rank(documents: &[Document], event: &Event) -> Rank {
    let points = Points::of(documents, event);
    let countries = match event.countries.len() {
        1 => "1 country takes part".to_owned(),
        count => format!("{count} countries take part"),
    };
    let place = if points.place > 0.06 { "in the first half" } else { "in the second half" };
    let reasons = [
        (points.kind, format!("it is of the kind “{}”", event.kind.label())),
        (points.status, "it is only a possibility".to_owned()),
        (points.parties, countries),
        (points.sources, format!("{} documents tell it in words of their own", points.told_apart)),
        (points.counted, format!("it is told with a number: {}", largest(event).map_or("", |(words, _)| words))),
        (points.place, format!("it is told {place} of its document")),
    ];
    let reasons = reasons.into_iter().filter(|(points, _)| *points != 0.0).map(|(_, words)| words).collect();
    Rank { weight: points.weight(event), reasons }
}

/// The number alone.
pub(crate) fn weight(documents: &[Document], event: &Event) -> f32 {
    Points::of(documents, event).weight(event)
}

/// What makes an event weigh.
struct Points {
    kind: f32,
    status: f32,
    parties: f32,
    sources: f32,
    counted: f32,
    place: f32,
    told_apart: usize,
}

impl Points {
    fn of(documents: &[Document], event: &Event) -> Points {
        let kind = match event.kind {
            Kind::Combat | Kind::Agreement | Kind::WeaponsTest => 0.40,
            Kind::Deployment | Kind::Exercise | Kind::ArmsTransfer | Kind::Sanctions => 0.36,
            Kind::Diplomacy | Kind::Politics | Kind::Disaster => 0.32,
            Kind::Energy | Kind::Security | Kind::Aid => 0.26,
            Kind::Statement | Kind::Trade => 0.22,
            Kind::Other => 0.14,
        };
        let told_apart = written_apart(documents, event);
        let sources = event.sources.iter();
        let place = sources.map(|source| place(documents, source.document, source.passage.start)).fold(0.0, f32::max);
        Points {
            kind,
            status: if event.status == Status::Hypothetical { -0.08 } else { 0.0 },
            parties: 0.07 * event.countries.len().min(3) as f32,
            sources: 0.12 * told_apart.saturating_sub(1).min(2) as f32,
            counted: largest(event).map_or(0.0, |(_, size)| 0.03 + 0.05 * size as f32),
            place: 0.12 * place,
            told_apart,
        }
    }

    fn weight(&self, event: &Event) -> f32 {
        let points = self.kind + self.status + self.parties + self.sources + self.counted + self.place;
        points.clamp(0.0, 1.0) * (0.5 + 0.5 * event.confidence)
    }
}

/// The words of the largest number told with an event, and its size: 1 for a million people or things, a billion of money.
fn largest(event: &Event) -> Option<(&str, f64)> {
    let size = |quantity: &Quantity| match quantity.unit.as_str() {
        "%" => 0.0,
        _ if quantity.is_money() => (quantity.value.max(1.0).log10() / 9.0).min(1.0),
        _ => (quantity.value.max(1.0).log10() / 6.0).min(1.0),
    };
    let sized = event.quantities.iter().map(|quantity| (quantity.words.as_str(), size(quantity)));
    sized.max_by(|a, b| a.1.total_cmp(&b.1))
}

/// 1 at the head of a document, 0 at its end.
fn place(documents: &[Document], document: usize, at: usize) -> f32 {
    let length = documents.get(document).map_or(0, |document| document.text.len()).max(1);
    1.0 - (at as f32 / length as f32).min(1.0)
}
