//! `sources`: the outlets, how many articles of each, of which days; what could not be read.

use std::path::Path;

use serde_json::json;

use super::statements::{ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::SourcesArgs;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Failure, Store};

pub(super) fn run(db: &Path, args: &SourcesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    if args.failed {
        return failed(&store, args, screen);
    }
    let mut rows = store.sources(args.list.limit + 1, args.list.offset)?;
    let there_is_more = rows.len() > args.list.limit;
    rows.truncate(args.list.limit);
    if args.list.json {
        let results = rows
            .iter()
            .map(|s| json!({"source": s.name, "articles": s.articles, "first": s.first, "last": s.last}))
            .collect();
        return page(screen, results, next(&args.list, there_is_more));
    }
    if rows.is_empty() {
        return nothing(&store, screen, None);
    }
    for s in &rows {
        let name = match &s.name {
            Some(name) => screen.look(&screen.isolate(name), Look::Speaker),
            None => screen.look(screen.words.text("label.no-source"), Look::Dim),
        };
        let mut about = screen.words.count("count.articles", s.articles);
        if let (Some(first), Some(last)) = (&s.first, &s.last) {
            let days = if first == last {
                screen.isolate(first)
            } else {
                screen.words.fill("say.days", &[("first", screen.isolate(first)), ("last", screen.isolate(last))])
            };
            about = format!("{about} · {days}");
        }
        screen.line(format!("{name}  {}", screen.look(&about, Look::Dim)))?;
    }
    screen.gap()?;
    screen.line(screen.look(&ground(&store, screen)?, Look::Dim))?;
    more(screen, &args.list, there_is_more)?;
    Ok(Outcome::Done)
}

/// What could not be read, and how it is read again.
fn failed(store: &Store, args: &SourcesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let mut rows = store.failures(args.list.limit + 1, args.list.offset)?;
    let there_is_more = rows.len() > args.list.limit;
    rows.truncate(args.list.limit);
    let said = |f: &Failure| screen.words.fill(&f.problem, &details(f));
    if args.list.json {
        let results = rows
            .iter()
            .map(|f| json!({"label": f.label, "asked": f.asked, "problem": f.problem, "message": said(f), "at": f.at, "tries": f.tries}))
            .collect();
        return page(screen, results, next(&args.list, there_is_more));
    }
    if rows.is_empty() {
        screen.say("say.nothing-failed")?;
        return Ok(Outcome::NothingFound);
    }
    for f in &rows {
        screen.line(screen.isolate(&f.label))?;
        let tries = screen.words.count("count.tries", f.tries);
        let when = screen.isolate(f.at.get(..10).unwrap_or(&f.at));
        screen.line(format!(
            "  {}  {}",
            screen.isolate(&said(f)),
            screen.look(&format!("{when} · {tries}"), Look::Dim)
        ))?;
    }
    screen.gap()?;
    screen.say("hint.update-failed")?;
    more(screen, &args.list, there_is_more)?;
    Ok(Outcome::Done)
}

fn details(f: &Failure) -> Vec<(&str, &str)> {
    f.details.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}
