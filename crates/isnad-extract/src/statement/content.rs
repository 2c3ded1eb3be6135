//! Where does a content end, and what of it stands in quotation marks?

use isnad_text::{Kind, Sentence, Span};

use super::cue::{Cue, Family};
use super::frame::Frame;
use super::phrase::Scene;
use super::quotes::Quotation;
use super::words::{Sort, SourceSort};
use crate::StatementKind;
use crate::lexicon::Class;

/// A content: its pieces, its kind, and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) pieces: Vec<Span>,
    pub(super) kind: StatementKind,
    /// One past its last token.
    pub(super) end: usize,
}

/// The token at which the frame `b` ends a reported clause around it; `None` where it stands inside the clause.
pub(super) fn boundary(scene: &Scene, outer: &Frame, b: &Cue, subject: Option<usize>, bare: bool) -> Option<usize> {
    if scene.quotes.around(b.first).is_some_and(|q| q.open >= outer.start) {
        return None;
    }
    let first = subject.unwrap_or(b.first).min(b.first);
    let before = first.checked_sub(1)?;
    if first <= outer.start {
        return None;
    }
    match b.family {
        Family::Participle => Some(first),
        Family::Source(_) => ends_clause(scene, b).then_some(first),
        Family::Noun => None,
        Family::Verb => {
            if let Some(at) = conjunction_ending(scene, before, outer.start)
                && (at < before || !scene.document.is(before, Class::Complementiser))
            {
                return Some(at);
            }
            if scene.document.is(before, Class::Complementiser) || scene.is_sort(before, Sort::Relative) {
                return None;
            }
            // «قالت إنه ترك …، وأخبرها»: another gender, another one's act.
            let other = bare
                && subject.is_none()
                && outer.cue.family == Family::Verb
                && outer.cue.features.has(crate::lexicon::Features::FEMININE)
                    != b.features.has(crate::lexicon::Features::FEMININE);
            if other {
                return None;
            }
            let comma = matches!(scene.kind(before), Kind::Comma | Kind::Semicolon | Kind::Dash | Kind::Stop);
            (b.joined || comma).then_some(first)
        }
    }
}

/// Whether a source closes the clause before it: after a comma, or with the end of the sentence behind its name.
pub(super) fn ends_clause(scene: &Scene, cue: &Cue) -> bool {
    let mark = |i: usize| !matches!(scene.kind(i), Kind::Word | Kind::Number | Kind::Latin | Kind::QuoteOpen);
    if cue.first > 0 && mark(cue.first - 1) {
        return true;
    }
    let end = scene.noun_phrase(cue.end, cue.end + 40);
    end >= scene.document.tokens.len()
        || mark(end)
        || scene.is_sort(end, Sort::Relative) && scene.function(end, Sort::Preposition).is_none()
        || scene.document.tokens.get(end).is_some_and(|t| t.line_start)
        || scene.conjunction(end)
}

/// The first token of the conjunction that ends with token `i` («في حين», «بينما», «رغم أن»).
fn conjunction_ending(scene: &Scene, i: usize, from: usize) -> Option<usize> {
    (i.saturating_sub(2).max(from)..=i).find(|k| {
        scene
            .function(*k, Sort::Conjunction)
            .or_else(|| scene.function(*k, Sort::While))
            .is_some_and(|m| k + m.len as usize == i + 1 && !scene.is_sort(*k, Sort::Relative))
    })
}

/// Reads the content of a frame that may run to token `limit`.
pub(super) fn of(scene: &Scene, sentence: &Sentence, frame: &Frame, limit: usize) -> Option<Content> {
    let limit = limit.min(sentence.end.max(frame.quote.map_or(0, |q| q.after)));
    let mut content = match frame.quote {
        Some(q) => from_quote(scene, frame, &q, limit)?,
        None => clause(scene, frame, limit)?,
    };
    if let Some(q) = frame.earlier {
        let piece = inner(scene, &q);
        if frame.quote.is_none() {
            content = Content { pieces: vec![piece], kind: StatementKind::Direct, end: frame.zone };
        } else {
            content.pieces.insert(0, piece);
        }
    }
    // A mark that opens nothing («قال: «نعم» «») has no words.
    content.pieces.retain(|p| !p.is_empty());
    (!content.pieces.is_empty()).then_some(content)
}

