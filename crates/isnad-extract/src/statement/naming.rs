//! What is a phrase's speaker called?
//!
//! Reads the tokens of a speaker's phrase and gives the fullest name, the entity and the office, from the names that the
//! text knows, from the phrase itself, or from whom «البيان», «المصدر», «الوزير» name again.

use isnad_text::{Proclitics, Span};

use super::known::Known;
use super::phrase::Scene;
use super::speaker::Speaker;
use super::title::{self, Title};
use super::words::{Agreement, Sort, SourceKind, words};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, Features, Match};

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
    let document_head = unnamed.and_then(|m| words().unnamed(m)).is_some_and(SourceKind::is_document);
    let parts = if document_head { Title::default() } else { title::parts(scene, first, end) };
    let chosen = match (person, leading) {
        (Some(p), _) if !document_head && !stands_below(scene, p, first) => Some(*p),
        (_, Some(l)) if (unnamed.is_none() || l.tokens.1 + 1 >= end) && parts.name.is_none() => Some(*l),
        _ => None,
    };
    if let Some((a, b)) = scene.name_in_marks(first).filter(|(_, b)| *b <= end) {
        let office = (b + 1..end.min(b + 3)).find(|i| scene.office(*i));
        return Speaker {
            span: Some(span),
            name: Some(plain(d.tokens.cover(a, b).of(d.text))),
            role: office.map(|o| d.tokens.cover(o, end)),
            agreement: agreement(scene, first),
            head,
            how: "named",
            ..Speaker::default()
        };
    }
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
        let of_person = scene.entity_kind(m) == Some(EntityKind::Person);
        if let Some(own) = namesake(scene, m, end) {
            speaker = Speaker { name: Some(own), entity: None, role: None, ..speaker };
        } else if let Some(joint) = joined(scene, &mentions, span) {
            speaker.name = Some(joint);
        } else if let Some(longer) = extended(scene, m, &parts, end) {
            speaker.name = Some(longer);
        } else if of_person
            && speaker.name.as_ref().is_some_and(|n| n.split(' ').count() <= 2)
            && let Some(full) = speaker.name.as_deref().and_then(|n| known.fuller(n))
        {
            speaker =
                Speaker { span: Some(span), agreement: speaker.agreement, head, how: "by surname", ..full.clone() };
        }
        if of_person {
            speaker.role = role(scene, speaker.role, parts, m, first, end);
        }
        return speaker;
    }
    if let Some((a, b)) = parts.name {
        let name = d.tokens.cover(a, b);
        let role = parts.role.map(|(a, b)| d.tokens.cover(a, b));
        return Speaker {
            span: Some(span),
            name: Some(plain(name.of(d.text))),
            role,
            agreement: agreement(scene, first),
            head,
            how: "named",
            ..Speaker::default()
        };
    }
    again(scene, known, first, end, span, head)
}

/// The speaker that an entity is: its fullest name and its office.
fn of_entity(scene: &Scene, n: usize) -> Speaker {
    let entities = &scene.entities.entities;
    let n = match entities.get(n) {
        Some(e) if e.kind == EntityKind::Person => scene.roster.fuller(&e.name).unwrap_or(n),
        _ => n,
    };
    let entity = entities.get(n);
    let role = entity.filter(|e| e.kind == EntityKind::Person).and_then(|e| office(scene, &e.roles));
    let whole = scene.roster.whole(n).map(|s| s.of(scene.document.text).to_owned());
    Speaker { name: whole.or_else(|| entity.map(|e| parted(&e.name))), entity: Some(n), role, ..Speaker::default() }
}

/// «للعراق»: a name under a preposition that took the first letter of its article.
fn parted(name: &str) -> String {
    match name.strip_prefix("\u{0644}\u{0644}") {
        Some(rest) if rest.chars().count() > 3 => format!("\u{0627}\u{0644}{rest}"),
        _ => name.to_owned(),
    }
}

