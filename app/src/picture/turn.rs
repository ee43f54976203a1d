//! From the rows of one level of scales to those of another: what stands in both glides, what does not fades.
//!
//! In: what was drawn at the level before, and how long ago. Out: where lanes and marks are meanwhile, how much of
//! them is there, and how far folds have opened or closed. Knows the two layouts, no pen.

use super::axis::Axis;
use super::content::Content;
use super::detail::Area;
use super::labels::Side;
use super::layout::{LaneLayout, Layout};
use super::packing::Placed;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long it takes, in seconds.
const LASTS_S: f64 = 0.15;
/// So often the stretch that holds a day is halved to find it: a window of ten thousand years comes down to a second.
const HALVINGS: usize = 40;

/// A turn from one layout to another.
pub struct Turn {
    began: f64,
    /// How much of the way is done.
    share: f32,
    /// Top and height of each lane where it began, as the window is scrolled now.
    lanes: Vec<(f32, f32)>,
    /// What was drawn singly, by lane and event.
    marks: BTreeMap<(usize, usize), Was>,
    /// What was drawn as areas, on the axis of its level.
    areas: Vec<WasArea>,
    /// The axis of the level before.
    pub axis: Axis,
    /// The axis that was drawn last, and a day that stays where it is while folds open and close.
    drawn: Axis,
    still: f64,
}

/// A mark as it was.
struct Was {
    placed: Placed,
    row: f32,
    shown: f32,
}

/// A part of a lane that was an area.
pub struct WasArea {
    /// Which lane.
    pub lane: usize,
    /// Its bars.
    pub area: Arc<Area>,
    /// What they were measured by.
    pub measure: (u32, f32),
}

/// Where a mark is in its lane during a turn, and how much of it and of its label is there, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// The row, from the top.
    pub row: f32,
    /// Of mark and band.
    pub mark: f32,
    /// Of the label.
    pub label: f32,
}

impl Turn {
    /// A turn that begins at a moment, from what a layout showed of some lanes between two positions of its axis. It may
    /// have been turned itself; the window was scrolled by so much more at the same time.
    pub fn new(
        before: &Layout,
        content: &Content,
        (lanes, from, until): (impl Iterator<Item = usize>, f64, f64),
        last: Option<&Turn>,
        (scrolled, drawn, still): (f32, Axis, f64),
        now: f64,
    ) -> Turn {
        let mut marks = BTreeMap::new();
        let mut areas = Vec::new();
        for lane in lanes {
            for placed in before.tiles(content, lane, from, until).flat_map(|tile| &tile.placed) {
                let Stand { row, mark, .. } = last.map_or(Stand::still(placed), |last| last.stand(lane, placed));
                marks.insert((lane, placed.entry.event), Was { placed: placed.clone(), row, shown: mark });
            }
            let measure = before.lanes[lane].measure.unwrap_or((1, 0.0));
            let was = |area: Arc<Area>| WasArea { lane, area, measure };
            areas.extend(before.areas_known(lane, from, until).map(was));
        }
        let top = |nth, top| if nth < before.pinned { top } else { top + scrolled };
        let lanes = before.lanes.iter().enumerate().map(|(nth, lane)| (top(nth, lane.top), lane.height)).collect();
        Turn { began: now, share: 0.0, lanes, marks, areas, axis: before.axis.clone(), drawn, still }
    }

    /// The axis that is drawn meanwhile on the way to one, and the position of the left edge on it.
    pub fn unfolding(&self, axis: &Axis, left: f64) -> (Axis, f64) {
        let meanwhile = self.drawn.at_scale(axis.scale).towards(axis, self.share);
        let left = meanwhile.position(self.still) - (axis.position(self.still) - left);
        (meanwhile, left)
    }

    /// Goes on to a moment and puts the lanes where they are then; says whether there is more to come.
    pub fn go_on(&mut self, layout: &mut Layout, now: f64) -> bool {
        let done = ((now - self.began) / LASTS_S).clamp(0.0, 1.0);
        self.share = 1.0 - (1.0 - done as f32).powi(3);
        layout.settle();
        for (lane, (top, height)) in layout.lanes.iter_mut().zip(&self.lanes) {
            lane.top = between(*top, lane.top, self.share);
            lane.height = between(*height, lane.height, self.share);
        }
        done < 1.0
    }

