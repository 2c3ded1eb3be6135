//! Gathers points into series.

use isnad_extract::{Hedge, Sense};
use jiff::civil::Date;

use super::line::{Normal, Rank};
use super::subject::{Subjects, gather};
use super::{Placed, Point, Series, when};
use crate::copy::{Copies, CopyText, Sets, judge, mix};

/// Days: events of one sort without a named subject that lie further apart are not one, nor is a number told again in other words.
const APART: i32 = 10;

/// The keys by which points of one series find each other: points that share none, directly or through others, never
/// stand in one series, nor tell each other's subject. So [`fold`] over the points that hang together by keys gives what
/// it gives over all, and so does [`crate::difference::differences`].
pub fn keys(point: &Point) -> Vec<String> {
    let normal = Normal::of(point);
    let told = crate::difference::key(point);
    if normal.subject.is_empty() {
        let Rank { unit, status, sense } = &normal.rank;
        let own = format!("{}|{unit}|{status}|{sense}", normal.measure.join(" "));
        return std::iter::once(own).chain(told).collect();
    }
    let names = std::iter::once(&normal.subject).chain(&normal.aliases);
    let mut words: Vec<String> =
        names.flat_map(|n| [n.head.iter().min(), n.words().min()]).flatten().cloned().collect();
    words.sort();
    words.dedup();
    words.extend(told);
    words
}

/// Gathers points into series, ordered by subject, unit, measure and time; the order of `points` changes nothing but the
/// indices by which the series name them. A point alone is a series of one.
pub fn fold(points: &[Point], copies: &Copies) -> Vec<Series> {
    let normals: Vec<Normal> = points.iter().map(Normal::of).collect();
    let subjects = gather(points, &normals);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| tag(points, &normals, &subjects, *a).cmp(&tag(points, &normals, &subjects, *b)));
    let mut out = Vec::new();
    let same = |a: &usize, b: &usize| class(&normals, &subjects, *a) == class(&normals, &subjects, *b);
    for group in order.chunk_by(same) {
        for line in lines(points, &normals, group) {
            out.extend(series(points, &normals, &subjects, &line, copies));
        }
    }
    out
}

type Tag<'a> = (Option<(&'a str, &'a Rank)>, Option<&'a [String]>, Option<(Date, Date)>, &'a str, &'a str);

/// The order of points: by what they measure, then by time, then by name.
fn tag<'a>(points: &'a [Point], normals: &'a [Normal], subjects: &'a Subjects, i: usize) -> Tag<'a> {
    let (point, normal) = (points.get(i), normals.get(i));
    (
        class(normals, subjects, i),
        normal.map(|n| n.measure.as_slice()),
        normal.and_then(|n| n.days),
        point.map_or("", |p| &p.document),
        point.map_or("", |p| &p.entry),
    )
}

/// Subject, unit, status and sense: equal on one line.
fn class<'a>(normals: &'a [Normal], subjects: &'a Subjects, i: usize) -> Option<(&'a str, &'a Rank)> {
    let subject = subjects.of.get(i).copied().flatten().and_then(|n| subjects.names.get(n));
    normals.get(i).map(|n| (subject.map_or("", String::as_str), &n.rank))
}

/// Parts a class into lines by measure, and events without a subject by time.
fn lines(points: &[Point], normals: &[Normal], group: &[usize]) -> Vec<Vec<usize>> {
    let measure = |i: &usize| normals.get(*i).map_or(&[][..], |n| n.measure.as_slice());
    // Points of equal measure stand together; measures that are nearly equal are joined.
    let blocks: Vec<&[usize]> = group.chunk_by(|a, b| measure(a) == measure(b)).collect();
    let mut sets = Sets::new(blocks.len());
    let named = group.first().and_then(|i| normals.get(*i)).is_some_and(|n| !n.subject.is_empty());
    for (n, block) in blocks.iter().enumerate().filter(|_| named) {
        for (m, other) in blocks.iter().enumerate().skip(n + 1).take(NEIGHBOURS) {
            if let (Some(a), Some(b)) = (block.first(), other.first())
                && nearly(measure(a), measure(b))
            {
                sets.join(n, m);
            }
        }
    }
    if named {
        join_retold(points, normals, &blocks, &mut sets);
    }
    let mut lines: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
    for (n, block) in blocks.iter().enumerate() {
        if let Some(line) = lines.get_mut(sets.root(n)) {
            line.extend_from_slice(block);
        }
    }
    lines.retain(|l| !l.is_empty());
    for line in &mut lines {
        line.sort_by_key(|i| (normals.get(*i).and_then(|n| n.days), points.get(*i).map(|p| (&p.document, &p.entry))));
    }
    lines.into_iter().flat_map(|line| part(normals, line)).collect()
}

