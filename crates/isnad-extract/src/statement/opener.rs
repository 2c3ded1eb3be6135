//! Where does the content of a cue begin?
//!
//! Reads on from the cue to a complementiser, a quotation, a colon, the preposition that the verb governs, or its
//! object; refuses the complementiser of «بعد أن» and quotations that are names.

use isnad_text::{Kind, Proclitics};

use super::cue::Cue;
use super::frame::{governed_ahead, sure_object, verbal_noun};
use super::phrase::Scene;
use super::quotes::Quotation;
use super::words::{Opens, Sort, Takes};
use crate::lexicon::{Class, Features};

/// Where a content begins.
#[derive(Clone, Copy)]
pub(super) struct Opener {
    pub(super) at: usize,
    pub(super) start: usize,
    pub(super) byte: u32,
    pub(super) quote: Option<Quotation>,
    pub(super) rule: &'static str,
    pub(super) weight: f32,
    /// The complement is a noun phrase, not a clause.
    pub(super) nominal: bool,
}

/// A clause, a quotation or a colon at or after `from`.
pub(super) fn clause(scene: &Scene, cue: &Cue, subject_end: usize, from: usize, limit: usize) -> Option<Opener> {
    if let Some(o) = bare_clause(scene, cue, subject_end.max(from), limit) {
        return Some(o);
    }
    let mut i = from;
    while i < limit {
        match scene.kind(i) {
            Kind::Stop if scene.abbreviates(i) => {}
            // «قال.. "…"»: two dots for a colon.
            Kind::Stop | Kind::Ellipsis
                if cue.takes.has(Takes::QUOTE)
                    && scene.document.tokens.span(i).len() > 1
                    && i <= subject_end
                    && scene.quotes.opening(i + 1).is_some_and(|q| q.words >= 3) =>
            {
                return colon(scene, i, limit.max(i + 2));
            }
            Kind::Stop | Kind::Question | Kind::Exclamation => return None,
            Kind::Semicolon if scene.opens(i + 1).is_none() && scene.opens(i + 2).is_none() => return None,
            Kind::Colon if cue.takes.has(Takes::QUOTE) || cue.takes.has(Takes::AN) => return colon(scene, i, limit),
            Kind::BracketOpen => {
                i = (i + 1..limit.min(i + 25)).find(|j| scene.kind(*j) == Kind::BracketClose).map_or(i, |j| j) + 1;
                continue;
            }
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                if let Some(q) = scene.quotes.opening(i) {
                    if speech_quote(scene, cue, q, i, subject_end, limit) {
                        return Some(quoted(scene, i, *q));
                    }
                    i = q.after;
                    continue;
                }
            }
            Kind::Word => {
                if let Some(end) = source(scene, i, limit) {
                    i = end;
                    continue;
                }
                if let Some((opens, len)) = scene.opens(i) {
                    if complement(scene, cue, i) {
                        return Some(reported(scene, i, opens, len, limit));
                    }
                } else if i >= subject_end
                    && let Some(governed) = scene.governed(i)
                    && cue.takes.has(governed)
                    && scene.opens(i + 1).is_none()
                    && super::occasion::head(scene, i).is_none()
                    && !again(scene, governed, i, limit)
                {
                    return None;
                }
            }
            _ => {}
        }
        i += 1;
    }
    None
}

/// «وأضاف لن نسمح بأن يعبث أحد»: words told in the first person, or as a negation, without particle and without marks.
fn bare_clause(scene: &Scene, cue: &Cue, from: usize, limit: usize) -> Option<Opener> {
    let at = scene.skip_adverbials(from, limit);
    if !cue.takes.has(Takes::QUOTE) || cue.takes.has(Takes::WEAK) || at >= limit || !scene.is_sort(at, Sort::Begins) {
        return None;
    }
    Some(Opener {
        at,
        start: at,
        byte: scene.document.tokens.span(at).start,
        quote: None,
        rule: "reported-clause",
        weight: 0.8,
        nominal: false,
    })
}

/// One past the source that is named at token `i` («، نقلا عن مسؤولين،»).
fn source(scene: &Scene, i: usize, limit: usize) -> Option<usize> {
    let m = scene.document.entry(i, Class::SourceCue)?;
    let sort = super::words::words().source(m)?;
    let named = sort != super::words::SourceSort::Pronoun;
    // «وفق ما أوردت»: the verb too.
    let from = i + m.len as usize + usize::from(sort == super::words::SourceSort::Verb);
    let end = scene.noun_phrase(from, limit);
    (named && i > 0 && scene.kind(i - 1) == Kind::Comma && end > from).then_some(end)
}

