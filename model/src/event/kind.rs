//! What happened: the sixteen kinds, and the choice of one from the trigger words of a clause.

use super::clause::Clause;
use super::triggers::{Part, Trigger};
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

/// A trigger word and where it stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Index of its first word in the sentence.
    pub word: usize,
    /// How many words it takes.
    pub length: usize,
    /// What it tells.
    pub trigger: Trigger,
}

/// What the trigger words of a clause say that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// The kind with the most support; none where only light verbs tell that something happened.
    pub kind: Option<Kind>,
    /// The support of that kind.
    pub support: f32,
    /// Whether a verb or a noun of happening is there at all.
    pub happens: bool,
}

/// How much a paragraph speaks for each kind, at most [`TOPIC_MAX`].
pub(super) type Topic = [f32; Kind::ALL.len()];

/// The weight of a verb marked as strong in kinds.tsv.
const STRONG_WEIGHT: f32 = 3.0;

/// A paragraph's topic outweighs a light verb, not a telling one.
const TOPIC_MAX: f32 = 1.2;

/// What a paragraph is about, from all its trigger words. What people say in it is no topic.
pub(super) fn topic<'a>(found: impl Iterator<Item = &'a Found>) -> Topic {
    let mut topic = [0.0; Kind::ALL.len()];
    for f in found {
        if let Some(kind) = f.trigger.kind.filter(|kind| !matches!(kind, Kind::Statement | Kind::Other)) {
            topic[kind as usize] += f.trigger.weight;
        }
    }
    let most = topic.iter().copied().fold(6.0, f32::max);
    topic.map(|weight| weight / most * TOPIC_MAX)
}

/// Weighs the trigger words: the main verb and its object count most, and what stands near the time.
/// `topic` is what the paragraph is about, which decides where the clause itself hardly tells.
pub(super) fn judge(clause: &Clause, found: &[Found], time_word: usize, topic: &Topic) -> Verdict {
    let mut support = *topic;
    let mut happens = false;
    for f in found {
        happens |= f.trigger.part != Part::Thing;
        let Some(kind) = f.trigger.kind else { continue };
        let distance = f.word.abs_diff(time_word) as f32;
        let mut weight = f.trigger.weight * (0.3 + 0.7 / (1.0 + 0.12 * distance));
        if let Some(verb) = clause.main_verb {
            if f.word == verb && kind == Kind::Statement && f.trigger.weight >= STRONG_WEIGHT {
                // "warned", "urged": what they speak of is not what happened.
                weight *= 3.6;
            } else if f.word == verb {
                weight *= 2.4;
            } else if f.word > verb && f.word <= verb + 6 {
                weight *= 1.4;
            } else if f.word < verb && f.trigger.part == Part::Thing {
                weight *= 0.6;
            }
        }
        support[kind as usize] += weight;
    }
    let mut best = 0;
    for index in 1..support.len() {
        if support[index] > support[best] {
            best = index;
        }
    }
    let kind = (support[best] > 0.0).then_some(Kind::ALL[best]);
    Verdict { kind, support: support[best], happens }
}
