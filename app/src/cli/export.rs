//! `dateline export`: documents in, pages of their timeline in files, without a window.

use super::{Input, NO_OUTPUT, Tables, names_of, read};
use crate::export::pages::{Split, Unit};
use crate::export::size::{self, PageSize};
use crate::export::slide::Furniture;
use crate::export::{self, Format, Request};
use crate::picture::axis::{Stretch, day_number};
use crate::picture::theme::Theme;
use anyhow::{Context, Result, bail};
use chrono::{Datelike, NaiveDate};
use dateline_model::actor::Country;
use dateline_model::event::{Event, Kind};
use dateline_model::lexicon::Lexicon;
use dateline_model::story::{self, Step};
use dateline_model::timeline::{GroupBy, Lane};
use dateline_model::track::{Track, tracks};
use std::collections::BTreeSet;
use std::io::{Write as _, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write a timeline to a file: a picture, slides, a document
///
/// The ending of the file's name says as what. Pages of a picture after the first stand beside it: timeline-2.png.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ExportArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    tables: Tables,
    /// The file to write; its ending says as what: png, svg, pdf, pptx, html, md, docx, csv, jsonl, ics, json
    /// (TimelineJS), ron
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// What to write, where the file's ending does not say it
    #[arg(long, value_name = "ENDING", value_parser = read_format)]
    format: Option<Format>,
    /// Size of a page: 1920x1080 pixels, 16:9, 4:3, a4, a3, letter, a4-portrait, 300x200mm, 13.3x7.5in
    #[arg(long, value_name = "SIZE", default_value = "16:9", value_parser = read_size)]
    size: PageSize,
    /// Pixels to an inch: a page of 16:9 is 13.333 inches wide
    #[arg(long, value_parser = read_dpi)]
    dpi: Option<f32>,
    /// The first day to show: 2024, 2024-06 or 2024-06-19
    #[arg(long, value_name = "DATE", value_parser = read_from)]
    from: Option<NaiveDate>,
    /// The last day to show
    #[arg(long, value_name = "DATE", value_parser = read_to)]
    to: Option<NaiveDate>,
    /// Only these lanes, by name or country code, in this order: RU,"North Korea"
    #[arg(long, value_name = "LANE,…", value_delimiter = ',')]
    lanes: Vec<String>,
    /// Only events of these kinds: agreement,combat
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = read_kind)]
    kinds: Vec<Kind>,
    /// Only so many events, those that matter most
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// A page for each step of the project's story; of what has none, for each of the ten events that matter most, or of
    /// --top N
    #[arg(long)]
    story: bool,
    /// What lanes are grouped by: country, organisation, kind, document, tag or none; two for lanes within lanes, such
    /// as country,kind. A briefing has a heading for each lane then, without it for each year
    #[arg(long, value_name = "GROUP[,GROUP]", value_parser = read_groups)]
    group_by: Option<Groups>,
    /// How pages are cut: auto, none, a number of pages, or one for each decade, year, quarter or month
    #[arg(long, value_name = "HOW", default_value = "auto", value_parser = read_split)]
    split: Split,
    /// Title of the pages; without it, that of the documents
    #[arg(long)]
    title: Option<String>,
    /// Handling line at top and bottom of each page, such as TLP:CLEAR
    #[arg(long)]
    marking: Option<String>,
    /// The day that it all is as of; without it, that of the last document
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// What to leave out around the lanes: title, period, key, sources, as-of
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',', value_parser = read_furniture)]
    without: Vec<Part>,
    /// Its colours: light, dark, high-contrast or print
    #[arg(long, value_name = "THEME", default_value = "light", value_parser = read_theme)]
    theme: Theme,
    /// Tie the marks of each event that stands in several lanes
    #[arg(long)]
    ties: bool,

    /// Leave out the ground of pictures
    #[arg(long)]
    transparent: bool,
}

/// A story of what has none has so many steps.
const STEPS: usize = 10;

/// What lanes are grouped by, the outer first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Groups(Vec<GroupBy>);

/// Something around the lanes that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Period,
    Key,
    Sources,
    AsOf,
}

const EXAMPLES: &str = "Examples:
  dateline export articles/ -o timeline.png
      pages of 1920x1080, as many as show every title
  dateline export articles/ -o briefing.docx --top 10
      the ten that matter most, each with its sources in footnotes
  dateline export articles/ -o timeline.html
      a page to zoom and pan in, and to send: it needs nothing else
  dateline export briefing.dateline -o briefing.pptx --story
      a slide for each step, with its notes
  dateline export articles/ -o timeline.pdf --size a4 --marking TLP:CLEAR
  dateline export articles/ -o troops.svg --lanes RU,KP --from 2022 --to 2024-12
  dateline export a.txt b.html -o slide.png --size 3840x2160 --split none --top 20
  dateline export articles/ -o years.pdf --split year --group-by country,kind";

