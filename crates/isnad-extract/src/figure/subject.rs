//! Whose figure is it? The owner, giver or body that the clause names; of the dead and wounded the place or group.
//!
//! Reads mentions before the figure that no preposition holds («قدمت واشنطن 5 ملايين»), the group after «من» («45 عنصراً من
//! التنظيم»), a head noun that stands for a body named before («المجموعة»), and last the subject of the figure before.

use isnad_text::Kind;

use super::scene::Scene;
use crate::entity::{Entities, MentionOf};
use crate::lexicon::{Class, lexicon};
use crate::{Document, EntityKind, Statement};

const ARTICLE: &str = "\u{0627}\u{0644}";
/// How many mentions back a head noun may reach.
const HEADS: usize = 100;
/// How many mentions are asked for the state of an adjective.
const STATES: usize = 200;
const BA: char = '\u{0628}';

/// Units that count who belongs to an alliance, by their keys.
const MEMBERS: [&str; 5] = ["cdw", "dwla", "bld", "mnzma", "shryk"];
/// Units that are states.
const STATE_NOUNS: [&str; 2] = ["dwla", "bld"];
/// Deeds that leave dead and wounded, by their keys.
const DEADLY: [&str; 16] = [
    "kill",
    "killing",
    "wound",
    "be-wounded",
    "injure",
    "martyr",
    "fall-dead",
    "perish",
    "die",
    "die-m",
    "cause-fall",
    "leave-behind",
    "claim",
    "result-in",
    "slaughter",
    "execute",
];

/// A head noun that an article has put before the name of a body or place.
struct Head<'a> {
    stem: &'a str,
    group: &'static str,
    entity: usize,
    start: u32,
}

/// Head nouns of the bodies and places that an article names, to know them again by the noun alone.
pub(super) struct Heads<'a> {
    heads: Vec<Head<'a>>,
}

/// The group of the noun at token `i`: alliance, company, country; empty where it has none.
fn group(doc: &Document, i: usize) -> &'static str {
    doc.entry(i, Class::BodyGroup).and_then(|m| lexicon().row(m)).map_or("", |r| r.column(0))
}

impl<'a> Heads<'a> {
    /// The heads of all mentions, in the order of the text.
    pub(super) fn of(doc: &'a Document, entities: &Entities) -> Self {
        let mut heads: Vec<Head> = Vec::new();
        for m in &entities.mentions {
            let kind = entities.entities.get(m.entity).map(|e| e.kind);
            let named = matches!(kind, Some(EntityKind::Organisation | EntityKind::Place | EntityKind::Event));
            let several = m.tokens.1 > m.tokens.0 + 1;
            let i = m.tokens.0;
            let head = doc.is(i, Class::OrganisationHead) || doc.is(i, Class::PlaceHead) || doc.is(i, Class::EventHead);
            if named && several && head {
                heads.push(Head { stem: stem(doc, i), group: group(doc, i), entity: m.entity, start: m.span.start });
            } else if kind == Some(EntityKind::Country) {
                heads.push(Head { stem: "", group: "country", entity: m.entity, start: m.span.start });
            }
        }
        Heads { heads }
    }

    /// The entity that a definite noun at token `i` stands for: the last one of that head named before it.
    fn meant(&self, doc: &Document, i: usize) -> Option<usize> {
        if self.heads.is_empty() || doc.tokens.kind(i) != Kind::Word {
            return None;
        }
        let at = doc.tokens.span(i).start;
        let sort = group(doc, i);
        if sort == "country" {
            return self.last(at, |h| h.group == sort);
        }
        let key = doc.tokens.key(i);
        let m = doc.tags.at(i).iter().find(|m| {
            matches!(m.class, Class::OrganisationHead | Class::PlaceHead | Class::EventHead)
                && m.proclitics.has(isnad_text::Proclitics::AL)
        })?;
        let word = key.get(m.word as usize..)?;
        let word = word.strip_prefix(ARTICLE).unwrap_or(word);
        self.last(at, |h| h.stem == word).or_else(|| self.alliance(sort, at))
    }

    fn last(&self, at: u32, is: impl Fn(&Head) -> bool) -> Option<usize> {
        self.heads.iter().rev().filter(|h| h.start < at).take(HEADS).find(|h| is(h)).map(|h| h.entity)
    }

