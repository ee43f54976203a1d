//! A web page's source to its tags and texts, in one pass.
//!
//! In: the source. Out: tokens with their byte offsets; character references stay as they are.
//! Knows no elements but those whose content is no markup. Builds no tree, so that no nesting can harm it.
//! After the tokenization of the HTML Standard, section 13.2.5, without its error reports.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A piece of the source.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text between tags.
    Text { begin: usize, text: &'a str },
    /// A start tag.
    Start { begin: usize, name: &'a str, attributes: Attributes<'a> },
    /// An end tag.
    End { name: &'a str },
    /// An element whose content is no markup: a script, a style, a title.
    Raw { name: &'a str, attributes: Attributes<'a>, text: &'a str },
}

/// The attributes of a start tag as they stand in the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Attributes<'a>(&'a str);

const RAW: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// The tokens of a page's source.
pub(super) struct Tokens<'a> {
    source: &'a str,
    offset: usize,
    /// XML closes an element by `/>`; HTML does not.
    xml: bool,
}

impl<'a> Tokens<'a> {
    pub fn new(source: &'a str) -> Tokens<'a> {
        Tokens { source, offset: 0, xml: source.trim_start().starts_with("<?xml") }
    }

    fn text(&mut self) -> Token<'a> {
        let begin = self.offset;
        let rest = &self.source.as_bytes()[begin + 1..];
        self.offset = rest.iter().position(|&byte| byte == b'<').map_or(self.source.len(), |at| begin + 1 + at);
        Token::Text { begin, text: &self.source[begin..self.offset] }
    }

    /// Moves behind the next `end`, or to the end of the source.
    fn skip_past(&mut self, from: usize, end: &str) {
        let found = self.source.get(from..).and_then(|rest| rest.find(end));
        self.offset = found.map_or(self.source.len(), |at| from + at + end.len());
    }

    /// The name and attributes of the tag whose name begins at `begin`; moves behind it.
    fn tag(&mut self, begin: usize) -> (&'a str, Attributes<'a>) {
        let bytes = self.source.as_bytes();
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_end = bytes[begin..].iter().position(ends_name).map_or(bytes.len(), |at| begin + at);
        let mut at = name_end;
        // A `>` between quotes does not end the tag; a quote counts only where a value begins.
        let (mut quote, mut value_begins) = (None, false);
        while let Some(&byte) = bytes.get(at) {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if value_begins && matches!(byte, b'"' | b'\'') => quote = Some(byte),
                None => {}
            }
            value_begins = quote.is_none() && (byte == b'=' || value_begins && byte.is_ascii_whitespace());
            at += 1;
        }
        self.offset = (at + 1).min(bytes.len());
        (&self.source[begin..name_end], Attributes(&self.source[name_end..at]))
    }

    fn raw(&mut self, name: &'a str, attributes: Attributes<'a>) -> Token<'a> {
        let begin = self.offset;
        let mut from = begin;
        while let Some(at) = self.source[from..].find("</") {
            let end = from + at;
            let named = self.source.get(end + 2..end + 2 + name.len());
            if named.is_some_and(|named| named.eq_ignore_ascii_case(name)) {
                self.skip_past(end, ">");
                return Token::Raw { name, attributes, text: &self.source[begin..end] };
            }
            from = end + 2;
        }
        self.offset = self.source.len();
        Token::Raw { name, attributes, text: &self.source[begin..] }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let begin = self.offset;
            let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
            match &self.source.as_bytes()[begin..] {
                [] => return None,
                [b'<', b'!', b'-', b'-', ..] => self.skip_past(begin + 2, "-->"),
                [b'<', b'!' | b'?', ..] => self.skip_past(begin, ">"),
                [b'<', b'/', rest @ ..] if is_letter(rest.first()) => {
                    let (name, _) = self.tag(begin + 2);
                    return Some(Token::End { name });
                }
                [b'<', rest @ ..] if is_letter(rest.first()) => {
                    let (name, attributes) = self.tag(begin + 1);
                    let closed = self.xml && attributes.closes();
                    if !closed && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                        return Some(self.raw(name, attributes));
                    }
                    return Some(Token::Start { begin, name, attributes });
                }
                _ => return Some(self.text()),
            }
        }
    }
}

