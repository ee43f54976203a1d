//! Text to paragraphs, sentences and tokens, all as byte spans of the text.
//!
//! In: any text. Out: spans on character boundaries, in rising order, none overlapping.
//! Knows no dates, no names and no documents.

use std::borrow::Cow;
use std::ops::Range;

/// A byte span of a document's text, on character boundaries.
pub type Span = Range<usize>;

/// A word, a number or a mark of punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub sort: TokenSort,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSort {
    /// Letters, with inner apostrophes, hyphens and the dots of an abbreviation: "Russia’s", "anti-aircraft", "U.S."
    Word,
    /// Digits with inner points and commas: "11,000", "48.6".
    Number,
    /// Any other single character that is not a space.
    Mark,
}

/// Lines of one paragraph are shorter than this where a text was wrapped by hand, in bytes.
const WRAPPED_LINE_MAX: usize = 120;

/// Words that end in a dot without ending their sentence; compared without the dot, as written.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Apr", "Aug", "Ave", "Brig", "Capt", "Cmdr", "Co", "Col", "Corp", "Cpl", "Dec", "Dr", "Feb", "Fig", "Fri",
    "Ft", "Gen", "Gov", "Hon", "Inc", "Jan", "Jr", "Lt", "Ltd", "Maj", "Mar", "Mr", "Mrs", "Ms", "Mt", "No", "Nos",
    "Nov", "Oct", "Pres", "Prof", "Rep", "Reps", "Rev", "Sen", "Sens", "Sep", "Sept", "Sgt", "Sr", "St", "Sts", "Vol",
    "al", "approx", "ca", "cf", "ed", "eds", "est", "etc", "fig", "ft", "i.e", "e.g", "no", "nos", "op", "p", "pp",
    "pt", "v", "vol", "vs", "viz",
];

/// The paragraphs of a text, without the white space around them.
///
/// A blank line ends a paragraph. So does the end of a line, except in a text that was
/// wrapped by hand, where it ends one only after a short line, or before an indent or a bullet.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let wrapped_width = wrapped_width(text);
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    let mut before = "";
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let begin = offset + (line.len() - line.trim_start().len());
        let span = begin..begin + trimmed.len();
        if trimmed.is_empty() {
            out.extend(open.take());
        } else {
            let goes_on = wrapped_width.is_some_and(|width| line_goes_on(before, line, width));
            match &mut open {
                Some(paragraph) if goes_on => paragraph.end = span.end,
                _ => {
                    out.extend(open.take());
                    open = Some(span);
                }
            }
        }
        before = line;
        offset += line.len();
    }
    out.extend(open);
    out
}

/// The sentence that a span stands in.
pub fn sentence_of(text: &str, span: &Span) -> Span {
    let paragraph = paragraphs(text).into_iter().find(|paragraph| paragraph.contains(&span.start));
    let sentences = paragraph.map(|paragraph| sentences(text, paragraph)).unwrap_or_default();
    sentences.into_iter().find(|sentence| sentence.contains(&span.start)).unwrap_or_else(|| span.clone())
}

/// The width at which a text was wrapped by hand; none where each line is a paragraph.
fn wrapped_width(text: &str) -> Option<usize> {
    let mut lengths: Vec<usize> = text.lines().map(|line| line.trim_end().len()).filter(|&length| length > 0).collect();
    if lengths.len() < 4 {
        return None;
    }
    lengths.sort_unstable();
    let wide = lengths[lengths.len() * 9 / 10];
    let longest = lengths[lengths.len() - 1];
    if !(40..=WRAPPED_LINE_MAX).contains(&wide) || longest > 2 * WRAPPED_LINE_MAX {
        return None;
    }
    // A wrapped text breaks its sentences anywhere: most long lines end without a full stop.
    let mut long = 0;
    let mut broken = 0;
    for line in text.lines().map(str::trim).filter(|line| line.len() * 10 >= wide * 7) {
        long += 1;
        if !ends_sentence(line) {
            broken += 1;
        }
    }
    (long >= 3 && broken * 2 > long).then_some(wide)
}

fn line_goes_on(before: &str, line: &str, width: usize) -> bool {
    let end = before.trim_end();
    let indented = line.len() - line.trim_start().len() > before.len() - before.trim_start().len() + 1;
    let bullet = line.trim_start().starts_with(['•', '*', '-', '–', '—', '·', '#', '|']);
    let short = end.trim_start().len() * 10 < width * 6;
    !(end.is_empty() || indented || bullet || short && (ends_sentence(end) || starts_upper(line)))
}

fn starts_upper(line: &str) -> bool {
    line.trim_start().chars().next().is_some_and(char::is_uppercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':'])
}

