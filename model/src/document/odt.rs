//! A text of LibreOffice and its like to a document: OpenDocument, ISO/IEC 26300.
//!
//! In: the file's bytes. Out: its paragraphs, with notes behind those that they stand in, and what its properties say.
//! Left out are deleted words, comments, headers and footers.

use super::Fault;
use super::archive::Archive;
use super::docx::read_properties;
use super::metadata::Metadata;
use super::office::Flow;
use super::paragraphs::Paragraphs;
use super::xml::{Element, Node, for_each_node};

/// Elements whose content is not text of the document.
const SKIPPED: [&str; 7] = ["tracked-changes", "annotation", "note-citation", "forms", "title", "desc", "ruby-text"];

/// More blanks in a row than this show no words.
const BLANKS_MAX: usize = 100;

/// The paragraphs and what the properties say.
pub(super) fn read(bytes: &[u8]) -> Result<(Paragraphs, Metadata), Fault> {
    let mut archive = Archive::open(bytes)?;
    if archive.xml("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Fault::Locked);
    }
    let content = archive.xml("content.xml")?.ok_or_else(|| Fault::damaged("it holds no text document"))?;
    let paragraphs = read_content(&content)?;
    let mut metadata = Metadata::default();
    if let Some(properties) = archive.xml("meta.xml")? {
        read_properties(&properties, &mut metadata)?;
    }
    Ok((paragraphs, metadata))
}

fn read_content(xml: &str) -> Result<Paragraphs, Fault> {
    let mut flow = Flow::default();
    let mut skipped = 0_usize;
    for_each_node(xml, |node| {
        match node {
            Node::Start(element) => {
                let name = element.name();
                if SKIPPED.contains(&name.as_str()) {
                    skipped += 1;
                }
                if skipped == 0 {
                    start(&name, &element, &mut flow);
                }
            }
            Node::End(name) if SKIPPED.contains(&name.as_str()) => skipped = skipped.saturating_sub(1),
            Node::End(_) | Node::Text(_) if skipped > 0 => {}
            Node::End(name) => match name.as_str() {
                "p" | "h" => flow.end_paragraph()?,
                "table-row" => flow.end_row()?,
                _ => {}
            },
            Node::Text(text) => flow.text(&text.replace(['\n', '\t'], " ")),
        }
        Ok(())
    })?;
    flow.finish()
}

fn start(name: &str, element: &Element, flow: &mut Flow) {
    match name {
        "p" | "h" => flow.begin_paragraph(),
        "s" => {
            let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
            flow.text(&" ".repeat(count.min(BLANKS_MAX)));
        }
        "tab" => flow.text("\t"),
        "line-break" => flow.text("\n"),
        "table-row" => flow.begin_row(),
        "table-cell" => flow.begin_cell(),
        _ => {}
    }
}
