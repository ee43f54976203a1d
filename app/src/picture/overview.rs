//! Content to the strip below the lanes: the whole story at a glance, and where in it the window stands.
//!
//! Made once for a content, a size and a theme; a frame only adds the window's frame to it.

use super::axis::{Axis, Folding, Stretch, calendar_day};
use super::content::{Content, Ends, Entry};
use super::folds::{fold_caption, fold_ground};
use super::frame::grouped;
use super::layout::EDGE;
use super::pen::{Pen, Type};
use super::ruler::Ruler;
use super::scene::{Align, Bar, Color, Item, Part, Rect, Scene, Shape, Stroke, Weight};
use super::sizes::Sizes;
use super::text::Text;
use super::theme::Theme;
use chrono::Datelike;
use dateline_model::event::Family;
use dateline_model::timeline::Timeline;
use dateline_model::when::year_label;

/// The height of the strip in points; a dense picture may have less.
pub const HEIGHT: f32 = 144.0;

/// What the strip shows before the window's frame is drawn on it.
pub struct Overview {
    axis: Axis,
    extent: Stretch,
    /// Where the days are.
    area: Rect,
    width: f32,
    height: f32,
    items: Vec<Item>,
    /// The colours of the window's frame and of its grips.
    frame: (Color, Color),
}

/// Width of a fold in the strip, in points.
const FOLD: f64 = 34.0;
/// What is longer than this share of the strip is folded, unless that is still shorter than the second, in points.
const FOLD_OVER: (f64, f64) = (0.125, 80.0);
/// Height of an event's block with the gap above it; below the second, an area is drawn.
const BLOCK: (f32, f32) = (6.0, 1.0);
/// Width of a column of blocks, and of a bin of an area.
const COLUMN: (f64, f64) = (11.0, 3.0);
/// More events than this are an area, however they lie.
const BLOCKS: usize = 5000;
/// Below the blocks, for the labels.
const FOOT: f32 = 46.0;
/// Above them.
const TOP: f32 = 16.0;

impl Overview {
    /// The strip for a content.
    pub fn new(
        timeline: &Timeline,
        content: &Content,
        width: f32,
        height: f32,
        theme: &Theme,
        text: &Text,
    ) -> Overview {
        let head = Sizes::WINDOW.head;
        let area = Rect { x: head, y: 0.0, width: (width - head).max(1.0), height };
        let room = f64::from((area.width - 2.0 * EDGE).max(1.0));
        let folding = Folding { over: (room * FOLD_OVER.0).max(FOLD_OVER.1), width: FOLD };
        let axis = Axis::fitting(content.extent, room, &content.empty, folding);
        let mut overview = Overview {
            axis,
            extent: content.extent,
            area,
            width,
            height,
            items: Vec::new(),
            frame: (theme.ink, theme.raised),
        };
        let mut pen = Pen::new();
        pen.fill(Rect { x: 0.0, y: 0.0, width, height }, theme.panel);
        overview.draw_head(&mut pen, content, theme, text);
        overview.draw_axis(&mut pen, theme, text);
        overview.draw_blocks(&mut pen, timeline, content, theme);
        pen.row(0.0, width, 1.0, theme.line2);
        overview.items = pen.items;
        overview
    }

    /// The day at an x of the strip.
    pub fn day_at(&self, x: f32) -> f64 {
        self.axis.day(f64::from(x - self.area.x - EDGE) + self.left())
    }

    /// The x of a day in the strip.
    pub fn x_of(&self, day: f64) -> f32 {
        self.area.x + EDGE + (self.axis.position(day) - self.left()) as f32
    }

    /// Where the frame of a window stands: left and right end.
    pub fn frame_of(&self, shown: Stretch) -> (f32, f32) {
        let from = self.x_of(shown.from).clamp(self.area.x + 2.0, self.area.right() - 8.0);
        let until = self.x_of(shown.until).clamp(self.area.x + 8.0, self.area.right() - 2.0);
        // A window of a day is still to be seen and to be taken hold of.
        let short = (8.0 - (until - from)).max(0.0) / 2.0;
        (from - short, until + short)
    }

