//! Which mentions name one and the same?
//!
//! Puts the mentions of an article together: one line of the lexicon, one family name after the full one, «مدينة كركوك» and
//! «كركوك», «قسد» in brackets after «قوات سوريا الديمقراطية», «الخارجية الأميركية» and «وزارة الخارجية الأميركية».

use isnad_text::{Kind, Span};
use rustc_hash::FxHashMap;

use super::candidate::Candidate;
use super::{Entities, MentionOf};
use crate::lexicon::{Class, lexicon};
use crate::{Document, Entity, EntityKind, Mention};

/// The words of a name, as they are compared.
type Key = Vec<String>;

struct Group {
    kind: EntityKind,
    /// What the head noun of its fullest name stands for.
    head: Head,
    /// The fullest name so far, by its words, and its place.
    key: Key,
    name: usize,
    members: Vec<usize>,
}

/// What the noun before a name says of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// There is none.
    None,
    /// A town: the bare name is its name («مدينة تبوك»).
    Town,
    /// Land: the bare name is its name unless a town has it («منطقة تبوك»).
    Area,
    /// A thing that is only called after a place or body («مطار تبوك», «مغاوير الشرطة»).
    Thing,
}

fn head(document: &Document, c: &Candidate) -> Head {
    if c.proper == c.tokens.0 {
        return Head::None;
    }
    if c.kind == EntityKind::Organisation {
        // «مغاوير الشرطة» are not the police; «حزب العدالة» is العدالة.
        let rows = document.tags.all(c.tokens.0, Class::OrganisationHead).find(|m| m.pronoun.is_empty());
        let apart = rows.and_then(|m| lexicon().row(m)).is_some_and(|r| r.column(0) == "state");
        return if apart { Head::Thing } else { Head::None };
    }
    if c.kind != EntityKind::Place {
        return Head::None;
    }
    let rows = document.tags.all(c.tokens.0, Class::PlaceHead).find(|m| m.pronoun.is_empty());
    match rows.and_then(|m| lexicon().row(m)).map_or("", |r| r.column(1)) {
        "town" => Head::Town,
        "area" => Head::Area,
        _ => Head::Thing,
    }
}

/// The entities of the chosen candidates, which stand in the order of the text.
pub(super) fn gather(document: &Document, chosen: &[Candidate]) -> Entities {
    let keys: Vec<Key> = chosen.iter().map(|c| key(document, c)).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut of = vec![0usize; chosen.len()];
    let mut exact: FxHashMap<(EntityKind, &Key), usize> = FxHashMap::default();
    // Whose name a line of the lexicon is, and by what head.
    let mut rows: FxHashMap<(Class, u16), (usize, Head)> = FxHashMap::default();
    // Full names first, so that a family name finds its bearer even before he is named in full.
    let mut order: Vec<usize> = (0..chosen.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(keys.get(*n).map_or(0, Vec::len)), *n));
    for n in order {
        let (Some(c), Some(k)) = (chosen.get(n), keys.get(n)) else { continue };
        let head = head(document, c);
        let known = c.known.filter(|_| head != Head::Thing);
        let found = known
            .and_then(|row| rows.get(&row))
            // «مدينة تبوك» and «منطقة تبوك» are two.
            .filter(|(_, h)| head == Head::None || *h == Head::None || head == *h)
            .map(|(g, _)| *g)
            .or_else(|| exact.get(&(c.kind, k)).copied())
            .or_else(|| {
                alias(document, chosen, n).and_then(|m| {
                    keys.get(m).and_then(|k| chosen.get(m).and_then(|c| exact.get(&(c.kind, k)).copied()))
                })
            })
            .or_else(|| groups.iter().position(|g| g.kind == c.kind && same(g, k)))
            .or_else(|| only(&groups, c.kind, k));
        let g = found.unwrap_or_else(|| {
            groups.push(Group { kind: c.kind, head, key: k.clone(), name: n, members: Vec::new() });
            groups.len() - 1
        });
        exact.entry((c.kind, k)).or_insert(g);
        if let Some(row) = known {
            let slot = rows.entry(row).or_insert((g, head));
            if slot.1 == Head::Area && head == Head::Town {
                *slot = (g, head);
            }
        }
        if let (Some(group), Some(slot)) = (groups.get_mut(g), of.get_mut(n)) {
            // «للعراق» cannot be parted: a form without «ل» names the state better.
            if group.key.len() == k.len() && fused(document, chosen.get(group.name)) && !fused(document, Some(c)) {
                group.name = n;
            }
            group.members.push(n);
            *slot = g;
        }
    }
    finish(document, chosen, groups, of)
}

