//! Which articles have these words, and where do the words stand in them as printed?

use isnad_text::tokenise;
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use super::load::Document;
use super::open::Store;
use super::select::{Filter, Found};
use super::words::{asked, found_as};
use crate::fault::Fault;

/// A query: every part must be found; a part in quotation marks is a phrase, a word that ends in `*` a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Query {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// As typed, folded.
    words: Vec<String>,
    prefix: bool,
}

/// An article that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The article.
    pub document: Document,
    /// The passage where the words stand closest, and the ranges of bytes in it that were asked for.
    pub passage: String,
    /// Those ranges.
    pub marks: Vec<std::ops::Range<usize>>,
    /// Code point of the text at which the passage begins; `None` where only the headline has the words.
    pub start: Option<u32>,
    /// How often the words stand in the article.
    pub times: usize,
}

/// Words of context on either side of a match.
const CONTEXT: usize = 12;

/// More matches than this are listed by day, not by rank: ranking all of them would take longer than reading them helps.
const RANKED: usize = 3000;

impl Store {
    /// Articles that hold all parts of a query: the best first, the newest first where there are very many.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, query: &str, filter: &Filter) -> Result<Found<Hit>, Fault> {
        let query = parse(query);
        let nothing = Found { rows: Vec::new(), more: false, total: Some(0), articles: Some(0) };
        let Some(expression) = query.expression() else { return Ok(nothing) };
        let c = &self.connection;
        let mut conditions = String::new();
        let mut values = vec![Sql::Text(expression)];
        for (column, value) in
            [("d.day >= ", filter.from.clone()), ("d.day <= ", filter.to.as_ref().map(|d| format!("{d}~")))]
        {
            if let Some(value) = value {
                values.push(Sql::Text(value));
                conditions.push_str(&format!(" AND {column}?{}", values.len()));
            }
        }
        if let Some(source) = &filter.source {
            conditions.push_str(&format!(" AND d.source IN ({})", self.sources_like(source)?));
        }
        let mut count = c.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
        let matches: Vec<i64> = count.query_map([&values[0]], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let keys: Vec<i64> = if matches.len() <= RANKED {
            let sql = format!(
                "SELECT d.key FROM words JOIN documents d ON d.key = words.rowid WHERE words MATCH ?1{conditions}
                 ORDER BY words.rank, d.day DESC, d.key"
            );
            let mut statement = c.prepare(&sql)?;
            statement.query_map(params_from_iter(&values), |r| r.get(0))?.collect::<Result<_, _>>()?
        } else {
            let set: std::collections::HashSet<i64> = matches.iter().copied().collect();
            let sql =
                format!("SELECT d.key FROM documents d WHERE ?1 IS NOT NULL{conditions} ORDER BY d.day DESC, d.key");
            let mut statement = c.prepare(&sql)?;
            let mut rows = statement.query(params_from_iter(&values))?;
            let mut keys = Vec::new();
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                if set.contains(&key) {
                    keys.push(key);
                }
            }
            keys
        };
        let mut rows = Vec::new();
        for key in keys.iter().skip(filter.offset).take(filter.limit) {
            rows.push(self.hit(*key, &query)?);
        }
        let total = keys.len() as u64;
        Ok(Found { rows, more: keys.len() > filter.offset + filter.limit, total: Some(total), articles: Some(total) })
    }

    fn hit(&self, key: i64, query: &Query) -> Result<Hit, Fault> {
        let document = self.document(key)?;
        let text = self.text(document.version)?;
        let hidden: Vec<std::ops::Range<usize>> = self.furniture(document.version, &text)?;
        let (range, found, times) = passage(&text.text, query, &hidden);
        if found.is_empty() {
            let title = document.title.clone().unwrap_or_default();
            let (range, marks, times) = passage(&title, query, &[]);
            let marks = marks.into_iter().map(|m| m.start - range.start..m.end - range.start).collect();
            return Ok(Hit { passage: title.get(range).unwrap_or("").to_owned(), document, marks, start: None, times });
        }
        let start = text.text.get(..range.start).map_or(0, |t| t.chars().count()) as u32;
        let marks = found.into_iter().map(|m| m.start - range.start..m.end - range.start).collect();
        Ok(Hit { passage: text.text.get(range).unwrap_or("").to_owned(), document, marks, start: Some(start), times })
    }

    fn furniture(&self, version: i64, text: &super::load::Text) -> Result<Vec<std::ops::Range<usize>>, Fault> {
        let json: String = self
            .connection
            .prepare_cached("SELECT furniture FROM versions WHERE key = ?1")?
            .query_row([version], |r| r.get(0))?;
        let list: Vec<crate::wire::FurnitureJson> = serde_json::from_str(&json).unwrap_or_default();
        Ok(list.iter().map(|f| text.bytes(f.start, f.end)).collect())
    }
}

