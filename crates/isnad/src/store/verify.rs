//! Does the record hold a quotation? Statements and texts that share its words are held against it word by word.

use std::collections::{BTreeMap, BTreeSet};

use isnad_link::quote::{Comparison, Likeness, compare};
use isnad_text::{Kind, tokenise};

use super::load::Document;
use super::names::keywords;
use super::open::Store;
use super::select::{Shelf, StatementRow};
use super::survey::Source;
use crate::fault::Fault;

/// A place that carries a quotation, or something like it.
#[derive(Debug, Clone)]
pub struct Carried {
    /// The article.
    pub document: Document,
    /// The statement, where it is told as somebody's words.
    pub statement: Option<StatementRow>,
    /// The passage that was compared: the statement's content, else the stretch of the text.
    pub passage: String,
    /// How they compare; places are bytes of the quotation and of `passage`.
    pub comparison: Comparison,
    /// Whether somebody else than the one asked about says it.
    pub another: bool,
    /// Whether it was said before the day asked about.
    pub older: bool,
    /// Code points of the text where the passage begins and ends, where it is no statement.
    pub place: Option<(u32, u32)>,
}

/// What was searched where nothing was found.
#[derive(Debug, Clone, Default)]
pub struct Searched {
    /// The outlets.
    pub outlets: Vec<Source>,
    /// The months of which articles are held, and how many.
    pub months: Vec<(String, u64)>,
}

/// Statements and articles that are compared at most.
const STATEMENTS: i64 = 240;
const ARTICLES: i64 = 80;

impl Store {
    /// The places that carry a quotation or something near it, the nearest first; of equals the earliest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn carrying(&self, quotation: &str, speaker: Option<&str>, on: Option<&str>) -> Result<Vec<Carried>, Fault> {
        let key = format!("carrying|{quotation}|{speaker:?}|{on:?}");
        let (quotation, speaker, on) = (quotation.to_owned(), speaker.map(str::to_owned), on.map(str::to_owned));
        self.recalled(key, move |store| store.carried(&quotation, speaker.as_deref(), on.as_deref()))
    }

    fn carried(&self, quotation: &str, speaker: Option<&str>, on: Option<&str>) -> Result<Vec<Carried>, Fault> {
        let Some(query) = any_of(quotation, 2) else { return Ok(Vec::new()) };
        let asked = speaker.map(keywords);
        let c = &self.connection;
        let mut shelf = Shelf::new(self);
        let mut out: Vec<Carried> = Vec::new();
        let mut told: BTreeSet<(i64, Likeness)> = BTreeSet::new();
        let keys: Vec<i64> = c
            .prepare_cached("SELECT rowid FROM statement_words WHERE statement_words MATCH ?1 ORDER BY rank LIMIT ?2")?
            .query_map(rusqlite::params![query, STATEMENTS], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let mut of = c.prepare_cached(
            "SELECT s.document, s.day FROM statements s JOIN readings r ON r.key = s.reading AND r.state = 'current' WHERE s.key = ?1",
        )?;
        for key in keys {
            let mut rows = of.query([key])?;
            let Some(row) = rows.next()? else { continue };
            let (document, day): (i64, Option<String>) = (row.get(0)?, row.get(1)?);
            let (document, text) = shelf.get(document)?;
            let statement = self.statement(key, &text)?;
            let words: Vec<&str> = statement.content.iter().map(|c| c.text.as_str()).collect();
            let passage = words.join(" ");
            let Some(comparison) = compare(quotation, &passage) else { continue };
            let own = statement.speaker_name.as_deref().map(keywords).unwrap_or_default();
            let another = asked.as_ref().is_some_and(|a| !a.iter().all(|w| own.contains(w)));
            let older = on.zip(day.as_deref()).is_some_and(|(on, day)| day < on);
            told.insert((document.key, comparison.likeness));
            let row = StatementRow { document: Document::clone(&document), day, statement };
            out.push(Carried {
                document: Document::clone(&document),
                statement: Some(row),
                passage,
                comparison,
                another,
                older,
                place: None,
            });
        }
        // A text is long: only what carries three of the words together is read through.
        let whole = any_of(quotation, 3).unwrap_or(query);
        let keys: Vec<i64> = c
            .prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2")?
            .query_map(rusqlite::params![whole, ARTICLES], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        for key in keys {
            let (document, text) = shelf.get(key)?;
            let Some(mut comparison) = compare(quotation, &text.text) else { continue };
            // A statement of the article that says it has been told already.
            if told.iter().any(|(d, l)| *d == key && *l <= comparison.likeness) {
                continue;
            }
            let place = comparison.place;
            let passage = place.of(&text.text).to_owned();
            let points = isnad_text::CodePoints::of(&text.text);
            comparison.steps = compare(quotation, &passage).map_or(comparison.steps, |c| c.steps);
            out.push(Carried {
                another: asked.is_some(),
                older: on.zip(document.day.as_deref()).is_some_and(|(on, day)| day < on),
                document: Document::clone(&document),
                statement: None,
                passage,
                comparison,
                place: Some((points.at(place.start), points.at(place.end))),
            });
        }
        out.sort_by(|a, b| {
            let rank = |c: &Carried| {
                let share = (c.comparison.share * 1000.0) as i32;
                (c.another, c.comparison.likeness, std::cmp::Reverse(share), c.statement.is_none())
            };
            let when = |c: &Carried| (c.document.day.clone(), c.document.id.clone());
            rank(a).cmp(&rank(b)).then_with(|| when(a).cmp(&when(b)))
        });
        Ok(out)
    }

    /// The outlets and months that a search went through.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn searched(&self) -> Result<Searched, Fault> {
        let outlets = self.sources(usize::MAX >> 1, 0)?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT key, articles FROM tallies WHERE sort = 'month' AND articles > 0 ORDER BY key")?;
        let rows = statement.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)? as u64)))?;
        let months: BTreeMap<String, u64> = rows.collect::<Result<_, _>>()?;
        Ok(Searched { outlets, months: months.into_iter().filter(|(m, _)| !m.is_empty()).collect() })
    }
}

