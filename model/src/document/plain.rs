//! The title of a plain text: its first line, if that reads like a heading.

/// Lines are looked at until the first sentence, and no more than this many.
const LOOKED_AT: usize = 8;
/// A heading is shorter than this many characters.
const LONGEST_TITLE: usize = 140;

/// The first heading-like line before the text's first sentence.
pub(super) fn title(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim).take(4 * LOOKED_AT).peekable();
    let mut seen = 0;
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        seen += 1;
        if is_heading(line, lines.peek().copied().unwrap_or_default()) {
            return Some(line);
        }
        if seen == LOOKED_AT || is_sentence(line) {
            return None;
        }
    }
    None
}

fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', ',', ';']) || line.len() > LONGEST_TITLE
}

/// A short line of at least two words that does not end like a sentence and that the next line does not carry on.
fn is_heading(line: &str, next: &str) -> bool {
    let ends_like_one = line.ends_with(|c: char| c.is_alphanumeric() || "?!)”\"’'…%".contains(c));
    let begins_like_one = line.starts_with(|c: char| c.is_alphanumeric() || "“\"‘'¿¡$€£".contains(c));
    let carries_on = next.starts_with(char::is_lowercase) || (line.len() > 60 && !next.is_empty() && next.len() < 100);
    line.chars().count() <= LONGEST_TITLE
        && line.split_whitespace().count() >= 2
        && begins_like_one
        && ends_like_one
        && !carries_on
        && !line.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(title(text), expect, "{text}");
    }

    #[test]
    fn titles() {
        let body = "The two ministers met on Monday in the capital, where they signed an accord on the transit of gas, \
                    and agreed to meet again before the end of the year, officials of both sides said.";
        check(&format!("Four against the order\n{body}"), Some("Four against the order"));
        check(&format!("\r\n\r\n  Ledger | May 2021 \r\n{body}"), Some("Ledger | May 2021"));
        check(&format!("[ad_1]\n{body}\nThe end of it"), None);
        check(body, None);
        check(&format!("GENEVA (WP) --\n\n{body}"), None);
        check(
            "The two ministers met on Monday in the capital, where they\nsigned an accord on the transit of gas.",
            None,
        );
        check(
            "A treaty of two neighbours and what the third one makes of it\n\nIt was signed on Monday.",
            Some("A treaty of two neighbours and what the third one makes of it"),
        );
        check("", None);
    }
}
