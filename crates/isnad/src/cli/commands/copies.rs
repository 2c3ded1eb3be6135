//! `copies`: which article is a copy of which, and what they share word for word.

use std::path::Path;

use isnad_text::{CodePoints, Span};
use serde_json::{Value, json};

use super::show::unclear;
use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::CopiesArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Cited, CopyPair, Copying, Document, Filter, Store};

/// Shared passages of a pair that are shown, and letters of each.
const PASSAGES: usize = 6;
const LETTERS: usize = 160;

pub(super) fn run(db: &Path, args: &CopiesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    if let Some(id) = &args.article {
        return match store.cited(id)? {
            Cited::Document(d) | Cited::Entry(d, _, _) => one(&store, &d, args, screen),
            other => unclear(&other, id, &store, screen),
        };
    }
    let filter = Filter { source: args.source.clone(), ..filter(&args.days, &args.list)? };
    let found = store.copyings(&filter)?;
    if args.list.json {
        return page(screen, found.rows.iter().map(group_json).collect(), next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, None);
    }
    for row in &found.rows {
        group(row, screen)?;
        screen.gap()?;
    }
    let count = found.total.map(|n| screen.words.count("count.copy-groups", n)).unwrap_or_default();
    screen.line(screen.look(&format!("{count}. {}", ground(&store, screen)?), Look::Dim))?;
    screen.line(screen.look(&screen.words.fill("hint.copies", &[("command", "isnad copies ID")]), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// A group: the first of it, then each other with how it stands to the first.
fn group(row: &Copying, screen: &Screen) -> Result<(), Fault> {
    article(&row.group.head, screen.words.text("label.origin"), screen)?;
    for (other, link) in row.group.others.iter().zip(&row.links) {
        let how = match link {
            Some((kind, likeness, containment)) => degree(kind, *likeness, *containment, screen),
            None => screen.words.text("label.copied-through").to_owned(),
        };
        article(other, &how, screen)?;
    }
    Ok(())
}

fn article(d: &Document, how: &str, screen: &Screen) -> Result<(), Fault> {
    let mut from = vec![how.to_owned()];
    if let Some(agency) = &d.agency {
        from.push(screen.words.fill("label.via", &[("name", screen.isolate(agency))]));
    }
    from.push(screen.look(&format!("{} · {}", screen.isolate(d.outlet()), screen.isolate(&d.id)), Look::Dim));
    let title = d.title.as_deref().map(|t| format!("{}  ", screen.isolate(&short(t, 80)))).unwrap_or_default();
    screen.line(format!("{}  {title}{}", screen.day(d.day.as_deref()), from.join(" · ")))
}

/// «near copy: 87% alike, 95% of the shorter contained».
fn degree(kind: &str, likeness: f32, containment: f32, screen: &Screen) -> String {
    let percent = |x: f32| screen.isolate(&format!("{:.0}%", x * 100.0));
    let details =
        [("kind", screen.named("label.copy", kind)), ("alike", percent(likeness)), ("contained", percent(containment))];
    screen.words.fill("say.copy-degree", &details)
}

/// One article: its group, and what it shares with the first of it (or, where it is the first, each other with it).
fn one(store: &Store, d: &Document, args: &CopiesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let group = store.copy_group_of(d)?;
    let pairs: Vec<CopyPair> = match &group {
        Some(g) if g.head.id == d.id => {
            g.others.iter().filter_map(|o| store.copied_parts(&g.head, o).transpose()).collect::<Result<_, _>>()?
        }
        Some(g) => store.copied_parts(&g.head, d)?.into_iter().collect(),
        None => Vec::new(),
    };
    if args.list.json {
        return page(screen, pairs.iter().map(pair_json).collect(), Value::Null);
    }
    let Some(group) = group else {
        screen.line(screen.words.fill("say.no-copy", &[("id", screen.isolate(&d.id))]))?;
        screen.line(screen.look(&ground(store, screen)?, Look::Dim))?;
        return Ok(Outcome::NothingFound);
    };
    article(&group.head, screen.words.text("label.origin"), screen)?;
    for pair in &pairs {
        screen.gap()?;
        let how = degree(pair.link.kind.name(), pair.link.likeness, pair.link.containment, screen);
        article(&pair.other, &how, screen)?;
        let mut shared = pair.link.shared.clone();
        shared.sort_by_key(|(a, _)| (std::cmp::Reverse(a.end - a.start), a.start));
        let left = shared.len().saturating_sub(PASSAGES);
        shared.truncate(PASSAGES);
        shared.sort_unstable();
        screen.line(format!("  {}", screen.words.text("label.shared-passages")))?;
        for (a, _) in &shared {
            screen.line(format!("    {}", screen.isolate(&format!("«{}»", short(a.of(&pair.head_text), LETTERS)))))?;
        }
        if left > 0 {
            screen.line(format!(
                "    {}",
                screen.look(&screen.words.count("count.more-passages", left as u64), Look::Dim)
            ))?;
        }
        for (a, b) in &pair.link.changed {
            let (one, other) = (a.of(&pair.head_text), b.of(&pair.other_text));
            let details = [("one", screen.isolate(one)), ("other", screen.isolate(other))];
            screen
                .line(format!("  {}", screen.look(&screen.words.fill("say.number-changed", &details), Look::Warn)))?;
        }
    }
    Ok(Outcome::Done)
}

fn group_json(row: &Copying) -> Value {
    let others: Vec<Value> = row
        .group
        .others
        .iter()
        .zip(&row.links)
        .map(|(d, link)| {
            let mut value = document_json(d);
            if let (Some(fields), Some((kind, likeness, containment))) = (value.as_object_mut(), link) {
                fields.insert("kind".into(), json!(kind));
                fields.insert("likeness".into(), json!(rounded(*likeness)));
                fields.insert("containment".into(), json!(rounded(*containment)));
            }
            value
        })
        .collect();
    json!({"head": document_json(&row.group.head), "copies": others})
}

fn document_json(d: &Document) -> Value {
    json!({"document": d.id, "source": d.source, "agency": d.agency, "published": d.published, "title": d.title})
}

fn rounded(x: f32) -> f64 {
    (f64::from(x) * 1000.0).round() / 1000.0
}

fn pair_json(pair: &CopyPair) -> Value {
    let (a, b) = (CodePoints::of(&pair.head_text), CodePoints::of(&pair.other_text));
    let span = |s: &Span, points: &CodePoints, text: &str| json!({"start": points.at(s.start), "end": points.at(s.end), "text": s.of(text)});
    let both = |list: &[(Span, Span)]| -> Vec<Value> {
        list.iter()
            .map(|(x, y)| json!({"head": span(x, &a, &pair.head_text), "other": span(y, &b, &pair.other_text)}))
            .collect()
    };
    json!({
        "head": document_json(&pair.head), "other": document_json(&pair.other), "kind": pair.link.kind.name(),
        "likeness": rounded(pair.link.likeness), "containment": rounded(pair.link.containment),
        "shared": both(&pair.link.shared), "changed": both(&pair.link.changed),
    })
}
