//! What may be named here? A proposal of one rule, before the room chooses.

use isnad_text::{Proclitics, Span};

use crate::lexicon::{Class, Match};
use crate::{Document, EntityKind};

/// A possible mention.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Tokens of the name: first, one past the last.
    pub(super) tokens: (usize, usize),
    /// The name without clitics and title.
    pub(super) span: Span,
    /// Tokens of title and name together.
    pub(super) full: (usize, usize),
    /// Tokens of the office before or after the name.
    pub(super) role: Option<(usize, usize)>,
    /// Its sort.
    pub(super) kind: EntityKind,
    /// The line of the lexicon that it is, where it is known.
    pub(super) known: Option<(Class, u16)>,
    /// Its head noun, where it has one («مدينة الرياض»): the name proper begins at this token.
    pub(super) proper: usize,
    /// How sure the rule is; the highest wins where candidates overlap, then the longest.
    pub(super) weight: u8,
    /// The rule.
    pub(super) rule: &'static str,
}

impl Candidate {
    /// A mention of tokens `first..end` whose first word begins `word` bytes into the first token's key.
    pub(super) fn new(
        document: &Document,
        (first, end): (usize, usize),
        word: u8,
        kind: EntityKind,
        weight: u8,
        rule: &'static str,
    ) -> Self {
        let start = document.tokens.offset_in(document.text, first, word as usize);
        let last = document.tokens.span(end.saturating_sub(1).max(first));
        Candidate {
            tokens: (first, end),
            span: Span::new(start, last.end),
            full: (first, end),
            role: None,
            kind,
            known: None,
            proper: first,
            weight,
            rule,
        }
    }

    /// How many tokens the name has.
    pub(super) fn len(&self) -> usize {
        self.tokens.1.saturating_sub(self.tokens.0)
    }
}

/// Bytes of the first token's key before the word as a mention has it. «للعراق» cannot be parted: the mention keeps its ل.
pub(super) fn front(m: &Match) -> u8 {
    if m.proclitics.has(Proclitics::LA.with(Proclitics::AL)) { m.word.saturating_sub(2) } else { m.word }
}

/// Of candidates that overlap the surest stands, then the longest, then the first; the rest goes.
pub(super) fn choose(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|c| {
        (std::cmp::Reverse(c.weight), std::cmp::Reverse(c.len()), c.tokens.0, std::cmp::Reverse(c.full.1 - c.full.0))
    });
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut chosen: Vec<Candidate> = Vec::new();
    for c in candidates {
        let at = taken.partition_point(|t| t.1 <= c.tokens.0);
        if taken.get(at).is_none_or(|t| c.tokens.1 <= t.0) {
            taken.insert(at, c.tokens);
            chosen.push(c);
        }
    }
    chosen.sort_by_key(|c| c.tokens.0);
    chosen
}
