//! The few widgets of our own: text at a place, buttons, icons, badges, the floating card.
//!
//! Each that can be clicked has a name in the accessibility tree and shows its focus in ink.

use super::theme::{Palette, font};
use crate::picture::scene::Weight;
use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, vec2};

/// A drawn sign on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Icon {
    Close,
    ChevronRight,
    ChevronUp,
    ChevronDown,
    Star,
    StarFilled,
    Play,
    Pause,
    Find,
    Tick,
    Filters,
    Details,
}

/// Draws a line of text that hangs from a place by its anchor; returns where it stands.
pub fn text(
    painter: &Painter,
    place: Pos2,
    anchor: Align2,
    words: &str,
    size: f32,
    weight: Weight,
    color: Color32,
) -> Rect {
    painter.text(place, anchor, words, font(size, weight), color)
}

/// Draws a line of text that ends in an ellipsis where it is longer than `width`; returns where it stands.
pub fn text_within(
    painter: &Painter,
    left_center: Pos2,
    width: f32,
    words: &str,
    size: f32,
    weight: Weight,
    color: Color32,
) -> Rect {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font(size, weight), color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    let galley = painter.layout_job(job);
    let rect = Align2::LEFT_CENTER.anchor_size(left_center, galley.size());
    painter.galley(rect.min, galley, color);
    rect
}

/// Shows something that scrolls up and down, its scroll bar named; at most so high. Returns the height of the whole.
pub fn scrolled(ui: &mut Ui, name: &str, height_max: f32, contents: impl FnOnce(&mut Ui)) -> f32 {
    let fills = height_max.is_infinite();
    let area = egui::ScrollArea::vertical().id_salt(name).max_height(height_max).auto_shrink([false, !fills]);
    let shown = area.show(ui, contents);
    if shown.content_size.y > shown.inner_rect.height() {
        // The bar across the second axis, as egui numbers them.
        ui.ctx().accesskit_node_builder(shown.id.with(1_usize), |node| node.set_label(format!("Scroll {name}")));
    }
    shown.content_size.y
}

/// Draws the ring that shows the focus.
pub fn focus_ring(painter: &Painter, response: &Response, rect: Rect, radius: u8, palette: &Palette) {
    if response.has_focus() {
        painter.rect_stroke(rect, CornerRadius::same(radius), Stroke::new(2.0, palette.ink), StrokeKind::Inside);
    }
}

/// A button with a text and, smaller, its keys. The main button of a place is filled with ink.
pub fn button(ui: &mut Ui, palette: &Palette, name: &str, keys: &str, main: bool) -> Response {
    button_of(ui, palette, name, keys, main, 30.0)
}

/// A button of a height, its text as large as suits that.
pub fn button_of(ui: &mut Ui, palette: &Palette, name: &str, keys: &str, main: bool, height: f32) -> Response {
    let size = if height > 34.0 { 15.0 } else { 13.5 };
    let painter = ui.painter().clone();
    let (fill, border, ink, weak) = if main {
        (palette.ink, palette.ink, palette.inv, palette.inv.gamma_multiply(0.7))
    } else {
        (palette.raised, palette.line2, palette.ink, palette.ink3)
    };
    let label = painter.layout_no_wrap(name.to_owned(), font(size, Weight::Semibold), ink);
    let hint = painter.layout_no_wrap(keys.to_owned(), font(11.5, Weight::Regular), weak);
    let gap = if keys.is_empty() { 0.0 } else { 16.0 };
    let inset = height * 0.46;
    let width = label.size().x + gap + hint.size().x + 2.0 * inset;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, enabled, name));
    let fill = match (response.hovered(), main) {
        (true, true) => palette.ink2,
        (true, false) => palette.sel,
        (false, _) => fill,
    };
    painter.rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let left = rect.left() + inset;
    painter.galley(Pos2::new(left, rect.center().y - label.size().y / 2.0), label.clone(), ink);
    painter.galley(Pos2::new(left + label.size().x + gap, rect.center().y - hint.size().y / 2.0), hint, weak);
    focus_ring(&painter, &response, rect.expand(2.0), 8, palette);
    response
}

/// A square button with a sign; its name is told by the tooltip.
pub fn icon_button(ui: &mut Ui, palette: &Palette, icon: Icon, name: &str, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(6), palette.sel);
    }
    let ink = if response.hovered() { palette.ink } else { palette.ink2 };
    draw_icon(painter, rect.center(), icon, ink);
    focus_ring(painter, &response, rect, 6, palette);
    response.on_hover_text(name)
}