/// «أشار المبعوث إلى ليبيا، …، إلى أن»: the preposition belongs to the title where it comes again with a clause.
fn again(scene: &Scene, governed: Takes, i: usize, limit: usize) -> bool {
    (i + 2..limit.min(i + 18)).any(|j| {
        scene.governed(j) == Some(governed)
            && scene.opens(j + 1).is_some()
            && !scene.document.tokens.key(j).starts_with('\u{0648}')
            && scene.kind(j - 1) == Kind::Comma
    })
}

/// Whether the complementiser at `i` is the cue's: not that of «بعد أن», «إلا أن», «يمكن أن».
fn complement(scene: &Scene, cue: &Cue, i: usize) -> bool {
    if scene.document.entry(i, Class::Complementiser).is_some_and(|m| m.proclitics.conjunction()) {
        return false;
    }
    if i == 0 || i == cue.end {
        return cue.takes.has(Takes::AN) || cue.takes.has(Takes::BI);
    }
    let b = i - 1;
    // «يجب أن», «متوقع أن».
    if scene.is_sort(b, Sort::Modal) {
        return false;
    }
    if let Some(governed) = scene.governed(b) {
        // «…، على أن تقام في يونيو»: behind a comma a condition, save of verbs that take it.
        if governed.has(Takes::ALA) && !cue.takes.has(Takes::ALA) && b > 0 && scene.kind(b - 1) == Kind::Comma {
            return false;
        }
        // «ما نشرته الصحيفة من أن».
        let claimed = governed.has(Takes::MIN) && !cue.pronoun.is_empty();
        return claimed || cue.takes.has(governed) || cue.takes.has(Takes::AN) && governed.has(Takes::ALA);
    }
    let subordinate = scene.is_sort(b, Sort::Preposition)
        || scene.is_sort(b, Sort::Conjunction)
        || scene.document.is(b, Class::TimeRelation);
    !subordinate
        && (cue.takes.has(Takes::AN)
            || cue.takes.has(Takes::BI) && scene.document.tokens.key(i).starts_with('\u{0628}'))
}

fn reported(scene: &Scene, i: usize, opens: Opens, len: usize, limit: usize) -> Opener {
    let tokens = &scene.document.tokens;
    let mut start = match opens {
        Opens::Plain | Opens::Dummy => i + len,
        Opens::Pronoun | Opens::Not => i,
    };
    if opens == Opens::Dummy && dummy_means(scene, i + len) {
        start = i;
    }
    // «إنّه: "…"», «أن: "…"».
    while start < limit && start > i && matches!(scene.kind(start), Kind::Colon | Kind::Comma) {
        start += 1;
    }
    let at = if i > 0 && scene.governed(i - 1).is_some() { i - 1 } else { i };
    // A mark that is never closed.
    if scene.lost_mark(start) && start + 1 < limit {
        start += 1;
    }
    let quote = scene.quotes.opening(start).copied();
    let inner = quote.map_or(start, |q| q.first);
    Opener {
        at,
        start: inner,
        byte: tokens.span(inner).start,
        quote,
        rule: if quote.is_some() { "quote-after-complementiser" } else { "reported-clause" },
        weight: 0.95,
        nominal: false,
    }
}

/// Whether the pronoun of «إنه» stands for somebody: what follows is a verb or an adjective in the masculine singular.
fn dummy_means(scene: &Scene, next: usize) -> bool {
    let key = scene.document.tokens.key(next);
    scene.kind(next) == Kind::Word
        && (key.starts_with('\u{064A}') || key.starts_with("\u{0633}\u{064A}") && key.len() > 8)
        && scene.mention_at(next).is_none()
        && !scene.definite(next + 1)
}

