//! Taking a document out for good: its texts, its evidence, its entries, its words in the index, and names that stand
//! nowhere else. That it was forgotten, and why, is kept, so that it is not read again.

use rusqlite::params;

use super::load::Document;
use super::open::Store;
use super::write::{drop_readings_of, unindex};
use crate::fault::Fault;

impl Store {
    /// Forgets a document; `now` is when, `reason` why.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn forget(&self, d: &Document, reason: &str, now: &str) -> Result<(), Fault> {
        let c = &self.connection;
        c.execute_batch("PRAGMA secure_delete = ON; BEGIN IMMEDIATE")?;
        let done = self.forget_in(d, reason, now);
        c.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done?;
        // The index keeps words of deleted rows until its pieces are merged, the journal old pages until it is emptied.
        c.execute_batch(
            "INSERT INTO words (words) VALUES ('optimize'); INSERT INTO spellings (spellings) VALUES ('optimize'); INSERT INTO statement_words (statement_words) VALUES ('optimize');
             INSERT INTO name_words (name_words) VALUES ('optimize');",
        )?;
        c.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    fn forget_in(&self, d: &Document, reason: &str, now: &str) -> Result<(), Fault> {
        let c = &self.connection;
        let names: Vec<i64> = c
            .prepare_cached(
                "SELECT name_key FROM entities WHERE document = ?1 UNION SELECT speaker FROM statements WHERE document = ?1 AND speaker IS NOT NULL",
            )?
            .query_map([d.key], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        unindex(c, d.key)?;
        let versions: Vec<i64> = c
            .prepare_cached("SELECT key FROM versions WHERE document = ?1")?
            .query_map([d.key], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        for version in versions {
            drop_readings_of(c, version)?;
            c.execute("DELETE FROM texts WHERE version = ?1", [version])?;
            c.execute("DELETE FROM evidence WHERE version = ?1", [version])?;
            c.execute("DELETE FROM versions WHERE key = ?1", [version])?;
            super::tally::versions(c, -1)?;
        }
        c.execute("DELETE FROM documents WHERE key = ?1", [d.key])?;
        let mut alone = c.prepare(
            "DELETE FROM names WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM entities WHERE name_key = ?1)
             AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = ?1)",
        )?;
        for name in names {
            if alone.execute([name])? > 0 {
                c.execute("DELETE FROM name_words WHERE rowid = ?1", [name])?;
                c.execute("DELETE FROM name_keys WHERE name = ?1", [name])?;
                c.execute("DELETE FROM name_kinds WHERE name = ?1", [name])?;
            }
        }
        c.execute("INSERT OR REPLACE INTO forgotten (id, at, reason) VALUES (?1, ?2, ?3)", params![d.id, now, reason])?;
        c.execute(
            "INSERT INTO log (at, what, document, reason) VALUES (?1, 'forget', ?2, ?3)",
            params![now, d.id, reason],
        )?;
        Ok(())
    }

    /// When and why a document was forgotten, if it was.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn forgotten(&self, id: &str) -> Result<Option<(String, String)>, Fault> {
        let mut statement = self.connection.prepare_cached("SELECT at, reason FROM forgotten WHERE id = ?1")?;
        let mut rows = statement.query([id])?;
        Ok(match rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?)),
            None => None,
        })
    }
}