/// The sentences of a paragraph.
///
/// A sentence ends at `.`, `!`, `?` or `…` with its closing quotes and brackets, before a space
/// and something that can begin one; not after an abbreviation, an initial or inside a number.
pub fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let Some(body) = text.get(paragraph.clone()) else { return Vec::new() };
    let base = paragraph.start;
    let mut out = Vec::new();
    let (mut begin, mut end) = (0, 0);
    while let Some((at, c)) = next_stop(body, end) {
        let rest = &body[at..];
        let closing = ['.', '!', '?', '…', '"', '”', '’', '\'', ')', ']', '»'];
        end = body.len() - rest.trim_start_matches(closing).len();
        if ends_here(body, begin, at, end, c) {
            push_trimmed(&mut out, body, base, begin..end);
            begin = end;
        }
    }
    push_trimmed(&mut out, body, base, begin..body.len());
    out
}

/// The next mark from a byte on at which a sentence may end.
fn next_stop(text: &str, from: usize) -> Option<(usize, char)> {
    let mut at = from;
    loop {
        // The ellipsis begins with this byte, as other punctuation does.
        at += text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'.' | b'!' | b'?' | 0xe2))?;
        match text[at..].chars().next()? {
            stop @ ('.' | '!' | '?' | '…') => return Some((at, stop)),
            other => at += other.len_utf8(),
        }
    }
}

/// A sentence has no more bytes than this. What is longer is a list or not language, and is cut
/// between words, since its readers take time by the square of a sentence's length.
const SENTENCE_MAX: usize = 3000;

fn push_trimmed(out: &mut Vec<Span>, body: &str, base: usize, span: Span) {
    let mut rest = body[span.clone()].trim_end();
    let mut begin = base + span.start;
    while !rest.trim_start().is_empty() {
        begin += rest.len() - rest.trim_start().len();
        rest = rest.trim_start();
        let most = &rest[..rest.floor_char_boundary(SENTENCE_MAX)];
        let end =
            if most.len() == rest.len() { rest.len() } else { most.rfind(char::is_whitespace).unwrap_or(most.len()) };
        out.push(begin..begin + rest[..end].trim_end().len());
        begin += end;
        rest = &rest[end..];
    }
}

fn ends_here(body: &str, begin: usize, stop: usize, end: usize, c: char) -> bool {
    let rest = &body[end..];
    let Some(first) = rest.chars().next() else { return true };
    let next = rest.trim_start().chars().find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«'));
    let can_begin = next.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric());
    if !first.is_whitespace() {
        return false;
    }
    if c != '.' {
        return can_begin;
    }
    let word_begin = body[begin..stop]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '[' | '—'))
        .map_or(begin, |at| begin + at + body[begin + at..].chars().next().map_or(1, char::len_utf8));
    let word = &body[word_begin..stop];
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.chars().all(|c| c == '.' || c.is_alphabetic());
    if dotted {
        // "the U.S. The next" ends; "U.S. forces" and "U.S. Ambassador" do not.
        return starts_with_function_word(rest);
    }
    can_begin && !initial && !is_abbreviation(word)
}

/// Whether a word, written without its last dot, is an abbreviation: "Gen", "vs".
pub(crate) fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(&word)
}

/// Whether the text begins with a capitalised word that names nothing: a new sentence after "U.S."
fn starts_with_function_word(rest: &str) -> bool {
    const OPENERS: &[&str] = &[
        "A",
        "After",
        "Although",
        "An",
        "And",
        "As",
        "At",
        "Before",
        "But",
        "By",
        "During",
        "For",
        "He",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Meanwhile",
        "On",
        "She",
        "Since",
        "So",
        "That",
        "The",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Under",
        "We",
        "When",
        "While",
        "With",
    ];
    let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    OPENERS.contains(&word)
}

/// A word in small letters; most are so already.
pub fn lower(word: &str) -> Cow<'_, str> {
    if is_lower(word) {
        Cow::Borrowed(word)
    } else if word.is_ascii() {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// The same, made in a room that is given, for one that is looked at and not kept.
pub(crate) fn lower_in<'w>(word: &'w str, room: &'w mut String) -> &'w str {
    if is_lower(word) {
        return word;
    }
    room.clear();
    if word.is_ascii() {
        room.push_str(word);
        room.make_ascii_lowercase();
    } else {
        room.push_str(&word.to_lowercase());
    }
    room
}

/// Whether a word has plain letters only, and small ones.
fn is_lower(word: &str) -> bool {
    match halves(word.as_bytes()) {
        Some(halves) => halves.iter().all(|half| (half | capitals(*half)) & (EACH * 0x80) == 0),
        None => word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()),
    }
}

