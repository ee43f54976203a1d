//! Timeline and view to a `Scene`: shapes and texts, each with the event that it stands for.
//!
//! ```text
//! timeline + lanes -> Content   once for a filter: what each event is drawn as, in days; its label
//! content + scale  -> Layout    once for a scale: positions and rows, for all of time
//! layout + view    -> Scene     each frame: only what shows
//! ```
//!
//! The one scene feeds the window and every export, so what is seen is what is exported.
//! Knows no egui.

pub mod axis;
pub mod content;
pub mod detail;
#[cfg(test)]
pub mod fixture;
mod frame;
pub mod labels;
pub mod lanes;
pub mod layout;
pub mod marks;
pub mod overview;
mod packing;
pub mod pen;
pub mod ruler;
pub mod scene;
pub mod sizes;
pub mod text;
pub mod theme;
pub mod view;

use content::Content;
use dateline_model::event::Event;
use dateline_model::timeline::{Lane, Timeline};
use lanes::Lanes;
use layout::Layout;
use pen::Pen;
use ruler::Ruler;
use scene::{Rect, Scene, Weight};
use sizes::Sizes;
use text::Text;
use theme::Theme;
use view::View;

/// The window's picture of a timeline, with what need not be made anew for each frame.
pub struct Picture {
    /// What it shows; made anew when the timeline, its filter or its lanes change.
    pub content: Content,
    layout: Layout,
    /// The scale and width that the layout was made for.
    made_for: (f64, f32),
}

impl Picture {
    /// The picture of these lanes of a timeline.
    pub fn new(timeline: &Timeline, lanes: &[Lane], text: &Text) -> Picture {
        let content = Content::new(timeline, lanes, &Sizes::WINDOW, text, source_count);
        let axis = axis::Axis::new(1.0, &content.empty, layout::window_folding(1000.0, &Sizes::WINDOW));
        let layout = Layout::new(&content, axis, &Sizes::WINDOW, (0.0, 1000.0));
        Picture { content, layout, made_for: (0.0, 0.0) }
    }

    /// The layout for a view; made anew when its scale or width has changed.
    pub fn layout(&mut self, view: &View) -> &Layout {
        let wanted = (view.scale, view.width);
        if self.made_for != wanted {
            let axis = view.axis(&self.content, &Sizes::WINDOW);
            let left = axis.position(view.from);
            let window = (left, left + f64::from(view.lanes_width(&Sizes::WINDOW)));
            self.layout = Layout::new(&self.content, axis, &Sizes::WINDOW, window);
            self.made_for = wanted;
        }
        &self.layout
    }

    /// Where the lanes begin in the layout that was made last, in points below the ruler, unscrolled.
    pub fn lane_tops(&self) -> Vec<f32> {
        self.layout.lanes.iter().map(|lane| lane.top).collect()
    }

    /// What a lane that is drawn as an area holds at a point of the picture: the lane, the days, the events.
    pub fn density_at(&self, view: &View, x: f32, y: f32) -> Option<(usize, axis::Stretch, &[usize])> {
        let below = y - Sizes::WINDOW.ruler + view.scroll_y;
        let inside = |lane: &layout::LaneLayout| below >= lane.top && below < lane.top + lane.height;
        let lane = self.layout.lanes.iter().position(inside)?;
        let density = self.layout.lanes[lane].density.as_ref()?;
        let axis = &self.layout.axis;
        let position = axis.position(view.from) + f64::from(x - Sizes::WINDOW.head);
        let index = ((position - density.from) / density.bin).floor();
        let found = density.bins.binary_search_by(|(bin, _)| (*bin as f64).total_cmp(&index)).ok()?;
        let from = density.from + index * density.bin;
        let stretch = axis::Stretch { from: axis.day(from), until: axis.day(from + density.bin) };
        Some((lane, stretch, &density.bins[found].1))
    }

    /// The height of all lanes in that layout, in points.
    pub fn lanes_height(&self) -> f32 {
        self.layout.height
    }

    /// The scene that a view shows: ruler on top, lane heads at the left, lanes.
    pub fn scene(&mut self, timeline: &Timeline, view: &View, theme: &Theme, text: &Text) -> Scene {
        self.layout(view);
        let sizes = &Sizes::WINDOW;
        let area = Rect {
            x: sizes.head,
            y: sizes.ruler,
            width: view.lanes_width(sizes),
            height: (view.height - sizes.ruler).max(0.0),
        };
        let left = self.layout.axis.position(view.from);
        let until = left + f64::from(area.width);
        let ruler = Ruler::new(
            &self.layout.axis,
            left,
            until,
            |label| text.width(label, 13.0, Weight::Semibold),
            |label| text.width(label, 11.5, Weight::Regular),
        );
        let lanes = Lanes {
            timeline,
            content: &self.content,
            layout: &self.layout,
            ruler: &ruler,
            sizes,
            theme,
            text,
            area,
            left,
            scroll_y: view.scroll_y,
            selection: &view.selection,
            hover: view.hover,
        };
        let mut pen = Pen::new();
        pen.fill(Rect { x: 0.0, y: 0.0, width: view.width, height: view.height }, theme.bg);
        pen.in_lanes = true;
        lanes.draw_ground(&mut pen);
        if let Some(day) = view.playhead {
            lanes.draw_playhead_line(&mut pen, day);
        }
        lanes.draw_captions(&mut pen);
        lanes.draw_events(&mut pen);
        pen.in_lanes = false;
        lanes.draw_ruler(&mut pen);
        lanes.draw_heads(&mut pen);
        if let Some(day) = view.playhead {
            lanes.draw_playhead_flag(&mut pen, day);
        }
        Scene { width: view.width, height: view.height, lanes_area: area, items: pen.items }
    }
}

/// "×2" for what two documents tell.
fn source_count(event: &Event) -> String {
    let mut documents: Vec<usize> = event.sources.iter().map(|source| source.document).collect();
    documents.sort_unstable();
    documents.dedup();
    if documents.len() > 1 { format!("×{}", documents.len()) } else { String::new() }
}

#[cfg(test)]
mod tests;
