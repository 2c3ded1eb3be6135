//! What `read` ends with, on one screen: who said what, how figures moved, when it happened, where sources differ, what
//! is a copy of what, and what to ask next.

use std::collections::BTreeSet;

use isnad_link::difference::DifferenceKind;

use super::take::Tally;
use super::{figures, timeline};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Filter, Store, SubjectFigures};

/// Speakers shown.
const SPEAKERS: usize = 4;
/// Series shown, and points of each.
const SERIES: usize = 3;
const POINTS: usize = 5;
/// Lines of the timeline.
const DAYS: usize = 4;
/// Stores larger than this show the figures of the best known subjects only.
const SMALL: u64 = 300;

pub(super) fn tell(store: &Store, tally: &Tally, screen: &Screen) -> Result<(), Fault> {
    counts(store, tally, screen)?;
    let speakers = store.speakers(SPEAKERS)?;
    if !speakers.is_empty() {
        screen.gap()?;
        screen.heading("label.who-said")?;
        for speaker in &speakers {
            let newest = Filter { speaker: Some(speaker.name.clone()), limit: 12, ..Filter::default() };
            let found = store.statements(&newest)?.rows;
            // A quotation with the office says more than a line without.
            let best = found.iter().max_by_key(|r| {
                (r.statement.role.is_some(), r.statement.kind == "direct", std::cmp::Reverse(r.statement.content.len()))
            });
            if let Some(row) = best {
                let said = screen.words.count("count.statements", speaker.statements);
                let who = format!("{} {}", screen.who(&row.statement), screen.look(&format!("({said})"), Look::Dim));
                screen.line(format!("  {who}"))?;
                screen.line(format!("    {}  {}", screen.day(row.day.as_deref()), screen.said(&row.statement, 110)))?;
            }
        }
    }
    let subjects = moved(store, screen)?;
    if let Some(subject) = subjects.first() {
        let all = store.timeline(Some(subject), &Filter { limit: 400, ..Filter::default() })?.rows;
        if !all.is_empty() {
            screen.gap()?;
            screen.line(screen.look(
                &screen.words.fill("label.timeline-of", &[("subject", screen.isolate(subject))]),
                Look::Strong,
            ))?;
            let step = all.len().div_ceil(DAYS).max(1);
            for row in all.iter().step_by(step) {
                timeline::line(row, screen, 90)?;
            }
        }
    }
    copies(store, screen)?;
    next(store, &subjects, screen)
}

fn counts(store: &Store, tally: &Tally, screen: &Screen) -> Result<(), Fault> {
    let words = screen.words;
    let mut did = Vec::new();
    for (key, n) in [
        ("count.new", tally.new),
        ("count.new-versions", tally.versions),
        ("count.updated", tally.updated),
        ("count.same", tally.same),
        ("count.twins", tally.twins),
        ("count.not-again", tally.forgotten),
        ("count.failed", tally.failed),
    ] {
        if n > 0 {
            did.push(words.count(key, n));
        }
    }
    if did.is_empty() {
        did.push(words.text("say.read.nothing").to_owned());
    }
    let comma = format!("{} ", words.text("label.comma"));
    screen.line(screen.look(&did.join(&comma), Look::Strong))?;
    let held = store.counts()?;
    let ground = super::statements::ground(store, screen)?;
    let parts = [
        words.count("count.statements", held.statements),
        words.count("count.figures", held.figures),
        words.count("count.times", held.times),
        words.count("count.entities", held.entities),
    ];
    screen.line(format!("{ground} {}", parts.join(&comma)))
}

/// How figures moved, and where they are at odds; gives the subjects, the most told first.
fn moved(store: &Store, screen: &Screen) -> Result<Vec<String>, Fault> {
    let subjects: Vec<String> = store.subjects(5, 0)?.into_iter().map(|s| s.name).collect();
    let mut groups: Vec<SubjectFigures> = Vec::new();
    if store.ground()?.articles <= SMALL {
        groups.push(store.figures_of(None, None, &Filter::default())?);
    } else {
        for subject in &subjects {
            groups.push(store.figures_of(Some(subject), None, &Filter::default())?);
        }
    }
    let mut best = Vec::new();
    for (g, found) in groups.iter().enumerate() {
        for series in figures::order(found) {
            let values: BTreeSet<String> = series
                .points
                .iter()
                .filter_map(|p| found.figures.get(p.point))
                .map(|(_, f)| crate::cli::lines::number(&f.value))
                .collect();
            if values.len() > 1 {
                best.push((values.len() + series.points.len(), g, series));
            }
        }
    }
    best.sort_by_key(|(weight, g, s)| (std::cmp::Reverse(*weight), *g, s.id.clone()));
    if !best.is_empty() {
        screen.gap()?;
        screen.heading("label.figures-moved")?;
        for (_, g, series) in best.iter().take(SERIES) {
            if let Some(found) = groups.get(*g) {
                figures::points(series, found, screen, POINTS)?;
            }
        }
    }
    let mut told = Vec::new();
    for found in &groups {
        for d in found.differences.iter().filter(|d| d.kind == DifferenceKind::Conflict) {
            told.extend(figures::difference_of(d, found, screen));
        }
    }
    if !told.is_empty() {
        screen.gap()?;
        screen.heading("label.conflicts")?;
        for line in told.iter().take(3) {
            screen.line(format!("  {line}"))?;
        }
    }
    Ok(subjects)
}

fn copies(store: &Store, screen: &Screen) -> Result<(), Fault> {
    let (groups, texts) = store.copied(2)?;
    if groups.is_empty() {
        return Ok(());
    }
    screen.gap()?;
    let count = screen.words.count("count.copied-texts", texts);
    screen.line(format!("{} {count}", screen.look(screen.words.text("label.copies"), Look::Strong)))?;
    let name = |d: &crate::store::Document| format!("{} ({})", screen.isolate(d.outlet()), screen.isolate(&d.id));
    for group in &groups {
        let others: Vec<String> = group.others.iter().take(3).map(&name).collect();
        let details = [("head", name(&group.head)), ("others", others.join("; "))];
        screen.line(format!("  {}", screen.words.fill("say.copied", &details)))?;
    }
    Ok(())
}

fn next(store: &Store, subjects: &[String], screen: &Screen) -> Result<(), Fault> {
    screen.gap()?;
    screen.heading("label.next")?;
    let mut commands = Vec::new();
    if let Some(speaker) = store.speakers(1)?.first() {
        commands.push((format!("isnad statements --speaker \"{}\"", speaker.name), "hint.next.statements"));
    }
    if let Some(subject) = subjects.first() {
        commands.push((format!("isnad figures \"{subject}\""), "hint.next.figures"));
        commands.push((format!("isnad timeline \"{subject}\""), "hint.next.timeline"));
    }
    commands.push(("isnad show ID".to_owned(), "hint.next.show"));
    for (command, why) in commands {
        screen.line(format!("  {}  {}", screen.isolate(&command), screen.look(screen.words.text(why), Look::Dim)))?;
    }
    Ok(())
}
