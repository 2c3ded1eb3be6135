//! On what occasion, on which day, to whom was it said?
//!
//! Reads what stands in the clause of the cue outside subject and content: «في مؤتمر صحفي», «خلال اجتماع …»,
//! «أمس الثلاثاء», «لوكالة …».

use isnad_text::{Kind, Proclitics, Span};

use super::cue::Family;
use super::frame::Frame;
use super::phrase::Scene;
use super::words::{Sort, SourceKind, Takes, words};
use crate::lexicon::{Class, Features};
use crate::{EntityKind, Link, TimeKind};

/// How many tokens an occasion may have.
const LONGEST: usize = 30;

/// How many tokens open an occasion at token `i`: a phrase of the lexicon, or a preposition and a noun that names one.
pub(super) fn head(scene: &Scene, i: usize) -> Option<usize> {
    let d = scene.document;
    if let Some(m) = d.entry(i, Class::OccasionHead) {
        return Some(m.len as usize);
    }
    if !d.is(i, Class::FunctionWord) {
        return None;
    }
    let len = match scene.function(i, Sort::Occasional) {
        Some(m) => m.len as usize,
        None if scene.governed(i).is_some_and(|g| g.has(Takes::FI)) => 1,
        None => return None,
    };
    let noun = d
        .tags
        .all(i + len, Class::OccasionNoun)
        .find(|m| !m.proclitics.preposition() && !m.proclitics.conjunction())?;
    Some(len + noun.len as usize)
}

/// One past the last token of the occasion that begins at token `i`.
pub(super) fn end(scene: &Scene, i: usize, limit: usize) -> usize {
    let d = scene.document;
    let Some(len) = head(scene, i) else { return i };
    let mut j = i + len;
    let limit = limit.min(i + LONGEST);
    while j < limit {
        match scene.kind(j) {
            Kind::Word => {
                let verb = d.is(j, Class::SpeechVerb) && scene.finite(j);
                let day = scene.time_at(j).is_some_and(|(t, _)| t.kind != TimeKind::Set);
                if d.is(j, Class::Complementiser) && scene.opens(j).is_some()
                    || day
                    || verb
                    || object_behind(scene, i, len, j)
                {
                    break;
                }
                let saying = d
                    .entry(j, Class::SpeechVerb)
                    .is_some_and(|m| m.features.has(Features::PARTICIPLE) && m.features.has(Features::TANWIN));
                // «عبر … خلال لقائه … عن أمله».
                let told = scene.governed(j).is_some()
                    && d.entry(j + 1, Class::SpeechNoun).is_some_and(|m| !m.pronoun.is_empty());
                if d.is(j, Class::SourceCue) || saying || told {
                    break;
                }
            }
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                match scene.quotes.opening(j) {
                    Some(q) if q.words <= 5 && q.after <= limit => j = q.after,
                    _ => break,
                }
                continue;
            }
            Kind::Number if scene.time_at(j).is_some() => break,
            Kind::BracketOpen | Kind::BracketClose | Kind::Latin | Kind::Number | Kind::Slash => {}
            Kind::Dash if !d.tokens.get(j).is_some_and(|t| t.spaced) => {}
            _ => break,
        }
        j += 1;
    }
    // «في بيان له-»: a dash is never its end.
    while j > i + len && scene.kind(j - 1) == Kind::Dash {
        j -= 1;
    }
    // «في حديث في 2 يناير»: the preposition of the day is no part of it.
    if j < limit && scene.time_at(j).is_some() && j > i + len && scene.governed(j - 1).is_some_and(|g| g.has(Takes::FI))
    {
        j -= 1;
    }
    // «في بيان على أن»: the preposition before a clause is no part of it.
    if j < limit && scene.opens(j).is_some() && j > i + 1 && scene.governed(j - 1).is_some() {
        j -= 1;
    }
    j.max(i + len)
}

