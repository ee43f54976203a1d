//! The window: panels are functions of the state that return actions; what comes back goes through `apply`.
//!
//! In: paths to open. Draws nothing by itself and reads no file; `jobs` does that off this thread.

#[cfg(test)]
mod arranging;
#[cfg(test)]
mod arriving;
mod asking;
mod canvas;
mod columns;
#[cfg(test)]
mod columns_tests;
mod compare;
#[cfg(test)]
mod conventions;
#[cfg(test)]
mod correcting;
mod desktop;
mod details;
mod driven;
mod editor;
mod empty;
mod exporting;
mod fields;
mod filters;
mod find;
mod find_in_text;
mod gestures;
mod heads;
mod help;
mod history;
mod hover;
#[cfg(test)]
mod keeping;
mod legend;
mod marks;
mod memory;
mod moment;
mod overview;
mod page;
mod paint;
mod palette;
mod paragraph;
#[cfg(test)]
mod preparing;
mod present;
mod presenter;
#[cfg(test)]
mod raster;
mod reader;
mod review;
mod rows;
#[cfg(test)]
mod same_scene;
mod screen;
mod several;
mod status;
mod story;
mod telling;
#[cfg(test)]
mod tested;
#[cfg(test)]
mod tests;
mod theme;
mod toolbar;
mod trace;
mod tracks;
mod trail;
mod tray;
mod typeset;
mod when_field;
mod why;
mod widgets;

use crate::apply::{self, Action, Effect, apply};
use crate::command::{self, Command};
use crate::jobs::{Answer, Base, Came, Jobs};
use crate::keeper::{self, Keeper};
use crate::open::{Input, Problem};
use crate::picture::fallback::Fallback;
use crate::picture::overview::Overview;
use crate::settings;
pub use crate::state::ThemeChoice;
use crate::state::{Manner, Overlay, Question, State};
use anyhow::{Context as _, Result, anyhow, bail};
use dateline_model::lexicon::Lexicon;
use dateline_model::project;
pub use driven::drive;
use egui::{Ui, ViewportCommand};
use memory::Memory;
pub use status::counted;
use std::path::PathBuf;
use std::sync::Arc;
use theme::Palette;
use trace::Trace;

/// Opens the window on files and folders; returns when it is closed. What it shows is noted in the file `trace`.
pub fn run(paths: Vec<PathBuf>, theme: Option<ThemeChoice>, trace: Option<PathBuf>) -> Result<()> {
    if !has_display() {
        bail!("there is no display to open a window on; to make the picture without one: {}", without_window(&paths));
    }
    let place = settings::place();
    let (kept, problem) = place.as_deref().map(settings::read).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Dateline")
        .with_app_id("dateline")
        .with_icon(desktop::icon())
        .with_inner_size(kept.size_pt)
        .with_maximized(kept.maximized)
        .with_min_inner_size(settings::SIZE_MIN_PT);
    let options = eframe::NativeOptions {
        viewport,
        system_font_fallback: false,
        persist_window: false,
        ..eframe::NativeOptions::default()
    };
    let hint = without_window(&paths);
    let note = |path: PathBuf| Trace::new(&path).with_context(|| format!("{}: can't be written", path.display()));
    let trace = trace.map(note).transpose()?;
    let window = move |context: &eframe::CreationContext<'_>| {
        let mut window = Window::new(&context.egui_ctx, theme.unwrap_or_default());
        window.trace = trace;
        if let Some(place) = place {
            window.restore(&context.egui_ctx, kept, place, theme);
        }
        let home = keeper::home();
        window.keep(home.clone());
        if !paths.is_empty() {
            window.queue(Action::Open(paths));
        } else if let Some(left) = keeper::unsaved(home.as_deref()).into_iter().next() {
            window.queue(Action::Open(vec![left]));
        }
        // Behind what is opened, which takes older messages away.
        if let Some(problem) = problem {
            window.queue(Action::Heard(Answer::Failed(problem)));
        }
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    eframe::run_native("Dateline", options, Box::new(window))
        .map_err(|error| anyhow!("the window can't be opened: {error}; to make the picture without one: {hint}"))
}

