//! What the window keeps between runs: a small file in the platform's place for settings.
//!
//! In: a file that may be missing, damaged or not to be written. Out: settings always, and what was wrong with it.
//! It is written off the window's thread, and whole or not at all.

use crate::export::file::replace_file;
use crate::export::wish::Wish;
use crate::open::Problem;
use crate::state::ThemeChoice;
use anyhow::{Context as _, Result, anyhow};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark.
    pub theme: ThemeChoice,
    /// How many times its own size the interface is drawn.
    pub scale: f32,
    /// Whether the view moves at once, without a glide.
    pub reduced_motion: bool,
    /// Width and height of the window where it is not maximized, in points of the desktop.
    pub size_pt: [f32; 2],
    /// Whether it takes all of the desktop.
    pub maximized: bool,
    /// What was exported last, and how.
    pub export: Wish,
    /// The projects that were opened or saved last, the newest first.
    pub recent: Vec<PathBuf>,
    /// The name that stands beside what the user changes; empty for the one that the computer has.
    pub author: String,
}

/// Writes settings off the window's thread; when dropped, waits until the newest are written.
pub struct Keeper {
    /// None only while it is dropped.
    sender: Option<Sender<Settings>>,
    writer: Option<JoinHandle<()>>,
}

/// The smallest size of a window, in points.
pub const SIZE_MIN_PT: [f32; 2] = [760.0, 580.0];
/// No desktop is wider or higher, in points.
const SIZE_MAX_PT: f32 = 20_000.0;
/// The least and the greatest scale of the interface.
pub const SCALE: (f32, f32) = (0.75, 3.0);
/// Longer files hold something else.
const LENGTH_MAX: u64 = 65_536;
/// Changes that come sooner than this after each other are written at once, as those of a window that is being resized.
const QUIET: Duration = Duration::from_millis(400);

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            theme: ThemeChoice::System,
            scale: 1.0,
            reduced_motion: false,
            size_pt: [1600.0, 960.0],
            maximized: false,
            export: Wish::default(),
            recent: Vec::new(),
            author: String::new(),
        }
    }
}

/// The file in the platform's place, where there is one.
pub fn place() -> Option<PathBuf> {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let settings = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))
    };
    Some(settings?.join("dateline").join("settings.ron"))
}

/// What a file keeps, or the defaults and what is wrong with it. One that is missing is not wrong.
pub fn read(path: &Path) -> (Settings, Option<Problem>) {
    match try_read(path) {
        Ok(settings) => (settings, None),
        Err(error) => {
            let message = format!("{error:#}; the window starts with its own settings");
            (Settings::default(), Some(Problem { path: path.to_owned(), message }))
        }
    }
}

fn try_read(path: &Path) -> Result<Settings> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Settings::default()),
        found => {
            let regular = found.context("can't be read")?.is_file();
            regular.then_some(()).context("can't be read, as it is no file")?;
        }
    }
    let mut text = String::new();
    File::open(path).and_then(|file| file.take(LENGTH_MAX).read_to_string(&mut text)).context("can't be read")?;
    let settings: Settings = ron::from_str(&text).map_err(|error| anyhow!("is damaged at {error}"))?;
    let sides = settings.size_pt.iter().zip(SIZE_MIN_PT);
    let sound = (SCALE.0..=SCALE.1).contains(&settings.scale)
        && sides.into_iter().all(|(side, least)| (least..=SIZE_MAX_PT).contains(side));
    sound.then_some(settings).context("has a scale or a size that no window can have")
}

fn write(path: &Path, settings: &Settings) -> Result<()> {
    // A file that is kept elsewhere and linked here stays linked.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("there can be no folder {}", folder.display()))?;
    }
    let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())?;
    replace_file(path, |file| Ok(writeln!(file, "{text}")?))
}

impl Keeper {
    /// Writes into a file; `failed` is told, once, that it can't be.
    pub fn new(path: PathBuf, failed: impl Fn(Problem) + Send + 'static) -> Keeper {
        let (sender, receiver) = channel();
        let writer = std::thread::spawn(move || write_newest(&receiver, &path, failed));
        Keeper { sender: Some(sender), writer: Some(writer) }
    }

    /// Keeps these from now on.
    pub fn keep(&self, settings: Settings) {
        if let Some(sender) = &self.sender {
            sender.send(settings).ok();
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
    }
}

fn write_newest(receiver: &Receiver<Settings>, path: &Path, failed: impl Fn(Problem)) {
    let mut told = false;
    while let Ok(mut newest) = receiver.recv() {
        while let Ok(newer) = receiver.recv_timeout(QUIET) {
            newest = newer;
        }
        if let Err(error) = write(path, &newest)
            && !told
        {
            told = true;
            let message = format!("{error:#}").replace(&format!("{}: ", path.display()), "");
            failed(Problem { path: path.to_owned(), message: format!("{message}; settings last until you quit") });
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[track_caller]
    fn check(text: &str, expect: Result<Settings, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        fs::write(&path, text).unwrap();
        match (read(&path), expect) {
            ((settings, None), Ok(expect)) => assert_eq!(settings, expect),
            ((settings, Some(problem)), Err(part)) => {
                assert_eq!(settings, Settings::default());
                assert!(problem.message.contains(part), "{}", problem.message);
            }
            (read, expect) => panic!("{read:?} instead of {expect:?}"),
        }
    }

    #[test]
    fn what_a_file_keeps() {
        let all = Settings::default;
        check("()", Ok(all()));
        check("(theme: Dark)", Ok(Settings { theme: ThemeChoice::Dark, ..all() }));
        check("(scale: 1.5, of_a_later_version: [1])", Ok(Settings { scale: 1.5, ..all() }));
        check("", Err("damaged"));
        check("(theme: Dark", Err("damaged"));
        check("(theme: Sepia)", Err("damaged"));
        check("(scale: 900.0)", Err("a scale or a size"));
        check("(scale: NaN)", Err("a scale or a size"));
        check("(size_pt: (1.0, 1.0))", Err("a scale or a size"));
    }

    #[test]
    fn a_missing_file_is_no_problem_and_a_folder_is_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(&folder.path().join("settings.ron")).1.is_none());
        assert!(read(folder.path()).1.is_some());
    }

    #[test]
    fn the_newest_is_written_before_the_keeper_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("settings.ron");
        let keeper = Keeper::new(path.clone(), |problem| panic!("{problem:?}"));
        for scale in [1.25, 2.0] {
            keeper.keep(Settings { scale, ..Settings::default() });
        }
        drop(keeper);
        assert_eq!(read(&path).0.scale, 2.0);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_can_not_be_written_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a-file");
        fs::write(&file, "").unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let keeper = Keeper::new(file.join("settings.ron"), move |problem| tell.lock().unwrap().push(problem.message));
        keeper.keep(Settings::default());
        std::thread::sleep(QUIET * 2);
        keeper.keep(Settings::default());
        drop(keeper);
        let told = told.lock().unwrap();
        assert!(told.len() == 1 && told[0].contains("until you quit"), "{told:?}");
    }
}
