//! Who speaks?
//!
//! Reads the subject of a cue, or, where it stands bare, the speaker in force, and finds the fullest name, the
//! entity and the office. «البيان», «المصدر», «الوزير» go back to what they name.

use isnad_text::{Kind, Proclitics, Span};

use super::cue::{Cue, Family};
use super::frame::Frame;
use super::phrase::Scene;
use super::words::{Agreement, Sort, SourceKind, Takes, words};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, Features, Match};

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

/// The speakers met so far, the latest last.
#[derive(Debug, Default)]
pub(super) struct Known {
    met: Vec<Speaker>,
}

const KEPT: usize = 24;

impl Known {
    pub(super) fn meet(&mut self, speaker: &Speaker) {
        if speaker.name.is_none() {
            return;
        }
        self.met.retain(|s| s.name != speaker.name);
        self.met.push(Speaker { span: None, ..speaker.clone() });
        if self.met.len() > KEPT {
            self.met.remove(0);
        }
    }

    /// The latest speaker that a bare verb of this form can mean.
    pub(super) fn in_force(&self, form: Agreement) -> Option<Speaker> {
        let found = self.met.iter().rev().take(4).find(|s| s.agreement.suits(form)).or_else(|| self.met.last());
        found.map(|s| Speaker { how: "carried", ..s.clone() })
    }

    pub(super) fn latest(&self) -> Option<&Speaker> {
        self.met.last()
    }

    /// The speaker that «المصدر», «البيان» name again.
    fn again(&self, head: (Class, u16)) -> Option<&Speaker> {
        self.met.iter().rev().find(|s| s.head == Some(head))
    }
}

/// The speaker that the tokens `first..end` name.
pub(super) fn named(scene: &Scene, known: &Known, first: usize, end: usize) -> Speaker {
    let d = scene.document;
    // «لإيمان ناصري» after «وفقا»: the preposition is no part of the name.
    let start = scene
        .glued(first, Proclitics::LA)
        .filter(|_| scene.mention_at(first).is_none_or(|m| m.full.start > d.tokens.span(first).start));
    let byte = start.map_or(d.tokens.span(first).start, |b| d.tokens.offset_in(d.text, first, b));
    let mut span = Span::new(byte, d.tokens.span(end.max(first + 1) - 1).end);
    let head = head(scene, first);
    let unnamed = d.entry(first, Class::UnnamedSource).filter(|m| !m.proclitics.has(Proclitics::AL));
    let mentions: Vec<&MentionOf> = scene.entities.within(span).filter(|m| span.contains(m.span)).collect();
    let person = mentions.iter().find(|m| scene.entity_kind(m) == Some(EntityKind::Person));
    let leading = mentions.iter().find(|m| m.full.start <= byte + 1 || m.span.start == byte);
    let document_head = unnamed.is_some_and(|m| words().unnamed(m) == Some(SourceKind::Document));
    let chosen = match (person, leading) {
        (Some(p), _) if !document_head && !stands_below(scene, p, first) => Some(*p),
        (_, Some(l)) if unnamed.is_none() || l.tokens.1 + 1 >= end => Some(*l),
        _ => None,
    };
    if let Some(m) = chosen {
        if m.full.end > span.end {
            span.end = m.full.end;
        }
        let mut speaker = Speaker {
            span: Some(span),
            agreement: agreement(scene, first),
            head,
            how: "named",
            ..of_entity(scene, m.entity)
        };
        if let Some(joint) = joined(scene, &mentions, span) {
            speaker.name = Some(joint);
        } else if let Some(longer) = extended(scene, m, end) {
            speaker.name = Some(longer);
        }
        if speaker.role.is_none() && scene.entity_kind(m) == Some(EntityKind::Person) {
            speaker.role = beside(scene, m, first, end);
        }
        return speaker;
    }
    again(scene, known, first, end, span, head)
}

/// The speaker that an entity is: its fullest name and its first office.
fn of_entity(scene: &Scene, n: usize) -> Speaker {
    let entities = &scene.entities.entities;
    let n = match entities.get(n) {
        Some(e) if e.kind == EntityKind::Person => scene.roster.fuller(&e.name).unwrap_or(n),
        _ => n,
    };
    let entity = entities.get(n);
    let role = entity.filter(|e| e.kind == EntityKind::Person).and_then(|e| e.roles.first().copied());
    Speaker { name: entity.map(|e| e.name.clone()), entity: Some(n), role, ..Speaker::default() }
}

/// The office in the phrase itself, before the name («وزير الزراعة هان») or behind it («غراندي، رئيس المفوضية»).
fn beside(scene: &Scene, m: &MentionOf, first: usize, end: usize) -> Option<Span> {
    let d = scene.document;
    let office = |i: usize| d.is(i, Class::Office) || d.is(i, Class::UnnamedSource);
    let name = d.tokens.at_or_after(m.span.start);
    let mut before = name;
    while before > first && (scene.kind(before - 1) == Kind::Comma || d.is(before - 1, Class::Honorific)) {
        before -= 1;
    }
    if before > first && office(first) {
        return Some(d.tokens.cover(first, before));
    }
    let from = d.tokens.at_or_after(m.span.end);
    let title = (from..end.min(from + 4)).find(|i| office(*i))?;
    Some(d.tokens.cover(title, end))
}

