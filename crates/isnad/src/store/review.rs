//! Has a person looked at an entry, and what did they find? Kept beside the record by article and entry, with the text that
//! they saw: no re-reading overwrites it, and one that was taken back stays on file.

use rusqlite::{Row, params};

use super::load::Document;
use super::open::Store;
use crate::fault::Fault;

/// A person's finding on an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Review {
    /// Its number.
    #[serde(rename = "review")]
    pub key: i64,
    /// When it was given.
    pub at: String,
    /// Whether the entry says what its source says.
    pub right: bool,
    /// The article.
    pub document: String,
    /// The entry's id.
    pub entry: String,
    /// SHA-256 of the text that was looked at.
    pub version: String,
    /// Who looked.
    pub reviewer: String,
    /// What they had to say.
    pub note: Option<String>,
    /// When it was taken back.
    pub withdrawn_at: Option<String>,
}

const REVIEW: &str =
    "SELECT key, at, verdict = 'right', document, entry, version, reviewer, note, withdrawn_at FROM reviews";

fn review(row: &Row) -> rusqlite::Result<Review> {
    Ok(Review {
        key: row.get(0)?,
        at: row.get(1)?,
        right: row.get(2)?,
        document: row.get(3)?,
        entry: row.get(4)?,
        version: row.get(5)?,
        reviewer: row.get(6)?,
        note: row.get(7)?,
        withdrawn_at: row.get(8)?,
    })
}

impl Store {
    /// Keeps what `reviewer` found of an entry of the text that stands; `now` is when. Gives its number.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep_review(
        &self,
        d: &Document,
        entry: &str,
        right: bool,
        reviewer: &str,
        note: Option<&str>,
        now: &str,
    ) -> Result<i64, Fault> {
        self.connection.execute(
            "INSERT INTO reviews (at, verdict, document, entry, version, reviewer, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![now, if right { "right" } else { "wrong" }, d.id, entry, self.version_of(d.version)?, reviewer, note],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The last finding on an entry that was not taken back.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn review_of(&self, document: &str, entry: &str) -> Result<Option<Review>, Fault> {
        let sql =
            format!("{REVIEW} WHERE document = ?1 AND entry = ?2 AND withdrawn_at IS NULL ORDER BY key DESC LIMIT 1");
        Ok(self.connection.prepare_cached(&sql)?.query_map([document, entry], review)?.next().transpose()?)
    }

    /// All findings, the first first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reviews(&self) -> Result<Vec<Review>, Fault> {
        let mut all = self.connection.prepare_cached(&format!("{REVIEW} ORDER BY key"))?;
        Ok(all.query_map([], review)?.collect::<Result<_, _>>()?)
    }

    /// Takes a finding back; `false` where none of that number stands.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn withdraw_review(&self, key: i64, now: &str) -> Result<bool, Fault> {
        let sql = "UPDATE reviews SET withdrawn_at = ?2 WHERE key = ?1 AND withdrawn_at IS NULL";
        Ok(self.connection.execute(sql, params![key, now])? > 0)
    }
}
