//! The saved file: a project as versioned RON, one document, telling, correction a line, readable in a diff.
//!
//! In: a project. Out: a file that is written beside the old one and then takes its place, so that a full disk or
//! a crash leaves the old one whole. Reads what it wrote, what older programs wrote, and of a damaged file what is sound.

use super::older::Saved1;
use super::parts::{Fault, fields, items, line_and_column};
use super::{Change, Kept, Made, Project};
use crate::arrangement::Arrangement;
use crate::document::Document;
use crate::event::{Event, EventId};
use crate::text::Span;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// The ending of a project's file name.
pub const ENDING: &str = "dateline";

/// The version of the format that this program writes.
const VERSION: u32 = 3;

/// Why a project can't be opened or saved, and what to do now. The file's name is left to the caller.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// There is no such file.
    #[error("is not there; check the name")]
    NotThere,
    /// A folder, a device or the like.
    #[error("is no file; open the project's file")]
    NoFile,
    /// The file system said no.
    #[error("can't be read or written, as {}", plain(.0))]
    Io(#[from] std::io::Error),
    /// A newer program wrote it.
    #[error("was saved by a newer Dateline (format {0}); open it with that one")]
    Newer(u32),
    /// It is no project at all.
    #[error("is no project of Dateline, or damaged from its begin on: {0}; open a copy of it, if there is one")]
    Nothing(Damage),
    /// What is to be saved can't be written as RON.
    #[error("can't be written: {0}")]
    Unwritable(#[from] ron::Error),
}

/// What the file system said, as a user would say it. After "as".
pub fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "the disk is full".to_owned(),
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "this place does not allow it".to_owned(),
        _ => format!("the system says: {error}"),
    }
}

/// Something in a file that could not be read, or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct Damage {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong there.
    pub reason: String,
}

/// What a file holds of a project.
#[derive(Debug, PartialEq)]
pub struct Loaded {
    /// What could be read.
    pub project: Project,
    /// What could not, in the order of the file.
    pub damage: Vec<Damage>,
    /// The names of documents whose text is not the one that was saved.
    pub altered: Vec<String>,
    /// The fingerprint of the file, by which a journal knows it.
    pub fingerprint: u64,
}

/// A correction in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptEntry {
    id: EventId,
    set: Kept,
}

/// Saves a project to a file, whole or not at all. Just before the file takes the place of the old one `ready` is told its
/// fingerprint; where that fails, the old one stays.
pub fn save(
    project: &Project,
    path: &Path,
    ready: impl FnOnce(u64) -> std::io::Result<()>,
) -> Result<(), ProjectError> {
    let text = write(project)?;
    // A file that is kept elsewhere and linked here stays linked.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = new_file(folder)?;
    file.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), old.permissions()).ok();
    }
    file.as_file().sync_all()?;
    ready(fingerprint(&text))?;
    file.persist(path).map_err(|error| error.error)?;
    // The new name is on disk when its folder is; where folders can't be synced, the system does it in time.
    fs::File::open(folder).and_then(|folder| folder.sync_all()).ok();
    Ok(())
}

/// A file that others may read as they may read any new one.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Reads a project from a saved file, as much of it as is sound.
pub fn load(path: &Path) -> Result<Loaded, ProjectError> {
    match fs::metadata(path) {
        // A device has no end.
        Ok(found) if !found.is_file() => return Err(ProjectError::NoFile),
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(ProjectError::NotThere),
        _ => {}
    }
    let bytes = fs::read(path)?;
    match String::from_utf8(bytes) {
        Ok(text) => read(&text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes());
            let mut loaded = read(&text)?;
            loaded.damage.insert(0, damage(&text, &Fault { at, reason: "is not UTF-8".to_owned() }));
            Ok(loaded)
        }
    }
}

/// A project as the text of its file. The same project gives the same bytes.
pub fn write(project: &Project) -> Result<String, ProjectError> {
    let readings: Vec<(&Document, &Vec<Event>)> = project.documents.iter().zip(project.tellings.iter()).collect();
    let written = side_by_side(&readings, |(document, tellings)| write_reading(document, tellings));
    let mut text = format!("(\nversion: {VERSION},\ntitle: {},\ndocuments: [\n", ron::to_string(&project.title)?);
    for reading in written {
        text.push_str(&reading?);
    }
    text.push_str("],\n");
    write_list(&mut text, "links", project.links.iter())?;
    write_list(&mut text, "made", project.made.values())?;
    let kept = project.kept.iter().map(|(id, kept)| KeptEntry { id: *id, set: kept.clone() });
    write_list(&mut text, "kept", kept)?;
    let pretty = ron::ser::PrettyConfig::new().new_line("\n");
    text.push_str(&format!("arrangement: {},\n", ron::ser::to_string_pretty(&project.arrangement, pretty)?));
    write_list(&mut text, "log", project.log.iter())?;
    text.push_str(")\n");
    Ok(text)
}

