//! A web page to the text of its article, without navigation, adverts and scripts.
//!
//! In: the page's source. Out: the article's text, a blank line between its blocks, and its metadata.
//! Runs no script, loads nothing, builds no tree: a stack of open elements of bounded depth is all it keeps.

use super::html_elements::{self, ELEMENTS, Sort, element, is_hidden, is_named_furniture};
use super::html_tokens::{Attributes, Token, Tokens, reference, unescape};
use super::main_text::{Block, Region, main_blocks};
use super::metadata::Metadata;
use super::traced::Traced;

/// Elements nested deeper are read as if they stood beside each other.
const DEEPEST: usize = 512;

/// An element that is open, and what holds within it.
#[derive(Clone, Copy, Default)]
struct Open {
    element: usize,
    hidden: bool,
    /// Within an element that never holds the article.
    furniture: bool,
    /// Within an element whose class says that it does not.
    named_furniture: bool,
    /// Index of the innermost region.
    region: usize,
}

/// The article's text, traced to `source`, and what the page says of itself.
pub(super) fn read(source: &str) -> (Traced, Metadata) {
    let mut page = Page::new(source.len());
    for token in Tokens::new(source) {
        match token {
            Token::Text { begin, text } => page.text(begin, text),
            Token::Start { begin, name, attributes } => page.start(begin, name, attributes),
            Token::End { name } => page.end(name),
            Token::Raw { name, attributes, text } => page.raw(name, attributes, text),
        }
    }
    page.finish(source.len())
}

/// Appends the text of markup that stands in another format, at `offset` of its source.
pub(super) fn strip(markup: &str, offset: usize, out: &mut Traced) {
    for token in Tokens::new(markup) {
        if let Token::Text { begin, text } = token {
            let fresh = out.text.is_empty() || out.text.ends_with(char::is_whitespace);
            let begin = offset + begin + if fresh { text.len() - text.trim_start().len() } else { 0 };
            let text = if fresh { text.trim_start() } else { text };
            out.push(text, begin..begin + text.len(), true);
        }
    }
}

/// A page as far as it has been read.
struct Page {
    /// All text of the page that is not hidden, block after block.
    all: Traced,
    blocks: Vec<Block>,
    regions: Vec<Region>,
    open: Vec<Open>,
    /// How many of each element are open, so that an end tag without a start tag costs nothing.
    open_counts: [u32; ELEMENTS.len()],
    /// The block that is being read.
    block: Block,
    /// White space that was seen but not yet needed: its offset, and whether it is one plain space.
    space: Option<(usize, bool)>,
    line_breaks: u32,
    metadata: Metadata,
}

impl Page {
    fn new(source_bytes: usize) -> Page {
        Page {
            all: Traced::new(source_bytes),
            blocks: Vec::new(),
            regions: vec![Region { parent: 0, bytes: 0 }],
            open: Vec::new(),
            open_counts: [0; ELEMENTS.len()],
            block: Block::default(),
            space: None,
            line_breaks: 0,
            metadata: Metadata::default(),
        }
    }

    fn inner(&self) -> Open {
        self.open.last().copied().unwrap_or_default()
    }

    fn is_open(&self, name: &str) -> bool {
        element(name).is_some_and(|element| self.open_counts[element] > 0)
    }

    fn start(&mut self, begin: usize, name: &str, attributes: Attributes) {
        let tag = name.to_ascii_lowercase();
        match tag.as_str() {
            "br" => self.line_breaks += 1,
            "hr" => self.end_block(),
            "meta" => self.meta(attributes),
            "link" => self.link(attributes),
            "time" => self.time(attributes),
            _ => {}
        }
        let Some(element) = element(&tag) else { return };
        let sort = ELEMENTS[element].1;
        match sort {
            Sort::Hidden if attributes.closes() => return,
            Sort::Hidden | Sort::Superscript | Sort::Inline => {}
            Sort::Link => self.close(element),
            Sort::Cell => {
                self.close_sibling(element);
                if self.all.text.len() > self.block.begin {
                    self.all.push("\t", begin..begin, false);
                    self.space = None;
                }
            }
            _ => {
                self.end_block();
                if sort == Sort::Sibling {
                    self.close_sibling(element);
                } else if let Some(paragraph) = html_elements::element("p") {
                    self.close_sibling(paragraph);
                }
            }
        }
        self.push(element, sort, attributes);
        self.begin_block();
    }

    /// Enters an element.
    fn push(&mut self, element: usize, sort: Sort, attributes: Attributes) {
        if self.open.len() == DEEPEST {
            return;
        }
        let mut open = Open { element, ..self.inner() };
        open.hidden |= sort == Sort::Hidden || is_hidden(attributes);
        open.furniture |= sort == Sort::Furniture;
        match sort {
            Sort::Region => {
                open.named_furniture = false;
                self.regions.push(Region { parent: open.region, bytes: 0 });
                open.region = self.regions.len() - 1;
            }
            Sort::Block | Sort::Container | Sort::Sibling if ELEMENTS[element].0 != "body" => {
                open.named_furniture |= is_named_furniture(attributes);
            }
            Sort::Inline => open.hidden |= is_named_furniture(attributes),
            _ => {}
        }
        self.open.push(open);
        self.open_counts[element] += 1;
    }

