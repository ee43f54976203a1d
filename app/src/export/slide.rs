//! Timeline to the scene of a slide: title, period, axis, lanes, key, sources, marking.
//!
//! Laid out for a shorter side of 1080 points; other sizes are scaled. The whole timeline is shown, its empty
//! stretches folded. Where not all fits, rows get lower, then have fewer labels, then only the fullest lanes are shown,
//! and the slide says so.

use super::key;
use crate::picture::axis::{Axis, Folding, calendar_day};
use crate::picture::content::{Content, Tail};
use crate::picture::folds::{fold_caption, fold_ground};
use crate::picture::lanes::Lanes;
use crate::picture::layout::{EDGE, Labels, LaneLayout, Layout, Source};
use crate::picture::pen::{Pen, Type};
use crate::picture::ruler::Ruler;
use crate::picture::scene::{Align, Color, Rect, Scene, Shape, Weight};
use crate::picture::sizes::Sizes;
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use crate::picture::tracks::{Chart, Charts};
use chrono::{Datelike, NaiveDate};
use dateline_model::document::{Document, Known};
use dateline_model::event::{Event, EventId, Status};
use dateline_model::timeline::{Group, Lane, Timeline};
use dateline_model::track::Track;
use dateline_model::when::{day_label, year_label};
use std::collections::BTreeSet;

/// The shorter side of a slide, in points.
pub const SHORT_SIDE: f32 = 1080.0;

/// What a slide says besides its events.
pub struct Slide<'a> {
    /// Width and height in points; the shorter is 1080.
    pub size: (f32, f32),
    /// The title.
    pub title: &'a str,
    /// The handling line at top and bottom; none where none was given.
    pub marking: Option<&'a str>,
    /// The tracks below the lanes.
    pub tracks: &'a [Track],
    /// Events that have a star.
    pub starred: &'a BTreeSet<EventId>,
    /// Whether the marks of each event that stands in several lanes are tied.
    pub ties: bool,
}

/// Free at the left and right.
pub const MARGIN: f32 = 64.0;
/// Height of a track, and of the gap above the first.
const TRACK: (f32, f32) = (76.0, 10.0);
/// So much of the room for lanes and tracks the tracks take at most.
const TRACKS_SHARE: f32 = 0.3;
/// Height of a marking strip.
const STRIP: f32 = 30.0;
/// Where the lanes begin.
const LANES_TOP: f32 = 186.0;
/// Between the lanes and the key.
const KEY_GAP: f32 = 26.0;
/// From the last line of sources to the bottom.
const FOOT: f32 = 76.0;
/// Slides narrower than this have smaller ticks.
const NARROW: f32 = 1300.0;
/// Height of a line of sources, the least width of a column of them, and how many there may be.
const SOURCES: (f32, f32, usize) = (26.0, 500.0, 12);
/// Where the sources begin, right of their heading.
const SOURCES_LEFT: f32 = MARGIN + 100.0;
/// Rows' heights and numbers that are tried in turn, until all lanes fit.
const ROWS: [(f32, usize); 10] =
    [(42.0, 8), (38.0, 8), (35.0, 8), (31.0, 8), (28.0, 8), (28.0, 7), (28.0, 6), (28.0, 5), (28.0, 4), (28.0, 3)];
/// What is tried where no height lets all lanes fit: the fullest lanes, not too low.
const CROWDED: (f32, usize) = (28.0, 4);