/// «فيليبو غراندي،» where only the given name is known: the name runs on to the comma, the title or the clause.
fn extended(scene: &Scene, m: &MentionOf, end: usize) -> Option<String> {
    let d = scene.document;
    let entity = scene.entities.entities.get(m.entity)?;
    if entity.kind != EntityKind::Person || entity.name.contains(' ') || m.span.end != m.full.end {
        return None;
    }
    let last = d.tokens.at_or_after(m.span.end);
    let stop = (last..end.min(last + 3)).find(|i| {
        scene.kind(*i) != Kind::Word
            || d.is(*i, Class::Office)
            || d.is(*i, Class::UnnamedSource)
            || scene.stops(*i)
            || d.is(*i, Class::Nationality)
    });
    let stop = stop.unwrap_or(end.min(last + 3));
    (stop > last).then(|| Span::new(m.span.start, d.tokens.span(stop - 1).end).of(d.text).to_owned())
}

/// «البيان», «المصادر», «الوزير»: who was meant before; else the phrase itself.
fn again(scene: &Scene, known: &Known, first: usize, end: usize, span: Span, head: Option<(Class, u16)>) -> Speaker {
    let d = scene.document;
    let here = |s: Speaker| Speaker { span: Some(span), ..s };
    if end <= first + 1
        && let Some(n) = scene.roster.fuller(span.of(d.text))
    {
        return here(Speaker { how: "by surname", head, ..of_entity(scene, n) });
    }
    let definite = scene.definite(first);
    let pointing = scene.is_sort(first, Sort::Demonstrative);
    if end <= first + 2
        && (definite || pointing)
        && let Some(again) = head.and_then(|h| known.again(h))
    {
        return here(Speaker { how: "named again", ..again.clone() });
    }
    if let Some(n) = scene.roster.holder(d, first, span) {
        return here(Speaker { how: "by office", agreement: agreement(scene, first), head, ..of_entity(scene, n) });
    }
    if definite && end <= first + 2 {
        let body = scene.roster.body(d, first);
        if let Some(n) = body {
            return here(Speaker { how: "named again", head, ..of_entity(scene, n) });
        }
        let unnamed = d.entry(first, Class::UnnamedSource);
        match unnamed.and_then(|m| words().unnamed(m)) {
            Some(SourceKind::Document) => {
                if let Some(at) = scene.roster.paper(d, first) {
                    let stop = scene.noun_phrase(at, at + 12);
                    let name = plain(d.tokens.cover(at, stop.max(at + 1)).of(d.text));
                    return here(Speaker {
                        name: Some(name),
                        agreement: agreement(scene, first),
                        head,
                        how: "named again",
                        ..Speaker::default()
                    });
                }
            }
            Some(kind) if end <= first + 1 && unnamed.is_some_and(|m| !m.features.has(Features::PLURAL)) => {
                let wanted = if kind == SourceKind::Person { EntityKind::Person } else { EntityKind::Organisation };
                let last =
                    known.met.iter().rev().find(|s| {
                        s.entity.and_then(|n| scene.entities.entities.get(n)).is_some_and(|e| e.kind == wanted)
                    });
                if let Some(last) = last {
                    return here(Speaker { how: "named again", ..last.clone() });
                }
            }
            _ => {}
        }
    }
    if pointing
        && end <= first + 1
        && let Some(latest) = known.latest()
    {
        return here(Speaker { how: "pointed at", ..latest.clone() });
    }
    // An office tells who speaks; «مسؤول», «محلل» without a name only what he is.
    let role = (d.is(first, Class::Office) && !d.is(first, Class::UnnamedSource)).then_some(span);
    let name = Some(plain(span.of(d.text)));
    here(Speaker { name, role, agreement: agreement(scene, first), head, how: "phrase", ..Speaker::default() })
}

/// «المتحدث باسم بلينكن»: the person named belongs to the phrase and is not who speaks.
fn stands_below(scene: &Scene, person: &MentionOf, first: usize) -> bool {
    let start = scene.document.tokens.span(first).start;
    // «الناطق باسم الإعلام الحربي»: an adjective that only looks like a surname.
    let adjective = person.full == person.span
        && scene.definite(person.tokens.0)
        && person.tokens.1 == person.tokens.0 + 1
        && person.tokens.0 > first
        && scene.definite(person.tokens.0 - 1)
        && scene.document.is(first, Class::UnnamedSource);
    adjective
        || person.full.start > start
            && person.tokens.0 > first
            && (scene.governed(person.tokens.0.saturating_sub(1)).is_some()
                || scene.glued(person.tokens.0, Proclitics::LA).is_some()
                || scene.document.is(first, Class::UnnamedSource)
                    && scene
                        .document
                        .entry(first, Class::UnnamedSource)
                        .is_some_and(|m| words().unnamed(m) == Some(SourceKind::Document)))
}