    fn end(&mut self, name: &str) {
        let Some(element) = element(&name.to_ascii_lowercase()) else { return };
        match ELEMENTS[element].1 {
            Sort::Link | Sort::Superscript | Sort::Inline => self.close(element),
            Sort::Cell | Sort::Hidden => self.close_to(element),
            _ => {
                self.end_block();
                self.close_to(element);
                self.begin_block();
            }
        }
    }

    /// Leaves the innermost element of a kind, and nothing else.
    fn close(&mut self, element: usize) {
        if self.open_counts[element] > 0
            && let Some(at) = self.open.iter().rposition(|open| open.element == element)
        {
            self.open.remove(at);
            self.open_counts[element] -= 1;
        }
    }

    /// Leaves the innermost element of a kind and all within it.
    fn close_to(&mut self, element: usize) {
        while self.open_counts[element] > 0
            && let Some(open) = self.open.pop()
        {
            self.open_counts[open.element] -= 1;
            if open.element == element {
                return;
            }
        }
    }

    /// Leaves the element that a new one of its kind ends, as `<li>` ends the item before it.
    fn close_sibling(&mut self, element: usize) {
        if self.open_counts[element] == 0 {
            return;
        }
        for open in self.open.iter().rev() {
            if open.element == element {
                return self.close_to(element);
            }
            if ELEMENTS[open.element].1 == Sort::Container {
                return;
            }
        }
    }

