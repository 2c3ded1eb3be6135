//! Which events are named by a head noun and a proper name?
//!
//! «مهرجان صيف الباحة», «عملية "درع الفرات"»: quoted, or with a place or person in it; «عملية عسكرية» is none.

use isnad_text::{Kind, Proclitics};

use super::candidate::{Candidate, front};
use super::word::Words;
use crate::EntityKind;
use crate::lexicon::{Class, Features, lexicon};

/// Proposes the event whose head is token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(m) = words.any(i, Class::EventHead) else { return };
    if m.features.has(Features::DUAL) || m.features.has(Features::TANWIN) || m.features.has(Features::PLURAL) {
        return;
    }
    let at = i + m.len as usize;
    if at >= end || !words.same_line(at) {
        return;
    }
    let sort = lexicon().row(m).map_or("", |r| r.column(0));
    let stop = if m.proclitics.has(Proclitics::AL) {
        definite(words, at, end).filter(|_| sort == "named" || sort == "meeting")
    } else if matches!(words.document.tokens.kind(at), Kind::QuoteOpen | Kind::QuoteEither) {
        quoted(words, at, end)
    } else {
        match sort {
            "named" => year(words, at).or_else(|| proper(words, at, end)).or_else(|| subject(words, at, end)),
            "meeting" => place(words, at, &[Class::Place, Class::Country]).map(|stop| adjectives(words, stop, end)),
            "city" => place(words, at, &[Class::Place]),
            _ => None,
        }
    };
    let Some(stop) = stop else { return };
    let mut c = Candidate::new(words.document, (i, stop), front(m), EntityKind::Event, 95, "event-head");
    c.proper = at;
    out.push(c);
}

/// One past a place of the lexicon.
fn place(words: Words, at: usize, classes: &[Class]) -> Option<usize> {
    classes.iter().find_map(|c| words.bare(at, *c)).map(|m| at + m.len as usize)
}

/// One past the marks, unless what stands in them is known for something else («هجمات "داعش"»).
fn quoted(words: Words, at: usize, end: usize) -> Option<usize> {
    let known = [Class::Organisation, Class::Agency, Class::Country].iter().any(|c| words.bare(at + 1, *c).is_some());
    words.closing(at, 7, end).filter(|_| !known).map(|close| close + 1)
}

/// «اتفاقية 1959».
fn year(words: Words, at: usize) -> Option<usize> {
    let tokens = &words.document.tokens;
    (tokens.kind(at) == Kind::Number && tokens.key(at).len() == 4).then_some(at + 1)
}

/// A place, or one noun and a place, with their adjectives: «مهرجان صيف الباحة».
fn proper(words: Words, at: usize, end: usize) -> Option<usize> {
    let both = [Class::Place, Class::Country];
    let stop = place(words, at, &both).or_else(|| {
        let noun = at + 1 < end
            && words.document.is_word(at)
            && words.is(at, Class::CommonWord)
            && !words.is(at, Class::FunctionWord)
            && !words.is(at, Class::SpeechVerb)
            && !words.definite(at);
        place(words, at + 1, &both).filter(|_| noun)
    })?;
    Some(adjectives(words, stop.min(end), end))
}

/// «مهرجان العسل الدولي»: what it is about, and an adjective that makes it one.
fn subject(words: Words, at: usize, end: usize) -> Option<usize> {
    let noun =
        words.document.is_word(at) && words.definite(at) && words.is(at, Class::CommonWord) && !words.temporal(at);
    let stop = adjectives(words, at + 1, end);
    (noun && words.same_line(at) && stop > at + 1).then_some(stop)
}

/// «المؤتمر العالمي للبطاطا»: after the article an adjective and a field are needed.
fn definite(words: Words, at: usize, end: usize) -> Option<usize> {
    let stop = adjectives(words, at, end);
    let field = stop > at
        && stop < end
        && words.same_line(stop)
        && words.for_definite(stop)
        && words.is(stop, Class::CommonWord);
    field.then(|| adjectives(words, stop + 1, end))
}

/// One past the adjectives with the article.
fn adjectives(words: Words, mut at: usize, end: usize) -> usize {
    while at < end
        && words.same_line(at)
        && !words.temporal(at)
        && words.definite(at)
        && (words.definite_nisba(at) && words.is(at, Class::CommonWord)
            || words.is(at, Class::BodyAdjective)
            || words.definite_nationality(at))
    {
        at += 1;
    }
    at
}
