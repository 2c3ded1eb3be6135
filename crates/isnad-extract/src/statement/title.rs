//! Which words of a speaker are the office, which the name?
//!
//! Reads «المتحدث باسم الخارجية، فلان الفلاني», «وزير الزراعة فلان الفلاني», «فلان الفلاني المدير العام ل…» word by word,
//! with the names that no list knows: behind an office that is told in full, or between commas, unknown words are a name.

use isnad_text::{Kind, Proclitics};

use super::phrase::Scene;
use super::words::{Sort, SourceKind, words};
use crate::EntityKind;
use crate::lexicon::{Class, ClassSet, Features};

/// How many words a name may have.
const WORDS: usize = 6;

/// The parts of a phrase, as tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) role: Option<(usize, usize)>,
    pub(super) name: Option<(usize, usize)>,
}

/// The classes that a word of a name may have beside being unknown.
const NAMES: ClassSet = ClassSet::of(&[Class::GivenName, Class::FamilyName, Class::NameParticle]);
const HARMLESS: ClassSet = ClassSet::of(&[
    Class::GivenName,
    Class::FamilyName,
    Class::NameParticle,
    Class::CommonWord,
    Class::Quality,
    Class::CountedNoun,
    Class::SpeechVerb,
    Class::Place,
    Class::ChangeCue,
]);

impl Scene<'_> {
    /// Whether token `i` names an office or a function that one person holds.
    pub(super) fn office(&self, i: usize) -> bool {
        let d = self.document;
        let one = |m: &&crate::lexicon::Match| {
            !m.features.has(Features::PLURAL) && !m.proclitics.preposition() && !m.proclitics.conjunction()
        };
        d.tags.all(i, Class::Office).any(|m| one(&m))
            || d.tags
                .all(i, Class::UnnamedSource)
                .filter(one)
                .any(|m| matches!(words().unnamed(m), Some(SourceKind::Person | SourceKind::Office)))
    }

    /// Whether token `i` can be a word of a name that no list knows.
    pub(super) fn name_like(&self, i: usize) -> bool {
        let d = self.document;
        match self.kind(i) {
            Kind::Latin => return true,
            Kind::Word => {}
            _ => return false,
        }
        let classes = d.tags.classes(i);
        if self.titled_ali(i) {
            return true;
        }
        // «أشرف القدرة»: under the article no function word.
        let particle = d.tags.all(i, Class::FunctionWord).any(|m| !m.proclitics.has(Proclitics::AL));
        if particle || classes.has(Class::Complementiser) {
            return false;
        }
        if classes.any(NAMES) {
            return true;
        }
        let surname = i > 0 && self.definite(i) && d.is(i - 1, Class::GivenName) && classes.has(Class::FunctionWord);
        (classes.only(HARMLESS) || surname)
            && self.glued(i, Proclitics::LA).is_none()
            && self.glued(i, Proclitics::BA).is_none()
            && !self.accusative(i)
            && !self.finite(i)
    }

    /// «الفريق علي غيدان»: behind a title «علي» is a name and no preposition.
    pub(super) fn titled_ali(&self, i: usize) -> bool {
        i > 0
            && (self.document.is(i - 1, Class::Honorific) || self.document.is(i - 1, Class::GivenName))
            && self.document.is(i, Class::FunctionWord)
            && self.document.is(i, Class::GivenName)
            && self.document.tokens.span(i).of(self.document.text).ends_with('\u{064A}')
    }

    /// One past the last word of a name between commas that begins at token `i` («، فلان الفلاني،»); `None` where it is none.
    pub(super) fn name_between(&self, i: usize, limit: usize) -> Option<usize> {
        let d = self.document;
        let mut start = i;
        while start < limit && d.is(start, Class::Honorific) && !d.is(start, Class::Office) {
            start += 1;
        }
        if self.definite(start) && start == i {
            return None;
        }
        let mut j = start;
        while j < limit && j < start + WORDS && self.name_like(j) && self.time_at(j).is_none() {
            j += 1;
        }
        let closed = j >= limit
            || matches!(
                self.kind(j),
                Kind::Comma | Kind::Colon | Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen
            )
            || self.opens(j).is_some()
            || self.governed(j).is_some()
            || self.time_at(j).is_some();
        let named = (start..j).any(|k| d.tags.classes(k).any(NAMES) || !d.is(k, Class::CommonWord));
        (j > start && closed && named && (j > start + 1 || start > i || d.tags.classes(start).any(NAMES))).then_some(j)
    }
}

