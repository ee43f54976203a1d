//! Bytes of any common encoding to text, with where each piece came from.
//!
//! In: the bytes of a file. Out: its text as UTF-8, or that it is not text.
//! Knows no format; line ends stay as they are.

use super::Fault;
use super::traced::Traced;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// The encoding is guessed from this many bytes after the first that is not ASCII.
const GUESS_BYTES: usize = 1 << 20;

/// Decodes by byte order mark, else as UTF-8, else as `declared`, else as what the bytes look like.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Traced, Fault> {
    if let Some(big_endian) = utf16_order(bytes) {
        return checked_utf16(bytes, big_endian);
    }
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    // Counted in bytes, sixteen of which are looked at at once.
    let count = |part: &[u8]| part.iter().map(|&byte| u8::from(is_control(byte))).sum::<u8>();
    let controls = bytes.chunks(u8::MAX.into()).map(|part| usize::from(count(part))).sum();
    if too_many(controls, bytes.len()) {
        return Err(not_text(format!("{} of its bytes are control characters", percent(controls, bytes.len()))));
    }
    match std::str::from_utf8(&bytes[mark..]) {
        Ok(text) => Ok(Traced::verbatim(unix_lines(text), mark)),
        Err(_) if mark > 0 || is_mostly_utf8(bytes) => Ok(mend_utf8(bytes, mark)),
        Err(error) => Ok(decode_as(declared.unwrap_or_else(|| guess(&bytes[error.valid_up_to()..])), bytes)),
    }
}

/// Text of the time when a line ended with a carriage return alone gets line feeds; all other text stays as it is.
fn unix_lines(text: &str) -> String {
    if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text.to_owned() }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether a few broken bytes stand in what is otherwise UTF-8, as in a file that was cut off.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 4 * bad
}

fn mend_utf8(bytes: &[u8], mark: usize) -> Traced {
    let mut traced = Traced::new(bytes.len());
    let mut offset = mark;
    for chunk in bytes[mark..].utf8_chunks() {
        let valid_end = offset + chunk.valid().len();
        let end = valid_end + chunk.invalid().len();
        traced.push(chunk.valid(), offset..valid_end, true);
        if valid_end < end {
            traced.push("\u{fffd}", valid_end..end, false);
        }
        offset = end;
    }
    traced
}

/// Decodes word by word: no byte up to 0x2F is part of a longer character in any encoding that is guessed,
/// so that words can be decoded alone and each knows its place in the file.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Traced {
    let mut traced = Traced::new(bytes.len());
    let mut offset = 0;
    for word in bytes.split_inclusive(|&byte| byte <= 0x2f) {
        let whole = !encoding.is_single_byte();
        for part in word.chunk_by(|a, b| whole || (a.is_ascii() && b.is_ascii())) {
            let (text, _) = encoding.decode_without_bom_handling(part);
            traced.push(&text, offset..offset + part.len(), part.is_ascii());
            offset += part.len();
        }
    }
    traced
}

/// Some(big endian) for UTF-16, by its mark or by a zero in nearly every other byte.
fn utf16_order(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xfe, 0xff, ..] => return Some(true),
        [0xff, 0xfe, ..] => return Some(false),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |first: usize| head.chunks_exact(2).filter(|pair| pair[first] == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if even.max(odd) * 10 < pairs * 7 || even.min(odd) * 20 > pairs || pairs < 2 { None } else { Some(even > odd) }
}

fn checked_utf16(bytes: &[u8], big_endian: bool) -> Result<Traced, Fault> {
    let traced = decode_utf16(bytes, big_endian);
    let (mut characters, mut broken) = (0, 0);
    for character in traced.text.chars() {
        characters += 1;
        broken += usize::from(character == '\u{fffd}' || u8::try_from(character).is_ok_and(is_control));
    }
    if too_many(broken, characters) {
        return Err(not_text(format!("{} of it are not characters", percent(broken, characters))));
    }
    Ok(traced)
}

