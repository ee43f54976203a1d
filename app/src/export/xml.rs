//! Text and numbers as they are written in XML, in JSON within it, and in packages of it.

use anyhow::Result;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The first line of every file of XML.
pub const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The parts of a package of XML (Office Open XML, ECMA-376 part 2), in the order in which they are given.
pub struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    /// A package without parts.
    pub fn new() -> Package {
        Package(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part. The time of its making is not told, so that the same parts give the same bytes.
    pub fn part(&mut self, name: &str, content: &str) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(content.as_bytes())?)
    }

    /// The bytes of the package.
    pub fn finish(self) -> Result<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}

/// At most three decimals, none that say nothing.
pub fn number(value: f32) -> String {
    let text = format!("{:.3}", if value.is_finite() { value } else { 0.0 });
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text for XML 1.0: what it reserves is escaped, what it forbids is left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(escape(text), expect);
    }

    #[test]
    fn any_text_is_well_formed() {
        check("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d");
        check("bell\u{7} and\nline\u{ffff}", "bell and line");
        check("日本 🚀", "日本 🚀");
    }

    #[test]
    fn numbers_are_short() {
        for (value, expect) in [(1.0, "1"), (-0.0001, "0"), (2.34567, "2.346"), (f32::NAN, "0"), (100.0, "100")] {
            assert_eq!(number(value), expect);
        }
    }
}
