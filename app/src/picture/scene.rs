//! The display list: shapes and texts in points, back to front, each with the event that it stands for.
//!
//! Knows no backend. The window paints it, the exports write it, hit testing asks it.

/// A colour with straight alpha, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

/// A rectangle in points, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A line's width, colour and dashes.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// In points.
    pub width: f32,
    /// Its colour.
    pub color: Color,
    /// Lengths of dash and gap in points; none for a solid line.
    pub dash: Option<(f32, f32)>,
    /// Whether its ends are round.
    pub round: bool,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
    /// 700.
    Bold,
    /// 400, slanted.
    Italic,
}

/// Which point of a text its position names, across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its left end.
    Left,
    /// Its middle.
    Center,
    /// Its right end.
    Right,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle, its corners rounded.
    Rect { rect: Rect, radius: f32, fill: Option<Color>, stroke: Option<Stroke> },
    /// A rectangle filled with colours that change from left to right; stops are (0 to 1, colour).
    Gradient { rect: Rect, stops: Vec<(f32, Color)> },
    /// A circle.
    Circle { x: f32, y: f32, radius: f32, fill: Option<Color>, stroke: Option<Stroke> },
    /// A chain of straight lines; closed and filled where a fill is given.
    Path { points: Vec<(f32, f32)>, closed: bool, fill: Option<Color>, stroke: Option<Stroke> },
    /// A line of text; y is its baseline.
    Text { x: f32, y: f32, text: String, size: f32, weight: Weight, align: Align, color: Color },
}

/// What an item is in the picture, for hit testing and for named groups in exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Background, grid, axis, furniture.
    Ground,
    /// The head of the lane of this index.
    LaneHead(usize),
    /// The disc of an event.
    Mark,
    /// The small disc of an event in a further lane.
    Echo,
    /// The band that shows how long, or where in time.
    Band,
    /// The title beside a mark.
    Label,
    /// The chip "+3" for labels or marks without room.
    More,
    /// The line that ties an event's lanes together.
    Tie,
}

/// A shape and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What to draw.
    pub shape: Shape,
    /// What it is.
    pub part: Part,
    /// Index into the timeline's events, where it stands for one.
    pub event: Option<usize>,
    /// Whether it is clipped to the lanes' area, right of the heads and below the axis.
    pub in_lanes: bool,
}

/// A whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// The area that `in_lanes` items are clipped to.
    pub lanes_area: Rect,
    /// Back to front.
    pub items: Vec<Item>,
}
