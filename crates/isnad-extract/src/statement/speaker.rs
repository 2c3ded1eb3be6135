//! Who speaks?
//!
//! Finds the phrase that is the subject of a cue, behind it or before it; `naming` tells whom it names, `known` who goes
//! on speaking where the cue stands bare.

use isnad_text::{Kind, Span};

use super::cue::{Cue, Family};
use super::frame::Frame;
use super::known::Known;
use super::naming::named;
use super::phrase::Scene;
use super::words::{Agreement, Sort, Takes};
use crate::EntityKind;
use crate::lexicon::{Class, Features};

/// Who speaks, as far as is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Speaker {
    /// The mention in the sentence.
    pub(super) span: Option<Span>,
    pub(super) name: Option<String>,
    pub(super) entity: Option<usize>,
    pub(super) role: Option<Span>,
    pub(super) agreement: Agreement,
    /// The line of the head noun in its file, to which a later «المصدر» goes back.
    pub(super) head: Option<(Class, u16)>,
    /// How the speaker was found.
    pub(super) how: &'static str,
}

/// The subject before a verb («أوبك تتوقع», «وكان الرئيس … قد تعهد», «رويترز التي قالت»): its tokens.
pub(super) fn before(scene: &Scene, cue: &Cue, clause: usize) -> Option<(usize, usize)> {
    // «وبحسب التقرير رفض العمال …»: a source under the article is nobody's subject.
    let source = |a: usize| {
        let d = scene.document;
        let article = scene.definite(a) || d.tokens.key(a).starts_with("\u{0644}\u{0644}");
        // «بحسب المرصد الذي رجح أن».
        let relative = cue.first > 0 && scene.is_sort(cue.first - 1, Sort::Relative);
        article && !relative && a > 0 && d.is(a - 1, Class::SourceCue)
    };
    standing_before(scene, cue, clause).filter(|(a, _)| !source(*a) && scene.time_at(*a).is_none())
}

fn standing_before(scene: &Scene, cue: &Cue, clause: usize) -> Option<(usize, usize)> {
    let mut end = cue.first;
    if cue.family != Family::Verb || end <= clause {
        return None;
    }
    // «لكنه أكد»: the pronoun of the particle is the subject.
    if cue.first < cue.head && scene.conjunction(cue.first) {
        return None;
    }
    let relative =
        scene.is_sort(end - 1, Sort::Relative) && !scene.governed(end - 1).is_some_and(|g| g.has(Takes::MIN));
    if relative {
        end -= 1;
    }
    while end > clause
        && (matches!(scene.kind(end - 1), Kind::Comma | Kind::Dash) || scene.is_sort(end - 1, Sort::Adverb))
    {
        end -= 1;
    }
    // A day between subject and verb.
    for _ in 0..3 {
        if end <= clause {
            break;
        }
        let day =
            (end.saturating_sub(4).max(clause)..end).find(|i| scene.time_at(*i).is_some_and(|(_, next)| next == end));
        match day {
            Some(i) => end = i,
            None => break,
        }
        while end > clause && scene.kind(end - 1) == Kind::Comma {
            end -= 1;
        }
    }
    if end <= clause || end == clause + 1 && scene.is_sort(clause, Sort::Demonstrative) {
        return None;
    }
    if let Some(found) = after_was(scene, cue, clause, end) {
        return Some(found);
    }
    if let Some(found) = as_for(scene, cue, clause, end) {
        return Some(found);
    }
    if cue.joined && !particle(scene, cue) {
        return None;
    }
    // A name that ends right before the verb.
    if let Some(m) = scene.mention_ending(end - 1)
        && m.tokens.0 >= clause
    {
        if let Some(found) = before_relative(scene, clause, m.tokens.0) {
            return Some((found, end));
        }
        // «روسيا وإيران تدعوان»: the names joined to it.
        let mut start = m.tokens.0;
        while start > clause
            && scene.document.tokens.key(start).starts_with('\u{0648}')
            && let Some(b) = scene.mention_ending(start - 1).filter(|b| b.tokens.0 >= clause)
            && scene.mention_at(start).is_some_and(|m| m.span.start > scene.document.tokens.span(start).start)
        {
            start = b.tokens.0;
        }
        // «وعن علاقته مع فلان، قال».
        let preposed = |i: usize| !relative && scene.is_sort(i, Sort::Preposition) && !scene.is_sort(i, Sort::Relative);
        let under = start > clause && (scene.governed(start - 1).is_some() || preposed(start - 1));
        if start < m.tokens.0 && !under {
            return Some((start, end));
        }
        // «في غزة أعلن أن»: a name behind a preposition is no subject, save that it closes a longer phrase.
        let governed = m.tokens.0 > clause
            && (scene.governed(m.tokens.0 - 1).is_some() && !scene.is_sort(m.tokens.0 - 1, Sort::Relative)
                || m.span.start > scene.document.tokens.span(m.tokens.0).start
                    && [isnad_text::Proclitics::BA, isnad_text::Proclitics::LA]
                        .into_iter()
                        .any(|p| scene.glued(m.tokens.0, p).is_some()));
        // The name may close a longer phrase («مسؤول في وزارة الدفاع أكد»).
        let longer = (m.tokens.0.saturating_sub(8).max(clause)..m.tokens.0).find(|i| {
            scene.person_head(*i)
                && (scene.can_speak(*i) || accusative_subject(scene, *i))
                && scene.noun_phrase(*i, end) >= end
        });
        // «ضباط من الجيش الإسرائيلي يرفضون»: several refuse, and not the one name before the verb.
        let one = cue.features.has(Features::PLURAL)
            && matches!(scene.entity_kind(m), Some(EntityKind::Country | EntityKind::Person | EntityKind::Place));
        return longer.or((!governed && !under && !one).then_some(m.tokens.0)).map(|first| (first, end));
    }
    // A noun phrase that opens the clause and runs to the verb.
    let from = end.saturating_sub(14).max(clause);
    let pointing = |i: usize| scene.is_sort(i, Sort::Demonstrative) && i + 1 == end;
    let preposed =
        |i: usize| i > clause && scene.is_sort(i - 1, Sort::Preposition) && !scene.is_sort(i - 1, Sort::Relative);
    let speaks = |i: usize| (scene.can_speak(i) || accusative_subject(scene, i)) && (relative || !preposed(i));
    (from..end).find(|i| speaks(*i) && !pointing(*i) && scene.noun_phrase(*i, end) >= end).map(|i| (i, end)).or_else(
        || {
            let first = clause_start(scene, clause, end);
            let plain = scene.definite(first) && scene.noun_phrase(first, end) >= end;
            // «رغم أن خطيبته تقول إن»: right before a verb with its clause stands its subject, known or not.
            let bare = end > first
                && end - first <= 3
                && cue.end > cue.first
                && scene.opens(cue.end).is_some()
                && first > clause
                && (first..end).all(|i| {
                    scene.kind(i) == Kind::Word
                        && !scene.document.is(i, Class::FunctionWord)
                        && !scene.document.is(i, Class::SpeechVerb)
                });
            // «ثلاثة من السجناء الثمانية صرحوا».
            let counted = cue.features.has(Features::PLURAL)
                && end <= first + 8
                && (scene.kind(first) == Kind::Number || scene.document.is(first, Class::Numeral))
                && (first..end).all(|i| matches!(scene.kind(i), Kind::Word | Kind::Number) && !scene.finite(i));
            (!relative && (plain || bare || counted)).then_some((first, end))
        },
    )
}

