//! The outlets: how much of each, how fresh, how much of it could be read.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use crate::cli::Lang;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::chart::share;
use crate::serve::html::Html;
use crate::serve::view::{DayOf, Turn};
use crate::store::{Counts, Source, Store};

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    f: Frame,
    rows: Vec<Row>,
    counts: Vec<String>,
    failed: Vec<Failed>,
    failures: Option<String>,
    turn: Turn,
}

/// Something that could not be read.
struct Failed {
    label: String,
    told: String,
    at: DayOf,
    tries: String,
}

/// Failures that are named.
const FAILED: usize = 20;
/// Days behind the newest article after which an outlet is no longer fresh.
const STALE: i32 = 30;

struct Row {
    name: String,
    href: Option<String>,
    articles: String,
    bar: Html,
    first: DayOf,
    last: DayOf,
    stale: bool,
}

const PAGE: usize = 100;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<SourcesPage, Wrong> {
    let t = asked.words();
    let offset = asked.number("offset", 0, 100_000);
    let mut rows = store.sources(PAGE + 1, offset)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let newest = store.ground()?.last;
    let day = |d: Option<&str>| d.and_then(|d| d.get(..10)?.parse::<jiff::civil::Date>().ok());
    let stale = |last: Option<&str>| {
        let behind = day(last).zip(day(newest.as_deref())).and_then(|(a, b)| a.until(b).ok());
        behind.is_some_and(|s| s.get_days() > STALE)
    };
    let most = rows.iter().map(|s| s.articles).max().unwrap_or(0);
    let row = |s: Source| Row {
        bar: share(s.articles, most, t.lang == Lang::Arabic),
        stale: stale(s.last.as_deref()),
        href: s.name.as_deref().map(|n| address("/search", std::iter::once(("q", format!("source:\"{n}\"").as_str())))),
        name: s.name.unwrap_or_else(|| t.text("label.no-source").to_owned()),
        articles: t.count("count.articles", s.articles),
        first: DayOf::of(s.first.as_deref()),
        last: DayOf::of(s.last.as_deref()),
    };
    let Counts { documents, statements, figures, entities, copies, forgotten, .. } = store.counts()?;
    let counts = [
        ("count.articles", documents),
        ("count.statements", statements),
        ("count.figures", figures),
        ("count.entities", entities),
        ("count.copy-pairs", copies),
        ("count.forgotten", forgotten),
    ];
    let failures = store.failure_count()?;
    let failed = store.failures(FAILED, 0)?.into_iter().map(|f| Failed {
        told: t.fill(&f.problem, &f.details.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect::<Vec<_>>()),
        at: DayOf::of(f.at.get(..10)),
        tries: t.count("count.tries", f.tries),
        label: f.label,
    });
    Ok(SourcesPage {
        failed: failed.collect(),
        failures: (failures > 0).then(|| t.count("count.failed", failures)),
        rows: rows.into_iter().map(row).collect(),
        counts: counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| t.count(key, *n)).collect(),
        turn: Turn::of(asked, offset, PAGE, more),
        f: Frame::of(asked, "sources", t.text("web.menu.sources")),
    })
}
