//! Which words attribute?
//!
//! Reads the verbs, participles, nouns and phrases of speech of one sentence, with the particles that go with them
//! («وقد أشاد», «كما ذكرت», «لكنه أكد»). A candidate is no statement yet: it must find its content.

use isnad_text::{Proclitics, Sentence, Span};

use super::phrase::Scene;
use super::words::{Sort, SourceSort, Takes, words};
use crate::Act;
use crate::lexicon::{Class, ClassSet, Features, Match};

/// How a cue attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// A finite verb.
    Verb,
    /// A participle that hangs on a verb («مؤكداً»).
    Participle,
    /// A verbal noun or a noun of speech.
    Noun,
    /// A phrase that names a source.
    Source(SourceSort),
}

/// A word that may attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// First token, particles included.
    pub(super) first: usize,
    /// The token of the verb, participle or noun.
    pub(super) head: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) family: Family,
    pub(super) act: Act,
    pub(super) takes: Takes,
    pub(super) features: Features,
    /// Whether «و», «ف», «ثم», «كما» joins it to what stands before.
    pub(super) joined: bool,
    /// The pronoun glued to it («قوله»).
    pub(super) pronoun: &'static str,
    /// Whether it stands under the article.
    pub(super) definite: bool,
}

impl Cue {
    pub(super) fn span(&self, scene: &Scene) -> Span {
        scene.document.tokens.cover(self.first, self.end)
    }
}

/// All candidates of a sentence, in order.
pub(super) fn find(scene: &Scene, sentence: &Sentence, out: &mut Vec<Cue>) {
    let interesting = ClassSet::default().with(Class::SpeechVerb).with(Class::SpeechNoun).with(Class::SourceCue);
    let mut i = sentence.first;
    while i < sentence.end {
        if scene.document.tags.classes(i).any(interesting)
            && let Some(cue) = at(scene, sentence, i)
        {
            i = cue.end.max(i + 1);
            out.push(cue);
        } else {
            i += 1;
        }
    }
}

fn at(scene: &Scene, sentence: &Sentence, i: usize) -> Option<Cue> {
    let d = scene.document;
    if let Some(m) = d.entry(i, Class::SourceCue)
        && let Some(cue) = source(scene, sentence, i, m)
    {
        return Some(cue);
    }
    let verb = d
        .tags
        .all(i, Class::SpeechVerb)
        .filter(|m| !m.features.has(Features::FIRST) && !owned(scene, i, m))
        .max_by_key(|m| rank(m));
    let noun = d.entry(i, Class::SpeechNoun);
    match verb {
        Some(m) if m.features.has(Features::PARTICIPLE) => participle(scene, i, m),
        Some(m) if !m.features.has(Features::MASDAR) => finite(scene, sentence, i, m),
        Some(m) => noun_cue(i, noun.unwrap_or(m)),
        // «آمل أن»: the first person, no noun.
        None => noun.filter(|m| !super::refuse::other_person(scene, i, m)).and_then(|m| noun_cue(i, m)),
    }
}

/// «في مقره»: a noun and its owner, no participle with the feminine ending; «عن أمله» speaks all the same.
fn owned(scene: &Scene, i: usize, m: &Match) -> bool {
    m.features.has(Features::PARTICIPLE)
        && m.features.has(Features::FEMININE)
        && !(i > 0 && scene.governed(i - 1).is_some_and(|g| g.has(Takes::ANI)))
        && scene.document.tokens.span(i + m.len as usize - 1).of(scene.document.text).ends_with('\u{0647}')
}

/// Longer entries first, then finite forms, then participles.
fn rank(m: &Match) -> (u8, u8, bool) {
    let form = if m.features.has(Features::PAST) || m.features.has(Features::PRESENT) {
        2
    } else if m.features.has(Features::PARTICIPLE) {
        1
    } else {
        0
    };
    (m.len, form, m.pronoun.is_empty())
}

