//! Where does a personal name end?
//!
//! Reads tokens from the first word of a name on and gives how far it goes: «عبد الله بن زايد آل نهيان», «مايكل آر
//! بومبيو». Stops at verbs, function words, common words, punctuation.

use isnad_text::Kind;

use super::word::{Sort, Words};
use crate::lexicon::{Class, Features, Match, lexicon};

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
    if let Some(stop) = between_commas(words, first, end) {
        return Some(Run { end: stop, unknown: stop - first, family: true, ..Run::default() });
    }
    let mut run = read(words, first, end, false).or_else(|| plain_first(words, first, end))?;
    let i = run.end;
    let single = i == first + 1
        && (words.is(first, Class::GivenName) || words.strange(first))
        && words.document.tokens.key(first).len() > 4;
    if single && i < end && words.same_line(i) && plain_word(words, i) && closes(words, i + 1, end) {
        run.maybes += 1;
        run.family = true;
        run.end = i + 1;
    }
    // «السيد حسين الفردان»: after one given name a word with the article is the family's.
    let alone = run.end == first + 1 && words.is(first, Class::GivenName) && words.sort(first, false) == Sort::Name;
    // «اللواء بدر الطالب،»: so also after a doubtful one, where the phrase ends.
    let doubtful =
        run.end == first + 1 && words.bare(first, Class::GivenName).is_some() && closes_wide(words, i + 1, end);
    if (alone || doubtful) && i < end && words.same_line(i) && family_word(words, i) {
        run.maybes += 1;
        run.family = true;
        run.end = i + 1;
    }
    // «وأوضح جيف ويات المدير»: of a foreign name of one word the next is the rest, not a conjunction and more.
    if alone && run.end == i && strange_waw(words, i) && closes_wide(words, i + 1, end) {
        run.unknown += 1;
        run.family = true;
        run.end = i + 1;
    }
    // «هانز أوليش سيدت توقع»: right before the verb of speech stands the last word of the name.
    let j = run.end;
    if j > first && j + 1 < end && run.words() < 4 && words.strange(j) && words.same_line(j) && speaks(words, j + 1) {
        run.unknown += 1;
        run.end = j + 1;
    }
    ruler(words, &mut run, end);
    Some(run)
}

/// «المتحدثة باسم الوزارة، جيرالدين كاسام كريفيث، …»: two to four words between commas of which most are unknown, the
/// first among them: where they end.
pub(super) fn between_commas(words: Words, first: usize, end: usize) -> Option<usize> {
    let d = words.document;
    let comma = |i: usize| d.tokens.kind(i) == Kind::Comma;
    if !first.checked_sub(1).is_some_and(comma) || !d.tags.classes(first).is_empty() || words.definite(first) {
        return None;
    }
    let stop = (first..end.min(first + 5)).find(|i| comma(*i))?;
    let whole = |i: usize, c: Class| d.tags.all(i, c).any(|m| m.word == 0 && m.pronoun.is_empty());
    let never = [Class::FunctionWord, Class::SpeechVerb, Class::Complementiser, Class::Office, Class::Nationality];
    let part =
        |i: usize| d.is_word(i) && words.same_line(i) && !words.definite(i) && !never.iter().any(|c| whole(i, *c));
    let strange = (first..stop).filter(|i| d.tags.classes(*i).is_empty()).count();
    (stop > first + 1 && (first..stop).all(part) && strange * 2 > stop - first).then_some(stop)
}

/// «عبد الله الثاني», «بنديكتوس السادس عشر»: the number of a king or pope belongs to his name.
fn ruler(words: Words, run: &mut Run, end: usize) {
    let i = run.end;
    if i < end && run.words() <= 2 && words.same_line(i) && words.definite(i) && words.bare(i, Class::Ordinal).is_some()
    {
        let teen = i + 1 < end && words.same_line(i + 1) && words.bare(i + 1, Class::Numeral).is_some();
        run.names += 1;
        run.family = true;
        run.end = if teen && !words.definite(i + 1) { i + 2 } else { i + 1 };
    }
}

/// A name whose first word is an everyday one as well, after a title: «لام أكول», «هان تشانجفو».
fn plain_first(words: Words, first: usize, end: usize) -> Option<Run> {
    if !opens_plainly(words, first, end) {
        return None;
    }
    let mut run = read(words, first + 1, end, false)?;
    run.maybes += 1;
    Some(run)
}