/// Whether a mention begins with «لل», so that no name can be cut out of it.
fn fused(document: &Document, c: Option<&Candidate>) -> bool {
    c.is_some_and(|c| c.span.of(document.text).starts_with("\u{0644}\u{0644}"))
}

/// The words of the name without marks; adjectives of one people meet whatever their spelling.
fn key(document: &Document, c: &Candidate) -> Key {
    let tokens = &document.tokens;
    let mut key = Key::new();
    // Of bodies and events the words after the head in any order: «القوات الحكومية السورية», «القوات السورية الحكومية».
    let mut parts = Key::new();
    for i in c.tokens.0..c.tokens.1 {
        if !matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number) {
            continue;
        }
        let word = tokens.key(i);
        let stem = if i == c.tokens.0 {
            let cut = (c.span.start.saturating_sub(tokens.span(i).start)) as usize;
            let stem = word.get(cut.min(word.len())..).unwrap_or(word);
            // «للقوات»: what the name is without ل.
            if c.kind == EntityKind::Organisation {
                stem.strip_prefix("\u{0644}\u{0644}").unwrap_or(stem)
            } else {
                stem
            }
        } else {
            word
        };
        if matches!(c.kind, EntityKind::Organisation | EntityKind::Event) {
            parts.push(part(document, i, stem, i == c.tokens.0));
            continue;
        }
        if c.kind != EntityKind::Person
            && let Some(m) = document.entry(i, Class::Nationality)
            && m.len == 1
            && m.word == 0
        {
            let row = lexicon().row(m).map_or("", |r| r.key);
            key.push(format!("{row}:{}", m.proclitics.has(isnad_text::Proclitics::AL)));
            continue;
        }
        key.push(stem.to_owned());
    }
    if !parts.is_empty() {
        let drop = parts.len() > 2;
        parts.retain(|p| !p.is_empty() || !drop);
        return parts;
    }
    if c.kind == EntityKind::Person {
        // «عبد الله» and «عبدالله» are one word.
        let mut joined = Key::new();
        let mut rest = key.into_iter().peekable();
        while let Some(mut w) = rest.next() {
            if w == "\u{0639}\u{0628}\u{062F}" || w == "\u{0627}\u{0628}\u{0648}" {
                w.push_str(&rest.next().unwrap_or_default());
            }
            joined.push(w);
        }
        return joined;
    }
    key
}

/// A word of a body's or event's name without article and conjunction, a state and its adjective as one; nothing for a
/// noun of places inside the name («إمارة منطقة الباحة»).
fn part(document: &Document, i: usize, stem: &str, first: bool) -> String {
    if !first && document.entry(i, Class::PlaceHead).is_some_and(|m| m.word == 0 && m.len == 1) {
        return String::new();
    }
    for class in [Class::Nationality, Class::Country] {
        if let Some(m) = document.entry(i, class)
            && m.len == 1
            && let Some(row) = lexicon().row(m)
            && row.column(0).len() == 2
        {
            return row.column(0).to_owned();
        }
    }
    let bare = if first {
        stem
    } else {
        stem.strip_prefix('\u{0648}').filter(|s| s.starts_with("\u{0627}\u{0644}")).unwrap_or(stem)
    };
    bare.strip_prefix("\u{0627}\u{0644}").filter(|s| s.len() > 4).unwrap_or(bare).to_owned()
}

/// The one group of which the words are a shorter name: all its first words, or (of an event) a part of them.
fn only(groups: &[Group], kind: EntityKind, key: &Key) -> Option<usize> {
    let fits = |g: &&Group| {
        g.kind == kind
            && match kind {
                EntityKind::Organisation => key.len() > 1 && g.key.len() == key.len() + 1 && g.key.starts_with(key),
                EntityKind::Event => {
                    key.len() > 1 && key.first() == g.key.first() && key.iter().all(|w| g.key.contains(w))
                }
                _ => false,
            }
    };
    let mut all = groups.iter().enumerate().filter(|(_, g)| fits(g));
    let (found, _) = all.next()?;
    all.next().is_none().then_some(found)
}

/// The candidate that `n` stands in brackets after, or that stands in brackets after it.
fn alias(document: &Document, chosen: &[Candidate], n: usize) -> Option<usize> {
    let c = chosen.get(n)?;
    let tokens = &document.tokens;
    let open = c.tokens.0.checked_sub(1)?;
    let marked = matches!(
        (tokens.kind(open), tokens.kind(c.tokens.1)),
        (Kind::BracketOpen, Kind::BracketClose)
            | (Kind::QuoteOpen, Kind::QuoteClose)
            | (Kind::QuoteEither, Kind::QuoteEither)
    );
    if !marked {
        return None;
    }
    let before = n.checked_sub(1)?;
    let b = chosen.get(before)?;
    (b.tokens.1 == open && b.kind == c.kind).then_some(before)
}

