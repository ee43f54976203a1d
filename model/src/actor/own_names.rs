//! A user's own list of names to entries of the gazetteer.
//!
//! In: lines in the form of `institutions.tsv`: codes, what it is, names. Out: names that come before the built-in ones,
//! and a fault for each line that says nothing.

use super::gazetteer::{Gazetteer, lines_with_numbers, split};
use super::{Actor, Country, Form};

/// What is wrong with a line of a user's own list of names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: {reason}; write a country's code such as US (several parted by a blank, - for none), a tab, \
     what it is ({}), a tab, and its names parted by |",
    SORTS.map(|(sort, _)| sort).join(", ")
)]
pub struct GazetteerError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

/// What a name may be.
const SORTS: [(&str, Form); 14] = [
    ("name", Form::Name),
    ("adjective", Form::Adjective),
    ("people", Form::People),
    ("seat", Form::Seat),
    ("leader", Form::Leader),
    ("government", Form::Institution),
    ("parliament", Form::Institution),
    ("forces", Form::Institution),
    ("service", Form::Institution),
    ("party", Form::Institution),
    ("firm", Form::Institution),
    ("medium", Form::Medium),
    ("place", Form::Place),
    ("organization", Form::Organization),
];

impl Gazetteer {
    /// Adds a user's own names; what they say comes before what the built-in lists say. Bad lines are left out and told.
    ///
    /// An organization is called by its first name; a code makes it one that is at home in that country.
    pub fn add_own(&mut self, table: &str) -> Vec<GazetteerError> {
        let mut faults = Vec::new();
        for (line, text) in lines_with_numbers(table) {
            if let Err(reason) = self.add_own_line(text) {
                faults.push(GazetteerError { line, reason });
            }
        }
        self.sort_candidates();
        faults
    }

    fn add_own_line(&mut self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [codes, sort, names] = cells.as_slice() else {
            return Err(format!("has {} columns instead of 3", cells.len()));
        };
        let mut actors = Vec::new();
        for code in codes.split(' ').filter(|code| *code != "-") {
            let country = Country::from_code(code).filter(|country| self.knows(*country));
            actors.push(Actor::Country(country.ok_or_else(|| format!("\"{code}\" is no country's code"))?));
        }
        let known = SORTS.iter().find(|(known, _)| known == sort);
        let &(_, mut form) = known.ok_or_else(|| format!("\"{sort}\" is nothing that a name can be"))?;
        let first = split(names).next().ok_or("has no name")?;
        if form == Form::Organization {
            if !actors.is_empty() {
                form = Form::Group;
            }
            actors.insert(0, Actor::Organization(first.to_owned()));
        }
        for name in split(names) {
            self.replace(name, &actors, form);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::read_actors;
    use crate::lexicon::Lexicon;

    /// `expect` is every mention in the text once the line is added, or the fault.
    #[track_caller]
    fn check(line: &str, text: &str, expect: &str) {
        let mut lexicon = Lexicon::embedded();
        let faults = lexicon.add_gazetteer(line);
        let mentions = read_actors(&lexicon, text, 0..text.len(), None);
        let shown = mentions.iter().map(|mention| match &mention.actor {
            Actor::Country(country) => format!("{country}:{}", &text[mention.span.clone()]),
            Actor::Organization(name) => format!("{name}:{}", &text[mention.span.clone()]),
        });
        let faults = faults.iter().map(|fault| format!("{}: {}", fault.line, fault.reason));
        assert_eq!(faults.chain(shown).collect::<Vec<_>>().join("; "), expect, "for: {line}");
    }

    #[test]
    fn own_names_are_found_and_come_first() {
        check("NO\tplace\tStormvik|Storm Bay\n", "They met in Storm Bay, near Stormvik.", "NO:Storm Bay; NO:Stormvik");
        check("US\tplace\tParis", "They met in Paris.", "US:Paris");
        check("-\tname\tChina Cup", "They won the China Cup in Peru.", "PE:Peru");
        check("NO DK\tplace\tBelt Line", "the Belt Line", "NO:Belt Line; DK:Belt Line");
        check("-\torganization\tNordic League|NL", "The NL met.", "Nordic League:NL");
        check("# ours\n\nKR\tleader\tMin Jun-ho", "Min Jun-ho spoke.", "KR:Min Jun-ho");
    }

    #[test]
    fn bad_lines_are_told() {
        check("# a\nXY\tplace\tStormvik", "Stormvik", "2: \"XY\" is no country's code");
        check("NO place Stormvik", "", "1: has 1 columns instead of 3");
        check("NO\tcity\tStormvik", "", "1: \"city\" is nothing that a name can be");
        check("NO\tplace\t", "", "1: has no name");
    }
}
