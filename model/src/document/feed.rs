//! A feed to documents: RSS 0.9 to 2.0 and Atom (RFC 4287).
//!
//! In: the file's bytes. Out: a document for each entry, with the feed as its publisher.

use super::metadata::Metadata;
use super::own_names::OwnNames;
use super::paragraphs::Paragraphs;
use super::xml::{Element, Node, for_each_node, text_of};
use super::{Content, DocumentError, Fault, html, paged, plain_of_markup};

/// Feeds of more entries than this are not read.
const ENTRIES_MAX: usize = 20_000;

/// What an entry tells.
#[derive(Default)]
struct Entry {
    title: String,
    /// The longest of the texts: entries tell a summary as well.
    text: String,
    metadata: Metadata,
}

/// A feed as far as it was read.
#[derive(Default)]
struct Feed {
    title: String,
    entry: Option<Entry>,
    entries: usize,
    /// The value that is being told, as markup, and how many elements are open within it.
    value: String,
    within: usize,
    names: OwnNames,
}

/// Reads all entries.
pub(super) fn read(bytes: &[u8], each: &mut dyn FnMut(Content)) -> Result<(), Fault> {
    let xml = text_of(bytes)?;
    let mut feed = Feed::default();
    for_each_node(&xml, |node| match node {
        Node::Start(element) => feed.start(&element),
        Node::End(name) => {
            feed.end(&name, each);
            Ok(())
        }
        Node::Text(text) if feed.within > 0 => {
            // In XHTML a text is what it says; elsewhere it is markup by itself.
            feed.value.push_str(&text.replace('<', "&lt;"));
            Ok(())
        }
        Node::Text(text) => {
            feed.value.push_str(&text);
            Ok(())
        }
    })?;
    if feed.entries == 0 {
        return Err(Fault::NoWords);
    }
    Ok(())
}

/// Elements that hold a value of an entry or of the feed.
const VALUES: [&str; 15] = [
    "title",
    "description",
    "encoded",
    "content",
    "summary",
    "pubDate",
    "date",
    "published",
    "updated",
    "creator",
    "author",
    "name",
    "link",
    "id",
    "guid",
];

impl Feed {
    fn start(&mut self, element: &Element) -> Result<(), Fault> {
        let name = element.name();
        match name.as_str() {
            "item" | "entry" => {
                self.entries += 1;
                if self.entries > ENTRIES_MAX {
                    return Err(Fault::TooMany { what: "entries", limit: ENTRIES_MAX });
                }
                self.entry = Some(Entry::default());
                (self.within, self.value) = (0, String::new());
            }
            _ if VALUES.contains(&name.as_str()) && self.within == 0 => {
                self.value.clear();
                let alternate = element.attribute("rel").is_none_or(|relation| relation == "alternate");
                if let (Some(entry), Some(address)) = (&mut self.entry, element.attribute("href"))
                    && alternate
                {
                    entry.metadata.offer("canonical", &address);
                }
                // What is told as XHTML is markup below this element.
                self.within = usize::from(name == "content" || name == "summary")
                    * usize::from(element.attribute("type").as_deref() == Some("xhtml"));
            }
            _ if self.within > 0 => {
                self.within += 1;
                self.value.push_str(&format!("<{name}>"));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, each: &mut dyn FnMut(Content)) {
        if self.within > 1 {
            self.within -= 1;
            self.value.push_str(&format!("</{name}>"));
            return;
        }
        self.within = 0;
        let value = std::mem::take(&mut self.value);
        let Some(entry) = &mut self.entry else {
            if name == "title" && self.title.is_empty() {
                self.title = plain_of_markup(&value);
            }
            return;
        };
        match name {
            "title" => entry.title = plain_of_markup(&value),
            "description" | "encoded" | "content" | "summary" if value.len() > entry.text.len() => entry.text = value,
            "pubDate" | "published" => entry.metadata.offer("datepublished", value.trim()),
            "date" | "updated" => entry.metadata.offer("date", value.trim()),
            "creator" | "author" | "name" => entry.metadata.offer("author", person(&value)),
            "link" => entry.metadata.offer("address", value.trim()),
            "guid" | "id" => entry.metadata.offer("twitter:url", value.trim()),
            "item" | "entry" => self.end_entry(each),
            _ => {}
        }
    }

    fn end_entry(&mut self, each: &mut dyn FnMut(Content)) {
        let Some(Entry { title, text, mut metadata }) = self.entry.take() else { return };
        metadata.offer("headline", &title);
        metadata.offer("publisher", &self.title);
        let name = self.names.next(&title);
        let (body, _) = html::read(&text);
        let read = || {
            let mut paragraphs = Paragraphs::default();
            if !body.text.starts_with(&title) {
                paragraphs.push_text(&title)?;
            }
            paragraphs.push_text(&body.text)?;
            paged(&name, paragraphs, metadata.finish())
        };
        each(match read() {
            Ok(document) => Content::Document(Box::new(document)),
            Err(fault) => Content::Unread(DocumentError { name: name.clone(), fault }),
        });
    }
}

/// The name of an author, whom RSS tells as "mail@address (Name)".
fn person(value: &str) -> &str {
    let named = value.trim().strip_suffix(')').and_then(|value| value.split_once(" ("));
    named.filter(|(address, _)| address.contains('@')).map_or(value, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documents of a feed: title, publisher, author, day, address and text.
    #[track_caller]
    fn check(source: &str, expect: &[&str]) {
        let mut found = Vec::new();
        let read = read(source.as_bytes(), &mut |content| {
            if let Content::Document(read) = content {
                let day = read.own_date.map(|own| own.day().to_string());
                let told = [Some(read.title), read.publisher, read.author, day, read.url, Some(read.text)];
                found.push(told.map(Option::unwrap_or_default).join(" | "));
            }
        });
        assert!(read.is_ok());
        assert_eq!(found, expect);
    }

    #[test]
    fn rss() {
        check(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Review</title><link>http://h.example/</link>\
             <item><title>A pact &amp;amp; its price</title><link>http://h.example/1</link>\
             <description>&lt;p&gt;Two signed on May 3.&lt;/p&gt;&lt;p&gt;Both gained.&lt;/p&gt;</description>\
             <dc:creator>M. Hale</dc:creator><pubDate>Fri, 07 May 2021 10:00:00 GMT</pubDate></item>\
             <item><title>Second</title><guid>http://h.example/2</guid><content:encoded><![CDATA[<p>Third ship sank.</p>]]>\
             </content:encoded></item></channel></rss>",
            &[
                "A pact & its price | Harbour Review | M. Hale | 2021-05-07 | http://h.example/1 | A pact & its price\n\nTwo signed on May 3.\n\nBoth gained.",
                "Second | Harbour Review |  |  | http://h.example/2 | Second\n\nThird ship sank.",
            ],
        );
    }

    #[test]
    fn atom() {
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Review</title><entry><title>A pact</title>\
             <link rel='self' href='http://h.example/self'/><link href='http://h.example/1'/><author><name>M. Hale</name></author>\
             <published>2021-05-07T10:00:00Z</published><updated>2021-06-01T10:00:00Z</updated><content type='xhtml'>\
             <div xmlns='x'><p>Two signed &lt;on&gt; <b>May 3</b>.</p></div></content></entry></feed>",
            &["A pact | Harbour Review | M. Hale | 2021-05-07 | http://h.example/1 | A pact\n\nTwo signed <on> May 3."],
        );
    }
}