/// Of the titles of a person the first that is a whole office; an honorific («الأستاذ») is none where one stands.
fn office(scene: &Scene, roles: &[Span]) -> Option<Span> {
    let d = scene.document;
    let words = |s: &Span| s.of(d.text).split_whitespace().count();
    let honorific = |s: &Span| {
        let i = d.tokens.at_or_after(s.start);
        words(s) == 1 && d.is(i, Class::Honorific)
    };
    let whole = roles.iter().find(|r| words(r) >= 2);
    whole.or_else(|| roles.iter().find(|r| !honorific(r))).copied()
}

/// The office of a person: as the text gave it first, or as this phrase has it where that is more.
fn role(scene: &Scene, told: Option<Span>, parts: Title, m: &MentionOf, first: usize, end: usize) -> Option<Span> {
    let d = scene.document;
    let here = parts.role.map(|(a, b)| d.tokens.cover(a, b)).or_else(|| beside(scene, m, first, end));
    // The title that stands with this very name bounds the phrase's on its left.
    let here = match (here, m.role) {
        (Some(h), Some(r)) if h.start < r.start || h.end < r.end => Some(r),
        (here, own) => here.or(own),
    };
    match (told, here) {
        (Some(t), Some(h)) if h.start <= t.start && h.end > t.end && h.start + 4 > t.start => Some(h),
        (Some(t), Some(h)) => {
            let short = t.of(d.text).split_whitespace().count() == 1 && h.of(d.text).split_whitespace().count() > 1;
            Some(if short { h } else { t })
        }
        (told, here) => told.or(here),
    }
}

/// The office in the phrase itself, before the name («وزير الزراعة هان») or behind it («غراندي، رئيس المفوضية»).
fn beside(scene: &Scene, m: &MentionOf, first: usize, end: usize) -> Option<Span> {
    let d = scene.document;
    let office = |i: usize| d.is(i, Class::Office) || d.is(i, Class::UnnamedSource);
    let name = d.tokens.at_or_after(m.span.start);
    let mut before = name;
    while before > first && (scene.kind(before - 1) == isnad_text::Kind::Comma || d.is(before - 1, Class::Honorific)) {
        before -= 1;
    }
    if before > first && office(first) {
        return Some(d.tokens.cover(first, before));
    }
    let from = d.tokens.at_or_after(m.span.end);
    let title = (from..end.min(from + 4)).find(|i| office(*i))?;
    Some(d.tokens.cover(title, end))
}

/// «فيليبو غراندي،» where only a part of the name is known: the name runs on to the comma, the title or the clause.
fn extended(scene: &Scene, m: &MentionOf, parts: &Title, end: usize) -> Option<String> {
    let d = scene.document;
    let entity = scene.entities.entities.get(m.entity)?;
    if entity.kind != EntityKind::Person || entity.name.contains(' ') {
        return None;
    }
    if let Some((a, b)) = parts.name {
        let whole = d.tokens.cover(a, b);
        if b > a + 1 && whole.contains(m.span) {
            return Some(whole.of(d.text).to_owned());
        }
    }
    if m.span.end != m.full.end {
        return None;
    }
    let last = d.tokens.at_or_after(m.span.end);
    let stop = (last..end.min(last + 3)).find(|i| {
        !scene.name_like(*i)
            || d.is(*i, Class::Office)
            || d.is(*i, Class::UnnamedSource)
            || scene.stops(*i)
            || d.is(*i, Class::Nationality)
    });
    let stop = stop.unwrap_or(end.min(last + 3));
    (stop > last).then(|| Span::new(m.span.start, d.tokens.span(stop - 1).end).of(d.text).to_owned())
}

/// «حسين كسار» in a text that knows a «حسين قائدي»: a given name with another word behind it is somebody else.
fn namesake(scene: &Scene, m: &MentionOf, end: usize) -> Option<String> {
    let d = scene.document;
    let entity = scene.entities.entities.get(m.entity).filter(|e| e.kind == EntityKind::Person)?;
    let first = d.tokens.at_or_after(m.span.start);
    let given = d.tokens.at_or_after(m.span.end) == first + 1 && d.is(first, Class::GivenName);
    let next = first + 1;
    let (head, rest) = entity.name.split_once(' ')?;
    let spoken = |i: usize| d.tokens.span(i).of(d.text);
    let other = given
        && m.span.end == m.full.end
        && next < end
        && scene.name_like(next)
        && !d.is(next, Class::Office)
        && !d.is(next, Class::Nationality)
        && !scene.definite(next)
        && isnad_text::fold(head) == isnad_text::fold(spoken(first))
        && !isnad_text::fold(rest).contains(isnad_text::fold(spoken(next)).as_str());
    let closed = next + 1 >= end || scene.kind(next + 1) == isnad_text::Kind::Comma;
    (other && closed).then(|| d.tokens.cover(first, next + 1).of(d.text).to_owned())
}

