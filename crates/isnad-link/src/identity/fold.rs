//! Gathers the sightings of a group into identities and suggestions. The order of the arguments changes nothing.

use std::collections::BTreeMap;

use isnad_extract::EntityKind;
use jiff::civil::Date;

use super::Sighting;
use super::evidence::between;
use super::facet::{Facet, facets};
use super::judge::{Band, Match, Reason, judge, rank};
use super::name::PersonName;
use super::tenure::{Tenure, tenures};

/// What a person decided of two entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are two.
    Apart,
}

/// A decision on two entities, each by article and entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its name, for the reason shown.
    pub id: String,
    /// One and two, or one.
    pub verdict: Verdict,
    /// One entity: document, entry.
    pub one: (String, String),
    /// The other.
    pub other: (String, String),
}

/// A form of a name and how many articles use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The form.
    pub text: String,
    /// Articles that use it as the fullest.
    pub articles: usize,
}

/// One person or body over all articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The name used most among the fullest.
    pub name: String,
    /// Its sort.
    pub kind: EntityKind,
    /// All forms of its name, those used most first.
    pub names: Vec<Name>,
    /// Its sightings by index, ordered by document and entry.
    pub sightings: Vec<usize>,
    /// Its offices, in the order of time.
    pub offices: Vec<Tenure>,
    /// First and last day of its articles.
    pub days: Option<(Date, Date)>,
    /// What its names were joined by: two sightings and the reasons.
    pub joins: Vec<(usize, usize, Vec<Reason>)>,
}

/// Two identities that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// One identity, by index.
    pub one: usize,
    /// The other.
    pub other: usize,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// What [`fold`] found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The identities, those with most sightings first.
    pub identities: Vec<Identity>,
    /// What a person may decide.
    pub suggestions: Vec<Suggestion>,
}

