//! Where does a personal name end?
//!
//! Reads tokens from the first word of a name on and gives how far it goes: «عبد الله بن زايد آل نهيان», «مايكل آر
//! بومبيو». Stops at verbs, function words, common words, punctuation.

use isnad_text::Kind;

use super::word::{Sort, Words};
use crate::lexicon::{Class, Features, lexicon};

/// How far a name goes and what it is made of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    /// One past its last token.
    pub(super) end: usize,
    /// Words that are names and nothing else.
    pub(super) names: usize,
    /// Words that may be names.
    pub(super) maybes: usize,
    /// Words that nobody knows.
    pub(super) unknown: usize,
    /// Whether its last word is a family name by its sort or shape.
    pub(super) family: bool,
    /// Whether its first word is a family name and no given name: nothing doubtful follows it.
    pub(super) surname: bool,
}

impl Run {
    /// How many words count.
    pub(super) fn words(&self) -> usize {
        self.names + self.maybes + self.unknown
    }
}

/// Names longer than this are lists.
const LONGEST: usize = 9;

/// As [`read`], where a title or verb of speech before it vouches for the name: a common word right before a mark or
/// the end of the phrase is then its last part («يحيى رسول، …»).
pub(super) fn read_vouched(words: Words, first: usize, end: usize) -> Option<Run> {
    let mut run = read(words, first, end, false)?;
    let i = run.end;
    let single = i == first + 1 && words.is(first, Class::GivenName) && words.document.tokens.key(first).len() > 4;
    if single && i < end && words.same_line(i) && plain_word(words, i) && closes(words, i + 1, end) {
        run.maybes += 1;
        run.family = true;
        run.end = i + 1;
    }
    // «السيد حسين الفردان»: after one given name a word with the article is the family's.
    let alone = run.end == first + 1 && words.is(first, Class::GivenName) && words.sort(first, false) == Sort::Name;
    if alone && i < end && words.same_line(i) && family_word(words, i) {
        run.maybes += 1;
        run.family = true;
        run.end = i + 1;
    }
    Some(run)
}

/// A word with the article that can be a family's name: no office, rank, time, people or adjective of relation.
fn family_word(words: Words, i: usize) -> bool {
    let classes = words.document.tags.classes(i);
    words.definite(i)
        && !words.temporal(i)
        && !words.definite_nisba(i)
        && !words.document.tokens.key(i).ends_with('\u{0647}')
        && !FAMILY_NEVER.iter().any(|c| classes.has(*c))
}

/// What a family's name is not taken for.
const FAMILY_NEVER: &[Class] = &[
    Class::FunctionWord,
    Class::Office,
    Class::Honorific,
    Class::Nationality,
    Class::Complementiser,
    Class::Numeral,
    Class::Ordinal,
    Class::OrganisationHead,
    Class::PlaceHead,
    Class::Organisation,
    Class::Country,
    Class::BodyAdjective,
    Class::SpeechVerb,
    Class::SpeechNoun,
    Class::BodyGroup,
];

/// A common word and nothing else, without the article.
fn plain_word(words: Words, i: usize) -> bool {
    let classes = words.document.tags.classes(i);
    words.document.is_word(i)
        && !words.definite(i)
        && words.bare(i, Class::CommonWord).is_some()
        && ![
            Class::FunctionWord,
            Class::SpeechVerb,
            Class::Office,
            Class::Honorific,
            Class::Complementiser,
            Class::Negation,
            Class::SourceCue,
            Class::Numeral,
            Class::SpeechNoun,
            Class::TimeWord,
        ]
        .iter()
        .any(|c| classes.has(*c))
}

/// Whether the phrase ends before `i`: a mark, a complementiser.
fn closes(words: Words, i: usize, end: usize) -> bool {
    i >= end || words.document.tokens.kind(i) != Kind::Word || words.is(i, Class::Complementiser)
}

/// How a particle joins: before a name word, after one, or between two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    Before,
    After,
    Inside,
}

