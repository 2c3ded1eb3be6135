//! How far does an office go, and whose is it?
//!
//! Reads «وزير الخارجية الأميركي», «المتحدث باسم وزارة الدفاع العقيد» up to the name that follows, or up to its own end
//! where it follows the name.

use isnad_text::{Kind, Proclitics};

use super::name;
use super::word::{Sort, Words};
use crate::lexicon::{Class, Features, lexicon};

/// Offices and honorifics before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    /// The office words, honorifics left out.
    pub(super) role: Option<(usize, usize)>,
    /// Where the name begins.
    pub(super) name: usize,
}

/// The longest office, in tokens.
const LONGEST: usize = 28;

/// Whether a word for an office (or a rank) begins at `i`, of one person.
pub(super) fn begins(words: Words, i: usize) -> bool {
    // «محافظة» is a place before it is a woman in office.
    words.any(i, Class::Office).is_some_and(|m| !m.features.has(Features::PLURAL) && !m.features.has(Features::DUAL))
        && words.any(i, Class::PlaceHead).is_none_or(|p| p.features.has(Features::PLURAL))
}

/// The title that begins at token `i` and the name it leads to.
pub(super) fn before_name(words: Words, i: usize, end: usize) -> Option<Title> {
    if words.is(i, Class::Office) && begins(words, i) {
        let (stop, name) = walk(words, i, end, true)?;
        return name.filter(|name| !of_anothers(words, i, *name)).map(|name| Title { role: Some((i, stop)), name });
    }
    let name = honorifics(words, i, end)?;
    Some(Title { role: None, name })
}

/// «مسؤول في إدارة الرئيس» before a name: whose administration it is bears the name, and the official has none. «رئيس اللجنة
/// في المجلس النائب» is one man, for nothing is in construct with the last title.
fn of_anothers(words: Words, i: usize, name: usize) -> bool {
    let Some(last) = (i + 3..name).rev().find(|k| words.bare(*k, Class::Office).is_some()) else { return false };
    let adjacent = words.bare(last, Class::Office).is_some_and(|m| last + m.len as usize == name);
    adjacent
        && words.definite(last)
        && preposition(words, last - 2)
        && !words.definite(last - 1)
        && words.document.tokens.kind(last - 1) == Kind::Word
        && !matches!(words.sort(last - 1, false), Sort::Name | Sort::Maybe | Sort::Particle)
        && words.any(last - 1, Class::Country).is_none()
        && words.any(last - 1, Class::Place).is_none()
}

/// One past the honorifics that begin at `i`, where a name may follow them.
pub(super) fn honorifics(words: Words, i: usize, end: usize) -> Option<usize> {
    let mut at = i;
    while at < end && at < i + 6 {
        let tokens = &words.document.tokens;
        let m = if at == i { words.any(at, Class::Honorific) } else { words.bare(at, Class::Honorific) };
        let Some(m) = m else { break };
        // «أبو تريكة»: a particle of names, no father.
        if words.bare(at, Class::NameParticle).is_some() {
            break;
        }
        if m.features.has(Features::PLURAL) || m.features.has(Features::DUAL) {
            return None;
        }
        // «ما» is no form of «م.».
        if m.features != Features::NONE && lexicon().row(m).is_some_and(|r| r.lemma().len() <= 2) {
            break;
        }
        // «الفريق رائد شاكر»: after a rank an indefinite word is the name.
        if at > i && !m.proclitics.has(Proclitics::AL) && words.is(at, Class::GivenName) {
            break;
        }
        let short = tokens.key(at).len() - m.word as usize <= 2;
        if short && tokens.kind(at + 1) != Kind::Stop && tokens.kind(at + 1) != Kind::Slash {
            break;
        }
        at += m.len as usize;
        // «د.», «د /»
        if matches!(tokens.kind(at), Kind::Stop | Kind::Slash) && (short || tokens.kind(at) == Kind::Slash) {
            at += 1;
        }
        // «اللواء الركن», «العميد البحري»
        if at + 1 < end
            && words.definite(at)
            && words.is(at, Class::CommonWord)
            && words.sort(at, false) == Sort::Other
            && !words.is(at, Class::Honorific)
            && !words.is(at, Class::Office)
            && matches!(words.sort(at + 1, false), Sort::Name | Sort::Maybe)
        {
            at += 1;
        }
    }
    // «الجنرال الفرنسي آلان بيلغران»
    if at > i
        && at + 1 < end
        && words.definite_nationality(at)
        && words.same_line(at + 1)
        && !words.definite(at + 1)
        && matches!(words.sort(at + 1, false), Sort::Name | Sort::Unknown)
    {
        at += 1;
    }
    (at > i && at < end).then_some(at)
}