/// «سموه», «معاليه»: a title with the pronoun stands for the person who spoke last.
fn by_title(scene: &Scene, known: &Known, first: usize, end: usize) -> Option<Speaker> {
    if end != first + 1 || !scene.is_sort(first, Sort::Titled) {
        return None;
    }
    let person = |s: &&Speaker| {
        let kind = s.entity.and_then(|n| scene.entities.entities.get(n)).map(|e| e.kind);
        kind == Some(EntityKind::Person) || kind.is_none() && s.how == "named" && s.role.is_some()
    };
    known.backwards().find(person).cloned().or_else(|| {
        // Nobody has spoken yet: the person named last before it.
        let at = scene.document.tokens.span(first).start;
        let n = scene.entities.mentions.partition_point(|m| m.span.start < at);
        let before = scene.entities.mentions.get(n.saturating_sub(12)..n)?;
        let titled = |m: &&MentionOf| scene.entity_kind(m) == Some(EntityKind::Person) && m.role.is_some();
        before.iter().rev().find(titled).map(|m| of_entity(scene, m.entity))
    })
}

/// «البيان», «المصادر», «الوزير»: who was meant before; else the phrase itself.
fn again(scene: &Scene, known: &Known, first: usize, end: usize, span: Span, head: Option<(Class, u16)>) -> Speaker {
    let d = scene.document;
    let here = |s: Speaker| Speaker { span: Some(span), ..s };
    if let Some(last) = by_title(scene, known, first, end) {
        return here(Speaker { how: "named again", ..last });
    }
    let single = plain(span.of(d.text));
    if !single.contains(' ') {
        let common = d.is(first, Class::CommonWord) && scene.mention_at(first).is_none();
        if let Some(n) = scene.roster.fuller(&single).filter(|n| !common || scene.roster.surnamed(&single) == Some(*n))
        {
            return here(Speaker { how: "by surname", head, ..of_entity(scene, n) });
        }
        if let Some(full) = known.fuller(&single) {
            return here(Speaker { how: "by surname", ..full.clone() });
        }
    }
    if single.split(' ').count() == 2
        && let Some(full) = known.fuller(&single)
    {
        return here(Speaker { how: "by surname", ..full.clone() });
    }
    // «للصحيفة»: the preposition takes the first letter of the article with it.
    let merged = d.tokens.key(first).starts_with("\u{0644}\u{0644}") && span.start > d.tokens.span(first).start;
    let definite = scene.definite(first) || merged;
    let pointing = scene.is_sort(first, Sort::Demonstrative);
    let short = end <= first + 2;
    if short
        && definite
        && let Some(n) = scene.roster.body(d, first)
    {
        return here(Speaker { how: "named again", head, ..of_entity(scene, n) });
    }
    if short
        && (definite || pointing)
        && let Some(again) = head.and_then(|h| known.again(h, agreement(scene, first).plural))
        && again.how != "phrase"
    {
        return here(Speaker { how: "named again", ..again.clone() });
    }
    if let Some(n) = scene.roster.holder(d, first, span) {
        return here(Speaker { how: "by office", agreement: agreement(scene, first), head, ..of_entity(scene, n) });
    }
    if let Some(holder) = known.holder(d, first, span) {
        return here(Speaker { how: "by office", head, ..holder.clone() });
    }
    if short
        && (definite || pointing)
        && let Some(again) = head.and_then(|h| known.again(h, agreement(scene, first).plural))
    {
        return here(Speaker { how: "named again", ..again.clone() });
    }
    if definite
        && short
        && let Some(found) = named_again(scene, known, first, end, head)
    {
        return here(found);
    }
    if end <= first + 1
        && let Some(n) = state(scene, first)
    {
        return here(Speaker { how: "by its adjective", head, ..of_entity(scene, n) });
    }
    if definite
        && end <= first + 1
        && let Some(name) = scene.roster.inner(d, first)
    {
        return here(Speaker { name: Some(name.to_owned()), head, how: "named again", ..Speaker::default() });
    }
    if pointing
        && end <= first + 1
        && let Some(latest) = known.latest()
    {
        return here(Speaker { how: "pointed at", ..latest.clone() });
    }
    let told = plain(joint_paper(scene, first, end).unwrap_or(span).of(d.text));
    let name = Some(match told.strip_prefix('\u{0644}') {
        Some(rest) if merged => format!("\u{0627}\u{0644}{}", rest.trim_start_matches('\u{0644}')),
        _ => parted(&told),
    });
    let role = holds(scene, first).then_some(span);
    here(Speaker { name, role, agreement: agreement(scene, first), head, how: "phrase", ..Speaker::default() })
}

