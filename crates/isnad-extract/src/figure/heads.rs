//! Which body does a noun alone stand for? «المجموعة», «التحالف», «البلاد» after the name has been told.
//!
//! Reads the head nouns of all mentions of the article; gives the entity named last with that head before a place.

use isnad_text::{Kind, Proclitics};

use crate::entity::{Entities, MentionOf};
use crate::lexicon::{Class, Features, lexicon};
use crate::{Document, EntityKind};

const ARTICLE: &str = "\u{0627}\u{0644}";
/// How many mentions back a head noun may reach.
const HEADS: usize = 100;

/// A head noun that an article has put before the name of a body or place.
struct Head<'a> {
    stem: &'a str,
    /// The line of the head noun in its file.
    row: Option<(Class, u16)>,
    group: &'static str,
    entity: usize,
    start: u32,
    kingdom: bool,
}

/// Head nouns of the bodies and places that an article names, to know them again by the noun alone.
pub(super) struct Heads<'a> {
    heads: Vec<Head<'a>>,
    /// The body that the article names most.
    main: Option<usize>,
    /// The state that the article names most.
    pub(super) state: Option<usize>,
}

/// The group of the noun at token `i`: alliance, company, country; empty where it has none.
pub(super) fn group(doc: &Document, i: usize) -> &'static str {
    doc.entry(i, Class::BodyGroup).and_then(|m| lexicon().row(m)).map_or("", |r| r.column(0))
}

impl<'a> Heads<'a> {
    /// The heads of all mentions, in the order of the text.
    pub(super) fn of(doc: &'a Document, entities: &Entities) -> Self {
        let mut heads: Vec<Head> = Vec::new();
        for m in &entities.mentions {
            heads.extend(apposed(doc, entities, m));
            let kind = entities.entities.get(m.entity).map(|e| e.kind);
            let named = matches!(kind, Some(EntityKind::Organisation | EntityKind::Place | EntityKind::Event));
            let several = m.tokens.1 > m.tokens.0 + 1;
            let i = m.tokens.0;
            let head = doc.is(i, Class::OrganisationHead) || doc.is(i, Class::PlaceHead) || doc.is(i, Class::EventHead);
            if named && several && head {
                heads.push(Head {
                    stem: "",
                    row: head_row(doc, i),
                    group: group(doc, i),
                    entity: m.entity,
                    start: m.span.start,
                    kingdom: false,
                });
            } else if kind == Some(EntityKind::Place) && doc.is(i, Class::Place) && !several {
                heads.push(Head {
                    stem: "",
                    row: None,
                    group: "city",
                    entity: m.entity,
                    start: m.span.start,
                    kingdom: false,
                });
            } else if kind == Some(EntityKind::Country) {
                heads.push(Head {
                    stem: "",
                    row: None,
                    group: "country",
                    entity: m.entity,
                    start: m.span.start,
                    kingdom: kingdom(doc, i),
                });
            }
        }
        Heads {
            heads,
            main: most(entities, EntityKind::Organisation, 2),
            state: most(entities, EntityKind::Country, 2),
        }
    }

    /// The company, bank or body that a definite noun of such bodies stands for, where none was told by that noun: the one
    /// that the article names most.
    fn main_body(&self, doc: &Document, i: usize) -> Option<usize> {
        let sort = group(doc, i);
        let definite = doc.entry(i, Class::BodyGroup).is_some_and(|m| m.proclitics.has(Proclitics::AL));
        if sort == "company" && definite { self.main } else { None }
    }

    /// The entity that a definite noun at token `i` stands for: the last one of that head named before it.
    pub(super) fn meant(&self, doc: &Document, entities: &Entities, i: usize) -> Option<usize> {
        if self.heads.is_empty() && self.main.is_none() || doc.tokens.kind(i) != Kind::Word {
            return None;
        }
        let found = self.named_by(doc, entities, i)?;
        // «المنطقة المركزية»: an adjective that its name does not have makes it another.
        let next = doc.tokens.key(i + 1);
        let other = next.starts_with(ARTICLE)
            && doc.is_word(i + 1)
            && !doc.is(i + 1, Class::FunctionWord)
            && !doc.is(i + 1, Class::Nationality)
            && !doc.is(i + 1, Class::Numeral)
            && doc.is(i, Class::PlaceHead)
            && entities.entities.get(found).is_some_and(|e| !isnad_text::fold(&e.name).contains(next));
        (!other).then_some(found)
    }

