//! `search`: articles by their words, with the words marked as they are printed.

use std::path::Path;

use serde_json::json;

use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::SearchArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Facet, Filter, Hit, Layer, Search, Store};

pub(super) fn run(db: &Path, args: &SearchArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let search = Search {
        query: args.query.join(" "),
        layer: Layer::named(&args.layer).unwrap_or_default(),
        no_aliases: args.no_aliases,
        newest: args.newest,
        facets: args.facets,
        filter: Filter { source: args.source.clone(), ..filter(&args.days, &args.list)? },
    };
    let found = store.find(&search)?;
    if !args.list.json {
        for (key, value) in &found.notes {
            screen.line(screen.look(&screen.words.fill(key, &[("value", screen.isolate(value))]), Look::Dim))?;
        }
    }
    if args.list.json {
        let results = found.hits.iter().map(as_json).collect();
        return page(screen, results, next(&args.list, found.more));
    }
    let also = |key: &str, names: &[String]| {
        if names.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = names.iter().map(|n| screen.isolate(n)).collect();
        screen.line(screen.look(&screen.words.fill(key, &[("names", names.join("; "))]), Look::Dim))
    };
    if found.hits.is_empty() {
        also("say.perhaps", &found.suggestions)?;
        return nothing(&store, screen, None);
    }
    also("say.aliases", &found.aliases)?;
    for (n, hit) in found.hits.iter().enumerate() {
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
    if let Some(facets) = &found.facets {
        screen.gap()?;
        for (key, list) in [
            ("web.field.source", &facets.sources),
            ("web.field.speaker", &facets.speakers),
            ("web.facet.year", &facets.years),
            ("web.field.kind", &facets.kinds),
        ] {
            let one = |f: &Facet| {
                let label =
                    if key == "web.field.kind" { screen.named("web.kind", &f.value) } else { screen.isolate(&f.value) };
                format!("{label} ({})", f.articles)
            };
            let list: Vec<String> = list.iter().map(one).collect();
            if !list.is_empty() {
                screen.line(format!("{}: {}", screen.words.text(key), list.join(" · ")))?;
            }
        }
    }
    screen.gap()?;
    let total = screen.words.count("count.articles-found", found.total);
    screen.line(screen.look(&format!("{total} {}", ground(&store, screen)?), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// The passage with what was asked for marked, in the spelling of the article.
fn marked(hit: &Hit, screen: &Screen) -> String {
    let mut out = String::new();
    let mut at = 0;
    let piece = |from: usize, to: usize| crate::cli::screen::safe(hit.passage.get(from..to).unwrap_or(""));
    for mark in &hit.marks() {
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
        .found
        .iter()
        .map(|mark| {
            let m = &mark.at;
            let base = hit.start.unwrap_or(0);
            json!({
                "start": hit.start.map(|_| base + points(m.start)),
                "end": hit.start.map(|_| base + points(m.end)),
                "text": hit.passage.get(m.clone()).unwrap_or(""),
                "why": mark.why.name(),
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