/// A document, its text as it stands, its hash, and what it tells.
fn write_reading(document: &Document, tellings: &[Event]) -> Result<String, ProjectError> {
    let mut head = document.clone();
    let body = std::mem::take(&mut head.text);
    let hash = fingerprint(&body);
    let mut text = format!("(document: {}, hash: \"{hash:016x}\", text: ", ron::to_string(&head)?);
    push_raw(&mut text, &body);
    text.push_str(", tellings: [\n");
    for telling in tellings {
        text.push_str(&ron::to_string(telling)?);
        text.push_str(",\n");
    }
    text.push_str("]),\n");
    Ok(text)
}

/// A text in raw quotes, with as many hashes as it takes.
fn push_raw(out: &mut String, text: &str) {
    let after_quotes = text.split('"').skip(1);
    let most = after_quotes.map(|after| after.bytes().take_while(|byte| *byte == b'#').count() + 1).max();
    let hashes = "#".repeat(most.unwrap_or(0));
    out.extend(["r", &hashes, "\"", text, "\"", &hashes]);
}

fn write_list<T: Serialize>(text: &mut String, name: &str, items: impl Iterator<Item = T>) -> Result<(), ProjectError> {
    text.push_str(name);
    text.push_str(": [\n");
    for item in items {
        text.push_str(&ron::to_string(&item)?);
        text.push_str(",\n");
    }
    text.push_str("],\n");
    Ok(())
}

/// A project from the text of its file, as much of it as is sound.
pub fn read(text: &str) -> Result<Loaded, ProjectError> {
    // Some editors write the mark of UTF-8 before it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, faults: Vec::new(), altered: Vec::new() };
    let (found, fault) = fields(text, 0..text.len());
    reader.faults.extend(fault);
    let field = |name: &str| found.iter().find(|(span, _)| &text[span.clone()] == name).map(|(_, value)| value.clone());
    let version = field("version").and_then(|span| reader.value::<u32>(span));
    let project = match version {
        Some(1) => match ron::from_str::<Saved1>(text).map_err(|error| located(&error, text, 0)) {
            Ok(saved) => saved.project().ok_or(Fault { at: 0, reason: "an event has no document".to_owned() }),
            Err(fault) => Err(fault),
        },
        Some(newer) if newer > VERSION => return Err(ProjectError::Newer(newer)),
        Some(_) => Ok(reader.project(&found)),
        None => Err(Fault { at: 0, reason: "there is no version".to_owned() }),
    };
    let project = project.map_err(|fault| ProjectError::Nothing(damage(text, &fault)))?;
    reader.faults.sort_by_key(|fault| fault.at);
    // What breaks off does so on each level.
    reader.faults.dedup_by_key(|fault| fault.at);
    let damage = reader.faults.iter().map(|fault| damage(text, fault)).collect();
    Ok(Loaded { project, damage, altered: reader.altered, fingerprint: fingerprint(text) })
}

/// Reads parts of a text; what is wrong with them is noted.
struct Reader<'t> {
    text: &'t str,
    faults: Vec<Fault>,
    altered: Vec<String>,
}

