//! Timeline and view to a `Scene`: shapes and texts, each with the event that it stands for.
//!
//! ```text
//! timeline + lanes -> Content   once for a filter: lanes by time
//! content + level  -> Layout    once for a level of scales: lanes' heights, rows of what has been in view
//! layout + view    -> Scene     each frame: only what shows
//! ```
//!
//! The one scene feeds the window and every export, so what is seen is what is exported.
//! Knows no egui.

mod areas;
pub mod axis;
pub mod content;
pub mod detail;
pub mod fallback;
#[cfg(test)]
pub mod fixture;
pub mod folds;
pub mod frame;
pub mod labels;
pub mod lanes;
pub mod layout;
pub mod marks;
#[cfg(test)]
#[path = "../benches/made/news.rs"]
pub mod news;
pub mod overview;
pub mod packing;
pub mod pen;
mod recent;
pub mod ruler;
mod runs;
pub mod scene;
pub mod sizes;
pub mod stage;
pub mod stage_scene;
pub mod text;
pub mod theme;
mod ties;
pub mod tracks;
mod turn;
pub mod view;

use axis::{Axis, level_scale};
use content::Content;
use dateline_model::timeline::Timeline;
use dateline_model::track::Track;
use detail::Form;
use lanes::Lanes;
use layout::{Labels, Layout, Source};
use pen::Pen;
use ruler::{Ruler, Ticks};
use scene::{Part, Rect, Scene, Shape, Stroke, Weight};
use sizes::Sizes;
use std::ops::Range;
use text::Text;
use theme::Theme;
use tracks::{Chart, Charts};
use turn::Turn;
use view::View;

/// The window's picture of a timeline, with what need not be made anew for each frame.
pub struct Picture {
    /// What it shows; made anew when the timeline, its filter or its lanes change.
    pub content: Content,
    /// The charts below the lanes, from the top.
    pub charts: Vec<Chart>,
    /// The moment on the window's clock, in seconds; none where the picture does not move by itself.
    pub now: Option<f64>,
    /// The layout that is shown first, then those of scales that were shown before.
    layouts: Vec<(MadeFor, Layout)>,
    labels: Labels,
    /// What was drawn last.
    drawn: Option<Drawn>,
    /// The turn to the layout that is drawn, while there is one.
    turn: Option<Turn>,
}

/// What a layout is made for: the level's scale, the width and height of the lanes' area, what is not folded.
type MadeFor = (f64, f32, f32, Vec<f64>);

/// What a view showed: by which layout, how far scrolled, on which axis from which position on.
struct Drawn {
    made_for: MadeFor,
    scroll_y: f32,
    axis: Axis,
    left: f64,
}

/// A part of an area: its lane, its days, how many events of each family stand there.
pub type Crowd = (usize, axis::Stretch, [u32; 5]);

/// So many layouts are kept, for a zoom that goes to and fro.
const LAYOUTS: usize = 4;

impl Picture {
    /// The picture of a content.
    pub fn new(content: Content) -> Picture {
        Picture {
            content,
            charts: Vec::new(),
            now: None,
            layouts: Vec::new(),
            labels: Labels::default(),
            drawn: None,
            turn: None,
        }
    }

    /// Shows these tracks below the lanes.
    pub fn show_tracks(&mut self, timeline: &Timeline, tracks: Vec<Track>) {
        let chart = |track| Chart::new(timeline, &self.content, track);
        self.charts = tracks.into_iter().map(chart).collect();
    }

