//! What stands around the lanes in the window: the ruler, the lanes' heads, the playhead.

use super::axis::calendar_day;
use super::content::LaneContent;
use super::folds::{fold_caption, fold_ground};
use super::lanes::Lanes;
use super::layout::LaneLayout;
use super::pen::{Pen, Type};
use super::scene::{Align, Part, Rect, Shape, Stroke, Weight};
use chrono::Datelike;
use dateline_model::event::Status;
use dateline_model::timeline::Group;
use dateline_model::when::year_label;

/// The height of each of the ruler's two rows.
const RULER_ROW: f32 = 24.0;
/// Left edge of badges, left edge of names, right edge of counts.
const HEAD_COLUMNS: (f32, f32, f32) = (16.0, 54.0, 158.0);
/// What stands at the present day.
const TODAY: &str = "today";
/// How far a lane within another stands to the right.
const INDENT: f32 = 14.0;

/// "1,234,567".
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

impl Lanes<'_> {
    /// The ruler above the lanes, and in it the sign of the present day.
    pub fn draw_ruler(&self, pen: &mut Pen, today: Option<f64>) {
        pen.stand_for(Part::Ground, None);
        let theme = self.theme;
        let area = Rect { y: 0.0, height: self.sizes.ruler, ..self.area };
        let middle = RULER_ROW;
        pen.fill(Rect { x: 0.0, y: 0.0, width: area.right(), height: area.height }, theme.bg);
        pen.stand_for(Part::Fold, None);
        for fold in self.visible_folds() {
            let x = self.x(fold.position);
            let width = fold.width as f32;
            pen.fade = fold.there;
            fold_ground(pen, x, area, width, theme);
            let look = Type { size: 12.0, weight: Weight::Regular, color: theme.ink3 };
            pen.text_at(x + width / 2.0, 18.0, Align::Center, &fold_caption(fold), look);
        }
        pen.fade = 1.0;
        pen.stand_for(Part::Ground, None);
        let heading = Type { size: 13.0, weight: Weight::Semibold, color: theme.ink };
        let mut labelled_until = area.x;
        for cell in &self.ruler.upper {
            let x = self.x(cell.from);
            if cell.begins && x >= area.x {
                let top = if x < labelled_until { middle } else { 0.0 };
                pen.column(x, top, area.height, theme.line2);
            }
            let until = self.x(cell.until).min(area.right());
            pen.row(x.max(area.x), until, middle, theme.line);
            let x = x.max(area.x) + 6.0;
            let end = x + self.text.width(&cell.label, heading.size, heading.weight);
            if end < area.right() && !cell.label.is_empty() {
                pen.text(x, 18.0, &cell.label, heading);
                labelled_until = end;
            }
        }
        let minor = Type { size: 11.5, weight: Weight::Regular, color: theme.ink3 };
        let sign = Type { weight: Weight::Italic, ..minor };
        let today = today.map(|day| self.x(self.axis.position(day + 0.5)));
        let today = today.filter(|x| *x >= area.x && *x <= area.right());
        // Where the word begins; no tick's label stands between the ends of it and of its triangle.
        let today = today.map(|x| {
            let width = self.text.width(TODAY, sign.size, sign.weight);
            let words = if x + width + 12.0 < area.right() { x + 7.0 } else { x - 7.0 - width };
            (x, words, words.min(x - 5.0), (words + width).max(x + 5.0))
        });
        for cell in self.ruler.lower.iter().filter(|cell| cell.begins) {
            let x = self.x(cell.from);
            pen.column(x, middle, middle + 5.0, theme.line2);
            let end = x + 3.0 + self.text.width(&cell.label, minor.size, minor.weight);
            let is_free = today.is_none_or(|(_, _, left, right)| end + 3.0 < left || x > right);
            if end < area.right() && is_free {
                pen.text(x + 3.0, 42.0, &cell.label, minor);
            }
        }
        pen.row(0.0, area.right(), area.height, theme.line2);
        if let Some((x, words, ..)) = today {
            let bottom = area.height;
            pen.polygon(vec![(x - 4.0, bottom - 6.0), (x + 4.0, bottom - 6.0), (x, bottom)], theme.ink3);
            pen.text(words, 42.0, TODAY, sign);
        }
    }

    /// The heads of the lanes. They cover what the lanes draw left of their area.
    pub fn draw_heads(&self, pen: &mut Pen) {
        let Rect { x, y, height, .. } = self.area;
        pen.fill(Rect { x: 0.0, y, width: x, height }, self.theme.bg);
        for index in self.visible_lanes() {
            let (content, lane) = (&self.content.lanes[index], &self.layout.lanes[index]);
            pen.stand_for(Part::LaneHead(index), None);
            self.draw_head(pen, content, lane, self.top_of(index));
        }
    }

    /// The corner above the heads, which says what they are, and the lines around them.
    pub fn draw_corner(&self, pen: &mut Pen) {
        let theme = self.theme;
        let (x, y, bottom) = (self.area.x, self.area.y, self.area.bottom());
        pen.stand_for(Part::Ground, None);
        pen.fill(Rect { x: 0.0, y: 0.0, width: x, height: y }, theme.bg);
        let title = Type { size: 13.5, weight: Weight::Semibold, color: theme.ink };
        pen.text(HEAD_COLUMNS.0, 20.0, "Countries", title);
        let caption = Type { size: 12.0, weight: Weight::Regular, color: theme.ink3 };
        let count = match self.content.lanes.len() {
            1 => "1 lane".to_owned(),
            lanes => format!("{lanes} lanes, by events"),
        };
        pen.text(HEAD_COLUMNS.0, 38.0, &count, caption);
        pen.row(0.0, x, y, theme.line2);
        pen.column(x - 1.0, 0.0, bottom, theme.line2);
    }

    fn draw_head(&self, pen: &mut Pen, content: &LaneContent, lane: &LaneLayout, top: f32) {
        let theme = self.theme;
        let (badge_x, name_x, count_x) = HEAD_COLUMNS;
        let head = Rect { x: 0.0, y: top, width: self.sizes.head, height: lane.height };
        pen.draw(Shape::Rect { rect: head, radius: 0.0, fill: None, stroke: None });
        let bottom = top + lane.height;
        pen.row(0.0, self.sizes.head, bottom, theme.line);
        // A lane of one row has its name in the middle of it.
        let middle = if lane.height < 40.0 { top + lane.height / 2.0 } else { top + 19.0 };
        // What is within another lane stands a step to the right.
        let step = INDENT * content.lane.depth() as f32;
        let (badge_x, name_x) = (badge_x + step, name_x + step);
        let name_x = match content.lane.group() {
            Some(Group::Country(country)) => {
                pen.plate(Rect { x: badge_x, y: middle - 9.0, width: 30.0, height: 18.0 }, 4.0, theme.sel);
                let look = Type { size: 11.5, weight: Weight::Semibold, color: theme.ink };
                pen.text_at(badge_x + 15.0, middle + 4.0, Align::Center, country.code(), look);
                name_x
            }
            Some(Group::Kind(kind)) => {
                pen.draw(Shape::Disc(theme.disc((badge_x + 8.0, middle), 8.0, *kind, Status::Happened)));
                badge_x + 24.0
            }
            _ => badge_x,
        };
        let count = grouped(content.index.len());
        let number = Type { size: 13.0, weight: Weight::Regular, color: theme.ink2 };
        pen.text_at(count_x, middle + 4.5, Align::Right, &count, number);
        let room = count_x - name_x - 6.0 - self.text.width(&count, number.size, number.weight);
        let weight = if content.lane.depth() > 0 { Weight::Regular } else { Weight::Semibold };
        let look = Type { size: 13.5, weight, color: theme.ink };
        let name = self.text.fit(&content.lane.name, look.size, look.weight, room);
        pen.text(name_x, middle + 4.5, &name, look);
        if !content.lane.heads && lane.height >= 2.0 * self.sizes.row + self.sizes.lane_extra {
            self.draw_profile(pen, content, top + 48.0);
        }
    }

    /// The whole story of a lane as a line, the window's part of it tinted.
    fn draw_profile(&self, pen: &mut Pen, content: &LaneContent, bottom: f32) {
        let (_, left, right) = HEAD_COLUMNS;
        let extent = self.content.extent;
        let axis = &self.axis;
        let share = |day: f64| ((day - extent.from) / extent.days()).clamp(0.0, 1.0) as f32;
        let width = right - left;
        let shown = (share(axis.day(self.left)), share(axis.day(self.left + f64::from(self.area.width))));
        let tint =
            Rect { x: left + shown.0 * width, y: bottom - 14.0, width: (shown.1 - shown.0) * width, height: 15.0 };
        if tint.width < width - 1.0 {
            pen.fill(Rect { width: tint.width.max(2.0), ..tint }, self.theme.ink.at(0.08));
        }
        let most = content.profile.iter().copied().max().unwrap_or(0).max(1) as f32;
        let step = width / (content.profile.len().max(2) - 1) as f32;
        let height = |count: u32| 12.0 * (count as f32 / most).sqrt();
        let points = content.profile.iter().enumerate();
        let points = points.map(|(index, &count)| (left + index as f32 * step, bottom - height(count))).collect();
        pen.polyline(points, Stroke { width: 1.2, color: self.theme.ink3, dash: None, round: true });
    }

    /// The line at the scrubbed moment.
    pub fn draw_playhead_line(&self, pen: &mut Pen, day: f64) {
        let x = self.x(self.axis.position(day));
        pen.stand_for(Part::Playhead, None);
        pen.line((x, self.area.y), (x, self.area.bottom()), Stroke::solid(1.5, self.theme.ink));
    }

    /// The flag at the scrubbed moment, with its day.
    pub fn draw_playhead_flag(&self, pen: &mut Pen, day: f64) {
        let x = self.x(self.axis.position(day));
        if x < self.area.x || x > self.area.right() {
            return;
        }
        pen.stand_for(Part::Playhead, None);
        let date = calendar_day(day);
        let now = self.axis.day(self.left);
        let mut words = format!("{} {} {}", date.format("%a"), date.day(), date.format("%b"));
        if calendar_day(now).year() != date.year() || self.axis.scale < 1.0 {
            words = format!("{words} {}", year_label(date.year()));
        }
        let look = Type { size: 12.5, weight: Weight::Semibold, color: self.theme.inv };
        let width = self.text.width(&words, look.size, look.weight) + 16.0;
        let left = (x - width / 2.0).min(self.area.right() - width).max(self.area.x);
        let bottom = self.area.y - 4.0;
        pen.plate(Rect { x: left, y: bottom - 20.0, width, height: 20.0 }, 4.0, self.theme.ink);
        pen.polygon(vec![(x - 5.0, bottom - 1.0), (x + 5.0, bottom - 1.0), (x, self.area.y + 1.0)], self.theme.ink);
        pen.text(left + 8.0, bottom - 5.6, &words, look);
    }
}