/// The present day as a day number, after the computer's clock; the model knows none.
fn today() -> Option<f64> {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let first = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(crate::picture::axis::day_number(first) + (since_1970.as_secs_f64() / 86_400.0).floor())
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
    /// The title that the desktop was told.
    titled: String,
    /// Which fonts egui has besides the bundled one.
    fonts: Arc<Fallback>,
    focus_find: bool,
    queued: Vec<Action>,
    trace: Option<Trace>,
    /// What is kept between runs; none in tests.
    memory: Option<Memory>,
    /// What keeps changes until they are saved; none in tests.
    keeper: Option<Keeper>,
    /// Whether the window closes without being asked again.
    leaves: bool,
}

impl Window {
    /// A window with nothing open.
    pub fn new(ctx: &egui::Context, theme: ThemeChoice) -> Window {
        theme::set_fonts(ctx, &[]);
        let palette = Palette::of(theme::theme(theme, ctx.system_theme()));
        theme::set_style(ctx, &palette);
        // Keys for larger text are in the command table like all others.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let wake = ctx.clone();
        let mut state = State { theme, ..State::default() };
        state.view.today = today();
        Window {
            state,
            jobs: Jobs::new(move || wake.request_repaint()),
            palette,
            overview: None,
            themed: (theme, ctx.system_theme()),
            titled: String::new(),
            fonts: Arc::default(),
            focus_find: false,
            queued: Vec::new(),
            trace: None,
            memory: None,
            keeper: None,
            leaves: false,
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
        let mut answers = self.jobs.answers();
        answers.iter_mut().for_each(|answer| self.keep_opened(answer));
        actions.extend(answers.into_iter().map(Action::Heard));
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let asked = matches!(self.state.overlay, Some(Overlay::Question(_)));
        if !dropped.is_empty() && !asked {
            actions.push(Action::Open(dropped));
        }
        if self.state.presenting.is_none() && !asked {
            actions.extend(pasted(&ctx).into_iter().map(Action::Paste));
        }
        if !asked {
            let pressed = command::pressed(&ctx, canvas::id(), page::id(), self.state.presenting.is_some());
            actions.extend(pressed.into_iter().map(Action::Run));
        }
        if ctx.memory(|memory| memory.has_focus(page::id())) {
            // Who reads searches in what they read.
            for action in &mut actions {
                if matches!(action, Action::Run(Command::Find)) {
                    *action = Action::Run(Command::FindInText);
                }
            }
        }
        actions.extend(present::figures(&ctx, &self.state).into_iter().map(Action::Figure));
        if ctx.input(|input| input.viewport().close_requested()) && !self.leaves {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            actions.push(Action::Leave);
        }
        self.apply(&ctx, actions, now);
        if let Some(effect) = apply::read_changed(&mut self.state) {
            self.carry_out(&ctx, effect);
        }
        if apply::glide(&mut self.state, now) {
            ctx.request_repaint();
        }
        if let Some(rest) = apply::play(&mut self.state, now) {
            ctx.request_repaint_after(rest);
        }
        match apply::record(&mut self.state, now) {
            apply::Recorded::Nothing => {}
            apply::Recorded::Rests(rest) => ctx.request_repaint_after(std::time::Duration::from_secs_f64(rest)),
            apply::Recorded::Step(edit) => self.apply(&ctx, vec![Action::Edit(*edit)], now),
        }
        self.follow_theme(&ctx);
        self.follow_fonts(&ctx);
        self.follow_title(&ctx);
        if let Some(picture) = &mut self.state.picture {
            picture.now = (!self.state.still).then_some(now);
        }
        let mut actions = Vec::new();
        self.show(ui, &mut actions);
        if self.state.picture.as_ref().is_some_and(|picture| picture.is_turning()) {
            ctx.request_repaint();
        }
        settle_hover(&mut actions, self.state.view.hover);
        if !actions.is_empty() {
            self.apply(&ctx, actions, now);
            ctx.request_repaint();
        }
        self.keep_changes();
        self.remember(&ctx);
        if let Some(trace) = &mut self.trace {
            trace.note(&self.state);
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
            Effect::ChooseWatched => self.jobs.choose_watched(),
            Effect::ChooseProject => self.jobs.choose_project(),
            Effect::ChooseTarget => self.jobs.choose_target(self.state.wish.format),
            Effect::Preview => self.preview(),
            Effect::DrawPicture => self.draw_picture(),
            Effect::Copy(raster) => {
                let pixels = egui::ColorImage::from_rgba_unmultiplied(raster.size, &raster.rgba);
                ctx.copy_image(pixels);
            }
            Effect::StopExport => self.jobs.stop_export(),
            Effect::Read(paths) => self.jobs.read_paths(paths, self.base()),
            Effect::ReadText(name, text) => {
                let lexicon = Arc::clone(&self.state.known.lexicon);
                self.jobs.read_text(name, text, self.base(), lexicon);
            }
            Effect::Paste => {
                // The text is for the timeline, not for the field that the command was typed in.
                ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|field| memory.surrender_focus(field)));
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Effect::ChooseTables => self.jobs.choose_tables(),
            Effect::LookForTables(paths) => {
                self.jobs.look_for_tables(paths, self.state.project.clone(), self.lexicon());
            }
            Effect::LookAtTable => {
                if let Some(table) = self.state.tables.first() {
                    self.jobs.look(table.clone(), self.state.project.clone(), self.lexicon());
                }
            }
            Effect::ReadTables(tables) => self.jobs.read_tables(tables, self.base(), self.lexicon()),
            Effect::Watch(folder) => {
                let open = self.state.project.documents.iter().map(|document| document.name.clone()).collect();
                self.jobs.watch(folder, open);
            }
            Effect::StopWatching => self.jobs.stop_watching(),
            Effect::Load(path, manner) => self.load(path, manner),
            Effect::Reload(path) => {
                self.keeper.iter_mut().for_each(Keeper::leave);
                let home = self.keeper.as_ref().and_then(Keeper::home);
                self.jobs.load(path, Manner::Own, home);
            }
            Effect::ReadSample => self.jobs.read(sample()),
            Effect::Save(path) => self.save(path, false),
            Effect::Overwrite(path) => self.save(path, true),
            Effect::Export(path) => self.export(path),
            Effect::Cancel => self.jobs.cancel(),
            Effect::Close => {
                self.jobs.cancel();
                self.jobs.stop_watching();
                self.keeper.iter_mut().for_each(Keeper::discard);
            }
            Effect::Redate(document, own) => {
                let lexicon = Arc::clone(&self.state.known.lexicon);
                self.jobs.redate(self.state.project.clone(), document, own, lexicon);
            }
            Effect::Refine(_) if self.state.told != self.state.to_tell => {
                self.jobs.retell(self.state.project.clone(), self.state.to_tell, self.state.wanted());
            }
            Effect::Refine(redraw) => self.jobs.refine(self.state.wanted(), redraw),
            Effect::FocusFind => self.focus_find = true,
            Effect::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Effect::EnterFullScreen => ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true)),
            Effect::LeaveFullScreen => ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false)),
            Effect::Scale(scale) => ctx.set_zoom_factor(scale),
            Effect::Quit => {
                self.keeper.iter_mut().for_each(Keeper::discard);
                self.leaves = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn lexicon(&self) -> Arc<Lexicon> {
        Arc::clone(&self.state.known.lexicon)
    }

    /// What a reading adds to.
    fn base(&self) -> Base {
        Base {
            project: self.state.project.clone(),
            revision: self.state.revision,
            stamp: apply::stamp(&self.state.author),
            filter: self.state.filter.clone(),
            find: self.state.find.clone(),
        }
    }

    /// Opens a project. One that is open here is let go first, as nobody else may open it meanwhile.
    fn load(&mut self, path: PathBuf, manner: Manner) {
        if self.state.file.as_ref() == Some(&path) && manner == Manner::Own {
            self.keeper.iter_mut().for_each(Keeper::discard);
        }
        let home = self.keeper.as_ref().and_then(Keeper::home);
        self.jobs.load(path, manner, home);
    }

    /// Saves the project, whatever the filter leaves.
    fn save(&mut self, path: PathBuf, overwrite: bool) {
        self.keep_changes();
        let (project, place) = (self.state.project.clone(), self.state.history.place());
        let saving = self.keeper.as_ref().map(Keeper::saving);
        self.jobs.start(move || {
            let saved = match saving {
                Some(saving) => saving.save(&project, &path, overwrite),
                None => project::save(&project, &path, |_| Ok(()))
                    .map_err(|error| Question::Unsaveable(Problem { path: path.clone(), message: error.to_string() })),
            };
            match saved {
                Ok(()) => Answer::Saved(path, place),
                Err(question) => Answer::NotSaved(question),
            }
        });
    }

    /// Keeps changes from now on, so that a crash loses none; those of a project without a file in the folder `home`.
    pub fn keep(&mut self, home: Option<PathBuf>) {
        self.keeper = Some(Keeper::new(home, self.jobs.teller()));
    }

    /// Gives the keeper what was changed.
    fn keep_changes(&mut self) {
        let changes = std::mem::take(&mut self.state.unwritten);
        if let Some(keeper) = self.keeper.as_mut().filter(|_| !changes.is_empty()) {
            keeper.note(changes, &self.state.project);
        }
    }

    /// Lets the keeper go on with the journal of a project that was opened.
    fn keep_opened(&mut self, answer: &mut Answer) {
        let Answer::Read(read) = answer else { return };
        let Came::Anew(source) = &mut read.came else { return };
        if let Some(keeper) = self.keeper.as_mut().filter(|_| !read.project.documents.is_empty()) {
            keeper.adopt(source.file.clone().zip(source.fingerprint), source.journal.take());
        }
    }

    fn follow_fonts(&mut self, ctx: &egui::Context) {
        let wanted = &self.state.known.fallback;
        if !Arc::ptr_eq(wanted, &self.fonts) {
            let none = wanted.fonts.is_empty() && self.fonts.fonts.is_empty();
            self.fonts = Arc::clone(wanted);
            if none {
                return;
            }
            theme::set_fonts(ctx, &wanted.fonts);
            // They are there from the next frame on.
            ctx.request_repaint();
        }
    }

    fn follow_title(&mut self, ctx: &egui::Context) {
        let wanted = desktop::title(&self.state);
        if wanted != self.titled {
            ctx.send_viewport_cmd(ViewportCommand::Title(wanted.clone()));
            self.titled = wanted;
        }
    }

    fn follow_theme(&mut self, ctx: &egui::Context) {
        let wanted = (self.state.theme, ctx.system_theme());
        if wanted != self.themed {
            self.themed = wanted;
            self.palette = Palette::of(theme::theme(wanted.0, wanted.1));
            theme::set_style(ctx, &self.palette);
        }
    }
}

/// What was pasted where no text is written.
fn pasted(ctx: &egui::Context) -> Vec<String> {
    if ctx.text_edit_focused() {
        return Vec::new();
    }
    let text = |event: &egui::Event| if let egui::Event::Paste(text) = event { Some(text.clone()) } else { None };
    ctx.input(|input| input.events.iter().filter_map(text).collect())
}

/// Of what is said to be under the pointer, the last word counts, and only where it is news.
fn settle_hover(actions: &mut Vec<Action>, known: Option<usize>) {
    let last =
        actions.iter().rev().find_map(|action| if let Action::Hover(event) = action { Some(*event) } else { None });
    actions.retain(|action| !matches!(action, Action::Hover(_)));
    actions.extend(last.filter(|event| *event != known).map(Action::Hover));
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
