//! Finds the differences inside a series and between close ones.

use std::collections::BTreeMap;

use isnad_extract::{Hedge, Sense, Status};

use super::amount::{Agreement, Amount};
use super::{Difference, DifferenceKind, Reason};
use crate::lexicon::{bare, words};
use crate::position::Passage;
use crate::series::{Placed, Point, Series, between, measured};

/// Values of one time that are compared each with each.
const VALUES: usize = 6;
/// Series of one subject that are compared with each other.
const CLOSE: usize = 64;
/// Figures of other scope further apart than this many days tell nothing together.
const SCOPE_DAYS: i32 = 14;
/// A figure that flows is an update of another only so many days after.
const EVENT_DAYS: i32 = 7;

/// A placed point with what it says.
#[derive(Clone, Copy)]
struct At<'a> {
    placed: &'a Placed,
    point: &'a Point,
    amount: Amount,
}

/// The differences inside each series and between close ones, in the order of the series and of time.
pub fn differences(series: &[Series], points: &[Point]) -> Vec<Difference> {
    let mut out = Vec::new();
    for (n, s) in series.iter().enumerate() {
        inside(n, s, points, &mut out);
    }
    across(series, points, &mut out);
    super::sources::told_apart(series, points, &mut out);
    out
}

fn at<'a>(placed: &'a Placed, points: &'a [Point]) -> Option<At<'a>> {
    let point = points.get(placed.point)?;
    Some(At { placed, point, amount: Amount::of(point.value, point.hedge, point.unit.as_deref()) })
}

/// The points of a series that may be compared: numbers, with a day, and the only value that their article gives for it.
fn comparable<'a>(series: &'a Series, points: &'a [Point]) -> Vec<At<'a>> {
    let all: Vec<At> =
        series.points.iter().filter(|p| p.comparable && p.to.is_some()).filter_map(|p| at(p, points)).collect();
    // An article that gives two values for one time measures two things that the key does not tell apart.
    let mut values: BTreeMap<(&str, _, _), Vec<Amount>> = BTreeMap::new();
    for a in &all {
        values.entry((a.point.document.as_str(), a.placed.from, a.placed.to)).or_default().push(a.amount);
    }
    let alone = |a: &At| {
        let said = values.get(&(a.point.document.as_str(), a.placed.from, a.placed.to));
        said.is_none_or(|s| s.iter().all(|v| v.agreement(a.amount) == Agreement::Same))
    };
    all.iter().copied().filter(alone).collect()
}

fn inside(n: usize, series: &Series, points: &[Point], out: &mut Vec<Difference>) {
    let all = comparable(series, points);
    let times: Vec<&[At]> = all.chunk_by(|a, b| (a.placed.from, a.placed.to) == (b.placed.from, b.placed.to)).collect();
    let mut push = |kind, reason, a: &At, b: &At| {
        let (earlier, later) = (a.placed.point, b.placed.point);
        out.push(Difference { kind, reason, series: n, other_series: n, earlier, later });
    };
    for (t, now) in times.iter().enumerate() {
        at_one_time(now, series.sense, &mut push);
        let before = t.checked_sub(1).and_then(|t| times.get(t));
        if let Some(before) = before {
            later(before, now, series.sense, &mut push);
        }
    }
}

/// Compares what is said of one time: each value with its restatements, the values with each other.
fn at_one_time(now: &[At], sense: Sense, push: &mut impl FnMut(DifferenceKind, Reason, &At, &At)) {
    let mut first: Vec<At> = Vec::new();
    for a in now {
        match first.iter().find(|f| f.amount.agreement(a.amount) == Agreement::Same) {
            Some(f) => push(DifferenceKind::Restated, Reason::SameValueElsewhere, f, a),
            None => first.push(*a),
        }
    }
    for (n, a) in first.iter().enumerate().take(VALUES) {
        for b in first.iter().take(VALUES).skip(n + 1) {
            let (a, b) = if published(a) <= published(b) { (a, b) } else { (b, a) };
            match a.amount.agreement(b.amount) {
                Agreement::Same | Agreement::Open => {}
                Agreement::Rounded => push(DifferenceKind::Rounded, Reason::Rounding, a, b),
                Agreement::Hedged => push(DifferenceKind::Rounded, Reason::Hedge, a, b),
                Agreement::Contrary => {
                    if let Some((kind, reason)) = contrary(a, b, sense) {
                        push(kind, reason, a, b);
                    }
                }
            }
        }
    }
}

