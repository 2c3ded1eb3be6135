//! Do two sources that one sentence sets against each other give different numbers?
//!
//! «قالت الشرطة إن القتلى 42، في حين قالت البلدية إنهم 39»: the surest conflict there is, since the writer tells it as one.
//! Reads points that stand in one sentence of one article; refuses those of one speaker, of other places, of a part.

use std::collections::BTreeMap;

use isnad_extract::{Sense, Status};
use isnad_text::{fold, tokenise};

use super::amount::{Agreement, Amount};
use super::{Difference, DifferenceKind, Reason};
use crate::lexicon::{bare, words};
use crate::position::Passage;
use crate::series::{Normal, Point, Series};

/// Figures of one sentence that are compared each with each.
const FIGURES: usize = 8;

/// The conflicts told in one sentence, in the order of the sentences.
pub(super) fn told_apart(series: &[Series], points: &[Point], out: &mut Vec<Difference>) {
    let mut sentences: BTreeMap<(&str, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for (n, s) in series.iter().enumerate() {
        for placed in &s.points {
            if let Some(point) = points.get(placed.point).filter(|p| may_differ(p)) {
                sentences.entry((&point.document, &point.sentence)).or_default().push((placed.point, n));
            }
        }
    }
    for told in sentences.values_mut().filter(|t| t.len() > 1) {
        told.sort_by_key(|(i, _)| points.get(*i).map(|p| (p.sentence.find(&p.text), &p.entry)));
        for (k, (i, n)) in told.iter().enumerate().take(FIGURES) {
            for (j, m) in told.iter().take(FIGURES).skip(k + 1) {
                if let (Some(a), Some(b)) = (points.get(*i), points.get(*j))
                    && against(a, b)
                {
                    out.push(Difference {
                        kind: DifferenceKind::Conflict,
                        reason: Reason::SamePeriod,
                        series: *n,
                        other_series: *m,
                        earlier: *i,
                        later: *j,
                    });
                }
            }
        }
    }
}

/// The key that brings the figures of one such sentence together; `None` where it sets nobody against anybody.
pub(crate) fn key(point: &Point) -> Option<String> {
    (may_differ(point) && contrast(&point.sentence).is_some()).then(|| format!("{}|{}", point.document, point.sentence))
}

/// Whether a figure can be one side: told by somebody as what is, in a unit. «3 percent said» are no source.
fn may_differ(point: &Point) -> bool {
    let source = |s: &String| !s.chars().any(|c| isnad_text::letters::digit(c).is_some());
    point.speaker.as_ref().is_some_and(source)
        && point.unit.is_some()
        && point.status == Status::Actual
        && point.sense != Sense::Change
}

/// The place of the first phrase of contrast in a sentence, in bytes.
fn contrast(sentence: &str) -> Option<usize> {
    let tokens = tokenise(sentence);
    (0..tokens.len()).find_map(|i| {
        let phrase: Vec<&str> = (i..tokens.len().min(i + 3)).map(|k| tokens.key(k)).collect();
        words().contrast(&phrase).then(|| tokens.span(i).start as usize)
    })
}

/// Whether the sentence sets `b` against `a`: other speakers, one unit, one measure, numbers that cannot both be true.
fn against(a: &Point, b: &Point) -> bool {
    let (Some(first), Some(second)) = (&a.speaker, &b.speaker) else { return false };
    let (first, second) = (fold(first), fold(second));
    if first.contains(&second) || second.contains(&first) || a.value == b.value {
        return false;
    }
    let (Some(from), Some(to)) = (a.sentence.find(&a.text).map(|i| i + a.text.len()), a.sentence.rfind(&b.text)) else {
        return false;
    };
    let Some(at) = a.sentence.get(from..to).and_then(contrast).map(|i| from + i) else { return false };
    let (x, y) = (Normal::of(a), Normal::of(b));
    let part = |p: &[String], q: &[String]| p.iter().all(|w| q.binary_search(w).is_ok());
    let victims = x.rank.unit == words().dead || x.rank.unit == words().hurt;
    let one_measure = part(&x.measure, &y.measure) || part(&y.measure, &x.measure);
    // Of people and things in general the words must say what is counted.
    let sure = victims || !x.measure.is_empty() && !y.measure.is_empty();
    let subjects = a.subject.is_none() || b.subject.is_none() || a.subject == b.subject;
    if x.rank.unit != y.rank.unit || !one_measure || !sure || !subjects || !x.comparable || !y.comparable {
        return false;
    }
    let (left, right) = (a.sentence.get(..at).unwrap_or(""), a.sentence.get(at..).unwrap_or(""));
    let amount = |p: &Point| Amount::of(p.value, p.hedge, p.unit.as_deref());
    let (v, w) = (a.value.max(), b.value.max());
    !elsewhere(left, right)
        && !before(right)
        && amount(a).agreement(amount(b)) == Agreement::Contrary
        && v > 0.0
        && w > 0.0
        && v < w * 5.0
        && w < v * 5.0
}

/// Whether what the second source says is of a time before («the earlier figures said»).
fn before(right: &str) -> bool {
    let tokens = tokenise(right);
    (0..tokens.len()).any(|i| words().earlier(bare(tokens.key(i))))
}

/// Whether the second half of the sentence names a place that the first does not, where the first names one.
fn elsewhere(left: &str, right: &str) -> bool {
    let (x, y) = (Passage::of(left), Passage::of(right));
    !x.places.is_empty() && y.places.iter().any(|place| !x.places.contains(place))
}
