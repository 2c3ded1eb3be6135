//! Where does a sentence end?
//!
//! At a line break, at a stop, a question or an exclamation mark that ends one: not inside a quotation that closes in
//! the same paragraph, not after an initial or an abbreviation, not inside a dotted acronym.

use crate::span::Span;
use crate::token::{Kind, Tokens};

/// A sentence: a range of tokens and the bytes they cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The bytes from its first to its last token.
    pub span: Span,
    /// Whether it opens a line of the text.
    pub opens_line: bool,
}

/// The sentences of a text, in order. Tokens inside `excluded` (furniture, in the order of the text) are in no
/// sentence, and no sentence runs across them.
///
/// ```
/// use isnad_text::{sentences, tokenise};
/// let text = "قال د. سامي: «لن نغادر. سنبقى». وأضاف أ.ف.ب.. ثم صمت";
/// let tokens = tokenise(text);
/// let found: Vec<&str> = sentences(text, &tokens, &[]).iter().map(|s| s.span.of(text)).collect();
/// assert_eq!(found, ["قال د. سامي: «لن نغادر. سنبقى».", "وأضاف أ.ف.ب..", "ثم صمت"]);
/// ```
///
/// # Limits
/// A headline without a stop before a sentence on the same line is one sentence with it.
pub fn sentences(text: &str, tokens: &Tokens, excluded: &[Span]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut excluded = excluded.iter().copied().peekable();
    let mut paragraph = 0;
    for i in 0..=tokens.len() {
        let span = tokens.span(i);
        while excluded.next_if(|x| x.end <= span.start && i < tokens.len()).is_some() {
            // Furniture ends a paragraph too.
            close(text, tokens, paragraph, i, &mut out);
            paragraph = i;
        }
        let hidden = i < tokens.len() && excluded.peek().is_some_and(|x| x.overlaps(span));
        let breaks = i == tokens.len() || tokens.get(i).is_some_and(|t| t.line_start);
        if breaks || hidden {
            close(text, tokens, paragraph, i, &mut out);
            paragraph = if hidden { i + 1 } else { i };
        }
    }
    out
}

/// Cuts one paragraph (tokens `first..end`) into sentences.
fn close(text: &str, tokens: &Tokens, first: usize, end: usize, out: &mut Vec<Sentence>) {
    let mut start = first;
    let mut quotes = Quotes::default();
    let mut i = first;
    while i < end {
        quotes.step(tokens, i, end);
        if quotes.depth == 0 && ends(text, tokens, i, end) {
            // Closing marks after the stop belong to the sentence.
            while i + 1 < end && closes(tokens, i + 1) {
                i += 1;
            }
            push(tokens, start, i + 1, out);
            start = i + 1;
        }
        i += 1;
    }
    push(tokens, start, end, out);
}

fn push(tokens: &Tokens, first: usize, end: usize, out: &mut Vec<Sentence>) {
    if first < end {
        let opens_line = tokens.get(first).is_some_and(|t| t.line_start);
        out.push(Sentence { first, end, span: tokens.cover(first, end), opens_line });
    }
}

fn closes(tokens: &Tokens, i: usize) -> bool {
    match tokens.kind(i) {
        Kind::QuoteClose | Kind::BracketClose | Kind::Stop | Kind::Exclamation | Kind::Question => true,
        // A straight mark glued to the stop closes; one glued to the next word opens.
        Kind::QuoteEither => {
            !tokens.get(i).is_some_and(|t| t.spaced)
                && tokens.get(i + 1).is_none_or(|t| t.spaced || t.kind != Kind::Word)
        }
        _ => false,
    }
}

fn ends(text: &str, tokens: &Tokens, i: usize, end: usize) -> bool {
    match tokens.kind(i) {
        Kind::Question | Kind::Exclamation => true,
        Kind::Stop => !abbreviates(text, tokens, i, end),
        // A quotation that closed after its own stop ends the sentence when the next word takes up with «و».
        Kind::QuoteClose | Kind::QuoteEither => {
            i > 0 && i + 1 < end && tokens.kind(i - 1) == Kind::Stop && tokens.key(i + 1).starts_with('\u{0648}')
        }
        _ => false,
    }
}

/// Whether the stop at `i` belongs to an initial («د.»), a dotted acronym («أ.ف.ب», «ا .ف .ب») or a number («1.»).
fn abbreviates(text: &str, tokens: &Tokens, i: usize, end: usize) -> bool {
    let (Some(before), Some(stop)) = (i.checked_sub(1), tokens.get(i)) else { return false };
    if i + 1 >= end || stop.span.len() > 1 {
        return false;
    }
    let glued = tokens.get(i + 1).is_some_and(|t| !t.spaced);
    if stop.spaced {
        return glued && letters(text, tokens, before) == 1 && letters(text, tokens, i + 1) == 1;
    }
    match tokens.kind(before) {
        Kind::Word if letters(text, tokens, before) == 1 => {
            if glued {
                letters(text, tokens, i + 1) <= 2
            } else {
                starts_name(tokens, before)
            }
        }
        Kind::Latin => letters(text, tokens, before) == 1 || glued,
        // «1. …» at the start of a line is a list's number.
        Kind::Number => tokens.get(before).is_some_and(|t| t.line_start),
        _ => false,
    }
}

/// A lone letter is an initial where it stands before a name, not at the end of an acronym already spelled out.
fn starts_name(tokens: &Tokens, letter: usize) -> bool {
    letter.checked_sub(1).is_none_or(|b| tokens.kind(b) != Kind::Stop || tokens.get(letter).is_some_and(|t| t.spaced))
}

