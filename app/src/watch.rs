//! A folder that is watched: which of its documents are new or changed since the last look.
//!
//! In: the folder, looked at now and then, and the names of the documents that are open already. Out: files to be read,
//! each when it has stood still from one look to the next, so that none is read half written. What is removed is not told.

use crate::open::{self, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

/// A folder, and what was seen in it.
pub struct Watch {
    folder: PathBuf,
    /// How each file was when it was told, or when the watch began.
    told: BTreeMap<PathBuf, Stamp>,
    /// How each file that is new or changed was at the last look.
    moving: BTreeMap<PathBuf, Stamp>,
    /// What could not be looked at the last time; told once, not at each look.
    problems: Vec<Problem>,
}

/// A file's size in bytes, and when it was changed.
type Stamp = (u64, Option<SystemTime>);

impl Watch {
    /// Begins to watch. Files of the names that are `open` already are told only when they change.
    pub fn new(folder: PathBuf, open: &BTreeSet<String>) -> Watch {
        let mut watch = Watch { folder, told: BTreeMap::new(), moving: BTreeMap::new(), problems: Vec::new() };
        let (found, _) = watch.stamps();
        let is_open = |path: &PathBuf| {
            let name = path.file_name().is_some_and(|name| open.contains(name.to_string_lossy().as_ref()));
            name || open.contains(&path.display().to_string())
        };
        watch.told = found.into_iter().filter(|(path, _)| is_open(path)).collect();
        watch
    }

    /// Looks again: the files to be read now, and what can't be looked at since now.
    pub fn look(&mut self) -> (Vec<PathBuf>, Vec<Problem>) {
        let (found, problems) = self.stamps();
        let before = std::mem::take(&mut self.moving);
        let mut ready = Vec::new();
        for (path, stamp) in found {
            if self.told.get(&path) == Some(&stamp) {
                continue;
            }
            if before.get(&path) == Some(&stamp) {
                self.told.insert(path.clone(), stamp);
                ready.push(path);
            } else {
                self.moving.insert(path, stamp);
            }
        }
        let news = problems.iter().filter(|problem| !self.problems.contains(problem)).cloned().collect();
        self.problems = problems;
        (ready, news)
    }

    fn stamps(&self) -> (BTreeMap<PathBuf, Stamp>, Vec<Problem>) {
        let (files, problems) = open::documents_in(&self.folder);
        let stamp = |path: PathBuf| {
            let metadata = fs::metadata(&path).ok()?;
            Some((path, (metadata.len(), metadata.modified().ok())))
        };
        (files.into_iter().filter_map(stamp).collect(), problems)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Each step is what is written (`name=text`, or `-name` to remove) before a look; `expect` the names that it tells.
    #[track_caller]
    fn check(there: &str, open: &str, steps: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        let write = |files: &str| {
            for file in files.split_whitespace() {
                match (file.split_once('='), file.strip_prefix('-')) {
                    (Some((name, text)), _) => fs::write(folder.path().join(name), text).unwrap(),
                    (None, Some(name)) => fs::remove_file(folder.path().join(name)).unwrap(),
                    _ => unreachable!("{file}"),
                }
            }
        };
        write(there);
        let open = open.split_whitespace().map(str::to_owned).collect();
        let mut watch = Watch::new(folder.path().to_owned(), &open);
        for (files, expect) in steps {
            write(files);
            let (ready, problems) = watch.look();
            let names: Vec<_> = ready.iter().map(|path| path.file_name().unwrap().to_string_lossy()).collect();
            assert_eq!((names.join(" ").as_str(), problems.len()), (*expect, 0), "after {files:?}");
        }
    }

    #[test]
    fn what_is_new_is_told_once_when_it_stands_still() {
        check(
            "",
            "",
            &[("", ""), ("a.txt=one", ""), ("", "a.txt"), ("", ""), ("b.txt=two c.exe=no", ""), ("", "b.txt")],
        );
        check("", "", &[("a.txt=one", ""), ("a.txt=longer", ""), ("a.txt=longer_still", ""), ("", "a.txt")]);
        check("", "", &[("b.txt=one a.txt=two", ""), ("", "a.txt b.txt"), ("-a.txt", ""), ("", "")]);
    }

    #[test]
    fn what_is_open_is_told_when_it_changes() {
        check("a.txt=one b.txt=two", "a.txt", &[("", ""), ("", "b.txt"), ("", "")]);
        check("a.txt=one", "a.txt", &[("", ""), ("a.txt=changed", ""), ("", "a.txt"), ("", "")]);
    }

    #[test]
    fn a_folder_that_is_gone_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("later");
        let mut watch = Watch::new(place.clone(), &BTreeSet::new());
        assert_eq!(watch.look().1.len(), 1);
        assert!(watch.look().1.is_empty());
        fs::create_dir(&place).unwrap();
        fs::write(place.join("a.txt"), "one").unwrap();
        assert!(watch.look().1.is_empty());
        assert_eq!(watch.look().0, [place.join("a.txt")]);
    }
}