/// What stands between the marks, a final full stop left out.
fn inner(scene: &Scene, q: &Quotation) -> Span {
    trimmed(scene, q.first, q.end)
}

fn trimmed(scene: &Scene, first: usize, mut end: usize) -> Span {
    while end > first + 1
        && matches!(
            scene.kind(end - 1),
            Kind::Stop | Kind::Comma | Kind::Ellipsis | Kind::Semicolon | Kind::Dash | Kind::Colon
        )
    {
        end -= 1;
    }
    scene.document.tokens.cover(first, end)
}

fn from_quote(scene: &Scene, frame: &Frame, q: &Quotation, limit: usize) -> Option<Content> {
    let first = frame.start.clamp(q.first, q.end.max(q.first));
    let next = q.after;
    let stopped = q.end > q.first && matches!(scene.kind(q.end - 1), Kind::Stop | Kind::Question | Kind::Exclamation);
    let goes_on = q.closed && !stopped && next < limit && goes_on(scene, frame, next, limit);
    if goes_on {
        return mixed(scene, q, limit);
    }
    let mut pieces = vec![trimmed(scene, first, q.end)];
    let mut end = q.after;
    let mut last = *q;
    let mut kind = StatementKind::Direct;
    if frame.rule == "quote-after-complementiser"
        && let Some((piece, after)) = second_clause(scene, q, limit)
    {
        kind = if piece.1 { StatementKind::Direct } else { StatementKind::Mixed };
        pieces.push(piece.0);
        end = after;
    }
    // «أن "…"، و"…"»: the words go on in marks of their own.
    while q.closed
        && let Some(more) = joined_quote(scene, end, limit)
    {
        pieces.push(inner(scene, &more));
        end = more.after;
        last = more;
    }
    while let Some(more) = scene.quotes.continuation(&last).copied() {
        pieces.push(inner(scene, &more));
        end = more.after;
        last = more;
    }
    (q.end > first).then_some(Content { pieces, kind, end })
}

/// «أن "…"، وأنه "…"»: the second clause of one report, and whether it stands in marks; the token after it.
fn second_clause(scene: &Scene, q: &Quotation, limit: usize) -> Option<((Span, bool), usize)> {
    let mut i = q.after;
    while i < limit && scene.kind(i) == Kind::Comma {
        i += 1;
    }
    let joined = scene.document.entry(i, Class::Complementiser).is_some_and(|m| m.proclitics.conjunction());
    let (_, len) = scene.opens(i).filter(|_| joined && q.closed)?;
    let start = i + len;
    if let Some(next) = scene.quotes.opening(start).filter(|n| n.closed && n.after <= limit && n.words >= 3) {
        return Some(((inner(scene, next), true), next.after));
    }
    let end = clause_end(scene, start, limit);
    (end > start + 2).then(|| ((trimmed(scene, start, end), false), end))
}

/// The quotation that «و» joins to the one before token `i`, with or without a comma.
fn joined_quote(scene: &Scene, i: usize, limit: usize) -> Option<Quotation> {
    let and = if scene.kind(i) == Kind::Comma { i + 1 } else { i };
    let joins = scene.document.tokens.key(and) == "\u{0648}";
    scene.quotes.opening(and + 1).filter(|q| joins && q.closed && q.words >= 3 && q.after <= limit).copied()
}

