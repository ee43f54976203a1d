//! How large a page is: a name such as "a4", a size in pixels, inches or millimetres, with its resolution.

/// The size of a page.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct PageSize {
    /// Width and height in inches.
    pub inches: (f32, f32),
    /// Pixels to an inch.
    pub dpi: f32,
}

/// The shorter side of a slide in inches: 13.333 × 7.5.
const SHORT_SIDE: f32 = 7.5;
/// Pixels to an inch where none are named: a slide then has 1920 × 1080.
const DPI: f32 = 144.0;
/// Millimetres of an inch.
const MM: f32 = 25.4;

/// The sizes that have names, lying; width and height in inches.
pub const NAMED: [(&str, f32, f32); 6] = [
    ("16:9", 40.0 / 3.0, 7.5),
    ("4:3", 10.0, 7.5),
    ("a4", 297.0 / MM, 210.0 / MM),
    ("a3", 420.0 / MM, 297.0 / MM),
    ("letter", 11.0, 8.5),
    ("square", 7.5, 7.5),
];

/// What a size is written as.
pub const HINT: &str =
    "write a size such as 1920x1080, 16:9, 4:3, a4, a3, letter, a4-portrait, 300x200mm or 13.3x7.5in";

impl Default for PageSize {
    fn default() -> PageSize {
        PageSize { inches: (NAMED[0].1, NAMED[0].2), dpi: DPI }
    }
}

impl PageSize {
    /// A page of so many pixels, its shorter side 7.5 inches long.
    pub fn of_pixels(width: u32, height: u32) -> PageSize {
        let dpi = width.min(height).max(1) as f32 / SHORT_SIDE;
        PageSize { inches: (width as f32 / dpi, height as f32 / dpi), dpi }
    }

    /// "a4-portrait", "1920x1080", "300x200mm"; none where it is no size.
    pub fn read(text: &str) -> Option<PageSize> {
        let text = text.trim().to_lowercase();
        let (name, stands) = match text.strip_suffix("-portrait").or_else(|| text.strip_suffix(" portrait")) {
            Some(name) => (name, true),
            None => (text.as_str(), false),
        };
        if let Some((_, width, height)) = NAMED.into_iter().find(|(known, ..)| *known == name) {
            let inches = if stands { (height, width) } else { (width, height) };
            return Some(PageSize { inches, dpi: DPI });
        }
        let (sides, unit) = match (text.strip_suffix("mm"), text.strip_suffix("in")) {
            (Some(sides), _) => (sides, MM),
            (_, Some(sides)) => (sides, 1.0),
            _ => {
                let (width, height) = text.split_once(['x', '×'])?;
                return Some(PageSize::of_pixels(width.trim().parse().ok()?, height.trim().parse().ok()?));
            }
        };
        let (width, height) = sides.split_once(['x', '×'])?;
        let side = |side: &str| side.trim().parse::<f32>().ok().filter(|side| side.is_finite() && *side > 0.0);
        Some(PageSize { inches: (side(width)? / unit, side(height)? / unit), dpi: DPI })
    }

    /// The same page at another resolution.
    pub fn at(self, dpi: f32) -> PageSize {
        PageSize { dpi, ..self }
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> (u32, u32) {
        let side = |inches: f32| (inches * self.dpi).round().clamp(0.0, 1e9) as u32;
        (side(self.inches.0), side(self.inches.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, pixels: Option<(u32, u32)>) {
        assert_eq!(PageSize::read(text).map(|size| size.pixels()), pixels, "{text}");
    }

    #[test]
    fn sizes_are_read() {
        check("16:9", Some((1920, 1080)));
        check("4:3", Some((1440, 1080)));
        check("A4", Some((1684, 1191)));
        check("a4-portrait", Some((1191, 1684)));
        check("1920x1080", Some((1920, 1080)));
        check("4000X2250", Some((4000, 2250)));
        check("16384x9216", Some((16384, 9216)));
        check("300 x 200mm", Some((1701, 1134)));
        check("10x5.5in", Some((1440, 792)));
        for text in ["", "1920", "-1x5", "1920x1080x3", "a5x", "nanxinfin", "0x5mm"] {
            check(text, None);
        }
    }

    #[test]
    fn a_resolution_changes_the_pixels_of_a_page() {
        assert_eq!(PageSize::default().at(300.0).pixels(), (4000, 2250));
    }
}
