//! Gathers points into series.

use isnad_text::fold as folded;

use super::{Placed, Point, Series};
use crate::copy::Copies;

/// The keys by which points of one series find each other: points that share none, directly or through others, never
/// stand in one series.
pub fn keys(point: &Point) -> Vec<String> {
    vec![key(point)]
}

fn key(p: &Point) -> String {
    let subject = folded(p.subject.as_deref().unwrap_or(&p.document));
    let unit = folded(p.unit.as_deref().unwrap_or(""));
    format!("{subject}|{}|{unit}|{}|{}", p.measure_key, p.status.name(), p.sense.name())
}

/// Gathers points into series, ordered by subject, measure, unit; the order of `points` changes nothing but the indices.
pub fn fold(points: &[Point], copies: &Copies) -> Vec<Series> {
    let mut order: Vec<(String, usize)> = points.iter().enumerate().map(|(i, p)| (key(p), i)).collect();
    order.sort_by(|a, b| (&a.0, rank(points, a.1)).cmp(&(&b.0, rank(points, b.1))));
    order.chunk_by(|a, b| a.0 == b.0).filter_map(|line| series(points, line, copies)).collect()
}

fn rank(points: &[Point], i: usize) -> Option<(bool, Option<jiff::civil::Date>, &str, &str)> {
    points.get(i).map(|p| (p.published.is_none(), p.published, p.document.as_str(), p.entry.as_str()))
}

fn series(points: &[Point], line: &[(String, usize)], copies: &Copies) -> Option<Series> {
    let first = points.get(line.first()?.1)?;
    let mut placed: Vec<Placed> = Vec::new();
    for &(_, i) in line {
        let p = points.get(i)?;
        let twin = placed.iter_mut().find(|q| {
            points
                .get(q.point)
                .is_some_and(|q| q.value == p.value && copies.origin(&q.document) == copies.origin(&p.document))
        });
        match twin {
            Some(twin) => twin.copies.push(i),
            None => placed.push(Placed {
                point: i,
                from: p.published,
                to: p.published,
                copies: Vec::new(),
                comparable: true,
            }),
        }
    }
    Some(Series {
        id: line.first()?.0.clone(),
        subject: first.subject.clone(),
        measure: first.measure.clone(),
        unit: first.unit.clone(),
        sense: first.sense,
        status: first.status,
        current: (0..placed.len()).rev().collect(),
        points: placed,
    })
}
