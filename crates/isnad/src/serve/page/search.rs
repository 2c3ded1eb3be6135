//! Search: articles by their words, with the words marked as printed.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Turn};
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    f: Frame,
    hits: Vec<Found>,
    total: String,
    asked: bool,
    turn: Turn,
}

struct Found {
    href: String,
    title: Html,
    passage: Html,
    day: DayOf,
    outlet: String,
}

const PAGE: usize = 20;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked) -> Result<SearchPage, Wrong> {
    let t = asked.words();
    let query = asked.get("q").unwrap_or("").to_owned();
    let offset = asked.number("offset", 0, 100_000);
    let filter = Filter { limit: PAGE, offset, source: asked.own("source"), ..Filter::default() };
    let found = store.search(&query, &filter)?;
    let title = if query.is_empty() { t.text("web.menu.search").to_owned() } else { query.clone() };
    let hits = found.rows.iter().map(|h| Found {
        href: view::article(&h.document, None),
        title: askama::filters::Safe(html::text(h.document.title.as_deref().unwrap_or(h.document.outlet()))),
        passage: html::marked(&h.passage, &h.marks),
        day: DayOf::of(h.document.day.as_deref()),
        outlet: h.document.outlet().to_owned(),
    });
    Ok(SearchPage {
        hits: hits.collect(),
        total: t.count("count.articles-found", found.total.unwrap_or(0)),
        asked: !query.is_empty(),
        turn: Turn::of(asked, offset, PAGE, found.more),
        f: Frame { query, ..Frame::of(asked, "search", title) },
    })
}

/// What a query that is being typed could become, as JSON.
pub(super) async fn complete(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let typed = asked.get("q").unwrap_or("").to_owned();
    let made = app.ask(move |store| Ok(store.completions(&typed, 8)?)).await.unwrap_or_default();
    crate::serve::answer::file("application/json", serde_json::to_vec(&made).unwrap_or_default())
}
