//! The card that exports: what, how large, how much of it, with what around it, and how its pages will look.
//!
//! Pages are drawn off the window's thread, by what also writes them.

use super::Window;
use super::palette::floating;
use super::theme::{Palette, font};
use super::widgets::{Icon, button, icon_button, scrolled};
use crate::apply::Action;
use crate::export::pages::{Split, Unit};
use crate::export::size::{NAMED, PageSize};
use crate::export::wish::{self, Colors, Preview, Raster, Scope, Wish};
use crate::export::{self, Format, Request};
use crate::jobs::Answer;
use crate::open::Problem;
use crate::picture::axis::Stretch;
use crate::picture::scene::Weight;
use crate::picture::sizes::Sizes;
use crate::refine::Known;
use crate::state::{Overlay, State};
use anyhow::Result;
use dateline_model::arrangement::Arrangement;
use dateline_model::story;
use dateline_model::timeline::Lane;
use dateline_model::track::Track;
use egui::{ColorImage, RichText, Sense, TextureHandle, TextureOptions, Ui, vec2};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const WIDTH: f32 = 1200.0;
/// The choices are never lower, in points.
const LOWEST: f32 = 90.0;
/// Width of the column of choices, and the least of the preview.
const CHOICES: f32 = 300.0;
/// Pages are drawn so wide, in pixels.
const PAGE_PX: f32 = 1200.0;

/// So many of the events that matter most fit on a slide.
const BEST: usize = 20;

/// All that an export is made of, to be taken to another thread.
struct Material {
    known: Known,
    lanes: Vec<Lane>,
    tracks: Vec<Track>,
    arrangement: Arrangement,
    ties: bool,
    within: Option<Stretch>,
    title: String,
    wish: Wish,
    /// Whether the steps of the story are the pages.
    tells: bool,
}

impl Material {
    fn of(state: &State) -> Material {
        let wish = state.wish;
        let mut lanes = state.shown.lanes.clone();
        match wish.scope {
            Scope::Selection => lanes = export::slide::lanes_of(&lanes, &state.view.selection),
            Scope::Best(count) => {
                let shown: BTreeSet<usize> = lanes.iter().flat_map(|lane| lane.events.iter().copied()).collect();
                let best = story::best(&state.known.timeline, &Vec::from_iter(shown), count);
                lanes = export::slide::lanes_of(&lanes, &best);
            }
            Scope::Whole | Scope::View | Scope::Story => {}
        }
        let view = state.picture.as_ref().filter(|_| wish.scope == Scope::View).map(|picture| {
            let axis = state.view.axis(&picture.content, &Sizes::WINDOW);
            state.view.shown(&axis, &Sizes::WINDOW)
        });
        if let (Some(view), Some(picture)) = (view, &state.picture) {
            lanes = export::slide::lanes_within(&state.known.timeline, &picture.content, &lanes, view);
            lanes.retain(|lane| !lane.events.is_empty());
        }
        let tracks = state.shown.tracks.iter().filter(|(_, shown)| *shown).map(|(track, _)| track.clone());
        Material {
            known: state.known.clone(),
            lanes,
            tracks: tracks.collect(),
            arrangement: state.project.arrangement.clone(),
            ties: state.ties,
            within: view,
            title: state.export_title.clone(),
            wish,
            tells: wish.scope == Scope::Story,
        }
    }

    fn with<T>(&self, make: impl FnOnce(&Request) -> Result<T>) -> Result<T> {
        let Wish { size, split, furniture, by_lane, transparent, colors, .. } = self.wish;
        let marking = self.arrangement.marking.as_str();
        anyhow::ensure!(
            !self.lanes.is_empty(),
            "there is no event to export; choose more than the selection or the view"
        );
        let steps = match self.tells {
            true => {
                let timeline = &self.known.timeline;
                let lanes = self.arrangement.all_lanes(timeline, |country| self.known.name(country));
                export::story::told(timeline, &lanes, &self.arrangement.story)
            }
            false => Vec::new(),
        };
        make(&Request {
            timeline: &self.known.timeline,
            lanes: &self.lanes,
            within: self.within,
            split,
            size,
            title: &self.title,
            marking: Some(marking).filter(|marking| !marking.is_empty()),
            as_of: None,
            furniture,
            transparent,
            theme: &colors.theme(),
            tracks: &self.tracks,
            starred: &self.arrangement.starred,
            ties: self.ties,
            by_lane,
            steps: &steps,
            name: &|country| self.known.name(country),
        })
    }
}

