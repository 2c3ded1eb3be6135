//! Documents in. A document, its version, its evidence, its reading and its index go in one transaction; a batch of
//! documents is one commit, so a killed run leaves whole documents and nothing else.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cut::{self, Cut, index};
use super::link::{Linker, Waiting};
use super::open::Store;
use crate::acquire::Form;
use crate::fault::Fault;
use crate::wire::{EntityJson, FigureJson, RecordJson, StatementJson, TimeJson, ValueJson};

/// A document that was read, ready to be kept.
#[derive(Debug, Clone)]
pub struct ReadDocument {
    /// The path or row it came from.
    pub label: String,
    /// SHA-256 of the bytes and of what was given with them.
    pub input_sha256: String,
    /// What it came as.
    pub form: Form,
    /// Its bytes, zlib; empty where `origin` names the record that holds them.
    pub raw: Vec<u8>,
    /// How it came, as JSON.
    pub origin: Option<String>,
    /// Its record.
    pub record: RecordJson,
    /// The words that the index shall hold.
    pub cut: Cut,
    /// The keys by which copies find each other.
    pub sketch: Vec<u64>,
    /// The words by which articles of one event find each other.
    pub telling: isnad_link::story::Telling,
}

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    New,
    /// Its text has changed: the old version is kept.
    NewVersion,
    /// Its text is the same, what is known of it has changed: it was read again.
    Updated,
    /// Nothing has changed.
    Same,
    /// It is new, and its text stands under another address already.
    Twin,
    /// It was forgotten, and is not read again.
    Forgotten,
}

/// Writes documents in batches.
#[derive(Debug)]
pub struct Writer<'s> {
    store: &'s Store,
    open: bool,
    waiting: usize,
    names: FxHashMap<String, i64>,
    linker: Linker,
    /// Names that are kept with a kind: the name and the kind's first letters.
    compared: FxHashSet<(i64, [u8; 2])>,
    data_version: i64,
    now: String,
}

/// Documents a commit.
const BATCH: usize = 512;

impl<'s> Writer<'s> {
    /// A writer; `now` is the time of reading that is kept with each document.
    pub fn new(store: &'s Store, now: String) -> Self {
        Writer {
            store,
            open: false,
            waiting: 0,
            names: FxHashMap::default(),
            linker: Linker::default(),
            compared: FxHashSet::default(),
            data_version: -1,
            now,
        }
    }

    /// Keeps one document.
    ///
    /// # Errors
    /// The disk is full, the file locked or damaged; the batch is then undone.
    pub fn put(&mut self, document: &ReadDocument) -> Result<Put, Fault> {
        self.put_or(document, false)
    }

