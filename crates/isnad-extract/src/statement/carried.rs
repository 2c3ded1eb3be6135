//! Who goes on speaking where the cue stands bare?
//!
//! Looks at the words around it, at the others who speak in its sentence, at the sentence's own subject, and at last at the
//! speaker in force. Where the verb is nobody's («لكن تبين أن», «ويعتقد أن») there is none.

use isnad_text::{Kind, Sentence};

use super::cue::Family;
use super::frame::Frame;
use super::phrase::Scene;
use super::read::{Reader, form_of};
use super::refuse;
use super::speaker::Speaker;
use super::words::{Opens, Sort, Takes};
use crate::Act;
use crate::lexicon::{Class, Features};

impl Reader<'_> {
    /// The speaker of a cue that names none.
    pub(super) fn implied(&self, sentence: &Sentence, k: usize) -> Option<Speaker> {
        let scene = &self.scene;
        let f = self.frames.get(k)?;
        let cue = &f.frame.cue;
        let form = form_of(cue);
        if let Some(p) = f.parent {
            let parent = self.frames.get(p)?;
            // «أشار إلى أنه دعا»: the pronoun is the outer speaker.
            let own = cue
                .first
                .checked_sub(1)
                .is_some_and(|b| matches!(scene.opens(b), Some((Opens::Dummy | Opens::Pronoun, _))))
                || scene.opens(cue.first).is_some();
            // «بأنهم يعتقدون أن»: what one thinks in one's own words is no second statement.
            let own = own && f.frame.act != Act::Say;
            return own.then(|| Speaker { span: None, how: "the outer speaker", ..parent.speaker.clone() });
        }
        // «المياه التي تهدد ب»: the clause is about what stands before the relative, never about who spoke last.
        if cue.family == Family::Verb && refuse::relative_agrees(scene, cue) {
            return None;
        }
        if nobodys(scene, sentence, &f.frame) {
            return None;
        }
        let same_sentence = self
            .frames
            .iter()
            .take(k)
            .rev()
            .filter(|p| p.kept && p.parent.is_none() && p.speaker.name.is_some())
            .map(|p| &p.speaker);
        // «ونقلت عنه الصحيفة قوله»: he goes on, whoever passes it on.
        if f.frame.rule == "relayed" && f.frame.subject.is_none() {
            return self.known.in_force(form);
        }
        let loose = cue.family == Family::Noun && cue.pronoun.is_empty();
        if loose {
            return None;
        }
        // «كما يتوقع أن»: nobody is said to expect.
        let told_so = cue.family == Family::Verb
            && cue.act == Act::Expect
            && cue.first < cue.head
            && cue.features.has(Features::PRESENT)
            && !cue.features.has(Features::FEMININE)
            && !cue.features.has(Features::PLURAL);
        if told_so && scene.opens(cue.end).is_some() {
            return None;
        }
        let participle = cue.family == Family::Participle;
        // «أضافت المجلة أن البرلمان حدد …، مشيرة»: of several who speak in the sentence the one with whom it agrees.
        if participle
            && form.feminine == Some(true)
            && let Some(s) = same_sentence.clone().find(|s| s.agreement.feminine == Some(true))
        {
            return Some(Speaker { span: None, how: "the same sentence", ..s.clone() });
        }
        for s in same_sentence {
            // «… عشرات الناخبين … مؤكدين»: never one person.
            let one = participle && form.plural == Some(true) && s.agreement.plural == Some(false);
            // «أفادت الشاهدة … مشيرا»: another than she.
            let other = participle && form.feminine == Some(false) && s.agreement.feminine == Some(true);
            if participle && !one && !other || s.agreement.suits(form) {
                return Some(Speaker { span: None, how: "the same sentence", ..s.clone() });
            }
        }
        if participle
            && form.plural == Some(true)
            && let Some(s) = self.people_before(sentence, cue)
        {
            return Some(s);
        }
        // «ويعتقد أنها سقطت» behind a speaker in the feminine: nobody is said to believe.
        let belief = cue.family == Family::Verb && cue.features.has(Features::PRESENT) && scene.eighth(cue.head);
        if belief
            && !self
                .known
                .latest()
                .is_some_and(|s| s.agreement.feminine == form.feminine && s.agreement.feminine.is_some())
        {
            return None;
        }
        // «ويعتقد أن»: as a sentence of its own it tells what is believed.
        if belief && !cue.takes.has(Takes::QUOTE) && form.feminine == Some(false) && scene.opens(cue.end).is_some() {
            return None;
        }
        // «يُتوقع أن», «فيما يرجح أن»: nobody expects.
        let impersonal = cue.family == Family::Verb
            && cue.features.has(Features::PRESENT)
            && !cue.features.has(Features::FEMININE)
            && !cue.features.has(Features::PLURAL)
            && (!cue.joined || cue.act == Act::Expect)
            && !cue.first.checked_sub(1).is_some_and(|b| scene.is_sort(b, Sort::Pronoun));
        if impersonal {
            return None;
        }
        if cue.family == Family::Noun
            && let Some(s) = self.nearest(sentence, cue)
        {
            return Some(s);
        }
        if (cue.family != Family::Verb || cue.first > sentence.first + 3)
            && let Some(s) = self.main_subject(sentence, cue)
        {
            return Some(s);
        }
        self.known.in_force(form)
    }
}

/// «ثلاثة من السجناء صرحوا», «وفي باريس أعلن عن», «لكن تبين أن»: verbs without a subject that go back to nobody in force.
fn nobodys(scene: &Scene, sentence: &Sentence, frame: &Frame) -> bool {
    let cue = &frame.cue;
    if cue.family != Family::Verb {
        return false;
    }
    let plural = cue.features.has(Features::PLURAL);
    let feminine = cue.features.has(Features::FEMININE);
    // A plural stands behind its subject.
    let behind = plural
        && !cue.joined
        && cue.first > sentence.first
        && scene.kind(cue.first - 1) == Kind::Word
        && !scene.document.is(cue.first - 1, Class::FunctionWord);
    let told = !cue.joined
        && !plural
        && !feminine
        && cue.act == Act::Announce
        && cue.end < frame.zone + 1
        && scene.governed(cue.end).is_some_and(|g| g.has(Takes::ANI));
    let clear = feminine
        && cue.takes.has(Takes::WEAK)
        && scene.document.tokens.key(cue.head).ends_with("\u{062A}\u{0628}\u{064A}\u{0646}");
    behind || told || clear
}
