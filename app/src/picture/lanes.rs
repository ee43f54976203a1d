//! A layout and a window on it to the lanes: ground, bands, ties, labels, marks, back to front.

use super::axis::{Axis, Fold, calendar_day};
use super::content::{Content, Ends};
use super::detail::{self, BIN, Form, Peak};
use super::folds::{fold_ground, fold_name};
use super::labels::{Side, label_range};
use super::layout::{KEY_WEIGHT, LIT_MAX, LaneLayout, Layout};
use super::marks::{self, BandLook};
use super::packing::{Place, Placed, PlacedLabel};
use super::pen::{Pen, Type};
use super::ruler::Ruler;
use super::scene::{Align, Bar, Color, Part, Rect, Shape, Stroke, Weight};
use super::sizes::Sizes;
use super::text::{ELLIPSIS, Text};
use super::theme::Theme;
use chrono::Datelike;
use dateline_model::actor::Country;
use dateline_model::event::{Family, Status};
use dateline_model::timeline::Timeline;
use std::ops::Range;

/// In the order that areas are counted in.
const FAMILIES: [Family; 5] =
    [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];

/// So many peaks of areas are named.
const PEAKS: usize = 12;
/// Years at least this wide have a line each, in points.
const WIDE_YEAR: f64 = 48.0;
/// The room for "said by US" beside a ring on a tie, in points.
const SAID_BY_WIDTH: f32 = 70.0;

/// What the lanes are drawn from, and where.
pub struct Lanes<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// What each is drawn as.
    pub content: &'a Content,
    /// In which rows.
    pub layout: &'a Layout,
    /// Where along the axis, at the scale that is shown.
    pub axis: &'a Axis,
    /// The ticks.
    pub ruler: &'a Ruler,
    /// How large.
    pub sizes: &'a Sizes,
    /// In which colours.
    pub theme: &'a Theme,
    /// The font.
    pub text: &'a Text,
    /// Where the lanes are seen: right of their heads, below the ruler.
    pub area: Rect,
    /// The position at the area's left edge.
    pub left: f64,
    /// How far they are scrolled down.
    pub scroll_y: f32,
    /// Selected events, rising.
    pub selection: &'a [usize],
    /// The event under the pointer.
    pub hover: Option<usize>,
}

/// Something to draw: where it is in the window.
struct Shown<'a> {
    placed: &'a Placed,
    place: Place,
    /// Positions of the ends of all that belongs to it.
    from: f64,
    until: f64,
    /// Middle of the disc.
    x: f32,
    y: f32,
    /// The row's top.
    top: f32,
    radius: f32,
    /// Whether it began before the window and its disc is held at the edge.
    held: bool,
    selected: bool,
    hovered: bool,
}

impl Shown<'_> {
    fn event(&self) -> usize {
        self.placed.entry.event
    }

    fn is_echo(&self) -> bool {
        self.placed.entry.echo
    }
}

impl<'a> Lanes<'a> {
    /// Ground of the lanes: weekends, the time after the last document, folds, lines.
    pub fn draw_ground(&self, pen: &mut Pen) {
        pen.stand_for(Part::Ground, None);
        let Rect { y, height, .. } = self.area;
        let column = |from: f64, until: f64| Rect { x: self.x(from), y, width: (until - from) as f32, height };
        if let Some(stripe) = self.theme.stripe {
            for &(from, until) in &self.ruler.weekends {
                pen.fill(column(from, until), stripe);
            }
        }
        if let Some(last) = self.content.last_document {
            let from = self.x_of(last).max(self.area.x);
            if from < self.area.right() {
                pen.fill(Rect { x: from, y, width: self.area.right() - from, height }, self.theme.panel);
            }
        }
        for cell in self.ruler.grid(WIDE_YEAR).iter().filter(|cell| cell.begins) {
            pen.column(self.x(cell.from), y, self.area.bottom(), self.theme.line);
        }
        for lane in &self.layout.lanes[self.visible_lanes()] {
            let bottom = self.y(lane.top + lane.height);
            pen.row(self.area.x, self.area.right(), bottom, self.theme.line);
        }
        pen.stand_for(Part::Fold, None);
        for fold in self.visible_folds() {
            fold_ground(pen, self.x(fold.position), self.area, self.axis.fold_width as f32, self.theme);
        }
    }

