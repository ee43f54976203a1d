//! Files of all formats, broken at random: each gives documents or a fault, and never panics or hangs.
//!
//! The same entry points as those of the program, on the files of `formats/` with bytes changed, cut and doubled; of
//! archives the files within are broken, as their checksums would hide them otherwise. A few hundred runs each time;
//! `FUZZ_SECONDS=600 cargo test --release -p dateline-model --test fuzz -- --ignored` goes on for ten minutes a format.

use dateline_model::document::{Content, Document, unpack};
use dateline_model::import;
use dateline_model::lexicon::Lexicon;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Marsaglia's xorshift, so that every run tests the same inputs.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// Bytes with a few of them changed, taken out, doubled or put elsewhere.
fn broken(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const TELLING: [u8; 12] = [0, 0xff, b'<', b'>', b'{', b'}', b'\\', b'"', b'\n', b'(', b'[', b'9'];
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(8) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(64)).min(bytes.len());
        match random.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = TELLING[random.below(TELLING.len())],
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => {
                let piece = bytes[at..end].repeat(1 + random.below(20));
                bytes.splice(at..at, piece);
            }
            _ if random.below(10) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

/// An archive in which one file is broken.
fn broken_within(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let chosen = random.below(archive.len());
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its bytes");
        if index == chosen || name.ends_with("document.xml") || name.ends_with("content.xml") {
            content = broken(&content, random);
        }
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        out.start_file(name, options).expect("a file");
        out.write_all(&content).expect("its bytes");
    }
    out.finish().expect("an archive").into_inner()
}

/// Reads what a file holds and checks that it is sound.
fn check(name: &str, bytes: &[u8]) {
    let mut each = |content: Content| {
        if let Content::Document(document) = content {
            check_document(&document);
        }
    };
    if let Err(error) = unpack(name, bytes, &mut each) {
        assert!(error.to_string().starts_with(&format!("{name}: ")));
    }
}

fn check_document(document: &Document) {
    let Document { text, title, parts, .. } = document;
    assert!(!text.trim().is_empty() && !title.trim().is_empty());
    assert!(parts.windows(2).all(|pair| pair[0].text_begin <= pair[1].text_begin));
    assert!(parts.iter().all(|part| text.is_char_boundary(part.text_begin)));
}

/// Breaks a file so many times, or as long as `FUZZ_SECONDS` says.
fn fuzz(file: &str, rounds: Option<usize>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(file);
    let bytes = std::fs::read(path).expect("a file");
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(600);
    let (begin, mut random, mut done) = (Instant::now(), Random(0x2545_f491_4f6c_dd1d), 0);
    let within = bytes.starts_with(b"PK");
    while rounds.map_or(begin.elapsed() < Duration::from_secs(seconds), |rounds| done < rounds) {
        let made =
            if within && done % 4 > 0 { broken_within(&bytes, &mut random) } else { broken(&bytes, &mut random) };
        let one = Instant::now();
        check(file, &made);
        assert!(one.elapsed() < Duration::from_secs(30), "{file}, round {done}, took {:?}", one.elapsed());
        done += 1;
    }
    println!("{file}: {done} rounds in {:?}", begin.elapsed());
}

/// Broken lists of events: every passage that comes of them is a span of the text.
fn fuzz_lists(rounds: usize) {
    const LISTS: [(&str, &str); 4] = [
        (
            "a.csv",
            "Date,Title,Notes,Country\n2021-05-03,\"Pact, signed\",\"Two \"\"sides\"\"\",NO;PL\n5 May 2021,é,–,\n",
        ),
        ("b.tsv", "Year\tMonth\tDay\tHeadline\tEnd Year\n2021\t5\t3\tTalks\t2022\n"),
        (
            "c.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20210503\r\nSUMMARY:Talks \r\n é\r\nEND:VEVENT\r\nEND:VCALENDAR",
        ),
        ("d.jsonl", "{\"title\":\"Pact\",\"start\":\"2021-05-01\",\"last\":\"2021-05-31\",\"precision\":\"month\"}\n"),
    ];
    let lexicon = Lexicon::embedded();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        let (name, text) = LISTS[round % LISTS.len()];
        let text = String::from_utf8_lossy(&broken(text.as_bytes(), &mut random)).into_owned();
        let document = Document::plain(name, text);
        for event in import::read(&lexicon, &document).unwrap_or_default().events {
            let source = &event.sources[0];
            assert!(
                document.text.get(source.passage.clone()).is_some() && document.text.get(source.time.clone()).is_some()
            );
            assert!(event.when.earliest <= event.when.latest && !event.title.is_empty());
        }
    }
}

const FILES: [&str; 11] = [
    "office.docx",
    "pandoc.docx",
    "office.odt",
    "pandoc.epub",
    "office.rtf",
    "pandoc.rtf",
    "python.eml",
    "python.mbox",
    "python.zip",
    "office.pdf",
    "groff.pdf",
];

#[test]
fn broken_files_of_every_format() {
    for file in FILES {
        fuzz(file, Some(if file.ends_with("pdf") { 20 } else { 60 }));
    }
}

#[test]
fn broken_lists() {
    fuzz_lists(400);
}

#[test]
#[ignore = "takes ten minutes a format"]
fn fuzz_every_format() {
    for file in FILES {
        fuzz(file, None);
    }
}
