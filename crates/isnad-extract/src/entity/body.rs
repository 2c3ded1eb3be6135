//! Which bodies are named by a head noun and what follows it?
//!
//! «وزارة الخارجية الأميركية», «القوات العراقية», «حزب "العدالة والتنمية"», «شركة أوبر»: how far the name goes depends on
//! the sort of its head (column `sort` of `organisation-heads.tsv`). Generic bodies («الوزارة», «قوات الأمن») are none.

use isnad_text::{Kind, Proclitics, Span};

use super::candidate::{Candidate, front};
use super::name;
use super::office;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features, Match, lexicon};

/// What must follow a head so that it names one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// A field («وزارة الصحة»).
    Domain,
    /// A state or a place («حكومة العراق»).
    State,
    /// An adjective of a state («النظام السوري»).
    Adjective,
    /// A field of government, or a state or field after the article («لجنة الانتخابات», «اللجنة الأولمبية السعودية»).
    Panel,
    /// A proper name («شركة أوبر»).
    Proper,
    /// A proper name or any noun with the article («حزب الشعب»).
    Party,
}

/// What the complement read so far holds.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    proper: bool,
    state: bool,
    field: bool,
    quoted: bool,
    portfolio: bool,
    person: bool,
    adjective: bool,
    known: bool,
    titled: bool,
    strange: bool,
    power: bool,
}

/// The longest name of a body, in tokens.
const LONGEST: usize = 12;

fn needs(m: &Match) -> Needs {
    match lexicon().row(m).map_or("", |r| r.column(0)) {
        "state" => Needs::State,
        "adjective" => Needs::Adjective,
        "panel" => Needs::Panel,
        "proper" => Needs::Proper,
        "party" => Needs::Party,
        _ => Needs::Domain,
    }
}

/// Proposes the body whose head is token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(m) = words.any(i, Class::OrganisationHead) else { return };
    if m.features.has(Features::TANWIN) || m.features.has(Features::DUAL) || led_by(words, i, m) {
        return;
    }
    let Some((stop, seen)) = extent(words, i, m, end.min(i + LONGEST)) else { return };
    // «برئاسة سعادة السيد فلان» leads, «رئاسة أمريكا» is an office: no body of that name.
    let led = (seen.titled || seen.state && !seen.field && !m.proclitics.has(Proclitics::AL))
        && lexicon().row(m).is_some_and(|r| r.key == "ryash");
    // «رئاسة نادي الكرمل»: the office at the head of a body.
    let office = lexicon().row(m).is_some_and(|r| r.key == "ryash")
        && !m.proclitics.has(Proclitics::AL)
        && words.bare(i + 1, Class::OrganisationHead).is_some_and(|n| !n.proclitics.has(Proclitics::AL));
    if m.features.has(Features::PLURAL) || led || office {
        return;
    }
    // A person's name inside the body's name gives way to it.
    let weight = if seen.person { 99 } else { 86 + (stop - i).min(9) as u8 };
    let mut c = Candidate::new(words.document, (i, stop), front(m), EntityKind::Organisation, weight, "body-head");
    c.proper = i + 1;
    // «"الجيش" الإسرائيلي»: both marks belong to the name.
    if past_own_marks(words, i, i + m.len as usize) > i + m.len as usize && front(m) == 0 {
        c.span = Span::new(words.document.tokens.span(i.saturating_sub(1)).start, c.span.end);
    }
    out.push(c);
}

/// One past the body that begins at `i`, where one does.
pub(super) fn reach(words: Words, i: usize, end: usize) -> Option<usize> {
    let m = words.any(i, Class::OrganisationHead)?;
    extent(words, i, m, end.min(i + LONGEST)).map(|(stop, _)| stop)
}

/// «بقيادة الولايات المتحدة» leads, and «وزير الخارجية» is an office: no body.
fn led_by(words: Words, i: usize, m: &Match) -> bool {
    needs(m) == Needs::Adjective
        && (m.proclitics.has(Proclitics::BA) && !m.proclitics.has(Proclitics::AL)
            || i.checked_sub(1).is_some_and(|b| words.is(b, Class::Office) && !words.definite(b)))
}

