//! The changes since a project was saved, in a file beside it: what a crash leaves of them is replayed.
//!
//! In: what was set by each change, and the fingerprint of each saved file. Out: a file that only grows, on disk before the
//! next change; the changes that a saved file lacks. Who has it open has it locked, so that a second window is noticed.

use super::fingerprint;
use crate::edit::Done;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError, remove_file};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An open journal; locked as long as it is.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    lines: Vec<Line>,
    /// The bytes of its whole lines.
    length: u64,
}

/// Why there is no journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another window has it open.
    #[error("is open in another window")]
    InUse,
    /// The file system said no.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a journal has for a file.
#[derive(Debug, PartialEq)]
pub enum Recovered {
    /// The changes that the file lacks, in their order; mostly none.
    Changes(Vec<Done>),
    /// Changes of another state of the file than this one.
    Foreign,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Line {
    /// It begins at the file of this fingerprint.
    Of(u64),
    /// A change, numbered from 1.
    Change(u64, Done),
    /// A file of this fingerprint holds all changes up to this number.
    Saved(u64, u64),
}

/// Where the journal of a project is.
pub fn place(project: &Path) -> PathBuf {
    let name = project.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    project.with_file_name(format!(".{name}.journal"))
}

impl Journal {
    /// Opens the journal of a project, or begins one. What a crash left half-written at its end is cut off.
    pub fn open(project: &Path) -> Result<Journal, JournalError> {
        let path = place(project);
        let mut file = open(&path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (lines, length) = read(&bytes);
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok(Journal { file, path, lines, length })
    }

    /// What it has for the file of a fingerprint.
    pub fn recover(&self, fingerprint: u64) -> Recovered {
        let mut from = self.lines.iter().filter_map(|line| match line {
            Line::Of(file) if *file == fingerprint => Some(0),
            Line::Saved(file, upto) if *file == fingerprint => Some(*upto),
            _ => None,
        });
        let Some(from) = from.next_back() else {
            return if self.last() == 0 { Recovered::Changes(Vec::new()) } else { Recovered::Foreign };
        };
        Recovered::Changes(self.after(from))
    }

    /// The changes behind the one of a number.
    pub fn after(&self, number: u64) -> Vec<Done> {
        let later = |line: &Line| match line {
            Line::Change(nth, done) if *nth > number => Some(done.clone()),
            _ => None,
        };
        self.lines.iter().filter_map(later).collect()
    }

    /// The number of its last change; 0 where there is none.
    pub fn last(&self) -> u64 {
        let number = |line: &Line| match line {
            Line::Change(number, _) | Line::Saved(_, number) => *number,
            Line::Of(_) => 0,
        };
        self.lines.iter().map(number).max().unwrap_or(0)
    }

    /// Begins it anew at the file of a fingerprint.
    pub fn begin(&mut self, fingerprint: u64) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.length = 0;
        self.lines.clear();
        self.write(vec![Line::Of(fingerprint)])
    }

    /// Takes in changes, the first of which has a number; they are on disk when it returns.
    pub fn add(&mut self, first: u64, changes: Vec<Done>) -> io::Result<()> {
        self.write((first..).zip(changes).map(|(number, done)| Line::Change(number, done)).collect())
    }

    /// Notes, just before it takes its place, that a file of a fingerprint holds all changes up to a number.
    pub fn will_save(&mut self, fingerprint: u64, upto: u64) -> io::Result<()> {
        self.write(vec![Line::Saved(fingerprint, upto)])
    }

    /// Begins anew, unless there are changes that the saved file lacks. Its changes go on counting.
    pub fn saved(&mut self, fingerprint: u64, upto: u64) -> io::Result<()> {
        if self.last() > upto {
            return Ok(());
        }
        self.begin(fingerprint)?;
        self.will_save(fingerprint, upto)
    }

    /// Whether it holds nothing that its file lacks.
    pub fn is_settled(&self) -> bool {
        let saved =
            self.lines.iter().filter_map(|line| if let Line::Saved(_, upto) = line { Some(*upto) } else { None });
        saved.max().unwrap_or(0) >= self.last()
    }

    /// Removes it.
    pub fn remove(self) -> io::Result<()> {
        remove_file(&self.path)
    }

    /// Puts it aside under another name, as it belongs to another state of its file; that name.
    pub fn put_aside(self) -> io::Result<PathBuf> {
        let taken = |number: &u32| self.path.with_extension(format!("journal-{number}"));
        let aside = (1..1000).map(|number| taken(&number)).find(|path| !path.exists()).unwrap_or_else(|| taken(&1000));
        std::fs::rename(&self.path, &aside)?;
        Ok(aside)
    }