/// Writes the pages of the timeline.
pub fn run(arguments: &ExportArguments) -> Result<ExitCode> {
    // What can't be written is told before anything is read.
    let format = match arguments.format {
        Some(format) => format,
        None => Format::of(&arguments.output)?,
    };
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && from > to
    {
        bail!("--from {from} is after --to {to}: there is nothing between them");
    }
    let names = names_of(&arguments.input);
    let (opened, code) = read(&arguments.input, &arguments.tables, &names)?;
    let timeline = &opened.timeline;
    if timeline.events.is_empty() {
        bail!("no dated event was found, so there is nothing to draw");
    }
    let mut arrangement = opened.arrangement.clone();
    if let Some(group_by) = &arguments.group_by {
        arrangement.group_by.clone_from(&group_by.0);
    }
    let is_shown = |&event: &usize| {
        let shown = &timeline.events[event];
        !arrangement.hidden.contains(&shown.id) && arguments.keeps(shown)
    };
    let mut events: Vec<usize> = (0..timeline.events.len()).filter(is_shown).collect();
    let name = |country| names.lexicon.country_name(&country).to_owned();
    let all = arrangement.lanes(timeline, &events, &BTreeSet::new(), name);
    let mut lanes = arguments.chosen_lanes(all, &names.lexicon)?;
    if !arguments.lanes.is_empty() {
        let within: BTreeSet<usize> = lanes.iter().flat_map(|lane| lane.events.iter().copied()).collect();
        events.retain(|event| within.contains(event));
    }
    if let Some(top) = arguments.top {
        events = story::best(timeline, &events, top);
        lanes = export::slide::lanes_of(&lanes, &events);
    }
    if events.is_empty() {
        bail!("of {} events none is left; leave out some of --from, --to, --lanes, --kinds", timeline.events.len());
    }
    let steps = match arguments.story {
        true => {
            let mut story = arrangement.story.clone();
            if story.steps.is_empty() {
                let best = story::best(timeline, &events, arguments.top.unwrap_or(STEPS));
                story.steps = best.into_iter().map(|event| Step::about(timeline.events[event].id)).collect();
            }
            let lanes = arrangement.all_lanes(timeline, name);
            export::story::told(timeline, &lanes, &story)
        }
        false => Vec::new(),
    };
    let tracks = tracks(&timeline.events, &events, name);
    let shown = arrangement.shown_tracks(&tracks);
    let tracks: Vec<Track> =
        tracks.into_iter().zip(shown).filter_map(|(track, shown)| shown.then_some(track)).collect();
    let marking = arguments.marking.as_deref().unwrap_or(&arrangement.marking);
    let request = Request {
        timeline,
        lanes: &lanes,
        within: arguments.within(),
        split: arguments.split,
        size: arguments.dpi.map_or(arguments.size, |dpi| arguments.size.at(dpi)),
        title: arguments.title.as_deref().unwrap_or(&timeline.title),
        marking: Some(marking).filter(|marking| !marking.trim().is_empty()),
        as_of: arguments.as_of,
        furniture: arguments.furniture(),
        transparent: arguments.transparent,
        theme: &arguments.theme,
        tracks: &tracks,
        starred: &arrangement.starred,
        ties: arguments.ties,
        by_lane: arguments.group_by.is_some(),
        steps: &steps,
        name: &name,
    };
    let made = export::files(&request, format, &|_, _| true)?;
    let written = export::file::write(&arguments.output, &made.files)?;
    if written.paths.len() > 1 {
        let mut out = stdout().lock();
        written.paths.iter().try_for_each(|path| writeln!(out, "{}", path.display())).context(NO_OUTPUT)?;
    }
    for remark in export::remarks(format, made.untitled, &written) {
        writeln!(stderr(), "dateline: {}: {remark}", arguments.output.display()).ok();
    }
    Ok(code)
}

impl ExportArguments {
    fn keeps(&self, event: &Event) -> bool {
        let after = self.from.is_none_or(|from| event.when.latest >= from);
        let before = self.to.is_none_or(|to| event.when.earliest <= to);
        after && before && (self.kinds.is_empty() || self.kinds.contains(&event.kind))
    }

    fn within(&self) -> Option<Stretch> {
        let from = self.from.map_or(f64::NEG_INFINITY, day_number);
        let until = self.to.map_or(f64::INFINITY, |to| day_number(to) + 1.0);
        (self.from.is_some() || self.to.is_some()).then_some(Stretch { from, until })
    }

    fn furniture(&self) -> Furniture {
        let has = |part: Part| !self.without.contains(&part);
        let (title, period) = (has(Part::Title), has(Part::Period));
        Furniture { title, period, key: has(Part::Key), sources: has(Part::Sources), as_of: has(Part::AsOf) }
    }

