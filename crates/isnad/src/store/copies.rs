//! Which text is a copy of which? Kept as documents come in: a sketch finds candidates, the texts decide.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use isnad_link::copy::{CopyLink, CopyText, Sketch, judge};
use isnad_text::Span;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::link::Waiting;
use super::load::Document;
use super::open::Store;
use super::select::{Filter, Found};
use super::survey::CopyGroup;
use crate::fault::Fault;

/// A key that more texts hold is a formula, a notice that an outlet prints under every article, or a text that a hundred
/// outlets print: each newcomer is compared with some of them only, for what is one text hangs together through them.
const COMMON: usize = 200;

/// With how many of those: so many of the last that came, and so many of the first.
const SOME: usize = 12;

/// Two texts of a group and what they have in common; byte ranges of the first and of the second.
#[derive(Debug, Clone)]
pub struct CopyPair {
    /// The article that stood first.
    pub head: Document,
    /// The other.
    pub other: Document,
    /// What they share.
    pub link: CopyLink,
    /// The text of the first.
    pub head_text: String,
    /// The text of the other.
    pub other_text: String,
}

/// A group of copies and how each member stands to the first.
#[derive(Debug, Clone)]
pub struct Copying {
    /// The group.
    pub group: CopyGroup,
    /// How each of `group.others` stands to the head: sort, likeness and containment; `None` where it hangs on another member.
    pub links: Vec<Option<(&'static str, f32, f32)>>,
}

/// What was looked up of documents and may be asked for again.
#[derive(Debug, Default)]
pub(super) struct Known {
    samples: FxHashMap<i64, usize>,
    texts: FxHashMap<i64, CopyText>,
}

/// Texts that are remembered: some ten kilobytes each.
const TEXTS: usize = 512;

impl Known {
    pub(super) fn forget(&mut self, document: i64) {
        self.samples.remove(&document);
        self.texts.remove(&document);
    }

    /// How many keys the sketch of a document has.
    fn sample(&mut self, c: &Connection, document: i64) -> Result<usize, Fault> {
        if let Some(n) = self.samples.get(&document) {
            return Ok(*n);
        }
        let kept: Option<i64> = c
            .prepare_cached("SELECT keys FROM samples WHERE document = ?1")?
            .query_row([document], |r| r.get(0))
            .optional()?;
        let n = match kept {
            Some(n) => n as usize,
            // A file of an older program did not keep it.
            None => {
                let (text, furniture) = standing_text(c, document)?;
                Sketch::of(&text, &furniture_of(&text, &furniture)).keys().count()
            }
        };
        self.samples.insert(document, n);
        Ok(n)
    }

    fn text(&mut self, c: &Connection, document: i64) -> Result<&CopyText, Fault> {
        if self.texts.len() >= TEXTS && !self.texts.contains_key(&document) {
            self.texts.clear();
        }
        match self.texts.entry(document) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(slot) => {
                let (text, furniture) = standing_text(c, document)?;
                Ok(slot.insert(CopyText::of(&text, &furniture_of(&text, &furniture))))
            }
        }
    }
}

