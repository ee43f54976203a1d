//! Markdown to its text, without the markup.
//!
//! In: the source. Out: the text, a blank line between its blocks, and what its front matter says of it.
//! Follows CommonMark with tables, footnotes, strikethrough and task lists. Link targets and pictures are left out.

use super::html;
use super::metadata::Metadata;
use super::traced::Traced;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The parser's time grows with the nesting of quotes and lists: a text that nests more deeply is read as plain.
const DEEPEST: usize = 100;

/// The text, traced to `source`, and what its front matter and first heading say.
pub(super) fn read(source: &str) -> (Traced, Metadata) {
    if source.lines().any(|line| nesting(line) > DEEPEST) {
        return (Traced::verbatim(source.to_owned(), 0), Metadata::default());
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut out = Traced::new(source.len());
    let mut metadata = Metadata::default();
    let (mut in_front_matter, mut pictures, mut heading_begin, mut cells) = (false, 0, 0, 0);
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_front_matter = false,
            Event::Text(text) if in_front_matter => offer_fields(&text, &mut metadata),
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            _ if pictures > 0 => {}
            Event::Text(text) | Event::Code(text) => {
                // The span of code has its backticks in it, that of an escaped or referred character its markup.
                let begin = source[span.clone()].find(&*text).map_or(span.start, |at| span.start + at);
                let verbatim = source[begin..].starts_with(&*text);
                let end = if verbatim { begin + text.len() } else { span.end };
                out.push(&text, begin..end, verbatim);
            }
            Event::Start(Tag::HtmlBlock) => {
                end_block(&mut out);
                html::strip(&source[span.clone()], span.start, &mut out);
            }
            Event::SoftBreak => out.push(" ", span, false),
            Event::HardBreak => out.push("\n", span, false),
            Event::Start(Tag::TableHead | Tag::TableRow) => cells = 0,
            Event::Start(Tag::TableCell) => {
                if cells > 0 {
                    out.push_made("\t");
                }
                cells += 1;
            }
            Event::Start(Tag::Heading { .. }) => {
                end_block(&mut out);
                heading_begin = out.text.len();
            }
            Event::End(TagEnd::Heading(_)) => {
                metadata.offer("h1", &out.text[heading_begin..]);
                end_block(&mut out);
            }
            Event::Start(tag) if is_block(&tag) => end_block(&mut out),
            Event::End(tag) if ends_block(tag) => end_block(&mut out),
            Event::Rule => end_block(&mut out),
            _ => {}
        }
    }
    let end = out.text.trim_end().len();
    out.truncate(end);
    (out, metadata)
}

/// How many quotes and lists a line can be within, at most: it opens one by a mark, or carries one on by an indent.
fn nesting(line: &str) -> usize {
    let marks = line.split(|c: char| c.is_whitespace() || c == '>').take_while(|word| {
        let number =
            word.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        word.is_empty() || number || matches!(*word, "-" | "*" | "+")
    });
    // Two blanks at least carry a list on.
    marks.count() / 2
}

fn is_block(tag: &Tag) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

fn ends_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::TableCell)
}

fn end_block(out: &mut Traced) {
    if !out.text.is_empty() && !out.text.ends_with("\n\n") {
        out.push_made(if out.text.ends_with('\n') { "\n" } else { "\n\n" });
    }
}

/// The fields of a front matter in YAML or TOML: a name, `:` or `=`, and a value in quotes or without.
fn offer_fields(front_matter: &str, metadata: &mut Metadata) {
    for line in front_matter.lines() {
        if let Some((name, value)) = line.split_once([':', '=']) {
            let name = if name.trim().eq_ignore_ascii_case("title") { "headline" } else { name.trim() };
            metadata.offer(name, value.trim().trim_matches(['"', '\'']));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &str) {
        let (traced, _) = read(source);
        assert_eq!(traced.text, expect, "{source}");
        for (index, origin) in traced.origins.iter().enumerate().filter(|(_, origin)| origin.verbatim) {
            let end = traced.origins.get(index + 1).map_or(traced.text.len(), |next| next.text_begin);
            let piece = &traced.text[origin.text_begin..end];
            assert_eq!(&source[origin.file_begin..origin.file_begin + piece.len()], piece);
        }
    }

    #[test]
    fn texts() {
        check(
            "# Pact *and* order\n\nThe [pact](http://x) was\nsigned **on May 3**.",
            "Pact and order\n\nThe pact was signed on May 3.",
        );
        check("Heading\n===\n- one\n- two\n  - three\n\n> quoted", "Heading\n\none\n\ntwo\n\nthree\n\nquoted");
        check("1. one\n\n   more\n2. two", "one\n\nmore\n\ntwo");
        check("a \\* b &amp; c `code` ![picture](x.png) d", "a * b & c code  d");
        check("| Day | Act |\n|--|--|\n| May 3 | *Pact* signed |\n", "Day\tAct\n\nMay 3\tPact signed");
        check("<div align=center>\n<b>Pact</b>\n</div>\n\nIt <i>was</i> signed.", "Pact\n\nIt was signed.");
        check("A claim.[^1]\n\n[^1]: The note.", "A claim.\n\nThe note.");
        check("---\ntitle: x\n---\nText", "Text");
        check("- [x] done\n\n~~gone~~ line  \nbreak", "done\n\ngone line\nbreak");
        check("", "");
    }

    #[test]
    fn front_matter() {
        let source = "---\ntitle: \"A pact: of two\"\ndate: 2024-12-03\npublisher: 'Harbour Review'\n---\n# Other";
        let stated = read(source).1.finish();
        assert_eq!(stated.title.as_deref(), Some("A pact: of two"));
        assert_eq!(stated.publisher.as_deref(), Some("Harbour Review"));
        assert_eq!(stated.own_date.map(|date| date.earliest.to_string()).as_deref(), Some("2024-12-03"));
        let stated = read("Text\n\n## The *first* heading\n\n# Second").1.finish();
        assert_eq!(stated.title.as_deref(), Some("The first heading"));
    }
}
