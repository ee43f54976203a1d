//! Every entry point that takes what a stranger made, each as a function of any bytes that panics where something that
//! holds of all inputs does not.
//!
//! `targets/` gives each to libFuzzer; `tests/fuzz.rs` of the model runs the same on the files of `corpus/`, broken.

use chrono::Datelike;
use dateline_model::dating::{self, TimeExpression};
use dateline_model::document::{self, Content, Document, Known, OwnDate};
use dateline_model::edit::History;
use dateline_model::event::{self, Event};
use dateline_model::import;
use dateline_model::lexicon::Lexicon;
use dateline_model::link;
use dateline_model::project::journal::{self, Journal, Recovered};
use dateline_model::project::{self, Project, Reading};
use dateline_model::quantity;
use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// Parts documents, and the files of an archive, in one input.
const BREAK: u8 = 0x0c;

/// Plain text in any encoding.
pub fn plain(bytes: &[u8]) {
    document("a.txt", bytes);
}

/// Markdown.
pub fn markdown(bytes: &[u8]) {
    document("a.md", bytes);
}

/// A web page.
pub fn html(bytes: &[u8]) {
    document("a.html", bytes);
}

/// A PDF.
pub fn pdf(bytes: &[u8]) {
    document("a.pdf", bytes);
}

/// A text of Word, or what such a file packs: text, footnotes, properties.
pub fn docx(bytes: &[u8]) {
    document(
        "a.docx",
        &packed(bytes, &["word/document.xml", "word/footnotes.xml", "docProps/core.xml", "_rels/.rels"]),
    );
}

/// A text of LibreOffice, or what such a file packs.
pub fn odt(bytes: &[u8]) {
    document("a.odt", &packed(bytes, &["content.xml", "meta.xml", "META-INF/manifest.xml"]));
}

/// A book, or what such a file packs.
pub fn epub(bytes: &[u8]) {
    let names = ["META-INF/container.xml", "a/package.opf", "a/1.xhtml", "a/2.xhtml", "META-INF/encryption.xml"];
    document("a.epub", &packed(bytes, &names));
}

/// Rich text.
pub fn rtf(bytes: &[u8]) {
    document("a.rtf", bytes);
}

/// A message, or a mailbox where it begins as one.
pub fn mail(bytes: &[u8]) {
    document(if bytes.starts_with(b"From ") { "a.mbox" } else { "a.eml" }, bytes);
}

/// A feed.
pub fn feed(bytes: &[u8]) {
    document("a.xml", bytes);
}

/// An archive, or what one packs: each part has the name that is its first line.
pub fn archive(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return document("a.zip", bytes);
    }
    let parts = bytes.split(|byte| *byte == BREAK);
    let parts = parts.map(|part| part.split_at(part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len())));
    let parts: Vec<(String, &[u8])> = parts.map(|(name, part)| (String::from_utf8_lossy(name).into(), part)).collect();
    document("a.zip", &zipped(parts.iter().map(|(name, part)| (name.as_str(), *part))));
}

/// Whatever a file holds is sound, and the same when it is read again.
fn document(name: &str, bytes: &[u8]) {
    let read = || {
        let mut all = Vec::new();
        let ended = document::unpack(name, bytes, &mut |content| all.push(content));
        (all, ended)
    };
    let (all, ended) = read();
    for content in &all {
        match content {
            Content::Document(document) => check_document(document, bytes),
            Content::File { name, .. } => {
                assert!(name.split('/').all(|step| !["", ".", ".."].contains(&step)), "{name}")
            }
            Content::Unread(_) => {}
        }
    }
    if let Err(error) = &ended {
        assert!(error.to_string().starts_with(&format!("{name}: ")));
    }
    assert_eq!((all, ended), read());
}

fn check_document(document: &Document, bytes: &[u8]) {
    let Document { text, title, parts, origins, own_date, .. } = document;
    assert!(!text.trim().is_empty() && !title.trim().is_empty());
    assert!(parts.windows(2).all(|pair| pair[0].text_begin <= pair[1].text_begin));
    assert!(parts.iter().all(|part| text.is_char_boundary(part.text_begin)));
    assert!(own_date.as_ref().is_none_or(|own| own.earliest <= own.latest));
    assert_eq!(origins.first().map(|origin| origin.text_begin), Some(0));
    assert!(origins.windows(2).all(|pair| pair[0].text_begin <= pair[1].text_begin));
    let span = document.file_span(0..text.len());
    assert!(span.start <= span.end && (span.end <= bytes.len() || !parts.is_empty()));
}

