//! By which other names is it called? A query that names somebody or something finds the other names that articles give
//! it: «داعش» finds «تنظيم الدولة الإسلامية».
//!
//! Only names that mean the same without the article round them are taken: «السوداني» alone may be another.

use std::collections::BTreeMap;

use isnad_extract::lexicon::{Class, lexicon};
use isnad_text::{Article, fold};
use rusqlite::OptionalExtension;

use super::query::{Part, Query, alias};
use crate::fault::Fault;
use crate::store::names::keywords;
use crate::store::open::Store;
use crate::store::words::Layer;

/// Articles whose ways of calling it are looked at.
const LOOKED: i64 = 40;
/// Other names that are added.
const MOST: usize = 6;

impl Store {
    /// Adds the other names of what a query names; gives them back to be shown.
    pub(super) fn with_aliases(&self, query: &mut Query) -> Result<Vec<String>, Fault> {
        let mut added = Vec::new();
        for clause in &mut query.clauses {
            let [part] = clause.any.as_slice() else { continue };
            if part.words.len() < 2 || part.layer != Layer::Plain {
                continue;
            }
            let typed = part.words.iter().map(|w| w.typed.as_str()).collect::<Vec<_>>().join(" ");
            for other in self.other_names(&typed)? {
                clause.any.extend(alias(&other));
                added.push(other);
            }
        }
        // Words one after another that are a name as a whole: the name's other forms may stand instead of all of them.
        if let Some(typed) = query.plain_words() {
            let others = self.other_names(&typed)?;
            let parts: Vec<Part> = others.iter().filter_map(|o| alias(o)).collect();
            if !parts.is_empty() {
                for clause in &mut query.clauses {
                    clause.any.extend(parts.iter().cloned());
                }
                added.extend(others);
            }
        }
        Ok(added)
    }

    /// Other names that mean the same by themselves.
    fn other_names(&self, typed: &str) -> Result<Vec<String>, Fault> {
        let Some(name) = meant(typed) else { return Ok(Vec::new()) };
        let own = keywords(typed);
        let mut out: Vec<String> = Vec::new();
        // What holds all words that were typed is found by them; what says the same in other letters is one.
        let mut add = |other: String| {
            let words = keywords(&other);
            let new = !own.iter().all(|w| words.contains(w)) && !out.iter().any(|o| keywords(o) == words);
            if new && out.len() < MOST {
                out.push(other);
            }
        };
        let folded = fold(&name);
        for class in [Class::Organisation, Class::Country, Class::Agency, Class::Event] {
            for row in lexicon().rows(class).iter().filter(|r| r.forms().any(|f| fold(f) == folded)) {
                row.forms().for_each(|f| add(f.to_owned()));
            }
        }
        let c = &self.connection;
        let key: Option<i64> = c
            .prepare_cached("SELECT key FROM names WHERE folded = ?1")?
            .query_row([&folded], |r| r.get(0))
            .optional()?;
        let Some(key) = key else { return Ok(out) };
        let mut statement = c.prepare_cached(
            "SELECT e.key, d.version FROM entities e JOIN documents d ON d.key = e.document
             JOIN readings r ON r.key = e.reading AND r.state = 'current' WHERE e.name_key = ?1 LIMIT ?2",
        )?;
        let mut rows = statement.query([key, LOOKED])?;
        let mut counts: BTreeMap<String, (u64, String)> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let text = self.text(row.get(1)?)?;
            for mention in self.entity(row.get(0)?, &text)?.mentions {
                let shown = mention.text.split_whitespace().collect::<Vec<_>>().join(" ");
                let plain: String = shown
                    .chars()
                    .filter(|c| !isnad_text::letters::is_invisible(*c) && !"«»\"()“”".contains(*c))
                    .collect();
                counts.entry(fold(&plain)).or_insert((0, plain)).0 += 1;
            }
        }
        let mut others: Vec<(u64, String)> =
            counts.into_values().filter(|(_, other)| meant(other).is_some_and(|m| fold(&m) == folded)).collect();
        others.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        others.into_iter().for_each(|(_, other)| add(other));
        Ok(out)
    }
}

/// The name of what a text names, where it names one thing and nothing else.
fn meant(text: &str) -> Option<String> {
    let article = Article { text: text.trim().to_owned(), ..Article::default() };
    let record = isnad_extract::read(&article, &isnad_extract::Context::default());
    let [entity] = record.entities.as_slice() else { return None };
    let covered = entity.mentions.iter().any(|m| m.span.start == 0 && m.span.end as usize == article.text.len());
    covered.then(|| entity.name.clone())
}
