//! Newer rules over the texts that are kept. New readings stand beside the old ones as `pending` until every text has
//! one; then all are exchanged in one transaction. A run that was killed goes on where it stopped.

use isnad_extract::{Context, ReferenceFrom};
use isnad_text::{Article, Block, BlockKind, CodePoints, Field, Found, Furniture, FurnitureReason, Note, Span, Title};
use rusqlite::{OptionalExtension, params};

use super::open::Store;
use super::write::{Writer, drop_reading};
use crate::acquire::{Form, Given, Piece};
use crate::fault::Fault;
use crate::wire::{BlockJson, FurnitureJson, Identity, NoteJson, RecordJson};

/// A text that is kept, as it was read: what a reading needs.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The document's key.
    pub document: i64,
    /// The version's key.
    pub version: i64,
    /// The document's id.
    pub id: String,
    /// SHA-256 of its bytes.
    pub raw_sha256: String,
    /// The text and what is known of it.
    pub article: Article,
    /// What its reading counts from.
    pub context: Context,
}

impl Stored {
    /// Reads it with the rules of this program.
    pub fn read(&self) -> RecordJson {
        let record = isnad_extract::read(&self.article, &self.context);
        let identity =
            Identity { id: &self.id, raw_sha256: &self.raw_sha256, country: self.context.country.as_deref() };
        RecordJson::of(&identity, &self.article, &record)
    }
}

/// The bytes that are kept of a document, ready to be cleaned again.
#[derive(Debug, Clone)]
pub struct Came {
    /// The document's id.
    pub id: String,
    /// What came, as it came.
    pub piece: Piece,
    /// What was given with it.
    pub given: Given,
    /// SHA-256 of both as it was when they came.
    pub input_sha256: String,
}