/// A zip archive as it is, or one of the files of these names, whose contents the bytes are, one after the other.
fn packed(bytes: &[u8], names: &[&str]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    zipped(names.iter().copied().zip(bytes.split(|byte| *byte == BREAK)))
}

fn zipped<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        // No archive holds two files of one name.
        if zip.start_file(name, options).is_ok() {
            zip.write_all(content).expect("its bytes");
        }
    }
    zip.finish().expect("an archive").into_inner()
}

/// A table of events: tabs part its cells where its first line has one, else commas.
pub fn table(bytes: &[u8]) {
    let tabs = bytes.split(|byte| *byte == b'\n').next().is_some_and(|line| line.contains(&b'\t'));
    list(if tabs { "a.tsv" } else { "a.csv" }, bytes);
}

/// A calendar: iCalendar.
pub fn calendar(bytes: &[u8]) {
    list("a.ics", bytes);
}

/// Events as JSON lines.
pub fn lines(bytes: &[u8]) {
    list("a.jsonl", bytes);
}

/// Events as TimelineJS keeps them.
pub fn timelinejs(bytes: &[u8]) {
    list("a.json", bytes);
}

fn list(name: &str, bytes: &[u8]) {
    let document = Document::plain(name, String::from_utf8_lossy(bytes).into_owned());
    let events = || import::read(&LEXICON, &document).unwrap_or_default().events;
    let read = events();
    assert_eq!(read, events());
    check_events(&document, &read);
}

fn check_events(document: &Document, events: &[Event]) {
    let holds = |span: &std::ops::Range<usize>| document.text.get(span.clone()).is_some();
    for event in events {
        assert_eq!(event.sources.len(), 1, "{event:?}");
        let source = &event.sources[0];
        assert!(holds(&source.passage) && holds(&source.time), "{source:?}");
        assert!(event.when.earliest <= event.when.latest && source.when.earliest <= source.when.latest);
        assert!(!event.title.trim().is_empty() && !event.short_title.trim().is_empty(), "{event:?}");
        assert!((0.0..=1.0).contains(&event.confidence) && event.quantities.iter().all(|one| one.value.is_finite()));
    }
}

/// A text to its times.
pub fn times(bytes: &[u8]) {
    let mut document = Document::plain("a.txt", String::from_utf8_lossy(bytes).into_owned());
    dating::read_timex(&LEXICON, &document);
    let undated = dating::read_times(&LEXICON, &document);
    check_times(&document.text, &undated);
    let own_date = dating::own_date(&LEXICON, &document);
    let dated = dating::read_times_and_own_date(&LEXICON, &mut document);
    assert_eq!(document.own_date, own_date);
    assert!(own_date.is_none_or(|own| own.earliest <= own.latest));
    check_times(&document.text, &dated);
    assert_eq!(dated, dating::read_times(&LEXICON, &document));
}

fn check_times(text: &str, times: &[TimeExpression]) {
    let mut end = 0;
    for time in times {
        assert!(time.span.start >= end && time.span.start < time.span.end, "{time:?}");
        assert!(text.get(time.span.clone()).is_some(), "{time:?}");
        assert!(time.when.is_none_or(|when| when.earliest <= when.latest), "{time:?}");
        assert!((0.0..=1.0).contains(&time.confidence), "{time:?}");
        end = time.span.end;
    }
}

/// What a person types for a time.
pub fn typed(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    let day = chrono::NaiveDate::from_ymd_opt(2024, 6, 22).expect("a day of the calendar");
    let own = OwnDate { earliest: day, latest: day, known: Known::Stated, evidence: String::new() };
    for own_date in [None, Some(&own)] {
        if let Ok(typed) = dating::read_typed(&LEXICON, &words, own_date) {
            assert!(typed.when.earliest <= typed.when.latest);
            // What is shown of it can be typed, but for years that figures alone do not tell.
            if typed.when.latest.year() > 2199 {
                continue;
            }
            let again = dating::read_typed(&LEXICON, &typed.when.to_string(), own_date).map(|again| again.when);
            assert_eq!(again, Ok(typed.when), "{words:?} is shown as {}", typed.when);
        }
    }
}

/// A text to its quantities.
pub fn quantities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut end = 0;
    for (span, quantity) in quantity::read_quantities(&LEXICON, &text, 0..text.len(), &[]) {
        assert!(text.get(span.clone()).is_some() && span.start >= end, "{quantity:?}");
        assert!(quantity.value.is_finite() && !quantity.unit.is_empty(), "{quantity:?}");
        end = span.start;
    }
}

