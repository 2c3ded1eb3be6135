//! Where does a noun phrase end? What stands between a cue and its content without being either?
//!
//! A bounded reading of the subject after (or before) a verb of speech: head, adjectives, genitives, the name after a
//! title, an apposition between commas. Works with the names that the entity room found and without them.

use isnad_text::{Kind, Proclitics, readings};

use super::quotes::Quotations;
use super::words::{Opens, Sort, Takes, words};
use crate::entity::{Entities, MentionOf};
use crate::lexicon::{Class, ClassSet, Features, Match};
use crate::time;
use crate::{Document, EntityKind, Time};

/// What every rule of the room reads.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) times: &'a [Time],
    pub(super) entities: &'a Entities,
    pub(super) quotes: &'a Quotations,
    pub(super) explain: bool,
}

/// How many tokens a subject may have.
const LONGEST: usize = 40;

impl<'a> Scene<'a> {
    pub(super) fn kind(&self, i: usize) -> Kind {
        self.document.tokens.kind(i)
    }

    /// Whether a function word of `sort` begins at token `i`.
    pub(super) fn is_sort(&self, i: usize, sort: Sort) -> bool {
        self.function(i, sort).is_some()
    }

    /// The function word of `sort` that begins at token `i`.
    pub(super) fn function(&self, i: usize, sort: Sort) -> Option<&'a Match> {
        if !self.document.is(i, Class::FunctionWord) {
            return None;
        }
        self.document.tags.all(i, Class::FunctionWord).find(|m| words().sort(m) == Some(sort))
    }

    /// How token `i` opens a reported clause, and over how many tokens.
    pub(super) fn opens(&self, i: usize) -> Option<(Opens, usize)> {
        let m = self.document.entry(i, Class::Complementiser)?;
        Some((words().opens(m)?, m.len as usize))
    }

    /// The governed preposition that stands at token `i` as a word of its own.
    pub(super) fn governed(&self, i: usize) -> Option<Takes> {
        if !self.document.is(i, Class::FunctionWord) {
            return None;
        }
        self.document.tags.all(i, Class::FunctionWord).find_map(|m| words().governed(m))
    }

    /// The mention whose title and name begin at token `i`.
    pub(super) fn mention_at(&self, i: usize) -> Option<&'a MentionOf> {
        let start = self.document.tokens.span(i).start;
        let end = self.document.tokens.span(i).end;
        let n = self.entities.mentions.partition_point(|m| m.full.start < start);
        self.entities.mentions.get(n).filter(|m| m.full.start < end)
    }

    /// The mention whose title and name end with token `i`.
    pub(super) fn mention_ending(&self, i: usize) -> Option<&'a MentionOf> {
        let end = self.document.tokens.span(i).end;
        let n = self.entities.mentions.partition_point(|m| m.full.start < end);
        (n.saturating_sub(3)..n).rev().filter_map(|k| self.entities.mentions.get(k)).find(|m| m.full.end == end)
    }

    /// The mention that holds token `i`.
    pub(super) fn mention_around(&self, i: usize) -> Option<&'a MentionOf> {
        let span = self.document.tokens.span(i);
        let n = self.entities.mentions.partition_point(|m| m.full.start <= span.start);
        (n.saturating_sub(3)..n).rev().filter_map(|k| self.entities.mentions.get(k)).find(|m| m.full.contains(span))
    }

    pub(super) fn entity_kind(&self, m: &MentionOf) -> Option<EntityKind> {
        self.entities.entities.get(m.entity).map(|e| e.kind)
    }

    /// The time that begins at token `i`, and the token after it.
    pub(super) fn time_at(&self, i: usize) -> Option<(&'a Time, usize)> {
        let span = self.document.tokens.span(i);
        if span.is_empty() {
            return None;
        }
        let (_, t) = time::within(self.times, span).next()?;
        (t.span.start >= span.start && t.span.start < span.end)
            .then(|| (t, self.document.tokens.at_or_after(t.span.end).max(i + 1)))
    }

    /// The first token of a time that ends with token `i`.
    pub(super) fn time_ending(&self, i: usize, from: usize) -> Option<usize> {
        (i.saturating_sub(5).max(from)..=i).find(|k| self.time_at(*k).is_some_and(|(_, next)| next == i + 1))
    }

    /// Whether a conjunction begins at token `i`.
    pub(super) fn conjunction(&self, i: usize) -> bool {
        self.is_sort(i, Sort::Conjunction) || self.is_sort(i, Sort::While)
    }

    /// Whether token `i` is a word under the article.
    pub(super) fn definite(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        self.kind(i) == Kind::Word && key.len() > 6 && key.starts_with("\u{0627}\u{0644}")
    }

    /// Whether token `i` is written with the preposition `clitic` glued on: where the rest begins, in key bytes.
    pub(super) fn glued(&self, i: usize, clitic: Proclitics) -> Option<usize> {
        if self.kind(i) != Kind::Word {
            return None;
        }
        let key = self.document.tokens.key(i);
        let first = key.chars().next()?;
        let letter = if clitic == Proclitics::BA { '\u{0628}' } else { '\u{0644}' };
        let bare = if first == '\u{0648}' || first == '\u{0641}' { key.chars().nth(1)? } else { first };
        if bare != letter || key.len() < 8 {
            return None;
        }
        let found = readings(key).find(|r| r.proclitics.has(clitic) && !r.proclitics.conjunction())?;
        let listed = |with: bool| {
            self.document.tags.at(i).iter().any(|m| {
                m.len as usize >= 1
                    && m.proclitics.has(clitic) == with
                    && !matches!(m.class, Class::FunctionWord | Class::Complementiser)
            })
        };
        // Where the lexicon knows the word both ways the article decides.
        let article = found.proclitics.has(Proclitics::AL);
        (article || listed(true) || !listed(false)).then_some(found.word)
    }

    /// Whether the phrase that begins at token `i` can speak: a name, an office, a body, a source.
    pub(super) fn can_speak(&self, i: usize) -> bool {
        const SPEAKERS: [Class; 8] = [
            Class::Office,
            Class::Honorific,
            Class::GivenName,
            Class::OrganisationHead,
            Class::Organisation,
            Class::Agency,
            Class::Country,
            Class::UnnamedSource,
        ];
        if !matches!(self.kind(i), Kind::Word | Kind::Latin | Kind::Number) {
            return false;
        }
        if self.document.is(i, Class::Complementiser) || self.governed(i).is_some() {
            return false;
        }
        if self.mention_at(i).is_some_and(|m| self.entity_kind(m) != Some(EntityKind::Event)) {
            return true;
        }
        let set = SPEAKERS.iter().fold(ClassSet::default(), |s, c| s.with(*c));
        if self.document.tags.classes(i).any(set) {
            let preposed = |m: &Match| m.proclitics.preposition() || m.proclitics.has(Proclitics::SA);
            return self
                .document
                .tags
                .at(i)
                .iter()
                .any(|m| SPEAKERS.contains(&m.class) && !preposed(m) && !m.features.has(Features::TANWIN));
        }
        self.is_sort(i, Sort::Demonstrative)
    }

    /// Whether token `i` can go on with a noun phrase at all.
    fn stops(&self, i: usize) -> bool {
        let d = self.document;
        if d.is(i, Class::Complementiser) || d.is(i, Class::OccasionHead) || d.is(i, Class::SourceCue) {
            return true;
        }
        if d.is(i, Class::SpeechVerb) && self.finite(i) {
            return true;
        }
        d.is(i, Class::FunctionWord) && !self.is_sort(i, Sort::Demonstrative)
    }

    /// Whether token `i` is a finite verb of speech and nothing else.
    pub(super) fn finite(&self, i: usize) -> bool {
        let verb = self
            .document
            .tags
            .all(i, Class::SpeechVerb)
            .any(|m| m.features.has(Features::PAST) || m.features.has(Features::PRESENT));
        verb && self
            .document
            .tags
            .at(i)
            .iter()
            .all(|m| matches!(m.class, Class::SpeechVerb | Class::SpeechNoun | Class::ChangeCue | Class::StatusCue))
            && self.mention_around(i).is_none()
    }

    /// One past the last token of the noun phrase that begins at token `start`; `start` where there is none.
    ///
    /// `titled` says that the head is a person's office or an unnamed source, so that a name and a place may follow.
    pub(super) fn noun_phrase(&self, start: usize, limit: usize) -> usize {
        let limit = limit.min(start + LONGEST);
        let mut i = start;
        let mut definite = false;
        let mut names = 0usize;
        // Whether a name has just ended.
        let mut complete = false;
        let head_person = self.person_head(start);
        while i < limit {
            if let Some(m) = self.mention_at(i)
                && m.tokens.1 > i
                && (i == start || !self.document.tags.classes(i).has(Class::FunctionWord))
            {
                let glued = self.glued(i, Proclitics::LA).is_some() && i > start;
                if glued && !head_person && !definite {
                    break;
                }
                // A second name behind a whole one is the object («حملت إثيوبيا القاهرة المسؤولية»).
                if complete
                    && self.entity_kind(m) != Some(EntityKind::Person)
                    && self.glued(i, Proclitics::BA).is_none()
                    && !glued
                    && !head_person
                {
                    break;
                }
                complete = true;
                i = m.tokens.1.min(limit.max(i + 1));
                definite = true;
                names = 0;
                continue;
            }
            match self.kind(i) {
                Kind::Word => {
                    if i > start && self.is_sort(i, Sort::Inner) {
                        i += 1;
                        definite = false;
                        complete = false;
                        continue;
                    }
                    if i > start && self.stops(i) {
                        let Some(next) = self.inner_preposition(i, head_person || i > start) else { break };
                        i = next;
                        continue;
                    }
                    if i > start
                        && (self.time_at(i).is_some() || self.glued(i, Proclitics::BA).is_some() && !self.known_noun(i))
                    {
                        break;
                    }
                    if self.definite(i) {
                        definite = true;
                        names = 0;
                    } else if i > start && definite {
                        // After a definite noun: a name behind a title, or a second noun joined with «و».
                        let d = self.document;
                        let known = d.is(i, Class::GivenName)
                            || d.is(i, Class::Honorific)
                            || d.is(i, Class::NameParticle)
                            || d.is(i, Class::Nationality)
                            || d.is(i, Class::Office) && head_person;
                        let of_li = self.document.tokens.key(i).starts_with("\u{0644}\u{0644}")
                            || self.glued(i, Proclitics::LA).is_some();
                        if of_li || known {
                            names = 0;
                        } else if head_person
                            && !self.is_sort(i, Sort::ObjectHead)
                            && names < 4
                            && !d.is(i, Class::SpeechNoun)
                        {
                            names += 1;
                        } else {
                            break;
                        }
                    } else if i > start && self.is_sort(i, Sort::ObjectHead) {
                        break;
                    }
                    i += 1;
                }
                Kind::Latin | Kind::Number => i += 1,
                Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                    let Some(q) = self.quotes.opening(i).filter(|q| q.closed && q.words <= 6 && q.after <= limit)
                    else {
                        break;
                    };
                    i = q.after;
                    definite = true;
                }
                Kind::BracketOpen => {
                    let close = (i + 1..limit.min(i + 10)).find(|j| self.kind(*j) == Kind::BracketClose);
                    let Some(close) = close else { break };
                    i = close + 1;
                }
                Kind::Comma if i > start && self.apposition(i + 1) => i += 1,
                Kind::Dash | Kind::Slash if i > start && !self.document.tokens.get(i).is_some_and(|t| t.spaced) => {
                    i += 1
                }
                _ => break,
            }
        }
        // A comma or a bracket is never the end.
        while i > start && matches!(self.kind(i - 1), Kind::Comma | Kind::Dash) {
            i -= 1;
        }
        i
    }

    /// Whether the head at token `i` is a person by office, title or function.
    pub(super) fn person_head(&self, i: usize) -> bool {
        let d = self.document;
        d.is(i, Class::Office)
            || d.is(i, Class::Honorific)
            || d.is(i, Class::UnnamedSource)
            || d.is(i, Class::GivenName)
            || self.mention_at(i).is_some_and(|m| self.entity_kind(m) == Some(EntityKind::Person))
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
    fn inner_preposition(&self, i: usize, person: bool) -> Option<usize> {
        let governed = self.governed(i)?;
        let inside =
            governed.has(Takes::FI) || governed.has(Takes::ANI) || governed.has(Takes::MIN) || governed.has(Takes::LI);
        if !person
            || !inside
            || self.document.is(i, Class::OccasionHead)
            || self.document.is(i + 1, Class::Complementiser)
        {
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
        (governed.has(Takes::FI) && place).then_some(i + 1)
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

    /// The first token at or after `i` that is no time, adverb, aside between dashes, or comma.
    pub(super) fn skip_adverbials(&self, mut i: usize, limit: usize) -> usize {
        while i < limit {
            if let Some((_, next)) = self.time_at(i) {
                i = next;
            } else if self.governed(i).is_some_and(|g| g.has(Takes::FI)) && self.time_at(i + 1).is_some() {
                i += 1;
            } else if let Some(m) = self.function(i, Sort::Adverb) {
                i += m.len as usize;
            } else if matches!(self.kind(i), Kind::Comma | Kind::Dash) {
                i += 1;
            } else {
                break;
            }
        }
        i.min(limit)
    }
}
