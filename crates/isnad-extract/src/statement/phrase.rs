//! Where does a noun phrase end? What stands between a cue and its content without being either?
//!

use isnad_text::{Kind, Proclitics, readings};
use jiff::civil::Date;

use super::facts::Facts;
use super::names::Names;
use super::quotes::Quotations;
use super::roster::Roster;
use super::words::{Opens, Sort, Takes, words};
use crate::entity::{Entities, MentionOf};
use crate::lexicon::{Class, ClassSet, Features, Match};
use crate::{Document, EntityKind, Time};

/// So many spaces part paragraphs.
const GAP: u32 = 4;

/// What every rule of the room reads.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) times: &'a [Time],
    pub(super) entities: &'a Entities,
    pub(super) quotes: &'a Quotations,
    pub(super) roster: &'a Roster,
    pub(super) names: &'a Names,
    pub(super) facts: &'a Facts,
    /// The day of the article: nothing was said after it.
    pub(super) reference: Option<Date>,
    pub(super) explain: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn kind(&self, i: usize) -> Kind {
        self.document.tokens.kind(i)
    }

    /// Whether a function word of `sort` begins at token `i`.
    pub(super) fn is_sort(&self, i: usize, sort: Sort) -> bool {
        self.facts.has(i, sort)
    }

    /// The function word of `sort` that begins at token `i`.
    pub(super) fn function(&self, i: usize, sort: Sort) -> Option<&'a Match> {
        if !self.facts.has(i, sort) {
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
        let found = self.facts.governed(i)?;
        (found != Takes::ALA || !self.titled_ali(i)).then_some(found)
    }

    /// The mention whose title and name begin at token `i`.
    pub(super) fn mention_at(&self, i: usize) -> Option<&'a MentionOf> {
        self.names.opening(self.entities, i)
    }

    /// The mention whose title and name end with token `i`.
    pub(super) fn mention_ending(&self, i: usize) -> Option<&'a MentionOf> {
        self.names.closing(self.entities, i)
    }

    /// The mention that holds token `i`.
    pub(super) fn mention_around(&self, i: usize) -> Option<&'a MentionOf> {
        self.names.around(self.entities, i)
    }

    pub(super) fn entity_kind(&self, m: &MentionOf) -> Option<EntityKind> {
        self.entities.entities.get(m.entity).map(|e| e.kind)
    }

    /// The time that begins at token `i`, and the token after it.
    pub(super) fn time_at(&self, i: usize) -> Option<(&'a Time, usize)> {
        let (n, next) = self.facts.time(i)?;
        self.times.get(n).map(|t| (t, next))
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
        // «بوتشينو», «بيان»: the letter is the name's own, or the noun's.
        let start = self.document.tokens.span(i).start;
        if self.mention_around(i).is_some_and(|m| m.span.start == start && m.full.start == start)
            || first == bare && self.whole_noun(i)
        {
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

    /// Whether token `i` is, as it stands, a noun for one who speaks or for what is said («بيان», «باحث», «لقاء»).
    fn whole_noun(&self, i: usize) -> bool {
        const NOUNS: [Class; 9] = [
            Class::Nationality,
            Class::Country,
            Class::Place,
            Class::UnnamedSource,
            Class::Office,
            Class::SpeechNoun,
            Class::OccasionNoun,
            Class::OrganisationHead,
            Class::Honorific,
        ];
        self.document
            .tags
            .at(i)
            .iter()
            .any(|m| m.len == 1 && m.proclitics == Proclitics::NONE && NOUNS.contains(&m.class))
    }

    /// Whether the word at `i` is no noun that a list knows and a mark or a clause follows («ويضيف بروسك:»).
    pub(super) fn name_before_mark(&self, i: usize) -> bool {
        let marked = matches!(self.kind(i + 1), Kind::Colon | Kind::QuoteOpen | Kind::QuoteEither);
        (marked || self.opens(i + 1).is_some()) && self.document.tags.at(i).is_empty()
    }

    /// «يعتقد», «يتوقع», «ينتظر»: a present whose active form has no u after its first letter.
    pub(super) fn eighth(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        let stem = key.trim_start_matches('\u{0648}');
        let mut letters = stem.chars();
        let (first, second, third) = (letters.next(), letters.next(), letters.next());
        matches!(first, Some('\u{064A}' | '\u{062A}'))
            && (second == Some('\u{062A}') || third == Some('\u{062A}') || stem.chars().count() >= 6)
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
        const SET: ClassSet = ClassSet::of(&SPEAKERS);
        if !matches!(self.kind(i), Kind::Word | Kind::Latin | Kind::Number) {
            return false;
        }
        // «قال علي الحداد»: a name, whatever else the word can be.
        if self.mention_at(i).is_some_and(|m| self.entity_kind(m) == Some(EntityKind::Person)) {
            return true;
        }
        // «سموه»: whoever bears the title.
        if self.is_sort(i, Sort::Titled) {
            return true;
        }
        // «أمام اللجنة»: the preposition, save that the imam is written with his hamza below.
        let before = self.is_sort(i, Sort::Preposition)
            && !self.document.tokens.span(i).of(self.document.text).starts_with('\u{0625}');
        if before
            || self.document.is(i, Class::Complementiser)
            || self.governed(i).is_some()
            || self.is_sort(i, Sort::Particle)
            || self.is_sort(i, Sort::Topic)
        {
            return false;
        }
        if self.mention_at(i).is_some_and(|m| self.entity_kind(m) != Some(EntityKind::Event)) {
            return true;
        }
        if self.document.tags.classes(i).any(SET) {
            let preposed = |m: &Match| m.proclitics.preposition() || m.proclitics.has(Proclitics::SA);
            return self.document.tags.at(i).iter().any(|m| {
                SPEAKERS.contains(&m.class) && !preposed(m) && m.pronoun != "1s" && !m.features.has(Features::TANWIN)
            });
        }
        self.is_sort(i, Sort::Demonstrative)
    }

    /// Whether the definite word at `i` has the shape of an adjective of relation, or is one that lists know.
    pub(super) fn adjective(&self, i: usize) -> bool {
        const ADJECTIVES: ClassSet =
            ClassSet::of(&[Class::Nationality, Class::BodyAdjective, Class::Quality, Class::Ordinal]);
        let key = self.document.tokens.key(i);
        key.ends_with('\u{064A}') || key.ends_with("\u{064A}\u{0647}") || self.document.tags.classes(i).any(ADJECTIVES)
    }

    /// «المستوطنون», «متظاهرون»: a sound plural in the nominative, no name.
    pub(super) fn sound_plural(&self, i: usize) -> bool {
        let key = self.document.tokens.key(i);
        self.kind(i) == Kind::Word
            && key.ends_with("\u{0648}\u{0646}")
            && key.chars().count() >= 6
            && self.mention_around(i).is_none()
            && !self.document.is(i, Class::SpeechVerb)
            && !self.document.is(i, Class::GivenName)
            && !self.document.is(i, Class::Numeral)
    }

    /// Whether token `i` is the speech of the one who speaks («ختم كلمته», «حديثها»).
    pub(super) fn own_words(&self, i: usize) -> bool {
        [Class::OccasionNoun, Class::SpeechNoun]
            .into_iter()
            .any(|class| self.document.entry(i, class).is_some_and(|m| !m.pronoun.is_empty() && m.len == 1))
    }

    /// Whether token `i` can go on with a noun phrase at all.
    pub(super) fn stops(&self, i: usize) -> bool {
        let d = self.document;
        if d.is(i, Class::Complementiser) || super::occasion::head(self, i).is_some() || d.is(i, Class::SourceCue) {
            return true;
        }
        if d.is(i, Class::SpeechVerb) && self.finite(i) {
            return true;
        }
        // «مسؤول كبير سيتم إرسال …».
        if d.tags.at(i).iter().any(|m| m.proclitics.has(Proclitics::SA)) && self.mention_around(i).is_none() {
            return true;
        }
        d.is(i, Class::FunctionWord) && !self.is_sort(i, Sort::Demonstrative) && !self.titled_ali(i)
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

    /// Whether the stop at `i` belongs to an abbreviation («د.»).
    pub(super) fn abbreviates(&self, i: usize) -> bool {
        i > 0 && self.kind(i - 1) == Kind::Word && self.document.tokens.key(i - 1).chars().count() == 1
    }

    /// Whether an opening mark stands at token `i` that nothing closes («أن " الطريق مغلقة.»).
    pub(super) fn lost_mark(&self, i: usize) -> bool {
        matches!(self.kind(i), Kind::QuoteOpen | Kind::QuoteEither)
            && self.quotes.around(i).is_none()
            && self.document.is_word(i + 1)
    }

    /// Whether a column of spaces stands before token `i`.
    pub(super) fn gap(&self, i: usize) -> bool {
        let tokens = &self.document.tokens;
        let Some(b) = i.checked_sub(1) else { return false };
        let (from, to) = (tokens.span(b).end, tokens.span(i).start);
        // Marks of direction take bytes and no room.
        to >= from + GAP
            && isnad_text::Span::new(from, to).of(self.document.text).chars().filter(|c| c.is_whitespace()).count()
                >= GAP as usize
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