/// One past the office that begins at `i` and stands by itself (after a name, or with none).
pub(super) fn alone(words: Words, i: usize, end: usize) -> Option<usize> {
    walk(words, i, end, false).map(|(stop, _)| stop)
}

/// Walks over the complement of an office: where it stops, and where the name begins.
fn walk(words: Words, i: usize, end: usize, to_name: bool) -> Option<(usize, Option<usize>)> {
    let tokens = &words.document.tokens;
    let head = words.any(i, Class::Office)?;
    let mut definite = head.proclitics.has(Proclitics::AL);
    let mut at = i + head.len as usize;
    while at < end && at < i + LONGEST && words.same_line(at) {
        match tokens.kind(at) {
            Kind::Comma if to_name => {
                if definite && name_begins(words, at + 1, end, true) {
                    return Some((at, Some(skip_honorifics(words, at + 1, end))));
                }
                if !(at + 1 < end && words.bare(at + 1, Class::Office).is_some()) {
                    break;
                }
                at += 1;
                continue;
            }
            Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen => {
                let Some(close) = words.closing(at, 8, end) else { break };
                definite = true;
                at = close + 1;
                continue;
            }
            Kind::Word | Kind::Latin | Kind::Number => {}
            Kind::Slash => {
                at += 1;
                continue;
            }
            _ => break,
        }
        if to_name && definite && name_begins(words, at, end, false) {
            return Some((at, Some(skip_honorifics(words, at, end))));
        }
        let Some(next) = complement(words, at, end, &mut definite) else { break };
        at = next;
    }
    let mut stop = at.min(end);
    // Nothing hangs on a preposition at the end.
    while stop > i + head.len as usize && preposition(words, stop - 1) {
        stop -= 1;
    }
    Some((stop, None))
}

fn skip_honorifics(words: Words, i: usize, end: usize) -> usize {
    honorifics(words, i, end).unwrap_or(i)
}

/// Whether a name begins at `at` after a title; `strict` after a comma, where an unknown word is no proof.
fn name_begins(words: Words, at: usize, end: usize, strict: bool) -> bool {
    if at >= end {
        return false;
    }
    if let Some(after) = honorifics(words, at, end)
        && words.bare(at, Class::Honorific).is_some()
    {
        return matches!(words.sort(after, false), Sort::Name | Sort::Maybe | Sort::Unknown | Sort::Particle)
            || name::opens_plainly(words, after, end);
    }
    if name::fathered(words, at, end) && name::opens_plainly(words, at, end) {
        return true;
    }
    if strict && name::between_commas(words, at, end).is_some() {
        return true;
    }
    let next = if at + 1 < end { words.sort(at + 1, false) } else { Sort::Other };
    let follows = matches!(next, Sort::Name | Sort::Maybe | Sort::Unknown | Sort::Particle);
    match words.sort(at, false) {
        Sort::Name => !strict || follows || words.bare(at, Class::FamilyName).is_some(),
        // «المتحدث باسم تحالف»: a preposition, unless a name goes on.
        Sort::Maybe if matches!(function(words, at), Some("preposition" | "inner")) => next == Sort::Name,
        Sort::Maybe => {
            (follows || name::read_vouched(words, at, end).is_some_and(|run| run.end > at + 1)) && !words.definite(at)
                || words.bare(at, Class::FamilyName).is_some() && !follows && !words.is(at, Class::Nationality)
        }
        Sort::Unknown => {
            !words.definite(at)
                && !conjoined(words, at)
                && !verb_like(words, at)
                && (follows
                    || !strict && (boundary(words, at + 1, end) || words.bare(at + 1, Class::Ordinal).is_some()))
        }
        Sort::Particle => {
            follows || at + 1 < end && words.document.is_word(at + 1) && !words.is(at + 1, Class::FunctionWord)
        }
        // «وزير الزراعة هان تشانجفو»
        Sort::Other => !verb_like(words, at) && words.strange(at + 1) && name::opens_plainly(words, at, end),
    }
}