/// «إن متحدثا باسم الحلف قال», «لكن مصدرا أكد»: a person without article behind the particle that makes an accusative.
fn accusative_subject(scene: &Scene, i: usize) -> bool {
    let d = scene.document;
    let particle = |b: usize| {
        d.is(b, Class::Complementiser)
            || scene.is_sort(b, Sort::Conjunction)
                && d.tokens.key(b).trim_start_matches('\u{0648}') == "\u{0644}\u{0643}\u{0646}"
    };
    let person = |m: &crate::lexicon::Match| {
        matches!(
            super::words::words().unnamed(m),
            Some(super::words::SourceKind::Person | super::words::SourceKind::Office)
        )
    };
    i > 0 && particle(i - 1) && d.tags.all(i, Class::UnnamedSource).any(person)
}

/// «أما الوزير السابق فقال»: the subject between the two particles.
fn as_for(scene: &Scene, cue: &Cue, clause: usize, end: usize) -> Option<(usize, usize)> {
    let joined = cue.joined && scene.document.tokens.key(cue.first).starts_with('\u{0641}');
    let from = end.saturating_sub(16).max(clause);
    let k = joined.then(|| (from..end).find(|i| scene.is_sort(*i, Sort::Topic))).flatten()?;
    let stop = scene.noun_phrase(k + 1, end);
    (k + 1 < end && stop + 3 >= end).then_some((k + 1, stop.max(k + 2)))
}

/// «التحالف الذي تقوده واشنطن نفى»: the phrase that a relative clause with the name at `name` describes.
fn before_relative(scene: &Scene, clause: usize, name: usize) -> Option<usize> {
    let from = name.saturating_sub(3).max(clause + 1);
    let relative =
        (from..name).find(|r| scene.is_sort(*r, Sort::Relative) && scene.function(*r, Sort::Preposition).is_none())?;
    let from = relative.saturating_sub(12).max(clause);
    (from..relative).find(|i| scene.can_speak(*i) && scene.noun_phrase(*i, relative) >= relative)
}

