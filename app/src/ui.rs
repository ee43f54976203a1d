//! The window: panels are functions of the state that return actions; what comes back goes through `apply`.
//!
//! In: paths to open. Draws nothing by itself and reads no file; `jobs` does that off this thread.

mod canvas;
mod details;
mod empty;
mod filters;
mod help;
mod hover;
mod marks;
mod overview;
mod paint;
mod palette;
#[cfg(test)]
mod raster;
mod reader;
mod status;
#[cfg(test)]
mod tested;
#[cfg(test)]
mod tests;
mod theme;
mod toolbar;
mod widgets;

use crate::apply::{Action, Effect, advance, apply};
use crate::command;
use crate::export::{self, Format, Request};
use crate::jobs::{Answer, Jobs};
use crate::open::{Input, Problem};
use crate::picture::overview::Overview;
use crate::picture::scene::Scene;
pub use crate::state::ThemeChoice;
use crate::state::{DETAILS_DOCK_PT, DETAILS_PT, Overlay, RAIL_DOCK_PT, State};
use anyhow::{Result, anyhow, bail};
use dateline_model::project;
use dateline_model::timeline::{Lane, Timeline};
use egui::{Frame, Panel, Rect, Stroke, Ui, UiBuilder, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use theme::Palette;

/// Opens the window on files and folders; returns when it is closed.
pub fn run(paths: Vec<PathBuf>, theme: Option<ThemeChoice>) -> Result<()> {
    if !has_display() {
        bail!("there is no display to open a window on; to make the picture without one: {}", without_window(&paths));
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Dateline")
        .with_app_id("dateline")
        .with_inner_size([1600.0, 960.0])
        .with_min_inner_size([760.0, 580.0]);
    let options = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        persist_window: false,
        ..eframe::NativeOptions::default()
    };
    let hint = without_window(&paths);
    let window = move |context: &eframe::CreationContext<'_>| {
        let mut window = Window::new(&context.egui_ctx, theme.unwrap_or_default());
        if !paths.is_empty() {
            window.queue(Action::Open(paths));
        }
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("Dateline", options, Box::new(window))
        .map_err(|error| anyhow!("the window can't be opened: {error}; to make the picture without one: {hint}"))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}

fn without_window(paths: &[PathBuf]) -> String {
    let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let shown = if shown.is_empty() { "PATH…".to_owned() } else { shown.join(" ") };
    format!("dateline export {shown} -o timeline.png")
}

/// Width and height of an exported slide, in pixels.
const SLIDE_PX: (u32, u32) = (1920, 1080);

type Themed = (ThemeChoice, Option<egui::Theme>);
/// The number of what is shown, a size, a theme.
type MadeFor = (u64, [f32; 2], Themed);

/// The window's state, its work, and what egui is to be told.
pub struct Window {
    state: State,
    jobs: Jobs,
    palette: Palette,
    /// The strip below the lanes, and what it was made for.
    overview: Option<(MadeFor, Overview)>,
    /// What the palette was made for.
    themed: Themed,
    focus_find: bool,
    queued: Vec<Action>,
}

impl Window {
    /// A window with nothing open.
    pub fn new(ctx: &egui::Context, theme: ThemeChoice) -> Window {
        theme::set_fonts(ctx);
        let palette = Palette::of(theme::theme(theme, ctx.system_theme()));
        theme::set_style(ctx, &palette);
        // Keys for larger text are in the command table like all others.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let wake = ctx.clone();
        Window {
            state: State { theme, ..State::default() },
            jobs: Jobs::new(move || wake.request_repaint()),
            palette,
            overview: None,
            themed: (theme, ctx.system_theme()),
            focus_find: false,
            queued: Vec::new(),
        }
    }

    /// Does something at the beginning of the next frame.
    pub fn queue(&mut self, action: Action) {
        self.queued.push(action);
    }

    /// Shows the window as it is after all that was done to it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let now = ctx.input(|input| input.time);
        let mut actions = std::mem::take(&mut self.queued);
        actions.push(Action::Resized(ctx.content_rect().width()));
        actions.extend(self.jobs.answers().into_iter().map(Action::Heard));
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            actions.push(Action::Open(dropped));
        }
        actions.extend(command::pressed(&ctx, canvas::id()).into_iter().map(Action::Run));
        self.apply(&ctx, actions, now);
        if advance(&mut self.state, now) {
            ctx.request_repaint();
        }
        self.follow_theme(&ctx);
        let mut actions = Vec::new();
        self.show(ui, &mut actions);
        if !actions.is_empty() {
            self.apply(&ctx, actions, now);
            ctx.request_repaint();
        }
    }

    fn apply(&mut self, ctx: &egui::Context, actions: Vec<Action>, now: f64) {
        for action in actions {
            if let Some(effect) = apply(&mut self.state, action, now) {
                self.carry_out(ctx, effect);
            }
        }
    }

    fn carry_out(&mut self, ctx: &egui::Context, effect: Effect) {
        match effect {
            Effect::ChooseFiles => self.jobs.choose_files(),
            Effect::ChooseFolder => self.jobs.choose_folder(),
            Effect::ChooseProject => self.jobs.choose_project(),
            Effect::ChooseTarget => self.jobs.choose_target(),
            Effect::Read(paths) => self.jobs.read_paths(paths),
            Effect::ReadSample => self.jobs.read(sample()),
            Effect::Save(path) => self.save(path),
            Effect::Export(path) => self.export(path),
            Effect::Cancel => self.jobs.cancel(),
            Effect::FocusFind => self.focus_find = true,
            Effect::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Effect::Scale(factor) => {
                let scale = factor.map_or(1.0, |factor| (ctx.zoom_factor() * factor).clamp(0.5, 3.0));
                ctx.set_zoom_factor(scale);
            }
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// Saves documents and events, whatever the filter leaves.
    fn save(&self, path: PathBuf) {
        let timeline = Arc::clone(&self.state.timeline);
        self.jobs.start(move || match project::save(&timeline, &path) {
            Ok(()) => Answer::Saved(path),
            Err(error) => Answer::Failed(Problem { path, message: error.to_string() }),
        });
    }

    /// Writes what the filter leaves, all of time, as a slide.
    fn export(&self, path: PathBuf) {
        let timeline = Arc::clone(&self.state.timeline);
        let lanes = self.state.shown.lanes.clone();
        self.jobs.start(move || match write_slide(&timeline, &lanes, &path) {
            Ok(()) => Answer::Exported(path),
            Err(error) => {
                // The message bar names the file by itself.
                let message = format!("{error:#}").replace(&format!("{}: ", path.display()), "");
                Answer::Failed(Problem { path, message })
            }
        });
    }

    fn follow_theme(&mut self, ctx: &egui::Context) {
        let wanted = (self.state.theme, ctx.system_theme());
        if wanted != self.themed {
            self.themed = wanted;
            self.palette = Palette::of(theme::theme(wanted.0, wanted.1));
            theme::set_style(ctx, &self.palette);
        }
    }

    fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let focus_find = std::mem::take(&mut self.focus_find);
        let (state, palette) = (&self.state, &self.palette);
        let dropping = ui.input(|input| !input.raw.hovered_files.is_empty());
        let plain = Frame::new().fill(palette.panel);
        let bar = Panel::top("tool bar").exact_size(toolbar::HEIGHT).frame(plain).show_separator_line(false);
        let bar = bar.show(ui, |ui| toolbar::show(ui, state, palette, focus_find, out));
        if !state.problems.is_empty() {
            let panel = Panel::top("problems").exact_size(status::PROBLEM_HEIGHT).frame(plain);
            panel.show_separator_line(false).show(ui, |ui| status::show_problem(ui, state, palette, out));
        }
        let panel = Panel::bottom("status").exact_size(status::HEIGHT).frame(plain).show_separator_line(false);
        panel.show(ui, |ui| status::show(ui, state, palette, out));
        let body = ui.available_rect_before_wrap();
        if state.is_empty() {
            ui.scope_builder(UiBuilder::new().max_rect(body), |ui| empty::show(ui, palette, dropping, out));
        } else if state.timeline.documents.is_empty() {
            empty::show_reading(ui, body, palette);
        } else {
            self.show_body(ui, body, out);
        }
        let (state, palette) = (&self.state, &self.palette);
        if dropping && !state.is_empty() {
            empty::show_drop(ui, palette);
        }
        status::show_progress(ui, bar.response.rect, state, palette);
        match &state.overlay {
            Some(Overlay::Palette { query, chosen }) => palette::show(ui, state, query, *chosen, palette, out),
            Some(Overlay::Path { purpose, typed }) => palette::show_path(ui, state, *purpose, typed, palette, out),
            Some(Overlay::Keys) => help::show(ui, palette, out),
            None => {}
        }
    }

    /// Rail, canvas and details side by side, or rail and details above the canvas where it is narrow.
    fn show_body(&mut self, ui: &mut Ui, body: Rect, out: &mut Vec<Action>) {
        let rail = self.state.filters_shown().then(|| body.with_max_x(body.left() + filters::WIDTH));
        let details = self.state.details_shown().then(|| body.with_min_x(body.right() - DETAILS_PT));
        let mut middle = body;
        if let Some(rail) = rail.filter(|_| body.width() >= RAIL_DOCK_PT) {
            middle.min.x = rail.right();
        }
        if let Some(details) = details.filter(|_| body.width() >= DETAILS_DOCK_PT) {
            middle.max.x = details.left();
        }
        let overview = middle.with_min_y(middle.bottom() - overview::height(body.height()));
        let lanes = middle.with_max_y(overview.top());
        let now = ui.input(|input| input.time);
        apply(&mut self.state, Action::CanvasResized(lanes.width(), lanes.height()), now);
        let scene = self.scene();
        self.renew_overview(overview.size());
        let (state, palette) = (&self.state, &self.palette);
        let free = |place: Rect| {
            let left = rail.map_or(place.left(), |rail| rail.right().max(place.left()));
            let right = details.map_or(place.right(), |details| details.left().min(place.right()));
            Rect::from_x_y_ranges(left..=right, place.y_range())
        };
        ui.scope_builder(UiBuilder::new().max_rect(lanes), |ui| {
            if let Some(scene) = &scene {
                canvas::show(ui, state, scene, free(lanes), palette, out);
            }
        });
        ui.painter().rect_filled(overview, 0.0, palette.panel);
        if let Some((_, strip)) = &self.overview {
            ui.scope_builder(UiBuilder::new().max_rect(overview), |ui| {
                overview::show(ui, state, strip, free(overview), out)
            });
        }
        if let Some(rail) = rail {
            side(ui, "Filters", rail, palette, rail.right() - 0.5, |ui| filters::show(ui, state, palette, out));
        }
        if let Some(place) = details {
            side(ui, "Details", place, palette, place.left() + 0.5, |ui| show_details(ui, state, palette, out));
        }
    }

    /// The overview changes with its content, size and colours only.
    fn renew_overview(&mut self, size: egui::Vec2) {
        let State { picture, timeline, text, shown, .. } = &self.state;
        let made_for = (shown.number, [size.x, size.y], self.themed);
        let Some(picture) = picture.as_ref().filter(|_| !shown.events.is_empty()) else {
            self.overview = None;
            return;
        };
        if self.overview.as_ref().is_none_or(|(known, _)| *known != made_for) {
            let theme = &self.palette.theme;
            let strip = Overview::new(timeline, &picture.content, size.x, size.y, theme, text);
            self.overview = Some((made_for, strip));
        }
    }

    fn scene(&mut self) -> Option<Scene> {
        let State { picture, timeline, view, text, .. } = &mut self.state;
        picture.as_mut().map(|picture| picture.scene(timeline, view, &self.palette.theme, text))
    }
}

