//! A document's text to the blocks that it is set in: headings, items of lists, paragraphs.
//!
//! In: the text. Out: blocks, each a byte span and how it is set. A plain text says by its look alone what is a heading.
//! Knows no width and no font; `page` lays blocks out as they come into view.

use dateline_model::text::{Span, paragraphs, sentences};

/// A stretch of text that is set as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where its text stands in the document; of an item without its sign.
    pub span: Span,
    /// How it is set.
    pub look: Look,
    /// Whether it goes on what stands before: a part of a paragraph too long to be set whole.
    pub goes_on: bool,
}

/// How a block is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A heading.
    Heading,
    /// An item of a list, with so many bytes of its sign before it.
    Item(usize),
    /// A paragraph.
    Body,
}

/// A paragraph that is longer is set in parts, in bytes, so that no frame has to lay it out whole.
const BLOCK_MAX: usize = 4_000;
/// A heading is shorter than this, in characters.
const HEADING_MAX: usize = 90;
/// The signs of lists.
const BULLETS: [char; 6] = ['•', '*', '-', '–', '—', '·'];

/// The blocks of a text, in their order.
pub fn blocks(text: &str) -> Vec<Block> {
    let all = paragraphs(text);
    let mut blocks = Vec::with_capacity(all.len());
    for (nth, span) in all.iter().enumerate() {
        let words = text.get(span.clone()).unwrap_or_default();
        let sign = sign_of(words);
        let look = match sign {
            Some(sign) => Look::Item(sign),
            // What stands short below a heading is who wrote it, and when.
            None if nth + 1 < all.len() && is_heading(words) && !below_heading(&blocks) => Look::Heading,
            None => Look::Body,
        };
        let span = span.start + sign.unwrap_or(0)..span.end;
        if span.len() <= BLOCK_MAX {
            blocks.push(Block { span, look, goes_on: false });
            continue;
        }
        for (part, span) in parts(text, span).into_iter().enumerate() {
            let look = if part == 0 { look } else { Look::Body };
            blocks.push(Block { span, look, goes_on: part > 0 });
        }
    }
    blocks
}

fn below_heading(blocks: &[Block]) -> bool {
    blocks.last().is_some_and(|block| block.look == Look::Heading)
}

/// Whole sentences of a long paragraph, so many as fit a block; a sentence has an end.
fn parts(text: &str, span: Span) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for sentence in sentences(text, span.clone()) {
        match parts.last_mut() {
            Some(part) if sentence.end - part.start <= BLOCK_MAX => part.end = sentence.end,
            _ => parts.push(sentence),
        }
    }
    if let Some(last) = parts.last_mut() {
        last.end = span.end;
    }
    parts
}

/// Of an item of a list how many bytes its sign has: "• ", "12. ", "(a) ".
fn sign_of(words: &str) -> Option<usize> {
    let end = words.find(' ').filter(|end| *end <= 6)?;
    let sign = &words[..end];
    let inner = sign.trim_start_matches('(').trim_end_matches([')', '.']);
    let is_number = inner.len() < sign.len() && inner.len() <= 3 && !inner.is_empty();
    let counted = inner.chars().all(|letter| letter.is_ascii_digit())
        || inner.chars().count() == 1 && inner.chars().all(|letter| letter.is_ascii_lowercase());
    let bullet = sign.chars().all(|letter| BULLETS.contains(&letter)) && sign.chars().count() == 1;
    (bullet || is_number && counted).then_some(end + 1)
}

/// A short line by itself that is no sentence, of words that name rather than tell.
fn is_heading(words: &str) -> bool {
    let short = words.chars().nth(HEADING_MAX).is_none() && !words.contains('\n');
    let ends = words.ends_with(['.', '!', '?', ':', ';', ',', '…', '"', '”', '’']);
    let begins = words.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_numeric());
    short && begins && !ends && words.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let said = |block: Block| {
            let words = &text[block.span.clone()];
            match block.look {
                Look::Heading => format!("# {words}"),
                Look::Item(_) => format!("* {words}"),
                Look::Body => words.to_owned(),
            }
        };
        let found: Vec<String> = blocks(text).into_iter().map(said).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn blocks_are_told_by_their_look() {
        check("The harbour\n\nIt froze in May.", &["# The harbour", "It froze in May."]);
        check("It froze in May.\n\nThe end", &["It froze in May.", "The end"]);
        check(
            "Agreed:\n\n• ice\n\n- salt\n\n12. fish\n\n(a) boats\n\nx.",
            &["Agreed:", "* ice", "* salt", "* fish", "* boats", "x."],
        );
        check("3 May 2021 was warm.\n\n1990 2000\n\nx.", &["3 May 2021 was warm.", "1990 2000", "x."]);
        check("", &[]);
    }

    #[test]
    fn long_paragraphs_are_parted_between_sentences() {
        let text = "Ships came in. ".repeat(1_000);
        let blocks = blocks(&text);
        assert!(blocks.len() > 3 && blocks.iter().all(|block| block.span.len() <= BLOCK_MAX));
        assert!(blocks.iter().all(|block| text[block.span.clone()].starts_with("Ships")));
        assert_eq!(blocks.last().map(|block| block.span.end), Some(text.trim_end().len()));
    }
}
