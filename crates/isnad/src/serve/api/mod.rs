//! The record for other programs: names as in the record, pages by cursor, errors as problem details (RFC 9457).
//!
//! `openapi` describes it; a test holds the description to what is answered.

mod complete;
mod feed;
mod lists;
mod openapi;
mod stream;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::get;
use serde_json::{Value, json};

use super::answer::Wrong;
use super::app::App;
use super::asked::Asked;
use crate::wire::sha256_hex;

/// All addresses of the API and the feeds.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/", get(openapi::page))
        .route("/api/openapi.json", get(openapi::json))
        .route("/api/v1/documents", get(lists::documents))
        .route("/api/v1/documents/{*id}", get(lists::document))
        .route("/api/v1/statements", get(lists::statements))
        .route("/api/v1/figures", get(lists::figures))
        .route("/api/v1/search", get(lists::search))
        .route("/api/v1/sources", get(lists::sources))
        .route("/api/v1/names/{name}", get(lists::name))
        .route("/api/v1/complete", get(complete::complete))
        .route("/api/v1/records.jsonl", get(stream::records))
        .route("/feeds/search.atom", get(feed::search_atom))
        .route("/feeds/search.json", get(feed::search_json))
        .route("/feeds/statements.atom", get(feed::statements_atom))
        .route("/feeds/statements.json", get(feed::statements_json))
        .route("/feeds/figures.atom", get(feed::figures_atom))
        .route("/feeds/figures.json", get(feed::figures_json))
        .route("/api/{*rest}", get(nothing))
}

async fn nothing(asked: Asked) -> Response<Body> {
    problem(&asked, &Wrong::Missing)
}

/// A page of a listing.
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

const USUAL: usize = 50;
const MOST: usize = 200;

/// What `limit` and `cursor` say; anything else than what this program gave is refused.
fn paging(asked: &Asked) -> Result<Page, Wrong> {
    let limit = match raw(asked, "limit") {
        None => USUAL,
        Some(text) => text
            .parse()
            .ok()
            .filter(|n| (1..=MOST).contains(n))
            .ok_or_else(|| Wrong::Asked("fault.limit", text.to_owned()))?,
    };
    let offset = match raw(asked, "cursor") {
        None => 0,
        Some(text) => text
            .strip_prefix('o')
            .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|n| n.parse().ok())
            .filter(|n| *n <= 1_000_000)
            .ok_or_else(|| Wrong::Asked("fault.cursor", text.to_owned()))?,
    };
    Ok(Page { limit, offset })
}

fn raw<'a>(asked: &'a Asked, name: &str) -> Option<&'a str> {
    asked.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// A value that must be one of a list, where it is given.
fn one_of(asked: &Asked, name: &str, values: &[&str]) -> Result<(), Wrong> {
    match raw(asked, name) {
        Some(value) if !values.contains(&value) => Err(Wrong::Asked("fault.choice", value.to_owned())),
        _ => Ok(()),
    }
}

/// Only what is described may be asked.
fn only(asked: &Asked, names: &[&str]) -> Result<(), Wrong> {
    // A value longer than what is described is refused as well.
    let long = |n: &str, v: &str| v.chars().count() > if n == "q" { 1000 } else { 300 };
    match asked.pairs.iter().find(|(n, v)| (!names.contains(&n.as_str()) && n != "lang") || long(n, v)) {
        Some((name, _)) => Err(Wrong::Asked("fault.parameter", name.clone())),
        None => Ok(()),
    }
}

/// Where the next page begins.
fn next(page: &Page, more: bool) -> Value {
    if more { json!(format!("o{}", page.offset + page.limit)) } else { Value::Null }
}

/// An answer with its tag: whoever has it already is told so.
fn answer(asked: &Asked, headers: &HeaderMap, made: Result<Value, Wrong>) -> Response<Body> {
    match made {
        Ok(value) => tagged(headers, "application/json", serde_json::to_vec(&value).unwrap_or_default()),
        Err(wrong) => problem(asked, &wrong),
    }
}

fn tagged(headers: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let hash = sha256_hex(&bytes);
    let tag = format!("\"{}\"", hash.get(..24).unwrap_or(&hash));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let same = known.is_some_and(|k| k == "*" || k.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        let mut empty = Response::new(Body::empty());
        *empty.status_mut() = StatusCode::NOT_MODIFIED;
        empty
    } else {
        super::answer::file(kind, bytes)
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// What is wrong, as RFC 9457 has it.
fn problem(asked: &Asked, wrong: &Wrong) -> Response<Body> {
    let status = wrong.status();
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or(""),
        "status": status.as_u16(),
        "detail": wrong.told(asked.words()),
        "instance": asked.path,
    });
    let mut response = super::answer::file("application/problem+json", serde_json::to_vec(&body).unwrap_or_default());
    *response.status_mut() = status;
    response
}
