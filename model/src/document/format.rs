//! Which format a file is in: by how it begins, else by its name.
//!
//! In: a file's name and bytes. Out: a format that is read, or the fault that names one that is not.

use super::Fault;
use memchr::memmem;

/// The endings of the files that are read from a folder, in lower case.
pub const READABLE_ENDINGS: [&str; 24] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "mht", "mhtml", "pdf", "docx", "docm", "odt", "ott",
    "rtf", "epub", "eml", "mbox", "mbx", "rss", "atom", "rdf", "xml", "zip",
];

/// The endings of lists of events: tables, calendars, timelines of TimelineJS, our own lines.
pub const LIST_ENDINGS: [&str; 10] = ["csv", "tsv", "tab", "psv", "ics", "ical", "ifb", "json", "jsonl", "ndjson"];

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any common encoding.
    Plain,
    /// Markdown: CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A web page.
    Html,
    /// A PDF with a text layer: ISO 32000.
    Pdf,
    /// A text of Word and its like: ISO/IEC 29500, WordprocessingML.
    Docx,
    /// A text of LibreOffice and its like: OpenDocument, ISO/IEC 26300.
    Odt,
    /// Rich text.
    Rtf,
    /// A book: EPUB 2 and 3.
    Epub,
    /// A message: RFC 5322, also one that holds a web page (MHTML, RFC 2557).
    Mail,
    /// Many messages: RFC 4155.
    Mailbox,
    /// A feed: RSS or Atom.
    Feed,
    /// An archive of files.
    Zip,
}

impl Format {
    /// The format of a file. What its first bytes tell goes before its name.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Format, Fault> {
        let named = Format::of_name(name);
        // The mark may stand behind what a mailer or a web server put before it: ISO 32000-2, annex I.
        if memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-")
            .is_some_and(|at| at == 0 || named == Some(Format::Pdf))
        {
            return Ok(Format::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return packed(named, bytes);
        }
        if let Some((_, format, advice)) = FOREIGN.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
            return Err(Fault::Unsupported { format, advice });
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(compound(bytes));
        }
        if bytes.starts_with(b"{\\rtf") {
            return Ok(Format::Rtf);
        }
        match named {
            None | Some(Format::Plain) if begins_like_page(bytes) => Ok(Format::Html),
            None | Some(Format::Plain) if begins_like_feed(bytes) => Ok(Format::Feed),
            None if begins_like_mailbox(bytes) => Ok(Format::Mailbox),
            Some(format @ (Format::Mail | Format::Mailbox | Format::Feed)) => Ok(format),
            Some(format) if format.is_foreign() => Err(Fault::damaged("it does not begin as its format does")),
            known => Ok(known.unwrap_or(Format::Plain)),
        }
    }

    /// The format that a file's name tells; none where its ending is not a readable one.
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "pdf" => Some(Format::Pdf),
            "docx" | "docm" => Some(Format::Docx),
            "odt" | "ott" => Some(Format::Odt),
            "rtf" => Some(Format::Rtf),
            "epub" => Some(Format::Epub),
            "eml" | "mht" | "mhtml" => Some(Format::Mail),
            "mbox" | "mbx" => Some(Format::Mailbox),
            "rss" | "atom" | "rdf" | "xml" => Some(Format::Feed),
            "zip" => Some(Format::Zip),
            _ => None,
        }
    }

    /// Whether a file's name is that of a list of events: a table, a calendar.
    pub fn is_list(name: &str) -> bool {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| LIST_ENDINGS.contains(&ending.as_str()))
    }

    /// Whether its reader is to be trusted only in a process of its own: a bomb or a fault in it can't be caught.
    pub fn is_foreign(self) -> bool {
        !matches!(self, Format::Plain | Format::Markdown | Format::Html)
    }
}

