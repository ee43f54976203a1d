//! What stands around the lanes of a page: title, period, axis, names of lanes, the list of sources, the marking.

use super::slide::{Grid, Laid, MARGIN, Sheet, Slide};
use crate::picture::axis::calendar_day;
use crate::picture::content::{Content, LaneContent};
use crate::picture::folds::{fold_caption, fold_ground};
use crate::picture::frame::grouped;
use crate::picture::labels::one_line;
use crate::picture::lanes::Lanes;
use crate::picture::layout::LaneLayout;
use crate::picture::pen::{Pen, Type};
use crate::picture::scene::{Align, Color, Part, Rect, Scene, Shape, Weight};
use crate::picture::text::Text;
use chrono::{Datelike, NaiveDate, TimeDelta};
use dateline_model::document::{Document, Known};
use dateline_model::event::Status;
use dateline_model::timeline::{Group, Timeline};
use dateline_model::when::{day_label, year_label};
use std::collections::BTreeSet;

/// Height of a marking strip.
const STRIP: f32 = 30.0;
/// Height of a line of sources, the least width of a column of them, and how many there may be.
const SOURCES: (f32, f32, usize) = (26.0, 500.0, 12);
/// Where the sources begin, right of their heading.
const SOURCES_LEFT: f32 = MARGIN + 100.0;
/// More pages of sources than this are not made.
const LISTS_MAX: usize = 8;
/// On a page of sources: where the list begins, and what stays free below it.
const LIST: (f32, f32) = (150.0, 60.0);

/// How many points the lines of so many sources take below the first.
pub fn sources_height(cited: usize, width: f32) -> f32 {
    (cited.min(SOURCES.2).div_ceil(source_columns(width)).max(1) - 1) as f32 * SOURCES.0
}

/// The title, the period, which page it is, the day that it all is as of.
pub fn draw_title(pen: &mut Pen, timeline: &Timeline, slide: &Slide, sheet: &Sheet, laid: &Laid, grid: &Grid) {
    let (theme, text) = (slide.theme, slide.text);
    let right = slide.size.0 - MARGIN;
    pen.stand_for(Part::Title, None);
    let title = Type { size: 42.0, weight: Weight::Bold, color: theme.ink };
    if slide.furniture.title {
        let words = text.fit(&one_line(slide.title), title.size, title.weight, right - MARGIN);
        pen.text(MARGIN, grid.title, &words, title);
    }
    let mut corner = match slide.as_of.filter(|_| slide.furniture.as_of) {
        Some(day) => format!("As of {}", day_label(day)),
        None => String::new(),
    };
    if sheet.place.1 > 1 && slide.furniture.period {
        let page = format!("{} of {}", sheet.place.0, sheet.place.1);
        corner = if corner.is_empty() { page } else { format!("{corner} · {page}") };
    }
    let look = Type { size: 20.0, weight: Weight::Regular, color: theme.ink2 };
    pen.text_at(right, grid.period, Align::Right, &corner, look);
    if slide.furniture.period {
        let look = Type { size: 22.0, ..look };
        let room = right - MARGIN - text.width(&corner, 20.0, Weight::Regular) - 40.0;
        let words = period_line(timeline, sheet, laid);
        pen.text(MARGIN, grid.period, &text.fit(&words, look.size, look.weight, room), look);
    }
    pen.stand_for(Part::Ground, None);
}

/// "1949 to 2024, empty years folded. 19 of 65 events, 12 of 18 lanes".
pub fn period_line(timeline: &Timeline, sheet: &Sheet, laid: &Laid) -> String {
    let shown = laid.content.count();
    let events =
        laid.content.lanes.iter().flat_map(|lane| lane.lane.events.iter()).map(|&event| &timeline.events[event]);
    let first = events.clone().map(|event| event.when.earliest).min();
    let last = events.map(|event| event.when.latest).max();
    let (Some(first), Some(last)) = (first, last) else { return "No events".to_owned() };
    let extent = laid.content.extent;
    let mut line = period(first.max(calendar_day(extent.from)), last.min(calendar_day(extent.until - 1.0)));
    let folds = &laid.layout.axis.folds;
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
        _ if shown == all => format!(". {} events", grouped(all)),
        _ => format!(". {} of {} events", grouped(shown), grouped(all)),
    });
    let lanes = laid.content.lanes.len();
    if lanes < sheet.all_lanes {
        line.push_str(&format!(", {lanes} of {} lanes", sheet.all_lanes));
    }
    line
}

