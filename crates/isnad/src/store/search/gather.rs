//! Which articles have all parts of a query? The index answers for each layer, fields for what an article must be; the
//! answers are put together here as sorted lists of keys.

use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use super::query::{Clause, Field, Part, Query};
use crate::fault::Fault;
use crate::store::names::{keywords, list};
use crate::store::open::Store;
use crate::store::select::Filter;
use crate::store::words::{Layer, WIDE, asked_in};

/// The articles that fit.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered {
    /// Their keys, sorted.
    pub(super) keys: std::sync::Arc<Vec<i64>>,
    /// What was asked of the usual layer, for ranking.
    pub(super) expression: Option<String>,
}

/// Texts that are read to see whether words stand side by side in a layer whose index does not tell.
const READ: usize = 1000;

impl Store {
    pub(super) fn having(&self, query: &Query, filter: &Filter) -> Result<Gathered, Fault> {
        let of = |clause: &Clause, plain: bool| clause.any.iter().all(|p| (p.layer == Layer::Plain) == plain);
        let plain: Vec<&Clause> = query.clauses.iter().filter(|c| of(c, true)).collect();
        let other: Vec<&Clause> = query.clauses.iter().filter(|c| of(c, false)).collect();
        let mixed: Vec<&Clause> = query.clauses.iter().filter(|c| !of(c, true) && !of(c, false)).collect();
        let mut expression = join(plain.iter().map(|c| either(c)), " AND ");
        if let Some(expression) = &mut expression {
            let without = query.without.iter().filter(|p| p.layer == Layer::Plain).map(part);
            if let Some(without) = join(without, " OR ") {
                *expression = format!("({expression}) NOT ({without})");
            }
        }
        // `None` is all articles.
        let mut keys: Option<Vec<i64>> = None;
        if let Some(expression) = &expression {
            keys = Some(self.matching("words", expression)?);
        }
        if let Some(expression) = join(other.iter().map(|c| either(c)), " AND ") {
            keys = Some(both(keys, self.matching("spellings", &expression)?));
        }
        for clause in mixed {
            let mut any = Vec::new();
            for p in &clause.any {
                any.extend(self.matching(table(p), &part(p))?);
            }
            any.sort_unstable();
            any.dedup();
            keys = Some(both(keys, any));
        }
        keys = self.fields(query, filter, keys)?;
        let mut keys = match keys {
            Some(keys) => keys,
            None => self.key_list("SELECT key FROM documents ORDER BY key", &[])?,
        };
        let done = expression.is_some();
        for p in query.without.iter().filter(|p| p.layer != Layer::Plain || !done) {
            let mut out = self.matching(table(p), &part(p))?;
            if p.layer != Layer::Plain && p.words.len() > 1 {
                self.keep_phrases(&mut out, std::slice::from_ref(p))?;
            }
            keys.retain(|k| out.binary_search(k).is_err());
        }
        // Words side by side, in layers whose index knows only whether they are there.
        for clause in &query.clauses {
            if clause.any.iter().all(|p| p.layer != Layer::Plain && p.words.len() > 1) {
                self.keep_phrases(&mut keys, &clause.any)?;
            }
        }
        Ok(Gathered { keys: std::sync::Arc::new(keys), expression })
    }

    /// Keeps the articles in whose text one of the phrases stands; those that are too many to be read go by their words.
    fn keep_phrases(&self, keys: &mut Vec<i64>, parts: &[Part]) -> Result<(), Fault> {
        let mut kept = Vec::new();
        for (n, key) in keys.iter().enumerate() {
            self.in_time()?;
            if n >= READ || self.has_phrase(*key, parts)? {
                kept.push(*key);
            }
        }
        *keys = kept;
        Ok(())
    }

