//! Which articles make one story now? Gathered again where an article comes or goes, from the links that hold it together, so
//! that what is kept is what all articles of the file give, in whatever order they came.

use std::collections::{BTreeMap, BTreeSet};

use isnad_link::story::{Link, ONE, Story, Teller, Telling, fold};
use rusqlite::{Connection, params};

use super::stories::day_of;
use crate::fault::Fault;

/// Gathers the stories of some documents anew, with those that hang together with them.
pub(super) fn gather_again(c: &Connection, documents: &[i64]) -> Result<(), Fault> {
    let mut changed: BTreeSet<i64> = documents.iter().copied().collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut told = c.prepare_cached("SELECT story FROM story_articles WHERE document = ?1")?;
    let mut members = c.prepare_cached("SELECT document FROM story_articles WHERE story = ?1")?;
    let mut stories: BTreeSet<i64> = BTreeSet::new();
    // Stories that lose a link hold articles that hang together no longer: all of them are looked at.
    let mut open: Vec<i64> = documents.to_vec();
    while let Some(document) = open.pop() {
        let mut near = joined(c, document)?;
        for story in told.query_map([document], |r| r.get::<_, i64>(0))? {
            let story = story?;
            if stories.insert(story) {
                near.extend(members.query_map([story], |r| r.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
            }
        }
        open.extend(near.into_iter().filter(|d| changed.insert(*d)));
    }
    for story in stories {
        c.prepare_cached("DELETE FROM stories WHERE key = ?1")?.execute([story])?;
        c.prepare_cached("DELETE FROM story_articles WHERE story = ?1")?.execute([story])?;
    }
    keep(c, &changed)
}

/// Gathers all stories of a file that has links and no stories, or others.
pub(super) fn gather_all(c: &Connection) -> Result<(), Fault> {
    c.execute_batch("DELETE FROM stories; DELETE FROM story_articles;")?;
    let linked: Vec<i64> = c
        .prepare("SELECT one FROM story_links WHERE close >= ?1 UNION SELECT other FROM story_links WHERE close >= ?1")?
        .query_map([ONE], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    let mut seen: BTreeSet<i64> = BTreeSet::new();
    for document in linked {
        if !seen.insert(document) {
            continue;
        }
        let mut together = BTreeSet::from([document]);
        let mut open = vec![document];
        while let Some(document) = open.pop() {
            open.extend(joined(c, document)?.into_iter().filter(|d| together.insert(*d)));
        }
        keep(c, &together)?;
        seen.append(&mut together);
    }
    Ok(())
}

/// The story of that key as `isnad-link` tells it; `None` where none has it.
pub(super) fn story_of(c: &Connection, key: i64) -> Result<Option<Story>, Fault> {
    let members: BTreeSet<i64> = c
        .prepare_cached("SELECT document FROM story_articles WHERE story = ?1")?
        .query_map([key], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(folded(c, &members)?.0.into_iter().next())
}

/// The documents that links so close join to one that they may tell one story with it.
fn joined(c: &Connection, document: i64) -> Result<Vec<i64>, Fault> {
    let mut of = c.prepare_cached(
        "SELECT other FROM story_links WHERE one = ?1 AND close >= ?2
         UNION ALL SELECT one FROM story_links WHERE other = ?1 AND close >= ?2",
    )?;
    Ok(of.query_map(params![document, ONE], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// Keeps the stories of documents of which none is told in a story that is kept.
fn keep(c: &Connection, documents: &BTreeSet<i64>) -> Result<(), Fault> {
    let (stories, keys) = folded(c, documents)?;
    let mut put = c.prepare_cached("INSERT INTO stories (id, first, last, articles) VALUES (?1, ?2, ?3, ?4)")?;
    let mut member = c.prepare_cached("INSERT INTO story_articles (document, story) VALUES (?1, ?2)")?;
    for story in stories {
        let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
        put.execute(params![story.id, day(story.first), day(story.last), story.articles.len() as i64])?;
        let key = c.last_insert_rowid();
        for document in story.articles.iter().filter_map(|id| keys.get(id)) {
            member.execute([*document, key])?;
        }
    }
    Ok(())
}

/// The stories of some documents by the links among them, and the keys of those that are linked, by id.
fn folded(c: &Connection, documents: &BTreeSet<i64>) -> Result<(Vec<Story>, BTreeMap<String, i64>), Fault> {
    let mut of = c.prepare_cached("SELECT other, close FROM story_links WHERE one = ?1")?;
    let mut pairs: Vec<(i64, i64, u16)> = Vec::new();
    for &one in documents {
        let mut rows = of.query([one])?;
        while let Some(row) = rows.next()? {
            let other: i64 = row.get(0)?;
            if documents.contains(&other) {
                pairs.push((one, other, row.get(1)?));
            }
        }
    }
    let linked: BTreeSet<i64> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
    let mut teller = c.prepare_cached(
        "SELECT d.id, t.day, t.terms, d.source, d.title, d.published FROM tellings t JOIN documents d ON d.key = t.document WHERE d.key = ?1",
    )?;
    let mut ids: BTreeMap<i64, String> = BTreeMap::new();
    let mut tellers = Vec::with_capacity(linked.len());
    for key in linked {
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
        .filter_map(|(a, b, close)| Some(Link { one: ids.get(a)?.clone(), other: ids.get(b)?.clone(), close: *close }))
        .collect();
    let stories = fold(&tellers, &links);
    Ok((stories, ids.into_iter().map(|(key, id)| (id, key)).collect()))
}
