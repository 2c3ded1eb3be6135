//! Whom does «الوزير», «المنظمة», «البيان» name again?
//!
//! Reads the offices of the people, the heads of the bodies and the documents of an article once, in the order of the
//! text; a definite noun then goes back to the nearest that fits. Looks at a bounded number of candidates.

use isnad_text::{Kind, Proclitics, Span, fold};
use rustc_hash::FxHashMap;

use super::words::{SourceKind, words};
use crate::entity::Entities;
use crate::lexicon::{Class, Features, lexicon};
use crate::{Document, EntityKind};

/// How many candidates are looked at on either side.
const NEAR: usize = 48;

/// An office that the text gives a person.
#[derive(Debug)]
pub(super) struct Held {
    /// Who holds it: an index into the list that it was read for.
    entity: usize,
    role: Span,
    row: Option<u16>,
    /// The states in it, named or as adjectives.
    nations: Vec<&'static str>,
    /// Its words, folded.
    told: String,
}

/// A body by its head noun.
#[derive(Debug)]
struct Body {
    at: u32,
    entity: usize,
    /// Its place in `Roster::heads`.
    head: usize,
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
    /// The first words of the names of bodies, folded, without the article.
    heads: Vec<String>,
    papers: Vec<Paper>,
    /// Plural nouns for people that stand with more words («المشرعين الأميركيين»).
    groups: Vec<Paper>,
    /// Whole names of bodies known by a short one in brackets («منظمة … (أوبك)»).
    wholes: Vec<(usize, Span)>,
    /// Bodies inside the names of others («لجنة … لبنك …»): the head and the name.
    inside: Vec<(String, String)>,
    surnames: FxHashMap<String, usize>,
    /// The surnames in the order of the text, for other spellings.
    spelt: Vec<(String, usize)>,
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
                    roster.inner_body(&e.name);
                    if words.next().is_some() {
                        let head = roster.heads.len();
                        roster.heads.push(bare(first).to_owned());
                        let told = e.mentions.iter().take(4);
                        roster.bodies.extend(told.map(|m| Body { at: m.span.start, entity: n, head }));
                    }
                }
                _ => {}
            }
        }
        roster.offices.sort_by_key(|o| (o.role.start, o.entity));
        roster.bodies.sort_by_key(|b| (b.at, b.entity));
        for i in 0..document.tokens.len() {
            if let Some(m) = document.entry(i, Class::UnnamedSource) {
                let definite = m.proclitics.has(Proclitics::AL);
                let many = || {
                    document
                        .tags
                        .all(i, Class::UnnamedSource)
                        .any(|x| x.row == m.row && x.features.has(Features::PLURAL))
                };
                match words().unnamed(m) {
                    Some(kind) if kind.is_document() && !definite => roster.papers.push(Paper { at: i, row: m.row }),
                    Some(SourceKind::Person | SourceKind::Office)
                        if definite
                            && many()
                            && document.is(i + 1, Class::Nationality)
                            && !m.proclitics.preposition() =>
                    {
                        roster.groups.push(Paper { at: i, row: m.row });
                    }
                    _ => {}
                }
            }
        }
        roster.brackets(document, entities);
        roster
    }

    /// «لجنة السياسة النقدية لبنك إنجلترا المركزي»: the bank can be named again too.
    fn inner_body(&mut self, name: &str) {
        let mut rest = name;
        while let Some((_, tail)) = rest.split_once(" \u{0644}") {
            let head = tail.split(' ').next().unwrap_or("");
            if head.chars().count() >= 3 && tail.contains(' ') && !head.starts_with('\u{0644}') {
                self.inside.push((fold(head), tail.to_owned()));
            }
            rest = tail;
        }
    }

    /// A head noun of bodies and its words before a name in brackets.
    fn brackets(&mut self, document: &Document, entities: &Entities) {
        for m in &entities.mentions {
            let organisation = entities
                .entities
                .get(m.entity)
                .is_some_and(|e| e.kind == EntityKind::Organisation && !e.name.contains(' '));
            let (first, end) = m.tokens;
            let open = first.checked_sub(1).filter(|b| document.tokens.kind(*b) == Kind::BracketOpen);
            let Some(open) = open.filter(|_| organisation && document.tokens.kind(end) == Kind::BracketClose) else {
                continue;
            };
            let words = (open.saturating_sub(8)..open).rev().take_while(|i| document.is_word(*i));
            let head = words.filter(|i| document.is(*i, Class::OrganisationHead)).last();
            if let Some(head) = head.filter(|h| *h + 1 < open)
                && let Some(row) = document.entry(head, Class::OrganisationHead)
            {
                let span = Span::new(document.word_start(head, row), document.tokens.span(open - 1).end);
                self.wholes.push((m.entity, span));
            }
        }
    }

    /// The whole name of a body known by a short one.
    pub(super) fn whole(&self, entity: usize) -> Option<Span> {
        self.wholes.iter().find(|(n, _)| *n == entity).map(|(_, s)| *s)
    }

    /// The body inside another's name that «البنك» names again.
    pub(super) fn inner(&self, document: &Document, first: usize) -> Option<&str> {
        let asked = bare(document.tokens.key(first));
        self.inside.iter().find(|(head, _)| head == asked).map(|(_, name)| name.as_str())
    }

    fn surname(&mut self, name: &str, entity: usize) {
        let name = fold(name);
        let parts: Vec<&str> = name.split(' ').collect();
        if let [.., a, b] = parts.as_slice() {
            self.surnames.entry(bare(b).to_owned()).or_insert(entity);
            self.surnames.entry(format!("{a}{b}")).or_insert(entity);
            if self.spelt.len() < NEAR {
                self.spelt.push((bare(b).to_owned(), entity));
            }
        }
    }

    /// The person whose full name ends with just this name.
    pub(super) fn surnamed(&self, name: &str) -> Option<usize> {
        self.surnames.get(bare(&fold(name))).copied()
    }

    /// The person whose full name ends with this single name, in whatever spelling.
    pub(super) fn fuller(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        if name.contains(' ') {
            return None;
        }
        let asked = bare(&name);
        let found = self.surnames.get(asked).copied();
        found.or_else(|| self.spelt.iter().find(|(s, _)| sounds_like(s, asked)).map(|(_, n)| *n))
    }

    /// The person whose office the phrase from token `first` names.
    pub(super) fn holder(&self, document: &Document, first: usize, span: Span) -> Option<usize> {
        pick(&self.offices, document, first, span)
    }

    /// The body whose name begins with the noun at token `first` («المنظمة» after «منظمة العفو الدولية»).
    pub(super) fn body(&self, document: &Document, first: usize) -> Option<usize> {
        let asked = bare(document.tokens.key(first));
        let at = document.tokens.span(first).start;
        let n = self.bodies.partition_point(|b| b.at < at);
        self.bodies
            .get(n.saturating_sub(NEAR)..n)?
            .iter()
            .rev()
            .find(|b| self.heads.get(b.head).is_some_and(|h| h == asked))
            .map(|b| b.entity)
    }

    /// The first token of the document that «التقرير» names again.
    pub(super) fn paper(&self, document: &Document, first: usize) -> Option<usize> {
        let m = document.entry(first, Class::UnnamedSource)?;
        let n = self.papers.partition_point(|p| p.at < first);
        self.papers.get(n.saturating_sub(NEAR)..n)?.iter().rev().find(|p| p.row == m.row).map(|p| p.at)
    }

    /// The first token of the people that «المشرعون» names again, told with more words before it.
    pub(super) fn people(&self, document: &Document, first: usize) -> Option<usize> {
        let m = document.entry(first, Class::UnnamedSource)?;
        let n = self.groups.partition_point(|p| p.at < first);
        self.groups.get(n.saturating_sub(NEAR)..n)?.iter().rev().find(|p| p.row == m.row).map(|p| p.at)
    }
}