fn colon(scene: &Scene, i: usize, limit: usize) -> Option<Opener> {
    let tokens = &scene.document.tokens;
    let after_number = i > 0 && scene.kind(i - 1) == Kind::Number && scene.kind(i + 1) == Kind::Number;
    let next = i + 1;
    if after_number || next >= limit {
        return None;
    }
    if let Some(q) = scene.quotes.opening(next).filter(|q| q.words >= 3 || !q.closed || q.after >= limit) {
        return Some(quoted(scene, i, *q));
    }
    // (…) after a colon quotes too.
    if scene.kind(next) == Kind::BracketOpen {
        let close = (next + 1..limit).find(|j| scene.kind(*j) == Kind::BracketClose)?;
        let words = close - next - 1;
        let q = Quotation {
            open: next,
            first: next + 1,
            end: close,
            after: close + 1,
            closed: true,
            continues: false,
            words,
        };
        return Some(quoted(scene, i, q));
    }
    let mut start = next;
    if let Some((opens, len)) = scene.opens(next)
        && matches!(opens, Opens::Plain | Opens::Dummy)
    {
        start = next + len;
    }
    (start < limit).then(|| Opener {
        at: i,
        start,
        byte: tokens.span(start).start,
        quote: None,
        rule: "colon-clause",
        weight: 0.85,
        nominal: false,
    })
}

fn quoted(scene: &Scene, at: usize, q: Quotation) -> Opener {
    // «إن …» inside the marks is left out as well.
    let mut first = q.first;
    if let Some((Opens::Plain | Opens::Dummy, len)) = scene.opens(first)
        && q.words > 3
    {
        first += len;
    }
    Opener {
        at,
        start: first,
        byte: scene.document.tokens.span(first).start,
        quote: Some(q),
        rule: "quote-after-cue",
        weight: 0.97,
        nominal: false,
    }
}

/// Whether a quotation after the cue is what is said, and no name in the subject.
fn speech_quote(scene: &Scene, cue: &Cue, q: &Quotation, i: usize, subject_end: usize, limit: usize) -> bool {
    if !cue.takes.has(Takes::QUOTE) && !cue.takes.has(Takes::OBJECT) && !cue.takes.has(Takes::AN) {
        return false;
    }
    if i > 0 && scene.kind(i - 1) == Kind::Colon {
        return true;
    }
    // «قررت المحكمة الإفراج عنه في قضايا تتعلق بـ"…"»: a term that hangs on a preposition.
    let hangs =
        i > subject_end + 2 && scene.kind(i - 1) == Kind::Word && scene.document.tokens.key(i - 1).chars().count() == 1;
    if hangs && !cue.takes.has(Takes::QUOTE) {
        return false;
    }
    if q.words >= 8 {
        return true;
    }
    if q.words <= 1 || i < subject_end {
        return false;
    }
    // A few words are a name where the clause is still to come, or where they hang on a noun («بشركة "…"»).
    let clause_follows =
        (q.after..limit.min(q.after + 12)).any(|j| scene.opens(j).is_some() && complement(scene, cue, j));
    let marked = i > 0 && !matches!(scene.kind(i - 1), Kind::Word | Kind::Latin | Kind::Number);
    let adjacent = scene.skip_adverbials(subject_end, i + 1) >= i
        || marked
        || scene.document.is(i - 1, Class::Complementiser)
        || scene.governed(i - 1).is_some();
    !clause_follows && (adjacent || q.words >= 6)
}

