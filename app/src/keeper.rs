//! Changes to the journal, projects to their files, both off the window's thread; what a crash left, found again.
//!
//! In: what each change set. Out: a journal beside the project that has it within a second; of a project without a file,
//! a copy in the platform's folder for such things, with its journal. It is there until the project is saved or closed.

use crate::open::Problem;
use dateline_model::edit::Done;
use dateline_model::project::journal::{Journal, JournalError, place};
use dateline_model::project::{self, ENDING, Project};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// Keeps the changes of one window.
pub struct Keeper {
    shared: Arc<Mutex<Shared>>,
    /// None only while it is dropped.
    sender: Option<Sender<Work>>,
    writer: Option<JoinHandle<()>>,
    /// The number of the last change.
    last: u64,
    /// Whether there is a journal, or will be.
    begun: bool,
    /// Held while one saves: up to which change the file is saved.
    saved: Arc<Mutex<u64>>,
}

#[derive(Default)]
struct Shared {
    journal: Option<Journal>,
    /// The file that the journal is of.
    path: PathBuf,
    /// Changes that could not be written yet, with the number of the first.
    rest: Option<(u64, Vec<Done>)>,
    /// Whether that was told.
    told: bool,
}

enum Work {
    /// A project without a file, which holds all changes up to this number.
    Begin(Box<Project>, u64),
    /// Changes, with the number of the first.
    Changes(u64, Vec<Done>),
}

/// What saves a project; works on any thread.
pub struct Saving {
    shared: Arc<Mutex<Shared>>,
    saved: Arc<Mutex<u64>>,
    upto: u64,
}

impl Keeper {
    /// Keeps nothing yet; `failed` is told, once, that changes can't be kept.
    pub fn new(failed: impl Fn(Problem) + Send + 'static) -> Keeper {
        let (sender, receiver) = channel();
        let shared = Arc::<Mutex<Shared>>::default();
        let write_to = Arc::clone(&shared);
        let writer = std::thread::spawn(move || write(&receiver, &write_to, failed));
        Keeper { shared, sender: Some(sender), writer: Some(writer), last: 0, begun: false, saved: Arc::default() }
    }

    /// Goes on with the journal of a project that was opened; without one, with what comes.
    pub fn adopt(&mut self, path: &Path, journal: Option<Journal>) {
        self.leave();
        self.begun = journal.is_some();
        self.last = journal.as_ref().map_or(0, Journal::last);
        self.saved = Arc::default();
        *lock(&self.shared) = Shared { journal, path: path.to_owned(), ..Shared::default() };
    }

    /// Takes in changes; `project` has them.
    pub fn note(&mut self, changes: Vec<Done>, project: &Project) {
        let first = self.last + 1;
        self.last += changes.len() as u64;
        let work = match self.begun {
            true => Work::Changes(first, changes),
            false => Work::Begin(Box::new(project.clone()), self.last),
        };
        self.begun = true;
        if let Some(sender) = &self.sender {
            sender.send(work).ok();
        }
    }

    /// What saves the project as it is now.
    pub fn saving(&self) -> Saving {
        Saving { shared: Arc::clone(&self.shared), saved: Arc::clone(&self.saved), upto: self.last }
    }

    /// Keeps no longer what is open: what is saved needs no journal. A project without a file is set aside.
    pub fn close(&mut self) {
        self.leave();
        let path = std::mem::take(&mut lock(&self.shared).path);
        if is_home(&path) {
            let aside = path.with_extension(format!("closed.{ENDING}"));
            fs::rename(place(&path), place(&aside)).ok();
            fs::rename(&path, &aside).ok();
        }
    }

