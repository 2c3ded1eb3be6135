//! What is known by name: countries, places, bodies, outlets, events of the lexicon.
//!
//! «وبالعراق» gives العراق. A name that is a common word as well («صور», «فتح») needs a head noun or marks of quotation
//! and is not taken here.

use isnad_text::Proclitics;

use super::candidate::{Candidate, front};
use super::word::Words;
use crate::EntityKind;
use crate::lexicon::{Class, ClassSet, Features, Match, lexicon};

const KNOWN: [(Class, EntityKind, u8, &str); 5] = [
    (Class::Event, EntityKind::Event, 92, "known-event"),
    (Class::Organisation, EntityKind::Organisation, 84, "known-body"),
    (Class::Agency, EntityKind::Organisation, 84, "known-outlet"),
    (Class::Country, EntityKind::Country, 60, "country"),
    (Class::Place, EntityKind::Place, 58, "known-place"),
];

/// The classes that this file reads.
pub(super) fn classes() -> ClassSet {
    KNOWN.iter().fold(ClassSet::default(), |set, k| set.with(k.0))
}

/// What the lexicon knows to begin at token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    for (class, kind, weight, rule) in KNOWN {
        let Some(m) = best(words, i, class) else { continue };
        if i + m.len as usize > end || !trusted(words, i, m) {
            continue;
        }
        let span = (i, i + m.len as usize);
        let mut c = Candidate::new(words.document, span, front(m), kind, weight_of(m, weight), rule);
        c.known = Some((class, m.row));
        out.push(c);
        if class == Class::Country
            && let Some(b) = i.checked_sub(1).filter(|_| m.word == 0 && words.same_line(i))
            && let Some(head) = state_noun(words, b)
        {
            let span = (b, i + m.len as usize);
            let mut c = Candidate::new(words.document, span, front(head), kind, 88, rule);
            (c.known, c.proper) = (Some((class, m.row)), i);
            out.push(c);
        }
    }
}

/// «دولة تشاد»: the noun for a state, without the article.
fn state_noun(words: Words<'_>, i: usize) -> Option<&Match> {
    let state = |m: &&Match| {
        m.pronoun.is_empty()
            && m.len == 1
            && !m.proclitics.has(Proclitics::AL)
            && !m.features.has(Features::PLURAL)
            && !m.features.has(Features::DUAL)
            && lexicon().row(m).is_some_and(|r| r.key == STATE)
    };
    words.document.tags.all(i, Class::CountedNoun).find(state)
}

/// The key of the noun for a state.
const STATE: &str = "dwla";

/// Names of several words weigh as much as a body's head with its complement; single words give way.
fn weight_of(m: &Match, weight: u8) -> u8 {
    match m.class {
        Class::Event if m.len > 1 => 94,
        _ if m.len > 1 => 87 + m.len.min(9),
        _ => weight,
    }
}

/// The match of `class` to take: the longest, with the fewest clitics, none of them on a short word.
pub(super) fn best<'a>(words: Words<'a>, i: usize, class: Class) -> Option<&'a Match> {
    if !words.is(i, class) {
        return None;
    }
    words.document.tags.all(i, class).find(|m| m.pronoun.is_empty() && !m.features.has(Features::DUAL))
}

/// Whether the word is the name and not its everyday twin.
fn trusted(words: Words, i: usize, m: &Match) -> bool {
    if m.len > 1 {
        return true;
    }
    let key = words.document.tokens.key(i);
    let stem = key.len() / 2 - m.word as usize / 2;
    // «فان», «بكم», «كان»: a clitic and two or three letters are rather a word.
    if m.proclitics.any(Proclitics::FA.with(Proclitics::KA)) && stem < 5 {
        return false;
    }
    if m.proclitics.preposition() && stem < 3 {
        return false;
    }
    // «بحماس»: eagerly, not with the movement.
    if m.class == Class::Organisation && m.proclitics.has(Proclitics::BA) && stem < 5 {
        return false;
    }
    // «فهو واع»: of a short name and a word for somebody, the word.
    let pronoun = |b: usize| {
        let row = |f: &Match| lexicon().row(f).is_some_and(|r| r.column(0) == "pronoun");
        words.document.tags.all(b, Class::FunctionWord).any(row)
    };
    if m.class == Class::Agency && stem <= 3 && i.checked_sub(1).is_some_and(pronoun) {
        return false;
    }
    let adjectival = m.class == Class::Country && adjective(words, i);
    !adjectival && (!everyday(words, i, m) || listed(words, i, m))
}

/// «عدن ولحج والضالع وأبين», «تشيلي ومالي»: a doubtful name beside a sure one of its sort.
fn listed(words: Words, i: usize, m: &Match) -> bool {
    // «مليلية وكان»: a particle beside a sure name stays one.
    let particle = words.is(i, Class::FunctionWord);
    if !matches!(m.class, Class::Country | Class::Place) || m.proclitics.preposition() || particle {
        return false;
    }
    let sure = |j: usize| {
        words
            .document
            .tags
            .all(j, m.class)
            .find(|n| n.pronoun.is_empty())
            .is_some_and(|n| !n.proclitics.preposition() && !everyday(words, j, n) && n.len == 1)
    };
    let before = i.checked_sub(1).filter(|_| m.proclitics.conjunction() && words.same_line(i)).is_some_and(sure);
    let joined = words.document.tags.all(i + 1, m.class).any(|n| n.proclitics.conjunction());
    before || joined && words.same_line(i + 1) && sure(i + 1)
}

/// «الخام السعودية», «قوات سورية»: the name of a state as an adjective of the noun before it, which agrees with it.
fn adjective(words: Words, i: usize) -> bool {
    if words.bare(i, Class::Nationality).is_none() || !words.same_line(i) {
        return false;
    }
    let Some(b) = i.checked_sub(1).filter(|b| words.document.is_word(*b)) else { return false };
    if [Class::FunctionWord, Class::SpeechVerb, Class::Complementiser].iter().any(|c| words.is(b, *c)) {
        return false;
    }
    let key = words.document.tokens.key(b);
    let feminine = key.ends_with('\u{0647}') || key.ends_with("\u{0627}\u{062A}");
    if words.definite(i) { words.definite(b) || words.is(b, Class::Place) } else { feminine && !words.definite(b) }
}

/// Whether the word at `i` is also a word of the language: «واس» is not «و» with a noun, but «صور» is a noun.
fn everyday(words: Words, i: usize, m: &Match) -> bool {
    let tags = &words.document.tags;
    // «الهند» is no هند with the article.
    let definite = m.class == Class::Country && m.proclitics.has(Proclitics::AL);
    !definite && tags.all(i, Class::CommonWord).any(|c| c.pronoun.is_empty() && c.len == 1 && c.word <= m.word)
        || [Class::FunctionWord, Class::Complementiser]
            .iter()
            .any(|c| tags.all(i, *c).any(|m| m.pronoun.is_empty() && m.len == 1))
        || tags.all(i, Class::SpeechVerb).any(|v| v.pronoun.is_empty() && v.len == 1) && !insists_not(words, i, m)
}

/// «وكانت مصر قد وقعت»: a state whose name is a participle of speech too («مصر على موقفه»), which its preposition tells.
fn insists_not(words: Words, i: usize, m: &Match) -> bool {
    let ala = |f: &Match| lexicon().row(f).is_some_and(|r| r.key == "governed-ala");
    m.class == Class::Country && !words.document.tags.all(i + 1, Class::FunctionWord).any(ala)
}
