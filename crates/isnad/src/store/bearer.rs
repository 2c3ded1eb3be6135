//! Who bears a name? How articles call them, in which offices and when, and what they speak of.

use std::collections::BTreeMap;

use isnad_text::fold;
use rusqlite::OptionalExtension;

use super::open::Store;
use crate::fault::Fault;

/// What the store knows of a name.
#[derive(Debug, Clone, Default)]
pub struct Bearer {
    /// The name as lists show it.
    pub name: String,
    /// What it is: `person`, `organisation` …, the commonest first.
    pub kinds: Vec<String>,
    /// Other names by which articles call it, the commonest first.
    pub aliases: Vec<String>,
    /// Its offices, the latest first.
    pub offices: Vec<Office>,
    /// Names that its statements mention, with how many.
    pub subjects: Vec<(String, u64)>,
    /// Articles that name it.
    pub articles: u64,
}

/// An office as articles tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its title.
    pub title: String,
    /// The first day of an article that tells it.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// The last article.
    pub document: String,
}

/// At most so many articles are looked through, the newest first.
const MOST: i64 = 400;
const SHOWN: usize = 12;
/// Statements of a speaker by which its subjects are counted, the newest.
const SAID: i64 = 3000;

impl Store {
    /// What is known of a name; `None` where no article has it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn bearer(&self, name: &str) -> Result<Option<Bearer>, Fault> {
        let asked = name.to_owned();
        self.recalled(format!("bearer|{name}"), move |store| store.bearer_of(&asked))
    }

    fn bearer_of(&self, name: &str) -> Result<Option<Bearer>, Fault> {
        let c = &self.connection;
        let found: Option<(i64, String)> = c
            .prepare_cached("SELECT key, name FROM names WHERE folded = ?1")?
            .query_row([fold(name.trim())], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        let Some((key, name)) = found else { return Ok(None) };
        let mut out = Bearer { name, ..Bearer::default() };
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        let mut aliases: BTreeMap<String, u64> = BTreeMap::new();
        let mut offices: BTreeMap<String, Office> = BTreeMap::new();
        let mut statement = c.prepare_cached(
            "SELECT e.key, e.kind, d.id, d.day, d.version FROM entities e INDEXED BY entities_lately
             CROSS JOIN documents d ON d.key = e.document WHERE e.name_key = ?1
             AND e.reading NOT IN (SELECT key FROM readings WHERE state <> 'current') ORDER BY e.day DESC, e.document DESC LIMIT ?2",
        )?;
        let mut rows = statement.query([key, MOST])?;
        while let Some(row) = rows.next()? {
            let (entity, kind): (i64, String) = (row.get(0)?, row.get(1)?);
            let (document, day): (String, Option<String>) = (row.get(2)?, row.get(3)?);
            *kinds.entry(kind).or_default() += 1;
            let text = self.text(row.get(4)?)?;
            let e = self.entity(entity, &text)?;
            for mention in &e.mentions {
                let shown = mention.text.split_whitespace().collect::<Vec<_>>().join(" ");
                if fold(&shown) != fold(&out.name) {
                    *aliases.entry(shown).or_default() += 1;
                }
            }
            for role in &e.roles {
                let office = offices.entry(fold(&role.text)).or_insert_with(|| Office {
                    title: role.text.clone(),
                    first: day.clone(),
                    last: day.clone(),
                    document: document.clone(),
                });
                office.first = day.clone().or(office.first.take());
            }
        }
        let counted: Option<i64> = c
            .prepare_cached(
                "SELECT count(DISTINCT document) FROM entities INDEXED BY entities_by_name WHERE name_key = ?1
                 AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current')",
            )?
            .query_row([key], |r| r.get(0))
            .optional()?;
        out.articles = counted.unwrap_or(0) as u64;
        out.kinds = most(kinds, 2).into_iter().map(|k| k.0).collect();
        out.aliases = most(aliases, SHOWN).into_iter().map(|a| a.0).collect();
        out.offices = offices.into_values().collect();
        out.offices.sort_by(|a, b| (&b.last, &a.title).cmp(&(&a.last, &b.title)));
        out.offices.truncate(SHOWN);
        let mut subjects = c.prepare_cached(
            "SELECT n.name, c.said FROM (
               SELECT a.name AS about, count(*) AS said FROM (
                 SELECT key FROM statements INDEXED BY statements_by_speaker WHERE speaker = ?1
                 AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current') ORDER BY day DESC LIMIT ?3
               ) s CROSS JOIN statement_about a ON a.statement = s.key WHERE a.name <> ?1 GROUP BY a.name ORDER BY 2 DESC LIMIT ?2
             ) c JOIN names n ON n.key = c.about ORDER BY 2 DESC, 1",
        )?;
        out.subjects = subjects
            .query_map([key, SHOWN as i64, SAID], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)))?
            .collect::<Result<_, _>>()?;
        Ok(Some(out))
    }

    /// How many statements of each year a speaker made, under all its names; under no year those without a day.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn years_of(&self, speaker: &str) -> Result<BTreeMap<String, u64>, Fault> {
        let asked = speaker.to_owned();
        self.recalled(format!("years|{speaker}"), move |store| store.years_found(&asked))
    }

    fn years_found(&self, speaker: &str) -> Result<BTreeMap<String, u64>, Fault> {
        let names = self.names_same(self.names_like(speaker)?)?;
        let sql = format!(
            "SELECT coalesce(substr(day, 1, 4), ''), count(*) FROM statements INDEXED BY statements_by_speaker WHERE speaker IN {}
             AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current') GROUP BY 1",
            super::names::list(&names)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The commonest, at most `n`.
fn most(counts: BTreeMap<String, u64>, n: usize) -> Vec<(String, u64)> {
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(n);
    all
}
