//! Which sightings of one name are one person? Two people of one name stay two.
//!
//! Sightings under one name are parted only where their offices conflict: one is a minister of one state, the other a
//! president of another or a player. Those without an office go with whom they share company.

use isnad_extract::EntityKind;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

use super::body;
use super::name::PersonName;
use super::office::{Field, Office};
use super::{Sighting, judge::rank};

/// Sightings of one name that are one person's.
#[derive(Debug, Clone)]
pub(super) struct Facet {
    pub(super) kind: EntityKind,
    /// The name as parts; empty for what is no person.
    pub(super) person: PersonName,
    /// Normal forms of a body's names.
    pub(super) forms: BTreeSet<String>,
    /// Indexes of its sightings, by document and entry.
    pub(super) sightings: Vec<usize>,
    pub(super) offices: BTreeSet<Office>,
    pub(super) states: BTreeSet<String>,
    pub(super) company: BTreeSet<String>,
    pub(super) days: Option<(Date, Date)>,
}

impl Facet {
    fn empty(kind: EntityKind, person: PersonName) -> Facet {
        Facet {
            kind,
            person,
            forms: BTreeSet::new(),
            sightings: Vec::new(),
            offices: BTreeSet::new(),
            states: BTreeSet::new(),
            company: BTreeSet::new(),
            days: None,
        }
    }

    fn add(&mut self, index: usize, s: &Sighting, offices: &[Office]) {
        self.sightings.push(index);
        if self.kind != EntityKind::Person {
            self.forms.extend(std::iter::once(&s.name).chain(&s.aliases).flat_map(|n| body::keys(n)));
        }
        self.offices.extend(offices.iter().cloned());
        self.states.extend(offices.iter().flat_map(|o| o.states.iter().cloned()));
        self.company.extend(s.company.iter().cloned());
        if let Some(day) = s.day {
            self.days = Some(self.days.map_or((day, day), |(from, to)| (from.min(day), to.max(day))));
        }
    }

    /// Whether an office of one cannot be held by the other.
    pub(super) fn conflicts(&self, other: &Facet) -> bool {
        self.at_odds(&other.offices)
    }

    /// Whether an office is told of it.
    pub(super) fn has_office(&self) -> bool {
        !self.offices.is_empty()
    }

    fn at_odds(&self, offices: &BTreeSet<Office>) -> bool {
        let against = |mine: &Office| offices.iter().any(|o| o.conflicts(mine));
        let agree = |mine: &Office| offices.iter().any(|o| !o.bare && o.words == mine.words && o.states == mine.states);
        self.offices.iter().any(against) && !self.offices.iter().any(agree)
    }
}

/// The facets of all sightings, ordered by name; two sightings in `apart` are never in one.
pub(super) fn facets(sightings: &[Sighting], apart: &[(usize, usize)]) -> Vec<Facet> {
    let mut by_name: BTreeMap<(EntityKind, String), Vec<usize>> = BTreeMap::new();
    for (i, s) in sightings.iter().enumerate() {
        let key = match s.kind {
            EntityKind::Person => PersonName::of(&s.name).key(),
            _ => body::keys(&s.name).into_iter().next().unwrap_or_default(),
        };
        if !key.is_empty() {
            by_name.entry((s.kind, key)).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for ((kind, _), mut members) in by_name {
        members.sort_by_key(|i| sightings.get(*i).map(rank));
        out.extend(part(kind, &members, sightings, apart));
    }
    out
}

/// Parts the sightings of one name where their offices conflict.
fn part(kind: EntityKind, members: &[usize], sightings: &[Sighting], apart: &[(usize, usize)]) -> Vec<Facet> {
    let person = || {
        let first = members.first().and_then(|i| sightings.get(*i));
        first.filter(|_| kind == EntityKind::Person).map_or(PersonName::default(), |s| PersonName::of(&s.name))
    };
    let parted = |f: &Facet, i: usize| {
        apart.iter().any(|(a, b)| (*a == i && f.sightings.contains(b)) || (*b == i && f.sightings.contains(a)))
    };
    let mut facets: Vec<Facet> = Vec::new();
    let mut silent: Vec<usize> = Vec::new();
    for &i in members {
        let Some(s) = sightings.get(i) else { continue };
        let offices: Vec<Office> = s.offices.iter().map(|o| Office::of(o)).filter(|o| !o.words.is_empty()).collect();
        if kind == EntityKind::Person
            && offices.iter().all(|o| o.field.is_none() || o.bare && o.field == Some(Field::State))
        {
            silent.push(i);
            continue;
        }
        let own: BTreeSet<Office> = offices.iter().cloned().collect();
        match facets.iter_mut().find(|f| !f.at_odds(&own) && !parted(f, i)) {
            Some(facet) => facet.add(i, s, &offices),
            None => {
                let mut facet = Facet::empty(kind, person());
                facet.add(i, s, &offices);
                facets.push(facet);
            }
        }
    }
    for i in silent {
        let Some(s) = sightings.get(i) else { continue };
        let offices: Vec<Office> = s.offices.iter().map(|o| Office::of(o)).filter(|o| !o.words.is_empty()).collect();
        match nearest(&facets, s).filter(|n| facets.get(*n).is_some_and(|f| !parted(f, i))) {
            Some(n) => {
                if let Some(facet) = facets.get_mut(n) {
                    facet.add(i, s, &offices);
                }
            }
            None => {
                let mut facet = Facet::empty(kind, person());
                facet.add(i, s, &offices);
                facets.push(facet);
            }
        }
    }
    facets
}

/// The only facet, or the one with which a sighting without an office shares most company.
fn nearest(facets: &[Facet], s: &Sighting) -> Option<usize> {
    if facets.len() == 1 {
        return Some(0);
    }
    let shared = |f: &Facet| s.company.iter().filter(|c| f.company.contains(*c)).count();
    let most = facets.iter().map(shared).max().filter(|n| *n > 0)?;
    let mut best = facets.iter().enumerate().filter(|(_, f)| shared(f) == most).map(|(n, _)| n);
    let first = best.next()?;
    best.next().is_none().then_some(first)
}
