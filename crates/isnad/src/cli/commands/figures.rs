//! `figures`: the figures of a subject, gathered into series: how each moved, who says so, where sources differ.

use std::collections::BTreeSet;
use std::path::Path;

use isnad_link::difference::{Difference, DifferenceKind};
use isnad_link::series::Series;
use serde_json::{Value, json};

use super::statements::{entry, filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::FigureArgs;
use crate::cli::lines::{number, short};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Document, Store, SubjectFigures};

pub(super) fn run(db: &Path, args: &FigureArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let filter = filter(&args.days, &args.list)?;
    if args.subject.is_none() && !args.list.json {
        return subjects(&store, args, screen);
    }
    let mut found = store.figures_of(args.subject.as_deref(), args.measure.as_deref(), &filter)?;
    if found.figures.is_empty() && args.measure.is_none() {
        // One word may be the measure as well: «isnad figures soldiers».
        found = store.figures_of(None, args.subject.as_deref(), &filter)?;
    }
    let order = order(&found);
    if args.list.json {
        let shown = order.iter().skip(args.list.offset).take(args.list.limit);
        let results = shown.map(|s| as_json(s, &found)).collect::<Result<_, _>>()?;
        return page(screen, results, next(&args.list, order.len() > args.list.offset + args.list.limit));
    }
    if found.figures.is_empty() {
        return nothing(&store, screen, args.subject.as_deref());
    }
    for series in order.iter().skip(args.list.offset).take(args.list.limit) {
        lines(series, &found, screen)?;
        screen.gap()?;
    }
    let count = screen.words.fill(
        "say.rests-on",
        &[
            ("found", screen.words.count("count.figures", found.figures.len() as u64)),
            ("articles", screen.words.count("count.in-articles", found.articles)),
        ],
    );
    screen.line(screen.look(&format!("{count} {}", ground(&store, screen)?), Look::Dim))?;
    more(screen, &args.list, order.len() > args.list.offset + args.list.limit)?;
    Ok(Outcome::Done)
}

/// Without a subject: of whom figures are told.
fn subjects(store: &Store, args: &FigureArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let rows = store.subjects(args.list.limit + 1, args.list.offset)?;
    if rows.is_empty() {
        return nothing(store, screen, None);
    }
    screen.heading("label.subjects")?;
    for s in rows.iter().take(args.list.limit) {
        let counts = screen.words.fill(
            "say.figures-in",
            &[
                ("figures", screen.words.count("count.figures", s.figures)),
                ("articles", screen.words.count("count.in-articles", s.articles)),
            ],
        );
        screen.line(format!(
            "  {}  {}",
            screen.look(&screen.isolate(&s.name), Look::Speaker),
            screen.look(&counts, Look::Dim)
        ))?;
    }
    screen.gap()?;
    if let Some(first) = rows.first() {
        screen.line(
            screen
                .words
                .fill("hint.figures", &[("command", screen.isolate(&format!("isnad figures \"{}\"", first.name)))]),
        )?;
    }
    more(screen, &args.list, rows.len() > args.list.limit)?;
    Ok(Outcome::Done)
}

/// Series with most points first; what moved before what stands alone.
pub(super) fn order(found: &SubjectFigures) -> Vec<&Series> {
    let mut order: Vec<(usize, &Series)> = found.series.iter().enumerate().collect();
    order.sort_by_key(|(n, s)| (std::cmp::Reverse(s.points.len()), *n));
    order.into_iter().map(|(_, s)| s).collect()
}

/// A series with what lies between its points.
fn lines(series: &Series, found: &SubjectFigures, screen: &Screen) -> Result<(), Fault> {
    points(series, found, screen, usize::MAX)?;
    for (place, _) in found.series.iter().enumerate().filter(|(_, s)| s.id == series.id) {
        for d in found.differences.iter().filter(|d| d.series == place) {
            if matches!(d.kind, DifferenceKind::Conflict | DifferenceKind::OtherScope)
                && let Some(line) = difference_of(d, found, screen)
            {
                screen.line(format!("  {line}"))?;
            }
        }
    }
    Ok(())
}