    /// The alliance named last before `at`; in a headline the one named first after it.
    fn alliance(&self, sort: &str, at: u32) -> Option<usize> {
        if sort != "alliance" {
            return None;
        }
        let is = |h: &Head| h.group == sort;
        self.last(at, is).or_else(|| self.heads.iter().take(HEADS).find(|h| is(h)).map(|h| h.entity))
    }
}

/// A token's key from its word on, without the article.
fn stem<'a>(doc: &'a Document, i: usize) -> &'a str {
    let key = doc.tokens.key(i);
    let word = doc
        .tags
        .at(i)
        .iter()
        .find(|m| matches!(m.class, Class::OrganisationHead | Class::PlaceHead | Class::EventHead))
        .and_then(|m| key.get(m.word as usize..))
        .unwrap_or(key);
    word.strip_prefix(ARTICLE).unwrap_or(word)
}

/// What holds a mention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Nothing, or the noun that it owns.
    Free,
    /// «في», «ب»: where something happens.
    Where,
    /// «من»
    From,
    /// Another preposition.
    Other,
}

fn held(s: &Scene, m: &MentionOf) -> Held {
    let i = m.tokens.0;
    let token = s.doc.tokens.span(i);
    if m.full.start > token.start && s.doc.tokens.key(i).starts_with(BA) {
        return Held::Where;
    }
    let marks = |b: usize| matches!(s.doc.tokens.kind(b), Kind::QuoteOpen | Kind::QuoteEither | Kind::BracketOpen);
    let before = (s.sentence.first..i).rev().take(3).find(|b| !marks(*b));
    let Some(b) = before else { return Held::Free };
    // «التحالف بقيادة الولايات المتحدة»: the leader, not the owner.
    if s.doc.entry(b, Class::MeasureWord).and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "aside") {
        return Held::Other;
    }
    let key = s.doc.tags.all(b, Class::FunctionWord).find_map(|f| {
        let row = lexicon().row(f)?;
        (row.column(0) == "preposition").then_some(row.key)
    });
    match key {
        None => Held::Free,
        Some("governed-fi") => Held::Where,
        Some("governed-min") => Held::From,
        Some("governed-li" | "prepositions-pronoun") => Held::Free,
        Some(_) => Held::Other,
    }
}

/// The kind of what is counted: person, toll, event and so on; empty where no noun tells.
fn counted<'a>(s: &Scene<'a>) -> &'a str {
    (s.q.tokens.0..s.q.tokens.1)
        .find_map(|i| s.doc.entry(i, Class::CountedNoun))
        .and_then(|m| lexicon().row(m))
        .map_or("", |r| r.column(0))
}

/// Whether states, members or organisations are counted.
pub(super) fn counts_members(s: &Scene) -> bool {
    let key = |i: usize| s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)).map(|r| r.key);
    (s.q.tokens.0..s.q.tokens.1).any(|i| key(i).is_some_and(|k| MEMBERS.contains(&k)))
}

/// The body whose members are counted: «87 دولة في التحالف», «التحالف المؤلف من 83 عضواً», «عدد أعضائه».
fn members(s: &Scene, heads: &Heads) -> Option<usize> {
    let levels = s.q.from_to.is_some();
    if !counts_members(s) && !levels {
        return None;
    }
    let named = |i: usize| {
        let sort = group(s.doc, i);
        (sort == "alliance").then(|| heads.alliance(sort, s.doc.tokens.span(i).start.saturating_add(1))).flatten()
    };
    (s.q.tokens.1..s.own_right()).find_map(named).or_else(|| (s.sentence.first..s.q.tokens.0).rev().find_map(named))
}

/// Whether the dead, the wounded or the destroyed are told.
fn is_toll(s: &Scene, sort: &str) -> bool {
    let deadly = |i: usize| {
        s.doc.entry(i, Class::ChangeCue).and_then(|m| lexicon().row(m)).is_some_and(|r| DEADLY.contains(&r.key))
    };
    sort == "toll" || sort == "person" && (s.own_left()..s.q.tokens.0).any(deadly)
}