    /// The lanes that were asked for, in that order, with those within them; all where none were.
    fn chosen_lanes(&self, lanes: Vec<Lane>, lexicon: &Lexicon) -> Result<Vec<Lane>> {
        if self.lanes.is_empty() {
            return Ok(lanes);
        }
        let mut chosen = Vec::new();
        for wanted in &self.lanes {
            let country = Country::from_code(&wanted.trim().to_uppercase());
            let plain = |name: &str| name.trim().to_lowercase();
            let is_wanted = |lane: &Lane| {
                lane.depth() == 0
                    && (plain(&lane.name) == plain(wanted)
                        || lane.country().is_some_and(|own| Some(own) == country)
                        || lane.country().is_some_and(|own| plain(lexicon.country_name(&own)) == plain(wanted)))
            };
            let first = lanes.iter().position(is_wanted).with_context(|| {
                let names: Vec<&str> =
                    lanes.iter().filter(|lane| lane.depth() == 0).take(20).map(|lane| lane.name.as_str()).collect();
                format!("there is no lane {}; there are {}", wanted.trim(), names.join(", "))
            })?;
            let within = lanes[first + 1..].iter().take_while(|lane| lane.depth() > 0);
            chosen.push(lanes[first].clone());
            chosen.extend(within.cloned());
        }
        Ok(chosen)
    }
}

/// "dark" to the theme.
fn read_theme(name: &str) -> Result<Theme, String> {
    Theme::named(name).ok_or_else(|| "write light, dark, high-contrast or print".to_owned())
}

fn read_format(text: &str) -> Result<Format, String> {
    Format::named(text).map_err(|error| error.to_string())
}

fn read_size(text: &str) -> Result<PageSize, String> {
    PageSize::read(text).ok_or_else(|| size::HINT.to_owned())
}

fn read_dpi(text: &str) -> Result<f32, String> {
    let dpi = text.parse().ok().filter(|dpi| (10.0..=2400.0).contains(dpi));
    dpi.ok_or_else(|| "write a number of pixels to an inch, from 10 to 2400".to_owned())
}

fn read_kind(text: &str) -> Result<Kind, String> {
    let code = text.trim().to_lowercase().replace(' ', "-");
    let codes: Vec<&str> = Kind::ALL.into_iter().map(Kind::code).collect();
    Kind::from_code(&code).ok_or_else(|| format!("write some of {}", codes.join(", ")))
}

fn read_furniture(text: &str) -> Result<Part, String> {
    match text.trim().to_lowercase().as_str() {
        "title" => Ok(Part::Title),
        "period" => Ok(Part::Period),
        "key" | "legend" => Ok(Part::Key),
        "sources" | "numbers" => Ok(Part::Sources),
        "as-of" => Ok(Part::AsOf),
        _ => Err("write some of title, period, key, sources, as-of".to_owned()),
    }
}

/// "auto", "none", "12", "year".
fn read_split(text: &str) -> Result<Split, String> {
    match text.trim().to_lowercase().as_str() {
        "auto" => Ok(Split::Auto),
        "none" => Ok(Split::None),
        "decade" => Ok(Split::Each(Unit::Decade)),
        "year" => Ok(Split::Each(Unit::Year)),
        "quarter" => Ok(Split::Each(Unit::Quarter)),
        "month" => Ok(Split::Each(Unit::Month)),
        number => {
            let parts = number.parse().ok().filter(|parts| (1..=export::pages::PAGES_MAX).contains(parts));
            let hint = "write auto, none, a number of pages up to 200, or decade, year, quarter, month";
            parts.map(Split::Parts).ok_or_else(|| hint.to_owned())
        }
    }
}

fn read_from(text: &str) -> Result<NaiveDate, String> {
    read_days(text).map(|days| days.0)
}

fn read_to(text: &str) -> Result<NaiveDate, String> {
    read_days(text).map(|days| days.1)
}

/// "2024", "2024-06", "2024-06-19" to the first and the last day of it.
fn read_days(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let text = text.trim();
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let last_of_month = |first: NaiveDate| crate::picture::axis::month_after(first)?.pred_opt();
    let year = || Some((day(&format!("{text}-01-01"))?, day(&format!("{text}-12-31"))?));
    let month = || day(&format!("{text}-01")).and_then(|first| Some((first, last_of_month(first)?)));
    let days = day(text).map(|day| (day, day)).or_else(month).or_else(year);
    let sane = days.filter(|(first, last)| first.year() > -10_000 && last.year() < 10_000);
    sane.ok_or_else(|| "write a date such as 2024, 2024-06 or 2024-06-19".to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check_days(text: &str, expect: &str) {
        let found = read_days(text).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(found.unwrap_or_default(), expect, "{text}");
    }

    #[test]
    fn days_months_and_years_are_read() {
        check_days("2024", "2024-01-01 2024-12-31");
        check_days("2024-02", "2024-02-01 2024-02-29");
        check_days("2024-06-19", "2024-06-19 2024-06-19");
        check_days("June", "");
        check_days("99999999", "");
    }

    fn check_split(text: &str, expect: Option<Split>) {
        assert_eq!(read_split(text).ok(), expect, "{text}");
    }

    #[test]
    fn a_split_is_a_word_or_a_number() {
        check_split("auto", Some(Split::Auto));
        check_split("None", Some(Split::None));
        check_split("12", Some(Split::Parts(12)));
        check_split("year", Some(Split::Each(Unit::Year)));
        check_split("0", None);
        check_split("5000", None);
        check_split("week", None);
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
