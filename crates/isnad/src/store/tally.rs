//! How much is held? Counted as readings come to stand and cease to: of each list, subject, outlet, month, and day told.
//!
//! A page that says «3 million statements» reads one row. Only readings that stand are counted.

use rusqlite::{Connection, params};

use super::open::Store;
use crate::fault::Fault;

/// What is counted of some readings, as rows of `tallies`: each statement selects sort, key, entries and articles. `{r}`
/// narrows the readings, as `r`.
const COUNTED: [&str; 8] = [
    "SELECT 'list', 'articles', count(*), count(*) FROM readings r WHERE r.state = 'current'{r}",
    "SELECT 'list', 'statements', count(*), count(DISTINCT x.reading) FROM readings r CROSS JOIN statements x ON x.reading = r.key
     WHERE r.state = 'current'{r}",
    "SELECT 'list', 'figures', count(*), count(DISTINCT x.reading) FROM readings r CROSS JOIN figures x ON x.reading = r.key
     WHERE r.state = 'current'{r}",
    "SELECT 'list', 'times', count(*), count(DISTINCT x.reading) FROM readings r CROSS JOIN times x ON x.reading = r.key
     WHERE r.state = 'current'{r}",
    "SELECT 'list', 'entities', count(*), count(DISTINCT x.reading) FROM readings r CROSS JOIN entities x ON x.reading = r.key
     WHERE r.state = 'current'{r}",
    "SELECT 'subject', f.subject_key, count(*), count(DISTINCT f.reading) FROM readings r CROSS JOIN figures f ON f.reading = r.key
     WHERE r.state = 'current'{r} AND f.subject_key IS NOT NULL GROUP BY f.subject_key",
    "SELECT 'day', t.earliest, count(*), count(DISTINCT t.reading) FROM readings r CROSS JOIN times t ON t.reading = r.key
     WHERE r.state = 'current'{r} AND t.type = 'date' AND t.earliest IS NOT NULL GROUP BY t.earliest",
    "SELECT s.sort, CASE s.sort WHEN 'source' THEN coalesce(d.source, '') ELSE coalesce(substr(d.day, 1, 7), '') END, count(*), count(*)
     FROM readings r CROSS JOIN documents d ON d.key = r.document CROSS JOIN (SELECT 'source' AS sort UNION ALL SELECT 'month') s
     WHERE r.state = 'current'{r} GROUP BY 1, 2",
];

/// Counts a reading that stands: `1` when all its entries are there, `-1` before it ceases to stand.
pub(super) fn count(c: &Connection, reading: i64, sign: i64) -> Result<(), Fault> {
    for selected in COUNTED {
        let rows = selected.replace("{r}", " AND r.key = ?1");
        c.prepare_cached(&format!(
            "INSERT INTO tallies (sort, key, entries, articles)
             WITH told (sort, key, entries, articles) AS ({rows}) SELECT sort, key, entries * ?2, articles * ?2 FROM told WHERE 1
             ON CONFLICT (sort, key) DO UPDATE SET entries = entries + excluded.entries, articles = articles + excluded.articles"
        ))?
        .execute(params![reading, sign])?;
    }
    Ok(())
}

/// Counts everything anew.
pub(super) fn fill(c: &Connection) -> Result<(), Fault> {
    c.execute_batch("DELETE FROM tallies WHERE key NOT IN ('changes', 'versions')")?;
    changed(c)?;
    for selected in COUNTED {
        c.execute_batch(&format!(
            "INSERT INTO tallies (sort, key, entries, articles) {}",
            selected.replace("{r}", "")
        ))?;
    }
    Ok(())
}

/// How many tallies are not what counting anew gives.
pub(super) fn wrong(c: &Connection) -> Result<u64, Fault> {
    let told: Vec<String> = COUNTED.iter().map(|s| format!("SELECT * FROM ({})", s.replace("{r}", ""))).collect();
    let sql = format!(
        "WITH told (sort, key, entries, articles) AS ({}), kept AS (SELECT sort, key, entries, articles FROM tallies WHERE key NOT IN ('changes', 'versions'))
         SELECT count(*) FROM (SELECT sort, key FROM (SELECT * FROM told EXCEPT SELECT * FROM kept) WHERE entries > 0
         UNION SELECT sort, key FROM (SELECT * FROM kept EXCEPT SELECT * FROM told) WHERE entries <> 0)",
        told.join(" UNION ALL ")
    );
    Ok(c.query_row(&sql, [], |r| r.get::<_, i64>(0))? as u64)
}

/// Tells whoever remembers the days and outlets of articles that one has others now.
pub(super) fn changed(c: &Connection) -> Result<(), Fault> {
    add(c, "changes", 1)
}

/// Counts texts that came, or went.
pub(super) fn versions(c: &Connection, more: i64) -> Result<(), Fault> {
    add(c, "versions", more)
}

fn add(c: &Connection, list: &str, more: i64) -> Result<(), Fault> {
    c.prepare_cached(
        "INSERT INTO tallies (sort, key, entries, articles) VALUES ('list', ?1, ?2, 0)
         ON CONFLICT (sort, key) DO UPDATE SET entries = entries + excluded.entries",
    )?
    .execute(params![list, more])?;
    Ok(())
}

impl Store {
    /// How many entries a list of the record has, or how many articles there are.
    pub(super) fn tally(&self, list: &str) -> Result<u64, Fault> {
        let mut statement =
            self.connection.prepare_cached("SELECT entries FROM tallies WHERE sort = 'list' AND key = ?1")?;
        let mut rows = statement.query([list])?;
        Ok(rows.next()?.map(|r| r.get::<_, i64>(0)).transpose()?.unwrap_or(0).max(0) as u64)
    }
}
