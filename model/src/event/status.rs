//! Whether it happened: the six statuses, and the choice of one from tense, modality, negation and doubt.

use super::clause::{Clause, Tense};
use super::word::Word;
use serde::{Deserialize, Serialize};

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

/// Reads the status of what a clause tells.
pub(super) struct Signs {
    /// Its tense.
    pub tense: Tense,
    /// Whether a word of doubt governs it.
    pub doubted: bool,
    /// Whether it is denied or negated.
    pub denied: bool,
    /// Whether the words before or at the verb tell an intention: "plans to", "is expected to", "pledged to".
    pub intended: bool,
    /// Whether it lies after the document's own date.
    pub ahead: bool,
    /// Whether the time goes on to the document's own date: "since March".
    pub until_now: bool,
}

/// The status that the signs tell, the strongest first.
pub(super) fn judge(signs: &Signs) -> Status {
    if signs.denied {
        Status::Denied
    } else if signs.doubted {
        Status::Alleged
    } else if signs.ahead || signs.intended || signs.tense == Tense::Future {
        Status::Planned
    } else if signs.tense == Tense::Modal {
        Status::Hypothetical
    } else if signs.until_now || signs.tense == Tense::Progressive {
        Status::Ongoing
    } else {
        Status::Happened
    }
}

/// Whether one of the first words up to the main verb tells an intention.
pub(super) fn tells_intention(words: &[Word], clause: &Clause) -> bool {
    const INTENTIONS: &[&str] = &[
        "plan",
        "plans",
        "planned",
        "planning",
        "intends",
        "intend",
        "intended",
        "expected",
        "expects",
        "scheduled",
        "due",
        "promised",
        "promises",
        "pledged",
        "pledges",
        "vowed",
        "vows",
        "set",
        "slated",
        "preparing",
        "aims",
        "hopes",
        "wants",
        "poised",
        "proposed",
        "proposes",
        "seeks",
        "envisaged",
        "envisions",
        "envisioned",
        "foresees",
        "foresaw",
        "considering",
    ];
    let Some(verb) = clause.main_verb else { return false };
    let until = words.len().min(verb + 1);
    let from = clause.begin.min(until);
    let governs = |word: &Word| matches!(word.lower.as_ref(), "to" | "that" | "for");
    let lower = words.get(verb).map_or("", |word| word.lower.as_ref());
    (from..until).any(|index| {
        INTENTIONS.contains(&words[index].lower.as_ref()) && words.iter().skip(index + 1).take(4).any(governs)
    }) || INTENTIONS[..7].contains(&lower)
        || matches!(lower, "envisioned" | "envisaged" | "foresaw" | "envisions")
}