    /// What the fields and the filter ask.
    fn fields(&self, query: &Query, filter: &Filter, keys: Option<Vec<i64>>) -> Result<Option<Vec<i64>>, Fault> {
        let mut keys = keys;
        // Speaker, kind and act belong to one statement.
        let mut said = String::new();
        let mut values: Vec<Sql> = Vec::new();
        for (field, value, _) in query.fields.iter().filter(|f| !f.2) {
            match field {
                Field::Speaker => {
                    said.push_str(&format!(" AND s.speaker IN {}", list(&self.names_same(self.names_like(value)?)?)));
                }
                Field::Kind | Field::Act => {
                    values.push(Sql::Text(value.clone()));
                    let column = if *field == Field::Kind { "kind" } else { "act" };
                    said.push_str(&format!(" AND s.{column} = ?{}", values.len()));
                }
                _ => {}
            }
        }
        if !said.is_empty() {
            let sql = format!(
                "SELECT DISTINCT s.document FROM statements s WHERE s.reading NOT IN (SELECT key FROM readings WHERE state <> 'current')
                 {said} ORDER BY 1"
            );
            keys = Some(both(keys, self.key_list(&sql, &values)?));
        }
        let (mut from, mut to) = (filter.from.clone(), filter.to.clone());
        for (field, value, minus) in &query.fields {
            let found = match field {
                Field::From => {
                    from = later(from, day(value));
                    continue;
                }
                Field::To => {
                    to = earlier(to, day(value));
                    continue;
                }
                Field::Speaker | Field::Kind | Field::Act if !minus => continue,
                Field::Speaker => self.key_list(
                    &format!(
                        "SELECT DISTINCT document FROM statements WHERE speaker IN {} ORDER BY 1",
                        list(&self.names_same(self.names_like(value)?)?)
                    ),
                    &[],
                )?,
                Field::Kind | Field::Act => {
                    let column = if *field == Field::Kind { "kind" } else { "act" };
                    let sql = format!("SELECT DISTINCT document FROM statements WHERE {column} = ?1 ORDER BY 1");
                    self.key_list(&sql, &[Sql::Text(value.clone())])?
                }
                Field::About => {
                    let names = list(&self.names_same(self.names_like(value)?)?);
                    let sql = format!("SELECT DISTINCT document FROM entities WHERE name_key IN {names} ORDER BY 1");
                    self.key_list(&sql, &[])?
                }
                Field::Source => {
                    let sources = self.sources_like(value)?;
                    self.key_list(&format!("SELECT key FROM documents WHERE source IN ({sources}) ORDER BY 1"), &[])?
                }
                Field::Unit => self.with_unit(value)?,
            };
            keys = Some(match (minus, keys) {
                (false, keys) => both(keys, found),
                (true, keys) => {
                    let mut keys = match keys {
                        Some(keys) => keys,
                        None => self.key_list("SELECT key FROM documents ORDER BY key", &[])?,
                    };
                    keys.retain(|k| found.binary_search(k).is_err());
                    keys
                }
            });
        }
        if let Some(source) = &filter.source {
            let sources = self.sources_like(source)?;
            let sql = format!("SELECT key FROM documents WHERE source IN ({sources}) ORDER BY 1");
            keys = Some(both(keys, self.key_list(&sql, &[])?));
        }
        if let Some(last) = filter.upto {
            keys = Some(match keys {
                Some(mut keys) => {
                    keys.truncate(keys.partition_point(|k| *k <= last));
                    keys
                }
                None => {
                    self.key_list("SELECT key FROM documents WHERE key <= ?1 ORDER BY key", &[Sql::Integer(last)])?
                }
            });
        }
        if from.is_some() || to.is_some() {
            let (from, to) = (from.unwrap_or_default(), to.map_or_else(|| "~".to_owned(), |d| format!("{d}~")));
            // Few are looked up; many are taken from the index of days.
            keys = Some(match keys {
                Some(keys) if keys.len() <= 500 => {
                    let sql =
                        format!("SELECT key FROM documents WHERE key IN {} AND day >= ?1 AND day <= ?2", list(&keys));
                    let mut found = self.key_list(&sql, &[Sql::Text(from), Sql::Text(to)])?;
                    found.sort_unstable();
                    found
                }
                keys => {
                    let sql = "SELECT key FROM documents WHERE day >= ?1 AND day <= ?2";
                    let mut found = self.key_list(sql, &[Sql::Text(from), Sql::Text(to)])?;
                    found.sort_unstable();
                    both(keys, found)
                }
            });
        }
        Ok(keys)
    }

