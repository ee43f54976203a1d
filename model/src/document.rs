//! Bytes to a `Document`: its text, where each byte of it came from, its title, its own date.
//!
//! In: a file's name and bytes. Out: a document, or an error that names the file, the reason and what to do.
//! Reads no file itself. Knows nothing of events; dating reads the document's own date from its text.

mod archive;
pub(crate) mod cells;
mod columns;
mod decode;
mod docx;
mod epub;
mod fault;
mod feed;
mod format;
#[cfg(test)]
mod hostile;
mod html;
mod html_elements;
mod html_tokens;
mod mail;
mod main_text;
mod markdown;
mod metadata;
mod odt;
mod office;
mod own_names;
mod paragraphs;
mod pdf;
mod pdf_lines;
mod pdf_paragraphs;
mod pdf_words;
mod place;
mod plain;
mod rtf;
mod set_dates;
mod traced;
mod xml;

pub use columns::{Columns, Role};
pub use fault::{DocumentError, Fault};
pub use format::{Format, LIST_ENDINGS, READABLE_ENDINGS};
pub use place::{Part, Place};
pub use set_dates::{SetDatesError, read_set_dates};

use archive::Archive;
use chrono::{Datelike, NaiveDate};
use encoding_rs::Encoding;
use metadata::{Metadata, Stated};
use paragraphs::Paragraphs;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use traced::Traced;

/// Files larger than this are not read. Check a file's length before reading it.
pub const SIZE_MAX_BYTES: u64 = 200_000_000;

/// The same for the text of formats with markup, whose readers keep more than the text in memory.
const MARKUP_MAX_BYTES: usize = 32_000_000;

/// A text with a title, a date of its own and a place it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// File name as given; unique within a timeline.
    pub name: String,
    /// Headline or title; what the name says where there is none.
    pub title: String,
    /// Who wrote it, where the document says so.
    #[serde(default)]
    pub author: Option<String>,
    /// Who published it, where the document says so.
    pub publisher: Option<String>,
    /// The readable text. Passages are byte spans of this.
    pub text: String,
    /// Where the text came from: pieces in rising order, together covering `text`.
    pub origins: Vec<Origin>,
    /// The document's own date; none where nothing tells it.
    pub own_date: Option<OwnDate>,
    /// Where it can be read on the web, where that was told with it.
    #[serde(default)]
    pub url: Option<String>,
    /// The day on which its file was made, where the file says so. That may be long after it was written.
    #[serde(default)]
    pub made: Option<NaiveDate>,
    /// The pages, chapters or paragraphs of the original, in rising order, where its format has any.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// What the columns hold, where it is a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
}

/// A piece of the text and the bytes of the file that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Byte offset in the document's text.
    pub text_begin: usize,
    /// Byte offset in the file.
    pub file_begin: usize,
    /// Whether text and file run alike, byte for byte, from here to the next piece.
    pub verbatim: bool,
}

/// The day that a document's relative expressions count from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDate {
    /// First day it may be.
    pub earliest: NaiveDate,
    /// Last day it may be, inclusive; expressions count from this one.
    pub latest: NaiveDate,
    /// Stated, inferred or set.
    pub known: Known,
    /// The evidence in plain words: "stated in its last line: 17.11.2024".
    pub evidence: String,
}

/// How a document's own date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// The document says it.
    Stated,
    /// It follows from the dates that the document tells.
    Inferred,
    /// The user set it.
    Set,
}

impl OwnDate {
    /// The day that relative expressions count from.
    pub fn day(&self) -> NaiveDate {
        self.latest
    }
}

impl Document {
    /// The year of the document's own date.
    pub fn year(&self) -> Option<i32> {
        self.own_date.as_ref().map(|own| own.earliest.year())
    }

    /// A document of plain text as it stands in the file.
    pub fn plain(name: &str, text: String) -> Document {
        let origins = vec![Origin { text_begin: 0, file_begin: 0, verbatim: true }];
        Document {
            name: name.to_owned(),
            title: name.to_owned(),
            author: None,
            publisher: None,
            text,
            origins,
            own_date: None,
            url: None,
            made: None,
            parts: Vec::new(),
            columns: None,
        }
    }

    /// Where in the original the text at a byte offset stands.
    pub fn place(&self, text_offset: usize) -> Option<&Place> {
        let after = self.parts.partition_point(|part| part.text_begin <= text_offset);
        self.parts.get(after.checked_sub(1)?).map(|part| &part.place)
    }

