//! Who acts in the clause of the figure, or in the one that it leans on? The giver, the doer, the owner; else the speaker's body.
//!
//! Reads the clauses of the sentence from the figure's own outwards, as [`clause`] parts them; a noun like «الشركة» counts
//! as the name that it calls again.

use isnad_text::Proclitics;

use super::clause::{self, Agent, Held, Opener, is_role, kind};
use super::heads::group;
use super::place::{is_fi, place_before, place_of_count};
use super::scene::Scene;
use super::subject::{Ask, Owner, antecedent};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, Features, lexicon};

/// How many mentions are asked for the state of an adjective.
const STATES: usize = 200;
/// How many clauses back an agent is sought in its sentence.
const CLAUSES: usize = 3;
/// Units that are soldiers.
const SOLDIERS: [&str; 3] = ["cskry", "jndy", "cnsr"];

/// Who acts in the clause of the figure, or in the one that it leans on.
pub(super) fn by_clause(ask: &Ask) -> Owner {
    let s = ask.s;
    let mut c = clause::clause(s, s.q.tokens.0);
    // What is said is a clause of its own, whatever leads to it: «كشف عن استعانة الجيش بنحو 5500 متعاقد».
    if let Some(said) = ask.said.filter(|i| *i > c.from && *i < s.q.tokens.0) {
        let that = said.checked_sub(1).is_some_and(|b| s.doc.is(b, Class::Complementiser));
        c = clause::Clause { from: said, opener: if that { c.opener } else { Opener::Clause }, at: said };
    }
    let mut end = s.q.tokens.0;
    for n in 0..CLAUSES {
        // «استثمرنا معاً 5 ملايين»: the speaker's own.
        let i_did = |i| s.doc.tags.all(i, Class::ChangeCue).any(|m| m.features.has(Features::FIRST));
        let own = (c.from..s.q.tokens.0).any(|i| s.q.money && i_did(i) || ours(s, i));
        // «استثمرنا معاً»: those who are allied.
        let together = own && (c.from..s.q.tokens.0).any(|i| is_role(s, i, "together"));
        let allied = || ask.heads.alliance("alliance", s.doc.tokens.span(s.q.tokens.0).start);
        if together && let Some(e) = allied() {
            return Owner { entity: Some(e), rule: "member-of-alliance" };
        }
        if own && let Some(e) = speaking_body(ask) {
            return Owner { entity: Some(e), rule: "body-of-the-speaker" };
        }
        let found = clause::agent_of(s, (c.from, end), ask.told, c.opener == Opener::ThatPronoun);
        // A name before the figure before is less than what that figure is of.
        let far = found.is_some_and(|a| a.rule == "named-in-the-clause") && ask.story.here && n == 0;
        if far && ask.story.before.is_some() && clause::agent(s, s.own_left(), ask.told).is_none() {
            return Owner { entity: ask.story.before, rule: "as-the-figure-before" };
        }
        if let Some(Agent { entity, rule }) = found {
            return Owner { entity: Some(entity), rule: if n == 0 { rule } else { "agent-of-the-clause-before" } };
        }
        // «27 محافظة مصرية», «17 ضربة في العراق قرب تسع مدن»: places are the state's, or the place's in which they lie.
        if n == 0 && ask.sort == "place" {
            let state = (s.q.tokens.0..s.q.tokens.1).find_map(|i| state_at(s, i));
            if let Some(e) = state {
                return Owner { entity: Some(e), rule: "state-of-adjective" };
            }
            if let Some(e) = place_before(s, s.own_left()) {
                return Owner { entity: Some(e), rule: "where-it-is-counted" };
            }
        }
        let outer = n > 0;
        let again = |i: usize| {
            let b = i.checked_sub(1).filter(|b| *b >= s.sentence.first);
            let held = b.and_then(|b| clause::preposition(s, b));
            let far = outer && held.is_some() || matches!(held, Some(Held::From | Held::Other));
            if far { None } else { ask.heads.meant(s.doc, s.entities, i) }
        };
        if let Some(e) = (c.from..s.q.tokens.0).rev().find_map(again) {
            return Owner { entity: Some(e), rule: "head-noun-again" };
        }
        if n == 0 {
            // «يقطنها 5 ملايين سوداني», «هجرت 300 ألف سوداني»: the people counted do not own, they are told of.
            let people = ask.sort.is_empty() && (c.opener == Opener::Relative || deed(s));
            if !s.q.money
                && !people
                && let Some(e) = (s.q.tokens.0..s.q.tokens.1).find_map(|i| soldiers_of(s, i).or_else(|| state_at(s, i)))
            {
                return Owner { entity: Some(e), rule: "state-of-adjective" };
            }
            if let Some(e) = place_of_count(ask, c.from) {
                return Owner { entity: Some(e), rule: "where-it-is-counted" };
            }
        }
        // «أن 5 شركات تولت النقل»: what is counted acts itself.
        let itself = c.from >= s.q.tokens.0
            && !is_role(s, s.q.tokens.1, "relative")
            && !s.q.money
            && !s.q.rate
            && ask.sort != "event";
        if n == 0 && c.opener == Opener::That && itself && ask.story.before.is_none() {
            break;
        }
        if n == 0 && ask.story.before.is_none() && c.opener == Opener::That && common_subject(s, c.from) {
            break;
        }
        if c.opener == Opener::Relative
            && let Some(e) = c.at.checked_sub(1).and_then(|p| antecedent(ask, p))
        {
            return Owner { entity: Some(e), rule: "antecedent-of-relative" };
        }
        // «مقتل 55 مقاتلاً من داعش وثمانية عسكريين»: of another group.
        if ask.story.here && n == 0 && ask.story.rule == "group-after" && !ask.story.alike && s.is_added() {
            break;
        }
        let distance = (s.own_left()..s.q.tokens.0).any(|i| is_role(s, i, "distance"));
        let other = c.opener == Opener::ThatPronoun;
        if ask.story.here && ask.story.before.is_some() && !distance && !other {
            return Owner { entity: ask.story.before, rule: "as-the-figure-before" };
        }
        if c.at <= s.sentence.first {
            break;
        }
        end = c.from;
        c = clause::clause(s, c.at);
    }
    let own = |i: usize| s.doc.tags.all(i, Class::FigureWord).any(|m| !m.pronoun.is_empty());
    let topic = (s.left..s.q.tokens.0).any(|i| is_role(s, i, "topic") && !own(i));
    if topic && let Some(e) = ask.heads.state {
        return Owner { entity: Some(e), rule: "state-of-the-article" };
    }
    // «وكانت النسبة قد بلغت 40%»: the share told before.
    let same = |i: usize| {
        s.doc
            .tags
            .all(i, Class::NumberLabel)
            .any(|m| m.proclitics.has(Proclitics::AL) || s.doc.tokens.key(i).starts_with("\u{0627}\u{0644}"))
    };
    if s.q.rate
        && ask.story.alike
        && (s.own_left()..s.q.tokens.0).any(same)
        && let Some(e) = ask.story.before
    {
        return Owner { entity: Some(e), rule: "as-the-figure-before" };
    }
    if let Some(e) = body_of_speaker(ask) {
        return Owner { entity: Some(e), rule: "body-of-the-speaker" };
    }
    if let Some(e) = ask.story.last.filter(|_| nameless(s)) {
        return Owner { entity: Some(e), rule: "as-the-sentence-before" };
    }
    Owner { entity: None, rule: "nobody" }
}

