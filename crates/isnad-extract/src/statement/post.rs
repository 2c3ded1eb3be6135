//! Posts that stand under an article: «the words … — Name (@account) day», in any language.
//!
//! Reads lines of the text; gives each post as a statement of its author. A handle without a name and a dash is none.

use isnad_text::Span;

use crate::{Act, Document, Statement, StatementKind, Time};

/// How many bytes a post may have before its signature.
const LONGEST: usize = 4000;

/// Every post of the document, in order.
pub(super) fn find(document: &Document, times: &[Time]) -> Vec<Statement> {
    let text = document.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(n) = text.get(at..).and_then(|rest| rest.find('@')) {
        at += n + 1;
        let handle = at.checked_sub(2).filter(|b| text.as_bytes().get(*b) == Some(&b'('));
        if let Some(post) = handle.and_then(|handle| post(text, handle, times)) {
            found.push(post);
        }
    }
    found
}

fn post(text: &str, handle: usize, times: &[Time]) -> Option<Statement> {
    let line = text.get(..handle)?.rfind('\n').map_or(0, |n| n + 1);
    let before = text.get(line..handle)?;
    let close = handle + text.get(handle..)?.find(')')?;
    let account = text.get(handle + 2..close)?;
    if account.is_empty() || !account.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let dash = before.rfind(['\u{2014}', '\u{2013}']).or_else(|| before.rfind("- "))?;
    let mark = before.get(dash..)?.chars().next()?.len_utf8();
    let name = trimmed(text, line + dash + mark, handle)?;
    let mut words = trimmed(text, line, line + dash);
    if words.is_none() {
        // The signature stands on a line of its own: the words are the line before it.
        let end = text.get(..line)?.trim_end().len();
        let start = text.get(..end)?.rfind('\n').map_or(0, |n| n + 1);
        words = trimmed(text, start, end);
    }
    let words = words.filter(|w| w.of(text).len() <= LONGEST && w.of(text).split_whitespace().count() >= 2)?;
    let stop = text.get(close..)?.find('\n').map_or(text.len(), |n| close + n);
    let (from, to) = (u32::try_from(close).ok()?, u32::try_from(stop).ok()?);
    let day = times.iter().find(|t| t.span.start >= from && t.span.start < to).and_then(|t| t.value.clone());
    let evidence = super::confidence::Evidence {
        rule: "embedded-post",
        how: "named",
        nested: false,
        letters: super::confidence::letters(text, &[words]),
        gap: 0,
    };
    Some(Statement {
        kind: StatementKind::Direct,
        act: Act::Say,
        status: crate::Status::Actual,
        confidence: super::confidence::of(&evidence),
        content: vec![words],
        cue: None,
        speaker: Some(name),
        speaker_name: Some(name.of(text).to_owned()),
        speaker_entity: None,
        role: None,
        chain: Vec::new(),
        occasion: None,
        said_on: day,
        figures: Vec::new(),
        about: Vec::new(),
        rule: "embedded-post",
        why: String::new(),
    })
}

/// The range without white space and marks of quotation at its ends; `None` where nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let slice = text.get(start..end)?;
    let mark = |c: char| c.is_whitespace() || isnad_text::letters::quote(c).is_some();
    let inner = slice.trim_matches(mark);
    let from = start + (slice.len() - slice.trim_start_matches(mark).len());
    (!inner.is_empty())
        .then(|| Some(Span::new(u32::try_from(from).ok()?, u32::try_from(from + inner.len()).ok()?)))
        .flatten()
}
