//! How do the answers look, field by field? The record as RECORD.md names it, lists of it, and what is wrong, as JSON Schema.
//!
//! A line is a field: its name and its kind. `s` text, `i` a whole number, `n` a number, `b` yes or no, `[s]` a list of
//! texts, `$Span` an object that stands in this table, `[$Span]` a list of those, `{s}` texts by name; `?` after it: it
//! may be null; `~` after it: it may be absent. A test reads real answers by these schemas and by nothing more.

use serde_json::{Map, Value, json};

type Fields = &'static [(&'static str, &'static str)];

/// What stands of its document before an entry of a list.
const HEAD: Fields = &[("document", "s"), ("source", "s?"), ("published", "s?")];

const OBJECTS: &[(&str, &str, Fields)] = &[
    (
        "Span",
        "A piece of the text: code points, end excluded; null offsets where it is not part of the text",
        &[("start", "i?"), ("end", "i?"), ("text", "s")],
    ),
    ("Link", "One of those who passed it on", &[("start", "i?"), ("end", "i?"), ("text", "s?"), ("name", "s")]),
    ("Block", "A block of the page", &[("start", "i"), ("end", "i"), ("kind", "s"), ("path", "s?")]),
    (
        "Furniture",
        "A piece that belongs to the page and not to the article",
        &[("id", "s"), ("start", "i"), ("end", "i"), ("text", "s"), ("reason", "s"), ("rule", "s")],
    ),
    ("Note", "What the program noticed", &[("code", "s"), ("message", "s"), ("start", "i?"), ("end", "i?")]),
    (
        "Statement",
        "Who said what",
        &[
            ("id", "s"),
            ("kind", "s"),
            ("act", "s"),
            ("status", "s"),
            ("confidence", "n"),
            ("rule", "s"),
            ("content", "[$Span]"),
            ("cue", "$Span?"),
            ("speaker", "$Span?"),
            ("speaker_name", "s?"),
            ("speaker_id", "s?"),
            ("role", "$Span?"),
            ("chain", "[$Link]"),
            ("occasion", "$Span?"),
            ("said_on", "s?"),
            ("figures", "[s]"),
            ("about", "[s]"),
            ("why", "s~"),
        ],
    ),
    (
        "FigureRules",
        "The rules behind the parts of a figure",
        &[("subject", "s"), ("as_of", "s"), ("sense", "s"), ("status", "s"), ("tie", "s")],
    ),
    (
        "Figure",
        "A figure as a typed value",
        &[
            ("id", "s"),
            ("start", "i"),
            ("end", "i"),
            ("text", "s"),
            ("value", "value"),
            ("hedge", "s"),
            ("unit", "s?"),
            ("measure", "s?"),
            ("subject", "s?"),
            ("subject_id", "s?"),
            ("as_of", "s?"),
            ("sense", "s"),
            ("status", "s"),
            ("measure_key", "s"),
            ("parts", "[s]"),
            ("same_as", "s?"),
            ("base", "s?"),
            ("total", "s?"),
            ("due", "s?"),
            ("finality", "s?"),
            ("statement", "s?"),
            ("rule", "s"),
            ("rules", "$FigureRules"),
            ("why", "s~"),
        ],
    ),
    (
        "Time",
        "A time with its value",
        &[
            ("id", "s"),
            ("start", "i"),
            ("end", "i"),
            ("text", "s"),
            ("value", "s?"),
            ("type", "s"),
            ("mod", "s?"),
            ("calendar", "s"),
            ("original", "s?"),
            ("zone", "s?"),
            ("anchor", "s"),
            ("anchor_id", "s?"),
            ("alternatives", "[s]"),
            ("earliest", "s?"),
            ("latest", "s?"),
            ("rule", "s"),
            ("why", "s~"),
        ],
    ),
    ("Mention", "A place where it is named", &[("start", "i"), ("end", "i"), ("text", "s"), ("rule", "s")]),
    (
        "Entity",
        "Somebody or something with a name",
        &[("id", "s"), ("name", "s"), ("kind", "s"), ("rule", "s"), ("roles", "[$Span]"), ("mentions", "[$Mention]")],
    ),
    (
        "Record",
        "The record of one article",
        &[
            ("schema", "s"),
            ("id", "s"),
            ("version", "s"),
            ("raw_sha256", "s"),
            ("producer", "s"),
            ("source", "s?"),
            ("section", "s?"),
            ("agency", "s?"),
            ("country", "s?"),
            ("url", "s?"),
            ("author", "s?"),
            ("language", "s?"),
            ("title", "$Span?"),
            ("published", "s?"),
            ("updated", "s?"),
            ("reference_date", "s?"),
            ("reference_date_from", "s"),
            ("origins", "{s}"),
            ("text", "s"),
            ("blocks", "[$Block]"),
            ("furniture", "[$Furniture]"),
            ("notes", "[$Note]"),
            ("statements", "[$Statement]"),
            ("figures", "[$Figure]"),
            ("times", "[$Time]"),
            ("entities", "[$Entity]"),
        ],
    ),
    (
        "Document",
        "An article, without its text",
        &[
            ("document", "s"),
            ("source", "s?"),
            ("published", "s?"),
            ("reference_date", "s?"),
            ("title", "s?"),
            ("url", "s?"),
        ],
    ),
    (
        "Match",
        "A place that was asked for, and why it was found; null offsets in a headline that is not part of the text",
        &[("start", "i?"), ("end", "i?"), ("text", "s"), ("why", "s"), ("query", "s")],
    ),
    (
        "Hit",
        "An article that was found",
        &[
            ("document", "s"),
            ("source", "s?"),
            ("published", "s?"),
            ("reference_date", "s?"),
            ("title", "s?"),
            ("url", "s?"),
            ("passage", "$Span"),
            ("matches", "[$Match]"),
            ("count", "i"),
        ],
    ),
    ("Facet", "A value and how many articles have it", &[("value", "s"), ("articles", "i")]),
    (
        "Facets",
        "What was found, counted; `among`: in how many articles speakers and wordings were counted, where not in all",
        &[("source", "[$Facet]"), ("speaker", "[$Facet]"), ("year", "[$Facet]"), ("kind", "[$Facet]"), ("among", "i?")],
    ),
    (
        "StoryArticle",
        "An article of a story; `copy_of`: the article of the story that it copies",
        &[
            ("document", "s"),
            ("source", "s?"),
            ("agency", "s?"),
            ("published", "s?"),
            ("title", "s?"),
            ("copy_of", "s?"),
        ],
    ),
    (
        "Story",
        "An event that several articles tell, the first report first; `origins`: how many of them are no copies",
        &[
            ("id", "s"),
            ("name", "s?"),
            ("first", "s?"),
            ("last", "s?"),
            ("outlets", "[s]"),
            ("first_report", "s?"),
            ("origins", "i"),
            ("articles", "[$StoryArticle]"),
        ],
    ),
    (
        "Side",
        "A figure of a difference, with the sentence in which it stands",
        &[
            ("document", "s"),
            ("source", "s?"),
            ("published", "s?"),
            ("id", "s"),
            ("text", "s"),
            ("value", "value"),
            ("hedge", "s"),
            ("unit", "s?"),
            ("as_of", "s?"),
            ("speaker_name", "s?"),
            ("sentence", "s"),
        ],
    ),
    (
        "Difference",
        "Two figures of one measure that differ, and why",
        &[
            ("kind", "s"),
            ("reason", "s"),
            ("subject", "s?"),
            ("measure", "s?"),
            ("earlier", "$Side?"),
            ("later", "$Side?"),
        ],
    ),
    (
        "Arithmetic",
        "A sum, a share or a change of one article that was checked; figures are named as ARTICLE#ENTRY",
        &[("kind", "s"), ("reason", "s"), ("check", "s"), ("total", "s?"), ("parts", "[s]")],
    ),
    (
        "ComparedWord",
        "A word that both have, or only the record, or only the quotation",
        &[("both", "s~"), ("held", "s~"), ("quoted", "s~")],
    ),
    (
        "Carried",
        "A place that carries a quotation or something near it; `another`: somebody else or nobody named says it, `older`: before the day asked about",
        &[
            ("document", "s"),
            ("source", "s?"),
            ("published", "s?"),
            ("likeness", "s"),
            ("share", "n"),
            ("another", "b"),
            ("older", "b"),
            ("statement", "s?"),
            ("speaker_name", "s?"),
            ("said_on", "s?"),
            ("start", "i?"),
            ("end", "i?"),
            ("passage", "s"),
            ("words", "[$ComparedWord]"),
        ],
    ),
    ("SearchedOutlet", "An outlet that was searched", &[("source", "s?"), ("articles", "i")]),
    ("SearchedMonth", "A month that was searched", &[("month", "s"), ("articles", "i")]),
    (
        "Searched",
        "What was searched where nothing was found: that it was not said is not told",
        &[("outlets", "[$SearchedOutlet]"), ("months", "[$SearchedMonth]")],
    ),
    (
        "Review",
        "What a person found who looked at an entry; `version`: SHA-256 of the text that was looked at",
        &[
            ("review", "i"),
            ("at", "s"),
            ("right", "b"),
            ("document", "s"),
            ("entry", "s"),
            ("version", "s"),
            ("reviewer", "s"),
            ("note", "s?"),
            ("withdrawn_at", "s?"),
        ],
    ),
    ("Source", "An outlet", &[("source", "s?"), ("articles", "i"), ("first", "s?"), ("last", "s?")]),
    ("Office", "An office held", &[("title", "s"), ("first", "s?"), ("last", "s?"), ("document", "s")]),
    ("Subject", "What was spoken about", &[("name", "s"), ("statements", "i")]),
    (
        "Name",
        "A person or body",
        &[
            ("name", "s"),
            ("kinds", "[s]"),
            ("aliases", "[s]"),
            ("offices", "[$Office]"),
            ("about", "[$Subject]"),
            ("articles", "i"),
        ],
    ),
    ("Completion", "A way in which a search may go on", &[("query", "s"), ("field", "s"), ("value", "s")]),
    ("Author", "Who wrote it", &[("name", "s")]),
    (
        "FeedItem",
        "An item of a JSON Feed",
        &[
            ("id", "s"),
            ("url", "s"),
            ("title", "s"),
            ("content_text", "s"),
            ("date_published", "s~"),
            ("authors", "[$Author]~"),
        ],
    ),
    (
        "JsonFeed",
        "A JSON Feed, version 1.1",
        &[
            ("version", "s"),
            ("title", "s"),
            ("home_page_url", "s"),
            ("feed_url", "s"),
            ("language", "s"),
            ("items", "[$FeedItem]"),
        ],
    ),
    (
        "Problem",
        "What is wrong (RFC 9457)",
        &[("type", "s"), ("title", "s"), ("status", "i"), ("detail", "s"), ("instance", "s")],
    ),
];