/// The scene of a slide on which these lanes of a timeline are shown.
pub fn scene(timeline: &Timeline, lanes: &[Lane], slide: &Slide, theme: &Theme, text: &Text) -> Scene {
    let (width, height) = slide.size;
    let numbers = source_numbers(timeline, lanes);
    let key = key::Key::new(timeline, lanes, width - 2.0 * MARGIN, text);
    let source_lines = numbers.len().min(SOURCES.2).div_ceil(source_columns(width));
    let sources_top = height - FOOT - (source_lines.max(1) - 1) as f32 * SOURCES.0;
    let key_top = sources_top - 24.0 - key.height;
    let room = Rect {
        x: MARGIN,
        y: LANES_TOP,
        width: width - 2.0 * MARGIN,
        height: (key_top - KEY_GAP - LANES_TOP).max(60.0),
    };
    let tracks = &slide.tracks[..((room.height * TRACKS_SHARE / TRACK.0) as usize).min(slide.tracks.len())];
    let tracks_height = if tracks.is_empty() { 0.0 } else { tracks.len() as f32 * TRACK.0 + TRACK.1 };
    let room = Rect { height: room.height - tracks_height, ..room };
    let fitted = fit(timeline, lanes, &numbers, room, text);
    let Fitted { content, layout, sizes } = &fitted;
    let axis = &layout.axis;
    let area = Rect {
        x: MARGIN + sizes.head,
        y: LANES_TOP,
        width: room.width - sizes.head,
        height: layout.height.min(room.height),
    };
    let left = axis.position(content.extent.from) - f64::from(EDGE);
    let tick = Type { size: if width < NARROW { 14.0 } else { 17.0 }, weight: Weight::Semibold, color: theme.ink };
    // What stands in the middle of its cell needs less room than beside a tick.
    let tick_width = |label: &str| text.width(label, tick.size, tick.weight) - 8.0;
    let ruler = Ruler::new(axis, left, left + f64::from(area.width), tick_width, tick_width);
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
        selection: &[],
        hover: None,
    };
    let mut pen = Pen::new();
    pen.fill(Rect { x: 0.0, y: 0.0, width, height }, theme.bg);
    draw_axis(&mut pen, &lanes_drawing, tick);
    pen.in_lanes = true;
    lanes_drawing.draw_ground(&mut pen);
    pen.in_lanes = false;
    draw_heads(&mut pen, &lanes_drawing);
    // What stands for no event lies behind all that does, as an export gathers what belongs to an event.
    let charts: Vec<Chart> = tracks.iter().map(|track| Chart::new(timeline, content, track.clone())).collect();
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
    if !tracks.is_empty() {
        pen.row(MARGIN, area.right(), tracks_area.y, theme.line2);
        charts.draw_heads(&mut pen);
        charts.draw_ground(&mut pen);
    }
    pen.in_lanes = true;
    lanes_drawing.draw_events(&mut pen);
    pen.in_lanes = false;
    charts.draw_points(&mut pen);
    draw_title(&mut pen, timeline, lanes.len(), slide, &fitted, (theme, text));
    key.draw(&mut pen, MARGIN, key_top, theme);
    pen.row(MARGIN, width - MARGIN, sources_top - 22.0, theme.line);
    draw_sources(&mut pen, timeline, &numbers, (sources_top, width), theme, text);
    if let Some(marking) = slide.marking {
        draw_marking(&mut pen, marking, slide.size);
    }
    let mut scene = Scene { width, height, lanes_area: area, items: pen.items };
    if slide.ties {
        scene.tie_all(theme.line2);
    }
    scene.add_stars(theme.ink, theme.bg, |event| slide.starred.contains(&timeline.events[event].id));
    scene
}

struct Fitted {
    content: Content,
    layout: Layout,
    sizes: Sizes,
}

/// The largest rows in which all lanes fit; else the fullest lanes that do.
fn fit(timeline: &Timeline, lanes: &[Lane], numbers: &[usize], room: Rect, text: &Text) -> Fitted {
    let lay = |lanes: &[Lane], (row, max_rows): (f32, usize)| {
        let sizes = Sizes::slide(row, max_rows);
        let content = Content::new(timeline, lanes, Tail::Sources(numbers.to_vec()));
        let width = f64::from(room.width - sizes.head);
        // On paper nobody zooms: folds make room wherever they save more than they take.
        let folding = Folding { over: width / 12.0, width: f64::from(sizes.fold) };
        let axis = Axis::fitting(content.extent, width - 2.0 * f64::from(EDGE), &content.empty, folding);
        let (from, mut labels) = (axis.position(content.extent.from) - f64::from(EDGE), Labels::default());
        let mut source = Source { timeline, content: &content, text, labels: &mut labels };
        let mut layout = Layout::new(&mut source, axis, &sizes, room.height);
        layout.prepare(&mut source, 0..lanes.len(), from, from + width);
        Fitted { content, layout, sizes }
    };
    let largest = |lanes: &[Lane]| {
        let fitted = ROWS.into_iter().map(|rows| lay(lanes, rows)).find(|f| f.layout.height <= room.height)?;
        // What is left over makes rows higher, unless larger labels then need more of them.
        let row = fitted.sizes.row * room.height / fitted.layout.height.max(1.0);
        let higher = lay(lanes, (row.min(ROWS[0].0).floor(), fitted.sizes.max_rows));
        Some(if higher.layout.height <= room.height { higher } else { fitted })
    };
    if let Some(fitted) = largest(lanes) {
        return fitted;
    }
    let all = lay(lanes, CROWDED);
    let fitting = all.layout.lanes.iter().take_while(|lane| lane.top + lane.height <= room.height).count();
    // Events of lanes that are left out are named in others, which may then need more rows, or fewer for want of
    // events in between: a few more lanes are tried than fitted beside all others.
    let mut shown = (fitting + 3).clamp(1, lanes.len().max(1));
    loop {
        let some = lanes.get(..shown).unwrap_or(lanes);
        let fitted = lay(some, CROWDED);
        if fitted.layout.height <= room.height || shown <= 1 {
            // What is left over gives rows.
            return largest(some).unwrap_or(fitted);
        }
        shown -= 1;
    }
}