    /// As `meant`, whatever stands after the noun.
    fn named_by(&self, doc: &Document, entities: &Entities, i: usize) -> Option<usize> {
        let at = doc.tokens.span(i).start;
        let sort = group(doc, i);
        if sort == "country" {
            let main = self.state.filter(|e| self.last(at, |h| h.group == sort && h.entity == *e).is_some());
            return main.or_else(|| self.last(at, |h| h.group == sort));
        }
        // «المملكة»: a state that is one.
        if sort == "kingdom" {
            return self.last(at, |h| h.group == "country" && h.kingdom);
        }
        let key = doc.tokens.key(i);
        if let Some(word) = definite(key)
            && let Some(e) = self.last(at, |h| h.group == APPOSED && h.stem == word)
        {
            return Some(e);
        }
        // «للقناة», «بعثته»
        let heads = || {
            doc.tags.at(i).iter().filter(|m| {
                matches!(m.class, Class::OrganisationHead | Class::PlaceHead | Class::EventHead)
                    && (m.proclitics.has(Proclitics::AL) || !m.pronoun.is_empty())
                    && !m.features.has(Features::PLURAL)
            })
        };
        heads().next()?;
        let same = |h: &Head| h.row.is_some_and(|row| heads().any(|m| (m.class, m.row) == row));
        let city = sort == "city";
        self.last(at, |h| same(h) || city && h.group == "city")
            .or_else(|| self.alliance(sort, at))
            .or_else(|| self.named_later(entities, at, same))
            .or_else(|| self.main_body(doc, i))
    }

    /// «عشائر المحافظة» after «الأنبار» alone: the name that the article gives in full later.
    fn named_later(&self, entities: &Entities, at: u32, same: impl Fn(&Head) -> bool) -> Option<usize> {
        let told = |h: &&Head| {
            let first = entities.entities.get(h.entity).and_then(|e| e.mentions.first());
            same(h) && first.is_some_and(|m| m.span.start < at)
        };
        self.heads.iter().filter(|h| h.start > at).take(HEADS).find(told).map(|h| h.entity)
    }

    fn last(&self, at: u32, is: impl Fn(&Head) -> bool) -> Option<usize> {
        self.heads.iter().rev().filter(|h| h.start < at).take(HEADS).find(|h| is(h)).map(|h| h.entity)
    }

    /// The alliance named last before `at`; in a headline the one named first after it.
    pub(super) fn alliance(&self, sort: &str, at: u32) -> Option<usize> {
        if sort != "alliance" {
            return None;
        }
        let is = |h: &Head| h.group == sort;
        self.last(at, is).or_else(|| self.heads.iter().take(HEADS).find(|h| is(h)).map(|h| h.entity))
    }
}

/// States that their papers call «المملكة», by their codes.
const KINGDOMS: [&str; 4] = ["SA", "JO", "MA", "BH"];

/// Whether the state named at token `i` is such a kingdom.
fn kingdom(doc: &Document, i: usize) -> bool {
    doc.entry(i, Class::Country).and_then(|m| lexicon().row(m)).is_some_and(|r| KINGDOMS.contains(&r.column(0)))
}

/// The group of a noun that stands right before a name: «المسبار «نيو هورايزونز»».
const APPOSED: &str = "apposed";

/// A definite noun right before the name of a body, place or thing, by which the text may call it again.
fn apposed<'a>(doc: &'a Document, entities: &Entities, m: &MentionOf) -> Option<Head<'a>> {
    let mark = |i: usize| matches!(doc.tokens.kind(i), Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen);
    let b = m.tokens.0.checked_sub(1)?;
    let b = if mark(b) { b.checked_sub(1)? } else { return None };
    if entities.entities.get(m.entity).is_none_or(|e| e.kind == EntityKind::Person) || doc.is(m.tokens.0, Class::Agency)
    {
        return None;
    }
    let stem = definite(doc.tokens.key(b))?;
    Some(Head { stem, row: None, group: APPOSED, entity: m.entity, start: m.span.start, kingdom: false })
}

/// A definite noun without its article, conjunction and preposition.
fn definite(key: &str) -> Option<&str> {
    let key = key.trim_start_matches(['\u{0648}', '\u{0641}', '\u{0628}', '\u{0643}']);
    key.strip_prefix(ARTICLE).or_else(|| key.strip_prefix("\u{0644}\u{0644}")).filter(|k| k.len() >= 6)
}

/// The entity of this kind with the most mentions, at least `least`; `None` where two have as many.
fn most(entities: &Entities, kind: EntityKind, least: usize) -> Option<usize> {
    let count = |(i, e): (usize, &crate::Entity)| (e.kind == kind).then_some((e.mentions.len(), i));
    let (n, best) = entities.entities.iter().enumerate().filter_map(count).max_by_key(|(n, i)| (*n, usize::MAX - i))?;
    let equals = entities.entities.iter().filter(|e| e.kind == kind && e.mentions.len() == n).count();
    (n >= least && equals == 1).then_some(best)
}

/// The line of the head noun at token `i`.
fn head_row(doc: &Document, i: usize) -> Option<(Class, u16)> {
    let head =
        |m: &&crate::lexicon::Match| matches!(m.class, Class::OrganisationHead | Class::PlaceHead | Class::EventHead);
    doc.tags.at(i).iter().find(head).map(|m| (m.class, m.row))
}
