//! `assets/` to the word lists and the gazetteer, loaded once and passed as `&Lexicon`.

use crate::actor::{Country, Gazetteer, GazetteerError};
use crate::dating::TimeWords;
use crate::event::EventWords;
use crate::quantity;

/// All word lists, names and places. Each list is read by the module that uses it.
#[derive(Default)]
pub struct Lexicon {
    pub(crate) times: TimeWords,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) quantities: quantity::Words,
    /// The words that tell what happened.
    pub events: EventWords,
}

impl Lexicon {
    /// The lists that are built into the program.
    pub fn embedded() -> Lexicon {
        Lexicon {
            times: TimeWords::embedded(),
            gazetteer: Gazetteer::embedded(),
            quantities: quantity::Words::embedded(),
            events: EventWords::embedded(),
        }
    }

    /// Adds a user's own names, one entry a line in the form of `assets/gazetteer/institutions.tsv`. Bad lines are told.
    pub fn add_gazetteer(&mut self, table: &str) -> Vec<GazetteerError> {
        self.gazetteer.add_own(table)
    }

    /// The short name of a country that people read: "South Korea"; its code where it is not known.
    pub fn country_name<'a>(&'a self, country: &'a Country) -> &'a str {
        self.gazetteer.country_name(country)
    }

    /// Every country of ISO 3166-1, and Kosovo, in the order of the codes.
    pub fn countries(&self) -> impl Iterator<Item = Country> + '_ {
        self.gazetteer.countries()
    }
}