/// Which points to show where there is room for `most`: where a value is told first, the first and the last of them all.
fn telling(series: &Series, found: &SubjectFigures, most: usize) -> Vec<usize> {
    let all = series.points.len();
    if all <= most {
        return (0..all).collect();
    }
    let value = |n: usize| series.points.get(n).and_then(|p| found.figures.get(p.point)).map(|(_, f)| number(&f.value));
    let mut shown: Vec<usize> =
        (0..all).filter(|n| n.checked_sub(1).is_none_or(|before| value(*n) != value(before))).collect();
    if shown.len() > most {
        let rest = shown.len() - most;
        shown.drain(1..=rest);
    }
    shown
}

/// A series: what is measured, then each point with its day, hedge and source; at most `most` of them.
pub(super) fn points(series: &Series, found: &SubjectFigures, screen: &Screen, most: usize) -> Result<(), Fault> {
    screen.line(format!("{}  {}", screen.look(&name(series, screen), Look::Strong), span(series, found, screen)))?;
    let shown = telling(series, found, most);
    for placed in shown.iter().filter_map(|n| series.points.get(*n)) {
        let (Some((document, figure)), Some(point)) = (found.figures.get(placed.point), found.points.get(placed.point))
        else {
            continue;
        };
        let day = figure.as_of.clone().or_else(|| document.day.clone());
        let mut from: Vec<String> = Vec::new();
        if let Some(speaker) = &point.speaker {
            from.push(screen.isolate(speaker));
        }
        from.push(screen.cite(document, &figure.id));
        if !placed.copies.is_empty() {
            from.push(screen.words.count("count.copies", placed.copies.len() as u64));
        }
        let quoted = format!("«{}»", short(&figure.text, 60));
        screen.line(format!(
            "  {}  {}  {}  {}",
            screen.day(day.as_deref()),
            screen.amount(figure),
            screen.isolate(&quoted),
            screen.look(&from.join(" · "), Look::Dim)
        ))?;
    }
    if series.points.len() > 1 {
        screen.line(format!("  {}", screen.look(&rests(series, found, screen), Look::Dim)))?;
    }
    let left = series.points.len() - shown.len();
    if left > 0 {
        screen.line(format!("  {}", screen.look(&screen.words.count("count.not-shown", left as u64), Look::Dim)))?;
    }
    Ok(())
}

/// What a series rests on: outlets, sources that do not copy each other, days.
fn rests(series: &Series, found: &SubjectFigures, screen: &Screen) -> String {
    let documents = || series.points.iter().filter_map(|p| found.figures.get(p.point)).map(|(d, _)| d);
    let outlets: BTreeSet<&str> = documents().map(Document::outlet).collect();
    let origins: BTreeSet<&str> = series.points.iter().map(|p| p.origin.as_str()).collect();
    let days: BTreeSet<&str> = documents().filter_map(|d| d.day.as_deref()).collect();
    let mut told = vec![
        screen.words.count("count.outlets", outlets.len() as u64),
        screen.words.count("count.sources-apart", origins.len() as u64),
    ];
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        told.push(screen.words.fill("say.days", &[("first", screen.isolate(first)), ("last", screen.isolate(last))]));
    }
    told.join(" · ")
}

/// What lies between two figures, in a sentence.
pub(super) fn difference_of(d: &Difference, found: &SubjectFigures, screen: &Screen) -> Option<String> {
    let side = |i: usize| {
        let (document, figure) = found.figures.get(i)?;
        let source = document.outlet();
        Some(format!("{} ({})", screen.amount(figure), screen.isolate(source)))
    };
    let (a, b) = (side(d.earlier)?, side(d.later)?);
    let kind = screen.look(&screen.named("label.difference", d.kind.name()), Look::Warn);
    let reason = screen.named("label.reason", d.reason.name());
    Some(format!("{kind}: {} · {reason}", screen.words.fill("say.between", &[("one", a), ("other", b)])))
}