/// The documents that the events of the lanes come from, rising. A document's number is its place here.
fn source_numbers(timeline: &Timeline, lanes: &[Lane]) -> Vec<usize> {
    let events: BTreeSet<usize> = lanes.iter().flat_map(|lane| lane.events.iter().copied()).collect();
    let sources = events.iter().flat_map(|&event| &timeline.events[event].sources);
    let documents: BTreeSet<usize> = sources.map(|source| source.document).collect();
    documents.into_iter().filter(|&document| document < timeline.documents.len()).collect()
}

fn draw_title(
    pen: &mut Pen,
    timeline: &Timeline,
    all_lanes: usize,
    slide: &Slide,
    fitted: &Fitted,
    (theme, text): (&Theme, &Text),
) {
    let right = slide.size.0 - MARGIN;
    let title = Type { size: 42.0, weight: Weight::Bold, color: theme.ink };
    let words = text.fit(slide.title, title.size, title.weight, right - MARGIN);
    pen.text(MARGIN, 92.0, &words, title);
    let last = timeline.documents.iter().filter_map(|document| Some(document.own_date.as_ref()?.day())).max();
    let as_of = last.map(|day| format!("As of {}", day_label(day))).unwrap_or_default();
    let look = Type { size: 20.0, weight: Weight::Regular, color: theme.ink2 };
    pen.text_at(right, 128.0, Align::Right, &as_of, look);
    let look = Type { size: 22.0, ..look };
    let room = right - MARGIN - text.width(&as_of, 20.0, Weight::Regular) - 40.0;
    let words = period_line(timeline, all_lanes, fitted);
    pen.text(MARGIN, 128.0, &text.fit(&words, look.size, look.weight, room), look);
}

/// "1949 to 2024, empty years folded. 19 of 65 events, 12 of 18 lanes".
fn period_line(timeline: &Timeline, all_lanes: usize, fitted: &Fitted) -> String {
    let shown = fitted.content.count();
    let events =
        fitted.content.lanes.iter().flat_map(|lane| lane.lane.events.iter()).map(|&event| &timeline.events[event]);
    let first = events.clone().map(|event| event.when.earliest).min();
    let last = events.map(|event| event.when.latest).max();
    let (Some(first), Some(last)) = (first, last) else { return "No events".to_owned() };
    let extent = fitted.content.extent;
    let mut line = period(first.max(calendar_day(extent.from)), last.min(calendar_day(extent.until - 1.0)));
    let folds = &fitted.layout.axis.folds;
    if !folds.is_empty() {
        let of_years = folds.iter().all(|fold| {
            let (from, until) = (calendar_day(fold.stretch.from), calendar_day(fold.stretch.until));
            (from.ordinal(), until.ordinal()) == (1, 1)
        });
        line.push_str(if of_years { ", empty years folded" } else { ", empty stretches folded" });
    }
    let all = timeline.events.len();
    line.push_str(&match (shown, all) {
        (1, 1) => ". 1 event".to_owned(),
        _ if shown == all => format!(". {all} events"),
        _ => format!(". {shown} of {all} events"),
    });
    let lanes = fitted.content.lanes.len();
    if lanes < all_lanes {
        line.push_str(&format!(", {lanes} of {all_lanes} lanes"));
    }
    line
}

