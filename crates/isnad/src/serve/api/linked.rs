//! What many articles say together, as JSON: stories, differences, quotations held against the record, and what people who
//! looked at entries found.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use super::lists::{ask, filter};
use super::{needed, next, one_of, only, paging, raw};
use crate::serve::answer::Wrong;
use crate::serve::app::App;
use crate::serve::asked::Asked;
use crate::store::{Filter, KINDS_OF_DIFFERENCE, checked, differing};
use crate::wire;

/// What stands among differences and is none between two figures.
const ARITHMETIC: &str = "arithmetic";

/// The kinds of differences that can be asked for.
pub(super) fn kinds() -> Vec<&'static str> {
    KINDS_OF_DIFFERENCE.iter().map(|k| k.name()).chain([ARITHMETIC]).collect()
}

pub(super) async fn stories(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["subject", "from", "to", "limit", "cursor"])?;
        let page = paging(asked)?.over(store)?;
        let found = store.stories(asked.get("subject"), &filter(asked, &page)?)?;
        let rows: Vec<Value> = found.rows.iter().map(wire::story).collect();
        Ok(json!({"results": rows, "next": next(&page, found.more)}))
    })
    .await
}

pub(super) async fn differences(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["subject", "measure", "kind", "from", "to", "limit", "cursor"])?;
        one_of(asked, "kind", &kinds())?;
        let page = paging(asked)?.over(store)?;
        // The kind that is asked for is one of differences, not of wordings.
        let filter = Filter { kind: None, ..filter(asked, &page)? };
        let found = store.figures_of(asked.get("subject"), asked.get("measure"), &filter)?;
        let kind = raw(asked, "kind");
        let sums = if kind.is_none_or(|k| k == ARITHMETIC) { checked(&found) } else { Vec::new() };
        let between = differing(&found, kind);
        let more = between.len() + sums.len() > page.offset + page.limit;
        let told = between.iter().map(|d| wire::difference(d, &found));
        let all = told.chain(sums.iter().map(|s| wire::arithmetic(s, &found)));
        let rows: Vec<Value> = all.skip(page.offset).take(page.limit).collect();
        Ok(json!({"results": rows, "next": next(&page, more)}))
    })
    .await
}

pub(super) async fn verify(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["quote", "speaker", "on", "limit", "cursor"])?;
        let quote = needed(asked, "quote")?.trim();
        if quote.is_empty() {
            return Err(Wrong::Asked("fault.needed", "quote".to_owned()));
        }
        let day = |text: &str| {
            crate::acquire::whole_or_part_of_day(text).ok_or_else(|| Wrong::Asked("fault.day", text.to_owned()))
        };
        let on = raw(asked, "on").map(day).transpose()?;
        let page = paging(asked)?.over(store)?;
        let mut found = store.carrying(quote, asked.get("speaker"), on.as_deref())?;
        found.retain(|c| page.upto.is_none_or(|last| c.document.key <= last));
        let rows: Vec<Value> =
            found.iter().skip(page.offset).take(page.limit).map(|c| wire::carried(c, quote)).collect();
        let mut out = json!({"results": rows, "next": next(&page, found.len() > page.offset + page.limit)});
        // Where nothing is held, what was searched is told: never that it was not said.
        if let (true, Value::Object(fields)) = (found.is_empty(), &mut out) {
            fields.insert("searched".into(), wire::searched(&store.searched()?));
        }
        Ok(out)
    })
    .await
}

pub(super) async fn reviews(State(app): State<Arc<App>>, headers: HeaderMap, asked: Asked) -> Response<Body> {
    ask(&app, asked, headers, |store, asked| {
        only(asked, &["limit", "cursor"])?;
        let page = paging(asked)?;
        let all = store.reviews()?;
        let rows: Vec<_> = all.iter().skip(page.offset).take(page.limit).collect();
        Ok(json!({"results": rows, "next": next(&page, all.len() > page.offset + page.limit)}))
    })
    .await
}
