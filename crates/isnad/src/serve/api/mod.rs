//! The record for other programs: names as in the record, pages by cursor, errors as problem details (RFC 9457).
//!
//! `openapi` describes it; a test holds the description to what is answered.

mod complete;
mod feed;
mod linked;
mod lists;
mod openapi;
mod schemas;
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
use crate::store::Store;
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
        .route("/api/v1/stories", get(linked::stories))
        .route("/api/v1/differences", get(linked::differences))
        .route("/api/v1/verify", get(linked::verify))
        .route("/api/v1/reviews", get(linked::reviews))
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
        .route("/api", get(nothing))
        .route("/api/{*rest}", get(nothing))
        .route("/feeds/{*rest}", get(nothing))
        .method_not_allowed_fallback(only_read)
}

async fn nothing(asked: Asked) -> Response<Body> {
    problem(&asked, &Wrong::Missing)
}

/// The API only reads: the record is written with the program itself, or on its pages.
async fn only_read(asked: Asked) -> Response<Body> {
    let told = asked.words().text("fault.only-read").to_owned();
    let mut response = problem_of(StatusCode::METHOD_NOT_ALLOWED, "only-read", &told, &asked.path);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

/// A page of a listing.
pub(super) struct Page {
    pub(super) limit: usize,
    pub(super) offset: usize,
    /// Articles that came after the first page was asked for are not in any: pages do not shift.
    pub(super) upto: Option<i64>,
}

impl Page {
    /// The page over what the store holds now, where it is the first.
    fn over(mut self, store: &Store) -> Result<Page, Wrong> {
        if self.upto.is_none() {
            self.upto = Some(store.last_key()?);
        }
        Ok(self)
    }
}

/// Letters of a search or a quotation at most.
const LONGEST_QUERY: usize = 1000;
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
    let (offset, upto) = match raw(asked, "cursor") {
        None => (0, None),
        Some(text) => {
            cursor(text).map(|c| (c.0, Some(c.1))).ok_or_else(|| Wrong::Asked("fault.cursor", text.to_owned()))?
        }
    };
    Ok(Page { limit, offset, upto })
}

/// `o50.459`: after how many, and the last article that counts.
fn cursor(text: &str) -> Option<(usize, i64)> {
    let digits = |n: &str, most: usize| !n.is_empty() && n.len() <= most && n.bytes().all(|b| b.is_ascii_digit());
    let (offset, last) = text.strip_prefix('o')?.split_once('.')?;
    (digits(offset, 7) && digits(last, 15)).then_some(())?;
    Some((offset.parse().ok()?, last.parse().ok()?))
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
    let long = |n: &str, v: &str| v.chars().count() > if matches!(n, "q" | "quote") { LONGEST_QUERY } else { 300 };
    for (n, (name, value)) in asked.pairs.iter().enumerate() {
        let fault = if !names.contains(&name.as_str()) && name != "lang" {
            "fault.parameter"
        } else if long(name, value) {
            "fault.long"
        } else if asked.pairs.iter().take(n).any(|(before, _)| before == name) {
            "fault.twice"
        } else {
            continue;
        };
        return Err(Wrong::Asked(fault, name.chars().take(80).collect()));
    }
    Ok(())
}

/// What must be given.
fn needed<'a>(asked: &'a Asked, name: &str) -> Result<&'a str, Wrong> {
    raw(asked, name).ok_or_else(|| Wrong::Asked("fault.needed", name.to_owned()))
}

/// A part of a path; what is no text in UTF-8 names nothing.
fn part(path: Result<axum::extract::Path<String>, axum::extract::rejection::PathRejection>) -> Result<String, Wrong> {
    path.map(|p| p.0).map_err(|_| Wrong::Missing)
}

/// Where the next page begins.
fn next(page: &Page, more: bool) -> Value {
    let last = page.upto.unwrap_or(i64::from(u32::MAX));
    if more { json!(format!("o{}.{last}", page.offset + page.limit)) } else { Value::Null }
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
    let key = match wrong {
        Wrong::Missing => "",
        Wrong::Asked(key, _) => key,
        Wrong::Fault(crate::fault::Fault::Told(p)) => p.key,
        Wrong::Fault(_) => "fault.answer",
    };
    let mut told = wrong.told(asked.words());
    // What can be asked instead is described.
    if matches!(key, "fault.parameter" | "fault.choice") {
        told = format!("{told} {}", asked.words().text("fault.described"));
    }
    let mut response = problem_of(wrong.status(), key.trim_start_matches("fault."), &told, &asked.path);
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

/// A problem: its status, by which name programs know it (none: only the status says what it is), what people are told.
pub(super) fn problem_of(status: StatusCode, name: &str, told: &str, path: &str) -> Response<Body> {
    let kind = if name.is_empty() { "about:blank".to_owned() } else { format!("urn:isnad:problem:{name}") };
    let body = json!({
        "type": kind,
        "title": status.canonical_reason().unwrap_or(""),
        "status": status.as_u16(),
        "detail": told,
        "instance": path,
    });
    let mut response = super::answer::file("application/problem+json", serde_json::to_vec(&body).unwrap_or_default());
    *response.status_mut() = status;
    response
}