    /// As [`Self::put`], for a document that was cleaned again: what is known of it is renewed though its text is the same.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn put_again(&mut self, document: &ReadDocument) -> Result<Put, Fault> {
        self.put_or(document, true)
    }

    fn put_or(&mut self, document: &ReadDocument, again: bool) -> Result<Put, Fault> {
        self.begin()?;
        let put = self.put_in(document, again);
        match &put {
            Ok(_) => self.step()?,
            Err(_) => self.rollback(),
        }
        put
    }

    /// Counts one document; a full batch is committed.
    pub(super) fn step(&mut self) -> Result<(), Fault> {
        self.waiting += 1;
        if self.waiting >= BATCH { self.commit() } else { Ok(()) }
    }

    pub(super) fn connection(&self) -> &'s Connection {
        &self.store.connection
    }

    /// Ends the batch: what was put is kept.
    ///
    /// # Errors
    /// The disk is full or the file locked.
    pub fn commit(&mut self) -> Result<(), Fault> {
        if self.open {
            self.linker.link(&self.store.connection)?;
            self.store.connection.execute_batch("COMMIT")?;
            self.open = false;
            self.waiting = 0;
        }
        Ok(())
    }

    fn rollback(&mut self) {
        if self.open {
            let _undone = self.store.connection.execute_batch("ROLLBACK");
            self.open = false;
            self.waiting = 0;
            self.forget_all();
        }
    }

    /// Forgets what was looked up: it was undone, or another process wrote.
    fn forget_all(&mut self) {
        self.names.clear();
        self.compared.clear();
        self.linker.clear();
    }

    pub(super) fn begin(&mut self) -> Result<(), Fault> {
        if !self.open {
            let c = &self.store.connection;
            c.execute_batch("BEGIN IMMEDIATE")?;
            self.open = true;
            // Another process may have written between two batches.
            let seen: i64 = c.query_row("PRAGMA data_version", [], |r| r.get(0))?;
            if seen != self.data_version {
                self.forget_all();
                self.data_version = seen;
            }
        }
        Ok(())
    }

    fn put_in(&mut self, d: &ReadDocument, again: bool) -> Result<Put, Fault> {
        let c = &self.store.connection;
        let r = &d.record;
        if c.prepare_cached("SELECT 1 FROM forgotten WHERE id = ?1")?.exists([&r.id])? {
            return Ok(Put::Forgotten);
        }
        let standing: Option<(i64, i64, String, String)> = c
            .prepare_cached(
                "SELECT d.key, v.key, v.version, v.input_sha256 FROM documents d JOIN versions v ON v.key = d.version WHERE d.id = ?1",
            )?
            .query_row([&r.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let (document, version, put) = match standing {
            None => {
                let twin = c.prepare_cached("SELECT 1 FROM versions WHERE version = ?1")?.exists([&r.version])?;
                let document = self.insert_document(r)?;
                let version = self.insert_version(document, d)?;
                (document, version, if twin { Put::Twin } else { Put::New })
            }
            Some((_, _, text, input)) if !again && text == r.version && input == d.input_sha256 => {
                return Ok(Put::Same);
            }
            Some((document, version, text, _)) if text == r.version => {
                self.linker.link(c)?;
                self.linker.forget(document);
                unindex(c, document)?;
                c.prepare_cached(
                    "UPDATE versions SET raw_sha256 = ?2, input_sha256 = ?3, label = ?4, given = ?5, blocks = ?6, furniture = ?7, notes = ?8
                     WHERE key = ?1",
                )?
                .execute(params![
                    version,
                    r.raw_sha256,
                    d.input_sha256,
                    d.label,
                    given(r),
                    serde_json::to_string(&r.blocks)?,
                    serde_json::to_string(&r.furniture)?,
                    serde_json::to_string(&r.notes)?,
                ])?;
                c.prepare_cached("UPDATE evidence SET raw = ?2, origin = ?3 WHERE version = ?1")?
                    .execute(params![version, d.raw, d.origin])?;
                drop_readings_of(c, version)?;
                self.update_document(document, version, r)?;
                (document, version, Put::Updated)
            }
            Some((document, before, _, _)) => {
                self.linker.link(c)?;
                self.linker.forget(document);
                unindex(c, document)?;
                uncount(c, before)?;
                c.prepare_cached("UPDATE readings SET state = 'old' WHERE version = ?1 AND state = 'current'")?
                    .execute([before])?;
                // A text that comes back is the version it was.
                let again: Option<i64> = c
                    .prepare_cached("SELECT key FROM versions WHERE document = ?1 AND version = ?2")?
                    .query_row(params![document, r.version], |row| row.get(0))
                    .optional()?;
                let version = match again {
                    Some(version) => {
                        drop_readings_of(c, version)?;
                        c.prepare_cached("UPDATE versions SET input_sha256 = ?2, given = ?3 WHERE key = ?1")?
                            .execute(params![version, d.input_sha256, given(r)])?;
                        version
                    }
                    None => self.insert_version(document, d)?,
                };
                self.update_document(document, version, r)?;
                (document, version, Put::NewVersion)
            }
        };
        self.insert_reading(document, version, r, &d.cut.statements, "current")?;
        index(c, document, &d.cut)?;
        self.linker.add(Waiting { document, sketch: d.sketch.clone(), telling: d.telling.clone() });
        Ok(put)
    }

    fn insert_document(&self, r: &RecordJson) -> Result<i64, Fault> {
        let c = &self.store.connection;
        c.prepare_cached(
            "INSERT INTO documents (id, source, section, agency, country, url, author, language, title, title_start, title_end,
             published, updated, day, version, origins) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0, ?15)",
        )?
        .execute(params![
            r.id,
            r.source,
            r.section,
            r.agency,
            r.country,
            r.url,
            r.author,
            r.language,
            r.title.as_ref().map(|t| &t.text),
            r.title.as_ref().and_then(|t| t.start),
            r.title.as_ref().and_then(|t| t.end),
            r.published,
            r.updated,
            r.reference_date,
            serde_json::to_string(&r.origins)?,
        ])?;
        Ok(c.last_insert_rowid())
    }

    fn update_document(&self, document: i64, version: i64, r: &RecordJson) -> Result<(), Fault> {
        let c = &self.store.connection;
        c.prepare_cached(
            "UPDATE documents SET source = ?2, section = ?3, agency = ?4, country = ?5, url = ?6, author = ?7, language = ?8,
             title = ?9, title_start = ?10, title_end = ?11, published = ?12, updated = ?13, day = ?14, version = ?15,
             origins = ?16 WHERE key = ?1",
        )?
        .execute(params![
            document,
            r.source,
            r.section,
            r.agency,
            r.country,
            r.url,
            r.author,
            r.language,
            r.title.as_ref().map(|t| &t.text),
            r.title.as_ref().and_then(|t| t.start),
            r.title.as_ref().and_then(|t| t.end),
            r.published,
            r.updated,
            r.reference_date,
            version,
            serde_json::to_string(&r.origins)?,
        ])?;
        super::tally::changed(c)
    }

    fn insert_version(&self, document: i64, d: &ReadDocument) -> Result<i64, Fault> {
        let c = &self.store.connection;
        let r = &d.record;
        c.prepare_cached(
            "INSERT INTO versions (document, version, raw_sha256, input_sha256, form, label, read_at, blocks, furniture, notes, given)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            document,
            r.version,
            r.raw_sha256,
            d.input_sha256,
            d.form.name(),
            d.label,
            self.now,
            serde_json::to_string(&r.blocks)?,
            serde_json::to_string(&r.furniture)?,
            serde_json::to_string(&r.notes)?,
            given(r),
        ])?;
        let version = c.last_insert_rowid();
        c.prepare_cached("INSERT INTO texts (version, text) VALUES (?1, ?2)")?.execute(params![version, r.text])?;
        c.prepare_cached("INSERT INTO evidence (version, raw, origin) VALUES (?1, ?2, ?3)")?
            .execute(params![version, d.raw, d.origin])?;
        c.prepare_cached("UPDATE documents SET version = ?2 WHERE key = ?1")?.execute([document, version])?;
        super::tally::versions(c, 1)?;
        Ok(version)
    }

    /// Writes one reading and all its entries.
    pub(super) fn insert_reading(
        &mut self,
        document: i64,
        version: i64,
        r: &RecordJson,
        statements: &[String],
        state: &str,
    ) -> Result<i64, Fault> {
        let c = &self.store.connection;
        c.prepare_cached(
            "INSERT INTO readings (version, document, producer, read_at, reference_date, reference_date_from, state, notes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            version,
            document,
            r.producer,
            self.now,
            r.reference_date,
            r.reference_date_from,
            state,
            serde_json::to_string(&r.notes)?
        ])?;
        let at = At { reading: c.last_insert_rowid(), document, day: r.reference_date.as_deref() };
        let mut names: HashMap<&str, i64> = HashMap::with_capacity(r.entities.len());
        for e in &r.entities {
            names.insert(&e.id, self.insert_entity(&at, e)?);
        }
        for (s, words) in r.statements.iter().zip(statements) {
            self.insert_statement(&at, s, words, &names)?;
        }
        for f in &r.figures {
            insert_figure(c, &at, f, &names)?;
        }
        for t in &r.times {
            insert_time(c, &at, t)?;
        }
        if state == "current" {
            super::tally::count(c, at.reading, 1)?;
        }
        Ok(at.reading)
    }

    /// The key of a name as it is matched.
    fn name(&mut self, name: &str) -> Result<i64, Fault> {
        let folded = isnad_text::fold(name);
        if let Some(key) = self.names.get(&folded) {
            return Ok(*key);
        }
        let c = &self.store.connection;
        let known: Option<i64> = c
            .prepare_cached("SELECT key FROM names WHERE folded = ?1")?
            .query_row([&folded], |r| r.get(0))
            .optional()?;
        let key = match known {
            Some(key) => key,
            None => {
                c.prepare_cached("INSERT INTO names (folded, name) VALUES (?1, ?2)")?
                    .execute([&folded, &shown(name)])?;
                let key = c.last_insert_rowid();
                c.prepare_cached("INSERT INTO name_words (rowid, name) VALUES (?1, ?2)")?
                    .execute(params![key, cut::once(&folded)])?;
                key
            }
        };
        if self.names.len() > 200_000 {
            self.names.clear();
            self.compared.clear();
        }
        self.names.insert(folded, key);
        Ok(key)
    }

    fn insert_entity(&mut self, at: &At, e: &EntityJson) -> Result<i64, Fault> {
        let name = self.name(&e.name)?;
        let c = &self.store.connection;
        c.prepare_cached(
            "INSERT INTO entities (reading, document, id, name, kind, rule, name_key, day, offices) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![at.reading, at.document, e.id, e.name, e.kind, e.rule, name, at.day, e.roles.len() as i64])?;
        let key = c.last_insert_rowid();
        if self.compared.insert((name, e.kind.as_bytes().first_chunk().copied().unwrap_or_default())) {
            c.prepare_cached("INSERT OR IGNORE INTO name_kinds (name, kind) VALUES (?1, ?2)")?
                .execute(params![name, e.kind])?;
            super::identity::keep_keys(c, name, &e.name, &e.kind)?;
        }
        let mut roles = c.prepare_cached(
            "INSERT INTO entity_roles (entity, n, start, \"end\", office) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (n, role) in (0i64..).zip(&e.roles) {
            roles.execute(params![key, n, role.start, role.end, super::identity::office(&role.text)])?;
        }
        let mut mentions = c.prepare_cached("INSERT INTO mentions VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (n, m) in (0i64..).zip(&e.mentions) {
            mentions.execute(params![key, n, m.start, m.end, m.rule])?;
        }
        Ok(name)
    }

    fn insert_statement(
        &mut self,
        at: &At,
        s: &StatementJson,
        words: &str,
        names: &HashMap<&str, i64>,
    ) -> Result<(), Fault> {
        let speaker = match (&s.speaker_id, &s.speaker_name) {
            (Some(id), _) if names.contains_key(id.as_str()) => names.get(id.as_str()).copied(),
            (_, Some(name)) => Some(self.name(name)?),
            _ => None,
        };
        let c = &self.store.connection;
        let ends = |s: &Option<crate::wire::SpanJson>| s.as_ref().map_or((None, None), |s| (s.start, s.end));
        let (cue, speaks, role, occasion) = (ends(&s.cue), ends(&s.speaker), ends(&s.role), ends(&s.occasion));
        c.prepare_cached(
            "INSERT INTO statements (reading, document, id, kind, act, confidence, rule, cue_start, cue_end, speaker_start, speaker_end,
             speaker_name, speaker, speaker_id, role_start, role_end, occasion_start, occasion_end, said_on, day, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        )?
        .execute(params![
            at.reading, at.document, s.id, s.kind, s.act, s.confidence, s.rule, cue.0, cue.1, speaks.0, speaks.1,
            s.speaker_name, speaker, s.speaker_id, role.0, role.1, occasion.0, occasion.1, s.said_on,
            day_of(s.said_on.as_deref()).or(at.day), s.status,
        ])?;
        let key = c.last_insert_rowid();
        let mut content = c.prepare_cached("INSERT INTO statement_content VALUES (?1, ?2, ?3, ?4)")?;
        for (n, piece) in (0i64..).zip(&s.content) {
            content.execute(params![key, n, piece.start, piece.end])?;
        }
        let mut chain = c.prepare_cached("INSERT INTO statement_chain VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (n, link) in (0i64..).zip(&s.chain) {
            chain.execute(params![key, n, link.start, link.end, link.name])?;
        }
        let mut figures = c.prepare_cached("INSERT INTO statement_figures VALUES (?1, ?2, ?3)")?;
        for (n, figure) in (0i64..).zip(&s.figures) {
            figures.execute(params![key, n, figure])?;
        }
        let mut about = c.prepare_cached("INSERT INTO statement_about VALUES (?1, ?2, ?3, ?4)")?;
        for (n, entity) in (0i64..).zip(&s.about) {
            about.execute(params![key, n, entity, names.get(entity.as_str())])?;
        }
        c.prepare_cached("INSERT INTO statement_words (rowid, content) VALUES (?1, ?2)")?
            .execute(params![key, words])?;
        Ok(())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.rollback();
    }
}

