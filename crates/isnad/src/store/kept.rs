//! What was kept of a document as evidence: its versions, when each was read, from where, and with which hash.

use super::load::Document;
use super::open::Store;
use crate::fault::Fault;

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Internal key.
    pub key: i64,
    /// SHA-256 of the text.
    pub version: String,
    /// SHA-256 of the bytes as they came.
    pub raw_sha256: String,
    /// `text`, `html`, `jsonl`.
    pub form: String,
    /// The path or row it came from.
    pub label: String,
    /// When it was read.
    pub read_at: String,
    /// Whether it is the one that stands.
    pub standing: bool,
}

impl Store {
    /// The versions of a document, the newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn versions(&self, d: &Document) -> Result<Vec<Kept>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, version, raw_sha256, form, label, read_at FROM versions WHERE document = ?1 ORDER BY key DESC",
        )?;
        let rows = statement.query_map([d.key], |r| {
            let key: i64 = r.get(0)?;
            Ok(Kept {
                key,
                version: r.get(1)?,
                raw_sha256: r.get(2)?,
                form: r.get(3)?,
                label: r.get(4)?,
                read_at: r.get(5)?,
                standing: key == d.version,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The texts that are one text with this one, the first of them first; empty where it stands alone.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copies_of(&self, d: &Document) -> Result<Vec<Document>, Fault> {
        let among = std::iter::once((d.key, d.clone())).collect();
        let mut out = Vec::new();
        for group in self.copy_groups(&among)?.into_iter().filter(|g| g.members.contains(&d.id)) {
            for id in &group.members {
                out.extend(self.documents_named(id, 1)?);
            }
        }
        Ok(out)
    }
}
