//! `differences`: where figures of one measure are not the same number, and why, each with both passages.

use std::path::Path;

use isnad_link::difference::{Difference, Sum};
use serde_json::Value;

use super::figures::name;
use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::DifferenceArgs;
use crate::cli::lines::{number, short, told};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Arithmetic, Checked, Store, SubjectFigures, checked, differing};
use crate::wire;

/// Letters of a passage that are shown.
const LETTERS: usize = 200;

pub(super) fn run(db: &Path, args: &DifferenceArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let found = store.figures_of(args.subject.as_deref(), args.measure.as_deref(), &filter(&args.days, &args.list)?)?;
    let sums = checked(&found);
    let differences = differing(&found, args.kind.as_deref());
    let (total, from, limit) = (differences.len(), args.list.offset, args.list.limit);
    let told = differences.iter().copied().skip(from).take(limit);
    if args.list.json {
        let mut results: Vec<Value> = told.map(|d| wire::difference(d, &found)).collect();
        if from == 0 && args.kind.as_deref().is_none_or(|k| k == "arithmetic") {
            results.extend(sums.iter().map(|s| wire::arithmetic(s, &found)));
        }
        return page(screen, results, next(&args.list, total > from + limit));
    }
    if differences.is_empty() && sums.is_empty() {
        return nothing(&store, screen, args.subject.as_deref());
    }
    for d in told {
        difference(d, &found, screen)?;
        screen.gap()?;
    }
    if !sums.is_empty() && from == 0 && args.kind.is_none() {
        screen.heading("label.arithmetic")?;
        for s in &sums {
            screen.line(format!("  {}", sum_line(s, &found, screen)))?;
        }
        screen.gap()?;
    }
    screen.line(screen.look(
        &format!("{}. {}", screen.words.count("count.differences", total as u64), ground(&store, screen)?),
        Look::Dim,
    ))?;
    more(screen, &args.list, total > from + limit)?;
    Ok(Outcome::Done)
}

/// What it is and why in a sentence, then the two passages.
pub(super) fn difference(d: &Difference, found: &SubjectFigures, screen: &Screen) -> Result<(), Fault> {
    let kind = screen.look(&screen.named("label.difference", d.kind.name()), Look::Warn);
    let series = found.series.get(d.series).map(|s| name(s, screen)).unwrap_or_default();
    screen.line(format!("{kind}: {series}"))?;
    screen.line(format!("  {}", sentence(d, found, screen)))?;
    for i in [d.earlier, d.later] {
        let (Some((document, figure)), Some(point)) = (found.figures.get(i), found.points.get(i)) else { continue };
        let passage = screen.isolate(&format!("«{}»", short(&point.sentence, LETTERS)));
        screen.line(format!("  {}  {passage}", screen.day(document.day.as_deref())))?;
        screen.line(format!("              {}", screen.look(&screen.cite(document, &figure.id), Look::Dim)))?;
    }
    Ok(())
}

/// «83 for 2021-03-23 became 87 for 2024-09-30: for a later day».
pub(super) fn sentence(d: &Difference, found: &SubjectFigures, screen: &Screen) -> String {
    let side = |i: usize| {
        found.figures.get(i).map_or((String::new(), String::new()), |(document, figure)| {
            let unit = figure.unit.as_deref().map(|u| format!(" {}", screen.isolate(u))).unwrap_or_default();
            let day = figure.as_of.as_deref().or(document.day.as_deref()).unwrap_or("…");
            (format!("{}{unit}", screen.amount(figure)), told(day, screen.words, |d| screen.isolate(d)))
        })
    };
    let ((a, first), (b, last)) = (side(d.earlier), side(d.later));
    let reason = screen.named("label.reason", d.reason.name());
    let details = [("a", a), ("first", first), ("b", b), ("last", last), ("reason", reason)];
    screen.words.fill(&format!("say.difference.{}", d.kind.name()), &details)
}

fn sum_line(s: &Checked, found: &SubjectFigures, screen: &Screen) -> String {
    let figure = |i: usize| found.figures.get(i);
    let value = |i: usize| figure(i).map(|(_, f)| screen.isolate(&number(&f.value))).unwrap_or_default();
    let parts: Vec<String> = s.of.iter().map(|i| value(*i)).collect();
    let cite = figure(s.gives).map(|(d, f)| screen.cite(d, &f.id)).unwrap_or_default();
    let one = |n: usize| parts.get(n).cloned().unwrap_or_default();
    let by =
        s.of.get(1)
            .and_then(|i| figure(*i))
            .filter(|(_, f)| s.sort == Arithmetic::Change && f.unit.as_deref() == Some("%"));
    let by = if by.is_some() { format!("{}%", one(1)) } else { one(1) };
    let details = [
        ("parts", parts.join(" + ")),
        ("total", value(s.gives)),
        ("sum", made(s, screen)),
        ("one", one(0)),
        ("other", by),
    ];
    let outcome = match s.sum {
        Sum::Right => "right",
        Sum::Nearly => "nearly",
        Sum::Wrong { .. } => "wrong",
    };
    let sort = match s.sort {
        Arithmetic::Parts => "sum",
        Arithmetic::Share => "share",
        Arithmetic::Change => "change",
    };
    format!("{}  {}", screen.words.fill(&format!("say.{sort}.{outcome}"), &details), screen.look(&cite, Look::Dim))
}

fn made(s: &Checked, screen: &Screen) -> String {
    match s.sum {
        Sum::Wrong { parts } => screen.isolate(&number(&isnad_extract::Value::One(parts).into())),
        _ => String::new(),
    }
}
