//! Collects the items of a scene: each shape gets the part and the event that the pen stands for at that moment.

use super::scene::{Align, Color, Item, Part, Rect, Shape, Stroke, Weight};

/// Draws shapes on top of those before.
pub struct Pen {
    /// Back to front.
    pub items: Vec<Item>,
    /// What is being drawn.
    pub part: Part,
    /// The event that is being drawn.
    pub event: Option<usize>,
    /// Whether what is drawn is clipped to the lanes' area.
    pub in_lanes: bool,
    /// How much of what is drawn is there, from 0 to 1.
    pub fade: f32,
}

/// How a line of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// In points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// Its colour.
    pub color: Color,
}

impl Pen {
    /// A pen that draws the ground.
    pub fn new() -> Pen {
        Pen { items: Vec::new(), part: Part::Ground, event: None, in_lanes: false, fade: 1.0 }
    }

    /// From now on draws this part of this event.
    pub fn stand_for(&mut self, part: Part, event: Option<usize>) {
        self.part = part;
        self.event = event;
    }

    /// Adds a shape.
    pub fn draw(&mut self, mut shape: Shape) {
        if self.fade < 1.0 {
            shape.recolor(|color| color.at(self.fade * f32::from(color.a) / 255.0));
        }
        self.items.push(Item { shape, part: self.part, event: self.event, in_lanes: self.in_lanes });
    }

    /// A filled rectangle.
    pub fn fill(&mut self, rect: Rect, color: Color) {
        self.draw(Shape::Rect { rect, radius: 0.0, fill: Some(color), stroke: None });
    }

    /// A filled rectangle with round corners.
    pub fn plate(&mut self, rect: Rect, radius: f32, color: Color) {
        self.draw(Shape::Rect { rect, radius, fill: Some(color), stroke: None });
    }

    /// A straight line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke) {
        self.polyline(vec![from, to], stroke);
    }

    /// A hairline that ends at `y`, on whole points, so that it is sharp.
    pub fn row(&mut self, from: f32, until: f32, y: f32, color: Color) {
        self.fill(Rect { x: from, y: y.round() - 1.0, width: until - from, height: 1.0 }, color);
    }

    /// A hairline that begins at `x`, on whole points, so that it is sharp.
    pub fn column(&mut self, x: f32, from: f32, until: f32, color: Color) {
        self.fill(Rect { x: x.round(), y: from, width: 1.0, height: until - from }, color);
    }

    /// A chain of lines.
    pub fn polyline(&mut self, points: Vec<(f32, f32)>, stroke: Stroke) {
        self.draw(Shape::Path { points, closed: false, fill: None, stroke: Some(stroke) });
    }

    /// A filled convex polygon.
    pub fn polygon(&mut self, points: Vec<(f32, f32)>, color: Color) {
        self.draw(Shape::Path { points, closed: true, fill: Some(color), stroke: None });
    }

    /// A line of text from its left end; `y` is its baseline.
    pub fn text(&mut self, x: f32, y: f32, text: &str, look: Type) {
        self.text_at(x, y, Align::Left, text, look);
    }

    /// A line of text by its left end, middle or right end.
    pub fn text_at(&mut self, x: f32, y: f32, align: Align, text: &str, look: Type) {
        let Type { size, weight, color } = look;
        self.draw(Shape::Text { x, y, text: text.to_owned(), size, weight, align, color, turned: false });
    }

    /// A line of text that reads upwards, by its middle.
    pub fn turned_text(&mut self, x: f32, y: f32, text: &str, look: Type) {
        let Type { size, weight, color } = look;
        self.draw(Shape::Text { x, y, text: text.to_owned(), size, weight, align: Align::Center, color, turned: true });
    }
}
