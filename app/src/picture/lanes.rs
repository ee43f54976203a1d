//! A layout and a window on it to the lanes: ground, bands, ties, labels, marks, back to front.

use super::axis::{Axis, Fold, calendar_day};
use super::content::{Content, Ends};
use super::folds::{fold_ground, fold_name};
use super::labels::{Side, label_range};
use super::layout::{KEY_WEIGHT, LIT_MAX, Layout};
use super::marks::{self, BandLook};
use super::packing::{Place, Placed, PlacedLabel};
use super::pen::{Pen, Type};
use super::ruler::Ruler;
use super::scene::{Align, Color, Part, Rect, Shape, Stroke, Weight};
use super::sizes::Sizes;
use super::text::{ELLIPSIS, Text};
use super::theme::Theme;
use super::turn::{Stand, Turn};
use super::view::View;
use chrono::Datelike;
use dateline_model::event::Status;
use dateline_model::timeline::Timeline;
use std::collections::BTreeSet;
use std::ops::Range;

/// Years at least this wide have a line each, in points.
const WIDE_YEAR: f64 = 48.0;

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
    /// Those that are drawn here: the pinned ones or the others, or all that show.
    pub lanes: Range<usize>,
    /// Selected events, rising.
    pub selection: &'a [usize],
    /// The event under the pointer.
    pub hover: Option<usize>,
    /// The turn to this layout, while there is one.
    pub turn: Option<&'a Turn>,
}