/// One past the name of the body whose head `m` stands at `i`.
fn extent(words: Words, i: usize, m: &Match, end: usize) -> Option<(usize, Seen)> {
    let needs = needs(m);
    let definite = m.proclitics.has(Proclitics::AL);
    let mut seen = Seen::default();
    let head = past_own_marks(words, i, i + m.len as usize);
    let mut at = if definite {
        agreeing(words, (i, head), m, end, &mut seen)
    } else {
        construct(words, head, end, needs, &mut seen)?
    };
    if at > head && !seen.quoted && !seen.portfolio && matches!(needs, Needs::Domain | Needs::Panel) {
        at = purpose(words, at, end, &mut seen);
    }
    // «وكالة الأناضول», «تنظيم داعش»: the name is complete.
    if !definite && !seen.quoted && !seen.known {
        at = adjectives(words, at, end, &mut seen);
    }
    if !definite && seen.person && needs == Needs::Domain {
        at = purpose(words, at, end, &mut seen);
    }
    if definite && at > head && matches!(needs, Needs::State | Needs::Adjective) {
        at = of_body(words, at, end, &mut seen);
    }
    let enough = match needs {
        Needs::Domain if definite => seen.state || seen.field,
        Needs::Domain => seen.field || seen.proper || seen.state || seen.quoted || seen.portfolio,
        Needs::State => seen.state || seen.quoted || seen.known,
        Needs::Adjective => seen.state && (definite || seen.power),
        Needs::Panel if definite => seen.state || seen.field,
        Needs::Panel => seen.portfolio || seen.proper || seen.state || seen.quoted || seen.field && seen.adjective,
        Needs::Proper | Needs::Party => seen.proper || seen.quoted || definite && seen.state && seen.field,
    };
    // «"تحالف" بحري»: marks round a noun alone name nothing without a state.
    let marked = head > i + m.len as usize && !definite && !seen.power;
    (at > head && enough && !marked).then_some((at_body(words, at, end), seen))
}

/// «"الجيش" الإسرائيلي», «"جيش" الاحتلال»: one past the mark behind a head that alone stands in marks.
fn past_own_marks(words: Words, i: usize, head: usize) -> usize {
    let kind = |i: usize| words.document.tokens.kind(i);
    let opened = i.checked_sub(1).is_some_and(|b| matches!(kind(b), Kind::QuoteOpen | Kind::QuoteEither));
    if opened && matches!(kind(head), Kind::QuoteClose | Kind::QuoteEither) { head + 1 } else { head }
}

/// «القيادة المشتركة لقوات التحالف الدولي», «القوات الرديفة للجيش السوري»: the body that it belongs to.
fn of_body(words: Words, at: usize, end: usize, seen: &mut Seen) -> usize {
    if at >= end || !words.same_line(at) {
        return at;
    }
    let heads = words.document.tags.all(at, Class::OrganisationHead);
    let whole = heads
        .filter(|m| m.proclitics.has(Proclitics::LA) && !m.proclitics.conjunction() && m.pronoun.is_empty())
        .find_map(|m| extent(words, at, m, end).filter(|(_, inner)| !inner.person));
    let Some((stop, _)) = whole else { return at };
    (seen.state, seen.field) = (true, true);
    stop
}

/// «البعثة الأميركية لدى الحلف الأطلسي»: the body that a mission is with.
fn at_body(words: Words, at: usize, end: usize) -> usize {
    let inner = words
        .document
        .tags
        .all(at, Class::FunctionWord)
        .any(|m| lexicon().row(m).is_some_and(|r| r.column(0) == "inner"));
    match words.bare(at + 1, Class::Organisation) {
        Some(m) if inner && at + 1 < end && words.same_line(at + 1) => at + 1 + m.len as usize,
        _ => at,
    }
}

/// Adjectives after a head with the article, of its gender: «الحكومة العراقية», not «[وزير] الخارجية العراقي».
fn agreeing(words: Words, (i, head): (usize, usize), m: &Match, end: usize, seen: &mut Seen) -> usize {
    let key = words.document.tokens.key(i);
    let feminine = key.ends_with('\u{0647}') || key.ends_with("\u{0627}\u{062A}") || m.features.has(Features::PLURAL);
    let next = words.document.tokens.key(head);
    // «الخطوط الماليزية»: a plural of things.
    let feminine = feminine || lexicon().row(m).is_some_and(|r| r.key == "khtwt");
    let agrees = next.ends_with('\u{0647}') == feminine
        || words.is(head, Class::BodyAdjective) && !words.definite_nationality(head);
    if agrees { adjectives(words, head, end, seen) } else { head }
}

