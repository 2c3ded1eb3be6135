//! `search`: articles by their words, with the words marked as they are printed.

use std::path::Path;

use serde_json::json;

use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::SearchArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Filter, Hit, Store};

pub(super) fn run(db: &Path, args: &SearchArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let query = args.query.join(" ");
    let filter = Filter { source: args.source.clone(), ..filter(&args.days, &args.list)? };
    let found = store.search(&query, &filter)?;
    if args.list.json {
        let results = found.rows.iter().map(as_json).collect();
        return page(screen, results, next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, None);
    }
    for (n, hit) in found.rows.iter().enumerate() {
        if n > 0 {
            screen.gap()?;
        }
        let title = hit.document.title.as_deref().map_or_else(String::new, |t| short(t, 100));
        screen.line(format!(
            "{}  {}",
            screen.day(hit.document.day.as_deref()),
            screen.look(&screen.isolate(&title), Look::Strong)
        ))?;
        screen.line(format!("  {}", marked(hit, screen)))?;
        let source = format!("{} · ", screen.isolate(hit.document.outlet()));
        screen
            .line(format!("  {}", screen.look(&format!("{source}{}", screen.isolate(&hit.document.id)), Look::Dim)))?;
    }
    screen.gap()?;
    let total = screen.words.count("count.articles-found", found.total.unwrap_or(0));
    screen.line(screen.look(&format!("{total} {}", ground(&store, screen)?), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// The passage with what was asked for marked, in the spelling of the article.
fn marked(hit: &Hit, screen: &Screen) -> String {
    let mut out = String::new();
    let mut at = 0;
    let piece = |from: usize, to: usize| crate::cli::screen::safe(hit.passage.get(from..to).unwrap_or(""));
    for mark in &hit.marks {
        out.push_str(&piece(at, mark.start));
        out.push_str(&screen.found(hit.passage.get(mark.clone()).unwrap_or("")));
        at = mark.end;
    }
    out.push_str(&piece(at, hit.passage.len()));
    screen.whole(&out)
}

fn as_json(hit: &Hit) -> serde_json::Value {
    let points = |byte: usize| hit.passage.get(..byte).map_or(0, |t| t.chars().count()) as u32;
    let marks: Vec<serde_json::Value> = hit
        .marks
        .iter()
        .map(|m| {
            let base = hit.start.unwrap_or(0);
            json!({
                "start": hit.start.map(|_| base + points(m.start)),
                "end": hit.start.map(|_| base + points(m.end)),
                "text": hit.passage.get(m.clone()).unwrap_or(""),
            })
        })
        .collect();
    json!({
        "document": hit.document.id,
        "source": hit.document.source,
        "published": hit.document.published,
        "title": hit.document.title,
        "url": hit.document.url,
        "passage": {"start": hit.start, "end": hit.start.map(|s| s + hit.passage.chars().count() as u32), "text": hit.passage},
        "matches": marks,
        "count": hit.times,
    })
}
