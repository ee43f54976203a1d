//! Tracks and an axis to charts below the lanes: points with their bounds, lines between told values, an axis of values.
//!
//! A point's outline says how its value is known, as that of a mark says whether its event happened. Where points would
//! lie on each other they are drawn as the range of what was told. Knows no lanes.

use super::axis::Axis;
use super::content::Content;
use super::pen::{Pen, Type};
use super::scene::{Align, Color, Part, Rect, Shape, Stroke, Weight};
use super::text::Text;
use super::theme::Theme;
use dateline_model::quantity::Told;
use dateline_model::timeline::Timeline;
use dateline_model::track::{Point, Track};
use std::ops::Range;

/// Height of a track in the window, in points.
pub const HEIGHT: f32 = 56.0;
/// Radius of a point.
pub const RADIUS: f32 = 4.0;
/// What of a track's height stays free above its highest and below its lowest value, for a height of 56.
const FREE: (f32, f32) = (16.0, 8.0);
/// With more points than this in view, in points of its width for each, a track is drawn as ranges.
const CROWDED: f64 = 9.0;
/// Width of a range that stands for many points.
const COLUMN: f64 = 3.0;
/// Values that differ by more than this factor are drawn by their logarithm.
const WIDE: f64 = 100.0;
/// Of so many points in view labels are placed.
const LABELLED_MAX: usize = 400;

/// A track, ready for any scale.
pub struct Chart {
    /// What it shows.
    pub track: Track,
    /// The day at which each point stands.
    at: Vec<f64>,
    values: Values,
}

/// Which values lie at the bottom and the top, and how those between are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Values {
    low: f64,
    high: f64,
    logarithmic: bool,
}

/// What charts are drawn from, and where.
pub struct Charts<'a> {
    /// The events.
    pub timeline: &'a Timeline,
    /// From the top.
    pub charts: &'a [Chart],
    /// Where along the axis.
    pub axis: &'a Axis,
    /// In which colours.
    pub theme: &'a Theme,
    /// The font.
    pub text: &'a Text,
    /// Where the points are: right of the heads. All charts are of one height.
    pub area: Rect,
    /// The x where the heads begin.
    pub head: f32,
    /// How much larger than in the window all is.
    pub size: f32,
    /// The position at the area's left edge.
    pub left: f64,
    /// Selected events, rising.
    pub selection: &'a [usize],
    /// The event under the pointer.
    pub hover: Option<usize>,
}

/// Which points show.
struct InView {
    first: usize,
    end: usize,
    /// These and one at either side.
    beside: Range<usize>,
    /// Whether they are too many to be drawn singly.
    crowded: bool,
}

impl Chart {
    /// The chart of a track.
    pub fn new(timeline: &Timeline, content: &Content, track: Track) -> Chart {
        let at = track.points.iter().map(|point| content.entry(timeline, 0, point.event).at).collect::<Vec<_>>();
        let mut order: Vec<usize> = (0..at.len()).collect();
        order.sort_by(|&a, &b| at[a].total_cmp(&at[b]));
        let points = order.iter().map(|&nth| track.points[nth]).collect();
        let at = order.iter().map(|&nth| at[nth]).collect();
        let values = Values::of(&track.points);
        Chart { track: Track { points, ..track }, at, values }
    }
}

impl Values {
    fn of(points: &[Point]) -> Values {
        let told = points.iter().flat_map(|point| [point.value, point.bounds.0, point.bounds.1]);
        let told: Vec<f64> = told.filter(|value| value.is_finite()).collect();
        let (least, most) = told.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &v| (a.min(v), b.max(v)));
        if least > 0.0 && most > WIDE * least {
            let ten = |value: f64| 10f64.powf(value);
            return Values { low: ten(least.log10().floor()), high: ten(most.log10().ceil()), logarithmic: true };
        }
        let high = if most > 0.0 { round_up(most) } else { 0.0 };
        let low = if least < 0.0 { -round_up(-least) } else { 0.0 };
        Values { low, high: if high > low { high } else { low + 1.0 }, logarithmic: false }
    }

    /// 0 at the bottom, 1 at the top.
    fn share(&self, value: f64) -> f32 {
        let share = match self.logarithmic {
            true => (value / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        };
        share.clamp(0.0, 1.0) as f32
    }
}

