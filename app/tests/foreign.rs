//! Runs the program on files of foreign formats, whole and hostile: each gives its events or a clear message that names
//! the limit, and leaves the others.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: &str = "On 3 May 2021 Norway and Poland signed a treaty on the transit of gas.\n";
const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");
const WORD: &str = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>";

/// A folder with one good document in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("good.txt"), GOOD).expect("a file");
    folder
}

fn extract(folder: &Path) -> Output {
    let output = Command::new("timeout").args(["120", PROGRAM, "extract", "."]).current_dir(folder).output();
    let output = output.expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    output
}

/// Beside the good document the folder holds one that can't be read: the message says so.
#[track_caller]
fn check(folder: &Path, message: &str) {
    let output = extract(folder);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{errors}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    assert!(errors.contains(message), "{errors}");
}

/// Writes a zip archive of one file of `head`, then `piece` so many times.
fn write_zip(path: &Path, name: &str, head: &str, piece: &str, times: usize) {
    let mut zip = ZipWriter::new(File::create(path).expect("a file"));
    zip.start_file(name, SimpleFileOptions::default()).expect("a file within");
    zip.write_all(head.as_bytes()).expect("a head");
    let block = piece.repeat(10_000);
    for _ in 0..times / 10_000 {
        zip.write_all(block.as_bytes()).expect("a block");
    }
    zip.finish().expect("an archive");
}

#[test]
fn a_foreign_document_tells_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/formats/pandoc.docx");
    fs::copy(made, folder.path().join("pandoc.docx")).expect("a copy");
    let output = extract(folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let events = String::from_utf8_lossy(&output.stdout);
    assert!(events.contains(r#""doc":"pandoc.docx""#) && events.contains(r#""part":"para. 5""#), "{events}");
}

#[test]
fn an_archive_that_grows() {
    let folder = folder();
    let piece = "<w:p><w:r><w:t>Nothing but words and more words in this one.</w:t></w:r></w:p>";
    write_zip(&folder.path().join("bomb.docx"), "word/document.xml", WORD, piece, 3_000_000);
    check(folder.path(), "bomb.docx: unpacks to more than 200 MB; unpack it");
}

#[test]
fn elements_within_elements() {
    let folder = folder();
    write_zip(&folder.path().join("deep.docx"), "word/document.xml", WORD, "<w:tbl><w:tr><w:tc><w:p>", 100_000);
    check(folder.path(), "deep.docx: holds no text");
}

#[test]
fn entities_of_entities() {
    let folder = folder();
    let entities: String =
        (1..12).map(|n| format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10))).collect();
    let head = format!("<!DOCTYPE d [<!ENTITY a0 'haha'>{entities}]>{WORD}<w:p><w:r><w:t>&a11;");
    write_zip(&folder.path().join("laughs.docx"), "word/document.xml", &head, "", 0);
    let output = extract(folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn what_only_begins_like_its_format() {
    let folder = folder();
    fs::write(folder.path().join("cut.docx"), b"PK\x03\x04\x14\0\x06\0").expect("a file");
    check(folder.path(), "cut.docx: is damaged: it can't be unpacked");
    fs::write(folder.path().join("cut.docx"), "Words.").expect("a file");
    check(folder.path(), "cut.docx: is damaged: it does not begin as its format does");
    write_zip(&folder.path().join("cut.docx"), "a.txt", "a", "", 0);
    check(folder.path(), "cut.docx: is damaged: it holds no text document");
}

/// A PDF of one page, whose drawing is this, with a form that draws itself ten times, by forms like it, so many deep.
fn pdf(drawing: &str, depth: usize) -> String {
    let mut pdf = format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{drawing}\nendstream endobj\n",
        drawing.len()
    );
    for number in 5..5 + depth {
        let drawing = "/X Do ".repeat(10);
        pdf += &format!(
            "{number} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X {} 0 R>>>>/Length {}>>\
             stream\n{drawing}\nendstream endobj\n",
            number + 1,
            drawing.len()
        );
    }
    pdf + "trailer<</Root 1 0 R>>\n%%EOF"
}

#[test]
fn a_page_without_words() {
    let folder = folder();
    fs::write(folder.path().join("blank.pdf"), pdf("0 0 5 5 re f", 0)).expect("a file");
    check(folder.path(), "blank.pdf: holds no text, only pictures or blank pages; run text recognition");
}

#[test]
fn a_page_that_is_locked() {
    let folder = folder();
    fs::write(folder.path().join("locked.pdf"), include_bytes!("locked.pdf")).expect("a file");
    check(folder.path(), "locked.pdf: is locked with a password; open it with that password");
}

#[test]
fn brackets_within_brackets() {
    let folder = folder();
    fs::write(folder.path().join("deep.pdf"), pdf(&"[".repeat(2_000_000), 0)).expect("a file");
    check(folder.path(), "deep.pdf: holds no text");
}

/// Takes all the time that a reader has.
#[test]
#[ignore = "takes half a minute"]
fn a_page_without_an_end() {
    let folder = folder();
    fs::write(folder.path().join("endless.pdf"), pdf("/X Do", 20)).expect("a file");
    check(folder.path(), "endless.pdf: takes longer to read than 30 seconds; split it");
}

/// An archive of one file.
fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).expect("a file within");
    zip.write_all(bytes).expect("its bytes");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn archives_and_mailboxes_hold_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/formats/python.zip");
    fs::copy(made, folder.path().join("python.zip")).expect("a copy");
    let output = extract(folder.path());
    let events = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let names = [
        "python.zip/notes/2021-05-07 harbour.txt",
        "python.zip/harbour.docx",
        "python.zip/box.mbox/Harbour talks end in a pact",
        "python.zip/box.mbox/Re: Harbour talks – what now?",
        "python.zip/box.mbox/Re: Harbour talks – what now? (2)",
    ];
    for name in names {
        assert!(events.contains(&format!("\"doc\":\"{name}\"")), "{name}\n{events}");
    }
}

