//! Tests that any bytes give a document or an error, soundly and in time that grows with their length.

use super::{Document, read};
use std::time::Instant;

const NAMES: [&str; 3] = ["a.txt", "a.md", "a.html"];

/// Pieces of which inputs are made: markup of all three formats, broken in many ways, and bytes of any encoding.
const PIECES: [&[u8]; 64] = [
    b"<div>",
    b"</div>",
    b"<p class=\"ad nav",
    b"\">",
    b"<a href='x'>",
    b"</a>",
    b"<!--",
    b"-->",
    b"<li>",
    b"<td>",
    b"<table>",
    b"</table>",
    b"<script>",
    b"</script>",
    b"<ul>",
    b"<article>",
    b"</article>",
    b"&",
    b"&#x201c;",
    b"&#99999999;",
    b"&amp;",
    b"<h1>",
    b"<nav>",
    b"<br>",
    b"<br><br>",
    b"<pre>",
    b"<sup>1</sup>",
    b"<meta name=date content=2024-12-03>",
    b"<time datetime=2024>",
    b"<script type=application/ld+json>{\"headline\":\"x\",\"publisher\":[]}</script>",
    b"<!DOCTYPE html>",
    b"<?xml?>",
    b"<title>",
    b"\xc3\xa9",
    b"\xc3",
    b"\xe2\x80\x93",
    b"\xe2\x80",
    b"\xf0\x9f\x98\x80",
    b"\xff",
    b"\x93",
    b"\xa0",
    b"\xad",
    b"\0",
    b"\r",
    b"\r\n",
    b"\n",
    b"\n\n",
    b" ",
    b"    ",
    b"> ",
    b"- ",
    b"1. ",
    b"# ",
    b"[a](b)",
    b"![",
    b"](",
    b"**",
    b"_",
    b"`",
    b"| a | b |\n|---|---|\n",
    b"---\ndate: 2024-12-03\n---\n",
    b"[^1]",
    b"word ",
    b"Two ministers met on May 3, and signed a pact of mutual aid.",
];

/// Marsaglia's xorshift, so that every run tests the same inputs.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn check(name: &str, bytes: &[u8]) {
    match read(name, bytes) {
        Ok(document) => check_document(&document, bytes),
        Err(error) => assert!(error.to_string().starts_with(&format!("{name}: "))),
    }
}

fn check_document(document: &Document, bytes: &[u8]) {
    let Document { text, origins, title, .. } = document;
    assert!(!text.trim().is_empty() && !title.trim().is_empty());
    assert_eq!(origins.first().map(|origin| origin.text_begin), Some(0));
    for (index, origin) in origins.iter().enumerate() {
        let end = origins.get(index + 1).map_or(text.len(), |next| next.text_begin);
        assert!(origin.text_begin <= end && origin.file_begin <= bytes.len());
        let piece = &text[origin.text_begin..end];
        if origin.verbatim {
            let source = &bytes[origin.file_begin..origin.file_begin + piece.len()];
            assert!(source == piece.as_bytes() || source.contains(&b'\r'), "{piece:?} is not {source:?}");
        }
    }
    let span = document.file_span(0..text.len());
    assert!(span.start <= span.end && span.end <= bytes.len());
}

#[test]
fn any_pieces_in_any_order() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..6000 {
        let count = 1 + random.below(40);
        let bytes: Vec<u8> = (0..count).flat_map(|_| PIECES[random.below(PIECES.len())]).copied().collect();
        check(NAMES[round % 3], &bytes);
    }
}

#[test]
fn any_bytes() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..2000 {
        let count = 1 + random.below(200);
        let lowest = [0, 0x20, 0x80][random.below(3)];
        let bytes: Vec<u8> = (0..count).map(|_| (lowest + random.below(256 - lowest)) as u8).collect();
        check(NAMES[round % 3], &bytes);
    }
}

/// A reader that is quadratic takes minutes for these; the bound leaves room for a slow and busy machine.
#[test]
fn long_inputs_take_time_in_proportion() {
    let begin = Instant::now();
    for piece in PIECES {
        let bytes = piece.repeat(100_000 / piece.len());
        NAMES.iter().for_each(|name| check(name, &bytes));
    }
    for (opened, carried_on) in [(">", "a\n"), ("- ", "  a\n"), ("<div>", "</p>"), ("<p><b>", "</div>"), ("[", "](")] {
        let bytes = opened.repeat(30_000) + &carried_on.repeat(30_000);
        NAMES.iter().for_each(|name| check(name, bytes.as_bytes()));
    }
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}
