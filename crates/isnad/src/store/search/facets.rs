//! What was found, counted: by source, year, speaker and wording.
//!
//! Source and day of every article are held in columns, so that counting does not read articles; speakers and wordings
//! are counted among the first of what was found where that is very much.

use std::collections::HashMap;
use std::sync::Arc;

use crate::fault::Fault;
use crate::store::open::Store;

/// A value and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value.
    pub value: String,
    /// Articles.
    pub articles: u64,
}

/// What was found, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Outlets.
    pub sources: Vec<Facet>,
    /// Years, the newest first.
    pub years: Vec<Facet>,
    /// Who speaks in what was found.
    pub speakers: Vec<Facet>,
    /// `direct`, `indirect`, `mixed`.
    pub kinds: Vec<Facet>,
    /// Among how many articles speakers and wordings were counted, where not among all.
    pub among: Option<u64>,
}

/// Day and source of articles, by key.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    days: HashMap<i64, (u32, u32)>,
    dense: Vec<(u32, u32)>,
    sources: Vec<String>,
    /// The last key that they know.
    pub(crate) last: i64,
    /// How many articles had been given another day or outlet then.
    changes: u64,
}

/// So many are looked up one by one; for more the columns of all articles are read, once.
const FEW: usize = 400;
/// Speakers and wordings are counted among so many.
const AMONG: usize = 1500;
const SHOWN: usize = 8;

impl Columns {
    fn get(&self, key: i64) -> Option<(u32, u32)> {
        let dense = usize::try_from(key).ok().and_then(|k| self.dense.get(k)).copied();
        dense.or_else(|| self.days.get(&key).copied())
    }

    /// The day as a number that sorts; 0 where it is not known.
    pub(super) fn day(&self, key: i64) -> u32 {
        self.get(key).map_or(0, |c| c.0)
    }

    fn place(&mut self, names: &mut HashMap<String, u32>, source: Option<String>) -> u32 {
        let Some(source) = source else { return 0 };
        let next = self.sources.len() as u32;
        *names.entry(source).or_insert_with_key(|name| {
            self.sources.push(name.clone());
            next
        })
    }
}

/// `2024-09-30` as 20240930, a month or a year with noughts.
fn number(day: Option<&str>) -> u32 {
    let digits: String = day.unwrap_or("").chars().filter(char::is_ascii_digit).take(8).collect();
    format!("{digits:0<8}").parse().unwrap_or(0)
}

