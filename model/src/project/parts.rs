//! RON text to where its parts stand: the fields of a struct, the items of a list. Reads no values.
//!
//! In: a text and a span of it. Out: spans, and where the text breaks off or is not RON, the byte and what is wrong;
//! what stands before that is given all the same, and what is left of the last part. So parts are read side by side, and one that is damaged
//! leaves the others.

use crate::text::Span;

/// Something that is not RON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte.
    pub at: usize,
    /// What is wrong there.
    pub reason: String,
}

/// The parts that were found, and what was wrong behind them.
pub type Parts<T> = (Vec<T>, Option<Fault>);

/// The fields of a struct without a name: the span of each name, and of its value.
pub fn fields(text: &str, span: Span) -> Parts<(Span, Span)> {
    let mut scan = Scan { text, at: span.start, end: span.end.min(text.len()) };
    let mut fields = Vec::new();
    let fault = scan.enclosed(b'(', b')', |scan| {
        let begin = scan.at;
        scan.at += scan.rest().bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let name = begin..scan.at;
        scan.skip_blanks();
        if name.is_empty() || scan.next() != Some(b':') {
            return Err(scan.fault("expected a field"));
        }
        scan.at += 1;
        scan.skip_blanks();
        let (value, fault) = scan.part();
        fields.push((name, value));
        fault
    });
    (fields, fault.err())
}

/// The spans of the items of a list.
pub fn items(text: &str, span: Span) -> Parts<Span> {
    let mut scan = Scan { text, at: span.start, end: span.end.min(text.len()) };
    let mut items = Vec::new();
    let fault = scan.enclosed(b'[', b']', |scan| {
        let (value, fault) = scan.part();
        items.push(value);
        fault
    });
    (items, fault.err())
}

/// Line and column of a byte, both from 1; columns count characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, before[line..].chars().count() + 1)
}