    /// Where others have removed the file, begins it anew with all its lines: what is written to a file without a name is lost.
    fn return_to_place(&mut self) -> io::Result<()> {
        match leads_to(&self.path, &self.file) {
            Ok(true) => return Ok(()),
            Ok(false) => return Err(io::Error::other("another program has put its own journal in its place")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let file = open(&self.path).map_err(io::Error::other)?;
        (self.file, self.length) = (file, 0);
        let lines = std::mem::take(&mut self.lines);
        self.write(lines.clone()).inspect_err(|_| self.lines = lines)
    }

    /// Writes lines, whole or not at all: where the disk is full, what was begun is cut off, and may be tried again.
    fn write(&mut self, lines: Vec<Line>) -> io::Result<()> {
        let mut text = String::new();
        for line in &lines {
            let ron = ron::to_string(line).map_err(io::Error::other)?;
            text.push_str(&format!("{:016x} {ron}\n", fingerprint(&ron)));
        }
        self.return_to_place()?;
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.file.set_len(self.length).ok();
            self.file.seek(SeekFrom::Start(self.length)).ok();
            return Err(error);
        }
        self.length += text.len() as u64;
        self.lines.extend(lines);
        Ok(())
    }
}

/// Opens a file and locks it.
fn open(path: &Path) -> Result<File, JournalError> {
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(JournalError::InUse),
        // Some network drives know no locks; then nobody is noticed.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Whether a path leads to an open file, and not to another or to none.
#[cfg(unix)]
fn leads_to(path: &Path, file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let (there, open) = (fs::metadata(path)?, file.metadata()?);
    Ok((there.dev(), there.ino()) == (open.dev(), open.ino()))
}

/// Whether a path leads to an open file. Elsewhere than on Unix an open file can't be taken away.
#[cfg(not(unix))]
fn leads_to(path: &Path, _: &File) -> io::Result<bool> {
    fs::metadata(path).map(|_| true)
}

/// The whole lines, and the byte where the first that is not begins.
fn read(bytes: &[u8]) -> (Vec<Line>, u64) {
    let (mut lines, mut length) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match read_line(line) {
            Some(read) => lines.push(read),
            None => break,
        }
        length += line.len() as u64;
    }
    (lines, length)
}

fn read_line(line: &[u8]) -> Option<Line> {
    let (hash, ron) = std::str::from_utf8(line).ok()?.strip_suffix('\n')?.split_once(' ')?;
    (u64::from_str_radix(hash, 16).ok()? == fingerprint(ron)).then_some(())?;
    ron::from_str(ron).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Set;

    fn done(nth: u64) -> Done {
        let at = "2026-11-22T10:05:00Z".to_owned();
        Done { name: format!("Title “{nth}”\n"), at, sets: vec![Set::Title(nth.to_string())], retells: true }
    }

    /// What a journal that is opened again has for a file, as the numbers of its changes.
    #[track_caller]
    fn check(project: &Path, file: u64, expect: &[u64]) {
        let journal = Journal::open(project).expect("a journal");
        let expect = Recovered::Changes(expect.iter().map(|nth| done(*nth)).collect());
        assert_eq!(journal.recover(file), expect);
    }

    #[test]
    fn changes_that_a_file_lacks_are_found() -> Result<(), JournalError> {
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("a.dateline");
        let mut journal = Journal::open(&project)?;
        journal.begin(7)?;
        journal.add(1, vec![done(1)])?;
        journal.add(2, vec![done(2), done(3)])?;
        assert!(matches!(Journal::open(&project), Err(JournalError::InUse)));
        drop(journal);
        check(&project, 7, &[1, 2, 3]);
        let mut journal = Journal::open(&project)?;
        assert_eq!(journal.recover(8), Recovered::Foreign);
        // A change is made while the file of the first two is written.
        journal.will_save(8, 2)?;
        drop(journal);
        check(&project, 8, &[3]);
        check(&project, 7, &[1, 2, 3]);
        let mut journal = Journal::open(&project)?;
        journal.saved(8, 2)?;
        assert!(!journal.is_settled());
        journal.will_save(9, 3)?;
        journal.saved(9, 3)?;
        assert!(journal.is_settled() && journal.last() == 3);
        journal.add(4, vec![done(4)])?;
        assert!(!journal.is_settled());
        drop(journal);
        check(&project, 9, &[4]);
        Journal::open(&project)?.remove()?;
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 0);
        Ok(())
    }

    #[test]
    fn what_breaks_off_is_cut_off() -> Result<(), JournalError> {
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("a.dateline");
        let mut journal = Journal::open(&project)?;
        journal.begin(7)?;
        journal.add(1, vec![done(1), done(2)])?;
        drop(journal);
        let whole = std::fs::read(place(&project))?;
        for length in 0..whole.len() {
            std::fs::write(place(&project), &whole[..length])?;
            let mut journal = Journal::open(&project)?;
            let Recovered::Changes(changes) = journal.recover(7) else { continue };
            assert!(changes.iter().zip(1..).all(|(change, nth)| *change == done(nth)));
            let next = journal.last() + 1;
            journal.add(next, vec![done(next)])?;
            drop(journal);
            assert_eq!(Journal::open(&project)?.last(), next);
        }
        Ok(())
    }
}
