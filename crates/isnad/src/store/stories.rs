//! Which articles tell one event? Each article's weightiest words are kept as it comes, with its links to those near it in
//! words and days; stories are folded from the links when they are asked for, so that they depend on what is held only.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::EntityKind;
use isnad_link::story::{PROMISING, Report, Story, Telling, WINDOW, judge};
use isnad_text::Span;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::gather::{gather_again, story_of};
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

/// Mentions of a subject from which on it is named often, and the names by which it may be called for that.
const OFTEN: i64 = 20_000;
const FEW_NAMES: usize = 40;

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

pub(super) fn day_of(number: i64) -> Option<Date> {
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
    gather_again(c, &[document])
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

/// The same in a file that keeps its stories.
pub(super) fn tell_anew(c: &Connection) -> Result<(), Fault> {
    tell_all(c)?;
    super::gather::gather_all(c)
}

/// Documents that are told and linked together.
const BATCH: usize = 1024;

impl Store {
    /// The stories, of a subject or of all, that were told in the days asked for: the newest first, of one day the largest.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stories(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<StoryRow>, Fault> {
        let (of, asked) = (subject.map(str::to_owned), filter.clone());
        self.recalled(format!("stories|{subject:?}|{filter:?}"), move |store| {
            store.stories_found(of.as_deref(), &asked)
        })
    }

    fn stories_found(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<StoryRow>, Fault> {
        let of = subject.map(|s| self.of_subject(s)).transpose()?.unwrap_or_default();
        let days = (filter.from.clone(), filter.to.as_ref().map(|d| format!("{d}~")));
        let within = "(?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR first <= ?2)";
        // Articles that came after the first page was asked for move no story between its pages.
        let later = filter.upto.map(|k| Ok::<_, Fault>((k, self.last_key()? > k))).transpose()?;
        let stories = match later {
            Some((upto, true)) => format!(
                "(SELECT s.key, s.id, min(d.day) AS first, max(d.day) AS last, count(*) AS articles FROM stories s
                 JOIN story_articles a ON a.story = s.key JOIN documents d ON d.key = a.document WHERE d.key <= {upto}
                 GROUP BY s.key HAVING count(*) > 1) AS stories"
            ),
            _ => "stories".to_owned(),
        };
        let sql = format!(
            "SELECT key FROM {stories} WHERE {within}{of} ORDER BY last DESC, articles DESC, id LIMIT ?3 OFFSET ?4"
        );
        let enough = filter.limit.saturating_add(1).min(i64::MAX as usize) as i64;
        let mut keys: Vec<i64> = self
            .connection
            .prepare(&sql)?
            .query_map(params![days.0, days.1, enough, filter.offset as i64], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let more = keys.len() > filter.limit;
        keys.truncate(filter.limit);
        // What was read to the end is counted; of all stories the file knows the number.
        let total = match subject {
            None => {
                let sql = format!("SELECT count(*) FROM {stories} WHERE {within}");
                let n: i64 = self.connection.prepare_cached(&sql)?.query_row(params![days.0, days.1], |r| r.get(0))?;
                Some(n as u64)
            }
            Some(_) => (!more).then_some((filter.offset + keys.len()) as u64),
        };
        let mut shelf = Shelf::new(self);
        let rows = keys.into_iter().map(|key| self.story_row(key, &mut shelf)).collect::<Result<_, _>>()?;
        Ok(Found { rows, more, total, articles: None })
    }

    /// The story that an article tells with others, if it does.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn story_with(&self, d: &Document) -> Result<Option<StoryRow>, Fault> {
        let story: Option<i64> = self
            .connection
            .prepare_cached("SELECT story FROM story_articles WHERE document = ?1")?
            .query_row([d.key], |r| r.get(0))
            .optional()?;
        story.map(|key| self.story_row(key, &mut Shelf::new(self))).transpose()
    }

    /// How many stories there are.
    pub(super) fn all_stories(&self) -> Result<usize, Fault> {
        Ok(self.connection.query_row("SELECT count(*) FROM stories", [], |r| r.get::<_, i64>(0))? as usize)
    }

    /// The stories that some of the last `among` articles tell, the largest first; of those that came after the article of
    /// internal key `after` alone, where that is given.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn new_stories(&self, after: Option<i64>, among: usize, limit: usize) -> Result<Vec<StoryRow>, Fault> {
        let keys: Vec<i64> = self
            .connection
            .prepare_cached(
                "SELECT key FROM stories WHERE key IN (SELECT story FROM story_articles WHERE document IN
                 (SELECT key FROM documents WHERE key > ?1 ORDER BY key DESC LIMIT ?2)) ORDER BY articles DESC, last DESC, id LIMIT ?3",
            )?
            .query_map(params![after.unwrap_or(0), among as i64, limit as i64], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        let mut shelf = Shelf::new(self);
        keys.into_iter().map(|key| self.story_row(key, &mut shelf)).collect()
    }

    /// The internal key of the article that came last, and how many came after that of `after`; none where that is not given.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn came_after(&self, after: Option<i64>) -> Result<(i64, u64), Fault> {
        let c = &self.connection;
        let last: i64 = c.prepare_cached("SELECT coalesce(max(key), 0) FROM documents")?.query_row([], |r| r.get(0))?;
        let Some(after) = after else { return Ok((last, 0)) };
        let sql = "SELECT count(*) FROM documents WHERE key > ?1";
        let came: i64 = c.prepare_cached(sql)?.query_row([after], |r| r.get(0))?;
        Ok((last, came as u64))
    }

    fn story_row(&self, key: i64, shelf: &mut Shelf) -> Result<StoryRow, Fault> {
        let Some(mut story) = story_of(&self.connection, key)? else {
            return Err(Fault::of("", "fault.store-damaged"));
        };
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

    /// What makes a story one of a subject, as SQL on `stories`: at least half of its articles name it.
    fn of_subject(&self, subject: &str) -> Result<String, Fault> {
        let names = self.names_like(subject)?;
        let named = format!(
            "entities WHERE name_key IN {} AND reading NOT IN (SELECT key FROM readings WHERE state <> 'current')",
            list(&names)
        );
        let counted: i64 = self.connection.query_row(
            &format!("SELECT count(*) FROM (SELECT 1 FROM {named} LIMIT {})", OFTEN + 1),
            [],
            |r| r.get(0),
        )?;
        // Who is named seldom is looked for among the articles, who is named often in each story, the newest first.
        let (narrow, one) = if counted > OFTEN && names.len() <= FEW_NAMES {
            (String::new(), format!("EXISTS (SELECT 1 FROM {named} AND document = a.document)"))
        } else {
            let documents = format!("(SELECT document FROM {named})");
            let narrow = format!(" AND key IN (SELECT story FROM story_articles WHERE document IN {documents})");
            (narrow, format!("+a.document IN {documents}"))
        };
        Ok(format!(
            "{narrow} AND 2 * (SELECT count(*) FROM story_articles a WHERE a.story = stories.key AND {one}) >= articles"
        ))
    }
}
