//! Which sort of character is this? The only place that names characters, by code point.

use unicode_normalization::UnicodeNormalization;

/// A letter of the Arabic script (marks, digits and punctuation excluded).
pub fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}'
        | '\u{06D5}' | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C7}')
        || is_presentation_form(c)
}

/// A ligature or positional form kept for old encodings.
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// Appends the letters that a ligature or positional form stands for; any other character as it is.
///
/// ```
/// let mut out = String::new();
/// isnad_text::letters::unshape_into('\u{FEF7}', &mut out);
/// assert_eq!(out, "لأ");
/// ```
pub fn unshape_into(c: char, out: &mut String) {
    if is_presentation_form(c) {
        out.extend(std::iter::once(c).nfkc());
    } else {
        out.push(c);
    }
}

/// A short vowel, tanwin, shadda, sukun, Koranic mark or tatweel: part of a word, never of its spelling.
pub fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// A character that shows nothing: bidi controls, zero-width joiners and spaces, soft hyphen, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFC}')
}

/// A bidi control that can make text look other than it is.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// An alphabet of the Arabic script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Arabic itself.
    Arabic,
    /// Persian; Urdu and Kurdish write its letters too.
    Persian,
    /// Urdu.
    Urdu,
    /// Central Kurdish.
    Kurdish,
}

/// The alphabet that a letter tells of; `None` for those that all share.
pub fn alphabet(c: char) -> Option<Alphabet> {
    Some(match c {
        '\u{067E}' | '\u{0686}' | '\u{0698}' | '\u{06AF}' | '\u{06CC}' | '\u{06A9}' => Alphabet::Persian,
        '\u{0679}' | '\u{0688}' | '\u{0691}' | '\u{06BA}' | '\u{06D2}' | '\u{06C1}' | '\u{06BE}' => Alphabet::Urdu,
        '\u{06CE}' | '\u{06C6}' | '\u{0695}' | '\u{06B5}' | '\u{06D5}' => Alphabet::Kurdish,
        '\u{0629}' | '\u{0649}' | '\u{064A}' | '\u{0643}' | '\u{0623}' | '\u{0625}' => Alphabet::Arabic,
        _ => return None,
    })
}

/// A letter that running Arabic text has all the time.
pub fn is_frequent(c: char) -> bool {
    matches!(
        c,
        '\u{0627}'
            | '\u{0644}'
            | '\u{064A}'
            | '\u{0645}'
            | '\u{0646}'
            | '\u{0648}'
            | '\u{0631}'
            | '\u{062A}'
            | '\u{0628}'
            | '\u{0629}'
            | '\u{0639}'
            | '\u{062F}'
            | '\u{0633}'
            | '\u{0641}'
            | '\u{0647}'
    )
}

/// Tah and zah: UTF-8 read as windows-1256 writes one of them before nearly every letter.
pub fn is_tah_or_zah(c: char) -> bool {
    matches!(c, '\u{0637}' | '\u{0638}')
}

/// A letter as another may spell it: alef without its hamza or madda, yeh for the dotless one; others as they are.
#[inline]
pub fn without_hamza(c: char) -> char {
    match c {
        '\u{0623}' | '\u{0625}' | '\u{0622}' => '\u{0627}',
        '\u{0649}' => '\u{064A}',
        _ => c,
    }
}

/// The word behind a conjunction waw that is glued to it.
///
/// ```
/// assert_eq!(isnad_text::letters::behind_waw("وقال"), Some("قال"));
/// assert_eq!(isnad_text::letters::behind_waw("قال"), None);
/// ```
pub fn behind_waw(word: &str) -> Option<&str> {
    word.strip_prefix('\u{0648}')
}

/// The value of a digit in any of the three sets that Arabic pages use.
pub fn digit(c: char) -> Option<u8> {
    let base = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    Some((c as u32 - base as u32) as u8)
}

/// What a quotation mark can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Opens: « “ ‹.
    Open,
    /// Closes: » ” ›.
    Close,
    /// Either, as its place tells: " ' ‘ ’ „ and the like.
    Either,
}

/// Whether `c` is a quotation mark, and of which sort.
///
/// Newspapers use ” to open and “ to close as well; pairing decides, this only says what the mark is made for.
pub fn quote(c: char) -> Option<Quote> {
    Some(match c {
        '\u{00AB}' | '\u{201C}' | '\u{2039}' | '\u{300A}' | '\u{226A}' => Quote::Open,
        '\u{00BB}' | '\u{201D}' | '\u{203A}' | '\u{300B}' | '\u{226B}' => Quote::Close,
        '"' | '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{201E}' | '\u{201F}' | '\u{FF02}'
        | '\u{0060}' | '\u{00B4}' => Quote::Either,
        _ => return None,
    })
}