/// Goes over a text. All that it looks for is ASCII, so that it stops on character boundaries.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn next(&self) -> Option<u8> {
        self.rest().bytes().next()
    }

    fn fault(&self, reason: &str) -> Fault {
        let reason = if self.rest().is_empty() { "the file breaks off" } else { reason };
        Fault { at: self.at, reason: reason.to_owned() }
    }

    /// Calls `part` where each part between two brackets begins; parts are parted by commas.
    fn enclosed(
        &mut self,
        open: u8,
        close: u8,
        mut part: impl FnMut(&mut Scan<'t>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.skip_blanks();
        if self.next() != Some(open) {
            return Err(self.fault(&format!("expected “{}”", char::from(open))));
        }
        self.at += 1;
        loop {
            self.skip_blanks();
            if self.next() == Some(close) {
                self.at += 1;
                return Ok(());
            }
            part(self)?;
            self.skip_blanks();
            match self.next() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {}
                _ => return Err(self.fault("expected a comma")),
            }
        }
    }

    /// Skips blanks and comments.
    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.at += trimmed.find("*/").map_or(trimmed.len(), |end| end + 2);
            } else {
                return;
            }
        }
    }

    /// Skips a value; its span, which reaches to the end where it breaks off.
    fn part(&mut self) -> (Span, Result<(), Fault>) {
        let begin = self.at;
        match self.value() {
            Ok(value) => (value, Ok(())),
            Err(fault) => (begin..self.end.min(self.text.len()).max(begin), Err(fault)),
        }
    }

    /// Skips a value; its span.
    fn value(&mut self) -> Result<Span, Fault> {
        let begin = self.at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            let Some(byte) = self.next() else { return Err(self.fault("")) };
            match byte {
                b'"' => self.skip_string()?,
                b'r' if self.begins_raw() => self.skip_raw_string()?,
                b'/' => {
                    let before = self.at;
                    self.skip_blanks();
                    self.at += usize::from(self.at == before);
                }
                b'\'' => self.skip_letter(),
                b'(' | b'[' | b'{' => {
                    open.push(byte);
                    self.at += 1;
                }
                b')' | b']' | b'}' => {
                    let fits = |open: &u8| matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
                    match open.pop() {
                        Some(last) if fits(&last) => self.at += 1,
                        Some(_) => return Err(self.fault(&format!("unexpected “{}”", char::from(byte)))),
                        None => break,
                    }
                }
                b',' if open.is_empty() => break,
                _ => {
                    // On to the next that means something.
                    let plain =
                        |c: char| !matches!(c, '"' | 'r' | '/' | '\'' | '(' | '[' | '{' | ')' | ']' | '}' | ',');
                    let rest = &self.rest()[self.rest().chars().next().map_or(0, char::len_utf8)..];
                    self.at = self.end.min(self.text.len()) - rest.trim_start_matches(plain).len();
                }
            }
        }
        let value = self.text[begin..self.at].trim_end();
        if value.is_empty() {
            return Err(self.fault("expected a value"));
        }
        Ok(begin..begin + value.len())
    }

    fn skip_string(&mut self) -> Result<(), Fault> {
        let begin = self.at;
        let mut escaped = false;
        let end = self.rest().bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        self.at = end.map(|end| begin + end + 2).ok_or(Fault { at: begin, reason: "a text has no end".to_owned() })?;
        Ok(())
    }

    fn begins_raw(&self) -> bool {
        let before = self.text[..self.at].bytes().next_back();
        let in_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        !in_word && self.rest()[1..].trim_start_matches('#').starts_with('"')
    }

    fn skip_raw_string(&mut self) -> Result<(), Fault> {
        let hashes = self.rest()[1..].bytes().take_while(|byte| *byte == b'#').count();
        let close = format!("\"{}", "#".repeat(hashes));
        let inside = self.at + hashes + 2;
        let end = self.text.get(inside..self.end).and_then(|rest| rest.find(&close));
        let missing = Fault { at: self.at, reason: "a text has no end".to_owned() };
        self.at = end.map(|end| inside + end + close.len()).ok_or(missing)?;
        Ok(())
    }

    /// Skips 'a' or '\n'; an apostrophe that begins none alone.
    fn skip_letter(&mut self) {
        let mut letters = self.rest().char_indices().skip(1);
        let first = letters.next().map(|(_, letter)| letter);
        if first == Some('\\') {
            letters.next();
        }
        self.at += letters.next().filter(|(_, letter)| *letter == '\'').map_or(1, |(end, _)| end + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expect` is each field as `name=value`, then what is wrong, after "!".
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let (fields, fault) = fields(text, 0..text.len());
        let shown: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", &text[name.clone()], &text[value.clone()])).collect();
        let fault = fault.map_or(String::new(), |fault| format!("!{} {}", fault.at, fault.reason));
        assert_eq!(format!("{}{fault}", shown.join("|")), expect, "{text}");
    }

    #[test]
    fn fields_stand_where_they_stand() {
        check("()", "");
        check("(a: 1, b:[1,(2)],)", "a=1|b=[1,(2)]");
        check(
            "(a: \"x, \\\" y)\", b: r#\"\" ) \"#, c: Some(r\"\\\"))",
            "a=\"x, \\\" y)\"|b=r#\"\" ) \"#|c=Some(r\"\\\")",
        );
        check("/* ( */ ( // )\n a: /* , */ 1 /* ) */ , )", "a=1 /* ) */");
        check("(a: ',', b: '\\'', c: 'é', d: {\"k\": -1.5e3})", "a=','|b='\\''|c='é'|d={\"k\": -1.5e3}");
        check("(für: 1)", "!2 expected a field");
    }

    #[test]
    fn what_breaks_off_leaves_what_stands_before() {
        check("", "!0 the file breaks off");
        check("(a: 1, b: \"", "a=1|b=\"!10 a text has no end");
        check("(a: 1, b", "a=1!8 the file breaks off");
        check("(a: 1, b: [2", "a=1|b=[2!12 the file breaks off");
        check("(a: 1 b: 2)", "a=1 b: 2");
        check("(a: (1], b: 2)", "a=(1], b: 2)!6 unexpected “]”");
        check("(a: , b: 2)", "a=, b: 2)!4 expected a value");
        assert_eq!(items("[1, (2), \"]\"", 0..12).0, [1..2, 4..7, 9..12]);
    }

    #[test]
    fn bytes_have_lines_and_columns() {
        assert_eq!(line_and_column("a\né b", 4), (2, 2));
        assert_eq!(line_and_column("", 9), (1, 1));
    }
}