/// Whether a text begins as web pages do, under any name but Markdown's.
fn begins_like_page(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

fn begins_like_feed(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = &head[..head.len().min(2048)];
    let holds = |name: &[u8]| memmem::find(head, name).is_some();
    head.starts_with(b"<") && (holds(b"<rss") || holds(b"<rdf:RDF") || holds(b"<feed"))
}

/// "From someone Mon Jan  3 10:00:00 2022", and a header below it.
fn begins_like_mailbox(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().is_some_and(|line| line.starts_with(b"From ") && line.contains(&b':'));
    first && lines.next().is_some_and(|line| memmem::find(line, b": ").is_some())
}

/// The format of a zip archive: what it says first, else its name, else what it holds.
fn packed(named: Option<Format>, bytes: &[u8]) -> Result<Format, Fault> {
    // EPUB and OpenDocument ask that the first file is called "mimetype" and not compressed.
    let says =
        |what: &[u8]| bytes.get(30..).is_some_and(|from_name| from_name.starts_with(&[b"mimetype", what].concat()));
    if says(b"application/epub+zip") {
        return Ok(Format::Epub);
    }
    if says(b"application/vnd.oasis.opendocument.text") {
        return Ok(Format::Odt);
    }
    if let Some(format @ (Format::Docx | Format::Odt | Format::Epub)) = named {
        return Ok(format);
    }
    // The list of files stands at the archive's end.
    let list = &bytes[bytes.len().saturating_sub(1 << 16)..];
    let holds = |name: &[u8]| memmem::find(list, name).is_some();
    match () {
        () if holds(b"word/document.xml") => Ok(Format::Docx),
        () if holds(b"xl/workbook.xml") => Err(Fault::Unsupported { format: "a spreadsheet", advice: AS_CSV }),
        () if holds(b"ppt/presentation.xml") => Err(Fault::Unsupported { format: "a set of slides", advice: AS_TEXT }),
        () => Ok(Format::Zip),
    }
}

/// What is wrong with a compound file: older office documents, and newer ones that are locked.
fn compound(bytes: &[u8]) -> Fault {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memmem::find(bytes, &name).is_some() {
        return Fault::Locked;
    }
    Fault::Unsupported { format: "an older office document", advice: "save it as .docx or .odt and open that" }
}

const AS_TEXT: &str = "save its text as a .txt or .html file and open that";
const AS_CSV: &str = "save the sheet as CSV and open that";
const UNPACK: &str = "unpack it and open the documents in it";
const NO_WORDS: &str = "open a plain text, Markdown or HTML file";

/// Formats that are met where articles are kept and are not read, by their first bytes.
const FOREIGN: [(&[u8], &str, &str); 12] = [
    (b"PK\x05\x06", "an empty zip archive", NO_WORDS),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, bytes: &[u8], expect: Option<Format>) {
        assert_eq!(Format::of(name, bytes).ok(), expect, "{name}");
    }

    #[test]
    fn endings_tell_the_format() {
        assert_eq!(Format::of_name("A.TXT"), Some(Format::Plain));
        assert_eq!(Format::of_name("a.b.md"), Some(Format::Markdown));
        assert_eq!(Format::of_name("page.xhtml"), Some(Format::Html));
        assert_eq!(Format::of_name("a.xyz"), None);
        assert_eq!(Format::of_name("README"), None);
    }

    #[test]
    fn what_a_file_begins_with_goes_before_its_name() {
        check("a.txt", b" <!DOCTYPE html><p>x", Some(Format::Html));
        check("a", b"\xef\xbb\xbf<html>", Some(Format::Html));
        check("a.md", b"<html>", Some(Format::Markdown));
        check("a.bin", b"PK\x03\x04..........................mimetypeapplication/epub+zip", Some(Format::Epub));
        check("a.docx", b"PK\x03\x04", Some(Format::Docx));
        check("a.docx", b"Words.", None);
        check("a.odt", b"", None);
        check("a.zip", b"PK\x03\x04", Some(Format::Zip));
        check("a", b"{\\rtf1", Some(Format::Rtf));
        check("a.txt", b"<?xml version='1.0'?>\n<rss version='2.0'>", Some(Format::Feed));
        check("inbox", b"From a@b.example Mon Jan  3 10:00:00 2022\nSubject: x\n", Some(Format::Mailbox));
        check("a.txt", b"From the start: it\nwas: so", Some(Format::Plain));
    }
}
