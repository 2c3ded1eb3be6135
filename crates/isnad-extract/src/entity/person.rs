//! Who is named?
//!
//! A title and what follows it; a given name and what follows it; words after a verb of speech that nobody knows; a
//! family name that stands for one person only. «وزير الخارجية الأميركي مارك أسبر» gives «مارك أسبر» with its office.

use isnad_text::{Kind, Proclitics};

use super::candidate::{Candidate, front};
use super::name::{self, Run};
use super::office;
use super::word::{Sort, Words};
use crate::EntityKind;
use crate::lexicon::{Class, Features, lexicon};

/// Proposes the names that begin, or whose title begins, at token `i`.
pub(super) fn find(words: Words, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let d = words.document;
    let classes = d.tags.classes(i);
    if (classes.has(Class::Office) || classes.has(Class::Honorific))
        && let Some(title) = office::before_name(words, i, end)
        && let Some(c) = titled(words, i, title, end)
    {
        out.push(c);
    }
    if classes.has(Class::GivenName) || classes.has(Class::FamilyName) || classes.has(Class::NameParticle) {
        out.extend(bare(words, i, end));
    }
    if classes.has(Class::SpeechVerb) {
        out.extend(after_speech(words, i, end));
    }
    if classes.has(Class::Nationality) {
        out.extend(compatriot(words, i, end));
    }
}

/// A name after its title.
fn titled(words: Words, i: usize, title: office::Title, end: usize) -> Option<Candidate> {
    let run = name::read_vouched(words, title.name, end)?;
    // «اللاعب الباسكي»: an adjective of relation that no lexicon knows, after an office that tells no field.
    let relation = run.words() == 1
        && title.role.is_some_and(|r| r.1 == r.0 + 1)
        && words.definite(title.name)
        && words.sort(title.name, false) == Sort::Unknown
        && words.document.tokens.key(title.name).ends_with('\u{064A}');
    if relation {
        return None;
    }
    if run.words() == 1 && title.role.is_none() && describes(words, i, title.name) {
        return None;
    }
    let mut c = person(words, (title.name, run.end), 0, 90, "title-and-name");
    c.full = (i, run.end);
    c.role = title.role;
    // «الأمير محمد بن سلمان، ولي العهد»: a rank by birth gives way to the office after the name.
    if title.role.is_some_and(|r| r.1 == r.0 + 1) && words.any(i, Class::Honorific).is_some() {
        apposition(words, &mut c, end);
    }
    if title.role.is_none() {
        // One honorific and one doubtful word: «الشيخ جميل» needs more.
        if run.names == 0 && run.unknown == 0 && run.words() < 2 && !run.family {
            return None;
        }
        apposition(words, &mut c, end);
    }
    Some(c)
}

/// «الفريق الرديف», «سيدة مسنة», «الرائد ستكتفي»: a word that nobody knows after a noun that is a title only now and then:
/// an adjective of it or a verb.
fn describes(words: Words, i: usize, at: usize) -> bool {
    if words.sort(at, false) != Sort::Unknown {
        return false;
    }
    let key = words.document.tokens.key(at);
    let future = ["\u{0633}\u{062A}", "\u{0633}\u{064A}"].iter().any(|f| key.starts_with(f)) && key.len() > 8;
    let team = words.any(i, Class::Honorific).and_then(|m| lexicon().row(m)).is_some_and(|r| r.key == "fryq");
    let agrees = !words.definite(i) && words.document.tokens.key(i).ends_with('\u{0647}') && key.ends_with('\u{0647}');
    future || team && words.definite(at) || agrees && at == i + 1
}

