//! Documents, statements, figures, search results, sources and names as JSON.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::{Page, answer, needed, next, one_of, only, paging, part, raw};
use crate::fault::Fault;
use crate::serve::answer::Wrong;
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::serve::page::filter_by;
use crate::store::{Document, Facet, Filter, Hit, Layer, Search, Store};
use crate::wire;

pub(super) fn filter(asked: &Asked, page: &Page) -> Result<Filter, Wrong> {
    let filter = filter_by(asked, |name| raw(asked, name), page.limit, page.offset)?;
    Ok(Filter { upto: page.upto, ..filter })
}

fn head(d: &Document) -> Value {
    json!({
        "document": d.id, "source": d.source, "published": d.published, "reference_date": d.day,
        "title": d.title, "url": d.url,
    })
}

/// Asks the store and answers.
pub(super) async fn ask(
    app: &Arc<App>,
    asked: Asked,
    headers: HeaderMap,
    work: impl FnOnce(&Store, &Asked) -> Result<Value, Wrong> + Send + 'static,
) -> Response<Body> {
    let question = asked.clone();
    let made = app.ask(move |store| work(store, &question)).await;
    answer(&asked, &headers, made)
}

pub(super) async fn documents(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["source", "from", "to", "limit", "cursor"])?;
        let page = paging(asked)?.over(store)?;
        let mut rows = store.listed(&Filter { limit: page.limit + 1, ..filter(asked, &page)? })?;
        let more = rows.len() > page.limit;
        rows.truncate(page.limit);
        Ok(json!({"results": rows.iter().map(head).collect::<Vec<_>>(), "next": next(&page, more)}))
    })
    .await
}

/// A record, or the same as annotations, quotations or entities.
pub(super) async fn document(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    asked: Asked,
    id: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    ask(&app, asked, headers, move |store, asked| {
        let id = part(id)?;
        only(asked, &["as"])?;
        one_of(asked, "as", &["record", "annotations", "schema-org", "ftm"])?;
        let found = store.documents_named(&id, 2)?;
        let [d] = found.as_slice() else { return Err(Wrong::Missing) };
        let record = store.record(d)?;
        Ok(match raw(asked, "as") {
            Some("annotations") => json!({"results": wire::annotations(&record)}),
            Some("schema-org") => json!({"results": wire::quotations(&record)}),
            Some("ftm") => json!({"results": wire::ftm_entities(&record)}),
            _ => serde_json::to_value(&record).map_err(Fault::from)?,
        })
    })
    .await
}

pub(super) async fn statements(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["speaker", "about", "from", "to", "kind", "act", "source", "limit", "cursor"])?;
        one_of(asked, "kind", &["direct", "indirect", "mixed"])?;
        one_of(asked, "act", &isnad_extract::Act::ALL.map(isnad_extract::Act::name))?;
        let page = paging(asked)?.over(store)?;
        let found = store.statements(&filter(asked, &page)?)?;
        let rows = found.rows.iter().map(|r| wire::entry(&r.document, &r.statement)).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"results": rows, "next": next(&page, found.more)}))
    })
    .await
}

pub(super) async fn figures(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["subject", "measure", "unit", "series", "source", "from", "to", "limit", "cursor"])?;
        let page = paging(asked)?.over(store)?;
        let found = store.figures_of(asked.get("subject"), asked.get("measure"), &filter(asked, &page)?)?;
        let mut series: HashMap<usize, &str> = HashMap::new();
        for line in &found.series {
            for p in &line.points {
                series.extend(p.copies.iter().chain([&p.point]).map(|n| (*n, line.id.as_str())));
            }
        }
        let (unit, line) = (raw(asked, "unit"), raw(asked, "series"));
        let fits = |n: usize, f: &wire::FigureJson| {
            unit.is_none_or(|u| f.unit.as_deref() == Some(u)) && line.is_none_or(|l| series.get(&n) == Some(&l))
        };
        let mut wanted = found.figures.iter().enumerate().filter(|(n, (_, f))| fits(*n, f)).skip(page.offset);
        let mut rows = Vec::new();
        for (n, (d, f)) in wanted.by_ref().take(page.limit) {
            let mut row = wire::entry(d, f)?;
            if let Value::Object(fields) = &mut row {
                fields.insert("series".into(), json!(series.get(&n)));
            }
            rows.push(row);
        }
        Ok(json!({"results": rows, "next": next(&page, wanted.next().is_some())}))
    })
    .await
}

