//! Texts to the fonts of this computer that have the letters which the bundled font lacks.
//!
//! In: all texts that will be shown. Out: fonts in the order in which they are asked, and which letters none of them
//! has. Looks for files by name, and only where there are such letters; each file is read once while the program runs.
//! `assets/fonts/fallback.tsv` says which files. Knows no widths.

use super::text::Face;
use dateline_model::timeline::Timeline;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A font of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// What its family is called.
    pub family: &'static str,
    /// Its file.
    pub bytes: &'static [u8],
    /// Which of the faces in the file.
    pub face: u32,
}

/// The fonts that texts need besides the bundled one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fallback {
    /// In the order in which they are asked for a letter.
    pub fonts: Vec<Font>,
    /// Of each sort of letters that no font has: its name and the Debian package to install.
    pub missing: Vec<(&'static str, &'static str)>,
}

/// Which letters occur.
struct Letters(Vec<u64>);

/// A line of the table.
struct Entry {
    letters: &'static str,
    package: &'static str,
    ranges: Vec<(u32, u32)>,
    files: Vec<File>,
}

struct File {
    name: &'static str,
    face: u32,
    family: &'static str,
}

const TABLE: &str = include_str!("../../../assets/fonts/fallback.tsv");
/// Where fonts are on Linux and macOS; what begins with a tilde is in the home folder.
const FOLDERS: [&str; 7] = [
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
];
/// Folders are searched so deep, and so many entries of them are looked at.
const SEARCHED: (usize, usize) = (5, 50_000);
/// No font is as large as this, in bytes.
const FONT_MAX: u64 = 200 << 20;

impl Fallback {
    /// The fonts that these texts need.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Fallback {
        let mut letters = Letters(vec![0; 0x11_0000 / 64]);
        texts.into_iter().for_each(|text| letters.add(text));
        let mut fallback = Fallback::default();
        let mut lacking = letters.lacking_in(&Face::bundled());
        if lacking.is_empty() {
            return fallback;
        }
        for entry in table() {
            let mut wanted: Vec<char> = lacking.iter().copied().filter(|letter| entry.has(*letter)).collect();
            for file in &entry.files {
                if wanted.is_empty() {
                    break;
                }
                let Some(font) = load(file) else { continue };
                let Some(face) = Face::new(font.bytes, font.face) else { continue };
                if wanted.iter().any(|letter| face.has(*letter)) {
                    wanted.retain(|letter| !face.has(*letter));
                    // Neighbours of these letters look better in the same font.
                    lacking.retain(|letter| !face.has(*letter));
                    if !fallback.fonts.contains(&font) {
                        fallback.fonts.push(font);
                    }
                }
            }
            if !wanted.is_empty() {
                fallback.missing.push((entry.letters, entry.package));
                lacking.retain(|letter| !wanted.contains(letter));
            }
        }
        fallback
    }

    /// What to tell the user of letters that can't be shown; none where all can.
    pub fn hint(&self) -> Option<String> {
        let (_, package) = self.missing.first()?;
        let letters: Vec<&str> = self.missing.iter().map(|(letters, _)| *letters).collect();
        Some(format!("No font here has the {} letters; install {package}", letters.join(", ")))
    }
}

/// All texts of a timeline that a picture or the window may show.
pub fn shown_texts(timeline: &Timeline) -> impl Iterator<Item = &str> {
    let documents = timeline.documents.iter();
    let documents = documents.flat_map(|document| {
        [&document.text, &document.title].into_iter().chain(&document.publisher).map(String::as_str)
    });
    let events = timeline.events.iter();
    let titles = events.flat_map(|event| [event.title.as_str(), event.short_title.as_str()]);
    documents.chain(titles).chain([timeline.title.as_str()])
}

impl Letters {
    fn add(&mut self, text: &str) {
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            let code = letter as usize;
            self.0[code / 64] |= 1 << (code % 64);
        }
    }

    /// Those that are drawn and that a face does not have.
    fn lacking_in(&self, face: &Face) -> Vec<char> {
        let codes = self.0.iter().enumerate().filter(|(_, bits)| **bits != 0);
        let codes = codes.flat_map(|(place, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| (place * 64 + bit) as u32)
        });
        codes.filter_map(char::from_u32).filter(|letter| is_drawn(*letter) && !face.has(*letter)).collect()
    }
}