#[test]
fn one_bad_file_of_an_archive_leaves_the_others() {
    let folder = folder();
    let mut zip = ZipWriter::new(File::create(folder.path().join("a.zip")).expect("a file"));
    for (name, bytes) in [("../../bad.pdf", b"%PDF-".as_slice()), ("/good.txt", GOOD.as_bytes()), ("void.txt", b"")] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file within");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("an archive");
    fs::remove_file(folder.path().join("good.txt")).expect("gone");
    check(folder.path(), "a.zip/bad.pdf: is damaged: no page");
    check(folder.path(), "a.zip/void.txt: is empty");
}

/// What is exported as TimelineJS's JSON is read again as the same events.
#[test]
fn timelinejs_there_and_back() {
    let folder = folder();
    let more = "On 15 March 44 BC Rome mourned. In mid-July 2022 Norway sent 40 tanks to Poland. From 3 to 7 May 2021 Peru held talks with Chile.\n";
    fs::write(folder.path().join("more.txt"), more).expect("a file");
    let run = |arguments: &[&str]| {
        let output =
            Command::new(PROGRAM).args(arguments).current_dir(folder.path()).output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let events = String::from_utf8_lossy(&output.stdout).into_owned();
        let told = |line: &str| -> Vec<String> {
            let event: serde_json::Value = serde_json::from_str(line).expect("an event");
            ["title", "start", "last", "precision"].map(|key| event[key].to_string()).to_vec()
        };
        events.lines().map(told).collect::<Vec<_>>()
    };
    let before = run(&["extract", "good.txt", "more.txt"]);
    run(&["export", "good.txt", "more.txt", "-o", "timeline.json"]);
    assert_eq!(run(&["extract", "timeline.json"]), before);
    assert!(before.len() >= 3, "{before:?}");
}

#[test]
fn columns_that_are_named() {
    let folder = folder();
    fs::write(folder.path().join("seen.csv"), "Seen;Remark\n3/4/2024;Kenya sent 300 troops to Somalia\n")
        .expect("a file");
    let run = |columns: &str| {
        let arguments = ["extract", "seen.csv", "--columns", columns];
        let output =
            Command::new(PROGRAM).args(arguments).current_dir(folder.path()).output().expect("the program runs");
        let [out, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.code(), out, errors)
    };
    let (code, events, _) = run("date=Seen,title=Remark,order=dmy");
    assert!(
        code == Some(0) && events.contains(r#""start":"2024-04-03""#) && events.contains(r#""part":"row 2""#),
        "{events}"
    );
    let (code, _, errors) = run("date=When,title=Remark");
    assert!(
        code == Some(1) && errors.contains("seen.csv: has no column “When”; its columns are Seen, Remark"),
        "{errors}"
    );
    let (code, _, errors) = run("datum=Seen");
    assert!(code == Some(2) && errors.contains("“datum” is nothing that a column holds"), "{errors}");
}

#[test]
fn archives_within_archives() {
    let folder = folder();
    let mut bytes = GOOD.as_bytes().to_vec();
    let mut name = "deep.txt".to_owned();
    for depth in 0..12 {
        bytes = zipped(&name, &bytes);
        name = format!("{depth}.zip");
    }
    fs::write(folder.path().join("nested.zip"), bytes).expect("a file");
    check(folder.path(), "6.zip: lies within more than 4 archives; unpack them");
}

#[test]
fn an_archive_that_grows_in_many_files() {
    let folder = folder();
    let mut zip = ZipWriter::new(File::create(folder.path().join("bomb.zip")).expect("a file"));
    let zeros = vec![b' '; 50_000_000];
    for number in 0..5 {
        zip.start_file(format!("{number}.txt"), SimpleFileOptions::default()).expect("a file within");
        zip.write_all(&zeros).expect("its bytes");
    }
    zip.finish().expect("an archive");
    check(folder.path(), "bomb.zip: unpacks to more than 200 MB");
}
