//! Rich text to a document: RTF 1.9.1.
//!
//! In: the file's bytes. Out: its paragraphs, with notes behind those that they stand in, and what its information group
//! says. Knows groups, control words and the encodings of letters; nothing of how a text looks.

use super::Fault;
use super::metadata::Metadata;
use super::office::Flow;
use super::paragraphs::Paragraphs;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::mem;

/// Groups nested deeper than this are no one's text.
const DEPTH_MAX: usize = 1000;

/// Groups whose content is no text of the document; so are all that begin with `\*`, but those of [`READ_STARRED`].
const SKIPPED: [&str; 22] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "themedata",
    "datastore",
    "xmlnstbl",
    "ftnsep",
    "annotation",
];
const READ_STARRED: [&str; 1] = ["shptxt"];

/// What holds within a group.
#[derive(Clone, Default)]
struct Group {
    skipped: bool,
    /// Words that are not shown, or were deleted.
    hidden: bool,
    /// Bytes that stand for a letter that `\u` told already.
    fallback_bytes: usize,
    /// The field of the information group that is told here.
    field: Option<&'static str>,
    /// A note: its paragraph ends with the group.
    note: bool,
    in_table: bool,
}

/// A text as far as it was read.
struct Rtf {
    flow: Flow,
    metadata: Metadata,
    groups: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes of letters that are not decoded yet, as some take several.
    bytes: Vec<u8>,
    /// Bytes that are still to be left out behind a `\u`.
    left_out: usize,
    /// The field that is being told.
    value: String,
    /// Year, month and day of the creation.
    day: [i32; 3],
    /// The first half of a letter that UTF-16 writes as two.
    high: Option<u16>,
    /// Whether `\*` stood before the control word.
    starred: bool,
}

/// The paragraphs and what the information group says.
pub(super) fn read(bytes: &[u8]) -> Result<(Paragraphs, Metadata), Fault> {
    let mut rtf = Rtf {
        flow: Flow::default(),
        metadata: Metadata::default(),
        groups: vec![Group { fallback_bytes: 1, ..Group::default() }],
        encoding: WINDOWS_1252,
        bytes: Vec::new(),
        left_out: 0,
        value: String::new(),
        day: [0; 3],
        high: None,
        starred: false,
    };
    rtf.flow.begin_paragraph();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' => rtf.open()?,
            b'}' => rtf.close()?,
            b'\\' => at += rtf.control(&bytes[at..])?,
            b'\r' | b'\n' => {}
            _ => rtf.byte(byte),
        }
    }
    rtf.flush();
    let [year, month, day] = rtf.day;
    rtf.metadata.offer("created", &format!("{year:04}-{month:02}-{day:02}"));
    Ok((rtf.flow.finish()?, rtf.metadata))
}

