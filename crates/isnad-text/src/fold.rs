//! How is a word spelled once habits of spelling are set aside?
//!
//! Gives the key under which a word is looked up: short vowels and tatweel dropped, hamza seats, alef maqsura, teh
//! marbuta, Farsi letters and presentation forms brought to one letter, three digit sets to one. The text itself is
//! never changed; the key stands beside it.

use unicode_normalization::UnicodeNormalization;

use crate::letters;

/// The folded form of `text`, character by character; spaces and punctuation stay.
///
/// ```
/// use isnad_text::fold;
/// assert_eq!(fold("عُضوًا"), "عضوا");
/// assert_eq!(fold("الأميركـية"), "الاميركيه");
/// assert_eq!(fold("مسؤول"), fold("مسئول"));
/// assert_eq!(fold("٢٠٢٤"), "2024");
/// ```
///
/// # Limits
/// A hamza left out on its seat («مسوول») or a doubled letter («ياسين/يس») stays another word.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// As [`fold`], appended to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// The folded form of each letter of the Arabic block (U+0600 to U+06FF) that folds to exactly one letter; `\0` for all else.
///
/// A table of what [`fold_char`] says, for the loop that sees every letter of a text; a test holds the two together.
pub(crate) const PLAIN: [char; 256] = plain();

const fn plain() -> [char; 256] {
    let mut table = ['\0'; 256];
    let mut n = 0x21;
    while n <= 0x4A {
        if n != 0x40 && (n <= 0x3A || n >= 0x41) {
            table[n] = match 0x0600 + n as u32 {
                0x0622 | 0x0623 | 0x0625 => '\u{0627}',
                0x0624 | 0x0626 => '\u{0621}',
                0x0629 => '\u{0647}',
                0x0649 => '\u{064A}',
                c => match char::from_u32(c) {
                    Some(c) => c,
                    None => '\0',
                },
            };
        }
        n += 1;
    }
    table
}

/// Appends the folded form of one character: nothing, one character or (ligatures) several.
#[inline]
pub(crate) fn fold_char(c: char, out: &mut String) {
    match c {
        // The plain letters first: nearly every character of a text.
        '\u{0627}'
        | '\u{0628}'
        | '\u{062A}'..='\u{063A}'
        | '\u{0641}'..='\u{0648}'
        | '\u{064A}'
        | '\u{0621}'
        | ' '..='@' => out.push(c),
        '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}'..='\u{0673}' | '\u{0675}' => out.push('\u{0627}'),
        // Both seats of the hamza become the hamza, so that شؤون and شئون, أبناؤه and أبنائه meet.
        '\u{0624}' | '\u{0626}' | '\u{0674}' | '\u{0676}' | '\u{0678}' | '\u{06D3}' => out.push('\u{0621}'),
        '\u{0629}' | '\u{06C3}' | '\u{06BE}' | '\u{06C0}'..='\u{06C2}' | '\u{06D5}' => out.push('\u{0647}'),
        '\u{0649}' | '\u{06CC}' | '\u{06CD}' | '\u{06D0}'..='\u{06D2}' | '\u{063D}'..='\u{063F}' | '\u{0620}' => {
            out.push('\u{064A}');
        }
        '\u{06A9}' | '\u{06AA}' | '\u{063B}' | '\u{063C}' => out.push('\u{0643}'),
        '\u{067E}' => out.push('\u{0628}'),
        '\u{06A4}' | '\u{06A5}' => out.push('\u{0641}'),
        '\u{066B}' => out.push('.'),
        '\u{066C}' => out.push(','),
        '\u{066A}' => out.push('%'),
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => out.push(' '),
        'a'..='z' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        _ => fold_rare(c, out),
    }
}

#[cold]
fn fold_rare(c: char, out: &mut String) {
    // A hamza written as a mark of its own (decomposed text) makes a seat of the waw or yeh before it.
    if c == '\u{0654}' && out.ends_with(['\u{0648}', '\u{064A}']) {
        out.pop();
        out.push('\u{0621}');
    }
    if letters::is_arabic_mark(c) || letters::is_invisible(c) {
        return;
    }
    if let Some(d) = letters::digit(c) {
        out.push((b'0' + d) as char);
    } else if letters::quote(c).is_some() {
        out.push('"');
    } else if letters::is_presentation_form(c) {
        // The decomposition holds no presentation forms, so this goes one level deep.
        for plain in std::iter::once(c).nfkd() {
            if letters::is_presentation_form(plain) {
                out.push(plain);
            } else {
                fold_char(plain, out);
            }
        }
    } else {
        out.extend(c.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spelling_habits_meet() {
        for (a, b) in [
            ("أمريكي", "امريكى"),
            ("إيران", "ایران"),
            ("مئة", "مئه"),
            ("شؤون", "شئون"),
            ("كردستان", "کردستان"),
            ("ﻋﺸﺮﺓ", "عشرة"),
            ("۱۲۳", "١٢٣"),
            ("قـــال", "قال"),
            ("\u{200f}مصر\u{200e}", "مصر"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn the_table_says_what_the_function_says() {
        for (n, folded) in super::PLAIN.iter().enumerate() {
            let c = char::from_u32(0x0600 + n as u32).expect("the Arabic block has no gap");
            if *folded != '\0' {
                assert_eq!(fold(&c.to_string()), folded.to_string(), "{c}");
            }
        }
        assert_eq!(super::PLAIN.iter().filter(|c| **c != '\0').count(), 36);
    }

    #[test]
    fn decomposed_text_folds_alike() {
        assert_eq!(fold("مسؤول"), fold("مسو\u{0654}ول"));
        assert_eq!(fold("أحمد"), fold("ا\u{0654}حمد"));
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [("علي", "على أن"), ("مصر", "مضر"), ("ماء", "ما")] {
            assert_ne!(fold(a), fold(b), "{a} and {b}");
        }
    }
}
