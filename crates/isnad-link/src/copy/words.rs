//! What are the words of a text, as numbers? One pass, no allocation: folded as `isnad_text::fold` folds, hashed on the way.

use std::sync::LazyLock;

use isnad_text::{Span, fold, letters};

/// A word or number: the hash of its folded spelling and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of the folded spelling.
    pub(crate) hash: u64,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it is written in digits.
    pub(crate) number: bool,
}

/// What a character does to the word that stands there.
const PARTS: u16 = 0;
const HIDDEN: u16 = 1;
const RARE: u16 = 2;
/// Set on the code of a digit.
const DIGIT: u16 = 0x8000;
/// Characters below this have their fold in a table: all that take two bytes at most, Latin to Arabic.
const TABLE: usize = 0x800;

static FOLDS: LazyLock<Box<[u16; TABLE]>> = LazyLock::new(|| {
    let mut table = Box::new([PARTS; TABLE]);
    for (c, slot) in (0u32..).zip(table.iter_mut()) {
        *slot = char::from_u32(c).map_or(PARTS, code);
    }
    table
});

/// The code of a character that folds to one character; [`RARE`] where it folds to several or lies outside the plane.
fn code(c: char) -> u16 {
    if letters::is_invisible(c) || letters::is_arabic_mark(c) {
        return HIDDEN;
    }
    if let Some(d) = letters::digit(c) {
        return DIGIT | (u16::from(d) + u16::from(b'0'));
    }
    if !c.is_alphanumeric() && !letters::is_arabic_letter(c) {
        return PARTS;
    }
    let mut plain = [0u8; 4];
    let folded = fold(c.encode_utf8(&mut plain));
    let mut rest = folded.chars();
    match (rest.next(), rest.next()) {
        (Some(f), None) if (f as u32) < u32::from(DIGIT) && f as u32 > u32::from(RARE) => f as u16,
        (None, _) => HIDDEN,
        _ => RARE,
    }
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads the bits of a hash, so that any of them may be compared.
#[inline]
pub(crate) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let x = (x ^ (x >> 29)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

/// Calls `take` for each word of `text` outside `hidden` (spans in order), in order.
pub(crate) fn scan(text: &str, hidden: &[Span], mut take: impl FnMut(Word)) {
    let mut at = 0;
    for h in hidden {
        let start = (h.start as usize).max(at);
        if let Some(piece) = text.get(at..start) {
            scan_piece(piece, at, &mut take);
        }
        at = (h.end as usize).max(start);
    }
    if let Some(piece) = text.get(at..) {
        scan_piece(piece, at, &mut take);
    }
}

fn scan_piece(piece: &str, offset: usize, take: &mut impl FnMut(Word)) {
    let table: &[u16; TABLE] = &FOLDS;
    let bytes = piece.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // Decoded by hand: nearly all that comes is of one or two bytes.
        let (code, len) = match first {
            0..0x80 => (table[usize::from(first)], 1),
            0x80..0xE0 => {
                let second = bytes.get(at + 1).copied().unwrap_or(0);
                (table[(usize::from(first) & 0x1F) << 6 | usize::from(second) & 0x3F], 2)
            }
            _ => (RARE, 0),
        };
        if code > RARE {
            open.letter(at, len, code, offset, take);
        } else if code == PARTS {
            open.close(offset, take);
        } else if code == RARE {
            let Some(c) = piece.get(at..).and_then(|rest| rest.chars().next()) else { break };
            rare(&mut open, c, at, offset, take);
            at += c.len_utf8();
            continue;
        }
        at += len;
    }
    open.close(offset, take);
}

#[cold]
fn rare(open: &mut Open, c: char, at: usize, offset: usize, take: &mut impl FnMut(Word)) {
    match code(c) {
        PARTS => open.close(offset, take),
        HIDDEN => {}
        RARE => {
            let mut plain = [0u8; 4];
            for f in fold(c.encode_utf8(&mut plain)).chars() {
                open.letter(at, c.len_utf8(), (f as u32 & 0x7FFF) as u16 | 4, offset, take);
            }
        }
        code => open.letter(at, c.len_utf8(), code, offset, take),
    }
}

/// The word being read.
#[derive(Default)]
struct Open {
    hash: u64,
    start: usize,
    end: usize,
    number: bool,
}

impl Open {
    #[inline]
    fn letter(&mut self, at: usize, len: usize, code: u16, offset: usize, take: &mut impl FnMut(Word)) {
        let digit = code & DIGIT != 0;
        if self.hash == 0 || digit != self.number {
            self.close(offset, take);
            self.hash = SEED;
            self.start = at;
            self.number = digit;
        }
        self.hash = (self.hash.rotate_left(5) ^ u64::from(code)).wrapping_mul(0x517C_C1B7_2722_0A95);
        self.end = at + len;
    }

    #[inline]
    fn close(&mut self, offset: usize, take: &mut impl FnMut(Word)) {
        if self.hash != 0 {
            let span = Span::at(offset + self.start, offset + self.end);
            take(Word { hash: mix(self.hash) | 1, span, number: self.number });
            self.hash = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut out = Vec::new();
        scan(text, &[], |w| out.push(w));
        out
    }

    #[test]
    fn spellings_that_fold_alike_are_one_word() {
        let hashes = |t: &str| words(t).iter().map(|w| w.hash).collect::<Vec<_>>();
        assert_eq!(hashes("أكَّدَ الوزيرُ، ٨٧ دولة"), hashes("اكد الوزير 87 دوله"));
        assert_eq!(hashes("الـ83"), hashes("ال 83"));
        assert_eq!(hashes("ﻋﺸﺮﺓ"), hashes("عشرة"));
        assert_ne!(hashes("دول"), hashes("دولة"));
    }

    #[test]
    fn words_stand_where_the_text_says() {
        let text = "بلغ «العدد» ٨٧";
        let found: Vec<&str> = words(text).iter().map(|w| w.span.of(text)).collect();
        assert_eq!(found, ["بلغ", "العدد", "٨٧"]);
        assert!(words(text)[2].number);
    }

    #[test]
    fn furniture_is_left_out() {
        let text = "أول ثان ثالث";
        let hidden = Span::at(text.find("ثان").unwrap(), text.find(" ثالث").unwrap());
        let mut n = 0;
        scan(text, &[hidden], |_| n += 1);
        assert_eq!(n, 2);
    }
}