/// «قال الموريتاني سيدي ولد أحمد»: a man called by his people, and his name.
fn compatriot(words: Words, i: usize, end: usize) -> Option<Candidate> {
    let m = words.any(i, Class::Nationality)?;
    let one = m.proclitics.has(Proclitics::AL) && !m.features.has(Features::PLURAL) && !m.features.has(Features::DUAL);
    let first = i + m.len as usize;
    // Nothing before it that it could be an adjective of, unless that is a person.
    let free = m.word > 0
        || i.checked_sub(1).is_none_or(|b| {
            words.document.tokens.kind(b) != Kind::Word
                || [Class::Office, Class::UnnamedSource, Class::FunctionWord, Class::SpeechVerb]
                    .iter()
                    .any(|c| words.is(b, *c))
        });
    let verb = words.document.tokens.key(first).ends_with('\u{062A}') && words.bare(first, Class::GivenName).is_none();
    if !one || !free || verb || first >= end || !words.same_line(first) || words.definite(first) {
        return None;
    }
    let run = name::read_vouched(words, first, end)?;
    let given = words.bare(first, Class::GivenName).is_some() && run.unknown > 0;
    let known = run.words() >= 2 && (run.names > 0 || given) || run.unknown >= 2 && ends(words, run.end, end);
    known.then(|| person(words, (first, run.end), 0, 63 + run.words().min(5) as u8, "people-and-name"))
}

/// A name without a title: a given name and more, or a family name known for one bearer.
fn bare(words: Words, i: usize, end: usize) -> Option<Candidate> {
    let sort = words.sort(i, true);
    if !matches!(sort, Sort::Name | Sort::Maybe | Sort::Particle) {
        return None;
    }
    let run = name::read(words, i, end, true)?;
    // «الخليفة الراشد عمر بن الخطاب»: words with the article before a father's son are his title.
    if words.definite(i) && (i + 1..run.end).any(|j| !words.definite(j) && name::fathered(words, j, end)) {
        return None;
    }
    let (mut first, mut word) = (i, clitic(words, i));
    let long = run.end - i;
    let weight = match sort {
        Sort::Name | Sort::Particle if run.words() >= 2 => 80,
        Sort::Maybe if run.names > 0 && words.bare(i, Class::GivenName).is_some() && only_a_noun(words, i) => 80,
        Sort::Maybe if run.names + run.unknown > 0 && sound(words, i, &run) => 74,
        Sort::Maybe if run.maybes >= 2 && run.family && words.bare(i, Class::GivenName).is_some() => 64,
        Sort::Name if long == 1 => {
            let b = i.checked_sub(1).filter(|b| word == 0 && words.same_line(i) && name::between(words, *b));
            if let Some(b) = b {
                // «أنخل دي ماريا», «دي ماريا»
                let given = b.checked_sub(1).filter(|f| words.same_line(b) && words.strange(*f) && forename(words, *f));
                (first, word) = (given.unwrap_or(b), 0);
                return Some(person(words, (first, run.end), word, 66, "given-name-and-more"));
            }
            // «رفاييل راميريز»: an unknown word before a foreign family name is its given name.
            let before = i.checked_sub(1).filter(|b| word == 0 && forename(words, *b))?;
            (first, word) = (before, 0);
            62
        }
        _ => return None,
    };
    // «شيخة بن جاسم»: whatever stands before «بن» is the name.
    if sort == Sort::Particle
        && let Some(b) = i.checked_sub(1).filter(|b| words.same_line(i) && name::fathered(words, *b, end))
        && name::opens_plainly(words, b, end)
    {
        (first, word) = (b, 0);
    }
    let mut c = person(words, (first, run.end), word, weight + (run.words().min(5)) as u8, "given-name-and-more");
    apposition(words, &mut c, end);
    Some(c)
}

/// Whether the word, where it is no name, is neither verb nor title: «علي عبدالله صالح», not «أمير محمد».
fn only_a_noun(words: Words, i: usize) -> bool {
    let classes = words.document.tags.classes(i);
    ![Class::SpeechVerb, Class::Office, Class::Honorific, Class::PlaceHead, Class::OrganisationHead, Class::Numeral]
        .iter()
        .any(|c| classes.has(*c))
        && words.is(i + 1, Class::GivenName)
}

/// Whether a doubtful first word is rather a name here: no clitic but و, no definite noun or verb after the run.
fn sound(words: Words, i: usize, run: &Run) -> bool {
    let Some(m) = words.any(i, Class::GivenName) else { return run.names > 0 };
    if m.proclitics.preposition() {
        return run.names > 0 && (run.words() > 2 || run.family);
    }
    run.names > 0 || run.family
}

