//! In which clause does the figure stand, and who acts in it?
//!
//! Reads backwards from the figure to the word that opens its clause («أن», «الذي», «بينما», a stop); gives the mentions of
//! the clause that can own a figure, best first, with what speaks for each. A mention in a preposition is no agent.

use isnad_text::{Kind, Proclitics};

use super::scene::Scene;
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, ClassSet, Features, lexicon};

const BA: char = '\u{0628}';
const LAM: char = '\u{0644}';
/// How many words a relative clause between commas may have.
const RELATIVE: usize = 16;

/// What opens a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// The beginning of the sentence, or a stop.
    Start,
    /// «أن», the content of a speech.
    That,
    /// «أنه», «أنها».
    ThatPronoun,
    /// «الذي», «التي».
    Relative,
    /// «بينما», «حيث».
    Clause,
}

/// A clause: the words between its opener and the figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    /// First token after the opener.
    pub(super) from: usize,
    /// Its opener.
    pub(super) opener: Opener,
    /// The first token of the opener.
    pub(super) at: usize,
}

/// What holds a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing, or the noun that it owns.
    Free,
    /// «ل»: whom something is for, or whose it is.
    For,
    /// «في», «ب»: where something happens.
    Where,
    /// «من»
    From,
    /// Another preposition.
    Other,
}

/// Whether a word of the figures' own class stands at token `i` in this role.
pub(super) fn is_role(s: &Scene, i: usize, role: &str) -> bool {
    s.doc.tags.all(i, Class::FigureWord).any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == role))
}

/// The clause of the figure, read from token `end` back.
pub(super) fn clause(s: &Scene, end: usize) -> Clause {
    let mut comma: Option<usize> = None;
    for i in (s.sentence.first..end).rev() {
        let opener = match s.doc.tokens.kind(i) {
            Kind::Stop | Kind::Question | Kind::Exclamation | Kind::Semicolon | Kind::Ellipsis => Some(Opener::Start),
            Kind::Colon => Some(Opener::Start),
            Kind::Comma => {
                comma = Some(i);
                None
            }
            Kind::Word => word_opens(s, i, comma.is_some()),
            _ => None,
        };
        // «رغم أن إيران …، لا تسارع كوريا …»: the comma closes what a fronted clause says.
        if let (Some(_), Some(closed)) = (opener, comma)
            && i <= s.sentence.first + 2
            && (is_role(s, i, "fronted") || i.checked_sub(1).is_some_and(|b| is_role(s, b, "fronted")))
        {
            return Clause { from: closed + 1, opener: Opener::Start, at: s.sentence.first };
        }
        if let Some(opener) = opener {
            return Clause { from: i + 1, opener, at: i };
        }
    }
    Clause { from: s.sentence.first, opener: Opener::Start, at: s.sentence.first }
}

/// Whether token `i` stands in a relative clause that a comma closes before the figure: «التحالف، الذي تقوده واشنطن، أقر …».
pub(super) fn embedded(s: &Scene, i: usize, from: usize) -> bool {
    let comma = |j: &usize| s.doc.tokens.kind(*j) == Kind::Comma;
    let closed = || (i..s.q.tokens.0).take(RELATIVE).any(|j| comma(&j));
    let opens = |j: usize| is_role(s, j, "relative") && (!comma(&(j + 1)));
    (from..i).rev().take(RELATIVE).take_while(|j| !comma(j)).any(opens) && closed()
}

fn word_opens(s: &Scene, i: usize, comma: bool) -> Option<Opener> {
    if let Some(m) = s.doc.entry(i, Class::Complementiser) {
        let sort = lexicon().row(m).map_or("", |r| r.column(0));
        return Some(if matches!(sort, "dummy" | "pronoun") { Opener::ThatPronoun } else { Opener::That });
    }
    if !s.doc.is(i, Class::FigureWord) {
        return None;
    }
    // «الحرب، التي اندلعت في أبريل، أوقعت 1800 قتيل»: a relative clause ends at its comma.
    if !comma && is_role(s, i, "relative") {
        return Some(Opener::Relative);
    }
    is_role(s, i, "clause").then_some(Opener::Clause)
}

