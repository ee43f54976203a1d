//! What of a timeline stands on a page to the scene of that page: title, period, axis, lanes, key, sources, marking.
//!
//! Laid out for a shorter side of 1080 points; other sizes are scaled. Empty stretches are folded. Which lanes and
//! which stretch of time a page shows is decided in `pages`; what stands around the lanes is drawn in `furniture`.

use super::furniture;
use super::key::Key;
use crate::picture::axis::{Axis, Folding, Stretch};
use crate::picture::content::{Content, Ends, Tail};
use crate::picture::lanes::Lanes;
use crate::picture::layout::{EDGE, Labels, Layout, Source};
use crate::picture::pen::{Pen, Type};
use crate::picture::ruler::Ruler;
use crate::picture::scene::{Part, Rect, Scene, Shape, Weight};
use crate::picture::sizes::Sizes;
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use crate::picture::tracks::{Chart, Charts};
use chrono::NaiveDate;
use dateline_model::event::{Event, EventId};
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::track::Track;
use dateline_model::when::day_label;
use std::collections::BTreeSet;

/// The shorter side of a slide, in points.
pub const SHORT_SIDE: f32 = 1080.0;

/// What the pages of an export have in common.
pub struct Slide<'a> {
    /// Width and height in points; the shorter is 1080.
    pub size: (f32, f32),
    /// The title.
    pub title: &'a str,
    /// The handling line at top and bottom; none where none was given.
    pub marking: Option<&'a str>,
    /// The day that it all is as of.
    pub as_of: Option<NaiveDate>,
    /// What stands around the lanes.
    pub furniture: Furniture,
    /// The tracks below the lanes.
    pub tracks: &'a [Track],
    /// Events that have a star.
    pub starred: &'a BTreeSet<EventId>,
    /// Whether the marks of each event that stands in several lanes are tied.
    pub ties: bool,
    /// Whether there is no ground.
    pub transparent: bool,
    /// The colours.
    pub theme: &'a Theme,
    /// The font.
    pub text: &'a Text,
}

/// What stands around the lanes of a page. The marking is there where one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Furniture {
    /// The title.
    pub title: bool,
    /// The period, and how many events and lanes.
    pub period: bool,
    /// What marks and bands mean.
    pub key: bool,
    /// Numbers at the events, and the list of sources that they lead to.
    pub sources: bool,
    /// The day that it all is as of.
    pub as_of: bool,
}

/// A page's place among all.
pub struct Sheet {
    /// How many lanes there are on all pages.
    pub all_lanes: usize,
    /// Which page it is, of how many.
    pub place: (usize, usize),
}

/// A page's events in their rows.
pub struct Laid {
    /// What is shown.
    pub content: Content,
    /// Where.
    pub layout: Layout,
    /// How large.
    pub sizes: Sizes,
}

/// Where on a page everything is, in points from its top.
pub struct Grid {
    /// The baseline of the title.
    pub title: f32,
    /// The baseline of the period.
    pub period: f32,
    /// The top of the key.
    pub key: f32,
    /// The baseline of the first line of sources.
    pub sources: f32,
    /// The room for the lanes, with their heads.
    pub room: Rect,
    /// How many tracks have room below them.
    pub tracks: usize,
}

/// Free at the left and right.
pub const MARGIN: f32 = 64.0;
/// Height of a track, and of the gap above the first.
const TRACK: (f32, f32) = (76.0, 10.0);
/// So much of the room for lanes and tracks the tracks take at most.
const TRACKS_SHARE: f32 = 0.3;
/// The baselines of title and period, and where the lanes begin.
const TOPS: (f32, f32, f32) = (88.0, 121.0, 186.0);
/// How much higher the lanes begin without a title, and without a period.
const WITHOUT: (f32, f32) = (52.0, 36.0);
/// Between the lanes and the key.
const KEY_GAP: f32 = 26.0;
/// From the last line of sources to the bottom, and from the key where there are none.
const FOOT: (f32, f32) = (76.0, 56.0);
/// Slides narrower than this have smaller ticks.
const NARROW: f32 = 1300.0;
/// The least height of the lanes.
const ROOM_LEAST: f32 = 60.0;

impl Default for Furniture {
    fn default() -> Furniture {
        Furniture { title: true, period: true, key: true, sources: true, as_of: true }
    }
}