    /// The strip with the frame of a window that shows a stretch, and the moment that is scrubbed to.
    pub fn scene(&self, shown: Stretch, playhead: Option<f64>) -> Scene {
        let mut pen = Pen { items: self.items.clone(), ..Pen::new() };
        let (ink, raised) = self.frame;
        let (from, until) = self.frame_of(shown);
        let frame = Rect { x: from, y: 6.0, width: until - from, height: self.height - 12.0 };
        let stroke = Some(Stroke::solid(2.0, ink));
        if let Some(day) = playhead {
            let x = self.x_of(day).clamp(self.area.x, self.area.right());
            pen.line((x, 0.0), (x, self.height), Stroke::solid(1.5, ink.at(0.35)));
        }
        pen.draw(Shape::Rect { rect: frame, radius: 4.0, fill: Some(ink.at(0.06)), stroke });
        for x in [from, until] {
            let grip = Rect { x: x - 3.0, y: self.height / 2.0 - 11.0, width: 6.0, height: 22.0 };
            let stroke = Some(Stroke::solid(1.5, ink));
            pen.draw(Shape::Rect { rect: grip, radius: 3.0, fill: Some(raised), stroke });
        }
        Scene { width: self.width, height: self.height, lanes_area: self.area, items: pen.items }
    }

    /// The position of the first day.
    fn left(&self) -> f64 {
        self.axis.position(self.extent.from)
    }

    fn draw_head(&self, pen: &mut Pen, content: &Content, theme: &Theme, text: &Text) {
        let (first, last) = (calendar_day(self.extent.from), calendar_day(self.extent.until - 1.0));
        let years = if first.year() == last.year() {
            year_label(first.year())
        } else {
            format!("{} to {}", year_label(first.year()), year_label(last.year()))
        };
        let room = Sizes::WINDOW.head - 24.0;
        let title = Type { size: 13.5, weight: Weight::Semibold, color: theme.ink };
        pen.text(16.0, 26.0, &text.fit(&years, title.size, title.weight, room), title);
        let caption = Type { size: 12.0, weight: Weight::Regular, color: theme.ink3 };
        let count = match content.count() {
            1 => "1 event".to_owned(),
            count => format!("{} events", grouped(count)),
        };
        pen.text(16.0, 44.0, &count, caption);
        if !self.axis.folds.is_empty() && self.height > 100.0 {
            pen.text(16.0, 68.0, "Empty stretches", caption);
            pen.text(16.0, 84.0, "are folded", caption);
        }
    }

    fn draw_axis(&self, pen: &mut Pen, theme: &Theme, text: &Text) {
        let base = self.base();
        let caption = Type { size: 11.5, weight: Weight::Regular, color: theme.ink3 };
        let width = |label: &str| text.width(label, caption.size, caption.weight);
        let ruler = Ruler::new(&self.axis, self.left(), self.axis.position(self.extent.until), width, width);
        let x = |position: f64| self.area.x + EDGE + (position - self.left()) as f32;
        for fold in &self.axis.folds {
            let left = x(fold.position);
            let ground = Rect { y: 8.0, height: base - 8.0 + 20.0, ..self.area };
            fold_ground(pen, left, ground, FOLD as f32, theme);
            let (first, last) = (calendar_day(fold.stretch.from), calendar_day(fold.stretch.until - 1.0));
            let middle = left + FOLD as f32 / 2.0;
            if self.height > 100.0 {
                let years = [year_label(first.year()), year_label(last.year())];
                // Of a part of a year its length says more.
                let lines = if years[0] == years[1] && fold.stretch.days() < 365.0 {
                    vec![fold_caption(fold)]
                } else if years[0] == years[1] {
                    vec![years[0].clone()]
                } else {
                    years.into()
                };
                for (line, y) in lines.iter().zip([44.0, 58.0]) {
                    pen.text_at(middle, y, Align::Center, line, caption);
                }
            }
        }
        // Months say little without their year: there the larger unit stands below the strip.
        let cells = if ruler.of_years { &ruler.lower } else { &ruler.upper };
        for cell in cells {
            let (from, until) = (x(cell.from), x(cell.until).min(self.area.right()));
            pen.row(from, until, base + 1.0, theme.line2);
            if cell.begins {
                pen.column(from, base, base + 4.0, theme.line2);
            }
            if width(&cell.label) <= until - from {
                pen.text_at((from + until) / 2.0, base + 18.0, Align::Center, &cell.label, caption);
            }
        }
    }

    /// Where the blocks stand on.
    fn base(&self) -> f32 {
        self.height - FOOT.min(self.height * 0.4)
    }