fn decode_utf16(bytes: &[u8], big_endian: bool) -> Traced {
    let mark = if matches!(bytes, [0xfe, 0xff, ..] | [0xff, 0xfe, ..]) { 2 } else { 0 };
    let units = bytes[mark..].chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let mut traced = Traced::new(bytes.len());
    let (mut word, mut word_begin, mut offset) = (String::new(), mark, mark);
    for unit in char::decode_utf16(units) {
        let character = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        word.push(character);
        offset += 2 * character.len_utf16();
        if !character.is_alphanumeric() {
            traced.push(&word, word_begin..offset, false);
            word.clear();
            word_begin = offset;
        }
    }
    traced.push(&word, word_begin..offset, false);
    traced
}

fn is_control(byte: u8) -> bool {
    // Tab, line feed, form feed, carriage return and escape occur in texts.
    let in_texts = (byte == b'\t') | (byte == b'\n') | (byte == 0x0c) | (byte == b'\r') | (byte == 0x1b);
    (byte < b' ') & !in_texts | (byte == 0x7f)
}

fn too_many(broken: usize, all: usize) -> bool {
    broken > 1 + all / 100
}

fn not_text(reason: String) -> Fault {
    Fault::NotText { reason }
}

fn percent(part: usize, all: usize) -> String {
    format!("{} %", (part * 100).div_ceil(all.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str) {
        let traced = decode(bytes, None).map(|traced| traced.text);
        assert_eq!(traced.as_deref(), Ok(expect));
    }

    /// The file's bytes from which `word` of the decoded text came.
    fn check_origin(bytes: &[u8], word: &str, expect: &[u8]) {
        let document = crate::document::read("a.txt", bytes).expect("text");
        let begin = document.text.find(word).expect("word");
        assert_eq!(&bytes[document.file_span(begin..begin + word.len())], expect);
    }

    #[test]
    fn decodes() {
        check("Kim’s visit\r\nended".as_bytes(), "Kim’s visit\r\nended");
        check(b"\xef\xbb\xbfmarked", "marked");
        check(b"one\rtwo\r", "one\ntwo\n");
        check(b"the \x93White House\x94 \x96 Washington said it", "the “White House” – Washington said it");
        check(b"\xff\xfeK\0i\0m\0", "Kim");
        check(b"\xfe\xff\0K\0i\0m", "Kim");
        check(b"K\0i\0m\0 \0J\0o\0n\0g\0", "Kim Jong");
        check("Переговоры прошли в Москве 5 мая".as_bytes(), "Переговоры прошли в Москве 5 мая");
        check(
            &encoding_rs::WINDOWS_1251.encode("Переговоры прошли в Москве 5 мая").0,
            "Переговоры прошли в Москве 5 мая",
        );
        check(&encoding_rs::SHIFT_JIS.encode("外相会談は東京で開かれた。").0, "外相会談は東京で開かれた。");
        check(
            "a long – dash – and a cut \u{e9}".as_bytes().split_last().expect("bytes").1,
            "a long – dash – and a cut \u{fffd}",
        );
    }

    #[test]
    fn traces() {
        check_origin(b"caf\xe9 in Paris, \xe0 Paris encore", "Paris", b"Paris");
        check_origin(b"\xff\xfeK\0i\0m\0 \0U\0n\0", "Un", b"U\0n\0");
        check_origin(b"\xef\xbb\xbfmarked", "marked", b"marked");
        check_origin(
            &encoding_rs::SHIFT_JIS.encode("外相会談は東京で 開かれた。次の会談は").0,
            "開かれた。次の会談は",
            &encoding_rs::SHIFT_JIS.encode("開かれた。次の会談は").0,
        );
    }

    #[test]
    fn refuses() {
        let noise: Vec<u8> = (0u32..4096).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise, None).is_err());
        let marked: Vec<u8> = b"\xff\xfe".iter().chain(&noise).copied().collect();
        assert!(decode(&marked, None).is_err());
        assert!(decode(&[0; 100], None).is_err());
    }
}