/// "1949 to 2024", "November 2023 to March 2024", "June to December 2024", "June 2024".
fn period(first: NaiveDate, last: NaiveDate) -> String {
    let month = |day: NaiveDate| day.format("%B").to_string();
    let (from, until) = (year_label(first.year()), year_label(last.year()));
    if (last - first).num_days() > 2 * 366 {
        format!("{from} to {until}")
    } else if first.year() != last.year() {
        format!("{} {from} to {} {until}", month(first), month(last))
    } else if first.month() != last.month() {
        format!("{} to {} {until}", month(first), month(last))
    } else if first == last {
        day_label(first)
    } else {
        format!("{} {until}", month(first))
    }
}

/// The units above the lanes: years in one row, what is smaller in two.
fn draw_axis(pen: &mut Pen, lanes: &Lanes, tick: Type) {
    let theme = lanes.theme;
    let small = Type { size: 15.0, weight: Weight::Regular, color: theme.ink3 };
    let area = lanes.area;
    let baseline = LANES_TOP - 13.0;
    let heads = Rect { y: LANES_TOP - 36.0, height: 36.0, ..area };
    for fold in lanes.visible_folds() {
        let (x, width) = (lanes.x(fold.position), lanes.axis.fold_width as f32);
        fold_ground(pen, x, Rect { y: LANES_TOP - 4.0, height: 4.0, ..heads }, width, theme);
        pen.text_at(x + width / 2.0, baseline, Align::Center, &fold_caption(fold), Type { size: 14.0, ..small });
    }
    let centered = |pen: &mut Pen, from: f64, until: f64, label: &str, look: Type| {
        let (from, until) = (lanes.x(from).max(area.x), lanes.x(until).min(area.right()));
        if lanes.text.width(label, look.size, look.weight) + 4.0 <= until - from {
            pen.text_at((from + until) / 2.0, baseline, Align::Center, label, look);
        }
    };
    if lanes.ruler.of_years {
        for cell in &lanes.ruler.lower {
            centered(pen, cell.from, cell.until, &cell.label, tick);
        }
        return;
    }
    for cell in &lanes.ruler.upper {
        let x = lanes.x(cell.from).max(area.x);
        if x + lanes.text.width(&cell.label, tick.size, tick.weight) <= area.right() {
            pen.text(x + 2.0, baseline - 22.0, &cell.label, tick);
        }
    }
    for cell in &lanes.ruler.lower {
        centered(pen, cell.from, cell.until, &cell.label, small);
    }
}

fn draw_heads(pen: &mut Pen, lanes: &Lanes) {
    let theme = lanes.theme;
    let right = lanes.area.right();
    let rule = |pen: &mut Pen, y: f32| pen.row(MARGIN, right, y, theme.line2);
    rule(pen, LANES_TOP);
    for (content, lane) in lanes.content.lanes.iter().zip(&lanes.layout.lanes) {
        draw_head(pen, lanes, content, lane);
        rule(pen, lanes.y(lane.top + lane.height).min(lanes.area.bottom()));
    }
}

fn draw_head(pen: &mut Pen, lanes: &Lanes, content: &crate::picture::content::LaneContent, lane: &LaneLayout) {
    let theme = lanes.theme;
    let middle = lanes.y(lane.top) + lanes.sizes.lane_top + lanes.sizes.row_center;
    let mut x = MARGIN;
    x += 18.0 * content.lane.depth() as f32;
    if let Some(Group::Kind(kind)) = content.lane.group() {
        pen.draw(Shape::Disc(theme.disc((x + 10.0, middle), 10.0, *kind, Status::Happened)));
        x += 28.0;
    }
    if let Some(country) = content.lane.country() {
        pen.plate(Rect { x, y: middle - 12.0, width: 40.0, height: 24.0 }, 4.0, theme.sel);
        let look = Type { size: 15.0, weight: Weight::Semibold, color: theme.ink };
        pen.text_at(x + 20.0, middle + 5.2, Align::Center, country.code(), look);
        x += 50.0;
    }
    let weight = if content.lane.depth() > 0 { Weight::Regular } else { Weight::Semibold };
    let look = Type { size: 19.0, weight, color: theme.ink };
    let room = lanes.area.x - x - 10.0;
    let name = lanes.text.fit(&content.lane.name, look.size, look.weight, room);
    pen.text(x, middle + 6.5, &name, look);
}

