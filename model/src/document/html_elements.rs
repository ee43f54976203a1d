//! What the elements of HTML, and the names that pages give them, say about the text in them.
//!
//! In: an element's name or attributes. Out: what it means for the text. Knows no nesting.

use super::html_tokens::Attributes;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What an element means for the text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sort {
    /// Begins and ends a block.
    Block,
    /// A block that ends where the next of its kind begins, within the nearest container.
    Sibling,
    /// A block that siblings do not reach out of.
    Container,
    /// A table's cell.
    Cell,
    Heading,
    /// May hold the article.
    Region,
    /// Holds anything but the article.
    Furniture,
    /// Holds no text for readers.
    Hidden,
    Preformatted,
    Link,
    /// A part of a line, which is left out where its name says that it is furniture.
    Inline,
    /// Holds the number of a note, or an ordinal's ending.
    Superscript,
}

/// Elements that mean something for the text, in the order of their names.
pub(super) const ELEMENTS: [(&str, Sort); 61] = [
    ("a", Sort::Link),
    ("address", Sort::Block),
    ("article", Sort::Region),
    ("aside", Sort::Furniture),
    ("audio", Sort::Hidden),
    ("blockquote", Sort::Block),
    ("body", Sort::Block),
    ("button", Sort::Hidden),
    ("canvas", Sort::Hidden),
    ("caption", Sort::Block),
    ("center", Sort::Block),
    ("datalist", Sort::Hidden),
    ("dd", Sort::Sibling),
    ("details", Sort::Block),
    ("dialog", Sort::Furniture),
    ("dir", Sort::Container),
    ("div", Sort::Block),
    ("dl", Sort::Container),
    ("dt", Sort::Sibling),
    ("fieldset", Sort::Block),
    ("figcaption", Sort::Block),
    ("figure", Sort::Block),
    ("footer", Sort::Furniture),
    ("form", Sort::Block),
    ("h1", Sort::Heading),
    ("h2", Sort::Heading),
    ("h3", Sort::Heading),
    ("h4", Sort::Heading),
    ("h5", Sort::Heading),
    ("h6", Sort::Heading),
    ("header", Sort::Block),
    ("hgroup", Sort::Block),
    ("li", Sort::Sibling),
    ("main", Sort::Region),
    ("map", Sort::Hidden),
    ("math", Sort::Hidden),
    ("menu", Sort::Container),
    ("nav", Sort::Furniture),
    ("noscript", Sort::Hidden),
    ("object", Sort::Hidden),
    ("ol", Sort::Container),
    ("option", Sort::Hidden),
    ("p", Sort::Sibling),
    ("picture", Sort::Hidden),
    ("pre", Sort::Preformatted),
    ("section", Sort::Block),
    ("select", Sort::Hidden),
    ("span", Sort::Inline),
    ("summary", Sort::Block),
    ("sup", Sort::Superscript),
    ("svg", Sort::Hidden),
    ("table", Sort::Container),
    ("tbody", Sort::Block),
    ("td", Sort::Cell),
    ("template", Sort::Hidden),
    ("tfoot", Sort::Block),
    ("th", Sort::Cell),
    ("thead", Sort::Block),
    ("tr", Sort::Sibling),
    ("ul", Sort::Container),
    ("video", Sort::Hidden),
];

/// The index in [`ELEMENTS`] of the element of this name in lower case.
pub(super) fn element(name: &str) -> Option<usize> {
    ELEMENTS.binary_search_by_key(&name, |(known, _)| known).ok()
}

/// Whether an element's attributes keep its text from readers.
pub(super) fn is_hidden(attributes: Attributes) -> bool {
    attributes.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("hidden") && !value.eq_ignore_ascii_case("false")
            || name.eq_ignore_ascii_case("aria-hidden") && value.eq_ignore_ascii_case("true")
            || name.eq_ignore_ascii_case("style") && value.replace(' ', "").contains("display:none")
            // Numbers of notes and the way back from them: Digital Publishing WAI-ARIA.
            || name.eq_ignore_ascii_case("role") && ["doc-noteref", "doc-backlink"].contains(&value)
            || name.eq_ignore_ascii_case("epub:type") && value == "noteref"
    })
}

static FURNITURE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words(include_str!("../../../assets/web/furniture.txt")));
static MODIFIERS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words(include_str!("../../../assets/web/modifiers.txt")));

fn words(list: &'static str) -> BTreeSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Whether class, id or role name the element as something beside the article.
pub(super) fn is_named_furniture(attributes: Attributes) -> bool {
    attributes
        .iter()
        .filter(|(name, _)| ["class", "id", "role"].iter().any(|known| known.eq_ignore_ascii_case(name)))
        .flat_map(|(_, value)| value.split_ascii_whitespace())
        .any(|token| {
            let has =
                |list: &BTreeSet<&str>| name_words(token).any(|word| list.contains(word.to_ascii_lowercase().as_str()));
            has(&FURNITURE) && !has(&MODIFIERS)
        })
}

/// The words of a name: "relatedLinks-box" has three.
fn name_words(token: &str) -> impl Iterator<Item = &str> {
    token.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|part| {
        let bytes = part.as_bytes().chunk_by(|a, b| !(a.is_ascii_lowercase() && b.is_ascii_uppercase()));
        bytes.scan(0, move |begin, chunk| {
            let from = *begin;
            *begin += chunk.len();
            Some(&part[from..*begin])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found() {
        assert!(ELEMENTS.iter().enumerate().all(|(index, (name, _))| element(name) == Some(index)));
    }

    #[test]
    fn names_have_words() {
        let words = |token| name_words(token).filter(|word| !word.is_empty()).collect::<Vec<_>>();
        assert_eq!(words("relatedLinks-box_2"), ["related", "Links", "box", "2"]);
        assert_eq!(words("é-NAV"), ["NAV"]);
    }
}
