//! Which bodies are named by a head noun and what follows it?
//!
//! «وزارة الخارجية الأميركية», «القوات العراقية», «حزب "العدالة والتنمية"», «شركة أوبر»: how far the name goes depends on
//! the sort of its head (column `sort` of `organisation-heads.tsv`). Generic bodies («الوزارة», «قوات الأمن») are none.

use isnad_text::{Kind, Proclitics};

use super::candidate::Candidate;
use super::name;
use super::office;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features, Match, lexicon};

/// What must follow a head so that it names one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// A field («وزارة الصحة»).
    Domain,
    /// A state or a place («الحكومة العراقية»).
    State,
    /// A proper name («شركة أوبر»).
    Proper,
}

/// What the complement read so far holds.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    proper: bool,
    state: bool,
    field: bool,
    quoted: bool,
    portfolio: bool,
}

/// The longest name of a body, in tokens.
const LONGEST: usize = 12;

fn needs(m: &Match) -> Needs {
    match lexicon().row(m).map_or("", |r| r.column(0)) {
        "state" => Needs::State,
        "proper" => Needs::Proper,
        _ => Needs::Domain,
    }
}

/// Proposes the body whose head is token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(m) = words.any(i, Class::OrganisationHead) else { return };
    let plural = m.features.has(Features::PLURAL) || m.features.has(Features::TANWIN);
    let Some((stop, seen)) = extent(words, i, m, end.min(i + LONGEST)) else { return };
    if plural && !seen.quoted && !seen.state {
        return;
    }
    let weight = 86 + (stop - i).min(4) as u8;
    let mut c = Candidate::new(words.document, (i, stop), m.word, EntityKind::Organisation, weight, "body-head");
    c.proper = i + 1;
    out.push(c);
    if seen.quoted {
        quoted(words, i, stop, out);
    }
}

/// The name inside the marks, so that it is known where it stands alone.
fn quoted(_words: Words, _i: usize, _stop: usize, _out: &mut [Candidate]) {}

/// One past the name of the body whose head `m` stands at `i`.
fn extent(words: Words, i: usize, m: &Match, end: usize) -> Option<(usize, Seen)> {
    let needs = needs(m);
    let definite = m.proclitics.has(Proclitics::AL);
    let mut seen = Seen::default();
    let head = i + m.len as usize;
    let mut at =
        if definite { adjectives(words, head, end, &mut seen) } else { construct(words, head, end, needs, &mut seen)? };
    if at > head || !definite {
        at = purpose(words, at, end, &mut seen);
    }
    if !definite {
        at = adjectives(words, at, end, &mut seen);
    }
    let enough = match needs {
        Needs::Domain if definite => seen.state || seen.field,
        Needs::Domain => seen.field || seen.proper || seen.state || seen.quoted || seen.portfolio,
        Needs::State => seen.state || seen.quoted,
        Needs::Proper => seen.proper || seen.quoted || definite && seen.state && seen.field,
    };
    (at > head && enough).then_some((at, seen))
}

/// Adjectives with the article: «الأميركية», «العامة», «العليا».
fn adjectives(words: Words, mut at: usize, end: usize, seen: &mut Seen) -> usize {
    while at < end && words.same_line(at) && words.definite(at) && !words.temporal(at) {
        if words.definite_nationality(at) {
            seen.state = true;
        } else if !(words.is(at, Class::BodyAdjective)
            || words.definite_nisba(at) && words.sort(at, false) == Sort::Other)
            || words.is(at, Class::Office)
        {
            break;
        }
        at += 1;
    }
    at
}