/// Whether the clause goes on behind the closing mark.
fn goes_on(scene: &Scene, frame: &Frame, next: usize, limit: usize) -> bool {
    match scene.kind(next) {
        Kind::Word => {
            let d = scene.document;
            let turns = d.is(next, Class::SourceCue)
                || d.is(next, Class::Background)
                || super::occasion::head(scene, next).is_some()
                || scene.conjunction(next)
                || scene.time_at(next).is_some()
                || frame.rule == "quote-after-cue" && d.tokens.key(next).starts_with('\u{0648}');
            !turns && limit > next + 1
        }
        Kind::Number | Kind::Latin => limit > next + 1,
        // «أن "الصقر"، قائد الفصيل، أصيب»: a name in marks and what is told of it.
        Kind::Comma => frame.rule == "quote-after-complementiser" && name_in_marks(scene, frame) && limit > next + 3,
        // «"…"، و"…"»
        _ => false,
    }
}

/// Whether the quotation with which a clause begins is a word or two.
fn name_in_marks(scene: &Scene, frame: &Frame) -> bool {
    frame.quote.is_some_and(|q| q.words <= 2 && scene.quotes.opening(q.after + 1).is_none())
}

fn mixed(scene: &Scene, q: &Quotation, limit: usize) -> Option<Content> {
    let end = clause_end(scene, q.after, limit);
    let span = trimmed(scene, q.open, end);
    (end > q.after).then_some(Content { pieces: vec![span], kind: StatementKind::Mixed, end })
}

fn clause(scene: &Scene, frame: &Frame, limit: usize) -> Option<Content> {
    let mut end = clause_end(scene, frame.start, limit);
    if matches!(frame.rule, "reported-object" | "reported-preposition" | "noun-under-verb") {
        end = phrase_end(scene, frame.start, end);
    }
    if end <= frame.start {
        return None;
    }
    let span = trimmed(scene, frame.start, end);
    let span = Span::new(frame.byte.max(span.start), span.end);
    let words =
        (frame.start..end).filter(|i| matches!(scene.kind(*i), Kind::Word | Kind::Number | Kind::Latin)).count();
    // «السعودية تنفي ذلك»: a pronoun alone tells of nothing.
    let pronoun = words == 1 && scene.is_sort(frame.start, Sort::Demonstrative);
    // «أن "الطريق مغلقة، محذرا»: words behind a mark that is never closed are quoted.
    let quoted = frame.rule == "reported-clause" && frame.start > 0 && scene.lost_mark(frame.start - 1);
    let kind = if quoted { StatementKind::Direct } else { quoted_part(scene, frame.start, end) };
    (words > 0 && !pronoun && !span.is_empty()).then(|| Content { pieces: vec![span], kind, end })
}

/// A noun phrase ends at a semicolon, or at a comma behind which the sentence goes on («، حيث …», «، لتنجح»).
fn phrase_end(scene: &Scene, first: usize, end: usize) -> usize {
    (first + 1..end)
        .find(|i| match scene.kind(*i) {
            Kind::Semicolon => true,
            Kind::Word if super::occasion::head(scene, *i).is_some() => true,
            Kind::Comma => {
                let key = scene.document.tokens.key(i + 1);
                let verb = key.starts_with("\u{0648}\u{064A}") && key.len() >= 10;
                let purpose = key.starts_with("\u{0644}\u{062A}") && key.len() >= 10
                    || key.starts_with("\u{0644}\u{064A}") && key.len() >= 10;
                verb || purpose || scene.is_sort(i + 1, Sort::Conjunction) && !scene.is_sort(i + 1, Sort::Relative)
            }
            _ => false,
        })
        .unwrap_or(end)
}

/// One past the last token of a clause: a closing bracket that it did not open ends it.
fn clause_end(scene: &Scene, first: usize, limit: usize) -> usize {
    let mut depth = 0usize;
    let mut i = first;
    while i < limit {
        match scene.kind(i) {
            Kind::BracketOpen => depth += 1,
            Kind::BracketClose if depth == 0 => return i,
            Kind::BracketClose => depth -= 1,
            Kind::QuoteClose | Kind::QuoteOpen | Kind::QuoteEither => {
                // A mark that closes a quotation around the cue.
                if let Some(q) = scene.quotes.around(i)
                    && q.open < first
                    && q.end == i
                {
                    return i;
                }
            }
            _ => {}
        }
        i += 1;
    }
    limit
}