/// Blocks of a class that one is compared with.
const NEIGHBOURS: usize = 200;

/// Measures of three words and more that differ in one of four.
fn nearly(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    shared >= 3 && shared * 4 >= (a.len() + b.len() - shared) * 3
}

/// Joins measures told in other words: two articles of the same days that give the same number in the same unit of the same
/// subject, with a word of the measure in common.
fn join_retold(points: &[Point], normals: &[Normal], blocks: &[&[usize]], sets: &mut Sets) {
    let mut retold: Vec<(u64, u64, usize, usize)> = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        for &i in *block {
            let Some(point) = points.get(i) else { continue };
            retold.push((point.value.min().to_bits(), point.value.max().to_bits(), n, i));
        }
    }
    retold.sort_unstable_by_key(|r| (r.0, r.1, r.2, points.get(r.3).map(|p| (&p.document, &p.entry))));
    for same in retold.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (k, &(.., n, i)) in same.iter().enumerate() {
            for &(.., m, j) in same.iter().skip(k + 1).take(RETELLINGS).filter(|r| r.2 != n) {
                let (Some(p), Some(q)) = (points.get(i), points.get(j)) else { continue };
                let (Some(a), Some(b)) = (normals.get(i), normals.get(j)) else { continue };
                // Shares and the like coincide easily.
                let enough = if a.rank.unit.is_ascii() { 2 } else { 1 };
                let common = a.measure.iter().filter(|w| b.measure.binary_search(w).is_ok()).count();
                if p.document != q.document && common >= enough && near(a, b) {
                    sets.join(n, m);
                }
            }
        }
    }
}

/// Points of one value that one is compared with.
const RETELLINGS: usize = 50;

/// Whether the days of two points lie together.
fn near(a: &Normal, b: &Normal) -> bool {
    matches!((a.days, b.days), (Some(a), Some(b)) if when::between(a.1, b.1).abs() <= APART)
}

/// A line whose points say too little to be compared falls apart into points; events without a subject into those near in time.
fn part(normals: &[Normal], line: Vec<usize>) -> Vec<Vec<usize>> {
    let Some(first) = line.first().and_then(|i| normals.get(*i)) else { return Vec::new() };
    if !first.tells() {
        return line.into_iter().map(|i| vec![i]).collect();
    }
    if !first.subject.is_empty() {
        return vec![line];
    }
    let day = |i: &usize| normals.get(*i).and_then(|n| n.days);
    let near = |a: &usize, b: &usize| match (day(a), day(b)) {
        (Some(a), Some(b)) => when::between(a.1, b.0) <= APART,
        _ => false,
    };
    line.chunk_by(near).map(<[usize]>::to_vec).collect()
}

fn series(
    points: &[Point],
    normals: &[Normal],
    subjects: &Subjects,
    line: &[usize],
    copies: &Copies,
) -> Option<Series> {
    let first = points.get(*line.first()?)?;
    let placed = place(points, normals, line, copies);
    Some(Series {
        id: id(points, normals, subjects, line),
        subject: fullest(line.iter().filter_map(|i| points.get(*i)?.subject.as_deref())),
        subject_key: class(normals, subjects, *line.first()?).map_or(String::new(), |c| c.0.to_owned()),
        measure: line.iter().find_map(|i| points.get(*i)?.measure.clone()),
        measure_words: line
            .iter()
            .filter_map(|i| normals.get(*i))
            .map(|n| &n.measure)
            .min()
            .cloned()
            .unwrap_or_default(),
        unit: first.unit.clone(),
        sense: first.sense,
        status: first.status,
        current: current(points, &placed, first.sense),
        points: placed,
    })
}

/// The name with the most letters; of equals the first.
fn fullest<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    names.max_by(|a, b| a.chars().count().cmp(&b.chars().count()).then(b.cmp(a))).map(str::to_owned)
}

