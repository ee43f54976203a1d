//! A sentence to the countries, organisations and people in it, each where it stands.

use crate::lexicon::Lexicon;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An ISO 3166-1 alpha-2 code: `RU`. What is gone since 1945 has its successor's code (the Soviet Union is `RU`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// A name in the text that stands for a country or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the name stands.
    pub span: Span,
    /// Who it stands for.
    pub actor: Actor,
    /// What the name is.
    pub form: Form,
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// A country or, by what belongs to it, its government, forces, firms, people.
    Country(Country),
    /// An organisation of several countries, by its short name: "NATO".
    Organization(String),
}

/// What a name is, which decides the part that its country can play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Russia", "the United States".
    Name,
    /// "Russian", "Chinese".
    Adjective,
    /// "Russians", "the Dutch".
    People,
    /// A capital or seat used for a government or a place: "Moscow", "the Kremlin".
    Seat,
    /// A head of state or government or a minister: "Putin".
    Leader,
    /// A ministry, force, parliament, firm, medium: "Pentagon", "Gazprom", "RIA".
    Institution,
    /// A region, city, river, base: "Kursk", "Crimea".
    Place,
    /// An organisation of several countries.
    Organization,
}

/// Every country and organisation named in a span of the text, in the order of the text, longest names first.
pub fn read_actors(_lexicon: &Lexicon, _text: &str, _span: Span) -> Vec<Mention> {
    Vec::new()
}

impl Country {
    /// The country of a two-letter code in capitals; none where it is not two capitals.
    pub fn from_code(code: &str) -> Option<Country> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Country([*a, *b])),
            _ => None,
        }
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Country, D::Error> {
        let code = String::deserialize(deserializer)?;
        Country::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("\"{code}\" is not a country code")))
    }
}