fn finite(scene: &Scene, sentence: &Sentence, i: usize, m: &Match) -> Option<Cue> {
    let speech = words().speech(m)?;
    // A name of the text is no verb; nor is a passive, or what is only to come.
    if scene.mention_around(i).is_some() || passive(scene, i, m) || m.proclitics.has(Proclitics::SA) {
        return None;
    }
    if m.proclitics.has(Proclitics::LA) && m.features.has(Features::PAST) || scene.document.is(i, Class::Background) {
        return None;
    }
    // «على وشك أن»: a noun under a preposition.
    if i > sentence.first
        && m.proclitics.conjunction()
        && scene.governed(i - 1).is_some_and(|g| g.has(Takes::ALA) || g.has(Takes::FI))
    {
        return None;
    }
    // «نسبة» is no «نسب» with a pronoun.
    if !m.pronoun.is_empty() && scene.document.tokens.span(i).of(scene.document.text).ends_with('\u{0629}') {
        return None;
    }
    let mut first = i;
    let mut joined = m.proclitics.conjunction();
    while first > sentence.first {
        let b = first - 1;
        // «ما نشرته»: a relative before a verb with its object, no negation.
        let relative = !m.pronoun.is_empty() && scene.is_sort(b, Sort::Relative);
        if scene.document.is(b, Class::Negation) && !relative {
            return None;
        }
        let Some(p) = particle_ending(scene, sentence, b) else { break };
        // «قد تقرر»: before the present it is what may come.
        if m.features.has(Features::PRESENT) && scene.document.tokens.key(b).ends_with("\u{0642}\u{062F}") {
            return None;
        }
        joined = true;
        first = p;
    }
    if super::refuse::verb(scene, i, first, sentence.first, m) {
        return None;
    }
    Some(Cue {
        first,
        head: i,
        end: i + m.len as usize,
        family: Family::Verb,
        act: speech.act,
        takes: speech.takes,
        features: m.features,
        joined,
        pronoun: m.pronoun,
        definite: false,
    })
}

/// Whether a past verb is written with the vowel of the passive («صُوّرت»).
fn passive(scene: &Scene, i: usize, m: &Match) -> bool {
    let d = scene.document;
    let start = d.tokens.offset_in(d.text, i, m.word as usize);
    let word = Span::new(start, d.tokens.span(i).end).of(d.text);
    let mut letters = word.chars().skip(1);
    // «يُعتقد», «يُتوقع»; an active present of the fourth form («يُشير») has a weak or doubled letter and no fatha.
    let damma = letters.next() == Some('\u{064F}');
    damma && (m.features.has(Features::PAST) || scene.eighth(i))
}

/// The first token of the cue particle that ends with token `b` («قد», «سبق أن»).
fn particle_ending(scene: &Scene, sentence: &Sentence, b: usize) -> Option<usize> {
    (b.saturating_sub(2).max(sentence.first)..=b)
        .find(|k| scene.function(*k, Sort::CueParticle).is_some_and(|m| k + m.len as usize == b + 1))
}

fn participle(scene: &Scene, i: usize, m: &Match) -> Option<Cue> {
    let speech = words().speech(m)?;
    let plain = !m.features.has(Features::TANWIN)
        && !m.features.has(Features::FEMININE)
        && !m.features.has(Features::PLURAL)
        && !m.features.has(Features::DUAL);
    if plain || !m.pronoun.is_empty() || m.proclitics.has(Proclitics::LA) || scene.mention_around(i).is_some() {
        return None;
    }
    Some(Cue {
        first: i,
        head: i,
        end: i + m.len as usize,
        family: Family::Participle,
        act: speech.act,
        takes: speech.takes,
        features: m.features,
        joined: m.proclitics.conjunction(),
        pronoun: "",
        definite: false,
    })
}