/// The entity that the figure describes. `before` is that of the figure before it, `here` whether in this sentence.
pub(super) fn subject(
    s: &Scene,
    heads: &Heads,
    statement: Option<usize>,
    before: Option<usize>,
    here: bool,
) -> Option<usize> {
    if s.is_joined() && here && before.is_some() {
        return before;
    }
    if let Some(e) = members(s, heads) {
        return Some(e);
    }
    let sort = counted(s);
    let people = matches!(sort, "toll" | "person");
    let told = statement.and_then(|i| s.statements.get(i));
    let toll = is_toll(s, sort);
    if (people || toll)
        && let Some(e) = group_after(s)
            .or_else(|| group_again(s, heads))
            .or_else(|| place_after(s, toll, s.own_right()))
            .or_else(|| if toll { place_after(s, toll, s.sentence.end) } else { None })
    {
        return Some(e);
    }
    if toll {
        let clause = s.own_left();
        let e = owner(s, clause, told, false).filter(|e| !speaker(s, *e));
        return e.or_else(|| place_before(s, s.sentence.first)).or(before);
    }
    // «بلاده ستخصص …»: the speaker's state or, where the article names it nowhere, none.
    if (s.own_left()..s.q.tokens.0).any(|i| group(s.doc, i) == "own-country") {
        return own_country(s, told);
    }
    // «عشرات الدول», an age: nobody's, where no alliance and no bearer is told.
    if s.q.rule == "age" || is_state(s) && !here {
        return None;
    }
    owner_of(s, heads, told, before, here, people).map(|e| counted_for(s, e))
}

/// Whether an entity speaks near the figure.
fn speaker(s: &Scene, e: usize) -> bool {
    let near = s.statements.partition_point(|t| t.content.first().map_or(0, |c| c.start) <= s.q.span.start);
    let some = s.statements.get(near.saturating_sub(4)..s.statements.len().min(near + 2)).unwrap_or_default();
    let spans = || s.entities.within(s.sentence.span).filter(|m| m.entity == e);
    some.iter().any(|t| t.speaker_entity == Some(e) || t.speaker.is_some_and(|w| spans().any(|m| m.full.overlaps(w))))
}

/// Whether states are counted.
fn is_state(s: &Scene) -> bool {
    (s.q.tokens.0..s.q.tokens.1)
        .filter_map(|i| s.doc.entry(i, Class::CountedNoun).and_then(|m| lexicon().row(m)))
        .any(|r| STATE_NOUNS.contains(&r.key))
}

/// «قال مكتب الإحصاءات الوطنية إن العجز بلغ 9 مليارات»: an office of statistics counts for its state.
fn counted_for(s: &Scene, e: usize) -> usize {
    let of = |m: &&MentionOf| m.entity == e;
    let Some(m) = s.entities.mentions.iter().take(STATES).find(of) else { return e };
    if !(m.tokens.0..m.tokens.1).any(|i| group(s.doc, i) == "counter") {
        return e;
    }
    let state = |m: &&MentionOf| kind(s, m) == Some(EntityKind::Country);
    s.entities.mentions.iter().take(STATES).find(state).map_or(e, |m| m.entity)
}

/// The owner or giver that the clause, its sentence or the figure before names.
fn owner_of(
    s: &Scene,
    heads: &Heads,
    told: Option<&Statement>,
    before: Option<usize>,
    here: bool,
    people: bool,
) -> Option<usize> {
    let clause = s.own_left();
    let places = || people.then(|| place_before(s, s.left)).flatten();
    owner(s, clause, told, false)
        .or_else(|| (clause..s.q.tokens.0).rev().find_map(|i| heads.meant(s.doc, i)))
        .or_else(places)
        .or_else(|| state_of(s))
        .or(if here { before } else { None })
        .or_else(|| owner(s, s.sentence.first, told, false))
        .or_else(|| (s.sentence.first..clause).rev().find_map(|i| heads.meant(s.doc, i)))
        .or_else(|| owner(s, clause, told, true))
        .or_else(|| group_after(s))
        .or_else(|| owner(s, s.sentence.first, told, true))
        .or_else(|| before.filter(|_| s.is_near()))
}

/// «بلاده ستخصص 148 مليون دولار»: the state of the speaker's office.
fn own_country(s: &Scene, told: Option<&Statement>) -> Option<usize> {
    let role = told?.role?;
    let first = s.doc.tokens.at_or_after(role.start);
    (first..first + 8)
        .take_while(|i| *i < s.doc.tokens.len() && s.doc.tokens.span(*i).end <= role.end)
        .find_map(|i| state_at(s, i))
}