    /// Where something that the new layout has in a lane is meanwhile.
    pub fn stand(&self, lane: usize, placed: &Placed) -> Stand {
        let Some(was) = self.marks.get(&(lane, placed.entry.event)) else {
            return Stand { row: placed.row as f32, mark: self.share, label: self.share };
        };
        let side = |placed: &Placed| -> Option<Side> { placed.label.as_ref().map(|label| label.side) };
        let mark = between(was.shown, 1.0, self.share);
        let label = if side(placed) == side(&was.placed) { mark } else { self.share };
        Stand { row: between(was.row, placed.row as f32, self.share), mark, label }
    }

    /// What a lane had and the new layout does not have there, and where it is while it goes.
    pub fn gone<'a>(
        &'a self,
        lane: usize,
        now: &'a LaneLayout,
        stays: impl Fn(usize) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a Placed, Stand)> {
        // A lane that gets lower takes its rows with it.
        let lower = self.lanes.get(lane).map_or(1.0, |(_, height)| (now.height / height).min(1.0));
        let was = self.marks.range((lane, 0)..(lane + 1, 0)).filter(move |((_, event), _)| !stays(*event));
        was.map(move |(_, was)| {
            let left = was.shown * (1.0 - self.share);
            (&was.placed, Stand { row: was.row * lower, mark: left, label: left })
        })
    }

    /// The areas that were there, and how much of them still is.
    pub fn areas(&self) -> (&[WasArea], f32) {
        (&self.areas, 1.0 - self.share)
    }

    /// How much is there of what the lanes are drawn as now.
    pub fn share(&self) -> f32 {
        self.share
    }
}

impl Stand {
    /// Where something is that does not move.
    pub fn still(placed: &Placed) -> Stand {
        Stand { row: placed.row as f32, mark: 1.0, label: 1.0 }
    }
}

/// The day that two axes have at the same place in a window of a width, from their left edges on; where there is none,
/// the day at the edge where they are the least apart.
pub fn still_day((one, one_left): (&Axis, f64), (other, other_left): (&Axis, f64), width: f64) -> f64 {
    let apart = |day: f64| (one.position(day) - one_left) - (other.position(day) - other_left);
    let (mut low, mut high) = (other.day(other_left), other.day(other_left + width));
    if (apart(low) < 0.0) == (apart(high) < 0.0) {
        return if apart(low).abs() < apart(high).abs() { low } else { high };
    }
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if (apart(middle) < 0.0) == (apart(low) < 0.0) { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

fn between(from: f32, to: f32, share: f32) -> f32 {
    from + (to - from) * share
}

#[cfg(test)]
mod tests {
    use crate::picture::content::{Content, Tail};
    use crate::picture::scene::{Scene, Shape};
    use crate::picture::sizes::Sizes;
    use crate::picture::text::Text;
    use crate::picture::theme::Theme;
    use crate::picture::view::View;
    use crate::picture::{Picture, fixture};
    use std::collections::BTreeMap;

    fn marks(scene: &Scene) -> BTreeMap<(usize, i32), f32> {
        let discs = scene.items.iter().filter_map(|item| match &item.shape {
            Shape::Disc(disc) => Some(((item.event?, disc.radius as i32), disc.x)),
            _ => None,
        });
        discs.collect()
    }

    #[test]
    fn folds_open_and_close_by_and_by() {
        let timeline = fixture::timeline();
        let lanes = fixture::lanes(&timeline);
        let (text, theme, sizes) = (Text::new(), Theme::light(), &Sizes::WINDOW);
        let picture = || Picture::new(Content::new(&timeline, &lanes, Tail::SourceCount));
        let (mut glides, mut jumps) = (picture(), picture());
        let mut view = View::of_all(&glides.content, sizes, 1300.0, 800.0);
        view.zoom(&glides.content, sizes, 900.0, 6.0);
        let (mut before, mut moved) = (BTreeMap::new(), 0);
        for frame in 0..240 {
            let was_turning = glides.is_turning();
            glides.now = Some(f64::from(frame) / 60.0);
            let begun = marks(&glides.scene(&timeline, &view, &theme, &text));
            let at_once = marks(&jumps.scene(&timeline, &view, &theme, &text));
            // What has just begun to turn is where it was, but for the zoom of a frame.
            for (mark, x) in begun.iter().filter(|_| glides.is_turning() && !was_turning) {
                if let (Some(was), Some(will)) = (before.get(mark), at_once.get(mark)) {
                    assert!((x - was).abs() < 15.0, "{mark:?} at {was}, then {x}, then {will}");
                    moved += usize::from((will - was).abs() > 100.0);
                }
            }
            if !glides.is_turning() {
                assert_eq!(begun, at_once);
            }
            before = begun;
            view.zoom(&glides.content, sizes, 900.0, 0.99);
        }
        assert!(moved > 5, "{moved} marks had far to go");
    }
}