    fn raw(&mut self, name: &str, attributes: Attributes, text: &str) {
        if name.eq_ignore_ascii_case("title") && !self.is_open("svg") {
            self.metadata.offer("title", &unescape(text));
        } else if attributes.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
            self.metadata.offer_json(text);
        }
    }

    fn meta(&mut self, attributes: Attributes) {
        let Some(content) = attributes.get("content") else { return };
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = attributes.get(key) {
                self.metadata.offer(&name, &content);
            }
        }
    }

    fn link(&mut self, attributes: Attributes) {
        if let Some(address) = attributes.get("href")
            && attributes.get("rel").is_some_and(|relation| relation.eq_ignore_ascii_case("canonical"))
        {
            self.metadata.offer("canonical", &address);
        }
    }

    fn time(&mut self, attributes: Attributes) {
        let inner = self.inner();
        let Some(day) = attributes.get("datetime") else { return };
        let published = attributes.get("pubdate").is_some()
            || attributes.get("itemprop").is_some_and(|item| item.eq_ignore_ascii_case("datePublished"));
        if published {
            self.metadata.offer("time element marked as published", &day);
        } else if inner.region > 0 && !inner.furniture && !inner.named_furniture {
            self.metadata.offer("first time element of the article", &day);
        }
    }

    /// Takes in a text between tags: white space becomes one space, references become characters.
    fn text(&mut self, begin: usize, text: &str) {
        if self.inner().hidden {
            return;
        }
        let is_note = |c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '*' | '†' | ',');
        if self.is_open("sup") && text.chars().all(is_note) {
            return;
        }
        let (preformatted, linked) = (self.is_open("pre"), self.is_open("a"));
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let (character, length) = reference(&text[at..]).unwrap_or((first, first.len_utf8()));
            let verbatim = length == first.len_utf8();
            match character {
                // A soft hyphen, zero-width characters.
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                '\n' if preformatted => self.line_breaks += 1,
                _ if character.is_whitespace() => {
                    self.space.get_or_insert((begin + at, verbatim && character == ' '));
                }
                _ => {
                    self.flush_space();
                    let before = self.all.text.len();
                    let source = begin + at..begin + at + length;
                    self.all.push(character.encode_utf8(&mut [0; 4]), source, verbatim);
                    if linked {
                        self.block.link_bytes += (self.all.text.len() - before) as u32;
                    }
                }
            }
            at += length;
        }
    }

    /// Writes the space or line break that was held back, now that more text follows it.
    fn flush_space(&mut self) {
        let (space, breaks) = (self.space.take(), std::mem::take(&mut self.line_breaks));
        if breaks > 1 {
            self.end_block();
            self.begin_block();
        }
        if self.all.text.len() == self.block.begin {
            return;
        }
        match space {
            _ if breaks == 1 => self.all.push_made("\n"),
            Some((at, verbatim)) => self.all.push(" ", at..at + 1, verbatim),
            None => {}
        }
    }

    fn begin_block(&mut self) {
        let inner = self.inner();
        let Open { furniture, named_furniture, region, .. } = inner;
        if self.all.text.len() == self.block.begin {
            let heading = self.open.iter().rev().take(4).any(|open| ELEMENTS[open.element].1 == Sort::Heading);
            let begin = self.all.text.len();
            self.block = Block { begin, end: begin, link_bytes: 0, heading, furniture, named_furniture, region };
        }
    }

    fn end_block(&mut self) {
        (self.space, self.line_breaks) = (None, 0);
        let end = self.all.text.len();
        if end > self.block.begin {
            self.block.end = end;
            if self.is_open("h1") && !self.inner().furniture {
                self.metadata.offer("h1", &self.all.text[self.block.begin..end]);
            }
            self.blocks.push(self.block);
            // So that a reference at the block's end knows where it ends.
            self.all.push_made("\n\n");
            self.block = Block { begin: self.all.text.len(), ..Block::default() };
        }
    }

    fn finish(mut self, source_bytes: usize) -> (Traced, Metadata) {
        self.end_block();
        let mut out = Traced::new(source_bytes);
        for block in main_blocks(&self.all.text, &self.blocks, &mut self.regions) {
            if !out.text.is_empty() {
                out.push_made("\n\n");
            }
            out.push_span(&self.all, block.begin..block.end);
        }
        (out, self.metadata)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The two ministers met on Monday in the capital, where they signed an accord on the transit of gas, \
                        and agreed to meet again before the end of the year.";

    /// The blocks of the text, each on a line; `LONG` stands as "…".
    fn check(source: &str, expect: &str) {
        let (traced, _) = read(&source.replace('…', LONG));
        assert_eq!(traced.text.replace(LONG, "…"), expect, "{source}");
    }

    /// The bytes of the source that a part of the text came from.
    fn check_origin(source: &str, part: &str, expect: &str) {
        let (traced, _) = read(source);
        let begin = traced.text.find(part).expect("part");
        let span = crate::document::file_span(&traced.origins, begin..begin + part.len());
        assert_eq!(&source[span], expect);
    }

    #[test]
    fn blocks() {
        check("<p>One\n  two&nbsp;<b>three</b>.<p>Four<br>five<br><br>six", "One two three.\n\nFour\nfive\n\nsix");
        check("<ul><li>One<li><p>Two</ul>Three", "One\n\nTwo\n\nThree");
        check(
            "<table><tr><td>May 3<td>Pact signed<tr><th> May 4 </th><td>Ratified</table>",
            "May 3\tPact signed\n\nMay 4\tRatified",
        );
        check("<pre>\nKiev\n\n  Moscow</pre>", "Kiev\n\nMoscow");
        check(
            "<p>In 2024<sup>[3]</sup> the 3<sup>rd</sup> pact of so\u{ad}cial order",
            "In 2024 the 3rd pact of social order",
        );
        check("plain words, no markup", "plain words, no markup");
    }

    #[test]
    fn leaves_out_what_is_not_the_article() {
        check("<script>var a = '<p>x</p>';</script><style>p{}</style><p>One.<svg><text>2</text></svg>", "One.");
        check(
            "<nav><a href=/>Home</a></nav><h1>Pact</h1><p>…</p><aside><p>…</p></aside><footer>…</footer>",
            "Pact\n\n…",
        );
        check("<div class=siteNav><p>…</p></div><div class='text has-sidebar'><p>…</p><p>…</p></div>", "…\n\n…");
        check("<div class=sidebar><p>…</p><p>…</p></div><p>Short.", "…\n\n…\n\nShort.");
        check(
            "<p>Share this</p><main><h2>Pact</h2><p>…<p>Advertisement<p>Seen in <a href=x>Oslo</a>.<h3>More</h3><ul><li><a href=y>A list of links</a></ul></main><p>…",
            "Pact\n\n…\n\nSeen in Oslo.",
        );
        check("<p>…<p style='display: none'>…<p hidden>…", "…");
        check("<article><p>…<p>…</article><article><p>Short card.</article>", "…\n\n…");
        check(
            "<h2>Pact<span class=mw-editsection>[<a href=x>edit</a>]</span></h2><p><span>Signed</span> in May.",
            "Pact\n\nSigned in May.",
        );
        check("<a href=1>One</a><a href=2>Two</a>", "OneTwo");
        check("<script>all by script</script>", "");
    }

    #[test]
    fn origins() {
        check_origin(
            "<p>the &ldquo;White <b>House</b>&rdquo;</p><p>Moscow",
            "“White House”",
            "&ldquo;White <b>House</b>&rdquo;",
        );
        check_origin("<p>One.</p>\n\n<nav>x</nav>\n<p>Two  three.", "Two three", "Two  three");
        check_origin("<p>One.</p>\n\n<hr>\n<p>Two", "One.", "One.");
    }

    #[test]
    fn metadata() {
        let page = "<head><title>Pact &amp; order - Harbour Review</title><meta property=og:site_name content='Harbour Review'>\
                    <meta name=date content=2024-12-03><meta name=author content='A. Hale'>\
                    <link rel=canonical href=https://example.org/pact></head><main><h1>Pact and <i>order</i></h1><time datetime=2023-01-01>x</time>";
        let stated = read(page).1.finish();
        assert_eq!(stated.title.as_deref(), Some("Pact and order"));
        assert_eq!(stated.publisher.as_deref(), Some("Harbour Review"));
        assert_eq!(stated.author.as_deref(), Some("A. Hale"));
        assert_eq!(stated.url.as_deref(), Some("https://example.org/pact"));
        assert_eq!(stated.own_date.map(|date| date.earliest.to_string()).as_deref(), Some("2024-12-03"));
    }
}
