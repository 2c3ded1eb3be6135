//! Whose figure is it? The owner, giver or body that the clause names.

use super::scene::Scene;
use crate::entity::MentionOf;
use crate::{EntityKind, Sense};

/// The entity that the figure describes. `before` is that of the figure before it in its sentence.
pub(super) fn subject(s: &Scene, sense: Sense, before: Option<usize>) -> Option<usize> {
    if s.is_joined()
        && let Some(e) = before
    {
        return Some(e);
    }
    let kind = |m: &&MentionOf| s.entities.entities.get(m.entity).map(|e| e.kind);
    let owner = |m: &&MentionOf| !matches!(kind(m), None | Some(EntityKind::Person));
    let clause = s.doc.tokens.cover(s.own_left(), s.q.tokens.0);
    let near = s.entities.within(clause).filter(|m| m.full.end <= s.q.span.start).filter(owner).last();
    if let Some(m) = near {
        return Some(m.entity);
    }
    let sentence = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    let actor = |m: &&MentionOf| matches!(kind(m), Some(EntityKind::Organisation | EntityKind::Country));
    let far = s.entities.within(sentence).filter(|m| m.full.end <= s.q.span.start);
    let found = if sense == Sense::Flow { far.filter(actor).last() } else { far.filter(owner).last() };
    found
        .map(|m| m.entity)
        .or_else(|| {
            let rest = s.doc.tokens.cover(s.q.tokens.1, s.own_right());
            s.entities.within(rest).filter(|m| m.full.start >= s.q.span.end).find(owner).map(|m| m.entity)
        })
        .or(before)
}
