//! `assets/themes` to the colours of the picture and the window.
//!
//! In: a RON file a theme. Out: a `Theme`. Knows no shapes. Hue says the family of a kind, nothing else:
//! the interface is ink on paper.

use super::scene::{Color, Disc};
use dateline_model::event::{Family, Kind, Status};
use serde::{Deserialize, Deserializer};

/// A set of colours, named by what they are for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Theme {
    /// The name that people choose it by.
    pub name: String,
    /// Canvas and reader.
    #[serde(deserialize_with = "color")]
    pub bg: Color,
    /// Bars, rail, details.
    #[serde(deserialize_with = "color")]
    pub panel: Color,
    /// Fields, cards, buttons.
    #[serde(deserialize_with = "color")]
    pub raised: Color,
    /// The border of fields, cards, buttons.
    #[serde(deserialize_with = "color")]
    pub raised_border: Color,
    /// Badges, chips, what the pointer is on.
    #[serde(deserialize_with = "color")]
    pub sel: Color,
    /// Odd lanes of a dense picture, weekends; none where nothing is striped.
    #[serde(deserialize_with = "maybe_color")]
    pub stripe: Option<Color>,
    /// Hairlines.
    #[serde(deserialize_with = "color")]
    pub line: Color,
    /// Borders.
    #[serde(deserialize_with = "color")]
    pub line2: Color,
    /// Text, selection, playhead.
    #[serde(deserialize_with = "color")]
    pub ink: Color,
    /// What stands on ink or on a disc.
    #[serde(deserialize_with = "color")]
    pub inv: Color,
    /// Second text.
    #[serde(deserialize_with = "color")]
    pub ink2: Color,
    /// Captions.
    #[serde(deserialize_with = "color")]
    pub ink3: Color,
    /// The ground of a passage in the reader; the only yellow.
    #[serde(deserialize_with = "color")]
    pub passage: Color,
    /// What to look at twice.
    #[serde(deserialize_with = "color")]
    pub warn: Color,
    /// What failed.
    #[serde(deserialize_with = "color")]
    pub bad: Color,
    /// What is done.
    #[serde(deserialize_with = "color")]
    pub good: Color,
    /// The area that stands for many marks.
    #[serde(deserialize_with = "color")]
    pub density: Color,
    /// Marks that are not spoken of now.
    #[serde(deserialize_with = "color")]
    pub dimmed: Color,
    /// Opacity of the black in a fold's crease.
    pub fold_shade: f32,
    /// Agreement, diplomacy, statement.
    #[serde(deserialize_with = "color")]
    pub accord: Color,
    /// Exercise, deployment, combat, weapons test.
    #[serde(deserialize_with = "color")]
    pub force: Color,
    /// Arms transfer, sanctions.
    #[serde(deserialize_with = "color")]
    pub arms_and_sanctions: Color,
    /// Trade, energy, aid.
    #[serde(deserialize_with = "color")]
    pub economy: Color,
    /// Politics, security, disaster, other.
    #[serde(deserialize_with = "color")]
    pub home_affairs: Color,
}

impl Theme {
    /// Dark ink on white; also what slides have.
    pub fn light() -> Theme {
        read(include_str!("../../../assets/themes/light.ron"))
    }

    /// Light ink on near black.
    pub fn dark() -> Theme {
        read(include_str!("../../../assets/themes/dark.ron"))
    }

    /// White on black.
    pub fn high_contrast() -> Theme {
        read(include_str!("../../../assets/themes/high-contrast.ron"))
    }

    /// Black on white, with lines that paper keeps.
    pub fn print() -> Theme {
        read(include_str!("../../../assets/themes/print.ron"))
    }

    /// All themes.
    pub fn all() -> [Theme; 4] {
        [Theme::light(), Theme::dark(), Theme::high_contrast(), Theme::print()]
    }

    /// The theme of a name, however it is written: "high-contrast", "High contrast".
    pub fn named(name: &str) -> Option<Theme> {
        let plain = |name: &str| name.trim().to_lowercase().replace('-', " ");
        Theme::all().into_iter().find(|theme| plain(&theme.name) == plain(name))
    }