/// «الولايات المتحدة والعراق»: joint speakers as written.
fn joined(scene: &Scene, mentions: &[&MentionOf], span: Span) -> Option<String> {
    let [a, b] = mentions else { return None };
    let d = scene.document;
    let key = d.tokens.key(b.tokens.0);
    let adjacent =
        a.tokens.1 == b.tokens.0 && key.starts_with('\u{0648}') && a.entity != b.entity && b.full.end == span.end;
    adjacent.then(|| plain(Span::new(a.span.start, b.span.end).of(d.text)))
}

/// The line of the noun that heads a phrase.
fn head(scene: &Scene, first: usize) -> Option<(Class, u16)> {
    [Class::UnnamedSource, Class::Office, Class::OrganisationHead, Class::SpeechNoun]
        .into_iter()
        .find_map(|class| scene.document.entry(first, class).map(|m| (class, m.row)))
}

/// Gender and number of a phrase, from the form of its head.
fn agreement(scene: &Scene, first: usize) -> Agreement {
    let d = scene.document;
    let head: Option<&Match> =
        [Class::Office, Class::UnnamedSource, Class::Honorific].into_iter().find_map(|c| d.entry(first, c));
    match head {
        Some(m) => {
            let plural = m.features.has(Features::PLURAL);
            let feminine = (!plural)
                .then(|| m.features.has(Features::FEMININE) || d.tokens.key(first).ends_with('\u{0647}') && m.len == 1);
            Agreement { feminine, plural: Some(plural) }
        }
        None => Agreement::default(),
    }
}

/// A phrase as a name: quotation marks at its ends left out.
fn plain(phrase: &str) -> String {
    let trimmed = phrase.trim_matches(|c: char| {
        c.is_whitespace() || isnad_text::letters::quote(c).is_some() || matches!(c, '،' | ',' | '(' | ')')
    });
    let lost = trimmed.chars().filter(|c| isnad_text::letters::quote(*c).is_some()).count() % 2 == 1;
    if lost { phrase.trim().to_owned() } else { trimmed.to_owned() }
}

/// The subject before a verb («أوبك تتوقع», «وكان الرئيس … قد تعهد», «رويترز التي قالت»): its tokens.
pub(super) fn before(scene: &Scene, cue: &Cue, clause: usize) -> Option<(usize, usize)> {
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
    if end <= clause {
        return None;
    }
    // «وكان X قد …», «وكان X أعلن».
    let from = end.saturating_sub(28).max(clause);
    let auxiliary = (from..end).rev().find(|i| scene.is_sort(*i, Sort::Auxiliary) && was(scene, *i));
    if let Some(k) = auxiliary
        && !cue.joined | particle(scene, cue)
        && scene.can_speak(k + 1)
        && scene.noun_phrase(k + 1, end) + 6 >= end
    {
        return Some((k + 1, scene.noun_phrase(k + 1, end).max(k + 2)));
    }
    if cue.joined && !particle(scene, cue) {
        return None;
    }
    // A name that ends right before the verb.
    if let Some(m) = scene.mention_ending(end - 1)
        && m.tokens.0 >= clause
    {
        // The name may close a longer phrase («مسؤول في وزارة الدفاع أكد»).
        let longer = (m.tokens.0.saturating_sub(8).max(clause)..m.tokens.0)
            .find(|i| scene.person_head(*i) && scene.can_speak(*i) && scene.noun_phrase(*i, end) >= end);
        return Some((longer.unwrap_or(m.tokens.0), end));
    }
    // A noun phrase that opens the clause and runs to the verb.
    let from = end.saturating_sub(14).max(clause);
    (from..end).find(|i| scene.can_speak(*i) && scene.noun_phrase(*i, end) >= end).map(|i| (i, end)).or_else(|| {
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
        (!relative && (plain || bare)).then_some((first, end))
    })
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

/// The speaker of a frame that names one, after or before its cue.
pub(super) fn explicit(scene: &Scene, known: &Known, frame: &Frame, clause: usize) -> Option<Speaker> {
    if let Some((a, b)) = frame.subject {
        let mut speaker = named(scene, known, a, b);
        if frame.cue.family == Family::Verb {
            // A verb before its subject agrees in gender only.
            let feminine = frame.cue.features.has(Features::FEMININE);
            if speaker.agreement.plural != Some(true) {
                speaker.agreement = Agreement { feminine: Some(feminine), plural: Some(false) };
            }
        }
        return Some(speaker);
    }
    let (a, b) = before(scene, &frame.cue, clause)?;
    // «بيانا أكد فيه»: the document is told of in the accusative, its author speaks.
    if scene.document.entry(a, Class::UnnamedSource).is_some_and(|m| m.features.has(Features::TANWIN)) {
        return None;
    }
    let mut speaker = named(scene, known, a, b);
    speaker.agreement = Agreement::of(frame.cue.features);
    Some(speaker)
}
