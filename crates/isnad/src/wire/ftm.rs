//! People, bodies, offices and articles as FollowTheMoney entities, which OpenAleph and OpenSanctions read.
//!
//! An office that an article tells is a `Position`, that somebody holds it an `Occupancy`, dated by the article: when it
//! began and ended is not known from that. The same name is the same entity in every article.

use serde_json::{Value, json};

use super::id::sha256_hex;
use super::record::RecordJson;

/// The entities of one article; those of several articles that have one id are one entity.
pub fn entities(r: &RecordJson) -> Vec<Value> {
    let article = id("article", &r.id);
    let mut out = Vec::new();
    let list = |value: Option<&str>| value.map_or_else(|| json!([]), |v| json!([v]));
    out.push(json!({
        "id": article,
        "schema": "Article",
        "properties": {
            "title": list(r.title.as_ref().map(|t| t.text.as_str())),
            "publishedAt": list(r.published.as_deref().or(r.reference_date.as_deref()).map(day)),
            "sourceUrl": list(r.url.as_deref()),
            "publisher": list(r.source.as_deref()),
            "author": list(r.author.as_deref()),
            "language": ["ara"],
            "bodyText": [r.text],
        },
    }));
    for e in &r.entities {
        let schema = match e.kind.as_str() {
            "person" => "Person",
            "organisation" => "Organization",
            _ => continue,
        };
        let holder = id(schema, &isnad_text::fold(&e.name));
        let mut aliases: Vec<&str> = e.mentions.iter().map(|m| m.text.trim()).filter(|m| *m != e.name).collect();
        aliases.sort_unstable();
        aliases.dedup();
        out.push(json!({
            "id": holder,
            "schema": schema,
            "properties": {"name": [e.name], "alias": aliases, "proof": [article]},
        }));
        out.push(json!({
            "id": id("mention", &format!("{}#{}", r.id, e.id)),
            "schema": "Mention",
            "properties": {
                "name": [e.name],
                "document": [article],
                "resolved": [holder],
                "detectedSchema": [schema],
            },
        }));
        if schema != "Person" {
            continue;
        }
        for role in &e.roles {
            let post = id("position", &isnad_text::fold(&role.text));
            out.push(json!({"id": post, "schema": "Position", "properties": {"name": [role.text]}}));
            out.push(json!({
                "id": id("occupancy", &format!("{holder}{post}{}", r.id)),
                "schema": "Occupancy",
                "properties": {
                    "holder": [holder],
                    "post": [post],
                    "date": list(r.reference_date.as_deref().map(day)),
                    "proof": [article],
                },
            }));
        }
    }
    out
}

fn day(day: &str) -> &str {
    day.get(..10).unwrap_or(day)
}

fn id(kind: &str, name: &str) -> String {
    let hash = sha256_hex(format!("{kind}\u{1f}{name}").as_bytes());
    format!("isnad-{}", hash.get(..24).unwrap_or(&hash))
}