    /// Articles with a figure in that unit.
    fn with_unit(&self, value: &str) -> Result<Vec<i64>, Fault> {
        let wanted = keywords(value);
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT unit FROM figures WHERE unit IS NOT NULL")?;
        let units: Vec<String> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let fits = |unit: &String| {
            let own = keywords(unit);
            !wanted.is_empty() && wanted.iter().all(|w| own.contains(w))
        };
        let mut keys = Vec::new();
        for unit in units.iter().filter(|u| *u == value || fits(u)) {
            let sql = "SELECT DISTINCT document FROM figures WHERE unit = ?1";
            keys.extend(self.key_list(sql, &[Sql::Text(unit.clone())])?);
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    fn matching(&self, table: &str, expression: &str) -> Result<Vec<i64>, Fault> {
        let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1");
        self.key_list(&sql, &[Sql::Text(expression.to_owned())])
    }

    fn key_list(&self, sql: &str, values: &[Sql]) -> Result<Vec<i64>, Fault> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
        }
        Ok(keys)
    }
}

/// A year, a month or a day as lists compare it.
fn day(typed: &str) -> Option<String> {
    crate::acquire::whole_or_part_of_day(typed)
}

fn later(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

fn earlier(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        // «2020» ends later than «2020-05».
        (Some(a), Some(b)) => Some(if format!("{a}~") <= format!("{b}~") { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// What stands in both sorted lists.
fn both(a: Option<Vec<i64>>, b: Vec<i64>) -> Vec<i64> {
    let Some(a) = a else { return b };
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = large.as_slice();
    small
        .into_iter()
        .filter(|key| {
            let at = rest.partition_point(|k| k < key);
            rest = rest.get(at..).unwrap_or(&[]);
            rest.first() == Some(key)
        })
        .collect()
}

fn join(pieces: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let pieces: Vec<String> = pieces.collect();
    (!pieces.is_empty()).then(|| pieces.join(between))
}

fn table(p: &Part) -> &'static str {
    if p.layer == Layer::Plain { "words" } else { "spellings" }
}

fn either(clause: &Clause) -> String {
    let parts: Vec<String> = clause.any.iter().map(part).collect();
    format!("({})", parts.join(" OR "))
}

/// A part as the index is asked for it.
fn part(p: &Part) -> String {
    let quoted = |text: &str| text.replace('"', " ");
    if p.layer == Layer::Plain {
        let words: Vec<String> = p.words.iter().map(|w| quoted(&w.typed)).collect();
        let star = if p.words.iter().any(|w| w.prefix) { "*" } else { "" };
        // The beginning of a word stays as it is typed, and so do the words of a phrase of which one is a beginning.
        let wide = if star.is_empty() { String::from(WIDE) } else { String::new() };
        return format!("\"{wide}{}\"{star}", words.join(" "));
    }
    let words = p.words.iter().map(|w| {
        let star = if w.prefix { "*" } else { "" };
        format!("\"{}\"{star}", quoted(&asked_in(p.layer, &w.typed, &isnad_text::fold(&w.typed), w.kind)))
    });
    format!("({})", words.collect::<Vec<_>>().join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn lists_meet() {
        assert_eq!(both(None, vec![1, 2]), [1, 2]);
        assert_eq!(both(Some(vec![1, 3, 5, 9]), vec![2, 3, 4, 9, 12]), [3, 9]);
        assert_eq!(both(Some(vec![]), vec![1]), [0i64; 0]);
    }
}
