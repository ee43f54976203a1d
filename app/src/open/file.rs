//! One input to the documents in it: reads its file, opens archives and mailboxes, and hands foreign formats to a
//! process of their own.
//!
//! In: a file on disk, or a text. Out: its documents with their names in the timeline, and a problem for each thing in
//! it that could not be read.

use super::{Input, Problem, explain};
use crate::child::{self, Found};
use chrono::NaiveDate;
use dateline_model::document::{self, Content, Document, Format, Known, OwnDate};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Archives within archives, and messages that hang on messages, are opened so deep.
const NESTED_MAX: usize = 4;

/// A document, its name in the timeline, and its name with its folders.
pub type Named = (Document, String, String);

/// A file, or one within a file.
struct File {
    /// Where it is, for messages.
    path: PathBuf,
    /// Its name by itself, which may tell its format and its date.
    own_name: String,
    /// Its name in the timeline.
    name: String,
    /// Its name with its folders.
    whole_name: String,
    /// How many files it is within.
    depth: usize,
}

/// The documents of an input, which has this name in the timeline.
pub fn read_input(input: Input, name: String, dates: &BTreeMap<String, NaiveDate>) -> Vec<Result<Named, Problem>> {
    let (own_name, whole_name) = (input.name(), input.whole_name());
    let (path, bytes) = match input {
        Input::Saved(document) => return vec![Ok((*document, name, whole_name))],
        Input::Text { name, text } => (PathBuf::from(name), text.into_bytes()),
        Input::File(path) => match read_bytes(&path) {
            Ok(bytes) => (path, bytes),
            Err(problem) => return vec![Err(problem)],
        },
    };
    let mut out = Vec::new();
    read_file(&File { path, own_name, name, whole_name, depth: 0 }, &bytes, dates, &mut out);
    out
}

/// Reads what a file holds, each with its own date where that is given by its name or stem, or stated beside the text.
fn read_file(file: &File, bytes: &[u8], dates: &BTreeMap<String, NaiveDate>, out: &mut Vec<Result<Named, Problem>>) {
    let unread = |within: &str, message: String| {
        let path = if within.is_empty() { file.path.clone() } else { file.path.join(within) };
        Err(Problem { path, message })
    };
    for found in holdings(file, bytes) {
        match found {
            Found::Unread(within, reason) => out.push(unread(&within, reason)),
            Found::Content(Content::Unread(error)) => out.push(unread(&error.name, error.reason())),
            Found::Content(Content::Document(mut document)) => {
                // A message of a mailbox or an entry of a feed has a name of its own.
                let mut within = String::new();
                if document.name != file.own_name {
                    within = format!("/{}", document.name);
                }
                let (name, whole_name) = (format!("{}{within}", file.name), format!("{}{within}", file.whole_name));
                date_by_name(&mut document, &name, dates);
                out.push(Ok((*document, name, whole_name)));
            }
            Found::Content(Content::File { name, .. }) if file.depth == NESTED_MAX => {
                let message = format!("lies within more than {NESTED_MAX} archives; unpack them, and open it");
                out.push(unread(&name, message));
            }
            Found::Content(Content::File { name, bytes }) => {
                let inner = File {
                    path: file.path.join(&name),
                    own_name: name.rsplit('/').next().unwrap_or_default().to_owned(),
                    whole_name: format!("{}/{name}", file.whole_name),
                    name: format!("{}/{name}", file.name),
                    depth: file.depth + 1,
                };
                read_file(&inner, &bytes, dates, out);
            }
        }
    }
}

/// What a file holds.
fn holdings(file: &File, bytes: &[u8]) -> Vec<Found> {
    if Format::of(&file.own_name, bytes).is_ok_and(Format::is_foreign) {
        return child::read(&file.own_name, bytes);
    }
    vec![Found::Content(match document::read(&file.own_name, bytes) {
        Ok(document) => Content::Document(Box::new(document)),
        Err(error) => return vec![Found::Unread(String::new(), error.reason())],
    })]
}

/// Gives a document the date that the user set for its name in the timeline, its own name or its stem.
fn date_by_name(document: &mut Document, name: &str, dates: &BTreeMap<String, NaiveDate>) {
    let stem = Path::new(&document.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let keys = [Some(name.to_owned()), Some(document.name.clone()), stem];
    if let Some(&day) = keys.into_iter().flatten().find_map(|key| dates.get(&key)) {
        document.own_date =
            Some(OwnDate { earliest: day, latest: day, known: Known::Set, evidence: "set by you".to_owned() });
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let problem = |message: String| Problem { path: path.to_owned(), message };
    let metadata = fs::metadata(path).map_err(|error| problem(explain(&error)))?;
    if !metadata.is_file() {
        return Err(problem("is no file but a device or pipe; name a file or a folder".to_owned()));
    }
    if metadata.len() > document::SIZE_MAX_BYTES {
        let limit = document::SIZE_MAX_BYTES / 1_000_000;
        return Err(problem(format!("is larger than {limit} MB; split it into smaller files")));
    }
    // A file may grow while it is read, and some files of the system tell no length.
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(document::SIZE_MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| problem(explain(&error)))?;
    Ok(bytes)
}