fn noun_cue(i: usize, m: &Match) -> Option<Cue> {
    let speech = words().speech(m)?;
    // «كانوا قلقين على»: two or many of a state are people and no speech.
    if m.features.has(Features::DUAL) && m.pronoun.is_empty() {
        return None;
    }
    Some(Cue {
        first: i,
        head: i,
        end: i + m.len as usize,
        family: Family::Noun,
        act: speech.act,
        takes: speech.takes,
        features: m.features,
        joined: m.proclitics.conjunction(),
        pronoun: m.pronoun,
        definite: m.proclitics.has(Proclitics::AL),
    })
}

fn source(scene: &Scene, sentence: &Sentence, i: usize, m: &Match) -> Option<Cue> {
    let sort = words().source(m)?;
    let mut cue = Cue {
        first: i,
        head: i,
        end: i + m.len as usize,
        family: Family::Source(sort),
        act: Act::Say,
        takes: Takes::default(),
        features: Features::NONE,
        joined: m.proclitics.conjunction(),
        pronoun: "",
        definite: false,
    };
    // «نقلا عن»: whoever is named.
    let quoting = m.len == 2 && scene.governed(i + 1).is_some_and(|g| g.has(Takes::ANI));
    if sort == SourceSort::Noun && !quoting && !names_source(scene, cue.end) {
        return None;
    }
    if sort == SourceSort::Verb {
        let verb = scene
            .document
            .tags
            .all(cue.end, Class::SpeechVerb)
            .filter(|v| {
                !v.features.has(Features::FIRST)
                    && !v.features.has(Features::PARTICIPLE)
                    && !v.features.has(Features::MASDAR)
            })
            .max_by_key(|v| rank(v))?;
        if cue.end >= sentence.end {
            return None;
        }
        let speech = words().speech(verb)?;
        cue.act = speech.act;
        cue.takes = speech.takes;
        cue.features = verb.features;
        cue.head = cue.end;
        cue.end += verb.len as usize;
    }
    Some(cue)
}

/// Whether a source follows, and no measure («وفقا للفئة», «حسب الحاجة»).
fn names_source(scene: &Scene, i: usize) -> bool {
    let i = if matches!(
        scene.kind(i),
        isnad_text::Kind::QuoteOpen | isnad_text::Kind::QuoteEither | isnad_text::Kind::BracketOpen
    ) {
        i + 1
    } else {
        i
    };
    // «وفق اتفاقية السلام»: what was agreed tells nobody's words.
    if scene.document.is(i, Class::EventHead) && !scene.document.is(i, Class::UnnamedSource) {
        return false;
    }
    // «وفقا لأرقام الحسابات», «بحسب نتائج كل فرع»: numbers speak where a body or an adjective of one stands with them.
    let document = |m: &Match| words().unnamed(m) == Some(super::words::SourceKind::Measure);
    if scene.document.tags.all(i, Class::UnnamedSource).any(document) {
        return (i..i + 4).any(|k| scene.mention_at(k).is_some() || scene.document.is(k, Class::Nationality))
            || scene.definite(i + 1) && scene.document.is(i + 1, Class::Quality);
    }
    let listed = [
        Class::Office,
        Class::Honorific,
        Class::GivenName,
        Class::OrganisationHead,
        Class::Organisation,
        Class::Agency,
        Class::UnnamedSource,
        Class::Country,
        Class::SpeechNoun,
    ]
    .into_iter()
    .any(|c| scene.document.is(i, c));
    // «وبحسب الإعلام المحلي، فإن»: what a clause hangs on is a source, whatever it is called.
    let hangs = scene.definite(i)
        && (i + 1..i + 5)
            .find(|k| {
                !matches!(scene.kind(*k), isnad_text::Kind::Word | isnad_text::Kind::Comma) || scene.opens(*k).is_some()
            })
            .is_some_and(|k| scene.opens(k).is_some() && scene.document.tokens.key(k).starts_with('\u{0641}'));
    listed
        || hangs
        || scene.mention_around(i).is_some()
        || scene.kind(i) == isnad_text::Kind::Latin
        || scene.document.is(i + 1, Class::UnnamedSource) && !scene.definite(i)
}
