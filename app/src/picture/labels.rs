//! An event to its label: the title, its status if it did not simply happen, how many sources; and where labels may go.

use super::axis::Axis;
use super::scene::Weight;
use super::sizes::Sizes;
use super::text::Text;
use dateline_model::event::{Event, Status};

/// The words beside a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The title, shortened to fit.
    pub title: String,
    /// Its width in points.
    pub title_width: f32,
    /// What stands after it, smaller.
    pub notes: Vec<Note>,
    /// The width of it all in points.
    pub width: f32,
}

/// Words after a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// How heavy it is.
    pub weight: Weight,
    /// From the label's left edge to its own, in points.
    pub offset: f32,
}

/// On which side of its mark a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where there is room.
    Right,
    /// Where there is none on the right.
    Left,
}

/// Between a title and what stands after it, in points.
const NOTE_GAP: f32 = 5.0;

impl Label {
    /// The label of an event; `tail` is what tells its sources, as "×2" or "[1, 2]".
    pub fn new(event: &Event, tail: &str, sizes: &Sizes, text: &Text) -> Label {
        let size = sizes.label - sizes.note_smaller;
        let status = (!matches!(event.status, Status::Happened | Status::Ongoing)).then(|| event.status.code());
        let tail_weight = if tail.starts_with('[') { Weight::Italic } else { Weight::Regular };
        let parts = status.map(|status| (status, Weight::Italic)).into_iter().chain([(tail, tail_weight)]);
        let parts: Vec<(&str, Weight)> = parts.filter(|(part, _)| !part.is_empty()).collect();
        let notes_width: f32 = parts.iter().map(|(part, weight)| NOTE_GAP + text.width(part, size, *weight)).sum();
        let room = (sizes.label_max - notes_width).max(sizes.label_max / 3.0);
        let wanted = if event.short_title.is_empty() { &event.title } else { &event.short_title };
        let title = text.fit(&one_line(wanted), sizes.label, Weight::Regular, room);
        let title_width = text.width(&title, sizes.label, Weight::Regular);
        let mut width = title_width;
        let mut notes = Vec::new();
        for (part, weight) in parts {
            notes.push(Note { text: part.to_owned(), weight, offset: width + NOTE_GAP });
            width += NOTE_GAP + text.width(part, size, weight);
        }
        Label { title, title_width, notes, width }
    }
}

/// The text on one line: whatever breaks or controls a line is a space.
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The range of positions of a label beside a mark.
pub fn label_range(mark: f64, width: f32, side: Side, sizes: &Sizes) -> (f64, f64) {
    let away = f64::from(sizes.mark + sizes.label_gap);
    let width = f64::from(width);
    match side {
        Side::Right => (mark + away, mark + away + width),
        Side::Left => (mark - away - width, mark - away),
    }
}

/// The sides on which a label may stand, the best first: inside the edges and, unless `over_folds`, beside any fold.
pub fn sides(axis: &Axis, mark: f64, width: f32, sizes: &Sizes, edges: (f64, f64), over_folds: bool) -> Vec<Side> {
    let may = |side: &Side| {
        let (from, until) = label_range(mark, width, *side, sizes);
        let inside = match side {
            Side::Right => until <= edges.1,
            Side::Left => from >= edges.0,
        };
        inside && (over_folds || !axis.folds_within(from, until))
    };
    [Side::Right, Side::Left].into_iter().filter(may).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::axis::{Folding, Stretch};
    use crate::picture::fixture;

    fn check(title: &str, tail: &str, expect: &str) {
        let timeline = fixture::timeline();
        let mut event = timeline.events[0].clone();
        event.short_title = title.to_owned();
        event.status = Status::Alleged;
        let label = Label::new(&event, tail, &Sizes::WINDOW, &Text::new());
        let notes: Vec<&str> = label.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(format!("{}|{}", label.title, notes.join("|")), expect);
        assert!(label.width <= Sizes::WINDOW.label_max + 0.01);
    }

    #[test]
    fn a_label_is_a_title_and_notes() {
        check("Shells shipped", "×2", "Shells shipped|alleged|×2");
        check("Shells\u{1}\n shipped", "", "Shells shipped|alleged");
        check(
            "Shells shipped by rail across the river in the north for more than a year",
            "[1, 2]",
            "Shells shipped by rail across…|alleged|[1, 2]",
        );
    }

    #[test]
    fn sides_keep_off_edges_and_folds() {
        let folding = Folding { over: 200.0, width: 40.0 };
        let axis = Axis::new(1.0, &[Stretch { from: 1000.0, until: 2000.0 }], folding);
        let at = |mark, over| sides(&axis, mark, 50.0, &Sizes::WINDOW, (-300.0, 300.0), over);
        assert_eq!(at(-200.0, false), [Side::Right, Side::Left]);
        assert_eq!(at(-30.0, false), [Side::Left]);
        assert_eq!(at(-30.0, true), [Side::Right, Side::Left]);
        assert_eq!(at(290.0, false), [Side::Left]);
    }
}
