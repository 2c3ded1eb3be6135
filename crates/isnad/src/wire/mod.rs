//! The record as JSON, field by field as RECORD.md names them.
//!
//! Inside the program spans are UTF-8 bytes; here they become code points, and every entry gets its id.

mod id;
mod record;

pub use id::{entity_id, entry_id, sha256_hex};
pub use record::{
    BlockJson, ChainJson, EntityJson, FigureJson, FigureRulesJson, FurnitureJson, Identity, MentionJson, NoteJson,
    PRODUCER, RecordJson, SpanJson, StatementJson, TimeJson, ValueJson,
};
