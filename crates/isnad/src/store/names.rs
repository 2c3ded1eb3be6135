//! Whom does a name mean? Names are matched word by word, folded: «بلينكن» finds «أنتوني بلينكن».

use isnad_text::{fold, tokenise};

use super::open::Store;
use super::words::asked;
use crate::fault::Fault;

/// The words of a name or query as they are matched.
pub(crate) fn keywords(text: &str) -> Vec<String> {
    let tokens = tokenise(text);
    (0..tokens.len())
        .filter(|&i| {
            matches!(tokens.kind(i), isnad_text::Kind::Word | isnad_text::Kind::Latin | isnad_text::Kind::Number)
        })
        .map(|i| asked(tokens.key(i)).to_owned())
        .collect()
}

impl Store {
    /// The keys of the names that hold all words of `text`; where none does, of those that hold its letters.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn names_like(&self, text: &str) -> Result<Vec<i64>, Fault> {
        let words = keywords(text);
        let Some(longest) = words.iter().max_by_key(|w| w.len()) else { return Ok(Vec::new()) };
        let c = &self.connection;
        // The index finds a word under its clitics as well; a name has none to take off.
        let mut whole = Vec::new();
        if let Some(query) = super::select::match_all(text) {
            let mut statement = c.prepare_cached(
                "SELECT n.key, n.folded FROM name_words w JOIN names n ON n.key = w.rowid WHERE name_words MATCH ?1 ORDER BY n.key",
            )?;
            let mut rows = statement.query([query])?;
            while let Some(row) = rows.next()? {
                let own = keywords(&row.get::<_, String>(1)?);
                if words.iter().all(|w| own.iter().any(|o| o == w)) {
                    whole.push(row.get(0)?);
                }
            }
        }
        if !whole.is_empty() {
            return Ok(whole);
        }
        let letters = fold(text.trim());
        let mut statement =
            c.prepare_cached("SELECT key, folded FROM names WHERE instr(folded, ?1) > 0 ORDER BY key")?;
        let mut rows = statement.query([longest])?;
        let mut part = Vec::new();
        while let Some(row) = rows.next()? {
            if row.get::<_, String>(1)?.contains(&letters) {
                part.push(row.get(0)?);
            }
        }
        Ok(part)
    }

    /// The names that stand most often in current readings and begin like a wrongly typed one, for a hint.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn names_near(&self, text: &str, limit: i64) -> Result<Vec<String>, Fault> {
        let words = keywords(text);
        let Some(first) = words.iter().max_by_key(|w| w.len()) else { return Ok(Vec::new()) };
        let stem: String = first.chars().take(3).collect();
        let names = self
            .connection
            .prepare_cached("SELECT name FROM names WHERE instr(folded, ?1) > 0 ORDER BY length(name), name LIMIT ?2")?
            .query_map(rusqlite::params![stem, limit], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(names)
    }
}

/// A list of keys as SQL writes it.
pub(super) fn list(keys: &[i64]) -> String {
    let mut out = String::from("(");
    for (i, key) in keys.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&key.to_string());
    }
    out.push(')');
    out
}
