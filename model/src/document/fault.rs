//! Why a file gave no document, in words that say what to do now.
//!
//! In: what a reader found wrong. Out: a message that reads on after the file's name.

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
    /// It has pages or parts, but no words on them.
    #[error(
        "holds no text, only pictures or blank pages; run text recognition (such as ocrmypdf) over it, and open that"
    )]
    NoWords,
    /// Its letters are drawn, but nothing says which letters they are.
    #[error(
        "draws letters that nothing gives a meaning; run text recognition (such as ocrmypdf --force-ocr) over it, and open that"
    )]
    NoMeaning,
    /// It holds files or messages, none of which is of a format that is read.
    #[error("holds no document of a format that is read; unpack it, and save what you need of it as PDF or text")]
    HoldsNone,
    /// There are more bytes than are read of its format.
    #[error("is larger than {} MB; split it into smaller files", limit_bytes / 1_000_000)]
    TooLarge {
        /// How many bytes are read at most.
        limit_bytes: u64,
    },
    /// It is packed, and what comes out is more than is taken from one file.
    #[error("unpacks to more than {} MB; unpack it, and open what you need of it", limit_bytes / 1_000_000)]
    Expands {
        /// How many bytes are unpacked at most.
        limit_bytes: u64,
    },
    /// It holds more of something than is taken from one file.
    #[error("holds more than {limit} {what}; split it into smaller files")]
    TooMany {
        /// What there are too many of: "files", "messages".
        what: &'static str,
        /// How many are read at most.
        limit: usize,
    },
    /// Only with a password can it be read.
    #[error("is locked with a password; open it with that password, save it without one, and open that")]
    Locked,
    /// It begins as its format does, and goes on otherwise.
    #[error("is damaged: {reason}; download it again, or save it anew with the program that it is from")]
    Damaged {
        /// What is wrong with it.
        reason: String,
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

impl Fault {
    /// A file that is not as its format asks.
    pub(super) fn damaged(reason: impl Into<String>) -> Fault {
        Fault::Damaged { reason: reason.into() }
    }
}

impl DocumentError {
    /// Why, and what to do now, without the file's name.
    pub fn reason(&self) -> String {
        self.fault.to_string()
    }
}