/// What two values for one time are that cannot both be true.
fn contrary(a: &At, b: &At, sense: Sense) -> Option<(DifferenceKind, Reason)> {
    let (from, to) = (a.placed.from?, a.placed.to?);
    let one_day = from == to;
    let later = published(a) < published(b);
    // Of another order of magnitude, it counts something else.
    if !like(a, b) {
        return None;
    }
    if a.placed.origin == b.placed.origin {
        // One source that corrects itself; in one breath it speaks of two things.
        return later.then_some((DifferenceKind::Corrected, Reason::Revised));
    }
    if later && says_wrong(&b.point.sentence) {
        return Some((DifferenceKind::Corrected, Reason::SaidWrong));
    }
    let since = |x: &At| x.point.published.map_or(0, |p| between(to, p));
    if a.placed.dated && b.placed.dated && since(a) > 0 && since(b) > 0 {
        let settled = since(a) > EVENT_DAYS && since(b) > EVENT_DAYS;
        if one_thing(a, b) && (sense == Sense::Level || !one_day || settled) {
            let same = later && a.point.speaker.is_some() && a.point.speaker == b.point.speaker;
            let revised = (DifferenceKind::Corrected, Reason::Revised);
            return Some(if same { revised } else { (DifferenceKind::Conflict, Reason::SamePeriod) });
        }
        // What a market asks moves within the day, a toll grows in the days after.
        let asked = a.point.unit.as_deref().is_some_and(|u| u.contains('/'));
        let toll = sense == Sense::Flow && one_thing(a, b);
        return (one_day && (asked || toll)).then_some((DifferenceKind::PerhapsUpdated, Reason::SameDay));
    }
    one_day.then_some((DifferenceKind::PerhapsUpdated, Reason::SameDay))
}

/// Whether two values are of one order of magnitude.
fn like(a: &At, b: &At) -> bool {
    let (x, y) = (a.point.value.max(), b.point.value.max());
    x > 0.0 && y > 0.0 && x < y * 5.0 && y < x * 5.0
}

/// Whether two values surely measure one thing, so that one of them must be wrong: of one named subject, in the same words
/// of measure and of time, told as what is and not as what is awaited, no price of the hour, of no two places.
fn one_thing(a: &At, b: &At) -> bool {
    let price = |x: &At| x.point.unit.as_deref().is_some_and(|u| u.contains('/'));
    let clocked = |x: &At| x.point.as_of.as_deref().is_some_and(|t| t.contains('T'));
    a.point.subject.is_some()
        && b.point.subject.is_some()
        && a.point.as_of == b.point.as_of
        && !price(a)
        && !(clocked(a) || clocked(b))
        && measured(a.point) == measured(b.point)
        && !(awaits(a) || awaits(b))
        && !apart(&a.point.sentence, &b.point.sentence)
}

/// Whether its sentence or its speaker is an expectation: «the average of forecasts».
fn awaits(a: &At) -> bool {
    let said = [Some(a.point.sentence.as_str()), a.point.speaker.as_deref()];
    said.into_iter().flatten().any(|text| {
        let tokens = isnad_text::tokenise(text);
        (0..tokens.len()).any(|i| words().awaited(bare(tokens.key(i))))
    })
}

/// Whether each of two sentences names a place that the other does not.
fn apart(a: &str, b: &str) -> bool {
    let (x, y) = (Passage::of(a), Passage::of(b));
    let own = |p: &Passage, q: &Passage| p.places.iter().any(|place| !q.places.contains(place));
    own(&x, &y) && own(&y, &x)
}

/// Whether a hedge gives one end only.
fn bounds(hedge: Hedge) -> bool {
    !matches!(hedge, Hedge::Exact | Hedge::About)
}

/// Whether a sentence says that an earlier figure was wrong.
fn says_wrong(sentence: &str) -> bool {
    let tokens = isnad_text::tokenise(sentence);
    (0..tokens.len()).any(|i| words().correction(bare(tokens.key(i))))
}

fn published(a: &At) -> Option<jiff::civil::Date> {
    a.point.published
}

