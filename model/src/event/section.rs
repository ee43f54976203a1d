//! Paragraphs to what they are for: prose, headings, list items, and what belongs to the page and tells no event.

use super::triggers::EventWords;
use crate::text::{Span, lower, paragraphs};

/// A paragraph and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Where it stands.
    pub span: Span,
    /// What it is for.
    pub role: Role,
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sentences.
    Prose,
    /// A title of what follows.
    Heading,
    /// One item of a list.
    Item,
    /// Reading lists, credits, publication lines, advertisements: tells no event.
    Idle,
}

/// The paragraphs of a text with what each is for.
pub fn sections(words: &EventWords, text: &str) -> Vec<Section> {
    let mut idle_part = false;
    let mut out: Vec<Section> = Vec::new();
    for span in paragraphs(text) {
        let body = &text[span.clone()];
        let heading = is_heading(body);
        if heading {
            let key = body.trim_end_matches(':').trim_start_matches(['#', ' ', '*']).to_lowercase();
            idle_part = words.idle_headings.contains(key.trim());
        }
        let role = if heading && idle_part || is_idle_line(words, body) || is_reading(body) {
            Role::Idle
        } else if heading {
            Role::Heading
        } else if idle_part && is_short(body) {
            Role::Idle
        } else if body.starts_with(['—', '–', '-', '•', '*', '·']) {
            Role::Item
        } else {
            // Running text ends a list of readings that no heading closes.
            idle_part = idle_part && is_short(body);
            Role::Prose
        };
        out.push(Section { span, role });
    }
    out
}

fn is_short(body: &str) -> bool {
    body.len() < 200
}

/// A short line without a full stop that starts with a capital.
fn is_heading(body: &str) -> bool {
    let first = body.trim_start_matches(['#', '*', ' ', '“', '"', '‘']).chars().next();
    let opens = first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let closes = body.trim_end_matches(['”', '"', '’', ')', '*']);
    body.len() <= 140
        && body.split_whitespace().count() <= 16
        && opens
        && !body.contains(['\n'])
        && !closes.ends_with(['.', '!', ';', ',', '…'])
        && !body.ends_with(')')
        && !body.starts_with(['—', '–', '•'])
}

fn is_idle_line(words: &EventWords, body: &str) -> bool {
    if body.starts_with('[') && body.ends_with(']') && body.len() < 40 {
        return true;
    }
    if body.chars().filter(|c| c.is_alphabetic()).take(3).count() < 3 {
        return true;
    }
    let start = lower(body.char_indices().nth(40).map_or(body, |(end, _)| &body[..end]));
    let opens = |line: &String| start.as_bytes().first() == line.as_bytes().first() && start.starts_with(line.as_str());
    words.notices.iter().any(opens)
        || is_footnote(body)
        || is_byline(body)
        || is_short(body) && words.idle_lines.iter().any(opens)
}

/// "By Ann Hill and Bo Berg · 7 May 2001 · 6 min read"
fn is_byline(body: &str) -> bool {
    let name = |word: &str| word == "and" || !word.starts_with(char::is_lowercase);
    let reading = || body.split('·').any(|part| part.trim_end().ends_with("min read"));
    is_short(body) && (reading() || body.strip_prefix("By ").is_some_and(|names| names.split_whitespace().all(name)))
}

/// "[1] For the text, see …"
fn is_footnote(body: &str) -> bool {
    let number = body.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    number.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A title with its publisher, author or date in brackets at the end: an entry of a reading list.
fn is_reading(body: &str) -> bool {
    let Some(open) = body.rfind('(') else { return false };
    let title = body[..open].trim_end();
    let verbless = !title.ends_with(['.', '!', '”', '"', '…']) && title.split_whitespace().take(25).count() <= 24;
    body.trim_end_matches(['.', ' ']).ends_with(')') && verbless && is_title_case(title)
}

/// Whether most of the longer words begin with a capital.
fn is_title_case(title: &str) -> bool {
    let long = title.split_whitespace().filter(|word| word.len() > 4);
    let (mut all, mut upper) = (0, 0);
    for word in long {
        all += 1;
        upper += usize::from(word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    }
    all > 0 && upper * 10 >= all * 6 || title.split_whitespace().count() <= 14 && !title.contains(',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[Role]) {
        let roles: Vec<Role> = sections(&EventWords::embedded(), text).into_iter().map(|s| s.role).collect();
        assert_eq!(roles, expect);
    }

    #[test]
    fn reading_lists_are_idle() {
        check(
            "The fleet sails\nThe fleet sailed on 3 May and came home a week later.\nFurther Reading\nThe Long Way Home (Sea Review, 4 May 2020)\nNext story\nThe harbour was closed on Monday.",
            &[Role::Heading, Role::Prose, Role::Idle, Role::Idle, Role::Heading, Role::Prose],
        );
    }

    #[test]
    fn items_with_credits_are_items() {
        check("—The minister flew to Lima on May 3 and came back. (Reuters)", &[Role::Item]);
    }

    #[test]
    fn page_lines_are_idle() {
        check("By Ann Hill and Bo Berg, Oslo Times", &[Role::Idle]);
        check("By Ann Hill · 7 May 2001 · 6 min read", &[Role::Idle]);
        check("Subscribe to our letter\n[ad_1]\n.\nImage credit: the harbour office", &[Role::Idle; 4]);
    }

    #[test]
    fn notes_and_citations_are_idle() {
        check("[3] For the treaty, see the archive of the foreign ministry in Lima, opened in 1999.", &[Role::Idle]);
        check("Suggested citation: Lima Centre (2021), a short history of the strait, May 2021.", &[Role::Idle]);
    }
}
