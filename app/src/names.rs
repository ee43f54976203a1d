//! The names that documents are read with: those built in, and the user's own.
//!
//! In: paths to documents, and the file that the user names. Out: a lexicon, and a problem for each line that says nothing.

use crate::open::{Problem, explain};
use dateline_model::lexicon::Lexicon;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of this name beside documents or a project holds further names for them.
const OWN_FILE: &str = "gazetteer.tsv";

/// Longer tables hold something else.
const TABLE_MAX_BYTES: u64 = 50_000_000;

/// All names, and what could not be read of the user's own.
#[derive(Default)]
pub struct Names {
    /// Built-in names, and the user's before them.
    pub lexicon: Lexicon,
    /// Files and lines that could not be read.
    pub problems: Vec<Problem>,
}

/// The built-in names, those in a `gazetteer.tsv` beside the paths, and those in a file that the user names.
pub fn names(paths: &[PathBuf], file: Option<&Path>) -> Names {
    let mut names = Names { lexicon: Lexicon::embedded(), problems: Vec::new() };
    let beside: BTreeSet<PathBuf> = paths.iter().filter_map(|path| own_file(path)).collect();
    for file in beside.iter().map(PathBuf::as_path).chain(file) {
        let problem = |message: String| Problem { path: file.to_owned(), message };
        match read_table(file) {
            Ok(table) => {
                let faults = names.lexicon.add_gazetteer(&table);
                names.problems.extend(faults.iter().map(|fault| problem(fault.to_string())));
            }
            Err(message) => names.problems.push(problem(message)),
        }
    }
    names
}

/// The text of a table that a user has written, or why there is none and what to do now.
pub(crate) fn read_table(path: &Path) -> Result<String, String> {
    let found = fs::metadata(path).map_err(|error| explain(&error))?;
    if !found.is_file() {
        return Err("is no file; name a file of lines of text".to_owned());
    }
    if found.len() > TABLE_MAX_BYTES {
        return Err(format!("is larger than {} MB; leave out what is not needed", TABLE_MAX_BYTES / 1_000_000));
    }
    let bytes = fs::read(path).map_err(|error| explain(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8; save it as text in UTF-8".to_owned())?;
    // Spreadsheets write the mark of UTF-8 before it.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The file of names that lies in a folder of documents or beside a document.
fn own_file(path: &Path) -> Option<PathBuf> {
    let folder = if path.is_dir() { path } else { path.parent().filter(|_| path.exists())? };
    Some(folder.join(OWN_FILE)).filter(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::{Given, open};

    /// `expect` is the countries of the first event of a document that lies beside a file of names, then the problems.
    #[track_caller]
    fn check(table: &str, text: &str, expect: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(OWN_FILE), table).expect("a file of names");
        let document = folder.path().join("a.txt");
        fs::write(&document, text).expect("a document");
        for path in [folder.path().to_owned(), document] {
            let names = names(std::slice::from_ref(&path), None);
            let opened = open(&[path], &names, &Given::default(), &|_| true);
            let event = opened.timeline.events.first();
            let countries = event.map_or(Vec::new(), |event| event.countries.iter().map(|c| c.code()).collect());
            let problems = opened.problems.iter().map(|problem| problem.message.as_str());
            assert_eq!(countries.into_iter().chain(problems).collect::<Vec<_>>().join(" | "), expect);
        }
    }

    #[test]
    fn names_beside_the_documents_are_read() {
        check("NO\tplace\tStormvik\n", "A fleet attacked Stormvik on 3 May 1954.", "NO");
    }

    #[test]
    fn bad_lines_are_told_and_the_rest_is_read() {
        let problem = "line 1: \"NOR\" is no country's code; write a country's code such as US (several parted by a \
            blank, - for none), a tab, what it is (name, adjective, people, seat, leader, government, parliament, \
            forces, service, party, firm, medium, place, organization), a tab, and its names parted by |";
        let expect = format!("DK | {problem}");
        check("NOR\tplace\tA\nDK\tplace\tStormvik", "A fleet attacked Stormvik on 3 May 1954.", &expect);
    }
}