/// What holds the mention.
pub(super) fn held(s: &Scene, m: &MentionOf) -> Held {
    let i = m.tokens.0;
    let token = s.doc.tokens.span(i);
    let key = s.doc.tokens.key(i);
    let glued = key.trim_start_matches(['\u{0648}', '\u{0641}']);
    // «للعراق» cannot be parted.
    let fused = glued.starts_with("\u{0644}\u{0644}");
    if fused || m.full.start > token.start || s.entities.entities.get(m.entity).is_some_and(|e| e.name.starts_with(LAM))
    {
        if glued.starts_with(BA) {
            return Held::Where;
        }
        if glued.starts_with(LAM) {
            return Held::For;
        }
    }
    let marks = |b: usize| {
        matches!(s.doc.tokens.kind(b), Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen)
            || s.doc.tokens.key(b).chars().count() == 1 && s.doc.tokens.kind(b) == Kind::Word
    };
    let before = (s.sentence.first..i).rev().take(3).find(|b| !marks(*b));
    let Some(b) = before else { return Held::Free };
    // «جنوب اليمن (عدن ولحج)»: a place in brackets explains another.
    if b + 1 < i && s.doc.tokens.kind(i - 1) == Kind::BracketOpen && kind(s, m) == Some(EntityKind::Place) {
        return Held::Other;
    }
    if b + 1 < i && matches!(s.doc.tokens.key(b + 1), "\u{0644}") {
        return Held::For;
    }
    // «التحالف بقيادة الولايات المتحدة»: the leader, not the owner.
    if s.doc.entry(b, Class::MeasureWord).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "aside") {
        return Held::Other;
    }
    // «بحسب بيانات وزارة الدفاع»: a source owns nothing.
    if s.doc.is(b, Class::SourceCue) || b > s.sentence.first && s.doc.is(b - 1, Class::SourceCue) {
        return Held::Other;
    }
    if let Some(found) = preposition(s, b) {
        return found;
    }
    // «في المكسيك والسعودية»: the second of a list is held as the first.
    if key.starts_with('\u{0648}')
        && let Some(first) =
            s.entities.within(s.doc.tokens.span(b)).last().filter(|f| f.tokens.1 == i && f.tokens.0 < i)
    {
        return held(s, first);
    }
    of_a_held_noun(s, b).unwrap_or(Held::Free)
}

/// What the preposition at token `b` makes of the word after it.
pub(super) fn preposition(s: &Scene, b: usize) -> Option<Held> {
    if s.doc.is(b, Class::FigureWord) {
        // «داخل السودان», «في صفوف الحوثيين»
        if is_role(s, b, "inside") {
            return Some(Held::Where);
        }
        if is_role(s, b, "ranks") {
            return Some(Held::From);
        }
    }
    let key = s.doc.tags.all(b, Class::FunctionWord).find_map(|f| {
        let row = lexicon().row(f)?;
        (row.column(0) == "preposition").then_some(row.key)
    });
    match key? {
        "governed-fi" => Some(Held::Where),
        "governed-min" => Some(Held::From),
        "governed-li" => Some(Held::For),
        "prepositions-pronoun" => Some(Held::Free),
        _ => Some(Held::Other),
    }
}

/// «في أسواق آسيا», «بتأميم بنك …»: a name that owns a noun is held by what holds the noun; a verbal noun's name acts.
fn of_a_held_noun(s: &Scene, b: usize) -> Option<Held> {
    if !s.doc.is_word(b) || b <= s.sentence.first {
        return None;
    }
    let key = s.doc.tokens.key(b);
    let owned = !key.contains("\u{0627}\u{0644}")
        && !s.doc.tags.classes(b).any(NO_NOUN)
        && !finite_cue(s, b)
        && !masdar_cue(s, b)
        && s.entities.within(s.doc.tokens.span(b)).next().is_none();
    if !owned {
        return None;
    }
    preposition(s, b - 1).filter(|h| matches!(h, Held::Where | Held::Other | Held::From))
}

/// Classes that are no noun.
const NO_NOUN: ClassSet =
    ClassSet::of(&[Class::FunctionWord, Class::Complementiser, Class::SpeechVerb, Class::Negation, Class::FigureWord]);

/// The kind of the entity that a mention names.
pub(super) fn kind(s: &Scene, m: &MentionOf) -> Option<EntityKind> {
    s.entities.entities.get(m.entity).map(|e| e.kind)
}

/// Whether a finite verb of change, deed or total stands at token `i`.
pub(super) fn finite_cue(s: &Scene, i: usize) -> bool {
    s.doc.tags.all(i, Class::ChangeCue).any(finite)
}

pub(super) fn finite(m: &crate::lexicon::Match) -> bool {
    (m.features.has(Features::PAST) || m.features.has(Features::PRESENT)) && !m.features.has(Features::MASDAR)
}

/// Whether a verb of rise or fall stands at token `i`.
pub(super) fn change(doc: &crate::Document, i: usize) -> bool {
    let rises = |m: &crate::lexicon::Match| lexicon().row(m).is_some_and(|r| r.column(0) == "change");
    doc.tags.all(i, Class::ChangeCue).any(|m| finite(m) && m.features.has(Features::PAST) && rises(m))
}

/// Whether a verbal noun of a deed stands at token `i`, without article: «تخصيص», «بحصول».
pub(super) fn masdar_cue(s: &Scene, i: usize) -> bool {
    s.doc.tags.all(i, Class::ChangeCue).any(|m| m.features.has(Features::MASDAR) && !m.proclitics.has(Proclitics::AL))
}

/// A mention that may own the figure, and why.
#[derive(Debug, Clone, Copy)]
pub(super) struct Agent {
    pub(super) entity: usize,
    pub(super) rule: &'static str,
}

