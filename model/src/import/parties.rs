//! A cell to the countries that it names.

use crate::actor::{Actor, Country, read_actors};
use crate::lexicon::Lexicon;

/// The countries of a cell: codes of ISO 3166 or names, with any marks between.
pub(super) fn countries(lexicon: &Lexicon, cell: &str) -> Vec<Country> {
    let parts = cell.split([';', ',', '|', '/']).map(str::trim).filter(|part| !part.is_empty());
    let mut found = Vec::new();
    for part in parts {
        let code = Country::from_code(part).filter(|_| part.len() == 2);
        let these = code.map_or_else(|| named(lexicon, part), |country| vec![country]);
        found.extend(these.into_iter().filter(|country| !found.contains(country)).collect::<Vec<_>>());
    }
    found
}

/// The countries that a text names.
pub(super) fn named(lexicon: &Lexicon, text: &str) -> Vec<Country> {
    let mut found = Vec::new();
    for mention in read_actors(lexicon, text, 0..text.len(), None) {
        if let Actor::Country(country) = mention.actor
            && !found.contains(&country)
        {
            found.push(country);
        }
    }
    found
}

/// Whether a cell is codes or names of countries, and nothing beside them.
pub(super) fn are_countries(lexicon: &Lexicon, cell: &str) -> bool {
    let mut parts = cell.split([';', ',', '|', '/']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    let is_one = |part: &str| {
        (part.len() == 2 && Country::from_code(part).is_some())
            || read_actors(lexicon, part, 0..part.len(), None)
                .iter()
                .any(|mention| matches!(mention.actor, Actor::Country(_)) && mention.span == (0..part.len()))
    };
    parts.peek().is_some() && parts.all(is_one)
}
