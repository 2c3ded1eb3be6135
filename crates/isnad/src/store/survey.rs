//! What does the store hold as a whole? The outlets, who speaks most, what is a copy of what.

use std::collections::BTreeMap;

use super::load::Document;
use super::open::Store;
use crate::fault::Fault;

/// An outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name; `None` for articles that do not say it.
    pub name: Option<String>,
    /// Articles.
    pub articles: u64,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Their name.
    pub name: String,
    /// Statements.
    pub statements: u64,
    /// Articles.
    pub articles: u64,
}

/// Texts that are one text.
#[derive(Debug, Clone)]
pub struct CopyGroup {
    /// The first of them.
    pub head: Document,
    /// The others.
    pub others: Vec<Document>,
}

/// Statements among which those who speak lately are counted.
const LATELY: i64 = 20_000;

impl Store {
    /// The outlets, those with most articles first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sources(&self, limit: usize, offset: usize) -> Result<Vec<Source>, Fault> {
        self.recalled(format!("sources|{limit}|{offset}"), move |store| store.sources_of(limit, offset))
    }

    fn sources_of(&self, limit: usize, offset: usize) -> Result<Vec<Source>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT nullif(t.key, '') AS name, t.articles,
             CASE t.key WHEN '' THEN (SELECT min(day) FROM documents WHERE source IS NULL)
                        ELSE (SELECT min(day) FROM documents WHERE source = t.key) END,
             CASE t.key WHEN '' THEN (SELECT max(day) FROM documents WHERE source IS NULL)
                        ELSE (SELECT max(day) FROM documents WHERE source = t.key) END
             FROM tallies t WHERE t.sort = 'source' AND t.articles > 0 ORDER BY t.articles DESC, name LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map([limit as i64, offset as i64], |r| {
            Ok(Source { name: r.get(0)?, articles: r.get::<_, i64>(1)? as u64, first: r.get(2)?, last: r.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The inputs whose texts stand: their SHA-256, the first half.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known_inputs(&self) -> Result<std::collections::HashSet<u128>, Fault> {
        let mut statement =
            self.connection.prepare("SELECT v.input_sha256 FROM documents d JOIN versions v ON v.key = d.version")?;
        let mut rows = statement.query([])?;
        let mut out = std::collections::HashSet::new();
        while let Some(row) = rows.next()? {
            out.extend(half(&row.get::<_, String>(0)?));
        }
        Ok(out)
    }

    /// Who speaks in most articles.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn speakers(&self, limit: usize) -> Result<Vec<Speaker>, Fault> {
        self.recalled(format!("speakers|{limit}"), move |store| store.speakers_of(limit, "", -1))
    }

    /// Who speaks in most articles since a day, among the statements of the last days.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn speakers_since(&self, limit: usize, day: &str) -> Result<Vec<Speaker>, Fault> {
        let since = day.to_owned();
        self.recalled(format!("speakers|{limit}|{day}"), move |store| store.speakers_of(limit, &since, LATELY))
    }

    fn speakers_of(&self, limit: usize, since: &str, among: i64) -> Result<Vec<Speaker>, Fault> {
        // The index of who spoke when holds all that is asked: no statement is read.
        let days = if since.is_empty() { "?2 = ''" } else { "day >= ?2" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT n.name, c.said, c.articles FROM (
               SELECT speaker, count(*) AS said, count(DISTINCT document) AS articles FROM (
                 SELECT speaker, document FROM statements INDEXED BY statements_lately
                 WHERE speaker_id IS NOT NULL AND speaker IS NOT NULL AND {days}
                 AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current') ORDER BY day DESC LIMIT ?3
               ) GROUP BY speaker ORDER BY articles DESC, said DESC, speaker LIMIT ?1
             ) c JOIN names n ON n.key = c.speaker ORDER BY c.articles DESC, c.said DESC, n.key"
        ))?;
        let rows = statement.query_map(rusqlite::params![limit as i64, since, among], |r| {
            Ok(Speaker {
                name: r.get(0)?,
                statements: r.get::<_, i64>(1)? as u64,
                articles: r.get::<_, i64>(2)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The names that fit `subject`, with their sort and the number of articles, the most told first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn names_told(&self, subject: &str) -> Result<Vec<(String, String, u64)>, Fault> {
        let asked = subject.to_owned();
        self.recalled(format!("told|{subject}"), move |store| store.names_told_of(&asked))
    }

    fn names_told_of(&self, subject: &str) -> Result<Vec<(String, String, u64)>, Fault> {
        let sql = format!(
            "SELECT n.name, (SELECT kind FROM entities INDEXED BY entities_lately WHERE name_key = n.key ORDER BY day DESC LIMIT 1),
             (SELECT count(DISTINCT document) FROM entities INDEXED BY entities_by_name WHERE name_key = n.key
              AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current')) AS articles
             FROM names n WHERE n.key IN {} AND articles > 0 ORDER BY articles DESC, n.name",
            super::names::list(&self.names_like(subject)?)
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The sentence in which a statement stands.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sentence_of_statement(&self, row: &super::select::StatementRow) -> Result<String, Fault> {
        let words = |row: &super::select::StatementRow| {
            row.statement.content.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" … ")
        };
        let Some((start, end)) = row.statement.content.first().and_then(|c| Some((c.start?, c.end?))) else {
            return Ok(words(row));
        };
        let text = self.text(row.document.version)?;
        Ok(super::figures::sentence_of(&text, start, end))
    }

    /// The SHA-256 of the text of a version.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn version_of(&self, version: i64) -> Result<String, Fault> {
        Ok(self
            .connection
            .prepare_cached("SELECT version FROM versions WHERE key = ?1")?
            .query_row([version], |r| r.get(0))?)
    }

    /// Groups of copies, the newest first, and how many texts are copies in all.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copied(&self, limit: usize) -> Result<(Vec<CopyGroup>, u64), Fault> {
        let c = &self.connection;
        let texts: i64 =
            c.query_row("SELECT count(*) FROM (SELECT document FROM copies UNION SELECT of FROM copies)", [], |r| {
                r.get(0)
            })?;
        let recent: Vec<i64> = c
            .prepare_cached("SELECT DISTINCT document FROM copies ORDER BY document DESC LIMIT ?1")?
            .query_map([limit as i64], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let mut documents = BTreeMap::new();
        for key in recent {
            documents.insert(key, self.document(key)?);
        }
        let mut out = Vec::new();
        for group in self.copy_groups(&documents)?.into_iter().take(limit) {
            let mut members = Vec::new();
            for id in &group.members {
                members.extend(self.documents_named(id, 1)?);
            }
            let mut members = members.into_iter();
            if let Some(head) = members.next() {
                out.push(CopyGroup { head, others: members.collect() });
            }
        }
        Ok((out, texts as u64))
    }
}

/// The first half of a SHA-256 as a number.
pub fn half(sha256: &str) -> Option<u128> {
    u128::from_str_radix(sha256.get(..32)?, 16).ok()
}
