//! The surroundings of one figure: its sentence, its clause, the neighbours it may lean on.

use isnad_text::{Kind, Sentence};

use crate::entity::Entities;
use crate::lexicon::{Class, lexicon};
use crate::quantity::Quantity;
use crate::{Context, Document, Statement, Time};

/// Words before and after a figure that may say what it measures, at most.
const REACH: usize = 16;
/// Statements before and after its place that may hold a figure, at most.
const NEAR: usize = 32;

/// All that a rule of this room reads.
pub(super) struct Scene<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) context: &'a Context,
    pub(super) times: &'a [Time],
    pub(super) quantities: &'a [Quantity],
    pub(super) entities: &'a Entities,
    pub(super) statements: &'a [Statement],
    /// The quantity.
    pub(super) q: &'a Quantity,
    /// Its index.
    pub(super) n: usize,
    /// Its sentence.
    pub(super) sentence: Sentence,
    /// First token of its clause: after the last comma, stop or colon, and at most some words back.
    pub(super) left: usize,
    /// One past the last token of its clause.
    pub(super) right: usize,
    /// The kind of what is counted: person, toll, event and so on; empty where no noun tells.
    pub(super) sort: &'a str,
    /// Whether it tells dead, wounded or destroyed.
    pub(super) toll: bool,
}

impl<'a> Scene<'a> {
    /// The surroundings of quantity `n`.
    pub(super) fn of(
        doc: &'a Document<'a>,
        context: &'a Context,
        times: &'a [Time],
        quantities: &'a [Quantity],
        entities: &'a Entities,
        statements: &'a [Statement],
        n: usize,
    ) -> Option<Self> {
        let q = quantities.get(n)?;
        let sentence = *doc.sentences.get(doc.sentence_of(q.tokens.0)?)?;
        let (mut left, mut passed) = (q.tokens.0, 0);
        while left > sentence.first && q.tokens.0 - left - passed < REACH {
            if parts(doc.tokens.kind(left - 1)) {
                let Some(mut comma) = aside(doc, sentence.first, left - 1) else { break };
                while let Some(earlier) = aside(doc, sentence.first, comma) {
                    comma = earlier;
                }
                passed += left - 1 - comma;
                left = comma + 1;
            }
            left -= 1;
        }
        let mut right = q.tokens.1;
        while right < sentence.end && right - q.tokens.1 < REACH && !parts(doc.tokens.kind(right)) {
            right += 1;
        }
        let (sort, toll) = ("", false);
        let mut s =
            Scene { doc, context, times, quantities, entities, statements, q, n, sentence, left, right, sort, toll };
        s.sort = super::toll::counted(&s);
        s.toll = super::toll::is_toll(&s, s.sort);
        Some(s)
    }