/// «subject — measure» and what sort of figure it is.
pub(super) fn name(series: &Series, screen: &Screen) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in [&series.subject, &series.measure].into_iter().flatten() {
        parts.push(screen.isolate(part));
    }
    if parts.is_empty() {
        parts.extend(series.unit.as_ref().map(|u| screen.isolate(u)));
    }
    let mut name = parts.join(" — ");
    if name.is_empty() {
        screen.words.text("label.no-subject").clone_into(&mut name);
    }
    let mut notes = Vec::new();
    if series.sense.name() != "level" {
        notes.push(screen.named("label.sense", series.sense.name()));
    }
    if series.status.name() != "actual" {
        notes.push(screen.named("label.status", series.status.name()));
    }
    if notes.is_empty() { name } else { format!("{name} ({})", notes.join(", ")) }
}

/// «from 12 (2014) to 87 (2024)»: in words, so that no arrow can be read backwards.
pub(super) fn span(series: &Series, found: &SubjectFigures, screen: &Screen) -> String {
    let of =
        |i: usize| found.figures.get(i).map(|(d, f)| (number(&f.value), f.as_of.clone().or_else(|| d.day.clone())));
    let Some((first, last)) = series.ends() else { return String::new() };
    let (Some((a, day_a)), Some((b, day_b))) = (of(first.point), of(last.point)) else { return String::new() };
    if a == b {
        let values: Vec<String> =
            series.points.iter().filter(|p| p.comparable).filter_map(|p| of(p.point)).map(|(v, _)| v).collect();
        let other = values.into_iter().find(|v| *v != a);
        return match other {
            None => screen.words.fill("say.unchanged", &[("value", screen.isolate(&a))]),
            Some(other) => {
                screen.words.fill("say.between", &[("one", screen.isolate(&a)), ("other", screen.isolate(&other))])
            }
        };
    }
    let day = |d: Option<String>| d.map_or_else(|| "…".to_owned(), |d| screen.isolate(&d));
    screen.words.fill(
        "say.from-to",
        &[("a", screen.isolate(&a)), ("first", day(day_a)), ("b", screen.isolate(&b)), ("last", day(day_b))],
    )
}

fn as_json(series: &Series, found: &SubjectFigures) -> Result<Value, Fault> {
    let place = found.series.iter().position(|s| s.id == series.id);
    let point = |i: usize| -> Result<Value, Fault> {
        let Some((document, figure)) = found.figures.get(i) else { return Ok(Value::Null) };
        let mut value = entry(document, figure)?;
        if let (Some(fields), Some(p)) = (value.as_object_mut(), found.points.get(i)) {
            fields.insert("speaker_name".into(), json!(p.speaker));
            fields.insert("sentence".into(), json!(p.sentence));
        }
        Ok(value)
    };
    let cited = |i: usize| found.figures.get(i).map(|(d, f)| format!("{}#{}", d.id, f.id));
    let mut points = Vec::new();
    for placed in &series.points {
        let mut value = point(placed.point)?;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("from".into(), json!(placed.from.map(|d| d.to_string())));
            fields.insert("to".into(), json!(placed.to.map(|d| d.to_string())));
            fields.insert("copies".into(), json!(placed.copies.iter().filter_map(|c| cited(*c)).collect::<Vec<_>>()));
        }
        points.push(value);
    }
    let differences: Vec<Value> = found
        .differences
        .iter()
        .filter(|d| Some(d.series) == place)
        .map(|d| json!({"kind": d.kind.name(), "reason": d.reason.name(), "earlier": cited(d.earlier), "later": cited(d.later)}))
        .collect();
    Ok(json!({
        "id": series.id, "subject": series.subject, "measure": series.measure, "unit": series.unit,
        "sense": series.sense.name(), "status": series.status.name(), "points": points, "differences": differences,
    }))
}
