//! Is the file whole? SQLite's own check, the index's, and that every document has what belongs to it.

use super::open::Store;
use crate::fault::Fault;

/// How much the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Articles.
    pub documents: u64,
    /// Their texts, earlier ones included.
    pub versions: u64,
    /// Statements of the readings that stand.
    pub statements: u64,
    /// Figures.
    pub figures: u64,
    /// Times.
    pub times: u64,
    /// Entities.
    pub entities: u64,
    /// Pairs of copies.
    pub copies: u64,
    /// Documents forgotten on request.
    pub forgotten: u64,
    /// New readings of a `reread` that has not ended.
    pub unfinished: u64,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// Its name: `file`, `index`, `readings`, `stories`, `texts`, `entries`, `tallies`.
    pub name: &'static str,
    /// What is wrong; empty where all is well.
    pub wrong: Vec<String>,
}

impl Store {
    /// Looks at everything.
    ///
    /// # Errors
    /// The file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Check>, Fault> {
        let c = &self.connection;
        let file: Vec<String> = c
            .prepare("PRAGMA integrity_check(20)")?
            .query_map([], |r| r.get::<_, String>(0))?
            .filter(|line| line.as_deref() != Ok("ok"))
            .collect::<Result<_, _>>()?;
        let mut index = Vec::new();
        for table in ["words", "spellings", "statement_words", "name_words"] {
            if let Err(e) = c.execute_batch(&format!("INSERT INTO {table} ({table}) VALUES ('integrity-check')"))
                && e.sqlite_error_code() != Some(rusqlite::ErrorCode::ReadOnly)
            {
                index.push(format!("{table}: {e}"));
            }
        }
        let mut all = vec![Check { name: "file", wrong: file }, Check { name: "index", wrong: index }];
        let rules: [(&'static str, &[(&str, &str)]); 5] = [
            (
                "index",
                &[
                    (
                        "articles not in the index",
                        "SELECT count(*) FROM documents WHERE key NOT IN (SELECT id FROM words_docsize)",
                    ),
                    (
                        "index rows without an article",
                        "SELECT count(*) FROM words_docsize WHERE id NOT IN (SELECT key FROM documents)",
                    ),
                    (
                        "statements not in the index",
                        "SELECT count(*) FROM statements WHERE key NOT IN (SELECT id FROM statement_words_docsize)",
                    ),
                    (
                        "names not in the index",
                        "SELECT count(*) FROM names WHERE key NOT IN (SELECT id FROM name_words_docsize)",
                    ),
                    (
                        "index rows without a statement",
                        "SELECT count(*) FROM statement_words_docsize WHERE id NOT IN (SELECT key FROM statements)",
                    ),
                ],
            ),
            (
                "readings",
                &[
                    (
                        "articles without one standing reading",
                        "SELECT count(*) FROM documents d WHERE (SELECT count(*) FROM readings r WHERE r.version = d.version AND r.state = 'current') <> 1",
                    ),
                    (
                        "standing readings of earlier texts",
                        "SELECT count(*) FROM readings r JOIN documents d ON d.key = r.document WHERE r.state = 'current' AND r.version <> d.version",
                    ),
                ],
            ),
            (
                "stories",
                &[
                    (
                        "stories without their articles",
                        "SELECT count(*) FROM stories s WHERE articles <> (SELECT count(*) FROM story_articles a WHERE a.story = s.key)",
                    ),
                    (
                        "articles of no story that is kept",
                        "SELECT count(*) FROM story_articles WHERE story NOT IN (SELECT key FROM stories) OR document NOT IN (SELECT key FROM documents)",
                    ),
                ],
            ),
            (
                "texts",
                &[
                    (
                        "articles without a text",
                        "SELECT count(*) FROM documents WHERE version NOT IN (SELECT key FROM versions)",
                    ),
                    (
                        "versions without a text",
                        "SELECT count(*) FROM versions WHERE key NOT IN (SELECT version FROM texts)",
                    ),
                    (
                        "versions without evidence",
                        "SELECT count(*) FROM versions WHERE key NOT IN (SELECT version FROM evidence)",
                    ),
                ],
            ),
            (
                "entries",
                &[
                    (
                        "statements without a reading",
                        "SELECT count(*) FROM statements WHERE reading NOT IN (SELECT key FROM readings)",
                    ),
                    (
                        "figures without a reading",
                        "SELECT count(*) FROM figures WHERE reading NOT IN (SELECT key FROM readings)",
                    ),
                    (
                        "times without a reading",
                        "SELECT count(*) FROM times WHERE reading NOT IN (SELECT key FROM readings)",
                    ),
                    (
                        "entities without a reading",
                        "SELECT count(*) FROM entities WHERE reading NOT IN (SELECT key FROM readings)",
                    ),
                ],
            ),
        ];
        for (name, questions) in rules {
            let mut wrong = Vec::new();
            for (what, sql) in questions {
                match c.query_row(sql, [], |r| r.get::<_, i64>(0)) {
                    Ok(0) => {}
                    Ok(n) => wrong.push(format!("{n} {what}")),
                    Err(e) => wrong.push(format!("{what}: {e}")),
                }
            }
            match all.iter_mut().find(|c| c.name == name) {
                Some(check) => check.wrong.extend(wrong),
                None => all.push(Check { name, wrong }),
            }
        }
        let wrong = match super::tally::wrong(c) {
            Ok(0) => Vec::new(),
            Ok(n) => vec![format!("{n} counted otherwise")],
            Err(e) => vec![format!("{e:?}")],
        };
        all.push(Check { name: "tallies", wrong });
        Ok(all)
    }

    /// How much there is of everything.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn counts(&self) -> Result<Counts, Fault> {
        self.recalled("counts".to_owned(), Store::counted)
    }

    fn counted(&self) -> Result<Counts, Fault> {
        let count = |sql: &str| -> Result<u64, Fault> {
            Ok(self.connection.query_row(sql, [], |r| r.get::<_, i64>(0))? as u64)
        };
        Ok(Counts {
            documents: self.tally("articles")?,
            versions: self.tally("versions")?,
            statements: self.tally("statements")?,
            figures: self.tally("figures")?,
            times: self.tally("times")?,
            entities: self.tally("entities")?,
            copies: count("SELECT count(*) FROM copies")?,
            forgotten: count("SELECT count(*) FROM forgotten")?,
            unfinished: count(
                "SELECT count(*) FROM readings WHERE state <> 'current' AND state IN ('pending', 'superseded')",
            )?,
        })
    }
}