    /// The line at the present day.
    pub fn draw_today(&self, pen: &mut Pen, day: f64) {
        pen.stand_for(Part::Ground, None);
        let x = self.x_of(day + 0.5);
        let stroke = Stroke { width: 1.0, color: self.theme.ink3, dash: Some((4.0, 3.0)), round: false };
        pen.line((x, self.area.y), (x, self.area.bottom()), stroke);
    }

    /// Ties, bands, then what lies on them.
    pub fn draw_events(&self, pen: &mut Pen) {
        let shown: Vec<Shown> = self.visible_lanes().flat_map(|lane| self.shown(lane)).collect();
        self.draw_areas(pen);
        for event in self.lit() {
            self.draw_tie(pen, event);
        }
        for one in &shown {
            self.draw_band(pen, one);
        }
        for one in &shown {
            self.draw_label(pen, one);
        }
        for one in &shown {
            self.draw_mark(pen, one);
        }
        for event in self.lit().filter(|event| self.is_selected(*event)) {
            self.draw_sayers(pen, event);
        }
        self.draw_chips(pen);
        pen.stand_for(Part::Ground, None);
    }

    /// The x of a position.
    pub fn x(&self, position: f64) -> f32 {
        self.area.x + (position - self.left) as f32
    }

    /// The x of a day.
    fn x_of(&self, day: f64) -> f32 {
        self.x(self.axis.position(day))
    }

    /// The y of a height below the first lane's top.
    pub fn y(&self, below: f32) -> f32 {
        self.area.y - self.scroll_y + below
    }

    /// The lanes that show.
    pub fn visible_lanes(&self) -> Range<usize> {
        self.layout.lanes_between(self.scroll_y, self.scroll_y + self.area.height)
    }

    /// The folds that show.
    pub fn visible_folds(&self) -> &[Fold] {
        self.axis.folds_between(self.left, self.left + f64::from(self.area.width))
    }

    /// What shows of the layout's own axis, with a little at both sides.
    fn laid_out(&self) -> (f64, f64) {
        self.layout.seen(self.axis, self.left, self.area.width)
    }

    /// Events whose lanes are tied: what is selected, then what the pointer is on.
    fn lit(&self) -> impl Iterator<Item = usize> {
        let selected = self.selection.iter().copied().take(LIT_MAX);
        let lit = selected.chain(self.hover.filter(|hover| !self.is_selected(*hover)));
        lit.filter(|event| *event < self.timeline.events.len())
    }

    fn is_selected(&self, event: usize) -> bool {
        self.selection.binary_search(&event).is_ok()
    }

