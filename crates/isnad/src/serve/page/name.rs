//! A person or a body: its names and offices through time, what it said, what was said of it, its figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;

use super::figures::{Line, key, line};
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::{Asked, address};
use crate::serve::html::{self, Html};
use crate::serve::view::Said;
use crate::store::{Filter, Store};

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage {
    f: Frame,
    name: String,
    lookalike: bool,
    kinds: Vec<String>,
    aliases: Vec<String>,
    offices: Vec<Office>,
    years: Vec<(String, String, u64)>,
    subjects: Vec<(String, String, u64)>,
    said: Vec<Said>,
    of: Vec<Said>,
    series: Vec<Line>,
    all_said: String,
    all_of: String,
    articles: String,
    articles_href: String,
}

struct Office {
    title: String,
    days: Html,
    href: String,
}

const STATEMENTS: usize = 12;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked, Path(name): Path<String>) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question, &name)).await;
    page(&asked, made)
}

fn make(store: &Store, asked: &Asked, name: &str) -> Result<NamePage, Wrong> {
    let t = asked.words();
    let Some(known) = store.bearer(name)? else { return Err(Wrong::Missing) };
    let said = store.statements(&Filter { speaker: Some(known.name.clone()), limit: 400, ..Filter::default() })?;
    let of = store.statements(&Filter { about: Some(known.name.clone()), limit: STATEMENTS, ..Filter::default() })?;
    let mut years: BTreeMap<String, u64> = BTreeMap::new();
    for row in &said.rows {
        if let Some(year) = row.day.as_deref().and_then(|d| d.get(..4)) {
            *years.entry(year.to_owned()).or_default() += 1;
        }
    }
    let found = store.figures_of(Some(&known.name), None, &Filter::default())?;
    let mut order: Vec<usize> = (0..found.series.len()).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(found.series.get(*n).map_or(0, |s| s.points.len())), *n));
    let statements = |pairs: &[(&str, &str)]| address("/statements", pairs.iter().copied());
    let speaker = known.name.as_str();
    Ok(NamePage {
        lookalike: html::lookalike(&known.name),
        kinds: known.kinds.iter().map(|k| t.text(&format!("label.kind.{k}")).to_owned()).collect(),
        aliases: known.aliases,
        offices: known
            .offices
            .into_iter()
            .map(|o| Office {
                days: days(o.first.as_deref(), o.last.as_deref()),
                title: o.title,
                href: format!("/articles/{}", crate::serve::asked::encoded(&o.document, true)),
            })
            .collect(),
        years: years
            .into_iter()
            .rev()
            .map(|(y, n)| (statements(&[("speaker", speaker), ("from", &y), ("to", &y)]), y, n))
            .collect(),
        subjects: known
            .subjects
            .into_iter()
            .map(|(s, n)| (statements(&[("speaker", speaker), ("about", &s)]), s, n))
            .collect(),
        all_said: statements(&[("speaker", speaker)]),
        all_of: statements(&[("about", speaker)]),
        said: said.rows.iter().take(STATEMENTS).map(|r| Said::of(r, t)).collect(),
        of: of.rows.iter().map(|r| Said::of(r, t)).collect(),
        series: order.iter().take(3).filter_map(|n| line(*n, &found, t)).collect(),
        articles: t.count("count.in-articles", known.articles),
        articles_href: address("/search", std::iter::once(("q", format!("about:\"{speaker}\"").as_str()))),
        f: Frame::of(asked, "", known.name.clone()),
        name: known.name,
    })
}

/// The first and the last day on which an office is told, in the order of the page.
fn days(first: Option<&str>, last: Option<&str>) -> Html {
    let Safe(from) = html::day(first);
    if last.is_none() || first == last {
        return Safe(from);
    }
    let Safe(to) = html::day(last);
    Safe(format!("{from} – {to}"))
}
