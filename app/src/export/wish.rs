//! What a user wants of an export, as the window remembers it; and what it will look like.

use super::pages::Split;
use super::size::PageSize;
use super::slide::Furniture;
use super::{Format, Request, png, svg, words};
use crate::picture::theme::Theme;
use anyhow::Result;
use serde::{Deserialize, Serialize};

/// What to export, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// As what.
    pub format: Format,
    /// How large a page is.
    pub size: PageSize,
    /// How much of what is shown.
    pub scope: Scope,
    /// How it is cut into pages.
    pub split: Split,
    /// What stands around the lanes.
    pub furniture: Furniture,
    /// Whether a briefing has a heading for each lane.
    pub by_lane: bool,
    /// Whether pictures have no ground.
    pub transparent: bool,
    /// In which colours pages are.
    pub colors: Colors,
}

/// The theme of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Colors {
    /// Ink on white.
    #[default]
    Light,
    /// Light on near black, for dark slides.
    Dark,
    /// White on black, stronger colours.
    HighContrast,
    /// For paper, without tints.
    Print,
}

/// How much is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// All that the filters leave.
    #[default]
    Whole,
    /// The stretch of time in view.
    View,
    /// The selected events.
    Selection,
    /// So many of those that the filters leave, the ones that matter most.
    Best(usize),
    /// The steps of the story, a page each.
    Story,
}

impl Colors {
    /// All of them.
    pub const ALL: [Colors; 4] = [Colors::Light, Colors::Dark, Colors::HighContrast, Colors::Print];

    /// What people call them.
    pub fn label(self) -> &'static str {
        match self {
            Colors::Light => "Light",
            Colors::Dark => "Dark",
            Colors::HighContrast => "High contrast",
            Colors::Print => "For paper",
        }
    }

    /// Their values.
    pub fn theme(self) -> Theme {
        match self {
            Colors::Light => Theme::light(),
            Colors::Dark => Theme::dark(),
            Colors::HighContrast => Theme::high_contrast(),
            Colors::Print => Theme::print(),
        }
    }
}

/// What an export will look like.
#[derive(Debug, PartialEq)]
pub enum Preview {
    /// The first pages, and how many there are.
    Pages(Vec<Raster>, usize),
    /// The beginning of a text.
    Text(String),
}

/// A picture of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Width and height in pixels.
    pub size: [usize; 2],
    /// Red, green, blue and opacity of each pixel, from the upper left, row by row.
    pub rgba: Vec<u8>,
}

/// So many pages are previewed, and so many characters of a text.
const PREVIEWED: (usize, usize) = (24, 3000);

/// What a request will look like, pages of a width in pixels.
pub fn preview(request: &Request, format: Format, width: f32, is_wanted: &dyn Fn() -> bool) -> Result<Preview> {
    if !format.has_pages() {
        // What a word processor or a browser shows is the briefing.
        let format = if matches!(format, Format::Docx | Format::Html) { Format::Markdown } else { format };
        let text = String::from_utf8_lossy(&words(request, format)?).chars().take(PREVIEWED.1).collect();
        return Ok(Preview::Text(text));
    }
    request.check()?;
    let text = request.text();
    let pages = request.pages(&text);
    let mut drawn = Vec::new();
    for page in pages.iter().take(PREVIEWED.0) {
        anyhow::ensure!(is_wanted(), "stopped");
        let height = (width * page.scene.height / page.scene.width).round();
        let svg = svg::write(&page.scene, (width, height), |_| String::new(), &text, false);
        drawn.push(png::draw(&svg, &text)?);
    }
    Ok(Preview::Pages(drawn, pages.len()))
}

/// One of the pages at its own size.
pub fn picture(request: &Request, page: usize) -> Result<Raster> {
    request.check()?;
    let text = request.text();
    let pages = request.pages(&text);
    let page = pages.get(page).or(pages.first()).ok_or_else(|| anyhow::anyhow!("there is no page"))?;
    let (width, height) = request.size.pixels();
    png::draw(&svg::write(&page.scene, (width as f32, height as f32), |_| String::new(), &text, false), &text)
}