/// «طالبت الوزارة في تعميم شركات الحج ب…»: behind a paper without article an indefinite noun in the plural is whom it asks.
fn object_behind(scene: &Scene, i: usize, len: usize, j: usize) -> bool {
    let d = scene.document;
    j == i + len
        && !scene.definite(j - 1)
        && d.is(j - 1, Class::UnnamedSource) | d.is(j - 1, Class::OccasionNoun)
        && [Class::OrganisationHead, Class::UnnamedSource, Class::Office]
            .into_iter()
            .any(|c| d.tags.all(j, c).any(|m| m.features.has(Features::PLURAL) && !m.proclitics.preposition()))
}

/// Whether an occasion that is speech by itself begins at token `i` («في مؤتمر صحفي», «في بيان»).
fn of_speech(scene: &Scene, i: usize) -> bool {
    let row = scene.document.entry(i, Class::OccasionHead).and_then(|m| crate::lexicon::lexicon().row(m));
    row.is_some_and(|r| !matches!(r.key, "meeting" | "on-occasion"))
}

/// What the clause says of the speech event.
#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    pub(super) occasion: Option<Span>,
    pub(super) said_on: Option<String>,
    pub(super) told: Option<Link>,
}

/// Reads the clause of a frame: tokens from `clause` to the cue and from there to the content.
pub(super) fn of(scene: &Scene, frame: &Frame, clause: usize, after: (usize, usize)) -> Event {
    let mut event = Event::default();
    // «تدخل ميركل في مواجهة بإصرارها على …»: the clause around a noun tells of another event.
    let clause = if frame.cue.family == Family::Noun && frame.relay.is_none() { frame.cue.first } else { clause };
    // «جاء في بيان للوزارة»: the paper speaks and is no occasion.
    let behind =
        if frame.cue.takes.has(Takes::TEXT) { frame.subject.map_or(frame.cue.end, |s| s.1) } else { frame.cue.end };
    for (first, end) in [(behind, frame.zone), (clause, frame.cue.first), after] {
        zone(scene, frame, first, end, &mut event);
    }
    event.occasion =
        event.occasion.or_else(|| paper(scene, frame, clause)).or_else(|| place_before(scene, frame, clause));
    event
}

/// «أصدر الرئيس بيانا أكد فيه أن»: the paper in the accusative, with its adjective.
fn paper(scene: &Scene, frame: &Frame, clause: usize) -> Option<Span> {
    let d = scene.document;
    let cue = &frame.cue;
    let inside = (cue.end..(cue.end + 2).min(frame.zone.max(cue.end + 2))).any(|i| scene.is_sort(i, Sort::Adverb));
    if cue.family != Family::Verb || !inside {
        return None;
    }
    let from = cue.first.saturating_sub(10).max(clause);
    let at = (from..cue.first)
        .rev()
        .find(|i| scene.accusative(*i) && (d.is(*i, Class::OccasionNoun) || d.is(*i, Class::UnnamedSource)))?;
    let adjective = usize::from(at + 1 < cue.first && scene.accusative(at + 1) && !d.is(at + 1, Class::SpeechVerb));
    Some(d.tokens.cover(at, at + 1 + adjective))
}

/// «وفي بروكسل قال …»: the place with which the clause opens.
fn place_before(scene: &Scene, frame: &Frame, clause: usize) -> Option<Span> {
    let d = scene.document;
    let from = (clause..frame.cue.first).find(|i| d.is_word(*i))?;
    if !scene.governed(from).is_some_and(|g| g.has(Takes::FI)) {
        return None;
    }
    let m = scene.mention_at(from + 1).filter(|m| scene.entity_kind(m) == Some(EntityKind::Place))?;
    let marks = (m.tokens.1..frame.cue.first).all(|i| scene.kind(i) == Kind::Comma);
    marks.then(|| {
        let span = d.tokens.cover(from, m.tokens.1);
        Span::new(without_and(scene, from).max(span.start), span.end)
    })
}

/// The byte at which the word at `i` begins, the «و» of its clause left out.
fn without_and(scene: &Scene, i: usize) -> u32 {
    let d = scene.document;
    let all = d.tags.at(i);
    let m = all.iter().find(|m| matches!(m.class, Class::OccasionHead | Class::FunctionWord | Class::TimeRelation));
    match m {
        Some(m) if m.proclitics.conjunction() => d.word_start(i, m),
        _ => d.tokens.span(i).start,
    }
}

