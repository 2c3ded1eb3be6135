//! One row: the text or the page, and what the row says of it. Its fields have the names of RECORD.md, others that are
//! common (`columns.tsv`), or those that the user gives.

use std::sync::OnceLock;

use isnad_text::Table;
use serde_json::{Map, Value};

/// The fields of a row; the page or the text is one of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) source: Option<String>,
    pub(super) country: Option<String>,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
    pub(super) section: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) language: Option<String>,
}

/// Why a row is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowError {
    /// Broken off in the middle.
    CutShort,
    /// No JSON, at this column.
    NotJson(usize, String),
    /// JSON, and no object.
    NotObject,
    /// Neither `text` nor `html`.
    NoText,
}

const FILE: &str = include_str!("../../columns.tsv");

/// The fields, with what they are called elsewhere.
fn names() -> &'static [(&'static str, Vec<&'static str>)] {
    static NAMES: OnceLock<Vec<(&'static str, Vec<&'static str>)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let rows = Table::read(FILE, 1).map(|t| t.rows).unwrap_or_default();
        rows.iter().map(|r| (r.key, r.column(0).split(" / ").chain(r.forms()).collect())).collect()
    })
}

/// What the fields of rows are called: field and name, as the user says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

impl Columns {
    /// Reads `text=body,published=date`; the word that does not fit as an error.
    ///
    /// # Errors
    /// A word without `=`, or a field that there is not.
    pub fn read(words: &str) -> Result<Columns, String> {
        let mut out = Vec::new();
        for word in words.split(',').map(str::trim).filter(|w| !w.is_empty()) {
            let (field, name) = word.split_once('=').ok_or(word)?;
            let (field, name) = (field.trim(), name.trim());
            if name.is_empty() || !names().iter().any(|(f, _)| *f == field) {
                return Err(word.to_owned());
            }
            out.push((field.to_owned(), name.to_owned()));
        }
        Ok(Columns(out))
    }

    /// The field as the row has it: under the name that the user gives, its own, or a common one.
    fn take(&self, fields: &mut Map<String, Value>, field: &str) -> Option<String> {
        if let Some((_, name)) = self.0.iter().find(|(f, _)| f == field) {
            return string(fields.get(name)?);
        }
        if let Some(value) = fields.get(field).and_then(string) {
            return Some(value);
        }
        let (_, others) = names().iter().find(|(f, _)| *f == field)?;
        others.iter().find_map(|name| {
            let taken = self.0.iter().any(|(_, n)| n == name);
            let same = |k: &&String| k.trim_start_matches('\u{FEFF}').trim().eq_ignore_ascii_case(name);
            let key = fields.keys().find(same).filter(|_| !taken)?.clone();
            string(fields.get(&key)?)
        })
    }
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        // Lists of authors or sections: the first.
        Value::Array(list) => list.first().and_then(string),
        _ => None,
    }
}

impl Row {
    /// Reads one line.
    pub(super) fn read(line: &str, columns: &Columns) -> Result<Row, RowError> {
        let value: Value = serde_json::from_str(line)
            .map_err(|e| if e.is_eof() { RowError::CutShort } else { RowError::NotJson(e.column(), e.to_string()) })?;
        let Value::Object(mut fields) = value else { return Err(RowError::NotObject) };
        let html = columns.take(&mut fields, "html");
        let text = columns.take(&mut fields, "text");
        let mut take = |name: &str| columns.take(&mut fields, name);
        let row = Row {
            id: take("id"),
            url: take("url"),
            source: take("source"),
            country: take("country"),
            title: take("title"),
            author: take("author"),
            published: take("published"),
            section: take("section"),
            agency: take("agency"),
            language: take("language"),
            text,
            html,
        };
        if row.text.is_none() && row.html.is_none() { Err(RowError::NoText) } else { Ok(row) }
    }
}