/// Whether a short everyday word without the article stands before a word that can only be a name, or before «بن».
pub(super) fn opens_plainly(words: Words, i: usize, end: usize) -> bool {
    if !words.document.is_word(i) || words.definite(i) || i + 1 >= end || !words.same_line(i + 1) || words.prays(i) {
        return false;
    }
    let whole = |m: &Match| m.word == 0 && m.pronoun.is_empty() && PLAINLY_NEVER.contains(&m.class);
    if words.document.tags.at(i).iter().any(whole) {
        return false;
    }
    fathered(words, i, end)
        || words.document.tokens.key(i).len() <= 8
            && (words.bare(i, Class::CommonWord).is_some() || words.bare(i, Class::SpeechVerb).is_some())
            && (words.strange(i + 1) || words.sort(i + 1, false) == Sort::Unknown && !words.definite(i + 1))
            && closes_wide(words, i + 2, end)
}

/// Whether «بن» and a name stand after the word: whatever it is else, it is a name here.
pub(super) fn fathered(words: Words, i: usize, end: usize) -> bool {
    i + 2 < end
        && words.document.is_word(i)
        && words.same_line(i + 1)
        && words.bare(i + 1, Class::NameParticle).and_then(|m| lexicon().row(m)).is_some_and(|r| r.key == "bn")
        && name_word(words, i + 2)
}

/// What no name begins with.
const PLAINLY_NEVER: &[Class] = &[
    Class::FunctionWord,
    Class::Complementiser,
    Class::Negation,
    Class::SourceCue,
    Class::Office,
    Class::Honorific,
    Class::Numeral,
    Class::OrganisationHead,
    Class::PlaceHead,
    Class::Organisation,
    Class::Agency,
    Class::Country,
    Class::Place,
    Class::Nationality,
    Class::TimeWord,
    Class::TimeUnit,
    Class::TimeRelation,
    Class::Weekday,
    Class::Month,
];

/// A word with و at its front that nobody knows.
fn strange_waw(words: Words, i: usize) -> bool {
    words.strange(i) && words.same_line(i) && words.document.tokens.key(i).starts_with('\u{0648}')
}

/// Whether a verb of speech stands here.
fn speaks(words: Words, i: usize) -> bool {
    words
        .document
        .tags
        .all(i, Class::SpeechVerb)
        .any(|m| m.word == 0 && m.pronoun.is_empty() && m.features.has(Features::PAST))
}

/// Whether what a name stands in ends before `i`: a mark, an office, a function word, a verb of speech.
fn closes_wide(words: Words, i: usize, end: usize) -> bool {
    closes(words, i, end)
        || words.is(i, Class::FunctionWord)
        || words.is(i, Class::SpeechVerb)
        || words.is(i, Class::Office)
        || words.is(i, Class::TimeWord)
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
    let m = words.particle(i, false)?;
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
        let mut sort = words.sort(i, i == first && clitics);
        if i == first && sort == Sort::Other && !clitics && opens_plainly(words, i, end) && fathered(words, i, end) {
            sort = Sort::Maybe;
        }
        if i > first && words.prays(i) {
            break;
        }
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
        // «فلاديمير بوتين وليد المعلم»: after a known family name a given name is the next person's.
        Sort::Name | Sort::Maybe if i > first + 1 && complete(words, i - 1) && opens_another(words, i, end) => None,
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

/// Whether the word is a family name known to need no given name, and nothing else.
fn complete(words: Words, i: usize) -> bool {
    !words.is(i, Class::GivenName)
        && words.bare(i, Class::FamilyName).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "alone")
}

/// Whether a given name that is no family name stands here, with a name after it.
fn opens_another(words: Words, i: usize, end: usize) -> bool {
    words.bare(i, Class::GivenName).is_some()
        && words.bare(i, Class::FamilyName).is_none()
        && i + 1 < end
        && words.same_line(i + 1)
        && words.bare(i + 1, Class::FamilyName).is_some()
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

/// Whether a particle of foreign family names stands here: «دي», «فان».
pub(super) fn between(words: Words, i: usize) -> bool {
    joins(words, i) == Some(Joins::Inside)
        && words.document.tokens.key(i).len() >= 4
        && !words.is(i, Class::FunctionWord)
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