    /// A block for each event, over the time that it may be in, in the family's colour; an area where they are too many.
    fn draw_blocks(&self, pen: &mut Pen, timeline: &Timeline, content: &Content, theme: &Theme) {
        let room = self.base() - TOP.min(self.height * 0.1);
        let blocks = if content.count() <= BLOCKS { self.stacked(content, timeline) } else { Vec::new() };
        let most = blocks.iter().map(|block| block.level + 1).max().unwrap_or(1);
        let height = BLOCK.0.min(room / most as f32);
        if height < BLOCK.1 || content.count() > BLOCKS {
            self.draw_area(pen, content, theme, room);
            return;
        }
        for block in blocks {
            let x = self.area.x + EDGE + (block.columns.0 as f64 * COLUMN.0) as f32;
            let width = ((block.columns.1 - block.columns.0 + 1) as f64 * COLUMN.0) as f32 - 1.0;
            let y = self.base() - (block.level + 1) as f32 * height;
            pen.stand_for(Part::Ground, None);
            pen.fill(Rect { x, y, width, height: height - height / BLOCK.0 }, theme.family(block.family));
        }
    }

    /// The blocks in the order of time, each on the highest below it.
    fn stacked(&self, content: &Content, timeline: &Timeline) -> Vec<Block> {
        let mut entries: Vec<Entry> = content.all.events().map(|event| content.entry(timeline, 0, event)).collect();
        entries.sort_by(|a, b| a.stretch().from.total_cmp(&b.stretch().from).then(a.event.cmp(&b.event)));
        let columns = (f64::from(self.area.width) / COLUMN.0) as usize + 1;
        let mut levels = vec![0usize; columns];
        let column = |day: f64| {
            let at = (self.axis.position(day) - self.left()) / COLUMN.0;
            (at.max(0.0) as usize).min(columns - 1)
        };
        let block = |entry: Entry| {
            let stretch = match entry.band {
                // Somewhere in many years is no block of many years.
                Some(band) if band.ends == Ends::Fading && band.stretch.days() > 366.0 => {
                    Stretch { from: entry.at, until: entry.at + 1.0 }
                }
                _ => entry.stretch(),
            };
            let columns = (column(stretch.from), column(stretch.until - 0.5));
            let under = levels.get_mut(columns.0..=columns.1.max(columns.0))?;
            let level = under.iter().copied().max().unwrap_or(0);
            under.fill(level + 1);
            let family = timeline.events[entry.event].kind.family();
            Some(Block { columns, level, family })
        };
        entries.into_iter().filter_map(block).collect()
    }

    fn draw_area(&self, pen: &mut Pen, content: &Content, theme: &Theme, room: f32) {
        let bins = (f64::from(self.area.width - 2.0 * EDGE) / COLUMN.1) as usize + 1;
        let rank = |bin: usize| content.all.rank(self.axis.day(self.left() + bin as f64 * COLUMN.1));
        let mut ranks: Vec<usize> = (0..=bins).map(rank).collect();
        (ranks[0], ranks[bins]) = (0, content.count());
        let counts: Vec<usize> = ranks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let most = counts.iter().copied().max().unwrap_or(1).max(1) as f32;
        let bar = |(bin, &count): (usize, &usize)| Bar {
            x: self.area.x + EDGE + (bin as f64 * COLUMN.1) as f32,
            width: COLUMN.1 as f32,
            height: (count as f32 / most).sqrt() * room,
            color: theme.density,
        };
        let bars = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(bar).collect();
        pen.draw(Shape::Bars { bottom: self.base(), bars });
    }
}

/// An event in the strip.
struct Block {
    /// First and last column.
    columns: (usize, usize),
    /// How many lie below it.
    level: usize,
    /// Its hue.
    family: Family,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::content::Tail;
    use crate::picture::fixture;

    fn overview() -> Overview {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let text = Text::new();
        let content = Content::new(&timeline, &lanes, Tail::SourceCount);
        Overview::new(&timeline, &content, 1300.0, HEIGHT, &Theme::light(), &text)
    }

    #[test]
    fn day_and_x_are_inverse() {
        let overview = overview();
        for x in [200.0, 500.0, 900.0, 1280.0] {
            assert!((overview.x_of(overview.day_at(x)) - x).abs() < 0.01, "{x}");
        }
    }

    #[test]
    fn the_frame_stays_in_the_strip_and_can_be_taken() {
        let overview = overview();
        for shown in [(700_000.0, 760_000.0), (739_000.0, 739_000.1), (1.0, 2.0), (800_000.0, 800_001.0)] {
            let (from, until) = overview.frame_of(Stretch { from: shown.0, until: shown.1 });
            assert!(until - from >= 7.9 && from >= 170.0 && until <= 1300.0, "{shown:?}: {from} {until}");
        }
    }

    #[test]
    fn every_event_has_a_block() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let content = Content::new(&timeline, &lanes, Tail::SourceCount);
        let blocks = overview().stacked(&content, &timeline).len();
        assert_eq!(blocks, timeline.events.len());
    }
}
