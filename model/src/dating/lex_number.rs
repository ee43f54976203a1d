//! Figures to tokens: whole numbers, clock times, dates in figures, and figures that are no date.
//!
//! In: the bytes from a digit on. Out: the token of it. Knows no grammar.

use super::lex::{Kind, Lexer, Number, Suffix, Token};
use super::words::Word;

impl Lexer<'_> {
    fn digits(&self, from: usize) -> usize {
        let mut at = from;
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    fn value(&self, from: usize, to: usize) -> u32 {
        self.bytes[from..to]
            .iter()
            .fold(0u32, |sum, digit| sum.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0'))))
    }

    pub(super) fn number(&mut self, glued: bool, suffix: Suffix) {
        let begin = self.at;
        let end = self.digits(begin);
        let (count, value) = (end - begin, self.value(begin, end));
        self.at = end;
        let (next, after) = (self.byte(end), self.byte(end + 1));
        if count > 9 {
            return self.figure(glued);
        }
        if next == b'.' && value < 13 && self.is_british_clock(end) {
            let minute = self.value(end + 1, end + 3);
            self.at = end + 3;
            return self.push(begin, Kind::Clock(value as u8, minute as u8), glued);
        }
        if matches!(next, b'.' | b'/' | b'-') && after.is_ascii_digit() {
            if let Some((triple, end)) = self.triple(begin, next) {
                self.at = end;
                return self.push(begin, Kind::Triple(triple), glued);
            }
            let second = self.digits(end + 1) - end - 1;
            let years = count == 4 && matches!(second, 2 | 4);
            match next {
                b'-' if !self.is_phone(end) => {}
                b'/' if years => {}
                _ => {
                    self.at = begin;
                    return self.figure(glued);
                }
            }
        }
        if next == b',' && self.digits(end + 1) == end + 4 {
            self.at = begin;
            return self.figure(glued);
        }
        if next == b':' && count <= 2 && value < 24 && self.digits(end + 1) == end + 3 {
            let minute = self.value(end + 1, end + 3);
            if minute < 60 {
                self.at = end + 3;
                if self.byte(self.at) == b':' && self.digits(self.at + 1) == self.at + 3 {
                    self.at += 3;
                }
                return self.push(begin, Kind::Clock(value as u8, minute as u8), glued);
            }
        }
        if count == 1 && self.quarter_behind_number(begin, value, next, glued)
            || count <= 2 && self.glued_day(begin, end, glued)
        {
            return;
        }
        let letters = self.bytes[end..].iter().take(4).take_while(|byte| byte.is_ascii_alphabetic()).count();
        // "August 3, 2014Officials said": pages lose the space where a date stood apart.
        let year = count == 4 && (1900..2100).contains(&value);
        let letters = if year && next.is_ascii_uppercase() && after.is_ascii_lowercase() { 0 } else { letters };
        let suffix = match &self.bytes[end..end + letters] {
            b"" => suffix,
            b"s" => Suffix::Plural,
            b"st" | b"nd" | b"rd" | b"th" | b"ST" | b"ND" | b"RD" | b"TH" => Suffix::Ordinal,
            b"am" | b"AM" => Suffix::Am,
            b"pm" | b"PM" => Suffix::Pm,
            _ => {
                self.at = begin;
                return self.figure(glued);
            }
        };
        self.at = end + letters;
        // "the 1960's"
        if letters == 0 && value % 10 == 0 && matches!(count, 2 | 4) {
            let width = match self.bytes.get(end..) {
                Some([b'\'', b's', ..]) => 2,
                Some([0xe2, 0x80, 0x99, b's', ..]) => 4,
                _ => 0,
            };
            if width > 0 && !self.byte(end + width).is_ascii_alphanumeric() {
                self.at += width;
                let kind = Kind::Number(Number { value, digits: count as u8, suffix: Suffix::Plural });
                return self.push(begin, kind, glued);
            }
        }
        self.push(begin, Kind::Number(Number { value, digits: count as u8, suffix }), glued);
    }

    /// "1Q23", "2H 2024", "3Q": a quarter or a half, with its year as a token of its own where one is glued to it.
    fn quarter_behind_number(&mut self, begin: usize, number: u32, letter: u8, glued: bool) -> bool {
        let word = match (letter, number) {
            (b'Q', 1..=4) => Word::QuarterName(number as u8),
            (b'H', 1..=2) => Word::HalfName(number as u8),
            _ => return false,
        };
        let year = begin + 2;
        let end = self.digits(year);
        if !matches!(end - year, 0 | 2 | 4) || self.byte(end).is_ascii_alphanumeric() {
            return false;
        }
        self.at = year;
        self.push(begin, Kind::Word(word), glued);
        if end > year {
            self.at = end;
            let suffix = if end - year == 2 { Suffix::Apostrophe } else { Suffix::None };
            let number = Number { value: self.value(year, end), digits: (end - year) as u8, suffix };
            self.push(year, Kind::Number(number), true);
        }
        true
    }

    /// "24Apr13", "4JUL2013": a day, its month and its year as three tokens.
    fn glued_day(&mut self, begin: usize, end: usize, glued: bool) -> bool {
        let year = end + 3;
        let behind = self.digits(year);
        if !matches!(behind - year, 2 | 4) || self.byte(behind).is_ascii_alphanumeric() {
            return false;
        }
        let Some(word @ Word::Month { .. }) = self.words.find(&self.bytes[end..year]) else { return false };
        let number = |from: usize, to: usize, suffix| {
            Kind::Number(Number { value: self.value(from, to), digits: (to - from) as u8, suffix })
        };
        let suffix = if behind - year == 2 { Suffix::Apostrophe } else { Suffix::None };
        let (day, year_number) = (number(begin, end, Suffix::None), number(year, behind, suffix));
        self.push(begin, day, glued);
        self.tokens.push(Token {
            begin: end,
            end: year,
            kind: Kind::Word(word),
            glued: true,
            capital: true,
            dotted: false,
        });
        self.at = behind;
        self.push(year, year_number, true);
        true
    }

    /// Three numbers with the same sign between them that can be a date, and where they end.
    fn triple(&self, begin: usize, sign: u8) -> Option<([u32; 3], usize)> {
        let mut values = [0; 3];
        let mut lengths = [0; 3];
        let mut at = begin;
        for index in 0..3 {
            let end = self.digits(at);
            lengths[index] = end - at;
            if lengths[index] == 0 || lengths[index] > 4 {
                return None;
            }
            values[index] = self.value(at, end);
            at = end;
            if index < 2 {
                if self.byte(at) != sign {
                    return None;
                }
                at += 1;
            }
        }
        let followed = self.byte(at) == sign && self.byte(at + 1).is_ascii_digit();
        let time = self.byte(at) == b'T' && self.byte(at + 1).is_ascii_digit();
        if followed || (self.byte(at).is_ascii_alphabetic() && !time) {
            return None;
        }
        let small = |index: usize| lengths[index] <= 2;
        let fits = match lengths {
            [4, _, _] => small(1) && small(2),
            [_, _, 4] => small(0) && small(1),
            // 17/11/24, but no version 1.2.3; 08-07-98 where an agency's clock time follows.
            [_, _, 2] if sign == b'-' => small(0) && small(1) && self.is_agency_clock(at),
            [_, _, 2] if sign == b'/' => small(0) && small(1),
            // 31.07.13, but no version 1.2.13.
            [2, 2, 2] => sign == b'.' && (13..32).contains(&values[0]) && values[1] < 13,
            _ => false,
        };
        let fits = fits && values.iter().all(|value| *value > 0);
        if time && fits {
            while self.byte(at).is_ascii_digit() || matches!(self.byte(at), b'T' | b':' | b'Z' | b'+' | b'.') {
                at += 1;
            }
        }
        fits.then_some((values, at))
    }

    /// Whether dashes and digits go on like those of a telephone number.
    fn is_phone(&self, dash: usize) -> bool {
        let end = self.digits(dash + 1);
        self.byte(end) == b'-' && self.byte(end + 1).is_ascii_digit()
    }

    /// "3.30pm", "11.05 a.m.": two digits of minutes behind the dot, and the half of the day.
    fn is_british_clock(&self, dot: usize) -> bool {
        let end = self.digits(dot + 1);
        let half = end + usize::from(self.byte(end) == b' ');
        let name = self.bytes.get(half..).unwrap_or_default();
        let named = ["am", "pm", "a.m", "p.m"].iter().any(|sign| {
            name.get(..sign.len()).is_some_and(|name| name.eq_ignore_ascii_case(sign.as_bytes()))
                && !self.byte(half + sign.len()).is_ascii_alphanumeric()
        });
        end == dot + 3 && self.value(dot + 1, end) < 60 && named
    }

    /// " 1430EDT"
    fn is_agency_clock(&self, at: usize) -> bool {
        let digits = self.digits(at + 1);
        let zone = self.bytes.get(digits..digits + 3).is_some_and(|zone| zone.iter().all(u8::is_ascii_uppercase));
        self.byte(at) == b' ' && digits == at + 5 && zone
    }

    /// Takes digits, letters and inner signs as one number that is no date.
    pub(super) fn figure(&mut self, glued: bool) {
        let begin = self.at;
        loop {
            while self.byte(self.at).is_ascii_alphanumeric() {
                self.at += 1;
            }
            let sign = matches!(self.byte(self.at), b'.' | b',' | b'/' | b'-' | b':');
            if sign && self.byte(self.at + 1).is_ascii_digit() {
                self.at += 1;
            } else {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
        self.push(begin, Kind::Figure, glued);
    }
}
