//! Files that other programs made (`formats/make` says how): what is read of each.

use dateline_model::dating::own_date;
use dateline_model::document::{Content, Document, read, unpack};
use dateline_model::lexicon::Lexicon;
use std::path::Path;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

/// What every version of the article tells, in this order.
const TOLD: [&str; 5] = [
    "Harbour talks end in a pact",
    "On 3 May 2021 Norway and Poland signed a treaty on the transit of gas. The ministers had met in Gdansk since \
     Friday, and neither side would say what the other had been promised in return.",
    "Two days later Sweden recalled its ambassador from Warsaw.",
    "Denmark closed the strait to tankers.",
    "On Tuesday Finland sent 200 soldiers to the border.",
];

fn document(file: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(file);
    read(file, &std::fs::read(path).expect("a file")).expect("a document")
}

/// What a file holds: the titles of documents, the names of files.
fn holdings(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(file);
    let mut found = Vec::new();
    let read = unpack(file, &std::fs::read(path).expect("a file"), &mut |content| {
        found.push(match content {
            Content::Document(document) => document.title,
            Content::File { name, .. } => format!("file {name}"),
            Content::Unread(error) => error.to_string(),
        });
    });
    assert_eq!(read, Ok(()));
    found
}

/// Reads a version of the article. `expect` is author, publisher, own date and where the treaty stands.
#[track_caller]
fn check(file: &str, expect: &str) {
    let document = document(file);
    assert_eq!(document.title, TOLD[0], "{file}");
    let mut after = 0;
    for told in TOLD {
        let found = document.text[after..].find(told);
        assert!(found.is_some(), "{file} lacks {told}, or has it too early:\n{}", document.text);
        after += found.unwrap_or_default();
    }
    let own = own_date(&LEXICON, &document).expect("a date");
    let place = document.place(document.text.find("3 May").expect("a day")).expect("a place");
    let [author, publisher] = [&document.author, &document.publisher].map(|name| name.as_deref().unwrap_or("-"));
    assert_eq!(format!("{author} | {publisher} | {} | {place}", own.day()), expect, "{file}");
}

#[test]
fn texts_of_word() {
    check("pandoc.docx", "Mara Lindqvist | - | 2021-05-07 | para. 5");
    check("office.docx", "Mara Lindqvist | - | 2021-05-07 | para. 5");
    let document = document("pandoc.docx");
    let note = document.text.find("On 12 May 2021 Sweden returned its ambassador").expect("the note");
    assert_eq!(document.place(note).expect("a place").to_string(), "notes");
    assert!(document.text.contains("\n\n9 May 2021\tDenmark closed"));
}

#[test]
fn texts_of_libreoffice() {
    check("pandoc.odt", "Mara Lindqvist | - | 2021-05-07 | para. 5");
    check("office.odt", "Mara Lindqvist | - | 2021-05-07 | para. 5");
    // A note stands behind the paragraph that it belongs to.
    assert!(document("office.odt").text.contains("from Warsaw.\n\nOn 12 May 2021 Sweden returned its ambassador"));
}

#[test]
fn books() {
    check("pandoc.epub", "Mara Lindqvist | Baltic Ledger | 2021-05-07 | ch. Harbour talks end in a pact");
    check("office.epub", "Mara Lindqvist | - | 2021-05-07 | ch. 1");
    assert!(document("pandoc.epub").text.contains("from Warsaw.\n\n"));
}

#[test]
fn rich_text() {
    check("pandoc.rtf", "- | - | 2021-05-07 | para. 5");
    check("office.rtf", "Mara Lindqvist | - | 2021-05-07 | para. 5");
}

#[test]
fn messages() {
    check("python.eml", "Mara Lindqvist | - | 2021-05-07 | para. 2");
    check("python.mbox", "Mara Lindqvist | - | 2021-05-07 | para. 3");
    assert_eq!(holdings("python.eml"), ["file pact.docx", "Harbour talks end in a pact"]);
    let expect = ["Harbour talks end in a pact", "Harbour talks – what now?", "Harbour talks – what now?"];
    assert_eq!(holdings("python.mbox"), expect);
}

#[test]
fn archives() {
    assert_eq!(holdings("python.zip"), ["file notes/2021-05-07 harbour.txt", "file harbour.docx", "file box.mbox"]);
}

#[test]
fn pdf() {
    check("office.pdf", "Mara Lindqvist | - | 2021-05-07 | p. 1");
    check("chromium.pdf", "- | - | 2021-05-07 | p. 1");
    // With what a browser prints around it: its address, the day and the title again, and "1/1".
    check("chromium-framed.pdf", "- | - | 2021-05-07 | p. 1");
    let framed = document("chromium-framed.pdf").text;
    assert!(!framed.contains("file:") && !framed.contains("1/1") && framed.starts_with(TOLD[0]), "{framed}");
}

#[test]
fn pdf_of_two_columns() {
    let document = document("groff.pdf");
    assert_eq!(document.title, TOLD[0]);
    let place = |words: &str| document.text.find(words).and_then(|at| document.place(at)).map(ToString::to_string);
    let first = "Baltic Ledger, 7 May 2021\n\nOn 3 May 2021 Norway and Poland signed a treaty on the transit of gas. The \
                 ministers had met in Gdansk since Friday, and neither side would say what the other had been promised in \
                 return.\n\nTwo days later Sweden recalled its ambassador from Warsaw. Officials in Stockholm gave \
                 misunderstandings about the long-range convoys as the reason; their counterparts denied it.\n\n";
    assert_eq!(place(first).as_deref(), Some("p. 1"));
    let second = "On Tuesday Finland sent 200 soldiers to the border, a spokeswoman for the international secretariat \
                  announced, while Denmark closed the strait to tankers.\n\n";
    assert_eq!(place(second).as_deref(), Some("p. 1"));
    // Every paragraph is one of these, whole: no column, page or line cut it, no running head or number is in it.
    let paragraphs = document.text.split("\n\n").skip(3);
    let whole = paragraphs.filter(|paragraph| paragraph.ends_with(['.', '?'])).count();
    assert_eq!(whole + 3, document.text.split("\n\n").count());
    assert!(!document.text.contains("Harbour Review") && !document.text.replace("long-range", "").contains('-'));
    assert_eq!(document.parts.len(), 2);
}
