//! Where does the noun phrase end that a verb of speech has as its subject?
//!
//! A bounded reading: head, adjectives, genitives, the name after a title, an apposition between commas. Works with
//! the names that the entity room found and without them. «وزير الخارجية العراقي حرص بلاده» ends before «حرص».

use isnad_text::{Kind, Proclitics};

use super::phrase::Scene;
use super::words::{Sort, SourceKind, Takes, words};
use crate::EntityKind;
use crate::entity::MentionOf;
use crate::lexicon::{Class, Features, Match};

/// How many tokens a subject may have.
const LONGEST: usize = 40;

/// What has been read of a phrase.
struct Phrase {
    start: usize,
    /// Whether a definite noun or a name has closed the chain of genitives.
    definite: bool,
    /// Whether a name has just ended.
    complete: bool,
    /// How many unknown words have been taken for a name.
    names: usize,
    /// Whether the head is a person by office, title or function.
    person: bool,
    /// Whether the head is a document («بيان للفاتيكان»).
    document: bool,
    /// Whether an office stands behind the name: it runs on to a mark or the clause («فلان المدير العام ل… في …»).
    apposed: bool,
    /// Whether the paper is told by whom it was issued («صادر عن القائمين على …»).
    issued: bool,
}

impl Scene<'_> {
    /// One past the last token of the noun phrase that begins at token `start`; `start` where there is none.
    pub(super) fn noun_phrase(&self, start: usize, limit: usize) -> usize {
        // «سموه»: the title with its pronoun is all.
        if self.is_sort(start, Sort::Titled) {
            return (start + 1).min(limit.max(start));
        }
        let limit = limit.min(start + LONGEST);
        let mut phrase = Phrase {
            start,
            definite: false,
            complete: false,
            names: 0,
            person: self.person_head(start),
            document: self.document_head(start),
            apposed: false,
            issued: false,
        };
        let mut i = start;
        while i < limit {
            let next = match self.mention_at(i) {
                Some(m) if m.tokens.1 > i && (i == start || !self.document.is(i, Class::FunctionWord)) => {
                    self.over_mention(&mut phrase, i, m, limit)
                }
                _ => self.over_token(&mut phrase, i, limit),
            };
            let Some(next) = next else { break };
            i = next.max(i + 1);
        }
        // A comma or a dash is never the end.
        while i > start && matches!(self.kind(i - 1), Kind::Comma | Kind::Dash) {
            i -= 1;
        }
        i
    }

    fn over_mention(&self, phrase: &mut Phrase, i: usize, m: &MentionOf, limit: usize) -> Option<usize> {
        let glued = i > phrase.start && self.glued(i, Proclitics::LA).is_some();
        // «قال المتحدث لوكالة فرانس برس»: who was told is not who speaks.
        if glued && !phrase.document && super::occasion::outlet(self, i) {
            return None;
        }
        let person = self.entity_kind(m) == Some(EntityKind::Person);
        if glued && !phrase.person && !phrase.definite && !phrase.document {
            return None;
        }
        // «اتهم أهالي الأسرى نتنياهو»: behind people in the plural one name is whom they accuse.
        let people = |m: &Match| m.features.has(Features::PLURAL) && words().unnamed(m) == Some(SourceKind::Person);
        if person
            && phrase.definite
            && i > phrase.start + 1
            && m.span.start == self.document.tokens.span(i).start
            && self.is_word(i - 1)
            && self.document.tags.all(phrase.start, Class::UnnamedSource).any(people)
        {
            return None;
        }
        // «توجه الرئيس التركي لرئيس البلدية، فلان»: to whom he speaks.
        if glued
            && phrase.person
            && phrase.definite
            && !phrase.apposed
            && m.full.start > self.document.tokens.span(i).start
            && m.tokens.1 > i + 1
            && self.entity_kind(m) == Some(EntityKind::Person)
        {
            return None;
        }
        // A second name behind a whole one is the object («حملت إثيوبيا القاهرة المسؤولية»); «الصين وروسيا» speak together.
        let joint =
            self.document.tokens.key(i).starts_with('\u{0648}') && m.span.start > self.document.tokens.span(i).start;
        if phrase.complete && !joint && !person && !glued && !phrase.person && self.glued(i, Proclitics::BA).is_none() {
            return None;
        }
        phrase.complete = true;
        phrase.definite = true;
        // Behind a name of two words an unknown word is no more of it.
        let whole = person && m.span.of(self.document.text).contains(' ');
        phrase.names = if whole { 4 } else { 0 };
        Some(m.tokens.1.min(limit.max(i + 1)))
    }

    fn over_token(&self, phrase: &mut Phrase, i: usize, limit: usize) -> Option<usize> {
        let inside = i > phrase.start;
        match self.kind(i) {
            Kind::Word => self.over_word(phrase, i),
            Kind::Latin => Some(i + 1),
            // «التحالف 26026 غارة»: a count behind a whole phrase begins the object.
            Kind::Number => (!inside || !phrase.definite).then_some(i + 1),
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                let q = self.quotes.opening(i).filter(|q| q.closed && q.words <= 6 && q.after <= limit)?;
                // «الوزارة "العالم الحر"»: no more of a noun under the article.
                let titled = self.name_in_marks(phrase.start).is_some();
                // «قال المحلل ماركو "الأمر بيدهم"»: behind a person's name stand the words, no more of the name.
                let own = i == phrase.start + 1 && titled;
                if inside
                    && phrase.person
                    && !phrase.apposed
                    && !own
                    && q.words >= 3
                    && (phrase.names > 0 || self.ends_person(i - 1))
                {
                    return None;
                }
                // «القناة "العاشرة"», «الصحيفة "الغراء"»: an outlet's own name behind its noun.
                let outlet = i == phrase.start + 1
                    && q.words <= 3
                    && self
                        .document
                        .tags
                        .all(phrase.start, Class::UnnamedSource)
                        .any(|m| words().unnamed(m) == Some(SourceKind::Outlet));
                if outlet {
                    phrase.complete = true;
                    phrase.definite = true;
                    return Some(q.after);
                }
                if i == phrase.start + 1 && self.definite(phrase.start) && !phrase.complete && !titled {
                    return None;
                }
                if i == phrase.start + 1 && titled {
                    phrase.complete = true;
                    phrase.person = true;
                    phrase.names = 4;
                }
                phrase.definite = true;
                Some(q.after)
            }
            Kind::BracketOpen => {
                (i + 1..limit.min(i + 10)).find(|j| self.kind(*j) == Kind::BracketClose).map(|j| j + 1)
            }
            Kind::Comma if inside && self.apposition(i + 1) => Some(i + 1),
            // «المتحدث باسم الوزارة، فلان الفلاني،».
            Kind::Comma if inside && phrase.person && !phrase.complete && !phrase.apposed => {
                let end = self.name_between(i + 1, limit)?;
                phrase.complete = true;
                phrase.definite = true;
                phrase.names = 4;
                Some(end)
            }
            // «د. حامد».
            Kind::Stop if inside && self.abbreviates(i) => Some(i + 1),
            Kind::Dash | Kind::Slash if inside && !self.document.tokens.get(i).is_some_and(|t| t.spaced) => Some(i + 1),
            _ => None,
        }
    }

    fn over_word(&self, phrase: &mut Phrase, i: usize) -> Option<usize> {
        let d = self.document;
        if i == phrase.start {
            // «مراسلنا», «وزيرهم»: the owner closes the phrase as the article does.
            let owned = [Class::Office, Class::UnnamedSource]
                .into_iter()
                .any(|c| d.tags.all(i, c).any(|m| !m.pronoun.is_empty() && m.len == 1));
            phrase.definite = self.definite(i) || owned;
            return Some(i + 1);
        }
        if let Some(m) = self.function(i, Sort::Inner) {
            phrase.definite = false;
            phrase.complete = false;
            return Some(i + m.len as usize);
        }
        // «بيان صدر أمس» ends, «بيان صادر عن القائمين على …» goes on.
        if self.is_sort(i, Sort::Issued) {
            let by = self.governed(i + 1).is_some_and(|g| g.has(Takes::ANI)) && phrase.document;
            phrase.definite = false;
            phrase.issued = by;
            return by.then_some(i + 2);
        }
        if self.is_sort(i, Sort::Demonstrative) && (phrase.definite || phrase.complete) {
            return None;
        }
        // «طبيب وصفته بأنه …»: what is told of the man.
        if i > phrase.start
            && d.tags.all(i, Class::SpeechVerb).any(|m| m.features.has(Features::PAST) && !m.pronoun.is_empty())
            && !d.is(i, Class::GivenName)
            && !d.is(i, Class::FamilyName)
            && self.mention_around(i).is_none()
        {
            return None;
        }
        // «القيادات السياسية والعسكرية».
        if d.tokens.key(i).starts_with("\u{0648}\u{0627}\u{0644}")
            && i >= phrase.start + 2
            && self.definite(i - 1)
            && self.definite(i - 2)
            && d.tokens.key(i).ends_with('\u{0647}')
            && d.tokens.key(i - 1).ends_with('\u{0647}')
            && d.tags.at(i).iter().all(|m| m.class != Class::SpeechVerb)
        {
            return Some(i + 1);
        }
        if phrase.apposed && self.stops(i) {
            return self.runs_on(i);
        }
        // «شركة النقل إحدى الشركات التابعة للمجموعة عن»: what it is told to be one of.
        if phrase.complete && !phrase.person && self.is_sort(i, Sort::OneOf) {
            phrase.definite = false;
            phrase.complete = false;
            return Some(i + 1);
        }
        if self.stops(i) {
            // «الائتلاف الدولي في واشنطن»: behind a whole name the place is where it was said.
            let whole = phrase.complete && !phrase.person || i == phrase.start + 1 && self.definite(phrase.start);
            if whole {
                return None;
            }
            if phrase.issued && self.governed(i).is_some_and(|g| g.has(Takes::ALA)) && self.definite(i + 1) {
                phrase.issued = false;
                return Some(i + 1);
            }
            return self.inner_preposition(i).or_else(|| self.source_from(phrase, i));
        }
        if i == phrase.start + 1 && self.definite(phrase.start) && self.own_words(i) {
            return None;
        }
        // «يتهم متظاهرون ميليشيات ب»: behind a plural in -una no other people or body.
        let other = |c: Class| d.tags.all(i, c).any(|m| m.proclitics == Proclitics::NONE && m.len == 1);
        if !phrase.definite
            && self.sound_plural(i - 1)
            && !self.sound_plural(i)
            && !d.is(i, Class::Nationality)
            && [Class::UnnamedSource, Class::OrganisationHead].into_iter().any(other)
        {
            return None;
        }
        // «وتوجه الرئيس التركي لرئيس الحكومة»: to whom he speaks.
        let person = |m: &Match| m.proclitics.has(Proclitics::LA) && !m.features.has(Features::PLURAL);
        if phrase.definite
            && phrase.person
            && d.tags.all(i, Class::Office).any(person)
            && self.glued(i, Proclitics::LA).is_some()
        {
            return None;
        }
        let told = self.glued(i, Proclitics::LA).is_some() && super::occasion::outlet(self, i);
        if self.time_at(i).is_some() || told && !phrase.document || self.accusative(i) {
            return None;
        }
        if self.glued(i, Proclitics::BA).is_some()
            && (self.ends_person(i - 1) || !self.known_noun(i) && !self.place_of(i))
        {
            return None;
        }
        // «فلان الفلاني المدير العام ل…»: an office behind a name.
        if (phrase.complete && phrase.person || i >= phrase.start + 2 && !phrase.person)
            && self.office(i)
            && self.named(phrase, i)
        {
            phrase.person = true;
            phrase.apposed = true;
            phrase.complete = false;
            phrase.definite = self.definite(i);
            phrase.names = 0;
            return Some(i + 1);
        }
        if self.definite(i) {
            // «التأكيد», «المسؤولية»: what is renewed or laid on somebody; «المواطنين»: who is called on.
            let other = d.is(i, Class::SpeechNoun) || self.plural_person(i) && !self.governs(i - 1);
            if phrase.definite && other {
                return None;
            }
            phrase.definite = true;
            phrase.complete = false;
            phrase.names = 0;
            return Some(i + 1);
        }
        let of_the = d.tokens.key(i).starts_with("\u{0644}\u{0644}");
        let glued = of_the || self.glued(i, Proclitics::LA).is_some();
        if !phrase.definite {
            let object = self.is_sort(i, Sort::ObjectHead) || glued && !of_the && !phrase.document;
            return (!object).then_some(i + 1);
        }
        // After a definite noun: what it is of, a name behind a title.
        let known = d.is(i, Class::GivenName)
            || d.is(i, Class::Honorific)
            || d.is(i, Class::NameParticle)
            || d.is(i, Class::Nationality)
            || d.is(i, Class::Office) && phrase.person;
        if glued || known {
            phrase.names = 0;
            return Some(i + 1);
        }
        if phrase.apposed {
            return (!self.finite(i) && self.time_at(i).is_none()).then_some(i + 1);
        }
        let name =
            phrase.person && phrase.names < 4 && !self.is_sort(i, Sort::ObjectHead) && !d.is(i, Class::SpeechNoun);
        phrase.names += 1;
        name.then_some(i + 1)
    }

    /// Whether what has been read before token `i` is a name.
    fn named(&self, phrase: &Phrase, i: usize) -> bool {
        if self.ends_person(i - 1) {
            return true;
        }
        i >= phrase.start + 2 && i <= phrase.start + 5 && (phrase.start..i).all(|k| self.name_like(k))
    }

    /// «الشيخ "فلان الفلاني"»: the tokens of a name in marks behind the title at token `i`.
    pub(super) fn name_in_marks(&self, i: usize) -> Option<(usize, usize)> {
        let d = self.document;
        if !d.is(i, Class::Honorific) || d.is(i, Class::OrganisationHead) {
            return None;
        }
        let q = self.quotes.opening(i + 1).filter(|q| q.closed && (2..=5).contains(&q.words))?;
        let given = d.is(q.first, Class::GivenName);
        (given && (q.first..q.end).all(|k| self.name_like(k) || self.definite(k))).then_some((q.first, q.end))
    }

    /// Whether the name of a person ends with token `i`.
    fn ends_person(&self, i: usize) -> bool {
        self.mention_ending(i).is_some_and(|m| self.entity_kind(m) == Some(EntityKind::Person))
    }

    /// The token after a preposition inside an office behind a name («العالم ضمن مهمة …», «محلل الأسواق في …»).
    fn runs_on(&self, i: usize) -> Option<usize> {
        let d = self.document;
        let preposition = self.is_sort(i, Sort::Preposition) || self.governed(i).is_some();
        let inside = preposition
            && super::occasion::head(self, i).is_none()
            && !d.is(i + 1, Class::Complementiser)
            && !d.is(i, Class::SourceCue)
            && self.time_at(i).is_none()
            && self.time_at(i + 1).is_none()
            && self.is_word(i + 1)
            && !self.definite_time(i);
        inside.then_some(i + 1)
    }

    /// «خلال», «عقب», «بعد»: a preposition of time, never of place.
    fn definite_time(&self, i: usize) -> bool {
        self.is_sort(i, Sort::Occasional) || self.document.is(i, Class::TimeRelation)
    }

    /// Whether the head at token `i` is a person by office, title or function.
    pub(super) fn person_head(&self, i: usize) -> bool {
        let d = self.document;
        d.is(i, Class::Office)
            || d.is(i, Class::Honorific)
            || d.tags
                .all(i, Class::UnnamedSource)
                .any(|m| matches!(words().unnamed(m), Some(SourceKind::Person | SourceKind::Office)))
            || d.is(i, Class::GivenName)
            || self.mention_at(i).is_some_and(|m| self.entity_kind(m) == Some(EntityKind::Person))
    }

    fn document_head(&self, i: usize) -> bool {
        self.document.tags.all(i, Class::UnnamedSource).any(|m| words().unnamed(m) == Some(SourceKind::Document))
    }

    /// An indefinite accusative («اجتماعا»): the object of the verb, never more of its subject.
    pub(super) fn accusative(&self, i: usize) -> bool {
        let d = self.document;
        d.tokens.span(i).of(d.text).contains('\u{064B}')
            || d.tags.at(i).iter().any(|m| m.features.has(Features::TANWIN))
    }

    /// «بإمارة», «بوزارة», «بجامعة»: the body or place that a title belongs to.
    fn place_of(&self, i: usize) -> bool {
        [Class::OrganisationHead, Class::PlaceHead, Class::Place]
            .into_iter()
            .any(|c| self.document.tags.all(i, c).any(|m| m.proclitics.has(Proclitics::BA)))
    }

    /// «المواطنين», «السلطات»: people or bodies in the plural, never an adjective.
    fn plural_person(&self, i: usize) -> bool {
        self.document
            .tags
            .all(i, Class::UnnamedSource)
            .any(|m| m.features.has(Features::PLURAL) && m.proclitics.has(Proclitics::AL))
    }

    /// Whether the noun at `i` stands without the article, so that a genitive follows.
    fn governs(&self, i: usize) -> bool {
        self.is_word(i) && !self.definite(i) && self.mention_ending(i).is_none()
    }

    fn is_word(&self, i: usize) -> bool {
        self.kind(i) == Kind::Word
    }

    fn known_noun(&self, i: usize) -> bool {
        self.document.tags.at(i).iter().any(|m| !m.proclitics.preposition() && m.class != Class::FunctionWord)
    }

    /// «المتحدث باسم …», «مسؤول في وزارة …»: the token after a preposition that belongs to the phrase.
    fn inner_preposition(&self, i: usize) -> Option<usize> {
        let governed = self.governed(i)?;
        if super::occasion::head(self, i).is_some() || self.document.is(i + 1, Class::Complementiser) {
            return None;
        }
        if self.time_at(i).is_some() || self.time_at(i + 1).is_some() {
            return None;
        }
        let place = self.mention_at(i + 1).is_some()
            || self.definite(i + 1)
            || self.document.is(i + 1, Class::OrganisationHead)
            || self.document.is(i + 1, Class::PlaceHead)
            || self.document.is(i + 1, Class::Place)
            || self.document.is(i + 1, Class::Country);
        let body = self.document.is(i + 1, Class::OrganisationHead) || self.document.is(i + 1, Class::Country);
        // «إعلان مصدر أمني إلى وكالة فلان أن»: who was told.
        if governed.has(Takes::ILA)
            && self
                .document
                .tags
                .all(i + 1, Class::UnnamedSource)
                .any(|m| words().unnamed(m) == Some(SourceKind::Outlet))
        {
            return None;
        }
        let inside = governed.has(Takes::FI) && place || body && (governed.has(Takes::ALA) || governed.has(Takes::ILA));
        inside.then_some(i + 1)
    }

    /// «مصدر من المعارضة», «مصادر قريبة من الحزب»: where a source without article comes from, save behind a verb that takes
    /// the preposition itself («حذر خبراء من التصعيد»).
    fn source_from(&self, phrase: &Phrase, i: usize) -> Option<usize> {
        let d = self.document;
        let person = |m: &Match| words().unnamed(m) == Some(SourceKind::Person);
        if phrase.definite
            || phrase.complete
            || !self.governed(i).is_some_and(|g| g.has(Takes::MIN))
            || !d.tags.all(phrase.start, Class::UnnamedSource).any(person)
        {
            return None;
        }
        let takes = |k: usize| {
            d.tags.all(k, Class::SpeechVerb).any(|m| words().speech(m).is_some_and(|s| s.takes.has(Takes::MIN)))
        };
        let body = self.mention_at(i + 1).is_some_and(|m| self.entity_kind(m) != Some(EntityKind::Event))
            || [Class::OrganisationHead, Class::Organisation, Class::UnnamedSource, Class::Country]
                .into_iter()
                .any(|c| d.is(i + 1, c));
        let asked = (phrase.start.saturating_sub(3)..phrase.start).any(takes);
        (body && !asked && self.opens(i + 1).is_none()).then_some(i + 1)
    }

    /// Whether what begins at token `i` after a comma tells who the phrase before it is.
    fn apposition(&self, i: usize) -> bool {
        let person = self.mention_at(i).is_some_and(|m| self.entity_kind(m) == Some(EntityKind::Person));
        let d = self.document;
        let bare = |class| {
            d.entry(i, class).is_some_and(|m| m.proclitics == Proclitics::NONE || m.proclitics == Proclitics::AL)
        };
        person || bare(Class::Office) || bare(Class::Honorific) || bare(Class::GivenName)
    }
}
