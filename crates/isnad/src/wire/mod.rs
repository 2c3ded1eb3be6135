//! The record as JSON, field by field as RECORD.md names them.
//!
//! Beside it stand the forms that others read: W3C Web Annotations, schema.org, FollowTheMoney, columns (Parquet).
//!
//! Inside the program spans are UTF-8 bytes; here they become code points, and every entry gets its id.

mod annotation;
mod answers;
mod ftm;
mod id;
mod parquet;
mod record;
mod schema_org;

pub use annotation::annotations;
pub use answers::{arithmetic, carried, difference, entry, searched, story};
pub use ftm::entities as ftm_entities;
pub use id::{entity_id, entry_id, sha256_hex};
pub use parquet::{Kind as ColumnKind, Parquet};
pub use record::{
    BlockJson, ChainJson, EntityJson, FigureJson, FigureRulesJson, FurnitureJson, Identity, MentionJson, NoteJson,
    PRODUCER, RecordJson, SpanJson, StatementJson, TimeJson, ValueJson,
};
pub use schema_org::quotations;
