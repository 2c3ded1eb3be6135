//! What happened when, as the articles tell it: dated sentences, dated statements and dated figures, the oldest first.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::figures::{sentence_at, sentence_of};
use super::load::Document;
use super::names::list;
use super::open::Store;
use super::select::{Filter, Found, Shelf};
use crate::fault::Fault;

/// Something with a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The first day that it can mean, what the line sorts by.
    pub day: String,
    /// The time as it was read (EDTF).
    pub value: String,
    /// `statement`, `figure` or `time`.
    pub kind: &'static str,
    /// The id of the entry.
    pub id: String,
    /// The words: what was said, or the sentence.
    pub text: String,
    /// Who said it, for a statement.
    pub speaker: Option<String>,
    /// The article.
    pub document: Document,
    /// Where else the same is told of that day: article and entry.
    pub also: Vec<(Document, String)>,
}

impl Dated {
    fn of(day: String, value: String, kind: &'static str, id: String, text: String, document: &Document) -> Dated {
        Dated { day, value, kind, id, text, speaker: None, document: Document::clone(document), also: Vec::new() }
    }
}

/// At most so many candidates of one kind are weighed.
const MOST: usize = 4000;
/// No sentence is longer (code points).
const FAR: u32 = 1500;
/// A date so near a name is counted as told of it (code points).
const NEAR: u32 = 160;
/// Articles that name a subject and whose dates are counted: the last that came.
const NAMED: usize = 2000;
/// Of so few articles the dates are looked at one article after another, not all dates day by day.
const FEW: usize = 2000;