impl Window {
    /// Works out what the export will look like.
    pub(super) fn preview(&self) {
        let material = Material::of(&self.state);
        self.jobs.preview(move |is_wanted| {
            let format = material.wish.format;
            let preview = material.with(|request| wish::preview(request, format, PAGE_PX, is_wanted));
            preview.map_err(|error| format!("{error:#}"))
        });
    }

    /// Writes the export to a file, as what its ending says.
    pub(super) fn export(&self, path: PathBuf) {
        let material = Material::of(&self.state);
        self.jobs.export(move |watch| match write(&material, &path, watch) {
            Ok((path, remarks)) => Answer::Exported(path, remarks),
            Err(error) => {
                // The message bar names the file by itself.
                let message = format!("{error:#}").replace(&format!("{}: ", path.display()), "");
                Answer::ExportFailed(Some(Problem { path, message }).filter(|problem| problem.message != "stopped"))
            }
        });
    }

    /// Draws the page that is shown for the clipboard.
    pub(super) fn draw_picture(&self) {
        let material = Material::of(&self.state);
        let page = match &self.state.overlay {
            Some(Overlay::Export { page }) => *page,
            _ => 0,
        };
        self.jobs.start(move || match material.with(|request| wish::picture(request, page)) {
            Ok(raster) => Answer::Drawn(raster),
            Err(error) => Answer::ExportFailed(Some(Problem { path: "Picture".into(), message: format!("{error:#}") })),
        });
    }
}

fn write(material: &Material, path: &Path, watch: &dyn Fn(usize, usize) -> bool) -> Result<(PathBuf, Vec<String>)> {
    let path =
        if path.extension().is_none() { path.with_extension(material.wish.format.ending()) } else { path.to_owned() };
    let format = Format::of(&path)?;
    let made = material.with(|request| export::files(request, format, watch))?;
    let written = export::file::write(&path, &made.files)?;
    Ok((path, export::remarks(format, made.untitled, &written)))
}

/// Shows the card.
pub fn show(ui: &mut Ui, state: &State, page: usize, palette: &Palette, out: &mut Vec<Action>) {
    let (mut wish, mut words, mut nth) = (state.wish, state.export_title.clone(), page);
    let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    let mut close = escape && state.exporting.is_none();
    let room = ui.ctx().content_rect().size();
    let beside = floating(ui, "Export", WIDTH, (room.y * 0.08).min(64.0), palette, |ui| {
        ui.label(RichText::new("Export").font(font(19.0, Weight::Semibold)).color(palette.ink));
        ui.add_space(10.0);
        let height = (room.y * 0.92 - 176.0).clamp(LOWEST, 620.0);
        let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let down = egui::Layout::top_down(egui::Align::Min);
        let left = egui::UiBuilder::new().max_rect(place.with_max_x(place.left() + CHOICES)).layout(down);
        ui.scope_builder(left, |ui| {
            scrolled(ui, "the choices", height, |ui| choices(ui, state, &mut wish, &mut words, palette));
        });
        let right = place.with_min_x(place.left() + CHOICES + 20.0);
        if right.width() > CHOICES {
            let right = egui::UiBuilder::new().max_rect(right).layout(down);
            ui.scope_builder(right, |ui| nth = preview(ui, state, nth, palette));
        }
        // Whatever the two take of it, the buttons stand below their place.
        ui.advance_cursor_after_rect(place);
        ui.add_space(14.0);
        ui.horizontal(|ui| match state.exporting {
            Some((done, of)) => {
                if button(ui, palette, "Cancel", "", false).clicked() {
                    out.push(Action::CancelExport);
                }
                let told = if of > 1 { format!("Writing page {} of {of}", done + 1) } else { "Writing".to_owned() };
                ui.label(RichText::new(told).color(palette.ink2));
            }
            None => {
                let can = matches!(state.preview, Some(Ok(_)));
                ui.add_enabled_ui(can, |ui| {
                    if button(ui, palette, "Export to…", "", true).clicked() {
                        out.push(Action::ChooseTarget);
                    }
                });
                if wish.format.has_pages() {
                    ui.add_enabled_ui(can, |ui| {
                        if button(ui, palette, "Copy picture", "", false).clicked() {
                            out.push(Action::CopyPicture);
                        }
                    });
                }
                close |= button(ui, palette, "Close", "Esc", false).clicked();
            }
        });
    });
    if close || (beside && state.exporting.is_none()) {
        out.push(Action::CloseOverlay);
        return;
    }
    if nth != page {
        out.push(Action::SetOverlay(Overlay::Export { page: nth }));
    }
    if wish != state.wish || words != state.export_title {
        out.push(Action::Wish(wish, words));
    }
}