fn zone(scene: &Scene, frame: &Frame, first: usize, limit: usize, event: &mut Event) {
    let d = scene.document;
    let mut i = first;
    let mut place = None;
    while i < limit {
        if let Some((a, b)) = frame.subject
            && i >= a
            && i < b
        {
            i = b;
            continue;
        }
        // «صحيفة … الصادرة أمس»: the day of the paper is not the day of the words.
        if let Some((a, b)) = frame.relay
            && i >= a
            && i < b
        {
            i = b;
            continue;
        }
        if let Some((time, next)) = scene.time_at(i) {
            // «1 أيلول  وأضاف»: the day of a page before a sentence that goes on is none of its own.
            let page = i == first && next == frame.cue.first && frame.cue.joined && frame.cue.first == frame.cue.head;
            if event.said_on.is_none()
                && !page
                && time.kind == TimeKind::Date
                && scene.reference.is_none_or(|day| time.earliest.is_none_or(|first| first <= day))
                && let Some(value) = time.value.as_deref().filter(|v| {
                    !(v.contains("..") || v.contains('/') && v.len() <= 9) && dates(scene, frame, first, v, i)
                })
            {
                event.said_on = Some(value.to_owned());
            }
            i = next;
            continue;
        }
        // «المتحدث الذي يرافق الوزير في الزيارة»: a relative clause tells of the man and not of his words.
        let relative = scene.is_sort(i, Sort::Relative) && scene.function(i, Sort::Preposition).is_none();
        if relative && first == frame.cue.end {
            i = (i + 1..limit)
                .find(|k| scene.kind(*k) == Kind::Comma || scene.opens(*k).is_some() || of_speech(scene, *k))
                .unwrap_or(limit);
            continue;
        }
        if head(scene, i).is_some() {
            let stop = end(scene, i, limit);
            if event.occasion.is_none() && stop > i {
                let span = d.tokens.cover(i, stop);
                event.occasion = Some(Span::new(without_and(scene, i).max(span.start), span.end));
            }
            i = stop;
            continue;
        }
        if place.is_none() && first == frame.cue.end && scene.governed(i).is_some_and(|g| g.has(Takes::FI)) {
            place = scene
                .mention_at(i + 1)
                .filter(|m| scene.entity_kind(m) == Some(EntityKind::Place) && m.tokens.1 <= limit)
                .map(|m| d.tokens.cover(i, m.tokens.1));
        }
        if event.told.is_none() && first >= frame.cue.end {
            event.told = told(scene, i);
        }
        // «قال فلان لـ "البلد"», «لـ(البلد)»: a paper that no list knows is the paper at hand.
        if event.told.is_none()
            && event.occasion.is_none()
            && first == frame.cue.end
            && let Some(stop) = paper_at_hand(scene, i, limit)
        {
            event.occasion = Some(d.tokens.cover(i, stop));
            i = stop;
            continue;
        }
        i += 1;
    }
    // «في بروكسل»: the place alone, where nothing else tells of the occasion.
    event.occasion = event.occasion.or(place);
}

/// Whether a time is fine enough to date the words: a day anywhere, a month before or beside the cue, a past year beside it.
fn dates(scene: &Scene, frame: &Frame, first: usize, value: &str, i: usize) -> bool {
    let near = i.abs_diff(frame.cue.end) <= 2 || i.abs_diff(frame.cue.first) <= 4;
    if first > frame.cue.end && frame.zone < first {
        return value.len() == 10;
    }
    let past = value.len() != 4 || scene.reference.is_none_or(|d| value.parse().is_ok_and(|y: i16| y < d.year()));
    value.len() >= 10 || near && value.len() >= 4 && past || value.len() >= 7 && first < frame.zone
}

