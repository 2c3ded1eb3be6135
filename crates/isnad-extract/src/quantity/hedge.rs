//! How exact is the number meant to be?
//!
//! Reads the words right before and after a quantity («أكثر من», «على الأقل»), and verbs some words before it
//! («تزيد طاقتها عن ألف», «يصل ارتفاعها إلى 300 متر»). A «ليصل إلى» tells an end and hedges nothing.

use isnad_text::{Kind, Proclitics};

use crate::lexicon::{Class, Match, lexicon};
use crate::{Document, Hedge};

/// A hedge and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) hedge: Hedge,
    /// Its first token.
    pub(super) first: usize,
    /// One past its last token.
    pub(super) end: usize,
    /// The byte at which it begins, proclitics left out.
    pub(super) start: u32,
}

/// Words that a hedge has at most.
const LONGEST: usize = 6;
/// How far before «عن», «إلى» or the number its verb may stand.
const REACH: usize = 7;

pub(super) fn named(name: &str) -> Hedge {
    match name {
        "about" => Hedge::About,
        "over" => Hedge::Over,
        "under" => Hedge::Under,
        "at_least" => Hedge::AtLeast,
        "at_most" => Hedge::AtMost,
        "up_to" => Hedge::UpTo,
        _ => Hedge::Exact,
    }
}

/// The hedge entries of one place that begin at token `i`.
fn entries<'d>(doc: &'d Document, i: usize, place: &'d str) -> impl Iterator<Item = (&'d Match, Hedge)> {
    let known = doc.is(i, Class::Hedge);
    doc.tags.at(i).iter().filter(move |m| known && m.class == Class::Hedge && m.pronoun.is_empty()).filter_map(
        move |m| {
            let row = lexicon().row(m)?;
            (row.column(1) == place).then(|| (m, named(row.column(0))))
        },
    )
}

/// Whether a word of ranges stands at token `i` («بين», «إلى», «أو»); its first token where it has several is not asked.
pub(super) fn is_place(doc: &Document, i: usize, place: &str) -> bool {
    entries(doc, i, place).next().is_some()
}

/// The entry of a place that ends right before token `i`, longest first.
pub(super) fn ending(doc: &Document, i: usize, first: usize, place: &str) -> Option<Found> {
    (1..=LONGEST).rev().find_map(|length| {
        let j = i.checked_sub(length).filter(|j| *j >= first)?;
        let (m, hedge) = entries(doc, j, place).find(|(m, _)| m.len as usize == length)?;
        Some(Found { hedge, first: j, end: i, start: doc.word_start(j, m) })
    })
}

/// The hedge right before token `i`, in its sentence.
pub(super) fn before(doc: &Document, i: usize, first: usize) -> Option<Found> {
    ending(doc, i, first, "before")
}

/// The hedge whose verb stands some words before: it is no part of the figure's text.
pub(super) fn at_distance(doc: &Document, i: usize, first: usize) -> Option<Hedge> {
    let link = i.checked_sub(1).filter(|j| *j >= first);
    let (place, from) = match link {
        Some(j) if is_place(doc, j, "link") => ("gap", j),
        Some(j) if is_place(doc, j, "link-to") => ("gap-to", j),
        _ => ("gap-value", i),
    };
    for d in 1..=REACH {
        let Some(j) = from.checked_sub(d).filter(|j| *j >= first) else { break };
        if matches!(doc.tokens.kind(j), Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Number | Kind::QuoteClose) {
            break;
        }
        let wanted = entries(doc, j, place).find(|(m, _)| !m.proclitics.any(Proclitics::LA.with(Proclitics::SA)));
        if let Some((_, hedge)) = wanted {
            // «لا يقل … عن»: the negation stands a word before and begins the longer entry.
            let negated = j.checked_sub(1).and_then(|b| entries(doc, b, place).find(|(m, _)| m.len == 2));
            return Some(negated.map_or(hedge, |(_, h)| h));
        }
    }
    None
}

/// The hedge after token `end - 1`, a comma or an opening mark passed over.
pub(super) fn after(doc: &Document, end: usize) -> Option<Found> {
    let same_line = |i: usize| doc.tokens.get(i).is_some_and(|t| !t.line_start);
    let skip = matches!(doc.tokens.kind(end), Kind::Comma | Kind::QuoteOpen | Kind::QuoteEither);
    let i = if skip { end + 1 } else { end };
    if !same_line(end) || !same_line(i) {
        return None;
    }
    let (m, hedge) = entries(doc, i, "after").next()?;
    // «80 شهيدا وأكثر من 300 جريح»: it belongs to what follows.
    if entries(doc, i, "before").any(|(b, _)| b.len > m.len) {
        return None;
    }
    Some(Found { hedge, first: i, end: i + m.len as usize, start: doc.tokens.span(i).start })
}
