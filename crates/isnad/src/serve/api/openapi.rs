//! A table of what the API answers, as OpenAPI 3.1: paths, what they take, how answers look.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, Response};
use serde_json::{Map, Value, json};

use super::tagged;
use crate::serve::answer::Frame;
use crate::serve::asked::Asked;
use crate::store::Layer;

/// A path: its id, its path, what it takes, how its answer looks, in a sentence.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, &'static str);

const PATHS: &[Row] = &[
    (
        "listDocuments",
        "/api/v1/documents",
        &["source", "from", "to", "limit", "cursor"],
        "Documents",
        "Articles, the newest first",
    ),
    (
        "getDocument",
        "/api/v1/documents/{id}",
        &["id", "as"],
        "Article",
        "The record of an article, or the same as W3C Web Annotations, schema.org quotations and claims, FollowTheMoney entities",
    ),
    (
        "listStatements",
        "/api/v1/statements",
        &["speaker", "about", "from", "to", "kind", "act", "source", "limit", "cursor"],
        "Statements",
        "Who said what, the newest first",
    ),
    (
        "listFigures",
        "/api/v1/figures",
        &["subject", "measure", "unit", "series", "source", "from", "to", "limit", "cursor"],
        "Figures",
        "Figures with the series in which each stands",
    ),
    (
        "search",
        "/api/v1/search",
        &["q", "layer", "aliases", "order", "source", "from", "to", "limit", "cursor"],
        "Search",
        "Articles by their words, with counts",
    ),
    (
        "listStories",
        "/api/v1/stories",
        &["subject", "from", "to", "limit", "cursor"],
        "Stories",
        "Events that several articles tell, the last told first: which and in what order by the articles of the first page, each as it stands now",
    ),
    (
        "listDifferences",
        "/api/v1/differences",
        &["subject", "measure", "kind", "from", "to", "limit", "cursor"],
        "Differences",
        "Where figures of one measure are not the same number, and why, with both passages; then the arithmetic of each article",
    ),
    (
        "verify",
        "/api/v1/verify",
        &["quote", "speaker", "on", "limit", "cursor"],
        "Verified",
        "Where the record carries a quotation, the nearest first, word by word; where it does not, what was searched",
    ),
    ("listReviews", "/api/v1/reviews", &["limit", "cursor"], "Reviews", "What people who looked at entries found"),
    ("listSources", "/api/v1/sources", &["limit", "cursor"], "Sources", "Outlets"),
    ("getName", "/api/v1/names/{name}", &["name"], "Name", "A person or body: aliases, offices, subjects"),
    ("complete", "/api/v1/complete", &["q", "limit"], "Completions", "How the last piece of a search may go on"),
    (
        "streamRecords",
        "/api/v1/records.jsonl",
        &["source", "from", "to"],
        "Lines",
        "Records as they are read, one a line: each line is a Record. A line that does not end is the end of what could be read",
    ),
    ("feedSearch", "/feeds/search.json", SEARCHED, "JsonFeed", "A search as a JSON Feed, the newest first"),
    ("atomSearch", "/feeds/search.atom", SEARCHED, "Atom", "The same as Atom"),
    ("feedStatements", "/feeds/statements.json", SAID, "JsonFeed", "Statements as a JSON Feed, the newest first"),
    ("atomStatements", "/feeds/statements.atom", SAID, "Atom", "The same as Atom"),
    ("feedFigures", "/feeds/figures.json", COUNTED, "JsonFeed", "Figures as a JSON Feed, the newest first"),
    ("atomFigures", "/feeds/figures.atom", COUNTED, "Atom", "The same as Atom"),
];

/// What the feed of a search may be asked for.
pub(super) const SEARCHED: &[&str] = &["q", "layer", "aliases", "source", "from", "to"];
/// What the feed of statements may be asked for.
pub(super) const SAID: &[&str] = &["speaker", "about", "from", "to", "kind", "act", "source"];
/// What the feed of figures may be asked for.
pub(super) const COUNTED: &[&str] = &["subject", "measure", "series", "source", "from", "to"];