fn choices(ui: &mut Ui, state: &State, wish: &mut Wish, title: &mut String, palette: &Palette) {
    // Boxes and circles are empty until they are chosen.
    let widgets = &mut ui.visuals_mut().widgets;
    for (look, border) in [(&mut widgets.inactive, palette.ink3), (&mut widgets.hovered, palette.ink)] {
        look.bg_fill = palette.raised;
        look.bg_stroke.color = border;
        look.fg_stroke = egui::Stroke::new(2.0, palette.ink);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    let caption = |ui: &mut Ui, words: &str| {
        ui.add_space(6.0);
        ui.label(RichText::new(words).font(font(12.0, Weight::Semibold)).color(palette.ink3));
    };
    let wide = CHOICES - 16.0;
    caption(ui, "As");
    choose(ui, "Format", &mut wish.format, Format::ALL, Format::label);
    if wish.format.has_pages() {
        caption(ui, "Size");
        choose(ui, "Size", &mut wish.size, SIZES.into_iter().filter_map(PageSize::read), size_name);
    }
    caption(ui, "How much");
    ui.radio_value(&mut wish.scope, Scope::Whole, "All that is shown");
    ui.radio_value(&mut wish.scope, Scope::View, "What is in view");
    ui.add_enabled_ui(!state.view.selection.is_empty(), |ui| {
        ui.radio_value(&mut wish.scope, Scope::Selection, format!("The selection ({})", state.view.selection.len()));
    });
    let mut most = if let Scope::Best(count) = wish.scope { count } else { BEST };
    ui.horizontal(|ui| {
        ui.radio_value(&mut wish.scope, Scope::Best(most), "What matters most, events:");
        let number = egui::DragValue::new(&mut most).range(1..=500);
        if ui.add(number).accessible_name("How many events").changed() {
            wish.scope = Scope::Best(most);
        }
    });
    let steps = state.story().steps.len();
    ui.add_enabled_ui(steps > 0, |ui| {
        ui.radio_value(&mut wish.scope, Scope::Story, format!("The story, a page for each step ({steps})"));
    });
    if wish.format.has_pages() {
        caption(ui, "Pages");
        choose(ui, "Pages", &mut wish.split, SPLITS, split_name);
        caption(ui, "Colours");
        choose(ui, "Colours", &mut wish.colors, Colors::ALL, Colors::label);
    }
    caption(ui, "With");
    let edit = egui::TextEdit::singleline(title).desired_width(wide - 8.0).hint_text("Title");
    ui.checkbox(&mut wish.furniture.title, "Title");
    ui.add_enabled(wish.furniture.title, edit).accessible_name("Title of the pages");
    ui.checkbox(&mut wish.furniture.period, "Period and number of events");
    if wish.format.has_pages() {
        ui.checkbox(&mut wish.furniture.key, "Key");
    } else {
        ui.checkbox(&mut wish.by_lane, "A heading for each lane");
    }
    ui.checkbox(&mut wish.furniture.sources, "Numbers and sources");
    ui.checkbox(&mut wish.furniture.as_of, "As-of date");
    if wish.format.is_picture() {
        ui.checkbox(&mut wish.transparent, "No ground");
    }
}

/// What the sizes that are offered are read from.
const SIZES: [&str; 9] =
    ["16:9", "3840x2160", "4000x2250", "4:3", "a4", "a4-portrait", "a3", "letter", "letter-portrait"];

fn size_name(size: PageSize) -> String {
    let (width, height) = size.pixels();
    let same = |a: f32, b: f32| (a - b).abs() < 0.01;
    let named = NAMED.into_iter().find_map(|(name, wide, high)| match size.inches {
        (w, h) if same(w, wide) && same(h, high) => Some(name.to_owned()),
        (w, h) if same(w, high) && same(h, wide) => Some(format!("{name} portrait")),
        _ => None,
    });
    let name = match named.as_deref() {
        Some("16:9" | "4:3") => format!("Slide {}", named.unwrap_or_default()),
        Some(name) => name[..1].to_uppercase() + &name[1..],
        None => "Own size".to_owned(),
    };
    format!("{name}, {width} × {height}")
}

/// How pages can be cut.
const SPLITS: [Split; 6] = [
    Split::Auto,
    Split::None,
    Split::Each(Unit::Decade),
    Split::Each(Unit::Year),
    Split::Each(Unit::Quarter),
    Split::Each(Unit::Month),
];

fn split_name(split: Split) -> &'static str {
    match split {
        Split::Auto => "As many as show every title",
        Split::None => "One",
        Split::Parts(_) => "Some",
        Split::Each(Unit::Decade) => "One for each decade",
        Split::Each(Unit::Year) => "One for each year",
        Split::Each(Unit::Quarter) => "One for each quarter",
        Split::Each(Unit::Month) => "One for each month",
    }
}

