//! A stage to the scene that a room sees: few lanes, large type, what the step is about and the rest pale.
//!
//! In: a stage, and how far a movement to it has come. Out: a `Scene` of the screen. All sizes are shares of the screen's
//! height, so that the back row reads them whatever the window's scale. Folds nothing.

use super::axis::{Axis, Folding, calendar_day};
use super::content::{DayBand, Ends, Entry, entry};
use super::labels::one_line;
use super::marks::{self, BandLook};
use super::packing::Band;
use super::pen::{Pen, Type};
use super::ruler::Ruler;
use super::scene::{Align, Color, Part, Rect, Scene, Shape, Stroke, Weight};
use super::stage::{ARRIVED, Showing, Stage};
use super::text::Text;
use super::theme::Theme;
use chrono::{Datelike, NaiveDate};
use dateline_model::event::Status;
use dateline_model::timeline::Timeline;
use dateline_model::when::year_label;

/// The screen that sizes are given for: a height, and the free room at each side.
const HEIGHT: f32 = 1080.0;
const MARGIN: f32 = 96.0;
/// Height of the marking at top and bottom.
pub const STRIP: f32 = 36.0;
/// Left edge of the lanes, right of their heads.
const LANES_LEFT: f32 = 440.0;
/// Where the lanes begin, below the axis, and where they end at the latest.
const LANES: (f32, f32) = (284.0, 822.0);
/// Height of a lane with one row.
const LANE: f32 = 132.0;
/// A lane has at most so many rows.
const ROWS_MAX: usize = 3;
/// Radius of a mark, of an echo, of what the step is not about.
const MARK: f32 = 30.0;
const ECHO: f32 = 24.0;
const PALE: f32 = 14.0;
/// How far the ring of a mark reaches beyond it.
const RING: f32 = 7.5;
/// Pale marks stand at least so far apart; those between are left out.
const PALE_APART: f64 = 10.0;
/// A heading is at least so large.
const HEADING_LEAST: f32 = 46.0;
/// Labels are at least a fortieth of the screen's height.
const LABEL: f32 = 34.0;
const LABEL_LEAST: f32 = 27.0;
/// Where the caption's lines stand, and the sources.
const CAPTION: [f32; 2] = [872.0, 920.0];
const SOURCES: f32 = 988.0;

impl Stage {
    /// The scene of a moment.
    pub fn scene(&self, timeline: &Timeline, showing: &Showing, theme: &Theme, text: &Text) -> Scene {
        let (width, height) = showing.size;
        let unit = height / HEIGHT;
        let window = self.shown(showing.before, showing.arrived);
        let area = Rect {
            x: LANES_LEFT * unit,
            y: LANES.0 * unit,
            width: (width - (LANES_LEFT + MARGIN) * unit).max(1.0),
            height: (LANES.1 - LANES.0) * unit,
        };
        let axis =
            Axis::new(f64::from(area.width) / window.days().max(1e-3), &[], Folding { over: f64::MAX, width: 0.0 });
        let left = axis.position(window.from);
        let drawing = Drawing {
            stage: self,
            timeline,
            theme,
            text,
            unit,
            width,
            area,
            axis,
            left,
            forth: ((showing.arrived - ARRIVED) / (1.0 - ARRIVED)).clamp(0.0, 1.0),
        };
        let mut pen = Pen::new();
        drawing.draw(&mut pen, showing, height);
        Scene { width, height, lanes_area: Rect { x: 0.0, y: 0.0, width, height }, items: pen.items }
    }
}

/// What draws a stage; lengths of its own are of a screen 1080 high.
struct Drawing<'a> {
    stage: &'a Stage,
    timeline: &'a Timeline,
    theme: &'a Theme,
    text: &'a Text,
    unit: f32,
    width: f32,
    area: Rect,
    axis: Axis,
    left: f64,
    /// How far the step's events have come forth, 0 to 1.
    forth: f32,
}

