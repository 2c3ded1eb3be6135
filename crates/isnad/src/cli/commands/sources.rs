//! `sources`: the outlets, how many articles of each, of which days.

use std::path::Path;

use serde_json::json;

use super::statements::{ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::SourcesArgs;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::Store;

pub(super) fn run(db: &Path, args: &SourcesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
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
