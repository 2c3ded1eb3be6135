//! What are the words? One pass over the text gives tokens with their place, their sort and their folded key.
//!
//! Tokens tile the text: between two tokens stand only white space and characters that show nothing.

use crate::fold::{PLAIN, fold_char, fold_into};
use crate::letters::{self, Quote};
use crate::span::Span;

/// The sort of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A word in Arabic script.
    Word,
    /// A word in another script, an address of the web, a handle.
    Latin,
    /// Digits of any of the three sets, with the marks inside them («26,013.94»).
    Number,
    /// ، or ,
    Comma,
    /// ؛ or ;
    Semicolon,
    /// :
    Colon,
    /// A full stop, or two («..») used as one.
    Stop,
    /// ؟ or ?
    Question,
    /// !
    Exclamation,
    /// Three dots or more, or …
    Ellipsis,
    /// A quotation mark made to open.
    QuoteOpen,
    /// A quotation mark made to close.
    QuoteClose,
    /// A quotation mark that does either, as its place tells.
    QuoteEither,
    /// ( [ {
    BracketOpen,
    /// ) ] }
    BracketClose,
    /// Any hyphen or dash.
    Dash,
    /// /
    Slash,
    /// % or ٪
    Percent,
    /// $ € £ and the like.
    Currency,
    /// Anything else that shows.
    Other,
}

/// A word, number or mark and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its place in the text.
    pub span: Span,
    /// Its sort.
    pub kind: Kind,
    /// Whether white space (or the start of the text) stands before it.
    pub spaced: bool,
    /// Whether a line break stands before it.
    pub line_start: bool,
    key: u32,
    key_len: u16,
}

/// The tokens of one text and their folded keys.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    tokens: Vec<Token>,
    keys: String,
}

impl Tokens {
    /// How many.
    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Token `i`, if there is one.
    #[inline]
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The sort of token `i`; past the end [`Kind::Other`].
    #[inline]
    pub fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::Other, |t| t.kind)
    }

    /// The place of token `i`; past the end an empty span.
    #[inline]
    pub fn span(&self, i: usize) -> Span {
        self.tokens.get(i).map_or(Span::default(), |t| t.span)
    }

    /// The folded spelling of token `i`; empty past the end.
    #[inline]
    pub fn key(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &self.keys[t.key as usize..t.key as usize + t.key_len as usize])
    }

    /// All tokens in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Token> {
        self.tokens.iter()
    }

    /// The byte of the text at which the part of token `i` begins that follows `key_bytes` bytes of its key: where a
    /// stem begins after its proclitics, marks and tatweel of the proclitic left behind.
    pub fn offset_in(&self, text: &str, i: usize, key_bytes: usize) -> u32 {
        let span = self.span(i);
        if key_bytes == 0 {
            return span.start;
        }
        let mut folded = String::new();
        for (at, c) in span.of(text).char_indices() {
            let before = folded.len();
            fold_char(c, &mut folded);
            if before >= key_bytes && folded.len() > before {
                return span.start + at as u32;
            }
        }
        span.end
    }

    /// The span from the first to the last token of a range (end excluded).
    #[inline]
    pub fn cover(&self, first: usize, end: usize) -> Span {
        if end <= first {
            return Span::default();
        }
        self.span(first).to(self.span(end - 1))
    }

    /// The index of the first token that begins at or after `byte`.
    pub fn at_or_after(&self, byte: u32) -> usize {
        self.tokens.partition_point(|t| t.span.start < byte)
    }
}

/// Cuts a text into tokens.
///
/// ```
/// use isnad_text::{tokenise, Kind};
/// let text = "بنحو 4.5 ملايين؛ الـ83 دولة..";
/// let tokens = tokenise(text);
/// let keys: Vec<&str> = (0..tokens.len()).map(|i| tokens.key(i)).collect();
/// assert_eq!(keys, ["بنحو", "4.5", "ملايين", "؛", "ال", "83", "دوله", ".."]);
/// assert_eq!(tokens.kind(7), Kind::Stop);
/// ```
///
/// # Limits
/// Texts of 4 GiB and more are cut at 4 GiB.
pub fn tokenise(text: &str) -> Tokens {
    let text = text.get(..text.len().min(u32::MAX as usize - 1)).unwrap_or("");
    let mut scanner = Scanner {
        text,
        tokens: Vec::with_capacity(text.len() / 9 + 4),
        keys: String::with_capacity(text.len() + 4),
        spaced: true,
        line_start: true,
    };
    scanner.run();
    Tokens { tokens: scanner.tokens, keys: scanner.keys }
}