/// Keeps the sketches of new documents and compares each with those before it that share its keys.
pub(super) fn link_all(c: &Connection, new: &[Waiting], known: &mut Known) -> Result<(), Fault> {
    let mut rows: Vec<(i64, i64)> = Vec::new();
    let mut keep = c.prepare_cached("INSERT OR REPLACE INTO samples (document, keys) VALUES (?1, ?2)")?;
    for d in new {
        rows.extend(d.sketch.iter().map(|k| (*k as i64, d.document)));
        known.samples.insert(d.document, d.sketch.len());
        keep.execute([d.document, d.sketch.len() as i64])?;
    }
    rows.sort_unstable();
    rows.dedup();
    // Each with the one it meets, once for each key.
    let mut met: Vec<(i64, i64)> = Vec::new();
    let mut find = c.prepare_cached("SELECT document FROM sketches WHERE band = ?1 LIMIT ?2")?;
    let mut last = c.prepare_cached("SELECT document FROM sketches WHERE band = ?1 ORDER BY document DESC LIMIT ?2")?;
    let mut keep = c.prepare_cached("INSERT OR IGNORE INTO sketches (band, document) VALUES (?1, ?2)")?;
    for holders in rows.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(band, _)) = holders.first() else { continue };
        let mut held: Vec<i64> =
            find.query_map(params![band, COMMON as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let common = held.len() >= COMMON;
        if common {
            held.truncate(SOME);
            let newest = last.query_map(params![band, SOME as i64], |row| row.get(0))?;
            held.extend(newest.collect::<Result<Vec<i64>, _>>()?);
        }
        for (n, &(_, document)) in holders.iter().enumerate() {
            let before = holders.get(n.saturating_sub(if common { SOME } else { n })..n).unwrap_or(&[]);
            let others = held.iter().copied().chain(before.iter().map(|h| h.1));
            met.extend(others.filter(|other| *other != document).map(|other| (document, other)));
            keep.execute([band, document])?;
        }
    }
    met.sort_unstable();
    let mut put =
        c.prepare_cached("INSERT OR REPLACE INTO copies (document, of, kind, share) VALUES (?1, ?2, ?3, ?4)")?;
    for pair in met.chunk_by(|a, b| a == b) {
        let Some(&(document, other)) = pair.first() else { continue };
        // Told from the sketches alone whether it is worth reading both texts: an eighth of the smaller one's sample.
        let few = |sample: usize| pair.len() * 8 < sample;
        if few(known.sample(c, document)?) && few(known.sample(c, other)?) {
            continue;
        }
        let theirs = known.text(c, other)?.clone();
        let Some(copy) = judge(known.text(c, document)?, &theirs) else { continue };
        let (part, whole) = if copy.second_larger { (document, other) } else { (other, document) };
        let share = copy.containment.max(copy.likeness);
        put.execute(params![part, whole, copy.kind.name(), f64::from(share)])?;
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
    c.prepare_cached("DELETE FROM samples WHERE document = ?1")?.execute([document])?;
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

pub(super) fn furniture_of(text: &str, json: &str) -> Vec<Span> {
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

impl Store {
    /// Groups of copies, the newest head first; those of the days and the outlet asked for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copyings(&self, filter: &Filter) -> Result<Found<Copying>, Fault> {
        let c = &self.connection;
        let keys: Vec<i64> = c
            .prepare_cached("SELECT document FROM copies UNION SELECT of FROM copies ORDER BY 1")?
            .query_map([], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let mut documents: BTreeMap<i64, Document> = BTreeMap::new();
        for key in keys {
            documents.insert(key, self.document(key)?);
        }
        let by_id: BTreeMap<&str, &Document> = documents.values().map(|d| (d.id.as_str(), d)).collect();
        let mut groups: Vec<CopyGroup> = self
            .copy_groups(&documents)?
            .into_iter()
            .filter_map(|g| {
                let mut members = g.members.iter().filter_map(|m| by_id.get(m.as_str())).map(|d| (*d).clone());
                Some(CopyGroup { head: members.next()?, others: members.collect() })
            })
            .collect();
        groups.retain(|g| {
            let day = g.head.day.as_deref().unwrap_or("");
            let within = filter.from.as_deref().is_none_or(|f| day >= f)
                && filter.to.as_deref().is_none_or(|t| day.get(..t.len()).unwrap_or(day) <= t);
            let words = filter.source.as_deref().map(super::names::keywords);
            let of = |d: &Document| {
                let own = super::names::keywords(d.outlet());
                words.as_ref().is_none_or(|w| w.iter().all(|w| own.contains(w)))
            };
            within && (of(&g.head) || g.others.iter().any(of))
        });
        groups.sort_by_key(|g| (std::cmp::Reverse(g.head.day.clone()), g.head.id.clone()));
        let total = Some(groups.len() as u64);
        let more = groups.len() > filter.offset + filter.limit;
        let mut rows = Vec::new();
        for group in groups.into_iter().skip(filter.offset).take(filter.limit) {
            let mut links = Vec::new();
            for other in &group.others {
                let pair = self.copied_parts(&group.head, other)?;
                links.push(pair.map(|p| (p.link.kind.name(), p.link.likeness, p.link.containment)));
            }
            rows.push(Copying { group, links });
        }
        Ok(Found { rows, more, total, articles: None })
    }

    /// The group of copies in which a document stands, if it stands in one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copy_group_of(&self, d: &Document) -> Result<Option<CopyGroup>, Fault> {
        let documents = BTreeMap::from([(d.key, d.clone())]);
        let Some(group) = self.copy_groups(&documents)?.into_iter().find(|g| g.members.contains(&d.id)) else {
            return Ok(None);
        };
        let mut members = Vec::new();
        for id in &group.members {
            members.extend(self.documents_named(id, 1)?);
        }
        let mut members = members.into_iter();
        Ok(members.next().map(|head| CopyGroup { head, others: members.collect() }))
    }

    /// What two documents share word for word, where one is a copy of the other.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copied_parts(&self, head: &Document, other: &Document) -> Result<Option<CopyPair>, Fault> {
        let c = &self.connection;
        let ((a, a_page), (b, b_page)) = (standing_text(c, head.key)?, standing_text(c, other.key)?);
        let texts = (CopyText::of(&a, &furniture_of(&a, &a_page)), CopyText::of(&b, &furniture_of(&b, &b_page)));
        Ok(judge(&texts.0, &texts.1).map(|link| CopyPair {
            head: head.clone(),
            other: other.clone(),
            link,
            head_text: a,
            other_text: b,
        }))
    }
}
