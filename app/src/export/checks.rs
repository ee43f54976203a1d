//! What holds for all formats: hostile texts come back from each that can hold them, and other programs read the files.

#![allow(clippy::unwrap_used)]

use super::pages::Split;
use super::size::PageSize;
use super::slide::Furniture;
use super::{Format, Request, files};
use crate::picture::fixture;
use crate::picture::theme::Theme;
use dateline_model::timeline::{Lane, Timeline};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

/// Markup, quotes, other scripts, signs that control, what spreadsheets take for formulas.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script> & \"quotes\" 'single' ]]> --> </svg>",
    "emoji 🚀👩‍👩‍👧‍👦 日本語 북한 中文",
    "قمة موسكو ירושלים",
    "bell\u{7} null\u{0} escape\u{1b}[31m line\nbreak \u{fffe}\u{202e}",
    "=HYPERLINK(\"http://x\")",
    "*star* _under_ [link](http://x) `code` # head | pipe \\ back",
    "]]>{{x}} ${y} %s \\u003c;,:\r\nEND:VEVENT",
    "</script><!-- <b>",
];

fn hostile() -> Timeline {
    let mut timeline = fixture::timeline();
    for (nth, event) in timeline.events.iter_mut().enumerate() {
        event.title = HOSTILE[nth % HOSTILE.len()].to_owned();
        event.short_title = event.title.clone();
    }
    timeline.events[3].title = "long ".repeat(2000);
    timeline.events[3].short_title = String::new();
    timeline.title = HOSTILE[0].to_owned();
    for (document, title) in std::sync::Arc::make_mut(&mut timeline.documents).iter_mut().zip(HOSTILE) {
        document.title = title.to_owned();
        document.publisher = Some(HOSTILE[0].to_owned());
        document.url = Some("https://example.org/a?b=c&d=\"e\"".to_owned());
    }
    timeline
}

fn written(timeline: &Timeline, format: Format) -> Vec<Vec<u8>> {
    let mut lanes: Vec<Lane> = fixture::lanes(timeline);
    lanes[0].name = HOSTILE[0].to_owned();
    let request = Request {
        timeline,
        lanes: &lanes,
        within: None,
        split: Split::Auto,
        size: PageSize::default(),
        title: &timeline.title,
        marking: Some(HOSTILE[3]),
        as_of: None,
        furniture: Furniture::default(),
        transparent: false,
        theme: &Theme::light(),
        tracks: &[],
        starred: &BTreeSet::new(),
        ties: true,
        by_lane: true,
        steps: &[],
        name: &|country| country.code().to_owned(),
    };
    files(&request, format, &|_, _| true).unwrap().files
}

/// What a program says of a file; none, with a notice, where it is not installed.
fn told(program: &str, arguments: &[&str], name: &str, bytes: &[u8], after: &[&str]) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    match Command::new(program).args(arguments).arg(&path).args(after).output() {
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
        }
        Err(_) => {
            println!("skipped: {program} is not installed");
            None
        }
    }
}

#[test]
fn every_format_takes_any_text() {
    let timeline = hostile();
    for format in Format::ALL {
        let files = written(&timeline, format);
        assert!(!files.is_empty() && files.iter().all(|file| file.len() > 100), "{format:?}");
        assert_eq!(files, written(&timeline, format), "{format:?}");
    }
}

#[test]
fn texts_come_back_as_they_were() {
    let timeline = hostile();
    let text = |format| String::from_utf8(written(&timeline, format).remove(0)).unwrap();
    for line in text(Format::Jsonl).lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let title = event["title"].as_str().unwrap();
        assert!(timeline.events.iter().any(|event| event.title == title), "{title}");
    }
    let json: serde_json::Value = serde_json::from_str(&text(Format::TimelineJs)).unwrap();
    assert_eq!(json["events"].as_array().unwrap().len(), timeline.events.len());
    assert!(!text(Format::TimelineJs).contains("<script>"));
    let csv = text(Format::Csv);
    assert!(
        csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\"")
            && csv.contains("\"<script>alert(1)</script> & \"\"quotes\"\"")
    );
    let calendar = text(Format::Ics).replace("\r\n ", "");
    assert_eq!(calendar.matches("\r\nEND:VEVENT\r\n").count(), timeline.events.len());
    assert!(calendar.contains("SUMMARY:emoji 🚀👩‍👩‍👧‍👦 日本語 북한 中文"));
    let page = text(Format::Html);
    assert_eq!(page.matches("</script>").count(), 2, "those of the data and of the script alone");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("d=\"e\""));
    let markdown = text(Format::Markdown);
    assert!(markdown.contains("\\<script\\>alert(1)\\</script\\> \\& \"quotes\""));
    let events: Vec<ron::Value> = ron::from_str(&text(Format::Ron)).unwrap();
    assert_eq!(events.len(), timeline.events.len());
}