/// Something to draw: where it is in the window.
pub(super) struct Shown<'a> {
    pub(super) placed: &'a Placed,
    place: Place,
    /// Positions of the ends of all that belongs to it.
    pub(super) from: f64,
    pub(super) until: f64,
    /// Middle of the disc.
    pub(super) x: f32,
    pub(super) y: f32,
    /// The row's top.
    top: f32,
    radius: f32,
    stand: Stand,
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
    /// Hides what is scrolled below the pinned lanes.
    pub fn draw_cover(&self, pen: &mut Pen) {
        pen.stand_for(Part::Cover, None);
        pen.fill(self.area, self.theme.bg);
    }

    /// The line below the pinned lanes.
    pub fn draw_cover_edge(&self, pen: &mut Pen) {
        pen.stand_for(Part::Ground, None);
        pen.row(0.0, self.area.right(), self.area.bottom(), self.theme.line2);
    }

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
        for lane in self.visible_lanes() {
            let bottom = self.top_of(lane) + self.layout.lanes[lane].height;
            pen.row(self.area.x, self.area.right(), bottom, self.theme.line);
        }
        pen.stand_for(Part::Fold, None);
        for fold in self.visible_folds() {
            pen.fade = fold.there;
            fold_ground(pen, self.x(fold.position), self.area, fold.width as f32, self.theme);
        }
        pen.fade = 1.0;
    }

    /// The ground of what a view shows, and on it the present day and the scrubbed moment.
    pub fn draw_ground_and_moments(&self, pen: &mut Pen, view: &View) {
        self.draw_ground(pen);
        if let Some(day) = view.today {
            self.draw_today(pen, day);
        }
        if let Some(day) = view.playhead {
            self.draw_playhead_line(pen, day);
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
        pen.fade = 1.0;
        for event in self.lit().filter(|event| self.is_selected(*event)) {
            self.draw_sayers(pen, event);
        }
        pen.fade = self.turn.map_or(1.0, Turn::share);
        self.draw_chips(pen);
        pen.fade = 1.0;
        pen.stand_for(Part::Ground, None);
    }

    /// The x of a position.
    pub fn x(&self, position: f64) -> f32 {
        self.area.x + (position - self.left) as f32
    }

    /// The x of a day.
    pub(super) fn x_of(&self, day: f64) -> f32 {
        self.x(self.axis.position(day))
    }

    /// The y of a height below the first lane's top.
    pub fn y(&self, below: f32) -> f32 {
        self.area.y - self.scroll_y + below
    }

    /// The y of a lane's top.
    pub fn top_of(&self, lane: usize) -> f32 {
        self.area.y + self.layout.seen_top(lane, self.scroll_y)
    }

    /// The lanes that show.
    pub fn visible_lanes(&self) -> Range<usize> {
        self.lanes.clone()
    }

    /// The folds that show.
    pub fn visible_folds(&self) -> &[Fold] {
        self.axis.folds_between(self.left, self.left + f64::from(self.area.width))
    }

    /// What shows of the layout's own axis, with a little at both sides.
    pub(super) fn laid_out(&self) -> (f64, f64) {
        self.layout.seen(self.axis, self.left, self.area.width)
    }

    /// Events whose lanes are tied: what is selected, then what the pointer is on.
    fn lit(&self) -> impl Iterator<Item = usize> {
        let selected = self.selection.iter().copied().take(LIT_MAX);
        let lit = selected.chain(self.hover.filter(|hover| !self.is_selected(*hover)));
        lit.filter(|event| *event < self.timeline.events.len())
    }

    pub(super) fn is_selected(&self, event: usize) -> bool {
        self.selection.binary_search(&event).is_ok()
    }

    /// What shows of a lane singly, in the order of time.
    pub(super) fn shown(&self, lane: usize) -> Vec<Shown<'a>> {
        let (from, until) = self.laid_out();
        let (left, right) = (self.left - 20.0, self.left + f64::from(self.area.width) + 20.0);
        let placed = self.layout.tiles(self.content, lane, from, until).flat_map(|tile| &tile.placed);
        let mut shown: Vec<Shown> = placed.map(|placed| self.show(lane, placed, self.stand(lane, placed))).collect();
        if let Some(turn) = self.turn {
            let here: BTreeSet<usize> = shown.iter().map(Shown::event).collect();
            let gone = turn.gone(lane, &self.layout.lanes[lane], move |event| here.contains(&event));
            shown.extend(gone.map(|(placed, stand)| self.show(lane, placed, stand)));
        }
        shown.retain(|one| one.from <= right && one.until >= left);
        shown.sort_by(|a, b| a.place.mark.total_cmp(&b.place.mark).then(a.event().cmp(&b.event())));
        shown
    }

    /// Where something stands in its lane, and how much of it is there.
    pub(super) fn stand(&self, lane: usize, placed: &Placed) -> Stand {
        self.turn.map_or(Stand::still(placed), |turn| turn.stand(lane, placed))
    }

    pub(super) fn show(&self, lane: usize, placed: &'a Placed, stand: Stand) -> Shown<'a> {
        let place = Place::new(&placed.entry, self.axis, self.sizes);
        let radius = if placed.entry.echo { self.sizes.echo } else { self.sizes.mark };
        let top = self.top_of(lane) + self.sizes.lane_top + stand.row * self.sizes.row;
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
            stand,
            held,
            selected: self.is_selected(placed.entry.event),
            hovered: self.hover == Some(placed.entry.event),
        }
    }

    fn draw_band(&self, pen: &mut Pen, one: &Shown) {
        pen.stand_for(Part::Band, Some(one.event()));
        pen.fade = one.stand.mark;
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
        pen.fade = one.stand.label;
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
        pen.fade = one.stand.mark;
        pen.stand_for(if one.is_echo() { Part::Echo } else { Part::Mark }, Some(one.event()));
        if one.selected {
            let (away, width) = if one.is_echo() { (3.0, 1.5) } else { (3.5, 2.0) };
            let ring = Stroke::solid(width, self.theme.ink);
            let radius = one.radius + away;
            pen.draw(Shape::Circle { x: one.x, y: one.y, radius, fill: Some(self.theme.bg), stroke: Some(ring) });
        }
        pen.draw(Shape::Disc(self.theme.disc((one.x, one.y), one.radius, event.kind, event.status)));
    }

    fn draw_chips(&self, pen: &mut Pen) {
        let (from, until) = self.laid_out();
        for lane in self.visible_lanes() {
            let top = self.top_of(lane) + self.sizes.lane_top;
            for chip in self.layout.tiles(self.content, lane, from, until).flat_map(|tile| &tile.chips) {
                let x = self.x_of(chip.day);
                if x + chip.width < self.area.x || x > self.area.right() {
                    continue;
                }
                let y = top + chip.row as f32 * self.sizes.row + self.sizes.row_center;
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

    /// Whether no label lies over a fold between two heights.
    fn fold_is_clear(&self, fold: &Fold, top: f32, bottom: f32) -> bool {
        let (left, right) = (self.x(fold.position), self.x(fold.position + fold.width));
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
        for fold in self.visible_folds().iter().filter(|fold| fold.there == 1.0) {
            let words = format!("{} folded: nothing begins", fold_name(fold));
            let lanes_bottom = self.y(self.layout.height).min(self.area.bottom());
            // What stays at the top while the others scroll would hide a part of it.
            let top = self.area.y + if self.scroll_y > 0.0 { self.layout.pinned_height() } else { 0.0 };
            let room = lanes_bottom - top;
            let length = self.text.width(&words, caption.size, caption.weight);
            let middle = top + room / 2.0;
            if length + 40.0 < room && self.fold_is_clear(fold, middle - length / 2.0, middle + length / 2.0) {
                let x = self.x(fold.position) + fold.width as f32 / 2.0 + 4.0;
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
