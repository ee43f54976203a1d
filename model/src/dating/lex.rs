//! Text to tokens: words that have to do with time, numbers, marks.
//!
//! In: a paragraph. Out: its tokens with byte offsets. One pass over the bytes, no allocation
//! beyond the vector that the caller lends. Knows no grammar: every other word is `Other`.

use super::words::{TimeWords, Word};
use crate::text::letters;

/// A word, a number or a mark, with where it stands in the document's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub begin: usize,
    pub end: usize,
    pub kind: Kind,
    /// Nothing stands between it and the token before.
    pub glued: bool,
    /// A word with a capital letter first.
    pub capital: bool,
    /// An abbreviation's dot follows; `end` is before it.
    pub dotted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Word(Word),
    /// A word that has nothing to do with time.
    Other,
    Number(Number),
    /// Three numbers of a date: 17.11.2024, 2024-11-17, 11/17/2024.
    Triple([u32; 3]),
    /// 14:30
    Clock(u8, u8),
    /// A number that is no date: 1,200, 4.8, $500, 24/7, T-72.
    Figure,
    /// A hyphen or en dash.
    Dash,
    /// 's
    Possessive,
    /// Any other character that is no space; 0 where it is not ASCII.
    Mark(u8),
}

/// A whole number without commas and points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Numbers of ten digits and more are `Figure`.
    pub value: u32,
    pub digits: u8,
    pub suffix: Suffix,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suffix {
    None,
    /// 18th
    Ordinal,
    /// 1990s
    Plural,
    /// '99
    Apostrophe,
    Am,
    Pm,
}

/// Tokens are handed on in groups no longer than this, so that a line without end needs no memory without end.
const GROUP_MAX: usize = 8192;
/// From this many on, a group ends at the end of a sentence.
const GROUP_ENOUGH: usize = 4096;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Mark,
    /// Part of a character beyond ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        classes[byte] = if b.is_ascii_alphabetic() {
            Class::Letter
        } else if b.is_ascii_digit() {
            Class::Digit
        } else if b.is_ascii_whitespace() || b == 0x0b {
            Class::Space
        } else if b >= 0x80 {
            Class::Wide
        } else {
            Class::Mark
        };
        byte += 1;
    }
    classes
};

/// Reads tokens of `text[from..to]` into `tokens` (emptied before); tells where it stopped:
/// at `to`, or earlier where the group got full. The bounds lie on character boundaries.
pub(super) fn tokens(words: &TimeWords, text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
    tokens.clear();
    let mut lexer = Lexer { words, bytes: &text.as_bytes()[..to], at: from, tokens };
    let mut glued = false;
    while lexer.at < to {
        let byte = lexer.bytes[lexer.at];
        if CLASSES[usize::from(byte)] == Class::Space {
            lexer.at += 1;
            glued = false;
            if lexer.tokens.len() >= GROUP_ENOUGH && lexer.is_full() {
                break;
            }
            continue;
        }
        lexer.token(byte, glued);
        glued = true;
        if lexer.tokens.len() >= GROUP_MAX {
            break;
        }
    }
    lexer.at
}

pub(super) struct Lexer<'a> {
    pub words: &'a TimeWords,
    pub bytes: &'a [u8],
    pub at: usize,
    pub tokens: &'a mut Vec<Token>,
}

