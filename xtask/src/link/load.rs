//! Articles of a folder, read as the program reads them.

use std::path::Path;

use isnad_extract::{Context, Record, ReferenceFrom, read};
use isnad_text::Article;
use serde_json::Value;

use crate::bench::corpus;

/// An article with what is known of it.
pub(super) struct Known {
    pub(super) id: String,
    pub(super) source: Option<String>,
    pub(super) title: Option<String>,
    /// Why a labelled article is in its set.
    pub(super) query: Option<String>,
    pub(super) published: Option<String>,
    pub(super) text: String,
}

impl Known {
    /// The day of publication.
    pub(super) fn day(&self) -> Option<jiff::civil::Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }

    /// The article and its record.
    pub(super) fn read(&self) -> (Article, Record) {
        let mut article = isnad_clean::plain(&self.text);
        article.source.clone_from(&self.source);
        let published = self.day();
        let reference_from = if published.is_some() { ReferenceFrom::Input } else { ReferenceFrom::None };
        let record = read(&article, &Context { published, reference_from, ..Context::default() });
        (article, record)
    }
}

/// The articles of a folder, at most `megabytes` of them.
pub(super) fn articles(folder: &Path, megabytes: usize) -> Result<Vec<Known>, String> {
    let rows = corpus::load(folder, megabytes * 1_000_000)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let value: Value = serde_json::from_str(&row.line).unwrap_or_default();
            let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
            Known {
                source: text("outlet").or_else(|| text("source")),
                title: text("title"),
                query: text("query"),
                published: text("published"),
                id: row.id,
                text: row.text,
            }
        })
        .collect())
}
