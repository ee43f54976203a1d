//! Timeline to files: pages as pictures, slides and documents. Same input, same bytes.
//!
//! A page is a title, a scene, notes and sources; each format writes pages its own way.

pub mod briefing;
mod calendar;
mod cff;
#[cfg(test)]
mod checks;
pub mod csv;
mod docx;
mod drawing;
pub mod file;
mod font;
pub mod furniture;
pub mod key;
mod markdown;
mod notes;
pub mod pages;
pub mod pdf;
pub mod png;
mod pptx;
mod pptx_frame;
pub mod printed;
pub mod size;
pub mod slide;
pub mod story;
pub mod svg;
mod timelinejs;
mod web;
pub mod wish;
mod xml;

use crate::picture::axis::Stretch;
use crate::picture::fallback::{Fallback, shown_texts};
use crate::picture::frame::grouped;
use crate::picture::labels::one_line;
use crate::picture::scene::Scene;
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use dateline_model::actor::Country;
use dateline_model::event::EventId;
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::track::Track;
use file::Written;
use pages::Split;
use size::PageSize;
use slide::{Furniture, SHORT_SIDE, Slide};
use std::collections::BTreeSet;
use std::path::Path;

/// What a timeline is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// Vector, text as text.
    Svg,
    /// Pixels.
    #[default]
    Png,
    /// Pages, text as text.
    Pdf,
    /// Slides of shapes and text boxes.
    Pptx,
    /// A page for a browser: the timeline to move about in, and the briefing below it.
    Html,
    /// A briefing as plain text.
    Markdown,
    /// A briefing for a word processor.
    Docx,
    /// A table of events.
    Csv,
    /// An event a line.
    Jsonl,
    /// A calendar.
    Ics,
    /// What TimelineJS shows.
    TimelineJs,
    /// Events in Rusty Object Notation.
    Ron,
}

/// What to make of a timeline.
pub struct Request<'a> {
    /// The documents and their events.
    pub timeline: &'a Timeline,
    /// The lanes from the top, and in them what is shown.
    pub lanes: &'a [Lane],
    /// The days that are shown; without them, all.
    pub within: Option<Stretch>,
    /// How it is cut into pages.
    pub split: Split,
    /// How large a page is.
    pub size: PageSize,
    /// The title.
    pub title: &'a str,
    /// The handling line at top and bottom, if one was given.
    pub marking: Option<&'a str>,
    /// The day that it all is as of; without it, that of the last document.
    pub as_of: Option<NaiveDate>,
    /// What stands around the lanes.
    pub furniture: Furniture,
    /// Whether pictures have no ground.
    pub transparent: bool,
    /// The colours.
    pub theme: &'a Theme,
    /// The tracks below the lanes.
    pub tracks: &'a [Track],
    /// Events that have a star.
    pub starred: &'a BTreeSet<EventId>,
    /// Whether the marks of each event that stands in several lanes are tied.
    pub ties: bool,
    /// Whether a briefing has a heading for each lane rather than for each year.
    pub by_lane: bool,
    /// The steps of a story, a page each; without any, pages show the timeline.
    pub steps: &'a [story::Told],
    /// What a country is called.
    pub name: &'a dyn Fn(Country) -> String,
}

/// What a slide, or a page of a document, is made of.
pub struct Page {
    /// What it is called where pages are listed.
    pub title: String,
    /// What is seen.
    pub scene: Scene,
    /// What is read beside it, in the notes of slides.
    pub note: String,
    /// The documents that its numbers lead to.
    pub sources: Vec<PageSource>,
    /// So many titles have no room in its lanes.
    pub untitled: usize,
}

/// A document that numbers lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSource {
    /// Its number, from 1.
    pub number: usize,
    /// Where it can be read on the web.
    pub url: Option<String>,
}

/// How many times its width a text on a slide is given: in Arial and its like texts are that much wider.
const SLIDE_ROOM: f32 = 1.14;
/// The smallest side of a picture in pixels, and how many times as long as the shorter side the other may be.
const SIDE_MIN: u32 = 200;
const SIDES_MOST: u32 = 20;
/// Points of a PDF to an inch.
const POINTS: f32 = 72.0;

