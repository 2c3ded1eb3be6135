//! From rows back to the record: one entry, or all of a document. What an entry quotes is cut from the text that is kept.

use std::rc::Rc;

use isnad_text::CodePoints;
use rusqlite::{OptionalExtension, Row, params};

use super::open::Store;
use crate::acquire::{Origin, Problem, page_at};
use crate::fault::Fault;
use crate::wire::{
    BlockJson, ChainJson, EntityJson, FigureJson, FigureRulesJson, FurnitureJson, MentionJson, NoteJson, RecordJson,
    SpanJson, StatementJson, TimeJson, ValueJson,
};

/// What a listing says of the article in which an entry stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Internal key.
    pub key: i64,
    /// Its id.
    pub id: String,
    /// The outlet.
    pub source: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// The day or date of publication as it was given.
    pub published: Option<String>,
    /// The reference day.
    pub day: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Key of the version that stands.
    pub version: i64,
    /// The path or row it came from.
    pub label: String,
}

impl Document {
    /// The outlet; where nobody says it, the name of the file.
    pub fn outlet(&self) -> &str {
        match &self.source {
            Some(source) => source,
            None => self.label.rsplit(['/', '\\']).next().unwrap_or(&self.label),
        }
    }
}

/// The text of a version, to cut entries from.
#[derive(Debug)]
pub struct Text {
    /// All of it.
    pub text: String,
    points: CodePoints,
}

impl Text {
    pub(crate) fn of(text: String) -> Self {
        let points = CodePoints::of(&text);
        Text { text, points }
    }

    /// The words from code point `start` to `end`.
    pub fn piece(&self, start: u32, end: u32) -> &str {
        self.text.get(self.bytes(start, end)).unwrap_or("")
    }

    /// The same range in bytes.
    pub fn bytes(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        self.points.byte(start) as usize..self.points.byte(end) as usize
    }

    fn span(&self, start: Option<u32>, end: Option<u32>) -> Option<SpanJson> {
        let (a, b) = (start?, end?);
        Some(SpanJson { start, end, text: self.piece(a, b).to_owned() })
    }
}

const DOCUMENT: &str = "SELECT d.key, d.id, d.source, d.published, d.day, d.title, d.url, d.version, (SELECT label FROM versions WHERE key = d.version), d.agency FROM documents d";

fn document(row: &Row) -> rusqlite::Result<Document> {
    Ok(Document {
        key: row.get(0)?,
        id: row.get(1)?,
        source: row.get(2)?,
        published: row.get(3)?,
        day: row.get(4)?,
        title: row.get(5)?,
        url: row.get(6)?,
        version: row.get(7)?,
        label: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
        agency: row.get(9)?,
    })
}

