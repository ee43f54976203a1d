//! A zip archive to the files in it, within limits.
//!
//! In: the archive's bytes. Out: files by name. What an archive says of sizes is never believed: what comes out
//! is counted. Nothing is written to disk, so that a name such as "../../x" leads nowhere.

use super::own_names::OwnNames;
use super::{Content, DocumentError, Fault, Format, xml};
use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// So much is unpacked of one archive, in bytes, all reads together.
const UNPACKED_MAX_BYTES: u64 = 200_000_000;
/// Archives of more files than this are not opened.
const FILES_MAX: usize = 10_000;

/// An open archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left_bytes: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of files.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(fault)?;
        if zip.len() > FILES_MAX {
            return Err(Fault::TooMany { what: "files", limit: FILES_MAX });
        }
        Ok(Archive { zip, left_bytes: UNPACKED_MAX_BYTES })
    }

    /// A file's bytes; none where there is no such file.
    pub fn file(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.zip.index_for_name(name) {
            Some(index) => self.unpack(index).map(Some),
            None => Ok(None),
        }
    }

    /// The text of an XML file; none where there is no such file.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Fault> {
        self.file(name)?.map(|bytes| xml::text_of(&bytes)).transpose()
    }

    /// Gives the files of formats that are read. Links and what computers note beside files are left out.
    pub fn documents(mut self, each: &mut dyn FnMut(Content)) -> Result<(), Fault> {
        let mut names = OwnNames::default();
        let mut found = false;
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index).map_err(fault)?;
            let name = String::from_utf8_lossy(file.name_raw()).into_owned();
            let noted =
                name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
            if !file.is_file() || noted || Format::of_name(&name).is_none() {
                continue;
            }
            drop(file);
            found = true;
            let name = names.next(&name);
            match self.unpack(index) {
                Ok(bytes) => each(Content::File { name, bytes }),
                Err(fault @ Fault::Expands { .. }) => return Err(fault),
                Err(fault) => each(Content::Unread(DocumentError { name, fault })),
            }
        }
        if found { Ok(()) } else { Err(Fault::HoldsNone) }
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Fault> {
        let file = self.zip.by_index(index).map_err(fault)?;
        let mut bytes = Vec::new();
        let read = file.take(self.left_bytes + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left_bytes {
            return Err(Fault::Expands { limit_bytes: UNPACKED_MAX_BYTES });
        }
        self.left_bytes -= bytes.len() as u64;
        read.map_err(|error| match error.kind() {
            ErrorKind::OutOfMemory => Fault::Expands { limit_bytes: UNPACKED_MAX_BYTES },
            _ => Fault::damaged(format!("a file in it can't be unpacked ({error})")),
        })?;
        Ok(bytes)
    }
}

fn fault(error: ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Locked,
        ZipError::CompressionMethodNotSupported(_) => Fault::Unsupported {
            format: "packed in an uncommon way",
            advice: "unpack it, and open the documents in it",
        },
        error => Fault::damaged(format!("it can't be unpacked ({error})")),
    }
}
