//! `stories`: which articles tell one event, over outlets and days.

use std::path::Path;

use super::statements::{filter, ground, more, next, nothing, page};
use crate::cli::Outcome;
use crate::cli::args::StoriesArgs;
use crate::cli::lines::short;
use crate::cli::screen::{Look, Screen};
use crate::fault::Fault;
use crate::store::{Store, StoryRow};

/// Articles of a story that are shown.
const ARTICLES: usize = 6;

pub(super) fn run(db: &Path, args: &StoriesArgs, screen: &Screen) -> Result<Outcome, Fault> {
    let store = Store::listing(db)?;
    let found = store.stories(args.subject.as_deref(), &filter(&args.days, &args.list)?)?;
    if args.list.json {
        return page(screen, found.rows.iter().map(crate::wire::story).collect(), next(&args.list, found.more));
    }
    if found.rows.is_empty() {
        return nothing(&store, screen, args.subject.as_deref());
    }
    for row in &found.rows {
        story(row, screen)?;
        screen.gap()?;
    }
    let count = found.total.map(|n| screen.words.count("count.stories", n)).unwrap_or_default();
    screen.line(screen.look(&format!("{count}. {}", ground(&store, screen)?), Look::Dim))?;
    more(screen, &args.list, found.more)?;
    Ok(Outcome::Done)
}

/// A story: its name, days and outlets, then its articles, the first report first.
pub(super) fn story(row: &StoryRow, screen: &Screen) -> Result<(), Fault> {
    let name = row.story.name.as_deref().unwrap_or("…");
    screen.line(screen.look(&screen.isolate(&short(name, 110)), Look::Strong))?;
    screen.line(format!("  {}", screen.look(&sum(row, screen), Look::Dim)))?;
    for (n, told) in row.articles.iter().take(ARTICLES).enumerate() {
        let d = &told.document;
        let mut marks = Vec::new();
        if n == 0 {
            marks.push(screen.words.text("label.first-report").to_owned());
        }
        if let Some(origin) = &told.copy_of {
            marks.push(screen.words.fill("say.copy-of", &[("id", screen.isolate(origin))]));
        }
        if let Some(agency) = &d.agency {
            marks.push(screen.words.fill("label.via", &[("name", screen.isolate(agency))]));
        }
        let from = format!("{} · {}", screen.isolate(d.outlet()), screen.isolate(&d.id));
        marks.push(screen.look(&from, Look::Dim));
        let title = d.title.as_deref().map(|t| format!("{}  ", screen.isolate(&short(t, 90)))).unwrap_or_default();
        screen.line(format!("  {}  {title}{}", screen.day(d.day.as_deref()), marks.join(" · ")))?;
    }
    let left = row.articles.len().saturating_sub(ARTICLES);
    if left > 0 {
        screen
            .line(format!("  {}", screen.look(&screen.words.count("count.more-articles", left as u64), Look::Dim)))?;
    }
    Ok(())
}

/// «2024-05-03 to 2024-05-05 · 4 articles, 3 of them no copies · 3 outlets».
fn sum(row: &StoryRow, screen: &Screen) -> String {
    let mut parts = Vec::new();
    if let (Some(first), Some(last)) = (row.story.first, row.story.last) {
        let (first, last) = (screen.isolate(&first.to_string()), screen.isolate(&last.to_string()));
        parts.push(if first == last {
            first
        } else {
            screen.words.fill("say.days", &[("first", first), ("last", last)])
        });
    }
    parts.push(screen.words.count("count.articles", row.articles.len() as u64));
    if row.origins < row.articles.len() {
        parts.push(screen.words.count("count.origins", row.origins as u64));
    }
    if !row.story.outlets.is_empty() {
        parts.push(screen.words.count("count.outlets", row.story.outlets.len() as u64));
    }
    parts.join(" · ")
}