/// Lists: their name, what they are lists of, what stands beside `results` and `next`.
const LISTS: &[(&str, &str, Fields)] = &[
    ("Documents", "Document", &[]),
    ("Statements", "StatementEntry", &[]),
    ("Figures", "FigureEntry", &[]),
    (
        "Search",
        "Hit",
        &[("total", "i"), ("facets", "$Facets?"), ("aliases", "[s]"), ("suggestions", "[s]"), ("notes", "[s]")],
    ),
    ("Stories", "Story", &[]),
    ("Differences", "DifferenceOrCheck", &[]),
    ("Verified", "Carried", &[("searched", "$Searched~")]),
    ("Reviews", "Review", &[]),
    ("Sources", "Source", &[]),
];

/// The schema of a kind.
fn kind(code: &str) -> Value {
    if let Some(code) = code.strip_suffix('~') {
        return kind(code);
    }
    if let Some(code) = code.strip_suffix('?') {
        return match kind(code) {
            Value::Object(one) if one.contains_key("$ref") => json!({"anyOf": [one, {"type": "null"}]}),
            Value::Object(mut one) => {
                if let Some(name) = one.get("type").cloned() {
                    one.insert("type".into(), json!([name, "null"]));
                }
                Value::Object(one)
            }
            other => other,
        };
    }
    if let Some(inner) = code.strip_prefix('[').and_then(|c| c.strip_suffix(']')) {
        return json!({"type": "array", "items": kind(inner)});
    }
    if let Some(name) = code.strip_prefix('$') {
        return json!({"$ref": format!("#/components/schemas/{name}")});
    }
    match code {
        "i" => json!({"type": "integer"}),
        "n" => json!({"type": "number"}),
        "b" => json!({"type": "boolean"}),
        "{s}" => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        // A number, or the ends of a range.
        "value" => json!({"anyOf": [
            {"type": "number"},
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        ]}),
        _ => json!({"type": "string"}),
    }
}