/// A period shorter than this is told by its days.
const DAYS_NAMED: i64 = 21;

/// "1949 to 2024", "November 2023 to March 2024", "June to December 2024", "June 2024", "7 to 11 August 1998".
pub fn period(first: NaiveDate, last: NaiveDate) -> String {
    let month = |day: NaiveDate| day.format("%B").to_string();
    let (from, until) = (year_label(first.year()), year_label(last.year()));
    if (last - first).num_days() > 2 * 366 {
        format!("{from} to {until}")
    } else if first < last && last - first < TimeDelta::days(DAYS_NAMED) {
        days_label(first, last)
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

/// "7 to 11 August 1998", "28 May to 9 June 2024", "29 December 2023 to 3 January 2024".
fn days_label(first: NaiveDate, last: NaiveDate) -> String {
    let (until, day) = (day_label(last), first.day());
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{day} to {until}")
    } else if first.year() == last.year() {
        format!("{day} {} to {until}", first.format("%B"))
    } else {
        format!("{} to {until}", day_label(first))
    }
}

/// The units above the lanes: years in one row, what is smaller in two.
pub fn draw_axis(pen: &mut Pen, lanes: &Lanes, tick: Type) {
    let theme = lanes.theme;
    let small = Type { size: 15.0, weight: Weight::Regular, color: theme.ink3 };
    let area = lanes.area;
    let baseline = area.y - 13.0;
    let heads = Rect { y: area.y - 36.0, height: 36.0, ..area };
    for fold in lanes.visible_folds() {
        let (x, width) = (lanes.x(fold.position), fold.width as f32);
        fold_ground(pen, x, Rect { y: area.y - 4.0, height: 4.0, ..heads }, width, theme);
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

/// The names of the lanes, and the lines between them.
pub fn draw_heads(pen: &mut Pen, lanes: &Lanes) {
    let theme = lanes.theme;
    let right = lanes.area.right();
    let rule = |pen: &mut Pen, y: f32| pen.row(MARGIN, right, y, theme.line2);
    rule(pen, lanes.area.y);
    for (index, (content, lane)) in lanes.content.lanes.iter().zip(&lanes.layout.lanes).enumerate() {
        pen.stand_for(Part::LaneHead(index), None);
        draw_head(pen, lanes, content, lane);
        rule(pen, lanes.y(lane.top + lane.height).min(lanes.area.bottom()));
    }
    pen.stand_for(Part::Ground, None);
}

fn draw_head(pen: &mut Pen, lanes: &Lanes, content: &LaneContent, lane: &LaneLayout) {
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
    let name = lanes.text.fit(&one_line(&content.lane.name), look.size, look.weight, room);
    pen.text(x, middle + 6.5, &name, look);
}

fn source_columns(width: f32) -> usize {
    (((width - MARGIN - SOURCES_LEFT) / SOURCES.1) as usize).max(1)
}

/// The documents that the events of a page come from, as many as have room.
pub fn draw_sources(
    pen: &mut Pen,
    timeline: &Timeline,
    numbers: &[usize],
    content: &Content,
    grid: &Grid,
    slide: &Slide,
) {
    let width = slide.size.0;
    pen.row(MARGIN, width - MARGIN, grid.sources - 22.0, slide.theme.line);
    let cited = cited(timeline, numbers, content);
    let heading = if numbers.len() == 1 { "Source" } else { "Sources" };
    let bold = Type { size: 16.0, weight: Weight::Semibold, color: slide.theme.ink };
    pen.text(MARGIN, grid.sources, heading, bold);
    let (line, _, places) = SOURCES;
    let columns = source_columns(width);
    let column = (width - MARGIN - SOURCES_LEFT) / columns as f32;
    for (place, &number) in cited.iter().take(places).enumerate() {
        let x = SOURCES_LEFT + (place % columns) as f32 * column;
        let y = grid.sources + (place / columns) as f32 * line;
        if place + 1 == places && cited.len() > places {
            let look = Type { size: 16.0, weight: Weight::Regular, color: slide.theme.ink2 };
            pen.text(x, y, &format!("and {} more documents", cited.len() - place), look);
            break;
        }
        let column = if numbers.len() > 1 { column - 28.0 } else { width - MARGIN - x };
        draw_source(pen, &timeline.documents[numbers[number]], (number, numbers.len()), (x, y, column), slide);
    }
}

/// Whether a page can't list all documents that its events come from.
pub fn list_is_cut(timeline: &Timeline, numbers: &[usize], content: &Content) -> bool {
    cited(timeline, numbers, content).len() > SOURCES.2
}

/// The places in `numbers` of the documents that the events of a page come from, rising.
fn cited(timeline: &Timeline, numbers: &[usize], content: &Content) -> Vec<usize> {
    let sources = content.all.events().flat_map(|event| &timeline.events[event].sources);
    let documents: BTreeSet<usize> = sources.map(|source| source.document).collect();
    documents.into_iter().filter_map(|document| numbers.binary_search(&document).ok()).collect()
}

/// A line of a list of sources: number, title, publisher, date.
fn draw_source(
    pen: &mut Pen,
    document: &Document,
    (number, of): (usize, usize),
    (x, y, width): (f32, f32, f32),
    slide: &Slide,
) {
    let look = Type { size: 16.0, weight: Weight::Regular, color: slide.theme.ink2 };
    let indent = match of {
        0..=1 => 0.0,
        2..=9 => 15.0,
        10..=99 => 24.0,
        _ => 34.0,
    };
    if of > 1 {
        pen.text(x, y, &(number + 1).to_string(), look);
    }
    let (title, rest) = source_line(document);
    pen.stand_for(Part::Source(number + 1), None);
    pen.text(x + indent, y, &fit_line(&(one_line(&title), one_line(&rest)), width - indent, slide.text), look);
    pen.stand_for(Part::Ground, None);
}

/// Pages that list all documents that are cited; none where nobody would read so many.
pub fn source_pages(timeline: &Timeline, numbers: &[usize], slide: &Slide) -> Vec<Scene> {
    let (width, height) = slide.size;
    let columns = source_columns(width).clamp(1, 2);
    let rows = (((height - LIST.0 - LIST.1) / SOURCES.0) as usize).max(1);
    let column = (width - 2.0 * MARGIN) / columns as f32;
    let places: Vec<usize> = (0..numbers.len()).collect();
    if numbers.len() > rows * columns * LISTS_MAX {
        return Vec::new();
    }
    let page = |numbered: &[usize]| {
        let mut pen = Pen::new();
        if !slide.transparent {
            pen.fill(Rect { x: 0.0, y: 0.0, width, height }, slide.theme.bg);
        }
        let heading = Type { size: 42.0, weight: Weight::Bold, color: slide.theme.ink };
        pen.stand_for(Part::Title, None);
        pen.text(MARGIN, 92.0, "Sources", heading);
        pen.stand_for(Part::Ground, None);
        for (place, &number) in numbered.iter().enumerate() {
            let x = MARGIN + (place / rows) as f32 * column;
            let y = LIST.0 + (place % rows) as f32 * SOURCES.0;
            let document = &timeline.documents[numbers[number]];
            draw_source(&mut pen, document, (number, numbers.len()), (x, y, column - 28.0), slide);
        }
        if let Some(marking) = slide.marking {
            draw_marking(&mut pen, marking, slide.size);
        }
        let lanes_area = Rect { x: 0.0, y: 0.0, width, height };
        Scene { width, height, lanes_area, items: pen.items }
    };
    places.chunks(rows * columns).map(page).collect()
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
pub fn source_line(document: &Document) -> (String, String) {
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

/// The handling line at top and bottom.
pub fn draw_marking(pen: &mut Pen, marking: &str, (width, height): (f32, f32)) {
    let look = Type { size: 16.0, weight: Weight::Semibold, color: Color::rgb(255, 255, 255) };
    pen.stand_for(Part::Marking, None);
    for y in [0.0, height - STRIP] {
        pen.fill(Rect { x: 0.0, y, width, height: STRIP }, Color::rgb(0, 0, 0));
        pen.text_at(width / 2.0, y + 20.5, Align::Center, &one_line(marking), look);
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
        check_period("1998-08-07", "1998-08-11", "7 to 11 August 1998");
        check_period("2024-05-28", "2024-06-09", "28 May to 9 June 2024");
        check_period("2023-12-29", "2024-01-03", "29 December 2023 to 3 January 2024");
        check_period("-0043-03-15", "0014-08-19", "44 BC to AD 14");
    }
}
