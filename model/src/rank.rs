//! Events to how much each matters, from 0 to 1: labels are placed and the best ten are chosen by it.

use crate::document::Document;
use crate::event::{Event, Kind, Status};

/// How much an event matters: what it is, how many take part, how many documents tell it, how far up they tell it.
pub fn weight(documents: &[Document], event: &Event) -> f32 {
    let kind = match event.kind {
        Kind::Combat | Kind::Agreement | Kind::WeaponsTest => 0.40,
        Kind::Deployment | Kind::Exercise | Kind::ArmsTransfer | Kind::Sanctions => 0.36,
        Kind::Diplomacy | Kind::Politics | Kind::Disaster => 0.32,
        Kind::Energy | Kind::Security | Kind::Aid => 0.26,
        Kind::Statement | Kind::Trade => 0.22,
        Kind::Other => 0.14,
    };
    let status = if event.status == Status::Hypothetical { -0.08 } else { 0.0 };
    let parties = 0.07 * event.countries.len().min(3) as f32;
    let mut told_in: Vec<usize> = event.sources.iter().map(|source| source.document).collect();
    told_in.dedup();
    let sources = 0.12 * told_in.len().saturating_sub(1).min(2) as f32;
    let quantities = if event.quantities.is_empty() { 0.0 } else { 0.05 };
    let place =
        event.sources.iter().map(|source| place(documents, source.document, source.passage.start)).fold(0.0, f32::max);
    (kind + status + parties + sources + quantities + 0.12 * place).clamp(0.0, 1.0) * (0.5 + 0.5 * event.confidence)
}

/// 1 at the head of a document, 0 at its end.
fn place(documents: &[Document], document: usize, at: usize) -> f32 {
    let length = documents.get(document).map_or(0, |document| document.text.len()).max(1);
    1.0 - (at as f32 / length as f32).min(1.0)
}
