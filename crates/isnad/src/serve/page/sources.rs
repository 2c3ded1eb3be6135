//! The outlets: how much of each, how fresh, how much of it could be read.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::view::{DayOf, Turn};
use crate::store::{Counts, Source, Store};

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    f: Frame,
    rows: Vec<Row>,
    counts: Vec<String>,
    turn: Turn,
}

struct Row {
    name: String,
    href: Option<String>,
    articles: String,
    first: DayOf,
    last: DayOf,
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
    let row = |s: Source| Row {
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
    Ok(SourcesPage {
        rows: rows.into_iter().map(row).collect(),
        counts: counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| t.count(key, *n)).collect(),
        turn: Turn::of(asked, offset, PAGE, more),
        f: Frame::of(asked, "sources", t.text("web.menu.sources")),
    })
}