/// A query of the index that asks for some of the words that tell something, neighbours together: what carries a
/// quotation carries two of its words next to each other somewhere, and two words together are rare where each is frequent.
/// Of a quotation of few words any of them is asked for. `None` where there are none.
fn any_of(text: &str, together: usize) -> Option<String> {
    let tokens = tokenise(text);
    let mut words: Vec<(usize, &str)> = (0..tokens.len())
        .filter(|&i| matches!(tokens.kind(i), Kind::Word | Kind::Latin | Kind::Number))
        .map(|i| (i, tokens.key(i)))
        .filter(|(_, k)| k.len() >= 6 || k.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    words.sort_by_key(|(_, w)| (std::cmp::Reverse(w.len()), *w));
    words.dedup_by(|a, b| a.1 == b.1);
    words.truncate(ASKED);
    words.sort_unstable();
    let quoted: Vec<String> = words.iter().map(|(_, w)| format!("\"{}\"", w.replace('"', ""))).collect();
    if quoted.len() < together + 2 {
        return (!quoted.is_empty()).then(|| quoted.join(" OR "));
    }
    let pairs: Vec<String> = quoted.windows(together.max(1)).map(|w| format!("({})", w.join(" AND "))).collect();
    Some(pairs.join(" OR "))
}

/// Words of a quotation that are asked for, the longest.
const ASKED: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_asked_for_together() {
        assert_eq!(any_of("من في", 2), None);
        assert_eq!(any_of("الوزير يستقيل", 2).as_deref(), Some("\"الوزير\" OR \"يستقيل\""));
        let long = any_of("سيفتتح الوزير المستشفى الجديد", 2).unwrap_or_default();
        assert_eq!(long.matches(" AND ").count(), 3, "{long}");
    }
}
