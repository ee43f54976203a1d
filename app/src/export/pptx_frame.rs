//! The parts of a PPTX that are the same whatever its slides show: presentation, master, layout, themes, properties.

use super::drawing::Emu;
use super::xml::{DECLARATION, Package, escape};
use anyhow::Result;
use std::fmt::Write;

const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PRESENTATION: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.presentationml";
/// A tree of shapes without any.
const NO_SHAPES: &str = r#"<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>"#;
/// Which colour of the theme stands for what.
const COLORS: &str = r#"<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>"#;

/// Writes the parts for so many slides of a size.
pub fn write(package: &mut Package, slides: usize, size: (Emu, Emu), title: &str) -> Result<()> {
    package.part("[Content_Types].xml", &content_types(slides))?;
    package.part(
        "_rels/.rels",
        &relations(&[
            ("officeDocument", "ppt/presentation.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("core", "docProps/core.xml"),
        ]),
    )?;
    package.part("docProps/core.xml", &core_properties(title))?;
    package.part("docProps/app.xml", APP_PROPERTIES)?;
    package.part("ppt/presentation.xml", &presentation(slides, size))?;
    let mut parts = vec![
        ("slideMaster".to_owned(), "slideMasters/slideMaster1.xml".to_owned()),
        ("notesMaster".to_owned(), "notesMasters/notesMaster1.xml".to_owned()),
        ("theme".to_owned(), "theme/theme1.xml".to_owned()),
        ("presProps".to_owned(), "presProps.xml".to_owned()),
    ];
    parts.extend((1..=slides).map(|number| ("slide".to_owned(), format!("slides/slide{number}.xml"))));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(kind, target)| (kind.as_str(), target.as_str())).collect();
    package.part("ppt/_rels/presentation.xml.rels", &relations(&parts))?;
    package.part("ppt/presProps.xml", &root("presentationPr", ""))?;
    package.part("ppt/slideMasters/slideMaster1.xml", &master(size))?;
    package.part(
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        &relations(&[("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")]),
    )?;
    let layout = format!(
        r#"<p:cSld name="Timeline"><p:spTree>{NO_SHAPES}{}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"#,
        title_placeholder(size)
    );
    package.part(
        "ppt/slideLayouts/slideLayout1.xml",
        &root("sldLayout", &layout).replacen("<p:sldLayout ", r#"<p:sldLayout type="titleOnly" preserve="1" "#, 1),
    )?;
    package.part(
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
        &relations(&[("slideMaster", "../slideMasters/slideMaster1.xml")]),
    )?;
    package.part("ppt/notesMasters/notesMaster1.xml", &notes_master())?;
    package.part("ppt/notesMasters/_rels/notesMaster1.xml.rels", &relations(&[("theme", "../theme/theme2.xml")]))?;
    for number in 1..=2 {
        package.part(&format!("ppt/theme/theme{number}.xml"), &theme())?;
    }
    Ok(())
}

fn root(name: &str, content: &str) -> String {
    format!(
        "{DECLARATION}\n<p:{name} xmlns:a=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" xmlns:p=\"{PRESENTATION}\">{content}</p:{name}>"
    )
}

/// Relationships numbered from 1; "core" is of packages, all others are of documents.
fn relations(targets: &[(&str, &str)]) -> String {
    let mut out = format!(
        "{DECLARATION}\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (nth, (kind, target)) in targets.iter().enumerate() {
        let kind = match *kind {
            "core" => {
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned()
            }
            kind => format!("{RELATIONS}/{kind}"),
        };
        // Writing to a string never fails.
        write!(out, r#"<Relationship Id="rId{}" Type="{kind}" Target="{target}"/>"#, nth + 1).ok();
    }
    out + "</Relationships>"
}

fn content_types(slides: usize) -> String {
    let mut parts = vec![
        ("/ppt/presentation.xml".to_owned(), format!("{TYPES}.presentation.main+xml")),
        ("/ppt/presProps.xml".to_owned(), format!("{TYPES}.presProps+xml")),
        ("/ppt/slideMasters/slideMaster1.xml".to_owned(), format!("{TYPES}.slideMaster+xml")),
        ("/ppt/slideLayouts/slideLayout1.xml".to_owned(), format!("{TYPES}.slideLayout+xml")),
        ("/ppt/notesMasters/notesMaster1.xml".to_owned(), format!("{TYPES}.notesMaster+xml")),
        ("/docProps/core.xml".to_owned(), "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        (
            "/docProps/app.xml".to_owned(),
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ];
    for number in 1..=2 {
        let kind = "application/vnd.openxmlformats-officedocument.theme+xml".to_owned();
        parts.push((format!("/ppt/theme/theme{number}.xml"), kind));
    }
    for number in 1..=slides {
        parts.push((format!("/ppt/slides/slide{number}.xml"), format!("{TYPES}.slide+xml")));
        parts.push((format!("/ppt/notesSlides/notesSlide{number}.xml"), format!("{TYPES}.notesSlide+xml")));
    }
    let overrides: String =
        parts.iter().map(|(name, kind)| format!(r#"<Override PartName="{name}" ContentType="{kind}"/>"#)).collect();
    format!(
        r#"{DECLARATION}
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>"#
    )
}

/// Title and maker of a document, as DOCX has them, too.
pub fn core_properties(title: &str) -> String {
    format!(
        r#"{DECLARATION}
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Dateline</dc:creator></cp:coreProperties>"#,
        escape(title)
    )
}

/// Which program wrote a document, as DOCX has it, too.
pub const APP_PROPERTIES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Dateline</Application></Properties>"#;

fn presentation(slides: usize, (width, height): (Emu, Emu)) -> String {
    // The relationships of masters, theme and properties come before those of slides.
    let list: String =
        (1..=slides).map(|number| format!(r#"<p:sldId id="{}" r:id="rId{}"/>"#, 255 + number, 4 + number)).collect();
    let (width, height) = (width.0, height.0);
    let content = format!(
        r#"<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>{list}</p:sldIdLst><p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9144000"/>"#
    );
    root("presentation", &content)
}

fn title_placeholder((width, _): (Emu, Emu)) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="400000" y="300000"/><a:ext cx="{}" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>"#,
        (width.0 - 800_000).max(100_000)
    )
}

fn master(size: (Emu, Emu)) -> String {
    let style = r#"<a:lvl1pPr algn="l"><a:defRPr sz="2100" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>"#;
    let content = format!(
        r#"<p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>{NO_SHAPES}{}</p:spTree></p:cSld>{COLORS}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>{style}</p:titleStyle><p:bodyStyle/><p:otherStyle/></p:txStyles>"#,
        title_placeholder(size)
    );
    root("sldMaster", &content)
}

fn notes_master() -> String {
    let content = format!(
        r#"<p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>{NO_SHAPES}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="1143000"/><a:ext cx="5486400" cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="3600450"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>Notes</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>{COLORS}"#
    );
    root("notesMaster", &content)
}

/// The font of slides. The bundled one is on few computers, and what stands in for it may be a fifth wider, so that
/// titles run into each other; this one, or one of its widths, is on all.
const FONT: &str = "Arial";

/// Colours, fonts and fills. All text has the fonts of the theme, so that one change of them changes it everywhere.
fn theme() -> String {
    let color = |name: &str, value: &str| format!(r#"<a:{name}><a:srgbClr val="{value}"/></a:{name}>"#);
    let colors: String = [
        ("dk1", "1A1F27"),
        ("lt1", "FFFFFF"),
        ("dk2", "4A5361"),
        ("lt2", "F6F7F9"),
        ("accent1", "1D5BB0"),
        ("accent2", "BF3B1B"),
        ("accent3", "6E2A72"),
        ("accent4", "0E8A74"),
        ("accent5", "B28200"),
        ("accent6", "646E7D"),
        ("hlink", "1D5BB0"),
        ("folHlink", "6E2A72"),
    ]
    .map(|(name, value)| color(name, value))
    .concat();
    let fonts = format!(
        r#"<a:latin typeface="{FONT}" panose="020B0604020202020204" pitchFamily="34" charset="0"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Jpan" typeface="Yu Gothic"/><a:font script="Hang" typeface="Malgun Gothic"/><a:font script="Hans" typeface="Microsoft YaHei"/><a:font script="Hant" typeface="Microsoft JhengHei"/><a:font script="Arab" typeface="Arial"/><a:font script="Hebr" typeface="Arial"/><a:font script="Thai" typeface="Tahoma"/><a:font script="Deva" typeface="Mangal"/>"#
    );
    let fill = r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#;
    let line = format!(r#"<a:ln w="9525">{fill}</a:ln>"#);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    format!(
        r#"{DECLARATION}
<a:theme xmlns:a="{MAIN}" name="Dateline"><a:themeElements><a:clrScheme name="Dateline">{colors}</a:clrScheme><a:fontScheme name="Dateline"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme><a:fmtScheme name="Dateline"><a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst><a:lnStyleLst>{line}{line}{line}</a:lnStyleLst><a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"#
    )
}