/// Compares what is said of a time with what was said of the time before.
fn later(before: &[At], now: &[At], sense: Sense, push: &mut impl FnMut(DifferenceKind, Reason, &At, &At)) {
    let mut seen: Vec<At> = Vec::new();
    for b in now {
        if seen.iter().any(|s| s.amount.agreement(b.amount) == Agreement::Same) {
            continue;
        }
        seen.push(*b);
        let agreed = [Agreement::Same, Agreement::Rounded, Agreement::Hedged]
            .into_iter()
            .find_map(|g| before.iter().rev().find(|a| a.amount.agreement(b.amount) == g).map(|a| (g, a)))
            // An article that gives two values for two times rounds neither, nor is a rate of another day a rounding.
            .filter(|(g, a)| *g == Agreement::Same || other_article(a, b) && (!rate(b) || days_between(a, b) <= 1))
            // 90,589 days ago and «more than 91,000» now: it grew, whatever the rounding.
            .filter(|(g, a)| *g != Agreement::Rounded || !grew(a, b))
            // «More than 6,000» days ago and 7,000 now: it grew.
            .filter(|(g, a)| *g != Agreement::Hedged || !(bounds(a.point.hedge) || bounds(b.point.hedge)));
        let follows = before.last().is_some_and(|a| follows(a, b, sense));
        match agreed {
            Some((Agreement::Same, a)) => push(DifferenceKind::Restated, Reason::SameValueLater, a, b),
            Some((Agreement::Rounded, a)) => push(DifferenceKind::Rounded, Reason::Rounding, a, b),
            Some((_, a)) => push(DifferenceKind::Rounded, Reason::Hedge, a, b),
            None => {
                if let Some(a) = before.last().filter(|_| follows) {
                    push(DifferenceKind::Updated, Reason::LaterDay, a, b);
                } else if let Some(a) =
                    before.last().filter(|a| overlap(a, b) && sense == Sense::Flow && other_article(a, b))
                {
                    push(DifferenceKind::OtherScope, Reason::OtherPeriod, a, b);
                }
            }
        }
    }
}

/// Whether `b` says that it is now more than a number beyond `a`.
fn grew(a: &At, b: &At) -> bool {
    matches!(b.point.hedge, Hedge::Over | Hedge::AtLeast)
        && a.point.hedge == Hedge::Exact
        && a.point.value.max() < b.point.value.min()
        && days_between(a, b) > 1
}

/// A share or a price: what moves by little from day to day.
fn rate(a: &At) -> bool {
    a.point.unit.as_deref().is_some_and(|u| u == "%" || u.contains('/'))
}

fn days_between(a: &At, b: &At) -> i32 {
    a.placed.to.zip(b.placed.to).map_or(i32::MAX, |(x, y)| between(x, y).abs())
}

/// One article that gives two numbers for two periods counts two things.
fn other_article(a: &At, b: &At) -> bool {
    a.point.document != b.point.document
}

/// Whether `b` can bring `a` up to date: a level at a later time, a sum since the same day, an event's count within days.
fn follows(a: &At, b: &At, sense: Sense) -> bool {
    let (Some(a_from), Some(a_to), Some(b_from), Some(b_to)) = (a.placed.from, a.placed.to, b.placed.from, b.placed.to)
    else {
        return false;
    };
    let since = a_from == b_from && a_to < b_to;
    match sense {
        Sense::Level => (since || a_to < b_from) && !a.placed.daily && !b.placed.daily && plausible(a, b),
        // The toll of one event grows; counts of single days go up and down and follow nothing.
        Sense::Flow => {
            let days = a_from == a_to && b_from == b_to && a_to < b_from && between(a_to, b_from) <= EVENT_DAYS;
            (since || days) && a.point.value.max() <= b.point.value.max()
        }
        Sense::Change => false,
    }
}

/// A level that falls to less than a fifth, or grows twentyfold, is more likely one of something else.
fn plausible(a: &At, b: &At) -> bool {
    let (x, y) = (a.point.value.max(), b.point.value.max());
    // Where no subject is named, the more so.
    let (least, most) = if b.point.subject.is_some() { (0.2, 20.0) } else { (0.3, 3.3) };
    x <= 0.0 || y <= 0.0 || (y >= x * least && y <= x * most)
}

fn overlap(a: &At, b: &At) -> bool {
    a.placed.from <= b.placed.to
        && b.placed.from <= a.placed.to
        && (a.placed.from, a.placed.to) != (b.placed.from, b.placed.to)
}

