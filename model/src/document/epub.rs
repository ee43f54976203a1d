//! A book to a document: EPUB 2 and 3.
//!
//! In: the file's bytes. Out: its chapters in the order of reading, each with its heading as its place, and what the
//! package says of the book. The chapters are web pages and read as such.

use super::archive::Archive;
use super::html;
use super::metadata::Metadata;
use super::paragraphs::Paragraphs;
use super::xml::{Node, for_each_node, text_of};
use super::{Fault, Place};
use std::collections::BTreeMap;

/// What the package file tells: files by their ids, and the ids in the order of reading.
#[derive(Default)]
struct Package {
    files: BTreeMap<String, String>,
    order: Vec<String>,
    metadata: Metadata,
}

/// The paragraphs and what the package says.
pub(super) fn read(bytes: &[u8]) -> Result<(Paragraphs, Metadata), Fault> {
    let mut archive = Archive::open(bytes)?;
    let container = archive.xml("META-INF/container.xml")?.ok_or_else(|| Fault::damaged("it names no package"))?;
    let path = package_path(&container)?.ok_or_else(|| Fault::damaged("it names no package"))?;
    let package = archive.xml(&path)?.ok_or_else(|| Fault::damaged("its package is missing"))?;
    let package = read_package(&package)?;
    let locked = archive.xml("META-INF/encryption.xml")?.unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut paragraphs = Paragraphs::default();
    for id in &package.order {
        let Some(file) = package.files.get(id) else { continue };
        let path = resolve(folder, file);
        if locked.contains(&format!("\"{path}\"")) {
            return Err(Fault::Locked);
        }
        let Some(bytes) = archive.file(&path)? else { continue };
        read_chapter(&text_of(&bytes)?, &mut paragraphs)?;
    }
    Ok((paragraphs, package.metadata))
}

fn read_chapter(page: &str, paragraphs: &mut Paragraphs) -> Result<(), Fault> {
    let (text, metadata) = html::read(page);
    let place = metadata.finish().title.map(Place::Chapter);
    let blocks = text.text.split("\n\n").filter(|block| !block.trim().is_empty());
    for block in blocks {
        // A chapter without a heading goes on with the one before.
        let before = paragraphs.parts.last().map(|part| part.place.clone());
        paragraphs.push(block, place.clone().or(before).or(Some(Place::Chapter("1".to_owned()))))?;
    }
    Ok(())
}

fn package_path(container: &str) -> Result<Option<String>, Fault> {
    let mut path = None;
    for_each_node(container, |node| {
        if let Node::Start(element) = node
            && element.name() == "rootfile"
            && path.is_none()
        {
            path = element.attribute("full-path");
        }
        Ok(())
    })?;
    Ok(path)
}

fn read_package(xml: &str) -> Result<Package, Fault> {
    let mut package = Package::default();
    let mut value = String::new();
    for_each_node(xml, |node| {
        match node {
            Node::Start(element) => {
                value.clear();
                match element.name().as_str() {
                    "item" if element.attribute("properties").is_none_or(|properties| !properties.contains("nav")) => {
                        let (id, file) = (element.attribute("id"), element.attribute("href"));
                        package.files.extend(id.zip(file));
                    }
                    "itemref" if element.attribute("linear").as_deref() != Some("no") => {
                        package.order.extend(element.attribute("idref"));
                    }
                    _ => {}
                }
            }
            Node::Text(text) => value.push_str(&text),
            Node::End(name) => {
                let name = match name.as_str() {
                    "title" => "headline",
                    "creator" => "author",
                    "publisher" => "publisher",
                    "date" => "date",
                    "source" => "address",
                    _ => "",
                };
                package.metadata.offer(name, &value);
                value.clear();
            }
        }
        Ok(())
    })?;
    Ok(package)
}

/// A file that a package names, as the archive has it: relative to the package's folder, never above the archive.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let href = percent_decoded(href);
    let mut path: Vec<&str> = if href.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// "%20" is a blank: RFC 3986, section 2.1.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_archive() {
        assert_eq!(resolve("OEBPS", "text/ch%201.xhtml#a"), "OEBPS/text/ch 1.xhtml");
        assert_eq!(resolve("", "ch1.xhtml"), "ch1.xhtml");
        assert_eq!(resolve("a/b", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("a", "/b"), "b");
        assert_eq!(percent_decoded("a%zz%4"), "a%zz%4");
    }
}