    /// What shows of a lane singly, in the order of time.
    fn shown(&self, lane: usize) -> Vec<Shown<'a>> {
        let (from, until) = self.laid_out();
        let (left, right) = (self.left - 20.0, self.left + f64::from(self.area.width) + 20.0);
        let placed = self.layout.tiles(self.content, lane, from, until).flat_map(|tile| &tile.placed);
        let mut shown: Vec<Shown> = placed.map(|placed| self.show(lane, placed)).collect();
        shown.retain(|one| one.from <= right && one.until >= left);
        shown.sort_by(|a, b| a.place.mark.total_cmp(&b.place.mark).then(a.event().cmp(&b.event())));
        shown
    }

    fn show(&self, lane: usize, placed: &'a Placed) -> Shown<'a> {
        let place = Place::new(&placed.entry, self.axis, self.sizes);
        let radius = if placed.entry.echo { self.sizes.echo } else { self.sizes.mark };
        let top = self.y(self.layout.lanes[lane].top + self.sizes.lane_top + placed.row as f32 * self.sizes.row);
        let mut x = self.x(place.mark);
        let lasts = place.band.filter(|band| band.ends != Ends::Fading);
        // A band that began before the window keeps its disc in sight, as long as it reaches that far.
        let edge = self.area.x + 11.0 + radius;
        let held = lasts.is_some_and(|band| x < edge && band.from < self.left - 1.0 && self.x(band.until) > edge);
        if held {
            x = edge;
        }
        let (mut from, mut until) = (place.from, place.until);
        if let Some(PlacedLabel { label, side, .. }) = &placed.label {
            let ends = label_range(place.mark, label.width, *side, self.sizes);
            (from, until) = (from.min(ends.0), until.max(ends.1));
        }
        Shown {
            placed,
            place,
            from,
            until,
            x,
            y: top + self.sizes.row_center,
            top,
            radius,
            held,
            selected: self.is_selected(placed.entry.event),
            hovered: self.hover == Some(placed.entry.event),
        }
    }

    fn draw_band(&self, pen: &mut Pen, one: &Shown) {
        pen.stand_for(Part::Band, Some(one.event()));
        let event = &self.timeline.events[one.event()];
        let (height, extra) = if one.is_echo() { (self.sizes.echo_band, 0.5) } else { (self.sizes.band, 0.0) };
        let (left, right) = (self.left - f64::from(self.area.x), f64::from(self.area.right()));
        let y = one.top + self.sizes.band_top + extra;
        if let Some(band) = &one.place.band {
            let look = BandLook { y, height, color: self.theme.family(event.kind.family()), status: event.status };
            marks::band(pen, band, look, left, right);
        }
        if let Some(disputed) = &one.place.disputed {
            let look = BandLook { y: y + height + 0.5, height: 2.0, color: self.theme.ink3, status: Status::Happened };
            marks::band(pen, disputed, look, left, right);
        }
        if one.held {
            let (x, y) = (self.area.x + 3.0, one.y);
            let points = vec![(x + 4.0, y - 4.0), (x, y), (x + 4.0, y + 4.0)];
            let stroke = Stroke { width: 1.3, color: self.theme.ink2, dash: None, round: true };
            pen.polyline(points, stroke);
        }
    }

    fn draw_label(&self, pen: &mut Pen, one: &Shown) {
        let (Some((from, until)), Some(PlacedLabel { label, over_fold, .. })) =
            (self.label_box(one), &one.placed.label)
        else {
            return;
        };
        // The end of a title says little without its beginning.
        if from < self.area.x {
            return;
        }
        let event = &self.timeline.events[one.event()];
        let strong = one.selected;
        let weight = if strong { Weight::Semibold } else { Weight::Regular };
        let wider = until - from - label.width;
        pen.stand_for(Part::Label, Some(one.event()));
        let size = self.sizes.label;
        let plate = Rect { x: from - 2.0, y: one.y - 0.66 * size, width: until - from + 4.0, height: 1.22 * size };
        if one.hovered {
            pen.plate(plate.grown(2.0), 4.0, self.theme.sel);
        } else if !over_fold || strong {
            self.draw_ground_plate(pen, plate);
        } else {
            pen.draw(Shape::Rect { rect: plate, radius: 0.0, fill: None, stroke: None });
        }
        let baseline = one.y + self.sizes.label * 0.345;
        // What a briefing is about stands out.
        let key = event.weight >= KEY_WEIGHT || strong || one.hovered;
        let color = if key { self.theme.ink } else { self.theme.ink2 };
        pen.text(from, baseline, &label.title, Type { size: self.sizes.label, weight, color });
        for note in &label.notes {
            let size = self.sizes.label - self.sizes.note_smaller;
            let look = Type { size, weight: note.weight, color: self.theme.ink3 };
            let part = if note.text.starts_with('[') { Part::Cited } else { Part::Label };
            pen.stand_for(part, Some(one.event()));
            pen.text(from + note.offset + wider, baseline, &note.text, look);
        }
        pen.stand_for(Part::Label, Some(one.event()));
        self.draw_cut(pen, plate, baseline, color);
    }

    /// The sign that a label goes on beyond the window's right edge.
    fn draw_cut(&self, pen: &mut Pen, plate: Rect, baseline: f32, color: Color) {
        let look = Type { size: self.sizes.label, weight: Weight::Regular, color };
        let width = self.text.width(ELLIPSIS, look.size, look.weight) + 2.0;
        let right = self.area.right();
        if plate.right() - 2.0 > right && plate.x < right - width {
            self.draw_ground_plate(pen, Rect { x: right - width, width, ..plate });
            pen.text(right - width + 1.0, baseline, ELLIPSIS, look);
        }
    }

    /// Hides grid and ties under a label, in the colours of the ground: another one after the last document.
    fn draw_ground_plate(&self, pen: &mut Pen, plate: Rect) {
        let last = self.content.last_document.map_or(f32::INFINITY, |last| self.x_of(last));
        let known = (last - plate.x).clamp(0.0, plate.width);
        if known > 0.0 {
            pen.fill(Rect { width: known, ..plate }, self.theme.bg);
        }
        if known < plate.width {
            pen.fill(Rect { x: plate.x + known, width: plate.width - known, ..plate }, self.theme.panel);
        }
    }

    fn draw_mark(&self, pen: &mut Pen, one: &Shown) {
        let event = &self.timeline.events[one.event()];
        if one.x < self.area.x - 20.0 || one.x > self.area.right() + 20.0 {
            return;
        }
        pen.stand_for(if one.is_echo() { Part::Echo } else { Part::Mark }, Some(one.event()));
        if one.selected {
            let (away, width) = if one.is_echo() { (3.0, 1.5) } else { (3.5, 2.0) };
            let ring = Stroke::solid(width, self.theme.ink);
            let radius = one.radius + away;
            pen.draw(Shape::Circle { x: one.x, y: one.y, radius, fill: Some(self.theme.bg), stroke: Some(ring) });
        }
        pen.draw(Shape::Disc(self.theme.disc((one.x, one.y), one.radius, event.kind, event.status)));
    }

    /// The line through all lanes of an event.
    fn draw_tie(&self, pen: &mut Pen, event: usize) {
        let Some((x, top, bottom)) = self.tie(event) else { return };
        pen.stand_for(Part::Tie, Some(event));
        let color = if self.is_selected(event) { self.theme.ink } else { self.theme.line2 };
        if top < bottom {
            pen.line((x, top), (x, bottom), Stroke::solid(1.5, color));
        }
    }

    /// Rings on the tie of what is selected, in the lanes of those who say it.
    fn draw_sayers(&self, pen: &mut Pen, event: usize) {
        let Some((x, ..)) = self.tie(event) else { return };
        pen.stand_for(Part::Tie, Some(event));
        for (y, code, free) in self.sayers(event, x) {
            let ring = Stroke::solid(1.5, self.theme.ink);
            pen.draw(Shape::Circle { x, y, radius: 4.5, fill: Some(self.theme.bg), stroke: Some(ring) });
            if free {
                let look = Type { size: 11.5, weight: Weight::Italic, color: self.theme.ink3 };
                let words = format!("said by {code}");
                let width = self.text.width(&words, look.size, look.weight);
                pen.fill(Rect { x: x + 9.0, y: y - 8.0, width: width + 4.0, height: 16.0 }, self.theme.bg);
                pen.text(x + 11.0, y + 4.0, &words, look);
            }
        }
    }

    /// The x, top and bottom of the line through all discs of an event and the lanes of those who say it.
    fn tie(&self, event: usize) -> Option<(f32, f32, f32)> {
        let mut ends: Option<(f32, f32, f32)> = None;
        for lane in self.content.lanes_of(event) {
            let day = self.content.entry(self.timeline, lane, event).at;
            if let Some(placed) = self.layout.find(self.content, lane, day, event) {
                let one = self.show(lane, placed);
                let (top, bottom) = ends.map_or((one.y, one.y), |(_, top, bottom)| (top.min(one.y), bottom.max(one.y)));
                ends = Some((one.x, top, bottom));
            }
        }
        let (x, mut top, mut bottom) = ends?;
        if self.is_selected(event) {
            for (y, ..) in self.sayers(event, x) {
                top = top.min(y);
                bottom = bottom.max(y);
            }
        }
        Some((x, top, bottom))
    }

    /// The lanes of those who say that an event happened and take no part: the y of a ring at `x`, their code,
    /// and whether there is room for words beside it.
    fn sayers(&self, event: usize, x: f32) -> Vec<(f32, &'a str, bool)> {
        let said_by = &self.timeline.events[event].said_by;
        let taking_part = &self.timeline.events[event].countries;
        let lane_of = |country: &'a Country| {
            let lane = self.content.lane_of_country(*country).filter(|_| !taking_part.contains(country))?;
            let (from, words, ring) = (x - 8.0, x + SAID_BY_WIDTH, x + 8.0);
            let LaneLayout { top, height, .. } = self.layout.lanes[lane];
            let with_words = self.free_row(lane, from, words);
            let y = with_words.or_else(|| self.free_row(lane, from, ring)).unwrap_or_else(|| self.y(top + height));
            Some((y, country.code(), with_words.is_some()))
        };
        said_by.iter().filter_map(lane_of).collect()
    }

    /// The y of the middle of the first row of a lane in which nothing stands between two x.
    fn free_row(&self, lane: usize, from: f32, until: f32) -> Option<f32> {
        let LaneLayout { top, form: Form::Rows(rows), .. } = self.layout.lanes[lane] else { return None };
        let (from, until) = (self.left + f64::from(from - self.area.x), self.left + f64::from(until - self.area.x));
        let near = self.shown(lane);
        let taken = |row| near.iter().any(|one| one.placed.row == row && one.until > from && one.from < until);
        let row = (0..rows).find(|&row| !taken(row))?;
        Some(self.y(top + self.sizes.lane_top + row as f32 * self.sizes.row) + self.sizes.row_center)
    }

    fn draw_chips(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        for lane in self.visible_lanes() {
            let top = self.layout.lanes[lane].top + self.sizes.lane_top;
            for chip in self.layout.tiles(self.content, lane, from, until).flat_map(|tile| &tile.chips) {
                let x = self.x_of(chip.day);
                if x + chip.width < self.area.x || x > self.area.right() {
                    continue;
                }
                let y = self.y(top + chip.row as f32 * self.sizes.row) + self.sizes.row_center;
                let half = self.sizes.label * 0.62;
                pen.stand_for(Part::More, Some(chip.event));
                pen.plate(Rect { x, y: y - half, width: chip.width, height: 2.0 * half }, 4.0, self.theme.sel);
                let size = self.sizes.label - self.sizes.note_smaller;
                let look = Type { size, weight: Weight::Regular, color: self.theme.ink2 };
                let words = format!("+{}", chip.count);
                pen.text_at(x + chip.width / 2.0, y + size * 0.35, Align::Center, &words, look);
            }
        }
    }

    /// Areas, each bar's height logarithmic in its count. Where one family has more than half of a bin
    /// that holds twice as much as those of its lane do on average, the bar has its colour.
    fn draw_areas(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        pen.stand_for(Part::More, None);
        for index in self.visible_lanes() {
            let lane = &self.layout.lanes[index];
            let gap = if lane.height < 24.0 { 1.0 } else { 3.0 };
            let (bottom, room) = (self.y(lane.top + lane.height) - gap, lane.height - 2.0 * gap);
            let (most, mean) = lane.measure.unwrap_or((1, 0.0));
            let full = (most as f32 + 1.0).ln();
            let mut bars = Vec::new();
            for (bin, families) in self.layout.areas(index, from, until).flat_map(|area| &area.bins) {
                let count: u32 = families.iter().sum();
                let [left, right] = [*bin, bin + 1].map(|bin| self.x_of(self.layout.axis.day(bin as f64 * BIN)));
                let leading = detail::leading(families, mean);
                let color = leading.map_or(self.theme.density, |family| self.theme.family(FAMILIES[family]));
                let height = ((count as f32 + 1.0).ln() / full).min(1.0) * room;
                bars.push(Bar { x: left, width: right - left, height, color });
            }
            if !bars.is_empty() {
                pen.draw(Shape::Bars { bottom, bars });
            }
        }
        self.draw_peaks(pen);
    }

    /// Names the highest peaks by the weightiest of their events.
    fn draw_peaks(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        let of_lane = |lane| self.layout.areas(lane, from, until).filter_map(move |area| Some((lane, area.peak?)));
        let mut peaks: Vec<(usize, Peak)> = self.visible_lanes().flat_map(of_lane).collect();
        peaks.sort_by(|a, b| b.1.count.cmp(&a.1.count).then(a.0.cmp(&b.0)).then(a.1.event.cmp(&b.1.event)));
        peaks.truncate(PEAKS);
        let look = Type { size: self.sizes.label - 1.0, weight: Weight::Semibold, color: self.theme.ink };
        let mut taken: Vec<Rect> = Vec::new();
        for (lane, peak) in peaks {
            let LaneLayout { top, height, .. } = self.layout.lanes[lane];
            let event = &self.timeline.events[peak.event];
            let title = if event.short_title.is_empty() { &event.title } else { &event.short_title };
            let words = self.text.fit(title, look.size, look.weight, self.sizes.label_max);
            let width = self.text.width(&words, look.size, look.weight) + 10.0;
            let high = look.size * 1.25;
            let [left, right] = [peak.bins.0, peak.bins.1].map(|bin| self.x_of(self.layout.axis.day(bin as f64 * BIN)));
            let y = self.y(top + height / 2.0) - high / 2.0;
            // Beside the peak, on the side where there is room; a pan keeps it there until it meets an edge.
            let fits = |x: f32| {
                let plate = Rect { x, y, width, height: high };
                let inside = x >= self.area.x && plate.right() <= self.area.right();
                (inside && !taken.iter().any(|other| other.overlaps(&plate))).then_some(plate)
            };
            let Some(plate) = fits(right + 4.0).or_else(|| fits(left - 4.0 - width)) else { continue };
            taken.push(plate);
            pen.stand_for(Part::Label, Some(peak.event));
            let stroke = Some(Stroke::solid(1.0, self.theme.line));
            pen.draw(Shape::Rect { rect: plate, radius: 3.0, fill: Some(self.theme.bg), stroke });
            pen.text(plate.x + 5.0, plate.y + high * 0.5 + look.size * 0.345, &words, look);
        }
    }

    /// Whether no label lies over a fold between two heights.
    fn fold_is_clear(&self, fold: &Fold, top: f32, bottom: f32) -> bool {
        let (left, right) = (self.x(fold.position), self.x(fold.position + self.axis.fold_width));
        let over = |one: &Shown| {
            let near = one.y + 12.0 > top && one.y - 12.0 < bottom;
            near && self.label_box(one).is_some_and(|(from, until)| from < right && until > left)
        };
        !self.visible_lanes().any(|lane| self.shown(lane).iter().any(over))
    }

    /// Left and right end of a label; none where it has none or, at the edge, no room.
    fn label_box(&self, one: &Shown) -> Option<(f32, f32)> {
        let PlacedLabel { label, side, .. } = one.placed.label.as_ref()?;
        // The ring and the weight of what is selected push its label aside and widen it.
        let (aside, wider) = if one.selected {
            (4.0, self.text.width(&label.title, self.sizes.label, Weight::Semibold) - label.title_width)
        } else {
            (0.0, 0.0)
        };
        if one.held {
            let from = one.x + one.radius + self.sizes.label_gap + aside;
            let until = from + label.width + wider;
            return (until <= self.x(one.until) + wider + aside).then_some((from, until));
        }
        let (from, until) = label_range(one.place.mark, label.width, *side, self.sizes);
        Some(match side {
            Side::Right => (self.x(from) + aside, self.x(until) + aside + wider),
            Side::Left => (self.x(from) - aside - wider, self.x(until) - aside),
        })
    }

    /// What lies over the lanes at the edges of what is known: names of folds, the last document.
    pub fn draw_captions(&self, pen: &mut Pen) {
        pen.stand_for(Part::Ground, None);
        let caption = Type { size: 11.5, weight: Weight::Regular, color: self.theme.ink3 };
        for fold in self.visible_folds() {
            let words = format!("{} folded: nothing begins", fold_name(fold));
            let lanes_bottom = self.y(self.layout.height).min(self.area.bottom());
            let room = lanes_bottom - self.area.y;
            let length = self.text.width(&words, caption.size, caption.weight);
            let middle = self.area.y + room / 2.0;
            if length + 40.0 < room && self.fold_is_clear(fold, middle - length / 2.0, middle + length / 2.0) {
                let x = self.x(fold.position) + self.axis.fold_width as f32 / 2.0 + 4.0;
                if x - 12.0 > self.area.x && x + 4.0 < self.area.right() {
                    pen.turned_text(x, middle, &words, caption);
                }
            }
        }
        let Some(last) = self.content.last_document else { return };
        let from = self.x_of(last).max(self.area.x);
        let day = calendar_day(last - 1.0);
        let words = format!("no documents after {} {}", day.day(), day.format("%b"));
        let look = Type { weight: Weight::Italic, ..caption };
        if from + self.text.width(&words, look.size, look.weight) + 20.0 < self.area.right() {
            pen.text_at(self.area.right() - 12.0, self.area.bottom() - 8.0, Align::Right, &words, look);
        }
    }
}
