//! Do two statements say opposite things of one thing?

use isnad_text::Span;

use super::words::Passage;
use crate::lexicon::words;

/// How two statements oppose each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// One denies what the other says in much the same words.
    Denied,
    /// Words of one axis on opposite sides, near a thing that both name.
    Opposed,
    /// One was said in answer to the other.
    Answered,
}

impl How {
    /// The word for it on the wire.
    pub fn name(self) -> &'static str {
        match self {
            How::Denied => "denied",
            How::Opposed => "opposed",
            How::Answered => "answered",
        }
    }
}

/// Two statements that oppose each other, with the words that do: bytes of the first and of the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// How.
    pub how: How,
    /// The words of the first.
    pub one: Span,
    /// The words of the second.
    pub other: Span,
    /// The stems that both have near them.
    pub shared: Vec<String>,
}

/// Words stand near each other within so many tokens.
const NEAR: usize = 8;
/// Denial of one proposition: so much of the shorter passage's words is in the longer.
const SAME: f32 = 0.6;

/// The words of two passages that oppose each other, if they do. `names` are stems of the subject that is asked about: a
/// thing both speak of by the question itself, and so none that they must share besides.
pub fn oppose(a: &str, b: &str, names: &[String]) -> Option<Against> {
    opposed(&Passage::of(a), &Passage::of(b), names)
}

/// The same of passages whose words were looked up before.
pub(super) fn opposed(x: &Passage, y: &Passage, names: &[String]) -> Option<Against> {
    if let Some(denied) = denied(x, y) {
        return Some(denied);
    }
    let mut best: Option<(usize, Against)> = None;
    for s in &x.sides {
        for t in y.sides.iter().filter(|t| t.axis == s.axis && t.first != s.first) {
            // «Has not ended yet» and «will end next year» can both be true.
            if s.turned && y.coming(t) || t.turned && x.coming(s) {
                continue;
            }
            let mut shared: Vec<String> = x
                .near(s.at, NEAR)
                .filter(|w| telling(w) && y.near(t.at, NEAR).any(|v| v == *w))
                .map(str::to_owned)
                .collect();
            shared.sort();
            shared.dedup();
            // The subject asked about, and something else that both say of it.
            let of_subject = shared.iter().any(|w| names.contains(w));
            let enough = if of_subject { shared.len() >= 2 || names.len() > 1 } else { shared.len() >= 3 };
            if enough && best.as_ref().is_none_or(|b| shared.len() > b.0) {
                let against = Against { how: How::Opposed, one: x.place(s), other: y.place(t), shared: shared.clone() };
                best = Some((shared.len(), against));
            }
        }
    }
    best.map(|b| b.1)
}

/// One passage denies what the other says: most words the same, and one denial.
fn denied(x: &Passage, y: &Passage) -> Option<Against> {
    if x.denials.is_empty() == y.denials.is_empty() {
        return None;
    }
    let (mine, theirs) = (content(x), content(y));
    let shared: Vec<String> = mine.iter().filter(|w| theirs.contains(w)).cloned().collect();
    let fewer = mine.len().min(theirs.len());
    if fewer < 4 || (shared.len() as f32) < fewer as f32 * SAME {
        return None;
    }
    // A denial that turns a side has its axis; a bare one must stand before a word that both have.
    let (denier, other, first) = if x.denials.is_empty() { (y, x, false) } else { (x, y, true) };
    let (at, word) = denier.denials.iter().find_map(|d| {
        let after = denier.stems.iter().find(|(s, i)| *i > *d && *i - d <= 2 && shared.contains(s))?;
        Some((*d, after.0.clone()))
    })?;
    let plain = other.stems.iter().find(|(s, _)| *s == word)?.1;
    let (no, yes) = (denier.span(at, 2), other.span(plain, 1));
    let (one, other) = if first { (no, yes) } else { (yes, no) };
    Some(Against { how: How::Denied, one, other, shared })
}

/// What one denies by its verb and the other says in much the same words.
pub(super) fn same_words((a, x): (&str, &Passage), (b, y): (&str, &Passage)) -> Option<Against> {
    let (mine, theirs) = (content(x), content(y));
    let shared: Vec<String> = mine.iter().filter(|w| theirs.contains(w)).cloned().collect();
    let fewer = mine.len().min(theirs.len());
    // A denial within one of them would turn it round again.
    let plain = x.denials.is_empty() && y.denials.is_empty();
    (plain && fewer >= 4 && shared.len() as f32 >= fewer as f32 * SAME).then(|| Against {
        how: How::Denied,
        one: Span::at(0, a.len()),
        other: Span::at(0, b.len()),
        shared,
    })
}

fn content(p: &Passage) -> Vec<String> {
    let mut words: Vec<String> = p.stems.iter().map(|s| &s.0).filter(|w| telling(w)).cloned().collect();
    words.sort();
    words.dedup();
    words
}

/// Whether a stem says what is spoken of: not one that every fourth article has.
pub(super) fn telling(stem: &str) -> bool {
    stem.len() >= 6 && words().commonness(stem).is_none_or(|c| c >= 3)
}
