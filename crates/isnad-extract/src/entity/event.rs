//! Which events are named by a head noun and what follows it?
//!
//! «مهرجان صيف الباحة», «عملية "درع الفرات"», «الانتخابات الرئاسية الأميركية», «العاصفة دانيال»: quoted, or with a proper
//! name, a state or place, or a scope in it, by the sort of the head; «عملية عسكرية», «المؤتمر الصحفي» are none.

use isnad_text::{Kind, Proclitics};

use super::candidate::{Candidate, front};
use super::name;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features, Match, lexicon};

/// Proposes the event whose head is token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(m) = words.any(i, Class::EventHead) else { return };
    if m.features.has(Features::DUAL) || m.features.has(Features::TANWIN) {
        return;
    }
    let at = i + m.len as usize;
    if at >= end || !words.same_line(at) {
        return;
    }
    let sort = lexicon().row(m).map_or("", |r| r.column(0));
    // Several are named as one by their place («زلازل كهرمان مرعش») or by what they always come in («انتخابات»).
    if m.features.has(Features::PLURAL) && !matches!(sort, "city" | "vote" | "day") {
        return;
    }
    let stop = if m.proclitics.has(Proclitics::AL) {
        match sort {
            "named" | "meeting" => definite(words, at, end).or_else(|| scoped(words, at, end, sort == "meeting")),
            "contest" => definite(words, at, end),
            "storm" => proper_name(words, at, end),
            "vote" => vote(words, at, end),
            "war" => nation(words, m, at, end),
            _ => None,
        }
    } else if matches!(words.document.tokens.kind(at), Kind::QuoteOpen | Kind::QuoteEither) {
        quoted(words, at, end, sort)
    } else {
        construct(words, m, at, end, sort)
    };
    let Some(stop) = stop.filter(|stop| *stop <= end) else { return };
    let mut c = Candidate::new(words.document, (i, stop), front(m), EntityKind::Event, 95, "event-head");
    c.proper = at;
    out.push(c);
}

/// What follows a head without the article.
fn construct(words: Words, m: &Match, at: usize, end: usize, sort: &str) -> Option<usize> {
    let both = [Class::Place, Class::Country];
    if m.features.has(Features::PLURAL) && sort == "city" {
        return place(words, at, &[Class::Place]);
    }
    match sort {
        "named" => year(words, at)
            .or_else(|| proper(words, at, end))
            .or_else(|| subject(words, at, end))
            .or_else(|| person(words, at, end))
            .map(|stop| purpose(words, stop, end)),
        "meeting" => place(words, at, &both).or_else(|| proper(words, at, end)).map(|s| adjectives(words, s, end)),
        "city" => place(words, at, &[Class::Place]),
        "storm" => proper_name(words, at, end),
        "war" => day(words, at).or_else(|| place(words, at, &both)),
        "day" => day(words, at),
        "operation" => place(words, at, &[Class::Place]),
        "vote" => {
            // «انتخابات الرئاسة الأميركية»
            let of = words.definite(at) && words.same_line(at) && at + 1 < end && words.definite_nationality(at + 1);
            of.then(|| adjectives(words, at + 1, end))
        }
        _ => None,
    }
}

/// One past a place of the lexicon.
fn place(words: Words, at: usize, classes: &[Class]) -> Option<usize> {
    // «انتفاضة سلمية» is no rising of Salamiya.
    let plain = words.is(at, Class::CommonWord) || words.is(at, Class::BodyAdjective);
    let m = classes.iter().find_map(|c| words.bare(at, *c))?;
    (m.len > 1 || !plain || words.definite(at)).then(|| at + m.len as usize)
}

/// One past the marks, unless what stands in them is known for something else («هجمات "داعش"»).
fn quoted(words: Words, at: usize, end: usize, sort: &str) -> Option<usize> {
    let known = [Class::Organisation, Class::Agency, Class::Country].iter().any(|c| words.bare(at + 1, *c).is_some());
    let close = words.closing(at, 7, end)?;
    // «هجوم "قاتل"», «حرب "تكسير عظام"»: words that only describe; what people set going may be called by any words.
    let named = matches!(sort, "quoted" | "operation")
        || (at + 1..close).any(|i| words.definite(i) || !words.is(i, Class::CommonWord));
    (!known && named).then_some(close + 1)
}