/// Of offices in the order of the text, whose the phrase from token `first` names: same words, or the same office and
/// state, the nearest before it; whoever holds it alone in the text.
pub(super) fn pick(offices: &[Held], document: &Document, first: usize, span: Span) -> Option<usize> {
    if offices.is_empty() {
        return None;
    }
    let asked = held(document, usize::MAX, span);
    let whole = asked.told.as_str();
    let n = offices.partition_point(|o| o.role.start < span.start);
    let near = || {
        let before = offices.get(n.saturating_sub(NEAR)..n).unwrap_or_default().iter().rev();
        before.chain(offices.get(n..).unwrap_or_default().iter().take(NEAR / 3))
    };
    if let Some(same) = near().find(|o| o.told == whole) {
        return Some(same.entity);
    }
    let words = whole.split(' ').count();
    if words == 1 {
        let word = bare(whole);
        if let Some(found) = near().find(|o| o.told.split(' ').next().is_some_and(|w| bare(w) == word)) {
            return Some(found.entity);
        }
    }
    let row = asked.row?;
    let plural = document.tags.all(first, Class::Office).any(|m| m.row == row && m.features.has(Features::PLURAL));
    if plural {
        return None;
    }
    // «المشرف على الوكالة» after «المستشار المشرف العام على الوكالة»: all its words are words of the office.
    if words >= 3
        && let Some(found) = near().find(|o| {
            let has = |w: &str| o.told.split(' ').any(|r| stem(r) == stem(w));
            whole.split(' ').filter(|w| w.chars().count() > 2).all(has)
        })
    {
        return Some(found.entity);
    }
    let alike = || near().filter(|o| o.row == Some(row));
    let land = |o: &&Held| asked.nations.iter().any(|x| o.nations.contains(x));
    if !asked.nations.is_empty()
        && words <= 3
        && let Some(found) = alike().find(land)
    {
        return Some(found.entity);
    }
    let same_field =
        |o: &&Held| land(o) && !asked.nations.is_empty() && fields(document, o.role) == fields(document, span);
    if words > 3
        && let Some(found) = alike().find(same_field)
    {
        return Some(found.entity);
    }
    let others = || alike().filter(|o| asked.nations.is_empty() || o.nations.is_empty());
    let found = others().next()?.entity;
    let alone = others().all(|o| o.entity == found);
    let definite = document.tokens.key(first).starts_with("\u{0627}\u{0644}");
    let role_short = || alike().all(|o| o.role.of(document.text).split_whitespace().count() <= 2);
    (alone && (words <= 2 || role_short()) || definite && words <= 2).then_some(found)
}