/// One past the closing mark of «لـ "البلد"» or «لـ(البلد)».
fn paper_at_hand(scene: &Scene, i: usize, limit: usize) -> Option<usize> {
    let d = scene.document;
    let alone = scene.governed(i).is_some_and(|g| g.has(Takes::LI)) && d.tokens.key(i).chars().count() == 1;
    if !alone || scene.mention_at(i + 1).is_some() {
        return None;
    }
    let short = |first: usize, end: usize| {
        let known = (first..end).any(|k| d.tags.all(k, Class::Agency).next().is_some());
        end > first && end <= first + 3 && !known
    };
    if let Some(q) = scene.quotes.opening(i + 1).filter(|q| q.closed && q.after <= limit && short(q.first, q.end)) {
        return Some(q.after);
    }
    if scene.kind(i + 1) != Kind::BracketOpen {
        return None;
    }
    let close = (i + 2..limit.min(i + 6)).find(|k| scene.kind(*k) == Kind::BracketClose)?;
    short(i + 2, close).then_some(close + 1)
}

/// «قال لرويترز», «لوكالة الأنباء»: the outlet that was told.
fn told(scene: &Scene, i: usize) -> Option<Link> {
    let d = scene.document;
    let glued = scene.glued(i, Proclitics::LA);
    let alone = scene.governed(i).is_some_and(|g| g.has(Takes::LI));
    let at = if glued.is_some() {
        i
    } else if alone {
        i + 1
    } else {
        return None;
    };
    if !outlet(scene, at) {
        return None;
    }
    let m = scene.mention_around(at).or_else(|| scene.mention_at(at));
    let body = m.filter(|m| scene.entity_kind(m) == Some(EntityKind::Organisation));
    let (span, name) = match body {
        Some(m) => (m.span, scene.entities.entities.get(m.entity).map(|e| e.name.clone())?),
        None => {
            let start = glued.map_or(d.tokens.span(at).start, |bytes| d.tokens.offset_in(d.text, at, bytes));
            let end = match d.tags.all(at, Class::Agency).next() {
                Some(agency) => at + agency.len as usize,
                None => addressed(scene, at, at + 12),
            };
            let span = Span::new(start, d.tokens.span(end.max(at + 1) - 1).end);
            (span, span.of(d.text).to_owned())
        }
    };
    // «للصحيفة»: the preposition takes the first letter of the article with it.
    let name = match name
        .strip_prefix('\u{0644}')
        .filter(|_| body.is_none() && d.tokens.key(at).starts_with("\u{0644}\u{0644}"))
    {
        Some(rest) => format!("\u{0627}\u{0644}{}", rest.trim_start_matches('\u{0644}')),
        None => name,
    };
    Some(Link { span: Some(span), name })
}

/// One past the last token of the outlet named at token `i`, its name in marks and its adjectives with it.
fn addressed(scene: &Scene, i: usize, limit: usize) -> usize {
    let mut end = match scene.mention_around(i).or_else(|| scene.mention_at(i)) {
        Some(m) if m.tokens.1 > i => m.tokens.1,
        _ => i + scene.document.tags.all(i, Class::Agency).next().map_or(1, |m| m.len as usize),
    };
    while end < limit {
        if let Some(q) = scene.quotes.opening(end).filter(|q| q.closed && q.words <= 4 && end == i + 1) {
            end = q.after;
        } else if scene.definite(end) && !scene.stops(end) && scene.time_at(end).is_none() {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// One past the last token of who was told, where «لوكالة …», «لقناة …» begins at token `i`.
pub(super) fn addressee(scene: &Scene, i: usize, limit: usize) -> Option<usize> {
    (scene.glued(i, Proclitics::LA).is_some() && outlet(scene, i)).then(|| addressed(scene, i, limit).min(limit))
}

/// Whether an agency, paper or channel is named at token `i`.
pub(super) fn outlet(scene: &Scene, i: usize) -> bool {
    let d = scene.document;
    d.tags.all(i, Class::Agency).next().is_some()
        || d.tags.all(i, Class::UnnamedSource).any(|m| words().unnamed(m) == Some(SourceKind::Outlet))
            && (scene.mention_around(i).is_some()
                || d.tokens.key(i).starts_with("\u{0644}\u{0644}")
                || scene.glued(i, Proclitics::LA).is_some()
                    && scene.quotes.opening(i + 1).is_some_and(|q| q.words <= 4))
}

#[cfg(test)]
mod tests {
    use super::LONGEST;

    #[test]
    fn an_occasion_is_bounded() {
        const { assert!(LONGEST < 64, "cost stays linear") };
    }
}