    /// The scene of as many tracks as have room in a height below the lanes of a view.
    pub fn tracks_scene(&self, timeline: &Timeline, view: &View, height: f32, theme: &Theme, text: &Text) -> Scene {
        let sizes = &Sizes::WINDOW;
        let (axis, left) = self.meanwhile(view);
        let count = ((height / tracks::HEIGHT) as usize).min(self.charts.len());
        let height = count as f32 * tracks::HEIGHT;
        let area = Rect { x: sizes.head, y: 0.0, width: view.lanes_width(sizes), height };
        let charts = Charts {
            timeline,
            charts: &self.charts[..count],
            axis: &axis,
            theme,
            text,
            area,
            head: 0.0,
            size: 1.0,
            left,
            selection: &view.selection,
            hover: view.hover,
        };
        let mut pen = Pen::new();
        pen.fill(Rect { x: 0.0, y: 0.0, width: view.width, height }, theme.bg);
        pen.in_lanes = true;
        charts.draw_ground(&mut pen);
        if let Some(day) = view.playhead {
            pen.stand_for(Part::Ground, None);
            let x = sizes.head + (axis.position(day) - left) as f32;
            pen.line((x, 0.0), (x, height), Stroke::solid(1.5, theme.ink.at(0.35)));
        }
        charts.draw_points(&mut pen);
        pen.in_lanes = false;
        charts.draw_heads(&mut pen);
        Scene { width: view.width, height, lanes_area: area, items: pen.items }
    }

    /// The layout for a view; made anew when its level or size has changed.
    pub fn layout(&mut self, timeline: &Timeline, view: &View, text: &Text) -> &mut Layout {
        let sizes = &Sizes::WINDOW;
        let area = view.lanes_area(sizes);
        let wanted = (level_scale(view.scale), area.width, area.height, view.unfolded.clone());
        match self.layouts.iter().position(|(made_for, _)| *made_for == wanted) {
            Some(known) => self.layouts[..=known].rotate_right(1),
            None => {
                let axis = view.axis_at(wanted.0, &self.content, sizes);
                let mut source = Source { timeline, content: &self.content, text, labels: &mut self.labels };
                let layout = Layout::new(&mut source, axis, sizes, area.height);
                self.layouts.insert(0, (wanted, layout));
                self.layouts.truncate(LAYOUTS);
            }
        }
        &mut self.layouts[0].1
    }

    /// Top and bottom of an event's row in a lane, in points below the first lane's top.
    pub fn row_of(&mut self, timeline: &Timeline, view: &View, text: &Text, lane: usize, event: usize) -> (f32, f32) {
        self.layout(timeline, view, text);
        let Picture { content, layouts, labels, .. } = self;
        let layout = &mut layouts[0].1;
        let Some(top) = layout.lanes.get(lane).map(|lane| lane.top) else { return (0.0, 0.0) };
        let day = content.entry(timeline, lane, event).at;
        let at = layout.axis.position(day);
        layout.prepare(&mut Source { timeline, content, text, labels }, lane..lane + 1, at, at);
        let row = layout.find(content, lane, day, event).map_or(0, |placed| placed.row);
        let (sizes, top) = (&Sizes::WINDOW, top + row as f32 * Sizes::WINDOW.row);
        (top, top + sizes.row + sizes.lane_extra)
    }

    /// What is in the middle of a view, for `scrolled_to`: a lane and a share of its height.
    pub fn middle(&mut self, timeline: &Timeline, view: &View, text: &Text) -> (usize, f32) {
        let middle = view.scroll_y + view.lanes_area(&Sizes::WINDOW).height / 2.0;
        let lanes = &self.layout(timeline, view, text).lanes;
        let at = lanes.partition_point(|lane| lane.top <= middle).saturating_sub(1);
        lanes.get(at).map_or((0, 0.0), |lane| (at, (middle - lane.top) / lane.height.max(1.0)))
    }

    /// How far a view is to be scrolled for a place to be in its middle: lanes have other heights at other scales.
    pub fn scrolled_to(&mut self, timeline: &Timeline, view: &View, text: &Text, (lane, share): (usize, f32)) -> f32 {
        let half = view.lanes_area(&Sizes::WINDOW).height / 2.0;
        let lanes = &self.layout(timeline, view, text).lanes;
        lanes.get(lane).map_or(view.scroll_y, |lane| lane.top + share * lane.height - half)
    }

