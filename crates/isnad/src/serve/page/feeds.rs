//! What is followed: how each feed fares, one more, a list in or out, and when they are read again.

use std::sync::Arc;

use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};

use super::add::to;
use crate::cli::{Glossary, Unattended};
use crate::fault::Fault;
use crate::serve::answer::{Frame, Wrong, file, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address, decoded};
use crate::serve::html::{self, Html};
use crate::serve::rounds::Rounds;
use crate::serve::view::{DayOf, told_time};
use crate::store::{Follow, Store};

#[derive(Template)]
#[template(path = "feeds.html")]
struct FeedsPage {
    f: Frame,
    wrong: Option<String>,
    typed: String,
    added: Option<String>,
    feeds: Vec<Feed>,
    count: String,
    standing: Vec<Html>,
    may_ask: bool,
    running: bool,
    unreached: bool,
}

/// A feed that is followed.
struct Feed {
    title: String,
    url: String,
    news: DayOf,
    checked: DayOf,
    silent: Option<String>,
    problem: Option<String>,
}

/// A list of feeds is no larger.
const LARGEST: usize = 4 << 20;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    shown(&app, &asked, None, String::new()).await
}

async fn shown(app: &Arc<App>, asked: &Asked, wrong: Option<String>, typed: String) -> Response<Body> {
    let (question, rounds) = (asked.clone(), Arc::clone(&app.rounds));
    let failed = wrong.is_some();
    let made = app.ask(move |store| make(store, &question, &rounds, wrong, typed)).await;
    let mut response = page(asked, made);
    if failed && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn make(
    store: &Store,
    asked: &Asked,
    rounds: &Rounds,
    wrong: Option<String>,
    typed: String,
) -> Result<FeedsPage, Wrong> {
    let t = asked.words();
    let mut follows = store.follows()?;
    // Those that fail first, then those that have fallen silent.
    follows.sort_by_key(|f| (f.problem.is_none(), Unattended::silent(f).is_none()));
    let unreachable = |f: &Follow| matches!(f.problem.as_deref(), Some("problem.host" | "problem.connection"));
    let now = rounds.standing();
    let mut standing: Vec<String> = Vec::new();
    match (rounds.offline, rounds.every) {
        (true, _) => standing.push(t.text("web.feeds.offline").to_owned()),
        (false, Some(every)) => standing.push(t.count("count.every-minutes", every.as_secs() / 60)),
        (false, None) => standing.push(t.text("web.feeds.by-hand").to_owned()),
    }
    if now.running {
        standing.push(t.text("web.feeds.running").to_owned());
    }
    if let Some(last) = &now.last {
        standing.push(t.fill("web.feeds.last", &[("time", told_time(last))]));
    }
    standing.extend(now.wrong.map(|key| t.text(key).to_owned()));
    Ok(FeedsPage {
        unreached: !follows.is_empty() && follows.iter().all(unreachable),
        count: t.count("count.followed", follows.len() as u64),
        feeds: follows.into_iter().map(|f| feed(f, t)).collect(),
        added: asked.get("added").and_then(|n| n.parse().ok()).map(|n| t.count("count.feeds-added", n)),
        may_ask: !rounds.offline,
        running: now.running,
        standing: standing.iter().map(|s| html::as_is(s)).collect(),
        wrong,
        typed,
        f: Frame::of(asked, "feeds", t.text("web.menu.feeds")),
    })
}

fn feed(f: Follow, t: Glossary) -> Feed {
    let silent = Unattended::silent(&f)
        .map(|n| t.fill("web.feeds.silent", &[("days", t.count("count.days", n.unsigned_abs()))]));
    Feed {
        title: f.title.clone().unwrap_or_else(|| f.url.clone()),
        news: DayOf::of(f.news_at.as_deref().and_then(|d| d.get(..10))),
        checked: DayOf::of(f.checked_at.as_deref().and_then(|d| d.get(..10))),
        problem: f.problem.as_deref().map(|key| t.fill(key, &[("status", "…"), ("cause", "…"), ("size", "…")])),
        silent,
        url: f.url,
    }
}

/// What the small forms of the page ask.
pub(super) async fn change(State(app): State<Arc<App>>, asked: Asked, body: Bytes) -> Response<Body> {
    let pairs = decoded(&String::from_utf8_lossy(&body));
    let get = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let (what, url) = (get("do"), get("url"));
    let (web, ask) = (app.rounds.web.clone(), !app.rounds.offline);
    let (typed, wanted) = (url.clone(), what.clone());
    let done = tokio::task::spawn_blocking(move || match what.as_str() {
        "add" => web.follow(&url, ask),
        "remove" => web.unfollow(&url),
        _ => Ok(()),
    });
    match done.await.unwrap_or_else(|_| Err(Fault::of("", "fault.answer"))) {
        Ok(()) => {
            if wanted != "remove" {
                app.rounds.ask();
            }
            to(if wanted == "add" { "/feeds?added=1" } else { "/feeds" })
        }
        Err(fault) => {
            let told = Wrong::Fault(fault).told(asked.words());
            shown(&app, &asked, Some(told), typed).await
        }
    }
}

/// A list that was sent.
pub(super) async fn import(State(app): State<Arc<App>>, asked: Asked, mut parts: Multipart) -> Response<Body> {
    let mut sent = None;
    while let Ok(Some(part)) = parts.next_field().await {
        if part.name() == Some("list") {
            let name = part.file_name().unwrap_or("OPML").to_owned();
            sent = part.bytes().await.ok().map(|bytes| (name, bytes.to_vec()));
        }
    }
    let web = app.rounds.web.clone();
    let done = match sent.filter(|(_, bytes)| !bytes.is_empty() && bytes.len() <= LARGEST) {
        None => Err(Fault::of("", "fault.opml")),
        Some((name, bytes)) => tokio::task::spawn_blocking(move || web.import(&name, &bytes))
            .await
            .unwrap_or_else(|_| Err(Fault::of("", "fault.answer"))),
    };
    match done {
        Ok(n) => {
            app.rounds.ask();
            to(&address("/feeds", std::iter::once(("added", n.to_string().as_str()))))
        }
        Err(fault) => {
            let told = Wrong::Fault(fault).told(asked.words());
            shown(&app, &asked, Some(told), String::new()).await
        }
    }
}

/// The list of all that is followed.
pub(super) async fn list(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    match app.ask(|store| Ok(Unattended::list(store)?)).await {
        Ok(list) => {
            let mut response = file("text/x-opml; charset=utf-8", list.into_bytes());
            let told = HeaderValue::from_static("attachment; filename=\"isnad.opml\"");
            response.headers_mut().insert(header::CONTENT_DISPOSITION, told);
            response
        }
        Err(wrong) => page::<FeedsPage>(&asked, Err(wrong)),
    }
}
