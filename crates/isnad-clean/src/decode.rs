//! Which letters do these bytes stand for? Bytes in, text and notes out.
//!
//! A byte order mark is believed, then valid UTF-8; a declared encoding only where the bytes agree; else the encoding is
//! guessed from the first 64 kB. Pictures, archives and other binary files are refused. Text that was decoded wrongly
//! before it came here («Ø§Ù„») is reported, not repaired.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use isnad_text::{Note, letters};

/// What bytes turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    /// A text.
    Text {
        /// The text, without a byte order mark.
        text: String,
        /// The name of the encoding, as the web writes it (`UTF-8`, `windows-1256`).
        encoding: &'static str,
        /// What the reader should know.
        notes: Vec<Note>,
    },
    /// No text: a picture, an archive, a program. Says what, where the first bytes tell.
    Binary(&'static str),
}

impl Decoded {
    /// The text and its notes; of binary input an empty text with a note.
    pub fn into_text(self) -> (String, Vec<Note>) {
        match self {
            Decoded::Text { text, notes, .. } => (text, notes),
            Decoded::Binary(what) => (String::new(), vec![note("binary", format!("This is no text: {what}."))]),
        }
    }
}

/// So many bytes are looked at to guess an encoding.
const SAMPLE: usize = 64 * 1024;

/// The text of some bytes.
///
/// ```
/// use isnad_clean::{Decoded, decode};
/// let windows_1256 = [0xE3, 0xD5, 0xD1];
/// assert_eq!(decode("مصر".as_bytes()).into_text().0, "مصر");
/// assert_eq!(decode(b"\x89PNG\r\n\x1a\n"), Decoded::Binary("a PNG picture"));
/// # let _ = windows_1256;
/// ```
pub fn decode(bytes: &[u8]) -> Decoded {
    decode_as(bytes, None)
}

/// As [`decode`], with the encoding that whoever sent the bytes declared (`charset` of a `Content-Type`).
pub fn decode_as(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text_in(encoding, bytes.get(mark..).unwrap_or_default(), Vec::new());
    }
    if let Some(what) = magic(bytes) {
        return Decoded::Binary(what);
    }
    if let Some(encoding) = utf_16(bytes) {
        return text_in(encoding, bytes, Vec::new());
    }
    if is_binary(bytes) {
        return Decoded::Binary("control characters");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::Text { notes: garbled(text), text: text.to_owned(), encoding: UTF_8.name() };
    }
    if let Some(text) = almost_utf_8(bytes) {
        let notes = vec![note("invalid-utf8", "A few bytes were not valid UTF-8 and were replaced.".to_owned())];
        return Decoded::Text { text, encoding: UTF_8.name(), notes };
    }
    let head = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let declared = declared.and_then(|d| Encoding::for_label(d.trim().as_bytes())).or_else(|| declared_inside(head));
    let declared = declared.filter(|&d| d != UTF_8);
    let guessed = guess(head);
    let best = [declared, Some(guessed), Encoding::for_label(b"windows-1256"), Encoding::for_label(b"iso-8859-6")]
        .into_iter()
        .flatten()
        .map(|e| (plausible(e, head), e))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    let encoding = best.map_or(guessed, |(_, e)| e);
    let mut notes = Vec::new();
    if let Some(said) = declared.filter(|&d| d != encoding) {
        let message = format!("The page declares {}, its bytes are {}.", said.name(), encoding.name());
        notes.push(note("wrong-charset", message));
    }
    text_in(encoding, bytes, notes)
}

/// The encoding that the bytes look like, whatever they declare.
pub(crate) fn guess(head: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

fn text_in(encoding: &'static Encoding, bytes: &[u8], mut notes: Vec<Note>) -> Decoded {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    if errors {
        notes.push(note("invalid-bytes", format!("Some bytes are not valid {} and were replaced.", encoding.name())));
    }
    Decoded::Text { text: text.into_owned(), encoding: encoding.name(), notes }
}

fn note(code: &'static str, message: String) -> Note {
    Note { code, message, span: None }
}

/// The first bytes of files that are no text.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1F\x8B", "a gzip file"),
        (b"\x28\xB5\x2F\xFD", "a zstd file"),
        (b"BZh", "a bzip2 file"),
        (b"\xFD7zXZ", "an xz file"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"RIFF", "a sound, film or picture"),
        (b"ID3", "a sound"),
        (b"OggS", "a sound"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"SQLite format 3", "a database"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, what)| what)
}

/// UTF-16 without a mark: one byte of nearly every pair is the row of the alphabet (0, 6 for Arabic, 0x20 for marks).
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1)?;
    if head.len() < 8 {
        return None;
    }
    let row = |b: u8| matches!(b, 0x00 | 0x06 | 0x20 | 0xFB..=0xFE);
    let share = |at: usize| head.iter().skip(at).step_by(2).filter(|&&b| row(b)).count() * 100 / (head.len() / 2);
    let zeros = head.iter().filter(|&&b| b == 0 || b == 6).count() * 100 / head.len();
    let (big, little) = (share(0), share(1));
    match () {
        () if zeros < 25 => None,
        () if big >= 95 && little < 60 => Some(UTF_16BE),
        () if little >= 95 && big < 60 => Some(UTF_16LE),
        () => None,
    }
}

