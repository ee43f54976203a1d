//! E-mail to documents: single messages (RFC 5322) and mailboxes of many (RFC 4155), and the files that hang on them.
//!
//! In: the file's bytes. Out: a document for each message, with subject, sender and date; the attached files as they are.

use super::metadata::Metadata;
use super::own_names::OwnNames;
use super::paragraphs::Paragraphs;
use super::{Content, Document, DocumentError, Fault, Format, html, paged};
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

/// Mailboxes of more messages than this are not read.
const MESSAGES_MAX: usize = 20_000;
/// Messages have at most so many files.
const FILES_MAX: usize = 100;

/// Reads a message.
pub(super) fn read(name: &str, bytes: &[u8], each: &mut dyn FnMut(Content)) -> Result<(), Fault> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| Fault::damaged("it has no header"))?;
    let text = document(name, &message);
    let files = files(&message, "", each);
    match text {
        Ok(document) => each(Content::Document(Box::new(document))),
        // A message may be there for its files alone.
        Err(fault) if files == 0 => return Err(fault),
        Err(_) => {}
    }
    Ok(())
}

/// Reads all messages of a mailbox.
pub(super) fn read_mailbox(bytes: &[u8], each: &mut dyn FnMut(Content)) -> Result<(), Fault> {
    let mut names = OwnNames::default();
    for (number, raw) in MessageIterator::new(bytes).enumerate() {
        if number == MESSAGES_MAX {
            return Err(Fault::TooMany { what: "messages", limit: MESSAGES_MAX });
        }
        let Ok(raw) = raw else {
            let name = format!("message {}", number + 1);
            each(Content::Unread(DocumentError { name, fault: Fault::damaged("it begins as no message does") }));
            continue;
        };
        let Some(message) = MessageParser::default().parse(raw.contents()) else { continue };
        let name = names.next(message.subject().unwrap_or("message"));
        let files = files(&message, &format!("{name}/"), each);
        match document(&name, &message) {
            Ok(document) => each(Content::Document(Box::new(document))),
            Err(_) if files > 0 => {}
            Err(fault) => each(Content::Unread(DocumentError { name, fault })),
        }
    }
    Ok(())
}

fn document(name: &str, message: &Message) -> Result<Document, Fault> {
    let mut paragraphs = Paragraphs::default();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Html(page) => {
                let (text, _) = html::read(page);
                paragraphs.push_text(&text.text)?;
            }
            PartType::Text(text) => paragraphs.push_text(text)?,
            _ => {}
        }
    }
    if paragraphs.text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let mut metadata = Metadata::default();
    metadata.offer("headline", without_marks(message.subject().unwrap_or_default()));
    metadata.offer("byline", &sender(message).unwrap_or_default());
    if let Some(date) = message.date() {
        metadata.offer("header of the message", &format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    }
    paged(name, paragraphs, metadata.finish())
}

/// The name of who sent it, else the address.
fn sender(message: &Message) -> Option<String> {
    let first = match message.from()? {
        Address::List(list) => list.first(),
        Address::Group(groups) => groups.first().and_then(|group| group.addresses.first()),
    }?;
    first.name().or(first.address()).map(str::to_owned)
}

/// A subject without "Re:" and "Fwd:".
fn without_marks(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((mark, rest)) = subject.split_once(':')
        && ["re", "fw", "fwd", "aw", "wg"].contains(&mark.trim().to_ascii_lowercase().as_str())
    {
        subject = rest.trim();
    }
    subject
}

/// Gives the attached files that are of a format that is read; how many these are.
fn files(message: &Message, folder: &str, each: &mut dyn FnMut(Content)) -> usize {
    let mut names = OwnNames::default();
    let mut count = 0;
    for part in message.attachments().take(FILES_MAX) {
        let (name, bytes) = match &part.body {
            PartType::Message(_) => ("message.eml", part.contents()),
            _ => (part.attachment_name().unwrap_or_default(), part.contents()),
        };
        if Format::of_name(name).is_some() && !bytes.is_empty() {
            count += 1;
            each(Content::File { name: format!("{folder}{}", names.next(name)), bytes: bytes.to_vec() });
        }
    }
    count
}