/// Whether a verb or verbal noun of a deed stands before the figure in its clause.
fn deed(s: &Scene) -> bool {
    let flow = |m: &crate::lexicon::Match| lexicon().row(m).is_some_and(|r| r.column(0) == "flow");
    (s.own_left()..s.q.tokens.0).any(|i| s.doc.tags.all(i, Class::ChangeCue).any(flow))
}

/// «كما ساعدت في بناء 500 مدرسة»: a sentence that names nobody before its figure goes on with who acted before.
fn nameless(s: &Scene) -> bool {
    let span = s.doc.tokens.cover(s.sentence.first, s.q.tokens.0);
    let named = s.sentence.first < s.q.tokens.0 && s.entities.within(span).next().is_some();
    let short = s.q.tokens.0 - s.sentence.first <= 14;
    let verb = (s.sentence.first..s.q.tokens.0).take(8).any(|i| {
        let key = s.doc.tokens.key(i);
        let next = |j: usize| s.doc.is(j, Class::FunctionWord) || j == s.q.tokens.0;
        clause::finite_cue(s, i) && next(i + 1) || key.ends_with('\u{062A}') && is_fi(s, i + 1)
    });
    !named && short && verb
}

/// «أن صناعة الطيران …»: a common noun is the subject of the clause, so that no name before it is.
pub(super) fn common_subject(s: &Scene, i: usize) -> bool {
    i < s.q.tokens.0
        && s.doc.is_word(i)
        && !clause::finite_cue(s, i)
        && !s.doc.is(i, Class::FunctionWord)
        && !s.doc.is(i, Class::Negation)
        && s.entities.within(s.doc.tokens.span(i)).next().is_none()
}

