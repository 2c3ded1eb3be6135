//! Which articles are one text, and which of them stood first?

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::CopyKind;

/// A document as copies know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub document: String,
    /// The day it was published.
    pub published: Option<Date>,
}

/// Two documents that [`super::judge`] called copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// One document's id. Of a `Contained` pair the smaller.
    pub part: String,
    /// The other's. Of a `Contained` pair the larger.
    pub whole: String,
    /// Which sort of copy.
    pub kind: CopyKind,
}

/// Documents that are one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The earliest: by day (unknown days last), then by id.
    pub head: String,
    /// All of them, the head first, in that order.
    pub members: Vec<String>,
}

/// Gathers pairs into groups of two and more, ordered by the head's day and id. The order of the arguments changes nothing;
/// a document without a pair is in no group.
///
/// A text cut from one that stood before it (or on the same day) joins its group. One that takes in texts that stood
/// before it joins them only where they are one group: a digest of three reports makes no one text of them.
pub fn groups(documents: &[Head], pairs: &[Pair]) -> Vec<Group> {
    let mut order: Vec<&Head> = documents.iter().collect();
    order.sort_by_key(|h| rank(h));
    order.dedup_by(|a, b| a.document == b.document);
    let place: FxHashMap<&str, usize> = order.iter().enumerate().map(|(i, h)| (h.document.as_str(), i)).collect();
    let mut sets = Sets::new(order.len());
    // Smaller and larger where the larger stood later.
    let mut digests: Vec<(usize, usize)> = Vec::new();
    for pair in pairs {
        let (Some(&part), Some(&whole)) = (place.get(pair.part.as_str()), place.get(pair.whole.as_str())) else {
            continue;
        };
        let day = |i: usize| order.get(i).and_then(|h| h.published);
        let later = matches!((day(part), day(whole)), (Some(p), Some(w)) if p < w);
        if pair.kind == CopyKind::Contained && later {
            digests.push((part, whole));
        } else {
            sets.join(part, whole);
        }
    }
    join_expansions(&mut sets, &digests);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); order.len()];
    for i in 0..order.len() {
        let root = sets.root(i);
        if let Some(m) = members.get_mut(root) {
            m.push(i);
        }
    }
    // Roots are the smallest of their set, so this order is the order of the heads.
    let name = |i: &usize| order.get(*i).map_or(String::new(), |h| h.document.clone());
    members
        .iter()
        .filter(|m| m.len() > 1)
        .map(|m| Group { head: m.first().map(name).unwrap_or_default(), members: m.iter().map(name).collect() })
        .collect()
}

/// Joins a later, larger text with the one group that it grew from.
fn join_expansions(sets: &mut Sets, digests: &[(usize, usize)]) {
    let mut by_whole: Vec<(usize, usize)> = digests.iter().map(|&(p, w)| (sets.root(w), sets.root(p))).collect();
    by_whole.retain(|(w, p)| w != p);
    by_whole.sort_unstable();
    by_whole.dedup();
    for parts in by_whole.chunk_by(|a, b| a.0 == b.0) {
        if let [(whole, part)] = parts {
            sets.join(*whole, *part);
        }
    }
}

fn rank(head: &Head) -> (bool, Option<Date>, &str) {
    (head.published.is_none(), head.published, &head.document)
}

/// Sets that are joined; the smallest member is the root.
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    pub(crate) fn new(n: usize) -> Self {
        Sets((0..n).collect())
    }

    pub(crate) fn root(&mut self, i: usize) -> usize {
        let mut at = i;
        while let Some(&up) = self.0.get(at).filter(|up| **up != at) {
            let next = self.0.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = next;
            }
            at = next;
        }
        at
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

/// Which document each document copies.
#[derive(Debug, Clone, Default)]
pub struct Copies {
    heads: FxHashMap<String, String>,
}

impl Copies {
    /// Made of the groups.
    pub fn of(groups: &[Group]) -> Copies {
        let heads = groups.iter().flat_map(|g| g.members.iter().map(|m| (m.clone(), g.head.clone()))).collect();
        Copies { heads }
    }

    /// The head of a document's group; the document itself where it is in none.
    pub fn origin<'a>(&'a self, document: &'a str) -> &'a str {
        self.heads.get(document).map_or(document, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(document: &str, day: i8) -> Head {
        Head { document: document.into(), published: Date::new(2024, 5, day).ok() }
    }

    fn pair(part: &str, whole: &str, kind: CopyKind) -> Pair {
        Pair { part: part.into(), whole: whole.into(), kind }
    }

    fn members(documents: &[Head], pairs: &[Pair]) -> Vec<Vec<String>> {
        groups(documents, pairs).into_iter().map(|g| g.members).collect()
    }

    #[test]
    fn the_earliest_is_the_head() {
        let documents = [head("b", 2), head("c", 1), head("a", 2), Head { document: "0".into(), published: None }];
        let pairs = [pair("a", "b", CopyKind::Near), pair("b", "c", CopyKind::Exact), pair("0", "a", CopyKind::Exact)];
        assert_eq!(members(&documents, &pairs), [["c", "a", "b", "0"]]);
        let copies = Copies::of(&groups(&documents, &pairs));
        assert_eq!((copies.origin("0"), copies.origin("z")), ("c", "z"));
    }

    #[test]
    fn a_digest_of_two_reports_makes_no_one_text_of_them() {
        let documents = [head("one", 1), head("two", 1), head("digest", 2)];
        let both = [pair("one", "digest", CopyKind::Contained), pair("two", "digest", CopyKind::Contained)];
        assert!(members(&documents, &both).is_empty());
        assert_eq!(members(&documents, &both[..1]), [["one", "digest"]]);
    }

    #[test]
    fn excerpts_belong_to_the_text_that_stood_before_them() {
        let documents = [head("whole", 1), head("head", 2), head("tail", 3)];
        let pairs = [pair("head", "whole", CopyKind::Contained), pair("tail", "whole", CopyKind::Contained)];
        assert_eq!(members(&documents, &pairs), [["whole", "head", "tail"]]);
    }

    #[test]
    fn pairs_of_unknown_documents_are_left_out() {
        assert!(members(&[head("a", 1)], &[pair("a", "x", CopyKind::Near)]).is_empty());
        assert!(members(&[], &[]).is_empty());
    }
}
