//! What of marks and bands occurs in a timeline to the key that explains it.

use crate::picture::content::{Content, Ends, Tail};
use crate::picture::layout::WHOLE;
use crate::picture::marks::{self, BandLook};
use crate::picture::packing::Band;
use crate::picture::pen::{Pen, Type};
use crate::picture::scene::{Bar, Color, Disc, Rect, Shape, Stroke, Weight};
use crate::picture::text::Text;
use crate::picture::theme::Theme;
use crate::picture::tracks;
use dateline_model::event::{Kind, Status};
use dateline_model::quantity::Told;
use dateline_model::timeline::{Lane, Timeline};
use dateline_model::track::Track;

/// The key, laid out in lines.
pub struct Key {
    lines: Vec<Vec<(f32, Entry)>>,
    /// From the top of its heading to the bottom of its last line, in points.
    pub height: f32,
}

/// Something that the key explains.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Entry {
    OneDay,
    Dates(Ends),
    Status(Status),
    Kind(Kind),
    /// More events than can be drawn singly.
    Area,
    /// A number of a track.
    Number(Told),
    Echoes,
    Unknown,
}

/// Height of a line, and of the heading.
const LINE: (f32, f32) = (30.0, 26.0);
/// Between two entries, and between a sign and its words.
const GAPS: (f32, f32) = (28.0, 8.0);
/// Width of a band in the key.
const BAND: f32 = 52.0;
/// Radius of a disc in the key.
const RADIUS: f32 = 7.5;
const SIZE: f32 = 15.0;
/// Height of each bar of the sign for areas; each is as wide as its part of the sign.
const BARS: [f32; 7] = [3.0, 5.0, 9.0, 15.0, 12.0, 6.0, 4.0];
/// How numbers are known, in the order of the key.
const NUMBERS: [Told; 3] = [Told::Reported, Told::Estimated, Told::Claimed];

impl Key {
    /// The key to these lanes and tracks of a timeline, in lines of a width.
    pub fn new(timeline: &Timeline, lanes: &[Lane], tracks: &[Track], width: f32, text: &Text) -> Key {
        let content = Content::new(timeline, lanes, Tail::SourceCount);
        let entries = || content.all.events().map(|event| content.entry(timeline, 0, event));
        let events = || content.all.events().map(|event| &timeline.events[event]);
        let echoes =
            lanes.iter().filter(|lane| !lane.heads).map(|lane| lane.events.len()).sum::<usize>() > content.count();
        let mut signs = vec![Entry::OneDay];
        for ends in [Ends::Fading, Ends::Ticks, Ends::Soft, Ends::Open] {
            if entries().any(|entry| entry.band.is_some_and(|band| band.ends == ends)) {
                signs.push(Entry::Dates(ends));
            }
        }
        let told = [Status::Planned, Status::Alleged, Status::Hypothetical, Status::Denied];
        signs.extend(told.into_iter().filter(|&s| events().any(|event| event.status == s)).map(Entry::Status));
        if content.count() > WHOLE || lanes.iter().any(|lane| lane.folded) {
            signs.push(Entry::Area);
        }
        let points = || tracks.iter().flat_map(|track| &track.points);
        let numbers = NUMBERS.into_iter().filter(|&told| points().any(|point| point.told == told));
        signs.extend(numbers.map(Entry::Number));
        if content.last_document.is_some_and(|last| last < content.extent.until) {
            signs.push(Entry::Unknown);
        }
        let mut kinds: Vec<Entry> =
            Kind::ALL.into_iter().filter(|&kind| events().any(|event| event.kind == kind)).map(Entry::Kind).collect();
        if echoes {
            kinds.push(Entry::Echoes);
        }
        Key::in_lines([signs, kinds], width, text)
    }

    /// The key to whatever may be shown of these kinds and statuses.
    pub fn of(
        kinds: impl Iterator<Item = Kind>,
        statuses: impl Iterator<Item = Status>,
        width: f32,
        text: &Text,
    ) -> Key {
        let dates = [Ends::Fading, Ends::Ticks, Ends::Soft, Ends::Open].map(Entry::Dates);
        let statuses = statuses.filter(|status| !matches!(status, Status::Happened | Status::Ongoing));
        let rest = [Entry::Area].into_iter().chain(NUMBERS.map(Entry::Number)).chain([Entry::Unknown]);
        let signs = [Entry::OneDay].into_iter().chain(dates).chain(statuses.map(Entry::Status)).chain(rest);
        let kinds = kinds.map(Entry::Kind).chain([Entry::Echoes]);
        Key::in_lines([signs.collect(), kinds.collect()], width, text)
    }

    /// All that it explains, for who can't see the signs.
    pub fn words(&self) -> String {
        self.lines.iter().flatten().map(|(_, entry)| entry.words()).collect::<Vec<_>>().join(", ")
    }

    fn in_lines(groups: [Vec<Entry>; 2], width: f32, text: &Text) -> Key {
        let mut lines = Vec::new();
        for group in groups {
            let mut line = Vec::new();
            let mut x = 0.0;
            for entry in group {
                let room = entry.sign_width() + text.width(entry.words(), SIZE, entry.weight());
                if x + room > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    x = 0.0;
                }
                line.push((x, entry));
                x += room + GAPS.0;
            }
            lines.push(line);
        }
        lines.retain(|line| !line.is_empty());
        let height = LINE.1 + lines.len() as f32 * LINE.0;
        Key { lines, height }
    }

    /// Draws the key with its upper left corner at a point.
    pub fn draw(&self, pen: &mut Pen, left: f32, top: f32, theme: &Theme) {
        let heading = Type { size: 15.0, weight: Weight::Semibold, color: theme.ink };
        pen.text(left, top + 16.0, "Key", heading);
        for (index, line) in self.lines.iter().enumerate() {
            let y = top + LINE.1 + (index as f32 + 0.5) * LINE.0;
            for (x, entry) in line {
                entry.draw(pen, left + x, y, theme);
            }
        }
    }
}