impl Format {
    /// All formats.
    pub const ALL: [Format; 12] = [
        Format::Png,
        Format::Svg,
        Format::Pdf,
        Format::Pptx,
        Format::Html,
        Format::Markdown,
        Format::Docx,
        Format::Csv,
        Format::Jsonl,
        Format::Ics,
        Format::TimelineJs,
        Format::Ron,
    ];

    /// The ending of its files, and what they are.
    fn about(self) -> (&'static str, &'static str) {
        match self {
            Format::Png => ("png", "Picture (PNG)"),
            Format::Svg => ("svg", "Vector picture (SVG)"),
            Format::Pdf => ("pdf", "Document (PDF)"),
            Format::Pptx => ("pptx", "Slides (PPTX)"),
            Format::Html => ("html", "Web page (HTML)"),
            Format::Markdown => ("md", "Briefing (Markdown)"),
            Format::Docx => ("docx", "Briefing (DOCX)"),
            Format::Csv => ("csv", "Table (CSV)"),
            Format::Jsonl => ("jsonl", "Events (JSON lines)"),
            Format::Ics => ("ics", "Calendar (ICS)"),
            Format::TimelineJs => ("json", "TimelineJS (JSON)"),
            Format::Ron => ("ron", "Events (RON)"),
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        self.about().0
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        self.about().1
    }

    /// The format of an ending, with or without its dot.
    pub fn named(ending: &str) -> Result<Format> {
        let wanted = ending.trim().trim_start_matches('.').to_lowercase();
        let known = || Format::ALL.map(|format| format.ending()).join(", ");
        let found = Format::ALL.into_iter().find(|format| format.ending() == wanted);
        found.with_context(|| match wanted.as_str() {
            "" => format!("what to write is told by the ending of the name: {}", known()),
            _ => format!(".{wanted} is nothing that can be written; choose one of {}", known()),
        })
    }

    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Result<Format> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
        Format::named(&ending).with_context(|| path.display().to_string())
    }

    /// Whether it has pages with lanes.
    pub fn has_pages(self) -> bool {
        matches!(self, Format::Svg | Format::Png | Format::Pdf | Format::Pptx)
    }

    /// Whether a file of it holds one page, so that further ones stand beside it.
    pub fn is_picture(self) -> bool {
        matches!(self, Format::Svg | Format::Png)
    }
}

impl Request<'_> {
    /// The pages, as they are seen in all formats that have any.
    pub fn pages(&self, text: &Text) -> Vec<Page> {
        if !self.steps.is_empty() {
            return story::pages(self, text);
        }
        let slide = Slide {
            size: self.points(),
            title: self.title,
            marking: self.marking,
            as_of: self.as_of(),
            furniture: self.furniture,
            tracks: self.tracks,
            starred: self.starred,
            ties: self.ties,
            transparent: self.transparent,
            theme: self.theme,
            text,
        };
        pages::pages(self.timeline, self.lanes, &slide, self.within, self.split)
    }

    /// The day that it all is as of: as asked for, or that of the last document.
    pub fn as_of(&self) -> Option<NaiveDate> {
        let own = self.timeline.documents.iter().filter_map(|document| Some(document.own_date.as_ref()?.day()));
        self.as_of.or(own.max())
    }

    /// What is shown, in the order of time.
    fn events(&self) -> Vec<usize> {
        let events: BTreeSet<usize> = self.lanes.iter().flat_map(|lane| lane.events.iter().copied()).collect();
        events.into_iter().collect()
    }

    /// The fonts that its texts need.
    pub fn text(&self) -> Text {
        let own = [self.title, self.marking.unwrap_or_default()];
        Text::with(&Fallback::of(shown_texts(self.timeline).chain(own)).fonts)
    }

    /// Width and height of a scene, the shorter side 1080.
    fn points(&self) -> (f32, f32) {
        let (width, height) = self.size.inches;
        let scale = SHORT_SIDE / width.min(height);
        (width * scale, height * scale)
    }

    fn check(&self) -> Result<()> {
        let (width, height) = self.size.pixels();
        let sides = SIDE_MIN..=png::SIDE_MAX;
        if !sides.contains(&width) || !sides.contains(&height) {
            let most = png::SIDE_MAX;
            bail!("a picture of {width}x{height} pixels can't be made; each side must be {SIDE_MIN} to {most}");
        }
        if width.max(height) / width.min(height) > SIDES_MOST {
            bail!("a picture of {width}x{height} pixels is too narrow: one side may be {SIDES_MOST} times the other");
        }
        Ok(())
    }
}

