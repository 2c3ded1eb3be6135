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
    if m.features.has(Features::DUAL) || m.features.has(Features::TANWIN) || m.proclitics.has(Proclitics::AL) {
        return;
    }
    let at = i + m.len as usize;
    if at >= end || !words.same_line(at) {
        return;
    }
    let sort = lexicon().row(m).map_or("", |r| r.column(0));
    let stop = if matches!(words.document.tokens.kind(at), Kind::QuoteOpen | Kind::QuoteEither) {
        words.closing(at, 7, end).map(|close| close + 1)
    } else if sort == "named" || sort == "direct" {
        proper(words, at, end, sort == "named")
    } else {
        None
    };
    let Some(stop) = stop else { return };
    let mut c = Candidate::new(words.document, (i, stop), front(m), EntityKind::Event, 85, "event-head");
    c.proper = at;
    out.push(c);
}

/// A place, or one noun and a place, with their adjectives.
fn proper(words: Words, at: usize, end: usize, gap: bool) -> Option<usize> {
    let known = |i: usize| [Class::Place, Class::Country].iter().find_map(|c| words.bare(i, *c));
    let stop = if let Some(m) = known(at) {
        at + m.len as usize
    } else {
        let m = known(at + 1).filter(|_| {
            gap && at + 1 < end
                && words.document.is_word(at)
                && words.is(at, Class::CommonWord)
                && !words.is(at, Class::FunctionWord)
                && !words.is(at, Class::SpeechVerb)
                && !words.definite(at)
        })?;
        at + 1 + m.len as usize
    };
    let mut stop = stop.min(end);
    while stop < end && words.same_line(stop) && words.definite_nisba(stop) && !words.temporal(stop) {
        stop += 1;
    }
    Some(stop)
}
