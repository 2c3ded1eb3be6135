//! Which element of the page holds the article?
//!
//! Each run of text that reads like a paragraph speaks for the elements around it, each other run against them; the
//! element with the greatest sum holds the article. Where most of that sum stands in one child, the child is taken, and
//! a lead that stands before it is fetched again. Cost is linear in the page.

use super::blocks::Segment;
use super::classes;
use super::tree::{Tag, Tree};

/// The segments that belong to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The element.
    pub(crate) element: u32,
    /// Its segments.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// A segment before them that holds the lead.
    pub(crate) lead: Option<usize>,
}

/// Finds the article, if the page has one.
pub(crate) fn find(tree: &Tree, segments: &[Segment]) -> Option<Found> {
    let sums = sums(segments);
    let total = |i: u32| {
        let (from, to) = range(tree, segments, i);
        sums.get(to).copied().unwrap_or(0) - sums.get(from).copied().unwrap_or(0)
    };
    let mut best: Option<(i64, u32)> = None;
    for (i, node) in tree.nodes.iter().enumerate() {
        let i = i as u32;
        if !node.tag.is_block() || matches!(node.tag, Tag::Br | Tag::Hr) {
            continue;
        }
        let score = total(i);
        // The deepest of those with the same score: it comes last.
        if score > 0 && best.is_none_or(|(b, _)| score >= b) {
            best = Some((score, i));
        }
    }
    let (mut score, mut at) = best?;
    // Into the child that holds nearly all of it.
    while let Some((s, child)) = strongest_child(tree, at, &total) {
        let body = tree.node(child).is_some_and(classes::is_body);
        if s * 100 < score * if body { 55 } else { 88 } {
            break;
        }
        (score, at) = (s, child);
    }
    let (from, to) = range(tree, segments, at);
    let lead = lead(tree, segments, at, from);
    Some(Found { element: at, from, to, lead })
}

/// Running sums of what each segment says for or against an article.
fn sums(segments: &[Segment]) -> Vec<i64> {
    let mut sums = Vec::with_capacity(segments.len() + 1);
    let mut sum = 0i64;
    sums.push(0);
    for s in segments {
        let letters = i64::from(s.letters.min(3000));
        sum += match () {
            () if s.aside.is_some() || s.post || s.caption => 0,
            () if s.is_good() => letters,
            () if s.is_links() => -letters - 8,
            () if s.heading || s.quoted => 0,
            () => -letters / 2 - 4,
        };
        sums.push(sum);
    }
    sums
}

/// The segments inside an element.
fn range(tree: &Tree, segments: &[Segment], i: u32) -> (usize, usize) {
    let end = tree.node(i).map_or(i, |n| n.end);
    (segments.partition_point(|s| s.first < i), segments.partition_point(|s| s.first < end))
}

fn strongest_child(tree: &Tree, at: u32, total: &dyn Fn(u32) -> i64) -> Option<(i64, u32)> {
    let end = tree.node(at)?.end;
    let mut best: Option<(i64, u32)> = None;
    let mut child = at + 1;
    while child < end {
        let node = tree.node(child)?;
        if node.tag.is_block() && node.tag != Tag::P && node.end > child + 1 {
            let s = total(child);
            if best.is_none_or(|(b, _)| s > b) {
                best = Some((s, child));
            }
        }
        child = node.end.max(child + 1);
    }
    best.filter(|b| b.0 > 0)
}

/// A paragraph shortly before the article whose element calls itself a lead, or that stands alone below the headline.
fn lead(tree: &Tree, segments: &[Segment], at: u32, from: usize) -> Option<usize> {
    let floor = tree.node(tree.node(at)?.parent)?.parent;
    (from.saturating_sub(12)..from).rev().find(|&n| {
        segments.get(n).is_some_and(|s| {
            let named = [s.element, tree.node(s.element).map_or(0, |e| e.parent)]
                .iter()
                .any(|&e| tree.node(e).is_some_and(classes::is_lead));
            s.first >= floor && s.is_good() && (named || s.words >= 20)
        })
    })
}