fn parameter(path: &str, name: &str) -> Value {
    let day = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
    let (schema, about) = match name {
        "limit" => (json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}), "How many"),
        "cursor" => (
            json!({"type": "string", "pattern": "^o[0-9]{1,7}\\.[0-9]{1,15}$"}),
            "Where to go on: `next` of the page before",
        ),
        "from" | "to" | "on" => (json!({"type": "string", "pattern": day}), "A year, a month or a day"),
        "kind" if path.ends_with("differences") => (json!({"enum": super::linked::kinds()}), "What lies between them"),
        "kind" => (json!({"enum": ["direct", "indirect", "mixed"]}), "Quoted, reported or both"),
        "act" => (json!({"enum": isnad_extract::Act::ALL.map(isnad_extract::Act::name)}), "What is done by saying it"),
        "layer" => (
            json!({"enum": Layer::ALL.map(Layer::name), "default": Layer::default().name()}),
            "How freely words are matched",
        ),
        "aliases" => {
            (json!({"enum": ["yes", "no"], "default": "yes"}), "Whether other names of who is meant are looked for")
        }
        "order" => (json!({"enum": ["best", "newest"], "default": "best"}), "What stands first"),
        "as" => (json!({"enum": ["record", "annotations", "schema-org", "ftm"], "default": "record"}), "The form"),
        "q" => (json!({"type": "string", "maxLength": 1000}), "Words, phrases, OR, -word, fields"),
        "quote" => {
            (json!({"type": "string", "minLength": 1, "maxLength": 1000, "pattern": "\\S"}), "The words that circulate")
        }
        "id" | "name" => (json!({"type": "string", "minLength": 1}), "As other answers give it"),
        _ => (json!({"type": "string", "maxLength": 300}), "Words of the name"),
    };
    let inside = matches!(name, "id" | "name");
    let required = inside || name == "quote" || (name == "q" && !path.ends_with("complete"));
    json!({
        "name": name, "in": if inside { "path" } else { "query" }, "required": required,
        "schema": schema, "description": about,
    })
}

fn described() -> Value {
    let mut paths = Map::new();
    for (id, path, takes, answer, about) in PATHS {
        let content = match *answer {
            "Lines" => json!({"application/jsonl": {"schema": {"type": "string"}}}),
            "Atom" => json!({"application/atom+xml": {"schema": {"type": "string"}}}),
            "JsonFeed" => json!({"application/feed+json": {"schema": {"$ref": "#/components/schemas/JsonFeed"}}}),
            name => json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}),
        };
        let mut responses = Map::new();
        let mut found = json!({"description": about, "content": content});
        if matches!(*answer, "Documents" | "Search" | "Statements" | "Figures") {
            let id = json!({"operationId": "getDocument", "parameters": {"id": "$response.body#/results/0/document"}});
            if let Value::Object(found) = &mut found {
                found.insert("links".into(), json!({"record": id}));
            }
        }
        responses.insert("200".into(), found);
        responses.insert("304".into(), json!({"description": "The caller has it already (If-None-Match)"}));
        // Nothing that is described can be missing but what a path names.
        let missing = path.contains('{').then_some("404");
        for status in ["400", "500", "503"].into_iter().chain(missing) {
            responses.insert(status.into(), json!({"$ref": "#/components/responses/Problem"}));
        }
        let parameters: Vec<Value> = takes.iter().map(|p| parameter(path, p)).collect();
        let get = json!({"operationId": id, "summary": about, "parameters": parameters, "responses": responses});
        paths.insert((*path).to_owned(), json!({"get": get}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Isnad",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The record: who said what, when, in which office, with which figures",
            "license": {"name": "Apache-2.0 OR MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": super::schemas::schemas(),
            "responses": {
                "Problem": {
                    "description": "What is wrong (RFC 9457)",
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                },
            },
        },
    })
}

pub(super) async fn json(headers: HeaderMap) -> Response<Body> {
    tagged(&headers, "application/json", serde_json::to_vec_pretty(&described()).unwrap_or_default())
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    f: Frame,
    paths: Vec<(&'static str, String)>,
}

/// The same for people.
pub(super) async fn page(asked: Asked) -> Response<Body> {
    let f = Frame::of(&asked, "", asked.words().text("web.api"));
    let paths = PATHS.iter().map(|p| (p.1, p.2.join(" "))).collect();
    crate::serve::answer::page(&asked, Ok(ApiPage { f, paths }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let whole = described();
        let text = whole.to_string();
        for piece in text.split("\"$ref\":\"#").skip(1) {
            let pointer = piece.split('"').next().unwrap_or("");
            assert!(whole.pointer(pointer).is_some(), "{pointer}");
        }
        for (_, path, takes, _, _) in PATHS {
            for name in path.split('{').skip(1).filter_map(|p| p.split('}').next()) {
                assert!(takes.contains(&name), "{path}: {name}");
            }
        }
    }
}
