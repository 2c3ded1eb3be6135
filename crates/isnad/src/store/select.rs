//! Which statements, which articles? Filters become a set of keys where words or names narrow the search, and a walk by
//! day where they do not; either way the newest come first and only what is shown is loaded.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use isnad_text::{Kind, tokenise};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use super::load::{Document, Text};
use super::names::{keywords, list};
use super::open::Store;
use crate::fault::Fault;
use crate::wire::StatementJson;

/// What a listing asks for; what is `None` does not narrow it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the speaker's name.
    pub speaker: Option<String>,
    /// Words that the content has, or a name that it mentions.
    pub about: Option<String>,
    /// First day (or month, or year).
    pub from: Option<String>,
    /// Last day (or month, or year).
    pub to: Option<String>,
    /// `direct`, `indirect`, `mixed`.
    pub kind: Option<String>,
    /// The act of speech.
    pub act: Option<String>,
    /// Words of the outlet's name.
    pub source: Option<String>,
    /// How many.
    pub limit: usize,
    /// After how many.
    pub offset: usize,
    /// Articles that came later are left out, so that pages do not shift: the key of the last one that counts.
    pub upto: Option<i64>,
}

/// A statement and its article.
#[derive(Debug, Clone)]
pub struct StatementRow {
    /// The article.
    pub document: Document,
    /// The day of the statement, else of the article.
    pub day: Option<String>,
    /// The statement.
    pub statement: StatementJson,
}

/// A page of a listing.
#[derive(Debug, Clone)]
pub struct Found<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there is more after them.
    pub more: bool,
    /// How many there are in all, where that was counted.
    pub total: Option<u64>,
    /// How many articles they stand in, where that was counted.
    pub articles: Option<u64>,
}

/// The articles that a listing rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ground {
    /// How many articles the store holds.
    pub articles: u64,
    /// The first of their days.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
}

/// More keys than this are not fetched one by one: the days are walked instead.
const FEW: usize = 4000;