    /// What a view shows of each lane in the layout that was shown last: its top and bottom in points below the ruler,
    /// the same where it is hidden below the pinned ones.
    pub fn lanes_seen(&self, view: &View) -> Vec<(f32, f32)> {
        self.shown().map(|layout| layout.seen_lanes(view.scroll_y).collect()).unwrap_or_default()
    }

    /// The same where a lane is drawn as an area.
    pub fn areas_seen(&self, view: &View) -> Vec<Option<(f32, f32)>> {
        let Some(layout) = self.shown() else { return Vec::new() };
        let lanes = layout.lanes.iter().zip(layout.seen_lanes(view.scroll_y));
        lanes.map(|(lane, seen)| (lane.form == Form::Area).then_some(seen)).collect()
    }

    /// How many lanes stay at the top while the others scroll, and their height in points, in that layout.
    pub fn pinned(&self) -> (usize, f32) {
        self.shown().map_or((0, 0.0), |layout| (layout.pinned, layout.pinned_height()))
    }

    /// What stands in the bar of an area at a point of the picture.
    pub fn crowd_at(&self, view: &View, x: f32, y: f32) -> Option<Crowd> {
        let layout = self.shown()?;
        let below = y - Sizes::WINDOW.ruler;
        let lane = layout.seen_lanes(view.scroll_y).position(|(top, bottom)| top <= below && below < bottom)?;
        let day = view.day_at(&view.axis(&self.content, &Sizes::WINDOW), &Sizes::WINDOW, x);
        let (stretch, families) = layout.bin_at(lane, layout.axis.position(day))?;
        Some((lane, stretch, families))
    }

    /// The height of all lanes in that layout, in points.
    pub fn lanes_height(&self) -> f32 {
        self.shown().map_or(0.0, |layout| layout.height)
    }

    fn shown(&self) -> Option<&Layout> {
        self.layouts.first().map(|(_, layout)| layout)
    }

    /// Where the ruler's smaller units begin.
    pub fn ticks(&self, view: &View, text: &Text) -> Ticks {
        let axis = view.axis(&self.content, &Sizes::WINDOW);
        ruler(&axis, axis.position(view.from), view.lanes_width(&Sizes::WINDOW), text).ticks
    }

    /// The scene that a view shows: ruler on top, lane heads at the left, lanes.
    pub fn scene(&mut self, timeline: &Timeline, view: &View, theme: &Theme, text: &Text) -> Scene {
        let sizes = &Sizes::WINDOW;
        let area = view.lanes_area(sizes);
        self.layout(timeline, view, text);
        self.turn_to(view);
        let (axis, left) = self.meanwhile(view);
        let Picture { content, layouts, labels, turn, .. } = self;
        let layout = &mut layouts[0].1;
        let mut source = Source { timeline, content, text, labels };
        layout.prepare_view(&mut source, view, &axis, left);
        let ruler = ruler(&axis, left, area.width, text);
        // What is not scrolled needs no cover: the pinned lanes are the first anyway.
        let covered = if view.scroll_y > 0.0 { layout.pinned } else { 0 };
        let part = |area: Rect, lanes: Range<usize>| Lanes {
            timeline,
            content,
            layout,
            axis: &axis,
            ruler: &ruler,
            sizes,
            theme,
            text,
            area,
            left,
            scroll_y: view.scroll_y,
            lanes,
            selection: &view.selection,
            hover: view.hover,
            turn: turn.as_ref(),
        };
        let lanes = match covered {
            0 => part(area, layout.lanes_between(view.scroll_y, view.scroll_y + area.height)),
            _ => part(area, layout.lanes_below_pinned(view.scroll_y, area.height)),
        };
        let pinned = (covered > 0).then(|| part(Rect { height: layout.pinned_height(), ..area }, 0..covered));
        let mut pen = Pen::new();
        pen.fill(Rect { x: 0.0, y: 0.0, width: view.width, height: view.height }, theme.bg);
        pen.in_lanes = true;
        lanes.draw_ground_and_moments(&mut pen, view);
        lanes.draw_captions(&mut pen);
        lanes.draw_events(&mut pen);
        if let Some(pinned) = &pinned {
            let bottom = pinned.area.bottom();
            // Nothing finds a mark that cannot be seen: no star, no screen reader.
            pen.items.retain(|item| !matches!(&item.shape, Shape::Disc(disc) if disc.y + disc.radius <= bottom));
            pinned.draw_cover(&mut pen);
            pinned.draw_ground_and_moments(&mut pen, view);
            pinned.draw_events(&mut pen);
        }
        pen.in_lanes = false;
        lanes.draw_ruler(&mut pen, view.today);
        pen.stand_for(Part::Ground, None);
        lanes.draw_heads(&mut pen);
        if let Some(pinned) = &pinned {
            pen.stand_for(Part::Cover, None);
            pinned.draw_heads(&mut pen);
            pinned.draw_cover_edge(&mut pen);
        }
        lanes.draw_corner(&mut pen);
        if let Some(day) = view.playhead {
            lanes.draw_playhead_flag(&mut pen, day);
        }
        self.drawn = Some(Drawn { made_for: self.layouts[0].0.clone(), scroll_y: view.scroll_y, axis, left });
        Scene { width: view.width, height: view.height, lanes_area: area, items: pen.items }
    }
}