fn joins(words: Words, i: usize) -> Option<Joins> {
    let m = words.bare(i, Class::NameParticle)?;
    Some(match lexicon().row(m)?.column(0) {
        "before" => Joins::Before,
        "after" => Joins::After,
        _ => Joins::Inside,
    })
}

/// Reads the name that begins at token `first`; `clitics` tells whether its first word may carry one.
pub(super) fn read(words: Words, first: usize, end: usize, clitics: bool) -> Option<Run> {
    let mut run = Run { end: first, ..Run::default() };
    let mut i = first;
    while i < end && i < first + LONGEST {
        if i > first && !words.same_line(i) {
            break;
        }
        let sort = words.sort(i, i == first && clitics);
        let Some(next) = step(words, i, first, end, sort, &mut run) else { break };
        i = next;
        run.end = next;
    }
    (run.end > first && run.words() > 0).then_some(run)
}

/// Takes the word at `i` into the name, or refuses it.
fn step(words: Words, i: usize, first: usize, end: usize, sort: Sort, run: &mut Run) -> Option<usize> {
    if i > first && initial(words, i, end) {
        return Some(i + 2);
    }
    if let Some(joins) = joins(words, i) {
        match joins {
            Joins::Before if i + 1 < end && carries(words, i, first) && name_word(words, i + 1) => {
                run.names += 1;
                run.family = true;
                // «بن عبد العزيز»
                let twice = joins_before(words, i + 1) && i + 2 < end && name_word(words, i + 2);
                return Some(if twice { i + 3 } else { i + 2 });
            }
            Joins::After if i > first => {
                run.names += 1;
                return Some(i + 1);
            }
            Joins::Inside if i > first && i + 1 < end => {
                // «ديفيد إيه. تومسون»
                let stop =
                    words.document.tokens.kind(i + 1) == Kind::Stop && words.document.tokens.span(i + 1).len() == 1;
                let next = if stop { i + 2 } else { i + 1 };
                if next < end && matches!(words.sort(next, false), Sort::Name | Sort::Unknown | Sort::Particle) {
                    return Some(next);
                }
            }
            _ => {}
        }
    }
    match sort {
        Sort::Name => {
            run.names += 1;
            run.family = words.bare(i, Class::FamilyName).is_some();
            run.surname |= i == first && !words.is(i, Class::GivenName);
            Some((i + width(words, i, i == first)).min(end))
        }
        Sort::Maybe | Sort::Unknown if i > first && run.surname => None,
        Sort::Maybe if i == first || run.words() < 4 && fits(words, i, end, run) => {
            let width = width(words, i, i == first);
            if width > 1 {
                run.names += 1;
            } else {
                run.maybes += 1;
            }
            run.family = words.bare(i, Class::FamilyName).is_some();
            Some((i + width).min(end))
        }
        Sort::Unknown if i == first || run.words() < 4 && unknown_fits(words, i, run) => {
            run.unknown += 1;
            run.family = words.definite(i);
            Some(i + 1)
        }
        Sort::Other if i > first => other(words, i, end, run),
        _ => None,
    }
}

/// «ج.», «إل.»: one or two letters and a stop before more of the name.
fn initial(words: Words, i: usize, end: usize) -> bool {
    let tokens = &words.document.tokens;
    tokens.kind(i) == Kind::Word
        && tokens.key(i).len() <= 4
        && i + 2 < end
        && tokens.kind(i + 1) == Kind::Stop
        && tokens.span(i + 1).len() == 1
        && tokens.get(i + 1).is_some_and(|t| !t.spaced)
        && matches!(words.sort(i + 2, false), Sort::Name | Sort::Unknown)
}

fn joins_before(words: Words, i: usize) -> bool {
    joins(words, i) == Some(Joins::Before)
}

/// How many tokens the name at `i` covers: two for «عز الدين».
fn width(words: Words, i: usize, first: bool) -> usize {
    let m = if first { words.any(i, Class::GivenName) } else { words.bare(i, Class::GivenName) };
    m.map_or(1, |m| m.len as usize)
}

