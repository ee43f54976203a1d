//! Work off the window's thread: reading documents, file dialogs, exports.
//!
//! In: what is to be done. Out: answers, asked for once a frame. A reading that was cancelled
//! or overtaken by a newer one is told to stop, and what it still answers is dropped.

use crate::open::{self, Input, Opened, Problem, Progress};
use crate::state::Purpose;
use dateline_model::actor::Country;
use dateline_model::lexicon::Lexicon;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// What a job has to say.
pub enum Answer {
    /// How far the reading is.
    Progress(Progress),
    /// The reading is done.
    Read {
        /// What came of it.
        opened: Opened,
        /// Names of the countries in it.
        names: BTreeMap<Country, String>,
    },
    /// Paths that the user chose; none where the dialog was closed.
    Chosen(Purpose, Vec<PathBuf>),
    /// The desktop has no file dialog.
    NoDialog(Purpose),
    /// The project is saved.
    Saved(PathBuf),
    /// The picture is written.
    Exported(PathBuf),
    /// It did not work.
    Failed(Problem),
}

/// The work that goes on.
pub struct Jobs {
    sender: Sender<(u64, Answer)>,
    receiver: Receiver<(u64, Answer)>,
    /// The number of the newest reading; older ones stop.
    newest: Arc<AtomicU64>,
    /// Wakes the window, which sleeps while nothing happens.
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// The number of answers that are never late.
const ALWAYS: u64 = 0;
/// A dialog that closes sooner than this was never seen: the desktop has none.
const DIALOG_MIN: Duration = Duration::from_millis(250);

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Answer::Progress(_) => "Progress",
            Answer::Read { .. } => "Read",
            Answer::Chosen(..) => "Chosen",
            Answer::NoDialog(_) => "NoDialog",
            Answer::Saved(_) => "Saved",
            Answer::Exported(_) => "Exported",
            Answer::Failed(_) => "Failed",
        })
    }
}

impl Jobs {
    /// No work yet. `wake` is called from other threads when there is an answer.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Jobs {
        let (sender, receiver) = channel();
        Jobs { sender, receiver, newest: Arc::new(AtomicU64::new(ALWAYS)), wake: Arc::new(wake) }
    }

    /// The answers since the last call, in the order they came.
    pub fn answers(&self) -> Vec<Answer> {
        let newest = self.newest.load(Ordering::SeqCst);
        let fresh = self.receiver.try_iter().filter(|(number, _)| *number == ALWAYS || *number == newest);
        fresh.map(|(_, answer)| answer).collect()
    }

    /// Stops the reading that goes on.
    pub fn cancel(&self) {
        self.newest.fetch_add(1, Ordering::SeqCst);
    }

    /// Reads documents; a reading that goes on is stopped.
    pub fn read(&self, inputs: Vec<Input>) {
        self.start_reading(move |progress| open::open_inputs(inputs, &BTreeMap::new(), progress));
    }

    /// Reads files and folders; a reading that goes on is stopped.
    pub fn read_paths(&self, paths: Vec<PathBuf>) {
        self.start_reading(move |progress| open::open(&paths, &BTreeMap::new(), progress));
    }

    /// Asks for files to open.
    pub fn choose_files(&self) {
        self.ask(Purpose::Open, || rfd::FileDialog::new().set_title("Open files").pick_files());
    }

    /// Asks for a folder to open.
    pub fn choose_folder(&self) {
        self.ask(Purpose::Open, || rfd::FileDialog::new().set_title("Open folder").pick_folders());
    }

    /// Asks for the file to save the project in.
    pub fn choose_project(&self) {
        self.ask(Purpose::Save, || {
            let dialog = rfd::FileDialog::new().set_title("Save project").set_file_name("timeline.dateline");
            dialog.add_filter("Dateline project", &["dateline"]).save_file().map(|path| vec![path])
        });
    }

    /// Asks for the file to export to.
    pub fn choose_target(&self) {
        self.ask(Purpose::Export, || {
            let dialog = rfd::FileDialog::new().set_title("Export picture").set_file_name("timeline.svg");
            let dialog = dialog.add_filter("SVG", &["svg"]).add_filter("PNG", &["png"]);
            dialog.save_file().map(|path| vec![path])
        });
    }

    /// Does work that answers once, and is never overtaken.
    pub fn start(&self, work: impl FnOnce() -> Answer + Send + 'static) {
        let (sender, wake) = (self.sender.clone(), Arc::clone(&self.wake));
        std::thread::spawn(move || {
            sender.send((ALWAYS, work())).ok();
            wake();
        });
    }

    fn start_reading(&self, read: impl FnOnce(&(dyn Fn(Progress) -> bool + Sync)) -> Opened + Send + 'static) {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let (sender, wake, newest) = (self.sender.clone(), Arc::clone(&self.wake), Arc::clone(&self.newest));
        std::thread::spawn(move || {
            let opened = read(&|progress| {
                sender.send((number, Answer::Progress(progress))).ok();
                wake();
                newest.load(Ordering::SeqCst) == number
            });
            let names = country_names(&opened);
            sender.send((number, Answer::Read { opened, names })).ok();
            wake();
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

fn country_names(opened: &Opened) -> BTreeMap<Country, String> {
    let lexicon = Lexicon::embedded();
    let events = opened.timeline.events.iter();
    let countries = events.flat_map(|event| event.countries.iter().chain(&event.said_by).copied());
    countries.map(|country| (country, lexicon.country_name(&country).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(jobs: &Jobs, done: impl Fn(&Answer) -> bool) -> Vec<Answer> {
        let mut heard = Vec::new();
        for _ in 0..2000 {
            heard.extend(jobs.answers());
            if heard.iter().any(&done) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        heard
    }

    fn text(words: &str) -> Vec<Input> {
        vec![Input::Text { name: "a.txt".to_owned(), text: words.to_owned() }]
    }

    #[test]
    fn a_reading_tells_its_progress_and_its_result() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("Nothing happened."));
        let heard = wait(&jobs, |answer| matches!(answer, Answer::Read { .. }));
        assert!(heard.iter().any(|answer| matches!(answer, Answer::Progress(Progress { read: 1, total: 1, .. }))));
        assert!(matches!(heard.last(), Some(Answer::Read { opened, .. }) if opened.timeline.documents.len() == 1));
    }

    #[test]
    fn what_comes_late_is_dropped() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("An older text."));
        jobs.cancel();
        jobs.start(|| {
            std::thread::sleep(Duration::from_millis(100));
            Answer::NoDialog(Purpose::Open)
        });
        let heard = wait(&jobs, |answer| matches!(answer, Answer::NoDialog(_)));
        assert_eq!(heard.len(), 1, "{heard:?}");
    }

    #[test]
    fn only_the_newest_reading_is_heard() {
        let jobs = Jobs::new(|| {});
        jobs.read(text("An older text."));
        jobs.read(vec![]);
        let heard = wait(&jobs, |answer| matches!(answer, Answer::Read { .. }));
        assert!(matches!(heard.last(), Some(Answer::Read { opened, .. }) if opened.timeline.documents.is_empty()));
    }
}