impl Picture {
    /// Whether it still moves by itself.
    pub fn is_turning(&self) -> bool {
        self.turn.is_some()
    }

    /// The axis that a view is drawn on, and the position of its left edge: folds open and close as the picture turns.
    fn meanwhile(&self, view: &View) -> (Axis, f64) {
        let axis = view.axis(&self.content, &Sizes::WINDOW);
        let left = axis.position(view.from);
        match &self.turn {
            Some(turn) => turn.unfolding(&axis, left),
            None => (axis, left),
        }
    }

    /// Lets the picture turn from what was drawn last to another level, or to other folds.
    fn turn_to(&mut self, view: &View) {
        let wanted = &self.layouts[0].0;
        let other = self.drawn.take().filter(|drawn| {
            let (scale, width, height, unfolded) = &drawn.made_for;
            (scale, unfolded) != (&wanted.0, &wanted.3) && (*width, *height) == (wanted.1, wanted.2)
        });
        if let (Some(drawn), Some(now)) = (other, self.now) {
            let area = view.lanes_area(&Sizes::WINDOW);
            let axis = view.axis(&self.content, &Sizes::WINDOW);
            let left = axis.position(view.from);
            let still = turn::still_day((&drawn.axis, drawn.left), (&axis, left), f64::from(area.width));
            let before = self.layouts.iter_mut().find(|(made_for, _)| *made_for == drawn.made_for);
            self.turn = before.map(|(_, layout)| {
                let lanes = (0..layout.pinned).chain(layout.lanes_below_pinned(drawn.scroll_y, area.height));
                let (from, until) = layout.seen(&axis, left, area.width);
                let was = (view.scroll_y - drawn.scroll_y, drawn.axis, still);
                let turn = Turn::new(layout, &self.content, (lanes, from, until), self.turn.as_ref(), was, now);
                layout.settle();
                turn
            });
        }
        let layout = &mut self.layouts[0].1;
        let goes_on = self.turn.as_mut().zip(self.now).is_some_and(|(turn, now)| turn.go_on(layout, now));
        if !goes_on {
            self.turn = None;
            layout.settle();
        }
    }
}

/// The ruler of so many points from a position on.
fn ruler(axis: &Axis, left: f64, width: f32, text: &Text) -> Ruler {
    let upper = |label: &str| text.width(label, 13.0, Weight::Semibold);
    Ruler::new(axis, left, left + f64::from(width), upper, |label| text.width(label, 11.5, Weight::Regular))
}

#[cfg(test)]
mod tests;