/// What was made of a request.
#[derive(Debug, PartialEq)]
pub struct Made {
    /// One file, or for pictures one for each page.
    pub files: Vec<Vec<u8>>,
    /// So many titles have no room on the pages, in all their lanes: chips and areas count what they tell.
    pub untitled: usize,
}

/// What is to be said of an export beside where it is: titles without room, pages of an earlier one.
pub fn remarks(format: Format, untitled: usize, written: &Written) -> Vec<String> {
    let without_room = (untitled > 0).then(|| {
        let titles = if untitled == 1 { "1 title has" } else { &format!("{} titles have", grouped(untitled)) };
        format!("{titles} no room and are only counted; fewer events or lanes, or more pages, show them")
    });
    let older = written.remark().filter(|_| format.is_picture());
    without_room.into_iter().chain(older).collect()
}

/// The files of a format: one, or for pictures one for each page. `watch` is told how many pages are written of how
/// many, and says whether to go on.
pub fn files(request: &Request, format: Format, watch: &dyn Fn(usize, usize) -> bool) -> Result<Made> {
    if !format.has_pages() {
        anyhow::ensure!(watch(0, 1), "stopped");
        return Ok(Made { files: vec![words(request, format)?], untitled: 0 });
    }
    request.check()?;
    let text = match format {
        // Where the slides are opened the font may be missing.
        Format::Pptx => request.text().with_room(SLIDE_ROOM),
        _ => request.text(),
    };
    let pages = request.pages(&text);
    let name = |event: usize| one_line(&slide::event_name(&request.timeline.events[event]));
    let (width, height) = request.size.pixels();
    let picture = |(nth, page): (usize, &Page)| {
        if !watch(nth, pages.len()) {
            bail!("stopped");
        }
        let svg = |embeds| svg::write(&page.scene, (width as f32, height as f32), name, &text, embeds);
        match format {
            Format::Png => png::write(&svg(false), request.size.dpi, !request.transparent, &text),
            _ => Ok(svg(true).into_bytes()),
        }
    };
    let untitled = pages.iter().map(|page| page.untitled).sum();
    if format.is_picture() {
        let files = pages.iter().enumerate().map(picture).collect::<Result<_>>()?;
        return Ok(Made { files, untitled });
    }
    let title = one_line(request.title);
    let file = match format {
        Format::Pptx => pptx::write(&pages, request.timeline, request.size.inches, &title, &text, watch),
        _ => pdf::write(&pages, request.size.inches.0 * POINTS, &title, &text, watch),
    };
    Ok(Made { files: vec![file?], untitled })
}