    /// The mark of a kind and status.
    pub fn disc(&self, (x, y): (f32, f32), radius: f32, kind: Kind, status: Status) -> Disc {
        let (color, ground, inverse) = (self.family(kind.family()), self.bg, self.inv);
        Disc { x, y, radius, kind, status, color, ground, inverse }
    }

    /// The hue of a family of kinds; for marks, never for text.
    pub fn family(&self, family: Family) -> Color {
        match family {
            Family::Accord => self.accord,
            Family::Force => self.force,
            Family::ArmsAndSanctions => self.arms_and_sanctions,
            Family::Economy => self.economy,
            Family::HomeAffairs => self.home_affairs,
        }
    }
}

fn read(text: &str) -> Theme {
    ron::from_str(text).expect("an embedded theme is well-formed")
}

/// "#1D5BB0" to a colour.
fn parse(code: &str) -> Option<Color> {
    let digits = code.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [_, r, g, b] = value.to_be_bytes();
    Some(Color::rgb(r, g, b))
}

fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let code = String::deserialize(deserializer)?;
    parse(&code).ok_or_else(|| serde::de::Error::custom(format!("\"{code}\" is not a colour like #1D5BB0")))
}

fn maybe_color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Color>, D::Error> {
    let code = Option::<String>::deserialize(deserializer)?;
    code.map(|code| parse(&code).ok_or_else(|| serde::de::Error::custom(format!("\"{code}\" is not a colour"))))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILIES: [Family; 5] =
        [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];

    type Matrix = [[f64; 3]; 3];

    /// Machado, Oliveira, Fernandes 2009, severity 1, in linear RGB.
    const PROTAN: Matrix =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    const DEUTAN: Matrix =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    const TRITAN: Matrix =
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];
    const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

    fn linear(color: Color) -> [f64; 3] {
        [color.r, color.g, color.b].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(matrix: &Matrix, v: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    /// Ottosson 2020.
    fn oklab(rgb: [f64; 3]) -> [f64; 3] {
        const TO_LMS: Matrix = [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ];
        const TO_LAB: Matrix = [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ];
        times(&TO_LAB, times(&TO_LMS, rgb.map(|c| c.clamp(0.0, 1.0))).map(f64::cbrt))
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |color| {
            let [r, g, b] = linear(color);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn a_theme_is_found_by_its_name() {
        for (name, expect) in [("dark", Some("Dark")), ("high-contrast", Some("High contrast")), ("green", None)] {
            assert_eq!(Theme::named(name).map(|theme| theme.name).as_deref(), expect);
        }
    }

    #[test]
    fn families_differ_to_every_eye() {
        for theme in Theme::all() {
            for (sight, matrix) in [("normal", NORMAL), ("protan", PROTAN), ("deutan", DEUTAN), ("tritan", TRITAN)] {
                for (index, &one) in FAMILIES.iter().enumerate() {
                    for &other in &FAMILIES[index + 1..] {
                        let lab = |family| oklab(times(&matrix, linear(theme.family(family))));
                        let (a, b) = (lab(one), lab(other));
                        let squares: f64 = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum();
                        let distance = 100.0 * squares.sqrt();
                        assert!(distance >= 8.0, "{}, {sight}: {one:?} and {other:?} {distance:.1}", theme.name);
                    }
                }
            }
        }
    }

    #[test]
    fn marks_and_text_stand_out() {
        for theme in Theme::all() {
            for family in FAMILIES {
                for ground in [theme.bg, theme.panel] {
                    let found = contrast(theme.family(family), ground);
                    assert!(found >= 3.0, "{}: {family:?} {found:.1}", theme.name);
                }
            }
            for text in [theme.ink, theme.ink2, theme.ink3, theme.warn, theme.bad] {
                for ground in [theme.bg, theme.panel, theme.sel, theme.raised] {
                    let found = contrast(text, ground);
                    assert!(found >= 4.5, "{}: {text:?} on {ground:?} {found:.1}", theme.name);
                }
            }
            assert!(contrast(theme.ink, theme.passage) >= 7.0, "{}", theme.name);
            assert!(contrast(theme.inv, theme.ink) >= 7.0, "{}", theme.name);
        }
    }
}