/// «تحذيرات روسية»: the state of an adjective, where the text names it.
fn state(scene: &Scene, first: usize) -> Option<usize> {
    let d = scene.document;
    let iso = |m: &Match| crate::lexicon::lexicon().row(m).map(|r| r.column(0)).filter(|c| *c != "-");
    let asked = d.entry(first, Class::Nationality).and_then(iso)?;
    let of = |m: &&MentionOf| {
        scene.entity_kind(m) == Some(EntityKind::Country)
            && d.entry(m.tokens.0, Class::Country).and_then(iso) == Some(asked)
    };
    scene.entities.mentions.iter().take(64).find(of).map(|m| m.entity)
}

/// «بيان مشترك للمنظمة والاتحاد»: a paper of several authors is called by its own name.
fn joint_paper(scene: &Scene, first: usize, end: usize) -> Option<Span> {
    let d = scene.document;
    let m = d.entry(first, Class::UnnamedSource)?;
    if words().unnamed(m) != Some(SourceKind::Document) || scene.definite(first) {
        return None;
    }
    let owner = (first + 2..end).find(|i| scene.glued(*i, Proclitics::LA).is_some())?;
    let several = (owner + 1..end)
        .any(|i| scene.mention_at(i).is_some_and(|m| m.tokens.0 == i) && d.tokens.key(i).starts_with('\u{0648}'));
    several.then(|| d.tokens.cover(first, owner))
}

/// «التقرير», «المصدر», «المشرعون»: the document, source or people of that noun.
fn named_again(scene: &Scene, known: &Known, first: usize, end: usize, head: Option<(Class, u16)>) -> Option<Speaker> {
    let d = scene.document;
    let m = d.entry(first, Class::UnnamedSource)?;
    let again = |name: String| Speaker {
        name: Some(name),
        agreement: agreement(scene, first),
        head,
        how: "named again",
        ..Speaker::default()
    };
    match words().unnamed(m)? {
        kind if kind.is_document() => {
            let at = scene.roster.paper(d, first)?;
            let stop = scene.noun_phrase(at, at + 12);
            Some(again(plain(d.tokens.cover(at, stop.max(at + 1)).of(d.text))))
        }
        kind if end <= first + 1
            && !m.features.has(Features::PLURAL)
            && !m.features.has(Features::DUAL)
            && !d.tokens.key(first).ends_with("\u{064A}\u{0646}") =>
        {
            let person = matches!(kind, SourceKind::Person | SourceKind::Office);
            let wanted = if person { EntityKind::Person } else { EntityKind::Organisation };
            let of_kind = |s: &&super::speaker::Speaker| {
                s.entity.and_then(|n| scene.entities.entities.get(n)).is_some_and(|e| e.kind == wanted)
                    || person && s.entity.is_none() && s.how == "named"
            };
            known.backwards().find(of_kind).map(|last| Speaker { how: "named again", ..last.clone() })
        }
        // «المشرعون» after «المشرعين الأميركيين».
        SourceKind::Person | SourceKind::Office if end <= first + 1 => {
            let at = scene.roster.people(d, first)?;
            let stop = scene.noun_phrase(at, at + 8);
            (stop > at + 1).then(|| again(plain(d.tokens.cover(at, stop).of(d.text))))
        }
        _ => None,
    }
}

