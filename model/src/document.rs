//! Bytes to a `Document`: its text, where each byte of it came from, its title, its own date.
//!
//! In: a file's name and bytes. Out: a document, or an error that names the file, the reason and what to do.
//! Reads no file itself. Knows nothing of events; dating reads the document's own date from its text.

mod decode;
#[cfg(test)]
mod hostile;
mod html;
mod html_elements;
mod html_tokens;
mod main_text;
mod markdown;
mod metadata;
mod plain;
mod traced;

use chrono::{Datelike, NaiveDate};
use encoding_rs::Encoding;
use metadata::Metadata;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use traced::Traced;

/// Files larger than this are not read. Check a file's length before reading it.
pub const SIZE_MAX_BYTES: u64 = 200_000_000;

/// The same for the text of formats with markup, whose readers keep more than the text in memory.
const MARKUP_MAX_BYTES: usize = 32_000_000;

/// The endings of the files that are read from a folder, in lower case.
pub const READABLE_ENDINGS: [&str; 7] = ["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// A text with a title, a date of its own and a place it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// File name as given; unique within a timeline.
    pub name: String,
    /// Headline or title; what the name says where there is none.
    pub title: String,
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
}

/// A piece of the text and the bytes of the file that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            publisher: None,
            text,
            origins,
            own_date: None,
            url: None,
        }
    }

    /// The bytes of the file that a span of the text came from.
    pub fn file_span(&self, span: Range<usize>) -> Range<usize> {
        file_span(&self.origins, span)
    }
}

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any common encoding.
    Plain,
    /// Markdown: CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A web page.
    Html,
}

impl Format {
    /// The format that a file's name tells; none where its ending is not a readable one.
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }
}

/// A file that gave no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {fault}")]
pub struct DocumentError {
    /// The file's name.
    pub name: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Why a file gave no document, and what to do now; it reads on after the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There are no bytes, or only blanks.
    #[error("is empty; check that it was saved or downloaded whole")]
    Empty,
    /// There are bytes, but no words that a reader would see.
    #[error("shows no text; if a script fills the page, copy what you see into a .txt file")]
    NoText,
    /// There are more bytes than are read of its format.
    #[error("is larger than {} MB; split it into smaller files", limit_bytes / 1_000_000)]
    TooLarge {
        /// How many bytes are read at most.
        limit_bytes: u64,
    },
    /// The bytes are no text in any encoding.
    #[error("is not text: {reason}; open a plain text, Markdown or HTML file")]
    NotText {
        /// What shows that it is not.
        reason: String,
    },
    /// A known format that is not read.
    #[error("is {format}, which this version does not read; {advice}")]
    Unsupported {
        /// The format's name with its article.
        format: &'static str,
        /// What to do now.
        advice: &'static str,
    },
}

impl DocumentError {
    /// Why, and what to do now, without the file's name.
    pub fn reason(&self) -> String {
        self.fault.to_string()
    }
}

/// Reads a document from a file's bytes; the format follows from its name, or from how it begins.
///
/// Takes time and memory in proportion to the length of `bytes`, whatever they are.
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

fn read_any(name: &str, bytes: &[u8]) -> Result<Document, Fault> {
    if bytes.len() as u64 > SIZE_MAX_BYTES {
        return Err(Fault::TooLarge { limit_bytes: SIZE_MAX_BYTES });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::Empty);
    }
    if let Some((_, format, advice)) = FOREIGN.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        return Err(Fault::Unsupported { format, advice });
    }
    let decoded = decode::decode(bytes, declared_encoding(bytes))?;
    match format(name, &decoded.text) {
        Format::Html => read_markup(name, decoded, html::read),
        Format::Markdown => read_markup(name, decoded, markdown::read),
        Format::Plain => {
            let title = plain::title(&decoded.text).map(str::to_owned);
            Ok(document(name, decoded, (title, None, None)))
        }
    }
}

/// The format by the file's name; a text that begins like a web page is one under any name but Markdown's.
fn format(name: &str, text: &str) -> Format {
    let head = text.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
    let begins_like_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    match Format::of_name(name) {
        None | Some(Format::Plain) if begins_like_page => Format::Html,
        known => known.unwrap_or(Format::Plain),
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

/// Title, publisher and own date, as far as they are stated.
type Stated = (Option<String>, Option<String>, Option<OwnDate>);

fn read_markup(name: &str, decoded: Traced, reader: fn(&str) -> (Traced, Metadata)) -> Result<Document, Fault> {
    if decoded.text.len() > MARKUP_MAX_BYTES {
        return Err(Fault::TooLarge { limit_bytes: MARKUP_MAX_BYTES as u64 });
    }
    let (text, metadata) = reader(&decoded.text);
    if text.text.trim().is_empty() {
        return Err(Fault::NoText);
    }
    Ok(document(name, text.through(&decoded), metadata.finish()))
}

fn document(name: &str, traced: Traced, (title, publisher, own_date): Stated) -> Document {
    let origins = closed(traced.origins, traced.text.len(), traced.source_end);
    let title = title.unwrap_or_else(|| plain::title_of_name(name));
    Document { name: name.to_owned(), title, publisher, text: traced.text, origins, own_date, url: None }
}

const AS_TEXT: &str = "save its text as a .txt or .html file and open that";
const UNPACK: &str = "unpack it and open the documents in it";
const NO_WORDS: &str = "open a plain text, Markdown or HTML file";

/// Formats that are met where articles are kept, by their first bytes.
const FOREIGN: [(&[u8], &str, &str); 16] = [
    (b"%PDF-", "a PDF", AS_TEXT),
    (b"{\\rtf", "rich text (RTF)", AS_TEXT),
    (b"PK\x03\x04", "an office document or a zip archive", AS_TEXT),
    (b"PK\x05\x06", "an empty zip archive", NO_WORDS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older office document", AS_TEXT),
    (b"ITSF", "a compiled help file", AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a rar archive", UNPACK),
    (b"\x89PNG", "a picture", NO_WORDS),
    (b"\xff\xd8\xff", "a picture", NO_WORDS),
    (b"GIF8", "a picture", NO_WORDS),
    (b"\x7fELF", "a program", NO_WORDS),
];

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
        check_error("a.pdf", b"%PDF-1.7\n%", "a PDF, which this version does not read; save its text");
        check_error("a.docx", b"PK\x03\x04\x14\0\x06\0", "an office document");
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

    #[test]
    fn endings_tell_the_format() {
        assert!(READABLE_ENDINGS.iter().all(|ending| Format::of_name(&format!("a.{ending}")).is_some()));
        assert_eq!(Format::of_name("A.TXT"), Some(Format::Plain));
        assert_eq!(Format::of_name("a.b.md"), Some(Format::Markdown));
        assert_eq!(Format::of_name("page.xhtml"), Some(Format::Html));
        assert_eq!(Format::of_name("a.pdf"), None);
        assert_eq!(Format::of_name("README"), None);
    }
}