impl Reader<'_> {
    fn project(&mut self, found: &[(Span, Span)]) -> Project {
        let mut project = Project::default();
        for (name, value) in found {
            let value = value.clone();
            match &self.text[name.clone()] {
                "version" => {}
                "title" => project.title = self.value(value).unwrap_or_default(),
                "documents" => self.readings(value, &mut project),
                "links" => project.links = Arc::new(self.list(value)),
                "made" => {
                    let made: Vec<(usize, Made)> = self.placed_list(value);
                    for (at, made) in made {
                        let text = project.document(&made.document).map(|at| project.documents[at].text.as_str());
                        match text.map_or(Ok(()), |text| sound(&made.event, text)) {
                            Ok(()) => drop(project.made.insert(made.event.id, made)),
                            Err(reason) => self.faults.push(Fault { at, reason }),
                        }
                    }
                }
                "kept" => {
                    let kept: Vec<KeptEntry> = self.list(value);
                    project.kept = kept.into_iter().map(|entry| (entry.id, entry.set)).collect();
                }
                "arrangement" => project.arrangement = self.value::<Arrangement>(value).unwrap_or_default(),
                "log" => project.log = self.list::<Change>(value),
                other => self.faults.push(unknown(other, name.start)),
            }
        }
        project
    }

    fn readings(&mut self, span: Span, project: &mut Project) {
        let spans = self.items(span);
        let text = self.text;
        let read = side_by_side(&spans, |span| {
            let mut reader = Reader { text, faults: Vec::new(), altered: Vec::new() };
            (reader.reading(span.clone()), reader)
        });
        let (mut documents, mut tellings) = (Vec::with_capacity(spans.len()), Vec::with_capacity(spans.len()));
        for (reading, mut reader) in read {
            self.faults.append(&mut reader.faults);
            self.altered.append(&mut reader.altered);
            if let Some((document, told)) = reading {
                documents.push(document);
                tellings.push(told);
            }
        }
        (project.documents, project.tellings) = (Arc::new(documents), Arc::new(tellings));
    }

    fn reading(&mut self, span: Span) -> Option<(Document, Vec<Event>)> {
        let (mut head, mut body, mut hash, mut told) = (None, None, None, Vec::new());
        let (found, fault) = fields(self.text, span.clone());
        self.faults.extend(fault);
        for (name, value) in found {
            match &self.text[name.clone()] {
                "document" => head = self.value::<Document>(value),
                "text" => body = self.value::<String>(value),
                "hash" => hash = self.value::<String>(value),
                "tellings" => told = self.placed_list::<Event>(value),
                other => self.faults.push(unknown(other, name.start)),
            }
        }
        let missing = Fault { at: span.start, reason: "a document can't be read".to_owned() };
        let Some((head, text)) = head.zip(body) else {
            self.faults.push(missing);
            return None;
        };
        if hash.is_some_and(|hash| hash != format!("{:016x}", fingerprint(&text))) {
            self.altered.push(head.name.clone());
        }
        let mut tellings = Vec::with_capacity(told.len());
        for (at, telling) in told {
            match sound(&telling, &text) {
                Ok(()) => tellings.push(telling),
                Err(reason) => self.faults.push(Fault { at, reason }),
            }
        }
        Some((Document { text, ..head }, tellings))
    }

    fn items(&mut self, span: Span) -> Vec<Span> {
        let (items, fault) = items(self.text, span);
        self.faults.extend(fault);
        items
    }

    fn list<T: DeserializeOwned>(&mut self, span: Span) -> Vec<T> {
        self.placed_list(span).into_iter().map(|(_, item)| item).collect()
    }

    /// The items of a list, each with the byte where it stands.
    fn placed_list<T: DeserializeOwned>(&mut self, span: Span) -> Vec<(usize, T)> {
        let items = self.items(span).into_iter();
        items.filter_map(|span| self.value(span.clone()).map(|item| (span.start, item))).collect()
    }

    fn value<T: DeserializeOwned>(&mut self, span: Span) -> Option<T> {
        match ron::from_str(&self.text[span.clone()]) {
            Ok(value) => Some(value),
            Err(error) => {
                self.faults.push(located(&error, &self.text[span.clone()], span.start));
                None
            }
        }
    }
}

/// A number that another text has only by accident: words of eight bytes, mixed as rustc's FxHash does, then the length.
pub fn fingerprint(text: impl AsRef<[u8]>) -> u64 {
    let text = text.as_ref();
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let mut words = text.chunks_exact(8);
    let mut hash = 0;
    for word in &mut words {
        hash = mix(hash, word.try_into().map_or(0, u64::from_le_bytes));
    }
    let rest = words.remainder().iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    mix(mix(hash, rest), text.len() as u64)
}

/// Where in the file a part of it, which begins at a byte, can't be read.
fn located(error: &ron::error::SpannedError, part: &str, begin: usize) -> Fault {
    let (line, column) = (error.span.start.line, error.span.start.col);
    let line_begin = part.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let within = part[line_begin..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    let reason = match &error.code {
        ron::Error::NoSuchStructField { found, .. } => format!("the field “{found}” is not known"),
        other => other.to_string(),
    };
    Fault { at: begin + line_begin + within, reason }
}

fn unknown(field: &str, at: usize) -> Fault {
    Fault { at, reason: format!("the field “{field}” is not known") }
}

fn damage(text: &str, fault: &Fault) -> Damage {
    let (line, column) = line_and_column(text, fault.at);
    Damage { line, column, reason: fault.reason.clone() }
}

/// Whether the passages of a telling are spans of its document's text, so that nothing after this need doubt them.
fn sound(telling: &Event, text: &str) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("the event “{}” {what}", telling.title));
    let [source] = telling.sources.as_slice() else { return wrong("has not one source") };
    let holds = |span: &Span| text.get(span.clone()).is_some();
    if source.document != 0 || !holds(&source.passage) || !holds(&source.time) {
        return wrong("names a passage that its document does not hold");
    }
    if telling.when.latest < telling.when.earliest || source.when.latest < source.when.earliest {
        return wrong("ends before it begins");
    }
    Ok(())
}

