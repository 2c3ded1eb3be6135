//! Where are the lines of a text, and what does each look like from outside?
//!
//! A line ends at a line break or at a run of three or more spaces (pages flattened to one line keep such runs where
//! their blocks stood). Reads a text, gives [`Line`]s in order: place, number of words, how it ends, a key for repeats.

use isnad_text::letters;

use crate::lexicon::is_letter;

/// A line and its outward look.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Line {
    /// First byte, spaces left out.
    pub(crate) start: usize,
    /// One past the last byte, spaces left out.
    pub(crate) end: usize,
    /// What parts it from the line before: 0 spaces only, 1 a line break, 2 blank lines.
    pub(crate) gap: u8,
    /// Number of words, parted by spaces.
    pub(crate) words: u32,
    /// Number of letters and digits.
    pub(crate) letters: u32,
    /// The last character, closing marks left out.
    pub(crate) last: char,
    /// Whether it ends in two or more dots.
    pub(crate) dotted: bool,
    /// Whether it opens with the mark of a list item.
    pub(crate) bullet: bool,
    /// Key of its letters and digits: equal for lines that say the same.
    pub(crate) hash: u64,
}

impl Line {
    /// Whether it ends in one full stop.
    pub(crate) fn full_stop(&self) -> bool {
        matches!(self.last, '.' | '۔') && !self.dotted
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn ends_sentence(&self) -> bool {
        matches!(self.last, '.' | '۔' | '؟' | '?' | '!' | '…')
    }

    /// Whether it reads like a paragraph: several words and the end of a sentence, or many words.
    pub(crate) fn is_prose(&self) -> bool {
        self.words >= 25 || (self.words >= 8 && self.full_stop()) || (self.words >= 12 && self.ends_sentence())
    }

    /// Its words.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// The multiplier of the key (FNV-1a).
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// Cuts a text into lines; empty ones are left out.
pub(crate) fn cut(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 2u8;
    let mut current: Option<Line> = None;
    let (mut spaces, mut breaks) = (0u32, 0u32);
    let mut dots = 0u32;
    for (at, c) in text.char_indices() {
        // Nearly every character of a text: a letter inside a word.
        if spaces == 0
            && matches!(c, '\u{0627}'..='\u{063A}' | '\u{0641}'..='\u{0648}' | '\u{064A}')
            && let Some(line) = current.as_mut()
        {
            line.end = at + 2;
            line.last = c;
            line.dotted = false;
            line.letters += 1;
            line.hash = (line.hash ^ u64::from(c as u32)).wrapping_mul(PRIME);
            dots = 0;
            continue;
        }
        let is_break = matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{0085}' | '\u{000B}' | '\u{000C}');
        if is_break || c.is_whitespace() {
            spaces += 1;
            breaks += u32::from(is_break);
            continue;
        }
        if spaces > 0 {
            if breaks > 0 || spaces >= 3 {
                if let Some(line) = current.take() {
                    lines.push(line);
                    gap = breaks.min(2) as u8;
                }
            } else if let Some(line) = current.as_mut() {
                line.words += 1;
            }
            spaces = 0;
            breaks = 0;
        }
        if letters::is_invisible(c) && current.is_none() {
            continue;
        }
        let line = current.get_or_insert_with(|| {
            dots = 0;
            Line {
                start: at,
                gap,
                words: 1,
                bullet: is_bullet(c),
                last: ' ',
                hash: 0xcbf2_9ce4_8422_2325,
                ..Line::default()
            }
        });
        line.end = at + c.len_utf8();
        if c == '.' {
            dots += 1;
        }
        if !is_closer(c) {
            line.dotted = c == '.' && dots > 1;
            line.last = c;
        }
        if c != '.' {
            dots = 0;
        }
        if let Some(k) = key(c) {
            line.letters += 1;
            line.hash = (line.hash ^ u64::from(k)).wrapping_mul(PRIME);
        }
    }
    lines.extend(current);
    lines
}

/// The letter as a repeat may spell it: seats of the hamza and signs aside. None for what is no letter or digit.
fn key(c: char) -> Option<u32> {
    match c {
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' => Some(letters::without_hamza(c) as u32),
        _ if letters::is_arabic_mark(c) => None,
        _ if is_letter(c) => Some(c as u32),
        _ => None,
    }
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '●'
            | '▪'
            | '■'
            | '◄'
            | '►'
            | '◀'
            | '▶'
            | '-'
            | '–'
            | '—'
            | '*'
            | '·'
            | '‣'
            | '»'
            | '>'
            | '+'
    )
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '»' | '”' | '’' | '}' | '“' | '*') || letters::is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_breaks_and_long_gaps() {
        let text = "\n  عنوان أول \n\nسطر ثان فيه كلمات.    وثالث…  بعده";
        let lines = cut(text);
        let said: Vec<_> = lines.iter().map(|l| (l.of(text), l.gap, l.words)).collect();
        assert_eq!(said, [("عنوان أول", 2, 2), ("سطر ثان فيه كلمات.", 2, 4), ("وثالث…  بعده", 0, 2)]);
        assert!(lines[1].full_stop() && !lines[2].full_stop());
    }

    #[test]
    fn the_same_words_have_the_same_key() {
        let lines = cut("«أكّد الوزير»\nاكد الوزير.");
        assert_eq!(lines[0].hash, lines[1].hash);
    }
}