    /// The quantity before it in its sentence.
    pub(super) fn previous(&self) -> Option<&'a Quantity> {
        let p = self.quantities.get(self.n.checked_sub(1)?)?;
        (p.tokens.0 >= self.sentence.first).then_some(p)
    }

    /// The quantity after it in its sentence.
    pub(super) fn next(&self) -> Option<&'a Quantity> {
        self.quantities.get(self.n + 1).filter(|p| p.tokens.0 < self.sentence.end)
    }

    /// First token of its clause that belongs to no quantity before it.
    pub(super) fn own_left(&self) -> usize {
        self.previous().map_or(self.left, |p| self.left.max(p.tokens.1))
    }

    /// One past the last token of its clause before the next quantity.
    pub(super) fn own_right(&self) -> usize {
        self.next().map_or(self.right, |p| self.right.min(p.tokens.0)).max(self.q.tokens.1)
    }

    /// Whether it follows the quantity before it with nothing or an «and» between.
    pub(super) fn is_joined(&self) -> bool {
        self.previous().is_some_and(|p| {
            let gap = self.q.tokens.0.saturating_sub(p.tokens.1);
            gap == 0 || gap == 1 && self.doc.tokens.key(p.tokens.1) == "\u{0648}"
        })
    }

    /// Whether the quantity before it stands in this sentence or the one before.
    pub(super) fn is_near(&self) -> bool {
        let before = self.n.checked_sub(1).and_then(|p| self.quantities.get(p));
        let sentence = |q: &Quantity| self.doc.sentence_of(q.tokens.0);
        let (Some(a), Some(b)) = (before.and_then(sentence), sentence(self.q)) else { return false };
        a + 1 >= b
    }

    /// Whether the figure before it stands in its clause.
    pub(super) fn is_within(&self) -> bool {
        self.previous().is_some_and(|p| p.tokens.0 >= self.left)
    }

    /// Whether «و» adds it to the figure before it in the same clause.
    pub(super) fn is_added(&self) -> bool {
        let and = |i: usize| self.doc.tokens.key(i).starts_with('\u{0648}');
        self.previous().is_some_and(|p| {
            let first = self.q.tokens.0;
            p.tokens.1 >= self.left && (and(first) || first > 0 && self.doc.tokens.key(first - 1) == "\u{0648}")
        })
    }

    /// Whether «و» after the figure before it begins its phrase: «…، وبلدية فئة ج 12 عضواً».
    pub(super) fn is_listed(&self) -> bool {
        self.previous().is_some_and(|p| {
            let first = if parts(self.doc.tokens.kind(p.tokens.1)) { p.tokens.1 + 1 } else { p.tokens.1 };
            first < self.q.tokens.0 && self.doc.tokens.key(first).starts_with('\u{0648}')
        })
    }

    /// Whether it is the first of two levels: «من 12 إلى 87».
    pub(super) fn is_first(&self) -> bool {
        self.q.from_to == Some(self.n + 1)
    }

    /// Whether it is the second of two levels.
    pub(super) fn is_second(&self) -> bool {
        self.q.from_to.is_some_and(|p| p + 1 == self.n)
    }

    /// The innermost statement whose content holds the figure: the shortest that does.
    pub(super) fn statement(&self) -> Option<usize> {
        let holds = |s: &Statement| s.content.iter().any(|c| c.contains(self.q.span) || c.contains(self.q.number));
        let length = |s: &Statement| s.content.iter().map(|c| c.len()).sum::<usize>();
        // Statements stand in the order of the text: only those near it can hold it.
        let begins = |s: &Statement| s.content.first().map_or(0, |c| c.start);
        let near = self.statements.partition_point(|s| begins(s) <= self.q.span.start);
        (near.saturating_sub(NEAR)..self.statements.len().min(near + NEAR))
            .filter(|i| self.statements.get(*i).is_some_and(holds))
            .min_by_key(|i| self.statements.get(*i).map_or(usize::MAX, length))
    }
}

impl Scene<'_> {
    /// The piece of a statement's content that holds the figure.
    pub(super) fn piece(&self, statement: Option<usize>) -> Option<isnad_text::Span> {
        let pieces = &self.statements.get(statement?)?.content;
        pieces.iter().copied().find(|c| c.contains(self.q.span) || c.contains(self.q.number))
    }
}

/// The comma that opens the relative clause which the comma at token `end` closes: «المجلس، الذي انتخب في مايو، خصص …».
fn aside(doc: &Document, first: usize, end: usize) -> Option<usize> {
    let comma = |i: &usize| doc.tokens.kind(*i) == Kind::Comma;
    if !comma(&end) {
        return None;
    }
    let open = (first..end).rev().take(REACH).take_while(|i| !parts(doc.tokens.kind(*i)) || comma(i)).find(comma)?;
    let role = |m: &crate::lexicon::Match| lexicon().row(m).is_some_and(|r| r.column(0) == "relative");
    doc.tags.all(open + 1, Class::FigureWord).any(role).then_some(open)
}

/// Whether a mark parts clauses.
fn parts(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Stop | Kind::Question | Kind::Exclamation | Kind::Ellipsis
    )
}
