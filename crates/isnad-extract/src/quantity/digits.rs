//! Which number do these digits write? Groups, decimal marks and the order in which the eye reads them.
//!
//! Reads the folded key of one token («26,013.94», «1.234.567», «61,2»), gives its value. A point before exactly three
//! digits parts thousands or decimals, as what follows tells.

use isnad_text::Kind;

use super::decimal::Decimal;
use crate::Document;

/// What comes after the digits decides «1.234».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A magnitude, a percent sign: three digits after the mark are decimals.
    Scale,
    /// Anything else.
    Other,
}

/// The number at token `i` in digits: its value and one past its last token.
pub(super) fn read(doc: &Document, i: usize, before: impl Fn(usize) -> Before) -> Option<(Decimal, usize)> {
    let key = doc.tokens.key(i);
    // «225ر29»: the letter is a decimal mark, and the eye meets the right part last.
    if let Some(whole) = with_letter(doc, i) {
        let (after, left) = (doc.tokens.key(i), doc.tokens.key(whole));
        if before(whole + 1) == Before::Other && after.len() == 3 && left.len() <= 3 {
            return Some((plain(left)?.times(1000)?.plus(plain(after)?)?, whole + 1));
        }
        return Some((decimal(left, after)?, whole + 1));
    }
    let end = i + 1;
    let surface = doc.tokens.span(i).of(doc.text);
    // A hidden right-to-left mark inside turns the parts round on the page.
    if surface.chars().any(|c| matches!(c, '\u{200F}' | '\u{061C}' | '\u{202B}' | '\u{202E}'))
        && let Some((after, whole)) = key.split_once(['.', ','])
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        return Some((decimal(whole, after)?, end));
    }
    let certain = surface.contains('\u{066B}');
    Some((value(key, certain, || before(end))?, end))
}

/// The token of the whole part, where «ر» stands between two numbers without a space.
fn with_letter(doc: &Document, i: usize) -> Option<usize> {
    let glued = |j: usize| doc.tokens.get(j).is_some_and(|t| !t.spaced && !t.line_start);
    let reads = doc.tokens.key(i + 1) == "\u{0631}" && doc.tokens.kind(i + 2) == Kind::Number;
    (reads && glued(i + 1) && glued(i + 2)).then_some(i + 2)
}

/// «3/4», «٢/١٠٠٠»: two whole numbers and the stroke between them, where no other stroke or digit stands; its value and one
/// past its end.
pub(super) fn over(doc: &Document, i: usize) -> Option<(Decimal, usize)> {
    let glued = |j: usize| doc.tokens.get(j).is_some_and(|t| !t.spaced && !t.line_start);
    let whole =
        |j: usize| plain(doc.tokens.key(j)).and_then(Decimal::integer).filter(|_| doc.tokens.kind(j) == Kind::Number);
    let stroke = |j: usize| doc.tokens.kind(j) == Kind::Slash && glued(j);
    let (above, below) = (whole(i)?, whole(i + 2).filter(|n| *n > 1)?);
    let before =
        i.checked_sub(1).is_some_and(|b| glued(i) && !matches!(doc.tokens.kind(b), Kind::Dash | Kind::BracketOpen));
    if !stroke(i + 1) || !glued(i + 2) || stroke(i + 3) || before {
        return None;
    }
    // Two places more than there are: raised first, so that 2/1000 is no rounded 0.
    let value = Decimal::new(u128::from(above).checked_mul(10_u128.pow(12))?, 12)?;
    let exact = Decimal::new(u128::from(above).checked_mul(10_u128.pow(12))? / u128::from(below), 12)?;
    Some((if exact.times(below) == Some(value) { exact } else { value.over(below)? }, i + 3))
}

/// «.75», «٫٧٧»: decimals without the nought before them; the mark stands at token `i`.
pub(super) fn fraction(doc: &Document, i: usize) -> Option<(Decimal, usize)> {
    let mark = matches!(doc.tokens.key(i), "." | "\u{066B}") && doc.tokens.get(i).is_some_and(|t| t.spaced);
    let glued = doc.tokens.get(i + 1).is_some_and(|t| !t.spaced && !t.line_start && t.kind == Kind::Number);
    let after = doc.tokens.key(i + 1);
    let value = (mark && glued && after.len() <= 6).then(|| decimal("0", after))??;
    Some((value, i + 2))
}

fn plain(digits: &str) -> Option<Decimal> {
    if digits.is_empty() || digits.len() > 30 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Decimal::new(digits.parse().ok()?, 0)
}

fn decimal(whole: &str, after: &str) -> Option<Decimal> {
    let whole_units = plain(whole)?;
    let after_units = plain(after)?;
    let scale = after.len() as u32;
    let fraction = Decimal::new(u128::from(after_units.integer()?), scale)?;
    whole_units.plus(fraction)
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{060C}')
}

/// The value of a key of digits and marks; `certain` where the last mark is the Arabic decimal mark.
fn value(key: &str, certain: bool, before: impl Fn() -> Before) -> Option<Decimal> {
    let mut marks = key.char_indices().filter(|(_, c)| is_mark(*c));
    let Some((first, mark)) = marks.next() else { return plain(key) };
    let (last, last_mark) = marks.next_back().unwrap_or((first, mark));
    let after = key.get(last + last_mark.len_utf8()..)?;
    let head = key.get(..last)?;
    if first == last {
        let grouped = after.len() == 3 && (1..=3).contains(&head.len()) && !head.starts_with('0');
        let decimals = certain || !grouped || before() == Before::Scale;
        return if decimals { decimal(head, after) } else { plain(head)?.times(1000)?.plus(plain(after)?) };
    }
    if last_mark == mark {
        return groups(key, mark);
    }
    // «26,013.94»: the last mark of another sort is the decimal one.
    decimal_of(groups(head, mark)?, after)
}

fn decimal_of(whole: Decimal, after: &str) -> Option<Decimal> {
    let fraction = Decimal::new(u128::from(plain(after)?.integer()?), after.len() as u32)?;
    whole.plus(fraction)
}

/// Groups of three behind a head of one to three.
fn groups(text: &str, mark: char) -> Option<Decimal> {
    let mut parts = text.split(mark);
    let head = parts.next()?;
    let mut total = plain(head).filter(|_| head.len() <= 3)?;
    for part in parts {
        if part.len() != 3 {
            return None;
        }
        total = total.times(1000)?.plus(plain(part)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str) -> Option<f64> {
        value(key, false, || Before::Other).map(Decimal::value)
    }

    #[test]
    fn marks_are_told_apart() {
        assert_eq!(read("26,013.94"), Some(26013.94));
        assert_eq!(read("26.013,94"), Some(26013.94));
        assert_eq!(read("1.234.567"), Some(1234567.0));
        assert_eq!(read("61,2"), Some(61.2));
        assert_eq!(read("12,500"), Some(12500.0));
        assert_eq!(read("0.500"), Some(0.5));
        assert_eq!(read("25799,52"), Some(25799.52));
        assert_eq!(value("6.935", false, || Before::Scale).map(Decimal::value), Some(6.935));
        assert_eq!(read("12.5.2020"), None);
        assert_eq!(read("192.168.1.1"), None);
    }
}