/// The next of 1, 1.5, 2, 3, 5, 7.5 and 10 times a power of ten.
fn round_up(value: f64) -> f64 {
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0];
    steps.into_iter().map(|step| step * power).find(|step| *step >= value * 0.999_999).unwrap_or(10.0 * power)
}

impl Charts<'_> {
    /// What lies behind the points of all tracks: axes, the lines between told values, stems and bounds.
    pub fn draw_ground(&self, pen: &mut Pen) {
        pen.stand_for(Part::Ground, None);
        for (chart, room) in self.charts.iter().zip(self.rooms()) {
            for share in [0.0, 1.0] {
                pen.row(room.x, room.right(), self.y(&room, share) + 0.5, self.theme.line);
            }
            pen.row(room.x, room.right(), room.bottom(), self.theme.line2);
            let InView { first, end, beside, crowded } = self.in_view(chart, &room);
            if crowded {
                self.draw_ranges(pen, chart, &room, beside);
                continue;
            }
            for nth in beside.skip(1) {
                let color = self.color(&chart.track.points[nth]);
                let dashes = Stroke { width: 1.2, color, dash: Some((4.0, 3.0)), round: false };
                let (from, until) = (self.place(chart, &room, nth - 1), self.place(chart, &room, nth));
                if let Some((from, until)) = cut(from, until, &room) {
                    pen.line(from, until, dashes);
                }
            }
            (first..end).for_each(|nth| self.draw_bounds(pen, chart, &room, nth));
        }
    }

    /// The points of all tracks, and their values.
    pub fn draw_points(&self, pen: &mut Pen) {
        for (chart, room) in self.charts.iter().zip(self.rooms()) {
            let InView { first, end, beside, crowded } = self.in_view(chart, &room);
            if crowded {
                continue;
            }
            (first..end).for_each(|nth| self.draw_point(pen, chart, &room, nth));
            if end - first <= LABELLED_MAX {
                self.draw_labels(pen, chart, &room, beside, first..end);
            }
        }
        pen.stand_for(Part::Ground, None);
    }

    /// Name, unit and axis of each track, left of the points.
    pub fn draw_heads(&self, pen: &mut Pen) {
        let (theme, size) = (self.theme, self.size);
        for (chart, room) in self.charts.iter().zip(self.rooms()) {
            pen.stand_for(Part::Ground, None);
            pen.fill(Rect { x: self.head, width: room.x - self.head, ..room }, theme.bg);
            pen.row(self.head, room.x, room.bottom(), theme.line2);
            let tick = Type { size: 11.0 * size.min(1.4), weight: Weight::Regular, color: theme.ink3 };
            let mut widest = 0.0_f32;
            for (share, value) in [(0.0, chart.values.low), (1.0, chart.values.high)] {
                let words = amount(value, &chart.track.unit);
                widest = widest.max(self.text.width(&words, tick.size, tick.weight));
                pen.text_at(room.x - 8.0, self.y(&room, share) + 4.0 * size.min(1.4), Align::Right, &words, tick);
            }
            let left = self.head + if size > 1.0 { 0.0 } else { 16.0 };
            let width = room.x - 14.0 - widest - left;
            let name = Type { size: 13.5 * size, weight: Weight::Semibold, color: theme.ink };
            let words = self.text.fit(&chart.track.name, name.size, name.weight, width);
            pen.text(left, room.y + 24.0 * room.height / HEIGHT, &words, name);
            let caption = Type { size: 12.0 * size.min(1.3), weight: Weight::Regular, color: theme.ink3 };
            let words = self.text.fit(&chart.track.caption, caption.size, caption.weight, width);
            pen.text(left, room.y + 41.0 * room.height / HEIGHT, &words, caption);
        }
        pen.column(self.area.x - 1.0, self.area.y, self.area.bottom(), theme.line2);
    }

    fn rooms(&self) -> impl Iterator<Item = Rect> {
        let height = self.area.height / self.charts.len().max(1) as f32;
        let area = self.area;
        (0..self.charts.len()).map(move |nth| Rect { y: area.y + nth as f32 * height, height, ..area })
    }

    fn y(&self, room: &Rect, share: f32) -> f32 {
        let scale = room.height / HEIGHT;
        room.bottom() - FREE.1 * scale - share * (room.height - (FREE.0 + FREE.1) * scale)
    }

    fn x(&self, day: f64) -> f32 {
        self.area.x + (self.axis.position(day) - self.left) as f32
    }

    fn color(&self, point: &Point) -> Color {
        self.theme.family(self.timeline.events[point.event].kind.family())
    }

    /// The middle of a point.
    fn place(&self, chart: &Chart, room: &Rect, nth: usize) -> (f32, f32) {
        (self.x(chart.at[nth]), self.y(room, chart.values.share(chart.track.points[nth].value)))
    }

    fn in_view(&self, chart: &Chart, room: &Rect) -> InView {
        let [from, until] = [-20.0, f64::from(room.width) + 20.0].map(|by| self.axis.day(self.left + by));
        let first = chart.at.partition_point(|&at| at < from);
        let end = chart.at.partition_point(|&at| at < until).max(first);
        let beside = first.saturating_sub(1)..(end + 1).min(chart.at.len());
        InView { first, end, beside, crowded: (end - first) as f64 * CROWDED > f64::from(room.width) }
    }

    /// The stem of a point and its bounds.
    fn draw_bounds(&self, pen: &mut Pen, chart: &Chart, room: &Rect, nth: usize) {
        let (point, theme) = (&chart.track.points[nth], self.theme);
        let ((x, y), radius) = (self.place(chart, room, nth), RADIUS * self.size.min(1.5));
        pen.line((x, y), (x, self.y(room, 0.0)), Stroke::solid(1.0, self.color(point)));
        let whisker = Stroke { width: 1.5, color: theme.ink2, dash: None, round: false };
        let tick = |pen: &mut Pen, y: f32| pen.line((x - 3.5, y), (x + 3.5, y), whisker.clone());
        let arrow = |pen: &mut Pen, tip: f32, way: f32| {
            pen.line((x, y), (x, tip), whisker.clone());
            pen.polyline(vec![(x - 3.0, tip - way), (x, tip), (x + 3.0, tip - way)], whisker.clone());
        };
        match point.bounds {
            (least, most) if point.is_range() => {
                let ends = [least, most].map(|bound| self.y(room, chart.values.share(bound)));
                pen.line((x, ends[0]), (x, ends[1]), whisker.clone());
                ends.into_iter().for_each(|end| tick(pen, end));
            }
            (least, most) if least.is_finite() && most == f64::INFINITY => arrow(pen, y - radius - 7.0, -3.0),
            (least, most) if least == f64::NEG_INFINITY && most.is_finite() => arrow(pen, y + radius + 7.0, 3.0),
            _ => {}
        }
    }

    fn draw_point(&self, pen: &mut Pen, chart: &Chart, room: &Rect, nth: usize) {
        let (point, theme) = (&chart.track.points[nth], self.theme);
        let ((x, y), color) = (self.place(chart, room, nth), self.color(point));
        let radius = RADIUS * self.size.min(1.5);
        pen.stand_for(Part::Mark, Some(point.event));
        let (selected, hovered) = (self.selection.binary_search(&point.event).is_ok(), self.hover == Some(point.event));
        if selected || hovered {
            let ring = Stroke::solid(2.0, if selected { theme.ink } else { theme.line2 });
            pen.draw(Shape::Circle { x, y, radius: radius + 3.5, fill: Some(theme.bg), stroke: Some(ring) });
        }
        let (fill, stroke) = outline(point.told, color, theme.bg);
        pen.draw(Shape::Circle { x, y, radius, fill: Some(fill), stroke: Some(stroke) });
    }

    /// Of many points on each other their range, in columns.
    fn draw_ranges(&self, pen: &mut Pen, chart: &Chart, room: &Rect, points: Range<usize>) {
        let column = |nth: usize| (self.axis.position(chart.at[nth]) / COLUMN).floor() as i64;
        let mut nth = points.start;
        pen.stand_for(Part::More, None);
        while nth < points.end {
            let place = column(nth);
            let end = nth
                + chart.at[nth..points.end]
                    .partition_point(|&at| (self.axis.position(at) / COLUMN).floor() as i64 <= place);
            let values = chart.track.points[nth..end].iter().map(|point| point.value);
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
            let (top, bottom) = (self.y(room, chart.values.share(high)), self.y(room, chart.values.share(low)));
            let x = self.area.x + (place as f64 * COLUMN - self.left) as f32;
            let rect = Rect { x, y: top - 1.0, width: COLUMN as f32, height: bottom - top + 2.0 };
            pen.fill(rect, self.theme.density);
            nth = end.max(nth + 1);
        }
    }

    /// Values beside their points where there is room, those of what matters most first. A label's place follows from
    /// all points near to it, in view or not, so that a pan does not move it.
    fn draw_labels(&self, pen: &mut Pen, chart: &Chart, room: &Rect, near: Range<usize>, shown: Range<usize>) {
        let look = Type { size: 12.5 * self.size.min(1.3), weight: Weight::Regular, color: self.theme.ink };
        let note = Type { size: look.size - 1.5, weight: Weight::Italic, color: self.theme.ink3 };
        let place = |nth: usize| self.place(chart, room, nth);
        let radius = RADIUS * self.size.min(1.5);
        let around =
            |(x, y): (f32, f32)| Rect { x: x - radius, y: y - radius, width: 2.0 * radius, height: 2.0 * radius };
        let mut taken: Vec<Rect> = near.map(|nth| around(place(nth))).collect();
        let mut order: Vec<usize> = shown.collect();
        let weight = |nth: usize| self.timeline.events[chart.track.points[nth].event].weight;
        order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
        for nth in order {
            let point = &chart.track.points[nth];
            let (value, known) = (told(point, &chart.track.unit), how_known(point.told));
            let value_width = self.text.width(&value, look.size, look.weight);
            let width =
                value_width + if known.is_empty() { 0.0 } else { 5.0 + self.text.width(known, note.size, note.weight) };
            let (x, y) = place(nth);
            let height = look.size + 2.0;
            let middle = y.clamp(room.y + height / 2.0, room.bottom() - height / 2.0);
            let at = |left: f32, middle: f32| Rect { x: left, y: middle - height / 2.0, width, height };
            let above = y - radius - 2.0 - height / 2.0;
            let right = room.right() - width;
            let boxes = [
                at(x + radius + 5.0, middle),
                at(x - radius - 5.0 - width, middle),
                at((x - width / 2.0).min(right), above),
            ];
            let fits = |label: &Rect| {
                let inside = label.x >= room.x && label.right() <= room.right() && label.y >= room.y;
                inside && !taken.iter().any(|other| overlap(label, other))
            };
            let Some(label) = boxes.into_iter().find(fits) else { continue };
            pen.stand_for(Part::Label, Some(point.event));
            pen.fill(label.grown(1.0), self.theme.bg);
            let baseline = label.y + height / 2.0 + look.size * 0.345;
            let selected = self.selection.binary_search(&point.event).is_ok();
            let weight = if selected { Weight::Semibold } else { Weight::Regular };
            pen.text(label.x, baseline, &value, Type { weight, ..look });
            if !known.is_empty() {
                pen.text(label.x + value_width + 5.0, baseline, known, note);
            }
            taken.push(label);
        }
    }
}