fn letters(text: &str, tokens: &Tokens, i: usize) -> usize {
    if matches!(tokens.kind(i), Kind::Word | Kind::Latin) {
        tokens.span(i).of(text).chars().filter(|c| c.is_alphabetic()).count()
    } else {
        usize::MAX
    }
}

/// Tokens that a quotation may have; a mark that closes none within them opens none. Keeps the cost linear.
const LONGEST_QUOTATION: usize = 1500;

/// Follows quotation marks inside one paragraph; a mark that does not close there opens nothing.
#[derive(Default)]
struct Quotes {
    depth: usize,
    close_at: Vec<usize>,
}

impl Quotes {
    fn step(&mut self, tokens: &Tokens, i: usize, end: usize) {
        if self.close_at.last() == Some(&i) {
            self.close_at.pop();
            self.depth -= 1;
            return;
        }
        let bound = self.close_at.last().copied().unwrap_or(end).min(i + LONGEST_QUOTATION);
        let partner = match tokens.kind(i) {
            Kind::QuoteOpen => matching(tokens, i, bound),
            Kind::QuoteEither
                if self.depth == 0 && tokens.get(i).is_some_and(|t| t.spaced || after_opener(tokens, i)) =>
            {
                closing(tokens, i, bound)
            }
            _ => None,
        };
        if let Some(j) = partner {
            self.close_at.push(j);
            self.depth += 1;
        }
    }
}

fn after_opener(tokens: &Tokens, i: usize) -> bool {
    i.checked_sub(1).is_none_or(|b| {
        matches!(tokens.kind(b), Kind::Colon | Kind::Comma | Kind::BracketOpen | Kind::Dash)
            || tokens.key(b).chars().count() <= 2
    })
}

/// The straight mark that closes the one at `i`. A mark with a space before it and none after opens a pair inside
/// («"تنظيم "داعش" باق"»), provided that as many close again.
fn closing(tokens: &Tokens, i: usize, bound: usize) -> Option<usize> {
    let same = |j: usize| tokens.kind(j) == Kind::QuoteEither && tokens.span(j).len() == tokens.span(i).len();
    let word = |k: Kind| matches!(k, Kind::Word | Kind::Latin | Kind::Number);
    let opens = |j: usize| {
        tokens.get(j).is_some_and(|t| t.spaced) && tokens.get(j + 1).is_some_and(|t| !t.spaced && word(t.kind))
    };
    let mut depth = 0usize;
    for j in i + 1..bound {
        if !same(j) {
            continue;
        }
        if opens(j) {
            depth += 1;
        } else if depth == 0 {
            return Some(j);
        } else {
            depth -= 1;
        }
    }
    (i + 1..bound).find(|j| same(*j))
}

/// The mark that closes the opening mark at `i`, nested pairs passed over.
fn matching(tokens: &Tokens, i: usize, bound: usize) -> Option<usize> {
    let mut depth = 0usize;
    for j in i + 1..bound {
        match tokens.kind(j) {
            Kind::QuoteOpen => depth += 1,
            Kind::QuoteClose if depth == 0 => return Some(j),
            Kind::QuoteClose => depth -= 1,
            _ => {}
        }
    }
    // «… “ …» with an opener too many: the last closing mark of the paragraph still closes.
    (depth > 0).then(|| (i + 1..bound).rev().find(|j| tokens.kind(*j) == Kind::QuoteClose)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenise;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenise(text);
        sentences(text, &tokens, &[]).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn stops_end_sentences() {
        assert_eq!(
            cut("انتهى الاجتماع.وغادر الوفد. هل عاد؟ نعم!"),
            ["انتهى الاجتماع.", "وغادر الوفد.", "هل عاد؟", "نعم!"]
        );
        assert_eq!(cut("حققنا تقدما..ففي عام 2017 عدنا"), ["حققنا تقدما..", "ففي عام 2017 عدنا"]);
    }

    #[test]
    fn what_is_no_end() {
        assert_eq!(cut("بلغ 4.5 ملايين").len(), 1);
        assert_eq!(cut("نقلت أ.ف.ب عن المصدر").len(), 1);
        assert_eq!(cut("نقلت (ا .ف .ب) عن المصدر").len(), 1);
        assert_eq!(cut("قال د. محمد").len(), 1);
        assert_eq!(cut("لا أعرف... ربما").len(), 1);
    }

    #[test]
    fn quotations_stay_whole() {
        assert_eq!(cut("وقال: «جئنا. رأينا. عدنا». وغادر").len(), 2);
        assert_eq!(cut("وقال: \"جئنا. رأينا\". وغادر").len(), 2);
        assert_eq!(cut("وقال: \"تنظيم \"النجم\" باق. وسنبقى\". وغادر").len(), 2);
        assert_eq!(cut("وقال: «جئنا. رأينا.» وأضاف «عدنا»").len(), 2);
    }

    #[test]
    fn an_open_mark_spoils_nothing() {
        assert_eq!(cut("وقال: «جئنا. ورأينا. وعدنا").len(), 3);
    }

    #[test]
    fn furniture_is_in_no_sentence() {
        let text = "خبر أول شارك خبر ثان";
        let at = text.find("شارك").unwrap();
        let tokens = tokenise(text);
        let found = sentences(text, &tokens, &[Span::at(at, at + "شارك".len())]);
        let cut: Vec<&str> = found.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(cut, ["خبر أول", "خبر ثان"]);
    }
}