    fn leave(&mut self) {
        self.begun = false;
        let mut shared = lock(&self.shared);
        let home = is_home(&shared.path);
        if let Some(journal) = shared.journal.take().filter(|journal| journal.is_settled() && !home) {
            journal.remove().ok();
        }
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
    /// Saves the project whole or not at all, and begins its journal anew. Why it could not be saved.
    pub fn save(self, project: &Project, path: &Path) -> Result<(), String> {
        let in_place = {
            let shared = lock(&self.shared);
            shared.journal.is_some() && shared.path == path
        };
        // One after the other: else an older state might come to stand over a newer one.
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        if in_place {
            if self.upto < *saved {
                return Ok(());
            }
            let mut saved_as = 0;
            let ready = |fingerprint| {
                saved_as = fingerprint;
                lock(&self.shared).journal.as_mut().map_or(Ok(()), |journal| journal.will_save(fingerprint, self.upto))
            };
            project::save(project, path, ready).map_err(|error| error.to_string())?;
            if let Some(journal) = &mut lock(&self.shared).journal {
                // It says already what is saved; that it is longer than it need be is no harm.
                journal.saved(saved_as, self.upto).ok();
            }
        } else {
            self.save_elsewhere(project, path)?;
        }
        *saved = self.upto;
        Ok(())
    }

    fn save_elsewhere(&self, project: &Project, path: &Path) -> Result<(), String> {
        let mut journal = match Journal::open(path) {
            Err(JournalError::InUse) => return Err("is open in another window; save under another name".to_owned()),
            // The file will tell what is wrong with the place.
            Err(JournalError::Io(_)) => None,
            Ok(journal) if journal.is_settled() => Some(journal),
            Ok(journal) => journal.put_aside().ok().and_then(|_| Journal::open(path).ok()),
        };
        let mut saved_as = 0;
        let saved = project::save(project, path, |fingerprint| {
            saved_as = fingerprint;
            Ok(())
        });
        if let Err(error) = saved {
            journal.and_then(|journal| journal.remove().ok());
            return Err(error.to_string());
        }
        let mut shared = lock(&self.shared);
        if let Some(new) = &mut journal {
            let later = shared.journal.as_ref().map(|old| old.after(self.upto)).unwrap_or_default();
            let begun = new.begin(saved_as).and_then(|()| new.will_save(saved_as, self.upto));
            begun.and_then(|()| new.add(self.upto + 1, later)).map_err(|error| error.to_string())?;
        }
        let before = std::mem::replace(&mut shared.path, path.to_owned());
        if let Some(old) = std::mem::replace(&mut shared.journal, journal) {
            old.remove().ok();
        }
        if is_home(&before) {
            fs::remove_file(before).ok();
        }
        Ok(())
    }
}

/// The projects without a file that a crash, or an end without saving, has left, the newest first.
pub fn unsaved() -> Vec<PathBuf> {
    let entries = home().and_then(|home| fs::read_dir(home).ok()).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_left = |path: &PathBuf| {
        let closed = path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".closed"));
        let project = path.extension().is_some_and(|ending| ending == ENDING);
        project && !closed && !matches!(Journal::open(path), Err(JournalError::InUse))
    };
    let mut left: Vec<PathBuf> = paths.filter(is_left).collect();
    left.sort();
    left.reverse();
    left
}

/// Whether a file is a copy that is kept for want of one.
pub fn is_home(path: &Path) -> bool {
    home().is_some_and(|home| path.parent() == Some(&home))
}

/// The platform's folder for what is to last beyond a run, and is no setting.
fn home() -> Option<PathBuf> {
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

fn write(receiver: &Receiver<Work>, shared: &Mutex<Shared>, failed: impl Fn(Problem)) {
    while let Ok(work) = receiver.recv() {
        let done = match work {
            Work::Begin(project, upto) => begin(&project, upto).map(|(path, journal)| {
                let mut shared = lock(shared);
                (shared.path, shared.journal) = (path, Some(journal));
            }),
            Work::Changes(first, changes) => {
                let mut shared = lock(shared);
                let (first, changes) = match shared.rest.take() {
                    Some((begin, rest)) => (begin, rest.into_iter().chain(changes).collect()),
                    None => (first, changes),
                };
                let written = match &mut shared.journal {
                    Some(journal) => journal.add(first, changes.clone()),
                    None => Err(io::Error::other("there is no journal")),
                };
                if written.is_err() {
                    shared.rest = Some((first, changes));
                }
                written
            }
        };
        let mut shared = lock(shared);
        if let Err(error) = done
            && !std::mem::replace(&mut shared.told, true)
        {
            let message = format!("changes can't be kept beside it: {error}; save now, in another place if need be");
            failed(Problem { path: shared.path.clone(), message });
        }
    }
}

/// Saves a project that has no file among those.
fn begin(project: &Project, upto: u64) -> io::Result<(PathBuf, Journal)> {
    let home = home().ok_or_else(|| io::Error::other("there is no home folder"))?;
    fs::create_dir_all(&home)?;
    let stamp = crate::apply::stamp("").at.replace(':', "");
    let path = home.join(format!("{stamp}-{}.{ENDING}", std::process::id()));
    let mut journal = Journal::open(&path).map_err(io::Error::other)?;
    let ready = |fingerprint| journal.begin(fingerprint).and_then(|()| journal.will_save(fingerprint, upto));
    project::save(project, &path, ready).map_err(io::Error::other)?;
    Ok((path, journal))
}