pub(super) async fn search(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["q", "layer", "aliases", "order", "source", "from", "to", "limit", "cursor"])?;
        one_of(asked, "layer", &Layer::ALL.map(Layer::name))?;
        one_of(asked, "aliases", &["yes", "no"])?;
        one_of(asked, "order", &["best", "newest"])?;
        let page = paging(asked)?.over(store)?;
        let search = Search {
            query: needed(asked, "q")?.to_owned(),
            layer: asked.get("layer").and_then(Layer::named).unwrap_or_default(),
            no_aliases: raw(asked, "aliases") == Some("no"),
            newest: raw(asked, "order") == Some("newest"),
            facets: true,
            filter: filter(asked, &page)?,
        };
        let found = store.find(&search)?;
        let facet = |list: &[Facet]| -> Vec<Value> {
            list.iter().map(|f| json!({"value": f.value, "articles": f.articles})).collect()
        };
        let facets = found.facets.as_ref().map(|f| {
            json!({
                "source": facet(&f.sources), "speaker": facet(&f.speakers), "year": facet(&f.years),
                "kind": facet(&f.kinds), "among": f.among,
            })
        });
        Ok(json!({
            "results": found.hits.iter().map(hit).collect::<Vec<_>>(),
            "next": next(&page, found.more),
            "total": found.total,
            "facets": facets,
            "aliases": found.aliases,
            "suggestions": found.suggestions,
            "notes": found.notes.iter().map(|(key, value)| asked.words().fill(key, &[("value", value.as_str())])).collect::<Vec<_>>(),
        }))
    })
    .await
}

fn hit(h: &Hit) -> Value {
    let mut out = head(&h.document);
    let points = |byte: usize| h.passage.get(..byte).map_or(0, |t| t.chars().count()) as u32;
    let base = h.start;
    let marks: Vec<Value> = h
        .found
        .iter()
        .map(|m| {
            json!({
                "start": base.map(|b| b + points(m.at.start)),
                "end": base.map(|b| b + points(m.at.end)),
                "text": h.passage.get(m.at.clone()).unwrap_or(""),
                "why": m.why.name(),
                "query": m.typed,
            })
        })
        .collect();
    if let Value::Object(fields) = &mut out {
        let length = h.passage.chars().count() as u32;
        fields.insert("passage".into(), json!({"start": base, "end": base.map(|b| b + length), "text": h.passage}));
        fields.insert("matches".into(), Value::Array(marks));
        fields.insert("count".into(), json!(h.times));
    }
    out
}

pub(super) async fn sources(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["limit", "cursor"])?;
        let page = paging(asked)?;
        let mut rows = store.sources(page.limit + 1, page.offset)?;
        let more = rows.len() > page.limit;
        rows.truncate(page.limit);
        let row = |s: &crate::store::Source| json!({"source": s.name, "articles": s.articles, "first": s.first, "last": s.last});
        Ok(json!({"results": rows.iter().map(row).collect::<Vec<_>>(), "next": next(&page, more)}))
    })
    .await
}

pub(super) async fn name(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    asked: Asked,
    name: Result<Path<String>, PathRejection>,
) -> Response<Body> {
    ask(&app, asked, headers, move |store, asked| {
        let name = part(name)?;
        only(asked, &[])?;
        let Some(b) = store.bearer(&name)? else { return Err(Wrong::Missing) };
        let office = |o: &crate::store::Office| json!({"title": o.title, "first": o.first, "last": o.last, "document": o.document});
        Ok(json!({
            "name": b.name,
            "kinds": b.kinds,
            "aliases": b.aliases,
            "offices": b.offices.iter().map(office).collect::<Vec<_>>(),
            "about": b.subjects.iter().map(|(n, c)| json!({"name": n, "statements": c})).collect::<Vec<_>>(),
            "articles": b.articles,
        }))
    })
    .await
}
