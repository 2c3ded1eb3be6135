//! Where is it counted? «2500 جندي في العراق», «مقتل 30 شخصاً في كابول», «بمشاركة 32 ألف كشاف» at an event.
//!
//! Reads the names that «في», «ب», «داخل» hold before and after the figure, and the place of the toll told before.

use super::clause::{self, Held, held, is_role, kind};
use super::group::struck;
use super::scene::Scene;
use super::subject::{Answer, Ask};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, lexicon};

/// «بمشاركة 32 ألف كشاف»: those who come belong to the event that the sentence names.
pub(super) fn attended(ask: &Ask) -> Answer {
    let s = ask.s;
    let from = s.q.tokens.0.saturating_sub(3).max(s.sentence.first);
    if !(from..s.q.tokens.0).any(|i| is_role(s, i, "attended")) {
        return None;
    }
    let event = |m: &&MentionOf| kind(s, m) == Some(EntityKind::Event);
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    Some(s.entities.within(span).filter(event).last().map(|m| m.entity))
}

/// «بلغ عدد الجنود الأجانب في العراق 900», «عدد المراكز بالمنطقة».
pub(super) fn counted_in(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.money || s.q.rate || ask.toll {
        return None;
    }
    let from = (s.own_left()..s.q.tokens.0).find(|i| {
        s.doc.entry(*i, Class::NumberLabel).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "count")
    })?;
    let again = || {
        let here = |i: &usize| {
            let key = s.doc.tokens.key(*i);
            key.starts_with("\u{0628}\u{0627}\u{0644}") || i.checked_sub(1).is_some_and(|b| is_fi(s, b))
        };
        (from..s.q.tokens.0).filter(here).find_map(|i| ask.heads.meant(s.doc, s.entities, i))
    };
    place_before(s, from).or_else(again).map(Some)
}

/// «مقتل 30 شخصاً في كابول»: the place of a toll; else where the toll before it was told. Who did it has no toll.
pub(super) fn place_of_toll(ask: &Ask) -> Answer {
    let s = ask.s;
    if !ask.toll {
        return None;
    }
    let place = place_after(s, s.own_right())
        .or_else(|| place_before(s, s.own_left()))
        .or_else(|| struck(ask))
        .or_else(|| suffering_state(ask))
        .or_else(|| place_struck(s))
        .or(ask.story.toll)
        .or_else(|| place_after(s, s.sentence.end))
        .or_else(|| place_before(s, s.sentence.first))
        .or_else(|| admitting(ask))
        .or(ask.story.before.filter(|_| ask.story.here));
    Some(place)
}

/// «2500 جندي في العراق», «20% من المنشآت في الخرطوم»: people, things and shares counted in a place are the place's.
pub(super) fn place_of_count(ask: &Ask, from: usize) -> Option<usize> {
    let s = ask.s;
    // «17 ضربة قرب الحسكة»: a deed is of who does it.
    if ask.sort == "event" {
        return None;
    }
    let topic = (s.left..s.q.tokens.0).any(|i| is_role(s, i, "topic") || is_role(s, i, "share-noun"));
    // «20% فقط من المنشآت»
    let only = usize::from(s.doc.is(s.q.tokens.1, Class::AfterNumber) && !is_of(s, s.q.tokens.1));
    let of = s.doc.entry(s.q.tokens.1 + only, Class::AfterNumber).and_then(|m| lexicon().row(m));
    let share = s.q.rate && of.is_some_and(|r| r.column(0) == "of");
    if !topic && !share && (s.q.money || s.q.rate || s.q.rule == "unit") {
        return None;
    }
    let again = || {
        let end = s.own_right();
        (s.q.tokens.1..end)
            .filter(|i| i.checked_sub(1).is_some_and(|b| is_fi(s, b) || s.doc.is(b, Class::AfterNumber)))
            .find_map(|i| ask.heads.meant(s.doc, s.entities, i))
    };
    // «200 ألف برميل يومياً من مبيعات البلاد»
    let sold = || {
        let near = s.q.tokens.1 + 1..s.own_right().min(s.q.tokens.1 + 4);
        if share { near.into_iter().find_map(|i| ask.heads.meant(s.doc, s.entities, i)) } else { None }
    };
    let after = place_after(s, s.own_right()).or_else(again).or_else(sold);
    if share { after } else { after.or_else(|| place_before(s, from)) }
}