impl Entry {
    fn words(self) -> &'static str {
        match self {
            Entry::OneDay => "One day",
            Entry::Dates(Ends::Fading) => "Some time in here",
            Entry::Dates(Ends::Ticks) => "Lasted",
            Entry::Dates(Ends::Soft) => "Lasted, about",
            Entry::Dates(Ends::Open) => "Goes on",
            Entry::Status(Status::Planned) => "Planned",
            Entry::Status(Status::Alleged) => "Alleged",
            Entry::Status(Status::Hypothetical) => "Hypothetical",
            Entry::Status(Status::Denied) => "Denied",
            Entry::Status(_) => "Happened",
            Entry::Kind(kind) => kind.label(),
            Entry::Area => "Many events, the higher the more",
            Entry::Number(Told::Reported) => "Number reported",
            Entry::Number(Told::Estimated) => "Number estimated",
            Entry::Number(Told::Claimed) => "Number claimed",
            Entry::Echoes => "Small marks: the same event in another lane",
            Entry::Unknown => "After the last document",
        }
    }

    fn weight(self) -> Weight {
        if self == Entry::Echoes { Weight::Italic } else { Weight::Regular }
    }

    /// The width of the sign and of the gap after it.
    fn sign_width(self) -> f32 {
        match self {
            Entry::Dates(_) => BAND + GAPS.1,
            Entry::Unknown => 30.0 + GAPS.1,
            Entry::Area => 4.0 * BARS.len() as f32 + GAPS.1,
            Entry::Number(_) => 2.0 * tracks::RADIUS + 4.0 + GAPS.1,
            Entry::Echoes => 0.0,
            _ => 2.0 * RADIUS + 2.0 + GAPS.1,
        }
    }

    fn draw(self, pen: &mut Pen, x: f32, y: f32, theme: &Theme) {
        let ink: Color = theme.ink2;
        let disc = |kind: Kind, status: Status| theme.disc((x + RADIUS + 1.0, y), RADIUS, kind, status);
        match self {
            Entry::OneDay => {
                pen.draw(Shape::Circle { x: x + RADIUS + 1.0, y, radius: RADIUS, fill: Some(ink), stroke: None });
            }
            Entry::Dates(ends) => {
                let band = Band { from: 0.0, until: f64::from(BAND), ends };
                let look = BandLook { y: y - 2.5, height: 5.0, color: ink, status: Status::Happened };
                marks::band(pen, &band, look, -f64::from(x), f64::from(x + BAND));
            }
            Entry::Status(status) => pen.draw(Shape::Disc(Disc { color: ink, ..disc(Kind::Other, status) })),
            Entry::Kind(kind) => pen.draw(Shape::Disc(disc(kind, Status::Happened))),
            Entry::Area => {
                let bar = |(nth, height): (usize, f32)| Bar {
                    x: x + 4.0 * nth as f32,
                    width: 4.0,
                    height,
                    color: theme.density,
                };
                pen.draw(Shape::Bars { bottom: y + 8.0, bars: BARS.into_iter().enumerate().map(bar).collect() });
            }
            Entry::Number(told) => {
                let (fill, stroke) = tracks::outline(told, ink, theme.bg);
                let radius = tracks::RADIUS + 1.0;
                pen.draw(Shape::Circle { x: x + radius + 1.0, y, radius, fill: Some(fill), stroke: Some(stroke) });
            }
            Entry::Echoes => {}
            Entry::Unknown => {
                let rect = Rect { x, y: y - 9.0, width: 30.0, height: 18.0 };
                let stroke = Some(Stroke::solid(1.0, theme.line));
                pen.draw(Shape::Rect { rect, radius: 2.0, fill: Some(theme.panel), stroke });
            }
        }
        let color = if self == Entry::Echoes { theme.ink3 } else { theme.ink2 };
        let look = Type { size: SIZE, weight: self.weight(), color };
        pen.text(x + self.sign_width(), y + SIZE * 0.345, self.words(), look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixture;

    #[test]
    fn only_what_occurs_is_explained() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let text = Text::new();
        let words = |lanes: &[Lane]| {
            let key = Key::new(&timeline, lanes, &[], 1792.0, &text);
            key.words()
        };
        let israel: Vec<Lane> = lanes.iter().filter(|lane| lane.name == "Israel").cloned().collect();
        assert_eq!(words(&israel), "One day, Combat");
        assert!(words(&lanes).contains("Some time in here, Lasted, Goes on, Planned, Alleged, Hypothetical, Denied"));
    }

    #[test]
    fn lines_end_before_the_edge() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let text = Text::new();
        let wide = Key::new(&timeline, &lanes, &[], 1792.0, &text);
        let narrow = Key::new(&timeline, &lanes, &[], 900.0, &text);
        assert!(narrow.lines.len() > wide.lines.len());
        for (x, entry) in narrow.lines.iter().flatten() {
            assert!(x + entry.sign_width() + text.width(entry.words(), SIZE, entry.weight()) <= 900.0, "{entry:?}");
        }
    }
}
