//! `promises`: what was pledged, by whom, how much, by when, and when it was said again. What became of it is for a person to say.

use std::path::Path;

use serde_json::{Value, json};

use super::statements::{entry, filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::PromiseArgs;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Pledge, Store};

pub(super) fn run(db: &Path, args: &PromiseArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let found = store.promises(args.subject.as_deref(), &filter(&args.days, &args.list)?)?;
    if args.list.json {
        let results = found.rows.iter().map(as_json).collect::<Result<_, _>>()?;
        return page(screen, results, next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, args.subject.as_deref());
    }
    for pledge in &found.rows {
        show(pledge, screen)?;
        screen.gap()?;
    }
    let count = found.total.map(|n| screen.words.count("count.promises", n)).unwrap_or_default();
    screen.line(screen.look(&format!("{count}. {}", ground(&store, screen)?), Look::Dim))?;
    screen.line(screen.look(screen.words.text("hint.promises"), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

pub(super) fn show(pledge: &Pledge, screen: &Screen) -> Result<(), Fault> {
    screen.statement(&pledge.row)?;
    let unit = |u: &Option<String>| u.as_deref().map(|u| format!(" {}", screen.isolate(u))).unwrap_or_default();
    for f in &pledge.figures {
        let amount = format!("{}{}", screen.amount(f), unit(&f.unit));
        screen.line(format!("  {}", screen.words.fill("say.pledged", &[("amount", amount)])))?;
    }
    for t in &pledge.due {
        let by = screen.isolate(t.value.as_deref().unwrap_or(&t.text));
        screen
            .line(format!("  {}", screen.words.fill("say.due", &[("by", by), ("words", screen.isolate(&t.text))])))?;
    }
    for row in &pledge.again {
        let cite = screen.cite(&row.document, &row.statement.id);
        let line = screen.words.fill("say.again", &[("day", screen.day(row.day.as_deref()).trim_end().to_owned())]);
        screen.line(format!("  {line}  {}", screen.look(&cite, Look::Dim)))?;
    }
    Ok(())
}

fn as_json(p: &Pledge) -> Result<Value, Fault> {
    let mut value = entry(&p.row.document, &p.row.statement)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("pledged".into(), serde_json::to_value(&p.figures)?);
        fields.insert("due".into(), serde_json::to_value(&p.due)?);
        let again: Vec<Value> = p
            .again
            .iter()
            .map(
                |r| json!({"document": r.document.id, "source": r.document.source, "day": r.day, "id": r.statement.id}),
            )
            .collect();
        fields.insert("again".into(), json!(again));
    }
    Ok(value)
}