/// Puts points at their place; what says the same in copies of one text, or in the same words, is one point.
fn place(points: &[Point], normals: &[Normal], line: &[usize], copies: &Copies) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(line.len());
    // The earliest published of each copied point stands for it.
    let mut order: Vec<usize> = line.to_vec();
    order.sort_by_key(|i| points.get(*i).map(|p| (p.published.is_none(), p.published, &p.document, &p.entry)));
    for i in order {
        let (Some(point), Some(normal)) = (points.get(i), normals.get(i)) else { continue };
        let twin = placed.iter_mut().rev().take(TWINS).find(|q| {
            let (Some(other), Some(n)) = (points.get(q.point), normals.get(q.point)) else { return false };
            same_time(n, normal) && twins(other, point, copies)
        });
        match twin {
            Some(twin) => twin.copies.push(i),
            None => placed.push(Placed {
                point: i,
                from: normal.days.map(|d| d.0),
                to: normal.days.map(|d| d.1),
                dated: normal.dated,
                origin: origin(point, copies),
                copies: Vec::new(),
                daily: normal.daily,
                comparable: normal.comparable && normal.tells(),
            }),
        }
    }
    placed.sort_by_key(|p| {
        let point = points.get(p.point);
        (p.to.is_none(), p.to, p.from, point.map(|p| (p.published, &p.document, &p.entry)))
    });
    placed
}

/// Points of a line that one is compared with, from the latest back.
const TWINS: usize = 100;

/// Copies keep the time that their text gives; one that has only its day of publication moves with it.
fn same_time(a: &Normal, b: &Normal) -> bool {
    a.days == b.days || !a.dated || !b.dated
}

/// Days within which one sentence in two articles has one origin; later it says again that the figure still holds.
const RETOLD: i32 = 7;

fn twins(a: &Point, b: &Point, copies: &Copies) -> bool {
    if a.value != b.value {
        return false;
    }
    if copies.origin(&a.document) == copies.origin(&b.document) {
        return true;
    }
    let near = matches!((a.published, b.published), (Some(a), Some(b)) if when::between(a, b).abs() <= RETOLD);
    if !near {
        return false;
    }
    let (x, y) = (CopyText::of(&a.sentence, &[]), CopyText::of(&b.sentence, &[]));
    x.words().min(y.words()) >= 8 && judge(&x, &y).is_some()
}

/// Who stands behind a point: the agency that the article credits, else the first of its copies.
fn origin(point: &Point, copies: &Copies) -> String {
    match point.agency.as_deref().filter(|a| !a.trim().is_empty()) {
        Some(agency) => format!("agency:{}", isnad_text::fold(agency.trim())),
        None => copies.origin(&point.document).to_owned(),
    }
}

/// Places of a series, the likeliest present value first: the latest time, then what more articles say, then the more
/// exact hedge. Empty for changes and flows, which have no present value.
fn current(points: &[Point], placed: &[Placed], sense: Sense) -> Vec<usize> {
    if sense != Sense::Level {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..placed.len()).filter(|i| placed.get(*i).is_some_and(|p| p.comparable)).collect();
    order.sort_by_key(|i| {
        let p = placed.get(*i);
        let hedged = p.and_then(|p| points.get(p.point)).is_none_or(|p| p.hedge != Hedge::Exact);
        let said = p.map_or(0, |p| p.copies.len());
        (std::cmp::Reverse(p.and_then(|p| p.to)), std::cmp::Reverse(said), hedged, *i)
    });
    order
}

/// A name made of what is measured; of events without a subject, of the first day too; of what tells too little, of the
/// point itself.
fn id(points: &[Point], normals: &[Normal], subjects: &Subjects, line: &[usize]) -> String {
    let mut hash = 0u64;
    let mut eat = |text: &str| {
        for byte in text.bytes().chain(std::iter::once(0)) {
            hash = mix(hash ^ u64::from(byte)).wrapping_add(1);
        }
    };
    if let Some(&i) = line.first()
        && let (Some(normal), Some((subject, rank))) = (normals.get(i), class(normals, subjects, i))
    {
        eat(subject);
        eat(&rank.unit);
        eat(rank.status);
        eat(rank.sense);
        let measure = line.iter().filter_map(|i| normals.get(*i)).map(|n| &n.measure).min();
        measure.into_iter().flatten().for_each(|w| eat(w));
        if normal.subject.is_empty() {
            eat(&normal.days.map_or(String::new(), |d| d.0.to_string()));
        }
        if !normal.tells()
            && let Some(point) = points.get(i)
        {
            eat(&point.document);
            eat(&point.entry);
        }
    }
    format!("{hash:016x}")
}