/// «وكان X قد …», «وكان X أعلن»: the subject between the auxiliary and the verb.
pub(super) fn after_was(scene: &Scene, cue: &Cue, clause: usize, end: usize) -> Option<(usize, usize)> {
    let from = end.saturating_sub(28).max(clause);
    let k = (from..end).rev().find(|i| scene.is_sort(*i, Sort::Auxiliary) && was(scene, *i))?;
    // «عندما كان رئيسا للوزراء»: what he was.
    if cue.joined && !particle(scene, cue)
        || !scene.can_speak(k + 1)
        || scene.accusative(k + 1) && scene.mention_at(k + 1).is_none()
    {
        return None;
    }
    let stop = scene.noun_phrase(k + 1, end);
    // «وكان X في زيارته … قد دعا».
    let sure = particle(scene, cue) && (stop..end).all(|i| scene.kind(i) != Kind::Stop && !scene.finite(i));
    (stop + 6 >= end || sure).then_some((k + 1, stop.max(k + 2)))
}

fn was(scene: &Scene, i: usize) -> bool {
    let key = scene.document.tokens.key(i);
    key.ends_with("\u{0643}\u{0627}\u{0646}") || key.ends_with("\u{0643}\u{0627}\u{0646}\u{062A}")
}

/// Whether the cue begins with a particle as a word of its own («قد تعهد»).
fn particle(scene: &Scene, cue: &Cue) -> bool {
    let _ = scene;
    cue.first < cue.head && cue.family == Family::Verb
}

fn clause_start(scene: &Scene, clause: usize, end: usize) -> usize {
    (clause..end)
        .rev()
        .find(|i| {
            !matches!(scene.kind(*i), Kind::Word | Kind::Number | Kind::Latin)
                || scene.conjunction(*i)
                || scene.document.is(*i, Class::Complementiser)
        })
        .map_or(clause, |i| i + 1)
}

/// «عن الوزير قوله»: the tokens between the preposition and a noun of speech with its owner.
fn source_before(scene: &Scene, cue: &Cue, clause: usize) -> Option<(usize, usize)> {
    if cue.family != Family::Noun || cue.pronoun.is_empty() {
        return None;
    }
    let from = cue.first.saturating_sub(20).max(clause);
    let at = (from..cue.first).rev().find(|i| scene.governed(*i).is_some_and(|g| g.has(Takes::ANI)))?;
    let end = scene.noun_phrase(at + 1, cue.first);
    (end >= cue.first && end > at + 1).then_some((at + 1, end))
}

/// The speaker of a frame that names one, after or before its cue.
pub(super) fn explicit(scene: &Scene, known: &Known, frame: &Frame, clause: usize) -> Option<Speaker> {
    if let Some((a, b)) = frame.subject {
        let mut speaker = named(scene, known, a, b);
        // «نقل عن فلان قوله», «قولها».
        match (frame.cue.family, frame.cue.pronoun) {
            (Family::Noun, "3ms") if speaker.agreement.feminine.is_none() => {
                speaker.agreement = Agreement { feminine: Some(false), plural: Some(false) };
            }
            (Family::Noun, "3fs") if speaker.agreement.feminine.is_none() => {
                speaker.agreement = Agreement { feminine: Some(true), plural: Some(false) };
            }
            _ => {}
        }
        if frame.cue.family == Family::Verb {
            // A verb before its subject agrees in gender only.
            let feminine = frame.cue.features.has(Features::FEMININE);
            if speaker.agreement.plural != Some(true) {
                speaker.agreement = Agreement { feminine: Some(feminine), plural: Some(false) };
            }
        }
        return Some(speaker);
    }
    // «نُقل عن الوزير قوله»: the source right before the noun.
    if let Some((a, b)) = source_before(scene, &frame.cue, clause) {
        let s = named(scene, known, a, b);
        return Some(s);
    }
    let (a, b) = before(scene, &frame.cue, clause)?;
    // «ألقى فلان كلمة في جامعة المدينة أشار فيها إلى»: the clause describes the speech; who held it stands further before.
    let inside = scene.document.tokens.key(frame.cue.end).starts_with("\u{0641}\u{064A}\u{0647}");
    let place = scene.mention_at(a).is_some_and(|m| scene.entity_kind(m) != Some(EntityKind::Person))
        && a > clause
        && scene.governed(a - 1).is_some_and(|g| g.has(Takes::FI));
    if inside && place && !frame.cue.joined && frame.cue.first == frame.cue.head {
        return None;
    }
    // «بيانا أكد فيه»: the document is told of in the accusative, its author speaks; behind «أن» and «لكن» it is the subject.
    if scene.document.entry(a, Class::UnnamedSource).is_some_and(|m| m.features.has(Features::TANWIN))
        && !accusative_subject(scene, a)
    {
        return None;
    }
    let mut speaker = named(scene, known, a, b);
    if speaker.agreement.plural != Some(true) {
        speaker.agreement = Agreement::of(frame.cue.features);
    }
    Some(speaker)
}
