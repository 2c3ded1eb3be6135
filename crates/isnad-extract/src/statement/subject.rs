//! Which words behind a verb are its subject, where no name or noun of the lists tells?
//!
//! Reads a subject in quotation marks («أكد "فلان" أن»), one whose words no list knows, and tells it from what the verb has as
//! its object. `noun` reads the phrase itself, `refuse` tells whom a verb only addresses.

use isnad_text::{Kind, Proclitics};

use super::cue::Cue;
use super::phrase::Scene;
use super::words::{Sort, Takes};
use crate::lexicon::{Class, Features};

/// «لخص الموضوع قائلا», «وصف الحل بأنه»: what a verb with an object has right behind it, and then the words.
pub(super) fn is_object(scene: &Scene, cue: &Cue, from: usize, end: usize) -> bool {
    let d = scene.document;
    let named = (from..end).any(|i| scene.mention_at(i).is_some() || d.is(i, Class::GivenName));
    if !cue.takes.has(Takes::OBJECT) || end <= from || named || !scene.definite(from) {
        return false;
    }
    let saying = d
        .tags
        .all(end, Class::SpeechVerb)
        .any(|m| m.features.has(Features::PARTICIPLE) && m.features.has(Features::TANWIN));
    let being = !cue.takes.has(Takes::BI) && scene.opens(end).is_some() && d.tokens.key(end).starts_with('\u{0628}');
    saying || being
}

/// «أكد "فلان" أن»: the end of a subject in quotation marks, right before the clause.
pub(super) fn marked_subject(scene: &Scene, cue: &Cue, from: usize, limit: usize) -> Option<usize> {
    let q = scene.quotes.opening(from).filter(|q| q.closed && q.words <= 8 && q.after < limit)?;
    let head = [Class::OrganisationHead, Class::UnnamedSource].into_iter().any(|c| scene.document.is(q.first, c));
    if q.words > 4 && !head {
        return None;
    }
    // «دعا "جيش الشمال" في بيان إلى»: a body in marks.
    let body = scene.mention_around(q.first).is_some_and(|m| m.tokens.1 >= q.end);
    // «وقال "أبو فلان": "…"».
    let colon =
        scene.kind(q.after) == Kind::Colon || scene.kind(q.after) == Kind::Comma && scene.opens(q.after + 1).is_some();
    if colon && q.words <= 4 && q.after + 1 < limit && cue.takes.has(Takes::QUOTE) {
        return Some(q.after);
    }
    // «كشفت "القناة 12" العبرية أن»: the adjective behind the marks.
    let adjective = scene.definite(q.after) && scene.document.is(q.after, Class::Nationality);
    if adjective
        && q.words <= 4
        && (scene.opens(q.after + 1).is_some() || scene.governed(q.after + 1).is_some_and(|g| cue.takes.has(g)))
    {
        return Some(q.after + 1);
    }
    let mut next = q.after;
    // «"وكالة …"، "الأونروا"، إن».
    while next < limit
        && let Some(other) = scene.quotes.opening(next + 1).filter(|o| scene.kind(next) == Kind::Comma && o.words <= 3)
    {
        next = other.after;
    }
    if next > q.after && scene.kind(next) == Kind::Comma && scene.opens(next + 1).is_some() {
        return Some(q.after);
    }
    // «ودعت "النجدة"، الدول والهيئات، إلى».
    let aside = scene.kind(q.after) == Kind::Comma && (q.words > 2 || !cue.takes.has(Takes::OBJECT));
    let clause = body && scene.kind(q.after) != Kind::Stop && !aside
        || scene.governed(q.after).is_some_and(|g| cue.takes.has(g) && !g.has(Takes::FI))
        || scene.opens(q.after).is_some()
        || scene.governed(q.after).is_some() && scene.opens(q.after + 1).is_some();
    clause.then_some(q.after)
}

pub(super) fn subject(scene: &Scene, cue: &Cue, from: usize, end: usize, has: bool) -> Option<(usize, usize)> {
    let singular = !cue.features.has(Features::PLURAL) && !cue.features.has(Features::DUAL);
    (has && singular && end > from && scene.kind(from) != Kind::Comma).then_some((from, end))
}

/// Sorts of function words with which no subject begins.
const NO_SUBJECT: [Sort; 10] = [
    Sort::Preposition,
    Sort::Particle,
    Sort::Adverb,
    Sort::Auxiliary,
    Sort::Modal,
    Sort::Relative,
    Sort::Pronoun,
    Sort::Conjunction,
    Sort::While,
    Sort::Issued,
];

/// The end of a subject whose words the lexicon does not know: up to a comma, an occasion or a preposition.
pub(super) fn unknown_subject(scene: &Scene, from: usize, opener: usize) -> usize {
    let d = scene.document;
    // «وأضاف قائلا», «يتابع "شخصيا"»: an adverb or a word in marks is no subject.
    let adverb = d.entry(from, Class::SpeechVerb).is_some_and(|m| m.features.has(Features::PARTICIPLE))
        || d.tokens.span(from).of(d.text).contains('\u{064B}')
        || !matches!(scene.kind(from), Kind::Word | Kind::Latin | Kind::Number);
    // «تعتبر امتدادا», «يعتبر جزءا»: a common word in the accusative, written without its mark.
    let key = d.tokens.key(from);
    let accusative = key.ends_with('\u{0627}')
        && key.chars().count() >= 4
        && !matches!(scene.kind(from + 1), Kind::Comma | Kind::Colon)
        && d.is(from, Class::CommonWord)
        && !d.is(from, Class::GivenName)
        && !d.is(from, Class::FamilyName)
        && !d.is(from, Class::Nationality)
        && scene.mention_around(from).is_none();
    // «سألته وقال إنه»: another verb.
    let verb =
        d.tags.all(from, Class::SpeechVerb).any(|m| m.proclitics.conjunction() && m.features.has(Features::PAST));
    if from >= opener
        || verb
        || adverb
        || accusative
        || scene.own_words(from)
        || scene.glued(from, Proclitics::BA).is_some() && !(from + 1 == opener && scene.name_before_mark(from))
        || scene.glued(from, Proclitics::LA).is_some()
        || super::occasion::head(scene, from).is_some()
        || scene.governed(from).is_some()
        || NO_SUBJECT.into_iter().any(|sort| scene.is_sort(from, sort))
    {
        return from;
    }
    let end = scene.noun_phrase(from, opener).max(from);
    // «وقال أكثر من ألف شخص إنهم»: a number and what it counts.
    let counted = end == from + 1 && scene.governed(end).is_some_and(|g| g.has(Takes::MIN)) && opener <= from + 8;
    if counted { opener } else { end }
}