/// Fill and outline of a point: full where the value was reported, hollow where somebody estimates it, dashed where
/// somebody claims it.
pub fn outline(told: Told, color: Color, ground: Color) -> (Color, Stroke) {
    match told {
        Told::Reported => (color, Stroke::solid(1.0, color)),
        Told::Estimated => (ground, Stroke::solid(1.5, color)),
        Told::Claimed => (ground, Stroke { width: 1.5, color, dash: Some((2.6, 2.0)), round: false }),
    }
}

fn how_known(told: Told) -> &'static str {
    match told {
        Told::Reported => "",
        Told::Estimated => "estimated",
        Told::Claimed => "claimed",
    }
}

/// What a point says: "about 11,000", "at least 300 million", "80% to 90%".
pub fn told(point: &Point, unit: &str) -> String {
    let about = if point.approximate { "about " } else { "" };
    match point.bounds {
        (least, most) if point.is_range() => format!("{about}{} to {}", amount(least, unit), amount(most, unit)),
        (least, most) if least.is_finite() && most == f64::INFINITY => format!("at least {}", amount(least, unit)),
        (least, most) if least == f64::NEG_INFINITY && most.is_finite() => format!("at most {}", amount(most, unit)),
        _ => format!("{about}{}", amount(point.value, unit)),
    }
}