fn parse(query: &str) -> Query {
    let mut parts = Vec::new();
    let mut phrase: Option<Vec<String>> = None;
    let tokens = tokenise(query);
    for i in 0..tokens.len() {
        use isnad_text::Kind;
        match tokens.kind(i) {
            Kind::QuoteOpen | Kind::QuoteClose | Kind::QuoteEither => {
                phrase = match phrase.take() {
                    None => Some(Vec::new()),
                    Some(words) => {
                        parts.push(Part { words, prefix: false });
                        None
                    }
                };
            }
            Kind::Word | Kind::Latin | Kind::Number => {
                let word = tokens.key(i).to_owned();
                let next = tokens.span(i + 1);
                match &mut phrase {
                    Some(words) => words.push(word),
                    None => {
                        let prefix = next.of(query) == "*" && next.start == tokens.span(i).end;
                        parts.push(Part { words: vec![word], prefix });
                    }
                }
            }
            _ => {}
        }
    }
    parts.extend(phrase.into_iter().flatten().map(|w| Part { words: vec![w], prefix: false }));
    parts.retain(|p| !p.words.is_empty());
    Query { parts }
}

impl Query {
    fn expression(&self) -> Option<String> {
        let part = |p: &Part| {
            let words = p.words.join(" ").replace('"', "");
            if p.prefix { format!("\"{words}\"*") } else { format!("\"{words}\"") }
        };
        (!self.parts.is_empty()).then(|| self.parts.iter().map(part).collect::<Vec<_>>().join(" "))
    }
}

/// The range of the text to show, the ranges in it that were asked for, and how many there are in all.
fn passage(
    text: &str,
    query: &Query,
    hidden: &[std::ops::Range<usize>],
) -> (std::ops::Range<usize>, Vec<std::ops::Range<usize>>, usize) {
    let tokens = tokenise(text);
    let fits = |i: usize, word: &str, prefix: bool| {
        let key = tokens.key(i);
        let word = asked(word);
        let one = |form: &str| if prefix { form.starts_with(word) } else { form == word };
        one(key) || found_as(key).any(one)
    };
    // Token ranges that a part covers, with the part's number.
    let mut matches: Vec<(usize, usize, usize)> = Vec::new();
    for i in 0..tokens.len() {
        let at = tokens.span(i);
        if hidden.iter().any(|h| h.contains(&(at.start as usize))) {
            continue;
        }
        for (n, part) in query.parts.iter().enumerate() {
            if part.words.iter().enumerate().all(|(k, w)| i + k < tokens.len() && fits(i + k, w, part.prefix)) {
                matches.push((i, i + part.words.len(), n));
            }
        }
    }
    // The window that holds most different parts, the first of its like.
    let window = 2 * CONTEXT;
    let best = matches.iter().enumerate().map(|(m, first)| {
        let seen: std::collections::BTreeSet<usize> =
            matches.iter().skip(m).take_while(|o| o.1 <= first.0 + window).map(|o| o.2).collect();
        (seen.len(), std::cmp::Reverse(m))
    });
    let Some((_, std::cmp::Reverse(m))) = best.max() else { return (0..0, Vec::new(), 0) };
    let Some(&(first, _, _)) = matches.get(m) else { return (0..0, Vec::new(), 0) };
    let last = matches.iter().skip(m).take_while(|o| o.1 <= first + window).map(|o| o.1).max().unwrap_or(first + 1);
    let line = |i: usize| tokens.get(i).is_some_and(|t| t.line_start);
    let mut from = first;
    while from > 0 && first - from < CONTEXT && !line(from) {
        from -= 1;
    }
    let mut to = last;
    while to < tokens.len() && to - last < CONTEXT && !line(to) {
        to += 1;
    }
    let cover = tokens.cover(from, to);
    let inside = |o: &&(usize, usize, usize)| o.0 >= from && o.1 <= to;
    let mut marks: Vec<std::ops::Range<usize>> =
        matches.iter().filter(inside).map(|o| tokens.cover(o.0, o.1).range()).collect();
    marks.dedup_by(|b, a| b.start < a.end);
    (cover.range(), marks, matches.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_beginnings() {
        let q = parse("«التحالف الدولي» بلينك* ٨٧");
        assert_eq!(q.expression().as_deref(), Some("\"التحالف الدولي\" \"بلينك\"* \"87\""));
        assert_eq!(parse("؟!").expression(), None);
    }

    #[test]
    fn marks_keep_the_original_spelling() {
        let text = "وقال للولاياتِ المتحدة إن العدد بلغ ٨٧ دولة";
        let (range, marks, times) = passage(text, &parse("الولايات 87"), &[]);
        let shown = &text[range.clone()];
        let words: Vec<&str> = marks.iter().map(|m| &shown[m.start - range.start..m.end - range.start]).collect();
        assert_eq!(words, ["للولاياتِ", "٨٧"]);
        assert_eq!(times, 2);
    }
}
