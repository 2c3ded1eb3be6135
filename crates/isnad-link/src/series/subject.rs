//! Which names mean one subject?
//!
//! Names with the same words do; a short name joins a longer one that begins with it and goes on to say what the body is for or
//! who leads it («التحالف الدولي», «التحالف الدولي لهزيمة داعش»), or that an article gives it as another name of. Where it
//! fits several longer names it joins the one that at least two thirds of their articles use, else none.

use std::collections::{BTreeMap, BTreeSet};

use super::Point;
use super::line::Normal;
use super::name::Name;
use crate::copy::Sets;

/// The subjects of a set of points.
#[derive(Debug, Default)]
pub(crate) struct Subjects {
    /// Of each point, the number of its subject; `None` without a subject.
    pub(crate) of: Vec<Option<usize>>,
    /// A name for each subject that stays the same while its names do.
    pub(crate) names: Vec<String>,
}

/// Gathers the subjects.
pub(crate) fn gather(points: &[Point], normals: &[Normal]) -> Subjects {
    let mut documents: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    let mut longer: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for (point, normal) in points.iter().zip(normals) {
        let name = &normal.subject;
        if name.is_empty() {
            continue;
        }
        let key = Key::of(name);
        documents.entry(key.clone()).or_default().insert(&point.document);
        if !name.is_short() && name.head.len() > 1 {
            let head = Name { head: name.head.clone(), ..Name::default() };
            longer.entry(Key::of(&head)).or_default().insert(key.clone());
        }
        for alias in &normal.aliases {
            let alias = Key::of(alias);
            if alias != key {
                longer.entry(alias).or_default().insert(key.clone());
            }
        }
    }
    let keys: Vec<&Key> = documents.keys().collect();
    let place = |key: &Key| keys.binary_search(&key).ok();
    let size = |n: usize| keys.get(n).and_then(|k| documents.get(k)).map_or(0, BTreeSet::len);
    let mut sets = Sets::new(keys.len());
    let mut joins = Vec::new();
    for (short, longer) in &longer {
        let Some(short) = place(short) else { continue };
        let mut fits: Vec<(usize, usize)> = longer.iter().filter_map(place).map(|n| (size(n), n)).collect();
        fits.sort_by_key(|&(documents, n)| (std::cmp::Reverse(documents), n));
        let all: usize = fits.iter().map(|f| f.0).sum();
        if let Some(&(documents, best)) = fits.first()
            && documents * 3 >= all * 2
        {
            joins.push((short, best));
        }
    }
    for (short, best) in joins {
        sets.join(short, best);
    }
    let of = normals
        .iter()
        .map(|n| (!n.subject.is_empty()).then(|| place(&Key::of(&n.subject))).flatten().map(|p| sets.root(p)))
        .collect();
    Subjects { of, names: keys.iter().map(|k| k.0.join(" ")).collect() }
}

/// The words of a name in one order: two names with the same words are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(Vec<String>);

impl Key {
    pub(crate) fn of(name: &Name) -> Key {
        let mut words: Vec<String> = name.words().cloned().collect();
        words.sort();
        words.dedup();
        Key(words)
    }
}