/// "11,000", "6.9 billion", "48.6%".
fn amount(value: f64, unit: &str) -> String {
    const NAMES: [(f64, &str); 3] = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let size = value.abs();
    let short = |value: f64, decimals: usize| {
        let words = format!("{value:.decimals$}");
        if words.contains('.') { words.trim_end_matches('0').trim_end_matches('.').to_owned() } else { words }
    };
    let percent = if unit == "%" { "%" } else { "" };
    if let Some((scale, name)) = NAMES.into_iter().find(|(scale, _)| size >= *scale) {
        return format!("{}{name}{percent}", short(value / scale, 2));
    }
    let whole = short(value, if size < 100.0 { 2 } else { 0 });
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole.as_str()), |digits| ("−", digits));
    let (digits, rest) = digits.split_once('.').map_or((digits, String::new()), |(d, rest)| (d, format!(".{rest}")));
    let mut grouped = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}{percent}")
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// The part of a line that lies between the left and right edge of a room.
fn cut(from: (f32, f32), until: (f32, f32), room: &Rect) -> Option<((f32, f32), (f32, f32))> {
    if until.0 < room.x || from.0 > room.right() {
        return None;
    }
    let at = |x: f32| {
        let share = if until.0 > from.0 { ((x - from.0) / (until.0 - from.0)).clamp(0.0, 1.0) } else { 0.0 };
        (from.0 + share * (until.0 - from.0), from.1 + share * (until.1 - from.1))
    };
    Some((at(from.0.max(room.x)), at(until.0.min(room.right()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, bounds: (f64, f64), unit: &str, expect: &str) {
        let point = Point { event: 0, quantity: 0, value, bounds, approximate: false, told: Told::Reported };
        assert_eq!(told(&point, unit), expect);
    }

    #[test]
    fn values_are_told_in_short() {
        let exact = |value: f64| (value, value);
        check(11_000.0, exact(11_000.0), "troops", "11,000");
        check(300e6, (300e6, f64::INFINITY), "USD", "at least 300 million");
        check(85.0, (80.0, 90.0), "%", "80% to 90%");
        check(48.6, (f64::NEG_INFINITY, 48.6), "%", "at most 48.6%");
        check(6.94e9, exact(6.94e9), "cubic meters", "6.94 billion");
        check(-1234.0, exact(-1234.0), "points", "−1,234");
        check(0.0, exact(0.0), "points", "0");
        check(100.0, exact(100.0), "tanks", "100");
    }

    #[test]
    fn the_axis_ends_at_round_values() {
        let values = |told: &[f64]| {
            let point = |&value: &f64| Point {
                event: 0,
                quantity: 0,
                value,
                bounds: (value, value),
                approximate: false,
                told: Told::Reported,
            };
            let Values { low, high, logarithmic } = Values::of(&told.iter().map(point).collect::<Vec<_>>());
            (low, high, logarithmic)
        };
        assert_eq!(values(&[3.0, 11_000.0]), (1.0, 100_000.0, true));
        assert_eq!(values(&[10_000.0, 11_000.0]), (0.0, 15_000.0, false));
        assert_eq!(values(&[0.0]), (0.0, 1.0, false));
        assert_eq!(values(&[-4.0, 4.0]), (-5.0, 5.0, false));
    }

    #[test]
    fn a_line_is_cut_at_the_edges() {
        let room = Rect { x: 0.0, y: 0.0, width: 100.0, height: 10.0 };
        assert_eq!(cut((-100.0, 0.0), (100.0, 10.0), &room), Some(((0.0, 5.0), (100.0, 10.0))));
        assert_eq!(cut((110.0, 0.0), (120.0, 10.0), &room), None);
    }
}