/// A panel at a side, on top of what was drawn before.
fn side(ui: &mut Ui, name: &str, place: Rect, palette: &Palette, border: f32, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt(name), |ui| {
        ui.set_clip_rect(place);
        ui.painter().rect_filled(place, 0.0, palette.panel);
        // What lies below must not feel what is done here.
        let ground = ui.interact(place, ui.scope_id().with("ground"), egui::Sense::click_and_drag());
        ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Pane, true, name));
        ui.painter().vline(border, place.y_range(), Stroke::new(1.0, palette.line2));
        contents(ui);
    });
}

/// Details above, the reader below; each scrolls by itself.
fn show_details(ui: &mut Ui, state: &State, palette: &Palette, out: &mut Vec<Action>) {
    let place = ui.max_rect();
    let Some(document) = state.read_document() else {
        return details::show_nothing(ui, state, palette, out);
    };
    let mut split = place.top();
    if let Some(event) = state.lead() {
        let room = place.with_max_y(place.top() + place.height() * 0.58);
        let shown = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            let area = egui::ScrollArea::vertical().id_salt("details").max_height(room.height());
            area.auto_shrink([false, true]).show(ui, |ui| details::show(ui, state, event, palette, out)).content_size.y
        });
        split += shown.inner.min(room.height());
        ui.painter().hline(place.x_range(), split, Stroke::new(1.0, palette.line2));
    }
    let below = place.with_min_y(split + 1.0);
    ui.painter().rect_filled(below, 0.0, palette.bg);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        ui.set_clip_rect(below);
        reader::show(ui, state, document, palette, out);
    });
}

fn write_slide(timeline: &Timeline, lanes: &[Lane], path: &Path) -> Result<()> {
    let format = Format::of(path)?;
    let request = Request { size: SLIDE_PX, title: &timeline.title, marking: None };
    let bytes = export::picture(timeline, lanes, &request, format)?;
    export::write_file(path, &bytes)
}

fn sample() -> Vec<Input> {
    const SAMPLE: [(&str, &str); 5] = [
        ("bombers-over-the-east-sea.txt", include_str!("../../seeds/bombers-over-the-east-sea.txt")),
        ("four-against-the-order.txt", include_str!("../../seeds/four-against-the-order.txt")),
        ("wigs-trains-and-gas.txt", include_str!("../../seeds/wigs-trains-and-gas.txt")),
        ("before-the-washington-summit.txt", include_str!("../../seeds/before-the-washington-summit.txt")),
        ("pyongyangs-new-lifeline.txt", include_str!("../../seeds/pyongyangs-new-lifeline.txt")),
    ];
    SAMPLE.map(|(name, text)| Input::Text { name: name.to_owned(), text: text.to_owned() }).into()
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.palette.bg.to_normalized_gamma_f32()
    }
}
