//! One row of JSON Lines: the text or the page, and what the row says of it.

use serde_json::Value;

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

impl Row {
    /// Reads one line.
    pub(super) fn read(line: &str) -> Result<Row, RowError> {
        let value: Value = serde_json::from_str(line)
            .map_err(|e| if e.is_eof() { RowError::CutShort } else { RowError::NotJson(e.column(), e.to_string()) })?;
        let Value::Object(mut fields) = value else { return Err(RowError::NotObject) };
        let mut take = |name: &str| match fields.remove(name) {
            Some(Value::String(s)) if !s.trim().is_empty() => Some(s),
            Some(Value::Number(n)) => Some(n.to_string()),
            _ => None,
        };
        let row = Row {
            text: take("text"),
            html: take("html"),
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
        };
        if row.text.is_none() && row.html.is_none() { Err(RowError::NoText) } else { Ok(row) }
    }
}
