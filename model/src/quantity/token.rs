//! A span of text to words, figures and signs.

use crate::text::{Span, WORD_BYTES, letters};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Figures that can be a number, with letters that follow at once: "11,000", "26.3", "24M".
    Digits,
    /// Letters, and figures that cannot be a number: "troops", "T-72s", "41st", "10:30".
    Word,
    /// Any other single sign.
    Symbol,
}

/// A piece of text between blanks and signs.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub span: Span,
    pub text: &'a str,
    pub sort: Sort,
}

impl Token<'_> {
    /// Whether it is this word, whatever its capitals.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

/// The tokens of a span, in order.
pub(super) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(span.len() / WORD_BYTES);
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (length, sort) = if first.is_ascii_digit() {
            figures(rest)
        } else if first.is_alphabetic() {
            let length = word_length(rest);
            let code = rest[..length].contains(|c: char| c.is_ascii_digit()).then(|| code_length(rest)).flatten();
            (code.unwrap_or(length), Sort::Word)
        } else {
            (first.len_utf8(), Sort::Symbol)
        };
        tokens.push(Token { span: at..at + length, text: &rest[..length], sort });
        at += length;
    }
    tokens
}

/// How long the code of a currency is that figures hang on: "Rs500", "R450m" but not the road R450.
fn code_length(text: &str) -> Option<usize> {
    const CODES: &[&str] = &["Rs", "Rp", "RM", "DM", "FF", "Ksh", "EUR", "USD", "GBP", "CHF", "AUD", "CAD", "RMB", "R"];
    let code = CODES.iter().find(|code| text.strip_prefix(**code).is_some_and(starts_with_digit))?;
    let scaled = || ["m", "bn", "mn", "tn"].iter().any(|scale| text[..word_length(text)].ends_with(scale));
    (code.len() > 1 || scaled()).then_some(code.len())
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// How long a word is: letters and figures, with single hyphens and apostrophes inside.
fn word_length(text: &str) -> usize {
    let letters = letters(text.as_bytes());
    let mut end = letters;
    let mut chars = text[letters..].char_indices().map(|(at, c)| (letters + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '-' | '‑' | '\'' | '’')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric())
            && at > 0;
        if !(c.is_alphanumeric() || inner) {
            return at;
        }
        end = at + c.len_utf8();
    }
    end
}

/// How long figures are, and whether they can be a number.
fn figures(text: &str) -> (usize, Sort) {
    let bytes = text.as_bytes();
    let digits_from = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = digits_from(0);
    let mut whole = true;
    let (mut dots, mut fraction) = (0, false);
    while let Some(&sign) = bytes.get(end).filter(|b| matches!(b, b',' | b'.' | b':' | b'/')) {
        let more = digits_from(end + 1);
        if more == 0 {
            break;
        }
        match sign {
            b',' if more == 3 && dots == 0 => {}
            // "2,5 million" is how much of Europe writes it.
            b',' if more < 3 && !fraction && dots == 0 && is_scaled(&text[end + 1 + more..]) => fraction = true,
            b',' => break,
            b'.' if !fraction => {
                dots += 1;
                // "1.200.000": more than one dot parts thousands.
                fraction = more != 3;
                whole &= dots == 1 || more == 3;
            }
            _ => whole = false,
        }
        end += 1 + more;
    }
    let letters = text[end..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - end);
    end += letters;
    if let Some(after) = text[end..].strip_prefix(['-', '‑']).filter(|_| letters == 0)
        && after.starts_with(|c: char| c.is_alphabetic())
        && !scale_follows(after)
    {
        end = text.len() - after.len() + word_length(after);
        whole = false;
    }
    (end, if whole { Sort::Digits } else { Sort::Word })
}

/// Whether a "million" or a sign of percent follows.
fn is_scaled(after: &str) -> bool {
    let after = after.trim_start_matches(' ');
    ["million", "billion", "trillion", "bn", "%", "percent", "per cent"].iter().any(|scale| after.starts_with(scale))
}

/// The words that a hyphen joins to figures without making a name of both: "$5-million", "a 20-percent duty",
/// "a 300-km road", "5,000-strong".
const JOINED: &[&str] = &[
    "million",
    "billion",
    "trillion",
    "thousand",
    "percent",
    "percentage",
    "plus",
    "odd",
    "strong",
    "kilometer",
    "kilometre",
    "km",
    "mile",
    "meter",
    "metre",
    "foot",
    "megawatt",
    "MW",
    "gigawatt",
    "GW",
    "ton",
    "tonne",
    "acre",
    "hectare",
    "barrel",
];

/// Whether what a hyphen joins to figures is a scale, a bound or a measure.
fn scale_follows(after: &str) -> bool {
    let word = &after[..word_length(after)];
    let first = word.split(['-', '‑']).next().unwrap_or_default();
    JOINED.iter().any(|joined| *joined == first || first.strip_suffix('s') == Some(joined))
}
