//! Statements as schema.org describes them: what is quoted is a `Quotation`, what is reported a `Claim`, each in its
//! `NewsArticle`. No verdict is given: that is for people.

use serde_json::{Map, Value, json};

use super::annotation::{entry, source};
use super::record::{RecordJson, StatementJson};

/// One object for each statement.
pub fn quotations(r: &RecordJson) -> Vec<Value> {
    r.statements.iter().map(|s| one(r, s)).collect()
}

fn one(r: &RecordJson, s: &StatementJson) -> Value {
    let quoted = s.kind == "direct";
    let words: Vec<&str> = s.content.iter().map(|c| c.text.trim()).collect();
    let mut out = Map::new();
    out.insert("@context".into(), json!("https://schema.org"));
    out.insert("@type".into(), json!(if quoted { "Quotation" } else { "Claim" }));
    out.insert("@id".into(), json!(entry(r, &s.id)));
    out.insert("text".into(), json!(words.join(" … ")));
    out.insert("inLanguage".into(), json!(r.language.as_deref().unwrap_or("ar")));
    if let Some(name) = &s.speaker_name {
        let mut person = Map::new();
        person.insert("@type".into(), json!("Person"));
        person.insert("name".into(), json!(name));
        if let Some(role) = &s.role {
            person.insert("jobTitle".into(), json!(role.text));
        }
        out.insert(if quoted { "creator" } else { "author" }.into(), Value::Object(person));
    }
    // A day, a month or a year; what is told less plainly is left out.
    if let Some(day) = s.said_on.as_ref().filter(|d| d.bytes().all(|b| b.is_ascii_digit() || b == b'-')) {
        out.insert("dateCreated".into(), json!(day));
    }
    let about = s.about.iter().filter_map(|id| r.entities.iter().find(|e| e.id == *id));
    let about: Vec<Value> = about.map(|e| json!({"@type": kind(&e.kind), "name": e.name})).collect();
    if !about.is_empty() {
        out.insert("about".into(), Value::Array(about));
    }
    out.insert(if quoted { "isPartOf" } else { "appearance" }.into(), article(r));
    Value::Object(out)
}

fn article(r: &RecordJson) -> Value {
    let mut out = Map::new();
    out.insert("@type".into(), json!("NewsArticle"));
    out.insert("@id".into(), json!(source(r)));
    let fields = [
        ("headline", r.title.as_ref().map(|t| t.text.as_str())),
        ("datePublished", r.published.as_deref()),
        ("url", r.url.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            out.insert(name.into(), json!(value));
        }
    }
    if let Some(name) = &r.source {
        out.insert("publisher".into(), json!({"@type": "NewsMediaOrganization", "name": name}));
    }
    Value::Object(out)
}

fn kind(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "organisation" => "Organization",
        "country" => "Country",
        "place" => "Place",
        "event" => "Event",
        _ => "Thing",
    }
}