/// A governed preposition, or an object, at the end of the subject.
pub(super) fn nominal(
    scene: &Scene,
    cue: &Cue,
    subject_end: usize,
    limit: usize,
    object_pronoun: bool,
) -> Option<Opener> {
    let d = scene.document;
    let mut i = scene.skip_adverbials(subject_end, limit);
    // «أكد مصدر لوكالة … وصول …»: who was told stands before the object.
    if !cue.takes.has(Takes::LI)
        && let Some(end) = super::occasion::addressee(scene, i, limit)
    {
        i = scene.skip_adverbials(end, limit);
    }
    let first = i;
    while i < limit && i < subject_end + 30 {
        let spoken = |start: usize, byte: u32, at: usize, rule: &'static str, weight: f32| {
            let quote = scene.quotes.opening(start).copied();
            Opener { at, start, byte, quote, rule, weight, nominal: true }
        };
        match scene.kind(i) {
            Kind::Stop | Kind::Question | Kind::Exclamation | Kind::Semicolon | Kind::Colon => return None,
            Kind::Word if super::occasion::head(scene, i).is_some() => {
                i = super::occasion::end(scene, i, limit).max(i + 1);
                i = scene.skip_adverbials(i, limit);
                continue;
            }
            Kind::Word => {
                if let Some(end) = source(scene, i, limit) {
                    i = scene.skip_adverbials(end, limit);
                    continue;
                }
                if let Some(governed) = scene.governed(i) {
                    if cue.takes.has(governed)
                        && i + 1 < limit
                        && scene.opens(i + 1).is_none()
                        && !again(scene, governed, i, limit)
                    {
                        let byte = d.tokens.span(i + 1).start;
                        return Some(spoken(i + 1, byte, i, "reported-preposition", 0.8));
                    }
                } else {
                    // «أقر حزمة بسبب …»: a preposition of its own, whatever letter it begins with.
                    let bi = (cue.takes.has(Takes::BI) && !scene.is_sort(i, Sort::Preposition))
                        .then(|| scene.glued(i, Proclitics::BA))
                        .flatten();
                    let li = (cue.takes.has(Takes::LI) && i == first).then(|| scene.glued(i, Proclitics::LA)).flatten();
                    if let Some(bytes) = bi.or(li)
                        && scene.mention_around(i).is_none_or(|m| m.tokens.0 == i)
                    {
                        let byte = d.tokens.offset_in(d.text, i, bytes);
                        return Some(spoken(i, byte, i, "reported-preposition", 0.8));
                    }
                }
                let object =
                    (cue.takes.has(Takes::OBJECT) || cue.takes.has(Takes::LIGHT) || cue.takes.has(Takes::BLAME))
                        && !object_pronoun;
                let sure = subject_end > cue.end || sure_object(scene, cue, i) || !governed_ahead(scene, cue, i, limit);
                if object && i == first && sure && object_begins(scene, i) {
                    return Some(spoken(i, d.tokens.span(i).start, i, "reported-object", 0.7));
                }
                if scene.opens(i).is_some() {
                    return None;
                }
                if object
                    && scene.time_at(i).is_none()
                    && i > first
                    && (!scene.is_sort(i - 1, Sort::Preposition)
                        || scene.governed(i - 1).is_some_and(|g| g.has(Takes::ANI)))
                    && (!scene.is_sort(first, Sort::Occasional)
                        || super::occasion::head(scene, first).is_some()
                        || scene.kind(i - 1) == Kind::Comma)
                    && object_begins(scene, i)
                    && (scene.is_sort(i, Sort::ObjectHead) || scene.kind(i - 1) == Kind::Comma && verbal_noun(scene, i))
                {
                    return Some(spoken(i, d.tokens.span(i).start, i, "reported-object", 0.65));
                }
            }
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                let q = scene.quotes.opening(i)?;
                if cue.takes.has(Takes::OBJECT) && i == first && !object_pronoun {
                    return Some(spoken(i, d.tokens.span(i).start, i, "reported-object", 0.7));
                }
                i = q.after;
                continue;
            }
            Kind::Number if cue.takes.has(Takes::OBJECT) && i == first => {
                return Some(spoken(i, d.tokens.span(i).start, i, "reported-object", 0.6));
            }
            _ => {}
        }
        i += 1;
    }
    None
}

/// Whether a noun phrase that is no preposition's begins at token `i`.
fn object_begins(scene: &Scene, i: usize) -> bool {
    let d = scene.document;
    if scene.is_sort(i, Sort::ObjectHead) && scene.opens(i).is_none() {
        return true;
    }
    if scene.opens(i).is_some() || scene.governed(i).is_some() || scene.is_sort(i, Sort::Preposition) {
        return false;
    }
    if d.tags.all(i, Class::FunctionWord).any(|m| m.pronoun.is_empty())
        && !scene.is_sort(i, Sort::ObjectHead)
        && !scene.is_sort(i, Sort::Demonstrative)
        && !scene.is_sort(i, Sort::Relative)
    {
        return false;
    }
    // «والعسكرية»: a second adjective of the subject.
    if d.tokens.key(i).starts_with("\u{0648}\u{0627}\u{0644}") && d.tokens.key(i).ends_with('\u{0647}') {
        return false;
    }
    // «أمرا متوقعا، مضيفا أنه»: another's cue is no object.
    if d.tags
        .all(i, Class::SpeechVerb)
        .any(|m| m.features.has(Features::PARTICIPLE) && m.features.has(Features::TANWIN))
    {
        return false;
    }
    let verb = d.entry(i, Class::SpeechVerb).is_some_and(|m| !m.features.has(Features::MASDAR));
    // «كشف تقرير نشرته الصحيفة أن».
    let told_of = i > 0
        && d.is(i - 1, Class::UnnamedSource)
        && d.tags
            .all(i, Class::SpeechVerb)
            .any(|m| m.features.has(Features::PAST) && !m.pronoun.is_empty() && scene.mention_around(i).is_none());
    !(told_of || verb && scene.finite(i)) && scene.glued(i, Proclitics::BA).is_none()
}