/// Whether the phrase that begins at token `first` tells the office of one person («الناطق باسم …», «مدير الشركة»).
fn holds(scene: &Scene, first: usize) -> bool {
    let d = scene.document;
    let unnamed = d.entry(first, Class::UnnamedSource);
    let plural = |m: &Match| m.features.has(Features::PLURAL);
    match unnamed {
        Some(m) => words().unnamed(m) == Some(SourceKind::Office) && !plural(m),
        None => d.entry(first, Class::Office).is_some_and(|m| !plural(m)),
    }
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
    let before = person.tokens.0.checked_sub(1).filter(|b| *b >= first);
    // «محامي فلان», «مكتب فلان», «المتحدث باسم الرئيس فلان»: somebody of his.
    let owned = before.is_some_and(|b| {
        let noun =
            [Class::Office, Class::UnnamedSource, Class::OrganisationHead].into_iter().any(|c| d_is(scene, b, c))
                && !scene.document.is(b, Class::Honorific)
                && !scene.definite(b);
        noun || scene.is_sort(b, Sort::Inner)
    });
    // «المتحدث باسم الرئيس التركي فلان»: the name is of the office behind «باسم».
    let under = (first + 1..person.tokens.1).find(|k| scene.is_sort(*k, Sort::Inner)).is_some_and(|k| {
        let d = scene.document;
        let name = d.tokens.at_or_after(person.span.start);
        let adjectives =
            (k + 2..name).all(|i| scene.definite(i) || d.is(i, Class::Nationality) || d.is(i, Class::Honorific));
        name > k + 1 && d.is(k + 1, Class::Office) && scene.definite(k + 1) && adjectives
    });
    let owned = owned || under;
    // «مستشار أردوغان، فلان الفلاني»: behind the comma stands who speaks.
    adjective
        || owned
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

/// Whether the token at `i` is of the class as it stands, without pronoun.
fn d_is(scene: &Scene, i: usize, class: Class) -> bool {
    scene.document.tags.all(i, class).any(|m| m.pronoun.is_empty() && m.len == 1 && !m.features.has(Features::PLURAL))
}

/// «الولايات المتحدة والعراق»: joint speakers as written.
fn joined(scene: &Scene, mentions: &[&MentionOf], span: Span) -> Option<String> {
    let (a, b) = match mentions {
        [a, b] => (a, b),
        [a, .., b] if mentions.windows(2).all(|w| matches!(w, [x, y] if adjacent(scene, x, y))) => (a, b),
        _ => return None,
    };
    let together = mentions.windows(2).all(|w| matches!(w, [x, y] if adjacent(scene, x, y)));
    (together && b.full.end == span.end).then(|| plain(Span::new(a.span.start, b.span.end).of(scene.document.text)))
}

fn adjacent(scene: &Scene, a: &MentionOf, b: &MentionOf) -> bool {
    let key = scene.document.tokens.key(b.tokens.0);
    a.tokens.1 == b.tokens.0 && key.starts_with('\u{0648}') && a.entity != b.entity
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
        // «المستوطنون»: a sound plural in the nominative that no list knows.
        None if scene.sound_plural(first) => Agreement { feminine: Some(false), plural: Some(true) },
        None => Agreement::default(),
    }
}

/// A phrase as a name: quotation marks at its ends left out.
pub(super) fn plain(phrase: &str) -> String {
    let trimmed = phrase.trim_matches(|c: char| {
        c.is_whitespace() || isnad_text::letters::quote(c).is_some() || matches!(c, '،' | ',' | '(' | ')')
    });
    let lost = trimmed.chars().filter(|c| isnad_text::letters::quote(*c).is_some()).count() % 2 == 1;
    if lost { phrase.trim().to_owned() } else { trimmed.to_owned() }
}