/// A list that opens, of which one is chosen.
fn choose<T: Copy + PartialEq, N: Into<egui::WidgetText>>(
    ui: &mut Ui,
    name: &str,
    chosen: &mut T,
    all: impl IntoIterator<Item = T>,
    label: impl Fn(T) -> N,
) {
    let list = egui::ComboBox::from_id_salt(name).width(CHOICES - 16.0).height(400.0).selected_text(label(*chosen));
    let shown = list.show_ui(ui, |ui| {
        for one in all {
            ui.selectable_value(chosen, one, label(one));
        }
    });
    named(&shown.response, name);
}

fn named(response: &egui::Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, name));
}

/// Shows the pages, one at a time; returns which.
fn preview(ui: &mut Ui, state: &State, page: usize, palette: &Palette) -> usize {
    let room = ui.available_size() - vec2(0.0, 34.0);
    let say = |ui: &mut Ui, words: &str, color| {
        let (place, _) = ui.allocate_exact_size(room, Sense::hover());
        ui.painter().rect_filled(place, 6.0, palette.panel);
        let label = egui::Label::new(RichText::new(words).color(color)).wrap();
        ui.put(place.shrink(20.0), label);
    };
    match &state.preview {
        None => say(ui, "Drawing the pages", palette.ink3),
        Some(Err(reason)) => say(ui, reason, palette.bad),
        Some(Ok(Preview::Text(text))) => {
            egui::Frame::new().fill(palette.panel).corner_radius(6.0).inner_margin(12.0).show(ui, |ui| {
                ui.set_width(room.x - 24.0);
                scrolled(ui, "the text", room.y - 24.0, |ui| {
                    ui.add(egui::Label::new(RichText::new(text).font(font(12.5, Weight::Regular))).wrap());
                });
            });
        }
        Some(Ok(Preview::Pages(pages, count))) => {
            let page = page.min(pages.len().saturating_sub(1));
            if let Some(raster) = pages.get(page) {
                draw(ui, raster, page, room, palette);
            }
            return turn(ui, page, pages.len(), *count, palette);
        }
    }
    page
}

fn draw(ui: &mut Ui, raster: &Raster, page: usize, room: egui::Vec2, palette: &Palette) {
    let texture = texture(ui, raster, page);
    let size = vec2(raster.size[0] as f32, raster.size[1] as f32);
    let size = size * (room.x / size.x).min(room.y / size.y);
    let (place, response) = ui.allocate_exact_size(room, Sense::hover());
    let name = format!("Page {}", page + 1);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let place = egui::Rect::from_center_size(place.center(), size);
    let whole = egui::Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    ui.painter().image(texture.id(), place, whole, egui::Color32::WHITE);
    ui.painter().rect_stroke(place, 0.0, egui::Stroke::new(1.0, palette.line2), egui::StrokeKind::Outside);
}