impl Store {
    /// What all listings rest on.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn ground(&self) -> Result<Ground, Fault> {
        let c = &self.connection;
        let day = |order: &str| -> Result<Option<String>, Fault> {
            let sql = format!("SELECT day FROM documents WHERE day IS NOT NULL ORDER BY day {order} LIMIT 1");
            let mut statement = c.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            Ok(match rows.next()? {
                Some(row) => row.get(0)?,
                None => None,
            })
        };
        Ok(Ground { articles: self.tally("articles")?, first: day("ASC")?, last: day("DESC")? })
    }

    /// Statements that fit, the newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn statements(&self, filter: &Filter) -> Result<Found<StatementRow>, Fault> {
        // Without a name the newest are read, which costs less than remembering them.
        if filter.speaker.is_none() && filter.about.is_none() {
            return self.statements_found(filter);
        }
        let asked = filter.clone();
        self.recalled(format!("statements|{filter:?}"), move |store| store.statements_found(&asked))
    }

    fn statements_found(&self, filter: &Filter) -> Result<Found<StatementRow>, Fault> {
        let narrowed = self.statement_keys(filter)?;
        let (conditions, values) = self.conditions(filter)?;
        let keys = match &narrowed {
            Some(keys) if keys.len() <= FEW => self.few(keys, &conditions, &values)?,
            narrowed => self.walk(narrowed.as_ref(), &conditions, &values, filter.offset + filter.limit + 1)?,
        };
        let counted =
            matches!(&narrowed, Some(keys) if keys.len() <= FEW) || keys.len() <= filter.offset + filter.limit;
        let total = counted.then_some(keys.len() as u64);
        let articles = counted.then(|| keys.iter().map(|k| k.1).collect::<HashSet<i64>>().len() as u64);
        let mut shelf = Shelf::new(self);
        let mut rows = Vec::new();
        for (key, document, day) in keys.iter().skip(filter.offset).take(filter.limit) {
            let (document, text) = shelf.get(*document)?;
            rows.push(StatementRow {
                statement: self.statement(*key, &text)?,
                day: day.clone(),
                document: Document::clone(&document),
            });
        }
        Ok(Found { rows, more: keys.len() > filter.offset + filter.limit, total, articles })
    }

    /// The keys to which names and words narrow the search; `None` where there are neither.
    fn statement_keys(&self, filter: &Filter) -> Result<Option<HashSet<i64>>, Fault> {
        let mut keys: Option<HashSet<i64>> = None;
        if let Some(speaker) = &filter.speaker {
            let names = self.names_same(self.names_like(speaker)?)?;
            let sql = format!("SELECT key FROM statements WHERE speaker IN {}", list(&names));
            keys = Some(self.key_set(&sql, &[])?);
        }
        if let Some(about) = &filter.about {
            let names = self.names_same(self.names_like(about)?)?;
            let sql = format!("SELECT statement FROM statement_about WHERE name IN {}", list(&names));
            let mut found = self.key_set(&sql, &[])?;
            if let Some(query) = match_all(about) {
                found.extend(self.key_set(
                    "SELECT rowid FROM statement_words WHERE statement_words MATCH ?1",
                    &[Sql::Text(query)],
                )?);
            }
            keys = Some(match keys {
                Some(before) => before.intersection(&found).copied().collect(),
                None => found,
            });
        }
        Ok(keys)
    }

    fn key_set(&self, sql: &str, values: &[Sql]) -> Result<HashSet<i64>, Fault> {
        let mut statement = self.connection.prepare(sql)?;
        let keys = statement.query_map(params_from_iter(values), |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(keys)
    }

    /// What a row must be, as SQL on `statements s`.
    fn conditions(&self, filter: &Filter) -> Result<(String, Vec<Sql>), Fault> {
        let mut sql = String::new();
        let mut values = Vec::new();
        let mut add = |condition: &str, value: &Option<String>| {
            if let Some(value) = value {
                values.push(Sql::Text(value.clone()));
                sql.push_str(" AND ");
                sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
            }
        };
        add("s.kind = ?", &filter.kind);
        add("s.act = ?", &filter.act);
        add("s.day >= ?", &filter.from);
        add("s.day <= ?", &filter.to.as_ref().map(|d| format!("{d}~")));
        if let Some(source) = &filter.source {
            let documents = self.sources_like(source)?;
            sql.push_str(&format!(" AND d.source IN ({documents})"));
        }
        if let Some(last) = filter.upto {
            sql.push_str(&format!(" AND s.document <= {last}"));
        }
        Ok((sql, values))
    }

    /// The outlets whose name holds the words, as a list of SQL strings.
    pub(super) fn sources_like(&self, source: &str) -> Result<String, Fault> {
        let words = keywords(source);
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT source FROM documents WHERE source IS NOT NULL")?;
        let all: Vec<String> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let kept = all.into_iter().filter(|s| {
            let own = keywords(s);
            words.iter().all(|w| own.contains(w))
        });
        Ok(kept.map(|s| format!("'{}'", s.replace('\'', "''"))).collect::<Vec<_>>().join(","))
    }

    fn few(
        &self,
        keys: &HashSet<i64>,
        conditions: &str,
        values: &[Sql],
    ) -> Result<Vec<(i64, i64, Option<String>)>, Fault> {
        let mut order: Vec<i64> = keys.iter().copied().collect();
        order.sort_unstable();
        let sql = format!(
            "SELECT s.key, s.document, s.day FROM statements s JOIN readings r ON r.key = s.reading AND r.state = 'current'
             JOIN documents d ON d.key = s.document WHERE s.key IN {}{conditions} ORDER BY s.day DESC, s.key DESC",
            list(&order)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement
            .query_map(params_from_iter(values), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    fn walk(
        &self,
        keys: Option<&HashSet<i64>>,
        conditions: &str,
        values: &[Sql],
        enough: usize,
    ) -> Result<Vec<(i64, i64, Option<String>)>, Fault> {
        let sql = format!(
            "SELECT s.key, s.document, s.day FROM statements s CROSS JOIN readings r ON r.key = s.reading AND r.state = 'current'
             CROSS JOIN documents d ON d.key = s.document WHERE 1{conditions}"
        );
        let mut found = Vec::new();
        let Some(keys) = keys else {
            let mut statement =
                self.connection.prepare(&format!("{sql} ORDER BY s.day DESC, s.key DESC LIMIT {enough}"))?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                found.push((row.get(0)?, row.get(1)?, row.get(2)?));
            }
            return Ok(found);
        };
        // The index of days holds key and day: only what is asked for is looked at.
        let mut one = self.connection.prepare(&format!("{sql} AND s.key = ?{}", values.len() + 1))?;
        let mut days = self
            .connection
            .prepare_cached("SELECT key FROM statements INDEXED BY statements_by_day ORDER BY day DESC, key DESC")?;
        let mut rows = days.query([])?;
        while found.len() < enough {
            let Some(row) = rows.next()? else { break };
            let key: i64 = row.get(0)?;
            if keys.contains(&key) {
                let given = values.iter().cloned().chain([Sql::Integer(key)]);
                let mut fits = one.query(params_from_iter(given))?;
                if let Some(row) = fits.next()? {
                    found.push((key, row.get(1)?, row.get(2)?));
                }
            }
        }
        Ok(found)
    }
}

/// A query of the index that asks for all words of `text`; `None` where it has none.
pub(super) fn match_all(text: &str) -> Option<String> {
    let tokens = tokenise(text);
    let words = (0..tokens.len()).filter(|&i| matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number));
    let words: Vec<String> = words.map(|i| format!("\"{}\"", tokens.key(i).replace('"', ""))).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Documents and their texts, each loaded once.
pub(super) struct Shelf<'s> {
    store: &'s Store,
    held: HashMap<i64, (Rc<Document>, Rc<Text>)>,
}

impl<'s> Shelf<'s> {
    pub(super) fn new(store: &'s Store) -> Self {
        Shelf { store, held: HashMap::new() }
    }

    pub(super) fn get(&mut self, key: i64) -> Result<(Rc<Document>, Rc<Text>), Fault> {
        if let Some((document, text)) = self.held.get(&key) {
            return Ok((Rc::clone(document), Rc::clone(text)));
        }
        let document = Rc::new(self.store.document(key)?);
        let text = self.store.text(document.version)?;
        self.held.insert(key, (Rc::clone(&document), Rc::clone(&text)));
        Ok((document, text))
    }
}