/// An event of the step and where it stands in its lane.
struct Told<'a> {
    entry: &'a Entry,
    x: f32,
    y: f32,
    radius: f32,
    /// Where its label begins, and what it says; none without room or for an echo.
    label: Option<(f32, String)>,
    /// The size of the label, in points.
    size: f32,
}

impl Drawing<'_> {
    fn draw(&self, pen: &mut Pen, showing: &Showing, height: f32) {
        let whole = Rect { x: 0.0, y: 0.0, width: self.width, height };
        pen.fill(whole, self.theme.bg);
        let lane_height = self.lane_height();
        let bottom = self.area.y + lane_height * self.stage.lanes.len() as f32;
        let told: Vec<Vec<Told>> = (0..self.stage.lanes.len()).map(|lane| self.placed(lane, lane_height)).collect();
        self.draw_days(pen, bottom);
        self.draw_axis(pen);
        self.draw_heads(pen, lane_height);
        // Exports gather what belongs to an event: ties lie behind all of them.
        self.draw_ties(pen, &told);
        for (nth, lane) in told.iter().enumerate() {
            self.draw_rest(pen, nth, self.area.y + lane_height * (nth as f32 + 0.5), lane);
        }
        for one in told.iter().flatten() {
            self.draw_band(pen, one);
        }
        for one in told.iter().flatten() {
            self.draw_label(pen, one);
        }
        for one in told.iter().flatten() {
            self.draw_mark(pen, one);
        }
        pen.stand_for(Part::Ground, None);
        self.draw_words(pen, showing);
        self.draw_progress(pen, showing, height);
    }

    fn type_of(&self, size: f32, weight: Weight, color: Color) -> Type {
        Type { size: size * self.unit, weight, color }
    }

    fn x(&self, day: f64) -> f32 {
        self.area.x + (self.axis.position(day) - self.left) as f32
    }

    fn right(&self) -> f32 {
        self.area.right()
    }

    fn lane_height(&self) -> f32 {
        let lanes = self.stage.lanes.len().max(1) as f32;
        let most = self.stage.lanes.iter().map(|lane| lane.told.len()).max().unwrap_or(0);
        let wanted = if most > 1 { 2.0 * LANE } else { LANE };
        (wanted * self.unit).min(self.area.height / lanes)
    }

    /// Title, period, count, caption, sources.
    fn draw_words(&self, pen: &mut Pen, showing: &Showing) {
        let (unit, theme) = (self.unit, self.theme);
        let (left, right) = (MARGIN * unit, self.width - MARGIN * unit);
        let count = format!("{} of {}", showing.number.0, showing.number.1);
        let look = self.type_of(30.0, Weight::Regular, theme.ink3);
        let count_width = self.text.width(&count, look.size, look.weight);
        pen.text_at(right, 128.0 * unit, Align::Right, &count, look);
        let mut look = self.type_of(64.0, Weight::Bold, theme.ink);
        let room = right - left - count_width - 40.0 * unit;
        let wanted = self.text.width(&self.stage.heading, look.size, look.weight);
        // A long heading is set smaller before it is cut.
        look.size *= (room / wanted.max(1.0)).clamp(HEADING_LEAST / 64.0, 1.0);
        let heading = self.text.fit(&self.stage.heading, look.size, look.weight, room);
        pen.text(left, 128.0 * unit, &heading, look);
        let look = self.type_of(36.0, Weight::Regular, theme.ink2);
        let period = self.text.fit(&self.stage.period, look.size, look.weight, right - left);
        pen.text(left, 188.0 * unit, &period, look);
        let look = self.type_of(36.0, Weight::Regular, theme.ink);
        for (line, y) in self.wrapped(&self.stage.caption, look, right - left).iter().zip(CAPTION) {
            pen.text(left, y * unit, line, look);
        }
        pen.row(left, right, 951.0 * unit, theme.line2);
        let look = self.type_of(22.0, Weight::Regular, theme.ink2);
        let sources = self.text.fit(&self.stage.sources, look.size, look.weight, right - left);
        pen.text(left, SOURCES * unit, &sources, look);
    }

    /// A text in two lines at most.
    fn wrapped(&self, text: &str, look: Type, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            let has_room = |line: &String| self.text.width(line, look.size, look.weight) <= room;
            // What follows the last line is cut off there, with a mark.
            match longer.filter(|longer| has_room(longer) || lines.len() == CAPTION.len()) {
                Some(longer) => {
                    lines.pop();
                    lines.push(longer);
                }
                None => lines.push(word.to_owned()),
            }
        }
        lines.iter().map(|line| self.text.fit(line, look.size, look.weight, room)).collect()
    }

    fn draw_progress(&self, pen: &mut Pen, showing: &Showing, height: f32) {
        let (unit, theme) = (self.unit, self.theme);
        let strip = if showing.marking.is_some() { STRIP } else { 0.0 };
        let (number, count) = showing.number;
        let piece = self.width / count.max(1) as f32;
        let gap = (2.0 * unit).min(piece / 3.0);
        for step in 0..count {
            let x = step as f32 * piece;
            let color = if step < number { theme.ink } else { theme.line };
            let y = height - (strip + 6.0) * unit;
            pen.fill(Rect { x, y, width: piece - gap, height: 6.0 * unit }, color);
        }
        let Some(marking) = showing.marking else { return };
        let look = self.type_of(20.0, Weight::Semibold, Color::rgb(255, 255, 255));
        for y in [0.0, height - STRIP * unit] {
            pen.fill(Rect { x: 0.0, y, width: self.width, height: STRIP * unit }, Color::rgb(0, 0, 0));
            pen.text_at(self.width / 2.0, y + 25.0 * unit, Align::Center, marking, look);
        }
    }

    /// The days of the step's events, as columns behind all; what is wider than a third of the window has none.
    fn draw_days(&self, pen: &mut Pen, bottom: f32) {
        for &event in &self.stage.events {
            let stretch = entry(self.timeline, event, false).stretch();
            let (from, until) = (self.x(stretch.from), self.x(stretch.until));
            let (from, until) = (from.min(until - 4.0 * self.unit).max(self.area.x), until.min(self.right()));
            if until > from && until - from < self.area.width / 3.0 {
                let top = self.area.y;
                pen.fill(Rect { x: from, y: top, width: until - from, height: bottom - top }, self.theme.sel);
            }
        }
    }

    /// One row of ticks, each with its whole name.
    fn draw_axis(&self, pen: &mut Pen) {
        let (unit, theme, area) = (self.unit, self.theme, self.area);
        let look = self.type_of(26.0, Weight::Regular, theme.ink2);
        let width = |words: &str| self.text.width(words, look.size, look.weight);
        let widest = width("30 Sep 2024");
        let ruler = Ruler::new(&self.axis, self.left, self.left + f64::from(area.width), |_| widest, |_| widest * 0.8);
        let line =
            Rect { x: MARGIN * unit, y: area.y - unit, width: self.width - 2.0 * MARGIN * unit, height: 2.0 * unit };
        pen.fill(line, theme.line2);
        let own = self.own_tick();
        if let Some((x, words)) = &own {
            let look = Type { weight: Weight::Bold, color: theme.ink, ..look };
            pen.text_at(*x, 262.0 * unit, Align::Center, words, look);
            pen.line((*x, 272.0 * unit), (*x, 284.0 * unit), Stroke::solid(2.0 * unit, theme.ink));
        }
        let meets_own = |from: f32, until: f32| {
            own.as_ref().is_some_and(|(x, words)| {
                let half = width(words) / 2.0 + 20.0 * unit;
                until > x - half && from < x + half
            })
        };
        let mut free_from = area.x - 60.0 * unit;
        let mut year = None;
        for cell in ruler.lower.iter().filter(|cell| cell.begins) {
            let x = area.x + (cell.from - self.left) as f32;
            let days = (self.axis.day(cell.until) - self.axis.day(cell.from)).abs();
            let day = self.axis.day(cell.from) + 1e-6;
            let date = calendar_day(day);
            let with_year = year != Some(date.year());
            let words = tick(day, date, days, with_year);
            let half = width(&words) / 2.0;
            let is_outside = x < area.x || x + half > self.width - 20.0 * unit;
            if is_outside || x - half < free_from || meets_own(x - half, x + half) {
                continue;
            }
            pen.text_at(x, 262.0 * unit, Align::Center, &words, look);
            pen.line((x, 272.0 * unit), (x, 284.0 * unit), Stroke::solid(2.0 * unit, theme.line2));
            (free_from, year) = (x + half + 16.0 * unit, Some(date.year()));
        }
    }

    /// Where the only event of the step has its day, and what the axis says there; none where it is no single day.
    fn own_tick(&self) -> Option<(f32, String)> {
        let [event] = self.stage.events[..] else { return None };
        let (when, day) = (&self.timeline.events[event].when, entry(self.timeline, event, false).at);
        let x = self.x(day);
        let is_day = when.earliest == when.latest || when.lasted();
        let words = format!("{} {}", when.earliest.day(), when.earliest.format("%b"));
        let is_of_days = self.axis.scale * 40.0 > f64::from(self.area.width) / 10.0;
        (is_day && is_of_days && x > self.area.x && x < self.right()).then_some((x, words))
    }

    fn draw_heads(&self, pen: &mut Pen, lane_height: f32) {
        let (unit, theme) = (self.unit, self.theme);
        let right = self.width - MARGIN * unit;
        for (nth, lane) in self.stage.lanes.iter().enumerate() {
            let top = self.area.y + nth as f32 * lane_height;
            let middle = top + lane_height / 2.0;
            pen.row(MARGIN * unit, right, top + lane_height, theme.line);
            let mut x = MARGIN * unit;
            if let Some(code) = &lane.badge {
                let plate = Rect { x, y: middle - 22.0 * unit, width: 68.0 * unit, height: 44.0 * unit };
                pen.plate(plate, 6.0 * unit, theme.sel);
                let look = self.type_of(26.0, Weight::Semibold, theme.ink);
                pen.text_at(x + 34.0 * unit, middle + 9.0 * unit, Align::Center, code, look);
                x += 88.0 * unit;
            }
            let room = self.area.x - x - 16.0 * unit;
            let mut look = self.type_of(36.0, Weight::Semibold, theme.ink);
            // A long name is set smaller before it is cut.
            look.size *=
                (room / self.text.width(&lane.name, look.size, look.weight).max(1.0)).clamp(LABEL_LEAST / 36.0, 1.0);
            let name = self.text.fit(&lane.name, look.size, look.weight, room);
            pen.text(x, middle + look.size * 0.345, &name, look);
        }
    }

    /// Pale marks of what the step is not about, where they do not hide its own.
    fn draw_rest(&self, pen: &mut Pen, lane: usize, middle: f32, told: &[Told]) {
        let (unit, theme) = (self.unit, self.theme);
        let rest = &self.stage.lanes[lane].rest;
        let (from, until) = (self.axis.day(self.left), self.axis.day(self.left + f64::from(self.area.width)));
        let first = rest.partition_point(|(at, _)| *at < from);
        let mut taken = f64::NEG_INFINITY;
        for &(at, event) in rest[first..].iter().take_while(|(at, _)| *at <= until) {
            let position = self.axis.position(at);
            if position - taken < PALE_APART * f64::from(unit) {
                continue;
            }
            taken = position;
            let (x, kind) = (self.x(at), self.timeline.events[event].kind);
            let hides = |one: &Told| {
                (one.x - x).hypot(one.y - middle) < one.radius + (PALE + 4.0) * unit
                    || one.label.as_ref().is_some_and(|(begin, words)| {
                        let end = begin + self.text.width(words, one.size, Weight::Semibold);
                        x > begin - PALE * unit && x < end + PALE * unit && (one.y - middle).abs() < LABEL * unit
                    })
            };
            if told.iter().any(hides) {
                continue;
            }
            pen.stand_for(Part::Echo, Some(event));
            let mut disc = theme.disc((x, middle), PALE * unit, kind, Status::Happened);
            disc.color = theme.dimmed;
            pen.draw(Shape::Disc(disc));
        }
    }

    /// The step's events of a lane in rows, so that marks and labels keep apart: in as few rows as it takes.
    fn placed(&self, lane: usize, lane_height: f32) -> Vec<Told<'_>> {
        let told = &self.stage.lanes[lane].told;
        let top = self.area.y + lane as f32 * lane_height;
        let tries = (1..=ROWS_MAX).map(|rows| self.in_rows(told, rows, top, lane_height));
        let mut best: Option<(usize, Vec<Told>)> = None;
        for (without, placed) in tries {
            if best.as_ref().is_none_or(|(fewest, _)| without < *fewest) {
                best = Some((without, placed));
            }
            if without == 0 {
                break;
            }
        }
        best.map(|(_, placed)| placed).unwrap_or_default()
    }

    /// The same in so many rows, and how many found no place for their label.
    fn in_rows<'b>(&self, told: &'b [Entry], rows: usize, top: f32, lane_height: f32) -> (usize, Vec<Told<'b>>) {
        let unit = self.unit;
        let row_height = lane_height / rows as f32;
        let radius_max = (row_height / 2.0 - RING * unit).max(8.0 * unit);
        let size = (0.85 * row_height).clamp(LABEL_LEAST * unit, LABEL * unit);
        let mut taken: Vec<Vec<(f32, f32)>> = vec![Vec::new(); rows];
        let mut order: Vec<&Entry> = told.iter().collect();
        order.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.event.cmp(&b.event)));
        let (mut placed, mut without) = (Vec::new(), 0);
        for entry in order {
            let radius = (if entry.echo { ECHO } else { MARK } * unit).min(radius_max);
            let x = self.x(entry.at);
            if x < self.area.x - radius || x > self.right() + radius {
                continue;
            }
            let words = one_line(&self.timeline.events[entry.event].short_title);
            let (gap, wide) =
                (14.0 * unit, if entry.echo { 0.0 } else { self.text.width(&words, size, Weight::Semibold) });
            let right = (x + radius + gap, x + radius + gap + wide);
            let left = (x - radius - gap - wide, x - radius - gap);
            let mark = (x - radius - 4.0 * unit, x + radius + 4.0 * unit);
            let within =
                |end: f32| move |(from, until): &(f32, f32)| *from >= self.area.x + 4.0 * unit && *until <= end;
            // Rather at the other side than in the margin, rather there than nowhere.
            let in_margin = Some(right).filter(within(self.width - 24.0 * unit));
            let sides = [right, left].into_iter().filter(within(self.right())).chain(in_margin);
            let sides: Vec<(f32, f32)> = sides.filter(|_| !entry.echo).collect();
            let is_free =
                |row: &[(f32, f32)], (from, until): (f32, f32)| row.iter().all(|&(a, b)| until < a || from > b);
            let spot = (0..rows).find_map(|row| {
                let free = |range: (f32, f32)| is_free(&taken[row], range);
                let side = sides.iter().copied().find(|&(from, until)| free((from.min(mark.0), until.max(mark.1))));
                (free(mark) && (entry.echo || side.is_some())).then_some((row, side))
            });
            let (row, side) = spot.unwrap_or_else(|| {
                without += usize::from(!entry.echo);
                ((0..rows).find(|&row| is_free(&taken[row], mark)).unwrap_or(0), None)
            });
            let whole = side.map_or(mark, |(from, until)| (from.min(mark.0), until.max(mark.1)));
            taken[row].push((whole.0 - 10.0 * unit, whole.1 + 10.0 * unit));
            let y = top + row_height * (row as f32 + 0.5);
            placed.push(Told { entry, x, y, radius, label: side.map(|(from, _)| (from, words)), size });
        }
        (without, placed)
    }

    fn draw_ties(&self, pen: &mut Pen, told: &[Vec<Told>]) {
        let stroke = Stroke::solid(3.0 * self.unit, self.theme.ink.at(self.forth));
        for &event in &self.stage.events {
            let marks = told.iter().flatten().filter(|one| one.entry.event == event);
            let ends = marks.map(|one| (one.x, one.y, one.y)).reduce(|a, b| (a.0, a.1.min(b.1), a.2.max(b.2)));
            if let Some((x, top, bottom)) = ends.filter(|(_, top, bottom)| top < bottom) {
                pen.stand_for(Part::Tie, Some(event));
                pen.line((x, top), (x, bottom), stroke.clone());
            }
        }
    }

    fn draw_band(&self, pen: &mut Pen, one: &Told) {
        let Some(DayBand { stretch, ends }) = one.entry.band else { return };
        let event = &self.timeline.events[one.entry.event];
        let (from, until) = (self.axis.position(stretch.from), self.axis.position(stretch.until));
        if until - from < f64::from(2.0 * one.radius) && ends != Ends::Fading {
            return;
        }
        pen.stand_for(Part::Band, Some(one.entry.event));
        let height = if one.entry.echo { 6.0 } else { 8.0 } * self.unit;
        let y = one.y + one.radius + 6.0 * self.unit;
        let color = self.colored(self.theme.family(event.kind.family()));
        let look = BandLook { y, height, color, status: event.status };
        let left = self.left - f64::from(self.area.x);
        // The heads are not drawn over: what begins before the window is cut at its edge.
        let from = from.max(self.left);
        let until = until.min(self.left + f64::from(self.area.width));
        if until > from {
            marks::band(pen, &Band { from, until, ends }, look, left, f64::from(self.width));
        }
    }

    fn draw_label(&self, pen: &mut Pen, one: &Told) {
        let Some((x, words)) = &one.label else { return };
        let look = Type { size: one.size, weight: Weight::Semibold, color: self.theme.ink.at(self.forth) };
        pen.stand_for(Part::Label, Some(one.entry.event));
        pen.text(*x, one.y + look.size * 0.345, words, look);
    }

    fn draw_mark(&self, pen: &mut Pen, one: &Told) {
        let (unit, theme) = (self.unit, self.theme);
        let event = &self.timeline.events[one.entry.event];
        pen.stand_for(if one.entry.echo { Part::Echo } else { Part::Mark }, Some(one.entry.event));
        let radius = PALE * unit + (one.radius - PALE * unit) * self.forth;
        if !one.entry.echo {
            let ring = Stroke::solid(3.0 * unit, theme.ink.at(self.forth));
            let circle = |radius, stroke| Shape::Circle { x: one.x, y: one.y, radius, fill: Some(theme.bg), stroke };
            pen.draw(circle(radius + (RING - 1.5) * unit, Some(ring)));
        }
        let mut disc = theme.disc((one.x, one.y), radius, event.kind, event.status);
        disc.color = self.colored(disc.color);
        pen.draw(Shape::Disc(disc));
    }

    /// A colour on its way from pale to what it is.
    fn colored(&self, color: Color) -> Color {
        self.theme.dimmed.towards(color, self.forth)
    }
}

/// "1 Nov", "Nov 2024", "1949", "14:00"; the year where it is not yet known.
fn tick(day: f64, date: NaiveDate, days: f64, with_year: bool) -> String {
    let year = year_label(date.year());
    if days > 300.0 {
        year
    } else if days > 27.0 {
        let month = date.format("%b").to_string();
        if with_year { format!("{month} {year}") } else { month }
    } else if days > 0.9 {
        let words = format!("{} {}", date.day(), date.format("%b"));
        if with_year { format!("{words} {year}") } else { words }
    } else {
        let minutes = ((day - day.floor()) * 24.0 * 60.0).round() as u32;
        format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
    }
}