/// «اتفاقية 1959».
fn year(words: Words, at: usize) -> Option<usize> {
    let tokens = &words.document.tokens;
    (tokens.kind(at) == Kind::Number && tokens.key(at).len() == 4).then_some(at + 1)
}

/// «ثورة 25 يناير», «هجمات 11 أيلول / سبتمبر».
fn day(words: Words, at: usize) -> Option<usize> {
    let tokens = &words.document.tokens;
    let number = tokens.kind(at) == Kind::Number && tokens.key(at).len() <= 2;
    if !number || !words.same_line(at + 1) || words.bare(at + 1, Class::Month).is_none() {
        return None;
    }
    let twice = tokens.kind(at + 2) == Kind::Slash && words.bare(at + 3, Class::Month).is_some();
    Some(if twice { at + 4 } else { at + 2 })
}

/// A place, or one or two nouns and a place, with their adjectives: «مهرجان صيف الباحة», «مؤتمر إعادة إعمار العراق».
fn proper(words: Words, at: usize, end: usize) -> Option<usize> {
    let both = [Class::Place, Class::Country];
    let mut from = at;
    while from < end && from < at + 3 && words.same_line(from) {
        if let Some(stop) = place(words, from, &both).or_else(|| super::place::reach(words, from, end)) {
            let stop = adjectives(words, stop.min(end), end);
            // «سد النهضة الإثيوبي»
            return Some(if stop < end && words.same_line(stop) && words.definite_nationality(stop) {
                stop + 1
            } else {
                stop
            });
        }
        if !plain_noun(words, from) || words.is(from, Class::SpeechVerb) || words.definite(from) {
            return None;
        }
        from += 1;
    }
    None
}

/// A noun of the language that is no word of grammar («إعادة» governs others and is a noun still).
fn plain_noun(words: Words, i: usize) -> bool {
    words.document.is_word(i) && words.bare(i, Class::CommonWord).is_some() && !words.grammar(i)
}

/// «مهرجان العسل الدولي»: what it is about, and an adjective that makes it one.
fn subject(words: Words, at: usize, end: usize) -> Option<usize> {
    let noun =
        words.document.is_word(at) && words.definite(at) && words.is(at, Class::CommonWord) && !words.temporal(at);
    let stop = adjectives(words, at + 1, end);
    (noun && words.same_line(at) && stop > at + 1).then_some(stop)
}

/// «جائزة فهد المرزوق»: of a person.
fn person(words: Words, at: usize, end: usize) -> Option<usize> {
    let from = super::office::honorifics(words, at, end).unwrap_or(at);
    let run = name::read(words, from, end, false)?;
    let given = words.bare(from, Class::GivenName).is_some();
    ((run.names > 0 || given) && run.words() > 1 || from > at && run.names > 0).then_some(run.end)
}

/// «لدعم صناعة العسل», «للأولمبياد الخاص» after the name proper: what it is for.
fn purpose(words: Words, at: usize, end: usize) -> usize {
    if at >= end || !words.same_line(at) || words.temporal(at) {
        return at;
    }
    let glued = |class| {
        let mut all = words.document.tags.all(at, class);
        all.any(|m| m.proclitics.has(Proclitics::LA) && !m.proclitics.conjunction() && m.pronoun.is_empty())
    };
    if words.for_definite(at) {
        let field = glued(Class::CommonWord) || glued(Class::EventHead);
        let stop = adjectives(words, at + 1, end);
        return if field && stop > at + 1 { stop } else { at };
    }
    let noun = |i: usize| i < end && words.same_line(i) && plain_noun(words, i);
    if !glued(Class::CommonWord) || glued(Class::SpeechVerb) || !noun(at + 1) {
        return at;
    }
    let last = if words.definite(at + 1) { at + 1 } else { at + 2 };
    if last == at + 2 && !(noun(last) && words.definite(last)) {
        return at;
    }
    adjectives(words, last + 1, end)
}

