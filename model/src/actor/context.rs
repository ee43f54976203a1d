//! What stands around an ambiguous name to what the name means.
//!
//! The rules are the lines of `contexts.tsv`; see its head for how they are written.

use super::Actor;

/// How many bytes on either side of a name count as near it.
const NEAR: usize = 240;

/// What a name means, by what stands around it.
pub(super) struct Context {
    default: Vec<Actor>,
    rules: Vec<(Vec<Actor>, Vec<Cue>)>,
}

enum Cue {
    /// Words somewhere near the name.
    Near(String),
    /// Words that stand right before and right after the name.
    Beside(String, String),
}

impl Context {
    /// From the rules as they are written; `meaning` tells who a code or a short name stands for.
    pub(super) fn read(default: Vec<Actor>, rules: &str, meaning: impl Fn(&str) -> Vec<Actor>) -> Context {
        let rules = rules.split(';').filter_map(|rule| rule.split_once(':')).map(|(who, cues)| {
            let cues = cues.split('|').map(str::trim).filter(|cue| !cue.is_empty()).map(Cue::read);
            (meaning(who.trim()), cues.collect())
        });
        Context { default, rules: rules.collect() }
    }

    /// Who the name at these bytes stands for.
    pub(super) fn decide(&self, text: &str, begin: usize, end: usize) -> &[Actor] {
        let before = near_before(text, begin);
        let after = near_after(text, end);
        let rule = self.rules.iter().find(|(_, cues)| cues.iter().any(|cue| cue.stands(before, after)));
        rule.map_or(&self.default, |(actors, _)| actors)
    }
}

impl Cue {
    fn read(cue: &str) -> Cue {
        match cue.split_once('_') {
            Some((before, after)) => Cue::Beside(before.to_owned(), after.to_owned()),
            None => Cue::Near(cue.to_owned()),
        }
    }

    fn stands(&self, before: &str, after: &str) -> bool {
        match self {
            Cue::Near(words) => has_words(before, words) || has_words(after, words),
            Cue::Beside(left, right) => {
                before.ends_with(left.as_str())
                    && !before[..before.len() - left.len()].ends_with(char::is_alphanumeric)
                    && after.starts_with(right.as_str())
                    && !(right.ends_with(char::is_alphanumeric)
                        && after[right.len()..].starts_with(char::is_alphanumeric))
            }
        }
    }
}

/// Whether whole words stand in a text.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let inner_end =
            words.ends_with(char::is_alphanumeric) && text[at + words.len()..].starts_with(char::is_alphanumeric);
        !text[..at].ends_with(char::is_alphanumeric) && !inner_end
    })
}

/// What stands before a byte in the same paragraph, not further than near.
fn near_before(text: &str, begin: usize) -> &str {
    let window = &text[text.ceil_char_boundary(begin.saturating_sub(NEAR))..begin];
    window.rfind("\n\n").map_or(window, |at| &window[at + 2..])
}

/// What stands after a byte in the same paragraph, not further than near.
fn near_after(text: &str, end: usize) -> &str {
    let window = window_after(text, end);
    window.find("\n\n").map_or(window, |at| &window[..at])
}

/// What stands after a byte, not further than near.
pub(super) fn window_after(text: &str, end: usize) -> &str {
    &text[end..text.floor_char_boundary(end + NEAR)]
}
