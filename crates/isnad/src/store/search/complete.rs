//! How may the last piece of a query go on? The names of fields while there is no colon, then what the record holds: who
//! speaks, outlets, units, names; acts and wordings from their table.

use isnad_text::fold;
use rusqlite::params;

use super::query::{Field, field, field_names, values_of};
use crate::fault::Fault;
use crate::store::names::keywords;
use crate::store::open::Store;
use crate::store::words::asked;

/// A way in which a query may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole query.
    pub query: String,
    /// The field, in Latin letters; empty where a name is asked for as words.
    pub field: &'static str,
    /// What stands after its colon; empty where only the field was completed.
    pub value: String,
}

/// Names that are compared.
const COMPARED: i64 = 400;

impl Store {
    /// Ways in which a query may go on, the commonest first. `arabic`: names of fields in Arabic first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn completions(&self, query: &str, arabic: bool, limit: usize) -> Result<Vec<Completion>, Fault> {
        let (before, piece) = last_piece(query);
        let Some((name, typed)) = piece.split_once([':', '\u{FF1A}']) else {
            // A word may be the name of a field, or begin somebody's name.
            let mut out = field_starts(before, piece, arabic, limit);
            let (minus, typed) = piece.strip_prefix('-').map_or(("", piece), |rest| ("-", rest));
            let typed = typed.trim_start_matches(['"', '\u{00AB}']);
            if typed.chars().count() > 1 {
                let names = self.names_that_begin(typed, "entities WHERE name_key", limit)?;
                out.extend(names.into_iter().map(|value| Completion {
                    query: format!("{before}{minus}{}", quoted(&value)),
                    field: "",
                    value,
                }));
            }
            out.truncate(limit);
            return Ok(out);
        };
        let (minus, name) = name.strip_prefix('-').map_or(("", name), |rest| ("-", rest));
        let Some(field) = field(name) else { return Ok(Vec::new()) };
        let typed = typed.trim_start_matches(['"', '\u{00AB}']);
        let values = match field {
            Field::Kind | Field::Act => {
                values_of(field).into_iter().filter(|v| fold(v).starts_with(&fold(typed))).collect()
            }
            Field::Speaker => self.names_that_begin(typed, "statements WHERE speaker", limit)?,
            Field::About => self.names_that_begin(typed, "entities WHERE name_key", limit)?,
            Field::Source => self.values_that_begin(typed, "documents", "source", limit)?,
            Field::Unit => self.values_that_begin(typed, "figures", "unit", limit)?,
            Field::From | Field::To => self.years(typed)?,
        };
        let whole = |value: String| Completion {
            query: format!("{before}{minus}{name}:{}", quoted(&value)),
            field: field.name(),
            value,
        };
        Ok(values.into_iter().take(limit).map(whole).collect())
    }

    /// Names one of whose words begins so, those that stand most often first.
    fn names_that_begin(&self, typed: &str, counted: &str, limit: usize) -> Result<Vec<String>, Fault> {
        // Word by word as the index has them: a query of two words in one pair of marks would be a phrase.
        let words: Vec<String> = keywords(typed).into_iter().map(|w| w.replace('"', "")).collect();
        let Some((last, whole)) = words.split_last() else { return Ok(Vec::new()) };
        let mut expression: String = whole.iter().map(|w| format!("\"{w}\" ")).collect();
        expression.push_str(&format!("\"{last}\"*"));
        let sql = format!(
            "SELECT n.name, (SELECT count(*) FROM (SELECT 1 FROM {counted} = n.key LIMIT 500)) AS told
             FROM (SELECT rowid FROM name_words WHERE name_words MATCH ?1 LIMIT ?2) w JOIN names n ON n.key = w.rowid
             WHERE told > 0 ORDER BY told DESC, n.name LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![expression, COMPARED, limit as i64], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Values of a column that begin so, the commonest first.
    fn values_that_begin(&self, typed: &str, table: &str, column: &str, limit: usize) -> Result<Vec<String>, Fault> {
        let (from, of) = (table.to_owned(), column.to_owned());
        let all: Vec<String> = self.recalled(format!("values|{table}|{column}"), move |store| {
            let (table, column) = (from, of);
            let sql = format!(
                "SELECT {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT 5000"
            );
            let mut statement = store.connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], |r| r.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        let wanted = fold(typed.trim());
        let begins = |value: &&String| {
            let value = fold(value);
            value.starts_with(&wanted) || value.split_whitespace().any(|w| asked(w).starts_with(asked(&wanted)))
        };
        Ok(all.iter().filter(begins).take(limit).cloned().collect())
    }

    /// The years of the articles, the newest first.
    fn years(&self, typed: &str) -> Result<Vec<String>, Fault> {
        let ground = self.ground()?;
        let year = |day: Option<String>| day.and_then(|d| d.get(..4).and_then(|y| y.parse::<u16>().ok()));
        let (Some(first), Some(last)) = (year(ground.first), year(ground.last)) else { return Ok(Vec::new()) };
        let years = (first..=last).rev().map(|y| format!("{y:04}"));
        Ok(years.filter(|y| y.starts_with(typed.trim())).collect())
    }
}

/// A value of several words stands between quotation marks.
fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() }
}

/// What stands before the last piece of a query, and that piece; an open quotation belongs to it.
fn last_piece(query: &str) -> (&str, &str) {
    let mut open = false;
    let mut at = 0;
    for (i, c) in query.char_indices() {
        match c {
            '"' => open = !open,
            '\u{00AB}' => open = true,
            '\u{00BB}' => open = false,
            c if c.is_whitespace() && !open => at = i + c.len_utf8(),
            _ => {}
        }
    }
    (query.get(..at).unwrap_or(""), query.get(at..).unwrap_or(""))
}

/// Fields whose name begins so.
fn field_starts(before: &str, piece: &str, arabic: bool, limit: usize) -> Vec<Completion> {
    let (minus, piece) = piece.strip_prefix('-').map_or(("", piece), |rest| ("-", rest));
    let typed = fold(piece);
    let mut out: Vec<Completion> = Vec::new();
    if typed.is_empty() {
        return out;
    }
    for (field, names) in field_names() {
        // The first name of the asked language stands for the others.
        let of_language = |n: &&String| n.is_ascii() != arabic;
        let fits = |n: &&String| fold(n).starts_with(&typed);
        let shown = names.iter().filter(of_language).find(fits).or_else(|| names.iter().find(fits));
        if let Some(shown) = shown {
            out.push(Completion {
                query: format!("{before}{minus}{shown}:"),
                field: field.name(),
                value: String::new(),
            });
        }
    }
    out.truncate(limit);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_piece_is_completed() {
        assert_eq!(last_piece("سلام spe"), ("سلام ", "spe"));
        assert_eq!(last_piece("speaker:\"أنتوني بل"), ("", "speaker:\"أنتوني بل"));
        let found = field_starts("سلام ", "spe", false, 8);
        assert_eq!(found.iter().map(|c| c.query.as_str()).collect::<Vec<_>>(), ["سلام speaker:"]);
        assert_eq!(field_starts("", "قا", true, 8).first().map(|c| c.query.as_str()), Some("قائل:"));
        assert_eq!(field_starts("", "-so", false, 8).first().map(|c| c.query.as_str()), Some("-source:"));
    }
}