/// Whether «من» stands at token `i` after a figure.
fn is_of(s: &Scene, i: usize) -> bool {
    s.doc.entry(i, Class::AfterNumber).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "of")
}

/// «أقر التحالف بسقوط 50 قتيلاً»: who admits a toll, where no place is told.
fn admitting(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let verb = (s.sentence.first..s.q.tokens.0).find(|i| is_role(s, *i, "admits"))?;
    let span = s.doc.tokens.cover(verb + 1, s.q.tokens.0);
    let m = s.entities.within(span).find(|m| m.tokens.0 == verb + 1)?;
    (kind(s, m) == Some(EntityKind::Organisation)).then_some(m.entity)
}

/// «شهدت تركيا تصاعداً في العنف أسفر عن مصرع تسعة»: the state that the clause tells of, no killer and no speaker.
fn suffering_state(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let found = clause::agent(s, clause::clause(s, s.q.tokens.0).from, ask.told)?;
    let state = s.entities.entities.get(found.entity)?.kind == EntityKind::Country;
    (state && found.rule != "agent-of-the-verb" && !speaker(s, found.entity)).then_some(found.entity)
}

/// Whether an entity speaks near the figure.
fn speaker(s: &Scene, e: usize) -> bool {
    let near = s.statements.partition_point(|t| t.content.first().map_or(0, |c| c.start) <= s.q.span.start);
    let some = s.statements.get(near.saturating_sub(4)..s.statements.len().min(near + 2)).unwrap_or_default();
    let spans = || s.entities.within(s.sentence.span).filter(|m| m.entity == e);
    some.iter().any(|t| t.speaker_entity == Some(e) || t.speaker.is_some_and(|w| spans().any(|m| m.full.overlaps(w))))
}

/// «ضربة على سيئول ستوقع …», «بحق أهالي غزة، التي خلفت …»: the place that was struck, or whose people were.
fn place_struck(s: &Scene) -> Option<usize> {
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    let place = |m: &&MentionOf| {
        let Some(b) = m.tokens.0.checked_sub(1) else { return false };
        let on =
            s.doc.tags.all(b, Class::FunctionWord).any(|f| lexicon().row(f).is_some_and(|r| r.key == "governed-ala"));
        let room = matches!(kind(s, m), Some(EntityKind::Place | EntityKind::Country));
        m.full.end <= s.q.span.start && room && (on || is_role(s, b, "people-of"))
    };
    s.entities.within(span).filter(place).last().map(|m| m.entity)
}

/// «بلغ عدد الجنود في العراق 2500»: the place before the figure.
pub(super) fn place_before(s: &Scene, from: usize) -> Option<usize> {
    if from >= s.q.tokens.0 {
        return None;
    }
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    let places = |m: &&MentionOf| {
        let here = m.full.end <= s.q.span.start && has_room(s, m) && held(s, m) == Held::Where;
        here && !clause::embedded(s, m.tokens.0, from)
    };
    s.entities.within(span).filter(places).last().map(|m| m.entity)
}

/// «مقتل 30 شخصاً في كابول»: the place after the figure.
pub(super) fn place_after(s: &Scene, end: usize) -> Option<usize> {
    if end <= s.q.tokens.1 {
        return None;
    }
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    s.entities.within(span).find(|m| m.full.start >= s.q.span.end && is_where(s, m) && has_room(s, m)).map(|m| m.entity)
}

/// Whether a name can hold people and things: a place, a state, a body right after «في» («في السفارة اليابانية»).
fn has_room(s: &Scene, m: &MentionOf) -> bool {
    match kind(s, m) {
        Some(EntityKind::Place | EntityKind::Country) => true,
        Some(EntityKind::Organisation) => m.tokens.0.checked_sub(1).is_some_and(|b| is_fi(s, b)),
        _ => false,
    }
}

/// Whether something happens there: «في كابول», «في الحي الدبلوماسي من كابول».
fn is_where(s: &Scene, m: &MentionOf) -> bool {
    match held(s, m) {
        Held::Where => true,
        Held::From => (m.tokens.0.saturating_sub(4)..m.tokens.0).any(|i| is_fi(s, i)),
        _ => false,
    }
}

/// Whether «في» stands at token `i`.
pub(super) fn is_fi(s: &Scene, i: usize) -> bool {
    s.doc.tags.all(i, Class::FunctionWord).any(|f| lexicon().row(f).is_some_and(|r| r.key == "governed-fi"))
        || is_role(s, i, "inside")
}
