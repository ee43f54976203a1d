//! XML to its elements and texts, one after the other.
//!
//! In: the bytes or text of an XML file. Out: where elements begin and end, and the text between. Names are without
//! their prefixes. Builds no tree and knows no entities but those of XML and HTML: what a file declares itself is let be.

use super::html_tokens::unescape;
use super::{Fault, decode};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// What comes next in an XML file.
pub(super) enum Node<'a> {
    /// An element begins; one without content ends next.
    Start(Element<'a>),
    /// The innermost element ends.
    End(String),
    /// Text.
    Text(Cow<'a, str>),
}

/// An element's name and attributes.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without its prefix.
    pub fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The value of an attribute, by its name without its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
        Some(unescape(&found.value))
    }
}

/// The text of an XML file, in the encoding that it says or shows.
pub(super) fn text_of(bytes: &[u8]) -> Result<String, Fault> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = label.and_then(|label| label.split(['"', '\'']).next()).unwrap_or_default();
    let declared = encoding_rs::Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
    Ok(decode::decode(bytes, declared)?.text)
}

/// Calls `each` for what stands in an XML text, in its order, until it is at its end or damaged.
pub(super) fn for_each_node<'a>(
    xml: &'a str,
    mut each: impl FnMut(Node<'a>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let event = reader.read_event().map_err(|error| {
            let place = reader.error_position();
            Fault::damaged(format!("its XML breaks off at byte {place} ({error})"))
        })?;
        match event {
            Event::Start(start) => each(Node::Start(Element(start)))?,
            Event::End(end) => each(Node::End(end.local_name().as_ref().to_owned()))?,
            Event::Text(text) => each(Node::Text(text.xml10_content()))?,
            Event::CData(text) => each(Node::Text(text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let source = format!("&{};", reference.xml10_content());
                each(Node::Text(Cow::Owned(unescape(&source))))?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expect: &str) {
        let mut found = String::new();
        let read = for_each_node(xml, |node| {
            match node {
                Node::Start(element) => {
                    let a = element.attribute("a").map(|a| format!(" {a}")).unwrap_or_default();
                    found.push_str(&format!("({}{a} ", element.name()));
                }
                Node::End(_) => found.push(')'),
                Node::Text(text) => found.push_str(&text),
            }
            Ok(())
        });
        if let Err(fault) = read {
            found.push_str(&fault.to_string()[..10]);
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn nodes() {
        check("<?xml version='1.0'?><w:p a='1' w:b='2'>A&amp;B<w:t/>&#8212;<![CDATA[<c>]]></w:p>", "(p 1 A&B(t )—<c>)");
        check("<r w:a='&lt;'>x</s></r>", "(r < x))");
        check("<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><r>&b;&amp</r>", "(r &b;&amp)");
        check("<r><!-- ", "(r is damaged");
        check("<r a=1 a=2", "is damaged");
    }
}
