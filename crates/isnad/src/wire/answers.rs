//! How do answers over many articles look as JSON? Entries with their article, stories, differences, quotations held against
//! the record: the same for the command line and the API.

use isnad_link::difference::{Difference, Sum};
use isnad_link::quote::Step;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::store::{Carried, Checked, Document, Searched, StoryRow, SubjectFigures};

/// An entry with the article's id, outlet and day before its own fields.
///
/// # Errors
/// The entry cannot be written as JSON.
pub fn entry(d: &Document, entry: &impl serde::Serialize) -> Result<Value, Fault> {
    let mut out = Map::new();
    out.insert("document".into(), json!(d.id));
    out.insert("source".into(), json!(d.source));
    out.insert("published".into(), json!(d.published));
    if let Value::Object(fields) = serde_json::to_value(entry)? {
        out.extend(fields);
    }
    Ok(Value::Object(out))
}

/// A story with its articles, the first report first.
pub fn story(row: &StoryRow) -> Value {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
    let articles: Vec<Value> = row
        .articles
        .iter()
        .map(|t| {
            let d = &t.document;
            json!({"document": d.id, "source": d.source, "agency": d.agency, "published": d.published, "title": d.title, "copy_of": t.copy_of})
        })
        .collect();
    json!({
        "id": row.story.id, "name": row.story.name, "first": day(row.story.first), "last": day(row.story.last),
        "outlets": row.story.outlets, "first_report": row.story.articles.first(), "origins": row.origins, "articles": articles,
    })
}

/// A difference with both its passages.
pub fn difference(d: &Difference, found: &SubjectFigures) -> Value {
    let side = |i: usize| match (found.figures.get(i), found.points.get(i)) {
        (Some((document, f)), Some(p)) => json!({
            "document": document.id, "source": document.source, "published": document.published, "id": f.id, "text": f.text,
            "value": f.value, "hedge": f.hedge, "unit": f.unit, "as_of": f.as_of, "speaker_name": p.speaker, "sentence": p.sentence,
        }),
        _ => Value::Null,
    };
    let series = found.series.get(d.series);
    json!({
        "kind": d.kind.name(), "reason": d.reason.name(), "subject": series.and_then(|s| s.subject.clone()),
        "measure": series.and_then(|s| s.measure.clone()), "earlier": side(d.earlier), "later": side(d.later),
    })
}

/// A sum, a share or a change of one article that was checked.
pub fn arithmetic(s: &Checked, found: &SubjectFigures) -> Value {
    let cited = |i: &usize| found.figures.get(*i).map(|(d, f)| format!("{}#{}", d.id, f.id));
    let reason = match s.sum {
        Sum::Right => "adds_up",
        Sum::Nearly => "nearly",
        Sum::Wrong { .. } => "does_not_add_up",
    };
    json!({
        "kind": "arithmetic", "reason": reason, "check": s.sort.name(), "total": cited(&s.gives),
        "parts": s.of.iter().filter_map(cited).collect::<Vec<_>>(),
    })
}

/// A place that carries a quotation, word by word.
pub fn carried(c: &Carried, quote: &str) -> Value {
    let steps: Vec<Value> = c
        .comparison
        .steps
        .iter()
        .map(|s| match s {
            Step::Both(_, held) => json!({"both": held.of(&c.passage)}),
            Step::Held(held) => json!({"held": held.of(&c.passage)}),
            Step::Quoted(quoted) => json!({"quoted": quoted.of(quote)}),
        })
        .collect();
    let statement = c.statement.as_ref().map(|r| &r.statement);
    json!({
        "document": c.document.id, "source": c.document.source, "published": c.document.published,
        "likeness": c.comparison.likeness.name(), "share": (f64::from(c.comparison.share) * 1000.0).round() / 1000.0,
        "another": c.another, "older": c.older, "statement": statement.map(|s| &s.id),
        "speaker_name": statement.and_then(|s| s.speaker_name.as_ref()), "said_on": statement.and_then(|s| s.said_on.as_ref()),
        "start": c.place.map(|p| p.0), "end": c.place.map(|p| p.1), "passage": c.passage, "words": steps,
    })
}

/// The outlets and months that were searched where nothing was found.
pub fn searched(s: &Searched) -> Value {
    let outlets: Vec<Value> = s.outlets.iter().map(|o| json!({"source": o.name, "articles": o.articles})).collect();
    let months: Vec<Value> = s.months.iter().map(|(m, n)| json!({"month": m, "articles": n})).collect();
    json!({"outlets": outlets, "months": months})
}
