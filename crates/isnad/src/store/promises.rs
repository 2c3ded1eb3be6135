//! What was pledged, by whom, how much, by when, and when it was said again.

use std::collections::BTreeMap;

use isnad_link::quote::compare;

use super::load::{Document, Text};
use super::open::Store;
use super::select::{Filter, Found, Shelf, StatementRow};
use crate::fault::Fault;
use crate::wire::{FigureJson, TimeJson};

/// A pledge.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// The statement that makes it first.
    pub row: StatementRow,
    /// How much.
    pub figures: Vec<FigureJson>,
    /// By when: times in its words that lie after the day it was said.
    pub due: Vec<TimeJson>,
    /// The statements that say it again, by day.
    pub again: Vec<StatementRow>,
}

/// Promises weighed at most: the newest.
const MOST: usize = 600;

impl Store {
    /// The pledges that a subject makes or that are made to it, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn promises(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<Pledge>, Fault> {
        let mut rows: BTreeMap<(String, String), StatementRow> = BTreeMap::new();
        let all = Filter { limit: MOST, offset: 0, ..filter.clone() };
        let mut asks = Vec::new();
        match subject {
            Some(s) => {
                asks.push(Filter { speaker: Some(s.to_owned()), ..all.clone() });
                asks.push(Filter { about: Some(s.to_owned()), ..all });
            }
            None => asks.push(all),
        }
        for ask in asks {
            for row in self.statements(&ask)?.rows {
                rows.insert((row.document.id.clone(), row.statement.id.clone()), row);
            }
        }
        let mut shelf = Shelf::new(self);
        let mut pledges: Vec<Pledge> = Vec::new();
        let mut found: Vec<Pledge> = Vec::new();
        for row in rows.into_values() {
            let (document, text) = shelf.get(row.document.key)?;
            if let Some(pledge) = self.pledge(row, &document, &text)? {
                found.push(pledge);
            }
        }
        found.sort_by_key(key);
        for pledge in found {
            match pledges.iter_mut().find(|p| same(p, &pledge)) {
                Some(first) => first.again.push(pledge.row),
                None => pledges.push(pledge),
            }
        }
        let more = pledges.len() > filter.offset + filter.limit;
        let total = Some(pledges.len() as u64);
        let rows = pledges.into_iter().skip(filter.offset).take(filter.limit).collect();
        Ok(Found { rows, more, total, articles: None })
    }

    /// A statement that promises by its verb, or that holds a figure that is pledged.
    fn pledge(&self, row: StatementRow, d: &Document, text: &Text) -> Result<Option<Pledge>, Fault> {
        let c = &self.connection;
        let mut keys = c.prepare_cached(
            "SELECT f.key FROM readings r CROSS JOIN figures f ON f.reading = r.key
             WHERE r.version = ?1 AND r.state = 'current' AND f.statement = ?2 ORDER BY f.start",
        )?;
        let keys: Vec<i64> =
            keys.query_map(rusqlite::params![d.version, row.statement.id], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let figures: Vec<FigureJson> = keys.into_iter().map(|k| self.figure(k, text)).collect::<Result<_, _>>()?;
        let promises = row.statement.act == "promise";
        let pledged: Vec<FigureJson> = figures.into_iter().filter(|f| promises || f.status == "pledged").collect();
        if !promises && pledged.is_empty() {
            return Ok(None);
        }
        let mut times = c.prepare_cached(
            "SELECT t.key FROM readings r CROSS JOIN times t ON t.reading = r.key
             WHERE r.version = ?1 AND r.state = 'current' AND t.start >= ?2 AND t.\"end\" <= ?3 AND t.type = 'date' AND t.latest > ?4 ORDER BY t.start",
        )?;
        let day = row.day.clone().unwrap_or_default();
        let mut due = Vec::new();
        for piece in &row.statement.content {
            if let (Some(start), Some(end)) = (piece.start, piece.end) {
                let keys: Vec<i64> = times
                    .query_map(rusqlite::params![d.version, start, end, day], |r| r.get(0))?
                    .collect::<Result<_, _>>()?;
                for key in keys {
                    due.push(self.time(key, text)?);
                }
            }
        }
        Ok(Some(Pledge { row, figures: pledged, due, again: Vec::new() }))
    }
}

fn key(p: &Pledge) -> (Option<String>, String, String) {
    (p.row.day.clone(), p.row.document.id.clone(), p.row.statement.id.clone())
}

fn words(p: &Pledge) -> String {
    p.row.statement.content.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// One speaker who pledges the same amount in the same unit, or the same in much the same words.
fn same(a: &Pledge, b: &Pledge) -> bool {
    let speaker = |p: &Pledge| p.row.statement.speaker_name.as_deref().map(isnad_text::fold);
    if speaker(a) != speaker(b) {
        return false;
    }
    let amounts = |p: &Pledge| -> Vec<(String, Option<String>)> {
        p.figures.iter().map(|f| (format!("{:?}", f.value), f.unit.clone())).collect()
    };
    let (x, y) = (amounts(a), amounts(b));
    if !x.is_empty() && !y.is_empty() {
        return x.iter().any(|v| y.contains(v));
    }
    compare(&words(a), &words(b)).is_some()
}