/// A word of up to 16 bytes as two numbers, which are compared faster than bytes; none of longer ones.
pub(crate) fn halves(word: &[u8]) -> Option<[u64; 2]> {
    let length = word.len();
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return (length <= 16).then(|| [first, last.checked_shr(8 * (16 - length as u32)).unwrap_or(0)]);
    }
    if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some([u64::from(first) | u64::from(last) << (8 * (length - 4)), 0]);
    }
    let byte = |at: usize| u64::from(word.get(at).copied().unwrap_or(0)) << (8 * at);
    Some([byte(0) | byte(1) | byte(2), 0])
}

/// The highest bit of each byte that is a capital.
pub(crate) fn capitals(bytes: u64) -> u64 {
    let low = bytes & (EACH * 0x7f);
    let (from_a, beyond_z) = (low + EACH * u64::from(0x80 - b'A'), low + EACH * u64::from(0x7f - b'Z'));
    from_a & !beyond_z & !bytes & (EACH * 0x80)
}

/// One in each byte.
const EACH: u64 = u64::from_le_bytes([1; 8]);

/// How many plain letters a text begins with.
pub(crate) fn letters(text: &[u8]) -> usize {
    count(text, 0x20)
}

/// How many of them are small.
pub(crate) fn small_letters(text: &[u8]) -> usize {
    count(text, 0)
}

/// How many plain letters a text begins with, small ones once these bits are set in each: eight bytes at a time, since
/// where each word ends is not foreseen.
fn count(text: &[u8], made_small: u8) -> usize {
    let mut length = 0;
    while let Some(bytes) = text.get(length..).and_then(<[u8]>::first_chunk) {
        let bytes = u64::from_le_bytes(*bytes);
        let low = (bytes | (EACH * u64::from(made_small))) & (EACH * 0x7f);
        let (from_a, beyond_z) = (low + EACH * u64::from(0x80 - b'a'), low + EACH * u64::from(0x7f - b'z'));
        let other = (!from_a | beyond_z | bytes) & (EACH * 0x80);
        length += (other.trailing_zeros() / 8) as usize;
        if other != 0 {
            return length;
        }
    }
    let is_letter = |byte: &&u8| (**byte | made_small).is_ascii_lowercase();
    length + text[length..].iter().take_while(is_letter).count()
}

/// The stretches of letters and figures in a text, with those marks in them that `inner` says, each with where it begins.
pub(crate) fn words(text: &str, inner: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let belongs = move |c: &char| c.is_alphanumeric() || inner(*c);
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let begin = at + rest.find(|c| belongs(&c))?;
        at = begin;
        loop {
            at += letters(&text.as_bytes()[at..]);
            match text[at..].chars().next().filter(&belongs) {
                Some(c) => at += c.len_utf8(),
                None => return Some((begin, &text[begin..at])),
            }
        }
    })
}

/// About how long a word is with the blank behind it, so that room is made for tokens at once.
pub(crate) const WORD_BYTES: usize = 5;

/// The tokens of a span. An empty or broken span has none.
pub fn tokens(text: &str, span: Span) -> impl Iterator<Item = Token> {
    let body = text.get(span.clone()).unwrap_or("");
    let mut end = 0;
    std::iter::from_fn(move || {
        let rest = body[end..].trim_start();
        let c = rest.chars().next()?;
        let begin = body.len() - rest.len();
        end = begin + c.len_utf8();
        let sort = if c.is_ascii_digit() {
            TokenSort::Number
        } else if c.is_alphanumeric() {
            TokenSort::Word
        } else {
            TokenSort::Mark
        };
        if sort != TokenSort::Mark {
            end = token_end(sort, body, begin, end);
        }
        Some(Token { span: span.start + begin..span.start + end, sort })
    })
}

/// Where a word or number ends of which the bytes from `begin` to `end` are known.
fn token_end(sort: TokenSort, body: &str, begin: usize, mut end: usize) -> usize {
    if sort == TokenSort::Word {
        end += letters(&body.as_bytes()[end..]);
    }
    loop {
        let plain = |byte: &&u8| byte.is_ascii_digit() || sort == TokenSort::Word && byte.is_ascii_alphabetic();
        end += body.as_bytes()[end..].iter().take_while(plain).count();
        let mut rest = body[end..].chars();
        match rest.next() {
            Some(next) if goes_on(sort, &body[begin..end], next, rest.as_str()) => end += next.len_utf8(),
            _ => return end,
        }
    }
}