/// «سنساهم بمبلغ 168 مليون», «سيتم منح 100 ألف دينار»: money of nobody else's is the speaker's state's or body's.
fn body_of_speaker(ask: &Ask) -> Option<usize> {
    if ask.s.q.money { speaking_body(ask) } else { None }
}

/// «بدأنا توزيع السلال على 700 أسرة», «مدارسنا»: a word of the first person plural that is no particle.
fn ours(s: &Scene, i: usize) -> bool {
    let key = s.doc.tokens.key(i);
    s.doc.is_word(i)
        && key.ends_with("\u{0646}\u{0627}")
        && key.chars().count() >= 5
        && !s.doc.is(i, Class::FunctionWord)
        && !s.doc.is(i, Class::Complementiser)
        && s.entities.within(s.doc.tokens.span(i)).next().is_none()
}

/// The body or state in whose office the speaker speaks.
pub(super) fn speaking_body(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let role = ask.told?.role?;
    let body = |m: &&MentionOf| matches!(kind(s, m), Some(EntityKind::Organisation | EntityKind::Country));
    s.entities.within(role).find(body).map(|m| m.entity).or_else(|| state_of_role(ask))
}

pub(super) fn state_of_role(ask: &Ask) -> Option<usize> {
    let s = ask.s;
    let role = ask.told?.role?;
    let first = s.doc.tokens.at_or_after(role.start);
    (first..first + 8)
        .take_while(|i| *i < s.doc.tokens.len() && s.doc.tokens.span(*i).end <= role.end)
        .find_map(|i| state_at(s, i))
}

/// «8400 عسكري أميركي»: soldiers of a state are its forces', where the article names them.
fn soldiers_of(s: &Scene, i: usize) -> Option<usize> {
    let state = |i: usize| s.doc.entry(i, Class::Nationality).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
    let code = state(i)?;
    let soldier = (s.q.tokens.0..i).any(|i| {
        s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).is_some_and(|r| SOLDIERS.contains(&r.key))
    });
    let forces = |m: &&MentionOf| {
        kind(s, m) == Some(EntityKind::Organisation)
            && group(s.doc, m.tokens.0) == "forces"
            && (m.tokens.0..m.tokens.1).any(|j| state(j) == Some(code))
    };
    if soldier { s.entities.mentions.iter().take(STATES).find(forces).map(|m| m.entity) } else { None }
}

/// «قال مكتب الإحصاءات الوطنية إن العجز بلغ 9 مليارات»: an office of statistics counts for its state.
pub(super) fn counted_for(s: &Scene, e: usize) -> usize {
    let of = |m: &&MentionOf| m.entity == e;
    let Some(m) = s.entities.mentions.iter().take(STATES).find(of) else { return e };
    if !(m.tokens.0..m.tokens.1).any(|i| group(s.doc, i) == "counter") {
        return e;
    }
    let state = |m: &&MentionOf| kind(s, m) == Some(EntityKind::Country);
    s.entities.mentions.iter().take(STATES).find(state).map_or(e, |m| m.entity)
}

/// The state of the adjective at token `i`, where the article names it.
pub(super) fn state_at(s: &Scene, i: usize) -> Option<usize> {
    let m = s.doc.entry(i, Class::Nationality)?;
    let code = lexicon().row(m).map(|r| r.column(0)).filter(|c| !c.is_empty())?;
    s.entities.mentions.iter().take(STATES).find_map(|m| {
        let named = s.doc.entry(m.tokens.0, Class::Country).and_then(|c| lexicon().row(c))?;
        let country = s.entities.entities.get(m.entity)?.kind == EntityKind::Country;
        (country && named.column(0) == code).then_some(m.entity)
    })
}