impl Store {
    /// The columns of these articles, or of all where that is less work.
    pub(super) fn columns_for(&self, keys: &[i64]) -> Result<Arc<Columns>, Fault> {
        let held = self.columns.lock().map(|c| c.clone()).unwrap_or_default();
        let last: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(key), 0) FROM documents")?
            .query_row([], |r| r.get(0))?;
        let changes = self.tally("changes")?;
        let held = held.filter(|h| h.changes == changes);
        if let Some(held) = held.as_ref().filter(|h| h.last == last) {
            return Ok(Arc::clone(held));
        }
        let mut out = Columns { last, changes, sources: vec![String::new()], ..Columns::default() };
        let mut names = HashMap::new();
        if keys.len() <= FEW {
            let mut one = self.connection.prepare_cached("SELECT day, source FROM documents WHERE key = ?1")?;
            for key in keys {
                let mut rows = one.query([key])?;
                if let Some(row) = rows.next()? {
                    let source = out.place(&mut names, row.get(1)?);
                    let day: Option<String> = row.get(0)?;
                    out.days.insert(*key, (number(day.as_deref()), source));
                }
            }
            return Ok(Arc::new(out));
        }
        // What came since is added to what was known.
        let before = held.map_or(-1, |held| {
            out.dense.clone_from(&held.dense);
            out.sources.clone_from(&held.sources);
            held.last
        });
        names.extend(out.sources.iter().cloned().zip(0..));
        out.dense.resize(usize::try_from(last).unwrap_or(0) + 1, (0, 0));
        // The index of sources holds all that is asked: no article is read.
        let index = if before < 0 { "documents INDEXED BY documents_by_source" } else { "documents" };
        let mut all =
            self.connection.prepare_cached(&format!("SELECT key, source, day FROM {index} WHERE key > ?1"))?;
        let mut rows = all.query([before])?;
        let mut before: Option<(String, u32)> = None;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let source = row.get_ref(1)?.as_str().ok();
            let place = match (&before, source) {
                (_, None) => 0,
                (Some((name, place)), Some(source)) if name == source => *place,
                (_, Some(source)) => {
                    let place = out.place(&mut names, Some(source.to_owned()));
                    before = Some((source.to_owned(), place));
                    place
                }
            };
            let day = number(row.get_ref(2)?.as_str().ok());
            if let Some(slot) = usize::try_from(key).ok().and_then(|k| out.dense.get_mut(k)) {
                *slot = (day, place);
            }
        }
        let out = Arc::new(out);
        if let Ok(mut held) = self.columns.lock() {
            *held = Some(Arc::clone(&out));
        }
        Ok(out)
    }

    pub(super) fn facets(&self, keys: &[i64], order: &[i64], columns: &Columns) -> Result<Facets, Fault> {
        let mut sources: HashMap<u32, u64> = HashMap::new();
        let mut years: HashMap<u32, u64> = HashMap::new();
        for key in keys {
            if let Some((day, source)) = columns.get(*key) {
                *sources.entry(source).or_default() += 1;
                *years.entry(day / 10_000).or_default() += 1;
            }
        }
        let name = |n: u32| columns.sources.get(n as usize).cloned().filter(|s| !s.is_empty());
        let sources = sources.into_iter().filter_map(|(s, n)| Some((name(s)?, n))).collect();
        let mut years: Vec<(String, u64)> =
            years.into_iter().filter(|(y, _)| *y > 0).map(|(y, n)| (format!("{y:04}"), n)).collect();
        years.sort_by(|a, b| b.0.cmp(&a.0));
        let mut speakers: HashMap<i64, u64> = HashMap::new();
        let mut kinds: HashMap<String, u64> = HashMap::new();
        let mut said = self.connection.prepare_cached(
            "SELECT DISTINCT speaker, kind FROM statements WHERE document = ?1 ORDER BY speaker, kind",
        )?;
        let few = keys.len() <= AMONG;
        let among: Vec<i64> =
            if few { keys.to_vec() } else { order.iter().chain(keys.iter().rev()).copied().collect() };
        let mut seen = std::collections::HashSet::new();
        for key in among.into_iter().filter(|k| seen.insert(*k)).take(AMONG) {
            self.in_time()?;
            let mut rows = said.query([key])?;
            let mut last = None;
            let mut own: Vec<String> = Vec::new();
            while let Some(row) = rows.next()? {
                let speaker: Option<i64> = row.get(0)?;
                if let Some(speaker) = speaker.filter(|s| last != Some(*s)) {
                    *speakers.entry(speaker).or_default() += 1;
                    last = Some(speaker);
                }
                let kind: String = row.get(1)?;
                if !own.contains(&kind) {
                    own.push(kind);
                }
            }
            for kind in own {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        let mut best: Vec<(i64, u64)> = speakers.into_iter().collect();
        best.sort_by_key(|(key, n)| (std::cmp::Reverse(*n), *key));
        let mut names = Vec::new();
        let mut name = self.connection.prepare_cached("SELECT name FROM names WHERE key = ?1")?;
        for (key, n) in best.into_iter().take(SHOWN) {
            names.push(Facet { value: name.query_row([key], |r| r.get(0))?, articles: n });
        }
        Ok(Facets {
            sources: most(sources),
            years: years.into_iter().map(|(value, articles)| Facet { value, articles }).take(20).collect(),
            speakers: names,
            kinds: most(kinds.into_iter().collect()),
            among: (!few).then_some(AMONG as u64),
        })
    }
}

fn most(mut all: Vec<(String, u64)>) -> Vec<Facet> {
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().take(SHOWN).map(|(value, articles)| Facet { value, articles }).collect()
}
