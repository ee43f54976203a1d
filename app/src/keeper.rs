//! Changes to the journal, projects to their files, both off the window's thread; what a crash left, found again.
//!
//! In: what each change set. Out: a journal beside the project that has it within a second; of a project without a file, or
//! whose folder takes no journal, a copy in the platform's folder for such things, with its journal. It is there until the
//! project is saved or let go. What can't be kept at all is tried again and again.

use crate::jobs::Answer;
use crate::open::Problem;
use crate::state::Question;
use dateline_model::edit::Done;
use dateline_model::project::journal::{Journal, JournalError};
use dateline_model::project::{self, ENDING, Project, ProjectError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Keeps the changes of one window.
pub struct Keeper {
    shared: Arc<Mutex<Shared>>,
    /// None only while it is dropped.
    sender: Option<Sender<Work>>,
    writer: Option<JoinHandle<()>>,
    /// The number of the last change.
    last: u64,
    /// Held while one saves: up to which change the file is saved.
    saved: Arc<Mutex<u64>>,
}

#[derive(Default)]
struct Shared {
    /// Where copies are kept.
    home: Option<PathBuf>,
    /// The file that the user has the project in, and its fingerprint as it was read or saved last.
    file: Option<(PathBuf, u64)>,
    journal: Option<Journal>,
    /// The file that the journal is of: that one, or a copy.
    path: PathBuf,
    /// Changes that could not be written yet.
    rest: Option<Work>,
    /// Whether that was told.
    told: bool,
    /// Whether changes are kept in a copy, though there is a file.
    elsewhere: bool,
    /// The number of the project among those that the window had open: what is still to be kept of others is let go.
    number: u64,
}

/// Changes, and the project that has them.
struct Work {
    /// The number of the project.
    number: u64,
    /// The number of the first.
    first: u64,
    changes: Vec<Done>,
    project: Box<Project>,
}

/// What saves a project; works on any thread.
pub struct Saving {
    shared: Arc<Mutex<Shared>>,
    saved: Arc<Mutex<u64>>,
    upto: u64,
}

/// What could not be written is tried again after this.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

impl Keeper {
    /// Keeps nothing yet; copies go to the folder `home`. `tell` is told when changes can't be kept, and when they can be again.
    pub fn new(home: Option<PathBuf>, tell: impl Fn(Answer) + Send + 'static) -> Keeper {
        let (sender, receiver) = channel();
        let shared = Arc::new(Mutex::new(Shared { home, ..Shared::default() }));
        let write_to = Arc::clone(&shared);
        let writer = std::thread::spawn(move || write(&receiver, &write_to, tell));
        Keeper { shared, sender: Some(sender), writer: Some(writer), last: 0, saved: Arc::default() }
    }

    /// Goes on with a project that was opened: its file with the fingerprint that it had, its journal with what that is of.
    pub fn adopt(&mut self, file: Option<(PathBuf, u64)>, journal: Option<(PathBuf, Journal)>) {
        self.discard();
        let (path, journal) = journal.unzip();
        self.last = journal.as_ref().map_or(0, Journal::last);
        self.saved = Arc::default();
        let mut shared = lock(&self.shared);
        (shared.file, shared.journal, shared.path) = (file, journal, path.unwrap_or_default());
    }

    /// Takes in changes; `project` has them.
    pub fn note(&mut self, changes: Vec<Done>, project: &Project) {
        let first = self.last + 1;
        self.last += changes.len() as u64;
        let number = lock(&self.shared).number;
        if let Some(sender) = &self.sender {
            sender.send(Work { number, first, changes, project: Box::new(project.clone()) }).ok();
        }
    }

    /// What saves the project as it is now.
    pub fn saving(&self) -> Saving {
        Saving { shared: Arc::clone(&self.shared), saved: Arc::clone(&self.saved), upto: self.last }
    }

    /// Where copies are kept.
    pub fn home(&self) -> Option<PathBuf> {
        lock(&self.shared).home.clone()
    }

    /// Keeps no longer what is open, and nothing of what was not saved.
    pub fn discard(&mut self) {
        let before = self.let_go();
        let copy = before.is_copy().then_some(before.path);
        before.journal.and_then(|journal| journal.remove().ok());
        copy.and_then(|copy| fs::remove_file(copy).ok());
    }

    /// Keeps no longer what is open. What was not saved is found again by the next that opens it.
    pub fn leave(&mut self) {
        let before = self.let_go();
        if !before.is_copy() {
            before.journal.filter(Journal::is_settled).and_then(|journal| journal.remove().ok());
        }
    }

    fn let_go(&mut self) -> Shared {
        let mut shared = lock(&self.shared);
        let (number, home) = (shared.number + 1, shared.home.clone());
        self.last = 0;
        std::mem::replace(&mut shared, Shared { number, home, ..Shared::default() })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // The writer stops when nothing more can come.
        self.sender = None;
        if let Some(writer) = self.writer.take() {
            writer.join().ok();
        }
        self.leave();
    }
}

impl Saving {
    /// Saves the project whole or not at all, and begins its journal anew. What is to be asked where it can't be saved, or
    /// where it would take the place of what others wrote and the user did not say `overwrite`.
    pub fn save(self, project: &Project, path: &Path, overwrite: bool) -> Result<(), Question> {
        let (in_place, file) = {
            let shared = lock(&self.shared);
            (shared.journal.is_some() && shared.path == path, shared.file.clone().filter(|(file, _)| file == path))
        };
        if !overwrite {
            let asked = match (&file, fs::read(path)) {
                (None, Ok(_)) => Some(Question::Exists(path.to_owned())),
                (Some((_, known)), Ok(found)) if *known != project::fingerprint(&found) => {
                    Some(Question::Altered(path.to_owned()))
                }
                // Where a drive was taken away, its empty folder may have stayed.
                (Some(_), Err(error)) if error.kind() == io::ErrorKind::NotFound => {
                    Some(Question::Gone(path.to_owned()))
                }
                _ => None,
            };
            asked.map_or(Ok(()), Err)?;
        }
        let unsaveable = |message| Question::Unsaveable(Problem { path: path.to_owned(), message });
        // One after the other: else an older state might come to stand over a newer one.
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        if in_place {
            if self.upto < *saved {
                return Ok(());
            }
            self.save_in_place(project, path).map_err(unsaveable)?;
        } else {
            self.save_elsewhere(project, path, file.is_some()).map_err(unsaveable)?;
        }
        *saved = self.upto;
        Ok(())
    }

    fn save_in_place(&self, project: &Project, path: &Path) -> Result<(), String> {
        let mut saved_as = 0;
        let ready = |fingerprint| {
            saved_as = fingerprint;
            lock(&self.shared).journal.as_mut().map_or(Ok(()), |journal| journal.will_save(fingerprint, self.upto))
        };
        project::save(project, path, ready).map_err(|error| error.to_string())?;
        let mut shared = lock(&self.shared);
        if let Some(journal) = &mut shared.journal {
            // It says already what is saved; that it is longer than it need be is no harm.
            journal.saved(saved_as, self.upto).ok();
        }
        shared.file = Some((path.to_owned(), saved_as));
        Ok(())
    }

    /// Saves to a file that the journal is not of; `ours` where the project was opened from it all the same.
    fn save_elsewhere(&self, project: &Project, path: &Path, ours: bool) -> Result<(), String> {
        let journal = match Journal::open(path) {
            Err(JournalError::InUse) => return Err("is open in another window; save under another name".to_owned()),
            // The file will tell what is wrong with the place.
            Err(JournalError::Io(_)) => None,
            Ok(journal) if ours || journal.is_settled() => Some(journal),
            Ok(journal) => journal.put_aside().ok().and_then(|_| Journal::open(path).ok()),
        };
        let mut saved_as = 0;
        let saved = project::save(project, path, |fingerprint| {
            saved_as = fingerprint;
            Ok(())
        });
        if let Err(error) = saved {
            journal.filter(Journal::is_settled).and_then(|journal| journal.remove().ok());
            return Err(error.to_string());
        }
        let mut shared = lock(&self.shared);
        shared.file = Some((path.to_owned(), saved_as));
        // Where the folder takes no journal, the one that there is goes on.
        let Some(mut new) = journal else { return Ok(()) };
        let later = shared.journal.as_ref().map(|old| old.after(self.upto)).unwrap_or_default();
        let begun = new.begin(saved_as).and_then(|()| new.will_save(saved_as, self.upto));
        begun.and_then(|()| new.add(self.upto + 1, later)).map_err(|error| error.to_string())?;
        let copy = shared.is_copy().then(|| shared.path.clone());
        shared.path = path.to_owned();
        if let Some(old) = shared.journal.replace(new) {
            old.remove().ok();
        }
        copy.and_then(|copy| fs::remove_file(copy).ok());
        (shared.told, shared.elsewhere, shared.rest) = (false, false, None);
        Ok(())
    }
}

/// The projects without a file that a crash, or an end without saving, has left, the newest first.
pub fn unsaved(home: Option<&Path>) -> Vec<PathBuf> {
    let entries = home.and_then(|home| fs::read_dir(home).ok()).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_left = |path: &PathBuf| {
        let project = path.extension().is_some_and(|ending| ending == ENDING);
        project && !matches!(Journal::open(path), Err(JournalError::InUse))
    };
    let mut left: Vec<PathBuf> = paths.filter(is_left).collect();
    left.sort();
    left.reverse();
    left
}

/// The platform's folder for what is to last beyond a run, and is no setting.
pub fn home() -> Option<PathBuf> {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let state = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))
    };
    Some(state?.join("dateline").join("unsaved"))
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write(receiver: &Receiver<Work>, shared: &Mutex<Shared>, tell: impl Fn(Answer)) {
    loop {
        let waits = lock(shared).rest.is_some();
        let work = match waits {
            true => receiver.recv_timeout(AGAIN_AFTER),
            false => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut shared = lock(shared);
        let rest = shared.rest.take();
        let (work, ends) = match (rest, work) {
            (Some(rest), Ok(more)) => (rest.with(more), false),
            (None, Ok(work)) => (work, false),
            (Some(rest), Err(error)) => (rest, error == RecvTimeoutError::Disconnected),
            (None, Err(_)) => return,
        };
        if work.number != shared.number {
            continue;
        }
        match shared.keep(work) {
            Ok(()) => {
                if !shared.elsewhere && std::mem::take(&mut shared.told) {
                    tell(Answer::Kept(None));
                }
            }
            Err(message) => {
                if !std::mem::replace(&mut shared.told, true) {
                    let path = shared.file.as_ref().map(|(file, _)| file.clone()).unwrap_or_default();
                    tell(Answer::Kept(Some(Problem { path, message })));
                }
            }
        }
        if ends {
            return;
        }
    }
}

impl Work {
    fn with(mut self, more: Work) -> Work {
        self.changes.extend(more.changes);
        Work { project: more.project, ..self }
    }
}

impl Shared {
    /// Whether the journal is of a copy that is kept for want of a file.
    fn is_copy(&self) -> bool {
        self.home.is_some() && self.path.parent() == self.home.as_deref()
    }

    /// Writes changes to the journal, or a copy that has them to the platform's folder. What is to be said of it.
    fn keep(&mut self, work: Work) -> Result<(), String> {
        let beside = match &mut self.journal {
            Some(journal) => match journal.add(work.first, work.changes.clone()) {
                Ok(()) => return Ok(()),
                Err(error) => Some(error),
            },
            None => None,
        };
        let upto = (work.first + work.changes.len() as u64).saturating_sub(1);
        let copied = match &beside {
            Some(error) if self.is_copy() => Err(project::plain(error)),
            _ => self.begin(&work.project, upto).map_err(|error| project::plain(&error)),
        };
        match copied {
            Ok((path, journal)) => {
                (self.path, self.journal) = (path, Some(journal));
                let Some(error) = beside else { return Ok(()) };
                self.elsewhere = true;
                let error = project::plain(&error);
                Err(format!(
                    "changes can't be kept beside it, as {error}; until you save they are kept elsewhere on this computer"
                ))
            }
            Err(error) => {
                self.rest = Some(work);
                Err(format!("changes can't be kept, as {error}, and would be lost by a crash; save in another place"))
            }
        }
    }

    /// Saves a copy in the platform's folder, named after its file if it has one.
    fn begin(&self, project: &Project, upto: u64) -> io::Result<(PathBuf, Journal)> {
        let home = self.home.as_deref().ok_or_else(|| io::Error::other("there is no home folder"))?;
        fs::create_dir_all(home)?;
        let stamp = chrono::Utc::now().format("%Y-%m-%dT%H%M%SZ");
        let file = self.file.as_ref().and_then(|(file, _)| file.file_stem());
        let of = file.map(|stem| format!(" {}", stem.to_string_lossy())).unwrap_or_default();
        let path = home.join(format!("{stamp}-{}{of}.{ENDING}", std::process::id()));
        let mut journal = Journal::open(&path).map_err(|error| match error {
            JournalError::Io(error) => error,
            JournalError::InUse => io::Error::other(error),
        })?;
        let ready = |fingerprint| journal.begin(fingerprint).and_then(|()| journal.will_save(fingerprint, upto));
        if let Err(error) = project::save(project, &path, ready) {
            journal.remove().ok();
            return Err(match error {
                ProjectError::Io(error) => error,
                other => io::Error::other(other),
            });
        }
        Ok((path, journal))
    }
}
