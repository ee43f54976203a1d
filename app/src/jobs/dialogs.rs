//! File dialogs of the desktop, which wait for the user off the window's thread.

use super::{Answer, Jobs};
use crate::export::Format;
use crate::state::Purpose;
use dateline_model::project;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A dialog that closes sooner than this was never seen: the desktop has none.
const DIALOG_MIN: Duration = Duration::from_millis(250);

impl Jobs {
    /// Asks for files to open.
    pub fn choose_files(&self) {
        self.ask(Purpose::Open, || rfd::FileDialog::new().set_title("Open files").pick_files());
    }

    /// Asks for a folder to open.
    pub fn choose_folder(&self) {
        self.ask(Purpose::Open, || rfd::FileDialog::new().set_title("Open folder").pick_folders());
    }

    /// Asks for a folder to watch.
    pub fn choose_watched(&self) {
        self.ask(Purpose::Watch, || {
            rfd::FileDialog::new().set_title("Watch folder").pick_folder().map(|folder| vec![folder])
        });
    }

    /// Asks for tables to import.
    pub fn choose_tables(&self) {
        self.ask(Purpose::Table, || {
            let dialog = rfd::FileDialog::new().set_title("Import table");
            let dialog = dialog.add_filter("Tables", &["csv", "tsv", "tab", "psv", "txt"]);
            dialog.add_filter("All files", &["*"]).pick_files()
        });
    }

    /// Asks for the file to save the project in.
    pub fn choose_project(&self) {
        self.ask(Purpose::Save, || {
            let dialog = rfd::FileDialog::new().set_title("Save project").set_file_name("timeline.dateline");
            let dialog = dialog.add_filter("Dateline project", &["dateline"]);
            dialog.save_file().map(|path| vec![ending_once(path, project::ENDING)])
        });
    }

    /// Asks for the file to export to.
    pub fn choose_target(&self, format: Format) {
        self.ask(Purpose::Export, move || {
            let ending = format.ending();
            let dialog = rfd::FileDialog::new().set_title("Export").set_file_name(format!("timeline.{ending}"));
            let dialog = dialog.add_filter(format.label(), &[ending]);
            dialog.save_file().map(|path| vec![ending_once(path, ending)])
        });
    }

    fn ask(&self, purpose: Purpose, dialog: impl FnOnce() -> Option<Vec<PathBuf>> + Send + 'static) {
        self.start(move || {
            let began = Instant::now();
            match dialog() {
                Some(paths) => Answer::Chosen(purpose, paths),
                None if began.elapsed() < DIALOG_MIN => Answer::NoDialog(purpose),
                None => Answer::Chosen(purpose, Vec::new()),
            }
        });
    }
}

/// Dialogs mark the name without its ending, so that who types all of it gets the ending twice.
fn ending_once(path: PathBuf, ending: &str) -> PathBuf {
    let stem = path.file_stem().map(PathBuf::from);
    let is_twice = path.extension().is_some_and(|last| last == ending)
        && stem.as_ref().and_then(|stem| stem.extension()).is_some_and(|last| last == ending);
    match stem {
        Some(stem) if is_twice => path.with_file_name(stem),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_typed_beside_that_of_the_dialog_stands_once() {
        let check = |path: &str, expect: &str| assert_eq!(ending_once(path.into(), "dateline"), PathBuf::from(expect));
        check("/a/one.dateline.dateline", "/a/one.dateline");
        check("/a/one.dateline", "/a/one.dateline");
        check("/a/one.v2.dateline", "/a/one.v2.dateline");
        check("one", "one");
    }
}
