//! The picture's themes as egui colours, fonts and style.
//!
//! In: a theme of `assets/themes`. Out: the `Palette` that panels draw with, and egui's own style set to match.

use super::paint::color;
use crate::picture::fallback::Font;
use crate::picture::scene::Weight;
use crate::picture::text::FONTS;
use crate::picture::theme::Theme;
use crate::state::ThemeChoice;
use dateline_model::event::Family;
use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke};
use std::sync::Arc;

/// The colours of the window by the part they play.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Canvas and reader.
    pub bg: Color32,
    /// Bars, rail, details.
    pub panel: Color32,
    /// Fields, cards, buttons.
    pub raised: Color32,
    /// Badges, chips, what the pointer is over.
    pub sel: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Borders.
    pub line2: Color32,
    /// Text.
    pub ink: Color32,
    /// Text on ink.
    pub inv: Color32,
    /// Second text.
    pub ink2: Color32,
    /// Captions.
    pub ink3: Color32,
    /// The ground of a highlighted passage.
    pub passage: Color32,
    /// What is guessed.
    pub warn: Color32,
    /// What failed.
    pub bad: Color32,
    /// The families' hues in the order of `Family`.
    pub families: [Color32; 5],
    /// Whether the ground is dark.
    pub dark: bool,
    /// The theme that they come from, for what the picture draws.
    pub theme: Theme,
}

impl Palette {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> Palette {
        let families = [Family::Accord, Family::Force, Family::ArmsAndSanctions, Family::Economy, Family::HomeAffairs];
        Palette {
            bg: color(theme.bg),
            panel: color(theme.panel),
            raised: color(theme.raised),
            sel: color(theme.sel),
            line: color(theme.line),
            line2: color(theme.line2),
            ink: color(theme.ink),
            inv: color(theme.inv),
            ink2: color(theme.ink2),
            ink3: color(theme.ink3),
            passage: color(theme.passage),
            warn: color(theme.warn),
            bad: color(theme.bad),
            families: families.map(|family| color(theme.family(family))),
            dark: theme.bg.r < 128,
            theme,
        }
    }
}

/// The theme of a choice; `system` is how the desktop is.
pub fn theme(choice: ThemeChoice, system: Option<egui::Theme>) -> Theme {
    match choice {
        ThemeChoice::Dark => Theme::dark(),
        ThemeChoice::HighContrast => Theme::high_contrast(),
        ThemeChoice::System if system == Some(egui::Theme::Dark) => Theme::dark(),
        ThemeChoice::Light | ThemeChoice::System => Theme::light(),
    }
}

/// The font of a size in points.
pub fn font(size: f32, weight: Weight) -> FontId {
    FontId::new(size, family(weight))
}

/// The family that a weight's cut is registered under.
pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Semibold => FontFamily::Name("semibold".into()),
        Weight::Bold => FontFamily::Name("bold".into()),
        Weight::Italic => FontFamily::Name("italic".into()),
    }
}

/// The family that a fallback font is registered under, by its place among them.
pub fn fallback_family(index: usize) -> FontFamily {
    FontFamily::Name(format!("fallback {index}").into())
}

/// Registers the embedded fonts, and others for the letters that they lack.
pub fn set_fonts(ctx: &egui::Context, fallback: &[Font]) {
    let mut fonts = FontDefinitions::empty();
    for (weight, bytes) in FONTS {
        let name = format!("{weight:?}");
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(bytes)));
        fonts.families.insert(family(weight), vec![name]);
    }
    fonts.families.insert(FontFamily::Monospace, vec![format!("{:?}", Weight::Regular)]);
    let names: Vec<String> = fallback.iter().map(|font| format!("{} {}", font.family, font.face)).collect();
    for (name, font) in names.iter().zip(fallback) {
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_blob(Arc::new(font.bytes), font.face)));
    }
    fonts.families.values_mut().for_each(|family| family.extend_from_slice(&names));
    for (index, name) in names.into_iter().enumerate() {
        fonts.families.insert(fallback_family(index), vec![name, format!("{:?}", Weight::Regular)]);
    }
    ctx.set_fonts(fonts);
}

/// Sets egui's style to the palette.
pub fn set_style(ctx: &egui::Context, palette: &Palette) {
    ctx.all_styles_mut(|style| {
        let sizes = [
            (egui::TextStyle::Small, 12.0),
            (egui::TextStyle::Body, 13.0),
            (egui::TextStyle::Button, 13.5),
            (egui::TextStyle::Monospace, 13.0),
            (egui::TextStyle::Heading, 19.0),
        ];
        for (text_style, size) in sizes {
            style.text_styles.insert(text_style, font(size, Weight::Regular));
        }
        style.spacing.item_spacing = egui::vec2(8.0, 4.0);
        style.spacing.button_padding = egui::vec2(12.0, 5.0);
        style.spacing.menu_margin = egui::Margin::same(6);
        style.spacing.window_margin = egui::Margin::same(16);
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.spacing.scroll.foreground_color = false;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        style.visuals = visuals(palette);
    });
}

fn visuals(palette: &Palette) -> egui::Visuals {
    let mut visuals = if palette.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.dark_mode = palette.dark;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.line2);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.extreme_bg_color = palette.raised;
    visuals.faint_bg_color = palette.sel;
    visuals.code_bg_color = palette.sel;
    visuals.hyperlink_color = palette.ink;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.weak_text_color = Some(palette.ink3);
    visuals.selection.bg_fill = palette.passage;
    visuals.selection.stroke = Stroke::new(1.0, palette.ink);
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.ink);
    let set = |widget: &mut egui::style::WidgetVisuals, fill: Color32, border: Color32, text: Color32| {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, border);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    };
    set(&mut visuals.widgets.noninteractive, palette.panel, palette.line, palette.ink2);
    set(&mut visuals.widgets.inactive, palette.raised, palette.line2, palette.ink2);
    set(&mut visuals.widgets.hovered, palette.sel, palette.line2, palette.ink);
    set(&mut visuals.widgets.active, palette.sel, palette.ink, palette.ink);
    set(&mut visuals.widgets.open, palette.sel, palette.line2, palette.ink);
    // The handles of scroll bars.
    visuals.widgets.inactive.bg_fill = palette.line2;
    visuals.widgets.hovered.bg_fill = palette.ink3;
    visuals.widgets.active.bg_fill = palette.ink3;
    visuals
}
