//! Files that other programs made (`formats/make` says how): what is read of each.

use dateline_model::actor::Country;
use dateline_model::dating::own_date;
use dateline_model::document::{Content, Document, Format, LIST_ENDINGS, READABLE_ENDINGS, read, unpack};
use dateline_model::event::Event;
use dateline_model::import;
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

/// A file of each format. A format without one does not compile; the files are read by the tests below.
fn files(format: Format) -> &'static [&'static str] {
    match format {
        Format::Plain => &["iconv-UTF-16LE.txt", "iconv-UTF-16BE.txt", "iconv-CP1252.txt", "iconv-UTF-16.txt"],
        Format::Markdown => &["harbour.md", "pandoc.gfm.md"],
        Format::Html => &["pandoc.html", "chromium.html", "office.html"],
        Format::Pdf => &["office.pdf", "chromium.pdf", "chromium-framed.pdf", "groff.pdf"],
        Format::Docx => &["pandoc.docx", "office.docx"],
        Format::Odt => &["pandoc.odt", "office.odt"],
        Format::Rtf => &["pandoc.rtf", "office.rtf"],
        Format::Epub => &["pandoc.epub", "office.epub"],
        Format::Mail => &["python.eml"],
        Format::Mailbox => &["python.mbox"],
        Format::Feed => &["feedgen.rss", "feedgen.atom"],
        Format::Zip => &["python.zip", "locked.zip"],
    }
}

/// Files of lists of events.
const LISTS: [&str; 8] = [
    "office.csv",
    "office.tsv",
    "marked.csv",
    "icalendar.ics",
    "like-acled.csv",
    "like-gdelt.tsv",
    "like-timelinejs.csv",
    "like-timelinejs.json",
];

/// Other names of formats that have a file, and our own lines, which `import` tests by what it prints.
const SAME: [&str; 6] = ["tab", "psv", "ical", "ifb", "jsonl", "ndjson"];

#[test]
fn every_format_has_a_file() {
    let formats = READABLE_ENDINGS.into_iter().map(|ending| Format::of_name(&format!("a.{ending}")).expect("a format"));
    let mut known: Vec<&str> = formats.flat_map(|format| files(format).iter().copied()).chain(LISTS).collect();
    for ending in LIST_ENDINGS.into_iter().filter(|ending| !SAME.contains(ending)) {
        assert!(LISTS.iter().any(|file| file.ends_with(&format!(".{ending}"))), "no file for {ending}");
    }
    known.extend(["make", "accords.py", "columns.ms"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name.as_str()), "{name} is of no format");
    }
    assert!(known.iter().all(|file| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(file).exists()));
}

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
    if let Err(error) = read {
        found.push(error.to_string());
    }
    found
}

