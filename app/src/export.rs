//! Timeline to a picture in a file: a slide as SVG or PNG. Same input, same bytes.
//!
//! A file appears whole or not at all: it is written beside its place, then renamed.

mod cff;
mod font;
pub mod key;
pub mod png;
pub mod slide;
pub mod svg;

use crate::picture::fallback::{Fallback, shown_texts};
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use anyhow::{Context, Result, anyhow, bail};
use dateline_model::event::EventId;
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::track::Track;
use slide::{SHORT_SIDE, Slide};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Vector, text as text.
    Svg,
    /// Pixels.
    Png,
}

/// What to make of a timeline.
pub struct Request<'a> {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// The title.
    pub title: &'a str,
    /// The handling line at top and bottom, if one was given.
    pub marking: Option<&'a str>,
    /// Its colours.
    pub theme: &'a Theme,
    /// The tracks below the lanes.
    pub tracks: &'a [Track],
    /// Events that have a star.
    pub starred: &'a BTreeSet<EventId>,
    /// Whether the marks of each event that stands in several lanes are tied.
    pub ties: bool,
}

/// The shorter side of a slide in inches: 13.333 × 7.5.
const SHORT_SIDE_INCHES: f32 = 7.5;

impl Format {
    /// The format that a file's ending asks for.
    pub fn of(path: &Path) -> Result<Format> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "svg" => Ok(Format::Svg),
            "png" => Ok(Format::Png),
            _ => bail!("{}: a picture's name must end in .svg or .png", path.display()),
        }
    }
}

/// The picture of these lanes of a timeline, as the bytes of a file.
pub fn picture(timeline: &Timeline, lanes: &[Lane], request: &Request, format: Format) -> Result<Vec<u8>> {
    let (width, height) = request.size;
    if !(SIDE_MIN..=png::SIDE_MAX).contains(&width) || !(SIDE_MIN..=png::SIDE_MAX).contains(&height) {
        bail!("a picture of {width}x{height} pixels can't be made; each side must be {SIDE_MIN} to {}", png::SIDE_MAX);
    }
    let scale = width.min(height) as f32 / SHORT_SIDE;
    let slide = Slide {
        size: (width as f32 / scale, height as f32 / scale),
        title: request.title,
        marking: request.marking,
        tracks: request.tracks,
        starred: request.starred,
        ties: request.ties,
    };
    let fallback = Fallback::of(shown_texts(timeline).chain([request.title, request.marking.unwrap_or_default()]));
    let text = Text::with(&fallback.fonts);
    let scene = slide::scene(timeline, lanes, &slide, request.theme, &text);
    let name = |event: usize| slide::event_name(&timeline.events[event]);
    match format {
        Format::Svg => Ok(svg::write(&scene, scale, name, &text, true).into_bytes()),
        Format::Png => {
            let dpi = width.min(height) as f32 / SHORT_SIDE_INCHES;
            png::write(&svg::write(&scene, scale, name, &text, false), dpi, &text)
        }
    }
}

/// The smallest side of a picture in pixels.
const SIDE_MIN: u32 = 200;

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(path, |file| Ok(file.write_all(bytes)?))
}

/// Lets `write` write a file that takes its place when it is whole. A device or pipe is written as it is.
pub fn replace_file<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let shown = path.display();
    let unwritable = || format!("{shown}: can't be written; is the disk full?");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(anyhow!("{shown}: can't be written, as there is no folder {}", folder.display()));
    }
    if path.is_dir() {
        return Err(anyhow!("{shown}: can't be written, as it is a folder"));
    }
    if path.exists() && !path.is_file() {
        let mut device = File::options().write(true).open(path).with_context(unwritable)?;
        return write(&mut device).with_context(unwritable);
    }
    let mut file = NamedTempFile::new_in(folder)
        .with_context(|| format!("{shown}: can't be written; the folder {} takes no files", folder.display()))?;
    let done = write(file.as_file_mut()).with_context(unwritable)?;
    file.as_file().sync_all().ok();
    allow_reading(&file);
    file.persist(path).map_err(|error| error.error).with_context(|| format!("{shown}: can't be written"))?;
    Ok(done)
}

/// A temporary file is for its maker only; a picture is as readable as any new file.
#[cfg(unix)]
fn allow_reading(file: &NamedTempFile) {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).ok();
}

#[cfg(not(unix))]
fn allow_reading(_file: &NamedTempFile) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;
    use crate::picture::scene::Part;

    fn made(size: (u32, u32), format: Format) -> Result<Vec<u8>> {
        made_of(9, size, format)
    }

    fn made_of(lanes: usize, size: (u32, u32), format: Format) -> Result<Vec<u8>> {
        let timeline = fixture::timeline();
        let lanes: Vec<Lane> = fixture::lanes(&timeline).into_iter().take(lanes).collect();
        let starred = BTreeSet::from([timeline.events[0].id]);
        let request = Request {
            size,
            title: &timeline.title,
            marking: Some("TLP:CLEAR"),
            theme: &Theme::light(),
            tracks: &[],
            starred: &starred,
            ties: true,
        };
        picture(&timeline, &lanes, &request, format)
    }

    #[test]
    fn the_same_timeline_gives_the_same_bytes() {
        for format in [Format::Svg, Format::Png] {
            let (one, other) = (made((960, 540), format), made((960, 540), format));
            assert!(one.is_ok_and(|one| other.is_ok_and(|other| one == other)));
        }
    }

    /// A picture of the window has what the user put there, and so has that of an export.
    #[test]
    fn stars_and_ties_are_in_the_picture() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let text = Text::with(&[]);
        let count = |starred: &BTreeSet<EventId>, ties| {
            let size = (1920.0, 1080.0);
            let slide = Slide { size, title: "", marking: None, tracks: &[], starred, ties };
            let items = slide::scene(&timeline, &lanes, &slide, &Theme::light(), &text).items;
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
        for size in [(0, 0), (100, 1000), (1000, 100_000)] {
            assert!(made(size, Format::Svg).is_err(), "{size:?}");
        }
    }

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let Ok(folder) = tempfile::tempdir() else { return };
        let path = folder.path().join("picture.svg");
        assert!(write_file(&path, b"one").is_ok() && write_file(&path, b"two").is_ok());
        assert_eq!(std::fs::read(&path).unwrap_or_default(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).map(Iterator::count).unwrap_or(0), 1);
        let nowhere = folder.path().join("no such folder/picture.svg");
        let message = write_file(&nowhere, b"one").map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("no such folder")));
        assert!(write_file(folder.path(), b"one").is_err());
    }

    #[test]
    fn the_ending_tells_the_format() {
        assert!(Format::of(Path::new("a/b.SVG")).is_ok_and(|format| format == Format::Svg));
        assert!(Format::of(Path::new("b.pdf")).is_err());
        assert!(Format::of(Path::new("b")).is_err());
    }

    /// Slides to look at: `PICTURES=folder cargo test -p dateline slides_to_look_at`.
    #[test]
    fn slides_to_look_at() {
        let Ok(folder) = std::env::var("PICTURES") else { return };
        let sizes = [
            ("slide", 9, (1920, 1080)),
            ("slide-3", 3, (1920, 1080)),
            ("slide-4x3", 9, (1440, 1080)),
            ("slide-a4", 9, (794, 1123)),
        ];
        for (name, lanes, size) in sizes {
            for (ending, format) in [("svg", Format::Svg), ("png", Format::Png)] {
                let bytes = made_of(lanes, size, format).unwrap_or_default();
                std::fs::write(format!("{folder}/{name}.{ending}"), bytes).ok();
            }
        }
    }
}
