//! One document's record, ready to be written.

use isnad_extract::{Anchor, Link, Record, Value};
use isnad_text::{Article, CodePoints, Span};
use serde::{Deserialize, Serialize};

use super::id::{entity_id, entry_id, sha256_hex};

/// A piece of the text: code points, end excluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanJson {
    /// First code point; `None` for a title outside the text.
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
    /// The words.
    pub text: String,
}

/// A number, or `[min, max]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the JSON form it is named for")]
pub enum ValueJson {
    Whole(i64),
    Decimal(f64),
    WholeRange([i64; 2]),
    Range([f64; 2]),
}

impl From<Value> for ValueJson {
    fn from(v: Value) -> Self {
        let whole = |x: f64| (x.fract() == 0.0 && x.abs() < 9.0e15).then_some(x as i64);
        match v {
            Value::One(x) => whole(x).map_or(ValueJson::Decimal(x), ValueJson::Whole),
            Value::Range(a, b) => match (whole(a), whole(b)) {
                (Some(a), Some(b)) => ValueJson::WholeRange([a, b]),
                _ => ValueJson::Range([a, b]),
            },
        }
    }
}

#[expect(missing_docs, reason = "the fields are defined in RECORD.md under these names")]
mod entries {
    use super::{Deserialize, Serialize, SpanJson, ValueJson};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct RecordJson {
        pub schema: String,
        pub id: String,
        pub version: String,
        pub raw_sha256: String,
        pub producer: String,
        pub source: Option<String>,
        pub section: Option<String>,
        pub agency: Option<String>,
        pub country: Option<String>,
        pub url: Option<String>,
        pub author: Option<String>,
        pub language: Option<String>,
        pub title: Option<SpanJson>,
        pub published: Option<String>,
        pub updated: Option<String>,
        pub reference_date: Option<String>,
        pub reference_date_from: String,
        #[serde(default)]
        pub origins: std::collections::BTreeMap<String, String>,
        pub text: String,
        pub blocks: Vec<BlockJson>,
        pub furniture: Vec<FurnitureJson>,
        pub notes: Vec<NoteJson>,
        pub statements: Vec<StatementJson>,
        pub figures: Vec<FigureJson>,
        pub times: Vec<TimeJson>,
        pub entities: Vec<EntityJson>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct BlockJson {
        pub start: u32,
        pub end: u32,
        pub kind: String,
        pub path: Option<String>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct FurnitureJson {
        pub id: String,
        pub start: u32,
        pub end: u32,
        pub text: String,
        pub reason: String,
        pub rule: String,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct NoteJson {
        pub code: String,
        pub message: String,
        pub start: Option<u32>,
        pub end: Option<u32>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct StatementJson {
        pub id: String,
        pub kind: String,
        pub act: String,
        #[serde(default)]
        pub status: String,
        pub confidence: f64,
        pub rule: String,
        pub content: Vec<SpanJson>,
        pub cue: Option<SpanJson>,
        pub speaker: Option<SpanJson>,
        pub speaker_name: Option<String>,
        pub speaker_id: Option<String>,
        pub role: Option<SpanJson>,
        pub chain: Vec<ChainJson>,
        pub occasion: Option<SpanJson>,
        pub said_on: Option<String>,
        pub figures: Vec<String>,
        pub about: Vec<String>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub why: String,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct ChainJson {
        pub start: Option<u32>,
        pub end: Option<u32>,
        pub text: Option<String>,
        pub name: String,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct FigureJson {
        pub id: String,
        pub start: u32,
        pub end: u32,
        pub text: String,
        pub value: ValueJson,
        pub hedge: String,
        pub unit: Option<String>,
        pub measure: Option<String>,
        pub subject: Option<String>,
        pub subject_id: Option<String>,
        pub as_of: Option<String>,
        pub sense: String,
        pub status: String,
        pub measure_key: String,
        pub parts: Vec<String>,
        pub same_as: Option<String>,
        #[serde(default)]
        pub base: Option<String>,
        #[serde(default)]
        pub total: Option<String>,
        #[serde(default)]
        pub due: Option<String>,
        #[serde(default)]
        pub finality: Option<String>,
        pub statement: Option<String>,
        pub rule: String,
        #[serde(default)]
        pub rules: FigureRulesJson,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub why: String,
    }

    #[derive(Debug, Clone, Default, Serialize, Deserialize)]
    pub struct FigureRulesJson {
        pub subject: String,
        pub as_of: String,
        pub sense: String,
        pub status: String,
        pub tie: String,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct TimeJson {
        pub id: String,
        pub start: u32,
        pub end: u32,
        pub text: String,
        pub value: Option<String>,
        #[serde(rename = "type")]
        pub kind: String,
        #[serde(rename = "mod")]
        pub modifier: Option<String>,
        pub calendar: String,
        pub original: Option<String>,
        pub zone: Option<String>,
        pub anchor: String,
        pub anchor_id: Option<String>,
        pub alternatives: Vec<String>,
        pub earliest: Option<String>,
        pub latest: Option<String>,
        pub rule: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub why: String,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct EntityJson {
        pub id: String,
        pub name: String,
        pub kind: String,
        pub rule: String,
        pub roles: Vec<SpanJson>,
        pub mentions: Vec<MentionJson>,
    }

    #[derive(Debug, Clone, Serialize, Deserialize)]
    pub struct MentionJson {
        pub start: u32,
        pub end: u32,
        pub text: String,
        pub rule: String,
    }
}

pub use entries::{
    BlockJson, ChainJson, EntityJson, FigureJson, FigureRulesJson, FurnitureJson, MentionJson, NoteJson, RecordJson,
    StatementJson, TimeJson,
};

/// Which code points are these bytes, and which words stand there?
struct Places<'a> {
    text: &'a str,
    points: CodePoints,
}

impl Places<'_> {
    fn ends(&self, span: Span) -> (u32, u32) {
        (self.points.at(span.start), self.points.at(span.end))
    }

    fn words(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    fn span(&self, span: Span) -> SpanJson {
        let (start, end) = self.ends(span);
        SpanJson { start: Some(start), end: Some(end), text: self.words(span) }
    }

    fn link(&self, link: &Link) -> ChainJson {
        let ends = link.span.map(|s| self.ends(s));
        ChainJson {
            start: ends.map(|e| e.0),
            end: ends.map(|e| e.1),
            text: link.span.map(|s| self.words(s)),
            name: link.name.clone(),
        }
    }
}

/// The program and version that a record names as its producer.
pub const PRODUCER: &str = concat!("isnad ", env!("CARGO_PKG_VERSION"));

/// What identifies a document and its evidence.
#[derive(Debug, Clone)]
pub struct Identity<'a> {
    /// The document's id.
    pub id: &'a str,
    /// SHA-256 of the raw input.
    pub raw_sha256: &'a str,
    /// ISO 3166 code of the outlet's country.
    pub country: Option<&'a str>,
}

impl RecordJson {
    /// The record of one article.
    pub fn of(identity: &Identity, article: &Article, record: &Record) -> Self {
        let places = Places { text: &article.text, points: CodePoints::of(&article.text) };
        let ids = Ids::of(record);
        RecordJson {
            schema: "isnad.record/1".into(),
            id: identity.id.to_owned(),
            version: sha256_hex(article.text.as_bytes()),
            raw_sha256: identity.raw_sha256.to_owned(),
            producer: PRODUCER.into(),
            source: article.source.clone(),
            section: article.section.clone(),
            agency: article.agency.clone(),
            country: identity.country.map(str::to_owned),
            url: article.url.clone(),
            author: article.author.clone(),
            language: article.language.clone(),
            title: article.title.as_ref().map(|t| match t.span {
                Some(span) => places.span(span),
                None => SpanJson { start: None, end: None, text: t.text.clone() },
            }),
            published: article.published.clone(),
            updated: article.updated.clone(),
            reference_date: record.reference.map(|d| d.to_string()),
            reference_date_from: record.reference_from.name().into(),
            origins: article.origins.iter().map(|(f, found)| (f.name().into(), found.name().into())).collect(),
            text: article.text.clone(),
            blocks: blocks(article, &places),
            furniture: furniture(article, &places),
            notes: article.notes.iter().chain(&record.notes).map(|n| note(n, &places)).collect(),
            statements: record
                .statements
                .iter()
                .zip(&ids.statements)
                .map(|(s, id)| statement(s, id, &places, &ids))
                .collect(),
            figures: record
                .figures
                .iter()
                .zip(&ids.figures)
                .map(|(f, id)| figure(f, id, &places, &ids, record))
                .collect(),
            times: record.times.iter().zip(&ids.times).map(|(t, id)| time(t, id, &places, &ids)).collect(),
            entities: record.entities.iter().zip(&ids.entities).map(|(e, id)| entity(e, id, &places)).collect(),
        }
    }
}

struct Ids {
    statements: Vec<String>,
    figures: Vec<String>,
    times: Vec<String>,
    entities: Vec<String>,
}

impl Ids {
    fn of(record: &Record) -> Self {
        let statement_spans =
            |s: &isnad_extract::Statement| s.content.iter().copied().chain(s.cue).collect::<Vec<Span>>();
        Ids {
            statements: record.statements.iter().map(|s| entry_id("statements", &statement_spans(s))).collect(),
            figures: record.figures.iter().map(|f| entry_id("figures", &[f.span])).collect(),
            times: record.times.iter().map(|t| entry_id("times", &[t.span])).collect(),
            entities: record.entities.iter().map(|e| entity_id(e.kind.name(), &e.name)).collect(),
        }
    }
}

fn get(ids: &[String], i: usize) -> Option<String> {
    ids.get(i).cloned()
}

fn blocks(article: &Article, places: &Places) -> Vec<BlockJson> {
    article
        .blocks
        .iter()
        .map(|b| {
            let (start, end) = places.ends(b.span);
            BlockJson { start, end, kind: b.kind.name().into(), path: b.path.clone() }
        })
        .collect()
}

fn furniture(article: &Article, places: &Places) -> Vec<FurnitureJson> {
    article
        .furniture
        .iter()
        .map(|f| {
            let (start, end) = places.ends(f.span);
            FurnitureJson {
                id: entry_id("furniture", &[f.span]),
                start,
                end,
                text: places.words(f.span),
                reason: f.reason.name().into(),
                rule: f.rule.into(),
            }
        })
        .collect()
}

fn note(n: &isnad_text::Note, places: &Places) -> NoteJson {
    let ends = n.span.map(|s| places.ends(s));
    NoteJson { code: n.code.into(), message: n.message.clone(), start: ends.map(|e| e.0), end: ends.map(|e| e.1) }
}

fn statement(s: &isnad_extract::Statement, id: &str, places: &Places, ids: &Ids) -> StatementJson {
    StatementJson {
        id: id.to_owned(),
        kind: s.kind.name().into(),
        act: s.act.name().into(),
        status: s.status.name().into(),
        confidence: (f64::from(s.confidence) * 1000.0).round() / 1000.0,
        rule: s.rule.into(),
        content: s.content.iter().map(|c| places.span(*c)).collect(),
        cue: s.cue.map(|c| places.span(c)),
        speaker: s.speaker.map(|c| places.span(c)),
        speaker_name: s.speaker_name.clone(),
        speaker_id: s.speaker_entity.and_then(|e| get(&ids.entities, e)),
        role: s.role.map(|c| places.span(c)),
        chain: s.chain.iter().map(|l| places.link(l)).collect(),
        occasion: s.occasion.map(|c| places.span(c)),
        said_on: s.said_on.clone(),
        figures: s.figures.iter().filter_map(|f| get(&ids.figures, *f)).collect(),
        about: s.about.iter().filter_map(|e| get(&ids.entities, *e)).collect(),
        why: s.why.clone(),
    }
}

fn figure(f: &isnad_extract::Figure, id: &str, places: &Places, ids: &Ids, record: &Record) -> FigureJson {
    let (start, end) = places.ends(f.span);
    FigureJson {
        id: id.to_owned(),
        start,
        end,
        text: places.words(f.span),
        value: f.value.into(),
        hedge: f.hedge.name().into(),
        unit: f.unit.clone(),
        measure: f.measure.clone(),
        subject: f.subject.and_then(|e| record.entities.get(e)).map(|e| e.name.clone()),
        subject_id: f.subject.and_then(|e| get(&ids.entities, e)),
        as_of: f.as_of.clone(),
        sense: f.sense.name().into(),
        status: f.status.name().into(),
        measure_key: f.measure_key.clone(),
        parts: f.parts.iter().filter_map(|p| get(&ids.figures, *p)).collect(),
        same_as: f.same_as.and_then(|p| get(&ids.figures, p)),
        base: f.base.and_then(|p| get(&ids.figures, p)),
        total: f.total.and_then(|p| get(&ids.figures, p)),
        due: f.due.clone(),
        finality: f.finality.map(|x| x.name().into()),
        statement: f.statement.and_then(|s| get(&ids.statements, s)),
        rule: f.rule.into(),
        rules: FigureRulesJson {
            subject: f.rules.subject.into(),
            as_of: f.rules.as_of.into(),
            sense: f.rules.sense.into(),
            status: f.rules.status.into(),
            tie: f.rules.tie.into(),
        },
        why: f.why.clone(),
    }
}

fn time(t: &isnad_extract::Time, id: &str, places: &Places, ids: &Ids) -> TimeJson {
    let (start, end) = places.ends(t.span);
    let (anchor, anchor_id) = match t.anchor {
        Anchor::None => ("none", None),
        Anchor::Document => ("document", None),
        Anchor::Time(i) => ("time", get(&ids.times, i)),
    };
    TimeJson {
        id: id.to_owned(),
        start,
        end,
        text: places.words(t.span),
        value: t.value.clone(),
        kind: t.kind.name().into(),
        modifier: t.modifier.map(|m| m.name().into()),
        calendar: t.calendar.name().into(),
        original: t.original.clone(),
        zone: t.zone.clone(),
        anchor: anchor.into(),
        anchor_id,
        alternatives: t.alternatives.clone(),
        earliest: t.earliest.map(|d| d.to_string()),
        latest: t.latest.map(|d| d.to_string()),
        rule: t.rule.into(),
        why: t.why.clone(),
    }
}

fn entity(e: &isnad_extract::Entity, id: &str, places: &Places) -> EntityJson {
    EntityJson {
        id: id.to_owned(),
        name: e.name.clone(),
        kind: e.kind.name().into(),
        rule: e.rule.into(),
        roles: e.roles.iter().map(|r| places.span(*r)).collect(),
        mentions: e
            .mentions
            .iter()
            .map(|m| {
                let (start, end) = places.ends(m.span);
                MentionJson { start, end, text: places.words(m.span), rule: m.rule.into() }
            })
            .collect(),
    }
}