/// Figures of one subject that stand near each other and count something else: another unit of the same crowd, a part.
fn across(series: &[Series], points: &[Point], out: &mut Vec<Difference>) {
    for start in 0..series.len() {
        let Some(a) = series.get(start).filter(|s| s.subject.is_some()) else { continue };
        for (n, b) in series.iter().enumerate().skip(start + 1).take(CLOSE) {
            if a.subject_key != b.subject_key {
                break;
            }
            if let Some((earlier, later)) = untrue(a, b, points) {
                let (kind, reason) = (DifferenceKind::Denied, Reason::SaidUntrue);
                out.push(Difference { kind, reason, series: start, other_series: n, earlier, later });
            }
            if let Some(reason) = other_scope(a, b)
                && let Some((earlier, later)) = nearest(a, b, points)
                && (reason == Reason::OtherUnit || smaller(a, b, (earlier, later), points))
            {
                let kind = DifferenceKind::OtherScope;
                out.push(Difference { kind, reason, series: start, other_series: n, earlier, later });
            }
        }
    }
}

/// A value that one series tells as a fact and the other as untrue, the earlier point first.
fn untrue(a: &Series, b: &Series, points: &[Point]) -> Option<(usize, usize)> {
    let statuses = (a.status, b.status);
    if !matches!(statuses, (Status::Actual, Status::Denied) | (Status::Denied, Status::Actual)) {
        return None;
    }
    if a.unit != b.unit || a.measure_words != b.measure_words || a.sense != b.sense {
        return None;
    }
    let pairs = a.points.iter().flat_map(|p| b.points.iter().map(move |q| (p.point, q.point)));
    pairs
        .filter_map(|(i, j)| Some((i, j, points.get(i)?, points.get(j)?)))
        .find(|(_, _, p, q)| p.value == q.value && p.document != q.document)
        .map(|(i, j, p, q)| if p.published <= q.published { (i, j) } else { (j, i) })
}

/// Whether what has more words, and so is the part, is not more than the whole.
fn smaller(a: &Series, b: &Series, pair: (usize, usize), points: &[Point]) -> bool {
    let value = |i: usize| points.get(i).map_or(f64::NAN, |p| p.value.max());
    let first_is_a = a.points.iter().any(|p| p.point == pair.0);
    let (of_a, of_b) = if first_is_a { (value(pair.0), value(pair.1)) } else { (value(pair.1), value(pair.0)) };
    if a.measure_words.len() > b.measure_words.len() { of_a < of_b } else { of_b < of_a }
}

fn other_scope(a: &Series, b: &Series) -> Option<Reason> {
    if a.sense != b.sense || a.status != b.status {
        return None;
    }
    let unit = |s: &Series| isnad_text::fold(s.unit.as_deref().unwrap_or(""));
    let (ua, ub) = (unit(a), unit(b));
    if ua != ub {
        let family = words().family(&ua)?;
        let (few, many) = if a.measure_words.len() < b.measure_words.len() { (a, b) } else { (b, a) };
        // «Civilians who came home» and «people who came home to their villages».
        let one_thing = few.measure_words == many.measure_words
            || !few.measure_words.is_empty() && few.measure_words.iter().all(|w| many.measure_words.contains(w));
        return (words().family(&ub) == Some(family) && one_thing).then_some(Reason::OtherUnit);
    }
    let (few, many) = if a.measure_words.len() < b.measure_words.len() { (a, b) } else { (b, a) };
    // Shares of other things do not add up to one whole.
    let part = a.sense == Sense::Level
        && ua != "%"
        && !few.measure_words.is_empty()
        && few.measure_words.len() < many.measure_words.len()
        && many.measure_words.len() - few.measure_words.len() <= 2
        && few.measure_words.iter().all(|w| many.measure_words.contains(w));
    part.then_some(Reason::Narrower)
}

/// The two points nearest in time, the earlier first.
fn nearest(a: &Series, b: &Series, points: &[Point]) -> Option<(usize, usize)> {
    let (xs, ys) = (comparable(a, points), comparable(b, points));
    let mut best: Option<(i32, usize, usize)> = None;
    let mut from = 0;
    for x in &xs {
        let Some(day) = x.placed.to else { continue };
        // Both lists stand in the order of time: the nearest is the last before or the first after.
        from = ys.partition_point(|y| y.placed.to < Some(day)).max(from);
        for y in [from.checked_sub(1), Some(from)].into_iter().flatten().filter_map(|i| ys.get(i)) {
            let Some(other) = y.placed.to else { continue };
            let apart = between(day, other).abs();
            let pair = if other < day { (y.placed.point, x.placed.point) } else { (x.placed.point, y.placed.point) };
            if apart <= SCOPE_DAYS && best.is_none_or(|b| apart < b.0) {
                best = Some((apart, pair.0, pair.1));
            }
        }
    }
    best.map(|(_, earlier, later)| (earlier, later))
}