/// Who acts between tokens `from` and the figure.
pub(super) fn agent(s: &Scene, from: usize, told: Option<&crate::Statement>) -> Option<Agent> {
    agent_of(s, (from, s.q.tokens.0), told, false)
}

/// As [`agent`]; where a pronoun is the subject («إنها ستمنح العراق»), the name after its verb is no agent.
pub(super) fn agent_of(
    s: &Scene,
    (from, end): (usize, usize),
    told: Option<&crate::Statement>,
    pronoun: bool,
) -> Option<Agent> {
    if from >= end {
        return None;
    }
    let span = s.doc.tokens.cover(from, end);
    let adverbial = adverbial(s, from, end);
    let mut verb: Option<usize> = None;
    let mut given: Option<usize> = None;
    let mut first: Option<usize> = None;
    let mut last: Option<usize> = None;
    let mut joined: Option<usize> = None;
    for m in s.entities.within(span) {
        let elsewhere = m.full.end > s.q.span.start || m.tokens.0 < from || m.tokens.0 >= end;
        if elsewhere || s.doc.is(m.tokens.0, Class::Agency) || passes_on(told, m) || embedded(s, m.tokens.0, from) {
            continue;
        }
        let person = matches!(kind(s, m), None | Some(EntityKind::Person));
        let before = m.tokens.0.checked_sub(1).filter(|b| *b + 1 >= from && *b >= s.sentence.first);
        // «قدرت المنظمة وجود 9 ملايين مهاجر»: who counts does not own.
        if before.is_some_and(|b| is_role(s, b, "counts")) {
            continue;
        }
        let cue_before = before.is_some_and(|b| finite_cue(s, b) || masdar_cue(s, b));
        if pronoun && before.is_some_and(|b| finite_cue(s, b)) {
            continue;
        }
        let after = past_marks(s, m.tokens.1);
        // «القناة ليجمعوا»: a verb of many has no single name for its subject.
        let many = s.doc.tokens.key(after).ends_with("\u{0648}\u{0627}");
        let cue_after = after < end && finite_cue(s, after) && !many;
        match held(s, m) {
            Held::Free if person => {
                let speaks = told.is_some_and(|t| t.speaker.is_some_and(|w| m.full.overlaps(w)));
                if (cue_before || cue_after || after == end) && !speaks && !s.doc.is(after, Class::SpeechVerb) {
                    verb = Some(m.entity);
                }
            }
            Held::Free => {
                if cue_before || cue_after {
                    verb = Some(m.entity);
                }
                if m.tokens.0 <= from + 1 {
                    first = first.or(Some(m.entity));
                }
                // «القوات الأميركية، وقوات التحالف»: the first of those joined stands for them.
                let added = joined == Some(m.tokens.0) && last.is_some() || m.tokens.1 <= adverbial;
                if !added && (kind(s, m) != Some(EntityKind::Place) || from >= s.own_left()) {
                    last = Some(m.entity);
                }
                joined = and_after(s, m.tokens.1);
            }
            // «سقط لقوات الأمن 30 قتيلاً», «يمكن لإيران»: whose it is, right after the verb.
            Held::For if !person && (cue_before || masdar_cue(s, after)) => given = Some(m.entity),
            _ => {}
        }
    }
    let found = |entity: Option<usize>, rule| entity.map(|entity| Agent { entity, rule });
    found(given, "given-to")
        .or_else(|| found(verb, "agent-of-the-verb"))
        .or_else(|| found(first, "clause-subject"))
        .or_else(|| found(last, "named-in-the-clause"))
}

/// Where the adverbial phrase ends with which a clause opens: «وبعد ساعات من افتتاح المؤتمر في الكويت، وصلت التعهدات إلى …».
fn adverbial(s: &Scene, from: usize, end: usize) -> usize {
    let relation = s.doc.entry(from, Class::TimeRelation).and_then(|m| lexicon().row(m)).map(|r| r.column(0));
    if !matches!(relation, Some("after" | "before" | "during")) {
        return from;
    }
    (from..end).find(|i| s.doc.tokens.kind(*i) == Kind::Comma).unwrap_or(from)
}

/// The token that «و» joins to the name that ends at token `i`, past a comma.
fn and_after(s: &Scene, i: usize) -> Option<usize> {
    let i = past_marks(s, i);
    let i = if s.doc.tokens.kind(i) == Kind::Comma { i + 1 } else { i };
    s.doc.tokens.key(i).starts_with('\u{0648}').then_some(i)
}

/// The first token from `i` on that is no mark round a name.
fn past_marks(s: &Scene, i: usize) -> usize {
    (i..s.sentence.end)
        .take(3)
        .find(|j| !matches!(s.doc.tokens.kind(*j), Kind::QuoteClose | Kind::QuoteEither | Kind::BracketClose))
        .unwrap_or(i)
}

/// Whether a mention only passes the words on («لوكالة فرانس برس»).
fn passes_on(told: Option<&crate::Statement>, m: &MentionOf) -> bool {
    told.is_some_and(|st| st.chain.iter().filter_map(|l| l.span).any(|l| l.overlaps(m.span)))
}