/// The place of the clause that holds the figure: «بلغ عدد الجنود في العراق 2500».
fn place_before(s: &Scene, from: usize) -> Option<usize> {
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    let places = |m: &&MentionOf| {
        matches!(kind(s, m), Some(EntityKind::Place | EntityKind::Country)) && held(s, m) == Held::Where
    };
    s.entities.within(span).filter(|m| m.full.end <= s.q.span.start).filter(places).last().map(|m| m.entity)
}

fn kind(s: &Scene, m: &MentionOf) -> Option<EntityKind> {
    s.entities.entities.get(m.entity).map(|e| e.kind)
}

/// The last mention before the figure from token `from` on that can own it; `any` takes those in prepositions too.
fn owner(s: &Scene, from: usize, told: Option<&Statement>, any: bool) -> Option<usize> {
    if from >= s.q.tokens.0 {
        return None;
    }
    let span = s.doc.tokens.cover(from, s.q.tokens.0);
    s.entities
        .within(span)
        .filter(|m| m.full.end <= s.q.span.start && m.tokens.0 >= from)
        .filter(|m| !matches!(kind(s, m), None | Some(EntityKind::Person)))
        .filter(|m| from >= s.own_left() || kind(s, m) != Some(EntityKind::Place))
        .filter(|m| !s.doc.is(m.tokens.0, Class::Agency))
        .filter(|m| any && held(s, m) != Held::Other || held(s, m) == Held::Free)
        .filter(|m| !passes_on(told, m))
        .last()
        .map(|m| m.entity)
}

/// Whether a mention only passes the words on («لوكالة فرانس برس»).
fn passes_on(told: Option<&Statement>, m: &MentionOf) -> bool {
    told.is_some_and(|st| st.chain.iter().filter_map(|l| l.span).any(|l| l.overlaps(m.span)))
}

/// «45 عنصراً من تنظيم …», «6 عناصر من القوات …»: the group right after.
fn group_after(s: &Scene) -> Option<usize> {
    let end = s.own_right().min(s.q.tokens.1 + 5);
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    let near = |m: &&MentionOf| m.tokens.0 <= s.q.tokens.1 + 2 && m.full.start >= s.q.span.end;
    let inside = s.entities.within(s.q.span).find(|m| m.span.start > s.q.number.end);
    let after = || s.entities.within(span).filter(near).find(|m| held(s, m) == Held::From);
    inside.or_else(after).filter(|m| kind(s, m) != Some(EntityKind::Person)).map(|m| m.entity)
}

/// «45 عنصراً من التنظيم», «العشرات من عناصر التنظيم»: a group named before, by its head noun.
fn group_again(s: &Scene, heads: &Heads) -> Option<usize> {
    let inside = (s.q.tokens.0..s.q.tokens.1).rev().find_map(|i| heads.meant(s.doc, i));
    inside.or_else(|| {
        let from = s.doc.entry(s.q.tokens.1, Class::AfterNumber).and_then(|m| lexicon().row(m));
        from.filter(|r| r.column(0) == "of").and_then(|_| heads.meant(s.doc, s.q.tokens.1 + 1))
    })
}

/// «ست طائرات أميركية»: the state of the adjective, where the article names it.
fn state_of(s: &Scene) -> Option<usize> {
    (s.q.tokens.0..s.q.tokens.1).find_map(|i| state_at(s, i))
}

/// The state of the adjective at token `i`.
fn state_at(s: &Scene, i: usize) -> Option<usize> {
    let m = s.doc.entry(i, Class::Nationality)?;
    let code = lexicon().row(m).map(|r| r.column(0)).filter(|c| !c.is_empty())?;
    s.entities.mentions.iter().take(STATES).find_map(|m| {
        let named = s.doc.entry(m.tokens.0, Class::Country).and_then(|c| lexicon().row(c))?;
        let country = s.entities.entities.get(m.entity)?.kind == EntityKind::Country;
        (country && named.column(0) == code).then_some(m.entity)
    })
}

/// «مقتل 30 شخصاً في كابول»: the place of a toll.
fn place_after(s: &Scene, toll: bool, end: usize) -> Option<usize> {
    if !toll && s.q.rule != "indefinite-plural" {
        return None;
    }
    let span = s.doc.tokens.cover(s.q.tokens.1, end);
    s.entities
        .within(span)
        .find(|m| m.full.start >= s.q.span.end && held(s, m) == Held::Where && kind(s, m) != Some(EntityKind::Person))
        .map(|m| m.entity)
}