struct Scanner<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    keys: String,
    spaced: bool,
    line_start: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.peek(at) {
            at = if matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                self.spaced = true;
                self.line_start = true;
                at + c.len_utf8()
            } else if c.is_whitespace() {
                self.spaced = true;
                at + c.len_utf8()
            } else if letters::is_arabic_letter(c) {
                self.word(at)
            } else if letters::is_invisible(c) || letters::is_arabic_mark(c) {
                at + c.len_utf8()
            } else if letters::digit(c).is_some() {
                self.number(at)
            } else if c.is_alphabetic() || (c == '@' && self.peek(at + 1).is_some_and(|n| n.is_ascii_alphabetic())) {
                self.latin(at)
            } else {
                self.mark(at, c)
            };
        }
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) -> usize {
        let key = self.keys.len();
        if let Some(piece) = self.text.get(start..end) {
            fold_into(piece, &mut self.keys);
        }
        self.push_keyed(start, end, kind, key)
    }

    /// As `push`, for a token whose folded spelling stands in `keys` from `key` on.
    fn push_keyed(&mut self, start: usize, end: usize, kind: Kind, key: usize) -> usize {
        // A key longer than 64 kB is no word; keep its head.
        let mut len = self.keys.len() - key;
        if len > u16::MAX as usize {
            len = u16::MAX as usize;
            while !self.keys.is_char_boundary(key + len) {
                len -= 1;
            }
            self.keys.truncate(key + len);
        }
        self.tokens.push(Token {
            span: Span::at(start, end),
            kind,
            spaced: self.spaced,
            line_start: self.line_start,
            key: key as u32,
            key_len: len as u16,
        });
        self.spaced = false;
        self.line_start = false;
        end
    }

    /// Arabic letters with their marks; hidden characters inside the word belong to it, at its end they do not.
    fn word(&mut self, start: usize) -> usize {
        let key = self.keys.len();
        let (mut at, mut end) = (start, start);
        let bytes = self.text.as_bytes();
        loop {
            // The Arabic block, two bytes a letter: nearly all there is.
            while let Some(&[lead @ 0xD8..=0xDB, tail]) = bytes.get(at..at + 2) {
                match PLAIN.get((usize::from(lead & 3) << 6) | usize::from(tail & 0x3F)) {
                    Some(&folded) if folded != '\0' => self.keys.push(folded),
                    _ => break,
                }
                at += 2;
                end = at;
            }
            match self.peek(at) {
                Some(c) if letters::is_arabic_letter(c) || letters::is_arabic_mark(c) => {
                    fold_char(c, &mut self.keys);
                    at += c.len_utf8();
                    end = at;
                }
                Some(c) if letters::is_invisible(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        self.push_keyed(start, end, Kind::Word, key)
    }

    /// Digits, with one mark between digits taken along: 4.5, 26,013.94, ٢٫٥.
    fn number(&mut self, start: usize) -> usize {
        let mut end = self.digits(start);
        while let Some(mark) = self.peek(end) {
            let mut after = end + mark.len_utf8();
            let joins = match mark {
                '.' | ',' | '\u{066B}' | '\u{066C}' => {
                    // A hidden mark after the point turns the parts round on the page and parts nothing.
                    while let Some(hidden) = self.peek(after).filter(|c| letters::is_invisible(*c)) {
                        after += hidden.len_utf8();
                    }
                    self.peek(after).and_then(letters::digit).is_some()
                }
                // The Arabic comma parts groups of three only; else it parts items of a list.
                '\u{060C}' => self.group_of_three(start, end, after),
                _ => false,
            };
            if !joins {
                break;
            }
            end = self.digits(after);
        }
        self.push(start, end, Kind::Number)
    }

    fn digits(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.peek(at).filter(|c| letters::digit(*c).is_some()) {
            at += c.len_utf8();
        }
        at
    }

    fn group_of_three(&self, start: usize, end: usize, after: usize) -> bool {
        let digits = |a: usize, b: usize| self.text.get(a..b).map_or(0, |t| t.chars().count());
        let head = self.text.get(start..end).unwrap_or("");
        let last = head.rsplit(['\u{060C}', '.', ',']).next().unwrap_or("").chars().count();
        last <= 3 && digits(after, self.digits(after)) == 3
    }

    fn latin(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or("");
        let address = ["http://", "https://", "www.", "pic.twitter"].iter().any(|p| rest.starts_with(p));
        let length = rest
            .char_indices()
            .find(|(i, c)| {
                if address {
                    c.is_whitespace() || letters::is_arabic_letter(*c) || letters::quote(*c).is_some()
                } else {
                    *i > 0
                        && !(c.is_alphanumeric() && !letters::is_arabic_letter(*c)
                            || matches!(c, '_' | '\u{0300}'..='\u{036F}'))
                }
            })
            .map_or(rest.len(), |(i, _)| i);
        self.push(start, start + length, Kind::Latin)
    }

    fn mark(&mut self, start: usize, c: char) -> usize {
        let end = start + c.len_utf8();
        let kind = match c {
            '.' => return self.dots(start),
            '\u{060C}' | ',' => Kind::Comma,
            '\u{061B}' | ';' => Kind::Semicolon,
            ':' => Kind::Colon,
            '\u{06D4}' | '\u{00B7}' => Kind::Stop,
            '\u{061F}' | '?' => Kind::Question,
            '!' => Kind::Exclamation,
            '\u{2026}' => Kind::Ellipsis,
            '(' | '[' | '{' | '\u{FD3E}' => Kind::BracketOpen,
            ')' | ']' | '}' | '\u{FD3F}' => Kind::BracketClose,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Kind::Dash,
            '/' | '\\' => Kind::Slash,
            '%' | '\u{066A}' => Kind::Percent,
            '$' | '\u{00A2}'..='\u{00A5}' | '\u{20A0}'..='\u{20CF}' => Kind::Currency,
            _ => match letters::quote(c) {
                Some(Quote::Open) => Kind::QuoteOpen,
                Some(Quote::Close) => Kind::QuoteClose,
                Some(Quote::Either) => return self.either_quote(start, c),
                None => Kind::Other,
            },
        };
        self.push(start, end, kind)
    }

    /// One dot or two are a stop, three and more an ellipsis.
    fn dots(&mut self, start: usize) -> usize {
        let n = self.text.as_bytes().get(start..).map_or(0, |t| t.iter().take_while(|b| **b == b'.').count());
        self.push(start, start + n, if n < 3 { Kind::Stop } else { Kind::Ellipsis })
    }

    /// Two single marks side by side ('' or ’’) are one double mark.
    fn either_quote(&mut self, start: usize, c: char) -> usize {
        let end = start + c.len_utf8();
        let doubled = c != '"' && self.peek(end) == Some(c);
        self.push(start, if doubled { end + c.len_utf8() } else { end }, Kind::QuoteEither)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let tokens = tokenise(text);
        (0..tokens.len()).map(|i| tokens.key(i).to_string()).collect()
    }

    #[test]
    fn numbers_keep_their_marks() {
        assert_eq!(keys("26,013.94 و٢٫٥ و1.234.567"), ["26,013.94", "و", "2.5", "و", "1.234.567"]);
        assert_eq!(keys("2011،2012"), ["2011", "،", "2012"]);
        assert_eq!(keys("26،013"), ["26،013"]);
        assert_eq!(keys("7/10/2023"), ["7", "/", "10", "/", "2023"]);
        assert_eq!(keys("88.\u{200f}4 مليار"), ["88.4", "مليار"]);
    }

    #[test]
    fn hidden_characters_do_not_part_words() {
        assert_eq!(keys("آب\u{200f}/ أغسطس"), ["اب", "/", "اغسطس"]);
        assert_eq!(keys("ال\u{200d}عراق"), ["العراق"]);
    }

    #[test]
    fn stems_begin_where_the_text_says() {
        let text = "وَبِالعراق";
        let tokens = tokenise(text);
        let at = tokens.offset_in(text, 0, 4) as usize;
        assert_eq!(&text[at..], "العراق");
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(keys("pic.twitter.com/Hy7 @StateDept"), ["pic.twitter.com/hy7", "@statedept"]);
    }
}