impl Rtf {
    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn open(&mut self) -> Result<(), Fault> {
        self.flush();
        if self.groups.len() > DEPTH_MAX {
            return Err(Fault::damaged(format!("it has more than {DEPTH_MAX} groups within each other")));
        }
        let group = Group { note: false, field: None, ..self.group().clone() };
        self.groups.push(group);
        self.left_out = 0;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Fault> {
        self.flush();
        let Some(group) = self.groups.pop() else { return Ok(()) };
        if let Some(field) = group.field {
            let value = mem::take(&mut self.value);
            self.metadata.offer(field, &value);
        }
        if group.note {
            self.flow.end_paragraph()?;
        }
        self.left_out = 0;
        Ok(())
    }

    /// A byte of a letter.
    fn byte(&mut self, byte: u8) {
        if self.left_out > 0 {
            self.left_out -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Decodes what was held back.
    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = mem::take(&mut self.bytes);
            let (text, _) = self.encoding.decode_without_bom_handling(&bytes);
            self.text(&text);
        }
    }

    fn text(&mut self, text: &str) {
        let Group { skipped, hidden, field, .. } = *self.group();
        if field.is_some() {
            self.value.push_str(text);
        } else if !skipped && !hidden {
            self.flow.text(text);
        }
    }

    /// What stands behind a backslash; gives how many bytes that is.
    fn control(&mut self, rest: &[u8]) -> Result<usize, Fault> {
        let Some(&first) = rest.first() else { return Ok(0) };
        if !first.is_ascii_alphabetic() {
            return self.symbol(first, rest);
        }
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).take(32).count();
        let signed = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + signed..].iter().take_while(|byte| byte.is_ascii_digit()).take(10).count();
        let mut end = letters;
        let mut number = None;
        if digits > 0 {
            end += signed + digits;
            number = std::str::from_utf8(&rest[letters..end]).ok().and_then(|digits| digits.parse::<i32>().ok());
        }
        let blank = usize::from(rest.get(end) == Some(&b' '));
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        self.flush();
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            return Ok((end + blank + length).min(rest.len()));
        }
        self.word(word, number)?;
        self.starred = false;
        Ok(end + blank)
    }

    fn symbol(&mut self, symbol: u8, rest: &[u8]) -> Result<usize, Fault> {
        if symbol == b'\'' {
            let code = rest.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
            if let Some(byte) = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                self.byte(byte);
                return Ok(3);
            }
            return Ok(1);
        }
        self.flush();
        match symbol {
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.text(" "),
            b'_' => self.text("-"),
            b'*' => self.starred = true,
            b'\r' | b'\n' => self.paragraph()?,
            _ => {}
        }
        Ok(1)
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Fault> {
        let on = number != Some(0);
        if self.starred && !READ_STARRED.contains(&word) || SKIPPED.contains(&word) {
            self.group().skipped = true;
            return Ok(());
        }
        match word {
            "par" | "sect" | "page" => self.paragraph()?,
            "row" => {
                self.group().in_table = false;
                self.paragraph()?;
            }
            "line" => self.text("\n"),
            "tab" | "cell" | "nestcell" => self.text("\t"),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "bullet" => self.text("•"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            "intbl" => self.group().in_table = true,
            "pard" => self.group().in_table = false,
            "v" | "deleted" => self.group().hidden = on,
            "plain" => self.group().hidden = false,
            "footnote" if !self.group().skipped => {
                self.group().note = true;
                self.flow.begin_paragraph();
            }
            "info" => self.group().skipped = true,
            "title" => self.field("title"),
            "author" => self.field("author"),
            "company" => self.field("publisher"),
            "yr" if self.day[0] == 0 => self.day[0] = number.unwrap_or(0),
            "mo" if self.day[1] == 0 => self.day[1] = number.unwrap_or(0),
            "dy" if self.day[2] == 0 => self.day[2] = number.unwrap_or(0),
            "ansicpg" => self.encoding = code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "uc" => {
                self.group().fallback_bytes = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(16)
            }
            "u" => self.unicode(number.unwrap_or(0)),
            _ => {}
        }
        Ok(())
    }

    fn field(&mut self, name: &'static str) {
        self.value.clear();
        self.group().field = Some(name);
    }

    fn paragraph(&mut self) -> Result<(), Fault> {
        let group = self.group();
        if group.skipped || group.hidden {
            return Ok(());
        }
        if group.in_table {
            self.flow.text(" ");
            return Ok(());
        }
        self.flow.end_paragraph()?;
        self.flow.begin_paragraph();
        Ok(())
    }

    /// A letter by its number in UTF-16, which may be told as a negative one.
    fn unicode(&mut self, number: i32) {
        let unit = number as u16;
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let text: String =
                char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            self.text(&text);
        }
        self.left_out = self.group().fallback_bytes;
    }
}

fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rtf: &str, expect: &str) {
        let (paragraphs, _) = read(format!("{{\\rtf1\\ansi {rtf}}}").as_bytes()).expect("a text");
        assert_eq!(paragraphs.text, expect, "{rtf}");
    }

    #[test]
    fn texts() {
        check(r"One\par Two {\b three}\line four\par", "One\n\nTwo three\nfour");
        check(r"caf\'e9 \ldblquote Kyiv\rdblquote  \endash  \{x\}\~y", "café “Kyiv” – {x} y");
        check(r"\u8364?5 {\uc0\u8364}5 {\uc2\u8364 ??}5 \u-10179?\u-8704?", "€5 €5 €5 😀");
        check(r"\ansicpg1251\'ca\'e8\'e5\'e2", "Киев");
        check(r"{\fonttbl{\f0 Times;}}{\*\generator x;}{\pict 00ff}Text{\v hidden}{\header head}", "Text");
        check(r"Signed.{\footnote It \par was.} Sealed.\par Next", "Signed. Sealed.\n\nIt\n\nwas.\n\nNext");
        check(r"\trowd\intbl 3 May\cell Pact\par signed\cell\row\pard After", "3 May\tPact signed\n\nAfter");
        check(r"a{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}b", "alinkb");
        check(r"\bin5 }}}}}done \'zz", "done zz");
        // What stands behind the last group is text all the same.
        check("a\\\nb}}}}c", "a\n\nbc");
    }

    #[test]
    fn what_the_information_group_says() -> Result<(), Fault> {
        let source = r"{\rtf1{\info{\title A pact\u8217's end}{\author M. Hale}{\creatim\yr2021\mo5\dy7\hr1}{\revtim\yr2022\mo1\dy1}}Words}";
        let stated = read(source.as_bytes())?.1.finish();
        assert_eq!(stated.title.as_deref(), Some("A pact’s end"));
        assert_eq!(stated.author.as_deref(), Some("M. Hale"));
        assert_eq!(stated.made.map(|day| day.to_string()).as_deref(), Some("2021-05-07"));
        Ok(())
    }

    #[test]
    fn groups_without_an_end() {
        assert!(read("{".repeat(100_000).as_bytes()).is_err());
        assert!(read("}".repeat(100_000).as_bytes()).is_ok());
    }
}