impl Store {
    /// What is dated of a subject, or of all, in the order of days.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn timeline(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<Dated>, Fault> {
        let Filter { from, to, limit, offset, .. } = filter;
        let key = format!("timeline|{subject:?}|{from:?}|{to:?}|{limit}|{offset}");
        let (subject, filter) = (subject.map(str::to_owned), filter.clone());
        self.recalled(key, move |store| store.told(subject.as_deref(), &filter))
    }

    fn told(&self, subject: Option<&str>, filter: &Filter) -> Result<Found<Dated>, Fault> {
        // A few more than are shown: what is told twice falls out.
        let enough = filter.offset.saturating_add(filter.limit).saturating_add(filter.limit / 2).saturating_add(1);
        let names = subject.map(|s| self.names_like(s).and_then(|n| self.names_same(n))).transpose()?;
        let mut rows = Vec::new();
        let mut shelf = Shelf::new(self);
        if let Some(names) = &names {
            self.dated_statements(names, filter, enough, &mut shelf, &mut rows)?;
            self.dated_figures(names, filter, enough, &mut shelf, &mut rows)?;
        }
        self.dated_sentences(names.as_deref(), filter, enough, &mut shelf, &mut rows)?;
        rows.sort_by(|a, b| {
            (&a.day, rank(a.kind), a.document.key, &a.id).cmp(&(&b.day, rank(b.kind), b.document.key, &b.id))
        });
        // A sentence that is told as a statement or figure of the same day is not told twice.
        let mut told: BTreeSet<(String, i64)> = BTreeSet::new();
        let mut sentences: HashSet<(i64, String)> = HashSet::new();
        rows.retain(|r| {
            if r.kind == "time" {
                !told.contains(&(r.day.clone(), r.document.key)) && sentences.insert((r.document.key, r.text.clone()))
            } else {
                told.insert((r.day.clone(), r.document.key));
                true
            }
        });
        let rows = once(rows);
        let more = rows.len() > filter.offset + filter.limit;
        let rows: Vec<Dated> = rows.into_iter().skip(filter.offset).take(filter.limit).collect();
        Ok(Found { rows, more, total: None, articles: None })
    }

    fn dated_statements(
        &self,
        names: &[i64],
        filter: &Filter,
        enough: usize,
        shelf: &mut Shelf,
        rows: &mut Vec<Dated>,
    ) -> Result<(), Fault> {
        let sql = format!(
            "SELECT s.key, s.document, s.day, s.said_on FROM statements s INDEXED BY statements_dated WHERE s.said_on IS NOT NULL
             AND s.key IN ({}) AND s.reading NOT IN (SELECT key FROM readings WHERE state <> 'current')
             AND s.day >= ?1 AND s.day <= ?2 ORDER BY s.day, s.key LIMIT ?3",
            told_of(&list(names))
        );
        for (key, document, day, value) in self.dated(&sql, filter, enough)? {
            let (document, text) = shelf.get(document)?;
            let s = self.statement(key, &text)?;
            let words: Vec<&str> = s.content.iter().map(|c| c.text.as_str()).collect();
            let text = words.join(" … ");
            rows.push(Dated { speaker: s.speaker_name, ..Dated::of(day, value, "statement", s.id, text, &document) });
        }
        Ok(())
    }

    fn dated_figures(
        &self,
        names: &[i64],
        filter: &Filter,
        enough: usize,
        shelf: &mut Shelf,
        rows: &mut Vec<Dated>,
    ) -> Result<(), Fault> {
        let sql = format!(
            "SELECT f.key, f.document, f.day, f.as_of FROM figures f WHERE f.reading NOT IN (SELECT key FROM readings WHERE state <> 'current')
             AND f.as_of IS NOT NULL AND f.subject_key IN {} AND f.day >= ?1 AND f.day <= ?2 ORDER BY f.day, f.key LIMIT ?3",
            list(names)
        );
        for (key, document, day, value) in self.dated(&sql, filter, enough)? {
            let (document, text) = shelf.get(document)?;
            let f = self.figure(key, &text)?;
            let sentence = sentence_at(&text, &f);
            rows.push(Dated::of(day, value, "figure", f.id, sentence, &document));
        }
        Ok(())
    }

    fn dated(&self, sql: &str, filter: &Filter, enough: usize) -> Result<Vec<(i64, i64, String, String)>, Fault> {
        let (from, to) = bounds(filter);
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement
            .query_map(rusqlite::params![from, to, enough as i64], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// Sentences with a date that name the subject.
    fn dated_sentences(
        &self,
        names: Option<&[i64]>,
        filter: &Filter,
        enough: usize,
        shelf: &mut Shelf,
        rows: &mut Vec<Dated>,
    ) -> Result<(), Fault> {
        let c = &self.connection;
        let mut among: Option<HashSet<i64>> = None;
        if let Some(names) = names {
            let sql = format!("SELECT DISTINCT document FROM entities WHERE name_key IN {}", list(names));
            among = Some(c.prepare(&sql)?.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?);
        }
        let (from, to) = bounds(filter);
        let days = "t.type = 'date' AND t.earliest >= ?1 AND t.earliest <= ?2";
        let current = "NOT IN (SELECT key FROM readings WHERE state <> 'current')";
        let mut statement = match &among {
            Some(few) if few.len() <= FEW => {
                let few: Vec<i64> = few.iter().copied().collect();
                c.prepare(&format!(
                    "SELECT t.key, t.document, t.earliest, t.start FROM documents d
                     CROSS JOIN readings r INDEXED BY readings_of_version ON r.version = d.version AND r.key {current}
                     CROSS JOIN times t INDEXED BY times_of_reading ON t.reading = r.key WHERE d.key IN {} AND {days}
                     ORDER BY t.earliest, t.key",
                    list(&few)
                ))?
            }
            _ => c.prepare(&format!(
                "SELECT t.key, t.document, t.earliest, t.start FROM times t INDEXED BY times_by_day
                 WHERE {days} AND t.reading {current} ORDER BY t.earliest, t.key"
            ))?,
        };
        let mut found = statement.query([&from, &to])?;
        let mut mentions: BTreeMap<i64, Vec<(u32, u32)>> = BTreeMap::new();
        let (mut weighed, mut taken) = (0, 0);
        while let Some(row) = found.next()? {
            let document: i64 = row.get(1)?;
            if among.as_ref().is_some_and(|a| !a.contains(&document)) {
                continue;
            }
            weighed += 1;
            if weighed > MOST || taken >= enough {
                break;
            }
            let start: u32 = row.get(3)?;
            // Whoever is named nowhere near is not named in the sentence: no text is read for that.
            if let Some(names) = names {
                let at = match mentions.entry(document) {
                    std::collections::btree_map::Entry::Occupied(e) => e.into_mut(),
                    std::collections::btree_map::Entry::Vacant(e) => e.insert(self.mentions_of(document, names)?),
                };
                if !at.iter().any(|(a, _)| a.abs_diff(start) <= FAR) {
                    continue;
                }
            }
            let (held, text) = shelf.get(document)?;
            let time = self.time(row.get(0)?, &text)?;
            let Some(value) = time.value else { continue };
            let sentence = sentence_of(&text, time.start, time.end);
            let near = names.is_none()
                || mentions.get(&document).is_some_and(|at| {
                    at.iter().any(|(a, b)| close(*a, start, &sentence) && sentence.contains(text.piece(*a, *b)))
                });
            if !near {
                continue;
            }
            taken += 1;
            rows.push(Dated::of(row.get(2)?, value, "time", time.id, sentence, &held));
        }
        Ok(())
    }

    fn mentions_of(&self, document: i64, names: &[i64]) -> Result<Vec<(u32, u32)>, Fault> {
        let sql = format!(
            "SELECT m.start, m.\"end\" FROM documents d CROSS JOIN readings r ON r.version = d.version AND r.state = 'current'
             CROSS JOIN entities e INDEXED BY entities_of_reading ON e.reading = r.key CROSS JOIN mentions m ON m.entity = e.key
             WHERE d.key = ?1 AND e.name_key IN {} ORDER BY m.start",
            list(names)
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([document], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// How much is told of each decade, year, month or day (the first `letters` letters of the day): statements and
    /// figures of the subject, and dates that stand near its name; of all, where no subject is given, all dates.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn periods(
        &self,
        subject: Option<&str>,
        filter: &Filter,
        letters: usize,
    ) -> Result<BTreeMap<String, u64>, Fault> {
        let key = format!("periods|{subject:?}|{:?}|{:?}|{letters}", filter.from, filter.to);
        let (subject, filter) = (subject.map(str::to_owned), filter.clone());
        self.recalled(key, move |store| store.periods_of(subject.as_deref(), &filter, letters))
    }

    fn periods_of(
        &self,
        subject: Option<&str>,
        filter: &Filter,
        letters: usize,
    ) -> Result<BTreeMap<String, u64>, Fault> {
        let current = "reading NOT IN (SELECT key FROM readings WHERE state <> 'current')";
        let mut out = BTreeMap::new();
        let Some(subject) = subject else {
            let sql =
                "SELECT substr(key, 1, ?3), sum(entries) FROM tallies WHERE sort = 'day' AND key >= ?1 AND key <= ?2
                 AND entries > 0 GROUP BY 1";
            self.add_periods(sql, filter, letters, &mut out)?;
            return Ok(out);
        };
        let names = list(&self.names_same(self.names_like(subject)?)?);
        for sql in [
            format!(
                "SELECT substr(day, 1, ?3), count(*) FROM statements INDEXED BY statements_dated WHERE said_on IS NOT NULL
                 AND day >= ?1 AND day <= ?2 AND key IN ({}) AND {current} GROUP BY 1",
                told_of(&names)
            ),
            format!(
                "SELECT substr(day, 1, ?3), count(*) FROM figures WHERE as_of IS NOT NULL AND subject_key IN {names}
                 AND day >= ?1 AND day <= ?2 AND {current} GROUP BY 1"
            ),
            // A date is told of the subject where its name stands within a line or two.
            format!(
                "SELECT substr(t.earliest, 1, ?3), count(DISTINCT t.key) FROM
                 (SELECT key, reading FROM entities INDEXED BY entities_by_name WHERE name_key IN {names} AND {current}
                  ORDER BY document DESC LIMIT {NAMED}) e
                 CROSS JOIN times t INDEXED BY times_of_reading ON t.reading = e.reading AND t.type = 'date'
                 AND t.earliest >= ?1 AND t.earliest <= ?2
                 CROSS JOIN mentions m ON m.entity = e.key AND m.start BETWEEN t.start - {NEAR} AND t.start + {NEAR} GROUP BY 1"
            ),
        ] {
            self.add_periods(&sql, filter, letters, &mut out)?;
        }
        Ok(out)
    }

    fn add_periods(
        &self,
        sql: &str,
        filter: &Filter,
        letters: usize,
        out: &mut BTreeMap<String, u64>,
    ) -> Result<(), Fault> {
        let (from, to) = bounds(filter);
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(rusqlite::params![from, to, letters as i64])?;
        while let Some(row) = rows.next()? {
            *out.entry(row.get(0)?).or_default() += row.get::<_, i64>(1)? as u64;
        }
        Ok(())
    }
}

/// One line an event: what several articles tell of one day in much the same words stands once, in the best sourced of
/// its wordings (somebody's words, then a figure, then a sentence; the earliest), with the other places beside it.
fn once(rows: Vec<Dated>) -> Vec<Dated> {
    let mut out: Vec<(Dated, Vec<String>)> = Vec::new();
    for row in rows {
        let words = words_of(&row.text);
        let same = out
            .iter_mut()
            .rev()
            .take_while(|(r, _)| r.day == row.day)
            .find(|(r, w)| (r.value == row.value || r.document.key == row.document.key) && alike(w, &words));
        match same {
            // The same sentence of the same article: told by its first line.
            Some((first, _)) if first.document.key == row.document.key => {}
            Some((first, _)) => first.also.push((row.document, row.id)),
            None => out.push((row, words)),
        }
    }
    out.into_iter().map(|(row, _)| row).collect()
}

/// Words that tell something, each once, in order.
fn words_of(text: &str) -> Vec<String> {
    let mut words = super::names::keywords(text);
    words.retain(|w| w.chars().count() > 3 || w.bytes().all(|b| b.is_ascii_digit()));
    words.sort();
    words.dedup();
    words
}

/// Whether two thirds of the shorter's words are in the longer, and no few.
fn alike(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    shared >= 4 && shared * 3 >= a.len().min(b.len()) * 2
}

/// The keys of statements that some names make or that mention them, as SQL.
fn told_of(names: &str) -> String {
    format!(
        "SELECT key FROM statements INDEXED BY statements_by_speaker WHERE speaker IN {names}
         UNION ALL SELECT statement FROM statement_about WHERE name IN {names}"
    )
}

/// Whether two places can stand in one sentence of that length.
fn close(a: u32, b: u32, sentence: &str) -> bool {
    (a.abs_diff(b) as usize) <= sentence.chars().count()
}

fn bounds(filter: &Filter) -> (String, String) {
    let from = filter.from.clone().unwrap_or_default();
    let to = filter.to.as_ref().map_or_else(|| "~".to_owned(), |d| format!("{d}~"));
    (from, to)
}

fn rank(kind: &str) -> u8 {
    match kind {
        "statement" => 0,
        "figure" => 1,
        _ => 2,
    }
}
