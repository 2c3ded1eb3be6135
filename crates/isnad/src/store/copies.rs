//! Which text is a copy of which? Kept as documents come in: a sketch finds candidates, the texts decide.

use std::collections::BTreeMap;

use isnad_link::copy::{CopyText, Sketch, judge};
use isnad_text::Span;
use rusqlite::{Connection, params};

use crate::fault::Fault;
use crate::wire::RecordJson;

/// Sketch keys that two texts must share before they are compared word by word.
const SHARED: usize = 2;

/// A key that this many texts share says nothing (a notice that the outlet prints under every article).
const COMMON: usize = 200;

/// Keeps the sketch of a document and compares it with those that share its keys.
pub(super) fn link(c: &Connection, document: i64, r: &RecordJson, sketch: &[u64]) -> Result<(), Fault> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut find = c.prepare_cached("SELECT document FROM sketches WHERE band = ?1 LIMIT ?2")?;
    let mut keep = c.prepare_cached("INSERT OR IGNORE INTO sketches (band, document) VALUES (?1, ?2)")?;
    for key in sketch {
        let band = *key as i64;
        let found: Vec<i64> =
            find.query_map(params![band, COMMON as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if found.len() < COMMON {
            for other in found {
                *shared.entry(other).or_default() += 1;
            }
        }
        keep.execute([band, document])?;
    }
    let enough = SHARED.min(sketch.len());
    let mut mine = None;
    for (other, _) in shared.into_iter().filter(|(other, n)| *n >= enough && *other != document) {
        let (text, furniture) = standing_text(c, other)?;
        let mine = mine.get_or_insert_with(|| {
            CopyText::of(&r.text, &spans(&r.text, r.furniture.iter().map(|f| (f.start, f.end))))
        });
        let theirs = CopyText::of(&text, &furniture_of(&text, &furniture));
        let Some(copy) = judge(mine, &theirs) else { continue };
        let (part, whole) = if copy.second_larger { (document, other) } else { (other, document) };
        let share = copy.containment.max(copy.likeness);
        c.prepare_cached("INSERT OR REPLACE INTO copies (document, of, kind, share) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![part, whole, copy.kind.name(), f64::from(share)])?;
    }
    Ok(())
}

/// Takes a document out of all that links documents.
pub(super) fn unlink(c: &Connection, document: i64) -> Result<(), Fault> {
    let (text, furniture) = standing_text(c, document)?;
    let sketch = Sketch::of(&text, &furniture_of(&text, &furniture));
    for key in sketch.keys() {
        c.prepare_cached("DELETE FROM sketches WHERE band = ?1 AND document = ?2")?.execute([key as i64, document])?;
    }
    c.prepare_cached("DELETE FROM copies WHERE document = ?1 OR of = ?1")?.execute([document])?;
    Ok(())
}

/// The text that stands, and its furniture as JSON.
fn standing_text(c: &Connection, document: i64) -> Result<(String, String), Fault> {
    Ok(c.prepare_cached(
        "SELECT t.text, v.furniture FROM documents d JOIN versions v ON v.key = d.version JOIN texts t ON t.version = v.key WHERE d.key = ?1",
    )?
    .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn furniture_of(text: &str, json: &str) -> Vec<Span> {
    let list: Vec<crate::wire::FurnitureJson> = serde_json::from_str(json).unwrap_or_default();
    spans(text, list.iter().map(|f| (f.start, f.end)))
}

fn spans(text: &str, points: impl Iterator<Item = (u32, u32)>) -> Vec<Span> {
    let points: Vec<(u32, u32)> = points.collect();
    if points.is_empty() {
        return Vec::new();
    }
    let places = isnad_text::CodePoints::of(text);
    points.into_iter().map(|(a, b)| Span::new(places.byte(a), places.byte(b))).collect()
}
