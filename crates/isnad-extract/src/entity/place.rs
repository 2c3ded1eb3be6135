//! Which places are named by a head noun and what follows it?
//!
//! «مدينة الرياض», «قاعدة الحبانية العسكرية», «معمل "كونيكو"»: the mention keeps the noun.

use isnad_text::{Kind, Proclitics};

use super::candidate::{Candidate, front};
use super::name;
use super::office;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features, lexicon};

/// Proposes the place whose head is token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(m) = words.any(i, Class::PlaceHead) else { return };
    if m.features.has(Features::PLURAL) && lexicon().row(m).is_none_or(|r| r.column(0) != "plural")
        || m.features.has(Features::DUAL)
        || m.features.has(Features::TANWIN)
    {
        return;
    }
    if m.proclitics.has(Proclitics::AL) {
        // «الحي الصناعي»: a quarter by what is in it.
        let at = i + m.len as usize;
        let quarter = lexicon().row(m).is_some_and(|r| r.key == "hy") && at < end && words.same_line(at);
        let nisba = words.definite(at) && words.document.tokens.key(at).ends_with('\u{064A}');
        if quarter && nisba && words.is(at, Class::BodyAdjective) && !words.definite_nationality(at) {
            out.push(Candidate::new(words.document, (i, at + 1), front(m), EntityKind::Place, 86, "place-head"));
        }
        return;
    }
    // «عن طريق أحمد»: by means of somebody.
    let ani = |b: usize| {
        let row = |f: &crate::lexicon::Match| lexicon().row(f).is_some_and(|r| r.key == "governed-ani");
        words.document.tags.all(b, Class::FunctionWord).any(row)
    };
    if lexicon().row(m).is_some_and(|r| r.key == "tryq") && i.checked_sub(1).is_some_and(ani) {
        return;
    }
    let Some(stop) = extent(words, i, end.min(i + 8)) else { return };
    let titled = office::honorifics(words, i + m.len as usize, end).is_some();
    let weight = if titled { 99 } else { 86 + (stop - i).min(9) as u8 };
    let mut c = Candidate::new(words.document, (i, stop), front(m), EntityKind::Place, weight, "place-head");
    c.proper = i + m.len as usize;
    if let Some(p) = words.bare(c.proper, Class::Place) {
        c.known = Some((Class::Place, p.row));
    }
    out.push(c);
}

/// One past the place that begins at `i`, where one does.
pub(super) fn reach(words: Words, i: usize, end: usize) -> Option<usize> {
    let m = words.any(i, Class::PlaceHead)?;
    if m.proclitics.has(Proclitics::AL) { None } else { extent(words, i, end.min(i + 8)) }
}

/// One past the name of the place whose head stands at `i`.
pub(super) fn extent(words: Words, i: usize, end: usize) -> Option<usize> {
    let m = words.any(i, Class::PlaceHead)?;
    let any = lexicon().row(m).is_some_and(|r| r.column(0) == "any");
    let at = i + m.len as usize;
    if at >= end || !words.same_line(at) {
        return None;
    }
    if words.opens_quote(at) {
        let close = words.closing(at, 4, end + 2)?;
        return Some(adjectives(words, close + 1, end));
    }
    if !words.document.is_word(at) || words.temporal(at) {
        return None;
    }
    if let Some(m) = words.bare(at, Class::Place) {
        let stop = at + m.len as usize;
        // «نهر ريو غراندي»: an unknown word goes on with a foreign name.
        if m.len == 1
            && words.is(at, Class::CommonWord)
            && stop < end
            && words.sort(stop, false) == Sort::Unknown
            && !words.definite(stop)
            && words.same_line(stop)
        {
            return Some(stop + 1);
        }
        return Some(adjectives(words, at + m.len as usize, end));
    }
    if let Some(m) = words.bare(at, Class::PlaceHead)
        && !m.proclitics.has(Proclitics::AL)
        && at > i
        && let Some(stop) = extent(words, at, end)
    {
        return Some(stop);
    }
    if let Some(after) = office::honorifics(words, at, end)
        && let Some(run) = name::read(words, after, end, false)
        && (run.names > 0 || run.maybes > 0)
    {
        return Some(adjectives(words, run.end, end));
    }
    // «قرية البو سوير»
    let sort = if words.particle(at, false).is_some() { Sort::Particle } else { words.sort(at, false) };
    match sort {
        Sort::Name | Sort::Particle | Sort::Unknown => {
            let run = name::read(words, at, end.min(at + 3), false)?;
            Some(adjectives(words, run.end, end))
        }
        Sort::Maybe if any => Some(at + 1),
        Sort::Other
            if any
                // «لقضاء الإجازة», «لمقاطعة الانتخابات»: a deed, no place.
                && !m.proclitics.has(Proclitics::LA)
                && words.definite(at)
                && !words.is(at, Class::Office)
                && !words.is(at, Class::FunctionWord)
                && words.document.tokens.kind(at) == Kind::Word =>
        {
            Some(adjectives(words, at + 1, end))
        }
        _ => None,
    }
}

/// «الدولي», «الجوية», «العسكرية» after the name of a place.
fn adjectives(words: Words, mut at: usize, end: usize) -> usize {
    while at < end && words.same_line(at) && words.is(at, Class::PlaceAdjective) && words.definite(at) {
        at += 1;
    }
    at
}