fn goes_on(sort: TokenSort, so_far: &str, next: char, rest: &str) -> bool {
    if sort == TokenSort::Number {
        return next.is_ascii_digit() || matches!(next, '.' | ',') && rest.starts_with(|c: char| c.is_ascii_digit());
    }
    if next.is_alphanumeric() {
        return true;
    }
    match next {
        '\'' | '’' => rest.starts_with(char::is_alphabetic),
        '-' | '‑' => rest.starts_with(char::is_alphanumeric),
        // "U.S." keeps its dots: single letters with a dot after each.
        '.' => {
            // Longer ones are no abbreviation, and looking back over them again and again would be slow.
            let letters_alone = so_far.len() <= 16 && so_far.split('.').all(|part| part.chars().count() == 1);
            letters_alone && (so_far.contains('.') || rest.starts_with(char::is_alphabetic))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_sentences(text: &str, expect: &[&str]) {
        let found: Vec<&str> =
            paragraphs(text).into_iter().flat_map(|p| sentences(text, p)).map(|span| &text[span]).collect();
        assert_eq!(found, expect);
    }

    #[track_caller]
    fn check_tokens(text: &str, expect: &str) {
        let found: Vec<&str> = tokens(text, 0..text.len()).map(|token| &text[token.span]).collect();
        assert_eq!(found.join(" "), expect);
    }

    #[test]
    fn sentences_end_at_full_stops() {
        check_sentences("He came. She left! Why? No one knew…", &["He came.", "She left!", "Why?", "No one knew…"]);
        check_sentences(
            "“It ends.” Then he went. (So it was.) Done",
            &["“It ends.”", "Then he went.", "(So it was.)", "Done"],
        );
    }

    #[test]
    fn endless_sentences_are_cut_between_words() {
        let text = "wörter ohne Ende ".repeat(1000);
        let spans = sentences(&text, 0..text.len());
        assert!(spans.iter().all(|span| span.len() <= SENTENCE_MAX && text[..span.end].ends_with(['r', 'e'])));
        assert_eq!(spans.iter().map(|span| text[span.clone()].split(' ').count()).sum::<usize>(), 3000);
        let text = "é".repeat(10_000);
        assert_eq!(sentences(&text, 0..text.len()).len(), 7);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check_sentences(
            "Gen. J. Smith met U.S. Ambassador Lee at St. Ives on Nov. 8.",
            &["Gen. J. Smith met U.S. Ambassador Lee at St. Ives on Nov. 8."],
        );
        check_sentences("They left the U.S. The ship sank.", &["They left the U.S.", "The ship sank."]);
        check_sentences("It cost 3.5 million. Then 4.", &["It cost 3.5 million.", "Then 4."]);
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        check_sentences("A heading\nThe text below it", &["A heading", "The text below it"]);
        check_sentences(
            "The ships that had left the harbour in the early\nmorning of that day came back before the night had\nfallen over the town and the men who had sailed in\nthem said little.\n\nNext one.",
            &[
                "The ships that had left the harbour in the early\nmorning of that day came back before the night had\nfallen over the town and the men who had sailed in\nthem said little.",
                "Next one.",
            ],
        );
    }

    #[test]
    fn tokens_keep_words_whole() {
        check_tokens("The U.S. sent 11,000 troops (48.6%).", "The U.S. sent 11,000 troops ( 48.6 % ) .");
        check_tokens("Russia’s anti-aircraft F-16 29-30", "Russia’s anti-aircraft F-16 29 - 30");
        check_tokens("", "");
    }

    #[test]
    fn words_are_made_small() {
        for word in ["", "a", "at", "the", "fleet", "treaties", "sanctions", "counterinsurgency", "a-b’", "İzmir", "[@"]
        {
            assert_eq!(lower(word), word.to_lowercase());
            let capital = word.to_uppercase();
            assert_eq!(lower(&capital), capital.to_lowercase());
        }
    }

    #[track_caller]
    fn check_letters(text: &str, expect: (usize, usize)) {
        assert_eq!((letters(text.as_bytes()), small_letters(text.as_bytes())), expect, "{text}");
    }

    #[test]
    fn letters_are_counted_up_to_anything_else() {
        check_letters("", (0, 0));
        check_letters("fleet", (5, 5));
        check_letters("Fleet sails", (5, 0));
        check_letters("azAZ@ sails", (4, 2));
        check_letters("internationally, they", (15, 15));
        check_letters("internationaL[", (13, 12));
        check_letters("strait{", (6, 6));
        check_letters("fleets`", (6, 6));
        check_letters("caféteria", (3, 3));
        check_letters("12 ships at", (0, 0));
    }

    #[test]
    fn words_are_letters_and_figures() {
        let found: Vec<(usize, &str)> = words(" São Tomé’s F-16s: 11,000…x", |c| c == '-').collect();
        let expect = [(1, "São"), (6, "Tomé"), (14, "s"), (16, "F-16s"), (23, "11"), (26, "000"), (32, "x")];
        assert_eq!(found, expect);
    }

    #[test]
    fn broken_spans_have_nothing() {
        assert!(tokens("é", 1..2).next().is_none());
        assert!(sentences("é", 0..9).is_empty());
    }
}