impl Slide<'_> {
    /// Where everything is, with a key of some height and so many documents cited.
    pub fn grid(&self, key: &Key, cited: usize) -> Grid {
        let (width, height) = self.size;
        let Furniture { title, period, key: has_key, sources: has_sources, as_of } = self.furniture;
        let up = if title { 0.0 } else { WITHOUT.0 };
        let second = period || as_of;
        let lanes = TOPS.2 - up - if second { 0.0 } else { WITHOUT.1 };
        let (sources, bottom) = if has_sources && cited > 0 {
            let top = height - FOOT.0 - furniture::sources_height(cited, width);
            (top, top - 24.0)
        } else {
            (height, height - FOOT.1)
        };
        let (key, bottom) =
            if has_key { (bottom - key.height, bottom - key.height - KEY_GAP) } else { (bottom, bottom) };
        let room = Rect { x: MARGIN, y: lanes, width: width - 2.0 * MARGIN, height: (bottom - lanes).max(ROOM_LEAST) };
        let tracks = ((room.height * TRACKS_SHARE / TRACK.0) as usize).min(self.tracks.len());
        let taken = if tracks > 0 { tracks as f32 * TRACK.0 + TRACK.1 } else { 0.0 };
        let room = Rect { height: room.height - taken, ..room };
        Grid { title: TOPS.0, period: TOPS.1 - up, key, sources, room, tracks }
    }

    /// What stands after the titles of events.
    fn tail(&self, numbers: &[usize]) -> Tail {
        Tail::Sources(if self.furniture.sources { numbers.to_vec() } else { Vec::new() })
    }

    /// Lays out the events of lanes between two days, in rows of a height and so many at most.
    pub fn lay(
        &self,
        timeline: &Timeline,
        lanes: &[Lane],
        stretch: Option<Stretch>,
        numbers: &[usize],
        (row, max_rows): (f32, usize),
        room: Rect,
    ) -> Laid {
        let sizes = Sizes::slide(row, max_rows);
        let mut content = Content::new(timeline, lanes, self.tail(numbers));
        if let Some(stretch) = stretch {
            content.extent = stretch;
            content.empty.retain(|empty| empty.from >= stretch.from && empty.until <= stretch.until);
        }
        let width = f64::from(room.width - sizes.head);
        // On paper nobody zooms: folds make room wherever they save more than they take.
        let folding = Folding { over: width / 12.0, width: f64::from(sizes.fold) };
        let axis = Axis::fitting(content.extent, width - 2.0 * f64::from(EDGE), &content.empty, folding);
        let (from, mut labels) = (axis.position(content.extent.from) - f64::from(EDGE), Labels::default());
        let mut source = Source { timeline, content: &content, text: self.text, labels: &mut labels };
        let mut layout = Layout::new(&mut source, axis, &sizes, room.height);
        layout.prepare(&mut source, 0..lanes.len(), from, from + width);
        Laid { content, layout, sizes }
    }
}

impl Laid {
    /// How many titles and marks find no room between two days, and stand in chips or areas.
    pub fn hidden(&self) -> usize {
        let Stretch { from, until } = self.content.extent;
        let ends = (self.layout.axis.position(from), self.layout.axis.position(until));
        let of_lane = |lane: usize| {
            let chips = self.layout.tiles(&self.content, lane, ends.0, ends.1).flat_map(|tile| &tile.chips);
            let chips = chips.filter(|chip| chip.day >= from && chip.day < until).map(|chip| chip.count);
            let bins = self.layout.areas(lane, ends.0, ends.1).flat_map(|area| &area.bins);
            let bins = bins.flat_map(|(_, families)| families).map(|&count| count as usize);
            if self.layout.lanes[lane].folded { 0 } else { chips.chain(bins).sum::<usize>() }
        };
        (0..self.content.lanes.len()).map(of_lane).sum()
    }
}

/// The lanes with those of their events whose marks stand between two days, or that last into them.
pub fn lanes_within(timeline: &Timeline, content: &Content, lanes: &[Lane], stretch: Stretch) -> Vec<Lane> {
    let stands = |event: usize| {
        let entry = content.entry(timeline, 0, event);
        let lasts = entry.band.filter(|band| band.ends != Ends::Fading);
        let reaches = lasts.is_some_and(|band| band.stretch.from < stretch.until && band.stretch.until > stretch.from);
        reaches || (entry.at >= stretch.from && entry.at < stretch.until)
    };
    let within = |lane: &Lane| {
        let events: Vec<usize> = lane.events.iter().copied().filter(|&event| stands(event)).collect();
        Lane { events: events.into(), ..lane.clone() }
    };
    lanes.iter().map(within).collect()
}

/// The lanes with those of their events that are among some, which rise; without those that then hold none.
pub fn lanes_of(lanes: &[Lane], events: &[usize]) -> Vec<Lane> {
    let of_lane = |lane: &Lane| {
        let kept = lane.events.iter().copied().filter(|event| events.binary_search(event).is_ok());
        Lane { events: kept.collect::<Vec<_>>().into(), ..lane.clone() }
    };
    lanes.iter().map(of_lane).filter(|lane| !lane.events.is_empty()).collect()
}

