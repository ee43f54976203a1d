//! The title of a text: its first line, if that reads like a heading, else what the file's name says.

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

/// What a file's name says in words: "a-pact-of-two.txt" is "A pact of two". Other names stay as they are.
pub(super) fn title_of_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| {
        word.chars().all(char::is_alphabetic) || word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())
    };
    let letters = words.iter().filter(|word| word.chars().all(char::is_alphabetic)).count();
    if letters < 2 || !words.iter().all(is_word) {
        return name.to_owned();
    }
    let title = words.join(" ");
    let mut rest = title.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Whether what a file calls its title is one, and not what its program puts there: "Microsoft Word - report.docx".
pub(super) fn is_title(title: &str) -> bool {
    let lower = title.to_ascii_lowercase();
    let made_by_program =
        ["untitled", "microsoft word", "document1", "powerpoint presentation", "(anonymous)", "unknown"];
    let is_file =
        [".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".tex", ".dvi", ".txt", ".html", ".pmd", ".p65"]
            .iter()
            .any(|ending| lower.ends_with(ending));
    title.chars().any(char::is_alphabetic) && !is_file && !made_by_program.iter().any(|with| lower.starts_with(with))
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
        && !is_row(line)
}

/// Whether a line is a row of a table: its fields are parted by tabs, or by commas that no space follows.
fn is_row(line: &str) -> bool {
    let parts = |at: usize| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let after = line[at + 1..].chars().next();
        let in_number = digit(line[..at].chars().next_back()) && digit(after);
        !in_number && !after.is_some_and(char::is_whitespace)
    };
    line.contains('\t') || line.match_indices(',').filter(|(at, _)| parts(*at)).count() > 1
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
        check(
            "date,title,country\n2021-05-16,Ministers of two countries met,Norway\n2021-05-17,Envoys met,Poland",
            None,
        );
        check("date\ttitle\n2021-05-16\tMinisters of two countries met\n", None);
        check(&format!("1,000,000 leave, north and south\n{body}"), Some("1,000,000 leave, north and south"));
        check("", None);
    }

    #[test]
    fn what_programs_call_a_title() {
        for title in ["Microsoft Word - report.docx", "Untitled", "untitled document", "a.pdf", "123", ""] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("A pact of two"));
    }

    #[test]
    fn names_as_titles() {
        assert_eq!(title_of_name("a-pact-of-two.txt"), "A pact of two");
        assert_eq!(title_of_name("Crisis_of 2014.html"), "Crisis of 2014");
        assert_eq!(title_of_name("003_be53b8728ad10204.txt"), "003_be53b8728ad10204.txt");
        assert_eq!(title_of_name("notes.txt"), "notes.txt");
        assert_eq!(title_of_name(""), "");
    }
}