/// A particle that is a word of the language as well carries a name only inside one.
fn carries(words: Words, i: usize, first: usize) -> bool {
    i > first && words.document.tokens.key(i).len() > 4
        || !words.is(i, Class::FunctionWord) && !words.is(i, Class::Complementiser)
}

/// The word after «بن», «أبو», «آل», «عبد»: nearly anything that is a noun.
fn name_word(words: Words, i: usize) -> bool {
    words.document.is_word(i)
        && words.same_line(i)
        && !words.is(i, Class::FunctionWord)
        && words.document.tokens.key(i).len() > 4
}

/// A name that is a common word, inside a name: «محمد صالح», but «… وزير عادل» not before a definite noun.
fn fits(words: Words, i: usize, end: usize, run: &Run) -> bool {
    if words.any(i, Class::Office).is_some() && i + 1 < end {
        if words.bare(i, Class::FamilyName).is_some() && !words.definite(i + 1) && !words.for_definite(i + 1) {
            return true;
        }
        // «… الزياني الأمين العام», «… أمير منطقة الباحة»: an office, unless the name goes on.
        return words.definite(i)
            && !words.definite(i + 1)
            && words.document.is_word(i + 1)
            && matches!(words.sort(i + 1, false), Sort::Name | Sort::Unknown);
    }
    words.bare(i, Class::FamilyName).is_some()
        || words.bare(i, Class::GivenName).is_some_and(|_| run.words() > 1)
        || words.definite(i)
        || i + 1 >= end
        || !words.definite(i + 1)
        || words.is(i + 1, Class::FunctionWord)
        || matches!(words.sort(i + 1, false), Sort::Name | Sort::Maybe | Sort::Unknown)
}

/// An unknown word goes on with a name unless the name is complete or the word looks like a verb.
fn unknown_fits(words: Words, i: usize, run: &Run) -> bool {
    let key = words.document.tokens.key(i);
    if run.family && run.words() > 1 && words.definite(i - 1) {
        return false;
    }
    let verb =
        key.len() <= 12 && (key.starts_with('\u{064A}') || key.starts_with('\u{062A}') || key.starts_with('\u{0633}'));
    let glued = key.len() > 6 && key.starts_with('\u{0648}');
    // «كاسياس وتهيأت»: a conjunction, where the word behind it is alive.
    if glued && words.parted(i) > 0 {
        return false;
    }
    let possessed = key.ends_with('\u{0647}') && (key.starts_with('\u{0644}') || key.starts_with('\u{0628}'));
    !possessed && (run.words() < 2 || !verb && !glued)
}

/// What else a name may hold: an initial («دبليو.», «ج.»), an adjective of a people as family name («السوداني»).
fn other(words: Words, i: usize, end: usize, run: &mut Run) -> Option<usize> {
    let tokens = &words.document.tokens;
    if tokens.kind(i) == Kind::Word && tokens.key(i).len() == 2 && i + 2 < end && tokens.kind(i + 1) == Kind::Stop {
        return matches!(words.sort(i + 2, false), Sort::Name | Sort::Unknown).then_some(i + 2);
    }
    if tokens.kind(i) == Kind::Stop && i + 1 < end && run.names > 0 {
        // «ديفيد إيه. تومسون»
        let initial = i > 0 && words.bare(i - 1, Class::NameParticle).is_some();
        return (initial && matches!(words.sort(i + 1, false), Sort::Name | Sort::Unknown)).then_some(i + 1);
    }
    let m = words.bare(i, Class::Nationality)?;
    let masculine = !m.features.has(Features::FEMININE) && !m.features.has(Features::PLURAL);
    if masculine && words.definite(i) && run.words() <= 2 && !run.family && run.names > 0 {
        run.names += 1;
        run.family = true;
        return Some(i + 1);
    }
    None
}