/// Adjectives with the article: «الأميركية», «العامة», «العليا».
fn adjectives(words: Words, mut at: usize, end: usize, seen: &mut Seen) -> usize {
    while at < end && words.same_line(at) && words.definite(at) && !words.temporal(at) {
        if words.definite_nationality(at) {
            // «وكالة دوغان التركية»: a name of its own needs no state; the adjective tells where it is.
            if seen.strange {
                break;
            }
            // «القوات العراقية العراقية»: the same word twice is a slip.
            if at > 0 && words.document.tokens.key(at) == words.document.tokens.key(at - 1) {
                break;
            }
            seen.state = true;
        } else if official(words, at) && (seen.state || seen.proper || seen.field) {
            // «وكالة الأنباء الكورية الرسمية» is so called without it; «الجريدة الرسمية» is not.
            break;
        } else if !(words.is(at, Class::BodyAdjective)
            || words.definite_nisba(at) && words.sort(at, false) == Sort::Other)
            || words.is(at, Class::Office)
        {
            break;
        } else {
            seen.adjective = true;
        }
        at += 1;
    }
    at
}

fn official(words: Words, at: usize) -> bool {
    words.bare(at, Class::BodyAdjective).and_then(|m| lexicon().row(m)).is_some_and(|r| r.key == "rsmy")
}

/// «للطيران المدني», «لشؤون اللاجئين», «لمكافحة الإرهاب».
fn purpose(words: Words, at: usize, end: usize, seen: &mut Seen) -> usize {
    if at >= end || !words.same_line(at) || !words.document.is_word(at) {
        return at;
    }
    let glued = |class| {
        words
            .document
            .tags
            .all(at, class)
            .any(|m: &Match| m.proclitics.has(Proclitics::LA) && !m.proclitics.conjunction())
    };
    if let Some(m) = [Class::Organisation, Class::Country, Class::Place]
        .iter()
        .find_map(|c| words.document.tags.all(at, *c).find(|m| m.proclitics.has(Proclitics::LA) && m.word == 2))
    {
        // «لجنة السياسة النقدية لبنك إنجلترا»: its field is told, the body after it is another.
        if seen.field && m.class == Class::Organisation && !m.proclitics.has(Proclitics::AL) {
            return at;
        }
        seen.field = true;
        return at + m.len as usize;
    }
    if words.for_definite(at) && (glued(Class::CommonWord) || glued(Class::Portfolio) || words.is(at, Class::Portfolio))
    {
        seen.field = true;
        return field(words, at + 1, end, seen);
    }
    // «لدراسات الشرق الأوسط»
    if glued(Class::CommonWord)
        && !words.for_definite(at)
        && at + 1 < end
        && words.same_line(at + 1)
        && let Some(m) = [Class::Place, Class::Organisation, Class::Country].iter().find_map(|c| words.bare(at + 1, *c))
    {
        seen.field = true;
        return (at + 1 + m.len as usize).min(end);
    }
    if glued(Class::CommonWord)
        && !words.for_definite(at)
        && at + 1 < end
        && words.definite(at + 1)
        && words.same_line(at + 1)
        && !words.is(at, Class::SpeechVerb)
        && !words.is(at, Class::FunctionWord)
    {
        seen.field = true;
        return field(words, at + 2, end, seen);
    }
    // «لمراقبة نقل الحجاج»
    if glued(Class::CommonWord)
        && !words.for_definite(at)
        && !words.is(at, Class::FunctionWord)
        && at + 2 < end
        && chained(words, at + 1)
    {
        seen.field = true;
        return field(words, at + 3, end, seen);
    }
    at
}

/// An indefinite noun and the definite one that it is of: «مكافحة الفساد».
fn chained(words: Words, at: usize) -> bool {
    words.document.is_word(at)
        && words.same_line(at)
        && words.same_line(at + 1)
        && !words.definite(at)
        && words.bare(at, Class::CommonWord).is_some()
        && !words.grammar(at)
        && ![Class::SpeechVerb, Class::Office, Class::Numeral, Class::Complementiser, Class::OrganisationHead]
            .iter()
            .any(|c| words.is(at, *c))
        && words.definite(at + 1)
        && !words.temporal(at + 1)
        && !words.is(at + 1, Class::FunctionWord)
}

/// What goes on with a field: its adjectives, and «والتنمية» after it.
fn field(words: Words, at: usize, end: usize, seen: &mut Seen) -> usize {
    let mut at = adjectives(words, at, end, seen);
    while at < end
        && words.same_line(at)
        && words.and_definite(at)
        && !words.temporal(at)
        && (words.is(at, Class::Portfolio)
            || at + 1 < end && words.definite_nisba(at + 1) && words.is(at, Class::CommonWord))
    {
        at = adjectives(words, at + 1, end, seen);
    }
    at
}