/// The scene of a page.
pub fn scene(
    timeline: &Timeline,
    slide: &Slide,
    sheet: &Sheet,
    laid: &Laid,
    numbers: &[usize],
    key: &Key,
    cited: usize,
) -> Scene {
    let (width, height) = slide.size;
    let (theme, text) = (slide.theme, slide.text);
    let grid = slide.grid(key, cited);
    let Laid { content, layout, sizes } = laid;
    let axis = &layout.axis;
    let room = grid.room;
    let area =
        Rect { x: MARGIN + sizes.head, width: room.width - sizes.head, height: layout.height.min(room.height), ..room };
    let left = axis.position(content.extent.from) - f64::from(EDGE);
    let tick = Type { size: if width < NARROW { 14.0 } else { 17.0 }, weight: Weight::Semibold, color: theme.ink };
    // What stands in the middle of its cell needs less room than beside a tick.
    let tick_width = |label: &str| text.width(label, tick.size, tick.weight) - 8.0;
    let ruler = Ruler::new(axis, left, left + f64::from(area.width), tick_width, tick_width);
    // A tint on a page stands for what the key says of it: the time after the last document.
    let ruler = Ruler { weekends: Vec::new(), ..ruler };
    let lanes_drawing = Lanes {
        timeline,
        content,
        layout,
        axis,
        ruler: &ruler,
        sizes,
        theme,
        text,
        area,
        left,
        scroll_y: 0.0,
        lanes: layout.lanes_between(0.0, area.height),
        selection: &[],
        hover: None,
        turn: None,
    };
    let mut pen = Pen::new();
    if !slide.transparent {
        pen.fill(Rect { x: 0.0, y: 0.0, width, height }, theme.bg);
    }
    pen.stand_for(Part::Axis, None);
    furniture::draw_axis(&mut pen, &lanes_drawing, tick);
    pen.stand_for(Part::Ground, None);
    pen.in_lanes = true;
    lanes_drawing.draw_ground(&mut pen);
    pen.in_lanes = false;
    furniture::draw_heads(&mut pen, &lanes_drawing);
    // What stands for no event lies behind all that does, as an export gathers what belongs to an event.
    let shown = slide.tracks.iter().take(grid.tracks);
    let charts: Vec<Chart> = shown.map(|track| Chart::new(timeline, content, track.clone())).collect();
    let tracks_area = Rect { y: area.bottom() + TRACK.1, height: charts.len() as f32 * TRACK.0, ..area };
    let charts = Charts {
        timeline,
        charts: &charts,
        axis,
        theme,
        text,
        area: tracks_area,
        head: MARGIN,
        size: 1.4,
        left,
        selection: &[],
        hover: None,
    };
    if !charts.charts.is_empty() {
        pen.row(MARGIN, area.right(), tracks_area.y, theme.line2);
        charts.draw_heads(&mut pen);
        charts.draw_ground(&mut pen);
    }
    pen.in_lanes = true;
    lanes_drawing.draw_events(&mut pen);
    pen.in_lanes = false;
    charts.draw_points(&mut pen);
    furniture::draw_title(&mut pen, timeline, slide, sheet, laid, &grid);
    if slide.furniture.key {
        pen.stand_for(Part::Key, None);
        key.draw(&mut pen, MARGIN, grid.key, theme);
        pen.stand_for(Part::Ground, None);
    }
    if slide.furniture.sources && cited > 0 {
        furniture::draw_sources(&mut pen, timeline, numbers, content, &grid, slide);
    }
    if let Some(marking) = slide.marking {
        furniture::draw_marking(&mut pen, marking, slide.size);
    }
    let mut scene = Scene { width, height, lanes_area: area, items: pen.items };
    if slide.ties {
        scene.tie_all(theme.line2);
    }
    scene.add_stars(theme.ink, theme.bg, |event| slide.starred.contains(&timeline.events[event].id));
    if slide.transparent {
        // What hides the grid under titles would be seen on another ground.
        let is_plate = |shape: &Shape| matches!(shape, Shape::Rect { fill: Some(fill), .. } if *fill == theme.bg);
        scene.items.retain(|item| item.part != Part::Label || !is_plate(&item.shape));
    }
    scene
}

/// What an event's group is called in an export: its title and when it was.
pub fn event_name(event: &Event) -> String {
    let (first, last) = (event.when.earliest, event.when.latest);
    if first == last {
        format!("{}, {}", event.title, day_label(first))
    } else {
        format!("{}, {} to {}", event.title, day_label(first), day_label(last))
    }
}
