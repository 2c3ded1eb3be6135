//! `statements`: who said what, the newest first, and on how many articles that rests.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::Outcome;
use crate::cli::args::{Days, Listing, StatementArgs};
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Filter, Store};
pub(super) use crate::wire::entry;

pub(super) fn run(db: &Path, args: &StatementArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let filter = Filter {
        speaker: args.speaker.clone(),
        about: args.about.clone(),
        kind: args.kind.clone(),
        act: args.act.clone(),
        source: args.source.clone(),
        ..filter(&args.days, &args.list)?
    };
    let found = store.statements(&filter)?;
    if args.list.json {
        let results = found.rows.iter().map(|r| entry(&r.document, &r.statement)).collect::<Result<_, _>>()?;
        return page(screen, results, next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, args.speaker.as_deref());
    }
    for (n, row) in found.rows.iter().enumerate() {
        if n > 0 {
            screen.gap()?;
        }
        screen.statement(row)?;
    }
    screen.gap()?;
    let mut foot = Vec::new();
    if let (Some(total), Some(articles)) = (found.total, found.articles) {
        foot.push(screen.words.fill(
            "say.rests-on",
            &[
                ("found", screen.words.count("count.statements", total)),
                ("articles", screen.words.count("count.in-articles", articles)),
            ],
        ));
    }
    foot.push(ground(&store, screen)?);
    screen.line(screen.look(&foot.join(" "), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// What the options of a listing ask for.
pub(super) fn filter(days: &Days, list: &Listing) -> Result<Filter, Fault> {
    Ok(Filter {
        from: day(days.from.as_deref(), "--from")?,
        to: day(days.to.as_deref(), "--to")?,
        limit: list.limit,
        offset: list.offset,
        ..Filter::default()
    })
}

/// A year, a month or a day, in any digits.
pub(super) fn day(text: Option<&str>, option: &str) -> Result<Option<String>, Fault> {
    let Some(text) = text else { return Ok(None) };
    match crate::acquire::whole_or_part_of_day(text) {
        Some(day) => Ok(Some(day)),
        None => Err(Fault::Told(crate::acquire::Problem::new(option, "fault.day").with("value", text))),
    }
}

/// A page of a listing as JSON.
pub(super) fn page(screen: &Screen, results: Vec<Value>, next: Value) -> Result<Outcome, Fault> {
    let found = !results.is_empty();
    screen.json(&json!({"results": results, "next": next}))?;
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}

/// Where the next page begins: the `--offset` to ask for.
pub(super) fn next(list: &Listing, more: bool) -> Value {
    if more { json!(list.offset + list.limit) } else { Value::Null }
}

/// A line that says how to see more.
pub(super) fn more(screen: &Screen, list: &Listing, more: bool) -> Result<(), Fault> {
    if more {
        let next = (list.offset + list.limit).to_string();
        screen.line(screen.look(
            &screen.words.fill("say.more", &[("next", screen.isolate(&format!("--offset {next}")))]),
            Look::Dim,
        ))?;
    }
    Ok(())
}

/// The articles that the store holds, and their days.
pub(super) fn ground(store: &Store, screen: &Screen) -> Result<String, Fault> {
    let ground = store.ground()?;
    let articles = screen.words.count("count.articles", ground.articles);
    Ok(match (&ground.first, &ground.last) {
        (Some(first), Some(last)) => screen.words.fill(
            "say.ground",
            &[("articles", articles), ("first", screen.isolate(first)), ("last", screen.isolate(last))],
        ),
        _ => screen.words.fill("say.ground-undated", &[("articles", articles)]),
    })
}

/// Says that nothing fits, among how many articles, and which names are near.
pub(super) fn nothing(store: &Store, screen: &Screen, name: Option<&str>) -> Result<Outcome, Fault> {
    screen.line(format!("{} {}", screen.words.text("say.nothing"), ground(store, screen)?))?;
    if let Some(name) = name {
        let near = store.names_near(name, 5)?;
        if !near.is_empty() {
            let near: Vec<String> = near.iter().map(|n| screen.isolate(n)).collect();
            screen.line(screen.words.fill("say.near", &[("names", near.join("; "))]))?;
        }
    }
    Ok(Outcome::NothingFound)
}