/// The office and the name in the phrase of the tokens `first..end`.
pub(super) fn parts(scene: &Scene, first: usize, end: usize) -> Title {
    let d = scene.document;
    let honorific = |i: usize| d.is(i, Class::Honorific) && !scene.office(i);
    if scene.office(first) || honorific(first) {
        let name = behind(scene, first, end);
        let Some((a, b)) = name else { return Title::default() };
        let mut stop = a;
        while stop > first && (scene.kind(stop - 1) == Kind::Comma || d.is(stop - 1, Class::Honorific)) {
            stop -= 1;
        }
        let role = (stop > first && scene.office(first)).then_some((first, stop));
        return Title { role, name: Some((a, b)) };
    }
    // «فلان الفلاني المدير العام ل…», «فلان الفلاني، رئيس …».
    let mut k = first;
    while k < end && k < first + WORDS && scene.name_like(k) && !(k > first && scene.office(k)) {
        k += 1;
    }
    let office = if k < end && scene.kind(k) == Kind::Comma { k + 1 } else { k };
    if k < first + 2 || office >= end || !scene.office(office) {
        return Title::default();
    }
    let mut stop = end;
    while stop > office
        && !matches!(
            scene.kind(stop - 1),
            Kind::Word | Kind::Latin | Kind::Number | Kind::QuoteClose | Kind::QuoteEither | Kind::BracketClose
        )
    {
        stop -= 1;
    }
    Title { role: (stop > office).then_some((office, stop)), name: Some((first, k)) }
}

/// The name behind the office that begins at token `first`.
fn behind(scene: &Scene, first: usize, end: usize) -> Option<(usize, usize)> {
    let d = scene.document;
    for k in first + 1..end {
        if scene.kind(k) == Kind::Comma
            && let Some(stop) = scene.name_between(k + 1, end)
        {
            let mut a = k + 1;
            while a < stop && d.is(a, Class::Honorific) && !d.tags.classes(a).any(NAMES) {
                a += 1;
            }
            return (a < stop).then_some((a, stop));
        }
    }
    let mut closed = false;
    let mut i = first + 1;
    while i < end {
        if let Some(m) = scene.mention_at(i).filter(|m| m.tokens.1 > i) {
            if scene.entity_kind(m) == Some(EntityKind::Person) {
                return None;
            }
            closed = true;
            i = m.tokens.1;
            continue;
        }
        if d.is(i, Class::Honorific) && !d.is(i, Class::Office) {
            // «الفريق علي غيدان»: what follows a rank is a name.
            closed = true;
            i += 1;
            continue;
        }
        if scene.is_sort(i, Sort::Inner) {
            closed = false;
        } else if scene.definite(i) && scene.kind(i) == Kind::Word {
            closed = true;
        } else if closed && scene.name_like(i) && !scene.office(i) && !d.is(i, Class::Nationality) {
            break;
        }
        i += 1;
    }
    if i >= end || scene.definite(i) {
        return None;
    }
    let mut stop = i;
    while stop < end && stop < i + WORDS && (scene.name_like(stop) || scene.kind(stop) == Kind::Stop) {
        stop += 1;
    }
    let known = (i..stop).any(|k| d.tags.classes(k).any(NAMES) || !d.is(k, Class::CommonWord));
    // A name of one word that the lexicon does not know is more of the office.
    let enough = stop > i + 1 || d.tags.classes(i).any(NAMES) || i > 0 && d.is(i - 1, Class::Honorific);
    let whole = stop >= end || scene.kind(stop) == Kind::Comma;
    (known && enough && whole).then_some((i, stop))
}