/// The page as a texture, made anew when its pixels have changed; egui keeps it as long as it is shown.
fn texture(ui: &Ui, raster: &Raster, page: usize) -> TextureHandle {
    let id = egui::Id::unique("page of an export");
    let key = (page, raster.rgba.as_ptr() as usize, raster.size);
    type Kept = ((usize, usize, [usize; 2]), TextureHandle);
    if let Some((known, texture)) = ui.ctx().data(|data| data.get_temp::<Kept>(id))
        && known == key
    {
        return texture;
    }
    let image = ColorImage::from_rgba_unmultiplied(raster.size, &raster.rgba);
    let texture = ui.ctx().load_texture("page of an export", image, TextureOptions::LINEAR);
    ui.ctx().data_mut(|data| data.insert_temp(id, (key, texture.clone())));
    texture
}

/// The buttons that turn the pages.
fn turn(ui: &mut Ui, page: usize, drawn: usize, count: usize, palette: &Palette) -> usize {
    let mut to = page;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if icon_button(ui, palette, Icon::ChevronUp, "Page before", 26.0).clicked() {
            to = page.saturating_sub(1);
        }
        if icon_button(ui, palette, Icon::ChevronDown, "Next page", 26.0).clicked() {
            to = (page + 1).min(drawn.saturating_sub(1));
        }
        let told = if count == 1 { "1 page".to_owned() } else { format!("Page {} of {count}", page + 1) };
        ui.label(RichText::new(told).color(palette.ink2));
    });
    to
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::apply::Action;
    use crate::command::Command;
    use crate::export::Format;
    use crate::export::wish::{Preview, Scope, Wish};
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;

    fn opened(size: [usize; 2], theme: ThemeChoice) -> Tested {
        let mut tested = Tested::with_fixture(size, theme);
        tested.keys("Ctrl+E");
        tested.wait(|state| state.preview.is_some());
        tested
    }

    #[test]
    fn the_pages_are_seen_before_they_are_written() {
        for (size, theme, name) in [
            ([1280, 800], ThemeChoice::Light, "export-light.png"),
            ([1920, 1080], ThemeChoice::Dark, "export-dark.png"),
        ] {
            let tested = opened(size, theme);
            assert!(tested.shows("Export to…") && tested.shows("Page 1"));
            tested.screenshot(name);
        }
    }

    #[test]
    fn a_briefing_is_seen_as_text() {
        let mut tested = opened([1280, 800], ThemeChoice::Light);
        let wish = Wish { format: Format::Docx, ..Wish::default() };
        tested.act(Action::Wish(wish, "Four".to_owned()));
        tested.wait(|state| matches!(&state.preview, Some(Ok(Preview::Text(text))) if text.starts_with("# Four")));
        assert!(tested.shows("A heading for each lane"));
    }

    #[test]
    fn the_selection_alone_is_exported() {
        let mut tested = Tested::with_fixture([1280, 800], ThemeChoice::Light);
        tested.keys("End");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one");
        let wish = Wish { format: Format::Csv, scope: Scope::Selection, ..Wish::default() };
        tested.act(Action::Run(Command::Export));
        tested.act(Action::Wish(wish, "One".to_owned()));
        tested.act(Action::ExportTo(path.clone()));
        tested.wait(|state| !state.notice.is_empty());
        let written = std::fs::read_to_string(path.with_extension("csv")).unwrap();
        assert_eq!(written.lines().count(), 2, "{written}");
        assert!(tested.state().overlay.is_none() && tested.state().exporting.is_none());
    }

    #[test]
    fn an_export_can_be_stopped() {
        let mut tested = opened([1280, 800], ThemeChoice::Light);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("late.png");
        tested.harness.state_mut().queue(Action::ExportTo(path.clone()));
        tested.harness.state_mut().queue(Action::CancelExport);
        tested.harness.run();
        std::thread::sleep(std::time::Duration::from_millis(1500));
        tested.settle();
        assert!(tested.state().exporting.is_none() && !path.exists());
    }
}