/// The bodies and fields that an office is for, as lines of their files.
fn fields(document: &Document, role: Span) -> Vec<(Class, u16)> {
    let first = document.tokens.at_or_after(role.start);
    let end = document.tokens.at_or_after(role.end).min(first + 16);
    let mut fields: Vec<(Class, u16)> = (first..end)
        .flat_map(|i| {
            [Class::Portfolio, Class::OrganisationHead, Class::Organisation]
                .into_iter()
                .find_map(|c| document.entry(i, c).map(|m| (c, m.row)))
        })
        .collect();
    fields.sort_unstable();
    fields
}

pub(super) fn held(document: &Document, entity: usize, role: Span) -> Held {
    let first = document.tokens.at_or_after(role.start);
    let end = document.tokens.at_or_after(role.end).min(first + 16);
    let row = document.tags.all(first, Class::Office).map(|m| m.row).next();
    let nation = |i: usize| {
        let m = document.entry(i, Class::Nationality).or_else(|| document.entry(i, Class::Country))?;
        let row = lexicon().row(m)?;
        Some(if row.column(0) == "-" { row.key } else { row.column(0) })
    };
    let nations = (first..end).filter_map(nation).collect();
    Held { entity, role, row, nations, told: fold(role.of(document.text)) }
}

/// A folded word without article and preposition.
fn stem(word: &str) -> &str {
    let cut = ["\u{0628}\u{0627}\u{0644}", "\u{0644}\u{0644}", "\u{0627}\u{0644}", "\u{0628}", "\u{0644}", "\u{0648}"];
    cut.iter().filter_map(|c| word.strip_prefix(c)).find(|w| w.len() >= 6).unwrap_or(word)
}

/// Whether two folded words are one foreign name in two spellings («غوردون», «غوردن»): the same letters but for long vowels.
pub(super) fn sounds_like(a: &str, b: &str) -> bool {
    let long = |c: &char| !matches!(c, '\u{0627}' | '\u{0648}' | '\u{064A}');
    let consonants = a.chars().filter(long).count();
    a.chars().next() == b.chars().next()
        && a.chars().next_back() == b.chars().next_back()
        && consonants >= 3
        && a.chars().filter(long).eq(b.chars().filter(long))
}

/// A folded word without its article.
pub(super) fn bare(word: &str) -> &str {
    word.strip_prefix("\u{0627}\u{0644}").filter(|w| w.len() >= 4).unwrap_or(word)
}
