//! Which numbers count nothing? Dates, clock times, names, versions, list items, phone numbers, scores.

use isnad_text::Kind;

use super::noun::year_like;
use super::number::Number;
use super::read::Place;
use crate::Document;
use crate::lexicon::{Class, lexicon};

/// Digits of a number that somebody counted, at most; more is a telephone or an account.
const DIGITS: usize = 10;

fn glued(doc: &Document, i: usize) -> bool {
    doc.tokens.get(i).is_some_and(|t| !t.spaced && !t.line_start)
}

/// Whether the number is none that counts, whatever follows it.
pub(super) fn always(doc: &Document, at: &Place, n: &Number) -> bool {
    n.digits && (in_a_chain(doc, at, n) || list_item(doc, at, n) || too_long(doc, at)) || part_of_ordinal(doc, at)
}

/// «10:30», «7/10/2023», «إف-16», «5G», «2-1».
fn in_a_chain(doc: &Document, at: &Place, n: &Number) -> bool {
    let i = at.number;
    if let Some(b) = i.checked_sub(1) {
        let joins = match doc.tokens.kind(b) {
            Kind::Slash | Kind::Latin | Kind::Number => glued(doc, i),
            Kind::Dash => {
                let name = b
                    .checked_sub(1)
                    .is_some_and(|w| matches!(doc.tokens.kind(w), Kind::Latin) || doc.is(w, Class::NumberLabel));
                name || glued(doc, i) && glued(doc, b)
            }
            Kind::Colon => glued(doc, i) && b.checked_sub(1).is_some_and(|w| doc.tokens.kind(w) == Kind::Number),
            _ => false,
        };
        if joins {
            return true;
        }
    }
    let end = n.end;
    match doc.tokens.kind(end) {
        Kind::Slash | Kind::Dash | Kind::Colon => {
            glued(doc, end) && glued(doc, end + 1) && doc.tokens.kind(end + 1) == Kind::Number
        }
        Kind::Latin => glued(doc, end) && !doc.is(end, Class::Unit) && !doc.is(end, Class::Currency),
        _ => false,
    }
}

fn list_item(doc: &Document, at: &Place, n: &Number) -> bool {
    doc.tokens.get(at.open).is_some_and(|t| t.line_start)
        && matches!(doc.tokens.kind(n.end), Kind::Stop | Kind::Dash | Kind::BracketClose | Kind::Colon)
}

fn too_long(doc: &Document, at: &Place) -> bool {
    let key = doc.tokens.key(at.number);
    let plain = key.bytes().all(|b| b.is_ascii_digit());
    plain && (key.len() > DIGITS || key.len() > 1 && key.starts_with('0'))
}

/// «الثاني عشر», «الحادي والعشرين»: the cardinal is the end of an ordinal.
fn part_of_ordinal(doc: &Document, at: &Place) -> bool {
    let i = at.number;
    doc.tokens.kind(i) == Kind::Word
        && i.checked_sub(1).is_some_and(|b| doc.is(b, Class::Ordinal))
        && doc
            .entry(i, Class::Numeral)
            .is_some_and(|m| lexicon().row(m).is_some_and(|r| matches!(r.column(1), "ten" | "tens")))
}

/// Whether the word before says that the number is a name or a date («المادة 7», «عام 2014», «5 يونيو»); a counted noun after it outweighs that.
pub(super) fn named(doc: &Document, at: &Place, n: &Number) -> bool {
    let Some(b) = at.open.checked_sub(1) else { return false };
    if label(doc, b) == Some("name") {
        return true;
    }
    let month = |i: usize| doc.is(i, Class::Month) || doc.is(i, Class::HijriMonth);
    n.digits && (month(b) || month(at.end)) || year_like(doc, n.end, n) && doc.is(b, Class::TimeUnit)
}

/// The sort of a label at token `i`: `name`, `age`, `count`, `of-them`.
pub(super) fn label(doc: &Document, i: usize) -> Option<&'static str> {
    doc.entry(i, Class::NumberLabel).and_then(|m| lexicon().row(m)).map(|r| r.column(0))
}

/// Whether one of the words right before says an age («البالغ من العمر», «عمرها»), the hedge's words passed over.
pub(super) fn age(doc: &Document, before: usize, first: usize) -> bool {
    (1..=4).any(|d| before.checked_sub(d).is_some_and(|i| i >= first && label(doc, i) == Some("age")))
}