/// What has no pages: briefings and data.
fn words(request: &Request, format: Format) -> Result<Vec<u8>> {
    let events = request.events();
    let printed = || {
        events.iter().map(|&event| printed::printed(request.name, request.timeline, &request.timeline.events[event]))
    };
    let mut out = Vec::new();
    match format {
        Format::Markdown => out = markdown::write(&briefing::briefing(request)).into_bytes(),
        Format::Docx => {
            // Paper is what the pages would be.
            let is_letter = request.size.inches.0.min(request.size.inches.1) == 8.5;
            out = docx::write(&briefing::briefing(request), is_letter)?;
        }
        Format::Html => out = web::write(request)?.into_bytes(),
        Format::Csv => {
            csv::write_header(&mut out)?;
            for event in printed() {
                csv::write_event(&event, &mut out)?;
            }
        }
        Format::Jsonl => {
            for event in printed() {
                serde_json::to_writer(&mut out, &event)?;
                out.push(b'\n');
            }
        }
        Format::Ics => out = calendar::write(request, &events).into_bytes(),
        Format::TimelineJs => out = timelinejs::write(request, &events)?.into_bytes(),
        _ => {
            let all: Vec<printed::Printed> = printed().collect();
            out = ron::ser::to_string_pretty(&all, ron::ser::PrettyConfig::default())?.into_bytes();
            out.push(b'\n');
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;
    use crate::picture::scene::Part;

    fn made(size: (u32, u32), format: Format) -> Result<Vec<Vec<u8>>> {
        made_of(9, PageSize::of_pixels(size.0, size.1), format)
    }

    fn made_of(lanes: usize, size: PageSize, format: Format) -> Result<Vec<Vec<u8>>> {
        let timeline = fixture::timeline();
        let lanes: Vec<Lane> = fixture::lanes(&timeline).into_iter().take(lanes).collect();
        let starred = BTreeSet::from([timeline.events[0].id]);
        let theme = Theme::light();
        let request = Request { size, marking: Some("TLP:CLEAR"), ..request(&timeline, &lanes, &theme, &starred) };
        Ok(files(&request, format, &|_, _| true)?.files)
    }

    fn request<'a>(
        timeline: &'a Timeline,
        lanes: &'a [Lane],
        theme: &'a Theme,
        starred: &'a BTreeSet<EventId>,
    ) -> Request<'a> {
        Request {
            timeline,
            lanes,
            within: None,
            split: Split::Auto,
            size: PageSize::default(),
            title: &timeline.title,
            marking: None,
            as_of: None,
            furniture: Furniture::default(),
            transparent: false,
            theme,
            tracks: &[],
            starred,
            ties: true,
            by_lane: false,
            steps: &[],
            name: &|country| country.code().to_owned(),
        }
    }

    #[test]
    fn the_same_timeline_gives_the_same_bytes() {
        for format in Format::ALL {
            let (one, other) = (made((960, 540), format), made((960, 540), format));
            assert!(one.is_ok_and(|one| other.is_ok_and(|other| one == other)), "{format:?}");
        }
    }

    /// A picture of the window has what the user put there, and so has that of an export.
    #[test]
    fn stars_and_ties_are_in_the_picture() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let (text, theme) = (Text::with(&[]), Theme::light());
        let count = |starred: &BTreeSet<EventId>, ties| {
            let request = Request { ties, split: Split::None, ..request(&timeline, &lanes, &theme, starred) };
            let items = request.pages(&text).remove(0).scene.items;
            (items.iter().filter(|item| item.part == Part::Tie).count(), items.len())
        };
        let (none, one) = (BTreeSet::new(), BTreeSet::from([timeline.events[0].id]));
        let (untied, plain) = count(&none, false);
        assert_eq!(count(&one, false), (untied, plain + 2), "a star and its rim");
        let (tied, all) = count(&none, true);
        assert!(untied == 0 && tied > 5 && all == plain + tied, "{tied} ties");
    }

    #[test]
    fn odd_sizes_are_made_or_refused() {
        for size in [(200, 200), (1000, 300), (300, 1000), (794, 1123)] {
            assert!(made(size, Format::Svg).is_ok(), "{size:?}");
        }
        for size in [(0, 0), (100, 1000), (1000, 100_000), (200, 16_000)] {
            assert!(made(size, Format::Svg).is_err(), "{size:?}");
        }
    }

    #[test]
    fn the_ending_tells_the_format() {
        assert!(Format::of(Path::new("a/b.SVG")).is_ok_and(|format| format == Format::Svg));
        let told = |path: &str| Format::of(Path::new(path)).map_err(|error| format!("{error:#}"));
        assert!(told("b.doc").is_err_and(|told| told.contains("b.doc: .doc") && told.contains("pdf")));
        assert!(told("b").is_err_and(|told| told.contains("by the ending")));
    }

    /// Slides to look at: `PICTURES=folder cargo test -p dateline slides_to_look_at`.
    #[test]
    fn slides_to_look_at() {
        let Ok(folder) = std::env::var("PICTURES") else { return };
        for (name, lanes, size) in
            [("slide", 9, "16:9"), ("slide-3", 3, "16:9"), ("slide-4x3", 9, "4:3"), ("slide-a4", 9, "a4-portrait")]
        {
            for format in Format::ALL {
                let size = PageSize::read(size).unwrap_or_default();
                let files = made_of(lanes, size, format).unwrap_or_default();
                file::write(Path::new(&format!("{folder}/{name}.{}", format.ending())), &files).ok();
            }
        }
    }
}
