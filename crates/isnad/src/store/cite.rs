//! Which document or entry does an id mean? `document`, `document#entry`, `document@version#entry`, an entry's id, or the
//! beginning of one where it is the only one.

use rusqlite::params;

use super::load::Document;
use super::open::Store;
use crate::fault::Fault;

/// The kinds of entries that an id can name, as the record's lists are called.
const SECTIONS: [&str; 4] = ["statements", "figures", "times", "entities"];

/// What an id means.
#[derive(Debug, Clone)]
pub enum Cited {
    /// A document.
    Document(Document),
    /// An entry: its document, the list it is in, its id.
    Entry(Document, &'static str, String),
    /// More than one thing: the ids.
    Many(Vec<String>),
    /// Nothing.
    Nothing,
}

impl Store {
    /// What `id` means.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn cited(&self, id: &str) -> Result<Cited, Fault> {
        let id = id.trim();
        if let Some((place, entry)) = id.split_once('#') {
            let document = place.split_once('@').map_or(place, |(d, _)| d);
            return match self.documents_named(document, 5)?.as_slice() {
                [d] => self.entry_in(d, entry),
                [] => Ok(Cited::Nothing),
                many => Ok(Cited::Many(many.iter().map(|d| d.id.clone()).collect())),
            };
        }
        match self.documents_named(id.split_once('@').map_or(id, |(d, _)| d), 5)?.as_slice() {
            [d] => Ok(Cited::Document(d.clone())),
            [] => self.entry_anywhere(id),
            many => Ok(Cited::Many(many.iter().map(|d| d.id.clone()).collect())),
        }
    }

    fn entry_in(&self, d: &Document, entry: &str) -> Result<Cited, Fault> {
        let mut found = Vec::new();
        for section in sections(entry) {
            let sql = format!(
                "SELECT e.id FROM {section} e JOIN readings r ON r.key = e.reading AND r.state = 'current'
                 WHERE r.version = ?1 AND e.id >= ?2 AND e.id < ?3 GROUP BY e.id LIMIT 5"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let ids = statement.query_map(params![d.version, entry, after(entry)], |r| r.get::<_, String>(0))?;
            for id in ids {
                found.push((section, id?));
            }
        }
        Ok(match found.as_slice() {
            [] => Cited::Nothing,
            [(section, id)] => Cited::Entry(d.clone(), section, id.clone()),
            many => match many.iter().find(|(_, id)| id == entry) {
                Some((section, id)) => Cited::Entry(d.clone(), section, id.clone()),
                None => Cited::Many(many.iter().map(|(_, id)| format!("{}#{id}", d.id)).collect()),
            },
        })
    }

    fn entry_anywhere(&self, entry: &str) -> Result<Cited, Fault> {
        let likely = entry.len() >= 3 && entry.chars().skip(1).all(|c| c.is_ascii_hexdigit());
        let mut found: Vec<(i64, &'static str, String)> = Vec::new();
        for section in sections(entry).into_iter().filter(|_| likely) {
            let sql = format!(
                "SELECT e.document, e.id FROM {section} e JOIN readings r ON r.key = e.reading AND r.state = 'current'
                 WHERE e.id >= ?1 AND e.id < ?2 GROUP BY e.document, e.id LIMIT 5"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows =
                statement.query_map([entry, &after(entry)], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
            for row in rows {
                let (document, id) = row?;
                found.push((document, section, id));
            }
        }
        match found.as_slice() {
            [] => Ok(Cited::Nothing),
            [(document, section, id)] => Ok(Cited::Entry(self.document(*document)?, section, id.clone())),
            many => {
                let names = many.iter().map(|(d, _, id)| Ok(format!("{}#{id}", self.document(*d)?.id)));
                Ok(Cited::Many(names.collect::<Result<_, Fault>>()?))
            }
        }
    }
}

/// The lists in which an entry of that id can be: an id begins with the letter of its list.
fn sections(entry: &str) -> Vec<&'static str> {
    SECTIONS.into_iter().filter(|s| !entry.is_empty() && s.get(..1) == entry.get(..1)).collect()
}

fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}
