//! A text of Word and its like to a document: WordprocessingML, ISO/IEC 29500.
//!
//! In: the file's bytes. Out: its paragraphs, with notes behind them, and what its properties say.
//! Left out are deleted words, fields' instructions, headers, footers and comments.

use super::archive::Archive;
use super::metadata::Metadata;
use super::office::Flow;
use super::paragraphs::Paragraphs;
use super::xml::{Node, for_each_node};
use super::{Fault, Place};

/// Elements whose content is not text of the document.
const SKIPPED: [&str; 9] =
    ["pPr", "rPr", "tblPr", "sectPr", "instrText", "delText", "moveFrom", "Fallback", "annotationRef"];

/// The paragraphs and what the properties say.
pub(super) fn read(bytes: &[u8]) -> Result<(Paragraphs, Metadata), Fault> {
    let mut archive = Archive::open(bytes)?;
    let name = main_part(&mut archive)?;
    let main = archive.xml(&name)?.ok_or_else(|| Fault::damaged("it holds no text document"))?;
    let mut flow = Flow::default();
    read_part(&main, &mut flow)?;
    let mut paragraphs = flow.finish()?;
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = archive.xml(part)? {
            let mut flow = Flow::default();
            read_part(&notes, &mut flow)?;
            for paragraph in flow.finish()?.text.split("\n\n") {
                paragraphs.push(paragraph, Some(Place::Notes))?;
            }
        }
    }
    let mut metadata = Metadata::default();
    if let Some(properties) = archive.xml("docProps/core.xml")? {
        read_properties(&properties, &mut metadata)?;
    }
    Ok((paragraphs, metadata))
}

/// The name of the part that holds the text; some writers call it otherwise than Word does.
fn main_part(archive: &mut Archive) -> Result<String, Fault> {
    let mut name = None;
    if let Some(relations) = archive.xml("_rels/.rels")? {
        for_each_node(&relations, |node| {
            if let Node::Start(element) = node
                && element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                name = element.attribute("Target").map(|target| target.trim_start_matches('/').to_owned());
            }
            Ok(())
        })?;
    }
    Ok(name.unwrap_or_else(|| "word/document.xml".to_owned()))
}

fn read_part(xml: &str, flow: &mut Flow) -> Result<(), Fault> {
    let (mut skipped, mut in_text) = (0_usize, false);
    for_each_node(xml, |node| {
        match node {
            Node::Start(element) => {
                let name = element.name();
                if SKIPPED.contains(&name.as_str()) {
                    skipped += 1;
                }
                if skipped > 0 {
                    return Ok(());
                }
                match name.as_str() {
                    "p" => flow.begin_paragraph(),
                    "t" => in_text = true,
                    "tab" | "ptab" => flow.text("\t"),
                    "br" | "cr" => flow.text("\n"),
                    "noBreakHyphen" => flow.text("-"),
                    "tr" => flow.begin_row(),
                    "tc" => flow.begin_cell(),
                    _ => {}
                }
            }
            Node::End(name) if SKIPPED.contains(&name.as_str()) => skipped = skipped.saturating_sub(1),
            Node::End(_) | Node::Text(_) if skipped > 0 => {}
            Node::End(name) => match name.as_str() {
                "p" => flow.end_paragraph()?,
                "t" => in_text = false,
                "tr" => flow.end_row()?,
                _ => {}
            },
            Node::Text(text) if in_text => flow.text(&text),
            Node::Text(_) => {}
        }
        Ok(())
    })
}

/// Reads elements that each hold one value: Dublin Core and its like.
pub(super) fn read_properties(xml: &str, metadata: &mut Metadata) -> Result<(), Fault> {
    let mut value = String::new();
    for_each_node(xml, |node| {
        match node {
            Node::Start(_) => value.clear(),
            Node::Text(text) => value.push_str(&text),
            Node::End(name) => {
                metadata.offer(property(&name), &value);
                value.clear();
            }
        }
        Ok(())
    })
}

/// What a property is called among all that documents say of themselves.
fn property(name: &str) -> &str {
    match name {
        "creator" | "initial-creator" => "author",
        "created" | "creation-date" => "created",
        "title" => "title",
        "publisher" => "publisher",
        _ => "",
    }
}