impl Lexer<'_> {
    /// Whether the group ended a sentence, now that it is long enough.
    fn is_full(&self) -> bool {
        matches!(self.tokens.last(), Some(token) if token.kind == Kind::Mark(b'.'))
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    pub(super) fn push(&mut self, begin: usize, kind: Kind, glued: bool) {
        let end = self.at;
        self.tokens.push(Token { begin, end, kind, glued, capital: false, dotted: false });
    }

    fn token(&mut self, byte: u8, glued: bool) {
        let begin = self.at;
        match CLASSES[usize::from(byte)] {
            Class::Letter => self.word(glued),
            Class::Digit => self.number(glued, Suffix::None),
            Class::Wide => self.wide(glued),
            Class::Mark if byte == b'-' => {
                self.at += 1;
                self.push(begin, Kind::Dash, glued);
            }
            Class::Mark if byte == b'\'' => self.apostrophe(1, glued),
            _ => {
                self.at += 1;
                self.push(begin, Kind::Mark(byte), glued);
                if matches!(byte, b'$' | b'#') && self.byte(self.at).is_ascii_digit() {
                    self.figure(true);
                }
            }
        }
    }

    /// A character beyond ASCII: a dash, an apostrophe, a space, or a letter of a word.
    fn wide(&mut self, glued: bool) {
        let begin = self.at;
        let rest = &self.bytes[begin..];
        match rest {
            // En dash, hyphens and minus; the em dash is a mark.
            [0xe2, 0x80, 0x90..=0x93, ..] | [0xe2, 0x88, 0x92, ..] => {
                self.at += 3;
                self.push(begin, Kind::Dash, glued);
            }
            [0xe2, 0x80, 0x98 | 0x99, ..] => self.apostrophe(3, glued),
            // Narrow and wide spaces, the non-breaking space, the soft hyphen.
            [0xe2, 0x80, 0x80..=0x8b | 0xaf, ..] => self.at += 3,
            [0xc2, 0xa0, ..] => self.at += 2,
            // Other general punctuation, and the currency signs.
            [0xe2, 0x80..=0x82, _, ..] | [0xe3, 0x80, 0x80..=0x82, ..] => {
                self.at += 3;
                self.push(begin, Kind::Mark(0), glued);
                if rest[1] == 0x82 && self.byte(self.at).is_ascii_digit() {
                    self.figure(true);
                }
            }
            [0xc2, sign, ..] => {
                self.at += 2;
                self.push(begin, Kind::Mark(0), glued);
                if matches!(sign, 0xa3 | 0xa5) && self.byte(self.at).is_ascii_digit() {
                    self.figure(true);
                }
            }
            _ => self.word(glued),
        }
    }

    /// An apostrophe of `width` bytes: 's, '99, or a mark.
    fn apostrophe(&mut self, width: usize, glued: bool) {
        let begin = self.at;
        let next = self.byte(begin + width);
        let after = self.byte(begin + width + 1);
        if glued && next.eq_ignore_ascii_case(&b's') && !after.is_ascii_alphanumeric() {
            self.at += width + 1;
            self.push(begin, Kind::Possessive, glued);
        } else if !glued && next.is_ascii_digit() && after.is_ascii_digit() {
            self.at += width;
            self.number(glued, Suffix::Apostrophe);
            if let Some(number) = self.tokens.last_mut() {
                number.begin = begin;
            }
        } else {
            self.at += width;
            self.push(begin, Kind::Mark(b'\''), glued);
        }
    }

    fn word(&mut self, glued: bool) {
        let begin = self.at;
        let mut ascii = true;
        let mut at = begin;
        loop {
            at += letters(self.bytes.get(at..).unwrap_or_default());
            match self.bytes.get(at..) {
                // An apostrophe inside a word, but not that of a possessive.
                Some([b'\'', next, after, ..]) if next.is_ascii_alphabetic() => {
                    if next.eq_ignore_ascii_case(&b's') && !after.is_ascii_alphabetic() {
                        break;
                    }
                    at += 1;
                }
                // A letter beyond ASCII, but no punctuation.
                Some([lead, ..]) if *lead >= 0xc3 && !matches!(lead, 0xe2 | 0xe3) => {
                    ascii = false;
                    at += 1;
                    while self.byte(at) & 0xc0 == 0x80 {
                        at += 1;
                    }
                }
                // "a.m.", "U.S.": single letters with dots.
                Some([b'.', next, ..]) if at - begin == 1 && next.is_ascii_alphabetic() => {
                    match self.letters_with_dots(begin) {
                        Some(end) => {
                            at = end;
                            break;
                        }
                        None => break,
                    }
                }
                // A letter with a digit: "T72", "R2".
                Some([digit, ..]) if digit.is_ascii_digit() => {
                    while self.byte(at).is_ascii_alphanumeric() {
                        at += 1;
                    }
                    ascii = false;
                }
                _ => break,
            }
        }
        // Bytes that are no letter in a place where one was expected: take the character as a word.
        if at == begin {
            at += 1;
            while self.byte(at) & 0xc0 == 0x80 {
                at += 1;
            }
        }
        let at = at.min(self.bytes.len());
        self.at = at;
        let name = &self.bytes[begin..at];
        let word = if ascii { self.words.find(name) } else { quarter_or_half(name) };
        let kind = word.map_or(Kind::Other, Kind::Word);
        let capital = name[0].is_ascii_uppercase();
        self.tokens.push(Token { begin, end: at, kind, glued, capital, dotted: false });
        if self.byte(at) == b'.' && is_abbreviation(kind) && !name.ends_with(b".") {
            self.at += 1;
            if let Some(token) = self.tokens.last_mut() {
                token.dotted = true;
            }
        }
    }

    /// Where "a.m." or "U.S.A." ends, its last dot in; none where a letter with a dot is just the end of a sentence.
    fn letters_with_dots(&self, begin: usize) -> Option<usize> {
        let mut at = begin;
        let mut letters = 0;
        while self.byte(at).is_ascii_alphabetic() && self.byte(at + 1) == b'.' {
            at += 2;
            letters += 1;
        }
        (letters >= 2 && !self.byte(at).is_ascii_alphanumeric()).then_some(at)
    }
}

/// "Q3", "H1": words with a digit that are read by the grammar.
fn quarter_or_half(name: &[u8]) -> Option<Word> {
    match name {
        [b'Q' | b'q', digit @ b'1'..=b'4'] => Some(Word::QuarterName(digit - b'0')),
        [b'H', digit @ b'1'..=b'2'] => Some(Word::HalfName(digit - b'0')),
        [b'F', b'Y', rest @ ..] => {
            let digits = std::str::from_utf8(rest).ok()?;
            let year: u16 = digits.parse().ok()?;
            match digits.len() {
                2 => Some(Word::FiscalYear(if year < 60 { 2000 + year } else { 1900 + year })),
                4 => Some(Word::FiscalYear(year)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Words of the list after which a dot does not end the sentence.
fn is_abbreviation(kind: Kind) -> bool {
    matches!(kind, Kind::Word(Word::Month { short: true, .. } | Word::Weekday { short: true, .. } | Word::About))
}