/// A name as lists show it: without short vowels and what shows nothing.
fn shown(name: &str) -> String {
    let plain = |c: &char| !isnad_text::letters::is_arabic_mark(*c) && !isnad_text::letters::is_invisible(*c);
    name.chars().filter(plain).collect()
}

/// Where entries belong.
struct At<'a> {
    reading: i64,
    document: i64,
    day: Option<&'a str>,
}

/// What was said of a document from outside, for a later reading of the same text.
fn given(r: &RecordJson) -> String {
    serde_json::json!({"reference_date": r.reference_date, "reference_date_from": r.reference_date_from}).to_string()
}

/// The first day, month or year of an EDTF value: what lists sort by.
fn day_of(value: Option<&str>) -> Option<&str> {
    let value = value?;
    let first = value.split('/').find(|p| p.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(first.get(..10).unwrap_or(first))
}

fn insert_figure(c: &Connection, at: &At, f: &FigureJson, names: &HashMap<&str, i64>) -> Result<(), Fault> {
    let (min, max) = match f.value {
        ValueJson::Whole(x) => (x as f64, x as f64),
        ValueJson::Decimal(x) => (x, x),
        ValueJson::WholeRange([a, b]) => (a as f64, b as f64),
        ValueJson::Range([a, b]) => (a, b),
    };
    let parts = if f.parts.is_empty() { None } else { Some(serde_json::to_string(&f.parts)?) };
    c.prepare_cached(
        "INSERT INTO figures (reading, document, id, start, \"end\", value_min, value_max, hedge, unit, measure, subject, subject_id,
         subject_key, as_of, sense, status, measure_key, parts, same_as, statement, rule, day, base, total, due, finality, rules)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
         ?23, ?24, ?25, ?26, ?27)",
    )?
    .execute(params![
        at.reading, at.document, f.id, f.start, f.end, min, max, f.hedge, f.unit, f.measure, f.subject, f.subject_id,
        f.subject_id.as_deref().and_then(|id| names.get(id)), f.as_of, f.sense, f.status, f.measure_key, parts, f.same_as,
        f.statement, f.rule, day_of(f.as_of.as_deref()).or(at.day), f.base, f.total, f.due, f.finality,
        serde_json::to_string(&f.rules)?,
    ])?;
    Ok(())
}