    /// The bytes of the file that a span of the text came from. A format that packs its text has no such bytes:
    /// then they are those of the text, and `place` tells where to look.
    pub fn file_span(&self, span: Range<usize>) -> Range<usize> {
        file_span(&self.origins, span)
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A document.
    Document(Box<Document>),
    /// A file that is to be read by itself: one of an archive, or one that hangs on a message.
    File {
        /// Its name, with the folders that it stands in.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Something in it that can't be read.
    Unread(DocumentError),
}

/// Calls `each` for all that a file holds: one document, or the messages, entries or files of one that holds many.
/// What was given before a fault is found stays good.
///
/// As for `read`, foreign formats want a process of their own.
pub fn unpack(name: &str, bytes: &[u8], each: &mut dyn FnMut(Content)) -> Result<(), DocumentError> {
    unpack_any(name, bytes, each).map_err(|fault| DocumentError { name: name.to_owned(), fault })
}

fn unpack_any(name: &str, bytes: &[u8], each: &mut dyn FnMut(Content)) -> Result<(), Fault> {
    match Format::of(name, bytes)? {
        Format::Mail => mail::read(name, bytes, each),
        Format::Mailbox => mail::read_mailbox(bytes, each),
        Format::Feed => feed::read(bytes, each),
        Format::Zip => Archive::open(bytes)?.documents(each),
        _ => {
            each(Content::Document(Box::new(read_any(name, bytes)?)));
            Ok(())
        }
    }
}

/// Reads a document from a file's bytes, of a file that holds several the first; the format follows from how it begins, or from its name.
///
/// Plain text, Markdown and web pages take time and memory in proportion to the length of `bytes`, whatever they are.
/// Of the other formats (`Format::is_foreign`) that is not known of their parsers: read those in a process of its own.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    read_any(name, bytes).map_err(|fault| DocumentError { name: name.to_owned(), fault })
}

/// Reads a document from a text that somebody has got out of its file already: plain, whatever its name ends in,
/// unless it begins like a web page.
pub fn read_text(name: &str, text: &str) -> Result<Document, DocumentError> {
    let read = read_any("", text.as_bytes()).map_err(|fault| DocumentError { name: name.to_owned(), fault })?;
    let title = if read.title.is_empty() { plain::title_of_name(name) } else { read.title };
    Ok(Document { name: name.to_owned(), title, ..read })
}

/// The words of markup that stands in another format: a headline, a paragraph or two.
pub fn plain_of_markup(markup: &str) -> String {
    let (text, _) = html::read(markup);
    text.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_any(name: &str, bytes: &[u8]) -> Result<Document, Fault> {
    if bytes.len() as u64 > SIZE_MAX_BYTES {
        return Err(Fault::TooLarge { limit_bytes: SIZE_MAX_BYTES });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    match Format::of(name, bytes)? {
        Format::Plain => read_plain(name, bytes),
        Format::Markdown => read_markup(name, bytes, markdown::read),
        Format::Html => read_markup(name, bytes, html::read),
        Format::Pdf => with_metadata(name, pdf::read(bytes)?),
        Format::Docx => with_metadata(name, docx::read(bytes)?),
        Format::Odt => with_metadata(name, odt::read(bytes)?),
        Format::Rtf => with_metadata(name, rtf::read(bytes)?),
        Format::Epub => with_metadata(name, epub::read(bytes)?),
        Format::Mail | Format::Mailbox | Format::Feed | Format::Zip => {
            let mut first = None;
            unpack_any(name, bytes, &mut |content| {
                if let Content::Document(read) = content {
                    first.get_or_insert(*read);
                }
            })?;
            first.ok_or(Fault::HoldsNone)
        }
    }
}

/// The encoding that a web page's first kilobyte names.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, label) = head.split_once("<meta")?.1.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'))?;
    // A page that could be read so far as to find this is not in UTF-16, whatever it says.
    Encoding::for_label(&label.as_bytes()[..end]).filter(|encoding| encoding.is_ascii_compatible())
}

fn read_plain(name: &str, bytes: &[u8]) -> Result<Document, Fault> {
    let decoded = decode::decode(bytes, declared_encoding(bytes))?;
    if decoded.text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let title = plain::title(&decoded.text).filter(|_| !Format::is_list(name)).map(str::to_owned);
    Ok(document(name, decoded, Stated { title, ..Stated::default() }))
}

fn read_markup(name: &str, bytes: &[u8], reader: fn(&str) -> (Traced, Metadata)) -> Result<Document, Fault> {
    let decoded = decode::decode(bytes, declared_encoding(bytes))?;
    if decoded.text.len() > MARKUP_MAX_BYTES {
        return Err(Fault::TooLarge { limit_bytes: MARKUP_MAX_BYTES as u64 });
    }
    let (text, metadata) = reader(&decoded.text);
    if text.text.trim().is_empty() {
        return Err(Fault::NoText);
    }
    Ok(document(name, text.through(&decoded), metadata.finish()))
}

fn document(name: &str, traced: Traced, stated: Stated) -> Document {
    let origins = closed(traced.origins, traced.text.len(), traced.source_end);
    let Stated { title, author, publisher, url, own_date, made } = stated;
    let title = title.unwrap_or_else(|| plain::title_of_name(name));
    let (name, text, parts) = (name.to_owned(), traced.text, Vec::new());
    Document { name, title, author, publisher, text, origins, own_date, url, made, parts, columns: None }
}

fn with_metadata(name: &str, (paragraphs, metadata): (Paragraphs, Metadata)) -> Result<Document, Fault> {
    paged(name, paragraphs, metadata.finish())
}

/// A document whose text came from the parts of a packed file.
fn paged(name: &str, paragraphs: Paragraphs, mut stated: Stated) -> Result<Document, Fault> {
    if paragraphs.text.is_empty() {
        return Err(Fault::NoWords);
    }
    stated.title = stated.title.filter(|title| plain::is_title(title));
    stated.title = stated.title.or_else(|| plain::title(&paragraphs.text).map(str::to_owned));
    let read = document(name, Traced::verbatim(paragraphs.text, 0), stated);
    Ok(Document { parts: paragraphs.parts, ..read })
}

/// Origins that tell the end of every span: a last, empty piece stands where in the file the text ends.
fn closed(mut origins: Vec<Origin>, text_bytes: usize, file_end: usize) -> Vec<Origin> {
    if origins.last().is_some_and(|last| !last.verbatim) {
        origins.push(Origin { text_begin: text_bytes, file_begin: file_end, verbatim: false });
    }
    origins
}

fn file_span(origins: &[Origin], span: Range<usize>) -> Range<usize> {
    let begin = file_offset(origins, span.start);
    if span.end <= span.start {
        return begin..begin;
    }
    // The end is that of the last byte, not the begin of what follows: markup may lie between the two.
    let after = origins.partition_point(|origin| origin.text_begin < span.end);
    let end = match (origins.get(after.wrapping_sub(1)), origins.get(after)) {
        (Some(origin), _) if origin.verbatim => origin.file_begin + (span.end - origin.text_begin),
        (_, Some(next)) => next.file_begin,
        (_, None) => begin,
    };
    begin..end.max(begin)
}

fn file_offset(origins: &[Origin], text_offset: usize) -> usize {
    let after = origins.partition_point(|origin| origin.text_begin <= text_offset);
    match origins.get(after.wrapping_sub(1)) {
        Some(origin) if origin.verbatim => origin.file_begin + (text_offset - origin.text_begin),
        Some(origin) => origin.file_begin,
        None => text_offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_error(name: &str, bytes: &[u8], expect: &str) {
        let error = read(name, bytes).expect_err("an error").to_string();
        assert!(error.starts_with(&format!("{name}: ")) && error.contains(expect), "{error}");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        let text = "Four against the order\r\n\r\nThe pact – signed on May 9 – took force.\r\n";
        let document = read("four.txt", text.as_bytes()).expect("text");
        assert_eq!(document.text, text);
        assert_eq!(document.title, "Four against the order");
        assert_eq!(document.file_span(30..40), 30..40);
    }

    #[test]
    fn errors_name_the_file_and_what_to_do() {
        check_error("a.txt", b"", "is empty; check");
        check_error("a.txt", b" \r\n", "is empty; check");
        check_error("a.txt", b"\xff\xfea", "is empty; check");
        check_error("a.pdf", b"%PDF-1.7\n%", "is damaged: no page of it can be found; download it again");
        check_error("a.docx", b"PK\x03\x04\x14\0\x06\0", "is damaged: it can't be unpacked");
        check_error("a.png", b"\x89PNG\r\n\x1a\n", "a picture");
        check_error("a.txt", &[1; 50], "not text: 100 % of its bytes are control characters; open");
        let fault = Fault::TooLarge { limit_bytes: SIZE_MAX_BYTES };
        assert_eq!(fault.to_string(), "is larger than 200 MB; split it into smaller files");
    }

    #[test]
    fn a_text_is_plain_whatever_its_name() -> Result<(), DocumentError> {
        let document = read_text("https://example.org/a.html", "# One\n\nTwo < three & four.")?;
        assert_eq!(document.text, "# One\n\nTwo < three & four.");
        assert_eq!(read_text("b.txt", "<!doctype html><p>Five sailed.</p>")?.text.trim(), "Five sailed.");
        assert!(read_text("c", " ").is_err());
        Ok(())
    }
}
