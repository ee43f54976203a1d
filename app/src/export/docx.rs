//! A briefing to DOCX: headings, a paragraph an event, footnotes, the marking in header and footer.
//!
//! After ECMA-376 (Office Open XML), part 1, WordprocessingML. Knows no files.

use super::briefing::{Briefing, Entry};
use super::markdown::capital;
use super::pptx_frame::{APP_PROPERTIES, core_properties};
use super::xml::{DECLARATION, Package, escape};
use anyhow::Result;
use std::fmt::Write;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// Width and height of a page, and its margins, in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
const LETTER: (u32, u32) = (12_240, 15_840);
const MARGIN: u32 = 1_300;

/// The briefing as a document on A4 or Letter.
pub fn write(briefing: &Briefing, is_letter: bool) -> Result<Vec<u8>> {
    let mut package = Package::new();
    let part =
        |name: &str, kind: &str| format!(r#"<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>"#);
    let parts: String = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("footnotes", "footnotes"),
        ("header1", "header"),
        ("footer1", "footer"),
    ]
    .map(|(name, kind)| part(name, kind))
    .concat();
    package.part(
        "[Content_Types].xml",
        &format!(
            r#"{DECLARATION}
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#
        ),
    )?;
    let relations = |list: &[(&str, String)]| {
        let one = |(nth, (kind, target)): (usize, &(&str, String))| {
            format!(r#"<Relationship Id="rId{}" Type="{kind}" Target="{target}"/>"#, nth + 1)
        };
        let list: String = list.iter().enumerate().map(one).collect();
        format!(
            "{DECLARATION}\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
        )
    };
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let (document, extended) = (format!("{RELATIONS}/officeDocument"), format!("{RELATIONS}/extended-properties"));
    package.part(
        "_rels/.rels",
        &relations(&[
            (&document, "word/document.xml".to_owned()),
            (core, "docProps/core.xml".to_owned()),
            (&extended, "docProps/app.xml".to_owned()),
        ]),
    )?;
    package.part("docProps/core.xml", &core_properties(&briefing.title))?;
    package.part("docProps/app.xml", APP_PROPERTIES)?;
    let kinds = ["styles", "footnotes", "header", "footer"].map(|kind| format!("{RELATIONS}/{kind}"));
    let targets = ["styles.xml", "footnotes.xml", "header1.xml", "footer1.xml"];
    let list: Vec<(&str, String)> =
        kinds.iter().zip(targets).map(|(kind, target)| (kind.as_str(), target.to_owned())).collect();
    package.part("word/_rels/document.xml.rels", &relations(&list))?;
    package.part("word/styles.xml", STYLES)?;
    package.part("word/document.xml", &body(briefing, if is_letter { LETTER } else { A4 }))?;
    package.part("word/footnotes.xml", &footnotes(briefing))?;
    let marking = briefing.marking.as_deref().unwrap_or_default();
    for (file, name) in [("header1", "hdr"), ("footer1", "ftr")] {
        package.part(&format!("word/{file}.xml"), &root(name, &paragraph("Marking", &run("", marking))))?;
    }
    package.finish()
}

fn root(name: &str, content: &str) -> String {
    format!("{DECLARATION}\n<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\">{content}</w:{name}>")
}

fn paragraph(style: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#)
}

/// A run of text; `look` is what its properties hold.
fn run(look: &str, text: &str) -> String {
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    format!(r#"<w:r>{look}<w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text))
}

fn body(briefing: &Briefing, (width, height): (u32, u32)) -> String {
    let mut out = paragraph("Title", &run("", &briefing.title));
    if !briefing.about.is_empty() {
        out.push_str(&paragraph("Subtitle", &run("", &briefing.about)));
    }
    for section in &briefing.sections {
        out.push_str(&paragraph("Heading1", &run("", &section.heading)));
        section.entries.iter().for_each(|entry| out.push_str(&event(entry)));
    }
    // Writing to a string never fails.
    write!(
        out,
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>"#
    )
    .ok();
    root("document", &format!("<w:body>{out}</w:body>"))
}

fn event(entry: &Entry) -> String {
    let mut runs = run("<w:b/>", &entry.when);
    runs.push_str(&run("", &format!("  {}.", entry.title)));
    for detail in &entry.details {
        runs.push_str(&run(r#"<w:color w:val="4A5361"/>"#, &format!(" {}.", capital(detail))));
    }
    for (nth, number) in entry.footnotes.iter().enumerate() {
        if nth > 0 {
            // Side by side "13" and "14" would read as 1314.
            runs.push_str(r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>,</w:t></w:r>"#);
        }
        // The first two numbers are those of the lines that part notes from the text.
        let id = number + 1;
        write!(
            runs,
            r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{id}"/></w:r>"#
        )
        .ok();
    }
    paragraph("Event", &runs)
}

fn footnotes(briefing: &Briefing) -> String {
    let mut out = String::from(
        r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#,
    );
    for (place, note) in briefing.footnotes.iter().enumerate() {
        let url = note.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
        let words = run("", &format!(" “{}” {}.{url}", note.passage, note.document));
        let sign = r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>"#;
        let text = paragraph("FootnoteText", &format!("{sign}{words}"));
        write!(out, r#"<w:footnote w:id="{}">{text}</w:footnote>"#, place + 2).ok();
    }
    root("footnotes", &out)
}

/// Headings with names that word processors know, so that they find the outline.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei" w:cs="Arial"/><w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="4A5361"/><w:sz w:val="22"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Event"/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Event"><w:name w:val="Event"/><w:basedOn w:val="Normal"/><w:pPr><w:keepLines/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Marking"><w:name w:val="Marking"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr></w:style><w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>"#;
