//! Which articles have these words, how are they ranked, and why does each match?
//!
//! `query` reads what was typed, `alias` adds other names of who is meant, `compound` names that are written as one word
//! or two, `gather` asks the index, `facets` counts what was found, `passage` shows where the words stand, `suggest` says
//! what may have been meant, `complete` how a query may go on.

mod alias;
mod complete;
mod compound;
mod facets;
mod gather;
mod passage;
mod query;
mod suggest;

use std::collections::HashSet;

use super::load::Document;
use super::open::Store;
use super::select::{Filter, Found};
use super::words::Layer;
use crate::fault::Fault;
pub use complete::Completion;
pub(crate) use facets::Columns;
pub use facets::{Facet, Facets};
pub use passage::{Mark, Why};

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// As typed.
    pub query: String,
    /// How freely words are matched.
    pub layer: Layer,
    /// Whether other names of who is meant are left out.
    pub no_aliases: bool,
    /// The newest first, instead of the best.
    pub newest: bool,
    /// Whether to count what was found by source, speaker, year and kind.
    pub facets: bool,
    /// Days, outlet, how many, after how many.
    pub filter: Filter,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// The articles of this page.
    pub hits: Vec<Hit>,
    /// Whether there is more.
    pub more: bool,
    /// How many articles there are in all.
    pub total: u64,
    /// What was found, counted.
    pub facets: Option<Facets>,
    /// A whole query that may have been meant, with what was changed.
    pub suggestions: Vec<String>,
    /// Other names that were looked for as well.
    pub aliases: Vec<String>,
    /// What was typed and could not be taken so: a key of the glossary, and the value that it is about.
    pub notes: Vec<(&'static str, String)>,
}

/// An article that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The article.
    pub document: Document,
    /// The passage where the words stand closest.
    pub passage: String,
    /// What was asked for in it, as ranges of bytes, and why each was found.
    pub found: Vec<Mark>,
    /// The same for the headline.
    pub in_title: Vec<Mark>,
    /// Code point of the text at which the passage begins; `None` where only the headline has the words.
    pub start: Option<u32>,
    /// How often the words stand in the article.
    pub times: usize,
}

impl Hit {
    /// The ranges of the passage that were asked for.
    pub fn marks(&self) -> Vec<std::ops::Range<usize>> {
        self.found.iter().map(|m| m.at.clone()).collect()
    }
}

/// More matches than this are listed by day, headlines first, and not by rank: ranking them all takes longer than it helps.
const RANKED: usize = 1500;

impl Store {
    /// Articles that hold all parts of a query, as [`Store::find`] in the usual layer.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, query: &str, filter: &Filter) -> Result<Found<Hit>, Fault> {
        let search = Search { query: query.to_owned(), filter: filter.clone(), ..Search::default() };
        let found = self.find(&search)?;
        Ok(Found { rows: found.hits, more: found.more, total: Some(found.total), articles: Some(found.total) })
    }

    /// Articles that hold all parts of a query: the best first, the newest first where there are very many.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn find(&self, search: &Search) -> Result<Results, Fault> {
        let mut query = query::parse(&search.query, search.layer);
        let notes = std::mem::take(&mut query.notes);
        if query.is_empty() {
            return Ok(Results { notes, ..Results::default() });
        }
        self.parted(&mut query)?;
        let aliases = if search.no_aliases { Vec::new() } else { self.with_aliases(&mut query)? };
        compound::compounds(&mut query);
        let Filter { source, from, to, upto, .. } = &search.filter;
        let asked = format!("{query:?}|{source:?}|{from:?}|{to:?}|{upto:?}");
        let (parts, filter) = (query.clone(), search.filter.clone());
        let gathered = self.recalled(format!("having|{asked}"), move |store| store.having(&parts, &filter))?;
        let total = gathered.keys.len();
        let columns = self.columns_for(&gathered.keys)?;
        let (offset, limit) = (search.filter.offset, search.filter.limit);
        let order = if total <= RANKED && !search.newest {
            self.ranked(&gathered, &columns)?
        } else {
            self.by_day(&gathered, &columns, offset + limit, search.newest)?
        };
        let mut hits = Vec::new();
        for key in order.iter().skip(offset).take(limit) {
            self.in_time()?;
            hits.push(self.hit(*key, &query)?);
        }
        let facets = if search.facets {
            let key = format!("facets|{}|{asked}", order.first().is_some_and(|_| search.newest));
            let keys = std::sync::Arc::clone(&gathered.keys);
            Some(self.recalled(key, move |store| store.facets(&keys, &order, &columns))?)
        } else {
            None
        };
        let suggestions = if total == 0 { self.suggestions(&search.query, &query)? } else { Vec::new() };
        Ok(Results { more: total > offset + limit, total: total as u64, hits, facets, suggestions, aliases, notes })
    }

    /// The best first: words in the headline weigh most, then how often and how near the beginning they stand.
    fn ranked(&self, gathered: &gather::Gathered, columns: &Columns) -> Result<Vec<i64>, Fault> {
        let day = |key: &i64| std::cmp::Reverse(columns.day(*key));
        let Some(expression) = &gathered.expression else {
            let mut keys = gathered.keys.to_vec();
            keys.sort_by_key(|k| (day(k), *k));
            return Ok(keys);
        };
        let among: HashSet<i64> = gathered.keys.iter().copied().collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid, rank FROM words WHERE words MATCH ?1 AND rank MATCH 'bm25(8.0, 1.0)' ORDER BY rank",
        )?;
        let mut rows = statement.query([expression])?;
        let mut found: Vec<(i64, f64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if among.contains(&key) {
                found.push((key, row.get(1)?));
            }
        }
        // What ranks alike: the newest first.
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| day(&a.0).cmp(&day(&b.0))).then(a.0.cmp(&b.0)));
        Ok(found.into_iter().map(|f| f.0).collect())
    }

    /// The newest `enough` first; articles whose headline has the words before the others, unless only the day counts.
    fn by_day(
        &self,
        gathered: &gather::Gathered,
        columns: &Columns,
        enough: usize,
        only_day: bool,
    ) -> Result<Vec<i64>, Fault> {
        let mut first: HashSet<i64> = HashSet::new();
        if let Some(expression) = gathered.expression.as_ref().filter(|_| !only_day) {
            let mut statement =
                self.connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 LIMIT 5000")?;
            let in_title = format!("{{title}} : ({expression})");
            let mut rows = statement.query([in_title])?;
            while let Some(row) = rows.next()? {
                first.insert(row.get(0)?);
            }
        }
        let mut keys = gathered.keys.to_vec();
        let place = |key: &i64| (!first.contains(key), std::cmp::Reverse(columns.day(*key)), *key);
        if enough < keys.len() && enough > 0 {
            keys.select_nth_unstable_by_key(enough - 1, place);
            keys.truncate(enough);
        }
        keys.sort_unstable_by_key(place);
        Ok(keys)
    }
}
