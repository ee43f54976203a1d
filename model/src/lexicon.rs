//! `assets/` to the word lists and the gazetteer, loaded once and passed as `&Lexicon`.

/// All word lists, names and places.
#[derive(Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The lists that are built into the program.
    pub fn embedded() -> Lexicon {
        Lexicon::default()
    }
}
