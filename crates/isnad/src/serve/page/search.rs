//! Search: articles by their words, with the words marked as printed, why each matched, and what was found counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;

use super::statements::filter;
use crate::cli::Glossary;
use crate::serve::answer::{Frame, Wrong, page};
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::html::{self, Html};
use crate::serve::view::{self, DayOf, Turn};
use crate::store::{Facet, Hit, Layer, Mark, Search, Store, Why};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    f: Frame,
    hits: Vec<Found>,
    total: String,
    asked: bool,
    layers: Vec<(String, String, bool)>,
    orders: Vec<(String, &'static str, bool)>,
    facets: Vec<(&'static str, Vec<Choice>)>,
    among: Option<String>,
    notes: Vec<Html>,
    aliases: Vec<String>,
    no_aliases: String,
    stems: Option<String>,
    suggestions: Vec<(String, String)>,
    feeds: Vec<(String, &'static str)>,
    turn: Turn,
}

struct Found {
    href: String,
    title: Html,
    passage: Html,
    why: Vec<(String, String)>,
    day: DayOf,
    outlet: String,
}

struct Choice {
    href: String,
    label: String,
    articles: u64,
}

const PAGE: usize = 20;

/// The page.
pub(super) async fn show(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| make(store, &question)).await;
    page(&asked, made)
}

/// What the address asks.
pub(in crate::serve) fn search_of(asked: &Asked, limit: usize) -> Result<Search, Wrong> {
    let filter = filter(asked, limit)?;
    Ok(Search {
        query: asked.own("q").unwrap_or_default(),
        layer: asked.get("layer").and_then(Layer::named).unwrap_or_default(),
        no_aliases: asked.get("aliases") == Some("no"),
        newest: asked.get("order") == Some("newest"),
        facets: true,
        filter,
    })
}

fn make(store: &Store, asked: &Asked) -> Result<SearchPage, Wrong> {
    let t = asked.words();
    let search = search_of(asked, PAGE)?;
    let found = store.find(&search)?;
    let query = search.query.clone();
    let title = if query.is_empty() { t.text("web.menu.search").to_owned() } else { query.clone() };
    let layer = |l: Layer| {
        let value = (l != Layer::default()).then(|| l.name());
        (asked.with(&[("layer", value)]), view::named(t, "web.layer", l.name()), l == search.layer)
    };
    let narrowed = |field: &str, value: &str| {
        let value = if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() };
        asked.with(&[("q", Some(format!("{query} {field}:{value}").trim()))])
    };
    let mut facets = Vec::new();
    let mut among = None;
    if let Some(counted) = &found.facets {
        let choices = |field: &str, list: &[Facet], family: &str| {
            let one = |f: &Facet| Choice {
                href: if field == "year" {
                    asked.with(&[("from", Some(&f.value)), ("to", Some(&f.value))])
                } else {
                    narrowed(field, &f.value)
                },
                label: view::named(t, family, &f.value),
                articles: f.articles,
            };
            list.iter().map(one).collect::<Vec<_>>()
        };
        let plain = |list: &[Facet], field: &str| {
            let mut all = choices(field, list, "");
            all.iter_mut().zip(list).for_each(|(c, f)| c.label.clone_from(&f.value));
            all
        };
        facets.push((t.text("web.field.source"), plain(&counted.sources, "source")));
        facets.push((t.text("web.field.speaker"), plain(&counted.speakers, "speaker")));
        facets.push((t.text("web.facet.year"), plain(&counted.years, "year")));
        facets.push((t.text("web.field.kind"), choices("kind", &counted.kinds, "web.kind")));
        facets.retain(|(_, list)| !list.is_empty());
        among = counted.among.map(|n| t.fill("web.facet.among", &[("n", crate::cli::grouped(n))]));
    }
    let feed = |path: &str| Asked { path: path.to_owned(), ..asked.clone() }.with(&[("layer", asked.get("layer"))]);
    Ok(SearchPage {
        hits: found.hits.iter().map(|h| hit(h, t)).collect(),
        total: t.count("count.articles-found", found.total),
        asked: !query.is_empty(),
        layers: Layer::ALL.into_iter().map(layer).collect(),
        orders: vec![
            (asked.with(&[("order", None)]), t.text("web.search.best"), !search.newest),
            (asked.with(&[("order", Some("newest"))]), t.text("web.search.newest"), search.newest),
        ],
        facets,
        among,
        stems: (search.layer != Layer::Stem).then(|| asked.with(&[("layer", Some(Layer::Stem.name()))])),
        no_aliases: asked.with(&[("aliases", Some("no"))]),
        notes: found.notes.iter().map(|(key, value)| note(key, value, t)).collect(),
        aliases: found.aliases,
        suggestions: found.suggestions.into_iter().map(|s| (asked.with(&[("q", Some(&s))]), s)).collect(),
        feeds: vec![(feed("/feeds/search.atom"), "Atom"), (feed("/feeds/search.json"), "JSON Feed")],
        turn: Turn::of(asked, search.filter.offset, PAGE, found.more),
        f: Frame { query, ..Frame::of(asked, "search", title) },
    })
}

/// What could not be taken as it was typed; words that were typed keep their own order, a mark alone has none.
fn note(key: &str, value: &str, t: Glossary) -> Html {
    let words = value.chars().any(char::is_alphanumeric);
    let value = if words { format!("\u{2068}{value}\u{2069}") } else { value.to_owned() };
    html::as_is(&t.fill(key, &[("value", value)]))
}

fn hit(h: &Hit, t: Glossary) -> Found {
    let ranges = |marks: &[Mark]| marks.iter().map(|m| m.at.clone()).collect::<Vec<_>>();
    let title = view::title(&h.document, t);
    // Each printed form once, with the widest reason first.
    let mut why: BTreeMap<(std::cmp::Reverse<Why>, String), ()> = BTreeMap::new();
    let in_title = h.in_title.iter().filter_map(|m| Some((m, title.get(m.at.clone())?)));
    let in_passage = h.found.iter().filter_map(|m| Some((m, h.passage.get(m.at.clone())?)));
    for (m, printed) in in_title.chain(in_passage) {
        let printed = printed.to_owned();
        why.insert((std::cmp::Reverse(m.why), printed), ());
    }
    Found {
        href: view::article(&h.document, None),
        title: html::marked(&title, &ranges(&h.in_title)),
        passage: html::marked(&h.passage, &ranges(&h.found)),
        why: why
            .into_keys()
            .filter(|(why, _)| why.0 != Why::Same)
            .map(|(why, printed)| (printed, view::named(t, "web.why", why.0.name())))
            .take(4)
            .collect(),
        day: DayOf::of(h.document.day.as_deref()),
        outlet: h.document.outlet().to_owned(),
    }
}

/// What a query that is being typed could become, as JSON.
pub(super) async fn complete(State(app): State<Arc<App>>, asked: Asked) -> Response<Body> {
    let typed = asked.get("q").unwrap_or("").to_owned();
    let arabic = asked.lang == crate::cli::Lang::Arabic;
    let made = app.ask(move |store| Ok(store.completions(&typed, arabic, 8)?)).await.unwrap_or_default();
    let made: Vec<String> = made.into_iter().map(|c| c.query).collect();
    crate::serve::answer::file("application/json", serde_json::to_vec(&made).unwrap_or_default())
}