fn object(about: &str, fields: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|(name, code)| ((*name).to_owned(), kind(code))).collect();
    let required: Vec<&str> = fields.iter().filter(|f| !f.1.ends_with('~')).map(|f| f.0).collect();
    json!({"type": "object", "description": about, "required": required, "properties": properties})
}

/// All schemas by name.
pub(super) fn schemas() -> Map<String, Value> {
    let mut out: Map<String, Value> =
        OBJECTS.iter().map(|(name, about, fields)| ((*name).to_owned(), object(about, fields))).collect();
    // An entry of a list has what it needs of its document before it.
    for (name, of, more) in
        [("StatementEntry", "Statement", &[][..]), ("FigureEntry", "Figure", &[("series", "s?")][..])]
    {
        let own = OBJECTS.iter().find(|o| o.0 == of).map_or(&[][..], |o| o.2);
        let fields: Vec<(&str, &str)> = HEAD.iter().chain(own).chain(more).copied().collect();
        out.insert(name.into(), object("An entry, with what it needs of its article before it", &fields));
    }
    for (name, of, beside) in LISTS {
        let results = format!("[${of}]");
        let fields: Vec<(&str, &str)> =
            [("results", results.as_str()), ("next", "s?")].into_iter().chain(beside.iter().copied()).collect();
        out.insert(
            (*name).to_owned(),
            object("`next` is the cursor of the page after this one; null at the end", &fields),
        );
    }
    out.insert("Completions".into(), object("Ways in which a search may go on", &[("results", "[$Completion]")]));
    let others = json!({
        "type": "object",
        "description": "The same as W3C Web Annotations, schema.org quotations and claims, or FollowTheMoney entities",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": {"type": "object"}}},
    });
    out.insert("Others".into(), others);
    out.insert("DifferenceOrCheck".into(), json!({"anyOf": [kind("$Difference"), kind("$Arithmetic")]}));
    out.insert("Article".into(), json!({"anyOf": [kind("$Record"), kind("$Others")]}));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_field() {
        assert_eq!(kind("s?"), json!({"type": ["string", "null"]}));
        assert_eq!(kind("[$Span]"), json!({"type": "array", "items": {"$ref": "#/components/schemas/Span"}}));
        assert_eq!(kind("$Span?"), json!({"anyOf": [{"$ref": "#/components/schemas/Span"}, {"type": "null"}]}));
        let all = schemas();
        assert!(all["StatementEntry"]["properties"]["document"].is_object());
        assert!(!all["Statement"]["required"].as_array().is_some_and(|r| r.contains(&json!("why"))));
    }
}
