//! A span of text to words, figures and signs.

use crate::text::Span;

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
    let mut tokens = Vec::new();
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
            (word_length(rest), Sort::Word)
        } else {
            (first.len_utf8(), Sort::Symbol)
        };
        tokens.push(Token { span: at..at + length, text: &rest[..length], sort });
        at += length;
    }
    tokens
}

/// How long a word is: letters and figures, with single hyphens and apostrophes inside.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
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
    let mut fraction = false;
    while let Some(&sign) = bytes.get(end).filter(|b| matches!(b, b',' | b'.' | b':' | b'/')) {
        let more = digits_from(end + 1);
        if more == 0 {
            break;
        }
        match sign {
            b',' if more == 3 && !fraction => {}
            b',' => break,
            b'.' if !fraction => fraction = true,
            _ => whole = false,
        }
        end += 1 + more;
    }
    let letters = text[end..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - end);
    end += letters;
    let after = text[end..].strip_prefix(['-', '‑']);
    if letters == 0
        && after.is_some_and(|after| after.starts_with(|c: char| c.is_alphabetic()))
        && !scale_follows(after)
    {
        end += 1 + word_length(after.unwrap_or_default());
        whole = false;
    }
    (end, if whole { Sort::Digits } else { Sort::Word })
}

/// Whether a hyphen joins figures to a "million" or "percent": "$5-million", "a 20-percent duty".
fn scale_follows(after: Option<&str>) -> bool {
    let after = after.unwrap_or_default();
    ["million", "billion", "trillion", "thousand", "percent"].iter().any(|scale| after.starts_with(scale))
}
