//! How large things are, in points: one set for the window, one for slides.

/// The sizes of a picture's parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Radius of a mark; its glyph has half of it.
    pub mark: f32,
    /// Radius of an echo.
    pub echo: f32,
    /// Height of a row.
    pub row: f32,
    /// From a row's top to the centre of its marks.
    pub row_center: f32,
    /// From a row's top to that of its bands.
    pub band_top: f32,
    /// Height of a band.
    pub band: f32,
    /// Height of an echo's band.
    pub echo_band: f32,
    /// From a lane's top to that of its first row.
    pub lane_top: f32,
    /// What a lane is higher than its rows.
    pub lane_extra: f32,
    /// Width of the lanes' heads.
    pub head: f32,
    /// Height of the ruler above the lanes.
    pub ruler: f32,
    /// Type size of labels; what stands after a label is smaller by `note_smaller`.
    pub label: f32,
    /// See `label`.
    pub note_smaller: f32,
    /// Width at which a label ends in an ellipsis.
    pub label_max: f32,
    /// Between a mark and its label.
    pub label_gap: f32,
    /// Width of a fold.
    pub fold: f32,
    /// Rows that a lane grows to.
    pub max_rows: usize,
}

impl Sizes {
    /// On screen, at 100 %.
    pub const WINDOW: Sizes = Sizes {
        mark: 8.0,
        echo: 6.0,
        row: 24.0,
        row_center: 9.0,
        band_top: 19.5,
        band: 4.0,
        echo_band: 3.0,
        lane_top: 5.0,
        lane_extra: 8.0,
        head: 172.0,
        ruler: 48.0,
        label: 13.0,
        note_smaller: 1.5,
        label_max: 240.0,
        label_gap: 5.0,
        fold: 40.0,
        max_rows: 8,
    };

    /// On a slide whose shorter side is 1080, with rows of a height between 28 and 42.
    pub fn slide(row: f32, max_rows: usize) -> Sizes {
        let share = row / 42.0;
        Sizes {
            mark: (12.0 * share).max(9.0),
            echo: (8.0 * share).max(7.0),
            row,
            row_center: 15.0 * share,
            band_top: row - 12.5 * share,
            band: 5.0 * share.max(0.8),
            echo_band: 4.0 * share.max(0.8),
            lane_top: 4.0,
            lane_extra: 12.0 * share,
            head: 196.0,
            ruler: 40.0,
            label: (18.5 * share).max(17.0),
            note_smaller: 1.5,
            label_max: 400.0,
            label_gap: 6.0,
            fold: 52.0,
            max_rows,
        }
    }
}
