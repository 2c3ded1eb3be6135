//! `verify`: a quotation that circulates, against the record: who said it, where, in which words, and what differs.

use std::path::Path;

use isnad_link::quote::Step;
use serde_json::{Value, json};

use super::statements::{day, ground, page};
use crate::cli::Outcome;
use crate::cli::args::VerifyArgs;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Carried, Store};
use crate::wire;

pub(super) fn run(db: &Path, args: &VerifyArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let on = day(args.on.as_deref(), "--on")?;
    let found = store.carrying(&args.quote, args.speaker.as_deref(), on.as_deref())?;
    if args.list.json {
        let results = found.iter().skip(args.list.offset).take(args.list.limit).map(|c| wire::carried(c, &args.quote));
        let results: Vec<Value> = results.collect();
        if results.is_empty() {
            screen.json(&json!({"results": results, "next": null, "searched": wire::searched(&store.searched()?)}))?;
            return Ok(Outcome::NothingFound);
        }
        return page(screen, results, Value::Null);
    }
    if found.is_empty() {
        return nothing(&store, screen);
    }
    for carried in found.iter().skip(args.list.offset).take(args.list.limit) {
        show(carried, &args.quote, screen)?;
        screen.gap()?;
    }
    screen.line(screen.look(
        &format!("{}. {}", screen.words.count("count.places", found.len() as u64), ground(&store, screen)?),
        Look::Dim,
    ))?;
    Ok(Outcome::Done)
}

/// What the verdict is called, then who, when and where, and the words with their differences marked.
fn show(c: &Carried, quote: &str, screen: &Screen) -> Result<(), Fault> {
    let mut verdict = vec![screen.named("label.likeness", c.comparison.likeness.name())];
    if c.another && c.statement.is_some() {
        verdict.push(screen.words.text("label.anothers").to_owned());
    }
    if c.statement.is_none() {
        verdict.push(screen.words.text("label.not-attributed").to_owned());
    }
    if c.older {
        verdict.push(screen.words.text("label.older").to_owned());
    }
    let comma = format!("{} ", screen.words.text("label.comma"));
    screen.line(screen.look(&verdict.join(&comma), Look::Strong))?;
    let (day, id) = match &c.statement {
        Some(row) => (row.day.clone(), row.statement.id.clone()),
        None => (c.document.day.clone(), String::new()),
    };
    if let Some(row) = &c.statement {
        screen.line(format!("  {}  {}", screen.day(day.as_deref()), screen.who(&row.statement)))?;
    } else {
        screen.line(format!("  {}", screen.day(day.as_deref())))?;
    }
    screen.line(format!("  {}", screen.whole(&format!("«{}»", words(c, quote, screen)))))?;
    let cite = if id.is_empty() {
        format!("{} · {}", screen.isolate(c.document.outlet()), screen.isolate(&c.document.id))
    } else {
        screen.cite(&c.document, &id)
    };
    screen.line(format!("  {}", screen.look(&cite, Look::Dim)))
}

/// The words in order: those that only the record has in square brackets with a plus, those that only the quotation has
/// with a minus.
fn words(c: &Carried, quote: &str, screen: &Screen) -> String {
    let mut out: Vec<String> = Vec::new();
    for step in &c.comparison.steps {
        out.push(match step {
            Step::Both(_, held) => screen.isolate(held.of(&c.passage)),
            Step::Held(held) => screen.look(&format!("[+{}]", screen.isolate(held.of(&c.passage))), Look::Number),
            Step::Quoted(quoted) => screen.look(&format!("[-{}]", screen.isolate(quoted.of(quote))), Look::Warn),
        });
    }
    out.join(" ")
}

/// That the record does not hold it, and what was searched; never that it was not said.
fn nothing(store: &Store, screen: &Screen) -> Result<Outcome, Fault> {
    screen.line(screen.look(screen.words.text("say.not-held"), Look::Strong))?;
    let searched = store.searched()?;
    screen.say("label.searched-outlets")?;
    for outlet in &searched.outlets {
        let name = outlet
            .name
            .as_deref()
            .map_or_else(|| screen.words.text("label.no-source").to_owned(), |n| screen.isolate(n));
        screen.line(format!("  {name}: {}", screen.words.count("count.articles", outlet.articles)))?;
    }
    screen.say("label.searched-months")?;
    let months: Vec<String> = searched.months.iter().map(|(m, n)| screen.isolate(&format!("{m} ({n})"))).collect();
    for line in months.chunks(8) {
        screen.line(format!("  {}", line.join("  ")))?;
    }
    Ok(Outcome::NothingFound)
}