/// What follows a head without the article.
fn construct(words: Words, at: usize, end: usize, needs: Needs, seen: &mut Seen) -> Option<usize> {
    if at >= end || !words.same_line(at) {
        return None;
    }
    let d = words.document;
    if words.opens_quote(at) {
        let close = words.closing(at, 6, end + 2)?;
        let inside = at + 1;
        // «أميال بحرية (نحو 10 كيلومترات)»
        if d.tokens.kind(at) == Kind::BracketOpen && (inside..close).any(|i| d.tokens.kind(i) == Kind::Number) {
            return None;
        }
        if d.tokens.kind(inside) != Kind::Word && d.tokens.kind(inside) != Kind::Latin {
            return None;
        }
        seen.quoted = true;
        return Some(close + 1);
    }
    if d.tokens.kind(at) == Kind::Latin {
        seen.proper = true;
        let mut at = at + 1;
        while at < end && d.tokens.kind(at) == Kind::Latin && words.same_line(at) {
            at += 1;
        }
        return Some(at);
    }
    if !words.document.is_word(at) || words.temporal(at) {
        return None;
    }
    if let Some(m) = words.bare(at, Class::Portfolio)
        && m.proclitics.has(Proclitics::AL)
    {
        seen.portfolio = true;
        return Some(field(words, at + m.len as usize, end, seen));
    }
    for class in [Class::Organisation, Class::Agency, Class::Country, Class::Place] {
        if let Some(m) = words.bare(at, class)
            && (m.len > 1 || !words.is(at, Class::CommonWord) || needs != Needs::State)
        {
            seen.proper = true;
            seen.known = matches!(class, Class::Organisation | Class::Agency);
            seen.state |= matches!(class, Class::Country | Class::Place);
            // «جيش الاحتلال الإسرائيلي»
            seen.power = class == Class::Country && m.len > 1 && m.proclitics.has(Proclitics::AL);
            return Some((at + m.len as usize).min(end));
        }
    }
    if let Some(m) = words.bare(at, Class::OrganisationHead)
        && !m.proclitics.has(Proclitics::AL)
        && !matches!(needs, Needs::Proper | Needs::Party)
        && let Some((stop, inner)) = extent(words, at, m, end)
    {
        *seen = Seen { proper: true, field: true, ..inner };
        return Some(stop);
    }
    if let Some(m) = words.bare(at, Class::PlaceHead)
        && !m.proclitics.has(Proclitics::AL)
        && let Some(stop) = super::place::extent(words, at, end)
    {
        seen.proper = true;
        seen.state = true;
        return Some(stop);
    }
    if !matches!(needs, Needs::State | Needs::Adjective)
        && let Some(after) = office::honorifics(words, at, end)
        && let Some(run) = name::read(words, after, end, false)
    {
        seen.proper = true;
        seen.person = true;
        seen.titled = true;
        return Some(run.end);
    }
    if words.definite(at) {
        if words.sort(at, false) == Sort::Unknown || words.is(at, Class::FamilyName) {
            seen.proper = true;
            return Some(at + 1);
        }
        if matches!(needs, Needs::Proper | Needs::Adjective) || generic(words, at) {
            return None;
        }
        // «حزب الشعب»
        if needs == Needs::Party {
            seen.proper = true;
            return Some(at + 1);
        }
        seen.field = true;
        return Some(field(words, at + 1, end, seen));
    }
    if matches!(needs, Needs::Domain | Needs::Panel) && at + 1 < end && chained(words, at) {
        seen.field = true;
        // «لجنة متابعة القضية» needs an adjective, «هيئة مكافحة الفساد» none.
        return Some(field(words, at + 2, end, seen));
    }
    let run = name::read(words, at, end, false)?;
    if words.sort(at, false) == Sort::Maybe && run.names + run.unknown == 0 {
        return None;
    }
    seen.proper = true;
    seen.person = run.words() > 1;
    seen.strange = !seen.person;
    Some(run.end)
}

/// «إمارة المنطقة», «إدارة الشركة»: a definite noun that points back names nothing.
fn generic(words: Words, at: usize) -> bool {
    [Class::Office, Class::OrganisationHead, Class::PlaceHead, Class::FunctionWord]
        .iter()
        .any(|c| words.document.tags.all(at, *c).any(|m| m.len == 1))
        && !words.is(at, Class::Portfolio)
        && !words.definite(at + 1)
}
