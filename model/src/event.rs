//! A sentence with its time expressions, actors and quantities to events.

use crate::actor::Country;
use crate::quantity::Quantity;
use crate::text::Span;
use crate::when::{Chain, When};
use serde::{Deserialize, Serialize};

/// A happening with a when, a kind, a status, who takes part, and the passages that say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stays the same when the documents are read again.
    pub id: EventId,
    /// About 60 characters in the text's own words.
    pub title: String,
    /// About 30 characters, for a label.
    pub short_title: String,
    /// When it happened.
    pub when: When,
    /// What it is.
    pub kind: Kind,
    /// Whether it happened.
    pub status: Status,
    /// Who takes part, in the order of the lanes that it stands in: the first one acts.
    pub countries: Vec<Country>,
    /// Whose officials or media say so.
    pub said_by: Vec<Country>,
    /// Organisations that take part, by short name.
    pub organizations: Vec<String>,
    /// Numbers told with it.
    pub quantities: Vec<Quantity>,
    /// The passages that tell it; at least one.
    pub sources: Vec<Source>,
    /// 0 to 1: how sure the reading is.
    pub confidence: f32,
    /// 0 to 1: how much it matters; labels are placed by this.
    pub weight: f32,
}

/// Names an event by the document and the passage that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u64);

/// A passage that tells an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Index of the document in the timeline.
    pub document: usize,
    /// The clause, a byte span of the document's text.
    pub passage: Span,
    /// The time expression, a byte span of the document's text.
    pub time: Span,
    /// When this passage says that it happened.
    pub when: When,
    /// How that came about.
    pub chain: Chain,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    Agreement,
    Diplomacy,
    Statement,
    Exercise,
    Deployment,
    Combat,
    WeaponsTest,
    ArmsTransfer,
    Sanctions,
    Trade,
    Energy,
    Aid,
    Politics,
    Security,
    Disaster,
    Other,
}

/// Kinds that share a hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Family {
    Accord,
    Force,
    ArmsAndSanctions,
    Economy,
    HomeAffairs,
}

/// Whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Status {
    Happened,
    Ongoing,
    Planned,
    Alleged,
    Denied,
    Hypothetical,
}

impl Kind {
    /// All kinds in the order of the legend.
    pub const ALL: [Kind; 16] = [
        Kind::Agreement,
        Kind::Diplomacy,
        Kind::Statement,
        Kind::Exercise,
        Kind::Deployment,
        Kind::Combat,
        Kind::WeaponsTest,
        Kind::ArmsTransfer,
        Kind::Sanctions,
        Kind::Trade,
        Kind::Energy,
        Kind::Aid,
        Kind::Politics,
        Kind::Security,
        Kind::Disaster,
        Kind::Other,
    ];

    /// The name that files use: "weapons-test".
    pub fn code(self) -> &'static str {
        match self {
            Kind::Agreement => "agreement",
            Kind::Diplomacy => "diplomacy",
            Kind::Statement => "statement",
            Kind::Exercise => "exercise",
            Kind::Deployment => "deployment",
            Kind::Combat => "combat",
            Kind::WeaponsTest => "weapons-test",
            Kind::ArmsTransfer => "arms-transfer",
            Kind::Sanctions => "sanctions",
            Kind::Trade => "trade",
            Kind::Energy => "energy",
            Kind::Aid => "aid",
            Kind::Politics => "politics",
            Kind::Security => "security",
            Kind::Disaster => "disaster",
            Kind::Other => "other",
        }
    }

    /// The kind of a file's name for it.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name that people read: "Weapons test".
    pub fn label(self) -> &'static str {
        match self {
            Kind::Agreement => "Agreement",
            Kind::Diplomacy => "Diplomacy",
            Kind::Statement => "Statement",
            Kind::Exercise => "Exercise",
            Kind::Deployment => "Deployment",
            Kind::Combat => "Combat",
            Kind::WeaponsTest => "Weapons test",
            Kind::ArmsTransfer => "Arms transfer",
            Kind::Sanctions => "Sanctions",
            Kind::Trade => "Trade",
            Kind::Energy => "Energy",
            Kind::Aid => "Aid",
            Kind::Politics => "Politics",
            Kind::Security => "Security",
            Kind::Disaster => "Disaster",
            Kind::Other => "Other",
        }
    }

    /// The kinds that share its hue.
    pub fn family(self) -> Family {
        match self {
            Kind::Agreement | Kind::Diplomacy | Kind::Statement => Family::Accord,
            Kind::Exercise | Kind::Deployment | Kind::Combat | Kind::WeaponsTest => Family::Force,
            Kind::ArmsTransfer | Kind::Sanctions => Family::ArmsAndSanctions,
            Kind::Trade | Kind::Energy | Kind::Aid => Family::Economy,
            Kind::Politics | Kind::Security | Kind::Disaster | Kind::Other => Family::HomeAffairs,
        }
    }
}

impl Status {
    /// All of them in the order of the legend.
    pub const ALL: [Status; 6] =
        [Status::Happened, Status::Ongoing, Status::Planned, Status::Alleged, Status::Denied, Status::Hypothetical];

    /// The name that files use and, after a label, people read: "alleged".
    pub fn code(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Alleged => "alleged",
            Status::Denied => "denied",
            Status::Hypothetical => "hypothetical",
        }
    }
}

/// Every dated event that a document tells, in the order of the text.
pub fn read_events(_lexicon: &crate::lexicon::Lexicon, _document: &crate::document::Document) -> Vec<Event> {
    Vec::new()
}
