//! Pages to PPTX: native shapes and text boxes that can be edited, one named group for each event and each lane, notes.
//!
//! After ECMA-376 (Office Open XML), parts 1 and 2. Text may widen where the font is not installed: boxes do not wrap,
//! and each is aligned on the side on which it must keep its place. Knows no files.

use super::drawing::{Emu, Shapes};
use super::slide::event_name;
use super::xml::{DECLARATION, Package, escape};
use super::{Page, pdf, pptx_frame};
use crate::picture::scene::{Item, Part, Shape};
use crate::picture::text::Text;
use anyhow::Result;
use dateline_model::timeline::Timeline;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The namespaces of a slide.
const NAMESPACES: &str = r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#;
/// What relationships begin with.
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A presentation of pages of a width and height in inches; `watch` is told how many are written, and says whether to
/// go on.
pub fn write(
    pages: &[Page],
    timeline: &Timeline,
    inches: (f32, f32),
    title: &str,
    text: &Text,
    watch: &dyn Fn(usize, usize) -> bool,
) -> Result<Vec<u8>> {
    let size = (Emu::of_inches(inches.0), Emu::of_inches(inches.1));
    let mut package = Package::new();
    pptx_frame::write(&mut package, pages.len(), size, title)?;
    for (nth, page) in pages.iter().enumerate() {
        anyhow::ensure!(watch(nth, pages.len()), "stopped");
        let scale = size.0.0 as f64 / f64::from(page.scene.width.max(1.0));
        let (slide, links) = slide(page, timeline, scale, text);
        let number = nth + 1;
        package.part(&format!("ppt/slides/slide{number}.xml"), &slide)?;
        package.part(&format!("ppt/slides/_rels/slide{number}.xml.rels"), &slide_relations(number, &links))?;
        package.part(&format!("ppt/notesSlides/notesSlide{number}.xml"), &notes(&page.note))?;
        package.part(&format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), &notes_relations(number))?;
    }
    package.finish()
}

/// What items belong to a group on a slide, in the order in which groups lie on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sheet {
    Ground,
    Axis,
    Lane(usize),
    Behind,
    Event(usize),
    Front,
    Key,
    Sources,
    Title,
    Marking,
}

/// A slide, and the addresses that it links to.
fn slide(page: &Page, timeline: &Timeline, scale: f64, text: &Text) -> (String, Vec<String>) {
    let mut groups: BTreeMap<Sheet, Vec<&Item>> = BTreeMap::new();
    let mut events_begun = false;
    for item in &page.scene.items {
        let sheet = match (item.part, item.event) {
            (Part::Mark | Part::Echo | Part::Band | Part::Label | Part::Cited, Some(event)) => {
                events_begun = true;
                Sheet::Event(event)
            }
            (Part::Title, _) => Sheet::Title,
            (Part::Axis, _) => Sheet::Axis,
            (Part::Key, _) => Sheet::Key,
            (Part::Source(_), _) => Sheet::Sources,
            (Part::Marking, _) => Sheet::Marking,
            (Part::LaneHead(lane), _) => Sheet::Lane(lane),
            (Part::Tie, _) => Sheet::Behind,
            _ if events_begun => Sheet::Front,
            _ => Sheet::Ground,
        };
        groups.entry(sheet).or_default().push(item);
    }
    let url = |number: usize| {
        let source = page.sources.iter().find(|source| source.number == number)?;
        source.url.clone().filter(|url| pdf::is_web(url))
    };
    let mut shapes = Shapes::new(scale, page.scene.lanes_area, text, &url);
    for (sheet, items) in &groups {
        let name = match sheet {
            Sheet::Ground | Sheet::Front => None,
            Sheet::Axis => Some("Axis".to_owned()),
            Sheet::Lane(_) => Some(lane_name(items)),
            Sheet::Behind => Some("Ties".to_owned()),
            Sheet::Event(event) => timeline.events.get(*event).map(event_name),
            Sheet::Key => Some("Key".to_owned()),
            Sheet::Sources => Some("Sources".to_owned()),
            Sheet::Marking => Some("Marking".to_owned()),
            Sheet::Title => {
                shapes.title(items);
                continue;
            }
        };
        match (name, sheet) {
            (Some(name), Sheet::Event(_)) => shapes.event(&name, items),
            (Some(name), _) => shapes.group(&name, items),
            (None, _) => shapes.loose(items),
        }
    }
    let (drawn, links) = shapes.finish();
    let slide = format!(
        r#"{DECLARATION}
<p:sld {NAMESPACES}><p:cSld name="{}"><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{drawn}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"#,
        escape(&page.title)
    );
    (slide, links)
}

/// The longest text of a lane's head, which is its name.
fn lane_name(items: &[&Item]) -> String {
    let texts = items.iter().filter_map(|item| match &item.shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    format!("Lane {}", texts.max_by_key(|text| text.chars().count()).unwrap_or_default())
}

fn slide_relations(number: usize, links: &[String]) -> String {
    let mut out = format!(
        r#"{DECLARATION}
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIP}/slideLayout" Target="../slideLayouts/slideLayout1.xml"/><Relationship Id="rId2" Type="{RELATIONSHIP}/notesSlide" Target="../notesSlides/notesSlide{number}.xml"/>"#
    );
    for (nth, link) in links.iter().enumerate() {
        let (id, target) = (nth + 3, escape(link));
        // Writing to a string never fails.
        write!(
            out,
            r#"<Relationship Id="rId{id}" Type="{RELATIONSHIP}/hyperlink" Target="{target}" TargetMode="External"/>"#
        )
        .ok();
    }
    out + "</Relationships>"
}

fn notes_relations(number: usize) -> String {
    format!(
        r#"{DECLARATION}
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATIONSHIP}/notesMaster" Target="../notesMasters/notesMaster1.xml"/><Relationship Id="rId2" Type="{RELATIONSHIP}/slide" Target="../slides/slide{number}.xml"/></Relationships>"#
    )
}

/// The notes of a slide, a paragraph for each line.
fn notes(note: &str) -> String {
    let paragraphs: String = note
        .lines()
        .map(|line| format!(r#"<a:p><a:r><a:rPr lang="en-GB"/><a:t>{}</a:t></a:r></a:p>"#, escape(line)))
        .collect();
    let paragraphs = if paragraphs.is_empty() { "<a:p/>".to_owned() } else { paragraphs };
    format!(
        r#"{DECLARATION}
<p:notes {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"#
    )
}