/// «المؤتمر العالمي للبطاطا»: after the article an adjective and a field are needed.
fn definite(words: Words, at: usize, end: usize) -> Option<usize> {
    let stop = adjectives(words, at, end);
    // «المسابقة الدولية لتسويق المطارات»
    let aim = purpose(words, stop, end);
    if stop > at && aim > stop {
        return Some(aim);
    }
    let field = stop > at
        && stop < end
        && words.same_line(stop)
        && words.for_definite(stop)
        && words.is(stop, Class::CommonWord);
    field.then(|| adjectives(words, stop + 1, end))
}

/// «المؤتمر الاقتصادي العالمي»: a field and a scope; «المؤتمر الصحفي المشترك» has neither.
fn scoped(words: Words, at: usize, end: usize, meeting: bool) -> Option<usize> {
    let stop = adjectives(words, at, end);
    let scope = |i: usize| {
        words.definite_nationality(i)
            || words
                .bare(i, Class::BodyAdjective)
                .and_then(|m| lexicon().row(m))
                .is_some_and(|r| matches!(r.key, "dwly" | "calmy" | "iqlymy" | "islamy"))
    };
    let person = (at..stop).any(|i| words.is(i, Class::Office));
    (meeting && stop >= at + 2 && !person && scope(stop - 1) && !scope(at)).then_some(stop)
}

/// «الحرب الأهلية السورية», «الحرب الفرنسية الألمانية», «الثورة الفرنسية»: by its people; a war of one people's may be any
/// that it leads.
fn nation(words: Words, m: &Match, at: usize, end: usize) -> Option<usize> {
    let people = |i: usize| {
        words.bare(i, Class::Nationality).is_some_and(|n| {
            n.proclitics.has(Proclitics::AL) && n.features.has(Features::FEMININE) && !n.features.has(Features::PLURAL)
        })
    };
    let civil = words.bare(at, Class::BodyAdjective).and_then(|n| lexicon().row(n)).is_some_and(|r| r.key == "ahly");
    let first = if civil { at + 1 } else { at };
    let stop = (first..end).take_while(|i| words.same_line(*i) && people(*i)).last()? + 1;
    let war = lexicon().row(m).is_some_and(|r| r.key == "hrb");
    (civil || !war || stop > first + 1).then_some(stop)
}

/// «الانتخابات التركية», «الانتخابات الرئاسية والبرلمانية», «الانتخابات الرئاسية في الولايات المتحدة».
fn vote(words: Words, at: usize, end: usize) -> Option<usize> {
    let mut stop = adjectives(words, at, end);
    if stop == at {
        return None;
    }
    let mut pair = false;
    while stop < end && words.same_line(stop) && words.and_definite(stop) && relation(words, stop) {
        (pair, stop) = (true, adjectives(words, stop + 1, end));
    }
    if pair || (at..stop).any(|i| words.definite_nationality(i)) {
        return Some(stop);
    }
    let within = words
        .document
        .tags
        .all(stop, Class::FunctionWord)
        .any(|m| m.word == 0 && lexicon().row(m).is_some_and(|r| r.key == "governed-fi"));
    (within && stop + 1 < end && words.same_line(stop + 1)).then(|| place(words, stop + 1, &[Class::Country]))?
}

/// «والبرلمانية»: an adjective of relation with و and the article.
fn relation(words: Words, i: usize) -> bool {
    words.document.tokens.key(i).ends_with("\u{064A}\u{0647}") && words.is(i, Class::CommonWord)
}

/// A word that can only be a name: «العاصفة دانيال», «إعصار كاترينا».
fn proper_name(words: Words, at: usize, end: usize) -> Option<usize> {
    let fits = matches!(words.sort(at, false), Sort::Name | Sort::Unknown) && !words.definite(at);
    (fits && at < end).then_some(at + 1)
}

/// One past the adjectives with the article.
fn adjectives(words: Words, mut at: usize, end: usize) -> usize {
    while at < end
        && words.same_line(at)
        && !words.temporal(at)
        && words.definite(at)
        && (words.definite_nisba(at) && words.is(at, Class::CommonWord)
            || words.is(at, Class::BodyAdjective)
            || words.definite_nationality(at))
    {
        at += 1;
    }
    at
}
