//! Whom does a bare cue mean, where nobody is in force yet: a name before it in its own sentence?
//!
//! Reads the sentence before the cue; gives the nearest person, the people told of in the plural, or the one whom the
//! sentence is about. A cue that agrees with none of them goes back to the speaker in force.

use isnad_text::{Kind, Sentence};

use super::cue::Cue;
use super::naming;
use super::read::{Reader, form_of};
use super::speaker::Speaker;
use crate::EntityKind;
use crate::lexicon::{Class, ClassSet, Features};

impl Reader<'_> {
    /// «زار الوزير الجسر»: behind a noun under the article a second one that is no adjective is the object.
    fn without_object(&self, head: usize, end: usize) -> usize {
        let scene = &self.scene;
        let two = end > head + 1 && scene.definite(head) && scene.definite(head + 1);
        if two && !self.describes(head + 1) { head + 1 } else { end }
    }

    /// Whether the definite word at `i` has the shape of an adjective of relation, or is one that lists know, or a name.
    fn describes(&self, i: usize) -> bool {
        const ADJECTIVES: ClassSet = ClassSet::of(&[
            Class::Nationality,
            Class::BodyAdjective,
            Class::Quality,
            Class::Ordinal,
            Class::FamilyName,
        ]);
        let d = self.scene.document;
        let key = d.tokens.key(i);
        key.ends_with('\u{064A}')
            || key.ends_with("\u{064A}\u{0647}")
            || d.tags.classes(i).any(ADJECTIVES)
            || self.scene.mention_around(i).is_some_and(|m| {
                // «حملت الوزارة الحكومة …»: a body that begins there is another.
                let body = matches!(self.scene.entity_kind(m), Some(EntityKind::Organisation | EntityKind::Country));
                !(body && m.tokens.0 == i && self.scene.definite(i))
            })
    }

    /// The person named last before a noun with a pronoun («ميركل … بإصرارها»).
    pub(super) fn nearest(&self, sentence: &Sentence, cue: &Cue) -> Option<Speaker> {
        let scene = &self.scene;
        let from = cue.first.saturating_sub(24).max(sentence.first);
        let m = scene
            .entities
            .within(scene.document.tokens.cover(from, cue.first))
            .filter(|m| scene.entity_kind(m) == Some(EntityKind::Person))
            .last()?;
        let s = naming::named(scene, &self.known, m.tokens.0, m.tokens.1);
        Some(Speaker { span: None, how: "the nearest name", ..s })
    }

    /// The people named last before a participle in the plural («تجمع الناخبون … مؤكدين»).
    pub(super) fn people_before(&self, sentence: &Sentence, cue: &Cue) -> Option<Speaker> {
        let scene = &self.scene;
        let from = cue.first.saturating_sub(40).max(sentence.first);
        let head = (from..cue.first).rev().find(|i| {
            let many = |class| scene.document.tags.all(*i, class).any(|m| m.features.has(Features::PLURAL));
            (many(Class::UnnamedSource) || many(Class::Office)) && scene.can_speak(*i)
        })?;
        let end = self.without_object(head, scene.noun_phrase(head, cue.first).max(head + 1));
        let s = naming::named(scene, &self.known, head, end);
        Some(Speaker { span: None, how: "the people before it", ..s })
    }

    /// The one whom the sentence is about: its first name that can speak, before the cue.
    pub(super) fn main_subject(&self, sentence: &Sentence, cue: &Cue) -> Option<Speaker> {
        let scene = &self.scene;
        let form = form_of(cue);
        let head = (sentence.first..cue.first.min(sentence.first + 8)).find(|i| {
            let counted = i.checked_sub(1).is_some_and(|b| {
                scene.kind(b) == Kind::Number
                    || scene.document.is(b, Class::Magnitude)
                    || scene.document.is(b, Class::Numeral)
            });
            if counted || scene.is_sort(*i, super::words::Sort::Demonstrative) {
                return false;
            }
            let preposed = |b: usize| {
                scene.governed(b).is_some()
                    || scene.is_sort(b, super::words::Sort::Preposition)
                        && !scene.is_sort(b, super::words::Sort::Relative)
                        && !scene.is_sort(b, super::words::Sort::Occasional)
            };
            let governed = i.checked_sub(1).is_some_and(|b| b >= sentence.first && preposed(b));
            let body = scene.mention_at(*i).is_some_and(|m| scene.entity_kind(m) != Some(EntityKind::Place))
                || scene.person_head(*i)
                || scene.document.is(*i, Class::OrganisationHead);
            !governed && scene.can_speak(*i) && body
        })?;
        let end = scene.noun_phrase(head, cue.first);
        if end <= head {
            return None;
        }
        let end = self.without_object(head, end);
        let s = naming::named(scene, &self.known, head, end);
        let many = s.agreement.plural.zip(form.plural).is_none_or(|(a, b)| a == b);
        // «قالت الحكومة إنه أخطأ عندما عبر عن رأيه»: never of the other gender.
        let verb = cue.family == super::cue::Family::Verb
            && scene.mention_at(head).is_none_or(|m| scene.entity_kind(m) == Some(EntityKind::Person));
        let many = many && !(verb && s.agreement.feminine.zip(form.feminine).is_some_and(|(a, b)| a != b));
        many.then_some(Speaker { span: None, how: "the sentence's subject", ..s })
    }
}