/// Mixed where a quotation of speech stands inside, not only a name or a term in marks.
fn quoted_part(scene: &Scene, first: usize, end: usize) -> StatementKind {
    let speaks = |q: &Quotation| q.words >= 2 && !is_term(scene, q);
    let any = scene.quotes.within(first, end).any(speaks);
    if any { StatementKind::Mixed } else { StatementKind::Indirect }
}

/// Whether a quotation is a name or a term in marks and no words of a speaker.
pub(super) fn is_term(scene: &Scene, q: &Quotation) -> bool {
    if q.words <= 1 {
        return true;
    }
    if q.words > 6 {
        return false;
    }
    let d = scene.document;
    let inside = d.tokens.cover(q.first, q.end);
    let named = scene.entities.within(inside).any(|m| m.span.len() * 3 >= inside.len() * 2 && m.span.overlaps(inside));
    let head = q.open > 0 && {
        let b = q.open - 1;
        [
            Class::OrganisationHead,
            Class::PlaceHead,
            Class::EventHead,
            Class::UnnamedSource,
            Class::Agency,
            Class::Office,
        ]
        .into_iter()
        .any(|c| d.is(b, c))
    };
    let latin = (q.first..q.end).any(|i| scene.kind(i) == Kind::Latin);
    let list = (q.first..q.end).filter(|i| scene.kind(*i) == Kind::Comma).count() >= 2;
    named || head || latin || list
}

/// The content of a source named after it: the sentence, or its last clause, up to the cue.
pub(super) fn backward(scene: &Scene, first: usize, cue: &Cue) -> Option<Content> {
    let mut end = cue.first;
    while end > first && matches!(scene.kind(end - 1), Kind::Comma | Kind::Dash | Kind::Stop | Kind::BracketOpen) {
        end -= 1;
    }
    let mut start = first;
    while start < end
        && !matches!(
            scene.kind(start),
            Kind::Word | Kind::Number | Kind::Latin | Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen
        )
    {
        start += 1;
    }
    if end <= start + 1 {
        return None;
    }
    // The whole in marks is direct.
    if let Some(q) = scene.quotes.opening(start).filter(|q| q.after == end) {
        return Some(Content { pieces: vec![inner(scene, q)], kind: StatementKind::Direct, end });
    }
    let mut span = scene.document.tokens.cover(start, end);
    // «وقد»، «وفي …»: the conjunction of the sentence is left out.
    let key = scene.document.tokens.key(start);
    if key.starts_with('\u{0648}') && key.len() > 6 && first_and(scene, start) {
        span = Span::new(scene.document.tokens.offset_in(scene.document.text, start, 2), span.end);
    }
    Some(Content { pieces: vec![span], kind: quoted_part(scene, start, end), end })
}

/// Whether the «و» of token `i` is a conjunction and no letter of the word.
fn first_and(scene: &Scene, i: usize) -> bool {
    let d = scene.document;
    let matches = d.tags.at(i);
    matches.iter().all(|m| m.proclitics.conjunction())
}

/// Whether a source cue stands before what it attributes.
pub(super) fn leads(scene: &Scene, sentence: &Sentence, cue: &Cue) -> bool {
    if cue.family == Family::Source(SourceSort::Pronoun) {
        return false;
    }
    let mut words = 0;
    let mut i = sentence.first;
    while i < cue.first {
        // «اليوم 12:47 وفقا للصحيفة»: the hours of a page stand before it.
        match scene.time_at(i) {
            Some((_, next)) => i = next.max(i + 1),
            None => {
                words += usize::from(matches!(scene.kind(i), Kind::Word | Kind::Number | Kind::Latin));
                i += 1;
            }
        }
    }
    words <= 1
}
