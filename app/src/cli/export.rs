//! `dateline export`: documents in, a picture of their timeline in a file, without a window.

use super::{Input, names_of, read};
use crate::export::{self, Format, Request};
use crate::picture::theme::Theme;
use anyhow::{Result, bail};
use dateline_model::timeline::GroupBy;
use dateline_model::track::{Track, tracks};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct ExportArguments {
    #[command(flatten)]
    input: Input,
    /// The picture to write; its ending, .svg or .png, says as what
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Width and height in pixels
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1920x1080", value_parser = read_size)]
    size: (u32, u32),
    /// Title of the picture; without it, that of the documents
    #[arg(long)]
    title: Option<String>,
    /// What lanes are grouped by: country, organisation, kind, document, tag or none; two for lanes within lanes, such
    /// as country,kind
    #[arg(long, value_name = "GROUP[,GROUP]", value_parser = read_groups)]
    group_by: Option<Groups>,
    /// Its colours: light, dark, high-contrast or print
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = read_theme)]
    theme: Theme,
    /// Handling line at top and bottom, such as TLP:CLEAR
    #[arg(long)]
    marking: Option<String>,
}

/// What lanes are grouped by, the outer first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Groups(Vec<GroupBy>);

const EXAMPLES: &str = "Examples:
  dateline export articles/ -o timeline.png
  dateline export articles/ -o timeline.png --group-by country,kind
  dateline export articles/ -o timeline.svg --title \"Four against the order\"
  dateline export a.txt b.html -o slide.png --size 3840x2160 --marking TLP:CLEAR";

/// Writes the picture of the whole timeline.
pub fn run(arguments: &ExportArguments) -> Result<ExitCode> {
    // What can't be written is told before anything is read.
    let format = Format::of(&arguments.output)?;
    let names = names_of(&arguments.input);
    let (opened, code) = read(&arguments.input, &names)?;
    let timeline = &opened.timeline;
    if timeline.events.is_empty() {
        bail!("no dated event was found, so there is nothing to draw");
    }
    let mut arrangement = opened.arrangement.clone();
    if let Some(group_by) = &arguments.group_by {
        arrangement.group_by.clone_from(&group_by.0);
    }
    let is_shown = |&event: &usize| !arrangement.hidden.contains(&timeline.events[event].id);
    let events: Vec<usize> = (0..timeline.events.len()).filter(is_shown).collect();
    let name = |country| names.lexicon.country_name(&country).to_owned();
    let lanes = arrangement.lanes(timeline, &events, &BTreeSet::new(), name);
    let tracks = tracks(&timeline.events, &events, name);
    let shown = arrangement.shown_tracks(&tracks);
    let tracks: Vec<Track> =
        tracks.into_iter().zip(shown).filter_map(|(track, shown)| shown.then_some(track)).collect();
    let request = Request {
        size: arguments.size,
        title: arguments.title.as_deref().unwrap_or(&timeline.title),
        marking: arguments.marking.as_deref().filter(|marking| !marking.trim().is_empty()),
        theme: &arguments.theme,
        tracks: &tracks,
        starred: &arrangement.starred,
        ties: false,
    };
    let bytes = export::picture(timeline, &lanes, &request, format)?;
    export::write_file(&arguments.output, &bytes)?;
    Ok(code)
}

/// "dark" to the theme.
fn read_theme(name: &str) -> Result<Theme, String> {
    Theme::named(name).ok_or_else(|| "write light, dark, high-contrast or print".to_owned())
}

/// "country,kind" to groups.
fn read_groups(text: &str) -> Result<Groups, String> {
    if text.trim() == "none" {
        return Ok(Groups(Vec::new()));
    }
    let find = |word: &str| GroupBy::ALL.into_iter().find(|by| by.code() == word.trim().replace("organiz", "organis"));
    let groups: Option<Vec<GroupBy>> = text.split(',').map(find).collect();
    let fit = |groups: &Vec<GroupBy>| groups.len() == 1 || groups.len() == 2 && groups[0] != groups[1];
    groups
        .filter(fit)
        .map(Groups)
        .ok_or_else(|| "write one or two of country, organisation, kind, document, tag; or none".to_owned())
}

/// "1920x1080" to width and height.
fn read_size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', 'X', '×']);
    let numbers = sides.and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
    numbers.ok_or_else(|| "write width and height such as 1920x1080".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(u32, u32)>) {
        assert_eq!(read_size(text).ok(), expect, "{text}");
    }

    #[test]
    fn a_size_is_width_and_height() {
        check("1920x1080", Some((1920, 1080)));
        check("4000X2250", Some((4000, 2250)));
        check("1920", None);
        check("-1x5", None);
        check("1920x1080x3", None);
    }

    fn check_groups(text: &str, expect: Option<&[GroupBy]>) {
        assert_eq!(read_groups(text).ok().map(|groups| groups.0).as_deref(), expect, "{text}");
    }

    #[test]
    fn lanes_are_grouped_by_one_or_two() {
        check_groups("country", Some(&[GroupBy::Country]));
        check_groups("country, kind", Some(&[GroupBy::Country, GroupBy::Kind]));
        check_groups("organization", Some(&[GroupBy::Organization]));
        check_groups("none", Some(&[]));
        check_groups("kind,kind", None);
        check_groups("colour", None);
        check_groups("", None);
    }
}