/// An unknown word that may be the given name of what follows.
fn forename(words: Words, b: usize) -> bool {
    words.sort(b, false) == Sort::Unknown && !words.definite(b) && {
        let key = words.document.tokens.key(b);
        let verb = ["\u{062A}\u{0627}", "\u{0648}\u{0627}", "\u{062A}"].iter().any(|e| key.ends_with(e));
        let front = ['\u{0648}', '\u{064A}', '\u{062A}', '\u{0646}'].iter().any(|c| key.starts_with(*c));
        key.len() > 4 && !verb && !front && !words.definite(b + 1)
    }
}

/// Unknown words after a verb of speech: «وقال فيليبو غراندي».
fn after_speech(words: Words, i: usize, end: usize) -> Option<Candidate> {
    // «بين» is a preposition more often than a verb.
    if words.is(i, Class::FunctionWord) {
        return None;
    }
    let m = words.any(i, Class::SpeechVerb)?;
    if !m.features.has(Features::PAST) && !m.features.has(Features::PRESENT) {
        return None;
    }
    let first = i + m.len as usize;
    let sort = (first < end).then(|| words.sort(first, false))?;
    let run = name::read_vouched(words, first, end)?;
    let enough = match sort {
        Sort::Unknown => run.words() >= 2 && !words.definite(first) && (run.unknown >= 2 || run.names > 0),
        Sort::Name => run.words() >= 2 || run.family && ends(words, run.end, end),
        Sort::Maybe => run.words() >= 2 || run.family && run.maybes == 1 && words.definite(first),
        _ => false,
    };
    if !enough || !ends(words, run.end, end) && sort == Sort::Unknown {
        return None;
    }
    let mut c = person(words, (first, run.end), 0, 66, "name-after-speech-verb");
    apposition(words, &mut c, end);
    Some(c)
}

/// Whether a name can end before token `at`.
fn ends(words: Words, at: usize, end: usize) -> bool {
    at >= end || words.document.tokens.kind(at) != Kind::Word || !matches!(words.sort(at, false), Sort::Unknown)
}

/// A family name alone: taken where nothing else claims the word.
pub(super) fn surname(words: Words, i: usize) -> Option<Candidate> {
    let m = words.any(i, Class::FamilyName)?;
    if words.sort(i, true) != Sort::Name || words.is(i, Class::GivenName) {
        return None;
    }
    let key = words.document.tokens.key(i);
    let stem = key.len() / 2 - m.word as usize / 2;
    if lexicon().row(m).is_none_or(|r| r.column(0) != "alone") {
        return None;
    }
    if stem < 4 || m.proclitics.preposition() && stem < 5 {
        return None;
    }
    Some(person(words, (i, i + 1), front(m), 40, "family-name-alone"))
}

fn person(words: Words, tokens: (usize, usize), word: u8, weight: u8, rule: &'static str) -> Candidate {
    Candidate::new(words.document, tokens, word, EntityKind::Person, weight, rule)
}

/// Bytes of conjunction and preposition on the first word of a name.
fn clitic(words: Words, i: usize) -> u8 {
    [Class::GivenName, Class::FamilyName, Class::NameParticle]
        .iter()
        .filter_map(|c| words.any(i, *c))
        .map(front)
        .min()
        .unwrap_or(0)
}

/// The office after a name: «مارك كارني محافظ البنك», «شون ريان، المتحدث باسم الجيش».
fn apposition(words: Words, c: &mut Candidate, end: usize) {
    let at = c.tokens.1;
    let comma = words.document.tokens.kind(at) == Kind::Comma;
    let from = if comma { at + 1 } else { at };
    if from >= end || words.bare(from, Class::Office).is_none() || !office::begins(words, from) {
        return;
    }
    // «… سامح شكري وزير الدفاع فلان»: the office belongs to the name after it.
    if let Some(title) = office::before_name(words, from, end)
        && words.document.tokens.kind(title.name.saturating_sub(1)) != Kind::Comma
        && !comma
    {
        return;
    }
    if let Some(stop) = office::alone(words, from, end)
        && stop > from
    {
        c.role = Some((from, stop));
        c.full.1 = stop;
    }
}
