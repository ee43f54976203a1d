//! Settings to the window and back: what is as it was when the program ran last.

use super::Window;
use crate::jobs::Answer;
use crate::settings::{Keeper, SIZE_MIN_PT, Settings};
use crate::state::ThemeChoice;
use std::path::PathBuf;

/// What is kept between runs, and what keeps it.
pub struct Memory {
    keeper: Keeper,
    kept: Settings,
    /// The theme that was asked for at the start; it counts for this run alone.
    given: Option<ThemeChoice>,
}

impl Window {
    /// Makes everything as it was kept, and keeps it in a file from now on.
    pub fn restore(&mut self, ctx: &egui::Context, kept: Settings, path: PathBuf, given: Option<ThemeChoice>) {
        self.state.theme = given.unwrap_or(kept.theme);
        self.state.scale = kept.scale;
        self.state.still = kept.reduced_motion;
        self.state.wish = kept.export;
        self.state.recent.clone_from(&kept.recent);
        self.state.author.clone_from(&kept.author);
        ctx.set_zoom_factor(kept.scale);
        let tell = self.jobs.teller();
        let failed = move |problem| tell(Answer::Failed(problem));
        self.memory = Some(Memory { keeper: Keeper::new(path, failed), kept, given });
    }

    /// Keeps what has changed.
    pub fn remember(&mut self, ctx: &egui::Context) {
        let Some(Memory { keeper, kept, given }) = &mut self.memory else { return };
        let state = &self.state;
        let mut now = Settings {
            scale: state.scale,
            reduced_motion: state.still,
            export: state.wish,
            recent: state.recent.clone(),
            author: state.author.clone(),
            ..*kept
        };
        if *given != Some(state.theme) {
            now.theme = state.theme;
            *given = None;
        }
        let (maximized, full) = ctx.input(|input| (input.viewport().maximized, input.viewport().fullscreen));
        now.maximized = maximized.unwrap_or(false);
        let size = ctx.content_rect().size() * ctx.zoom_factor();
        let [width, height] = SIZE_MIN_PT;
        if !now.maximized && full != Some(true) && size.x >= width && size.y >= height {
            now.size_pt = [size.x.round(), size.y.round()];
        }
        if now != *kept {
            kept.clone_from(&now);
            keeper.keep(now);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use crate::apply::Action;
    use crate::command::Command;
    use crate::settings::{self, Settings};
    use crate::state::ThemeChoice;
    use crate::ui::tested::Tested;
    use std::path::Path;

    fn window(path: &Path, given: Option<ThemeChoice>) -> Tested {
        let mut tested = Tested::new([1200, 800], ThemeChoice::System);
        let ctx = tested.harness.ctx.clone();
        tested.harness.state_mut().restore(&ctx, settings::read(path).0, path.to_owned(), given);
        tested.settle();
        tested
    }

    #[test]
    fn a_window_is_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let mut tested = window(&path, None);
        for command in [Command::Dark, Command::ReduceMotion, Command::LargerText] {
            tested.act(Action::Run(command));
        }
        drop(tested);
        let kept = settings::read(&path).0;
        let size_pt = [1200.0, 800.0];
        let (theme, scale) = (ThemeChoice::Dark, 1.1);
        assert_eq!(kept, Settings { theme, scale, reduced_motion: true, size_pt, ..Settings::default() });
        let tested = window(&path, None);
        assert_eq!((tested.state().theme, tested.state().scale, tested.state().still), (theme, scale, true));
        assert!((tested.harness.ctx.zoom_factor() - scale).abs() < 1e-6);
    }

    #[test]
    fn a_saved_project_is_offered_again() {
        let folder = tempfile::tempdir().unwrap();
        let (path, project) = (folder.path().join("settings.ron"), folder.path().join("alliance.dateline"));
        let mut tested = window(&path, None);
        tested.click("Look at the sample");
        tested.wait(|state| state.reading.is_none());
        tested.act(Action::SaveTo(project.clone()));
        tested.wait(|state| state.file.is_some());
        drop(tested);
        let mut tested = window(&path, None);
        tested.click("alliance");
        tested.wait(|state| state.file.as_ref() == Some(&project));
        assert_eq!(tested.state().known.timeline.documents.len(), 5);
    }

    #[test]
    fn a_theme_that_was_asked_for_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let mut tested = window(&path, Some(ThemeChoice::HighContrast));
        assert_eq!(tested.state().theme, ThemeChoice::HighContrast);
        tested.act(Action::Run(Command::ReduceMotion));
        drop(tested);
        let kept = settings::read(&path).0;
        assert_eq!((kept.theme, kept.reduced_motion), (ThemeChoice::System, true));
    }
}