/// What `work` makes of each item, in their order, worked out on all cores.
fn side_by_side<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    let chunks = items.chunks(items.len().div_ceil(threads).max(1));
    thread::scope(|scope| {
        let workers: Vec<_> =
            chunks.map(|chunk| scope.spawn(move || chunk.iter().map(work).collect::<Vec<U>>())).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Correction, Edit, apply, example};
    use crate::project::Stamp;

    #[test]
    fn what_is_saved_is_read_again() -> Result<(), ProjectError> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("fleet.dateline");
        let project = example();
        save(&project, &path, |_| Ok(()))?;
        let loaded = load(&path)?;
        assert_eq!((&loaded.project, loaded.damage.as_slice()), (&project, [].as_slice()));
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn it_is_ron_and_keeps_the_lines_of_texts() -> Result<(), ProjectError> {
        let mut project = example();
        let text = "One\r\n\"#Two\"##\n\u{0}";
        Arc::make_mut(&mut project.documents)[0].text = text.to_owned();
        Arc::make_mut(&mut project.tellings)[0].clear();
        let file = write(&project)?;
        assert!(ron::from_str::<ron::Value>(&file).is_ok());
        assert!(file.contains("\n\"#Two\"##\n"), "{file}");
        assert_eq!(read(&file)?.project.documents[0].text, text);
        Ok(())
    }

    #[test]
    fn files_of_the_first_format_are_read() -> Result<(), ProjectError> {
        let project = read("(version: 1, timeline: (title: \"Old\", documents: [], events: []))")?.project;
        assert_eq!((project.title.as_str(), project.arrangement), ("Old", Arrangement::default()));
        Ok(())
    }

    /// The lines of a file that another one has not.
    fn lines_of_one_only<'t>(one: &'t str, other: &'t str) -> Vec<&'t str> {
        one.lines().filter(|line| !other.lines().any(|known| known == *line)).collect()
    }

    #[test]
    fn a_change_shows_as_few_lines() {
        let mut project = example();
        let before = write(&project).expect("RON");
        assert_eq!(write(&read(&before).expect("a project").project).expect("RON"), before);
        let event = project.timeline().events[0].id;
        let stamp = Stamp { at: "2026-11-22T10:05:00+01:00".to_owned(), by: "Ana".to_owned() };
        let rename = Edit::Correct(vec![event], Correction::Title(Some("Renamed".to_owned())));
        for (edit, lost, new) in
            [(rename, 0, 2), (Edit::Star(vec![event], true), 1, 2), (Edit::Mark("TLP:AMBER".to_owned()), 1, 1)]
        {
            let before = write(&project).expect("RON");
            apply(&mut project, &edit, &stamp).expect("a change");
            let after = write(&project).expect("RON");
            let (gone, come) = (lines_of_one_only(&before, &after), lines_of_one_only(&after, &before));
            assert_eq!((gone.len(), come.len()), (lost, new), "{gone:#?} {come:#?}");
        }
    }

    /// `change` is made to the file of the example. `expect` is the begin of each damage, and how many documents and
    /// tellings are left.
    #[track_caller]
    fn check(change: impl Fn(String) -> String, expect: &[&str], left: (usize, usize)) {
        let file = change(write(&example()).expect("RON"));
        let loaded = read(&file).expect("some of it");
        let shown: Vec<String> = loaded.damage.iter().map(Damage::to_string).collect();
        assert_eq!(shown.len(), expect.len(), "{shown:#?}");
        for (shown, expect) in shown.iter().zip(expect) {
            assert!(shown.starts_with(expect), "{shown}");
        }
        let tellings = loaded.project.tellings.iter().flatten().count();
        assert_eq!((loaded.project.documents.len(), tellings), left);
        loaded.project.timeline();
    }

    #[test]
    fn damage_is_named_with_its_place_and_leaves_the_rest() {
        let all = write(&example()).expect("RON");
        let (documents, tellings) = (2, example().tellings.iter().flatten().count());
        check(|file| file, &[], (documents, tellings));
        check(
            |file| file.replacen("title: \"\"", "title: 3", 1),
            &["line 3, column 8: Expected string"],
            (documents, tellings),
        );
        check(
            |file| file.replacen("(id:", "(ix:", 1),
            &["line 6, column 2: the field “ix” is not known"],
            (documents, tellings - 1),
        );
        check(
            |file| file.replacen("arrangement:", "colour: (1, \"two\"), arrangement:", 1),
            &["line 24, column 1: the field “colour” is not known"],
            (documents, tellings),
        );
        check(
            |file| file.replacen("passage:(start:0", "passage:(start:9999", 1),
            &["line 6, column 1: the event “"],
            (documents, tellings - 1),
        );
        let cut = all.find("south.txt").expect("a name");
        check(|file| file[..cut].to_owned(), &["line 10, column", "line 10, column"], (1, 3));
        check(|file| format!("\u{feff}{file}"), &[], (documents, tellings));
        assert!(matches!(read("(version: 99, story: 1)"), Err(ProjectError::Newer(99))));
        assert!(matches!(read("no project"), Err(ProjectError::Nothing(Damage { line: 1, .. }))));
    }
}
