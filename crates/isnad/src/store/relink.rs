//! All articles linked anew from what is stored: their sketches and tellings are made again, and what shares a key is
//! compared. For a file that an older program linked, and to see what linking costs.

use std::collections::BTreeMap;

use isnad_link::copy::Sketch;
use isnad_link::story::{Report, Telling};
use rusqlite::Connection;

use super::link::{Linker, Waiting};
use super::open::Store;
use super::stories::{day_in, kind};
use crate::fault::Fault;

/// What linking found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Linked {
    /// Articles that were linked.
    pub articles: u64,
    /// Pairs of copies.
    pub copies: u64,
    /// Groups of copies.
    pub groups: u64,
    /// Stories of two articles and more.
    pub stories: u64,
    /// Figures.
    pub figures: u64,
    /// Series of two points and more.
    pub series: u64,
    /// Differences in them and between them.
    pub differences: u64,
}

/// Articles that are linked together.
const BATCH: usize = 4096;

impl Store {
    /// Links all articles anew, in one transaction; `step` is told how many were read.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn relink(&self, step: &mut dyn FnMut(u64)) -> Result<u64, Fault> {
        let c = &self.connection;
        c.execute_batch("BEGIN IMMEDIATE")?;
        let done = relink(c, step);
        c.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done
    }

    /// What the links of the file come to, all figures gathered into series.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn linked(&self) -> Result<Linked, Fault> {
        let count = |sql: &str| self.connection.query_row(sql, [], |r| r.get::<_, i64>(0)).map(|n| n as u64);
        let copied = self
            .connection
            .prepare("SELECT document FROM copies UNION SELECT of FROM copies ORDER BY 1")?
            .query_map([], |r| r.get(0))?
            .collect::<Result<Vec<i64>, _>>()?;
        let mut documents = BTreeMap::new();
        for key in copied {
            documents.insert(key, self.document(key)?);
        }
        let figures = self.all_figures()?;
        Ok(Linked {
            articles: count("SELECT count(*) FROM documents")?,
            copies: count("SELECT count(*) FROM copies")?,
            groups: self.copy_groups(&documents)?.len() as u64,
            stories: self.all_stories()? as u64,
            figures: figures.points.len() as u64,
            series: figures.series.iter().filter(|s| s.points.len() > 1).count() as u64,
            differences: figures.differences.len() as u64,
        })
    }
}

fn relink(c: &Connection, step: &mut dyn FnMut(u64)) -> Result<u64, Fault> {
    c.execute_batch(
        "DELETE FROM sketches; DELETE FROM samples; DELETE FROM copies;
         DELETE FROM tellings; DELETE FROM story_keys; DELETE FROM story_links; DELETE FROM stories; DELETE FROM story_articles;",
    )?;
    let mut linker = Linker::default();
    let mut n = 0;
    each_standing(c, &mut |document, sketch, telling| {
        linker.add(Waiting { document, sketch, telling });
        n += 1;
        if n % BATCH as u64 == 0 {
            linker.link(c)?;
        }
        step(n);
        Ok(())
    })?;
    linker.link(c)?;
    Ok(n)
}

/// Calls `take` with the sketch and the telling of each document as it stands, in the order in which they came.
pub(super) fn each_standing(
    c: &Connection,
    take: &mut dyn FnMut(i64, Vec<u64>, Telling) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut documents = c.prepare(
        "SELECT d.key, d.id, d.day, CASE WHEN d.title_start IS NULL THEN d.title END, t.text, v.furniture, r.key
         FROM documents d JOIN versions v ON v.key = d.version JOIN texts t ON t.version = v.key
         JOIN readings r ON r.version = v.key AND r.state = 'current' ORDER BY d.key",
    )?;
    let mut names = c.prepare("SELECT name, kind FROM entities WHERE reading = ?1 ORDER BY key")?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(1)?;
        let day: Option<String> = row.get(2)?;
        let title: Option<String> = row.get(3)?;
        let text: String = row.get(4)?;
        let furniture = super::copies::furniture_of(&text, &row.get::<_, String>(5)?);
        let named: Vec<(String, String)> =
            names.query_map([row.get::<_, i64>(6)?], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let named: Vec<_> = named.iter().map(|(n, k)| (n.as_str(), kind(k))).collect();
        let telling = Telling::of(&Report {
            document: &id,
            published: day.as_deref().and_then(day_in),
            title: title.as_deref(),
            text: &text,
            furniture: &furniture,
            names: &named,
        });
        take(row.get(0)?, Sketch::of(&text, &furniture).keys().collect(), telling)?;
    }
    Ok(())
}