fn insert_time(c: &Connection, at: &At, t: &TimeJson) -> Result<(), Fault> {
    let alternatives = if t.alternatives.is_empty() { None } else { Some(serde_json::to_string(&t.alternatives)?) };
    c.prepare_cached(
        "INSERT INTO times (reading, document, id, start, \"end\", value, type, mod, calendar, original, zone, anchor, anchor_id,
         alternatives, earliest, latest, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?
    .execute(params![
        at.reading, at.document, t.id, t.start, t.end, t.value, t.kind, t.modifier, t.calendar, t.original, t.zone, t.anchor,
        t.anchor_id, alternatives, t.earliest, t.latest, t.rule,
    ])?;
    Ok(())
}

/// Takes the version of a document that stands out of the index of articles and of what links documents.
pub(super) fn unindex(c: &Connection, document: i64) -> Result<(), Fault> {
    c.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([document])?;
    c.prepare_cached("DELETE FROM spellings WHERE rowid = ?1")?.execute([document])?;
    super::copies::unlink(c, document)?;
    super::stories::unlink(c, document)
}

/// Takes what stands of a version out of the tallies.
fn uncount(c: &Connection, version: i64) -> Result<(), Fault> {
    let standing: Option<i64> = c
        .prepare_cached("SELECT key FROM readings WHERE version = ?1 AND state = 'current'")?
        .query_row([version], |r| r.get(0))
        .optional()?;
    standing.map_or(Ok(()), |reading| super::tally::count(c, reading, -1))
}

/// Takes all readings of a version out, entries and index.
pub(super) fn drop_readings_of(c: &Connection, version: i64) -> Result<(), Fault> {
    uncount(c, version)?;
    let readings: Vec<i64> = c
        .prepare_cached("SELECT key FROM readings WHERE version = ?1")?
        .query_map([version], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    readings.into_iter().try_for_each(|r| drop_reading(c, r))
}

/// Takes one reading out, entries and index.
pub(super) fn drop_reading(c: &Connection, reading: i64) -> Result<(), Fault> {
    for child in ["statement_content", "statement_chain", "statement_figures", "statement_about"] {
        c.prepare_cached(&format!(
            "DELETE FROM {child} WHERE statement IN (SELECT key FROM statements WHERE reading = ?1)"
        ))?
        .execute([reading])?;
    }
    c.prepare_cached("DELETE FROM statement_words WHERE rowid IN (SELECT key FROM statements WHERE reading = ?1)")?
        .execute([reading])?;
    for child in ["entity_roles", "mentions"] {
        c.prepare_cached(&format!(
            "DELETE FROM {child} WHERE entity IN (SELECT key FROM entities WHERE reading = ?1)"
        ))?
        .execute([reading])?;
    }
    for table in ["statements", "figures", "times", "entities"] {
        c.prepare_cached(&format!("DELETE FROM {table} WHERE reading = ?1"))?.execute([reading])?;
    }
    c.prepare_cached("DELETE FROM readings WHERE key = ?1")?.execute([reading])?;
    Ok(())
}
