//! How real is what a statement says: told as a fact, promised, expected, denied, or supposed?
//!
//! Reads the act and the first words of the content: «ستبدأ», «يعتزم», «من المتوقع», «قد يصل», «إذا». What stands later
//! in a content is part of it and not what it is about.

use isnad_text::Proclitics;

use crate::lexicon::{Class, ClassSet, lexicon};
use crate::{Act, Document, Statement, Status};

/// How many tokens of a content tell of all of it.
const HEAD: usize = 6;

/// The status of a statement.
pub(super) fn of(document: &Document, statement: &Statement) -> Status {
    match statement.act {
        Act::Deny => return Status::Denied,
        Act::Promise => return Status::Pledged,
        Act::Expect => return Status::Forecast,
        _ => {}
    }
    let Some(piece) = statement.content.first() else { return Status::Actual };
    let first = document.tokens.at_or_after(piece.start);
    let end = document.tokens.at_or_after(piece.end).min(first + HEAD);
    for i in first..end {
        // A relative or a second clause tells of a part.
        if i > first
            && (document.is(i, Class::Complementiser)
                || !matches!(document.tokens.kind(i), isnad_text::Kind::Word | isnad_text::Kind::Number))
        {
            break;
        }
        let future = document.tags.at(i).iter().any(|m| m.proclitics.has(Proclitics::SA));
        // «إنها ستفتح»: a future whose verb no list knows, where the clause begins.
        let begins = i == first || i == first + 1 && document.is(first, Class::Complementiser);
        if future || begins && to_come(document, i) {
            return Status::Pledged;
        }
        let Some(m) = document.entry(i, Class::StatusCue) else { continue };
        match lexicon().row(m).map_or("", |r| r.column(0)) {
            "pledged" => return Status::Pledged,
            "forecast" => return Status::Forecast,
            "denied" => return Status::Denied,
            "supposed" if i == first => return Status::Supposed,
            "may" if present(document, i + 1) => return Status::Forecast,
            _ => {}
        }
    }
    Status::Actual
}

/// Whether an unknown word has the shape of a verb in the future («ستفتح», «سيزور»).
fn to_come(document: &Document, i: usize) -> bool {
    let key = document.tokens.key(i);
    let mut letters = key.chars();
    document.is_word(i)
        && document.tags.classes(i).only(ClassSet::of(&[Class::CommonWord]))
        && letters.next() == Some('\u{0633}')
        && matches!(letters.next(), Some('\u{064A}' | '\u{062A}' | '\u{0646}'))
        && letters.count() >= 3
}

/// Whether token `i` has the shape of a verb in the present («قد يصل», «قد تكون»).
fn present(document: &Document, i: usize) -> bool {
    let key = document.tokens.key(i);
    document.is_word(i) && matches!(key.chars().next(), Some('\u{064A}' | '\u{062A}')) && key.chars().count() >= 3
}
