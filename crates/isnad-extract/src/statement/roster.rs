//! Whom does «الوزير», «المنظمة», «البيان» name again?
//!
//! Reads the offices of the people, the heads of the bodies and the documents of an article once, in the order of the
//! text; a definite noun then goes back to the nearest that fits. Looks at a bounded number of candidates.

use isnad_text::{Proclitics, Span, fold};
use rustc_hash::FxHashMap;

use super::words::{SourceKind, words};
use crate::entity::Entities;
use crate::lexicon::{Class, Features};
use crate::{Document, EntityKind};

/// How many candidates are looked at on either side.
const NEAR: usize = 48;

/// An office that the text gives a person.
#[derive(Debug)]
struct Held {
    entity: usize,
    role: Span,
    row: Option<u16>,
    /// The adjectives of countries in it.
    nations: Vec<u16>,
}

/// A body by its head noun.
#[derive(Debug)]
struct Body {
    at: u32,
    entity: usize,
    stem: String,
}

/// A document that the text introduces («بيان مشترك»).
#[derive(Debug)]
struct Paper {
    at: usize,
    row: u16,
}

/// Who and what can be named again.
#[derive(Debug, Default)]
pub(super) struct Roster {
    offices: Vec<Held>,
    bodies: Vec<Body>,
    papers: Vec<Paper>,
    surnames: FxHashMap<String, usize>,
}

impl Roster {
    /// Reads an article's entities and documents.
    pub(super) fn of(document: &Document, entities: &Entities) -> Roster {
        let mut roster = Roster::default();
        for (n, e) in entities.entities.iter().enumerate() {
            match e.kind {
                EntityKind::Person => {
                    for role in &e.roles {
                        roster.offices.push(held(document, n, *role));
                    }
                    roster.surname(&e.name, n);
                }
                EntityKind::Organisation => {
                    let name = fold(&e.name);
                    let mut words = name.split(' ');
                    let first = words.next().unwrap_or("");
                    if words.next().is_some() {
                        let stem = bare(first).to_owned();
                        roster.bodies.extend(e.mentions.iter().take(4).map(|m| Body {
                            at: m.span.start,
                            entity: n,
                            stem: stem.clone(),
                        }));
                    }
                }
                _ => {}
            }
        }
        roster.offices.sort_by_key(|o| (o.role.start, o.entity));
        roster.bodies.sort_by_key(|b| (b.at, b.entity));
        for i in 0..document.tokens.len() {
            if let Some(m) = document.entry(i, Class::UnnamedSource)
                && !m.proclitics.has(Proclitics::AL)
                && words().unnamed(m) == Some(SourceKind::Document)
            {
                roster.papers.push(Paper { at: i, row: m.row });
            }
        }
        roster
    }

    fn surname(&mut self, name: &str, entity: usize) {
        let name = fold(name);
        let parts: Vec<&str> = name.split(' ').collect();
        if let [.., a, b] = parts.as_slice() {
            self.surnames.entry(bare(b).to_owned()).or_insert(entity);
            self.surnames.entry(format!("{a}{b}")).or_insert(entity);
        }
    }

    /// The person whose full name ends with this single name.
    pub(super) fn fuller(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        (!name.contains(' ')).then(|| self.surnames.get(bare(&name)).copied()).flatten()
    }

    /// The person whose office the phrase from token `first` names: same words, or the same office and country, the
    /// nearest before it; whoever holds it alone in the text.
    pub(super) fn holder(&self, document: &Document, first: usize, span: Span) -> Option<usize> {
        let asked = held(document, usize::MAX, span);
        let whole = fold(span.of(document.text));
        let n = self.offices.partition_point(|o| o.role.start < span.start);
        let near = || {
            let before = self.offices.get(n.saturating_sub(NEAR)..n).unwrap_or_default().iter().rev();
            before.chain(self.offices.get(n..).unwrap_or_default().iter().take(NEAR / 3))
        };
        if let Some(same) = near().find(|o| fold(o.role.of(document.text)) == whole) {
            return Some(same.entity);
        }
        let words = span.of(document.text).split_whitespace().count();
        if words == 1 {
            let word = bare(&whole);
            let first_word =
                |o: &&Held| fold(o.role.of(document.text)).split(' ').next().is_some_and(|w| bare(w) == word);
            if let Some(found) = near().find(first_word) {
                return Some(found.entity);
            }
        }
        let row = asked.row?;
        let plural = document.tags.all(first, Class::Office).any(|m| m.row == row && m.features.has(Features::PLURAL));
        if plural {
            return None;
        }
        let alike = || near().filter(|o| o.row == Some(row));
        let land = |o: &&Held| asked.nations.iter().any(|x| o.nations.contains(x));
        if !asked.nations.is_empty()
            && words <= 3
            && let Some(found) = alike().find(land)
        {
            return Some(found.entity);
        }
        let mut others = alike().filter(|o| asked.nations.is_empty() || o.nations.is_empty());
        let found = others.next()?.entity;
        let alone = alike().all(|o| o.entity == found);
        let definite = document.tokens.key(first).starts_with("\u{0627}\u{0644}");
        let role_short = alike().all(|o| o.role.of(document.text).split_whitespace().count() <= 2);
        (alone && (words <= 2 || role_short) || definite && words <= 2).then_some(found)
    }

    /// The body whose name begins with the noun at token `first` («المنظمة» after «منظمة العفو الدولية»).
    pub(super) fn body(&self, document: &Document, first: usize) -> Option<usize> {
        let asked = bare(document.tokens.key(first));
        let at = document.tokens.span(first).start;
        let n = self.bodies.partition_point(|b| b.at < at);
        self.bodies.get(n.saturating_sub(NEAR)..n)?.iter().rev().find(|b| b.stem == asked).map(|b| b.entity)
    }

    /// The first token of the document that «التقرير» names again.
    pub(super) fn paper(&self, document: &Document, first: usize) -> Option<usize> {
        let m = document.entry(first, Class::UnnamedSource)?;
        let n = self.papers.partition_point(|p| p.at < first);
        self.papers.get(n.saturating_sub(NEAR)..n)?.iter().rev().find(|p| p.row == m.row).map(|p| p.at)
    }
}

fn held(document: &Document, entity: usize, role: Span) -> Held {
    let first = document.tokens.at_or_after(role.start);
    let end = document.tokens.at_or_after(role.end).min(first + 16);
    let row = document.tags.all(first, Class::Office).map(|m| m.row).next();
    let nations = (first..end).filter_map(|i| document.entry(i, Class::Nationality)).map(|m| m.row).collect();
    Held { entity, role, row, nations }
}

/// A folded word without its article.
fn bare(word: &str) -> &str {
    word.strip_prefix("\u{0627}\u{0644}").filter(|w| w.len() >= 4).unwrap_or(word)
}
