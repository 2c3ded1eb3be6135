//! Entries as W3C Web Annotations: each points at its characters by position and by the words themselves.
//!
//! Positions count Unicode code points of the article's text, as the TextPositionSelector does.

use serde_json::{Value, json};

use super::record::{PRODUCER, RecordJson, SpanJson};

/// Letters before and after the words that a quote selector keeps.
const ROUND: usize = 32;

/// One annotation for each statement, figure and time.
pub fn annotations(r: &RecordJson) -> Vec<Value> {
    let letters: Vec<char> = r.text.chars().collect();
    let target = |start: u32, end: u32| {
        let piece = |a: usize, b: usize| letters.get(a..b).map(|c| c.iter().collect::<String>()).unwrap_or_default();
        let (a, b) = (start as usize, end as usize);
        json!({
            "source": source(r),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": piece(a, b),
                    "prefix": piece(a.saturating_sub(ROUND), a),
                    "suffix": piece(b, (b + ROUND).min(letters.len())),
                },
            ],
        })
    };
    let make = |id: &str, kind: &str, said: String, targets: Vec<Value>| {
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": entry(r, id),
            "type": "Annotation",
            "motivation": "identifying",
            "generator": {"id": "https://github.com/isnad/isnad", "type": "Software", "name": PRODUCER},
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": kind},
                {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "ar", "value": said},
            ],
            "target": if targets.len() == 1 { targets.into_iter().next().unwrap_or_default() } else { Value::Array(targets) },
        })
    };
    let mut out = Vec::new();
    for s in &r.statements {
        let targets = s.content.iter().filter_map(|c: &SpanJson| Some(target(c.start?, c.end?))).collect();
        let who = [s.speaker_name.as_deref(), s.role.as_ref().map(|r| r.text.as_str()), s.said_on.as_deref()];
        let said = who.into_iter().flatten().collect::<Vec<_>>().join(" | ");
        out.push(make(&s.id, "statement", said, targets));
    }
    for f in &r.figures {
        let value = serde_json::to_string(&f.value).unwrap_or_default();
        let said = [Some(value.as_str()), f.unit.as_deref(), f.measure.as_deref(), f.as_of.as_deref()];
        let said = said.into_iter().flatten().collect::<Vec<_>>().join(" | ");
        out.push(make(&f.id, "figure", said, vec![target(f.start, f.end)]));
    }
    for t in &r.times {
        out.push(make(&t.id, "time", t.value.clone().unwrap_or_default(), vec![target(t.start, t.end)]));
    }
    out
}

/// The address of a document, or its name as a URN.
pub(super) fn source(r: &RecordJson) -> String {
    r.url.clone().unwrap_or_else(|| format!("urn:isnad:{}", plain(&r.id)))
}

/// The name of an entry of a version.
pub(super) fn entry(r: &RecordJson, id: &str) -> String {
    format!("urn:isnad:{}@{}#{id}", plain(&r.id), r.version.get(..16).unwrap_or(&r.version))
}

/// An id as part of a URN.
fn plain(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
