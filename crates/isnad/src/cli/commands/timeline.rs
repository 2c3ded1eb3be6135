//! `timeline`: what happened when, as the articles tell it, the oldest first.

use std::path::Path;

use serde_json::json;

use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::TimelineArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Dated, Store};

pub(super) fn run(db: &Path, args: &TimelineArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let found = store.timeline(args.subject.as_deref(), &filter(&args.days, &args.list)?)?;
    if args.list.json {
        let results = found.rows.iter().map(as_json).collect();
        return page(screen, results, next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, args.subject.as_deref());
    }
    for row in &found.rows {
        line(row, screen, 180)?;
    }
    screen.gap()?;
    screen.line(screen.look(&ground(&store, screen)?, Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// A day, what is told of it, and where.
pub(super) fn line(row: &Dated, screen: &Screen, letters: usize) -> Result<(), Fault> {
    let text = short(&row.text, letters);
    let told = match &row.speaker {
        Some(speaker) => format!("{}: {}", screen.look(&screen.isolate(speaker), Look::Speaker), screen.isolate(&text)),
        None => screen.isolate(&text),
    };
    let value = format!("{:<10}", row.value);
    let day = screen.look(&screen.isolate(&value), Look::Number);
    let mut cite = screen.cite(&row.document, &row.id);
    if !row.also.is_empty() {
        cite = format!("{cite} · {}", screen.words.count("count.also", row.also.len() as u64));
    }
    let cite = screen.look(&cite, Look::Dim);
    screen.line(format!("{day}  {told}"))?;
    screen.line(format!("            {cite}"))
}

fn as_json(row: &Dated) -> serde_json::Value {
    json!({
        "document": row.document.id, "source": row.document.source, "published": row.document.published,
        "also": row.also.iter().map(|(d, id)| format!("{}#{id}", d.id)).collect::<Vec<_>>(),
        "id": row.id, "kind": row.kind, "day": row.day, "value": row.value, "speaker_name": row.speaker, "text": row.text,
    })
}