/// Whether a letter has a shape, rather than saying something of its neighbours.
fn is_drawn(letter: char) -> bool {
    let silent = matches!(letter as u32,
        0xAD | 0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
        | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF0..=0xFFFF | 0xE0000..=0x10_FFFF);
    !silent && !letter.is_control() && !letter.is_whitespace()
}

impl Entry {
    fn has(&self, letter: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&(letter as u32)))
    }

    fn read(line: &'static str) -> Option<Entry> {
        let mut columns = line.split('\t');
        let (letters, package) = (columns.next()?, columns.next()?);
        let range = |range: &str| {
            let (first, last) = range.split_once('-')?;
            Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?))
        };
        let file = |file: &'static str| {
            let (name, family) = file.trim().split_once('=')?;
            let (name, face) = name.split_once('#').unwrap_or((name, "0"));
            Some(File { name, face: face.parse().ok()?, family })
        };
        let ranges: Option<Vec<_>> = columns.next()?.split(' ').map(range).collect();
        let files: Option<Vec<_>> = columns.next()?.split(';').map(file).collect();
        Some(Entry { letters, package, ranges: ranges?, files: files? })
    }
}

fn table() -> impl Iterator<Item = Entry> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| Entry::read(line).expect("the embedded table of fonts is well-formed"))
}

/// A font by the name of its file. What was read stays, for pictures of all kinds to share.
fn load(file: &File) -> Option<Font> {
    static READ: Mutex<BTreeMap<&'static str, Option<&'static [u8]>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = *read.entry(file.name).or_insert_with(|| {
        let path = files().get(file.name)?;
        let small = std::fs::metadata(path).is_ok_and(|about| about.len() <= FONT_MAX);
        let bytes = small.then(|| std::fs::read(path).ok())??;
        Some(Vec::leak(bytes))
    });
    Some(Font { family: file.family, bytes: bytes?, face: file.face })
}

/// The files of this computer that the table names, by name; looked for once.
fn files() -> &'static BTreeMap<String, PathBuf> {
    static FILES: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    FILES.get_or_init(|| {
        let wanted: Vec<&str> = table().flat_map(|entry| entry.files).map(|file| file.name).collect();
        let mut found = BTreeMap::new();
        let mut left = SEARCHED.1;
        let home = std::env::var_os("HOME").map(PathBuf::from);
        for folder in FOLDERS {
            let folder = match folder.strip_prefix("~/") {
                Some(rest) => home.as_ref().map(|home| home.join(rest)),
                None => Some(PathBuf::from(folder)),
            };
            if let Some(folder) = folder {
                search(&folder, SEARCHED.0, &mut left, &wanted, &mut found);
            }
        }
        found
    })
}

/// Adds the files of a folder that are wanted; the first of a name in the order of paths counts.
fn search(folder: &Path, depth: usize, left: &mut usize, wanted: &[&str], found: &mut BTreeMap<String, PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).take(*left).collect();
    *left -= paths.len();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if wanted.contains(&name) {
            found.entry(name.to_owned()).or_insert(path);
        } else if depth > 0 && !name.contains('.') && path.is_dir() {
            search(&path, depth - 1, left, wanted, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text needs other fonts. Needs the fonts that `.ci/setup test` installs.
    fn check(text: &str, expect: bool) {
        let fallback = Fallback::of([text]);
        assert_eq!(!fallback.fonts.is_empty(), expect, "{text}: {:?}", fallback.missing);
        assert_eq!(fallback.hint(), None, "{text}");
    }

    #[test]
    fn other_fonts_are_asked_only_for_what_the_bundled_one_lacks() {
        check("Treaty signed, Škoda, Łódź, naïve – “quoted” … ×2 €", false);
        check("Совместное заявление, Київ, Београд", false);
        check("Αθήνα, Κύπρος", false);
        check("zero\u{200b}width\u{feff} \u{ad}", false);
        check("قمة موسكو", true);
        check("ירושלים", true);
        check("北京", true);
        check("平壌 ひらがな", true);
        check("قمة ירושלים 北京", true);
    }

    #[test]
    fn what_no_font_has_is_told() {
        // Cuneiform.
        let hint = Fallback::of(["\u{12000}"]).hint();
        let known = Fallback::of(["plain"]).hint();
        assert!(hint.is_some_and(|hint| hint.starts_with("No font here has the other letters; install ")));
        assert_eq!(known, None);
    }

    #[test]
    fn the_table_is_well_formed() {
        assert!(table().count() > 20);
        assert!(table().all(|entry| entry.ranges.iter().all(|(first, last)| first < last) && !entry.files.is_empty()));
    }
}