impl Store {
    /// The bytes that are kept of a document, with what was said of it when it came.
    ///
    /// # Errors
    /// The file cannot be read, or the archive that holds the page is gone.
    pub fn came(&self, document: i64) -> Result<Came, Fault> {
        let (id, version, form, label, input_sha256, source, country, given): (
            String,
            i64,
            String,
            String,
            String,
            Option<String>,
            Option<String>,
            String,
        ) = self
            .connection
            .prepare_cached(
                "SELECT d.id, v.key, v.form, v.label, v.input_sha256, d.source, d.country, v.given
                 FROM documents d JOIN versions v ON v.key = d.version WHERE d.key = ?1",
            )?
            .query_row([document], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?))
            })?;
        let said: serde_json::Value = serde_json::from_str(&given).unwrap_or_default();
        let published = said["reference_date"].as_str().filter(|_| said["reference_date_from"] == "input");
        let piece = Piece {
            label,
            form: Form::named(&form).unwrap_or(Form::Text),
            bytes: self.evidence(version)?,
            origin: self.origin(version)?,
        };
        let given = Given { published: published.map(str::to_owned), source, country, ..Given::default() };
        Ok(Came { id, piece, given, input_sha256 })
    }

    /// The keys of all documents, in the order in which they came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn all_documents(&self) -> Result<Vec<i64>, Fault> {
        let mut statement = self.connection.prepare("SELECT key FROM documents ORDER BY key")?;
        Ok(statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The text that stands of a document, ready to be read again.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn stored(&self, document: i64, explain: bool) -> Result<Stored, Fault> {
        let c = &self.connection;
        let mut statement = c.prepare_cached(
            "SELECT d.id, d.version, v.raw_sha256, t.text, v.blocks, v.furniture, v.notes, v.given, d.title, d.title_start, d.title_end,
             d.source, d.section, d.agency, d.author, d.url, d.published, d.updated, d.language, d.country, d.origins
             FROM documents d JOIN versions v ON v.key = d.version JOIN texts t ON t.version = v.key WHERE d.key = ?1",
        )?;
        Ok(statement.query_row([document], |r| {
            let text: String = r.get(3)?;
            let points = CodePoints::of(&text);
            let span = |a: u32, b: u32| Span::new(points.byte(a), points.byte(b));
            let blocks: Vec<BlockJson> = from_json(&r.get::<_, String>(4)?);
            let furniture: Vec<FurnitureJson> = from_json(&r.get::<_, String>(5)?);
            let notes: Vec<NoteJson> = from_json(&r.get::<_, String>(6)?);
            let given: serde_json::Value = serde_json::from_str(&r.get::<_, String>(7)?).unwrap_or_default();
            let title: Option<String> = r.get(8)?;
            let ends: (Option<u32>, Option<u32>) = (r.get(9)?, r.get(10)?);
            let from = ReferenceFrom::named(given["reference_date_from"].as_str().unwrap_or("none"));
            // A day that the text stated is looked for anew.
            let day =
                given["reference_date"].as_str().filter(|_| !matches!(from, ReferenceFrom::Text | ReferenceFrom::None));
            let published: Option<String> = r.get(16)?;
            let context = Context {
                published: day.and_then(|d| d.parse().ok()),
                clock: published
                    .as_deref()
                    .filter(|p| day.is_some_and(|d| p.starts_with(d)))
                    .and_then(crate::acquire::clock),
                reference_from: if day.is_some() { from } else { ReferenceFrom::None },
                country: r.get(19)?,
                explain,
                ..Context::default()
            };
            let article = Article {
                title: title.map(|text| Title { span: ends.0.zip(ends.1).map(|(a, b)| span(a, b)), text }),
                blocks: blocks
                    .into_iter()
                    .map(|b| Block { span: span(b.start, b.end), kind: block_kind(&b.kind), path: b.path })
                    .collect(),
                furniture: furniture
                    .into_iter()
                    .map(|f| Furniture {
                        span: span(f.start, f.end),
                        reason: reason(&f.reason),
                        rule: page_rule(&f.rule),
                    })
                    .collect(),
                source: r.get(11)?,
                section: r.get(12)?,
                agency: r.get(13)?,
                author: r.get(14)?,
                url: r.get(15)?,
                published,
                updated: r.get(17)?,
                language: r.get(18)?,
                notes: notes.into_iter().map(stored_note).collect(),
                origins: origins(&r.get::<_, String>(20)?),
                text,
            };
            Ok(Stored { document, version: r.get(1)?, id: r.get(0)?, raw_sha256: r.get(2)?, article, context })
        })?)
    }

    /// The documents whose text has no new reading of `producer` yet; new readings of others are thrown away.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn to_reread(&self, producer: &str) -> Result<Vec<i64>, Fault> {
        let c = &self.connection;
        let stale: Vec<i64> = c
            .prepare("SELECT key FROM readings WHERE state = 'pending' AND producer <> ?1")?
            .query_map([producer], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        self.drop_all(&stale)?;
        let keys = c
            .prepare(
                "SELECT d.key FROM documents d WHERE NOT EXISTS
                 (SELECT 1 FROM readings r WHERE r.version = d.version AND r.state = 'pending') ORDER BY d.key",
            )?
            .query_map([], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(keys)
    }

    /// Puts all new readings in the place of the old ones at once, then throws the old ones away.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn exchange(&self) -> Result<u64, Fault> {
        let c = &self.connection;
        c.execute_batch("BEGIN IMMEDIATE")?;
        let done = c.execute_batch(
            "UPDATE readings SET state = 'superseded' WHERE state = 'pending'
               AND version NOT IN (SELECT version FROM documents);
             UPDATE readings SET state = 'superseded' WHERE state = 'current'
               AND version IN (SELECT version FROM readings WHERE state = 'pending');
             UPDATE documents SET day = (SELECT r.reference_date FROM readings r WHERE r.version = documents.version AND r.state = 'pending')
               WHERE version IN (SELECT version FROM readings WHERE state = 'pending');
             UPDATE readings SET state = 'current' WHERE state = 'pending';",
        );
        if let Err(e) = done {
            c.execute_batch("ROLLBACK")?;
            return Err(e.into());
        }
        let exchanged: i64 =
            c.query_row("SELECT count(*) FROM readings WHERE state = 'superseded'", [], |r| r.get(0))?;
        let told = super::stories::tell_anew(c).and_then(|()| super::tally::fill(c));
        c.execute_batch(if told.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        told?;
        self.sweep()?;
        Ok(exchanged as u64)
    }

    /// Throws away readings that newer ones have replaced (a killed run may have left some).
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn sweep(&self) -> Result<(), Fault> {
        let old: Vec<i64> = self
            .connection
            .prepare("SELECT key FROM readings WHERE state = 'superseded' ORDER BY key")?
            .query_map([], |r| r.get(0))?
            .collect::<Result<_, _>>()?;
        self.drop_all(&old)
    }

    fn drop_all(&self, readings: &[i64]) -> Result<(), Fault> {
        let c = &self.connection;
        for batch in readings.chunks(200) {
            c.execute_batch("BEGIN IMMEDIATE")?;
            let done = batch.iter().try_for_each(|r| drop_reading(c, *r));
            c.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
            done?;
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Keeps a new reading beside the one that stands.
    ///
    /// # Errors
    /// The disk is full, the file locked or damaged.
    pub fn put_pending(&mut self, stored: &Stored, record: &RecordJson) -> Result<(), Fault> {
        self.begin()?;
        let c = self.connection();
        let there = c
            .prepare_cached("SELECT 1 FROM readings WHERE version = ?1 AND state = 'pending'")?
            .query_row(params![stored.version], |_| Ok(()))
            .optional()?;
        if there.is_none() {
            let statements = super::cut::statements(record);
            self.insert_reading(stored.document, stored.version, record, &statements, "pending")?;
        }
        self.step()
    }
}

fn from_json<T: serde::de::DeserializeOwned>(json: &str) -> Vec<T> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Where the fields of a document were found, as they are kept.
fn origins(json: &str) -> Vec<(Field, Found)> {
    let kept: std::collections::BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
    let mut all: Vec<_> = kept.iter().filter_map(|(f, at)| Some((Field::named(f)?, Found::named(at)?))).collect();
    all.sort_unstable();
    all
}

fn block_kind(name: &str) -> BlockKind {
    use BlockKind::{Body, Byline, Caption, Dateline, Embed, Headline, List, Quotation, SubHeadline};
    [Headline, SubHeadline, Dateline, Byline, Body, Quotation, Caption, List, Embed]
        .into_iter()
        .find(|k| k.name() == name)
        .unwrap_or(Body)
}

fn reason(name: &str) -> FurnitureReason {
    use FurnitureReason as R;
    [
        R::Navigation,
        R::Share,
        R::Related,
        R::Subscribe,
        R::Comments,
        R::Counter,
        R::Rating,
        R::Caption,
        R::Repeat,
        R::Tags,
        R::Notice,
        R::Embed,
    ]
    .into_iter()
    .find(|r| r.name() == name)
    .unwrap_or(R::Other)
}

/// The rule of that name; of a rule that is no more, «unknown».
fn page_rule(name: &str) -> &'static str {
    isnad_clean::RULES.iter().find(|r| r.name == name).map_or("unknown", |r| r.name)
}

fn stored_note(n: NoteJson) -> Note {
    const CODES: [&str; 6] = ["not-arabic", "invalid-utf8", "invalid-bytes", "wrong-charset", "garbled", "broken-html"];
    let code = CODES.into_iter().find(|c| *c == n.code).unwrap_or("note");
    Note { code, message: n.message, span: None }
}