/// More control characters than any text has.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let controls =
        head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x0B | 0x1B)).count();
    controls * 50 > head.len()
}

/// UTF-8 with a few broken bytes: one in fifty of the other characters at most.
fn almost_utf_8(bytes: &[u8]) -> Option<String> {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good > 0 && bad * 50 <= good + 50 && good > bad * 4).then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The encoding that a page declares in its first bytes: `charset=…`, `encoding="…"`.
fn declared_inside(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head.get(..head.len().min(4096))?).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        let rest = head.get(head.find(word)? + word.len()..)?.trim_start().strip_prefix('=')?;
        let label = rest.trim_start_matches([' ', '"', '\'']);
        let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))?;
        Encoding::for_label(label.get(..end)?.as_bytes())
    })
}

/// How much a sample looks like text in this encoding: frequent letters of Arabic, words of one script, no controls.
fn plausible(encoding: &'static Encoding, head: &[u8]) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(head);
    let mut score = 0i64;
    let mut before = ' ';
    for c in text.chars() {
        score += match c {
            c if letters::is_frequent(c) => 3,
            '\u{FFFD}' => -20,
            '\u{0080}'..='\u{009F}' => -10,
            c if letters::is_arabic_letter(c) => 1,
            // A letter with an accent amid Arabic, or two such in a row, is a wrong reading.
            '\u{00A1}'..='\u{00FF}' if letters::is_arabic_letter(before) || !before.is_ascii() => -3,
            c if c.is_ascii() => 0,
            _ => -1,
        };
        before = c;
    }
    score
}

/// Text whose Arabic was decoded wrongly before: pairs that begin with «Ø» or «Ù», or with «ط» or «ظ» all the time.
fn garbled(text: &str) -> Vec<Note> {
    let (mut latin, mut tah, mut arabic) = (0usize, 0usize, 0usize);
    for c in text.chars().take(20_000) {
        match c {
            'Ø' | 'Ù' | 'Û' => latin += 1,
            c if letters::is_tah_or_zah(c) => {
                tah += 1;
                arabic += 1;
            }
            c if letters::is_arabic_letter(c) => arabic += 1,
            _ => {}
        }
    }
    let wrong = (latin >= 12 && latin > arabic) || (tah >= 20 && tah * 3 > arabic);
    let message = "The Arabic was decoded wrongly before it came here (double-encoded).";
    if wrong { vec![note("double-encoded", message.to_owned())] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "أعلن وزير الخارجية أن عدد الدول الأعضاء بلغ سبعا وثمانين دولة، وأكد أن العمل مستمر مع الشركاء.";

    fn encoded(label: &str) -> Vec<u8> {
        Encoding::for_label(label.as_bytes()).expect("known").encode(TEXT).0.into_owned()
    }

    fn text(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let (text, notes) = decode(bytes).into_text();
        (text, notes.iter().map(|n| n.code).collect())
    }

    #[test]
    fn the_encodings_of_arabic_pages() {
        for label in ["windows-1256", "iso-8859-6", "utf-8"] {
            assert_eq!(text(&encoded(label)), (TEXT.to_owned(), vec![]), "{label}");
        }
        for big in [true, false] {
            let bytes: Vec<u8> =
                TEXT.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
            assert_eq!(text(&bytes).0, TEXT);
        }
        assert_eq!(text(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()).0, TEXT);
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        let page = [b"<meta charset=iso-8859-1>".as_slice(), &encoded("windows-1256")].concat();
        let (got, notes) = text(&page);
        assert!(got.ends_with(TEXT), "{got}");
        assert_eq!(notes, ["wrong-charset"]);
        let page = [b"<meta charset=\"utf-8\">".as_slice(), &encoded("windows-1256")].concat();
        assert!(text(&page).0.ends_with(TEXT));
    }

    #[test]
    fn binary_files_are_refused() {
        for bytes in [b"%PDF-1.7 ...".as_slice(), b"PK\x03\x04abc", &[0, 1, 2, 3, 0, 0, 7, 9, 1, 200]] {
            assert!(matches!(decode(bytes), Decoded::Binary(_)), "{bytes:?}");
        }
    }

    #[test]
    fn broken_and_garbled_text_is_noted() {
        let mut bytes = TEXT.repeat(4).into_bytes();
        bytes.truncate(bytes.len() - 2);
        assert_eq!(text(&bytes).1, ["invalid-utf8"]);
        let twice: String = TEXT.bytes().map(char::from).collect();
        assert_eq!(text(twice.as_bytes()).1, ["double-encoded"]);
        assert_eq!(text(b"").0, "");
    }
}
