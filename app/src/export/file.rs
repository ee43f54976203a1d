//! What an export is made of to its files: each appears whole or not at all, further pages stand beside the first.
//!
//! A file is written beside its place, then renamed. Knows no format.

use anyhow::{Context, Result, anyhow};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where an export was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// The file of the first page, then those of the others.
    pub paths: Vec<PathBuf>,
    /// Files beside them that have the names of further pages: those of an earlier export that had more.
    pub older: Vec<PathBuf>,
}

/// Writes the files; those of further pages beside the first.
pub fn write(path: &Path, files: &[Vec<u8>]) -> Result<Written> {
    let place = |nth: usize| if nth == 0 { path.to_owned() } else { beside(path, nth + 1) };
    let mut paths = Vec::new();
    for (nth, bytes) in files.iter().enumerate() {
        write_file(&place(nth), bytes)?;
        paths.push(place(nth));
    }
    let older = (files.len().max(1)..).map(place).take_while(|path| path.is_file()).collect();
    Ok(Written { paths, older })
}

impl Written {
    /// What is to be said of files of an earlier export: "timeline-4.png to timeline-7.png are …"; nothing without any.
    pub fn remark(&self) -> Option<String> {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (first, last) = (name(self.older.first()?), name(self.older.last()?));
        Some(match self.older.len() {
            1 => format!("{first} is a page of an earlier export, which had more"),
            _ => format!("{first} to {last} are pages of an earlier export, which had more"),
        })
    }
}

/// "timeline-2.png" for "timeline.png".
fn beside(path: &Path, page: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{page}{ending}"))
}

/// Writes a file whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(path, |file| Ok(file.write_all(bytes)?))
}

/// Lets `write` write a file that takes its place when it is whole. A device or pipe is written as it is.
pub fn replace_file<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let shown = path.display();
    let unwritable = || format!("{shown}: can't be written; is the disk full?");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let reason = if folder.exists() { "is no folder" } else { "does not exist" };
        return Err(anyhow!("{shown}: can't be written, as {} {reason}", folder.display()));
    }
    if path.is_dir() {
        return Err(anyhow!("{shown}: can't be written, as it is a folder"));
    }
    if path.exists() && !path.is_file() {
        let mut device = File::options().write(true).open(path).with_context(unwritable)?;
        return write(&mut device).with_context(unwritable);
    }
    let mut file = NamedTempFile::new_in(folder)
        .with_context(|| format!("{shown}: can't be written; the folder {} takes no files", folder.display()))?;
    let done = write(file.as_file_mut()).with_context(unwritable)?;
    file.as_file().sync_all().ok();
    allow_reading(&file);
    file.persist(path).map_err(|error| error.error).with_context(|| format!("{shown}: can't be written"))?;
    Ok(done)
}

/// A temporary file is for its maker only; a picture is as readable as any new file.
#[cfg(unix)]
fn allow_reading(file: &NamedTempFile) {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).ok();
}

#[cfg(not(unix))]
fn allow_reading(_file: &NamedTempFile) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let Ok(folder) = tempfile::tempdir() else { return };
        let path = folder.path().join("picture.svg");
        assert!(write_file(&path, b"one").is_ok() && write_file(&path, b"two").is_ok());
        assert_eq!(std::fs::read(&path).unwrap_or_default(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).map(Iterator::count).unwrap_or(0), 1);
        let nowhere = folder.path().join("no such folder/picture.svg");
        let message = write_file(&nowhere, b"one").map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("no such folder")));
        assert!(write_file(folder.path(), b"one").is_err());
    }

    #[test]
    fn further_pages_stand_beside_the_first() {
        assert_eq!(beside(Path::new("a/b.c.png"), 2), Path::new("a/b.c-2.png"));
    }

    #[test]
    fn pages_of_an_earlier_export_are_told() {
        let Ok(folder) = tempfile::tempdir() else { return };
        let path = folder.path().join("a.png");
        let told =
            |files: usize| write(&path, &vec![b"page".to_vec(); files]).ok().and_then(|written| written.remark());
        assert_eq!(told(4), None);
        assert_eq!(told(3).as_deref(), Some("a-4.png is a page of an earlier export, which had more"));
        assert_eq!(told(1).as_deref(), Some("a-2.png to a-4.png are pages of an earlier export, which had more"));
    }
}