impl Store {
    /// The document of that internal key.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn document(&self, key: i64) -> Result<Document, Fault> {
        Ok(self.connection.prepare_cached(&format!("{DOCUMENT} WHERE d.key = ?1"))?.query_row([key], document)?)
    }

    /// The documents whose id is `id`, else those whose id begins with it (at most `limit`).
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn documents_named(&self, id: &str, limit: i64) -> Result<Vec<Document>, Fault> {
        let c = &self.connection;
        let exact = c.prepare_cached(&format!("{DOCUMENT} WHERE d.id = ?1"))?.query_row([id], document).optional()?;
        if let Some(found) = exact {
            return Ok(vec![found]);
        }
        if id.is_empty() {
            return Ok(Vec::new());
        }
        let found = c
            .prepare_cached(&format!("{DOCUMENT} WHERE d.id >= ?1 AND d.id < ?2 ORDER BY d.id LIMIT ?3"))?
            .query_map(params![id, format!("{id}\u{10FFFF}"), limit], document)?
            .collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// Documents of an outlet and of days, the newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn listed(&self, filter: &super::select::Filter) -> Result<Vec<Document>, Fault> {
        let mut conditions = String::new();
        if let Some(source) = &filter.source {
            conditions.push_str(&format!(" AND d.source IN ({})", self.sources_like(source)?));
        }
        if let Some(last) = filter.upto {
            conditions.push_str(&format!(" AND d.key <= {last}"));
        }
        let from = filter.from.clone().unwrap_or_default();
        let to = filter.to.as_ref().map_or_else(|| "~".to_owned(), |d| format!("{d}~"));
        if filter.from.is_some() || filter.to.is_some() {
            conditions.push_str(" AND d.day >= ?3 AND d.day <= ?4");
        } else {
            conditions.push_str(" AND ?3 <= ?4");
        }
        let sql = format!("{DOCUMENT} WHERE 1{conditions} ORDER BY d.day DESC, d.key DESC LIMIT ?1 OFFSET ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let values = params![filter.limit as i64, filter.offset as i64, from, to];
        let rows = statement.query_map(values, document)?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// The key of the article that came last; articles that come later have larger ones.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_key(&self) -> Result<i64, Fault> {
        let mut statement = self.connection.prepare_cached("SELECT coalesce(max(key), 0) FROM documents")?;
        Ok(statement.query_row([], |r| r.get(0))?)
    }

    /// The newest documents, by their day.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn newest(&self, limit: usize) -> Result<Vec<Document>, Fault> {
        let sql = format!("{DOCUMENT} ORDER BY d.day DESC, d.key DESC LIMIT ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([limit as i64], document)?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// The sentence round a range of code points of a document's text.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sentence(&self, d: &Document, start: u32, end: u32) -> Result<String, Fault> {
        Ok(super::figures::sentence_of(&*self.text(d.version)?, start, end))
    }

    /// All documents in the order in which they came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn each_document(&self, mut take: impl FnMut(Document) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut statement = self.connection.prepare(&format!("{DOCUMENT} ORDER BY d.key"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(document(row)?)?;
        }
        Ok(())
    }

    /// The text that stands of a document.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn text(&self, version: i64) -> Result<Rc<Text>, Fault> {
        let text: String = self
            .connection
            .prepare_cached("SELECT text FROM texts WHERE version = ?1")?
            .query_row([version], |r| r.get(0))?;
        Ok(Rc::new(Text::of(text)))
    }

    /// The bytes of a version as they came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn evidence(&self, version: i64) -> Result<Vec<u8>, Fault> {
        let (packed, origin): (Vec<u8>, Option<String>) = self
            .connection
            .prepare_cached("SELECT raw, origin FROM evidence WHERE version = ?1")?
            .query_row([version], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if packed.is_empty()
            && let Some(place) = Origin::from_json(origin.as_deref()).record
        {
            let gone = || Problem::new(format!("{}@{}", place.file, place.offset), "fault.archive-gone");
            let page = page_at(&place).ok_or_else(|| Fault::Told(gone()))?;
            let kept: String = self
                .connection
                .prepare_cached("SELECT raw_sha256 FROM versions WHERE key = ?1")?
                .query_row([version], |r| r.get(0))?;
            // An archive that was replaced by another is no evidence.
            return if crate::wire::sha256_hex(&page) == kept { Ok(page) } else { Err(Fault::Told(gone())) };
        }
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(packed.as_slice()), &mut bytes)?;
        Ok(bytes)
    }

    /// How the bytes of a version came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn origin(&self, version: i64) -> Result<Origin, Fault> {
        let origin: Option<String> = self
            .connection
            .prepare_cached("SELECT origin FROM evidence WHERE version = ?1")?
            .query_row([version], |r| r.get(0))?;
        Ok(Origin::from_json(origin.as_deref()))
    }

    /// The whole record of a document, as `extract` would print it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn record(&self, d: &Document) -> Result<RecordJson, Fault> {
        let c = &self.connection;
        let text = self.text(d.version)?;
        let mut record = c
            .prepare_cached(
                "SELECT d.id, d.source, d.section, d.agency, d.country, d.url, d.author, d.language, d.title, d.title_start,
                 d.title_end, d.published, d.updated, v.version, v.raw_sha256, v.blocks, v.furniture,
                 r.key, r.producer, r.reference_date, r.reference_date_from, r.notes, d.origins
                 FROM documents d JOIN versions v ON v.key = d.version JOIN readings r ON r.version = v.key AND r.state = 'current'
                 WHERE d.key = ?1",
            )?
            .query_row([d.key], |r| {
                let title: Option<String> = r.get(8)?;
                let (start, end) = (r.get(9)?, r.get(10)?);
                let list = |i: usize| r.get::<_, String>(i);
                Ok((
                    RecordJson {
                        schema: "isnad.record/1".into(),
                        id: r.get(0)?,
                        source: r.get(1)?,
                        section: r.get(2)?,
                        agency: r.get(3)?,
                        country: r.get(4)?,
                        url: r.get(5)?,
                        author: r.get(6)?,
                        language: r.get(7)?,
                        title: title.map(|text| SpanJson { start, end, text }),
                        published: r.get(11)?,
                        updated: r.get(12)?,
                        origins: serde_json::from_str(&list(22)?).unwrap_or_default(),
                        version: r.get(13)?,
                        raw_sha256: r.get(14)?,
                        producer: r.get(18)?,
                        reference_date: r.get(19)?,
                        reference_date_from: r.get(20)?,
                        text: text.text.clone(),
                        blocks: serde_json::from_str::<Vec<BlockJson>>(&list(15)?).unwrap_or_default(),
                        furniture: serde_json::from_str::<Vec<FurnitureJson>>(&list(16)?).unwrap_or_default(),
                        notes: serde_json::from_str::<Vec<NoteJson>>(&list(21)?).unwrap_or_default(),
                        statements: Vec::new(),
                        figures: Vec::new(),
                        times: Vec::new(),
                        entities: Vec::new(),
                    },
                    r.get::<_, i64>(17)?,
                ))
            })
            .optional()?;
        let Some((mut record, reading)) = record.take() else {
            return Err(Fault::of(&d.id, "fault.reading-missing"));
        };
        for key in self.keys_of("statements", reading)? {
            record.statements.push(self.statement(key, &text)?);
        }
        for key in self.keys_of("figures", reading)? {
            record.figures.push(self.figure(key, &text)?);
        }
        for key in self.keys_of("times", reading)? {
            record.times.push(self.time(key, &text)?);
        }
        for key in self.keys_of("entities", reading)? {
            record.entities.push(self.entity(key, &text)?);
        }
        Ok(record)
    }

    fn keys_of(&self, table: &str, reading: i64) -> Result<Vec<i64>, Fault> {
        let sql = format!("SELECT key FROM {table} WHERE reading = ?1 ORDER BY key");
        let keys =
            self.connection.prepare_cached(&sql)?.query_map([reading], |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(keys)
    }

    /// One statement.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn statement(&self, key: i64, text: &Text) -> Result<StatementJson, Fault> {
        let c = &self.connection;
        let mut s = c
            .prepare_cached(
                "SELECT id, kind, act, confidence, rule, cue_start, cue_end, speaker_start, speaker_end, speaker_name, speaker_id,
                 role_start, role_end, occasion_start, occasion_end, said_on, status FROM statements WHERE key = ?1",
            )?
            .query_row([key], |r| {
                Ok(StatementJson {
                    id: r.get(0)?,
                    kind: r.get(1)?,
                    act: r.get(2)?,
                    confidence: r.get(3)?,
                    rule: r.get(4)?,
                    content: Vec::new(),
                    cue: text.span(r.get(5)?, r.get(6)?),
                    speaker: text.span(r.get(7)?, r.get(8)?),
                    speaker_name: r.get(9)?,
                    speaker_id: r.get(10)?,
                    role: text.span(r.get(11)?, r.get(12)?),
                    chain: Vec::new(),
                    occasion: text.span(r.get(13)?, r.get(14)?),
                    said_on: r.get(15)?,
                    status: r.get(16)?,
                    figures: Vec::new(),
                    about: Vec::new(),
                    why: String::new(),
                })
            })?;
        s.content = c
            .prepare_cached("SELECT start, \"end\" FROM statement_content WHERE statement = ?1 ORDER BY n")?
            .query_map([key], |r| Ok(text.span(r.get(0)?, r.get(1)?)))?
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        s.chain = c
            .prepare_cached("SELECT start, \"end\", name FROM statement_chain WHERE statement = ?1 ORDER BY n")?
            .query_map([key], |r| {
                let (start, end) = (r.get(0)?, r.get(1)?);
                Ok(ChainJson { start, end, text: text.span(start, end).map(|s| s.text), name: r.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
        for (list, sql) in [
            (&mut s.figures, "SELECT figure FROM statement_figures WHERE statement = ?1 ORDER BY n"),
            (&mut s.about, "SELECT entity FROM statement_about WHERE statement = ?1 ORDER BY n"),
        ] {
            *list = c.prepare_cached(sql)?.query_map([key], |r| r.get(0))?.collect::<Result<_, _>>()?;
        }
        Ok(s)
    }

    /// One figure.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn figure(&self, key: i64, text: &Text) -> Result<FigureJson, Fault> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, start, \"end\", value_min, value_max, hedge, unit, measure, subject, subject_id, as_of, sense, status,
                 measure_key, parts, same_as, statement, rule, base, total, due, finality, rules FROM figures WHERE key = ?1",
            )?
            .query_row([key], |r| {
                let (start, end): (u32, u32) = (r.get(1)?, r.get(2)?);
                Ok(FigureJson {
                    id: r.get(0)?,
                    start,
                    end,
                    text: text.piece(start, end).to_owned(),
                    value: value(r.get(3)?, r.get(4)?),
                    hedge: r.get(5)?,
                    unit: r.get(6)?,
                    measure: r.get(7)?,
                    subject: r.get(8)?,
                    subject_id: r.get(9)?,
                    as_of: r.get(10)?,
                    sense: r.get(11)?,
                    status: r.get(12)?,
                    measure_key: r.get(13)?,
                    parts: json_list(r.get(14)?),
                    same_as: r.get(15)?,
                    base: r.get(18)?,
                    total: r.get(19)?,
                    due: r.get(20)?,
                    finality: r.get(21)?,
                    statement: r.get(16)?,
                    rule: r.get(17)?,
                    rules: rules(r.get(22)?),
                    why: String::new(),
                })
            })?)
    }

    /// One time.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn time(&self, key: i64, text: &Text) -> Result<TimeJson, Fault> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, start, \"end\", value, type, mod, calendar, original, zone, anchor, anchor_id, alternatives, earliest,
                 latest, rule FROM times WHERE key = ?1",
            )?
            .query_row([key], |r| {
                let (start, end): (u32, u32) = (r.get(1)?, r.get(2)?);
                Ok(TimeJson {
                    id: r.get(0)?,
                    start,
                    end,
                    text: text.piece(start, end).to_owned(),
                    value: r.get(3)?,
                    kind: r.get(4)?,
                    modifier: r.get(5)?,
                    calendar: r.get(6)?,
                    original: r.get(7)?,
                    zone: r.get(8)?,
                    anchor: r.get(9)?,
                    anchor_id: r.get(10)?,
                    alternatives: json_list(r.get(11)?),
                    earliest: r.get(12)?,
                    latest: r.get(13)?,
                    rule: r.get(14)?,
                    why: String::new(),
                })
            })?)
    }

    /// One entity with its mentions.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn entity(&self, key: i64, text: &Text) -> Result<EntityJson, Fault> {
        let c = &self.connection;
        let mut e =
            c.prepare_cached("SELECT id, name, kind, rule FROM entities WHERE key = ?1")?.query_row([key], |r| {
                Ok(EntityJson {
                    id: r.get(0)?,
                    name: r.get(1)?,
                    kind: r.get(2)?,
                    rule: r.get(3)?,
                    roles: vec![],
                    mentions: vec![],
                })
            })?;
        e.roles = c
            .prepare_cached("SELECT start, \"end\" FROM entity_roles WHERE entity = ?1 ORDER BY n")?
            .query_map([key], |r| Ok(text.span(r.get(0)?, r.get(1)?)))?
            .filter_map(Result::transpose)
            .collect::<Result<_, _>>()?;
        e.mentions = c
            .prepare_cached("SELECT start, \"end\", rule FROM mentions WHERE entity = ?1 ORDER BY n")?
            .query_map([key], |r| {
                let (start, end) = (r.get(0)?, r.get(1)?);
                Ok(MentionJson { start, end, text: text.piece(start, end).to_owned(), rule: r.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
        Ok(e)
    }
}

/// The value as the wire writes it.
pub(super) fn value(min: f64, max: f64) -> ValueJson {
    use isnad_extract::Value;
    if min == max { Value::One(min).into() } else { Value::Range(min, max).into() }
}

fn json_list(text: Option<String>) -> Vec<String> {
    text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
}

/// The rules of a figure; of one that an earlier version read, none.
fn rules(text: Option<String>) -> FigureRulesJson {
    text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
}
