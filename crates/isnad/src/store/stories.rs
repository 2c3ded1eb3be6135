//! Which articles tell one event? Each article's weightiest words are kept as it comes, with its links to those near it in
//! words and days; stories are folded from the links when they are asked for, so that they depend on what is held only.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::EntityKind;
use isnad_link::story::{Link, PROMISING, Report, Story, Teller, Telling, WINDOW, fold, judge};
use isnad_text::Span;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::link::Waiting;
use super::load::Document;
use super::names::list;
use super::open::Store;
use super::select::{Filter, Found, Shelf};
use crate::fault::Fault;
use crate::wire::RecordJson;

/// The tables of this room.
pub(super) const TABLES: &str = "
-- What links articles of one event: the weightiest words of each, pairs of them as keys, and who is close to whom.
CREATE TABLE tellings (document INTEGER PRIMARY KEY, day INTEGER NOT NULL, terms BLOB NOT NULL);
CREATE TABLE story_keys (key INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (key, day, document)) WITHOUT ROWID;
CREATE TABLE story_links (one INTEGER NOT NULL, other INTEGER NOT NULL, close INTEGER NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX story_links_by_other ON story_links (other);
";

/// The number of a day that is not known.
const UNDATED: i64 = -1;

/// An article of a story.
#[derive(Debug, Clone)]
pub struct Told {
    /// The article.
    pub document: Document,
    /// The article of the story that it copies, by id.
    pub copy_of: Option<String>,
}

/// A story and its articles.
#[derive(Debug, Clone)]
pub struct StoryRow {
    /// What `isnad-link` says of it.
    pub story: Story,
    /// Its articles, the first report first.
    pub articles: Vec<Told>,
    /// How many of them are no copy of another.
    pub origins: usize,
}

/// The words of an article by which stories are found.
pub fn telling(record: &RecordJson, text: &str, furniture: &[Span]) -> Telling {
    let names: Vec<(&str, EntityKind)> = record.entities.iter().map(|e| (e.name.as_str(), kind(&e.kind))).collect();
    Telling::of(&Report {
        document: &record.id,
        published: record.reference_date.as_deref().and_then(day_in),
        title: record.title.as_ref().filter(|t| t.start.is_none()).map(|t| t.text.as_str()),
        text,
        furniture,
        names: &names,
    })
}

pub(super) fn kind(name: &str) -> EntityKind {
    use EntityKind::{Country, Event, Organisation, Person, Place};
    [Person, Organisation, Country, Place, Event].into_iter().find(|k| k.name() == name).unwrap_or(Organisation)
}

pub(super) fn day_in(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn number(day: Option<Date>) -> i64 {
    day.and_then(|d| Date::ZERO.until(d).ok()).map_or(UNDATED, |s| i64::from(s.get_days()))
}

/// Keeps the tellings of new documents and links each with those before it that share a key.
pub(super) fn link_all(c: &Connection, new: &[Waiting], known: &mut FxHashMap<i64, Telling>) -> Result<(), Fault> {
    let mut rows: Vec<(i64, i64, i64)> = Vec::new();
    let mut keep = c.prepare_cached("INSERT OR REPLACE INTO tellings (document, day, terms) VALUES (?1, ?2, ?3)")?;
    for d in new {
        let day = number(d.telling.published);
        rows.extend(d.telling.keys().into_iter().map(|key| (key as i64, day, d.document)));
        keep.execute(params![d.document, day, d.telling.bytes()])?;
        known.insert(d.document, d.telling.clone());
    }
    rows.sort_unstable();
    rows.dedup();
    let mut near = met(c, &rows)?;
    near.sort_unstable();
    near.dedup();
    let mut theirs = c.prepare_cached("SELECT day, terms FROM tellings WHERE document = ?1")?;
    let mut pair = c.prepare_cached("INSERT OR REPLACE INTO story_links (one, other, close) VALUES (?1, ?2, ?3)")?;
    for (document, other) in near {
        for key in [document, other] {
            if let Entry::Vacant(free) = known.entry(key) {
                let telling = theirs.query_row([key], |row| {
                    Ok(Telling::from_bytes("", day_of(row.get(0)?), row.get_ref(1)?.as_blob().unwrap_or_default()))
                })?;
                free.insert(telling);
            }
        }
        let (Some(a), Some(b)) = (known.get(&document), known.get(&other)) else { continue };
        let close = judge(a, b);
        if close >= PROMISING {
            pair.execute(params![document.min(other), document.max(other), close])?;
        }
    }
    Ok(())
}

/// Keeps keys (ascending, with day and document) and gives the pairs of documents that meet by them within the window.
fn met(c: &Connection, rows: &[(i64, i64, i64)]) -> Result<Vec<(i64, i64)>, Fault> {
    let window = i64::from(WINDOW);
    let mut find = c.prepare_cached(
        "SELECT day, document FROM story_keys WHERE key = ?1 AND day BETWEEN ?2 AND ?3
         UNION ALL SELECT day, document FROM story_keys WHERE key = ?1 AND day = -1 AND ?2 > -1",
    )?;
    let mut keep = c.prepare_cached("INSERT OR IGNORE INTO story_keys (key, day, document) VALUES (?1, ?2, ?3)")?;
    let mut near: Vec<(i64, i64)> = Vec::new();
    let close = |a: i64, b: i64| a == UNDATED || b == UNDATED || (a - b).abs() <= window;
    for holders in rows.chunk_by(|a, b| a.0 == b.0) {
        let (Some(first), Some(last)) = (holders.first(), holders.last()) else { continue };
        // One without a day meets all.
        let (from, to) = if first.1 == UNDATED { (i64::MIN, i64::MAX) } else { (first.1 - window, last.1 + window) };
        let mut found = find.query(params![first.0, from, to])?;
        while let Some(row) = found.next()? {
            let (day, other): (i64, i64) = (row.get(0)?, row.get(1)?);
            near.extend(holders.iter().filter(|h| h.2 != other && close(h.1, day)).map(|h| (h.2, other)));
        }
        for (n, h) in holders.iter().enumerate() {
            near.extend(holders.iter().take(n).filter(|g| close(g.1, h.1)).map(|g| (h.2, g.2)));
            keep.execute(params![h.0, h.1, h.2])?;
        }
        if near.len() > MANY {
            near.sort_unstable();
            near.dedup();
        }
    }
    Ok(near)
}

/// So many pairs, most of them told more than once, are thinned out.
const MANY: usize = 1 << 20;

/// Letters of a line that stands for a headline.
const HEADLINE: usize = 110;

/// A line as a headline: a whole article on one line is cut between words.
fn headline(line: &str) -> String {
    let mut out = String::new();
    for word in line.split_whitespace() {
        if out.chars().count() + word.chars().count() >= HEADLINE {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn day_of(number: i64) -> Option<Date> {
    (number != UNDATED).then(|| Date::ZERO.checked_add(jiff::Span::new().try_days(number).ok()?).ok()).flatten()
}

/// Takes a document out of the stories.
pub(super) fn unlink(c: &Connection, document: i64) -> Result<(), Fault> {
    let held: Option<(i64, Vec<u8>)> = c
        .prepare_cached("SELECT day, terms FROM tellings WHERE document = ?1")?
        .query_map([document], |r| Ok((r.get(0)?, r.get(1)?)))?
        .next()
        .transpose()?;
    if let Some((day, terms)) = held {
        for key in Telling::from_bytes("", day_of(day), &terms).keys() {
            c.prepare_cached("DELETE FROM story_keys WHERE key = ?1 AND day = ?2 AND document = ?3")?
                .execute(params![key as i64, day, document])?;
        }
    }
    c.prepare_cached("DELETE FROM tellings WHERE document = ?1")?.execute([document])?;
    c.prepare_cached("DELETE FROM story_links WHERE one = ?1 OR other = ?1")?.execute([document])?;
    Ok(())
}

/// Tells and links every document anew: names are read otherwise now, or were never told.
pub(super) fn tell_all(c: &Connection) -> Result<(), Fault> {
    c.execute_batch("DELETE FROM tellings; DELETE FROM story_keys; DELETE FROM story_links;")?;
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut known = FxHashMap::default();
    super::relink::each_standing(c, &mut |document, _, telling| {
        waiting.push(Waiting { document, sketch: Vec::new(), telling });
        if waiting.len() >= BATCH {
            link_all(c, &waiting, &mut known)?;
            waiting.clear();
            if known.len() > super::link::REMEMBERED {
                known.clear();
            }
        }
        Ok(())
    })?;
    link_all(c, &waiting, &mut known)
}

/// Documents that are told and linked together.
const BATCH: usize = 1024;

impl Store {
    /// The stories, of a subject or of all, that were told in the days asked for: the newest first, of one day the largest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stories(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<StoryRow>, Fault> {
        let wanted = subject.map(|s| self.documents_naming(s)).transpose()?;
        let mut stories = self.folded(wanted.as_ref())?;
        stories.retain(|s| {
            let within = |day: Option<Date>, sign: std::cmp::Ordering, bound: &str| {
                day.is_some_and(|d| {
                    let day = d.to_string();
                    day.get(..bound.len().min(day.len())).unwrap_or("").cmp(bound) != sign
                })
            };
            filter.from.as_ref().is_none_or(|f| within(s.last, std::cmp::Ordering::Less, f))
                && filter.to.as_ref().is_none_or(|t| within(s.first, std::cmp::Ordering::Greater, t))
        });
        if let Some(wanted) = &wanted {
            let mut ids: BTreeSet<String> = BTreeSet::new();
            let mut id = self.connection.prepare_cached("SELECT id FROM documents WHERE key = ?1")?;
            for key in wanted {
                ids.insert(id.query_row([key], |r| r.get(0))?);
            }
            // A story is of a subject that at least half of its articles name.
            stories.retain(|s| s.articles.iter().filter(|a| ids.contains(*a)).count() * 2 >= s.articles.len());
        }
        stories.sort_by_key(|s| (std::cmp::Reverse(s.last), std::cmp::Reverse(s.articles.len()), s.id.clone()));
        let total = Some(stories.len() as u64);
        let more = stories.len() > filter.offset + filter.limit;
        let mut rows = Vec::new();
        let mut shelf = Shelf::new(self);
        for story in stories.into_iter().skip(filter.offset).take(filter.limit) {
            rows.push(self.story_row(story, &mut shelf)?);
        }
        Ok(Found { rows, more, total, articles: None })
    }

    /// The story that an article tells with others, if it does.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn story_with(&self, d: &Document) -> Result<Option<StoryRow>, Fault> {
        let stories = self.folded(Some(&BTreeSet::from([d.key])))?;
        let own = stories.into_iter().find(|s| s.articles.contains(&d.id));
        own.map(|s| self.story_row(s, &mut Shelf::new(self))).transpose()
    }

    /// How many stories there are.
    pub(super) fn all_stories(&self) -> Result<usize, Fault> {
        Ok(self.folded(None)?.len())
    }

    /// The stories that some of the last `among` articles tell, the largest first; of those that came after the article of
    /// internal key `after` alone, where that is given.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn new_stories(&self, after: Option<i64>, among: usize, limit: usize) -> Result<Vec<StoryRow>, Fault> {
        let keys: BTreeSet<i64> = self
            .connection
            .prepare_cached("SELECT key FROM documents WHERE key > ?1 ORDER BY key DESC LIMIT ?2")?
            .query_map(params![after.unwrap_or(0), among as i64], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let mut stories = self.folded(Some(&keys))?;
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for key in &keys {
            ids.insert(self.document(*key)?.id);
        }
        stories.retain(|s| s.articles.iter().any(|a| ids.contains(a)));
        stories.sort_by_key(|s| (std::cmp::Reverse(s.articles.len()), std::cmp::Reverse(s.last), s.id.clone()));
        stories.truncate(limit);
        let mut shelf = Shelf::new(self);
        stories.into_iter().map(|s| self.story_row(s, &mut shelf)).collect()
    }

    /// The internal key of the article that came last, and how many came after that of `after`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn came_after(&self, after: i64) -> Result<(i64, u64), Fault> {
        let sql = "SELECT coalesce(max(key), 0), (SELECT count(*) FROM documents WHERE key > ?1) FROM documents";
        let found =
            self.connection.prepare_cached(sql)?.query_row([after], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?)))?;
        Ok((found.0, found.1 as u64))
    }

    fn story_row(&self, mut story: Story, shelf: &mut Shelf) -> Result<StoryRow, Fault> {
        let mut documents: BTreeMap<i64, Document> = BTreeMap::new();
        let mut order = Vec::new();
        for id in &story.articles {
            for d in self.documents_named(id, 1)? {
                order.push(d.key);
                documents.insert(d.key, d);
            }
        }
        let copies = self.copies_among(&documents)?;
        let held: BTreeSet<&str> = documents.values().map(|d| d.id.as_str()).collect();
        let articles: Vec<Told> = order
            .iter()
            .filter_map(|key| documents.get(key))
            .map(|d| {
                let origin = copies.origin(&d.id);
                let copy_of = (origin != d.id && held.contains(origin)).then(|| origin.to_owned());
                Told { document: d.clone(), copy_of }
            })
            .collect();
        if story.name.is_none()
            && let Some(first) = articles.first()
        {
            // Where nobody gives a headline the first line of the first report stands for it.
            let (_, text) = shelf.get(first.document.key)?;
            story.name = text.text.lines().map(str::trim).find(|l| !l.is_empty()).map(headline);
        }
        let origins = articles.iter().filter(|a| a.copy_of.is_none()).count();
        Ok(StoryRow { story, articles, origins })
    }

    /// The documents whose standing text names a subject.
    pub(super) fn documents_naming(&self, subject: &str) -> Result<BTreeSet<i64>, Fault> {
        let sql = format!(
            "SELECT DISTINCT e.document FROM entities e JOIN readings r ON r.key = e.reading AND r.state = 'current' WHERE e.name_key IN {}",
            list(&self.names_like(subject)?)
        );
        Ok(self.connection.prepare(&sql)?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The stories of all documents, or of those that hang together with some.
    fn folded(&self, some: Option<&BTreeSet<i64>>) -> Result<Vec<Story>, Fault> {
        let c = &self.connection;
        let mut pairs: BTreeSet<(i64, i64, u16)> = BTreeSet::new();
        match some {
            None => {
                let mut all = c.prepare_cached("SELECT one, other, close FROM story_links")?;
                let mut rows = all.query([])?;
                while let Some(row) = rows.next()? {
                    pairs.insert((row.get(0)?, row.get(1)?, row.get(2)?));
                }
            }
            Some(some) => {
                let mut seen: BTreeSet<i64> = some.clone();
                let mut open: Vec<i64> = some.iter().copied().collect();
                let mut of = c.prepare_cached(
                    "SELECT one, other, close FROM story_links WHERE one = ?1
                     UNION ALL SELECT one, other, close FROM story_links WHERE other = ?1",
                )?;
                while let Some(key) = open.pop() {
                    let mut rows = of.query([key])?;
                    while let Some(row) = rows.next()? {
                        let pair: (i64, i64, u16) = (row.get(0)?, row.get(1)?, row.get(2)?);
                        open.extend([pair.0, pair.1].into_iter().filter(|k| seen.insert(*k)));
                        pairs.insert(pair);
                    }
                }
            }
        }
        let keys: BTreeSet<i64> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
        let mut teller = c.prepare_cached(
            "SELECT d.id, t.day, t.terms, d.source, d.title, d.published FROM tellings t JOIN documents d ON d.key = t.document WHERE d.key = ?1",
        )?;
        let mut ids: BTreeMap<i64, String> = BTreeMap::new();
        let mut tellers = Vec::with_capacity(keys.len());
        for key in keys {
            let (id, teller) = teller.query_row([key], |r| {
                let id: String = r.get(0)?;
                let telling = Telling::from_bytes(&id, day_of(r.get(1)?), r.get_ref(2)?.as_blob().unwrap_or_default());
                Ok((id, Teller { telling, source: r.get(3)?, title: r.get(4)?, time: r.get(5)? }))
            })?;
            ids.insert(key, id);
            tellers.push(teller);
        }
        let links: Vec<Link> = pairs
            .iter()
            .filter_map(|(a, b, close)| {
                Some(Link { one: ids.get(a)?.clone(), other: ids.get(b)?.clone(), close: *close })
            })
            .collect();
        Ok(fold(&tellers, &links))
    }
}