/// Whether a name is a shorter form of the group's.
fn same(group: &Group, key: &Key) -> bool {
    match group.kind {
        EntityKind::Person => {
            let mut long = group.key.iter();
            // The words of the short form stand in the long one in their order; the last or first is shared.
            let inside = key.iter().all(|w| long.any(|l| l == w));
            // «بندر بن عبدالله» ← «بندر بن عبدالله بن عبدالعزيز»
            let begins = key.len() > 2 && group.key.starts_with(key);
            inside
                && !key.is_empty()
                && (begins || key.last() == group.key.last() || key.len() == 1 && key.first() == group.key.first())
        }
        EntityKind::Country => false,
        // «القوات الحكومية السورية», «القوات السورية الحكومية»
        EntityKind::Organisation | EntityKind::Event if group.key.len() == key.len() && key.len() > 2 => {
            key.first() == group.key.first() && key.iter().all(|w| group.key.contains(w))
        }
        EntityKind::Event => false,
        _ if group.head == Head::Thing => false,
        // «الخارجية الأميركية» ← «وزارة الخارجية الأميركية»; «كركوك» ← «مدينة كركوك».
        EntityKind::Place | EntityKind::Organisation => {
            group.key.len() == key.len() + 1 && group.key.get(1..) == Some(key.as_slice())
        }
    }
}

fn finish(document: &Document, chosen: &[Candidate], groups: Vec<Group>, of: Vec<usize>) -> Entities {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|g| groups.get(*g).and_then(|g| g.members.iter().min().copied()));
    let mut place = vec![0usize; groups.len()];
    let mut out = Entities::default();
    for (at, g) in order.into_iter().enumerate() {
        let Some(group) = groups.get(g) else { continue };
        if let Some(slot) = place.get_mut(g) {
            *slot = at;
        }
        let name = chosen.get(group.name).map_or(String::new(), |c| unmarked(document, c));
        out.entities.push(Entity { name, kind: group.kind, roles: Vec::new(), mentions: Vec::new(), rule: "" });
    }
    for (n, c) in chosen.iter().enumerate() {
        let entity = of.get(n).and_then(|g| place.get(*g)).copied().unwrap_or(0);
        let Some(e) = out.entities.get_mut(entity) else { continue };
        let mut full = Span::new(c.span.start, c.span.end);
        if c.full.0 < c.tokens.0 {
            full.start = document.tokens.span(c.full.0).start + clitic(document, c);
        }
        if c.full.1 > c.tokens.1 {
            full.end = document.tokens.span(c.full.1 - 1).end;
        }
        let role = c.role.map(|(a, b)| {
            let mut span = document.tokens.cover(a, b);
            if a == c.full.0 && a < c.tokens.0 {
                span.start = full.start;
            }
            span
        });
        e.roles.extend(role);
        if e.mentions.is_empty() {
            e.rule = c.rule;
        }
        e.mentions.push(Mention { span: c.span, full, role, rule: c.rule });
        out.mentions.push(MentionOf { span: c.span, full, role, tokens: c.full, entity });
    }
    out
}

/// Bytes of the conjunction or preposition on the first word of a title.
fn clitic(document: &Document, c: &Candidate) -> u32 {
    let first = c.full.0;
    let word = [Class::Office, Class::Honorific]
        .iter()
        .filter_map(|class| document.entry(first, *class))
        .map(|m| m.word)
        .min()
        .unwrap_or(0);
    document.tokens.offset_in(document.text, first, word as usize).saturating_sub(document.tokens.span(first).start)
}

/// The name as written, marks of quotation left out.
fn unmarked(document: &Document, c: &Candidate) -> String {
    let text = c.span.of(document.text);
    let marked = (c.tokens.0..c.tokens.1).any(|i| {
        matches!(
            document.tokens.kind(i),
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither | Kind::BracketOpen | Kind::BracketClose
        )
    });
    if !marked {
        return text.to_owned();
    }
    let mut out = String::new();
    for i in c.tokens.0..c.tokens.1 {
        if matches!(
            document.tokens.kind(i),
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither | Kind::BracketOpen | Kind::BracketClose
        ) {
            continue;
        }
        let mut span = document.tokens.span(i);
        span.start = span.start.max(c.span.start);
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(span.of(document.text));
    }
    out
}