/// Draws a sign about 10 wide.
pub fn draw_icon(painter: &Painter, center: Pos2, icon: Icon, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let at = |x: f32, y: f32| center + vec2(x, y);
    match icon {
        Icon::Close => {
            painter.line_segment([at(-4.5, -4.5), at(4.5, 4.5)], stroke);
            painter.line_segment([at(-4.5, 4.5), at(4.5, -4.5)], stroke);
        }
        Icon::ChevronRight => {
            painter.line(vec![at(-2.5, -5.0), at(2.5, 0.0), at(-2.5, 5.0)], stroke);
        }
        Icon::ChevronUp => {
            painter.line(vec![at(-5.0, 2.5), at(0.0, -2.5), at(5.0, 2.5)], stroke);
        }
        Icon::ChevronDown => {
            painter.line(vec![at(-5.0, -2.5), at(0.0, 2.5), at(5.0, -2.5)], stroke);
        }
        Icon::Star | Icon::StarFilled => star(painter, center, 7.5, icon == Icon::StarFilled, color),
        Icon::Play => {
            let triangle = vec![at(-3.5, -5.0), at(5.0, 0.0), at(-3.5, 5.0)];
            painter.add(egui::Shape::convex_polygon(triangle, color, Stroke::NONE));
        }
        Icon::Pause => {
            for x in [-4.5, 1.5] {
                painter.rect_filled(Rect::from_min_size(at(x, -5.0), vec2(3.0, 10.0)), 0.0, color);
            }
        }
        Icon::Find => {
            painter.circle_stroke(at(-1.0, -1.0), 4.8, stroke);
            painter.line_segment([at(2.6, 2.6), at(6.0, 6.0)], stroke);
        }
        Icon::Tick => {
            painter.line(vec![at(-4.0, 0.5), at(-1.0, 3.5), at(4.5, -3.5)], stroke);
        }
        Icon::Filters => {
            painter.line_segment([at(-7.0, -5.0), at(7.0, -5.0)], stroke);
            painter.line_segment([at(-4.5, 0.0), at(4.5, 0.0)], stroke);
            painter.line_segment([at(-2.0, 5.0), at(2.0, 5.0)], stroke);
        }
        Icon::Details => {
            let rect = Rect::from_center_size(center, vec2(15.0, 12.0));
            painter.rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Middle);
            painter.line_segment([at(2.0, -6.0), at(2.0, 6.0)], stroke);
        }
    }
}

/// Draws a star of five points, filled or as an outline.
pub fn star(painter: &Painter, center: Pos2, radius: f32, filled: bool, color: Color32) {
    let corner = |nth: usize| {
        let angle = (36.0 * nth as f32 - 90.0).to_radians();
        let reach = if nth.is_multiple_of(2) { radius } else { 0.45 * radius };
        center + reach * vec2(angle.cos(), angle.sin())
    };
    let points: Vec<Pos2> = (0..10).map(corner).collect();
    if filled {
        // It is not convex: a fan of triangles about its middle.
        for nth in 0..10 {
            let part = vec![center, points[nth], points[(nth + 1) % 10]];
            painter.add(egui::Shape::convex_polygon(part, color, Stroke::new(0.6, color)));
        }
    } else {
        painter.add(egui::Shape::closed_line(points, Stroke::new(1.3, color)));
    }
}

/// Draws a country's badge, 30×18; an outline only where it but says something.
pub fn badge(painter: &Painter, left_center: Pos2, code: &str, outlined: bool, palette: &Palette) -> Rect {
    let rect = Rect::from_min_size(left_center - vec2(0.0, 9.0), vec2(30.0, 18.0));
    let (fill, border) =
        if outlined { (palette.bg, Stroke::new(1.0, palette.line2)) } else { (palette.sel, Stroke::NONE) };
    painter.rect(rect, CornerRadius::same(4), fill, border, StrokeKind::Inside);
    text(painter, rect.center(), Align2::CENTER_CENTER, code, 11.5, Weight::Semibold, palette.ink);
    rect
}

/// The frame of what floats above the rest: a border and one more ring, no blur.
pub fn card(palette: &Palette, margin: i8) -> egui::Frame {
    egui::Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.line2))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(egui::Margin::same(margin))
}

/// Draws dashes around a rectangle with round corners.
pub fn dashed_border(painter: &Painter, rect: Rect, radius: f32, stroke: Stroke) {
    let mut points = Vec::new();
    for (corner, start) in [
        (rect.right_top() + vec2(-radius, radius), -90.0_f32),
        (rect.right_bottom() + vec2(-radius, -radius), 0.0),
        (rect.left_bottom() + vec2(radius, -radius), 90.0),
        (rect.left_top() + vec2(radius, radius), 180.0),
    ] {
        for step in 0..=6 {
            let angle = (start + 15.0 * step as f32).to_radians();
            points.push(corner + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.push(points[0]);
    painter.extend(egui::Shape::dashed_line(&points, stroke, 6.0, 5.0));
}

/// 11000 to "11,000".
pub fn grouped(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    let (whole, part) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let digits: Vec<char> = whole.chars().collect();
    let mut out = String::new();
    for (index, digit) in digits.iter().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) && digits[index - 1] != '-' {
            out.push(',');
        }
        out.push(*digit);
    }
    part.map_or(out.clone(), |part| format!("{out}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(11_000.0), "11,000");
        assert_eq!(grouped(-1_234_567.5), "-1,234,567.5");
        assert_eq!(grouped(60.0), "60");
        assert_eq!(grouped(-100.0), "-100");
    }
}