/// Every part of a package is well-formed XML, every relationship leads to a part, every part has a type, and no two
/// shapes of a slide have one number.
fn check_package(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.push((file.name().unwrap().into_owned(), text));
    }
    let types = parts.iter().find(|(name, _)| name == "[Content_Types].xml").unwrap().1.clone();
    for (name, text) in &parts {
        let document = resvg::usvg::roxmltree::Document::parse(text);
        let document = document.unwrap_or_else(|error| unreachable!("{name}: {error}"));
        let is_relations = name.ends_with(".rels");
        assert!(is_relations || name.starts_with('[') || types.contains(&format!("PartName=\"/{name}\"")), "{name}");
        let folder = name.rsplit_once("_rels/").map(|(folder, _)| folder);
        for relation in document.descendants().filter(|node| {
            is_relations
                && node.has_tag_name(("http://schemas.openxmlformats.org/package/2006/relationships", "Relationship"))
        }) {
            if relation.attribute("TargetMode") != Some("External") {
                let mut path: Vec<&str> = folder.unwrap_or("").split('/').filter(|part| !part.is_empty()).collect();
                for part in relation.attribute("Target").unwrap().split('/') {
                    if part == ".." {
                        path.pop();
                    } else {
                        path.push(part);
                    }
                }
                let target = path.join("/");
                assert!(parts.iter().any(|(known, _)| *known == target), "{name} leads to {target}");
            }
        }
        let mut ids: Vec<&str> = document
            .descendants()
            .filter(|node| node.tag_name().name() == "cNvPr")
            .filter_map(|n| n.attribute("id"))
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name} has a number twice");
    }
    parts
}

#[test]
fn slides_and_briefings_are_sound_packages() {
    let timeline = hostile();
    let slides = check_package(written(&timeline, Format::Pptx).remove(0));
    let slide = &slides.iter().find(|(name, _)| name == "ppt/slides/slide1.xml").unwrap().1;
    assert!(slide.contains("<p:grpSp>") && slide.contains("descr=\"&lt;script&gt;alert(1)"));
    let notes = &slides.iter().find(|(name, _)| name == "ppt/notesSlides/notesSlide1.xml").unwrap().1;
    assert!(notes.contains("HYPERLINK") || notes.contains("emoji"));
    let briefing = check_package(written(&timeline, Format::Docx).remove(0));
    let notes = &briefing.iter().find(|(name, _)| name == "word/footnotes.xml").unwrap().1;
    let told: usize = timeline.events.iter().map(|event| event.sources.len()).sum();
    assert_eq!(notes.matches("<w:footnote ").count(), told + 2);
}

#[test]
fn other_programs_read_the_files() {
    let timeline = fixture::timeline();
    for svg in [written(&timeline, Format::Svg).remove(0), written(&hostile(), Format::Svg).remove(0)] {
        if let Some((fine, said)) = told("xmllint", &["--noout"], "a.svg", &svg, &[]) {
            assert!(fine, "{said}");
        }
    }
    for (timeline, words) in [(timeline, "Partnership treaty signed"), (hostile(), "alert(1)")] {
        let pdf = written(&timeline, Format::Pdf).remove(0);
        if let Some((fine, said)) = told("qpdf", &["--check"], "a.pdf", &pdf, &[]) {
            assert!(fine, "{said}");
        }
        if let Some((_, said)) = told("pdffonts", &[], "a.pdf", &pdf, &[]) {
            let fonts: Vec<&str> = said.lines().skip(2).collect();
            assert!(fonts.len() > 2 && fonts.iter().all(|font| font.contains(" yes yes yes ")), "{said}");
        }
        if let Some((_, said)) = told("pdftotext", &[], "a.pdf", &pdf, &["-"]) {
            assert!(said.contains(words), "{said}");
        }
    }
}

/// Drives the page as a reader does, in a browser without a screen.
#[test]
fn a_browser_shows_the_page() {
    let page = String::from_utf8(written(&fixture::timeline(), Format::Html).remove(0)).unwrap();
    let drive = r#"<script>
addEventListener("load", () => setTimeout(() => {
  const count = () => document.querySelectorAll(".event").length;
  const told = [];
  told.push("all " + count());
  const before = view.scale;
  stage.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }));
  told.push("closer " + (view.scale > before));
  stage.dispatchEvent(new WheelEvent("wheel", { deltaY: 100, shiftKey: true, bubbles: true, cancelable: true }));
  stage.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
  told.push("details " + !details.hidden, "passage " + details.querySelectorAll("mark").length);
  stage.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  told.push("closed " + details.hidden);
  document.getElementById("theme").click();
  told.push("theme " + root.dataset.theme);
  document.title = told.join(", ");
}, 100));
</script></body>"#;
    let driven = page.replacen("</body>", drive, 1);
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=3000",
        "--window-size=1280,800",
        "--dump-dom",
    ];
    let Some((_, dom)) = told("chromium", &arguments, "page.html", driven.as_bytes(), &[]) else { return };
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    let all: usize = title.split(',').next().and_then(|part| part.strip_prefix("all ")?.parse().ok()).unwrap_or(0);
    assert!(all > 20, "{title}");
    assert!(title.contains("closer true, details true, passage ") && !title.contains("passage 0"), "{title}");
    assert!(title.contains("closed true, theme dark"), "{title}");
    for far in ["http://", "https://", "src="] {
        assert!(!page.replace("http://www.w3.org", "").contains(far), "{far}");
    }
}
