//! Where do documents come from? Failures to be read again, feeds that are followed, addresses that were asked.

use rusqlite::{OptionalExtension, params};

use super::open::Store;
use super::write::Writer;
use crate::acquire::Problem;
use crate::fault::Fault;

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path, row, record or address.
    pub label: String,
    /// The file or address to be read again.
    pub asked: String,
    /// Entry of the glossary that says what was wrong.
    pub problem: String,
    /// What the entry's places in braces stand for.
    pub details: Vec<(String, String)>,
    /// When it failed last.
    pub at: String,
    /// How many times it failed.
    pub tries: u64,
}

/// A feed or sitemap that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Follow {
    /// Its address.
    pub url: String,
    /// Its name, as it says.
    pub title: Option<String>,
    /// Since when it is followed.
    pub added_at: String,
    /// When it was last asked.
    pub checked_at: Option<String>,
    /// When it last named something new.
    pub news_at: Option<String>,
    /// What to ask for changes with.
    pub etag: Option<String>,
    /// What to ask for changes with.
    pub modified: Option<String>,
    /// What was wrong the last time: an entry of the glossary.
    pub problem: Option<String>,
}

/// What an address answered the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fetched {
    /// When.
    pub at: String,
    /// Its status.
    pub status: u16,
    /// What to ask for changes with.
    pub etag: Option<String>,
    /// What to ask for changes with.
    pub modified: Option<String>,
}

impl Writer<'_> {
    /// Keeps that something failed. `asked`: the file or address to be read again.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn failed(&mut self, problem: &Problem, asked: &str, at: &str) -> Result<(), Fault> {
        self.begin()?;
        let details = serde_json::to_string(&problem.details)?;
        self.connection()
            .prepare_cached(
                "INSERT INTO failures (label, asked, problem, details, at, tries) VALUES (?1, ?2, ?3, ?4, ?5, 1)
                 ON CONFLICT (label) DO UPDATE SET asked = ?2, problem = ?3, details = ?4, at = ?5, tries = tries + 1",
            )?
            .execute(params![problem.label, asked, problem.key, details, at])?;
        self.step()
    }

    /// Takes a failure back: it was read.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn succeeded(&mut self, label: &str) -> Result<(), Fault> {
        self.begin()?;
        self.connection().prepare_cached("DELETE FROM failures WHERE label = ?1")?.execute([label])?;
        Ok(())
    }

    /// Keeps what an address answered.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn fetched(&mut self, address: &str, answer: &Fetched) -> Result<(), Fault> {
        self.begin()?;
        self.connection()
            .prepare_cached(
                "INSERT OR REPLACE INTO fetched (address, at, status, etag, modified) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![address, answer.at, answer.status, answer.etag, answer.modified])?;
        self.step()
    }
}

impl Store {
    /// What failed, the last first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn failures(&self, limit: usize, offset: usize) -> Result<Vec<Failure>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT label, asked, problem, details, at, tries FROM failures ORDER BY at DESC, label LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map(params![limit as i64, offset as i64], |r| {
            Ok(Failure {
                label: r.get(0)?,
                asked: r.get(1)?,
                problem: r.get(2)?,
                details: serde_json::from_str(&r.get::<_, String>(3)?).unwrap_or_default(),
                at: r.get(4)?,
                tries: r.get::<_, i64>(5)? as u64,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How much failed.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn failure_count(&self) -> Result<u64, Fault> {
        Ok(self.connection.query_row("SELECT count(*) FROM failures", [], |r| r.get::<_, i64>(0))? as u64)
    }

    /// What an address answered the last time.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn fetched(&self, address: &str) -> Result<Option<Fetched>, Fault> {
        Ok(self
            .connection
            .prepare_cached("SELECT at, status, etag, modified FROM fetched WHERE address = ?1")?
            .query_row([address], |r| {
                Ok(Fetched { at: r.get(0)?, status: r.get(1)?, etag: r.get(2)?, modified: r.get(3)? })
            })
            .optional()?)
    }

    /// The feeds that are followed, by their address.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn follows(&self) -> Result<Vec<Follow>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT url, title, added_at, checked_at, news_at, etag, modified, problem FROM follows ORDER BY url",
        )?;
        let rows = statement.query_map([], |r| {
            Ok(Follow {
                url: r.get(0)?,
                title: r.get(1)?,
                added_at: r.get(2)?,
                checked_at: r.get(3)?,
                news_at: r.get(4)?,
                etag: r.get(5)?,
                modified: r.get(6)?,
                problem: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Follows a feed from now on; one that is followed already keeps what is known of it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn follow(&self, url: &str, title: Option<&str>, at: &str) -> Result<bool, Fault> {
        let n = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO follows (url, title, added_at) VALUES (?1, ?2, ?3)")?
            .execute(params![url, title, at])?;
        Ok(n > 0)
    }

    /// Follows a feed no longer; false where it was not followed.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn unfollow(&self, url: &str) -> Result<bool, Fault> {
        Ok(self.connection.execute("DELETE FROM follows WHERE url = ?1", [url])? > 0)
    }

    /// Keeps what asking a feed gave.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn checked(&self, f: &Follow) -> Result<(), Fault> {
        self.connection
            .prepare_cached(
                "UPDATE follows SET title = ?2, checked_at = ?3, news_at = ?4, etag = ?5, modified = ?6, problem = ?7 WHERE url = ?1",
            )?
            .execute(params![f.url, f.title, f.checked_at, f.news_at, f.etag, f.modified, f.problem])?;
        Ok(())
    }
}
