//! What does a lexicon file say? The one reader of `lexicon/*.tsv`.
//!
//! A line is `key`, columns, and the Arabic **last**, parted by tabs, so that no editor reorders it; `#` opens a
//! comment. The Arabic column may hold several forms parted by ` / ` (a noun and its plural, a verb's past and
//! present), written as newspapers print them.

use std::fmt;

/// Columns that a file may have between key and Arabic.
const MOST_COLUMNS: usize = 4;

/// One line of a lexicon file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// Line number in the file, from 1.
    pub line: u32,
    /// The ASCII name of the entry, unique in its file.
    pub key: &'a str,
    columns: [&'a str; MOST_COLUMNS],
    width: u8,
    arabic: &'a str,
}

impl<'a> Row<'a> {
    /// The lines of a file as they stand, comments and lines without a tab left out: for a file that a test has read with
    /// [`Table::read`].
    pub fn all(text: &'a str) -> impl Iterator<Item = Row<'a>> {
        text.lines().zip(1..).filter(|(l, _)| !l.starts_with('#')).filter_map(|(line, number)| {
            let (key, rest) = line.split_once('\t')?;
            let (middle, arabic) = rest.rsplit_once('\t').map_or((None, rest), |(m, a)| (Some(m), a));
            let mut columns = [""; MOST_COLUMNS];
            let mut width = 0u8;
            for column in middle.into_iter().flat_map(|m| m.split('\t')) {
                if let Some(slot) = columns.get_mut(width as usize) {
                    *slot = Some(column.trim()).filter(|c| *c != "-").unwrap_or("");
                }
                width = width.saturating_add(1);
            }
            Some(Row { line: number, key: key.trim(), columns, width, arabic: arabic.trim() })
        })
    }

    /// Column `n` between the key and the Arabic, from 0; empty where the file says `-`.
    pub fn column(&self, n: usize) -> &'a str {
        self.columns.get(n).copied().unwrap_or("")
    }

    /// The forms in the Arabic column, in their order: lemma first.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.arabic.split(" / ").map(str::trim).filter(|f| !f.is_empty())
    }

    /// The first form.
    pub fn lemma(&self) -> &'a str {
        self.forms().next().unwrap_or("")
    }
}

/// A lexicon file, read.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// Its lines in order, comments left out.
    pub rows: Vec<Row<'a>>,
}

/// What is wrong with a lexicon file, and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// Line number, from 1.
    pub line: u32,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for TableError {}

impl<'a> Table<'a> {
    /// Reads a file with `columns` columns between the key and the Arabic.
    ///
    /// ```
    /// use isnad_text::Table;
    /// let months = Table::read("# months\njan\t1\tيناير\n", 1).unwrap();
    /// assert_eq!(months.rows[0].column(0), "1");
    /// assert_eq!(months.rows[0].lemma(), "يناير");
    /// ```
    ///
    /// # Errors
    /// A line with another number of columns, a key that is not ASCII or stands twice.
    pub fn read(text: &'a str, columns: usize) -> Result<Self, TableError> {
        let mut rows: Vec<Row<'a>> = Vec::new();
        let mut keys = std::collections::HashSet::new();
        for (line, number) in text.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let error = |what: String| TableError { line: number, what };
            let Some(row) = Row::all(line).next().map(|row| Row { line: number, ..row }) else {
                return Err(error("a key and the Arabic are needed, parted by tabs".into()));
            };
            if usize::from(row.width) != columns || columns > MOST_COLUMNS {
                return Err(error(format!("{columns} columns expected between key and Arabic, found {}", row.width)));
            }
            if row.key.is_empty() || !row.key.is_ascii() {
                return Err(error(format!("the key must be ASCII: {:?}", row.key)));
            }
            if !keys.insert(row.key) {
                return Err(error(format!("the key {:?} stands twice", row.key)));
            }
            rows.push(row);
        }
        Ok(Table { rows })
    }
}