/// «للطيران المدني», «لشؤون اللاجئين», «لمكافحة الإرهاب».
fn purpose(words: Words, at: usize, end: usize, seen: &mut Seen) -> usize {
    if at >= end || !words.same_line(at) || !words.document.is_word(at) {
        return at;
    }
    let glued = |class| {
        words
            .document
            .tags
            .all(at, class)
            .any(|m: &Match| m.proclitics.has(Proclitics::LA) && !m.proclitics.conjunction())
    };
    if let Some(m) = [Class::Organisation, Class::Country, Class::Place]
        .iter()
        .find_map(|c| words.document.tags.all(at, *c).find(|m| m.proclitics.has(Proclitics::LA) && m.word == 2))
    {
        seen.field = true;
        return at + m.len as usize;
    }
    if words.for_definite(at) && (glued(Class::CommonWord) || glued(Class::Portfolio) || words.is(at, Class::Portfolio))
    {
        seen.field = true;
        return field(words, at + 1, end, seen);
    }
    if glued(Class::CommonWord)
        && !words.for_definite(at)
        && at + 1 < end
        && words.definite(at + 1)
        && words.same_line(at + 1)
        && !words.is(at, Class::SpeechVerb)
        && !words.is(at, Class::FunctionWord)
    {
        seen.field = true;
        return field(words, at + 2, end, seen);
    }
    at
}

/// What goes on with a field: its adjectives, and «والتنمية» after it.
fn field(words: Words, at: usize, end: usize, seen: &mut Seen) -> usize {
    let mut at = adjectives(words, at, end, seen);
    while at < end
        && words.same_line(at)
        && words.and_definite(at)
        && !words.temporal(at)
        && (words.is(at, Class::Portfolio)
            || at + 1 < end && words.definite_nisba(at + 1) && words.is(at, Class::CommonWord))
    {
        at = adjectives(words, at + 1, end, seen);
    }
    at
}

/// What follows a head without the article.
fn construct(words: Words, at: usize, end: usize, needs: Needs, seen: &mut Seen) -> Option<usize> {
    if at >= end || !words.same_line(at) {
        return None;
    }
    let d = words.document;
    if words.opens_quote(at) {
        let close = words.closing(at, 6, end + 2)?;
        let inside = at + 1;
        if d.tokens.kind(inside) != Kind::Word && d.tokens.kind(inside) != Kind::Latin {
            return None;
        }
        seen.quoted = true;
        return Some(close + 1);
    }
    if d.tokens.kind(at) == Kind::Latin {
        seen.proper = true;
        let mut at = at + 1;
        while at < end && d.tokens.kind(at) == Kind::Latin && words.same_line(at) {
            at += 1;
        }
        return Some(at);
    }
    if !words.document.is_word(at) || words.temporal(at) {
        return None;
    }
    if let Some(m) = words.bare(at, Class::Portfolio)
        && m.proclitics.has(Proclitics::AL)
    {
        seen.portfolio = true;
        return Some(field(words, at + m.len as usize, end, seen));
    }
    for class in [Class::Organisation, Class::Agency, Class::Country, Class::Place] {
        if let Some(m) = words.bare(at, class)
            && (m.len > 1 || !words.is(at, Class::CommonWord) || needs != Needs::State)
        {
            seen.proper = true;
            seen.state |= matches!(class, Class::Country | Class::Place);
            return Some((at + m.len as usize).min(end));
        }
    }
    if let Some(m) = words.bare(at, Class::OrganisationHead)
        && !m.proclitics.has(Proclitics::AL)
        && let Some((stop, inner)) = extent(words, at, m, end)
    {
        *seen = Seen { proper: true, field: true, ..inner };
        return Some(stop);
    }
    if let Some(m) = words.bare(at, Class::PlaceHead)
        && !m.proclitics.has(Proclitics::AL)
        && let Some(stop) = super::place::extent(words, at, end)
    {
        seen.proper = true;
        seen.state = true;
        return Some(stop);
    }
    if let Some(after) = office::honorifics(words, at, end)
        && let Some(run) = name::read(words, after, end, false)
    {
        seen.proper = true;
        return Some(run.end);
    }
    if words.definite(at) {
        if words.sort(at, false) == Sort::Unknown || words.is(at, Class::FamilyName) {
            seen.proper = true;
            return Some(at + 1);
        }
        if needs == Needs::Proper || words.is(at, Class::Office) {
            return None;
        }
        seen.field = true;
        return Some(field(words, at + 1, end, seen));
    }
    let run = name::read(words, at, end, false)?;
    if words.sort(at, false) == Sort::Maybe && run.names + run.unknown == 0 {
        return None;
    }
    seen.proper = true;
    Some(run.end)
}
