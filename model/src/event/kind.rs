//! The sixteen kinds of what happens: their names, for files and for people, and their families.

use serde::{Deserialize, Serialize};

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