impl<'a> Attributes<'a> {
    /// Name and value of each attribute as written; the value is empty where there is none.
    pub fn iter(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            // A name has at least one character, even if that is a stray `=`.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/');
            let name_end = rest[first..].find(ends_name).map_or(rest.len(), |at| first + at);
            let (name, after) = rest.split_at(name_end);
            let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
                rest = after;
                return Some((name, ""));
            };
            let value = value.trim_ascii_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            rest = after;
            Some((name, value))
        })
    }

    /// Whether the tag ends with `/>`.
    pub fn closes(self) -> bool {
        self.0.ends_with('/')
    }

    /// The value of the first attribute of this name, its character references resolved.
    pub fn get(self, name: &str) -> Option<String> {
        self.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| unescape(value))
    }
}

static ENTITIES: LazyLock<BTreeMap<&str, char>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/web/entities.tsv").lines().filter_map(|line| line.split_once('\t'));
    lines.filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))).collect()
});

/// References are no longer than this many bytes.
const LONGEST_REFERENCE: usize = 12;

/// The character that a text's first bytes refer to, and how many bytes that takes: `&amp;`, `&#8217;`, `&#x2019;`.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = &body[..end];
    let character = match name.strip_prefix('#') {
        None => *ENTITIES.get(name)?,
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => numbered(u32::from_str_radix(hex, 16).ok()?)?,
            None => numbered(number.parse().ok()?)?,
        },
    };
    Some((character, end + 2))
}

/// Numbers 128 to 159 are meant as Windows-1252, as the standard has it.
fn numbered(code: u32) -> Option<char> {
    match code {
        0 => None,
        0x80..=0x9f => encoding_rs::WINDOWS_1252.decode(&[code as u8]).0.chars().next(),
        _ => char::from_u32(code),
    }
}

/// A text with its character references resolved.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens in short: text as it is, `+name(attribute=value)`, `-name`, `!name{content}`.
    fn check(source: &str, expect: &[&str]) {
        let found: Vec<String> = Tokens::new(source)
            .map(|token| match token {
                Token::Text { text, .. } => text.to_owned(),
                Token::Start { name, attributes, .. } => {
                    attributes.iter().fold(format!("+{name}"), |all, (name, value)| format!("{all}({name}={value})"))
                }
                Token::End { name } => format!("-{name}"),
                Token::Raw { name, text, .. } => format!("!{name}{{{text}}}"),
            })
            .collect();
        assert_eq!(found, expect, "{source}");
    }

    #[test]
    fn tokens() {
        check(
            "<p class=a id='b c' hidden>Hi <b>you</b></p>",
            &["+p(class=a)(id=b c)(hidden=)", "Hi ", "+b", "you", "-b", "-p"],
        );
        check("a < b <3 c", &["a ", "< b ", "<3 c"]);
        check("<!DOCTYPE html><!-- <p> --><br/>x", &["+br", "x"]);
        check("<SCRIPT>if (a</b) '<p>'</Script>x", &["!SCRIPT{if (a</b) '<p>'}", "x"]);
        check("<a title=\"5 > 3\" href=x>y", &["+a(title=5 > 3)(href=x)", "y"]);
        check("<a title=\"5\" tall\">y", &["+a(title=5)(tall\"=)", "y"]);
        check("<?xml version='1.0'?><script src='x'/><p>y", &["+script(src=x)", "+p", "y"]);
        check("<title>a &amp; b", &["!title{a &amp; b}"]);
        check("x <p class=\"never closed>", &["x ", "+p(class=never closed>)"]);
        check("<é =a = b==c/d>", &["<é =a = b==c/d>"]);
        check("<", &["<"]);
    }

    #[test]
    fn references() {
        assert_eq!(
            unescape("Kim&#146;s &ldquo;visit&rdquo; &amp; more&nbsp;&unknown; & &#x2014; &#0; &"),
            "Kim’s “visit” & more\u{a0}&unknown; & — &#0; &"
        );
    }
}
