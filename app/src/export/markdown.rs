//! A briefing to Markdown (CommonMark, with the footnotes of GitHub and Pandoc).

use super::briefing::{Briefing, Entry, Footnote};
use std::fmt::Write;

/// The briefing as text.
pub fn write(briefing: &Briefing) -> String {
    let mut out = String::new();
    // Writing to a string never fails.
    let marking = briefing.marking.as_ref().map(|marking| format!("**{}**\n\n", plain(marking))).unwrap_or_default();
    write!(out, "{marking}# {}\n\n", plain(&briefing.title)).ok();
    if !briefing.about.is_empty() {
        write!(out, "*{}*\n\n", plain(&briefing.about)).ok();
    }
    for section in &briefing.sections {
        write!(out, "## {}\n\n", plain(&section.heading)).ok();
        section.entries.iter().for_each(|entry| out.push_str(&line(entry)));
        out.push('\n');
    }
    for (place, footnote) in briefing.footnotes.iter().enumerate() {
        out.push_str(&note(place + 1, footnote));
    }
    if !briefing.footnotes.is_empty() && !marking.is_empty() {
        out.push('\n');
    }
    out + marking.trim_end_matches('\n') + if marking.is_empty() { "" } else { "\n" }
}

/// An item of a list: when, what, who, and the numbers of its footnotes.
fn line(entry: &Entry) -> String {
    let details: String = entry.details.iter().map(|detail| format!(" {}.", plain(&capital(detail)))).collect();
    let numbers: String = entry.footnotes.iter().map(|number| format!("[^{number}]")).collect();
    format!("- **{}** {}.{details}{numbers}\n", plain(&entry.when), plain(&entry.title))
}

fn note(number: usize, footnote: &Footnote) -> String {
    let url = footnote.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
    format!("[^{number}]: “{}” {}.{url}\n", plain(&footnote.passage), plain(&footnote.document))
}

/// The text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Text that means nothing but itself: whatever has a meaning is escaped, what controls a line is left out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '!' | '@') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(plain(text), expect);
    }

    #[test]
    fn a_text_means_itself() {
        check("plain, words. (2024)", "plain, words. (2024)");
        check("a *b* <c> [d](e) & `f`", "a \\*b\\* \\<c\\> \\[d\\](e) \\& \\`f\\`");
        check("bell\u{7}", "bell");
        check("日本 🚀", "日本 🚀");
    }
}
