//! Who, where, in what office?
//!
//! Reads titles, names, heads of bodies and known places; gives entities with all their mentions.

use isnad_text::Span;

use crate::{Context, Document, Entity, Rule, Time};

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[];

/// The entities of an article, and their mentions in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// The entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Every mention in the order of the text.
    pub mentions: Vec<MentionOf>,
}

/// A mention and the entity it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MentionOf {
    /// The name alone.
    pub span: Span,
    /// Title and name together.
    pub full: Span,
    /// The title or office alone.
    pub role: Option<Span>,
    /// Tokens of the full mention: first, one past the last.
    pub tokens: (usize, usize),
    /// Index into `Entities::entities`.
    pub entity: usize,
}

impl Entities {
    /// The mentions whose full form overlaps `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &MentionOf> {
        let first = self.mentions.partition_point(|m| m.full.end <= span.start);
        self.mentions.iter().skip(first).take_while(move |m| m.full.start < span.end)
    }
}

/// Every entity of the article.
pub fn find(_document: &Document, _context: &Context, _times: &[Time]) -> Entities {
    Entities::default()
}