/// Gathers sightings into identities. `decisions` go before everything that is read; the last one on a pair stands.
pub fn fold(sightings: &[Sighting], decisions: &[Decision]) -> Found {
    let seen = |place: &(String, String)| sightings.iter().position(|s| rank(s) == *place);
    let apart: Vec<(usize, usize)> = decisions
        .iter()
        .filter(|d| d.verdict == Verdict::Apart)
        .filter_map(|d| Some((seen(&d.one)?, seen(&d.other)?)))
        .collect();
    let facets = facets(sightings, &apart);
    let mut groups = Groups::new(&facets);
    let at = |place: &(String, String)| {
        let holds = |f: &Facet| f.sightings.iter().any(|i| sightings.get(*i).is_some_and(|s| rank(s) == *place));
        facets.iter().position(holds)
    };
    let mut decided: BTreeMap<(usize, usize), (Verdict, &str)> = BTreeMap::new();
    for d in decisions {
        if let (Some(a), Some(b)) = (at(&d.one), at(&d.other)) {
            decided.insert((a.min(b), a.max(b)), (d.verdict, &d.id));
        }
    }
    for (&(a, b), &(verdict, id)) in &decided {
        match verdict {
            Verdict::Same => groups.join(a, b, vec![Reason::Decided(id.to_owned())]),
            Verdict::Apart => groups.forbid(a, b),
        }
    }
    let mut matches = matches(&facets, &decided);
    let fuller = fuller(&facets, &matches, &decided);
    // The strongest first, so that what joins does not depend on the order in which articles came.
    matches.sort_by(|x, y| {
        let (_, _, a) = x;
        let (_, _, b) = y;
        a.short.cmp(&b.short).then(b.band.cmp(&a.band)).then(b.weight.cmp(&a.weight)).then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    let mut perhaps: Vec<(usize, usize, Match)> = Vec::new();
    for (a, b, m) in matches {
        // A last name is somebody's only where it can be nobody else's.
        let unclear = m.short && groups.candidates(&facets, &fuller, a, b) > 1 || groups.namesakes(&facets, a, b);
        if m.band == Band::Sure && !unclear && groups.may_join(&facets, a, b) {
            groups.join(a, b, m.reasons);
        } else {
            perhaps.push((a, b, m));
        }
    }
    groups.finish(sightings, &facets, perhaps)
}

/// All pairs of facets that are or may be one. Facets are compared where their names share a key.
fn matches(facets: &[Facet], decided: &BTreeMap<(usize, usize), (Verdict, &str)>) -> Vec<(usize, usize, Match)> {
    let mut kept: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let own = |f: &Facet, keys: fn(&PersonName) -> Vec<String>| match f.kind {
        EntityKind::Person => keys(&f.person),
        _ => f.forms.iter().cloned().collect(),
    };
    for (i, f) in facets.iter().enumerate() {
        for key in own(f, PersonName::keys) {
            kept.entry(key).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, f) in facets.iter().enumerate() {
        for probe in own(f, PersonName::probes) {
            pairs.extend(kept.get(&probe).into_iter().flatten().map(|&j| (i.min(j), i.max(j))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .filter(|p| p.0 != p.1 && !decided.contains_key(p))
        .filter_map(|(a, b)| Some((a, b, judge(facets.get(a)?, facets.get(b)?)?)))
        .collect()
}

/// The facets of fuller names that a shorter name could surely belong to by its office, for each facet.
fn fuller(
    facets: &[Facet],
    matches: &[(usize, usize, Match)],
    decided: &BTreeMap<(usize, usize), (Verdict, &str)>,
) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); facets.len()];
    let parts = |i: usize| facets.get(i).map_or(0, |f| f.person.parts.len());
    let mut add = |a: usize, b: usize| {
        let (short, full) = if parts(a) < parts(b) { (a, b) } else { (b, a) };
        if parts(short) < parts(full)
            && let Some(list) = out.get_mut(short)
        {
            list.push(full);
        }
    };
    for (a, b, _) in matches.iter().filter(|(_, _, m)| m.band == Band::Sure) {
        add(*a, *b);
    }
    for (a, b) in decided.keys() {
        let judged = facets.get(*a).zip(facets.get(*b)).and_then(|(a, b)| judge(a, b));
        if judged.is_some_and(|m| m.band == Band::Sure) {
            add(*a, *b);
        }
    }
    out
}

/// Sets of facets that are one.
struct Groups {
    /// The group of each facet.
    of: Vec<usize>,
    /// The facets of each group.
    held: Vec<Vec<usize>>,
    /// What may speak against joining a group: one facet for each of its names, and those that have an office.
    bars: Vec<(Vec<usize>, Vec<usize>)>,
    /// Facets of one person's name, for each facet in the order of the first.
    named: Vec<Vec<usize>>,
    apart: Vec<(usize, usize)>,
    joins: Vec<(usize, usize, Vec<Reason>)>,
}

impl Groups {
    fn new(facets: &[Facet]) -> Groups {
        let mut names: BTreeMap<&PersonName, Vec<usize>> = BTreeMap::new();
        for (i, f) in facets.iter().enumerate() {
            names.entry(&f.person).or_default().push(i);
        }
        let first = |f: &Facet| names.get(&f.person).and_then(|same| same.first()).copied();
        let office = |i: usize, f: &Facet| if f.has_office() { vec![i] } else { Vec::new() };
        let bars = facets.iter().enumerate().map(|(i, f)| (vec![first(f).unwrap_or(i)], office(i, f))).collect();
        Groups {
            bars,
            of: (0..facets.len()).collect(),
            held: (0..facets.len()).map(|i| vec![i]).collect(),
            named: facets.iter().map(|f| names.get(&f.person).cloned().unwrap_or_default()).collect(),
            apart: Vec::new(),
            joins: Vec::new(),
        }
    }

    fn group(&self, facet: usize) -> usize {
        self.of.get(facet).copied().unwrap_or(facet)
    }

    fn join(&mut self, a: usize, b: usize, reasons: Vec<Reason>) {
        let (one, other) = (self.group(a), self.group(b));
        let (keep, gone) = (one.min(other), one.max(other));
        if keep != gone {
            let moved = self.held.get_mut(gone).map(std::mem::take).unwrap_or_default();
            for facet in &moved {
                if let Some(group) = self.of.get_mut(*facet) {
                    *group = keep;
                }
            }
            self.held.get_mut(keep).into_iter().for_each(|k| k.extend(&moved));
            let (names, offices) = self.bars.get_mut(gone).map(std::mem::take).unwrap_or_default();
            if let Some(bars) = self.bars.get_mut(keep) {
                bars.0.extend(names);
                bars.0.sort_unstable();
                bars.0.dedup();
                bars.1.extend(offices);
            }
        }
        self.joins.push((a, b, reasons));
    }

    fn forbid(&mut self, a: usize, b: usize) {
        self.apart.push((a, b));
    }

    /// Whether nothing in the groups of both speaks against their being one.
    fn may_join(&self, facets: &[Facet], a: usize, b: usize) -> bool {
        let (one, other) = (self.group(a), self.group(b));
        if one == other {
            return false;
        }
        let kept_apart = self.apart.iter().any(|(x, y)| {
            let (x, y) = (self.group(*x), self.group(*y));
            (x, y) == (one, other) || (y, x) == (one, other)
        });
        let (Some(mine), Some(theirs)) = (self.bars.get(one), self.bars.get(other)) else { return false };
        let all = |a: &[usize], b: &[usize], fits: &dyn Fn(&Facet, &Facet) -> bool| {
            a.iter().all(|x| b.iter().all(|y| facets.get(*x).zip(facets.get(*y)).is_some_and(|(f, g)| fits(f, g))))
        };
        !kept_apart
            && all(&mine.1, &theirs.1, &|f, g| !f.conflicts(g))
            && all(&mine.0, &theirs.0, &|f, g| f.kind != EntityKind::Person || f.person.to(&g.person).is_some())
    }

    /// How many groups of fuller names the shorter name of a pair could belong to by its office.
    fn candidates(&self, facets: &[Facet], fuller: &[Vec<usize>], a: usize, b: usize) -> usize {
        let parts = |i: usize| facets.get(i).map_or(0, |f| f.person.parts.len());
        let short = if parts(a) <= parts(b) { a } else { b };
        let mut groups: Vec<usize> = fuller.get(short).into_iter().flatten().map(|i| self.group(*i)).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    /// Whether two facets of one name are joined by their name alone, where others of the same name are somebody else.
    fn namesakes(&self, facets: &[Facet], a: usize, b: usize) -> bool {
        let (Some(one), Some(other)) = (facets.get(a), facets.get(b)) else { return false };
        if one.kind != EntityKind::Person || one.person != other.person || between(one, other).weight >= 2 {
            return false;
        }
        let (x, y) = (self.group(a), self.group(b));
        let mut others: Vec<usize> = self.named.get(a).into_iter().flatten().map(|n| self.group(*n)).collect();
        others.sort_unstable();
        others.dedup();
        let mut others = others.into_iter().filter(|g| ![x, y].contains(g));
        others.any(|g| !self.may_join(facets, g, a) || !self.may_join(facets, g, b))
    }

    fn finish(self, sightings: &[Sighting], facets: &[Facet], perhaps: Vec<(usize, usize, Match)>) -> Found {
        let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, f) in facets.iter().enumerate() {
            places.entry(self.group(i)).or_default().extend(&f.sightings);
        }
        let first = |facet: usize| facets.get(facet).and_then(|f| f.sightings.first().copied()).unwrap_or(0);
        let mut identities: Vec<(usize, Identity)> = places
            .into_iter()
            .map(|(group, mut members)| {
                members.sort_by_key(|i| sightings.get(*i).map(rank));
                let joins = self.joins.iter().filter(|(a, _, _)| self.group(*a) == group);
                let joins = joins.map(|(a, b, why)| (first(*a), first(*b), why.clone())).collect();
                (group, identity(sightings, members, joins))
            })
            .collect();
        identities.sort_by(|(_, a), (_, b)| {
            b.sightings.len().cmp(&a.sightings.len()).then_with(|| a.name.cmp(&b.name)).then_with(|| {
                let start = |x: &Identity| x.sightings.first().and_then(|i| sightings.get(*i)).map(rank);
                start(a).cmp(&start(b))
            })
        });
        let place: BTreeMap<usize, usize> = identities.iter().enumerate().map(|(n, (g, _))| (*g, n)).collect();
        let mut suggestions: BTreeMap<(usize, usize), (i32, Vec<Reason>)> = BTreeMap::new();
        for (a, b, m) in perhaps {
            let (Some(&x), Some(&y)) = (place.get(&self.group(a)), place.get(&self.group(b))) else { continue };
            let better = suggestions.get(&(x.min(y), x.max(y))).is_none_or(|(w, _)| *w < m.weight);
            if x != y && better {
                suggestions.insert((x.min(y), x.max(y)), (m.weight, m.reasons));
            }
        }
        Found {
            identities: identities.into_iter().map(|(_, i)| i).collect(),
            suggestions: suggestions
                .into_iter()
                .map(|((one, other), (_, reasons))| Suggestion { one, other, reasons })
                .collect(),
        }
    }
}

fn identity(sightings: &[Sighting], members: Vec<usize>, joins: Vec<(usize, usize, Vec<Reason>)>) -> Identity {
    let seen = || members.iter().filter_map(|i| sightings.get(*i));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for s in seen() {
        *counts.entry(&s.name).or_default() += 1;
    }
    let mut names: Vec<Name> =
        counts.into_iter().map(|(text, articles)| Name { text: text.to_owned(), articles }).collect();
    names.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.text.cmp(&b.text)));
    let kind = seen().next().map_or(EntityKind::Person, |s| s.kind);
    // A last name alone is called by nobody's full name: the form used most that has two parts, else the first.
    let full = |n: &&Name| kind != EntityKind::Person || PersonName::of(&n.text).parts.len() > 1;
    let name = names.iter().find(full).or(names.first()).map_or(String::new(), |n| n.text.clone());
    let days: Vec<Date> = seen().filter_map(|s| s.day).collect();
    Identity {
        name,
        kind,
        offices: tenures(sightings, &members),
        days: days.iter().min().copied().zip(days.iter().max().copied()),
        names,
        sightings: members,
        joins,
    }
}