fn source_columns(width: f32) -> usize {
    (((width - MARGIN - SOURCES_LEFT) / SOURCES.1) as usize).max(1)
}

fn draw_sources(
    pen: &mut Pen,
    timeline: &Timeline,
    numbers: &[usize],
    (top, width): (f32, f32),
    theme: &Theme,
    text: &Text,
) {
    if numbers.is_empty() {
        return;
    }
    let heading = if numbers.len() == 1 { "Source" } else { "Sources" };
    pen.text(MARGIN, top, heading, Type { size: 16.0, weight: Weight::Semibold, color: theme.ink });
    let look = Type { size: 16.0, weight: Weight::Regular, color: theme.ink2 };
    let (line, _, places) = SOURCES;
    let columns = source_columns(width);
    let (left, column) = (SOURCES_LEFT, (width - MARGIN - SOURCES_LEFT) / columns as f32);
    for (place, &document) in numbers.iter().take(places).enumerate() {
        let x = left + (place % columns) as f32 * column;
        let y = top + (place / columns) as f32 * line;
        if place + 1 == places && numbers.len() > places {
            pen.text(x, y, &format!("and {} more documents", numbers.len() - place), look);
            break;
        }
        let number = (place + 1).to_string();
        let indent = if numbers.len() > 9 { 24.0 } else { 15.0 };
        if numbers.len() > 1 {
            pen.text(x, y, &number, look);
        }
        let words = source_line(&timeline.documents[document]);
        let x = if numbers.len() > 1 { x + indent } else { x };
        let room = if numbers.len() > 1 { column - indent - 28.0 } else { width - MARGIN - x };
        pen.text(x, y, &fit_line(&words, room, text), look);
    }
}

/// The title gives way, not the date.
fn fit_line((title, rest): &(String, String), room: f32, text: &Text) -> String {
    let (size, weight) = (16.0, Weight::Regular);
    let left = room - text.width(rest, size, weight);
    if left > room / 4.0 {
        format!("{}{rest}", text.fit(title, size, weight, left))
    } else {
        text.fit(&format!("{title}{rest}"), size, weight, room)
    }
}

/// Title, then publisher and date: "Bombers over the East Sea" and ", Pacific Desk, 3 Dec 2024".
fn source_line(document: &Document) -> (String, String) {
    let mut rest = String::new();
    if let Some(publisher) = document.publisher.as_ref().filter(|publisher| !publisher.is_empty()) {
        rest.push_str(", ");
        rest.push_str(publisher);
    }
    match &document.own_date {
        None => rest.push_str(", no date"),
        Some(own) => {
            let day = own.day();
            let year = year_label(day.year());
            rest.push_str(&match (own.earliest, own.latest) {
                (first, last) if first == last => format!(", {} {} {year}", day.day(), day.format("%b")),
                (first, last) if (last - first).num_days() < 31 && first.month() == last.month() => {
                    format!(", {} {year}", day.format("%b"))
                }
                _ => format!(", {year}"),
            });
            if own.known == Known::Inferred {
                rest.push_str(" (date inferred)");
            }
        }
    }
    (document.title.clone(), rest)
}

fn draw_marking(pen: &mut Pen, marking: &str, (width, height): (f32, f32)) {
    let look = Type { size: 16.0, weight: Weight::Semibold, color: Color::rgb(255, 255, 255) };
    for y in [0.0, height - STRIP] {
        pen.fill(Rect { x: 0.0, y, width, height: STRIP }, Color::rgb(0, 0, 0));
        pen.text_at(width / 2.0, y + 20.5, Align::Center, marking, look);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check_period(first: &str, last: &str, expect: &str) {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        assert_eq!(period(day(first), day(last)), expect);
    }

    #[test]
    fn a_period_is_named_as_people_do() {
        check_period("1949-03-01", "2024-12-03", "1949 to 2024");
        check_period("2023-11-02", "2024-03-03", "November 2023 to March 2024");
        check_period("2024-06-02", "2024-12-03", "June to December 2024");
        check_period("2024-06-02", "2024-06-30", "June 2024");
        check_period("2024-06-02", "2024-06-02", "2 June 2024");
        check_period("-0043-03-15", "0014-08-19", "44 BC to AD 14");
    }
}
