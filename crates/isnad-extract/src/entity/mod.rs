//! Who, where, in what office?
//!
//! Reads titles, names, heads of bodies and known places; gives entities with all their mentions.

mod again;
mod body;
mod candidate;
mod event;
mod gather;
mod known;
mod name;
mod office;
mod person;
mod place;
pub mod tagger;
mod word;

use isnad_text::Span;

use crate::lexicon::{Class, ClassSet};
use crate::{Context, Document, Entity, Rule, Time};
use candidate::Candidate;
use word::Words;

const fn rule(name: &'static str, about: &'static str) -> Rule {
    Rule { name, room: "entity", about }
}

/// The rules of this room, in the order in which they are tried.
pub const RULES: &[Rule] = &[
    rule("known-event", "an event known by name"),
    rule("known-body", "a body known by name"),
    rule("known-outlet", "a news agency, paper or channel known by name"),
    rule("country", "a state"),
    rule("known-place", "a city, region, sea or building known by name"),
    rule("title-and-name", "a name after an office or honorific, with the office as its role"),
    rule("given-name-and-more", "a given name and the names after it"),
    rule("people-and-name", "a name after the noun for one of a people"),
    rule("name-after-speech-verb", "words after a verb of speech that can only be a name"),
    rule("family-name-alone", "a family name that needs no given name"),
    rule("name-again", "a part of a name that stood in full elsewhere in the article"),
    rule("body-head", "a head noun of bodies with what makes it one body"),
    rule("place-head", "a head noun of places with the name after it"),
    rule("event-head", "a head noun of events with a proper name after it"),
    rule("learned-place", "a word or two that nobody knows after *in* or *to*, which by those weights are a place"),
    rule("learned-name", "words that look and stand like a name, by weights learned from the finds of the other rules"),
];

/// The entities of an article, and their mentions in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// The entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Every mention in the order of the text.
    pub mentions: Vec<MentionOf>,
}

/// A mention and the entity it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MentionOf {
    /// The name alone.
    pub span: Span,
    /// Title and name together.
    pub full: Span,
    /// The title or office alone.
    pub role: Option<Span>,
    /// Tokens of the full mention: first, one past the last.
    pub tokens: (usize, usize),
    /// Index into `Entities::entities`.
    pub entity: usize,
}

impl Entities {
    /// The mentions whose full form overlaps `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &MentionOf> {
        // Names stand in order; the title before one may hold the names of two or three bodies.
        let first = self.mentions.partition_point(|m| m.span.end <= span.start);
        let near = self.mentions.iter().skip(first).enumerate();
        near.take_while(move |(k, m)| *k < 3 || m.span.start < span.end)
            .map(|(_, m)| m)
            .filter(move |m| m.full.start < span.end && span.start < m.full.end)
    }
}

/// Every entity of the article.
pub fn find(document: &Document, _context: &Context, _times: &[Time]) -> Entities {
    let words = Words::of(document);
    let mut candidates = rules(words);
    tagger::find(words, &mut candidates);
    choose(words, candidates)
}

/// What the rules alone read, the tagger left out: what it is trained from.
pub fn find_by_rules(document: &Document) -> Entities {
    let words = Words::of(document);
    choose(words, rules(words))
}

/// The one choice of the room, and the parts of names that stand again.
fn choose(words: Words, candidates: Vec<Candidate>) -> Entities {
    let mut chosen = candidate::choose(candidates);
    let again = again::find(words, &chosen);
    if !again.is_empty() {
        chosen.extend(again);
        chosen = candidate::choose(chosen);
    }
    gather::gather(words.document, &chosen)
}

/// What the rules propose.
fn rules(words: Words) -> Vec<Candidate> {
    let document = words.document;
    let known = known::classes();
    let personal = set(&[
        Class::Office,
        Class::Honorific,
        Class::GivenName,
        Class::FamilyName,
        Class::NameParticle,
        Class::SpeechVerb,
        Class::Nationality,
    ]);
    let mut candidates: Vec<Candidate> = Vec::new();
    for sentence in &document.sentences {
        for i in sentence.first..sentence.end {
            let classes = document.tags.classes(i);
            if classes.is_empty() {
                continue;
            }
            if classes.any(known) {
                known::find(words, i, sentence.end, &mut candidates);
            }
            if classes.any(personal) {
                person::find(words, i, sentence.end, &mut candidates);
            }
            if classes.has(Class::FamilyName) {
                candidates.extend(person::surname(words, i));
            }
            if classes.has(Class::OrganisationHead) {
                body::find(words, i, sentence.end, &mut candidates);
            }
            if classes.has(Class::PlaceHead) {
                place::find(words, i, sentence.end, &mut candidates);
            }
            if classes.has(Class::EventHead) {
                event::find(words, i, sentence.end, &mut candidates);
            }
        }
    }
    candidates
}

fn set(classes: &[Class]) -> ClassSet {
    classes.iter().fold(ClassSet::default(), |set, c| set.with(*c))
}