/// Whether the word begins with و or ف: rather a conjunction than a name.
fn conjoined(words: Words, at: usize) -> bool {
    let key = words.document.tokens.key(at);
    key.starts_with('\u{0648}')
}

/// Whether what a name stands in ends here: a mark, a verb, a function word.
fn boundary(words: Words, at: usize, end: usize) -> bool {
    at >= end
        || words.document.tokens.kind(at) != Kind::Word
        || [Class::FunctionWord, Class::SpeechVerb, Class::Complementiser, Class::SourceCue, Class::TimeRelation]
            .iter()
            .any(|c| words.is(at, *c))
}

fn preposition(words: Words, at: usize) -> bool {
    matches!(function(words, at), Some("preposition" | "inner"))
}

/// The sort of a function word that stands by itself.
fn function(words: Words, at: usize) -> Option<&'static str> {
    words
        .document
        .tags
        .all(at, Class::FunctionWord)
        .find(|m| m.pronoun.is_empty())
        .and_then(|m| lexicon().row(m))
        .map(|r| r.column(0))
}

/// Whether an unknown word has the look of a verb: «يولي», «ننوي», «أوعزت».
fn verb_like(words: Words, at: usize) -> bool {
    let key = words.document.tokens.key(at);
    let first = ['\u{064A}', '\u{062A}', '\u{0646}'].iter().any(|c| key.starts_with(*c));
    key.len() <= 12 && (first || key.ends_with('\u{062A}'))
}

/// Takes one word (or one known name) of a complement; `None` where it ends.
fn complement(words: Words, at: usize, end: usize, definite: &mut bool) -> Option<usize> {
    let d = words.document;
    if [Class::Weekday, Class::Month, Class::TimeWord, Class::Complementiser, Class::Negation, Class::SourceCue]
        .iter()
        .any(|c| d.tags.all(at, *c).any(|m| m.word == 0))
        && !words.is(at, Class::Office)
    {
        return None;
    }
    if let Some(stop) = super::body::reach(words, at, end).or_else(|| super::place::reach(words, at, end)) {
        *definite = true;
        return Some(stop);
    }
    for class in [Class::Organisation, Class::Agency, Class::Country, Class::Place] {
        if let Some(m) = words.any(at, class)
            && (m.len > 1 || !words.is(at, Class::CommonWord))
        {
            *definite = true;
            return Some((at + m.len as usize).min(end));
        }
    }
    match function(words, at) {
        Some("preposition" | "inner") => return Some(at + 1).filter(|next| lasting(words, *next, end)),
        // «رئيس هذه المجموعة»
        Some("demonstrative") if words.definite(at + 1) && words.same_line(at + 1) => return Some(at + 1),
        Some("relative" | "pronoun" | "demonstrative" | "auxiliary" | "particle" | "conjunction") => return None,
        _ => {}
    }
    let verb =
        d.tags.all(at, Class::SpeechVerb).any(|m| m.features.has(Features::PAST) || m.features.has(Features::PRESENT));
    if verb && !words.definite(at) && !words.is(at, Class::Office) {
        return None;
    }
    if words.definite(at) || words.and_definite(at) || words.for_definite(at) || words.definite_nationality(at) {
        *definite = true;
    }
    if d.tags.all(at, Class::CommonWord).any(|m| m.proclitics.has(Proclitics::AL)) {
        *definite = true;
    }
    Some(at + 1)
}

/// After a preposition an office goes on with a body, a place or a definite noun, not with an occasion («في مؤتمر صحفي»).
fn lasting(words: Words, at: usize, end: usize) -> bool {
    at < end
        && (words.definite(at)
            || [
                Class::Organisation,
                Class::Agency,
                Class::Country,
                Class::Place,
                Class::OrganisationHead,
                Class::PlaceHead,
                Class::Portfolio,
            ]
            .iter()
            .any(|c| words.is(at, *c))
            || words.document.tokens.kind(at) == Kind::Latin
            || words.opens_quote(at))
        && !words.temporal(at)
}