/// Texts, parted by form feeds, through the whole model: each event has its passage, and the project that they make is
/// the same once it was saved and opened.
pub fn events(bytes: &[u8]) {
    let project = read_project(bytes);
    let mut events = Vec::new();
    for (index, (document, told)) in project.documents.iter().zip(project.tellings.iter()).enumerate() {
        check_events(document, told);
        events.extend(told.iter().cloned());
        events.iter_mut().rev().take(told.len()).for_each(|event| event.sources[0].document = index);
    }
    let linked = link::link(&project.documents, events.clone());
    assert_eq!(linked.iter().map(|event| event.sources.len()).sum::<usize>(), events.len());
    assert_eq!(linked, link::link(&project.documents, events));
    let timeline = project.timeline();
    assert_eq!(
        timeline.events.iter().map(|event| event.sources.len()).sum::<usize>(),
        linked.iter().map(|event| event.sources.len()).sum::<usize>()
    );
    let saved = project::write(&project).expect("RON");
    let loaded = project::read(&saved).expect("what was written");
    assert_eq!(project::check(&loaded), Vec::<String>::new());
    assert_eq!(loaded.project, project);
}

fn read_project(bytes: &[u8]) -> Project {
    let mut readings = Vec::new();
    for (index, text) in bytes.split(|byte| *byte == BREAK).take(4).enumerate() {
        let mut document = Document::plain(&format!("{index}.txt"), String::from_utf8_lossy(text).into_owned());
        let times = dating::read_times_and_own_date(&LEXICON, &mut document);
        let told = event::read_events(&LEXICON, &document, &times);
        let passages = told.iter().map(|event| event.sources[0].passage.clone()).collect();
        for undated in event::read_undated(&LEXICON, &document, &times, passages) {
            assert!(document.text.get(undated.passage.clone()).is_some(), "{undated:?}");
        }
        readings.push(Reading::new(document, told));
    }
    let (documents, tellings): (Vec<Document>, Vec<Vec<Event>>) =
        readings.into_iter().map(|reading| (reading.document, reading.tellings)).unzip();
    let mut events = Vec::new();
    for (index, told) in tellings.iter().enumerate() {
        for mut event in told.iter().cloned() {
            event.sources[0].document = index;
            events.push(event);
        }
    }
    let links = Arc::new(link::links(&documents, events));
    Project { documents: Arc::new(documents), tellings: Arc::new(tellings), links, ..Project::default() }
}

/// A user's own names, and after a form feed a text that they are looked for in.
pub fn names(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == BREAK).map(String::from_utf8_lossy);
    let (table, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut lexicon = Lexicon::default();
    let lines = table.lines().count();
    for fault in lexicon.add_gazetteer(&table) {
        assert!((1..=lines).contains(&fault.line), "{fault}");
    }
    let text = format!("{text} {table}");
    for mention in dateline_model::actor::read_actors(&lexicon, &text, 0..text.len(), None) {
        assert!(text.get(mention.span.clone()).is_some_and(|words| !words.is_empty()));
    }
}

/// A user's own table of documents' dates.
pub fn dates(bytes: &[u8]) {
    let table = String::from_utf8_lossy(bytes);
    if let Err(error) = document::read_set_dates(&table) {
        assert!((1..=table.lines().count()).contains(&error.line));
    }
}

/// A journal, of which the bytes are the lines without their checksums: its changes are made, and taken back.
pub fn journal(bytes: &[u8]) {
    static BEFORE: LazyLock<Project> =
        LazyLock::new(|| read_project(b"On 2 May 2021 Norway and Poland signed a pact."));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.dateline");
    let lines = String::from_utf8_lossy(bytes);
    let lines: String = lines.lines().map(|line| format!("{:016x} {line}\n", project::fingerprint(line))).collect();
    std::fs::write(journal::place(&path), lines).expect("a file");
    let journal = Journal::open(&path).expect("a journal");
    let Recovered::Changes(changes) = journal.recover(7) else { return };
    let (mut project, mut history) = (BEFORE.clone(), History::default());
    for change in changes {
        history.replay(&mut project, change);
    }
    project.timeline();
    project.lost();
    let saved = project::write(&project).expect("RON");
    project::check(&project::read(&saved).expect("what was written"));
    while history.undo(&mut project).is_some() {}
    project.timeline();
}

/// The file of a project: what can be read of it can be used, and is the same once it was saved and opened.
pub fn project(bytes: &[u8]) {
    let Ok(loaded) = project::read(&String::from_utf8_lossy(bytes)) else { return };
    project::check(&loaded);
    loaded.project.timeline();
    loaded.project.lost();
    let saved = project::write(&loaded.project).expect("RON");
    let again = project::read(&saved).expect("what was written");
    assert_eq!(again.damage, []);
    assert_eq!(project::write(&again.project).expect("RON"), saved);
}