/// The events of a list: days, kind, countries, title, what its numbers count, where it stands, publisher and address.
#[track_caller]
fn check_list(file: &str, expect: &[&str], complaint: Option<&str>) {
    let mut document = document(file);
    if import::is_table(&document) {
        let (columns, sure) = import::columns(&LEXICON, &document).expect("a table");
        assert!(sure, "{file}");
        import::read_by(&mut document, columns);
    }
    let list = import::read(&LEXICON, &document).expect("a list");
    let told = |event: &Event| {
        let source = &event.sources[0];
        assert!(
            document.text.get(source.passage.clone()).is_some() && document.text.get(source.time.clone()).is_some()
        );
        let countries: Vec<&str> = event.countries.iter().map(Country::code).collect();
        let quantities: Vec<&str> = event.quantities.iter().map(|quantity| quantity.words.as_str()).collect();
        let parts = [
            event.when.label(),
            event.kind.code().to_owned(),
            countries.join(" "),
            event.title.clone(),
            quantities.join(" "),
            document.place(source.passage.start).map(ToString::to_string).unwrap_or_default(),
            document.publisher_of(&source.passage).unwrap_or_default(),
            document.url_of(&source.passage).unwrap_or_default(),
        ];
        parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
    };
    assert_eq!(list.events.iter().map(told).collect::<Vec<_>>(), expect, "{file}");
    assert_eq!(list.complaint().as_deref(), complaint, "{file}");
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
    let place = document.place(document.text.find("3 May").expect("a day")).map(ToString::to_string);
    let place = place.unwrap_or_else(|| "-".to_owned());
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

#[test]
fn web_pages_and_markdown() {
    check("pandoc.html", "Mara Lindqvist | - | 2021-05-07 | -");
    check("chromium.html", "Mara Lindqvist | - | 2021-05-07 | -");
    check("office.html", "Mara Lindqvist | Baltic Ledger | 2021-05-07 | -");
    check("pandoc.gfm.md", "Mara Lindqvist | Baltic Ledger | 2021-05-07 | -");
}

#[test]
fn texts_of_other_encodings() {
    for file in files(Format::Plain) {
        let document = document(file);
        assert_eq!(document.title, "Café talks in Malmö", "{file}");
        assert!(
            document.text.contains("Norway’s minister met his Polish colleague in a café in Malmö – for"),
            "{file}"
        );
        assert_eq!(own_date(&LEXICON, &document).map(|own| own.day().to_string()).as_deref(), Some("2021-05-07"));
    }
}

#[test]
fn feeds() {
    for file in files(Format::Feed) {
        assert_eq!(holdings(file), ["Harbour talks end in a pact", "Denmark closes the strait"], "{file}");
        let document = document(file);
        let told = [&document.author, &document.publisher, &document.url].map(|told| told.as_deref().unwrap_or("-"));
        assert_eq!(told, ["Mara Lindqvist", "Baltic Ledger", "http://ledger.example/0"], "{file}");
        assert_eq!(own_date(&LEXICON, &document).map(|own| own.day().to_string()).as_deref(), Some("2021-05-07"));
        assert!(document.text.contains("signed a treaty & left.\n\nBoth gained."), "{file}: {}", document.text);
    }
}

#[test]
fn a_locked_archive() {
    assert_eq!(
        holdings("locked.zip"),
        ["harbour.txt: is locked with a password; open it with that password, save it without one, and open that"]
    );
}

#[test]
fn tables_of_spreadsheets() {
    let complaint = Some("1 of 3 rows left out: row 4 tells no day: “31.2.2021”; correct it there, and open it again");
    // Windows' letters for the west of Europe have no ń.
    for (file, post) in [("office.csv", "Gda?sk Post"), ("office.tsv", "Gdańsk Post"), ("marked.csv", "Gdańsk Post")]
    {
        let second =
            format!("5 May 2021 | diplomacy | SE | Ambassador recalled |  | row 3 | {post} | http://post.example/2");
        let first =
            "3 May 2021 | agreement | NO PL | Treaty on gas |  | row 2 | Baltic Ledger | http://ledger.example/1";
        check_list(file, &[first, &second], complaint);
    }
}

#[test]
fn calendars() {
    check_list(
        "icalendar.ics",
        &[
            "3–5 May 2021 | diplomacy | NO | Talks in Oslo, again; and a treaty that is long enough to",
            "7 May 2021, 10:15 | diplomacy | SE | Sweden recalls its ambassador",
        ],
        None,
    );
}

#[test]
fn exports_of_event_data() {
    check_list(
        "like-acled.csv",
        &[
            "3 May 2021 | combat | SD | Two militias clashed near Kassala | 12 fatalities two militias | row 2 | Baltic Ledger",
            "4 May 2021 | politics | KE | Around 200 people protested in Nairobi, \"peacefully\" | Around 200 people | row 3 | Baltic Ledger",
        ],
        None,
    );
    let link = "http://ledger.example";
    let talks = format!("3 May 2021 | diplomacy | NO PL | Norway talks with Poland |  | row 1 |  | {link}/1");
    let cuts = format!("4 May 2021 | sanctions | SE | Sweden reduces relations with someone |  | row 2 |  | {link}/2");
    check_list("like-gdelt.tsv", &[&talks, &cuts], None);
}

#[test]
fn timelines_of_timelinejs() {
    let title = Some("1 of 3 rows left out: row 2 has no date; correct it there, and open it again");
    let rows = [
        "3–7 May 2021 | diplomacy | NO | Talks in Oslo |  | row 3",
        "15 March 44 BC | other |  | Ides of March |  | row 4",
    ];
    check_list("like-timelinejs.csv", &rows, title);
    let events = ["3 May 2021, 10:15 | diplomacy | NO | Talks in Oslo", "44 BC | other |  | Ides of March"];
    check_list("like-timelinejs.json", &events, None);
}
