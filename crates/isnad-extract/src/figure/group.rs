//! Which group does the figure count, or lose? «45 عنصراً من تنظيم …», «سقط لقوات الأمن 30 قتيلاً», «قتل 21 منهم».
//!
//! Reads the name inside the figure, right after it, right before it, and the group that the clause says was struck.

use super::clause::{self, Held, held, kind};
use super::heads::group;
use super::subject::{Answer, Ask, of_them};
use super::toll::DEADLY;
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, lexicon};

/// Units that are fighters, by their keys.
const FIGHTERS: [&str; 6] = ["mqatl", "mslh", "irhaby", "anthary", "mtshdd", "mtmrd"];

/// «45 عنصراً من تنظيم …», «6 عناصر من القوات …», «4 قادة لداعش»: the group right after.
pub(super) fn group_after(ask: &Ask) -> Answer {
    let s = ask.s;
    if s.q.money {
        return None;
    }
    let people = matches!(ask.sort, "toll" | "person" | "");
    let inside = || (s.q.tokens.0..s.q.tokens.1).rev().find_map(|i| ask.heads.meant(s.doc, s.entities, i));
    let again = || {
        let m = s.doc.entry(s.q.tokens.1, Class::AfterNumber)?;
        // «من التنظيم», «من عشائر المحافظة»
        let of = lexicon().row(m).is_some_and(|r| r.column(0) == "of");
        let near = s.q.tokens.1 + 1..s.own_right().min(s.q.tokens.1 + 4);
        if of && people { near.into_iter().find_map(|i| ask.heads.meant(s.doc, s.entities, i)) } else { None }
    };
    let share = s.q.rate || s.q.rule == "fraction";
    inside().filter(|_| !share).or_else(|| beside(ask)).or_else(again).map(Some)
}

/// The group named inside the figure or right after it.
pub(super) fn beside(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    if s.q.money {
        return None;
    }
    let person = |m: &&MentionOf| kind(s, m) != Some(EntityKind::Person);
    let end = s.own_right().min(s.q.tokens.1 + 6);
    let inside = s.entities.within(s.q.span).find(|m| m.span.start > s.q.number.end).filter(person);
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    let people = matches!(ask.sort, "toll" | "person" | "");
    let after = || {
        s.entities.within(span).filter(|m| m.full.start >= s.q.span.end).filter(person).find(|m| {
            let gap = m.tokens.0.saturating_sub(s.q.tokens.1);
            match held(s, m) {
                Held::From => people && gap <= 3,
                Held::For => people && gap == 0,
                // «6 من أعضاء حزب …»
                Held::Free => gap == 0 && s.q.rule != "unit" && !s.q.rate,
                _ => false,
            }
        })
    };
    inside.or_else(after).map(|m| m.entity)
}

/// «سقط لقوات الأمن 30 قتيلاً», «مقتل 5 من الجيش»: the group that lost them.
pub(super) fn victims(ask: &Ask) -> Answer {
    let s = ask.s;
    if !ask.toll {
        return None;
    }
    let span = s.doc.tokens.cover(clause::clause(s, s.q.tokens.0).from, s.q.tokens.0);
    let deadly = |i: usize| {
        s.doc.entry(i, Class::ChangeCue).and_then(|m| lexicon().row(m)).is_some_and(|r| DEADLY.contains(&r.key))
    };
    let found = s
        .entities
        .within(span)
        .filter(|m| m.full.end <= s.q.span.start && held(s, m) == Held::For)
        .find(|m| (m.tokens.0.saturating_sub(3)..m.tokens.0).any(deadly));
    found.map(|m| Some(m.entity))
}

/// «وجه ضربة إلى تجمع لداعش، ما أسفر عن قتل 21 منهم»: the group named last before it in its sentence.
pub(super) fn they(ask: &Ask) -> Answer {
    let s = ask.s;
    if !ask.toll || ask.story.here || !of_them(s) {
        return None;
    }
    last_group(ask, s.sentence.first).map(Some)
}

/// The group named last between token `from` and the figure that does not speak.
fn last_group(ask: &Ask, from: usize) -> Option<usize> {
    let s = ask.s;
    let group = |m: &&MentionOf| {
        m.full.end <= s.q.span.start
            && kind(s, m) == Some(EntityKind::Organisation)
            && !s.doc.is(m.tokens.0, Class::Agency)
            && !ask.told.is_some_and(|t| t.speaker.is_some_and(|w| m.full.overlaps(w)))
    };
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    s.entities.within(span).filter(group).last().map(|m| m.entity)
}

/// «قصف موكباً لتنظيم داعش …، ما أسفر عن مقتل 20 مسلحاً»: fighters who fall are of the group that was struck.
pub(super) fn struck(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let fighter = |i: usize| {
        s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).is_some_and(|r| FIGHTERS.contains(&r.key))
    };
    if !(s.q.tokens.0..s.q.tokens.1).any(fighter) {
        return None;
    }
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    let target = |m: &&MentionOf| {
        m.full.end <= s.q.span.start
            && kind(s, m) == Some(EntityKind::Organisation)
            && matches!(held(s, m), Held::For | Held::Other)
            && group(s.doc, m.tokens.0) != "forces"
    };
    s.entities.within(span).filter(target).last().map(|m| m.entity)
}

/// «في كسروان 70% والمتن 65%», «جبيل 60%»: the name that stands right before its share.
pub(super) fn right_before(ask: &Ask) -> Answer {
    let s = ask.s;
    if !s.q.rate || s.q.tokens.0 <= s.sentence.first {
        return None;
    }
    let last = s.doc.tokens.span(s.q.tokens.0 - 1);
    let m = s.entities.within(last).last().filter(|m| m.tokens.1 == s.q.tokens.0)?;
    let body = kind(s, m) != Some(EntityKind::Event);
    (body && matches!(held(s, m), Held::Where | Held::Free)).then_some(Some(m.entity))
}
