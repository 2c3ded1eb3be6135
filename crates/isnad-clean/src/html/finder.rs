//! Which element of the page holds the article?
//!
//! Each run of text that reads like a paragraph speaks for the elements around it, each other run against them; the
//! element with the greatest sum holds the article. Where most of that sum stands in one child, the child is taken, and
//! a lead that stands before it is fetched again. Cost is linear in the page.

use super::blocks::Segment;
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
    let goods: Vec<i64> = std::iter::once(0)
        .chain(segments.iter().scan(0i64, |sum, s| {
            *sum += if s.is_good() { i64::from(s.letters.min(3000)) } else { 0 };
            Some(*sum)
        }))
        .collect();
    let good = |i: u32| {
        let (from, to) = range(tree, segments, i);
        goods.get(to).copied().unwrap_or(0) - goods.get(from).copied().unwrap_or(0)
    };
    let mut best: Option<(i64, u32)> = None;
    let mut bodies: Vec<(i64, u32)> = Vec::new();
    for (i, node) in tree.nodes.iter().enumerate() {
        let i = i as u32;
        if !is_container(node.tag) {
            continue;
        }
        let score = total(i);
        // The deepest of those with the same score: it comes last.
        if score > 0 && best.is_none_or(|(b, _)| score >= b) {
            best = Some((score, i));
        }
        if node.names.body && (score > 0 || good(i) > 300) {
            bodies.push((score.max(good(i) / 2), i));
        }
    }
    if bodies.is_empty()
        && let Some(at) = body_of_lines(tree, segments, best.map_or(0, |b| b.0))
    {
        let (from, to) = range(tree, segments, at);
        return Some(Found { element: at, from, to, lead: None });
    }
    let (mut score, mut at) = best?;
    // An element that calls itself the body of an article is believed where it holds a good part of the page's text:
    // the first of those that hold about as much (pages that go on with the next article).
    let most = bodies.iter().map(|b| b.0).max().unwrap_or(0);
    if most * 3 >= score || most > 1500 {
        let first = bodies.iter().find(|b| b.0 * 2 >= most).copied();
        (score, at) = first.unwrap_or((score, at));
        // A body cut into several of the same parent is that parent.
        let parent = tree.node(at).map_or(0, |n| n.parent);
        let pieces =
            bodies.iter().filter(|&&(_, b)| b != at && tree.node(b).is_some_and(|n| n.parent == parent)).count();
        if pieces > 0 && total(parent) * 2 > score * 3 {
            (score, at) = (total(parent), parent);
        }
    }
    if let Some(whole) = parted(tree, at, &bodies, &good) {
        (score, at) = (total(whole), whole);
    }
    // Into the child that holds nearly all of it.
    while let Some((s, child)) = strongest_child(tree, at, &total) {
        let named = tree.node(at).is_some_and(|n| n.names.body);
        let body = tree.node(child).is_some_and(|n| n.names.body);
        let share = if body { 60 } else { 88 };
        if (named && !body) || s * 100 < score * share {
            break;
        }
        (score, at) = (s, child);
    }
    let (from, to) = range(tree, segments, at);
    let lead = lead(tree, segments, at, from);
    Some(Found { element: at, from, to, lead })
}

/// An element that calls itself the body of an article and has no paragraphs, but many short lines (a table of dates, a
/// poem), where nothing on the page says as much.
fn body_of_lines(tree: &Tree, segments: &[Segment], best: i64) -> Option<u32> {
    let lines = |i: u32| {
        let (from, to) = range(tree, segments, i);
        let plain = segments.get(from..to).unwrap_or_default().iter();
        plain.filter(|s| s.aside.is_none() && s.linked == 0 && s.words >= 2).map(|s| i64::from(s.letters)).sum::<i64>()
    };
    let named = tree.nodes.iter().enumerate().filter(|(_, n)| n.names.body).take(20);
    let sums = named.map(|(i, _)| (lines(i as u32), i as u32));
    let (sum, at) = sums.max_by_key(|&(sum, at)| (sum, std::cmp::Reverse(at)))?;
    (sum >= 300 && sum > best).then_some(at)
}

/// A body cut into pieces of one name, with other things between them: the element that holds them all, where it holds
/// little else.
fn parted(tree: &Tree, at: u32, bodies: &[(i64, u32)], good: &dyn Fn(u32) -> i64) -> Option<u32> {
    let named = tree.node(at).filter(|n| n.names.body && !n.text.is_empty())?;
    let pieces = bodies.iter().map(|b| b.1).filter(|&b| tree.node(b).is_some_and(|n| n.text == named.text));
    // A piece within a piece adds nothing.
    let (mut sum, mut end, mut last) = (0, 0, at);
    for piece in pieces {
        if piece >= end {
            sum += good(piece);
            end = tree.node(piece).map_or(end, |n| n.end);
            last = last.max(piece);
        }
    }
    if last == at {
        return None;
    }
    let mut whole = tree.node(at)?.parent;
    for _ in 0..64 {
        let node = tree.node(whole)?;
        if node.end > last {
            break;
        }
        whole = node.parent;
    }
    // Next articles on the same page are no pieces: they bring their own headlines.
    let from = whole as usize;
    let heads = tree.nodes.get(from..last as usize)?.iter().filter(|n| n.tag == Tag::H1).count();
    (heads <= 1 && tree.node(whole)?.end > last && sum * 10 >= good(whole) * 8 && sum * 2 > good(at) * 3)
        .then_some(whole)
}

/// Elements that can hold an article.
fn is_container(tag: Tag) -> bool {
    use Tag as T;
    matches!(
        tag,
        T::Div
            | T::Section
            | T::Article
            | T::Main
            | T::Body
            | T::Td
            | T::Center
            | T::Form
            | T::Span
            | T::Other
            | T::Table
    )
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
            () if s.words >= 15 && s.linked * 10 < s.letters * 7 => 0,
            () if s.is_links() => -letters - 8,
            () if s.heading || s.quoted || (s.item && s.linked == 0) => 0,
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
        if is_container(node.tag) && node.end > child + 1 {
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
                .any(|&e| tree.node(e).is_some_and(|n| n.names.lead));
            s.first >= floor && s.is_good() && (named || s.words >= 20)
        })
    })
}
